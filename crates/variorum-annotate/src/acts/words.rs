//! The words of accusing and denying, from `data/acts.toml`.

use crate::word_list::WordSet;
use std::sync::LazyLock;

#[derive(serde::Deserialize)]
pub(super) struct Words {
    pub(super) accuse: WordSet,
    pub(super) blame: WordSet,
    pub(super) deny: WordSet,
    pub(super) reject: WordSet,
    pub(super) claims: WordSet,
    pub(super) withheld: WordSet,
    pub(super) auxiliaries: WordSet,
    pub(super) passives: WordSet,
    pub(super) hypothetical: WordSet,
    pub(super) determiners: WordSet,
    pub(super) pronouns: WordSet,
    pub(super) titles: WordSet,
    pub(super) ends_clause: WordSet,
    pub(super) minds: WordSet,
    /// Every verb that the rules begin with: most words are asked for this one only.
    #[serde(skip)]
    verbs: WordSet,
}

impl Words {
    pub(super) fn is_verb(&self, word: &str) -> bool {
        self.verbs.contains(word)
    }
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let words: Words = toml::from_str(include_str!("../../../../data/acts.toml"))
        .expect("data/acts.toml is read by the tests");
    let lists = [&words.accuse, &words.blame, &words.deny, &words.reject];
    let said = ["said", "says"].map(str::to_owned);
    let verbs = lists.into_iter().flat_map(WordSet::iter).cloned().chain(said).collect();
    Words { verbs, ..words }
});
