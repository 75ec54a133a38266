//! How much each piece of evidence weighs. The table is learned: `cargo run --release --example weigh` writes it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::evidence::{Evidence, Family, Feature};

/// Where a local text stands: each place has weights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the place of the group's.
    Instead,
    /// Beside it.
    Beside,
}

/// What everything together weighs above nothing is looser.
pub fn score(place: Place, evidence: &Evidence) -> i32 {
    let weights = &TABLE[place as usize];
    let known = evidence.pieces.iter().filter_map(|(feature, _)| weights.pieces.get(feature));
    weights.start + known.sum::<i32>()
}

/// What one piece weighs.
pub fn weight(place: Place, feature: &Feature) -> i32 {
    TABLE[place as usize].pieces.get(feature).copied().unwrap_or(0)
}

struct Weights {
    /// What no evidence at all weighs.
    start: i32,
    pieces: HashMap<Feature<'static>, i32, BuildHasherDefault<Fnv>>,
}

/// A heading of three columns says of which place, kind of evidence and level the pieces below it are.
static TABLE: LazyLock<[Weights; 2]> = LazyLock::new(|| {
    let new = || Weights { start: 0, pieces: HashMap::default() };
    let mut table = [new(), new()];
    let (mut place, mut family, mut level) = (Place::Instead, None, 0);
    for line in include_str!("weights.txt").lines() {
        let columns: Vec<&'static str> = line.split(' ').collect();
        match columns[..] {
            [name, kind, step] => {
                place = if name == "beside" { Place::Beside } else { Place::Instead };
                (family, level) = (Family::named(kind), step.parse().unwrap_or(0));
            }
            [words, weight] => {
                let (weights, weight) = (&mut table[place as usize], weight.parse().unwrap_or(0));
                match family {
                    Some(family) => {
                        weights.pieces.insert(feature(family, words, level), weight);
                    }
                    None => weights.start = weight,
                }
            }
            _ => {}
        }
    }
    table
});

fn feature(family: Family, words: &'static str, level: u8) -> Feature<'static> {
    let (words, then) = match family {
        Family::Pair => words.split_once('+').unwrap_or((words, "")),
        _ => (words, ""),
    };
    Feature { family, words, then, level }
}

/// A hash of short words that costs little (Fowler, Noll and Vo's).
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
