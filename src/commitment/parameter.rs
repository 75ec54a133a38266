//! Values of placeholders, titles and reasons: they name things, and may carry no commitment and no exception.

use super::amounts::What;
use super::fold::Folded;
use super::found::weakenings;
use super::lexicon::{Sense, Weight};
use super::text::Text;
use super::weakeners::Aim;
use super::{Kind, Loosening};
use crate::bound::{Bound, Windows};

/// Every commitment or exception in a value, a title or a reason.
pub fn parameter(value: &str) -> Vec<Loosening> {
    let folded = Folded::new(value);
    let value = folded.text.as_str();
    let text = Text::read(value);
    let mut found: Vec<Loosening> = Vec::new();
    let mut add = |kind: Kind, local: std::ops::Range<usize>| {
        found.push(Loosening { kind, local, above: 0, group: 0..0 })
    };
    for weakening in weakenings(&text).into_iter().filter(|w| w.aim != Aim::Replaced) {
        let words = &value[weakening.range.clone()];
        // 免渡河镇, 延长服务: a name, and more of it.
        let next = text.tokens.iter().find(|t| t.range.start >= weakening.range.end);
        let names = words == "免" && !next.is_some_and(|t| matches!(t.sense, Sense::Word { .. }));
        if names || words == "延长" {
            continue;
        }
        add(weakening.kind, weakening.range);
    }
    for (at, token) in text.tokens.iter().enumerate() {
        let Sense::Strength { rank: 2.., .. } = token.sense else { continue };
        let word = text.word(token);
        // 应 and 宜 stand in names; before a deed they command.
        let commands = text.tokens[at + 1..].iter().take(3).any(|next| {
            matches!(
                next.sense,
                Sense::Amount | Sense::Urgency(_) | Sense::Word { weight: Weight::Duty | Weight::Light, .. }
            )
        });
        if !MILD.contains(&word) && (word.chars().count() > 1 || commands) {
            add(Kind::Commitment, token.range.clone());
        }
    }
    let all_day = Windows::parse(&["00:00-24:00"]).ok();
    for amount in &text.amounts {
        let commits = match &amount.what {
            What::Bound(Bound::AtMost(_)) => true,
            What::Hours(hours) => all_day.as_ref() != Some(hours),
            _ => false,
        };
        if commits {
            add(Kind::Commitment, amount.range.clone());
        }
    }
    super::as_written(found, &[], &folded)
}

/// Words for a need, which reasons give: 需预留登记时间.
const MILD: &[&str] = &["需", "需要", "要", "强制", "建议", "必", "切实"];
