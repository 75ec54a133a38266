// The published site in a real browser, opened from disk:
//
//     npm ci --prefix tests/browser && node --test tests/browser        after `cargo run --release -- build`
//
// CHROMIUM names the browser where it is not /usr/bin/chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import axe from "axe-core";
import { chromium } from "playwright-core";
import vnu from "vnu-jar";

const output = fileURLToPath(new URL("../../output/", import.meta.url));
const edition = "chengdu-jinxiu";
const telephone = `${edition}/customer-service/conduct/telephone.html`;
/** One page of each kind. */
const kinds = [
  "index.html",
  `${edition}/index.html`,
  telephone,
  `${edition}/customer-service/standards/design-cooperation.html`,
  `${edition}/standards.html`,
  `${edition}/forms.html`,
  `${edition}/forms/${fs.readdirSync(path.join(output, edition, "forms")).find((name) => name.endsWith(".html"))}`,
  `${edition}/conformance.html`,
];

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(() => browser?.close());

const address = (page) => pathToFileURL(path.join(output, page)).href;

/** Opens a page of the site; whatever goes wrong in it fails the test. */
async function open(context, page, options = {}) {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const [asked, problems] = [[], []];
  tab.on("pageerror", (error) => problems.push(String(error)));
  tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  tab.on("request", (request) => asked.push(request.url()));
  context.after(async () => {
    await tab.close();
    assert.deepEqual(problems, [], page);
  });
  const [file, anchor] = page.split("#");
  await tab.goto(address(file) + (anchor ? `#${anchor}` : ""));
  return Object.assign(tab, { asked });
}

for (const colorScheme of ["light", "dark"]) {
  for (const page of kinds) {
    test(`axe finds nothing in ${page}, ${colorScheme}`, async (context) => {
      const tab = await open(context, page, { colorScheme });
      await tab.evaluate(axe.source);
      const { violations } = await tab.evaluate(() => window.axe.run({ preload: false }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), []);
    });
  }
}

test("the Nu HTML checker finds no errors", () => {
  const html = fs.readdirSync(output, { recursive: true }).filter((name) => name.endsWith(".html"));
  assert.ok(html.length > 30);
  const files = html.map((name) => path.join(output, name));
  try {
    execFileSync("java", ["-Xss4m", "-jar", vnu, "--errors-only", "--format", "text", ...files], { stdio: "pipe" });
  } catch (error) {
    assert.fail(String(error.stderr).split("\n").slice(0, 20).join("\n"));
  }
});

for (const width of [360, 768, 1440]) {
  test(`no page is wider than ${width} pixels`, async (context) => {
    for (const page of kinds) {
      const tab = await open(context, page, { viewport: { width, height: 800 } });
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${page} is ${wide} pixels too wide`);
    }
  });
}

test("a page asks for less than eight files, all of its own, and small ones", async (context) => {
  for (const page of kinds) {
    const { asked } = await open(context, page);
    assert.ok(asked.length < 8, `${page}: ${asked.join(" ")}`);
    assert.ok(asked.every((url) => url.startsWith(pathToFileURL(output).href)), asked.join(" "));
    const bytes = asked.map((url) => fs.readFileSync(fileURLToPath(url)));
    const total = (sizes) => sizes.reduce((sum, size) => sum + size, 0);
    const zipped = total(bytes.map((file) => gzipSync(file).length));
    assert.ok(zipped < 50_000, `${page}: ${zipped} bytes, zipped`);
    // The registers of a whole edition are long by themselves.
    const plain = total(bytes.map((file) => file.length));
    if (!/standards.html|conformance/.test(page)) assert.ok(plain < 100_000, `${page}: ${plain} bytes`);
  }
});

for (const width of [360, 1440]) {
  test(`nothing moves while a page is loaded, ${width} pixels`, async (context) => {
    for (const page of kinds) {
      const tab = await open(context, page, { viewport: { width, height: 800 } });
      const moved = await tab.evaluate(() => new Promise((done) => {
        let moved = 0;
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries()) moved += shift.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(moved), 200);
      }));
      assert.equal(moved, 0, page);
    }
  });
}

test("search finds a clause from the keyboard alone, and opens it", async (context) => {
  const tab = await open(context, `${edition}/index.html`);
  await tab.keyboard.press("/");
  await tab.keyboard.type("两声内");
  const first = tab.locator("#search-results a").first();
  await first.waitFor();
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/telephone\.html.*#1\.1$/);
  assert.match(await tab.locator('[data-clause="1.1"]').first().innerText(), /两声内/);
});

test("the words of a search are marked where it leads", async (context) => {
  const tab = await open(context, `${edition}/index.html`);
  await tab.locator("#search").fill("鞋套");
  const results = tab.locator("#search-results a");
  await results.first().waitFor();
  assert.match(await tab.locator("[role=status]").first().innerText(), /\d+ 条结果/, "announced");
  await results.first().click();
  await tab.waitForURL(/#[\d.-]+$/);
  assert.equal(await tab.locator(":target mark.found").first().innerText(), "鞋套");
});

test("on a phone the last result is not under the bar", async (context) => {
  const tab = await open(context, telephone, { viewport: { width: 360, height: 740 } });
  await tab.locator("#search").fill("客户");
  const more = tab.locator(".search-more");
  await more.waitFor();
  await more.click();
  await tab.waitForFunction(() => document.querySelectorAll("#search-results a").length > 10);
});

test("Escape closes the results", async (context) => {
  const tab = await open(context, telephone);
  await tab.locator("#search").fill("鞋套");
  await tab.locator("#search-results a").first().waitFor();
  await tab.keyboard.press("Escape");
  await tab.locator("#search-results").waitFor({ state: "hidden" });
});

test("what scripts ask for is answered, the best first", async (context) => {
  const tab = await open(context, telephone);
  const search = (query) => tab.evaluate((query) => window.handbookSearch(query, 10), query);
  for (const [query, found] of [
    ["免打扰", /telephone\.html/],
    ["KF-JL-01", /forms\//],
    ["kfjl01", /forms\//],
    ["ＫＦ－ＪＬ－０１", /forms\//],
    ["电话 1.1", /telephone\.html#1\.1/],
    ["电话礼仪", /telephone\.html#1$/],
    ["来电接听时限", /telephone\.html#1\.1$/],
    ["tousu", /./],
  ]) {
    const results = await search(query);
    assert.ok(results.length && results.length <= 10, query);
    assert.match(results[0].url, found, query);
    assert.ok(results.every(({ url, title, excerpt }) => url && title && typeof excerpt === "string"), query);
  }
});

test("without scripts everything but search is there", async (context) => {
  const tab = await open(context, telephone, { javaScriptEnabled: false });
  assert.match(await tab.locator("main").innerText(), /两声内/);
  await tab.locator("nav.links a.to-forms").click();
  await tab.waitForURL(/forms\.html$/);
  await tab.locator("main a[href$='.html']").first().click();
  await tab.waitForURL(/forms\/.*\.html$/);
});

test("a clause's wording is compared with the group's at one switch", async (context) => {
  const tab = await open(context, telephone);
  assert.equal(await tab.locator(".group-wording").count(), 0);
  await tab.locator(".compare").click();
  assert.ok((await tab.locator(".group-wording").allInnerTexts()).includes("三声内"));
});

test("from a clause to the same clause in the other editions", async (context) => {
  const tab = await open(context, `${telephone}#1.1`);
  await tab.locator("[popovertarget=elsewhere]").first().click();
  const links = tab.locator("#elsewhere a");
  await links.first().waitFor();
  const targets = await links.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(targets.some((target) => target.endsWith("group/customer-service/conduct/telephone.html#1.1")), targets.join());
  assert.ok(!targets.some((target) => target.includes(edition)), "not itself");
});

test("standards are sorted by a click or a key, and back", async (context) => {
  const tab = await open(context, `${edition}/standards.html`);
  const column = async (number) => (await tab.locator(`#standards tbody td:nth-child(${number})`).allInnerTexts());
  const titles = await column(1);
  const head = tab.locator("#standards th").nth(2);
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  const strengths = await column(3);
  assert.deepEqual([...new Set(strengths)], ["必须", "应", "宜", "可"].filter((word) => strengths.includes(word)), "the strongest first");
  await tab.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await column(3), strengths.reverse());
  await tab.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), null);
  assert.deepEqual(await column(1), titles, "as the handbook has them");
});

test("a clerk copies a phrase with one tap, and is one tap from the forms", async (context) => {
  const tab = await open(context, `${edition}/customer-service/conduct/phrases.html`, { viewport: { width: 360, height: 740 }, hasTouch: true, permissions: ["clipboard-read", "clipboard-write"] });
  const button = tab.locator(".phrase .copy").nth(2);
  assert.ok((await button.boundingBox()).height >= 40, "large enough for a thumb");
  await button.tap();
  await tab.locator(".toast", { hasText: "请稍等" }).waitFor();
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), "请稍等");
  await tab.locator("nav.links a.to-forms").tap();
  await tab.waitForURL(/forms\.html$/);
});

test("a clause's number copies its title and its address", async (context) => {
  const tab = await open(context, telephone, { permissions: ["clipboard-read", "clipboard-write"] });
  await tab.locator('[data-clause="1.1"] > .number').click();
  await tab.locator(".toast", { hasText: "1.1" }).waitFor();
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), `《电话礼仪》1.1 接听电话\n${address(telephone)}#1.1`);
});

test("the front page counts the days to an opening, and finds an edition", async (context) => {
  const tab = await open(context, "index.html");
  const opens = tab.locator(".edition", { hasText: "锦绣花园" }).locator("time");
  assert.match(await opens.innerText(), /2027-03-01\s+(距开盘 \d+ 天|已开盘)/);
  await tab.locator("#filter").fill("哈尔滨 别墅");
  const shown = await tab.locator(".edition:visible h3").allInnerTexts();
  assert.ok(shown.length && shown.every((title) => title.includes("哈尔滨")), shown.join());
  for (const typed of ["jinxiuhuayuan", "jxhy"]) {
    await tab.locator("#filter").fill(typed);
    assert.match((await tab.locator(".edition:visible h3").allInnerTexts()).join(), /^[^,]*锦绣花园[^,]*$/, typed);
  }
});

test("standards are filtered as one types", async (context) => {
  const tab = await open(context, `${edition}/standards.html`);
  const rows = tab.locator("#standards tbody tr:visible");
  const all = await rows.count();
  await tab.locator("#filter").fill("来电接听");
  assert.equal(await rows.count(), 1);
  await tab.locator("#filter").fill("");
  assert.equal(await rows.count(), all);
});

test("a printed page is the regulation and nothing else", async (context) => {
  const tab = await open(context, telephone);
  await tab.emulateMedia({ media: "print" });
  for (const chrome of ["header.top", "#nav", "#search"]) {
    assert.equal(await tab.locator(chrome).isVisible(), false, chrome);
  }
  assert.ok(await tab.locator(".strict").isVisible(), "the sentence at the end");
  assert.ok((await tab.pdf({ format: "A4" })).length > 10_000);
});

test("the browser prints each form on as many pages as its PDF has", async (context) => {
  const folder = path.join(output, edition, "forms");
  const pages = (file) => Number(execFileSync("pdfinfo", [file], { encoding: "utf8" }).match(/^Pages: +(\d+)$/m)[1]);
  const printed = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "form-")), "printed.pdf");
  context.after(() => fs.rmSync(path.dirname(printed), { recursive: true }));
  const tab = await open(context, `${edition}/index.html`);
  for (const form of fs.readdirSync(folder).filter((name) => name.endsWith(".html"))) {
    await tab.goto(address(`${edition}/forms/${form}`));
    await tab.pdf({ path: printed, preferCSSPageSize: true });
    assert.equal(pages(printed), pages(path.join(folder, form.replace(".html", ".pdf"))), form);
  }
});
