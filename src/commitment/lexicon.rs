//! Looks words up: which word a text has at a place, and what it tells.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::cues;
use super::weakeners::WEAKENERS;
use super::words;

/// What a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// 必须 is 4, 可 is 1; 不得 denies.
    Strength {
        rank: u8,
        denies: bool,
    },
    /// 方可
    OnlyThen,
    /// 所有, 一律
    Universal,
    /// 部分, 重点
    Partial,
    /// 夜间, 重大: fewer cases.
    Restrictive,
    /// 立即 is 3, 适时 is 1.
    Urgency(u8),
    /// 不, 未 before a deed.
    Not,
    Or,
    /// The first word of a pattern that may weaken a duty.
    Weakening,
    /// One of several words for the same, by the line it stands on; a word may stand on two.
    Word {
        group: u16,
        other: u16,
        weight: Weight,
    },
    /// A season, a day, a time of day: when, not what.
    Circumstance,
    /// A word that only looks like a telling one.
    Harmless,
    /// Any other character.
    Plain,
    /// Carries no content: 的, 了, spaces.
    Empty,
    /// Quoted speech, as a whole.
    Speech,
    /// Part of a quantity or of times of day.
    Amount,
}

/// How much a word tells about what its clause speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Duty,
    Topic,
    Common,
}

struct Entry {
    word: &'static str,
    sense: Sense,
}

/// Every known word by its first character, the longest first.
static LEXICON: LazyLock<HashMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let mut lexicon: HashMap<char, Vec<Entry>> = HashMap::new();
    let mut add = |words: &'static str, sense: Sense| {
        for word in words.split_whitespace() {
            let Some(c) = word.chars().next() else { continue };
            let entries = lexicon.entry(c).or_default();
            let known = entries.iter_mut().find(|entry| entry.word == word);
            match (known.map(|entry| &mut entry.sense), sense) {
                (None, _) => entries.push(Entry { word, sense }),
                (Some(Sense::Word { other, .. }), Sense::Word { group, .. }) => *other = group,
                // The tables that come first win.
                _ => {}
            }
        }
    };
    for (rank, denies, words) in cues::STRENGTHS {
        add(words, Sense::Strength { rank: *rank, denies: *denies });
    }
    add(cues::COMPARISONS, Sense::Empty);
    add(cues::ONLY_THEN, Sense::OnlyThen);
    for (rank, words) in cues::URGENCY {
        add(words, Sense::Urgency(*rank));
    }
    add(cues::UNIVERSAL, Sense::Universal);
    add(cues::PARTIAL, Sense::Partial);
    add(cues::RESTRICTIVE, Sense::Restrictive);
    for weakener in WEAKENERS {
        for pattern in weakener.words.split_whitespace() {
            // 可 keeps its own sense, whatever follows.
            if !pattern.starts_with(['可', '允', '准'])
                || pattern.starts_with("可能")
                || pattern.starts_with("可行")
            {
                add(pattern.split('…').next().unwrap_or(pattern), Sense::Weakening);
            }
        }
    }
    add(cues::NOT, Sense::Not);
    add(cues::OR, Sense::Or);
    add(cues::CIRCUMSTANCES, Sense::Circumstance);
    let tables =
        [(words::DUTIES, Weight::Duty), (words::TOPICS, Weight::Topic), (words::COMMON, Weight::Common)];
    let mut group = 0;
    for (table, weight) in tables {
        for line in table {
            add(line, Sense::Word { group, other: group, weight });
            group += 1;
        }
    }
    for line in words::HARMLESS {
        add(line, Sense::Harmless);
    }
    for entries in lexicon.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.word.len()));
    }
    lexicon
});

/// The longest known word that `text` starts with, and what it tells.
pub fn lookup(text: &str) -> Option<(&'static str, Sense)> {
    let entries = LEXICON.get(&text.chars().next()?)?;
    entries.iter().find(|entry| text.starts_with(entry.word)).map(|entry| (entry.word, entry.sense))
}
