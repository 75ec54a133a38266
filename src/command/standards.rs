//! `handbook standards`: the register of standards.

use clap::{Args, ValueEnum};

use crate::command::{Common, Outcome, print};
use crate::message::{Language, say};
use crate::render::register::{self, Row};
use crate::resolve::GROUP;

#[derive(Args)]
pub struct Standards {
    /// 哪个版本(默认集团版) / which edition (default: the group's)
    #[arg(long, value_name = "ID", default_value = GROUP)]
    edition: String,
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

impl Standards {
    pub fn run(&self, common: &Common) -> Outcome {
        common.edition(&self.edition, |checked, language| {
            self.list(&register::rows(&checked.edition, language), language);
            Ok(checked.conforms())
        })
    }

    fn list(&self, rows: &[Row], language: Language) {
        match self.format {
            Format::Json => print(&(serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n")),
            Format::Csv => {
                // Excel takes a file without the mark for the system's old encoding.
                let mut text = String::from("\u{feff}id,title,document,clause,strength,bound,text\r\n");
                for row in rows {
                    let bound = row.bound.to_string();
                    let cells: [&str; 7] =
                        [&row.id, &row.title, &row.document, &row.clause, row.strength, &bound, &row.text];
                    text.push_str(&cells.map(csv_cell).join(","));
                    text.push_str("\r\n");
                }
                print(&text);
            }
            Format::Table => {
                for row in rows {
                    print(&format!(
                        "{}  {}  {}  {}  {}\n",
                        row.id, row.clause, row.title, row.strength, row.text
                    ));
                }
                if rows.is_empty() {
                    print(&format!("{}\n", say("standards-none", language)));
                }
            }
        }
    }
}

/// RFC 4180; a cell that begins like a formula must not become one in a spreadsheet.
fn csv_cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}
