//! `handbook serve`: what a writer sees while he writes.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use common::*;
use serde_json::Value;

/// A server on a port of its own, ended with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(handbook: &Handbook) -> Server {
        let mut command = handbook.command(&["serve", "--port", "0"]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        Server { address: address.unwrap_or_else(|| panic!("an address in {line}")).to_owned(), child }
    }

    /// Status, head and body.
    fn get(&self, path: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, head.to_owned(), body.to_owned())
    }

    /// Waits for news later than `after`, as a page does.
    fn news(&self, after: u64) -> Value {
        let (status, _, body) = self.get(&format!("/~news?after={after}"));
        assert_eq!(status, 200);
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn version(news: &Value) -> u64 {
    news["version"].as_u64().expect("a version")
}

#[test]
fn page_follows_its_source() {
    let handbook = sample();
    let server = Server::start(&handbook);
    let first = server.news(0);
    assert_eq!((&first["errors"], &first["failure"]), (&serde_json::json!([]), &Value::Null));
    let (status, _, page) = server.get("/group/customer-service/telephone.html");
    assert_eq!(status, 200);
    assert!(page.contains("三声内") && page.contains("/~serve.js"));
    assert!(!handbook.output().exists(), "nothing is written");
    let handbook = handbook.edit(TELEPHONE, "声音清晰。", "声音清晰、亲切。");
    let second = server.news(version(&first));
    assert!(version(&second) > version(&first));
    assert!(server.get("/group/customer-service/telephone.html").2.contains("声音清晰、亲切。"));
    drop(handbook);
}

/// Documents that did not change are not read again, and pages are rendered one by one: the site must be the same.
#[test]
fn every_file_served_after_changes_is_what_build_writes() {
    let mut handbook = sample();
    let server = Server::start(&handbook);
    let mut known = version(&server.news(0));
    for (path, from, to) in [
        (TELEPHONE, "声音清晰。", "声音清晰、亲切。"),
        (TELEPHONE, "title: 电话礼仪", "title: 接打电话礼仪"),
        (ASSESSMENT, "《电话礼仪》", "《接打电话礼仪》"),
        ("handbook.yaml", "三级, 二级, 一级", "合格, 良好, 优秀"),
        ("preface.md", "由集团编制", "由集团统一编制"),
    ] {
        handbook = handbook.edit(path, from, to);
        known = version(&server.news(known));
    }
    handbook.build(0);
    for (path, bytes) in handbook.tree("") {
        let text = String::from_utf8_lossy(&bytes);
        let same = |served: &str| served.replace("<script src=\"/~serve.js\"></script>", "") == text;
        // The last change may be told in two steps.
        while !same(&server.get(&format!("/{path}")).2) {
            let later = version(&server.news(known));
            assert!(later > known, "{path} is another");
            known = later;
        }
    }
}

#[test]
fn edition_with_errors_is_shown_as_a_draft_with_what_is_wrong() {
    let handbook = sample().edit(PROJECT, "at_most: 2 声", "at_most: 5 声");
    let server = Server::start(&handbook);
    let told = server.news(0);
    assert_eq!(told["errors"][0]["edition"], "chengdu-jinxiu");
    assert_eq!(told["errors"][0]["place"], format!("{PROJECT}:10:38"));
    let (status, head, _) = server.get("/chengdu-jinxiu/index.html");
    assert!(
        status == 307 && head.to_lowercase().contains("location: /draft/chengdu-jinxiu/index.html"),
        "{head}"
    );
    assert!(server.get("/draft/chengdu-jinxiu/index.html").2.contains("草稿"));
    assert!(!server.get("/chengdu/index.html").2.contains("草稿"));
}

#[test]
fn broken_source_never_stops_it() {
    let handbook = sample();
    let server = Server::start(&handbook);
    let mut known = version(&server.news(0));
    let whole = std::fs::read_to_string(handbook.root().join("handbook.yaml")).unwrap();
    std::fs::remove_file(handbook.root().join("handbook.yaml")).unwrap();
    let gone = server.news(known);
    assert!(gone["failure"].as_str().is_some_and(|words| words.contains("handbook.yaml")), "{gone}");
    assert_eq!(server.get("/").0, 404);
    known = version(&gone);
    let handbook = handbook.file("handbook.yaml", &whole);
    // Writing the file may be told in two steps.
    loop {
        let news = server.news(known);
        known = version(&news);
        if news["failure"].is_null() && news["errors"] == serde_json::json!([]) {
            break;
        }
    }
    assert_eq!(server.get("/").0, 200);
    drop(handbook);
}

#[test]
fn nothing_outside_the_site_is_served() {
    let handbook = sample();
    let server = Server::start(&handbook);
    for path in [
        "/../handbook.yaml",
        "/group/../../handbook.yaml",
        "/group/%2e%2e/handbook.yaml",
        "/etc/passwd",
        "/nowhere/index.html",
    ] {
        assert_eq!(server.get(path).0, 404, "{path}");
    }
}

#[test]
fn folder_that_is_no_handbook_is_a_failure_at_once() {
    let run = empty().run(&["serve", "--port", "0"]);
    assert_eq!(run.code, Some(2), "{}", run.error);
}
