//! Stage 4, render: a presentable edition to bytes in memory. HTML, PDF, search and reports are views of the
//! one model that check has passed.

mod conformance;
pub mod context;
pub mod html;
mod logo;
mod pages;
pub mod register;
mod rendering;
pub mod report;
pub mod sarif;
pub mod search;
mod shared;
mod templates;

pub use pages::{FRONT, front, head};
pub use rendering::Rendering;
pub use shared::Shared;
pub use templates::Theme;

/// A file of the site, by its path below the edition's folder.
#[derive(Debug)]
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
}

impl File {
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        File { path: path.into(), bytes: bytes.into() }
    }
}
