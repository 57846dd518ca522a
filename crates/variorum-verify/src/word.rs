//! Words as verification sees them: typography folded away, each with its span and with what stands before it.
//!
//! Words are compared by number: one [`Lexicon`] gives equal forms equal numbers.

use crate::lists;
use rustc_hash::FxHashMap;
use variorum_model::Span;
use variorum_text::{Token, TokenKind, fold_word, stem, tokens};

/// A word, a number or a sign that is read out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Word {
    /// Where it stands.
    pub span: Span,
    /// Number of its folded form.
    pub form: u32,
    /// Number of its stem.
    pub stem: u32,
    /// What it tells: 0 for "the", about 7 for a rare word.
    pub weight: f32,
    /// True for digits, words for numbers, signs of money and per cent.
    pub is_number: bool,
    /// True for a capital that no sentence's beginning explains.
    pub is_named: bool,
    /// True inside brackets.
    pub is_bracketed: bool,
    /// True where a mark of punctuation, a paragraph's end or the beginning stands before it.
    pub begins_clause: bool,
    /// True where a sentence or a paragraph begins with it.
    pub begins_sentence: bool,
    /// True where an ellipsis stands before it.
    pub after_ellipsis: bool,
}

/// The forms and stems, by number.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    numbers: FxHashMap<String, u32>,
    texts: Vec<String>,
    /// By form: its stem, what it tells, whether it is a number.
    known: FxHashMap<u32, (u32, f32, bool)>,
}

impl Lexicon {
    /// The folded letters of a form or stem.
    pub fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }

    fn number(&mut self, text: String) -> u32 {
        if let Some(&number) = self.numbers.get(&text) {
            return number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.clone());
        self.numbers.insert(text, number);
        number
    }

    fn known(&mut self, form: u32) -> (u32, f32, bool) {
        if let Some(&known) = self.known.get(&form) {
            return known;
        }
        let text = self.text(form).to_owned();
        let stemmed = stem(&text);
        let weight = variorum_collate::weight(&stemmed);
        let known = (self.number(stemmed), weight, lists::is_number(&text));
        self.known.insert(form, known);
        known
    }

    /// The words under `spans`, in order.
    pub fn words(&mut self, text: &str, spans: &[Span]) -> Vec<Word> {
        let mut out = Vec::new();
        for &span in spans {
            let mut state = State { depth: 0, clause: true, sentence: true, ellipsis: false };
            let all = tokens(text, span);
            let mut at = 0;
            while at < all.len() {
                let taken = self.take(text, &all[at..], &mut state, &mut out);
                at += taken;
            }
        }
        out
    }

    /// Reads the first token, or the few that make one word; gives how many.
    fn take(
        &mut self,
        text: &str,
        rest: &[Token],
        state: &mut State,
        out: &mut Vec<Word>,
    ) -> usize {
        let token = rest[0];
        let raw = token.span.of(text);
        if let Some(last) = out.last()
            && text.get(last.span.end..token.span.start).is_some_and(|gap| gap.contains('\n'))
        {
            (state.clause, state.sentence, state.depth) = (true, true, 0);
        }
        if let Some((span, form, n_tokens)) = bracketed_letter(text, rest) {
            self.push(text, span, form, state, out);
            return n_tokens;
        }
        match token.kind {
            TokenKind::Word | TokenKind::Number => {
                self.push(text, token.span, normal(raw), state, out);
            }
            // "the workers’ rights": the sign alone is typography
            TokenKind::Possessive if raw.chars().count() > 1 => {
                self.push(text, token.span, "'s".to_owned(), state, out);
            }
            TokenKind::Bracket if matches!(raw, "[" | "(") => {
                let closing = rest.iter().position(|t| {
                    t.kind == TokenKind::Bracket && matches!(t.span.of(text), "]" | ")")
                });
                let inner = closing.map(|end| &rest[1..end]);
                if inner.is_some_and(|inner| {
                    !inner.is_empty()
                        && inner.iter().all(|t| {
                            matches!(
                                t.kind,
                                TokenKind::Ellipsis | TokenKind::Stop | TokenKind::Dash
                            )
                        })
                }) {
                    state.ellipsis = true;
                    return closing.map_or(1, |end| end + 1);
                }
                state.depth += i32::from(closing.is_some());
            }
            TokenKind::Bracket => state.depth = (state.depth - 1).max(0),
            TokenKind::Ellipsis => (state.ellipsis, state.clause) = (true, true),
            TokenKind::Stop => {
                let dots = rest.iter().take(3).filter(|t| t.span.of(text) == ".").count();
                if dots == 3 {
                    (state.ellipsis, state.clause) = (true, true);
                    return 3;
                }
                (state.clause, state.sentence) = (true, true);
            }
            TokenKind::Dash => state.clause = true,
            TokenKind::Other => match raw {
                "%" => self.push(text, token.span, "percent".to_owned(), state, out),
                "&" => self.push(text, token.span, "and".to_owned(), state, out),
                "$" | "£" | "€" | "¥" => {
                    self.push(text, token.span, raw.to_owned(), state, out);
                }
                _ => state.clause = true,
            },
            _ => {}
        }
        1
    }

    fn push(
        &mut self,
        text: &str,
        span: Span,
        form: String,
        state: &mut State,
        out: &mut Vec<Word>,
    ) {
        if form.is_empty() {
            return;
        }
        let form = self.number(form);
        let (stem, weight, is_number) = self.known(form);
        let raw = span.of(text);
        out.push(Word {
            span,
            form,
            stem,
            weight,
            is_number,
            is_named: !state.sentence
                && raw.starts_with(char::is_uppercase)
                && !matches!(raw, "I" | "I’m" | "I'm" | "I’ve" | "I've" | "I’ll" | "I'll"),
            is_bracketed: state.depth > 0,
            begins_clause: state.clause,
            begins_sentence: state.sentence,
            after_ellipsis: state.ellipsis,
        });
        (state.clause, state.sentence, state.ellipsis) = (false, false, false);
    }
}

struct State {
    depth: i32,
    clause: bool,
    sentence: bool,
    ellipsis: bool,
}

/// The folded form without what house styles add: hyphens, stops of abbreviations, commas of numbers.
pub(crate) fn normal(raw: &str) -> String {
    let folded = fold_word(raw);
    if folded.bytes().all(|b| b.is_ascii_alphabetic()) {
        return folded;
    }
    let digits = folded.starts_with(|c: char| c.is_ascii_digit());
    folded.chars().filter(|c| !matches!(c, '-' | ',') && (*c != '.' || digits)).collect()
}

/// "[t]he" and "want[ed]" are one word; its span, form and how many tokens it takes.
fn bracketed_letter(text: &str, rest: &[Token]) -> Option<(Span, String, usize)> {
    let word = |token: &Token| token.kind == TokenKind::Word;
    let is = |token: &Token, sign: &str| token.span.of(text) == sign;
    let near = |a: &Token, b: &Token| a.span.end == b.span.start;
    match rest {
        [open, letter, close, tail, ..]
            if is(open, "[")
                && word(letter)
                && is(close, "]")
                && word(tail)
                && near(close, tail)
                && letter.span.of(text).chars().count() == 1 =>
        {
            let form = normal(letter.span.of(text)) + &normal(tail.span.of(text));
            Some((open.span.cover(tail.span), form, 4))
        }
        [head, open, ending, close, ..]
            if word(head)
                && is(open, "[")
                && near(head, open)
                && word(ending)
                && is(close, "]")
                && ending.span.of(text).chars().count() <= 3 =>
        {
            let form = normal(head.span.of(text)) + &normal(ending.span.of(text));
            Some((head.span.cover(close.span), form, 4))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut lexicon = Lexicon::default();
        let words = lexicon.words(text, &[Span::new(0, text.len())]);
        let found: Vec<&str> = words.iter().map(|word| lexicon.text(word.form)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn typography_folds_away() {
        check("“[T]he U.S. re-built 11,000 homes”", &["the", "us", "rebuilt", "11000", "homes"]);
        check("the workers’ 5% – don’t", &["the", "workers", "5", "percent", "don't"]);
        check("he want[ed] it", &["he", "wanted", "it"]);
    }

    #[test]
    fn an_ellipsis_in_brackets_is_one() {
        let mut lexicon = Lexicon::default();
        for text in ["we … sign", "we [...] sign", "we ... sign", "we . . . sign", "we (…) sign"]
        {
            let words = lexicon.words(text, &[Span::new(0, text.len())]);
            assert!(words[1].after_ellipsis && !words[1].is_bracketed, "{text}");
        }
    }
}
