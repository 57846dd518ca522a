//! Near-copies of a JSON-lines file, as `variorum group` finds them, and how long it took:
//! `cargo run --release -p variorum-group --example copies -- SET.jsonl > OUTPUT.jsonl`
#![allow(clippy::disallowed_methods, reason = "it reads a file and measures time")]

use std::time::Instant;

use serde_json::{Value, json};
use variorum_group::{Copies, Incoming};

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let content = std::fs::read_to_string(path).expect("readable");
    let rows: Vec<Value> =
        content.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let word = |row: &'_ Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let reports: Vec<[String; 3]> =
        rows.iter().map(|row| ["id", "title", "text"].map(|name| word(row, name))).collect();
    let start = Instant::now();
    let mut copies = Copies::default();
    let found: Vec<_> = reports
        .iter()
        .map(|[id, title, text]| copies.add(&Incoming { id, title, text, ..Incoming::default() }))
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    for ([id, ..], copy) in reports.iter().zip(found) {
        let copy_of = copy.map(|copy| reports[copy.of][0].clone());
        println!("{}", json!({"id": id, "story": id, "copy_of": copy_of}));
    }
    eprintln!("{} reports, {:.0} a second", reports.len(), reports.len() as f64 / seconds);
}
