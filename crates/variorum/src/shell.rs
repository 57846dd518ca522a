//! What a shell and `man` want to know of the command line: written from the same flags that are parsed.

use crate::cli::{self, Arguments};
use crate::output;
use anyhow::{Context, Result};
use clap::CommandFactory;
use std::io::Write;

/// Prints the completions of a shell.
pub(crate) fn completions(arguments: &cli::Completions) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "variorum", &mut script);
    Ok(std::io::stdout().lock().write_all(&script)?)
}

/// Writes a page for the program and one for each command.
pub(crate) fn man_pages(arguments: &cli::ManPages) -> Result<()> {
    let folder = &arguments.folder;
    let named = || format!("cannot write `{}`", folder.display());
    std::fs::create_dir_all(folder).with_context(named)?;
    clap_mangen::generate_to(Arguments::command(), folder).with_context(named)?;
    output::wrote(folder, "man pages");
    Ok(())
}
