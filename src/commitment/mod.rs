//! Commitments in prose: whether a local wording weakens what the group's says (contract, "Looser wording").
//!
//! A library without sentences of its own; of the program it knows [`crate::bound`] only. It reads Chinese
//! regulatory prose by its telling words; all of them are data, in `words`, `cues` and `weakeners`.
//!
//! - `text`: a text taken apart into clauses, each with its strength and what it speaks of;
//! - `amounts`, `frequency`, `clock`: the amounts in it; `matching`: which goes with which, and whether it is kept;
//! - `kept`: whether a replacement keeps each of the group's commitments;
//! - `conflict`: whether a local text weakens what stands beside it; `found`: the words that weaken.

mod amounts;
mod clock;
mod conflict;
mod cues;
mod definition;
mod found;
mod frequency;
mod kept;
mod lexicon;
mod likeness;
mod matching;
mod parameter;
mod text;
mod weakeners;
mod words;

use std::ops::Range;

use conflict::Place;
pub use parameter::parameter;
use text::Text;

/// How a local wording stands to the group's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It keeps everything and asks for more.
    Stricter,
    /// It says the same.
    Equal,
    /// It falls short, or it can't be shown that it does not.
    Looser(Vec<Loosening>),
    /// It weakens nothing that was read, and says something else.
    Unclear,
}

/// A place where a local text weakens the group's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loosening {
    pub kind: Kind,
    /// Bytes of the local text: the words that weaken; empty at its end where something is dropped.
    pub local: Range<usize>,
    /// Which of the texts that it stands under.
    pub above: usize,
    /// Bytes of that text: the words that it falls short of.
    pub group: Range<usize>,
}

/// In which way a text weakens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 五声 for 三声
    Quantity,
    /// 每周 for 每日
    Frequency,
    /// Times of day.
    Hours,
    /// 宜 for 应
    Strength,
    /// 部分 for 所有, or a new condition
    Scope,
    /// 除外
    Exception,
    /// 无需
    Waiver,
    /// A commitment that the local text no longer has.
    Dropped,
    /// 不 for what was asked, or the other way round.
    Negation,
    /// 尽量, or 及时 for 立即
    Vague,
    /// “及时”指三日内
    Definition,
    /// A commitment where there must be none: in a parameter, a title or a reason.
    Commitment,
}

/// How `local`, which takes the place of `group`, stands to it.
pub fn replacement(group: &str, local: &str) -> Relation {
    if group == local {
        return Relation::Equal;
    }
    let (ours, theirs) = (Text::read(local), Text::read(group));
    let loosenings = weakened(&theirs, &ours);
    if !loosenings.is_empty() {
        return Relation::Looser(loosenings);
    }
    if theirs.content.items.is_empty() {
        return Relation::Unclear;
    }
    match weakened(&ours, &theirs).is_empty() {
        true => Relation::Equal,
        false => Relation::Stricter,
    }
}

fn weakened(group: &Text, local: &Text) -> Vec<Loosening> {
    let mut found = Vec::new();
    kept::shortfalls(group, local, &mut found);
    definition::weak(std::slice::from_ref(group), local, &mut found);
    conflict::conflicts(std::slice::from_ref(group), local, Place::Instead, &mut found);
    in_order(found)
}

/// What in `local` weakens a text that it stands beside: the clause it is put after, those above it, and others
/// of the same document. It may add to them.
pub fn addition(stands_under: &[&str], local: &str) -> Vec<Loosening> {
    let groups: Vec<Text> = stands_under.iter().map(|group| Text::read(group)).collect();
    let ours = Text::read(local);
    let mut found = Vec::new();
    definition::weak(&groups, &ours, &mut found);
    conflict::conflicts(&groups, &ours, Place::Beside, &mut found);
    in_order(found)
}

/// One finding a place, in the order of the text.
fn in_order(mut found: Vec<Loosening>) -> Vec<Loosening> {
    found.sort_by_key(|loosening| {
        (loosening.local.start, loosening.local.end, loosening.above, loosening.group.start)
    });
    found.dedup_by(|a, b| a.local == b.local && (a.kind == b.kind || !a.local.is_empty()));
    found
}
