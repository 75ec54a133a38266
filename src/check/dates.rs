//! An edition must be in force by the day its project opens.

use crate::finding::Finding;
use crate::message::Message;
use crate::resolve::Edition;
use crate::rule::Rule;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let Some(own) = edition.own() else { return };
    let (Some(opens), Some(effective)) = (&own.keys.opens, &own.keys.effective) else { return };
    if effective.value > opens.value {
        let message = Message::new("late-effective")
            .with("effective", effective.value.to_string())
            .with("opens", opens.value.to_string())
            .with("days", effective.value.days_since(opens.value).to_string());
        findings.push(
            Finding::new(Rule::LateEffective, effective.place(&own.source), message).about("effective"),
        );
    }
}
