//! Feeds mutated seeds to one format's reader, in this process, on a stable compiler:
//! `soak FORMAT MINUTES`, `soak all MINUTES` for each in turn; `any` goes through the whole reader.
//!
//! Seeds are the small files of `fuzz/corpus/FORMAT`; an input that gives counts not seen before is kept there.
//! Prints executions, the slowest one, and every panic with the file that causes it; a panic ends it with status 1.

#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use variorum_read::{FORMATS, Probed, probe, read_bytes};

/// Longest input.
const MAX_BYTES: usize = 16 << 10;
/// Longest input that is kept, and how many are.
const MAX_KEPT_BYTES: usize = 2 << 10;
const MAX_KEPT: usize = 60;
/// Pieces that the formats are made of.
const PIECES: &[&str] = &[
    "WARC/1.0\r\n",
    "WARC/1.1\r\n",
    "\r\n\r\n",
    "Content-Length: ",
    "WARC-Type: response\r\n",
    "HTTP/1.1 200 OK\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n",
    "Content-Encoding: br\r\n",
    "text/html; charset=",
    "<rss version=\"2.0\">",
    "<item>",
    "</item>",
    "<entry>",
    "<![CDATA[",
    "]]>",
    "&#x0;",
    "&amp;",
    "&a;",
    "<!DOCTYPE a [",
    "<!ENTITY a \"b\">",
    "<author>",
    "a@b.c (",
    "<link/>",
    "<content type=\"xhtml\">",
    "<media:group>",
    "<pubDate>",
    "Tue, 04 Mar 2031 10:00:00 GMT",
    "9999-12-31T23:59:59+23:59",
    "<outline xmlUrl=\"",
    "<newsItem guid=\"a\">",
    "<contentSet>",
    "<inlineXML>",
    "<nitf>",
    "<body>",
    "<body.content>",
    "<bq>",
    "</bq>",
    "<p>",
    "</p>",
    "<br/>",
    "{\"uri\":\"a\",",
    "\"headline\":",
    "\"bodies\":[",
    "\"body_xhtml\":\"<p>\"",
    "\"items\":[{",
    "null",
    "\\ud800",
    "---\n",
    "+++\n",
    "title: ",
    "> ",
    "# ",
    "```\n",
    "![",
    "](",
    "[a]: ",
    "*",
    "_",
    "\u{feff}",
    "\u{2028}",
    "é",
    "\u{1f600}",
    "\0",
    "\u{1b}",
    "-1",
    "99999999999999999999",
    "0",
    "PK\u{3}\u{4}",
    "\u{1f}",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [format, minutes] = arguments.as_slice() else { usage() };
    let Ok(minutes) = minutes.parse::<f64>() else { usage() };
    let formats: Vec<&str> = match format.as_str() {
        "all" => FORMATS.iter().copied().chain(["any"]).collect(),
        "any" => vec!["any"],
        format if FORMATS.contains(&format) => vec![format],
        _ => usage(),
    };
    std::panic::set_hook(Box::new(|info| eprintln!("{info}")));
    let clean = formats.iter().all(|format| soak(format, Duration::from_secs_f64(minutes * 60.0)));
    std::process::exit(i32::from(!clean));
}

fn usage() -> ! {
    eprintln!("usage: soak FORMAT|all|any MINUTES\nformats: {}", FORMATS.join(", "));
    std::process::exit(2);
}

/// True where nothing panicked.
fn soak(format: &str, limit: Duration) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(format);
    let mut corpus = seeds(&folder);
    let mut random = Random(0x2545_f491_4f6c_dd1d ^ format.len() as u64);
    let (mut seen, mut n_runs, mut n_panics, mut slowest) =
        (BTreeSet::new(), 0_u64, 0, Duration::ZERO);
    let begin = Instant::now();
    while begin.elapsed() < limit && n_panics < 5 {
        let input = mutated(&corpus, format, &mut random);
        let before = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| run(format, &input)));
        let took = before.elapsed();
        n_runs += 1;
        if took > slowest {
            slowest = took;
            if took > Duration::from_secs(1) {
                println!(
                    "{format}: {} ms: {}",
                    took.as_millis(),
                    keep(&folder, "slow", &input).display()
                );
            }
        }
        match outcome {
            Err(_) => {
                n_panics += 1;
                println!("{format}: panic: {}", keep(&folder, "panic", &input).display());
            }
            Ok(probed) => {
                let counts = (
                    probed.n_records.min(8),
                    probed.n_notices.min(8),
                    probed.n_bytes.min(255).ilog2_or_zero(),
                );
                let is_small = input.len() <= MAX_KEPT_BYTES && corpus.len() < MAX_KEPT;
                if seen.insert(counts) && is_small {
                    keep(&folder, "found", &input);
                    corpus.push(input);
                }
            }
        }
    }
    println!(
        "{format}: {n_runs} executions in {:.0} s, slowest {} ms, {} inputs kept, {n_panics} panics",
        begin.elapsed().as_secs_f64(),
        slowest.as_millis(),
        corpus.len()
    );
    n_panics == 0
}

fn run(format: &str, input: &[u8]) -> Probed {
    match probe(format, input) {
        Some(probed) => probed,
        None => {
            let intake = read_bytes("soak", input);
            let n_bytes = intake.reports.iter().map(|report| report.text.len()).sum();
            Probed { n_records: intake.reports.len(), n_notices: intake.notices.len(), n_bytes }
        }
    }
}

trait Log {
    fn ilog2_or_zero(self) -> u32;
}

impl Log for usize {
    fn ilog2_or_zero(self) -> u32 {
        self.checked_ilog2().unwrap_or(0)
    }
}

fn seeds(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    paths.sort_unstable();
    let mut seeds: Vec<Vec<u8>> = paths.iter().filter_map(|path| fs::read(path).ok()).collect();
    seeds.push(Vec::new());
    seeds
}

fn keep(folder: &Path, kind: &str, input: &[u8]) -> PathBuf {
    let hash = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let path = folder.join(format!("{kind}-{hash:016x}"));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, input));
    if let Err(error) = written {
        eprintln!("{}: {error}", path.display());
    }
    path
}

/// A seed after one to six changes. What is packed is unpacked first, half of the time, so that the changes
/// reach what is inside.
fn mutated(corpus: &[Vec<u8>], format: &str, random: &mut Random) -> Vec<u8> {
    let seed = random.of(corpus);
    let inner = (format == "warc" || format == "any")
        && seed.starts_with(&[0x1f, 0x8b])
        && random.below(2) == 0;
    let mut bytes = if inner { unpacked(seed) } else { seed.clone() };
    for _ in 0..=random.below(6) {
        change(&mut bytes, corpus, random);
        bytes.truncate(MAX_BYTES);
    }
    if inner { packed(&bytes) } else { bytes }
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    let decoder = flate2::read::MultiGzDecoder::new(bytes).take(MAX_BYTES as u64);
    let mut decoder = decoder;
    // a broken seed gives what it has
    let _ = decoder.read_to_end(&mut content);
    content
}

/// One member for each record, as crawlers write them.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    let text = bytes.split(|byte| *byte == b'\n').collect::<Vec<_>>();
    let mut member = Vec::new();
    for line in text {
        if line.starts_with(b"WARC/1.") && !member.is_empty() {
            close(&mut all, &member);
            member.clear();
        }
        member.extend_from_slice(line);
        member.push(b'\n');
    }
    close(&mut all, &member);
    all
}

fn close(all: &mut Vec<u8>, member: &[u8]) {
    let mut encoder = flate2::write::GzEncoder::new(all, flate2::Compression::fast());
    encoder.write_all(member).and_then(|()| encoder.finish().map(drop)).expect("memory takes it");
}

fn change(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let end = (at + random.below(64)).min(bytes.len());
    match random.below(8) {
        0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        1 if at < bytes.len() => bytes[at] = random.below(256) as u8,
        2 => drop(bytes.drain(at..end)),
        3 => {
            let piece = bytes[at..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
        4 => {
            // many of one piece: depth
            let piece = random.of(PIECES).repeat(1 + random.below(200));
            bytes.splice(at..at, piece.into_bytes());
        }
        5 => bytes.truncate(at),
        6 => {
            let other = random.of(corpus);
            let from = random.below(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        _ => drop(bytes.splice(at..at, random.of(PIECES).bytes())),
    }
}

/// Numbers by xorshift: the same run for the same seeds and time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
