//! Placing a form on sheets of paper, in millimetres.
//!
//! Every block of the form becomes bands: rows as wide as the page that can't be cut. Pages are filled with bands from
//! top to bottom, the head and the foot of the form stand on every page, and the strokes of the grid are drawn last,
//! along the edges of the cells.

mod fields;
mod flow;
mod grid;
mod head;
mod pages;
mod signatures;
mod table;
mod widths;

use std::ops::Range;
use std::sync::Arc;

use super::font::{self, Style};
use super::sheet::Sheet;
use super::text::{self, Line};
use super::{Block, Form, Mm, Picture, Symbol};
use crate::finding::Finding;
use crate::message::{Language, Message};
use crate::rule::Rule;
use crate::source::{At, Place};
pub(super) use fields::moment_words;
pub(super) use head::set_number;
use pages::Part;

/// Between a cell's edge and what stands in it.
const PAD_X: Mm = 1.6;
const PAD_Y: Mm = 1.1;
/// The least height of a row to write in, by hand.
const ROW: Mm = 9.0;
/// From one ruled line to the next.
const PITCH: Mm = 8.0;
/// Between the grid and a text.
const GAP: Mm = 2.5;

/// A text with the place it was written at.
#[derive(Clone, Debug)]
pub struct Words {
    pub text: String,
    pub place: Place,
}

/// What stands at the head and the foot of a form, beside its own title, code and version.
#[derive(Clone, Debug)]
pub struct Context {
    pub language: Language,
    /// The handbook's publisher.
    pub group: Words,
    /// The edition's title.
    pub edition: Words,
    /// The clauses that require the record, one for each of [`Form::cites`].
    pub cites: Vec<Cite>,
    /// The address of the form's page, printed as a QR code.
    pub address: Option<String>,
    /// The group's logo.
    pub logo: Option<Arc<Picture>>,
    /// The number of this copy.
    pub serial: Option<String>,
    /// Beside the number, for machines.
    pub symbol: Option<Symbol>,
    /// Marks every page 草稿.
    pub draft: bool,
}

/// A clause that requires the record.
#[derive(Clone, Debug)]
pub struct Cite {
    /// As readers know it: 《电话礼仪》1.1
    pub text: String,
    /// Its address, relative to the form's page.
    pub link: Option<String>,
}

/// Lays out a form.
///
/// # Errors
/// `form-overflow` for what does not fit, `missing-glyph` for what the fonts can't draw.
pub fn layout(form: &Form, context: &Context) -> Result<Vec<Sheet>, Vec<Finding>> {
    let sheets = copy(form, context)?.sheets;
    Ok(if form.page.twice { sheets.into_iter().map(|s| s.twice(form.page.size)).collect() } else { sheets })
}

/// The sheets of one copy, and which cells of each say its number.
pub(super) struct Copy {
    pub sheets: Vec<Sheet>,
    pub number: Range<usize>,
}

pub(super) fn copy(form: &Form, context: &Context) -> Result<Copy, Vec<Finding>> {
    let (width, height) = form.page.extent();
    let mut desk = Desk {
        form,
        context,
        width: width - 2.0 * form.page.margin,
        height: height - 2.0 * form.page.margin,
        room: 0.0,
        findings: Vec::new(),
    };
    let frame = head::frame(&mut desk);
    desk.room = frame.room(0, desk.height).min(frame.room(1, desk.height)).max(0.0);
    let mut parts = Vec::new();
    for block in &form.body {
        desk.block(block, &mut parts);
    }
    desk.check_heights(&parts);
    if !desk.findings.is_empty() {
        return Err(desk.findings);
    }
    let pages = pages::fill(parts, |page| frame.room(page, desk.height));
    Ok(Copy { sheets: frame.sheets(&desk, pages), number: frame.number })
}

/// What the parts of a layout share.
struct Desk<'a> {
    form: &'a Form,
    context: &'a Context,
    /// Between the margins.
    width: Mm,
    height: Mm,
    /// What the head and the foot leave of the height, on every page.
    room: Mm,
    findings: Vec<Finding>,
}

/// A text to be set, with its place for findings.
#[derive(Clone, Copy)]
struct Said<'a> {
    text: &'a str,
    spot: Spot<'a>,
}

#[derive(Clone, Copy)]
enum Spot<'a> {
    /// In the form's source.
    Form(&'a Range<usize>),
    Elsewhere(&'a Place),
    /// In no source: our own words.
    Nowhere,
}

impl<'a> From<&'a At<String>> for Said<'a> {
    fn from(at: &'a At<String>) -> Self {
        Said { text: &at.value, spot: Spot::Form(&at.range) }
    }
}

impl<'a> From<&'a Words> for Said<'a> {
    fn from(words: &'a Words) -> Self {
        Said { text: &words.text, spot: Spot::Elsewhere(&words.place) }
    }
}

impl<'a> Said<'a> {
    fn own(text: &'a str) -> Self {
        Said { text, spot: Spot::Nowhere }
    }
}

impl Desk<'_> {
    fn block(&mut self, block: &Block, parts: &mut Vec<Part>) {
        match block {
            Block::Section(title) => {
                let band = self.section(title);
                parts.push(Part::Band(band));
            }
            Block::Fields(fields) => self.fields(fields, parts),
            Block::Text(text) => self.text_block(text.into(), parts),
            Block::Table(table) => self.table(table, parts),
            Block::Clauses(clauses) => self.clauses(clauses, parts),
            Block::Lines(lines) => self.lines(lines, parts),
            Block::Signatures(signatures) => self.signatures(signatures, parts),
            Block::Notes(notes) => self.notes(notes, parts),
        }
    }

    fn place(&self, spot: Spot) -> Place {
        match spot {
            Spot::Form(range) => Place::new(&self.form.source, range.clone()),
            Spot::Elsewhere(place) => place.clone(),
            Spot::Nowhere => Place::file(&self.form.source),
        }
    }

    /// Breaks a text into lines. What does not fit, or can't be drawn, is a finding.
    fn wrap(&mut self, said: Said, style: &Style, width: Mm) -> Vec<Line> {
        self.check_glyphs(said);
        self.wrap_checked(said, style, width)
    }

    /// The same for a text made of others, whose glyphs have been looked at where they come from.
    fn wrap_checked(&mut self, said: Said, style: &Style, width: Mm) -> Vec<Line> {
        match text::wrap(said.text, style, width) {
            Ok(lines) => lines,
            Err(too_wide) => {
                let message = Message::new("form-overflow-width").with("text", too_wide.text);
                let message = message.with("needed", millimetres(too_wide.width));
                self.overflow(said.spot, message.with("available", millimetres(width)));
                Vec::new()
            }
        }
    }

    fn check_glyphs(&mut self, said: Said) {
        let mut reported = Vec::new();
        for c in said.text.chars() {
            if c == '\n' || c == '\r' || reported.contains(&c) || font::has(c) {
                continue;
            }
            reported.push(c);
            let finding = font::missing(c, &self.place(said.spot));
            self.report(finding.rule, finding.place, finding.message);
        }
    }

    fn overflow(&mut self, spot: Spot, message: Message) {
        let place = self.place(spot);
        self.report(Rule::FormOverflow, place, message);
    }

    /// Adds a finding, once: what stands in every row is laid out as often.
    fn report(&mut self, rule: Rule, place: Place, message: Message) {
        let said = |message: &Message| message.say(self.context.language);
        let known = self.findings.iter().any(|finding| {
            finding.rule == rule
                && finding.place.range == place.range
                && finding.place.source.path == place.source.path
                && said(&finding.message) == said(&message)
        });
        if !known {
            // What is wrong elsewhere is so without this form.
            let own = place.source.path == self.form.source.path;
            let finding = Finding::new(rule, place, message);
            self.findings.push(if own { finding.about(self.form.id.clone()) } else { finding });
        }
    }

    /// A band that is higher than a page can't be printed.
    fn check_heights(&mut self, parts: &[Part]) {
        for part in parts {
            let (needed, spot) = part.least_height();
            if needed > self.room {
                let message = Message::new("form-overflow-height").with("needed", millimetres(needed));
                let range = spot.clone();
                self.overflow(Spot::Form(&range), message.with("available", millimetres(self.room)));
            }
        }
    }
}

/// For messages: whole and tenths of millimetres.
fn millimetres(length: Mm) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}
