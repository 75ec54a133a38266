//! The report on an edition says what it makes of the group's handbook, and who agreed to it.

mod common;

use common::*;
use serde_json::Value;

const WORDS: &str = "声音清晰、亲切。";

/// A project with a bit of everything, approved where it must be.
fn handbook() -> Handbook {
    let handbook = sample()
        .file("villas.md", "---\ntitle: 别墅管家\nkind: conduct\napplies_to: { products: [别墅] }\n---\n1. 管家须每日巡园。\n")
        .edit("SUMMARY.md", "- [服务考核]", "- [别墅管家](villas.md)\n- [服务考核]")
        .file("forms/villa.yaml", "title: 巡园记录\ncites: [\"villas#1\"]\nbody:\n  - text: 记录\n")
        .file(COMPANY_TELEPHONE, "## 方言 {after=1.1}\n1. 客户讲四川话时,可以用四川话应答。\n")
        .file(PROJECT_TELEPHONE, &format!("## {{replace=1.2.1}}\n{WORDS}\n"))
        .file("editions/chengdu-jinxiu/visitors.md", "---\ntitle: 访客接待\nkind: conduct\n---\n1. 访客登记后请其入座。\n");
    let approve =
        ["approve", "chengdu-jinxiu", "telephone#1.2.1", "--by", "集团客户关系部", "--reason", "更亲切"];
    assert_eq!(handbook.run(&approve).code, Some(0));
    handbook.build(0);
    handbook
}

fn report(handbook: &Handbook, edition: &str) -> Value {
    serde_json::from_str(&handbook.published(&format!("{edition}/conformance.json"))).unwrap()
}

fn row<'a>(rows: &'a Value, key: &str, value: &str) -> &'a Value {
    let rows = rows.as_array().unwrap();
    rows.iter().find(|row| row[key] == value).unwrap_or_else(|| panic!("{value} in {rows:#?}"))
}

#[test]
fn each_standard_has_the_value_of_every_layer() {
    let report = report(&handbook(), "chengdu-jinxiu");
    assert_eq!(report["layers"], serde_json::json!(["成都公司客户服务标准", "成都锦绣花园客户服务标准"]));
    let register = report["register"].as_array().unwrap();
    assert_eq!(register.len(), 4, "every standard, tightened or not");
    let rings = row(&report["register"], "id", "telephone.answer-rings");
    assert_eq!((&rings["group"], &rings["local"]), (&"不超过 3 声".into(), &"不超过 2 声".into()));
    assert_eq!(rings["values"], serde_json::json!([null, "不超过 2 声"]));
    assert_eq!(rings["chain"][0]["reason"], "高端项目");
}

#[test]
fn each_amendment_stands_beside_the_group_s_words() {
    let report = report(&handbook(), "chengdu-jinxiu");
    let amendment = |kind| row(&report["amendments"], "kind", kind);
    // The group's value, not the local one.
    assert!(amendment("supplement")["group"].as_str().unwrap().contains("三声内"));
    assert_eq!(amendment("supplement")["edition"], "成都公司客户服务标准");
    assert_eq!(amendment("replacement")["group"], "声音清晰。");
    assert_eq!(amendment("replacement")["local"], WORDS);
    assert_eq!(amendment("replacement")["approval"]["by"], "集团客户关系部");
    assert_eq!(amendment("replacement")["approval"]["reason"], "更亲切");
    assert_eq!(amendment("fill")["approval"], Value::Null);
}

#[test]
fn what_is_left_out_and_what_is_added_is_told() {
    let handbook = handbook();
    let told = report(&handbook, "chengdu-jinxiu");
    assert_eq!(row(&told["left_out"], "title", "别墅管家")["why"], "只适用于别墅");
    assert!(row(&told["left_out"], "title", "巡园记录")["why"].as_str().unwrap().contains("条款"));
    assert_eq!(row(&told["added"], "title", "访客接待")["edition"], "成都锦绣花园客户服务标准");
    assert_eq!(told["days_before_opening"], 45);
    let page = text(main_of(&handbook.published("chengdu-jinxiu/conformance.html")));
    for words in
        ["符合集团标准", "45", "只适用于别墅", "访客接待", "集团客户关系部", "不超过 2 声", "声音清晰。"]
    {
        assert!(page.contains(words), "「{words}」 in {page}");
    }
}

#[test]
fn fingerprints_tell_whose_sources_have_changed() {
    let handbook = handbook();
    let prints = |handbook: &Handbook| {
        handbook.build(0);
        let prints = &report(handbook, "chengdu-jinxiu")["fingerprints"];
        let company = &report(handbook, "chengdu")["fingerprints"];
        assert_eq!(prints["group"], company["group"], "one handbook, one fingerprint");
        assert_ne!(prints["edition"], company["edition"]);
        (prints["group"].to_string(), prints["edition"].to_string())
    };
    let first = prints(&handbook);
    assert_eq!(first, prints(&handbook), "the same sources");
    let local = handbook.edit(PROJECT, "reason: 高端项目", "reason: 双人值守");
    let second = prints(&local);
    assert_eq!(first.0, second.0, "the group's are as they were");
    assert_ne!(first.1, second.1);
    let group = local.edit(TELEPHONE, "不致电客户", "不得致电客户");
    let third = prints(&group);
    assert_ne!(second.0, third.0);
    assert_ne!(second.1, third.1, "an edition is made of the group's sources, too");
}
