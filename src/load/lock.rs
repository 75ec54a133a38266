//! edition.lock: for each amended clause and tightened standard, the text that its writer had before him.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use serde::Deserialize;

use crate::digest::digest;
use crate::finding::Finding;
use crate::message::Message;
use crate::rule::Rule;
use crate::source::{At, Source};
use crate::yaml;

/// What an edition's writer has seen of what it amends, by `telephone#1.2` or `telephone.answer-rings`.
#[derive(Clone, Debug, Default)]
pub struct Lock(pub BTreeMap<String, Seen>);

/// A text and its digest. The digest decides; the text is there to show what has changed since.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub hash: At<String>,
    pub text: String,
}

impl Lock {
    /// Reads edition.lock.
    ///
    /// # Errors
    /// The first thing that is wrong, as a `bad-source` finding: a text, too, that is not the one of its hash.
    pub fn read(source: &Arc<Source>) -> Result<Lock, Finding> {
        let seen: Option<BTreeMap<String, Seen>> = yaml::read(source, source.text.len())?;
        let seen = seen.unwrap_or_default();
        let altered = seen.values().find(|seen| seen.hash.value != digest(&seen.text));
        match altered {
            Some(seen) => {
                let place = seen.hash.place(source);
                Err(Finding::new(Rule::BadSource, place, Message::new("lock-altered")))
            }
            None => Ok(Lock(seen)),
        }
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
