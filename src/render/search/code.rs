//! How text is packed: a Huffman code of the whole handbook's characters, and references back to what the shard has
//! already said. One code for all shards, because a shard is too small to describe one of its own.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::bits::Bits;

/// What has a code word: a character, or a repetition of some length. No character is a surrogate, so surrogates stand
/// for lengths.
type Symbol = u32;

const REPEAT: Symbol = 0xd800;
const LONGEST: usize = 0x7ff;
const SYMBOLS: usize = 0x11_0000;
/// Symbols that may have a word: the others are not in the Basic Multilingual Plane, and rare.
const PLAIN: usize = 0x1_0000;
/// Stands before a symbol that has no word, because it occurs so seldom.
const ESCAPE: Symbol = 0;
const RARE: u32 = 3;
/// Ends a text.
const END: Symbol = 4;
/// The size of a character: what a reference must save.
const SPACED: usize = 5;
const UNSPACED: usize = 10;
const REFERENCE: usize = 17;

/// The symbols in `tokens`, a repetition with its place.
fn symbols(tokens: &[u32]) -> impl Iterator<Item = (Symbol, Option<u32>)> {
    let mut tokens = tokens.iter();
    std::iter::from_fn(move || {
        let symbol = *tokens.next()?;
        let is_repeat = (REPEAT..REPEAT + 0x800).contains(&symbol);
        Some((symbol, if is_repeat { tokens.next().copied() } else { None }))
    })
}

/// `text` as tokens: symbols, a repetition followed by the place of what it repeats.
pub fn shorten(text: &[char]) -> Vec<u32> {
    let mut tokens = Vec::with_capacity(text.len());
    // The three characters of some hash that stood last, and where.
    let mut last = vec![(0, 0); 1 << 12];
    let mut written = 0;
    for (at, three) in text.windows(3).enumerate() {
        let three = three.iter().fold(0, |three, c| three << 21 | u64::from(*c));
        let (earlier, place) = std::mem::replace(&mut last[hash(three)], (three, at as u32));
        if at < written {
            continue;
        }
        if earlier == three
            && let length = repeats(&text[place as usize..at], &text[at..])
            && let saved =
                text[at..at + length.min(4)].iter().map(|c| if c.is_ascii() { SPACED } else { UNSPACED })
            && saved.sum::<usize>() > REFERENCE
        {
            tokens.extend([REPEAT + length as u32, place]);
            written = at + length;
        } else {
            tokens.push(text[at].into());
            written = at + 1;
        }
    }
    tokens.extend(text[written..].iter().map(|c| u32::from(*c)));
    tokens
}

/// How many characters both begin with.
fn repeats(earlier: &[char], text: &[char]) -> usize {
    earlier.iter().zip(text).take(LONGEST).take_while(|(a, b)| a == b).count()
}

/// A number of twelve bits.
fn hash(three: u64) -> usize {
    (three.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize
}

/// A code word for every symbol.
#[derive(Debug)]
pub struct Code {
    /// The symbols of each length of code word, from one bit up, rising.
    lengths: Vec<Vec<Symbol>>,
    /// Of every symbol: the word, and its length in the lowest six bits; zero if it has none.
    words: Vec<u64>,
}

impl Code {
    pub fn new(texts: &[&[u32]]) -> Self {
        let part = texts.len().div_ceil(rayon::current_num_threads()).max(1);
        let counts = texts
            .par_chunks(part)
            .map(count)
            .reduce(|| vec![0; PLAIN + 1], |a, b| a.into_iter().zip(b).map(|(a, b)| a + b).collect());
        let (counts, beyond) = counts.split_at(PLAIN);
        let escaped: u32 = beyond[0] + counts.iter().filter(|count| **count <= RARE).sum::<u32>();
        let frequent = (0..).zip(counts.iter().copied()).filter(|(_, count)| *count > RARE);
        let needed = [(ESCAPE, escaped.max(1)), (END, texts.len() as u32)];
        let mut counts: Vec<_> = needed.into_iter().chain(frequent).collect();
        counts.sort_unstable();

        let mut code = Code { lengths: Vec::new(), words: vec![0; PLAIN] };
        for ((symbol, _), depth) in counts.iter().zip(depths(&counts)) {
            if code.lengths.len() < depth {
                code.lengths.resize(depth, Vec::new());
            }
            code.lengths[depth - 1].push(*symbol);
        }
        let mut word = 0_u64;
        for (symbols, length) in code.lengths.iter().zip(1..) {
            word <<= 1;
            for symbol in symbols {
                code.words[*symbol as usize] = word << 6 | length;
                word += 1;
            }
        }
        code
    }

    /// Writes the code itself: how many symbols have words of each length, and which. Everything else follows.
    pub fn write_head(&self, head: &mut Bits) {
        head.count(self.lengths.len());
        for symbols in &self.lengths {
            head.count(symbols.len());
            head.set(symbols, 0, PLAIN);
        }
    }

    /// A text in bits.
    pub fn write(&self, tokens: &[u32]) -> Vec<u8> {
        let mut bits = Bits::default();
        let mut length = 0;
        for (symbol, place) in symbols(tokens) {
            if !self.write_word(symbol, &mut bits) {
                self.write_word(ESCAPE, &mut bits);
                bits.below(symbol as usize, SYMBOLS);
            }
            match place {
                Some(place) => {
                    bits.below(place as usize, length);
                    length += (symbol - REPEAT) as usize;
                }
                None => length += 1,
            }
        }
        self.write_word(END, &mut bits);
        bits.quoted()
    }

    /// Whether the symbol has a word.
    fn write_word(&self, symbol: Symbol, bits: &mut Bits) -> bool {
        let word = self.words.get(symbol as usize).copied().unwrap_or_default();
        bits.put(word >> 6, (word & 63) as u32);
        word != 0
    }
}

/// How often each symbol occurs; the last count is of all that can't have a word.
fn count(texts: &[&[u32]]) -> Vec<u32> {
    let mut counts = vec![0; PLAIN + 1];
    for (symbol, _) in texts.iter().flat_map(|tokens| symbols(tokens)) {
        counts[PLAIN.min(symbol as usize)] += 1;
    }
    counts
}

/// How deep each symbol hangs in Huffman's tree.
fn depths(counts: &[(Symbol, u32)]) -> Vec<usize> {
    let mut parents = vec![0; (2 * counts.len()).saturating_sub(1)];
    let mut heap: BinaryHeap<_> =
        counts.iter().enumerate().map(|(node, (_, count))| Reverse((u64::from(*count), node))).collect();
    let mut next = counts.len();
    while let (Some(Reverse(a)), Some(Reverse(b))) = (heap.pop(), heap.pop()) {
        parents[a.1] = next;
        parents[b.1] = next;
        heap.push(Reverse((a.0 + b.0, next)));
        next += 1;
    }
    let mut depths = vec![0; parents.len()];
    for node in (0..parents.len().saturating_sub(1)).rev() {
        depths[node] = depths[parents[node]] + 1;
    }
    depths.truncate(counts.len());
    // A single symbol still needs a bit.
    depths.iter_mut().for_each(|depth| *depth = (*depth).max(1));
    depths
}
