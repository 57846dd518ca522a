//! Lists of words and openings that lines are held against: asked for every line of every text, so that a line that
//! is not in a list must cost next to nothing. All entries are in lower case, and nothing here allocates for ASCII.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Deserializer};

/// A set of words in lower case.
#[derive(Debug)]
pub(crate) struct Words {
    words: FxHashSet<Box<str>>,
    /// Bytes of the longest word.
    longest: usize,
    /// First bytes of the words, each with the lengths in bytes that follow it; 63 stands for more.
    lengths: Box<[u64; 256]>,
}

fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// Longest word that is put in lower case without allocation.
const BUFFER: usize = 64;

impl Words {
    /// True where the word, in lower case already, is in the set.
    pub fn contains(&self, word: &str) -> bool {
        self.may_contain(word) && self.words.contains(word)
    }

    fn may_contain(&self, word: &str) -> bool {
        let first = word.bytes().next().unwrap_or_default().to_ascii_lowercase();
        self.lengths[usize::from(first)] & length_bit(word) != 0
    }

    /// True where the word is in the set once it is in lower case.
    pub fn has(&self, word: &str) -> bool {
        if word.is_ascii() {
            return self.may_contain(word) && with_lower(word, |word| self.words.contains(word));
        }
        // no letter takes more than three times its bytes in the other case
        word.len() <= 3 * self.longest && self.words.contains(word.to_lowercase().as_str())
    }

    /// The words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(AsRef::as_ref)
    }
}

/// Hands over the word in lower case.
pub(crate) fn with_lower<T>(word: &str, ask: impl FnOnce(&str) -> T) -> T {
    if word.len() > BUFFER || !word.is_ascii() {
        return ask(&word.to_lowercase());
    }
    let mut buffer = [0; BUFFER];
    let lower = &mut buffer[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    ask(std::str::from_utf8(lower).expect("ASCII in lower case is ASCII"))
}

impl<'a> FromIterator<&'a str> for Words {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let words: FxHashSet<Box<str>> = words.into_iter().map(Box::from).collect();
        let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
        let mut lengths = Box::new([0; 256]);
        for word in &words {
            lengths[usize::from(word.bytes().next().unwrap_or_default())] |= length_bit(word);
        }
        Self { words, longest, lengths }
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words: Vec<Cow<'de, str>> = Deserialize::deserialize(deserializer)?;
        Ok(words.iter().map(AsRef::as_ref).collect())
    }
}

/// What lines of a kind begin with.
#[derive(Debug)]
pub(crate) struct Openings {
    /// Longest first: of two that fit, the longer one counts.
    openings: Vec<Box<str>>,
    /// First two bytes of the openings that begin in ASCII, as [`pair_bit`].
    pairs: Box<[u64; 16]>,
}

/// The word and bit of a pair of bytes in a table of 1,024.
fn pair_bit(first: u8, second: u8) -> (usize, u64) {
    let at = (usize::from(first) * 31 + usize::from(second)) % 1_024;
    (at / 64, 1 << (at % 64))
}

impl Openings {
    /// What follows one of the openings, in any case; longest opening first.
    pub fn after<'a>(&self, line: &'a str) -> Option<&'a str> {
        if let [first, second, ..] = line.as_bytes()
            && first.is_ascii()
            && second.is_ascii()
        {
            let (at, bit) = pair_bit(first.to_ascii_lowercase(), second.to_ascii_lowercase());
            if self.pairs[at] & bit == 0 {
                return None;
            }
        }
        let first = line.chars().next()?.to_lowercase().next()?;
        let openings = self.openings.iter().map(AsRef::as_ref);
        openings.filter(|opening: &&str| opening.starts_with(first)).find_map(|opening| {
            let head = line.get(..opening.len())?;
            let rest = &line[opening.len()..];
            // "By" opens "By Ann", not "Byron".
            let whole = !opening.ends_with(char::is_alphanumeric)
                || !rest.starts_with(char::is_alphanumeric);
            let same = || {
                if head.is_ascii() {
                    head.eq_ignore_ascii_case(opening)
                } else {
                    head.to_lowercase() == opening
                }
            };
            (whole && same()).then_some(rest)
        })
    }
}

impl<'de> Deserialize<'de> for Openings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let openings: Vec<Cow<'de, str>> = Deserialize::deserialize(deserializer)?;
        Ok(openings.iter().map(AsRef::as_ref).collect())
    }
}

impl<'a> FromIterator<&'a str> for Openings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(openings: I) -> Self {
        let mut openings: Vec<Box<str>> = openings.into_iter().map(Box::from).collect();
        openings.sort_by_key(|opening| std::cmp::Reverse(opening.len()));
        let mut pairs = Box::new([0; 16]);
        for opening in &openings {
            match opening.as_bytes() {
                // an opening of one letter may be followed by anything
                [] | [_] => pairs.fill(u64::MAX),
                [first, second, ..] => {
                    let (at, bit) = pair_bit(*first, *second);
                    pairs[at] |= bit;
                }
            }
        }
        Self { openings, pairs }
    }
}

#[cfg(test)]
mod tests {
    use super::{Openings, Words, with_lower};

    #[test]
    fn words_in_any_case() {
        let words: Words = ["ferry", "état", "k"].into_iter().collect();
        assert!(words.has("FERRY") && words.has("ÉTAT") && words.has("\u{212a}"));
        assert!(words.contains("ferry") && !words.contains("FERRY"));
        assert!(!words.has("ferr") && !words.has("") && !words.has(&"ferry".repeat(40)));
    }

    #[test]
    fn any_word_is_put_in_lower_case() {
        for word in ["", "Ferry", "ÄÖÜ", &"A".repeat(200)] {
            assert_eq!(with_lower(word, str::to_owned), word.to_lowercase());
        }
    }

    #[test]
    fn an_opening_is_a_whole_word() {
        let openings: Openings = ["by", "by staff", "©"].into_iter().collect();
        assert_eq!(openings.after("By Ann Roe"), Some(" Ann Roe"));
        assert_eq!(openings.after("By staff, Oslo"), Some(", Oslo"));
        assert_eq!(openings.after("© Oslo"), Some(" Oslo"));
        assert_eq!(openings.after("“By Ann"), None);
        assert_eq!(openings.after("Byron left"), None);
        assert_eq!(openings.after(""), None);
    }
}
