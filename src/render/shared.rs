//! What editions have in common is rendered once: a document that nobody amends, in which everything that an edition
//! is asked for gets the same answer. The first edition that is rendered leaves its documents to the others.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::render::context::Heading;
use crate::render::pages::contents_path;
use crate::render::search::{self, Unit};
use crate::resolve::reference::{Link, Named, Titles, link};
use crate::resolve::{Edition, EditionDocument, Laid};

/// A document's text in an edition, without the page around it.
#[derive(Debug, Default)]
pub struct Text {
    /// HTML.
    pub body: String,
    pub contents: Vec<Heading>,
    /// What search finds in it.
    pub units: Vec<Arc<Unit>>,
}

/// What was rendered of the first edition and can stand in others. Nothing is kept where there are no others.
#[derive(Debug, Default)]
pub struct Shared<'h> {
    documents: OnceLock<HashMap<&'h str, Kept<'h>>>,
    pub(super) shards: OnceLock<search::Known>,
}

#[derive(Debug)]
struct Kept<'h> {
    parts: Arc<Vec<Laid<'h>>>,
    answers: Answers<'h>,
    text: Arc<Text>,
}

/// What an edition says where a document's text asks for it.
#[derive(Debug, PartialEq)]
struct Answers<'h> {
    parameters: Vec<Cow<'h, str>>,
    titles: Vec<Option<Named<'h>>>,
    links: Vec<Link>,
    contents: &'static str,
}

impl<'h> Answers<'h> {
    /// None where the edition has changed a standard that the document states.
    fn of(edition: &Edition<'h>, titles: &Titles<'h>, laid: &EditionDocument<'h>) -> Option<Self> {
        let asks = &laid.document.asks;
        let standards = asks.standards.iter().filter_map(|id| edition.standards.get(id));
        if standards.into_iter().any(|standard| !standard.tightenings.is_empty()) {
            return None;
        }
        Some(Answers {
            parameters: asks.parameters.iter().map(|name| edition.parameter(name)).collect(),
            titles: asks.titles.iter().map(|title| titles.get(title)).collect(),
            links: asks.links.iter().map(|url| link(edition, &laid.document.path, url)).collect(),
            contents: contents_path(edition),
        })
    }
}

impl<'h> Shared<'h> {
    /// The text of a document, if the first edition has the same.
    pub fn text(
        &self,
        edition: &Edition<'h>,
        titles: &Titles<'h>,
        laid: &EditionDocument<'h>,
    ) -> Option<Arc<Text>> {
        let kept = self.documents.get()?.get(laid.document.path.as_str())?;
        let same = Arc::ptr_eq(&kept.parts, &laid.parts)
            && Answers::of(edition, titles, laid).is_some_and(|answers| answers == kept.answers);
        same.then(|| Arc::clone(&kept.text))
    }

    /// A document's units, where the first edition's that say the same take the places of its own: a search index
    /// knows them.
    pub fn adopt(&self, path: &str, units: Vec<Unit>) -> Vec<Arc<Unit>> {
        let kept = self.documents.get().and_then(|documents| documents.get(path));
        let kept = kept.map_or(&[][..], |kept| &kept.text.units);
        let mut known = kept.iter();
        let adopted = units.into_iter().map(|unit| {
            // In the same order; one that the edition adds has none.
            let rest = known.clone();
            match known.find(|other| other.url == unit.url) {
                Some(same) if **same == unit => Arc::clone(same),
                Some(_) => Arc::new(unit),
                None => {
                    known = rest;
                    Arc::new(unit)
                }
            }
        });
        adopted.collect()
    }

    /// Keeps the texts of the first edition, which stand in the order of its documents.
    pub fn keep(&self, edition: &Edition<'h>, titles: &Titles<'h>, texts: &[Arc<Text>]) {
        self.documents.get_or_init(|| {
            let documents = edition.documents.iter().zip(texts);
            let kept = documents.filter_map(|(laid, text)| {
                let is_groups = laid.layer == 0 && !laid.amended;
                let answers = Answers::of(edition, titles, laid).filter(|_| is_groups)?;
                let kept = Kept { parts: Arc::clone(&laid.parts), answers, text: Arc::clone(text) };
                Some((laid.document.path.as_str(), kept))
            });
            kept.collect()
        });
    }
}
