//! What handbook.yaml says about print: address, logo, fonts.

mod common;

use common::*;
use lopdf::{Document, Object};

/// A font of our own with a single glyph, ✉.
const LETTER: &[u8] = include_bytes!("data/letter.ttf");

fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 40, 20);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("a header");
    let pixels: Vec<u8> =
        (0..40 * 20).flat_map(|i| [200, 30, 30, if i % 40 < 20 { 255 } else { 0 }]).collect();
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

fn keys(more: &str) -> Handbook {
    sample().edit("handbook.yaml", "preprocessors: {}\n", &format!("preprocessors: {{}}\n{more}"))
}

fn pdf(handbook: &Handbook, path: &str) -> Document {
    let bytes = std::fs::read(handbook.output().join(path)).expect("a PDF");
    Document::load_mem(&bytes).expect("a readable PDF")
}

fn name<'a>(stream: &'a lopdf::Stream, key: &[u8]) -> &'a [u8] {
    stream.dict.get(key).and_then(Object::as_name).unwrap_or_default()
}

fn says(words: &[&'static str]) -> Expected<'static> {
    Expected { rule: "bad-source", severity: "error", subject: "", says: words.to_vec().leak() }
}

#[test]
fn the_foot_leads_to_the_forms_page() {
    let handbook = keys("address: https://handbook.example.com/\n");
    handbook.is_clean();
    handbook.build(0);
    let plain = sample();
    plain.build(0);
    let filled = |handbook: &Handbook| {
        let file = pdf(handbook, "chengdu-jinxiu/forms/record.pdf");
        let content = file.get_page_content(file.get_pages()[&1]);
        let operations = lopdf::content::Content::decode(&content).expect("operations").operations;
        operations.iter().filter(|operation| operation.operator.starts_with('f')).count()
    };
    assert!(filled(&handbook) > filled(&plain) + 200);
}

#[test]
fn an_address_that_leads_nowhere_is_found() {
    for bad in ["handbook.example.com", "https://", "https://手册.cn/", "https://a.cn/?x", "ftp://a.cn"] {
        keys(&format!("address: ‸{bad}\n")).finds("group", says(&["https://"]));
    }
    keys(&format!("address: ‸https://a.cn/{}\n", "a".repeat(120))).finds("group", says(&["120"]));
}

#[test]
fn the_logo_is_drawn_in_greys() {
    let handbook = keys("logo: logo.png\n").bytes("logo.png", &png());
    handbook.build(0);
    let file = pdf(&handbook, "group/forms/record.pdf");
    let images = file.objects.values().filter_map(|object| object.as_stream().ok());
    let images: Vec<_> = images.filter(|s| name(s, b"Subtype") == b"Image").collect();
    assert_eq!(images.len(), 1);
    assert_eq!(name(images[0], b"ColorSpace"), b"DeviceGray");
    let greys = images[0].decompressed_content().unwrap_or_else(|_| images[0].content.clone());
    assert_eq!((greys.len(), greys[0], greys[39]), (800, 80, 255));
    assert!(handbook.published("group/forms/record.html").contains("src=\"../theme/logo.png\""));
    assert!(handbook.output().join("group/theme/logo.png").is_file());
}

#[test]
fn a_file_that_is_no_picture_or_no_font_is_found() {
    keys("logo: ‸logo.png\n").finds("group", says(&["logo.png", "handbook.yaml"]));
    keys("logo: ‸logo.png\n").bytes("logo.png", b"<svg/>").finds("group", says(&["PNG"]));
    keys("logo: ‸../logo.png\n").finds("group", says(&["手册目录"]));
    keys("fonts: [‸letter.ttf]\n").finds("group", says(&["letter.ttf"]));
    keys("fonts: [‸letter.ttf]\n").bytes("letter.ttf", b"OTTO?").finds("group", says(&["字体"]));
    for length in (0..LETTER.len()).step_by(37) {
        let handbook = keys("fonts: [letter.ttf]\n").bytes("letter.ttf", &LETTER[..length]);
        handbook.run(&["check"]);
    }
}

#[test]
fn a_character_is_missing_only_where_no_font_has_it() {
    let lettered = |handbook: Handbook| handbook.edit(FORM, "label: 客户姓名", "label: ✉客户姓名");
    let lacking = lettered(sample()).check();
    assert!(lacking.findings("group").iter().any(|finding| finding["rule"] == "missing-glyph"));
    let handbook = lettered(keys("fonts: [fonts/letter.ttf]\n")).bytes("fonts/letter.ttf", LETTER);
    handbook.is_clean();
    handbook.build(0);
    let file = pdf(&handbook, "group/forms/record.pdf");
    let text = file.extract_text(&[1]).expect("text");
    assert!(text.contains('✉') && text.contains("诉求类别"), "{text}");
    let fonts = file.objects.values().filter(|object| {
        object.as_dict().is_ok_and(|dictionary| dictionary.has(b"FontFile3") || dictionary.has(b"FontFile2"))
    });
    assert_eq!(fonts.count(), 3, "regular, bold, and the one of our own");
}
