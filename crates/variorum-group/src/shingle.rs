//! Shingles: hashes of five words in a row, letters and digits only, case aside.

use variorum_model::Span;

/// Words of a shingle.
pub(crate) const SHINGLE_WORDS: usize = 5;

/// A word by its hash, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub hash: u64,
    pub span: Span,
}

/// A shingle by its hash; its words are those from `first` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shingle {
    pub hash: u32,
    pub first: u32,
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FACTOR: u64 = 0xff51_afd7_ed55_8ccd;

/// Appends the words of the text to `words`; spans count from `offset`.
pub(crate) fn words(text: &str, offset: usize, words: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    let (mut at, mut start, mut hash) = (0, None, SEED);
    while at < bytes.len() {
        let byte = bytes[at];
        let (length, is_word) = if byte.is_ascii() {
            let is_word = byte.is_ascii_alphanumeric() || byte == b'_';
            if is_word {
                hash = step(hash, u64::from(byte.to_ascii_lowercase()));
            }
            (1, is_word)
        } else {
            let c = text[at..].chars().next().unwrap_or(' ');
            let is_word = c.is_alphanumeric();
            if is_word {
                for lower in c.to_lowercase() {
                    hash = step(hash, u64::from(u32::from(lower)));
                }
            }
            (c.len_utf8(), is_word)
        };
        if is_word {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            words.push(Word { hash, span: Span::new(offset + start, offset + at) });
            hash = SEED;
        }
        at += length;
    }
    if let Some(start) = start {
        words.push(Word { hash, span: Span::new(offset + start, offset + at) });
    }
}

fn step(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(FACTOR).rotate_left(23)
}

/// The shingles of the words, in order; none of fewer than [`SHINGLE_WORDS`] words.
pub(crate) fn shingles(words: &[Word]) -> impl Iterator<Item = Shingle> + '_ {
    words.windows(SHINGLE_WORDS).zip(0_u32..).map(|(window, first)| {
        let hash = window.iter().fold(SEED, |hash, word| step(hash, word.hash));
        // the upper half is the better mixed one
        let hash = u32::try_from((hash ^ (hash >> 29)).wrapping_mul(FACTOR) >> 32).unwrap_or(0);
        Shingle { hash, first }
    })
}

#[cfg(test)]
mod tests {
    use super::{shingles, words};

    fn hashes(text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        words(text, 0, &mut found);
        shingles(&found).map(|shingle| shingle.hash).collect()
    }

    #[test]
    fn case_and_marks_do_not_count() {
        assert_eq!(
            hashes("The ferry STOPPED, at “noon” — É"),
            hashes("the ferry stopped at noon é")
        );
        assert_ne!(hashes("the ferry stopped at noon"), hashes("the ferry stopped at nine"));
        assert!(hashes("too few words here").is_empty());
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "Ça va, 3.5 km_h";
        let mut found = Vec::new();
        words(text, 0, &mut found);
        let shown: Vec<&str> = found.iter().map(|word| word.span.of(text)).collect();
        assert_eq!(shown, ["Ça", "va", "3", "5", "km_h"]);
    }
}
