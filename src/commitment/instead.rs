//! The evidence for a text in the place of the group's: what was lost, what was added, what became of the amounts.

use super::evidence::{Evidence, Family, MOODS, is_missing, kind, missing, mood};
use super::kept::best;
use super::lexicon::Sense;
use super::likeness::cover;
use super::matching;
use super::order::Outcome;
use super::sayings;
use super::text::{Text, Token};

/// Adds all of it.
pub fn gather<'a>(group: &Text<'a>, local: &Text<'a>, out: &mut Evidence<'a>) {
    let (gone, new) = (missing(group, local), missing(local, group));
    let lost = differences(group, local, &gone, [Family::Lost, Family::LostSense], out);
    let added = differences(local, group, &new, [Family::Added, Family::AddedSense], out);
    let count = |text: &Text| text.source.chars().filter(|c| c.is_alphanumeric()).count().max(1);
    let (theirs, ours) = (count(group), count(local));
    out.measure("lost", lost.chars, &[1, 2, 3, 4, 6, 8, 12, 16]);
    out.measure("added", added.chars, &[1, 2, 3, 4, 6, 8, 12, 16]);
    out.measure("lost-run", lost.longest, &[1, 2, 3, 4, 5, 6, 8, 10]);
    out.measure("added-run", added.longest, &[1, 2, 3, 4, 5, 6, 8, 10]);
    out.measure("lost-share", lost.chars * 100 / theirs, &[5, 10, 15, 20, 30, 40, 50]);
    out.measure("added-share", added.chars * 100 / ours, &[5, 10, 15, 20, 30, 40, 50]);
    out.measure("length", ours * 100 / theirs, &[50, 60, 70, 80, 90, 95, 100, 105, 110, 120, 140, 170]);
    let balance = (lost.chars + 20).saturating_sub(added.chars);
    out.measure("balance", balance, &[4, 8, 12, 15, 17, 18, 19, 20, 21, 22, 23, 25, 28, 32, 36]);
    let duties = group.duties().filter(|clause| !clause.content.items.is_empty());
    let least = duties.map(|clause| cover(&clause.content, &local.content).percent()).min().unwrap_or(100);
    out.measure("weakest-clause", 100 - least as usize, &[1, 10, 20, 30, 40, 50, 60, 70, 80]);
    parts(group, local, &gone, out);
    lists(group, local, &gone, out);
    edit(group.source, local.source, out);
    only_strength(group, local, out);
    amounts(group, local, out);
    moods(group, local, out);
    sayings::gather(local, &new, ADDED, false, out);
    sayings::gather(group, &gone, LOST, false, out);
}

/// Words that only the local text says, and those that only the group's does.
const ADDED: u8 = 0;
const LOST: u8 = 2;

/// 电压、电流和温度: how little the local text says of each part of the group's, by words and by characters.
fn parts(group: &Text, local: &Text, missing: &[bool], out: &mut Evidence) {
    let (mut least, mut gone, mut items_gone) = (100, 0, 0);
    let mut start = 0;
    for (end, mark) in group.source.match_indices(PART_ENDS).chain([(group.source.len(), "")]) {
        let listed = mark == "、" || group.source[..start].ends_with('、') || mark == "和";
        let part = start..end;
        start = end + mark.len();
        let (mut all, mut said) = (0, 0);
        for (token, missing) in group.tokens.iter().zip(missing) {
            let tells = !matches!(token.sense, Sense::Empty | Sense::Amount | Sense::Strength { .. });
            if !tells || token.range.start < part.start || token.range.end > part.end {
                continue;
            }
            for c in group.word(token).chars().filter(|c| c.is_alphanumeric()) {
                all += 1;
                said += usize::from(!missing || local.source.contains(c));
            }
        }
        if all < 2 {
            continue;
        }
        least = least.min(said * 100 / all);
        gone += usize::from(said == 0);
        items_gone += usize::from(said == 0 && listed);
    }
    out.measure("least-part", 100 - least, &[1, 20, 34, 50, 67, 75, 100]);
    out.measure("parts-gone", gone, &[1, 2, 3]);
    out.measure("items-gone", items_gone, &[1, 2]);
}

const PART_ENDS: [char; 9] = ['、', '，', ',', '。', '；', '和', '及', '与', '并'];

/// 车牌、姓名和电话 of which the local text says some and not the others.
fn lists(group: &Text, local: &Text, missing: &[bool], out: &mut Evidence) {
    let (mut broken, mut whole) = (0, 0);
    for clause in &group.clauses {
        let tokens = &group.tokens[clause.tokens.clone()];
        let first = clause.tokens.start;
        let parts: Vec<_> = tokens
            .split_inclusive(|token| LINKS.contains(&group.word(token)))
            .scan(first, |at, part| {
                let start = *at;
                *at += part.len();
                Some(start..*at)
            })
            .collect();
        let last = parts.len() - 1;
        let mut said = Vec::new();
        for (at, part) in parts.iter().enumerate().filter(|_| last > 0) {
            let telling = part.clone().filter(|at| {
                let token = &group.tokens[*at];
                !matches!(token.sense, Sense::Empty | Sense::Amount | Sense::Strength { .. })
                    && !LINKS.contains(&group.word(token))
            });
            let telling: Vec<usize> = telling.collect();
            // 登记车牌: the first stands behind its verb, the last before what follows.
            let plain = |at: &&usize| group.tokens[**at].sense == Sense::Plain;
            let word = |run: usize| run.clamp(2, 3).min(telling.len());
            let own = match at {
                0 => &telling[telling.len() - word(telling.iter().rev().take_while(plain).count())..],
                _ if at == last => &telling[..word(telling.iter().take_while(plain).count())],
                _ => &telling[..],
            };
            if own.is_empty() {
                continue;
            }
            let is_said = |at: &usize| {
                let word = group.word(&group.tokens[*at]);
                !missing[*at] || word.chars().any(|c| local.source.contains(c))
            };
            said.push(own.iter().any(is_said));
        }
        let there = said.iter().filter(|said| **said).count();
        if said.len() > 1 && there == said.len() {
            whole += 1;
        } else if there > 0 && said.len() > 1 {
            broken += 1;
            out.add(Family::Edit, "list-broken", there.min(3) as u8);
            out.add(Family::Edit, "list-gone", (said.len() - there).min(3) as u8);
        }
    }
    out.measure("lists-broken", broken, &[1, 2]);
    out.measure("lists-whole", whole, &[1, 2]);
}

/// What stands between the things of a list.
const LINKS: [&str; 9] = ["、", "和", "与", "及", "以及", "或", "并", "或者", "且"];

/// 严禁 for 不得, 宜 for 应: each of the group's clauses against the local one that says most of it.
fn moods<'a>(group: &Text<'a>, local: &Text<'a>, out: &mut Evidence<'a>) {
    for clause in group.duties() {
        let Some(best) = best(group, clause, local) else { continue };
        let (theirs, ours) = (mood(clause), mood(&local.clauses[best]));
        if theirs != ours {
            out.add(Family::Mood, MOODS[usize::from(ours)], theirs);
        }
    }
}

/// How many characters of a text the other does not have in any way, and how many of them in a row.
#[derive(Default)]
struct Missing {
    chars: usize,
    longest: usize,
}

/// Adds the characters that only `text` has: alone, two in a row, and two that stand apart in the other.
fn differences<'a>(
    text: &Text<'a>,
    other: &Text,
    missing: &[bool],
    [chars, senses]: [Family; 2],
    out: &mut Evidence<'a>,
) -> Missing {
    let mut all = Missing::default();
    let mut run = 0;
    let mut before: Option<(usize, bool)> = None;
    for (token, missing) in text.tokens.iter().zip(missing.iter().copied()) {
        let word = text.word(token);
        if missing {
            run += word.chars().count();
            all.chars += word.chars().count();
            all.longest = all.longest.max(run);
            if let Some(name) = kind(token.sense) {
                out.add(senses, name, 0);
            }
        } else if token.sense != Sense::Empty {
            run = 0;
        }
        for (at, c) in word.char_indices() {
            let start = token.range.start + at;
            let end = start + c.len_utf8();
            if token.sense == Sense::Amount {
                before = None;
                continue;
            }
            if missing {
                out.add_at(chars, text.source, start..end, 1);
            }
            if let Some((first, was_missing)) = before {
                let new = !other.source.contains(&text.source[first..end]);
                match missing || was_missing {
                    true => out.add_at(chars, text.source, first..end, 2),
                    false if new && !c.is_ascii_punctuation() => {
                        out.add_at(chars, text.source, first..end, 3);
                    }
                    false => {}
                }
            }
            before = Some((start, missing));
        }
    }
    all
}

/// How the local text would be made out of the group's: by words put in, cut out or changed, or by saying all anew.
fn edit<'a>(group: &'a str, local: &'a str, out: &mut Evidence<'a>) {
    let (a, b) = (group.trim_end_matches('。'), local.trim_end_matches('。'));
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y);
    let prefix: usize = same.map(|(x, _)| x.len_utf8()).sum();
    let (gone, come) = (&a[prefix..], &b[prefix..]);
    let same = gone.chars().rev().zip(come.chars().rev()).take_while(|(x, y)| x == y);
    let suffix: usize = same.map(|(x, _)| x.len_utf8()).sum();
    let (gone, come) = (&gone[..gone.len() - suffix], &come[..come.len() - suffix]);
    let whole = a.chars().count().max(1);
    let (less, more) = (gone.chars().count(), come.chars().count());
    let name = match (less, more) {
        (0, _) if suffix == 0 => "appended",
        (0, _) if prefix == 0 => "prepended",
        (0, _) => "inserted",
        (_, 0) if suffix == 0 => "cut-end",
        (_, 0) if prefix == 0 => "cut-start",
        (_, 0) => "cut",
        _ if is_within(a, b) => "grown",
        _ if is_within(b, a) => "shrunk",
        _ if less * 3 <= whole => "patched",
        _ => "rewritten",
    };
    out.add(Family::Edit, name, 0);
    if matches!(name, "inserted" | "prepended" | "appended" | "patched") {
        let clause = come.contains(['，', '。', ',', '；', ';']);
        out.add(Family::Edit, name, if clause { 1 } else { 2 });
    }
    // 或姓名, 并测温: one thing more.
    if matches!(name, "inserted" | "appended" | "grown" | "patched")
        && let Some(first) = come.chars().next()
    {
        let at = local.len() - local[prefix..].len();
        out.add(Family::Edit, &local[at..at + first.len_utf8()], 3);
    }
    out.measure("gone", less, &[1, 2, 3, 4, 6, 8, 12, 16, 24]);
    out.measure("come", more, &[1, 2, 3, 4, 6, 8, 12, 16, 24]);
    out.measure("gone-share", less * 100 / whole, &[10, 20, 30, 40, 50, 60, 70, 80, 90]);
}

/// 应 for 宜, and nothing else is different.
fn only_strength<'a>(group: &Text<'a>, local: &Text<'a>, out: &mut Evidence<'a>) {
    fn rest<'t>(text: &'t Text) -> impl Iterator<Item = &'t str> {
        let strength = |t: &&Token| matches!(t.sense, Sense::Strength { .. });
        text.tokens.iter().filter(move |t| !strength(t)).map(|token| text.word(token))
    }
    if rest(group).eq(rest(local)) {
        let ranks = |text: &Text| text.clauses.iter().map(|clause| clause.rank).collect::<Vec<_>>();
        let raised = ranks(local).iter().zip(ranks(group)).all(|(ours, theirs)| *ours >= theirs);
        out.add(Family::Edit, "only-strength", u8::from(raised));
    }
}

/// Whether all letters of a text stand in another in the same order.
fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().filter(|c| c.is_alphanumeric()).all(|c| rest.any(|d| d == c))
}

/// What became of the group's amounts, and whether nothing else is different.
fn amounts<'a>(group: &Text<'a>, local: &Text<'a>, out: &mut Evidence<'a>) {
    out.measure("amounts", group.amounts.len(), &[1, 2, 3]);
    out.measure("own-amounts", local.amounts.len(), &[1, 2, 3]);
    out.measure(
        "fewer-amounts",
        (group.amounts.len() + 5).saturating_sub(local.amounts.len()),
        &[4, 5, 6, 7],
    );
    let outcomes = matching::outcomes(group, local);
    let only = u8::from(only_amounts_differ(group, local));
    for outcome in &outcomes {
        for level in 0..=only {
            out.add(Family::Amount, outcome.name(), level);
        }
    }
    let kept = |outcome: &Outcome| matches!(outcome, Outcome::Same | Outcome::Tighter);
    if !outcomes.is_empty() && outcomes.iter().all(kept) {
        out.add(Family::Amount, "all-kept", 0);
        if outcomes.contains(&Outcome::Tighter) {
            out.add(Family::Amount, "some-tighter", only);
        }
    }
}

/// Whether both texts say the same around their amounts.
pub fn only_amounts_differ(group: &Text, local: &Text) -> bool {
    fn around<'t>(text: &'t Text) -> impl Iterator<Item = &'t str> {
        let ends = std::iter::once(0).chain(text.amounts.iter().map(|a| a.range.end));
        let starts = text.amounts.iter().map(|a| a.range.start).chain(std::iter::once(text.source.len()));
        ends.zip(starts).map(|(end, start)| &text.source[end.min(start)..start])
    }
    around(group).eq(around(local))
}

/// Of a text that keeps all: whether it asks for something that the group's does not.
pub fn asks_more(group: &Text, local: &Text) -> bool {
    let more = local.tokens.iter().filter(|token| is_missing(local, token, group));
    let stronger = |text: &Text| text.clauses.iter().map(|clause| clause.rank).max();
    more.count() > 1
        || stronger(local) > stronger(group)
        || matching::outcomes(group, local).contains(&Outcome::Tighter)
}
