//! The strokes of the grid: along the edges of framed cells, each drawn once.

use std::collections::BTreeMap;

use crate::form::Mm;
use crate::form::sheet::{Cell, Stroke};

/// In points: around the grid, and within it.
const OUTER: f64 = 0.75;
const INNER: f64 = 0.35;

/// Thousandths of a millimetre: edges that meet are equal.
type Micron = i64;
type Stretches = Vec<(Micron, Micron)>;

fn micron(length: Mm) -> Micron {
    (length * 1000.0).round() as Micron
}

fn millimetres(length: Micron) -> Mm {
    length as Mm / 1000.0
}

/// The strokes of one connected grid.
pub fn strokes<'a>(cells: impl Iterator<Item = &'a Cell>) -> Vec<Stroke> {
    let mut across: BTreeMap<Micron, Stretches> = BTreeMap::new();
    let mut down: BTreeMap<Micron, Stretches> = BTreeMap::new();
    for cell in cells {
        let (left, right) = (micron(cell.area.x), micron(cell.area.right()));
        let (top, bottom) = (micron(cell.area.y), micron(cell.area.bottom()));
        for y in [top, bottom] {
            across.entry(y).or_default().push((left, right));
        }
        for x in [left, right] {
            down.entry(x).or_default().push((top, bottom));
        }
    }
    let mut strokes = Vec::new();
    draw(&across, &mut strokes, |y, from, to| ((from, y), (to, y)));
    draw(&down, &mut strokes, |x, from, to| ((x, from), (x, to)));
    strokes
}

type End = (Mm, Mm);

fn draw(
    lines: &BTreeMap<Micron, Stretches>,
    strokes: &mut Vec<Stroke>,
    ends: impl Fn(Mm, Mm, Mm) -> (End, End),
) {
    let (first, last) = (lines.keys().next(), lines.keys().next_back());
    for (at, stretches) in lines {
        let outer = Some(at) == first || Some(at) == last;
        for (start, end) in merged(stretches.clone()) {
            let (from, to) = ends(millimetres(*at), millimetres(start), millimetres(end));
            strokes.push(Stroke { from, to, weight: if outer { OUTER } else { INNER }, dashed: false });
        }
    }
}

/// Stretches that touch or overlap become one.
fn merged(mut stretches: Stretches) -> Stretches {
    stretches.sort_unstable();
    let mut merged: Stretches = Vec::new();
    for (start, end) in stretches {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}
