//! How often: 每日两次, 每两小时一次, 1次/周, 隔日, 按季度.

use std::ops::Range;

use num_traits::Zero;

use crate::bound::{Bound, Measure, Number, Period, Quantity};

use super::amounts::{Amount, What};
use super::text::Text;

/// So many times in every period.
#[derive(Clone, Debug, PartialEq)]
pub struct Frequency {
    pub times: Number,
    pub period: Length,
    pub limit: Limit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// 每日两次, 每日不少于两次
    AtLeast,
    AtMost,
}

/// How long a period is; how many days a month has depends on which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Minutes(Number),
    Months(Number),
}

const DAY: i128 = 24 * 60;

impl Frequency {
    fn every(period: Length) -> Frequency {
        Frequency { times: Number::from_integer(1), period, limit: Limit::AtLeast }
    }

    /// Whether it is as often over the years: 每年两次 for 每半年一次, which are two in some half year or other.
    pub fn is_as_frequent(&self, group: &Frequency) -> bool {
        let minutes = |length: Length| match length {
            Length::Minutes(minutes) => minutes,
            Length::Months(months) => months * Number::from_integer(30 * DAY),
        };
        self.times * minutes(group.period) >= group.times * minutes(self.period)
    }

    /// Whether who keeps this certainly keeps `group`.
    pub fn keeps(&self, group: &Frequency) -> bool {
        let whole = match (self.period, group.period) {
            (a, b) if a == b => Number::from_integer(1),
            (Length::Minutes(a), Length::Minutes(b)) | (Length::Months(a), Length::Months(b))
                if !a.is_zero() =>
            {
                (b / a).floor()
            }
            // Up to six days of a month belong to weeks that began before.
            (Length::Minutes(a), Length::Months(b)) if !a.is_zero() => {
                let days = b * Number::from_integer(28);
                let minutes = days * Number::from_integer(DAY);
                let week = Number::from_integer(7 * DAY);
                if a < week {
                    (minutes / a).floor()
                } else {
                    ((minutes - week + Number::from_integer(DAY)) / a).floor()
                }
            }
            _ => Number::zero(),
        };
        match (self.limit, group.limit) {
            (Limit::AtLeast, Limit::AtLeast) => self.times * whole >= group.times,
            (Limit::AtMost, Limit::AtMost) => self.period == group.period && self.times <= group.times,
            _ => false,
        }
    }
}

/// Words for a period that are no 每 and a unit.
const NAMED: &[(&str, i128, i128)] = &[
    // minutes, months
    ("每隔一天", 2 * DAY, 0),
    ("每隔一日", 2 * DAY, 0),
    ("隔日", 2 * DAY, 0),
    ("隔天", 2 * DAY, 0),
    ("隔周", 14 * DAY, 0),
    ("日产日清", DAY, 0),
    ("逐日", DAY, 0),
    ("日日", DAY, 0),
    ("天天", DAY, 0),
    ("每早", DAY, 0),
    ("每晚", DAY, 0),
    ("每旬", 10 * DAY, 0),
    ("按日", DAY, 0),
    ("按天", DAY, 0),
    ("按周", 7 * DAY, 0),
    ("按月", 0, 1),
    ("按季度", 0, 3),
    ("按季", 0, 3),
    ("按半年", 0, 6),
    ("按年度", 0, 12),
    ("按年", 0, 12),
    ("月度", 0, 1),
    ("季度", 0, 3),
    ("半年度", 0, 6),
    ("年度", 0, 12),
    ("全年", 0, 12),
    ("逐月", 0, 1),
    ("逐周", 7 * DAY, 0),
    ("逐年", 0, 12),
];

/// Finds the periods: 每日, 每两小时, 隔日, 按季度.
pub fn periods(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        match period(&text[..at], rest) {
            Some((length, len)) => {
                add(at..at + len, What::Every(Frequency::every(length)));
                at += len;
            }
            None if every_other(rest).is_some() => {
                let (length, len) = every_other(rest).unwrap_or((Length::Minutes(Number::zero()), 3));
                add(at..at + len, What::Every(Frequency::every(length)));
                at += len;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
}

fn period(before: &str, rest: &str) -> Option<(Length, usize)> {
    if !rest.starts_with(['全', '每', '隔', '逐', '日', '天', '按', '月', '季', '半', '年']) {
        return None;
    }
    if let Some((word, minutes, months)) = NAMED.iter().find(|(word, ..)| rest.starts_with(word)) {
        // 一季度, 本年度, 3 个季度
        let counted = before.ends_with(|c: char| {
            c.is_ascii_digit() || "一二两三四五六七八九十半个本该当上下每全首第".contains(c)
        });
        let noun = word.ends_with('度') && !word.starts_with('按') && counted;
        let length = match minutes {
            0 => Length::Months(Number::from_integer(*months)),
            _ => Length::Minutes(Number::from_integer(*minutes)),
        };
        // 全年不少于12次, but 全年无休
        let mut near = rest.chars().take(12).take_while(|c| *c != '，');
        let whole = word.starts_with('全') && (rest.starts_with("全年每") || !near.any(|c| c == '次'));
        return (!noun && !whole).then_some((length, word.len()));
    }
    let counted = rest.strip_prefix('每')?;
    let counted = counted.strip_prefix('隔').unwrap_or(counted);
    // 每个工作日 is none of every day.
    for (word, days) in [("个工作日", 7), ("工作日", 7), ("个半月", 0), ("半个月", 0), ("半月", 0)]
    {
        if counted.starts_with(word) {
            let length = match days {
                0 => Length::Months(Number::new(1, 2)),
                days => Length::Minutes(Number::from_integer(days * DAY)),
            };
            return Some((length, rest.len() - counted.len() + word.len()));
        }
    }
    let unit = |text: &str| {
        let len = UNITS.iter().filter(|unit| text.starts_with(**unit)).map(|unit| unit.len()).max()?;
        Some(len)
    };
    if let Some(len) = unit(counted) {
        // 每小时5公里: a speed
        if counted[len..].chars().take(8).collect::<String>().contains("公里") {
            return None;
        }
        let word = &counted[..len];
        let quantity = Quantity::parse(word).or_else(|_| Quantity::parse(&format!("1{word}"))).ok()?;
        let len = rest.len() - counted.len() + len;
        // 每周一 is every Monday, 每周一次 is not.
        let after = &rest[len..];
        let weekday = after.starts_with(['一', '二', '三', '四', '五', '六', '日'])
            && !after[3..].starts_with(['次', '遍', '轮', '趟', '个', '名', '人', '至', '到', '、']);
        return Some((
            length(&quantity)?,
            if weekday && rest[..len].ends_with('周') { len + 3 } else { len },
        ));
    }
    // 每两小时: a number and a unit
    let end = counted.char_indices().take(8).map(|(at, c)| at + c.len_utf8());
    let parsed = end.filter_map(|end| Some((Quantity::parse(&counted[..end]).ok()?, end)));
    let (quantity, end) = parsed.filter(|(quantity, _)| length(quantity).is_some()).last()?;
    Some((length(&quantity)?, rest.len() - counted.len() + end))
}

/// 两日一清: a number of days and one deed.
fn every_other(rest: &str) -> Option<(Length, usize)> {
    if !rest.starts_with(['一', '两', '二', '三', '四', '五', '六', '七', '半', '十']) {
        return None;
    }
    let ends = rest.char_indices().take(4).map(|(at, c)| at + c.len_utf8());
    let (quantity, end) = ends.filter_map(|end| Some((Quantity::parse(&rest[..end]).ok()?, end))).next()?;
    let deed = rest[end..].strip_prefix('一')?;
    let is_deed =
        ["清", "查", "检", "扫", "洗", "巡", "报", "换", "修", "访", "测", "养", "评", "考", "训", "会"]
            .iter()
            .any(|d| deed.starts_with(d));
    is_deed.then(|| Some((length(&quantity)?, end + 3)))?
}

const UNITS: &[&str] = &[
    "小时",
    "个小时",
    "天",
    "日",
    "周",
    "星期",
    "个星期",
    "礼拜",
    "月",
    "个月",
    "季度",
    "个季度",
    "季",
    "半年",
    "年",
    "年度",
    "分钟",
    "半小时",
    "半个小时",
    "半天",
];

fn length(quantity: &Quantity) -> Option<Length> {
    match quantity.measure() {
        Measure::Clock => Some(Length::Minutes(quantity.number() / Number::from_integer(60))),
        Measure::Calendar => Some(Length::Months(quantity.number())),
        _ => None,
    }
}

fn of_period(period: Period) -> Length {
    let whole = Number::from_integer;
    match period {
        Period::Hour => Length::Minutes(whole(60)),
        Period::Day => Length::Minutes(whole(DAY)),
        Period::Week => Length::Minutes(whole(7 * DAY)),
        Period::Month => Length::Months(whole(1)),
        Period::Quarter => Length::Months(whole(3)),
        Period::HalfYear => Length::Months(whole(6)),
        Period::Year => Length::Months(whole(12)),
    }
}

/// Joins a period with the number of times that follows it in its clause: 每日清洁不少于两次, 一天两次.
pub fn join(text: &Text, amounts: &mut Vec<Amount>) {
    let mut joined: Vec<Amount> = Vec::with_capacity(amounts.len());
    for amount in amounts.drain(..) {
        let Some((times, limit, rate)) = count(&amount.what) else {
            joined.push(amount);
            continue;
        };
        let between = joined
            .last()
            .map_or("", |last| text.source.get(last.range.end..amount.range.start).unwrap_or(""));
        let sentence = |amount: &Amount| text.clauses.get(amount.clause).map(|c| c.sentence);
        let near = |last: &&Amount| {
            last.clause == amount.clause || sentence(last) == sentence(&amount) && between.contains('各')
        };
        let period = joined.last().filter(near).and_then(|last| match &last.what {
            What::Every(frequency) if frequency.times == Number::from_integer(1) => Some(frequency.period),
            // 一天两次, 一年组织两次
            What::Bare(quantity)
                if text.source[last.range.clone()].starts_with(['一', '1'])
                    && between.chars().count() < 6 =>
            {
                length(quantity)
            }
            _ => None,
        });
        // 每日早、中、晚各一次
        let times = match between.find('各').or(between.contains("分别").then_some(between.len())) {
            Some(at) => {
                let more = between[..at].matches(['、', '和', '及', '与']).count();
                times * Number::from_integer(1 + more as i128)
            }
            None => times,
        };
        // 每月最多检查一次
        let capped =
            ["最多", "至多", "不超过", "不得超过", "仅", "只"].iter().any(|word| between.contains(word));
        let limit = if capped { Limit::AtMost } else { limit };
        match (period, rate) {
            (Some(period), _) => {
                let what = What::Every(Frequency { times, period, limit });
                if let Some(last) = joined.last_mut() {
                    *last = Amount { range: last.range.start..amount.range.end, clause: amount.clause, what };
                }
            }
            (None, Some(period)) => {
                let what = What::Every(Frequency { times, period, limit });
                joined.push(Amount { what, ..amount });
            }
            (None, None) => joined.push(amount),
        }
    }
    *amounts = joined;
}

/// How many times, if that is what it counts; a rate has its own period.
fn count(what: &What) -> Option<(Number, Limit, Option<Length>)> {
    let (quantity, limit) = match what {
        What::Bare(quantity) | What::Bound(Bound::AtLeast(quantity) | Bound::Exactly(quantity)) => {
            (quantity, Limit::AtLeast)
        }
        What::Bound(Bound::AtMost(quantity)) => (quantity, Limit::AtMost),
        What::Bound(Bound::Between(range)) => (range.low(), Limit::AtLeast),
        _ => return None,
    };
    let is_times = |word: &str| matches!(word, "次" | "遍" | "趟" | "轮" | "回");
    match quantity.measure() {
        Measure::Named(word) if is_times(word) => Some((quantity.number(), limit, None)),
        Measure::Rate { count, period } if is_times(count) => {
            Some((quantity.number(), limit, Some(of_period(*period))))
        }
        _ => None,
    }
}
