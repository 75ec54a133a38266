//! What an edition's Markdown may not carry: ways to hide, to bring in or to undo text that a reader of the sources
//! would not see (contract, section 1, "Edition sources carry no …").

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use crate::finding::Finding;
use crate::message::Message;
use crate::rule::Rule;
use crate::source::{Place, Source};

/// Looks at `source.text[range]`, which is read alone.
pub fn check(source: &Arc<Source>, range: Range<usize>, findings: &mut Vec<Finding>) {
    let text = &source.text[range.clone()];
    let mut refuse = |at: Range<usize>, id: &'static str| {
        let place = Place::new(source, range.start + at.start..range.start + at.end);
        findings.push(Finding::new(Rule::BadSource, place, Message::new(id)));
    };
    if let Some(at) = text.find("{{#") {
        refuse(at..at + 3, "edition-include");
    }
    let parser = Parser::new_ext(text, crate::prose::options());
    for (_, definition) in parser.reference_definitions().iter() {
        refuse(definition.span.clone(), "edition-link-definition");
    }
    for (event, at) in parser.into_offset_iter() {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => refuse(at, "edition-html"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) if !is_closed(&text[at.clone()]) => {
                refuse(at, "edition-open-fence");
            }
            Event::Start(Tag::Image { dest_url, .. }) if dest_url.contains("//") => {
                refuse(at, "external-image");
            }
            Event::Start(Tag::FootnoteDefinition(_)) => refuse(at, "edition-footnote"),
            Event::Start(Tag::Strikethrough) => refuse(at, "edition-strikethrough"),
            _ => {}
        }
    }
}

/// Whether a fenced block ends with a fence of its own.
fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_end().lines();
    let fence = lines.next().map(str::trim_start).unwrap_or_default();
    let last = lines.next_back().map(str::trim).unwrap_or_default();
    let mark = if fence.starts_with('~') { '~' } else { '`' };
    last.len() >= 3 && last.chars().all(|c| c == mark)
}
