//! Definitions that weaken: “及时”指三日内, “立即”是指当日下班前.

use crate::bound::{Bound, Measure, Number};

use super::Kind;
use super::amounts::What;
use super::hit::Hits;
use super::lexicon::Sense;
use super::text::Text;

/// Words between a term and what it is to mean.
const MEANS: &[&str] =
    &["是指", "系指", "指的是", "即指", "意指", "指", "定义为", "理解为", "界定为", "解释为", "按", "为"];

/// A term of urgency that is given a long time or a vague one.
pub fn weak(groups: &[Text], local: &Text, hits: &mut Hits) {
    for token in &local.tokens {
        let Sense::Urgency(rank @ 2..) = token.sense else { continue };
        let end = token.range.end;
        let after = local.source[end..].trim_start_matches(['”', '」', '"', '，', ',', ' ', '’', '》']);
        if !MEANS.iter().any(|means| after.starts_with(means)) {
            continue;
        }
        let limit = Number::from_integer(if rank > 2 { 5 * 60 } else { 24 * 3600 });
        let sentence =
            local.source[end..].find(['。', '；', '\n']).map_or(local.source.len(), |len| end + len);
        let given = local.amounts.iter().find(|a| a.range.start >= end && a.range.end <= sentence);
        let short = given.is_some_and(|amount| match &amount.what {
            What::Bound(Bound::AtMost(q) | Bound::Exactly(q)) => match q.measure() {
                Measure::Clock => q.number() <= limit,
                Measure::SameDay => rank < 3,
                _ => false,
            },
            _ => false,
        });
        if !short && groups.iter().any(|group| group.source.contains(local.word(token))) {
            hits.add("definition", Kind::Definition, token.range.start..sentence, 0..0);
            return;
        }
    }
}
