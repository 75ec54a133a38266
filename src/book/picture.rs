//! Pictures that prose shows: a JPEG goes into the book as it is, a PNG as its pixels.

use std::fmt;

use printpdf::XObject;
use printpdf::xobject::{DictItem, ExternalStream, ExternalXObject};

use crate::book::page::GRID;
use crate::form::Mm;
use crate::pixels::Pixels;

/// Browsers show this many dots on an inch.
const SCREEN: f64 = 96.0;
/// Pixels are put together as long as so many are left on an inch of paper.
const PRINT: f64 = 300.0;
const INCH: Mm = 25.4;
/// A picture leaves room on its page for what it belongs to.
const HIGHEST: Mm = 26.0 * GRID;

/// A picture, ready to be placed and embedded.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// Relative to the handbook's folder.
    pub path: String,
    /// As it is looked at.
    width: usize,
    height: usize,
    content: Content,
}

#[derive(Clone, PartialEq)]
enum Content {
    Jpeg { bytes: Vec<u8>, head: Jpeg },
    Pixels(Pixels),
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} × {})", self.path, self.width, self.height)
    }
}

impl Picture {
    /// Whether a file of this name is one that can be printed.
    pub fn is_printable(path: &str) -> bool {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        ["png", "jpg", "jpeg"].iter().any(|one| extension.eq_ignore_ascii_case(one))
    }

    /// Reads a PNG or a JPEG; [`None`] if it is neither, or is damaged.
    pub fn read(path: &str, bytes: Vec<u8>) -> Option<Picture> {
        let (width, height, content) = match Jpeg::read(&bytes) {
            Some(head) if head.turn.is_sideways() => (head.height, head.width, Content::Jpeg { bytes, head }),
            Some(head) => (head.width, head.height, Content::Jpeg { bytes, head }),
            None => {
                let pixels = Pixels::read(&bytes)?;
                (pixels.width, pixels.height, Content::Pixels(pixels))
            }
        };
        (width > 0 && height > 0).then(|| Picture { path: path.to_owned(), width, height, content })
    }

    /// As large as on a screen, but no wider than `most`; with no more pixels than paper shows.
    pub fn fit(mut self, most: Mm) -> (Self, Mm, Mm) {
        let natural = self.width as f64 / SCREEN * INCH;
        let ratio = self.height as f64 / self.width as f64;
        let width = natural.min(most).min(HIGHEST / ratio);
        let spare = self.width as f64 / (width / INCH * PRINT);
        if let Content::Pixels(pixels) = self.content {
            self.content = Content::Pixels(pixels.reduced(spare as usize));
        }
        (self, width, width * ratio)
    }

    /// The matrix that puts the unit square of a PDF's image, which begins at the bottom left, where the picture is seen.
    pub fn matrix(&self, [x, y, width, height]: [f32; 4]) -> [f32; 6] {
        let turn = match &self.content {
            Content::Jpeg { head, .. } => head.turn,
            Content::Pixels(_) => Turn::None,
        };
        match turn {
            Turn::None => [width, 0.0, 0.0, height, x, y],
            Turn::Right => [0.0, -height, width, 0.0, x, y + height],
            Turn::Over => [-width, 0.0, 0.0, -height, x + width, y + height],
            Turn::Left => [0.0, height, -width, 0.0, x + width, y],
        }
    }

    /// The object of a PDF that draws it.
    pub fn object(&self) -> XObject {
        let stream = match &self.content {
            Content::Jpeg { bytes, head } => {
                let space = match head.colors {
                    1 => "DeviceGray",
                    4 => "DeviceCMYK",
                    _ => "DeviceRGB",
                };
                let mut stream = image(head.width, head.height, space, bytes.clone(), false);
                stream.dict.insert("Filter".to_owned(), name("DCTDecode"));
                if head.colors == 4 {
                    // The programs that write such files turn ink and paper round.
                    let ends = [1, 0].repeat(4).into_iter().map(DictItem::Int).collect();
                    stream.dict.insert("Decode".to_owned(), DictItem::Array(ends));
                }
                stream
            }
            Content::Pixels(Pixels { width, height, rgba }) => {
                let grey = rgba.iter().all(|[r, g, b, _]| r == g && g == b);
                let samples = if grey { 1 } else { 3 };
                let colors = rgba.iter().flat_map(|pixel| &pixel[..samples]).copied().collect();
                let space = if grey { "DeviceGray" } else { "DeviceRGB" };
                let mut stream = image(*width, *height, space, colors, true);
                if rgba.iter().any(|pixel| pixel[3] < 255) {
                    let opaque = rgba.iter().map(|pixel| pixel[3]).collect();
                    let stream_of = image(*width, *height, "DeviceGray", opaque, true);
                    stream.dict.insert("SMask".to_owned(), DictItem::Stream { stream: stream_of });
                }
                stream
            }
        };
        XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
    }
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

fn image(width: usize, height: usize, space: &str, content: Vec<u8>, compress: bool) -> ExternalStream {
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(width as i64)),
        ("Height", DictItem::Int(height as i64)),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", DictItem::Int(8)),
    ];
    let dict = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    ExternalStream { dict, content, compress }
}

/// What the head of a JPEG says.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Jpeg {
    width: usize,
    height: usize,
    /// 1 grey, 3 colours of light, 4 inks.
    colors: u8,
    turn: Turn,
}

/// How the camera was held: which way the picture is turned to be looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Turn {
    None,
    Right,
    Over,
    Left,
}

impl Turn {
    fn is_sideways(self) -> bool {
        matches!(self, Turn::Right | Turn::Left)
    }
}

impl Jpeg {
    fn read(bytes: &[u8]) -> Option<Jpeg> {
        let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
        let mut turn = Turn::None;
        loop {
            // Segments are a marker, their length and so many bytes; fill bytes may stand before.
            let kind = loop {
                match rest {
                    [0xff, 0xff, ..] => rest = &rest[1..],
                    [0xff, kind, ..] => break *kind,
                    _ => return None,
                }
            };
            let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
            let segment = rest.get(4..2 + length)?;
            match kind {
                0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&kind) => {
                    let &[8, h1, h2, w1, w2, colors, ..] = segment else { return None };
                    let [height, width] =
                        [[h1, h2], [w1, w2]].map(|pair| usize::from(u16::from_be_bytes(pair)));
                    return Some(Jpeg { width, height, colors, turn });
                }
                0xe1 => turn = segment.strip_prefix(b"Exif\0\0").and_then(exif_turn).unwrap_or(turn),
                // The pixels, or the end.
                0xd9 | 0xda => return None,
                _ => {}
            }
            rest = &rest[2 + length..];
        }
    }
}

/// The tag Orientation of an Exif block, which is laid out as a TIFF file.
fn exif_turn(tiff: &[u8]) -> Option<Turn> {
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(usize::from(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }))
    };
    let first = match little {
        true => short(4)? + (short(6)? << 16),
        false => (short(4)? << 16) + short(6)?,
    };
    let entry =
        (0..short(first)?).map(|entry| first + 2 + 12 * entry).find(|&at| short(at) == Some(0x112))?;
    match short(entry + 8)? {
        3 => Some(Turn::Over),
        6 => Some(Turn::Right),
        8 => Some(Turn::Left),
        _ => Some(Turn::None),
    }
}
