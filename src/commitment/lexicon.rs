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
    /// A deed too, but said in many other ways.
    Light,
    Topic,
    Common,
}

/// Things by a character that they begin with. Every character of a text is looked up, so it is a plain table.
pub struct ByChar<T> {
    /// For characters of the basic plane, one more than the place of their things; 0 for none.
    places: Vec<u16>,
    things: Vec<Vec<T>>,
}

impl<T> ByChar<T> {
    pub fn new() -> Self {
        ByChar { places: vec![0; 0x1_0000], things: Vec::new() }
    }

    /// What begins with `c`, to be added to; none outside of the basic plane.
    pub fn entry(&mut self, c: char) -> Option<&mut Vec<T>> {
        let place = self.places.get_mut(c as usize)?;
        if *place == 0 {
            self.things.push(Vec::new());
            *place = u16::try_from(self.things.len()).ok()?;
        }
        self.things.get_mut(usize::from(*place) - 1)
    }

    pub fn get(&self, c: char) -> &[T] {
        let place = self.places.get(c as usize).copied().unwrap_or_default();
        usize::from(place).checked_sub(1).map_or(&[], |at| &self.things[at])
    }

    pub fn all(&mut self) -> impl Iterator<Item = &mut Vec<T>> {
        self.things.iter_mut()
    }
}

struct Entry {
    word: &'static str,
    sense: Sense,
}

struct Lexicon {
    /// Every known word by its first character, the longest first.
    words: ByChar<Entry>,
    singles: HashMap<char, u16>,
    /// A word of each line.
    names: Vec<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = ByChar::new();
    let mut singles = HashMap::new();
    let mut add = |words: &'static str, sense: Sense| {
        for word in words.split_whitespace() {
            let Some(entries) = word.chars().next().and_then(|c| lexicon.entry(c)) else { continue };
            let known = entries.iter_mut().find(|entry: &&mut Entry| entry.word == word);
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
    let tables = [
        (words::DUTIES, Weight::Duty),
        (words::LIGHT_DUTIES, Weight::Light),
        (words::TOPICS, Weight::Topic),
        (words::COMMON, Weight::Common),
    ];
    let mut group = 0;
    let mut names = Vec::new();
    for (table, weight) in tables {
        for line in table {
            names.push(line.split_whitespace().next().unwrap_or_default());
            add(line, Sense::Word { group, other: group, weight });
            group += 1;
        }
    }
    for line in words::HARMLESS {
        add(line, Sense::Harmless);
    }
    let mut weight = Weight::Light;
    for line in SYNONYMS.lines() {
        if let Some(section) = line.strip_prefix("# ") {
            weight = match section {
                "verbs" | "manner" => Weight::Light,
                "persons" => Weight::Common,
                _ => Weight::Topic,
            };
            continue;
        }
        let known = line.split_whitespace().find_map(|word| {
            let entries = lexicon.get(word.chars().next()?);
            match entries.iter().find(|entry| entry.word == word)?.sense {
                Sense::Word { group, weight, .. } => Some((group, weight)),
                _ => None,
            }
        });
        let (group, weight) = match known {
            Some(known) => known,
            None => {
                group = u16::try_from(names.len()).unwrap_or(u16::MAX);
                names.push(line.split_whitespace().next().unwrap_or_default());
                (group, weight)
            }
        };
        for word in line.split_whitespace() {
            let mut chars = word.chars();
            let Some(c) = chars.next() else { continue };
            if chars.next().is_none() {
                singles.insert(c, group);
                continue;
            }
            let Some(entries) = lexicon.entry(c) else { continue };
            if !entries.iter().any(|entry| entry.word == word) {
                entries.push(Entry { word, sense: Sense::Word { group, other: group, weight } });
            }
        }
    }
    for entries in lexicon.all() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.word.len()));
    }
    Lexicon { words: lexicon, singles, names }
});

/// The line of the synonyms that a word of another table stands on, too.
pub fn line(word: &str) -> Option<u16> {
    static LINES: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
        let lines = (0..).zip(SYNONYMS.lines().filter(|line| !line.starts_with('#')));
        lines.flat_map(|(at, line)| line.split_whitespace().map(move |word| (word, at))).collect()
    });
    LINES.get(word).copied()
}

/// The line of words that a character by itself belongs to: 记 to 记录.
pub fn single(c: char) -> Option<u16> {
    LEXICON.singles.get(&c).copied()
}

/// One of the words for the same, for all of them.
pub fn name(group: u16) -> &'static str {
    LEXICON.names.get(usize::from(group)).copied().unwrap_or_default()
}

const SYNONYMS: &str = include_str!("synonyms.txt");

/// The longest known word that `text` starts with, and what it tells.
pub fn lookup(text: &str) -> Option<(&'static str, Sense)> {
    let entries = LEXICON.words.get(text.chars().next()?);
    entries.iter().find(|entry| text.starts_with(entry.word)).map(|entry| (entry.word, entry.sense))
}
