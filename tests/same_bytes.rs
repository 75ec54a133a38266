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

/// Which folder stands there: a full build puts another in its place.
#[cfg(unix)]
fn folder(handbook: &Handbook) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(handbook.output().join("group")).unwrap().ino()
}

#[cfg(unix)]
#[test]
fn a_build_of_what_did_not_change_does_nothing_and_says_the_same() {
    // Two editions are refused, one of them with a warning.
    let handbook = sample().edit(PROJECT, "at_most: 2 声", "at_most: 5 声").edit(
        COMPANY,
        "based_on: \"2026.1\"",
        "based_on: \"2025.1\"",
    );
    let without_time = |run: Run| (run.out.rsplit_once(" · ").unwrap().0.to_owned(), run.error);
    let (first, before) = (without_time(handbook.build(1)), folder(&handbook));
    assert!(first.1.contains("outdated-base") && first.1.contains("below-standard"), "{}", first.1);
    assert_eq!(without_time(handbook.build(1)), first);
    assert_eq!(folder(&handbook), before);
    // Asked for otherwise, it is another build.
    assert!(handbook.build_with(1, &["--lang", "en"]).out.contains("1 edition ·"));
    assert_ne!(folder(&handbook), before);
}

#[test]
fn an_incremental_build_is_the_same_as_a_clean_one() {
    let handbook = sample().file("theme/site.css", "body { color: black }\n");
    handbook.build(0);
    type Change = fn(Handbook) -> Handbook;
    let changes: [(&str, Change); 9] = [
        ("a clause", |it| it.edit(TELEPHONE, "声音清晰", "声音清楚")),
        ("a standard", |it| it.edit(PROJECT, "at_most: 2 声", "at_most: 1 声")),
        ("a style", |it| it.file("theme/site.css", "body { color: navy }\n")),
        ("a template", |it| it.file("templates/front.html", "<!doctype html>\n<title>首页</title>\n")),
        ("a new page", |it| it.append("SUMMARY.md", "- [附](more.md)\n").file("more.md", "# 附\n\n文字。\n")),
        ("a page that was written over", |it| {
            fs::write(it.output().join("chengdu/customer-service/telephone.html"), "五声内接听").unwrap();
            it
        }),
        ("a page that was taken away", |it| {
            fs::remove_file(it.output().join("index.html")).unwrap();
            it
        }),
        ("a page that was slipped in", |it| {
            fs::write(it.output().join("group/mine.html"), "我的规定").unwrap();
            it
        }),
        ("an edition that is gone", |it| {
            fs::remove_dir_all(it.root().join("editions/chengdu-jinxiu")).unwrap();
            fs::remove_dir_all(it.output().join("chengdu-jinxiu")).unwrap();
            it
        }),
    ];
    changes.into_iter().fold(handbook, |handbook, (what, change)| {
        let handbook = change(handbook);
        handbook.build(0);
        let incremental = handbook.tree("");
        fs::remove_dir_all(handbook.output()).unwrap();
        handbook.build(0);
        assert!(incremental == handbook.tree(""), "after {what}");
        handbook
    });
}
