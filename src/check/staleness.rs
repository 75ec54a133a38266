//! An amendment was written against a text. When that text is no longer the group's, somebody must look again.

use crate::digest::digest;
use crate::finding::Finding;
use crate::message::Message;
use crate::resolve::{Change, Edition};
use crate::rule::Rule;
use crate::source::Place;

/// Whether the text that a change amends is the one that its writer had before him.
pub enum Freshness {
    Fresh,
    /// The text has changed since.
    Changed {
        before: String,
    },
    /// It was written against another version of the handbook, and nothing tells what it said.
    Unknown,
}

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let Some(own) = edition.own() else { return };
    for change in &edition.changes {
        let id = match freshness(edition, change) {
            Freshness::Fresh => continue,
            Freshness::Changed { .. } => "stale-amendment",
            Freshness::Unknown => "stale-amendment-unknown",
        };
        let message = Message::new(id)
            .with("clause", change.key.as_str())
            .with("edition", edition.id)
            .with("based_on", own.keys.based_on.as_ref().map_or("", |based_on| based_on.as_str()))
            .with("version", edition.handbook.manifest.version.as_str());
        let place = Place::new(change.source, change.range.clone());
        findings.push(Finding::new(Rule::StaleAmendment, place, message).about(change.key.clone()));
    }
    if let Some(based_on) = &own.keys.based_on
        && based_on.value != edition.handbook.manifest.version.value
    {
        let message = Message::new("outdated-base")
            .with("based_on", based_on.as_str())
            .with("version", edition.handbook.manifest.version.as_str())
            .with("edition", edition.id);
        let place = based_on.place(&own.source);
        findings.push(Finding::new(Rule::OutdatedBase, place, message).about("based_on"));
    }
}

/// Compares a change with edition.lock; without an entry it is held to be written against `based_on`.
pub fn freshness(edition: &Edition<'_>, change: &Change<'_>) -> Freshness {
    let Some(own) = edition.own() else { return Freshness::Fresh };
    match own.lock.0.get(&change.key) {
        Some(seen) if seen.hash.value == digest(&change.above) => Freshness::Fresh,
        Some(seen) => Freshness::Changed { before: seen.text.clone() },
        None => match &own.keys.based_on {
            Some(based_on) if based_on.value != edition.handbook.manifest.version.value => Freshness::Unknown,
            _ => Freshness::Fresh,
        },
    }
}
