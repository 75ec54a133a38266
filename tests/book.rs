//! The printed book: what `build --pdf` writes, read back, and the boxes of generated documents.

mod common;

use std::collections::BTreeMap;
use std::process::Command;

use common::{COMPANY_TELEPHONE, Handbook, PROJECT_TELEPHONE, clauses, error, sample, warning};
use handbook::book::{Book, Page, TEXT};
use handbook::form::Rect;
use handbook::load;
use handbook::message::Language;
use handbook::render;
use handbook::resolve::reference::Titles;
use handbook::resolve::resolve;
use lopdf::{Dictionary, Document, Object, ObjectId};
use proptest::prelude::*;

const STRICT: &str = "与集团条款不一致的,从严执行.";

/// A book, read back: the text of its pages without spaces.
struct Read {
    file: Document,
    pages: Vec<String>,
    ids: Vec<ObjectId>,
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

impl Read {
    fn new(handbook: &Handbook, edition: &str) -> Self {
        let bytes = std::fs::read(handbook.output().join(edition).join("handbook.pdf")).expect("a book");
        let file = Document::load_mem(&bytes).expect("a PDF");
        let page = |page: &u32| squeezed(&file.extract_text(&[*page]).expect("text"));
        let pages = file.get_pages().keys().map(page).collect();
        let ids = file.page_iter().collect();
        Read { file, pages, ids }
    }

    fn text(&self) -> String {
        self.pages.concat()
    }

    /// The pages, counted from 1, that have this text.
    fn pages_with(&self, text: &str) -> Vec<usize> {
        let having = self.pages.iter().enumerate().filter(|(_, page)| page.contains(text));
        having.map(|(at, _)| at + 1).collect()
    }

    fn dictionary(&self, object: &Object) -> Dictionary {
        let (_, object) = self.file.dereference(object).expect("an object");
        object.as_dict().expect("a dictionary").clone()
    }

    /// The page, counted from 1, that a destination leads to.
    fn page_of(&self, dictionary: &Dictionary) -> usize {
        let destination = dictionary.get(b"Dest").and_then(Object::as_array).expect("a place");
        let id = destination[0].as_reference().expect("a page");
        1 + self.ids.iter().position(|page| *page == id).expect("a page of the file")
    }

    /// The pages that the links of a page lead to.
    fn links(&self, page: usize) -> Vec<usize> {
        let links = self.file.get_page_annotations(self.ids[page - 1]).expect("links");
        links.into_iter().filter(|link| link.has(b"Dest")).map(|link| self.page_of(link)).collect()
    }

    /// The outline below an entry: titles with their pages, in order.
    fn outline(&self, parent: &Dictionary) -> Vec<(String, usize)> {
        let mut entries = Vec::new();
        let mut next = parent.get(b"First").ok().cloned();
        while let Some(object) = next {
            let entry = self.dictionary(&object);
            let title = lopdf::decode_text_string(entry.get(b"Title").expect("a title")).expect("text");
            entries.push((title, self.page_of(&entry)));
            entries.extend(self.outline(&entry));
            next = entry.get(b"Next").ok().cloned();
        }
        entries
    }
}

fn built(handbook: Handbook) -> Handbook {
    handbook.build_with(0, &["--pdf"]);
    handbook
}

/// The project's edition with every kind of local content.
fn localized() -> Handbook {
    let local = "## 方言问候 {after=1.2}\n1. 客户讲四川话时,可以用四川话应答。\n";
    let replaced = "## {replace=1.1}\n来电须在[两声内](std:answer-rings)接起并报出姓名。\n\n## {na=1.2.1}\n本项目由机器人应答。\n";
    let handbook = sample().file(COMPANY_TELEPHONE, local).file(PROJECT_TELEPHONE, replaced);
    for clause in ["telephone#1.1", "telephone#1.2.1"] {
        let run = handbook.run(&["approve", "chengdu-jinxiu", clause, "--by", "集团", "--reason", "试点"]);
        assert_eq!(run.code, Some(0), "{}{}", run.out, run.error);
    }
    built(handbook)
}

#[test]
fn forms_stand_in_the_order_of_their_codes() {
    let handbook = sample().file("forms/a.yaml", "title: 甲表\ncode: KF-JL-09\nbody: [{ text: 甲 }]\n");
    handbook.build_with(0, &["--pdf"]);
    let book = Read::new(&handbook, "group");
    let contents = &book.pages[book.pages_with("目录")[0] - 1];
    let place = |entry: &str| contents.find(entry).unwrap_or_else(|| panic!("{entry} in {contents}"));
    assert!(place("记录表KF-JL-01") < place("甲表KF-JL-09"));
}

#[test]
fn only_where_it_is_asked_for() {
    let handbook = built(sample());
    assert!(handbook.published("group/index.html").contains("href=\"handbook.pdf\""));
    handbook.build(0);
    assert!(!handbook.output().join("group/handbook.pdf").exists());
    assert!(!handbook.published("group/index.html").contains("handbook.pdf"));
}

#[test]
fn every_clause_is_in_it_in_reading_order() {
    let handbook = localized();
    for edition in ["group", "chengdu", "chengdu-jinxiu"] {
        let text = Read::new(&handbook, edition).text();
        let body = &text[text.find("本手册由集团编制").expect("the first document")..];
        let mut at = 0;
        let page = handbook.published(&format!("{edition}/customer-service/telephone.html"));
        for (number, said) in clauses(&page) {
            let first: String = squeezed(&said).chars().take(5).collect();
            let found = body[at..].find(&first);
            at += found.unwrap_or_else(|| panic!("{edition} {number} {first} after {}", &body[..at]));
        }
    }
}

#[test]
fn contents_outline_and_links_lead_to_the_right_pages() {
    let handbook = localized();
    let book = Read::new(&handbook, "chengdu-jinxiu");
    let contents = book.pages_with("标准索引")[0];
    let listed = &book.pages[contents - 1];
    for title in ["前言", "电话礼仪", "服务考核"] {
        let catalog = book.file.catalog().expect("a catalog");
        let outline = book.outline(&book.dictionary(catalog.get(b"Outlines").expect("an outline")));
        let (_, page) = outline.iter().find(|(entry, _)| entry == title).expect("a bookmark");
        let text = &book.pages[page - 1];
        assert!(text.starts_with(title), "{title} begins its page: {text}");
        assert!(book.links(contents).contains(page));
        let code = if title == "电话礼仪" { "KF-GF-05" } else { "" };
        assert!(listed.contains(&format!("{title}{code}{page}")), "{title} {page} in {listed}");
    }
    let catalog = book.file.catalog().expect("a catalog");
    let outline = book.outline(&book.dictionary(catalog.get(b"Outlines").expect("an outline")));
    let titles: Vec<&str> = outline.iter().map(|(title, _)| title.as_str()).collect();
    for title in
        ["封面", "文件控制", "服务规范篇", "1 接听", "客户来电/来访信息记录表", "标准索引", "表单索引"]
    {
        assert!(titles.contains(&title), "{title} in {titles:?}");
    }
    // 《客户来电/来访信息记录表》 in the telephone document leads to the form's sheet.
    let telephone = outline.iter().find(|(title, _)| title == "电话礼仪").expect("a bookmark").1;
    let form = outline.iter().find(|(title, _)| title == "客户来电/来访信息记录表").expect("a bookmark").1;
    assert!(book.links(telephone).contains(&form));
    assert!(book.pages[form - 1].contains("客户姓名"));
    // The index of standards says where each is stated.
    let index = outline.iter().find(|(title, _)| title == "标准索引").expect("a bookmark").1;
    let row = format!("《电话礼仪》1.1{telephone}");
    assert!(book.pages[index - 1].contains(&row), "{row} in {}", book.pages[index - 1]);
    assert!(book.pages[index - 1].contains("不超过2声（集团：不超过3声）"));
}

#[test]
fn local_content_is_marked_and_every_page_ends_with_the_rule() {
    let handbook = localized();
    let book = Read::new(&handbook, "chengdu-jinxiu");
    let text = book.text();
    for said in [
        "【本地补充·成都公司客户服务标准】",
        "【本地填写·成都公司客户服务标准】",
        "【本地替换·成都锦绣花园客户服务标准】集团原文：来电须在三声内接起。",
        "【本项目不适用·成都锦绣花园客户服务标准】",
        "锦绣花园物业服务中心",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    for page in &book.pages {
        assert!(page.ends_with(STRICT), "{page}");
        assert!(!page.contains("草稿"));
    }
    let group = Read::new(&handbook, "group").text();
    assert!(!group.contains(STRICT) && !group.contains("【"));
}

#[test]
fn every_page_of_a_draft_says_so() {
    let picture = sample().file("preface.md", "# 前言\n\n![](img/plan.png)\n");
    let handbook = picture.bytes("img/plan.png", &png(800, 1200));
    handbook.build_with(0, &["--pdf", "--draft"]);
    let book = Read::new(&handbook, "draft/group");
    assert!(book.pages.len() > 5);
    for page in &book.pages {
        assert!(page.contains("草稿"), "{page}");
    }
    // No picture stands over it.
    let contents = book.ids.iter().map(|page| book.file.get_page_content(*page));
    let drawn =
        contents.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).find(|page| page.contains(" Do"));
    let drawn = drawn.expect("the picture");
    assert!(drawn.find(" Do") < drawn.find("0.88 g"), "{drawn}");
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let (first, second) = (localized(), localized());
    for edition in ["group", "chengdu-jinxiu"] {
        let bytes = |handbook: &Handbook| {
            std::fs::read(handbook.output().join(edition).join("handbook.pdf")).expect("a book")
        };
        assert!(bytes(&first) == bytes(&second), "{edition}");
    }
}

/// Runs a tool that not every machine has.
fn tool(name: &str, arguments: &[&str], file: &std::path::Path) -> Option<String> {
    match Command::new(name).args(arguments).arg(file).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "{name}: {said}{}", String::from_utf8_lossy(&output.stderr));
            Some(said)
        }
        Err(_) => {
            eprintln!("SKIPPED: there is no {name} here");
            None
        }
    }
}

#[test]
fn the_file_is_sound_and_its_fonts_are_in_it() {
    let handbook = localized();
    let path = handbook.output().join("chengdu-jinxiu/handbook.pdf");
    tool("qpdf", &["--check"], &path);
    let Some(fonts) = tool("pdffonts", &[], &path) else { return };
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(fonts.len(), 2, "regular and bold, each once: {fonts:?}");
    // A subset has a tag before its name, and "yes yes yes" is embedded, subset, with Unicode.
    let sound = |font: &&str| font.contains("+NotoSans") && font.matches("yes").count() == 3;
    assert!(fonts.iter().all(sound), "{fonts:?}");
}

#[test]
fn figures_among_hanzi_are_found_as_they_were_written() {
    let clause = "客户提出的问题应在30分钟内回复,并在24小时内记入系统,每月抽查15份以上。".repeat(6);
    let handbook = built(sample().file("preface.md", &format!("# 前言\n\n{clause}\n")));
    for file in ["group/handbook.pdf", "group/forms/record.pdf"] {
        // To standard output.
        let Some(text) = tool("sh", &["-c", "pdftotext \"$0\" -"], &handbook.output().join(file)) else {
            return;
        };
        let found =
            text.matches("小时").count() + text.matches("分钟").count() + text.matches("15份").count();
        assert!(found > 0, "{file}: {text}");
        for apart in [" 30", " 24", " 15", "后 2", "30 ", "24 ", "15 ", "2 小时内"] {
            assert!(!text.contains(apart), "{file}: {text}");
        }
    }
}

#[test]
fn a_long_table_has_its_header_on_every_page() {
    let rows: String = (1..=100).map(|row| format!("| 第{row}项 | 检查部位{row} |\n")).collect();
    let table = format!("\n# 前言\n\n| 项目 | 部位名称 |\n| --- | --- |\n{rows}");
    let handbook = built(sample().file("preface.md", &table));
    let book = Read::new(&handbook, "group");
    let pages = book.pages_with("部位名称");
    assert!(pages.len() >= 3, "{pages:?}");
    let mut seen = 0;
    for page in pages {
        let text = &book.pages[page - 1];
        assert_eq!(text.matches("部位名称").count(), 1);
        seen += (1..=100).filter(|row| text.contains(&format!("第{row}项检查部位{row}"))).count();
    }
    assert!(seen >= 100);
}

#[test]
fn a_character_that_no_font_has_is_an_error_at_its_place() {
    let handbook = sample().file("preface.md", "# 前言\n\n微笑‸😀服务,😀。\n");
    handbook.finds("group", error("missing-glyph", "", &["😀", "U+1F600", "fonts"]));
    let title = sample().edit("handbook.yaml", "publisher: 集团客户关系部", "publisher: ‸😀");
    title.finds("group", error("missing-glyph", "", &["😀"]));
    let local = sample().edit(common::PROJECT, "service_center: 锦绣花园物业服务中心", "service_center: ‸😀");
    local.finds("chengdu-jinxiu", error("missing-glyph", "", &["😀"]));
    // The book of a draft says where it is missing.
    let draft = handbook.run(&["build", "--pdf", "--draft"]);
    assert_eq!(draft.code, Some(1));
    assert!(Read::new(&handbook, "draft/group").text().contains("微笑〓服务"));
}

#[test]
fn what_offices_write_beside_hanzi_can_be_printed() {
    let signs = "①⑩⑳㉑❶⑴⒈ⅠⅫ㈠㎡㎥㎏㎜℃℉‰°′″≥≤≠≈×÷±√∞→←↑↓⇒↔☐☑☒✓✔✗×□■○●◎◇◆△▲▽▼▶►★☆※•·§¶†‡‖…—–‑−～〜¥￥€£$©®™№℡☎♀♂⚠½¼éüñαβμ々〇𠮷㐀䶮";
    let handbook = built(sample().file("preface.md", &format!("# 前言\n\n{signs}\n")));
    handbook.is_clean();
    let text = Read::new(&handbook, "group").text();
    for sign in "①㎡㎥℃≥☑☒→𠮷䶮".chars() {
        assert!(text.contains(sign), "{sign} is not in {text}");
    }
    assert!(!text.contains('〓'));
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let pixels = [200, 0, 0, 128].repeat((width * height) as usize);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels)).expect("a PNG");
    bytes
}

/// The head of a JPEG, 60 wide and 40 high, that its camera turned to the right.
fn jpeg() -> Vec<u8> {
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1, 0, exif.len() as u8 + 2];
    bytes.extend(exif);
    bytes.extend([0xff, 0xc0, 0, 17, 8, 0, 40, 0, 60, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xd9]);
    bytes
}

#[test]
fn pictures_stand_where_they_are_shown_with_their_words() {
    let text = "# 前言\n\n见下图。\n\n![接待区平面](img/平面.png)\n\n照片![](img/hall.JPG)之后。\n\n再看![接待区平面](img/平面.png)。\n";
    let handbook = sample().file("preface.md", text).bytes("img/平面.png", &png(4000, 1000));
    let handbook = built(handbook.bytes("img/hall.JPG", &jpeg()));
    handbook.is_clean();
    let book = Read::new(&handbook, "group");
    assert!(book.text().contains("见下图。接待区平面照片之后。再看接待区平面。"), "{}", book.text());
    let images: Vec<_> = book
        .file
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        })
        .collect();
    assert_eq!(images.len(), 3, "each picture once, and what can be seen through");
    let photo = images.iter().find(|image| image.content == jpeg()).expect("the JPEG as it is");
    assert_eq!(photo.dict.get(b"Filter").and_then(Object::as_name).expect("a filter"), b"DCTDecode");
    let drawn = images.iter().find(|image| image.dict.has(b"SMask")).expect("the PNG");
    let width = drawn.dict.get(b"Width").and_then(Object::as_i64).expect("a width");
    assert_eq!(width, 2000, "no more pixels than paper shows");
    // The photo is printed upright: 40 wide and 60 high, 96 on an inch.
    let page = book.pages_with("照片之后")[0];
    let content = book.file.get_page_content(book.ids[page - 1]);
    assert!(String::from_utf8_lossy(&content).contains("0 -45 30 0 "), "turned to the right");
}

#[test]
fn a_picture_that_is_not_there_or_broken_is_found() {
    let missing = sample().file("preface.md", "# 前言\n\n‸![甲](b.png)![乙](data:image/png;base64,AA==)\n");
    missing.finds("group", warning("dangling-reference", "b.png", &["b.png"]));
    assert!(Read::new(&built(missing), "group").text().contains("甲乙"));
    let broken = sample().file("preface.md", "# 前言\n\n‸![甲](a.png)\n").bytes("a.png", b"\x89PNG");
    broken.finds("group", warning("dangling-reference", "a.png", &["a.png", "PNG"]));
    assert!(Read::new(&built(broken), "group").text().contains("甲"));
}

#[test]
fn a_plain_mdbook_is_a_book_too() {
    let handbook = common::empty()
        .file("book.toml", "[book]\ntitle = \"Guide\"\nlanguage = \"en\"\n")
        .file("src/SUMMARY.md", "- [One](one.md)\n- [Two](two.md)\n")
        .file("src/one.md", "# One\n\nSee [two](two.md#below) and [the web](https://example.com/a).\n")
        .file("src/two.md", "# Two\n\n## Below\n\n```\nlet a = 1;\n```\n");
    let handbook = built(handbook);
    let book = Read::new(&handbook, "group");
    assert!(book.text().contains("theweb（https://example.com/a）"));
    let two = book.pages.iter().position(|page| page.starts_with("Two")).expect("the page") + 1;
    let one = book.pages.iter().position(|page| page.starts_with("One")).expect("the page") + 1;
    assert_eq!(book.links(one), [two]);
}

/// The pages of a handbook's group edition, laid out.
fn laid_out(handbook: &Handbook) -> Vec<Page> {
    let loaded = load::load(&handbook.root()).unwrap_or_else(|failure| panic!("{failure:?}"));
    let editions = resolve(&loaded);
    let edition = &editions[0];
    let (titles, head) = (Titles::of(edition), render::head(edition));
    let language = Language::Chinese;
    Book { edition, titles: &titles, head: &head, entries: &[], language, draft: false }.pages()
}

/// Nothing leaves the text area, and no text lies on another.
fn sound(pages: &[Page]) -> Result<(), TestCaseError> {
    let text = Rect::new(TEXT.x, TEXT.y, TEXT.width, TEXT.height);
    for (at, page) in pages.iter().enumerate().skip(1) {
        let runs: Vec<_> = page.body.runs.iter().map(|run| (run, run.area())).collect();
        let mut lines: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (i, (run, area)) in runs.iter().enumerate() {
            prop_assert!(text.contains(area), "page {}: {run:?}", at + 1);
            lines.entry((run.baseline * 100.0).round() as i64).or_default().push(i);
        }
        for (i, (run, area)) in runs.iter().enumerate() {
            for (other, below) in &runs[i + 1..] {
                prop_assert!(!area.overlaps(below), "page {}: {run:?} on {other:?}", at + 1);
            }
        }
    }
    Ok(())
}

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[的客户电话服务中心应当须在二三声内接起]{1,12}",
        2 => "[,。；：、“”《》（）]{1,3}",
        1 => "[a-zA-Z]{1,30}",
        1 => "[0-9]{1,4} (小时|分钟|m)",
        1 => Just("**重要**".to_owned()),
        1 => Just("〔姓名〕".to_owned()),
        1 => Just("[网址](https://example.com/a-very-long-address/without-any-place-to-break/in-it)".to_owned()),
    ];
    proptest::collection::vec(word, 1..40).prop_map(|words| words.concat().replace('\n', ""))
}

fn block() -> impl Strategy<Value = String> {
    let cell = "[的客户电话服务中心a-z]{0,60}";
    let table = (1usize..20, 1usize..30).prop_flat_map(move |(columns, rows)| {
        let row = proptest::collection::vec(cell, columns);
        proptest::collection::vec(row, rows).prop_map(move |rows| {
            let line = |cells: &Vec<String>| format!("| {} |\n", cells.join(" | "));
            let rule = format!("|{}\n", " --- |".repeat(columns));
            format!("{}{rule}{}\n", line(&rows[0]), rows.iter().map(line).collect::<String>())
        })
    });
    prop_oneof![
        4 => words().prop_map(|words| format!("条{words}\n\n")),
        2 => (2usize..6, words()).prop_map(|(level, words)| format!("{} 节{words}\n\n", "#".repeat(level))),
        2 => proptest::collection::vec(words(), 1..5).prop_map(|items| {
            items.iter().map(|item| format!("1. 项{item}\n   1. 目{item}\n      1. 再{item}\n")).collect::<String>() + "\n"
        }),
        1 => proptest::collection::vec(words(), 1..4).prop_map(|items| {
            items.iter().map(|item| format!("- 点{item}\n  > 引{item}\n")).collect::<String>() + "\n"
        }),
        1 => table,
        1 => words().prop_map(|words| format!("```\n        {words}\n```\n\n")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_its_place(blocks in proptest::collection::vec(block(), 1..14), text in any::<bool>()) {
        let kind = if text { "text" } else { "conduct" };
        let body = format!("---\ntitle: 电话礼仪\nkind: {kind}\n---\n{}", blocks.concat());
        sound(&laid_out(&common::document(&body)))?;
    }
}

#[test]
fn deep_and_wide_things_stay_in_their_place() {
    let deep: String =
        (0..12).map(|level| format!("{}1. 第{level}层的要求\n", "   ".repeat(level))).collect();
    let quotes = format!("{} 很深的引文\n", ">".repeat(40));
    let word = "W".repeat(400);
    let wide = format!("|{}\n|{}\n|{}\n", " 甲 |".repeat(60), " --- |".repeat(60), " 乙乙 |".repeat(60));
    let tall = format!("| 甲 | 乙 |\n| --- | --- |\n| 丙 | {} |\n", "很长的要求。".repeat(900));
    let body =
        format!("---\ntitle: {word}\nkind: conduct\n---\n## 节\n{deep}\n{quotes}\n{word}\n\n{wide}\n{tall}");
    let pages = laid_out(&common::document(&body));
    sound(&pages).unwrap_or_else(|error| panic!("{error}"));
    let text: String = pages.iter().flat_map(|page| &page.body.runs).map(|run| run.text.as_str()).collect();
    assert_eq!(text.matches("很长的要求").count(), 900);
}

/// What stands on each line of a page, from the top.
fn lines(page: &Page) -> Vec<String> {
    let mut lines: BTreeMap<i64, String> = BTreeMap::new();
    for run in &page.body.runs {
        lines.entry((run.baseline * 100.0).round() as i64).or_default().push_str(&run.text);
    }
    lines.into_values().collect()
}

#[test]
fn no_character_stands_alone_on_the_last_line() {
    // 38 characters stand on a first line, which is indented, and 40 on each other.
    for (length, last) in [(79, "尾尾。"), (80, "尾尾。"), (81, "尾尾尾。")] {
        let text = format!("{}。", "尾".repeat(length));
        let handbook = sample().file("preface.md", &format!("# 前言\n\n甲\n\n{text}\n"));
        let lines = laid_out(&handbook).iter().flat_map(lines).collect::<Vec<_>>();
        let end = lines.iter().find(|line| line.ends_with("尾。")).expect("the last line");
        assert_eq!(end, last, "{length}: {lines:?}");
    }
}

#[test]
fn the_first_row_of_a_table_does_not_stay_behind_alone() {
    // However much stands above it.
    for above in 25..32 {
        let text: String = (0..above).map(|line| format!("第{line}行。\n\n")).collect();
        let rows = "| 某部位 | 完好 |\n".repeat(9);
        let handbook =
            sample().file("preface.md", &format!("# 前言\n\n{text}| 部位名称 | 现状 |\n|---|---|\n{rows}"));
        for page in laid_out(&handbook) {
            let page = lines(&page);
            if page.iter().any(|line| line.contains("部位名称")) {
                assert!(page.iter().filter(|line| line.contains("某部位")).count() > 1, "{above}: {page:?}");
            }
        }
    }
}

#[test]
fn a_column_gets_no_more_than_it_needs_while_another_lacks_room() {
    let table = "| 编号 | 文件 | 版本 | 编制 | 审核 | 批准 |\n|---|---|---|---|---|---|\n| KF-BZ-13 | 营销配合服务标准（住宅类） | A/0 | 客户关系部 | 营销管理部 | 集团物业管理委员会 |\n";
    let handbook = sample().file("preface.md", &format!("# 前言\n\n{table}"));
    let said: Vec<String> = laid_out(&handbook)
        .iter()
        .flat_map(|page| page.body.runs.iter().map(|run| run.text.clone()))
        .collect();
    for whole in ["营销配合服务标准（住宅类）", "集团物业管理委员会", "客户关系部"]
    {
        assert!(said.iter().any(|run| run == whole), "{whole} in {said:?}");
    }
}

#[test]
fn headings_stay_with_their_text_and_no_line_is_alone() {
    let clause = "须在响铃三声内接起电话,报出物业服务中心的名称和本人姓名,问候客户并询问有什么可以帮到客户。";
    let body: String =
        (0..60).map(|at| format!("## 第{at}节\n1. {}\n2. {clause}\n", clause.repeat(1 + at % 4))).collect();
    let pages = laid_out(&common::document(&format!("---\ntitle: 电话礼仪\nkind: conduct\n---\n{body}")));
    sound(&pages).unwrap_or_else(|error| panic!("{error}"));
    assert!(pages.len() > 6);
    for page in pages.iter().filter(|page| page.head == "电话礼仪") {
        let last = page.body.runs.iter().map(|run| run.baseline).fold(0.0, f64::max);
        let ending = page.body.runs.iter().filter(|run| last - run.baseline < 8.0);
        assert!(ending.clone().all(|run| run.look.size < 11.0), "a heading stands last");
    }
}
