//! The command line: flags, exit codes and glue between the phases; nothing of the field is decided here.
#![allow(clippy::disallowed_methods, reason = "the binary reads the environment and writes files")]

mod annotate;
mod batches;
mod cli;
mod collate;
mod explain;
mod group;
mod output;
mod resume;
mod stream;

use clap::Parser;
use std::process::ExitCode;

/// Exit status for a usage error or for input that holds no readable report.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    let done = match arguments.command {
        cli::Command::Collate(arguments) => collate::run(&arguments),
        cli::Command::Annotate(arguments) => annotate::run(&arguments),
        cli::Command::Group(arguments) => group::run(&arguments),
        cli::Command::Explain(arguments) => explain::run(&arguments),
        cli::Command::ExtractPages => {
            variorum_read::serve_extraction(std::io::stdin(), std::io::stdout()).map_err(Into::into)
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("variorum: {error:#}");
            ExitCode::from(UNUSABLE)
        }
    }
}
