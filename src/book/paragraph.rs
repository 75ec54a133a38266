//! A paragraph broken into lines of equal length, by the rules of Chinese typesetting (CLREQ): no mark at the wrong
//! end of a line, marks squeezed where that lets a word in, the rest spread between the characters.

use crate::book::page::{Link, Look, Marks, Rule, Run, Target, drawn};
use crate::form::font::{self, closes, squeezes};
use crate::form::{Mm, Rect, text};

/// A stretch of text that looks the same and leads to the same place.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub text: String,
    pub look: Look,
    pub target: Option<Target>,
    pub decoration: Decoration,
}

/// What else a span shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Decoration {
    /// A line below: an edition's stricter value.
    pub under: bool,
    /// A line through.
    pub through: bool,
    /// The line has a bar in the margin.
    pub bar: bool,
}

impl Span {
    /// Plain text.
    pub fn new(text: impl Into<String>, look: Look) -> Self {
        Span { text: text.into(), look, target: None, decoration: Decoration::default() }
    }
}

/// A line of a paragraph: what stands in it, seen from its left end and its baseline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub marks: Marks,
    pub width: Mm,
    pub bar: bool,
}

/// How the lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// All but the last are as long as the paragraph is wide.
    Full,
    Left,
    Centre,
    Right,
}

/// A character with its place in the spans.
struct Glyph {
    c: char,
    span: usize,
    advance: Mm,
    /// The move after it that its neighbour asks for.
    kern: Mm,
    /// How much narrower it may become.
    give: Mm,
}

/// Between Chinese and Latin letters there is a narrow space, in em (CLREQ, 3.2.2).
const AUTOSPACE: f64 = 0.15;
/// Two marks beside one another: each is half empty.
const HALF: f64 = 0.5;
/// A mark gives at most this much of its empty half when a line is full.
const GIVE: f64 = 0.25;
/// Wider gaps look worse than a line that ends early.
const MOST: f64 = 0.3;

/// Breaks spans into lines of at most `width`, the first shorter by `indent`.
pub fn lines(spans: &[Span], width: Mm, indent: Mm, align: Align) -> Vec<Line> {
    let text: String = spans.iter().flat_map(|span| span.text.chars()).collect();
    let glyphs = glyphs(spans);
    let mut setter = Setter { spans, sums: sums(&glyphs), glyphs, width, indent, align, lines: Vec::new() };
    setter.set(&text);
    setter.lines
}

fn glyphs(spans: &[Span]) -> Vec<Glyph> {
    let chars = spans.iter().enumerate().flat_map(|(at, span)| span.text.chars().map(move |c| (at, c)));
    let mut glyphs: Vec<Glyph> = Vec::new();
    for (span, c) in chars {
        let look = &spans[span].look;
        let em = look.em();
        // A line's end is no character.
        let advance = if c == '\n' { 0.0 } else { font::advance(drawn(c), look.weight) * em };
        if let Some(last) = glyphs.last_mut() {
            if squeezes(last.c, c) {
                last.kern = -HALF * spans[last.span].look.em();
                last.give = 0.0;
            } else if is_hanzi(last.c) && is_latin(c) || is_latin(last.c) && is_hanzi(c) {
                last.kern = AUTOSPACE * em;
            }
        }
        let give = if closes(c) { GIVE * em } else { 0.0 };
        glyphs.push(Glyph { c, span, advance, kern: 0.0, give });
    }
    glyphs
}

/// The widths, and what can be given, of all glyphs before each.
fn sums(glyphs: &[Glyph]) -> Vec<(Mm, Mm)> {
    let mut sums = Vec::with_capacity(glyphs.len() + 1);
    let mut sum = (0.0, 0.0);
    sums.push(sum);
    for glyph in glyphs {
        sum = (sum.0 + glyph.advance + glyph.kern, sum.1 + glyph.give);
        sums.push(sum);
    }
    sums
}

fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Whether room may be put beside it: beside everything but Latin letters and figures.
fn is_wide(c: char) -> bool {
    c == ' ' || c >= '\u{2e80}' || "“”‘’—…·".contains(c)
}

struct Setter<'a> {
    spans: &'a [Span],
    glyphs: Vec<Glyph>,
    sums: Vec<(Mm, Mm)>,
    width: Mm,
    indent: Mm,
    align: Align,
    lines: Vec<Line>,
}

impl Setter<'_> {
    fn set(&mut self, text: &str) {
        let (mut start, mut end) = (0, 0);
        for unit in text::units(text) {
            let next = end + unit.chars().count();
            if self.fits(start, next) {
                end = next;
            } else {
                if end > start {
                    self.line(start, end, false);
                }
                (start, end) = (end, next);
                // What can't be broken anywhere is broken where it must be.
                while !self.fits(start, end) && end > start + 1 {
                    let mut part = start + 1;
                    while part < end && self.fits(start, part + 1) {
                        part += 1;
                    }
                    self.line(start, part, false);
                    start = part;
                }
            }
            if self.glyphs[..end].last().is_some_and(|glyph| glyph.c == '\n') {
                self.line(start, end, true);
                start = end;
            }
        }
        if end > start {
            self.line(start, end, true);
        }
    }

    /// The glyphs that are seen of a line.
    fn seen(&self, start: usize, mut end: usize) -> (usize, usize) {
        while end > start && self.glyphs[end - 1].c.is_whitespace() {
            end -= 1;
        }
        (start, end)
    }

    fn room(&self) -> Mm {
        if self.lines.is_empty() { self.width - self.indent } else { self.width }
    }

    /// The width of a line as it comes, without what its ends leave out.
    fn natural(&self, start: usize, end: usize) -> Mm {
        let (start, end) = self.seen(start, end);
        if end == start {
            return 0.0;
        }
        let last = &self.glyphs[end - 1];
        self.sums[end].0 - self.sums[start].0 - last.kern - self.overhang(end) - self.lead(start)
    }

    /// The empty right half of a last mark.
    fn overhang(&self, end: usize) -> Mm {
        let last = &self.glyphs[end - 1];
        if closes(last.c) { HALF * self.spans[last.span].look.em() } else { 0.0 }
    }

    /// The empty left half of a first bracket; the first line of a paragraph keeps it.
    fn lead(&self, start: usize) -> Mm {
        let first = &self.glyphs[start];
        // A bracket is squeezed after another: that tells brackets from other marks.
        let opens = squeezes('《', first.c) && !self.lines.is_empty();
        if opens { HALF * self.spans[first.span].look.em() } else { 0.0 }
    }

    fn fits(&self, start: usize, end: usize) -> bool {
        const SLACK: Mm = 0.001;
        let (start, end) = self.seen(start, end);
        if start == end {
            return true;
        }
        let give = self.sums[end - 1].1 - self.sums[start].1;
        let give = if self.align == Align::Full { give } else { 0.0 };
        self.natural(start, end) - give <= self.room() + SLACK
    }

    /// Sets a line, stretched or squeezed to the full width unless it is the `last` of its paragraph.
    fn line(&mut self, start: usize, end: usize, last: bool) {
        let (start, end) = self.seen(start, end);
        let indent = if self.lines.is_empty() { self.indent } else { 0.0 };
        if start == end {
            self.lines.push(Line::default());
            return;
        }
        let natural = self.natural(start, end);
        let slack = self.room() - natural;
        let gaps: Vec<usize> = (start..end - 1).filter(|&at| self.stretches(at)).collect();
        let (mut tracking, mut squeeze) = (0.0, 0.0);
        if slack < 0.0 {
            let give = self.sums[end - 1].1 - self.sums[start].1;
            squeeze = if give > 0.0 { (-slack / give).min(1.0) } else { 0.0 };
        } else if !last && self.align == Align::Full && !gaps.is_empty() {
            tracking = slack / gaps.len() as f64;
            let em = self.spans[self.glyphs[start].span].look.em();
            tracking = if tracking > MOST * em { 0.0 } else { tracking };
        }
        let width = natural + tracking * gaps.len() as f64 + slack.min(0.0);
        let x = indent
            + match self.align {
                Align::Centre => (self.room() - width) / 2.0,
                Align::Right => self.room() - width,
                _ => 0.0,
            };
        let mut line = Line { width: x + width, ..Line::default() };
        self.runs(start, end, x, tracking, squeeze, &mut line);
        if let Some(run) = line.marks.runs.last_mut() {
            run.width -= self.overhang(end);
        }
        self.lines.push(line);
    }

    /// Whether a line may be stretched after this glyph.
    fn stretches(&self, at: usize) -> bool {
        is_wide(self.glyphs[at].c) || self.glyphs.get(at + 1).is_some_and(|next| is_wide(next.c))
    }

    fn runs(&self, start: usize, end: usize, x: Mm, tracking: Mm, squeeze: f64, line: &mut Line) {
        let mut x = x;
        let mut run: Option<Run> = None;
        // Where the span began whose characters are being placed.
        let mut from = x;
        for at in start..end {
            let glyph = &self.glyphs[at];
            let span = &self.spans[glyph.span];
            let stretch = if self.stretches(at) { tracking } else { 0.0 };
            if run.as_ref().is_some_and(|run| run.look != span.look || run.tracking != stretch) {
                close(run.take(), line);
            }
            let run = run.get_or_insert_with(|| Run {
                text: String::new(),
                x,
                baseline: 0.0,
                width: 0.0,
                look: span.look,
                kerns: Vec::new(),
                tracking: stretch,
            });
            let lead = if at == start { self.lead(start) } else { 0.0 };
            if lead > 0.0 {
                run.kerns.push((0, -lead / span.look.em()));
                x -= lead;
            }
            run.text.push(drawn(glyph.c));
            run.width = x - run.x + glyph.advance;
            let kern = glyph.kern - squeeze * glyph.give;
            if kern != 0.0 && at + 1 < end {
                run.kerns.push((run.text.len(), kern / span.look.em()));
            }
            if at + 1 == end || self.glyphs[at + 1].span != glyph.span {
                span.mark(from, x + glyph.advance - from + kern.min(0.0), line);
                from = x + glyph.advance + kern + stretch;
            }
            x += glyph.advance + if at + 1 < end { kern + stretch } else { 0.0 };
        }
        close(run, line);
    }
}

/// Ends a run, whose last character moves nothing that is in it.
fn close(run: Option<Run>, line: &mut Line) {
    let Some(mut run) = run else { return };
    if let Some((_, kern)) = run.kerns.pop_if(|(end, _)| *end == run.text.len()) {
        run.width += kern.min(0.0) * run.look.em();
    }
    line.marks.runs.push(run);
}

impl Span {
    /// Puts its link, and the lines that go with it, where it stands in a line.
    fn mark(&self, x: Mm, width: Mm, line: &mut Line) {
        let em = self.look.em();
        if let Some(target) = &self.target {
            let area = Rect::new(x, -em, width, 1.2 * em);
            line.marks.links.push(Link { area, target: target.clone() });
        }
        let rules = [(self.decoration.under, 0.2), (self.decoration.through, -0.34)];
        for (_, dy) in rules.into_iter().filter(|(drawn, _)| *drawn) {
            line.marks.rules.push(Rule::across(x, dy * em, width, 0.4));
        }
        line.bar |= self.decoration.bar;
    }
}
