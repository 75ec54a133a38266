//! A plain mdBook is a handbook too: published unchanged as `group`, its sources never written to.

mod common;

use std::fs;

use common::*;

fn book() -> Handbook {
    empty()
        .file("book.toml", "[book]\ntitle = \"示例书\"\nauthors = [\"作者\"]\nlanguage = \"zh-CN\"\n")
        .file(
            "src/SUMMARY.md",
            "# Summary\n\n[引言](README.md)\n\n# 第一部分\n\n- [第一章](one/README.md)\n  - [细节](one/detail.md)\n- [草稿]()\n- [第二章](two.md)\n\n---\n\n[附录](appendix.md)\n",
        )
        .file("src/README.md", "# 引言\n\n见[细节](one/detail.md#小节)与[第一章](one/README.md)。\n")
        .file("src/one/README.md", "# 第一章\n\n1. 一\n3. 三\n\n1.1 不是条款\n\n![图](../img/a.png)\n")
        .file(
            "src/one/detail.md",
            "# 细节\n\n## 小节\n\n`{{x}}` 与 {{y}},《某书》,〔空〕。[上级](./README.md)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```rust\nfn main() {}\n```\n\n注[^1]\n\n[^1]: 脚注。\n\n<div class=\"own\">原样</div>\n",
        )
        .file("src/two.md", "# Two\n\nHe said \"yes\" -- and left... \n\n- [ ] 未办\n- [x] 已办\n\n~~删~~\n\n## Same\n\n## Same\n")
        .file("src/appendix.md", "# 附录\n\nA < B & C\n")
        .bytes("src/img/a.png", b"\x89PNG")
}

#[test]
fn plain_mdbook_is_published_as_group() {
    let handbook = book();
    handbook.build(0);
    for page in ["index.html", "one/index.html", "one/detail.html", "two.html", "appendix.html"] {
        assert!(handbook.output().join("group").join(page).is_file(), "{page}");
    }
    assert!(handbook.published("index.html").contains("示例书"));
    assert_eq!(fs::read(handbook.output().join("group/img/a.png")).unwrap(), b"\x89PNG");
}

#[test]
fn introduction_is_readable() {
    let handbook = book();
    handbook.build(0);
    let all = handbook.tree("group");
    let pages = all.iter().filter(|(path, _)| path.ends_with(".html"));
    let with = pages.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("与<a href")).count();
    assert_eq!(with, 1, "the text of README.md is on a page and not lost under index.html");
}

#[test]
fn text_is_unchanged() {
    let handbook = book();
    handbook.build(0);
    let page = handbook.published("group/one/detail.html");
    let main = main_of(&page);
    for piece in [
        "<code>{{x}}</code>",
        "{{y}}",
        "《某书》",
        "〔空〕",
        "<td>1</td>",
        "<div class=\"own\">原样</div>",
        "脚注。",
    ] {
        assert!(main.contains(piece), "{piece} in {main}");
    }
    assert!(!main.contains("data-clause"), "nothing of it is a clause");
    let two = handbook.published("group/two.html");
    assert!(text(main_of(&two)).contains("He said \"yes\" -- and left..."), "smart punctuation is off");
    let ids = attributes(main_of(&two), "id");
    assert!(
        ids.contains(&"same".to_owned()) && ids.contains(&"same-1".to_owned()),
        "mdBook's anchors: {ids:?}"
    );
    assert!(main_of(&two).contains("checkbox") && main_of(&two).contains("<del>删</del>"));
}

#[test]
fn links_between_chapters_lead_to_their_pages() {
    let handbook = book();
    handbook.build(0);
    let detail = attributes(main_of(&handbook.published("group/one/detail.html")), "href");
    assert!(
        detail
            .iter()
            .any(|url| url.ends_with("one/index.html") || url == "index.html" || url == "./index.html"),
        "{detail:?}"
    );
}

#[test]
fn nothing_in_a_plain_mdbook_is_an_error() {
    let report = book().check();
    assert!(report.conforms("group"));
    assert_eq!(report.editions().count(), 1);
}

#[test]
fn sources_are_never_written_to() {
    let handbook = book().append("src/SUMMARY.md", "\n[缺](missing.md)\n");
    let before = tree(&handbook.root());
    for command in ["build", "check", "standards", "forms"] {
        handbook.run(&[command]);
        assert_eq!(tree(&handbook.root()), before, "{command} writes nothing into the sources");
    }
    let handbook = sample();
    let before = tree(&handbook.root());
    for arguments in [&["build"][..], &["build", "--draft"], &["check"], &["standards"], &["forms"]] {
        handbook.run(arguments);
        assert_eq!(tree(&handbook.root()), before, "{arguments:?} writes nothing into the sources");
    }
}

#[test]
fn book_with_its_own_source_folder() {
    let handbook = empty()
        .file("book.toml", "[book]\ntitle = \"Book\"\nlanguage = \"en\"\nsrc = \"text\"\n")
        .file("text/SUMMARY.md", "- [One](one.md)\n")
        .file("text/one.md", "# One\n\nText.\n");
    handbook.build(0);
    let page = handbook.published("group/one.html");
    assert!(page.contains("<html lang=\"en\""));
}

#[test]
fn broken_book_toml_is_a_clear_failure() {
    let handbook = book().file("book.toml", "[book\ntitle = 1\n");
    let run = handbook.run(&["build"]);
    assert_eq!(run.code, Some(2));
    assert!(run.error.contains("book.toml"), "{}", run.error);
    assert!(!handbook.output().join("group").exists());
}

#[test]
fn preprocessors_of_a_plain_mdbook_run() {
    let handbook =
        book().append("src/two.md", "\n{{#include ../shared.txt}}\n").file("shared.txt", "引入的文字\n");
    handbook.build(0);
    assert!(
        handbook.published("group/two.html").contains("引入的文字"),
        "links is mdBook's default preprocessor"
    );
}
