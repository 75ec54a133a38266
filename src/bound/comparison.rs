//! Comparisons: the words beside a quantity that make it at most, at least or about so much, and the words that
//! make it unclear (contract, "Reading a wording").

use std::ops::Range;

use super::Unreadable;
use super::number::is_numeral;
use super::text::{contained, fold, last, strip_any_end, strip_any_start, strip_end, strip_joiner};
use super::unit::Period;

/// What the words beside a quantity make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    AtMost,
    AtLeast,
    Exactly,
    Around,
}

/// What stands beside a quantity.
#[derive(Default)]
pub(super) struct Context {
    comparison: Option<Comparison>,
    /// 提前
    ahead: bool,
    /// 每周, and its bytes in the text on the left.
    pub period: Option<(Period, Range<usize>)>,
}

impl Context {
    /// Reads the words beside a quantity: `left` up to it, where the link begins at `link`, and `right` after
    /// it, of which `inside` bytes are in the link.
    ///
    /// # Errors
    /// Words beside it, or anywhere in the link, may change what it says.
    pub fn new(
        left: &str,
        link: usize,
        right: &str,
        inside: usize,
        is_range: bool,
    ) -> Result<Context, Unreadable> {
        let mut context = Context::default();
        let lead = context.strip_left(left)?;
        if let Some(word) = changes_before(lead) {
            return Err(Unreadable::Unclear(word));
        }
        let rest = context.strip_right(right, is_range)?;
        // What is left of the link's own words.
        let lead = lead.get(link..).unwrap_or_default();
        let tail = right.get(right.len() - rest.len()..inside).unwrap_or_default().trim_end();
        if let Some(word) = unclear(lead).or_else(|| unclear(tail)) {
            return Err(Unreadable::Unclear(word));
        }
        // 三声响铃内, 当日下班前: the comparison is too far off to be sure.
        let ends = [AT_MOST_AFTER, AT_LEAST_AFTER, AROUND_AFTER, &["前", "后"]];
        match ends.iter().find_map(|words| strip_any_end(tail, words)) {
            Some(_) => Err(Unreadable::Unclear(tail.to_owned())),
            None => Ok(context),
        }
    }

    /// Takes comparisons, 每周 and words such as 应在 off the end of `left`.
    fn strip_left<'a>(&mut self, left: &'a str) -> Result<&'a str, Unreadable> {
        let mut rest = left.trim_end();
        let mut is_late = false;
        loop {
            if let Some((comparison, shorter)) = comparison_before(rest) {
                self.add(comparison)?;
                is_late |= strip_any_end(rest, LATE).is_some();
                rest = shorter;
            } else if let Some(shorter) = strip_end(rest, "提前") {
                self.ahead = true;
                rest = shorter;
            } else if let Some((period, len)) = Period::scan_every_end(rest).filter(|_| self.period.is_none())
            {
                let start = rest.len() - len;
                self.period = Some((period, start..rest.len()));
                rest = &rest[..start];
            } else if let Some(shorter) =
                strip_any_end(rest, NEUTRAL_BEFORE).filter(|_| changes_before(rest).is_none())
            {
                rest = shorter;
            } else if is_late && self.ahead {
                // 最迟提前三天 is three days or more, 不早于提前三天 three or less.
                return Err(Unreadable::Contradiction);
            } else {
                return Ok(rest);
            }
            rest = rest.trim_end();
        }
    }

    fn strip_right<'a>(&mut self, right: &'a str, is_range: bool) -> Result<&'a str, Unreadable> {
        let mut rest = right.trim_start();
        while let Some((comparison, shorter)) = comparison_after(rest) {
            self.add(comparison)?;
            rest = shorter.trim_start();
        }
        if is_range {
            rest = strip_any_start(rest, &["之间", "间"]).unwrap_or(rest);
        }
        // 三天至十几天 is no range that can be read.
        if let Some(end) = strip_joiner(rest).and_then(|end| end.chars().next())
            && (is_numeral(end) || "几数".contains(end))
        {
            return Err(Unreadable::Unclear(end.into()));
        }
        // 三天前, 三次/2天, 30度±5度; after 三声内 more words may follow: 三声内起身.
        let changes = if self.comparison.is_some() { CHANGES_COMPARED } else { CHANGES_AFTER };
        match strip_any_start(rest, changes) {
            Some(shorter) => Err(Unreadable::Unclear(rest[..rest.len() - shorter.len()].to_owned())),
            None => Ok(rest),
        }
    }

    fn add(&mut self, comparison: Comparison) -> Result<(), Unreadable> {
        match self.comparison.replace(comparison) {
            Some(other) if other != comparison => Err(Unreadable::Contradiction),
            _ => Ok(()),
        }
    }

    /// Whether nothing but 提前 stands beside.
    pub fn compares_nothing(&self) -> bool {
        self.comparison.is_none()
    }

    /// 提前10分钟 is at least ten, 提前不超过10分钟 is not.
    pub fn comparison(&self) -> Option<Comparison> {
        self.comparison.or(self.ahead.then_some(Comparison::AtLeast))
    }
}

/// Whether a comparison stands directly beside a quantity.
pub(super) fn has_comparison(left: &str, right: &str) -> bool {
    let mut context = Context::default();
    let _ = context.strip_left(left).and_then(|_| context.strip_right(right, false));
    context.comparison().is_some()
}

/// 每周 before a quantity, at once or with a comparison between: its bytes in `left`.
pub(super) fn period_before(left: &str) -> Option<(Period, Range<usize>)> {
    let mut context = Context::default();
    context.strip_left(left).ok()?;
    context.period
}

const AT_MOST_BEFORE: &[&str] =
    &["至多", "最多", "最长", "最高", "最大", "最迟", "最晚", "小于等于", "小于或等于", "≤", "≦"];
const AT_LEAST_BEFORE: &[&str] =
    &["至少", "最少", "最低", "最短", "最小", "达到", "大于等于", "大于或等于", "≥", "≧"];
/// A bare number says the same; after 提前 it does not.
const EXACTLY_BEFORE: &[&str] = &["正好", "恰好", "刚好"];
/// At most, with a denial before it; on their own they don't permit the value itself.
const ABOVE: &[&str] = &["超过", "超出", "大于", "高于", "多于", "长于", "晚于", "迟于"];
/// At least, with a denial before it.
const BELOW: &[&str] = &["少于", "低于", "小于", "短于", "早于"];
/// Those of them that turn round with 提前.
const LATE: &[&str] = &["最迟", "最晚", "晚于", "迟于", "早于"];
#[rustfmt::skip]
pub(super) const DENIALS: &[&str] = &[
    "不", "不得", "不应", "不应当", "不宜", "不能", "不可", "不要", "不许", "不准", "不允许", "不会",
    "严禁", "禁止", "切勿",
];

pub(super) fn comparison_before(text: &str) -> Option<(Comparison, &str)> {
    let denied = |words| strip_any_end(strip_any_end(text, words)?.trim_end(), DENIALS);
    if let Some(rest) = strip_any_end(text, AT_MOST_BEFORE).or_else(|| denied(ABOVE)) {
        return Some((Comparison::AtMost, rest));
    }
    if let Some(rest) = strip_any_end(text, EXACTLY_BEFORE) {
        return Some((Comparison::Exactly, rest));
    }
    let rest = strip_any_end(text, AT_LEAST_BEFORE).or_else(|| denied(BELOW))?;
    Some((Comparison::AtLeast, rest))
}

const AT_MOST_AFTER: &[&str] = &["内", "以内", "之内", "以下", "及以下", "或以下"];
const AT_LEAST_AFTER: &[&str] = &["以上", "及以上", "或以上"];
const AROUND_AFTER: &[&str] = &["左右", "上下"];

pub(super) fn comparison_after(text: &str) -> Option<(Comparison, &str)> {
    let after = |comparison, words| Some((comparison, strip_any_start(text, words)?));
    after(Comparison::AtMost, AT_MOST_AFTER)
        .or_else(|| after(Comparison::AtLeast, AT_LEAST_AFTER))
        .or_else(|| after(Comparison::Around, AROUND_AFTER))
}

/// Words between a comparison and a quantity that change nothing.
#[rustfmt::skip]
const NEUTRAL_BEFORE: &[&str] = &[
    "在", "于", "从", "自", "为", "须", "需", "应", "应该", "应当", "必须", "宜", "要", "可", "均", "都",
    "控制", "保持", "确保", "保证", "介于", "每", "每隔", "间隔",
];

pub(super) fn strip_neutral_end(text: &str) -> &str {
    let mut rest = text.trim_end();
    while let Some(shorter) = strip_any_end(rest, NEUTRAL_BEFORE) {
        rest = shorter.trim_end();
    }
    rest
}

/// Words directly before a quantity that make it another, a guess, or forbidden.
#[rustfmt::skip]
const CHANGES_BEFORE: &[&str] = &[
    "不必", "不用", "不一定", "未必", "未", "非", "无", "勿", "除", "除了", "超", "逾", "满", "不足",
    "不到", "未满", "约", "大约", "大概", "近", "将近", "接近", "几乎", "平均", "估计", "第", "负", "零下",
    "-", "−", "+", "±", "<", ">", "/",
];
/// Words that end like one of those and are harmless.
const HARMLESS_BEFORE: &[&str] = &["预约", "签约", "合约", "违约", "公约", "条约", "特约", "附近", "最近"];

/// The word at the end of `text` that makes the quantity after it unclear.
fn changes_before(text: &str) -> Option<String> {
    let text = text.trim_end();
    if last(text).is_some_and(|c| c.is_ascii_digit()) {
        return last(text).map(String::from);
    }
    if strip_any_end(text, HARMLESS_BEFORE).is_some() {
        return None;
    }
    let word = |words| strip_any_end(text, words).map(|rest| text[rest.len()..].to_owned());
    word(DENIALS).or_else(|| word(ABOVE)).or_else(|| word(BELOW)).or_else(|| word(CHANGES_BEFORE))
}

/// Words directly after a quantity without a comparison that make it another.
const CHANGES_AFTER: &[&str] =
    &["前", "后", "外", "之", "以", "及以", "或", "起", "多", "余", "倍", "/", "+", "±", "×", "*", ".", ":"];
/// The same after a comparison.
const CHANGES_COMPARED: &[&str] = &["外", "或", "前", "后"];

/// The first thing in other words of a wording that may change what it says.
fn unclear(words: &str) -> Option<String> {
    #[rustfmt::skip]
    const UNCLEAR: &[&str] = &[
        "不", "未", "非", "无", "勿", "禁", "约", "大概", "几", "余", "多", "若干", "左右", "上下", "前后",
        "平均", "估计", "超", "逾", "高于", "低于", "大于", "小于", "少于", "多于", "早于", "晚于", "迟于",
        "至少", "最", "提前", "以上", "以下", "以内", "之内", "以外", "之外", "之前", "之后", "除外",
        "除非", "除了", "例外", "酌情", "视情", "尽量", "尽可能", "原则", "一般", "通常", "力争", "争取",
        "或", "每",
    ];
    let mut plain = words.to_owned();
    for harmless in ["预约", "签约", "合约", "违约", "公约", "多媒体"] {
        plain = plain.replace(harmless, "");
    }
    // Signs such as % and ± belong to numbers too.
    let is_plain =
        |c: char| c.is_alphabetic() || c.is_whitespace() || ",。、;:()“”\"《》〔〕{}_".contains(fold(c));
    let other = || plain.chars().find(|c| is_numeral(*c) || !is_plain(*c)).map(String::from);
    contained(&plain, UNCLEAR).map(str::to_owned).or_else(other)
}
