//! An edition made readable: for a person at a terminal, for a browser, for another program.
//!
//! In: an [`Edition`](variorum_model::Edition), or one [`Annotated`](variorum_model::Annotated)
//! report. Out: a `String`.
//! It refuses to know how an edition was made, whether the output goes to a terminal, what the
//! environment says about colour, and what day it is: the same edition gives the same bytes.
//!
//! Two invariants hold in every format. A span names the same words it names in the report, in
//! bytes inside and in code points outside. Nothing a report holds is obeyed by the place it is
//! printed in: markup is escaped, control and bidirectional characters are shown.

mod codepoints;
mod context;
mod html;
mod json;
mod outline;
mod text;
mod verification;
mod visible;
mod words;

pub use codepoints::CodePoints;
pub use html::html;
pub use json::{annotation_json, json};
pub use text::{TextStyle, fit, text};
pub use verification::{
    Answered, Checked, Reports, check_html, check_json, check_text, found_words, sarif,
    verification_json, verification_text,
};
