//! What went wrong or was left out, without an error.

use crate::{Rule, Span};

/// One remark on a report: bad input becomes a notice and the other reports still collate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// What it is about.
    pub rule: Rule,
    /// The report it concerns; `None` for the run as a whole.
    pub report: Option<String>,
    /// Where in the report; `None` for the whole of it.
    pub span: Option<Span>,
    /// One lower-case line for a person.
    pub message: String,
}
