//! Text as text: tokens, sentences, quotation marks, and a folded view for matching.
//!
//! In: a report's raw text, or a block of it. Out: spans into that text, and folded words.
//! It refuses to know what news is: no headline, no speaker, no reporting verb.
//!
//! Every span lies on code-point boundaries of the raw text; every function is linear in its input.

mod abbreviation;
mod fold;
mod mark;
mod sentence;
mod stem;
mod token;

pub use fold::{Folded, fold, fold_word, fold_word_into};
pub use mark::{Level, Quoted, quoted};
pub use sentence::{inner_ends, sentences};
pub use stem::stem;
pub use token::{Token, TokenKind, tokens};
