//! A sentence as words that the grammars of times, quantities and acts walk over.
//!
//! Looking past either end gives the empty word, so that a rule need not ask where it stands.

use crate::prose::Low;
use variorum_model::Span;
use variorum_text::{Token, TokenKind};

/// The tokens of one sentence with their folded words.
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) words: Vec<Low<'a>>,
}

impl<'a> Line<'a> {
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// True where the folded word stands anywhere.
    pub(crate) fn holds(&self, word: &str) -> bool {
        self.words.iter().any(|other| *other == *word)
    }

    /// The folded word, "" outside.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.as_str())
    }

    /// The folded word `steps` before `at`, "" outside.
    pub(crate) fn before(&self, at: usize, steps: usize) -> &'a str {
        at.checked_sub(steps).map_or("", |at| self.word(at))
    }

    /// The words as written, "" outside.
    pub(crate) fn raw(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    pub(crate) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// True for words and numbers.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_wordlike())
    }

    /// True where the word begins with a capital.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.raw(at).starts_with(char::is_uppercase)
    }

    /// True where nothing stands between the token and the next one.
    pub(crate) fn touches_next(&self, at: usize) -> bool {
        match (self.tokens.get(at), self.tokens.get(at + 1)) {
            (Some(a), Some(b)) => a.span.end == b.span.start,
            _ => false,
        }
    }

    /// The span of the tokens `start..end`, which is not empty.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.tokens[start].span.start, self.tokens[end - 1].span.end)
    }
}
