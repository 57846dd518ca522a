//! Collates gold annotations, to develop and fit without the annotator.
//!
//! `gold FOLDER…` writes `edition.json` for each folder into $OUT_DIR or `/tmp/collate-dev/gold/NAME.json`, for
//! `score_edition.py`; `gold --pairs FOLDER…` prints the measured pairs with their label for `fit.py`.
#![allow(clippy::disallowed_methods, missing_docs)]

use variorum_collate::{NAMES, Options, collate, measured_pairs};
use variorum_model::Edition;

#[path = "../tests/loader/mod.rs"]
mod loader;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let pairs = arguments.first().is_some_and(|a| a == "--pairs");
    if pairs {
        arguments.remove(0);
        println!("story\tlabel\tveto\ta\tb\t{}", NAMES.join("\t"));
    }
    let show = arguments.first().is_some_and(|a| a == "--show");
    if show {
        arguments.remove(0);
    }
    if arguments.first().is_some_and(|a| a == "--scale") {
        scale(&loader::load(arguments[1].as_ref()));
        return;
    }
    for folder in &arguments {
        let story = loader::load(folder.as_ref());
        if pairs {
            print_pairs(&story);
            continue;
        }
        let started = std::time::Instant::now();
        let edition = collate(story.reports.clone(), &Options::default());
        eprintln!("{} {:?}", story.name, started.elapsed());
        std::fs::create_dir_all("/tmp/collate-dev/gold").expect("writable");
        if show {
            print_edition(&edition);
        }
        let path = format!("/tmp/collate-dev/gold/{}.json", story.name);
        std::fs::write(path, loader::edition_json(&edition).to_string()).expect("writable");
    }
}

fn print_pairs(story: &loader::Story) {
    for pair in measured_pairs(&story.reports) {
        let ids = pair.quotations.clone().map(|q| story.ids[&q].clone());
        let together = story.statements.iter().any(|s| s.contains(&ids[0]) && s.contains(&ids[1]));
        let measures: Vec<String> = pair.measures.iter().map(|m| format!("{m:.4}")).collect();
        let (label, veto) = (u8::from(together), u8::from(pair.veto));
        println!(
            "{}\t{label}\t{veto}\t{}\t{}\t{}",
            story.name,
            ids[0],
            ids[1],
            measures.join("\t")
        );
    }
}

fn print_edition(edition: &Edition) {
    for statement in edition.statements.iter().filter(|s| s.readings.len() > 1) {
        println!("== {} | {:?}", statement.label, statement.speaker.as_ref().map(|s| &s.name));
        let witness =
            |reading: usize| edition.quotations[statement.readings[reading].quotation].witness;
        for (at, reading) in statement.readings.iter().enumerate() {
            let text = edition.text(witness(at));
            let words: Vec<&str> = reading.spans.iter().map(|s| s.of(text)).collect();
            let base = if statement.base == Some(at) { "*" } else { " " };
            println!(
                "{base} {} t{:?} {words:?}",
                edition.witnesses[witness(at)].siglum,
                reading.tradition
            );
        }
        for tradition in &statement.traditions {
            println!("  t {} {:?} {:?}", tradition.label, tradition.witnesses, tradition.evidence);
        }
        for entry in &statement.apparatus {
            let lemma = entry.lemma.of(edition.text(witness(entry.lemma_reading)));
            println!("  {} {lemma}]", if entry.substantive { "!" } else { " " });
            for v in &entry.variants {
                let words = v.span.of(edition.text(witness(v.reading)));
                println!(
                    "        {} {}: {words}",
                    edition.witnesses[witness(v.reading)].siglum,
                    v.kind.name()
                );
            }
        }
        println!("  {:?}", statement.coverage.iter().map(|c| c.name()).collect::<Vec<_>>());
    }
}

/// Times 5, 50 and 500 reports of one story: copies with a letter changed here and there.
fn scale(story: &loader::Story) {
    for count in [5_usize, 50, 500, 1000] {
        let mut seed = 1_u64;
        let reports: Vec<_> = (0..count)
            .map(|at| {
                let mut annotated = story.reports[at % story.reports.len()].clone();
                annotated.report.id = format!("{}-{at:04}", annotated.report.id);
                let mut bytes = std::mem::take(&mut annotated.report.text).into_bytes();
                for _ in 0..bytes.len() / 300 {
                    seed = seed
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    let place = (seed >> 33) as usize % bytes.len();
                    if bytes[place].is_ascii_lowercase() {
                        bytes[place] = b'a' + (seed >> 20) as u8 % 26;
                    }
                }
                annotated.report.text = String::from_utf8(bytes).expect("letters for letters");
                annotated
            })
            .collect();
        let started = std::time::Instant::now();
        let edition = collate(reports, &Options::default());
        let shared = edition.statements.iter().filter(|s| s.readings.len() > 1).count();
        println!(
            "{count} reports: {:?}, {} statements, {shared} shared",
            started.elapsed(),
            edition.statements.len()
        );
    }
}
