//! Reads a file with one format's reader and prints what came of it: `probe FORMAT FILE`.

#![allow(clippy::disallowed_methods)]

use std::fs::File;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [format, path] = arguments.as_slice() else {
        eprintln!("usage: probe FORMAT FILE");
        std::process::exit(2);
    };
    let file = File::open(path)?;
    match variorum_read::probe(format, file) {
        Some(probed) => println!("{probed:?}"),
        None => eprintln!("formats: {}", variorum_read::FORMATS.join(", ")),
    }
    Ok(())
}
