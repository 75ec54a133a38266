//! The promise: a local bound permits nothing that the one above it forbids (contract, section 1, "Bounds").

use crate::bound::conforms;
use crate::check::is_unreadable;
use crate::finding::Finding;
use crate::message::{Arg, Message, shortfall, unreadable};
use crate::resolve::{Edition, Layer, unknown};
use crate::rule::Rule;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let Some(own) = edition.own() else { return };
    for tightening in &own.standards {
        let id = tightening.target.as_str();
        let mut found = |rule: Rule, range: &std::ops::Range<usize>, message: Message| {
            let place = crate::source::Place::new(&own.source, range.clone());
            findings.push(Finding::new(rule, place, message).about(id));
        };
        let Some(standard) = edition.standards.get(id) else {
            if !is_unreadable(edition, id) {
                let message = unknown("unknown-standard", id, edition.standards.keys().map(String::as_str));
                found(Rule::UnknownStandard, &tightening.target.range, message);
            }
            continue;
        };
        let above = edition.layer() - 1;
        let group = standard.bound_at(above);
        let title = standard.standard.title.as_str();
        if let Some(bound) = &tightening.bound {
            let message = match &bound.value {
                Err(why) => Some(Message::new("below-standard-unreadable").with("reason", unreadable(why))),
                Ok(local) => conforms(local, group).err().map(|why| {
                    Message::new("below-standard").with("local", local).with("reason", shortfall(&why))
                }),
            };
            if let Some(message) = message {
                let message = message
                    .with("title", title)
                    .with("group", group)
                    .with("above", layer_name(edition, standard.set_by(above)));
                found(Rule::BelowStandard, &bound.range, message);
            }
        }
        if let Some(strength) = &tightening.strength {
            let group = standard.strength_at(above);
            if strength.value < group {
                let message = Message::new("below-standard-strength")
                    .with("title", title)
                    .with("group", group.word())
                    .with("local", strength.value.word());
                found(Rule::BelowStandard, &strength.range, message);
            }
        }
    }
}

/// 集团, or the title of the edition in between.
fn layer_name(edition: &Edition<'_>, layer: Layer) -> Arg {
    match layer {
        0 => Message::new("layer-group").into(),
        _ => edition.layer_title(layer).into(),
    }
}
