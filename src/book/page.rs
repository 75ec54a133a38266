//! What stands on a page of the book, in millimetres from its top left corner, and the measures of the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{Index, Picture};
use crate::form::font::{self, Face, Weight, kern};
use crate::form::{Mm, Rect, Sheet};

/// Millimetres in a point.
pub const POINT: Mm = 25.4 / 72.0;
/// The sheet is A4.
pub const WIDTH: Mm = 210.0;
pub const HEIGHT: Mm = 297.0;
/// The size of the text, in points: 五号.
pub const SIZE: f64 = 10.5;
/// The em of the text.
pub const EM: Mm = SIZE * POINT;
/// From one baseline to the next.
pub const GRID: Mm = 18.0 * POINT;
/// The text is 40 characters wide and 37 lines high.
pub const TEXT: Rect = Rect { x: (WIDTH - 40.0 * EM) / 2.0, y: 28.0, width: 40.0 * EM, height: 37.0 * GRID };

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// In points.
    pub size: f64,
    pub weight: Weight,
    /// 0 is black, 1 is white.
    pub grey: f32,
}

impl Look {
    pub const BODY: Look = Look { size: SIZE, weight: Weight::Regular, grey: 0.0 };
    /// Tables, group's text beside a local one.
    pub const SMALL: Look = Look { size: 9.0, ..Look::BODY };
    /// Heads and feet of pages.
    pub const NOTE: Look = Look { size: 8.5, grey: 0.25, ..Look::BODY };

    /// Plain text of this size.
    pub const fn sized(size: f64) -> Self {
        Look { size, ..Look::BODY }
    }

    /// The same in strong letters.
    pub const fn strong(self) -> Self {
        Look { weight: Weight::Strong, ..self }
    }

    /// The em in millimetres.
    pub fn em(&self) -> Mm {
        self.size * POINT
    }
}

/// A text on one baseline, every character in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub text: String,
    pub x: Mm,
    pub baseline: Mm,
    pub width: Mm,
    pub look: Look,
    /// Moves after the character that ends at a byte, in em: to the right, or to the left where below 0.
    pub kerns: Vec<(usize, f64)>,
    /// Room after every character.
    pub tracking: Mm,
}

impl Run {
    /// A text as wide as it comes.
    pub fn new(text: &str, x: Mm, baseline: Mm, look: Look) -> Self {
        let text: String = text.chars().map(drawn).collect();
        let mut kerns = Vec::new();
        let mut width = 0.0;
        let mut before = None;
        for (at, c) in text.char_indices() {
            let kern = before.map_or(0.0, |before| kern(before, c));
            if kern != 0.0 {
                kerns.push((at, kern));
            }
            width += kern + font::advance(c, look.weight);
            before = Some(c);
        }
        Run { text, x, baseline, width: width * look.em(), look, kerns, tracking: 0.0 }
    }

    /// The same, ending at `x`.
    pub fn ending(text: &str, x: Mm, baseline: Mm, look: Look) -> Self {
        let mut run = Run::new(text, x, baseline, look);
        run.x -= run.width;
        run
    }

    /// The same, with its middle at `x`.
    pub fn centred(text: &str, x: Mm, baseline: Mm, look: Look) -> Self {
        let mut run = Run::new(text, x, baseline, look);
        run.x -= run.width / 2.0;
        run
    }

    /// What it covers: its em box.
    pub fn area(&self) -> Rect {
        let em = self.look.em();
        Rect::new(self.x, self.baseline - Face::ABOVE * em, self.width, em)
    }
}

/// As much of a text as there is room for.
pub fn cut(text: &str, look: Look, room: Mm) -> String {
    if Run::new(text, 0.0, 0.0, look).width <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while kept.pop().is_some() && Run::new(&kept, 0.0, 0.0, look).width + look.em() > room {}
    kept + "…"
}

/// Stands where the font has no glyph: the mark that printers have always put there.
const MISSING: char = '〓';

/// The character that is drawn for `c`.
pub fn drawn(c: char) -> char {
    match c {
        '\t' | '\u{a0}' | '\n' => ' ',
        _ if font::has(c) => c,
        _ => MISSING,
    }
}

/// Characters that say something to a program and nothing to a reader.
pub fn is_invisible(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether the book can't draw `c`.
pub fn lacks(c: char) -> bool {
    !font::has(c) && drawn(c) == MISSING && !is_invisible(c) && c != MISSING
}

/// A straight line; its weight in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    pub from: (Mm, Mm),
    pub to: (Mm, Mm),
    pub weight: f64,
    pub grey: f32,
    /// Dots, to lead the eye.
    pub dotted: bool,
}

impl Rule {
    /// A line to the right.
    pub fn across(x: Mm, y: Mm, width: Mm, weight: f64) -> Self {
        Rule { from: (x, y), to: (x + width, y), weight, grey: 0.0, dotted: false }
    }

    /// A line downwards.
    pub fn down(x: Mm, y: Mm, height: Mm, weight: f64) -> Self {
        Rule { from: (x, y), to: (x, y + height), weight, grey: 0.0, dotted: false }
    }
}

/// Where a click leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A document by its path, and a clause's number or a name in it.
    Document(String, Option<String>),
    /// A form by its id.
    Form(String),
    Contents,
    Index(Index),
    Web(String),
}

/// An area that leads somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub area: Rect,
    pub target: Target,
}

/// Everything that is drawn in one place and moves together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    pub runs: Vec<Run>,
    pub rules: Vec<Rule>,
    pub pictures: Vec<(Rect, Arc<Picture>)>,
    pub links: Vec<Link>,
    /// Places that links lead to.
    pub anchors: Vec<(Target, Mm)>,
    /// Places that the outline leads to: how deep, and the words.
    pub bookmarks: Vec<(usize, String, Mm)>,
}

impl Marks {
    /// Moves everything.
    pub fn shift(&mut self, x: Mm, y: Mm) {
        for run in &mut self.runs {
            run.x += x;
            run.baseline += y;
        }
        for rule in &mut self.rules {
            for end in [&mut rule.from, &mut rule.to] {
                end.0 += x;
                end.1 += y;
            }
        }
        self.pictures.iter_mut().for_each(|(area, _)| area.shift(x, y));
        self.links.iter_mut().for_each(|link| link.area.shift(x, y));
        self.anchors.iter_mut().for_each(|(_, at)| *at += y);
        self.bookmarks.iter_mut().for_each(|(.., at)| *at += y);
    }

    /// Adds what another has, where it stands.
    pub fn append(&mut self, mut other: Marks) {
        self.runs.append(&mut other.runs);
        self.rules.append(&mut other.rules);
        self.pictures.append(&mut other.pictures);
        self.links.append(&mut other.links);
        self.anchors.append(&mut other.anchors);
        self.bookmarks.append(&mut other.bookmarks);
    }
}

/// A page of the book.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The text, inside [`TEXT`] but for the bars in its left margin.
    pub body: Marks,
    /// The running head and the foot.
    pub edges: Marks,
    /// A form's sheet, with the matrix that puts it on the page (points from the bottom left).
    pub sheet: Option<(Sheet, [f64; 6])>,
    /// What the running head says on the right.
    pub head: String,
}

/// On which page, counted from 0, a target stands, and how far down.
pub type Places = BTreeMap<Target, (usize, Mm)>;

/// Where every target stands in `pages`, the first of which is number `from`.
pub fn places(pages: &[Page], from: usize, places: &mut Places) {
    for (at, page) in pages.iter().enumerate() {
        for (target, y) in &page.body.anchors {
            places.entry(target.clone()).or_insert((from + at, *y));
        }
    }
}
