//! Which shards have a gram: one character, two, or three of a script that puts spaces between words.
//!
//! Grams are known by a key, which is a hash. Its upper part says in which bucket (a file) a gram is, its lower bits,
//! the mark, which of those it is there. Two grams may share both: then a shard is read in vain, and nothing wrong is
//! found.

use rayon::prelude::*;

use super::bits::Bits;
use super::fold::{fold, is_spaced};

/// Where a gram stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Title,
    Keyword,
    /// The title of the document that a unit is in.
    Document,
    Text,
}

/// A gram in a shard: its key (32 bits), the shard's number (22), in which fields (2), how often (8).
pub type Posting = u64;

const IN_TITLE: u64 = 1 << 8;
const IN_KEYWORD: u64 = 1 << 9;
const OFTEN: u64 = 0xff;
const SHARD: u32 = 10;
/// Being in a document's title counts as much as this many times in its text.
const DOCUMENT: u64 = 64;

/// Stand before and after a title, so that whole titles can be told.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// What a posting takes on average, in bits.
const POSTING: usize = 6;
/// The smallest bucket worth a file of its own, in bytes.
const SMALLEST: usize = 1000;
/// A list that is longer says which shards have a gram most often, and so many of them.
const LONG: usize = 32;
const BEST: usize = 8;

/// A hash of characters: of none, and with one more.
const NONE: u32 = 0;
fn with(hash: u32, c: char) -> u32 {
    let hash = (hash ^ c as u32).wrapping_mul(0x9e37_79b1);
    hash ^ hash >> 15
}

/// The key of a gram. Zero is an empty slot of a [`Counter`].
fn key(hash: u32) -> u32 {
    let hash = hash.wrapping_mul(0x85eb_ca6b);
    (hash ^ hash >> 13).max(1)
}

/// Counts the grams of one shard: a hash table that is used again for the next.
#[derive(Debug, Default)]
pub struct Counter {
    /// Keys, and below them counts and fields; zero is empty.
    slots: Vec<Posting>,
    /// The first `count` are the slots that are not empty.
    used: Vec<u32>,
    count: usize,
    /// Of the grams of one text.
    keys: Vec<u32>,
}

impl Counter {
    /// Counts the grams of `text`, which is squeezed.
    pub fn add(&mut self, text: &[char], field: Field) {
        let value = match field {
            Field::Title => IN_TITLE | 1,
            Field::Keyword => IN_KEYWORD | 1,
            Field::Document => DOCUMENT,
            Field::Text => 1,
        };
        let keys = &mut self.keys;
        keys.clear();
        // The last character and the hashes of what ends with it: one character, and two.
        let mut last: Option<(bool, u32, Option<u32>)> = None;
        let mut gap = false;
        for c in text {
            if matches!(c, ' ' | '\n') {
                gap = true;
                continue;
            }
            let c = fold(*c);
            let spaced = is_spaced(c);
            let one = with(NONE, c);
            let mut two = None;
            keys.push(key(one));
            // Beside Chinese a space is only typography.
            if let Some((was_spaced, last_one, last_two)) = last
                && !(gap && spaced && was_spaced)
            {
                let hash = with(last_one, c);
                keys.push(key(hash));
                if spaced && was_spaced {
                    two = Some(hash);
                    keys.extend(last_two.map(|last_two| key(with(last_two, c))));
                }
            }
            gap = false;
            last = Some((spaced, one, two));
        }
        if matches!(field, Field::Title | Field::Keyword)
            && let (Some(first), Some(last)) = (text.first(), text.last())
        {
            keys.push(key(with(with(NONE, OPEN), fold(*first))));
            keys.push(key(with(with(NONE, fold(*last)), CLOSE)));
        }
        self.count(value);
    }

    /// Counts the keys.
    fn count(&mut self, value: u64) {
        self.reserve(self.keys.len());
        let slots = &mut *self.slots;
        let used = &mut *self.used;
        for key in &self.keys {
            let slot = place(slots, *key);
            let entry = slots[slot];
            // Written in any case, because whether a gram is new can't be foreseen.
            used[self.count] = slot as u32;
            self.count += usize::from(entry == 0);
            let often = ((entry & OFTEN) + (value & OFTEN)).min(OFTEN);
            slots[slot] = u64::from(*key) << 32 | (entry | value) & (IN_TITLE | IN_KEYWORD) | often;
        }
    }

    /// Makes room for that many more grams.
    fn reserve(&mut self, more: usize) {
        let wanted = (2 * (self.count + more)).next_power_of_two().max(1 << 13);
        if wanted <= self.slots.len() {
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![0; wanted]);
        self.used.resize(wanted, 0);
        for used in &mut self.used[..self.count] {
            let entry = old[*used as usize];
            let slot = place(&self.slots, (entry >> 32) as u32);
            self.slots[slot] = entry;
            *used = slot as u32;
        }
    }

    /// Appends what was counted for this shard; the table is empty again.
    pub fn take(&mut self, shard: usize, postings: &mut Vec<Posting>) {
        let used = &self.used[..std::mem::take(&mut self.count)];
        let entries = used.iter().map(|slot| std::mem::take(&mut self.slots[*slot as usize]));
        postings.extend(entries.map(|entry| entry | (shard as u64) << SHARD));
    }
}

/// The slot of `key`, or the empty one where it belongs.
fn place(slots: &[Posting], key: u32) -> usize {
    let mut slot = key as usize & (slots.len() - 1);
    // Without `&&`: whether a slot is empty can't be foreseen.
    while (slots[slot] != 0) & ((slots[slot] >> 32) as u32 != key) {
        slot = (slot + 1) & (slots.len() - 1);
    }
    slot
}

/// The postings of all shards, in buckets.
#[derive(Debug)]
pub struct Index {
    pub buckets: Vec<Vec<u8>>,
    /// How many bits a mark has.
    width: u32,
}

impl Index {
    /// `postings` are those of some shards that stand together, then of the next, …; `size` is the size of a shard of
    /// text.
    pub fn new(postings: Vec<Vec<Posting>>, shards: usize, size: usize) -> Self {
        let total: usize = postings.iter().map(Vec::len).sum();
        let room = SMALLEST.max(size / 3) * 8 / POSTING;
        let count = total.div_ceil(room);
        let width = room.ilog2() + 2;
        // Each part is sorted by bucket; then each bucket gathers what it has in every part.
        let parts: Vec<_> = postings
            .into_par_iter()
            .map(|part| sort(&part, count, |posting| (((posting >> 32) * count as u64) >> 32) as usize))
            .collect();
        let buckets = (0..count)
            .into_par_iter()
            .map(|bucket| {
                let start = |ends: &[u32]| if bucket == 0 { 0 } else { ends[bucket - 1] as usize };
                let slices = parts.iter().map(|(sorted, ends)| &sorted[start(ends)..ends[bucket] as usize]);
                write_bucket(&slices.collect::<Vec<_>>().concat(), width, shards)
            })
            .collect();
        Index { buckets, width }
    }

    /// Writes how many buckets there are, and how wide a mark is.
    pub fn write_head(&self, head: &mut Bits) {
        head.count(self.buckets.len());
        head.count(self.width as usize);
    }
}

/// Sorts by a key below `keys` and keeps the order of what has the same; says where each key ends.
fn sort(postings: &[Posting], keys: usize, key: impl Fn(Posting) -> usize) -> (Vec<Posting>, Vec<u32>) {
    let mut ends = vec![0; keys];
    postings.iter().for_each(|posting| ends[key(*posting)] += 1);
    let mut total = 0;
    for end in &mut ends {
        total += std::mem::replace(end, total);
    }
    let mut sorted = vec![0; postings.len()];
    for posting in postings {
        let end = &mut ends[key(*posting)];
        sorted[*end as usize] = *posting;
        *end += 1;
    }
    (sorted, ends)
}

/// The same gram in the same fields of another shard.
pub fn in_shard(posting: Posting, number: usize) -> Posting {
    let others = ((1 << SHARD) - 1) | (Posting::MAX << 32);
    posting & others | (number as u64) << SHARD
}

/// The shard's number.
pub fn number(posting: Posting) -> u32 {
    posting as u32 >> SHARD
}

/// The marks, rising, and for each the shards that have it.
fn write_bucket(postings: &[Posting], width: u32, shards: usize) -> Vec<u8> {
    let mark = |posting: Posting| (posting >> 32) as u32 & ((1 << width) - 1);
    let (sorted, _) = sort(postings, 1 << width, |posting| mark(posting) as usize);
    let lists = sorted.chunk_by(|a, b| mark(*a) == mark(*b));
    let marks: Vec<u32> = lists.clone().map(|list| mark(list[0])).collect();
    let mut bits = Bits::default();
    bits.count(marks.len());
    bits.set(&marks, 0, 1 << width);
    let (mut numbers, mut values, mut some) = (Vec::new(), Vec::new(), Vec::new());
    for list in lists {
        // Most grams are in a single shard, and in no title.
        if let [posting] = list
            && posting & (IN_TITLE | IN_KEYWORD) == 0
        {
            bits.count(0);
            bits.below(number(*posting) as usize, shards);
            bits.put(0, 1);
            continue;
        }
        numbers.clear();
        values.clear();
        for posting in list {
            let (number, value) = (number(*posting), posting & ((1 << SHARD) - 1));
            match values.last_mut() {
                // Two grams that have the same mark.
                Some(last) if numbers.last() == Some(&number) => *last |= value,
                _ => {
                    numbers.push(number);
                    values.push(value);
                }
            }
        }
        bits.count(numbers.len() - 1);
        bits.set(&numbers, 0, shards);
        if numbers.len() > LONG {
            best(&values, &mut some);
            write_some(&some, numbers.len(), &mut bits);
        }
        let in_heads = values.iter().any(|value| value & (IN_TITLE | IN_KEYWORD) > 0);
        bits.put(in_heads.into(), 1);
        for field in [IN_TITLE, IN_KEYWORD] {
            if in_heads {
                some.clear();
                some.extend(
                    (0..).zip(&values).filter(|(_, value)| *value & field > 0).map(|(place, _)| place),
                );
                write_some(&some, numbers.len(), &mut bits);
            }
        }
    }
    bits.quoted()
}

fn write_some(places: &[u32], length: usize, bits: &mut Bits) {
    bits.count(places.len());
    bits.set(places, 0, length);
}

/// The places of the largest counts, if they tell anything.
fn best(values: &[u64], places: &mut Vec<u32>) {
    places.clear();
    places.extend((0..).zip(values).filter(|(_, value)| *value & OFTEN > 1).map(|(place, _)| place));
    if places.len() > BEST {
        places.select_nth_unstable_by_key(BEST, |place| (OFTEN - (values[*place as usize] & OFTEN), *place));
        places.truncate(BEST);
        places.sort_unstable();
    }
}
