//! What of a local text weakens something that the group's texts say.

use std::ops::Range;

use super::amounts::{Amount, What};
use super::cues::{ADDITIVE, ADDITIVE_SHORT, ONLY};
use super::found::{Weakening, is_for_customer, is_forbidden, subject, weakenings};
use super::lexicon::Sense;
use super::likeness::{Cover, cover, found};
use super::matching::{around, comparable, keeps, likeness, quantity};
use super::text::{Clause, Content, Role, Text, content};
use super::weakeners::Aim;
use super::{Kind, Loosening};
use crate::bound::Measure;

/// How a local text stands to the group's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the place of the group's.
    Instead,
    /// Beside it.
    Beside,
}

/// What in `local` weakens one of `groups`, the first of which it stands under.
pub fn conflicts(groups: &[Text], local: &Text, place: Place, out: &mut Vec<Loosening>) {
    let theirs: Vec<Vec<Weakening>> = groups.iter().map(weakenings).collect();
    for weakening in weakenings(local) {
        let clause = &local.clauses[weakening.clause];
        let object: Vec<_> = local
            .tokens_of(clause)
            .iter()
            .filter(|t| t.range.start >= weakening.range.end)
            .cloned()
            .collect();
        let object = content(local.source, &object);
        let aligned = aligned(groups, &clause.content)
            .or_else(|| tells(&object).then(|| aligned(groups, &object)).flatten());
        let counts = match weakening.aim {
            Aim::Anywhere => true,
            Aim::Duty => aligned.is_some(),
            Aim::Timed => aligned.is_some_and(|(at, index)| is_timed(&groups[at], index)),
            Aim::Replaced => place == Place::Instead && aligned.is_some(),
        };
        if !counts {
            continue;
        }
        let words = &local.source[weakening.range.clone()];
        let of_group = groups.iter().zip(&theirs).any(|(group, theirs)| {
            let same_words = theirs.iter().any(|other| &group.source[other.range.clone()] == words);
            let same_place = |other: &Weakening| {
                other.entry == weakening.entry
                    && speaks_of(&clause.content, &group.clauses[other.clause].content)
            };
            same_words || (place == Place::Instead && theirs.iter().any(same_place))
        });
        // 视情况增派 adds, unless the group asks for 增派 itself.
        let adds = weakening.more.is_some_and(|word| groups.iter().all(|group| !group.source.contains(word)));
        if of_group || adds {
            continue;
        }
        if weakening.kind == Kind::Waiver
            && is_for_customer(local, &weakening)
            && !waives_duty(groups, local, &weakening)
        {
            continue;
        }
        let at = aligned.unwrap_or_default();
        let group = groups.get(at.0).and_then(|g| g.clauses.get(at.1)).map_or(0..0, |c| c.range.clone());
        out.push(Loosening { kind: weakening.kind, local: weakening.range.clone(), above: at.0, group });
    }
    amounts_conflict(groups, local, out);
    for (index, clause) in local.clauses.iter().enumerate() {
        if clause.role != Role::Duty {
            continue;
        }
        deed_denied(groups, local, index, out);
        if place == Place::Beside {
            permitted(groups, local, index, out);
            leave_given(local, index, out);
            slack(groups, local, index, out);
            weaker(groups, local, index, out);
        }
    }
}

/// The group's clause that a local one speaks of; one without words of its own speaks of the first text.
fn aligned(groups: &[Text], said: &Content) -> Option<(usize, usize)> {
    let mut best: Option<(u32, (usize, usize))> = None;
    for (at, group) in groups.iter().enumerate() {
        for (index, other) in group.clauses.iter().enumerate().filter(|(_, c)| c.role == Role::Duty) {
            let same = cover(said, &other.content);
            if best.as_ref().is_some_and(|(most, _)| same.found <= *most) || opposed(said, &other.content) {
                continue;
            }
            let whole = || cover(said, &group.sentence_content(other.sentence));
            let touches = |c: Cover| c.telling >= 4 && (c.telling_percent() >= 40 || c.words > 0);
            if touches(same) || speaks_of(said, &other.content) || (whole().words > 1 && touches(whole())) {
                best = Some((same.found, (at, index)));
            }
        }
    }
    let telling = cover(said, &Content::default()).wanted;
    best.map(|(_, at)| at).or((telling <= 4).then_some((0, 0)))
}

/// Whether a local clause speaks of what the group's does: most of its words are there, or two telling ones, or
/// all of the group's.
pub fn speaks_of(local: &Content, group: &Content) -> bool {
    let same = cover(local, group);
    let percent = same.telling_percent();
    let back = cover(group, local);
    !opposed(local, group)
        && same.telling >= 4
        && (percent >= 70
            || (percent >= 40 && (same.words >= 2 || same.telling >= 10))
            || (back.telling_percent() >= 80 && back.words >= 2))
}

/// 男 against 女, 接听 against 拨打: alike in words, of different things.
fn opposed(a: &Content, b: &Content) -> bool {
    const PAIRS: &[(char, char)] = &[('男', '女'), ('拨', '接'), ('左', '右'), ('进', '出'), ('坐', '站')];
    let only = |content: &Content, this: char, that: char| {
        content.chars.contains(&this) && !content.chars.contains(&that)
    };
    PAIRS.iter().any(|&(x, y)| (only(a, x, y) && only(b, y, x)) || (only(a, y, x) && only(b, x, y)))
}

/// Whether what is waived is something the group asks for.
fn waives_duty(groups: &[Text], local: &Text, weakening: &Weakening) -> bool {
    let clause = &local.clauses[weakening.clause];
    let after = clause
        .content
        .items
        .iter()
        .filter(|i| i.range.start >= weakening.range.end && i.is_word() && i.weight() > 1);
    after.clone().any(|item| {
        groups
            .iter()
            .any(|group| group.clauses.iter().any(|c| c.role == Role::Duty && found(item, &c.content) > 0))
    })
}

/// Amounts that fall short of what the group says of the same thing.
fn amounts_conflict(groups: &[Text], local: &Text, out: &mut Vec<Loosening>) {
    for amount in &local.amounts {
        let Some(clause) = local.clauses.get(amount.clause) else { continue };
        if clause.role != Role::Duty {
            continue;
        }
        let near = around(local, amount);
        let whole = local.duty_content(clause.sentence);
        let generic = points(&near) <= 2 && points(&whole) <= 4;
        let mut best: Option<(u32, bool, usize, Range<usize>)> = None;
        for (at, group) in groups.iter().enumerate() {
            for other in group.amounts.iter().filter(|other| comparable(&amount.what, &other.what)) {
                let theirs = around(group, other);
                let alike = |near: &Content| same_matter(amount, near, &theirs, group, other);
                if !(alike(&near) || alike(&whole) || (generic && at == 0)) {
                    continue;
                }
                let kept = keeps(local, amount, group, other);
                let score = likeness(&near, &theirs) * 2 + u32::from(kept);
                if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                    best = Some((score, kept, at, other.range.clone()));
                }
            }
        }
        if let Some((_, false, above, group)) = best {
            let kind = match amount.what {
                What::Every(_) => Kind::Frequency,
                What::Hours(_) | What::Moment(_) | What::Days(_) | What::Date(_) => Kind::Hours,
                _ if quantity(&amount.what).is_some() => Kind::Quantity,
                _ => Kind::Scope,
            };
            out.push(Loosening { kind, local: amount.range.clone(), above, group });
        }
    }
}

/// Whether the group sets a time for the clause, or says 立即 or 及时.
fn is_timed(group: &Text, clause: usize) -> bool {
    let Some(clause) = group.clauses.get(clause) else { return false };
    let range = group.sentence(clause.sentence);
    let urgent = group.tokens_of(clause).iter().any(|t| matches!(t.sense, Sense::Urgency(2..)));
    urgent || group.amounts.iter().any(|a| range.contains(&a.range.start) && is_deadline(&a.what))
}

fn is_deadline(what: &What) -> bool {
    let time = |quantity: &crate::bound::Quantity| {
        matches!(
            quantity.measure(),
            Measure::Clock | Measure::Calendar | Measure::WorkingDays | Measure::SameDay
        )
    };
    match what {
        What::Bound(bound) => bound.quantities().iter().any(|quantity| time(quantity)),
        What::Every(_) => true,
        _ => false,
    }
}

/// Two telling words in common, or nothing that is not.
fn is_whole(part: &Content, whole: &Content) -> bool {
    let same = cover(part, whole);
    same.words > 1 || same.telling >= 10 || (same.telling > 4 && same.telling_percent() >= 90)
}

/// Whether two amounts are said of the same thing.
fn same_matter(amount: &Amount, near: &Content, theirs: &Content, group: &Text, other: &Amount) -> bool {
    // 垃圾桶每周清洗 for 垃圾桶每日清洗: all that the group's speaks of.
    let back = cover(theirs, near);
    if matches!(amount.what, What::Every(_)) && back.words > 0 && back.telling_percent() == 100 {
        return true;
    }
    if tells(near) && speaks_of(near, theirs) {
        return true;
    }
    let Some(clause) = group.clauses.get(other.clause) else { return false };
    let whole = group.sentence_content(clause.sentence);
    let same = cover(near, &whole);
    (is_rare(&amount.what) && same.telling >= 4 && same.telling_percent() >= 30 && !opposed(near, &whole))
        || (speaks_of(near, &whole) && is_whole(near, &whole))
}

fn points(content: &Content) -> u32 {
    content.items.iter().filter(|i| i.weight() > 1).map(|i| i.weight()).sum()
}

fn tells(content: &Content) -> bool {
    content.items.iter().any(|item| item.weight() > 1)
}

/// Rings, degrees and speeds are counted in few places: one word in common is enough.
fn is_rare(what: &What) -> bool {
    quantity(what).is_some_and(|quantity| match quantity.measure() {
        Measure::Named(word) => !matches!(word.as_str(), "次" | "户" | "件" | "项" | "份" | "个"),
        Measure::Rate { .. } => true,
        _ => false,
    })
}

/// 不登记 where the group asks for 登记; 一概不答 about what it speaks of.
fn deed_denied(groups: &[Text], local: &Text, index: usize, out: &mut Vec<Loosening>) {
    let clause = &local.clauses[index];
    if clause.denies {
        return;
    }
    let tokens = local.tokens_of(clause);
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.sense == Sense::Not) {
        // 未登记的访客: says who, and denies nothing.
        let rest = &local.source[token.range.end..clause.range.end];
        if rest.contains('的') || rest.contains('者') || is_forbidden(local, clause, token.range.start) {
            continue;
        }
        let denial = &local.source[token.range.clone()];
        let near = &tokens[at + 1..tokens.len().min(at + 5)];
        let items: Vec<_> = clause
            .content
            .items
            .iter()
            .filter(|i| near.iter().any(|t| t.range.start <= i.range.start && i.range.end <= t.range.end))
            .collect();
        let customer = subject(local, index, token.range.start) == Some(0);
        for (above, group) in groups.iter().enumerate() {
            let asked = group.clauses.iter().find(|c| {
                let deed = |item: &&&super::text::Item| {
                    (item.is_duty() || item.is_word() && !customer && item.weight() > 1)
                        && found(item, &c.content) > 0
                };
                c.role == Role::Duty
                    && !c.denies
                    && items.iter().any(|i| deed(&i))
                    && !group.source[c.range.clone()].contains(denial)
            });
            // 不答: nothing but a denial, about what the group speaks of.
            let bare = || {
                let about = cover(&local.sentence_content(clause.sentence), &group.content);
                let duty = !clause.explicit && !customer && items.first().is_some_and(|i| !i.is_word());
                let spoken_of = about.telling >= 4 && !group.source.contains(denial);
                (duty && spoken_of && DENIALS.contains(&denial)).then(|| group.clauses.first()).flatten()
            };
            if let Some(asked) = asked.or_else(bare) {
                let end = items.last().map_or(token.range.end, |i| i.range.end);
                out.push(Loosening {
                    kind: Kind::Negation,
                    local: token.range.start..end,
                    above,
                    group: asked.range.clone(),
                });
                return;
            }
        }
    }
}

/// Words that deny whatever deed follows.
const DENIALS: &[&str] =
    &["不", "不再", "不予", "不作", "不做", "不去", "不设", "不安排", "不进行", "不提供", "拒绝", "停止"];

/// 可以 where the group says 不得.
fn permitted(groups: &[Text], local: &Text, index: usize, out: &mut Vec<Loosening>) {
    let clause = &local.clauses[index];
    if clause.rank != 1 || clause.denies {
        return;
    }
    let tokens = local.tokens_of(clause);
    let cue = tokens.iter().position(|t| matches!(t.sense, Sense::Strength { rank: 1, .. })).unwrap_or(0);
    let predicate = content(local.source, &tokens[cue..]);
    let place = tokens.get(cue).map_or(clause.range.start, |t| t.range.start);
    // What customers may is theirs, unless it is the very thing.
    let wanted = if subject(local, index, place) == Some(0) { 70 } else { 50 };
    for (above, group) in groups.iter().enumerate() {
        let only = |c: &&Clause| {
            group.tokens_of(c).iter().any(|t| ONLY.split(' ').any(|word| word == group.word(t)))
        };
        // 仅用于甲: 可用于乙 is one thing more.
        if let Some(other) =
            group.clauses.iter().filter(only).find(|c| cover(&clause.content, &c.content).words > 0)
        {
            out.push(Loosening {
                kind: Kind::Scope,
                local: clause.range.clone(),
                above,
                group: other.range.clone(),
            });
            return;
        }
        for other in group.clauses.iter().filter(|c| c.role == Role::Duty && c.denies) {
            let same = |said: &Content| {
                let same = cover(said, &other.content);
                same.telling >= 4 && same.telling_percent() >= wanted && !opposed(said, &other.content)
            };
            if same(&clause.content) || same(&predicate) {
                out.push(Loosening {
                    kind: Kind::Negation,
                    local: clause.range.clone(),
                    above,
                    group: other.range.clone(),
                });
                return;
            }
        }
    }
}

/// 可 for the staff, and not for more than before: 可统一归还, 可婉拒.
fn leave_given(local: &Text, index: usize, out: &mut Vec<Loosening>) {
    let clause = &local.clauses[index];
    let tokens = local.tokens_of(clause);
    let Some(cue) = tokens.iter().position(|t| matches!(t.sense, Sense::Strength { rank: 1, denies: false }))
    else {
        return;
    };
    let place = tokens[cue].range.clone();
    if !clause.explicit
        || clause.rank != 1
        || clause.role != Role::Duty
        || subject(local, index, place.start) == Some(0)
    {
        return;
    }
    let predicate = &local.source[place.end..clause.range.end];
    let short = ADDITIVE_SHORT
        .split(' ')
        .any(|word| predicate.trim_start_matches(['也', '再', '以']).starts_with(word));
    if short
        || ADDITIVE.split_whitespace().any(|word| predicate.contains(word))
        || is_visitor(local, clause, place.start)
    {
        return;
    }
    out.push(Loosening { kind: Kind::Waiver, local: place.start..clause.range.end, above: 0, group: 0..0 });
}

/// Fewer cases and no duty in what is said of them: 夜间路灯隔盏开启.
fn slack(groups: &[Text], local: &Text, index: usize, out: &mut Vec<Loosening>) {
    let clause = &local.clauses[index];
    let sentence = clause.sentence;
    let of_sentence = |c: &&Clause| c.sentence == sentence;
    let first = local.clauses.iter().find(|c| c.sentence == sentence && c.role == Role::Duty);
    if clause.role != Role::Duty || first.is_none_or(|c| c.range != clause.range) {
        return;
    }
    let range = local.sentence(sentence);
    let words = &local.source[range.clone()];
    let tokens = || local.clauses.iter().filter(of_sentence).flat_map(|c| local.tokens_of(c));
    let strong =
        tokens().any(|t| matches!(t.sense, Sense::Strength { .. } | Sense::OnlyThen | Sense::Speech));
    let few = words.contains('的')
        || local.clauses.iter().any(|c| of_sentence(&c) && c.role == Role::Condition)
        || local
            .tokens_of(clause)
            .iter()
            .any(|t| matches!(t.sense, Sense::Circumstance | Sense::Restrictive | Sense::Partial));
    let customer = subject(local, index, clause.range.end) == Some(0);
    // What the group's text asks for itself is no addition.
    let new = |word: &str| words.contains(word) && groups.iter().all(|group| !group.source.contains(word));
    let adds =
        ADDITIVE.split_whitespace().any(new) || STRICT.split_whitespace().any(|word| words.contains(word));
    let kept = |a: &Amount| groups.iter().any(|g| g.amounts.iter().any(|b| comparable(&a.what, &b.what)));
    let often = |a: &Amount| matches!(a.what, What::Every(_)) || kept(a);
    let amounts = local.amounts.iter().any(|a| range.contains(&a.range.start) && often(a));
    // A deed that the group does not ask for is one more.
    let deeds = clause.content.items.iter().filter(|i| i.is_duty());
    let adds = adds || deeds.clone().any(|i| groups.iter().all(|group| found(i, &group.content) == 0));
    let short = words.chars().count() < 8;
    if short
        || strong
        || !few
        || customer
        || adds
        || amounts
        || out.iter().any(|l| range.contains(&l.local.start))
    {
        return;
    }
    let said = local.sentence_content(sentence);
    let spoken = groups.iter().enumerate().find_map(|(above, group)| {
        let same = cover(&said, &group.content);
        let first = || (above, group.clauses.first().map_or(0..0, |c| c.range.clone()));
        (same.words > 0 || same.telling >= 4).then(first)
    });
    if let Some((above, group)) = spoken {
        out.push(Loosening { kind: Kind::Scope, local: clause.range.clone(), above, group });
    }
}

const STRICT: &str = "专员 经理 主管 领班 工程师 专业 带好 备好 调离 停职 扣 罚 重新 追究 降级 例如 比如 包括 是指 报集团 备案 优秀 立即 当场 专人 加强 逐 每 全程 双 停止 不愿 另约 意愿 约定 协助 适用 制定 本章 本标准 本指引 本办法 本细则 本规定 目的 范围 职责 负责 您 我 见《 按《 如下 ： 是否 确定";

/// 访客车辆可停放: not the staff either.
fn is_visitor(local: &Text, clause: &Clause, place: usize) -> bool {
    let before = &local.source[clause.range.start..place];
    ["访客", "来访", "客人", "亲友", "犬"].iter().any(|word| before.contains(word))
}

/// 宜, 可 for what the group says 应 of.
fn weaker(groups: &[Text], local: &Text, index: usize, out: &mut Vec<Loosening>) {
    let clause = &local.clauses[index];
    if !clause.explicit || clause.denies || clause.rank > 2 {
        return;
    }
    // 可以扫码登记: one way more to do it.
    let wanted = if clause.rank == 1 { 90 } else { 70 };
    for (above, group) in groups.iter().enumerate() {
        for other in
            group.clauses.iter().filter(|c| c.role == Role::Duty && !c.denies && c.rank > clause.rank)
        {
            let same = cover(&clause.content, &group.sentence_content(other.sentence));
            let back = cover(&other.content, &clause.content);
            let telling = same.words > 1 || has_like_amount(local, index, group);
            if telling && same.telling_percent() >= wanted && back.percent() >= 40 {
                out.push(Loosening {
                    kind: Kind::Strength,
                    local: clause.range.clone(),
                    above,
                    group: other.range.clone(),
                });
                return;
            }
        }
    }
}

fn has_like_amount(local: &Text, clause: usize, group: &Text) -> bool {
    let mut own = local.amounts.iter().filter(|a| a.clause == clause);
    own.any(|a| group.amounts.iter().any(|b| comparable(&a.what, &b.what)))
}
