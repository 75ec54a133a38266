//! Tables and checklists: a header that is repeated, and rows.

use std::ops::Range;
use std::rc::Rc;

use super::flow::{Align, Draft, Laid};
use super::pages::{Band, Join, Part};
use super::widths::{self, Wish};
use super::{Desk, PAD_X, Said, Spot, millimetres};
use crate::form::font::Style;
use crate::form::sheet::{Blank, Cell, Mark, Rect};
use crate::form::text;
use crate::form::{Choice, Clauses, Column, Content, Heading, Mm, Rows, Table};
use crate::message::{Message, say};

/// The least height of a header, and of each of its levels when there are two.
const HEADER: Mm = 9.0;
const LEVEL: Mm = 7.5;
/// Narrower columns can't be written in.
const LEAST_COLUMN: Mm = 9.0;
/// What a column to write in asks for.
const OPEN_COLUMN: Mm = 18.0;
/// Texts up to so many em are centred in their column.
const SHORT: f64 = 6.5;

/// What stands in a cell of the body.
#[derive(Clone, Copy)]
enum Slot<'a> {
    Blank,
    Number(usize),
    Text(Said<'a>),
    Choice(&'a Choice),
}

/// A column of the lowest level, with all that its width depends on.
struct Leaf<'a> {
    title: Said<'a>,
    width: Option<Mm>,
    centred: bool,
    merge: bool,
    sum: bool,
    name: String,
    content: LeafContent<'a>,
}

#[derive(Clone, Copy)]
enum LeafContent<'a> {
    Open,
    Text,
    Numbered,
    Choice(&'a Choice),
}

/// A heading of the first level over so many leaves.
struct Over<'a> {
    title: Said<'a>,
    leaves: usize,
    group: bool,
}

/// A row of the body.
enum Row<'a> {
    Slots(Vec<Slot<'a>>, Range<usize>),
    /// A clause that others stand below: number and text, nothing to fill in.
    Banner([Said<'a>; 2], Range<usize>),
}

impl Desk<'_> {
    pub fn table(&mut self, table: &Table, parts: &mut Vec<Part>) {
        let mut leaves: Vec<Leaf> = table.columns().enumerate().map(|(i, column)| leaf(column, i)).collect();
        let over: Vec<Over> = table.headings.iter().map(over).collect();
        let mut rows = Vec::new();
        match &table.rows {
            Rows::Fill => {}
            Rows::Count(count) => rows.extend((0..*count).map(|i| blank_row(&leaves, i))),
            Rows::Given(given) => {
                for (i, cells) in given.iter().enumerate() {
                    rows.push(given_row(&leaves, i, cells));
                }
                note_texts(&mut leaves, &rows);
            }
        }
        let range = over.first().map_or(0..0, |over| self.range(over.title.spot));
        let Some(widths) = self.column_widths(&leaves, &rows, &range) else {
            return;
        };
        let header = Rc::new(self.header(&over, &leaves, &widths, range.clone()));
        let mut band = Band::clone(&header);
        band.keep = true;
        parts.push(Part::Band(band));
        let body = Body {
            header: &header,
            leaves: &leaves,
            widths: &widths,
            row_height: table.row_height,
            name: &table.name,
        };
        match &table.rows {
            Rows::Fill => parts.push(self.fill(&body, range)),
            _ => self.rows(&body, &rows, parts),
        }
        if let Some(total) = &table.total {
            let band = self.total(&body, total.into(), table.total_label());
            if let Some(Part::Band(last)) = parts.last_mut() {
                last.keep = true;
            }
            parts.push(Part::Band(band));
        }
    }

    pub fn clauses(&mut self, clauses: &Clauses, parts: &mut Vec<Part>) {
        let language = self.context.language;
        let (number, text) = (say("form-clause", language), say("form-clause-text", language));
        let own = |title, centred, content| Leaf {
            title: Said::own(title),
            width: None,
            centred,
            merge: false,
            sum: false,
            name: String::new(),
            content,
        };
        let mut leaves = vec![own(&number, true, LeafContent::Text), own(&text, false, LeafContent::Text)];
        leaves.extend(clauses.columns.iter().enumerate().map(|(i, column)| leaf(column, i + 2)));
        for leaf in leaves.iter_mut().skip(2).filter(|leaf| leaf.is_open()) {
            leaf.width.get_or_insert(OPEN_COLUMN);
        }
        let range = clauses.document.range.clone();
        let mut rows = Vec::new();
        for row in &clauses.rows {
            let said = |text| Said { text, spot: Spot::Elsewhere(&row.place) };
            let (number, text) = (said(row.number.as_str()), said(row.text.as_str()));
            rows.push(if row.heading {
                Row::Banner([number, text], range.clone())
            } else {
                let mut slots = vec![Slot::Text(number), Slot::Text(text)];
                slots.extend(leaves[2..].iter().map(|leaf| leaf.slot(rows.len())));
                Row::Slots(slots, range.clone())
            });
        }
        let Some(widths) = self.column_widths(&leaves, &rows, &range) else {
            return;
        };
        let over: Vec<Over> =
            leaves.iter().map(|leaf| Over { title: leaf.title, leaves: 1, group: false }).collect();
        let header = Rc::new(self.header(&over, &leaves, &widths, range));
        let mut band = Band::clone(&header);
        band.keep = true;
        parts.push(Part::Band(band));
        let body = Body {
            header: &header,
            leaves: &leaves,
            widths: &widths,
            row_height: clauses.row_height,
            name: &clauses.name,
        };
        self.rows(&body, &rows, parts);
    }

    fn range(&self, spot: Spot) -> Range<usize> {
        match spot {
            Spot::Form(range) => range.clone(),
            _ => 0..0,
        }
    }

    fn column_widths(&mut self, leaves: &[Leaf], rows: &[Row], range: &Range<usize>) -> Option<Vec<Mm>> {
        let wishes: Vec<Wish> =
            leaves.iter().enumerate().map(|(i, leaf)| leaf.wish(i, rows, self.width)).collect();
        match widths::share(&wishes, self.width) {
            Ok(widths) => Some(widths),
            Err(needed) => {
                let message = Message::new("form-overflow-table").with("needed", millimetres(needed));
                self.overflow(Spot::Form(range), message.with("available", millimetres(self.width)));
                None
            }
        }
    }

    fn header(&mut self, over: &[Over], leaves: &[Leaf], widths: &[Mm], range: Range<usize>) -> Band {
        let style = Style::HEADING;
        let two = over.iter().any(|over| over.group);
        let title = |desk: &mut Self, said, x, width| {
            Draft::new(x, width, desk.paragraph(said, &style, width - 2.0 * PAD_X, Align::Centre))
        };
        let (mut upper, mut lower, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        let (mut x, mut first) = (0.0, 0);
        for over in over {
            let width: Mm = widths[first..first + over.leaves].iter().sum();
            let draft = title(self, over.title, x, width);
            if over.group {
                let mut below = Vec::new();
                let mut at = x;
                for i in first..first + over.leaves {
                    below.push(title(self, leaves[i].title, at, widths[i]));
                    at += widths[i];
                }
                upper.push((draft, below.len()));
                lower.append(&mut below);
            } else {
                whole.push((draft, upper.len(), lower.len()));
            }
            x += width;
            first += over.leaves;
        }
        let height = |drafts: &mut dyn Iterator<Item = Mm>, least: Mm| drafts.fold(least, Mm::max);
        let upper_height = height(&mut upper.iter().map(|(d, _)| d.height()), if two { LEVEL } else { 0.0 });
        let lower_height = height(&mut lower.iter().map(Draft::height), if two { LEVEL } else { 0.0 });
        let total =
            height(&mut whole.iter().map(|(d, ..)| d.height()), (upper_height + lower_height).max(HEADER));
        let lower_height = total - upper_height;

        // Reading order: each heading of the first level, then what stands below it.
        let mut cells = Vec::new();
        let (mut upper, mut lower) = (upper.into_iter(), lower.into_iter());
        let mut whole = whole.into_iter();
        for over in over {
            if !over.group {
                cells.extend(whole.next().map(|(draft, ..)| draft.cell(0.0, total)));
            } else if let Some((draft, below)) = upper.next() {
                cells.push(draft.cell(0.0, upper_height));
                cells.extend(lower.by_ref().take(below).map(|draft| draft.cell(upper_height, lower_height)));
            }
        }
        Band::framed(total, cells, range)
    }

    /// The rows: a band each, stitched together where cells are merged.
    fn rows(&mut self, body: &Body, rows: &[Row], parts: &mut Vec<Part>) {
        let mut laid: Vec<LaidRow> = rows.iter().enumerate().map(|(i, row)| self.row(body, row, i)).collect();
        let merged: Vec<(usize, Vec<Range<usize>>)> = body
            .leaves
            .iter()
            .enumerate()
            .filter(|(_, leaf)| leaf.merge)
            .map(|(i, _)| (i, runs(rows, i)))
            .collect();
        // Rows that grow for one column may need another look at the others.
        for _ in 0..=merged.len() {
            for (column, runs) in &merged {
                runs.iter().for_each(|run| self.merge(*column, &mut laid[run.clone()], body.header.height));
            }
        }
        self.unglue(&mut laid, body.header.height);
        for (row, laid) in rows.iter().zip(laid) {
            let joins = laid.drafts.iter().map(|(_, join)| *join).collect();
            let cells = laid.drafts.into_iter().map(|(draft, _)| draft.cell(0.0, laid.height)).collect();
            let mut band = Band::framed(laid.height, cells, row.range().clone());
            band.head = Some(Rc::clone(body.header));
            band.keep = laid.keep;
            band.glued = laid.glued;
            band.joins = joins;
            parts.push(Part::Band(band));
        }
    }

    /// Rows that hang together, yet are higher than a page, are made high enough to stand alone.
    fn unglue(&self, rows: &mut [LaidRow], header: Mm) {
        for run in rows.chunk_by_mut(|_, below| below.glued) {
            let height: Mm = run.iter().map(|row| row.height).sum();
            if run.len() > 1 && height + header > self.room {
                for row in run {
                    row.glued = false;
                    row.height = row.drafts.iter().map(|(draft, _)| draft.height()).fold(row.height, Mm::max);
                }
            }
        }
    }

    /// Makes one cell of a column's cells in these rows.
    fn merge(&self, column: usize, rows: &mut [LaidRow], header: Mm) {
        let Some(needed) =
            rows.first().and_then(|row| row.drafts.get(column)).map(|(draft, _)| draft.height())
        else {
            return;
        };
        if let [only] = rows {
            only.height = only.height.max(needed);
            return;
        }
        let lowest = rows.iter().map(|row| row.height).fold(needed, Mm::min);
        let height: Mm = rows.iter().map(|row| row.height).sum();
        if lowest < needed {
            // The text needs more than a row of them: they stay on one page, or each is made high enough.
            let together = height.max(needed) + header < 0.6 * self.room;
            let count = rows.len();
            for (i, row) in rows.iter_mut().enumerate() {
                if together {
                    row.height += (needed - height).max(0.0) / count as Mm;
                    row.glued |= i > 0;
                } else {
                    row.height = row.height.max(needed);
                }
            }
        }
        for (i, row) in rows.iter_mut().enumerate() {
            row.drafts[column].1 = if i == 0 { Join::Starts } else { Join::Continues };
        }
    }

    /// A row's cells and its height.
    fn row(&mut self, body: &Body, row: &Row, index: usize) -> LaidRow {
        match row {
            Row::Slots(slots, _) => {
                let mut drafts = Vec::new();
                let mut x = 0.0;
                let mut height = body.row_height;
                for (i, slot) in slots.iter().enumerate() {
                    let draft = self.slot(body, i, *slot, x, index);
                    if !body.leaves[i].merge {
                        height = height.max(draft.height());
                    }
                    drafts.push((draft, Join::None));
                    x += body.widths[i];
                }
                LaidRow { drafts, height, keep: false, glued: false }
            }
            Row::Banner([number, text], _) => {
                let width = body.widths[0];
                let rest = self.width - width;
                let inner = |width: Mm| width - 2.0 * PAD_X;
                let number = self.paragraph(*number, &Style::HEADING, inner(width), Align::Centre);
                let text = self.paragraph(*text, &Style::HEADING, inner(rest), Align::Left);
                let drafts = [Draft::new(0.0, width, number), Draft::new(width, rest, text)];
                let height = drafts.iter().map(Draft::height).fold(8.0, Mm::max);
                LaidRow {
                    drafts: drafts.into_iter().map(|draft| (draft, Join::None)).collect(),
                    height,
                    keep: true,
                    glued: false,
                }
            }
        }
    }

    fn slot(&mut self, body: &Body, column: usize, slot: Slot, x: Mm, row: usize) -> Draft {
        let leaf = &body.leaves[column];
        let width = body.widths[column];
        let inner = width - 2.0 * PAD_X;
        let name = format!("{}-{}-{}", body.name, row + 1, leaf.name);
        let label = Message::new("form-row").with("row", row + 1).say(self.context.language);
        let label = format!("{label} {}", leaf.title.text);
        match slot {
            Slot::Blank => {
                let mut draft = Draft::new(x, width, Laid::default());
                draft.blank = Some((blank(name, &label), 0.0));
                draft
            }
            Slot::Number(number) => {
                let number = number.to_string();
                let said = Said { text: &number, ..leaf.title };
                Draft::new(x, width, self.paragraph(said, &Style::BODY, inner, Align::Centre))
            }
            Slot::Text(said) => {
                let align = if leaf.centred { Align::Centre } else { Align::Left };
                Draft::new(x, width, self.paragraph(said, &Style::BODY, inner, align))
            }
            Slot::Choice(choice) => {
                let mut laid = self.options(choice, &name, &label, inner);
                laid.centre();
                Draft::new(x, width, laid)
            }
        }
    }

    fn fill(&mut self, body: &Body, range: Range<usize>) -> Part {
        // One row is laid out, with a number of two digits; the others are its copies.
        const SAMPLE: usize = 88;
        let slots: Vec<Slot> = body.leaves.iter().map(|leaf| leaf.slot(SAMPLE - 1)).collect();
        let LaidRow { drafts, height, .. } = self.row(body, &Row::Slots(slots, range.clone()), SAMPLE - 1);
        let cells = drafts.into_iter().map(|(draft, _)| draft.cell(0.0, height)).collect();
        let numbered = body.leaves.iter().map(|leaf| matches!(leaf.content, LeafContent::Numbered)).collect();
        let pattern = FillRow {
            cells,
            numbered,
            height,
            name: body.name.to_owned(),
            header: Rc::clone(body.header),
            range: range.clone(),
            sample: SAMPLE,
        };
        Part::Fill {
            height,
            head: Some(Rc::clone(body.header)),
            range,
            row: Box::new(move |row| pattern.row(row + 1)),
        }
    }

    /// The label across the columns before the first that is summed up, then blanks.
    fn total(&mut self, body: &Body, label: Said, before: usize) -> Band {
        let any = body.leaves.iter().any(|leaf| leaf.sum);
        let width: Mm = body.widths[..before].iter().sum();
        let laid = self.paragraph(label, &Style::HEADING, width - 2.0 * PAD_X, Align::Centre);
        let mut drafts = vec![Draft::new(0.0, width, laid)];
        let mut x = width;
        for (leaf, width) in body.leaves.iter().zip(body.widths).skip(before) {
            let mut draft = Draft::new(x, *width, Laid::default());
            if leaf.sum || !any {
                draft.blank =
                    Some((blank(format!("{}-total-{}", body.name, leaf.name), leaf.title.text), 0.0));
            }
            drafts.push(draft);
            x += width;
        }
        let height = drafts.iter().map(Draft::height).fold(body.row_height, Mm::max);
        let cells = drafts.into_iter().map(|draft| draft.cell(0.0, height)).collect();
        let mut band = Band::framed(height, cells, self.range(label.spot));
        band.head = Some(Rc::clone(body.header));
        band
    }
}

/// A row on its way to a band.
struct LaidRow {
    drafts: Vec<(Draft, Join)>,
    height: Mm,
    keep: bool,
    glued: bool,
}

impl Row<'_> {
    fn range(&self) -> &Range<usize> {
        match self {
            Row::Slots(_, range) | Row::Banner(_, range) => range,
        }
    }
}

/// What the rows of a table have in common.
struct Body<'a> {
    header: &'a Rc<Band>,
    leaves: &'a [Leaf<'a>],
    widths: &'a [Mm],
    row_height: Mm,
    name: &'a str,
}

/// A row that is repeated down to the foot of the page.
struct FillRow {
    /// Of the row with the number `sample`.
    cells: Vec<Cell>,
    numbered: Vec<bool>,
    height: Mm,
    name: String,
    header: Rc<Band>,
    range: Range<usize>,
    sample: usize,
}

impl FillRow {
    /// The row with this number, from 1.
    fn row(&self, number: usize) -> Band {
        let mut cells = self.cells.clone();
        let (before, after) = (format!("{}-{}-", self.name, self.sample), format!("{}-{number}-", self.name));
        let (sample, row) = (self.sample.to_string(), number.to_string());
        let rename = |name: &mut String, label: &mut String| {
            *name = name.replacen(&before, &after, 1);
            *label = label.replacen(&sample, &row, 1);
        };
        for (cell, numbered) in cells.iter_mut().zip(&self.numbered) {
            for mark in &mut cell.marks {
                match mark {
                    Mark::Text(run) if *numbered => run.centre_anew(number.to_string()),
                    Mark::Blank(blank) => rename(&mut blank.name, &mut blank.label),
                    Mark::Tick(tick) => rename(&mut tick.name, &mut tick.label),
                    _ => {}
                }
            }
        }
        let mut band = Band::framed(self.height, cells, self.range.clone());
        band.head = Some(Rc::clone(&self.header));
        band
    }
}

impl<'a> Leaf<'a> {
    fn is_open(&self) -> bool {
        matches!(self.content, LeafContent::Open)
    }

    fn slot(&self, row: usize) -> Slot<'a> {
        match self.content {
            LeafContent::Open | LeafContent::Text => Slot::Blank,
            LeafContent::Numbered => Slot::Number(row + 1),
            LeafContent::Choice(choice) => Slot::Choice(choice),
        }
    }

    fn wish(&self, column: usize, rows: &[Row], total: Mm) -> Wish {
        let (heading, body) = (Style::HEADING, Style::BODY);
        let mut least = text::least_width(self.title.text, &heading).max(LEAST_COLUMN - 2.0 * PAD_X);
        let mut natural = text::natural_width(self.title.text, &heading).max(least);
        match self.content {
            LeafContent::Choice(choice) => {
                let (one, all) = super::flow::option_widths(choice);
                least = least.max(one);
                natural = natural.max(all);
            }
            LeafContent::Open => natural = natural.max(OPEN_COLUMN),
            LeafContent::Numbered => natural = natural.max(LEAST_COLUMN),
            LeafContent::Text => {
                for row in rows {
                    let said = match row {
                        Row::Slots(slots, _) => slots.get(column).and_then(|slot| match slot {
                            Slot::Text(said) => Some((said, &body)),
                            _ => None,
                        }),
                        Row::Banner(said, _) if column == 0 => Some((&said[0], &heading)),
                        Row::Banner(..) => None,
                    };
                    if let Some((said, style)) = said {
                        least = least.max(text::least_width(said.text, style));
                        natural = natural.max(text::natural_width(said.text, style));
                    }
                }
                natural = natural.min(0.75 * total);
            }
        }
        Wish {
            fixed: self.width,
            least: least + 2.0 * PAD_X,
            // A little more than needed looks better than just enough.
            natural: natural + 2.0 * PAD_X + 1.0,
            firm: !self.is_open() && (self.centred || !matches!(self.content, LeafContent::Text)),
            open: self.is_open(),
        }
    }
}

fn leaf(column: &Column, index: usize) -> Leaf<'_> {
    Leaf {
        title: (&column.title).into(),
        width: column.width.as_ref().map(|at| at.value),
        centred: true,
        merge: column.merge,
        sum: column.sum,
        name: (index + 1).to_string(),
        content: match &column.content {
            Content::Blank => LeafContent::Open,
            Content::Numbered => LeafContent::Numbered,
            Content::Choice(choice) => LeafContent::Choice(choice),
        },
    }
}

fn over(heading: &Heading) -> Over<'_> {
    Over {
        title: heading.title().into(),
        leaves: heading.columns().len(),
        group: matches!(heading, Heading::Group { .. }),
    }
}

fn blank_row<'a>(leaves: &[Leaf<'a>], index: usize) -> Row<'a> {
    Row::Slots(leaves.iter().map(|leaf| leaf.slot(index)).collect(), 0..0)
}

fn given_row<'a>(
    leaves: &[Leaf<'a>],
    index: usize,
    cells: &'a [Option<crate::source::At<String>>],
) -> Row<'a> {
    let slot = |(leaf, cell): (&Leaf<'a>, &'a Option<crate::source::At<String>>)| match cell {
        Some(text) if !text.is_empty() => Slot::Text(text.into()),
        _ => leaf.slot(index),
    };
    let range = cells.iter().flatten().next().map_or(0..0, |cell| cell.range.clone());
    Row::Slots(leaves.iter().zip(cells).map(slot).collect(), range)
}

/// Columns with preprinted texts are as wide as these; long texts are not centred.
fn note_texts(leaves: &mut [Leaf], rows: &[Row]) {
    for (column, leaf) in leaves.iter_mut().enumerate() {
        for row in rows {
            let Row::Slots(slots, _) = row else { continue };
            if let Some(Slot::Text(said)) = slots.get(column) {
                if leaf.is_open() {
                    leaf.content = LeafContent::Text;
                }
                let short = SHORT * Style::BODY.em();
                leaf.centred &= text::natural_width(said.text, &Style::BODY) <= short;
            }
        }
    }
}

/// The stretches of rows that share a cell in this column.
fn runs(rows: &[Row], column: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if same(&rows[i - 1], row, column) => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

fn same(above: &Row, below: &Row, column: usize) -> bool {
    fn text<'a>(row: &Row<'a>, column: usize) -> Option<&'a str> {
        match row {
            Row::Slots(slots, _) => match slots.get(column) {
                Some(Slot::Text(said)) => Some(said.text),
                _ => None,
            },
            Row::Banner(..) => None,
        }
    }
    text(above, column).is_some_and(|above| text(below, column) == Some(above))
}

fn blank(name: String, label: &str) -> Blank {
    Blank { area: Rect::default(), name, label: label.to_owned(), lines: 0 }
}
