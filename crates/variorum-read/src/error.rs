//! What the world outside can refuse.

use std::path::PathBuf;

use variorum_model::Notice;

/// Nothing at all could be read; the caller ends with a usage error.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No path was given.
    #[error("no input: name a file, a folder, or `-` for standard input")]
    NoInput,
    /// Nothing was readable, and this path is why.
    #[error("cannot read `{}`: {reason}; check the name and that you may read it", path.display())]
    Unreadable {
        /// The first such path in order.
        path: PathBuf,
        /// The system's word for it.
        reason: String,
    },
    /// A run cannot go on where the earlier one stopped.
    #[error(
        "the earlier run stopped in `{input}`, which is not among the paths; name it, as before"
    )]
    NotResumable {
        /// Path of the input that it stopped in.
        input: String,
    },
    /// The paths could be opened, and hold no report.
    #[error("no report in {paths}{}", first(notices))]
    NoReports {
        /// The paths as given, in order, for a person.
        paths: String,
        /// Why each file gave none; empty for an empty folder.
        notices: Vec<Notice>,
    },
}

fn first(notices: &[Notice]) -> String {
    match notices {
        [] => "; put texts, pages, feeds, archives or JSON lines there".to_owned(),
        [one] => format!(": {}", one.message),
        [one, rest @ ..] => format!(": {} (and {} more)", one.message, rest.len()),
    }
}
