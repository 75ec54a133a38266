//! Times of day in running text: 12:00-14:00、21:00-次日08:00, 上午9点至下午5点半, 22:00后.

use std::ops::Range;

use crate::bound::Windows;

use super::amounts::{Amount, What};
use super::text::Text;

/// One time of day, and on which side of it the deed lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub minute: u32,
    pub side: Side,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
    At,
}

const DAY: u32 = 24 * 60;

/// Finds windows, those in one list taken together, and single times of day.
pub fn hours(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    let mut at = 0;
    let mut windows: Vec<String> = Vec::new();
    let mut start = 0;
    let mut end = 0;
    while at < text.len() {
        let Some((from, len)) = moment(text, at).or_else(|| bare_hour(text, at)) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let after_from = at + len;
        let window = joiner(text, after_from).and_then(|next| {
            let (to, len) = moment(text, next)?;
            // 下午2点至6点: the second is in the afternoon too.
            let spoken = !text[at..next + len].contains([':', '：']);
            let to = if spoken && from >= DAY / 2 && to <= from && to < DAY / 2 { to + DAY / 2 } else { to };
            Some((to, next + len))
        });
        match window {
            Some((to, stop)) => {
                let listed = !windows.is_empty() && is_list(&text[end..at]);
                if !listed {
                    flush(&mut windows, start..end, add);
                    start = at;
                }
                windows.push(written(from, to));
                end = stop;
                at = stop;
            }
            // 次日8:30: the day is an amount of its own.
            None if next_day(&text[at..]).is_some() && side(text, at, after_from) != Side::Before => {
                at += next_day(&text[at..]).unwrap_or(1)
            }
            None => {
                let side = side(text, at, after_from);
                add(at..after_from, What::Moment(Moment { minute: from % DAY, side }));
                at = after_from;
            }
        }
    }
    flush(&mut windows, start..end, add);
}

/// 早上八点开门,晚上八点关门: the first is when it begins, the second when it ends.
pub fn join(text: &Text, amounts: &mut Vec<Amount>) {
    let mut at = 0;
    while at + 1 < amounts.len() {
        let (first, second) = (&amounts[at], &amounts[at + 1]);
        let gap = text.source.get(first.range.end..second.range.start).unwrap_or_default();
        let after: String = text.source[second.range.end..].chars().take(5).collect();
        let begins = gap.contains(['起', '开', '始']) && gap.chars().count() < 13;
        let ends = gap.ends_with(['至', '到']) || after.contains(['关', '止', '闭', '停', '烊', '束']);
        let hours = match (&first.what, &second.what) {
            (What::Moment(from), What::Moment(to)) if begins && ends => {
                Windows::parse(&[written(from.minute, to.minute).as_str()]).ok()
            }
            _ => None,
        };
        if let Some(hours) = hours {
            amounts[at].range.end = second.range.end;
            amounts[at].what = What::Hours(hours);
            amounts.remove(at + 1);
        }
        at += 1;
    }
}

/// 周一至周五, 星期一到星期日
pub fn weekdays(text: &str, add: &mut impl FnMut(Range<usize>, What)) {
    let day = |text: &str| {
        let (at, c) = text.char_indices().next()?;
        let index = "一二三四五六日".find(c).map(|i| i / 3).or((c == '天').then_some(6))?;
        Some((index, at + c.len_utf8()))
    };
    for word in ["周", "星期"] {
        for (at, _) in text.match_indices(word) {
            let rest = &text[at + word.len()..];
            let range = day(rest).and_then(|(from, len)| {
                let next = rest[len..].strip_prefix(['至', '到', '-', '—', '~', '～'])?;
                let next = next.strip_prefix(word).unwrap_or(next);
                let (to, used) = day(next)?;
                Some((from, to, text.len() - next.len() + used))
            });
            if let Some((from, to, end)) = range {
                let days = (from..=from.max(to)).fold(0, |days, day| days | 1 << day);
                add(at..end, What::Days(days));
            }
        }
    }
}

fn flush(windows: &mut Vec<String>, range: Range<usize>, add: &mut impl FnMut(Range<usize>, What)) {
    let texts: Vec<&str> = windows.iter().map(String::as_str).collect();
    if let Ok(hours) = Windows::parse(&texts) {
        add(range, What::Hours(hours));
    }
    windows.clear();
}

fn is_list(gap: &str) -> bool {
    gap.chars().all(|c| "、,，和及与;； 或".contains(c))
}

/// As the reader of bounds takes it; an end before its start is on the next day.
fn written(from: u32, to: u32) -> String {
    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let from = from % DAY;
    match to > from && to <= DAY {
        true => format!("{}-{}", clock(from), clock(to)),
        false => format!("{}-次日{}", clock(from), clock(to % DAY)),
    }
}

fn joiner(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].trim_start();
    let stripped = rest.trim_start_matches(['-', '–', '—', '~', '～', '－', '至', '到', '―', '−']);
    (stripped.len() < rest.len()).then(|| text.len() - stripped.trim_start().len())
}

/// 22:00后, 不晚于22:00
fn side(text: &str, start: usize, end: usize) -> Side {
    let (before, after) = (text[..start].trim_end(), text[end..].trim_start());
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let not_before = ends(&["不早于", "不得早于", "最早"]);
    let not_after = ends(&["不晚于", "不迟于", "不得晚于", "不得迟于", "最晚", "最迟", "截至"]);
    if not_after || !not_before && (starts(&["前", "之前", "以前"]) || ends(&["早于"])) {
        Side::Before
    } else if not_before || starts(&["后", "之后", "以后", "往后", "起", "开始"]) || ends(&["晚于", "迟于"])
    {
        Side::After
    } else {
        Side::At
    }
}

/// Words before a time of day, and the hours that they add to an hour up to twelve.
const HALVES: &[(&str, u32)] = &[
    ("午夜", 12),
    ("夜里", 12),
    ("凌晨", 0),
    ("清晨", 0),
    ("早上", 0),
    ("早晨", 0),
    ("上午", 0),
    ("早", 0),
    ("中午", 0),
    ("下午", 12),
    ("傍晚", 12),
    ("晚上", 12),
    ("晚间", 12),
    ("夜间", 12),
    ("晚", 12),
];

/// The bytes of 次日 at the beginning.
fn next_day(text: &str) -> Option<usize> {
    ["次日", "第二天"].iter().find(|word| text.starts_with(**word)).map(|word| word.len())
}

/// The time of day at `at`, in minutes (past a day for 次日), and its bytes.
fn moment(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = &text[at..];
    // Most characters begin no time of day.
    if !rest.starts_with(|c: char| {
        c.is_ascii_digit() || "次第凌清早上中午下傍晚夜一二两三四五六七八九十０１２３４５６７８９".contains(c)
    }) {
        return None;
    }
    let mut tail = rest;
    let mut add = 0;
    for next_day in ["次日", "第二天"] {
        if let Some(stripped) = tail.strip_prefix(next_day) {
            (tail, add) = (stripped, DAY);
        }
    }
    let mut afternoon = 0;
    if let Some((word, hours)) = HALVES.iter().find(|(word, _)| tail.starts_with(word)) {
        (tail, afternoon) = (&tail[word.len()..], *hours);
    }
    // Not in the middle of a number.
    if tail.len() == rest.len() && text[..at].ends_with(|c: char| c.is_ascii_digit() || ":：.第".contains(c))
    {
        return None;
    }
    let (hour, after) = small_number(tail)?;
    let (minute, after) = minutes(after)?;
    // 夜里两点, 午夜十二点
    let hour = match rest.starts_with(['晚', '夜', '午']) && afternoon > 0 {
        true if hour < 5 => hour,
        true if hour == 12 => 24,
        _ if hour < 12 => hour + afternoon,
        _ => hour,
    };
    (hour <= 24 && minute < 60).then(|| (add + hour * 60 + minute, rest.len() - after.len()))
}

/// 8 of 8至12时: the unit follows behind the second.
fn bare_hour(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = &text[at..];
    let inside = text[..at].ends_with(|c: char| c.is_ascii_digit() || ":：.-第月".contains(c));
    if inside || !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (hour, after) = small_number(rest)?;
    let len = rest.len() - after.len();
    let next = joiner(text, at + len)?;
    let (second, used) = moment(text, next)?;
    let spoken = text[next..next + used].ends_with(['时', '点']);
    (hour < 24 && spoken && second > hour * 60).then_some((hour * 60, len))
}

/// `:30`, `点`, `点半`, `时30分`: the minutes, and what follows.
fn minutes(text: &str) -> Option<(u32, &str)> {
    if let Some(rest) = text.strip_prefix([':', '：']) {
        let (minute, after) = small_number(rest)?;
        let two_digits = rest.len() - after.len() >= 2 && rest.starts_with(|c: char| c.is_ascii_digit());
        return two_digits.then_some((minute, after));
    }
    let rest = text
        .strip_prefix('点')
        .or_else(|| text.strip_prefix('时').filter(|r| !r.starts_with(['段', '间', '限'])))?;
    let rest = rest.strip_prefix(['钟', '整']).unwrap_or(rest);
    if let Some(rest) = rest.strip_prefix('半') {
        return Some((30, rest));
    }
    match small_number(rest) {
        Some((minute, after)) if minute < 60 => match after.strip_prefix('分') {
            Some(after) if !after.starts_with('钟') => Some((minute, after)),
            _ => Some((0, rest)),
        },
        _ => Some((0, rest)),
    }
}

/// A number up to 99 in Arabic or Chinese numerals, and what follows.
fn small_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        return (digits <= 2).then(|| Some((text[..digits].parse().ok()?, &text[digits..])))?;
    }
    let digit = |c: char| "零一二三四五六七八九".find(c).map(|i| i as u32 / 3).or((c == '两').then_some(2));
    let mut value = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match (digit(c), c, value) {
            (Some(d), _, None) => value = Some(d),
            (Some(d), _, Some(v)) if v >= 10 && v % 10 == 0 => value = Some(v + d),
            (None, '十', None) => value = Some(10),
            (None, '十', Some(v)) if v < 10 => value = Some(v * 10),
            _ => break,
        }
        rest = &rest[c.len_utf8()..];
    }
    value.map(|value| (value, rest))
}
