//! handbook.yaml: what the handbook is called, and the words that its sources may use.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::finding::Finding;
use crate::load::date::Date;
use crate::message::{Language, Message};
use crate::rule::Rule;
use crate::source::{At, Source};
use crate::yaml::{self, Entries};

/// handbook.yaml (contract, section 1).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub title: At<String>,
    #[serde(default)]
    pub publisher: At<String>,
    #[serde(default)]
    pub language: Language,
    #[serde(default)]
    pub version: At<String>,
    #[serde(default)]
    pub effective: Option<At<Date>>,
    /// The product types that editions and documents choose from.
    #[serde(default)]
    pub products: Vec<At<String>>,
    #[serde(default)]
    pub parameters: Entries<Parameter>,
    /// 《…》 names that may point outside the handbook.
    #[serde(default)]
    pub external_documents: Vec<At<String>>,
    /// Grades of each scale, the weakest first.
    #[serde(default)]
    pub scales: BTreeMap<String, Vec<String>>,
    /// Words that mean the same to those who search.
    #[serde(default)]
    pub synonyms: Vec<Vec<String>>,
    /// The site's colour: `#12606a`.
    #[serde(default)]
    pub color: Option<At<String>>,
    /// Where the site is published; forms carry a code that leads to their page.
    #[serde(default)]
    pub address: Option<At<String>>,
    /// The group's logo, a PNG: in the head of pages and of forms.
    #[serde(default)]
    pub logo: Option<At<String>>,
    /// Fonts for the characters that the built-in one lacks.
    #[serde(default)]
    pub fonts: Vec<At<String>>,
    /// mdBook preprocessors, as in book.toml. Their settings are theirs to read.
    #[serde(default)]
    pub preprocessors: BTreeMap<String, serde_json::Value>,
}

/// A placeholder that editions fill.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    pub title: At<String>,
    #[serde(default)]
    pub example: Option<At<String>>,
}

/// Reads handbook.yaml.
///
/// # Errors
/// The first thing that is wrong, as a `bad-source` finding.
pub fn read(source: &Arc<Source>) -> Result<Manifest, Finding> {
    let manifest: Manifest = yaml::read(source, source.text.len())?;
    // It goes into a style sheet.
    let is_color = |text: &str| {
        let digits = text.strip_prefix('#').unwrap_or_default();
        digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit())
    };
    match manifest.color.as_ref().filter(|color| !is_color(color)) {
        Some(color) => {
            let message = Message::new("color-unreadable").with("color", color.as_str());
            Err(Finding::new(Rule::BadSource, color.place(source), message).about("color"))
        }
        None => Ok(manifest),
    }
}
