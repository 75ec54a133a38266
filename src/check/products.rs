//! An edition's products are a part of those above it: leaving all out, or naming others, would shed documents.

use crate::finding::Finding;
use crate::message::Message;
use crate::resolve::{Edition, unknown};
use crate::rule::Rule;
use crate::source::{At, Place};

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let known = &edition.handbook.manifest.products;
    for laid in edition.documents.iter().filter(|laid| laid.layer == edition.layer()) {
        for product in &laid.document.products {
            let place = laid.document.place(&product.range);
            refuse_unknown(product, known, place, findings);
        }
    }
    let Some(own) = edition.own() else { return };
    let Some(products) = &own.keys.products else { return };
    let above = edition.layers.iter().rev().skip(1).find_map(|layer| layer.keys.products.as_ref());
    let above = above.map_or(&edition.handbook.manifest.products, |products| &products.value);
    if products.is_empty() {
        let place = products.place(&own.source);
        findings.push(Finding::new(Rule::BadSource, place, Message::new("products-empty")).about("products"));
    }
    for product in products.iter() {
        refuse_unknown(product, above, product.place(&own.source), findings);
    }
}

fn refuse_unknown(product: &str, known: &[At<String>], place: Place, findings: &mut Vec<Finding>) {
    if !known.iter().any(|one| one.value == product) {
        let message = unknown("product-unknown", product, known.iter().map(|one| one.as_str()));
        findings.push(Finding::new(Rule::BadSource, place, message).about(product));
    }
}
