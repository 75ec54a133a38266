//! Evidence of words: which lines of words for the same a text says, and which of them follow each other.

use super::evidence::{Evidence, Family, kind};
use super::lexicon::{Sense, name};
use super::text::{Text, Token};

/// Adds the words of `text` and the pairs of them at `level`: all, or only those that the other text is missing.
pub fn gather<'a>(text: &Text<'a>, missing: &[bool], level: u8, all: bool, out: &mut Evidence<'a>) {
    for clause in &text.clauses {
        let said = |at: usize| Some((says(text, &text.tokens[at])?, missing[at]));
        let said: Vec<(&str, bool)> = clause.tokens.clone().filter_map(said).collect();
        for (at, (word, missing)) in said.iter().enumerate() {
            if *missing || all {
                out.add(Family::Word, word, level + u8::from(!missing));
            }
            for (then, _) in said[at + 1..].iter().take(REACH).filter(|(_, too)| *missing || *too || all) {
                out.pair(word, then, level);
            }
        }
    }
}

/// How many words later the second of a pair may stand.
const REACH: usize = 2;

/// What a token says, in one word for all that say the same.
fn says<'a>(text: &Text<'a>, token: &Token) -> Option<&'a str> {
    match token.sense {
        Sense::Word { group, .. } => Some(name(group)),
        Sense::Empty | Sense::Plain | Sense::Harmless => None,
        Sense::Partial | Sense::Restrictive | Sense::Weakening | Sense::Circumstance | Sense::Not => {
            Some(text.word(token))
        }
        sense => kind(sense),
    }
}
