//! One name, one thing: ids, titles, codes and output paths, without regard to case.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::message::Message;
use crate::resolve::reference::page_path;
use crate::resolve::{Edition, GROUP, Layer, walk};
use crate::rule::Rule;
use crate::source::Place;

/// Pages and folders that every edition has of its own.
const OWN_PAGES: [&str; 7] =
    ["index.html", "standards.html", "conformance.html", "forms.html", "forms", "search", "theme"];

/// A name taken: by whom, and where.
struct Taken {
    layer: Layer,
    place: Place,
}

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let layer = edition.layer();
    let mut names: BTreeMap<(&'static str, String), Taken> = BTreeMap::new();
    let mut take = |what: &'static str, name: &str, at: Layer, place: Place, findings: &mut Vec<Finding>| {
        if name.is_empty() {
            return;
        }
        let key = (what, fold(name));
        let Some(first) = names.get(&key) else {
            names.insert(key, Taken { layer: at, place });
            return;
        };
        // What the editions above have among themselves is theirs to hear.
        if at == layer || first.layer == layer {
            let (line, _) = first.place.line_column();
            let message = Message::new("duplicate-id")
                .with("what", Message::new(what))
                .with("name", name)
                .with("first", format!("{}:{line}", first.place.source.path));
            findings.push(Finding::new(Rule::DuplicateId, place, message).about(name));
        }
    };
    let adds_some = edition.documents.iter().any(|laid| laid.layer == layer)
        || edition.forms.iter().any(|laid| laid.layer == layer);
    for laid in edition.documents.iter().filter(|_| adds_some) {
        let document = laid.document;
        let at = laid.layer;
        take("duplicate-id-id", &document.id, at, document.place(&document.id.range), findings);
        take("duplicate-id-title", &document.title, at, document.place(&document.title.range), findings);
        if let Some(code) = &document.code {
            take("duplicate-id-code", code, at, document.place(&code.range), findings);
        }
        let page = page_path(&document.path);
        let folder = fold(page.split('/').next().unwrap_or_default());
        if OWN_PAGES.contains(&folder.as_str()) && at == layer {
            let message = Message::new("path-taken").with("path", page.as_str());
            let finding = Finding::new(Rule::DuplicateId, Place::file(&document.source), message);
            findings.push(finding.about(page.clone()));
        }
        take("duplicate-id-path", &page, at, Place::file(&document.source), findings);
    }
    for laid in edition.forms.iter().filter(|_| adds_some) {
        let form = laid.source;
        let at = laid.layer;
        take("duplicate-id-id", &form.id, at, Place::file(&form.source), findings);
        take("duplicate-id-title", &form.title, at, form.title.place(&form.source), findings);
        if let Some(code) = &form.code {
            take("duplicate-id-code", code, at, code.place(&form.source), findings);
        }
        take(
            "duplicate-id-path",
            &format!("forms/{}.html", form.id),
            at,
            Place::file(&form.source),
            findings,
        );
    }
    anchors(edition, findings);
    if edition.own().is_none() {
        parameters_and_editions(edition, findings);
    } else if let Some(own) = edition.own().filter(|own| [GROUP, "draft"].contains(&own.id.as_str())) {
        let message = Message::new("edition-id-taken").with("id", own.id.as_str());
        findings
            .push(Finding::new(Rule::DuplicateId, Place::file(&own.source), message).about(own.id.clone()));
    }
}

/// Two clauses of a document can't have one name.
fn anchors(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let layer = edition.layer();
    let own = edition.documents.iter().filter(|laid| laid.layer == layer);
    for laid in own.filter(|laid| laid.document.is_regulation()) {
        let mut seen = BTreeMap::new();
        walk(&laid.parts, &mut |clause| {
            let Some(name) = &clause.clause.name else { return };
            let first = seen.entry(fold(name)).or_insert_with(|| clause.number.to_string());
            if *first != clause.number && clause.layer == layer {
                let message = Message::new("duplicate-id")
                    .with("what", Message::new("duplicate-id-anchor"))
                    .with("name", name.as_str())
                    .with("first", first.as_str());
                let place = laid.document.place(&name.range);
                findings.push(Finding::new(Rule::DuplicateId, place, message).about(name.value.clone()));
            }
        });
    }
}

/// Editions' titles, told once, in the group's findings.
fn parameters_and_editions(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let mut ids = BTreeMap::new();
    for (id, source) in &edition.handbook.editions {
        if let Some(first) = ids.insert(fold(id), id) {
            let message = Message::new("duplicate-id")
                .with("what", Message::new("duplicate-id-path"))
                .with("name", id.as_str())
                .with("first", first.as_str());
            findings.push(
                Finding::new(Rule::DuplicateId, Place::file(&source.source), message).about(id.clone()),
            );
        }
    }
}

/// Full width and half width, upper and lower case are one name to a reader and to a file system.
fn fold(name: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '　' => ' ',
        _ => c,
    };
    name.trim().chars().map(half).flat_map(char::to_lowercase).collect()
}
