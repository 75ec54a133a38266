//! Prose as blocks of spans: one view of the pieces in [`crate::prose`].

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::book::page::{Look, Target, is_invisible};
use crate::book::paragraph::{Decoration, Span};
use crate::form::font::Weight;
use crate::prose::{Piece, Prose, ends_block};
use crate::resolve::reference::{Link, Named, Titles, link};
use crate::resolve::{Edition, EditionDocument, Layer};

/// The boxes of a list of tasks.
pub const DONE: &str = "☑ ";
pub const OPEN: &str = "☐ ";

/// A block of a prose.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Paragraph(Vec<Span>),
    Heading {
        level: usize,
        id: Option<String>,
        spans: Vec<Span>,
    },
    /// With the number of the first item, where items have numbers.
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    Code(String),
    Table {
        align: Vec<Alignment>,
        /// The first is the header.
        rows: Vec<Vec<Vec<Span>>>,
    },
    Rule,
}

/// Reads the proses of one document.
pub struct Reader<'a, 'h> {
    pub edition: &'a Edition<'h>,
    pub titles: &'a Titles<'h>,
    pub laid: &'a EditionDocument<'h>,
    /// Standards are worded as their writers wrote them, not as this edition has them.
    pub as_written: bool,
    pub look: Look,
}

impl Reader<'_, '_> {
    /// The blocks of a prose that `layer` wrote.
    pub fn blocks(&self, prose: &Prose, layer: Layer) -> Vec<Block> {
        Pieces { reader: self, layer, pieces: &prose.0, at: 0 }.blocks()
    }

    /// A prose that is one line: a heading or a label.
    pub fn line(&self, prose: &Prose, layer: Layer) -> Vec<Span> {
        Pieces { reader: self, layer, pieces: &prose.0, at: 0 }.spans()
    }

    /// Where a 《title》 leads.
    pub fn named(&self, title: &str) -> Option<Target> {
        match self.titles.get(title)? {
            Named::Document(path) => Some(Target::Document(path.to_owned(), None)),
            Named::Form(id) => Some(Target::Form(id.to_owned())),
            Named::Contents => Some(Target::Contents),
            Named::Outside => None,
        }
    }

    fn target(&self, url: &str) -> Option<Target> {
        match link(self.edition, &self.laid.document.path, url) {
            Link::Document { path, anchor } => Some(Target::Document(path, anchor)),
            Link::Other if url.contains("://") || url.starts_with("mailto:") => {
                Some(Target::Web(url.to_owned()))
            }
            _ => None,
        }
    }
}

struct Pieces<'r> {
    reader: &'r Reader<'r, 'r>,
    layer: Layer,
    pieces: &'r [(Piece, std::ops::Range<usize>)],
    at: usize,
}

impl<'r> Pieces<'r> {
    fn peek(&self) -> Option<&'r Piece> {
        self.pieces.get(self.at).map(|(piece, _)| piece)
    }

    /// Blocks up to the end of what holds them.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some(piece) = self.peek() {
            match piece {
                Piece::Markdown(Event::End(end)) if ends_block(end) => break,
                Piece::Markdown(Event::Start(tag)) if ends_block(&tag.to_end()) => {
                    self.at += 1;
                    self.block(tag, &mut blocks);
                    // The end of the block itself.
                    self.at += 1;
                }
                Piece::Markdown(Event::Rule) => {
                    blocks.push(Block::Rule);
                    self.at += 1;
                }
                Piece::Markdown(Event::Html(html)) => {
                    let text = without_tags(html);
                    if !text.is_empty() {
                        blocks.push(Block::Paragraph(vec![Span::new(text, self.reader.look)]));
                    }
                    self.at += 1;
                }
                _ => {
                    let from = self.at;
                    let spans = self.spans();
                    if !spans.is_empty() {
                        blocks.push(Block::Paragraph(spans));
                    }
                    // Whatever stands there is passed by.
                    self.at = self.at.max(from + 1);
                }
            }
        }
        blocks
    }

    fn block(&mut self, tag: &Tag<'_>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => blocks.push(Block::Paragraph(self.spans())),
            Tag::Heading { level, id, .. } => blocks.push(Block::Heading {
                level: *level as usize,
                id: id.as_ref().map(|id| id.to_string()),
                spans: self.spans(),
            }),
            Tag::BlockQuote(_) => blocks.push(Block::Quote(self.blocks())),
            Tag::CodeBlock(_) => {
                let spans = self.spans();
                blocks.push(Block::Code(spans.iter().map(|span| span.text.as_str()).collect()));
            }
            Tag::List(start) => {
                let items = self.inside(TagEnd::Item);
                blocks.push(Block::List { start: *start, items });
            }
            Tag::Table(align) => {
                let mut rows = Vec::new();
                while let Some(Piece::Markdown(Event::Start(Tag::TableHead | Tag::TableRow))) = self.peek() {
                    self.at += 1;
                    rows.push(self.cells());
                    self.at += 1;
                }
                blocks.push(Block::Table { align: align.clone(), rows });
            }
            Tag::FootnoteDefinition(label) => {
                let mut note = self.blocks();
                let mark = Span::new(format!("[{label}] "), self.reader.look);
                match note.first_mut() {
                    Some(Block::Paragraph(spans)) => spans.insert(0, mark),
                    _ => note.insert(0, Block::Paragraph(vec![mark])),
                }
                blocks.extend(note);
            }
            _ => blocks.extend(self.blocks()),
        }
    }

    /// The contents of the items of a list.
    fn inside(&mut self, end: TagEnd) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some(Piece::Markdown(Event::Start(tag))) = self.peek() {
            if tag.to_end() != end {
                break;
            }
            self.at += 1;
            items.push(self.blocks());
            self.at += 1;
        }
        items
    }

    fn cells(&mut self) -> Vec<Vec<Span>> {
        let mut cells = Vec::new();
        while let Some(Piece::Markdown(Event::Start(Tag::TableCell))) = self.peek() {
            self.at += 1;
            cells.push(self.spans());
            self.at += 1;
        }
        cells
    }

    /// Running text up to the beginning or the end of a block.
    fn spans(&mut self) -> Vec<Span> {
        let look = self.reader.look;
        let mut line = Inline { spans: Vec::new(), look, strong: 0, through: 0, links: Vec::new() };
        while let Some(piece) = self.peek() {
            match piece {
                Piece::Markdown(Event::End(end)) if ends_block(end) => break,
                Piece::Markdown(Event::Start(tag)) if ends_block(&tag.to_end()) => break,
                Piece::Markdown(Event::Html(_) | Event::Rule) => break,
                Piece::Markdown(event) => self.inline(event, &mut line),
                Piece::Parameter(name) if self.reader.edition.handbook.plain => {
                    line.push(&format!("{{{{{name}}}}}"));
                }
                Piece::Parameter(name) => line.push(&self.reader.edition.parameter(name)),
                Piece::Blank(text) => line.push(&format!("〔{text}〕")),
                Piece::Reference(title) => {
                    let target = self.reader.named(title);
                    line.push_to(&format!("《{title}》"), target);
                }
                Piece::Standard { name, wording } => self.standard(name, wording, &mut line),
            }
            self.at += 1;
        }
        line.spans
    }

    fn inline(&self, event: &Event<'_>, line: &mut Inline) {
        match event {
            Event::Text(text) | Event::Code(text) => line.push(text),
            // A line's end divides no Chinese word.
            Event::SoftBreak if line.ends_latin() => line.push(" "),
            Event::HardBreak => line.push("\n"),
            Event::FootnoteReference(label) => line.push(&format!("[{label}]")),
            Event::TaskListMarker(done) => line.push(if *done { DONE } else { OPEN }),
            Event::InlineHtml(html) if html.starts_with("<br") => line.push("\n"),
            Event::Start(Tag::Emphasis | Tag::Strong) => line.strong += 1,
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => line.strong -= 1,
            Event::Start(Tag::Strikethrough) => line.through += 1,
            Event::End(TagEnd::Strikethrough) => line.through -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => {
                line.links.push((self.reader.target(dest_url), line.text_len()));
            }
            Event::End(TagEnd::Link) => {
                // Paper can't be clicked: an address that the text does not say stands behind it.
                if let Some((Some(Target::Web(url)), from)) = line.links.last().cloned()
                    && line.text_from(from) != url
                {
                    line.push(&format!("（{}）", url.trim_start_matches("mailto:")));
                }
                line.links.pop();
            }
            _ => {}
        }
    }

    fn standard(&self, name: &str, wording: &str, line: &mut Inline) {
        let Reader { edition, laid, as_written: false, .. } = self.reader else {
            return line.push(wording);
        };
        let document = &laid.document;
        let said = edition.wording(&document.id, name, self.layer, wording);
        let standard = edition.standards.get(&document.standard_id(name));
        let tightened = standard.is_some_and(|standard| standard.is_tightened());
        line.push(&said);
        if let Some(span) = line.spans.last_mut().filter(|_| tightened) {
            span.decoration = Decoration { under: true, bar: true, ..span.decoration };
        }
        if let Some(raised) = standard.filter(|s| s.strength() > s.standard.strength) {
            line.push(&format!("（{}）", raised.strength().word()));
        }
    }
}

struct Inline {
    spans: Vec<Span>,
    look: Look,
    strong: usize,
    through: usize,
    /// Where each open link leads, and how much text stood before it.
    links: Vec<(Option<Target>, usize)>,
}

impl Inline {
    fn push(&mut self, text: &str) {
        let target = self.links.last().and_then(|(target, _)| target.clone());
        self.push_to(text, target);
    }

    fn push_to(&mut self, text: &str, target: Option<Target>) {
        if text.is_empty() {
            return;
        }
        let mut span = Span::new(text.replace(is_invisible, ""), self.look);
        if self.strong > 0 {
            span.look.weight = Weight::Strong;
        }
        span.decoration.through = self.through > 0;
        span.target = target;
        self.spans.push(span);
    }

    fn ends_latin(&self) -> bool {
        self.spans.last().is_some_and(|span| span.text.ends_with(|c: char| c.is_ascii()))
    }

    fn text_len(&self) -> usize {
        self.spans.iter().map(|span| span.text.len()).sum()
    }

    fn text_from(&self, from: usize) -> String {
        let text: String = self.spans.iter().map(|span| span.text.as_str()).collect();
        text[from.min(text.len())..].to_owned()
    }
}

/// The text of HTML that stands in Markdown.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for (at, piece) in html.split('<').enumerate() {
        text.push_str(if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) });
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
