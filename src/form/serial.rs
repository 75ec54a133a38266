//! The numbers of a print run: `A0001`, `A0002`, …

use super::sheet::{Cell, Rect};
use super::{Mm, code128, qr};

/// How a copy's number can also be read by a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    Qr,
    Code128,
}

/// The first number of a run: what stands before the figure that counts, and with how many digits that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serial {
    prefix: String,
    first: u64,
    digits: usize,
}

/// More digits don't count.
const DIGITS: usize = 18;
/// Longer numbers have no room at the head of a form.
const LONGEST: usize = 24;

impl Serial {
    /// Reads a number that ends with digits; [`None`] if it does not, or is too long.
    pub fn parse(text: &str) -> Option<Serial> {
        let text = text.trim();
        let digits = text.bytes().rev().take(DIGITS).take_while(u8::is_ascii_digit).count();
        let (prefix, figure) = text.split_at(text.len() - digits);
        let first = figure.parse().ok().filter(|_| text.chars().count() <= LONGEST)?;
        Some(Serial { prefix: prefix.to_owned(), first, digits })
    }

    /// The number of a copy, counted from 0. Where its digits run out, there is one more.
    pub fn number(&self, copy: usize) -> String {
        format!("{}{:0width$}", self.prefix, self.first + copy as u64, width = self.digits)
    }
}

impl Symbol {
    /// The height it is drawn with.
    pub const HEIGHT: Mm = 8.4;

    /// The width it needs; [`None`] if it can't say such a number.
    pub fn width(self, number: &str) -> Option<Mm> {
        /// The module that any reader can make out, from any printer.
        const MODULE: Mm = 0.3;
        match self {
            Symbol::Qr => qr::encode(number).map(|_| Self::HEIGHT),
            Symbol::Code128 => code128::encode(number).map(|values| MODULE * code128::modules(&values) as Mm),
        }
    }

    /// Draws it into an area of that height and width.
    pub fn cell(self, number: &str, area: Rect) -> Option<Cell> {
        match self {
            Symbol::Qr => qr::encode(number).map(|code| qr::cell(&code, area)),
            Symbol::Code128 => code128::encode(number).map(|values| code128::cell(&values, area)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Serial;

    #[test]
    fn numbers_count_on() {
        let serial = Serial::parse("A0009").expect("a number");
        assert_eq!([0, 1].map(|copy| serial.number(copy)), ["A0009", "A0010"]);
        assert_eq!(Serial::parse("JL-9999").expect("a number").number(1), "JL-10000");
        assert_eq!(Serial::parse("2026年第001号"), None);
        assert_eq!(Serial::parse("999999999999999999999").map(|s| s.number(0).len()), Some(21));
        for bad in ["", "A", "12-", "A0000000000000000000000001"] {
            assert_eq!(Serial::parse(bad), None, "{bad}");
        }
    }
}
