//! `handbook build`

use std::io::IsTerminal;
use std::time::Instant;

use clap::Args;

use crate::command::{Common, Outcome, chosen, human, print, print_error};
use crate::message::Message;
use crate::publish::Output;
use crate::render::{self, Shared, Theme};

#[derive(Args)]
pub struct Build {
    /// 只发布这个版本,可以写多次 / publish only this edition; may be given several times
    #[arg(long, value_name = "ID")]
    edition: Vec<String>,
    /// 把各版本作为草稿写到 output/draft/ / write drafts to output/draft/
    #[arg(long)]
    draft: bool,
    /// 另外为每个版本生成全册打印文件 handbook.pdf / also write each edition as a book, handbook.pdf
    #[arg(long)]
    pdf: bool,
}

impl Build {
    pub fn run(&self, common: &Common) -> Outcome {
        let started = Instant::now();
        let handbook = common.load()?;
        let language = common.language(&handbook);
        let checked = crate::check::check(crate::resolve::resolve(&handbook));
        let chosen = chosen(&checked, &self.edition)?;
        let color = common.color(std::io::stderr().is_terminal());
        print_error(&human(&chosen, language, color, !common.quiet));
        let theme = Theme::load(&handbook)?;
        let output = Output::open(&common.output)?;
        let options = render::Options { book: self.pdf };
        let shared = (chosen.len() > 1).then(Shared::default);
        let (mut editions, mut pages, mut forms) = (0, 0, 0);
        for one in &chosen {
            // One edition at a time: memory holds no more than what is being written.
            let rendered = match one.conforming() {
                _ if self.draft => render::edition(one.draft(), &theme, options, shared.as_ref())?,
                Some(conforming) => render::edition(conforming, &theme, options, shared.as_ref())?,
                None => continue,
            };
            output.publish(&rendered)?;
            editions += 1;
            pages += one.edition.documents.len();
            forms += one.edition.forms.len();
        }
        if !self.draft {
            let front = render::front(&handbook, &checked, &|id| output.has(id), &theme)?;
            front.iter().try_for_each(|file| output.write(file))?;
        }
        let conforms = chosen.iter().all(|one| one.conforms());
        if !common.quiet {
            let refused: Vec<&str> =
                chosen.iter().filter(|one| !one.conforms()).map(|one| one.edition.id).collect();
            if !refused.is_empty() && !self.draft {
                let message = Message::new("build-refused").with("editions", refused.join("、"));
                print_error(&format!("{}\n", message.say(language)));
            }
            let done = Message::new("build-done")
                .with("editions", editions)
                .with("pages", pages)
                .with("forms", forms)
                .with("seconds", format!("{:.2}", started.elapsed().as_secs_f64()));
            print(&format!("{}\n", done.say(language)));
        }
        Ok(conforms)
    }
}
