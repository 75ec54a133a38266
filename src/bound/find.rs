//! Quantities in running text, with the bytes where each stands.

use std::ops::Range;

use super::Unreadable;
use super::comparison::{has_comparison, period_before};
use super::number::{self, is_numeral};
use super::order::same_dimension;
use super::quantity::{self, Quantity};
use super::text::{fold, strip_joiner};
use super::unit::{Measure, Period, Words};

/// A quantity in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text; of 5-10 厘米 the first is `5`.
    pub range: Range<usize>,
    pub quantity: Quantity,
}

/// Every quantity in running prose. Ordinals, dates, times of day, codes, and words that only look like a
/// quantity (一个, 十分, 第一) are left out; so are vague ones.
pub fn quantities(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for spot in spots(text, &[]).into_iter().filter(|spot| spot.is_meant(text)) {
        let period = period_before(&text[..spot.range.start]);
        let counted = |quantity: Quantity, range: Range<usize>| match &period {
            // 每周不少于一次 is one quantity, from 每 to its end.
            Some((period, at)) => match quantity.per(*period, &text[at.start..range.end]) {
                Some(quantity) => Found { range: at.start..range.end, quantity },
                None => Found { range, quantity },
            },
            None => Found { range, quantity },
        };
        match spot.said {
            Said::One(quantity) => found.push(counted(quantity, spot.range)),
            Said::Two { low, low_at, high, high_at } => {
                found.extend([counted(low, low_at), counted(high, high_at)]);
            }
            Said::Nothing(_) => {}
        }
    }
    found
}

/// A place in running text where a number begins.
pub(super) struct Spot {
    pub range: Range<usize>,
    pub said: Said,
}

pub(super) enum Said {
    One(Quantity),
    /// X至Y, not yet checked for order.
    Two {
        low: Quantity,
        low_at: Range<usize>,
        high: Quantity,
        high_at: Range<usize>,
    },
    /// A number, but none that can be read.
    Nothing(Unreadable),
}

/// Everything in `text` that is a quantity, or tries to be. `words` are measure words beside the known ones.
pub(super) fn spots(text: &str, words: &[String]) -> Vec<Spot> {
    let mut found: Vec<Spot> = Vec::new();
    for (at, c) in text.char_indices() {
        if !is_numeral(c) && c != '当' {
            continue;
        }
        let is_read = found.last().is_some_and(|spot| at < spot.range.end);
        if !is_read && may_start(text, at, c) {
            found.extend(spot(text, at, words));
        }
    }
    found
}

/// Whether a number may begin here, and not in the middle of another or of a code.
fn may_start(text: &str, at: usize, c: char) -> bool {
    let mut before = text[..at].chars().rev();
    let (Some(previous), earlier) = (before.next(), before.next()) else { return true };
    let is_number = |c: Option<char>| c.is_some_and(|c| is_numeral(c) || fold(c).is_ascii_alphanumeric());
    match fold(previous) {
        _ if previous == '\u{ff0c}' => true,
        // 第三次, 几十天: no quantity of their own; 每半年 says how often.
        '第' | '.' | ':' | '/' => false,
        '每' => Period::scan(&text[at..]).is_none(),
        '几' | '数' => !matches!(c, '十' | '百' | '千' | '万'),
        // 1,000; KF-GF-05; 8点30分
        ',' | '-' | '–' | '点' | '时' => !is_number(earlier),
        // 大半天, 上半年
        '大' | '小' | '多' | '过' | '上' | '下' if c == '半' => false,
        _ => !is_number(Some(previous)),
    }
}

fn spot(text: &str, at: usize, words: &[String]) -> Option<Spot> {
    let moved = |range: Range<usize>| range.start + at..range.end + at;
    match pair(&text[at..], words) {
        Ok(Some((Said::Two { low, low_at, high, high_at }, len))) => {
            let said = Said::Two { low, low_at: moved(low_at), high, high_at: moved(high_at) };
            Some(Spot { range: at..at + len, said })
        }
        Ok(Some((said, len))) => Some(Spot { range: at..at + len, said }),
        Ok(None) | Err(Unreadable::NoUnit | Unreadable::NoNumber) => None,
        Err(why) => {
            let run = text[at..].find(|c| !is_numeral(c)).unwrap_or(text.len() - at);
            Some(Spot { range: at..at + run, said: Said::Nothing(why) })
        }
    }
}

/// A quantity, or two joined by a dash or 至; the first may leave its unit to the second.
fn pair(text: &str, words: &[String]) -> Result<Option<(Said, usize)>, Unreadable> {
    let running = Words::Running(words);
    let second = |rest: &str| {
        let after = strip_joiner(rest)?;
        let (high, len) = quantity::scan(after, running).ok().flatten()?;
        let start = text.len() - after.len();
        Some((high, start..start + len))
    };
    match quantity::scan(text, running) {
        Ok(Some((low, len))) => Ok(Some(match second(&text[len..]) {
            Some((high, high_at)) if same_dimension(&low, &high) => {
                let end = high_at.end;
                (Said::Two { low, low_at: 0..len, high, high_at }, end)
            }
            _ => (Said::One(low), len),
        })),
        Err(Unreadable::NoUnit) => {
            let numeral = number::scan(text)?.ok_or(Unreadable::NoUnit)?;
            let (high, high_at) = second(&text[numeral.len..]).ok_or(Unreadable::NoUnit)?;
            let high_len = number::scan(high.text())?.ok_or(Unreadable::NoUnit)?.len;
            let whole = format!("{}{}", &text[..numeral.len], &high.text()[high_len..]);
            match quantity::scan(&whole, running)? {
                Some((low, len)) if len == whole.len() => {
                    let end = high_at.end;
                    Ok(Some((Said::Two { low, low_at: 0..numeral.len, high, high_at }, end)))
                }
                _ => Err(Unreadable::NoUnit),
            }
        }
        Ok(None) => Ok(None),
        Err(why) => Err(why),
    }
}

impl Spot {
    /// Whether running prose means a quantity here, and no date, article or turn of phrase.
    pub fn is_meant(&self, text: &str) -> bool {
        let quantity = match &self.said {
            Said::One(quantity) | Said::Two { high: quantity, .. } => quantity,
            Said::Nothing(_) => return true,
        };
        let words = quantity.text();
        let (left, right) = (&text[..self.range.start], &text[self.range.end..]);
        match quantity.measure() {
            // 15 日内 is no date.
            Measure::Clock | Measure::Calendar if looks_like_date(words) => has_comparison(left, right),
            // 十分, 三分之一
            Measure::Clock if words.ends_with('分') && !words.contains(|c| fold(c).is_ascii_digit()) => {
                words.chars().count() > 3
            }
            Measure::Angle => words != "一度",
            // 一个, 一些: an article. 一次性: a word.
            Measure::Named(word) if words.starts_with('一') => {
                let counts = matches!(word.as_str(), "声" | "次" | "遍" | "人次" | "枚" | "户" | "份");
                counts && !right.starts_with('性')
            }
            _ => true,
        }
    }
}

/// 12 月, 1 日, 2026 年
fn looks_like_date(words: &str) -> bool {
    let day = words.ends_with(['日', '月']) && !words.ends_with("个月");
    let year = words.strip_suffix('年').map(str::trim_end);
    day || year.is_some_and(|number| number.chars().count() == 4 && number.chars().all(is_numeral))
}
