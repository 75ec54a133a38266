//! A document: its front matter, its standards, its clauses.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use serde::Deserialize;

use crate::bound::{Found, Unreadable};
use crate::clause::{self, Clause, Part};
use crate::finding::Finding;
use crate::load::date::Date;
use crate::load::manifest::Manifest;
use crate::load::standard::{Standard, StandardKeys};
use crate::message::Message;
use crate::prose::{Piece, Prose};
use crate::rule::Rule;
use crate::source::{At, Place, Source};
use crate::yaml::{self, Entries};

/// What sort of text a document is (contract, section 1, "Kinds").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Conduct,
    Procedure,
    Phrasebook,
    Faq,
    /// Prose: nothing in it is numbered or a clause.
    #[default]
    Text,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    pub version: At<String>,
    pub date: At<Date>,
    #[serde(default)]
    pub by: Option<At<String>>,
    #[serde(default)]
    pub summary: Option<At<String>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppliesTo {
    #[serde(default)]
    pub products: Vec<At<String>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FrontMatter {
    id: Option<At<String>>,
    title: Option<At<String>>,
    kind: Kind,
    code: Option<At<String>>,
    version: Option<At<String>>,
    prepared_by: Option<At<String>>,
    reviewed_by: Option<At<String>>,
    approved_by: Option<At<String>>,
    effective: Option<At<Date>>,
    revisions: Vec<Revision>,
    applies_to: Option<AppliesTo>,
    standards: Entries<StandardKeys>,
}

/// A document of the group's, or a local one.
#[derive(Clone, Debug)]
pub struct Document {
    pub source: Arc<Source>,
    /// Its path below the handbook's or the edition's folder: `customer-service/telephone.md`.
    pub path: String,
    pub id: At<String>,
    pub title: At<String>,
    pub kind: Kind,
    pub code: Option<At<String>>,
    pub version: Option<At<String>>,
    pub prepared_by: Option<At<String>>,
    pub reviewed_by: Option<At<String>>,
    pub approved_by: Option<At<String>>,
    pub effective: Option<At<Date>>,
    pub revisions: Vec<Revision>,
    /// The products it is for; all where it names none.
    pub products: Vec<At<String>>,
    pub standards: Vec<Standard>,
    /// Standards that are declared but can't be read: a finding says so once, and links to them say nothing.
    pub unreadable: Vec<String>,
    /// Its front matter can't be read, so nothing is known of its standards.
    pub headless: bool,
    /// Some of its clauses are left to the local company.
    pub delegates: bool,
    /// How many clauses it has.
    pub clauses: usize,
    /// Levels of its deepest clause.
    pub depth: usize,
    pub asks: Asks,
    pub parts: Vec<Part>,
    /// The quantities in its prose; check looks for them once.
    pub quantities: OnceLock<Vec<Found>>,
    /// The characters in its prose that no font draws, and where; the same.
    pub undrawn: OnceLock<Vec<(char, Range<usize>)>>,
}

/// What a document's text leaves to the edition that it stands in.
#[derive(Clone, Debug, Default)]
pub struct Asks {
    /// The standards that it words or lists, its own and others'.
    pub standards: BTreeSet<String>,
    pub parameters: BTreeSet<String>,
    /// 《…》
    pub titles: BTreeSet<String>,
    pub links: BTreeSet<String>,
}

impl Asks {
    fn of(parts: &[Part], id: &str) -> Self {
        let mut asks = Asks::default();
        clause::walk(parts, &mut |clause| {
            asks.standards.extend(clause.lists.iter().map(|name| standard_id(id, name)));
        });
        clause::proses(parts, &mut |prose| {
            for (piece, _) in &prose.0 {
                match piece {
                    Piece::Standard { name, .. } => drop(asks.standards.insert(standard_id(id, name))),
                    Piece::Parameter(name) => drop(asks.parameters.insert(name.clone())),
                    Piece::Reference(title) => drop(asks.titles.insert(title.clone())),
                    Piece::Markdown(Event::Start(Tag::Link { dest_url, .. })) => {
                        asks.links.insert(dest_url.to_string());
                    }
                    _ => {}
                }
            }
        });
        asks
    }
}

impl Document {
    pub fn is_regulation(&self) -> bool {
        self.kind != Kind::Text
    }

    /// Whether an edition for `products` has this document.
    pub fn applies_to(&self, products: &[&str]) -> bool {
        self.products.is_empty() || self.products.iter().any(|p| products.contains(&p.as_str()))
    }

    pub fn place(&self, range: &std::ops::Range<usize>) -> Place {
        Place::new(&self.source, range.clone())
    }

    /// `document.name` of a standard as a link names it.
    pub fn standard_id(&self, name: &str) -> String {
        standard_id(&self.id, name)
    }
}

/// `document.name`, where a bare `name` is the document's own.
pub fn standard_id(document: &str, name: &str) -> String {
    match name.contains('.') {
        true => name.to_owned(),
        false => format!("{document}.{name}"),
    }
}

/// How long the front matter is, `---` lines and all; 0 where there is none.
fn front_matter_len(text: &str) -> usize {
    let mut len = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let is_fence = line.trim_end() == "---";
        if at == 0 && !is_fence {
            return 0;
        }
        len += line.len();
        if at > 0 && is_fence {
            return len;
        }
    }
    0
}

/// Reads a document. `fallback_title` is what SUMMARY.md calls it.
pub fn read(
    source: &Arc<Source>,
    path: &str,
    fallback_title: Option<&str>,
    manifest: &Manifest,
    findings: &mut Vec<Finding>,
) -> Document {
    let text = &source.text;
    let head = front_matter_len(text);
    let mut front = FrontMatter::default();
    let mut headless = false;
    if head > 0 {
        // Without the closing line: a second `---` would begin another YAML document.
        let end = text[..head].trim_end().len() - "---".len();
        match yaml::read::<Option<FrontMatter>>(source, end) {
            Ok(read) => front = read.unwrap_or_default(),
            Err(finding) => {
                headless = true;
                findings.push(finding);
            }
        }
    } else if text.lines().next() == Some("---") {
        findings.push(Finding::new(Rule::BadSource, Place::file(source), Message::new("front-matter-open")));
    }
    if text[head..].trim().is_empty() {
        findings.push(Finding::new(Rule::BadSource, Place::file(source), Message::new("document-empty")));
    }
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
    let id = front.id.unwrap_or_else(|| At::new(stem.to_owned(), 0..0));
    let mut title = front.title;
    let body = head..text.len();
    let parts = match front.kind {
        Kind::Text => {
            let prose = Prose::new(crate::prose::events(&text[body.clone()], body.start));
            title = title.or_else(|| first_heading(&prose));
            vec![Part::Prose(prose)]
        }
        _ => {
            let mut outline = clause::read(source, body, findings);
            take_title(&mut outline, &mut title, source, findings);
            for section in &outline.sections {
                for (attribute, _) in &section.attributes {
                    let place = Place::new(source, section.clause.range.clone());
                    let message = Message::new("unknown-attribute").with("attribute", attribute.as_str());
                    findings.push(Finding::new(Rule::BadSource, place, message));
                }
            }
            clause::tree(outline, source, findings)
        }
    };
    let title = title.unwrap_or_else(|| At::new(fallback_title.unwrap_or(stem).to_owned(), 0..0));
    let (standards, unreadable) = standards(&front.standards, &id, &parts, source, manifest, findings);
    let (mut delegates, mut clauses, mut depth) = (false, 0, 0);
    clause::walk(&parts, &mut |clause| {
        delegates |= clause.delegated;
        clauses += 1;
        depth = depth.max(clause.number.split('.').count());
    });
    let asks = Asks::of(&parts, &id);
    Document {
        source: Arc::clone(source),
        path: path.to_owned(),
        id,
        title,
        kind: front.kind,
        code: front.code,
        version: front.version,
        prepared_by: front.prepared_by,
        reviewed_by: front.reviewed_by,
        approved_by: front.approved_by,
        effective: front.effective,
        revisions: front.revisions,
        products: front.applies_to.unwrap_or_default().products,
        standards,
        unreadable,
        headless,
        delegates,
        clauses,
        depth,
        asks,
        parts,
        quantities: OnceLock::new(),
        undrawn: OnceLock::new(),
    }
}

/// A text's title is its `#` heading.
fn first_heading(prose: &Prose) -> Option<At<String>> {
    let is_title = |piece: &Piece| {
        matches!(piece, Piece::Markdown(Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })))
    };
    let start = prose.0.iter().position(|(piece, _)| is_title(piece))?;
    let rest = &prose.0[start..];
    let end = rest
        .iter()
        .position(|(piece, _)| matches!(piece, Piece::Markdown(Event::End(TagEnd::Heading(_)))))?;
    let title = Prose(rest[1..end].to_vec()).plain();
    Some(At::new(title, rest[0].1.clone()))
}

/// In a regulation `#` can only be the title: its clauses begin at `##`.
fn take_title(
    outline: &mut clause::Outline,
    title: &mut Option<At<String>>,
    source: &Arc<Source>,
    findings: &mut Vec<Finding>,
) {
    let mut taken = false;
    let lead = &mut outline.lead;
    outline.sections.retain_mut(|section| {
        if section.level != HeadingLevel::H1 {
            return true;
        }
        let range = section.clause.range.clone();
        if taken {
            let message = Message::new("second-title");
            findings.push(Finding::new(Rule::BadSource, Place::new(source, range), message));
            return true;
        }
        taken = true;
        let text = section.clause.heading.as_ref().map(Prose::plain).unwrap_or_default();
        title.get_or_insert(At::new(text, range));
        lead.append(&mut section.clause.parts);
        false
    });
}

fn standards(
    keys: &Entries<StandardKeys>,
    id: &str,
    parts: &[Part],
    source: &Arc<Source>,
    manifest: &Manifest,
    findings: &mut Vec<Finding>,
) -> (Vec<Standard>, Vec<String>) {
    let mut standards = Vec::new();
    let mut unreadable = Vec::new();
    for (name, keys) in keys.iter() {
        let full = format!("{id}.{}", name.value);
        let mut refuse = |place: Place, message: Message| {
            findings.push(Finding::new(Rule::BadSource, place, message).about(full.clone()));
            unreadable.push(full.clone());
        };
        let bounds = keys.bounds();
        let [written] = bounds.as_slice() else {
            let message = Message::new("standard-one-bound").with("count", bounds.len());
            refuse(name.place(source), message);
            continue;
        };
        let items = list_items(parts, name);
        if written.is_items() && items.is_none() {
            let message = Message::new("standard-no-items").with("name", name.as_str());
            refuse(Place::new(source, written.range.clone()), message);
            continue;
        }
        match written.read(manifest, &items.unwrap_or_default()) {
            Ok(bound) => standards.push(Standard {
                id: full,
                name: name.clone(),
                title: keys.title.clone(),
                bound,
                strength: keys.strength,
                speech: keys.speech,
            }),
            Err(why) => {
                let message = Message::new("standard-unreadable").with("reason", say_unreadable(&why));
                refuse(Place::new(source, written.range.clone()), message);
            }
        }
    }
    (standards, unreadable)
}

/// The items below the clause that carries `{std=name}`: the values of a standard written as `items`.
pub fn list_items(parts: &[Part], name: &str) -> Option<Vec<String>> {
    let mut items = None;
    clause::walk(parts, &mut |clause| {
        if clause.lists.as_ref().is_some_and(|lists| lists.value == name) {
            let texts = clause.children().filter_map(Clause::own).map(item_text);
            items = Some(texts.collect());
        }
    });
    items
}

/// An item of a list of phrases, without the quotation marks it may stand in.
fn item_text(own: &Prose) -> String {
    let text = own.plain();
    text.trim_matches(['“', '”', '"', '。']).trim().to_owned()
}

/// Why a bound can't be read, said.
pub fn say_unreadable(why: &Unreadable) -> Message {
    crate::message::unreadable(why)
}
