//! The reader of commitments, measured on pairs that are written down as data, and on generated ones.

use std::collections::{BTreeMap, BTreeSet};

use handbook::commitment::{Loosening, Relation, addition, parameter, replacement};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    group: String,
    local: String,
    kind: String,
    verdict: String,
    round: u32,
    why: String,
}

impl Pair {
    fn found(&self) -> Vec<Loosening> {
        match self.kind.as_str() {
            "replacement" => looser(&self.group, &self.local),
            "parameter" => parameter(&self.local),
            _ => addition(&[&self.group], &self.local),
        }
    }
}

fn looser(group: &str, local: &str) -> Vec<Loosening> {
    match replacement(group, local) {
        Relation::Looser(found) => found,
        _ => Vec::new(),
    }
}

fn pairs() -> Vec<Pair> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wording_pairs.yaml");
    serde_saphyr::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// On the pairs that the table of weights was learned from; on others see `weigh rotate`.
#[test]
fn recall_and_precision() {
    let mut counts: BTreeMap<(u32, &str), (u32, u32)> = BTreeMap::new();
    let pairs = pairs();
    let (mut caught, mut looser, mut wrong, mut others) = (0, 0, 0, 0);
    for pair in &pairs {
        let found = pair.found();
        let (is_accused, is_looser) = (!found.is_empty(), pair.verdict == "looser");
        let count = if is_looser { (&mut caught, &mut looser) } else { (&mut wrong, &mut others) };
        *count.0 += u32::from(is_accused);
        *count.1 += 1;
        let count = counts.entry((pair.round, pair.verdict.as_str())).or_default();
        count.0 += u32::from(is_accused);
        count.1 += 1;
        if is_accused != is_looser {
            println!("{} [{}] {} | {} → {}", pair.verdict, pair.round, pair.why, pair.group, pair.local);
            for loosening in found {
                let group = pair.group.get(loosening.group).unwrap_or_default();
                println!("    {:?}: {:?} of {group:?}", loosening.kind, &pair.local[loosening.local]);
            }
        }
    }
    for ((round, verdict), (accused, all)) in counts {
        println!("round {round} {verdict}: {accused} of {all} accused");
    }
    println!("recall {caught}/{looser}, accused others {wrong}/{others}");
    assert!(caught * 100 >= looser * 95);
    assert!(wrong * 100 <= others * 2);
}

#[test]
fn accusations_point_at_words() {
    for pair in pairs().iter().filter(|pair| pair.kind != "parameter") {
        for loosening in pair.found() {
            let place = (pair.local.get(loosening.local.clone()), pair.group.get(loosening.group.clone()));
            let (Some(local), Some(group)) = place else { panic!("{loosening:?} in {}", pair.local) };
            assert!(!local.is_empty() || !group.is_empty(), "{loosening:?} in {}", pair.local);
        }
    }
}

#[test]
fn an_exception_is_always_accused() {
    // Where the group says it itself, saying it once more takes nothing off.
    let says = |pair: &&Pair| ["节假日除外", "特殊情况除外"].iter().any(|words| pair.group.contains(words));
    for pair in pairs().iter().filter(|pair| pair.kind == "replacement" && !says(pair)) {
        let clause = pair.group.trim_end_matches(['。', '；', ';', '.', ' ', '\n']);
        for exception in ["，节假日除外。", "，節假日除外。", "，节 假 日 除 外。", "，特殊情况除外。"]
        {
            let local = format!("{clause}{exception}");
            assert!(!looser(&pair.group, &local).is_empty(), "{local}");
            assert!(!addition(&[&pair.group], &local).is_empty(), "{local}");
        }
    }
}

#[test]
fn a_plain_waiver_is_always_accused() {
    const OF_THE_RULE: [&str; 9] = [
        "本条不适用于本项目。",
        "本项目暂停执行本条。",
        "上述要求可不执行。",
        "本项目无需执行上述规定。",
        "本条从略。",
        "本条作废。",
        "该条款本项目不予采用。",
        "上述规定对本项目不具约束力。",
        "以上各项由项目自愿执行。",
    ];
    const DEEDS: [&str; 8] = ["登记", "检查", "公示", "巡查", "报告", "记录", "通知", "回访"];
    let groups: BTreeSet<String> = pairs().into_iter().map(|pair| pair.group).collect();
    for (at, group) in groups.iter().enumerate() {
        let deeds = DEEDS.iter().filter(|deed| group.contains(**deed));
        let waived = deeds.flat_map(|deed| [format!("无需{deed}。"), format!("本项目可不{deed}。")]);
        let waivers = OF_THE_RULE.map(str::to_owned).into_iter().chain(waived);
        // A third of them for each, to be quick.
        for waiver in waivers.skip(at % 3).step_by(3) {
            assert!(!looser(group, &waiver).is_empty(), "{group} {waiver}");
            assert!(!looser(group, &format!("{group}{waiver}")).is_empty(), "{group} {waiver}");
            assert!(!addition(&[group], &waiver).is_empty(), "{group} {waiver}");
        }
    }
}

/// Each says as much as the group's text; the last of a line says less.
#[test]
fn amounts_are_read_as_they_are_spoken() {
    const SPOKEN: [(&str, &[&str], &str); 12] = [
        ("灭火器每周检查一次。", &["灭火器一周检查一回。", "灭火器每7天检查一次。"], "灭火器两周检查一回。"),
        ("台账每月整理一次。", &["台账一月一理。", "台账月月整理一遍。"], "台账一季一理。"),
        ("大堂每日清扫两次。", &["大堂每天早晚各清扫一次。", "大堂每天清扫两遍。"], "大堂每天清扫一遍。"),
        ("电梯每15日保养一次。", &["电梯每半个月（15天）保养一次。"], "电梯每隔20天保养一次。"),
        ("来电应在铃响三声内接听。", &["来电应在铃响第三声之前接听。"], "来电应在铃响第五声之前接听。"),
        ("草坪高度不得超过8厘米。", &["草坪高度不超8厘米。"], "草坪高度不超10厘米。"),
        ("前台8:00至12:00接待客户。", &["前台8至12时接待客户。"], "前台9至12时接待客户。"),
        ("新员工培训不少于24学时。", &["新员工培训起码24个学时。"], "新员工培训起码20个学时。"),
        ("水质每季度检测一次。", &["水质每季检测一次。", "水质一季检测一次。"], "水质每半年检测一次。"),
        ("录像保存不少于18个月。", &["录像保存不少于一年半。"], "录像保存不少于一年。"),
        ("考核低于80分的应补考。", &["考核没到80分的应补考。"], "考核没到70分的应补考。"),
        ("钥匙当日归还。", &["钥匙那一天归还。"], "钥匙次日归还。"),
    ];
    for (group, kept, less) in SPOKEN {
        for local in kept {
            assert_eq!(looser(group, local), Vec::new(), "{group} {local}");
        }
        assert!(!looser(group, less).is_empty(), "{group} {less}");
    }
}

#[test]
fn english_hedges_are_read() {
    for pair in pairs().iter().filter(|pair| pair.kind == "replacement") {
        for hedge in [" (optional)", ", except on holidays", "，if possible"] {
            assert!(!looser(&pair.group, &format!("{}{hedge}", pair.group)).is_empty(), "{}", pair.group);
            assert!(!addition(&[&pair.group], &format!("本项目照此办理{hedge}")).is_empty());
        }
    }
}

#[test]
fn the_same_words_are_never_accused() {
    for pair in pairs().iter().filter(|pair| pair.kind == "replacement") {
        let group = &pair.group;
        assert_eq!(looser(group, &group.replace('，', ",")), Vec::new(), "{group}");
        assert_eq!(addition(&[group], group), Vec::new(), "{group}");
    }
}

#[test]
fn the_same_text_is_never_accused() {
    for pair in pairs() {
        for text in [&pair.group, &pair.local] {
            assert_eq!(replacement(text, text), Relation::Equal);
            let spaced = format!(" {text} ");
            assert_eq!(looser(text, &spaced), Vec::new(), "{text}");
        }
    }
}

proptest! {
    #[test]
    fn no_text_is_too_strange(group in "\\PC{0,40}", local in "\\PC{0,40}") {
        read_all(&group, &local);
    }

    #[test]
    fn no_wording_is_too_strange(group in WORDS, local in WORDS) {
        read_all(&group, &local);
    }
}

/// Pieces of what the reader looks for, in any order.
const WORDS: &str = "([应可须不除外每日两次半小时内三成一昼夜08:0-，。；（）“” 一二十百第个月分点％至等待前后的]|除外|次日|每半|不超过|節假日|各一次|[\\PC]){0,30}";

/// Reads both ways; every place must be one of the text.
fn read_all(group: &str, local: &str) {
    let found = looser(group, local).into_iter().chain(addition(&[group, local], local));
    for loosening in found.chain(parameter(local)).chain(addition(&[], local)) {
        assert!(local.get(loosening.local.clone()).is_some(), "{loosening:?}");
    }
}
