//! Whether a replacement keeps each of the group's commitments.

use std::ops::Range;

use super::cues::{BROAD, NARROW, OFFICES, ONLY};
use super::lexicon::{Sense, Weight};
use super::likeness::{cover, cover_items, found};
use super::matching;
use super::text::{Clause, Content, Role, Text, Token, content};
use super::{Kind, Loosening};

/// Less of a clause's words than this in the local text, in percent: the clause is dropped.
const DROPPED: u32 = 50;

/// What of the group's text the local one does not keep.
pub fn shortfalls(group: &Text, local: &Text, out: &mut Vec<Loosening>) {
    for (index, clause) in group.clauses.iter().enumerate() {
        if clause.role != Role::Duty || clause.content.items.is_empty() {
            continue;
        }
        let mut report = |kind: Kind, place: Range<usize>| {
            out.push(Loosening { kind, local: place, above: 0, group: clause.range.clone() });
        };
        if cover(&clause.content, &pool(group, index, local)).percent() < DROPPED {
            report(Kind::Dropped, end_of(local));
            continue;
        }
        if let Some(lost) = lost_word(group, clause, local) {
            out.push(Loosening { kind: Kind::Dropped, local: end_of(local), above: 0, group: lost });
            continue;
        }
        if let Some(place) = presupposed(clause, local) {
            report(Kind::Negation, place);
            continue;
        }
        let Some(best) = best(group, clause, local) else { continue };
        let taken = &local.clauses[best];
        if (clause.denies != taken.denies && clause.explicit) || turned(group, clause, local, best) {
            report(Kind::Negation, taken.range.clone());
        } else if taken.rank < clause.rank {
            report(Kind::Strength, strength_at(local, taken));
        }
        if let Some(place) = narrowed(group, index, local, best) {
            report(Kind::Scope, place);
        }
        if let Some(place) = fewer_persons(group, clause, local, best)
            .or_else(|| others(group, clause, local, best))
            .or_else(|| chosen_few(group, clause, local, best))
        {
            report(Kind::Scope, place);
        }
        if let Some(place) = later(group, clause, local, best) {
            report(Kind::Vague, place);
        }
        if let Some(place) = lower_office(group, clause, local) {
            report(Kind::Scope, place);
        }
        if let Some(place) = elsewhere(group, clause, local, best) {
            report(Kind::Scope, place);
        }
        if let Some(place) = other_choice(group, clause, local, best) {
            report(Kind::Scope, place);
        }
    }
    matching::amounts_kept(group, local, out);
}

/// What the local text says, without the clauses that are another of the group's, word for word.
fn pool(group: &Text, index: usize, local: &Text) -> Content {
    let same = |a: &Content, b: &Content| cover(a, b).percent() == 100 && cover(b, a).percent() == 100;
    let clause = &group.clauses[index];
    local.joined(|other| {
        let own = same(&clause.content, &other.content);
        own || !group.clauses.iter().any(|c| {
            !c.content.items.is_empty() && c.range != clause.range && same(&c.content, &other.content)
        })
    })
}

/// 不得收费 that became 收费的,应告知: what was forbidden is only spoken of as a case.
fn presupposed(clause: &Clause, local: &Text) -> Option<Range<usize>> {
    if !clause.denies {
        return None;
    }
    let says = |other: &&Clause| cover(&clause.content, &other.content).percent() >= 60;
    let forbids = local.clauses.iter().filter(says).any(|c| c.denies && c.role == Role::Duty);
    let case = local.clauses.iter().filter(says).find(|c| c.role == Role::Condition && !c.denies)?;
    (!forbids).then(|| case.range.clone())
}

/// 不得 that became 不得不; 由未参与处理的人员 that became 由处理人员.
fn turned(group: &Text, clause: &Clause, local: &Text, best: usize) -> bool {
    let taken = &local.clauses[best];
    let forced = |text: &Text| ["不得不", "不可不", "不能不"].iter().any(|word| text.source.contains(word));
    let nots = |text: &Text, clause: &Clause| {
        let tokens = text.tokens_of(clause);
        let cue =
            tokens.iter().position(|t| matches!(t.sense, Sense::Strength { .. })).unwrap_or(tokens.len());
        tokens[cue..].iter().any(|t| t.sense == Sense::Not && ["未", "非"].contains(&text.word(t)))
    };
    (clause.denies && forced(local) && !forced(group))
        || (!clause.denies && nots(group, clause) && !nots(local, taken) && !taken.denies)
}

pub fn end_of(text: &Text) -> Range<usize> {
    text.source.len()..text.source.len()
}

/// The local clause that says most of the group's; of two that say as much, the one most like it in all its words.
pub fn best(group: &Text, clause: &Clause, local: &Text) -> Option<usize> {
    let words = &group.source[clause.range.clone()];
    let mut best: Option<(u32, usize, usize)> = None;
    for (index, other) in local.clauses.iter().enumerate().filter(|(_, c)| c.role == Role::Duty) {
        let said = cover(&clause.content, &other.content).found;
        if best.is_some_and(|(most, ..)| said < most) {
            continue;
        }
        let others = &local.source[other.range.clone()];
        let alike = words.chars().filter(|c| others.contains(*c)).count();
        if best.is_none_or(|(most, near, _)| (said, alike) > (most, near)) {
            best = Some((said, alike, index));
        }
    }
    best.filter(|(said, ..)| *said > 0).map(|(_, _, index)| index)
}

/// A verb, a manner or a paper of the group's that the local text does not name in any way.
fn lost_word(group: &Text, clause: &Clause, local: &Text) -> Option<Range<usize>> {
    let tokens = group.tokens_of(clause);
    // 按铃或者敲门: one of them will do.
    if !clause.denies && tokens.iter().any(|t| t.sense == Sense::Or) {
        return None;
    }
    let items = &clause.content.items;
    let lost = items.iter().find(|item| item.class == Some(Weight::Duty) && found(item, &local.content) == 0);
    let telling = |item: &&super::text::Item| {
        char::from_u32(item.id).is_some_and(|c| TELLING.contains(c)) && found(item, &local.content) == 0
    };
    let lost = lost.or_else(|| items.iter().find(telling));
    let lost = lost.map(|item| item.range.clone()).or_else(|| one_each(group, clause, local));
    lost.or_else(|| lost_object(clause, local))
        .or_else(|| lost_run(clause, local))
        .or_else(|| listed(clause, tokens, local))
}

/// 一餐一消毒, 一客一换: for each its own.
fn one_each(group: &Text, clause: &Clause, local: &Text) -> Option<Range<usize>> {
    let words = &group.source[clause.range.clone()];
    words.match_indices('一').find_map(|(at, one)| {
        let of = words[at + one.len()..].chars().next()?;
        let end = at + one.len() + of.len_utf8();
        let each = words[end..].starts_with('一') && !of.is_ascii() && of != '一';
        let kept = [format!("一{of}一"), format!("每{of}"), format!("逐{of}")]
            .iter()
            .any(|word| local.source.contains(word));
        (each && !kept).then(|| clause.range.start + at..clause.range.start + end)
    })
}

/// 携带灭火器: the deed and what it is done to.
fn lost_object(clause: &Clause, local: &Text) -> Option<Range<usize>> {
    let lost = |item: &super::text::Item| item.weight() > 1 && found(item, &local.content) == 0;
    let pair = clause.content.items.windows(2).find(|pair| {
        pair[0].class == Some(Weight::Light)
            && pair[1].class == Some(Weight::Topic)
            && lost(&pair[0])
            && lost(&pair[1])
    })?;
    Some(pair[0].range.start..pair[1].range.end)
}

/// Three characters in a row of which the local text has none.
fn lost_run(clause: &Clause, local: &Text) -> Option<Range<usize>> {
    let mut run: Option<Range<usize>> = None;
    for item in &clause.content.items {
        let lost = !item.is_word() && found(item, &local.content) == 0;
        run = match run {
            Some(range) if lost && range.end == item.range.start => Some(range.start..item.range.end),
            _ if lost => Some(item.range.clone()),
            _ => None,
        };
        if let Some(range) = run.clone().filter(|range| range.len() >= 9) {
            return Some(range);
        }
    }
    None
}

/// Characters that say how well or how fully something is done.
const TELLING: &str = "双逐亲专证";

/// An item of a list, A、B和C, that the local text does not name.
fn listed(clause: &Clause, tokens: &[Token], local: &Text) -> Option<Range<usize>> {
    let divides = |token: &Token| token.divides || token.joins || token.sense == Sense::Or;
    // Of things that are allowed fewer are stricter.
    if (clause.rank == 1 && !clause.denies) || !tokens.iter().any(divides) {
        return None;
    }
    let ends = |token: &Token| divides(token) || matches!(token.sense, Sense::Strength { .. });
    let mut start = 0;
    for at in 0..=tokens.len() {
        if tokens.get(at).is_some_and(|t| !ends(t)) {
            continue;
        }
        let piece = &tokens[start..at];
        // What stands before 应 is an item only beside another.
        let is_item = tokens.get(at).is_some_and(divides)
            || start.checked_sub(1).is_some_and(|before| divides(&tokens[before]));
        start = at + 1;
        let (Some(first), Some(last)) = (piece.first(), piece.last()) else { continue };
        let range = first.range.start..last.range.end;
        let items =
            clause.content.items.iter().filter(|i| i.range.start >= range.start && i.range.end <= range.end);
        let missing = |i: &&super::text::Item| i.weight() > 1 && found(i, &local.content) == 0;
        // What the item is stands at its end: 在业主家中用餐.
        let mut end = items.clone().rev();
        let tail_lost = end
            .next()
            .is_some_and(|i| missing(&i) && (i.is_word() || end.next().is_some_and(|i| missing(&i))));
        let same = cover_items(items.clone(), &local.content);
        let lost =
            tail_lost || (same.total >= 4 && same.percent() < 50 && items.clone().any(|i| missing(&i)));
        if is_item && lost {
            return Some(range);
        }
    }
    None
}

fn strength_at(local: &Text, clause: &Clause) -> Range<usize> {
    let cue = local.tokens_of(clause).iter().find(|t| matches!(t.sense, Sense::Strength { .. }));
    cue.map_or(clause.range.clone(), |token| token.range.clone())
}

/// Fewer cases: a new 部分, 重大, 夜间 or condition where the group's clause has none.
fn narrowed(group: &Text, index: usize, local: &Text, best: usize) -> Option<Range<usize>> {
    let clause = &group.clauses[index];
    let taken = &local.clauses[best];
    let mut own: Vec<&Clause> = local.conditions(best).collect();
    own.push(taken);
    for part in own {
        for token in local.tokens_of(part) {
            let narrows = matches!(token.sense, Sense::Partial | Sense::Restrictive | Sense::Circumstance);
            let word = local.word(token);
            // 擅自离岗 for 擅离职守
            let known = word.chars().next().is_some_and(|c| clause.content.chars.contains(&c));
            if narrows && !group.source.contains(word) && !known && !widens(local, token.range.start) {
                return Some(token.range.clone());
            }
        }
    }
    if let Some(place) =
        matching::new_limit(group, clause, local, best).or_else(|| narrower_head(group, clause, local, best))
    {
        return Some(place);
    }
    if let Some(place) = narrower_ban(clause, local, best) {
        return Some(place);
    }
    let theirs: Vec<&Clause> = group.conditions(index).collect();
    for condition in local.conditions(best) {
        if let Some(place) =
            theirs.iter().find_map(|c| narrower(&c.content, group, local, local.tokens_of(condition)))
        {
            return Some(place);
        }
    }
    let conditions = local.conditions(best);
    let whole: Vec<&Clause> = group.clauses.iter().filter(|c| c.sentence == clause.sentence).collect();
    for condition in conditions {
        let words = &local.source[condition.range.clone()];
        let universal = local.tokens_of(condition).iter().any(|t| t.sense == Sense::Universal);
        // 登记后: an order of things, no narrower case.
        let sequence =
            words.ends_with('前') || (words.ends_with('后') && !TRIGGERS.iter().any(|t| words.contains(t)));
        let told: Vec<_> = condition.content.items.iter().filter(|i| i.weight() > 1).collect();
        if universal || sequence || told.is_empty() {
            continue;
        }
        let same = whole.iter().map(|c| cover_items(told.iter().copied(), &c.content).found).sum::<u32>();
        let total: u32 = told.iter().map(|i| i.weight()).sum();
        if same * 3 < total {
            return Some(condition.range.clone());
        }
    }
    None
}

/// What a clause is about: the words before its strength, its first amount or its first deed.
fn head<'t>(text: &'t Text, clause: &Clause) -> &'t [Token] {
    let tokens = text.tokens_of(clause);
    let is_deed = |t: &Token| {
        matches!(
            t.sense,
            Sense::Strength { .. } | Sense::Amount | Sense::Word { weight: Weight::Duty | Weight::Light, .. }
        )
    };
    &tokens[..tokens.iter().position(is_deed).unwrap_or(0)]
}

/// 动火作业 that became 大面积动火作业.
fn narrower_head(group: &Text, clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let wanted = content(group.source, head(group, clause));
    narrower(&wanted, group, local, head(local, &local.clauses[best]))
}

/// All of the group's words and more are fewer things.
fn narrower(wanted: &Content, group: &Text, local: &Text, ours: &[Token]) -> Option<Range<usize>> {
    let said = content(local.source, ours);
    if wanted.items.is_empty() || cover(wanted, &said).percent() < 100 || widens_list(ours) {
        return None;
    }
    let range = added(&said, &group.content)?;
    let words = &local.source[ours.first()?.range.start..ours.last()?.range.end];
    (!ACTORS.iter().any(|word| words.contains(word))).then_some(range)
}

/// 不得使用车内物品 that became 不得使用车内贵重物品.
fn narrower_ban(clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let taken = &local.clauses[best];
    let whole = cover(&clause.content, &taken.content);
    if !clause.denies || !taken.denies || whole.percent() < 100 || widens_list(local.tokens_of(taken)) {
        return None;
    }
    added(&taken.content, &clause.content)
}

/// One thing more, or any.
fn widens_list(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.divides || matches!(t.sense, Sense::Universal | Sense::Or))
}

/// Where a content says more than another, by a word of two characters at least.
fn added(said: &Content, known: &Content) -> Option<Range<usize>> {
    let added: Vec<_> = said.items.iter().filter(|i| i.weight() > 1 && found(i, known) == 0).collect();
    let weight: u32 = added.iter().map(|i| i.weight()).sum();
    (weight >= 4).then_some(added.first()?.range.start..added.last()?.range.end)
}

/// Who does it is no narrower case.
const ACTORS: &[&str] = &[
    "员",
    "部",
    "管家",
    "经理",
    "班长",
    "主管",
    "前台",
    "保安",
    "负责人",
    "专人",
    "中心",
    "公司",
    "物业",
    "单位",
    "岗",
];

/// 所有施工人员 that became 施工负责人: not all of them, and somebody else.
fn others(group: &Text, clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let universal =
        |text: &Text, clause: &Clause| text.tokens_of(clause).iter().any(|t| t.sense == Sense::Universal);
    let taken = &local.clauses[best];
    let (theirs, ours) = (head(group, clause), head(local, taken));
    if !universal(group, clause) || universal(local, taken) || theirs.is_empty() {
        return None;
    }
    let (wanted, said) = (content(group.source, theirs), content(local.source, ours));
    (cover(&wanted, &said).percent() < 100).then(|| added(&said, &group.content)).flatten()
}

/// 所有客户 that became 业主.
fn fewer_persons(group: &Text, clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let universal =
        |text: &Text, clause: &Clause| text.tokens_of(clause).iter().any(|t| t.sense == Sense::Universal);
    let taken = &local.clauses[best];
    if !universal(group, clause) || universal(local, taken) {
        return None;
    }
    let broad = BROAD.split(' ').any(|word| group.source[clause.range.clone()].contains(word));
    let words = &local.source[taken.range.clone()];
    if !broad || BROAD.split(' ').any(|word| words.contains(word)) {
        return None;
    }
    let narrow = NARROW.split(' ').find_map(|word| Some((words.find(word)?, word.len())));
    narrow.map(|(at, len)| taken.range.start + at..taken.range.start + at + len)
}

/// 每位客户 that became 签约客户: something stands before the word that 每, 所有 or 均 belongs to.
fn chosen_few(group: &Text, clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let universal =
        |text: &Text, clause: &Clause| text.tokens_of(clause).iter().any(|t| t.sense == Sense::Universal);
    let taken = &local.clauses[best];
    let (theirs, tokens) = (group.tokens_of(clause), local.tokens_of(taken));
    let every = |pair: &&[Token]| group.word(&pair[0]) == "每" && pair[1].sense != Sense::Amount;
    if let Some(word) = theirs.windows(2).find(every).map(|pair| group.word(&pair[1])) {
        // 每栋 that became 每两栋, 每次 that became 末次
        let several = |three: &&[Token]| {
            let count = local.word(&three[1]);
            local.word(&three[0]) == "每"
                && "两二三四五六七八九十".contains(count)
                && local.word(&three[2]) == word
        };
        let other = |two: &&[Token]| {
            let counted = local.word(&two[0]) == "每"
                && two[1].sense == Sense::Amount
                && local.word(&two[1]).ends_with(word);
            counted || local.word(&two[1]) == word && matches!(two[0].sense, Sense::Plain)
        };
        let found = tokens.windows(3).find(several).or_else(|| tokens.windows(2).find(other));
        if let Some(found) = found {
            return Some(found[0].range.start..found[found.len() - 1].range.end);
        }
    }
    let conditions: Vec<&Clause> = local.conditions(best).collect();
    if !universal(group, clause) || universal(local, taken) || conditions.iter().any(|c| universal(local, c))
    {
        return None;
    }
    let noun = tokens
        .iter()
        .position(|t| matches!(t.sense, Sense::Word { .. }) && group.source.contains(local.word(t)))?;
    let before: Vec<&Token> = tokens[..noun]
        .iter()
        .rev()
        .skip_while(|t| local.word(t) == "的")
        .take_while(|t| matches!(t.sense, Sense::Plain | Sense::Harmless | Sense::Word { .. } | Sense::Not))
        .collect();
    let added = before.iter().filter(|t| !local.word(t).chars().any(|c| clause.content.chars.contains(&c)));
    let length: usize = added.map(|t| local.word(t).chars().count()).sum();
    let (first, last) = (before.last()?, before.first()?);
    let words = &local.source[first.range.start..last.range.end];
    let is_actor = ACTORS.iter().any(|word| words.ends_with(word));
    (length >= 2 && !is_actor).then_some(first.range.start..last.range.end)
}

/// What somebody must do first before the duty holds.
const TRIGGERS: &[&str] = &["要求", "提出", "投诉", "催", "反映", "申请", "索要", "询问", "同意", "批准"];

/// 不分昼夜, 包括夜间
fn widens(local: &Text, place: usize) -> bool {
    let before = &local.source[..place];
    ["包括", "含", "不分", "无论", "不论", "尤其", "特别是", "非"].iter().any(|word| before.ends_with(word))
}

/// 立即 that became 及时.
fn later(group: &Text, clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let urgency = |text: &Text, clause: &Clause| {
        text.tokens_of(clause)
            .iter()
            .filter_map(|t| match t.sense {
                Sense::Urgency(rank) => Some((rank, t.range.clone())),
                _ => None,
            })
            .max_by_key(|(rank, _)| *rank)
    };
    let (wanted, _) = urgency(group, clause)?;
    let taken = &local.clauses[best];
    match urgency(local, taken) {
        Some((rank, _)) if rank >= wanted => None,
        // A number is more than 及时, if it is a short one.
        _ if matching::is_soon(local, best, wanted) => None,
        Some((_, place)) => Some(place),
        None => Some(taken.range.clone()),
    }
}

/// 上报项目经理 that became 上报班长.
fn lower_office(group: &Text, clause: &Clause, local: &Text) -> Option<Range<usize>> {
    let rank = |text: &str| OFFICES.iter().position(|line| line.split(' ').any(|word| text.contains(word)));
    let wanted = rank(&group.source[clause.range.clone()]).filter(|rank| (1..=4).contains(rank))?;
    match rank(local.source) {
        Some(rank) if rank <= wanted => None,
        Some(lower) => {
            let word =
                OFFICES[lower].split(' ').find_map(|word| Some((local.source.find(word)?, word.len())));
            word.map(|(at, len)| at..at + len)
        }
        None => Some(end_of(local)),
    }
}

/// 在大堂公示 that became 在网上公示: none of the place is left.
fn elsewhere(group: &Text, clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let place = |text: &Text, clause: &Clause| {
        let tokens = text.tokens_of(clause);
        let at = tokens.iter().position(|t| text.word(t) == "在" || text.word(t) == "于")?;
        let deed = tokens[at..].iter().position(|t| {
            matches!(t.sense, Sense::Word { weight: Weight::Duty | Weight::Light, .. } | Sense::Amount)
        })?;
        let (first, last) = (tokens.get(at + 1)?, tokens.get(at + deed.checked_sub(1)?)?);
        let said = content(text.source, &tokens[at + 1..at + deed]);
        (cover(&said, &Content::default()).wanted >= 4).then_some((first.range.start..last.range.end, said))
    };
    let (_, theirs) = place(group, clause)?;
    let (range, ours) = place(local, &local.clauses[best])?;
    let far = |a: &Content, b: &Content| cover(a, b).telling_percent() < 50;
    (far(&theirs, &local.content) && far(&ours, &group.content)).then_some(range)
}

/// 并 that became 或; one more thing after 仅 or before 之一.
fn other_choice(group: &Text, clause: &Clause, local: &Text, best: usize) -> Option<Range<usize>> {
    let taken = &local.clauses[best];
    let chosen = |text: &Text, clause: &Clause| {
        text.tokens_of(clause).iter().find(|t| t.sense == Sense::Or).map(|t| t.range.clone())
    };
    let in_group = group.clauses.iter().any(|c| chosen(group, c).is_some());
    if let Some(place) = chosen(local, taken)
        && !in_group
        && !taken.denies
    {
        // Both sides of it are the group's own words.
        let tokens = local.tokens_of(taken);
        let side = |tokens: &[super::text::Token]| -> Content { content(local.source, tokens) };
        let at = tokens.iter().position(|t| t.range == place).unwrap_or(0);
        let (left, right) = (side(&tokens[..at]), side(&tokens[at + 1..]));
        let before = if at == 0 && best > 0 { &local.clauses[best - 1].content } else { &left };
        let left = before.items.last().map(|i| found(i, &group.content) > 0);
        let right = cover(&right, &group.content);
        if left == Some(true) && right.percent() >= 60 && right.telling > 0 {
            return Some(place);
        }
    }
    let only = |text: &Text, clause: &Clause| {
        let is_only = |t: &Token| ONLY.split(' ').any(|word| word == text.word(t)) || text.word(t) == "之一";
        text.tokens_of(clause).iter().any(is_only)
    };
    if only(group, clause) {
        let items = taken.content.items.iter().filter(|i| i.weight() > 1 && found(i, &group.content) == 0);
        let added: u32 = items.map(|i| i.weight()).sum();
        if !only(local, taken) || added >= 4 {
            return Some(taken.range.clone());
        }
    }
    None
}
