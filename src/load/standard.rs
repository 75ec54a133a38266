//! A standard's bound, as the sources write it.

use std::fmt;
use std::sync::Arc;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::bound::{Bound, Unreadable};
use crate::load::manifest::Manifest;
use crate::source::{At, Source};

/// How strongly a rule binds, the weakest first (GB/T 1.1; contract, "Bounds").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Strength {
    #[serde(rename = "可")]
    May,
    #[serde(rename = "宜")]
    Should,
    #[default]
    #[serde(rename = "应")]
    Shall,
    #[serde(rename = "必须")]
    Must,
}

impl Strength {
    pub fn word(self) -> &'static str {
        match self {
            Strength::May => "可",
            Strength::Should => "宜",
            Strength::Shall => "应",
            Strength::Must => "必须",
        }
    }
}

/// A standard that a document of the group's, or a local document, declares.
#[derive(Clone, Debug)]
pub struct Standard {
    /// `document.name`
    pub id: String,
    pub name: At<String>,
    pub title: At<String>,
    pub bound: Bound,
    pub strength: Strength,
    /// The excluded phrases may not stand in quoted speech anywhere else.
    pub speech: bool,
}

/// What an edition makes of a standard.
#[derive(Clone, Debug)]
pub struct Tightening {
    pub target: At<String>,
    /// The local bound, or why it could not be read.
    pub bound: Option<At<Result<Bound, Unreadable>>>,
    pub strength: Option<At<Strength>>,
    pub reason: Option<At<String>>,
    pub wording: Option<At<String>>,
}

/// The bound keys beside a writer's other keys: serde can't flatten without losing places.
macro_rules! with_bound_keys {
    ($(#[$meta:meta])* struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
            #[serde(default)]
            pub at_most: Option<At<String>>,
            #[serde(default)]
            pub at_least: Option<At<String>>,
            #[serde(default)]
            pub exactly: Option<At<String>>,
            #[serde(default)]
            pub between: Option<At<Values>>,
            #[serde(default)]
            pub covers: Option<At<Values>>,
            #[serde(default)]
            pub within: Option<At<Values>>,
            #[serde(default)]
            pub includes: Option<At<Values>>,
            #[serde(default)]
            pub excludes: Option<At<Values>>,
            #[serde(default)]
            pub one_of: Option<At<Values>>,
            #[serde(default)]
            pub level: Option<At<Level>>,
        }

        impl $name {
            /// The bound keys that are set.
            pub fn bounds(&self) -> Vec<Written> {
                let one = |key, v: &Option<At<String>>| {
                    v.clone().map(|v| Written { key, range: v.range, value: Value::One(v.value) })
                };
                let many = |key, v: &Option<At<Values>>| {
                    v.clone().map(|v| Written { key, range: v.range, value: Value::Many(v.value) })
                };
                [
                    one("at_most", &self.at_most),
                    one("at_least", &self.at_least),
                    one("exactly", &self.exactly),
                    many("between", &self.between),
                    many("covers", &self.covers),
                    many("within", &self.within),
                    many("includes", &self.includes),
                    many("excludes", &self.excludes),
                    many("one_of", &self.one_of),
                    self.level.clone().map(|v| Written {
                        key: "level",
                        range: v.range,
                        value: Value::Level(v.value),
                    }),
                ]
                .into_iter()
                .flatten()
                .collect()
            }
        }
    };
}

with_bound_keys! {
    /// A standard in a document's front matter.
    struct StandardKeys {
        title: At<String>,
        #[serde(default)]
        strength: Strength,
        #[serde(default)]
        speech: bool,
    }
}

with_bound_keys! {
    /// A standard in edition.yaml.
    struct TighteningKeys {
        #[serde(default)]
        strength: Option<At<Strength>>,
        #[serde(default)]
        reason: Option<At<String>>,
        #[serde(default)]
        wording: Option<At<String>>,
    }
}

/// `level: { scale: cleaning, at_least: 二级 }`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub scale: String,
    pub at_least: String,
}

/// A list of values, or the word `items`: the items below the heading that carries `{std=…}`.
#[derive(Clone, Debug)]
pub enum Values {
    Items,
    List(Vec<String>),
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValuesVisitor;
        impl<'de> Visitor<'de> for ValuesVisitor {
            type Value = Values;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("[…]")
            }
            fn visit_str<E>(self, text: &str) -> Result<Values, E> {
                Ok(match text {
                    "items" => Values::Items,
                    _ => Values::List(vec![text.to_owned()]),
                })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Values, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = seq.next_element()? {
                    values.push(value);
                }
                Ok(Values::List(values))
            }
        }
        deserializer.deserialize_any(ValuesVisitor)
    }
}

/// A bound key and its value, as written.
pub struct Written {
    pub key: &'static str,
    pub range: std::ops::Range<usize>,
    value: Value,
}

enum Value {
    One(String),
    Many(Values),
    Level(Level),
}

impl Written {
    pub fn is_items(&self) -> bool {
        matches!(self.value, Value::Many(Values::Items))
    }

    /// Reads the bound. `items` are what stands below the heading that the standard lists.
    pub fn read(&self, manifest: &Manifest, items: &[String]) -> Result<Bound, Unreadable> {
        let values: Vec<&str> = match &self.value {
            Value::One(text) => vec![text],
            Value::Many(Values::List(list)) => list.iter().map(String::as_str).collect(),
            Value::Many(Values::Items) => items.iter().map(String::as_str).collect(),
            Value::Level(level) => {
                let grades = manifest.scales.get(&level.scale).map_or(&[][..], Vec::as_slice);
                return Bound::level(&level.scale, &level.at_least, grades);
            }
        };
        Bound::read(self.key, &values)
    }
}

/// Shows where `source` writes a key, for findings about it.
pub fn place(written: &Written, source: &Arc<Source>) -> crate::source::Place {
    crate::source::Place::new(source, written.range.clone())
}
