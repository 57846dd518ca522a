//! Prints the article text of pages, one JSON line `{"id", "text"}` each, and the processor's time on standard error:
//! `cargo run --release --example page_text -- FOLDER [--flat | --full]`, where the folder holds `.html` or `.html.gz`.
//! `--flat` reads without a tree, `--full` prints all that is drawn from a page.

#![allow(clippy::disallowed_methods)]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use variorum_read::{extract_flat_json, extract_json};

/// As the lead's reader, the extraction gets a stack that is not the main thread's.
const STACK_BYTES: usize = 8 << 20;

fn main() {
    let worker = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run);
    worker.expect("a thread can be started").join().expect("no page makes it panic");
}

fn run() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let folder =
        arguments.iter().find(|argument| !argument.starts_with("--")).expect("a folder is given");
    let (mut n_pages, mut n_bytes, mut time) = (0, 0, Duration::ZERO);
    let mut out = std::io::stdout().lock();
    for path in pages(Path::new(folder)) {
        let page = page(&path);
        let start = cpu_time();
        let line = if has("--flat") { extract_flat_json(&page) } else { extract_json(&page, None) };
        let taken = cpu_time().saturating_sub(start);
        if taken > Duration::from_secs(1) {
            eprintln!("{} took {taken:.2?}", path.display());
        }
        (n_pages, n_bytes, time) = (n_pages + 1, n_bytes + page.len(), time + taken);
        let mut extract: Value = serde_json::from_str(&line).expect("an extract is JSON");
        let id = path.file_name().map(|name| name.to_string_lossy().into_owned());
        if has("--full") {
            extract["id"] = json!(id);
        } else {
            extract = json!({"id": id, "text": extract["text"]});
        }
        writeln!(out, "{extract}").expect("standard output is open");
    }
    let seconds = time.as_secs_f64();
    eprintln!(
        "{n_pages} pages, {:.1} MB in {seconds:.2} s: {:.0} pages/s, {:.0} MB/s",
        n_bytes as f64 / 1e6,
        f64::from(n_pages) / seconds,
        n_bytes as f64 / 1e6 / seconds
    );
}

/// The time that this thread has run, so that other work on the machine counts little; Linux only, zero elsewhere.
fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = stat.split(' ').next().and_then(|nanos| nanos.parse().ok());
    Duration::from_nanos(nanos.unwrap_or_default())
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn page(path: &Path) -> String {
    let mut bytes = std::fs::read(path).expect("the page can be read");
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        let unpacking = flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut unpacked);
        unpacking.expect("the page is gzip");
        bytes = unpacked;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
