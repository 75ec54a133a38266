//! The amounts in a text: quantities with their comparison, frequencies, times of day, grades.
//!
//! What a quantity by itself means, its neighbours say: 30分钟到场 is at most, 保存30天 at least.

use std::ops::Range;

use crate::bound::{self, Bound, Interval, Measure, Number, Quantity, Reading, Windows};

use super::clock::{self, Moment, Side};
use super::frequency::{self, Frequency, Limit};
use super::order::is_time;
use super::text::{Clause, Text};

#[derive(Clone, Debug)]
pub struct Amount {
    pub range: Range<usize>,
    /// The clause that it stands in.
    pub clause: usize,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    Bound(Bound),
    /// No comparison beside it, and not yet known what it means.
    Bare(Quantity),
    /// 左右, 约
    Around(Quantity),
    Every(Frequency),
    Hours(Windows),
    /// 22:00后
    Moment(Moment),
    /// 每月5日前: the day of a month.
    Date(Moment),
    /// 周一至周五, a bit for each day.
    Days(u8),
    /// 二级: the first is the highest.
    Grade(u32),
}

/// Everything in the text that is an amount, and the bytes that they take.
pub fn read(text: &str) -> (Vec<Amount>, Vec<Range<usize>>) {
    let mut found: Vec<Amount> = Vec::new();
    let mut add = |range: Range<usize>, what: What| {
        if found.iter().all(|other| other.range.end <= range.start || range.end <= other.range.start) {
            found.push(Amount { range, clause: 0, what });
        }
    };
    clock::hours(text, &mut add);
    clock::weekdays(text, &mut add);
    if may_have_number(text) {
        ages(text, &mut add);
        dates(text, &mut add);
        ordinals(text, &mut add);
    }
    frequency::periods(text, &mut add);
    grades(text, &mut add);
    if may_have_number(text) {
        for stated in bound::statements(text) {
            if let Some((what, end)) = stated_as(text, &stated) {
                add(stated.range.start..end, what);
            }
        }
    }
    days(text, &mut |range: Range<usize>, what: What| {
        if found.iter().all(|other| other.range.end <= range.start || range.end <= other.range.start) {
            found.push(Amount { range, clause: 0, what });
        }
    });
    let mut add = |range: Range<usize>, what: What| {
        if found.iter().all(|other| other.range.end <= range.start || range.end <= other.range.start) {
            found.push(Amount { range, clause: 0, what });
        }
    };
    in_words(text, &mut add);
    if may_have_number(text) {
        other_units(text, &mut add);
    }
    found.sort_by_key(|amount| amount.range.start);
    let taken = found.iter().map(|amount| amount.range.clone()).collect();
    (found, taken)
}

fn may_have_number(text: &str) -> bool {
    text.contains(|c: char| {
        c.is_ascii_digit() || "一二两三四五六七八九十半当百０１２３４５６７８９".contains(c)
    })
}

/// 每周不少于五户: the period is an amount of its own. 80分为合格: a score, no time.
fn counted(text: &str, stated: &bound::Stated) -> Option<Quantity> {
    let quantity = stated.reading.as_ref().ok()?.bound()?.quantities().first().copied()?.clone();
    let words = &text[stated.range.clone()];
    match quantity.measure() {
        // 5公里/小时 and 每小时5公里 are read as the length.
        Measure::Rate { count, .. } if words.contains('/') && count.ends_with('里') => {
            Quantity::parse(words.split('/').next()?).ok()
        }
        Measure::Rate { .. } if !words.contains(['每', '/', '次', '遍', '趟', '轮', '回']) => {
            Quantity::parse(words).ok()
        }
        Measure::Clock => score(text, words),
        _ => None,
    }
}

/// 80分为合格
fn score(text: &str, words: &str) -> Option<Quantity> {
    let counts = words.ends_with('分') && SCORES.iter().any(|word| text.contains(word));
    counts.then(|| Quantity::parse(&format!("{}得分", words.trim_end_matches('分'))).ok())?
}

/// Words beside which 分 counts points.
const SCORES: &[&str] =
    &["得分", "评分", "考核", "测试", "考试", "满意度", "满分", "成绩", "总分", "扣分", "合格", "及格"];

/// What a quantity in the prose says, and where it ends.
fn stated_as(text: &str, stated: &bound::Stated) -> Option<(What, usize)> {
    let (before, after) = (&text[..stated.range.start], &text[stated.range.end..]);
    let end = stated.range.end;
    let what = match &stated.reading {
        Ok(Reading::Exactly(quantity)) => What::Bare(counted(text, stated).unwrap_or(quantity.clone())),
        Ok(Reading::Around(quantity)) => What::Around(quantity.clone()),
        Ok(reading) => What::Bound(match (reading.bound()?, counted(text, stated)) {
            (Bound::AtMost(_), Some(counted)) => Bound::AtMost(counted),
            (Bound::AtLeast(_), Some(counted)) => Bound::AtLeast(counted),
            (bound, _) => bound,
        }),
        Err(_) => {
            let words = &text[stated.range.clone()];
            let quantity = score(text, words).or_else(|| Quantity::parse(words).ok())?;
            let ends = |words: &[&str]| words.iter().any(|w| before.trim_end().ends_with(w));
            let starts = |words: &[&str]| words.iter().any(|w| after.trim_start().starts_with(w));
            if ends(AROUND) || starts(&["多", "余"]) {
                What::Around(quantity)
            } else if ends(BELOW) {
                What::Bound(Bound::AtMost(quantity))
            } else if *quantity.measure() == Measure::SameDay {
                What::Bare(quantity)
            } else if ends(ABOVE) || starts(&["前", "之前", "以前", "后", "之后", "以后", "起"]) {
                What::Bound(Bound::AtLeast(quantity))
            } else {
                What::Bare(quantity)
            }
        }
    };
    // 二次供水, 二次用纸
    let words = &text[stated.range.clone()];
    if words == "二次" && after.starts_with(['供', '用', '纸', '污', '装', '加', '利', '搬', '入', '转'])
    {
        return None;
    }
    // 近三年业绩
    let what = match what {
        What::Around(quantity) if before.ends_with('近') && *quantity.measure() == Measure::Calendar => {
            What::Bare(quantity)
        }
        what => what,
    };
    // 一户一档: of each
    let of_each = text[stated.range.clone()].starts_with('一')
        && (after.starts_with('一') || before.ends_with(|c: char| "户人车事岗店楼".contains(c)))
        && matches!(&what, What::Bare(quantity) if matches!(quantity.measure(), Measure::Named(_)));
    let is_ordinal = of_each
        || before.ends_with('第')
        || (before.ends_with("星期") || before.ends_with("礼拜"))
            && !text[stated.range.clone()].ends_with('次');
    (!is_ordinal).then_some((what, end))
}

/// Amounts that are said without a number: the word, whether it is an upper end, and what it says.
const IN_WORDS: &[(&str, bool, &str)] = &[
    ("双人", false, "2 人"),
    ("两人", false, "2 人"),
    ("单人", false, "1 人"),
    ("由一人", false, "1 人"),
    ("间一人", false, "1 人"),
    ("员一人", false, "1 人"),
    ("派一人", false, "1 人"),
    ("留一人", false, "1 人"),
    ("一人自行", false, "1 人"),
    ("一人到场", false, "1 人"),
    ("一人值", false, "1 人"),
    ("一人进行", false, "1 人"),
    ("一人完成", false, "1 人"),
    ("一人即可", false, "1 人"),
    ("一个人", false, "1 人"),
    ("一名员工", false, "1 人"),
    ("独自", false, "1 人"),
    ("双岗", false, "2 岗"),
    ("单岗", false, "1 岗"),
    ("次日", true, "2 天"),
    ("翌日", true, "2 天"),
    ("第二天", true, "2 天"),
    ("隔日内", true, "2 天"),
    ("于前一日", false, "1 天"),
    ("于前一天", false, "1 天"),
    ("在前一日", false, "1 天"),
    ("在前一天", false, "1 天"),
    ("头一天", false, "1 天"),
    ("后天", true, "3 天"),
    ("次周", true, "14 天"),
    ("下周", true, "14 天"),
    ("下一工作日", true, "2 工作日"),
    ("下一个工作日", true, "2 工作日"),
    ("次一工作日", true, "2 工作日"),
    ("次个工作日", true, "2 工作日"),
];

fn in_words(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    if !text.contains(['双', '两', '单', '一', '独', '次', '翌', '第', '于', '在', '头', '后', '下', '隔'])
    {
        return;
    }
    for (word, is_upper, says) in IN_WORDS {
        for (at, _) in text.match_indices(word) {
            // 客户独自等候
            if *word == "独自" && text[at + word.len()..].starts_with(['等', '居', '在', '外']) {
                continue;
            }
            if let Ok(quantity) = Quantity::parse(says) {
                let bound = if *is_upper { Bound::AtMost(quantity) } else { Bound::AtLeast(quantity) };
                add(at..at + word.len(), What::Bound(bound));
            }
        }
    }
}

/// 不低于50勒克斯: any unit, where a comparison stands before the number.
fn other_units(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    const UPPER: &[&str] = &[
        "不超过",
        "不大于",
        "不高于",
        "不得超过",
        "不得大于",
        "不得高于",
        "至多",
        "最多",
        "最高",
        "≤",
        "小于",
        "低于",
    ];
    const LOWER: &[&str] = &[
        "不少于",
        "不低于",
        "不小于",
        "不得少于",
        "不得低于",
        "不得小于",
        "至少",
        "最少",
        "最低",
        "≥",
        "大于",
        "达到",
    ];
    // 大于 in 不大于 is no lower end.
    let whole = |at: usize| !text[..at].ends_with('不') && !text[..at].ends_with("不得");
    let led = |word: &str| {
        let found = text.match_indices(word).filter(|(at, _)| whole(*at));
        found.map(|(at, word)| at + word.len()).collect::<Vec<_>>()
    };
    for (words, is_upper) in [(LOWER, false), (UPPER, true)] {
        for start in words.iter().flat_map(|word| led(word)) {
            let rest = &text[start..];
            let digits = rest.len() - rest.trim_start_matches(|c: char| is_numeral(c) || c == '.').len();
            let spoken = rest.starts_with(|c: char| !c.is_ascii());
            let unit: usize = rest[digits..]
                .chars()
                .take(if spoken { 1 } else { 3 })
                .take_while(|c| c.is_alphabetic() && *c != '的')
                .map(char::len_utf8)
                .sum();
            let known = UNITS.iter().find(|unit| rest[digits..].starts_with(**unit));
            let unit = known.map_or(unit, |unit| unit.len());
            if digits == 0 || unit == 0 {
                continue;
            }
            if let Ok(quantity) = Quantity::parse(&rest[..digits + unit]) {
                let bound = if is_upper { Bound::AtMost(quantity) } else { Bound::AtLeast(quantity) };
                add(start..start + digits + unit, What::Bound(bound));
            }
        }
    }
    // 超过半小时
    for (at, _) in text.match_indices("过半") {
        let start = at + "过".len();
        let end = start + text[start..].chars().take(3).map(char::len_utf8).sum::<usize>();
        let shorter = end - text[start..end].chars().next_back().map_or(0, char::len_utf8);
        if let Ok(quantity) =
            Quantity::parse(&text[start..end]).or_else(|_| Quantity::parse(&text[start..shorter]))
        {
            let is_upper = text[..start].ends_with("不超过") || text[..start].ends_with("不得超过");
            let bound = if is_upper { Bound::AtMost(quantity) } else { Bound::AtLeast(quantity) };
            add(start..shorter, What::Bound(bound));
        }
    }
    // 40学时: any unit of one or two characters
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|len| at + len) {
        let rest = &text[start..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let unit: usize = rest[digits..]
            .chars()
            .take(2)
            .take_while(|c| c.is_alphabetic() && !c.is_ascii())
            .map(char::len_utf8)
            .sum();
        at = start + digits;
        let known = UNITS.iter().find(|unit| rest[digits..].starts_with(**unit));
        let unit = known.map_or(unit, |unit| unit.len());
        // 400热线: a number to call; 11月: a date
        if ["热线", "电话", "月"].iter().any(|word| rest[digits..].starts_with(word)) {
            continue;
        }
        let inside = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || "-./:：第".contains(c));
        if unit > 0
            && !inside
            && let Ok(quantity) = Quantity::parse(&rest[..digits + unit])
        {
            add(start..start + digits + unit, What::Bare(quantity));
        }
    }
    // 70岁以上
    for (word, is_upper) in [("以上", false), ("及以上", false), ("以下", true), ("以内", true)] {
        for (end, _) in text.match_indices(word) {
            let before = text[..end].trim_end_matches(|c: char| c.is_alphabetic() && !is_numeral(c));
            let digits = before.trim_end_matches(|c: char| is_numeral(c) || c == '.');
            let unit = text[before.len()..end].chars().count();
            if digits.len() == before.len() || !(1..=3).contains(&unit) {
                continue;
            }
            if let Ok(quantity) = Quantity::parse(&text[digits.len()..end]) {
                let bound = if is_upper { Bound::AtMost(quantity) } else { Bound::AtLeast(quantity) };
                add(digits.len()..end, What::Bound(bound));
            }
        }
    }
}

const UNITS: &[&str] = &["学时", "课时", "学分", "分贝", "勒克斯", "公斤", "千克", "千瓦", "毫升"];

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "零一二两三四五六七八九十百千万半".contains(c)
}

/// 每月5日前
fn dates(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    for (at, month) in text.match_indices('月') {
        let rest = &text[at + month.len()..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after = rest[digits..].strip_prefix(['日', '号']);
        if let (Ok(day), Some(after)) = (rest[..digits].parse::<u32>(), after) {
            let side = match () {
                () if after.starts_with(['前']) || after.starts_with("之前") || after.starts_with("以前") => {
                    Side::Before
                }
                () if after.starts_with(['后', '起']) || after.starts_with("之后") => Side::After,
                () => Side::At,
            };
            let start = at + month.len();
            add(start..start + digits + 3, What::Date(Moment { minute: day, side }));
        }
    }
}

/// 第三声铃响之前, 不迟于第二个工作日: an end said by its place in a row.
fn ordinals(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    for (at, first) in text.match_indices('第') {
        let rest = &text[at + first.len()..];
        let digits = rest.len() - rest.trim_start_matches(is_numeral).len();
        let unit =
            ["个工作日", "工作日", "声", "天", "日"].iter().find(|unit| rest[digits..].starts_with(**unit));
        let Some(unit) = unit.filter(|_| digits > 0) else { continue };
        let end = digits + unit.len();
        let before =
            text[..at].char_indices().rev().nth(7).map_or(&text[..at], |(start, _)| &text[start..at]);
        let late = ["迟于", "晚于", "至迟", "最迟", "最晚", "至晚"].iter().any(|word| before.contains(word));
        let after: String = rest[end..].chars().take(7).take_while(|c| c.is_alphabetic()).collect();
        if (late || after.contains('前'))
            && let Ok(quantity) = Quantity::parse(&rest[..end])
        {
            add(at..at + first.len() + end, What::Bound(Bound::AtMost(quantity)));
        }
    }
}

/// 14周岁
fn ages(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    for (at, age) in text.match_indices('岁') {
        let number = text[..at].trim_end_matches('周');
        let before = number.trim_end_matches(is_numeral);
        let Ok(quantity) = Quantity::parse(&format!("{}岁", &number[before.len()..])) else { continue };
        let after = &text[at + age.len()..];
        let what = if ["未满", "不满", "不足", "小于", "低于"].iter().any(|w| before.ends_with(w))
            || after.starts_with("以下")
        {
            What::Bound(Bound::AtMost(quantity))
        } else if ["满", "年满", "超过", "大于"].iter().any(|w| before.ends_with(w))
            || after.starts_with("以上")
            || after.starts_with("及以上")
        {
            What::Bound(Bound::AtLeast(quantity))
        } else {
            What::Bare(quantity)
        };
        add(before.len()..at + age.len(), what);
    }
}

/// 交付前30日, 保存7日: a number of days, where 6月30日 is a date.
fn days(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    for (at, day) in text.match_indices('日') {
        let before = &text[..at];
        let number =
            before.trim_end_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十百".contains(c));
        let end = at + day.len();
        let is_date = number.ends_with([
            '月', '年', '-', '.', '/', '初', '周', '期', '至', '到', '每', '第', '生', '节', '假',
        ]) || ["上午", "下午", "起", "至", "到", "-", "开", "晚"]
            .iter()
            .any(|word| text[end..].starts_with(word));
        if number.len() == before.len() || is_date {
            continue;
        }
        if let Ok(quantity) = Quantity::parse(&text[number.len()..end]) {
            add(number.len()..end, What::Bare(quantity));
        }
    }
}

const AROUND: &[&str] = &["约", "大约", "大概", "近", "将近", "接近", "平均", "估计"];
const BELOW: &[&str] = &[
    "不足",
    "不到",
    "没到",
    "未到",
    "没满",
    "不满",
    "未满",
    "未达",
    "未超过",
    "小于",
    "少于",
    "低于",
    "短于",
    "早于",
    "<",
];
const ABOVE: &[&str] =
    &["满", "超过", "超出", "超", "逾", "大于", "高于", "多于", "长于", "晚于", "迟于", "达", ">"];

/// 二级, 2级
fn grades(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    for (at, word) in text.match_indices('级') {
        let Some((start, c)) = text[..at].char_indices().next_back() else { continue };
        // 上一级: above somebody
        if text[..start].ends_with(['上', '下']) {
            continue;
        }
        let rank = match c {
            '1'..='9' => c as u32 - '0' as u32,
            '甲' | '乙' | '丙' => "甲乙丙".find(c).map_or(1, |i| i as u32 / 3 + 1),
            _ => match "一二三四五六七八九".find(c) {
                Some(index) => index as u32 / 3 + 1,
                None => continue,
            },
        };
        add(start..at + word.len(), What::Grade(rank));
    }
}

/// Reads bare quantities by their clause, and joins 每日 … 两次.
pub fn combine(text: &mut Text) {
    let mut amounts = std::mem::take(&mut text.amounts);
    frequency::join(text, &mut amounts);
    for amount in &mut amounts {
        let Some(clause) = text.clauses.get(amount.clause) else { continue };
        let words = &text.source[clause.range.clone()];
        let before = &text.source[clause.range.start.min(amount.range.start)..amount.range.start];
        match &amount.what {
            // 24小时未解决的: when that time is over.
            What::Bare(quantity)
                if is_time(quantity)
                    && text.triggers(clause)
                    && ["未", "没", "仍"].iter().any(|word| words.contains(word)) =>
            {
                amount.what = What::Bound(Bound::AtLeast(quantity.clone()));
            }
            // 两小时内未能修复的
            What::Bound(Bound::AtMost(quantity)) if is_overrun(&text.source[amount.range.end..]) => {
                amount.what = What::Bound(Bound::AtLeast(quantity.clone()));
            }
            What::Bare(quantity) => {
                let after = text.source[amount.range.end..].trim_start();
                amount.what = meant(quantity, words, before, after, clause);
            }
            // 不得佩戴2枚以上
            What::Bound(Bound::AtLeast(quantity))
                if clause.denies
                    && (is_counted(quantity)
                        || ["超过", "高于", "大于", "多于", "长于"]
                            .iter()
                            .any(|word| before.ends_with(word))
                        || ends_with(text, amount, "以上")) =>
            {
                amount.what = What::Bound(Bound::AtMost(quantity.clone()));
            }
            // 不得调到26℃以下
            What::Bound(Bound::AtMost(quantity))
                if clause.denies
                    && (ends_with(text, amount, "以下")
                        || ["低于", "少于", "小于", "短于"].iter().any(|word| before.ends_with(word))) =>
            {
                amount.what = What::Bound(Bound::AtLeast(quantity.clone()));
            }
            What::Every(frequency) if clause.denies => {
                amount.what = What::Every(Frequency { limit: Limit::AtMost, ..frequency.clone() });
            }
            _ => {}
        }
    }
    amounts.retain(|amount| !counts_list(text, amount));
    join_limits(text, &mut amounts);
    clock::join(text, &mut amounts);
    text.amounts = amounts;
}

/// 内未能修复的: what follows a time that is over.
fn is_overrun(after: &str) -> bool {
    let rest = after.strip_prefix(['之', '以']).unwrap_or(after).strip_prefix('内').unwrap_or(after);
    let case: String = rest.chars().take(9).take_while(|c| c.is_alphabetic()).collect();
    rest.len() < after.len() && case.starts_with(['未', '没', '仍', '无']) && case.contains('的')
}

/// 签到、验房和交费三个区域: how many things are named before it.
fn counts_list(text: &Text, amount: &Amount) -> bool {
    let quantity = match &amount.what {
        What::Bare(quantity) | What::Bound(Bound::AtLeast(quantity)) => quantity,
        _ => return false,
    };
    let list =
        text.source[..amount.range.start].rsplit(['，', ',', '。', '；', '：']).next().unwrap_or_default();
    let links = list.matches('、').count();
    let joined = list.rsplit('、').next().is_some_and(|last| last.contains(['和', '及', '与']));
    let named = links + 1 + usize::from(joined);
    matches!(quantity.measure(), Measure::Named(_))
        && links > 0
        && quantity.number() == Number::from_integer(named as i128)
}

/// 不低于22℃,不高于26℃ is 22℃至26℃.
fn join_limits(text: &Text, amounts: &mut Vec<Amount>) {
    let mut at = 0;
    while at + 1 < amounts.len() {
        let (first, second) = (&amounts[at], &amounts[at + 1]);
        let gap = text.source.get(first.range.end..second.range.start).unwrap_or_default();
        let limits = match (&first.what, &second.what) {
            (What::Bound(Bound::AtLeast(low)), What::Bound(Bound::AtMost(high)))
            | (What::Bound(Bound::AtMost(high)), What::Bound(Bound::AtLeast(low)))
                if gap.contains(['不', '≤', '≥'])
                    && gap.chars().all(|c| LINKS.contains(c))
                    && low.measure() == high.measure() =>
            {
                Interval::new(low.clone(), high.clone()).ok()
            }
            _ => None,
        };
        if let Some(limits) = limits {
            amounts[at].range.end = second.range.end;
            amounts[at].what = What::Bound(Bound::Between(limits));
            amounts.remove(at + 1);
        }
        at += 1;
    }
}

/// What may stand between two limits of one thing.
const LINKS: &str = "、，,且并而又也应须不得能低高少多大小于超过≤≥";

fn ends_with(text: &Text, amount: &Amount, word: &str) -> bool {
    text.source[amount.range.clone()].ends_with(word) || text.source[amount.range.end..].starts_with(word)
}

fn is_counted(quantity: &Quantity) -> bool {
    matches!(quantity.measure(), Measure::Named(_) | Measure::Length | Measure::Area)
}

/// 至少安排两人, 至多达到八成, 早一刻钟: a comparison a few characters before the quantity.
fn led(before: &str, quantity: &Quantity) -> Option<Bound> {
    let near = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let start = near.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    let near = &near[start..];
    let last = |words: &[&str]| words.iter().filter_map(|word| near.rfind(word)).max();
    let early = ["早", "早到"].iter().any(|word| near.ends_with(word)) && !near.contains("最早");
    match (last(AT_LEAST), last(AT_MOST)) {
        (Some(least), most) if most.is_none_or(|most| most < least) => Some(Bound::AtLeast(quantity.clone())),
        (_, Some(_)) => Some(Bound::AtMost(quantity.clone())),
        _ if near.ends_with("不过") || near.ends_with('限') && !near.ends_with("期限") => {
            Some(Bound::AtMost(quantity.clone()))
        }
        _ if early => Some(Bound::AtLeast(quantity.clone())),
        _ => None,
    }
}

const AT_LEAST: &[&str] = &[
    "至少",
    "最少",
    "不少于",
    "不低于",
    "不得少于",
    "不得低于",
    "不小于",
    "不得小于",
    "不短于",
    "不得短于",
    "最短",
];
const AT_MOST: &[&str] = &["至多", "最多", "顶多", "最高", "不超过", "不得超过", "不高于", "不得高于"];

/// 扣当月绩效10分: whether a word stands a few characters before.
fn ends_near(before: &str, word: &str) -> bool {
    before.char_indices().rev().nth(7).map_or(before, |(at, _)| &before[at..]).contains(word)
}

/// How far before a quantity its comparison may stand, in characters.
const NEAR: usize = 9;

/// What a quantity without a comparison means in its clause.
fn meant(quantity: &Quantity, words: &str, before: &str, after: &str, clause: &Clause) -> What {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let value = quantity.clone();
    let full_day = Number::from_integer(24 * 3600);
    if let Some(bound) = led(before, &value) {
        return What::Bound(bound);
    }
    if after.starts_with("为限") {
        return What::Bound(Bound::AtMost(value));
    }
    What::Bound(match quantity.measure() {
        Measure::Clock if quantity.number() == full_day && has(ROUND_THE_CLOCK) => {
            return Windows::parse(&["00:00-24:00"]).map_or(What::Bare(value), What::Hours);
        }
        Measure::SameDay => Bound::AtMost(value),
        Measure::Clock | Measure::Calendar | Measure::WorkingDays => {
            if before.trim_end().ends_with('前')
                || words.contains("提前")
                || after.starts_with(['前', '后'])
                || has(LASTING)
            {
                Bound::AtLeast(value)
            } else if has(DEADLINES) {
                Bound::AtMost(value)
            } else {
                Bound::Exactly(value)
            }
        }
        Measure::Length if before.trim_end_matches("每小时").ends_with(['速']) => Bound::AtMost(value),
        Measure::Named(word) if word == "声" => Bound::Exactly(value),
        Measure::Named(word) if word == "得分" && ["扣", "减"].iter().any(|word| ends_near(before, word)) => {
            Bound::AtLeast(value)
        }
        Measure::Named(word)
            if word == "得分" && has(&["低于", "不足", "不到", "没到", "未到", "不满", "没满"]) =>
        {
            Bound::AtMost(value)
        }
        Measure::Named(_) if clause.denies || has(LIMITED) => Bound::AtMost(value),
        Measure::Named(_) => Bound::AtLeast(value),
        Measure::Percent
            if has(&["率", "抽", "满意", "合格", "覆盖", "完好", "达", "比例"]) && !has(BAD_RATES) =>
        {
            Bound::AtLeast(value)
        }
        Measure::Percent if has(BAD_RATES) => Bound::AtMost(value),
        Measure::Money if ["扣", "减"].iter().any(|word| ends_near(before, word)) => Bound::AtLeast(value),
        Measure::Money if has(&["赔", "补偿", "奖", "保额", "投保"]) => Bound::AtLeast(value),
        Measure::Money if has(&["收", "费", "押金", "罚", "保证金"]) => Bound::AtMost(value),
        Measure::Rate { .. } if has(&["限", "不超", "控制"]) => Bound::AtMost(value),
        _ => Bound::Exactly(value),
    })
}

/// Deeds that last: the longer the better.
const LASTING: &[&str] = &[
    "保存",
    "保留",
    "留存",
    "留样",
    "留守",
    "闭水",
    "存档",
    "保管",
    "公示",
    "张贴",
    "质保",
    "保修",
    "培训",
    "值守",
    "值班",
    "开放",
    "静置",
    "通风",
    "照明",
    "观察",
    "陪护",
    "储存",
    "录像",
    "备份",
    "存放",
    "回溯",
    "跟班",
    "带教",
    "公开",
    "有效期",
    "开灯",
    "亮灯",
    "提前",
    "休息",
];
/// Deeds that end a time: the sooner the better.
const DEADLINES: &[&str] = &[
    "到达", "到场", "到位", "完成", "回复", "答复", "处理", "办结", "修复", "响应", "接听", "上门", "送达",
    "解决", "退还", "赶到", "通知", "反馈", "上报", "报告", "指派", "派单", "等待", "等候", "更换", "清理",
    "清运", "恢复", "处置", "送", "办理", "联系", "时限",
];
const ROUND_THE_CLOCK: &[&str] = &[
    "值守",
    "值班",
    "服务",
    "在岗",
    "监控",
    "受理",
    "接听",
    "接待",
    "热线",
    "救援",
    "开放",
    "运行",
    "巡",
    "电话",
    "不间断",
    "守",
];
const LIMITED: &[&str] =
    &["限", "不超", "最多", "至多", "佩戴", "收取", "控制在", "允许", "可带", "以内", "等待", "乘坐", "乘员"];
const BAD_RATES: &[&str] = &[
    "投诉率",
    "误差",
    "损耗",
    "空置",
    "差错",
    "破损率",
    "故障率",
    "流失",
    "以内",
    "不超",
    "控制在",
    "违约金",
    "滞纳金",
];
