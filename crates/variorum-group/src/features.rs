//! What is kept of a report: its words as hashes with counts, where they stood, and how its rarest are written.
//!
//! The text itself is not kept. A signature depends on its report alone, so signatures can be made on any thread.

use crate::Incoming;
use crate::background::Background;
use crate::weigh::{Term, Weighed};
use crate::words::{Word, WordKind, each_word, is_short};
use serde::{Deserialize, Serialize};

/// The word stands in the title.
pub(crate) const TITLE: u8 = 1;
/// The word stands in the title or among the first words of the text.
pub(crate) const LEAD: u8 = 2;
/// The word is written as a name.
pub(crate) const NAME: u8 = 4;
/// The word is a number.
pub(crate) const NUMBER: u8 = 8;

/// The word is of a few letters, as the commonest of most languages are; told of foreign words only.
pub(crate) const SHORT: u8 = 16;

/// Words of the text that count as its lead.
const LEAD_WORDS: usize = 60;
/// Later words of a text are background to its story.
const TEXT_WORDS: usize = 1200;
/// Words of a title that are read.
const TITLE_WORDS: usize = 60;
/// Fewer words do not tell their language.
const FEW_WORDS: usize = 6;
/// Words kept as written, for reasons.
const WRITTEN: usize = 16;

/// What is kept of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    pub(crate) id: Box<str>,
    pub(crate) published: Option<i64>,
    pub(crate) words: Words,
    pub(crate) written: Written,
}

/// The words of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Words {
    /// Of the language of the background: with their weights.
    Known(Weighed),
    /// Of another language: what they weigh is learned from the stream. In the order of their hashes.
    Foreign(Box<[Term]>),
}

/// The rarest words as written, rarest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Written {
    hashes: Box<[u32]>,
    /// One a line.
    spellings: Box<str>,
}

impl Written {
    /// Each word's hash and spelling.
    pub(crate) fn each(&self) -> impl Iterator<Item = (u32, &str)> {
        self.hashes.iter().copied().zip(self.spellings.split('\n'))
    }
}

impl Signature {
    /// One pass over title and text.
    #[must_use]
    pub fn of(incoming: &Incoming<'_>) -> Self {
        let mut tokens = tokens(incoming);
        tokens.sort_unstable_by_key(|token| (token.hash, token.in_text, token.start));
        let background = Background::shipped();
        let mut terms: Vec<Term> = Vec::with_capacity(tokens.len());
        let mut rarities: Vec<u32> = Vec::with_capacity(tokens.len());
        let mut firsts: Vec<(u32, Token)> = Vec::with_capacity(tokens.len());
        let mut n_listed = 0;
        for same in tokens.chunk_by(|a, b| a.hash == b.hash) {
            let flags = same.iter().fold(0, |flags, token| flags | token.flags);
            let count = same.len().min(255) as u8;
            let listed = background.listed(same[0].hash);
            if listed.is_some() {
                n_listed += same.len();
            }
            let rarity = listed.unwrap_or(background.unlisted());
            terms.push(Term { hash: same[0].hash, count, flags });
            rarities.push(rarity);
            firsts.push((rarity * (4 + u32::from(count.min(8))), same[0]));
        }
        let words = if is_foreign(incoming.language, tokens.len(), n_listed) {
            for (term, (_, token)) in terms.iter_mut().zip(&firsts) {
                if is_short(token.written(incoming)) {
                    term.flags |= SHORT;
                }
            }
            Words::Foreign(terms.into())
        } else {
            Words::Known(Weighed::new(&terms, &rarities, incoming.published, 0))
        };
        Self {
            id: incoming.id.into(),
            published: incoming.published,
            words,
            written: written(incoming, firsts),
        }
    }
}

/// Most words are none that English news knows. A few words may all be names: there the declared language decides.
fn is_foreign(language: Option<&str>, n_words: usize, n_listed: usize) -> bool {
    if n_words >= FEW_WORDS {
        return n_listed * 2 < n_words;
    }
    let english = |tag: &str| tag.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en"));
    language.is_some_and(|tag| !english(tag)) && n_listed * 2 <= n_words
}

/// The words of title and text.
fn tokens(incoming: &Incoming<'_>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(incoming.text.len().min(8_000) / 4 + 16);
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
    tokens
}

/// The rarest words as written.
fn written(incoming: &Incoming<'_>, mut firsts: Vec<(u32, Token)>) -> Written {
    let rank = |(rarity, token): &(u32, Token)| u64::from(!rarity) << 32 | u64::from(token.hash);
    if firsts.len() > WRITTEN {
        firsts.select_nth_unstable_by_key(WRITTEN, rank);
        firsts.truncate(WRITTEN);
    }
    firsts.sort_unstable_by_key(rank);
    let spellings: Vec<&str> = firsts.iter().map(|(_, token)| token.written(incoming)).collect();
    Written {
        hashes: firsts.iter().map(|(_, token)| token.hash).collect(),
        spellings: spellings.join("\n").into(),
    }
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

    /// The word as written.
    fn written<'a>(&self, incoming: &Incoming<'a>) -> &'a str {
        let source = if self.in_text { incoming.text } else { incoming.title };
        let start = self.start as usize;
        source.get(start..start + usize::from(self.len)).unwrap_or_default()
    }
}
