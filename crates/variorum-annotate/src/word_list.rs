//! Lists of words as the rules ask them: by one folded word, many times for each word of a report.
//!
//! They hash with `rustc-hash`: the keys come from the program's own lists, so nobody can choose them to collide.

use rustc_hash::FxBuildHasher;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// A list of words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct WordSet(HashSet<String, FxBuildHasher>);

impl WordSet {
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// In no order: for questions that any word may answer.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &String> {
        self.0.iter()
    }
}

impl FromIterator<String> for WordSet {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        Self(words.into_iter().collect())
    }
}

/// Words, each with what it means.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct WordMap<V>(HashMap<String, V, FxBuildHasher>);

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<V> WordMap<V> {
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        self.0.get(word)
    }

    pub(crate) fn contains_key(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    pub(crate) fn insert(&mut self, word: String, value: V) {
        self.0.insert(word, value);
    }

    pub(crate) fn entry(
        &mut self,
        word: String,
    ) -> std::collections::hash_map::Entry<'_, String, V> {
        self.0.entry(word)
    }
}

impl<V> FromIterator<(String, V)> for WordMap<V> {
    fn from_iter<I: IntoIterator<Item = (String, V)>>(words: I) -> Self {
        Self(words.into_iter().collect())
    }
}

impl<V> std::ops::Index<&str> for WordMap<V> {
    type Output = V;

    fn index(&self, word: &str) -> &V {
        &self.0[word]
    }
}
