//! A manager who wants to cheat: every way that we know to publish less than the group asks for is refused, at a
//! place in his own files.

mod common;

use common::*;

/// Asserts that the project is refused for this rule, with a finding in a file of its own.
#[track_caller]
fn refused(handbook: Handbook, rule: &str) {
    refused_in(&handbook, "chengdu-jinxiu", rule);
}

#[track_caller]
fn refused_in(handbook: &Handbook, edition: &str, rule: &str) {
    let report = handbook.check();
    let findings = report.findings(edition);
    let own = format!("editions/{edition}/");
    let found = findings.iter().any(|finding| {
        finding["rule"] == rule
            && finding["severity"] == "error"
            && finding["file"].as_str().is_some_and(|file| file.starts_with(&own))
            && finding["mend"].as_str().is_some_and(|mend| !mend.is_empty())
    });
    assert!(found && !report.conforms(edition), "{rule} among {findings:#?}");
}

const LOCAL: &str = "editions/chengdu-jinxiu/local.md";

fn local(body: &str) -> Handbook {
    sample().file(LOCAL, &format!("---\ntitle: 本地补充规定\nkind: conduct\n---\n{body}"))
}

fn keyed(from: &str, to: &str) -> Handbook {
    sample().edit(PROJECT, from, to)
}

// In words

#[test]
fn supplement_contradicts_what_it_stands_under() {
    for text in [
        "本条不适用于夜间。",
        "节假日除外。",
        "夜间可不接听。",
        "来电在五声内接起。",
        "前台忙时无需接起。",
        "原则上执行。",
    ] {
        refused(
            sample().file(PROJECT_TELEPHONE, &format!("## 说明 {{after=1.1}}\n{text}\n")),
            "loosened-wording",
        );
    }
}

#[test]
fn supplement_contradicts_a_clause_that_it_does_not_stand_under() {
    // Below another clause of the document, and below one of another document.
    refused(
        sample().file(PROJECT_TELEPHONE, "## 说明 {after=2.1}\n来电在五声内接起。\n"),
        "loosened-wording",
    );
    refused(
        sample().file(
            "editions/chengdu-jinxiu/customer-service/assessment.md",
            "## 说明 {after=1}\n来电在五声内接起。\n",
        ),
        "loosened-wording",
    );
}

#[test]
fn label_of_a_supplement_excepts() {
    refused(
        sample().file(PROJECT_TELEPHONE, "## 节假日除外 {after=1.1}\n1. 可以用四川话应答。\n"),
        "loosened-wording",
    );
}

#[test]
fn words_are_taken_apart_by_marks_and_line_ends() {
    for text in [
        "节假日除\n外。",
        "节假日**除**外。",
        "节假日除\\\n外。",
        "节假日[除](../x.md)外。",
        "节假日`除外`。",
    ] {
        refused(
            sample().file(PROJECT_TELEPHONE, &format!("## 说明 {{after=1.1}}\n{text}\n")),
            "loosened-wording",
        );
    }
}

#[test]
fn local_document_says_less() {
    refused(local("## 电话\n1. 来电在五声内接起。\n"), "loosened-wording");
    refused(local("## 电话\n1. 夜间来电可不接起。\n"), "loosened-wording");
    refused(local("## 适用\n1. 与集团条款不一致的,以本规定为准。\n"), "loosened-wording");
    // In the head of the document, too, and in prose.
    refused(local("## 电话(节假日除外)\n1. 使用四川话。\n"), "loosened-wording");
    let head = "---\ntitle: 本地补充规定\nkind: conduct\n";
    for key in [
        "revisions: [{ version: A/0, date: 2026-12-01, summary: 节假日不执行 }]",
        "prepared_by: 客服部(夜间可不接听)",
        "standards: { x: { title: 夜间可不接听, at_most: 2 声 } }",
    ] {
        let text = format!("{head}{key}\n---\n## 电话\n1. 使用四川话。\n");
        refused(sample().file(LOCAL, &text), "loosened-wording");
    }
    let prose = "---\ntitle: 说明\n---\n# 说明\n\n本项目来电在五声内接起。\n";
    refused(sample().file(LOCAL, prose), "loosened-wording");
}

#[test]
fn project_contradicts_what_its_company_has_added() {
    let company =
        sample().file(COMPANY_TELEPHONE, "## 回访 {after=1.3}\n1. 投诉办结后须在24小时内回访客户。\n");
    let project = company
        .file(LOCAL, "---\ntitle: 回访\nkind: conduct\n---\n## 回访\n1. 投诉办结后须在7天内回访客户。\n");
    refused(project, "loosened-wording");
}

#[test]
fn form_says_less() {
    let form = |text: &str| {
        let form = format!(
            "title: 本地记录表\ncode: KF-JL-99\nversion: A/0\ncites: [telephone#answer]\nbody:\n{text}"
        );
        sample().file("editions/chengdu-jinxiu/forms/local.yaml", &form)
    };
    refused(form("  - text: 受理后3天内指派责任人。\n"), "loosened-wording");
    refused(form("  - notes: [夜间来电可不接起。]\n"), "loosened-wording");
}

#[test]
fn parameter_title_city_or_reason_loosens() {
    for value in ["物业服务中心(夜间可不接听)", "物业服务中心,节假日除外", "服务中心(可不报出)"]
    {
        refused(keyed("锦绣花园物业服务中心", &format!("\"{value}\"")), "loosened-wording");
    }
    refused(
        keyed("title: 成都锦绣花园客户服务标准", "title: 成都锦绣花园客户服务标准(节假日不执行)"),
        "loosened-wording",
    );
    refused(keyed("city: 成都", "city: 成都(夜间不执行集团标准)"), "loosened-wording");
    refused(keyed("reason: 高端项目", "reason: 人手不足时可不执行"), "loosened-wording");
}

#[test]
fn title_promises_less_than_the_clauses() {
    let titled = "---\ntitle: 来电五声内接起\nkind: conduct\n---\n## 电话\n1. 使用四川话。\n";
    refused(sample().file(LOCAL, titled), "loosened-wording");
}

#[test]
fn reason_may_speak_of_what_is_asked() {
    for reason in
        ["当地条例要求必须在2小时内回复", "业主午休多在12:00-14:30", "样板项目，每日由值班经理抽听录音"]
    {
        keyed("reason: 高端项目", &format!("reason: \"{reason}\"")).is_clean();
    }
}

#[test]
fn given_wording_says_more_than_the_bound() {
    refused(keyed("reason: 高端项目", "wording: 两声内(节假日除外)"), "loosened-wording");
}

#[test]
fn fill_waives_or_undoes_what_the_company_filled_in() {
    refused(keyed("standards:", "fill: { 考核程序: 视情况可不考核。 }\nstandards:"), "loosened-wording");
    refused(keyed("standards:", "fill: { 考核程序: 每年考核一次。 }\nstandards:"), "loosened-wording");
    sample().edit(PROJECT, "standards:", "fill: { 考核程序: 每月考核一次。 }\nstandards:").is_clean();
}

#[test]
fn words_are_struck_out() {
    refused(
        sample().file(PROJECT_TELEPHONE, "## {replace=1.1}\n来电~~须在[两声内](std:answer-rings)接起~~。\n"),
        "bad-source",
    );
}

#[test]
fn looser_replacement_is_refused_though_the_group_approved_it() {
    let handbook =
        sample().file(PROJECT_TELEPHONE, "## {replace=1.2}\n可报出{{service_center}}和〔姓名〕。\n");
    let approve = ["approve", "chengdu-jinxiu", "telephone#1.2", "--by", "集团", "--reason", "试"];
    assert_eq!(handbook.run(&approve).code, Some(0));
    handbook.finds_no("unapproved-replacement");
    refused(handbook, "loosened-wording");
}

// In values

#[test]
fn bound_that_nothing_can_meet() {
    refused(keyed("{ at_most: 2 声, reason: 高端项目 }", "{ between: [3 声, 2 声] }"), "below-standard");
    refused(
        keyed(
            "telephone.answer-rings: { at_most: 2 声, reason: 高端项目 }",
            "telephone.dispatch: { between: [40 分钟, 5 分钟] }",
        ),
        "below-standard",
    );
}

#[test]
fn products_shed_documents() {
    for products in ["[]", "[公寓]", "[别墅墅]"] {
        refused(keyed("products: [住宅]", &format!("products: {products}")), "bad-source");
    }
    // A project for villas below a company that builds homes only.
    let company = sample().edit(COMPANY, "city: 成都", "city: 成都\nproducts: [住宅]");
    refused(company.edit(PROJECT, "products: [住宅]", "products: [别墅]"), "bad-source");
}

#[test]
fn dates_are_put_off() {
    refused(keyed("effective: 2027-01-15", "effective: 2027-03-02"), "late-effective");
    // Without a date of its own the project is in force with what it extends.
    let late = sample().edit(COMPANY, "effective: 2026-12-20", "effective: 2027-06-01");
    refused(late.edit(PROJECT, "effective: 2027-01-15\n", ""), "late-effective");
}

// In the place of the group's

#[test]
fn local_file_takes_the_place_of_the_group_s() {
    let document = |head: &str| format!("---\n{head}kind: conduct\n---\n## 接听\n1. 请使用四川话。\n");
    for head in ["id: telephone\ntitle: 本地\n", "title: 电话礼仪\n", "title: 本地\ncode: KF-GF-05\n"]
    {
        refused(sample().file(LOCAL, &document(head)), "duplicate-id");
    }
    let shadow = "editions/chengdu-jinxiu/customer-service/Telephone.md";
    refused(sample().file(shadow, &document("id: other\ntitle: 本地\n")), "duplicate-id");
    for path in ["index.md", "standards.md", "conformance.md"] {
        let path = format!("editions/chengdu-jinxiu/{path}");
        refused(sample().file(&path, &document("id: other\ntitle: 本地\n")), "duplicate-id");
    }
    refused(
        sample()
            .file("editions/chengdu-jinxiu/forms/record.yaml", "title: 本地记录\nbody:\n  - text: 记录\n"),
        "duplicate-id",
    );
}

// Behind the reader's back

#[test]
fn text_is_hidden_from_the_reader_of_the_sources() {
    for text in [
        "<span hidden>甲</span>",
        "<!-- 甲 -->",
        "{{#include ../../../secret.md}}",
        "甲。\n\n```\n未完",
        "甲\n\n[x]: y",
        "甲[^1]\n\n[^1]: 乙",
        "节假日除\u{200b}外。",
        "节假日除\u{202e}外。",
        "节假日\u{2f60}外。",
    ] {
        refused(sample().file(PROJECT_TELEPHONE, &format!("## 说明 {{after=1.1}}\n{text}\n")), "bad-source");
    }
    refused(sample().file(PROJECT_TELEPHONE, "## 说明 {after=1.1 .hidden}\n甲。\n"), "bad-source");
    refused(sample().file(PROJECT_TELEPHONE, "## 说明 {after=1.1 style=x}\n甲。\n"), "bad-source");
}

#[cfg(unix)]
#[test]
fn amendment_is_a_link_out_of_the_handbook() {
    let handbook = sample();
    let outside = handbook.root().parent().unwrap().join("outside.md");
    std::fs::write(&outside, "## 说明 {after=1.1}\n请使用四川话。\n").unwrap();
    let link = handbook.root().join(PROJECT_TELEPHONE);
    std::fs::create_dir_all(link.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(outside, link).unwrap();
    refused(handbook, "bad-source");
}

// In the group's name

#[test]
fn approval_of_his_own() {
    let replaced = || sample().file(PROJECT_TELEPHONE, "## {replace=1.2.1}\n声音清晰、亲切。\n");
    refused(replaced(), "unapproved-replacement");
    for path in ["approvals.yaml", "customer-service/approvals.yaml", "forms/approvals.yml"] {
        let path = format!("editions/chengdu-jinxiu/{path}");
        let own = replaced().file(&path, "[]\n");
        refused_in(&own, "chengdu-jinxiu", "bad-source");
        refused(own, "unapproved-replacement");
    }
}

#[test]
fn approval_of_other_words_than_were_approved() {
    let handbook = sample().file(PROJECT_TELEPHONE, "## {replace=1.2.1}\n声音清晰、亲切。\n");
    let approve = ["approve", "chengdu-jinxiu", "telephone#1.2.1", "--by", "集团", "--reason", "更好"];
    assert_eq!(handbook.run(&approve).code, Some(0));
    handbook.is_clean();
    refused(handbook.edit(PROJECT_TELEPHONE, "亲切", "亲切、柔和"), "unapproved-replacement");
}

#[test]
fn lock_of_his_own() {
    let handbook = sample().file(PROJECT_TELEPHONE, "## 方言 {after=1.1}\n请使用四川话。\n");
    assert_eq!(handbook.run(&["rebase", "chengdu-jinxiu", "--accept-all"]).code, Some(0));
    handbook.is_clean();
    // The group changes the clause; he puts in the hash of the new text without having read it.
    let changed = handbook.edit(TELEPHONE, "接起。 {#answer}", "接起并问好。 {#answer}");
    refused_in(&changed, "chengdu-jinxiu", "stale-amendment");
    let lock = "editions/chengdu-jinxiu/edition.lock";
    let other = changed.run(&["rebase", "chengdu-jinxiu", "--accept-all"]);
    assert_eq!(other.code, Some(0), "{}", other.error);
    changed.is_clean();
    let text = std::fs::read_to_string(changed.root().join(lock)).unwrap();
    refused(changed.file(lock, &text.replace("问好", "问候")), "bad-source");
}

#[test]
fn broken_on_purpose_so_that_the_old_one_stays() {
    let handbook = sample();
    handbook.build(0);
    let broken = handbook.edit(PROJECT, "at_most: 2 声", "at_most: 9 声");
    broken.build(1);
    let front = broken.published("index.html");
    let card = front.split("<li ").find(|card| card.contains("chengdu-jinxiu/index.html")).unwrap();
    assert!(card.starts_with("class=\"edition stale\""), "marked on the front page: {front}");
}
