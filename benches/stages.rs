//! The stages of a build, one by one, on a generated handbook of 300 pages: `cargo bench`

mod corpus;

use criterion::{Criterion, criterion_group, criterion_main};
use handbook::check::{Checked, check};
use handbook::load::load;
use handbook::render::{Rendering, Theme};
use handbook::resolve::resolve;

fn stages(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sources = corpus::Corpus { pages: 300, editions: 10, forms: 20 };
    sources.write(folder.path()).expect("the sources are written");
    criterion.bench_function("parse", |bencher| bencher.iter(|| load(folder.path())));

    let handbook = load(folder.path()).expect("a handbook");
    criterion.bench_function("resolve", |bencher| bencher.iter(|| resolve(&handbook)));
    criterion.bench_function("check", |bencher| {
        bencher.iter_with_setup(|| resolve(&handbook), check);
    });

    let checked = check(resolve(&handbook));
    let theme = Theme::load(&handbook).expect("a theme");
    let group = || Rendering::new(checked[0].draft(), &theme, false, None);
    for (name, path) in
        [("index", "search/index.js"), ("page", "c000/p00000.html"), ("form", "forms/record-0.html")]
    {
        criterion.bench_function(name, |bencher| {
            bencher.iter_with_setup(group, |edition| edition.file(path).expect("a file"));
        });
    }
    assert!(checked.iter().all(Checked::conforms), "what is measured is what is published");
}

criterion_group!(benches, stages);
criterion_main!(benches);
