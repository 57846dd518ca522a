//! Reports as they come in: which are copies of which, and which tell the same story.
//!
//! In comes one [`Incoming`] after the other; what is kept of it is its signature, never its text.
//! It refuses to know what a quotation is, where reports come from and what day it is.

pub mod background;
mod copies;
mod features;
mod grouper;
mod shingle;
pub mod stories;
mod weigh;
mod words;

pub use copies::{Copies, Copy, CopyKind, CopyOptions, Direction};
pub use features::Signature;
pub use grouper::{Grouper, Prepared};
pub use stories::Options as StoryOptions;

/// A report as grouping sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Incoming<'a> {
    /// Unique in the stream.
    pub id: &'a str,
    /// Headline; empty where there is none.
    pub title: &'a str,
    /// The words, furniture left out as far as the reader knows it.
    pub text: &'a str,
    /// Seconds since 1970 of its publication; `None` where no date is known.
    pub published: Option<i64>,
    /// ISO 639-1 code; `None` where it is not known.
    pub language: Option<&'a str>,
}
