//! What the rules find: each hit is one piece of evidence, and points at words.

use std::ops::Range;

use super::{Kind, Loosening};

/// One finding of a rule.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The rule's name in the table of weights.
    pub rule: &'static str,
    pub what: Loosening,
}

/// The hits on a pair of texts.
#[derive(Debug, Default)]
pub struct Hits(pub Vec<Hit>);

impl Hits {
    /// In the place of the group's text, which is the first.
    pub fn add(&mut self, rule: &'static str, kind: Kind, local: Range<usize>, group: Range<usize>) {
        self.of(0, rule, kind, local, group);
    }

    pub fn of(
        &mut self,
        above: usize,
        rule: &'static str,
        kind: Kind,
        local: Range<usize>,
        group: Range<usize>,
    ) {
        self.0.push(Hit { rule, what: Loosening { kind, local, above, group } });
    }
}
