//! The pages of an edition.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use crate::book::Book;
use crate::check::Checked;
use crate::form;
use crate::load::document::Document;
use crate::load::summary::Entry;
use crate::load::{Failure, Handbook};
use crate::message::{Language, say, say_bound};
use crate::render::context::*;
use crate::render::html;
use crate::render::shared::{Shared, Text};
use crate::render::templates::Theme;
use crate::render::{File, conformance, register, report, search};
use crate::resolve::reference::{Titles, cite, page_path};
use crate::resolve::{Edition, EditionDocument, EditionForm, EditionStandard, context, meta, walk};

/// What all pages of one edition share.
pub struct Site<'a, 'h> {
    checked: &'a Checked<'h>,
    pub edition: &'a Edition<'h>,
    pub titles: Titles<'h>,
    head: EditionHead,
    /// What every page is rendered with.
    context: tera::Context,
    pub theme: &'a Theme,
    language: Language,
    pub draft: bool,
    /// The path of the book, where it is asked for.
    pub book: Option<&'static str>,
    entries: Vec<ContentsEntry>,
    /// What each page stands under, by its path; links are relative to the edition's folder.
    trails: HashMap<String, Vec<LinkTo>>,
    forms: Vec<FormRow>,
    /// The standards in reading order, with the number of the clause that states each.
    standards: Vec<(&'a EditionStandard<'h>, String)>,
    /// The same as rows of a table.
    rows: OnceLock<Vec<StandardRow>>,
    /// Titles of the standards that a clause states, by the document's id and the clause's number.
    stated: HashMap<&'h str, Vec<(String, &'h str)>>,
    pub shared: Option<&'a Shared<'h>>,
}

impl<'a, 'h> Site<'a, 'h> {
    pub fn new(
        checked: &'a Checked<'h>,
        draft: bool,
        theme: &'a Theme,
        book: Option<&'static str>,
        shared: Option<&'a Shared<'h>>,
    ) -> Self {
        let edition = &checked.edition;
        let standards = register::in_order(edition);
        let mut stated: HashMap<_, Vec<_>> = HashMap::new();
        for (standard, clause) in &standards {
            let said = (clause.clone(), standard.standard.title.as_str());
            stated.entry(standard.document.id.as_str()).or_default().push(said);
        }
        let entries = contents_entries(edition);
        let head = head(edition);
        let mut context = tera::Context::new();
        let forms: Vec<FormRow> =
            edition.forms_by_code().into_iter().map(|laid| form_row(laid, edition)).collect();
        context.insert("edition", &head);
        context.insert("forms", &forms);
        Site {
            head,
            context,
            standards,
            rows: OnceLock::new(),
            stated,
            shared,
            checked,
            edition,
            titles: Titles::of(edition),
            theme,
            language: edition.handbook.manifest.language,
            draft,
            book,
            trails: trails(&entries, contents_path(edition)),
            entries,
            forms,
        }
    }

    fn page(
        &self,
        path: &str,
        title: &str,
        template: &str,
        name: &'static str,
        value: &impl serde::Serialize,
    ) -> Result<File, Failure> {
        let page = Page {
            lang: self.language.tag(),
            title,
            root: root(path),
            path,
            contents: contents_path(self.edition),
            draft: self.draft,
        };
        let mut context = self.context.clone();
        context.insert("page", &page);
        context.insert(name, value);
        Ok(File::new(path, self.theme.page(template, &context)?))
    }

    /// A document's page, and what it says.
    pub fn document(&self, at: usize) -> Result<(File, Arc<Text>), Failure> {
        let documents = &self.edition.documents;
        let laid = &documents[at];
        let document = laid.document;
        let path = page_path(&document.path);
        let root = root(&path);
        let text = self.text(laid);
        let neighbour = |at: Option<usize>| {
            let document = documents.get(at?)?.document;
            Some(LinkTo {
                title: document.title.value.clone(),
                url: format!("{root}{}", page_path(&document.path)),
            })
        };
        let said = |value: &'h Option<crate::source::At<String>>| value.as_ref().map(|v| v.as_str());
        let mut depth = document.depth;
        if laid.amended {
            walk(&laid.parts, &mut |clause| depth = depth.max(clause.number.split('.').count()));
        }
        let page = DocumentPage {
            depth,
            kind: kind_id(document),
            code: said(&document.code),
            version: said(&document.version),
            prepared_by: said(&document.prepared_by),
            reviewed_by: said(&document.reviewed_by),
            approved_by: said(&document.approved_by),
            effective: document.effective.as_ref().map(|date| date.value.to_string()),
            revisions: document.revisions.iter().map(revision).collect(),
            local: (laid.layer > 0).then(|| self.edition.layer_title(laid.layer)),
            is_titled: !document.is_regulation() && text.body.contains("<h1"),
            is_amended: memchr::memmem::find(text.body.as_bytes(), b"data-local=").is_some(),
            body: &text.body,
            contents: &text.contents,
            breadcrumbs: self.breadcrumbs(&path, &root),
            previous: neighbour(at.checked_sub(1)),
            next: neighbour(Some(at + 1)),
            forms: self.forms_of(document, &root),
        };
        let file = self.page(&path, &document.title, "document.html", "document", &page)?;
        Ok((file, text))
    }

    /// What a document says in this edition, for its page and for search.
    pub fn text(&self, laid: &EditionDocument<'h>) -> Arc<Text> {
        if let Some(text) = self.shared.and_then(|shared| shared.text(self.edition, &self.titles, laid)) {
            return text;
        }
        let path = page_path(&laid.document.path);
        let (body, contents) = html::document(self.edition, &self.titles, laid, self.language, &root(&path));
        let stated = self.stated.get(laid.document.id.as_str()).map_or(&[][..], Vec::as_slice);
        let units = units(self.edition, laid, &path, stated);
        let units = match self.shared {
            Some(shared) => shared.adopt(&laid.document.path, units),
            None => units.into_iter().map(Arc::new).collect(),
        };
        Arc::new(Text { body, contents, units })
    }

    /// The parts and pages that a page stands under.
    fn breadcrumbs(&self, path: &str, root: &str) -> Vec<LinkTo> {
        let trail = self.trails.get(path).map_or(&[][..], Vec::as_slice);
        trail.iter().map(|link| LinkTo { url: format!("{root}{}", link.url), ..link.clone() }).collect()
    }

    fn forms_of(&self, document: &Document, root: &str) -> Vec<LinkTo> {
        let of = |cite: &str| cite.split('#').next() == Some(document.id.as_str());
        let requiring =
            self.edition.forms.iter().filter(|laid| laid.source.cites.iter().any(|cite| of(cite)));
        requiring
            .map(|laid| LinkTo {
                title: laid.form.title.value.clone(),
                url: format!("{root}forms/{}.html", laid.source.id),
            })
            .collect()
    }

    pub fn contents(&self) -> Result<File, Failure> {
        let page =
            ContentsPage { entries: self.entries.clone(), conforms: self.checked.conforms(), pdf: self.book };
        let path = contents_path(self.edition);
        self.page(path, &self.head.title, "contents.html", "contents", &page)
    }

    pub fn book(&self) -> Book<'_, 'h> {
        Book {
            edition: self.edition,
            titles: &self.titles,
            head: &self.head,
            entries: &self.entries,
            language: self.language,
            draft: self.draft,
        }
    }

    fn standard_rows(&self) -> &[StandardRow] {
        let row =
            |(standard, clause): &(&EditionStandard<'h>, String)| self.standard_row(standard, clause.clone());
        self.rows.get_or_init(|| self.standards.iter().map(row).collect())
    }

    fn standard_row(&self, standard: &EditionStandard<'h>, clause: String) -> StandardRow {
        let say_bound = |layer| say_bound(standard.bound_at(layer), self.language);
        let chain = standard.tightenings.iter().map(|(layer, tightening)| StandardStep {
            edition: self.edition.layer_title(*layer).to_owned(),
            value: say_bound(*layer),
            reason: tightening.reason.as_ref().map(|reason| reason.value.clone()),
        });
        let values = (1..=self.edition.layer()).map(|layer| {
            let changed = standard.tightenings.iter().any(|(at, _)| *at == layer);
            let strength = standard.strength_at(layer);
            let raised = if strength > standard.standard.strength { strength.word() } else { "" };
            changed.then(|| format!("{raised} {}", say_bound(layer)).trim().to_owned())
        });
        StandardRow {
            id: standard.standard.id.clone(),
            title: standard.standard.title.value.clone(),
            document: standard.document.title.value.clone(),
            url: format!("{}#{clause}", page_path(&standard.document.path)),
            clause,
            strength: standard.strength().word(),
            group: say_bound(standard.layer),
            local: say_bound(usize::MAX),
            tightened: standard.is_tightened(),
            values: values.collect(),
            chain: chain.collect(),
        }
    }

    pub fn standards(&self) -> Result<File, Failure> {
        let rows = self.standard_rows();
        let tightened = rows.iter().filter(|row| row.tightened).count();
        let page = StandardsPage { rows, tightened };
        self.page(
            "standards.html",
            &say("site-standards", self.language),
            "standards.html",
            "standards",
            &page,
        )
    }

    pub fn conformance(&self) -> Result<[File; 2], Failure> {
        let report = report::edition(self.checked, self.language);
        let details = conformance::details(self.edition, self.standard_rows().to_vec(), self.language);
        #[derive(serde::Serialize)]
        struct Json<'r> {
            #[serde(flatten)]
            edition: &'r report::EditionReport<'r>,
            #[serde(flatten)]
            details: &'r Conformance,
        }
        let json =
            serde_json::to_vec_pretty(&Json { edition: &report, details: &details }).unwrap_or_default();
        let page = conformance::page(&report, details, &self.checked.findings, self.language);
        let title = say("site-conformance", self.language);
        let html = self.page("conformance.html", &title, "conformance.html", "conformance", &page)?;
        Ok([html, File::new("conformance.json", json)])
    }

    pub fn forms(&self) -> Result<File, Failure> {
        self.page("forms.html", &say("site-forms", self.language), "forms.html", "forms", &self.forms)
    }

    /// The contents as every page loads them.
    pub fn navigation(&self) -> File {
        File::new("nav.js", navigation(&self.entries))
    }

    /// What search finds of the forms.
    pub fn form_units(&self) -> impl Iterator<Item = Arc<search::Unit>> {
        let forms = say("site-forms", self.language);
        self.edition.forms.iter().map(move |laid| Arc::new(form_unit(laid, &forms)))
    }

    /// A form's page, its PDF and its PDF to be filled in.
    pub fn form(&self, laid: &EditionForm<'h>) -> Result<Vec<File>, Failure> {
        let row = form_row(laid, self.edition);
        let cites = laid.source.cites.iter().filter_map(|written| cite(self.edition, written));
        let cites =
            cites.map(|cite| LinkTo { title: cite.text(), url: format!("../{}", cite.url()) }).collect();
        let context = context(self.edition, &laid.form, self.draft);
        let sheets = match self.draft {
            // Drafts carry a mark on every sheet.
            true => form::layout(&laid.form, &context).unwrap_or_default(),
            false => laid.sheets.clone(),
        };
        let fillable = format!("forms/{}-fillable.pdf", laid.source.id);
        let (print, fill) = (format!("../{}", row.pdf), format!("../{fillable}"));
        let files = form::Files { pdf: &print, fillable: &fill };
        let page = FormPage {
            body: form::html(&laid.form, &context, &sheets, &files),
            css: form::page_css(&laid.form, context.language),
            cites,
            pages: laid.sheets.len(),
            form: row.clone(),
        };
        let html = self.page(&row.url, &row.title, "form.html", "form", &page)?;
        let meta = meta(self.edition, &laid.form);
        let to_print = File::new(row.pdf, form::pdf(&sheets, &meta));
        Ok(vec![html, to_print, File::new(fillable, form::pdf_fillable(&sheets, &meta))])
    }
}

/// From a page back to the edition's folder: `../`.
fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// Where the contents page stands.
pub fn contents_path(edition: &Edition<'_>) -> &'static str {
    let taken = edition.documents.at("index.md").is_some_and(|laid| laid.document.path == "index.md");
    if taken { "contents.html" } else { "index.html" }
}

fn kind_id(document: &Document) -> &'static str {
    use crate::load::document::Kind;
    match document.kind {
        Kind::Conduct => "conduct",
        Kind::Procedure => "procedure",
        Kind::Phrasebook => "phrasebook",
        Kind::Faq => "faq",
        Kind::Text => "text",
    }
}

fn revision(revision: &crate::load::document::Revision) -> RevisionRow<'_> {
    RevisionRow {
        version: &revision.version,
        date: revision.date.value.to_string(),
        by: revision.by.as_ref().map_or("", |by| by),
        summary: revision.summary.as_ref().map_or("", |summary| summary),
    }
}

/// What an edition says of itself.
pub fn head(edition: &Edition<'_>) -> EditionHead {
    let manifest = &edition.handbook.manifest;
    let keys = edition.own().map(|own| &own.keys);
    let effective = keys.map_or(manifest.effective.as_ref(), |keys| keys.effective.as_ref());
    EditionHead {
        id: edition.id.to_owned(),
        title: edition.title().to_owned(),
        publisher: manifest.publisher.value.clone(),
        handbook: manifest.title.value.clone(),
        version: manifest.version.value.clone(),
        effective: effective.map(|date| date.value.to_string()),
        opens: keys.and_then(|keys| keys.opens.as_ref()).map(|date| date.value.to_string()),
        city: edition
            .layers
            .iter()
            .rev()
            .find_map(|layer| layer.keys.city.as_ref())
            .map(|city| city.value.clone()),
        products: edition.products.iter().map(|product| (*product).to_owned()).collect(),
        is_group: edition.own().is_none(),
        plain: edition.handbook.plain,
        extends: edition.own().map(|_| edition.layer_title(edition.layer() - 1).to_owned()),
    }
}

fn form_row(laid: &EditionForm<'_>, edition: &Edition<'_>) -> FormRow {
    let form = &laid.form;
    let text = |value: &Option<crate::source::At<String>>| value.as_ref().map(|v| v.value.clone());
    FormRow {
        id: laid.source.id.clone(),
        title: form.title.value.clone(),
        pinyin: search::typed(&form.title),
        code: text(&form.code),
        version: text(&form.version),
        retention: text(&form.retention),
        url: format!("forms/{}.html", laid.source.id),
        pdf: format!("forms/{}.pdf", laid.source.id),
        local: laid.layer > 0 && edition.layer() > 0,
    }
}

/// The reading order of the edition: SUMMARY.md's, then the local documents.
fn contents_entries(edition: &Edition<'_>) -> Vec<ContentsEntry> {
    let by_path: BTreeMap<&str, &EditionDocument> =
        edition.documents.iter().map(|laid| (laid.document.source.path.as_str(), laid)).collect();
    let mut entries = summary_entries(&edition.handbook.summary, &by_path);
    for layer in 1..=edition.layer() {
        let own = edition.documents.iter().filter(|laid| laid.layer == layer);
        let mut local: Vec<ContentsEntry> = own.map(|laid| document_entry(laid, None)).collect();
        if !local.is_empty() {
            entries.push(ContentsEntry {
                is_part: true,
                title: edition.layer_title(layer).to_owned(),
                code: None,
                url: None,
                local: true,
                children: Vec::new(),
            });
            entries.append(&mut local);
        }
    }
    entries
}

fn summary_entries(summary: &[Entry], by_path: &BTreeMap<&str, &EditionDocument<'_>>) -> Vec<ContentsEntry> {
    let mut entries = Vec::new();
    for entry in summary {
        match entry {
            Entry::Separator => {}
            Entry::Part(title) => entries.push(ContentsEntry {
                is_part: true,
                title: title.clone(),
                code: None,
                url: None,
                local: false,
                children: Vec::new(),
            }),
            Entry::Chapter { title, path, children } => {
                let mut below = summary_entries(children, by_path);
                let laid = path.as_deref().and_then(|path| by_path.get(path));
                match laid {
                    Some(laid) => {
                        let mut entry = document_entry(laid, Some(title));
                        entry.children = below;
                        entries.push(entry);
                    }
                    // A document that the products leave out gives its place to what stood below it.
                    None if path.is_some() => entries.append(&mut below),
                    None => entries.push(ContentsEntry {
                        is_part: false,
                        title: title.clone(),
                        code: None,
                        url: None,
                        local: false,
                        children: below,
                    }),
                }
            }
        }
    }
    entries
}

fn document_entry(laid: &EditionDocument<'_>, title: Option<&str>) -> ContentsEntry {
    let document = laid.document;
    ContentsEntry {
        is_part: false,
        title: title.unwrap_or(&document.title).to_owned(),
        code: document.code.as_ref().map(|code| code.value.clone()),
        url: Some(page_path(&document.path)),
        local: laid.layer > 0 || laid.amended,
        children: Vec::new(),
    }
}

/// What each page stands under: the part of the contents, and the pages above it.
fn trails(entries: &[ContentsEntry], contents: &str) -> HashMap<String, Vec<LinkTo>> {
    fn below(
        entries: &[ContentsEntry],
        above: &[LinkTo],
        contents: &str,
        trails: &mut HashMap<String, Vec<LinkTo>>,
    ) {
        let mut above_here = above.to_vec();
        for entry in entries {
            let link = |url: &str| LinkTo { title: entry.title.clone(), url: url.to_owned() };
            if entry.is_part {
                above_here.truncate(above.len());
                above_here.push(link(contents));
                continue;
            }
            if let Some(url) = &entry.url {
                trails.entry(url.clone()).or_insert_with(|| above_here.clone());
            }
            if !entry.children.is_empty() {
                let own = link(entry.url.as_deref().unwrap_or(contents));
                let inner: Vec<LinkTo> = above_here.iter().cloned().chain([own]).collect();
                below(&entry.children, &inner, contents, trails);
            }
        }
    }
    let mut trails = HashMap::new();
    below(entries, &[], contents, &mut trails);
    trails
}

/// The navigation that every page of the edition shares: [title, url, is part, [children]].
fn navigation(entries: &[ContentsEntry]) -> String {
    fn nested(entries: &[ContentsEntry]) -> serde_json::Value {
        let rows = entries
            .iter()
            .map(|entry| serde_json::json!([entry.title, entry.url, entry.is_part, nested(&entry.children)]));
        serde_json::Value::Array(rows.collect())
    }
    format!("handbookNav({});\n", nested(entries))
}

/// What search finds: the clauses of a regulation, a text as one page.
fn units(
    edition: &Edition<'_>,
    laid: &EditionDocument<'_>,
    path: &str,
    stated: &[(String, &str)],
) -> Vec<search::Unit> {
    let document = laid.document;
    let title = document.title.value.clone();
    let codes: Vec<String> = document.code.iter().flat_map(|code| spellings(code)).collect();
    if !document.is_regulation() {
        let text = laid.parts.iter().filter_map(|part| match part {
            crate::resolve::Laid::Prose(prose, layer) => Some(edition.plain(prose, *layer, &document.id)),
            _ => None,
        });
        let text = text.collect::<Vec<_>>().join("\n");
        return vec![search::Unit {
            url: path.to_owned(),
            document: title.as_str().into(),
            title,
            text,
            keywords: codes,
        }];
    }
    let said = html::said(edition, laid);
    let called: Arc<str> = title.as_str().into();
    let units = said.into_iter().enumerate().map(|(at, said)| {
        // A standard is found by its title where it is stated, a document by its title and code at its beginning.
        let standards = stated.iter().filter(|(number, _)| *number == said.number);
        let standards = standards.map(|(_, title)| (*title).to_owned());
        let names = std::iter::once(&title).chain(&codes).filter(|_| at == 0).cloned();
        search::Unit {
            url: format!("{path}#{}", said.number),
            document: Arc::clone(&called),
            title: format!("{} {}", said.number, said.title).trim_end().to_owned(),
            text: said.text,
            keywords: names.chain(standards).collect(),
        }
    });
    units.collect()
}

/// A code as it is written, and as it is typed on a phone: KF-JL-01, KFJL01.
fn spellings(code: &str) -> Vec<String> {
    let bare: String = code.chars().filter(|c| c.is_alphanumeric()).collect();
    let also = (bare != code).then_some(bare);
    std::iter::once(code.to_owned()).chain(also).collect()
}

/// A form is found by its title, its code and the words on it.
fn form_unit(laid: &EditionForm<'_>, forms: &str) -> search::Unit {
    let mut form = laid.form.clone();
    let mut words = Vec::new();
    form.texts_mut(|text| words.push(text.value.clone()));
    words.retain(|word| *word != laid.form.title.value);
    search::Unit {
        url: format!("forms/{}.html", laid.source.id),
        document: forms.into(),
        title: laid.form.title.value.clone(),
        text: words.join("\n"),
        keywords: laid.form.code.iter().flat_map(|code| spellings(code)).collect(),
    }
}

/// What stands at the top of the output.
pub const FRONT: [&str; 2] = ["index.html", "editions.js"];

/// At the top of the output: index.html, the editions to choose from, and editions.js, which the pages ask for the
/// others. `published` tells which have a page to open.
///
/// # Errors
/// Where an overriding template fails.
pub fn front(
    handbook: &Handbook,
    checked: &[Checked<'_>],
    published: &dyn Fn(&str) -> bool,
    theme: &Theme,
) -> Result<[File; 2], Failure> {
    let rows = checked.iter().map(|one| EditionRow {
        head: head(&one.edition),
        pinyin: search::typed(one.edition.title()),
        url: published(one.edition.id).then(|| format!("{}/index.html", one.edition.id)),
        conforms: one.conforms(),
        depth: one.edition.layer(),
    });
    let mut editions: Vec<EditionRow> = rows.collect();
    // Cities in the order of their pinyin, a city's company before its projects.
    editions.sort_by_cached_key(|row| {
        (!row.head.is_group, row.head.city.as_deref().map(search::order), row.depth, row.head.id.clone())
    });
    let assets = editions.iter().find(|row| row.url.is_some()).map_or("group", |row| row.head.id.as_str());
    let page = FrontPage {
        lang: handbook.manifest.language.tag(),
        title: &handbook.manifest.title,
        publisher: &handbook.manifest.publisher,
        root: format!("{assets}/"),
        editions,
    };
    let mut context = tera::Context::new();
    context.insert("front", &page);
    let index = File::new(FRONT[0], theme.page("front.html", &context)?);
    Ok([index, File::new(FRONT[1], editions_script(checked, published))])
}

/// The editions that are online, for a page to find itself in them: `[id, title, city, pages it does not have]`.
fn editions_script(checked: &[Checked<'_>], published: &dyn Fn(&str) -> bool) -> String {
    let pages = |one: &Checked<'_>| -> BTreeSet<String> {
        one.edition.documents.iter().map(|laid| page_path(&laid.document.path)).collect()
    };
    let all: BTreeSet<String> = checked.iter().flat_map(pages).collect();
    let online = checked.iter().filter(|one| published(one.edition.id));
    let rows = online.map(|one| {
        let head = head(&one.edition);
        let missing: Vec<String> = all.difference(&pages(one)).cloned().collect();
        serde_json::json!([head.id, head.title, head.city, missing])
    });
    format!("handbookEditions({});\n", serde_json::Value::from(rows.collect::<Vec<_>>()))
}
