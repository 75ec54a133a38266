//! Templates and theme: embedded, and overridable one by one by a file of the same name beside the handbook.

use std::collections::BTreeMap;

use pulldown_cmark_escape::escape_html;
use tera::{Context, Kwargs, State, Tera};

use crate::load::{Failure, Handbook};
use crate::message::{Language, Message, say_named};
use crate::render::File;
use crate::render::logo::Logo;

macro_rules! embedded {
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_bytes!(concat!("../../", $folder, "/", $name)) as &[u8])),*]
    };
}

const TEMPLATES: &[(&str, &[u8])] = embedded!("templates":
    "base.html" "conformance.html" "contents.html" "document.html" "form.html" "forms.html" "front.html" "parts.html"
    "standards.html");

const THEME: &[(&str, &[u8])] =
    embedded!("theme": "favicon.svg" "form.css" "search.css" "search.js" "site.css" "site.js");

/// The look of a site: its templates, and the files that its pages load.
pub struct Theme {
    tera: Tera,
    files: BTreeMap<String, Vec<u8>>,
}

/// What most pages have room in, in bytes.
const PAGE: usize = 1 << 15;

/// The colour that the theme has of its own.
const COLOR: &str = "#12606a";

impl Theme {
    /// The embedded theme in the handbook's colour, with what its `templates/` and `theme/` put in its place.
    ///
    /// # Errors
    /// Where a template can't be read; the message names it and the line.
    pub fn load(handbook: &Handbook) -> Result<Theme, Failure> {
        let (root, language) = (&handbook.root, handbook.manifest.language);
        let mut tera = Tera::new();
        tera.register_function("t", move |kwargs: Kwargs, _: &State| -> tera::TeraResult<String> {
            let key: String = kwargs.must_get("key")?;
            say_named(&key, language)
                .ok_or_else(|| tera::Error::message(format!("no sentence is called {key}")))
        });
        let mut templates = Vec::new();
        for (name, bytes) in TEMPLATES {
            let own = std::fs::read_to_string(root.join("templates").join(name));
            let text = own.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned());
            templates.push(((*name).to_owned(), with_sentences(&text, language)));
        }
        tera.add_raw_templates(templates).map_err(|error| failure(&error))?;
        let mut files = BTreeMap::new();
        for (name, bytes) in THEME {
            let own = std::fs::read(root.join("theme").join(name));
            files.insert(format!("theme/{name}"), own.unwrap_or_else(|_| bytes.to_vec()));
        }
        if let Some(color) = &handbook.manifest.color {
            if let Some(css) = files.get_mut("theme/site.css") {
                css.extend(format!(":root {{ --brand: {}; }}\n", color.as_str()).bytes());
            }
            if let Some(icon) = files.get_mut("theme/favicon.svg") {
                *icon = String::from_utf8_lossy(icon).replace(COLOR, color).into_bytes();
            }
        }
        let read = |path: &str| std::fs::read(root.join(path)).ok();
        let logo = handbook.logo.as_ref().and_then(|logo| Logo::read(&read(&logo.path)?));
        // Shown from `theme/logo.png`.
        tera.global_context().insert("logo", &logo);
        files.extend(logo.iter().map(|logo| ("theme/logo.png".to_owned(), logo.bytes.clone())));
        // Further files of the handbook's own theme: a picture, a font.
        for entry in std::fs::read_dir(root.join("theme")).into_iter().flatten().filter_map(Result::ok) {
            let name = format!("theme/{}", entry.file_name().to_string_lossy());
            if let Ok(bytes) = std::fs::read(entry.path()) {
                files.entry(name).or_insert(bytes);
            }
        }
        Ok(Theme { tera, files })
    }

    /// Renders a template.
    ///
    /// # Errors
    /// Where an overriding template asks for what there isn't.
    pub fn page(&self, template: &str, context: &Context) -> Result<Vec<u8>, Failure> {
        let mut html = Vec::with_capacity(PAGE);
        self.tera.render_to(template, context, &mut html).map_err(|error| failure(&error))?;
        Ok(html)
    }

    /// The files that every edition carries.
    pub fn files(&self) -> impl Iterator<Item = File> {
        self.files.iter().map(|(path, bytes)| File::new(path.clone(), bytes.clone()))
    }
}

/// Puts the sentences in that a template asks for by themselves, `{{ t(key="…") }}`: they are the same on all pages.
fn with_sentences(template: &str, language: Language) -> String {
    const OPEN: &str = "{{ t(key=\"";
    const CLOSE: &str = "\") }}";
    let mut pieces = template.split(OPEN);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let said = piece.split_once(CLOSE).and_then(|(key, rest)| Some((say_named(key, language)?, rest)));
        match said {
            Some((sentence, rest)) => {
                let _ = escape_html(&mut text, &sentence);
                text.push_str(rest);
            }
            // Tera says what is wrong.
            None => text.extend([OPEN, piece]),
        }
    }
    text
}

fn failure(error: &tera::Error) -> Failure {
    let mut reasons = vec![error.to_string()];
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        reasons.push(inner.to_string());
        source = inner.source();
    }
    Failure(Message::new("template-failed").with("reason", reasons.join(": ")))
}
