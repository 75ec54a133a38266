//! Where the prose states a standard it says what the bound says, and goes on saying so in every edition.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::Event;
use rayon::prelude::*;

use crate::bound::{self, Bound, Found, Quantity};
use crate::check::{Written, found_by, is_unreadable, written};
use crate::clause::Clause;
use crate::finding::Finding;
use crate::load::document::Document;
use crate::message::Message;
use crate::prose::{Piece, Prose};
use crate::resolve::{Edition, EditionStandard, unknown, walk};
use crate::rule::Rule;
use crate::source::Place;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    findings.par_extend(written(edition).par_iter().flat_map_iter(|text| {
        let own = own_quantities(edition, text.document);
        found_by(|findings| {
            text.proses(&mut |prose| stated(edition, text, prose, findings));
            unlinked(text, &own, findings);
        })
    }));
    lists(edition, findings);
    rewritten(edition, findings);
}

/// Where a text states standards, and where it states their values without saying so.
fn stated(edition: &Edition<'_>, text: &Written<'_>, prose: &Prose, findings: &mut Vec<Finding>) {
    let layer = edition.layer();
    for wording in prose.wordings() {
        let id = text.document.standard_id(wording.name);
        let place = Place::new(text.source, wording.range.clone());
        let Some(standard) = edition.standards.get(&id) else {
            if !is_unreadable(edition, &id) {
                let message = unknown("unknown-standard", &id, edition.standards.keys().map(String::as_str));
                findings.push(Finding::new(Rule::UnknownStandard, place, message).about(id));
            }
            continue;
        };
        let bound = standard.bound_at(layer);
        if !bound::says(wording.before, wording.text, bound) {
            findings.push(mismatch("wording-mismatch", standard, place, wording.text, bound));
        }
    }
}

fn mismatch(
    id: &'static str,
    standard: &EditionStandard<'_>,
    place: Place,
    wording: &str,
    bound: &Bound,
) -> Finding {
    let message = Message::new(id)
        .with("wording", wording)
        .with("title", standard.standard.title.as_str())
        .with("bound", bound);
    Finding::new(Rule::WordingMismatch, place, message).about(standard.standard.id.clone())
}

/// `{std=name}` above a list must name a standard.
fn lists(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    for laid in edition.documents.iter().filter(|laid| laid.layer == edition.layer()) {
        crate::clause::walk(&laid.document.parts, &mut |clause: &Clause| {
            let Some(name) = &clause.lists else { return };
            let id = laid.document.standard_id(name);
            if !edition.standards.contains_key(&id) && !is_unreadable(edition, &id) {
                let message = unknown("unknown-standard", &id, edition.standards.keys().map(String::as_str));
                let place = laid.document.place(&name.range);
                findings.push(Finding::new(Rule::UnknownStandard, place, message).about(id));
            }
        });
    }
}

/// A local value must be able to take the place of the wording above it, or come with a wording of its own.
fn rewritten(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let Some(own) = edition.own() else { return };
    let mut stuck: BTreeMap<&str, &str> = BTreeMap::new();
    let tightened = own.standards.iter().filter(|tightening| tightening.wording.is_none());
    let tightened: BTreeSet<&str> = tightened.map(|tightening| tightening.target.as_str()).collect();
    // Most documents word none of them.
    let amendments = || edition.layers.iter().flat_map(|layer| &layer.amendments);
    let words = |document: &Document| {
        document.asks.standards.iter().any(|id| tightened.contains(id.as_str()))
            || amendments().any(|amendment| amendment.path == document.path)
    };
    for laid in edition.documents.iter().filter(|laid| words(laid.document)) {
        walk(&laid.parts, &mut |clause| {
            let layer = clause.layer;
            for wording in clause.clause.proses().flat_map(Prose::wordings) {
                let id = laid.document.standard_id(wording.name);
                let Some(id) = tightened.get(id.as_str()) else { continue };
                let Some(standard) = edition.standards.get(*id) else { continue };
                // A wording that says something else already is a finding where it was written.
                let sound = bound::says(wording.before, wording.text, standard.bound_at(layer));
                let local = || standard.wording(layer, wording.text);
                if sound
                    && !local().is_some_and(|local| bound::says(wording.before, &local, standard.bound()))
                {
                    stuck.entry(id).or_insert(wording.text);
                }
            }
        });
    }
    for tightening in &own.standards {
        let Some(standard) = edition.standards.get(&tightening.target.value) else { continue };
        let Some(Ok(bound)) = tightening.bound.as_ref().map(|bound| &bound.value) else { continue };
        if let Some(wording) = tightening.wording.as_ref().filter(|wording| !bound::says("", wording, bound))
        {
            let place = wording.place(&own.source);
            findings.push(mismatch("wording-mismatch-given", standard, place, wording, bound));
        }
        if let Some(wording) = stuck.get(tightening.target.as_str()) {
            let place = tightening.target.place(&own.source);
            findings.push(mismatch("wording-not-rewritten", standard, place, wording, bound));
        }
    }
}

/// The document's own standards that are quantities.
type OwnQuantities<'a, 'h> = Vec<(&'a EditionStandard<'h>, Vec<&'a Quantity>)>;

fn own_quantities<'a, 'h>(edition: &'a Edition<'h>, document: &Document) -> OwnQuantities<'a, 'h> {
    let own = document.standards.iter().filter_map(|standard| edition.standards.get(&standard.id));
    let own = own.map(|standard| (standard, standard.bound().quantities()));
    own.filter(|(_, values)| !values.is_empty()).collect()
}

/// A quantity in the prose that equals a standard's value and is not linked to it would go stale.
fn unlinked(text: &Written<'_>, own: &OwnQuantities<'_, '_>, findings: &mut Vec<Finding>) {
    if own.is_empty() {
        return;
    }
    let quantities = |prose: &Prose, all: &mut Vec<Found>| {
        for (piece, range) in &prose.0 {
            let Piece::Markdown(Event::Text(words)) = piece else { continue };
            all.extend(bound::quantities(words).into_iter().map(|found| Found {
                range: range.start + found.range.start..range.start + found.range.end,
                ..found
            }));
        }
    };
    for found in text.found(|document| &document.quantities, quantities).iter() {
        let equal = own.iter().find(|(_, values)| values.iter().any(|value| **value == found.quantity));
        let Some((EditionStandard { standard, .. }, _)) = equal else { continue };
        let place = Place::new(text.source, found.range.clone());
        let message = Message::new("unlinked-quantity")
            .with("quantity", place.text())
            .with("title", standard.title.as_str())
            .with("name", standard.name.as_str());
        findings.push(Finding::new(Rule::UnlinkedQuantity, place, message).about(standard.id.clone()));
    }
}
