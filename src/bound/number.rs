//! Numbers as people write them: 3, 0.5, 十五, 两百零三, 3 万, 半. Read exactly, or refused.

use num_rational::Ratio;
use num_traits::{One, Zero};

use super::Unreadable;
use super::text::{first, fold, strip_start};

/// An exact number. No value that is read is long enough for arithmetic on bounds to overflow.
pub type Number = Ratio<i128>;

/// More digits than a standard needs; times seconds a year, i128 still has room.
const INTEGER_DIGITS: usize = 15;
const DECIMALS: usize = 9;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Arabic,
    Chinese,
    /// 半 has no other form.
    Half,
}

/// A number at the start of a text.
pub(super) struct Numeral {
    pub value: Number,
    /// Bytes of the text.
    pub len: usize,
    pub style: Style,
}

/// Whether a character is part of numbers; its neighbours then are not a number of their own.
pub(super) fn is_numeral(c: char) -> bool {
    // One match, because every character of the prose is asked.
    matches!(
        c,
        '0'..='9' | '\u{ff10}'..='\u{ff19}' | '半' | '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六'
            | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '亿'
    )
}

fn digit(c: char) -> Option<i128> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn multiplier(c: char) -> Option<i128> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The number that `text` starts with; none if it starts with something else.
pub(super) fn scan(text: &str) -> Result<Option<Numeral>, Unreadable> {
    let Some(c) = text.chars().next() else { return Ok(None) };
    let numeral = if c == '半' {
        Numeral { value: Number::new(1, 2), len: c.len_utf8(), style: Style::Half }
    } else if fold(c).is_ascii_digit() {
        arabic(text)?
    } else if digit(c).is_some() || c == '十' {
        chinese(text)?
    } else {
        return Ok(None);
    };
    let limit = Number::from_integer(10i128.pow(INTEGER_DIGITS as u32));
    if numeral.value < limit { Ok(Some(numeral)) } else { Err(Unreadable::TooLong) }
}

fn arabic(text: &str) -> Result<Numeral, Unreadable> {
    let (whole, mut rest) = digits(text);
    let mut decimals = "";
    if let Some(after) = strip_start(rest, ".").filter(|a| first(a).is_some_and(|c| c.is_ascii_digit())) {
        (decimals, rest) = digits(after);
    }
    if whole.chars().count() > INTEGER_DIGITS || decimals.chars().count() > DECIMALS {
        return Err(Unreadable::TooLong);
    }
    let mut value = Number::zero();
    let mut place = Number::one();
    for d in whole.chars().filter_map(|c| fold(c).to_digit(10)) {
        value = value * Number::from_integer(10) + Number::from_integer(i128::from(d));
    }
    for d in decimals.chars().filter_map(|c| fold(c).to_digit(10)) {
        place /= Number::from_integer(10);
        value += place * Number::from_integer(i128::from(d));
    }
    // 3 万 is one number: 30000. 十 is never written after digits.
    let next = rest.trim_start();
    if let Some((c, times)) = next.chars().next().and_then(|c| Some((c, multiplier(c).filter(|m| *m > 10)?)))
    {
        value *= Number::from_integer(times);
        rest = &next[c.len_utf8()..];
    }
    Ok(Numeral { value, len: text.len() - rest.len(), style: Style::Arabic })
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c| !fold(c).is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

fn chinese(text: &str) -> Result<Numeral, Unreadable> {
    let end = text.find(|c| digit(c).is_none() && multiplier(c).is_none()).unwrap_or(text.len());
    let mut run = &text[..end];
    // 千米 is a unit too: 十千米 is 十 and 千米.
    if run.ends_with("十千") && text[end..].starts_with('米') {
        run = &run[..run.len() - '千'.len_utf8()];
    }
    let vague = || Unreadable::Vague(run.to_owned());
    let value = spoken(run).or_else(|| one_by_one(run)).ok_or_else(vague)?;
    let mut numeral = Numeral { value: Number::from_integer(value), len: run.len(), style: Style::Chinese };
    // 一点五: the decimals are said one by one.
    let decimals = text[run.len()..].strip_prefix('点').unwrap_or_default();
    let decimals = &decimals[..decimals.find(|c| digit(c).is_none()).unwrap_or(decimals.len())];
    if decimals.chars().count() > DECIMALS {
        return Err(Unreadable::TooLong);
    }
    if !decimals.is_empty() {
        numeral.len += '点'.len_utf8() + decimals.len();
    }
    let mut place = Number::one();
    for d in decimals.chars().filter_map(digit) {
        place /= Number::from_integer(10);
        numeral.value += place * Number::from_integer(d);
    }
    Ok(numeral)
}

/// 一千零五十, 十五, 两万. None for what may mean several numbers: 三五, 十五六, 三百五.
fn spoken(run: &str) -> Option<i128> {
    if run == "零" || run == "〇" {
        return Some(0);
    }
    let (mut total, mut section) = (0, 0); // from 万 up; below it
    let (mut large, mut small) = (i128::MAX, i128::MAX); // the last multipliers, which only get smaller
    let mut pending: Option<i128> = None;
    let mut zero = false;
    for (i, c) in run.chars().enumerate() {
        let Some(times) = multiplier(c) else {
            let d = digit(c)?;
            if pending.is_some() || (d == 0 && zero) {
                return None;
            }
            if d == 0 {
                zero = true
            } else {
                pending = Some(d)
            }
            continue;
        };
        if times < 10_000 {
            let bare_ten = times == 10 && section == 0 && total == 0 && i <= 1;
            let d = pending.take().or(bare_ten.then_some(1))?;
            if times >= small {
                return None;
            }
            section += d * times;
            (small, zero) = (times, false);
        } else {
            section += unit_digit(pending.take(), small, large, zero)?;
            if section == 0 || times >= large {
                return None;
            }
            total += section * times;
            (section, large, small, zero) = (0, times, i128::MAX, false);
        }
    }
    if zero && pending.is_none() {
        return None;
    }
    Some(total + section + unit_digit(pending, small, large, zero)?)
}

/// The digit after the last multiplier: 三百五 says 350 to some and 305 to nobody, so it needs 十 or 零 before it.
fn unit_digit(pending: Option<i128>, small: i128, large: i128, zero: bool) -> Option<i128> {
    let alone = small == i128::MAX && large == i128::MAX;
    match pending {
        Some(d) if small == 10 || zero || alone => Some(d),
        Some(_) => None,
        None => Some(0),
    }
}

/// 二〇二六. Without a zero it may be a guess: 三五天.
fn one_by_one(run: &str) -> Option<i128> {
    let digits: Option<Vec<i128>> = run.chars().map(digit).collect();
    let digits = digits.filter(|d| d.len() > 1 && d.len() <= INTEGER_DIGITS && d.contains(&0))?;
    Some(digits.iter().fold(0, |value, d| value * 10 + d))
}

/// Writes `value` in Arabic or Chinese numerals; none where it can't be written so.
pub(super) fn write(value: Number, style: Style) -> Option<String> {
    let whole = value.is_integer().then(|| value.to_integer()).filter(|v| *v >= 0)?;
    match style {
        Style::Arabic => Some(whole.to_string()),
        Style::Chinese if whole == 2 => Some("两".to_owned()),
        Style::Chinese if whole < 100_000_000 => Some(in_chinese(whole as usize)),
        Style::Chinese | Style::Half => None,
    }
}

fn in_chinese(value: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const PLACES: [&str; 4] = ["", "十", "百", "千"];
    if value == 0 {
        return DIGITS[0].to_owned();
    }
    if value >= 10_000 {
        let (above, below) = (value / 10_000, value % 10_000);
        let head = if above == 2 { "两".to_owned() } else { in_chinese(above) };
        let zero = if below > 0 && below < 1000 { DIGITS[0] } else { "" };
        let tail = match below {
            0 => String::new(),
            // 一万一十五, as after any higher place.
            10..=19 => format!("一{}", in_chinese(below)),
            _ => in_chinese(below),
        };
        return format!("{head}万{zero}{tail}");
    }
    let mut out = String::new();
    let mut zero = false;
    for place in (0..4).rev() {
        let d = value / 10usize.pow(place as u32) % 10;
        if d == 0 {
            zero = !out.is_empty();
            continue;
        }
        if zero {
            out.push_str(DIGITS[0]);
            zero = false;
        }
        // 十五, not 一十五.
        if !(d == 1 && place == 1 && out.is_empty()) {
            out.push_str(DIGITS[d]);
        }
        out.push_str(PLACES[place]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Number, usize)> {
        scan(text).ok().flatten().map(|n| (n.value, text[..n.len].chars().count()))
    }

    #[test]
    fn numerals_are_what_numbers_are_made_of() {
        for c in '\0'..=char::MAX {
            let is_part =
                digit(c).is_some() || multiplier(c).is_some() || fold(c).is_ascii_digit() || c == '半';
            assert_eq!(is_numeral(c), is_part, "{c}");
        }
    }

    #[test]
    fn what_is_one_number() {
        for (text, numer, denom) in [
            ("3", 3, 1),
            ("０５", 5, 1),
            ("0.5", 1, 2),
            ("２．５０", 5, 2),
            ("3 万", 30_000, 1),
            ("1.5万", 15_000, 1),
            ("零", 0, 1),
            ("两", 2, 1),
            ("十", 10, 1),
            ("十五", 15, 1),
            ("二十", 20, 1),
            ("一百零五", 105, 1),
            ("一百五十", 150, 1),
            ("一千零五十", 1050, 1),
            ("两万零三", 20_003, 1),
            ("三万五千", 35_000, 1),
            ("一亿零五十万", 100_500_000, 1),
            ("二〇二六", 2026, 1),
            ("零五", 5, 1),
            ("零十", 10, 1),
            ("一点五", 3, 2),
            ("零点二五", 1, 4),
            ("半", 1, 2),
        ] {
            assert_eq!(read(text), Some((Number::new(numer, denom), text.chars().count())), "{text}");
        }
    }

    #[test]
    fn what_is_not() {
        for text in
            ["两三", "三五", "十五六", "三四十", "三百五", "两万五", "三百零", "百", "十百", "一万亿万"]
        {
            assert!(!matches!(read(text), Some((_, n)) if n == text.chars().count()), "{text}");
        }
        for text in ["9999999999999999", "1.0123456789", "999999999999999万", "零点一二三四五六七八九一"]
        {
            assert!(matches!(scan(text), Err(Unreadable::TooLong)), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for value in (0..20_000).chain([20_000, 100_000, 1_000_000, 10_010_010, 99_999_999]) {
            let number = Number::from_integer(value);
            for style in [Style::Arabic, Style::Chinese] {
                let text = write(number, style).unwrap();
                assert_eq!(read(&text), Some((number, text.chars().count())), "{text}");
            }
        }
    }
}
