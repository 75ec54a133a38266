//! mdBook's own reading of a book: for a plain mdBook, and for the preprocessors that a handbook names.

use std::collections::BTreeMap;
use std::path::Path;

use mdbook_driver::MDBook;
use mdbook_driver::builtin_renderers::CmdRenderer;
use mdbook_driver::config::Config;

use crate::load::Failure;
use crate::message::Message;

/// What preprocessors made of each chapter, by its path in the sources.
pub type Chapters = BTreeMap<String, Chapter>;

/// A chapter as mdBook hands it to a renderer.
pub struct Chapter {
    pub text: String,
    /// Where mdBook would publish it: README.md becomes index.md.
    pub published: String,
}

/// Runs the preprocessors that `config` names over the book in `root`, as `mdbook build` would for HTML.
pub fn run(root: &Path, mut config: Config) -> Result<Chapters, Failure> {
    // On by default, and it writes into the sources.
    config.build.create_missing = false;
    let failed = |error: mdbook_driver::errors::Error| {
        let reason = error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
        Failure(Message::new("mdbook-failed").with("reason", reason))
    };
    let book = MDBook::load_with_config(root, config).map_err(failed)?;
    // Preprocessors ask only for the renderer's name.
    let html = CmdRenderer::new("html".to_owned(), String::new());
    let (book, _) = book.preprocess_book(&html).map_err(failed)?;
    let slashed = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let chapters = book.chapters().filter_map(|chapter| {
        let source = chapter.source_path.as_deref()?;
        let published = chapter.path.as_deref().unwrap_or(source);
        Some((slashed(source), Chapter { text: chapter.content.clone(), published: slashed(published) }))
    });
    Ok(chapters.collect())
}

/// The configuration of a plain mdBook.
pub fn book_toml(root: &Path) -> Result<Config, Failure> {
    Config::from_disk(root.join("book.toml")).map_err(|error| {
        let reason = error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
        Failure(Message::new("mdbook-failed").with("reason", reason))
    })
}

/// A configuration that runs just `preprocessors` over a handbook's own folder.
pub fn for_handbook(preprocessors: &BTreeMap<String, serde_json::Value>) -> Result<Config, Failure> {
    let mut config = Config::default();
    config.book.src = ".".into();
    for (name, settings) in preprocessors {
        config
            .set(format!("preprocessor.{name}"), settings)
            .map_err(|error| Failure(Message::new("mdbook-failed").with("reason", error.to_string())))?;
    }
    Ok(config)
}
