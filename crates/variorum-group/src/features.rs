//! What is kept of a report: its words as hashes with counts, where they stood, and how its rarest are written.
//!
//! The text itself is not kept. A signature depends on its report alone, so signatures can be made on any thread.

use crate::Incoming;
use crate::background::Background;
use crate::words::{Word, WordKind, each_word};
use serde::{Deserialize, Serialize};

/// The word stands in the title.
pub(crate) const TITLE: u8 = 1;
/// The word stands in the title or among the first words of the text.
pub(crate) const LEAD: u8 = 2;
/// The word is written as a name.
pub(crate) const NAME: u8 = 4;
/// The word is a number.
pub(crate) const NUMBER: u8 = 8;

/// Words of the text that count as its lead.
const LEAD_WORDS: usize = 60;
/// Later words of a text are background to its story.
const TEXT_WORDS: usize = 1200;
/// Words of a title that are read.
const TITLE_WORDS: usize = 60;
/// Words kept as written, for reasons.
const WRITTEN: usize = 16;

/// A word of a report, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Term {
    pub hash: u32,
    pub count: u8,
    pub flags: u8,
}

/// What is kept of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub(crate) id: Box<str>,
    pub(crate) published: Option<i64>,
    /// Sorted by hash.
    pub(crate) terms: Vec<Term>,
    /// The rarest words as written, rarest first, each with its hash.
    pub(crate) written: Vec<(u32, Box<str>)>,
    /// The words are those of a language that the background does not know.
    pub(crate) foreign: bool,
}

impl Signature {
    /// One pass over title and text.
    #[must_use]
    pub fn of(incoming: &Incoming<'_>) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(512);
        let title_case = is_title_case(incoming.title);
        each_word(incoming.title, TITLE_WORDS, |word| {
            tokens.push(Token::new(word, TITLE | LEAD, title_case, false));
        });
        let mut n_read = 0;
        each_word(incoming.text, TEXT_WORDS, |word| {
            let flags = if n_read < LEAD_WORDS { LEAD } else { 0 };
            n_read += 1;
            tokens.push(Token::new(word, flags, false, true));
        });
        tokens.sort_unstable_by_key(|token| (token.hash, token.in_text, token.start));
        let background = Background::shipped();
        let mut terms: Vec<Term> = Vec::with_capacity(tokens.len());
        let mut firsts: Vec<(u32, Token)> = Vec::with_capacity(tokens.len());
        let mut n_known = 0;
        for same in tokens.chunk_by(|a, b| a.hash == b.hash) {
            let flags = same.iter().fold(0, |flags, token| flags | token.flags);
            let count = same.len().min(255);
            let known = background.n_with(same[0].hash);
            if known > 0 {
                n_known += same.len();
            }
            terms.push(Term { hash: same[0].hash, count: count as u8, flags });
            let rarity = background.rarity(known) * (4 + count.min(8) as u32);
            firsts.push((rarity, same[0]));
        }
        let foreign = tokens.len() >= 6 && n_known * 2 < tokens.len();
        Self {
            id: incoming.id.into(),
            published: incoming.published,
            written: written(incoming, firsts),
            terms,
            foreign,
        }
    }

    /// Words that were read.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.terms.len()
    }
}

/// The rarest words as written.
fn written(incoming: &Incoming<'_>, mut firsts: Vec<(u32, Token)>) -> Vec<(u32, Box<str>)> {
    let rank = |(rarity, token): &(u32, Token)| (std::cmp::Reverse(*rarity), token.hash);
    if firsts.len() > WRITTEN {
        firsts.select_nth_unstable_by_key(WRITTEN, rank);
        firsts.truncate(WRITTEN);
    }
    firsts.sort_unstable_by_key(rank);
    firsts
        .into_iter()
        .map(|(_, token)| {
            let source = if token.in_text { incoming.text } else { incoming.title };
            let start = token.start as usize;
            let word = source.get(start..start + usize::from(token.len));
            (token.hash, word.unwrap_or_default().into())
        })
        .collect()
}

/// Most words after the first begin with a capital: then a capital says nothing.
fn is_title_case(title: &str) -> bool {
    let (mut n_capital, mut n_words) = (0, 0);
    each_word(title, TITLE_WORDS, |word| {
        n_words += 1;
        if matches!(word.kind, WordKind::Name | WordKind::Initial) {
            n_capital += 1;
        }
    });
    n_capital * 2 > n_words
}

#[derive(Clone, Copy, Debug)]
struct Token {
    hash: u32,
    start: u32,
    len: u16,
    flags: u8,
    in_text: bool,
}

impl Token {
    fn new(word: Word, flags: u8, capitals_say_nothing: bool, in_text: bool) -> Self {
        let kind = match word.kind {
            WordKind::Name if !capitals_say_nothing => NAME,
            WordKind::Number => NUMBER,
            _ => 0,
        };
        Self { hash: word.hash, start: word.start, len: word.len, flags: flags | kind, in_text }
    }
}
