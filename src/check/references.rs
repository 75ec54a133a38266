//! 《title》, links and citations must lead somewhere.

use pulldown_cmark::{Event, Tag};

use crate::book::Picture;
use crate::check::written;
use crate::finding::Finding;
use crate::message::Message;
use crate::prose::Piece;
use crate::resolve::reference::{Link, Titles, file_at, has_anchor, link};
use crate::resolve::{Edition, unknown};
use crate::rule::Rule;
use crate::source::Place;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let titles = Titles::of(edition);
    let mut found = Vec::new();
    for text in written(edition) {
        text.proses(&mut |prose| {
            for (piece, range) in &prose.0 {
                let place = || Place::new(text.source, range.clone());
                match piece {
                    // A plain text page may quote any title; a regulation's references are part of the rules.
                    Piece::Reference(title)
                        if text.document.is_regulation() && titles.get(title).is_none() =>
                    {
                        let message = unknown("dangling-title", title, titles.names());
                        found.push(
                            Finding::new(Rule::DanglingReference, place(), message).about(title.clone()),
                        );
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
                            Finding::new(Rule::DanglingReference, place(), message)
                                .about(dest_url.to_string()),
                        );
                    }
                    Piece::Markdown(Event::Start(Tag::Image { dest_url, .. })) => {
                        if let Some(message) = picture(edition, &text.document.path, dest_url) {
                            found.push(
                                Finding::new(Rule::DanglingReference, place(), message)
                                    .about(dest_url.to_string()),
                            );
                        }
                    }
                    _ => {}
                }
            }
        });
    }
    cites(edition, &mut found);
    findings.extend(found);
}

fn is_regulation(edition: &Edition<'_>, path: &str) -> bool {
    edition.documents.at(path).is_some_and(|laid| laid.document.is_regulation())
}

/// What is wrong with a picture: it is not there, or nothing that can be shown.
fn picture(edition: &Edition<'_>, from: &str, url: &str) -> Option<Message> {
    let handbook = edition.handbook;
    if handbook.plain || url.is_empty() || url.contains("//") || url.starts_with("data:") {
        return None;
    }
    let path = file_at(from, url);
    if !handbook.assets.contains(&path) {
        return Some(unknown("dangling-picture", url, handbook.assets.iter().map(String::as_str)));
    }
    // The group's pictures are the same in every edition.
    if edition.own().is_some() || !Picture::is_printable(&path) {
        return None;
    }
    let bytes = std::fs::read(handbook.root.join(&path)).ok()?;
    match Picture::read(&path, bytes) {
        Some(_) => None,
        None => Some(Message::new("unreadable-picture").with("name", path)),
    }
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
