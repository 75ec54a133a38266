//! A form's YAML, read into the model. Whatever the model can't say is a finding here.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use serde::Deserialize;

use super::length;
use super::loose::{Loose, Never};
use super::{
    Answer, Block, Choice, Clauses, Column, Content, Field, Fields, Form, Heading, Lines, Mm, Moment,
    Orientation, Page, Paper, Rows, Signature, Table,
};
use crate::finding::Finding;
use crate::message::{Arg, Message};
use crate::rule::Rule;
use crate::source::{At, Source};
use crate::yaml::{self, Entries};

/// Printers can't print closer to the edge than 5 mm.
const MARGIN: RangeInclusive<Mm> = 5.0..=60.0;
/// Lower rows can't be written in by hand.
const ROW_HEIGHT: RangeInclusive<Mm> = 5.0..=200.0;
const COLUMN_WIDTH: RangeInclusive<Mm> = 5.0..=400.0;
const FIELD_HEIGHT: RangeInclusive<Mm> = 5.0..=400.0;
const GRID_COLUMNS: RangeInclusive<usize> = 1..=12;
const ROWS: RangeInclusive<usize> = 1..=2000;
const LINES: RangeInclusive<usize> = 1..=60;

const DEFAULT_ROW_HEIGHT: Mm = 9.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    title: At<String>,
    code: Option<At<String>>,
    version: Option<At<String>>,
    retention: Option<At<String>>,
    #[serde(default)]
    cites: Vec<At<String>>,
    #[serde(default)]
    page: PageEntry,
    body: Vec<At<Item>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PageEntry {
    size: Paper,
    orientation: Orientation,
    margin: Option<At<String>>,
    per_sheet: Option<At<usize>>,
}

/// One item of `body`: exactly one of these keys.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Item {
    section: Option<At<String>>,
    fields: Option<FieldsEntry>,
    text: Option<At<String>>,
    table: Option<TableEntry>,
    clauses: Option<ClausesEntry>,
    lines: Option<At<Scalar>>,
    signatures: Option<Vec<At<Loose<Never, SignatureEntry>>>>,
    notes: Option<At<Loose<At<String>, Never>>>,
}

type Scalar = Loose<Never, Never>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldsEntry {
    columns: Option<At<usize>>,
    items: Vec<FieldEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldEntry {
    label: At<String>,
    name: Option<At<String>>,
    hint: Option<At<String>>,
    span: Option<At<usize>>,
    height: Option<At<String>>,
    value: Option<At<String>>,
    unit: Option<At<String>>,
    lines: Option<At<usize>>,
    #[serde(rename = "type")]
    moment: Option<At<Moment>>,
    options: Option<At<Vec<At<String>>>>,
    choose: Option<At<Choose>>,
}

/// How many of the options may be ticked.
#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Choose {
    One,
    Many,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableEntry {
    name: Option<At<String>>,
    columns: At<Vec<LooseColumn>>,
    rows: At<Loose<At<RowEntry>, Never>>,
    row_height: Option<At<String>>,
    total: Option<At<String>>,
}

/// A column by its title alone, or in full.
type LooseColumn = At<Loose<Never, ColumnEntry>>;

/// A row of one cell, of some cells, or of cells under the titles of their columns.
type RowEntry = Loose<Option<At<String>>, Entries<Option<At<String>>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnEntry {
    title: At<String>,
    width: Option<At<String>>,
    #[serde(default)]
    numbered: bool,
    options: Option<At<Vec<At<String>>>>,
    choose: Option<At<Choose>>,
    #[serde(default)]
    merge: bool,
    #[serde(default)]
    sum: bool,
    columns: Option<At<Vec<LooseColumn>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClausesEntry {
    name: Option<At<String>>,
    document: At<String>,
    #[serde(default)]
    under: Vec<At<String>>,
    columns: Vec<LooseColumn>,
    row_height: Option<At<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureEntry {
    label: At<String>,
    name: Option<At<String>>,
    lines: Option<At<usize>>,
}

/// Reads a form's source.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(source: &Arc<Source>) -> Result<Form, Finding> {
    let file: FormFile = yaml::read(source, source.text.len())?;
    let mut reader = Reader { source, names: HashSet::new() };
    let stem = source.path.rsplit('/').next().unwrap_or_default();
    let page = reader.page(file.page)?;
    let body = file.body.into_iter().map(|item| reader.block(item)).collect::<Result<_, _>>()?;
    Ok(Form {
        id: stem.split_once('.').map_or(stem, |(stem, _)| stem).to_owned(),
        source: Arc::clone(source),
        title: file.title,
        code: file.code,
        version: file.version,
        retention: file.retention,
        cites: file.cites,
        page,
        body,
    })
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    /// The names of blanks, so far.
    names: HashSet<String>,
}

impl Reader<'_> {
    fn bad<T>(&self, at: &At<T>, message: Message) -> Finding {
        Finding::new(Rule::BadSource, at.place(self.source), message)
    }

    fn length(&self, at: &At<String>, range: &RangeInclusive<Mm>) -> Result<Mm, Finding> {
        let length = length::parse(at)
            .ok_or_else(|| self.bad(at, Message::new("form-length").with("text", at.as_str())))?;
        if range.contains(&length) {
            return Ok(length);
        }
        let message = Message::new("form-length-range").with("text", at.as_str());
        Err(self.bad(at, bounds(message, range)))
    }

    fn row_height(&self, at: Option<At<String>>) -> Result<Mm, Finding> {
        at.map_or(Ok(DEFAULT_ROW_HEIGHT), |at| self.length(&at, &ROW_HEIGHT))
    }

    fn number(&self, at: &At<usize>, range: &RangeInclusive<usize>) -> Result<usize, Finding> {
        if range.contains(at) {
            return Ok(at.value);
        }
        let message = Message::new("form-number-range").with("number", at.value);
        Err(self.bad(at, bounds(message, range)))
    }

    /// The text of a scalar: as a string, or as written where YAML takes it for a number.
    fn scalar<L, M>(&self, at: &At<Loose<L, M>>) -> Option<At<String>> {
        let text = match &at.value {
            Loose::Text(text) => text.clone(),
            Loose::Plain => at.place(self.source).text().trim().to_owned(),
            Loose::List(_) | Loose::Map(_) => return None,
        };
        Some(At::new(text, at.range.clone()))
    }

    /// The name given, or else one of our own.
    fn name(&mut self, given: Option<At<String>>, kind: &str) -> Result<String, Finding> {
        let Some(given) = given else {
            let mut number = self.names.len() + 1;
            while self.names.contains(&format!("{kind}-{number}")) {
                number += 1;
            }
            let name = format!("{kind}-{number}");
            self.names.insert(name.clone());
            return Ok(name);
        };
        if self.names.insert(given.value.clone()) {
            return Ok(given.value);
        }
        let message = Message::new("form-duplicate-name").with("name", given.as_str());
        Err(Finding::new(Rule::DuplicateId, given.place(self.source), message))
    }

    fn page(&self, entry: PageEntry) -> Result<Page, Finding> {
        let margin = match &entry.margin {
            Some(margin) => self.length(margin, &MARGIN)?,
            None => Page::default().margin,
        };
        let copies = entry.per_sheet.map_or(Ok(1), |at| self.number(&at, &(1..=2)))?;
        Ok(Page { size: entry.size, orientation: entry.orientation, margin, twice: copies == 2 })
    }

    fn block(&mut self, item: At<Item>) -> Result<Block, Finding> {
        let many = self.bad(&item, Message::new("form-one-block"));
        let item = item.value;
        let mut blocks = Vec::new();
        blocks.extend(item.section.map(Block::Section));
        blocks.extend(item.text.map(Block::Text));
        if let Some(entry) = item.fields {
            blocks.push(Block::Fields(self.fields(entry)?));
        }
        if let Some(entry) = item.table {
            blocks.push(Block::Table(self.table(entry)?));
        }
        if let Some(entry) = item.clauses {
            blocks.push(Block::Clauses(self.clauses(entry)?));
        }
        if let Some(entry) = item.lines {
            blocks.push(Block::Lines(self.lines(&entry)?));
        }
        if let Some(entries) = item.signatures {
            blocks.push(Block::Signatures(self.signatures(entries)?));
        }
        if let Some(entry) = item.notes {
            blocks.push(Block::Notes(self.notes(entry)));
        }
        match blocks.pop() {
            Some(block) if blocks.is_empty() => Ok(block),
            _ => Err(many),
        }
    }

    fn fields(&mut self, entry: FieldsEntry) -> Result<Fields, Finding> {
        let columns = entry.columns.map_or(Ok(1), |at| self.number(&at, &GRID_COLUMNS))?;
        let items = entry.items.into_iter();
        let items = items.map(|item| self.field(item, columns)).collect::<Result<_, _>>()?;
        Ok(Fields { columns, items })
    }

    fn field(&mut self, entry: FieldEntry, columns: usize) -> Result<Field, Finding> {
        let span = entry.span.as_ref().map_or(Ok(1), |at| self.number(at, &(1..=columns)))?;
        let height = entry.height.as_ref();
        let height = height.map(|at| self.length(at, &FIELD_HEIGHT)).transpose()?;
        let name = self.name(entry.name.clone(), "field")?;
        let lines = entry.lines.as_ref().map_or(Ok(0), |at| self.number(at, &LINES))?;
        let choice = self.choice(entry.options, entry.choose)?;
        let words = entry.value.is_some() || entry.unit.is_some();
        let answer = match (choice, entry.moment) {
            (Some(choice), None) if !words => Answer::Choice { choice, lines },
            (None, Some(moment)) if !words && lines == 0 => Answer::Moment(moment.value),
            (None, None) => Answer::Words { value: entry.value, unit: entry.unit, lines },
            _ => return Err(self.bad(&entry.label, Message::new("form-field-mixed"))),
        };
        Ok(Field { label: entry.label, name, hint: entry.hint, span, height, answer })
    }

    fn choice(
        &self,
        options: Option<At<Vec<At<String>>>>,
        choose: Option<At<Choose>>,
    ) -> Result<Option<Choice>, Finding> {
        match (options, choose) {
            (Some(options), _) if options.is_empty() => {
                Err(self.bad(&options, Message::new("form-no-options")))
            }
            (Some(options), choose) => Ok(Some(Choice {
                options: options.value,
                one: choose.is_some_and(|choose| choose.value == Choose::One),
            })),
            (None, Some(choose)) => Err(self.bad(&choose, Message::new("form-no-options"))),
            (None, None) => Ok(None),
        }
    }

    fn table(&mut self, entry: TableEntry) -> Result<Table, Finding> {
        if entry.columns.is_empty() {
            return Err(self.bad(&entry.columns, Message::new("form-no-columns")));
        }
        let headings = entry.columns.value.into_iter();
        let headings: Vec<_> = headings.map(|at| self.heading(at)).collect::<Result<_, _>>()?;
        let columns: Vec<&Column> = headings.iter().flat_map(Heading::columns).collect();
        let rows = self.rows(entry.rows, &columns)?;
        Ok(Table {
            rows,
            row_height: self.row_height(entry.row_height)?,
            total: entry.total,
            name: self.name(entry.name, "table")?,
            headings,
        })
    }

    fn heading(&self, at: LooseColumn) -> Result<Heading, Finding> {
        let deep = |columns: &At<_>| self.bad(columns, Message::new("form-deep-header"));
        match at.value {
            Loose::Map(ColumnEntry { title, columns: Some(columns), width, options, choose, .. }) => {
                if width.is_some() || options.is_some() || choose.is_some() {
                    return Err(self.bad(&title, Message::new("form-group-mixed")));
                }
                if columns.is_empty() {
                    return Err(self.bad(&columns, Message::new("form-no-columns")));
                }
                let columns = columns.value.into_iter().map(|at| match &at.value {
                    Loose::Map(ColumnEntry { columns: Some(below), .. }) => Err(deep(below)),
                    _ => self.column(at),
                });
                Ok(Heading::Group { title, columns: columns.collect::<Result<_, _>>()? })
            }
            _ => self.column(at).map(Heading::Column),
        }
    }

    fn column(&self, at: LooseColumn) -> Result<Column, Finding> {
        if let Some(title) = self.scalar(&at) {
            return Ok(Column { title, width: None, content: Content::Blank, merge: false, sum: false });
        }
        let place = At::new((), at.range.clone());
        let Loose::Map(entry) = at.value else {
            return Err(self.bad(&place, Message::new("form-shape")));
        };
        let width = match &entry.width {
            Some(at) => Some(At::new(self.length(at, &COLUMN_WIDTH)?, at.range.clone())),
            None => None,
        };
        let content = match (self.choice(entry.options, entry.choose)?, entry.numbered) {
            (None, false) => Content::Blank,
            (None, true) => Content::Numbered,
            (Some(choice), false) => Content::Choice(choice),
            (Some(_), true) => {
                return Err(self.bad(&entry.title, Message::new("form-column-mixed")));
            }
        };
        Ok(Column { title: entry.title, width, content, merge: entry.merge, sum: entry.sum })
    }

    fn rows(&self, at: At<Loose<At<RowEntry>, Never>>, columns: &[&Column]) -> Result<Rows, Finding> {
        let Some(text) = self.scalar(&at) else {
            let place = At::new((), at.range.clone());
            let Loose::List(rows) = at.value else {
                return Err(self.bad(&place, Message::new("form-shape")));
            };
            let rows = rows.into_iter().map(|row| self.row(row, columns));
            return Ok(Rows::Given(rows.collect::<Result<_, _>>()?));
        };
        if text.value == "fill" {
            return Ok(Rows::Fill);
        }
        let message = || Message::new("form-rows").with("text", text.as_str());
        let count: usize = text.parse().map_err(|_| self.bad(&text, message()))?;
        self.number(&At::new(count, text.range), &ROWS).map(Rows::Count)
    }

    /// Cells in the order of the columns. Those of numbered columns may be left out, and those with options, too.
    fn row(&self, at: At<RowEntry>, columns: &[&Column]) -> Result<Vec<Option<At<String>>>, Finding> {
        let place = At::new((), at.range.clone());
        let cells = match self.scalar(&at) {
            Some(text) => vec![Some(text)],
            None => match at.value {
                Loose::List(cells) => cells,
                Loose::Map(entries) => return self.named_row(entries, columns),
                Loose::Text(_) | Loose::Plain => Vec::new(),
            },
        };
        type Takes = fn(&Content) -> bool;
        let ways: [Takes; 3] = [
            |content| matches!(content, Content::Blank),
            |content| !matches!(content, Content::Numbered),
            |_| true,
        ];
        let room = |takes: &Takes| columns.iter().filter(|column| takes(&column.content)).count();
        let Some(takes) = ways.iter().find(|takes| cells.len() <= room(takes)) else {
            let message = Message::new("form-long-row").with("cells", cells.len());
            return Err(self.bad(&place, message.with("columns", columns.len())));
        };
        let mut cells = cells.into_iter();
        let row =
            columns.iter().map(|column| if takes(&column.content) { cells.next().flatten() } else { None });
        Ok(row.collect())
    }

    fn named_row(
        &self,
        entries: Entries<Option<At<String>>>,
        columns: &[&Column],
    ) -> Result<Vec<Option<At<String>>>, Finding> {
        let mut row = vec![None; columns.len()];
        for (title, cell) in entries.0 {
            let column = columns.iter().position(|column| column.title.value == title.value);
            let Some(column) = column else {
                let titles = columns.iter().map(|column| column.title.as_str());
                let known = titles.clone().collect::<Vec<_>>().join(" ");
                let near = yaml::nearest(&title, titles);
                let near =
                    near.map_or(Arg::from(""), |near| Message::new("did-you-mean").with("name", near).into());
                let message = Message::new("form-row-column").with("name", title.as_str());
                return Err(self.bad(&title, message.with("known", known).with("near", near)));
            };
            row[column] = cell;
        }
        Ok(row)
    }

    fn clauses(&mut self, entry: ClausesEntry) -> Result<Clauses, Finding> {
        let columns = entry.columns.into_iter().map(|at| match at.value {
            Loose::Map(ColumnEntry { columns: Some(below), .. }) => {
                Err(self.bad(&below, Message::new("form-clauses-group")))
            }
            _ => self.column(at),
        });
        Ok(Clauses {
            columns: columns.collect::<Result<_, _>>()?,
            document: entry.document,
            under: entry.under,
            rows: Vec::new(),
            row_height: self.row_height(entry.row_height)?,
            name: self.name(entry.name, "clauses")?,
        })
    }

    fn lines(&mut self, at: &At<Scalar>) -> Result<Lines, Finding> {
        let text = self.scalar(at).unwrap_or_default();
        let count = match text.as_str() {
            "fill" => None,
            number => {
                let message = || Message::new("form-lines").with("text", number);
                let count = number.parse().map_err(|_| self.bad(at, message()))?;
                Some(self.number(&At::new(count, at.range.clone()), &LINES)?)
            }
        };
        Ok(Lines { count, name: self.name(None, "lines")? })
    }

    fn signatures(
        &mut self,
        entries: Vec<At<Loose<Never, SignatureEntry>>>,
    ) -> Result<Vec<Signature>, Finding> {
        let mut signatures = Vec::new();
        for at in entries {
            let place = At::new((), at.range.clone());
            signatures.push(match (self.scalar(&at), at.value) {
                (Some(label), _) => Signature { label, lines: 0, name: self.name(None, "signature")? },
                (None, Loose::Map(entry)) => Signature {
                    lines: entry.lines.map_or(Ok(0), |at| self.number(&at, &LINES))?,
                    label: entry.label,
                    name: self.name(entry.name, "signature")?,
                },
                (None, _) => return Err(self.bad(&place, Message::new("form-shape"))),
            });
        }
        Ok(signatures)
    }

    fn notes(&self, at: At<Loose<At<String>, Never>>) -> Vec<At<String>> {
        match (self.scalar(&at), at.value) {
            (Some(note), _) => vec![note],
            (None, Loose::List(notes)) => notes,
            (None, _) => Vec::new(),
        }
    }
}

fn bounds<T: ToString>(message: Message, range: &RangeInclusive<T>) -> Message {
    message.with("least", range.start().to_string()).with("most", range.end().to_string())
}
