//! Filling pages with bands.

use std::ops::Range;
use std::rc::Rc;

use super::GAP;
use crate::form::Mm;
use crate::form::sheet::Cell;

/// A table that fills the page has no fewer rows.
const LEAST_ROWS: usize = 3;

/// A row as wide as the page that can't be cut. Its cells are relative to its own top left corner.
#[derive(Clone, Debug, Default)]
pub struct Band {
    pub height: Mm,
    pub cells: Vec<Cell>,
    /// Part of the grid: joins the framed bands above and below.
    pub framed: bool,
    /// Free space above, but not at the top of a page.
    pub gap: Mm,
    /// Stays on the page of the next, if a page has room for both.
    pub keep: bool,
    /// Stays on the page of the one before, always.
    pub glued: bool,
    /// The header that is repeated above when a page begins here.
    pub head: Option<Rc<Band>>,
    /// Where in the form's source it comes from.
    pub range: Range<usize>,
    /// How each cell joins the one above it; none join when this is empty.
    pub joins: Vec<Join>,
}

/// How a cell is one with its neighbours in the bands above and below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Join {
    None,
    /// The first of cells that are one.
    Starts,
    /// Part of the cell above, on the same page.
    Continues,
}

impl Band {
    pub fn framed(height: Mm, cells: Vec<Cell>, range: Range<usize>) -> Self {
        Band { height, cells, framed: true, range, ..Band::default() }
    }
}

/// A band, or as many equal ones as the page has room for.
pub enum Part {
    Band(Band),
    Fill {
        /// Of a row.
        height: Mm,
        head: Option<Rc<Band>>,
        range: Range<usize>,
        /// Makes a row, counted from 0.
        row: Box<dyn Fn(usize) -> Band>,
    },
}

/// A band at its distance from the top of the page's body.
pub struct Placed {
    pub y: Mm,
    pub band: Band,
}

impl Part {
    /// What it needs of a page at least, and where it comes from.
    pub fn least_height(&self) -> (Mm, &Range<usize>) {
        let head_height = |head: &Option<Rc<Band>>| head.as_ref().map_or(0.0, |head| head.height);
        match self {
            Part::Band(band) => (band.height + head_height(&band.head), &band.range),
            Part::Fill { height, head, range, .. } => (height + head_height(head), range),
        }
    }
}

/// Distributes the parts to pages whose bodies are `room(page)` high.
pub fn fill(parts: Vec<Part>, room: impl Fn(usize) -> Mm) -> Vec<Vec<Placed>> {
    let mut pages = Pages { pages: vec![Vec::new()], y: 0.0, room };
    let needs: Vec<Need> = parts.iter().map(Need::of).collect();
    for (i, part) in parts.into_iter().enumerate() {
        match part {
            Part::Band(band) if band.glued => pages.place(band),
            Part::Band(band) => {
                let hangs = |j: &usize| needs[j - 1].keep || needs[*j].glued;
                let run = (i + 1..needs.len()).take_while(hangs).count();
                let glued = needs[i + 1..].iter().take_while(|need| need.glued).count();
                pages.band(band, &needs[i..=i + run], 1 + glued);
            }
            Part::Fill { height, head, row, .. } => {
                pages.rows(height, head.as_ref(), &*row, &needs[i + 1..]);
            }
        }
    }
    pages.pages
}

/// What a part needs, to look ahead.
struct Need {
    height: Mm,
    gap: Mm,
    framed: bool,
    keep: bool,
    glued: bool,
    fills: bool,
}

impl Need {
    fn of(part: &Part) -> Self {
        match part {
            Part::Band(band) => Need {
                height: band.height,
                gap: band.gap,
                framed: band.framed,
                keep: band.keep,
                glued: band.glued,
                fills: false,
            },
            Part::Fill { height, .. } => Need {
                height: LEAST_ROWS as Mm * height,
                gap: 0.0,
                framed: true,
                keep: false,
                glued: false,
                fills: true,
            },
        }
    }
}

/// The free space between a band and the one above it, given whether that one is framed.
fn distance(above: Option<bool>, framed: bool, gap: Mm) -> Mm {
    match above {
        None => 0.0,
        // Bands of the grid share an edge.
        Some(true) if framed => 0.0,
        Some(above) if above != framed => gap.max(GAP),
        Some(_) => gap,
    }
}

/// The height of parts below one another.
fn stacked(mut above: Option<bool>, needs: &[Need]) -> Mm {
    let mut height = 0.0;
    for need in needs {
        height += distance(above, need.framed, need.gap) + need.height;
        above = Some(need.framed);
    }
    height
}

struct Pages<R: Fn(usize) -> Mm> {
    pages: Vec<Vec<Placed>>,
    /// How far the last page is filled.
    y: Mm,
    room: R,
}

impl<R: Fn(usize) -> Mm> Pages<R> {
    fn left(&self) -> Mm {
        // Sums of heights are off by a little.
        const SLACK: Mm = 0.001;
        (self.room)(self.pages.len() - 1) - self.y + SLACK
    }

    /// Whether the last band so far is framed, if the page has any.
    fn above(&self) -> Option<bool> {
        self.pages.last()?.last().map(|placed| placed.band.framed)
    }

    fn new_page(&mut self, head: Option<&Rc<Band>>) {
        self.pages.push(Vec::new());
        self.y = 0.0;
        if let Some(head) = head {
            self.place(Band::clone(head));
        }
    }

    fn place(&mut self, band: Band) {
        let y = self.y + distance(self.above(), band.framed, band.gap);
        self.y = y + band.height;
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed { y, band });
        }
    }

    /// Places a band where there is room for it and for those of `run` that should stay with it, or at least for the
    /// first `glued` of them, which must.
    fn band(&mut self, band: Band, run: &[Need], glued: usize) {
        let above = self.above();
        let whole = stacked(above, run);
        let fits_a_page = stacked(None, run) <= (self.room)(self.pages.len());
        let needed = if fits_a_page { whole } else { stacked(above, &run[..glued]) };
        if above.is_some() && needed > self.left() {
            self.new_page(band.head.as_ref());
        }
        self.place(band);
    }

    /// Places rows down to the foot of the page, but for the room that the parts after them need.
    fn rows(&mut self, height: Mm, head: Option<&Rc<Band>>, row: &dyn Fn(usize) -> Band, after: &[Need]) {
        if self.left() < height {
            self.new_page(head);
        }
        let left = self.left() - distance(self.above(), true, 0.0);
        let spare = left - stacked(Some(true), after);
        let least = LEAST_ROWS as Mm * height;
        let fills = 1 + after.iter().filter(|need| need.fills).count();
        let share = if spare < least { left } else { least + (spare - least) / fills as Mm };
        let count = ((share / height) as usize).max(1);
        for i in 0..count {
            self.place(row(i));
        }
    }
}
