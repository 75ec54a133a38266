//! What the templates are given. Every page has [`Page`]; each kind of page adds its own.
//!
//! `logo` (`width`, `height`) is there too where the handbook has one: the size of `theme/logo.png` on the page.
//!
//! In a template `{{ t(key="next") }}` says a sentence of the message file `site.ftl`; `| safe` goes only with `body`.

use serde::Serialize;

use crate::finding::Finding;
use crate::message::Language;

/// On every page.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    /// For `<html lang>`.
    pub lang: &'static str,
    pub title: &'a str,
    /// From this page to the edition's folder: empty, or `../` as often as needed.
    pub root: String,
    /// From this page to its own address below the edition's folder, for the navigation to find itself.
    pub path: &'a str,
    /// The contents page: `index.html`, unless a plain mdBook's own introduction stands there.
    pub contents: &'static str,
    pub draft: bool,
}

/// What a page says about its edition.
#[derive(Clone, Debug, Serialize)]
pub struct EditionHead {
    pub id: String,
    pub title: String,
    pub publisher: String,
    /// The handbook's title.
    pub handbook: String,
    pub version: String,
    pub effective: Option<String>,
    pub opens: Option<String>,
    pub city: Option<String>,
    pub products: Vec<String>,
    /// The group's own edition.
    pub is_group: bool,
    /// A plain mdBook: no standards, forms, report.
    pub plain: bool,
    /// Title of what it extends.
    pub extends: Option<String>,
}

/// A link with its text.
#[derive(Clone, Debug, Serialize)]
pub struct LinkTo {
    pub title: String,
    pub url: String,
}

/// document.html
#[derive(Debug, Serialize)]
pub struct DocumentPage<'a> {
    pub kind: &'static str,
    pub code: Option<&'a str>,
    pub version: Option<&'a str>,
    pub prepared_by: Option<&'a str>,
    pub reviewed_by: Option<&'a str>,
    pub approved_by: Option<&'a str>,
    pub effective: Option<String>,
    pub revisions: Vec<RevisionRow<'a>>,
    /// Added by a local edition: the title of the edition that added it.
    pub local: Option<&'a str>,
    /// The text itself, HTML.
    pub body: &'a str,
    /// The text has a title of its own.
    pub is_titled: bool,
    /// Something in the text is the edition's own.
    pub is_amended: bool,
    /// The headings of the page.
    pub contents: &'a [Heading],
    /// Levels of its deepest clause: how much room the numbers need.
    pub depth: usize,
    /// From the contents down to the page that this one stands under.
    pub breadcrumbs: Vec<LinkTo>,
    pub previous: Option<LinkTo>,
    pub next: Option<LinkTo>,
    /// Forms that clauses of this document require.
    pub forms: Vec<LinkTo>,
}

#[derive(Debug, Serialize)]
pub struct RevisionRow<'a> {
    pub version: &'a str,
    pub date: String,
    pub by: &'a str,
    pub summary: &'a str,
}

/// A heading in a page's own contents.
#[derive(Debug, Serialize)]
pub struct Heading {
    pub number: String,
    pub title: String,
    pub anchor: String,
    pub children: Vec<Heading>,
}

/// index.html of an edition: its contents.
#[derive(Debug, Serialize)]
pub struct ContentsPage {
    pub entries: Vec<ContentsEntry>,
    pub conforms: bool,
    /// The whole edition for print, where it was asked for.
    pub pdf: Option<&'static str>,
}

/// A line of the contents: a part (`is_part`), or a document (`url` is none for a draft chapter).
#[derive(Clone, Debug, Serialize)]
pub struct ContentsEntry {
    pub is_part: bool,
    pub title: String,
    pub code: Option<String>,
    pub url: Option<String>,
    /// An edition changed something in it.
    pub local: bool,
    pub children: Vec<ContentsEntry>,
}

/// A form in a list.
#[derive(Clone, Debug, Serialize)]
pub struct FormRow {
    pub id: String,
    pub title: String,
    /// The title as it is typed.
    pub pinyin: String,
    pub code: Option<String>,
    pub version: Option<String>,
    pub retention: Option<String>,
    pub url: String,
    pub pdf: String,
    pub local: bool,
}

/// form.html
#[derive(Debug, Serialize)]
pub struct FormPage {
    pub form: FormRow,
    /// The paper it is printed on, CSS.
    pub css: String,
    /// The form, HTML.
    pub body: String,
    /// The clauses that require it.
    pub cites: Vec<LinkTo>,
    pub pages: usize,
}

/// standards.html
#[derive(Debug, Serialize)]
pub struct StandardsPage<'a> {
    pub rows: &'a [StandardRow],
    pub tightened: usize,
}

/// A standard, the group's value and the local one side by side.
#[derive(Clone, Debug, Serialize)]
pub struct StandardRow {
    pub id: String,
    pub title: String,
    pub document: String,
    /// The clause that states it: `1.1`.
    pub clause: String,
    pub url: String,
    /// 应, 必须 …, as this edition has it.
    pub strength: &'static str,
    pub group: String,
    pub local: String,
    pub tightened: bool,
    /// The value of each layer; none where it leaves it as it is.
    pub values: Vec<Option<String>>,
    /// Every layer that changed it: the edition's title, its value, its reason.
    pub chain: Vec<StandardStep>,
}

#[derive(Clone, Debug, Serialize)]
pub struct StandardStep {
    pub edition: String,
    pub value: String,
    pub reason: Option<String>,
}

/// conformance.html
#[derive(Debug, Serialize)]
pub struct ConformancePage {
    pub conforms: bool,
    pub clauses: Vec<Count>,
    pub standards: Vec<Count>,
    pub findings: Vec<FindingRow>,
    pub details: Conformance,
}

/// What conformance.json has beside the edition's object of `check --format json`.
#[derive(Debug, Serialize)]
pub struct Conformance {
    pub title: String,
    /// The handbook's.
    pub version: String,
    pub days_before_opening: Option<i64>,
    /// Titles of the editions that the values of the register are those of, the outermost first.
    pub layers: Vec<String>,
    pub register: Vec<StandardRow>,
    pub amendments: Vec<AmendmentRow>,
    pub added: Vec<AddedRow>,
    pub left_out: Vec<LeftOutRow>,
    pub fingerprints: Fingerprints,
}

/// SHA-256 of the sources that a report speaks of.
#[derive(Debug, Serialize)]
pub struct Fingerprints {
    /// Everything that only the group may write.
    pub group: String,
    /// That, and the sources of every edition from the outermost to this one.
    pub edition: String,
}

/// A document or form that the group does not have.
#[derive(Debug, Serialize)]
pub struct AddedRow {
    pub title: String,
    pub url: String,
    pub edition: String,
}

#[derive(Debug, Serialize)]
pub struct LeftOutRow {
    pub title: String,
    pub why: String,
}

#[derive(Debug, Serialize)]
pub struct ApprovalRow {
    pub by: String,
    pub on: String,
    pub reason: Option<String>,
}

/// A count with the message id of its name.
#[derive(Debug, Serialize)]
pub struct Count {
    pub key: &'static str,
    pub count: usize,
}

#[derive(Debug, Serialize)]
pub struct AmendmentRow {
    /// supplement | replacement | fill | na
    pub kind: &'static str,
    pub document: String,
    pub clause: String,
    pub url: String,
    /// The edition that made it.
    pub edition: String,
    pub approval: Option<ApprovalRow>,
    /// What it changes, or stands after.
    pub group: String,
    pub local: String,
}

/// A finding, as a person is told of it.
#[derive(Clone, Debug, Serialize)]
pub struct FindingRow {
    pub rule: &'static str,
    pub severity: &'static str,
    pub place: String,
    pub message: String,
    pub mend: Option<String>,
}

impl FindingRow {
    pub fn of(finding: &Finding, language: Language) -> Self {
        FindingRow {
            rule: finding.rule.id(),
            severity: finding.severity.id(),
            place: finding.place.to_string(),
            message: finding.message.say(language),
            mend: finding.message.mend(language),
        }
    }
}

/// editions.html: the front page, output/index.html
#[derive(Debug, Serialize)]
pub struct FrontPage<'a> {
    pub lang: &'static str,
    pub title: &'a str,
    pub publisher: &'a str,
    /// The assets are taken from this edition's folder.
    pub root: String,
    pub editions: Vec<EditionRow>,
}

#[derive(Debug, Serialize)]
pub struct EditionRow {
    pub head: EditionHead,
    /// Its title as it is typed.
    pub pinyin: String,
    /// None while nothing of it has ever been published.
    pub url: Option<String>,
    pub conforms: bool,
    pub depth: usize,
}
