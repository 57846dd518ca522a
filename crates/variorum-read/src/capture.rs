//! Bytes as received, and what comes of them.

use variorum_model::{Notice, Report, Rule};

use crate::extractor::Extraction;

/// Bytes with the name they came under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capture {
    /// Path as given, `-` for standard input.
    pub path: String,
    /// The content, untouched.
    pub bytes: Vec<u8>,
}

/// What to read and how much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What becomes of a report whose text another one has word for word.
    pub copies: Copies,
    /// Longest input, in unpacked bytes, of those that are read as a whole; a longer one is a notice.
    pub max_bytes: u64,
    /// Where pages are extracted.
    pub extraction: Extraction,
    /// Which addresses may be fetched.
    pub reach: Reach,
    /// True where a record with a title and no text is a report, of no words.
    pub titles: bool,
    /// Threads that cut records into reports; `None` for one a core. What is read does not depend on it.
    pub n_threads: Option<usize>,
}

impl Options {
    /// Threads that cut records into reports.
    pub(crate) fn n_threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.n_threads.unwrap_or_else(cores).min(MOST_THREADS)
    }
}

/// One thread reads for all others, and more would wait for it.
const MOST_THREADS: usize = 16;

impl Default for Options {
    fn default() -> Self {
        Self {
            copies: Copies::Drop,
            max_bytes: 256 << 20,
            extraction: Extraction::Here,
            reach: Reach::Public,
            titles: false,
            n_threads: None,
        }
    }
}

/// Which addresses may be fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Those of the public network; not this machine, nor its neighbours.
    #[default]
    Public,
    /// Any.
    Private,
}

/// What becomes of a report whose text another one has word for word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// The first by path stays: side by side the two would look like corroboration.
    Drop,
    /// Both stay, for a phase that looks for copies itself.
    Keep,
}

/// The reports that were read and the remarks on what was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// In order of their ids.
    pub reports: Vec<Report>,
    /// On input that gave no report, sorted. Those on one report stand with the report.
    pub notices: Vec<Notice>,
}

/// A report before its id is settled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// Its id is the given one, or the name of its file.
    pub report: Report,
    /// True where the input itself names the id.
    pub id_given: bool,
    /// Path of its capture.
    pub path: String,
    /// Its number in the capture, from 0.
    pub place: usize,
}

/// What one input gives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    pub drafts: Vec<Draft>,
    pub notices: Vec<Notice>,
}

/// A notice on the run as a whole.
pub(crate) fn remark(rule: Rule, message: String) -> Notice {
    Notice { rule, report: None, span: None, message }
}

/// The id a file name gives: no folder, no extension; `stdin` for `-`.
pub(crate) fn id_of_path(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    };
    match stem {
        "-" => "stdin".to_owned(),
        "" => "report".to_owned(),
        stem => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::id_of_path;

    #[test]
    fn an_id_is_the_file_name_without_extension() {
        for (path, id) in [
            ("a/b/harbour.txt", "harbour"),
            ("harbour", "harbour"),
            ("a/.hidden", ".hidden"),
            ("v1.2.txt", "v1.2"),
            ("-", "stdin"),
            ("", "report"),
            ("a/", "a"),
        ] {
            assert_eq!(id_of_path(path), id, "{path}");
        }
    }
}
