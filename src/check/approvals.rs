//! A local wording in place of the group's holds only with the group's approval of both texts.

use crate::digest::digest;
use crate::finding::Finding;
use crate::load::edition::Verb;
use crate::message::Message;
use crate::resolve::{Change, ChangeVerb, Edition};
use crate::rule::Rule;
use crate::source::Place;

pub fn check(edition: &Edition<'_>, findings: &mut Vec<Finding>) {
    for change in &edition.changes {
        if !needs_approval(change) || is_approved(edition, change) {
            continue;
        }
        let what = match change.verb {
            ChangeVerb::Amend(Verb::NotApplicable) => Message::new("unapproved-replacement-na"),
            _ => Message::new("unapproved-replacement-text"),
        };
        // Somebody approved another text: that is worth knowing.
        let approvals = &edition.handbook.approvals;
        let stale = approvals.iter().any(|a| a.edition.value == edition.id && a.clause.value == change.key);
        let id = if stale { "unapproved-replacement-changed" } else { "unapproved-replacement" };
        let message = Message::new(id)
            .with("what", what)
            .with("edition", edition.id)
            .with("clause", change.key.as_str());
        let place = Place::new(change.source, change.range.clone());
        findings.push(Finding::new(Rule::UnapprovedReplacement, place, message).about(change.key.clone()));
    }
}

/// Rewording and leaving out need approval; adding, filling and tightening don't.
pub fn needs_approval(change: &Change<'_>) -> bool {
    matches!(change.verb, ChangeVerb::Amend(Verb::Replace | Verb::NotApplicable))
}

/// Whether the group has approved just these two texts.
pub fn is_approved(edition: &Edition<'_>, change: &Change<'_>) -> bool {
    edition.handbook.approvals.iter().any(|approval| {
        approval.edition.value == edition.id
            && approval.clause.value == change.key
            && approval.group.value == digest(&change.above)
            && approval.local.value == digest(&change.local)
    })
}
