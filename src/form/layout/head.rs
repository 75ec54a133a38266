//! The head and the foot that stand on every page, and the putting together of sheets.

use std::ops::Range;
use std::sync::Arc;

use super::flow::{Align, set};
use super::pages::{Band, Join, Placed};
use super::{Context, Desk, GAP, Said, Spot, grid, millimetres};
use crate::form::font::Style;
use crate::form::sheet::{Cell, Mark, Rect, Sheet, Stroke, TextRun, Watermark};
use crate::form::{Mm, Symbol, qr};
use crate::message::{Message, say};

const SMALL: Style = Style::regular(8.5, 1.4);
const SERIAL: Style = Style::HEADING;
/// The title on the pages after the first.
const TITLE_AGAIN: Style = Style::strong(12.0, 1.3);
/// From the head's rule to the copy's number.
const NUMBER_TOP: Mm = 0.7;
/// The height of the group's logo.
const LOGO: Mm = 6.0;
/// The side of the QR code of the form's page.
const QR: Mm = 11.0;
/// Between what stands left and what stands right.
const APART: Mm = 6.0;

/// What stands around a form's body, from the top of the margins down, and from their foot up.
pub struct Frame {
    first: Vec<Cell>,
    later: Vec<Cell>,
    first_height: Mm,
    later_height: Mm,
    foot: Vec<Cell>,
    foot_height: Mm,
    /// Which cells of every sheet say the copy's number.
    pub number: Range<usize>,
}

/// Lays out the head and the foot. Page numbers come later, when their number is known.
pub fn frame(desk: &mut Desk) -> Frame {
    let (line, line_height) = desk.head_line();
    let (number, number_width) = desk.number(line_height);
    let (title, title_height) = desk.title(line_height, number_width, false);
    let (again, again_height) = desk.title(line_height, number_width, true);
    let (foot, foot_height) = desk.foot();
    let range = line.len() + 1..line.len() + 1 + number.len();
    let mut first = line.clone();
    first.push(title);
    first.extend_from_slice(&number);
    let mut later = line;
    later.push(again);
    later.extend(number);
    Frame {
        first,
        later,
        first_height: line_height + title_height,
        later_height: line_height + again_height,
        foot,
        foot_height,
        number: range,
    }
}

/// The cells that say the copy's number, as [`Desk::number`] has laid them out, with another.
pub fn set_number(cells: &[Cell], number: &str, context: &Context) -> Vec<Cell> {
    let mut cells = cells.to_vec();
    let said = Message::new("form-serial").with("text", number).say(context.language);
    if let Some(Mark::Text(run)) = cells.first_mut().and_then(|cell| cell.marks.first_mut()) {
        let right = run.x + run.width;
        run.width = SERIAL.width(&said);
        run.x = right - run.width;
        run.text = said;
    }
    if let (Some(symbol), Some(cell)) = (context.symbol, cells.get_mut(1)) {
        *cell = symbol.cell(number, cell.area).unwrap_or_default();
    }
    cells
}

impl Desk<'_> {
    /// Group and edition at the left, code and version at the right, a rule below.
    fn head_line(&mut self) -> (Vec<Cell>, Mm) {
        let language = self.context.language;
        let context = self.context;
        self.check_glyphs(Said::from(&context.group));
        self.check_glyphs(Said::from(&context.edition));
        let mut left = vec![context.group.text.as_str(), context.edition.text.as_str()];
        let draft = say("form-draft", language);
        if context.draft {
            left.push(&draft);
        }
        left.retain(|text| !text.is_empty());
        let left = left.join(" · ");
        let form = self.form;
        let labelled = |id: &'static str, text: &str| Message::new(id).with("text", text).say(language);
        let mut right = Vec::new();
        for (id, at) in [("form-code", &form.code), ("form-version", &form.version)] {
            if let Some(at) = at {
                self.check_glyphs(at.into());
                right.push(labelled(id, at));
            }
        }
        let right = right.join("   ");

        let most = 0.6 * self.width;
        let code_spot = form.code.as_ref().map_or(Spot::Nowhere, |at| Spot::Form(&at.range));
        let right_width = SMALL.width(&right).min(most);
        let right_said = Said { text: &right, spot: code_spot };
        let lines = self.wrap_checked(right_said, &SMALL, right_width);
        let mut right = set(&lines, &SMALL, right_width, Align::Right, "head");
        let whole = self.width - right_width - if right_width > 0.0 { APART } else { 0.0 };
        let logo = context.logo.as_ref().map(|logo| (logo, logo.extent(LOGO, 0.3 * self.width)));
        let indent = logo.map_or(0.0, |(_, (width, _))| width + 2.0);
        let left_width = whole - indent;
        let left_said = Said { text: &left, spot: Spot::Elsewhere(&context.edition.place) };
        let lines = self.wrap_checked(left_said, &SMALL, left_width);
        let mut left = set(&lines, &SMALL, left_width, Align::Left, "head");
        // The words stand at the foot of the logo.
        let logo_height = logo.map_or(0.0, |(_, (_, height))| height);
        let low = |height: Mm| (logo_height - height).max(0.0);
        left.marks.iter_mut().for_each(|mark| mark.shift(indent, low(left.height)));
        right.marks.iter_mut().for_each(|mark| mark.shift(0.0, low(right.height)));
        left.marks.extend(logo.map(|(logo, (width, height))| {
            Mark::Picture(Rect::new(0.0, 0.0, width, height), Arc::clone(logo))
        }));

        let height = left.height.max(right.height).max(logo_height) + 0.8;
        let rule = Cell {
            area: Rect::new(0.0, height, self.width, 0.2),
            marks: vec![Mark::Rule(Stroke {
                from: (0.0, height + 0.1),
                to: (self.width, height + 0.1),
                weight: 0.5,
                dashed: false,
            })],
            framed: false,
        };
        let left_cell = Cell { area: Rect::new(0.0, 0.0, whole, height), marks: left.marks, framed: false };
        let mut right_cell =
            Cell { area: Rect::new(0.0, 0.0, right_width, height), marks: right.marks, framed: false };
        right_cell.shift(self.width - right_width, 0.0);
        (vec![left_cell, right_cell, rule], height + 0.2)
    }

    /// The copy's number at the right of the title, on every page, and its symbol beside it; with their width.
    fn number(&mut self, top: Mm) -> (Vec<Cell>, Mm) {
        let context = self.context;
        let Some(number) = &context.serial else { return (Vec::new(), 0.0) };
        let said = Message::new("form-serial").with("text", number.as_str()).say(context.language);
        self.check_glyphs(Said::own(&said));
        let width = SERIAL.width(&said);
        let symbol = context.symbol.and_then(|symbol| Some((symbol, symbol.width(number)?)));
        let whole = width + symbol.map_or(0.0, |(_, width)| width + 1.0);
        let most = 0.6 * self.width;
        if whole > most {
            let message = Message::new("form-overflow-width").with("text", number.as_str());
            let message = message.with("needed", millimetres(whole));
            self.overflow(Spot::Nowhere, message.with("available", millimetres(most)));
            return (Vec::new(), 0.0);
        }
        let (x, top) = (self.width - width, top + NUMBER_TOP);
        let line = top + (Symbol::HEIGHT - SERIAL.line_height()) / 2.0;
        let run = TextRun {
            text: said,
            x,
            baseline: line + SERIAL.baseline(),
            width,
            size: SERIAL.size,
            weight: SERIAL.weight,
        };
        let area = Rect::new(x, line, width, SERIAL.line_height());
        let mut cells = vec![Cell { area, marks: vec![Mark::Text(run)], framed: false }];
        let left = self.width - whole;
        cells
            .extend(symbol.and_then(|(symbol, width)| {
                symbol.cell(number, Rect::new(left, top, width, Symbol::HEIGHT))
            }));
        (cells, whole)
    }

    /// The form's title in the middle of the page, or of what the copy's number leaves of it.
    fn title(&mut self, top: Mm, number: Mm, again: bool) -> (Cell, Mm) {
        let form = self.form;
        let small_sheet = self.width.min(self.height) < 150.0;
        let (style, above, below) = match (again, small_sheet) {
            (true, _) => (TITLE_AGAIN, 2.0, 2.0),
            (false, true) => (Style::strong(15.0, 1.3), 2.0, 2.0),
            (false, false) => (Style::strong(18.0, 1.3), 3.5, 3.0),
        };
        let text = if again {
            Message::new("form-continued").with("title", form.title.as_str()).say(self.context.language)
        } else {
            form.title.value.clone()
        };
        let beside = if number > 0.0 { number + APART } else { 0.0 };
        let middle = self.width - 2.0 * beside;
        let fits = style.width(&text) <= middle;
        let (left, width) = if fits { (beside, middle) } else { (0.0, self.width - beside) };
        self.check_glyphs((&form.title).into());
        let said = Said { text: &text, spot: Spot::Form(&form.title.range) };
        let lines = self.wrap_evenly_checked(said, &style, width);
        let laid = set(&lines, &style, width, Align::Centre, "title");
        let height = above + laid.height + below;
        let mut title =
            Cell { area: Rect::new(0.0, 0.0, width, laid.height), marks: laid.marks, framed: false };
        title.shift(left, top + above);
        (title, height)
    }

    /// Retention and the clauses that require the record; relative to the foot's top.
    fn foot(&mut self) -> (Vec<Cell>, Mm) {
        let (form, context) = (self.form, self.context);
        let mut texts = Vec::new();
        if let Some(at) = &form.retention {
            self.check_glyphs(at.into());
            texts.push(Message::new("form-retention").with("text", at.as_str()).say(context.language));
        }
        for (cite, at) in context.cites.iter().zip(&form.cites) {
            self.check_glyphs(Said { text: &cite.text, spot: Spot::Form(&at.range) });
        }
        if !context.cites.is_empty() {
            let all: Vec<&str> = context.cites.iter().map(|cite| cite.text.as_str()).collect();
            let all = all.join(&say("form-list-comma", context.language));
            texts.push(Message::new("form-cites").with("text", all).say(context.language));
        }
        let text = texts.join("   ");
        let code = context.address.as_ref().and_then(|address| qr::encode(address));
        let width = self.width - self.beside_number() - self.page_number_width() - APART;
        let spot = form.cites.first().or(form.retention.as_ref());
        let spot = spot.map_or(Spot::Nowhere, |at| Spot::Form(&at.range));
        let lines = self.wrap_checked(Said { text: &text, spot }, &SMALL, width);
        let laid = set(&lines, &SMALL, width, Align::Left, "foot");
        let low = laid.height.max(SMALL.line_height());
        // The code's free border reaches into the gap above the foot.
        let height = if code.is_some() { low.max(QR - GAP + 0.5) } else { low };
        let mut cell = Cell { area: Rect::new(0.0, 0.0, width, low), marks: laid.marks, framed: false };
        cell.shift(0.0, height - low);
        let mut cells = vec![cell];
        cells.extend(code.map(|code| qr::cell(&code, Rect::new(self.width - QR, height - QR, QR, QR))));
        (cells, height)
    }

    /// From the page number to the page's right edge: room for the QR code.
    fn beside_number(&self) -> Mm {
        if self.context.address.is_some() { QR + 2.0 } else { 0.0 }
    }

    fn page_number(&self, page: usize, pages: usize) -> String {
        let message = Message::new("form-page").with("page", page).with("pages", pages);
        message.say(self.context.language)
    }

    fn page_number_width(&self) -> Mm {
        SMALL.width(&self.page_number(888, 888))
    }
}

impl Frame {
    /// The height that a page's body may have.
    pub fn room(&self, page: usize, height: Mm) -> Mm {
        let head = if page == 0 { self.first_height } else { self.later_height };
        height - head - self.foot_height - GAP
    }

    /// Puts the pages together.
    pub fn sheets(&self, desk: &Desk, pages: Vec<Vec<Placed>>) -> Vec<Sheet> {
        let count = pages.len();
        let sheet = |(i, placed)| self.sheet(desk, i, count, placed);
        pages.into_iter().enumerate().map(sheet).collect()
    }

    fn sheet(&self, desk: &Desk, page: usize, pages: usize, placed: Vec<Placed>) -> Sheet {
        let (head, top) = match page {
            0 => (&self.first, self.first_height),
            _ => (&self.later, self.later_height),
        };
        let mut cells = head.clone();
        let mut strokes = Vec::new();
        let mut grid_start = cells.len();
        let mut framed = false;
        let mut columns = Vec::new();
        for Placed { y, mut band } in placed {
            if !band.framed || !framed {
                strokes.extend(grid::strokes(cells[grid_start..].iter().filter(|cell| cell.framed)));
                grid_start = cells.len();
            }
            framed = band.framed;
            band.cells.iter_mut().for_each(|cell| cell.shift(0.0, top + y));
            stitch(&mut cells, band, &mut columns);
        }
        strokes.extend(grid::strokes(cells[grid_start..].iter().filter(|cell| cell.framed)));

        let foot_top = desk.height - self.foot_height;
        let text = desk.page_number(page + 1, pages);
        let width = desk.page_number_width().max(SMALL.width(&text));
        let mut number =
            Cell { area: Rect::new(0.0, 0.0, width, SMALL.line_height()), marks: Vec::new(), framed: false };
        if let Ok(lines) = crate::form::text::wrap(&text, &SMALL, width) {
            number.marks = set(&lines, &SMALL, width, Align::Right, "foot").marks;
        }
        // In one line with the first at the left.
        let line = self.foot.first().map_or(0.0, |cell| cell.area.y);
        number.shift(desk.width - width - desk.beside_number(), line);
        for mut cell in self.foot.iter().cloned().chain([number]) {
            cell.shift(0.0, foot_top);
            cells.push(cell);
        }

        let (width, height) = desk.form.page.extent();
        let mut sheet = Sheet { width, height, cells, strokes, watermarks: Vec::new() };
        sheet.shift(desk.form.page.margin, desk.form.page.margin);
        if desk.context.draft {
            let text = say("form-draft", desk.context.language);
            sheet.watermarks.push(Watermark { text, area: Rect::new(0.0, 0.0, width, height) });
        }
        sheet
    }
}

/// Adds a band's cells. A cell that continues the one above makes that one higher instead; `columns` keeps where the
/// cells of the band above are that may be continued.
fn stitch(cells: &mut Vec<Cell>, band: Band, columns: &mut Vec<Option<usize>>) {
    let above = std::mem::take(columns);
    for (i, cell) in band.cells.into_iter().enumerate() {
        let join = band.joins.get(i).copied().unwrap_or(Join::None);
        // At the top of a page there is only the header above: the cell stands there once more.
        let whole = above.get(i).copied().flatten().filter(|_| join == Join::Continues);
        match whole {
            Some(index) => cells[index].grow(cell.area.height),
            None => cells.push(cell),
        }
        let index = whole.unwrap_or(cells.len() - 1);
        columns.push((join != Join::None).then_some(index));
    }
}
