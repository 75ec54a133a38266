//! The command line (contract, section 2).

mod approve;
mod build;
mod check;
mod diff;
mod explain;
mod forms;
mod new;
mod progress;
mod rebase;
mod serve;
mod standards;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::check::Checked;
use crate::diagnostic;
use crate::load::{Failure, Handbook};
use crate::message::{Language, Message};

/// 物业手册:检查、发布、打印 / a property group's handbook: check, publish, print
#[derive(Parser)]
#[command(name = "handbook", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Common {
    /// 手册目录 / the handbook's folder
    #[arg(long, global = true, default_value = "handbook", value_name = "DIR")]
    handbook: PathBuf,
    /// 输出目录 / where to publish
    #[arg(long, global = true, default_value = "output", value_name = "DIR")]
    output: PathBuf,
    /// 诊断信息的语言 / language of the diagnostics (default: the handbook's)
    #[arg(long, global = true, value_enum)]
    lang: Option<Language>,
    /// 只报告错误 / say nothing but errors
    #[arg(long, global = true)]
    quiet: bool,
    #[arg(long, global = true, value_enum, default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// 发布各版本 / publish every edition
    Build(build::Build),
    /// 只检查,不发布 / findings only
    Check(check::Check),
    /// 标准一览 / the register of standards
    Standards(standards::Standards),
    /// 打印表单 / print forms
    Forms(forms::Forms),
    /// 边写边看 / build, serve on 127.0.0.1, reload on change
    Serve(serve::Serve),
    /// 新建本地版本 / start a localized edition
    New(new::New),
    /// 说明一条规则、条款或标准 / explain a rule, a clause or a standard
    Explain(explain::Explain),
    /// 本版本与上级的差别 / what an edition changes of what it extends
    Diff(diff::Diff),
    /// 集团批准本地措辞 / approve a local wording, for the group
    Approve(approve::Approve),
    /// 核对集团条款的变化 / look again at what the group has changed
    Rebase(rebase::Rebase),
}

/// Done and conforming, or errors among the findings.
type Outcome = Result<bool, Failure>;

/// Runs the command line. Exit: 0 done and conforming, 1 errors among the findings, 2 not carried out.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    let common = &arguments.common;
    let outcome = match &arguments.command {
        Command::Build(build) => build.run(common),
        Command::Check(check) => check.run(common),
        Command::Standards(standards) => standards.run(common),
        Command::Forms(forms) => forms.run(common),
        Command::Serve(serve) => serve.run(common),
        Command::New(new) => new.run(common),
        Command::Explain(explain) => explain.run(common),
        Command::Diff(diff) => diff.run(common),
        Command::Approve(approve) => approve.run(common),
        Command::Rebase(rebase) => rebase.run(common),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(Failure(message)) => {
            let language = common.lang.unwrap_or_default();
            let color = common.color(std::io::stderr().is_terminal());
            print_error(&diagnostic::failure(&message, language, color));
            ExitCode::from(2)
        }
    }
}

impl Common {
    fn color(&self, terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none(),
        }
    }

    fn language(&self, handbook: &Handbook) -> Language {
        self.lang.unwrap_or(handbook.manifest.language)
    }

    /// The handbook, which stays until the process ends: that takes it down faster than part by part.
    fn load(&self) -> Result<&'static Handbook, Failure> {
        Ok(Box::leak(Box::new(crate::load::load(&self.handbook)?)))
    }

    /// What a command does with one edition, once it is checked.
    fn edition(&self, id: &str, act: impl FnOnce(&Checked<'_>, Language) -> Outcome) -> Outcome {
        let handbook = self.load()?;
        let chosen = chosen(check_all(handbook), &[id.to_owned()])?;
        act(chosen[0], self.language(handbook))
    }
}

/// Every edition of the handbook, checked.
fn check_all(handbook: &'static Handbook) -> &'static [Checked<'static>] {
    crate::check::check(crate::resolve::resolve(handbook)).leak()
}

/// A closed pipe is no reason to panic.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

fn print_error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// The findings of the editions, as a person reads them; warnings only where asked for.
fn human(checked: &[&Checked<'_>], language: Language, color: bool, warnings: bool) -> String {
    let findings = checked.iter().flat_map(|one| &one.findings);
    let shown = findings.filter(|finding| warnings || finding.is_error());
    shown.map(|finding| diagnostic::finding(finding, language, color)).collect()
}

/// The editions asked for, or all.
///
/// # Errors
/// Where one is asked for that there isn't.
fn chosen<'c, 'h>(checked: &'c [Checked<'h>], ids: &[String]) -> Result<Vec<&'c Checked<'h>>, Failure> {
    if ids.is_empty() {
        return Ok(checked.iter().collect());
    }
    let find = |id: &String| {
        checked.iter().find(|one| one.edition.id == id).ok_or_else(|| {
            let known = checked.iter().map(|one| one.edition.id);
            Failure(crate::resolve::unknown("no-such-edition", id, known))
        })
    };
    ids.iter().map(find).collect()
}

/// Writes a source file whole or not at all.
///
/// # Errors
/// Where the disk refuses.
fn replace_file(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| disk_failure(path, &error);
    let new = path.with_extension("new");
    std::fs::write(&new, text).map_err(failed)?;
    std::fs::rename(&new, path).map_err(failed)
}

/// What the disk refuses.
fn disk_failure(path: &Path, error: &std::io::Error) -> Failure {
    let message = Message::new("output-failed").with("path", path.display().to_string());
    Failure(message.with("reason", error.to_string()))
}
