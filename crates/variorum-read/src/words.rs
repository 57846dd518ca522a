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
}

/// Longest word that is put in lower case without allocation.
const BUFFER: usize = 64;

impl Words {
    /// True where the word, in lower case already, is in the set.
    pub fn contains(&self, word: &str) -> bool {
        word.len() <= self.longest && self.words.contains(word)
    }

    /// True where the word is in the set once it is in lower case.
    pub fn has(&self, word: &str) -> bool {
        // no letter takes more than three times its bytes in the other case
        word.len() <= 3 * self.longest && with_lower(word, |word| self.contains(word))
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
        Self { words, longest }
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
    /// First bytes of the openings.
    first: [bool; 256],
}

impl Openings {
    /// What follows one of the openings, in any case; longest opening first.
    pub fn after<'a>(&self, line: &'a str) -> Option<&'a str> {
        let first = line.bytes().next()?.to_ascii_lowercase();
        // beyond ASCII the first byte says nothing of the letter in its other case
        if first.is_ascii() && !self.first[usize::from(first)] {
            return None;
        }
        let may_fit = |opening: &&Box<str>| {
            !first.is_ascii() || opening.as_bytes().first() == Some(&first)
        };
        self.openings.iter().filter(may_fit).find_map(|opening| {
            let head = line.get(..opening.len())?;
            let rest = &line[opening.len()..];
            // "By" opens "By Ann", not "Byron".
            let whole = !opening.ends_with(char::is_alphanumeric)
                || !rest.starts_with(char::is_alphanumeric);
            let same = || {
                if head.is_ascii() {
                    head.eq_ignore_ascii_case(opening)
                } else {
                    head.to_lowercase() == **opening
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
        let mut first = [false; 256];
        for byte in openings.iter().filter_map(|opening| opening.bytes().next()) {
            first[usize::from(byte)] = true;
        }
        Self { openings, first }
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
        assert_eq!(openings.after("Byron left"), None);
        assert_eq!(openings.after(""), None);
    }
}
