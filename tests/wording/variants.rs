//! Small changes of the written pairs whose verdict is known: people who write questions seldom write such ones, and
//! without them the weights would hold every small change for a loosening.

use super::Pair;

/// Clauses that ask for more, whatever stands before them.
const MORE: &[&str] = &[
    "，并做好记录",
    "，并拍照留存",
    "，并由主管签字确认",
    "，并报项目经理备案",
    "，同时告知客户",
    "，并接受集团检查",
    "，且不得收取任何费用",
    "，结果记入当班日志",
    "，必须双人复核",
    "，完成后由品质部抽查",
    "，违者按集团规定处罚",
    "，并在大堂公示",
    "，并全程录像",
    "，记录保存不少于两年",
    "，并于当日上传系统",
];

/// Words that take something off the duty behind 应 or 须.
const LESS: &[&str] = &["尽量", "视情况", "酌情", "原则上", "在条件允许时", "根据需要", "适当", "择机"];

/// Words and what asks for more, or for the same.
const RAISED: &[(&str, &str)] = &[
    ("应", "必须"),
    ("应", "须"),
    ("应", "应当"),
    ("须", "必须"),
    ("不得", "严禁"),
    ("不得", "一律不得"),
    ("宜", "应"),
    ("不宜", "不得"),
];

/// Words and what asks for less.
const LOWERED: &[(&str, &str)] =
    &[("应", "宜"), ("须", "可"), ("不得", "不宜"), ("严禁", "不宜"), ("必须", "宜")];

/// Words in which 应 and 须 command nothing.
const OTHER_WORDS: &[&str] =
    &["应急", "响应", "供应", "相应", "对应", "应答", "反应", "适应", "必须", "须知", "事宜", "适宜", "应当"];

/// Changes of what the pairs say. `synonyms` are lines of words for the same.
pub fn variants(pairs: &[&Pair], synonyms: &str) -> Vec<Pair> {
    let lines: Vec<Vec<&str>> = synonyms
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_whitespace().filter(|word| word.chars().count() > 1).collect())
        .collect();
    let mut out = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let next = pairs[(index + 7) % pairs.len()];
        let mut add = |local: String, kind: &str, is_looser: bool| {
            let verdict = if is_looser { "looser" } else { "other" };
            let (kind, verdict) = (kind.to_owned(), verdict.to_owned());
            out.push(Pair { group: pair.group.clone(), local, kind, verdict, round: pair.round });
        };
        if pair.kind != "replacement" {
            add(pair.group.clone(), "supplement", false);
            add(next.group.clone(), "supplement", false);
            continue;
        }
        let stem = pair.group.trim_end_matches('。');
        // What keeps all of the group's may stand beside it, too.
        if pair.verdict != "looser" {
            add(pair.local.clone(), "supplement", false);
        }
        // The group's own words, nearly.
        add(stem.replace('，', ","), "replacement", false);
        add(format!("{stem}{}。", MORE[index % MORE.len()]), "replacement", false);
        add(format!("{stem}。{}", next.group), "replacement", false);
        for text in reworded(stem, &lines, index) {
            add(text, "replacement", false);
        }
        if let Some(text) = changed(stem, RAISED, index) {
            add(text, "replacement", false);
        }
        if let Some(text) = changed(stem, LOWERED, index) {
            add(text, "replacement", true);
        }
        // The local words, when they keep everything or do not.
        let local = pair.local.trim_end_matches('。');
        match pair.verdict.as_str() {
            "looser" => {
                for text in reworded(local, &lines, index).into_iter().take(1) {
                    add(text, "replacement", true);
                }
            }
            _ => {
                add(format!("{local}{}。", MORE[(index + 3) % MORE.len()]), "replacement", false);
                if let Some(text) = hedged(local, index) {
                    add(text, "replacement", true);
                }
                if let Some((rest, cut)) =
                    local.rsplit_once('，').filter(|(rest, _)| rest.chars().count() > 7)
                    && pair.verdict == "equal"
                    && cut.chars().count() > 4
                    && !cut.starts_with(['以', '从', '如'])
                {
                    add(format!("{rest}。"), "replacement", true);
                }
            }
        }
    }
    out
}

/// One word, and two words, in other words.
fn reworded(text: &str, lines: &[Vec<&str>], index: usize) -> Vec<String> {
    let known = lines.iter().filter_map(|line| {
        let word =
            line.iter().filter(|word| text.matches(**word).count() == 1).max_by_key(|word| word.len())?;
        let others: Vec<&&str> =
            line.iter().filter(|other| *other != word && !text.contains(**other)).collect();
        Some((*word, *others.get(index % others.len().max(1)).copied()?))
    });
    let known: Vec<(&str, &str)> = known.collect();
    let Some(count) = std::num::NonZero::new(known.len()) else { return Vec::new() };
    let (first, second) = (known[index % count], known[(index / 3 + 1) % count]);
    let once = text.replacen(first.0, first.1, 1);
    let twice = once.replacen(second.0, second.1, 1);
    vec![format!("{once}。"), format!("{twice}。")]
}

/// One of the changes that fit.
fn changed(text: &str, changes: &[(&str, &str)], index: usize) -> Option<String> {
    if OTHER_WORDS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let fit: Vec<_> = changes.iter().filter(|(old, _)| text.contains(old)).collect();
    let (old, new) = fit.get(index % fit.len().max(1))?;
    Some(format!("{}。", text.replacen(old, new, 1)))
}

/// A word that takes something off, behind 应 or 须.
fn hedged(text: &str, index: usize) -> Option<String> {
    if OTHER_WORDS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let (at, cue) = text.match_indices(['应', '须']).next()?;
    let (before, after) = text.split_at(at + cue.len());
    Some(format!("{before}{}{after}。", LESS[index % LESS.len()]))
}
