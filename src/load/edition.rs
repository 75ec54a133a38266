//! editions/<id>/: a localized edition's sources.

use std::collections::BTreeMap;
use std::sync::Arc;

use pulldown_cmark::HeadingLevel;
use serde::Deserialize;

use crate::clause::{self, Clause, Part};
use crate::finding::Finding;
use crate::form::Form;
use crate::load::date::Date;
use crate::load::document::Document;
use crate::load::guard;
use crate::load::lock::Lock;
use crate::load::manifest::Manifest;
use crate::load::standard::{Tightening, TighteningKeys};
use crate::message::Message;
use crate::prose::Prose;
use crate::rule::Rule;
use crate::source::{At, Place, Source};
use crate::yaml::{self, Entries};

/// edition.yaml (contract, section 1, "An edition").
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    pub title: At<String>,
    #[serde(default)]
    pub extends: Option<At<String>>,
    #[serde(default)]
    pub city: Option<At<String>>,
    #[serde(default)]
    pub products: Option<At<Vec<At<String>>>>,
    #[serde(default)]
    pub opens: Option<At<Date>>,
    #[serde(default)]
    pub effective: Option<At<Date>>,
    #[serde(default)]
    pub based_on: Option<At<String>>,
    #[serde(default)]
    pub parameters: Entries<At<String>>,
    #[serde(default)]
    pub external_documents: Vec<At<String>>,
    #[serde(default)]
    pub fill: Entries<Option<At<String>>>,
    #[serde(default)]
    pub standards: Entries<At<TighteningKeys>>,
}

/// A localized edition as its writer left it.
#[derive(Clone, Debug)]
pub struct EditionSource {
    /// Its folder's name.
    pub id: String,
    /// edition.yaml
    pub source: Arc<Source>,
    pub keys: Keys,
    pub standards: Vec<Tightening>,
    /// What fills every delegated clause of a title.
    pub fills: Vec<(At<String>, Vec<Part>)>,
    /// What it makes of the documents above it.
    pub amendments: Vec<Amendment>,
    /// Documents of its own.
    pub documents: Vec<Document>,
    pub forms: Vec<Form>,
    pub lock: Lock,
    /// What is wrong with its sources by themselves.
    pub findings: Vec<Finding>,
}

/// What a section of an amending file does to its target. Deleting a clause can't be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    After,
    Replace,
    Fill,
    NotApplicable,
}

impl Verb {
    fn named(name: &str) -> Option<Verb> {
        match name {
            "after" => Some(Verb::After),
            "replace" => Some(Verb::Replace),
            "fill" => Some(Verb::Fill),
            "na" => Some(Verb::NotApplicable),
            _ => None,
        }
    }
}

/// One section of an amending file.
#[derive(Clone, Debug)]
pub struct Amendment {
    pub source: Arc<Source>,
    /// The path of the document that it amends.
    pub path: String,
    pub verb: Verb,
    /// A clause's number or name.
    pub target: At<String>,
    /// The section's heading: a label, or a heading's new text.
    pub label: Prose,
    /// What it says. Its clauses are numbered from 1 here, and into place when laid over the document.
    pub parts: Vec<Part>,
    pub range: std::ops::Range<usize>,
}

impl Amendment {
    /// The blocks that belong to none of its clauses.
    pub fn proses(&self) -> impl Iterator<Item = &Prose> {
        self.parts.iter().filter_map(|part| match part {
            Part::Prose(prose) => Some(prose),
            Part::Clause(_) => None,
        })
    }
}

/// Reads edition.yaml.
pub fn keys(source: &Arc<Source>) -> Result<Keys, Finding> {
    yaml::read(source, source.text.len())
}

/// What fills every delegated clause of a title. In `{ 考核程序: 每季度考核一次,由城市公司组织。 }` YAML takes the comma for
/// the end of the value and the rest for a key without one; it is read as it was meant.
pub fn fills(keys: &Keys) -> Vec<(At<String>, At<String>)> {
    let mut fills: Vec<(At<String>, At<String>)> = Vec::new();
    for (key, value) in keys.fill.iter() {
        match (value, fills.last_mut()) {
            (Some(value), _) => fills.push((key.clone(), value.clone())),
            (None, Some((_, before))) => {
                before.value = format!("{},{}", before.value, key.value);
                before.range.end = key.range.end;
            }
            (None, None) => fills.push((key.clone(), At::default())),
        }
    }
    fills
}

/// The standards that edition.yaml tightens, with their bounds read as far as they can be.
pub fn tightenings(
    keys: &Keys,
    source: &Arc<Source>,
    manifest: &Manifest,
    findings: &mut Vec<Finding>,
) -> Vec<Tightening> {
    let mut out = Vec::new();
    for (target, keys) in keys.standards.iter() {
        let bounds = keys.bounds();
        if bounds.len() > 1 || (bounds.is_empty() && keys.strength.is_none()) {
            let message = Message::new("tightening-one-bound").with("count", bounds.len());
            findings.push(
                Finding::new(Rule::BadSource, target.place(source), message).about(target.value.clone()),
            );
            continue;
        }
        out.push(Tightening {
            target: target.clone(),
            bound: bounds.first().map(|w| At::new(w.read(manifest, &[]), w.range.clone())),
            strength: keys.strength.clone(),
            reason: keys.reason.clone(),
            wording: keys.wording.clone(),
        });
    }
    out
}

/// Reads an amending file: every section says what it does, and is read alone.
pub fn amendments(source: &Arc<Source>, path: &str, findings: &mut Vec<Finding>) -> Vec<Amendment> {
    let text = &source.text;
    if text.lines().next() == Some("---") {
        let message = Message::new("amendment-front-matter");
        findings.push(Finding::new(Rule::BadSource, Place::file(source), message));
        return Vec::new();
    }
    let refuse = |range: std::ops::Range<usize>, id: &'static str| {
        Finding::new(Rule::BadSource, Place::new(source, range), Message::new(id))
    };
    let mut sections = Vec::new();
    for range in sections_of(text) {
        guard::check(source, range.clone(), findings);
        let outline = clause::read(source, range, findings);
        let outside = outline.lead.first().map(|part| match part {
            Part::Prose(prose) => prose.range(),
            Part::Clause(clause) => clause.range.clone(),
        });
        findings.extend(outside.map(|range| refuse(range, "amendment-outside-section")));
        sections.extend(outline.sections);
    }
    let mut amendments = Vec::new();
    for section in sections {
        let range = section.clause.range.clone();
        let mut verbs = section
            .attributes
            .iter()
            .filter_map(|(key, value)| Some((Verb::named(key)?, value.clone().unwrap_or_default())));
        let (verb, other) = (verbs.next(), verbs.next());
        let (Some((verb, target)), None) = (verb, other) else {
            findings.push(refuse(range, "amendment-no-verb"));
            continue;
        };
        if section.level != HeadingLevel::H2
            || section.attributes.len() > 1
            || has_own_attributes(&section.clause)
        {
            findings.push(refuse(range, "amendment-section"));
            continue;
        }
        let at = range.start + text[range.clone()].rfind(&target).unwrap_or(0);
        let label = section.clause.heading.clone().unwrap_or_default();
        let mut lone = clause::Outline { lead: section.clause.parts, sections: Vec::new() };
        if verb == Verb::After {
            lone.lead = clause::paragraphs_as_clauses(lone.lead);
        }
        amendments.push(Amendment {
            source: Arc::clone(source),
            path: path.to_owned(),
            verb,
            target: At::new(target.clone(), at..at + target.len()),
            label,
            parts: clause::tree(lone, source, findings),
            range,
        });
    }
    amendments
}

/// `{.delegated}`, `{#name}` and `{std=…}` are for the documents that declare clauses, not for what amends them.
fn has_own_attributes(clause: &Clause) -> bool {
    clause.delegated || clause.name.is_some() || clause.lists.is_some()
}

/// The sections of an amending file: each begins at a line `## …` and is read alone, so that nothing left open in
/// one swallows the next.
fn sections_of(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("## ") && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Editions by id, as [`crate::resolve`] looks them up.
pub type Editions = BTreeMap<String, EditionSource>;
