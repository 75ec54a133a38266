//! Which amount of one text goes with which of the other.

use std::ops::Range;

use crate::bound::{Bound, Measure, Number};

use super::Kind;
use super::amounts::{Amount, What};
use super::hit::Hits;
use super::instead::only_amounts_differ;
use super::lexicon::Sense;
use super::likeness::mutual;
use super::order::{Outcome, are_opposite, comparable, exactly, is_less, is_time, keeps, outcome};
use super::text::{Clause, Content, Text, content};

/// Each amount of the group's must be kept by the local one that is said of the same thing.
pub fn amounts_kept(group: &Text, local: &Text, hits: &mut Hits) {
    let partners = partners(group, local);
    for (index, amount) in group.amounts.iter().enumerate() {
        let mut report = |rule: &'static str, kind: Kind, place: Range<usize>| {
            hits.add(rule, kind, place, amount.range.clone());
        };
        match partners[index].map(|partner| &local.amounts[partner]) {
            None if is_at_once(group, amount, local) || is_whole(group, amount, local) => {}
            None => report("amount-dropped", Kind::Dropped, local.source.len()..local.source.len()),
            Some(other) if !keeps(local, other, group, amount) => {
                let rule = match is_less(other, amount) {
                    true if only_amounts_differ(group, local) => "laxer",
                    _ if exactly(&other.what, &amount.what).is_some() => "other-number",
                    true if is_lone_pair(group, amount, local, other) => "lone-laxer",
                    _ => "amount",
                };
                report(rule, amount.what.kind(), other.range.clone())
            }
            Some(_) => {}
        }
    }
    // 白天双人,夜间一人: less in some cases.
    let unpaired = local.amounts.iter().enumerate().filter(|(at, _)| !partners.contains(&Some(*at)));
    for (_, other) in unpaired {
        let mut alike = group.amounts.iter().filter(|amount| comparable(&other.what, &amount.what));
        let Some(first) = alike.next() else { continue };
        let laxer = |amount: &Amount| !keeps(local, other, group, amount) && is_less(other, amount);
        if laxer(first) && alike.all(laxer) {
            hits.add("laxer-in-part", other.what.kind(), other.range.clone(), first.range.clone());
        }
    }
}

/// Whether each is the only one in its text that can be compared with the other.
fn is_lone_pair(group: &Text, theirs: &Amount, local: &Text, ours: &Amount) -> bool {
    let alone =
        |text: &Text, what: &What| text.amounts.iter().filter(|a| comparable(&a.what, what)).count() == 1;
    alone(group, &ours.what) && alone(local, &theirs.what)
}

/// The group's amount that is said of what is most like what a local one is said of: how like in percent, how the
/// local one stands to it, in which text.
pub fn nearest<'t>(
    groups: &'t [Text],
    local: &Text,
    ours: &Amount,
) -> Option<(u32, Outcome, usize, &'t Amount)> {
    if is_more(local, ours) {
        return None;
    }
    let near = around(local, ours);
    let mut best: Option<(u32, usize, &Amount)> = None;
    for (above, group) in groups.iter().enumerate() {
        let of_one_kind = |theirs: &&Amount| {
            comparable(&theirs.what, &ours.what) && !are_opposite(&theirs.what, &ours.what)
        };
        for theirs in group.amounts.iter().filter(of_one_kind) {
            let alike = mutual(&near, &around(group, theirs));
            if best.is_none_or(|(most, ..)| alike > most) {
                best = Some((alike, above, theirs));
            }
        }
    }
    best.map(|(alike, above, theirs)| (alike, outcome(local, ours, &groups[above], theirs), above, theirs))
}

/// 每日增加一次, 另抽一成: so much besides.
fn is_more(text: &Text, amount: &Amount) -> bool {
    let Some(clause) = text.clauses.get(amount.clause) else { return false };
    let words =
        &text.source[clause.range.start.min(amount.range.start)..clause.range.end.max(amount.range.end)];
    ["增加", "加派", "增派", "增设", "加拖", "加巡", "另", "额外"].iter().any(|word| words.contains(word))
}

/// What became of each of the group's amounts.
pub fn outcomes(group: &Text, local: &Text) -> Vec<Outcome> {
    let partners = partners(group, local);
    let outcome = |(theirs, partner): (&Amount, &Option<usize>)| match partner {
        Some(at) => outcome(local, &local.amounts[*at], group, theirs),
        None if is_whole(group, theirs, local) || is_at_once(group, theirs, local) => Outcome::Same,
        None => Outcome::Dropped,
    };
    group.amounts.iter().zip(&partners).map(outcome).collect()
}

/// The local amount for each of the group's: those first whose words are most alike. Two of the group's share one
/// only if they say the same.
fn partners(group: &Text, local: &Text) -> Vec<Option<usize>> {
    let ours: Vec<Content> = local.amounts.iter().map(|amount| around(local, amount)).collect();
    let mut pairs = Vec::new();
    for (index, amount) in group.amounts.iter().enumerate() {
        let near = around(group, amount);
        for (partner, other) in local.amounts.iter().enumerate() {
            if comparable(&other.what, &amount.what) {
                let kept = match outcome(local, other, group, amount) {
                    Outcome::Same => KEPT + SAME,
                    Outcome::Tighter => KEPT,
                    _ => 0,
                };
                pairs.push((mutual(&near, &ours[partner]) * 2 + kept, index, partner));
            }
        }
    }
    // Stable: of pairs that are as much alike the first stay first.
    pairs.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let mut partners = vec![None; group.amounts.len()];
    let mut used = vec![false; local.amounts.len()];
    for (_, index, partner) in &pairs {
        if partners[*index].is_none() && !used[*partner] {
            partners[*index] = Some(*partner);
            used[*partner] = true;
        }
    }
    let same = |a: &Amount, b: &Amount| {
        comparable(&a.what, &b.what) && keeps(group, a, group, b) && keeps(group, b, group, a)
    };
    for index in 0..partners.len() {
        let twin = (0..partners.len())
            .find(|other| partners[*other].is_some() && same(&group.amounts[*other], &group.amounts[index]));
        // 夏季每日一次, and 全年每日一次 in the local text
        let often = || {
            let wanted = &group.amounts[index];
            matches!(wanted.what, What::Every(_))
                .then(|| {
                    local
                        .amounts
                        .iter()
                        .position(|a| comparable(&a.what, &wanted.what) && keeps(local, a, group, wanted))
                })
                .flatten()
        };
        partners[index] = partners[index].or(twin.and_then(|twin| partners[twin])).or_else(often);
    }
    partners
}

/// How much more than likeness, in percent, it counts that an amount keeps the other.
const KEPT: u32 = 30;

/// And that it is the same, by how much more.
const SAME: u32 = 40;

/// 100%, or not less than 60%, said as 全部, 每一 or 不漏; 24小时 said as 昼夜; 日产日清 said as 当天清走.
fn is_whole(group: &Text, amount: &Amount, local: &Text) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| local.source.contains(word));
    let all = |t: &super::text::Token| t.sense == Sense::Universal;
    let hundred = Number::from_integer(100);
    let words = &group.source[amount.range.clone()];
    match &amount.what {
        What::Bound(Bound::AtLeast(share) | Bound::Exactly(share)) | What::Bare(share)
            if *share.measure() == Measure::Percent =>
        {
            let least = matches!(amount.what, What::Bound(Bound::AtLeast(_)));
            (least || share.number() == hundred)
                && (local.tokens.iter().any(all) || says(&["不漏", "遗漏", "逐件", "件件", "户户"]))
        }
        What::Hours(_) if ["24小时", "二十四小时"].contains(&words) => says(&[
            "昼夜",
            "全天",
            "任何时",
            "时刻",
            "一刻不",
            "白天黑夜",
            "不间断",
            "不管几点",
            "从早到晚",
            "什么时候都",
        ]),
        What::Bound(Bound::AtLeast(_)) if words == "双人" => {
            says(&["共同", "一起", "一道", "联合", "两个"])
        }
        What::Bound(Bound::AtLeast(time)) if is_time(time) => says(&["永久", "无限期"]),
        What::Every(_) if words.starts_with("每班") => {
            says(&["按班", "个班", "一班", "当班", "夜班", "交接班"])
        }
        // 每年, however often: 全年
        What::Every(_) if matches!(words, "每年" | "每年度") => says(&["年"]),
        What::Every(_) if words == "每月" => says(&["月"]),
        What::Every(_) if matches!(words, "每日" | "每天") => says(&["日", "天"]),
        What::Every(_) if words == "日产日清" => {
            ["当天", "当日"].iter().any(|day| local.source.matches(day).count() > 1)
        }
        _ => false,
    }
}

/// 当场 for 当日, or for ten minutes and more.
fn is_at_once(group: &Text, amount: &Amount, local: &Text) -> bool {
    let moment = Number::from_integer(10 * 60);
    let long = match &amount.what {
        What::Bound(Bound::AtMost(q) | Bound::Exactly(q)) => match q.measure() {
            Measure::SameDay | Measure::WorkingDays | Measure::Calendar => true,
            Measure::Clock => q.number() >= moment,
            _ => false,
        },
        _ => false,
    };
    let clause = group.clauses.get(amount.clause).and_then(|clause| super::kept::best(group, clause, local));
    let at_once = |clause: &Clause| local.tokens_of(clause).iter().any(|t| t.sense == Sense::Urgency(3));
    long && clause.is_some_and(|clause| at_once(&local.clauses[clause]))
}

/// What an amount is said of: the words between the amounts beside it in its clause.
pub fn around(text: &Text, amount: &Amount) -> Content {
    let Some(clause) = text.clauses.get(amount.clause) else { return Content::default() };
    let before = text.amounts.iter().filter(|a| a.range.end <= amount.range.start).map(|a| a.range.end).max();
    let after =
        text.amounts.iter().filter(|a| a.range.start >= amount.range.end).map(|a| a.range.start).min();
    let start = before.unwrap_or(0).max(clause.range.start);
    let end = after.unwrap_or(usize::MAX).min(clause.range.end);
    let tokens: Vec<_> = text
        .tokens_of(clause)
        .iter()
        .filter(|t| t.range.start >= start && t.range.end <= end)
        .cloned()
        .collect();
    let near = content(text.source, &tokens);
    if near.items.iter().any(|i| i.weight() > 1) { near } else { clause.content.clone() }
}
