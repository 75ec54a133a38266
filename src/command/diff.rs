//! `handbook diff`: what an edition changes of the one that it extends.

use clap::Args;

use crate::command::{Common, Outcome, chosen, print};
use crate::load::edition::Verb;
use crate::message::{Message, say};
use crate::resolve::ChangeVerb;

#[derive(Args)]
pub struct Diff {
    /// 版本 / the edition
    edition: String,
}

impl Diff {
    pub fn run(&self, common: &Common) -> Outcome {
        let handbook = common.load()?;
        let language = common.language(&handbook);
        let checked = crate::check::check(crate::resolve::resolve(&handbook));
        let one = chosen(&checked, std::slice::from_ref(&self.edition))?[0];
        let edition = &one.edition;
        for change in &edition.changes {
            let verb = match change.verb {
                ChangeVerb::Tighten => "diff-tighten",
                ChangeVerb::Amend(Verb::After) => "diff-after",
                ChangeVerb::Amend(Verb::Replace) => "diff-replace",
                ChangeVerb::Amend(Verb::Fill) => "diff-fill",
                ChangeVerb::Amend(Verb::NotApplicable) => "diff-na",
            };
            let lines = |mark: &str, text: &str| {
                text.lines().map(|line| format!("  {mark} {line}\n")).collect::<String>()
            };
            print(&format!("{} · {}\n", change.key, say(verb, language)));
            let (above, local) = match change.verb {
                ChangeVerb::Tighten => {
                    let standard = &edition.standards[&change.key];
                    let said = |layer| crate::message::say_bound(standard.bound_at(layer), language);
                    let strong = |layer| standard.strength_at(layer).word();
                    let (above, own) = (edition.layer() - 1, edition.layer());
                    (
                        format!("{} {}", strong(above), said(above).trim()),
                        format!("{} {}", strong(own), said(own).trim()),
                    )
                }
                _ => (change.above.clone(), change.local.clone()),
            };
            let kept =
                if matches!(change.verb, ChangeVerb::Amend(Verb::After | Verb::Fill)) { " " } else { "-" };
            print(&lines(kept, &above));
            print(&lines("+", &local));
            print("\n");
        }
        let documents =
            edition.documents.iter().filter(|laid| laid.layer == edition.layer() && laid.layer > 0);
        for laid in documents {
            let title = laid.document.title.as_str();
            print(&format!("{}\n", Message::new("diff-document").with("title", title).say(language)));
        }
        for document in &edition.left_out_documents {
            let title = document.title.as_str();
            print(&format!("{}\n", Message::new("diff-left-out").with("title", title).say(language)));
        }
        Ok(one.conforms())
    }
}
