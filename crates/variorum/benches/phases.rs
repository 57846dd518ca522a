//! Each phase on a fixed corpus, then the whole chain at 5, 50 and 500 reports of one story.
//!
//! `cargo bench -p variorum` runs it.
//! The corpus is `examples/harbour-strike`; the op-ed of `../shared/data` is measured too where it is there.
//! Bytes per second are bytes of the reports' raw text, items per second are reports.
#![allow(missing_docs)]

#[path = "../tests/edits/mod.rs"]
mod edits;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use variorum_annotate::{Engine, Models, annotate};
use variorum_collate::collate;
use variorum_model::{Annotated, Report};
use variorum_read::{Capture, read_captures};
use variorum_render::{TextStyle, html, json, text};

const MAX_CHARS: usize = 200_000;
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What all but the annotation itself is measured with.
static FAST: LazyLock<Models> = LazyLock::new(|| Models::of(Engine::Fast));
static CAREFUL: LazyLock<Models> = LazyLock::new(|| Models::of(Engine::Careful));
static RULES: LazyLock<Models> = LazyLock::new(Models::embedded);

const ENGINES: [&str; 3] = ["careful", "fast", "rules"];

fn engine(name: &str) -> &'static Models {
    match name {
        "careful" => &CAREFUL,
        "fast" => &FAST,
        _ => &RULES,
    }
}

fn main() {
    if corpora().len() == 1 {
        println!("../shared/data/op-ed is not there: skipped");
    }
    divan::main();
}

/// Names of the corpora that are there.
fn corpora() -> Vec<&'static str> {
    ["harbour-strike", "op-ed"].into_iter().filter(|name| folder(name).is_dir()).collect()
}

fn folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match name {
        "op-ed" => root.join("../shared/data/op-ed"),
        _ => root.join("examples").join(name),
    }
}

fn captures(name: &str) -> Vec<Capture> {
    edits::texts(&folder(name)).into_iter().map(|(path, text)| capture(path, text)).collect()
}

fn capture(path: String, text: String) -> Capture {
    Capture { path, bytes: text.into_bytes() }
}

fn reports(captures: &[Capture]) -> Vec<Report> {
    read_captures(captures, &variorum_read::Options::default()).reports
}

fn annotated(reports: Vec<Report>, models: &Models) -> Vec<Annotated> {
    reports.into_iter().map(|report| annotate(report, models, MAX_CHARS)).collect()
}

fn edition(captures: &[Capture]) -> variorum_model::Edition {
    collate(annotated(reports(captures), &FAST), &variorum_collate::Options::default())
}

/// The bencher with what is counted: reports, and bytes of their texts.
macro_rules! counted {
    ($bencher:expr, $captures:expr) => {
        $bencher
            .counter(ItemsCount::new($captures.len()))
            .counter(BytesCount::new($captures.iter().map(|c| c.bytes.len()).sum::<usize>()))
    };
}

#[divan::bench(args = ENGINES)]
fn models(engine: &str) -> Models {
    match engine {
        "careful" => Models::of(Engine::Careful),
        "fast" => Models::of(Engine::Fast),
        _ => Models::embedded(),
    }
}

#[divan::bench(args = corpora())]
fn read(bencher: Bencher, corpus: &str) {
    let captures = captures(corpus);
    counted!(bencher, captures).bench_local(|| reports(black_box(&captures)));
}

#[divan::bench(args = ENGINES, consts = [0, 1])]
fn annotation<const CORPUS: usize>(bencher: Bencher, name: &str) {
    let Some(corpus) = corpora().get(CORPUS).copied() else { return };
    let captures = captures(corpus);
    let reports = reports(&captures);
    let models = engine(name);
    counted!(bencher, captures)
        .with_inputs(|| reports.clone())
        .bench_local_values(|reports| annotated(reports, models));
}

#[divan::bench(args = corpora())]
fn collation(bencher: Bencher, corpus: &str) {
    let captures = captures(corpus);
    let annotated = annotated(reports(&captures), &FAST);
    let options = variorum_collate::Options::default();
    counted!(bencher, captures)
        .with_inputs(|| annotated.clone())
        .bench_local_values(|reports| collate(reports, &options));
}

#[divan::bench(args = corpora())]
fn render_json(bencher: Bencher, corpus: &str) {
    let captures = captures(corpus);
    let edition = edition(&captures);
    counted!(bencher, captures).bench_local(|| json(black_box(&edition), VERSION));
}

#[divan::bench(args = corpora())]
fn render_text(bencher: Bencher, corpus: &str) {
    let captures = captures(corpus);
    let edition = edition(&captures);
    let style = TextStyle { width: 80, colour: false, all: false };
    counted!(bencher, captures).bench_local(|| text(black_box(&edition), style));
}

#[divan::bench(args = corpora())]
fn render_html(bencher: Bencher, corpus: &str) {
    let captures = captures(corpus);
    let edition = edition(&captures);
    counted!(bencher, captures).bench_local(|| html(black_box(&edition)));
}

#[divan::bench(args = corpora())]
fn whole(bencher: Bencher, corpus: &str) {
    let captures = captures(corpus);
    counted!(bencher, captures).bench_local(|| json(&edition(black_box(&captures)), VERSION));
}

/// Copies with edits of one story: the statements are about the same, the reports are more.
#[divan::bench(args = [5, 50, 500], sample_count = 10)]
fn whole_of_many(bencher: Bencher, n_reports: usize) {
    let texts = edits::copies(&folder("harbour-strike"), n_reports);
    let captures: Vec<Capture> =
        texts.into_iter().map(|(path, text)| capture(path, text)).collect();
    counted!(bencher, captures).bench_local(|| json(&edition(black_box(&captures)), VERSION));
}
