//! The window: which reports may still change, and what becomes of the others.
//!
//! Reports leave in the order in which they came, so memory is bounded by the window whatever the dates say.

use super::Stories;
use serde::{Deserialize, Serialize};

/// Dated reports whose oldest date is the clock: a few dates in the future do not move it.
const DATES: usize = 32;
const DAY: i64 = 86_400;

/// A report that has left the window: its story is final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Number in the stream.
    pub place: usize,
    /// Name of the story.
    pub story: String,
}

impl Stories {
    /// Reports that have left the window since the last call, oldest first.
    pub fn drain_settled(&mut self) -> Vec<Settled> {
        std::mem::take(&mut self.state.settled)
    }

    /// Makes room for a report of this date.
    pub(super) fn settle_old(&mut self, published: Option<i64>) {
        if let Some(date) = published {
            if self.state.dates.len() == DATES {
                self.state.dates.pop_front();
            }
            self.state.dates.push_back(date);
        }
        let days = i64::from(self.state.options.window_days).saturating_mul(DAY);
        let oldest = self.state.dates.iter().min().map(|now| now.saturating_sub(days));
        let most = self.state.options.window_reports.max(1);
        while let Some(live) = self.state.reports.front() {
            let full = self.state.reports.len() >= most;
            let old = live.weighed.published.is_some_and(|date| Some(date) < oldest);
            if !full && !old {
                break;
            }
            self.settle_first();
        }
    }

    fn settle_first(&mut self) {
        let Some(live) = self.state.reports.pop_front() else { return };
        let place = self.state.first;
        self.state.first += 1;
        self.index.remove(place, live.keys());
        let story = self.story_mut(live.story);
        story.members.pop_front();
        let name = story.name.clone();
        if story.members.is_empty() {
            self.state.stories.remove(&live.story);
        }
        self.state.settled.push(Settled { place: place as usize, story: name });
    }
}
