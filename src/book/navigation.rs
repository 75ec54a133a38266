//! Where clicks lead: links and the outline, put into the file below printpdf, which has no words for them.

use lopdf::{Dictionary, Object, ObjectId, text_string};

use crate::book::page::{HEIGHT, Page, Places, Target};
use crate::book::pdf::number;
use crate::form::Mm;

/// A place in the file: a page and how far down.
fn destination(ids: &[ObjectId], page: usize, y: Mm) -> Option<Object> {
    let id = *ids.get(page)?;
    // A little above the line, so that it is not cut.
    let top = number(HEIGHT - (y - 4.0).max(0.0));
    Some(vec![id.into(), "XYZ".into(), Object::Null, top.into(), Object::Null].into())
}

/// Adds the links of a page.
pub fn links(file: &mut lopdf::Document, page: &Page, id: ObjectId, ids: &[ObjectId], places: &Places) {
    let mut annotations = Vec::new();
    for link in &page.body.links {
        let area = &link.area;
        let corners = [area.x, HEIGHT - area.bottom(), area.right(), HEIGHT - area.y];
        let corners: Vec<Object> = corners.iter().map(|&corner| number(corner).into()).collect();
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", "Annot");
        dictionary.set("Subtype", "Link");
        dictionary.set("Rect", corners);
        dictionary.set("Border", vec![0.into(), 0.into(), 0.into()]);
        if let Target::Web(url) = &link.target {
            let mut action = Dictionary::new();
            action.set("S", "URI");
            action.set("URI", Object::string_literal(url.as_str()));
            dictionary.set("A", action);
        } else {
            // A name that the book does not have leads to the document.
            let whole = match &link.target {
                Target::Document(path, _) => Target::Document(path.clone(), None),
                other => other.clone(),
            };
            let place = places.get(&link.target).or_else(|| places.get(&whole));
            let Some(place) = place.and_then(|&(page, y)| destination(ids, page, y)) else { continue };
            dictionary.set("Dest", place);
        }
        annotations.push(Object::from(file.add_object(dictionary)));
    }
    if let Ok(page) = file.get_object_mut(id).and_then(Object::as_dict_mut) {
        match annotations.is_empty() {
            true => page.remove(b"Annots"),
            false => {
                page.set("Annots", annotations);
                None
            }
        };
    }
}

/// A line of the outline, with what stands below it.
struct Entry {
    title: String,
    destination: Object,
    children: Vec<Entry>,
}

/// Adds the outline: the parts of the book and its documents, and below them their headings.
pub fn outline(file: &mut lopdf::Document, pages: &[Page], ids: &[ObjectId]) {
    let mut flat = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        for (depth, title, y) in &page.body.bookmarks {
            let Some(destination) = destination(ids, at, *y) else { continue };
            flat.push((*depth, Entry { title: title.clone(), destination, children: Vec::new() }));
        }
    }
    let entries = nested(&mut flat.into_iter().peekable(), 0);
    let root = file.new_object_id();
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", "Outlines");
    dictionary.set("Count", entries.len() as i64);
    if let Some((first, last)) = level(file, entries, root) {
        dictionary.set("First", first);
        dictionary.set("Last", last);
    }
    file.set_object(root, dictionary);
    if let Ok(catalog) = file.catalog_mut() {
        catalog.set("Outlines", root);
        catalog.set("PageMode", "UseOutlines");
    }
}

/// The entries at `depth` and deeper, up to the next that stands higher.
fn nested(flat: &mut std::iter::Peekable<std::vec::IntoIter<(usize, Entry)>>, depth: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    while let Some((at, mut entry)) = flat.next_if(|(at, _)| *at >= depth) {
        entry.children = nested(flat, at + 1);
        entries.push(entry);
    }
    entries
}

/// Adds entries below `parent`; the first and the last of them.
fn level(file: &mut lopdf::Document, entries: Vec<Entry>, parent: ObjectId) -> Option<(ObjectId, ObjectId)> {
    let ids: Vec<ObjectId> = entries.iter().map(|_| file.new_object_id()).collect();
    for (at, entry) in entries.into_iter().enumerate() {
        let mut dictionary = Dictionary::new();
        dictionary.set("Title", text_string(&entry.title));
        dictionary.set("Parent", parent);
        dictionary.set("Dest", entry.destination);
        if at > 0 {
            dictionary.set("Prev", ids[at - 1]);
        }
        if let Some(&next) = ids.get(at + 1) {
            dictionary.set("Next", next);
        }
        // Below 0: the headings are folded until somebody asks.
        let count = -(entry.children.len() as i64);
        if let Some((first, last)) = level(file, entry.children, ids[at]) {
            dictionary.set("First", first);
            dictionary.set("Last", last);
            dictionary.set("Count", count);
        }
        file.set_object(ids[at], dictionary);
    }
    Some((*ids.first()?, *ids.last()?))
}
