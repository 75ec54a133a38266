//! Print runs: many copies of a form, each with a number of its own.

mod common;

use common::*;
use lopdf::Document;

/// Prints the sample's form, which must end with this code, and reads it back.
fn print(handbook: &Handbook, code: i32, more: &[&str]) -> (Document, usize) {
    let run = handbook.run(&[&["forms", "record"], more].concat());
    assert_eq!(run.code, Some(code), "{}{}", run.out, run.error);
    let bytes = std::fs::read(handbook.output().join("record.pdf")).expect("a PDF");
    (Document::load_mem(&bytes).expect("a readable PDF"), bytes.len())
}

/// The words on each page, without spaces.
fn texts(file: &Document) -> Vec<String> {
    let pages = file.get_pages().into_keys();
    let text = |page| file.extract_text(&[page]).expect("text").split_whitespace().collect();
    pages.map(text).collect()
}

/// How many rectangles are filled on a page.
fn dark(file: &Document, page: u32) -> usize {
    let content = file.get_page_content(file.get_pages()[&page]);
    let operations = lopdf::content::Content::decode(&content).expect("operations").operations;
    operations.iter().filter(|operation| operation.operator.starts_with('f')).count()
}

fn refused(handbook: &Handbook, arguments: &[&str], words: &str) {
    let run = handbook.run(&[&["forms", "record"], arguments].concat());
    assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.error);
    assert!(run.error.contains(words) && run.error.contains("改法"), "{arguments:?}: {}", run.error);
    assert!(!handbook.output().join("record.pdf").exists());
}

#[test]
fn each_copy_has_its_number_and_the_fonts_are_there_once() {
    let handbook = sample();
    let (file, _) = print(&handbook, 0, &["--copies", "3", "--serial", "A0009"]);
    let texts = texts(&file);
    assert_eq!(texts.len(), 3);
    for (text, number) in texts.iter().zip(["A0009", "A0010", "A0011"]) {
        assert!(text.contains(&format!("流水号：{number}")), "{number} in {text}");
        assert_eq!(text.matches("流水号").count(), 1);
        assert!(text.contains("客户来电/来访信息记录表") && text.contains("第1页共1页"));
    }
    let fonts = file.objects.values().filter(|object| {
        object.as_dict().is_ok_and(|dictionary| dictionary.has(b"FontFile3") || dictionary.has(b"FontFile2"))
    });
    assert_eq!(fonts.count(), 2, "regular and bold");
}

#[test]
fn a_run_counts_on_when_the_digits_run_out() {
    let (file, _) = print(&sample(), 0, &["--copies", "2", "--serial", "JL-9999"]);
    assert!(texts(&file)[1].contains("流水号：JL-10000"));
}

#[test]
fn two_hundred_copies_are_small_and_the_same_every_time() {
    let handbook = sample();
    let run = ["--copies", "200", "--serial", "A0001", "--mark", "code128"];
    let (file, size) = print(&handbook, 0, &run);
    assert_eq!(file.get_pages().len(), 200);
    assert!(size < 200_000, "{size} bytes");
    let first = std::fs::read(handbook.output().join("record.pdf")).expect("a PDF");
    print(&handbook, 0, &run);
    assert_eq!(first, std::fs::read(handbook.output().join("record.pdf")).expect("a PDF"));
}

#[test]
fn copies_without_numbers_are_alike() {
    let (file, _) = print(&sample(), 0, &["--copies", "2"]);
    let texts = texts(&file);
    assert_eq!(texts.len(), 2);
    assert!(texts[0] == texts[1] && !texts[0].contains("流水号"));
}

#[test]
fn every_page_of_a_copy_has_its_number() {
    let handbook = sample().edit(FORM, "rows: fill", "rows: 60");
    let (file, _) = print(&handbook, 0, &["--copies", "2", "--serial", "A1"]);
    let texts = texts(&file);
    let each = texts.len() / 2;
    assert!(each > 1 && texts.len().is_multiple_of(2));
    for (page, text) in texts.iter().enumerate() {
        assert!(text.contains(&format!("流水号：A{}", page / each + 1)), "page {page}: {text}");
        assert!(text.contains(&format!("第{}页共{each}页", page % each + 1)));
    }
}

#[test]
fn two_copies_on_a_sheet_have_a_number_each() {
    let handbook = empty()
        .file("handbook.yaml", "title: 手册\nversion: \"1\"\nproducts: [住宅]\n")
        .file("SUMMARY.md", "- [前言](preface.md)\n")
        .file("preface.md", "# 前言\n\n本手册由集团编制。\n")
        .file(
            FORM,
            "title: 放行条\npage: { size: A5, orientation: landscape, margin: 10mm, per_sheet: 2 }\nbody:\n  - signatures: [业主]\n",
        );
    let (file, _) = print(&handbook, 0, &["--copies", "3", "--serial", "A01", "--mark", "qr"]);
    let texts = texts(&file);
    assert_eq!(texts.len(), 2);
    assert!(texts[0].contains("流水号：A01") && texts[0].contains("流水号：A02"));
    assert!(texts[1].contains("流水号：A03"));
    assert_eq!(texts.iter().map(|text| text.matches("放行条").count()).collect::<Vec<_>>(), [2, 1]);
    assert!(dark(&file, 1) > 100, "two QR codes");
}

#[test]
fn a_number_stands_there_for_machines_too() {
    let handbook = sample();
    let marks = |mark| dark(&print(&handbook, 0, &["--serial", "A0001", "--mark", mark]).0, 1);
    let none = marks("none");
    assert_eq!(marks("code128") - none, 6 * 3 + 4, "the bars of six characters and of the stop");
    assert!(marks("qr") - none > 60);
}

#[test]
fn what_can_not_be_printed_is_said() {
    let handbook = sample();
    refused(&handbook, &["--serial", "A"], "「A」无法往下编");
    refused(&handbook, &["--serial", "2026年第001号"], "以数字结尾");
    refused(&handbook, &["--serial", "A01", "--copies", "0"], "不能印 0 份");
    refused(&handbook, &["--copies", "1000000"], "不能印 1000000 份");
    refused(&handbook, &["--serial", "沪001", "--mark", "code128"], "不能表示「沪001」");
    refused(&handbook, &["--mark", "qr"], "--serial");
    let run = handbook.run(&["forms", "record", "--serial", "✉001"]);
    assert_eq!(run.code, Some(1));
    assert!(run.error.contains("missing-glyph"), "{}", run.error);
}

#[test]
fn forms_of_an_edition_that_falls_below_are_drafts() {
    let handbook = sample().edit(PROJECT, "at_most: 2 声", "at_most: 5 声");
    let (file, _) = print(&handbook, 1, &["--edition", "chengdu-jinxiu"]);
    assert!(texts(&file)[0].contains("草稿"));
    let (file, _) = print(&handbook, 0, &["--edition", "group"]);
    assert!(!texts(&file)[0].contains("草稿"));
}
