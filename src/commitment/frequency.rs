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
        let days = |months: Number| months * Number::from_integer(30 * DAY);
        let whole = match (self.period, group.period) {
            (a, b) if a == b => Number::from_integer(1),
            (Length::Minutes(a), Length::Minutes(b)) | (Length::Months(a), Length::Months(b))
                if !a.is_zero() =>
            {
                (b / a).floor()
            }
            // 每半个月 and 每15天 are one to a reader.
            (Length::Minutes(a), Length::Months(b)) if a == days(b) => Number::from_integer(1),
            (Length::Months(a), Length::Minutes(b)) if !a.is_zero() => (b / days(a)).floor(),
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
    // Three a day.
    ("每班次", DAY / 3, 0),
    ("每个班次", DAY / 3, 0),
    ("每班", DAY / 3, 0),
    ("每季度", 0, 3),
    ("每季", 0, 3),
    ("季季", 0, 3),
    ("逢月", 0, 1),
    ("逢周", 7 * DAY, 0),
    ("周周", 7 * DAY, 0),
    ("月月", 0, 1),
    ("年年", 0, 12),
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
                let times = Number::from_integer(months(&rest[len..]).max(1));
                add(at..at + len, What::Every(Frequency { times, ..Frequency::every(length) }));
                at += len;
            }
            None => match every_other(rest).or_else(|| in_parts(&text[..at], rest)) {
                Some((frequency, len)) => {
                    add(at..at + len, What::Every(frequency));
                    at += len;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            },
        }
    }
}

/// 每年四月、十月: how many months are named.
fn months(rest: &str) -> i128 {
    let mut rest = rest.trim_start_matches(['的', '于', '在']);
    let mut count = 0;
    loop {
        let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let number = rest.trim_start_matches(numeral);
        let named = number.len() < rest.len() && number.starts_with('月');
        // 五月至十月: a span
        let Some(after) = number.strip_prefix(['月', '、']).filter(|_| number.len() < rest.len()) else {
            break;
        };
        count += 1;
        rest = after.trim_start_matches(['、', '和', '与', '及']);
        if named && after.starts_with(['至', '到', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
            return 1;
        }
    }
    count
}

fn period(before: &str, rest: &str) -> Option<(Length, usize)> {
    if !rest.starts_with(['全', '每', '隔', '逐', '日', '天', '按', '逢', '周', '月', '季', '半', '年'])
    {
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
        // 年度满意度: whose, not how often
        let whose = word.ends_with('度')
            && !word.starts_with(['按', '每'])
            && !rest.chars().take(12).any(|c| c == '次');
        return (!noun && !whole && !whose).then_some((length, word.len()));
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

/// 两日一清, 一日两巡: a time, and how often something of one character is done in it.
fn every_other(rest: &str) -> Option<(Frequency, usize)> {
    if !rest.starts_with(['一', '两', '二', '三', '四', '五', '六', '七', '半', '十']) {
        return None;
    }
    let ends = rest.char_indices().take(4).map(|(at, c)| at + c.len_utf8());
    // No quantities by themselves.
    let named = [("一季", 3), ("一月", 1), ("一年", 12)].iter().find(|(word, _)| rest.starts_with(word));
    let (period, end) = match named {
        Some((word, months)) => (Length::Months(Number::from_integer(*months)), word.len()),
        None => {
            let (quantity, end) =
                ends.filter_map(|end| Some((Quantity::parse(&rest[..end]).ok()?, end))).next()?;
            (length(&quantity)?, end)
        }
    };
    // 一月全面查一次
    let counted = |rest: &str| rest.chars().take(8).take_while(|c| c.is_alphabetic()).any(|c| c == '次');
    let is_word = named.is_some_and(|(_, months)| *months < 12) && !rest[end..].starts_with('度');
    if is_word && counted(&rest[end..]) {
        return Some((Frequency::every(period), end));
    }
    let mut after = rest[end..].chars();
    let times = "一两三".chars().position(|c| after.as_str().starts_with(c)).map(|at| at as i128 + 1)?;
    let deed = after.nth(1).filter(|c| match named {
        Some(_) => c.is_alphabetic() && !COUNTED.contains(*c),
        None => DEEDS.contains(*c),
    })?;
    let frequency = Frequency { times: Number::from_integer(times), ..Frequency::every(period) };
    Some((frequency, end + '一'.len_utf8() + deed.len_utf8()))
}

/// What 一 counts, in 一季一人.
const COUNTED: &str =
    "个名人户档份张次台间件套条项层栋天日周月年季时分秒点半元米级号类种样位家组班对双把车卡岗度";

const DEEDS: &str =
    "清查检扫洗巡报换修访测养评考训会理拖擦练演验核结议盘消浇剪抄记送收存交采保倒抹刷除调整点";

/// 早晚各一次, 上、下半年各一次, without 每日 or 每年 before it.
fn in_parts(before: &str, rest: &str) -> Option<(Frequency, usize)> {
    let (words, times, period) = PARTS.iter().find(|(words, ..)| rest.starts_with(words))?;
    let near = before.char_indices().rev().nth(9).map_or(before, |(at, _)| &before[at..]);
    if near.contains(['每', '一']) || near.ends_with('、') {
        return None;
    }
    let after = &rest[words.len()..];
    let said = after.char_indices().take(8).find(|(_, c)| *c == '次').map(|(at, c)| at + c.len_utf8())?;
    let number = after[..said - "次".len()].chars().next_back()?;
    let each = "一两三".chars().position(|c| c == number).map(|at| at as i128 + 1)?;
    let period = match period {
        0 => Length::Minutes(Number::from_integer(DAY)),
        months => Length::Months(Number::from_integer(*months)),
    };
    let times = Number::from_integer(each * times);
    Some((Frequency { times, ..Frequency::every(period) }, words.len() + said))
}

/// Parts of a day or of a year, how many they are, and of how many months; none is a day.
const PARTS: &[(&str, i128, i128)] = &[
    ("上午、下午各", 2, 0),
    ("上、下午各", 2, 0),
    ("上下午各", 2, 0),
    ("上午和下午各", 2, 0),
    ("早晚各", 2, 0),
    ("早、晚各", 2, 0),
    ("早、中、晚各", 3, 0),
    ("早中晚各", 3, 0),
    ("上半年、下半年各", 1, 6),
    ("上、下半年各", 1, 6),
    ("上下半年各", 1, 6),
    ("上半年和下半年各", 1, 6),
];

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
    // How many of them have their number of times.
    let mut counted = 0;
    for amount in amounts.drain(..) {
        if is_of_interval(text, &amount) {
            continue;
        }
        if let Some(period) = interval(text, &amount) {
            joined.push(Amount { what: What::Every(Frequency::every(period)), ..amount });
            continue;
        }
        // 连续两次不合格的
        let in_a_row =
            ["连续", "累计", "接连"].iter().any(|word| text.source[..amount.range.start].ends_with(word));
        let Some((times, limit, rate)) = count(&amount.what).filter(|_| !in_a_row) else {
            joined.push(amount);
            continue;
        };
        let between = joined
            .last()
            .map_or("", |last| text.source.get(last.range.end..amount.range.start).unwrap_or(""));
        let sentence = |amount: &Amount| text.clauses.get(amount.clause).map(|c| c.sentence);
        let near = |last: &&Amount| {
            last.clause == amount.clause
                || sentence(last) == sentence(&amount)
                    && (between.contains('各') || is_within(between) || is_led(last, between))
        };
        // 每日早、中、晚各一次
        let each = between.find('各').or(between.contains("分别").then_some(between.len()));
        let parts = each.map_or(1, |at| {
            let more = 1 + between[..at].matches(['、', '和', '及', '与']).count();
            more.max(between[..at].matches(['早', '中', '晚', '上', '下']).count()) as i128
        });
        let times = times * Number::from_integer(parts);
        if counted == joined.len()
            && let Some(last) = joined.last_mut()
            && sentence(last) == sentence(&amount)
            && rate.is_none()
            && let What::Every(frequency) = &mut last.what
        {
            // 每年两次,上、下半年各一次
            if parts > 1 && frequency.times == times {
                if between.contains("半年") {
                    frequency.times = times / Number::from_integer(parts);
                    frequency.period = Length::Months(Number::from_integer(6));
                }
                continue;
            }
            // 每日上午一次,下午再一次
            if between.contains(['再', '又']) && between.chars().count() < 8 {
                frequency.times += times;
                continue;
            }
            // 每日清扫两次、拖洗一次
            if between.starts_with(['、', '，', ',']) && between.chars().count() < 8 {
                let what = What::Every(Frequency { times, period: frequency.period, limit });
                joined.push(Amount { what, ..amount });
                counted = joined.len();
                continue;
            }
        }
        let period = joined.last().filter(near).and_then(|last| match &last.what {
            What::Every(frequency) if frequency.times == Number::from_integer(1) => Some(frequency.period),
            // 一天两次, 一年之内…两次, 三天查一次
            What::Bare(quantity) | What::Bound(Bound::AtMost(quantity))
                if is_one(&text.source[last.range.clone()])
                    && (between.chars().count() < 10
                        && !between.starts_with(['前', '后', '以', '，', ','])
                        || is_within(between) && between.chars().count() < 16) =>
            {
                length(quantity)
            }
            What::Bare(quantity) if between.chars().count() < 4 && !between.starts_with(AFTER_TIMES) => {
                length(quantity)
            }
            _ => None,
        });
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
                counted = joined.len();
            }
            (None, Some(period)) => {
                let what = What::Every(Frequency { times, period, limit });
                joined.push(Amount { what, ..amount });
                counted = joined.len();
            }
            (None, None) => joined.push(amount),
        }
    }
    // 一个月训练至少6小时
    for at in 1..joined.len() {
        let (last, next) = (&joined[at - 1], &joined[at]);
        let between = text.source.get(last.range.end..next.range.start).unwrap_or_default();
        if let What::Bare(quantity) = &last.what
            && last.clause == next.clause
            && text.source[last.range.clone()].starts_with('一')
            && between.chars().count() > 1
            && !between.starts_with(AFTER_TIMES)
            && let Some(period) = length(quantity)
        {
            joined[at - 1].what = What::Every(Frequency::every(period));
        }
    }
    // 每年四次,每季度一次: said twice, and the second says more.
    let sentence = |amount: &Amount| text.clauses.get(amount.clause).map(|c| c.sentence);
    let said_finer = |at: usize| match (&joined[at].what, joined.get(at + 1).map(|next| (next, &next.what))) {
        (What::Every(whole), Some((next, What::Every(part)))) => {
            whole.times > part.times
                && sentence(&joined[at]) == sentence(next)
                && whole.is_as_frequent(part)
                && part.is_as_frequent(whole)
        }
        _ => false,
    };
    let mut keep: Vec<bool> = (0..joined.len()).map(|at| !said_finer(at)).collect();
    keep.reverse();
    joined.retain(|_| keep.pop().unwrap_or(true));
    *amounts = joined;
}

/// What follows a time that is no period.
const AFTER_TIMES: [char; 13] = ['内', '之', '以', '前', '后', '的', '、', '，', ',', '（', '至', '到', '未'];

/// 每天,地面拖两次: the period comes first.
fn is_led(last: &Amount, between: &str) -> bool {
    matches!(last.what, What::Every(_))
        && between.starts_with(['，', ','])
        && between.chars().filter(|c| !c.is_alphabetic()).count() == 1
        && between.chars().count() < 13
}

/// 一天, 1周, but not 15分钟.
fn is_one(words: &str) -> bool {
    let rest = words.strip_prefix(['一', '1']);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
}

/// 一年之内
fn is_within(between: &str) -> bool {
    ["之内", "内", "之中", "当中", "里"].iter().any(|word| between.starts_with(word))
}

/// 间隔不超过两小时: how often, said by the time between.
fn interval(text: &Text, amount: &Amount) -> Option<Length> {
    let quantity = match &amount.what {
        What::Bare(quantity) | What::Bound(Bound::AtMost(quantity) | Bound::Exactly(quantity)) => quantity,
        _ => return None,
    };
    let period = length(quantity)?;
    let before = &text.source[..amount.range.start];
    let near = before.char_indices().rev().nth(9).map_or(before, |(at, _)| &before[at..]);
    let near = near.rsplit(['。', '；', '，', ',']).next().unwrap_or_default();
    ["间隔", "相隔"].iter().any(|word| near.contains(word)).then_some(period)
}

/// 两次 of 两次保养的间隔
fn is_of_interval(text: &Text, amount: &Amount) -> bool {
    let after = &text.source[amount.range.end..];
    let near = after.char_indices().nth(10).map_or(after, |(at, _)| &after[..at]);
    let near = near.split(['。', '；', '，', ',']).next().unwrap_or_default();
    text.source[amount.range.clone()].starts_with("两次")
        && ["间隔", "相隔", "之间"].iter().any(|word| near.contains(word))
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
