//! The published site: the hooks that scripts rely on, links that all lead somewhere, and what a reader must see.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::*;

fn built(handbook: Handbook) -> Handbook {
    handbook.build(0);
    handbook
}

/// The pages of the output, by path.
fn pages(handbook: &Handbook) -> BTreeMap<String, String> {
    let pages = handbook.tree("").into_iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("pages are UTF-8"))).collect()
}

/// `to` as a browser resolves it on the page at `from`; none where it leads out of the output.
fn resolve(from: &str, to: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().expect("URLs are UTF-8").into_owned()
}

/// Every link and every file that a page loads is there, its anchor too; nothing is absolute or external.
#[track_caller]
fn assert_links_lead_somewhere(handbook: &Handbook) {
    let files: BTreeSet<String> = handbook.tree("").into_keys().collect();
    let pages = pages(handbook);
    let mut wrong = BTreeSet::new();
    for (path, html) in &pages {
        let urls =
            ["href", "src", "action", "srcset", "poster"].iter().flat_map(|name| attributes(html, name));
        for url in urls.filter(|url| !url.starts_with("data:")) {
            if url.contains(':') || url.starts_with('/') {
                wrong.insert(format!("{path}: {url} is not relative"));
                continue;
            }
            let (file, anchor) =
                url.split_once('#').map_or((url.as_str(), ""), |(file, anchor)| (file, anchor));
            let target = match file {
                "" => Some(path.clone()),
                file => resolve(path, &decode(file.split('?').next().unwrap())),
            };
            let Some(target) = target.filter(|target| files.contains(target)) else {
                wrong.insert(format!("{path}: {url} leads nowhere"));
                continue;
            };
            let known = |anchor: &str| {
                pages.get(&target).is_some_and(|page| attributes(page, "id").contains(&decode(anchor)))
            };
            if !anchor.is_empty() && !known(anchor) {
                wrong.insert(format!("{path}: {url} has no such anchor"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_contract_s_pages_are_there() {
    let handbook = built(sample());
    let files = handbook.tree("");
    for edition in ["group", "chengdu", "chengdu-jinxiu"] {
        for page in [
            "index.html",
            "preface.html",
            "customer-service/telephone.html",
            "customer-service/assessment.html",
            "forms/record.html",
            "forms/record.pdf",
            "standards.html",
            "conformance.html",
            "conformance.json",
        ] {
            assert!(files.contains_key(&format!("{edition}/{page}")), "{edition}/{page}");
        }
        assert!(files[&format!("{edition}/forms/record.pdf")].starts_with(b"%PDF-"));
    }
    let front = handbook.published("index.html");
    for edition in ["group", "chengdu", "chengdu-jinxiu"] {
        assert!(attributes(&front, "href").contains(&format!("{edition}/index.html")), "{edition}");
    }
}

#[test]
fn every_page_has_its_hooks() {
    let handbook = built(sample());
    for (path, html) in pages(&handbook) {
        assert!(html.starts_with("<!doctype html>"), "{path}");
        assert!(html.contains("<html lang=\"zh-CN\""), "{path}");
        assert_eq!(html.matches("<main").count(), 1, "{path}");
        assert_eq!(html.matches("<h1").count(), 1, "{path} has one title");
        let mut ids = attributes(&html, "id");
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{path} has every id once");
        if path != "index.html" {
            assert!(html.contains("id=\"search\""), "{path} has the search box");
            assert!(html.contains("id=\"search-results\""), "{path} has its results");
        }
    }
}

#[test]
fn english_handbook_is_english() {
    let handbook = built(sample().edit("handbook.yaml", "language: zh-CN ", "language: en "));
    for (path, html) in pages(&handbook) {
        assert!(html.contains("<html lang=\"en\""), "{path}");
    }
    assert!(handbook.published("group/standards.html").contains("at most 3 声"));
    assert!(!handbook.published("group/index.html").contains("目录</"), "the site's own words are English");
}

#[test]
fn links_all_lead_somewhere() {
    assert_links_lead_somewhere(&built(sample()));
}

#[test]
fn links_of_all_kinds_lead_somewhere() {
    let links = "1. 见《客户来电/来访信息记录表》、《服务规范篇》、《成都公司客户服务标准》、《前言》、[名](#answer)、[号](assessment.md#5)、\
                 [文](../preface.md)、[图](a.png)、[本页](telephone.md)。";
    let handbook = sample()
        .edit(TELEPHONE, "1. 声音清晰。", links)
        .bytes("customer-service/a.png", b"png")
        .file("editions/chengdu/local/门岗 规定.md", "---\ntitle: 门岗规定\nkind: conduct\n---\n## 登记\n1. 见《电话礼仪》、[上](../customer-service/telephone.md#answer)。\n")
        .file("editions/chengdu/forms/门岗.yaml", "title: 门岗记录表\ncites: [telephone#1.2]\nbody: [{ text: 见《电话礼仪》 }]\n")
        .file(PROJECT_TELEPHONE, "## 门岗 {after=1.2}\n1. 见《门岗规定》、《门岗记录表》、[此](#1.2-1)。\n");
    assert_links_lead_somewhere(&built(handbook));
}

#[test]
fn links_lead_somewhere_where_products_leave_documents_out() {
    let handbook = sample()
        .edit(ASSESSMENT, "kind: procedure", "kind: procedure\napplies_to: { products: [别墅] }")
        .edit(TELEPHONE, "1. 声音清晰。", "1. 见《服务考核》、[考核](assessment.md#5)。")
        .file("forms/villa.yaml", "title: 别墅记录表\ncites: [assessment#3.1]\nbody: [{ text: 文字 }]\n")
        .file(
            "forms/both.yaml",
            "title: 两用记录表\ncites: [assessment#3.1, telephone#1.1]\nbody: [{ text: 文字 }]\n",
        )
        .edit("preface.md", "由集团编制", "由集团编制,另见《别墅记录表》《两用记录表》");
    let handbook = built(handbook);
    let files = handbook.tree("chengdu-jinxiu");
    assert!(!files.contains_key("customer-service/assessment.html"), "left out");
    assert!(!files.contains_key("forms/villa.html"), "left out with all its clauses");
    assert!(files.contains_key("forms/both.html"), "one of its clauses is there");
    assert!(handbook.tree("chengdu").contains_key("customer-service/assessment.html"));
    let report: serde_json::Value =
        serde_json::from_str(&handbook.published("chengdu-jinxiu/conformance.json")).unwrap();
    assert_eq!(report["clauses"]["left_out"], 9);
    let page = text(main_of(&handbook.published("chengdu-jinxiu/conformance.html")));
    assert!(page.contains("服务考核") && page.contains("别墅记录表"), "the report says so: {page}");
    assert_links_lead_somewhere(&handbook);
}

#[test]
fn nothing_external_is_named() {
    for (path, bytes) in built(sample()).tree("") {
        if [".html", ".css", ".js"].iter().any(|ending| path.ends_with(ending)) {
            let text = String::from_utf8(bytes).unwrap();
            let text = text.replace("http://www.w3.org/", "");
            for external in ["http://", "https://", "url(//", "src=\"//", "href=\"//", "@import"] {
                assert!(!text.contains(external), "{path} has {external}");
            }
        }
    }
}

#[test]
fn wording_is_rewritten_from_the_local_value() {
    let handbook = built(sample().append(COMPANY, "standards:\n  telephone.dispatch: { at_most: 半小时 }\n"));
    let said = |edition: &str, id: &str| {
        let page = handbook.published(&format!("{edition}/customer-service/telephone.html"));
        let tag = format!("data-standard=\"{id}\"");
        let rest = page.split(&tag).nth(1).unwrap_or_else(|| panic!("{tag}")).to_owned();
        let (attributes, rest) = rest.split_once('>').unwrap();
        (text(rest.split("</span>").next().unwrap()), attributes.contains("data-local=\"tightened\""))
    };
    assert_eq!(said("group", "telephone.answer-rings"), ("三声内".to_owned(), false));
    assert_eq!(said("chengdu", "telephone.answer-rings"), ("三声内".to_owned(), false));
    assert_eq!(said("chengdu-jinxiu", "telephone.answer-rings"), ("两声内".to_owned(), true));
    assert_eq!(said("group", "telephone.dispatch"), ("2小时内".to_owned(), false));
    assert_eq!(said("chengdu", "telephone.dispatch"), ("半小时内".to_owned(), true));
    assert_eq!(said("chengdu-jinxiu", "telephone.dispatch"), ("半小时内".to_owned(), true));
    assert!(
        handbook.published("chengdu-jinxiu/forms/record.html").contains("受理后半小时内指派责任人"),
        "forms too"
    );
    assert!(handbook.published("group/forms/record.html").contains("受理后2小时内指派责任人"));
}

#[test]
fn register_shows_the_group_s_and_the_local_value_side_by_side() {
    let handbook = built(sample());
    let page = handbook.published("chengdu-jinxiu/standards.html");
    let row = page.split("<tr").find(|row| row.contains("来电接听时限")).expect("a row");
    let said = text(row);
    assert!(said.contains("不超过 3 声") && said.contains("不超过 2 声"), "{said}");
    assert!(said.contains("高端项目"), "and the reason: {said}");
    assert!(attributes(&page, "href").iter().any(|url| url.ends_with("customer-service/telephone.html#1.1")));
}

#[test]
fn parameters_are_filled_or_shown_as_blanks() {
    let handbook = built(sample());
    let page = |edition: &str| {
        text(main_of(&handbook.published(&format!("{edition}/customer-service/telephone.html"))))
    };
    assert!(page("group").contains("报出〔物业服务中心名称〕和"), "{}", page("group"));
    assert!(page("chengdu").contains("报出〔物业服务中心名称〕和"));
    assert!(
        page("chengdu-jinxiu").contains("报出锦绣花园物业服务中心和〔姓名〕"),
        "{}",
        page("chengdu-jinxiu")
    );
    for (path, html) in pages(&handbook) {
        assert!(!html.contains("{{"), "{path}");
    }
}

#[test]
fn parameter_is_text_and_not_markup() {
    let handbook = built(sample().edit(
        PROJECT,
        "service_center: 锦绣花园物业服务中心",
        "service_center: \"甲&乙 *中心* _x_ 'y'\"",
    ));
    let page = handbook.published("chengdu-jinxiu/customer-service/telephone.html");
    assert!(page.contains("甲&amp;乙 *中心* _x_"), "it is not read as Markdown or HTML");
}

#[test]
fn page_of_a_local_edition_ends_with_the_sentence() {
    let handbook = built(sample());
    for (path, html) in pages(&handbook) {
        let local = path.starts_with("chengdu");
        let sentences = html.matches("与集团条款不一致的").count();
        assert_eq!(sentences, usize::from(local), "{path}");
        if local {
            assert!(html.contains("与集团条款不一致的,从严执行."), "{path}: letter by letter");
        }
    }
}

#[test]
fn local_changes_are_marked() {
    let handbook = built(sample().file(PROJECT_TELEPHONE, "## 方言 {after=1.2}\n1. 可讲四川话。\n"));
    let page = handbook.published("chengdu-jinxiu/customer-service/telephone.html");
    let mut marks = attributes(&page, "data-local");
    marks.sort();
    assert_eq!(marks, ["supplement", "tightened"]);
    assert!(
        attributes(&handbook.published("group/customer-service/telephone.html"), "data-local").is_empty()
    );
}

#[test]
fn local_document_and_form_are_added_at_the_end() {
    let handbook = built(
        sample()
            .file("editions/chengdu/local.md", "---\ntitle: 门岗规定\nkind: conduct\nstandards:\n  wait: { title: 等候, at_most: 5 分钟 }\n---\n## 登记\n1. [5分钟内](std:wait)登记。\n")
            .file("editions/chengdu/forms/gate.yaml", "title: 门岗记录表\ncites: [local#1.1]\nbody: [{ text: 文字 }]\n")
            .append(PROJECT, "  local.wait: { at_most: 3 分钟 }\n"),
    );
    assert!(!handbook.output().join("group/local.html").exists());
    let page = handbook.published("chengdu-jinxiu/local.html");
    assert!(page.contains(">3分钟内</span>"), "a project tightens its company's standard");
    assert!(handbook.output().join("chengdu/forms/gate.pdf").is_file());
    let contents = handbook.published("chengdu/index.html");
    let (telephone, local) = (contents.find("telephone.html"), contents.find("local.html"));
    assert!(telephone < local && local.is_some(), "after the group's documents");
}

#[test]
fn questions_of_a_faq_fold() {
    let handbook = built(document(
        "---\ntitle: 常见问题\nkind: faq\n---\n## 缴费\n### 怎么缴费?\n到前台。\n### 能开发票吗?\n能。\n## 维修\n请来电。\n",
    ));
    let page = handbook.published("group/telephone.html");
    assert_eq!(numbers(&page), ["1", "1.1", "1.2", "2"]);
    assert_eq!(
        main_of(&page).matches("<details class=\"clause").count(),
        3,
        "the lowest headings are the questions"
    );
    assert_links_lead_somewhere(&handbook);
}

#[test]
fn title_and_text_are_escaped() {
    let handbook = built(
        sample()
            .edit("handbook.yaml", "title: 物业客户服务手册", "title: \"物业<b>\\\"手册\\\"</b>&\"")
            .edit(TELEPHONE, "1. 声音清晰。", "1. A &lt; B & C 〔<姓名>〕`<script>`。"),
    );
    for (path, html) in pages(&handbook) {
        assert!(!html.contains("物业<b>"), "{path}");
    }
    let page = handbook.published("group/customer-service/telephone.html");
    assert!(page.contains("A &lt; B &amp; C") && page.contains("&lt;script&gt;"), "{page}");
}

#[test]
fn three_levels_of_editions() {
    let handbook = built(sample().file(
        "editions/phase-two/edition.yaml",
        "title: 锦绣花园二期\nextends: chengdu-jinxiu\nopens: 2027-06-01\neffective: 2027-05-01\nstandards:\n  telephone.answer-rings: { at_most: 一声 }\n",
    ));
    let page = handbook.published("phase-two/customer-service/telephone.html");
    assert!(page.contains(">一声内</span>") || page.contains(">1声内</span>"), "{}", text(main_of(&page)));
    assert!(text(main_of(&page)).contains("锦绣花园物业服务中心"), "parameters come down");
    assert_links_lead_somewhere(&handbook);
}

#[test]
fn report_in_json_is_the_one_of_check() {
    let handbook = built(sample());
    let check = handbook.check();
    for id in ["group", "chengdu", "chengdu-jinxiu"] {
        let report: serde_json::Value =
            serde_json::from_str(&handbook.published(&format!("{id}/conformance.json"))).unwrap();
        for (key, value) in check.edition(id).as_object().unwrap() {
            assert_eq!(&report[key], value, "{key} of {id}");
        }
    }
}

#[test]
fn what_an_edition_adds_to_a_list_and_a_strength_that_it_raises_are_seen() {
    let tightened = "  telephone.banned: { excludes: [我不知道, 这不归我管, 不清楚] }\n  telephone.dispatch: { strength: 必须 }\n";
    let handbook = sample().append(PROJECT, tightened);
    handbook.build(0);
    let page = handbook.published("chengdu-jinxiu/customer-service/telephone.html");
    let list = page.split("data-clause=\"3\"").nth(1).expect("the list");
    assert!(text(list).contains("本地增加：不清楚"), "{list}");
    assert!(page.contains("2小时内</span><small class=\"strength\">（本版本：必须）</small>"), "{page}");
    let group = handbook.published("group/customer-service/telephone.html");
    assert!(!group.contains("不清楚") && !group.contains("必须）"));
}

#[test]
fn pages_know_the_other_editions_and_the_group_s_wording() {
    let handbook = built(
        sample()
            .file("villas.md", "---\ntitle: 别墅管家\nkind: conduct\napplies_to: { products: [别墅] }\n---\n1. 管家须每日巡园。\n")
            .edit("SUMMARY.md", "- [服务考核]", "- [别墅管家](villas.md)\n- [服务考核]")
            .file("editions/chengdu/local.md", "---\ntitle: 访客接待\nkind: conduct\n---\n1. 访客登记后请其入座。\n"),
    );
    let script = handbook.published("editions.js");
    let rows = script.strip_prefix("handbookEditions(").unwrap().strip_suffix(");\n").unwrap();
    let rows: serde_json::Value = serde_json::from_str(rows).unwrap();
    assert_eq!(rows[0], serde_json::json!(["group", "物业客户服务手册", null, ["local.html"]]));
    assert_eq!(
        rows[2],
        serde_json::json!(["chengdu-jinxiu", "成都锦绣花园客户服务标准", "成都", ["villas.html"]])
    );
    let page = handbook.published("chengdu-jinxiu/customer-service/telephone.html");
    assert!(page.contains("data-local=\"tightened\" data-group=\"三声内\""), "{page}");
    assert!(!handbook.published("group/customer-service/telephone.html").contains("data-group"));
}

#[test]
fn colour_and_synonyms_are_the_handbook_s_own() {
    let own = "color: \"#8a1538\"\nsynonyms: [[报修, 维修]]\npreprocessors: {}";
    let handbook = built(sample().edit("handbook.yaml", "preprocessors: {}", own));
    assert!(handbook.published("group/theme/site.css").ends_with(":root { --brand: #8a1538; }\n"));
    assert!(handbook.published("group/theme/favicon.svg").contains("#8a1538"));
    assert!(handbook.published("group/search/index.js").contains("[[\"报修\",\"维修\"]]"));
    sample()
        .edit("handbook.yaml", "preprocessors: {}", "color: ‸\"red;} body{display:none\"")
        .finds("group", error("bad-source", "color", &["#12606a"]));
}

#[test]
fn logo_is_on_every_page_in_its_size_and_small() {
    // As it comes from a printer's file.
    let pixels: Vec<u8> = (0..3000 * 500 * 3).map(|at| (at / 3 % 256) as u8).collect();
    let mut large = Vec::new();
    let mut encoder = png::Encoder::new(&mut large, 3000, 500);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    let own = "logo: 标志.png\npreprocessors: {}";
    let handbook = built(sample().edit("handbook.yaml", "preprocessors: {}", own).bytes("标志.png", &large));
    for (path, html) in pages(&handbook) {
        let logo = html.split("<img class=\"logo\"").nth(1).unwrap_or_else(|| panic!("{path} has no logo"));
        let logo = logo.split('>').next().unwrap();
        assert!(logo.contains("width=\"160\" height=\"27\""), "{path}: {logo}");
    }
    assert_links_lead_somewhere(&handbook);
    let shown = &handbook.tree("group")["theme/logo.png"];
    let reader = png::Decoder::new(std::io::Cursor::new(shown)).read_info().unwrap();
    assert_eq!(
        (reader.info().width, reader.info().height),
        (500, 84),
        "for screens of several pixels to one"
    );
    assert!(
        !pages(&built(sample()))["index.html"].contains("class=\"logo\""),
        "and none where there is none"
    );
}

#[test]
fn one_template_and_one_file_of_the_theme_are_overridden() {
    let handbook = built(
        sample()
            .file("templates/forms.html", "{% extends \"base.html\" %}{% block page %}<main><h1>本部表单</h1>{{ forms | length }}</main>{% endblock page %}")
            .file("theme/favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .file("theme/seal.css", ".seal {}"),
    );
    let plain = built(sample());
    let (own, embedded) = (handbook.tree("group"), plain.tree("group"));
    assert!(handbook.published("group/forms.html").contains("<h1>本部表单</h1>1</main>"));
    assert_eq!(own["theme/favicon.svg"], b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    assert_eq!(own["theme/seal.css"], b".seal {}");
    let differ: Vec<&String> =
        own.iter().filter(|(path, bytes)| embedded.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert_eq!(differ, ["forms.html", "theme/favicon.svg", "theme/seal.css"], "the rest is as it was");
}

#[test]
fn cities_stand_in_the_order_of_their_pinyin_and_forms_in_that_of_their_codes() {
    let edition = |city: &str| {
        format!(
            "title: {city}公司\ncity: {city}\neffective: 2026-12-20\nbased_on: \"2026.1\"\nfill: {{ 考核程序: 每季度考核一次。 }}\n"
        )
    };
    let cities = ["北京", "长沙", "成都", "重庆", "哈尔滨", "西安", "厦门"];
    let mut sources = sample().file(
        "forms/a.yaml",
        "title: 巡查表\ncode: KF-JL-09\ncites: [telephone#answer]\nbody: [{ text: 文字 }]\n",
    );
    for (at, city) in cities.iter().rev().enumerate() {
        sources = sources.file(&format!("editions/e{at}/edition.yaml"), &edition(city));
    }
    let handbook = built(sources);
    let front = handbook.published("index.html");
    let places: Vec<_> = cities.iter().map(|city| front.find(&format!("<h2>{city}</h2>"))).collect();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
    let forms = handbook.published("group/forms.html");
    assert!(forms.find("KF-JL-01") < forms.find("KF-JL-09"), "{forms}");
}

#[test]
fn checklist_goes_through_the_sections_that_it_names() {
    let form = |under: &str| {
        format!(
            "title: 检查表\ncites: [telephone#answer]\nbody:\n  - clauses: {{ document: telephone, under: {under}, columns: [符合] }}\n"
        )
    };
    let handbook = built(sample().file("forms/check.yaml", &form("[answer, \"2\"]")));
    let page = text(main_of(&handbook.published("chengdu-jinxiu/forms/check.html")));
    assert!(page.contains("来电须在两声内接起。") && page.contains("不致电客户。"), "{page}");
    assert!(!page.contains("声音清晰。") && !page.contains("我不知道"), "{page}");
    sample()
        .file("forms/check.yaml", &form("[‸nothing]"))
        .finds("group", error("unknown-clause", "nothing", &["telephone.md"]));
}
