//! Where results go, and what the terminal can show.

use anyhow::{Context, Error, Result};
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Columns where the terminal does not say how wide it is.
const WIDTH: usize = 80;

/// Writes the result to a file, or to standard output.
pub(crate) fn write(result: &str, file: Option<&Path>) -> Result<()> {
    match file {
        Some(path) => {
            fs::write(path, result).with_context(|| format!("cannot write `{}`", path.display()))
        }
        None => Ok(io::stdout().lock().write_all(result.as_bytes())?),
    }
}

/// Says what a file holds now. Results that go to standard output speak for themselves.
pub(crate) fn wrote(file: &Path, what: &str) {
    eprintln!("variorum: wrote `{}`: {what}", file.display());
}

/// "1 report", "5 reports".
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// True where standard output is read by a person.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// True where a reader such as `head` went away: nothing went wrong.
pub(crate) fn is_broken_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Columns of the terminal; `COLUMNS` where standard output is none.
pub(crate) fn width() -> usize {
    let columns = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal =
        terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    terminal.or_else(columns).unwrap_or(WIDTH).clamp(20, 160)
}

/// True on a terminal, unless `NO_COLOR` is set (<https://no-color.org>).
pub(crate) fn colour() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal()
        && !refused
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
