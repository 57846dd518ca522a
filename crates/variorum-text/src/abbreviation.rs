//! Words whose full stop is part of the word.

use std::collections::HashSet;
use std::sync::LazyLock;

/// What the full stop of a word says of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// No abbreviation.
    Sentence,
    /// An abbreviation that a name or number follows.
    BeforeName,
    /// An abbreviation that may stand at the end.
    Anywhere,
}

#[derive(serde::Deserialize)]
struct Lists {
    before_name: HashSet<String>,
    anywhere: HashSet<String>,
    small: HashSet<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/abbreviations.toml"))
        .expect("data/abbreviations.toml is checked by the tests")
});

/// Looks up a word written without its last full stop.
pub(crate) fn stop(word: &str) -> Stop {
    let word = word.to_lowercase();
    if LISTS.before_name.contains(&word) {
        Stop::BeforeName
    } else if LISTS.anywhere.contains(&word) || is_initialism(&word) {
        Stop::Anywhere
    } else {
        Stop::Sentence
    }
}

/// True for a word, without its full stop, that is an abbreviation in small letters too: "v", "vs", "etc".
pub(crate) fn is_small(word: &str) -> bool {
    LISTS.small.contains(word)
}

/// True for "u.s", "k.g.b": single letters with full stops between, without the last stop.
fn is_initialism(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}
