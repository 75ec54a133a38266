//! What handbook.yaml says about print: the site's address, the group's logo, further fonts.

use std::path::Path;
use std::sync::Arc;

use crate::finding::Finding;
use crate::form::{Face, Picture};
use crate::load::file;
use crate::message::Message;
use crate::rule::Rule;
use crate::source::{At, Source};

/// Longer addresses make codes that can't be read at the size they are printed in.
const LONGEST_ADDRESS: usize = 120;

/// Looks at the site's address.
pub fn address(address: &At<String>, source: &Arc<Source>) -> Option<Finding> {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}?#".contains(c);
    let good = address.len() <= LONGEST_ADDRESS
        && host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '['))
        && address.chars().all(plain);
    (!good).then(|| bad(address, source, Message::new("print-address")))
}

/// Reads the logo.
///
/// # Errors
/// Where it is no PNG inside the handbook's folder.
pub fn logo(root: &Path, path: &At<String>, source: &Arc<Source>) -> Result<Picture, Finding> {
    let bytes = bytes(root, path, source)?;
    Picture::read(path, &bytes).ok_or_else(|| bad(path, source, Message::new("print-logo")))
}

/// Reads a font.
///
/// # Errors
/// Where it is no font inside the handbook's folder.
pub fn font(root: &Path, path: &At<String>, source: &Arc<Source>) -> Result<Face, Finding> {
    let bytes = bytes(root, path, source)?;
    Face::read(&bytes).ok_or_else(|| bad(path, source, Message::new("print-font")))
}

fn bytes(root: &Path, path: &At<String>, source: &Arc<Source>) -> Result<Vec<u8>, Finding> {
    let outside = Path::new(path.as_str()).is_absolute() || path.split(['/', '\\']).any(|part| part == "..");
    if outside || file::leads_outside(root, path) {
        return Err(bad(path, source, Message::new("print-outside").with("path", path.as_str())));
    }
    std::fs::read(root.join(path.as_str())).map_err(|error| {
        let message = Message::new("print-unreadable").with("path", path.as_str());
        bad(path, source, message.with("reason", error.to_string()))
    })
}

fn bad(at: &At<String>, source: &Arc<Source>, message: Message) -> Finding {
    Finding::new(Rule::BadSource, at.place(source), message)
}
