//! Stage 1, load: files to typed sources. Nothing is merged here; every value keeps its place.

pub mod approval;
pub mod date;
pub mod document;
pub mod edition;
mod file;
mod guard;
pub mod lock;
pub mod manifest;
mod preprocess;
mod print;
pub mod standard;
pub mod summary;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::clause::Part;
use crate::finding::Finding;
use crate::form::{self, Form, Picture};
use crate::message::Message;
use crate::prose::Prose;
use crate::rule::Rule;
use crate::source::{Place, Source};
use approval::Approval;
use document::Document;
use edition::{EditionSource, Editions};
use lock::Lock;
use manifest::Manifest;
use summary::Entry;

/// A command that could not be carried out (exit code 2): there is no handbook to speak of.
#[derive(Debug)]
pub struct Failure(pub Message);

/// The group's handbook and the editions made of it, as their writers left them.
#[derive(Debug, Default)]
pub struct Handbook {
    /// The folder that the sources' paths are relative to.
    pub root: PathBuf,
    /// A plain mdBook: no standards, forms or editions.
    pub plain: bool,
    /// handbook.yaml, or the book.toml of a plain mdBook.
    pub source: Arc<Source>,
    pub manifest: Manifest,
    pub summary: Vec<Entry>,
    /// SUMMARY.md
    pub summary_source: Arc<Source>,
    /// In reading order.
    pub documents: Vec<Arc<Document>>,
    pub forms: Vec<Form>,
    pub editions: Editions,
    /// What the group has approved of local wordings.
    pub approvals: Vec<Approval>,
    /// approvals.yaml
    pub approvals_source: Arc<Source>,
    /// Files that are published as they are: pictures and the like.
    pub assets: Vec<String>,
    /// Drawn at the head of forms.
    pub logo: Option<Arc<Picture>>,
    /// What is wrong with the group's sources by themselves.
    pub findings: Vec<Finding>,
    /// SHA-256 of all that only the group may write, once somebody asks.
    pub fingerprint: OnceLock<Vec<u8>>,
}

impl Handbook {
    pub fn document_at(&self, path: &str) -> Option<&Arc<Document>> {
        self.documents.iter().find(|document| document.path == path)
    }

    /// Whether SUMMARY.md can't be read: a finding says so, and nothing can be said about the rest.
    pub fn bookless(&self) -> bool {
        self.summary_source.path.is_empty()
    }
}

/// Reads the handbook in `root`.
///
/// # Errors
/// Where `root` is no handbook's folder, or a preprocessor fails. What is wrong inside the sources is no
/// failure but findings.
pub fn load(root: &Path) -> Result<Handbook, Failure> {
    load_after(root, None)
}

/// The same, where the documents that have not changed since `before` are taken from there.
///
/// # Errors
/// As of [`load`].
pub fn load_after(root: &Path, before: Option<&Handbook>) -> Result<Handbook, Failure> {
    if root.join("handbook.yaml").is_file() {
        return handbook(root, before);
    }
    if root.join("book.toml").is_file() || root.join("src/SUMMARY.md").is_file() {
        return plain_mdbook(root);
    }
    let id = if root.is_dir() { "not-a-handbook" } else { "no-such-folder" };
    Err(Failure(Message::new(id).with("folder", root.display().to_string())))
}

fn handbook(root: &Path, before: Option<&Handbook>) -> Result<Handbook, Failure> {
    let mut handbook = Handbook { root: root.to_owned(), ..Handbook::default() };
    let findings = &mut handbook.findings;
    match file::read(root, "handbook.yaml", findings) {
        Ok(source) => handbook.source = source,
        Err(finding) => findings.push(finding),
    }
    if findings.is_empty() {
        match manifest::read(&handbook.source) {
            Ok(manifest) => handbook.manifest = manifest,
            Err(finding) => findings.push(finding),
        }
    }
    for_print(&mut handbook);
    let mut chapters = None;
    if !handbook.manifest.preprocessors.is_empty() {
        let config = preprocess::for_handbook(&handbook.manifest.preprocessors)?;
        chapters = Some(preprocess::run(root, config)?);
    }
    read_book(&mut handbook, chapters.as_ref(), before);
    let (forms, form_findings) = forms(root, "forms");
    handbook.forms = forms;
    handbook.findings.extend(form_findings);
    if root.join("approvals.yaml").is_file() {
        let source = file::read(root, "approvals.yaml", &mut handbook.findings);
        match source.and_then(|source| Ok((approval::read(&source)?, source))) {
            Ok((approvals, source)) => (handbook.approvals, handbook.approvals_source) = (approvals, source),
            Err(finding) => handbook.findings.push(finding),
        }
    }
    handbook.editions = editions(&handbook);
    unlisted(&mut handbook);
    Ok(handbook)
}

/// Reads what handbook.yaml names for print.
fn for_print(handbook: &mut Handbook) {
    let Handbook { root, manifest, source, findings, .. } = handbook;
    findings.extend(manifest.address.as_ref().and_then(|address| print::address(address, source)));
    let mut faces = Vec::new();
    for path in &manifest.fonts {
        match print::font(root, path, source) {
            Ok(face) => faces.push(face),
            Err(finding) => findings.push(finding),
        }
    }
    form::fall_back_on(faces);
    match manifest.logo.as_ref().map(|path| print::logo(root, path, source)) {
        Some(Ok(logo)) => handbook.logo = Some(Arc::new(logo)),
        Some(Err(finding)) => findings.push(finding),
        None => {}
    }
}

fn plain_mdbook(root: &Path) -> Result<Handbook, Failure> {
    let config = match root.join("book.toml").is_file() {
        true => preprocess::book_toml(root)?,
        false => Default::default(),
    };
    let mut handbook = Handbook { root: root.join(&config.book.src), plain: true, ..Handbook::default() };
    let title = config.book.title.clone().unwrap_or_default();
    handbook.manifest.title.value = title;
    handbook.manifest.publisher.value = config.book.authors.join(", ");
    if config.book.language.as_deref().is_some_and(|language| language.starts_with("en")) {
        handbook.manifest.language = crate::message::Language::English;
    }
    let chapters = preprocess::run(root, config)?;
    read_book(&mut handbook, Some(&chapters), None);
    Ok(handbook)
}

/// Reads SUMMARY.md, the documents it names, and what lies beside them.
fn read_book(handbook: &mut Handbook, chapters: Option<&preprocess::Chapters>, before: Option<&Handbook>) {
    let root = handbook.root.clone();
    let summary = match file::read(&root, "SUMMARY.md", &mut handbook.findings) {
        Ok(source) => source,
        Err(finding) => return handbook.findings.push(finding),
    };
    match summary::read(&summary) {
        Ok(entries) => (handbook.summary, handbook.summary_source) = (entries, Arc::clone(&summary)),
        Err(finding) => return handbook.findings.push(finding),
    }
    let mut listed = Vec::new();
    summary::chapters(&handbook.summary, &mut |title, path| {
        listed.extend(path.map(|path| (title.to_owned(), path.to_owned())));
    });
    let mut seen = BTreeSet::new();
    listed.retain(|(_, path)| seen.insert(path.clone()));
    let known =
        before.filter(|_| chapters.is_none()).map(|before| known(handbook, before)).unwrap_or_default();
    let reader = Reader {
        root: &root,
        chapters,
        plain: handbook.plain,
        manifest: &handbook.manifest,
        summary: &summary,
        known,
    };
    let read: Vec<_> = listed
        .par_iter()
        .map(|(title, path)| {
            let mut findings = Vec::new();
            (reader.document(title, path, &mut findings), findings)
        })
        .collect();
    for (document, findings) in read {
        handbook.documents.extend(document);
        handbook.findings.extend(findings);
    }
    let (inside, outside): (Vec<_>, Vec<_>) =
        assets(&root).into_iter().partition(|path| !file::leads_outside(&root, path));
    handbook.assets = inside;
    handbook.findings.extend(outside.into_iter().map(|path| {
        let place = Place::file(&Source::new(path, ""));
        Finding::new(Rule::BadSource, place, Message::new("link-outside"))
    }));
}

/// The documents of `before` that read the same in `now` if their files do, by path. One with findings is read again.
fn known<'b>(now: &Handbook, before: &'b Handbook) -> HashMap<&'b str, &'b Arc<Document>> {
    // What is known of a document depends on the fonts, too: they may have changed.
    let same = now.source.text == before.source.text
        && now.summary_source.text == before.summary_source.text
        && now.manifest.fonts.is_empty();
    let faulty: HashSet<&str> =
        before.findings.iter().map(|finding| finding.place.source.path.as_str()).collect();
    let known = before.documents.iter().filter(|document| same && !faulty.contains(document.path.as_str()));
    known.map(|document| (document.path.as_str(), document)).collect()
}

/// What it takes to read a document.
struct Reader<'r> {
    root: &'r Path,
    chapters: Option<&'r preprocess::Chapters>,
    plain: bool,
    manifest: &'r Manifest,
    summary: &'r Arc<Source>,
    known: HashMap<&'r str, &'r Arc<Document>>,
}

impl Reader<'_> {
    /// The document that SUMMARY.md calls `title`.
    fn document(&self, title: &str, path: &str, findings: &mut Vec<Finding>) -> Option<Arc<Document>> {
        if let Some(chapter) = self.chapters.and_then(|chapters| chapters.get(path)) {
            let source = Source::new(path, chapter.text.as_str());
            let mut document = document::read(&source, path, Some(title), self.manifest, findings);
            if self.plain {
                document.path = chapter.published.clone();
                document.id.value = chapter.published.trim_end_matches(".md").to_owned();
            }
            return Some(Arc::new(document));
        }
        let full = self.root.join(path);
        if let Some(known) = self.known.get(path)
            && std::fs::read(&full).is_ok_and(|bytes| bytes == known.source.text.as_bytes())
            && !file::leads_outside(self.root, path)
        {
            return Some(Arc::clone(known));
        }
        if !full.is_file() {
            let message = Message::new("summary-missing-file").with("path", path);
            findings.push(Finding::new(Rule::BadSource, Place::of(self.summary, path), message));
            return None;
        }
        match file::read(self.root, path, findings) {
            Ok(source) => Some(Arc::new(document::read(&source, path, Some(title), self.manifest, findings))),
            Err(finding) => {
                findings.push(finding);
                None
            }
        }
    }
}

/// The forms in `folder`, by file name.
fn forms(root: &Path, folder: &str) -> (Vec<Form>, Vec<Finding>) {
    let mut forms = Vec::new();
    let mut findings = Vec::new();
    for path in files(root, folder, &["yaml", "yml"]) {
        match file::read(root, &path, &mut findings).and_then(|source| form::read(&source)) {
            Ok(form) => forms.push(form),
            Err(finding) => findings.push(finding),
        }
    }
    (forms, findings)
}

/// The files below `root/folder` with one of the endings, in the order of their names.
fn files(root: &Path, folder: &str, endings: &[&str]) -> Vec<String> {
    let walk = WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().filter_map(Result::ok);
    walk.filter(|entry| !entry.file_type().is_dir())
        .filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/")))
        .filter(|path| endings.iter().any(|ending| path.ends_with(&format!(".{ending}"))))
        .collect()
}

fn editions(handbook: &Handbook) -> Editions {
    let root = handbook.root.join("editions");
    let Ok(folders) = std::fs::read_dir(&root) else { return Editions::new() };
    let mut ids: Vec<String> = folders
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    ids.sort();
    ids.into_par_iter().map(|id| (id.clone(), edition(handbook, id))).collect()
}

fn edition(handbook: &Handbook, id: String) -> EditionSource {
    let root = &handbook.root;
    let folder = format!("editions/{id}");
    let path = format!("{folder}/edition.yaml");
    let mut findings = Vec::new();
    let mut keys = edition::Keys::default();
    let source = match file::read(root, &path, &mut findings) {
        Ok(source) => source,
        Err(finding) => {
            let source = Arc::clone(&finding.place.source);
            findings.push(finding);
            source
        }
    };
    if findings.iter().all(|finding| !Arc::ptr_eq(&finding.place.source, &source)) {
        match edition::keys(&source) {
            Ok(read) => keys = read,
            Err(finding) => findings.push(finding),
        }
    }
    let standards = edition::tightenings(&keys, &source, &handbook.manifest, &mut findings);
    let mut amendments = Vec::new();
    let mut documents = Vec::new();
    for path in files(root, &folder, &["md"]) {
        let inside = path[folder.len() + 1..].to_owned();
        match file::read(root, &path, &mut findings) {
            Ok(source) if handbook.document_at(&inside).is_some() => {
                amendments.extend(edition::amendments(&source, &inside, &mut findings));
            }
            Ok(source) => {
                guard::check(&source, 0..source.text.len(), &mut findings);
                documents.push(document::read(&source, &inside, None, &handbook.manifest, &mut findings));
            }
            Err(finding) => findings.push(finding),
        }
    }
    for path in files(root, &folder, &["yaml", "yml"]) {
        if path.rsplit('/').next().is_some_and(|name| name.starts_with("approvals.")) {
            let source = Source::new(path, "");
            findings.push(Finding::new(
                Rule::BadSource,
                Place::file(&source),
                Message::new("approvals-in-edition"),
            ));
        }
    }
    let (forms, form_findings) = forms(root, &format!("{folder}/forms"));
    findings.extend(form_findings);
    let mut lock = Lock::default();
    let lock_path = format!("{folder}/edition.lock");
    if root.join(&lock_path).exists() {
        match file::read(root, &lock_path, &mut findings).and_then(|source| Lock::read(&source)) {
            Ok(read) => lock = read,
            Err(finding) => findings.push(finding),
        }
    }
    let fills = edition::fills(&keys).into_iter().map(|(title, text)| {
        let prose = Prose::paragraph(&text, text.range.clone());
        (title, vec![Part::Prose(prose)])
    });
    let fills = fills.collect();
    EditionSource { id, source, keys, standards, fills, amendments, documents, forms, lock, findings }
}

/// Markdown in the group's folder that SUMMARY.md does not name: nobody will ever read it.
fn unlisted(handbook: &mut Handbook) {
    if handbook.bookless() {
        return;
    }
    let listed: BTreeSet<&str> = handbook.documents.iter().map(|d| d.path.as_str()).collect();
    let mut findings = Vec::new();
    for path in files(&handbook.root, "", &["md"]) {
        let known = path == "SUMMARY.md" || path.starts_with("editions/") || listed.contains(path.as_str());
        let missing = handbook.findings.iter().any(|finding| finding.place.source.path == path);
        if !known && !missing {
            let place = Place::file(&Source::new(path.as_str(), ""));
            let message = Message::new("unlisted-document").with("path", path.as_str());
            findings.push(Finding::new(Rule::UnlistedDocument, place, message).about(path));
        }
    }
    handbook.findings.extend(findings);
}

/// What is published as it is: every file but the sources themselves.
fn assets(root: &Path) -> Vec<String> {
    let skip = |path: &str| {
        path.starts_with("editions/")
            || path.starts_with("forms/")
            || path.starts_with("templates/")
            || path.starts_with("theme/")
            || path.split('/').any(|part| part.starts_with('.'))
    };
    // Cameras write their endings in capitals.
    const PUBLISHED: [&str; 15] = [
        "png", "PNG", "jpg", "JPG", "jpeg", "JPEG", "gif", "svg", "webp", "avif", "ico", "pdf", "mp4",
        "webm", "txt",
    ];
    let mut assets = files(root, "", &PUBLISHED);
    assets.retain(|path| !skip(path));
    assets
}
