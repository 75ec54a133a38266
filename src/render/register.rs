//! The register of standards as data: `handbook standards --format json`.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;

use crate::bound::{Bound, Values};
use crate::message::{Language, say_bound};
use crate::prose::Prose;
use crate::resolve::{Edition, EditionStandard, walk};

/// A standard in the register (contract, section 2).
#[derive(Debug, Serialize)]
pub struct Row {
    pub id: String,
    pub title: String,
    pub document: String,
    pub clause: String,
    pub strength: &'static str,
    /// In the form the sources use: `{"at_most": "3 声"}`.
    pub bound: serde_json::Value,
    pub text: String,
}

/// The standards of an edition with the clauses that state them, in reading order.
pub fn in_order<'a, 'h>(edition: &'a Edition<'h>) -> Vec<(&'a EditionStandard<'h>, String)> {
    let mut places = places(edition);
    let order = edition.documents.iter().enumerate().map(|(at, laid)| (laid.document.id.as_str(), at));
    let order: BTreeMap<&str, usize> = order.collect();
    let of = |standard: &'a EditionStandard<'h>| {
        let (at, number) = places.remove(&standard.standard.id).unwrap_or((usize::MAX, String::new()));
        ((order.get(standard.document.id.as_str()).copied(), at), (standard, number))
    };
    let mut all: Vec<_> = edition.standards.values().map(of).collect();
    all.sort_by_key(|(place, (standard, _))| (*place, standard.standard.name.range.start));
    all.into_iter().map(|(_, standard)| standard).collect()
}

/// The first clause that states each standard: how many clauses come before it, and its number.
fn places(edition: &Edition<'_>) -> BTreeMap<String, (usize, String)> {
    let stating = edition.documents.par_iter().filter(|laid| !laid.document.standards.is_empty());
    let places = stating.map(|laid| {
        let mut places = BTreeMap::new();
        let mut at = 0;
        walk(&laid.parts, &mut |clause| {
            at += 1;
            let named = clause.clause.lists.iter().map(|name| name.as_str());
            let linked = clause.clause.proses().flat_map(Prose::wordings).map(|wording| wording.name);
            for name in named.chain(linked) {
                let id = laid.document.standard_id(name);
                if edition.standards.get(&id).is_some_and(|s| s.document.id.value == laid.document.id.value) {
                    places.entry(id).or_insert_with(|| (at, clause.number.to_string()));
                }
            }
        });
        places
    });
    places.flatten_iter().collect()
}

/// The register of an edition.
pub fn rows(edition: &Edition<'_>, language: Language) -> Vec<Row> {
    let rows = in_order(edition).into_iter().map(|(standard, clause)| Row {
        id: standard.standard.id.clone(),
        title: standard.standard.title.value.clone(),
        document: standard.document.id.value.clone(),
        clause,
        strength: standard.strength().word(),
        bound: json(standard.bound()),
        text: say_bound(standard.bound(), language),
    });
    rows.collect()
}

/// A bound as the sources write it.
pub fn json(bound: &Bound) -> serde_json::Value {
    let value = match bound.values() {
        Values::One(value) => json!(value),
        Values::Many(values) => json!(values),
        Values::Level { scale, grade } => json!({ "scale": scale, "at_least": grade }),
    };
    json!({ bound.kind().key(): value })
}
