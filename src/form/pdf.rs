//! Sheets written down as a PDF.
//!
//! printpdf subsets and embeds the fonts. What it makes at random or can't say (the file's /ID, its dates, its
//! language) is put right on the lopdf document below it, so that the same sheets give the same bytes.

use lopdf::{Dictionary, Object, ObjectId, SaveOptions, StringFormat};
use printpdf::{
    Color, Greyscale, Line, LineCapStyle, LineDashPattern, LinePoint, Mm as PrintMm, Op, PaintMode,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, RawImage, RawImageData,
    RawImageFormat, Rect as PrintRect, TextItem, TextMatrix, XObject, XObjectId, XObjectTransform,
};
use sha2::{Digest, Sha256};

use super::font::{self, Font, SQUEEZE, Style, Weight};
use super::length::POINT;
use super::run::Run;
use super::sheet::{Mark, Rect, Sheet, Stroke, TextRun};
use super::{Mm, Picture};
use crate::message::Language;

/// What a PDF says about itself.
#[derive(Clone, Debug)]
pub struct Meta {
    pub title: String,
    pub author: String,
    pub subject: String,
    pub language: Language,
}

/// How dark the watermark is: 0 is black, 1 is white.
const WATERMARK_GREY: f32 = 0.88;

/// Writes sheets as one PDF, with the fonts embedded once.
pub fn pdf(sheets: &[Sheet], meta: &Meta) -> Vec<u8> {
    finish(document(sheets, meta), meta)
}

/// Writes a print run as one PDF: what the copies share is in it once.
pub fn pdf_run(run: &Run, meta: &Meta) -> Vec<u8> {
    let shared = run.sheets.iter().map(|sheet| {
        let mut page = page(sheet);
        // What comes after it finds everything as at the beginning of a page.
        page.ops.insert(0, Op::SaveGraphicsState);
        page.ops.push(Op::RestoreGraphicsState);
        page
    });
    let pages = shared.chain(run.numbers.iter().map(page)).collect();
    let mut file = of_pages(pages, logo(&run.sheets), meta);
    repeat(&mut file, run);
    finish(file, meta)
}

/// Makes the run's pages of those that are in the file.
fn repeat(file: &mut lopdf::Document, run: &Run) {
    let made: Vec<ObjectId> = file.page_iter().collect();
    let dictionary = |id: &ObjectId| file.get_dictionary(*id).cloned().unwrap_or_default();
    let dictionaries: Vec<Dictionary> = made.iter().map(dictionary).collect();
    let contents = |at: usize| dictionaries.get(at)?.get(b"Contents").ok().cloned();
    let pages: Vec<Dictionary> = run
        .pages
        .iter()
        .filter_map(|&(sheet, number)| {
            let mut page = dictionaries.get(sheet)?.clone();
            let over = number.and_then(|number| contents(run.sheets.len() + number));
            page.set("Contents", contents(sheet).into_iter().chain(over).collect::<Vec<_>>());
            Some(page)
        })
        .collect();
    let resources = |page: &Dictionary| page.get(b"Resources").and_then(Object::as_reference).ok();
    let spare: Vec<ObjectId> = dictionaries[run.sheets.len()..].iter().filter_map(resources).collect();
    for id in made.iter().chain(&spare) {
        file.objects.remove(id);
    }
    let kids: Vec<Object> = pages.into_iter().map(|page| file.add_object(page).into()).collect();
    let tree = file.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Object::as_reference);
    if let Ok(tree) = tree.and_then(|id| file.get_object_mut(id)).and_then(Object::as_dict_mut) {
        tree.set("Count", kids.len() as i64);
        tree.set("Kids", kids);
    }
}

/// The sheets as a file that can still be changed.
pub(super) fn document(sheets: &[Sheet], meta: &Meta) -> lopdf::Document {
    of_pages(sheets.iter().map(page).collect(), logo(sheets), meta)
}

/// A file of pages, to which more may be added; `logo` is the picture on their sheets.
pub fn of_pages(pages: Vec<PdfPage>, logo: Option<&Picture>, meta: &Meta) -> lopdf::Document {
    let mut document = PdfDocument::new(&meta.title);
    font::each(|id, parsed| {
        document.resources.fonts.map.insert(id, PdfFont::new(parsed.clone()));
    });
    if let Some(logo) = logo {
        document.resources.xobjects.map.insert(XObjectId(LOGO.to_owned()), XObject::Image(image(logo)));
    }
    document.metadata.info.author.clone_from(&meta.author);
    document.metadata.info.subject.clone_from(&meta.subject);
    document.metadata.info.creator = "handbook".to_owned();
    document.metadata.info.producer = "handbook (printpdf)".to_owned();
    document.pages = pages;
    let options = PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() };
    let mut file = printpdf::to_lopdf_doc(&document, &options, &mut Vec::new());
    settle(&mut file, meta);
    file
}

/// The bytes of a file that has all its objects.
pub fn finish(mut file: lopdf::Document, meta: &Meta) -> Vec<u8> {
    file.compress();
    identify(&mut file, meta);
    let mut bytes = Vec::new();
    let options =
        SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(9).build();
    // Writing to memory can't fail.
    let _ = file.save_with_options(&mut bytes, options);
    bytes
}

/// Puts in what printpdf has no words for, and takes out what changes from run to run.
fn settle(file: &mut lopdf::Document, meta: &Meta) {
    "1.7".clone_into(&mut file.version);
    if let Ok(catalog) = file.catalog_mut() {
        catalog.set("Lang", Object::string_literal(meta.language.tag()));
        let mut preferences = Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        preferences.set("PrintScaling", "None");
        catalog.set("ViewerPreferences", preferences);
    }
    let info = file.trailer.get(b"Info").and_then(Object::as_reference);
    if let Ok(info) = info.and_then(|id| file.get_object_mut(id)).and_then(Object::as_dict_mut) {
        for key in ["CreationDate", "ModDate", "GTS_PDFXVersion", "Identifier", "Keywords", "Trapped"] {
            info.remove(key.as_bytes());
        }
    }
}

/// The file's /ID, out of what is in it.
fn identify(file: &mut lopdf::Document, meta: &Meta) {
    let mut hash = Sha256::new();
    for text in [&meta.title, &meta.author, &meta.subject] {
        hash.update(text);
        hash.update([0]);
    }
    hash.update(file.objects.len().to_le_bytes());
    for object in file.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
}

/// The one picture that forms have.
const LOGO: &str = "LOGO";

/// The picture on sheets.
pub fn logo(sheets: &[Sheet]) -> Option<&Picture> {
    let marks = sheets.iter().flat_map(|sheet| &sheet.cells).flat_map(|cell| &cell.marks);
    marks.into_iter().find_map(|mark| match mark {
        Mark::Picture(_, picture) => Some(&**picture),
        _ => None,
    })
}

fn image(picture: &Picture) -> RawImage {
    RawImage {
        pixels: RawImageData::U8(picture.greys.clone()),
        width: picture.width,
        height: picture.height,
        data_format: RawImageFormat::R8,
        tag: Vec::new(),
    }
}

/// What is drawn on a sheet.
pub fn page(sheet: &Sheet) -> PdfPage {
    let mut pen = Pen { height: sheet.height, ops: Vec::new(), weight: None, dashed: false };
    // The corners of the grid are square.
    pen.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::ProjectingSquare });
    for watermark in &sheet.watermarks {
        pen.watermark(&watermark.text, &watermark.area);
    }
    for stroke in &sheet.strokes {
        pen.stroke(stroke);
    }
    let marks = || sheet.cells.iter().flat_map(|cell| &cell.marks);
    for mark in marks() {
        match mark {
            Mark::Rule(stroke) => pen.stroke(stroke),
            Mark::Tick(tick) if tick.round => pen.circle(&tick.area),
            Mark::Tick(tick) => pen.square(&tick.area),
            Mark::Dark(area) => pen.rectangle(area, PaintMode::Fill),
            Mark::Picture(area, picture) => pen.picture(area, picture),
            Mark::Text(_) | Mark::Blank(_) => {}
        }
    }
    pen.texts(marks().filter_map(|mark| match mark {
        Mark::Text(run) => Some(run),
        _ => None,
    }));
    PdfPage::new(PrintMm(sheet.width as f32), PrintMm(sheet.height as f32), pen.ops)
}

/// Draws on a page. PDF counts points from the bottom, sheets count millimetres from the top.
struct Pen {
    height: Mm,
    ops: Vec<Op>,
    /// The line weight and dash that are set.
    weight: Option<f64>,
    dashed: bool,
}

/// The weight of boxes to tick, in points.
const BOX_WEIGHT: f64 = 0.5;

impl Pen {
    fn point(&self, x: Mm, y: Mm) -> Point {
        Point { x: points(x), y: points(self.height - y) }
    }

    fn pen(&mut self, weight: f64, dashed: bool) {
        if self.weight != Some(weight) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(weight as f32) });
            self.weight = Some(weight);
        }
        if self.dashed != dashed {
            let pattern = if dashed { vec![4.0, 3.0] } else { Vec::new() };
            let dash = LineDashPattern { offset: 0.0, pattern: pattern.into() };
            self.ops.push(Op::SetLineDashPattern { dash });
            self.dashed = dashed;
        }
    }

    fn stroke(&mut self, stroke: &Stroke) {
        self.pen(stroke.weight, stroke.dashed);
        let ends = [stroke.from, stroke.to].map(|(x, y)| LinePoint { p: self.point(x, y), bezier: false });
        let line = Line { points: ends.to_vec(), is_closed: false };
        self.ops.push(Op::DrawLine { line });
    }

    fn square(&mut self, area: &Rect) {
        self.pen(BOX_WEIGHT, false);
        self.rectangle(area, PaintMode::Stroke);
    }

    fn rectangle(&mut self, area: &Rect, mode: PaintMode) {
        let corner = self.point(area.x, area.bottom());
        self.ops.push(Op::DrawRectangle {
            rectangle: PrintRect {
                x: corner.x,
                y: corner.y,
                width: points(area.width),
                height: points(area.height),
                mode: Some(mode),
                winding_order: None,
            },
        });
    }

    fn picture(&mut self, area: &Rect, picture: &Picture) {
        // At one dot a point, a picture is as many points wide as it has pixels.
        let scale = |length: Mm, pixels: usize| Some(points(length).0 / pixels.max(1) as f32);
        let corner = self.point(area.x, area.bottom());
        let transform = XObjectTransform {
            translate_x: Some(corner.x),
            translate_y: Some(corner.y),
            scale_x: scale(area.width, picture.width),
            scale_y: scale(area.height, picture.height),
            dpi: Some(72.0),
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: XObjectId(LOGO.to_owned()), transform });
    }

    fn circle(&mut self, area: &Rect) {
        // Four Bézier curves come within 0.03 % of a circle with handles of this length.
        const HANDLE: f64 = 0.552_284_75;
        self.pen(BOX_WEIGHT, false);
        let radius = area.width / 2.0;
        let (x, y) = (area.x + radius, area.y + area.height / 2.0);
        let mut points = Vec::new();
        let mut add = |dx: f64, dy: f64, bezier: bool| {
            points.push(LinePoint { p: self.point(x + dx * radius, y + dy * radius), bezier });
        };
        add(1.0, 0.0, false);
        for (dx, dy) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
            // A quarter turn takes (dx, dy) to (-dy, dx).
            add(dx - HANDLE * dy, dy + HANDLE * dx, true);
            add(-dy + HANDLE * dx, dx + HANDLE * dy, true);
            add(-dy, dx, false);
        }
        let line = Line { points, is_closed: true };
        self.ops.push(Op::DrawLine { line });
    }

    fn texts<'a>(&mut self, runs: impl Iterator<Item = &'a TextRun>) {
        self.ops.push(Op::StartTextSection);
        let mut set = None;
        for run in runs {
            let at = self.point(run.x, run.baseline);
            let matrix = TextMatrix::Translate(at.x, at.y);
            self.ops.push(Op::SetTextMatrix { matrix });
            self.show(&run.text, run.weight, run.size, &mut set);
        }
        self.ops.push(Op::EndTextSection);
    }

    /// Shows a text, each character in the font that has it; `set` is the font that is set, with its size.
    fn show(&mut self, text: &str, weight: Weight, size: f64, set: &mut Option<(Font, f64)>) {
        let chars: Vec<(Font, char)> = text.chars().map(|c| (font::font_of(c, weight), c)).collect();
        for run in chars.chunk_by(|a, b| a.0 == b.0) {
            let wanted = (run[0].0, size);
            if *set != Some(wanted) {
                let font = PdfFontHandle::External(wanted.0.id());
                self.ops.push(Op::SetFont { font, size: Pt(size as f32) });
                *set = Some(wanted);
            }
            self.show_in_one_font(&run.iter().map(|(_, c)| c).collect::<String>());
        }
    }

    fn show_in_one_font(&mut self, text: &str) {
        let mut items = Vec::new();
        let mut start = 0;
        let chars = text.char_indices().zip(text.chars().skip(1));
        for ((at, before), after) in chars {
            if font::squeezes(before, after) {
                let next = at + before.len_utf8();
                items.push(TextItem::Text(text[start..next].to_owned()));
                // In thousandths of an em, to the left.
                items.push(TextItem::Offset((1000.0 * SQUEEZE) as f32));
                start = next;
            }
        }
        items.push(TextItem::Text(text[start..].to_owned()));
        self.ops.push(Op::ShowText { items });
    }

    /// A word across an area, rising to the right.
    fn watermark(&mut self, word: &str, area: &Rect) {
        const SIZE: f64 = 0.62;
        let grey = |percent| Color::Greyscale(Greyscale { percent, icc_profile: None });
        let em = Style::strong(1.0 / POINT, 1.0).width(word).max(2.0);
        let size = SIZE * area.width.min(area.height) / em;
        let (sin, cos) = 30.0_f64.to_radians().sin_cos();
        // The middle of the em boxes comes to the middle of the area.
        let (along, up) = (em * size / 2.0, 0.38 * size);
        let x = area.x + area.width / 2.0 - along * cos + up * sin;
        let y = area.y + area.height / 2.0 + along * sin + up * cos;
        let at = self.point(x, y);
        self.ops.push(Op::SetFillColor { col: grey(WATERMARK_GREY) });
        self.ops.push(Op::StartTextSection);
        let matrix = TextMatrix::Raw([cos as f32, sin as f32, -sin as f32, cos as f32, at.x.0, at.y.0]);
        self.ops.push(Op::SetTextMatrix { matrix });
        self.show(word, Weight::Strong, size / POINT, &mut None);
        self.ops.push(Op::EndTextSection);
        self.ops.push(Op::SetFillColor { col: grey(0.0) });
    }
}

/// Millimetres in points, to a thousandth: more digits say nothing on paper.
fn points(length: Mm) -> Pt {
    Pt(((length / POINT) * 1000.0).round() as f32 / 1000.0)
}
