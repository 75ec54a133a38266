//! Whether two clauses speak of the same thing: how much of what one says stands in the other.

use super::text::{Content, Item};

/// How much of a content is found in another, in points; see [`Content`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    pub found: u32,
    pub total: u32,
    /// Points of telling words and characters; common words left out.
    pub wanted: u32,
    /// Those of them that are found.
    pub telling: u32,
    /// Telling words found, whole.
    pub words: u32,
}

impl Cover {
    /// In percent; nothing is covered whole.
    pub fn percent(self) -> u32 {
        (self.found * 100).checked_div(self.total).unwrap_or(100)
    }
}

impl Cover {
    /// In percent of what tells.
    pub fn telling_percent(self) -> u32 {
        (self.telling * 100).checked_div(self.wanted).unwrap_or(0)
    }
}

/// How much of `part` stands in `whole`.
pub fn cover(part: &Content, whole: &Content) -> Cover {
    cover_items(part.items.iter(), whole)
}

pub fn cover_items<'a>(part: impl Iterator<Item = &'a Item>, whole: &Content) -> Cover {
    let mut cover = Cover::default();
    for item in part {
        let found = found(item, whole);
        cover.found += found;
        cover.total += item.weight();
        if item.weight() > 1 {
            cover.wanted += item.weight();
            cover.telling += found;
            cover.words += u32::from(item.is_word() && found == item.weight());
        }
    }
    cover
}

/// The points of an item that stand in `whole`: all of a word said in any way, none of what is missing.
pub fn found(item: &Item, whole: &Content) -> u32 {
    let same = |other: &Item| [other.id, other.other].iter().any(|id| *id == item.id || *id == item.other);
    if whole.items.iter().any(same) {
        return item.weight();
    }
    if !item.is_word() {
        let known = char::from_u32(item.id).is_some_and(|c| whole.chars.contains(&c));
        return if known { item.weight() } else { 0 };
    }
    // 设 for 设置
    let loose = item.is_duty() && whole.loose.contains(&item.first);
    if loose { item.weight() } else { 0 }
}

/// How alike two contents are, in percent of the smaller overlap.
pub fn mutual(a: &Content, b: &Content) -> u32 {
    if a.items.is_empty() || b.items.is_empty() {
        return 0;
    }
    u32::midpoint(cover(a, b).percent(), cover(b, a).percent())
}
