//! Which amount of one text goes with which of the other, and whether it keeps it.

use std::ops::Range;

use crate::bound::{Bound, Measure, Number, Quantity, conforms};

use super::amounts::{Amount, What};
use super::clock::Side;
use super::cues::STAGES;
use super::lexicon::Sense;
use super::likeness::cover;
use super::text::{Clause, Content, SHALL, Text, content};
use super::{Kind, Loosening};

/// Each amount of the group's must be kept by the local one that is said of the same thing.
pub fn amounts_kept(group: &Text, local: &Text, out: &mut Vec<Loosening>) {
    let partners = partners(group, local);
    for (index, amount) in group.amounts.iter().enumerate() {
        let mut report = |kind: Kind, place: Range<usize>| {
            out.push(Loosening { kind, local: place, above: 0, group: amount.range.clone() });
        };
        match partners[index].map(|partner| &local.amounts[partner]) {
            None if is_at_once(group, amount, local) => {}
            None => report(dropped_kind(&amount.what), local.source.len()..local.source.len()),
            Some(other) if !keeps(local, other, group, amount) => {
                report(kind_of(&amount.what), other.range.clone())
            }
            Some(other) => {
                if let Some(place) = later_start(group, amount, local, other) {
                    report(Kind::Quantity, place);
                }
            }
        }
    }
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
                let kept = u32::from(keeps(local, other, group, amount));
                pairs.push((likeness(&near, &ours[partner]) * 2 + kept, index, partner));
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
        partners[index] = partners[index].or(twin.and_then(|twin| partners[twin]));
    }
    partners
}

/// 当场 for 当日, or for a day and more.
fn is_at_once(group: &Text, amount: &Amount, local: &Text) -> bool {
    let day = Number::from_integer(24 * 3600);
    let long = match &amount.what {
        What::Bound(Bound::AtMost(q) | Bound::Exactly(q)) => match q.measure() {
            Measure::SameDay | Measure::WorkingDays | Measure::Calendar => true,
            Measure::Clock => q.number() >= day,
            _ => false,
        },
        _ => false,
    };
    let clause = group.clauses.get(amount.clause).and_then(|clause| super::kept::best(group, clause, local));
    let at_once = |clause: &Clause| local.tokens_of(clause).iter().any(|t| t.sense == Sense::Urgency(3));
    long && clause.is_some_and(|clause| at_once(&local.clauses[clause]))
}

fn kind_of(what: &What) -> Kind {
    match what {
        What::Every(_) => Kind::Frequency,
        What::Hours(_) | What::Moment(_) | What::Days(_) | What::Date(_) => Kind::Hours,
        _ => Kind::Quantity,
    }
}

fn dropped_kind(what: &What) -> Kind {
    match what {
        What::Every(_) => Kind::Frequency,
        _ => Kind::Dropped,
    }
}

/// Whether two amounts can be of the same thing at all.
pub fn comparable(a: &What, b: &What) -> bool {
    match (a, b) {
        (What::Every(_), What::Every(_)) | (What::Hours(_), What::Hours(_)) => true,
        (What::Moment(_), What::Moment(_)) | (What::Grade(_), What::Grade(_)) => true,
        (What::Days(_), What::Days(_)) | (What::Date(_), What::Date(_)) => true,
        _ => match (quantity(a), quantity(b)) {
            (Some(a), Some(b)) => dimension(a) == dimension(b),
            _ => false,
        },
    }
}

pub fn quantity(what: &What) -> Option<&Quantity> {
    match what {
        What::Bare(quantity) | What::Around(quantity) => Some(quantity),
        What::Bound(bound) => bound.quantities().first().copied(),
        _ => None,
    }
}

/// A number for each dimension, and the measure word of those that have one of their own.
fn dimension(quantity: &Quantity) -> (u8, &str) {
    match quantity.measure() {
        Measure::Clock | Measure::Calendar | Measure::WorkingDays | Measure::SameDay => (0, ""),
        Measure::Length => (1, ""),
        Measure::Area => (2, ""),
        Measure::Angle => (3, ""),
        Measure::Temperature => (4, ""),
        Measure::Percent => (5, ""),
        Measure::Money => (6, ""),
        Measure::Rate { count, .. } => (7, count),
        // Persons are persons.
        Measure::Named(word) if matches!(word.as_str(), "人" | "名" | "位" | "个") => (8, ""),
        Measure::Named(word) => (9, word),
    }
}

/// Whether who keeps `local` certainly keeps `group`.
pub fn keeps(local: &Text, ours: &Amount, group: &Text, theirs: &Amount) -> bool {
    let (our, their) = (&local.clauses.get(ours.clause), &group.clauses.get(theirs.clause));
    let attribute = attributive(local, ours) && attributive(group, theirs);
    let trigger =
        attribute || our.is_some_and(|c| local.triggers(c)) && their.is_some_and(|c| group.triggers(c));
    match (&ours.what, &theirs.what) {
        (What::Every(a), What::Every(b)) => a.keeps(b),
        (What::Grade(a), What::Grade(b)) => a <= b,
        (What::Days(a), What::Days(b)) if is_permission(group, theirs) => a & !b == 0,
        (What::Days(a), What::Days(b)) => b & !a == 0,
        (What::Hours(a), What::Hours(b)) => {
            let denies = |text: &Text, clause: &Option<&Clause>| clause.is_some_and(|c| is_quiet(text, c));
            let (our, their) = (&local.governing(ours.clause), &group.governing(theirs.clause));
            match (denies(local, our), denies(group, their)) {
                (true, true) => b.without(a).is_none(),
                (false, false) if is_permission(group, theirs) => a.without(b).is_none(),
                (false, false) => b.without(a).is_none(),
                _ => false,
            }
        }
        (What::Moment(a), What::Moment(b)) | (What::Date(a), What::Date(b)) => {
            let denies = group.governing(theirs.clause).is_some_and(|c| c.denies);
            a.side == b.side
                && match (b.side, denies) {
                    (Side::Before, false) | (Side::After, true) => a.minute <= b.minute,
                    (Side::Before, true) | (Side::After, false) => a.minute >= b.minute,
                    (Side::At, _) => a.minute == b.minute,
                }
        }
        (What::Around(a), What::Around(b)) => a == b,
        (What::Bound(Bound::Exactly(a)), What::Around(b)) => a == b,
        _ => match (bound(&ours.what), bound(&theirs.what)) {
            // 超过5000元的应公示: the sooner the duty begins, the stricter.
            (Some(a), Some(b)) if trigger => conforms(&from(b), &from(a)).is_ok(),
            (Some(a), Some(b)) => conforms(&a, &b).is_ok() || is_more_persons(&a, &b),
            _ => false,
        },
    }
}

fn bound(what: &What) -> Option<Bound> {
    match what {
        What::Bound(bound) => Some(bound.clone()),
        What::Bare(quantity) => Some(Bound::Exactly(quantity.clone())),
        _ => None,
    }
}

/// 未满14周岁的儿童: of whom the duty speaks.
fn attributive(text: &Text, amount: &Amount) -> bool {
    let Some(clause) = text.clauses.get(amount.clause) else { return false };
    let after = &text.source[amount.range.end..clause.range.end.max(amount.range.end)];
    ["的", "以上的", "以下的", "及以上的", "以内的", "以下", "以上"]
        .iter()
        .any(|word| after.starts_with(word))
        && text.tokens_of(clause).iter().any(|t| {
            t.range.start >= amount.range.end && matches!(t.sense, Sense::Strength { rank: 2.., .. })
        })
}

/// 24小时未解决的 is 24小时 or more.
fn from(bound: Bound) -> Bound {
    match bound {
        Bound::Exactly(quantity) => Bound::AtLeast(quantity),
        other => other,
    }
}

/// 两名 and 2人 are of one dimension to a reader.
fn is_more_persons(local: &Bound, group: &Bound) -> bool {
    match (local, group) {
        (Bound::AtLeast(a), Bound::AtLeast(b)) => {
            dimension(a) == (8, "") && dimension(b) == (8, "") && a.number() >= b.number()
        }
        (Bound::AtMost(a), Bound::AtMost(b)) => {
            dimension(a) == (8, "") && dimension(b) == (8, "") && a.number() <= b.number()
        }
        _ => false,
    }
}

/// Hours in which something must not be.
fn is_quiet(text: &Text, clause: &Clause) -> bool {
    let words = &text.source[clause.range.clone()];
    clause.denies || ["禁", "不致电", "免打扰", "停止", "休息", "静"].iter().any(|word| words.contains(word))
}

/// Hours in which something may be: 施工, 上门. Others are hours of service.
fn is_permission(group: &Text, amount: &Amount) -> bool {
    let sentence = group.clauses.get(amount.clause).map_or(0..0, |c| group.sentence(c.sentence));
    let words = &group.source[sentence];
    ["施工", "作业", "上门", "拜访", "装修", "允许", "可", "宜", "装卸", "搬运", "搬家", "安排在", "仅", "限"]
        .iter()
        .any(|word| words.contains(word))
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

/// How alike two contents are, in percent of the smaller overlap.
pub fn likeness(a: &Content, b: &Content) -> u32 {
    if a.items.is_empty() || b.items.is_empty() {
        return 0;
    }
    u32::midpoint(cover(a, b).percent(), cover(b, a).percent())
}

/// An amount that the group's clause has not, and that leaves cases out: 价值超过200元的礼品.
pub fn new_limit(group: &Text, clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let taken = &local.clauses[best];
    let first = local.conditions(best).map(|c| c.range.start).min().unwrap_or(taken.range.start);
    let inside = local.amounts.iter().filter(|a| a.range.start >= first && a.range.end <= taken.range.end);
    let of_group = |a: &Amount| {
        let sentence = group.sentence(clause.sentence);
        group.amounts.iter().any(|b| sentence.contains(&b.range.start) && comparable(&a.what, &b.what))
    };
    let limits = |a: &&Amount| {
        let conditional = local.clauses.get(a.clause).is_some_and(|c| local.triggers(c));
        let after = &local.source[a.range.end..taken.range.end.max(a.range.end)];
        let attributive =
            ["的", "以上的", "以内的", "以下的", "及以上的"].iter().any(|w| after.starts_with(w));
        let timed = matches!(a.what, What::Every(_) | What::Hours(_));
        // 必须设置1.1米的防护栏 asks for more.
        let tokens = local.tokens_of(taken);
        let led =
            tokens.iter().any(|t| matches!(t.sense, Sense::Strength { .. }) && t.range.end <= a.range.start);
        (conditional || (attributive && !led) || clause.denies) && !timed && !of_group(a)
    };
    inside.filter(limits).map(|a| a.range.clone()).next()
}

/// Whether the clause sets a time short enough to be 及时 (2) or 立即 (3).
pub fn is_soon(local: &Text, clause: usize, urgency: u8) -> bool {
    let limit = if urgency >= SHALL { 5 * 60 } else { 24 * 3600 };
    local.amounts.iter().filter(|a| a.clause == clause).any(|a| match bound(&a.what) {
        Some(Bound::AtMost(q) | Bound::Exactly(q)) => match q.measure() {
            Measure::Clock => q.number() <= Number::from_integer(limit),
            Measure::SameDay => urgency < SHALL,
            _ => false,
        },
        _ => false,
    })
}

/// Where a time is counted from: 自受理之日起, 派单后.
fn start(text: &Text, amount: &Amount) -> Option<(Range<usize>, Content)> {
    let clause = text.clauses.get(amount.clause)?;
    let is_mark =
        |words: &str| ["起", "后", "之日", "以后", "之后", "时起"].iter().any(|m| words.ends_with(m));
    let trim = |words: &str| {
        words.trim_end_matches(['在', '于', '的', '应', '须', '，', ',', ' ', '必', '需', '要', '当']).len()
    };
    let own = &text.source[clause.range.start.min(amount.range.start)..amount.range.start];
    let len = trim(own);
    if is_mark(&own[..len]) {
        let cut =
            ["自", "在", "于", "从"].iter().filter_map(|word| own[..len].rfind(word)).max().unwrap_or(0);
        let range = clause.range.start + cut..clause.range.start + len;
        let tokens: Vec<_> = text
            .tokens_of(clause)
            .iter()
            .filter(|t| t.range.start >= range.start && t.range.end <= range.end)
            .cloned()
            .collect();
        return Some((range, content(text.source, &tokens)));
    }
    let before = text.conditions(amount.clause).last()?;
    let words = &text.source[before.range.clone()];
    (is_mark(words) || words.starts_with('自')).then(|| (before.range.clone(), before.content.clone()))
}

/// A start that is later than the group's, or another one that is not known to be earlier.
fn later_start(group: &Text, theirs: &Amount, local: &Text, ours: &Amount) -> Option<Range<usize>> {
    if dimension(quantity(&theirs.what)?).0 != 0 {
        return None;
    }
    let (range, said) = start(local, ours)?;
    let stage = |text: &str| STAGES.iter().rposition(|line| line.split(' ').any(|word| text.contains(word)));
    let stage_here = stage(&local.source[range.clone()]);
    let Some((group_range, group_said)) = start(group, theirs) else {
        return stage_here.is_some_and(|stage| stage >= 2).then_some(range);
    };
    let stage_there = stage(&group.source[group_range]);
    let told = |content: &Content| content.items.iter().any(|i| i.weight() > 1);
    let same = !told(&said) || cover(&said, &group_said).percent() >= 34;
    match (stage_here, stage_there) {
        (Some(here), Some(there)) if here > there => Some(range),
        (Some(_), Some(_)) => None,
        _ if same => None,
        _ => Some(range),
    }
}
