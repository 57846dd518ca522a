//! The words of accusing and denying, from `data/acts.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

#[derive(serde::Deserialize)]
pub(super) struct Words {
    pub(super) accuse: HashSet<String>,
    pub(super) blame: HashSet<String>,
    pub(super) deny: HashSet<String>,
    pub(super) reject: HashSet<String>,
    pub(super) claims: HashSet<String>,
    pub(super) withheld: HashSet<String>,
    pub(super) auxiliaries: HashSet<String>,
    pub(super) passives: HashSet<String>,
    pub(super) hypothetical: HashSet<String>,
    pub(super) determiners: HashSet<String>,
    pub(super) pronouns: HashSet<String>,
    pub(super) titles: HashSet<String>,
    pub(super) ends_clause: HashSet<String>,
    pub(super) minds: HashSet<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../data/acts.toml"))
        .expect("data/acts.toml is read by the tests")
});
