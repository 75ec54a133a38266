//! Bounds: the contract's own cases, and the laws they follow from, tested against a model of behaviours.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use handbook::bound::{
    Bound, Kind, Quantity, Reading, Shortfall, Unreadable, Values, conforms, quantities, read, rewrite, says,
    statements,
};

// ---------------------------------------------------------------- helpers

/// `at_most 3 声`, `between 5 厘米|10 厘米`, `covers 12:00-14:00|21:00-次日08:00`, `level 二级`
fn try_bound(text: &str) -> Result<Bound, Unreadable> {
    let (key, values) = text.split_once(' ').expect("a key and values");
    if key == "level" {
        return Bound::level("cleaning", values, &["三级", "二级", "一级"]);
    }
    Bound::read(key, &values.split('|').collect::<Vec<_>>())
}

fn bound(text: &str) -> Bound {
    try_bound(text).unwrap_or_else(|why| panic!("{text}: {why:?}"))
}

/// The lines of a table, without its headings.
fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// `before[wording] = bound`
fn wording<'a>(line: &'a str, sign: &str) -> (&'a str, &'a str, &'a str) {
    let split = || {
        let (wording, bound) = line.split_once(&format!("] {sign} "))?;
        let (before, wording) = wording.split_once('[')?;
        Some((before, wording, bound))
    };
    split().unwrap_or_else(|| panic!("{line}"))
}

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap_or_else(|why| panic!("{text}: {why:?}"))
}

// ---------------------------------------------------------------- quantities

#[test]
fn equal_values_are_equal_however_written() {
    for texts in [
        &["3 声", "3声", "三声", "３ 声", " 三 声 "][..],
        &["半天", "12 小时", "十二个小时", "12 钟头", "720 分钟", "43200 秒"],
        &["2.5 天", "两天半", "60 小时", "二点五天", "2 天 12 小时"],
        &["1 小时 30 分钟", "1小时30分", "90 分钟", "一个半小时", "1.5 小时", "一小时半", "九十分钟"],
        &["1.5 个月", "一个半月", "1.5 月", "一个月半"],
        &["1 年", "4 季度", "四个季度", "2 半年", "两个半年", "12 个月", "一年"],
        &["半年", "6 个月", "2 个季度"],
        &["一年零三个月", "15 个月", "1 年 3 个月", "五个季度"],
        &["1 周", "7 天", "一星期", "一个星期", "7 日", "168 小时"],
        &["2 工作日", "2 个工作日", "两个工作日"],
        &["5 厘米", "50 毫米", "5cm", "5 CM", "0.05 米", "50 mm"],
        &["1 公里", "1000 米", "1 km", "1000m", "一千米", "1 千米"],
        &["1 米 20 厘米", "120 厘米"],
        &["20 平方米", "20㎡", "20 m²", "20 m2", "二十平方米"],
        &["30 度", "30°", "三十度"],
        &["26 ℃", "26°C", "26 摄氏度"],
        &["50%", "50 %", "５０％", "百分之五十", "百分之50"],
        &["100%", "百分之百", "百分之一百"],
        &["3 万元", "30000 元", "三万元", "3万 元"],
        &["1 次/周", "1次/星期", "每周一次", "每星期1次", "1 次 / 周"],
        &["2 次/月", "每月两次", "每个月 2 次"],
        &["1 次/半年", "每半年一次"],
        &["当日", "当天"],
        &["0 个月", "0 天"],
        &["45 分贝", "四十五分贝"],
        &["2 元/平方米", "2元／平方米"],
    ] {
        for text in texts {
            assert_eq!(quantity(text), quantity(texts[0]), "{text}");
            assert_eq!(quantity(text).text(), text.trim());
        }
    }
}

#[test]
fn other_values_are_other() {
    for (a, b) in [
        ("3 声", "3 次"),
        ("3 声", "4 声"),
        ("30 天", "1 个月"),
        ("1 工作日", "1 天"),
        ("30 度", "30 ℃"),
        ("1 次/周", "1 次/月"),
        ("7 次/周", "1 次/天"),
        ("1 米", "1 平方米"),
        ("两个半年", "两年半"),
        ("当日", "24 小时"),
    ] {
        assert_ne!(quantity(a), quantity(b));
    }
}

#[test]
fn what_is_not_one_certain_quantity_is_refused() {
    let table = "
        声 | 三 | 3 | 半 | 小时 | 十几声 | 几声 | 几十天 | 约 3 声 | 大约三声 | 近3天 | 两三声 |
        三五天 | 十五六天 | 3 多天 | 三天多 | 3 个多小时 | 十来天 | 3 声左右 | 3 小时内 | 3 声内 |
        三声以内 | 不超过3声 | 3 声以上 | 至少3声 | 3-5 声 | 3至5声 | 1 周 2 次 | 30 分钟 1 小时 |
        1 小时 2 小时 | 1 个月 15 天 | 3 声 2 次 | 1,000 元 | 1/2 小时 | -3 天 | +3 天 | 3 小时(含) |
        两个半天 | 三百五天 | 1次/2天 | 每两天1次 | 每天8小时 | 每天每天1次 | 一半 | 大半天 | 若干天 |
        数日 | 八点五分 | 百分之几 | 百分之五十几 | 1.5.2 天 | 3 .5 天 | 1e3 天 | ∞ 天 | 3 天半小时 |
        1.5 天半 | 半天半 | 一个半小时半 | 9999999999999999 天 | 1.0123456789 天 | 3 天\u{200b} |
        ²3 天 | 3半声 | ３／４ 天 | 次/周 | 当日内 | 3 毫米厘米 | 3 小时工";
    for text in table.split('|').map(str::trim).chain(["", " "]) {
        assert!(Quantity::parse(text).is_err(), "{text}: {:?}", Quantity::parse(text));
    }
}

#[test]
fn a_refusal_says_why() {
    assert_eq!(Quantity::parse(""), Err(Unreadable::Empty));
    assert_eq!(Quantity::parse("声"), Err(Unreadable::NoNumber));
    assert_eq!(Quantity::parse("3"), Err(Unreadable::NoUnit));
    assert_eq!(Quantity::parse("十几声"), Err(Unreadable::Vague("十几".into())));
    assert_eq!(Quantity::parse("约3声"), Err(Unreadable::Vague("约".into())));
    assert_eq!(Quantity::parse("3声左右"), Err(Unreadable::Vague("左右".into())));
    assert_eq!(Quantity::parse("3 小时内"), Err(Unreadable::Rest("内".into())));
    assert_eq!(Quantity::parse("3 声内"), Err(Unreadable::Rest("声内".into())));
    assert_eq!(Quantity::parse("1 周 2 次"), Err(Unreadable::MixedUnits));
    assert_eq!(Quantity::parse("9999999999999999 天"), Err(Unreadable::TooLong));
}

// ---------------------------------------------------------------- bounds

#[test]
fn what_nothing_can_meet_cannot_be_built() {
    let refused = |text: &str| try_bound(text).expect_err(text);
    assert!(matches!(refused("between 40 分钟|5 分钟"), Unreadable::EmptyRange { .. }));
    assert!(matches!(refused("between 5 厘米|10 秒"), Unreadable::OtherDimension { .. }));
    assert!(matches!(refused("between 30 天|1 个月"), Unreadable::UncertainRange { .. }));
    assert!(matches!(refused("between 5 厘米"), Unreadable::ValueCount { expected: 2, found: 1 }));
    assert!(matches!(refused("at_most 1 天|2 天"), Unreadable::ValueCount { expected: 1, found: 2 }));
    assert!(matches!(refused("covers 21:00-08:00"), Unreadable::EndBeforeStart(_)));
    assert!(matches!(refused("covers 08:00-08:00"), Unreadable::EndBeforeStart(_)));
    assert!(matches!(refused("within 08:00-次日09:00"), Unreadable::LongerThanADay(_)));
    for text in [
        "08:00",
        "8点到9点",
        "08:60-09:00",
        "25:00-26:00",
        "24:01-次日08:00",
        "08:00-12:00内",
        "8:0-9:00",
        "08:00:00-09:00:00",
    ] {
        assert!(matches!(refused(&format!("within {text}")), Unreadable::NotATime(_)), "{text}");
    }
    assert_eq!(Bound::read("includes", &[]), Err(Unreadable::NoValues));
    assert_eq!(Bound::read("one_of", &["电话", "　"]), Err(Unreadable::Empty));
    assert_eq!(Bound::read("covers", &[]), Err(Unreadable::NoValues));
    assert_eq!(refused("level 四级"), Unreadable::UnknownGrade("四级".into()));
    assert_eq!(Bound::read("level", &["二级"]), Err(Unreadable::UnknownKind("level".into())));
    assert_eq!(Bound::read("at_mots", &["二级"]), Err(Unreadable::UnknownKind("at_mots".into())));
    assert!(try_bound("between 1 个月|31 天").is_ok());
    assert!(try_bound("between 5 厘米|50 毫米").is_ok());
}

#[test]
fn a_bound_gives_back_what_was_written() {
    assert_eq!(bound("at_most 3 声").values(), Values::One("3 声"));
    assert_eq!(bound("between 5 厘米|10 厘米").values(), Values::Many(vec!["5 厘米", "10 厘米"]));
    assert_eq!(
        bound("covers 12:00-14:00|21:00-次日08:00").values(),
        Values::Many(vec!["12:00-14:00", "21:00-次日08:00"])
    );
    assert_eq!(bound("includes 鞋套|工牌").values(), Values::Many(vec!["鞋套", "工牌"]));
    assert_eq!(bound("level 二级").values(), Values::Level { scale: "cleaning", grade: "二级" });
    for kind in Kind::ALL {
        assert_eq!(Kind::from_key(kind.key()), Some(kind));
    }
    assert_eq!(bound("one_of 电话").kind().key(), "one_of");
}

/// The longest numbers that are read still compare exactly.
#[test]
fn long_numbers_compare() {
    let most = "999999999999999.999999999";
    for unit in ["天", "周", "个月", "年", "个工作日", "公里", "元", "%", "次/年", "次/天", "声"]
    {
        for (key, below, above) in [("at_most", true, false), ("at_least", false, true)] {
            let most = bound(&format!("{key} {most} {unit}"));
            for (n, expected) in [("999999999999999.999999998", below), ("1000000000000000", above)] {
                match try_bound(&format!("{key} {n} {unit}")) {
                    Ok(other) => assert_eq!(conforms(&other, &most).is_ok(), expected, "{key} {n} {unit}"),
                    Err(why) => assert_eq!((why, n.len()), (Unreadable::TooLong, 16)),
                }
            }
            for other in [
                "0.000000001 秒",
                "0.000000001 年",
                "0.333333333 工作日",
                "0.000000001 次/月",
                "当日",
                "1 声",
            ] {
                let other = bound(&format!("{key} {other}"));
                assert!(conforms(&most, &most).is_ok());
                // Whatever the answer is, both can't be true.
                assert!(conforms(&other, &most).is_err() || conforms(&most, &other).is_err());
            }
        }
    }
    assert!(Quantity::parse("999999999999999.999999999周0.123456789天").is_ok());
}

/// The group's bound; below it local ones that conform, and local ones that don't.
const ORDER: &str = "
at_most 3 声
  yes: at_most 3 声; at_most 2声; at_most 0 声; exactly 三声; exactly 1 声; between 1 声|3 声;
  yes: at_most 2.5 声
  no: at_most 4 声; exactly 4 声; between 2 声|4 声; at_least 1 声; at_most 3 次; at_most 3 秒;
  no: at_most 3.01 声
at_least 半天
  yes: at_least 半天; at_least 12 小时; at_least 1 天; exactly 1 天; between 半天|1 天; at_least 1 个工作日;
  yes: at_least 1 个月
  no: at_least 11 小时; at_most 1 天; exactly 11 小时 59 分钟; between 11 小时|2 天; at_least 当日
exactly 30 度
  yes: exactly 三十度; between 30 度|30 度
  no: exactly 29 度; at_most 30 度; at_least 30 度; exactly 30 ℃; between 29 度|31 度
between 5 厘米|10 厘米
  yes: between 5 厘米|10 厘米; between 6 厘米|9 厘米; exactly 50 毫米; exactly 10 厘米;
  yes: between 0.05 米|0.1 米
  no: between 4 厘米|9 厘米; between 6 厘米|11 厘米; at_most 10 厘米; at_least 5 厘米; exactly 4.9 厘米
# Months against days: 28n to 31n.
at_least 1 个月
  yes: at_least 31 天; at_least 1 个月; at_least 5 周; at_least 31 个工作日
  no: at_least 30 天; at_least 4 周; at_least 30 个工作日
at_most 1 个月
  yes: at_most 28 天; at_most 4 周; at_most 当日
  no: at_most 29 天; at_most 30 天; at_most 20 个工作日; at_most 31 天
at_least 31 天
  yes: at_least 2 个月; at_least 1 季度
  no: at_least 1 个月
at_least 28 天
  yes: at_least 1 个月
  no: at_least 半个月
at_most 31 天
  yes: at_most 1 个月; at_most 半个月
  no: at_most 1.1 个月; at_most 2 个月
at_least 2 个月
  yes: at_least 62 天; at_least 2 个月; at_least 1 季度
  no: at_least 61 天; at_least 60 天
at_least 7 个月
  yes: at_least 217 天; at_least 1 年
  no: at_least 216 天; at_least 半年
at_least 半年
  yes: at_least 183 天; at_least 6 个月; at_least 2 季度
  no: at_least 182 天; at_least 182.5 天
at_most 半年
  yes: at_most 182 天; at_most 182.5 天; at_most 6 个月
  no: at_most 183 天
at_least 1 年
  yes: at_least 366 天; at_least 12 个月; at_least 4 季度
  no: at_least 365 天; at_least 11 个月
at_most 1 年
  yes: at_most 365 天; at_most 12 个月; at_most 52 周
  no: at_most 366 天; at_most 13 个月
at_least 365 天
  yes: at_least 1 年
  no: at_least 11 个月
at_most 1.5 个月
  yes: at_most 42 天
  no: at_most 43 天
# A working day is a day or more.
at_most 3 个工作日
  yes: at_most 3 天; at_most 2 个工作日; at_most 72 小时; at_most 当日
  no: at_most 4 天; at_most 4 个工作日; at_most 1 个月
at_most 3 天
  yes: at_most 3 天; at_most 当日
  no: at_most 3 个工作日; at_most 1 个工作日
at_least 3 天
  yes: at_least 3 个工作日
  no: at_least 2 个工作日
at_least 3 个工作日
  yes: at_least 3 个工作日; at_least 4 工作日
  no: at_least 3 天; at_least 30 天; at_least 1 年
# The same day.
at_most 24 小时
  yes: at_most 当日; at_most 1 天
  no: at_most 25 小时
at_most 23 小时
  yes: at_most 22 小时
  no: at_most 当日
at_most 当日
  yes: at_most 当天; exactly 当日; at_most 0 分钟
  no: at_most 24 小时; at_most 1 小时; at_most 1 个工作日
# A rate holds in every calendar period.
at_least 1 次/周
  yes: at_least 1 次/天; at_least 2 次/周; exactly 每天一次; at_least 1 次/小时
  no: at_least 1 次/月; at_least 4 次/月; at_least 100 次/年; at_most 1 次/周; at_least 1 次
at_least 7 次/周
  yes: at_least 1 次/天; exactly 1 次/天
  no: at_least 6 次/周; at_least 30 次/月
exactly 7 次/周
  yes: exactly 1 次/天
  no: at_least 1 次/天; exactly 2 次/天
at_least 1 次/天
  yes: at_least 2 次/天
  no: at_least 7 次/周; at_least 365 次/年
at_least 3 次/月
  yes: at_least 1 次/周
  no: at_least 0.9 次/周
at_least 4 次/月
  yes: at_least 2 次/周
  no: at_least 1 次/周
at_least 12 次/季度
  yes: at_least 1 次/周; at_least 4 次/月
  no: at_least 3 次/月
at_least 25 次/半年
  yes: at_least 1 次/周
at_least 26 次/半年
  no: at_least 1 次/周
at_least 51 次/年
  yes: at_least 1 次/周; at_least 365 次/年
  no: at_least 4 次/月
at_least 52 次/年
  no: at_least 1 次/周
at_least 12 次/年
  yes: at_least 1 次/月; at_least 3 次/季度; at_least 6 次/半年
  no: at_least 11 次/年
at_most 7 次/周
  yes: at_most 1 次/天; at_most 3 次/月
  no: at_most 4 次/月; at_most 2 次/天
at_most 1 次/天
  yes: at_most 1 次/周; at_most 1 次/年
  no: at_most 2 次/周
at_most 1 次/周
  yes: exactly 1 次/周
  no: at_most 1 次/月; at_most 1 次/年; at_most 1 次/天
at_most 31 次/月
  yes: at_most 1 次/天; at_most 5 次/周
  no: at_most 6 次/周
at_most 1 次/月
  yes: at_most 1 次/季度; at_most 1 次/年
  no: at_most 1 次/周
at_most 54 次/年
  yes: at_most 1 次/周
at_most 53 次/年
  no: at_most 1 次/周
# Persons on every day are not seven times as many persons in a week.
at_least 2 人/周
  yes: at_least 2 人/周; at_least 3 人/周
  no: at_least 2 人/天; at_least 2 次/周
# Times of day.
covers 12:00-14:00|21:00-次日08:00
  yes: covers 12:00-14:30|20:30-次日08:30; covers 12:00-13:00|13:00-14:00|21:00-24:00|00:00-08:00;
  yes: covers 00:00-24:00; covers 21:00-次日08:00|12:00-14:00; covers 08:00-次日08:00;
  yes: covers ２１：００至次日０８：００|12:00—14:00
  no: covers 12:00-14:00; covers 12:01-14:00|21:00-次日08:00; covers 12:00-13:59|21:00-次日08:00;
  no: covers 12:00-14:00|21:00-24:00; within 12:00-14:00|21:00-次日08:00
within 09:00-12:00|14:00-20:00
  yes: within 09:00-12:00; within 9:30-11:00|14:00-19:00; within 09:00-10:00|10:00-12:00|14:00-20:00
  no: within 09:00-20:00; within 08:59-12:00; within 09:00-12:01; covers 09:00-12:00
within 22:00-次日06:00
  yes: within 23:00-24:00; within 00:00-05:00; within 24:00-次日06:00; within 23:00-次日01:00
  no: within 21:59-23:00; within 05:00-07:00
# Lists.
includes 鞋套|工牌
  yes: includes 工牌|鞋套; includes 鞋套|工牌|手套; includes 鞋套|工牌|工牌
  no: includes 鞋套; includes 鞋套|胸牌; excludes 鞋套|工牌; one_of 鞋套|工牌
excludes 我不知道
  yes: excludes 我不知道|不归我管
  no: excludes 不归我管; includes 我不知道
one_of 电话|短信
  yes: one_of 电话; one_of 短信|电话
  no: one_of 电话|微信; one_of 邮件; includes 电话|短信
includes ＡＰＰ|Ｑ＆Ａ
  yes: includes APP|Q&A
  no: includes app|Q&A
# Grades.
level 二级
  yes: level 二级; level 一级
  no: level 三级; at_least 2 级
";

#[test]
fn local_bounds_conform_only_inside_the_groups() {
    let mut group = bound("at_most 0 声");
    for line in lines(ORDER) {
        let Some((expected, locals)) = line.split_once(": ") else {
            group = bound(line);
            continue;
        };
        for local in locals.split(';').map(str::trim).filter(|local| !local.is_empty()) {
            let conforms = conforms(&bound(local), &group);
            assert_eq!(conforms.is_ok(), expected == "yes", "{local} ⊆ {group:?}: {conforms:?}");
        }
    }
}

#[test]
fn a_shortfall_says_which() {
    let why =
        |local: &str, group: &str| conforms(&bound(local), &bound(group)).expect_err("does not conform");
    let texts = |local: &str, group: &str| (local.to_owned(), group.to_owned());
    let (local, group) = texts("4 声", "3 声");
    assert_eq!(why("at_most 4 声", "at_most 3 声"), Shortfall::Exceeds { local, group });
    let (local, group) = texts("5 分钟", "10 分钟");
    assert_eq!(why("at_least 5 分钟", "at_least 10 分钟"), Shortfall::FallsShort { local, group });
    let (local, group) = texts("30 天", "1 个月");
    assert_eq!(why("at_least 30 天", "at_least 1 个月"), Shortfall::Unprovable { local, group });
    assert!(matches!(why("at_least 27 天", "at_least 1 个月"), Shortfall::FallsShort { .. }));
    assert!(matches!(why("at_most 3 秒", "at_most 3 声"), Shortfall::OtherDimension { .. }));
    assert!(matches!(why("at_most 3 声", "between 1 声|3 声"), Shortfall::NoLowerEnd { .. }));
    assert!(matches!(why("at_least 3 声", "exactly 3 声"), Shortfall::NoUpperEnd { .. }));
    assert_eq!(
        why("one_of 电话", "excludes 电话"),
        Shortfall::OtherKind { local: Kind::OneOf, group: Kind::Excludes }
    );
    assert_eq!(why("excludes 甲", "excludes 甲|乙"), Shortfall::MissingItems(vec!["乙".into()]));
    assert_eq!(why("one_of 甲|丙", "one_of 甲|乙"), Shortfall::ExtraItems(vec!["丙".into()]));
    assert!(matches!(why("level 三级", "level 二级"), Shortfall::LowerGrade { .. }));
    let Shortfall::Uncovered(missing) =
        why("covers 12:00-13:00|22:00-次日07:00", "covers 12:00-14:00|21:00-次日08:00")
    else {
        panic!("other reason")
    };
    assert_eq!(missing.to_string(), "07:00-08:00、13:00-14:00、21:00-22:00");
    let Shortfall::Outside(extra) = why("within 22:00-次日02:00", "within 08:00-22:00") else {
        panic!("other reason")
    };
    assert_eq!(extra.to_string(), "22:00-次日02:00");
    let other = Bound::level("greening", "二级", &["二级"]).unwrap();
    assert!(matches!(conforms(&other, &bound("level 二级")), Err(Shortfall::OtherScale { .. })));
}

// ---------------------------------------------------------------- wordings

/// Before the link, the link, and the bound that it says.
const SAID: &str = "
来电须在[三声内] = at_most 3 声
来电须在[3 声之内] = at_most 3 声
[在三声内] = at_most 3 声
[三声之内接听] = at_most 3 声
[响铃三声以内接起] = at_most 3 声
[不超过3声] = at_most 3 声
铃响不得超过[三声] = at_most 3 声
铃响不[超过三声] = at_most 3 声
[至多三声] = at_most 3 声
最多[三声] = at_most 3 声
[不大于30度] = at_most 30 度
[不宜超过1枚] = at_most 1 枚
[2小时内] = at_most 2 小时
[半小时内] = at_most 30 分钟
[1 小时 30 分钟内] = at_most 90 分钟
[3个工作日内办结] = at_most 3 工作日
[当日内] = at_most 当日
[当日] = at_most 当日
须[当天] = at_most 当日
[30分贝以下] = at_most 30 分贝
[提前10分钟] = at_least 10 分钟
应至少[提前半天] = at_least 半天
[提前一个月] = at_least 1 个月
须提前[10分钟] = at_least 10 分钟
[至少提前10分钟到达] = at_least 10 分钟
[提前不超过10分钟] = at_most 10 分钟
每天提前[10分钟] = at_least 10 分钟
客户满意度[不低于90%] = at_least 90%
[客户满意度不低于百分之九十] = at_least 90%
[90%以上] = at_least 90%
[≥90%] = at_least 90%
频次[不少于1次/周] = at_least 1 次/周
[每周不少于1次] = at_least 1 次/周
[每周至少一次] = at_least 1 次/周
[不少于每周一次] = at_least 1 次/周
每周不少于[一次] = at_least 1 次/周
每周[一次] = exactly 1 次/周
[每季度一次] = exactly 1 次/季度
[每半年不少于一次] = at_least 1 次/半年
鞠躬[30度] = exactly 30 度
以[50%] = exactly 50%
统一[三声] = exactly 3 声
露出袖口[5厘米至10厘米] = between 5 厘米|10 厘米
[5-10厘米] = between 5 厘米|10 厘米
[5～10 厘米] = between 5 厘米|10 厘米
[五至十厘米之间] = between 5 厘米|10 厘米
[80-90%] = between 80%|90%
[每周1-2次] = between 1 次/周|2 次/周
等候[10秒左右] = between 8 秒|12 秒
[1厘米左右] = between 0.5 厘米|1 厘米
[12:00-14:00、21:00-次日08:00] = covers 12:00-14:00|21:00-次日08:00
[21:00至次日08:00和12:00至14:00] = covers 12:00-14:00|21:00-次日08:00
不得在[12:00-14:00] = covers 12:00-14:00
安排在[09:00-12:00、14:00-20:00] = within 09:00-12:00|14:00-20:00
[每日09:00-12:00期间] = within 09:00-12:00
[08:00-18:00] = within 08:00-10:00|10:00-18:00
[当面、电话、短信] = one_of 当面|电话|短信
[电话或短信] = one_of 电话|短信
慎用[“立即”、“马上”等字眼] = excludes 立即|马上
[工装、工作牌和工鞋] = includes 工装|工作牌|工鞋
[冷却塔的噪音和热量、餐饮油烟的排放] = includes 餐饮油烟的排放|冷却塔的噪音和热量
[不低于二级] = level 二级
达到[二级] = level 二级
[二级及以上标准] = level 二级
";

#[test]
fn a_wording_says_its_bound_and_no_other() {
    let said: Vec<_> = lines(SAID).map(|line| wording(line, "=")).collect();
    for (before, wording, text) in &said {
        assert!(says(before, wording, &bound(text)), "{before}[{wording}] says {text}");
        for (_, _, other) in said.iter().filter(|(_, _, other)| bound(other) != bound(text)) {
            // 10秒左右 agrees with several ranges; all else says one bound.
            let both = other.starts_with("between") && wording.ends_with("左右");
            assert!(
                both || !says(before, wording, &bound(other)),
                "{before}[{wording}] does not say {other}"
            );
        }
    }
}

/// Before the link, the link, and a bound that it does not say for sure.
const UNSAID: &str = "
[四声内] ≠ at_most 3 声
[三声] ≠ at_most 3 声
[三声内] ≠ exactly 3 声
[三声内不接听] ≠ at_most 3 声
不得在[三声内] ≠ at_most 3 声
不[三声内] ≠ at_most 3 声
超过[三声] ≠ at_most 3 声
[超过三声] ≠ at_least 3 声
少于[三声] ≠ at_most 3 声
[低于三声] ≠ at_most 3 声
约[三声内] ≠ at_most 3 声
[约三声内] ≠ at_most 3 声
平均不超过[三声] ≠ at_most 3 声
[三声左右] ≠ at_most 3 声
[三声后] ≠ at_most 3 声
[三声内(特殊情况除外)] ≠ at_most 3 声
[三声内,酌情放宽] ≠ at_most 3 声
[三至五声内] ≠ at_most 5 声
[不超过3-5声] ≠ at_most 5 声
[三声内或五声内] ≠ at_most 3 声
[十三声内] ≠ at_most 3 声
[第三声] ≠ exactly 3 声
第[三声] ≠ exactly 3 声
[两三声内] ≠ at_most 3 声
[三声响铃内] ≠ at_most 3 声
[三声响铃内] ≠ exactly 3 声
[三声内的两倍] ≠ at_most 3 声
至少[三声内] ≠ at_most 3 声
[3人次] ≠ exactly 3 人
[3天前] ≠ at_least 3 天
[3天至十几天] ≠ exactly 3 天
零下[5℃] ≠ exactly 5 ℃
[零下5℃] ≠ exactly 5 ℃
[-5℃] ≠ exactly 5 ℃
[30度±5度] ≠ exactly 30 度
[每两天1次] ≠ exactly 1 次
[1次/2天] ≠ exactly 1 次
[每周1次] ≠ exactly 1 次
[1次] ≠ exactly 1 次/周
[每月1次] ≠ exactly 1 次/周
[2小时3次] ≠ exactly 3 次
[三分之一] ≠ exactly 3 分钟
[1,000元] ≠ exactly 0 元
[1.5.2天] ≠ exactly 2 天
[10秒左右] ≠ between 11 秒|12 秒
[10秒左右] ≠ exactly 10 秒
[10秒] ≠ between 8 秒|12 秒
[10至5厘米] ≠ between 5 厘米|10 厘米
[12:00-14:00] ≠ covers 12:00-14:00|21:00-次日08:00
除[12:00-14:00] ≠ covers 12:00-14:00
不得在[12:00-14:00] ≠ within 12:00-14:00
[周一至周五12:00-14:00] ≠ covers 12:00-14:00
[下午02:00-05:00] ≠ within 02:00-05:00
[当面、电话] ≠ one_of 当面|电话|短信
[当面、电话、短信、微信] ≠ one_of 当面|电话|短信
[当面、电话、短信等] ≠ one_of 当面|电话|短信
[固定电话、短信] ≠ one_of 电话|短信
[电话短信] ≠ one_of 电话|短信
[鞋套或工牌] ≠ includes 鞋套|工牌
[鞋套、工牌、手套] ≠ includes 鞋套|工牌
[不高于二级] ≠ level 二级
低于[二级] ≠ level 二级
[二级或三级] ≠ level 二级
[一级] ≠ level 二级
[十二级] ≠ level 二级
[] ≠ at_most 3 声
不必[少于三声] ≠ at_least 3 声
最迟提前[三天] ≠ at_most 3 天
不早于提前[三天] ≠ at_least 3 天
原则上[约三声内] ≠ at_most 3 声
[三声内±1] ≠ at_most 3 声
[尽快] ≠ at_most 3 声
[当日下班前] ≠ at_most 当日
[几声内] ≠ at_most 3 声
";

#[test]
fn what_a_wording_does_not_say_for_sure_it_does_not_say() {
    for (before, wording, other) in lines(UNSAID).map(|line| wording(line, "≠")) {
        assert!(!says(before, wording, &bound(other)), "{before}[{wording}] does not say {other}");
    }
}

#[test]
fn a_wording_is_read_without_a_bound() {
    assert_eq!(read("", "三声内"), Ok(Reading::AtMost(quantity("3 声"))));
    assert_eq!(read("每周不少于", "一次"), Ok(Reading::AtLeast(quantity("1 次/周"))));
    assert_eq!(read("", "10秒左右"), Ok(Reading::Around(quantity("10 秒"))));
    assert_eq!(read("", "5-10厘米").unwrap().bound(), Some(bound("between 5 厘米|10 厘米")));
    assert!(matches!(read("", "12:00-14:00"), Ok(Reading::Windows(_))));
    assert_eq!(read("", "几声内"), Err(Unreadable::Vague("几".into())));
    assert_eq!(read("", "尽快"), Err(Unreadable::NoNumber));
    assert_eq!(read("", "三声两次"), Err(Unreadable::SeveralQuantities));
    assert_eq!(read("至少", "三声内"), Err(Unreadable::Contradiction));
    assert_eq!(read("超过", "三声"), Err(Unreadable::Unclear("超过".into())));
    assert!(matches!(read("", "10-5厘米"), Err(Unreadable::EmptyRange { .. })));
}

/// The group's wording and bound, the local bound, and the wording with it.
const REWRITTEN: &str = "
[三声内] at_most 3 声 → at_most 2 声 = [两声内]
[三声之内接听] at_most 3 声 → at_most 1声 = [一声之内接听]
[3声内] at_most 3 声 → at_most 两声 = [2声内]
[3 声内] at_most 3 声 → at_most 2声 = [2 声内]
[2小时内] at_most 2 小时 → at_most 半小时 = [半小时内]
[2小时内] at_most 2 小时 → at_most 30 分钟 = [30分钟内]
[2 小时内] at_most 2 小时 → at_most 1小时30分钟 = [1 小时 30 分钟内]
[两小时内] at_most 2 小时 → at_most 30 分钟 = [三十分钟内]
[十分钟] exactly 10 分钟 → exactly 15 分钟 = [十五分钟]
[提前十分钟] at_least 10 分钟 → at_least 15 分钟 = [提前十五分钟]
[提前半天] at_least 半天 → at_least 1 天 = [提前一天]
[提前一个月] at_least 1 个月 → at_least 一个半月 = [提前一个半月]
[提前1个月] at_least 1 个月 → at_least 一个半月 = [提前1个半月]
[三天内] at_most 3 天 → at_most 1.5 天 = [1.5天内]
[3个工作日内] at_most 3 工作日 → at_most 当日 = [当日内]
[当日回复] at_most 当日 → at_most 4 小时 = [4小时内回复]
[50%] exactly 50% → exactly 百分之五十五 = [55%]
[百分之五十以上] at_least 50% → at_least 62 % = [百分之六十二以上]
[百分之一以上] at_least 1% → at_least 2% = [百分之二以上]
[百分之50以上] at_least 50% → at_least 62% = [百分之62以上]
[百分之五十] exactly 50% → exactly 0.5% = [0.5%]
[20 m2以内] at_most 20 ㎡ → at_most 18m2 = [18 m2以内]
[半小时内] at_most 半小时 → at_most 10 分钟 = [十分钟内]
[当日] at_most 当日 → at_most 当天 = [当天]
[50 %以上] at_least 50% → at_least 62% = [62 %以上]
[百分之五十以上] at_least 50% → at_least 62.5% = [62.5%以上]
[三万元以内] at_most 3 万元 → at_most 20000 元 = [两万元以内]
[3万元以内] at_most 3 万元 → at_most 2 万元 = [2万元以内]
[不少于1次/周] at_least 1 次/周 → at_least 1 次/天 = [不少于1次/天]
[每周不少于一次] at_least 1 次/周 → at_least 2 次/天 = [每天不少于两次]
[每个月不少于1次] at_least 1 次/月 → at_least 每月两次 = [每个月不少于2次]
[一次] at_least 1 次/周 → at_least 2 次/周 = [两次]
[5厘米至10厘米] between 5 厘米|10 厘米 → between 6 厘米|8 厘米 = [6厘米至8厘米]
[5-10厘米] between 5 厘米|10 厘米 → between 6 厘米|8 厘米 = [6-8厘米]
[5-10厘米] between 5 厘米|10 厘米 → between 60 毫米|8 厘米 = [60毫米-8厘米]
[五至十厘米] between 5 厘米|10 厘米 → between 6 厘米|8 厘米 = [六至八厘米]
[10秒左右] between 8 秒|12 秒 → between 9 秒|11 秒 = [10秒左右]
[12:00-14:00、21:00-次日08:00] covers 12:00-14:00|21:00-次日08:00 → covers 12:00-14:30|20:30-次日08:30 = [12:00-14:30、20:30-次日08:30]
[12:00至14:00和21:00至次日08:00] covers 12:00-14:00|21:00-次日08:00 → covers 12:00-15:00|21:00-次日08:00 = [12:00至15:00和21:00至次日08:00]
[09:00-20:00] within 09:00-20:00 → within 09:00-12:00|14:00-20:00 = [09:00-12:00、14:00-20:00]
[当面、电话、短信] one_of 当面|电话|短信 → one_of 当面|电话 = [当面、电话]
[工装和工鞋] includes 工装|工鞋 → includes 工装|工鞋|工牌 = [工装、工鞋和工牌]
[“立即”、“马上”等字眼] excludes 立即|马上 → excludes 立即|马上|保证 = [“立即”、“马上”、“保证”等字眼]
[“立即”] excludes 立即 → excludes 立即|保证 = [“立即”、“保证”]
[不低于二级] level 二级 → level 一级 = [不低于一级]
[三声内] at_most 3 声 → exactly 2 声 = [正好两声]
[三声之内] at_most 3 声 → between 1 声|2 声 = [一声至两声]
[不超过 30 分钟] at_most 30 分钟 → between 5 分钟|10 分钟 = [5 分钟至10 分钟]
[提前至少半天] at_least 半天 → exactly 1 天 = [提前正好一天]
[提前至少半天] at_least 半天 → between 1 天|2 天 = [提前一天至两天]
[5厘米至10厘米之间] between 5 厘米|10 厘米 → exactly 60 毫米 = [正好60毫米]
[每周至少1次] at_least 1 次/周 → exactly 2 次/周 = [每周正好2次]
";

#[test]
fn a_local_value_takes_the_place_of_the_groups() {
    for line in lines(REWRITTEN) {
        let (bounds, expected) = line.strip_suffix(']').unwrap().split_once(" = [").unwrap();
        let (wording, bounds) = bounds.strip_prefix('[').unwrap().split_once("] ").unwrap();
        let (group, local) = bounds.split_once(" → ").unwrap();
        assert_eq!(rewrite(wording, &bound(group), &bound(local)).as_deref(), Some(expected), "{line}");
    }
}

#[test]
fn what_cannot_be_rewritten_surely_is_not() {
    for (wording, group, local) in [
        ("三声", "at_most 3 声", "exactly 2 声"),
        ("四声内", "at_most 3 声", "at_most 2 声"),
        ("尽快", "at_most 3 声", "at_most 2 声"),
        ("10秒左右", "between 8 秒|12 秒", "between 11 秒|12 秒"),
        ("每周不少于一次", "at_least 1 次/周", "at_least 2 遍/天"),
        ("一次", "at_least 1 次/周", "at_least 1 次/天"),
        ("提前半天", "at_least 1 天", "at_least 2 天"),
        ("12:00-14:00", "covers 12:00-13:00", "covers 12:00-15:00"),
        ("当面、电话", "one_of 当面|电话|短信", "one_of 当面"),
        ("不高于二级", "level 二级", "level 一级"),
    ] {
        assert_eq!(rewrite(wording, &bound(group), &bound(local)), None, "{wording}");
    }
}

// ---------------------------------------------------------------- prose

#[test]
fn quantities_stand_in_prose() {
    let found = |text: &str| -> Vec<String> {
        let all = quantities(text);
        for found in &all {
            assert!(text[found.range.clone()].contains(|c: char| !c.is_whitespace()));
        }
        all.into_iter().map(|found| format!("{}={}", &text[found.range.clone()], found.quantity)).collect()
    };
    for (text, expected) in [
        ("来电须在三声内接起,不超过10分钟。", &["三声=三声", "10分钟=10分钟"][..]),
        ("提前半天,等候一小时三十分钟", &["半天=半天", "一小时三十分钟=一小时三十分钟"]),
        ("注视对方5-10厘米处", &["5=5厘米", "10厘米=10厘米"]),
        (
            "每周一次,每天不少于2次,3次/月",
            &["每周一次=每周一次", "每天不少于2次=每天不少于2次", "3次/月=3次/月"],
        ),
        ("占百分之五十,超过3万元", &["百分之五十=百分之五十", "3万元=3万元"]),
        ("5日内答复,每月5日发放", &["5日=5日"]),
        // What only looks like one.
        ("第一条 十分满意,一样,统一着装,一个人,一些,万一,三分之一,一次性", &[]),
        ("2026年12月1日,8点30分,12:30,KF-GF-05,B/1,400-8000-123,1,000", &[]),
        ("十几天,两三声,几十次,大半天,上半年,一度,五月", &[]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn prose_states_what_it_says_of_quantities() {
    let said = |text: &str| -> Vec<Option<Bound>> {
        statements(text)
            .into_iter()
            .map(|stated| stated.reading.ok().and_then(|reading| reading.bound()))
            .collect()
    };
    assert_eq!(said("来电须在三声内接起"), [Some(bound("at_most 3 声"))]);
    assert_eq!(
        said("应至少提前10分钟到达,停留不超过1小时。"),
        [Some(bound("at_least 10 分钟")), Some(bound("at_most 1 小时"))]
    );
    assert_eq!(said("每周不少于1次"), [Some(bound("at_least 1 次/周"))]);
    assert_eq!(said("相距5-10厘米"), [Some(bound("between 5 厘米|10 厘米"))]);
    // What can't be told is not passed over.
    assert_eq!(said("约三声,十几天后,超过三天"), [const { None }; 3]);
    assert_eq!(said("每2小时巡查,不少于一次"), [Some(bound("exactly 2 小时")), Some(bound("at_least 1 次"))]);
    assert!(statements("一个人,十分满意,统一着装,第一次,12月1日,08:00-12:00").is_empty());
}

// ---------------------------------------------------------------- the model

/// A bound and what it means, found without the library: which behaviours it permits.
#[derive(Clone, Debug)]
struct Modelled {
    text: String,
    meaning: Meaning,
}

#[derive(Clone, Debug)]
enum Meaning {
    /// Values between two ends; no end is no limit.
    Ends(Option<Amount>, Option<Amount>),
    Covers([bool; 1440]),
    Within([bool; 1440]),
    Includes(BTreeSet<usize>),
    Excludes(BTreeSet<usize>),
    OneOf(BTreeSet<usize>),
    Level(usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Amount {
    Time(Time),
    /// Of a dimension that has one unit, or exact ones.
    Plain(&'static str, i64),
    /// So many times in every period.
    Rate(i64, usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Time {
    Seconds(i64),
    HalfMonths(i64),
    WorkingDays(i64),
    SameDay,
}

/// How long calendar time turns out to be: the contract's extremes, and one between them.
#[derive(Clone, Copy, Debug)]
struct World {
    months: fn(i64) -> i64,
    working_day: i64,
    left_of_today: i64,
}

const DAY: i64 = 86_400;

/// Half days that so many half months are, at the least: 28 days a month, 365 a year, and never less than what is
/// within them.
fn short_months(n: i64) -> i64 {
    (28 * n).max(365 * n.div_euclid(12))
}

/// At the most: 31 days a month, 366 a year, and never more than what they are within.
fn long_months(n: i64) -> i64 {
    (31 * n).min(366 * (n + 11).div_euclid(12))
}

fn usual_months(n: i64) -> i64 {
    (30 * n).clamp(short_months(n), long_months(n))
}

fn worlds() -> impl Iterator<Item = World> {
    let months: [fn(i64) -> i64; 3] = [short_months, usual_months, long_months];
    months.into_iter().flat_map(|months| {
        [DAY, 3 * DAY, 1_000_000 * DAY].into_iter().flat_map(move |working_day| {
            [0, 3600, DAY].map(|left_of_today| World { months, working_day, left_of_today })
        })
    })
}

impl Time {
    fn seconds(self, world: World) -> i64 {
        match self {
            Time::Seconds(n) => n,
            Time::HalfMonths(n) => (world.months)(n) * DAY / 2,
            Time::WorkingDays(n) => n * world.working_day,
            Time::SameDay => world.left_of_today,
        }
    }
}

const PERIODS: [&str; 6] = ["天", "周", "月", "季度", "半年", "年"];

/// Days of every calendar period of 28 years, by period: then every weekday has met every month.
/// Period 0 is a day, 1 a week, 2 a month, 3 a quarter, 4 a half year, 5 a year.
static CALENDAR: LazyLock<[Vec<usize>; 6]> = LazyLock::new(|| {
    let mut number_of = [const { Vec::new() }; 6];
    let (mut day, mut month) = (0, 0);
    for year in 2001..2029 {
        for length in [31, if year % 4 == 0 { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
            for _ in 0..length {
                for (numbers, number) in
                    number_of.iter_mut().zip([day, day / 7, month, month / 3, month / 6, month / 12])
                {
                    numbers.push(number);
                }
                day += 1;
            }
            month += 1;
        }
    }
    number_of
});

/// Of all periods `large`: the fewest whole periods `small` in one, and the most that touch one.
fn periods_in(small: usize, large: usize) -> (i64, i64) {
    let (small, large) = (&CALENDAR[small], &CALENDAR[large]);
    let days = small.len();
    let (mut whole, mut touching) = (i64::MAX, 0);
    let mut start = 0;
    while start < days {
        let end = (start..days).find(|d| large[*d] != large[start]).unwrap_or(days);
        // The calendar's own first and last periods are cut off.
        if start > 0 && end < days {
            let touched: BTreeSet<usize> = small[start..end].iter().copied().collect();
            let cut = [(start, start - 1), (end - 1, end)].into_iter();
            let cut: BTreeSet<usize> = cut
                .filter(|(inside, outside)| small[*inside] == small[*outside])
                .map(|(d, _)| small[d])
                .collect();
            whole = whole.min((touched.len() - cut.len()) as i64);
            touching = touching.max(touched.len() as i64);
        }
        start = end;
    }
    (whole, touching)
}

static PERIODS_IN: LazyLock<Vec<Vec<(i64, i64)>>> =
    LazyLock::new(|| (0..6).map(|small| (0..6).map(|large| periods_in(small, large)).collect()).collect());

/// Whether some behaviour is permitted by `local` and not by `group`, in some world.
fn has_counterexample(local: &Meaning, group: &Meaning) -> bool {
    match (local, group) {
        (Meaning::Ends(..), Meaning::Ends(..)) => ends_have_counterexample(local, group),
        // The least service that covers the local hours; the freest use of those that are permitted.
        (Meaning::Covers(local), Meaning::Covers(group)) => (0..1440).any(|m| group[m] && !local[m]),
        (Meaning::Within(local), Meaning::Within(group)) => (0..1440).any(|m| local[m] && !group[m]),
        (Meaning::Level(local), Meaning::Level(group)) => {
            (0..3).any(|grade| grade >= *local && grade < *group)
        }
        // Every set of things brought or said; every choice.
        (Meaning::Includes(local), Meaning::Includes(group)) => {
            behaviours().any(|b| local.is_subset(&b) && !group.is_subset(&b))
        }
        (Meaning::Excludes(local), Meaning::Excludes(group)) => {
            behaviours().any(|b| local.is_disjoint(&b) && !group.is_disjoint(&b))
        }
        (Meaning::OneOf(local), Meaning::OneOf(group)) => {
            (0..THINGS.len()).any(|choice| local.contains(&choice) && !group.contains(&choice))
        }
        _ => true,
    }
}

fn ends_have_counterexample(local: &Meaning, group: &Meaning) -> bool {
    let (Meaning::Ends(local_low, local_high), Meaning::Ends(group_low, group_high)) = (local, group) else {
        unreachable!("only called with ends")
    };
    let amounts = || [local_low, local_high, group_low, group_high].into_iter().copied().flatten();
    let dimension = |amount: Amount| match amount {
        Amount::Time(_) => "time",
        Amount::Rate(..) => "rate",
        Amount::Plain(name, _) => name,
    };
    if amounts().any(|amount| dimension(amount) != dimension(amounts().next().expect("an end"))) {
        return true;
    }
    // What each end comes to as a plain number, and the plain numbers around all of them.
    let differs = |value: &dyn Fn(Amount, bool) -> i64| {
        let (l, h) = (local_low.map(|a| value(a, true)), local_high.map(|a| value(a, true)));
        let (gl, gh) = (group_low.map(|a| value(a, false)), group_high.map(|a| value(a, false)));
        let candidates = [l, h, gl, gh].into_iter().flatten().flat_map(|v| [v - 1, v, v + 1]);
        let within = |v: i64, low: Option<i64>, high: Option<i64>| {
            low.is_none_or(|l| l <= v) && high.is_none_or(|h| v <= h)
        };
        candidates.into_iter().any(|v| within(v, l, h) && !within(v, gl, gh))
    };
    let plain = |amount: Amount| match amount {
        Amount::Plain(_, n) | Amount::Rate(n, _) => n,
        Amount::Time(_) => unreachable!("times depend on the world"),
    };
    match amounts().next() {
        Some(Amount::Time(_)) => worlds().any(|world| {
            differs(&|amount, _| match amount {
                Amount::Time(time) => time.seconds(world),
                other => plain(other),
            })
        }),
        Some(Amount::Rate(..)) => {
            // Somebody who means harm does as little as possible in one of the group's periods, or as much.
            let period = |amounts: [&Option<Amount>; 2]| {
                amounts
                    .into_iter()
                    .flatten()
                    .find_map(|a| if let Amount::Rate(_, p) = a { Some(*p) } else { None })
            };
            let (p, large) = (period([local_low, local_high]), period([group_low, group_high]));
            let (whole, touching) = PERIODS_IN[p.expect("a period")][large.expect("a period")];
            let low = group_low.is_some_and(|g| local_low.is_none_or(|l| plain(l) * whole < plain(g)));
            let high = group_high.is_some_and(|g| local_high.is_none_or(|l| plain(l) * touching > plain(g)));
            low || high
        }
        _ => differs(&|amount, _| plain(amount)),
    }
}

// ---------------------------------------------------------------- generated bounds

const THINGS: [&str; 4] = ["电话", "短信", "微信", "当面"];

/// Every set of things.
fn behaviours() -> impl Iterator<Item = BTreeSet<usize>> {
    (0..1usize << THINGS.len()).map(|bits| (0..THINGS.len()).filter(|i| bits >> i & 1 == 1).collect())
}

/// A quantity and its text. Few values, near each other, so that pairs and triples often compare.
fn amount() -> impl Strategy<Value = (String, Amount)> {
    let time = prop_oneof![
        (0..5i64, select(vec![("小时", DAY / 24), ("天", DAY), ("周", 7 * DAY), ("分钟", 60)]))
            .prop_map(|(n, (unit, s))| (format!("{n} {unit}"), Time::Seconds(n * s))),
        // Days beside what so many months may be.
        (1..14i64, any::<bool>(), -1..=1i64).prop_map(|(n, short, off)| {
            let half_days = if short { short_months(n) } else { long_months(n) } + off;
            (format!("{} 小时", half_days * 12), Time::Seconds(half_days * DAY / 2))
        }),
        (0..14i64, any::<bool>()).prop_map(|(n, half)| {
            let text = if half { format!("{n}.5个月") } else { format!("{n} 个月") };
            (text, Time::HalfMonths(2 * n + i64::from(half)))
        }),
        (0..4i64, select(vec![("季度", 6), ("半年", 12), ("年", 24)]))
            .prop_map(|(n, (unit, halves))| (format!("{n}{unit}"), Time::HalfMonths(n * halves))),
        (1..4i64).prop_map(|n| (format!("{n} 个工作日"), Time::WorkingDays(n))),
        Just(("当日".to_owned(), Time::SameDay)),
    ];
    let plain = (
        0..6i64,
        select(vec![("声", "声", 1), ("次", "次", 1), ("毫米", "长", 1), ("厘米", "长", 10), ("%", "比", 1)]),
    );
    prop_oneof![
        3 => time.prop_map(|(text, time)| (text, Amount::Time(time))),
        2 => plain.prop_map(|(n, (unit, name, factor))| (format!("{n}{unit}"), Amount::Plain(name, n * factor))),
        1 => (prop_oneof![0..5i64, 5..60i64], select((0..6).collect::<Vec<usize>>())).prop_map(|(n, period)| {
            (format!("{n} 次/{}", PERIODS[period]), Amount::Rate(n, period))
        }),
    ]
}

fn windows() -> impl Strategy<Value = (Vec<String>, [bool; 1440])> {
    // Few edges, so that windows often touch.
    let window = (0..24u32, 1..=24u32).prop_map(|(start, length)| (start * 60, length * 60));
    let odd = (0..1440u32, 1..1440u32);
    proptest::collection::vec(prop_oneof![3 => window, 1 => odd], 1..4).prop_map(|windows| {
        let mut minutes = [false; 1440];
        let texts = windows.iter().map(|(start, length)| {
            for minute in *start..start + length {
                minutes[minute as usize % 1440] = true;
            }
            let end = start + length;
            let next = if end > 1440 { "次日" } else { "" };
            let end = if end > 1440 { end - 1440 } else { end };
            format!("{:02}:{:02}-{next}{:02}:{:02}", start / 60, start % 60, end / 60, end % 60)
        });
        (texts.collect(), minutes)
    })
}

fn things() -> impl Strategy<Value = BTreeSet<usize>> {
    subsequence((0..THINGS.len()).collect::<Vec<_>>(), 1..=THINGS.len()).prop_map(|v| v.into_iter().collect())
}

fn quantity_bound() -> impl Strategy<Value = Modelled> {
    let one = (amount(), 0..3).prop_map(|((text, amount), kind)| {
        let (key, low, high) = match kind {
            0 => ("at_most", None, Some(amount)),
            1 => ("at_least", Some(amount), None),
            _ => ("exactly", Some(amount), Some(amount)),
        };
        Modelled { text: format!("{key} {text}"), meaning: Meaning::Ends(low, high) }
    });
    // Two that are no range, either way round, are one exact value.
    let two = (amount(), amount()).prop_map(|((a, low), (b, high))| {
        let range =
            |from: &str, to: &str| Some(format!("between {from}|{to}")).filter(|t| try_bound(t).is_ok());
        let (text, low, high) = match (range(&a, &b), range(&b, &a)) {
            (Some(text), _) => (text, low, high),
            (None, Some(text)) => (text, high, low),
            (None, None) => (format!("exactly {a}"), low, low),
        };
        Modelled { text, meaning: Meaning::Ends(Some(low), Some(high)) }
    });
    prop_oneof![3 => one, 1 => two]
}

fn any_bound() -> impl Strategy<Value = Modelled> {
    let hours = (windows(), any::<bool>()).prop_map(|((texts, minutes), covers)| {
        let (key, meaning) =
            if covers { ("covers", Meaning::Covers(minutes)) } else { ("within", Meaning::Within(minutes)) };
        Modelled { text: format!("{key} {}", texts.join("|")), meaning }
    });
    let lists = (things(), 0..3).prop_map(|(things, kind)| {
        let names: Vec<&str> = things.iter().map(|i| THINGS[*i]).collect();
        let (key, meaning) = match kind {
            0 => ("includes", Meaning::Includes(things)),
            1 => ("excludes", Meaning::Excludes(things)),
            _ => ("one_of", Meaning::OneOf(things)),
        };
        Modelled { text: format!("{key} {}", names.join("|")), meaning }
    });
    let level = (0..3usize).prop_map(|rank| Modelled {
        text: format!("level {}", ["三级", "二级", "一级"][rank]),
        meaning: Meaning::Level(rank),
    });
    prop_oneof![6 => quantity_bound(), 2 => hours, 2 => lists, 1 => level]
}

/// Two bounds of which the second often is of the same sort.
fn pair_of_bounds() -> impl Strategy<Value = (Modelled, Modelled)> {
    prop_oneof![
        3 => (quantity_bound(), quantity_bound()),
        1 => (any_bound(), any_bound()),
    ]
}

fn inside(local: &Modelled, group: &Modelled) -> bool {
    conforms(&bound(&local.text), &bound(&group.text)).is_ok()
}

/// Checks both directions of every combination of at_most, at_least and exactly.
fn agree_with_the_model(a: &(String, Amount), b: &(String, Amount)) {
    let all = |(text, amount): &(String, Amount)| {
        [
            ("at_most", None, Some(*amount)),
            ("at_least", Some(*amount), None),
            ("exactly", Some(*amount), Some(*amount)),
        ]
        .map(|(key, low, high)| Modelled { text: format!("{key} {text}"), meaning: Meaning::Ends(low, high) })
    };
    for (a, b) in all(a).iter().flat_map(|a| all(b).map(|b| (a.clone(), b))) {
        for (local, group) in [(&a, &b), (&b, &a)] {
            let counterexample = has_counterexample(&local.meaning, &group.meaning);
            assert_eq!(inside(local, group), !counterexample, "{} ⊆ {}", local.text, group.text);
        }
    }
}

#[test]
fn months_against_days_at_every_edge() {
    for n in 1..=50 {
        let months = (format!("{}.{} 个月", n / 2, n % 2 * 5), Amount::Time(Time::HalfMonths(n)));
        for edge in [short_months(n), long_months(n)] {
            for half_days in edge - 1..=edge + 1 {
                let hours =
                    (format!("{} 小时", 12 * half_days), Amount::Time(Time::Seconds(half_days * DAY / 2)));
                agree_with_the_model(&months, &hours);
            }
        }
    }
}

#[test]
fn rates_against_rates_at_every_edge() {
    let rate = |n: i64, period: usize| (format!("{n} 次/{}", PERIODS[period]), Amount::Rate(n, period));
    for (small, large) in (0..6).flat_map(|small| (0..6).map(move |large| (small, large))) {
        let (whole, touching) = PERIODS_IN[small][large];
        for n in 0..4 {
            for edge in [n * whole, n * touching] {
                for m in (edge - 1).max(0)..=edge + 1 {
                    agree_with_the_model(&rate(n, small), &rate(m, large));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The promise: conforming and having no counterexample are the same.
    #[test]
    fn conforming_is_having_no_counterexample((local, group) in pair_of_bounds()) {
        let counterexample = has_counterexample(&local.meaning, &group.meaning);
        prop_assert_eq!(inside(&local, &group), !counterexample, "{} ⊆ {}", local.text, group.text);
    }

    #[test]
    fn every_bound_conforms_to_itself(any in any_bound()) {
        prop_assert!(inside(&any, &any), "{}", any.text);
    }

    #[test]
    fn conforming_is_transitive(a in quantity_bound(), b in quantity_bound(), c in quantity_bound()) {
        let [a, b, c] = [a, b, c].map(|modelled| bound(&modelled.text));
        for [a, b, c] in [[&a, &b, &c], [&a, &c, &b], [&b, &a, &c], [&b, &c, &a], [&c, &a, &b], [&c, &b, &a]] {
            if conforms(a, b).is_ok() && conforms(b, c).is_ok() {
                prop_assert!(conforms(a, c).is_ok(), "{:?} ⊆ {:?} ⊆ {:?}", a, b, c);
            }
        }
    }

    /// Bounds inside each other permit the same, so nothing tells them apart.
    #[test]
    fn bounds_inside_each_other_are_equal(a in any_bound(), b in any_bound(), other in any_bound()) {
        if inside(&a, &b) && inside(&b, &a) {
            prop_assert_eq!(inside(&a, &other), inside(&b, &other), "{} = {}", a.text, b.text);
            prop_assert_eq!(inside(&other, &a), inside(&other, &b), "{} = {}", a.text, b.text);
        }
        if bound(&a.text) == bound(&b.text) {
            prop_assert!(inside(&a, &b) && inside(&b, &a), "{} = {}", a.text, b.text);
        }
    }

    /// More hours served, more things brought, fewer choices: never worse.
    #[test]
    fn more_is_never_worse((hours, _) in windows(), (extra, _) in windows(), list in things(), more in things()) {
        let (few, many) = (hours.join("|"), [hours, extra].concat().join("|"));
        let names = |set: &BTreeSet<usize>| set.iter().map(|i| THINGS[*i]).collect::<Vec<_>>().join("|");
        let (some, all) = (names(&list), names(&list.union(&more).copied().collect()));
        for (key, local, group) in [
            ("covers", &many, &few),
            ("within", &few, &many),
            ("includes", &all, &some),
            ("excludes", &all, &some),
            ("one_of", &some, &all),
        ] {
            let (local, group) = (format!("{key} {local}"), format!("{key} {group}"));
            prop_assert!(conforms(&bound(&local), &bound(&group)).is_ok(), "{} ⊆ {}", local, group);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is missing is what the group's hours have and the local ones don't, minute by minute.
    #[test]
    fn missing_hours_are_named((local, served) in windows(), (group, asked) in windows()) {
        let (local, group) = (format!("covers {}", local.join("|")), format!("covers {}", group.join("|")));
        if let Err(Shortfall::Uncovered(missing)) = conforms(&bound(&local), &bound(&group)) {
            let missing = bound(&format!("covers {}", missing.written().join("|")));
            let lacking: [bool; 1440] = std::array::from_fn(|m| asked[m] && !served[m]);
            for (minute, is_lacking) in lacking.into_iter().enumerate() {
                let clock = |m: usize| format!("{:02}:{:02}", m / 60, m % 60);
                let one = format!("covers {}-{}", clock(minute), clock(minute + 1));
                prop_assert_eq!(conforms(&missing, &bound(&one)).is_ok(), is_lacking, "{}", one);
            }
        }
    }
}

// ---------------------------------------------------------------- generated wordings

/// (before the link, before the value, after it) for a bound of the kind.
fn frames(kind: Kind) -> &'static [(&'static str, &'static str, &'static str)] {
    match kind {
        Kind::AtMost => &[
            ("", "", "内"),
            ("须在", "", "以内"),
            ("应", "在", "之内接起"),
            ("", "不超过", ""),
            ("不得超过", "", ""),
            ("", "至多", ""),
            ("", "不大于", "的"),
        ],
        Kind::AtLeast => &[
            ("", "至少", ""),
            ("", "不少于", ""),
            ("不低于", "", ""),
            ("", "", "以上"),
            ("应至少", "提前", ""),
            ("", "提前", "到达"),
        ],
        Kind::Exactly => &[("", "", ""), ("为", "", ""), ("敲门", "", "")],
        _ => &[],
    }
}

/// A wording of a bound on a quantity.
fn worded() -> impl Strategy<Value = (&'static str, String, Modelled)> {
    (quantity_bound(), any::<prop::sample::Index>(), select(vec!["至", "-", "～", "到"])).prop_map(
        |(modelled, frame, joiner)| {
            let built = bound(&modelled.text);
            let frames = frames(built.kind());
            match built.values() {
                Values::One(text) => {
                    let (before, start, end) = frames[frame.index(frames.len())];
                    (before, format!("{start}{text}{end}"), modelled)
                }
                Values::Many(ends) => ("", ends.join(joiner), modelled),
                Values::Level { .. } => unreachable!("only quantities"),
            }
        },
    )
}

/// Text made of what wordings are made of, in any order.
fn babble() -> impl Strategy<Value = String> {
    let words = "
        3 ０ 三 两 十 百 半 零 点 . , : ： - ～ 至 / % 百分之 个 声 次 天 日 月 年 半年 小时 分钟 分
        工作日 当日 次日 米 m m2 千 万 元 内 以上 左右 不 超过 至少 提前 每 每周 约 几 多 08:00 24:00
        12:00-14:00 电话 短信 、 和 或 等 “ ” 二级 一级 é 𝟛 在 不低于 第 一个";
    let odd = [" ", "\u{3000}", "\u{200b}"];
    let words: Vec<&str> = words.split_whitespace().chain(odd).collect();
    proptest::collection::vec(select(words), 0..9).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A wording made from a bound says this bound, and another one only if it is equal.
    #[test]
    fn wordings_say_their_bound_alone((before, wording, said) in worded(), other in quantity_bound()) {
        // 当日 is a deadline whatever stands beside it: it is at most the day, in each kind of bound.
        prop_assume!(!said.text.contains("当日"));
        prop_assert!(says(before, &wording, &bound(&said.text)), "{}[{}] says {}", before, wording, said.text);
        let equal = bound(&other.text) == bound(&said.text);
        prop_assert_eq!(says(before, &wording, &bound(&other.text)), equal, "{}[{}] and {}", before, wording, other.text);
    }

    /// A rewritten wording says the local bound, wherever the wording said the group's.
    #[test]
    fn rewritten_wordings_say_the_local_bound((before, wording, group) in worded(), local in quantity_bound()) {
        let (group, local) = (bound(&group.text), bound(&local.text));
        if let Some(text) = rewrite(&wording, &group, &local) {
            // A comparison before the link goes with one kind of bound only; whoever rewrites looks at it again.
            let before = if group.kind() == local.kind() { before } else { "" };
            prop_assert!(!says(before, &wording, &group) || says(before, &text, &local), "{}[{}] → [{}]", before, wording, text);
        }
    }

    /// Values that differ only in number are always rewritten.
    #[test]
    fn other_numbers_are_always_rewritten(kind in select(vec![Kind::AtMost, Kind::AtLeast, Kind::Exactly]),
        frame in any::<prop::sample::Index>(), unit in select(vec!["声", " 分钟", "小时", " 个月", "%", "次/周", "个工作日", "厘米"]),
        old in 1..200u32, new in 1..200u32) {
        let frames = frames(kind);
        let (before, start, end) = frames[frame.index(frames.len())];
        let (group, local) = (format!("{} {old}{unit}", kind.key()), format!("{} {new}{unit}", kind.key()));
        let text = rewrite(&format!("{start}{old}{unit}{end}"), &bound(&group), &bound(&local));
        let expected = format!("{start}{new}{unit}{end}");
        prop_assert_eq!(text.as_ref(), Some(&expected));
        prop_assert!(says(before, &expected, &bound(&local)));
    }

    /// Hours and lists are always rewritten, and then say the local ones.
    #[test]
    fn other_hours_and_lists_are_always_rewritten((hours, _) in windows(), (other_hours, _) in windows(),
        list in things(), other_list in things(), comma in select(vec!["、", ", ", ";"]), word in select(vec!["和", "及", "、"]),
        dash in select(vec!["-", "至", " — "])) {
        let names = |set: BTreeSet<usize>| set.into_iter().map(|i| THINGS[i].to_owned()).collect::<Vec<_>>();
        let (list, other_list) = (names(list), names(other_list));
        for (keys, old, new, dash) in [
            (&["covers", "within"][..], hours, other_hours, dash),
            (&["includes", "excludes", "one_of"], list, other_list, "-"),
        ] {
            let (last, others) = old.split_last().expect("one at least");
            let joined = if others.is_empty() { last.clone() } else { format!("{}{word}{last}", others.join(comma)) };
            let wording = joined.replace('-', dash);
            for key in keys {
                let (group, local) = (format!("{key} {}", old.join("|")), format!("{key} {}", new.join("|")));
                let (group, local) = (bound(&group), bound(&local));
                prop_assert!(says("", &wording, &group), "{} says {:?}", wording, group);
                prop_assert_eq!(says("", &wording, &local), group == local, "{} and {:?}", wording, local);
                let text = rewrite(&wording, &group, &local);
                prop_assert!(text.as_ref().is_some_and(|text| says("", text, &local)), "{} → {:?}", wording, text);
            }
        }
    }

    /// No text makes the library panic, and what it finds lies in the text.
    #[test]
    fn no_text_is_too_odd(text in babble(), other in babble(), any_text in any::<String>()) {
        for text in [&text, &any_text, &format!("{any_text}{text}")] {
            let _ = Quantity::parse(text);
            let built: Vec<Bound> = Kind::ALL.iter().flat_map(|kind| {
                [Bound::read(kind.key(), &[text]), Bound::read(kind.key(), &[text, &other])].into_iter().flatten()
            }).collect();
            let group = bound("at_most 3 声");
            let _ = (read(&other, text), says(&other, text, &group), rewrite(text, &group, &bound("at_most 2 声")));
            for built in &built {
                prop_assert_eq!(conforms(built, built), Ok(()));
                let _ = (says(&other, text, built), rewrite(&other, &group, built), rewrite(text, built, &group));
                prop_assert!(rewrite(&other, built, built).is_none_or(|text| says("", &text, built) || !says("", &other, built)));
            }
            for found in quantities(text) {
                prop_assert!(text.get(found.range.clone()).is_some(), "{:?}", found);
            }
            let mut end = 0;
            for stated in statements(text) {
                prop_assert!(text.get(stated.range.clone()).is_some() && stated.range.start >= end, "{:?}", stated);
                end = stated.range.end;
            }
        }
    }

    /// What babble is read as, it says; and what was said of one bound is, rewritten, said of another: by itself, or
    /// together with what stands before it. (Words before it that say otherwise are a finding of check.)
    #[test]
    fn what_is_read_is_said(before in babble(), wording in babble(), local in quantity_bound()) {
        if let Ok(reading) = read(&before, &wording) && let Some(said) = reading.bound() {
            prop_assert!(says(&before, &wording, &said), "{}[{}] {:?}", before, wording, said);
            let local = bound(&local.text);
            if let Some(text) = rewrite(&wording, &said, &local) {
                let is_said = says("", &text, &local) || says(&before, &text, &local);
                prop_assert!(is_said, "{}[{}] → [{}]", before, wording, text);
            }
        }
    }
}
