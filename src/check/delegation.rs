//! What the group leaves to the local company, a project must have decided.

use crate::finding::Finding;
use crate::message::Message;
use crate::prose::Prose;
use crate::resolve::{Edition, walk};
use crate::rule::Rule;
use crate::source::Place;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    let Some(own) = edition.own().filter(|_| edition.is_project()) else { return };
    for laid in edition.documents.iter().filter(|laid| laid.document.delegates) {
        walk(&laid.parts, &mut |clause| {
            if clause.clause.delegated && clause.filled.is_none() && clause.not_applicable.is_none() {
                let title = clause.clause.heading.as_ref().or(clause.clause.own()).map(Prose::plain);
                let subject = format!("{}#{}", laid.document.id.value, clause.number);
                let message = Message::new("unfilled-delegation")
                    .with("title", title.unwrap_or_default())
                    .with("document", laid.document.title.as_str())
                    .with("path", laid.document.path.as_str())
                    .with("number", clause.number.as_ref());
                // The gap is the edition's, so the finding stands in its file.
                let place = Place::of(&own.source, "fill");
                findings.push(Finding::new(Rule::UnfilledDelegation, place, message).about(subject));
            }
        });
    }
}
