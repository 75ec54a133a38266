//! Quantities: a number and a unit, read whole or refused (contract, "Quantities").

use std::fmt;

use num_traits::Zero;

use super::Unreadable;
use super::number::{self, Number, Numeral, Style};
use super::text::{first, strip_any_end, strip_any_start};
use super::unit::{self, Measure, Period, Unit, Words};

/// A number and what it counts, as written: 3 声, 半天, 1 小时 30 分钟.
///
/// Equal are equal values (12 小时 and 半天), however written.
#[derive(Clone, Debug)]
pub struct Quantity {
    number: Number,
    measure: Measure,
    text: String,
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.measure == other.measure && self.number == other.number
    }
}

impl Eq for Quantity {}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Quantity {
    /// Reads a text that is one quantity and nothing else: `3 声`, `两天半`, `百分之五十`, `1 次/周`, `每周一次`.
    ///
    /// # Errors
    /// Whatever keeps the text from being one certain quantity: no number, no unit, a vague word, words after it.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Unreadable::Empty);
        }
        if let Some(rest) = strip_any_end(text, VAGUE_END) {
            return Err(Unreadable::Vague(text[rest.len()..].to_owned()));
        }
        let every = Period::scan_every(text);
        let counted = text[every.map_or(0, |(_, len)| len)..].trim_start();
        let Some((quantity, len)) = scan(counted, Words::Whole)? else {
            return Err(match strip_any_start(counted, VAGUE_START) {
                Some(rest) => Unreadable::Vague(counted[..counted.len() - rest.len()].to_owned()),
                None => Unreadable::NoNumber,
            });
        };
        let rest = counted[len..].trim();
        if !rest.is_empty() {
            return Err(Unreadable::Rest(rest.to_owned()));
        }
        match every {
            Some((period, _)) => quantity.per(period, text).ok_or_else(|| Unreadable::Rest(text.to_owned())),
            None => Ok(quantity),
        }
    }

    /// In the base of its measure: seconds, months, millimetres, …
    pub fn number(&self) -> Number {
        self.number
    }

    /// What it counts.
    pub fn measure(&self) -> &Measure {
        &self.measure
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words that text about this quantity is read with, beside the known ones.
    pub(super) fn word(&self) -> Option<String> {
        match &self.measure {
            Measure::Named(word) | Measure::Rate { count: word, .. } => Some(word.clone()),
            _ => None,
        }
    }

    /// So many in every period: 每天 and 1 次. None where a measure word is not what is counted (每天 8 小时).
    pub(super) fn per(&self, period: Period, text: &str) -> Option<Self> {
        let Measure::Named(count) = &self.measure else { return None };
        let measure = Unit::rate(count, period).measure;
        Some(Quantity { number: self.number, measure, text: text.to_owned() })
    }

    fn new(number: Number, measure: Measure, text: &str) -> Self {
        // No time at all is the same in days and in months.
        let measure = if measure == Measure::Calendar && number.is_zero() { Measure::Clock } else { measure };
        Quantity { number, measure, text: text.to_owned() }
    }
}

/// Words before a number, or in place of one, that make it a guess.
const VAGUE_START: &[&str] = &[
    "几", "数", "多", "约", "大约", "大概", "近", "将近", "接近", "若干", "超", "超过", "上百", "成百", "百",
    "千",
];

/// Words after a quantity that make it a guess.
const VAGUE_END: &[&str] = &["左右", "上下", "前后", "多", "余", "来"];

/// The quantity that `text` starts with, and its bytes; none if it starts with something else.
/// `Err(NoUnit)` is a number and something else.
pub(super) fn scan(text: &str, words: Words) -> Result<Option<(Quantity, usize)>, Unreadable> {
    if let Some(rest) = strip_any_start(text, &["当日", "当天"]) {
        let len = text.len() - rest.len();
        return Ok(Some((Quantity::new(Number::zero(), Measure::SameDay, &text[..len]), len)));
    }
    if let Some(rest) = text.strip_prefix("百分之") {
        return percent(text, rest);
    }
    let Some(mut part) = Part::scan(text, words)? else { return Ok(None) };
    let mut number = part.number;
    let mut len = part.len;
    while part.unit.is_known() {
        let after = &text[len..];
        if after.starts_with('半') {
            // 两天半; but 两天半小时 may be two and a half days or half an hour more.
            let ambiguous =
                !matches!(Part::scan(after, words), Err(Unreadable::NoUnit | Unreadable::Rest(_)));
            if ambiguous || !part.is_whole {
                return Err(Unreadable::Vague("半".to_owned()));
            }
            number += Number::new(part.unit.factor, 2);
            len += '半'.len_utf8();
            break;
        }
        let next = after.trim_start();
        match Part::scan(next, words) {
            Ok(Some(smaller)) if smaller.continues(&part) => {
                number += smaller.number;
                len = text.len() - next.len() + smaller.len;
                part = smaller;
            }
            // 3 天 2 次 is two quantities to running text, and none to a bound.
            Ok(Some(_)) if matches!(words, Words::Whole) => return Err(Unreadable::MixedUnits),
            Err(why @ (Unreadable::Vague(_) | Unreadable::TooLong)) if next == after => return Err(why),
            _ => break,
        }
    }
    if let Some(vague) = first(&text[len..]).filter(|c| matches!(c, '多' | '余')) {
        return Err(Unreadable::Vague(vague.into()));
    }
    Ok(Some((Quantity::new(number, part.unit.measure, &text[..len]), len)))
}

/// The character after a number that makes it no certain number.
fn vague_next(after: &str) -> Option<char> {
    after.chars().next().filter(|c| "几多余来数".contains(*c) || number::is_numeral(*c))
}

/// 百分之五十
fn percent(text: &str, rest: &str) -> Result<Option<(Quantity, usize)>, Unreadable> {
    let numeral = match rest.strip_prefix('百') {
        Some(_) => Numeral { value: Number::from_integer(100), len: '百'.len_utf8(), style: Style::Chinese },
        None => number::scan(rest)?.filter(|n| n.style != Style::Half).ok_or(Unreadable::NoNumber)?,
    };
    let len = text.len() - rest.len() + numeral.len;
    match vague_next(&text[len..]) {
        Some(c) => Err(Unreadable::Vague(format!("{}{c}", &text[..len]))),
        None => Ok(Some((Quantity::new(numeral.value, Measure::Percent, &text[..len]), len))),
    }
}

/// One number with one unit, of which a compound has several.
struct Part {
    /// In the base of the unit's measure.
    number: Number,
    unit: Unit,
    /// The number has no fraction, so that 半 may follow the unit.
    is_whole: bool,
    len: usize,
}

impl Part {
    fn scan(text: &str, words: Words) -> Result<Option<Part>, Unreadable> {
        let Some(numeral) = number::scan(text)? else { return Ok(None) };
        let after = &text[numeral.len..];
        let rest = after.trim_start();
        // 十几天, 3 多天, 三千百: neither this number nor another. But 2 半年 is two half years.
        if let Some(c) = vague_next(after).filter(|_| !after.starts_with("半年")) {
            return Err(Unreadable::Vague(format!("{}{c}", &text[..numeral.len])));
        }
        let (unit, rest, half) =
            match rest.strip_prefix("个半").and_then(|r| Some((r, unit::scan_counted(r)?))) {
                Some((rest, (unit, len))) if numeral.value.is_integer() => (unit, &rest[len..], true),
                _ => {
                    let (unit, len) = unit::scan(rest, words)?.ok_or(Unreadable::NoUnit)?;
                    (unit, &rest[len..], false)
                }
            };
        // 两个半天: two half days, or two and a half? 三个多小时: how many?
        if unit.measure == Measure::Named("个".to_owned()) && rest.starts_with(['半', '多', '余', '来'])
        {
            return Err(Unreadable::Vague(format!("个{}", first(rest).unwrap_or_default())));
        }
        let spoken_point = numeral.style == Style::Chinese && !numeral.value.is_integer();
        if spoken_point && text[..text.len() - rest.len()].ends_with('分') {
            return Err(Unreadable::Vague(text.to_owned())); // 八点五分 is a time of day
        }
        let halves = if half { Number::new(1, 2) } else { Number::zero() };
        Ok(Some(Part {
            number: (numeral.value + halves) * Number::from_integer(unit.factor),
            is_whole: numeral.value.is_integer() && !half,
            len: text.len() - rest.len(),
            unit,
        }))
    }

    /// Whether this may follow `above` in a compound: 30 分钟 after 1 小时.
    fn continues(&self, above: &Part) -> bool {
        self.unit.measure == above.unit.measure && self.unit.factor < above.unit.factor
    }
}
