//! A procedure has its seven sections, in their order (contract, section 1, "Kinds").

use crate::clause::children;
use crate::finding::Finding;
use crate::load::document::Kind;
use crate::message::Message;
use crate::prose::Prose;
use crate::resolve::Edition;
use crate::rule::Rule;
use crate::source::Place;

/// The sections that every procedure begins with.
pub const SECTIONS: [&str; 7] =
    ["目的", "范围", "职责", "方法和过程控制", "考核程序", "相关表格", "相关文件"];

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    for laid in edition.documents.iter().filter(|laid| laid.layer == edition.layer()) {
        let document = laid.document;
        if document.kind != Kind::Procedure {
            continue;
        }
        let headings: Vec<String> = children(&document.parts)
            .map(|c| c.heading.as_ref().map(Prose::plain).unwrap_or_default())
            .collect();
        // The first place where the sections part from the seven: one finding says it all.
        let Some(at) =
            (0..SECTIONS.len()).find(|&i| headings.get(i).map(String::as_str) != Some(SECTIONS[i]))
        else {
            continue;
        };
        let stands = children(&document.parts).nth(at);
        let end = document.source.text.trim_end().len();
        let range = stands.map_or(end..end, |clause| clause.range.clone());
        let id = if headings.iter().any(|h| h == SECTIONS[at]) {
            "missing-section-order"
        } else {
            "missing-section"
        };
        let message = Message::new(id)
            .with("section", SECTIONS[at])
            .with("number", at + 1)
            .with("all", SECTIONS.join(" "));
        let finding = Finding::new(Rule::MissingSection, Place::new(&document.source, range), message);
        findings.push(finding.about(document.id.value.clone()));
    }
}
