//! The clauses of a regulation: one numbered tree a document (contract, section 1, "Numbers").

use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use crate::finding::Finding;
use crate::message::Message;
use crate::prose::{Piece, Prose};
use crate::rule::Rule;
use crate::source::{At, Place, Source};

/// A heading or an ordered-list item, and all that stands below it.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    /// `1.2.1`, counted, never typed.
    pub number: String,
    /// `{#name}`: an anchor that stays when numbers move.
    pub name: Option<At<String>>,
    /// A heading's text; an item has none.
    pub heading: Option<Prose>,
    /// `{.delegated}`: left to the local company.
    pub delegated: bool,
    /// `{std=name}`: the items below are the values of this standard.
    pub lists: Option<At<String>>,
    pub parts: Vec<Part>,
    pub range: Range<usize>,
}

/// What a clause is made of, in the order written.
#[derive(Clone, Debug)]
pub enum Part {
    Prose(Prose),
    Clause(Box<Clause>),
}

impl Clause {
    /// The clause's own text: what stands before its first child.
    pub fn own(&self) -> Option<&Prose> {
        match self.parts.first() {
            Some(Part::Prose(prose)) => Some(prose),
            _ => None,
        }
    }

    pub fn children(&self) -> impl Iterator<Item = &Clause> {
        children(&self.parts)
    }

    /// Every prose of the clause itself: its heading and its own blocks, not its children's.
    pub fn proses(&self) -> impl Iterator<Item = &Prose> {
        self.heading.iter().chain(self.parts.iter().filter_map(|part| match part {
            Part::Prose(prose) => Some(prose),
            Part::Clause(_) => None,
        }))
    }
}

/// The clauses directly among `parts`.
pub fn children(parts: &[Part]) -> impl Iterator<Item = &Clause> {
    parts.iter().filter_map(|part| match part {
        Part::Clause(clause) => Some(&**clause),
        Part::Prose(_) => None,
    })
}

/// Every clause among `parts`, parents before their children.
pub fn walk<'a>(parts: &'a [Part], visit: &mut impl FnMut(&'a Clause)) {
    for clause in children(parts) {
        visit(clause);
        walk(&clause.parts, visit);
    }
}

/// Every prose among `parts`: headings and blocks.
pub fn proses<'a>(parts: &'a [Part], visit: &mut impl FnMut(&'a Prose)) {
    for part in parts {
        match part {
            Part::Prose(prose) => visit(prose),
            Part::Clause(clause) => {
                clause.heading.iter().for_each(&mut *visit);
                proses(&clause.parts, visit);
            }
        }
    }
}

/// Paragraphs as clauses, for a text that has no items.
pub fn paragraphs_as_clauses(parts: Vec<Part>) -> Vec<Part> {
    if children(&parts).next().is_some() {
        return parts;
    }
    let blocks = parts.into_iter().flat_map(|part| match part {
        Part::Prose(prose) => prose.blocks(),
        Part::Clause(_) => Vec::new(),
    });
    let clauses = blocks.enumerate().map(|(i, block)| Clause {
        number: (i + 1).to_string(),
        range: block.range(),
        parts: vec![Part::Prose(block)],
        ..Clause::default()
    });
    clauses.map(|clause| Part::Clause(Box::new(clause))).collect()
}

/// A heading of a section and what stands in it, before sections are put into a tree.
pub struct Section {
    pub level: HeadingLevel,
    pub clause: Clause,
    /// `key=value` attributes that the caller gives a meaning, such as `after=1.2`.
    pub attributes: Vec<(String, Option<String>)>,
}

/// Text read up to its first heading, and its sections in the order written.
pub struct Outline {
    pub lead: Vec<Part>,
    pub sections: Vec<Section>,
}

/// Reads `source.text[range]` into sections. What looks like a mistyped number becomes a finding.
pub fn read(source: &Arc<Source>, range: Range<usize>, findings: &mut Vec<Finding>) -> Outline {
    let events = crate::prose::events(&source.text[range.clone()], range.start);
    let mut reader = Reader { source, events: events.peekable(), findings };
    let lead = reader.parts(None);
    let mut sections = Vec::new();
    while let Some(section) = reader.section() {
        sections.push(section);
    }
    Outline { lead, sections }
}

/// Puts sections into one tree by their levels, below the text before the first heading, and numbers it.
pub fn tree(outline: Outline, source: &Arc<Source>, findings: &mut Vec<Finding>) -> Vec<Part> {
    let mut root = Clause { parts: outline.lead, ..Clause::default() };
    // The open clauses from the root down to where the next section would go.
    let mut open: Vec<(HeadingLevel, Clause)> = Vec::new();
    fn close(open: &mut Vec<(HeadingLevel, Clause)>, root: &mut Clause) {
        if let Some((_, mut done)) = open.pop() {
            done.range.end = done.range.end.max(done.parts.last().map_or(0, |part| match part {
                Part::Prose(prose) => prose.range().end,
                Part::Clause(clause) => clause.range.end,
            }));
            let parent = open.last_mut().map_or(root, |(_, clause)| clause);
            parent.parts.push(Part::Clause(Box::new(done)));
        }
    }
    for section in outline.sections {
        while open.last().is_some_and(|(level, _)| *level >= section.level) {
            close(&mut open, &mut root);
        }
        open.push((section.level, section.clause));
    }
    while !open.is_empty() {
        close(&mut open, &mut root);
    }
    number(&mut root.parts, "", source, findings);
    root.parts
}

/// Counts the clauses among `parts` and below. An item's typed number must be the one that is published.
fn number(parts: &mut [Part], prefix: &str, source: &Arc<Source>, findings: &mut Vec<Finding>) {
    let mut count = 0;
    let mut indent = None;
    for part in parts {
        let Part::Clause(clause) = part else { continue };
        count += 1;
        clause.number = format!("{prefix}{count}");
        if clause.heading.is_none() {
            let column = indentation(source, clause.range.start);
            let first_column = *indent.get_or_insert(column);
            check_typed(clause, count, column > first_column, source, findings);
        }
        number(&mut clause.parts, &format!("{prefix}{count}."), source, findings);
    }
}

/// How many characters stand before `at` on its line.
fn indentation(source: &Source, at: usize) -> usize {
    let before = &source.text[..at];
    before.len() - before.rfind('\n').map_or(0, |i| i + 1)
}

fn check_typed(
    clause: &Clause,
    count: usize,
    indented: bool,
    source: &Arc<Source>,
    findings: &mut Vec<Finding>,
) {
    let text = &source.text[clause.range.clone()];
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 || text[..digits].parse() == Ok(count) {
        return;
    }
    let place = Place::new(source, clause.range.start..clause.range.start + digits);
    // Under `10.` a child needs four spaces; with three it silently becomes the next item.
    let id = if indented { "typed-number-indent" } else { "typed-number-list" };
    let message = Message::new(id).with("typed", &text[..digits]).with("number", clause.number.as_str());
    findings.push(Finding::new(Rule::TypedNumber, place, message));
}

struct Reader<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> {
    source: &'a Arc<Source>,
    events: Peekable<I>,
    findings: &'a mut Vec<Finding>,
}

type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Reader<'a, I> {
    /// Reads parts up to the end of the item that holds them, or to the next heading.
    fn parts(&mut self, until: Option<TagEnd>) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut prose: Events<'a> = Vec::new();
        // Block quotes, bullet lists and tables are prose, whatever stands in them.
        let mut depth = 0usize;
        // The text of a tight item comes bare: here it gets the paragraph that it is, so that prose is always blocks.
        let mut bare: Option<usize> = None;
        while let Some((event, range)) = self.events.peek() {
            let inline = is_inline(event);
            if depth == 0
                && !inline
                && let Some(start) = bare.take()
            {
                let end = prose.last().map_or(start, |(_, last)| last.end);
                prose.push((Event::End(TagEnd::Paragraph), start..end));
            }
            match event {
                Event::End(end) if depth == 0 && Some(*end) == until => break,
                Event::Start(Tag::Heading { .. }) if depth == 0 && until.is_none() => break,
                Event::Start(Tag::List(Some(_))) if depth == 0 => {
                    self.flush(&mut prose, &mut parts);
                    self.items(&mut parts);
                    continue;
                }
                _ if depth == 0 && inline && bare.is_none() => {
                    bare = Some(range.start);
                    prose.push((Event::Start(Tag::Paragraph), range.start..range.start));
                }
                _ => {}
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            prose.extend(self.events.next());
        }
        self.flush(&mut prose, &mut parts);
        // Most have one part, in a room for four.
        parts.shrink_to_fit();
        parts
    }

    fn flush(&mut self, events: &mut Events<'a>, parts: &mut Vec<Part>) {
        if !events.is_empty() {
            let prose = Prose::new(events.drain(..));
            self.typed_numbers(&prose);
            parts.push(Part::Prose(prose));
        }
    }

    fn items(&mut self, parts: &mut Vec<Part>) {
        self.events.next();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let text = &self.source.text[range.clone()];
                    let start = range.start + (text.len() - text.trim_start_matches(' ').len());
                    let mut clause =
                        Clause { range: start..range.start + text.trim_end().len(), ..Clause::default() };
                    clause.parts = self.parts(Some(TagEnd::Item));
                    self.events.next();
                    self.item_attributes(&mut clause);
                    parts.push(Part::Clause(Box::new(clause)));
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
    }

    fn section(&mut self) -> Option<Section> {
        let (Event::Start(Tag::Heading { level, id, classes, attrs }), range) = self.events.next()? else {
            // `parts` stops only at a heading or at the end.
            return None;
        };
        let mut title: Events<'a> = Vec::new();
        for (event, range) in self.events.by_ref() {
            if matches!(event, Event::End(TagEnd::Heading(_))) {
                break;
            }
            title.push((event, range));
        }
        let mut clause = Clause {
            heading: Some(Prose::new(title)),
            range: range.start..range.start + self.source.text[range.clone()].trim_end().len(),
            ..Clause::default()
        };
        let mut attributes = Vec::new();
        if let Some(id) = id {
            clause.name = Some(At::new(id.to_string(), self.find(&range, &id)));
        }
        for class in classes {
            match class.as_ref() {
                "delegated" => clause.delegated = true,
                _ => attributes.push((format!(".{class}"), None)),
            }
        }
        for (key, value) in attrs {
            match (key.as_ref(), value) {
                ("std", Some(name)) => {
                    clause.lists = Some(At::new(name.to_string(), self.find(&range, &name)));
                }
                (_, value) => attributes.push((key.to_string(), value.map(|v| v.to_string()))),
            }
        }
        if let Some(heading) = &clause.heading {
            let title = heading.plain();
            let typed = typed_number(&title).or_else(|| typed_in_heading(&title));
            self.refuse_typed(typed, range.start..range.end);
        }
        clause.parts = self.parts(None);
        Some(Section { level, clause, attributes })
    }

    /// The bytes of an attribute's value inside its heading.
    fn find(&self, heading: &Range<usize>, value: &str) -> Range<usize> {
        let text = &self.source.text[heading.clone()];
        let start = heading.start + text.rfind(value).unwrap_or(0);
        start..start + value.len()
    }

    /// `{#name .delegated std=banned}` at the end of an item's first paragraph: plain text to CommonMark.
    fn item_attributes(&mut self, clause: &mut Clause) {
        let Some(Part::Prose(prose)) = clause.parts.first_mut() else { return };
        let end = prose
            .0
            .iter()
            .position(|(piece, _)| {
                matches!(piece, Piece::Markdown(Event::End(TagEnd::Paragraph) | Event::Start(Tag::List(_))))
            })
            .unwrap_or(prose.0.len());
        let Some((Piece::Markdown(Event::Text(text)), range)) = prose.0[..end].last_mut() else { return };
        let Some(open) = text.trim_end().strip_suffix('}').and_then(|t| t.rfind('{')) else { return };
        let inner = text[open + 1..].trim_end().trim_end_matches('}').to_owned();
        let start = range.end.saturating_sub(text.len() - open) + 1;
        if !inner.starts_with(['#', '.']) && !inner.contains('=') {
            return;
        }
        let kept = text[..open].trim_end().to_owned();
        for word in inner.split_whitespace() {
            let at = start + inner.find(word).unwrap_or(0);
            let value = |skip: usize| At::new(word[skip..].to_owned(), at + skip..at + word.len());
            match word {
                ".delegated" => clause.delegated = true,
                _ if word.starts_with('#') => clause.name = Some(value(1)),
                _ if word.starts_with("std=") => clause.lists = Some(value(4)),
                _ => {
                    let place = Place::new(self.source, at..at + word.len());
                    let message = Message::new("unknown-attribute").with("attribute", word);
                    self.findings.push(Finding::new(Rule::BadSource, place, message));
                }
            }
        }
        *text = CowStr::from(kept);
        range.end = start - 1;
    }

    /// Paragraphs that begin like a number, and numbered lines that the paragraph above has swallowed.
    fn typed_numbers(&mut self, prose: &Prose) {
        let mut at_start = true;
        let mut found = Vec::new();
        for (piece, range) in &prose.0 {
            match piece {
                Piece::Markdown(Event::Text(text)) if at_start => found.push((text.clone(), range.clone())),
                _ => {}
            }
            at_start = matches!(
                piece,
                Piece::Markdown(Event::Start(Tag::Paragraph) | Event::SoftBreak | Event::HardBreak)
            );
        }
        for (text, range) in found {
            self.refuse_typed(typed_number(&text), range);
        }
    }

    fn refuse_typed(&mut self, typed: Option<&str>, range: Range<usize>) {
        if let Some(typed) = typed {
            let at = self.source.text[range.clone()].find(typed).unwrap_or(0) + range.start;
            let place = Place::new(self.source, at..at + typed.len());
            let message = Message::new("typed-number").with("typed", typed);
            self.findings.push(Finding::new(Rule::TypedNumber, place, message));
        }
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !crate::prose::ends_block(&tag.to_end()),
        Event::End(end) => !crate::prose::ends_block(end),
        Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

/// The typed number at the beginning of a text: `1.1 `, `1、`, `(1)`, `1.电话`, `一、`, `第一条`, `①`.
fn typed_number(text: &str) -> Option<&str> {
    const CHINESE: &str = "零〇一二三四五六七八九十百";
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let is_chinese = |c: char| CHINESE.contains(c);
    let text = text.trim_start();
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some(&text[..first.len_utf8()]);
    }
    let inner = text.strip_prefix(['(', '（']);
    if let Some(inner) = inner {
        let rest = inner.trim_start_matches(|c| is_digit(c) || is_chinese(c));
        let closed = rest.starts_with([')', '）']) && rest.len() < inner.len();
        let len = text.len() - rest.len() + rest.chars().next().map_or(0, char::len_utf8);
        return closed.then(|| &text[..len]);
    }
    let prefix = |rest: &str| &text[..text.len() - rest.len()];
    if let Some(rest) = text.strip_prefix('第') {
        let after = rest.trim_start_matches(|c| is_digit(c) || is_chinese(c));
        return (after.len() < rest.len() && after.starts_with(['条', '款']) && !after.starts_with("条件"))
            .then(|| prefix(&after["条".len()..]));
    }
    let chinese = text.trim_start_matches(is_chinese);
    if chinese.len() < text.len() && chinese.starts_with('、') {
        // 一、二、三级 is an enumeration, not a number.
        let after = &chinese["、".len()..];
        return (!after.starts_with(is_chinese)).then(|| prefix(after));
    }
    let rest = text.trim_start_matches(|c: char| is_digit(c) || c == '.' || c == '．');
    let number = prefix(rest).trim_end_matches(['.', '．']);
    if number.is_empty() || !number.starts_with(is_digit) {
        return None;
    }
    let dotted = prefix(rest).ends_with(['.', '．']);
    let levels = number.split(['.', '．']).count();
    if rest.starts_with(['、', ')', '）']) {
        let after = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        // 1、2号楼 is an enumeration.
        return (!after.starts_with(is_digit)).then(|| prefix(after));
    }
    // 1.5 小时 and 2026. are quantities at the beginning of a sentence, not numbers of clauses.
    let listed = dotted && number.len() <= 3 || levels >= 3;
    let decimal = levels == 2 && !dotted && !is_measured(rest);
    (listed || decimal).then_some(number)
}

/// What only a heading can begin with: `1 接听`, `第一章 总则`.
fn typed_in_heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &text[..text.len() - rest.len()];
    if !number.is_empty() && rest.starts_with([' ', '　']) && !is_measured(rest) {
        return Some(number);
    }
    let ordinal = text.strip_prefix('第')?;
    let end = ordinal.find(['章', '节', '篇'])?;
    let is_number = |c: char| c.is_ascii_digit() || "零〇一二三四五六七八九十百".contains(c);
    let counted = end > 0 && ordinal[..end].chars().all(is_number);
    counted.then(|| &text[.."第".len() + end + "章".len()])
}

/// Whether a unit stands where the text goes on after a decimal number.
fn is_measured(rest: &str) -> bool {
    const UNITS: [&str; 26] = [
        "秒", "分", "小时", "钟头", "天", "日", "周", "个", "月", "季", "年", "毫米", "厘米", "米", "公里",
        "平方", "㎡", "度", "℃", "%", "元", "万", "倍", "次", "版", "至",
    ];
    let rest = rest.trim_start();
    rest.starts_with(|c: char| c.is_ascii_punctuation() || c.is_ascii_alphabetic())
        || UNITS.iter().any(|unit| rest.starts_with(unit))
}
