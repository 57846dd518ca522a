//! Writes a made-up web archive: `make_warc MEGABYTES OUT.warc[.gz]`, megabytes of content before packing.

#![allow(clippy::disallowed_methods)]

mod archive;

use std::fs::File;
use std::io::{BufWriter, Write};

use archive::Packing;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [megabytes, path] = arguments.as_slice() else {
        eprintln!("usage: make_warc MEGABYTES OUT.warc[.gz]");
        std::process::exit(2);
    };
    let megabytes: u64 = megabytes.parse().map_err(std::io::Error::other)?;
    let packing = if path.ends_with(".gz") { Packing::Gzip } else { Packing::Plain };
    let mut out = BufWriter::new(File::create(path)?);
    let n_bytes = archive::write(&mut out, megabytes * 1_000_000, packing)?;
    out.flush()?;
    let stored = std::fs::metadata(path)?.len();
    println!("{n_bytes} bytes of content, {stored} bytes stored");
    Ok(())
}
