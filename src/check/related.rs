//! Which of the clauses above a local text may speak of. A text can contradict a clause that it does not stand
//! under; reading it against every clause would take too long.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::resolve::{Edition, LaidClause, Layer, walk};

/// Clauses by the pairs of characters in them.
#[derive(Default)]
pub struct Related<'a, 'h> {
    clauses: Vec<(&'a str, &'a LaidClause<'h>)>,
    /// Where the clauses of each pair stand in `having`.
    pairs: HashMap<Pair, Range<u32>>,
    /// Clauses, by the pairs that they have.
    having: Vec<u32>,
}

type Pair = (char, char);

/// How many clauses a text is read against.
const NEAREST: usize = 5;

impl<'a, 'h> Related<'a, 'h> {
    /// The clauses of an edition in which one of `layers` speaks.
    pub fn of(edition: &'a Edition<'h>, layers: Range<Layer>) -> Self {
        let mut clauses = Vec::new();
        for laid in edition.documents.iter().filter(|_| !layers.is_empty()) {
            walk(&laid.parts, &mut |clause| {
                let filled = clause.filled.as_ref().map(|fill| fill.layer);
                let replaced = clause.replaced.map(|(_, layer)| layer);
                let mut speaking = [Some(clause.layer), filled, replaced].into_iter().flatten();
                if speaking.any(|layer| layers.contains(&layer)) {
                    clauses.push((laid.document.id.as_str(), clause));
                }
            });
        }
        let of_clause = |(at, (document, clause)): (usize, &(&str, &LaidClause<'h>))| {
            let text = edition.clause_text(clause, document);
            pairs(&text).into_iter().map(move |pair| (pair, at as u32))
        };
        let mut all: Vec<_> = clauses.par_iter().enumerate().flat_map_iter(of_clause).collect();
        all.par_sort_unstable();
        let mut pairs = HashMap::new();
        let mut start = 0;
        for same in all.chunk_by(|a, b| a.0 == b.0) {
            let end = start + same.len() as u32;
            pairs.insert(same[0].0, start..end);
            start = end;
        }
        Related { clauses, pairs, having: all.into_iter().map(|(_, clause)| clause).collect() }
    }

    /// The clauses that share at least `least` of the text's words (0 to 1), the rarer the better; the best first. Only those of
    /// documents that `takes` takes.
    pub fn to(
        &self,
        text: &str,
        least: f64,
        takes: impl Fn(&str) -> bool,
    ) -> Vec<(&'a str, &'a LaidClause<'h>)> {
        // By clause: the sum of its rarities and how many there are.
        let mut scores = vec![(0.0_f64, 0_u32); self.clauses.len()];
        let mut scored = Vec::new();
        let mut whole = 0.0;
        for pair in pairs(text) {
            let same =
                self.pairs.get(&pair).map(|place| &self.having[place.start as usize..place.end as usize]);
            let same = same.unwrap_or_default();
            let rarity = (1.0 + self.clauses.len() as f64 / same.len().max(1) as f64).ln();
            // A pair that no clause has may be a name, or join two words in another way.
            whole += if same.is_empty() { rarity / 2.0 } else { rarity };
            for clause in same {
                let (sum, count) = &mut scores[*clause as usize];
                *sum += rarity;
                *count += 1;
                // One pair in common says nothing.
                if *count == 2 {
                    scored.push(*clause);
                }
            }
        }
        let sums = scored.into_iter().map(|clause| (clause, scores[clause as usize].0));
        let mut sums: Vec<(u32, f64)> = sums.filter(|(_, sum)| *sum >= whole * least).collect();
        sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let clauses = sums.into_iter().map(|(clause, _)| self.clauses[clause as usize]);
        clauses.filter(|(document, _)| takes(document)).take(NEAREST).collect()
    }
}

/// The pairs of neighbouring characters in a text, in order; punctuation and 《titles》, which tell no matter, left out.
fn pairs(text: &str) -> Vec<Pair> {
    let outside = text.split('《').map(|part| part.rsplit_once('》').map_or(part, |(_, after)| after));
    let words = outside.flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
    let mut pairs: Vec<Pair> = words.flat_map(|word| word.chars().zip(word.chars().skip(1))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
