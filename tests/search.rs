//! The search index: read back here without a browser, and searched by `theme/search.js` itself where node is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use handbook::render::search::{self, File, Unit};
use proptest::prelude::*;

/// A second, plain reader of the index: what `theme/search.js` does, word for word.
mod reader {
    use super::*;

    pub struct Bits<'a> {
        text: &'a [u8],
        at: usize,
    }

    impl<'a> Bits<'a> {
        pub fn new(text: &'a str) -> Self {
            Bits { text: text.as_bytes(), at: 0 }
        }

        fn bit(&mut self) -> usize {
            let digit = |at: usize| usize::from(self.text[at] - b'#') - usize::from(self.text[at] > b'\\');
            let pair = self.at / 13 * 2;
            let word = digit(pair) * 91 + digit(pair + 1);
            let bit = word >> (12 - self.at % 13) & 1;
            self.at += 1;
            bit
        }

        fn number(&mut self, width: u32, start: usize) -> usize {
            (0..width).fold(start, |value, _| value * 2 + self.bit())
        }

        pub fn count(&mut self) -> usize {
            let mut width = 0;
            while self.bit() == 0 {
                width += 1;
            }
            self.number(width, 1) - 1
        }

        pub fn below(&mut self, limit: usize) -> usize {
            if limit < 2 {
                return 0;
            }
            let short = (2 << limit.ilog2()) - limit;
            let value = self.number(limit.ilog2(), 0);
            if value < short { value } else { value * 2 + self.bit() - short }
        }

        pub fn set(&mut self, length: usize, low: usize, high: usize) -> Vec<usize> {
            if length == 0 {
                return Vec::new();
            }
            let middle = length / 2;
            let value = low + middle + self.below(high - low - length + 1);
            let mut list = self.set(middle, low, value);
            list.push(value);
            list.extend(self.set(length - middle - 1, value + 1, high));
            list
        }
    }

    /// What `index.js` says, and the payloads of the other files.
    pub struct Index {
        files: BTreeMap<String, String>,
        pub shards: usize,
        pub buckets: usize,
        width: usize,
        code: Vec<Vec<usize>>,
        /// By bucket and mark.
        grams: BTreeMap<(usize, usize), BTreeSet<usize>>,
    }

    impl Index {
        pub fn new(files: &[File]) -> Self {
            let payload = |file: &File| {
                let text = String::from_utf8(file.bytes.clone()).unwrap();
                let (name, rest) =
                    text.strip_prefix("handbookSearch.put(\"").unwrap().split_once("\",\"").unwrap();
                assert_eq!(file.path, format!("search/{name}.js"));
                (name.to_owned(), rest.split_once('"').unwrap().0.to_owned())
            };
            let files: BTreeMap<_, _> = files.iter().map(payload).collect();
            let mut bits = Bits::new(&files["index"]);
            let _units = bits.count();
            let shards = bits.count();
            let continuing = bits.count();
            bits.set(continuing, 0, shards);
            let (buckets, width) = (bits.count(), bits.count());
            let lengths = bits.count();
            let code = (0..lengths)
                .map(|_| {
                    let count = bits.count();
                    bits.set(count, 0, 0x1_0000)
                })
                .collect();
            let mut index = Index { shards, buckets, width, code, files, grams: BTreeMap::new() };
            (0..buckets).for_each(|bucket| index.read_bucket(bucket));
            index
        }

        fn read_bucket(&mut self, bucket: usize) {
            let mut bits = Bits::new(&self.files[&format!("g{bucket}")]);
            let count = bits.count();
            for mark in bits.set(count, 0, 1 << self.width) {
                let count = bits.count() + 1;
                let shards = bits.set(count, 0, self.shards).into_iter().collect();
                self.grams.insert((bucket, mark), shards);
                let skip = |bits: &mut Bits<'_>| {
                    let some = bits.count();
                    bits.set(some, 0, count);
                };
                if count > 32 {
                    skip(&mut bits);
                }
                if bits.bit() == 1 {
                    skip(&mut bits);
                    skip(&mut bits);
                }
            }
        }

        /// The text of a shard, with all its records.
        pub fn text(&self, number: usize) -> String {
            let mut bits = Bits::new(&self.files[&format!("t{number}")]);
            let mut text: Vec<char> = Vec::new();
            loop {
                let symbol = match self.symbol(&mut bits) {
                    0 => bits.below(0x11_0000),
                    4 => return text.into_iter().collect(),
                    symbol => symbol,
                };
                if (0xd800..0xe000).contains(&symbol) {
                    let place = bits.below(text.len());
                    (0..symbol - 0xd800).for_each(|more| text.push(text[place + more]));
                } else {
                    text.push(char::from_u32(symbol as u32).unwrap());
                }
            }
        }

        fn symbol(&self, bits: &mut Bits<'_>) -> usize {
            let (mut word, mut first) = (0, 0);
            for symbols in &self.code {
                word = word * 2 + bits.bit();
                if word - first < symbols.len() {
                    return symbols[word - first];
                }
                first = (first + symbols.len()) * 2;
            }
            panic!("no such word");
        }

        /// The shards that have a gram.
        pub fn find(&self, gram: &[char]) -> BTreeSet<usize> {
            let mut hash = 0_u32;
            for c in gram {
                hash = (hash ^ *c as u32).wrapping_mul(0x9e37_79b1);
                hash ^= hash >> 15;
            }
            hash = hash.wrapping_mul(0x85eb_ca6b);
            let hash = (hash ^ hash >> 13).max(1) as usize;
            let key = ((hash * self.buckets) >> 32, hash & ((1 << self.width) - 1));
            self.grams.get(&key).cloned().unwrap_or_default()
        }
    }
}

fn fold(c: char) -> char {
    let half = if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xfee0).unwrap() } else { c };
    half.to_lowercase().next().filter(|_| half.to_lowercase().count() == 1).unwrap_or(half)
}

/// A text without white space beside Chinese characters, other white space as one space.
fn folded(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    let mut is_apart = false;
    for c in text.chars() {
        if c.is_whitespace() {
            is_apart = true;
            continue;
        }
        let c = fold(c);
        if is_apart && c < '\u{2e80}' && out.last().is_some_and(|last| *last < '\u{2e80}') {
            out.push(' ');
        }
        is_apart = false;
        out.push(c);
    }
    out
}

/// The shards that the index leaves for a word, by all its grams.
fn candidates(index: &reader::Index, word: &[char]) -> BTreeSet<usize> {
    if index.buckets == 0 {
        return (0..index.shards).collect();
    }
    let is_latin = |chars: &[char]| chars.iter().all(|c| *c < '\u{2e80}');
    let sizes = [word.len().min(2), 3];
    let grams =
        sizes.into_iter().flat_map(|size| word.windows(size)).filter(|gram| gram.len() < 3 || is_latin(gram));
    let ones = word.chunks(1);
    let found = grams.chain(ones).map(|gram| index.find(gram));
    found.reduce(|a, b| a.intersection(&b).copied().collect()).unwrap_or_default()
}

fn index(units: &[Unit], synonyms: &[Vec<String>]) -> Vec<File> {
    let units: Vec<_> = units.iter().cloned().map(Arc::new).collect();
    search::index(&units, synonyms, None)
}

/// Every string of one to six characters of every unit is found: the index leaves a shard that has it.
fn check_recall(units: &[Unit], step: usize) -> Result<(), TestCaseError> {
    let index = reader::Index::new(&index(units, &[]));
    let texts: Vec<Vec<char>> = (0..index.shards).map(|number| folded(&index.text(number))).collect();
    for unit in units {
        let text = folded(&unit.text);
        for (place, size) in (0..text.len()).zip((1..=6).cycle()).step_by(step) {
            let Some(word) = text.get(place..place + size).filter(|word| !word.contains(&' ')) else {
                continue;
            };
            let left = candidates(&index, word);
            let has = |shard: &usize| texts[*shard].windows(size).any(|window| window == word);
            prop_assert!(left.iter().any(has), "{word:?} of {} is not found among {left:?}", unit.url);
        }
    }
    Ok(())
}

/// The clauses of the handbook in this repository, roughly: a line a clause.
fn handbook() -> Vec<Unit> {
    let mut units = Vec::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("handbook");
    let mut folders = vec![sources.clone()];
    while let Some(folder) = folders.pop() {
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let document =
                    path.strip_prefix(&sources).unwrap().with_extension("").to_string_lossy().into_owned();
                let text = fs::read_to_string(&path).unwrap();
                for (line, number) in text.lines().filter(|line| !line.trim().is_empty()).zip(1..) {
                    units.push(unit(&document, &number.to_string(), "", line));
                }
            }
        }
    }
    units
}

fn unit(document: &str, number: &str, title: &str, text: &str) -> Unit {
    Unit {
        url: format!("{document}.html#{number}"),
        document: document.into(),
        title: format!("{number} {title}").trim().to_owned(),
        text: text.to_owned(),
        keywords: Vec::new(),
    }
}

/// Units with what the laws of searching speak of: see `tests/search.test.mjs`.
fn special() -> Vec<Unit> {
    let mut units = handbook();
    let document = "特别事项";
    let of = |number: &str, title: &str, text: &str, keywords: &[&str]| Unit {
        url: format!("special.html#{number}"),
        document: document.into(),
        keywords: keywords.iter().map(|word| (*word).to_owned()).collect(),
        ..unit(document, number, title, text)
    };
    units.push(of("4", "", "有人见过火烈鸟。再没有别的了。", &[]));
    units.push(of("3", "", "用这张表。", &["KF-JL-77", "火烈鸟情况表"]));
    units.push(of("2", "认识火烈鸟", "学习Rust 语言\n鸵鸟不是它。", &[]));
    units.push(of("1", "火烈鸟登记", "登记以后才能进园。", &[]));
    let lines = |word: &str| {
        (0..400).map(|line| format!("长页的{word}，第{line}行，其余从略。\n")).collect::<String>()
    };
    let text = format!("长页的开头。\n{}长页的结尾。", lines("中间"));
    units.push(Unit {
        url: "long.html".to_owned(),
        document: "长页".into(),
        title: "长页".to_owned(),
        text,
        keywords: vec![],
    });
    units
}

#[test]
fn the_handbook_is_found_whole() {
    check_recall(&handbook(), 7).unwrap();
    check_recall(&special(), 11).unwrap();
}

#[test]
fn the_same_units_give_the_same_bytes() {
    let units = special();
    let files = index(&units, &[vec!["火烈鸟".to_owned(), "红鹳".to_owned()]]);
    assert_eq!(files, index(&units, &[vec!["火烈鸟".to_owned(), "红鹳".to_owned()]]));
    let paths: BTreeSet<_> = files.iter().map(|file| &file.path).collect();
    assert_eq!(paths.len(), files.len());
    assert!(files.iter().all(|file| file.path.starts_with("search/")));
}

/// The version in `index.js` tells browsers to load the other files anew.
#[test]
fn another_text_has_another_version() {
    let version = |text: &str| {
        let files = index(&[unit("a", "1", "", text)], &[]);
        files.into_iter().find(|file| file.path == "search/index.js").map(|file| file.bytes)
    };
    assert_ne!(version("客户投诉"), version("客户报修"));
}

/// A longer handbook, made of this one's clauses in another order.
#[test]
fn the_index_is_smaller_than_the_text() {
    let units = handbook();
    let strides = [1, 5, 7, 11, 13, 17, 19, 23, 29, 31];
    let shuffled = strides.iter().flat_map(|stride| (0..units.len()).map(move |place| place * stride));
    let text = |(place, number): (usize, usize)| {
        unit("a", &number.to_string(), "", &units[place % units.len()].text)
    };
    let units: Vec<_> = shuffled.zip(1..).map(text).collect();
    let text: usize = units.iter().map(|unit| unit.text.len()).sum();
    let index = index(&units, &[]);
    let size: usize = index.iter().map(|file| file.bytes.len()).sum();
    assert!(size < text, "{size} bytes for {text}");
    let largest =
        index.iter().filter(|file| file.path != "search/pinyin.js").map(|file| file.bytes.len()).max();
    assert!(largest < Some(5_000), "a file of {largest:?} bytes");
}

#[test]
fn nothing_is_no_problem() {
    for units in [vec![], vec![Unit::default()], vec![unit("a", "1", "", " \n\u{3000}")]] {
        let files = index(&units, &[]);
        assert_eq!(reader::Index::new(&files).buckets, 0);
    }
}

/// Text as people write it and as they don't: Chinese, Latin, full-width, spaces, breaks, what lies outside the plane.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let char = prop_oneof![
        8 => prop::sample::select("客户投诉处理的物业服务中心电话接听".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("，。“”、（）《》．！ＡｂＺ１～".chars().collect::<Vec<_>>()),
        4 => prop::sample::select("abAB01.-KFßİΣς'\"\\<&".chars().collect::<Vec<_>>()),
        2 => prop::sample::select(" \n\t\u{3000}\u{a0}".chars().collect::<Vec<_>>()),
        1 => prop::sample::select("😀𠮷\u{301}".chars().collect::<Vec<_>>()),
    ];
    let text = prop::collection::vec(char, 0..900).prop_map(String::from_iter);
    prop::collection::vec(text, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::with_cases(10) })]

    #[test]
    fn every_string_of_a_text_is_found(texts in texts()) {
        let units: Vec<_> = texts.iter().zip(1..).map(|(text, number)| unit("a", &number.to_string(), "", text)).collect();
        check_recall(&units, 3)?;
        // One page of many shards: its shards break at line ends, where short strings go over.
        let page = Unit { url: "a.html".to_owned(), text: texts.join("\n"), ..Unit::default() };
        check_recall(&[page], 3)?;
    }
}

#[test]
fn search_js_finds_whole_and_exact() {
    if Command::new("node").arg("--version").output().is_err() {
        // Written past the test runner, which would swallow it.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: theme/search.js was not tested, because node is not installed"
        );
        return;
    }
    let units = special();
    // The second is too small for grams.
    let few: Vec<_> = units.iter().filter(|unit| unit.url.starts_with("special.html")).cloned().collect();
    run_script(&units);
    run_script(&few);
}

fn run_script(units: &[Unit]) {
    let folder = tempfile::tempdir().unwrap();
    let json: Vec<_> = units
        .iter()
        .map(|unit| serde_json::json!({"url": unit.url, "title": unit.title, "text": unit.text, "keywords": unit.keywords}))
        .collect();
    fs::write(folder.path().join("units.json"), serde_json::to_vec(&json).unwrap()).unwrap();
    fs::create_dir(folder.path().join("search")).unwrap();
    for file in index(units, &[vec!["火烈鸟".to_owned(), "红鹳".to_owned()]]) {
        fs::write(folder.path().join(file.path), file.bytes).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search.test.mjs");
    let output = Command::new("node").arg(script).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
