//! Texts as an edition says them: placeholders filled, standards in its own wording, forms laid out.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::finding::Finding;
use crate::form::{self, Cite, ClauseRow, Context, Form, Meta, Words};
use crate::message::{Message, say_bound};
use crate::prose::{Piece, Prose};
use crate::resolve::reference::{cite, page_path};
use crate::resolve::{Edition, EditionDocument, Layer, walk};
use crate::rule::Rule;
use crate::source::{At, Place};
use crate::yaml::nearest;

impl<'h> Edition<'h> {
    /// A prose of `layer` in `document` as plain text, the way a reader of this edition reads it.
    pub fn plain(&self, prose: &Prose, layer: Layer, document: &str) -> String {
        prose.said(
            |name| self.parameter(name),
            |name, wording| self.wording(document, name, layer, wording).into(),
        )
    }

    /// A standard's wording here; as written where check has found that it can't be rewritten.
    pub fn wording(&self, document: &str, name: &str, layer: Layer, wording: &str) -> String {
        let id = crate::load::document::standard_id(document, name);
        let standard = self.standards.get(&id);
        let said = standard.and_then(|standard| standard.wording(layer, wording));
        said.map_or_else(|| wording.to_owned(), |said| said.into_owned())
    }
}

/// Fills the texts of the edition's forms and lays the forms out on their sheets.
pub fn forms(edition: &mut Edition<'_>) {
    let mut forms = std::mem::take(&mut edition.forms);
    let mut findings = Vec::new();
    for laid in &mut forms {
        let mut form = laid.source.clone();
        form.texts_mut(|text| {
            let (expanded, problems) = line(edition, text, laid.layer);
            text.value = expanded;
            // What the editions above have wrong is theirs to hear.
            let problems = problems.into_iter().filter(|_| laid.layer == edition.layer());
            findings.extend(problems.map(|(rule, message)| {
                Finding::new(rule, text.place(&laid.source.source), message).about(laid.source.id.clone())
            }));
        });
        for list in form.clauses_mut() {
            let Some(document) = edition.document(&list.document) else { continue };
            let mut sections = Vec::new();
            for target in &list.under {
                match edition.clause(&list.document, target) {
                    Some(section) => sections.push(section.number.as_ref()),
                    // What the editions above have wrong is theirs to hear.
                    None if laid.layer < edition.layer() => {}
                    None => {
                        let message = Message::new("unknown-clause")
                            .with("path", document.document.path.as_str())
                            .with("target", target.as_str())
                            .with("near", "");
                        let place = target.place(&laid.source.source);
                        findings.push(
                            Finding::new(Rule::UnknownClause, place, message).about(target.value.clone()),
                        );
                    }
                }
            }
            list.rows = clause_rows(edition, document);
            if !list.under.is_empty() {
                let below = |number: &str, section: &str| {
                    let rest = number.strip_prefix(section);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
                };
                list.rows.retain(|row| sections.iter().any(|section| below(&row.number, section)));
            }
        }
        match form::layout(&form, &context(edition, &form, false)) {
            Ok(sheets) => laid.sheets = sheets,
            Err(problems) => findings.extend(problems),
        }
        laid.form = form;
    }
    edition.forms = forms;
    edition.findings.extend(findings);
}

/// What stands at the head and the foot of the edition's forms.
pub fn context(edition: &Edition<'_>, form: &Form, draft: bool) -> Context {
    let manifest = &edition.handbook.manifest;
    let words = |text: &str, place: Place| Words { text: text.to_owned(), place };
    let title = match edition.own() {
        Some(own) => own.keys.title.place(&own.source),
        None => manifest.title.place(&edition.handbook.source),
    };
    let mut before = None;
    let cites = form.cites.iter().filter_map(|written| cite(edition, written)).map(|cite| {
        let document = cite.document.id.as_str();
        // 《电话礼仪》1.1、1.2: the title once.
        let text = match cite.number.clone().filter(|_| before == Some(document)) {
            Some(number) => number,
            None => cite.text(),
        };
        before = Some(document);
        Cite { text, link: Some(format!("../{}", cite.url())) }
    });
    let cites = cites.collect();
    Context {
        language: manifest.language,
        group: words(&manifest.publisher, manifest.publisher.place(&edition.handbook.source)),
        edition: words(edition.title(), title),
        cites,
        address: address(edition, form, draft),
        logo: edition.handbook.logo.clone(),
        serial: None,
        symbol: None,
        draft,
    }
}

/// Where the form's page is published.
fn address(edition: &Edition<'_>, form: &Form, draft: bool) -> Option<String> {
    let site = edition.handbook.manifest.address.as_ref()?.trim_end_matches('/');
    let part = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string().replace("%2D", "-");
    let folder = if draft { "draft/" } else { "" };
    Some(format!("{site}/{folder}{}/forms/{}.html", part(edition.id), part(&form.id)))
}

/// What the form's PDF says of itself.
pub fn meta(edition: &Edition<'_>, form: &Form) -> Meta {
    Meta {
        title: form.title.value.clone(),
        author: edition.handbook.manifest.publisher.value.clone(),
        subject: edition.title().to_owned(),
        language: edition.handbook.manifest.language,
    }
}

/// The clauses that an inspection goes through; those that others stand below are its headings.
fn clause_rows(edition: &Edition<'_>, laid: &EditionDocument<'_>) -> Vec<ClauseRow> {
    let mut rows = Vec::new();
    let id = laid.document.id.as_str();
    walk(&laid.parts, &mut |clause| {
        let heading = clause.heading().map(|(heading, layer)| edition.plain(heading, layer, id));
        let own = clause.clause.own().map(|own| edition.plain(own, clause.layer, id));
        let source = clause.source(laid);
        rows.push(ClauseRow {
            number: clause.number.to_string(),
            text: heading.or(own).unwrap_or_default().replace('\n', ""),
            heading: clause.children().next().is_some(),
            link: Some(format!("../{}#{}", page_path(&laid.document.path), clause.number)),
            place: Place::new(source, clause.clause.range.clone()),
        });
    });
    rows
}

type Problem = (Rule, Message);

/// A line of a form: `{{name}}` and `{{std:document.name}}` filled, and what could not be.
fn line(edition: &Edition<'_>, text: &At<String>, layer: Layer) -> (String, Vec<Problem>) {
    let mut out = String::new();
    let mut problems = Vec::new();
    for (piece, _) in Prose::line(text, text.range.clone()).0 {
        let Piece::Parameter(name) = piece else {
            out.push_str(&edition.plain(&Prose(vec![(piece, text.range.clone())]), layer, ""));
            continue;
        };
        if let Some(id) = name.strip_prefix("std:") {
            match standard_text(edition, id) {
                Some(said) => out.push_str(&said),
                None => {
                    let known = edition.standards.keys().map(String::as_str);
                    let message = unknown("unknown-standard", id, known);
                    problems.push((Rule::UnknownStandard, message));
                }
            }
            continue;
        }
        if edition.handbook.manifest.parameters.get(&name).is_none() {
            let known = edition.handbook.manifest.parameters.keys();
            let message = unknown("unknown-parameter", &name, known);
            problems.push((Rule::UnknownParameter, message));
        }
        out.push_str(&edition.parameter(&name));
    }
    (out, problems)
}

/// A message about a name that nothing has, with the one it most likely means.
pub fn unknown<'a>(id: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> Message {
    let message = Message::new(id).with("name", name);
    match nearest(name, known) {
        Some(near) => message.with("near", Message::new("did-you-mean").with("name", near)),
        None => message.with("near", ""),
    }
}

/// How this edition words a standard: the words of the first place that states it.
fn standard_text(edition: &Edition<'_>, id: &str) -> Option<String> {
    let standard = edition.standards.get(id)?;
    let mut said = None;
    for laid in &edition.documents {
        walk(&laid.parts, &mut |clause| {
            for wording in clause.clause.proses().flat_map(Prose::wordings) {
                if said.is_none() && laid.document.standard_id(wording.name) == id {
                    said = standard.wording(clause.layer, wording.text).map(|text| text.into_owned());
                }
            }
        });
    }
    Some(said.unwrap_or_else(|| say_bound(standard.bound(), edition.handbook.manifest.language)))
}
