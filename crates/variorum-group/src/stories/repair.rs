//! The repair: recent reports are taken out of their stories and put together anew by average link.
//!
//! Older reports stay with their stories, which take part as wholes. Pinned reports stay where the user put them.

use super::link::{Item, Link, average_link};
use super::reason::reason;
use super::report::StoryKey;
use super::{Event, EventKind, Stories};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Newest members of an older story that speak for it.
const SPEAKERS: usize = 64;
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
        self.repair_newest(n_reports);
    }

    fn repair_newest(&mut self, n_reports: usize) {
        let n_old = self.state.reports.len().saturating_sub(n_reports);
        let from = self.state.first + n_old as u32;
        let scene = Scene::of(self, from);
        let roots = average_link(&scene.items, &scene.links, self.model.link);
        self.rename(&scene, &roots);
    }

    /// Gives each group its story: the story of the whole in it, else the story that most of its reports had.
    fn rename(&mut self, scene: &Scene, roots: &[u32]) {
        let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
        for (i, &root) in roots.iter().enumerate() {
            let group = groups.entry(root).or_default();
            match scene.items[i].held {
                Some(key) if scene.wholes[i].is_some() => group.held = Some(key),
                _ => {}
            }
            match scene.wholes[i] {
                Some(key) => group.wholes.push(key),
                None => group.reports.push(scene.places[i]),
            }
        }
        let stories = self.claims(scene, &groups);
        let mut merged: BTreeMap<StoryKey, StoryKey> = BTreeMap::new();
        let mut moves: Vec<(u32, StoryKey)> = Vec::new();
        for (root, group) in &groups {
            let key = match stories.get(root) {
                Some(key) => *key,
                None => {
                    let founder = *group.reports.iter().min().expect("no group is empty");
                    let live = self.live_mut(founder).expect("the scene is the window");
                    let name = live.found();
                    self.new_story(name)
                }
            };
            for whole in group.wholes.iter().filter(|whole| **whole != key) {
                merged.insert(*whole, key);
            }
            moves.extend(group.reports.iter().map(|place| (*place, key)));
        }
        self.apply(scene, &moves, merged);
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
    fn keeps(&self, scene: &Scene, key: StoryKey) -> bool {
        let members = &self.state.stories[&key].members;
        scene.kept.contains(&key) || members.front().is_some_and(|place| *place < scene.from)
    }

    /// The user chose all of its reports: they stand for the story. Otherwise a pinned report is a guest,
    /// which stays but draws no others.
    fn is_anchored(&self, key: StoryKey) -> bool {
        let members = &self.state.stories[&key].members;
        members.iter().all(|place| self.live(*place).is_some_and(|live| live.pinned))
    }

    /// Moves the reports, dissolves the stories that are empty now, and tells of both.
    fn apply(
        &mut self,
        scene: &Scene,
        moves: &[(u32, StoryKey)],
        mut merged: BTreeMap<StoryKey, StoryKey>,
    ) {
        let mut gone: BTreeMap<StoryKey, BTreeMap<StoryKey, usize>> = BTreeMap::new();
        let mut moved: Vec<(u32, StoryKey, StoryKey)> = Vec::new();
        for &(place, to) in moves {
            let live = self.live_mut(place).expect("the scene is the window");
            let from = std::mem::replace(&mut live.story, to);
            *gone.entry(from).or_default().entry(to).or_default() += 1;
            if from != to {
                moved.push((place, from, to));
            }
        }
        let taken: BTreeSet<StoryKey> = moves.iter().map(|(_, key)| *key).collect();
        for (from, targets) in &gone {
            let most = targets.iter().max_by_key(|(key, n)| (**n, std::cmp::Reverse(**key)));
            if let Some((&to, _)) = most
                && !self.keeps(scene, *from)
                && !taken.contains(from)
                && self.state.stories[from].members.len() == targets.values().sum::<usize>()
            {
                merged.insert(*from, to);
            }
        }
        self.tell(&moved, &merged);
        self.resettle(&moved, &merged);
    }

    /// The events of a repair: merged stories first, then the reports that moved alone.
    fn tell(&mut self, moved: &[(u32, StoryKey, StoryKey)], merged: &BTreeMap<StoryKey, StoryKey>) {
        if self.state.options.silent {
            return;
        }
        let name = |key: &StoryKey| self.state.stories[key].name.clone();
        let mut events = Vec::new();
        for (from, to) in merged {
            let (report, reason) = self.bridge(*from, *to);
            events.push(Event {
                kind: EventKind::Merged,
                report,
                from: Some(name(from)),
                to: name(to),
                reason,
            });
        }
        for (place, from, to) in moved {
            if merged.get(from) == Some(to) {
                continue;
            }
            let Some(live) = self.live(*place) else { continue };
            let near = self.nearest(*place, *to);
            events.push(Event {
                kind: EventKind::Moved,
                report: live.id.to_string(),
                from: Some(name(from)),
                to: name(to),
                reason: near.map(|other| reason(live, other)).unwrap_or_default(),
            });
        }
        self.state.events.append(&mut events);
    }

    /// The report of the merged story that is nearest to the other story, and why.
    fn bridge(&self, from: StoryKey, to: StoryKey) -> (String, Vec<String>) {
        let mut last = String::new();
        for place in self.state.stories[&from].sample(super::SAMPLE, 0) {
            let Some(live) = self.live(place) else { continue };
            if let Some(other) = self.nearest(place, to) {
                return (live.id.to_string(), reason(live, other));
            }
            last = live.id.to_string();
        }
        (last, Vec::new())
    }

    /// The earlier report of the story that scored best with this one.
    fn nearest(&self, place: u32, story: StoryKey) -> Option<&super::Live> {
        let live = self.live(place)?;
        let near = live.links.iter().filter_map(|pair| {
            let other = self.live(pair.place)?;
            (other.story == story).then_some((pair.score, other))
        });
        near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
    }

    /// Brings the lists of members in line with the reports.
    fn resettle(
        &mut self,
        moved: &[(u32, StoryKey, StoryKey)],
        merged: &BTreeMap<StoryKey, StoryKey>,
    ) {
        let mut touched: BTreeSet<StoryKey> = BTreeSet::new();
        for &(place, from, to) in moved {
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

/// What a repair looks at.
struct Scene {
    items: Vec<Item>,
    /// Of items that are reports; 0 for stories taken as wholes.
    places: Vec<u32>,
    /// Of items that are stories.
    wholes: Vec<Option<StoryKey>>,
    links: Vec<(u32, u32, Link)>,
    /// The first report that the repair may move.
    from: u32,
    /// The stories among the items.
    kept: BTreeSet<StoryKey>,
}

#[derive(Default)]
struct Group {
    held: Option<StoryKey>,
    wholes: Vec<StoryKey>,
    reports: Vec<u32>,
}

impl Scene {
    fn of(stories: &Stories, from: u32) -> Self {
        let mut scene = Self {
            items: Vec::new(),
            places: Vec::new(),
            wholes: Vec::new(),
            links: Vec::new(),
            from,
            kept: BTreeSet::new(),
        };
        let mut items: FxHashMap<u32, u32> = FxHashMap::default();
        let mut whole_items: FxHashMap<StoryKey, u32> = FxHashMap::default();
        for (place, live) in
            (from..).zip(stories.state.reports.range((from - stories.state.first) as usize..))
        {
            if live.pinned {
                if stories.is_anchored(live.story) {
                    scene.whole(stories, live.story, from, &mut whole_items);
                }
            } else {
                items.insert(place, scene.push(place, None, 1, None));
            }
        }
        let mut sums: FxHashMap<(u32, u32), Link> = FxHashMap::default();
        let mut loose: Vec<(u32, u32)> =
            items.iter().map(|(place, item)| (*place, *item)).collect();
        loose.sort_unstable();
        for (place, item) in loose {
            let Some(live) = stories.live(place) else { continue };
            for pair in &live.links {
                let other = pair.place;
                let Some(found) = stories.live(other) else { continue };
                let is_guest = found.pinned && other >= from && !stories.is_anchored(found.story);
                let other = match items.get(&other) {
                    Some(item) => *item,
                    None if is_guest => continue,
                    None => scene.whole(stories, found.story, from, &mut whole_items),
                };
                note(&mut sums, item, other, Link::of(pair.score, pair.drawn_for));
            }
        }
        let mut wholes: Vec<(StoryKey, u32)> =
            whole_items.iter().map(|(key, item)| (*key, *item)).collect();
        wholes.sort_unstable();
        for (key, item) in wholes {
            let members = &stories.state.stories[&key].members;
            let staying = members.iter().rev().filter(|place| !items.contains_key(place));
            let size = scene.items[item as usize].size as f32;
            let spoken_for = size / size.clamp(1.0, SPEAKERS as f32);
            for place in staying.take(SPEAKERS) {
                let Some(live) = stories.live(*place) else { continue };
                for pair in &live.links {
                    let other = pair.place;
                    let Some(found) = stories.live(other) else { continue };
                    let other = match items.get(&other) {
                        Some(other) => Some(other),
                        None => whole_items.get(&found.story),
                    };
                    if let Some(other) = other.filter(|other| **other != item) {
                        let n = pair.drawn_for * spoken_for;
                        note(&mut sums, item, *other, Link::of(pair.score, n));
                    }
                }
            }
        }
        scene.links = sums.into_iter().map(|((a, b), link)| (a, b, link)).collect();
        scene.links.sort_unstable_by_key(|(a, b, _)| (*a, *b));
        scene.kept = whole_items.into_keys().collect();
        scene
    }

    fn push(&mut self, place: u32, whole: Option<StoryKey>, size: u32, held: Option<u64>) -> u32 {
        self.items.push(Item { size, held });
        self.places.push(place);
        self.wholes.push(whole);
        self.items.len() as u32 - 1
    }

    /// The item of a story whose older or pinned reports stay together.
    fn whole(
        &mut self,
        stories: &Stories,
        key: StoryKey,
        from: u32,
        known: &mut FxHashMap<StoryKey, u32>,
    ) -> u32 {
        if let Some(item) = known.get(&key) {
            return *item;
        }
        let (mut size, mut held) = (0, None);
        for place in &stories.state.stories[&key].members {
            let Some(live) = stories.live(*place) else { continue };
            if live.pinned {
                held = Some(key);
            }
            if live.pinned || *place < from {
                size += 1;
            }
        }
        let item = self.push(0, Some(key), size, held);
        known.insert(key, item);
        item
    }
}

fn note(sums: &mut FxHashMap<(u32, u32), Link>, a: u32, b: u32, more: Link) {
    if a != b {
        let link = sums.entry((a.min(b), a.max(b))).or_default();
        link.add(more);
    }
}
