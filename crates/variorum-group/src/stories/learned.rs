//! In how many texts of other languages a word stands, learned from the stream.

use crate::background::rarity;
use crate::features::{NAME, SHORT};
use crate::weigh::Term;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Words learned at most; then the counts are halved.
const LEARNED_WORDS: usize = 1 << 20;

/// Texts that count as read before the first. Many more make Vietnamese, whose words are written in common syllables,
/// too rare: of 0, 50, 200 and 500 the B³ F1 of vnmds200 is .966, .964, .957 and .924, while of ten Russian texts at a
/// time pairs are told right with an F1 of .70, .76, .77 and .77.
const EXPECTED_FROM: u32 = 50;
/// In how many of them a short word stands.
const EXPECTED_OF_SHORT: u32 = 8;

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

    /// Weight of a word, in sixteenths of a doubling: as if [`EXPECTED_FROM`] texts of other stories had been read
    /// before the stream.
    ///
    /// Without them the first texts of a language would weigh nothing: half of them tell the same story, so its names
    /// look like the commonest words.
    pub(crate) fn rarity(&self, hash: u32, flags: u8) -> u32 {
        let n_with = self.n_with.get(&hash).copied().unwrap_or(0);
        let is_common = flags & SHORT != 0 && flags & NAME == 0;
        let expected = if is_common { EXPECTED_OF_SHORT } else { 0 };
        rarity(self.n_texts + EXPECTED_FROM, n_with + expected)
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
