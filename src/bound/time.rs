//! Times of day: minutes modulo a day, and sets of them (contract, "Quantities" and the bounds covers and within).

use std::fmt;
use std::ops::Range;

use super::Unreadable;
use super::text::{first, fold, strip_any_start, strip_joiner, strip_start};

const DAY: u16 = 24 * 60;

/// A set of times of day, never empty: `12:00-14:00`, `21:00-次日08:00`.
///
/// Equal are equal sets, however written. A window reaches from its start up to its end.
#[derive(Clone, Debug)]
pub struct Windows {
    written: Vec<String>,
    /// Minutes of the day; sorted, disjoint and not touching each other.
    spans: Vec<Range<u16>>,
}

impl PartialEq for Windows {
    fn eq(&self, other: &Self) -> bool {
        self.spans == other.spans
    }
}

impl Eq for Windows {}

impl fmt::Display for Windows {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.written.join("、"))
    }
}

impl Windows {
    /// Reads windows, each `HH:MM-HH:MM` with 次日 before an end that is on the next day.
    ///
    /// # Errors
    /// No window at all, or one that is not two times of day, the end after the start and within a day of it.
    pub fn parse(values: &[&str]) -> Result<Self, Unreadable> {
        let mut spans = Vec::new();
        let mut written = Vec::new();
        for text in values {
            let text = text.trim();
            let not_a_time = || Unreadable::NotATime(text.to_owned());
            let (window, len) = Window::scan(text).ok_or_else(not_a_time)?;
            if len < text.len() {
                return Err(not_a_time());
            }
            spans.extend(window.spans(text)?);
            written.push(text.to_owned());
        }
        if spans.is_empty() {
            return Err(Unreadable::NoValues);
        }
        Ok(Windows { written, spans: merged(spans) })
    }

    /// The windows as written.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// What of this set is not in `other`; none if all of it is.
    pub fn without(&self, other: &Windows) -> Option<Windows> {
        let mut left = Vec::new();
        for span in &self.spans {
            let mut start = span.start;
            for cut in other.spans.iter().filter(|cut| cut.end > span.start && cut.start < span.end) {
                if cut.start > start {
                    left.push(start..cut.start);
                }
                start = cut.end;
            }
            if start < span.end {
                left.push(start..span.end);
            }
        }
        (!left.is_empty()).then(|| Windows { written: written(&left), spans: left })
    }
}

/// Sorts spans and joins those that overlap or touch.
fn merged(mut spans: Vec<Range<u16>>) -> Vec<Range<u16>> {
    spans.sort_by_key(|span| span.start);
    let mut joined: Vec<Range<u16>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// Spans as a writer would put them: what is cut at midnight is one window.
fn written(spans: &[Range<u16>]) -> Vec<String> {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let over_midnight = match spans {
        [first, .., last] if first.start == 0 && last.end == DAY => Some((last.start, first.end)),
        _ => None,
    };
    let plain = match over_midnight {
        Some(_) => &spans[1..spans.len() - 1],
        None => spans,
    };
    let mut out: Vec<String> =
        plain.iter().map(|span| format!("{}-{}", clock(span.start), clock(span.end))).collect();
    out.extend(over_midnight.map(|(start, end)| format!("{}-次日{}", clock(start), clock(end))));
    out
}

/// Two times of day in a text.
pub(super) struct Window {
    /// Minutes from the first day's 00:00.
    start: u16,
    end: u16,
    /// The bytes between the two times: a dash or 至.
    pub joiner: Range<usize>,
}

impl Window {
    /// The window that `text` starts with, and its bytes. It may still not be a possible one: see `spans`.
    pub fn scan(text: &str) -> Option<(Window, usize)> {
        let (start, len) = time(text)?;
        let after = strip_joiner(&text[len..])?;
        let joiner = len..text.len() - after.len();
        let (end, used) = time(after)?;
        Some((Window { start, end, joiner: joiner.clone() }, joiner.end + used))
    }

    /// Its minutes modulo a day.
    pub fn spans(&self, text: &str) -> Result<Vec<Range<u16>>, Unreadable> {
        if self.end <= self.start {
            return Err(Unreadable::EndBeforeStart(text.to_owned()));
        }
        if self.end - self.start > DAY {
            return Err(Unreadable::LongerThanADay(text.to_owned()));
        }
        let start = self.start % DAY;
        let end = start + (self.end - self.start);
        // What is after midnight belongs to the day's beginning.
        let (today, tomorrow) = (start..end.min(DAY), 0..end.saturating_sub(DAY));
        Ok([today, tomorrow].into_iter().filter(|span| !span.is_empty()).collect())
    }
}

/// `8:00`, `次日08:00` or `24:00` at the start of `text`: minutes, and bytes.
fn time(text: &str) -> Option<(u16, usize)> {
    let (day, rest) = match text.strip_prefix("次日") {
        Some(rest) => (DAY, rest.trim_start()),
        None => (0, text),
    };
    let (hours, rest) = digits(rest, 1..=2)?;
    let (minutes, rest) = digits(strip_start(rest, ":")?, 2..=2)?;
    // 08:00:30 has seconds, which are not read.
    let fits = minutes < 60 && hours * 60 + minutes <= DAY && first(rest) != Some(':');
    fits.then_some((day + hours * 60 + minutes, text.len() - rest.len()))
}

/// A whole run of so many digits.
fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<(u16, &str)> {
    let end = text.find(|c| !fold(c).is_ascii_digit()).unwrap_or(text.len());
    let run = &text[..end];
    let value = run.chars().map(fold).collect::<String>().parse().ok()?;
    count.contains(&run.chars().count()).then_some((value, &text[end..]))
}

/// Where each window stands in a text of windows and nothing else; none if it is another text.
pub(super) fn scan_list(text: &str) -> Option<Vec<Range<usize>>> {
    const SEPARATORS: &[&str] = &["、", ",", ";", "和", "与", "及", "以及"];
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let (_, len) = Window::scan(&text[at..])?;
        found.push(at..at + len);
        let rest = text[at + len..].trim_start();
        if rest.is_empty() {
            return Some(found);
        }
        let next = strip_any_start(rest, SEPARATORS).unwrap_or(rest).trim_start();
        at = text.len() - next.len();
    }
}
