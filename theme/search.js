// Searching a handbook without a server. The index is made by src/render/search, which says what is in its files; they
// are loaded as scripts, because a page opened from disk can load nothing else, and none before the box is used.
"use strict";
{
const root = document.documentElement.dataset.root ?? "";
const isOnDisk = location.protocol === "file:";

/** `handbookSearch(query, limit)`: a promise of [{url, title, excerpt, document, words}], best first. */
window.handbookSearch = (query, limit = 10) => search(query, limit);

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Files

const files = new Map();
const arrived = new Map();
window.handbookSearch.put = (name, ...content) => arrived.set(name, content);

/** The file of that name, read by `read`; loaded once. */
function load(name, version, read) {
  if (!files.has(name)) {
    const script = make("script", { src: `${root}search/${name}.js${isOnDisk ? "" : `?${version}`}` });
    const loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
    const file = loaded.then(() => read(...arrived.get(name)));
    file.catch(() => files.delete(name)).finally(() => arrived.delete(name) && script.remove());
    document.head.append(script);
    files.set(name, file);
  }
  return files.get(name);
}

// The index is asked for anew each minute, and says which version of the other files belongs to it.
const loadIndex = () => load("index", Math.floor(Date.now() / 60000), readIndex);

/** A stream of bits: the reader for src/render/search/bits.rs. */
class Bits {
  constructor(text) {
    const digit = (at) => text.charCodeAt(at) - 35 - (text.charCodeAt(at) > 92);
    this.words = Array.from({ length: text.length / 2 }, (_, at) => digit(2 * at) * 91 + digit(2 * at + 1));
    this.at = 0;
  }
  bit() {
    const word = this.words[Math.floor(this.at / 13)];
    if (word === undefined) throw new Error("the index is damaged");
    return (word >> (12 - (this.at++ % 13))) & 1;
  }
  number(width, value = 0) {
    for (; width > 0; width -= 1) value = value * 2 + this.bit();
    return value;
  }
  count() {
    let width = 0;
    while (!this.bit()) width += 1;
    return this.number(width, 1) - 1;
  }
  below(limit) {
    if (limit < 2) return 0;
    const width = 31 - Math.clz32(limit);
    const short = 2 ** (width + 1) - limit;
    const value = this.number(width);
    return value < short ? value : value * 2 + this.bit() - short;
  }
  set(length, low, high, list = []) {
    const free = high - low - length;
    if (!free) while (low < high) list.push(low++);
    if (!free || !length) return list;
    const middle = length >> 1;
    const value = low + middle + this.below(free + 1);
    this.set(middle, low, value, list);
    list.push(value);
    return this.set(length - middle - 1, value + 1, high, list);
  }
}

function readIndex(payload, [version, synonyms]) {
  const bits = new Bits(payload);
  const index = { version, units: bits.count(), shards: bits.count() };
  index.synonyms = synonyms.map((words) => words.map(fold));
  index.continuing = new Set(bits.set(bits.count(), 0, index.shards));
  index.buckets = bits.count();
  index.width = bits.count();
  index.code = Array.from({ length: bits.count() }, () => bits.set(bits.count(), 0, 0x10000));
  return index;
}

/** Text: the reader for src/render/search/code.rs. */
function readText(index, payload) {
  const bits = new Bits(payload);
  const text = [];
  const [escape, end] = [0, 4];
  for (let symbol = readSymbol(index.code, bits); symbol !== end; symbol = readSymbol(index.code, bits)) {
    if (symbol === escape) symbol = bits.below(0x110000);
    if (symbol >= 0xd800 && symbol < 0xe000) {
      let place = bits.below(text.length);
      for (let more = symbol - 0xd800; more > 0; more -= 1) text.push(text[place++]);
    } else {
      text.push(String.fromCodePoint(symbol));
    }
  }
  return text.join("");
}

function readSymbol(code, bits) {
  let word = bits.bit();
  let first = 0;
  let length = 0;
  while (word - first >= code[length].length) {
    first = (first + code[length].length) * 2;
    length += 1;
    word = word * 2 + bits.bit();
  }
  return code[length][word - first];
}

/** The clauses in a shard: see src/render/search/shard.rs. */
const loadShard = (index, number) => load(`t${number}`, index.version, (payload) => {
  const units = [];
  let address, document;
  for (const record of readText(index, payload).split(/(?=[\x01\x02])/)) {
    const fields = record.slice(1).split("\x03");
    if (record[0] === "\x01") {
      [address, document] = fields;
      continue;
    }
    const [anchor, title, keywords, text] = fields;
    const url = address + (anchor === "=" ? `#${title.split(" ")[0]}` : anchor);
    const [, digits, name] = /^([\d.-]*)(?: |$)(.*)$/.exec(title) ?? ["", "", title];
    const folded = {
      number: digits, name: fold(name), title: fold(title), keywords: keywords.split("\n").map(fold), text: fold(text), document: fold(document),
    };
    units.push({ url, document, title, text, folded, order: number * 1e6 + units.length });
  }
  return units;
});

/** Title, then keyword or number, then text: the least that a word scores where it stands. */
const inTitle = 5;
const inKeyword = 3;
const inText = 1;

/** The grams in a bucket by their marks, each with its shards: see src/render/search/gram.rs. */
const loadBucket = (index, number) => load(`g${number}`, index.version, (payload) => {
  const bits = new Bits(payload);
  const marks = bits.set(bits.count(), 0, 2 ** index.width);
  return new Map(marks.map((mark) => {
    const shards = bits.set(bits.count() + 1, 0, index.shards);
    const hits = shards.map(() => ({ floor: inText, often: 0 }));
    const some = () => bits.set(bits.count(), 0, shards.length).map((place) => hits[place]);
    if (shards.length > 32) for (const hit of some()) hit.often = 1;
    if (bits.bit()) {
      const titles = some();
      for (const hit of some()) hit.floor = inKeyword;
      for (const hit of titles) hit.floor = inTitle;
    }
    return [mark, new Map(shards.map((shard, place) => [shard, hits[place]]))];
  }));
});

// Characters: the twin of src/render/search/fold.rs

/** Full-width as half-width, upper case as lower case; places stay the same. */
function fold(text) {
  return text.replace(/[^\n -@[-`a-~\u3000-\u9fff]/gu, (c) => {
    const half = c >= "！" && c <= "～" ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c;
    const lower = half.toLowerCase();
    return lower.length === half.length ? lower : half;
  });
}

/** Of a script that puts spaces between words. */
const isSpaced = (c) => c.codePointAt(0) < 0x2e80;

const wordsOf = (query) => fold(query).split(/[\s\0-\x1f\x7f-\x9f]+/).filter((word) => word);

/**
 * What finds a word. Between a Chinese character and a Latin letter or digit there may be a space; where nothing else
 * is found (`loose`), also between Chinese characters, even a break.
 */
function pattern(word, loose) {
  const chars = [...word];
  const isLetter = (c) => /[\p{L}\p{N}]/u.test(c);
  const gap = (a, b) => {
    if (isSpaced(a) && isSpaced(b)) return "";
    if (loose) return "\\s*";
    return isSpaced(a) !== isSpaced(b) && isLetter(a) && isLetter(b) ? " *" : "";
  };
  const source = chars.map((c, place) => (place ? gap(chars[place - 1], c) : "") + c.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(source.join(""), "g");
}

/** The grams that a word has in common with every text that contains it. */
function gramsOf(word) {
  const chars = [...word];
  if (chars.length < 3) return [word];
  const grams = [];
  for (let at = 0; at + 1 < chars.length; at += 1) {
    const isThree = (from) => from >= 0 && from + 3 <= chars.length && chars.slice(from, from + 3).every(isSpaced);
    if (isThree(at)) grams.push(chars.slice(at, at + 3).join(""));
    else if (!isThree(at - 1)) grams.push(chars.slice(at, at + 2).join(""));
  }
  return grams;
}

function keyOf(gram) {
  let hash = 0;
  for (const c of gram) {
    hash = Math.imul(hash ^ c.codePointAt(0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return Math.max(1, (hash ^ (hash >>> 13)) >>> 0);
}

// Searching

async function search(query, limit) {
  const index = await loadIndex();
  const words = wordsOf(query);
  if (!words.length) return [];
  let results = await exact(index, words, limit);
  const add = async (others) => {
    if (results.length >= limit) return;
    const known = new Set(results.map((result) => result.url));
    const more = await exact(index, others, limit);
    results = results.concat(more.filter((result) => !known.has(result.url))).slice(0, limit);
  };
  for (const others of synonymsOf(index, words)) await add(others);
  if (results.length) return results;
  let guesses = Infinity;
  for (const reading of await readingsOf(index, words.join(""))) {
    if (reading.guesses > guesses) break;
    await add([reading.text]);
    if (results.length) guesses = reading.guesses;
  }
  if (results.length) return Object.assign(results, { kind: "pinyin" });
  return Object.assign(await similar(index, words, limit), { kind: "similar" });
}

/** Clauses that contain all the words. */
async function exact(index, words, limit) {
  let queue = await candidatesOf(index, words, limit);
  const strict = words.map((word) => pattern(word, false));
  const loose = words.map((word) => pattern(word, true));
  const found = new Map();
  const almost = new Map();
  const finished = new Set();
  const perUnit = index.shards / index.units;
  while (queue.length) {
    const missing = limit - [...found.values()].filter(({ score }) => score >= queue[0].floor).length;
    if (missing <= 0) break;
    // Small clauses are many in a shard, and a shard that has a word has it in several: a few shards will do.
    const wanted = Math.min(missing, Math.max(2, Math.ceil(missing * 8 * perUnit)));
    const batch = new Map();
    for (const candidate of queue) if (batch.size < wanted && !batch.has(candidate.run)) batch.set(candidate.run, candidate);
    const loaded = await Promise.all([...batch.values()].map(async ({ run, shards }) => [run, await unitsIn(index, shards)]));
    for (const [run, units] of loaded) {
      for (const unit of units) {
        if (keepBest(found, rate(unit, strict))) finished.add(run);
        else keepBest(almost, rate(unit, loose));
      }
    }
    queue = queue.filter((candidate) => batch.get(candidate.run) !== candidate && !finished.has(candidate.run));
  }
  const rated = [...(found.size ? found : almost).values()];
  rated.sort((a, b) => b.score - a.score || b.often - a.often || a.unit.order - b.unit.order);
  return rated.slice(0, limit).map((result) => shown(result, words));
}

function keepBest(results, result) {
  if (!result) return false;
  const { url } = result.unit;
  if (!(results.get(url)?.score >= result.score)) results.set(url, result);
  return true;
}

const shown = ({ unit, patterns }, words) => ({
  url: root + unit.url, title: unit.title, excerpt: excerpt(unit, patterns), document: unit.document, words,
});

function rateWord(folded, pattern, withDocument) {
  const test = (text) => text.search(pattern) >= 0;
  const isWhole = (text) => text.replace(pattern, "") === "" && text !== "";
  if (isWhole(folded.name)) return inTitle + 2;
  const place = folded.name.search(pattern);
  if (place >= 0) return inTitle + (place === 0 ? 1 : 0);
  if (isWhole(folded.number) || folded.keywords.some(isWhole)) return inKeyword + 1;
  if (folded.keywords.some(test) || test(folded.title)) return inKeyword;
  if (withDocument && test(folded.document)) return inText + 1.5;
  return test(folded.text) ? inText : 0;
}

/** A unit that has all words, and how good an answer it is. */
function rate(unit, patterns) {
  const { folded } = unit;
  const scores = patterns.map((pattern) => rateWord(folded, pattern, patterns.length > 1));
  if (!scores.every((score) => score)) return null;
  // Of a clause, at least one word must be its own, not its document's.
  if (patterns.length > 1 && !patterns.some((pattern) => rateWord(folded, pattern, false))) return null;
  const often = patterns.reduce((sum, pattern) => sum + (folded.text.match(pattern)?.length ?? 0), 0);
  return { unit, patterns, often, score: scores.reduce((sum, score) => sum + score) };
}

/** The units in some shards; pieces of one unit together. */
async function unitsIn(index, shards) {
  const loaded = await Promise.all(shards.map((number) => loadShard(index, number)));
  if (loaded.length === 1) return loaded[0];
  const units = new Map();
  for (const piece of loaded.flat()) {
    const unit = units.get(piece.url);
    const join = (a, b) => `${a}\n${b}`;
    units.set(piece.url, !unit ? piece : {
      ...unit, text: join(unit.text, piece.text), folded: { ...unit.folded, text: join(unit.folded.text, piece.folded.text) },
    });
  }
  return [...units.values()];
}

/** The shards that may have all the words, best first: [{shards, run, floor}]. */
async function candidatesOf(index, words, limit) {
  // A unit that is larger than a shard is a run of shards.
  const runs = [];
  for (let number = 0; number < index.shards; number += 1) {
    runs.push(index.continuing.has(number) ? runs[number - 1] : number);
  }
  if (!index.buckets) return runs.map((run, number) => ({ shards: [number], run, floor: Infinity }));

  const lists = await Promise.all(words.map((word) => shardsWith(index, word)));
  const all = intersect(lists, sum);
  const candidates = [...all].map(([number, { floor, often }]) => ({ shards: [number], run: runs[number], floor, often, whole: false }));
  if (words.length === 1 && candidates.filter(({ floor }) => floor >= inTitle).length > limit) {
    const chars = [...words[0]];
    const whole = intersect(await findAll(index, [`\x02${chars[0]}`, `${chars.at(-1)}\x03`]), sum);
    for (const candidate of candidates) candidate.whole = whole.has(candidate.shards[0]);
  }
  candidates.sort((a, b) => b.floor - a.floor || b.whole - a.whole || b.often - a.often || a.shards[0] - b.shards[0]);

  // The words of a page may stand in different shards of it.
  const apart = new Map();
  for (const [number, run] of words.length > 1 ? runs.entries() : []) {
    if (lists.some((list) => list.has(number))) apart.set(run, [...(apart.get(run) ?? []), number]);
  }
  for (const [run, shards] of apart) {
    const hasAll = lists.every((list) => shards.some((number) => list.has(number)));
    if (hasAll && shards.length > 1) candidates.push({ shards, run, floor: words.length * inText });
  }
  return candidates;
}

const sum = (...numbers) => numbers.reduce((a, b) => a + b, 0);

/** The shards that all of `lists` have. */
function intersect(lists, floorOf) {
  const all = new Map();
  for (const number of lists[0].keys()) {
    const hits = lists.map((list) => list.get(number));
    if (!hits.every((hit) => hit)) continue;
    all.set(number, { floor: floorOf(...hits.map((hit) => hit.floor)), often: sum(...hits.map((hit) => hit.often)) });
  }
  return all;
}

/** The shards that have all grams of a word, and so may have the word. */
async function shardsWith(index, word) {
  const all = gramsOf(word);
  // A long word needs no more than some of its grams: the text is read anyway.
  const step = Math.ceil(all.length / 12);
  const grams = all.filter((_, place) => place % step === 0);
  const isFirst = (_, place) => place % 2 === 0 || place === grams.length - 1;
  const found = intersect(await findAll(index, grams.filter(isFirst)), Math.min);
  const rest = grams.filter((gram, place) => !isFirst(gram, place));
  // A few shards are sooner read than more grams.
  if (found.size <= 2 || !rest.length) return found;
  return intersect([found, ...(await findAll(index, rest))], Math.min);
}

const findAll = (index, grams) => Promise.all(grams.map(async (gram) => {
  const key = keyOf(gram);
  const bucket = await loadBucket(index, Math.floor((key * index.buckets) / 2 ** 32));
  return bucket.get(key % 2 ** index.width) ?? new Map();
}));

// When nothing has all the words

/** The words with one of them in other words that mean the same. */
function synonymsOf(index, words) {
  const others = [];
  words.forEach((word, place) => {
    for (const group of index.synonyms) {
      for (const name of group.filter((name) => word.includes(name))) {
        for (const other of group.filter((other) => other !== name)) {
          others.push(words.map((same, at) => (at === place ? word.replace(name, other) : same)).flatMap(wordsOf));
        }
      }
    }
  });
  return others.slice(0, 8);
}

/** Pairs of characters by the first letter of their pinyin, the most frequent first: t → [[`tou`, `su`, `投诉`], …]. */
const loadPairs = (index) => load("pinyin", index.version, (payload) => {
  const [table, list] = readText(index, payload).split("\n\n");
  const syllables = new Map();
  for (const [, syllable, chars] of table.matchAll(/([a-z]+)(.+)/g)) {
    for (const c of chars) syllables.set(c, [...(syllables.get(c) ?? []), syllable]);
  }
  const pairs = new Map();
  for (const pair of list.match(/../gu) ?? []) {
    const [firsts, seconds] = [...pair].map((c) => syllables.get(c) ?? []);
    for (const first of firsts) {
      const others = pairs.get(first[0]) ?? [];
      pairs.set(first[0], others);
      for (const second of seconds) others.push([first, second, pair]);
    }
  }
  return pairs;
});

/**
 * What `letters` may stand for: 投诉 for `tousu`, `tous` or `ts`. What is spelt out comes before what is guessed by its
 * initials, and then what the handbook says most often.
 */
async function readingsOf(index, letters) {
  const readings = new Map();
  if (!/^[a-z]{2,}$/.test(letters)) return [];
  const pairs = await loadPairs(index);
  let steps = 2000;
  const offer = (text, guesses, cost) => readings.has(text) || readings.set(text, { text, guesses, cost });
  function extend(rest, text, syllable, guesses, cost) {
    if (!rest) return offer(text, guesses, cost);
    if ((steps -= 1) < 0) return;
    // A last single character belongs to a pair with the one before it.
    for (const [place, [, second, pair]] of (pairs.get(syllable[0]) ?? []).entries()) {
      if (pair[0] === text.at(-1) && second.startsWith(rest)) offer(text + pair[1], guesses + (second !== rest), cost + place);
    }
    let tries = 0;
    for (const [place, [first, second, pair]] of (pairs.get(rest[0]) ?? []).entries()) {
      const spelt = first + second;
      const form = [spelt, first + second[0], first[0] + second[0]].find((form) => rest.startsWith(form));
      const isGuess = form !== spelt;
      if (isGuess && spelt.startsWith(rest) && rest.length >= first.length) offer(text + pair, guesses, cost + place);
      if (!form || (isGuess && (tries += 1) > 25)) continue;
      extend(rest.slice(form.length), text + pair, second, guesses + isGuess, cost + place);
    }
  }
  extend(letters, "", "", 0, 0);
  return [...readings.values()].sort((a, b) => a.guesses - b.guesses || a.cost - b.cost).slice(0, 24);
}

/** Units that have at least a third of the words' grams, and two. */
async function similar(index, words, limit) {
  const grams = [...new Set(words.flatMap(gramsOf))].slice(0, 24);
  if (grams.length < 2) return [];
  let numbers = [...Array(index.shards).keys()];
  if (index.buckets) {
    const lists = await findAll(index, grams);
    const weight = (number) => sum(...lists.map((list) => (list.has(number) ? 1 / list.size : 0)));
    const weights = new Map(numbers.map((number) => [number, weight(number)]));
    numbers = numbers.filter((number) => weights.get(number) > 0).sort((a, b) => weights.get(b) - weights.get(a)).slice(0, 4);
  }
  const patterns = grams.map((gram) => pattern(gram, false));
  const results = new Map();
  for (const unit of (await Promise.all(numbers.map((number) => loadShard(index, number)))).flat()) {
    const has = patterns.filter((pattern) => rateWord(unit.folded, pattern, false));
    if (has.length >= Math.max(2, grams.length / 3)) keepBest(results, { unit, patterns: has, score: has.length });
  }
  return [...results.values()].sort((a, b) => b.score - a.score).slice(0, limit).map((result) => shown(result, grams));
}

// Excerpts and marks

/** The sentence that has most of the words. */
function excerpt({ text, folded }, patterns) {
  const places = patterns.flatMap((pattern) => [...folded.text.matchAll(pattern)].slice(0, 100));
  const nearby = ({ index }) => {
    const around = folded.text.slice(Math.max(0, index - 30), index + 60);
    return patterns.filter((pattern) => around.search(pattern) >= 0).length;
  };
  const counted = places.map((place) => ({ place, count: nearby(place) }));
  const best = counted.length ? counted.reduce((a, b) => (b.count > a.count ? b : a)).place : { index: 0, 0: "" };
  const [start, end] = [best.index, best.index + best[0].length];

  const sentences = [...text.matchAll(/[。！？；\n]|[.!?;](?= )/g)].map(({ index }) => index + 1);
  const opening = sentences.findLast((place) => place <= start) ?? 0;
  const from = start - opening <= 40 ? opening : start - 20;
  const closing = sentences.find((place) => place >= Math.max(end, from + 50)) ?? text.length;
  const to = Math.min(closing, Math.max(end, from + 100));
  const words = text.slice(from, to).replace(/\s+/g, " ").trim();
  return `${from > opening ? "…" : ""}${words}${to < closing ? "…" : ""}`;
}

/** Where the words stand in `text`: rising pairs of places that do not overlap. */
function placesOf(text, words) {
  const folded = fold(text);
  const places = words.flatMap((word) => [...folded.matchAll(pattern(word, true))]);
  places.sort((a, b) => a.index - b.index || b[0].length - a[0].length);
  let last = 0;
  return places.flatMap(({ index, 0: found }) => {
    if (index < last) return [];
    last = index + found.length;
    return [[index, last]];
  });
}

/** `text` with the words marked. */
function marked(text, words) {
  const pieces = [];
  let last = 0;
  for (const [start, end] of placesOf(text, words)) {
    pieces.push(text.slice(last, start), make("mark", {}, text.slice(start, end)));
    last = end;
  }
  return [...pieces, text.slice(last)];
}

/** Marks the words in the page; the marks. */
function markPage(words) {
  const main = document.querySelector("main");
  for (const mark of main.querySelectorAll("mark.found")) mark.replaceWith(...mark.childNodes);
  main.normalize();
  // The text as one, a word may go on in the next element; but not in the next block.
  const nodes = [];
  let text = "";
  let block;
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const its = node.parentElement.closest("p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, summary, pre, div, section, main");
    if (its !== block) text += "\0";
    block = its;
    nodes.push({ node, offset: text.length });
    text += node.data;
  }
  const places = placesOf(text, words).slice(0, 500).reverse();
  const marks = [];
  for (const { node, offset } of nodes.reverse()) {
    for (const [start, end] of places) {
      const [from, to] = [Math.max(start - offset, 0), Math.min(end - offset, node.length)];
      if (from >= to) continue;
      node.splitText(to);
      const mark = make("mark", { class: "found" });
      const part = node.splitText(from);
      part.replaceWith(mark);
      mark.append(part);
      marks.unshift(mark);
    }
  }
  return marks;
}

/** Shows where the words stand: at the clause that the address names, or else at the first of them. */
function arrive(words) {
  const [first] = markPage(words);
  if (location.hash || !first) return;
  for (let fold = first.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  first.scrollIntoView({ block: "center" });
}

// The search box

const page = 10;
/** Milliseconds without a key before a search starts. */
const pause = 60;

function start(input, panel) {
  const say = (word, number) => (input.dataset[word] ?? "").replace("{n}", number);
  const note = make("p", { class: "search-note" });
  const list = make("div", { id: "search-list", role: "listbox", "aria-label": input.labels[0]?.textContent ?? say("label") });
  const more = make("button", { type: "button", class: "search-more" }, say("more"));
  const status = make("p", { class: "search-status", role: "status" });
  panel.append(note, list, more);
  panel.after(status);
  panel.hidden = true;
  input.setAttribute("aria-controls", list.id);

  let turn = 0;
  let limit = page;
  let timer;
  let options = [];
  let active = -1;

  function open(isOpen) {
    panel.hidden = !isOpen;
    // The results stay on the screen wherever the box is.
    const { left, bottom } = input.getBoundingClientRect();
    panel.classList.toggle("to-left", left > innerWidth / 2);
    panel.style.setProperty("--search-top", `${bottom + 6}px`);
    input.setAttribute("aria-expanded", isOpen && options.length > 0);
    if (!isOpen) activate(-1);
  }

  function close() {
    clearTimeout(timer);
    turn += 1;
    open(false);
  }

  function activate(place) {
    options[active]?.setAttribute("aria-selected", false);
    active = place;
    const option = options[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", true);
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  async function run() {
    clearTimeout(timer);
    const mine = ++turn;
    const query = input.value;
    if (!wordsOf(query).length) {
      status.textContent = "";
      return open(false);
    }
    let results = [];
    let problem = "";
    try {
      results = await search(query, limit);
    } catch {
      problem = say("failed");
    }
    // Only the answer to the last question is shown.
    if (mine === turn) show(results, problem);
  }

  function show(results, problem) {
    const groups = new Map();
    for (const result of results) {
      groups.set(result.document, [...(groups.get(result.document) ?? []), result]);
    }
    list.replaceChildren(...[...groups.values()].map((group) => {
      const [{ document, words }] = group;
      const links = group.map(({ url, title, excerpt, words }) => {
        const parts = [make("span", { class: "search-title" }, ...marked(title, words)), make("span", { class: "search-excerpt" }, ...marked(excerpt, words))];
        const link = make("a", { href: url, role: "option", tabindex: -1, "aria-selected": false }, ...parts);
        link.dataset.words = words.join(" ");
        return link;
      });
      const isItself = group.every(({ title }) => title === document);
      const label = make("p", { class: "search-document", "aria-hidden": true }, ...marked(document, words));
      return make("div", { role: "group", "aria-label": document }, ...(isItself ? [] : [label]), ...links);
    }));
    options = [...list.querySelectorAll("a")];
    options.forEach((option, place) => (option.id = `search-option-${place}`));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    note.textContent = problem || (results.length ? say(results.kind) : say("none"));
    note.hidden = !note.textContent;
    more.hidden = results.length < limit;
    status.textContent = [results.length ? say("count", results.length) : "", note.textContent].filter((words) => words).join(" ");
    panel.scrollTop = 0;
    open(true);
  }

  /** Takes the words along to the page that a link opens, where they are marked. */
  function take(link) {
    const isHere = link.pathname === location.pathname && link.host === location.host;
    if (!isHere) link.search = new URLSearchParams({ q: link.dataset.words });
    return !isHere;
  }

  function later() {
    clearTimeout(timer);
    activate(-1);
    limit = page;
    timer = setTimeout(() => run(), pause);
  }

  const begin = () => {
    loadIndex().catch(() => {});
    if (panel.hidden && input.value) run();
  };
  input.addEventListener("focus", begin);
  input.addEventListener("input", (event) => event.isComposing || later());
  input.addEventListener("compositionend", later);
  input.addEventListener("keydown", async (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (panel.hidden) run();
      // Above the first and below the last is the box itself.
      const count = options.length + 1;
      activate(((active + 1 + steps[event.key] + count) % count) - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active < 0) await run();
      options[Math.max(active, 0)]?.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (panel.hidden) input.value = "";
      close();
    }
  });
  more.addEventListener("click", async () => {
    const place = options.length;
    limit += page;
    await run();
    input.focus();
    if (options[place]) activate(place);
  });
  // The focus stays in the box.
  panel.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const link = event.target.closest("a");
    if (link && event.button !== 2) take(link);
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || take(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    close();
    input.blur();
    location.hash = link.hash;
    arrive(wordsOf(link.dataset.words));
  });
  const box = panel.parentElement;
  document.addEventListener("pointerdown", (event) => box.contains(event.target) || close());
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && close());
  // The page has loaded this script because someone is at the box.
  if (document.activeElement === input) begin();
}

const input = document.getElementById("search");
const panel = document.getElementById("search-results");
if (input && panel) start(input, panel);

const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  arrive(wordsOf(asked));
  try {
    history.replaceState(null, "", location.pathname + location.hash);
  } catch { /* a page opened from disk keeps its address */ }
}
}
