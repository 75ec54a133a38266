//! What check found: a rule that a source breaks, where, and what would mend it.

use crate::message::{Language, Message};
use crate::rule::{Rule, Severity};
use crate::source::Place;

/// One finding. Its sentence and its mend are one [`Message`], said in the reader's language when shown.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: Rule,
    pub severity: Severity,
    pub place: Place,
    pub message: Message,
    /// The standard, clause, parameter or form that it is about.
    pub subject: Option<String>,
}

impl Finding {
    pub fn new(rule: Rule, place: Place, message: Message) -> Self {
        Finding { rule, severity: rule.severity(), place, message, subject: None }
    }

    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Findings are shown in the order of their places.
    pub fn order(&self) -> (&str, usize, &'static str) {
        (&self.place.source.path, self.place.range.start, self.rule.id())
    }

    /// The message and its mend in one line, for formats that have no other field for it.
    pub fn one_line(&self, language: Language) -> String {
        let said = self.message.say(language);
        match self.message.mend(language) {
            Some(mend) => format!("{said} {mend}"),
            None => said,
        }
    }
}
