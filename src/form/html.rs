//! The form as a web page: the same model, to be filled in on screen and printed by the browser.

use std::collections::HashSet;
use std::fmt::Write;

use super::layout::{Context, moment_words};
use super::sheet::{Cell, Mark, Sheet};
use super::text::{Piece, pieces};
use super::{
    Answer, Block, Choice, Clauses, Column, Content, Field, Fields, Form, Heading, Lines, Mm, Moment, Rows,
    Signature, Table,
};
use crate::message::{Language, Message, say};
use crate::source::At;

/// On screen nothing says how high a page is, when nothing is laid out.
const ROWS_ON_SCREEN: usize = 10;

/// The addresses of a form's PDFs, relative to its page.
pub struct Files<'a> {
    /// To print.
    pub pdf: &'a str,
    /// To fill in on screen.
    pub fillable: &'a str,
}

/// The `<form>` element of a form's page. `sheets` are its layout: tables that fill the page have as many rows here as
/// there.
pub fn html(form: &Form, context: &Context, sheets: &[Sheet], files: &Files) -> String {
    let mut page = Page { context, sheets, out: String::new(), ids: 0 };
    page.form(form, files);
    page.out
}

/// The rule that makes the browser print on the form's paper, with the number of the page in the margin. It goes into a
/// `<style>` after the other style sheets.
pub fn page_css(form: &Form, language: Language) -> String {
    let page = &form.page;
    let (size, orientation) = (page.size.name(), page.orientation.name());
    // The foot's own words, with the browser's counters in them.
    let number = Message::new("form-page").with("page", "\u{1}").with("pages", "\u{2}").say(language);
    let number = number.replace('\u{1}', "\" counter(page) \"").replace('\u{2}', "\" counter(pages) \"");
    format!(
        "@page {{ size: {size} {orientation}; margin: {}mm; @bottom-center {{ content: none }} \
        @bottom-right {{ content: \"{number}\"; font: 8.5pt sans-serif; vertical-align: top; padding-top: 1mm }} }}",
        page.margin
    )
}

struct Page<'a> {
    context: &'a Context,
    sheets: &'a [Sheet],
    out: String,
    /// How many elements have an id.
    ids: usize,
}

/// Writes formatted text to the page. Writing to a string can't fail.
macro_rules! put {
    ($page:expr, $($arg:tt)*) => { let _ = write!($page.out, $($arg)*); };
}

impl Page<'_> {
    fn say(&self, id: &'static str) -> String {
        escape(&say(id, self.context.language))
    }

    fn labelled(&self, id: &'static str, text: &str) -> String {
        escape(&Message::new(id).with("text", text).say(self.context.language))
    }

    fn id(&mut self) -> String {
        self.ids += 1;
        format!("f{}", self.ids)
    }

    fn form(&mut self, form: &Form, files: &Files) {
        put!(self, "<form class=\"form\" id=\"form-{}\" autocomplete=\"off\">\n", escape(&form.id));
        self.head(form, files);
        for block in &form.body {
            self.block(block);
        }
        self.foot(form);
        self.out.push_str("</form>\n");
    }

    fn head(&mut self, form: &Form, files: &Files) {
        let context = self.context;
        put!(self, "<header class=\"form-head\">\n<p class=\"form-issuer\">");
        if let Some(logo) = &context.logo {
            let (width, height) = (logo.width, logo.height);
            put!(
                self,
                "<img class=\"form-logo\" src=\"../theme/logo.png\" width=\"{width}\" height=\"{height}\" alt=\"\"> "
            );
        }
        let issuer = [&context.group.text, &context.edition.text];
        let issuer: Vec<String> = issuer.into_iter().filter(|t| !t.is_empty()).map(|t| escape(t)).collect();
        put!(self, "{}", issuer.join(" · "));
        if context.draft {
            put!(self, " · <strong class=\"form-draft\">{}</strong>", self.say("form-draft"));
        }
        self.out.push_str("</p>\n<p class=\"form-code\">");
        let mut codes = Vec::new();
        for (id, at) in [("form-code", &form.code), ("form-version", &form.version)] {
            codes.extend(at.as_ref().map(|at| format!("<span>{}</span>", self.labelled(id, at))));
        }
        put!(self, "{}</p>\n<p class=\"form-title\">{}</p>\n", codes.join(" "), escape(&form.title));
        put!(
            self,
            "<p class=\"form-tools\"><a href=\"{}\">{}</a> ",
            escape(files.pdf),
            self.say("form-open-pdf")
        );
        put!(self, "<a href=\"{}\">{}</a> ", escape(files.fillable), self.say("form-fillable-pdf"));
        put!(self, "<button type=\"button\" class=\"print\">{}</button> ", self.say("form-print"));
        put!(self, "<button type=\"reset\">{}</button></p>\n</header>\n", self.say("form-clear"));
    }

    fn foot(&mut self, form: &Form) {
        self.out.push_str("<footer class=\"form-foot\">");
        if let Some(retention) = &form.retention {
            put!(self, "<p>{}</p>", self.labelled("form-retention", retention));
        }
        if !self.context.cites.is_empty() {
            let cites: Vec<String> =
                self.context.cites.iter().map(|c| link(&c.text, c.link.as_deref())).collect();
            let label = self.labelled("form-cites", "");
            put!(self, "<p>{label}{}</p>", cites.join(&self.say("form-list-comma")));
        }
        self.out.push_str("</footer>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Section(title) => {
                put!(self, "<h2>{}</h2>\n", escape(title));
            }
            Block::Fields(fields) => self.fields(fields),
            Block::Text(text) => {
                for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
                    self.out.push_str("<p class=\"form-text\">");
                    self.words(paragraph);
                    self.out.push_str("</p>\n");
                }
            }
            Block::Table(table) => self.table(table),
            Block::Clauses(clauses) => self.clauses(clauses),
            Block::Lines(lines) => self.lines(lines),
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::Notes(notes) => self.notes(notes),
        }
    }

    /// Text with its blanks as inputs, each named after the words before it.
    fn words(&mut self, text: &str) {
        let mut before = "";
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => {
                    put!(self, "{}", escape(text).replace('\n', "<br>"));
                    before = text;
                }
                Piece::Blank(length) => {
                    let label =
                        before.trim().rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
                    let label = escape(label.unwrap_or("____"));
                    put!(self, "<input class=\"form-blank\" size=\"{}\" aria-label=\"{label}\">", 2 * length);
                }
            }
        }
    }

    fn fields(&mut self, fields: &Fields) {
        put!(self, "<div class=\"form-grid\" style=\"--columns: {}\">\n", fields.columns);
        for field in &fields.items {
            self.field(field);
        }
        self.out.push_str("</div>\n");
    }

    fn field(&mut self, field: &Field) {
        let id = self.id();
        let (label, name) = (escape(&field.label), escape(&field.name));
        let hint =
            field.hint.as_ref().map(|hint| format!("<small id=\"{id}-hint\">{}</small>", escape(hint)));
        let described =
            if hint.is_some() { format!(" aria-describedby=\"{id}-hint\"") } else { String::new() };
        let hint = hint.unwrap_or_default();
        let span = format!("style=\"--span: {}{}\"", field.span, self.on_paper(&field.name));
        match &field.answer {
            Answer::Choice { choice, lines } => {
                put!(self, "<fieldset class=\"form-field\" {span}{described}><legend>{label}{hint}</legend>");
                self.out.push_str("<div class=\"form-answer\">");
                self.options(choice, &field.name);
                if *lines > 0 {
                    put!(
                        self,
                        "<textarea name=\"{name}-more\" rows=\"{lines}\" aria-label=\"{label}\"></textarea>"
                    );
                }
                self.out.push_str("</div></fieldset>\n");
            }
            answer => {
                put!(self, "<div class=\"form-field\" {span}><label for=\"{id}\">{label}{hint}</label>");
                self.out.push_str("<div class=\"form-answer\">");
                match answer {
                    Answer::Words { value, lines, .. } if *lines > 0 => {
                        let value = value.as_ref().map_or(String::new(), |value| escape(value));
                        put!(
                            self,
                            "<textarea id=\"{id}\" name=\"{name}\" rows=\"{lines}\"{described}>\n{value}</textarea>"
                        );
                    }
                    Answer::Words { value, .. } => {
                        let value =
                            value.as_ref().map_or(String::new(), |v| format!(" value=\"{}\"", escape(v)));
                        put!(self, "<input id=\"{id}\" name=\"{name}\"{value}{described}>");
                    }
                    Answer::Moment(moment) => {
                        self.moment(*moment, &format!("id=\"{id}\" name=\"{name}\"{described}"));
                    }
                    Answer::Choice { .. } => {}
                }
                if let Answer::Words { unit: Some(unit), .. } = answer {
                    put!(self, "<span class=\"form-unit\">{}</span>", escape(unit));
                }
                self.out.push_str("</div></div>\n");
            }
        }
    }

    /// How wide a field's label is on paper, and how high the field.
    fn on_paper(&self, name: &str) -> String {
        let first = format!("{name}-1");
        for sheet in self.sheets {
            let named =
                |cell: &Cell| cell.marks.iter().any(|mark| mark.name() == name || mark.name() == first);
            if let Some(answer) = sheet.cells.iter().position(named).filter(|&answer| answer > 0) {
                let (label, height) = (sheet.cells[answer - 1].area.width, sheet.cells[answer].area.height);
                return format!("; --paper-label: {label:.2}mm; --paper-height: {height:.2}mm");
            }
        }
        String::new()
    }

    /// The widths that a table's columns have on paper, as far as there is something to fill in in them.
    fn column_widths(&mut self, table: &str, columns: usize) {
        let cells: Vec<&Cell> = self.sheets.iter().flat_map(|sheet| &sheet.cells).collect();
        self.out.push_str("<colgroup>");
        for column in 1..=columns {
            let of_column = |mark: &Mark| {
                let rest = mark.name().strip_prefix(table).and_then(|rest| rest.strip_prefix('-'));
                rest.and_then(|rest| rest.split_once('-')).is_some_and(|(_, own)| own == column.to_string())
            };
            let cell = cells.iter().find(|cell| cell.marks.iter().any(of_column));
            let width = cell
                .map_or(String::new(), |cell| format!(" style=\"--paper-width: {:.2}mm\"", cell.area.width));
            put!(self, "<col{width}>");
        }
        self.out.push_str("</colgroup>\n");
    }

    fn moment(&mut self, moment: Moment, attributes: &str) {
        let kind = match moment {
            Moment::Date => "date",
            Moment::Time => "time",
            Moment::DateTime => "datetime-local",
        };
        let blanks = self.say(moment_words(moment)).replace('_', "\u{2002}");
        put!(self, "<span class=\"form-moment\" data-blanks=\"{blanks}\">");
        put!(self, "<input type=\"{kind}\" {attributes} data-filled=\"\"></span>");
    }

    fn options(&mut self, choice: &Choice, name: &str) {
        let kind = if choice.one { "radio" } else { "checkbox" };
        self.out.push_str("<span class=\"form-options\">");
        for option in &choice.options {
            let words: Vec<Piece> = pieces(option);
            let label = words.iter().find_map(|piece| match piece {
                Piece::Text(text) => Some(text.trim()),
                Piece::Blank(_) => None,
            });
            let label = label.unwrap_or("____");
            // A label holds one input only: the blank stands beside it.
            put!(self, "<span class=\"form-option\"><label><input type=\"{kind}\" name=\"{}\"", escape(name));
            put!(self, " value=\"{}\"> {}</label>", escape(label), escape(label));
            let rest = words.iter().skip_while(|piece| !matches!(piece, Piece::Blank(_)));
            for piece in rest {
                match piece {
                    Piece::Text(text) => {
                        put!(self, "{}", escape(text));
                    }
                    Piece::Blank(length) => {
                        let size = 2 * length;
                        put!(
                            self,
                            "<input class=\"form-blank\" size=\"{size}\" aria-label=\"{}\">",
                            escape(label)
                        );
                    }
                }
            }
            self.out.push_str("</span>");
        }
        self.out.push_str("</span>");
    }

    fn table(&mut self, table: &Table) {
        let columns: Vec<&Column> = table.columns().collect();
        self.open_table(&table.name, table.row_height);
        self.column_widths(&table.name, columns.len());
        self.header(&table.headings);
        self.out.push_str("<tbody>\n");
        let none = Vec::new();
        let (count, given) = match &table.rows {
            Rows::Fill => (self.rows_on_paper(&table.name), None),
            Rows::Count(count) => (*count, None),
            Rows::Given(rows) => (rows.len(), Some(rows)),
        };
        for row in 0..count {
            self.out.push_str("<tr>");
            let cells = given.and_then(|rows| rows.get(row)).unwrap_or(&none);
            for (i, column) in columns.iter().enumerate() {
                let text = cells.get(i).and_then(Option::as_ref).filter(|text| !text.is_empty());
                let above = row.checked_sub(1).and_then(|above| given?.get(above)?.get(i)?.as_ref());
                if column.merge && text.is_some() && text.map(|t| &t.value) == above.map(|t| &t.value) {
                    continue;
                }
                let run = if column.merge { merged(given, row, i) } else { 1 };
                self.cell(column, text, row, run, &format!("{}-{}-{}", table.name, row + 1, i + 1));
            }
            self.out.push_str("</tr>\n");
        }
        if let Some(total) = &table.total {
            self.total(table, total, &columns);
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    fn total(&mut self, table: &Table, label: &str, columns: &[&Column]) {
        let before = table.total_label();
        let label = escape(label);
        put!(self, "<tr class=\"form-total\"><th scope=\"row\" colspan=\"{before}\">{label}</th>");
        let any = columns.iter().any(|column| column.sum);
        for (i, column) in columns.iter().enumerate().skip(before) {
            if any && !column.sum {
                self.out.push_str("<td></td>");
                continue;
            }
            let title = escape(&column.title);
            put!(self, "<td><input name=\"{}-total-{}\"", escape(&table.name), i + 1);
            put!(self, " aria-label=\"{label} {title}\"></td>");
        }
    }

    /// As many rows as the layout made of a table that fills the page.
    fn rows_on_paper(&self, table: &str) -> usize {
        let prefix = format!("{table}-");
        let names = self.sheets.iter().flat_map(|sheet| sheet.names(&prefix));
        let rows: HashSet<usize> = names.filter_map(|name| row_number(&name[prefix.len()..])).collect();
        if rows.is_empty() { ROWS_ON_SCREEN } else { rows.len() }
    }

    fn open_table(&mut self, name: &str, row_height: Mm) {
        put!(
            self,
            "<div class=\"form-scroll\"><table class=\"form-table\" data-table=\"{}\" style=\"--paper-row: {row_height}mm\">\n",
            escape(name)
        );
    }

    fn header(&mut self, headings: &[Heading]) {
        let two = headings.iter().any(|heading| matches!(heading, Heading::Group { .. }));
        self.out.push_str("<thead>\n<tr>");
        for heading in headings {
            let title = escape(heading.title());
            match heading {
                Heading::Group { columns, .. } => {
                    put!(self, "<th scope=\"colgroup\" colspan=\"{}\">{title}</th>", columns.len());
                }
                Heading::Column(column) => {
                    let rows = if two { " rowspan=\"2\"" } else { "" };
                    put!(self, "<th scope=\"col\"{rows}{}>{title}</th>", width(column));
                }
            }
        }
        self.out.push_str("</tr>\n");
        if two {
            self.out.push_str("<tr>");
            for heading in headings {
                if let Heading::Group { columns, .. } = heading {
                    for column in columns {
                        put!(self, "<th scope=\"col\"{}>{}</th>", width(column), escape(&column.title));
                    }
                }
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</thead>\n");
    }

    fn cell(&mut self, column: &Column, text: Option<&At<String>>, row: usize, run: usize, name: &str) {
        let rows = if run > 1 { format!(" rowspan=\"{run}\"") } else { String::new() };
        let place = Message::new("form-row").with("row", row + 1).say(self.context.language);
        let label = format!("{} {}", escape(&place), escape(&column.title));
        match (&column.content, text) {
            (_, Some(text)) => {
                put!(self, "<td{rows}>");
                self.words(text);
                self.out.push_str("</td>");
            }
            (Content::Numbered, None) => {
                put!(self, "<th scope=\"row\">{}</th>", row + 1);
            }
            (Content::Choice(choice), None) => {
                put!(self, "<td><fieldset><legend class=\"form-hidden\">{label}</legend>");
                self.options(choice, name);
                self.out.push_str("</fieldset></td>");
            }
            (Content::Blank, None) => {
                put!(self, "<td><input name=\"{}\" aria-label=\"{label}\"></td>", escape(name));
            }
        }
    }

    fn clauses(&mut self, clauses: &Clauses) {
        self.open_table(&clauses.name, clauses.row_height);
        self.column_widths(&clauses.name, clauses.columns.len() + 2);
        self.out.push_str("<thead>\n<tr>");
        for id in ["form-clause", "form-clause-text"] {
            put!(self, "<th scope=\"col\">{}</th>", self.say(id));
        }
        for column in &clauses.columns {
            put!(self, "<th scope=\"col\"{}>{}</th>", width(column), escape(&column.title));
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        for (i, row) in clauses.rows.iter().enumerate() {
            let number = link(&row.number, row.link.as_deref());
            if row.heading {
                let span = clauses.columns.len() + 1;
                put!(self, "<tr class=\"form-banner\"><th scope=\"row\">{number}</th>");
                put!(self, "<th scope=\"colgroup\" colspan=\"{span}\">{}</th></tr>\n", escape(&row.text));
                continue;
            }
            put!(self, "<tr><th scope=\"row\">{number}</th><td>{}</td>", escape(&row.text));
            for (j, column) in clauses.columns.iter().enumerate() {
                self.cell(column, None, i, 1, &format!("{}-{}-{}", clauses.name, i + 1, j + 3));
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    fn lines(&mut self, lines: &Lines) {
        let rows = lines.count.unwrap_or_else(|| self.rows_on_paper(&lines.name));
        let (name, label) = (escape(&lines.name), self.say("form-lines-label"));
        put!(
            self,
            "<textarea class=\"form-lines\" name=\"{name}\" rows=\"{rows}\" aria-label=\"{label}\"></textarea>\n"
        );
    }

    fn signatures(&mut self, signatures: &[Signature]) {
        self.out.push_str("<div class=\"form-signatures\">\n");
        for signature in signatures {
            let (label, name) = (escape(&signature.label), escape(&signature.name));
            let here = Message::new("form-sign-here").with("label", signature.label.as_str());
            let here = escape(&here.say(self.context.language));
            put!(self, "<fieldset class=\"form-signature\"><legend data-paper=\"{here}\">{label}</legend>");
            if signature.lines > 0 {
                let rows = signature.lines;
                put!(
                    self,
                    "<textarea name=\"{name}-opinion\" rows=\"{rows}\" aria-label=\"{label}\"></textarea>"
                );
            }
            let (signed, on) = (self.say("form-signed"), self.say("form-signed-on"));
            put!(self, "<label><b>{signed}</b> <input name=\"{name}\"></label>");
            put!(self, "<label><b>{on}</b> ");
            self.moment(Moment::Date, &format!("name=\"{name}-date\""));
            self.out.push_str("</label></fieldset>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn notes(&mut self, notes: &[At<String>]) {
        put!(self, "<div class=\"form-notes\"><p>{}</p>\n<ol>", self.say("form-note"));
        for note in notes {
            put!(self, "<li>");
            self.words(note);
            put!(self, "</li>");
        }
        self.out.push_str("</ol></div>\n");
    }
}

/// The row in the rest of a name: `3` of a line, `3-2` of a cell.
fn row_number(rest: &str) -> Option<usize> {
    let (row, column) = rest.split_once('-').unwrap_or((rest, "1"));
    column.parse::<usize>().ok()?;
    row.parse().ok()
}

/// How many rows from this one on have the same text in the column.
fn merged(given: Option<&Vec<Vec<Option<At<String>>>>>, row: usize, column: usize) -> usize {
    let text = |row: &Vec<Option<At<String>>>| row.get(column)?.as_ref().map(|text| text.value.clone());
    let Some(rows) = given.and_then(|rows| rows.get(row..)) else {
        return 1;
    };
    let first = rows.first().and_then(text);
    if first.is_none() { 1 } else { rows.iter().take_while(|row| text(row) == first).count() }
}

fn width(column: &Column) -> String {
    let width = column.width.as_ref();
    width.map_or(String::new(), |width| format!(" style=\"width: {}mm\"", width.value))
}

fn link(text: &str, address: Option<&str>) -> String {
    match address {
        Some(address) => format!("<a href=\"{}\">{}</a>", escape(address), escape(text)),
        None => escape(text),
    }
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
