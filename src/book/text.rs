//! A document of an edition as rows: clauses with hanging numbers, prose with indented paragraphs, and the marks of
//! what an edition changed.

use crate::book::block::{Block, DONE, OPEN, Reader};
use crate::book::flow::Row;
use crate::book::page::{EM, GRID, Look, Marks, Rule, Run, SIZE, TEXT, Target};
use crate::book::paragraph::{self, Align, Span};
use crate::book::table::{self, Table};
use crate::clause::Part;
use crate::form::Mm;
use crate::form::font::Face;
use crate::message::{Language, Message, say};
use crate::render::html::{heading_id, local_items};
use crate::resolve::reference::Titles;
use crate::resolve::{Edition, EditionDocument, Laid, LaidClause, Layer, Supplement};

/// From a grid line's top to its baseline: the em box of the text stands in the middle.
pub const BASELINE: Mm = (GRID - EM) / 2.0 + Face::ABOVE * EM;
/// However deep a clause stands, its text keeps this much room.
const LEAST_TEXT: Mm = 22.0 * EM;

/// The rows of one document.
pub fn document<'h>(
    edition: &Edition<'h>,
    titles: &Titles<'h>,
    laid: &EditionDocument<'h>,
    language: Language,
) -> Vec<Row> {
    let reader = Reader { edition, titles, laid, as_written: false, look: Look::BODY };
    let mut setter = Setter {
        reader,
        language,
        rows: Vec::new(),
        left: 0.0,
        right: 0.0,
        number: None,
        bars: 0,
        after_heading: false,
        pending: Marks::default(),
    };
    setter.title();
    if laid.document.is_regulation() {
        setter.parts(&laid.parts, 1, 0);
    } else {
        setter.page_of_text();
    }
    setter.finish()
}

/// Rows that are plain lines of text on the grid.
pub fn paragraph(spans: &[Span], align: Align) -> Vec<Row> {
    let lines = paragraph::lines(spans, TEXT.width, 0.0, align);
    lines.into_iter().map(|line| grid_row(line, 0.0)).collect()
}

fn grid_row(line: paragraph::Line, x: Mm) -> Row {
    let mut marks = line.marks;
    marks.shift(x, BASELINE);
    Row { height: GRID, snap: true, bar: line.bar, marks, ..Row::default() }
}

struct Setter<'a, 'h> {
    reader: Reader<'a, 'h>,
    language: Language,
    rows: Vec<Row>,
    /// Between the text's edges and what is being set.
    left: Mm,
    right: Mm,
    /// A clause's number, to hang before its first line, and its place.
    number: Option<(String, Mm, Look)>,
    /// How many of an edition's changes are open.
    bars: usize,
    after_heading: bool,
    /// Anchors and bookmarks of the row that comes next.
    pending: Marks,
}

impl<'h> Setter<'_, 'h> {
    fn edition(&self) -> &Edition<'h> {
        self.reader.edition
    }

    fn id(&self) -> &str {
        &self.reader.laid.document.id
    }

    fn anchor(&mut self, name: Option<&str>) {
        let path = self.reader.laid.document.path.clone();
        let target = Target::Document(path, name.map(str::to_owned));
        self.pending.anchors.push((target, 0.0));
    }

    fn bookmark(&mut self, depth: usize, words: String) {
        self.pending.bookmarks.push((depth, words, 0.0));
    }

    fn push(&mut self, mut row: Row) {
        row.bar |= self.bars > 0;
        row.marks.append(std::mem::take(&mut self.pending));
        if let Some((number, x, look)) = self.number.take().filter(|(number, ..)| !number.is_empty()) {
            row.marks.runs.insert(0, Run::new(&number, x, BASELINE, look));
        }
        self.rows.push(row);
    }

    /// The document's title, in the middle of its first page, and below it what its code and version are.
    fn title(&mut self) {
        const TITLE: Look = Look::sized(18.0).strong();
        let document = self.reader.laid.document;
        self.anchor(None);
        self.bookmark(0, document.title.value.clone());
        let spans = [Span::new(document.title.as_str(), TITLE)];
        let lines = paragraph::lines(&spans, TEXT.width - 4.0 * EM, 0.0, Align::Centre);
        for line in lines {
            let mut marks = line.marks;
            marks.shift(2.0 * EM, 1.5 * GRID);
            self.push(Row { height: 2.0 * GRID, snap: true, keep: true, marks, ..Row::default() });
        }
        let labelled = |id, text: Option<&str>| text.map(|text| format!("{} {text}", say(id, self.language)));
        let value = |text: &'h Option<crate::source::At<String>>| text.as_ref().map(|text| text.as_str());
        let effective = document.effective.as_ref().map(|date| date.value.to_string());
        let facts = [
            labelled("site-code", value(&document.code)),
            labelled("site-version", value(&document.version)),
            labelled("site-effective", effective.as_deref()),
        ];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        let line = facts.join("\u{3000}");
        if !line.is_empty() {
            self.small(&[Span::new(line, Look::NOTE)], Align::Centre);
        }
        let layer = self.reader.laid.layer;
        if layer > 0 {
            self.bars += 1;
            let told = say("site-local-document", self.language);
            let told = format!("{told}{}", self.edition().layer_title(layer));
            self.small(&[Span::new(told, Look::NOTE)], Align::Centre);
        }
        let marks = Marks { rules: vec![Rule::across(0.0, GRID / 2.0, TEXT.width, 0.5)], ..Marks::default() };
        self.push(Row { height: GRID, snap: true, keep: true, marks, ..Row::default() });
        self.after_heading = true;
    }

    /// A remark in small print, kept with what follows.
    fn small(&mut self, spans: &[Span], align: Align) {
        let lines = paragraph::lines(spans, self.width(), 0.0, align);
        for line in lines {
            let mut row = grid_row(line, self.left);
            row.keep = true;
            self.push(row);
        }
    }

    fn width(&self) -> Mm {
        TEXT.width - self.left - self.right
    }

    fn parts(&mut self, parts: &[Laid<'h>], level: usize, depth: usize) {
        // The numbers of items beside one another take the same room.
        let items = parts.iter().filter_map(|part| match part {
            Laid::Clause(clause) if clause.clause.heading.is_none() => Some(clause.number.as_ref()),
            _ => None,
        });
        let column = items.map(number_column).fold(0.0, Mm::max);
        for part in parts {
            match part {
                Laid::Prose(prose, layer) => {
                    let blocks = self.reader.blocks(prose, *layer);
                    self.blocks(&blocks, 2.0 * EM);
                }
                Laid::Clause(clause) => self.clause(clause, level, depth, column),
                Laid::Supplement(supplement) => self.supplement(supplement, level, depth),
            }
        }
    }

    /// What an edition did, and which: 【本地补充 · 成都公司客户服务标准】
    fn tag(&self, id: &'static str, layer: Layer) -> Span {
        let said = say(id, self.language);
        let title = self.edition().layer_title(layer);
        Span::new(format!("【{said} · {title}】"), Look::NOTE)
    }

    fn supplement(&mut self, supplement: &Supplement<'h>, level: usize, depth: usize) {
        self.bars += 1;
        let mut spans = self.reader.line(&supplement.amendment.label, supplement.layer);
        spans.iter_mut().for_each(|span| span.look = span.look.strong());
        spans.push(self.tag("site-local-supplement", supplement.layer));
        self.small(&spans, Align::Left);
        self.parts(&supplement.parts, level, depth);
        self.bars -= 1;
    }

    fn clause(&mut self, clause: &LaidClause<'h>, level: usize, depth: usize, column: Mm) {
        let local = clause.not_applicable.is_some() || clause.replaced.is_some();
        self.bars += usize::from(local);
        self.anchor(Some(&clause.number));
        if let Some(name) = &clause.clause.name {
            self.anchor(Some(name.as_str()));
        }
        let outer = self.left;
        match clause.heading() {
            Some((heading, layer)) => {
                let spans = self.reader.line(heading, layer);
                if depth == 0 {
                    let title = self.edition().plain(heading, layer, self.id());
                    self.bookmark(1, format!("{} {title}", clause.number));
                }
                self.heading(&clause.number, spans, level);
            }
            None => {
                let room = TEXT.width - self.right - LEAST_TEXT;
                self.number = Some((clause.number.to_string(), self.left, Look::BODY));
                self.left = (self.left + column).min(room.max(self.left));
                // A number that is wider than its column stands on a line of its own.
                if self.left - outer < number_width(&clause.number) {
                    self.flush_number(true);
                }
            }
        }
        if let Some((amendment, layer)) = clause.not_applicable {
            let tag = self.tag("site-local-na", layer);
            let outer = std::mem::replace(&mut self.reader.look, Look::NOTE);
            let reasons = amendment.proses().flat_map(|reason| self.reader.blocks(reason, layer));
            self.tagged(vec![tag], reasons.collect());
            self.reader.look = outer;
        }
        self.own(clause);
        let rest = clause.parts.iter().position(|part| !matches!(part, Laid::Prose(..)));
        let rest = &clause.parts[rest.unwrap_or(clause.parts.len())..];
        // The clause's own change is not its children's.
        self.flush_number(false);
        let open = std::mem::take(&mut self.bars);
        self.bars = open - usize::from(local);
        self.parts(rest, level + 1, depth + 1);
        self.bars = open;
        if let Some((id, items)) = self.listed(clause) {
            self.bars += 1;
            let told = Message::new(id).with("items", items.join("、")).say(self.language);
            self.blocks(&[Block::Paragraph(vec![Span::new(told, Look::BODY)])], 0.0);
            self.bars -= 1;
        }
        if let Some(fill) = &clause.filled {
            self.bars += 1;
            let tag = self.tag("site-local-fill", fill.layer);
            self.small(&[tag], Align::Left);
            self.parts(&fill.parts, level + 1, depth + 1);
            self.bars -= 1;
        }
        self.left = outer;
        self.bars -= usize::from(local);
    }

    fn listed(&self, clause: &LaidClause<'h>) -> Option<(&'static str, Vec<&'h str>)> {
        let name = clause.clause.lists.as_ref()?;
        let standard = self.edition().standards.get(&self.reader.laid.document.standard_id(name))?;
        local_items(standard)
    }

    /// A clause without any words of its own has a line for its number.
    fn flush_number(&mut self, keep: bool) {
        if self.number.is_some() {
            self.push(Row { height: GRID, snap: true, keep, ..Row::default() });
        }
    }

    fn heading(&mut self, number: &str, mut spans: Vec<Span>, level: usize) {
        self.flush_number(true);
        let (size, space) = match level {
            1 => (14.0, GRID),
            2 => (12.0, GRID / 2.0),
            _ => (SIZE, 0.0),
        };
        let look = Look::sized(size).strong();
        spans.iter_mut().for_each(|span| span.look = look);
        let room = if number.is_empty() { 0.0 } else { number_room(number, look) };
        self.number = (!number.is_empty()).then(|| (number.to_owned(), self.left, look));
        let lines = paragraph::lines(&spans, self.width() - room, 0.0, Align::Left);
        let first = self.rows.len();
        for line in lines {
            let mut row = grid_row(line, self.left + room);
            row.keep = true;
            self.push(row);
        }
        self.flush_number(true);
        // Headings right below one another stand close.
        if let Some(row) = self.rows.get_mut(first).filter(|_| !self.after_heading) {
            row.space = space;
        }
        self.after_heading = true;
    }

    /// The clause's own text; where an edition has put it in other words, the group's follows in small print.
    fn own(&mut self, clause: &LaidClause<'h>) {
        let own = clause.parts.iter().take_while(|part| matches!(part, Laid::Prose(..)));
        let own = own.filter_map(|part| match part {
            Laid::Prose(prose, layer) => Some((*prose, *layer)),
            _ => None,
        });
        let indent = if clause.clause.heading.is_some() { 2.0 * EM } else { 0.0 };
        let Some((amendment, layer)) = clause.replaced else {
            for (prose, layer) in own {
                let blocks = self.reader.blocks(prose, layer);
                self.blocks(&blocks, indent);
            }
            return;
        };
        for part in &amendment.parts {
            if let Part::Prose(prose) = part {
                let blocks = self.reader.blocks(prose, layer);
                self.blocks(&blocks, indent);
            }
        }
        let mut spans = vec![self.tag("site-local-replacement", layer)];
        spans.push(Span::new(format!("{}：", say("site-group-text", self.language)), Look::NOTE));
        let outer = std::mem::replace(&mut self.reader.look, Look::NOTE);
        self.reader.as_written = true;
        if let Some(heading) = clause.clause.heading.as_ref().filter(|_| !amendment.label.is_empty()) {
            spans.extend(self.reader.line(heading, clause.layer));
            spans.push(Span::new("\u{3000}", Look::NOTE));
        }
        let mut blocks: Vec<Block> = Vec::new();
        for (prose, layer) in own {
            blocks.extend(self.reader.blocks(prose, layer));
        }
        self.tagged(spans, blocks);
        self.reader.as_written = false;
        self.reader.look = outer;
    }

    /// Blocks that begin with a tag.
    fn tagged(&mut self, tag: Vec<Span>, mut blocks: Vec<Block>) {
        match blocks.first_mut() {
            Some(Block::Paragraph(first)) => {
                first.splice(0..0, tag);
            }
            _ => blocks.insert(0, Block::Paragraph(tag)),
        }
        self.blocks(&blocks, 0.0);
    }

    /// A document of kind `text`: its own title stands above it already.
    fn page_of_text(&mut self) {
        let laid = self.reader.laid;
        for part in laid.parts.iter() {
            let Laid::Prose(prose, layer) = part else { continue };
            let mut blocks = self.reader.blocks(prose, *layer);
            let title = &laid.document.title.value;
            let repeats = |block: &Block| match block {
                Block::Heading { level: 1, spans, .. } => {
                    spans.iter().map(|span| span.text.as_str()).collect::<String>() == *title
                }
                _ => false,
            };
            if blocks.first().is_some_and(repeats) {
                blocks.remove(0);
            }
            self.blocks(&blocks, 2.0 * EM);
        }
    }

    fn blocks(&mut self, blocks: &[Block], indent: Mm) {
        for (at, block) in blocks.iter().enumerate() {
            // A number stands before the first paragraph, which then begins with it; the others are indented.
            let hangs = self.number.is_some();
            let indent = if hangs || (at == 0 && indent == 0.0) { 0.0 } else { 2.0 * EM };
            self.block(block, indent);
        }
    }

    fn block(&mut self, block: &Block, indent: Mm) {
        match block {
            Block::Paragraph(spans) => self.text(spans, indent),
            Block::Heading { level, id, spans } => {
                let words: String = spans.iter().map(|span| span.text.as_str()).collect();
                let id = id.clone().unwrap_or_else(|| heading_id(&words));
                self.anchor(Some(&id));
                if *level <= 2 {
                    self.bookmark(1, words);
                }
                self.heading("", spans.clone(), level.saturating_sub(1).max(1));
            }
            Block::List { start, items } => self.list(*start, items, indent / 2.0),
            Block::Quote(blocks) => {
                self.flush_number(true);
                let indent = self.room_for(2.0 * EM);
                (self.left, self.right) = (self.left + indent, self.right + indent);
                self.blocks(blocks, 0.0);
                (self.left, self.right) = (self.left - indent, self.right - indent);
            }
            Block::Code(text) => {
                self.flush_number(true);
                let indent = self.room_for(2.0 * EM);
                self.left += indent;
                for line in text.lines() {
                    // The blanks that a line of code begins with are part of it.
                    let code = line.trim_start();
                    let deep = (line.len() - code.len()) as Mm * EM / 2.0;
                    let spans = [Span::new(code, Look::SMALL)];
                    let deep = deep.min(self.width() / 2.0);
                    for line in paragraph::lines(&spans, self.width() - deep, 0.0, Align::Left) {
                        self.push(grid_row(line, self.left + deep));
                    }
                }
                self.left -= indent;
                self.after_heading = false;
            }
            Block::Table { align, rows } => {
                self.flush_number(true);
                let mut rows = rows.clone();
                for span in rows.iter_mut().flatten().flatten() {
                    span.look.size = Look::SMALL.size;
                }
                let table = Table { rows, align: align.clone(), widths: Vec::new(), bars: Vec::new() };
                for row in table::rows(table, self.left, self.width()) {
                    self.push(row);
                }
                self.push(Row { height: GRID / 3.0, ..Row::default() });
                self.after_heading = false;
            }
            Block::Rule => {
                self.flush_number(true);
                let x = self.left + self.width() / 3.0;
                let rules = vec![Rule::across(x, GRID / 2.0, self.width() / 3.0, 0.35)];
                let marks = Marks { rules, ..Marks::default() };
                self.push(Row { height: GRID, snap: true, marks, ..Row::default() });
            }
        }
    }

    /// A list, its marks under the first characters of indented paragraphs.
    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], indent: Mm) {
        self.flush_number(true);
        let indent = self.room_for(indent);
        self.left += indent;
        let mark = |at: usize| match start {
            Some(start) => format!("{}.", start.saturating_add(at as u64)),
            None => "·".to_owned(),
        };
        let widest = number_width(&mark(items.len())).max(EM);
        let outer = self.left;
        for (at, item) in items.iter().enumerate() {
            // A box to tick is a mark of its own.
            let boxed = matches!(item.first(), Some(Block::Paragraph(spans)) if is_boxed(spans));
            let mark = if boxed { String::new() } else { mark(at) };
            self.number = Some((mark, outer, self.reader.look));
            self.left = outer + widest;
            if self.width() < LEAST_TEXT / 2.0 {
                self.left = outer;
                self.flush_number(true);
            }
            self.blocks(item, 0.0);
            self.flush_number(false);
            self.left = outer;
        }
        self.left -= indent;
        self.after_heading = false;
    }

    /// As much of an indent as leaves room for text.
    fn room_for(&self, indent: Mm) -> Mm {
        if self.width() - 2.0 * indent < LEAST_TEXT / 2.0 { 0.0 } else { indent }
    }

    /// A paragraph: neither its first line nor its last stands alone on a page.
    fn text(&mut self, spans: &[Span], indent: Mm) {
        let lines = paragraph::lines(spans, self.width(), indent, Align::Full);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let mut row = grid_row(line, self.left);
            let alone = count > 1 && (at == 0 || at + 2 == count);
            // A heading keeps two lines.
            row.keep = alone || self.after_heading && count == 1;
            self.push(row);
        }
        if count > 0 {
            self.after_heading = false;
        }
    }

    fn finish(mut self) -> Vec<Row> {
        self.flush_number(false);
        // A last page has three lines or more.
        let count = self.rows.len();
        for (at, row) in self.rows.iter_mut().enumerate().skip(count.saturating_sub(3)) {
            row.keep = at + 1 < count;
        }
        self.rows
    }
}

fn is_boxed(spans: &[Span]) -> bool {
    spans.first().is_some_and(|span| [DONE, OPEN].contains(&span.text.as_str()))
}

fn number_width(number: &str) -> Mm {
    Run::new(number, 0.0, 0.0, Look::BODY).width
}

/// A number and the room behind it, in whole characters.
fn number_column(number: &str) -> Mm {
    (number_width(number) / EM + 0.6).ceil() * EM
}

fn number_room(number: &str, look: Look) -> Mm {
    Run::new(number, 0.0, 0.0, look).width + look.em() * 0.75
}
