//! Bounds: what a standard permits, how it is written, and which bound is inside which.
//!
//! A small library with no other part of the program in it. Its rules are the contract's: section 1, "Bounds",
//! "Quantities" and "Reading a wording". Sentences about what goes wrong live elsewhere; here are the reasons.
//!
//! - `number`, `unit`, `quantity`, `time`, `items`: values, read whole or refused;
//! - `order`: [`conforms`], the promise itself;
//! - `find`: the quantities in running text;
//! - `comparison`: the words beside a quantity: 内, 不超过, 提前;
//! - `wording`: what prose says about a quantity or times of day, and whether it [`says`] a bound;
//! - `listing`: what prose says about lists and grades;
//! - `rewrite`: a wording with another value in it;
//! - `text`: full-width and half-width letters.

mod comparison;
mod find;
mod items;
mod listing;
mod number;
mod order;
mod quantity;
mod rewrite;
mod text;
mod time;
mod unit;
mod wording;

pub use find::{Found, quantities};
pub use items::{Items, Level};
pub use number::Number;
pub use order::{Shortfall, conforms};
pub use quantity::Quantity;
pub use rewrite::rewrite;
pub use time::Windows;
pub use unit::{Measure, Period};
pub use wording::{Reading, Stated, read, says, statements};

/// The set of behaviours that a standard permits. Values that nothing can meet can't be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `at_most: 3 声`
    AtMost(Quantity),
    /// `at_least: 半天`
    AtLeast(Quantity),
    /// `exactly: 30 度`
    Exactly(Quantity),
    /// `between: [5 厘米, 10 厘米]`
    Between(Interval),
    /// Hours to be served, or kept quiet.
    Covers(Windows),
    /// Hours that are permitted.
    Within(Windows),
    /// All of these, and any others.
    Includes(Items),
    /// None of these.
    Excludes(Items),
    /// A choice among these.
    OneOf(Items),
    /// The grade or a higher one.
    Level(Level),
}

/// What a bound is, without its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    AtMost,
    AtLeast,
    Exactly,
    Between,
    Covers,
    Within,
    Includes,
    Excludes,
    OneOf,
    Level,
}

impl Kind {
    /// Every kind, in the contract's order.
    pub const ALL: [Kind; 10] = [
        Kind::AtMost,
        Kind::AtLeast,
        Kind::Exactly,
        Kind::Between,
        Kind::Covers,
        Kind::Within,
        Kind::Includes,
        Kind::Excludes,
        Kind::OneOf,
        Kind::Level,
    ];

    /// The key in the sources: `at_most`.
    pub fn key(self) -> &'static str {
        match self {
            Kind::AtMost => "at_most",
            Kind::AtLeast => "at_least",
            Kind::Exactly => "exactly",
            Kind::Between => "between",
            Kind::Covers => "covers",
            Kind::Within => "within",
            Kind::Includes => "includes",
            Kind::Excludes => "excludes",
            Kind::OneOf => "one_of",
            Kind::Level => "level",
        }
    }

    /// The kind that the sources call `key`.
    pub fn from_key(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Why a text is not a bound, or a wording says nothing certain. Texts are as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing stands there.
    Empty,
    /// No number: 声.
    NoNumber,
    /// A number of nothing: 3.
    NoUnit,
    /// No certain number: 十几, 约, 两三.
    Vague(String),
    /// More digits than are read exactly.
    TooLong,
    /// What stands after the quantity is no part of it: 3 小时内.
    Rest(String),
    /// Parts of different measures, or not from large to small: 1 周 2 次.
    MixedUnits,
    /// Not two times of day: 8 点到 9 点.
    NotATime(String),
    /// The end of a window is not after its start, and 次日 is missing: 21:00-08:00.
    EndBeforeStart(String),
    /// Times of day repeat after 24 小时: 08:00-次日09:00.
    LongerThanADay(String),
    /// A list without an item.
    NoValues,
    /// So many values where `expected` belong.
    ValueCount { expected: usize, found: usize },
    /// The ends of a range count different things.
    OtherDimension { low: String, high: String },
    /// Nothing can meet it: between 40 分钟 and 5 分钟.
    EmptyRange { low: String, high: String },
    /// Whether anything can meet it depends on the calendar: between 30 天 and 1 个月.
    UncertainRange { low: String, high: String },
    /// The grade is none of the scale's.
    UnknownGrade(String),
    /// The key is none of a bound, or is `level`, which has a scale too.
    UnknownKind(String),
    /// A wording with more than one quantity, and not X至Y.
    SeveralQuantities,
    /// 至少 and 内 about one quantity.
    Contradiction,
    /// A word beside the quantity that may change what it says: 超过, 不, 除外.
    Unclear(String),
}

/// Two quantities, the first certainly not above the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    low: Quantity,
    high: Quantity,
}

impl Interval {
    /// # Errors
    /// The ends count different things, or are not certainly in order.
    pub fn new(low: Quantity, high: Quantity) -> Result<Self, Unreadable> {
        let same_period = match (low.measure(), high.measure()) {
            (Measure::Rate { period: a, .. }, Measure::Rate { period: b, .. }) => a == b,
            _ => true,
        };
        let in_order = order::certainly_at_most(&low, &high);
        if in_order {
            return Ok(Interval { low, high });
        }
        let (below, above) = (low.text().to_owned(), high.text().to_owned());
        Err(if !order::same_dimension(&low, &high) {
            Unreadable::OtherDimension { low: below, high: above }
        } else if same_period && order::certainly_at_most(&high, &low) {
            Unreadable::EmptyRange { low: below, high: above }
        } else {
            Unreadable::UncertainRange { low: below, high: above }
        })
    }

    /// The lower end, itself permitted.
    pub fn low(&self) -> &Quantity {
        &self.low
    }

    /// The upper end, itself permitted.
    pub fn high(&self) -> &Quantity {
        &self.high
    }
}

/// The values of a bound as the sources write them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values<'a> {
    /// `at_most: 3 声`
    One(&'a str),
    /// `between: [5 厘米, 10 厘米]`
    Many(Vec<&'a str>),
    /// `level: { scale: cleaning, at_least: 二级 }`
    Level { scale: &'a str, grade: &'a str },
}

impl Bound {
    /// Reads the bound that a source writes as `key: value` or `key: [value, …]`; for `level` see [`Bound::level`].
    ///
    /// # Errors
    /// The key is none of a bound, or a value can't be read, or nothing can meet it.
    pub fn read(key: &str, values: &[&str]) -> Result<Bound, Unreadable> {
        let unknown = || Unreadable::UnknownKind(key.to_owned());
        let one = || match values {
            [value] => Quantity::parse(value),
            _ => Err(Unreadable::ValueCount { expected: 1, found: values.len() }),
        };
        match Kind::from_key(key).ok_or_else(unknown)? {
            Kind::AtMost => one().map(Bound::AtMost),
            Kind::AtLeast => one().map(Bound::AtLeast),
            Kind::Exactly => one().map(Bound::Exactly),
            Kind::Between => match values {
                [low, high] => {
                    Interval::new(Quantity::parse(low)?, Quantity::parse(high)?).map(Bound::Between)
                }
                _ => Err(Unreadable::ValueCount { expected: 2, found: values.len() }),
            },
            Kind::Covers => Windows::parse(values).map(Bound::Covers),
            Kind::Within => Windows::parse(values).map(Bound::Within),
            Kind::Includes => Items::new(values).map(Bound::Includes),
            Kind::Excludes => Items::new(values).map(Bound::Excludes),
            Kind::OneOf => Items::new(values).map(Bound::OneOf),
            Kind::Level => Err(unknown()),
        }
    }

    /// `level: { scale, at_least: grade }`. `grades` are the scale's, the weakest first.
    ///
    /// # Errors
    /// The grade is none of the scale's.
    pub fn level(scale: &str, grade: &str, grades: &[impl AsRef<str>]) -> Result<Bound, Unreadable> {
        Level::new(scale, grade, grades).map(Bound::Level)
    }

    /// What it is, without its value.
    pub fn kind(&self) -> Kind {
        match self {
            Bound::AtMost(_) => Kind::AtMost,
            Bound::AtLeast(_) => Kind::AtLeast,
            Bound::Exactly(_) => Kind::Exactly,
            Bound::Between(_) => Kind::Between,
            Bound::Covers(_) => Kind::Covers,
            Bound::Within(_) => Kind::Within,
            Bound::Includes(_) => Kind::Includes,
            Bound::Excludes(_) => Kind::Excludes,
            Bound::OneOf(_) => Kind::OneOf,
            Bound::Level(_) => Kind::Level,
        }
    }

    /// The values as written.
    pub fn values(&self) -> Values<'_> {
        fn many(texts: &[String]) -> Values<'_> {
            Values::Many(texts.iter().map(String::as_str).collect())
        }
        match self {
            Bound::AtMost(value) | Bound::AtLeast(value) | Bound::Exactly(value) => Values::One(value.text()),
            Bound::Between(range) => Values::Many(vec![range.low.text(), range.high.text()]),
            Bound::Covers(windows) | Bound::Within(windows) => many(windows.written()),
            Bound::Includes(items) | Bound::Excludes(items) | Bound::OneOf(items) => many(items.written()),
            Bound::Level(level) => Values::Level { scale: level.scale(), grade: level.grade() },
        }
    }

    /// The quantities in it; none for times of day, lists and grades.
    pub fn quantities(&self) -> Vec<&Quantity> {
        match self {
            Bound::AtMost(value) | Bound::AtLeast(value) | Bound::Exactly(value) => vec![value],
            Bound::Between(range) => vec![&range.low, &range.high],
            _ => Vec::new(),
        }
    }
}
