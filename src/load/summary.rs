//! SUMMARY.md: the reading order, exactly as mdBook has it.

use std::sync::Arc;

use mdbook_summary::SummaryItem;

use crate::finding::Finding;
use crate::message::Message;
use crate::rule::Rule;
use crate::source::{Place, Source};

/// A line of the reading order.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A part's title.
    Part(String),
    Separator,
    /// A chapter: a document, or a draft that has none yet.
    Chapter {
        title: String,
        /// Its path below the folder of SUMMARY.md.
        path: Option<String>,
        children: Vec<Entry>,
    },
}

/// Reads SUMMARY.md.
///
/// # Errors
/// What mdBook says is wrong with it, as a `bad-source` finding.
pub fn read(source: &Arc<Source>) -> Result<Vec<Entry>, Finding> {
    let summary = mdbook_summary::parse_summary(&source.text).map_err(|error| {
        let reason = error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
        let line = line_in(&reason).unwrap_or(1);
        let start: usize = source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let message = Message::new("summary-unreadable").with("reason", reason);
        Finding::new(Rule::BadSource, Place::new(source, start..start), message)
    })?;
    let all = [summary.prefix_chapters, summary.numbered_chapters, summary.suffix_chapters];
    Ok(all.into_iter().flatten().filter_map(entry).collect())
}

/// mdBook names a line as `(line 3, …)` or `line: 3`.
fn line_in(reason: &str) -> Option<usize> {
    let after = reason.split("line").nth(1)?;
    let digits = after.trim_start_matches([' ', ':']);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok().filter(|&line| line > 0)
}

fn entry(item: SummaryItem) -> Option<Entry> {
    Some(match item {
        SummaryItem::PartTitle(title) => Entry::Part(title),
        SummaryItem::Separator => Entry::Separator,
        SummaryItem::Link(link) => Entry::Chapter {
            title: link.name,
            path: link.location.map(|path| path.to_string_lossy().replace('\\', "/")),
            children: link.nested_items.into_iter().filter_map(entry).collect(),
        },
        // mdBook keeps the right to add kinds of lines.
        _ => return None,
    })
}

/// Every chapter, in reading order.
pub fn chapters<'a>(entries: &'a [Entry], visit: &mut impl FnMut(&'a str, Option<&'a str>)) {
    for entry in entries {
        if let Entry::Chapter { title, path, children } = entry {
            visit(title, path.as_deref());
            chapters(children, visit);
        }
    }
}
