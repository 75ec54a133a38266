//! Record forms, from their YAML to the boxes on paper, the finished PDF and the page.

use std::collections::HashSet;
use std::sync::Arc;

use handbook::finding::Finding;
use handbook::form::{
    self, Block, Cell, Cite, ClauseRow, Context, Files, Form, Mark, Meta, Rect, Sheet, Words,
};
use handbook::message::Language;
use handbook::rule::Rule;
use handbook::source::{Place, Source};
use proptest::prelude::*;

fn read(body: &str) -> Result<Form, Finding> {
    let text = format!("title: 记录表\ncode: KF-JL-01\nversion: A/0\nretention: 3 年\n{body}");
    form::read(&Source::new("forms/record.yaml", text))
}

fn good(body: &str) -> Form {
    read(body).unwrap_or_else(|finding| panic!("{:?} {}", finding.place, finding.one_line(Language::English)))
}

fn context(source: &Arc<Source>) -> Context {
    let words = |text: &str| Words { text: text.to_owned(), place: Place::file(source) };
    Context {
        language: Language::Chinese,
        group: words("集团客户关系部"),
        edition: words("成都锦绣花园"),
        cites: vec![Cite { text: "《电话礼仪》1.1".to_owned(), link: None }],
        address: None,
        logo: None,
        serial: None,
        symbol: None,
        draft: false,
    }
}

fn lay(form: &Form) -> Vec<Sheet> {
    form::layout(form, &context(&form.source)).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn files() -> Files<'static> {
    Files { pdf: "record.pdf", fillable: "record-fillable.pdf" }
}

fn meta() -> Meta {
    Meta {
        title: "记录表".to_owned(),
        author: "集团客户关系部".to_owned(),
        subject: "成都锦绣花园".to_owned(),
        language: Language::Chinese,
    }
}

/// The only finding of a form that can't be laid out, and its line and column.
fn only(form: &Form) -> (Rule, (usize, usize)) {
    let findings = form::layout(form, &context(&form.source)).expect_err("does not fit");
    assert_eq!(findings.len(), 1, "{findings:#?}");
    (findings[0].rule, findings[0].place.line_column())
}

fn bad(body: &str) -> (&'static str, (usize, usize)) {
    let finding = read(body).expect_err("is wrong");
    assert!(finding.message.mend(Language::Chinese).is_some(), "{finding:?} has no mend");
    (finding.message.id, finding.place.line_column())
}

fn texts(sheet: &Sheet) -> Vec<&str> {
    let marks = sheet.cells.iter().flat_map(|cell| &cell.marks);
    marks.filter_map(|mark| if let Mark::Text(run) = mark { Some(run.text.as_str()) } else { None }).collect()
}

fn all_text(sheets: &[Sheet]) -> String {
    sheets.iter().flat_map(texts).collect()
}

/// Without the four cells of the head and the two of the foot, nor what a number and an address add to them.
fn body_text(sheet: &Sheet) -> String {
    let cells = sheet.cells.get(4..sheet.cells.len() - 2).unwrap_or_default();
    let said = |mark: &Mark| matches!(mark, Mark::Text(run) if run.text.contains("流水号") || run.text.contains("依据"));
    let marks = cells.iter().filter(|cell| !cell.marks.iter().any(said)).flat_map(|cell| &cell.marks);
    marks.filter_map(|mark| if let Mark::Text(run) = mark { Some(run.text.as_str()) } else { None }).collect()
}

/// The area of the cell that has this text.
fn cell<'a>(sheet: &'a Sheet, text: &str) -> &'a Cell {
    let has =
        |cell: &&Cell| cell.marks.iter().any(|mark| matches!(mark, Mark::Text(run) if run.text == text));
    sheet.cells.iter().find(has).unwrap_or_else(|| panic!("no cell says {text}"))
}

fn blanks(sheets: &[Sheet]) -> Vec<(&str, Rect)> {
    let marks = sheets.iter().flat_map(|sheet| &sheet.cells).flat_map(|cell| &cell.marks);
    let blank = |mark: &'_ Mark| matches!(mark, Mark::Blank(_));
    let blanks = marks.filter(|mark| blank(mark)).map(|mark| match mark {
        Mark::Blank(blank) => (blank.name.as_str(), blank.area),
        _ => unreachable!(),
    });
    blanks.collect()
}

const CONTRACT: &str = "
cites: [telephone#answer]
page: { size: A4, orientation: portrait, margin: 15mm }
body:
  - fields:
      columns: 2
      items:
        - { label: 客户姓名, name: customer }
        - { label: 诉求类别, name: kind, options: [咨询, 投诉, 报修, 其他____] }
        - { label: 诉求内容, name: request, lines: 4, span: 2 }
  - text: 受理后2小时内指派责任人。
  - table:
      columns:
        - { title: 序号, width: 12mm, numbered: true }
        - { title: 跟进, columns: [{ title: 时间 }, { title: 记录 }] }
        - { title: 结果, options: [合格, 不合格] }
      rows: fill
      row_height: 9mm
  - clauses: { document: telephone, columns: [符合, 不符合, 备注] }
  - signatures: [受理人, 责任部门, 复核]
";

fn contract_form() -> Form {
    let mut form = good(CONTRACT);
    let place = Place::file(&form.source);
    let row = |number: &str, text: &str, heading| ClauseRow {
        number: number.to_owned(),
        text: text.to_owned(),
        heading,
        link: Some(format!("../telephone.html#{number}")),
        place: place.clone(),
    };
    for clauses in form.clauses_mut() {
        clauses.rows =
            vec![row("1", "接听", true), row("1.1", "来电须在三声内接起。", false), row("2", "拨打", true)];
    }
    form
}

#[test]
fn the_form_of_the_contract() {
    let form = contract_form();
    let sheets = lay(&form);
    assert_eq!(sheets.len(), 1);
    let text = all_text(&sheets);
    for expected in [
        "集团客户关系部 · 成都锦绣花园",
        "编号",
        "KF-JL-01",
        "A/0",
        "记录表",
        "客户姓名",
        "其他",
        "受理后2小时内指派责任人。",
        "跟进",
        "时间",
        "不合格",
        "条款",
        "1.1",
        "来电须在三声内接起。",
        "备注",
        "受理人",
        "3 年",
        "《电话礼仪》1.1",
        "第 1 页 共 1 页",
    ] {
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
    let title = cell(&sheets[0], "记录表").area;
    assert!((title.x + title.width / 2.0 - 105.0).abs() < 0.01, "the title is in the middle");
    sound(&form, &sheets);
}

#[test]
fn ruled_lines_and_row_heights_are_exact() {
    let form = good(
        "body:\n  - fields: { items: [{ label: 内容, name: a, lines: 4 }, { label: 备注, name: b, height: 25mm }] }\n",
    );
    let sheets = lay(&form);
    assert!((cell(&sheets[0], "内容").area.height - 32.0).abs() < 0.01);
    assert!((cell(&sheets[0], "备注").area.height - 25.0).abs() < 0.01);
}

#[test]
fn a_filling_table_reaches_the_foot_of_the_page() {
    let rows = |after: &str| {
        let form = good(&format!(
            "body:\n  - table: {{ name: t, columns: [{{ title: 序号, numbered: true }}, 记录], rows: fill }}\n{after}"
        ));
        let sheets = lay(&form);
        sound(&form, &sheets);
        assert_eq!(sheets.len(), 1);
        let last = blanks(&sheets)
            .iter()
            .filter(|(name, _)| name.starts_with("t-"))
            .map(|(_, area)| area.bottom())
            .fold(0.0, f64::max);
        (blanks(&sheets).iter().filter(|(name, _)| name.starts_with("t-")).count(), last)
    };
    let (alone, foot) = rows("");
    assert!(alone > 20 && foot > 297.0 - 15.0 - 6.0 - 9.0 - 2.0, "{alone} rows down to {foot}");
    let (above, _) = rows("  - signatures: [受理人]\n");
    assert!(above < alone && above > alone - 5, "the signatures have room: {above} of {alone}");
}

#[test]
fn two_filling_parts_share_the_page() {
    let table = |name| {
        format!(
            "  - table: {{ name: {name}, columns: [{{ title: 序号, numbered: true }}, 记录], rows: fill }}\n"
        )
    };
    let sheets = lay(&good(&format!("body:\n{}{}", table("a"), table("b"))));
    let count = |prefix: &str| blanks(&sheets).iter().filter(|(name, _)| name.starts_with(prefix)).count();
    assert_eq!(sheets.len(), 1);
    assert!(count("a-").abs_diff(count("b-")) <= 1, "{} and {}", count("a-"), count("b-"));
}

#[test]
fn the_header_stands_on_every_page() {
    let form = good(
        "body:\n  - table: { columns: [{ title: 序号, numbered: true }, { title: 跟进, columns: [时间, 记录] }], rows: 70 }\n",
    );
    let sheets = lay(&form);
    assert!(sheets.len() > 2);
    for sheet in &sheets {
        for title in ["序号", "跟进", "时间", "记录"] {
            assert_eq!(texts(sheet).iter().filter(|text| **text == title).count(), 1);
        }
    }
    let group = cell(&sheets[1], "跟进").area;
    let (time, note) = (cell(&sheets[1], "时间").area, cell(&sheets[1], "记录").area);
    assert!((group.width - time.width - note.width).abs() < 0.01 && (time.y - group.bottom()).abs() < 0.01);
    let text = all_text(&sheets);
    assert!((1..=70).all(|number| text.contains(&number.to_string())));
    sound(&form, &sheets);
}

#[test]
fn merged_cells_are_one_on_each_page() {
    let rows: String = (0..60).map(|i| format!("        - [大堂, 第{i}项检查内容]\n")).collect();
    let form = good(&format!(
        "body:\n  - table:\n      columns: [{{ title: 部位, merge: true }}, {{ title: 内容 }}, {{ title: 结果, options: [合格, 不合格] }}]\n      rows:\n{rows}"
    ));
    let sheets = lay(&form);
    sound(&form, &sheets);
    assert!(sheets.len() > 1);
    for sheet in &sheets {
        assert_eq!(texts(sheet).iter().filter(|text| **text == "大堂").count(), 1);
        let last =
            sheet.cells.iter().filter(|cell| cell.framed).map(|cell| cell.area.bottom()).fold(0.0, f64::max);
        assert!((cell(sheet, "大堂").area.bottom() - last).abs() < 0.01);
    }
}

#[test]
fn rows_may_name_their_columns() {
    let form = good(
        "body:\n  - table: { columns: [{ title: 序号, numbered: true }, 部位, 内容], rows: [大堂, [电梯, 平层], { 内容: 照明 }, [9, 屋面, 防水]] }\n",
    );
    let text = all_text(&lay(&form));
    assert!(text.contains("1大堂2电梯平层3照明9屋面防水"), "{text}");
}

#[test]
fn a_total_row_closes_the_table() {
    let form = good(
        "body:\n  - table: { name: t, columns: [{ title: 序号, numbered: true }, 品名, { title: 数量, sum: true }], rows: 3, total: 合计 }\n",
    );
    let sheets = lay(&form);
    let number = cell(&sheets[0], "序号").area;
    let total = cell(&sheets[0], "合计").area;
    assert!(total.width > number.width + 20.0);
    assert!(blanks(&sheets).iter().any(|(name, _)| *name == "t-total-3"));
}

#[test]
fn nobody_signs_a_sheet_with_nothing_else_on_it() {
    let mut turned = 0;
    for rows in 15..45 {
        let sheets = lay(&good(&format!(
            "body:\n  - table: {{ name: t, columns: [序号, 记录], rows: {rows} }}\n  - signatures: [受理人]\n"
        )));
        let signed = sheets.iter().position(|sheet| texts(sheet).iter().any(|text| text.contains("受理人")));
        let signed = signed.expect("a place to sign");
        let beside =
            blanks(&sheets[signed..=signed]).iter().filter(|(name, _)| name.starts_with("t-")).count();
        assert!(beside > 0, "{rows} rows: the place to sign stands alone");
        turned += usize::from(signed > 0 && beside == 2);
    }
    assert!(turned > 0, "no row had to go with the place to sign");
}

#[test]
fn two_copies_on_one_sheet() {
    let form = good(
        "page: { size: A5, orientation: landscape, margin: 10mm, per_sheet: 2 }\nbody:\n  - signatures: [业主]\n",
    );
    let sheets = lay(&form);
    assert_eq!((sheets[0].width, sheets[0].height), (210.0, 297.0));
    assert_eq!(texts(&sheets[0]).iter().filter(|text| **text == "记录表").count(), 2);
    let cut = sheets[0].strokes.last().expect("a line to cut along");
    assert!(cut.dashed && cut.from.1 == 148.5 && cut.from.0 >= 5.0 && cut.to.0 <= 205.0);
    sound(&form, &sheets);
}

#[test]
fn drafts_and_copies_say_so() {
    let form = good("body: []\n");
    let mut context = context(&form.source);
    context.draft = true;
    context.serial = Some("A0007".to_owned());
    context.address = Some("https://example.com/group/forms/record.html".to_owned());
    let sheets = form::layout(&form, &context).expect("fits");
    assert_eq!(sheets[0].watermarks[0].text, "草稿");
    assert!(all_text(&sheets).contains("草稿") && all_text(&sheets).contains("A0007"));
    let dark =
        sheets[0].cells.iter().flat_map(|cell| &cell.marks).filter(|mark| matches!(mark, Mark::Dark(_)));
    assert!(dark.count() > 100);
    sound(&form, &sheets);
    form::pdf(&sheets, &meta());
}

#[test]
fn what_does_not_fit_is_found_at_its_place() {
    let wide = "body:\n  - table:\n      columns: [{ title: 一, width: 100mm }, { title: 二, width: 100mm }]\n      rows: 3\n";
    assert_eq!(only(&good(wide)), (Rule::FormOverflow, (7, 26)));
    let word = "body:\n  - fields:\n      columns: 6\n      items: [{ label: Donaudampfschifffahrtsgesellschaft, span: 6 }]\n";
    assert_eq!(only(&good(word)), (Rule::FormOverflow, (8, 24)));
    let high = "body:\n  - fields: { items: [{ label: 内容, lines: 50 }] }\n";
    assert_eq!(only(&good(high)), (Rule::FormOverflow, (6, 32)));
    let narrow = "body:\n  - fields: { columns: 12, items: [{ label: 姓名 }, { label: 电话 }] }\n";
    let findings = form::layout(&good(narrow), &context(&good(narrow).source)).expect_err("too narrow");
    assert!(findings.iter().all(|finding| finding.rule == Rule::FormOverflow));
    let row = "body:\n  - table: { columns: [一], rows: 3, row_height: 200mm }\n";
    let on_a5 = format!("page: {{ size: A5 }}\n{row}");
    assert!(form::layout(&good(&on_a5), &context(&good(&on_a5).source)).is_err());
}

#[test]
fn a_character_without_a_glyph_is_found_at_its_place() {
    let form = good("body:\n  - text: 请勾选✉后签字\n");
    assert_eq!(only(&form), (Rule::MissingGlyph, (6, 14)));
    let findings = form::layout(&form, &context(&form.source)).expect_err("has no glyph");
    assert!(findings[0].message.say(Language::Chinese).contains("✉"));
    let form = good("body:\n  - fields: { items: [{ label: 类别, options: [一, \"二\\u2709\"] }] }\n");
    assert_eq!(only(&form).0, Rule::MissingGlyph);
    let form = good("body:\n  - table: { columns: [{ title: 一, options: [✉] }], rows: 9 }\n");
    assert_eq!(only(&form), (Rule::MissingGlyph, (6, 46)));
    let mut named = context(&form.source);
    named.group = Words {
        text: "集团✉".to_owned(),
        place: Place::file(&Source::new("handbook.yaml", "集团✉")),
    };
    let findings = form::layout(&good("body: []\n"), &named).expect_err("has no glyph");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].place.source.path, "handbook.yaml");
    let mut form = contract_form();
    let elsewhere = Source::new("telephone.md", "## 接听\n\n1. 微笑😀服务\n");
    for clauses in form.clauses_mut() {
        clauses.rows[1].text = "微笑😀服务".to_owned();
        clauses.rows[1].place = Place::of(&elsewhere, "1. 微笑😀服务");
    }
    let findings = form::layout(&form, &context(&form.source)).expect_err("has no glyph");
    assert_eq!(
        (findings[0].place.source.path.as_str(), findings[0].place.line_column()),
        ("telephone.md", (3, 6))
    );
}

#[test]
fn what_the_model_cannot_say_is_found_when_read() {
    assert_eq!(bad("page: { margin: 15 }\nbody: []\n"), ("form-length", (5, 17)));
    assert_eq!(bad("page: { margin: 3mm }\nbody: []\n"), ("form-length-range", (5, 17)));
    assert_eq!(bad("page: { size: A6 }\nbody: []\n").0, "yaml-unknown-value");
    assert_eq!(bad("body:\n  - text: 一\n    section: 二\n"), ("form-one-block", (6, 5)));
    assert_eq!(bad("body:\n  - {}\n").0, "form-one-block");
    assert_eq!(
        bad("body:\n  - fields: { columns: 2, items: [{ label: 一, span: 3 }] }\n"),
        ("form-number-range", (6, 53))
    );
    assert_eq!(bad("body:\n  - fields: { columns: 0, items: [] }\n").0, "form-number-range");
    assert_eq!(
        bad("body:\n  - fields: { items: [{ label: 一, name: a }, { label: 二, name: a }] }\n"),
        ("form-duplicate-name", (6, 64))
    );
    assert_eq!(bad("body:\n  - fields: { items: [{ label: 一, options: [] }] }\n").0, "form-no-options");
    assert_eq!(
        bad("body:\n  - fields: { items: [{ label: 一, options: [二], unit: 元 }] }\n").0,
        "form-field-mixed"
    );
    assert_eq!(bad("body:\n  - fields: { items: [{ label: 一, type: day }] }\n").0, "yaml-unknown-value");
    assert_eq!(bad("body:\n  - table: { columns: [], rows: 3 }\n").0, "form-no-columns");
    assert_eq!(bad("body:\n  - table: { columns: [[一]], rows: 3 }\n").1.0, 6);
    assert_eq!(bad("body:\n  - table: { columns: [[]], rows: 3 }\n").0, "form-shape");
    assert_eq!(bad("body:\n  - table: { columns: [一], rows: full }\n"), ("form-rows", (6, 34)));
    assert_eq!(bad("body:\n  - table: { columns: [一], rows: 0 }\n").0, "form-number-range");
    assert_eq!(bad("body:\n  - table: { columns: [一], rows: [[a, b]] }\n").0, "form-long-row");
    assert_eq!(bad("body:\n  - table: { columns: [部位], rows: [{ 部门: a }] }\n").0, "form-row-column");
    let deep =
        "body:\n  - table: { rows: 1, columns: [{ title: 一, columns: [{ title: 二, columns: [三] }] }] }\n";
    assert_eq!(bad(deep).0, "form-deep-header");
    assert_eq!(
        bad("body:\n  - table: { rows: 1, columns: [{ title: 一, width: 9mm, columns: [二] }] }\n").0,
        "form-group-mixed"
    );
    assert_eq!(
        bad("body:\n  - table: { rows: 1, columns: [{ title: 一, numbered: true, options: [二] }] }\n").0,
        "form-column-mixed"
    );
    assert_eq!(bad("body:\n  - lines: many\n").0, "form-lines");
    assert_eq!(bad("body:\n  - tabel: {}\n").0, "yaml-unknown-key");
}

#[test]
fn every_text_is_shown_to_the_caller() {
    let mut form = good(
        "body:\n  - section: t\n  - text: t\n  - fields: { items: [{ label: t, hint: t, unit: t, value: t }, { label: t, options: [t, t] }] }\n  - table: { columns: [{ title: t, columns: [t, { title: t, options: [t] }] }], rows: [[t]], total: t }\n  - clauses: { document: d, columns: [t] }\n  - signatures: [t]\n  - notes: [t, t]\n",
    );
    let mut seen = 0;
    form.texts_mut(|text| seen += usize::from(text.value == "t"));
    assert_eq!(seen, 19);
    form.texts_mut(|text| text.value = text.value.replace('t', "《电话》"));
    assert!(all_text(&lay(&form)).contains("《电话》"));
    assert!(matches!(form.body[0], Block::Section(ref title) if title.value == "《电话》"));
}

#[test]
fn the_finished_pdf_says_what_was_laid_out() {
    let sheets = lay(&contract_form());
    let bytes = form::pdf(&sheets, &meta());
    assert!(bytes.len() < 23_000, "{} bytes", bytes.len());
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    assert_eq!(file.get_pages().len(), sheets.len());
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let text = file.extract_text(&[1]).expect("text");
    assert_eq!(squeezed(&text), squeezed(&all_text(&sheets)));
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(lopdf::Object::as_str).expect("a language"), b"zh-CN");
    let info = file.trailer.get(b"Info").and_then(lopdf::Object::as_reference).expect("an info");
    let info = file.get_dictionary(info).expect("an info");
    for key in ["Title", "Author", "Subject"] {
        assert!(info.has(key.as_bytes()), "{key}");
    }
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let first = form::pdf(&lay(&contract_form()), &meta());
    assert_eq!(first, form::pdf(&lay(&contract_form()), &meta()));
    let elsewhere = std::thread::spawn(|| form::pdf(&lay(&contract_form()), &meta()));
    assert_eq!(first, elsewhere.join().expect("no panic"));
}

#[test]
fn a_print_run_embeds_the_fonts_once() {
    let one = lay(&contract_form());
    let many: Vec<Sheet> = (0..200).flat_map(|_| one.clone()).collect();
    assert!(form::pdf(&many, &meta()).len() < 1_000_000);
}

#[test]
fn the_page_shows_the_same_form() {
    let form = contract_form();
    let sheets = lay(&form);
    let html = form::html(&form, &context(&form.source), &sheets, &files());
    for expected in [
        "<label for=\"f1\">客户姓名",
        "name=\"customer\"",
        "<legend>诉求类别",
        "type=\"checkbox\" name=\"kind\" value=\"其他\"",
        "<textarea id=\"f3\" name=\"request\" rows=\"4\"",
        "scope=\"colgroup\" colspan=\"2\">跟进",
        "href=\"../telephone.html#1.1\"",
        ">受理人</legend>",
        "href=\"record.pdf\"",
        "href=\"record-fillable.pdf\"",
    ] {
        assert!(html.contains(expected), "{expected} is missing in {html}");
    }
    let rows = blanks(&sheets)
        .iter()
        .filter(|(name, _)| name.starts_with("table-"))
        .map(|(name, _)| name.split('-').nth(2))
        .collect::<HashSet<_>>();
    let on_screen = html.matches("<th scope=\"row\">").count();
    assert_eq!(on_screen, rows.len() + 3, "as many rows as on paper, and the clauses'");
    assert_eq!(form::page_css(&form, Language::Chinese).split(';').next(), Some("@page { size: A4 portrait"));
}

#[test]
fn html_is_escaped() {
    let form =
        good("body:\n  - text: <script>&\"\n  - fields: { items: [{ label: <b>, value: '\"><i>' }] }\n");
    let html = form::html(&form, &context(&form.source), &[], &Files { pdf: "\"<", fillable: "" });
    assert!(!html.contains("<script>") && !html.contains("<b>") && !html.contains("<i>"));
}

/// What holds for every layout: nothing overlaps, nothing leaves its box or the margins, and all of the form is there.
fn sound(form: &Form, sheets: &[Sheet]) {
    let edge = if form.page.twice { 5.0 } else { form.page.margin };
    for (number, sheet) in sheets.iter().enumerate() {
        let inner = Rect::new(edge, edge, sheet.width - 2.0 * edge, sheet.height - 2.0 * edge);
        for (i, cell) in sheet.cells.iter().enumerate() {
            assert!(inner.contains(&cell.area), "page {number}: {:?} is out of the margins", cell.area);
            for mark in &cell.marks {
                assert!(cell.area.contains(&mark.area()), "page {number}: {mark:?} leaves {:?}", cell.area);
            }
            for other in &sheet.cells[i + 1..] {
                assert!(!cell.area.overlaps(&other.area), "page {number}: {cell:?}\noverlaps {other:?}");
            }
            let texts: Vec<Rect> = cell
                .marks
                .iter()
                .filter(|m| matches!(m, Mark::Text(_) | Mark::Tick(_)))
                .map(Mark::area)
                .collect();
            for (j, text) in texts.iter().enumerate() {
                for other in &texts[j + 1..] {
                    assert!(!text.overlaps(other), "page {number}: texts overlap in {cell:?}");
                }
            }
        }
        for stroke in &sheet.strokes {
            assert!((0.25..=0.75).contains(&stroke.weight));
        }
        let text = sheet.text();
        for always in [form.title.value.as_str(), "集团客户关系部", "KF-JL-01", "A/0"] {
            assert!(text.contains(always), "page {number} has no {always}");
        }
        if form.page.twice {
            continue;
        }
        assert!(text.contains(&format!("第 {} 页 共 {} 页", number + 1, sheets.len())));
    }
    let mut expected = Vec::new();
    form.clone().texts_mut(|text| expected.push(text.value.clone()));
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '_').collect::<String>();
    // A paragraph may run over to the next page, past the foot and the head.
    let body: String = sheets.iter().map(body_text).collect();
    let text = squeezed(&(all_text(sheets) + &body));
    for one in expected {
        assert!(text.contains(&squeezed(&one)), "{one} is missing in {text}");
    }
}

/// Each blank and box of the sheets has one field in the fillable PDF, all of other names.
fn fields_are_the_blanks(sheets: &[Sheet]) {
    let marks = sheets.iter().flat_map(|sheet| &sheet.cells).flat_map(|cell| &cell.marks);
    let expected = marks.filter(|mark| matches!(mark, Mark::Blank(_) | Mark::Tick(_))).count();
    let file = lopdf::Document::load_mem(&form::pdf_fillable(sheets, &meta())).expect("a PDF");
    let pages = file.get_pages().into_values().map(|page| file.get_dictionary(page).expect("a page"));
    let widgets = pages.map(|page| page.get(b"Annots").and_then(lopdf::Object::as_array).map_or(0, Vec::len));
    assert_eq!(widgets.sum::<usize>(), expected);
    let named =
        |object: &lopdf::Object| object.as_dict().ok()?.get(b"T").ok()?.as_str().ok().map(<[u8]>::to_vec);
    let names: Vec<Vec<u8>> = file.objects.values().filter_map(named).collect();
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[一-十三个项目客户服务中心来电访记录处理结果部门人员时间地点]{1,6}",
        2 => "[受理后内指派责任人须在书面说明原因]{8,60}[0-9]{1,3}小时内[完成。]{1,2}",
        1 => "[A-Za-z]{1,9}-[0-9]{2,4}",
        1 => Just("《电话礼仪》、《接待》(一)".to_owned()),
    ]
}

fn list(items: Vec<String>) -> String {
    format!("[{}]", items.iter().map(|item| format!("\"{item}\"")).collect::<Vec<_>>().join(", "))
}

fn field() -> impl Strategy<Value = String> {
    let options = prop::collection::vec(words(), 1..7);
    (words(), 1..3usize, 0..6u8, 1..6usize, options, words()).prop_map(
        |(label, span, kind, lines, options, unit)| {
            let answer = match kind {
                0 => format!(", lines: {lines}"),
                1 => format!(", options: {}", list(options)),
                2 => format!(", options: {}, choose: one, lines: {lines}", list(options)),
                3 => ", type: date".to_owned(),
                4 => format!(", unit: \"{}\"", unit.chars().take(2).collect::<String>()),
                _ => format!(", hint: \"{unit}\""),
            };
            format!("{{ label: \"{label}\", span: {span}{answer} }}")
        },
    )
}

fn plain_column() -> impl Strategy<Value = String> {
    prop_oneof![
        words().prop_map(|title| format!("\"{title}\"")),
        (words(), 9..40u8).prop_map(|(title, width)| format!("{{ title: \"{title}\", width: {width}mm }}")),
        words().prop_map(|title| format!("{{ title: \"{title}\", merge: true }}")),
    ]
}

fn option_column() -> impl Strategy<Value = String> {
    let options = prop::collection::vec("[合格不是否]{1,3}", 1..4);
    (words(), options)
        .prop_map(|(title, options)| format!("{{ title: \"{title}\", options: {} }}", list(options)))
}

fn rows(columns: usize) -> impl Strategy<Value = String> {
    let cells = prop::collection::vec(words(), 1..=columns);
    prop_oneof![
        Just("fill".to_owned()),
        (1..80usize).prop_map(|count| count.to_string()),
        prop::collection::vec(cells.prop_map(list), 1..40).prop_map(|rows| format!("[{}]", rows.join(", "))),
    ]
}

fn block() -> impl Strategy<Value = String> {
    let options = prop::collection::vec(option_column(), 0..2);
    let columns = prop::collection::vec(plain_column(), 1..4);
    let table = (columns, options, plain_column(), any::<bool>(), 6..20u8, any::<bool>());
    let table = table.prop_flat_map(|(columns, options, grouped, group, height, total)| {
        rows(columns.len()).prop_map(move |rows| {
            let mut all = vec!["{ title: 序号, numbered: true }".to_owned()];
            all.extend(columns.iter().chain(&options).cloned());
            if group {
                all.push(format!("{{ title: 分组, columns: [{grouped}, 备注] }}"));
            }
            let total = if total { ", total: 合计" } else { "" };
            format!(
                "  - table: {{ columns: [{}], rows: {rows}, row_height: {height}mm{total} }}\n",
                all.join(", ")
            )
        })
    });
    prop_oneof![
        3 => (1..4usize, prop::collection::vec(field(), 1..8)).prop_map(|(columns, items)| {
            let items = items.join(", ").replace("span: 2", &format!("span: {}", columns.min(2)));
            format!("  - fields: {{ columns: {columns}, items: [{items}] }}\n")
        }),
        3 => table,
        1 => words().prop_map(|text| format!("  - section: \"{text}\"\n")),
        1 => prop::collection::vec(words(), 1..12).prop_map(|texts| format!("  - text: \"{}\"\n", texts.concat())),
        1 => prop::collection::vec(words(), 1..6).prop_map(|texts| format!("  - signatures: {}\n", list(texts))),
        1 => prop::collection::vec(words(), 1..4).prop_map(|texts| format!("  - notes: {}\n", list(texts))),
        1 => prop_oneof![Just("fill".to_owned()), (1..12u8).prop_map(|n| n.to_string())].prop_map(|n| format!("  - lines: {n}\n")),
    ]
}

fn generated() -> impl Strategy<Value = String> {
    let size = prop::sample::select(vec!["A3", "A4", "A5", "B5", "Letter"]);
    let orientation = prop::sample::select(vec!["portrait", "landscape"]);
    (size, orientation, 5..25u8, prop::collection::vec(block(), 0..6)).prop_map(
        |(size, orientation, margin, blocks)| {
            format!(
                "page: {{ size: {size}, orientation: {orientation}, margin: {margin}mm }}\nbody:\n{}",
                blocks.concat() + "  - section: 完\n"
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn generated_forms_are_sound(body in generated(), numbered in any::<bool>()) {
        let form = good(&body);
        let mut context = context(&form.source);
        if numbered {
            context.serial = Some("A0001".to_owned());
            context.symbol = Some(form::Symbol::Code128);
            context.address = Some("https://example.com/group/forms/record.html".to_owned());
        }
        match form::layout(&form, &context) {
            Ok(sheets) => {
                sound(&form, &sheets);
                fields_are_the_blanks(&sheets[..sheets.len().min(2)]);
            }
            Err(findings) => {
                prop_assert!(!findings.is_empty());
                for finding in findings {
                    prop_assert_eq!(finding.rule, Rule::FormOverflow);
                }
            }
        }
    }

    #[test]
    fn nothing_that_is_written_panics(body in "(page|body|fields|table|rows|columns|text|lines|[-:{}\\[\\], \n]|一|____|fill|[0-9]|mm){0,40}") {
        if let Ok(form) = read(&body) {
            let _ = form::layout(&form, &context(&form.source));
            form::html(&form, &context(&form.source), &[], &files());
        }
    }
}
