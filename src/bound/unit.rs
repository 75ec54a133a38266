//! Units: what a number counts, and how the units of one family convert (contract, "Quantities").

use super::Unreadable;
use super::number::is_numeral;
use super::text::{first, folded, strip_start};

/// What a number counts. Numbers of the same measure compare exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Seconds: 秒 to 周.
    Clock,
    /// Months: 月 to 年. How many days they are depends on which.
    Calendar,
    /// 工作日: each is a day or more.
    WorkingDays,
    /// 当日: until 24:00 of the same day.
    SameDay,
    /// Millimetres.
    Length,
    /// Square metres.
    Area,
    /// Degrees of an angle.
    Angle,
    /// Degrees Celsius.
    Temperature,
    /// Hundredths.
    Percent,
    /// Yuan.
    Money,
    /// So many of `count` in every calendar period: 次/周.
    Rate { count: String, period: Period },
    /// Any other measure word, a dimension of its own: 声, 人.
    Named(String),
}

/// The calendar periods of rates, the shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

impl Period {
    const WORDS: [(&'static str, Period); 17] = [
        ("小时", Period::Hour),
        ("个小时", Period::Hour),
        ("天", Period::Day),
        ("日", Period::Day),
        ("周", Period::Week),
        ("星期", Period::Week),
        ("个星期", Period::Week),
        ("礼拜", Period::Week),
        ("月", Period::Month),
        ("个月", Period::Month),
        ("季", Period::Quarter),
        ("季度", Period::Quarter),
        ("个季度", Period::Quarter),
        ("半年", Period::HalfYear),
        ("个半年", Period::HalfYear),
        ("年", Period::Year),
        ("年度", Period::Year),
    ];

    /// 天 周 月 季度 半年 年: as it is said after 每 and after /.
    pub fn word(self) -> &'static str {
        match self {
            Period::Hour => "小时",
            Period::Day => "天",
            Period::Week => "周",
            Period::Month => "月",
            Period::Quarter => "季度",
            Period::HalfYear => "半年",
            Period::Year => "年",
        }
    }

    /// The period that `text` starts with, and its bytes.
    pub(super) fn scan(text: &str) -> Option<(Period, usize)> {
        let found = Self::WORDS.iter().filter_map(|(word, period)| Some((*period, strip_start(text, word)?)));
        found.map(|(period, rest)| (period, text.len() - rest.len())).max_by_key(|(_, len)| *len)
    }

    /// 每周, 每个月 at the start of `text`, and its bytes.
    pub(super) fn scan_every(text: &str) -> Option<(Period, usize)> {
        let (period, len) = Self::scan(text.strip_prefix('每')?)?;
        Some((period, len + '每'.len_utf8()))
    }

    /// 每周, 每个月 at the end of `text`, and its bytes.
    pub(super) fn scan_every_end(text: &str) -> Option<(Period, usize)> {
        const LONGEST: usize = 4; // 每个星期
        let (start, _) = text.char_indices().rev().take(LONGEST).find(|(_, c)| *c == '每')?;
        Self::scan_every(&text[start..]).filter(|(_, len)| start + len == text.len())
    }
}

/// A measure in steps of `factor` of its base: 小时 is Clock in steps of 3600.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub measure: Measure,
    pub factor: i128,
}

impl Unit {
    fn named(word: &str) -> Self {
        Unit { measure: Measure::Named(folded(word)), factor: 1 }
    }

    pub fn rate(count: &str, period: Period) -> Self {
        Unit { measure: Measure::Rate { count: folded(count), period }, factor: 1 }
    }

    /// Whether the unit is one that the contract names, which may be halved and compounded: 两天半.
    pub fn is_known(&self) -> bool {
        !matches!(self.measure, Measure::Named(_) | Measure::Rate { .. })
    }
}

const HOUR: i128 = 3600;
const DAY: i128 = 24 * HOUR;

const UNITS: &[(&str, Measure, i128)] = &[
    ("秒", Measure::Clock, 1),
    ("秒钟", Measure::Clock, 1),
    ("分", Measure::Clock, 60),
    ("分钟", Measure::Clock, 60),
    ("刻钟", Measure::Clock, 15 * 60),
    ("小时", Measure::Clock, HOUR),
    ("个小时", Measure::Clock, HOUR),
    ("钟头", Measure::Clock, HOUR),
    ("个钟头", Measure::Clock, HOUR),
    ("天", Measure::Clock, DAY),
    ("日", Measure::Clock, DAY),
    ("周", Measure::Clock, 7 * DAY),
    ("星期", Measure::Clock, 7 * DAY),
    ("个星期", Measure::Clock, 7 * DAY),
    ("礼拜", Measure::Clock, 7 * DAY),
    ("个礼拜", Measure::Clock, 7 * DAY),
    ("月", Measure::Calendar, 1),
    ("个月", Measure::Calendar, 1),
    ("季度", Measure::Calendar, 3),
    ("个季度", Measure::Calendar, 3),
    ("半年", Measure::Calendar, 6),
    ("个半年", Measure::Calendar, 6),
    ("年", Measure::Calendar, 12),
    ("工作日", Measure::WorkingDays, 1),
    ("个工作日", Measure::WorkingDays, 1),
    ("毫米", Measure::Length, 1),
    ("mm", Measure::Length, 1),
    ("MM", Measure::Length, 1),
    ("㎜", Measure::Length, 1),
    ("厘米", Measure::Length, 10),
    ("cm", Measure::Length, 10),
    ("CM", Measure::Length, 10),
    ("㎝", Measure::Length, 10),
    ("米", Measure::Length, 1000),
    ("m", Measure::Length, 1000),
    ("公里", Measure::Length, 1_000_000),
    ("千米", Measure::Length, 1_000_000),
    ("km", Measure::Length, 1_000_000),
    ("KM", Measure::Length, 1_000_000),
    ("㎞", Measure::Length, 1_000_000),
    ("平方米", Measure::Area, 1),
    ("平米", Measure::Area, 1),
    ("㎡", Measure::Area, 1),
    ("m²", Measure::Area, 1),
    ("m2", Measure::Area, 1),
    ("度", Measure::Angle, 1),
    ("°", Measure::Angle, 1),
    ("℃", Measure::Temperature, 1),
    ("°C", Measure::Temperature, 1),
    ("摄氏度", Measure::Temperature, 1),
    ("%", Measure::Percent, 1),
    ("元", Measure::Money, 1),
];

/// Measure words that running text is read with; where a standard says another, its own is added.
const MEASURE_WORDS: &[&str] = &[
    "声", "次", "人次", "遍", "人", "名", "位", "份", "户", "个", "项", "件", "张", "台", "部", "辆", "套",
    "条", "间", "层", "栋", "幢", "处", "枚", "只", "支", "本", "页", "字", "句", "步", "组", "班", "批",
    "趟", "轮", "起", "例", "笔", "单", "把", "瓶", "盒", "袋", "包", "桶", "双", "副", "对", "颗", "棵",
    "株", "盏", "扇", "面", "座", "家", "倍", "成", "分贝", "dB", "公斤", "克", "kg", "吨", "升", "度电",
];

/// Which words may be measure words.
#[derive(Clone, Copy)]
pub(super) enum Words<'a> {
    /// Any: the text is a quantity and nothing else.
    Whole,
    /// Known ones and these (folded), in running text.
    Running(&'a [String]),
}

/// The unit that `text` starts with, and its bytes. A known unit may be followed by more; any other word has to
/// be the rest of the text, or a known measure word.
pub(super) fn scan(text: &str, words: Words) -> Result<Option<(Unit, usize)>, Unreadable> {
    let known = longest(text, UNITS.iter().map(|(word, ..)| *word));
    match words {
        Words::Whole => {
            if let Some((count, period)) = text.split_once(['/', '\u{ff0f}']) {
                return whole_rate(text, count.trim_end(), period.trim_start());
            }
            let named = longest(text, MEASURE_WORDS.iter().copied());
            match known.filter(|(_, len)| named.is_none_or(|(_, other)| other <= *len)) {
                Some((index, len)) => Ok(Some((known_unit(index), len))),
                None => Ok(Some((Unit::named(&measure_word(text)?), text.len()))),
            }
        }
        Words::Running(added) => {
            let named = MEASURE_WORDS.iter().copied().chain(added.iter().map(String::as_str));
            let named = longest(text, named).map(|(_, len)| len);
            let found = match known {
                Some((index, len)) if named.is_none_or(|other| other <= len) => {
                    Some((known_unit(index), len))
                }
                _ => named.map(|len| (Unit::named(&text[..len]), len)),
            };
            let Some((unit, len)) = found else { return Ok(None) };
            let Some(period) = strip_start(text[len..].trim_start(), "/").map(str::trim_start) else {
                return Ok(Some((unit, len)));
            };
            let rest = || Unreadable::Rest(text[len..].trim().to_owned());
            let (per, used) = Period::scan(period).ok_or_else(rest)?;
            Ok(Some((Unit::rate(&text[..len], per), text.len() - period.len() + used)))
        }
    }
}

/// 次/周, or a price such as 元/平方米, which is a measure word like any other.
fn whole_rate(text: &str, count: &str, period: &str) -> Result<Option<(Unit, usize)>, Unreadable> {
    let count = measure_word(count)?;
    let unit = match Period::scan(period) {
        Some((per, len)) if len == period.len() => Unit::rate(&count, per),
        _ => Unit::named(&format!("{count}/{}", measure_word(period)?)),
    };
    Ok(Some((unit, text.len())))
}

/// The unit X, where 个X is one: in 一个半X.
pub(super) fn scan_counted(text: &str) -> Option<(Unit, usize)> {
    let counted = UNITS.iter().map(|(word, ..)| word.strip_prefix('个').unwrap_or_default());
    longest(text, counted).map(|(index, len)| (known_unit(index), len))
}

/// The longest of `words` that `text` starts with: its index and its bytes.
fn longest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<(usize, usize)> {
    let start = first(text)?;
    let mut found: Option<(usize, usize)> = None;
    for (index, word) in words.enumerate().filter(|(_, word)| word.starts_with(start)) {
        let Some(rest) = strip_start(text, word) else { continue };
        // m is not the unit of mg.
        let is_cut = |end: char, next: char| end.is_ascii_alphanumeric() && next.is_ascii_alphanumeric();
        if word.chars().next_back().zip(first(rest)).is_some_and(|(end, next)| is_cut(end, next)) {
            continue;
        }
        let len = text.len() - rest.len();
        if found.is_none_or(|(_, other)| len > other) {
            found = Some((index, len));
        }
    }
    found
}

fn known_unit(index: usize) -> Unit {
    let (_, measure, factor) = &UNITS[index];
    Unit { measure: measure.clone(), factor: *factor }
}

/// Checks that a word can be a measure word: letters that say neither a number nor a comparison (声内 is refused).
fn measure_word(text: &str) -> Result<String, Unreadable> {
    const NEVER: &str = "内外上下左右前后约多余几不超至到每以";
    let word = folded(text);
    let fits =
        |c: char| (c.is_alphabetic() || "·²³㎡%°℃".contains(c)) && !is_numeral(c) && !NEVER.contains(c);
    match word.as_str() {
        "" => Err(Unreadable::NoUnit),
        _ if word.chars().all(fits) => Ok(word),
        _ => Err(Unreadable::Rest(word)),
    }
}
