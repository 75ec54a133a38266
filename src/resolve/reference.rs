//! What 《title》 and links between files point at.

use std::collections::BTreeMap;

use crate::load::document::Document;
use crate::load::summary::Entry;
use crate::resolve::{Edition, walk};

/// What a title names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Named<'h> {
    /// A document, by its path.
    Document(&'h str),
    /// A form, by its id.
    Form(&'h str),
    /// A part of the reading order, an edition or the handbook: its contents page.
    Contents,
    /// A paper outside the handbook, or something that this edition leaves out.
    Outside,
}

/// The titles that an edition's texts may name.
#[derive(Clone, Debug)]
pub struct Titles<'h>(BTreeMap<&'h str, Named<'h>>);

impl<'h> Titles<'h> {
    pub fn of(edition: &Edition<'h>) -> Self {
        let handbook = edition.handbook;
        let mut titles = BTreeMap::new();
        // The last to claim a title has it: what can be opened before what can't.
        titles.extend(handbook.manifest.external_documents.iter().map(|t| (t.as_str(), Named::Outside)));
        for layer in &edition.layers {
            titles.extend(layer.keys.external_documents.iter().map(|t| (t.as_str(), Named::Outside)));
        }
        titles.insert(&handbook.manifest.title, Named::Contents);
        titles.extend(handbook.editions.values().map(|e| (e.keys.title.as_str(), Named::Contents)));
        let left_out: Vec<&str> = edition.left_out_documents.iter().map(|d| d.path.as_str()).collect();
        entries(&handbook.summary, &left_out, &mut titles);
        titles.extend(edition.left_out_documents.iter().map(|d| (d.title.as_str(), Named::Outside)));
        titles.extend(edition.left_out_forms.iter().map(|f| (f.title.as_str(), Named::Outside)));
        for laid in &edition.documents {
            titles.insert(&laid.document.title, Named::Document(&laid.document.path));
        }
        titles.extend(edition.forms.iter().map(|f| (f.source.title.as_str(), Named::Form(&f.source.id))));
        titles.remove("");
        Titles(titles)
    }

    pub fn get(&self, title: &str) -> Option<Named<'h>> {
        self.0.get(title).copied()
    }

    pub fn names(&self) -> impl Iterator<Item = &'h str> {
        self.0.keys().copied()
    }
}

fn entries<'h>(summary: &'h [Entry], left_out: &[&str], titles: &mut BTreeMap<&'h str, Named<'h>>) {
    for entry in summary {
        match entry {
            Entry::Part(title) => {
                titles.insert(title, Named::Contents);
                // `客户关系服务手册 · 服务规范篇` is a book and a part of it: either name will do.
                titles.extend(title.split('·').map(|name| (name.trim(), Named::Contents)));
            }
            Entry::Separator => {}
            Entry::Chapter { title, path, children } => {
                let named = match path.as_deref() {
                    None => Named::Contents,
                    Some(path) if left_out.contains(&path) => Named::Outside,
                    Some(path) => Named::Document(path),
                };
                titles.insert(title, named);
                entries(children, left_out, titles);
            }
        }
    }
}

/// Where a Markdown link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// A document of the handbook, by its path, and an anchor in it.
    Document { path: String, anchor: Option<String> },
    /// A file that is published as it is, or the web.
    Other,
    /// A document that this edition leaves out.
    LeftOut,
    /// A file of the handbook's that is not there.
    Missing,
}

/// Reads a link in the document at `from`.
pub fn link(edition: &Edition<'_>, from: &str, url: &str) -> Link {
    let outside =
        url.contains("://") || url.starts_with("mailto:") || url.starts_with("tel:") || url.starts_with("//");
    if outside || url.is_empty() {
        return Link::Other;
    }
    let (path, anchor) = match url.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor))),
        None => (url, None),
    };
    if path.is_empty() {
        return Link::Document { path: from.to_owned(), anchor };
    }
    let path = join(from, &decode(path));
    if let Some(laid) = edition.documents.at(&path) {
        return Link::Document { path: laid.document.path.clone(), anchor };
    }
    if edition.left_out_documents.iter().any(|document| document.path == path) {
        return Link::LeftOut;
    }
    match path.ends_with(".md") {
        true => Link::Missing,
        false => Link::Other,
    }
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// `to` as seen from the file `from`, both below the handbook's folder.
pub fn join(from: &str, to: &str) -> String {
    if let Some(absolute) = to.strip_prefix('/') {
        return absolute.to_owned();
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Where a document's page stands: its path with `.html`.
pub fn page_path(path: &str) -> String {
    format!("{}.html", path.strip_suffix(".md").unwrap_or(path))
}

/// A clause that a form cites: `telephone#answer`.
pub struct Cite<'h> {
    pub document: &'h Document,
    /// The clause's number; none where the whole document is meant.
    pub number: Option<String>,
}

impl Cite<'_> {
    /// As a reader knows it: 《电话礼仪》1.1.
    pub fn text(&self) -> String {
        format!("《{}》{}", self.document.title.as_str(), self.number.as_deref().unwrap_or(""))
    }

    /// Its address below the edition's folder.
    pub fn url(&self) -> String {
        let anchor = self.number.as_ref().map(|number| format!("#{number}"));
        format!("{}{}", page_path(&self.document.path), anchor.unwrap_or_default())
    }
}

/// Reads a form's citation; nothing where the edition has no such document.
pub fn cite<'h>(edition: &Edition<'h>, cite: &str) -> Option<Cite<'h>> {
    let (id, anchor) = cite.split_once('#').unwrap_or((cite, ""));
    let laid = edition.document(id)?;
    let mut number = None;
    walk(&laid.parts, &mut |clause| {
        if clause.is_called(anchor) {
            number = Some(clause.number.to_string());
        }
    });
    Some(Cite { document: laid.document, number })
}

/// Whether a clause of the document at `path` has this number or name.
pub fn has_anchor(edition: &Edition<'_>, path: &str, anchor: &str) -> bool {
    let Some(laid) = edition.documents.at(path) else { return false };
    let mut found = false;
    walk(&laid.parts, &mut |clause| {
        found |= clause.is_called(anchor);
    });
    found || !laid.document.is_regulation()
}
