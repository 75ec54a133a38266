//! Reading YAML into typed values, with errors said to the person who wrote it.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_saphyr::Error;

use crate::finding::Finding;
use crate::message::Message;
use crate::rule::Rule;
use crate::source::{At, Place, Source};

/// Reads `source.text[..end]` as one YAML document. An unknown or repeated key is an error.
///
/// # Errors
/// The first thing that is wrong, as a `bad-source` finding.
pub fn read<T: DeserializeOwned>(source: &Arc<Source>, end: usize) -> Result<T, Finding> {
    let text = &source.text[..end];
    if let Some(tab) = leading_tab(text) {
        let place = Place::new(source, tab..tab + 1);
        return Err(Finding::new(Rule::BadSource, place, Message::new("yaml-tab")));
    }
    let options = serde_saphyr::options! { with_snippet: false, emit_comments: false };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| said(source, text, &error))
}

/// YAML forbids tabs in indentation; the parser lets some through.
fn leading_tab(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

fn said(source: &Arc<Source>, text: &str, error: &Error) -> Finding {
    let range = error.location().map_or(0..0, |location| {
        let span = location.span();
        // The scanner knows only the line and the column of what it can't read.
        let start = span.byte_offset().map_or_else(|| offset(text, &location), |offset| offset as usize);
        start..start + span.byte_len().unwrap_or(0) as usize
    });
    // What the file itself lacks is missing at its top; what an entry lacks, at the entry.
    let at_margin = range.start == 0 || text[..range.start].ends_with('\n');
    let missing = matches!(error, Error::SerdeMissingField { .. });
    let range = if missing && at_margin { 0..0 } else { range };
    let message = match error {
        Error::SerdeUnknownField { field, expected, .. } => unknown("yaml-unknown-key", field, expected),
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            unknown("yaml-unknown-value", variant, expected)
        }
        Error::DuplicateMappingKey { key, .. } => {
            Message::new("yaml-duplicate-key").with("key", key.clone().unwrap_or_default())
        }
        Error::SerdeMissingField { field, .. } => Message::new("yaml-missing-key").with("field", *field),
        // `key: {{name}}` is a mapping in YAML, which no field expects.
        _ if unquoted_placeholder(text, range.start) => Message::new("yaml-unquoted-placeholder"),
        Error::SerdeInvalidType { unexpected, expected, .. }
        | Error::SerdeInvalidValue { unexpected, expected, .. } => Message::new("yaml-wrong-type")
            .with("expected", expected.as_str())
            .with("found", unexpected.as_str()),
        Error::Eof { .. } if text.trim().is_empty() => Message::new("yaml-empty"),
        Error::Eof { .. } => Message::new("yaml-ends-early"),
        other => Message::new("yaml-unreadable").with("reason", first_line(&other.to_string())),
    };
    Finding::new(Rule::BadSource, Place::new(source, range), message)
}

/// The byte at a line and a column, both from 1; the column counts characters.
fn offset(text: &str, location: &serde_saphyr::Location) -> usize {
    let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let in_line = text[start..].lines().next().unwrap_or_default();
    start + in_line.char_indices().nth(column).map_or(in_line.len(), |(at, _)| at)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("").trim_start_matches("error: ")
}

fn unquoted_placeholder(text: &str, at: usize) -> bool {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = text[start..].lines().next().unwrap_or("");
    line.contains(": {{") || line.trim_start().starts_with("- {{")
}

fn unknown(id: &'static str, name: &str, expected: &[&'static str]) -> Message {
    let message = Message::new(id).with("name", name).with("known", expected.join(" "));
    match nearest(name, expected.iter().copied()) {
        Some(near) => message.with("near", Message::new("did-you-mean").with("name", near)),
        None => message.with("near", ""),
    }
}

/// The known name that a mistyped one most likely means.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|k| (strsim::jaro_winkler(name, k), k))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, k)| k)
}

/// A mapping with keys of the writer's own, in the order written.
#[derive(Clone, Debug)]
pub struct Entries<V>(pub Vec<(At<String>, V)>);

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<V> Entries<V> {
    pub fn get(&self, key: &str) -> Option<&V> {
        self.0.iter().find(|(k, _)| k.value == key).map(|(_, v)| v)
    }

    pub fn iter(&self) -> impl Iterator<Item = &(At<String>, V)> {
        self.0.iter()
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(k, _)| k.value.as_str())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<V> {
            type Value = Entries<V>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a mapping")
            }
            // A key with nothing but comments below it.
            fn visit_unit<E>(self) -> Result<Entries<V>, E> {
                Ok(Entries::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<V>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_any(EntriesVisitor(PhantomData))
    }
}
