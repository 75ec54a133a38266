//! The reader of commitments, measured on pairs that are written down as data, and on generated ones.

use std::collections::BTreeMap;

use handbook::commitment::{Relation, addition, parameter, replacement};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    group: String,
    local: String,
    kind: String,
    verdict: String,
    #[serde(default)]
    round: u32,
    why: String,
}

fn accused(pair: &Pair) -> bool {
    match pair.kind.as_str() {
        "replacement" => matches!(replacement(&pair.group, &pair.local), Relation::Looser(_)),
        "parameter" => !parameter(&pair.local).is_empty(),
        _ => !addition(&[&pair.group], &pair.local).is_empty(),
    }
}

fn pairs() -> Vec<Pair> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wording_pairs.yaml");
    serde_saphyr::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn recall_and_precision() {
    let mut counts: BTreeMap<(u32, &str), (u32, u32)> = BTreeMap::new();
    let pairs = pairs();
    let (mut caught, mut looser, mut wrong, mut others) = (0, 0, 0, 0);
    for pair in &pairs {
        let accused = accused(pair);
        let is_looser = pair.verdict == "looser";
        if is_looser {
            looser += 1;
            caught += u32::from(accused);
        } else {
            others += 1;
            wrong += u32::from(accused);
        }
        let count = counts.entry((pair.round, pair.verdict.as_str())).or_default();
        count.0 += u32::from(accused);
        count.1 += 1;
        if accused != is_looser {
            println!("{} [{}] {} | {} → {}", pair.verdict, pair.round, pair.why, pair.group, pair.local);
            if std::env::var("DETAIL").is_ok() {
                let found = match pair.kind.as_str() {
                    "replacement" => match replacement(&pair.group, &pair.local) {
                        Relation::Looser(found) => found,
                        _ => vec![],
                    },
                    "parameter" => parameter(&pair.local),
                    _ => addition(&[&pair.group], &pair.local),
                };
                for f in found {
                    println!(
                        "      {:?} local「{}」 group「{}」",
                        f.kind,
                        &pair.local[f.local.clone()],
                        pair.group.get(f.group.clone()).unwrap_or("")
                    );
                }
            }
        }
    }
    for ((round, verdict), (accused, all)) in counts {
        println!("round {round} {verdict}: {accused} of {all} accused");
    }
    println!("recall {caught}/{looser}, accused others {wrong}/{others}");
    assert!(caught * 100 >= looser * 95);
    assert!(wrong * 100 <= others * 2);
}
