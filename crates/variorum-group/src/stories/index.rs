//! Which recent reports hold a word: the way to the few reports worth comparing.
//!
//! A word keeps its newest holders only, so that a search costs the same in a stream of any length.

use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// Newest holders kept of each word.
const POSTINGS: usize = 256;

/// From words to the reports that hold them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    holders: FxHashMap<u32, VecDeque<u32>>,
    /// One sum a report of the window, all 0 between searches.
    sums: Vec<f32>,
}

impl Index {
    /// `place`: number of the report in the stream; grows from call to call.
    pub(crate) fn insert(&mut self, place: u32, keys: &[(u32, f32)]) {
        for &(word, _) in keys {
            let holders = self.holders.entry(word).or_default();
            if holders.len() == POSTINGS {
                holders.pop_front();
            }
            holders.push_back(place);
        }
    }

    /// Takes the oldest report out.
    pub(crate) fn remove(&mut self, place: u32, keys: &[(u32, f32)]) {
        for (word, _) in keys {
            let Some(holders) = self.holders.get_mut(word) else {
                continue;
            };
            if holders.front() == Some(&place) {
                holders.pop_front();
            }
            if holders.is_empty() {
                self.holders.remove(word);
            }
        }
    }

    /// At most `most` reports of `first..` that share the heaviest words, best first; ties: newest first.
    pub(crate) fn search(&mut self, keys: &[(u32, f32)], first: u32, most: usize) -> Vec<u32> {
        let mut touched: Vec<u32> = Vec::new();
        for (word, weight) in keys {
            let Some(holders) = self.holders.get(word) else {
                continue;
            };
            for &place in holders {
                let slot = (place - first) as usize;
                if slot >= self.sums.len() {
                    self.sums.resize(slot + 1, 0.0);
                }
                if self.sums[slot] == 0.0 {
                    touched.push(place);
                }
                // a word that many hold says less
                self.sums[slot] += weight;
            }
        }
        let sums = &self.sums;
        let rank = |a: &u32, b: &u32| {
            let sum = |place: u32| sums[(place - first) as usize];
            sum(*b).total_cmp(&sum(*a)).then(b.cmp(a))
        };
        let mut found = touched.clone();
        if found.len() > most {
            found.select_nth_unstable_by(most, rank);
            found.truncate(most);
        }
        found.sort_unstable_by(rank);
        for place in touched {
            self.sums[(place - first) as usize] = 0.0;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newest_of_equals_come_first_and_the_oldest_leave() {
        let mut index = Index::default();
        for place in 0..300 {
            index.insert(place, &[(7, 1.0)]);
        }
        let found = index.search(&[(7, 1.0)], 0, 3);
        assert_eq!(found, [299, 298, 297]);
        assert_eq!(index.search(&[(7, 1.0)], 0, 1000).len(), POSTINGS);
    }
}
