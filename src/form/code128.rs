//! Code 128 bar codes (ISO/IEC 15417): code set B for text, C for pairs of digits.

use super::Mm;
use super::sheet::{Cell, Mark, Rect};

/// The widths of bars and spaces, in modules, by the character's value; the last is the stop character.
#[rustfmt::skip]
const PATTERNS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];
const TO_C: u8 = 99;
const TO_B: u8 = 100;
const START_B: u8 = 104;
const START_C: u8 = 105;
const STOP: u8 = 106;

/// The free border at both ends, in modules.
const QUIET: usize = 10;

/// The characters of a text, from the start to the stop; [`None`] if it has others than printable ASCII.
pub fn encode(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    if text.is_empty() || !text.iter().all(|byte| (b' '..=b'~').contains(byte)) {
        return None;
    }
    let digits = |at: usize| text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut pairs = digits(0) >= 4;
    let mut values = vec![if pairs { START_C } else { START_B }];
    let mut at = 0;
    while at < text.len() {
        let run = digits(at);
        if pairs && run >= 2 {
            values.push((text[at] - b'0') * 10 + text[at + 1] - b'0');
            at += 2;
            continue;
        }
        // Going over to pairs costs a character, and another to come back.
        let least = if at + run == text.len() { 4 } else { 6 };
        if pairs {
            values.push(TO_B);
            pairs = false;
        } else if run >= least && run.is_multiple_of(2) {
            values.push(TO_C);
            pairs = true;
            continue;
        }
        values.push(text[at] - b' ');
        at += 1;
    }
    let weighted = values.iter().enumerate().map(|(i, &value)| i.max(1) as u64 * u64::from(value));
    values.push((weighted.sum::<u64>() % 103) as u8);
    values.push(STOP);
    Some(values)
}

/// The width of the symbol with its free borders, in modules.
pub fn modules(values: &[u8]) -> usize {
    widths(values).sum::<usize>() + 2 * QUIET
}

/// Draws a symbol across an area.
pub fn cell(values: &[u8], area: Rect) -> Cell {
    let module = area.width / modules(values) as Mm;
    let mut at = QUIET;
    let mut marks = Vec::new();
    for (i, width) in widths(values).enumerate() {
        if i % 2 == 0 {
            let x = area.x + at as Mm * module;
            marks.push(Mark::Dark(Rect::new(x, area.y, width as Mm * module, area.height)));
        }
        at += width;
    }
    Cell { area, marks, framed: false }
}

/// Bars and spaces in turn.
fn widths(values: &[u8]) -> impl Iterator<Item = usize> {
    let patterns = values.iter().filter_map(|&value| PATTERNS.get(usize::from(value)));
    patterns.flat_map(|pattern| pattern.bytes().map(|width| usize::from(width - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_characters_are_the_standards() {
        assert_eq!(encode("HI345678"), Some(vec![104, 40, 41, 99, 34, 56, 78, 68, 106]));
        assert_eq!(encode("PJJ123C"), Some(vec![104, 48, 42, 42, 17, 18, 19, 35, 55, 106]));
        assert_eq!(encode("A0001").as_deref(), Some(&[104, 33, 99, 0, 1, 30, 106][..]));
        assert_eq!(encode("12345").as_deref().map(|all| &all[..5]), Some(&[105, 12, 34, 100, 21][..]));
        assert_eq!(encode("编号1"), None);
    }

    #[test]
    fn every_character_is_eleven_modules_wide_and_of_its_own() {
        let widths = |pattern: &str| pattern.bytes().map(|b| usize::from(b - b'0')).collect::<Vec<_>>();
        for (value, pattern) in PATTERNS[..106].iter().enumerate() {
            assert_eq!(widths(pattern).iter().sum::<usize>(), 11, "{value}");
            // The bars of each are an even number of modules.
            assert_eq!(widths(pattern).iter().step_by(2).sum::<usize>() % 2, 0, "{value}");
            assert!(!PATTERNS[..value].contains(pattern), "{value}");
        }
        assert_eq!(modules(&[STOP]), 13 + 2 * QUIET);
    }
}
