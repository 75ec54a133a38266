//! Handbooks small enough to read, written to a temporary folder, and what the binary makes of them.
//!
//! `‸` in a text marks where a finding must point; it is taken out before the text is written.

// Every test binary has its own copy of this module and uses a part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const TELEPHONE: &str = "customer-service/telephone.md";
pub const ASSESSMENT: &str = "customer-service/assessment.md";
pub const FORM: &str = "forms/record.yaml";
pub const COMPANY: &str = "editions/chengdu/edition.yaml";
pub const PROJECT: &str = "editions/chengdu-jinxiu/edition.yaml";
pub const COMPANY_TELEPHONE: &str = "editions/chengdu/customer-service/telephone.md";
pub const PROJECT_TELEPHONE: &str = "editions/chengdu-jinxiu/customer-service/telephone.md";

/// A handbook after the contract's own examples: a conduct, a procedure, a text, a form, a company's edition and a
/// project's edition of it. It has no findings.
const SAMPLE: [(&str, &str); 8] = [
    (
        "handbook.yaml",
        r#"title: 物业客户服务手册
publisher: 集团客户关系部
language: zh-CN                 # site and diagnostics
version: "2026.1"
effective: 2026-12-01
products: [别墅, 住宅]
parameters:
  service_center: { title: 物业服务中心名称, example: 锦绣花园物业服务中心 }
external_documents: [物业管理条例]
scales:
  cleaning: [三级, 二级, 一级]   # weakest first
preprocessors: {}
"#,
    ),
    (
        "SUMMARY.md",
        "# 目录\n\n[前言](preface.md)\n\n# 服务规范篇\n\n- [电话礼仪](customer-service/telephone.md)\n- [服务考核](customer-service/assessment.md)\n",
    ),
    ("preface.md", "# 前言\n\n本手册由集团编制,见[电话礼仪](customer-service/telephone.md#answer)。\n"),
    (
        TELEPHONE,
        r#"---
id: telephone                   # default: the file's stem
title: 电话礼仪
kind: conduct
code: KF-GF-05
version: B/1
prepared_by: 客户关系部
revisions: [{ version: B/1, date: 2026-11-01, by: 客户关系部, summary: 增加免打扰时段 }]
standards:
  answer-rings: { title: 来电接听时限, at_most: 3 声 }
  dispatch: { title: 派单时限, at_most: 2 小时 }
  quiet-hours:  { title: 免打扰时段, covers: ["12:00-14:00", "21:00-次日08:00"] }
  banned: { title: 服务禁语, excludes: items }
---
## 接听
1. 来电须在[三声内](std:answer-rings)接起。 {#answer}
2. 报出{{service_center}}和〔姓名〕。
   1. 声音清晰。
3. 受理后[2小时内](std:dispatch)指派责任人,填写《客户来电/来访信息记录表》。
## 拨打
1. 非紧急事项,[12:00-14:00、21:00-次日08:00](std:quiet-hours)不致电客户。
## 服务禁语 {std=banned}
1. 我不知道
2. 这不归我管
"#,
    ),
    (
        ASSESSMENT,
        r#"---
title: 服务考核
kind: procedure
---
## 目的
规范服务考核,依据《物业管理条例》。
## 范围
适用于全体客服人员。
## 职责
1. 客户关系部负责组织。
## 方法和过程控制
1. 抽查通话录音。
## 考核程序 {.delegated}
由城市公司规定。
## 相关表格
《客户来电/来访信息记录表》
## 相关文件
《电话礼仪》
"#,
    ),
    (
        FORM,
        r#"title: 客户来电/来访信息记录表
code: KF-JL-01
version: A/0
retention: 3 年
cites: [telephone#answer]
page: { size: A4, orientation: portrait, margin: 15mm }
body:
  - fields:
      columns: 2
      items:
        - { label: 客户姓名, name: customer }
        - { label: 诉求类别, name: kind, options: [咨询, 投诉, 报修, 其他____] }
        - { label: 诉求内容, name: request, lines: 4, span: 2 }
  - text: 受理后{{std:telephone.dispatch}}指派责任人。
  - table:
      columns:
        - { title: 序号, width: 12mm, numbered: true }
        - { title: 跟进, columns: [{ title: 时间 }, { title: 记录 }] }
        - { title: 结果, options: [合格, 不合格] }
      rows: fill
      row_height: 9mm
  - signatures: [受理人, 责任部门, 复核]
"#,
    ),
    (
        COMPANY,
        r#"title: 成都公司客户服务标准
city: 成都
effective: 2026-12-20
based_on: "2026.1"
external_documents: [成都市物业管理条例]
fill: { 考核程序: 每季度考核一次。 }
"#,
    ),
    (
        PROJECT,
        r#"title: 成都锦绣花园客户服务标准
extends: chengdu
city: 成都
products: [住宅]
opens: 2027-03-01
effective: 2027-01-15
based_on: "2026.1"
parameters: { service_center: 锦绣花园物业服务中心 }
standards:
  telephone.answer-rings: { at_most: 2 声, reason: 高端项目 }
"#,
    ),
];

/// Where a finding must point.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    file: String,
    line: usize,
    column: usize,
}

/// A folder with a handbook in it, and beside it the output of its builds.
pub struct Handbook {
    folder: TempDir,
    mark: Option<Mark>,
}

/// [`SAMPLE`], written out.
pub fn sample() -> Handbook {
    SAMPLE.iter().fold(empty(), |handbook, (path, text)| handbook.file(path, text))
}

/// A folder with nothing in it.
pub fn empty() -> Handbook {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join("handbook")).expect("a folder");
    Handbook { folder, mark: None }
}

/// [`sample`] without its text and procedure, where the telephone document's body is `body`.
pub fn regulation(body: &str) -> Handbook {
    document(&format!("---\ntitle: 电话礼仪\nkind: conduct\n---\n{body}"))
}

/// A handbook of a single document, telephone.md.
pub fn document(text: &str) -> Handbook {
    empty()
        .file("handbook.yaml", "title: 手册\nversion: \"1\"\nproducts: [别墅, 住宅]\n")
        .file("SUMMARY.md", "- [电话礼仪](telephone.md)\n")
        .file("telephone.md", text)
}

impl Handbook {
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("handbook")
    }

    pub fn output(&self) -> PathBuf {
        self.folder.path().join("output")
    }

    pub fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    pub fn file(mut self, path: &str, text: &str) -> Self {
        if let Some((before, after)) = text.split_once('‸') {
            let line = before.rsplit('\n').next().unwrap_or(before);
            self.mark = Some(Mark {
                file: path.to_owned(),
                line: 1 + before.matches('\n').count(),
                column: 1 + line.chars().filter(|&c| c != '\u{feff}').count(),
            });
            return self.bytes(path, format!("{before}{after}").as_bytes());
        }
        self.bytes(path, text.as_bytes())
    }

    /// Puts `to` in the place of `from`, which the file must have once.
    pub fn edit(self, path: &str, from: &str, to: &str) -> Self {
        let text = fs::read_to_string(self.root().join(path)).expect("a file to edit");
        assert_eq!(text.matches(from).count(), 1, "{path} has {from:?} once");
        self.file(path, &text.replace(from, to))
    }

    pub fn append(self, path: &str, more: &str) -> Self {
        let text = fs::read_to_string(self.root().join(path)).expect("a file to add to");
        self.file(path, &(text + more))
    }

    /// Expects a finding in `file` as a whole, or at a place that has no character to mark.
    pub fn marked(mut self, file: &str, line: usize, column: usize) -> Self {
        self.mark = Some(Mark { file: file.to_owned(), line, column });
        self
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handbook"));
        command.args(arguments).arg("--handbook").arg(self.root()).arg("--output").arg(self.output());
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        let run = Run { code: output.status.code(), out: text(output.stdout), error: text(output.stderr) };
        assert!(!run.error.contains("panicked"), "a panic:\n{}", run.error);
        run
    }

    /// `handbook check --format json`, whose exit code must agree with what it says.
    pub fn check(&self) -> Report {
        self.check_in("zh-CN")
    }

    pub fn check_in(&self, language: &str) -> Report {
        let run = self.run(&["check", "--format", "json", "--lang", language]);
        let json: Value = serde_json::from_str(&run.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.error));
        let report = Report(json);
        let conforms = report.editions().all(|edition| edition["conforms"] == true);
        assert_eq!(run.code, Some(if conforms { 0 } else { 1 }), "the exit code says what the report says");
        report
    }

    /// `handbook build`, which must end with this code.
    pub fn build(&self, code: i32) -> Run {
        self.build_with(code, &[])
    }

    pub fn build_with(&self, code: i32, more: &[&str]) -> Run {
        let run = self.run(&[&["build"], more].concat());
        assert_eq!(run.code, Some(code), "{}{}", run.out, run.error);
        run
    }

    /// A published file.
    pub fn published(&self, path: &str) -> String {
        let full = self.output().join(path);
        fs::read_to_string(&full).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Every published file below `folder`, by its path there; not what builds keep for themselves.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(&self.output().join(folder));
        files.retain(|path, _| !path.starts_with('.'));
        files
    }

    /// Asserts that check finds this once in the edition, at the mark, and says how to mend it.
    #[track_caller]
    pub fn finds(&self, edition: &str, expected: Expected<'_>) {
        let report = self.check();
        let all = report.findings(edition);
        let found: Vec<_> = all.iter().filter(|finding| finding["rule"] == expected.rule).collect();
        let [found] = found.as_slice() else {
            panic!("{} once, not {} times, in {all:#?}", expected.rule, found.len());
        };
        assert_eq!(found["severity"], expected.severity, "severity of {found:#}");
        let mark = self.mark.clone().expect("a marked place");
        let number = |key: &str| found[key].as_u64().expect("a number") as usize;
        let file = found["file"].as_str().expect("a file").to_owned();
        assert_eq!(Mark { file, line: number("line"), column: number("column") }, mark, "place of {found:#}");
        assert_eq!(found["subject"].as_str().unwrap_or(""), expected.subject, "subject of {found:#}");
        let message = found["message"].as_str().expect("a message");
        let mend = found["mend"].as_str().unwrap_or("");
        assert!(!mend.is_empty(), "a mend in {found:#}");
        for words in expected.says {
            assert!(format!("{message} {mend}").contains(words), "「{words}」 in {found:#}");
        }
        assert!(
            !format!("{message}{mend}").contains(['⟪', '⟫']) && !message.contains("{$"),
            "a sentence: {found:#}"
        );
    }

    /// Asserts that check finds nothing of this rule in any edition.
    #[track_caller]
    pub fn finds_no(&self, rule: &str) {
        let report = self.check();
        for edition in report.editions() {
            let id = edition["id"].as_str().expect("an id");
            let found: Vec<_> =
                report.findings(id).into_iter().filter(|finding| finding["rule"] == rule).collect();
            assert!(found.is_empty(), "no {rule} in {id}: {found:#?}");
        }
    }

    /// Asserts that check finds nothing at all, not even a warning.
    #[track_caller]
    pub fn is_clean(&self) {
        let report = self.check();
        for edition in report.editions() {
            assert_eq!(edition["findings"], serde_json::json!([]), "findings of {}", edition["id"]);
        }
    }
}

/// A finding to be found.
pub struct Expected<'a> {
    pub rule: &'a str,
    pub severity: &'a str,
    /// Empty where the finding is about nothing with a name.
    pub subject: &'a str,
    /// What the message or its mend must contain.
    pub says: &'a [&'a str],
}

/// An error of `rule`.
pub fn error<'a>(rule: &'a str, subject: &'a str, says: &'a [&'a str]) -> Expected<'a> {
    Expected { rule, severity: "error", subject, says }
}

/// A warning of `rule`.
pub fn warning<'a>(rule: &'a str, subject: &'a str, says: &'a [&'a str]) -> Expected<'a> {
    Expected { rule, severity: "warning", subject, says }
}

/// What a run of the binary left.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub error: String,
}

/// What `check --format json` printed.
pub struct Report(pub Value);

impl Report {
    pub fn editions(&self) -> impl Iterator<Item = &Value> {
        self.0["editions"].as_array().expect("a list of editions").iter()
    }

    pub fn edition(&self, id: &str) -> &Value {
        self.editions().find(|edition| edition["id"] == id).unwrap_or_else(|| panic!("edition {id}"))
    }

    pub fn findings(&self, id: &str) -> Vec<&Value> {
        self.edition(id)["findings"].as_array().expect("a list of findings").iter().collect()
    }

    pub fn conforms(&self, id: &str) -> bool {
        self.edition(id)["conforms"].as_bool().expect("a verdict")
    }
}

/// Every file below `root`, by its path there with `/` between the parts.
pub fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("a readable folder"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(root).expect("below the root");
        (path.to_string_lossy().into_owned(), fs::read(entry.path()).expect("a readable file"))
    });
    files.collect()
}

/// The values of an attribute in a page, as a browser reads them.
pub fn attributes<'a>(html: &'a str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let values = html.split(start.as_str()).skip(1).filter_map(|rest: &'a str| rest.split('"').next());
    values.map(unescape).collect()
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// The text of a piece of HTML, its tags taken out.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    for (i, piece) in html.split('<').enumerate() {
        out.push_str(if i == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) });
    }
    unescape(&out)
}

/// The document in a page's `<main>`.
pub fn main_of(html: &str) -> &str {
    let start = html.find("<main").expect("a <main>");
    let end = html.find("</main>").expect("the end of <main>");
    &html[start..end]
}

/// The clauses of a page in their order: number and own text, up to the next clause.
pub fn clauses(html: &str) -> Vec<(String, String)> {
    let pieces = main_of(html).split("data-clause=\"").skip(1);
    let clauses = pieces.map(|piece| {
        let (number, rest) = piece.split_once('"').expect("a number");
        let rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        // The next clause's own tag is still at the end.
        let rest =
            rest.rfind('<').map_or(rest, |end| if rest[end..].contains('>') { rest } else { &rest[..end] });
        let said = text(rest).split_whitespace().collect::<Vec<_>>().join(" ");
        (number.to_owned(), said.strip_prefix(number).unwrap_or(&said).trim().to_owned())
    });
    clauses.collect()
}

/// The numbers of a page's clauses, in their order.
pub fn numbers(html: &str) -> Vec<String> {
    clauses(html).into_iter().map(|(number, _)| number).collect()
}
