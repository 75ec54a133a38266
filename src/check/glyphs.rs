//! Characters that no font has a glyph for: the site would show them, but the book can't. Forms are looked at as they are
//! laid out.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::Event;

use crate::book::lacks;
use crate::check::written;
use crate::finding::Finding;
use crate::form::font::missing;
use crate::load::document::Document;
use crate::load::summary::Entry;
use crate::message::say_bound;
use crate::prose::{Piece, Prose};
use crate::resolve::Edition;
use crate::source::{At, Place, Source};

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let mut reader = Reader { reported: BTreeSet::new(), findings };
    for text in written(edition) {
        for (c, range) in text.found(|document| &document.undrawn, undrawn).iter() {
            reader.report(*c, Place::new(text.source, range.clone()));
        }
    }
    let layer = edition.layer();
    for laid in edition.documents.iter().filter(|laid| laid.layer == layer) {
        reader.head(laid.document, edition);
    }
    match edition.own() {
        Some(own) => {
            let keys = &own.keys;
            reader.values([&keys.title].into_iter().chain(&keys.city), &own.source);
            reader.values(keys.parameters.iter().map(|(_, value)| value), &own.source);
            for tightening in &own.standards {
                reader.values(&tightening.wording, &own.source);
                if let Some(Ok(bound)) = tightening.bound.as_ref().map(|bound| &bound.value) {
                    let said = say_bound(bound, edition.handbook.manifest.language);
                    reader.read(&said, || tightening.target.place(&own.source));
                }
            }
        }
        None => {
            let (manifest, source) = (&edition.handbook.manifest, &edition.handbook.source);
            reader.values([&manifest.title, &manifest.publisher, &manifest.version], source);
            reader.values(&manifest.products, source);
            reader.values(manifest.parameters.iter().map(|(_, parameter)| &parameter.title), source);
            reader.summary(&edition.handbook.summary, &edition.handbook.summary_source);
        }
    }
}

fn undrawn(prose: &Prose, found: &mut Vec<(char, Range<usize>)>) {
    for (piece, range) in &prose.0 {
        let said: &str = match piece {
            Piece::Markdown(Event::Text(said) | Event::Code(said)) => said,
            Piece::Parameter(said) | Piece::Reference(said) | Piece::Blank(said) => said,
            Piece::Standard { wording, .. } => wording,
            Piece::Markdown(_) => continue,
        };
        found.extend(said.chars().filter(|&c| lacks(c)).map(|c| (c, range.clone())));
    }
}

struct Reader<'a> {
    /// Once for each character of a file: who mends one finds the others.
    reported: BTreeSet<(String, char)>,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    /// What is `said` stands at a place that is looked for only if it is needed.
    fn read(&mut self, said: &str, place: impl Fn() -> Place) {
        said.chars().filter(|&c| lacks(c)).for_each(|c| self.report(c, place()));
    }

    fn report(&mut self, c: char, place: Place) {
        if self.reported.insert((place.source.path.clone(), c)) {
            self.findings.push(missing(c, &place));
        }
    }

    fn values<'v>(&mut self, values: impl IntoIterator<Item = &'v At<String>>, source: &Arc<Source>) {
        for value in values {
            self.read(value, || value.place(source));
        }
    }

    /// What the book says of a document beside its text.
    fn head(&mut self, document: &Document, edition: &Edition<'_>) {
        let Document { source, code, version, prepared_by, reviewed_by, approved_by, .. } = document;
        self.values([&document.title], source);
        self.values([code, version, prepared_by, reviewed_by, approved_by].into_iter().flatten(), source);
        for revision in &document.revisions {
            self.values([&revision.version], source);
            self.values([&revision.by, &revision.summary].into_iter().flatten(), source);
        }
        for standard in &document.standards {
            self.values([&standard.title], source);
            let bound = say_bound(&standard.bound, edition.handbook.manifest.language);
            self.read(&bound, || standard.name.place(source));
        }
    }

    fn summary(&mut self, entries: &[Entry], source: &Arc<Source>) {
        for entry in entries {
            match entry {
                Entry::Part(title) => self.read(title, || Place::of(source, title)),
                Entry::Separator => {}
                Entry::Chapter { title, children, .. } => {
                    self.read(title, || Place::of(source, title));
                    self.summary(children, source);
                }
            }
        }
    }
}
