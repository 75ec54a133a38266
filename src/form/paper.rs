//! The sheet a form is printed on.

use serde::Deserialize;

use super::Mm;

/// A sheet size: ISO 216 (GB/T 148) and US Letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Paper {
    A3,
    #[default]
    A4,
    A5,
    B5,
    Letter,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    #[default]
    Portrait,
    Landscape,
}

/// The page a form is laid out on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    pub size: Paper,
    pub orientation: Orientation,
    /// Between the sheet's edge and anything printed, on all four sides.
    pub margin: Mm,
    /// Printed twice on one sheet of double the size, with a line to cut along.
    pub twice: bool,
}

impl Default for Page {
    fn default() -> Self {
        Page { size: Paper::A4, orientation: Orientation::Portrait, margin: 15.0, twice: false }
    }
}

impl Paper {
    /// The name in CSS's `@page { size: … }`.
    pub fn name(self) -> &'static str {
        match self {
            Paper::A3 => "A3",
            Paper::A4 => "A4",
            Paper::A5 => "A5",
            Paper::B5 => "B5",
            Paper::Letter => "letter",
        }
    }

    /// Width and height, upright.
    fn upright(self) -> (Mm, Mm) {
        match self {
            Paper::A3 => (297.0, 420.0),
            Paper::A4 => (210.0, 297.0),
            Paper::A5 => (148.0, 210.0),
            Paper::B5 => (176.0, 250.0),
            Paper::Letter => (215.9, 279.4),
        }
    }

    /// The short and the long side of the sheet that is cut in two to get this one.
    pub fn double(self) -> (Mm, Mm) {
        let (short, long) = self.upright();
        match self {
            // ISO 216 rounds half sheets down to whole millimetres.
            Paper::A5 => (long, 297.0),
            Paper::B5 => (long, 353.0),
            _ => (long, 2.0 * short),
        }
    }
}

impl Orientation {
    /// The name in CSS's `@page { size: … }`.
    pub fn name(self) -> &'static str {
        match self {
            Orientation::Portrait => "portrait",
            Orientation::Landscape => "landscape",
        }
    }
}

impl Page {
    /// Width and height as held.
    pub fn extent(&self) -> (Mm, Mm) {
        let (short, long) = self.size.upright();
        match self.orientation {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        }
    }
}
