//! Standards are not only in figures: what an edition's texts say is read for commitments, too (contract, "Looser
//! wording"). Every text that an edition brings in is read here, whatever it is called.

use std::iter::successors;
use std::ops::Range;
use std::sync::Arc;

use crate::check::related::Related;
use crate::commitment::{Kind, Loosening, Relation, addition, contradiction, parameter, replacement};
use crate::finding::Finding;
use crate::load::document::Document;
use crate::load::edition::Verb;
use crate::message::Message;
use crate::prose::Prose;
use crate::resolve::{Change, ChangeVerb, Edition, EditionDocument, Laid, walk};
use crate::rule::Rule;
use crate::source::{At, Place, Source};

pub fn check(edition: &Edition<'_>, related: &Related<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(own) = edition.own() else { return };
    let outer = Related::of(edition, 1..edition.layer());
    let mut reader = Reader { edition, related, outer, findings };
    for change in &edition.changes {
        reader.change(change);
    }
    for tightening in &own.standards {
        let about = tightening.target.as_str();
        if let Some(wording) = &tightening.wording {
            let title = edition.standards.get(about).map(|standard| standard.standard.title.as_str());
            reader.beside(about, &own.source, wording, vec![title.unwrap_or_default().to_owned()]);
        }
        tightening.reason.iter().for_each(|reason| reader.words(about, &own.source, reason));
    }
    for (name, value) in own.keys.parameters.iter() {
        reader.value(name, &own.source, value);
    }
    reader.title("title", &own.source, &own.keys.title);
    own.keys.city.iter().for_each(|city| reader.words("city", &own.source, city));
    for laid in edition.documents.iter().filter(|laid| laid.layer == edition.layer()) {
        reader.document(laid);
    }
    for form in edition.forms.iter().filter(|form| form.layer == edition.layer()) {
        let about = form.source.id.as_str();
        reader.title(about, &form.source.source, &form.form.title);
        for text in form.form.sentences() {
            reader.beside(about, &form.source.source, text, Vec::new());
        }
    }
}

/// How much of a sentence's words a clause must share to speak of the same matter.
const SAME_MATTER: f64 = 0.4;
/// The same for a text that stands under no clause: it is held to the nearest.
const KINDRED: f64 = 0.33;

/// A local text, and where it is written.
struct Said<'a> {
    about: &'a str,
    source: &'a Arc<Source>,
    range: Range<usize>,
    text: &'a str,
}

struct Reader<'a, 'h> {
    edition: &'a Edition<'h>,
    /// The group's clauses.
    related: &'a Related<'a, 'h>,
    /// What the editions in between say: it binds, too.
    outer: Related<'a, 'h>,
    findings: &'a mut Vec<Finding>,
}

impl<'h> Reader<'_, 'h> {
    fn change(&mut self, change: &Change<'_>) {
        // What stands behind the target in its file.
        let range = change.range.end..change.source.text.len();
        let said = Said { about: &change.key, source: change.source, range, text: &change.local };
        match change.verb {
            ChangeVerb::Amend(Verb::Replace) => self.instead(&said, &change.above),
            ChangeVerb::Amend(Verb::After | Verb::Fill) => {
                let mut above = change.above.as_str();
                if let Some(replaced) = &change.replaces {
                    // What is left to the local companies each may order its own way, with no laxer figure.
                    let found = contradiction(&[replaced], &change.local);
                    self.report(&said, std::slice::from_ref(replaced), &found);
                    above = above.strip_suffix(replaced.as_str()).unwrap_or(above).trim_end();
                }
                let (document, number) = change.key.split_once('#').unwrap_or_default();
                let above: Vec<String> =
                    std::iter::once(above.to_owned()).chain(self.ancestors(document, number)).collect();
                let is_label = |at: usize| at == 0 && change.verb == ChangeVerb::Amend(Verb::After);
                for (at, piece) in change.pieces.iter().enumerate() {
                    // A label names what stands below it.
                    let above = if is_label(at) { Vec::new() } else { above.clone() };
                    self.read_beside(&Said { text: piece, range: said.range.clone(), ..said }, above);
                }
            }
            // Whether a clause applies is the group's to approve; a tightened standard has its own order.
            ChangeVerb::Amend(Verb::NotApplicable) | ChangeVerb::Tighten => {}
        }
    }

    /// A text in the place of one above.
    fn instead(&mut self, said: &Said<'_>, above: &str) {
        if let Relation::Looser(loosenings) = replacement(above, said.text) {
            self.report(said, &[above.to_owned()], &loosenings);
        }
    }

    /// A text beside those it stands under. Each of its sentences is held, too, to the clauses that speak of the same
    /// matter somewhere else.
    fn read_beside(&mut self, said: &Said<'_>, mut above: Vec<String>) {
        let texts: Vec<&str> = above.iter().map(String::as_str).collect();
        let mut loosenings = addition(&texts, said.text);
        for sentence in said.text.split_inclusive(['。', '；', '\n']) {
            let start = sentence.as_ptr() as usize - said.text.as_ptr() as usize;
            let others = self.related(sentence, SAME_MATTER);
            let texts: Vec<&str> = others.iter().map(String::as_str).collect();
            loosenings.extend(contradiction(&texts, sentence).into_iter().map(|loosening| Loosening {
                local: loosening.local.start + start..loosening.local.end + start,
                above: loosening.above + above.len(),
                ..loosening
            }));
            above.extend(others);
        }
        self.report(said, &above, &loosenings);
    }

    /// Clauses of the group's and of the editions in between that speak of what a text speaks of.
    fn related(&self, text: &str, least: f64) -> Vec<String> {
        let edition = self.edition;
        let takes = |document: &str| edition.document(document).is_some();
        let group = self.related.to(text, least, takes).into_iter();
        let mut texts = Vec::new();
        for (document, clause) in group.chain(self.outer.to(text, least, takes)) {
            // As this edition words it: a city's stricter value holds for its projects.
            let here = edition.clause(document, &clause.number).filter(|here| here.replaced.is_none());
            let text = edition.clause_text(here.unwrap_or(clause), document);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    fn beside(&mut self, about: &str, source: &Arc<Source>, text: &At<String>, above: Vec<String>) {
        self.read_beside(&Said { about, source, range: text.range.clone(), text }, above);
    }

    /// A parameter's value names something; it may carry no commitment and no exception.
    fn value(&mut self, about: &str, source: &Arc<Source>, text: &At<String>) {
        self.refuse(about, source, text, parameter(text));
    }

    /// A reason explains, and may speak of what is asked; it may except nothing.
    fn words(&mut self, about: &str, source: &Arc<Source>, text: &At<String>) {
        let mut found = parameter(text);
        found.retain(|loosening| loosening.kind != Kind::Commitment);
        self.refuse(about, source, text, found);
    }

    /// A title may except nothing, and may not promise less than the clauses of the same matter.
    fn title(&mut self, about: &str, source: &Arc<Source>, text: &At<String>) {
        self.words(about, source, text);
        self.beside(about, source, text, Vec::new());
    }

    fn refuse(&mut self, about: &str, source: &Arc<Source>, text: &At<String>, found: Vec<Loosening>) {
        for loosening in found {
            let words = text.get(loosening.local).unwrap_or_default();
            let message = Message::new("loosened-name").with("words", words).with("text", text.as_str());
            let finding = Finding::new(Rule::LoosenedWording, text.place(source), message);
            self.findings.push(finding.about(about));
        }
    }

    fn document(&mut self, laid: &EditionDocument<'_>) {
        let document = laid.document;
        self.title(&document.id, &document.source, &document.title);
        for text in head(document) {
            self.words(&document.id, &document.source, text);
        }
        for part in laid.parts.iter() {
            if let Laid::Prose(prose, _) = part {
                self.prose(document, prose);
            }
        }
        walk(&laid.parts, &mut |clause| {
            let text = self.edition.clause_text(clause, &document.id);
            let about = format!("{}#{}", document.id.value, clause.number);
            let range = clause.clause.range.clone();
            let said = Said { about: &about, source: &document.source, range, text: &text };
            // A heading names what stands below it; a rule of its own is held to the nearest of the group's.
            let above = if clause.heading().is_some() { Vec::new() } else { self.related(&text, KINDRED) };
            self.read_beside(&said, above);
        });
    }

    fn prose(&mut self, document: &Document, prose: &Prose) {
        let text = self.edition.plain(prose, self.edition.layer(), &document.id);
        let said = Said { about: &document.id, source: &document.source, range: prose.range(), text: &text };
        self.read_beside(&said, Vec::new());
    }

    /// What stands above a clause, the nearest first: `1.2.1` is below `1.2` and `1`.
    fn ancestors(&self, document: &str, number: &str) -> Vec<String> {
        let above = |number: &str| number.rfind(['.', '-']).map(|at| number[..at].to_owned());
        let numbers = successors(above(number), |number| above(number));
        let clauses = numbers.filter_map(|number| self.edition.clause(document, &number));
        clauses.map(|clause| self.edition.clause_text(clause, document)).collect()
    }

    fn report(&mut self, said: &Said<'_>, above: &[String], loosenings: &[Loosening]) {
        // Words inside words that are accused already say nothing new.
        let inside = |a: &Loosening, b: &Loosening| {
            a.local != b.local && b.local.start <= a.local.start && a.local.end <= b.local.end
        };
        let told =
            loosenings.iter().filter(|a| a.local.is_empty() || !loosenings.iter().any(|b| inside(a, b)));
        for loosening in told {
            let words = said.text.get(loosening.local.clone()).unwrap_or_default();
            let group = above.get(loosening.above).and_then(|above| above.get(loosening.group.clone()));
            let group = group.unwrap_or_default();
            let message = match (words.is_empty(), group.is_empty()) {
                (true, _) => Message::new("loosened-dropped").with("group", group),
                (false, true) => Message::new("loosened-words").with("words", words),
                (false, false) => Message::new("loosened-wording").with("words", words).with("group", group),
            };
            // The words themselves, where they stand as written; otherwise what brought them in.
            let written = said.source.text.get(said.range.clone()).and_then(|text| text.find(words));
            let range = match written {
                Some(at) if !words.is_empty() => said.range.start + at..said.range.start + at + words.len(),
                _ => said.range.clone(),
            };
            let place = Place::new(said.source, range);
            self.findings.push(Finding::new(Rule::LoosenedWording, place, message).about(said.about));
        }
    }
}

/// What a document's front matter prints beside its title.
fn head(document: &Document) -> impl Iterator<Item = &At<String>> {
    let by = [&document.code, &document.version, &document.prepared_by, &document.reviewed_by];
    let revisions = document.revisions.iter().flat_map(|r| [r.by.as_ref(), r.summary.as_ref()]);
    let standards = document.standards.iter().map(|standard| &standard.title);
    let by = by.into_iter().chain([&document.approved_by]).filter_map(Option::as_ref);
    by.chain(revisions.flatten()).chain(standards)
}
