//! The floor: of thousands of local values, each a step or a unit away from the group's, every looser one is refused
//! and no stricter one is.

mod common;

use common::*;

/// A standard of the group's, how its prose words it, and local bounds that keep it and that don't.
struct Standard {
    bound: &'static str,
    wording: &'static str,
    kept: Vec<String>,
    broken: Vec<String>,
}

fn each(key: &str, values: &[&str]) -> Vec<String> {
    values.iter().map(|value| format!("{key}: {value}")).collect()
}

fn standards() -> Vec<Standard> {
    let numbers = |key: &'static str, unit: &'static str, range: std::ops::RangeInclusive<u32>| {
        range.map(move |number| format!("{key}: {number} {unit}")).collect::<Vec<_>>()
    };
    let mut all = vec![
        Standard {
            bound: "at_most: 30 分钟",
            wording: "须在[30分钟内](std:s)到场。",
            kept: [
                numbers("at_most", "分钟", 1..=30),
                each("at_most", &["半小时", "0.5 小时", "1800 秒", "二十九分钟", "29.5 分钟", "1/2 小时"])
                    [..5]
                    .to_vec(),
                each("exactly", &["30 分钟", "1 分钟", "半小时"]),
                each("between", &["[5 分钟, 10 分钟]", "[1 秒, 半小时]"]),
            ]
            .concat(),
            broken: [
                numbers("at_most", "分钟", 31..=60),
                numbers("at_most", "小时", 1..=5),
                each(
                    "at_most",
                    &[
                        "30 天",
                        "30 次",
                        "1801 秒",
                        "一个半小时",
                        "当日",
                        "1 个工作日",
                        "十几分钟",
                        "约 20 分钟",
                    ],
                ),
                each("at_least", &["1 分钟", "30 分钟"]),
                each("between", &["[10 分钟, 31 分钟]", "[30 分钟, 5 分钟]"]),
                each("exactly", &["31 分钟"]),
            ]
            .concat(),
        },
        Standard {
            bound: "at_least: 半天",
            wording: "应提前[至少半天](std:s)通知客户。",
            kept: [
                numbers("at_least", "小时", 12..=40),
                numbers("at_least", "天", 1..=9),
                each("at_least", &["半天", "720 分钟", "1 个工作日", "一周", "1 个月"]),
                each("exactly", &["1 天", "12 小时"]),
                each("between", &["[12 小时, 2 天]"]),
            ]
            .concat(),
            broken: [
                numbers("at_least", "小时", 1..=11),
                numbers("at_least", "分钟", 700..=719),
                numbers("at_most", "天", 1..=9),
                each("between", &["[11 小时, 2 天]"]),
            ]
            .concat(),
        },
        Standard {
            bound: "at_least: 1 个月",
            wording: "公示期[不少于1个月](std:s)。",
            kept: [
                numbers("at_least", "天", 31..=60),
                numbers("at_least", "个月", 1..=12),
                each("at_least", &["1 季度", "半年"]),
            ]
            .concat(),
            broken: [numbers("at_least", "天", 1..=30), each("at_least", &["4 周", "1 个月内"])].concat(),
        },
        Standard {
            bound: "at_least: 1 次/周",
            wording: "[每周至少1次](std:s)巡检。",
            kept: [numbers("at_least", "次/周", 1..=20), numbers("at_least", "次/天", 1..=5)].concat(),
            broken: [
                numbers("at_least", "次/月", 1..=20),
                numbers("at_least", "次/季度", 1..=20),
                each("at_least", &["1 次", "0.5 次/周"]),
            ]
            .concat(),
        },
        Standard {
            bound: "between: [5 厘米, 10 厘米]",
            wording: "高度为[5厘米至10厘米](std:s)。",
            kept: [
                numbers("exactly", "厘米", 5..=10),
                numbers("exactly", "毫米", 50..=100),
                each("between", &["[6 厘米, 9 厘米]", "[5 厘米, 0.1 米]", "[50 毫米, 51 毫米]"]),
            ]
            .concat(),
            broken: [
                numbers("exactly", "厘米", 1..=4),
                numbers("exactly", "厘米", 11..=30),
                numbers("exactly", "毫米", 1..=49),
                numbers("at_most", "厘米", 1..=10),
                numbers("at_least", "厘米", 5..=10),
                each("between", &["[4.9 厘米, 10 厘米]", "[5 厘米, 10.1 厘米]", "[9 厘米, 6 厘米]"]),
            ]
            .concat(),
        },
        Standard {
            bound: "exactly: 30 度",
            wording: "鞠躬[30度](std:s)。",
            kept: each("exactly", &["30 度", "三十度"]),
            broken: [
                numbers("exactly", "度", 1..=29),
                numbers("at_most", "度", 1..=30),
                numbers("at_least", "度", 30..=45),
            ]
            .concat(),
        },
        Standard {
            bound: "includes: [鞋套, 工牌, 工具箱]",
            wording: "携带物品见清单。",
            kept: each("includes", &["[鞋套, 工牌, 工具箱]", "[工具箱, 工牌, 鞋套, 垫布]"]),
            broken: each("includes", &["[鞋套, 工牌]", "[鞋套]", "[]", "[鞋套, 工牌, 工具]"]),
        },
        Standard {
            bound: "excludes: [不知道, 不归我管]",
            wording: "禁语见清单。",
            kept: each("excludes", &["[不知道, 不归我管]", "[不归我管, 不知道, 你找别人]"]),
            broken: each("excludes", &["[不知道]", "[]", "[不归我管]"]),
        },
        Standard {
            bound: "one_of: [电话, 短信, 上门]",
            wording: "通知方式见清单。",
            kept: each("one_of", &["[电话]", "[短信, 电话]", "[电话, 短信, 上门]"]),
            broken: each("one_of", &["[]", "[电话, 微信]", "[电话, 短信, 上门, 公告]"]),
        },
        Standard {
            bound: "level: { scale: cleaning, at_least: 二级 }",
            wording: "大堂保洁等级[二级](std:s)以上。",
            kept: vec![
                "level: { scale: cleaning, at_least: 二级 }".into(),
                "level: { scale: cleaning, at_least: 一级 }".into(),
            ],
            broken: vec![
                "level: { scale: cleaning, at_least: 三级 }".into(),
                "level: { scale: cleaning, at_least: 特级 }".into(),
                "level: { scale: greening, at_least: 一级 }".into(),
            ],
        },
    ];
    // Windows a minute wider or narrower at each end, over midnight too.
    let window = |key: &str, from: i32, to: i32| {
        let clock = |minute: i32| {
            let day = if minute >= 1440 { "次日" } else { "" };
            format!("{day}{:02}:{:02}", minute % 1440 / 60, minute % 60)
        };
        format!("{key}: [\"{}-{}\"]", clock(from), clock(to))
    };
    let around = |key: &'static str, grows: bool| -> Vec<String> {
        let steps = (0..40).flat_map(|step| [(step, 0), (0, step), (step, step)]);
        let sign = if grows { 1 } else { -1 };
        steps.map(|(a, b)| window(key, 1260 - a * sign, 1920 + b * sign)).collect()
    };
    all.push(Standard {
        bound: "covers: [\"21:00-次日08:00\"]",
        wording: "[21:00-次日08:00](std:s)不打扰客户。",
        kept: around("covers", true),
        broken: around("covers", false).split_off(3),
    });
    all.push(Standard {
        bound: "within: [\"21:00-次日08:00\"]",
        wording: "[21:00-次日08:00](std:s)可以作业。",
        kept: around("within", false),
        broken: around("within", true).split_off(3),
    });
    all
}

/// Many editions, each with one local bound; whether each conforms.
fn verdicts(standard: &Standard, locals: &[String]) -> Vec<(String, bool, String)> {
    let document = format!(
        "---\ntitle: 标准\nkind: conduct\nstandards:\n  s: {{ title: 标准, {} }}\n---\n1. {}\n",
        standard.bound, standard.wording
    );
    let mut handbook = empty()
        .file("handbook.yaml", "title: 手册\nversion: \"1\"\nscales: { cleaning: [三级, 二级, 一级] }\n")
        .file("SUMMARY.md", "- [标准](a.md)\n")
        .file("a.md", &document);
    for (at, local) in locals.iter().enumerate() {
        let text = format!("title: 版本{at}\nstandards:\n  a.s: {{ {local} }}\n");
        handbook = handbook.file(&format!("editions/e{at}/edition.yaml"), &text);
    }
    let report = handbook.check();
    assert!(report.conforms("group"), "{} {:#?}", standard.bound, report.findings("group"));
    let told = locals.iter().enumerate().map(|(at, local)| {
        let id = format!("e{at}");
        let rules: Vec<_> = report.findings(&id).iter().map(|f| f["rule"].to_string()).collect();
        (local.clone(), report.conforms(&id), rules.join(" "))
    });
    told.collect()
}

#[test]
fn every_looser_value_is_refused_and_no_stricter_one() {
    let (mut kept, mut broken, mut wrong) = (0, 0, Vec::new());
    for standard in standards() {
        for (local, conforms, rules) in verdicts(&standard, &standard.kept) {
            if !conforms {
                wrong.push(format!("{local} keeps {}, but: {rules}", standard.bound));
            }
            kept += 1;
        }
        for (local, conforms, rules) in verdicts(&standard, &standard.broken) {
            if conforms || !rules.contains("below-standard") {
                wrong.push(format!("{local} is published below {} ({rules})", standard.bound));
            }
            broken += 1;
        }
    }
    assert!(wrong.is_empty(), "of {kept} kept and {broken} broken:\n{}", wrong.join("\n"));
}

/// What each of four editions, each extending the one before it, makes of two standards: a time and a strength.
#[test]
fn each_edition_of_a_chain_is_held_to_all_above_it() {
    const STRENGTHS: [&str; 4] = ["可", "宜", "应", "必须"];
    let mut random = 7u64;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (random >> 33) % below
    };
    for _ in 0..40 {
        let mut handbook = empty()
            .file("handbook.yaml", "title: 手册\nversion: \"1\"\n")
            .file("SUMMARY.md", "- [标准](a.md)\n")
            .file(
                "a.md",
                "---\ntitle: 标准\nkind: conduct\nstandards:\n  s: { title: 时限, at_most: 30 分钟 }\n---\n1. 须在[30分钟内](std:s)到场。\n",
            );
        let (mut least, mut weakest, mut failing) = (30u64, 2, false);
        let mut expected = Vec::new();
        for level in 0..4 {
            // Mostly a little stricter, sometimes looser; sometimes it says nothing.
            let minutes = (next(3) > 0).then(|| (least + 1).saturating_sub(next(6)).max(1));
            let strength = (next(3) == 0).then(|| next(4) as usize);
            let mut said = Vec::new();
            said.extend(minutes.map(|minutes| format!("at_most: {minutes} 分钟")));
            said.extend(strength.map(|strength| format!("strength: {}", STRENGTHS[strength])));
            let mut text = format!("title: 第{level}层\n");
            if level > 0 {
                text += &format!("extends: e{}\n", level - 1);
            }
            if !said.is_empty() {
                text += &format!("standards:\n  a.s: {{ {} }}\n", said.join(", "));
            }
            failing |= minutes.is_some_and(|minutes| minutes > least);
            failing |= strength.is_some_and(|strength| strength < weakest);
            least = minutes.unwrap_or(least);
            weakest = strength.unwrap_or(weakest);
            expected.push((format!("e{level}"), !failing, text.clone()));
            handbook = handbook.file(&format!("editions/e{level}/edition.yaml"), &text);
        }
        let report = handbook.check();
        for (id, conforms, _) in &expected {
            assert_eq!(report.conforms(id), *conforms, "{id} of {expected:#?}");
        }
    }
}
