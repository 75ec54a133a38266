//! Writes a generated handbook: `cargo run --release --example write_corpus -- FOLDER PAGES [EDITIONS [FORMS]]`

mod corpus;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(folder) = words.next().map(PathBuf::from) else { return usage() };
    let numbers: Result<Vec<usize>, _> = words.map(|word| word.parse()).collect();
    let (pages, editions, forms) = match numbers.as_deref() {
        Ok(&[pages]) => (pages, 0, 0),
        Ok(&[pages, editions]) => (pages, editions, 0),
        Ok(&[pages, editions, forms]) => (pages, editions, forms),
        _ => return usage(),
    };
    match (corpus::Corpus { pages, editions, forms }).write(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("write_corpus FOLDER PAGES [EDITIONS [FORMS]]");
    ExitCode::from(2)
}
