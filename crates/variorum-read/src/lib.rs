//! Bytes to reports: the only parser of foreign bytes.
//!
//! In come paths ([`read_paths`]) or bytes with a name ([`read_captures`], [`read_bytes`]); out comes an
//! [`Intake`]: reports in order of their ids, and notices on what was left out.
//! A format is told by its content, the name only breaks ties; each format is one plain function from a
//! capture to drafts and notices (`plain`, `json`), and the next one goes beside them in `format`.
//!
//! It refuses to know what a quotation is, what other reports say and how anything is shown.
//! Bad input is a notice; an error is left for the case that nothing at all can be read.
//! The result does not depend on the order of the arguments, on the clock or on the machine.

// Reading files is this crate's work; everything below `world` is pure all the same.
#![allow(clippy::disallowed_methods)]

mod byline;
mod capture;
mod credit;
mod date;
mod date_line;
mod dateline;
mod decode;
mod error;
mod feed;
mod field_date;
mod format;
mod furniture;
mod headline;
mod json;
mod language;
mod lexicon;
mod line;
mod markdown;
mod markup;
mod news_xml;
mod ninjs;
mod opml;
mod page;
mod paragraph;
mod plain;
mod prefix;
mod probe;
mod quiet;
mod record;
mod settle;
mod subhead;
mod wacz;
mod warc;
mod world;
mod xml;

pub use capture::{Capture, Copies, Intake, Options};
pub use error::ReadError;
#[doc(hidden)]
pub use probe::{FORMATS, Probed, probe};
pub use world::read_paths;

/// The reports of several captures, settled together: ids unique, repeats dropped, in order of id.
pub fn read_captures(captures: &[Capture], options: &Options) -> Intake {
    let parts = captures.iter().map(format::read_capture).collect();
    settle::settle(parts, options)
}

/// The reports of one capture, named as its file would be.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Intake {
    let capture = Capture { path: name.to_owned(), bytes: bytes.to_vec() };
    settle::settle(vec![format::read_capture(&capture)], &Options::default())
}
