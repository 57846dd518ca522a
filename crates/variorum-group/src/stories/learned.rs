//! In how many texts of other languages a word stands, learned from the stream.

use crate::background::rarity;
use crate::weigh::Term;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Words learned at most; then the counts are halved.
const LEARNED_WORDS: usize = 1 << 20;

/// Counts of texts by word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Learned {
    pub n_texts: u32,
    #[serde(with = "sorted_map")]
    n_with: FxHashMap<u32, u32>,
}

impl Learned {
    /// `terms`: the words of a text, each once.
    pub(crate) fn add(&mut self, terms: &[Term]) {
        self.n_texts += 1;
        for term in terms {
            *self.n_with.entry(term.hash).or_insert(0) += 1;
        }
        if self.n_with.len() > LEARNED_WORDS {
            self.n_texts /= 2;
            self.n_with.retain(|_, n_with| {
                *n_with /= 2;
                *n_with > 0
            });
        }
    }

    /// Weight of a word, in sixteenths of a doubling.
    pub(crate) fn rarity(&self, hash: u32) -> u32 {
        rarity(self.n_texts, self.n_with.get(&hash).copied().unwrap_or(0))
    }
}

/// A map written in the order of its keys.
mod sorted_map {
    use rustc_hash::FxHashMap;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(
        map: &FxHashMap<u32, u32>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut pairs: Vec<(u32, u32)> = map.iter().map(|(&key, &value)| (key, value)).collect();
        pairs.sort_unstable();
        pairs.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<FxHashMap<u32, u32>, D::Error> {
        let pairs: Vec<(u32, u32)> = Vec::deserialize(deserializer)?;
        Ok(pairs.into_iter().collect())
    }
}
