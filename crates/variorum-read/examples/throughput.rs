//! Megabytes a second from an input to reports, one record at a time, nothing annotated:
//! `cargo run --release -p variorum-read --example throughput -- FILE…`
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use variorum_read::{Inputs, Options, Streamed};

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let start = Instant::now();
    let (mut n_reports, mut n_notices, mut n_bytes) = (0, 0, 0);
    let inputs = Inputs::find(&paths, &Options::default()).expect("paths");
    let read = inputs.read_each(None, &mut |streamed| {
        match streamed {
            Streamed::Report(report) => {
                n_reports += 1;
                n_bytes += report.text.len();
            }
            Streamed::Notice(_) => n_notices += 1,
        }
        ControlFlow::Continue(())
    });
    let seconds = start.elapsed().as_secs_f64();
    let stored: u64 =
        paths.iter().filter_map(|path| path.metadata().ok()).map(|file| file.len()).sum();
    let rate = |bytes: f64| bytes / 1e6 / seconds;
    println!(
        "{n_reports} reports, {n_notices} notices, {:.0} MB/s of input, {:.0} MB/s of text, {seconds:.2} s",
        rate(stored as f64),
        rate(n_bytes as f64),
    );
    if let Err(error) = read {
        eprintln!("{error}");
    }
}
