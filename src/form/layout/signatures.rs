//! Places to sign.

use super::flow::{Align, Draft, ruled};
use super::pages::{Band, Part};
use super::{Desk, PAD_X, PAD_Y};
use crate::form::font::Style;
use crate::form::sheet::{Blank, Mark, Rect};
use crate::form::{Mm, Moment, Signature};
use crate::message::Message;

/// Room for a name written by hand, between the label and the date.
const LEAST_WIDTH: Mm = 42.0;
const SIGNING_ROOM: Mm = 7.0;

impl Desk<'_> {
    /// Cells side by side, in as many rows as it takes: who signs at the top, the date at the foot.
    pub fn signatures(&mut self, signatures: &[Signature], parts: &mut Vec<Part>) {
        let most = ((self.width / LEAST_WIDTH) as usize).max(1);
        let rows = signatures.len().div_ceil(most).max(1);
        let in_row = signatures.len().div_ceil(rows).max(1);
        for row in signatures.chunks(in_row) {
            let band = self.signature_row(row);
            // Nobody signs a sheet that has nothing else on it.
            if let Some(Part::Band(before)) = parts.last_mut() {
                before.keep = true;
            }
            parts.push(Part::Band(band));
        }
    }

    fn signature_row(&mut self, row: &[Signature]) -> Band {
        let width = self.width / row.len() as Mm;
        let inner = width - 2.0 * PAD_X;
        let date_height = Style::BODY.line_height();
        let mut drafts = Vec::new();
        for (i, signature) in row.iter().enumerate() {
            let label = Message::new("form-sign-here").with("label", signature.label.as_str());
            let label = label.say(self.context.language);
            let said = super::Said { text: &label, ..(&signature.label).into() };
            let mut laid = self.paragraph(said, &Style::BODY, inner, Align::Left);
            if signature.lines > 0 {
                let name = format!("{}-opinion", signature.name);
                laid = laid.stack(0.0, ruled(signature.lines, true, inner, &name, &signature.label));
            }
            let mut draft = Draft::new(i as Mm * width, width, laid);
            draft.middle = false;
            drafts.push((draft, signature));
        }
        let top = drafts.iter().map(|(draft, _)| draft.laid.height).fold(0.0, Mm::max);
        let height = PAD_Y + top + SIGNING_ROOM + date_height + PAD_Y;
        let mut cells = Vec::new();
        for (draft, signature) in drafts {
            let x = draft.x + PAD_X;
            let mut cell = draft.cell(0.0, height);
            cell.marks.push(Mark::Blank(Blank {
                area: Rect::new(x, PAD_Y + top, inner, SIGNING_ROOM),
                name: signature.name.clone(),
                label: signature.label.value.clone(),
                lines: 0,
            }));
            let name = format!("{}-date", signature.name);
            let mut date = self.moment(Moment::Date, &name, &signature.label, inner, Align::Right);
            for mark in &mut date.marks {
                mark.shift(x, height - PAD_Y - date_height);
            }
            cell.marks.append(&mut date.marks);
            cells.push(cell);
        }
        let range = row.first().map_or(0..0, |signature| signature.label.range.clone());
        Band::framed(height, cells, range)
    }
}
