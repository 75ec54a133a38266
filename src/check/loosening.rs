//! Standards are not only in figures: what an edition's texts say is read for commitments, too.

use crate::commitment::{Loosening, Relation, addition, parameter, replacement};
use crate::finding::Finding;
use crate::load::edition::Verb;
use crate::message::Message;
use crate::resolve::{Change, ChangeVerb, Edition};
use crate::rule::Rule;
use crate::source::Place;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let Some(own) = edition.own() else { return };
    for change in &edition.changes {
        let loosenings = match change.verb {
            ChangeVerb::Amend(Verb::Replace) => match replacement(&change.above, &change.local) {
                Relation::Looser(loosenings) => loosenings,
                _ => Vec::new(),
            },
            ChangeVerb::Amend(Verb::After | Verb::Fill) => addition(&[&change.above], &change.local),
            // Whether a clause applies is the group's to approve; a tightened standard has its own order.
            ChangeVerb::Amend(Verb::NotApplicable) | ChangeVerb::Tighten => Vec::new(),
        };
        // Words inside words that are accused already say nothing new.
        let inside = |a: &Loosening, b: &Loosening| {
            a.local != b.local && b.local.start <= a.local.start && a.local.end <= b.local.end
        };
        let told =
            loosenings.iter().filter(|a| a.local.is_empty() || !loosenings.iter().any(|b| inside(a, b)));
        findings.extend(told.map(|loosening| finding(change, loosening)));
    }
    for (name, value) in own.keys.parameters.iter() {
        for loosening in parameter(value) {
            let words = value.get(loosening.local).unwrap_or_default();
            let message = Message::new("loosened-parameter").with("words", words).with("name", name.as_str());
            let place = value.place(&own.source);
            findings.push(Finding::new(Rule::LoosenedWording, place, message).about(name.value.clone()));
        }
    }
}

fn finding(change: &Change<'_>, loosening: &Loosening) -> Finding {
    let words = change.local.get(loosening.local.clone()).unwrap_or_default();
    let group = change.above.get(loosening.group.clone()).unwrap_or_default();
    let message = match (words.is_empty(), group.is_empty()) {
        (true, _) => Message::new("loosened-dropped").with("group", group),
        (false, true) => Message::new("loosened-words").with("words", words),
        (false, false) => Message::new("loosened-wording").with("words", words).with("group", group),
    };
    // The words themselves, where they stand as written; otherwise what brought them in.
    let from = change.range.end;
    let written = change.source.text.get(from..).and_then(|text| text.find(words)).map(|at| from + at);
    let range = match written {
        Some(at) if !words.is_empty() => at..at + words.len(),
        _ => change.range.clone(),
    };
    let place = Place::new(change.source, range);
    Finding::new(Rule::LoosenedWording, place, message).about(change.key.clone())
}
