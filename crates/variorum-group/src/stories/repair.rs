//! The repair: recent reports are taken out of their stories and put together anew by average link.
//!
//! Older reports stay with their stories, which take part as wholes. Pinned reports stay where the user put them.

use super::Stories;
use super::link::average_link;
use super::scene::Scene;

/// A longer look back is taken each time this many repairs have passed…
const LONG_EVERY: usize = 24;
/// …over this many times as many reports.
const LONG_REPORTS: usize = 12;

impl Stories {
    /// Looks again at the newest reports.
    pub fn repair(&mut self) {
        let n_reports = self.state.options.repair_reports;
        self.repair_newest(n_reports);
    }

    /// Looks again at all reports of the window: call it when the stream pauses or ends.
    pub fn finish(&mut self) {
        self.relearn();
        self.repair_newest(self.state.reports.len());
    }

    pub(super) fn repair_when_due(&mut self) {
        let every = self.state.options.repair_every;
        if every == 0 {
            return;
        }
        self.state.n_since_repair += 1;
        if self.state.n_since_repair < every {
            return;
        }
        self.state.n_since_repair = 0;
        self.state.n_since_long_repair += 1;
        let mut n_reports = self.state.options.repair_reports;
        if self.state.n_since_long_repair >= LONG_EVERY {
            self.state.n_since_long_repair = 0;
            n_reports = n_reports.saturating_mul(LONG_REPORTS);
        }
        self.relearn_when_due();
        self.repair_newest(n_reports);
    }

    fn repair_newest(&mut self, n_reports: usize) {
        let n_old = self.state.reports.len().saturating_sub(n_reports);
        let from = self.state.first + n_old as u32;
        let scene = Scene::of(self, from);
        let roots = average_link(&scene.items, &scene.links, self.model.link);
        let (moves, merged) = self.claim(&scene, &roots);
        self.resettle(&scene, &moves, merged);
    }
}
