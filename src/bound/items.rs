//! Lists of things and scales of grades (contract: the bounds includes, excludes, one_of and level).

use std::collections::BTreeSet;
use std::fmt;

use super::Unreadable;
use super::text::folded;

/// A set of things by name, never empty.
///
/// Equal are equal sets: names are trimmed and full-width letters are the ASCII ones, nothing smarter.
#[derive(Clone, Debug)]
pub struct Items {
    written: Vec<String>,
    names: BTreeSet<String>,
}

impl PartialEq for Items {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

impl Eq for Items {}

impl fmt::Display for Items {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.written.join("、"))
    }
}

impl Items {
    /// # Errors
    /// No item, or a blank one.
    pub fn new(values: &[&str]) -> Result<Self, Unreadable> {
        let written: Vec<String> = values.iter().map(|value| value.trim().to_owned()).collect();
        let names: BTreeSet<String> = written.iter().map(|item| folded(item)).collect();
        match names.first().map(String::as_str) {
            None => Err(Unreadable::NoValues),
            Some("") => Err(Unreadable::Empty),
            Some(_) => Ok(Items { written, names }),
        }
    }

    /// The items as written.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// The items that `other` lacks, as written.
    pub fn without(&self, other: &Items) -> Vec<String> {
        self.written.iter().filter(|item| !other.contains(item)).cloned().collect()
    }

    /// Whether the item is one of them by name.
    pub fn contains(&self, item: &str) -> bool {
        self.names.contains(&folded(item))
    }

    /// The names that compare: trimmed and folded, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// A grade of a scale, and every grade above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    scale: String,
    grades: Vec<String>,
    rank: usize,
}

impl Level {
    /// `grades` are the scale's, the weakest first.
    ///
    /// # Errors
    /// The grade is not one of them, or stands there twice.
    pub fn new(scale: &str, grade: &str, grades: &[impl AsRef<str>]) -> Result<Self, Unreadable> {
        let grades: Vec<String> = grades.iter().map(|g| folded(g.as_ref())).collect();
        let mut ranks = (0..grades.len()).filter(|rank| grades[*rank] == folded(grade));
        match (ranks.next(), ranks.next()) {
            (Some(rank), None) if !grade.trim().is_empty() => {
                Ok(Level { scale: scale.trim().to_owned(), grades, rank })
            }
            _ => Err(Unreadable::UnknownGrade(grade.trim().to_owned())),
        }
    }

    /// The scale's name.
    pub fn scale(&self) -> &str {
        &self.scale
    }

    /// The lowest grade that is permitted.
    pub fn grade(&self) -> &str {
        &self.grades[self.rank]
    }

    /// 0 is the weakest.
    pub fn rank(&self) -> usize {
        self.rank
    }

    /// All grades of the scale, the weakest first.
    pub fn grades(&self) -> &[String] {
        &self.grades
    }
}
