//! A web archive to records, before any article is looked for in them. One thread; the throughput counts
//! content after unpacking.

#[path = "../examples/archive/mod.rs"]
mod archive;

use std::sync::LazyLock;

use archive::Packing;
use divan::Bencher;
use divan::counter::BytesCount;
use variorum_read::probe;

/// Bytes of content.
const CONTENT_BYTES: u64 = 64_000_000;

static PLAIN: LazyLock<(Vec<u8>, u64)> = LazyLock::new(|| made(Packing::Plain));
static PACKED: LazyLock<(Vec<u8>, u64)> = LazyLock::new(|| made(Packing::Gzip));

fn main() {
    divan::main();
}

fn made(packing: Packing) -> (Vec<u8>, u64) {
    let mut bytes = Vec::new();
    let n_bytes = archive::write(&mut bytes, CONTENT_BYTES, packing).expect("memory takes it");
    (bytes, n_bytes)
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn warc(bencher: Bencher) {
    let (bytes, n_bytes) = &*PLAIN;
    bencher.counter(BytesCount::new(*n_bytes)).bench(|| probe("warc", bytes.as_slice()));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn warc_gz(bencher: Bencher) {
    let (bytes, n_bytes) = &*PACKED;
    bencher.counter(BytesCount::new(*n_bytes)).bench(|| probe("warc", bytes.as_slice()));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn json_lines(bencher: Bencher) {
    let line = format!(
        "{{\"id\": \"r\", \"title\": \"Ships wait\", \"text\": \"{}\"}}\n",
        "The pilots of the harbour said on Tuesday that \\u201cnobody\\u201d would sail.\\n\\n"
            .repeat(60)
    );
    let lines = line.repeat(16_000_000 / line.len());
    let counter = BytesCount::new(lines.len());
    bencher.counter(counter).bench(|| probe("json-lines", lines.as_bytes()));
}
