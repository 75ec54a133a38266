//! The contents: every part and document in reading order, the forms and the indexes, with their pages.

use crate::book::flow::{self, Row};
use crate::book::front::title;
use crate::book::page::{EM, GRID, Link, Look, Page, Places, Rule, Run, TEXT, Target};
use crate::book::paragraph::{Align, Span, lines};
use crate::book::text::{BASELINE, paragraph};
use crate::book::{Book, Index};
use crate::form::Rect;
use crate::message::say;
use crate::render::context::ContentsEntry;

/// The contents, with the pages that `places` knows. How many pages they take does not depend on it.
pub fn pages(book: &Book<'_, '_>, places: &Places) -> Vec<Page> {
    let name = say("site-contents", book.language);
    let mut rows = title(&name);
    if let Some(first) = rows.first_mut() {
        first.marks.anchors.push((Target::Contents, 0.0));
    }
    entries(book, book.entries, 0, places, &mut rows);
    if !book.edition.forms.is_empty() {
        rows.extend(part(&say("book-appendix", book.language)));
    }
    for laid in book.edition.forms_by_code() {
        let code = laid.form.code.as_ref().map(|code| code.as_str());
        let target = Target::Form(laid.source.id.clone());
        rows.extend(entry(&laid.form.title, code, Some(&target), 0, places));
    }
    let indexes: Vec<Index> = Index::ALL.into_iter().filter(|index| index.is_in(book.edition)).collect();
    if !indexes.is_empty() {
        rows.extend(part(&say("book-indexes", book.language)));
    }
    for index in indexes {
        let words = say(index.title(), book.language);
        rows.extend(entry(&words, None, Some(&Target::Index(index)), 0, places));
    }
    flow::pages(&rows, &name)
}

fn entries(book: &Book<'_, '_>, list: &[ContentsEntry], depth: usize, places: &Places, rows: &mut Vec<Row>) {
    for one in list {
        if one.is_part {
            rows.extend(part(&one.title));
        } else {
            let target = one.url.as_deref().and_then(|url| book.document_at(url));
            rows.extend(entry(&one.title, one.code.as_deref(), target.as_ref(), depth, places));
        }
        entries(book, &one.children, depth + usize::from(!one.is_part), places, rows);
    }
}

fn part(words: &str) -> Vec<Row> {
    let spans = [Span::new(words, Look::sized(12.0).strong())];
    let mut rows = paragraph(&spans, Align::Left);
    rows.iter_mut().for_each(|row| row.keep = true);
    if let Some(first) = rows.first_mut() {
        first.space = GRID;
    }
    rows
}

/// A title, its code, a dotted line and a page.
fn entry(
    words: &str,
    code: Option<&str>,
    target: Option<&Target>,
    depth: usize,
    places: &Places,
) -> Vec<Row> {
    let left = depth.min(6) as f64 * 2.0 * EM;
    let mut spans = vec![Span::new(words, Look::BODY)];
    if let Some(code) = code {
        spans.push(Span::new(format!("\u{3000}{code}"), Look::NOTE));
    }
    let broken = lines(&spans, TEXT.width - left - 4.0 * EM, 0.0, Align::Left);
    let count = broken.len();
    let mut rows = Vec::new();
    for (at, line) in broken.into_iter().enumerate() {
        let end = left + line.width;
        let mut marks = line.marks;
        marks.shift(left, BASELINE);
        let last = at + 1 == count;
        if let Some((page, _)) = target.filter(|_| last).and_then(|target| places.get(target)) {
            let number = Run::ending(&(page + 1).to_string(), TEXT.width, BASELINE, Look::BODY);
            // Dots stand below one another, whatever stands before them.
            let dot = |x: f64| (x / DOTS).ceil() * DOTS;
            let (from, to) = (dot(end + EM / 2.0), number.x - EM / 2.0);
            if to > from {
                marks
                    .rules
                    .push(Rule { dotted: true, ..Rule::across(from, BASELINE - 0.1 * EM, to - from, 0.8) });
            }
            marks.runs.push(number);
        }
        if let Some(target) = target {
            let area = Rect::new(left, 0.0, TEXT.width - left, GRID);
            marks.links.push(Link { area, target: target.clone() });
        }
        rows.push(Row { height: GRID, snap: true, keep: !last, marks, ..Row::default() });
    }
    rows
}

/// From dot to dot.
pub const DOTS: f64 = EM / 2.0;
