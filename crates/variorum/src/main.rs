//! The command line: flags, exit codes and glue between the phases; nothing of the field is decided here.
#![allow(clippy::disallowed_methods, reason = "the binary reads the environment and writes files")]

mod accepted;
mod annotate;
mod batches;
mod check;
mod cli;
mod collate;
mod csv;
mod desk;
mod explain;
mod group;
mod listing;
mod output;
mod progress;
mod resume;
mod shell;
mod story;
mod stream;
mod verify;

use clap::Parser;
use std::process::ExitCode;

/// Exit status of an edition in which no two reports share a statement and nothing was found.
const NOTHING: u8 = 1;
/// Exit status for a usage error or for input that holds no readable report.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match run(arguments.command) {
        Ok(status) => status,
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("variorum: {error:#}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn run(command: cli::Command) -> anyhow::Result<ExitCode> {
    match command {
        cli::Command::Collate(arguments) if !collate::run(&arguments)? => {
            return Ok(ExitCode::from(NOTHING));
        }
        cli::Command::Collate(_) => {}
        cli::Command::Annotate(arguments) => annotate::run(&arguments)?,
        cli::Command::Group(arguments) => group::run(&arguments)?,
        cli::Command::Explain(arguments) => explain::run(&arguments)?,
        cli::Command::Verify(arguments) => return verify::run(&arguments).map(ExitCode::from),
        cli::Command::Check(arguments) => return check::run(&arguments).map(ExitCode::from),
        cli::Command::Completions(arguments) => shell::completions(&arguments)?,
        cli::Command::ManPages(arguments) => shell::man_pages(&arguments)?,
        cli::Command::ExtractPages => {
            variorum_read::serve_extraction(std::io::stdin(), std::io::stdout())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
