//! What the last build was made of and what it left behind: where both are still there, the next build has nothing to do.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use crate::digest::hex;
use crate::load::Handbook;
use crate::message::Language;

/// What a build said.
#[derive(Debug, Serialize, Deserialize)]
pub struct Said {
    pub language: Language,
    /// The findings, as they were shown.
    pub findings: String,
    pub conforms: bool,
    pub editions: usize,
    pub pages: usize,
    pub forms: usize,
    /// What wasn't published for its errors.
    pub refused: Vec<String>,
}

/// A build's record, kept in the output folder.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    made_of: String,
    /// Folders and files of the output that the build answers for.
    places: Vec<PathBuf>,
    left: String,
    pub said: Said,
}

/// Starts with a dot: no edition's name does.
const FILE: &str = ".record.json";

/// Everything that what a build writes depends on: the sources' bytes, what it was asked for, and the program. None where
/// that can't be told: a symbolic link, a file that can't be read.
pub fn made_of(handbook: &Path, asked: &str) -> Option<String> {
    let program = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let mut hash = Sha256::new();
    hash.update(format!("{} {:?} {asked}\n", stamp(&program), handbook));
    let sources = entries(handbook).ok()?;
    let digests: Option<Vec<_>> = sources.par_iter().map(|entry| source(handbook, entry)).collect();
    digests?.iter().for_each(|digest| hash.update(digest));
    Some(hex(&hash.finalize()))
}

/// Whether what a handbook is made of is all in its folder: preprocessors are programs, and may read anything.
pub fn can_be_kept(handbook: &Handbook) -> bool {
    !handbook.plain && handbook.manifest.preprocessors.is_empty()
}

impl Record {
    /// The record of a build from `made_of`, if all that it left in `output` is still there, untouched, and nothing else.
    pub fn read(output: &Path, made_of: &str) -> Option<Record> {
        let record: Record = serde_json::from_slice(&fs::read(output.join(FILE)).ok()?).ok()?;
        (record.made_of == made_of && left(output, &record.places).ok()? == record.left).then_some(record)
    }

    /// Makes the next build a full one, should this one be killed.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn forget(output: &Path) -> io::Result<()> {
        match fs::remove_file(output.join(FILE)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Keeps what a build left in `places` of the output folder.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn keep(output: &Path, made_of: String, places: Vec<PathBuf>, said: Said) -> io::Result<()> {
        let left = left(output, &places)?;
        let record = Record { made_of, places, left, said };
        fs::write(output.join(FILE), serde_json::to_vec(&record)?)
    }
}

/// All that is below a folder, and the folder itself, in the order of names.
fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    Ok(WalkDir::new(folder).sort_by_file_name().into_iter().collect::<Result<_, _>>()?)
}

/// The digest of a source's name and bytes.
fn source(root: &Path, entry: &DirEntry) -> Option<[u8; 32]> {
    let name = entry.path().strip_prefix(root).ok()?.to_string_lossy();
    let mut hash = Sha256::new();
    hash.update(format!("{} {name}\n", name.len()));
    match entry.file_type() {
        kind if kind.is_file() => hash.update(fs::read(entry.path()).ok()?),
        kind if kind.is_dir() => {}
        _ => return None,
    }
    Some(hash.finalize().into())
}

/// Which files there are at `places`, how long they are and when they were written.
fn left(output: &Path, places: &[PathBuf]) -> io::Result<String> {
    let digests = places.par_iter().map(|place| {
        let mut hash = Sha256::new();
        let place = output.join(place);
        for entry in if place.exists() { entries(&place)? } else { Vec::new() } {
            // A folder's own length and time depend on the disk.
            let stamp = if entry.file_type().is_dir() { String::new() } else { stamp(&entry.metadata()?) };
            hash.update(format!("{} {stamp}\n", entry.path().display()));
        }
        io::Result::Ok(hash.finalize())
    });
    let digests: Vec<_> = digests.collect::<Result<_, _>>()?;
    Ok(hex(&Sha256::digest(digests.concat())))
}

/// A file's length and time.
fn stamp(meta: &fs::Metadata) -> String {
    let modified = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{} {modified:?}", meta.len())
}
