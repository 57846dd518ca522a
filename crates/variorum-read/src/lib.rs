//! Bytes to reports: the only parser of foreign bytes.
//!
//! In come paths and addresses ([`Inputs`], [`read_paths`]) or bytes with a name ([`read_captures`], [`read_bytes`]);
//! out comes an [`Intake`]: reports in order of their ids, and notices on what was left out. Archives may be taken
//! one report at a time ([`Inputs::read_each`]).
//! A format is told by its content, the name only breaks ties; each format is one plain function from an opened
//! input to records and notices (`json`, `warc`, `feed`, …), and the next one goes beside them in `format`.
//! Pages are extracted in a process of their own where the caller names one ([`Extraction`]).
//!
//! It refuses to know what a quotation is, what other reports say and how anything is shown.
//! Bad input is a notice; an error is left for the case that nothing at all can be read.
//! The result does not depend on the order of the arguments, on the clock or on the machine.

// Reading files is this crate's work; everything below `world` is pure all the same.
#![allow(clippy::disallowed_methods)]

mod arc;
mod authors;
mod byline;
mod capture;
mod clock;
mod credit;
mod date;
mod date_line;
mod dateline;
mod decode;
mod draft;
mod error;
mod extractor;
mod feed;
mod fetch;
mod field_date;
mod foreign;
mod format;
mod furniture;
mod headline;
mod html;
mod html_report;
mod inputs;
mod intake;
mod json;
mod json_record;
mod lanes;
mod language;
mod lexicon;
mod line;
mod mail;
mod markdown;
mod markup;
mod mend;
mod news_ml;
mod news_xml;
mod ninjs;
mod office;
mod opml;
mod page;
mod paragraph;
mod pdf;
mod prefix;
mod probe;
mod quiet;
mod record;
mod settle;
mod stream;
mod subhead;
mod subtitles;
mod tell;
mod unpack;
mod wacz;
mod warc;
mod wayback;
mod words;
mod world;
mod xml;
mod zipped;

pub use capture::{Capture, Copies, Intake, Options, Reach};
pub use date::published_at;
pub use error::ReadError;
pub use extractor::{Extraction, serve_extraction};
pub use inputs::{Inputs, read_paths};
pub use stream::Streamed;

use extractor::Extractor;

#[doc(hidden)]
pub use html::{extract_flat_json, extract_json};
#[doc(hidden)]
pub use probe::{FORMATS, Probed, probe};

/// The reports of several captures, settled together: ids unique, repeats dropped, in order of id.
pub fn read_captures(captures: &[Capture], options: &Options) -> Intake {
    let mut extractor = Extractor::new(options.extraction.clone());
    let part = |capture| intake::part_of_capture(capture, options, &mut extractor);
    settle::settle(captures.iter().map(part).collect(), options)
}

/// The reports of one capture, named as its file would be.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Intake {
    let capture = Capture { path: name.to_owned(), bytes: bytes.to_vec() };
    read_captures(&[capture], &Options::default())
}
