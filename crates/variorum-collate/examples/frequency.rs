//! Counts in how many documents of a JSON-lines file each stem stands: `data/stem-frequency.tsv`.
//!
//! `cargo run --release -p variorum-collate --example frequency -- FILE.jsonl > data/stem-frequency.tsv`
//! Counts only; nothing of the texts is kept.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use variorum_model::Span;
use variorum_text::{fold_word, stem, tokens};

/// Stems of fewer documents are left out: a stem that is not listed counts as rarer than all that are.
const FEWEST: usize = 8;

fn main() {
    let path = std::env::args().nth(1).expect("usage: frequency FILE.jsonl");
    let body = std::fs::read_to_string(path).expect("readable file");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut documents = 0;
    for line in body.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a JSON line");
        let text = value["text"].as_str().unwrap_or_default();
        let stems: BTreeSet<String> = tokens(text, Span::new(0, text.len()))
            .into_iter()
            .filter(|token| token.is_wordlike())
            .map(|token| stem(&fold_word(token.span.of(text)).replace('-', "")))
            .collect();
        documents += 1;
        for stem in stems {
            *counts.entry(stem).or_default() += 1;
        }
    }
    println!(
        "# Number of documents, of {documents} news articles, that hold each stem; at least {FEWEST}."
    );
    println!(
        "# Counted by examples/frequency.rs over a public news sample (abp_background8k). Counts are facts;"
    );
    println!("# no text of the sample is kept. Licence of this table: MIT OR Apache-2.0.");
    println!("\t{documents}");
    for (stem, count) in counts.iter().filter(|(stem, count)| {
        **count >= FEWEST && stem.len() <= 24 && stem.chars().any(char::is_alphabetic)
    }) {
        println!("{stem}\t{count}");
    }
}
