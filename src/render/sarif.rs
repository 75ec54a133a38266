//! Findings as SARIF 2.1.0, for editors and code review.

use serde_json::{Value, json};

use crate::check::Checked;
use crate::message::{Language, say_named};
use crate::rule::{Rule, Severity};

/// One run over the editions.
pub fn sarif(checked: &[&Checked<'_>], language: Language) -> Value {
    let level = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let rules: Vec<Value> = Rule::ALL
        .iter()
        .map(|rule| {
            let text = say_named(&format!("rule-{}", rule.id()), language).unwrap_or_default();
            json!({
                "id": rule.id(),
                "shortDescription": { "text": text.lines().next().unwrap_or(rule.id()) },
                "fullDescription": { "text": text },
                "defaultConfiguration": { "level": level(rule.severity()) },
            })
        })
        .collect();
    let results: Vec<Value> = checked
        .iter()
        .flat_map(|one| one.findings.iter().map(move |finding| (one.edition.id, finding)))
        .map(|(edition, finding)| {
            let (line, column) = finding.place.line_column();
            json!({
                "ruleId": finding.rule.id(),
                "ruleIndex": Rule::ALL.iter().position(|rule| *rule == finding.rule),
                "level": level(finding.severity),
                "message": { "text": finding.one_line(language) },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": uri(&finding.place.source.path), "uriBaseId": "HANDBOOK" },
                    "region": { "startLine": line, "startColumn": column },
                } }],
                "properties": { "edition": edition, "subject": finding.subject },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "handbook", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "HANDBOOK": { "description": { "text": "handbook" } } },
            "results": results,
        }],
    })
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    const KEPT: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    percent_encoding::utf8_percent_encode(path, &KEPT).to_string()
}
