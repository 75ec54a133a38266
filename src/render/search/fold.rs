//! What counts as the same character, and which characters stand next to one another. `theme/search.js` has its twin.

/// Full-width as half-width, upper case as lower case; only where one character becomes one of the same size.
pub fn fold(c: char) -> char {
    let c = match c {
        // Most text, and nothing in it has a case.
        'a'..='z' | '\u{3000}'..='\u{9fff}' => return c,
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) if single.len_utf16() == c.len_utf16() => single,
        _ => c,
    }
}

/// Of a script that puts spaces between words.
pub fn is_spaced(c: char) -> bool {
    c < '\u{2e80}'
}

/// White space, and what can't be seen.
fn is_space(c: char) -> bool {
    match c {
        '!'..='~' | '\u{3001}'..='\u{fefe}' => false,
        _ => c.is_whitespace() || c.is_control() || c == '\u{feff}',
    }
}

/// `text` with a single space for spaces, a single `\n` for breaks, none at the ends.
pub fn squeeze(text: &str, out: &mut Vec<char>) {
    let start = out.len();
    let mut gap = None;
    for c in text.chars() {
        if c == '\n' {
            gap = Some('\n');
        } else if is_space(c) {
            gap = gap.or(Some(' '));
        } else {
            out.extend(gap.take().filter(|_| out.len() > start));
            out.push(c);
        }
    }
}
