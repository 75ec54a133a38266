//! The pixels of a PNG, for the logo on the site and, in greys, on forms.

use std::io::Cursor;

/// More than this is no logo.
const MOST: usize = 16 << 20;

/// What a PNG shows: red, green, blue and alpha of each pixel, row by row from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    pub rgba: Vec<[u8; 4]>,
}

impl Pixels {
    /// Reads a PNG; [`None`] if it is none, is damaged, or is too large to be a logo.
    pub fn read(bytes: &[u8]) -> Option<Pixels> {
        let limits = png::Limits { bytes: 4 * MOST };
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().ok()?;
        let (width, height) = (reader.info().width as usize, reader.info().height as usize);
        width.checked_mul(height).filter(|&pixels| pixels <= MOST)?;
        let mut samples = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut samples).ok()?;
        let pixel = info.color_type.samples();
        let rows = samples.chunks_exact(info.line_size).take(height);
        let rgba = rows.flat_map(|row| row[..width * pixel].chunks_exact(pixel).map(rgba)).collect();
        Some(Pixels { width, height, rgba })
    }

    /// With each pixel the mean of `by` × `by`, where those that are seen through weigh less.
    pub fn reduced(self, by: usize) -> Pixels {
        if by <= 1 {
            return self;
        }
        let (width, height) = (self.width.div_ceil(by), self.height.div_ceil(by));
        let mut rgba = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let rows = y * by..((y + 1) * by).min(self.height);
                let columns = x * by..((x + 1) * by).min(self.width);
                let count = rows.len() * columns.len();
                let (mut colors, mut opaque) = ([0; 3], 0);
                for &[r, g, b, alpha] in rows.flat_map(|row| &self.rgba[row * self.width..][columns.clone()])
                {
                    let alpha = usize::from(alpha);
                    colors =
                        [(0, r), (1, g), (2, b)].map(|(at, color)| colors[at] + usize::from(color) * alpha);
                    opaque += alpha;
                }
                let [r, g, b] = colors.map(|sum| (sum / opaque.max(1)) as u8);
                rgba.push([r, g, b, (opaque / count) as u8]);
            }
        }
        Pixels { width, height, rgba }
    }
}

/// A pixel of one to four samples: grey or colours, with or without alpha.
fn rgba(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        [grey] => [grey, grey, grey, 255],
        [grey, alpha] => [grey, grey, grey, alpha],
        [r, g, b] => [r, g, b, 255],
        [r, g, b, alpha, ..] => [r, g, b, alpha],
        [] => [255; 4],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_reduced_to_their_mean_without_a_dark_edge() {
        let (seen, unseen) = ([200, 100, 0, 255], [0, 0, 0, 0]);
        let pixels = Pixels { width: 3, height: 2, rgba: vec![seen, unseen, seen, seen, unseen, seen] };
        let small = pixels.reduced(2);
        assert_eq!(small, Pixels { width: 2, height: 1, rgba: vec![[200, 100, 0, 127], seen] });
    }

    #[test]
    fn what_is_no_png_is_refused() {
        assert_eq!(Pixels::read(b"GIF89a"), None);
        assert_eq!(Pixels::read(&[]), None);
    }
}
