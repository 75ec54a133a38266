//! The book: a whole edition for print, as one PDF.
//!
//! ```text
//! edition ──► rows ──► pages ──► pdf
//! text, table  flow      edges
//! ```
//!
//! `block` reads prose into blocks of spans, `paragraph` breaks spans into lines, `text`, `clauses` and `table` make rows
//! of them, and `flow` breaks rows into pages. `front`, `contents`, `appendix` and `index` are the parts of a book around
//! its documents; `edges` are the running heads and feet. Everything is placed in millimetres before `pdf` writes it.

mod appendix;
mod block;
mod clauses;
mod contents;
mod edges;
mod flow;
mod front;
mod index;
mod navigation;
mod page;
mod paragraph;
mod pdf;
mod picture;
mod table;
mod text;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::form::{self, Meta, Sheet};
use crate::message::Language;
use crate::render::context::{ContentsEntry, EditionHead};
use crate::resolve::reference::{Titles, page_path};
use crate::resolve::{Edition, EditionForm, context};

pub use page::lacks;
pub use page::{Look, Marks, Page, Rule, Run, TEXT, Target};
pub use picture::Picture;

/// An edition, and what the site has found out about it already.
pub struct Book<'a, 'h> {
    pub edition: &'a Edition<'h>,
    pub titles: &'a Titles<'h>,
    pub head: &'a EditionHead,
    /// The reading order.
    pub entries: &'a [ContentsEntry],
    pub language: Language,
    /// Every page says 草稿.
    pub draft: bool,
}

/// An index at the end of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Index {
    Standards,
    Forms,
}

impl Index {
    const ALL: [Index; 2] = [Index::Standards, Index::Forms];

    /// The id of its title's message.
    fn title(self) -> &'static str {
        match self {
            Index::Standards => "book-standards",
            Index::Forms => "book-forms",
        }
    }

    fn is_in(self, edition: &Edition<'_>) -> bool {
        match self {
            Index::Standards => !edition.standards.is_empty(),
            Index::Forms => !edition.forms.is_empty(),
        }
    }
}

impl<'h> Book<'_, 'h> {
    /// A document by the address of its page on the site.
    fn document_at(&self, url: &str) -> Option<Target> {
        let paths = self.edition.documents.iter().map(|laid| &laid.document.path);
        paths.into_iter().find(|path| page_path(path) == url).map(|path| Target::Document(path.clone(), None))
    }

    /// The sheets of a form; drafts carry a mark on every one.
    fn sheets(&self, laid: &EditionForm<'h>) -> Vec<Sheet> {
        match self.draft {
            true => form::layout(&laid.form, &context(self.edition, &laid.form, true)).unwrap_or_default(),
            false => laid.sheets.clone(),
        }
    }

    /// All pages, laid out.
    pub fn pages(&self) -> Vec<Page> {
        let mut front = vec![front::cover(self)];
        if !self.edition.handbook.plain {
            front.extend(front::control(self));
        }
        // How long the contents are does not depend on the pages in them.
        let mut places = page::Places::new();
        let before = front.len() + contents::pages(self, &places).len();
        let mut documents: Vec<Vec<Page>> =
            self.edition.documents.par_iter().map(|laid| self.document(laid)).collect();
        self.shelve(&mut documents);
        let mut body: Vec<Page> = documents.into_iter().flatten().collect();
        body.extend(appendix::pages(self));
        page::places(&body, before, &mut places);
        for index in Index::ALL.into_iter().filter(|index| index.is_in(self.edition)) {
            let pages = index::pages(self, index, &places);
            page::places(&pages, before + body.len(), &mut places);
            body.extend(pages);
        }
        let mut pages = front;
        pages.extend(contents::pages(self, &places));
        pages.append(&mut body);
        edges::put(self, &mut pages);
        pages
    }

    fn document(&self, laid: &crate::resolve::EditionDocument<'h>) -> Vec<Page> {
        let rows = text::document(self.edition, self.titles, laid, self.language);
        flow::pages(&rows, &laid.document.title)
    }

    /// Puts the documents' bookmarks where the contents have the documents: under their parts and one another.
    fn shelve(&self, documents: &mut [Vec<Page>]) {
        let mut shelves = BTreeMap::new();
        let mut part = None;
        for entry in self.entries {
            match entry.is_part {
                true => part = Some((entry.title.as_str(), true)),
                false => shelve(entry, usize::from(part.is_some()), &mut part, &mut shelves),
            }
        }
        for (laid, pages) in self.edition.documents.iter().zip(documents) {
            let Some((part, depth)) = shelves.get(&page_path(&laid.document.path)) else { continue };
            for (at, page) in pages.iter_mut().enumerate() {
                page.body.bookmarks.iter_mut().for_each(|(own, ..)| *own += depth);
                if let Some(part) = part.filter(|_| at == 0) {
                    page.body.bookmarks.insert(0, (0, part.to_owned(), 0.0));
                }
            }
        }
    }

    /// The book as a PDF.
    pub fn pdf(&self) -> Vec<u8> {
        let title = match self.head.handbook == self.head.title {
            true => self.head.title.clone(),
            false => format!("{} · {}", self.head.handbook, self.head.title),
        };
        let meta = Meta {
            title,
            author: self.head.publisher.clone(),
            subject: format!("{} {}", self.head.handbook, self.head.version).trim().to_owned(),
            language: self.language,
        };
        pdf::write(&self.pages(), &meta, self.draft.then(|| crate::message::say("site-draft", self.language)))
    }
}

/// Notes how deep a document and those below it stand, and with the first of a part the part's title.
fn shelve<'a>(
    entry: &'a ContentsEntry,
    depth: usize,
    part: &mut Option<(&'a str, bool)>,
    shelves: &mut BTreeMap<String, (Option<&'a str>, usize)>,
) {
    if let Some(url) = &entry.url {
        let first = part.as_mut().and_then(|(title, fresh)| std::mem::take(fresh).then_some(*title));
        shelves.insert(url.clone(), (first, depth));
    }
    for child in &entry.children {
        shelve(child, depth + usize::from(entry.url.is_some()), part, shelves);
    }
}
