//! Words as collation sees them: folded, stemmed, weighed, each with its span.
//!
//! Words are compared by number, not by letters: one [`Lexicon`] a run gives equal forms equal numbers.
//! The numbers follow the order of first use and never reach the edition.

use crate::frequency;
use std::collections::HashMap;
use variorum_model::Span;
use variorum_text::{Token, TokenKind, fold_word, stem, tokens};

/// A token of a reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Word {
    /// Where it stands in its report.
    pub span: Span,
    /// What it is; "&" counts as a word.
    pub kind: TokenKind,
    /// Number of its folded form, hyphens dropped.
    pub form: u32,
    /// Number of its stem.
    pub stem: u32,
    /// What it tells; 0 for punctuation.
    pub weight: f32,
    /// True inside round or square brackets, brackets included.
    pub bracketed: bool,
}

impl Word {
    /// True for what is spoken: words, numbers, possessive endings.
    pub fn is_spoken(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Possessive)
    }

    /// True for a spoken word that tells what is talked about.
    pub fn is_content(&self) -> bool {
        self.is_spoken() && self.weight >= frequency::CONTENT
    }
}

/// The forms and stems of a run, by number.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    numbers: HashMap<String, u32>,
    texts: Vec<String>,
    weights: Vec<f32>,
    /// Stem of each form.
    stems: HashMap<u32, u32>,
}

impl Lexicon {
    /// The folded letters of a form or stem.
    pub fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }

    /// How many forms and stems there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// The tokens under `spans`, in order.
    pub fn words(&mut self, text: &str, spans: &[Span]) -> Vec<Word> {
        let mut out = Vec::new();
        for &span in spans {
            let mut depth = 0_i32;
            for token in tokens(text, span) {
                out.push(self.word(text, token, &mut depth));
            }
        }
        out
    }

    fn word(&mut self, text: &str, token: Token, depth: &mut i32) -> Word {
        let raw = token.span.of(text);
        let is_and = raw == "&";
        let kind = if is_and { TokenKind::Word } else { token.kind };
        let opens = kind == TokenKind::Bracket && matches!(raw, "(" | "[");
        let closes = kind == TokenKind::Bracket && matches!(raw, ")" | "]");
        *depth += i32::from(opens);
        let bracketed = *depth > 0;
        *depth = (*depth - i32::from(closes)).max(0);
        let folded = if is_and { "and".to_owned() } else { fold_word(raw).replace('-', "") };
        let form = self.number(folded);
        let spoken = matches!(kind, TokenKind::Word | TokenKind::Number | TokenKind::Possessive);
        let stem = if spoken { self.stem_of(form) } else { form };
        let weight = match kind {
            TokenKind::Word | TokenKind::Number => self.weights[stem as usize],
            _ => 0.0,
        };
        Word { span: token.span, kind, form, stem, weight, bracketed }
    }

    fn number(&mut self, text: String) -> u32 {
        if let Some(&number) = self.numbers.get(&text) {
            return number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.weights.push(frequency::weight(&text));
        self.texts.push(text.clone());
        self.numbers.insert(text, number);
        number
    }

    fn stem_of(&mut self, form: u32) -> u32 {
        if let Some(&stem) = self.stems.get(&form) {
            return stem;
        }
        let stem = self.number(stem(self.text(form)));
        self.stems.insert(form, stem);
        stem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_and_ampersands_fold() {
        let mut lexicon = Lexicon::default();
        let text = "re-built & rebuilt [and] won";
        let words = lexicon.words(text, &[Span::new(0, text.len())]);
        assert_eq!(words[0].form, words[2].form);
        assert_eq!(words[1].form, words[4].form);
        assert!(words[4].bracketed && !words[6].bracketed);
    }
}
