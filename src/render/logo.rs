//! The group's logo on the site: in its own colours, and no larger than a screen shows it.

use serde::Serialize;

use crate::pixels::Pixels;

/// The height that pages show it in, in CSS pixels, and the most that its width may be.
const SHOWN: (usize, usize) = (28, 160);
/// The pixels kept for each of those, for screens of several.
const DENSITY: usize = 3;

/// A file of more bytes than this is written anew, without what a drawing program leaves in it.
const LARGE: usize = 16 << 10;

/// What pages must know to leave room for it before it is loaded.
#[derive(Debug, Serialize)]
pub struct Logo {
    pub width: usize,
    pub height: usize,
    /// A PNG.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl Logo {
    /// Brings a PNG down to what is shown; none if it can't be read.
    pub fn read(bytes: &[u8]) -> Option<Logo> {
        let pixels = Pixels::read(bytes)?;
        let (height, most) = SHOWN;
        let width = (height * pixels.width).div_ceil(pixels.height);
        let (width, height) = match width <= most {
            true => (width, height),
            false => (most, (most * pixels.height).div_ceil(pixels.width)),
        };
        let by = pixels.width / (width * DENSITY);
        let bytes = if by <= 1 && bytes.len() <= LARGE { bytes.to_vec() } else { png(&pixels.reduced(by))? };
        Some(Logo { width, height, bytes })
    }
}

fn png(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (width, height) = (u32::try_from(pixels.width).ok()?, u32::try_from(pixels.height).ok()?);
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().ok()?.write_image_data(pixels.rgba.as_flattened()).ok()?;
    Some(bytes)
}
