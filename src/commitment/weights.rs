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

/// A line is the place, the piece and its weight; the piece `-` is the start.
static TABLE: LazyLock<[Weights; 2]> = LazyLock::new(|| {
    let new = || Weights { start: 0, pieces: HashMap::default() };
    let mut table = [new(), new()];
    for line in include_str!("weights.txt").lines() {
        let mut columns = line.split(' ');
        let (Some(place), Some(piece), Some(weight)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let weights = &mut table[usize::from(place == "beside")];
        let weight = weight.parse().unwrap_or(0);
        match parse(piece) {
            Some(feature) => {
                weights.pieces.insert(feature, weight);
            }
            None => weights.start = weight,
        }
    }
    table
});

/// `Lost:双人:2`
fn parse(piece: &'static str) -> Option<Feature<'static>> {
    let (family, rest) = piece.split_once(':')?;
    let (words, level) = rest.rsplit_once(':')?;
    let family = Family::named(family)?;
    let (words, then) = match family {
        Family::Pair => words.split_once('+')?,
        _ => (words, ""),
    };
    Some(Feature { family, words, then, level: level.parse().ok()? })
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
