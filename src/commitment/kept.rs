//! What a replacement plainly falls short of: a lowered strength, 及时 for 立即, a lower office, amounts.

use std::ops::Range;

use super::Kind;
use super::cues::OFFICES;
use super::hit::Hits;
use super::lexicon::Sense;
use super::likeness::cover;
use super::matching;
use super::order;
use super::text::{Clause, Role, Text};

/// What of the group's text the local one does not keep, as far as single words tell.
pub fn shortfalls(group: &Text, local: &Text, hits: &mut Hits) {
    for clause in group.duties().filter(|clause| !clause.content.items.is_empty()) {
        let mut add = |rule: &'static str, kind: Kind, place: Option<Range<usize>>| {
            if let Some(place) = place {
                hits.add(rule, kind, place, clause.range.clone());
            }
        };
        add("office", Kind::Scope, lower_office(group, clause, local));
        if let Some(best) = best(group, clause, local) {
            let taken = &local.clauses[best];
            let lower = clause.denies == taken.denies && taken.rank < clause.rank;
            add("strength", Kind::Strength, lower.then(|| strength_at(local, taken)));
            add("later", Kind::Vague, later(group, clause, local, best));
        }
    }
    softened(group, local, hits);
    matching::amounts_kept(group, local, hits);
}

/// 不宜 where the group says 严禁, in whichever clause: it asks for nothing by 宜 itself.
fn softened(group: &Text, local: &Text, hits: &mut Hits) {
    let advises = |clause: &&Clause| clause.explicit && clause.rank == 2;
    if group.duties().any(|clause| advises(&clause)) {
        return;
    }
    for clause in local.duties().filter(advises) {
        let same = |other: &&Clause| {
            let same = cover(&clause.content, &other.content);
            same.words > 0 && same.telling_percent() >= SAME
        };
        if let Some(other) = group.duties().find(same) {
            hits.add("softened", Kind::Strength, strength_at(local, clause), other.range.clone());
        }
    }
}

/// How much of a local clause must be the group's, in percent, to be about the same.
const SAME: u32 = 70;

/// The local clause that says most of the group's; of two that say as much, the one most like it in all its words.
pub fn best(group: &Text, clause: &Clause, local: &Text) -> Option<usize> {
    let words = &group.source[clause.range.clone()];
    let mut best: Option<(u32, usize, usize)> = None;
    for (index, other) in local.clauses.iter().enumerate().filter(|(_, c)| c.role == Role::Duty) {
        let said = cover(&clause.content, &other.content).found;
        if best.is_some_and(|(most, ..)| said < most) {
            continue;
        }
        let others = &local.source[other.range.clone()];
        let alike = words.chars().filter(|c| others.contains(*c)).count();
        if best.is_none_or(|(most, near, _)| (said, alike) > (most, near)) {
            best = Some((said, alike, index));
        }
    }
    best.filter(|(said, ..)| *said > 0).map(|(_, _, index)| index)
}

fn strength_at(local: &Text, clause: &Clause) -> Range<usize> {
    let cue = local.tokens_of(clause).iter().find(|t| matches!(t.sense, Sense::Strength { .. }));
    cue.map_or(clause.range.clone(), |token| token.range.clone())
}

/// 立即 that became 及时.
fn later(group: &Text, clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let urgency = |text: &Text, clause: &Clause| {
        let tokens = text.tokens_of(clause).iter();
        let ranks = tokens.filter_map(|t| match t.sense {
            Sense::Urgency(rank) => Some((rank, t.range.clone())),
            _ => None,
        });
        ranks.max_by_key(|(rank, _)| *rank)
    };
    let (wanted, _) = urgency(group, clause)?;
    let taken = &local.clauses[best];
    match urgency(local, taken) {
        Some((rank, _)) if rank >= wanted => None,
        // A number is more than 及时, if it is a short one.
        _ if order::is_soon(local, best, wanted) => None,
        Some((_, place)) => Some(place),
        None => Some(taken.range.clone()),
    }
}

/// 上报项目经理 that became 上报班长.
fn lower_office(group: &Text, clause: &Clause, local: &Text) -> Option<Range<usize>> {
    let rank = |text: &str| OFFICES.iter().position(|line| line.split(' ').any(|word| text.contains(word)));
    let wanted = rank(&group.source[clause.range.clone()]).filter(|rank| (1..=4).contains(rank))?;
    let lower = rank(local.source).filter(|rank| *rank > wanted)?;
    let word = OFFICES[lower].split(' ').find_map(|word| Some((local.source.find(word)?, word.len())));
    word.map(|(at, len)| at..at + len)
}
