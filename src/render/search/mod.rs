//! Full-text search without a server: an index in small script files, of which a query loads a few.
//!
//! The clauses are packed into [shards](shard) of some kilobytes. Of every [gram](gram) (one character, two, or three
//! Latin ones) the index says which shards have it. To answer a query, `theme/search.js` intersects its grams' shards,
//! loads those that are left and reads the clauses in them: **the index only narrows, the text has the last word**, so
//! that what is found is whole and exact. [Pinyin](pinyin) is turned into Chinese first and then searched like any other
//! text.
//!
//! A file is one call, `handbookSearch.put(name, payload)`, and a payload is a string of [bits]: scripts are all that a
//! page opened from disk can load. `search/index.js` says how to read the others; `t0.js`, `t1.js`, … are the shards of
//! text, `g0.js`, … the grams, `pinyin.js` is about pinyin.

mod bits;
mod code;
mod fold;
mod gram;
mod pinyin;
mod shard;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use bits::Bits;
use code::Code;
pub use pinyin::{order, typed};
use shard::Shard;

/// What a search finds: a clause, or a page of prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Relative to the edition's folder: `customer-service/telephone.html#1.2`.
    pub url: String,
    /// The title of the document or page; results are grouped by it. A document's units share it.
    pub document: Arc<str>,
    /// The clause's number and title: `1.2 拨打`.
    pub title: String,
    /// The clause's own text, plain; a line a paragraph.
    pub text: String,
    /// Codes, standards' titles, other names: searched like titles, never shown.
    pub keywords: Vec<String>,
}

/// A file of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Below the edition's folder: `search/index.js`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// With fewer shards of text than this, all are read for every query, and there are no grams.
const FEW: usize = 4;

/// What is known of the shards of one index, for others that share units with it.
#[derive(Debug, Default)]
pub struct Known(HashMap<Vec<shard::Place>, Written>);

/// A shard's text as tokens, and its grams.
#[derive(Clone, Debug)]
struct Written {
    /// Kept, so that no other unit can have their places in memory.
    _units: Vec<Arc<Unit>>,
    tokens: Arc<[u32]>,
    /// As of the shard 0.
    postings: Arc<[gram::Posting]>,
}

/// The search index of `units`, which stand in reading order. Each of `synonyms` is a set of words that mean the same.
/// The same units give the same bytes. The first index leaves what it knows in `known`.
pub fn index(units: &[Arc<Unit>], synonyms: &[Vec<String>], known: Option<&OnceLock<Known>>) -> Vec<File> {
    let size = shard::size(units);
    let mut shards = shard::pack(units, size);
    let part = shards.len().div_ceil(8 * rayon::current_num_threads()).max(1);
    let (postings, words) = rayon::join(
        || {
            let parts = shards.par_chunks_mut(part).enumerate();
            let known = known.and_then(OnceLock::get);
            parts.map(|(number, shards)| write(number * part, shards, known)).collect::<Vec<_>>()
        },
        || pinyin::words(units),
    );
    if let Some(known) = known {
        known.get_or_init(|| Known::of(&shards, &postings));
    }
    let postings = if shards.len() < FEW { Vec::new() } else { postings };

    let words: Arc<[u32]> = code::shorten(&words).into();
    let code = Code::new(&shards.iter().map(|shard| &*shard.tokens).chain([&*words]).collect::<Vec<_>>());
    let (grams, texts) = rayon::join(
        || gram::Index::new(postings, shards.len(), size),
        || shards.par_iter().map(|shard| code.write(&shard.tokens)).collect::<Vec<_>>(),
    );

    let mut head = Bits::default();
    head.count(units.len());
    shard::write_runs(&shards, &mut head);
    grams.write_head(&mut head);
    code.write_head(&mut head);

    let numbered = |letter, payloads: &[Vec<u8>]| {
        let files = payloads.par_iter().enumerate();
        files.map(|(number, payload)| file(&format!("{letter}{number}"), payload)).collect::<Vec<_>>()
    };
    let mut files = numbered("t", &texts);
    files.extend(numbered("g", &grams.buckets));
    files.push(file("pinyin", &code.write(&words)));
    let plain = serde_json::json!([stamp(&files), synonyms]).to_string();
    files.push(file("index", &[&head.quoted(), b",".as_slice(), plain.as_bytes()].concat()));
    files
}

impl Known {
    fn of(shards: &[Shard<'_>], postings: &[Vec<gram::Posting>]) -> Self {
        let mut grams = vec![&[][..]; shards.len()];
        for shard in
            postings.iter().flat_map(|part| part.chunk_by(|a, b| gram::number(*a) == gram::number(*b)))
        {
            grams[gram::number(shard[0]) as usize] = shard;
        }
        let written = shards.iter().zip(grams).map(|(shard, grams)| {
            let written = Written {
                _units: shard.units().cloned().collect(),
                tokens: Arc::clone(&shard.tokens),
                postings: grams.iter().map(|posting| gram::in_shard(*posting, 0)).collect(),
            };
            (shard.places(), written)
        });
        Known(written.collect())
    }
}

/// The texts of `shards`, the first of which has the number `first`, and their grams.
fn write(first: usize, shards: &mut [Shard<'_>], known: Option<&Known>) -> Vec<gram::Posting> {
    let mut counter = gram::Counter::default();
    let mut postings = Vec::new();
    for (number, shard) in (first..).zip(shards) {
        if let Some(written) = known.and_then(|known| known.0.get(&shard.places())) {
            shard.tokens = Arc::clone(&written.tokens);
            postings.extend(written.postings.iter().map(|posting| gram::in_shard(*posting, number)));
            continue;
        }
        shard.write(&mut counter);
        counter.take(number, &mut postings);
    }
    postings
}

fn file(name: &str, payload: &[u8]) -> File {
    let call = format!("handbookSearch.put(\"{name}\",");
    File { path: format!("search/{name}.js"), bytes: [call.as_bytes(), payload, b");\n"].concat() }
}

/// Changes with the files' bytes: asks browsers for the shards that belong to this index.
fn stamp(files: &[File]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        for chunk in file.bytes.chunks(8) {
            let word = chunk.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            hash ^= hash >> 29;
        }
    }
    format!("{:08x}", hash >> 32)
}
