//! Pages of the book written down as a PDF.

use lopdf::{Object, ObjectId};
use printpdf::{
    Color, CurTransMat, Greyscale, Line, LineCapStyle, LineDashPattern, LinePoint, Mm as PrintMm, Op,
    PdfFontHandle, PdfPage, Point, Pt, TextItem, TextMatrix,
};
use rayon::prelude::*;

use crate::book::contents::DOTS;
use crate::book::navigation::{links, outline};
use crate::book::page::{HEIGHT, Marks, POINT, Page, Places, Rule, Run, TEXT, WIDTH, places};
use crate::form::font::{self, Font};
use crate::form::pdf::{finish, logo, of_pages, page as form_page};
use crate::form::{Meta, Mm, Rect, Sheet, Watermark};

/// Writes pages as one PDF; `watermark` stands across every one.
pub fn write(pages: &[Page], meta: &Meta, watermark: Option<String>) -> Vec<u8> {
    let drawn = pages.par_iter().map(|page| draw(page, watermark.as_deref())).collect();
    let mut sheets = pages.iter().filter_map(|page| page.sheet.as_ref());
    let logo = sheets.find_map(|(sheet, _)| logo(std::slice::from_ref(sheet)));
    let mut file = of_pages(drawn, logo, meta);
    let mut at = Places::new();
    places(pages, 0, &mut at);
    let ids: Vec<ObjectId> = file.page_iter().collect();
    for (page, &id) in pages.iter().zip(&ids) {
        links(&mut file, page, id, &ids, &at);
    }
    outline(&mut file, pages, &ids);
    file.objects.par_iter_mut().for_each(|(_, object)| {
        if let Object::Stream(stream) = object
            && stream.allows_compression
        {
            // What can't be made smaller stays as it is.
            let _ = stream.compress();
        }
    });
    finish(file, meta)
}

fn draw(page: &Page, watermark: Option<&str>) -> PdfPage {
    let mut pen = Pen::default();
    match (&page.sheet, watermark) {
        (Some((sheet, matrix)), _) => {
            let matrix = CurTransMat::Raw(matrix.map(|number| number as f32));
            pen.ops.push(Op::SaveGraphicsState);
            pen.ops.push(Op::SetTransformationMatrix { matrix });
            pen.ops.extend(form_page(sheet).ops);
            pen.ops.push(Op::RestoreGraphicsState);
        }
        (None, Some(word)) => {
            let area = Rect::new(TEXT.x, TEXT.y, TEXT.width, TEXT.height);
            let watermarks = vec![Watermark { text: word.to_owned(), area }];
            let (cells, strokes) = (Vec::new(), Vec::new());
            let sheet = Sheet { width: WIDTH, height: HEIGHT, cells, strokes, watermarks };
            pen.ops.push(Op::SaveGraphicsState);
            pen.ops.extend(form_page(&sheet).ops);
            pen.ops.push(Op::RestoreGraphicsState);
        }
        (None, None) => {}
    }
    for marks in [&page.body, &page.edges] {
        pen.marks(marks);
    }
    PdfPage::new(PrintMm(WIDTH as f32), PrintMm(HEIGHT as f32), pen.ops)
}

/// Draws on a page, and knows what is set.
#[derive(Default)]
struct Pen {
    ops: Vec<Op>,
    weight: Option<f64>,
    dotted: bool,
    grey: f32,
    stroke_grey: f32,
    /// The font, and its size.
    font: Option<(Font, f64)>,
    tracking: f32,
}

impl Pen {
    fn marks(&mut self, marks: &Marks) {
        for rule in &marks.rules {
            self.rule(rule);
        }
        if marks.runs.is_empty() {
            return;
        }
        self.ops.push(Op::StartTextSection);
        for run in &marks.runs {
            self.run(run);
        }
        self.ops.push(Op::EndTextSection);
    }

    fn rule(&mut self, rule: &Rule) {
        self.dots(rule.dotted);
        self.stroke(rule.weight, rule.grey);
        let ends = [rule.from, rule.to].map(|(x, y)| LinePoint { p: point(x, y), bezier: false });
        self.ops.push(Op::DrawLine { line: Line { points: ends.to_vec(), is_closed: false } });
    }

    /// Round ends on dashes of no length are dots.
    fn dots(&mut self, dotted: bool) {
        if self.dotted == dotted {
            return;
        }
        let pattern = if dotted { vec![0.0, (DOTS / POINT) as f32] } else { Vec::new() };
        let cap = if dotted { LineCapStyle::Round } else { LineCapStyle::Butt };
        let dash = LineDashPattern { offset: 0.0, pattern: pattern.into() };
        self.ops.push(Op::SetLineDashPattern { dash });
        self.ops.push(Op::SetLineCapStyle { cap });
        self.dotted = dotted;
    }

    fn stroke(&mut self, weight: f64, grey: f32) {
        if self.weight != Some(weight) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(weight as f32) });
            self.weight = Some(weight);
        }
        if self.stroke_grey != grey {
            self.ops.push(Op::SetOutlineColor { col: shade(grey) });
            self.stroke_grey = grey;
        }
    }

    fn run(&mut self, run: &Run) {
        if self.grey != run.look.grey {
            self.ops.push(Op::SetFillColor { col: shade(run.look.grey) });
            self.grey = run.look.grey;
        }
        let tracking = ((run.tracking / POINT) * 1000.0).round() as f32 / 1000.0;
        if self.tracking != tracking {
            self.ops.push(Op::SetCharacterSpacing { multiplier: tracking });
            self.tracking = tracking;
        }
        let at = point(run.x, run.baseline);
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(at.x, at.y) });
        let mut items = Vec::new();
        let mut kerns = run.kerns.iter().peekable();
        for (at, c) in run.text.char_indices() {
            if let Some((_, em)) = kerns.next_if(|(end, _)| *end == at) {
                // In thousandths of an em, to the left.
                items.push(TextItem::Offset((-1000.0 * em).round() as f32));
            }
            let weight = run.look.weight;
            let font = font::font_of(c, weight);
            if self.font != Some((font, run.look.size)) {
                if !items.is_empty() {
                    self.ops.push(Op::ShowText { items: std::mem::take(&mut items) });
                }
                let handle = PdfFontHandle::External(font.id());
                self.ops.push(Op::SetFont { font: handle, size: Pt(run.look.size as f32) });
                self.font = Some((font, run.look.size));
            }
            match items.last_mut() {
                Some(TextItem::Text(text)) => text.push(c),
                _ => items.push(TextItem::Text(c.to_string())),
            }
        }
        self.ops.push(Op::ShowText { items });
    }
}

fn shade(grey: f32) -> Color {
    Color::Greyscale(Greyscale { percent: grey, icc_profile: None })
}

/// PDF counts points from the bottom, pages count millimetres from the top.
fn point(x: Mm, y: Mm) -> Point {
    Point { x: points(x), y: points(HEIGHT - y) }
}

fn points(length: Mm) -> Pt {
    Pt(number(length))
}

/// Millimetres in points, to a hundredth: more digits say nothing on paper.
pub fn number(length: Mm) -> f32 {
    ((length / POINT) * 100.0).round() as f32 / 100.0
}
