//! Forms to be filled in on screen: the fields of the fillable PDF, where the printed one has blanks and boxes.

mod common;

use std::collections::BTreeSet;

use common::*;
use lopdf::{Dictionary, Document, Object, decode_text_string};

const RELEASE: &str = "title: 放行条
page: { size: A5, orientation: landscape, margin: 10mm, per_sheet: 2 }
body:
  - fields:
      columns: 2
      items:
        - { label: 业主, name: owner.name }
        - { label: 日期, name: day, type: date }
        - { label: 方式, name: way, options: [搬出, 搬入], choose: one }
        - { label: 物品, name: goods, lines: 3, span: 2 }
  - text: 兹证明业主____同意放行,经手____。
  - lines: 2
  - signatures: [护卫]
";

fn fillable(handbook: &Handbook, form: &str) -> Document {
    handbook.build(0);
    let path = handbook.output().join(format!("group/forms/{form}-fillable.pdf"));
    Document::load_mem(&std::fs::read(path).expect("a PDF")).expect("a readable PDF")
}

/// The widgets of the first page, in their order.
fn widgets(file: &Document) -> Vec<&Dictionary> {
    let page = file.get_dictionary(file.get_pages()[&1]).expect("a page");
    assert_eq!(page.get(b"Tabs").and_then(Object::as_name).expect("an order"), b"R");
    let widgets = page.get(b"Annots").and_then(Object::as_array).expect("widgets");
    widgets
        .iter()
        .map(|widget| file.get_dictionary(widget.as_reference().expect("a widget")).expect("it"))
        .collect()
}

fn text(dictionary: &Dictionary, key: &str) -> String {
    dictionary.get(key.as_bytes()).and_then(decode_text_string).unwrap_or_default()
}

fn number(dictionary: &Dictionary, key: &str) -> i64 {
    dictionary.get(key.as_bytes()).and_then(Object::as_i64).unwrap_or_default()
}

fn rect(widget: &Dictionary) -> Vec<f32> {
    let rect = widget.get(b"Rect").and_then(Object::as_array).expect("a place");
    rect.iter().map(|number| number.as_float().expect("a number")).collect()
}

#[test]
fn every_blank_and_box_is_a_field_with_a_name_and_a_tooltip_of_its_own() {
    let file = fillable(&sample(), "record");
    let form = file.catalog().and_then(|catalog| catalog.get(b"AcroForm")).and_then(Object::as_reference);
    let form = file.get_dictionary(form.expect("a form")).expect("a form");
    let all = widgets(&file);
    let fields = form.get(b"Fields").and_then(Object::as_array).expect("fields");
    assert_eq!(fields.len(), all.len(), "no circles: each widget is a field");
    assert!(all.iter().all(|widget| widget.has(b"AP")), "viewers need not draw what nobody has filled in");
    assert!(!form.has(b"NeedAppearances"));
    let names: BTreeSet<String> = all.iter().map(|widget| text(widget, "T")).collect();
    assert_eq!(names.len(), all.len());
    assert!(all.iter().all(|widget| !text(widget, "TU").is_empty()), "each has a tooltip");
    let named = |name: &str| {
        *all.iter().find(|widget| text(widget, "T") == name).unwrap_or_else(|| panic!("no {name}"))
    };
    assert_eq!(text(named("customer"), "TU"), "客户姓名");
    assert_eq!(text(named("kind-2"), "TU"), "诉求类别 · 投诉");
    assert_eq!(named("kind-2").get(b"FT").and_then(Object::as_name).expect("a kind"), b"Btn");
    assert_eq!(number(named("request"), "Ff"), 1 << 12, "ruled lines take several lines");
    assert_eq!(number(named("customer"), "Ff"), 0);
    let tooltips: Vec<String> = all.iter().map(|widget| text(widget, "TU")).collect();
    for tooltip in ["第 1 行 记录", "第 12 行 时间", "第 2 行 结果 · 不合格", "受理人", "受理人 年"]
    {
        assert!(tooltips.iter().any(|one| one == tooltip), "{tooltip} in {tooltips:?}");
    }
    let order: Vec<usize> = ["客户姓名", "诉求类别 · 咨询", "诉求内容", "第 1 行 时间", "复核 日"]
        .map(|tooltip| tooltips.iter().position(|one| one == tooltip).expect(tooltip))
        .to_vec();
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn fields_lie_inside_the_page_and_not_on_one_another() {
    let handbook = sample().file("forms/release.yaml", RELEASE);
    for form in ["record", "release"] {
        let file = fillable(&handbook, form);
        let places: Vec<Vec<f32>> = widgets(&file).into_iter().map(rect).collect();
        for (i, a) in places.iter().enumerate() {
            assert!(
                a[0] > 14.0 && a[1] > 14.0 && a[2] < 581.0 && a[3] < 828.0 && a[0] < a[2] && a[1] < a[3],
                "{a:?}"
            );
            for b in &places[i + 1..] {
                let apart =
                    a[2] <= b[0] + 0.1 || b[2] <= a[0] + 0.1 || a[3] <= b[1] + 0.1 || b[3] <= a[1] + 0.1;
                assert!(apart, "{form}: {a:?} on {b:?}");
            }
        }
    }
}

#[test]
fn circles_are_one_field_and_both_copies_on_a_sheet_are_filled_alone() {
    let file = fillable(&sample().file("forms/release.yaml", RELEASE), "release");
    let all = widgets(&file);
    let names: Vec<String> =
        all.iter().map(|widget| text(widget, "T")).filter(|name| !name.is_empty()).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    assert!(
        names.contains(&"owner_name".to_owned()) && names.contains(&"owner_name-2".to_owned()),
        "{names:?}"
    );
    let groups: BTreeSet<_> =
        all.iter().filter_map(|widget| widget.get(b"Parent").ok()?.as_reference().ok()).collect();
    assert_eq!(groups.len(), 2);
    for group in groups {
        let group = file.get_dictionary(group).expect("a group");
        assert_eq!((number(group, "Ff"), text(group, "TU").as_str()), (1 << 15, "方式"));
        let kids = group.get(b"Kids").and_then(Object::as_array).expect("kids");
        let states: BTreeSet<Vec<u8>> = kids
            .iter()
            .flat_map(|kid| {
                let kid = file.get_dictionary(kid.as_reference().expect("a kid")).expect("a kid");
                let looks = kid.get(b"AP").and_then(Object::as_dict).expect("looks");
                let looks = looks.get(b"N").and_then(Object::as_dict).expect("looks");
                looks.iter().map(|(state, _)| state.clone()).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(states.len(), 3, "two options and Off: {states:?}");
    }
    let tooltips: Vec<String> = all.iter().map(|widget| text(widget, "TU")).collect();
    for tooltip in ["兹证明业主", "日期 月", "方式 · 搬入", "书写栏", "护卫"] {
        assert!(tooltips.iter().any(|one| one == tooltip), "{tooltip} in {tooltips:?}");
    }
}

#[test]
fn the_page_offers_both_and_prints_on_the_forms_paper() {
    let handbook = sample();
    let file = fillable(&handbook, "record");
    let page = handbook.published("group/forms/record.html");
    assert!(
        page.contains("href=\"../forms/record-fillable.pdf\"")
            && page.contains("href=\"../forms/record.pdf\"")
    );
    assert!(page.contains("<style>@page { size: A4 portrait; margin: 15mm;"), "{page}");
    assert!(page.contains("content: \"第 \" counter(page) \" 页 共 \" counter(pages) \" 页\""), "{page}");
    // The browser lays labels, columns and rows out as wide and as high as they are on paper.
    for measure in
        ["--paper-label: ", "--paper-height: 32.00mm", "<col style=\"--paper-width: ", "--paper-row: 9mm"]
    {
        assert!(page.contains(measure), "{measure}");
    }
    assert!(page.contains("<legend data-paper=\"受理人（签字）：\">受理人</legend>"));
    let said: String = file.extract_text(&[1]).expect("text").split_whitespace().collect();
    assert!(said.contains("客户来电/来访信息记录表"));
    let before = std::fs::read(handbook.output().join("group/forms/record-fillable.pdf")).expect("a PDF");
    fillable(&handbook, "record");
    assert_eq!(
        before,
        std::fs::read(handbook.output().join("group/forms/record-fillable.pdf")).expect("a PDF")
    );
}
