//! English words that take something off, in a Chinese text.

use std::ops::Range;

use super::lexicon::Sense;
use super::text::Text;

const HEDGES: &[&str] = &[
    "except",
    "unless",
    "optional",
    "if possible",
    "where possible",
    "need not",
    "not required",
    "waived",
    "at discretion",
    "as appropriate",
    "n/a",
];

/// The first of them that stands outside of quoted speech.
pub fn hedge(text: &Text) -> Option<Range<usize>> {
    if !text.source.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let lower = text.source.to_ascii_lowercase();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let spoken =
        |at: usize| text.tokens.iter().any(|token| token.sense == Sense::Speech && token.range.contains(&at));
    HEDGES.iter().find_map(|hedge| {
        let (at, _) = lower.match_indices(hedge).find(|(at, _)| {
            let (before, after) = (&lower[..*at], &lower[at + hedge.len()..]);
            !is_letter(before.chars().next_back()) && !is_letter(after.chars().next()) && !spoken(*at)
        })?;
        Some(at..at + hedge.len())
    })
}
