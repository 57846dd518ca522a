//! Raw text to word pieces with the few features that the network sees.
//!
//! The same as `pieces()` of `training/variorum_training/pieces.py`, which the network learned from; `training/tests/pieces.json`
//! holds the two together. A piece's span is of the raw text: what the normalisation drops has no piece.

use super::characters::{Characters, Kind};
use super::marks::{mark_states, shape};
use super::vocabulary::{UNKNOWN, Vocabulary};
use unicode_normalization::char::decompose_canonical;
use variorum_model::Span;

/// A word of more characters is one unknown piece.
const MOST_CHARS: usize = 100;

/// Written out in a text, these are pieces of their own: a quirk of the tokenizer that the network was trained with.
const SPECIAL: [(&str, u16); 5] =
    [("[PAD]", 0), ("[UNK]", 100), ("[CLS]", 101), ("[SEP]", 102), ("[MASK]", 103)];

/// A word or part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it stands in the raw text.
    pub(crate) span: Span,
    /// Its number in the vocabulary.
    pub(crate) id: u16,
    /// True for the first piece of a word.
    pub(crate) first: bool,
    /// Its place to quotation marks, see [`mark_states`].
    pub(crate) mark: u8,
    /// How its word is written, see [`shape`].
    pub(crate) shape: u8,
    /// True for the first piece of a paragraph.
    pub(crate) paragraph: bool,
}

/// Cuts text into pieces.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    characters: Characters,
    vocabulary: Vocabulary,
}

impl Tokenizer {
    /// With the committed vocabulary.
    pub(crate) fn embedded() -> Self {
        Self { characters: Characters::embedded(), vocabulary: Vocabulary::embedded() }
    }

    /// The pieces of `text`, in its order.
    pub(crate) fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut cutter = Cutter {
            tokenizer: self,
            text,
            marks: mark_states(text),
            word: String::new(),
            from: Vec::new(),
            new_line: true,
            pieces: Vec::with_capacity(text.len() / 4),
        };
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            at = match special(c, &text[at..]) {
                Some((word, id)) => {
                    cutter.end_word();
                    let span = Span::new(at, at + word.len());
                    cutter.push(span, id, true);
                    cutter.shape_word(cutter.pieces.len() - 1);
                    span.end
                }
                None => {
                    cutter.read(at, c);
                    at + c.len_utf8()
                }
            };
        }
        cutter.end_word();
        cutter.pieces
    }
}

fn special(c: char, rest: &str) -> Option<(&'static str, u16)> {
    if c != '[' {
        return None;
    }
    SPECIAL.into_iter().find(|(word, _)| rest.starts_with(word))
}

/// The word under way and the pieces so far.
struct Cutter<'a> {
    tokenizer: &'a Tokenizer,
    text: &'a str,
    marks: Vec<u8>,
    /// The word as the vocabulary has it: in lower case, without accents.
    word: String,
    /// For each byte of `word` the character of the text that it comes from.
    from: Vec<Span>,
    /// True until the first word of a line.
    new_line: bool,
    pieces: Vec<Piece>,
}

impl Cutter<'_> {
    fn read(&mut self, at: usize, c: char) {
        let span = Span::new(at, at + c.len_utf8());
        match self.tokenizer.characters.kind(c) {
            Kind::Gone => {}
            Kind::Space => {
                self.end_word();
                self.new_line |= c == '\n';
            }
            Kind::Ideograph => {
                self.end_word();
                self.normalise(c, span);
                self.end_word();
            }
            Kind::Inner | Kind::Punctuation if c.is_ascii() => {
                self.add(c.to_ascii_lowercase(), span);
            }
            Kind::Inner | Kind::Punctuation => self.normalise(c, span),
        }
    }

    fn normalise(&mut self, c: char, span: Span) {
        let characters = &self.tokenizer.characters;
        decompose_canonical(c, |part| {
            if characters.kind(part) != Kind::Gone {
                part.to_lowercase().for_each(|lower| self.add(lower, span));
            }
        });
    }

    fn add(&mut self, c: char, span: Span) {
        let alone = self.tokenizer.characters.kind(c) == Kind::Punctuation;
        if alone {
            self.end_word();
        }
        self.word.push(c);
        self.from.extend(std::iter::repeat_n(span, c.len_utf8()));
        if alone {
            self.end_word();
        }
    }

    /// Cuts the word into its pieces.
    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let first = self.pieces.len();
        if !self.cut() {
            self.pieces.truncate(first);
            let whole = self.from[0].cover(self.from[self.from.len() - 1]);
            self.push(whole, UNKNOWN, true);
        }
        self.shape_word(first);
        self.word.clear();
        self.from.clear();
    }

    /// False where some part of the word is in no vocabulary.
    fn cut(&mut self) -> bool {
        if self.word.len() > MOST_CHARS && self.word.chars().nth(MOST_CHARS).is_some() {
            return false;
        }
        let mut at = 0;
        while at < self.word.len() {
            let Some((id, len)) = self.tokenizer.vocabulary.longest(&self.word[at..], at > 0)
            else {
                return false;
            };
            self.push(self.from[at].cover(self.from[at + len - 1]), id, at == 0);
            at += len;
        }
        true
    }

    fn push(&mut self, span: Span, id: u16, first: bool) {
        let mark = self.marks[span.start];
        self.pieces.push(Piece { span, id, first, mark, shape: 0, paragraph: false });
    }

    /// Sets what the pieces from `first` on share as one word.
    fn shape_word(&mut self, first: usize) {
        let word = &mut self.pieces[first..];
        let (Some(start), Some(end)) = (word.first(), word.last()) else { return };
        let whole = start.span.cover(end.span);
        let shape = shape(whole.of(self.text), &self.tokenizer.characters);
        word.iter_mut().for_each(|piece| piece.shape = shape);
        word[0].paragraph = self.new_line;
        self.new_line = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            Tokenizer::embedded().pieces(text).iter().map(|piece| piece.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pieces_are_of_the_raw_text() {
        check("Café, don’t", &["Café", ",", "don", "’", "t"]);
        check("cafe\u{301}s", &["cafe\u{301}s"]);
        check("soft\u{ad}ware\u{a0}東京", &["soft\u{ad}ware", "東", "京"]);
        check(&"x".repeat(101), &[&"x".repeat(101)]);
        check("", &[]);
        check(" \n\u{a0}\u{200b}", &[]);
    }

    #[test]
    fn a_paragraph_begins_after_a_line_end() {
        let pieces = Tokenizer::embedded().pieces("\n a b\n\nunbelievability c");
        let starts: Vec<bool> = pieces.iter().map(|piece| piece.paragraph).collect();
        assert_eq!(starts.iter().filter(|start| **start).count(), 2);
        assert!(starts[0] && !starts[1] && starts[2] && !starts[3]);
    }

    proptest::proptest! {
        #[test]
        fn pieces_come_in_order(text in "\\PC*") {
            let mut at = 0;
            for piece in Tokenizer::embedded().pieces(&text) {
                proptest::prop_assert!(piece.span.start >= at && text.get(piece.span.start..piece.span.end).is_some());
                at = piece.span.start;
            }
        }
    }
}
