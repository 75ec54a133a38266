//! What a wording says about a quantity or about times of day (contract, "Reading a wording").
//!
//! A wording is the text of a link. Its comparison (内, 不超过, 提前) stands in it or directly before it. Other
//! words may stand in it too, as long as they can't change what it says.

use std::ops::Range;

use super::comparison::{Comparison, Context, DENIALS, strip_neutral_end};
use super::find::{Said, Spot, spots};
use super::listing;
use super::order::certainly_at_most;
use super::quantity::Quantity;
use super::text::{contained, strip_any_end, strip_any_start};
use super::time::{self, Windows};
use super::unit::Measure;
use super::{Bound, Interval, Unreadable};

/// What a wording says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// X内, 不超过X
    AtMost(Quantity),
    /// 至少X, 提前X
    AtLeast(Quantity),
    /// X, 正好X
    Exactly(Quantity),
    /// X左右: any range around X.
    Around(Quantity),
    /// X至Y
    Between(Interval),
    /// Times of day: to be covered, or not to be left; the words don't tell which.
    Windows(Windows),
}

impl Reading {
    /// The bound that says the same; none for 左右 and for times of day, which don't determine one.
    pub fn bound(&self) -> Option<Bound> {
        match self.clone() {
            Reading::AtMost(value) => Some(Bound::AtMost(value)),
            Reading::AtLeast(value) => Some(Bound::AtLeast(value)),
            Reading::Exactly(value) => Some(Bound::Exactly(value)),
            Reading::Between(interval) => Some(Bound::Between(interval)),
            Reading::Around(_) | Reading::Windows(_) => None,
        }
    }

    /// Whether it says exactly what the bound says.
    pub fn agrees(&self, bound: &Bound) -> bool {
        match (self, bound) {
            (Reading::Around(value), Bound::Between(interval)) => {
                certainly_at_most(interval.low(), value) && certainly_at_most(value, interval.high())
            }
            (Reading::Windows(windows), Bound::Covers(bound) | Bound::Within(bound)) => windows == bound,
            // 当日 is a deadline even without 内.
            (Reading::AtMost(value), Bound::Exactly(bound)) if *value.measure() == Measure::SameDay => {
                value == bound
            }
            _ => self.bound().as_ref() == Some(bound),
        }
    }
}

/// Reads what a wording says. `before` is the text before the link; only its end counts.
///
/// # Errors
/// There is no quantity in it, or more than one, or a vague one, or words that may change what it says.
pub fn read(before: &str, wording: &str) -> Result<Reading, Unreadable> {
    match windows(wording)? {
        Some(hours) => match strip_any_end(strip_neutral_end(before), EXCEPT) {
            Some(rest) => Err(Unreadable::Unclear(before[rest.len()..].trim().to_owned())),
            None => Ok(Reading::Windows(hours.windows)),
        },
        None => Parsed::new(before, wording, &[])?.reading(true),
    }
}

/// Whether a wording says exactly what the bound says: 三声内 and at_most 3 声.
pub fn says(before: &str, wording: &str, bound: &Bound) -> bool {
    match bound {
        Bound::Covers(hours) | Bound::Within(hours) => {
            let before = strip_neutral_end(before);
            // Quiet hours are covered by 不得在X; hours that are permitted can't be.
            let forbidden = matches!(bound, Bound::Within(_)) && strip_any_end(before, DENIALS).is_some();
            let said = windows(wording).ok().flatten().is_some_and(|said| said.windows == *hours);
            said && !forbidden && strip_any_end(before, EXCEPT).is_none()
        }
        Bound::Includes(items) | Bound::Excludes(items) | Bound::OneOf(items) => {
            listing::Layout::read(wording, items, bound.kind()).is_some()
        }
        Bound::Level(level) => listing::grade(before, wording, level).is_some(),
        Bound::AtMost(_) | Bound::AtLeast(_) | Bound::Exactly(_) | Bound::Between(_) => {
            let words: Vec<String> = bound.quantities().into_iter().filter_map(Quantity::word).collect();
            let Ok(parsed) = Parsed::new(before, wording, &words) else { return false };
            // 每周 before the link may belong to the quantity or to the sentence.
            let agrees = |with_period| parsed.reading(with_period).is_ok_and(|r| r.agrees(bound));
            agrees(true) || (!parsed.period_in_link() && agrees(false))
        }
    }
}

/// A quantity or range in running prose, with the comparison directly beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Bytes of the text, without the comparison.
    pub range: Range<usize>,
    /// What it says, or why that can't be told: 十几天, 约三天, 三天后.
    pub reading: Result<Reading, Unreadable>,
}

/// Everything that running prose says about quantities, in order; not dates and times of day, nor words that only
/// look like a quantity (一个, 十分), nor ordinals.
pub fn statements(text: &str) -> Vec<Stated> {
    let spots = spots(text, &[]).into_iter().filter(|spot| spot.is_meant(text));
    let stated = spots.map(|spot| {
        let range = spot.range.clone();
        let (left, right) = (&text[..range.start], &text[range.end..]);
        let context = Context::new(left, left.len(), right, 0, matches!(spot.said, Said::Two { .. }));
        let reading = context.and_then(|context| Parsed { spot, context, link: 0 }.reading(true));
        Stated { range, reading }
    });
    stated.collect()
}

/// A wording with one quantity or one range in it.
pub(super) struct Parsed {
    /// Bytes of the wording.
    pub spot: Spot,
    pub context: Context,
    /// Where the link begins in the text that `context` looked at.
    link: usize,
}

impl Parsed {
    pub fn new(before: &str, wording: &str, words: &[String]) -> Result<Parsed, Unreadable> {
        let mut spots = spots(wording, words).into_iter();
        let spot = spots.next().ok_or_else(|| {
            match contained(wording, &["几", "若干", "数十", "数百", "数天", "数日", "多次"]) {
                Some(vague) => Unreadable::Vague(vague.to_owned()),
                None => Unreadable::NoNumber,
            }
        })?;
        if let Said::Nothing(why) = spot.said {
            return Err(why);
        }
        if spots.next().is_some() {
            return Err(Unreadable::SeveralQuantities);
        }
        let left = format!("{before}{}", &wording[..spot.range.start]);
        let right = &wording[spot.range.end..];
        let is_range = matches!(spot.said, Said::Two { .. });
        let context = Context::new(&left, before.len(), right, right.len(), is_range)?;
        Ok(Parsed { spot, context, link: before.len() })
    }

    /// 每周 stands in the link itself: its bytes in the wording.
    pub fn period_at(&self) -> Option<Range<usize>> {
        let (_, at) = self.context.period.as_ref()?;
        (at.start >= self.link).then(|| at.start - self.link..at.end - self.link)
    }

    fn period_in_link(&self) -> bool {
        self.period_at().is_some()
    }

    /// What it says; the period beside it is what it counts by, if `with_period` and there is one.
    pub fn reading(&self, with_period: bool) -> Result<Reading, Unreadable> {
        let period = self.context.period.as_ref().map(|(period, _)| *period).filter(|_| with_period);
        let counted = |quantity: &Quantity| match period {
            Some(period) => {
                let text = format!("每{}{}", period.word(), quantity.text());
                quantity.per(period, &text).unwrap_or_else(|| quantity.clone())
            }
            None => quantity.clone(),
        };
        match (&self.spot.said, self.context.comparison()) {
            (Said::One(value), Some(Comparison::AtMost)) => Ok(Reading::AtMost(counted(value))),
            (Said::One(value), Some(Comparison::AtLeast)) => Ok(Reading::AtLeast(counted(value))),
            (Said::One(value), None) if *value.measure() == Measure::SameDay => {
                Ok(Reading::AtMost(value.clone()))
            }
            (Said::One(value), Some(Comparison::Around)) => Ok(Reading::Around(counted(value))),
            (Said::One(value), Some(Comparison::Exactly) | None) => Ok(Reading::Exactly(counted(value))),
            (Said::Two { low, high, .. }, _) if self.context.compares_nothing() => {
                Interval::new(counted(low), counted(high)).map(Reading::Between)
            }
            (Said::Two { .. }, _) => Err(Unreadable::Contradiction),
            (Said::Nothing(why), _) => Err(why.clone()),
        }
    }
}

/// Words around times of day that change nothing.
const NEUTRAL_WINDOWS: &[&str] =
    &["在", "于", "从", "自", "为", "须", "应", "宜", "每天", "每日", "每晚", "的"];
const NEUTRAL_AFTER_WINDOWS: &[&str] =
    &["之间", "间", "期间", "时段", "时间段", "时间", "内", "以内", "之内", "的"];

/// Words before times of day that mean all other hours.
const EXCEPT: &[&str] = &["除", "除了", "非"];

/// Times of day in a wording.
pub(super) struct Hours {
    pub windows: Windows,
    /// The bytes of each window.
    pub places: Vec<Range<usize>>,
}

/// The windows that a wording consists of; none if it is not about times of day.
pub(super) fn windows(wording: &str) -> Result<Option<Hours>, Unreadable> {
    let mut inner = wording.trim();
    while let Some(rest) = strip_any_end(inner, NEUTRAL_AFTER_WINDOWS) {
        inner = rest.trim_end();
    }
    let end = inner.len();
    while let Some(rest) = strip_any_start(inner, NEUTRAL_WINDOWS) {
        inner = rest.trim_start();
    }
    let start = wording.len() - wording.trim_start().len() + (end - inner.len());
    let Some(ranges) = time::scan_list(inner) else { return Ok(None) };
    let texts: Vec<&str> = ranges.iter().map(|range| &inner[range.clone()]).collect();
    let windows = Windows::parse(&texts)?;
    let places = ranges.into_iter().map(|range| range.start + start..range.end + start).collect();
    Ok(Some(Hours { windows, places }))
}
