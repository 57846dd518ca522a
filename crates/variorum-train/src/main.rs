//! Gold data to evaluation tables.
//!
//! In: the folder of gold data and the engines that this build holds. Out: every table of
//! `docs/evaluation.md` as Markdown, what others measured beside what we measure.
//! It refuses to change what it measures: the phases run as the product runs them, and nothing of
//! this crate is linked into the product.
//!
//! The same data and engines give the same tables, but for the speeds.
#![allow(clippy::disallowed_methods, reason = "reads gold data, starts processes and times them")]

mod attributions;
mod calibrate;
mod cli;
mod coreference;
mod edition;
mod engine;
mod eval;
mod gold;
mod heads;
mod peers;
mod publishers;
mod reliability;
mod speed;
mod table;
mod usage;

use clap::Parser;
use std::io::{self, ErrorKind::BrokenPipe};
use std::process::ExitCode;

fn main() -> ExitCode {
    let done = match cli::Arguments::parse().command {
        cli::Command::Eval(arguments) => eval::run(&arguments),
        cli::Command::Calibrate(arguments) => calibrate::run(
            arguments.engine.into(),
            &arguments.gold,
            [arguments.least_marked, arguments.least_unmarked],
        ),
        cli::Command::Heads(arguments) => heads::run(arguments.engine.into(), &arguments.stories),
        cli::Command::Usage(arguments) => usage::run(&arguments.command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // a reader such as `head` went away
        Err(error) if error.downcast_ref().map(io::Error::kind) == Some(BrokenPipe) => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("variorum-train: {error:#}");
            ExitCode::from(2)
        }
    }
}
