//! edition.lock: for each amended clause and tightened standard, the text that its writer had before him.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use serde::Deserialize;

use crate::finding::Finding;
use crate::source::Source;
use crate::yaml;

/// What an edition's writer has seen of what it amends, by `telephone#1.2` or `telephone.answer-rings`.
#[derive(Clone, Debug, Default)]
pub struct Lock(pub BTreeMap<String, Seen>);

/// A text and its digest. The digest decides; the text is there to show what has changed since.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub hash: String,
    #[serde(default)]
    pub text: String,
}

impl Lock {
    /// Reads edition.lock.
    ///
    /// # Errors
    /// The first thing that is wrong, as a `bad-source` finding.
    pub fn read(source: &Arc<Source>) -> Result<Lock, Finding> {
        yaml::read::<Option<BTreeMap<String, Seen>>>(source, source.text.len())
            .map(|seen| Lock(seen.unwrap_or_default()))
    }

    /// The file's text, in the order of the keys.
    pub fn write(&self) -> String {
        let mut out = String::from("# handbook rebase\n");
        for (key, seen) in &self.0 {
            // JSON strings are YAML strings.
            let quoted = |text: &str| serde_json::Value::from(text).to_string();
            let _ = writeln!(
                out,
                "{}:\n  hash: {}\n  text: {}",
                quoted(key),
                quoted(&seen.hash),
                quoted(&seen.text)
            );
        }
        out
    }
}
