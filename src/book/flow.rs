//! Rows from top to bottom, broken into pages: on the grid, with no line alone, headings with what they head.

use std::sync::Arc;

use crate::book::page::{GRID, Marks, Page, Rule, TEXT};
use crate::form::Mm;

/// What is never divided: a line of text, or a row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub height: Mm,
    /// Room above, but for the top of a page.
    pub space: Mm,
    /// Begins on a line of the grid.
    pub snap: bool,
    /// Stays on the page of the next.
    pub keep: bool,
    /// An edition changed it: a bar in the margin.
    pub bar: bool,
    /// Seen from the row's top left corner.
    pub marks: Marks,
    /// The table that it is a row of.
    pub table: Option<Arc<Frame>>,
}

/// What a table's rows share.
#[derive(Debug, Default, PartialEq)]
pub struct Frame {
    /// Stands again above the first row on every further page.
    pub header: Vec<Row>,
    pub x: Mm,
    pub width: Mm,
}

/// Between the text and the bar in its margin.
const BAR: Mm = 4.0;
/// Rounding takes no line off a page.
const SLACK: Mm = 0.01;

/// Breaks rows into pages.
pub fn pages(rows: &[Row], head: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut from = 0;
    while from < rows.len() {
        let to = end_of_page(rows, from);
        pages.push(page(rows, from, to, head));
        from = to;
    }
    pages
}

/// The rows that stand again at the top of a page that begins with row `from`.
fn repeated(rows: &[Row], from: usize) -> &[Row] {
    let table = |at: Option<usize>| rows.get(at?).and_then(|row| row.table.as_ref());
    match (table(from.checked_sub(1)), table(Some(from))) {
        (Some(before), Some(now)) if Arc::ptr_eq(before, now) => &now.header,
        _ => &[],
    }
}

/// Where a row begins that follows what ends at `y`.
fn top(row: &Row, y: Mm, first: bool) -> Mm {
    let y = if first { y } else { y + row.space };
    if row.snap { ((y - SLACK) / GRID).ceil().max(0.0) * GRID } else { y }
}

/// The row after the last one of the page that begins with row `from`.
fn end_of_page(rows: &[Row], from: usize) -> usize {
    let mut y: Mm = repeated(rows, from).iter().map(|row| row.height).sum();
    let mut end = from;
    while let Some(row) = rows.get(end) {
        y = top(row, y, end == from) + row.height;
        if y > TEXT.height + SLACK && end > from {
            break;
        }
        end += 1;
    }
    if end == rows.len() {
        return end;
    }
    let free = (from + 1..=end).rev().find(|&at| !rows[at - 1].keep);
    free.unwrap_or(end)
}

fn page(rows: &[Row], from: usize, to: usize, head: &str) -> Page {
    let mut page = Page { head: head.to_owned(), ..Page::default() };
    let mut y = 0.0;
    let place = |row: &Row, y: Mm, page: &mut Page| {
        let mut marks = row.marks.clone();
        marks.shift(TEXT.x, TEXT.y + y);
        page.body.append(marks);
    };
    for row in repeated(rows, from) {
        let mut plain = row.clone();
        // The links and places of a header are those of its first copy.
        plain.marks.anchors.clear();
        plain.marks.bookmarks.clear();
        place(&plain, y, &mut page);
        y += row.height;
    }
    let mut bar: Option<(Mm, Mm)> = None;
    for (at, row) in rows[from..to].iter().enumerate() {
        let start = top(row, y, at == 0);
        place(row, start, &mut page);
        y = start + row.height;
        if row.bar {
            bar = Some((bar.map_or(start, |(top, _)| top), y));
        } else if let Some((top, bottom)) = bar.take() {
            page.body.rules.push(margin_bar(top, bottom));
        }
    }
    if let Some((top, bottom)) = bar {
        page.body.rules.push(margin_bar(top, bottom));
    }
    // A table that goes on is closed at the foot.
    if let Some(frame) = rows[to - 1].table.as_ref().filter(|_| !repeated(rows, to).is_empty()) {
        page.body.rules.push(Rule::across(TEXT.x + frame.x, TEXT.y + y, frame.width, 0.5));
    }
    page
}

fn margin_bar(top: Mm, bottom: Mm) -> Rule {
    Rule::down(TEXT.x - BAR, TEXT.y + top + 0.6, bottom - top - 1.2, 1.5)
}
