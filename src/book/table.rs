//! Tables: columns as wide as their words need, a header that stands again on every page, rows that stay whole.

use std::sync::Arc;

use pulldown_cmark::Alignment;

use crate::book::flow::{Frame, Row};
use crate::book::page::{GRID, Look, Marks, POINT, Rule};
use crate::book::paragraph::{self, Align, Span};
use crate::form::Mm;
use crate::form::font::Weight;

/// Between a cell's edge and its words.
const PAD: Mm = 1.5;
/// From one baseline to the next, in a cell.
const LEADING: Mm = 13.5 * POINT;
/// Above and below the lines of a cell.
const AIR: Mm = 1.0;
/// The least part of what is fair that a column gets.
const NARROWEST: f64 = 0.6;
/// Rows higher than this are divided between their lines.
const TALL: usize = 12;

/// A table to be laid out: rows of cells, the first of them the header.
pub struct Table {
    pub rows: Vec<Vec<Vec<Span>>>,
    pub align: Vec<Alignment>,
    /// Rows, counted with the header, that an edition changed.
    pub bars: Vec<usize>,
}

/// Lays a table out between `x` and `x + width`.
pub fn rows(mut table: Table, x: Mm, width: Mm) -> Vec<Row> {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns == 0 {
        return Vec::new();
    }
    // Very many columns still hold a character each.
    let least = 2.0 * PAD + 1.5 * Look::SMALL.em();
    let scale = (NARROWEST * width / columns as Mm / least).min(1.0);
    for span in table.rows.iter_mut().flatten().flatten() {
        span.look.size *= scale;
    }
    let pad = PAD * scale;
    let widths = widths(&table, columns, width, pad);
    let mut edges = vec![x];
    for width in &widths {
        edges.push(edges[edges.len() - 1] + width);
    }
    let mut laid: Vec<Vec<Row>> = Vec::new();
    for (at, cells) in table.rows.iter().enumerate() {
        let mut rows = row(cells, &edges, pad, &table.align, at == 0);
        for row in &mut rows {
            row.bar = table.bars.contains(&at);
        }
        laid.push(rows);
    }
    let header = laid.remove(0);
    // A header of half a page would leave no room for rows.
    let repeats = header.iter().map(|row| row.height).sum::<Mm>() < 8.0 * GRID;
    let frame = Frame { header: if repeats { header.clone() } else { Vec::new() }, x, width };
    let frame = Arc::new(frame);
    let mut all: Vec<Row> = header;
    all.iter_mut().for_each(|row| row.keep = true);
    // Neither the first row nor the last stands alone.
    let count = laid.len();
    for (at, mut rows) in laid.into_iter().enumerate() {
        if let Some(last) = rows.last_mut() {
            last.keep = (at == 0 || at + 2 == count) && count > 2;
        }
        all.append(&mut rows);
    }
    for row in &mut all {
        row.table = Some(Arc::clone(&frame));
    }
    if let Some(first) = all.first_mut() {
        first.space = GRID / 3.0;
    }
    if let Some(last) = all.last_mut() {
        last.marks.rules.push(Rule::across(x, last.height, width, 0.5));
        last.keep = false;
    }
    all
}

/// The rows that a row of cells makes: one, or one a line where it is tall.
fn row(cells: &[Vec<Span>], edges: &[Mm], pad: Mm, align: &[Alignment], header: bool) -> Vec<Row> {
    let columns = edges.len() - 1;
    let lines: Vec<_> = (0..columns)
        .map(|column| {
            let mut spans = cells.get(column).cloned().unwrap_or_default();
            if header {
                spans.iter_mut().for_each(|span| span.look.weight = Weight::Strong);
            }
            let width = edges[column + 1] - edges[column] - 2.0 * pad;
            let align = match align.get(column) {
                _ if header => Align::Centre,
                Some(Alignment::Center) => Align::Centre,
                Some(Alignment::Right) => Align::Right,
                _ => Align::Left,
            };
            paragraph::lines(&spans, width, 0.0, align)
        })
        .collect();
    let count = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let whole = count <= TALL;
    let pieces = if whole { 1 } else { count };
    let per_piece = count / pieces;
    let mut rows = Vec::new();
    for piece in 0..pieces {
        let air = |at: bool| if at { AIR } else { 0.0 };
        let above = air(piece == 0);
        let height = per_piece as Mm * LEADING + above + air(piece + 1 == pieces);
        let mut marks = Marks::default();
        for (column, lines) in lines.iter().enumerate() {
            // What is lower than its neighbours stands in the middle.
            let lower = if whole && header { (count - lines.len()) as Mm * LEADING / 2.0 } else { 0.0 };
            for (at, line) in lines.iter().skip(piece * per_piece).take(per_piece).enumerate() {
                let mut line = line.marks.clone();
                let baseline = above + lower + at as Mm * LEADING + 0.72 * LEADING;
                line.shift(edges[column] + pad, baseline);
                marks.append(line);
            }
        }
        if piece == 0 {
            let weight = if header { 0.5 } else { 0.25 };
            marks.rules.push(Rule::across(edges[0], 0.0, edges[columns] - edges[0], weight));
        }
        for (at, &edge) in edges.iter().enumerate() {
            let weight = if at == 0 || at == columns { 0.5 } else { 0.25 };
            marks.rules.push(Rule::down(edge, 0.0, height, weight));
        }
        // Two lines of a divided row stay together at either end.
        let keep = pieces > 1 && (piece == 0 || piece + 2 == pieces);
        rows.push(Row { height, marks, keep, ..Row::default() });
    }
    rows
}

/// The width of each column: what its longest word needs, and more the more it says.
fn widths(table: &Table, columns: usize, width: Mm, pad: Mm) -> Vec<Mm> {
    let longest = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        let width = |cell: &Vec<Span>| -> Mm {
            let lines = paragraph::lines(cell, Mm::MAX, 0.0, Align::Left);
            lines.iter().map(|line| line.width).fold(0.0, Mm::max)
        };
        // Full columns need their width with some room for rounding.
        cells.map(width).fold(6.0, Mm::max) + 2.0 * pad + 0.2
    };
    let wanted: Vec<Mm> = (0..columns).map(longest).collect();
    let sum: Mm = wanted.iter().sum();
    if sum <= width {
        return wanted.iter().map(|own| own / sum * width).collect();
    }
    // Narrow columns get what they want; the wide share the rest, none much less than a fair part of it, none more than
    // it wants.
    let fair = width / columns as Mm;
    let mut given: Vec<Option<Mm>> = wanted.iter().map(|&own| (own <= fair).then_some(own)).collect();
    loop {
        let rest = width - given.iter().flatten().sum::<Mm>();
        let wide: Vec<Mm> =
            wanted.iter().zip(&given).filter(|(_, given)| given.is_none()).map(|(own, _)| *own).collect();
        let roots: Mm = wide.iter().map(|own| own.sqrt()).sum();
        let count = wide.len() as Mm;
        let share = |own: Mm| (NARROWEST / count + (1.0 - NARROWEST) * own.sqrt() / roots) * rest;
        let full = |(own, given): (&Mm, &Option<Mm>)| given.is_none() && share(*own) >= *own;
        match wanted.iter().zip(&given).position(full) {
            Some(column) => given[column] = Some(wanted[column]),
            None => {
                return wanted
                    .iter()
                    .zip(given)
                    .map(|(&own, given)| given.unwrap_or_else(|| share(own)))
                    .collect();
            }
        }
    }
}
