//! Clause numbers: one tree a document, the group's numbers never move.

mod common;

use common::*;

/// The page of a handbook's only document.
#[track_caller]
fn page(body: &str) -> String {
    let handbook = regulation(body);
    handbook.build(0);
    handbook.published("group/telephone.html")
}

/// The sample's telephone document in an edition.
#[track_caller]
fn telephone(handbook: &Handbook, edition: &str) -> String {
    handbook.build_with(0, &["--edition", edition]);
    handbook.published(&format!("{edition}/customer-service/telephone.html"))
}

#[test]
fn the_contract_s_own_example() {
    let page = page(
        "## 接听\n1. 来电须接起。 {#answer}\n2. 报出〔姓名〕。\n   1. 声音清晰。\n## 拨打\n1. 不致电客户。\n",
    );
    let clauses = clauses(&page);
    let expected = [
        ("1", "接听"),
        ("1.1", "来电须接起。"),
        ("1.2", "报出〔姓名〕。"),
        ("1.2.1", "声音清晰。"),
        ("2", "拨打"),
        ("2.1", "不致电客户。"),
    ];
    assert_eq!(clauses, expected.map(|(number, text)| (number.to_owned(), text.to_owned())));
}

#[test]
fn number_is_the_anchor_and_a_name_is_another() {
    let page = page("## 接听 {#take}\n1. 来电须接起。 {#answer}\n\n   第二段。\n2. 报出。\n");
    let ids = attributes(&page, "id");
    for id in ["1", "1.1", "1.2", "take", "answer"] {
        assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "#{id} once in {ids:?}");
    }
    assert!(!text(main_of(&page)).contains('{'), "attributes are not text");
}

#[test]
fn headings_and_items_at_one_level_count_in_one_sequence() {
    let page = page("## 接听\n1. 一\n2. 二\n### 三\n1. 三之一\n### 四\n## 拨打\n### 一\n");
    assert_eq!(numbers(&page), ["1", "1.1", "1.2", "1.3", "1.3.1", "1.4", "2", "2.1"]);
}

#[test]
fn items_without_headings_start_at_one() {
    assert_eq!(numbers(&page("1. 一\n   1. 一之一\n2. 二\n")), ["1", "1.1", "2"]);
}

#[test]
fn heading_counts_on_after_items_without_one() {
    assert_eq!(numbers(&page("1. 一\n2. 二\n\n## 三\n1. 三之一\n")), ["1", "2", "3", "3.1"]);
}

#[test]
fn list_interrupted_by_other_blocks_counts_on() {
    let body = "## 接听\n1. 一\n\n说明。\n\n2. 二\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n3. 三\n\n```\n1. 不是条款\n```\n\n4. 四\n\n- 不是条款\n  1. 也不是\n\n5. 五\n\n> 1. 引文\n\n6. 六\n";
    assert_eq!(numbers(&page(body)), ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6"]);
}

#[test]
fn five_levels_and_more() {
    let body = "## 甲\n### 乙\n#### 丙\n##### 丁\n###### 戊\n1. 己\n   1. 庚\n      1. 辛\n";
    let expected =
        ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.1.1", "1.1.1.1.1.1", "1.1.1.1.1.1.1", "1.1.1.1.1.1.1.1"];
    assert_eq!(numbers(&page(body)), expected);
}

#[test]
fn regulations_of_every_kind_are_numbered_and_a_text_is_not() {
    for kind in ["conduct", "phrasebook", "faq"] {
        let handbook = document(&format!("---\ntitle: 甲\nkind: {kind}\n---\n## 一\n1. 一之一\n"));
        handbook.build(0);
        assert_eq!(numbers(&handbook.published("group/telephone.html")), ["1", "1.1"], "{kind}");
    }
    let handbook = document("# 甲\n\n## 一\n\n1. 一\n2. 二\n");
    handbook.build(0);
    let page = handbook.published("group/telephone.html");
    assert!(numbers(&page).is_empty());
    assert!(main_of(&page).contains("<ol>"), "a list of a text stays a list");
}

#[test]
fn clause_keeps_its_tables_notes_code_and_pictures() {
    let body = "## 接听\n1. 一[^1]\n\n   | 甲 | 乙 |\n   |---|---|\n   | 子 | 丑 |\n\n   ```\n   代码 {{x}}\n   ```\n\n   ![图](a.png)\n2. 二\n\n[^1]: 脚注\n";
    let handbook = regulation(body).bytes("a.png", b"png");
    handbook.build(0);
    let page = handbook.published("group/telephone.html");
    assert_eq!(numbers(&page), ["1", "1.1", "1.2"]);
    let main = main_of(&page);
    for piece in ["<td>子</td>", "代码 {{x}}", "src=\"a.png\"", "脚注"] {
        assert!(main.contains(piece), "{piece} in {main}");
    }
    assert!(handbook.output().join("group/a.png").is_file());
}

#[test]
fn supplements_number_after_their_clause() {
    let handbook = sample().file(PROJECT_TELEPHONE, "## 方言 {after=1.2}\n1. 甲\n   1. 甲之一\n2. 乙\n");
    let page = telephone(&handbook, "chengdu-jinxiu");
    assert_eq!(
        numbers(&page),
        ["1", "1.1", "1.2", "1.2.1", "1.2-1", "1.2-1.1", "1.2-2", "1.3", "2", "2.1", "3", "3.1", "3.2"],
        "after the clause and all below it"
    );
    assert!(main_of(&page).contains("data-clause=\"1.2-1\" id=\"1.2-1\" data-local=\"supplement\""));
    assert!(text(main_of(&page)).contains("方言"), "the heading is a label");
    assert!(!numbers(&page).contains(&"方言".to_owned()));
}

#[test]
fn supplement_without_items_is_a_clause_a_paragraph() {
    let handbook = sample().file(PROJECT_TELEPHONE, "## 方言 {after=2}\n甲段。\n\n乙段。\n");
    let page = telephone(&handbook, "chengdu-jinxiu");
    let clauses = clauses(&page);
    let has =
        |number: &str, said: &str| clauses.iter().any(|(n, text)| n == number && text.starts_with(said));
    assert!(has("2-1", "甲段。") && has("2-2", "乙段。"), "{clauses:?}");
}

#[test]
fn supplements_count_on_over_layers() {
    let handbook = sample()
        .file(COMPANY_TELEPHONE, "## 公司甲 {after=1.2}\n1. 甲\n2. 乙\n## 公司乙 {after=answer}\n1. 丙\n")
        .file(PROJECT_TELEPHONE, "## 项目 {after=1.2}\n1. 丁\n## 项目乙 {after=1.2-1}\n1. 戊\n");
    let project = telephone(&handbook, "chengdu-jinxiu");
    let expected = [
        "1", "1.1", "1.1-1", "1.2", "1.2.1", "1.2-1", "1.2-1-1", "1.2-2", "1.2-3", "1.3", "2", "2.1", "3",
        "3.1", "3.2",
    ];
    assert_eq!(numbers(&project), expected);
    let clauses = clauses(&project);
    assert!(clauses.contains(&("1.2-3".to_owned(), "丁".to_owned())), "{clauses:?}");
}

#[test]
fn two_supplements_of_one_edition_after_one_clause_count_on() {
    let handbook =
        sample().file(PROJECT_TELEPHONE, "## 甲 {after=1.1}\n1. 一\n## 乙 {after=1.1}\n1. 二\n2. 三\n");
    let page = telephone(&handbook, "chengdu-jinxiu");
    assert_eq!(numbers(&page)[..5], ["1", "1.1", "1.1-1", "1.1-2", "1.1-3"]);
}

#[test]
fn fill_numbers_on_below_its_clause_and_the_group_s_words_stay() {
    let handbook = sample().edit(COMPANY, "fill: { 考核程序: 每季度考核一次。 }\n", "").file(
        "editions/chengdu/customer-service/assessment.md",
        "## {fill=5}\n办法如下:\n1. 每月自查。\n2. 每季考核。\n",
    );
    handbook.build(0);
    let page = handbook.published("chengdu/customer-service/assessment.html");
    assert_eq!(numbers(&page), ["1", "2", "3", "3.1", "4", "4.1", "5", "5.1", "5.2", "6", "7"]);
    assert!(text(main_of(&page)).contains("由城市公司规定。"), "the group's words stay");
    assert!(page.contains("data-local=\"fill\""));
}

#[test]
fn fill_by_title_fills_every_clause_of_that_title() {
    let handbook = sample();
    handbook.build(0);
    for edition in ["chengdu", "chengdu-jinxiu"] {
        let page = handbook.published(&format!("{edition}/customer-service/assessment.html"));
        assert!(text(main_of(&page)).contains("每季度考核一次。"), "{edition}");
        assert!(page.contains("data-clause=\"5\" id=\"5\" data-local=\"fill\""), "{edition}");
    }
    assert!(!handbook.published("group/customer-service/assessment.html").contains("data-local"));
}

#[test]
fn fill_of_a_clause_goes_before_the_fill_by_title() {
    let handbook =
        sample().file("editions/chengdu/customer-service/assessment.md", "## {fill=5}\n每月考核。\n");
    handbook.build(0);
    let page = text(main_of(&handbook.published("chengdu/customer-service/assessment.html")));
    assert!(page.contains("每月考核。") && !page.contains("每季度考核一次。"), "{page}");
}

#[test]
fn the_group_s_numbers_never_move() {
    let group = sample();
    let before: Vec<_> = clauses(&telephone(&group, "group"));
    let amended = sample()
        .file(
            COMPANY_TELEPHONE,
            "## 公司 {after=1}\n1. 甲\n## 又 {after=1.1}\n1. 乙\n## 末 {after=3.2}\n1. 丙\n",
        )
        .file(PROJECT_TELEPHONE, "## 项目 {after=1}\n1. 丁\n## 首 {after=1.2.1}\n1. 戊\n");
    let numbers_of_group: Vec<_> = before.iter().map(|(number, _)| number.clone()).collect();
    for edition in ["chengdu", "chengdu-jinxiu"] {
        let numbers = numbers(&telephone(&amended, edition));
        let kept: Vec<_> = numbers.iter().filter(|number| !number.contains('-')).cloned().collect();
        assert_eq!(kept, numbers_of_group, "{edition}");
        let mut unique = numbers.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), numbers.len(), "no number twice: {numbers:?}");
    }
}
