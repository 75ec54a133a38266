//! The commands that a local edition's writer and the group's editor work with, from the first draft to the approval.

mod common;

use common::*;

/// The project rewords a clause in the group's sense.
fn reworded() -> Handbook {
    sample().file(PROJECT_TELEPHONE, "## {replace=1.2.1}\n声音清晰、亲切。\n")
}

const APPROVE: [&str; 7] =
    ["approve", "chengdu-jinxiu", "telephone#1.2.1", "--by", "集团客户关系部", "--reason", "更亲切"];

// new edition

#[test]
fn new_edition_is_published_at_once() {
    let handbook = sample();
    let new =
        ["new", "edition", "chengdu-binjiang", "--extends", "chengdu", "--city", "成都", "--product", "住宅"];
    let run = handbook.run(&[&new[..], &["--opens", "2027-06-01"]].concat());
    assert_eq!(run.code, Some(0), "{}", run.error);
    handbook.is_clean();
    handbook.build(0);
    assert!(handbook.published("chengdu-binjiang/conformance.html").contains("符合集团标准"));
    let text =
        std::fs::read_to_string(handbook.root().join("editions/chengdu-binjiang/edition.yaml")).unwrap();
    for words in [
        "extends: chengdu",
        "opens: 2027-06-01",
        "effective: 2027-05-02",
        "based_on: \"2026.1\"",
        "service_center: \"锦绣花园物业服务中心\"  # 物业服务中心名称",
        "# telephone.answer-rings: { at_most: 3 声 }  # 来电接听时限",
        "{after=1.1}",
    ] {
        assert!(text.contains(words), "「{words}」 in {text}");
    }
}

#[test]
fn new_edition_shows_what_the_group_leaves_to_it() {
    let handbook = sample();
    assert_eq!(handbook.run(&["new", "edition", "shenyang", "--city", "沈阳"]).code, Some(0));
    let text = std::fs::read_to_string(handbook.root().join("editions/shenyang/edition.yaml")).unwrap();
    assert!(text.contains("# 《服务考核》5 由城市公司规定。") && text.contains("\"考核程序\": "), "{text}");
    assert!(!text.contains("opens:"), "a company's edition opens nothing");
    handbook.is_clean();
}

#[test]
fn every_standard_that_new_edition_lists_can_be_taken_over() {
    let handbook = sample();
    assert_eq!(handbook.run(&["new", "edition", "shenyang"]).code, Some(0));
    let path = "editions/shenyang/edition.yaml";
    let text = std::fs::read_to_string(handbook.root().join(path)).unwrap();
    let taken = text.replace("\n  # telephone.", "\n  telephone.");
    assert_ne!(taken, text);
    handbook.file(path, &taken).is_clean();
}

#[test]
fn new_edition_that_can_not_be_is_said() {
    let handbook = sample();
    for (arguments, says) in [
        (&["沈阳"][..], "小写字母"),
        (&["group"], "小写字母"),
        (&["../x"], "小写字母"),
        (&["chengdu"], "已经有了"),
        (&["x", "--extends", "chengdo"], "chengdu"),
        (&["x", "--product", "公寓"], "产品"),
        (&["x", "--opens", "2027-13-01"], "YYYY-MM-DD"),
    ] {
        let run = handbook.run(&[&["new", "edition"], arguments].concat());
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.error.contains(says), "「{says}」 in {}", run.error);
    }
}

// approve

#[test]
fn approval_shows_both_texts_and_holds_for_them_alone() {
    let handbook = reworded();
    let run = handbook.run(&APPROVE);
    assert_eq!(run.code, Some(0), "{}", run.error);
    assert!(run.out.contains("声音清晰。") && run.out.contains("声音清晰、亲切。"), "{}", run.out);
    handbook.is_clean();
    // Whichever of the two texts changes, the approval is void.
    let local = reworded();
    local.run(&APPROVE);
    local
        .edit(PROJECT_TELEPHONE, "{replace=1.2.1}\n声音清晰、亲切", "{replace=‸1.2.1}\n声音清晰、柔和")
        .finds("chengdu-jinxiu", error("unapproved-replacement", "telephone#1.2.1", &["approve"]));
    let group = reworded();
    group.run(&APPROVE);
    let report = group.edit(TELEPHONE, "声音清晰。", "声音清晰、语速适中。").check();
    assert!(report.findings("chengdu-jinxiu").iter().any(|f| f["rule"] == "unapproved-replacement"));
}

#[test]
fn approval_of_a_heading_s_absence_holds_for_all_below_it() {
    let handbook = sample().file(PROJECT_TELEPHONE, "## {na=2}\n本项目不拨打客户电话。\n");
    let approve = ["approve", "chengdu-jinxiu", "telephone#2", "--by", "集团", "--reason", "只接听"];
    assert_eq!(handbook.run(&approve).code, Some(0));
    handbook.is_clean();
    let report = handbook
        .append(TELEPHONE, "")
        .edit(TELEPHONE, "不致电客户。", "不致电客户。\n2. 拨打前核对号码。")
        .check();
    assert!(report.findings("chengdu-jinxiu").iter().any(|f| f["rule"] == "unapproved-replacement"));
}

#[test]
fn only_what_needs_approval_can_be_approved() {
    let handbook = reworded();
    for clause in ["telephone#1.1", "telephone#9", "nothing"] {
        let run = handbook.run(&["approve", "chengdu-jinxiu", clause, "--by", "x", "--reason", "y"]);
        assert_eq!(run.code, Some(2), "{clause}");
    }
    assert!(!handbook.root().join("approvals.yaml").exists());
}

// rebase

#[test]
fn rebase_shows_the_change_and_confirms_only_what_is_accepted() {
    let handbook = sample().file(
        PROJECT_TELEPHONE,
        "## 方言 {after=1.1}\n请使用四川话。\n## 称呼 {after=1.2}\n称呼客户的姓氏。\n",
    );
    assert_eq!(handbook.run(&["rebase", "chengdu-jinxiu", "--accept-all"]).code, Some(0));
    let changed = handbook.edit(TELEPHONE, "接起。 {#answer}", "接起并问好。 {#answer}").edit(
        TELEPHONE,
        "和〔姓名〕。",
        "和〔姓名〕、〔岗位〕。",
    );
    let report = changed.check();
    let stale = |report: &Report| -> Vec<String> {
        let findings = report.findings("chengdu-jinxiu");
        let stale = findings.iter().filter(|finding| finding["rule"] == "stale-amendment");
        stale.map(|finding| finding["subject"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(stale(&report), ["telephone#1.1", "telephone#1.2"]);
    let run = changed.run(&["rebase", "chengdu-jinxiu"]);
    assert_eq!(run.code, Some(1), "nothing is confirmed by looking");
    for words in ["接起【】。", "接起【并问好】。", "请使用四川话。"] {
        assert!(run.out.contains(words), "「{words}」 in {}", run.out);
    }
    assert_eq!(stale(&changed.check()).len(), 2, "looking writes nothing");
    assert_eq!(changed.run(&["rebase", "chengdu-jinxiu", "--accept", "telephone#1.1"]).code, Some(1));
    assert_eq!(stale(&changed.check()), ["telephone#1.2"]);
    assert_eq!(changed.run(&["rebase", "chengdu-jinxiu", "--accept-all"]).code, Some(0));
    changed.is_clean();
}

#[test]
fn without_a_lock_an_amendment_is_held_to_be_of_the_base() {
    let handbook = sample().file(PROJECT_TELEPHONE, "## 方言 {after=1.1}\n请使用四川话。\n");
    handbook.is_clean();
    let later = handbook.edit("handbook.yaml", "version: \"2026.1\"", "version: \"2026.2\"");
    let report = later.check();
    let rules: Vec<_> = report.findings("chengdu-jinxiu").iter().map(|f| f["rule"].clone()).collect();
    assert!(
        rules.contains(&"stale-amendment".into()) && rules.contains(&"outdated-base".into()),
        "{rules:?}"
    );
}

#[test]
fn check_and_build_write_nothing_into_the_sources() {
    let handbook = reworded();
    let before = tree(&handbook.root());
    handbook.check();
    handbook.build(1);
    handbook.build_with(1, &["--draft"]);
    assert_eq!(before, tree(&handbook.root()));
}

// explain, diff, standards, sarif

#[test]
fn explain_tells_a_rule_a_clause_and_a_standard() {
    let handbook = sample();
    let told = |what: &str| {
        let run = handbook.run(&["explain", what]);
        assert_eq!(run.code, Some(0), "{}", run.error);
        run.out
    };
    for words in ["为什么", "例如", "改法"] {
        assert!(told("below-standard").contains(words), "{words}");
    }
    let clause = told("telephone#answer");
    assert!(clause.contains("[group, chengdu]\n1.1 来电须在三声内接起。"), "{clause}");
    assert!(clause.contains("[chengdu-jinxiu]\n1.1 来电须在两声内接起。"), "{clause}");
    let standard = told("telephone.answer-rings");
    assert!(standard.contains("chengdu-jinxiu: 应 不超过 2 声  (高端项目)"), "{standard}");
    let run = handbook.run(&["explain", "telephone.answer-ring"]);
    assert_eq!(run.code, Some(2));
    assert!(run.error.contains("telephone.answer-rings"), "{}", run.error);
}

#[test]
fn every_rule_is_explained_in_both_languages() {
    let handbook = sample();
    let sarif: serde_json::Value =
        serde_json::from_str(&handbook.run(&["check", "--format", "sarif"]).out).unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.len() > 20);
    for rule in rules {
        for (language, mend) in [("zh-CN", "改法"), ("en", "Mend")] {
            let id = rule["id"].as_str().unwrap();
            let run = handbook.run(&["explain", id, "--lang", language]);
            assert!(run.out.contains(mend), "{id} in {language}: {}", run.out);
        }
    }
}

#[test]
fn diff_tells_what_an_edition_changes() {
    let handbook = reworded().file(
        "editions/chengdu-jinxiu/visitors.md",
        "---\ntitle: 访客接待\nkind: conduct\n---\n1. 访客登记后请其入座。\n",
    );
    let run = handbook.run(&["diff", "chengdu-jinxiu"]);
    for words in [
        "成都锦绣花园客户服务标准 ← 成都公司客户服务标准",
        "提高 来电接听时限 (telephone.answer-rings)\n  - 应 不超过 3 声\n  + 应 不超过 2 声\n    (高端项目)",
        "改写 《电话礼仪》1.2.1 (telephone#1.2.1)\n  - 声音清晰。\n  + 声音清晰、亲切。",
        "访客接待",
    ] {
        assert!(run.out.contains(words), "「{words}」 in {}", run.out);
    }
}

#[test]
fn findings_go_to_editors_as_sarif() {
    let handbook = sample().edit(PROJECT, "at_most: 2 声", "at_most: 5 声");
    let run = handbook.run(&["check", "--format", "sarif"]);
    assert_eq!(run.code, Some(1));
    let sarif: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "below-standard");
    let rule = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][rule]["id"], "below-standard");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], PROJECT);
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&10.into(), &38.into()));
}
