//! Plain text and Markdown: one file, one report.

use crate::capture::{Draft, Part, id_of_path};
use crate::decode::Decoded;
use crate::page::{Known, report_of};

/// The report of a text file. Its text is the decoded file itself, so an offset can be checked by anyone.
pub(crate) fn read(path: &str, decoded: &Decoded) -> Part {
    let mut report = report_of(decoded.text.clone(), Known::default());
    report.id = id_of_path(path);
    let draft = Draft { report, id_given: false, path: path.to_owned(), place: 0 };
    Part { drafts: vec![draft], notices: Vec::new() }
}
