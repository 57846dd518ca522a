//! Prints what the learned engine alone finds, for `score_attributions.py`.
//! `cargo run --release -p variorum-annotate --example engine -- --model FILE < dev.jsonl > found.jsonl`;
//! `--windows TARGET,HARD,CONTEXT` for a model trained with others, `--threads N`, `--confidence` to print that too.
#![allow(clippy::disallowed_methods)]

mod points;

use points::Points;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use variorum_annotate::engine::{Found, Network, find};

fn main() {
    let network = network();
    let confidence = std::env::args().any(|argument| argument == "--confidence");
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line.expect("a line")).expect("a JSON record");
        let text = record["text"].as_str().expect("a text");
        let points = Points::of(text);
        let found = find(text, &network);
        let all: Vec<Value> =
            found.iter().map(|found| attribution(found, &points, confidence)).collect();
        writeln!(out, "{}", json!({"id": record["id"], "attributions": all})).expect("written");
    }
}

fn option(name: &str) -> Option<String> {
    std::env::args().skip_while(|argument| argument != name).nth(1)
}

fn network() -> Network {
    let file = option("--model").expect("--model FILE");
    let bytes = std::fs::read(file).expect("a readable model");
    let mut network = Network::read(bytes).expect("a model");
    if let Some(threads) = option("--threads") {
        network = network.threads(threads.parse().expect("a number"));
    }
    if let Some(lengths) = option("--windows") {
        let lengths: Vec<usize> =
            lengths.split(',').map(|length| length.parse().expect("a number")).collect();
        network = network.windows(lengths[0], lengths[1], lengths[2]);
    }
    network
}

fn attribution(found: &Found, points: &Points, confidence: bool) -> Value {
    let mut out = json!({"source": points.all(found.source.as_slice()), "cue": points.all(found.cue.as_slice()),
        "content": points.all(&found.content)});
    if confidence {
        out["confidence"] =
            json!([found.content_confidence, found.cue_confidence, found.source_confidence]);
    }
    out
}
