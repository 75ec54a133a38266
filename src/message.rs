//! What users read, in Chinese and English. The sentences live in `messages/*.ftl` (Project Fluent);
//! the code holds only their ids and the values that go into them.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::langid;

use crate::bound::{Bound, Kind, Shortfall, Unreadable, Values};

/// The languages of the site and of the diagnostics.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, serde::Serialize,
)]
pub enum Language {
    #[default]
    #[serde(rename = "zh-CN")]
    #[value(name = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    #[value(name = "en")]
    English,
}

impl Language {
    /// The tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static CHINESE: LazyLock<FluentBundle<FluentResource>> =
            LazyLock::new(|| bundle(Language::Chinese, &files!("zh-CN")));
        static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
            LazyLock::new(|| bundle(Language::English, &files!("en")));
        match self {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }
}

/// The message files of a language, one for each subject.
macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("messages/", $language, "/book.ftl")),
            include_str!(concat!("messages/", $language, "/bound.ftl")),
            include_str!(concat!("messages/", $language, "/check.ftl")),
            include_str!(concat!("messages/", $language, "/command.ftl")),
            include_str!(concat!("messages/", $language, "/form.ftl")),
            include_str!(concat!("messages/", $language, "/rule.ftl")),
            include_str!(concat!("messages/", $language, "/site.ftl")),
            include_str!(concat!("messages/", $language, "/source.ftl")),
        ]
    };
}
use files;

fn bundle(language: Language, files: &[&str]) -> FluentBundle<FluentResource> {
    let id = match language {
        Language::Chinese => langid!("zh-CN"),
        Language::English => langid!("en"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // The marks that isolate right-to-left text are noise in a terminal and in JSON.
    bundle.set_use_isolating(false);
    for text in files {
        let resource = FluentResource::try_new((*text).to_owned());
        let resource = resource.unwrap_or_else(|(partial, errors)| {
            debug_assert!(errors.is_empty(), "message file: {errors:?}");
            partial
        });
        // One sentence has one place.
        let twice = bundle.add_resource(resource);
        debug_assert!(twice.is_ok(), "message file: {twice:?}");
    }
    bundle
}

/// A value in a message.
#[derive(Clone, Debug)]
pub enum Arg {
    Text(String),
    /// What sentences may count by: 1 page, 2 pages.
    Number(usize),
    /// Said in the reader's language: 不超过 3 声, at most 3 声.
    Bound(Bound),
    /// Another message: a reason inside a sentence.
    Message(Box<Message>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Arg::Number(number)
    }
}

impl From<&Bound> for Arg {
    fn from(bound: &Bound) -> Self {
        Arg::Bound(bound.clone())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Arg::Message(Box::new(message))
    }
}

/// A sentence for a user, not yet in any language.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: &'static str,
    args: Vec<(&'static str, Arg)>,
}

impl Message {
    pub fn new(id: &'static str) -> Self {
        Message { id, args: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The sentence itself.
    pub fn say(&self, language: Language) -> String {
        self.format(language, None).unwrap_or_else(|| format!("⟪{}⟫", self.id))
    }

    /// What to do about it: the message's `.mend`.
    pub fn mend(&self, language: Language) -> Option<String> {
        self.format(language, Some("mend"))
    }

    fn format(&self, language: Language, attribute: Option<&str>) -> Option<String> {
        let bundle = language.bundle();
        let message = bundle.get_message(self.id)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut args = FluentArgs::new();
        for (name, value) in &self.args {
            let value: FluentValue<'_> = match value {
                Arg::Text(text) => text.as_str().into(),
                Arg::Number(number) => (*number).into(),
                Arg::Bound(bound) => say_bound(bound, language).into(),
                Arg::Message(message) => message.say(language).into(),
            };
            args.set(*name, value);
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        debug_assert!(errors.is_empty(), "{}: {errors:?}", self.id);
        Some(text.into_owned())
    }
}

/// A sentence without values.
pub fn say(id: &'static str, language: Language) -> String {
    Message::new(id).say(language)
}

/// A sentence whose id comes from a template.
pub fn say_named(id: &str, language: Language) -> Option<String> {
    let bundle = language.bundle();
    let pattern = bundle.get_message(id)?.value()?;
    Some(bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
}

/// A bound in words: 不超过 3 声, at most 3 声.
pub fn say_bound(bound: &Bound, language: Language) -> String {
    let id = match bound.kind() {
        Kind::AtMost => "bound-at_most",
        Kind::AtLeast => "bound-at_least",
        Kind::Exactly => "bound-exactly",
        Kind::Between => "bound-between",
        Kind::Covers => "bound-covers",
        Kind::Within => "bound-within",
        Kind::Includes => "bound-includes",
        Kind::Excludes => "bound-excludes",
        Kind::OneOf => "bound-one_of",
        Kind::Level => "bound-level",
    };
    let message = Message::new(id);
    let said = match bound.values() {
        Values::One(value) => message.with("value", spaced(value, language)),
        Values::Many(values) if bound.kind() == Kind::Between => {
            message.with("low", values[0]).with("high", spaced(values[1], language))
        }
        Values::Many(values) => message.with("value", spaced(&values.join("、"), language)),
        Values::Level { grade, .. } => message.with("value", spaced(grade, language)),
    };
    said.say(language).trim().to_owned()
}

/// Chinese sets a space before a figure and none before a word: 不超过 3 声, 不超过半小时.
fn spaced(value: &str, language: Language) -> String {
    let figure = value.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    match language {
        Language::Chinese if !figure => value.to_owned(),
        _ => format!(" {value}"),
    }
}

/// Why a bound can't be read.
pub fn unreadable(why: &Unreadable) -> Message {
    match why {
        Unreadable::Empty | Unreadable::NoValues => Message::new("unreadable-empty"),
        Unreadable::NoNumber => Message::new("unreadable-no-number"),
        Unreadable::NoUnit => Message::new("unreadable-no-unit"),
        Unreadable::Vague(word) => Message::new("unreadable-vague").with("word", word.as_str()),
        Unreadable::TooLong => Message::new("unreadable-too-long"),
        Unreadable::Rest(text) => Message::new("unreadable-rest").with("text", text.as_str()),
        Unreadable::MixedUnits => Message::new("unreadable-mixed"),
        Unreadable::NotATime(text) => Message::new("unreadable-time").with("text", text.as_str()),
        Unreadable::EndBeforeStart(text) => {
            Message::new("unreadable-ends-before").with("text", text.as_str())
        }
        Unreadable::LongerThanADay(text) => {
            Message::new("unreadable-long-window").with("text", text.as_str())
        }
        Unreadable::ValueCount { expected, found } => {
            Message::new("unreadable-count").with("expected", *expected).with("found", *found)
        }
        Unreadable::OtherDimension { low, high } => two("unreadable-dimensions", low, high),
        Unreadable::EmptyRange { low, high } => two("unreadable-nothing", low, high),
        Unreadable::UncertainRange { low, high } => two("unreadable-uncertain", low, high),
        Unreadable::UnknownGrade(grade) => Message::new("unreadable-grade").with("grade", grade.as_str()),
        Unreadable::UnknownKind(key) => Message::new("unreadable-kind").with("key", key.as_str()),
        Unreadable::SeveralQuantities => Message::new("unreadable-several"),
        Unreadable::Contradiction => Message::new("unreadable-contradiction"),
        Unreadable::Unclear(word) => Message::new("unreadable-unclear").with("word", word.as_str()),
    }
}

fn two(id: &'static str, low: &str, high: &str) -> Message {
    Message::new(id).with("low", low).with("high", high)
}

/// In what a local bound falls short.
pub fn shortfall(why: &Shortfall) -> Message {
    let values = |id, local: &str, group: &str| Message::new(id).with("local", local).with("group", group);
    match why {
        Shortfall::OtherKind { .. } => Message::new("shortfall-kind"),
        Shortfall::OtherDimension { local, group } => values("shortfall-dimension", local, group),
        Shortfall::OtherScale { local, group } => values("shortfall-scale", local, group),
        Shortfall::Exceeds { local, group } => values("shortfall-exceeds", local, group),
        Shortfall::FallsShort { local, group } => values("shortfall-falls-short", local, group),
        Shortfall::NoUpperEnd { group } => Message::new("shortfall-no-upper").with("group", group.as_str()),
        Shortfall::NoLowerEnd { group } => Message::new("shortfall-no-lower").with("group", group.as_str()),
        Shortfall::Unprovable { local, group } => values("shortfall-unprovable", local, group),
        Shortfall::Uncovered(hours) => {
            Message::new("shortfall-uncovered").with("windows", hours.written().join("、"))
        }
        Shortfall::Outside(hours) => {
            Message::new("shortfall-outside").with("windows", hours.written().join("、"))
        }
        Shortfall::MissingItems(items) => Message::new("shortfall-missing").with("items", items.join("、")),
        Shortfall::ExtraItems(items) => Message::new("shortfall-extra").with("items", items.join("、")),
        Shortfall::LowerGrade { local, group } => values("shortfall-grade", local, group),
    }
}
