//! `handbook explain`: a rule, a clause or a standard, across editions.

use clap::Args;

use crate::command::{Common, Outcome, print};
use crate::load::Failure;
use crate::message::{Language, say_bound, say_named};
use crate::resolve::{Edition, unknown};
use crate::rule::Rule;

#[derive(Args)]
pub struct Explain {
    /// 规则、条款(telephone#1.2)或标准(telephone.answer-rings) / a rule, a clause or a standard
    what: String,
}

impl Explain {
    pub fn run(&self, common: &Common) -> Outcome {
        if let Some(rule) = Rule::ALL.iter().find(|rule| rule.id() == self.what) {
            let language = common.lang.or_else(|| Some(common.load().ok()?.manifest.language));
            print(&explain_rule(*rule, language.unwrap_or_default()));
            return Ok(true);
        }
        let handbook = common.load()?;
        let language = common.language(handbook);
        let editions = crate::resolve::resolve(handbook);
        let text = match self.what.split_once('#') {
            Some((document, target)) => clause(&editions, document, target),
            None => standard(&editions, &self.what, language),
        };
        match text {
            Some(text) => print(&text),
            None => {
                let rules = Rule::ALL.iter().map(|rule| rule.id());
                let standards = editions[0].standards.keys().map(String::as_str);
                let documents = editions[0].documents.iter().map(|laid| laid.document.id.as_str());
                let known = rules.chain(standards).chain(documents);
                return Err(Failure(unknown("explain-nothing", &self.what, known)));
            }
        }
        Ok(true)
    }
}

fn explain_rule(rule: Rule, language: Language) -> String {
    let text = say_named(&format!("rule-{}", rule.id()), language).unwrap_or_default();
    format!("{} ({})\n\n{text}\n", rule.id(), rule.severity().id())
}

/// The clause's text in every edition that has it; editions that say the same are told together.
fn clause(editions: &[Edition<'_>], document: &str, target: &str) -> Option<String> {
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    for edition in editions {
        let Some(clause) = edition.clause(document, target) else { continue };
        let text = format!("{} {}", clause.number, edition.clause_text(clause, document));
        match said.iter_mut().find(|(known, _)| *known == text) {
            Some((_, ids)) => ids.push(edition.id),
            None => said.push((text, vec![edition.id])),
        }
    }
    let told = said.iter().map(|(text, ids)| format!("[{}]\n{text}\n\n", ids.join(", ")));
    (!said.is_empty()).then(|| told.collect())
}

/// The standard's value in every edition.
fn standard(editions: &[Edition<'_>], id: &str, language: Language) -> Option<String> {
    let mut out = String::new();
    for edition in editions {
        let Some(standard) = edition.standards.get(id) else { continue };
        if out.is_empty() {
            out = format!("{} · {}\n\n", id, standard.standard.title.as_str());
        }
        let own = standard.tightenings.iter().rfind(|(layer, _)| *layer == edition.layer());
        let reason = own.and_then(|(_, t)| t.reason.as_ref()).map(|reason| format!("  ({})", reason.value));
        let said = say_bound(standard.bound(), language);
        let line = [edition.id, ": ", standard.strength().word(), " ", said.trim()].concat();
        out.push_str(&format!("{line}{}\n", reason.unwrap_or_default()));
    }
    (!out.is_empty()).then_some(out)
}
