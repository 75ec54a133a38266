//! Sources that are broken, hostile or in the wrong encoding: a finding with a place and a mend, never a panic,
//! never half an output.

mod common;

use std::fs;

use common::*;
use proptest::prelude::*;

/// The rule, at the marked place, and nothing of the edition published; the others are.
#[track_caller]
fn refused(handbook: Handbook, edition: &str, says: &[&str]) {
    refused_about(handbook, edition, "", says);
}

#[track_caller]
fn refused_about(handbook: Handbook, edition: &str, subject: &str, says: &[&str]) {
    handbook.finds(edition, error("bad-source", subject, says));
    let run = handbook.build(1);
    assert!(run.error.contains("bad-source"), "{}", run.error);
    assert!(!handbook.output().join(edition).exists(), "nothing of {edition} is published");
    let others = fs::read_dir(handbook.output())
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    let half: Vec<_> = others.filter(|name| name.starts_with(".new-") || name.starts_with(".old-")).collect();
    assert!(half.is_empty(), "{half:?} is left over");
}

// YAML

#[test]
fn yaml_that_does_not_parse() {
    refused(sample().edit(PROJECT, "city: 成都", "city: ‸[成都"), "chengdu-jinxiu", &[]);
    refused(sample().edit(PROJECT, "city: 成都\n", "‸city 成都\n"), "chengdu-jinxiu", &[]);
}

#[test]
fn quote_that_is_never_closed() {
    let handbook = sample().edit(COMPANY, "city: 成都", "city: \"成都");
    let report = handbook.check();
    let found = &report.findings("chengdu")[0];
    assert_eq!((&found["rule"], &found["file"]), (&"bad-source".into(), &COMPANY.into()));
    assert!(found["line"].as_u64().unwrap() >= 2, "{found:#}");
}

#[test]
fn tab_in_yaml() {
    refused(sample().append(COMPANY, "parameters:\n‸\tservice_center: 中心\n"), "chengdu", &["Tab", "空格"]);
    refused(sample().append(COMPANY, "parameters:\n  ‸\tservice_center: 中心\n"), "chengdu", &["Tab"]);
}

#[test]
fn unknown_key_asks_did_you_mean() {
    refused(sample().edit(PROJECT, "effective:", "‸efective:"), "chengdu-jinxiu", &["efective", "effective"]);
    refused(sample().edit("handbook.yaml", "publisher:", "‸publishr:"), "group", &["publishr", "publisher"]);
    refused(sample().edit(FORM, "retention:", "‸retension:"), "group", &["retension", "retention"]);
    refused(
        sample().edit(TELEPHONE, "prepared_by:", "‸preparedby:"),
        "group",
        &["preparedby", "prepared_by"],
    );
    refused(
        sample().edit(PROJECT, "at_most: 2 声", "‸atmost: 2 声"),
        "chengdu-jinxiu",
        &["atmost", "at_most"],
    );
    refused(sample().edit(FORM, "row_height:", "‸row_heigth:"), "group", &["row_heigth", "row_height"]);
    refused(sample().edit(TELEPHONE, "kind: conduct", "kind: ‸conducts"), "group", &["conducts", "conduct"]);
}

#[test]
fn repeated_key() {
    refused(sample().append(COMPANY, "‸city: 成都\n"), "chengdu", &["city"]);
    refused(
        sample().append(PROJECT, "  ‸telephone.answer-rings: { at_most: 1 声 }\n"),
        "chengdu-jinxiu",
        &["telephone.answer-rings"],
    );
    refused(sample().append("handbook.yaml", "‸title: 另一本\n"), "group", &["title"]);
    refused(
        sample().edit(
            TELEPHONE,
            "  dispatch:",
            "  ‸answer-rings: { title: 又一个, at_most: 3 声 }\n  dispatch:",
        ),
        "group",
        &["answer-rings"],
    );
}

#[test]
fn missing_key_is_named() {
    refused(
        sample().edit(FORM, "title: 客户来电/来访信息记录表\n", "").marked(FORM, 1, 1),
        "group",
        &["title"],
    );
    refused(
        sample().edit("handbook.yaml", "title: 物业客户服务手册\n", "").marked("handbook.yaml", 1, 1),
        "group",
        &["title"],
    );
    refused(
        sample().edit(COMPANY, "title: 成都公司客户服务标准\n", "").marked(COMPANY, 1, 1),
        "chengdu",
        &["title"],
    );
    refused(
        sample().edit(TELEPHONE, "answer-rings: { title: 来电接听时限, ", "answer-rings: { ‸"),
        "group",
        &["title"],
    );
}

#[test]
fn placeholder_without_quotes() {
    refused(
        sample().edit(
            FORM,
            "text: 受理后{{std:telephone.dispatch}}指派责任人。",
            "text: ‸{{service_center}}",
        ),
        "group",
        &["{{", "引号"],
    );
    refused(
        sample().edit(
            COMPANY,
            "fill: { 考核程序: 每季度考核一次。 }",
            "fill:\n  考核程序: ‸{{service_center}}考核。",
        ),
        "chengdu",
        &["{{", "引号"],
    );
}

#[test]
fn value_of_the_wrong_type() {
    refused(sample().edit(PROJECT, "products: [住宅]", "products: ‸住宅"), "chengdu-jinxiu", &[]);
    refused(
        sample().edit(PROJECT, "opens: 2027-03-01", "‸opens: 2027-02-30"),
        "chengdu-jinxiu",
        &["2027-02-30", "YYYY-MM-DD"],
    );
    refused(sample().edit(PROJECT, "opens: 2027-03-01", "‸opens: 开春"), "chengdu-jinxiu", &["YYYY-MM-DD"]);
    refused(sample().edit("handbook.yaml", "language: zh-CN ", "language: ‸zh "), "group", &["zh-CN"]);
}

#[test]
fn product_that_the_handbook_does_not_have() {
    let report = sample().edit(PROJECT, "products: [住宅]", "products: [住载]").check();
    assert!(!report.conforms("chengdu-jinxiu"), "products are chosen from the handbook's");
    let report = sample().edit(PROJECT, "products: [住宅]", "products: []").check();
    assert!(!report.conforms("chengdu-jinxiu"), "products are a non-empty part");
    let report = sample().edit(COMPANY, "city: 成都", "products: [别墅]").check();
    assert!(!report.conforms("chengdu-jinxiu"), "products are a part of what it extends has");
    let report = sample().edit(TELEPHONE, "code: KF-GF-05", "applies_to: { products: [别野] }").check();
    assert!(!report.conforms("group"), "a document's products are the handbook's");
}

#[test]
fn standard_has_exactly_one_bound_that_can_be_read() {
    let dispatch = |keys: &str| {
        sample().edit(TELEPHONE, "title: 派单时限, at_most: 2 小时", &format!("title: 派单时限{keys}"))
    };
    for (keys, says) in [
        (", at_most: ‸约两小时", "约"),
        (", at_most: ‸十几小时", "十几"),
        (", at_most: ‸两三小时", "两三"),
        (", at_most: ‸2", "2"),
        (", at_most: ‸小时", "小时"),
        (", between: ‸[5 小时]", "小时"),
        (", between: ‸[40 分钟, 5 分钟]", "上限"),
        (", covers: ‸[\"25:00-26:00\"]", "25:00"),
        (", covers: ‸[\"21:00-08:00\"]", "次日"),
        (", level: ‸{ scale: cleaning, at_least: 四级 }", "四级"),
        (", includes: ‸items", "dispatch"),
    ] {
        refused_about(dispatch(keys), "group", "telephone.dispatch", &[says]);
    }
    for keys in ["", ", at_most: 2 小时, at_least: 1 小时"] {
        let report = dispatch(keys).check();
        let found = report.findings("group");
        assert!(
            found
                .iter()
                .any(|finding| finding["rule"] == "bad-source" && finding["subject"] == "telephone.dispatch")
        );
    }
}

// Files

#[test]
fn summary_names_a_file_that_is_not_there() {
    refused(
        sample().edit("SUMMARY.md", "customer-service/assessment.md", "‸customer-service/asessment.md"),
        "group",
        &["customer-service/asessment.md"],
    );
}

#[test]
fn handbook_without_a_summary() {
    let handbook = sample().marked("SUMMARY.md", 1, 1);
    fs::remove_file(handbook.root().join("SUMMARY.md")).unwrap();
    let report = handbook.check();
    // Nothing else: what it would have named is not at fault.
    let found = report.findings("group");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((&found[0]["rule"], &found[0]["file"]), (&"bad-source".into(), &"SUMMARY.md".into()));
    let found = report.findings("chengdu");
    assert!(found.iter().all(|finding| finding["rule"] == "failing-parent"), "{found:#?}");
    handbook.build(1);
    assert!(!handbook.output().join("group").exists());
}

#[test]
fn gbk_file_is_named_and_guessed() {
    let (gbk, _, _) = encoding_rs::GBK.encode("---\ntitle: 电话礼仪\nkind: conduct\n---\n## 接听\n");
    refused(sample().bytes(TELEPHONE, &gbk).marked(TELEPHONE, 2, 1), "group", &["UTF-8", "GBK"]);
    let (gbk, _, _) = encoding_rs::GBK.encode("title: 成都公司\n");
    refused(sample().bytes(COMPANY, &gbk).marked(COMPANY, 1, 1), "chengdu", &["UTF-8", "GBK"]);
    let (gbk, _, _) = encoding_rs::GBK.encode("title: 手册\n");
    refused(sample().bytes("handbook.yaml", &gbk).marked("handbook.yaml", 1, 1), "group", &["UTF-8", "GBK"]);
}

#[test]
fn utf16_file_is_named() {
    for little in [true, false] {
        let text = "\u{feff}---\ntitle: 电话礼仪\n";
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        let utf16: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
        refused(sample().bytes(TELEPHONE, &utf16).marked(TELEPHONE, 1, 1), "group", &["UTF-8", "UTF-16"]);
    }
}

#[test]
fn bytes_of_no_encoding() {
    refused(
        sample().bytes("preface.md", b"# a\n\xff\xfa\x80\n").marked("preface.md", 2, 1),
        "group",
        &["UTF-8"],
    );
}

#[test]
fn characters_that_a_reader_can_not_see() {
    for (character, code) in [
        ('\u{200b}', "U+200B"),
        ('\u{202e}', "U+202E"),
        ('\u{2066}', "U+2066"),
        ('\u{feff}', "U+FEFF"),
        ('\u{ad}', "U+00AD"),
        ('\u{0}', "U+0000"),
        ('\u{7}', "U+0007"),
        ('\u{e0041}', "U+E0041"),
        ('\u{fe0f}', "U+FE0F"),
    ] {
        println!("{code}");
        let hidden = format!("须在‸{character}[三声内]");
        refused(sample().edit(TELEPHONE, "须在[三声内]", &hidden), "group", &[code]);
        let hidden = format!("高端‸{character}项目");
        let handbook = sample().edit(PROJECT, "高端项目", &hidden);
        let report = handbook.check();
        let found = report.findings("chengdu-jinxiu");
        assert!(found.iter().any(|finding| finding["rule"] == "bad-source"), "{code} in YAML");
    }
}

#[test]
fn characters_that_look_like_others() {
    // A Cyrillic а in a Latin word, a Kangxi radical in a Chinese one: a name that a reader takes for another.
    for look_alike in ["pаrking", "⼀声", "𝟐 小时", "ΚF-GF-05"] {
        let handbook = sample().edit(TELEPHONE, "1. 声音清晰。", &format!("1. 声音清晰,{look_alike}。"));
        let report = handbook.check();
        assert!(!report.conforms("group"), "{look_alike} is not what it looks like");
    }
}

#[test]
fn ordinary_chinese_punctuation_is_not_suspicious() {
    sample()
        .edit(TELEPHONE, "1. 声音清晰。", "1. 声音清晰——“您好”……·①℃㎡　；：，。！？（）【】、…①㎡×÷≥≤→")
        .is_clean();
}

#[test]
fn the_letters_of_physics_are_not_suspicious() {
    sample().edit(TELEPHONE, "1. 声音清晰。", "1. 声音清晰,Δt、Σ、Φ、Ω、α、β、μ、π俱全。").is_clean();
}

#[test]
fn byte_order_mark_and_windows_line_ends_are_no_fault() {
    let mut handbook = sample();
    for (path, bytes) in tree(&handbook.root()) {
        let text = String::from_utf8(bytes).unwrap();
        handbook = handbook.bytes(&path, format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes());
    }
    handbook.is_clean();
    handbook.build(0);
    let plain = sample();
    plain.build(0);
    let page =
        |handbook: &Handbook| numbers(&handbook.published("chengdu-jinxiu/customer-service/telephone.html"));
    assert_eq!(page(&handbook), page(&plain));
}

#[test]
fn amendment_with_windows_line_ends_and_a_byte_order_mark() {
    sample().file(PROJECT_TELEPHONE, "\u{feff}## 方言 {after=1.2}\r\n1. 可讲四川话。\r\n").is_clean();
}

#[test]
fn finding_at_a_windows_line_end_can_be_shown() {
    // Found by any_document_goes_through: a place that begins at the line's \r, which is not shown.
    let run = sample().file(PROJECT_TELEPHONE, "<b>\r\n").run(&["check"]);
    assert_eq!(run.code, Some(1), "{}", run.error);
}

#[test]
fn heading_after_a_byte_order_mark_is_a_heading() {
    let handbook = sample().file("preface.md", "\u{feff}# 编制说明\n\n文字。\n");
    handbook.build(0);
    let page = handbook.published("group/preface.html");
    assert!(page.contains("编制说明</h1>"), "{}", text(main_of(&page)));
}

#[test]
fn columns_after_a_byte_order_mark_and_windows_line_ends() {
    sample()
        .file(COMPANY, "\u{feff}‸titel: 成都公司\r\n")
        .finds("chengdu", error("bad-source", "", &["titel", "title"]));
    sample()
        .file(COMPANY, "\u{feff}title: 成都公司\r\ncity: 成都\r\n‸opened: 2027-01-01\r\n")
        .finds("chengdu", error("bad-source", "", &["opened"]));
}

#[test]
fn empty_files() {
    refused(sample().file(TELEPHONE, "").marked(TELEPHONE, 1, 1), "group", &[]);
    refused(sample().file(TELEPHONE, "\n \n").marked(TELEPHONE, 1, 1), "group", &[]);
    refused(sample().file(COMPANY, "").marked(COMPANY, 1, 1), "chengdu", &["空"]);
    refused(sample().file(FORM, "# 没有\n").marked(FORM, 2, 1), "group", &[]);
    refused(sample().file("handbook.yaml", "").marked("handbook.yaml", 1, 1), "group", &["空"]);
}

#[test]
fn front_matter_that_is_never_closed() {
    for end in ["\n", "\r\n"] {
        let text = format!("---{end}title: 电话礼仪{end}kind: conduct{end}## 接听{end}");
        refused(sample().file(TELEPHONE, &text).marked(TELEPHONE, 1, 1), "group", &["---"]);
    }
}

#[test]
fn folder_that_is_no_handbook() {
    let handbook = empty();
    for command in ["check", "build", "standards", "forms"] {
        let run = handbook.run(&[command]);
        assert_eq!(run.code, Some(2), "{command}");
        assert!(run.error.contains("handbook.yaml") && run.error.contains("--handbook"), "{}", run.error);
        assert!(!handbook.output().exists(), "{command} writes nothing");
    }
    fs::remove_dir(handbook.root()).unwrap();
    let run = handbook.run(&["build"]);
    assert_eq!(run.code, Some(2));
    assert!(run.error.contains("不存在"), "{}", run.error);
}

#[test]
fn edition_that_is_not_there() {
    let run = sample().run(&["build", "--edition", "chengdo"]);
    assert_eq!(run.code, Some(2));
    assert!(run.error.contains("chengdu"), "{}", run.error);
}

#[test]
fn edition_s_folder_without_edition_yaml() {
    let handbook =
        sample().file("editions/leshan/customer-service/telephone.md", "## 方言 {after=1.1}\n1. 条款。\n");
    refused(handbook.marked("editions/leshan/edition.yaml", 1, 1), "leshan", &[]);
}

#[test]
fn edition_of_another_that_is_not_there() {
    refused_about(
        sample().edit(PROJECT, "extends: chengdu", "extends: ‸chengdo"),
        "chengdu-jinxiu",
        "chengdu-jinxiu",
        &["chengdo", "chengdu"],
    );
}

#[test]
fn editions_that_extend_each_other() {
    let handbook = sample().edit(COMPANY, "city: 成都", "extends: chengdu-jinxiu");
    let report = handbook.check();
    let all: Vec<_> = ["chengdu", "chengdu-jinxiu"].iter().flat_map(|id| report.findings(id)).collect();
    assert!(all.iter().any(
        |finding| finding["rule"] == "bad-source" && finding["message"].as_str().unwrap().contains('圈')
    ));
    assert!(!report.conforms("chengdu") && !report.conforms("chengdu-jinxiu"), "neither can be published");
    handbook.build(1);
    assert!(handbook.output().join("group/index.html").exists());
    refused_about(
        sample().edit(COMPANY, "city: 成都", "extends: ‸chengdu"),
        "chengdu",
        "chengdu",
        &["chengdu"],
    );
}

#[cfg(unix)]
#[test]
fn link_out_of_the_handbook() {
    for path in [ASSESSMENT, FORM, COMPANY, "SUMMARY.md", COMPANY_TELEPHONE] {
        let handbook = sample().marked(path, 1, 1);
        let outside = handbook.root().join("../outside");
        fs::write(&outside, "title: 秘密\n").unwrap();
        let link = handbook.root().join(path);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(&outside, &link).unwrap();
        let edition = if path.starts_with("editions/") { "chengdu" } else { "group" };
        handbook.finds(edition, error("bad-source", "", &["以外"]));
        handbook.build(1);
    }
}

#[cfg(unix)]
#[test]
fn picture_that_is_a_link_out_of_the_handbook_is_not_published() {
    let handbook = sample();
    let outside = handbook.root().join("../secret.txt");
    fs::write(&outside, "秘密").unwrap();
    std::os::unix::fs::symlink(&outside, handbook.root().join("notes.txt")).unwrap();
    handbook.run(&["build"]);
    let leaked = handbook.tree("").into_iter().find(|(_, bytes)| bytes == "秘密".as_bytes());
    assert_eq!(leaked, None, "the file's text is online");
    assert!(!handbook.check().conforms("group"), "a link out of the handbook's folder is bad-source");
}

#[cfg(unix)]
#[test]
fn links_in_a_circle() {
    let handbook = sample();
    std::os::unix::fs::symlink("loop.md", handbook.root().join("loop.md")).unwrap();
    std::os::unix::fs::symlink("..", handbook.root().join("customer-service/up")).unwrap();
    let run = handbook.run(&["check"]);
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.error);
}

#[test]
fn document_s_path_that_leads_out_of_the_handbook() {
    let handbook = sample().append("SUMMARY.md", "- [外](‸../outside.md)\n");
    fs::write(handbook.root().join("../outside.md"), "# 外\n\n秘密\n").unwrap();
    assert!(!handbook.check().conforms("group"), "a link out of the handbook's folder is bad-source");
    handbook.build(1);
    assert!(!handbook.output().join("outside.html").exists());
}

#[test]
fn document_id_that_leads_out_of_the_output() {
    let handbook = sample().edit(TELEPHONE, "id: telephone ", "id: ../../evil ");
    handbook.run(&["build"]);
    assert!(!handbook.output().join("../evil.html").exists());
}

// Editions

#[test]
fn amendment_says_what_it_does() {
    for section in [
        "‸## 方言\n1. 条款。\n",
        "‸## 方言 {delete=1.1}\n",
        "‸## 方言 {after=1.1 replace=1.1}\n1. 条款。\n",
        "‸### 方言 {after=1.1}\n1. 条款。\n",
        "‸## 方言 {after=1.1 .delegated}\n1. 条款。\n",
        "‸一段没有小节的话。\n",
        "‸---\ntitle: 电话\n---\n## 方言 {after=1.1}\n1. 条款。\n",
    ] {
        println!("{section}");
        refused(sample().file(PROJECT_TELEPHONE, section), "chengdu-jinxiu", &[]);
    }
}

#[test]
fn edition_s_sources_carry_no_html_include_or_other_attributes() {
    for text in [
        "1. 条款<b>加粗</b>。\n",
        "1. 条款。\n\n<div style=\"display:none\">藏起来</div>\n",
        "1. 条款。<!-- 藏起来 -->\n",
        "1. {{#include ../../secret.md}}\n",
        "1. 条款。 {.hidden}\n",
        "1. 条款。 {style=x}\n",
    ] {
        let report = sample().file(PROJECT_TELEPHONE, &format!("## 方言 {{after=1.1}}\n{text}")).check();
        assert!(!report.conforms("chengdu-jinxiu"), "{text}");
        let local = format!("---\ntitle: 本地\nkind: conduct\n---\n## 方言\n{text}");
        let report = sample().file("editions/chengdu-jinxiu/local.md", &local).check();
        assert!(!report.conforms("chengdu-jinxiu"), "in a local document: {text}");
    }
}

#[test]
fn section_is_read_alone() {
    // A code fence, a comment or a link definition must not reach from one section into the next.
    let handbook = sample().file(
        PROJECT_TELEPHONE,
        "## 甲 {after=1.1}\n1. 甲条款。\n\n```\n未完的代码\n## 乙 {after=1.2}\n1. 乙条款。\n",
    );
    let report = handbook.check();
    let supplemented = report.edition("chengdu-jinxiu")["clauses"]["supplemented"].as_u64();
    assert!(
        !report.conforms("chengdu-jinxiu") || supplemented == Some(2),
        "the second section is swallowed without a word"
    );
}

#[test]
fn approvals_inside_an_edition() {
    refused(
        sample().file("editions/chengdu/approvals.yaml", "[]\n").marked(
            "editions/chengdu/approvals.yaml",
            1,
            1,
        ),
        "chengdu",
        &["approve"],
    );
}

// Size and depth

#[test]
fn very_deep_nesting() {
    let mut deep = String::new();
    for depth in 0..300 {
        deep += &format!("{}1. 第{depth}层\n", "   ".repeat(depth));
    }
    let quotes = ">".repeat(20_000);
    let items = "1. ".repeat(3_000);
    let brackets = "[".repeat(50_000);
    let emphasis = "*a ".repeat(20_000);
    for body in [deep, quotes, items, brackets, emphasis] {
        let handbook = regulation(&format!("## 接听\n{body}\n"));
        let run = handbook.run(&["build"]);
        assert!(matches!(run.code, Some(0 | 1)), "{:?} {}", run.code, run.error);
        let handbook = document(&format!("# 接听\n\n{body}\n"));
        let run = handbook.run(&["build"]);
        assert!(matches!(run.code, Some(0 | 1)), "{:?} {}", run.code, run.error);
    }
}

#[test]
fn very_deep_yaml() {
    for deep in ["[".repeat(20_000), format!("{}1", "a: {".repeat(5_000)), "- ".repeat(20_000)] {
        let handbook = sample().file(COMPANY, &format!("title: 成都\ncity: {deep}\n"));
        let report = handbook.check();
        assert!(!report.conforms("chengdu"));
    }
}

#[test]
fn yaml_that_multiplies_itself() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (name, of) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        bomb += &format!("{name}: &{name} [*{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}]\n");
    }
    assert!(!sample().file(COMPANY, &bomb).check().conforms("chengdu"));
}

#[test]
fn huge_numbers() {
    let nines = "9".repeat(5_000);
    for value in [
        format!("{nines} 声"),
        format!("0.{nines} 声"),
        format!("{nines}.{nines} 声"),
        "九亿亿亿亿亿亿亿亿声".to_owned(),
        format!("{} 声", "九".repeat(2_000)),
        "1e999999 声".to_owned(),
        "-1 声".to_owned(),
        "99999999999999999999 年".to_owned(),
    ] {
        let report = sample()
            .append(COMPANY, &format!("standards:\n  telephone.answer-rings: {{ at_most: \"{value}\" }}\n"))
            .check();
        assert!(!report.conforms("chengdu"), "more than 3 声, or unreadable");
        sample().edit(TELEPHONE, "1. 声音清晰。", &format!("1. 等{value}。")).check();
    }
    let number = "1".repeat(30);
    sample()
        .edit(TELEPHONE, "1. 声音清晰。", &format!("1. 声音清晰。\n\n{number}. 数\n{number}、数"))
        .check();
    for keys in ["columns: 99999999999", "columns: -1", "columns: 0", "columns: 1000000"] {
        assert!(!sample().edit(FORM, "columns: 2", keys).check().conforms("group"), "{keys}");
    }
    for keys in [
        "row_height: 1e9mm",
        "row_height: 0mm",
        "row_height: -9mm",
        "row_height: NaNmm",
        "row_height: 99999999999mm",
    ] {
        assert!(!sample().edit(FORM, "row_height: 9mm", keys).check().conforms("group"), "{keys}");
    }
    for keys in ["rows: 99999999999", "rows: -1", "rows: 100000000"] {
        assert!(!sample().edit(FORM, "rows: fill", keys).check().conforms("group"), "{keys}");
    }
}

// Laws: whatever stands in a file, load, resolve and check end with findings and not with a panic.

/// Pieces that mean something to the readers, put together without sense.
fn scraps(known: &'static [&'static str]) -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        6 => proptest::sample::select(known).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

const MARKDOWN: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "   ",
    "    ",
    "\t",
    "\r\n",
    "# ",
    "## ",
    "### ",
    "###### ",
    "1. ",
    "2. ",
    "10. ",
    "- ",
    "> ",
    "1、",
    "(1)",
    "1.1 ",
    "一、",
    "第一条",
    "接听",
    "《电话礼仪》",
    "《",
    "》",
    "〔姓名〕",
    "〔",
    "{{",
    "}}",
    "{{service_center}}",
    "{{}}",
    "{#answer}",
    "{.delegated}",
    "{std=banned}",
    "{after=1.1}",
    "{replace=1.1}",
    "{fill=5}",
    "{na=1}",
    "{",
    "}",
    "[三声内](std:answer-rings)",
    "[x](std:)",
    "[",
    "](",
    ")",
    "](std:",
    "![",
    "](#1.1)",
    "](telephone.md#1)",
    "三声内",
    "2 小时",
    "半天",
    "约",
    "``",
    "```",
    "`",
    "~~",
    "*",
    "**",
    "_",
    "|a|b|\n|-|-|\n|1|2|\n",
    "|",
    "[^1]",
    "[^1]: 注\n",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "---\n",
    "===\n",
    "- [ ] ",
    "\\",
    "&amp;",
    "<a@b.c>",
    "title: 甲\n",
    "kind: conduct\n",
    "kind: procedure\n",
    "kind: faq\n",
    "standards:\n",
    "  a: { title: 甲, at_most: 3 声 }\n",
];

const YAML: &[&str] = &[
    "\n",
    " ",
    "  ",
    "\t",
    ": ",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\"",
    "'",
    "|",
    ">",
    "&a",
    "*a",
    "!!str",
    "#",
    "---\n",
    "...\n",
    "?",
    "%",
    "title: 甲\n",
    "extends: chengdu\n",
    "extends: group\n",
    "products: [住宅]\n",
    "opens: 2027-03-01\n",
    "parameters:\n",
    "standards:\n",
    "  telephone.answer-rings: ",
    "at_most: 2 声",
    "covers: [\"21:00-次日08:00\"]",
    "between: [",
    "level: { scale: cleaning, at_least: 一级 }",
    "fill:\n",
    "考核程序",
    "{{service_center}}",
    "null",
    "~",
    "1e9",
    "0x1F",
    "2027-01-01",
    "body:\n",
    "  - fields:\n",
    "      columns: 2\n",
    "  - table:\n",
    "      rows: fill\n",
    "  - text: 文字\n",
    "  - signatures: [甲]\n",
    "      items:\n",
    "        - { label: 甲, name: a }\n",
];

fn goes_through(handbook: &Handbook) {
    if let Ok(loaded) = handbook::load::load(&handbook.root()) {
        for checked in handbook::check::check(handbook::resolve::resolve(&loaded)) {
            for finding in &checked.findings {
                let (line, column) = finding.place.line_column();
                assert!(line >= 1 && column >= 1);
                handbook::diagnostic::finding(finding, handbook::message::Language::Chinese, false);
                handbook::diagnostic::finding(finding, handbook::message::Language::English, false);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_goes_through(body in scraps(MARKDOWN), amendment in scraps(MARKDOWN)) {
        for kind in ["conduct", "faq", "text"] {
            let text = format!("---\ntitle: 电话礼仪\nkind: {kind}\nstandards:\n  answer-rings: {{ title: 甲, at_most: 3 声 }}\n---\n{body}");
            goes_through(&sample().file(TELEPHONE, &text.replace('‸', "")).file(PROJECT_TELEPHONE, &amendment.replace('‸', "")));
        }
    }

    #[test]
    fn any_file_goes_through(text in scraps(MARKDOWN), yaml in scraps(YAML)) {
        let (text, yaml) = (text.replace('‸', ""), yaml.replace('‸', ""));
        goes_through(&sample().file(TELEPHONE, &text).file("SUMMARY.md", &text));
        for path in [COMPANY, FORM, "handbook.yaml"] {
            goes_through(&sample().file(path, &yaml));
        }
    }

    #[test]
    fn any_bytes_go_through(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for path in [TELEPHONE, COMPANY, FORM, "handbook.yaml", "SUMMARY.md"] {
            goes_through(&sample().bytes(path, &bytes));
        }
    }
}
