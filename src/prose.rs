//! Running text: CommonMark's events, with the handbook's own marks taken out of them.
//!
//! A prose is what stands between two clauses: blocks, or the inline text of a heading or a tight list item.
//! The site, the search index, the forms and the book are views of the same pieces.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

/// One event of CommonMark, or one mark of the handbook's.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Markdown(Event<'static>),
    /// `{{name}}`: a placeholder that an edition fills.
    Parameter(String),
    /// `《title》`: names a form, document, part, edition or handbook, or a paper outside.
    Reference(String),
    /// `〔…〕`: a blank that the speaker or the writer fills.
    Blank(String),
    /// `[wording](std:name)`: where the prose states a standard.
    Standard {
        name: String,
        wording: String,
    },
}

/// A run of pieces, each with the bytes of the source that it was written in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose(pub Vec<(Piece, Range<usize>)>);

/// Markdown as mdBook has it: CommonMark, tables, footnotes, strikethrough, task lists and heading attributes.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The events of `text`, with ranges moved on by `base`, where `text` starts in its file.
pub fn events(text: &str, base: usize) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    TextMergeWithOffset::new(Parser::new_ext(text, options()).into_offset_iter())
        .map(move |(event, range)| (event, range.start + base..range.end + base))
}

impl Prose {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes that its pieces were written in, from the first to the last.
    pub fn range(&self) -> Range<usize> {
        let start = self.0.iter().map(|(_, range)| range.start).min().unwrap_or(0);
        start..self.0.iter().map(|(_, range)| range.end).max().unwrap_or(start)
    }

    /// Takes the handbook's marks out of CommonMark's events.
    pub fn new<'a>(events: impl IntoIterator<Item = (Event<'a>, Range<usize>)>) -> Self {
        let mut events = events.into_iter();
        let mut pieces = Vec::with_capacity(events.size_hint().0);
        // Inside a link or an image nothing else can be a link; inside code nothing is a mark.
        let (mut links, mut code) = (0usize, 0usize);
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Link { ref dest_url, .. }) if dest_url.starts_with("std:") => {
                    let name = dest_url["std:".len()..].to_owned();
                    let mut wording = String::new();
                    for (inner, _) in events.by_ref() {
                        match inner {
                            Event::End(TagEnd::Link) => break,
                            Event::Text(text) | Event::Code(text) => wording.push_str(&text),
                            _ => {}
                        }
                    }
                    pieces.push((Piece::Standard { name, wording }, range));
                }
                Event::Text(text) if code == 0 => split(text, range, links == 0, &mut pieces),
                other => {
                    match &other {
                        Event::Start(Tag::Link { .. } | Tag::Image { .. }) => links += 1,
                        Event::End(TagEnd::Link | TagEnd::Image) => links -= 1,
                        Event::Start(Tag::CodeBlock(_)) => code += 1,
                        Event::End(TagEnd::CodeBlock) => code -= 1,
                        _ => {}
                    }
                    pieces.push((Piece::Markdown(other.into_static()), range));
                }
            }
        }
        pieces.shrink_to_fit();
        Prose(pieces)
    }

    /// One line of text with the handbook's marks, from where Markdown is not read (YAML).
    pub fn line(text: &str, range: Range<usize>) -> Self {
        let mut pieces = Vec::new();
        split(text.into(), range, true, &mut pieces);
        Prose(pieces)
    }

    /// One paragraph of such a line.
    pub fn paragraph(text: &str, range: Range<usize>) -> Self {
        let mut prose = Prose::line(text, range.clone());
        let edge = |event| (Piece::Markdown(event), range.clone());
        prose.0.insert(0, edge(Event::Start(Tag::Paragraph)));
        prose.0.push(edge(Event::End(TagEnd::Paragraph)));
        prose
    }

    /// The blocks one by one: paragraphs, lists, tables.
    pub fn blocks(self) -> Vec<Prose> {
        let mut blocks = vec![Prose::default()];
        let mut depth = 0usize;
        for (piece, range) in self.0 {
            match &piece {
                Piece::Markdown(Event::Start(_)) => depth += 1,
                Piece::Markdown(Event::End(_)) => depth -= 1,
                _ => {}
            }
            let ends = depth == 0 && matches!(&piece, Piece::Markdown(Event::End(end)) if ends_block(end));
            if let Some(block) = blocks.last_mut() {
                block.0.push((piece, range));
            }
            if ends {
                blocks.push(Prose::default());
            }
        }
        blocks.retain(|block| !block.is_empty());
        blocks
    }

    /// The text alone, marks as they stand in the source: 三声内, 〔姓名〕, 《…》, {{name}}.
    pub fn plain(&self) -> String {
        self.said(|name| format!("{{{{{name}}}}}").into(), |_, wording| wording.into())
    }

    /// The text alone, with placeholders and standards' wordings as `parameter` and `standard` say them.
    pub fn said<'a>(
        &'a self,
        parameter: impl Fn(&'a str) -> Cow<'a, str>,
        standard: impl Fn(&'a str, &'a str) -> Cow<'a, str>,
    ) -> String {
        let mut out = String::new();
        for (piece, _) in &self.0 {
            match piece {
                Piece::Markdown(Event::Text(text) | Event::Code(text)) => out.push_str(text),
                // A line's end divides no Chinese word: 除 and 外 stay together.
                Piece::Markdown(Event::SoftBreak | Event::HardBreak) => {
                    if out.ends_with(|c: char| c.is_ascii()) {
                        out.push(' ');
                    }
                }
                Piece::Markdown(Event::End(end)) if ends_block(end) => out.push('\n'),
                Piece::Markdown(_) => {}
                Piece::Parameter(name) => out.push_str(&parameter(name)),
                Piece::Reference(title) => out.extend(["《", title, "》"]),
                Piece::Blank(text) => out.extend(["〔", text, "〕"]),
                Piece::Standard { name, wording } => out.push_str(&standard(name, wording)),
            }
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// The wordings of standards, with the text that stands directly before each.
    pub fn wordings(&self) -> impl Iterator<Item = Wording<'_>> {
        self.0.iter().enumerate().filter_map(|(i, (piece, range))| {
            let Piece::Standard { name, wording } = piece else {
                return None;
            };
            let before = match i.checked_sub(1).map(|i| &self.0[i].0) {
                Some(Piece::Markdown(Event::Text(text))) => text.as_ref(),
                _ => "",
            };
            Some(Wording { name, before, text: wording, range: range.clone() })
        })
    }
}

/// Where a prose states a standard.
pub struct Wording<'a> {
    /// As written: `name`, or `document.name`.
    pub name: &'a str,
    pub before: &'a str,
    pub text: &'a str,
    pub range: Range<usize>,
}

/// Whether text after this end stands on a new line.
pub fn ends_block(end: &TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Splits a text at the handbook's marks.
fn split(text: CowStr<'_>, range: Range<usize>, links: bool, pieces: &mut Vec<(Piece, Range<usize>)>) {
    // An escape or an entity makes the text differ from its source; a part of it then has the place of the whole.
    let exact = text.len() == range.len();
    let place = |start: usize, end: usize| {
        if exact { range.start + start..range.start + end } else { range.clone() }
    };
    let plain = |text: CowStr<'_>| Piece::Markdown(Event::Text(text.into_static()));
    let mut plain_from = 0;
    let mut at = 0;
    while let Some((piece, start, end)) = next_mark(&text, at) {
        at = end;
        if !links && matches!(piece, Piece::Reference(_)) {
            continue;
        }
        if start > plain_from {
            pieces.push((plain(text[plain_from..start].into()), place(plain_from, start)));
        }
        pieces.push((piece, place(start, end)));
        plain_from = end;
    }
    match plain_from {
        0 if !text.is_empty() => pieces.push((plain(text), range)),
        _ if plain_from < text.len() => {
            pieces.push((plain(text[plain_from..].into()), place(plain_from, text.len())));
        }
        _ => {}
    }
}

const MARKS: [(&str, &str); 3] = [("{{", "}}"), ("《", "》"), ("〔", "〕")];

/// The first mark at or after `from`: its piece and its bytes.
fn next_mark(text: &str, mut from: usize) -> Option<(Piece, usize, usize)> {
    // What is never closed again is looked for only once.
    let mut marks = MARKS.map(Some);
    loop {
        let start = from + text[from..].find(['{', '《', '〔'])?;
        let mark =
            marks.iter_mut().find(|mark| mark.is_some_and(|(open, _)| text[start..].starts_with(open)));
        from = start + text[start..].chars().next().map_or(1, char::len_utf8);
        let Some((mark, (open, close))) = mark.and_then(|mark| mark.map(|pair| (mark, pair))) else {
            continue;
        };
        let inner = start + open.len();
        let Some(length) = text[inner..].find(close) else {
            *mark = None;
            continue;
        };
        let said = text[inner..inner + length].trim().to_owned();
        let piece = match open {
            "{{" => Piece::Parameter(said),
            "《" => Piece::Reference(said),
            _ => Piece::Blank(said),
        };
        return Some((piece, start, inner + length + close.len()));
    }
}
