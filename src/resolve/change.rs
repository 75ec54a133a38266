//! What an edition's own layer changes of the edition above, before and after, as their readers read it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::load::edition::Verb;
use crate::message::{Language, say_bound};
use crate::resolve::{Change, ChangeVerb, Edition, Laid, LaidClause, Supplement, walk};
use crate::source::Source;

/// Every change of `edition` against `parent`, the edition that it extends.
pub fn changes<'h>(parent: &Edition<'h>, edition: &Edition<'h>) -> Vec<Change<'h>> {
    let layer = edition.layer();
    let Some(own) = edition.own() else { return Vec::new() };
    let mut changes = Vec::new();
    for tightening in &own.standards {
        let id = tightening.target.as_str();
        let (Some(above), Some(local)) = (parent.standards.get(id), edition.standards.get(id)) else {
            continue;
        };
        let text = |standard: &crate::resolve::EditionStandard<'_>| {
            let bound = say_bound(standard.bound(), Language::Chinese);
            format!("{} {bound}", standard.strength().word())
        };
        changes.push(Change {
            key: id.to_owned(),
            verb: ChangeVerb::Tighten,
            source: &own.source,
            range: tightening.target.range.clone(),
            above: text(above),
            local: text(local),
            pieces: Vec::new(),
            replaces: None,
        });
    }
    // What is shared with the edition above is not changed.
    let shared: BTreeSet<_> = parent.documents.iter().map(|laid| Arc::as_ptr(&laid.parts)).collect();
    for laid in edition.documents.iter().filter(|laid| !shared.contains(&Arc::as_ptr(&laid.parts))) {
        let id = laid.document.id.as_str();
        let mut change =
            |clause: &LaidClause<'h>, verb, source: &'h Arc<Source>, range, pieces: Vec<String>| {
                let above = parent.clause(id, &clause.number);
                let filled = above.and_then(|above| above.filled.as_ref()).filter(|_| verb == Verb::Fill);
                changes.push(Change {
                    key: format!("{id}#{}", clause.number),
                    verb: ChangeVerb::Amend(verb),
                    source,
                    range,
                    above: above
                        .map(|above| match verb {
                            // Whoever approves this approves it for all that stands below.
                            Verb::NotApplicable => parent.whole_text(above, id),
                            _ => parent.clause_text(above, id),
                        })
                        .unwrap_or_default(),
                    local: joined(&pieces),
                    pieces,
                    replaces: filled.map(|fill| joined(&texts(parent, id, &fill.parts))),
                });
            };
        walk(&laid.parts, &mut |clause| {
            if let Some((amendment, at)) = clause.replaced
                && at == layer
            {
                let local = edition.clause_text(clause, id);
                change(clause, Verb::Replace, &amendment.source, amendment.target.range.clone(), vec![local]);
            }
            if let Some((amendment, at)) = clause.not_applicable
                && at == layer
            {
                let words = amendment.proses().map(|prose| edition.plain(prose, layer, id)).collect();
                change(clause, Verb::NotApplicable, &amendment.source, amendment.target.range.clone(), words);
            }
            if let Some(fill) = clause.filled.as_ref().filter(|fill| fill.layer == layer) {
                change(clause, Verb::Fill, fill.source, fill.range.clone(), texts(edition, id, &fill.parts));
            }
        });
        supplements(&laid.parts, None, &mut |supplement, after| {
            if supplement.layer == layer && laid.layer < layer {
                let amendment = supplement.amendment;
                let mut pieces = vec![edition.plain(&amendment.label, layer, id)];
                pieces.extend(texts(edition, id, &supplement.parts));
                change(after, Verb::After, &amendment.source, amendment.target.range.clone(), pieces);
            }
        });
    }
    changes
}

/// What each of `parts` says, clauses with all below them.
fn texts(edition: &Edition<'_>, id: &str, parts: &[Laid<'_>]) -> Vec<String> {
    let text = |part: &Laid<'_>| match part {
        Laid::Prose(prose, layer) => edition.plain(prose, *layer, id),
        Laid::Supplement(supplement) => joined(&texts(edition, id, &supplement.parts)),
        Laid::Clause(clause) => joined(&texts(edition, id, &clause.parts)),
    };
    parts.iter().map(text).collect()
}

fn joined(texts: &[String]) -> String {
    let said = texts.iter().filter(|text| !text.is_empty()).map(String::as_str);
    said.collect::<Vec<_>>().join("\n")
}

/// Every supplement with the clause that it stands after.
fn supplements<'a, 'h>(
    parts: &'a [Laid<'h>],
    mut after: Option<&'a LaidClause<'h>>,
    visit: &mut impl FnMut(&'a Supplement<'h>, &'a LaidClause<'h>),
) {
    for part in parts {
        match part {
            Laid::Prose(..) => {}
            Laid::Clause(clause) => {
                after = Some(clause);
                supplements(&clause.parts, None, visit);
            }
            Laid::Supplement(supplement) => {
                if let Some(clause) = after {
                    visit(supplement, clause);
                }
                supplements(&supplement.parts, None, visit);
            }
        }
    }
}
