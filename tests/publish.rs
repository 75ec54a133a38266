//! Publishing: an edition whole or not at all, the same bytes for the same sources, what did not change untouched.

mod common;

use std::fs;
use std::io::Read;
use std::process::Stdio;

use common::*;

#[test]
fn refused_edition_leaves_what_was_published_and_the_others_go_out() {
    let handbook = sample();
    handbook.build(0);
    let before = handbook.tree("chengdu-jinxiu");
    let handbook = handbook.edit(PROJECT, "at_most: 2 声", "at_most: 5 声").edit(
        COMPANY,
        "title: 成都公司客户服务标准",
        "title: 成都公司客户服务标准二〇二七",
    );
    let run = handbook.build(1);
    assert!(run.error.contains("below-standard"), "{}", run.error);
    assert!(run.error.contains("chengdu-jinxiu"), "{}", run.error);
    assert_eq!(handbook.tree("chengdu-jinxiu"), before, "the old one stays, byte for byte");
    assert!(
        handbook.published("chengdu/index.html").contains("成都公司客户服务标准二〇二七"),
        "the others are published"
    );
    let front = handbook.published("index.html");
    assert!(front.contains("chengdu-jinxiu/index.html"), "the old one can still be opened");
    assert!(front.contains("不是最新"), "it is marked as not of the current sources");
}

#[test]
fn edition_that_was_never_published_stays_away() {
    let handbook = sample().edit(PROJECT, "at_most: 2 声", "at_most: 5 声");
    handbook.build(1);
    assert!(!handbook.output().join("chengdu-jinxiu").exists());
    assert!(
        handbook.output().join("group/index.html").is_file()
            && handbook.output().join("chengdu/index.html").is_file()
    );
    assert!(
        !handbook.published("index.html").contains("href=\"chengdu-jinxiu"),
        "no link to what isn't there"
    );
}

#[test]
fn failing_group_takes_every_edition_with_it() {
    let handbook = sample();
    handbook.build(0);
    let before = handbook.tree("");
    let handbook = handbook.edit(TELEPHONE, "[三声内]", "[五声内]");
    handbook.build(1);
    let mut after = handbook.tree("");
    assert_ne!(after.remove("index.html"), None);
    let mut before = before;
    before.remove("index.html");
    assert_eq!(after, before, "only the front page says so");
}

#[test]
fn same_sources_same_bytes() {
    let (one, other) = (sample(), sample());
    one.build(0);
    other.build(0);
    let (one, other) = (one.tree(""), other.tree(""));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(other[path] == *bytes, "{path} differs");
    }
}

#[test]
fn order_of_the_folder_s_entries_does_not_matter() {
    let forward = sample()
        .file("forms/a.yaml", "title: 甲表\nbody: [{ text: 甲 }]\n")
        .file("forms/b.yaml", "title: 乙表\nbody: [{ text: 乙 }]\n");
    let backward = sample()
        .file("forms/b.yaml", "title: 乙表\nbody: [{ text: 乙 }]\n")
        .file("forms/a.yaml", "title: 甲表\nbody: [{ text: 甲 }]\n");
    forward.build(0);
    backward.build(0);
    assert!(forward.tree("") == backward.tree(""));
}

#[test]
fn what_did_not_change_keeps_its_time_stamp() {
    let handbook = sample();
    handbook.build(0);
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for path in handbook.tree("").keys() {
        fs::File::options()
            .append(true)
            .open(handbook.output().join(path))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    let before = handbook.tree("");
    let handbook = handbook.edit(TELEPHONE, "声音清晰", "声音清楚");
    handbook.build(0);
    let mut changed = Vec::new();
    for (path, bytes) in handbook.tree("") {
        let modified = fs::metadata(handbook.output().join(&path)).unwrap().modified().unwrap();
        assert_eq!(before.get(&path) == Some(&bytes), modified == long_ago, "time stamp of {path}");
        if modified != long_ago {
            changed.push(path);
        }
    }
    assert!(changed.contains(&"group/customer-service/telephone.html".to_owned()), "{changed:?}");
    assert!(!changed.contains(&"group/customer-service/assessment.html".to_owned()), "{changed:?}");
    assert!(!changed.contains(&"group/forms/record.pdf".to_owned()), "{changed:?}");
}

#[test]
fn page_that_is_gone_from_the_sources_is_gone_from_the_site() {
    let handbook = sample().append("SUMMARY.md", "- [附](more.md)\n").file("more.md", "# 附\n\n文字。\n");
    handbook.build(0);
    assert!(handbook.output().join("group/more.html").exists());
    fs::remove_file(handbook.root().join("more.md")).unwrap();
    let handbook = handbook.edit("SUMMARY.md", "- [附](more.md)\n", "");
    handbook.build(0);
    assert!(!handbook.output().join("group/more.html").exists());
}

#[test]
fn one_edition_alone_can_be_published() {
    let handbook = sample();
    handbook.build_with(0, &["--edition", "chengdu-jinxiu"]);
    assert!(handbook.output().join("chengdu-jinxiu/index.html").is_file());
    assert!(!handbook.output().join("group").exists() && !handbook.output().join("chengdu").exists());
    let handbook = sample().edit(PROJECT, "at_most: 2 声", "at_most: 5 声");
    handbook.build_with(0, &["--edition", "chengdu", "--edition", "group"]);
    assert!(handbook.output().join("chengdu").exists() && handbook.output().join("group").exists());
}

#[test]
fn draft_goes_to_its_own_folder_and_says_so_on_every_page() {
    let handbook = sample();
    handbook.build(0);
    let before = handbook.tree("");
    let handbook = handbook.edit(PROJECT, "at_most: 2 声", "at_most: 5 声");
    handbook.build_with(1, &["--draft"]);
    let mut after = handbook.tree("");
    let drafts: Vec<_> = after.keys().filter(|path| path.starts_with("draft/")).cloned().collect();
    for path in &drafts {
        let bytes = after.remove(path).unwrap();
        if path.starts_with("draft/chengdu-jinxiu/") && path.ends_with(".html") {
            assert!(String::from_utf8(bytes).unwrap().contains("草稿"), "{path}");
        }
    }
    for path in ["index.html", "customer-service/telephone.html", "forms/record.pdf", "standards.html"] {
        assert!(drafts.contains(&format!("draft/chengdu-jinxiu/{path}")), "{path} in {drafts:?}");
    }
    assert!(after == before, "what is published stays as it is");
    let pdf = |path: &str| fs::read(handbook.output().join(path)).unwrap();
    assert_ne!(
        pdf("draft/chengdu-jinxiu/forms/record.pdf"),
        pdf("chengdu-jinxiu/forms/record.pdf"),
        "the PDF carries the mark"
    );
    assert!(!handbook.published("index.html").contains("draft/"), "a draft is not listed");
}

/// A build killed at any moment leaves each edition as it was or as it is to be, and the next build recovers.
#[test]
fn killed_build_leaves_whole_editions() {
    let handbook = sample();
    handbook.build(0);
    let (old_text, new_text) = ("声音清晰", "声音清楚");
    let old = handbook.tree("");
    let handbook = handbook.edit(TELEPHONE, old_text, new_text);
    let reference = sample().edit(TELEPHONE, old_text, new_text);
    reference.build(0);
    let new = reference.tree("");
    let edition = |all: &std::collections::BTreeMap<String, Vec<u8>>, id: &str| {
        let prefix = format!("{id}/");
        let files = all.iter().filter(|(path, _)| path.starts_with(&prefix));
        files.map(|(path, bytes)| (path.clone(), bytes.clone())).collect::<Vec<_>>()
    };
    let mut killed = 0;
    for turn in 0..24u32 {
        let mut child =
            handbook.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        // Not a sleep that anything depends on: it only moves the moment of the kill about.
        let until = std::time::Instant::now() + std::time::Duration::from_millis(u64::from(turn) * 8);
        while std::time::Instant::now() < until {
            std::thread::yield_now();
        }
        let _ = child.kill();
        let mut said = String::new();
        let _ = child.stderr.take().unwrap().read_to_string(&mut said);
        killed += usize::from(!child.wait().unwrap().success());
        assert!(!said.contains("panicked"), "{said}");
        let now = handbook.tree("");
        for id in ["group", "chengdu", "chengdu-jinxiu"] {
            let there = edition(&now, id);
            assert!(
                there == edition(&old, id) || there == edition(&new, id),
                "{id} is half an edition after {turn}"
            );
        }
    }
    assert!(killed > 0, "at least the first was killed before it was done");
    handbook.build(0);
    assert!(handbook.tree("") == new);
}

#[test]
fn what_a_killed_build_left_behind_is_cleared_away() {
    let handbook = sample();
    handbook.build(0);
    let clean = handbook.tree("");
    let output = handbook.output();
    fs::create_dir_all(output.join(".new-chengdu/forms")).unwrap();
    fs::write(output.join(".new-chengdu/forms/half.html"), "<").unwrap();
    fs::write(output.join(".new-index.html"), "<").unwrap();
    // Where folders can't be exchanged: set aside, and killed before the new one took its place.
    fs::rename(output.join("group"), output.join(".old-group")).unwrap();
    handbook.build(0);
    assert!(handbook.tree("") == clean);
}

#[test]
fn output_that_can_not_be_written_is_a_clear_failure() {
    let handbook = sample();
    fs::write(handbook.output(), "a file").unwrap();
    let run = handbook.run(&["build"]);
    assert_eq!(run.code, Some(2));
    assert!(run.error.contains("output") && run.error.contains("改法"), "{}", run.error);
}

#[test]
fn other_files_in_the_output_folder_are_left_alone() {
    let handbook = sample();
    fs::create_dir_all(handbook.output().join("other")).unwrap();
    fs::write(handbook.output().join("other/note.txt"), "别动").unwrap();
    fs::write(handbook.output().join(".gitkeep"), "").unwrap();
    handbook.build(0);
    assert_eq!(handbook.published("other/note.txt"), "别动");
    assert!(handbook.output().join(".gitkeep").exists());
}

#[test]
fn broken_template_publishes_nothing() {
    let handbook = sample();
    handbook.build(0);
    let before = handbook.tree("");
    let handbook =
        handbook.file("templates/document.html", "{% block %}").edit(TELEPHONE, "声音清晰", "声音清楚");
    let run = handbook.run(&["build"]);
    assert_eq!(run.code, Some(2));
    assert!(run.error.contains("document.html"), "{}", run.error);
    assert!(handbook.tree("") == before);
}

#[test]
fn forms_are_printed_one_pdf_a_form() {
    let handbook = sample();
    let run = handbook.run(&["forms", "KF-JL-01", "--edition", "chengdu-jinxiu"]);
    assert_eq!(run.code, Some(0), "{}", run.error);
    let files = handbook.tree("");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["record.pdf"]);
    assert!(files["record.pdf"].starts_with(b"%PDF-"));
    let run = handbook.run(&["forms", "recor"]);
    assert_eq!(run.code, Some(2));
    assert!(run.error.contains("record"), "{}", run.error);
}

#[test]
fn register_of_standards_is_data() {
    let handbook = sample();
    let run = handbook.run(&["standards", "--edition", "chengdu-jinxiu", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let rings = rows.as_array().unwrap().iter().find(|row| row["id"] == "telephone.answer-rings").unwrap();
    let expected = serde_json::json!({ "id": "telephone.answer-rings", "title": "来电接听时限", "document": "telephone",
        "clause": "1.1", "strength": "应", "bound": { "at_most": "2 声" }, "text": rings["text"] });
    assert_eq!(rings, &expected);
    let ids: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["clause"].as_str().unwrap()).collect();
    assert_eq!(ids, ["1.1", "1.3", "2.1", "3"], "in reading order");
    let hours = rows.as_array().unwrap().iter().find(|row| row["id"] == "telephone.quiet-hours").unwrap();
    assert_eq!(hours["bound"], serde_json::json!({ "covers": ["12:00-14:00", "21:00-次日08:00"] }));
    let csv = handbook.run(&["standards", "--format", "csv"]).out;
    assert!(csv.starts_with("\u{feff}id,title,document,clause,strength,bound,text"), "{csv}");
    assert_eq!(csv.lines().count(), 5);
}

#[cfg(unix)]
#[test]
fn a_build_says_how_far_it_is_on_a_terminal_and_not_in_a_pipe() {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let near = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&near).and_then(|()| unlockpt(&near)).unwrap();
    let far = ptsname(&near, Vec::new()).unwrap().into_string().unwrap();
    let far = fs::File::options().write(true).open(far).unwrap();
    let handbook = sample();
    assert!(handbook.command(&["build"]).stderr(far).output().unwrap().status.success());
    let mut shown = Vec::new();
    // The far end is closed, which is an error on Linux and the end elsewhere; what was shown is read before.
    let _ = fs::File::from(near).read_to_end(&mut shown);
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("正在发布 3/3：成都锦绣花园客户服务标准"), "{shown:?}");
    let last = shown.rsplit('\r').next().unwrap();
    assert_eq!(last, "\u{1b}[2K", "the line is gone at the end");
    fs::remove_dir_all(handbook.output()).unwrap();
    assert_eq!(handbook.build(0).error, "", "nothing in a pipe");
}
