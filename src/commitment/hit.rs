//! What the rules find: each hit is one piece of evidence, and points at words.

use std::ops::Range;

use super::found::Weakening;
use super::{Kind, Loosening};

/// One finding of a rule.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The rule's name in the table of weights.
    pub rule: &'static str,
    /// By which words it is found, and whether they speak of what the group asks for.
    pub pattern: Option<(&'static str, bool)>,
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

    /// Words that take something off a duty.
    pub fn weakening(&mut self, weakening: Weakening, of_duty: bool) {
        let what = Loosening { kind: weakening.kind, local: weakening.range.clone(), above: 0, group: 0..0 };
        self.0.push(Hit { rule: weakening.rule(), pattern: Some((weakening.pattern, of_duty)), what });
    }

    pub fn of(
        &mut self,
        above: usize,
        rule: &'static str,
        kind: Kind,
        local: Range<usize>,
        group: Range<usize>,
    ) {
        self.0.push(Hit { rule, pattern: None, what: Loosening { kind, local, above, group } });
    }
}
