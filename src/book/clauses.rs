//! Clauses: hanging numbers, what stands below what, and the marks of what an edition changed.

use crate::book::block::Block;
use crate::book::flow::Row;
use crate::book::page::{EM, GRID, Look, Marks, Rule, SIZE, TEXT};
use crate::book::paragraph::{self, Align, Span};
use crate::book::text::{LEAST_TEXT, Setter, grid_row, number_column, number_room, number_width};
use crate::clause::Part;
use crate::form::Mm;
use crate::message::{Message, say};
use crate::render::html::local_items;
use crate::resolve::{Laid, LaidClause, Layer, Supplement};

impl<'h> Setter<'_, 'h> {
    /// The document's title, in the middle of its first page, and below it what its code and version are.
    pub fn title(&mut self) {
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

    /// Sets the parts of a clause, or of the document.
    pub fn parts(&mut self, parts: &[Laid<'h>], level: usize, depth: usize) {
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

    /// Sets a heading with its number, kept with what follows.
    pub fn heading(&mut self, number: &str, mut spans: Vec<Span>, level: usize) {
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

    /// A document of kind `text`: its own title stands above it already.
    pub fn page_of_text(&mut self) {
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
}
