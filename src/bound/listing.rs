//! What a wording says about a list or a grade: the names stand in it, and nothing that takes them back.

use std::ops::Range;

use super::Kind;
use super::comparison::{Comparison, Context};
use super::items::{Items, Level};
use super::text::{first, strip_any_start, strip_start};

/// How a wording lists items: `“您”、“谢谢”等`.
pub(super) struct Layout<'a> {
    /// What opens the list: a quotation mark, or nothing.
    pub lead: &'a str,
    /// What stands between the items.
    pub gaps: Vec<&'a str>,
    /// What closes it.
    pub tail: &'a str,
}

const MARKS: &[&str] = &["“", "”", "\"", "‘", "’", "「", "」", "《", "》", "。", " "];
const COMMAS: &[&str] = &["、", ",", ";", "/", "\n"];
const AND: &[&str] = &["和", "与", "及", "以及", "并", "还有"];
const OR: &[&str] = &["或", "或者"];

impl<'a> Layout<'a> {
    /// None unless the wording lists every item, no other, and nothing else.
    pub fn read(wording: &'a str, items: &Items, kind: Kind) -> Option<Layout<'a>> {
        let mut seen: Vec<&str> = Vec::new();
        let mut gaps = Vec::new();
        let mut gap_start = 0;
        let mut at = 0;
        while at < wording.len() {
            let rest = &wording[at..];
            let gap = &wording[gap_start..at];
            let item = items.names().filter_map(|name| Some((name, strip_start(rest, name)?)));
            // An item directly after another is part of a longer name.
            let item = item.min_by_key(|(_, rest)| rest.len()).filter(|_| seen.is_empty() || !gap.is_empty());
            if let Some((name, after)) = item {
                gaps.push(gap);
                seen.push(name);
                at = wording.len() - after.len();
                gap_start = at;
            } else if let Some(after) = gap_word(rest, kind) {
                at = wording.len() - after.len();
            } else {
                return None;
            }
        }
        let lead = *gaps.first()?;
        items.names().all(|name| seen.contains(&name)).then(|| Layout {
            lead,
            gaps: gaps.split_off(1),
            tail: &wording[gap_start..],
        })
    }

    /// The list with other items in it.
    pub fn write(&self, items: &[String]) -> String {
        let last = self.gaps.last().copied();
        let is_word =
            |gap: &str| strip_any_start(gap.trim_start(), AND).or(strip_any_start(gap, OR)).is_some();
        let comma = match self.gaps.first().filter(|gap| !is_word(gap)) {
            Some(gap) => (*gap).to_owned(),
            None => format!("{}、{}", self.tail_mark(), self.lead),
        };
        let mut out = self.lead.to_owned();
        for (i, item) in items.iter().enumerate() {
            match (i, last) {
                (0, _) => {}
                (_, Some(last)) if i + 1 == items.len() => out.push_str(last),
                _ => out.push_str(&comma),
            }
            out.push_str(item);
        }
        out + self.tail
    }

    /// The quotation mark that closes an item.
    fn tail_mark(&self) -> &'a str {
        let rest = strip_any_start(self.tail, &["”", "\"", "’", "」", "》"]);
        rest.map_or("", |rest| &self.tail[..self.tail.len() - rest.len()])
    }
}

/// What may stand around items: marks, commas, and 和 or 或 where they don't weaken the list.
fn gap_word(text: &str, kind: Kind) -> Option<&str> {
    let mark = strip_any_start(text, MARKS).or_else(|| strip_any_start(text, COMMAS));
    mark.or_else(|| strip_any_start(text, AND))
        // 鞋套或工牌 does not ask for both.
        .or_else(|| strip_any_start(text, OR).filter(|_| kind != Kind::Includes))
        // 电话、短信等 leaves the choice open; 等字眼, 等物品 only name what the items are.
        .or_else(|| text.strip_prefix('等').filter(|rest| kind != Kind::OneOf && is_noun(rest)).map(|_| ""))
}

/// Few letters and no comma: no further item.
fn is_noun(text: &str) -> bool {
    text.chars().count() <= 6 && text.chars().all(char::is_alphabetic)
}

/// Where a wording names the grade that a level asks for; none if it names another, or says less than at least.
pub(super) fn grade(before: &str, wording: &str, level: &Level) -> Option<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = first(&wording[at..]) {
        let rest = &wording[at..];
        let names = level.grades().iter().filter_map(|name| Some((name, strip_start(rest, name)?)));
        match names.min_by_key(|(_, after)| after.len()) {
            Some((name, after)) if !name.is_empty() => {
                let end = wording.len() - after.len();
                found.push((name, at..end));
                at = end;
            }
            _ => at += rest.chars().next().map_or(c.len_utf8(), char::len_utf8),
        }
    }
    let [(name, range)] = found.as_slice() else { return None };
    let left = format!("{before}{}", &wording[..range.start]);
    let right = &wording[range.end..];
    let context = Context::new(&left, before.len(), right, right.len(), false).ok()?;
    let says = matches!(context.comparison(), None | Some(Comparison::AtLeast)) && context.period.is_none();
    (says && *name == level.grade()).then(|| range.clone())
}
