//! approvals.yaml: what the group has approved of local wordings. It is the group's file: one inside an edition's
//! folder counts for nothing.

use std::sync::Arc;

use serde::Deserialize;

use crate::finding::Finding;
use crate::load::date::Date;
use crate::source::{At, Source};
use crate::yaml;

/// An approval of one replaced or not applicable clause (contract, section 1).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    pub edition: At<String>,
    /// `telephone#1.1`
    pub clause: At<String>,
    /// The digest of the group's text that was approved to be put in other words.
    pub group: At<String>,
    /// The digest of the local text that was approved.
    pub local: At<String>,
    pub by: At<String>,
    pub on: At<Date>,
    #[serde(default)]
    pub reason: Option<At<String>>,
}

/// Reads approvals.yaml.
///
/// # Errors
/// The first thing that is wrong, as a `bad-source` finding.
pub fn read(source: &Arc<Source>) -> Result<Vec<Approval>, Finding> {
    yaml::read::<Option<Vec<Approval>>>(source, source.text.len()).map(Option::unwrap_or_default)
}
