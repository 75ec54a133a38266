//! The report on an edition: what it makes of the group's handbook, and who agreed to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::clause::Clause;
use crate::digest::hex;
use crate::finding::Finding;
use crate::load::Handbook;
use crate::load::edition::EditionSource;
use crate::message::{Language, Message};
use crate::prose::Prose;
use crate::render::context::*;
use crate::render::report::EditionReport;
use crate::resolve::reference::page_path;
use crate::resolve::{Edition, EditionDocument, Laid, LaidClause, Layer, walk};
use crate::source::Source;

/// What the report says beside the counts and findings of [`EditionReport`].
pub fn details<'h>(edition: &Edition<'h>, register: Vec<StandardRow>, language: Language) -> Conformance {
    let own = edition.own();
    let days = own.and_then(|own| {
        let (opens, effective) = (own.keys.opens.as_ref()?, own.keys.effective.as_ref()?);
        Some(opens.value.days_since(effective.value))
    });
    let layers = 1..=edition.layer();
    Conformance {
        title: edition.title().to_owned(),
        version: edition.handbook.manifest.version.value.clone(),
        days_before_opening: days,
        layers: layers.map(|layer| edition.layer_title(layer).to_owned()).collect(),
        register,
        amendments: amendments(edition),
        added: added(edition),
        left_out: left_out(edition, language),
        fingerprints: fingerprints(edition),
    }
}

/// The report as a page shows it.
pub fn page(
    report: &EditionReport<'_>,
    details: Conformance,
    findings: &[Finding],
    language: Language,
) -> ConformancePage {
    let count = |key, count| Count { key, count };
    let clauses = &report.clauses;
    ConformancePage {
        conforms: report.conforms,
        clauses: vec![
            count("site-clauses-inherited", clauses.inherited),
            count("site-clauses-supplemented", clauses.supplemented),
            count("site-clauses-replaced", clauses.replaced),
            count("site-clauses-filled", clauses.filled),
            count("site-clauses-not-applicable", clauses.not_applicable),
            count("site-clauses-left-out", clauses.left_out),
        ],
        standards: vec![
            count("site-standards-inherited", report.standards.inherited),
            count("site-standards-tightened", report.standards.tightened),
            count("site-standards-below", report.standards.below),
        ],
        findings: findings.iter().map(|finding| FindingRow::of(finding, language)).collect(),
        details,
    }
}

/// What the layers changed, clause by clause, beside what they changed.
fn amendments(edition: &Edition<'_>) -> Vec<AmendmentRow> {
    let mut rows = Vec::new();
    for laid in edition.documents.iter().filter(|laid| laid.amended) {
        walk(&laid.parts, &mut |clause| {
            let mut row = |kind, layer, group: String, local: String| {
                let key = format!("{}#{}", laid.document.id.value, clause.number);
                rows.push(AmendmentRow {
                    kind,
                    document: laid.document.title.value.clone(),
                    clause: clause.number.to_string(),
                    url: format!("{}#{}", page_path(&laid.document.path), clause.number),
                    edition: edition.layer_title(layer).to_owned(),
                    approval: approval(edition, layer, &key),
                    group,
                    local,
                });
            };
            let said = |proses: &mut dyn Iterator<Item = &Prose>, layer| {
                let texts = proses.map(|prose| edition.plain(prose, layer, &laid.document.id));
                joined(texts)
            };
            let own = || as_written(edition, clause.clause);
            if let Some((amendment, layer)) = clause.replaced {
                let mut texts = std::iter::once(&amendment.label).chain(amendment.proses());
                row("replacement", layer, own(), said(&mut texts, layer));
            }
            if let Some((amendment, layer)) = clause.not_applicable {
                row("na", layer, own(), said(&mut amendment.proses(), layer));
            }
            if let Some(fill) = &clause.filled {
                let texts = fill.parts.iter().map(|part| match part {
                    Laid::Prose(prose, layer) => said(&mut std::iter::once(*prose), *layer),
                    Laid::Clause(below) => {
                        said(&mut below.clause.heading.iter().chain(below.clause.own()), below.layer)
                    }
                    Laid::Supplement(_) => String::new(),
                });
                row("fill", fill.layer, own(), texts.collect::<Vec<_>>().join("\n"));
            }
            if clause.layer > laid.layer && clause.number.contains('-') {
                let local = said(&mut clause.clause.heading.iter().chain(clause.clause.own()), clause.layer);
                row("supplement", clause.layer, above(edition, laid, clause), local);
            }
        });
    }
    rows
}

/// What a supplement stands after: `1.2` for `1.2-1`.
fn above(edition: &Edition<'_>, laid: &EditionDocument<'_>, clause: &LaidClause<'_>) -> String {
    let number = clause.number.rsplit_once('-').map_or("", |(number, _)| number);
    let above = edition.clause(&laid.document.id, number);
    above.map(|above| as_written(edition, above.clause)).unwrap_or_default()
}

/// A clause in the words of whoever wrote it, with the values that stood there.
fn as_written(edition: &Edition<'_>, clause: &Clause) -> String {
    let proses = clause.heading.iter().chain(clause.own());
    joined(proses.map(|prose| prose.said(|name| edition.parameter(name), |_, wording| wording.into())))
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Who approved what a layer did to a clause. That it is just this text, check has seen to.
fn approval(edition: &Edition<'_>, layer: Layer, clause: &str) -> Option<ApprovalRow> {
    let id = edition.layer_id(layer);
    let mut approvals = edition.handbook.approvals.iter().rev();
    let approval = approvals.find(|a| a.edition.value == id && a.clause.value == clause)?;
    Some(ApprovalRow {
        by: approval.by.value.clone(),
        on: approval.on.value.to_string(),
        reason: approval.reason.as_ref().map(|reason| reason.value.clone()),
    })
}

/// Documents and forms that the group does not have.
fn added(edition: &Edition<'_>) -> Vec<AddedRow> {
    let row = |title: &str, url: String, layer| AddedRow {
        title: title.to_owned(),
        url,
        edition: edition.layer_title(layer).to_owned(),
    };
    let documents = edition.documents.iter().filter(|laid| laid.layer > 0);
    let documents =
        documents.map(|laid| row(&laid.document.title, page_path(&laid.document.path), laid.layer));
    let forms = edition.forms.iter().filter(|laid| laid.layer > 0);
    let forms = forms.map(|laid| row(&laid.form.title, format!("forms/{}.html", laid.source.id), laid.layer));
    documents.chain(forms).collect()
}

/// What the edition's products leave out, and why.
fn left_out(edition: &Edition<'_>, language: Language) -> Vec<LeftOutRow> {
    let row = |title: &str, why: Message| LeftOutRow { title: title.to_owned(), why: why.say(language) };
    let documents = edition.left_out_documents.iter().map(|document| {
        let products: Vec<&str> = document.products.iter().map(|product| product.as_str()).collect();
        row(&document.title, Message::new("site-left-out-document").with("products", products.join("、")))
    });
    let forms =
        edition.left_out_forms.iter().map(|form| row(&form.title, Message::new("site-left-out-form")));
    documents.chain(forms).collect()
}

/// SHA-256 of the sources that the report speaks of: two reports with one fingerprint speak of the same texts.
fn fingerprints(edition: &Edition<'_>) -> Fingerprints {
    let group = edition.handbook.fingerprint.get_or_init(|| digest(group_sources(edition.handbook)));
    let mut whole = Sha256::new();
    whole.update(group);
    for layer in &edition.layers {
        whole.update(digest(layer_sources(layer)));
    }
    Fingerprints { group: hex(group), edition: hex(&whole.finalize()) }
}

/// Everything that only the group may write.
fn group_sources(handbook: &Handbook) -> Vec<&Arc<Source>> {
    let mut sources = vec![&handbook.source, &handbook.summary_source, &handbook.approvals_source];
    sources.extend(handbook.documents.iter().map(|document| &document.source));
    sources.extend(handbook.forms.iter().map(|form| &form.source));
    sources
}

fn layer_sources(layer: &EditionSource) -> Vec<&Arc<Source>> {
    let mut sources = vec![&layer.source];
    sources.extend(layer.amendments.iter().map(|amendment| &amendment.source));
    sources.extend(layer.documents.iter().map(|document| &document.source));
    sources.extend(layer.forms.iter().map(|form| &form.source));
    sources
}

/// Over each file's path and text, in the order of the paths.
fn digest(sources: Vec<&Arc<Source>>) -> Vec<u8> {
    let sources: BTreeMap<&str, &str> =
        sources.into_iter().map(|source| (source.path.as_str(), source.text.as_str())).collect();
    let mut hash = Sha256::new();
    for (path, text) in sources {
        hash.update(path);
        hash.update([0]);
        hash.update(text);
        hash.update([0]);
    }
    hash.finalize().to_vec()
}
