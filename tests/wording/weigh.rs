//! Learns `src/commitment/weights.txt` from `wording_pairs.yaml`: `cargo run --release --example weigh`.
//! With `rotate` it writes nothing, and says how well the other pairs foretell those of each later round.
//!
//! Logistic regression with a quadratic penalty, by coordinate descent: the same pairs give the same table.

use std::collections::BTreeMap;
use std::fmt::Write as _;

mod variants;

use handbook::commitment::{Evidence, Place, evidence};
use serde::Deserialize;

#[derive(Deserialize)]
struct Pair {
    group: String,
    local: String,
    kind: String,
    verdict: String,
    round: u32,
}

/// The rules were written by the rounds up to this one.
const KNOWN: u32 = 7;
/// The rounds up to this one were written by people who knew nothing of the rules; those after it only teach,
const BLIND: u32 = 40;
/// and so does this one.
const TAUGHT: u32 = 37;
/// How much a pair counts against the penalty.
const COST: f64 = 0.5;
/// Evidence in fewer written pairs is left out.
const RARE: usize = 2;
/// What weighs less than this in the table is left out of it.
const LIGHT: i32 = 4;
/// What speaks for an accusation must weigh more than what speaks against it, by so much. Less than nothing: that a
/// loosening slips through costs more than that a sound text is refused.
const CAUTION: i32 = -20;
/// Times over all weights.
const SWEEPS: usize = 60;
/// What the table's integers are multiples of.
const UNIT: f64 = 100.0;

/// A pair as the learner sees it.
struct Row {
    round: u32,
    is_variant: bool,
    place: Place,
    evidence: Evidence,
    looser: bool,
}

impl Row {
    fn pieces(&self) -> &[String] {
        match &self.evidence {
            Evidence::Weigh(_, pieces) => pieces,
            _ => &[],
        }
    }
}

fn main() {
    let root = env!("CARGO_MANIFEST_DIR");
    let text = std::fs::read_to_string(format!("{root}/tests/wording_pairs.yaml")).expect("the pairs");
    let pairs: Vec<Pair> = serde_saphyr::from_str(&text).expect("pairs");
    let synonyms = std::fs::read_to_string(format!("{root}/src/commitment/synonyms.txt")).expect("the words");
    let all: Vec<&Pair> = pairs.iter().collect();
    let variants = variants::variants(&all, &synonyms);
    let rotate = std::env::args().any(|argument| argument == "rotate");
    let rows: Vec<Row> = rows(&pairs, false).chain(self::rows(&variants, true)).collect();
    if rotate {
        return rotated(&rows);
    }
    std::fs::write(format!("{root}/src/commitment/weights.txt"), table(&rows)).expect("the table is written");
}

/// The table of weights: a heading for each place, kind of evidence and level, and its pieces below.
fn table(rows: &[Row]) -> String {
    let mut table = String::new();
    for (place, name) in PLACES {
        let mut kinds: BTreeMap<(String, String), Vec<(String, i32)>> = BTreeMap::new();
        for (piece, weight) in learned(&at(place, rows.iter())) {
            let (family, rest) = piece.split_once(':').unwrap_or((&piece, "-"));
            let (words, level) = rest.rsplit_once(':').unwrap_or((rest, "0"));
            let kind = kinds.entry((family.to_owned(), level.to_owned())).or_default();
            kind.push((words.to_owned(), weight));
        }
        for ((family, level), pieces) in kinds {
            writeln!(table, "{name} {family} {level}").expect("a string takes all");
            for (words, weight) in pieces {
                writeln!(table, "{words} {weight}").expect("a string takes all");
            }
        }
    }
    table
}

const PLACES: [(Place, &str); 2] = [(Place::Instead, "instead"), (Place::Beside, "beside")];

fn rows(pairs: &[Pair], is_variant: bool) -> impl Iterator<Item = Row> {
    pairs.iter().filter(|pair| pair.kind != "parameter").map(move |pair| {
        let place = if pair.kind == "replacement" { Place::Instead } else { Place::Beside };
        let evidence = evidence(place, &pair.group, &pair.local);
        Row { round: pair.round, is_variant, evidence, looser: pair.verdict == "looser", place }
    })
}

/// The rows that are to be weighed at a place.
fn at<'r>(place: Place, rows: impl Iterator<Item = &'r Row>) -> Vec<&'r Row> {
    rows.filter(|row| matches!(row.evidence, Evidence::Weigh(at, _) if at == place)).collect()
}

/// Each round of those who knew nothing, by what all others teach.
fn rotated(rows: &[Row]) {
    let mut counts: BTreeMap<(&str, bool), (u32, u32)> = BTreeMap::new();
    for round in (KNOWN + 1..=BLIND).filter(|round| *round != TAUGHT) {
        let others = || rows.iter().filter(|row| row.round != round);
        let weights = PLACES.map(|(place, _)| learned(&at(place, others())));
        for row in rows.iter().filter(|row| row.round == round && !row.is_variant) {
            let accused = match &row.evidence {
                Evidence::Kept => false,
                Evidence::Looser => true,
                Evidence::Weigh(place, pieces) => {
                    let weights = &weights[usize::from(*place == Place::Beside)];
                    let known = pieces.iter().filter_map(|piece| weights.get(piece));
                    known.sum::<i32>() + weights["-"] > 0
                }
            };
            let kind = if row.place == Place::Instead { "replacements" } else { "additions" };
            let count = counts.entry((kind, row.looser)).or_default();
            *count = (count.0 + u32::from(accused), count.1 + 1);
        }
    }
    for ((kind, looser), (accused, all)) in counts {
        println!("{kind}: {accused} of {all} {} accused", if looser { "looser" } else { "others" });
    }
}

/// The weight of each piece of evidence, and that of none.
fn learned(rows: &[&Row]) -> BTreeMap<String, i32> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for piece in rows.iter().filter(|row| !row.is_variant).flat_map(|row| row.pieces()) {
        *counts.entry(piece).or_default() += 1;
    }
    // The rows that each piece stands in; `-` stands in all.
    let mut columns: BTreeMap<&str, Vec<usize>> = BTreeMap::from([("-", (0..rows.len()).collect())]);
    for (at, row) in rows.iter().enumerate() {
        for piece in
            row.pieces().iter().filter(|piece| counts.get(piece.as_str()).is_some_and(|count| *count >= RARE))
        {
            columns.entry(piece).or_default().push(at);
        }
    }
    let share = |looser: bool| {
        let rows = rows.iter().filter(|row| row.looser == looser && !row.is_variant);
        1.0 / (rows.count() as f64 + 1.0)
    };
    let shares = [share(false), share(true)];
    let penalties: Vec<f64> = columns
        .iter()
        .map(|(piece, column)| match *piece {
            "-" => 1.0,
            _ => 1.0 / (trust(piece) * leaning(column, rows, shares)).powi(2),
        })
        .collect();
    let sign: Vec<f64> = rows.iter().map(|row| if row.looser { 1.0 } else { -1.0 }).collect();
    let cost: Vec<f64> = rows.iter().map(|row| COST * worth(row)).collect();
    let mut sums = vec![0.0; rows.len()];
    let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
    for _ in 0..SWEEPS {
        for ((piece, column), penalty) in columns.iter().zip(&penalties) {
            let weight = weights.entry(piece).or_default();
            // How much less wrong a greater weight would make the rows, and how fast that changes at most.
            let wrong = |at: &usize| cost[*at] * sign[*at] / (1.0 + (sign[*at] * sums[*at]).exp());
            let pull: f64 = column.iter().map(wrong).sum();
            let bend: f64 = column.iter().map(|at| cost[*at] / 4.0).sum();
            let change = (pull - *weight * penalty) / (bend + penalty);
            *weight += change;
            column.iter().for_each(|at| sums[*at] += change);
        }
    }
    let rounded =
        weights.into_iter().map(|(piece, weight)| (piece.to_owned(), (weight * UNIT).round() as i32));
    let mut learned: BTreeMap<String, i32> =
        rounded.filter(|(piece, weight)| weight.abs() >= LIGHT || piece == "-").collect();
    learned.entry("-".to_owned()).and_modify(|start| *start -= CAUTION);
    learned
}

/// How much more often a piece stands in one kind of rows than in the other: what stands in both alike is trusted half
/// as much.
fn leaning(column: &[usize], rows: &[&Row], shares: [f64; 2]) -> f64 {
    let mut seen = [0.5, 0.5];
    for row in column.iter().map(|at| rows[*at]) {
        seen[usize::from(row.looser)] += if row.is_variant { VARIANT } else { 1.0 };
    }
    0.5 + 0.5 * (seen[1] * shares[1] / (seen[0] * shares[0])).ln().abs()
}

/// How readily a piece of evidence is given weight. Measures and single characters stand in nearly all rows.
fn trust(piece: &str) -> f64 {
    let family = piece.split(':').next().unwrap_or_default();
    match family {
        "Measure" => 0.5,
        "Said" if piece.ends_with(":1") => 0.5,
        "Added" | "Lost" => 1.4,
        "AddedSense" | "LostSense" => 1.5,
        _ => 1.0,
    }
}

/// How much a row counts: less where its writer knew the rules, and little where nobody wrote it.
fn worth(row: &Row) -> f64 {
    let written = if row.round <= KNOWN {
        0.5
    } else if row.round <= BLIND && row.round != TAUGHT {
        1.0
    } else {
        0.4
    };
    if row.is_variant { written * VARIANT } else { written }
}

/// What a variant counts against a written pair.
const VARIANT: f64 = 0.015;
