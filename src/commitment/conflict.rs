//! What of a local text takes something off what the group's texts say, as far as single words tell.

use super::Kind;
use super::amounts::{Amount, What};
use super::found::{Weakening, is_for_customer, weakenings};
use super::hit::Hits;
use super::likeness::found;
use super::matching;
use super::order::{Outcome, comparable, outcome};
use super::text::{Item, Text};
use super::weakeners::{NEED_NOT, OF_RULES, RULES};
use super::weights::Place;

/// Words that weaken, where the group does not say them itself; and of a text beside the group's, laxer amounts.
pub fn conflicts(groups: &[Text], local: &Text, place: Place, hits: &mut Hits) {
    let theirs: Vec<Vec<Weakening>> = groups.iter().map(weakenings).collect();
    for weakening in weakenings(local) {
        let words = &local.source[weakening.range.clone()];
        let said = groups
            .iter()
            .zip(&theirs)
            .any(|(group, theirs)| theirs.iter().any(|other| &group.source[other.range.clone()] == words));
        // 节假日除外 is none of the group's, though it excepts 紧急抢修.
        let of_group = said
            && (weakening.kind != Kind::Exception
                || is_said(groups, local, &weakening) && is_named(groups, local, &weakening));
        // 视情况增派 adds, unless the group asks for 增派 itself.
        let adds = weakening.more.is_some_and(|word| groups.iter().all(|group| !group.source.contains(word)));
        let for_customer = weakening.kind == Kind::Waiver
            && is_for_customer(local, &weakening)
            && !waives_duty(groups, local, &weakening);
        if !of_group && !adds && !for_customer {
            let of_duty = waives_duty(groups, local, &weakening);
            if is_plain(groups, local, &weakening) {
                hits.add("plain-waiver", weakening.kind, weakening.range.clone(), 0..0);
            }
            hits.weakening(weakening, of_duty);
        }
    }
    if place == Place::Beside {
        laxer_amounts(groups, local, ALIKE, hits);
        if local.content.items.is_empty() {
            lone_amounts(groups, local, hits);
        }
    }
}

/// 五声内, and not a word of what: laxer than every amount that it can be compared with.
fn lone_amounts(groups: &[Text], local: &Text, hits: &mut Hits) {
    for ours in local.amounts.iter().filter(|ours| !matches!(ours.what, What::Bare(_))) {
        let amounts = groups.iter().flat_map(|group| group.amounts.iter().map(move |theirs| (group, theirs)));
        let mut alike = amounts.filter(|(_, theirs)| comparable(&theirs.what, &ours.what)).peekable();
        let laxer = |(group, theirs): (&Text, &Amount)| outcome(local, ours, group, theirs) == Outcome::Laxer;
        if alike.peek().is_some() && alike.all(laxer) {
            hits.add("laxer", ours.what.kind(), ours.range.clone(), 0..0);
        }
    }
}

/// Whether what is waived is something the group asks for.
fn waives_duty(groups: &[Text], local: &Text, weakening: &Weakening) -> bool {
    let items = &local.clauses[weakening.clause].content.items;
    let after =
        items.iter().filter(|i| i.range.start >= weakening.range.end && i.is_word() && i.weight() > 1);
    let duties = || groups.iter().flat_map(Text::duties);
    after.clone().any(|item| duties().any(|clause| found(item, &clause.content) > 0))
}

/// 无需登记, 本条暂停执行: a waiver whose clause speaks of nothing but what the group asks for, or of the rule itself.
fn is_plain(groups: &[Text], local: &Text, weakening: &Weakening) -> bool {
    let clause = &local.clauses[weakening.clause];
    let words = &local.source[clause.range.start..clause.range.end.max(weakening.range.end)];
    let of_rule = || {
        RULES.split(' ').any(|rule| words.contains(rule))
            || OF_RULES.split(' ').any(|word| weakening.pattern.contains(word))
    };
    let of_deed = || {
        NEED_NOT.split(' ').any(|word| weakening.pattern.starts_with(word))
            && besides(local, weakening).any(Item::is_duty)
            && is_said(groups, local, weakening)
    };
    weakening.rule() == "waiver" && (of_rule() || of_deed())
}

/// Whether a weakening's clause speaks of nothing that the group does not.
fn is_said(groups: &[Text], local: &Text, weakening: &Weakening) -> bool {
    besides(local, weakening).all(|item| groups.iter().any(|group| found(item, &group.content) > 0))
}

/// 节假日除外 speaks of nothing but a time: the group must say these very words.
fn is_named(groups: &[Text], local: &Text, weakening: &Weakening) -> bool {
    let words = &local.source[local.clauses[weakening.clause].range.clone()];
    besides(local, weakening).next().is_some() || groups.iter().any(|group| group.source.contains(words))
}

/// What a weakening's clause speaks of besides.
fn besides<'t>(local: &'t Text, weakening: &Weakening) -> impl Iterator<Item = &'t Item> {
    let items = local.clauses[weakening.clause].content.items.iter();
    let range = weakening.range.clone();
    items.filter(move |item| !range.contains(&item.range.start) && item.weight() > 1)
}

/// Amounts that fall short of the group's that is said of much the same: `least` of the words around them, in percent.
pub fn laxer_amounts(groups: &[Text], local: &Text, least: u32, hits: &mut Hits) {
    for ours in &local.amounts {
        if let Some((alike, outcome, above, theirs)) = matching::nearest(groups, local, ours)
            && outcome == Outcome::Laxer
            && alike >= least
        {
            hits.of(above, "amount-beside", ours.what.kind(), ours.range.clone(), theirs.range.clone());
        }
    }
}

/// How much two amounts' neighbours must have in common, in percent, to be said of the same.
const ALIKE: u32 = 35;
/// The same for a text that stands somewhere else.
pub const SAME: u32 = 60;
