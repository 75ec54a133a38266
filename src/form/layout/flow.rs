//! What stands inside a cell: paragraphs, options, ruled lines; and the bands made of a single one.

use super::pages::{Band, Part};
use super::{Desk, GAP, PAD_X, PAD_Y, PITCH, Said, Spot};
use crate::form::font::Style;
use crate::form::sheet::{Blank, Cell, Mark, Rect, Stroke, TextRun, Tick};
use crate::form::text::{self, Line, Span};
use crate::form::{Choice, Lines, Mm};
use crate::message::say;
use crate::source::At;

/// The side of a box to tick.
const BOX: Mm = 3.2;
/// From a box to its words, from an option to the next, from one line of options to the next.
const BOX_GAP: Mm = 1.1;
const OPTION_GAP: Mm = 3.6;
const OPTION_PITCH: Mm = 6.4;
/// The blank of a last option runs to the end of the line, up to this.
const LONGEST_BLANK: Mm = 60.0;
pub const HAIRLINE: f64 = 0.25;

/// Something laid out, its marks relative to its own top left corner.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    pub width: Mm,
    pub height: Mm,
    pub marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Align {
    Left,
    Centre,
    Right,
}

/// A cell on its way: its place across the page is known, its height not yet.
pub struct Draft {
    pub x: Mm,
    pub width: Mm,
    pub laid: Laid,
    /// In the middle of the cell's height, or at its top.
    pub middle: bool,
    /// Free space above and below what stands in it.
    pub pad: (Mm, Mm),
    /// An empty cell is one blank, but for so much at its right.
    pub blank: Option<(Blank, Mm)>,
}

impl Draft {
    pub fn new(x: Mm, width: Mm, laid: Laid) -> Self {
        Draft { x, width, laid, middle: true, pad: (PAD_Y, PAD_Y), blank: None }
    }

    /// A cell that ends with ruled lines: the last is the cell's edge.
    pub fn ruled(x: Mm, width: Mm, above: Laid, lines: Laid) -> Self {
        let pad = if above.height > 0.0 { PAD_Y } else { 0.0 };
        let mut draft = Draft::new(x, width, above.stack(0.0, lines));
        draft.middle = false;
        draft.pad = (pad, 0.0);
        draft
    }

    pub fn height(&self) -> Mm {
        self.pad.0 + self.laid.height + self.pad.1
    }

    pub fn cell(self, y: Mm, height: Mm) -> Cell {
        let area = Rect::new(self.x, y, self.width, height);
        // Less than nothing in the first of merged cells, which grows to hold its text.
        let spare = height - self.height();
        let top = y + self.pad.0 + if self.middle { spare / 2.0 } else { 0.0 };
        let mut marks = self.laid.marks;
        for mark in &mut marks {
            mark.shift(self.x + PAD_X, top);
        }
        if let Some((mut blank, reserved)) = self.blank {
            let width = self.width - 2.0 * PAD_X - reserved;
            blank.area = Rect::new(self.x + PAD_X, y + PAD_Y, width, height - 2.0 * PAD_Y);
            marks.push(Mark::Blank(blank));
        }
        Cell { area, marks, framed: true }
    }
}

impl Laid {
    /// Moves what takes one line only into the middle.
    pub fn centre(&mut self) {
        if self.height > Style::BODY.line_height() + 0.001 {
            return;
        }
        let right = self.marks.iter().map(|mark| mark.area().right()).fold(0.0, Mm::max);
        for mark in &mut self.marks {
            mark.shift((self.width - right) / 2.0, 0.0);
        }
    }

    /// Puts `below` under this, with a gap between.
    pub fn stack(mut self, gap: Mm, mut below: Laid) -> Laid {
        let gap = if self.height > 0.0 && below.height > 0.0 { gap } else { 0.0 };
        for mark in &mut below.marks {
            mark.shift(0.0, self.height + gap);
        }
        self.marks.append(&mut below.marks);
        self.height += gap + below.height;
        self.width = self.width.max(below.width);
        self
    }
}

/// Sets lines of text below one another. Blanks in them are named after `name`.
pub fn set(lines: &[Line], style: &Style, width: Mm, align: Align, name: &str) -> Laid {
    let mut marks = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let spare = width - line.width();
        let mut x = match align {
            Align::Left => 0.0,
            Align::Centre => (spare / 2.0).max(0.0),
            Align::Right => spare.max(0.0),
        };
        let top = i as Mm * style.line_height();
        for (span, span_width) in &line.spans {
            match span {
                Span::Text(text) => marks.push(Mark::Text(TextRun {
                    text: text.clone(),
                    x,
                    baseline: top + style.baseline(),
                    width: *span_width,
                    size: style.size,
                    weight: style.weight,
                })),
                Span::Blank => {
                    write_on(&mut marks, Rect::new(x, top, *span_width, style.line_height()), name)
                }
            }
            x += span_width;
        }
    }
    Laid { width, height: lines.len() as Mm * style.line_height(), marks }
}

/// A blank within a line of text: a rule along its foot.
fn write_on(marks: &mut Vec<Mark>, area: Rect, name: &str) {
    const INSET: Mm = 0.5;
    let foot = area.bottom() - 0.6;
    let rule = Stroke {
        from: (area.x + INSET, foot),
        to: (area.right() - INSET, foot),
        weight: HAIRLINE,
        dashed: false,
    };
    marks.push(Mark::Rule(rule));
    marks.push(Mark::Blank(Blank {
        area: Rect::new(area.x + INSET, area.y, area.width - 2.0 * INSET, area.height - 0.6),
        name: name.to_owned(),
        label: String::new(),
        lines: 0,
    }));
}

/// Lines to write on, across `width`. Without `closed` the last has no rule of its own: the cell's edge serves.
pub fn ruled(count: usize, closed: bool, width: Mm, name: &str, label: &str) -> Laid {
    let rule = |i: usize| {
        let y = i as Mm * PITCH;
        Mark::Rule(Stroke { from: (0.0, y), to: (width, y), weight: HAIRLINE, dashed: false })
    };
    let height = count as Mm * PITCH;
    let last = if closed { count + 1 } else { count };
    let mut marks: Vec<Mark> = (1..last).map(rule).collect();
    marks.push(Mark::Blank(Blank {
        area: Rect::new(0.0, 0.0, width, height),
        name: name.to_owned(),
        label: label.to_owned(),
        lines: count,
    }));
    Laid { width, height, marks }
}

/// The width of the widest option, and of all of them on one line.
pub fn option_widths(choice: &Choice) -> (Mm, Mm) {
    let style = Style::BODY;
    let boxed = |width: Mm| BOX + BOX_GAP + width;
    let least = choice.options.iter().map(|option| boxed(text::least_width(option, &style)));
    let natural = choice.options.iter().map(|option| boxed(text::natural_width(option, &style)) + OPTION_GAP);
    (least.fold(0.0, Mm::max), natural.sum::<Mm>() - OPTION_GAP)
}

impl Desk<'_> {
    pub fn paragraph(&mut self, said: Said, style: &Style, width: Mm, align: Align) -> Laid {
        let lines = match align {
            Align::Centre => self.wrap_evenly(said, style, width),
            _ => self.wrap(said, style, width),
        };
        set(&lines, style, width, align, "text")
    }

    /// The boxes of a choice, one after another, on as many lines as it takes.
    pub fn options(&mut self, choice: &Choice, name: &str, label: &str, width: Mm) -> Laid {
        let style = Style::BODY;
        let indent = BOX + BOX_GAP;
        let mut laid = Laid { width, ..Laid::default() };
        let (mut x, mut y) = (0.0, 0.0);
        let last = choice.options.len().saturating_sub(1);
        for (i, option) in choice.options.iter().enumerate() {
            let natural = text::natural_width(option, &style);
            if x > 0.0 && x + indent + natural > width {
                x = 0.0;
                y += OPTION_PITCH;
            }
            let mut lines = self.wrap(option.into(), &style, width - x - indent);
            if let [line] = lines.as_mut_slice()
                && i == last
                && line.ends_blank()
                && let Some((Span::Blank, blank)) = line.spans.last_mut()
            {
                let spare = width - x - indent - natural;
                *blank = (*blank + spare.max(0.0)).min(LONGEST_BLANK.max(*blank));
            }
            let mut words = set(&lines, &style, natural, Align::Left, &format!("{name}-{}", i + 1));
            for mark in &mut words.marks {
                mark.shift(x + indent, y);
            }
            let top = y + (style.line_height() - BOX) / 2.0;
            laid.marks.push(Mark::Tick(Tick {
                area: Rect::new(x, top, BOX, BOX),
                round: choice.one,
                name: name.to_owned(),
                label: label.to_owned(),
                value: option.value.clone(),
            }));
            laid.marks.append(&mut words.marks);
            laid.height = y + words.height.max(style.line_height());
            if lines.len() > 1 {
                x = 0.0;
                y += words.height + OPTION_PITCH - style.line_height();
            } else {
                x += indent + lines.first().map_or(0.0, Line::width) + OPTION_GAP;
            }
        }
        laid
    }

    pub fn section(&mut self, title: &At<String>) -> Band {
        let laid = self.paragraph(title.into(), &Style::HEADING, self.width - 2.0 * PAD_X, Align::Left);
        let draft = Draft::new(0.0, self.width, laid);
        let height = draft.height().max(8.0);
        let mut band = Band::framed(height, vec![draft.cell(0.0, height)], title.range.clone());
        band.keep = true;
        band
    }

    /// Paragraphs: a band a line, so that a long one may run over to the next page.
    pub fn text_block(&mut self, said: Said, parts: &mut Vec<Part>) {
        let style = Style::BODY;
        let lines = self.wrap(said, &style, self.width);
        self.push_lines(&lines, &style, 0.0, said.spot, GAP, parts);
    }

    fn push_lines(
        &self,
        lines: &[Line],
        style: &Style,
        indent: Mm,
        spot: Spot,
        gap: Mm,
        parts: &mut Vec<Part>,
    ) {
        let count = lines.len();
        for (i, line) in lines.iter().enumerate() {
            let mut laid = set(std::slice::from_ref(line), style, self.width - indent, Align::Left, "text");
            for mark in &mut laid.marks {
                mark.shift(indent, 0.0);
            }
            let cell =
                Cell { area: Rect::new(0.0, 0.0, self.width, laid.height), marks: laid.marks, framed: false };
            let range = match spot {
                Spot::Form(range) => range.clone(),
                _ => 0..0,
            };
            parts.push(Part::Band(Band {
                height: laid.height,
                cells: vec![cell],
                framed: false,
                gap: if i == 0 { gap } else { 0.0 },
                // No line of a paragraph stands alone at the end or the beginning of a page.
                keep: count > 1 && (i == 0 || i + 2 == count),
                range,
                ..Band::default()
            }));
        }
    }

    /// Remarks, numbered when there are several, with hanging indents.
    pub fn notes(&mut self, notes: &[At<String>], parts: &mut Vec<Part>) {
        let style = Style::NOTE;
        let word = say("form-note", self.context.language);
        let lead = style.width(&word);
        let numbered = notes.len() > 1;
        for (i, note) in notes.iter().enumerate() {
            let number = if numbered { format!("{}. ", i + 1) } else { String::new() };
            let indent = lead + style.width(&number);
            let lines = self.wrap(note.into(), &style, self.width - indent);
            let gap = if i == 0 { GAP - 0.5 } else { 0.0 };
            let first = parts.len();
            self.push_lines(&lines, &style, indent, Spot::Form(&note.range), gap, parts);
            let Some(Part::Band(band)) = parts.get_mut(first) else {
                continue;
            };
            let before = if i == 0 { format!("{word}{number}") } else { number };
            let width = style.width(&before);
            let run = TextRun {
                x: indent - width,
                baseline: style.baseline(),
                width,
                size: style.size,
                weight: style.weight,
                text: before,
            };
            if let Some(cell) = band.cells.first_mut().filter(|_| !run.text.is_empty()) {
                cell.marks.insert(0, Mark::Text(run));
            }
        }
    }

    pub fn lines(&mut self, lines: &Lines, parts: &mut Vec<Part>) {
        let width = self.width;
        let name = lines.name.clone();
        let label = say("form-lines-label", self.context.language);
        let band = move |row: usize| {
            let mut draft = Draft::new(0.0, width, Laid::default());
            let blank = Blank {
                area: Rect::default(),
                name: format!("{name}-{}", row + 1),
                label: label.clone(),
                lines: 0,
            };
            draft.blank = Some((blank, 0.0));
            Band::framed(PITCH, vec![draft.cell(0.0, PITCH)], 0..0)
        };
        match lines.count {
            Some(count) => parts.extend((0..count).map(|row| Part::Band(band(row)))),
            None => parts.push(Part::Fill { height: PITCH, head: None, range: 0..0, row: Box::new(band) }),
        }
    }
}
