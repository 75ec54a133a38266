//! 《title》, links and citations must lead somewhere.

use pulldown_cmark::{Event, Tag};

use crate::check::written;
use crate::finding::Finding;
use crate::message::Message;
use crate::prose::Piece;
use crate::resolve::reference::{Link, Titles, has_anchor, link};
use crate::resolve::{Edition, unknown};
use crate::rule::Rule;
use crate::source::Place;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let titles = Titles::of(edition);
    let mut found = Vec::new();
    written(edition, &mut |text| {
        for (piece, range) in &text.prose.0 {
            let place = || Place::new(text.source, range.clone());
            match piece {
                // A plain text page may quote any title; a regulation's references are part of the rules.
                Piece::Reference(title) if text.document.is_regulation() && titles.get(title).is_none() => {
                    let message = unknown("dangling-title", title, titles.names());
                    found.push(Finding::new(Rule::DanglingReference, place(), message).about(title.clone()));
                }
                Piece::Markdown(Event::Start(Tag::Link { dest_url, .. })) => {
                    let message = match link(edition, &text.document.path, dest_url) {
                        Link::Other | Link::LeftOut => continue,
                        Link::Missing => {
                            let paths = edition.documents.iter().map(|laid| laid.document.path.as_str());
                            unknown("dangling-link", dest_url, paths)
                        }
                        Link::Document { anchor: None, .. } => continue,
                        Link::Document { path, anchor: Some(anchor) } => {
                            if !is_regulation(edition, &path) || has_anchor(edition, &path, &anchor) {
                                let numeric = anchor.starts_with(|c: char| c.is_ascii_digit());
                                if !numeric || edition.own().is_some() || !is_regulation(edition, &path) {
                                    continue;
                                }
                                let message =
                                    Message::new("numeric-reference").with("anchor", anchor.as_str());
                                found.push(
                                    Finding::new(Rule::NumericReference, place(), message).about(anchor),
                                );
                                continue;
                            }
                            Message::new("dangling-anchor").with("path", path).with("anchor", anchor)
                        }
                    };
                    found.push(
                        Finding::new(Rule::DanglingReference, place(), message).about(dest_url.to_string()),
                    );
                }
                _ => {}
            }
        }
    });
    cites(edition, &mut found);
    findings.extend(found);
}

fn is_regulation(edition: &Edition<'_>, path: &str) -> bool {
    edition.documents.at(path).is_some_and(|laid| laid.document.is_regulation())
}

/// The clauses that require a form: `telephone#answer`. They must exist.
fn cites(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    for laid in edition.forms.iter().filter(|laid| laid.layer == edition.layer()) {
        for cite in &laid.source.cites {
            let (id, anchor) = cite.split_once('#').unwrap_or((cite, ""));
            let left_out = edition.left_out_documents.iter().any(|document| document.id.value == id);
            let message = match edition.document(id) {
                _ if left_out => continue,
                None => {
                    let ids = edition.documents.iter().map(|laid| laid.document.id.as_str());
                    unknown("dangling-cite", cite, ids)
                }
                Some(target) if !anchor.is_empty() && !has_anchor(edition, &target.document.path, anchor) => {
                    Message::new("dangling-anchor")
                        .with("path", target.document.path.as_str())
                        .with("anchor", anchor)
                }
                Some(_) => continue,
            };
            let place = cite.place(&laid.source.source);
            findings.push(Finding::new(Rule::DanglingReference, place, message).about(cite.value.clone()));
        }
    }
}
