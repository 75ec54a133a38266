//! `handbook serve`: the site on 127.0.0.1, made again whenever its sources change.
//!
//! One thread owns the handbook and what check made of it. Requests ask it for a page, and it renders that
//! page. Nothing is written to disk, and nothing in the sources stops it.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use clap::Args;
use notify::{EventKind, RecursiveMode, Watcher, event::ModifyKind};
use serde::{Deserialize, Serialize};
use tokio::sync::{oneshot, watch};

use crate::check::Checked;
use crate::command::{Common, Outcome, human, print, print_error};
use crate::diagnostic;
use crate::load::{self, Failure};
use crate::message::{Language, Message};
use crate::render::context::FindingRow;
use crate::render::{self, Rendering, Theme};

#[derive(Args)]
pub struct Serve {
    /// 端口 / the port
    #[arg(long, default_value_t = 3000)]
    port: u16,
}

/// What the thread that owns the handbook is asked for.
enum Ask {
    Page(Waiting),
    Changed,
}

/// A page that is asked for, and who waits for it.
type Waiting = (String, oneshot::Sender<Answer>);

enum Answer {
    File { path: String, bytes: Vec<u8> },
    Elsewhere(String),
    Nothing,
}

/// What open pages are told.
#[derive(Clone, Debug, Default, Serialize)]
struct News {
    /// Counts up with each change.
    version: u64,
    /// Why there is nothing to show at all.
    failure: Option<String>,
    errors: Vec<Told>,
}

#[derive(Clone, Debug, Serialize)]
struct Told {
    edition: String,
    #[serde(flatten)]
    finding: FindingRow,
}

/// How long the sources must be quiet before they are read: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(10);
/// How long a page waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(25);
/// The script that every page gets here, and only here.
const SCRIPT: &str = include_str!("../../theme/serve.js");

impl Serve {
    pub fn run(&self, common: &Common) -> Outcome {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let failed = |error: &dyn std::fmt::Display| {
            let message = Message::new("serve-failed").with("address", address.to_string());
            Failure(message.with("reason", error.to_string()))
        };
        // A folder that is no handbook is a mistake in the command, not in the sources.
        let language = common.language(&load::load(&common.handbook)?);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| failed(&error))?;
        let listener = runtime.block_on(tokio::net::TcpListener::bind(address));
        let listener = listener.map_err(|error| failed(&error))?;
        let (ask, asked) = channel();
        let _watcher = watch_sources(&common.handbook, ask.clone()).map_err(|error| failed(&error))?;
        let (tell, news) = watch::channel(News::default());
        let site = Router::new()
            .route("/~news", get(wait_for_news))
            .route("/~serve.js", get(async || file("serve.js", SCRIPT.into())))
            .fallback(page)
            .with_state(Arc::new(Shared { ask, news }));
        if !common.quiet {
            let address = format!("http://{}/", listener.local_addr().unwrap_or(address));
            print(&format!("{}\n", Message::new("serve-at").with("address", address).say(language)));
        }
        std::thread::scope(|scope| {
            scope.spawn(move || own(common, &asked, &tell));
            runtime.block_on(async { axum::serve(listener, site).await }).map_err(|error| failed(&error))
        })?;
        Ok(true)
    }
}

/// What every request is given.
struct Shared {
    ask: Sender<Ask>,
    news: watch::Receiver<News>,
}

/// Asks for a new look at the sources whenever one of them changes.
fn watch_sources(root: &Path, ask: Sender<Ask>) -> notify::Result<notify::RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading a file is an event, too.
        let changes =
            |kind| !matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)));
        if event.is_ok_and(|event| changes(event.kind)) {
            let _ = ask.send(Ask::Changed);
        }
    })?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    Ok(watcher)
}

/// Reads the sources, answers for them until they change, and begins again.
fn own(common: &Common, asked: &Receiver<Ask>, tell: &watch::Sender<News>) {
    let mut version = 0;
    let mut before = None;
    // Pages asked for while the sources are changing.
    let mut waiting: Vec<Waiting> = Vec::new();
    loop {
        version += 1;
        let started = Instant::now();
        let color = common.color(std::io::stderr().is_terminal());
        let read = load::load_after(&common.handbook, before.as_ref()).and_then(|handbook| {
            let theme = Theme::load(&handbook)?;
            Ok((handbook, theme))
        });
        let (handbook, theme) = match read {
            Ok(read) => read,
            Err(Failure(message)) => {
                let language = common.lang.unwrap_or_default();
                print_error(&diagnostic::failure(&message, language, color));
                tell.send_replace(News { version, failure: Some(message.say(language)), errors: Vec::new() });
                waiting.drain(..).for_each(|(_, reply)| drop(reply.send(Answer::Nothing)));
                let Some(changed) = answer_until_changed(asked, |_| Answer::Nothing) else { return };
                waiting = settle(asked, changed);
                continue;
            }
        };
        let language = common.language(&handbook);
        let checked = crate::check::check(crate::resolve::resolve(&handbook));
        print_error(&human(&checked.iter().collect::<Vec<_>>(), language, color, !common.quiet));
        if !common.quiet {
            let seconds = format!("{:.2}", started.elapsed().as_secs_f64());
            let done = Message::new("serve-read").with("editions", checked.len()).with("seconds", seconds);
            print(&format!("{}\n", done.say(language)));
        }
        tell.send_replace(News { version, failure: None, errors: errors(&checked, language) });
        let mut opened = HashMap::new();
        let mut answer = |path: &str| {
            let answer = answer(path, &handbook, &checked, &theme, &mut opened);
            answer.unwrap_or_else(|Failure(message)| {
                print_error(&diagnostic::failure(&message, language, color));
                Answer::Nothing
            })
        };
        waiting.drain(..).for_each(|(path, reply)| drop(reply.send(answer(&path))));
        let Some(changed) = answer_until_changed(asked, answer) else { return };
        // While the editor may still be writing.
        drop(opened);
        drop(checked);
        waiting = settle(asked, changed);
        before = Some(handbook);
    }
}

fn errors(checked: &[Checked<'_>], language: Language) -> Vec<Told> {
    let findings = checked.iter().flat_map(|one| one.findings.iter().map(move |finding| (one, finding)));
    let errors = findings.filter(|(_, finding)| finding.is_error());
    let told = errors.map(|(one, finding)| Told {
        edition: one.edition.id.to_owned(),
        finding: FindingRow::of(finding, language),
    });
    told.collect()
}

/// Answers until the sources change, and says when; never where nobody can ask any more.
fn answer_until_changed(asked: &Receiver<Ask>, mut answer: impl FnMut(&str) -> Answer) -> Option<Instant> {
    loop {
        match asked.recv().ok()? {
            Ask::Page((path, reply)) => drop(reply.send(answer(&path))),
            Ask::Changed => return Some(Instant::now()),
        }
    }
}

/// Waits until nothing has changed for a while since `changed`. What is asked for meanwhile has to wait, too.
fn settle(asked: &Receiver<Ask>, changed: Instant) -> Vec<Waiting> {
    let mut waiting = Vec::new();
    let mut until = changed + QUIET;
    loop {
        match asked.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Ask::Page(page)) => waiting.push(page),
            Ok(Ask::Changed) => until = Instant::now() + QUIET,
            Err(_) => return waiting,
        }
    }
}

/// A file of the site, by its path from the top. An edition with errors is shown as a draft.
fn answer<'a, 'h>(
    path: &str,
    handbook: &'h crate::load::Handbook,
    checked: &'a [Checked<'h>],
    theme: &'a Theme,
    opened: &mut HashMap<&'h str, Rendering<'a, 'h>>,
) -> Result<Answer, Failure> {
    let path =
        if path.ends_with('/') || path.is_empty() { format!("{path}index.html") } else { path.to_owned() };
    let (is_draft, inner) = match path.strip_prefix("draft/") {
        Some(inner) => (true, inner),
        None => (false, path.as_str()),
    };
    let Some((id, name)) = inner.split_once('/') else {
        let front = render::front(handbook, checked, &|_| true, theme)?;
        let found = front.into_iter().find(|file| file.path == path);
        return Ok(found.map_or(Answer::Nothing, |file| Answer::File { path, bytes: file.bytes }));
    };
    let Some(one) = checked.iter().find(|one| one.edition.id == id) else { return Ok(Answer::Nothing) };
    match (one.conforms(), is_draft) {
        (false, false) => return Ok(Answer::Elsewhere(format!("/draft/{inner}"))),
        (true, true) => return Ok(Answer::Elsewhere(format!("/{inner}"))),
        _ => {}
    }
    let edition = opened.entry(one.edition.id).or_insert_with(|| match one.conforming() {
        Some(conforming) => Rendering::new(conforming, theme, false, None),
        None => Rendering::new(one.draft(), theme, false, None),
    });
    let mut bytes = edition.file(name)?;
    if bytes.is_none() {
        let copy = edition.copies().find(|(_, to)| *to == name);
        bytes = copy.and_then(|(from, _)| std::fs::read(from).ok());
    }
    Ok(bytes.map_or(Answer::Nothing, |bytes| Answer::File { path, bytes }))
}

async fn page(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = percent_encoding::percent_decode_str(request.uri().path()).decode_utf8_lossy();
    let (reply, answer) = oneshot::channel();
    let asked = shared.ask.send(Ask::Page((path.trim_start_matches('/').to_owned(), reply)));
    let answer = if asked.is_ok() { answer.await.unwrap_or(Answer::Nothing) } else { Answer::Nothing };
    match answer {
        Answer::File { path, bytes } => file(&path, bytes),
        Answer::Elsewhere(path) => {
            respond(StatusCode::TEMPORARY_REDIRECT, header::LOCATION, &path, Vec::new())
        }
        // It waits for news like any other page.
        Answer::Nothing => {
            let page = "<!doctype html><meta charset=utf-8><title>404</title><h1>404</h1></body>";
            respond(StatusCode::NOT_FOUND, header::CONTENT_TYPE, HTML, with_script(page.into()))
        }
    }
}

#[derive(Deserialize)]
struct After {
    after: u64,
}

/// Answers when there is something newer than the page knows, or after a while with what it knows.
async fn wait_for_news(State(shared): State<Arc<Shared>>, Query(After { after }): Query<After>) -> Response {
    let mut news = shared.news.clone();
    let newer = news.wait_for(|news| news.version > after);
    let news = match tokio::time::timeout(PATIENCE, newer).await {
        Ok(Ok(news)) => news.clone(),
        _ => shared.news.borrow().clone(),
    };
    file("news.json", serde_json::to_vec(&news).unwrap_or_default())
}

const HTML: &str = "text/html; charset=utf-8";

fn file(path: &str, bytes: Vec<u8>) -> Response {
    let kind = match path.rsplit('.').next().unwrap_or_default() {
        "html" => return respond(StatusCode::OK, header::CONTENT_TYPE, HTML, with_script(bytes)),
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    respond(StatusCode::OK, header::CONTENT_TYPE, kind, bytes)
}

fn respond(status: StatusCode, name: header::HeaderName, value: &str, bytes: Vec<u8>) -> Response {
    let response = Response::builder().status(status).header(header::CACHE_CONTROL, "no-store");
    response.header(name, value).body(Body::from(bytes)).unwrap_or_default()
}

/// A page that reloads itself, and shows what is wrong with its edition.
fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    let end = page.windows(7).rposition(|bytes| bytes == b"</body>").unwrap_or(page.len());
    page.splice(end..end, *b"<script src=\"/~serve.js\"></script>");
    page
}
