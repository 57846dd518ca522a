//! Which story each group of a repair is: names stay with those who had them.

use super::Stories;
use super::report::StoryKey;
use super::scene::Scene;
use std::collections::{BTreeMap, BTreeSet};

/// Reports and wholes that a repair put together.
#[derive(Default)]
struct Group {
    /// The user's choice among its wholes.
    held: Option<StoryKey>,
    wholes: Vec<StoryKey>,
    reports: Vec<u32>,
}

/// Stories that go into others.
pub(super) type Merged = BTreeMap<StoryKey, StoryKey>;

impl Stories {
    /// The story of each report that may move, and the wholes that go into others.
    ///
    /// A group has the story of the whole in it, else the story that most of its reports had, else a new one.
    pub(super) fn claim(&mut self, scene: &Scene, roots: &[u32]) -> (Vec<(u32, StoryKey)>, Merged) {
        let groups = groups(scene, roots);
        let stories = self.claims(scene, &groups);
        let mut merged = Merged::new();
        let mut moves: Vec<(u32, StoryKey)> = Vec::new();
        for (root, group) in &groups {
            let key = match stories.get(root) {
                Some(key) => *key,
                None => {
                    let founder = *group.reports.iter().min().expect("no group is empty");
                    self.story_founded_by(founder)
                }
            };
            for whole in group.wholes.iter().filter(|whole| **whole != key) {
                merged.insert(*whole, key);
            }
            moves.extend(group.reports.iter().map(|place| (*place, key)));
        }
        (moves, merged)
    }

    /// The story of each group that keeps one, by root.
    fn claims(&self, scene: &Scene, groups: &BTreeMap<u32, Group>) -> BTreeMap<u32, StoryKey> {
        let mut stories: BTreeMap<u32, StoryKey> = BTreeMap::new();
        let mut wishes: Vec<(usize, StoryKey, u32)> = Vec::new();
        for (root, group) in groups {
            if let Some(key) = group.held.or(group.wholes.iter().min().copied()) {
                stories.insert(*root, key);
                continue;
            }
            let mut counts: BTreeMap<StoryKey, usize> = BTreeMap::new();
            for place in &group.reports {
                let live = self.live(*place).expect("the scene is the window");
                *counts.entry(live.story).or_default() += 1;
            }
            let free = counts.into_iter().filter(|(key, _)| !self.keeps(scene, *key));
            wishes.extend(free.map(|(key, n)| (n, key, *root)));
        }
        wishes.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut taken: BTreeSet<StoryKey> = BTreeSet::new();
        for (_, key, root) in wishes {
            if !stories.contains_key(&root) && taken.insert(key) {
                stories.insert(root, key);
            }
        }
        stories
    }

    /// The story keeps reports whatever the repair does: no group of moving reports takes its name.
    pub(super) fn keeps(&self, scene: &Scene, key: StoryKey) -> bool {
        let members = &self.state.stories[&key].members;
        scene.whole_items.contains_key(&key)
            || members.front().is_some_and(|place| *place < scene.from)
    }
}

fn groups(scene: &Scene, roots: &[u32]) -> BTreeMap<u32, Group> {
    let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
    for (i, &root) in roots.iter().enumerate() {
        let group = groups.entry(root).or_default();
        match scene.wholes[i] {
            Some(key) => {
                group.held = scene.items[i].held.or(group.held);
                group.wholes.push(key);
            }
            None => group.reports.push(scene.places[i]),
        }
    }
    groups
}
