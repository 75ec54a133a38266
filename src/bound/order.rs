//! The promise: which bounds permit nothing that another forbids (contract, section 1, "Bounds").

use num_traits::Zero;

use super::number::Number;
use super::quantity::Quantity;
use super::time::Windows;
use super::unit::{Measure, Period};
use super::{Bound, Kind};

/// Why a local bound does not certainly conform. Texts are the values as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// The kinds don't refine one another: a list against a quantity.
    OtherKind { local: Kind, group: Kind },
    /// The quantities count different things: 声 against 秒.
    OtherDimension { local: String, group: String },
    /// Grades of different scales.
    OtherScale { local: String, group: String },
    /// More than the group's upper end is permitted.
    Exceeds { local: String, group: String },
    /// Less than the group's lower end is permitted.
    FallsShort { local: String, group: String },
    /// The local bound has no upper end, the group's has.
    NoUpperEnd { group: String },
    /// The local bound has no lower end, the group's has.
    NoLowerEnd { group: String },
    /// It depends on the calendar: months against days.
    Unprovable { local: String, group: String },
    /// Times of day that the group's bound covers and the local one does not.
    Uncovered(Windows),
    /// Times of day that the local bound permits and the group's does not.
    Outside(Windows),
    /// Items of the group's that the local bound lacks.
    MissingItems(Vec<String>),
    /// Items that only the local bound permits.
    ExtraItems(Vec<String>),
    /// The local grade is below the group's.
    LowerGrade { local: String, group: String },
}

/// Whether everything that `local` permits is certainly permitted by `group`.
///
/// # Errors
/// What `local` may permit and `group` does not; also where it can't be proved.
pub fn conforms(local: &Bound, group: &Bound) -> Result<(), Shortfall> {
    let refuse = |why: Option<Shortfall>| why.map_or(Ok(()), Err);
    let items = |items: Vec<String>, why: fn(Vec<String>) -> Shortfall| {
        refuse((!items.is_empty()).then(|| why(items)))
    };
    match (local, group) {
        (Bound::Covers(local), Bound::Covers(group)) => {
            refuse(group.without(local).map(Shortfall::Uncovered))
        }
        (Bound::Within(local), Bound::Within(group)) => refuse(local.without(group).map(Shortfall::Outside)),
        (Bound::Includes(local), Bound::Includes(group))
        | (Bound::Excludes(local), Bound::Excludes(group)) => {
            items(group.without(local), Shortfall::MissingItems)
        }
        (Bound::OneOf(local), Bound::OneOf(group)) => items(local.without(group), Shortfall::ExtraItems),
        (Bound::Level(local), Bound::Level(group)) => {
            if local.scale() != group.scale() || local.grades() != group.grades() {
                let (local, group) = (local.scale().to_owned(), group.scale().to_owned());
                Err(Shortfall::OtherScale { local, group })
            } else if local.rank() < group.rank() {
                let (local, group) = (local.grade().to_owned(), group.grade().to_owned());
                Err(Shortfall::LowerGrade { local, group })
            } else {
                Ok(())
            }
        }
        _ => match (Ends::of(local), Ends::of(group)) {
            (Some(local), Some(group)) => local.inside(&group),
            _ => Err(Shortfall::OtherKind { local: local.kind(), group: group.kind() }),
        },
    }
}

/// A bound on a quantity: all values between two ends, both permitted; no end is no limit.
struct Ends<'a> {
    low: Option<&'a Quantity>,
    high: Option<&'a Quantity>,
}

impl<'a> Ends<'a> {
    fn of(bound: &'a Bound) -> Option<Self> {
        match bound {
            Bound::AtMost(high) => Some(Ends { low: None, high: Some(high) }),
            Bound::AtLeast(low) => Some(Ends { low: Some(low), high: None }),
            Bound::Exactly(value) => Some(Ends { low: Some(value), high: Some(value) }),
            Bound::Between(range) => Some(Ends { low: Some(range.low()), high: Some(range.high()) }),
            _ => None,
        }
    }

    fn inside(&self, group: &Ends) -> Result<(), Shortfall> {
        if let (Some(local), Some(group)) = (self.low.or(self.high), group.low.or(group.high))
            && !same_dimension(local, group)
        {
            return Err(Shortfall::OtherDimension { local: local.to_string(), group: group.to_string() });
        }
        if let Some(group) = group.low {
            let local = self.low.ok_or_else(|| Shortfall::NoLowerEnd { group: group.to_string() })?;
            let short = |local, group| Shortfall::FallsShort { local, group };
            lower_end(local, group).require(local, group, short)?;
        }
        if let Some(group) = group.high {
            let local = self.high.ok_or_else(|| Shortfall::NoUpperEnd { group: group.to_string() })?;
            let exceeds = |local, group| Shortfall::Exceeds { local, group };
            upper_end(local, group).require(local, group, exceeds)?;
        }
        Ok(())
    }
}

enum Verdict {
    Yes,
    No,
    Unprovable,
}

impl Verdict {
    fn of(holds: bool, fails: bool) -> Self {
        match (holds, fails) {
            (true, _) => Verdict::Yes,
            (false, true) => Verdict::No,
            (false, false) => Verdict::Unprovable,
        }
    }

    fn require(
        self,
        local: &Quantity,
        group: &Quantity,
        no: fn(String, String) -> Shortfall,
    ) -> Result<(), Shortfall> {
        let (local, group) = (local.to_string(), group.to_string());
        match self {
            Verdict::Yes => Ok(()),
            Verdict::No => Err(no(local, group)),
            Verdict::Unprovable => Err(Shortfall::Unprovable { local, group }),
        }
    }
}

/// Whether two quantities can be compared at all: all lengths of time can, surely or not.
pub(super) fn same_dimension(a: &Quantity, b: &Quantity) -> bool {
    let is_time = |q: &Quantity| Days::of(q).is_some();
    match (a.measure(), b.measure()) {
        (Measure::Rate { count: a, .. }, Measure::Rate { count: b, .. }) => a == b,
        (measure, other) => measure == other || (is_time(a) && is_time(b)),
    }
}

/// Whether at least `local` certainly is at least `group`.
fn lower_end(local: &Quantity, group: &Quantity) -> Verdict {
    match (local.measure(), group.measure()) {
        (Measure::Rate { count, period: p }, Measure::Rate { period, .. }) => {
            // In every period of the group's stand so many whole local ones.
            rates(local.number() * whole_in(*p, *period) >= group.number(), p == period, count)
        }
        _ => Verdict::of(certainly_at_most(group, local), certainly_at_most(local, group)),
    }
}

/// Whether at most `local` certainly is at most `group`.
fn upper_end(local: &Quantity, group: &Quantity) -> Verdict {
    match (local.measure(), group.measure()) {
        (Measure::Rate { count, period: p }, Measure::Rate { period, .. }) => {
            // Every period of the group's is touched by so many local ones.
            rates(local.number() * touching(*p, *period) <= group.number(), p == period, count)
        }
        _ => Verdict::of(certainly_at_most(local, group), certainly_at_most(group, local)),
    }
}

/// Times add up over periods. Whether persons or parts do, nobody can tell from the word.
fn rates(holds: bool, same_period: bool, count: &str) -> Verdict {
    let adds_up = matches!(count, "次" | "人次" | "遍" | "趟" | "轮");
    match (same_period || adds_up, holds) {
        (true, true) => Verdict::Yes,
        (true, false) => Verdict::No,
        (false, _) => Verdict::Unprovable,
    }
}

/// Whether `a` is at most `b`, whichever months and days they fall on.
pub(super) fn certainly_at_most(a: &Quantity, b: &Quantity) -> bool {
    if a.measure() == b.measure() {
        return a.number() <= b.number();
    }
    match (Days::of(a), Days::of(b)) {
        (Some(a), Some(b)) => a.high.is_some_and(|high| high <= b.low),
        _ => false,
    }
}

/// How many days a length of time may be.
struct Days {
    low: Number,
    /// None is no upper limit.
    high: Option<Number>,
}

impl Days {
    /// - Months: n 个月 is 28n to 31n 天, n 年 365n to 366n, halves in proportion, and 年 = 2 半年 = 12 个月
    ///   exactly. Taken together: m months are no shorter than the whole half years in them (182.5 days each),
    ///   and no longer than the half years they are part of (183 each). So the order stays transitive: who
    ///   meets 1 年 meets 11 个月, and who meets 366 天 meets both.
    /// - n 工作日 is n 天 or more.
    /// - 当日 may end at once and lasts 24 小时 at most.
    fn of(quantity: &Quantity) -> Option<Days> {
        let n = quantity.number();
        let whole = Number::from_integer;
        match quantity.measure() {
            Measure::Clock => Some(Days { low: n / whole(24 * 3600), high: Some(n / whole(24 * 3600)) }),
            Measure::Calendar => {
                let half_years = n / whole(6);
                let low = (n * whole(28)).max(half_years.floor() * Number::new(365, 2));
                let high = (n * whole(31)).min(half_years.ceil() * whole(183));
                Some(Days { low, high: Some(high) })
            }
            Measure::WorkingDays => Some(Days { low: n, high: None }),
            Measure::SameDay => Some(Days { low: Number::zero(), high: Some(whole(1)) }),
            _ => None,
        }
    }
}

impl Period {
    /// Days of the shortest and of the longest such period, from a day up.
    fn days(self) -> (i128, i128) {
        match self {
            Period::Hour | Period::Day => (1, 1),
            Period::Week => (7, 7),
            Period::Month => (28, 31),
            Period::Quarter => (90, 92),
            Period::HalfYear => (181, 184),
            Period::Year => (365, 366),
        }
    }

    /// Months, from a month up.
    fn months(self) -> i128 {
        match self {
            Period::Hour | Period::Day | Period::Week => 0,
            Period::Month => 1,
            Period::Quarter => 3,
            Period::HalfYear => 6,
            Period::Year => 12,
        }
    }
}

/// How many whole periods `small` every period `large` has in it, at the least.
fn whole_in(small: Period, large: Period) -> Number {
    let (days, _) = large.days();
    Number::from_integer(match small {
        _ if small == large => 1,
        _ if small > large => 0,
        Period::Hour => 24 * days,
        Period::Day => days,
        // Up to six days belong to a week that began before.
        Period::Week => (days - 6) / 7,
        _ => large.months() / small.months(),
    })
}

/// How many periods `small` a period `large` has in it, whole or in part, at the most.
fn touching(small: Period, large: Period) -> Number {
    let (_, days) = large.days();
    Number::from_integer(match small {
        _ if small == large => 1,
        // A week may lie in two months, a month never in two quarters.
        _ if small > large => 1 + i128::from(large == Period::Week),
        Period::Hour => 24 * days,
        Period::Day => days,
        // The first day may be a week's last.
        Period::Week => (days - 1 + 6) / 7 + 1,
        _ => large.months() / small.months(),
    })
}
