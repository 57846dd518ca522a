//! Texts of other languages were weighed by what little had been learned when they came: they are weighed again.

use super::compare::Compared;
use super::join::HITS;
use super::report::Pair;
use super::{Index, NOTED, Stories};

impl Stories {
    /// As [`Stories::relearn`], once half as much again has been learned since the last time.
    pub(super) fn relearn_when_due(&mut self) {
        if is_stale(self.state.relearned_from.max(1), self.state.learned.n_texts) {
            self.relearn();
        }
    }

    /// Weighs again what was weighed by less than two thirds of what is known now, and links it again.
    pub(super) fn relearn(&mut self) {
        let n_texts = self.state.learned.n_texts;
        self.state.relearned_from = n_texts;
        let reports = &self.state.reports;
        if !reports.iter().any(|live| is_stale(live.weighed.learned_from, n_texts)) {
            return;
        }
        self.index = Index::default();
        for (slot, place) in (0..reports.len()).zip(self.state.first..) {
            if self.state.reports[slot].weighed.learned_from > 0 {
                let learned = &self.state.learned;
                let weighed = &mut self.state.reports[slot].weighed;
                weighed.reweigh(|hash, flags| learned.rarity(hash, flags), n_texts);
                let links = self.links_of_hits(slot);
                self.state.reports[slot].links = links;
            }
            self.index.insert(place, self.state.reports[slot].keys());
        }
    }

    /// Links with the earlier reports that share its words.
    fn links_of_hits(&mut self, slot: usize) -> Box<[Pair]> {
        let live = &self.state.reports[slot];
        let hits = self.index.search(live.weighed.keys(), self.state.first, slot, HITS);
        let compared = Compared::new(&live.weighed);
        let mut links = Vec::new();
        for (place, _) in hits {
            let other = &self.state.reports[(place - self.state.first) as usize];
            let score = self.model.score(&compared.with(&other.weighed));
            if score >= NOTED {
                links.push(Pair { place, score, drawn_for: 1.0 });
            }
        }
        links.sort_unstable_by_key(|pair| pair.place);
        links.into()
    }
}

/// Weights were made by less than two thirds of what is known now; 0 stands for the background's.
fn is_stale(learned_from: u32, n_texts: u32) -> bool {
    learned_from > 0 && learned_from.saturating_mul(3) < n_texts.saturating_mul(2)
}
