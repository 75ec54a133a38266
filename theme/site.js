// What the pages do beyond being read: colour scheme, navigation, links and phrases to copy, comparing, filtering.
// Loaded in the head without defer, so that the colour scheme is set before anything is drawn.
"use strict";
{
const page = document.documentElement;
const ready = new Promise((go) => document.addEventListener("DOMContentLoaded", go, { once: true }));
const all = (selector, within = document) => within.querySelectorAll(selector);
const one = (selector, within = document) => within.querySelector(selector);
const say = (word) => document.body.dataset[word];

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** What the reader chose, kept for the next page; a browser that keeps nothing for file:// is no error. */
function keep(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`handbook-${name}`);
    if (value === null) localStorage.removeItem(`handbook-${name}`);
    else localStorage.setItem(`handbook-${name}`, value);
  } catch { /* nothing is kept */ }
  return null;
}

/** A script file that calls a global function with its data: the one way to load data that works from disk too. */
function load(url) {
  document.head.append(make("script", { src: url }));
}

// Colour scheme: the system's, until the reader asks for the other one.

const systemDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (page.dataset.theme ? page.dataset.theme === "dark" : systemDark.matches);
const theme = keep("theme");
if (theme) page.dataset.theme = theme;

function themeSwitch() {
  const button = one(".theme");
  const show = () => button.setAttribute("aria-pressed", isDark());
  button.addEventListener("click", () => {
    const dark = !isDark();
    page.dataset.theme = dark ? "dark" : "light";
    keep("theme", dark === systemDark.matches ? null : page.dataset.theme);
    show();
  });
  systemDark.addEventListener("change", show);
  show();
}

// Navigation: one file an edition, nav.js, calls handbookNav([[title, url or null, is a part, children], …]).

const manyEntries = 80;
let navigationAsked = false;

/** Loads it once it shows: on a phone, that is when it is opened. */
function navigation() {
  const nav = one("#nav");
  if (!nav) return;
  const ask = () => {
    if (navigationAsked || !nav.checkVisibility()) return;
    navigationAsked = true;
    load(`${page.dataset.root}nav.js`);
  };
  nav.addEventListener("toggle", ask);
  addEventListener("resize", ask);
  ask();
}

window.handbookNav = (entries) => {
  const count = (list) => list.reduce((sum, [, , , children = []]) => sum + 1 + count(children), 0);
  const isHere = ([, url]) => url === page.dataset.path;
  const holdsHere = (entry) => isHere(entry) || (entry[3] ?? []).some(holdsHere);
  const unfold = count(entries) <= manyEntries;

  const list = (items) => make("ul", {}, ...items.map(item));
  function item(entry) {
    const [title, url, isPart, children = []] = entry;
    if (isPart) return make("li", {}, make("p", { className: "part" }, title), ...(children.length ? [list(children)] : []));
    const label = url ? make("a", { href: page.dataset.root + url }, title) : make("span", { className: "planned" }, title);
    if (isHere(entry)) label.setAttribute("aria-current", "page");
    const row = make("div", {}, label);
    const line = make("li", {}, row);
    if (children.length) {
      const button = make("button", { type: "button", ariaLabel: `${say("expand")} ${title}` });
      const open = (wanted) => {
        button.ariaExpanded = wanted;
        // A folded list is made when it is first opened: a handbook may have thousands of pages.
        if (wanted && !line.lastElementChild.matches("ul")) line.append(list(children));
        if (line.lastElementChild.matches("ul")) line.lastElementChild.hidden = !wanted;
      };
      button.addEventListener("click", () => open(button.ariaExpanded !== "true"));
      row.append(button);
      open(unfold || holdsHere(entry));
    }
    return line;
  }

  const nav = one("#nav");
  nav.replaceChildren(list(entries));
  const here = one("[aria-current]", nav);
  if (here) nav.scrollTop += here.getBoundingClientRect().top - nav.getBoundingClientRect().top - nav.clientHeight / 3;
};

// The page's own contents: unfolded where they have a column, the heading being read marked.

function pageContents() {
  const contents = one(".page-contents");
  if (!contents) return;
  const column = matchMedia("(min-width: 80rem)");
  const fold = () => (one("details", contents).open = column.matches);
  column.addEventListener("change", fold);
  fold();

  const links = [...all("a", contents)];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = innerHeight / 4;
    let here = headings.findLastIndex((heading) => heading?.getBoundingClientRect().top < line);
    if (here < 0) here = 0;
    links.forEach((link, index) => link.classList.toggle("here", index === here));
  };
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }, { passive: true });
  mark();
}

// Copying

async function copy(text) {
  // Most intranets are plain http, where the clipboard interface is missing.
  if (navigator.clipboard && isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = make("textarea", { value: text, className: "unseen" });
  document.body.append(area);
  const focused = document.activeElement;
  area.select();
  document.execCommand("copy");
  area.remove();
  focused?.focus({ preventScroll: true });
}

let toast, toastTimer;
function tell(...content) {
  toast.replaceChildren(...content);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.replaceChildren(), 5000);
}

/** 《电话礼仪》1.1 接听, a line below it the address. */
function clauseReference(number) {
  const section = number.closest(".heading");
  const heading = section && one(":scope > :is(h2, h3, h4, h5, h6, summary)", section).cloneNode(true);
  for (const extra of heading ? all(".badge, .number, .name", heading) : []) extra.remove();
  const title = one("h1")?.textContent.trim() ?? document.title;
  return `《${title}》${number.textContent.trim()} ${heading?.textContent.trim() ?? ""}`.trim();
}

function clauseLinks() {
  const body = one(".body");
  body?.addEventListener("click", (event) => {
    const number = event.target.closest(".number");
    if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const reference = clauseReference(number);
    // In a folded question the number is no link, for a summary may hold none.
    const address = number.href ?? new URL(`#${number.closest(".clause").id}`, location.href).href;
    if (!number.href) event.preventDefault();
    copy(`${reference}\n${address}`).then(() => {
      const elsewhere = one("[popovertarget=elsewhere]");
      const more = elsewhere && make("button", { type: "button", onclick: () => elsewhere.click() }, elsewhere.textContent);
      tell(`${say("copied")} ${reference}`, ...(more ? [more] : []));
    });
  });
}

function phrases() {
  for (const phrase of all(".phrase")) {
    const words = one(".text > p", phrase) ?? phrase;
    const text = words.textContent.trim();
    const button = make("button", { type: "button", className: "copy", ariaLabel: `${say("copy")} ${text}` }, say("copy"));
    button.addEventListener("click", () => copy(text).then(() => tell(`${say("copied")} ${text}`)));
    words.append(button);
  }
}

// Comparing

/** A button that stays pressed from page to page. */
function pressed(button, name, apply) {
  const set = (on) => {
    button.setAttribute("aria-pressed", on);
    apply(on);
  };
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    if (name) keep(name, on ? "on" : null);
    set(on);
  });
  if (name && keep(name)) set(true);
}

function comparing() {
  const button = one(".compare");
  if (button) pressed(button, "compare", (on) => {
    page.toggleAttribute("data-compare", on);
    for (const words of all("details.group-text")) words.open = on;
    for (const words of all(".group-wording")) words.remove();
    if (!on) return;
    for (const wording of all(".standard[data-group]")) {
      wording.after(make("del", { className: "group-wording" }, wording.dataset.group));
    }
  });
}

/** The same clause in other editions: editions.js calls handbookEditions([[id, title, city or null, documents left out], …]). */
function otherEditions() {
  const panel = one("#elsewhere");
  if (!panel) return;
  const { edition, top } = panel.dataset;
  window.handbookEditions = (editions) => {
    const others = editions.filter(([id, , , leftOut]) => id !== edition && !leftOut.includes(page.dataset.path));
    one("ul", panel).replaceChildren(...others.map(([id, title, city]) =>
      make("li", {}, make("a", { href: `${top}${id}/${page.dataset.path}${location.hash}` }, city ? `${city} · ${title}` : title))));
  };
  panel.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "open") return;
    one("b", panel).textContent = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("[data-clause]")?.dataset.clause ?? "";
    load(`${top}editions.js`);
  });
}

// Folded questions: all at once, for a link into one, and for print

function folding() {
  const questions = all("details.clause");
  const button = one(".unfold");
  if (button) pressed(button, null, (on) => {
    for (const question of questions) question.open = on;
  });
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details");
    if (target) target.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("beforeprint", () => {
    for (const question of questions) question.open = true;
  });
}

// Searching: its style and script are loaded when they are first wanted

let search;
function loadSearch() {
  const loaded = (tag, properties) => new Promise((onload, onerror) => {
    document.head.append(make(tag, { ...properties, onload, onerror }));
  });
  const file = (name) => `${page.dataset.root}theme/${name}`;
  search ??= loaded("link", { rel: "stylesheet", href: file("search.css") }).then(() => loaded("script", { src: file("search.js") }));
  return search;
}

window.handbookSearch = (...query) => ready.then(loadSearch).then(() => window.handbookSearch(...query));

function searching() {
  const input = one("#search");
  if (!input) return;
  Object.assign(input, { role: "combobox", ariaExpanded: false, ariaAutoComplete: "list", ariaKeyShortcuts: "/" });
  input.addEventListener("focus", loadSearch, { once: true });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  // Opened from a result: the words are marked.
  if (new URLSearchParams(location.search).has("q") || document.activeElement === input) loadSearch();
}

// Lists and tables

/** Full-width and half-width, upper and lower case are alike. */
const plain = (text) => text.normalize("NFKC").toLowerCase();

function filtering() {
  const input = one("input[data-filters]");
  if (!input) return;
  const only = one("input[data-only]");
  const rows = [...all(input.dataset.filters)].map((row) => [row, plain(`${row.textContent} ${row.dataset.pinyin ?? ""}`)]);
  const filter = () => {
    const words = plain(input.value).split(/\s+/);
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word)) || (only?.checked && !row.matches(only.dataset.only));
      if (!row.hidden) shown += 1;
    }
    one("output[for=filter]").value = shown;
    one(".nothing").hidden = shown > 0;
  };
  input.addEventListener("input", filter);
  only?.addEventListener("change", filter);
  filter();
}

/** A click sorts up, the next down, the third as the handbook has it. */
function sorting() {
  const table = one("#standards");
  if (!table) return;
  const order = new Intl.Collator(page.lang, { numeric: true });
  const strengths = ["必须", "应", "宜", "可"];
  const rows = [...table.tBodies[0].rows];
  const place = new Map(rows.map((row, at) => [row, at]));
  const heads = [...all("th", table)];
  const inColumn = (column) => (a, b) => {
    // Clauses stand in reading order.
    if (heads[column].classList.contains("place")) return place.get(a) - place.get(b);
    const [one, other] = [a, b].map((row) => row.cells[column].textContent);
    const bySize = [one, other].map((text) => strengths.indexOf(text));
    return bySize.includes(-1) ? order.compare(one, other) : bySize[0] - bySize[1];
  };
  heads.forEach((head, column) => {
    const button = make("button", { type: "button" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = new Map([[null, "ascending"], ["ascending", "descending"], ["descending", null]]);
      const wanted = next.get(head.ariaSort);
      for (const other of heads) other.removeAttribute("aria-sort");
      if (wanted) head.ariaSort = wanted;
      const compare = inColumn(column);
      const sorted = !wanted ? rows : [...rows].sort(wanted === "ascending" ? compare : (a, b) => compare(b, a));
      table.tBodies[0].append(...sorted);
    });
  });
}

/** Days to opening: counted by the reader's clock, for the pages themselves know no date. */
function daysLeft() {
  for (const time of all("time[data-left]")) {
    const [year, month, day] = time.dateTime.split("-").map(Number);
    const now = new Date();
    const days = Math.round((Date.UTC(year, month - 1, day) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 864e5);
    time.append(make("span", {}, days > 0 ? time.dataset.left.replace("#", days) : time.dataset.past));
  }
}

/** What scrolls sideways must be reachable by keyboard. */
function scrollers() {
  for (const box of all(".table, .sheet, .form-scroll, pre")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
}

ready.then(() => {
  toast = make("div", { className: "toast" });
  toast.role = "status";
  document.body.append(toast);
  themeSwitch();
  // A date that is filled in is printed as it stands; an empty one prints as the form's own blanks.
  addEventListener("input", (event) => {
    if ("filled" in event.target.dataset) event.target.dataset.filled = event.target.value;
  });
  addEventListener("reset", (event) => {
    for (const input of event.target.querySelectorAll("[data-filled]")) input.dataset.filled = "";
  });
  for (const button of all(".print")) button.addEventListener("click", () => print());
  for (const part of [navigation, pageContents, clauseLinks, phrases, comparing, otherEditions, folding, searching, filtering, sorting, daysLeft, scrollers]) part();
});
}
