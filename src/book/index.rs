//! What is looked up at the end of the book: standards with their values and places, and forms.

use crate::book::flow;
use crate::book::front::{register, title};
use crate::book::page::{Look, Page, Places, Target};
use crate::book::paragraph::Span;
use crate::book::{Book, Index};
use crate::message::{Message, say, say_bound};
use crate::render::register::in_order;

type Cell = Vec<Span>;

/// An index, with the pages that `places` knows.
pub fn pages(book: &Book<'_, '_>, index: Index, places: &Places) -> Vec<Page> {
    let name = say(index.title(), book.language);
    let mut rows = title(&name);
    if let Some(first) = rows.first_mut() {
        first.marks.anchors.push((Target::Index(index), 0.0));
    }
    rows.extend(match index {
        Index::Standards => standards(book, places),
        Index::Forms => forms(book, places),
    });
    flow::pages(&rows, &name)
}

fn cell(text: &str, target: Option<&Target>) -> Cell {
    vec![Span { target: target.cloned(), ..Span::new(text, Look::SMALL) }]
}

fn page_of(target: &Target, places: &Places) -> Cell {
    let page = places.get(target).map(|(page, _)| (page + 1).to_string());
    cell(&page.unwrap_or_default(), Some(target))
}

fn standards(book: &Book<'_, '_>, places: &Places) -> Vec<flow::Row> {
    let (mut rows, mut bars) = (Vec::new(), Vec::new());
    for (at, (standard, clause)) in in_order(book.edition).into_iter().enumerate() {
        let document = standard.document;
        let number = (!clause.is_empty()).then(|| clause.clone());
        let target = Target::Document(document.path.clone(), number);
        let mut value = say_bound(standard.bound(), book.language);
        if standard.is_tightened() {
            let group = say_bound(&standard.standard.bound, book.language);
            value += &Message::new("book-group-value").with("value", group).say(book.language);
            bars.push(at + 1);
        }
        let place = format!("《{}》{clause}", document.title.as_str());
        rows.push(vec![
            cell(&standard.standard.title, None),
            cell(standard.strength().word(), None),
            cell(&value, None),
            cell(&place, Some(&target)),
            page_of(&target, places),
        ]);
    }
    let ids = ["site-standard", "site-strength", "site-value", "site-clause", "book-page"];
    let heads = ids.map(|id| say(id, book.language));
    register(&heads, rows, bars)
}

fn forms(book: &Book<'_, '_>, places: &Places) -> Vec<flow::Row> {
    let row = |laid: &crate::resolve::EditionForm<'_>| {
        let target = Target::Form(laid.source.id.clone());
        let of =
            |text: &Option<crate::source::At<String>>| text.as_ref().map_or("", |t| t.as_str()).to_owned();
        vec![
            cell(&of(&laid.form.code), None),
            cell(&laid.form.title, Some(&target)),
            cell(&of(&laid.form.version), None),
            cell(&of(&laid.form.retention), None),
            page_of(&target, places),
        ]
    };
    let rows = book.edition.forms_by_code().into_iter().map(row).collect();
    let ids = ["site-code", "book-form", "site-version", "site-retention", "book-page"];
    let heads = ids.map(|id| say(id, book.language));
    register(&heads, rows, Vec::new())
}
