//! The words around numbers, from `data/units.toml`.

use crate::word_list::{WordMap, WordSet};
use std::sync::LazyLock;

#[derive(serde::Deserialize)]
pub(super) struct Words {
    pub(super) qualifiers: WordSet,
    pub(super) numbers: WordMap<f64>,
    pub(super) magnitudes: WordMap<f64>,
    pub(super) suffixes: WordMap<f64>,
    pub(super) denominators: WordMap<f64>,
    pub(super) currencies: WordMap<String>,
    pub(super) codes: WordMap<String>,
    pub(super) plurals: WordMap<String>,
    words: Sets,
}

#[derive(serde::Deserialize)]
struct Sets {
    not_plural: WordSet,
    stops: WordSet,
    labels: WordSet,
    streets: WordSet,
    clock: WordSet,
    measures: WordSet,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../data/units.toml"))
        .expect("data/units.toml is read by the tests")
});

impl Words {
    pub(super) fn is_stop(&self, word: &str) -> bool {
        self.words.stops.contains(word)
    }

    pub(super) fn is_label(&self, word: &str) -> bool {
        self.words.labels.contains(word)
    }

    pub(super) fn is_street(&self, word: &str) -> bool {
        self.words.streets.contains(word)
    }

    pub(super) fn is_clock(&self, word: &str) -> bool {
        self.words.clock.contains(word)
    }

    /// True for a unit that even "one" measures by.
    pub(super) fn is_measure(&self, singular: &str) -> bool {
        self.words.measures.contains(singular)
    }

    /// The singular of a plural noun; `None` for a word that is no plural.
    pub(super) fn singular(&self, word: &str) -> Option<String> {
        if let Some(singular) = self.plurals.get(word) {
            return Some(singular.clone());
        }
        if self.words.not_plural.contains(word) || !word.ends_with('s') || word.len() < 4 {
            return None;
        }
        if ["ss", "us", "is", "'s"].iter().any(|end| word.ends_with(end)) {
            return None;
        }
        if let Some(stem) = word.strip_suffix("ies") {
            return Some(format!("{stem}y"));
        }
        let sibilant =
            ["sses", "shes", "ches", "xes", "zzes", "oes"].iter().any(|end| word.ends_with(end));
        Some(word[..word.len() - if sibilant { 2 } else { 1 }].to_owned())
    }
}
