//! Dates as people write them in the sources: 2027-03-01.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};
use time::macros::format_description;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(time::Date);

impl Date {
    /// The day so many days before this one.
    pub fn days_before(self, days: i64) -> Date {
        Date(self.0.saturating_sub(time::Duration::days(days)))
    }

    /// Days from `earlier` to this day.
    pub fn days_since(self, earlier: Date) -> i64 {
        (self.0 - earlier.0).whole_days()
    }
}

impl Default for Date {
    fn default() -> Self {
        Date(time::Date::MIN)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month() as u8, self.0.day())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = |()| serde::de::Error::invalid_value(serde::de::Unexpected::Str(&text), &"YYYY-MM-DD");
        text.parse().map_err(wrong)
    }
}

impl FromStr for Date {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let format = format_description!("[year]-[month]-[day]");
        time::Date::parse(text.trim(), format).map(Date).map_err(|_| ())
    }
}
