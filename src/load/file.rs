//! Reading a file as the text it claims to be.

use std::io::ErrorKind;
use std::path::{Component, Path};
use std::sync::Arc;

use crate::finding::Finding;
use crate::message::Message;
use crate::rule::Rule;
use crate::source::{Place, Source};

/// Reads `root/path` as UTF-8. Characters that show nothing, or not what they are, become findings.
///
/// # Errors
/// A `bad-source` finding when the file can't be read, lies outside `root`, or is not UTF-8.
pub fn read(root: &Path, path: &str, findings: &mut Vec<Finding>) -> Result<Arc<Source>, Finding> {
    let bad = |message: Message| {
        let place = Place::file(&Source::new(path, ""));
        Finding::new(Rule::BadSource, place, message)
    };
    let full = root.join(path);
    if leads_outside(root, path) {
        return Err(bad(Message::new("link-outside")));
    }
    let bytes = std::fs::read(&full).map_err(|error| match error.kind() {
        ErrorKind::NotFound => bad(Message::new("file-missing").with("path", path)),
        _ => bad(Message::new("file-unreadable").with("reason", error.to_string())),
    })?;
    let mut text = decode(path, bytes)?;
    // Windows editors write a byte-order mark; it is no part of the text.
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    let source = Source::new(path, text);
    findings.extend(suspicious(&source));
    Ok(source)
}

/// Whether a file is a link out of the folder: it could bring in text that nobody reviews with the handbook.
pub fn leads_outside(root: &Path, path: &str) -> bool {
    let mut place = root.to_owned();
    let stays = Path::new(path).components().all(|part| {
        place.push(part);
        matches!(part, Component::Normal(_)) && !place.is_symlink()
    });
    let (full, root) = (|| root.join(path).canonicalize(), || root.canonicalize());
    !stays && matches!((full(), root()), (Ok(full), Ok(root)) if !full.starts_with(&root))
}

fn decode(path: &str, bytes: Vec<u8>) -> Result<String, Finding> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let valid = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let gbk = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(bytes);
    let (id, shown) = match gbk {
        _ if utf16 => ("encoding-utf16", encoding_rs::UTF_16LE.decode(bytes).0.into_owned()),
        Some(text) => ("encoding-gbk", text.into_owned()),
        None => ("encoding-unknown", String::from_utf8_lossy(bytes).into_owned()),
    };
    // The same character in the text shown: all before it is ASCII or was decoded as one character each.
    let line = bytes[..valid].iter().filter(|&&b| b == b'\n').count();
    let start: usize = shown.split_inclusive('\n').take(line).map(str::len).sum();
    let len = shown[start..].find('\n').unwrap_or(shown.len() - start);
    let source = Source::new(path, shown);
    let place = Place::new(&source, start..start + len);
    Err(Finding::new(Rule::BadSource, place, Message::new(id)))
}

/// Characters that a reader can't see or that turn the text around: nothing in a handbook needs them,
/// and a local edition could hide a loosening behind them.
fn suspicious(source: &Arc<Source>) -> Option<Finding> {
    let (at, c) = source.text.char_indices().find(|&(_, c)| is_suspicious(c))?;
    let place = Place::new(source, at..at + c.len_utf8());
    let message = Message::new("suspicious-character").with("code", format!("U+{:04X}", c as u32));
    Some(Finding::new(Rule::BadSource, place, message))
}

fn is_suspicious(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' // control
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' // zero width, direction marks
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' // separators, embeddings, isolates
        | '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{fe00}'..='\u{fe0f}' // radicals and doubles that look like hanzi
        | '\u{1d400}'..='\u{1d7ff}' | 'А'..='я' // letters that look like Latin ones; 4Ω and Δt are written as such
        | 'Α' | 'Β' | 'Ε'..='Η' | 'Ι' | 'Κ' | 'Μ' | 'Ν' | 'Ο' | 'Ρ' | 'Τ' | 'Υ' | 'Χ'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffd}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}' // tags, private use
        | '\u{f0000}'..='\u{10ffff}')
}
