//! Phrases that nobody may say may not stand in speech that the handbook itself teaches.

use std::sync::Arc;

use crate::bound::Bound;
use crate::check::written;
use crate::clause::{self, Clause, Part};
use crate::finding::Finding;
use crate::message::Message;
use crate::resolve::Edition;
use crate::rule::{Rule, Severity};
use crate::source::Place;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let banned: Vec<(&str, &str, &str)> = edition
        .standards
        .values()
        .filter(|standard| standard.standard.speech)
        .flat_map(|standard| {
            let Bound::Excludes(items) = standard.bound() else { return Vec::new() };
            let named = |phrase| (phrase, standard.standard.id.as_str(), standard.standard.title.as_str());
            items.written().iter().map(String::as_str).map(named).collect()
        })
        .collect();
    if banned.is_empty() {
        return;
    }
    let lists = lists(edition);
    for text in written(edition) {
        text.proses(&mut |prose| {
            let range = prose.range();
            let holds = |list: &Place| list.range.start <= range.start && range.end <= list.range.end;
            if lists.iter().any(|list| Arc::ptr_eq(&list.source, text.source) && holds(list)) {
                return;
            }
            // Where a standard is stated its phrases are named, not said.
            let mut words = text.source.text[range.clone()].to_owned();
            for wording in prose.wordings() {
                let at = wording.range.start - range.start..wording.range.end - range.start;
                words.replace_range(at.clone(), &" ".repeat(at.len()));
            }
            for (quoted, start) in quotes(&words) {
                for (phrase, id, title) in &banned {
                    let Some(at) = quoted.find(phrase) else { continue };
                    let start = range.start + start + at;
                    let place = Place::new(text.source, start..start + phrase.len());
                    let message = Message::new("banned-phrase").with("phrase", *phrase).with("title", *title);
                    let mut finding = Finding::new(Rule::BannedPhrase, place, message).about(*id);
                    if edition.own().is_none() {
                        finding.severity = Severity::Warning;
                    }
                    findings.push(finding);
                }
            }
        });
    }
}

/// Where the group's documents list the phrases themselves.
fn lists(edition: &Edition<'_>) -> Vec<Place> {
    let mut lists = Vec::new();
    for laid in &edition.documents {
        clause::walk(&laid.document.parts, &mut |clause: &Clause| {
            if clause.lists.is_some() {
                let end = clause.parts.last().map_or(clause.range.end, |part| match part {
                    Part::Prose(prose) => prose.range().end,
                    Part::Clause(clause) => clause.range.end,
                });
                lists.push(laid.document.place(&(clause.range.start..end)));
            }
        });
    }
    lists
}

/// What stands between “ and ”, and where it begins.
fn quotes(text: &str) -> Vec<(&str, usize)> {
    let mut quotes = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('“') {
        let start = from + open + '“'.len_utf8();
        let Some(len) = text[start..].find('”') else { break };
        quotes.push((&text[start..start + len], start));
        from = start + len;
    }
    quotes
}
