//! Findings as a person reads them in a terminal: the place, the line with the place marked, what is wrong, the mend.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::finding::Finding;
use crate::message::{Language, Message, say};
use crate::rule::Severity;

/// One finding, ending in a line break.
pub fn finding(finding: &Finding, language: Language, color: bool) -> String {
    let said = finding.message.say(language);
    let mend = finding.message.mend(language);
    let name = match finding.severity {
        Severity::Error => say("severity-error", language),
        Severity::Warning => say("severity-warning", language),
    };
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.with_name(name).primary_title(said).id(finding.rule.id());
    let place = &finding.place;
    let (line, column) = place.line_column();
    let text = &place.source.text;
    let start = text[..place.range.start].rfind('\n').map_or(0, |i| i + 1);
    let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let shown = text[start..end].trim_end_matches('\r');
    let mut group = if shown.is_empty() {
        Group::with_title(title).element(Origin::path(&place.source.path).line(line).char_column(column))
    } else {
        // A place can begin at the line's end, or go on below it.
        let from = (place.range.start - start).min(shown.len());
        let to = (place.range.end - start).clamp(from, shown.len());
        let snippet = Snippet::source(shown)
            .line_start(line)
            .path(&place.source.path)
            .annotation(AnnotationKind::Primary.span(from..to));
        Group::with_title(title).element(snippet)
    };
    if let Some(mend) = mend {
        group = group.element(Level::HELP.with_name(say("mend", language)).message(mend));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.render(&[group]))
}

/// A command that could not be carried out.
pub fn failure(message: &Message, language: Language, color: bool) -> String {
    let title = Level::ERROR.with_name(say("severity-error", language)).primary_title(message.say(language));
    let mut group = Group::with_title(title);
    if let Some(mend) = message.mend(language) {
        group = group.element(Level::HELP.with_name(say("mend", language)).message(mend));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n", renderer.render(&[group]))
}
