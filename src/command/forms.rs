//! `handbook forms`: print forms, one PDF a form.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;

use crate::check::Checked;
use crate::command::{Common, Outcome, disk_failure, human, print, print_error};
use crate::load::Failure;
use crate::message::Language;
use crate::resolve::{GROUP, meta, unknown};

#[derive(Args)]
pub struct Forms {
    /// 表单的文件名或编号,不写则全部 / forms by file name or code; all where none is named
    forms: Vec<String>,
    #[arg(long, value_name = "ID", default_value = GROUP)]
    edition: String,
}

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
        std::fs::create_dir_all(&common.output).map_err(|error| disk_failure(&common.output, &error))?;
        for laid in wanted.filter(|laid| !laid.sheets.is_empty()) {
            let path: PathBuf = common.output.join(format!("{}.pdf", laid.source.id));
            let pdf = crate::form::pdf(&laid.sheets, &meta(&one.edition, &laid.form));
            std::fs::write(&path, pdf).map_err(|error| disk_failure(&path, &error))?;
            if !common.quiet {
                print(&format!("{}\n", path.display()));
            }
        }
        Ok(one.conforms())
    }
}
