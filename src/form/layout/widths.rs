//! How wide a table's columns are.

use crate::form::Mm;

/// What a column asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// Given by the form's writer.
    pub fixed: Option<Mm>,
    /// The widest thing in it that can't be broken.
    pub least: Mm,
    /// What is in it, unbroken.
    pub natural: Mm,
    /// Options and short texts, which should stay on one line.
    pub firm: bool,
    /// Written in by hand: what is left over goes here.
    pub open: bool,
}

/// Shares out `total`.
///
/// # Errors
/// What the columns need at least, when that is more.
pub fn share(wishes: &[Wish], total: Mm) -> Result<Vec<Mm>, Mm> {
    const SLACK: Mm = 0.01;
    let mut widths: Vec<Mm> = wishes.iter().map(|wish| wish.fixed.unwrap_or(wish.least)).collect();
    let needed: Mm = widths.iter().sum();
    if needed > total + SLACK {
        return Err(needed);
    }
    let mut left = (total - needed).max(0.0);
    // First those that look broken when they are broken, then the long texts.
    for firm in [true, false] {
        let wants = |wish: &Wish, width: Mm| {
            let asks = wish.fixed.is_none() && wish.firm == firm;
            if asks { (wish.natural - width).max(0.0) } else { 0.0 }
        };
        let wanting: Vec<Mm> = wishes.iter().zip(&widths).map(|(wish, width)| wants(wish, *width)).collect();
        let wanted: Mm = wanting.iter().sum();
        let part = if wanted > left { left / wanted } else { 1.0 };
        for (width, wants) in widths.iter_mut().zip(&wanting) {
            *width += wants * part;
        }
        left = (left - wanted * part).max(0.0);
    }
    // What is left over: to the open columns; without any, to those of no given width; else to the last.
    let takers = [
        indices(wishes, |wish| wish.fixed.is_none() && wish.open),
        indices(wishes, |wish| wish.fixed.is_none() && !wish.firm),
        indices(wishes, |wish| wish.fixed.is_none()),
        vec![wishes.len().saturating_sub(1)],
    ];
    let takers = takers.into_iter().find(|takers| !takers.is_empty()).unwrap_or_default();
    let each = left / takers.len().max(1) as Mm;
    for taker in takers {
        if let Some(width) = widths.get_mut(taker) {
            *width += each;
        }
    }
    Ok(widths)
}

fn indices(wishes: &[Wish], which: impl Fn(&Wish) -> bool) -> Vec<usize> {
    (0..wishes.len()).filter(|&i| which(&wishes[i])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(fixed: Option<Mm>, least: Mm, natural: Mm, open: bool) -> Wish {
        Wish { fixed, least, natural, firm: false, open }
    }

    #[test]
    fn given_widths_are_kept() {
        let wishes = [wish(Some(12.0), 5.0, 5.0, false), wish(None, 10.0, 20.0, true)];
        assert_eq!(share(&wishes, 100.0), Ok(vec![12.0, 88.0]));
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let wishes = [wish(Some(80.0), 5.0, 5.0, false), wish(None, 30.0, 40.0, true)];
        assert_eq!(share(&wishes, 100.0), Err(110.0));
    }

    #[test]
    fn short_texts_come_before_long_ones() {
        let short = Wish { firm: true, ..wish(None, 10.0, 30.0, false) };
        assert_eq!(share(&[short, wish(None, 10.0, 500.0, false)], 100.0), Ok(vec![30.0, 70.0]));
    }

    #[test]
    fn the_last_column_closes_a_narrow_table() {
        let wishes = [wish(Some(20.0), 5.0, 5.0, true), wish(Some(20.0), 5.0, 5.0, true)];
        assert_eq!(share(&wishes, 100.0), Ok(vec![20.0, 80.0]));
    }
}
