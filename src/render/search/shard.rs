//! The text, in shards: clauses that stand together in the handbook, a few kilobytes of them.
//!
//! A shard is a row of records, each opened by a control character: `PAGE` url `FIELD` title; `UNIT` anchor `FIELD` title
//! `FIELD` keywords (separated by `\n`) `FIELD` text. A unit belongs to the page before it. Its anchor is empty (the
//! page itself), `=` (its title's first word), or `#` and the anchor.

use std::ops::Range;
use std::sync::Arc;

use super::Unit;
use super::bits::Bits;
use super::code::shorten;
use super::fold::squeeze;
use super::gram::{Counter, Field};

const PAGE: char = '\u{1}';
const UNIT: char = '\u{2}';
const FIELD: char = '\u{3}';

/// The smallest shard worth a file of its own, in bytes of text.
const SMALLEST: usize = 4000;
/// Between sizes, in bytes.
const STEP: usize = 1000;
/// Characters of the next piece at the end of a piece, so that what spans a break is found.
const OVERLAP: usize = 24;

/// What is loaded at once.
#[derive(Debug)]
pub struct Shard<'a> {
    pieces: Vec<Piece<'a>>,
    /// It has nothing but a further piece of the last shard's last unit.
    continues: bool,
    /// Symbols of the [code](super::code).
    pub tokens: Arc<[u32]>,
}

/// A unit, or a part of one that is larger than a shard.
#[derive(Debug)]
struct Piece<'a> {
    unit: &'a Arc<Unit>,
    text: &'a str,
    /// Titles are found with the first piece of a unit.
    is_first: bool,
}

/// Where a piece stands in memory: its unit, and its text in the unit.
pub type Place = (usize, usize);

/// How large a shard should be, in bytes of text: it grows slowly, as the number of shards does, and in steps, so that
/// editions of a handbook have the same.
pub fn size(units: &[Arc<Unit>]) -> usize {
    let total: usize = units.iter().map(|unit| unit.text.len()).sum();
    SMALLEST.max((total.isqrt() * 13 / 5).next_multiple_of(STEP))
}

/// Packs `units` into shards of about `size` bytes. A document that fills one is divided evenly and shares none, so that
/// what changes in it changes no other's; smaller ones stand together. A unit that is larger has shards of its own.
pub fn pack(units: &[Arc<Unit>], size: usize) -> Vec<Shard<'_>> {
    let mut shards: Vec<Shard<'_>> = Vec::new();
    let page = |unit: &Arc<Unit>| unit.url.find('#').unwrap_or(unit.url.len());
    // What the last shard still takes of smaller documents.
    let mut room = 0;
    for document in units.chunk_by(|a, b| a.url[..page(a)] == b.url[..page(b)]) {
        let whole: usize = document.iter().map(|unit| weight(unit)).sum();
        let parts = (whole + size / 2) / size;
        let (mut before, mut last) = (0, None);
        for unit in document {
            let part = (before + weight(unit) / 2) * parts / whole.max(1);
            before += weight(unit);
            if unit.text.len() > size {
                let pieces = split(&unit.text, unit.text.len().div_ceil(size));
                shards.extend(pieces.into_iter().enumerate().map(|(number, text)| {
                    let piece = Piece { unit, text, is_first: number == 0 };
                    Shard { pieces: vec![piece], continues: number > 0, tokens: Arc::default() }
                }));
                (last, room) = (None, 0);
                continue;
            }
            let joins = if parts > 0 { last == Some(part) } else { weight(unit) <= room };
            let piece = Piece { unit, text: &unit.text, is_first: true };
            match shards.last_mut() {
                Some(shard) if joins => shard.pieces.push(piece),
                _ => {
                    shards.push(Shard { pieces: vec![piece], continues: false, tokens: Arc::default() });
                    room = size;
                }
            }
            last = Some(part);
            room = room.saturating_sub(weight(unit));
        }
        if parts > 0 {
            room = 0;
        }
    }
    shards
}

fn weight(unit: &Unit) -> usize {
    unit.text.len() + unit.title.len()
}

/// About `count` pieces of about the same size, each of whole lines and the beginning of the next piece.
fn split(text: &str, count: usize) -> Vec<&str> {
    let size = text.len().div_ceil(count);
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let wanted = text.len().min(start + size);
        let rest = &text.as_bytes()[wanted..];
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(text.len(), |found| wanted + found + 1);
        let overlap: usize = text[end..].chars().take(OVERLAP).map(char::len_utf8).sum();
        pieces.push(&text[start..end + overlap]);
        start = end;
    }
    pieces
}

/// Writes how many shards there are, and which of them continue a unit.
pub fn write_runs(shards: &[Shard<'_>], head: &mut Bits) {
    let continuing: Vec<_> =
        (0..).zip(shards).filter(|(_, shard)| shard.continues).map(|(number, _)| number).collect();
    head.count(shards.len());
    head.count(continuing.len());
    head.set(&continuing, 0, shards.len());
}

impl Shard<'_> {
    pub fn units(&self) -> impl Iterator<Item = &Arc<Unit>> {
        self.pieces.iter().map(|piece| piece.unit)
    }

    /// Where its pieces stand in memory: shards with the same places say the same.
    pub fn places(&self) -> Vec<Place> {
        let place = |piece: &Piece<'_>| (Arc::as_ptr(piece.unit).addr(), piece.text.as_ptr().addr());
        self.pieces.iter().map(place).collect()
    }

    /// Writes the records and counts their grams.
    pub fn write(&mut self, counter: &mut Counter) {
        let mut out = Vec::with_capacity(self.pieces.iter().map(|piece| piece.text.len()).sum());
        let mut page = "";
        for Piece { unit, text, is_first } in &self.pieces {
            let (address, anchor) =
                unit.url.split_once('#').map_or((unit.url.as_str(), None), |(a, b)| (a, Some(b)));
            if page != address || out.is_empty() {
                page = address;
                out.push(PAGE);
                out.extend(address.chars().filter(|c| !c.is_control()));
                field(&mut out, &unit.document, Field::Document, counter);
            }
            out.push(UNIT);
            match anchor {
                None => {}
                Some(anchor) if unit.title.split(' ').next() == Some(anchor) => out.push('='),
                Some(anchor) => {
                    out.push('#');
                    out.extend(anchor.chars().filter(|c| !c.is_control()));
                }
            }
            let title = field(&mut out, &unit.title, Field::Text, counter);
            if *is_first {
                let (number, name) = split_number(&out[title]);
                counter.add(number, Field::Keyword);
                counter.add(name, Field::Title);
            }
            let in_keyword = if *is_first { Field::Keyword } else { Field::Text };
            out.push(FIELD);
            for (number, keyword) in unit.keywords.iter().enumerate() {
                if number > 0 {
                    out.push('\n');
                }
                let start = out.len();
                squeeze(keyword, &mut out);
                counter.add(&out[start..], in_keyword);
            }
            field(&mut out, text, Field::Text, counter);
        }
        self.tokens = shorten(&out).into();
    }
}

/// Appends a field and counts its grams; says where it stands.
fn field(out: &mut Vec<char>, text: &str, field: Field, counter: &mut Counter) -> Range<usize> {
    out.push(FIELD);
    let start = out.len();
    squeeze(text, out);
    counter.add(&out[start..], field);
    start..out.len()
}

/// A clause's number, and its title without it.
fn split_number(title: &[char]) -> (&[char], &[char]) {
    let end = title.iter().position(|c| *c == ' ').unwrap_or(title.len());
    let is_number = title[..end].iter().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    if is_number { (&title[..end], title.get(end + 1..).unwrap_or_default()) } else { (&[], title) }
}
