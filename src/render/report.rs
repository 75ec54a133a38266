//! What can be said of an edition in numbers: the counts of `check --format json` and of the report.

use serde::Serialize;

use crate::check::Checked;
use crate::load::document::Document;
use crate::message::Language;
use crate::resolve::{Edition, walk};

/// Clauses, counted against what the edition extends (contract, section 2).
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ClauseCounts {
    pub inherited: usize,
    pub supplemented: usize,
    pub replaced: usize,
    pub filled: usize,
    pub not_applicable: usize,
    pub left_out: usize,
}

/// Standards, counted against what the edition extends.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct StandardCounts {
    pub inherited: usize,
    pub tightened: usize,
    pub below: usize,
}

/// An edition in `check --format json`.
#[derive(Debug, Serialize)]
pub struct EditionReport<'a> {
    pub id: &'a str,
    pub extends: Option<&'a str>,
    pub conforms: bool,
    pub clauses: ClauseCounts,
    pub standards: StandardCounts,
    pub findings: Vec<FindingReport<'a>>,
}

#[derive(Debug, Serialize)]
pub struct FindingReport<'a> {
    pub rule: &'static str,
    pub severity: &'static str,
    pub file: &'a str,
    pub line: usize,
    /// In code points, from 1.
    pub column: usize,
    /// What is wrong and what would mend it.
    pub message: String,
    /// The mend by itself.
    pub mend: Option<String>,
    pub subject: Option<&'a str>,
}

pub fn edition<'a>(checked: &'a Checked<'_>, language: Language) -> EditionReport<'a> {
    let edition = &checked.edition;
    let findings = checked.findings.iter().map(|finding| {
        let (line, column) = finding.place.line_column();
        FindingReport {
            rule: finding.rule.id(),
            severity: finding.severity.id(),
            file: &finding.place.source.path,
            line,
            column,
            message: finding.one_line(language),
            mend: finding.message.mend(language),
            subject: finding.subject.as_deref(),
        }
    });
    EditionReport {
        id: edition.id,
        extends: edition.extends(),
        conforms: checked.conforms(),
        clauses: clauses(edition),
        standards: standards(checked),
        findings: findings.collect(),
    }
}

fn clauses(edition: &Edition<'_>) -> ClauseCounts {
    let layer = edition.layer();
    let mut counts = ClauseCounts::default();
    for laid in &edition.documents {
        if laid.layer == layer && layer > 0 {
            // A local document's clauses are all the edition's own.
            counts.supplemented += laid.document.clauses;
            continue;
        }
        if !laid.amended {
            counts.inherited += laid.document.clauses;
            continue;
        }
        walk(&laid.parts, &mut |clause| {
            let by = |at: Option<usize>| at == Some(layer) && layer > 0;
            if by(clause.not_applicable.map(|(_, at)| at)) {
                counts.not_applicable += 1;
            } else if by(clause.replaced.map(|(_, at)| at)) {
                counts.replaced += 1;
            } else if by(clause.filled.as_ref().map(|fill| fill.layer)) {
                counts.filled += 1;
            } else if clause.layer == layer && layer > 0 {
                counts.supplemented += 1;
            } else {
                counts.inherited += 1;
            }
        });
        // What stands below a filled clause is part of the filling.
        walk(&laid.parts, &mut |clause| {
            if let Some(fill) = clause.filled.as_ref().filter(|fill| fill.layer == layer) {
                let mut inner = 0;
                walk(&fill.parts, &mut |_| inner += 1);
                counts.supplemented -= inner;
            }
        });
    }
    counts.left_out = newly_left_out(edition).map(|document| document.clauses).sum();
    counts
}

/// Documents that this edition's own products leave out.
fn newly_left_out<'h>(edition: &Edition<'h>) -> impl Iterator<Item = &'h Document> {
    let above: Vec<&str> = match edition.layers.iter().rev().skip(1).find_map(|l| l.keys.products.as_ref()) {
        Some(products) => products.iter().map(|p| p.as_str()).collect(),
        None => edition.handbook.manifest.products.iter().map(|p| p.as_str()).collect(),
    };
    edition.left_out_documents.clone().into_iter().filter(move |document| document.applies_to(&above))
}

fn standards(checked: &Checked<'_>) -> StandardCounts {
    let edition = &checked.edition;
    let layer = edition.layer();
    let below: Vec<&str> = checked
        .findings
        .iter()
        .filter(|finding| finding.rule == crate::rule::Rule::BelowStandard)
        .filter_map(|finding| finding.subject.as_deref())
        .collect();
    let mut counts = StandardCounts::default();
    for (id, standard) in &edition.standards {
        let above = layer.saturating_sub(1);
        let same = standard.bound_at(above) == standard.bound()
            && standard.strength_at(above) == standard.strength();
        match () {
            _ if below.contains(&id.as_str()) => counts.below += 1,
            _ if same || layer == 0 => counts.inherited += 1,
            _ => counts.tightened += 1,
        }
    }
    counts
}
