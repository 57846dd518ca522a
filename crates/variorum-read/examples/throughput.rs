//! Megabytes a second from an input to reports, one record at a time, nothing annotated:
//! `cargo run --release -p variorum-read --example throughput -- FILE…`
//!
//! `--threads N`: threads that cut records into reports, one a core where absent.
//! `--show` writes every report and notice to standard output, so that two builds can be compared.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use variorum_read::{Inputs, Options, Streamed};

fn main() {
    let (mut paths, mut options, mut shown) = (Vec::new(), Options::default(), None);
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--show") => shown = Some(std::io::stdout().lock()),
            Some("--threads") => {
                let number = arguments.next().and_then(|number| number.to_str()?.parse().ok());
                options.n_threads = Some(number.expect("--threads wants a number"));
            }
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    let start = Instant::now();
    let (mut n_reports, mut n_notices, mut n_bytes) = (0, 0, 0);
    let inputs = Inputs::find(&paths, &options).expect("paths");
    let read = inputs.read_each(None, &mut |streamed| {
        if let Some(out) = &mut shown {
            writeln!(out, "{streamed:?}").expect("standard output is open");
        }
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
    eprintln!(
        "{n_reports} reports, {n_notices} notices, {:.0} MB/s of input, {:.0} MB/s of text, {seconds:.2} s",
        rate(stored as f64),
        rate(n_bytes as f64),
    );
    if let Err(error) = read {
        eprintln!("{error}");
    }
}
