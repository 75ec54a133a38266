//! An edition must be in force by the day its project opens.

use crate::finding::Finding;
use crate::message::Message;
use crate::resolve::Edition;
use crate::rule::Rule;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let Some(own) = edition.own() else { return };
    let Some(opens) = &own.keys.opens else { return };
    // Without a date of its own an edition is in force with what it extends.
    let layers = edition.layers.iter().rev().map(|layer| &layer.keys.effective);
    let mut dates = layers.chain([&edition.handbook.manifest.effective]).flatten();
    let Some(effective) = dates.next() else { return };
    if effective.value > opens.value {
        let here = own.keys.effective.as_ref().unwrap_or(opens);
        let message = Message::new("late-effective")
            .with("effective", effective.value.to_string())
            .with("opens", opens.value.to_string())
            .with("days", effective.value.days_since(opens.value).to_string());
        findings.push(Finding::new(Rule::LateEffective, here.place(&own.source), message).about("effective"));
    }
}
