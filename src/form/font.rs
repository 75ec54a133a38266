//! The fonts that forms are set in, with the metrics that everything is measured by.

use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use printpdf::{FontId, ParsedFont};

use super::Mm;
use super::length::POINT;
use crate::finding::Finding;
use crate::message::Message;
use crate::rule::Rule;
use crate::source::Place;

/// The built-in fonts, each parsed once in the life of the program.
static REGULAR: LazyLock<Face> =
    LazyLock::new(|| Face::new("SCREGU", include_bytes!("../../theme/fonts/NotoSansSC-Regular.otf")));
static BOLD: LazyLock<Face> =
    LazyLock::new(|| Face::new("SCBOLD", include_bytes!("../../theme/fonts/NotoSansSC-Bold.otf")));

/// The fonts of the one handbook that the program has open.
static FALLBACKS: RwLock<Option<Arc<[Face]>>> = RwLock::new(None);

/// From now on, characters that the built-in fonts lack are drawn with the first of these fonts that has them.
pub fn fall_back_on(faces: Vec<Face>) {
    let named = |(i, face): (usize, Face)| Face { tag: fallback_tag(i), ..face };
    let faces = faces.into_iter().enumerate().map(named).collect();
    *FALLBACKS.write().unwrap_or_else(PoisonError::into_inner) = Some(faces);
}

/// The fonts to fall back on, in their order.
pub fn fallbacks() -> Arc<[Face]> {
    let faces = FALLBACKS.read().unwrap_or_else(PoisonError::into_inner);
    faces.clone().unwrap_or_default()
}

/// `FALLAA`, `FALLAB`, …
fn fallback_tag(index: usize) -> String {
    let letter = |number: usize| char::from(b'A' + (number % 26) as u8);
    format!("FALL{}{}", letter(index / 26), letter(index))
}

/// Which font draws a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    Regular,
    Bold,
    /// One of [`fallbacks()`].
    Fallback(usize),
}

impl Font {
    /// The built-in font of a weight.
    pub const fn of(weight: Weight) -> Font {
        match weight {
            Weight::Regular => Font::Regular,
            Weight::Strong => Font::Bold,
        }
    }

    /// The name that it has in a PDF.
    pub fn id(self) -> FontId {
        match self {
            Font::Regular => REGULAR.id(),
            Font::Bold => BOLD.id(),
            Font::Fallback(at) => FontId(fallback_tag(at)),
        }
    }
}

/// Every font, with the name that it has in a PDF.
pub fn each(mut visit: impl FnMut(FontId, &ParsedFont)) {
    let fallbacks = fallbacks();
    for face in [&*REGULAR, &*BOLD].into_iter().chain(fallbacks.iter()) {
        face.parsed.iter().for_each(|parsed| visit(face.id(), parsed));
    }
}

/// The font that draws a character, and the character's width in em; [`None`] if none can. Rare characters have no
/// strong form.
fn drawn(c: char, weight: Weight) -> Option<(Font, f64)> {
    let bold = || BOLD.advance(c).map(|em| (Font::Bold, em));
    let regular = || REGULAR.advance(c).map(|em| (Font::Regular, em));
    let other = || {
        let faces = fallbacks();
        let mut widths = faces.iter().map(|face| face.advance(c)).enumerate();
        widths.find_map(|(at, em)| Some((Font::Fallback(at), em?)))
    };
    let strong = if weight == Weight::Strong { bold() } else { None };
    strong.or_else(regular).or_else(other)
}

/// Whether a font can draw a character.
pub fn has(c: char) -> bool {
    is_common(c) || drawn(c, Weight::Regular).is_some()
}

/// The width of a character in em, in the font that draws it; as wide as the em if none can.
pub fn advance(c: char, weight: Weight) -> f64 {
    if is_full_width(c) { 1.0 } else { drawn(c, weight).map_or(1.0, |(_, em)| em) }
}

/// The font that draws a character, or shows that none can.
pub fn font_of(c: char, weight: Weight) -> Font {
    if is_common(c) { Font::of(weight) } else { drawn(c, weight).map_or(Font::of(weight), |(font, _)| font) }
}

/// Whether the built-in fonts surely draw a character: what almost every text consists of need not be looked up, nor a
/// font be read for it.
fn is_common(c: char) -> bool {
    matches!(c, ' '..='~') || is_full_width(c)
}

/// Hanzi of GB 2312, GBK and Big5, and the marks among them: an em wide, and all in the built-in fonts.
fn is_full_width(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fa5}') || "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·".contains(c)
}

/// The finding for a character in a text that was written at a place.
pub fn missing(c: char, whole: &Place) -> Finding {
    // An entity does not show the character that it is: then the whole text is the place.
    let place = match whole.text().find(c) {
        Some(at) => {
            let start = whole.range.start + at;
            Place::new(&whole.source, start..start + c.len_utf8())
        }
        None => whole.clone(),
    };
    let message = Message::new("missing-glyph").with("character", c.to_string());
    let message = message.with("code", format!("U+{:04X}", u32::from(c)));
    Finding::new(Rule::MissingGlyph, place, message)
}

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Strong,
}

/// A font, ready to measure and to embed.
pub struct Face {
    /// The tag of the subset in a PDF: six capitals (ISO 32000-1, 9.6.4).
    tag: String,
    parsed: Option<ParsedFont>,
}

impl Face {
    /// The em box of Source Han Sans and its kin: what stands above the baseline, and below, in em.
    pub const ABOVE: f64 = 0.88;
    pub const BELOW: f64 = 0.12;

    fn new(tag: &str, bytes: &[u8]) -> Self {
        let parsed = ParsedFont::from_bytes(bytes, 0, &mut Vec::new());
        debug_assert!(parsed.is_some(), "{tag} is no font");
        Face { tag: tag.to_owned(), parsed }
    }

    /// Reads a font of the handbook's; [`None`] if it is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let parsed = ParsedFont::from_bytes(bytes, 0, &mut Vec::new())?;
        (parsed.font_metrics.units_per_em > 0).then(|| Face { tag: String::new(), parsed: Some(parsed) })
    }

    fn id(&self) -> FontId {
        FontId(self.tag.clone())
    }

    /// The width of a character in em; [`None`] if the font can't draw it.
    fn advance(&self, c: char) -> Option<f64> {
        let font = self.parsed.as_ref()?;
        let glyph = font.lookup_glyph_index(c.into()).filter(|&glyph| glyph != 0)?;
        Some(f64::from(font.get_horizontal_advance(glyph)) / f64::from(font.font_metrics.units_per_em))
    }
}

/// By how much two full-width marks beside one another move together, in em: each is half empty (CLREQ, 3.1.6).
pub const SQUEEZE: f64 = 0.5;

/// Full-width marks whose right half is empty: 、。 and closing brackets, and the full-width , . : ; ! ? )
const CLOSING: &str = "、。》」』】〕〉”’\u{ff0c}\u{ff0e}\u{ff1a}\u{ff1b}\u{ff09}";
/// Full-width marks whose left half is empty: opening brackets.
const OPENING: &str = "《「『【〔〈“‘\u{ff08}";

/// Whether two marks beside one another move together.
pub fn squeezes(before: char, after: char) -> bool {
    let (closes, opens) = (CLOSING.contains(before), OPENING.contains(after));
    closes && (opens || CLOSING.contains(after)) || opens && OPENING.contains(before)
}

/// Whether a mark's right half is empty.
pub fn closes(c: char) -> bool {
    CLOSING.contains(c)
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// In points.
    pub size: f64,
    pub weight: Weight,
    /// From one line to the next, in em.
    pub leading: f64,
}

impl Style {
    pub const BODY: Style = Style::regular(10.5, 1.45);
    pub const HEADING: Style = Style::strong(10.5, 1.45);
    pub const NOTE: Style = Style::regular(8.5, 1.45);

    pub const fn regular(size: f64, leading: f64) -> Self {
        Style { size, weight: Weight::Regular, leading }
    }

    pub const fn strong(size: f64, leading: f64) -> Self {
        Style { size, weight: Weight::Strong, leading }
    }

    /// The em in millimetres.
    pub fn em(&self) -> Mm {
        self.size * POINT
    }

    pub fn line_height(&self) -> Mm {
        self.em() * self.leading
    }

    /// From a line's top to its baseline: the em box stands in the middle of the line.
    pub fn baseline(&self) -> Mm {
        self.em() * ((self.leading - 1.0) / 2.0 + Face::ABOVE)
    }

    /// The width of a text, with its marks squeezed.
    pub fn width(&self, text: &str) -> Mm {
        let mut em = 0.0;
        let mut before = None;
        for c in text.chars() {
            em += advance(c, self.weight);
            if before.is_some_and(|before| squeezes(before, c)) {
                em -= SQUEEZE;
            }
            before = Some(c);
        }
        em * self.em()
    }
}
