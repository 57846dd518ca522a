//! The prose of a report as the rules read it: paragraphs, sentences, and in each sentence a row of items
//! in which a whole quotation counts as one item, so that the reporter's own sentence stands free.

use crate::lexicon::Models;
use crate::phrase::is_day;
use crate::prose::{Low, Prose};
use crate::reporting::Reporting;
use std::cell::OnceCell;
use variorum_model::{BlockRole, Link, Span};
use variorum_text::{Quoted, Token, TokenKind, quoted, sentences};

/// A report's prose, ready for rules.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) prose: &'a Prose<'a>,
    pub(crate) paragraphs: Vec<Paragraph<'a>>,
}

/// A title, heading or paragraph of prose.
#[derive(Debug)]
pub(crate) struct Paragraph<'a> {
    pub(crate) span: Span,
    pub(crate) role: BlockRole,
    /// Stretches in marks, nested ones included, in order.
    pub(crate) quoted: Vec<Quoted>,
    pub(crate) sentences: Vec<Sentence<'a>>,
}

/// A sentence of the reporter.
#[derive(Debug)]
pub(crate) struct Sentence<'a> {
    pub(crate) span: Span,
    pub(crate) items: Vec<Item<'a>>,
    /// Its reporting clauses, once somebody has asked for them.
    pub(crate) reportings: OnceCell<Vec<Reporting>>,
    /// The links that its words outside quotations name, once somebody has asked for them.
    pub(crate) links: OnceCell<Vec<Link>>,
}

/// A word, a punctuation mark, or a whole stretch in marks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) span: Span,
    pub(crate) kind: ItemKind,
    /// Folded and in lower case; empty for a quotation.
    pub(crate) low: Low<'a>,
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

impl Item<'_> {
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
    /// The sentence that holds the byte; `None` between sentences.
    pub(crate) fn sentence_at(&self, at: usize) -> Option<&Sentence<'a>> {
        let k = self.paragraphs.partition_point(|paragraph| paragraph.span.end <= at);
        let sentences = &self.paragraphs.get(k)?.sentences;
        let sentence = sentences.get(sentences.partition_point(|s| s.span.end <= at));
        sentence.filter(|sentence| sentence.span.start <= at)
    }

    pub(crate) fn new(prose: &'a Prose<'a>, models: &Models) -> Self {
        let text = prose.text;
        let mut marks: Vec<Vec<Quoted>> =
            prose.blocks.iter().map(|block| quoted(text, block.span)).collect();
        let spans: Vec<Span> = prose.blocks.iter().map(|block| block.span).collect();
        carry(&spans, &mut marks);
        for (block, marks) in spans.iter().zip(&mut marks) {
            cut_unclosed(prose, *block, marks, models);
        }
        let is_set_off = |span: &Span| prose.set_off_around(*span).is_some();
        let headlines: Vec<bool> = spans
            .iter()
            .map(|span| reads_as_headline(span.of(text)) && !is_set_off(span))
            .collect();
        // a text all in capitals has no headlines
        let few = 2 * headlines.iter().filter(|is| **is).count() <= headlines.len();
        let paragraphs = prose
            .blocks
            .iter()
            .zip(marks)
            .zip(headlines)
            .map(|((block, marks), headline)| {
                let plain = block.role == BlockRole::Body;
                let role = if plain && headline && few { BlockRole::Heading } else { block.role };
                let mut paragraph = paragraph(prose, block.span, role, marks);
                paragraph.sentences = join_reporting(paragraph.sentences, text, models);
                paragraph
            })
            .collect();
        Self { text, prose, paragraphs }
    }

    pub(crate) fn of(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// True where the page sets the span off as a quotation.
    pub(crate) fn is_set_off(&self, span: Span) -> bool {
        self.prose.set_off_around(span).is_some()
    }
}

impl Paragraph<'_> {
    /// True for headlines and headings, where capitals say nothing of names.
    pub(crate) fn is_title(&self) -> bool {
        matches!(self.role, BlockRole::Title | BlockRole::Heading)
    }
}

/// True for a line like "Mayor Again Defends New Harbour Toll": nearly every word has a capital, and no sentence ends it.
fn reads_as_headline(line: &str) -> bool {
    const FEWEST: usize = 4;
    let line = line.trim();
    if line.ends_with(['.', '?', '!', ':', ';', ',', '…', '"', '”']) || line.starts_with(['"', '“'])
    {
        return false;
    }
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST;
    let words = || line.split_whitespace().filter(long);
    let capital = |word: &&str| {
        word.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(char::is_uppercase)
    };
    let (all, capitals) = (words().count(), words().filter(capital).count());
    let verbal = line.split_whitespace().count() > FEWEST;
    verbal && all >= FEWEST && 8 * capitals >= 7 * all
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
fn cut_unclosed(prose: &Prose, block: Span, marks: &mut [Quoted], models: &Models) {
    let text = prose.text;
    for q in marks
        .iter_mut()
        .filter(|q| q.depth == 0 && q.opened && !q.closed && q.span.end == block.end)
    {
        let is_cue = |at: usize| {
            models.cues.get(&prose.low(at)).is_some_and(|verb| verb.clause && !verb.weak)
        };
        let named = |token: Token| {
            token.span.of(text).starts_with(char::is_uppercase)
                || matches!(token.span.of(text), "the" | "a" | "an" | "he" | "she")
        };
        let range = prose.range(q.inner);
        let inner = prose.tokens(range.clone());
        let comma = inner.windows(3).enumerate().find(|(k, three)| {
            matches!(three[0].span.of(text), "," | "?" | "!")
                && is_cue(range.start + k + 1)
                && named(three[2])
        });
        if let Some((_, three)) = comma {
            q.span.end = three[0].span.end;
            q.inner.end = q.span.end;
        }
    }
}

/// “Is it you?” Ms. Oye asked. The mark ends a sentence, and yet the reporting clause belongs to it.
fn join_reporting<'a>(
    sentences: Vec<Sentence<'a>>,
    text: &str,
    models: &Models,
) -> Vec<Sentence<'a>> {
    let mut out: Vec<Sentence> = Vec::with_capacity(sentences.len());
    let mut joined = false;
    for next in sentences {
        let asks = |last: &Item| {
            last.quote().is_some()
                && last
                    .span
                    .of(text)
                    .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!'))
                    .ends_with(['?', '!'])
        };
        match out.last_mut() {
            Some(before)
                if !joined
                    && before.items.last().is_some_and(asks)
                    && reports_before(&next.items, models) =>
            {
                before.span.end = next.span.end;
                before.items.extend(next.items);
                joined = true;
            }
            _ => {
                out.push(next);
                joined = false;
            }
        }
    }
    out
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

fn paragraph<'a>(
    prose: &'a Prose,
    span: Span,
    role: BlockRole,
    quoted: Vec<Quoted>,
) -> Paragraph<'a> {
    let range = prose.range(span);
    let mut at = range.start;
    let mut rest = prose.tokens(range);
    let spans = sentences(prose.text, span, rest, &quoted);
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
                        items.push(Item {
                            span: q.span,
                            kind,
                            low: Low::default(),
                            capital: false,
                        });
                    }
                }
                _ => items.push(item(prose.text, *token, prose.low(at))),
            }
            rest = tail;
            at += 1;
        }
        out.push(Sentence {
            span: sentence,
            items,
            reportings: OnceCell::new(),
            links: OnceCell::new(),
        });
    }
    Paragraph { span, role, quoted, sentences: out }
}

/// The stretch of the text that the items take up.
pub(crate) fn span(items: &[Item]) -> Span {
    Span::new(items[0].span.start, items[items.len() - 1].span.end)
}

fn item<'a>(text: &str, token: Token, low: Low<'a>) -> Item<'a> {
    let raw = token.span.of(text);
    let kind = match token.kind {
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
    Item { span: token.span, kind, low, capital }
}

impl Prose<'_> {
    /// The sentences of prose that lies inside a stretch in marks, as items of their own.
    pub(crate) fn inner_sentences(&self) -> Vec<Sentence<'_>> {
        let blocks = self.blocks.iter();
        blocks
            .flat_map(|block| {
                paragraph(self, block.span, block.role, quoted(self.text, block.span)).sentences
            })
            .collect()
    }
}
