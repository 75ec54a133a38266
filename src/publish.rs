//! Stage 5, publish: writes an edition beside the one that is online and swaps them, so that a reader, or a build
//! that is killed, only ever sees a whole one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::load::Failure;
use crate::message::Message;
use crate::record::{Record, Said};
use crate::render::{File, Rendering};

/// The output folder, held by one build at a time.
pub struct Output {
    folder: PathBuf,
    /// Released when the build ends, however it ends.
    _lock: fs::File,
}

fn failure(path: &Path, error: &io::Error) -> Failure {
    let message = Message::new("output-failed").with("path", path.display().to_string());
    Failure(message.with("reason", error.to_string()))
}

impl Output {
    /// Opens the output folder, forgets the last build's record and clears away what a killed build left behind.
    ///
    /// # Errors
    /// Where the folder can't be made or written, or another build holds it.
    pub fn open(folder: &Path) -> Result<Output, Failure> {
        let failed = |error: io::Error| failure(folder, &error);
        fs::create_dir_all(folder).map_err(failed)?;
        let lock = fs::File::create(folder.join(".lock")).map_err(failed)?;
        lock.try_lock()
            .map_err(|_| Failure(Message::new("output-locked").with("path", folder.display().to_string())))?;
        let output = Output { folder: folder.to_owned(), _lock: lock };
        Record::forget(folder).and_then(|()| output.recover()).map_err(failed)?;
        Ok(output)
    }

    /// Keeps a record of the build that was made of this and left what is in `places`.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn keep(&self, made_of: String, places: Vec<PathBuf>, said: Said) -> Result<(), Failure> {
        Record::keep(&self.folder, made_of, places, said).map_err(|error| failure(&self.folder, &error))
    }

    fn recover(&self) -> io::Result<()> {
        for folder in [self.folder.clone(), self.folder.join("draft")] {
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                // Where folders can't be exchanged, the old one may have been set aside and not yet replaced.
                if let Some(id) = name.strip_prefix(".old-") {
                    let place = folder.join(id);
                    match place.exists() {
                        true => remove(&entry)?,
                        false => fs::rename(entry.path(), place)?,
                    }
                } else if name.starts_with(".new-") {
                    remove(&entry)?;
                }
            }
        }
        Ok(())
    }

    /// Whether something of this edition is online.
    pub fn has(&self, id: &str) -> bool {
        self.folder.join(id).join("index.html").is_file()
    }

    /// Publishes a whole edition or nothing of it.
    ///
    /// # Errors
    /// Where a template fails or the disk refuses; what was online before is then still online.
    pub fn publish(&self, edition: &Rendering<'_, '_>) -> Result<(), Failure> {
        let folder = if edition.is_draft() { self.folder.join("draft") } else { self.folder.clone() };
        let id = edition.id();
        let (new, place) = (folder.join(format!(".new-{id}")), folder.join(id));
        let failed = |error: io::Error| failure(&place, &error);
        fs::create_dir_all(&new).map_err(failed)?;
        edition.write(&|file| write(&file, &new, &place).map_err(failed))?;
        edition.copies().par_bridge().try_for_each(|(from, path)| {
            let copied = fs::read(from).and_then(|bytes| write(&File::new(path, bytes), &new, &place));
            copied.map_err(failed)
        })?;
        swap(&new, &place, &folder.join(format!(".old-{id}"))).map_err(failed)
    }

    /// Writes one file at the top of the output.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(&self, file: &File) -> Result<(), Failure> {
        let place = self.folder.join(&file.path);
        let failed = |error: io::Error| failure(&place, &error);
        if fs::read(&place).is_ok_and(|old| old == file.bytes) {
            return Ok(());
        }
        let new = self.folder.join(format!(".new-{}", file.path));
        fs::write(&new, &file.bytes).map_err(failed)?;
        fs::rename(&new, &place).map_err(failed)
    }
}

fn remove(entry: &fs::DirEntry) -> io::Result<()> {
    match entry.file_type()?.is_dir() {
        true => fs::remove_dir_all(entry.path()),
        false => fs::remove_file(entry.path()),
    }
}

/// Writes a file of an edition, and makes its folder where it is the first in it. What did not change keeps its bytes and
/// its time stamp.
fn write(file: &File, new: &Path, old: &Path) -> io::Result<()> {
    let (from, to) = (old.join(&file.path), new.join(&file.path));
    let same = fs::metadata(&from).is_ok_and(|meta| meta.len() == file.bytes.len() as u64)
        && fs::read(&from).is_ok_and(|bytes| bytes == file.bytes);
    let put = || match same && fs::hard_link(&from, &to).is_ok() {
        true => Ok(()),
        false => fs::write(&to, &file.bytes),
    };
    match put() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            to.parent().map_or(Ok(()), fs::create_dir_all)?;
            put()
        }
        done => done,
    }
}

/// Puts `new` where `place` is, in one step where the system can.
fn swap(new: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    if !place.exists() {
        return fs::rename(new, place);
    }
    if exchange(new, place).is_ok() {
        return fs::remove_dir_all(new);
    }
    fs::rename(place, aside)?;
    if let Err(error) = fs::rename(new, place) {
        fs::rename(aside, place)?;
        return Err(error);
    }
    fs::remove_dir_all(aside)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
