//! `handbook forms`: print forms, one PDF a form.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::check::Checked;
use crate::command::{Common, Outcome, disk_failure, human, print, print_error};
use crate::diagnostic;
use crate::form::{self, Serial, Symbol};
use crate::load::Failure;
use crate::message::{Language, Message};
use crate::resolve::{GROUP, context, meta, unknown};

#[derive(Args)]
pub struct Forms {
    /// 表单的文件名或编号,不写则全部 / forms by file name or code; all where none is named
    forms: Vec<String>,
    #[arg(long, value_name = "ID", default_value = GROUP)]
    edition: String,
    /// 每张表单印几份 / how many copies of each form
    #[arg(long, value_name = "N", default_value_t = 1)]
    copies: usize,
    /// 第一份的流水号,以数字结尾 / the first copy's number, ending with digits
    #[arg(long, value_name = "A0001")]
    serial: Option<String>,
    /// 流水号旁的机读码 / the number again beside itself, for machines
    #[arg(long, value_enum, default_value = "none")]
    mark: MarkKind,
}

#[derive(Clone, Copy, ValueEnum)]
enum MarkKind {
    None,
    Qr,
    Code128,
}

/// More would be a book: the numbers of a run are printed in several.
const MOST_COPIES: usize = 10_000;

impl Forms {
    pub fn run(&self, common: &Common) -> Outcome {
        common.edition(&self.edition, |checked, language| self.print(checked, language, common))
    }

    fn print(&self, one: &Checked<'_>, language: Language, common: &Common) -> Outcome {
        let color = common.color(std::io::stderr().is_terminal());
        print_error(&human(&[one], language, color, false));
        let forms = &one.edition.forms;
        let named = |laid: &&crate::resolve::EditionForm<'_>, name: &str| {
            laid.source.id == name || laid.form.code.as_ref().is_some_and(|code| code.value == name)
        };
        for name in &self.forms {
            if !forms.iter().any(|laid| named(&laid, name)) {
                let known = forms.iter().map(|laid| laid.source.id.as_str());
                return Err(Failure(unknown("no-such-form", name, known)));
            }
        }
        let wanted =
            forms.iter().filter(|laid| self.forms.is_empty() || self.forms.iter().any(|n| named(laid, n)));
        let (serial, symbol) = self.numbers()?;
        let mut fits = true;
        std::fs::create_dir_all(&common.output).map_err(|error| disk_failure(&common.output, &error))?;
        for laid in wanted.filter(|laid| !laid.sheets.is_empty()) {
            let path: PathBuf = common.output.join(format!("{}.pdf", laid.source.id));
            let context = context(&one.edition, &laid.form, !one.conforms());
            let context = form::Context { symbol, ..context };
            let run = match form::run(&laid.form, &context, self.copies, serial.as_ref()) {
                Ok(run) => run,
                Err(findings) => {
                    fits = false;
                    findings
                        .iter()
                        .for_each(|found| print_error(&diagnostic::finding(found, language, color)));
                    continue;
                }
            };
            let pdf = form::pdf_run(&run, &meta(&one.edition, &laid.form));
            std::fs::write(&path, pdf).map_err(|error| disk_failure(&path, &error))?;
            if !common.quiet {
                print(&format!("{}\n", path.display()));
            }
        }
        Ok(one.conforms() && fits)
    }

    /// The first copy's number, and the symbol beside it.
    fn numbers(&self) -> Result<(Option<Serial>, Option<Symbol>), Failure> {
        let refuse = |id: &'static str, text: &str| Err(Failure(Message::new(id).with("text", text)));
        if !(1..=MOST_COPIES).contains(&self.copies) {
            let message = Message::new("forms-copies").with("copies", self.copies).with("most", MOST_COPIES);
            return Err(Failure(message));
        }
        let symbol = match self.mark {
            MarkKind::None => None,
            MarkKind::Qr => Some(Symbol::Qr),
            MarkKind::Code128 => Some(Symbol::Code128),
        };
        let Some(written) = &self.serial else {
            return if symbol.is_some() { refuse("forms-mark-alone", "") } else { Ok((None, None)) };
        };
        let Some(serial) = Serial::parse(written) else { return refuse("forms-serial", written) };
        if symbol.is_some_and(|symbol| symbol.width(written).is_none()) {
            return refuse("forms-serial-mark", written);
        }
        Ok((Some(serial), symbol))
    }
}
