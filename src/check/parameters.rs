//! Placeholders: known to the handbook, and set by every project.

use crate::check::written;
use crate::finding::Finding;
use crate::message::Message;
use crate::prose::Piece;
use crate::resolve::{Edition, unknown};
use crate::rule::Rule;
use crate::source::Place;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let known = &edition.handbook.manifest.parameters;
    for text in written(edition) {
        text.proses(&mut |prose| {
            for (piece, range) in &prose.0 {
                let Piece::Parameter(name) = piece else { continue };
                if known.get(name).is_none() {
                    let message = unknown("unknown-parameter", name, known.keys());
                    let place = Place::new(text.source, range.clone());
                    findings.push(Finding::new(Rule::UnknownParameter, place, message).about(name.clone()));
                }
            }
        });
    }
    let Some(own) = edition.own() else { return };
    for (name, value) in own.keys.parameters.iter() {
        if known.get(name).is_none() {
            let message = unknown("unknown-parameter", name, known.keys());
            let finding = Finding::new(Rule::UnknownParameter, name.place(&own.source), message);
            findings.push(finding.about(name.value.clone()));
        }
        // A value is one line of plain text: it must not bring in marks or lines of its own.
        if value.trim().is_empty() {
            let message = Message::new("missing-parameter-empty").with("name", name.as_str());
            let finding = Finding::new(Rule::MissingParameter, value.place(&own.source), message);
            findings.push(finding.about(name.value.clone()));
        } else if value.contains(['\n', '{', '}', '[', ']', '<', '>', '〔', '〕', '《', '》', '`', '|']) {
            let message = Message::new("parameter-not-plain").with("name", name.as_str());
            let finding = Finding::new(Rule::BadSource, value.place(&own.source), message);
            findings.push(finding.about(name.value.clone()));
        }
    }
    if !edition.is_project() {
        return;
    }
    for (name, parameter) in known.iter() {
        if !edition.parameters.contains_key(name.value.as_str()) {
            let example = parameter.example.as_ref().map_or("…", |example| example.as_str());
            let message = Message::new("missing-parameter")
                .with("name", name.as_str())
                .with("title", parameter.title.as_str())
                .with("example", example);
            let place = Place::of(&own.source, "parameters");
            findings.push(Finding::new(Rule::MissingParameter, place, message).about(name.value.clone()));
        }
    }
}
