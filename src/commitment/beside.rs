//! The evidence for a text beside the group's: what it says, in which mood, and what of it is the group's matter.

use super::evidence::{Evidence, Family, MOODS, kind, missing, mood};
use super::lexicon::Sense;
use super::likeness::cover;
use super::matching;
use super::sayings;
use super::text::{Clause, Role, Text};

/// Adds all of it. `group` is the one of `groups` that the local text has most in common with.
pub fn gather<'a>(groups: &[Text<'a>], group: &Text<'a>, local: &Text<'a>, out: &mut Evidence<'a>) {
    said(group, local, out);
    for token in &local.tokens {
        if let Some(name) = kind(token.sense) {
            out.add(Family::SaidSense, name, u8::from(group.source.contains(local.word(token))));
        }
    }
    let common = cover(&local.content, &group.content);
    let back = cover(&group.content, &local.content);
    out.measure("common", common.telling as usize, &[1, 4, 8, 12, 16, 24, 32]);
    out.measure("common-words", common.words as usize, &[1, 2, 3, 4, 6]);
    let shares = [10, 20, 30, 40, 50, 60, 70, 80, 90];
    out.measure("common-share", common.telling_percent() as usize, &shares);
    out.measure("repeated-share", back.telling_percent() as usize, &shares);
    out.measure("size", local.source.chars().count(), &[8, 12, 16, 20, 25, 30, 40, 50]);
    let delegates = DELEGATES.iter().any(|word| group.source.contains(word));
    if delegates && group.source.contains('由') {
        out.add(Family::Mood, "delegated", 0);
    }
    amounts(groups, local, out);
    moods(group, local, out);
    charged(group, local, out);
    let new = missing(local, group);
    shared(group, local, &new, out);
    sayings::gather(local, &new, 0, true, out);
}

/// Words with which the group leaves something to others: 由城市公司制定.
const DELEGATES: &[&str] = &["制定", "规定", "确定", "自定", "明确", "决定", "拟定", "制订", "自行", "另定"];

/// Its characters: alone, two and three in a row; and two in a row that the group's text does not have.
fn said<'a>(group: &Text, local: &Text<'a>, out: &mut Evidence<'a>) {
    let (mut last, mut last_but_one) = (None, None);
    for (at, c) in local.source.char_indices() {
        let end = at + c.len_utf8();
        // Amounts are compared by what they mean.
        if c.is_ascii_digit() {
            (last, last_but_one) = (None, None);
            continue;
        }
        for (level, start) in (1..).zip([Some(at), last, last_but_one].into_iter().flatten()) {
            out.add_at(Family::Said, local.source, start..end, level);
        }
        if let Some(start) = last.filter(|start| !group.source.contains(&local.source[*start..end])) {
            out.add_at(Family::Added, local.source, start..end, 2);
        }
        (last, last_but_one) = (Some(at), last);
    }
}

/// How much there is in common, in four steps.
fn step(percent: u32) -> u8 {
    match percent {
        0..15 => 0,
        15..35 => 1,
        35..60 => 2,
        _ => 3,
    }
}

/// Each local amount against the group's that is said of the most alike.
fn amounts<'a>(groups: &[Text<'a>], local: &Text<'a>, out: &mut Evidence<'a>) {
    for ours in &local.amounts {
        match matching::nearest(groups, local, ours) {
            Some((alike, outcome, ..)) => {
                (0..=step(alike)).for_each(|level| out.add(Family::Amount, outcome.name(), level));
            }
            None => out.add(Family::Amount, "new", 0),
        }
    }
}

/// 可 for what the group says 应 of: each clause against the group's most like it.
fn moods<'a>(group: &Text<'a>, local: &Text<'a>, out: &mut Evidence<'a>) {
    for clause in local.duties() {
        let alike = |other: &Clause| cover(&clause.content, &other.content).telling_percent();
        let Some(other) = group.duties().max_by_key(|other| alike(other)) else { continue };
        for level in 0..=step(alike(other)) {
            out.add(Family::Mood, MOODS[usize::from(mood(clause))], mood(other) * 4 + level);
        }
    }
}

/// 每把2元 where the group says 免费.
fn charged<'a>(group: &Text<'a>, local: &Text<'a>, out: &mut Evidence<'a>) {
    let has = |text: &Text, words: &[&str]| words.iter().any(|word| text.source.contains(word));
    if has(group, FREE) && has(local, CHARGES) && !has(local, FREE) {
        out.add(Family::Rule, "charged", 0);
    }
}

const FREE: &[&str] = &["免费", "无偿", "不收费", "不得收", "不得向客户收", "不得另收", "不另收"];
const CHARGES: &[&str] = &["元", "收取", "收费", "自费", "付费", "计费"];

/// The kinds of words that both texts have, by whether the local one permits, sets a case or commands.
fn shared<'a>(group: &Text, local: &Text<'a>, missing: &[bool], out: &mut Evidence<'a>) {
    let has = |test: fn(&Clause) -> bool| u8::from(local.clauses.iter().any(test));
    let permits = has(|c| c.rank == 1 && c.explicit && !c.denies);
    let sets_case = has(|c| c.role == Role::Condition);
    let commands = has(|c| c.explicit && (c.rank >= 3 || c.denies));
    let mood = permits + 2 * sets_case + 4 * commands;
    out.add(Family::Shared, "any", mood);
    for (token, missing) in local.tokens.iter().zip(missing) {
        let is_word = matches!(token.sense, Sense::Word { .. });
        if let Some(name) = kind(token.sense).filter(|_| is_word && !missing) {
            out.add(Family::Shared, name, mood);
            out.add(Family::Shared, name, 8);
        }
    }
    if group.duties().any(|clause| clause.denies) {
        out.add(Family::Shared, "ban", mood);
    }
}
