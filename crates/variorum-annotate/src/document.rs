//! The prose of a report as the rules read it: paragraphs, sentences, and in each sentence a row of items
//! in which a whole quotation counts as one item, so that the reporter's own sentence stands free.

use variorum_model::{BlockRole, Report, Span};
use variorum_text::{Quoted, TokenKind, fold_word, quoted, sentences, tokens};

/// A report's prose, ready for rules.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) paragraphs: Vec<Paragraph>,
}

/// A title, heading or paragraph of prose.
#[derive(Debug)]
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    pub(crate) role: BlockRole,
    /// Stretches in marks, nested ones included, in order.
    pub(crate) quoted: Vec<Quoted>,
    pub(crate) sentences: Vec<Sentence>,
}

/// A sentence of the reporter.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    pub(crate) items: Vec<Item>,
}

/// A word, a punctuation mark, or a whole stretch in marks.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) span: Span,
    pub(crate) kind: ItemKind,
    /// Folded and in lower case; empty for a quotation.
    pub(crate) low: String,
    /// Begins with a capital.
    pub(crate) capital: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    Word,
    Number,
    Possessive,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    Stop,
    /// Index of the stretch in the paragraph's `quoted`.
    Quote(usize),
    Other,
}

impl Item {
    pub(crate) fn is_word(&self) -> bool {
        self.kind == ItemKind::Word
    }

    pub(crate) fn quote(&self) -> Option<usize> {
        match self.kind {
            ItemKind::Quote(index) => Some(index),
            _ => None,
        }
    }

    pub(crate) fn is(&self, word: &str) -> bool {
        self.low == word
    }

    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.low.as_str())
    }

    /// True where the clause ends: a stop, a semicolon, a dash, a colon.
    pub(crate) fn is_break(&self) -> bool {
        matches!(self.kind, ItemKind::Stop | ItemKind::Semicolon | ItemKind::Colon | ItemKind::Dash)
    }
}

impl<'a> Document<'a> {
    /// Reads the prose up to byte `limit`.
    pub(crate) fn new(report: &'a Report, limit: usize) -> Self {
        let paragraphs = report
            .prose()
            .filter(|block| block.span.end <= limit)
            .map(|block| paragraph(&report.text, block.span, block.role))
            .collect();
        Self { text: &report.text, paragraphs }
    }

    pub(crate) fn of(&self, span: Span) -> &'a str {
        span.of(self.text)
    }
}

impl Paragraph {
    /// True for headlines and headings, where capitals say nothing of names.
    pub(crate) fn is_title(&self) -> bool {
        matches!(self.role, BlockRole::Title | BlockRole::Heading)
    }
}

fn paragraph(text: &str, span: Span, role: BlockRole) -> Paragraph {
    let tokens = tokens(text, span);
    let quoted = quoted(text, span);
    let spans = sentences(text, span, &tokens, &quoted);
    let mut rest = tokens.as_slice();
    let mut quotes = quoted.iter().enumerate().filter(|(_, q)| q.depth == 0).peekable();
    let mut out = Vec::with_capacity(spans.len());
    for sentence in spans {
        let mut items = Vec::new();
        while let Some((token, tail)) = rest.split_first() {
            if token.span.start >= sentence.end {
                break;
            }
            while quotes.next_if(|(_, q)| q.span.end <= token.span.start).is_some() {}
            match quotes.peek() {
                Some((index, q)) if q.span.start <= token.span.start => {
                    let kind = ItemKind::Quote(*index);
                    if items.last().is_none_or(|item: &Item| item.kind != kind) {
                        items.push(Item { span: q.span, kind, low: String::new(), capital: false });
                    }
                }
                _ => items.push(item(text, token.span, token.kind)),
            }
            rest = tail;
        }
        out.push(Sentence { span: sentence, items });
    }
    Paragraph { span, role, quoted, sentences: out }
}

fn item(text: &str, span: Span, kind: TokenKind) -> Item {
    let raw = span.of(text);
    let kind = match kind {
        TokenKind::Word => ItemKind::Word,
        TokenKind::Number => ItemKind::Number,
        TokenKind::Possessive => ItemKind::Possessive,
        TokenKind::Dash if raw == "-" => ItemKind::Other,
        TokenKind::Dash => ItemKind::Dash,
        TokenKind::Bracket if matches!(raw, "(" | "[" | "{") => ItemKind::Open,
        TokenKind::Bracket => ItemKind::Close,
        TokenKind::Stop => ItemKind::Stop,
        TokenKind::Other if raw == "," => ItemKind::Comma,
        TokenKind::Other if raw == ":" => ItemKind::Colon,
        TokenKind::Other if raw == ";" => ItemKind::Semicolon,
        _ => ItemKind::Other,
    };
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    Item { span, kind, low: fold_word(raw), capital }
}

impl Document<'_> {
    /// The first sentence inside a stretch in marks, as items of its own; `None` for an empty stretch.
    pub(crate) fn inner_sentence(text: &str, inner: Span) -> Option<Sentence> {
        paragraph(text, inner.trim(text), BlockRole::Body).sentences.into_iter().next()
    }
}
