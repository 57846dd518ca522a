//! Is a quotation right? Words that somebody quotes, against annotated reports: a verdict with its evidence.
//!
//! In: the words and whom they are credited to ([`Query`]), and reports, searched as text ([`Needle`]) before any is
//! annotated and put on a [`Shelf`] after. Out: a [`Verification`](variorum_model::Verification).
//! It refuses to know where reports come from and how an answer is shown; it never says whether the words are true.
//!
//! A near miss is never a hit: *verbatim* is said only where every word stands there in order.

mod aliases;
mod align;
mod change;
mod draft;
mod judge;
mod lists;
mod locate;
mod passage;
mod query;
mod search;
mod shelf;
mod translation;
mod who;
mod word;

pub use aliases::Aliases;
pub use draft::{Drafted, DraftedFigure, figures, quotations, suggestion};
pub use query::{MOST_WORDS, Query, Unaskable};
pub use search::{Hit, Needle};
pub use shelf::Shelf;
