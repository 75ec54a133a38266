//! Every fact of the text that the handbook was written from still stands where it was put.

use handbook::resolve::Edition;
use serde::Deserialize;

#[derive(Deserialize)]
struct Fact {
    fact: String,
    /// `document#clause`, or a document.
    stands: String,
    /// What that place must say.
    words: Vec<String>,
}

fn text(group: &Edition<'_>, place: &str) -> Option<String> {
    let (document, target) = place.split_once('#')?;
    Some(group.clause_text(group.clause(document, target)?, document))
}

#[test]
fn no_fact_is_lost() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let facts = std::fs::read_to_string(root.join("tests/seed_facts.yaml")).unwrap();
    let facts: Vec<Fact> = serde_saphyr::from_str(&facts).unwrap();
    let handbook = handbook::load::load(&root.join("handbook")).unwrap();
    let editions = handbook::resolve::resolve(&handbook);
    let in_clauses = facts.iter().filter(|fact| fact.stands.contains('#'));
    let lost: Vec<String> = in_clauses
        .filter(|fact| {
            let said = text(&editions[0], &fact.stands);
            !said.is_some_and(|said| fact.words.iter().all(|word| said.contains(word)))
        })
        .map(|fact| format!("{} ({})", fact.fact, fact.stands))
        .collect();
    assert!(lost.is_empty(), "{} facts are lost: {lost:#?}", lost.len());
    assert!(facts.len() >= 300);
}
