//! Pinyin, for when nothing else is found: pairs of characters that the handbook uses, and how they are read. A reader's
//! `tousu` or `ts` becomes 投诉 with their help, and that is searched.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pinyin::ToPinyinMulti;

use super::Unit;

/// How many pairs are kept: the most frequent.
const MOST: usize = 5000;
/// In a title a pair counts as much as this many times in the text.
const TITLE: u64 = 8;
/// Bits of a weight.
const WEIGHT: u32 = 8;
/// How much text is looked at, in bytes: a long handbook's pairs are known from a part of it.
const ENOUGH: usize = 1 << 18;
/// How many readings of a character count: the others are rare.
const READINGS: usize = 2;

/// A line for each syllable, `tou投头透`; an empty line; and the pairs, the most frequent first, `投诉处理`.
pub fn words(units: &[Arc<Unit>]) -> Vec<char> {
    let mut found = Vec::new();
    let total: usize = units.iter().map(|unit| unit.text.len()).sum();
    let step = total.div_ceil(ENOUGH).max(1);
    let mut document = "";
    for (number, unit) in units.iter().enumerate() {
        if number % step == 0 {
            find(&unit.text, 1, &mut found);
        }
        find(&unit.title, TITLE, &mut found);
        unit.keywords.iter().for_each(|keyword| find(keyword, TITLE, &mut found));
        if document != &*unit.document {
            document = &unit.document;
            find(document, TITLE, &mut found);
        }
    }
    let pairs = most_frequent(found);

    let mut syllables: BTreeMap<String, String> = BTreeMap::new();
    for c in pairs.iter().flatten().collect::<BTreeSet<_>>() {
        for syllable in readings(*c) {
            syllables.entry(syllable).or_default().push(*c);
        }
    }
    let table: String =
        syllables.into_iter().map(|(syllable, chars)| format!("{syllable}{chars}\n")).collect();
    table.chars().chain(['\n']).chain(pairs.into_iter().flatten()).collect()
}

/// The pairs of Chinese characters in `text`, each with a weight in its lowest bits.
fn find(text: &str, weight: u64, found: &mut Vec<u64>) {
    let mut last = None;
    for c in text.chars() {
        let chinese = Some(u64::from(c)).filter(|c| (0x4e00..=0x9fff).contains(c));
        found.extend(last.zip(chinese).map(|(a, b)| (a << 16 | b) << WEIGHT | weight));
        last = chinese;
    }
}

fn most_frequent(mut found: Vec<u64>) -> Vec<[char; 2]> {
    found.sort_unstable();
    let weighed = found.chunk_by(|a, b| a >> WEIGHT == b >> WEIGHT).map(|same| {
        let weight: u64 = same.iter().map(|pair| pair & ((1 << WEIGHT) - 1)).sum();
        (Reverse(weight), same[0] >> WEIGHT)
    });
    let mut pairs: Vec<_> = weighed.collect();
    pairs.sort_unstable();
    let chars = |pair: u64| [pair >> 16, pair & 0xffff].map(|c| char::from_u32(c as u32).unwrap_or_default());
    pairs.into_iter().take(MOST).map(|(_, pair)| chars(pair)).collect()
}

/// Places whose first character is read otherwise than alone.
const PLACES: [(&str, &str); 7] = [
    ("佛山", "fo"),
    ("六安", "lu"),
    ("厦门", "xia"),
    ("番禺", "pan"),
    ("蚌埠", "beng"),
    ("重庆", "chong"),
    ("长", "chang"),
];

/// Where a place stands in a Chinese list, character by character: 长沙, 成都, 重庆, 哈尔滨; 西安 before 厦门.
pub fn order(place: &str) -> Vec<(String, char)> {
    let first = PLACES.iter().find(|(name, _)| place.starts_with(name)).map(|(_, read)| (*read).to_owned());
    let mut first = first.into_iter();
    let mut read =
        |c| first.next().or_else(|| readings(c).into_iter().next()).unwrap_or_else(|| c.to_string());
    place.chars().map(|c| (read(c), c)).collect()
}

/// What people type for a name: `kehudengjibiao khdjb` for 客户登记表.
pub fn typed(name: &str) -> String {
    let read = order(name);
    let whole = read.iter().map(|(syllable, _)| syllable.as_str());
    let first = read.iter().filter_map(|(syllable, _)| syllable.get(..1));
    whole.chain([" "]).chain(first).collect()
}

/// How a character is read, as it is typed: without tones, `v` for `ü`.
fn readings(c: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let plain = reading.plain().replace('ü', "v");
        if readings.len() < READINGS
            && plain.chars().all(|c| c.is_ascii_lowercase())
            && !readings.contains(&plain)
        {
            readings.push(plain);
        }
    }
    readings
}
