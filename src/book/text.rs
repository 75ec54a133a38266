//! A document of an edition as rows: its blocks of prose, one below the other. What is a clause is set in `clauses`.

use std::sync::Arc;

use crate::book::Picture;
use crate::book::block::{Block, DONE, OPEN, Reader};
use crate::book::flow::Row;
use crate::book::page::{EM, GRID, Look, Marks, Rule, Run, TEXT, Target};
use crate::book::paragraph::{self, Align, Span};
use crate::book::table::{self, Table};
use crate::form::font::Face;
use crate::form::{Mm, Rect};
use crate::message::Language;
use crate::render::html::heading_id;
use crate::resolve::reference::Titles;
use crate::resolve::{Edition, EditionDocument};

/// From a grid line's top to its baseline: the em box of the text stands in the middle.
pub const BASELINE: Mm = (GRID - EM) / 2.0 + Face::ABOVE * EM;
/// However deep a clause stands, its text keeps this much room.
pub const LEAST_TEXT: Mm = 22.0 * EM;

/// The rows of one document.
pub fn document<'h>(
    edition: &Edition<'h>,
    titles: &Titles<'h>,
    laid: &EditionDocument<'h>,
    language: Language,
) -> Vec<Row> {
    let reader = Reader { edition, titles, laid, as_written: false, look: Look::BODY };
    let mut setter = Setter {
        reader,
        language,
        rows: Vec::new(),
        left: 0.0,
        right: 0.0,
        number: None,
        bars: 0,
        after_heading: false,
        pending: Marks::default(),
    };
    setter.title();
    if laid.document.is_regulation() {
        setter.parts(&laid.parts, 1, 0);
    } else {
        setter.page_of_text();
    }
    setter.finish()
}

/// Rows that are plain lines of text on the grid.
pub fn paragraph(spans: &[Span], align: Align) -> Vec<Row> {
    let lines = paragraph::lines(spans, TEXT.width, 0.0, align);
    lines.into_iter().map(|line| grid_row(line, 0.0)).collect()
}

/// A line on the grid, its left end at `x`.
pub fn grid_row(line: paragraph::Line, x: Mm) -> Row {
    let mut marks = line.marks;
    marks.shift(x, BASELINE);
    Row { height: GRID, snap: true, bar: line.bar, marks, ..Row::default() }
}

/// Sets a document from top to bottom.
pub struct Setter<'a, 'h> {
    pub reader: Reader<'a, 'h>,
    pub language: Language,
    pub rows: Vec<Row>,
    /// Between the text's edges and what is being set.
    pub left: Mm,
    pub right: Mm,
    /// A clause's number, to hang before its first line, and its place.
    pub number: Option<(String, Mm, Look)>,
    /// How many of an edition's changes are open.
    pub bars: usize,
    pub after_heading: bool,
    /// Anchors and bookmarks of the row that comes next.
    pub pending: Marks,
}

impl<'h> Setter<'_, 'h> {
    /// The edition that the document is read in.
    pub fn edition(&self) -> &Edition<'h> {
        self.reader.edition
    }

    /// The document's id.
    pub fn id(&self) -> &str {
        &self.reader.laid.document.id
    }

    /// Lets links to the document, or to a name in it, lead to the next row.
    pub fn anchor(&mut self, name: Option<&str>) {
        let path = self.reader.laid.document.path.clone();
        let target = Target::Document(path, name.map(str::to_owned));
        self.pending.anchors.push((target, 0.0));
    }

    /// Puts the next row into the outline.
    pub fn bookmark(&mut self, depth: usize, words: String) {
        self.pending.bookmarks.push((depth, words, 0.0));
    }

    /// Adds a row, with the number and the places that wait for it.
    pub fn push(&mut self, mut row: Row) {
        row.bar |= self.bars > 0;
        row.marks.append(std::mem::take(&mut self.pending));
        if let Some((number, x, look)) = self.number.take().filter(|(number, ..)| !number.is_empty()) {
            row.marks.runs.insert(0, Run::new(&number, x, BASELINE, look));
        }
        self.rows.push(row);
    }

    /// A remark in small print, kept with what follows.
    pub fn small(&mut self, spans: &[Span], align: Align) {
        let lines = paragraph::lines(spans, self.width(), 0.0, align);
        for line in lines {
            let mut row = grid_row(line, self.left);
            row.keep = true;
            self.push(row);
        }
    }

    /// The room for text.
    pub fn width(&self) -> Mm {
        TEXT.width - self.left - self.right
    }

    /// A clause without any words of its own has a line for its number.
    pub fn flush_number(&mut self, keep: bool) {
        if self.number.is_some() {
            self.push(Row { height: GRID, snap: true, keep, ..Row::default() });
        }
    }

    /// Blocks that begin with a tag.
    pub fn tagged(&mut self, tag: Vec<Span>, mut blocks: Vec<Block>) {
        match blocks.first_mut() {
            Some(Block::Paragraph(first)) => {
                first.splice(0..0, tag);
            }
            _ => blocks.insert(0, Block::Paragraph(tag)),
        }
        self.blocks(&blocks, 0.0);
    }

    /// Sets blocks, the first of them after a number that waits.
    pub fn blocks(&mut self, blocks: &[Block], indent: Mm) {
        for (at, block) in blocks.iter().enumerate() {
            // A number stands before the first paragraph, which then begins with it; the others are indented.
            let hangs = self.number.is_some();
            let indent = if hangs || (at == 0 && indent == 0.0) { 0.0 } else { 2.0 * EM };
            self.block(block, indent);
        }
    }

    /// Sets a block, a paragraph with its first line indented.
    pub fn block(&mut self, block: &Block, indent: Mm) {
        match block {
            Block::Paragraph(spans) => self.text(spans, indent),
            Block::Heading { level, id, spans } => {
                let words: String = spans.iter().map(|span| span.text.as_str()).collect();
                let id = id.clone().unwrap_or_else(|| heading_id(&words));
                self.anchor(Some(&id));
                if *level <= 2 {
                    self.bookmark(1, words);
                }
                self.heading("", spans.clone(), level.saturating_sub(1).max(1));
            }
            Block::List { start, items } => self.list(*start, items, indent / 2.0),
            Block::Quote(blocks) => {
                self.flush_number(true);
                let indent = self.room_for(2.0 * EM);
                (self.left, self.right) = (self.left + indent, self.right + indent);
                self.blocks(blocks, 0.0);
                (self.left, self.right) = (self.left - indent, self.right - indent);
            }
            Block::Code(text) => {
                self.flush_number(true);
                let indent = self.room_for(2.0 * EM);
                self.left += indent;
                for line in text.lines() {
                    // The blanks that a line of code begins with are part of it.
                    let code = line.trim_start();
                    let deep = (line.len() - code.len()) as Mm * EM / 2.0;
                    let spans = [Span::new(code, Look::SMALL)];
                    let deep = deep.min(self.width() / 2.0);
                    for line in paragraph::lines(&spans, self.width() - deep, 0.0, Align::Left) {
                        self.push(grid_row(line, self.left + deep));
                    }
                }
                self.left -= indent;
                self.after_heading = false;
            }
            Block::Table { align, rows } => {
                self.flush_number(true);
                let mut rows = rows.clone();
                for span in rows.iter_mut().flatten().flatten() {
                    span.look.size = Look::SMALL.size;
                }
                let table = Table { rows, align: align.clone(), bars: Vec::new() };
                for row in table::rows(table, self.left, self.width()) {
                    self.push(row);
                }
                self.push(Row { height: GRID / 3.0, ..Row::default() });
                self.after_heading = false;
            }
            Block::Picture(picture, words) => self.picture(picture, words),
            Block::Rule => {
                self.flush_number(true);
                let x = self.left + self.width() / 3.0;
                let rules = vec![Rule::across(x, GRID / 2.0, self.width() / 3.0, 0.35)];
                let marks = Marks { rules, ..Marks::default() };
                self.push(Row { height: GRID, snap: true, marks, ..Row::default() });
            }
        }
    }

    /// A picture in the middle of the text's width, on the grid, its words below it.
    fn picture(&mut self, picture: &Picture, words: &[Span]) {
        self.flush_number(true);
        let (picture, width, height) = picture.clone().fit(self.width());
        let small: Vec<Span> = words
            .iter()
            .map(|span| Span { look: Look { size: Look::SMALL.size, ..span.look }, ..span.clone() })
            .collect();
        let lines = paragraph::lines(&small, self.width(), 0.0, Align::Centre);
        let row = ((height + GRID / 3.0) / GRID).ceil() * GRID;
        let area = Rect::new(self.left + (self.width() - width) / 2.0, (row - height) / 2.0, width, height);
        let marks = Marks { pictures: vec![(area, Arc::new(picture))], ..Marks::default() };
        self.push(Row { height: row, snap: true, keep: !lines.is_empty(), marks, ..Row::default() });
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let mut row = grid_row(line, self.left);
            row.keep = at + 1 < count;
            self.push(row);
        }
        self.after_heading = false;
    }

    /// A list, its marks under the first characters of indented paragraphs.
    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], indent: Mm) {
        self.flush_number(true);
        let indent = self.room_for(indent);
        self.left += indent;
        let mark = |at: usize| match start {
            Some(start) => format!("{}.", start.saturating_add(at as u64)),
            None => "·".to_owned(),
        };
        let widest = number_width(&mark(items.len())).max(EM);
        let outer = self.left;
        for (at, item) in items.iter().enumerate() {
            // A box to tick is a mark of its own.
            let boxed = matches!(item.first(), Some(Block::Paragraph(spans)) if is_boxed(spans));
            let mark = if boxed { String::new() } else { mark(at) };
            self.number = Some((mark, outer, self.reader.look));
            self.left = outer + widest;
            if self.width() < LEAST_TEXT / 2.0 {
                self.left = outer;
                self.flush_number(true);
            }
            self.blocks(item, 0.0);
            self.flush_number(false);
            self.left = outer;
        }
        self.left -= indent;
        self.after_heading = false;
    }

    /// As much of an indent as leaves room for text.
    pub fn room_for(&self, indent: Mm) -> Mm {
        if self.width() - 2.0 * indent < LEAST_TEXT / 2.0 { 0.0 } else { indent }
    }

    /// A paragraph: neither its first line nor its last stands alone on a page.
    fn text(&mut self, spans: &[Span], indent: Mm) {
        let lines = paragraph::lines(spans, self.width(), indent, Align::Full);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let mut row = grid_row(line, self.left);
            let alone = count > 1 && (at == 0 || at + 2 == count);
            // A heading keeps two lines.
            row.keep = alone || self.after_heading && count == 1;
            self.push(row);
        }
        if count > 0 {
            self.after_heading = false;
        }
    }

    fn finish(mut self) -> Vec<Row> {
        self.flush_number(false);
        // A last page has three lines or more.
        let count = self.rows.len();
        for (at, row) in self.rows.iter_mut().enumerate().skip(count.saturating_sub(3)) {
            row.keep = at + 1 < count;
        }
        self.rows
    }
}

fn is_boxed(spans: &[Span]) -> bool {
    spans.first().is_some_and(|span| [DONE, OPEN].contains(&span.text.as_str()))
}

/// The width of a number in the size of the text.
pub fn number_width(number: &str) -> Mm {
    Run::new(number, 0.0, 0.0, Look::BODY).width
}

/// A number and the room behind it, in whole characters.
pub fn number_column(number: &str) -> Mm {
    (number_width(number) / EM + 0.6).ceil() * EM
}

/// A number of a heading and the room behind it.
pub fn number_room(number: &str, look: Look) -> Mm {
    Run::new(number, 0.0, 0.0, look).width + look.em() * 0.75
}
