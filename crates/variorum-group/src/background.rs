//! In how many texts a word stands, counted once over a background of news and shipped with the program.
//!
//! Without it the weight of a word would depend on what came before in the stream, and so would every threshold.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

use crate::words::each_word;

/// Words, each with the number of background texts that hold it; made by the example `background`.
static WORDS: &str = include_str!("../../../data/background.tsv");

/// Weights of words, in sixteenths of a doubling.
#[derive(Debug)]
pub(crate) struct Background {
    listed: FxHashMap<u32, u32>,
    /// Of a word that is not listed.
    unlisted: u32,
}

impl Background {
    pub(crate) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Background> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::parse(WORDS))
    }

    /// Lines of a folded word and its count; the count of all texts stands under `*`.
    fn parse(lines: &str) -> Self {
        let mut n_texts = 1;
        let mut n_with: FxHashMap<u32, u32> = FxHashMap::default();
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, count)) = line.split_once('\t') else {
                continue;
            };
            let Ok(count) = count.parse::<u32>() else {
                continue;
            };
            if word == "*" {
                n_texts = count;
            } else {
                each_word(word, 1, |word| {
                    n_with.insert(word.hash, count);
                });
            }
        }
        let listed = n_with.into_iter().map(|(word, n)| (word, rarity(n_texts, n)));
        Self { listed: listed.collect(), unlisted: rarity(n_texts, 0) }
    }

    /// Weight of a word; `None` where it is not listed.
    pub(crate) fn listed(&self, word: u32) -> Option<u32> {
        self.listed.get(&word).copied()
    }

    /// Weight of a word that is not listed.
    pub(crate) fn unlisted(&self) -> u32 {
        self.unlisted
    }
}

/// The lines of a background of `texts`: words that stand in at least `least` of them, with their counts.
///
/// Of the spellings that fold to one word the first in the alphabet stands for all.
#[must_use]
pub fn tally<'a>(texts: impl Iterator<Item = &'a str>, least: u32) -> String {
    let mut counts: FxHashMap<u32, (u32, u32, String)> = FxHashMap::default();
    let mut n_texts = 0;
    for text in texts {
        n_texts += 1;
        each_word(text, usize::MAX, |word| {
            let start = word.start as usize;
            let written = text[start..start + usize::from(word.len)].to_lowercase();
            let (n_with, last, spelling) = counts.entry(word.hash).or_default();
            if *last != n_texts {
                *last = n_texts;
                *n_with += 1;
            }
            if spelling.is_empty() || written < *spelling {
                *spelling = written;
            }
        });
    }
    let mut lines: Vec<String> = counts
        .into_values()
        .filter(|(n_with, _, _)| *n_with >= least)
        .map(|(n_with, _, spelling)| format!("{spelling}\t{n_with}\n"))
        .collect();
    lines.sort_unstable();
    format!("*\t{n_texts}\n{}", lines.concat())
}

/// `16 · log2((n + 1) / (n_with + ½))`, at least 0: integers, so that every machine agrees.
pub(crate) fn rarity(n_texts: u32, n_with: u32) -> u32 {
    let all = log2_sixteenths(2 * u64::from(n_texts) + 2);
    all.saturating_sub(log2_sixteenths(2 * u64::from(n_with) + 1))
}

/// `16 · log2(n)`, straight between powers of two; `n` is at least 1.
pub(crate) fn log2_sixteenths(n: u64) -> u32 {
    let power = n.max(1).ilog2();
    let rest = n.max(1) - (1 << power);
    16 * power + ((rest << 4) >> power) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_weigh_little() {
        let background = Background::shipped();
        let weight = |text: &str| {
            let mut weight = 0;
            each_word(text, 1, |word| {
                weight = background.listed(word.hash).unwrap_or(background.unlisted());
            });
            weight
        };
        assert!(weight("the") < 4);
        assert!(weight("senate") < weight("Marbek"));
    }

    #[test]
    fn logarithm_is_exact_at_powers() {
        assert_eq!(log2_sixteenths(1), 0);
        assert_eq!(log2_sixteenths(8), 48);
        assert_eq!(log2_sixteenths(12), 56);
    }
}
