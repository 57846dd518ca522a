//! Texts of other languages were weighed by what little had been learned when they came: they are weighed again.

use super::report::Pair;
use super::weigh::compare;
use super::{HITS, Index, NOTED, Stories};

impl Stories {
    /// Weighs again what was weighed by less than half of what is known now, and links it again.
    pub(super) fn relearn(&mut self) {
        let n_texts = self.state.learned.n_texts;
        let is_stale = |n: u32| n > 0 && n.saturating_mul(3) < n_texts.saturating_mul(2);
        if !self.state.reports.iter().any(|live| is_stale(live.weighed.learned_from)) {
            return;
        }
        self.index = Index::default();
        let first = self.state.first;
        for place in first..self.next_place() {
            let slot = (place - first) as usize;
            let foreign = self.state.reports[slot].weighed.learned_from > 0;
            if foreign {
                self.state.reports[slot].weighed.reweigh(&self.state.learned);
                let keys = self.state.reports[slot].weighed.keys();
                let hits = self.index.search(&keys, first, HITS);
                let live = &self.state.reports[slot];
                let mut links = Vec::new();
                for hit in hits {
                    let other = &self.state.reports[(hit - first) as usize];
                    let score = self.model.score(&compare(&other.weighed, &live.weighed));
                    if score >= NOTED {
                        links.push(Pair { place: hit, score, drawn_for: 1.0 });
                    }
                }
                links.sort_unstable_by_key(|pair| pair.place);
                let live = &mut self.state.reports[slot];
                (live.keys, live.links) = (keys, links);
            }
            self.index.insert(place, &self.state.reports[slot].keys);
        }
    }
}
