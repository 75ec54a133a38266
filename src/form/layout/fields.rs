//! Labels and blanks on a grid.

use super::flow::{Align, Draft, Laid, ruled};
use super::pages::{Band, Part};
use super::{Desk, PAD_X, ROW, Said};
use crate::form::font::Style;
use crate::form::sheet::{Blank, Mark, Rect, TextRun};
use crate::form::text::{Piece, pieces};
use crate::form::{Answer, Block, Field, Fields, Mm, Moment};
use crate::message::say;

/// Labels take no more of a column than this, and no less than four characters need.
const WIDEST_LABEL: f64 = 0.4;
const LEAST_LABEL: Mm = 21.0;
const HINT: Style = Style::regular(8.0, 1.35);
/// In which nobody can write.
const LEAST_ANSWER: Mm = 12.0;

impl Desk<'_> {
    pub fn fields(&mut self, fields: &Fields, parts: &mut Vec<Part>) {
        let labels = self.label_widths(fields.columns);
        for row in rows(fields) {
            let band = self.field_row(&row, fields.columns, &labels);
            parts.push(Part::Band(band));
        }
    }

    /// The width of the labels in each column: the same in all the form's grids of so many columns, so that their
    /// lines meet.
    fn label_widths(&self, columns: usize) -> Vec<Mm> {
        let column = self.width / columns as Mm;
        let mut widths = vec![LEAST_LABEL.min(0.5 * column); columns];
        for block in &self.form.body {
            let Block::Fields(fields) = block else { continue };
            if fields.columns != columns {
                continue;
            }
            for placed in rows(fields).iter().flatten() {
                let hint = placed.field.hint.as_ref().map_or(0.0, |hint| HINT.width(hint));
                let label = Style::BODY.width(placed.field.label.trim_end()).max(hint) + 2.0 * PAD_X;
                let width = &mut widths[placed.start];
                *width = width.max(label.min(WIDEST_LABEL * column));
            }
        }
        widths
    }

    fn field_row(&mut self, row: &[InRow], columns: usize, labels: &[Mm]) -> Band {
        let column = self.width / columns as Mm;
        let mut drafts = Vec::new();
        let mut height = ROW;
        for placed in row {
            let field = placed.field;
            let x = placed.start as Mm * column;
            let label_width = labels[placed.start];
            let width = placed.span as Mm * column - label_width;
            let label = self.label(field, label_width - 2.0 * PAD_X);
            drafts.push(Draft::new(x, label_width, label));
            drafts.push(self.answer(field, x + label_width, width));
            height = height.max(field.height.unwrap_or(0.0));
        }
        height = drafts.iter().map(Draft::height).fold(height, Mm::max);
        let range = row.first().map_or(0..0, |placed| placed.field.label.range.clone());
        let cells = drafts.into_iter().map(|draft| draft.cell(0.0, height)).collect();
        Band::framed(height, cells, range)
    }

    fn label(&mut self, field: &Field, width: Mm) -> Laid {
        let label = self.paragraph((&field.label).into(), &Style::BODY, width, Align::Centre);
        match &field.hint {
            Some(hint) => label.stack(0.0, self.paragraph(hint.into(), &HINT, width, Align::Centre)),
            None => label,
        }
    }

    fn answer(&mut self, field: &Field, x: Mm, width: Mm) -> Draft {
        let inner = width - 2.0 * PAD_X;
        if inner < LEAST_ANSWER {
            let message = crate::message::Message::new("form-overflow-blank");
            let message = message.with("text", field.label.as_str());
            let message = message.with("needed", super::millimetres(LEAST_ANSWER));
            let message = message.with("available", super::millimetres(inner));
            self.overflow(super::Spot::Form(&field.label.range), message);
        }
        match &field.answer {
            Answer::Words { value, unit, lines } => {
                let reserved = unit.as_ref().map_or(0.0, |unit| Style::BODY.width(unit) + 1.5);
                let mut laid = match value {
                    Some(value) => self.paragraph(value.into(), &Style::BODY, inner - reserved, Align::Left),
                    None => Laid::default(),
                };
                if let Some(unit) = unit {
                    let mut unit = self.paragraph(unit.into(), &Style::BODY, inner, Align::Right);
                    laid.marks.append(&mut unit.marks);
                    laid.height = laid.height.max(unit.height);
                }
                if *lines > 0 {
                    let lines = ruled(*lines, false, inner, &field.name, &field.label);
                    return Draft::ruled(x, width, laid, lines);
                }
                let mut draft = Draft::new(x, width, laid);
                if value.is_none() {
                    draft.blank = Some((blank(field), reserved));
                }
                draft
            }
            Answer::Moment(moment) => {
                Draft::new(x, width, self.moment(*moment, &field.name, &field.label, inner, Align::Left))
            }
            Answer::Choice { choice, lines } => {
                let options = self.options(choice, &field.name, &field.label, inner);
                if *lines == 0 {
                    return Draft::new(x, width, options);
                }
                let name = format!("{}-more", field.name);
                Draft::ruled(x, width, options, ruled(*lines, false, inner, &name, &field.label))
            }
        }
    }

    /// 年 月 日, 时 分, with room to write before each.
    pub fn moment(&mut self, moment: Moment, name: &str, label: &str, width: Mm, align: Align) -> Laid {
        let style = Style::BODY;
        let pattern = say(moment_words(moment), self.context.language);
        let pieces = pieces(&pattern);
        let mut words = 0.0;
        let mut underscores = 0;
        for piece in &pieces {
            match piece {
                Piece::Text(text) => words += style.width(text),
                Piece::Blank(length) => underscores += length,
            }
        }
        // An underscore is worth 3 mm, less where it is narrow.
        let each = ((width - words) / underscores.max(1) as Mm).min(3.0);
        if each < 1.8 {
            let _ = self.wrap(Said::own(&pattern), &style, width);
        }
        let total = words + each * underscores as Mm;
        let mut x = match align {
            Align::Left => 0.0,
            Align::Centre => (width - total) / 2.0,
            Align::Right => width - total,
        };
        let mut marks = Vec::new();
        for (i, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => {
                    let text_width = style.width(text);
                    marks.push(Mark::Text(TextRun {
                        text: (*text).to_owned(),
                        x,
                        baseline: style.baseline(),
                        width: text_width,
                        size: style.size,
                        weight: style.weight,
                    }));
                    x += text_width;
                }
                Piece::Blank(length) => {
                    let blank_width = each.max(0.0) * *length as Mm;
                    marks.push(Mark::Blank(Blank {
                        area: Rect::new(x, 0.0, blank_width, style.line_height()),
                        name: format!("{name}-{}", i / 2 + 1),
                        label: format!("{label} {}", unit(pieces.get(i + 1))).trim_end().to_owned(),
                        lines: 0,
                    }));
                    x += blank_width;
                }
            }
        }
        Laid { width, height: style.line_height(), marks }
    }
}

/// 年 after the blank for the year.
fn unit<'a>(after: Option<&Piece<'a>>) -> &'a str {
    match after {
        Some(Piece::Text(text)) => text.trim_matches(|c: char| !c.is_alphabetic()),
        _ => "",
    }
}

/// The message that says a moment's parts, with `____` before each.
pub fn moment_words(moment: Moment) -> &'static str {
    match moment {
        Moment::Date => "form-date",
        Moment::Time => "form-time",
        Moment::DateTime => "form-date-time",
    }
}

fn blank(field: &Field) -> Blank {
    Blank { area: Rect::default(), name: field.name.clone(), label: field.label.value.clone(), lines: 0 }
}

/// A field in its row of the grid.
struct InRow<'a> {
    field: &'a Field,
    start: usize,
    span: usize,
}

/// The fields row by row. The last of a row takes what is left of it.
fn rows(fields: &Fields) -> Vec<Vec<InRow<'_>>> {
    let mut rows: Vec<Vec<InRow>> = Vec::new();
    let mut next = fields.columns;
    for field in &fields.items {
        if next + field.span > fields.columns {
            stretch(&mut rows, fields.columns);
            rows.push(Vec::new());
            next = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.push(InRow { field, start: next, span: field.span });
        }
        next += field.span;
    }
    stretch(&mut rows, fields.columns);
    rows
}

fn stretch(rows: &mut [Vec<InRow>], columns: usize) {
    if let Some(last) = rows.last_mut().and_then(|row| row.last_mut()) {
        last.span = columns - last.start;
    }
}
