//! Stage 4, render: a presentable edition to bytes in memory. HTML, PDF, search and reports are views of the
//! one model that check has passed.

mod conformance;
pub mod context;
pub mod html;
mod logo;
mod pages;
pub mod register;
pub mod report;
pub mod sarif;
pub mod search;
mod shared;
mod templates;

pub use pages::{Options, edition, front, head};
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

/// A whole edition, rendered. Only render makes one, and only out of what check let pass.
#[derive(Debug)]
pub struct Rendered {
    id: String,
    draft: bool,
    files: Vec<File>,
    /// Files to be copied as they are: from, and their path below the edition's folder.
    copies: Vec<(std::path::PathBuf, String)>,
}

impl Rendered {
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn is_draft(&self) -> bool {
        self.draft
    }

    pub fn files(&self) -> &[File] {
        &self.files
    }

    pub fn copies(&self) -> &[(std::path::PathBuf, String)] {
        &self.copies
    }
}
