//! An edition: the handbook as one audience reads it, the group's text with every layer laid over it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bound::{self, Bound};
use crate::clause::{Clause, Part};
use crate::finding::Finding;
use crate::form::{Form, Sheet};
use crate::load::Handbook;
use crate::load::document::Document;
use crate::load::edition::{Amendment, EditionSource, Verb};
use crate::load::standard::{Standard, Strength, Tightening};
use crate::prose::Prose;
use crate::resolve::Documents;
use crate::source::{At, Source};

/// Who wrote a text: 0 is the group, 1 the outermost edition, and so on inwards.
pub type Layer = usize;

/// The id of the group's own edition.
pub const GROUP: &str = "group";

/// An edition, resolved.
#[derive(Clone, Debug)]
pub struct Edition<'h> {
    pub handbook: &'h Handbook,
    pub id: &'h str,
    /// What it extends, the outermost first and itself last; nothing for the group.
    pub layers: Vec<&'h EditionSource>,
    pub products: Vec<&'h str>,
    /// Values that a layer sets, with the layer.
    pub parameters: BTreeMap<&'h str, (&'h At<String>, Layer)>,
    pub documents: Documents<'h>,
    pub left_out_documents: Vec<&'h Document>,
    pub forms: Vec<EditionForm<'h>>,
    pub left_out_forms: Vec<&'h Form>,
    pub standards: BTreeMap<String, EditionStandard<'h>>,
    /// What its own layer changes.
    pub changes: Vec<Change<'h>>,
    /// What can't be laid over what.
    pub findings: Vec<Finding>,
}

/// A document in an edition.
#[derive(Clone, Debug)]
pub struct EditionDocument<'h> {
    pub document: &'h Document,
    pub layer: Layer,
    /// Shared by all editions that change nothing in it.
    pub parts: Arc<Vec<Laid<'h>>>,
    /// A layer below its own has changed something in it.
    pub amended: bool,
}

/// What a clause of an edition is made of.
#[derive(Clone, Debug)]
pub enum Laid<'h> {
    Prose(&'h Prose, Layer),
    Clause(Box<LaidClause<'h>>),
    Supplement(Supplement<'h>),
}

/// Clauses that an edition adds after one of the group's.
#[derive(Clone, Debug)]
pub struct Supplement<'h> {
    pub amendment: &'h Amendment,
    pub layer: Layer,
    pub parts: Vec<Laid<'h>>,
}

/// A clause in an edition.
#[derive(Clone, Debug)]
pub struct LaidClause<'h> {
    /// `1.2`, or `1.2-1` for a supplement.
    pub number: Cow<'h, str>,
    pub clause: &'h Clause,
    /// Who wrote the clause.
    pub layer: Layer,
    /// The amendment's source that it stands in; none for the document's own.
    pub amended_in: Option<&'h Arc<Source>>,
    /// Its own text put in other words.
    pub replaced: Option<(&'h Amendment, Layer)>,
    pub filled: Option<Fill<'h>>,
    pub not_applicable: Option<(&'h Amendment, Layer)>,
    pub parts: Vec<Laid<'h>>,
}

/// What fills a delegated clause.
#[derive(Clone, Debug)]
pub struct Fill<'h> {
    pub layer: Layer,
    /// The file and the bytes that say so.
    pub source: &'h Arc<Source>,
    pub range: std::ops::Range<usize>,
    pub parts: Vec<Laid<'h>>,
}

impl<'h> LaidClause<'h> {
    pub fn children(&self) -> impl Iterator<Item = &LaidClause<'h>> {
        self.parts.iter().filter_map(|part| match part {
            Laid::Clause(clause) => Some(&**clause),
            _ => None,
        })
    }

    /// The file that it is written in.
    pub fn source<'a>(&'a self, laid: &'a EditionDocument<'h>) -> &'a Arc<Source> {
        self.amended_in.unwrap_or(&laid.document.source)
    }

    /// Whether `target` is its number or its name.
    pub fn is_called(&self, target: &str) -> bool {
        self.number == target || self.clause.name.as_ref().is_some_and(|name| name.value == target)
    }

    /// The proses that the clause itself says here, with who wrote each: a replacement takes the place of the blocks
    /// before the first child.
    pub fn own_texts<'a>(&'a self) -> impl Iterator<Item = (&'h Prose, Layer)> + 'a {
        let replaced = self.replaced.into_iter();
        let replaced =
            replaced.flat_map(|(amendment, layer)| amendment.proses().map(move |prose| (prose, layer)));
        let is_replaced = self.replaced.is_some();
        let first_child = self.parts.iter().position(|part| !matches!(part, Laid::Prose(..)));
        let (own, later) = self.parts.split_at(first_child.unwrap_or(self.parts.len()));
        let own = proses(own).filter(move |_| !is_replaced);
        let filled = self.filled.iter().flat_map(|fill| proses(&fill.parts));
        replaced.chain(own).chain(proses(later)).chain(filled)
    }

    /// The heading as this edition has it, and who wrote it.
    pub fn heading(&self) -> Option<(&'h Prose, Layer)> {
        let own = self.clause.heading.as_ref()?;
        match self.replaced {
            Some((amendment, layer)) if !amendment.label.is_empty() => Some((&amendment.label, layer)),
            _ => Some((own, self.layer)),
        }
    }
}

fn proses<'a, 'h>(parts: &'a [Laid<'h>]) -> impl Iterator<Item = (&'h Prose, Layer)> + 'a {
    parts.iter().filter_map(|part| match part {
        Laid::Prose(prose, layer) => Some((*prose, *layer)),
        _ => None,
    })
}

/// What an edition's layer does to one clause or standard of the edition above: before and after, as read.
#[derive(Clone, Debug)]
pub struct Change<'h> {
    /// `telephone#1.2` or `telephone.answer-rings`.
    pub key: String,
    pub verb: ChangeVerb,
    /// Where the layer says so.
    pub source: &'h Arc<Source>,
    pub range: std::ops::Range<usize>,
    /// The text above that it changes or stands beside.
    pub above: String,
    /// The local text.
    pub local: String,
    /// The label of a supplement, and of a supplement or a fill each clause by itself.
    pub pieces: Vec<String>,
    /// What an edition in between has filled in, and this takes the place of.
    pub replaces: Option<String>,
}

/// The ways to change what stands above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeVerb {
    Amend(Verb),
    Tighten,
}

/// A form in an edition: its texts expanded, laid out on its sheets.
#[derive(Clone, Debug)]
pub struct EditionForm<'h> {
    pub source: &'h Form,
    pub layer: Layer,
    pub form: Form,
    pub sheets: Vec<Sheet>,
}

/// A standard and what each layer makes of it.
#[derive(Clone, Debug)]
pub struct EditionStandard<'h> {
    pub standard: &'h Standard,
    pub document: &'h Document,
    pub layer: Layer,
    pub tightenings: Vec<(Layer, &'h Tightening)>,
}

impl<'h> EditionStandard<'h> {
    /// The bound as `layer` has it.
    pub fn bound_at(&self, layer: Layer) -> &'h Bound {
        let read = |t: &'h Tightening| t.bound.as_ref().and_then(|bound| bound.value.as_ref().ok());
        let written = self.tightenings.iter().rev().filter(|(at, _)| *at <= layer);
        written.filter_map(|(_, t)| read(t)).next().unwrap_or(&self.standard.bound)
    }

    /// The layer whose bound `layer` has: its own, or the nearest above that set one.
    pub fn set_by(&self, layer: Layer) -> Layer {
        let written = self.tightenings.iter().rev().filter(|(at, t)| *at <= layer && t.bound.is_some());
        written.map(|(at, _)| *at).next().unwrap_or(self.layer)
    }

    /// The bound of this edition.
    pub fn bound(&self) -> &'h Bound {
        self.bound_at(Layer::MAX)
    }

    pub fn strength_at(&self, layer: Layer) -> Strength {
        let written = self.tightenings.iter().rev().filter(|(at, _)| *at <= layer);
        let own = self.standard.strength;
        written.filter_map(|(_, t)| t.strength.as_ref().map(|s| s.value)).next().unwrap_or(own)
    }

    pub fn strength(&self) -> Strength {
        self.strength_at(Layer::MAX)
    }

    /// Whether a layer below the one that wrote it has made it stricter.
    pub fn is_tightened(&self) -> bool {
        self.bound() != &self.standard.bound || self.strength() != self.standard.strength
    }

    /// A wording by `layer` in the words of this edition: as written, as an edition gives it, or rewritten from
    /// the local value. `None` where it can't be rewritten surely.
    pub fn wording<'a>(&'a self, layer: Layer, wording: &'a str) -> Option<Cow<'a, str>> {
        let (then, now) = (self.bound_at(layer), self.bound());
        let later = self.tightenings.iter().rev().take_while(|(at, _)| *at > layer);
        if let Some(given) = later.filter_map(|(_, t)| t.wording.as_ref()).next() {
            return Some(Cow::Borrowed(given.as_str()));
        }
        if then == now {
            return Some(Cow::Borrowed(wording));
        }
        bound::rewrite(wording, then, now).map(Cow::Owned)
    }
}

impl<'h> Edition<'h> {
    /// The edition's own sources; the group has none beside the handbook.
    pub fn own(&self) -> Option<&'h EditionSource> {
        self.layers.last().copied()
    }

    /// Its own layer.
    pub fn layer(&self) -> Layer {
        self.layers.len()
    }

    pub fn title(&self) -> &'h str {
        self.own().map_or(&self.handbook.manifest.title, |own| &own.keys.title)
    }

    pub fn is_project(&self) -> bool {
        self.own().is_some_and(|own| own.keys.opens.is_some())
    }

    /// The id of what it extends.
    pub fn extends(&self) -> Option<&'h str> {
        match self.layers.as_slice() {
            [] => None,
            [_] => Some(GROUP),
            [.., above, _] => Some(&above.id),
        }
    }

    /// The name of a layer's edition.
    pub fn layer_id(&self, layer: Layer) -> &'h str {
        match layer {
            0 => GROUP,
            _ => &self.layers[layer - 1].id,
        }
    }

    pub fn layer_title(&self, layer: Layer) -> &'h str {
        match layer {
            0 => &self.handbook.manifest.title,
            _ => &self.layers[layer - 1].keys.title,
        }
    }

    /// The forms as people look for them: by their codes.
    pub fn forms_by_code(&self) -> Vec<&EditionForm<'h>> {
        let mut forms: Vec<_> = self.forms.iter().collect();
        let code = |laid: &EditionForm<'h>| laid.form.code.as_ref().map(|code| code.value.clone());
        forms.sort_by_cached_key(|laid| (code(laid).is_none(), code(laid)));
        forms
    }

    pub fn document(&self, id: &str) -> Option<&EditionDocument<'h>> {
        self.documents.called(id)
    }

    /// A clause as a reader of this edition reads it: its heading and its own text.
    pub fn clause_text(&self, clause: &LaidClause<'h>, document: &str) -> String {
        let heading = clause.heading().map(|(heading, layer)| self.plain(heading, layer, document));
        let own = clause.own_texts().map(|(prose, layer)| self.plain(prose, layer, document));
        heading.into_iter().chain(own).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// A clause and all below it.
    pub fn whole_text(&self, clause: &LaidClause<'h>, document: &str) -> String {
        let mut texts = vec![self.clause_text(clause, document)];
        walk(&clause.parts, &mut |below| texts.push(self.clause_text(below, document)));
        texts.join("\n")
    }

    /// A clause of a document by its number or name.
    pub fn clause(&self, document: &str, target: &str) -> Option<&LaidClause<'h>> {
        find(&self.document(document)?.parts, target)
    }

    /// What a placeholder says here: the value set, or 〔its title〕 where none is.
    pub fn parameter(&self, name: &str) -> Cow<'h, str> {
        if let Some((value, _)) = self.parameters.get(name) {
            return Cow::Borrowed(value.as_str());
        }
        match self.handbook.manifest.parameters.get(name) {
            Some(parameter) => Cow::Owned(format!("〔{}〕", parameter.title.as_str())),
            None => Cow::Owned(format!("{{{{{name}}}}}")),
        }
    }
}

/// Every clause among `parts`, parents before their children, supplements and fills among them.
pub fn walk<'a, 'h>(parts: &'a [Laid<'h>], visit: &mut impl FnMut(&'a LaidClause<'h>)) {
    for part in parts {
        match part {
            Laid::Prose(..) => {}
            Laid::Supplement(supplement) => walk(&supplement.parts, visit),
            Laid::Clause(clause) => {
                visit(clause);
                walk(&clause.parts, visit);
                if let Some(fill) = &clause.filled {
                    walk(&fill.parts, visit);
                }
            }
        }
    }
}

/// The first clause among `parts` and below that is called so.
fn find<'a, 'h>(parts: &'a [Laid<'h>], target: &str) -> Option<&'a LaidClause<'h>> {
    parts.iter().find_map(|part| match part {
        Laid::Prose(..) => None,
        Laid::Supplement(supplement) => find(&supplement.parts, target),
        Laid::Clause(clause) if clause.is_called(target) => Some(&**clause),
        Laid::Clause(clause) => {
            let filled = || find(&clause.filled.as_ref()?.parts, target);
            find(&clause.parts, target).or_else(filled)
        }
    })
}

/// Parts as the layer that wrote them left them, their numbers put into place by `number`. `amended_in` is the
/// amendment's source that they stand in.
pub fn lay<'h>(
    parts: &'h [Part],
    layer: Layer,
    amended_in: Option<&'h Arc<Source>>,
    number: &dyn Fn(&'h str) -> Cow<'h, str>,
) -> Vec<Laid<'h>> {
    let laid = parts.iter().map(|part| match part {
        Part::Prose(prose) => Laid::Prose(prose, layer),
        Part::Clause(clause) => Laid::Clause(Box::new(LaidClause {
            number: number(&clause.number),
            clause,
            layer,
            amended_in,
            replaced: None,
            filled: None,
            not_applicable: None,
            parts: lay(&clause.parts, layer, amended_in, number),
        })),
    });
    laid.collect()
}
