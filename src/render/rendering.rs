//! An edition on its way out: what there is of it, and each piece rendered when it is wanted.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::check::Presentable;
use crate::load::Failure;
use crate::render::pages::{Site, contents_path};
use crate::render::search::{self, Unit};
use crate::render::shared::{Shared, Text};
use crate::render::{File, Theme};
use crate::resolve::reference::page_path;

/// Where the book stands, below the edition's folder.
pub const BOOK: &str = "handbook.pdf";

/// An edition that may be shown. Only render makes one, and only out of what check let pass.
pub struct Rendering<'a, 'h> {
    site: Site<'a, 'h>,
    /// The search index of a site that is not written but looked at.
    index: OnceLock<Vec<File>>,
}

/// What is rendered in one go.
#[derive(Clone, Copy)]
enum Item {
    Document(usize),
    Form(usize),
    Contents,
    Standards,
    Conformance,
    Forms,
    Navigation,
    Book,
}

impl<'a, 'h: 'a> Rendering<'a, 'h> {
    /// With the whole edition for print where `book` says so. Where there are other editions, what they have in common
    /// is `shared`.
    pub fn new<P: Presentable<'a, 'h>>(
        presentable: P,
        theme: &'a Theme,
        book: bool,
        shared: Option<&'a Shared<'h>>,
    ) -> Self {
        let site = Site::new(presentable.checked(), P::DRAFT, theme, book.then_some(BOOK), shared);
        Rendering { site, index: OnceLock::new() }
    }

    pub fn id(&self) -> &'h str {
        self.site.edition.id
    }

    pub fn is_draft(&self) -> bool {
        self.site.draft
    }

    /// Files to be copied as they are: from, and their path below the edition's folder.
    pub fn copies(&self) -> impl Iterator<Item = (PathBuf, &'h str)> {
        let handbook = self.site.edition.handbook;
        handbook.assets.iter().map(|path| (handbook.root.join(path), path.as_str()))
    }

    /// Hands every file to `out`, from all threads at once, and holds none of them.
    ///
    /// # Errors
    /// Where an overriding template fails, or `out` does.
    pub fn write(&self, out: &(dyn Fn(File) -> Result<(), Failure> + Sync)) -> Result<(), Failure> {
        let site = &self.site;
        let documents = (0..site.edition.documents.len()).into_par_iter().map(|at| {
            let (file, text) = site.document(at)?;
            out(file)?;
            // A body that no other edition can want is not kept.
            let units = text.units.clone();
            Ok((site.shared.is_some().then_some(text), units))
        });
        let documents: Vec<(Option<Arc<Text>>, Vec<Arc<Unit>>)> = documents.collect::<Result<_, _>>()?;
        let (texts, units): (Vec<_>, Vec<_>) = documents.into_iter().unzip();
        if let Some(shared) = site.shared {
            shared.keep(site.edition, &site.titles, &texts.into_iter().flatten().collect::<Vec<_>>());
        }
        self.others().par_iter().try_for_each(|item| self.render(*item)?.into_iter().try_for_each(out))?;
        site.theme.files().try_for_each(out)?;
        self.search(units.into_iter().flatten()).into_par_iter().try_for_each(out)
    }

    /// The file at a path below the edition's folder, if there is one.
    ///
    /// # Errors
    /// Where an overriding template fails.
    pub fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let is_it = |file: &File| file.path == path;
        if path.starts_with("search/") {
            let documents = &self.site.edition.documents;
            let units = || documents.par_iter().flat_map_iter(|laid| self.site.text(laid).units.clone());
            let index = self.index.get_or_init(|| self.search(units().collect::<Vec<_>>().into_iter()));
            return Ok(index.iter().find(|file| is_it(file)).map(|file| file.bytes.clone()));
        }
        let files = match self.item(path) {
            Some(item) => self.render(item)?,
            None => self.site.theme.files().collect(),
        };
        Ok(files.into_iter().find(is_it).map(|file| file.bytes))
    }

    /// All but the documents.
    fn others(&self) -> Vec<Item> {
        let mut items = vec![Item::Contents, Item::Navigation];
        if !self.site.edition.handbook.plain {
            items.extend([Item::Standards, Item::Conformance, Item::Forms]);
            items.extend((0..self.site.edition.forms.len()).map(Item::Form));
        }
        items.extend(self.site.book.map(|_| Item::Book));
        items
    }

    /// What has a file of this path.
    fn item(&self, path: &str) -> Option<Item> {
        let edition = self.site.edition;
        if let Some(at) = edition.documents.iter().position(|laid| page_path(&laid.document.path) == path) {
            return Some(Item::Document(at));
        }
        let item = match path {
            "nav.js" => Item::Navigation,
            "standards.html" => Item::Standards,
            "conformance.html" | "conformance.json" => Item::Conformance,
            "forms.html" => Item::Forms,
            BOOK => return self.site.book.map(|_| Item::Book),
            _ if path == contents_path(edition) => Item::Contents,
            _ => {
                let form = path.strip_prefix("forms/")?.rsplit_once('.')?.0;
                let is_it = |id: &str| form == id || form.strip_suffix("-fillable") == Some(id);
                Item::Form(edition.forms.iter().position(|laid| is_it(&laid.source.id))?)
            }
        };
        (!edition.handbook.plain || matches!(item, Item::Contents | Item::Navigation)).then_some(item)
    }

    fn render(&self, item: Item) -> Result<Vec<File>, Failure> {
        let site = &self.site;
        Ok(match item {
            Item::Document(at) => vec![site.document(at)?.0],
            Item::Form(at) => site.form(&site.edition.forms[at])?,
            Item::Contents => vec![site.contents()?],
            Item::Standards => vec![site.standards()?],
            Item::Conformance => site.conformance()?.into(),
            Item::Forms => vec![site.forms()?],
            Item::Navigation => vec![site.navigation()],
            Item::Book => vec![File::new(BOOK, site.book().pdf())],
        })
    }

    /// The index of what the documents say, and the forms.
    fn search(&self, documents: impl Iterator<Item = Arc<Unit>>) -> Vec<File> {
        let site = &self.site;
        let units: Vec<_> = documents.chain(site.form_units()).collect();
        let known = site.shared.map(|shared| &shared.shards);
        let files = search::index(&units, &site.edition.handbook.manifest.synonyms, known);
        files.into_iter().map(|file| File::new(file.path, file.bytes)).collect()
    }
}
