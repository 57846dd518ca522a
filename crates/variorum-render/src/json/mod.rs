//! Editions and annotations as JSON, in the shape that CONTRACT.md fixes.
//!
//! The structs borrow from the edition and are written straight to the output: no tree of values
//! stands between. Offsets are code points. What no phase has built has no field, rather than an
//! empty one.

mod edition;
pub(crate) mod id;
mod parallel;
pub(crate) mod report;
mod statement;
mod timeline;

use crate::codepoints::CodePoints;
use serde::Serialize;
use variorum_model::{Annotated, Edition};

/// The edition as one JSON object, `variorum.edition/1`, without a line end.
/// `version` is the program's own.
///
/// Statements, quotations and findings are numbered in the order of the edition, attributions and
/// entities within their report, traditions within their statement.
pub fn json(edition: &Edition, version: &str) -> String {
    write(&edition::EditionJson::new(edition, version))
}

/// One report and its annotations as one line of JSON, `variorum.annotation/1`, without a line end.
pub fn annotation_json(annotated: &Annotated) -> String {
    let points = CodePoints::new(&annotated.report.text);
    write(&report::AnnotationJson::new(annotated, &points))
}

pub(crate) fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists always serialise")
}
