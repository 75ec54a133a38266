//! `handbook approve`: the group's approval of a local wording, written to approvals.yaml.

use std::fmt::Write;

use clap::Args;

use crate::check::approvals;
use crate::command::{Common, Outcome, print};
use crate::digest::digest;
use crate::load::Failure;
use crate::message::{Language, Message, say};
use crate::resolve::Edition;

#[derive(Args)]
pub struct Approve {
    /// 版本 / the edition
    edition: String,
    /// 条款,如 telephone#1.1 / the clause
    clause: String,
    /// 批准人 / who approves
    #[arg(long)]
    by: String,
    /// 理由 / why
    #[arg(long)]
    reason: String,
}

impl Approve {
    pub fn run(&self, common: &Common) -> Outcome {
        common.edition(&self.edition, |checked, language| self.approve(&checked.edition, language, common))
    }

    fn approve(&self, edition: &Edition<'_>, language: Language, common: &Common) -> Outcome {
        let changes = || edition.changes.iter().filter(|change| approvals::needs_approval(change));
        let (document, target) = self.clause.split_once('#').unwrap_or((&self.clause, ""));
        let number = edition.clause(document, target).map(|clause| format!("{document}#{}", clause.number));
        let wanted = number.as_deref().unwrap_or(&self.clause);
        let Some(change) = changes().find(|change| change.key == wanted) else {
            let known = changes().map(|change| change.key.as_str());
            return Err(Failure(crate::resolve::unknown("approve-nothing", &self.clause, known)));
        };
        print(&format!("{}\n{}\n\n", say("rebase-group", language), change.above));
        print(&format!("{}\n{}\n\n", say("rebase-local", language), change.local));
        let path = edition.handbook.root.join("approvals.yaml");
        let mut text = std::fs::read_to_string(&path).unwrap_or_default();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        // JSON strings are YAML strings.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let today = time::OffsetDateTime::now_utc().date();
        let _ = writeln!(
            text,
            "- {{ edition: {}, clause: {}, group: {}, local: {}, by: {}, on: {today}, reason: {} }}",
            quoted(edition.id),
            quoted(&change.key),
            quoted(&digest(&change.above)),
            quoted(&digest(&change.local)),
            quoted(&self.by),
            quoted(&self.reason),
        );
        super::replace_file(&path, &text)?;
        if !common.quiet {
            let done =
                Message::new("approve-done").with("clause", change.key.as_str()).with("edition", edition.id);
            print(&format!("{}\n", done.say(language)));
        }
        Ok(true)
    }
}
