//! What a repair decided is carried out and told.

use super::claim::Merged;
use super::link::SAMPLE;
use super::reason::reason;
use super::report::{Live, StoryKey};
use super::scene::Scene;
use super::{Event, EventKind, Stories};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Newest members of a story that are asked for the report they are like.
const NEWEST: usize = 64;

/// A report that left a story for another.
struct Move {
    place: u32,
    from: StoryKey,
    to: StoryKey,
}

impl Stories {
    /// Moves the reports, dissolves the stories that are empty then, and tells of both: merged stories first.
    pub(super) fn resettle(
        &mut self,
        scene: &Scene,
        moves: &[(u32, StoryKey)],
        mut merged: Merged,
    ) {
        let mut gone: BTreeMap<StoryKey, BTreeMap<StoryKey, usize>> = BTreeMap::new();
        let mut moved: Vec<Move> = Vec::new();
        let mut kept: BTreeSet<StoryKey> = BTreeSet::new();
        for &(place, to) in moves {
            kept.insert(to);
            let live = self.live_mut(place).expect("the scene is the window");
            let from = std::mem::replace(&mut live.story, to);
            *gone.entry(from).or_default().entry(to).or_default() += 1;
            if from != to {
                moved.push(Move { place, from, to });
            }
        }
        for (from, targets) in &gone {
            let most = targets.iter().max_by_key(|(key, n)| (**n, Reverse(**key)));
            if let Some((&to, _)) = most
                && !kept.contains(from)
                && !self.keeps(scene, *from)
                && self.state.stories[from].members.len() == targets.values().sum::<usize>()
            {
                merged.insert(*from, to);
            }
        }
        let names = self.tell_merged(&moved, &merged);
        self.list_members(&moved, &merged);
        self.tell_moved(&moved, &merged, &names);
    }

    /// Tells which stories go into others; the names of all that lose reports.
    fn tell_merged(&mut self, moved: &[Move], merged: &Merged) -> BTreeMap<StoryKey, String> {
        let mut names = BTreeMap::new();
        if self.state.options.silent {
            return names;
        }
        for from in moved.iter().map(|moved| &moved.from).chain(merged.keys()) {
            names.entry(*from).or_insert_with(|| self.state.stories[from].name.clone());
        }
        for (from, to) in merged {
            let (report, reason) = self.bridge(*from, *to);
            self.state.events.push(Event {
                kind: EventKind::Merged,
                report,
                from: names.get(from).cloned(),
                to: self.state.stories[to].name.clone(),
                reason,
            });
        }
        names
    }

    /// Tells which reports moved alone.
    fn tell_moved(&mut self, moved: &[Move], merged: &Merged, names: &BTreeMap<StoryKey, String>) {
        if self.state.options.silent {
            return;
        }
        for Move { place, from, to } in moved {
            let alone = merged.get(from) != Some(to);
            let Some(live) = self.live(*place).filter(|_| alone) else { continue };
            let from = names.get(from).cloned();
            let reason = match self.nearest(*place, *to).or_else(|| self.newest_other(*place, *to))
            {
                Some(other) => reason(live, other),
                None => {
                    let left = from.as_deref().unwrap_or_default();
                    vec![format!("split: it is not like the other reports of {left}")]
                }
            };
            let event = Event {
                kind: EventKind::Moved,
                report: live.id.to_string(),
                from,
                to: self.state.stories[to].name.clone(),
                reason,
            };
            self.state.events.push(event);
        }
    }

    /// A report of the merged story that is like one of the other story, and why.
    fn bridge(&self, from: StoryKey, to: StoryKey) -> (String, Vec<String>) {
        let mut last = None;
        for place in self.state.stories[&from].sample(SAMPLE, 0) {
            let Some(live) = self.live(place) else { continue };
            if let Some(other) = self.nearest(place, to) {
                return (live.id.to_string(), reason(live, other));
            }
            last = self.newest_other(place, to).map(|other| (live, other));
        }
        match last {
            Some((live, other)) => (live.id.to_string(), reason(live, other)),
            None => (String::new(), vec!["all its reports are of the other story".to_owned()]),
        }
    }

    /// The report of the story that scored best with this one, whichever of the two came later.
    fn nearest(&self, place: u32, story: StoryKey) -> Option<&Live> {
        let live = self.live(place)?;
        let earlier = live.links.iter().filter_map(|pair| {
            let other = self.live(pair.place).filter(|other| other.story == story)?;
            Some((pair.score, other))
        });
        let newest = self.state.stories[&story].members.iter().rev().take(NEWEST);
        let later = newest.filter_map(|later| {
            let other = self.live(*later).filter(|other| other.story == story)?;
            Some((other.link(place)?, other))
        });
        earlier.chain(later).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
    }

    fn newest_other(&self, place: u32, story: StoryKey) -> Option<&Live> {
        let members = self.state.stories[&story].members.iter().rev();
        self.live(*members.clone().find(|other| **other != place)?)
    }

    /// Brings the lists of members in line with the reports.
    fn list_members(&mut self, moved: &[Move], merged: &Merged) {
        let mut touched: BTreeSet<StoryKey> = BTreeSet::new();
        for &Move { place, from, to } in moved {
            let members = &mut self.story_mut(from).members;
            if let Ok(at) = members.binary_search(&place) {
                members.remove(at);
            }
            self.story_mut(to).members.push_back(place);
            touched.extend([from, to]);
        }
        for (&from, &to) in merged {
            let members = std::mem::take(&mut self.story_mut(from).members);
            for &place in &members {
                if let Some(live) = self.live_mut(place) {
                    live.story = to;
                }
            }
            self.story_mut(to).members.extend(members);
            touched.extend([from, to]);
        }
        for key in touched {
            let story = self.story_mut(key);
            story.members.make_contiguous().sort_unstable();
            if story.members.is_empty() {
                self.state.stories.remove(&key);
            }
        }
    }
}
