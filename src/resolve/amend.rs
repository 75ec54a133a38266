//! Laying one amendment over a document (contract, section 1, "An edition").

use std::sync::Arc;

use crate::clause::{Part, children};
use crate::finding::Finding;
use crate::load::edition::{Amendment, EditionSource, Verb};
use crate::message::Message;
use crate::resolve::{Edition, Fill, Laid, LaidClause, Layer, Supplement, lay};
use crate::rule::Rule;
use crate::source::{At, Source};
use crate::yaml::nearest;

/// Applies an amendment to the document at its path; one that has no target becomes a finding.
pub fn apply<'h>(edition: &mut Edition<'h>, amendment: &'h Amendment, layer: Layer) {
    let refuse = |rule: Rule, message: Message| {
        let place = amendment.target.place(&amendment.source);
        let message = message.with("target", amendment.target.as_str());
        Finding::new(rule, place, message).about(amendment.target.value.clone())
    };
    let Some(document) = edition.documents.at_mut(&amendment.path) else {
        // Its products leave the document out: there is nothing to amend.
        edition.findings.push(refuse(Rule::UnknownClause, Message::new("amendment-left-out")));
        return;
    };
    // Only an amended document is copied; the others stay shared with the edition above.
    let mut parts = document.parts.as_ref().clone();
    let Some(found) = find(&mut parts, &amendment.target) else {
        let mut known = Vec::new();
        crate::resolve::walk(&document.parts, &mut |clause| {
            known.push(clause.number.to_string());
            known.extend(clause.clause.name.as_ref().map(|name| name.value.clone()));
        });
        let near = nearest(&amendment.target, known.iter().map(String::as_str));
        let near = near.map(|near| Message::new("did-you-mean").with("name", near));
        let message = Message::new("unknown-clause").with("path", amendment.path.as_str());
        let finding = refuse(
            Rule::UnknownClause,
            match near {
                Some(near) => message.with("near", near),
                None => message.with("near", ""),
            },
        );
        edition.findings.push(finding);
        return;
    };
    let clause = found.clause();
    let problem = match amendment.verb {
        Verb::After if children(&amendment.parts).next().is_none() => Some("after-empty"),
        Verb::Fill if !clause.clause.delegated => Some("fill-not-delegated"),
        Verb::Fill if clause.filled.as_ref().is_some_and(|fill| fill.layer == layer) => Some("fill-twice"),
        Verb::Fill if amendment.parts.is_empty() => Some("fill-empty"),
        Verb::Replace if children(&amendment.parts).next().is_some() => Some("replace-children"),
        Verb::NotApplicable if children(&amendment.parts).next().is_some() => Some("na-children"),
        Verb::Replace if amendment.parts.is_empty() && amendment.label.is_empty() => Some("replace-empty"),
        _ => None,
    };
    if let Some(id) = problem {
        edition.findings.push(refuse(Rule::UnknownClause, Message::new(id)));
        return;
    }
    match amendment.verb {
        Verb::After => found.supplement(amendment, layer),
        Verb::Fill => {
            fill(found.into_clause(), &amendment.source, &amendment.target, &amendment.parts, layer)
        }
        Verb::Replace => found.into_clause().replaced = Some((amendment, layer)),
        Verb::NotApplicable => found.into_clause().not_applicable = Some((amendment, layer)),
    }
    document.parts = Arc::new(parts);
    document.amended = true;
}

/// Fills every delegated clause of this title that has no filling yet by this edition.
pub fn fill_by_title<'h>(
    edition: &mut Edition<'h>,
    source: &'h EditionSource,
    title: &At<String>,
    text: &'h [Part],
    layer: Layer,
) {
    let mut found = false;
    for document in edition.documents.iter_mut().filter(|laid| laid.document.delegates) {
        let wants = |clause: &LaidClause| is_titled(clause, title);
        let mut any = false;
        crate::resolve::walk(&document.parts, &mut |clause| any |= wants(clause));
        if any {
            found = true;
            document.amended = true;
            let parts = Arc::make_mut(&mut document.parts);
            each(parts, &mut |clause| {
                let unfilled = clause.filled.as_ref().is_none_or(|fill| fill.layer != layer);
                if is_titled(clause, title) && unfilled {
                    fill(clause, &source.source, title, text, layer);
                }
            });
        }
    }
    if !found {
        let message = Message::new("fill-unknown-title").with("title", title.as_str());
        let place = title.place(&source.source);
        edition.findings.push(Finding::new(Rule::UnknownClause, place, message).about(title.value.clone()));
    }
}

fn is_titled(clause: &LaidClause<'_>, title: &str) -> bool {
    clause.clause.delegated && clause.clause.heading.as_ref().is_some_and(|heading| heading.plain() == title)
}

fn each<'h>(parts: &mut [Laid<'h>], act: &mut impl FnMut(&mut LaidClause<'h>)) {
    for part in parts {
        match part {
            Laid::Clause(clause) => {
                act(clause);
                each(&mut clause.parts, act);
            }
            Laid::Supplement(supplement) => each(&mut supplement.parts, act),
            Laid::Prose(..) => {}
        }
    }
}

/// The items of a filling number on below the clause: 5.1, 5.2.
fn fill<'h>(
    clause: &mut LaidClause<'h>,
    source: &'h Arc<Source>,
    said: &At<String>,
    parts: &'h [Part],
    layer: Layer,
) {
    let number = clause.number.clone();
    let below = |inner: &str| format!("{number}.{inner}").into();
    clause.filled = Some(Fill {
        layer,
        source,
        range: said.range.clone(),
        parts: lay(parts, layer, Some(source), &below),
    });
}

/// A clause found among its siblings.
struct Found<'a, 'h> {
    siblings: &'a mut Vec<Laid<'h>>,
    at: usize,
}

impl<'a, 'h> Found<'a, 'h> {
    fn clause(&self) -> &LaidClause<'h> {
        match &self.siblings[self.at] {
            Laid::Clause(clause) => clause,
            _ => unreachable!("found is a clause"),
        }
    }

    fn into_clause(self) -> &'a mut LaidClause<'h> {
        match &mut self.siblings[self.at] {
            Laid::Clause(clause) => clause,
            _ => unreachable!("found is a clause"),
        }
    }

    /// Puts clauses behind the one found and behind the supplements that outer layers put there,
    /// counting on from theirs.
    fn supplement(self, amendment: &'h Amendment, layer: Layer) {
        let number = self.clause().number.to_string();
        let after = &self.siblings[self.at + 1..];
        let others: Vec<_> = after
            .iter()
            .map_while(|part| match part {
                Laid::Supplement(supplement) => Some(supplement),
                _ => None,
            })
            .collect();
        let counted = others.iter().flat_map(|s| &s.parts).filter(|p| matches!(p, Laid::Clause(_))).count();
        let at = self.at + 1 + others.len();
        let onward = |inner: &str| {
            let (first, rest) = inner.split_once('.').unwrap_or((inner, ""));
            let count = first.parse::<usize>().unwrap_or(0) + counted;
            let dot = if rest.is_empty() { "" } else { "." };
            format!("{number}-{count}{dot}{rest}").into()
        };
        let parts = lay(&amendment.parts, layer, Some(&amendment.source), &onward);
        self.siblings.insert(at, Laid::Supplement(Supplement { amendment, layer, parts }));
    }
}

/// The clause with this number or name.
fn find<'a, 'h>(parts: &'a mut Vec<Laid<'h>>, target: &str) -> Option<Found<'a, 'h>> {
    if let Some(at) = parts.iter().position(|part| matches!(part, Laid::Clause(c) if c.is_called(target))) {
        return Some(Found { siblings: parts, at });
    }
    for part in parts.iter_mut() {
        let inner = match part {
            Laid::Clause(clause) => &mut clause.parts,
            Laid::Supplement(supplement) => &mut supplement.parts,
            Laid::Prose(..) => continue,
        };
        if let Some(found) = find(inner, target) {
            return Some(found);
        }
    }
    None
}
