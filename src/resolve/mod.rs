//! Stage 2, resolve: lays an edition's layers over the group's handbook. It is the only place where text, numbers
//! and values are merged. Nothing here can delete a clause: there is no operation for it.

mod amend;
mod change;
mod documents;
mod edition;
mod expand;
pub mod reference;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

pub use documents::Documents;
pub use edition::*;
pub use expand::{context, meta, unknown};

use crate::clause::Part;
use crate::finding::Finding;
use crate::form::Form;
use crate::load::Handbook;
use crate::load::document::Document;
use crate::load::edition::EditionSource;
use crate::message::Message;
use crate::rule::Rule;
use crate::yaml::nearest;

/// Every edition of the handbook, the group's first, then by id.
pub fn resolve(handbook: &Handbook) -> Vec<Edition<'_>> {
    let mut resolved = BTreeMap::new();
    let mut group = group(handbook);
    expand::forms(&mut group);
    for id in handbook.editions.keys() {
        resolve_edition(handbook, id, &group, &mut resolved, &mut BTreeSet::new());
    }
    std::iter::once(group).chain(resolved.into_values()).collect()
}

fn group(handbook: &Handbook) -> Edition<'_> {
    let mut edition = Edition {
        handbook,
        id: GROUP,
        layers: Vec::new(),
        products: handbook.manifest.products.iter().map(|p| p.as_str()).collect(),
        parameters: BTreeMap::new(),
        documents: Documents::default(),
        left_out_documents: Vec::new(),
        forms: Vec::new(),
        left_out_forms: Vec::new(),
        standards: BTreeMap::new(),
        changes: Vec::new(),
        findings: Vec::new(),
    };
    let documents = handbook.documents.par_iter();
    let laid: Vec<_> = documents.map(|document| (document, lay_document(document, 0))).collect();
    for (document, parts) in laid {
        add_document(&mut edition, document, 0, parts);
    }
    edition.forms = unexpanded(&handbook.forms, 0);
    edition
}

/// A document as it stands before any edition amends it.
fn lay_document(document: &Document, layer: Layer) -> Vec<Laid<'_>> {
    lay(&document.parts, layer, None, &|number| number.into())
}

fn add_document<'h>(edition: &mut Edition<'h>, document: &'h Document, layer: Layer, parts: Vec<Laid<'h>>) {
    for standard in &document.standards {
        let standard = EditionStandard { standard, document, layer, tightenings: Vec::new() };
        edition.standards.entry(standard.standard.id.clone()).or_insert(standard);
    }
    edition.documents.push(EditionDocument { document, layer, parts: Arc::new(parts), amended: false });
}

/// Forms whose sheets come when the edition's values are all known.
fn unexpanded(forms: &[Form], layer: Layer) -> Vec<EditionForm<'_>> {
    let laid =
        forms.iter().map(|source| EditionForm { source, layer, form: source.clone(), sheets: Vec::new() });
    laid.collect()
}

/// Resolves what an edition extends before itself, so that every edition is laid over a finished one.
fn resolve_edition<'h>(
    handbook: &'h Handbook,
    id: &'h str,
    group: &Edition<'h>,
    resolved: &mut BTreeMap<&'h str, Edition<'h>>,
    open: &mut BTreeSet<&'h str>,
) {
    if resolved.contains_key(id) {
        return;
    }
    open.insert(id);
    let source = &handbook.editions[id];
    let mut findings = Vec::new();
    let mut parent = group;
    if let Some(extends) = source.keys.extends.as_ref().filter(|extends| extends.value != GROUP) {
        let refuse = |message: Message| {
            Finding::new(Rule::BadSource, extends.place(&source.source), message).about(id)
        };
        match handbook.editions.get_key_value(extends.as_str()) {
            None => {
                let near = nearest(extends, handbook.editions.keys().map(String::as_str));
                let near = near.map(|near| Message::new("did-you-mean").with("name", near));
                let message = Message::new("extends-unknown").with("name", extends.as_str());
                findings.push(refuse(match near {
                    Some(near) => message.with("near", near),
                    None => message.with("near", ""),
                }));
            }
            Some((above, _)) if open.contains(above.as_str()) => {
                findings.push(refuse(Message::new("extends-cycle").with("name", extends.as_str())));
            }
            Some((above, _)) => {
                resolve_edition(handbook, above, group, resolved, open);
                parent = &resolved[above.as_str()];
            }
        }
    }
    let mut edition = lay_over(parent, source);
    edition.findings.extend(findings);
    open.remove(id);
    resolved.insert(id, edition);
}

/// Lays one edition's sources over the edition that it extends.
fn lay_over<'h>(parent: &Edition<'h>, source: &'h EditionSource) -> Edition<'h> {
    let mut edition = parent.clone();
    edition.findings.clear();
    edition.changes.clear();
    edition.id = &source.id;
    edition.layers.push(source);
    let layer = edition.layer();
    if let Some(products) = &source.keys.products {
        edition.products = products.iter().map(|p| p.as_str()).collect();
    }
    for (name, value) in source.keys.parameters.iter() {
        edition.parameters.insert(&name.value, (value, layer));
    }
    leave_out(&mut edition);
    for tightening in &source.standards {
        if let Some(standard) = edition.standards.get_mut(&tightening.target.value) {
            standard.tightenings.push((layer, tightening));
        }
    }
    for amendment in &source.amendments {
        amend::apply(&mut edition, amendment, layer);
    }
    for (title, text) in &source.fills {
        if text.iter().all(|part| matches!(part, Part::Prose(prose) if prose.plain().is_empty())) {
            let message = Message::new("fill-empty").with("target", title.as_str());
            let finding = Finding::new(Rule::UnknownClause, title.place(&source.source), message);
            edition.findings.push(finding.about(title.value.clone()));
            continue;
        }
        amend::fill_by_title(&mut edition, source, title, text, layer);
    }
    for document in &source.documents {
        add_document(&mut edition, document, layer, lay_document(document, layer));
    }
    edition.forms.extend(unexpanded(&source.forms, layer));
    edition.changes = change::changes(parent, &edition);
    expand::forms(&mut edition);
    edition
}

/// Leaves out the documents that are for other products, and the forms all of whose clauses go with them.
fn leave_out(edition: &mut Edition<'_>) {
    let products = edition.products.clone();
    let left_out = &mut edition.left_out_documents;
    edition.documents.retain(|laid| {
        let applies = laid.document.applies_to(&products);
        if !applies {
            left_out.push(laid.document);
        }
        applies
    });
    let gone: BTreeSet<&str> = left_out.iter().map(|document| document.id.as_str()).collect();
    edition.standards.retain(|_, standard| !gone.contains(standard.document.id.as_str()));
    let left_out_forms = &mut edition.left_out_forms;
    edition.forms.retain(|form| {
        let cites = &form.source.cites;
        let of_gone = |cite: &str| cite.split('#').next().is_some_and(|document| gone.contains(document));
        let keep = cites.is_empty() || !cites.iter().all(|cite| of_gone(cite));
        if !keep {
            left_out_forms.push(form.source);
        }
        keep
    });
}
