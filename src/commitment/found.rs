//! Finds the words that weaken in a text, and leaves out those that only look so.

use std::ops::Range;
use std::sync::LazyLock;

use super::Kind;
use super::lexicon::{ByChar, Sense, lookup};
use super::text::{Clause, Role, Text, Token};
use super::weakeners::{Aim, MORE, WEAKENERS};
use super::words::COMMON;

/// Weakening words in a text.
#[derive(Clone, Debug)]
pub struct Weakening {
    pub kind: Kind,
    pub aim: Aim,
    pub range: Range<usize>,
    pub clause: usize,
    /// 酌情增加: more of it is asked, not less.
    pub more: Option<&'static str>,
    /// The pattern that it is found by.
    pub pattern: &'static str,
}

impl Weakening {
    /// The name of the rule that finds it.
    pub fn rule(&self) -> &'static str {
        match (self.aim, self.kind) {
            (Aim::Anywhere, Kind::Exception) if self.pattern == BESIDES => "except",
            (Aim::Anywhere, Kind::Vague) => "hedge",
            (Aim::Anywhere, Kind::Exception) => "exception",
            (Aim::Anywhere, Kind::Scope) => "only-this",
            (Aim::Anywhere, _) => "waiver",
            (Aim::Duty, Kind::Vague) => "hedged-duty",
            (Aim::Duty, Kind::Exception) => "excepted-duty",
            (Aim::Duty, Kind::Scope) => "only-some",
            (Aim::Duty, _) => "less-of-it",
            (Aim::Timed, _) => "put-off",
            (Aim::Replaced, Kind::Scope) => "on-request",
            (Aim::Replaced, Kind::Exception) => "special-case",
            (Aim::Replaced, _) => "as-needed",
        }
    }
}

const BESIDES: &str = "除…外";

struct Pattern {
    words: &'static str,
    parts: Vec<&'static str>,
    weakener: usize,
}

/// Every pattern by its first character.
static PATTERNS: LazyLock<ByChar<Pattern>> = LazyLock::new(|| {
    let mut patterns = ByChar::new();
    for (weakener, entry) in WEAKENERS.iter().enumerate() {
        for pattern in entry.words.split_whitespace() {
            let parts: Vec<&'static str> = pattern.split('…').collect();
            if let Some(place) = pattern.chars().next().and_then(|c| patterns.entry(c)) {
                place.push(Pattern { words: pattern, parts, weakener });
            }
        }
    }
    patterns
});

/// How far apart the parts of a pattern may stand, in characters.
const GAP: usize = 12;

/// Every weakening in the text, the stronger of two at one place.
pub fn weakenings(text: &Text) -> Vec<Weakening> {
    let mut found = Vec::new();
    for (index, clause) in text.clauses.iter().enumerate() {
        for at in clause.tokens.clone() {
            let token = &text.tokens[at];
            if !may_begin(token.sense) {
                continue;
            }
            let Some(c) = text.source[token.range.start..].chars().next() else { continue };
            let patterns = PATTERNS.get(c);
            let fits =
                patterns.iter().filter_map(|pattern| Some((pattern, fit(text, at, index, &pattern.parts)?)));
            let mut fits: Vec<_> =
                fits.filter(|(pattern, range)| !is_harmless(text, clause, range, pattern.weakener)).collect();
            // Words that count anywhere first.
            fits.sort_by_key(|(pattern, range)| {
                (WEAKENERS[pattern.weakener].aim as u8, std::cmp::Reverse(range.end))
            });
            found.extend(
                fits.into_iter()
                    .map(|(pattern, range)| Weakening {
                        kind: WEAKENERS[pattern.weakener].kind,
                        aim: WEAKENERS[pattern.weakener].aim,
                        more: more(text, &range, pattern.weakener),
                        range,
                        clause: index,
                        pattern: pattern.words,
                    })
                    .take(1),
            );
        }
        found.extend(except(text, clause, index));
    }
    found
}

fn may_begin(sense: Sense) -> bool {
    !matches!(sense, Sense::Harmless | Sense::Speech | Sense::OnlyThen)
}

/// The bytes of a pattern that begins at a token.
fn fit(text: &Text, at: usize, clause: usize, parts: &[&str]) -> Option<Range<usize>> {
    let start = text.tokens[at].range.start;
    let first = parts.first()?;
    if !text.source[start..].starts_with(first) || text.tokens[at].range.len() > first.len() {
        return None;
    }
    let mut end = start + first.len();
    // 可 rules its own clause, 经…同意 the whole sentence.
    let home = &text.clauses[clause];
    let limit = match first.starts_with(['可', '允', '准', '以', '不']) {
        true => home.range.end,
        false => text.sentence(home.sentence).end,
    };
    let mut token = at;
    for part in &parts[1..] {
        let from = end;
        let spot = text.tokens[token + 1..].iter().position(|t| {
            t.range.start >= from
                && t.range.start < limit
                && text.source[t.range.start..].starts_with(part)
                && (t.range.len() <= part.len()
                    || !matches!(t.sense, Sense::Harmless | Sense::Word { .. } | Sense::OnlyThen))
        })?;
        token += 1 + spot;
        let place = text.tokens[token].range.start;
        let gap = &text.source[from..place];
        if gap.chars().count() > GAP || gap.ends_with('不') {
            return None;
        }
        end = place + part.len();
    }
    (end <= limit).then_some(start..end)
}

/// 酌情增加, 视情况增派: the word of more right behind a hedge.
fn more(text: &Text, range: &Range<usize>, weakener: usize) -> Option<&'static str> {
    if WEAKENERS[weakener].kind != Kind::Vague {
        return None;
    }
    let after: String = text.source[range.end..].chars().take(5).collect();
    MORE.split(' ').find(|word| after.contains(word))
}

/// Whether the words take nothing off a duty here.
fn is_harmless(text: &Text, clause: &Clause, range: &Range<usize>, weakener: usize) -> bool {
    let entry = &WEAKENERS[weakener];
    let stop = clause.range.end.max(range.end);
    // 水景开放时间为…,节假日延长至23:00
    let first = if entry.words.starts_with("延长") {
        text.sentence(clause.sentence).start
    } else {
        clause.range.start
    };
    let around = &text.source[first..stop];
    if entry.harmless.split_whitespace().any(|word| around.contains(word)) {
        return true;
    }
    let hedge = entry.kind == Kind::Vague;
    // 也不取消; 不得擅自降低: forbidden, and so no weakening.
    if !hedge && text.source[..range.start].ends_with('不') {
        return true;
    }
    if !hedge && is_forbidden(text, clause, range.start) {
        return true;
    }
    // 需延长办理时间的,应提前告知
    let conditional =
        clause.role == Role::Condition && matches!(entry.kind, Kind::Waiver) && range.end <= clause.range.end;
    conditional && !around.contains('可')
}

/// Whether a denial stands before the place in its clause: 不得, 避免.
pub fn is_forbidden(text: &Text, clause: &Clause, place: usize) -> bool {
    let denied = text.tokens_of(clause).iter().any(|token| {
        token.range.end <= place && matches!(token.sense, Sense::Strength { rank: 2.., denies: true })
    });
    let before = &text.source[clause.range.start..place.max(clause.range.start)];
    denied
        || ["避免", "防止", "不因", "不以", "不得", "并非可", "不随意", "不擅自"]
            .iter()
            .any(|word| before.contains(word))
}

/// 除…外: an exception, unless more is asked besides: 除…外,还应.
fn except(text: &Text, clause: &Clause, index: usize) -> Option<Weakening> {
    let words = &text.source[clause.range.clone()];
    let start = words.match_indices('除').map(|(at, _)| at).find(|at| {
        let place = clause.range.start + at;
        text.tokens_of(clause).iter().any(|t| t.range.start == place && t.sense != Sense::Harmless)
    })?;
    let rest = &words[start..];
    let end =
        ["以外", "之外", "外"].iter().filter_map(|word| Some(start + rest.find(word)? + word.len())).max()?;
    // 除满足规范要求外: that too.
    let deed = [
        "满足",
        "符合",
        "遵守",
        "执行",
        "做好",
        "完成",
        "按",
        "提供",
        "张贴",
        "落实",
        "配备",
        "上述要求",
        "发布",
        "电话",
    ];
    if rest.contains("除外")
        || rest.starts_with("除此")
        || deed.iter().any(|word| rest[3..].trim_start_matches('了').starts_with(word))
    {
        return None;
    }
    let stop = text.sentence(clause.sentence).end;
    let after = &text.source[clause.range.start + end..stop];
    let besides = [
        "也", "亦", "加注", "加印", "应留", "均应", "各", "至少", "还", "另", "同时", "尚", "再", "并应",
        "也应", "也须", "亦", "更", "额外", "增加",
    ];
    if besides.iter().any(|word| after.contains(word)) {
        return None;
    }
    // 除值班人员外,任何人不得进入: who is left out of a ban, the group may have left out, too.
    let banned = text.clauses[index..].iter().any(|c| c.sentence == clause.sentence && c.denies);
    let range = clause.range.start + start..clause.range.start + end;
    Some(Weakening {
        kind: Kind::Exception,
        aim: if banned { Aim::Duty } else { Aim::Anywhere },
        range,
        clause: index,
        more: None,
        pattern: BESIDES,
    })
}

/// Whether what is waived is the customer's burden: 无需客户重复提供; 业主可以预约,无需等候.
pub fn is_for_customer(text: &Text, weakening: &Weakening) -> bool {
    let words = &text.source[weakening.range.clone()];
    if !NEED_NOT.iter().any(|word| words.starts_with(word)) {
        return false;
    }
    let clause = &text.clauses[weakening.clause];
    let tokens = text.tokens_of(clause);
    let after = tokens.iter().position(|t| t.range.start >= weakening.range.end);
    let followed = after.is_some_and(|first| tokens[first..].iter().take(2).any(|t| is_person(t, 0)));
    followed || subject(text, weakening.clause, weakening.range.start) == Some(0)
}

/// Words that can free somebody else than the staff.
const NEED_NOT: &[&str] = &[
    "无需", "无须", "毋", "不必", "不需", "不用", "不再", "免", "可", "只需", "仅需", "只须", "即可", "便可",
    "就", "自取", "自助",
];

/// Who does what stands at a place: 0 the customer, 1 the staff. The one named last before it in the sentence, as
/// long as it is no object: 向客户, 业主的.
pub fn subject(text: &Text, clause: usize, place: usize) -> Option<usize> {
    let sentence = text.clauses[clause].sentence;
    // 欠费的客户,可不…: of whom, not who.
    let clauses = text.clauses[..=clause].iter().filter(|c| c.sentence == sentence && c.role == Role::Duty);
    let mut found = None;
    for clause in clauses {
        let tokens = text.tokens_of(clause);
        for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.range.end <= place) {
            let before = at.checked_sub(1).map_or("", |b| text.word(&tokens[b]));
            let after = tokens.get(at + 1).map_or("", |t| text.word(t));
            let is_object = ["向", "对", "为", "给", "与", "和", "请", "让", "使", "由"].contains(&before)
                && before != "由"
                || ["的", "在场", "同意"].contains(&after);
            if is_object {
                continue;
            }
            found =
                [0, 1, 2].into_iter().find(|line| is_person(token, *line)).map(|line| line.min(1)).or(found);
        }
    }
    found
}

/// Whether a token is one of the persons on a line of the common words.
fn is_person(token: &Token, line: usize) -> bool {
    let first = COMMON[line].split(' ').next().and_then(lookup).map(|(_, sense)| sense);
    match (token.sense, first) {
        (Sense::Word { group, .. }, Some(Sense::Word { group: same, .. })) => group == same,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No word of another table stands in the way of a pattern.
    #[test]
    fn every_pattern_is_found() {
        let patterns = WEAKENERS.iter().flat_map(|weakener| weakener.words.split_whitespace());
        let hidden =
            patterns.filter(|pattern| weakenings(&Text::read(&pattern.replace('…', "它"))).is_empty());
        assert_eq!(hidden.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
