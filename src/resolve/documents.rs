//! The documents of an edition, in reading order, and where to find one.

use std::collections::HashMap;
use std::ops::Deref;

use crate::resolve::EditionDocument;

/// The documents of an edition: what a slice can do, and looking one up by its id or its path.
#[derive(Clone, Debug, Default)]
pub struct Documents<'h> {
    all: Vec<EditionDocument<'h>>,
    ids: HashMap<&'h str, usize>,
    /// mdBook publishes README.md as index.md: a link may name either.
    paths: HashMap<&'h str, usize>,
}

impl<'h> Documents<'h> {
    /// Adds one at the end; of two that claim a name the first has it.
    pub fn push(&mut self, laid: EditionDocument<'h>) {
        let at = self.all.len();
        self.ids.entry(&laid.document.id).or_insert(at);
        self.paths.entry(&laid.document.path).or_insert(at);
        self.paths.entry(&laid.document.source.path).or_insert(at);
        self.all.push(laid);
    }

    pub fn retain(&mut self, keep: impl FnMut(&EditionDocument<'h>) -> bool) {
        let before = self.all.len();
        self.all.retain(keep);
        if self.all.len() < before {
            let kept = std::mem::take(self);
            kept.all.into_iter().for_each(|laid| self.push(laid));
        }
    }

    /// The one with this id.
    pub fn called(&self, id: &str) -> Option<&EditionDocument<'h>> {
        self.ids.get(id).map(|at| &self.all[*at])
    }

    /// The one at this path below the handbook's or the edition's folder.
    pub fn at(&self, path: &str) -> Option<&EditionDocument<'h>> {
        self.paths.get(path).map(|at| &self.all[*at])
    }

    pub fn at_mut(&mut self, path: &str) -> Option<&mut EditionDocument<'h>> {
        self.paths.get(path).map(|at| &mut self.all[*at])
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut EditionDocument<'h>> {
        self.all.iter_mut()
    }
}

impl<'h> Deref for Documents<'h> {
    type Target = [EditionDocument<'h>];

    fn deref(&self) -> &[EditionDocument<'h>] {
        &self.all
    }
}

impl<'a, 'h> IntoIterator for &'a Documents<'h> {
    type Item = &'a EditionDocument<'h>;
    type IntoIter = std::slice::Iter<'a, EditionDocument<'h>>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}
