//! Reads mutated seeds for some minutes and stops at the first that panics or breaks a promise: what stands in for the fuzz
//! targets where there is no nightly compiler. `cargo run --release --example soak -- FORMAT MINUTES SEEDS…`
//!
//! A format is a row of [`FORMATS`]. The sequence of inputs is the same in each run. An input that fails is written to
//! `soak-failed` before it is read, so that it is there even after an abort.

#![allow(clippy::disallowed_methods)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use variorum_model::Span;
use variorum_read::{extract_flat_json, extract_json, read_bytes};

/// Reads one input and checks what must hold of the result.
type Check = fn(&[u8]);

/// The formats that can be soaked.
const FORMATS: [(&str, Check); 2] = [("page", page), ("text", text)];

/// Longest input that is made.
const MAX_BYTES: usize = 200_000;
/// An input that takes longer is reported as slow.
const SLOW: Duration = Duration::from_secs(2);

fn page(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    for json in [extract_json(&html, None), extract_flat_json(&html)] {
        let extract: Value = serde_json::from_str(&json).expect("an extract is JSON");
        let text = extract["text"].as_str().expect("an extract has a text");
        let bound = |span: &Value, name: &str| {
            span[name].as_u64().and_then(|at| usize::try_from(at).ok()).expect("a span has bounds")
        };
        let spans = |list: &str| -> Vec<Span> {
            let items = extract[list].as_array().expect("a list").iter().map(|item| &item["span"]);
            items.map(|span| Span::new(bound(span, "start"), bound(span, "end"))).collect()
        };
        let paragraphs = spans("paragraphs");
        assert!(
            paragraphs.windows(2).all(|pair| pair[0].end <= pair[1].start),
            "paragraphs overlap"
        );
        for span in paragraphs.into_iter().chain(spans("marks")) {
            assert!(!span.of(text).is_empty(), "{span:?} is no stretch of the text");
        }
    }
}

fn text(bytes: &[u8]) {
    for report in read_bytes("soak.txt", bytes).reports {
        assert!(report.blocks.iter().all(|block| !block.span.of(&report.text).is_empty()));
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: soak FORMAT MINUTES SEEDS…";
    let format = arguments.next().expect(usage);
    let (_, check) = FORMATS.iter().find(|(name, _)| *name == format).expect("a known format");
    let minutes: f64 = arguments.next().and_then(|minutes| minutes.parse().ok()).expect(usage);
    let seeds: Vec<Vec<u8>> = arguments.flat_map(|path| seeds(Path::new(&path))).collect();
    assert!(!seeds.is_empty(), "{usage}");
    let start = Instant::now();
    let mut numbers = Numbers(1);
    let mut n_inputs = 0_u64;
    while start.elapsed().as_secs_f64() < minutes * 60.0 {
        let input = mutated(&seeds, &mut numbers);
        std::fs::write("soak-failed", &input).expect("the folder can be written to");
        let begin = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| check(&input))).is_err() {
            eprintln!("failed after {n_inputs} inputs: see soak-failed");
            std::process::exit(1);
        }
        if begin.elapsed() > SLOW {
            eprintln!(
                "slow: {} bytes took {:.1?}: see soak-slow-{n_inputs}",
                input.len(),
                begin.elapsed()
            );
            std::fs::write(format!("soak-slow-{n_inputs}"), &input)
                .expect("the folder can be written to");
        }
        n_inputs += 1;
    }
    std::fs::remove_file("soak-failed").expect("it was written");
    println!("{n_inputs} inputs of format {format}, none failed");
}

fn seeds(path: &Path) -> Vec<Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(path) else {
        return vec![std::fs::read(path).expect("a seed can be read")];
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.iter().flat_map(|path| seeds(path)).collect()
}

/// A sequence that looks like chance and is the same in each run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(usize::MAX) % bound.max(1)
    }
}

/// Bytes that mean something to one format or another.
const WORDS: [&[u8]; 20] = [
    b"<p>",
    b"</p>",
    b"<div ",
    b"<q>",
    b"<table><tr><td>",
    b"<!--",
    b"]]>",
    b"<script type=application/ld+json>",
    b"</script>",
    b"\"",
    b"&#x10FFFF;",
    b"\0",
    b"\xff\xfe",
    b"\xc3",
    b"\r\n\r\n",
    b"{\"",
    b"[[[[",
    b"2024-06-18T10:30:00Z",
    b"\xe2\x80\x9c",
    b"<br><br>",
];

/// A seed with some pieces cut, doubled, swapped with another's, or replaced.
fn mutated(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut input = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(12) {
        let at = numbers.below(input.len() + 1);
        let end = (at + numbers.below(60)).min(input.len());
        match numbers.below(7) {
            0 => drop(input.drain(at..end)),
            1 => drop(input.splice(at..at, WORDS[numbers.below(WORDS.len())].iter().copied())),
            2 => {
                let times = 1 + numbers.below(200);
                let piece = input[at..end].repeat(times);
                drop(input.splice(at..at, piece));
            }
            3 => {
                let other = &seeds[numbers.below(seeds.len())];
                let from = numbers.below(other.len() + 1);
                let piece = other[from..(from + numbers.below(400)).min(other.len())].to_vec();
                drop(input.splice(at..end, piece));
            }
            4 => input.truncate(at),
            5 if at < input.len() => input[at] = u8::try_from(numbers.below(256)).unwrap_or(0),
            _ => {
                let word = WORDS[numbers.below(WORDS.len())].repeat(1 + numbers.below(700));
                drop(input.splice(at..at, word));
            }
        }
        input.truncate(MAX_BYTES);
    }
    input
}
