//! Record forms: one model, seen on paper (PDF) and on screen (HTML).
//!
//! ```text
//! read ──► (the caller expands the texts) ──► layout ──► pdf
//! YAML to a Form                              Sheets ──►
//!                                        └──► html
//! ```
//!
//! [`read()`] makes a [`Form`] of a source. The caller lays the edition's words over it ([`Form::texts_mut`],
//! [`Form::clauses_mut`]). [`layout()`] places everything on sheets, in millimetres, or says what does not fit;
//! [`pdf()`] writes sheets down. [`html()`] shows the same form as a page that can be filled in.

mod code128;
mod fillable;
pub(crate) mod font;
mod html;
mod layout;
mod length;
mod loose;
mod paper;
pub(crate) mod pdf;
mod picture;
mod qr;
mod read;
mod run;
mod serial;
mod sheet;
pub(crate) mod text;

use std::sync::Arc;

use crate::source::{At, Place, Source};

pub use fillable::pdf_fillable;
pub use font::{Face, fall_back_on};
pub use html::{Files, html, page_css};
pub use layout::{Cite, Context, Words, layout};
pub use length::Mm;
pub use paper::{Orientation, Page, Paper};
pub use pdf::{Meta, pdf, pdf_run};
pub use picture::Picture;
pub use read::read;
pub use run::{Run, run};
pub use serial::{Serial, Symbol};
pub use sheet::{Blank, Cell, Mark, Rect, Sheet, Stroke, TextRun, Tick, Watermark};

/// A record form, as `forms/<id>.yaml` says it (contract, section 1).
#[derive(Clone, Debug)]
pub struct Form {
    /// The file's stem.
    pub id: String,
    pub source: Arc<Source>,
    pub title: At<String>,
    pub code: Option<At<String>>,
    pub version: Option<At<String>>,
    /// How long a filled-in copy is kept.
    pub retention: Option<At<String>>,
    /// The clauses that require this record, as written: `telephone#answer`.
    pub cites: Vec<At<String>>,
    pub page: Page,
    pub body: Vec<Block>,
}

/// A part of a form, from top to bottom.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading over what follows.
    Section(At<String>),
    /// Labels and blanks on a grid.
    Fields(Fields),
    /// A paragraph; `____` in it is a blank to write on.
    Text(At<String>),
    Table(Table),
    /// An inspection checklist out of a document's clauses.
    Clauses(Clauses),
    /// Ruled lines across the page.
    Lines(Lines),
    Signatures(Vec<Signature>),
    /// Remarks in small print.
    Notes(Vec<At<String>>),
}

/// Labels and blanks on a grid of `columns` equal columns.
#[derive(Clone, Debug)]
pub struct Fields {
    pub columns: usize,
    pub items: Vec<Field>,
}

/// A label and the blank for its answer.
#[derive(Clone, Debug)]
pub struct Field {
    pub label: At<String>,
    /// Unique in the form; the name of the input on screen.
    pub name: String,
    /// Small print below the label.
    pub hint: Option<At<String>>,
    /// How many of the grid's columns it takes.
    pub span: usize,
    /// The least height of its row.
    pub height: Option<Mm>,
    pub answer: Answer,
}

/// What can be written into a field.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Free words: one blank, or ruled lines when `lines` is not 0.
    Words {
        value: Option<At<String>>,
        unit: Option<At<String>>,
        lines: usize,
    },
    Moment(Moment),
    /// Boxes to tick, and ruled lines below them when `lines` is not 0.
    Choice {
        choice: Choice,
        lines: usize,
    },
}

/// A point in time, whose parts are written between 年 月 日 时 分.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    Date,
    Time,
    DateTime,
}

/// Options to tick. `____` in an option is a blank to write on.
#[derive(Clone, Debug)]
pub struct Choice {
    pub options: Vec<At<String>>,
    /// Only one may be ticked: circles instead of squares.
    pub one: bool,
}

/// A table: a header of one or two levels, repeated on every page, and rows.
#[derive(Clone, Debug)]
pub struct Table {
    pub headings: Vec<Heading>,
    pub rows: Rows,
    /// The least height of a row.
    pub row_height: Mm,
    /// The label of a last row for totals.
    pub total: Option<At<String>>,
    /// Unique in the form.
    pub name: String,
}

/// A heading in a table's first level.
#[derive(Clone, Debug)]
pub enum Heading {
    Column(Column),
    Group { title: At<String>, columns: Vec<Column> },
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    pub title: At<String>,
    /// Without one the column shares what the others leave.
    pub width: Option<At<Mm>>,
    pub content: Content,
    /// Equal preprinted cells below one another are drawn as one.
    pub merge: bool,
    /// The total row has a blank here.
    pub sum: bool,
}

/// What stands in a column's cells.
#[derive(Clone, Debug)]
pub enum Content {
    /// Whatever is preprinted, or a blank.
    Blank,
    /// The number of the row, from 1.
    Numbered,
    Choice(Choice),
}

/// The rows of a table.
#[derive(Clone, Debug)]
pub enum Rows {
    /// As many as the page has room for.
    Fill,
    Count(usize),
    /// Preprinted: for each row its cells, one a column.
    Given(Vec<Vec<Option<At<String>>>>),
}

/// A checklist out of a document. `rows` is empty as read; the caller knows the document.
#[derive(Clone, Debug)]
pub struct Clauses {
    pub document: At<String>,
    /// Names or numbers of the clauses that it goes through, with all below them; all where none is named.
    pub under: Vec<At<String>>,
    /// The columns to be filled in beside each clause.
    pub columns: Vec<Column>,
    pub rows: Vec<ClauseRow>,
    pub row_height: Mm,
    /// Unique in the form.
    pub name: String,
}

/// A clause to be inspected.
#[derive(Clone, Debug)]
pub struct ClauseRow {
    pub number: String,
    pub text: String,
    /// A clause that others stand below: printed across, with nothing to fill in.
    pub heading: bool,
    /// Its address, relative to the form's page.
    pub link: Option<String>,
    pub place: Place,
}

/// Ruled lines across the page, to the bottom of the page when `count` is [`None`].
#[derive(Clone, Debug)]
pub struct Lines {
    pub count: Option<usize>,
    /// Unique in the form.
    pub name: String,
}

/// A place to sign, with the date.
#[derive(Clone, Debug)]
pub struct Signature {
    pub label: At<String>,
    /// Ruled lines for an opinion, above the signature.
    pub lines: usize,
    /// Unique in the form.
    pub name: String,
}

impl Table {
    /// The columns of the lowest level, from left to right.
    pub fn columns(&self) -> impl Iterator<Item = &Column> {
        self.headings.iter().flat_map(Heading::columns)
    }

    /// How many columns the label of the total row takes: those before the first that is summed up; without any, the
    /// first that is not numbered and those before it.
    fn total_label(&self) -> usize {
        let columns = || self.columns();
        let summed = columns().position(|column| column.sum).filter(|&first| first > 0);
        let named = columns().position(|column| !matches!(column.content, Content::Numbered));
        summed.or(named.map(|first| first + 1)).unwrap_or(1)
    }
}

impl Heading {
    pub fn title(&self) -> &At<String> {
        match self {
            Heading::Column(column) => &column.title,
            Heading::Group { title, .. } => title,
        }
    }

    pub fn columns(&self) -> &[Column] {
        match self {
            Heading::Column(column) => std::slice::from_ref(column),
            Heading::Group { columns, .. } => columns,
        }
    }

    fn columns_mut(&mut self) -> &mut [Column] {
        match self {
            Heading::Column(column) => std::slice::from_mut(column),
            Heading::Group { columns, .. } => columns,
        }
    }
}

impl Form {
    /// Shows every text that is printed to `visit`, which may change it: the place where
    /// placeholders and standards' wordings are put in.
    pub fn texts_mut(&mut self, mut visit: impl FnMut(&mut At<String>)) {
        visit(&mut self.title);
        let head = [&mut self.code, &mut self.version, &mut self.retention];
        head.into_iter().flatten().for_each(&mut visit);
        for block in &mut self.body {
            block.texts_mut(&mut visit);
        }
    }

    /// The texts that say something: paragraphs, remarks and hints, not labels.
    pub fn sentences(&self) -> impl Iterator<Item = &At<String>> {
        self.body.iter().flat_map(|block| match block {
            Block::Section(text) | Block::Text(text) => vec![text],
            Block::Notes(texts) => texts.iter().collect(),
            Block::Fields(fields) => fields.items.iter().filter_map(|field| field.hint.as_ref()).collect(),
            _ => Vec::new(),
        })
    }

    /// The checklists, for the caller to fill with their documents' clauses.
    pub fn clauses_mut(&mut self) -> impl Iterator<Item = &mut Clauses> {
        self.body.iter_mut().filter_map(|block| match block {
            Block::Clauses(clauses) => Some(clauses),
            _ => None,
        })
    }
}

impl Block {
    fn texts_mut(&mut self, visit: &mut impl FnMut(&mut At<String>)) {
        match self {
            Block::Section(text) | Block::Text(text) => visit(text),
            Block::Notes(texts) => texts.iter_mut().for_each(visit),
            Block::Signatures(all) => all.iter_mut().for_each(|s| visit(&mut s.label)),
            Block::Lines(_) => {}
            Block::Fields(fields) => fields.items.iter_mut().for_each(|f| f.texts_mut(visit)),
            Block::Clauses(clauses) => {
                clauses.columns.iter_mut().for_each(|c| c.texts_mut(visit));
            }
            Block::Table(table) => table.texts_mut(visit),
        }
    }
}

impl Field {
    fn texts_mut(&mut self, visit: &mut impl FnMut(&mut At<String>)) {
        visit(&mut self.label);
        self.hint.iter_mut().for_each(&mut *visit);
        match &mut self.answer {
            Answer::Words { value, unit, .. } => {
                value.iter_mut().chain(unit).for_each(visit);
            }
            Answer::Moment(_) => {}
            Answer::Choice { choice, .. } => choice.options.iter_mut().for_each(visit),
        }
    }
}

impl Table {
    fn texts_mut(&mut self, visit: &mut impl FnMut(&mut At<String>)) {
        for heading in &mut self.headings {
            if let Heading::Group { title, .. } = heading {
                visit(title);
            }
            for column in heading.columns_mut() {
                column.texts_mut(visit);
            }
        }
        if let Rows::Given(rows) = &mut self.rows {
            rows.iter_mut().flatten().flatten().for_each(&mut *visit);
        }
        self.total.iter_mut().for_each(visit);
    }
}

impl Column {
    fn texts_mut(&mut self, visit: &mut impl FnMut(&mut At<String>)) {
        visit(&mut self.title);
        if let Content::Choice(choice) = &mut self.content {
            choice.options.iter_mut().for_each(visit);
        }
    }
}
