//! Commitments in prose: whether a local wording weakens what the group's says (contract, "Looser wording").
//!
//! A library without sentences of its own; of the program it knows [`crate::bound`] only. It reads Chinese
//! regulatory prose by its telling words: all of them are data, in `words`, `synonyms.txt`, `cues` and `weakeners`.
//!
//! - `fold`: a text written in one way; `text`: taken apart into clauses, each with its strength and what it speaks of;
//! - `amounts`, `frequency`, `clock`: the amounts in it; `order`: whether one keeps another; `matching`: which goes
//!   with which;
//! - `kept`, `conflict`, `definition`, `found`, `foreign`: rules, each of which `hit`s words; `same`: nothing to accuse;
//! - `evidence`, `instead`, `beside`, `sayings`: all that a pair of texts shows; `weights`: how much of it counts, which is
//!   learned from pairs (`tests/wording/weigh.rs`);
//! - `verdict`: whether the local text is looser, and which words show it.

mod amounts;
mod beside;
mod clock;
mod conflict;
mod cues;
mod definition;
mod evidence;
mod fold;
mod foreign;
mod found;
mod frequency;
mod hit;
mod instead;
mod kept;
mod lexicon;
mod likeness;
mod matching;
mod order;
mod parameter;
mod same;
mod sayings;
mod text;
mod verdict;
mod weakeners;
mod weights;
mod words;

use std::ops::Range;

use fold::Folded;
use hit::Hits;
pub use parameter::parameter;
use text::Text;
use verdict::{Case, Look};
pub use weights::Place;

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
    let (theirs, ours) = (Folded::new(group), Folded::new(local));
    if theirs.text == ours.text {
        return Relation::Equal;
    }
    let (place, start) = place(&theirs, &ours);
    let (group, local) = (Text::read(&theirs.text), Text::read(&ours.text[start..]));
    let case = Case { place, groups: std::slice::from_ref(&group), local: &local };
    let mut found = case.loosenings();
    if !found.is_empty() {
        for loosening in &mut found {
            loosening.local = loosening.local.start + start..loosening.local.end + start;
        }
        return Relation::Looser(as_written(found, &[theirs], &ours));
    }
    match () {
        () if group.content.items.is_empty() => Relation::Unclear,
        () if start > 0 || instead::asks_more(&group, &local) => Relation::Stricter,
        () => Relation::Equal,
    }
}

/// A replacement that begins with the whole of the group's text only adds to it: from which byte on.
fn place(group: &Folded, local: &Folded) -> (Place, usize) {
    let marks = ['。', '，', ',', '；', ';', '.'];
    let stem = group.text.trim_end_matches(marks);
    match local.text.strip_prefix(stem) {
        Some(rest) if !stem.is_empty() && rest.starts_with(marks) => {
            (Place::Beside, local.text.len() - rest.trim_start_matches(marks).len())
        }
        _ => (Place::Instead, 0),
    }
}

/// What in `local` weakens a text that it stands beside: the clause it is put after, those above it, and others
/// of the same document. It may add to them.
pub fn addition(stands_under: &[&str], local: &str) -> Vec<Loosening> {
    let theirs: Vec<Folded> = stands_under.iter().map(|group| Folded::new(group)).collect();
    let ours = Folded::new(local);
    let groups: Vec<Text> = theirs.iter().map(|group| Text::read(&group.text)).collect();
    let case = Case { place: Place::Beside, groups: &groups, local: &Text::read(&ours.text) };
    as_written(case.loosenings(), &theirs, &ours)
}

/// What in `local` plainly undoes what is said `elsewhere` of the same matter: a laxer amount. That it says less
/// otherwise is no loosening, as it does not stand there.
pub fn contradiction(elsewhere: &[&str], local: &str) -> Vec<Loosening> {
    let theirs: Vec<Folded> = elsewhere.iter().map(|group| Folded::new(group)).collect();
    let ours = Folded::new(local);
    let groups: Vec<Text> = theirs.iter().map(|group| Text::read(&group.text)).collect();
    let mut hits = Hits::default();
    conflict::laxer_amounts(&groups, &Text::read(&ours.text), conflict::SAME, &mut hits);
    as_written(hits.0.into_iter().map(|hit| hit.what).collect(), &theirs, &ours)
}

/// How `local` stands to `group`, as far as it is certain; or what is to be weighed, each piece in one word. From it
/// the table of weights is learned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    Kept,
    Looser,
    Weigh(Place, Vec<String>),
}

/// What the table of weights is learned from.
pub fn evidence(place: Place, group: &str, local: &str) -> Evidence {
    let (theirs, ours) = (Folded::new(group), Folded::new(local));
    let (place, start) = match place {
        Place::Instead => self::place(&theirs, &ours),
        Place::Beside => (Place::Beside, 0),
    };
    let (group, local) = (Text::read(&theirs.text), Text::read(&ours.text[start..]));
    let case = Case { place, groups: std::slice::from_ref(&group), local: &local };
    match case.look() {
        Look::Kept => Evidence::Kept,
        Look::Looser(_) => Evidence::Looser,
        Look::Weigh(evidence, _) => {
            Evidence::Weigh(place, evidence.pieces.iter().map(|(piece, _)| piece.to_string()).collect())
        }
    }
}

/// Leads the places back to the texts as written.
fn as_written(mut found: Vec<Loosening>, groups: &[Folded], local: &Folded) -> Vec<Loosening> {
    for loosening in &mut found {
        loosening.local = local.written(&loosening.local);
        if let Some(group) = groups.get(loosening.above) {
            loosening.group = group.written(&loosening.group);
        }
    }
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
