//! `handbook check`

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::check::Checked;
use crate::command::{Common, Outcome, check_all, chosen, human, print};
use crate::load::Handbook;
use crate::message::{Language, Message};
use crate::render::report::{self, EditionReport};
use crate::render::sarif;

#[derive(Args)]
pub struct Check {
    /// 只检查这个版本,可以写多次 / check only this edition; may be given several times
    #[arg(long, value_name = "ID")]
    edition: Vec<String>,
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
}

#[derive(Serialize)]
struct Report<'a> {
    handbook: About<'a>,
    editions: Vec<EditionReport<'a>>,
}

#[derive(Serialize)]
struct About<'a> {
    title: &'a str,
    version: &'a str,
}

impl Check {
    pub fn run(&self, common: &Common) -> Outcome {
        let handbook = common.load()?;
        let language = common.language(handbook);
        let checked = check_all(handbook);
        let chosen = chosen(checked, &self.edition)?;
        match self.format {
            Format::Human => {
                let color = common.color(std::io::stdout().is_terminal());
                print(&human(&chosen, language, color, !common.quiet));
                if !common.quiet {
                    print(&summary(&chosen, language));
                }
            }
            Format::Json => print(&json(handbook, &chosen, language)),
            Format::Sarif => print(&format!("{:#}\n", sarif::sarif(&chosen, language))),
        }
        Ok(chosen.iter().all(|one| one.conforms()))
    }
}

fn json(handbook: &Handbook, checked: &[&Checked<'_>], language: Language) -> String {
    let report = Report {
        handbook: About { title: &handbook.manifest.title, version: &handbook.manifest.version },
        editions: checked.iter().map(|one| report::edition(one, language)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

/// A line an edition: its verdict and its counts.
fn summary(checked: &[&Checked<'_>], language: Language) -> String {
    let lines = checked.iter().map(|one| {
        let errors = one.findings.iter().filter(|finding| finding.is_error()).count();
        let id = if one.conforms() { "check-conforms" } else { "check-refused" };
        let message = Message::new(id)
            .with("id", one.edition.id)
            .with("title", one.edition.title())
            .with("errors", errors)
            .with("warnings", one.findings.len() - errors);
        message.say(language) + "\n"
    });
    lines.collect()
}
