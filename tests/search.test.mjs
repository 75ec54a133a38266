// Tests theme/search.js against an index that tests/search.rs has written, or a whole published edition:
//
//     node tests/search.test.mjs FOLDER                 FOLDER/units.json and FOLDER/search/: the laws of searching
//     node tests/search.test.mjs --measure FOLDER [N]   output/group or another edition: recall, precision and size
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import zlib from "node:zlib";

const code = fs.readFileSync(new URL("../theme/search.js", import.meta.url), "utf8");

/** A page opened from disk that can do nothing but load scripts; `loaded` lists them. */
function open(folder) {
  const loaded = [];
  const context = vm.createContext({
    URLSearchParams,
    location: { protocol: "file:", search: "" },
    document: {
      documentElement: { dataset: { root: "" } },
      getElementById: () => null,
      createElement: () => ({ append() {}, remove() {}, setAttribute(name, value) { this[name] = value; } }),
      head: {
        append(script) {
          setImmediate(() => {
            try {
              const bytes = fs.readFileSync(path.join(folder, script.src));
              loaded.push({ file: script.src, bytes });
              vm.runInContext(bytes.toString(), context);
            } catch (error) {
              return script.onerror(error);
            }
            script.onload();
          });
        },
      },
    },
  });
  context.window = context;
  vm.runInContext(code, context);
  const search = async (...query) => {
    const results = await context.handbookSearch(...query);
    // An array of this script's own kind, to be compared with others.
    return Object.assign([...results], { kind: results.kind });
  };
  return { search, loaded };
}

const fold = (text) => text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).toLowerCase();
/** Without any white space: what every way of searching agrees on. */
const bare = (text) => fold(text).replace(/\s/g, "");

/** The same numbers every time. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * sides);
  };
}

/** A random string of the text without white space in it. */
function pick(roll, text, longest) {
  const chars = [...text];
  for (let tries = 0; tries < 1000; tries += 1) {
    const start = roll(chars.length);
    const word = chars.slice(start, start + 1 + roll(longest)).join("");
    if (word && !/\s/.test(word)) return word;
  }
  return "";
}

async function laws(folder) {
  const units = JSON.parse(fs.readFileSync(path.join(folder, "units.json"), "utf8"));
  const { search } = open(folder);
  const byUrl = new Map(units.map((unit) => [unit.url, unit]));
  const everything = ({ title, keywords, text }) => [title, ...keywords, text].join("\n");
  const first = async (query) => (await search(query))[0];
  const roll = dice(1);

  // Whatever stands in a unit is found, and what is found has it.
  for (let turn = 0; turn < 400; turn += 1) {
    const unit = units[roll(units.length)];
    const word = pick(roll, unit.text, 6);
    if (!word) continue;
    const results = await search(word, units.length);
    assert(results.some(({ url }) => url === unit.url), `${word} is not found in ${unit.url}`);
    for (const { url } of results) assert(bare(everything(byUrl.get(url))).includes(bare(word)), `${url} does not have ${word}`);
    const urls = results.map(({ url }) => url);
    assert.equal(new Set(urls).size, urls.length, `${word}: a unit twice`);
    // The first ten are the best of all, for who asks for no more.
    const kindOf = ({ title }) => bare(title).includes(bare(word));
    const ten = await search(word, 10);
    assert.deepEqual(ten.map(kindOf), results.slice(0, 10).map(kindOf), `${word}: titles come first`);
    const plain = results.findIndex((result) => !kindOf(result) && !bare(byUrl.get(result.url).keywords.join("\n")).includes(bare(word)));
    if (plain >= 0) assert(!results.slice(plain).some(kindOf), `${word}: a title after a text`);
    for (const { excerpt, url } of results) {
      const isInText = fold(byUrl.get(url).text).includes(fold(word));
      if (isInText) assert(bare(excerpt).includes(bare(word)), `${word} is not in the excerpt: ${excerpt}`);
    }
  }

  // The units that tests/search.rs has put in for this.
  assert.equal((await first("火烈鸟登记")).url, "special.html#1", "a whole title comes first");
  assert.equal((await first("火烈鸟")).url, "special.html#1", "a title that begins with it comes next");
  assert.deepEqual((await search("火烈鸟")).map(({ url }) => url), ["special.html#1", "special.html#2", "special.html#3", "special.html#4"], "title, keyword, text");
  assert.equal((await first("火烈鸟 1")).url, "special.html#1", "a number with a word");
  assert.equal((await first("特别事项 4")).url, "special.html#4", "a document's title with a number");
  assert.equal((await first("kf-jl-77")).url, "special.html#3", "a code");
  assert.equal((await first("ＫＦ－ＪＬ－７７")).url, "special.html#3", "a code in full width");
  assert.equal((await first("鸵鸟 rust语言")).url, "special.html#2", "words apart, no space beside Chinese");
  assert.equal((await first("Rust 语言鸵鸟")).url, "special.html#2", "over a break, when nothing else is found");
  assert.notEqual((await search("鸵鸟 火烈鸟饲养员")).kind, undefined, "all words must occur");
  assert.equal((await first("红鹳登记")).url, "special.html#1", "a synonym");
  assert.equal((await search("红鹳")).length, 4, "synonyms find what the word finds");
  for (const letters of ["huolieniao", "huolie", "huoln", "hlndj"]) {
    const results = await search(letters);
    assert(results.some(({ url }) => url.startsWith("special.html")), `pinyin: ${letters}`);
    assert.equal(results.kind, "pinyin");
  }
  const results = await search("火烈鸟怎么登记才好");
  assert.equal(results.kind, "similar");
  assert.equal(results[0].url, "special.html#1", "something similar");
  assert.equal((await search("鑫鑫鑫鑫")).length, 0);
  assert.equal((await search("  \n")).length, 0);

  // A page that is larger than a shard.
  if (byUrl.has("long.html")) {
    assert.equal((await first("长页的开头 长页的结尾")).url, "long.html", "words in different shards of a page");
    assert.equal((await search("长页的", 50)).filter(({ url }) => url === "long.html").length, 1, "a page is found once");
  }

  // A file that does not load is asked for again.
  const broken = open(path.join(folder, "nowhere"));
  await assert.rejects(broken.search("火烈鸟"));
  console.log(`${units.length} units: found whole and exact`);
}

/** How well an edition is searched, and how much a query loads in a new page. */
async function measure(folder, count) {
  const files = fs.readdirSync(folder, { recursive: true }).map((file) => file.split(path.sep).join("/"));
  const text = (html) => (/<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? "")
    .replace(/<(script|style)\b.*?<\/\1>/gs, "")
    .replace(/<\/?(a|b|strong|em|i|code|span|mark|del|sup|sub)\b[^>]*>/g, "").replace(/<[^>]*>/g, "\n")
    .replace(/&(lt|gt|quot|#39|#x27|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name] ?? "'");
  const pages = new Map(files.filter((file) => file.endsWith(".html")).map((file) => [file, fold(text(fs.readFileSync(path.join(folder, file), "utf8")))]));
  const indexed = new Set();
  const runs = [...pages].flatMap(([file, text]) => (text.match(/[\u4e00-\u9fff]{2,}/g) ?? []).map((run) => ({ file, run })));
  const roll = dice(7);
  const kilobytes = [];
  let [recalled, right, shown] = [0, 0, 0];
  while (kilobytes.length < count) {
    const { run } = runs[roll(runs.length)];
    const size = 2 + roll(5);
    if (run.length < size) continue;
    const start = roll(run.length - size + 1);
    const query = run.slice(start, start + size);
    const { search, loaded } = open(folder);
    const results = await search(query, 10);
    const has = ({ url }) => pages.get(url.split("#")[0])?.includes(query);
    recalled += results.some(has);
    right += results.filter(has).length;
    shown += results.length;
    kilobytes.push(loaded.reduce((sum, { bytes }) => sum + zlib.gzipSync(bytes).length, 0) / 1000);
    if (!results.every(has) || !results.length) indexed.add(query);
  }
  const index = files.filter((file) => file.startsWith("search/")).map((file) => fs.statSync(path.join(folder, file)).size);
  const total = (numbers) => numbers.reduce((a, b) => a + b, 0);
  console.log(`pages ${pages.size}, text ${total([...pages.values()].map((text) => Buffer.byteLength(text)))} bytes, index ${total(index)} bytes in ${index.length} files`);
  console.log(`queries ${count}, recall ${(recalled / count).toFixed(3)}, precision of the first ten ${(right / shown).toFixed(3)}, ${(total(kilobytes) / count).toFixed(1)} KB gzipped a query`);
  if (indexed.size) console.log(`look at: ${[...indexed].slice(0, 10).join(" ")}`);
}

const [, , ...args] = process.argv;
if (args[0] === "--measure") await measure(args[1], Number(args[2] ?? 200));
else await laws(args[0]);
