//! Whether two texts say the same word for word: in the same order, each word itself or another for the same.

use super::lexicon::{Sense, line};
use super::order::{comparable, keeps};
use super::text::{Text, Token};

/// Whether the local text has the group's words, amounts that keep the group's, and no lower strength.
pub fn says_the_same(local: &Text, group: &Text) -> bool {
    let (ours, theirs) = (&local.amounts, &group.amounts);
    let mut amounts = ours.iter().zip(theirs);
    let mut strengths = local.clauses.iter().zip(&group.clauses);
    same_words(local, group)
        && ours.len() == theirs.len()
        && amounts.all(|(a, b)| comparable(&a.what, &b.what) && keeps(local, a, group, b))
        && local.clauses.len() == group.clauses.len()
        && strengths.all(|(a, b)| a.rank >= b.rank)
}

fn same_words(a: &Text, b: &Text) -> bool {
    let (mut ours, mut theirs) = (told(a), told(b));
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if is_same((a, x), (b, y)) => {}
            _ => return false,
        }
    }
}

/// The tokens that tell something: no punctuation, no 的, and no comparison, which belongs to its amount.
fn told<'t>(text: &'t Text) -> impl Iterator<Item = &'t Token> {
    let is_light = |token: &Token| {
        let word = text.word(token);
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => !c.is_alphanumeric() || "的地得了".contains(c),
            _ => true,
        }
    };
    // 不得超过: a comparison, with a strength that is compared by itself
    let compares = |token: &Token| {
        matches!(token.sense, Sense::Strength { denies: false, .. })
            && text.word(token).ends_with(['过', '于'])
    };
    text.tokens
        .iter()
        .filter(move |token| (token.sense != Sense::Empty || !is_light(token)) && !compares(token))
}

fn is_same((a, x): (&Text, &Token), (b, y): (&Text, &Token)) -> bool {
    let (ours, theirs) = (a.word(x), b.word(y));
    match (x.sense, y.sense) {
        (Sense::Amount, Sense::Amount) => true,
        (Sense::Strength { denies, .. }, Sense::Strength { denies: other, .. }) => denies == other,
        _ if ours == theirs => true,
        (Sense::Speech, Sense::Speech) => {
            let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            letters(ours) == letters(theirs)
        }
        (Sense::Universal, Sense::Universal) => true,
        // The reader's own lines are too broad for this: 维修 is no 保养.
        (Sense::Word { .. }, Sense::Word { .. }) => line(ours).is_some_and(|own| line(theirs) == Some(own)),
        (x, y) if x == y => line(ours).is_some_and(|own| line(theirs) == Some(own)),
        _ => false,
    }
}
