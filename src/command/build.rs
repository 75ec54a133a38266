//! `handbook build`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use clap::Args;
use rayon::prelude::*;

use crate::check::Checked;
use crate::command::progress::Progress;
use crate::command::{Common, Outcome, check_all, chosen, human, print, print_error};
use crate::message::Message;
use crate::publish::Output;
use crate::record::{self, Record, Said};
use crate::render::{self, FRONT, Rendering, Shared, Theme};

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
        let color = common.color(std::io::stderr().is_terminal());
        let asked = (&self.edition, self.draft, self.pdf, common.lang, common.quiet, color);
        // Before the sources are read: what changes in between belongs to the next build.
        let made_of = record::made_of(&common.handbook, &format!("{asked:?}"));
        if let Some(record) = made_of.as_deref().and_then(|made_of| Record::read(&common.output, made_of)) {
            print_error(&record.said.findings);
            return Ok(self.done(&record.said, started, common));
        }
        let progress = Progress::new(common);
        progress.say(&Message::new("build-reading"), common.lang.unwrap_or_default());
        let handbook = common.load()?;
        let language = common.language(handbook);
        progress.say(&Message::new("build-checking"), language);
        let checked = check_all(handbook);
        let chosen = chosen(checked, &self.edition)?;
        let findings = human(&chosen, language, color, !common.quiet);
        progress.clear();
        print_error(&findings);
        let theme = Theme::load(handbook)?;
        let output = Output::open(&common.output)?;
        let shared = (chosen.len() > 1).then(Shared::default);
        let (editions, refused): (Vec<_>, Vec<_>) =
            chosen.into_iter().partition(|one| self.draft || one.conforms());
        let published = AtomicUsize::new(0);
        let publish = |one: &&Checked<'static>| {
            let number = published.fetch_add(1, Ordering::Relaxed) + 1;
            let publishing = Message::new("build-publishing").with("number", number);
            let publishing = publishing.with("editions", editions.len()).with("title", one.edition.title());
            progress.say(&publishing, language);
            let rendering = match one.conforming() {
                Some(conforming) if !self.draft => {
                    Rendering::new(conforming, &theme, self.pdf, shared.as_ref())
                }
                _ => Rendering::new(one.draft(), &theme, self.pdf, shared.as_ref()),
            };
            output.publish(&rendering)
        };
        // The first leaves what it has in common with the others. Of these a few are written at a time: memory holds no
        // more than that.
        let (first, others) = editions.split_at(editions.len().min(1));
        first.iter().try_for_each(publish)?;
        others.par_iter().try_for_each(publish)?;
        if !self.draft {
            let front = render::front(handbook, checked, &|id| output.has(id), &theme)?;
            front.iter().try_for_each(|file| output.write(file))?;
        }
        drop(progress);
        let said = Said {
            language,
            findings,
            conforms: editions.iter().chain(&refused).all(|one| one.conforms()),
            editions: editions.len(),
            pages: editions.iter().map(|one| one.edition.documents.len()).sum(),
            forms: editions.iter().map(|one| one.edition.forms.len()).sum(),
            refused: refused.iter().map(|one| one.edition.id.to_owned()).collect(),
        };
        let conforms = self.done(&said, started, common);
        if let Some(made_of) = made_of.filter(|_| record::can_be_kept(handbook)) {
            let folder = Path::new(if self.draft { "draft" } else { "" });
            let mut places: Vec<_> = editions.iter().map(|one| folder.join(one.edition.id)).collect();
            // The front page says what is online of the others.
            places.extend(checked.iter().map(|one| Path::new(one.edition.id).join("index.html")));
            places.extend(FRONT.map(PathBuf::from));
            output.keep(made_of, places, said)?;
        }
        Ok(conforms)
    }

    /// Says what was published and what was not, and how long it took.
    fn done(&self, said: &Said, started: Instant, common: &Common) -> bool {
        if !common.quiet {
            if !said.refused.is_empty() {
                let message = Message::new("build-refused").with("editions", said.refused.join("、"));
                print_error(&format!("{}\n", message.say(said.language)));
            }
            let done = Message::new("build-done")
                .with("editions", said.editions)
                .with("pages", said.pages)
                .with("forms", said.forms)
                .with("seconds", format!("{:.2}", started.elapsed().as_secs_f64()));
            print(&format!("{}\n", done.say(said.language)));
        }
        said.conforms
    }
}
