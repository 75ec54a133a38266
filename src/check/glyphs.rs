//! Characters that the printed book has no glyph for. The site shows them, so that this is no error: the book prints 〓.

use std::collections::BTreeSet;

use pulldown_cmark::Event;

use crate::book::lacks;
use crate::check::written;
use crate::finding::Finding;
use crate::message::Message;
use crate::prose::Piece;
use crate::resolve::Edition;
use crate::rule::{Rule, Severity};
use crate::source::Place;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    // Once for each character of a file: who mends one finds the others.
    let mut reported = BTreeSet::new();
    written(edition, &mut |text| {
        for (piece, range) in &text.prose.0 {
            let said: &str = match piece {
                Piece::Markdown(Event::Text(said) | Event::Code(said)) => said,
                Piece::Parameter(said) | Piece::Reference(said) | Piece::Blank(said) => said,
                Piece::Standard { wording, .. } => wording,
                Piece::Markdown(_) => continue,
            };
            for c in said.chars().filter(|&c| lacks(c)) {
                if !reported.insert((text.source.path.clone(), c)) {
                    continue;
                }
                // An entity does not show the character that it is: then the whole piece is the place.
                let at = text.source.text[range.clone()].find(c);
                let range = at.map_or(range.clone(), |at| range.start + at..range.start + at + c.len_utf8());
                let message = Message::new("book-missing-glyph").with("character", c.to_string());
                let message = message.with("code", format!("U+{:04X}", u32::from(c)));
                let finding = Finding::new(Rule::MissingGlyph, Place::new(text.source, range), message);
                findings.push(Finding { severity: Severity::Warning, ..finding });
            }
        }
    });
}
