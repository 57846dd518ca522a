//! Which recent reports hold a word: the way to the few reports worth comparing.
//!
//! A word keeps its newest holders only, so that a search costs the same in a stream of any length.

use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// Newest holders kept of each word.
const POSTINGS: usize = 256;

/// Holders that a search reads, about: those of the heaviest words.
const READ: usize = 2048;

/// From words to the reports that hold them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    holders: FxHashMap<u32, VecDeque<u32>>,
    /// One sum a report of the window, all 0 between searches.
    sums: Vec<f32>,
    /// Reports whose sum is not 0; kept to spare its allocation.
    touched: Vec<u32>,
    ranks: Vec<u64>,
}

impl Index {
    /// `place`: number of the report in the stream; grows from call to call.
    pub(crate) fn insert(&mut self, place: u32, words: impl Iterator<Item = u32>) {
        for word in words {
            let holders = self.holders.entry(word).or_default();
            if holders.len() == POSTINGS {
                holders.pop_front();
            }
            holders.push_back(place);
        }
    }

    /// Takes the oldest report out.
    pub(crate) fn remove(&mut self, place: u32, words: impl Iterator<Item = u32>) {
        for word in words {
            let Some(holders) = self.holders.get_mut(&word) else {
                continue;
            };
            if holders.front() == Some(&place) {
                holders.pop_front();
            }
            if holders.is_empty() {
                self.holders.remove(&word);
            }
        }
    }

    /// At most `most` reports of `first..` that share the heaviest words, best first, each with the weight of what is
    /// shared; ties: newest first. `keys`: heaviest first.
    /// `n_reports`: how many there are from `first` on.
    pub(crate) fn search(
        &mut self,
        keys: impl Iterator<Item = (u32, f32)>,
        first: u32,
        n_reports: usize,
        most: usize,
    ) -> Vec<(u32, f32)> {
        let Self { holders, sums, touched, ranks } = self;
        if sums.len() < n_reports {
            sums.resize(n_reports, 0.0);
        }
        touched.clear();
        let mut n_read = 0;
        for (word, weight) in keys.filter(|(_, weight)| *weight > 0.0) {
            let Some(holders) = holders.get(&word) else {
                continue;
            };
            if n_read >= READ {
                break;
            }
            n_read += holders.len();
            let (old, new) = holders.as_slices();
            for &place in old.iter().chain(new) {
                let sum = &mut sums[(place - first) as usize];
                if *sum == 0.0 {
                    touched.push(place);
                }
                *sum += weight;
            }
        }
        ranks.clear();
        for &place in &*touched {
            let sum = std::mem::take(&mut sums[(place - first) as usize]);
            // positive floats are in the order of their bits
            ranks.push(u64::from(!sum.to_bits()) << 32 | u64::from(!place));
        }
        if ranks.len() > most {
            ranks.select_nth_unstable(most);
            ranks.truncate(most);
        }
        ranks.sort_unstable();
        let sum = |rank: u64| f32::from_bits(!((rank >> 32) as u32));
        ranks.iter().map(|rank| (!(*rank as u32), sum(*rank))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newest_of_equals_come_first_and_the_oldest_leave() {
        let mut index = Index::default();
        for place in 0..300 {
            index.insert(place, [7].into_iter());
        }
        let mut search = |most| index.search([(7, 1.0)].into_iter(), 0, 300, most);
        assert_eq!(search(3), [(299, 1.0), (298, 1.0), (297, 1.0)]);
        assert_eq!(search(1000).len(), POSTINGS);
    }
}
