//! Handbooks of any size to measure with: distinct regulations in plain Chinese, editions of them and forms. The same
//! numbers give the same bytes.

mod words;

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use words::*;

/// How large a handbook is.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    /// Regulations, of about 8.6 KB each; at most 20,000.
    pub pages: usize,
    /// Local editions, beside the group's.
    pub editions: usize,
    pub forms: usize,
}

/// What an edition amends, in a handbook that is large enough.
const TIGHTENED: usize = 20;
const SUPPLEMENTED: usize = 5;

impl Corpus {
    /// Writes the sources into `folder`: a handbook, which is a plain mdBook's folder of sources, too.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("handbook.yaml"), MANIFEST)?;
        fs::write(folder.join("SUMMARY.md"), self.summary())?;
        for page in 0..self.pages {
            let file = folder.join(path(page));
            if page.is_multiple_of(OBJECTS.len()) {
                fs::create_dir_all(file.parent().unwrap_or(folder))?;
            }
            fs::write(file, self.document(page))?;
        }
        if self.forms > 0 {
            fs::create_dir_all(folder.join("forms"))?;
        }
        for form in 0..self.forms {
            fs::write(folder.join(format!("forms/record-{form}.yaml")), self.form(form))?;
        }
        (0..self.editions).try_for_each(|edition| self.edition(edition, folder))
    }

    fn summary(&self) -> String {
        let mut summary = String::from("# 目录\n");
        for page in 0..self.pages {
            if page.is_multiple_of(OBJECTS.len()) {
                let _ = writeln!(summary, "\n# {}\n", chapter(page));
            }
            let _ = writeln!(summary, "- [{}]({})", title(page), path(page));
        }
        summary
    }

    fn document(&self, page: usize) -> String {
        let mut dice = Dice::new(page as u64);
        let (arrive, rounds) = (arrival(page), 1 + page % 4);
        let object = object(page);
        let mut text = format!(
            "---\nid: {id}\ntitle: {title}\nkind: conduct\ncode: WY-{page:05}\nversion: A/0\nstandards:\n  \
             arrival: {{ title: {object}到场时限, at_most: {arrive} 分钟 }}\n  \
             rounds: {{ title: {object}巡查频次, at_least: {rounds} 次/天 }}\n---\n",
            id = id(page),
            title = title(page),
        );
        for (section, heading) in SECTIONS.iter().enumerate() {
            let _ = writeln!(text, "\n## {heading}\n");
            if section == 6 {
                table(&mut text, &mut dice);
                continue;
            }
            let items = 5 + dice.below(3);
            for item in 1..=items {
                let mut clause = sentence(&mut dice, object);
                match (section, item) {
                    (0, 1) => {
                        let _ = write!(clause, "接报后须在[{arrive}分钟内](std:arrival)到达现场。");
                    }
                    (0, 2) => {
                        let _ = write!(clause, "{object}巡查[每天不少于{rounds}次](std:rounds)。");
                    }
                    (1, 1) if page.is_multiple_of(5) => clause.push_str("结果报送{{service_center}}。"),
                    (1, 2) if self.pages > 1 => {
                        let other = (page * 7 + 1) % self.pages;
                        let _ = write!(clause, "另见《{}》。", title(other));
                    }
                    _ => clause.push_str(&sentence(&mut dice, object)),
                }
                let _ = writeln!(text, "{item}. {clause}");
                if item == 3 {
                    for below in 1..=3 {
                        let _ = writeln!(text, "   {below}. {}", sentence(&mut dice, object));
                    }
                }
            }
        }
        if page.is_multiple_of(10) {
            text.push_str("\n## 考核办法 {.delegated}\n\n考核办法由城市公司制定。\n");
        }
        text
    }

    fn form(&self, form: usize) -> String {
        let page = form % self.pages.max(1);
        let mut dice = Dice::new(0xf0f0 + form as u64);
        let mut text = format!(
            "title: {}记录表{form}\ncode: WY-JL-{form:04}\nversion: A/0\nretention: 3 年\ncites: [{}#1.1]\nbody:\n",
            object(page),
            id(page)
        );
        text.push_str("  - fields:\n      columns: 2\n      items:\n");
        for (label, name) in
            [("项目名称", "project"), ("日期", "date"), ("班次", "shift"), ("检查人", "inspector")]
        {
            let _ = writeln!(text, "        - {{ label: {label}, name: {name} }}");
        }
        text.push_str("        - { label: 情况说明, name: account, lines: 3, span: 2 }\n");
        text.push_str("  - table:\n      columns:\n        - { title: 序号, width: 12mm, numbered: true }\n");
        for title in ["检查部位", "检查内容", "处理人"] {
            let _ = writeln!(text, "        - {{ title: {title} }}");
        }
        let _ = writeln!(
            text,
            "        - {{ title: 结果, options: [合格, 不合格] }}\n      rows: {}\n  - text: {}\n  - signatures: [填表人, 复核人]",
            8 + dice.below(8),
            sentence(&mut dice, object(page)),
        );
        text
    }

    fn edition(&self, edition: usize, folder: &Path) -> io::Result<()> {
        let mut dice = Dice::new(0xed00 + edition as u64);
        let folder = folder.join(format!("editions/e{edition:03}"));
        fs::create_dir_all(&folder)?;
        let city = CITIES[edition % CITIES.len()];
        let mut keys = format!(
            "title: {city}第{edition}项目服务标准\ncity: {city}\nopens: 2027-03-01\neffective: 2027-01-15\nbased_on: \"2026.1\"\n\
             parameters: {{ service_center: {city}第{edition}服务中心 }}\n\
             fill: {{ 考核办法: 每季度考核一次，由{city}公司客户关系部组织。 }}\nstandards:\n"
        );
        let step = (self.pages / TIGHTENED).max(1);
        for page in (0..self.pages).step_by(step) {
            let page = (page + dice.below(step)).min(self.pages - 1);
            let _ = writeln!(keys, "  {}.arrival: {{ at_most: {} 分钟 }}", id(page), arrival(page) - 1);
        }
        fs::write(folder.join("edition.yaml"), keys)?;
        let step = (self.pages / SUPPLEMENTED).max(1);
        for page in (0..self.pages).step_by(step) {
            let file = folder.join(path(page));
            fs::create_dir_all(file.parent().unwrap_or(&folder))?;
            let object = object(page);
            fs::write(
                file,
                format!(
                    "## {city}补充 {{after=1.3}}\n1. 雨天应在{object}旁铺设防滑垫，并摆放提示牌。\n2. {}应每班次擦拭{object}，并填写记录。\n",
                    STAFF[dice.below(STAFF.len())]
                ),
            )?;
        }
        Ok(())
    }
}

fn object(page: usize) -> &'static str {
    OBJECTS[page % OBJECTS.len()]
}

/// What stands together in the contents: all objects at a place.
fn chapter(page: usize) -> String {
    let chapter = page / OBJECTS.len();
    format!("{}{}", PLACES[chapter % PLACES.len()], TASKS[chapter / PLACES.len() % TASKS.len()])
}

fn title(page: usize) -> String {
    let chapter = page / OBJECTS.len();
    let (place, task) = (PLACES[chapter % PLACES.len()], TASKS[chapter / PLACES.len() % TASKS.len()]);
    format!("{place}{}{task}规范", object(page))
}

fn id(page: usize) -> String {
    format!("p{page:05}")
}

/// Below the handbook's folder.
fn path(page: usize) -> String {
    format!("c{:03}/{}.md", page / OBJECTS.len(), id(page))
}

/// In minutes; every edition can be stricter.
fn arrival(page: usize) -> usize {
    11 + page * 13 % 37
}

/// One sentence of a regulation: who does what, how, when, and what comes of it.
fn sentence(dice: &mut Dice, object: &str) -> String {
    let mut pick = |words: &[&'static str]| words[dice.below(words.len())];
    let (who, how, act) = (pick(STAFF), pick(MANNERS), pick(ACTS));
    let (when, then, what) = (pick(OCCASIONS), pick(ACTS), pick(THINGS));
    match pick(&["", "地点", "记录", "结果"]) {
        "" => format!("{when}，{who}应{how}{act}{object}，并{then}{what}。"),
        "地点" => format!("{who}{when}应先{act}{what}，再{how}{then}{object}的{}。", pick(STATES)),
        "记录" => format!("{object}的{}由{who}{how}{act}，{when}{then}{what}。", pick(STATES)),
        _ => format!(
            "{when}发现{object}{}的，{who}应{how}{then}{what}，并向{}说明。",
            pick(FAULTS),
            pick(STAFF)
        ),
    }
}

fn table(text: &mut String, dice: &mut Dice) {
    text.push_str("1. 各岗位按下表执行。\n\n   | 岗位 | 事项 | 留存 |\n   | --- | --- | --- |\n");
    for _ in 0..5 {
        let mut pick = |words: &[&'static str]| words[dice.below(words.len())];
        let _ = writeln!(text, "   | {} | {}{} | {} |", pick(STAFF), pick(ACTS), pick(THINGS), pick(THINGS));
    }
}

/// Throws that are the same every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) as usize % end.max(1)
    }
}
