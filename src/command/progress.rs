//! How far a long command is: one line on a terminal, written over again and again; nothing in a pipe.

use std::io::IsTerminal;

use crate::command::{Common, print_error};
use crate::message::{Language, Message};

/// The line, which is gone when this is.
pub struct Progress {
    is_shown: bool,
}

/// Back to the line's beginning, and all of it away (ECMA-48).
const CLEAR: &str = "\r\x1b[2K";

impl Progress {
    pub fn new(common: &Common) -> Self {
        Progress { is_shown: !common.quiet && std::io::stderr().is_terminal() }
    }

    /// What is being done now.
    pub fn say(&self, message: &Message, language: Language) {
        if self.is_shown {
            print_error(&format!("{CLEAR}{}", message.say(language)));
        }
    }

    /// Makes room for what stays.
    pub fn clear(&self) {
        if self.is_shown {
            print_error(CLEAR);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
