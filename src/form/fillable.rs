//! Fields to be filled in on screen (ISO 32000-1, 12.7), at the places where a sheet has blanks and boxes to tick.
//! printpdf knows no fields: they are added to the lopdf document.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use super::Mm;
use super::length::POINT;
use super::pdf::{Meta, document, finish};
use super::sheet::{Blank, Cell, Mark, Rect, Sheet, Tick};

/// What is typed is set in the viewer's own font: every viewer has one for simplified Chinese under this name, or another
/// in its place. One of ours would have to be embedded whole, in every form: nobody knows what will be typed. As long as
/// nothing is, the file shows nothing in it.
const FONT: &str = "STSong-Light";
/// The size of what is typed, in points.
const SIZE: f64 = 10.5;
/// Higher blanks take more than one line.
const TWO_LINES: Mm = 13.0;

/// The bits of /F and /Ff that are used.
const PRINTED: i64 = 1 << 2;
const MULTILINE: i64 = 1 << 12;
const RADIO: i64 = 1 << 15;

/// Writes sheets as a PDF that can be filled in on screen.
pub fn pdf_fillable(sheets: &[Sheet], meta: &Meta) -> Vec<u8> {
    let mut sheets = sheets.to_vec();
    sheets.iter_mut().flat_map(|sheet| &mut sheet.cells).for_each(unrule);
    let mut file = document(&sheets, meta);
    let pages: Vec<ObjectId> = file.page_iter().collect();
    let looks = Looks::add(&mut file);
    let mut form = Fields { file, looks, fields: Vec::new(), names: HashSet::new() };
    for (sheet, page) in sheets.iter().zip(pages) {
        form.sheet(sheet, page);
    }
    form.close();
    finish(form.file, meta)
}

/// Takes the ruled lines away that are written on by hand: what is typed does not stand on them but across.
fn unrule(cell: &mut Cell) {
    let blanks = cell.marks.iter().filter_map(|mark| match mark {
        Mark::Blank(blank) if blank.lines > 1 => Some(blank.area),
        _ => None,
    });
    let blanks: Vec<Rect> = blanks.collect();
    let on_lines = |mark: &Mark| blanks.iter().any(|blank| blank.contains(&mark.area()));
    cell.marks.retain(|mark| !matches!(mark, Mark::Rule(_)) || !on_lines(mark));
}

/// What ticked boxes look like: the boxes themselves are printed on the page.
#[derive(Clone, Copy)]
struct Looks {
    tick: ObjectId,
    dot: ObjectId,
    empty: ObjectId,
}

impl Looks {
    fn add(file: &mut Document) -> Looks {
        let mut look = |content: &str| {
            let form = dictionary! {
                "Type" => "XObject",
                "Subtype" => "Form",
                "BBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
                "Resources" => Dictionary::new(),
            };
            file.add_object(Stream::new(form, content.as_bytes().to_vec()))
        };
        Looks {
            tick: look("1.2 w 1 J 1 j 2.2 5.2 m 4.3 2.8 l 8 7.8 l S"),
            // A stroke without length has round ends: a dot.
            dot: look("5 w 1 J 5 5 m 5 5 l S"),
            empty: look(""),
        }
    }
}

struct Fields {
    file: Document,
    looks: Looks,
    fields: Vec<Object>,
    /// Those taken.
    names: HashSet<String>,
}

impl Fields {
    fn sheet(&mut self, sheet: &Sheet, page: ObjectId) {
        let place = Place { page, height: sheet.height };
        let mut widgets = Vec::new();
        for cell in &sheet.cells {
            self.cell(cell, &place, &mut widgets);
        }
        if let Ok(page) = self.file.get_object_mut(page).and_then(Object::as_dict_mut) {
            page.set("Annots", widgets);
            page.set("Tabs", "R");
        }
    }

    /// The fields of a cell, in reading order.
    fn cell(&mut self, cell: &Cell, place: &Place, widgets: &mut Vec<Object>) {
        let mut before = "";
        let mut group = None;
        let mut ticks = 0;
        for mark in &cell.marks {
            match mark {
                Mark::Text(run) => before = &run.text,
                Mark::Blank(blank) => {
                    let label = if blank.label.is_empty() { before } else { &blank.label };
                    let id = self.text(blank, label, place);
                    widgets.push(id.into());
                    self.fields.push(id.into());
                }
                Mark::Tick(tick) if tick.round => {
                    let group = *group.get_or_insert_with(|| self.group(tick));
                    widgets.push(self.radio(tick, group, place).into());
                }
                Mark::Tick(tick) => {
                    ticks += 1;
                    let id = self.check(tick, ticks, place);
                    widgets.push(id.into());
                    self.fields.push(id.into());
                }
                Mark::Rule(_) | Mark::Dark(_) | Mark::Picture(..) => {}
            }
        }
    }

    fn text(&mut self, blank: &Blank, label: &str, place: &Place) -> ObjectId {
        let mut field = place.widget(&blank.area, label);
        field.set("FT", "Tx");
        field.set("T", text_string(&self.name(&blank.name)));
        field.set("DA", text_look());
        // With a look for every field, empty ones too, no viewer has to draw anything on opening and none asks to save.
        field.set("AP", dictionary! { "N" => self.looks.empty });
        if blank.lines > 1 || blank.area.height >= TWO_LINES {
            field.set("Ff", MULTILINE);
        }
        self.file.add_object(field)
    }

    fn check(&mut self, tick: &Tick, number: usize, place: &Place) -> ObjectId {
        let mut field = place.widget(&tick.area, &option_label(tick));
        field.set("FT", "Btn");
        field.set("T", text_string(&self.name(&format!("{}-{number}", tick.name))));
        field.set("V", "Off");
        self.look(&mut field, "Yes", self.looks.tick);
        self.file.add_object(field)
    }

    /// Circles of which only one can be filled are one field.
    fn group(&mut self, tick: &Tick) -> ObjectId {
        let field = dictionary! {
            "FT" => "Btn",
            "Ff" => RADIO,
            "T" => text_string(&self.name(&tick.name)),
            "TU" => text_string(&tick.label),
            "V" => "Off",
            "Kids" => Vec::<Object>::new(),
        };
        let id = self.file.add_object(field);
        self.fields.push(id.into());
        id
    }

    fn radio(&mut self, tick: &Tick, group: ObjectId, place: &Place) -> ObjectId {
        let kids = self.file.get_dictionary(group).and_then(|group| group.get(b"Kids"));
        let number = kids.and_then(Object::as_array).map_or(0, Vec::len) + 1;
        let mut widget = place.widget(&tick.area, &option_label(tick));
        widget.set("Parent", group);
        self.look(&mut widget, &number.to_string(), self.looks.dot);
        let id = self.file.add_object(widget);
        let group = self.file.get_object_mut(group).and_then(Object::as_dict_mut);
        if let Ok(kids) = group.and_then(|group| group.get_mut(b"Kids")).and_then(Object::as_array_mut) {
            kids.push(id.into());
        }
        id
    }

    /// How a box looks when it is ticked and when not.
    fn look(&self, widget: &mut Dictionary, state: &str, on: ObjectId) {
        let mut looks = Dictionary::new();
        looks.set(state, on);
        looks.set("Off", self.looks.empty);
        widget.set("AP", dictionary! { "N" => looks });
        widget.set("AS", "Off");
    }

    /// A name that no other field has. A point in it would make it a part of another.
    fn name(&mut self, wanted: &str) -> String {
        let wanted = wanted.replace('.', "_");
        let mut name = wanted.clone();
        let mut number = 2;
        while !self.names.insert(name.clone()) {
            name = format!("{wanted}-{number}");
            number += 1;
        }
        name
    }

    fn close(&mut self) {
        let font = self.font();
        let form = dictionary! {
            "Fields" => std::mem::take(&mut self.fields),
            "DA" => text_look(),
            "DR" => dictionary! { "Font" => dictionary! { "Song" => font } },
        };
        let form = self.file.add_object(form);
        if let Ok(catalog) = self.file.catalog_mut() {
            catalog.set("AcroForm", form);
        }
    }

    /// The viewer's own font for what is typed.
    fn font(&mut self) -> ObjectId {
        let descriptor = self.file.add_object(dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => FONT,
            "Flags" => 4,
            "FontBBox" => vec![(-25).into(), (-254).into(), 1000.into(), 880.into()],
            "ItalicAngle" => 0,
            "Ascent" => 880,
            "Descent" => -120,
            "CapHeight" => 880,
            "StemV" => 93,
        });
        let glyphs = self.file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType0",
            "BaseFont" => FONT,
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("GB1"),
                "Supplement" => 4,
            },
            "FontDescriptor" => descriptor,
            "DW" => 1000,
            // Latin letters and figures, which the encoding takes to be half as wide.
            "W" => vec![1.into(), 95.into(), 500.into()],
        });
        let unicode = Stream::new(Dictionary::new(), codes_are_unicode().into_bytes());
        let unicode = self.file.add_object(unicode);
        self.file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => format!("{FONT}-UniGB-UCS2-H").as_str(),
            "Encoding" => "UniGB-UCS2-H",
            "DescendantFonts" => vec![glyphs.into()],
            "ToUnicode" => unicode,
        })
    }
}

/// Says that the codes of the encoding are Unicode's, for viewers that do not know it by its name. A range may not go
/// beyond one first byte.
fn codes_are_unicode() -> String {
    let mut map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
        /CMapName /UniGB def /CMapType 2 def\n\
        1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        .to_owned();
    let rows: Vec<u32> = (0..=0xff).collect();
    // No more than a hundred ranges may stand in one list.
    for rows in rows.chunks(64) {
        let ranges = rows.iter().map(|row| format!("<{row:02x}00> <{row:02x}ff> <{row:02x}00>\n"));
        map += &format!("{} beginbfrange\n{}endbfrange\n", rows.len(), ranges.collect::<String>());
    }
    map + "endcmap CMapName currentdict /CMap defineresource pop end end"
}

/// A page, and its height: PDF counts points from the bottom.
struct Place {
    page: ObjectId,
    height: Mm,
}

impl Place {
    fn widget(&self, area: &Rect, label: &str) -> Dictionary {
        let points = |length: Mm| Object::Real(((length / POINT) * 100.0).round() as f32 / 100.0);
        let (top, bottom) = (self.height - area.y, self.height - area.bottom());
        dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "P" => self.page,
            "F" => PRINTED,
            "Rect" => vec![points(area.x), points(bottom), points(area.right()), points(top)],
            "TU" => text_string(label.trim_matches([' ', ':', '\u{ff1a}'])),
        }
    }
}

fn text_look() -> Object {
    Object::string_literal(format!("/Song {SIZE} Tf 0 g"))
}

/// 诉求类别：咨询
fn option_label(tick: &Tick) -> String {
    let option = tick.value.replace('_', "");
    let parts = [tick.label.trim(), option.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
