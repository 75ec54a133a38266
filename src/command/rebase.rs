//! `handbook rebase`: shows what has changed under an edition's amendments, and confirms what its writer has seen.

use std::fmt::Write;

use clap::Args;

use crate::check::staleness::{Freshness, freshness};
use crate::command::{Common, Outcome, print, replace_file};
use crate::digest::digest;
use crate::load::Failure;
use crate::load::lock::Seen;
use crate::message::{Language, Message, say};
use crate::resolve::{Edition, unknown};
use crate::source::At;

#[derive(Args)]
pub struct Rebase {
    /// 版本 / the edition
    edition: String,
    /// 确认这一处,可以写多次 / confirm this one, such as telephone#1.2 or telephone.answer-rings
    #[arg(long, value_name = "TARGET")]
    accept: Vec<String>,
    /// 确认全部 / confirm all
    #[arg(long)]
    accept_all: bool,
}

impl Rebase {
    pub fn run(&self, common: &Common) -> Outcome {
        common.edition(&self.edition, |checked, language| self.rebase(&checked.edition, language, common))
    }

    fn rebase(&self, edition: &Edition<'_>, language: Language, common: &Common) -> Outcome {
        let Some(own) = edition.own() else {
            return Err(Failure(Message::new("rebase-group-edition")));
        };
        for target in &self.accept {
            if !edition.changes.iter().any(|change| change.key == *target) {
                let known = edition.changes.iter().map(|change| change.key.as_str());
                return Err(Failure(unknown("rebase-nothing", target, known)));
            }
        }
        let mut lock = own.lock.clone();
        // What is no longer amended needs no entry.
        lock.0.retain(|key, _| edition.changes.iter().any(|change| change.key == *key));
        let mut open = 0;
        let mut out = String::new();
        for change in &edition.changes {
            let before = match freshness(edition, change) {
                Freshness::Fresh => None,
                Freshness::Changed { before } => Some(before),
                Freshness::Unknown => Some(say("rebase-unknown", language)),
            };
            let accepted = self.accept_all || self.accept.contains(&change.key);
            if accepted {
                lock.0.insert(
                    change.key.clone(),
                    Seen { hash: At::new(digest(&change.above), 0..0), text: change.above.clone() },
                );
            }
            let Some(before) = before else { continue };
            open += usize::from(!accepted);
            let mark = if accepted { "✓" } else { "✗" };
            let _ = writeln!(out, "{mark} {}", change.key);
            let (before, now) = marked(&before, &change.above);
            for (id, text) in
                [("rebase-before", &before), ("rebase-group", &now), ("rebase-local", &change.local)]
            {
                let _ = writeln!(out, "  {}", say(id, language));
                text.lines().for_each(|line| out.push_str(&format!("    {line}\n")));
            }
            out.push('\n');
        }
        print(&out);
        if self.accept_all || !self.accept.is_empty() {
            replace_file(
                &edition.handbook.root.join(format!("editions/{}/edition.lock", edition.id)),
                &lock.write(),
            )?;
        }
        if !common.quiet {
            let id = if open == 0 { "rebase-done" } else { "rebase-open" };
            print(&format!(
                "{}\n",
                Message::new(id).with("count", open).with("edition", edition.id).say(language)
            ));
        }
        Ok(open == 0)
    }
}

/// Two texts with what differs between them in 【】: all but what they begin and end with alike.
fn marked(before: &str, now: &str) -> (String, String) {
    if before == now {
        return (before.to_owned(), now.to_owned());
    }
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = same(&mut before.chars(), &mut now.chars());
    let end = same(&mut before[start..].chars().rev(), &mut now[start..].chars().rev());
    let mark = |text: &str| {
        let (first, rest) = text.split_at(start);
        let (middle, last) = rest.split_at(rest.len() - end);
        format!("{first}【{middle}】{last}")
    };
    (mark(before), mark(now))
}
