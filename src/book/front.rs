//! The first pages: the cover, and the page that says what is in force and who made it so.

use crate::book::Book;
use crate::book::flow::{self, Row};
use crate::book::page::{EM, GRID, Look, Marks, Page, Rule, Run, TEXT, Target, WIDTH, cut};
use crate::book::paragraph::{self, Align, Span};
use crate::book::table::{self, Table};
use crate::book::text::{BASELINE, paragraph};
use crate::load::document::Document;
use crate::message::say;

/// The cover: whose book it is, what it is called, which version of it, and from when.
pub fn cover(book: &Book<'_, '_>) -> Page {
    const PUBLISHER: Look = Look::sized(14.0).strong();
    const ABOVE: Look = Look::sized(15.0);
    const FACT: Look = Look::sized(12.0);
    let head = book.head;
    let mut marks = Marks::default();
    let middle = WIDTH / 2.0;
    if head.handbook != head.title {
        marks.runs.push(Run::centred(
            &cut(&head.handbook, ABOVE, TEXT.width),
            middle,
            TEXT.y + 7.0 * GRID,
            ABOVE,
        ));
    }
    // Two lines at most of large letters, or more of smaller ones.
    let size = if head.title.chars().count() <= 28 { 28.0 } else { 18.0 };
    let spans = [Span::new(head.title.as_str(), Look::sized(size).strong())];
    let mut baseline = TEXT.y + 10.0 * GRID;
    for line in paragraph::lines(&spans, TEXT.width, 0.0, Align::Centre) {
        let mut line = line.marks;
        line.shift(TEXT.x, baseline);
        marks.append(line);
        baseline += 2.0 * GRID;
    }
    marks.rules.push(Rule::across(middle - 20.0, baseline, 40.0, 1.5));
    baseline += 3.0 * GRID;
    let products = head.products.join("、");
    let facts = [
        ("site-version", Some(head.version.as_str())),
        ("site-effective", head.effective.as_deref()),
        ("site-extends", head.extends.as_deref()),
        ("site-city", head.city.as_deref()),
        ("site-products", Some(products.as_str())),
        ("site-opens", head.opens.as_deref()),
    ];
    for (id, value) in facts {
        let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
        let label = Run::ending(&say(id, book.language), middle - 3.0 * EM, baseline, FACT);
        marks.runs.push(Run { look: Look { grey: 0.35, ..FACT }, ..label });
        let spans = [Span::new(value, FACT)];
        let room = TEXT.x + TEXT.width - middle + EM;
        for line in paragraph::lines(&spans, room, 0.0, Align::Left) {
            let mut line = line.marks;
            line.shift(middle - EM, baseline);
            marks.append(line);
            baseline += 1.5 * GRID;
        }
    }
    let publisher = cut(&head.publisher, PUBLISHER, TEXT.width);
    marks.runs.push(Run::centred(&publisher, middle, TEXT.bottom() - GRID, PUBLISHER));
    marks.bookmarks.push((0, say("book-cover", book.language), 0.0));
    Page { body: marks, ..Page::default() }
}

/// A title in the middle of the line, of what is no document.
pub fn title(words: &str) -> Vec<Row> {
    const TITLE: Look = Look::sized(18.0).strong();
    let run = Run::centred(words, TEXT.width / 2.0, 1.5 * GRID, TITLE);
    let bookmarks = vec![(0, words.to_owned(), 0.0)];
    let marks = Marks { runs: vec![run], bookmarks, ..Marks::default() };
    let blank = Row { height: GRID, snap: true, keep: true, ..Row::default() };
    vec![Row { height: 2.0 * GRID, snap: true, keep: true, marks, ..Row::default() }, blank]
}

/// A smaller title above a table.
pub fn subtitle(words: &str) -> Row {
    let look = Look::sized(12.0).strong();
    let runs = vec![Run::new(words, 0.0, BASELINE, look)];
    let marks = Marks { runs, ..Marks::default() };
    Row { height: GRID, space: GRID, snap: true, keep: true, marks, ..Row::default() }
}

/// A table of small print with these columns; `bars` are the rows that an edition changed.
pub fn register(heads: &[String], rows: Vec<Vec<Vec<Span>>>, bars: Vec<usize>) -> Vec<Row> {
    let header = heads.iter().map(|head| vec![Span::new(head.as_str(), Look::SMALL)]);
    let rows = std::iter::once(header.collect()).chain(rows).collect();
    let table = Table { rows, align: Vec::new(), bars };
    table::rows(table, 0.0, TEXT.width)
}

/// Whether a document has anything to control: introductions between the regulations have not.
fn is_controlled(document: &Document) -> bool {
    let Document { code, version, prepared_by, reviewed_by, approved_by, .. } = document;
    let known = [code, version, prepared_by, reviewed_by, approved_by];
    document.is_regulation() || known.into_iter().any(Option::is_some)
}

/// Document control: the documents with their codes, versions and names, how to read the marks, and the revisions.
pub fn control(book: &Book<'_, '_>) -> Vec<Page> {
    let say = |id| say(id, book.language);
    let name = say("book-control");
    let mut rows = title(&name);
    if book.edition.layer() > 0 {
        let legend = [Span::new(say("book-legend"), Look::BODY)];
        let lines = paragraph(&legend, Align::Full).into_iter();
        rows.extend(lines.map(|row| Row { bar: true, ..row }));
    }
    let cell = |text: &str| vec![Span::new(text, Look::SMALL)];
    let of = |value: &Option<crate::source::At<String>>| cell(value.as_ref().map_or("", |v| v.as_str()));
    let documents = || book.edition.documents.iter().map(|laid| laid.document).filter(|d| is_controlled(d));
    let row = |document: &Document| {
        let mut title = cell(&document.title);
        title[0].target = Some(Target::Document(document.path.clone(), None));
        vec![
            of(&document.code),
            title,
            of(&document.version),
            of(&document.prepared_by),
            of(&document.reviewed_by),
            of(&document.approved_by),
        ]
    };
    let heads = [
        say("site-code"),
        say("book-document"),
        say("site-version"),
        say("site-prepared"),
        say("site-reviewed"),
        say("site-approved"),
    ];
    let listed: Vec<_> = documents().map(row).collect();
    if !listed.is_empty() {
        rows.push(subtitle(&say("book-documents")));
        rows.extend(register(&heads, listed, Vec::new()));
    }
    let revisions: Vec<Vec<Vec<Span>>> = documents()
        .flat_map(|document| {
            document.revisions.iter().map(|revision| {
                vec![
                    cell(&document.title),
                    cell(&revision.version),
                    cell(&revision.date.value.to_string()),
                    of(&revision.by),
                    of(&revision.summary),
                ]
            })
        })
        .collect();
    if !revisions.is_empty() {
        rows.push(subtitle(&say("site-revisions")));
        let ids = ["book-document", "site-version", "site-date", "site-by", "site-summary"];
        rows.extend(register(&ids.map(say), revisions, Vec::new()));
    }
    flow::pages(&rows, &name)
}
