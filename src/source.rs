//! The files people write, and places in them.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::{Deserialize, Deserializer};

/// A source file, read once and kept for as long as anything points into it.
#[derive(Debug, Default)]
pub struct Source {
    /// Relative to the handbook's folder, with `/` between the parts.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Source { path: path.into(), text: text.into() })
    }
}

/// A place in a source file, in bytes. Findings point at places.
#[derive(Clone)]
pub struct Place {
    pub source: Arc<Source>,
    pub range: Range<usize>,
}

impl Place {
    /// The range is brought inside the text and onto character boundaries, so that whatever a parser
    /// reported can be shown.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        let text = &source.text;
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
        Place { source: Arc::clone(source), range: start..end }
    }

    /// A file as a whole: its beginning.
    pub fn file(source: &Arc<Source>) -> Self {
        Place::new(source, 0..0)
    }

    /// Where `needle` first stands in the source, or the file's beginning.
    pub fn of(source: &Arc<Source>, needle: &str) -> Self {
        let start = source.text.find(needle);
        Place::new(source, start.map_or(0..0, |s| s..s + needle.len()))
    }

    /// Line and column, both from 1; the column counts code points (contract, section 2).
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.source.text[..self.range.start];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let line = 1 + before.bytes().filter(|&b| b == b'\n').count();
        let in_line = &before[line_start..];
        (line, 1 + in_line.chars().count())
    }

    pub fn text(&self) -> &str {
        &self.source.text[self.range.clone()]
    }
}

/// `editions/chengdu/edition.yaml:13:38`
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_column();
        write!(f, "{}:{line}:{column}", self.source.path)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A value read from a source, with the bytes it was written in.
#[derive(Clone, Debug, Default)]
pub struct At<T> {
    pub value: T,
    pub range: Range<usize>,
}

impl<T> At<T> {
    pub fn new(value: T, range: Range<usize>) -> Self {
        At { value, range }
    }

    pub fn place(&self, source: &Arc<Source>) -> Place {
        Place::new(source, self.range.clone())
    }
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_saphyr::Spanned::<T>::deserialize(deserializer)?;
        let span = spanned.referenced.span();
        let start = span.byte_offset().unwrap_or(0) as usize;
        let len = span.byte_len().unwrap_or(0) as usize;
        Ok(At::new(spanned.value, start..start + len))
    }
}
