//! Prints the sentences of reports as JSON lines that `sentences.py` scores.
//! `cargo run -p variorum-annotate --example sentences -- PATH… > found.jsonl`.

#![allow(clippy::disallowed_methods)]

mod points;

use points::Points;
use serde_json::json;
use variorum_annotate::{Models, annotate};

fn main() {
    let paths: Vec<std::path::PathBuf> = std::env::args().skip(1).map(Into::into).collect();
    let models = Models::embedded();
    let intake = variorum_read::read_paths(&paths, &variorum_read::Options::default())
        .expect("readable reports");
    for report in intake.reports {
        let annotated = annotate(report, &models, 200_000);
        let report = &annotated.report;
        let points = Points::of(&report.text);
        let sentences = points.all(&annotated.every_sentence);
        println!("{}", json!({"id": report.id, "text": report.text, "sentences": sentences}));
    }
}
