//! The prose of a report as the rules read it: paragraphs, sentences, and in each sentence a row of items
//! in which a whole quotation counts as one item, so that the reporter's own sentence stands free.

use crate::lexicon::Models;
use crate::phrase::is_day;
use variorum_model::{Block, BlockRole, Report, Span};
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
}

impl<'a> Document<'a> {
    /// Reads the prose up to byte `limit`.
    pub(crate) fn new(report: &'a Report, models: &Models, limit: usize) -> Self {
        let text = report.text.as_str();
        let blocks: Vec<_> = report.prose().filter_map(|block| cut(*block, limit)).collect();
        let mut marks: Vec<Vec<Quoted>> =
            blocks.iter().map(|block| quoted(text, block.span)).collect();
        let spans: Vec<Span> = blocks.iter().map(|block| block.span).collect();
        carry(&spans, &mut marks);
        for (block, marks) in spans.iter().zip(&mut marks) {
            cut_unclosed(text, *block, marks, models);
        }
        let paragraphs = blocks
            .iter()
            .zip(marks)
            .map(|(block, marks)| {
                let mut paragraph = paragraph(text, block.span, block.role, marks);
                join_reporting(&mut paragraph.sentences, text, models);
                paragraph
            })
            .collect();
        Self { text, paragraphs }
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

/// The part of the block before the limit, `None` where it begins behind it.
fn cut(block: Block, limit: usize) -> Option<Block> {
    let end = block.span.end.min(limit);
    (block.span.start < end).then_some(Block { span: Span::new(block.span.start, end), ..block })
}

/// How many paragraphs a quotation may run through without marks at their heads.
const LONGEST_CARRY: usize = 6;

/// A quotation left open, whose closing mark stands paragraphs later without marks between, runs through them all.
fn carry(spans: &[Span], marks: &mut [Vec<Quoted>]) {
    for first in 0..spans.len() {
        let open = marks[first]
            .iter()
            .find(|q| q.depth == 0 && !q.closed && q.span.end >= spans[first].end)
            .copied();
        let Some(open) = open else { continue };
        let last = (first + 1..spans.len()).take(LONGEST_CARRY).find(|&k| !marks[k].is_empty());
        let Some(last) = last else { continue };
        let close = marks[last].iter().find(|q| q.depth == 0).copied();
        let Some(close) = close.filter(|q| !q.opened && q.level == open.level) else { continue };
        for k in first + 1..last {
            marks[k] = vec![Quoted {
                span: spans[k],
                inner: spans[k],
                opened: true,
                closed: false,
                ..open
            }];
        }
        for q in &mut marks[last] {
            if q.span == close.span {
                q.span.start = spans[last].start;
                q.inner.start = spans[last].start;
                q.opened = true;
            }
        }
    }
}

/// “You can drink it, said Ms. Oye. Where the closing mark is missing, the quotation ends before its reporting clause.
fn cut_unclosed(text: &str, block: Span, marks: &mut [Quoted], models: &Models) {
    for q in marks
        .iter_mut()
        .filter(|q| q.depth == 0 && q.opened && !q.closed && q.span.end == block.end)
    {
        let inner = tokens(text, q.inner);
        let is_cue = |token: &variorum_text::Token| {
            models
                .cues
                .get(&fold_word(token.span.of(text)))
                .is_some_and(|verb| verb.clause && !verb.weak)
        };
        let named = |token: &variorum_text::Token| {
            token.span.of(text).starts_with(char::is_uppercase)
                || matches!(token.span.of(text), "the" | "a" | "an" | "he" | "she")
        };
        let comma = inner.windows(3).position(|three| {
            matches!(three[0].span.of(text), "," | "?" | "!")
                && is_cue(&three[1])
                && named(&three[2])
        });
        if let Some(at) = comma {
            q.span.end = inner[at].span.end;
            q.inner.end = q.span.end;
        }
    }
}

/// “Is it you?” Ms. Oye asked. The mark ends a sentence, and yet the reporting clause belongs to it.
fn join_reporting(sentences: &mut Vec<Sentence>, text: &str, models: &Models) {
    let mut at = 0;
    while at + 1 < sentences.len() {
        let asks = sentences[at].items.last().is_some_and(|item| {
            item.quote().is_some()
                && item
                    .span
                    .of(text)
                    .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!'))
                    .ends_with(['?', '!'])
        });
        if asks && reports_before(&sentences[at + 1].items, models) {
            let next = sentences.remove(at + 1);
            sentences[at].span.end = next.span.end;
            sentences[at].items.extend(next.items);
        }
        at += 1;
    }
}

/// True for a sentence that is no more than a reporting clause: a short subject, a cue, and nothing reported.
fn reports_before(items: &[Item], models: &Models) -> bool {
    let Some(cue) = items.iter().take(9).position(|item| {
        models.cues.get(&item.low).is_some_and(|verb| verb.clause && !verb.weak) && item.is_word()
    }) else {
        return false;
    };
    let subject = cue > 0
        && items[..cue]
            .iter()
            .all(|item| item.is_word() || matches!(item.kind, ItemKind::Possessive));
    let tells = items[cue].is_any(&["told", "asked"]);
    let object = items.get(cue + 1).is_some_and(|next| {
        next.is_word()
            && !next.is_any(&["on", "in", "at", "of", "during", "as", "to", "when", "after"])
            && !is_day(next)
            || next.kind == ItemKind::Colon
            || next.quote().is_some()
    });
    let announces = items.iter().skip(cue).any(|item| item.quote().is_some());
    subject
        && !announces
        && (tells || !object)
        && !items[cue + 1..].iter().any(|item| item.is("that"))
}

fn paragraph(text: &str, span: Span, role: BlockRole, quoted: Vec<Quoted>) -> Paragraph {
    let tokens = tokens(text, span);
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
    /// The sentences inside a stretch in marks, as items of their own.
    pub(crate) fn inner_sentences(text: &str, inner: Span) -> Vec<Sentence> {
        let inner = inner.trim(text);
        paragraph(text, inner, BlockRole::Body, quoted(text, inner)).sentences
    }
}
