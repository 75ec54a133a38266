//! Breaking text into lines, by the Unicode rules (UAX #14) and those of an office: a number keeps its unit,
//! a blank keeps the word before it.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::Mm;
use super::font::{self, SQUEEZE, Style};

/// Stands for a blank while a text is broken into lines.
const BLANK: char = '\u{fffc}';
/// What one `_` of a blank is worth: `____` has room for a name.
const UNDERSCORE: Mm = 4.5;
/// Narrower blanks can't be written in.
const LEAST_BLANK: Mm = 9.0;

/// A stretch of text, or a blank written as two or more `_`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// With the number of underscores.
    Blank(usize),
}

/// Splits a text at its blanks.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("__") {
        let length = rest[start..].bytes().take_while(|&b| b == b'_').count();
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        pieces.push(Piece::Blank(length));
        rest = &rest[start + length..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    Text(String),
    Blank,
}

/// A line of text: its parts with their widths.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub spans: Vec<(Span, Mm)>,
}

impl Line {
    pub fn width(&self) -> Mm {
        self.spans.iter().map(|(_, width)| width).sum()
    }

    pub fn ends_blank(&self) -> bool {
        matches!(self.spans.last(), Some((Span::Blank, _)))
    }

    fn is_one_character(&self) -> bool {
        match self.spans.as_slice() {
            [(Span::Text(text), _)] => text.chars().filter(|c| c.is_alphanumeric()).count() == 1,
            _ => false,
        }
    }

    fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.spans.last_mut() {
            Some((Span::Text(last), _)) => last.push_str(text),
            _ => self.spans.push((Span::Text(text.to_owned()), 0.0)),
        }
    }

    /// Measures a line that is complete. Spaces at its end take no room, nor does the empty half of a last mark.
    fn close(&mut self, style: &Style) -> Line {
        if let Some((Span::Text(text), _)) = self.spans.last_mut() {
            text.truncate(text.trim_end().len());
            if text.is_empty() {
                self.spans.pop();
            }
        }
        for (span, width) in &mut self.spans {
            if let Span::Text(text) = span {
                *width = style.width(text);
            }
        }
        if let Some((Span::Text(text), width)) = self.spans.last_mut() {
            *width -= overhang(text, style);
        }
        std::mem::take(self)
    }
}

/// A piece of text that can't be broken, and is wider than its box.
#[derive(Clone, Debug, PartialEq)]
pub struct TooWide {
    pub text: String,
    pub width: Mm,
}

/// Breaks a text into lines of at most `width`. A text without any words has no lines.
///
/// # Errors
/// The first piece that does not fit on a line.
pub fn wrap(text: &str, style: &Style, width: Mm) -> Result<Vec<Line>, TooWide> {
    let lines = fill(text, style, width)?;
    if lines.len() < 2 || !lines.last().is_some_and(Line::is_one_character) {
        return Ok(lines);
    }
    // One character does not stand alone on a last line: in a narrower box another comes down to it.
    let narrower =
        [0.5, 1.0, 1.5].into_iter().filter_map(|em| fill(text, style, width - em * style.em()).ok());
    let mut better = narrower
        .filter(|other| other.len() == lines.len() && !other.last().is_some_and(Line::is_one_character));
    Ok(better.next().unwrap_or(lines))
}

/// Puts on each line as much as there is room for.
fn fill(text: &str, style: &Style, width: Mm) -> Result<Vec<Line>, TooWide> {
    const SLACK: Mm = 0.001;
    let (plain, mut blanks) = plain(text, width);
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut used = 0.0;
    // The character that the line ends with so far.
    let mut before = None;
    for unit in units(&plain) {
        let words = unit.trim_end_matches(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        let ends = words.len() < unit.len();
        let widths: Vec<Mm> = words.chars().filter(|&c| c == BLANK).filter_map(|_| blanks.next()).collect();
        let text_width = |text: &str| -> Mm { text.split(BLANK).map(|part| style.width(part)).sum() };
        let blank_width: Mm = widths.iter().sum();
        let full = text_width(words) + blank_width;
        let seen = text_width(words.trim_end()) + blank_width - overhang(words, style);
        if seen > width + SLACK {
            return Err(TooWide { text: words.replace(BLANK, "____"), width: seen });
        }
        let mut gap = moved(before, words, style);
        if used + gap + seen > width + SLACK {
            lines.push(line.close(style));
            (used, gap) = (0.0, 0.0);
        }
        used += gap + full;
        before = words.chars().next_back();
        let mut widths = widths.into_iter();
        for part in words.split_inclusive(BLANK) {
            let text = part.trim_end_matches(BLANK);
            line.push_text(text);
            if text.len() < part.len() {
                line.spans.push((Span::Blank, widths.next().unwrap_or(LEAST_BLANK)));
            }
        }
        if ends {
            lines.push(line.close(style));
            (used, before) = (0.0, None);
        }
    }
    let last = line.close(style);
    if !last.spans.is_empty() {
        lines.push(last);
    }
    Ok(lines)
}

/// A last line that is shorter than this part of the longest looks lost.
const SHORT: f64 = 0.6;

/// Breaks a text into as few lines without a short last one: a label of 5 + 2 characters looks better as 4 + 3.
///
/// # Errors
/// The first piece that does not fit on a line.
pub fn wrap_evenly(text: &str, style: &Style, width: Mm) -> Result<Vec<Line>, TooWide> {
    let mut lines = wrap(text, style, width)?;
    let fewest = lines.len();
    let Some(last) = lines.last().filter(|_| fewest > 1).map(Line::width) else { return Ok(lines) };
    // What stands in brackets is a line of its own where it can be.
    if let Some(bracket) = text.find(['（', '(']).filter(|&at| at > 0) {
        let (before, within) = text.split_at(bracket);
        if let Ok(apart) = wrap(&format!("{}\n{within}", before.trim_end()), style, width)
            && apart.len() == fewest
        {
            return Ok(apart);
        }
    }
    let longest = lines.iter().map(Line::width).fold(0.0, Mm::max);
    // Blanks are as wide as there is room for.
    let blank = lines.iter().flat_map(|line| &line.spans).any(|(span, _)| *span == Span::Blank);
    if blank || last >= SHORT * longest {
        return Ok(lines);
    }
    let (mut least, mut most) = (0.0, width);
    while most - least > style.em() / 4.0 {
        let middle = (least + most) / 2.0;
        match wrap(text, style, middle) {
            Ok(even) if even.len() == fewest => (lines, most) = (even, middle),
            _ => least = middle,
        }
    }
    Ok(lines)
}

/// The width of the widest piece that can't be broken: what the text needs at least.
pub fn least_width(text: &str, style: &Style) -> Mm {
    let (plain, mut blanks) = plain(text, LEAST_BLANK);
    let mut least: Mm = 0.0;
    for unit in units(&plain) {
        let blank: Mm = unit.chars().filter(|&c| c == BLANK).filter_map(|_| blanks.next()).sum();
        let words = unit.trim_end();
        let text = words.split(BLANK).map(|part| style.width(part)).sum::<Mm>() - overhang(words, style);
        least = least.max(text + blank);
    }
    least
}

/// The width of the longest line when nothing is broken.
pub fn natural_width(text: &str, style: &Style) -> Mm {
    let width = |line: &str| -> Mm {
        let parts = pieces(line).into_iter().map(|piece| match piece {
            Piece::Text(text) => style.width(text),
            Piece::Blank(length) => blank_width(length),
        });
        parts.sum()
    };
    text.lines().map(|line| width(line.trim_end())).fold(0.0, Mm::max)
}

fn blank_width(underscores: usize) -> Mm {
    UNDERSCORE * underscores as Mm
}

/// The text with a character for each blank, and the blanks' widths.
fn plain(text: &str, most: Mm) -> (String, impl Iterator<Item = Mm>) {
    let mut plain = String::with_capacity(text.len());
    let mut blanks = Vec::new();
    for piece in pieces(text.trim_end()) {
        match piece {
            // A character that means a blank to us can't be meant as one by the writer.
            Piece::Text(text) => plain.extend(text.chars().filter(|&c| c != BLANK)),
            Piece::Blank(length) => {
                plain.push(BLANK);
                blanks.push(blank_width(length).max(LEAST_BLANK).min(most));
            }
        }
    }
    (plain, blanks.into_iter())
}

/// The pieces between which a line may end.
pub fn units(plain: &str) -> impl Iterator<Item = &str> {
    const SEGMENTER: LineSegmenterBorrowed<'static> =
        LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut start = 0;
    let breaks = SEGMENTER.segment_str(plain).filter(|&at| at > 0);
    breaks.filter(|&at| at == plain.len() || !joined(plain, at)).map(move |at| {
        let unit = &plain[start..at];
        start = at;
        unit
    })
}

/// Units and measure words that stay on the line of their number.
const UNITS: &[&str] = &[
    "小时",
    "钟头",
    "分钟",
    "秒钟",
    "工作日",
    "星期",
    "个月",
    "季度",
    "平方米",
    "立方米",
    "公里",
    "厘米",
    "毫米",
    "千克",
    "公斤",
    "万元",
    "天",
    "日",
    "周",
    "月",
    "年",
    "时",
    "分",
    "秒",
    "米",
    "度",
    "元",
    "次",
    "声",
    "人",
    "份",
    "个",
    "名",
    "层",
    "号",
    "楼",
    "栋",
    "户",
    "间",
    "台",
    "辆",
    "件",
    "套",
    "张",
    "页",
    "项",
    "条",
    "级",
    "倍",
    "℃",
    "%",
    "\u{ff05}",
    "㎡",
    "m",
    "mm",
    "cm",
    "km",
    "kg",
    "kW",
    "V",
    "A",
    "W",
];

/// Whether the text must not be broken at `at`, though Unicode's rules would.
fn joined(plain: &str, at: usize) -> bool {
    let (before, after) = plain.split_at(at);
    if before.ends_with(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        return false;
    }
    if after.starts_with(BLANK) {
        return !before.ends_with(' ');
    }
    let near_number = before.chars().rev().take(5).any(is_numeral);
    near_number && UNITS.iter().any(|unit| splits_quantity(before, after, unit))
}

/// Whether a number and this unit stand around the break, or around it within the unit.
fn splits_quantity(before: &str, after: &str, unit: &str) -> bool {
    unit.char_indices().any(|(i, _)| {
        let number = before.strip_suffix(&unit[..i]);
        after.starts_with(&unit[i..])
            && number.is_some_and(|number| number.trim_end_matches(' ').ends_with(is_numeral))
    })
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇一二两三四五六七八九十百千万半".contains(c)
}

/// How far words move from the character before them.
fn moved(before: Option<char>, words: &str, style: &Style) -> Mm {
    let pair = before.zip(words.chars().next());
    pair.map_or(0.0, |(before, after)| font::kern(before, after)) * style.em()
}

/// The empty right half of a full-width mark at the end of a line may reach out of it.
fn overhang(words: &str, style: &Style) -> Mm {
    let last = words.trim_end().chars().next_back();
    if last.is_some_and(font::closes) { SQUEEZE * style.em() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style::BODY;

    fn lines(text: &str, ems: f64) -> Vec<String> {
        let lines = wrap(text, &STYLE, ems * STYLE.em()).expect("fits");
        let line = |line: &Line| {
            let spans = line.spans.iter().map(|(span, _)| match span {
                Span::Text(text) => text.as_str(),
                Span::Blank => "____",
            });
            spans.collect()
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn punctuation_stands_at_no_wrong_end() {
        assert_eq!(lines("接听来电,记录诉求。", 4.0), ["接听来", "电,记录", "诉求。"]);
        assert_eq!(lines("见《电话礼仪》的规定", 2.5), ["见", "《电", "话礼", "仪》", "的规", "定"]);
    }

    #[test]
    fn a_full_stop_may_hang() {
        assert_eq!(lines("接听来电。", 4.5), ["接听来电。"]);
    }

    #[test]
    fn numbers_keep_their_units() {
        assert_eq!(lines("须在2小时内处理", 4.0), ["须在", "2小时内", "处理"]);
        assert_eq!(lines("宽 15 mm 以上", 3.5), ["宽", "15 mm", "以上"]);
        assert_eq!(lines("响铃三声内接听", 3.0), ["响铃", "三声内", "接听"]);
    }

    #[test]
    fn no_character_stands_alone() {
        assert_eq!(lines("接听来电记录诉求。", 7.5), ["接听来电记录", "诉求。"]);
        assert_eq!(lines("一\n二", 7.5), ["一", "二"]);
    }

    #[test]
    fn latin_words_stay_whole() {
        assert_eq!(lines("电梯ELEVATOR故障", 6.0), ["电梯", "ELEVATOR", "故障"]);
        assert!(wrap("ELEVATOR", &STYLE, 3.0 * STYLE.em()).is_err());
    }

    #[test]
    fn a_blank_keeps_its_word() {
        assert_eq!(lines("今收到现金____元整", 9.0), ["今收到现", "金____元整"]);
        assert_eq!(pieces("a_b__"), [Piece::Text("a_b"), Piece::Blank(2)]);
    }

    #[test]
    fn lines_of_a_label_are_even() {
        assert_eq!(
            wrap_evenly("合计钥匙（把）", &STYLE, 5.0 * STYLE.em()).expect("fits")[1].spans[0].0,
            Span::Text("（把）".to_owned())
        );
        let even = |text, ems| -> Vec<usize> {
            let lines = wrap_evenly(text, &STYLE, ems * STYLE.em()).expect("fits");
            lines.iter().map(|line| (line.width() / STYLE.em()).round() as usize).collect()
        };
        assert_eq!(even("客户意见与建议", 5.0), [4, 3]);
        assert_eq!(even("客户意见与建议", 7.0), [7]);
        assert_eq!(even("关注的问题与答复", 5.0), [5, 3]);
        assert_eq!(even("甲乙丙丁\n戊", 4.0), [4, 1]);
    }

    #[test]
    fn line_ends_are_kept() {
        assert_eq!(lines("一\n二\n", 9.0), ["一", "二"]);
        assert_eq!(lines("", 9.0), Vec::<String>::new());
    }
}
