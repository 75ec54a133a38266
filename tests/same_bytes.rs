//! Speed is not bought with another output: however an edition is built, its bytes are the same.

mod common;
#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::fs;

use common::*;
use corpus::Corpus;

/// Large enough that editions share what they have in common and that the search index has many shards.
fn handbook() -> Handbook {
    let handbook = empty();
    Corpus { pages: 60, editions: 3, forms: 3 }.write(&handbook.root()).unwrap();
    handbook
}

#[track_caller]
fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let different: Vec<_> = one.keys().filter(|path| one[*path] != other[*path]).collect();
    assert!(different.is_empty(), "{different:?} differ");
}

#[test]
fn an_edition_built_with_others_is_the_same_as_built_alone() {
    let (together, alone) = (handbook(), handbook());
    together.build(0);
    for id in ["group", "e000", "e001", "e002"] {
        fs::remove_dir_all(alone.output()).unwrap_or_default();
        alone.build_with(0, &["--edition", id]);
        assert_same(&together.tree(id), &alone.tree(id));
    }
}

#[test]
fn one_thread_and_many_write_the_same() {
    let (one, many) = (handbook(), handbook());
    for (handbook, threads) in [(&one, "1"), (&many, "7")] {
        let built = handbook.command(&["build"]).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    }
    assert_same(&one.tree(""), &many.tree(""));
}
