//! A wording with a local value in the place of the group's (contract, "An edition": 三声内 → 两声内).

use std::ops::Range;

use super::comparison::{Comparison, comparison_after, comparison_before};
use super::find::Said;
use super::listing::{self, Layout};
use super::number::{self, Numeral, Style};
use super::quantity::Quantity;
use super::text::{fold, strip_any_start, strip_end};
use super::time::Window;
use super::unit::{Measure, Period};
use super::wording::{self, Parsed, says};
use super::{Bound, Interval, Kind, Windows};

/// The wording with the group's value replaced by the local one as written, in the group's numeral style, spacing
/// and separators. None where that can't be done surely: one kind does not refine the other, or the wording does
/// not say what `group` says.
///
/// Whatever stands before the wording: if it [`says`](super::says) `group`, the new one says `local`; where the
/// kinds differ this holds only without a comparison before it.
pub fn rewrite(wording: &str, group: &Bound, local: &Bound) -> Option<String> {
    match (group, local) {
        (Bound::AtMost(old), Bound::AtMost(new))
        | (Bound::AtLeast(old), Bound::AtLeast(new))
        | (Bound::Exactly(old), Bound::Exactly(new)) => value(wording, old, new, group.kind()),
        (Bound::Between(old), Bound::Between(new)) => interval(wording, old, new),
        (Bound::Covers(old), Bound::Covers(new)) | (Bound::Within(old), Bound::Within(new)) => {
            windows(wording, old, new)
        }
        (Bound::Includes(old), Bound::Includes(new))
        | (Bound::Excludes(old), Bound::Excludes(new))
        | (Bound::OneOf(old), Bound::OneOf(new)) => {
            let text = Layout::read(wording, old, group.kind())?.write(new.written());
            Layout::read(&text, new, local.kind()).is_some().then_some(text)
        }
        (Bound::Level(old), Bound::Level(new)) if old.scale() == new.scale() => {
            let range = listing::grade("", wording, old)?;
            let text = replaced(wording, vec![(range, new.grade().to_owned())]);
            listing::grade("", &text, new).map(|_| text)
        }
        _ => recast(wording, group, local),
    }
}

/// `text` with other words at some places, which don't overlap.
fn replaced(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = text.to_owned();
    for (range, words) in edits.into_iter().rev() {
        out.replace_range(range, &words);
    }
    out
}

fn parse(wording: &str, old: &Quantity, new: &Quantity) -> Option<Parsed> {
    let words: Vec<String> = [old, new].into_iter().filter_map(Quantity::word).collect();
    Parsed::new("", wording, &words).ok()
}

fn value(wording: &str, old: &Quantity, new: &Quantity, kind: Kind) -> Option<String> {
    let parsed = parse(wording, old, new)?;
    let Said::One(found) = &parsed.spot.said else { return None };
    let how = How::of(&parsed, found, old, new)?;
    let mut comparison = parsed.context.comparison();
    let range = parsed.spot.range.clone();
    let mut text = restyled(how.local_text(new), &wording[range.clone()]);
    // 当日 alone is a deadline; another one is said with 内.
    let [from_day, to_day] = [old, new].map(|q| *q.measure() == Measure::SameDay);
    if from_day != to_day && kind != Kind::AtMost {
        return None;
    }
    if from_day && !to_day && comparison.is_none() {
        text.push('内');
        comparison = Some(Comparison::AtMost);
    }
    let mut edits = vec![(range, text)];
    edits.extend(how.period_edit(&parsed, new));
    let text = replaced(wording, edits);
    // The new wording is read the same way, or it is not used.
    let again = parse(&text, old, new)?;
    let Said::One(found) = &again.spot.said else { return None };
    let same = How::of(&again, found, new, new)? == how && again.context.comparison() == comparison;
    same.then_some(text)
}

fn interval(wording: &str, old: &Interval, new: &Interval) -> Option<String> {
    let parsed = parse(wording, old.low(), new.low())?;
    let (low, low_at, high, high_at) = match &parsed.spot.said {
        Said::Two { low, low_at, high, high_at } => (low, low_at.clone(), high, high_at.clone()),
        // 10秒左右 goes on being true while the range is around it.
        Said::One(_) => {
            let reading = parsed.reading(true).ok()?;
            let holds =
                reading.agrees(&Bound::Between(old.clone())) && reading.agrees(&Bound::Between(new.clone()));
            return holds.then(|| wording.to_owned());
        }
        Said::Nothing(_) => return None,
    };
    let how = How::of(&parsed, low, old.low(), new.low())?;
    if how != How::of(&parsed, high, old.high(), new.high())? {
        return None;
    }
    let new_high = restyled(how.local_text(new.high()), &wording[high_at.clone()]);
    let mut new_low = restyled(how.local_text(new.low()), &wording[high_at.clone()]);
    // 5-10厘米: the first number stands without its unit, if the units are the same.
    if wording[low_at.clone()] != *low.text() {
        let unit = unit_of(&new_high);
        if unit_of(&new_low) == unit && !unit.contains(number::is_numeral) {
            new_low.truncate(new_low.len() - unit.len());
            new_low.truncate(new_low.trim_end().len());
        }
    }
    let mut edits = vec![(low_at, new_low), (high_at, new_high)];
    edits.extend(how.period_edit(&parsed, new.low()));
    let text = replaced(wording, edits);
    let again = parse(&text, old.low(), new.low())?;
    let Said::Two { low, high, .. } = &again.spot.said else { return None };
    let same = |found, value| How::of(&again, found, value, value) == Some(how);
    (same(low, new.low())
        && same(high, new.high())
        && again.context.comparison() == parsed.context.comparison())
    .then_some(text)
}

/// A quantity bound that another kind refines: 30分钟内 → 5分钟至10分钟. The comparison goes with the old value; it must
/// stand in the wording itself.
fn recast(wording: &str, group: &Bound, local: &Bound) -> Option<String> {
    let (old, new) = (group.quantities(), local.quantities());
    let parsed = parse(wording, old.first()?, new.first()?)?;
    if !parsed.reading(true).is_ok_and(|reading| reading.agrees(group)) {
        return None;
    }
    let (found, sample) = match &parsed.spot.said {
        Said::One(found) => (found, parsed.spot.range.clone()),
        Said::Two { low, high_at, .. } => (low, high_at.clone()),
        Said::Nothing(_) => return None,
    };
    let how = How::of(&parsed, found, old.first()?, new.first()?)?;
    let values = new.iter().map(|value| restyled(how.local_text(value), &wording[sample.clone()]));
    let values = values.collect::<Vec<_>>().join("至");
    let (left, right) = (&wording[..parsed.spot.range.start], &wording[parsed.spot.range.end..]);
    let left = left.trim_end();
    let (left, ahead) = strip_end(left, "提前").map_or((left, ""), |left| (left, "提前"));
    let left = comparison_before(left).map_or(left, |(_, left)| left);
    let right = comparison_after(right.trim_start()).map_or(right, |(_, right)| right);
    let right = strip_any_start(right, &["之间", "间"]).unwrap_or(right);
    let exactly = if local.kind() == Kind::Exactly { "正好" } else { "" };
    let text = [left, ahead, exactly, &values, right].concat();
    says("", &text, local).then_some(text)
}

/// What follows the number.
fn unit_of(text: &str) -> &str {
    number::scan(text).ok().flatten().map_or("", |numeral| &text[numeral.len..])
}

/// How a wording states a rate, or any quantity.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// 3声, 1次/周
    Whole,
    /// 每周1次: the period stands before.
    Every,
    /// 1次, where only the text before the link says 每周.
    Counted,
}

impl How {
    /// How `found` states `old`, so that `new` can be stated likewise.
    fn of(parsed: &Parsed, found: &Quantity, old: &Quantity, new: &Quantity) -> Option<How> {
        let rate = |q: &Quantity| match q.measure() {
            Measure::Rate { count, period } => Some((count.clone(), *period)),
            _ => None,
        };
        let counts = |period: Period| found.per(period, "").is_some_and(|counted| counted == *old);
        match (parsed.period_at(), rate(old), rate(new)) {
            (Some(_), Some((count, _)), Some((other, _))) if count == other => {
                let (period, _) = parsed.context.period.as_ref()?;
                counts(*period).then_some(How::Every)
            }
            (period, _, _) if found == old => {
                (period.is_none() || found.per(Period::Day, "").is_none()).then_some(How::Whole)
            }
            (None, Some((count, period)), Some((other, new))) => {
                (count == other && period == new && counts(period)).then_some(How::Counted)
            }
            _ => None,
        }
    }

    /// What of the local value stands in the place of the group's.
    fn local_text(self, new: &Quantity) -> &str {
        let text = new.text();
        if self == How::Whole {
            return text;
        }
        match Period::scan_every(text) {
            Some((_, len)) => text[len..].trim_start(),
            None => text.split(['/', '\u{ff0f}']).next().unwrap_or(text).trim_end(),
        }
    }

    /// 每周 for 每天.
    fn period_edit(self, parsed: &Parsed, new: &Quantity) -> Option<(Range<usize>, String)> {
        let (How::Every, Measure::Rate { period: new, .. }) = (self, new.measure()) else { return None };
        let (old, _) = parsed.context.period.as_ref()?;
        (old != new).then_some((parsed.period_at()?, format!("每{}", new.word())))
    }
}

/// `text` with its numbers and spaces written as in `sample`.
fn restyled(text: &str, sample: &str) -> String {
    let manner = Manner::of(sample);
    manner.percent(text).unwrap_or_else(|| manner.write(text))
}

/// How a quantity is written.
struct Manner<'a> {
    /// 百分之五十, not 50%.
    percent_said: bool,
    style: Option<Style>,
    /// What stands between digits and unit.
    space: &'a str,
}

impl<'a> Manner<'a> {
    fn of(sample: &'a str) -> Self {
        let said = sample.strip_prefix("百分之");
        let rest = said.unwrap_or(sample);
        let numeral = number::scan(rest).ok().flatten();
        let after = numeral.as_ref().map_or("", |n| &rest[n.len..]);
        Manner {
            percent_said: said.is_some(),
            // 半天 is written in Chinese; 当日 in neither way.
            style: numeral.map(|n| if n.style == Style::Half { Style::Chinese } else { n.style }),
            space: &after[..after.len() - after.trim_start().len()],
        }
    }

    fn write(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text.trim();
        while let Some(c) = rest.chars().next() {
            // The 2 of m2 is no number.
            let in_symbol = out.ends_with(|c: char| c.is_ascii_alphabetic());
            let numeral = if in_symbol { None } else { number::scan(rest).ok().flatten() };
            let Some(numeral) = numeral else {
                rest = &rest[c.len_utf8()..];
                out.extend((!c.is_whitespace()).then_some(c));
                continue;
            };
            let number = self.number(&numeral, &rest[..numeral.len]);
            let space = if number.ends_with(|c| fold(c).is_ascii_digit()) { self.space } else { "" };
            if !out.is_empty() {
                out.push_str(space);
            }
            out.push_str(&number);
            out.push_str(space);
            rest = rest[numeral.len..].trim_start();
        }
        out
    }

    /// A number in the manner's numerals where it can be written so.
    fn number(&self, numeral: &Numeral, written: &str) -> String {
        let other = self.style.filter(|style| *style != numeral.style && numeral.style != Style::Half);
        let other = other.and_then(|style| number::write(numeral.value, style));
        other.unwrap_or_else(|| written.chars().filter(|c| !c.is_whitespace()).collect())
    }

    /// 60% where the group writes 百分之五十, and the other way round.
    fn percent(&self, text: &str) -> Option<String> {
        let quantity = Quantity::parse(text).ok().filter(|q| *q.measure() == Measure::Percent)?;
        if self.percent_said {
            let number = number::write(quantity.number(), self.style?)?;
            // 百分之二, never 百分之两.
            return Some(format!("百分之{}", number.replace('两', "二")));
        }
        let number = number::write(quantity.number(), Style::Arabic)?;
        text.starts_with("百分之").then(|| format!("{number}{}%", self.space))
    }
}

/// The windows joined, and each written, the way the group's are.
fn windows(wording: &str, old: &Windows, new: &Windows) -> Option<String> {
    let hours = wording::windows(wording).ok()?.filter(|hours| hours.windows == *old)?;
    let (first, last) = (hours.places.first()?, hours.places.last()?);
    let sample = &wording[first.clone()];
    let joiner = &sample[Window::scan(sample)?.0.joiner];
    let separator = match hours.places.get(1) {
        Some(second) => &wording[first.end..second.start],
        None => "、",
    };
    let restyled = new.written().iter().map(|text| {
        let (window, _) = Window::scan(text)?;
        Some(format!("{}{joiner}{}", &text[..window.joiner.start], &text[window.joiner.end..]))
    });
    let list = restyled.collect::<Option<Vec<_>>>()?.join(separator);
    let text = replaced(wording, vec![(first.start..last.end, list)]);
    let again = wording::windows(&text).ok()??;
    (again.windows == *new).then_some(text)
}
