//! What is printed on a sheet, in millimetres from its top left corner.
//!
//! A sheet is made of cells that don't overlap; whatever is printed stands inside a cell, but for the strokes
//! of the grid, which run along cells' edges.

use std::sync::Arc;

use super::font::{Face, Style, Weight};
use super::length::POINT;
use super::paper::Paper;
use super::{Mm, Picture};

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub x: Mm,
    pub y: Mm,
    pub width: Mm,
    pub height: Mm,
}

impl Rect {
    pub fn new(x: Mm, y: Mm, width: Mm, height: Mm) -> Self {
        Rect { x, y, width, height }
    }

    pub fn right(&self) -> Mm {
        self.x + self.width
    }

    pub fn bottom(&self) -> Mm {
        self.y + self.height
    }

    pub fn shift(&mut self, x: Mm, y: Mm) {
        self.x += x;
        self.y += y;
    }

    /// Whether `other` lies inside, give or take what rounding does.
    pub fn contains(&self, other: &Rect) -> bool {
        const SLACK: Mm = 0.01;
        other.x >= self.x - SLACK
            && other.y >= self.y - SLACK
            && other.right() <= self.right() + SLACK
            && other.bottom() <= self.bottom() + SLACK
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(&self, other: &Rect) -> bool {
        const SLACK: Mm = 0.01;
        self.x < other.right() - SLACK
            && other.x < self.right() - SLACK
            && self.y < other.bottom() - SLACK
            && other.y < self.bottom() - SLACK
    }
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub from: (Mm, Mm),
    pub to: (Mm, Mm),
    /// In points, 0.25 to 0.75.
    pub weight: f64,
    pub dashed: bool,
}

/// A piece of text on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    pub text: String,
    pub x: Mm,
    pub baseline: Mm,
    pub width: Mm,
    /// In points.
    pub size: f64,
    pub weight: Weight,
}

/// A box to tick: a square, or a circle where only one of several may be ticked.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub area: Rect,
    pub round: bool,
    pub name: String,
    /// What is asked.
    pub label: String,
    pub value: String,
}

/// An empty area to write in. It prints nothing; fillable forms put their fields there.
#[derive(Clone, Debug, PartialEq)]
pub struct Blank {
    pub area: Rect,
    pub name: String,
    pub label: String,
    /// How many ruled lines it has; 0: it is one line without a rule.
    pub lines: usize,
}

/// Something inside a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    Text(TextRun),
    /// A line to write on.
    Rule(Stroke),
    Tick(Tick),
    Blank(Blank),
    /// A filled square of a QR code, or a bar of a bar code.
    Dark(Rect),
    Picture(Rect, Arc<Picture>),
}

/// A box of the layout with what stands in it, in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub area: Rect,
    pub marks: Vec<Mark>,
    /// Part of the grid: with strokes along its edges.
    pub framed: bool,
}

/// A word across an area, large and light, behind everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Watermark {
    pub text: String,
    pub area: Rect,
}

/// One printed side of paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub width: Mm,
    pub height: Mm,
    /// In reading order.
    pub cells: Vec<Cell>,
    pub strokes: Vec<Stroke>,
    /// Drafts have one on each copy.
    pub watermarks: Vec<Watermark>,
}

impl Mark {
    /// The name of what can be filled in; empty for what can't.
    pub(super) fn name(&self) -> &str {
        match self {
            Mark::Blank(blank) => &blank.name,
            Mark::Tick(tick) => &tick.name,
            _ => "",
        }
    }

    /// Whether it is a blank or a box of a field: `name`, or the first of several, `name-1`.
    pub(super) fn is_of(&self, field: &str) -> bool {
        self.name().strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest == "-1")
    }

    /// Whether it is this text.
    pub(super) fn says(&self, text: &str) -> bool {
        matches!(self, Mark::Text(run) if run.text == text)
    }

    /// Whether it is the first line of a text.
    pub(super) fn begins(&self, text: &str) -> bool {
        matches!(self, Mark::Text(run) if text.starts_with(&run.text))
    }

    pub fn shift(&mut self, x: Mm, y: Mm) {
        match self {
            Mark::Text(run) => {
                run.x += x;
                run.baseline += y;
            }
            Mark::Rule(stroke) => stroke.shift(x, y),
            Mark::Tick(tick) => tick.area.shift(x, y),
            Mark::Blank(blank) => blank.area.shift(x, y),
            Mark::Dark(area) | Mark::Picture(area, _) => area.shift(x, y),
        }
    }

    /// What it covers. A text covers its em box.
    pub fn area(&self) -> Rect {
        match self {
            Mark::Text(run) => run.area(),
            Mark::Rule(stroke) => stroke.area(),
            Mark::Tick(tick) => tick.area,
            Mark::Blank(blank) => blank.area,
            Mark::Dark(area) | Mark::Picture(area, _) => *area,
        }
    }
}

impl TextRun {
    /// Another text in the middle of where this one stood.
    pub(super) fn centre_anew(&mut self, text: String) {
        let style = Style { size: self.size, weight: self.weight, leading: 1.0 };
        let width = style.width(&text);
        self.x += (self.width - width) / 2.0;
        self.width = width;
        self.text = text;
    }

    fn area(&self) -> Rect {
        let em = self.size * POINT;
        let top = self.baseline - Face::ABOVE * em;
        Rect::new(self.x, top, self.width, (Face::ABOVE + Face::BELOW) * em)
    }
}

impl Stroke {
    pub fn shift(&mut self, x: Mm, y: Mm) {
        for end in [&mut self.from, &mut self.to] {
            end.0 += x;
            end.1 += y;
        }
    }

    fn area(&self) -> Rect {
        let (x, y) = (self.from.0.min(self.to.0), self.from.1.min(self.to.1));
        let width = (self.from.0 - self.to.0).abs();
        Rect::new(x, y, width, (self.from.1 - self.to.1).abs())
    }
}

impl Cell {
    /// Makes the cell higher; what stands in it stays in the middle.
    pub(super) fn grow(&mut self, more: Mm) {
        self.area.height += more;
        for mark in &mut self.marks {
            mark.shift(0.0, more / 2.0);
        }
    }

    pub fn shift(&mut self, x: Mm, y: Mm) {
        self.area.shift(x, y);
        for mark in &mut self.marks {
            mark.shift(x, y);
        }
    }
}

impl Sheet {
    pub(super) fn shift(&mut self, x: Mm, y: Mm) {
        self.cells.iter_mut().for_each(|cell| cell.shift(x, y));
        self.strokes.iter_mut().for_each(|stroke| stroke.shift(x, y));
        self.watermarks.iter_mut().for_each(|watermark| watermark.area.shift(x, y));
    }

    /// A sheet of this size with nothing on it.
    pub(super) fn blank(&self) -> Sheet {
        Sheet {
            width: self.width,
            height: self.height,
            cells: Vec::new(),
            strokes: Vec::new(),
            watermarks: Vec::new(),
        }
    }

    /// Two copies on a sheet of double the size, with a line to cut along.
    pub(super) fn twice(self, paper: Paper) -> Sheet {
        let other = self.clone();
        self.beside(Some(other), paper).cut()
    }

    /// This sheet as one half of a sheet of double the size, and another as the other.
    pub(super) fn beside(self, other: Option<Sheet>, paper: Paper) -> Sheet {
        let (short, long) = paper.double();
        let upright = self.height > self.width;
        let (width, height) = if upright { (long, short) } else { (short, long) };
        let half = if upright { (width / 2.0, height) } else { (width, height / 2.0) };
        let mut both = Sheet { width, height, ..self.blank() };
        for (second, mut sheet) in std::iter::once((false, self)).chain(other.map(|other| (true, other))) {
            let origin = match second {
                false => (0.0, 0.0),
                true if upright => (half.0, 0.0),
                true => (0.0, half.1),
            };
            // ISO sheets halve to a millimetre more than two of the smaller: the copies stand in the middle.
            sheet.shift(origin.0 + (half.0 - sheet.width) / 2.0, origin.1 + (half.1 - sheet.height) / 2.0);
            both.cells.append(&mut sheet.cells);
            both.strokes.append(&mut sheet.strokes);
            both.watermarks.append(&mut sheet.watermarks);
        }
        both
    }

    /// With a line across the middle of the longer side, to cut along.
    pub(super) fn cut(mut self) -> Sheet {
        let (width, height) = (self.width, self.height);
        let (from, to) = if width > height {
            ((width / 2.0, 0.0), (width / 2.0, height))
        } else {
            ((0.0, height / 2.0), (width, height / 2.0))
        };
        self.strokes.push(Stroke { from: inset(from, to), to: inset(to, from), weight: 0.35, dashed: true });
        self
    }

    /// The blanks and boxes on it whose names begin so.
    pub(super) fn names<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        let marks = self.cells.iter().flat_map(|cell| &cell.marks);
        let names = marks.map(Mark::name).filter(|name| !name.is_empty());
        names.filter(move |name| name.starts_with(prefix))
    }

    /// What can be read on it, cell by cell.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for cell in &self.cells {
            for mark in &cell.marks {
                if let Mark::Text(run) = mark {
                    text += &run.text;
                    text.push('\n');
                }
            }
        }
        text
    }
}

/// A point moved from the sheet's edge towards another: nothing is printed within 5 mm of the edge.
fn inset(point: (Mm, Mm), towards: (Mm, Mm)) -> (Mm, Mm) {
    const EDGE: Mm = 5.0;
    let step = |from: Mm, to: Mm| (to - from).clamp(-EDGE, EDGE);
    (point.0 + step(point.0, towards.0), point.1 + step(point.1, towards.1))
}
