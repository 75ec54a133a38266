//! Whether one amount keeps another: the order of bounds, in sentences.

use std::cmp::Ordering;

use crate::bound::{Bound, Measure, Number, Quantity, conforms};

use super::Kind;
use super::amounts::{Amount, What};
use super::clock::Side;
use super::lexicon::{Sense, Weight};
use super::text::{Clause, SHALL, Text, Token};

/// How a local amount stands to the group's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Same,
    Tighter,
    Laxer,
    /// Of two exact numbers it can't be said which is stricter.
    More,
    Fewer,
    Dropped,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Same => "same",
            Outcome::Tighter => "tighter",
            Outcome::Laxer => "laxer",
            Outcome::More => "more",
            Outcome::Fewer => "fewer",
            Outcome::Dropped => "dropped",
        }
    }
}

/// How an amount stands to one of the group's that is said of the same.
pub fn outcome(local: &Text, ours: &Amount, group: &Text, theirs: &Amount) -> Outcome {
    match (keeps(local, ours, group, theirs), keeps(group, theirs, local, ours)) {
        (true, true) => Outcome::Same,
        (true, false) => Outcome::Tighter,
        (false, _) => match exactly(&ours.what, &theirs.what) {
            Some(Ordering::Greater) => Outcome::More,
            Some(Ordering::Less) => Outcome::Fewer,
            _ => Outcome::Laxer,
        },
    }
}

/// 闭水72小时 beside 48小时: how two numbers stand of which neither is an end.
pub fn exactly(ours: &What, theirs: &What) -> Option<Ordering> {
    match (ours, theirs) {
        (What::Bound(Bound::Exactly(a)), What::Bound(Bound::Exactly(b))) => {
            if a.measure() == b.measure() {
                return Some(a.number().cmp(&b.number()));
            }
            Some(hours(a)?.cmp(&hours(b)?))
        }
        _ => None,
    }
}

/// Whether an amount is laxer over the years, too, and not only in the worst case.
pub fn is_less(ours: &Amount, theirs: &Amount) -> bool {
    match (&ours.what, &theirs.what) {
        (What::Every(a), What::Every(b)) => !a.is_as_frequent(b),
        _ => true,
    }
}

impl What {
    /// In which way a laxer one weakens.
    pub fn kind(&self) -> Kind {
        match self {
            What::Every(_) => Kind::Frequency,
            What::Hours(_) | What::Moment(_) | What::Days(_) | What::Date(_) => Kind::Hours,
            _ => Kind::Quantity,
        }
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

/// 张贴不少于7天 beside 5日内公示: a time that something lasts, and one in which it is done.
pub fn are_opposite(a: &What, b: &What) -> bool {
    match (a, b) {
        (What::Bound(Bound::AtLeast(q)), What::Bound(Bound::AtMost(_)))
        | (What::Bound(Bound::AtMost(q)), What::Bound(Bound::AtLeast(_))) => is_time(q),
        _ => false,
    }
}

pub fn quantity(what: &What) -> Option<&Quantity> {
    match what {
        What::Bare(quantity) | What::Around(quantity) => Some(quantity),
        What::Bound(bound) => bound.quantities().first().copied(),
        _ => None,
    }
}

/// Whether it is a length of time.
pub fn is_time(quantity: &Quantity) -> bool {
    dimension(quantity).0 == 0
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
        Measure::Named(word) if matches!(word.as_str(), "户" | "家") => (10, ""),
        Measure::Named(word) => (9, word),
    }
}

/// Whether who keeps `local` certainly keeps `group`.
pub fn keeps(local: &Text, ours: &Amount, group: &Text, theirs: &Amount) -> bool {
    let trigger = is_trigger(local, ours) && is_trigger(group, theirs);
    // 不足两名的,不得开放: two at least
    if let (Some(Bound::AtMost(least)), Some(wanted)) = (bound(&ours.what), bound(&theirs.what))
        && !trigger
        && is_barred_below(local, ours)
        && !is_barred_below(group, theirs)
    {
        return conforms(&Bound::AtLeast(least), &from(wanted)).is_ok();
    }
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
                // Quiet hours beside those in which something may be.
                (true, false) => is_permission(group, theirs),
                _ => false,
            }
        }
        (What::Moment(a), What::Moment(b)) | (What::Date(a), What::Date(b)) => {
            let denies = group.governing(theirs.clause).is_some_and(|c| is_quiet(group, c));
            // 每月3日 keeps 每月5日前.
            (a.side == b.side || a.side == Side::At && b.side == Side::Before)
                && match (b.side, denies) {
                    (Side::Before, false) | (Side::After, true) => a.minute <= b.minute,
                    (Side::Before, true) | (Side::After, false) => a.minute >= b.minute,
                    (Side::At, _) => a.minute == b.minute,
                }
        }
        (What::Around(a), What::Around(b)) => a == b,
        (What::Bound(Bound::Exactly(a)), What::Around(b)) => a == b,
        _ => match (bound(&ours.what), bound(&theirs.what)) {
            // 三个月内不得: the longer, the stricter.
            (Some(a), Some(b)) if is_banned_for(local, ours) && is_banned_for(group, theirs) => {
                conforms(&b, &a).is_ok()
            }
            // 超过5000元的应公示: the sooner the duty begins, the stricter.
            (Some(a), Some(b)) if trigger => conforms(&from(b), &from(a)).is_ok(),
            (Some(a), Some(b)) => {
                let a = complement(&a, &b).unwrap_or(a);
                conforms(&a, &b).is_ok() || is_more_persons(&a, &b) || is_as_short(&a, &b)
            }
            _ => false,
        },
    }
}

/// 不足两名的,不得开放; 未满40学时的,不得上岗
fn is_barred_below(text: &Text, amount: &Amount) -> bool {
    let before = &text.source[..amount.range.start];
    ["不足", "未满", "不满", "没满", "满", "不到", "未到", "没到", "未达", "少于", "低于"].iter().any(
        |word| {
            let rest = before.strip_suffix(word);
            match *word {
                // 没培训满24学时的
                "满" => rest.is_some_and(|rest| rest.chars().rev().take(5).any(|c| "没未".contains(c))),
                _ => rest.is_some_and(|rest| !rest.ends_with(['不', '得', '应', '能'])),
            }
        },
    ) && text.governing(amount.clause).is_some_and(|clause| clause.denies)
}

/// 三个月内不得, 三米内遇见: the more, the stricter.
fn is_banned_for(text: &Text, amount: &Amount) -> bool {
    let after = text.source[amount.range.end..].trim_start_matches(['之', '以']);
    let Some(rest) = after.strip_prefix('内') else { return false };
    let tokens = text.clauses.get(amount.clause).map_or(&[][..], |clause| text.tokens_of(clause));
    let bans = |t: &Token| {
        t.range.start >= amount.range.end && matches!(t.sense, Sense::Strength { rank: 3.., denies: true })
    };
    ["遇", "见", "发现"].iter().any(|word| rest.starts_with(word)) || tokens.iter().any(bans)
}

/// 损坏率不超过2% beside 完好率不低于98%: the one as the other would say it.
fn complement(local: &Bound, group: &Bound) -> Option<Bound> {
    let rest = |quantity: &Quantity| {
        let number = Number::from_integer(100) - quantity.number();
        let percent = *quantity.measure() == Measure::Percent && number.is_integer();
        percent.then(|| Quantity::parse(&format!("{}%", number.to_integer())).ok()).flatten()
    };
    match (local, group) {
        (Bound::AtMost(a), Bound::AtLeast(_)) => rest(a).map(Bound::AtLeast),
        (Bound::AtLeast(a), Bound::AtMost(_)) => rest(a).map(Bound::AtMost),
        _ => None,
    }
}

fn bound(what: &What) -> Option<Bound> {
    match what {
        What::Bound(bound) => Some(bound.clone()),
        What::Bare(quantity) => Some(Bound::Exactly(quantity.clone())),
        _ => None,
    }
}

/// Whether an amount says when or of whom a duty holds.
fn is_trigger(text: &Text, amount: &Amount) -> bool {
    attributive(text, amount) || text.clauses.get(amount.clause).is_some_and(|clause| text.triggers(clause))
}

/// 未满14周岁的儿童: of whom the duty speaks, and not what it asks for, as 设置1.1米的防护栏 does.
fn attributive(text: &Text, amount: &Amount) -> bool {
    let Some(clause) = text.clauses.get(amount.clause) else { return false };
    let before = &text.source[clause.range.start.min(amount.range.start)..amount.range.start];
    let after = &text.source[amount.range.end..];
    // 连续三次考核不合格的
    let fails = || after.chars().take(8).any(|c| "不未违失".contains(c));
    if ["连续", "累计", "接连"].iter().any(|word| before.ends_with(word)) && fails() {
        return true;
    }
    let tokens = text.tokens_of(clause);
    let commands = |t: &&Token| matches!(t.sense, Sense::Strength { rank: 2.., .. });
    let asked = |t: &&Token| {
        commands(t) || matches!(t.sense, Sense::Word { weight: Weight::Duty | Weight::Light, .. })
    };
    let later = tokens.iter().filter(commands).any(|t| t.range.start >= amount.range.end);
    let earlier = tokens.iter().filter(asked).any(|t| t.range.end <= amount.range.start);
    // 超过30分钟的
    let passes = ["超过", "超出", "过了", "达到", "满", "低于", "不足", "不满", "高于", "大于"];
    let passed = passes.iter().filter_map(|word| before.trim_end().strip_suffix(word));
    let passed = passed.into_iter().any(|rest| !rest.ends_with(['不', '得', '能', '应', '须', '未']));
    // 离岗超过5分钟应有人顶替
    let then = ["应", "须", "要", "需", "必须", "即", "就", "仍", "还", "没", "未", "无人"];
    let next = after.trim_start_matches(['，', ',']);
    if passed && then.iter().any(|word| next.starts_with(word)) {
        return true;
    }
    let limits = ["的", "以上的", "以下的", "及以上的", "以内的", "以下", "以上"];
    limits.iter().any(|word| after.starts_with(word))
        && (passed || later || !earlier && !before.contains("控制"))
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
    let persons = |a: &Quantity, b: &Quantity| dimension(a) == (8, "") && dimension(b) == (8, "");
    match (local, group) {
        (Bound::AtLeast(a), Bound::AtLeast(b)) => persons(a, b) && a.number() >= b.number(),
        (Bound::AtMost(a), Bound::AtMost(b)) => persons(a, b) && a.number() <= b.number(),
        _ => false,
    }
}

/// 两小时 keeps 当日, 半个月 15日: to a reader, who does not think of midnight or of February.
fn is_as_short(local: &Bound, group: &Bound) -> bool {
    let compare = |a: &Quantity, b: &Quantity| {
        let other = a.measure() != b.measure();
        Some(hours(a)?.cmp(&hours(b)?)).filter(|_| other)
    };
    match (local, group) {
        (Bound::AtMost(a) | Bound::Exactly(a), Bound::AtMost(b)) => {
            compare(a, b).is_some_and(Ordering::is_le)
        }
        (Bound::AtLeast(a) | Bound::Exactly(a), Bound::AtLeast(b)) => {
            compare(a, b).is_some_and(Ordering::is_ge)
        }
        (Bound::Exactly(a), Bound::Exactly(b)) => compare(a, b).is_some_and(Ordering::is_eq),
        _ => false,
    }
}

/// How long a time is about.
fn hours(quantity: &Quantity) -> Option<Number> {
    let number = quantity.number();
    Some(match quantity.measure() {
        Measure::Clock => number / Number::from_integer(3600),
        Measure::SameDay => Number::from_integer(12),
        Measure::WorkingDays => number * Number::new(24 * 7, 5),
        Measure::Calendar => number * Number::from_integer(30 * 24),
        _ => return None,
    })
}

/// Hours in which something must not be.
fn is_quiet(text: &Text, clause: &Clause) -> bool {
    let words = &text.source[clause.range.clone()];
    clause.denies || QUIET.iter().any(|word| words.contains(word))
}

const QUIET: &[&str] = &["一律停", "不安排", "禁", "避开", "避免", "不致电", "免打扰", "停止", "休息", "静"];

/// Hours in which something may be: 施工, 上门. Others are hours of service.
fn is_permission(group: &Text, amount: &Amount) -> bool {
    let sentence = group.clauses.get(amount.clause).map_or(0..0, |c| group.sentence(c.sentence));
    PERMITTED.iter().any(|word| group.source[sentence.clone()].contains(word))
}

const PERMITTED: &[&str] = &[
    "施工",
    "作业",
    "上门",
    "拜访",
    "拨打",
    "致电",
    "装修",
    "允许",
    "可",
    "宜",
    "装卸",
    "搬运",
    "搬家",
    "安排在",
    "仅",
    "限",
];

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
