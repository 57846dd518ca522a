//! When two names mean one, as `score_edition.py` has it.

use crate::attributions::is_word;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Words that tell no two names apart.
const TITLES: [&str; 14] = [
    "the",
    "mr",
    "mrs",
    "ms",
    "president",
    "sen",
    "senator",
    "rep",
    "gov",
    "dr",
    "former",
    "u",
    "s",
    "us",
];

/// Words without substance in the name of a medium or document.
const STOP: [&str; 24] = [
    "a", "an", "the", "of", "in", "on", "by", "to", "for", "with", "and", "at", "from", "his",
    "her", "their", "its", "is", "was", "as", "that", "this", "state", "news",
];

/// Lower case, without accents, punctuation as single spaces.
pub(super) fn fold(name: &str) -> String {
    let lower = name.nfkd().collect::<String>().to_lowercase();
    let bare = lower.chars().filter(|&c| canonical_combining_class(c) == 0);
    let spaced: String = bare.map(|c| if is_word(c) { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of the folded name.
pub(super) fn n_words(name: &str) -> usize {
    fold(name).split(' ').filter(|word| !word.is_empty()).count()
}

/// The folded words.
pub(super) fn words(name: &str) -> BTreeSet<String> {
    fold(name).split_whitespace().map(str::to_owned).collect()
}

/// The folded words that carry the name.
pub(super) fn substance(name: &str) -> BTreeSet<String> {
    let mut words = words(name);
    words.retain(|word| !STOP.contains(&word.as_str()));
    words
}

/// True where the shorter name's words are the longer's, or the last words agree and no first name contradicts.
pub(super) fn same_name(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a.is_none() && b.is_none() };
    let (a, b) = (untitled(a), untitled(b));
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else { return false };
    if a.len().abs_diff(b.len()) > 3 {
        return false;
    }
    let sets = [&a, &b].map(|words| words.iter().collect::<BTreeSet<_>>());
    if sets[0].is_subset(&sets[1]) || sets[1].is_subset(&sets[0]) {
        return true;
    }
    last_a == last_b && (a.len() == 1 || b.len() == 1 || a[0].chars().next() == b[0].chars().next())
}

/// The folded words without titles; with them where nothing else is left.
fn untitled(name: &str) -> Vec<String> {
    let words: Vec<String> = fold(name).split_whitespace().map(str::to_owned).collect();
    let bare: Vec<String> =
        words.iter().filter(|word| !TITLES.contains(&word.as_str())).cloned().collect();
    if bare.is_empty() { words } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_accents_and_punctuation() {
        assert_eq!(fold("  Élan—Vital’s, Ⅳ "), "elan vital s iv");
    }

    #[test]
    fn a_last_name_is_the_full_name() {
        assert!(same_name(Some("Mr. Oye"), Some("Vedra Oye")));
        assert!(same_name(Some("V. Oye"), Some("Vedra Oye")));
        assert!(!same_name(Some("Karl Oye"), Some("Vedra Oye")));
        assert!(!same_name(Some("Oye"), None));
        assert!(!same_name(Some("…"), Some("Oye")));
        assert!(same_name(None, None));
    }

    #[test]
    fn a_name_of_titles_only_keeps_them() {
        assert!(same_name(Some("the President"), Some("President")));
    }
}
