//! `handbook diff`: what an edition changes of the one that it extends.

use std::fmt::Write;

use clap::Args;

use crate::command::{Common, Outcome, print};
use crate::load::edition::Verb;
use crate::message::{Language, Message, say, say_bound};
use crate::resolve::{Change, ChangeVerb, Edition};

#[derive(Args)]
pub struct Diff {
    /// 版本 / the edition
    edition: String,
}

impl Diff {
    pub fn run(&self, common: &Common) -> Outcome {
        common.edition(&self.edition, |checked, language| {
            print(&diff(&checked.edition, language));
            Ok(checked.conforms())
        })
    }
}

fn diff(edition: &Edition<'_>, language: Language) -> String {
    let above = edition.layer().saturating_sub(1);
    let mut out = format!("{} ← {}\n\n", edition.title(), edition.layer_title(above));
    for change in &edition.changes {
        out += &match change.verb {
            ChangeVerb::Tighten => tightened(edition, change, language),
            ChangeVerb::Amend(verb) => amended(edition, change, verb, language),
        };
    }
    let mut line = |id: &'static str, title: &str| {
        let _ = writeln!(out, "{}", Message::new(id).with("title", title).say(language));
    };
    for laid in edition.documents.iter().filter(|laid| laid.layer > above) {
        line("diff-document", &laid.document.title);
    }
    for laid in edition.forms.iter().filter(|laid| laid.layer > above) {
        line("diff-form", &laid.form.title);
    }
    for document in &edition.left_out_documents {
        line("diff-left-out", &document.title);
    }
    out
}

/// 提高 来电接听时限 (telephone.answer-rings), and a line each for the value above, the local one and the reason.
fn tightened(edition: &Edition<'_>, change: &Change<'_>, language: Language) -> String {
    let standard = &edition.standards[&change.key];
    let said = |layer| {
        let bound = say_bound(standard.bound_at(layer), language);
        format!("{} {}", standard.strength_at(layer).word(), bound.trim())
    };
    let title = standard.standard.title.as_str();
    let mut out = format!("{} {title} ({})\n", say("diff-tighten", language), change.key);
    let layer = edition.layer();
    out += &lines("-", &said(layer - 1));
    out += &lines("+", &said(layer));
    let reasons = standard.tightenings.iter().filter(|(at, _)| *at == layer);
    for reason in reasons.filter_map(|(_, tightening)| tightening.reason.as_ref()) {
        out += &lines(" ", &format!("({})", reason.as_str()));
    }
    out + "\n"
}

/// 改写 《电话礼仪》1.2 (telephone#1.2), and the texts above one another.
fn amended(edition: &Edition<'_>, change: &Change<'_>, verb: Verb, language: Language) -> String {
    let (id, kept) = match verb {
        Verb::After => ("diff-after", " "),
        Verb::Fill => ("diff-fill", " "),
        Verb::NotApplicable => ("diff-na", " "),
        Verb::Replace => ("diff-replace", "-"),
    };
    let (document, number) = change.key.split_once('#').unwrap_or((&change.key, ""));
    let title = edition.document(document).map_or(document, |laid| laid.document.title.as_str());
    let mut out = format!("{} 《{title}》{number} ({})\n", say(id, language), change.key);
    out += &lines(kept, &change.above);
    out += &lines("+", &change.local);
    out + "\n"
}

fn lines(mark: &str, text: &str) -> String {
    text.lines().map(|line| format!("  {mark} {line}\n")).collect()
}
