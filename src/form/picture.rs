//! The group's logo: a PNG, brought down to greys on white and to the resolution of a printer.

use std::fmt;
use std::io::Cursor;

use super::Mm;

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
    /// Reads a PNG; [`None`] if it is none, is damaged, or is too large to be a logo.
    pub fn read(path: &str, bytes: &[u8]) -> Option<Picture> {
        let limits = png::Limits { bytes: 64 << 20 };
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().ok()?;
        let mut pixels = vec![0; reader.output_buffer_size().filter(|&size| size <= 64 << 20)?];
        let info = reader.next_frame(&mut pixels).ok()?;
        let (width, height) = (info.width as usize, info.height as usize);
        let channels = info.color_type.samples();
        let rows = pixels.chunks_exact(info.line_size).take(height);
        let greys = rows.flat_map(|row| row[..width * channels].chunks_exact(channels).map(grey)).collect();
        Some(Picture { path: path.to_owned(), width, height, greys }.reduced())
    }

    /// With at most [`MOST_PIXELS`] along its longer side: each pixel the mean of those it stands for.
    fn reduced(self) -> Picture {
        let by = self.width.max(self.height).div_ceil(MOST_PIXELS);
        if by <= 1 {
            return self;
        }
        let (width, height) = (self.width.div_ceil(by), self.height.div_ceil(by));
        let mut greys = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let rows = y * by..((y + 1) * by).min(self.height);
                let columns = x * by..((x + 1) * by).min(self.width);
                let count = rows.len() * columns.len();
                let row = |row: usize| &self.greys[row * self.width..][columns.clone()];
                let sum: usize = rows.flat_map(row).map(|&grey| usize::from(grey)).sum();
                greys.push((sum / count) as u8);
            }
        }
        Picture { width, height, greys, ..self }
    }

    /// The width it has at a height, and no more than `most`; with the height that goes with it.
    pub fn extent(&self, height: Mm, most: Mm) -> (Mm, Mm) {
        let ratio = self.width as Mm / self.height.max(1) as Mm;
        let width = (height * ratio).min(most);
        (width, width / ratio)
    }
}

/// The lightness of a pixel of one to four samples, on white.
fn grey(pixel: &[u8]) -> u8 {
    let (light, opaque) = match *pixel {
        [grey] => (u32::from(grey), 255),
        [grey, alpha] => (u32::from(grey), u32::from(alpha)),
        [r, g, b, ref alpha @ ..] => {
            // The weights of Rec. 601, in thousandths.
            let light = (299 * u32::from(r) + 587 * u32::from(g) + 114 * u32::from(b)) / 1000;
            (light, alpha.first().map_or(255, |&alpha| u32::from(alpha)))
        }
        [] => (255, 255),
    };
    ((light * opaque + 255 * (255 - opaque)) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_greys_on_white() {
        assert_eq!(grey(&[7]), 7);
        assert_eq!(grey(&[0, 0]), 255);
        assert_eq!(grey(&[255, 0, 0]), 76);
        assert_eq!(grey(&[0, 0, 0, 128]), 127);
    }

    #[test]
    fn large_pictures_are_reduced() {
        let picture = Picture { path: String::new(), width: 1500, height: 3, greys: vec![9; 4500] };
        let small = picture.reduced();
        assert_eq!((small.width, small.height, small.greys.len()), (500, 1, 500));
        assert!(small.greys.iter().all(|&grey| grey == 9));
    }

    #[test]
    fn what_is_no_png_is_refused() {
        assert_eq!(Picture::read("logo.png", b"GIF89a"), None);
        assert_eq!(Picture::read("logo.png", &[]), None);
    }
}
