//! Stage 3, check: an edition in, findings out. Pure: no disk, no clock.
//!
//! Publish takes a [`Conforming`] edition and nothing else (or a [`Draft`], which is marked as one), and only this
//! module can make one.

pub mod approvals;
mod dates;
mod delegation;
mod duplicates;
mod glyphs;
mod loosening;
mod parameters;
mod products;
mod references;
mod related;
mod sections;
mod speech;
pub mod staleness;
mod standards;
mod wordings;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use self::related::Related;
use crate::clause::{self, Clause, Part};
use crate::finding::Finding;
use crate::load::document::Document;
use crate::message::Message;
use crate::prose::Prose;
use crate::resolve::{Edition, GROUP};
use crate::rule::{Rule, Severity};
use crate::source::{Place, Source};

/// An edition and what was found in it.
#[derive(Debug)]
pub struct Checked<'h> {
    pub edition: Edition<'h>,
    /// In the order of their places.
    pub findings: Vec<Finding>,
}

/// An edition without an error: its bounds, and those of all that it extends, are kept.
#[derive(Clone, Copy, Debug)]
pub struct Conforming<'a, 'h>(&'a Checked<'h>);

/// An edition to be looked at, conforming or not. Whatever shows it marks it 草稿.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a, 'h>(&'a Checked<'h>);

impl<'h> Checked<'h> {
    /// No error among the findings.
    pub fn conforms(&self) -> bool {
        !self.findings.iter().any(Finding::is_error)
    }

    pub fn conforming(&self) -> Option<Conforming<'_, 'h>> {
        self.conforms().then_some(Conforming(self))
    }

    pub fn draft(&self) -> Draft<'_, 'h> {
        Draft(self)
    }
}

/// What can be rendered: a conforming edition, or a draft.
pub trait Presentable<'a, 'h> {
    fn checked(self) -> &'a Checked<'h>;
    /// Whether every page and form carries 草稿.
    const DRAFT: bool;
}

impl<'a, 'h> Presentable<'a, 'h> for Conforming<'a, 'h> {
    fn checked(self) -> &'a Checked<'h> {
        self.0
    }
    const DRAFT: bool = false;
}

impl<'a, 'h> Presentable<'a, 'h> for Draft<'a, 'h> {
    fn checked(self) -> &'a Checked<'h> {
        self.0
    }
    const DRAFT: bool = true;
}

/// What every edition is held to, apart from [`loosening`], which needs to know more. What takes longest comes first.
const CHECKS: [fn(&Edition<'_>, &mut Vec<Finding>); 13] = [
    wordings::check,
    glyphs::check,
    references::check,
    speech::check,
    parameters::check,
    approvals::check,
    dates::check,
    delegation::check,
    duplicates::check,
    products::check,
    sections::check,
    staleness::check,
    standards::check,
];

/// Checks every edition, the group's first, the outer ones before the inner: an edition fails with what it extends.
pub fn check(editions: Vec<Edition<'_>>) -> Vec<Checked<'_>> {
    let group = editions.first().filter(|_| editions.len() > 1);
    let related = group.map(|group| Related::of(group, 0..1)).unwrap_or_default();
    let found: Vec<Vec<Finding>> = editions.par_iter().map(|edition| findings(edition, &related)).collect();
    drop(related);
    let checked = editions.into_iter().zip(found);
    let mut checked: Vec<Checked> =
        checked.map(|(edition, findings)| Checked { edition, findings }).collect();
    failing_parents(&mut checked);
    for edition in &mut checked {
        edition.findings.sort_by(|a, b| a.order().cmp(&b.order()));
        edition.findings.dedup_by(|a, b| {
            a.order() == b.order() && a.message.id == b.message.id && a.subject == b.subject
        });
    }
    checked
}

fn findings(edition: &Edition<'_>, related: &Related<'_, '_>) -> Vec<Finding> {
    let mut findings = match edition.own() {
        Some(own) => own.findings.clone(),
        None => edition.handbook.findings.clone(),
    };
    if edition.handbook.plain {
        findings.extend(edition.findings.iter().cloned());
        // A plain mdBook is published unchanged; mdBook itself would not complain.
        findings.iter_mut().for_each(|finding| finding.severity = Severity::Warning);
        return findings;
    }
    // What can't be read at all says nothing about the rest.
    let unread = |finding: &Finding| {
        finding.rule == Rule::BadSource && finding.place.source.path.ends_with("edition.yaml")
    };
    let broken = edition.own().is_some_and(|own| own.keys.title.is_empty() && findings.iter().any(unread));
    if broken || edition.handbook.bookless() {
        return findings;
    }
    findings.extend(edition.findings.iter().cloned());
    let (loosened, found) = rayon::join(
        || found_by(|findings| loosening::check(edition, related, findings)),
        || CHECKS.par_iter().map(|check| found_by(|findings| check(edition, findings))).collect::<Vec<_>>(),
    );
    findings.extend(found.into_iter().flatten().chain(loosened));
    findings
}

fn found_by(check: impl FnOnce(&mut Vec<Finding>)) -> Vec<Finding> {
    let mut findings = Vec::new();
    check(&mut findings);
    findings
}

fn failing_parents(checked: &mut [Checked<'_>]) {
    let mut failing: BTreeSet<String> = BTreeSet::new();
    failing.extend(checked.iter().filter(|c| !c.conforms()).map(|c| c.edition.id.to_owned()));
    for edition in checked {
        let layers = &edition.edition.layers;
        let above = layers.iter().rev().skip(1).map(|layer| layer.id.as_str()).chain([GROUP]);
        let Some(own) = edition.edition.own() else { continue };
        let Some(parent) = above.into_iter().find(|id| failing.contains(*id)) else { continue };
        let place =
            own.keys.extends.as_ref().map_or_else(|| Place::file(&own.source), |e| e.place(&own.source));
        let message = Message::new("failing-parent").with("parent", parent);
        edition.findings.push(Finding::new(Rule::FailingParent, place, message).about(parent));
    }
}

/// Whether a standard is declared but can't be read: a finding says so where it is declared, and nowhere else.
fn is_unreadable(edition: &Edition<'_>, id: &str) -> bool {
    let document = id.split('.').next().unwrap_or_default();
    edition.documents.iter().map(|laid| laid.document).any(|known| {
        known.unreadable.iter().any(|unreadable| unreadable == id)
            || (known.headless && known.id.value == document)
    })
}

/// A text that an edition's own layer wrote.
struct Written<'a> {
    source: &'a Arc<Source>,
    /// The document that it stands in.
    document: &'a Document,
    /// An amendment has one.
    label: Option<&'a Prose>,
    parts: &'a [Part],
}

impl<'a> Written<'a> {
    fn proses(&self, visit: &mut impl FnMut(&'a Prose)) {
        self.label.into_iter().for_each(&mut *visit);
        clause::proses(self.parts, visit);
    }

    /// What `look` finds in its proses. In a document itself it is looked for once, for as long as the document is
    /// `known`.
    fn found<T: Clone>(
        &self,
        known: impl Fn(&'a Document) -> &'a OnceLock<Vec<T>>,
        look: impl Fn(&'a Prose, &mut Vec<T>),
    ) -> Cow<'a, [T]> {
        let all = || {
            let mut found = Vec::new();
            self.proses(&mut |prose| look(prose, &mut found));
            found
        };
        match std::ptr::eq(self.parts, &*self.document.parts) {
            true => known(self.document).get_or_init(all).into(),
            false => all().into(),
        }
    }
}

/// Every text that the edition's own sources add: the group's documents for the group, and for a local edition its
/// own documents and amendments.
fn written<'a>(edition: &'a Edition<'_>) -> Vec<Written<'a>> {
    let layer = edition.layer();
    let documents = edition.documents.iter().filter(|laid| laid.layer == layer).map(|laid| laid.document);
    let documents = documents.map(|document| Written {
        source: &document.source,
        document,
        label: None,
        parts: &document.parts,
    });
    let mut written: Vec<_> = documents.collect();
    let Some(own) = edition.own() else { return written };
    written.extend(own.amendments.iter().filter_map(|amendment| {
        let document = edition.documents.at(&amendment.path)?.document;
        Some(Written {
            source: &amendment.source,
            document,
            label: Some(&amendment.label),
            parts: &amendment.parts,
        })
    }));
    written.extend(own.fills.iter().filter_map(|(title, parts)| {
        // A fill by title stands in many documents; its marks are checked in the first.
        let fills = |clause: &Clause| {
            clause.delegated && clause.heading.as_ref().is_some_and(|h| h.plain() == title.value)
        };
        let first = edition.documents.iter().filter(|laid| laid.document.delegates).find(|laid| {
            let mut any = false;
            clause::walk(&laid.document.parts, &mut |clause| any |= fills(clause));
            any
        });
        Some(Written { source: &own.source, document: first?.document, label: None, parts })
    }));
    written
}
