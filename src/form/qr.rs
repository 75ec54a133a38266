//! QR codes, drawn as squares.

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

use super::Mm;
use super::sheet::{Cell, Mark, Rect};

/// The free border that a reader needs, in modules. ISO/IEC 18004 asks for four; beside white paper two do.
const QUIET: usize = 2;

/// The code of a text; [`None`] if it is too long for one.
pub fn encode(text: &str) -> Option<QrCode> {
    QrCode::with_error_correction_level(text, EcLevel::M).ok()
}

/// Draws a code into a square. Neighbours in a row become one bar, so that no hairlines show between them.
pub fn cell(code: &QrCode, area: Rect) -> Cell {
    let side = code.width();
    let module = area.width / (side + 2 * QUIET) as Mm;
    let at = |index: usize| (index + QUIET) as Mm * module;
    let mut marks = Vec::new();
    for y in 0..side {
        let mut x = 0;
        while x < side {
            let start = x;
            while x < side && code[(x, y)] == Color::Dark {
                x += 1;
            }
            if x > start {
                let width = (x - start) as Mm * module;
                marks.push(Mark::Dark(Rect::new(area.x + at(start), area.y + at(y), width, module)));
            }
            x += 1;
        }
    }
    Cell { area, marks, framed: false }
}
