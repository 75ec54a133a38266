//! Text as the other files of this folder read it: full-width letters, digits and signs are the ASCII ones.

/// The ASCII character that a full-width one stands for (３ is 3, ％ is %); any other character is itself.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// `text` trimmed and folded: what two writers of the same thing have in common.
pub(super) fn folded(text: &str) -> String {
    text.trim().chars().map(fold).collect()
}

/// The first character, folded.
pub(super) fn first(text: &str) -> Option<char> {
    text.chars().next().map(fold)
}

/// The last character, folded.
pub(super) fn last(text: &str) -> Option<char> {
    text.chars().next_back().map(fold)
}

/// What follows `word` at the start of `text`. `word` is written folded.
pub(super) fn strip_start<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    let stripped = word.chars().all(|c| rest.next().map(fold) == Some(c));
    if stripped { Some(rest.as_str()) } else { None }
}

/// What precedes `word` at the end of `text`. `word` is written folded.
pub(super) fn strip_end<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    let stripped = word.chars().rev().all(|c| rest.next_back().map(fold) == Some(c));
    if stripped { Some(rest.as_str()) } else { None }
}

/// Strips the longest of `words` that `text` starts with.
pub(super) fn strip_any_start<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().filter_map(|word| strip_start(text, word)).min_by_key(|rest| rest.len())
}

/// Strips the longest of `words` that `text` ends with.
pub(super) fn strip_any_end<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().filter_map(|word| strip_end(text, word)).min_by_key(|rest| rest.len())
}

/// The first of `words` that stands anywhere in `text`.
pub(super) fn contained<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let text = folded(text);
    words.iter().find(|word| text.contains(**word)).copied()
}

/// A dash or a word that joins the two ends of a range, with the spaces around it.
pub(super) fn strip_joiner(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let rest = match strip_any_start(text, &["至", "到"]) {
        Some(rest) => rest,
        None => text.trim_start_matches(is_dash),
    };
    (rest.len() < text.len()).then(|| rest.trim_start())
}

fn is_dash(c: char) -> bool {
    matches!(fold(c), '-' | '~' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '〜')
}
