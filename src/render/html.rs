//! Clauses and prose as HTML: one view of the model in [`crate::clause`] and [`crate::prose`].

use std::fmt::Write;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use crate::bound::{self, Values};
use crate::load::document::Kind;
use crate::message::{Language, Message, say, say_bound};
use crate::prose::{Piece, Prose};
use crate::render::context::Heading;
use crate::resolve::reference::{Link, Named, Titles, link, page_path};
use crate::resolve::{Edition, EditionDocument, EditionStandard, Laid, LaidClause, Layer, Supplement, walk};

/// Ids of the page itself, which no heading can have.
const PAGE_IDS: [&str; 8] = [
    "search",
    "search-results",
    "nav",
    "content",
    "elsewhere",
    "elsewhere-title",
    "required-forms",
    "revisions",
];

/// Writes the body of one document's page.
pub struct Writer<'a, 'h> {
    edition: &'a Edition<'h>,
    titles: &'a Titles<'h>,
    laid: &'a EditionDocument<'h>,
    language: Language,
    /// From the page up to the edition's folder.
    root: &'a str,
    /// Standards are worded as their writers wrote them, not as this edition has them.
    as_written: bool,
    /// Phrases to be said stand here: each can be copied.
    phrases: bool,
    out: String,
}

/// A document's body and the headings in it.
pub fn document<'a, 'h>(
    edition: &'a Edition<'h>,
    titles: &'a Titles<'h>,
    laid: &'a EditionDocument<'h>,
    language: Language,
    root: &'a str,
) -> (String, Vec<Heading>) {
    let mut writer = Writer {
        edition,
        titles,
        laid,
        language,
        root,
        as_written: false,
        phrases: false,
        out: String::new(),
    };
    if laid.document.is_regulation() {
        writer.parts(&laid.parts, 2);
        let headings = contents(edition, laid, &laid.parts);
        return (writer.out, headings);
    }
    let mut headings = Vec::new();
    for part in laid.parts.iter() {
        if let Laid::Prose(prose, _) = part {
            headings = writer.text(prose);
        }
    }
    (writer.out, headings)
}

/// The headings among `parts`, nested as they stand.
fn contents(edition: &Edition<'_>, laid: &EditionDocument<'_>, parts: &[Laid<'_>]) -> Vec<Heading> {
    let mut headings = Vec::new();
    for part in parts {
        let Laid::Clause(clause) = part else { continue };
        let Some((heading, layer)) = clause.heading() else { continue };
        headings.push(Heading {
            number: clause.number.to_string(),
            title: edition.plain(heading, layer, &laid.document.id),
            anchor: clause.number.to_string(),
            children: contents(edition, laid, &clause.parts),
        });
    }
    headings
}

impl<'a, 'h> Writer<'a, 'h> {
    fn parts(&mut self, parts: &[Laid<'h>], level: usize) {
        for part in parts {
            match part {
                Laid::Prose(prose, layer) => self.prose(prose, *layer),
                Laid::Clause(clause) => self.clause(clause, level, None),
                Laid::Supplement(supplement) => self.supplement(supplement, level),
            }
        }
    }

    /// What an edition's layer did, said in a badge; the edition's title tells whose doing it was.
    fn badge(&mut self, id: &'static str, layer: Layer) {
        let said = say(id, self.language);
        let _ = write!(self.out, "<span class=\"badge\" title=\"");
        let _ = escape_html(&mut self.out, self.edition.layer_title(layer));
        let _ = write!(self.out, "\">{said}</span>");
    }

    fn supplement(&mut self, supplement: &Supplement<'h>, level: usize) {
        self.out.push_str("<div class=\"supplement\"><p class=\"label\">");
        self.inline(&supplement.amendment.label, supplement.layer);
        self.out.push(' ');
        self.badge("site-local-supplement", supplement.layer);
        self.out.push_str("</p>\n");
        for part in &supplement.parts {
            match part {
                Laid::Clause(clause) => self.clause(clause, level, Some("supplement")),
                Laid::Prose(prose, layer) => self.prose(prose, *layer),
                Laid::Supplement(inner) => self.supplement(inner, level),
            }
        }
        self.out.push_str("</div>\n");
    }

    fn clause(&mut self, clause: &LaidClause<'h>, level: usize, local: Option<&str>) {
        let local = match clause {
            _ if clause.not_applicable.is_some() => Some("na"),
            _ if clause.replaced.is_some() => Some("replacement"),
            _ if clause.filled.is_some() => Some("fill"),
            _ => local,
        };
        let is_heading = clause.clause.heading.is_some();
        let folded = is_heading && self.is_question(clause);
        let tag = match is_heading {
            true if folded => "details",
            true => "section",
            false => "div",
        };
        let phrase = self.phrases && !is_heading && clause.children().next().is_none();
        let class = match is_heading {
            true => "heading",
            false if phrase => "item phrase",
            false => "item",
        };
        let number = &clause.number;
        let _ = write!(self.out, "<{tag} class=\"clause {class}\" data-clause=\"{number}\" id=\"{number}\"");
        if let Some(local) = local {
            let _ = write!(self.out, " data-local=\"{local}\"");
        }
        self.out.push('>');
        // In a folded question nothing may stand before its summary.
        if !folded {
            self.name(clause);
        }
        if let Some((heading, layer)) = clause.heading() {
            let rank = level.min(6);
            if folded {
                let _ = write!(self.out, "<summary><span class=\"number\">{number}</span> ");
                self.name(clause);
                self.inline(heading, layer);
                self.out.push_str("</summary>\n");
            } else {
                let _ = write!(self.out, "<h{rank}><a class=\"number\" href=\"#{number}\">{number}</a> ");
                self.inline(heading, layer);
                let _ = writeln!(self.out, "</h{rank}>");
            }
        } else {
            let _ =
                write!(self.out, "<a class=\"number\" href=\"#{number}\">{number}</a><div class=\"text\">");
        }
        if let Some((amendment, layer)) = clause.not_applicable {
            self.badge("site-local-na", layer);
            amendment.proses().for_each(|reason| self.prose(reason, layer));
        }
        self.own(clause);
        let outer = self.phrases;
        self.phrases |= self.lists_phrases(clause);
        let rest = clause.parts.iter().skip_while(|part| matches!(part, Laid::Prose(..)));
        for part in rest {
            self.parts(std::slice::from_ref(part), level + 1);
        }
        self.phrases = outer;
        self.local_items(clause);
        if let Some(fill) = &clause.filled {
            self.out.push_str("<div class=\"fill\">");
            self.badge("site-local-fill", fill.layer);
            self.parts(&fill.parts, level + 1);
            self.out.push_str("</div>");
        }
        if !is_heading {
            self.out.push_str("</div>");
        }
        let _ = writeln!(self.out, "</{tag}>");
    }

    /// The standard whose values are the items below.
    fn listed(&self, clause: &LaidClause<'h>) -> Option<&'a EditionStandard<'h>> {
        let name = clause.clause.lists.as_ref()?;
        self.edition.standards.get(&self.laid.document.standard_id(name))
    }

    /// Whether the items below are phrases that are to be said.
    fn lists_phrases(&self, clause: &LaidClause<'h>) -> bool {
        self.listed(clause).is_some_and(|standard| standard.bound().kind() == bound::Kind::Includes)
    }

    /// What an edition has added to the items above, or which of them it still permits.
    fn local_items(&mut self, clause: &LaidClause<'h>) {
        let Some(standard) = self.listed(clause) else { return };
        let Some((id, items)) = local_items(standard) else { return };
        let told = Message::new(id).with("items", items.join("、")).say(self.language);
        self.out.push_str("<p data-local=\"tightened\" data-standard=\"");
        let _ = escape_html(&mut self.out, &standard.standard.id);
        self.out.push_str("\">");
        let _ = escape_html_body_text(&mut self.out, &told);
        self.out.push_str("</p>\n");
    }

    fn name(&mut self, clause: &LaidClause<'h>) {
        if let Some(name) = &clause.clause.name {
            self.out.push_str("<a class=\"name\" id=\"");
            let _ = escape_html(&mut self.out, name);
            self.out.push_str("\"></a>");
        }
    }

    /// The clause's own text; where an edition has put it in other words, the group's can be opened.
    fn own(&mut self, clause: &LaidClause<'h>) {
        let own = clause.parts.iter().take_while(|part| matches!(part, Laid::Prose(..)));
        let Some((amendment, layer)) = clause.replaced else {
            for part in own {
                self.parts(std::slice::from_ref(part), 6);
            }
            return;
        };
        for part in &amendment.parts {
            if let crate::clause::Part::Prose(prose) = part {
                self.prose(prose, layer);
            }
        }
        self.badge("site-local-replacement", layer);
        let _ = write!(
            self.out,
            "<details class=\"group-text\"><summary>{}</summary>",
            say("site-group-text", self.language)
        );
        if let Some(heading) = clause.clause.heading.as_ref().filter(|_| !amendment.label.is_empty()) {
            self.out.push_str("<p>");
            self.inline(heading, clause.layer);
            self.out.push_str("</p>");
        }
        self.as_written = true;
        for part in own {
            self.parts(std::slice::from_ref(part), 6);
        }
        self.as_written = false;
        self.out.push_str("</details>");
    }

    /// In a faq the lowest headings are questions.
    fn is_question(&self, clause: &LaidClause<'h>) -> bool {
        self.laid.document.kind == Kind::Faq && !clause.children().any(|child| child.clause.heading.is_some())
    }

    /// Blocks.
    fn prose(&mut self, prose: &Prose, layer: Layer) {
        let events = self.events(prose, layer);
        pulldown_cmark::html::push_html(&mut self.out, events.into_iter());
    }

    /// The text of a heading or a label.
    fn inline(&mut self, prose: &Prose, layer: Layer) {
        self.prose(prose, layer);
    }

    /// A page of kind `text`: headings get the anchors that mdBook would give them.
    fn text(&mut self, prose: &Prose) -> Vec<Heading> {
        let mut events = self.events(prose, 0);
        let mut taken = PAGE_IDS.iter().map(|id| ((*id).to_owned(), 0)).collect();
        let mut flat: Vec<(HeadingLevel, Heading)> = Vec::new();
        let mut at = 0;
        while at < events.len() {
            if let Event::Start(Tag::Heading { level, id, .. }) = &events[at] {
                let (level, own) = (*level, id.clone());
                let end = at
                    + events[at..]
                        .iter()
                        .position(|e| matches!(e, Event::End(TagEnd::Heading(_))))
                        .unwrap_or(0);
                let title: String = events[at..end].iter().filter_map(event_text).collect();
                let anchor =
                    own.map_or_else(|| unique(heading_id(&title), &mut taken), |own| own.to_string());
                if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
                    *id = Some(CowStr::from(anchor.clone()));
                }
                flat.push((level, Heading { number: String::new(), title, anchor, children: Vec::new() }));
            }
            at += 1;
        }
        pulldown_cmark::html::push_html(&mut self.out, events.into_iter());
        // The page's own title is not part of its contents.
        nest(
            &mut flat.into_iter().filter(|(level, _)| *level != HeadingLevel::H1).peekable(),
            HeadingLevel::H1,
        )
    }

    /// CommonMark's events, with the handbook's marks turned into HTML.
    fn events<'p>(&self, prose: &'p Prose, layer: Layer) -> Vec<Event<'p>> {
        let mut events = Vec::with_capacity(prose.0.len());
        // A link to what this edition leaves out is only its text.
        let mut dropped = 0usize;
        for (piece, _) in &prose.0 {
            match piece {
                Piece::Markdown(Event::Start(Tag::Link { dest_url, .. })) if self.is_left_out(dest_url) => {
                    dropped += 1;
                }
                Piece::Markdown(Event::End(TagEnd::Link)) if dropped > 0 => dropped -= 1,
                Piece::Markdown(event) => self.event(event, &mut events),
                Piece::Parameter(name) => {
                    // A plain mdBook's own braces are its text.
                    if self.edition.handbook.plain {
                        events.push(Event::Text(format!("{{{{{name}}}}}").into()));
                        continue;
                    }
                    events.push(Event::InlineHtml(span("parameter", &self.edition.parameter(name))));
                }
                Piece::Blank(text) => events.push(Event::InlineHtml(span("blank", &format!("〔{text}〕")))),
                Piece::Reference(title) => events.push(self.reference(title)),
                Piece::Standard { name, wording } => events.push(self.standard(name, wording, layer)),
            }
        }
        events
    }

    fn event<'p>(&self, event: &'p Event<'static>, events: &mut Vec<Event<'p>>) {
        let event = match event {
            Event::Text(text) => Event::Text(CowStr::Borrowed(text)),
            Event::Code(text) => Event::Code(CowStr::Borrowed(text)),
            Event::Html(text) => Event::Html(CowStr::Borrowed(text)),
            Event::InlineHtml(text) => Event::InlineHtml(CowStr::Borrowed(text)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => Event::Start(Tag::Link {
                link_type: *link_type,
                dest_url: self.link(dest_url),
                title: title.clone(),
                id: id.clone(),
            }),
            // A wide table scrolls by itself and not the page.
            Event::Start(Tag::Table(columns)) => {
                events.push(Event::Html(CowStr::Borrowed("<div class=\"table\" tabindex=\"0\">")));
                Event::Start(Tag::Table(columns.clone()))
            }
            Event::End(TagEnd::Table) => {
                events.push(Event::End(TagEnd::Table));
                Event::Html(CowStr::Borrowed("</div>\n"))
            }
            other => other.clone(),
        };
        events.push(event);
    }

    fn is_left_out(&self, url: &str) -> bool {
        link(self.edition, &self.laid.document.path, url) == Link::LeftOut
    }

    /// Where a Markdown link leads on the site.
    fn link<'p>(&self, url: &'p str) -> CowStr<'p> {
        let Link::Document { path, anchor } = link(self.edition, &self.laid.document.path, url) else {
            return CowStr::Borrowed(url);
        };
        let own = path == self.laid.document.path;
        let page = if own { String::new() } else { format!("{}{}", self.root, page_path(&path)) };
        match anchor {
            Some(anchor) => CowStr::from(format!("{page}#{anchor}")),
            None if own => CowStr::Borrowed(""),
            None => CowStr::from(page),
        }
    }

    fn reference(&self, title: &str) -> Event<'static> {
        let root = self.root;
        let url = match self.titles.get(title) {
            Some(Named::Document(path)) => format!("{root}{}", page_path(path)),
            Some(Named::Form(id)) => format!("{root}forms/{id}.html"),
            Some(Named::Contents) => format!("{root}{}", super::pages::contents_path(self.edition)),
            Some(Named::Outside) | None => return Event::Text(format!("《{title}》").into()),
        };
        let mut html = String::from("<a class=\"reference\" href=\"");
        let _ = escape_href(&mut html, &url);
        html.push_str("\">《");
        let _ = escape_html_body_text(&mut html, title);
        html.push_str("》</a>");
        Event::InlineHtml(html.into())
    }

    fn standard(&self, name: &str, wording: &str, layer: Layer) -> Event<'static> {
        let id = self.laid.document.standard_id(name);
        if self.as_written {
            return Event::Text(wording.to_owned().into());
        }
        let said = self.edition.wording(&self.laid.document.id, name, layer, wording);
        let mut html = String::from("<span class=\"standard\" data-standard=\"");
        let _ = escape_html(&mut html, &id);
        html.push('"');
        if let Some(standard) = self.edition.standards.get(&id) {
            if standard.is_tightened() {
                html.push_str(" data-local=\"tightened\"");
            }
            if layer == standard.layer && said != wording {
                html.push_str(" data-group=\"");
                let _ = escape_html(&mut html, wording);
                html.push('"');
            }
            let title = &standard.standard.title;
            let _ = write!(html, " title=\"");
            let _ = escape_html(
                &mut html,
                &format!("{}:{}", title.as_str(), say_bound(standard.bound(), self.language)),
            );
            html.push('"');
        }
        html.push('>');
        let _ = escape_html_body_text(&mut html, &said);
        html.push_str("</span>");
        let standard = self.edition.standards.get(&id);
        if let Some(raised) = standard.filter(|s| s.strength() > s.standard.strength) {
            let told = Message::new("site-strength-raised").with("word", raised.strength().word());
            let _ = write!(html, "<small class=\"strength\">{}</small>", told.say(self.language));
        }
        Event::InlineHtml(html.into())
    }
}

/// What an edition has added to the items of a standard, or which of them it still permits, with the message that
/// says so.
pub fn local_items<'h>(standard: &EditionStandard<'h>) -> Option<(&'static str, Vec<&'h str>)> {
    let (Values::Many(group), Values::Many(local)) =
        (standard.standard.bound.values(), standard.bound().values())
    else {
        return None;
    };
    let (id, items): (_, Vec<&str>) = match standard.bound().kind() {
        bound::Kind::OneOf => ("site-items-only", local),
        _ => ("site-items-added", local.into_iter().filter(|item| !group.contains(item)).collect()),
    };
    (standard.bound() != &standard.standard.bound && !items.is_empty()).then_some((id, items))
}

fn span(class: &str, text: &str) -> CowStr<'static> {
    let mut html = format!("<span class=\"{class}\">");
    let _ = escape_html_body_text(&mut html, text);
    html.push_str("</span>");
    html.into()
}

fn event_text<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

/// Puts a flat run of headings below `above` into a tree.
fn nest(
    flat: &mut std::iter::Peekable<impl Iterator<Item = (HeadingLevel, Heading)>>,
    above: HeadingLevel,
) -> Vec<Heading> {
    let mut headings = Vec::new();
    while let Some((level, mut heading)) = flat.next_if(|(level, _)| *level > above) {
        heading.children = nest(flat, level);
        headings.push(heading);
    }
    headings
}

/// A heading's anchor as mdBook makes it: letters and digits in lower case, `-` for spaces.
pub fn heading_id(title: &str) -> String {
    let kept = title.trim().chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_ascii_lowercase()),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    kept.collect()
}

/// The second `x` of a page is `x-1`, the third `x-2`.
fn unique(id: String, taken: &mut std::collections::HashMap<String, usize>) -> String {
    let count = taken.entry(id.clone()).and_modify(|count| *count += 1).or_insert(0);
    if *count == 0 { id } else { format!("{id}-{count}") }
}

/// A clause of a regulation as search and reports show it: its number, its title, its text.
pub struct Said {
    pub number: String,
    pub title: String,
    pub text: String,
}

/// What every clause of a document says in this edition.
pub fn said(edition: &Edition<'_>, laid: &EditionDocument<'_>) -> Vec<Said> {
    let id = laid.document.id.as_str();
    let mut all = Vec::new();
    walk(&laid.parts, &mut |clause| {
        let heading = clause.heading().map(|(heading, layer)| edition.plain(heading, layer, id));
        let texts: Vec<String> =
            clause.own_texts().map(|(prose, layer)| edition.plain(prose, layer, id)).collect();
        let text = texts.join("\n");
        all.push(Said { number: clause.number.to_string(), title: heading.unwrap_or_default(), text });
    });
    all
}
