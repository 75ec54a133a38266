//! The group's logo: a PNG, brought down to greys on white and to the resolution of a printer.

use std::fmt;

use super::Mm;
use crate::pixels::Pixels;

/// A picture in greys, 0 black to 255 white, row by row from the top.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// Relative to the handbook's folder.
    pub path: String,
    pub width: usize,
    pub height: usize,
    pub greys: Vec<u8>,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} × {})", self.path, self.width, self.height)
    }
}

/// At 600 dots an inch this is more than a logo is drawn with.
const MOST_PIXELS: usize = 700;

impl Picture {
    /// Reads a PNG, with at most [`MOST_PIXELS`] along its longer side; [`None`] if it is none or can't be read.
    pub fn read(path: &str, bytes: &[u8]) -> Option<Picture> {
        let pixels = Pixels::read(bytes)?;
        let by = pixels.width.max(pixels.height).div_ceil(MOST_PIXELS);
        let Pixels { width, height, rgba } = pixels.reduced(by);
        Some(Picture { path: path.to_owned(), width, height, greys: rgba.into_iter().map(grey).collect() })
    }

    /// The width it has at a height, and no more than `most`; with the height that goes with it.
    pub fn extent(&self, height: Mm, most: Mm) -> (Mm, Mm) {
        let ratio = self.width as Mm / self.height.max(1) as Mm;
        let width = (height * ratio).min(most);
        (width, width / ratio)
    }
}

/// The lightness of a pixel on white, with the weights of Rec. 601, in thousandths.
fn grey([r, g, b, alpha]: [u8; 4]) -> u8 {
    let [r, g, b, opaque] = [r, g, b, alpha].map(u32::from);
    let light = (299 * r + 587 * g + 114 * b) / 1000;
    ((light * opaque + 255 * (255 - opaque)) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_greys_on_white() {
        assert_eq!(grey([7, 7, 7, 255]), 7);
        assert_eq!(grey([0, 0, 0, 0]), 255);
        assert_eq!(grey([255, 0, 0, 255]), 76);
        assert_eq!(grey([0, 0, 0, 128]), 127);
    }
}
