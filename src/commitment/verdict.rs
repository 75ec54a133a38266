//! Whether a local text is looser: what is certain decides, all other evidence is weighed. And which words show it.

use std::ops::Range;

use super::evidence::{Evidence, Family, Feature};
use super::hit::{Hit, Hits};
use super::likeness::cover;
use super::same::says_the_same;
use super::text::Text;
use super::weights::{Place, score, weight};
use super::{Kind, Loosening, beside, conflict, definition, foreign, instead, kept};

/// A text and what it is compared with.
pub struct Case<'t, 'a> {
    pub place: Place,
    pub groups: &'t [Text<'a>],
    pub local: &'t Text<'a>,
}

/// What a first look shows.
pub enum Look<'a> {
    /// Nothing is lost.
    Kept,
    Looser(Vec<Loosening>),
    Weigh(Evidence<'a>, Hits),
}

impl<'a> Case<'_, 'a> {
    /// What there is to say before anything is weighed, or the evidence.
    pub fn look(&self) -> Look<'a> {
        if self.groups.iter().any(|group| says_the_same(self.local, group)) {
            return Look::Kept;
        }
        let hits = self.hits();
        let certain: Vec<&Hit> = hits.0.iter().filter(|hit| CERTAIN.contains(&hit.rule)).collect();
        if !certain.is_empty() {
            return Look::Looser(certain.into_iter().map(|hit| hit.what.clone()).collect());
        }
        // 一声: an amount by itself, which its bound is held to.
        if self.place == Place::Beside && hits.0.is_empty() && self.local.content.items.is_empty() {
            return Look::Kept;
        }
        Look::Weigh(self.evidence(&hits), hits)
    }

    /// The places where the local text is looser; none where it is not.
    pub fn loosenings(&self) -> Vec<Loosening> {
        let (evidence, hits) = match self.look() {
            Look::Kept => return Vec::new(),
            Look::Looser(found) => return found,
            Look::Weigh(evidence, hits) => (evidence, hits),
        };
        if score(self.place, &evidence) <= 0 {
            return Vec::new();
        }
        let heavy = hits.0.into_iter().filter(|hit| weight(self.place, &rule(hit)) > 0);
        let found: Vec<Loosening> = heavy.map(|hit| hit.what).collect();
        if found.is_empty() { vec![self.heaviest_words(&evidence)] } else { found }
    }

    /// What the rules find.
    fn hits(&self) -> Hits {
        let mut hits = Hits::default();
        if let (Place::Instead, Some(group)) = (self.place, self.groups.first()) {
            kept::shortfalls(group, self.local, &mut hits);
        }
        definition::weak(self.groups, self.local, &mut hits);
        conflict::conflicts(self.groups, self.local, self.place, &mut hits);
        let known = self.groups.iter().any(|group| foreign::hedge(group).is_some());
        if let Some(place) = foreign::hedge(self.local).filter(|_| !known) {
            hits.add("foreign", Kind::Waiver, place, 0..0);
        }
        hits
    }

    fn evidence(&self, hits: &Hits) -> Evidence<'a> {
        let mut evidence = Evidence::default();
        for hit in &hits.0 {
            evidence.pieces.push((rule(hit), usize::MAX));
            if let Some((pattern, of_duty)) = hit.pattern {
                evidence.add(Family::Pattern, pattern, 0);
                evidence.add(Family::Pattern, pattern, 1 + u8::from(of_duty));
                evidence.add(Family::Rule, hit.rule, 1 + u8::from(of_duty));
            }
        }
        if let Some(group) = self.nearest() {
            let group = &self.groups[group];
            match self.place {
                Place::Instead => instead::gather(group, self.local, &mut evidence),
                Place::Beside => beside::gather(self.groups, group, self.local, &mut evidence),
            }
        }
        evidence.finish()
    }

    /// The group's text that the local one has most in common with; of two the first.
    fn nearest(&self) -> Option<usize> {
        let common = |at: &usize| cover(&self.local.content, &self.groups[*at].content).telling;
        (0..self.groups.len()).rev().max_by_key(common)
    }

    /// The words in a row that weigh most, of the local text's or of those that the group's lost.
    fn heaviest_words(&self, evidence: &Evidence) -> Loosening {
        let heaviest = |text: &Text, families: &[Family]| {
            let mut weights = vec![0; text.source.len()];
            for (feature, at) in evidence
                .pieces
                .iter()
                .filter(|(f, at)| families.contains(&f.family) && *at < text.source.len())
            {
                let share = weight(self.place, feature) / feature.words.chars().count().max(1) as i32;
                feature.words.char_indices().for_each(|(start, _)| weights[at + start] += share);
            }
            heaviest_run(text.source, &weights)
        };
        let (above, end) = (self.nearest().unwrap_or(0), self.local.source.len());
        let (words, gain) = heaviest(self.local, &[Family::Added, Family::Said]);
        let lost = self.groups.get(above).map(|group| heaviest(group, &[Family::Lost]));
        let whole = self.groups.get(above).map_or(0..0, |group| 0..group.source.len());
        match lost {
            Some((lost, loss)) if self.place == Place::Instead && (loss > gain || words.is_empty()) => {
                let group = if lost.is_empty() { whole } else { lost };
                Loosening { kind: Kind::Dropped, local: end..end, above, group }
            }
            _ => {
                let local = if words.is_empty() { 0..end } else { words };
                let kind = if self.place == Place::Instead { Kind::Scope } else { Kind::Waiver };
                Loosening { kind, local, above, group: whole }
            }
        }
    }
}

/// Rules that hold whatever else the text says.
const CERTAIN: [&str; 7] =
    ["hedge", "exception", "plain-waiver", "definition", "foreign", "softened", "laxer"];

fn rule(hit: &Hit) -> Feature<'static> {
    Feature { family: Family::Rule, words: hit.rule, then: "", level: 0 }
}

/// The stretch of a text with the greatest sum, and the sum.
fn heaviest_run(source: &str, weights: &[i32]) -> (Range<usize>, i32) {
    let (mut best, mut most) = (0..0, 0);
    let (mut start, mut sum) = (0, 0);
    for (at, c) in source.char_indices() {
        if sum <= 0 || !c.is_alphanumeric() && sum < most {
            (start, sum) = (at, 0);
        }
        sum += weights[at];
        if sum > most {
            (best, most) = (start..at + c.len_utf8(), sum);
        }
    }
    (best, most)
}
