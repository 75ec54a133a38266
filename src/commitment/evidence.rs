//! What a pair of texts shows, as pieces that [`super::weights`] has a weight for.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::lexicon::{Sense, Weight, line};
use super::likeness::found;
use super::text::{Clause, Text, Token};

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// A rule's hit.
    Rule,
    /// The pattern by which a rule found it.
    Pattern,
    /// A line of words for the same.
    Word,
    /// Two telling words that follow each other.
    Pair,
    /// Characters that only the local text has.
    Added,
    /// Characters that only the group's text has.
    Lost,
    /// Kinds of words that only the local text has.
    AddedSense,
    LostSense,
    /// Characters of a text beside the group's.
    Said,
    /// Kinds of words in it.
    SaidSense,
    /// Kinds of words that it has in common with the group's, by its mood.
    Shared,
    /// A clause's mood against that of the group's clause most like it.
    Mood,
    /// How the one text would be made out of the other.
    Edit,
    /// Amounts against the group's.
    Amount,
    /// A measure, by the step that it reaches.
    Measure,
}

impl Family {
    /// The one of that name.
    pub fn named(name: &str) -> Option<Family> {
        Some(match name {
            "Rule" => Family::Rule,
            "Pattern" => Family::Pattern,
            "Word" => Family::Word,
            "Pair" => Family::Pair,
            "Added" => Family::Added,
            "Lost" => Family::Lost,
            "AddedSense" => Family::AddedSense,
            "LostSense" => Family::LostSense,
            "Said" => Family::Said,
            "SaidSense" => Family::SaidSense,
            "Shared" => Family::Shared,
            "Mood" => Family::Mood,
            "Edit" => Family::Edit,
            "Amount" => Family::Amount,
            "Measure" => Family::Measure,
            _ => return None,
        })
    }
}

/// One piece: words of a text or a name, and a number that tells pieces of one name apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature<'a> {
    pub family: Family,
    pub words: &'a str,
    /// The second word of a pair.
    pub then: &'a str,
    pub level: u8,
}

/// Of few bytes, as every piece of every pair is looked up.
impl Hash for Feature<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(self.words.as_bytes());
        state.write(self.then.as_bytes());
        state.write(&[self.family as u8, self.level]);
    }
}

/// As it stands in the table of weights, in one word.
impl fmt::Display for Feature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.then {
            "" => write!(f, "{:?}:{}:{}", self.family, self.words, self.level),
            then => write!(f, "{:?}:{}+{then}:{}", self.family, self.words, self.level),
        }
    }
}

/// All pieces, each with the byte of its text where it stands, if it does.
#[derive(Debug, Default)]
pub struct Evidence<'a> {
    pub pieces: Vec<(Feature<'a>, usize)>,
}

impl<'a> Evidence<'a> {
    pub fn add(&mut self, family: Family, words: &'a str, level: u8) {
        self.pieces.push((Feature { family, words, then: "", level }, usize::MAX));
    }

    /// Characters of a text, at their place.
    pub fn add_at(&mut self, family: Family, source: &'a str, range: Range<usize>, level: u8) {
        let at = range.start;
        // A blank would end the word in the table.
        if let Some(words) = source.get(range).filter(|words| !words.contains(char::is_whitespace)) {
            self.pieces.push((Feature { family, words, then: "", level }, at));
        }
    }

    /// Two words that follow each other.
    pub fn pair(&mut self, words: &'a str, then: &'a str, level: u8) {
        self.pieces.push((Feature { family: Family::Pair, words, then, level }, usize::MAX));
    }

    /// A measure: one piece for each step that it reaches.
    pub fn measure(&mut self, name: &'static str, value: usize, steps: &[usize]) {
        for (level, _) in (0..).zip(steps.iter().take_while(|step| value >= **step)) {
            self.add(Family::Measure, name, level);
        }
    }

    /// Every piece once.
    pub fn finish(mut self) -> Self {
        self.pieces.sort_unstable_by_key(|(feature, at)| {
            (feature.family as u8, feature.level, feature.words, feature.then, *at)
        });
        self.pieces.dedup_by_key(|(feature, _)| *feature);
        self
    }
}

/// What kind of word a token is; none if it says nothing.
pub fn kind(sense: Sense) -> Option<&'static str> {
    Some(match sense {
        Sense::Strength { rank: 4, denies: false } => "must",
        Sense::Strength { rank: 3, denies: false } => "shall",
        Sense::Strength { rank: 2, denies: false } => "should",
        Sense::Strength { denies: false, .. } => "may",
        Sense::Strength { rank: 4, denies: true } => "never",
        Sense::Strength { rank: 3, denies: true } => "shall-not",
        Sense::Strength { denies: true, .. } => "should-not",
        Sense::OnlyThen => "only-then",
        Sense::Universal => "all",
        Sense::Partial => "part",
        Sense::Restrictive => "restrictive",
        Sense::Urgency(3) => "at-once",
        Sense::Urgency(2) => "soon",
        Sense::Urgency(_) => "some-time",
        Sense::Not => "not",
        Sense::Or => "or",
        Sense::Weakening => "weakening",
        Sense::Circumstance => "circumstance",
        Sense::Amount => "amount",
        Sense::Speech => "speech",
        Sense::Harmless => "harmless",
        Sense::Word { weight: Weight::Duty, .. } => "duty",
        Sense::Word { weight: Weight::Light, .. } => "deed",
        Sense::Word { weight: Weight::Topic, .. } => "topic",
        Sense::Word { weight: Weight::Common, .. } => "common",
        Sense::Plain => "plain",
        Sense::Empty => return None,
    })
}

/// How a clause commands or permits, if it does.
pub const MOODS: [&str; 7] = ["plain", "shall-not", "should-not", "must", "shall", "should", "may"];

/// Which of the moods a clause has.
pub fn mood(clause: &Clause) -> u8 {
    match (clause.explicit, clause.denies, clause.rank) {
        (false, ..) => 0,
        (_, true, 3..) => 1,
        (_, true, _) => 2,
        (_, _, 4..) => 3,
        (_, _, 3) => 4,
        (_, _, 2) => 5,
        _ => 6,
    }
}

/// Of each token whether it is missing in the other text.
pub fn missing(text: &Text, other: &Text) -> Vec<bool> {
    text.tokens.iter().map(|token| is_missing(text, token, other)).collect()
}

/// Whether the other text does not say what a token says in any way.
pub fn is_missing(text: &Text, token: &Token, other: &Text) -> bool {
    let word = text.word(token);
    match token.sense {
        // Amounts are compared by what they mean.
        Sense::Empty | Sense::Amount => false,
        _ if other.source.contains(word) => false,
        Sense::Strength { .. }
        | Sense::Universal
        | Sense::Urgency(_)
        | Sense::OnlyThen
        | Sense::Or
        | Sense::Not => !other.tokens.iter().any(|t| t.sense == token.sense),
        Sense::Word { .. } | Sense::Plain | Sense::Harmless | Sense::Speech => {
            let items = &text.content.items;
            let first = items.partition_point(|item| item.range.start < token.range.start);
            let own = items[first..].iter().take_while(|item| item.range.end <= token.range.end);
            own.map(|item| found(item, &other.content)).sum::<u32>() == 0
        }
        // 夜里 for 夜间
        _ => line(word).is_none_or(|own| {
            !other.tokens.iter().any(|t| t.sense == token.sense && line(other.word(t)) == Some(own))
        }),
    }
}
