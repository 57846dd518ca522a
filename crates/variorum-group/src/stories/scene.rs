//! What a repair looks at: the reports that may move, the stories that they may join, and the links.
//!
//! A report that may move is an item. A story with older or pinned reports is one item, its whole: what a repair
//! reads of it does not grow with its size.

use super::Stories;
use super::link::{Item, Link};
use super::report::{Live, Pair, StoryKey};
use std::collections::BTreeMap;

/// Newest members of a whole that speak for it.
const SPEAKERS: usize = 64;
/// A report of a story that takes no part.
const ABSENT: u32 = u32::MAX;
/// A pinned report of a story that is not all pinned: it stays, but draws no others.
const GUEST: u32 = u32::MAX - 1;

/// Items and their links.
pub(super) struct Scene {
    pub items: Vec<Item>,
    /// Of items that are reports; 0 for wholes.
    pub places: Vec<u32>,
    /// Of items that are wholes.
    pub wholes: Vec<Option<StoryKey>>,
    /// In no order; a pair may come twice.
    pub links: Vec<(u32, u32, Link)>,
    /// The first report that the repair may move.
    pub from: u32,
    /// The item of each story that is a whole.
    pub whole_items: BTreeMap<StoryKey, u32>,
}

impl Scene {
    /// All from `from` on, and what they are linked with.
    pub(super) fn of(stories: &Stories, from: u32) -> Self {
        let mut builder = Builder::new(stories, from);
        builder.cast_reports();
        builder.cast_wholes();
        builder.link_reports();
        builder.link_wholes();
        builder.scene
    }
}

struct Builder<'s> {
    stories: &'s Stories,
    scene: Scene,
    /// Item of each report of the window, or [`ABSENT`], or [`GUEST`].
    roles: Vec<u32>,
    /// Links of the item at hand, by the other item.
    sums: Vec<Link>,
    /// Items of which there is a sum.
    touched: Vec<u32>,
}

impl<'s> Builder<'s> {
    fn new(stories: &'s Stories, from: u32) -> Self {
        let scene = Scene {
            items: Vec::new(),
            places: Vec::new(),
            wholes: Vec::new(),
            links: Vec::new(),
            from,
            whole_items: BTreeMap::new(),
        };
        let roles = vec![ABSENT; stories.state.reports.len()];
        Self { stories, scene, roles, sums: Vec::new(), touched: Vec::new() }
    }

    fn slot(&self, place: u32) -> Option<usize> {
        let slot = place.checked_sub(self.stories.state.first)? as usize;
        (slot < self.roles.len()).then_some(slot)
    }

    /// Items for the reports that may move, and for stories that the user made.
    fn cast_reports(&mut self) {
        let stories = self.stories;
        let first_slot = (self.scene.from - stories.state.first) as usize;
        let mut made_by_user: BTreeMap<StoryKey, bool> = BTreeMap::new();
        for (place, live) in (self.scene.from..).zip(stories.state.reports.range(first_slot..)) {
            if !live.pinned {
                self.roles[(place - stories.state.first) as usize] = self.push(place, None, 1);
            } else if *made_by_user
                .entry(live.story)
                .or_insert_with(|| stories.is_all_pinned(live.story))
            {
                self.whole(live.story);
            } else {
                self.roles[(place - stories.state.first) as usize] = GUEST;
            }
        }
    }

    /// Items for the stories that one of the reports may join: a mean is no higher than the highest of its scores.
    fn cast_wholes(&mut self) {
        let stories = self.stories;
        for item in 0..self.scene.items.len() {
            if self.scene.wholes[item].is_some() {
                continue;
            }
            let Some(live) = stories.live(self.scene.places[item]) else { continue };
            for pair in live.links.iter().filter(|pair| pair.score >= stories.model.link) {
                if let Some(slot) = self.slot(pair.place)
                    && self.roles[slot] == ABSENT
                {
                    self.whole(stories.state.reports[slot].story);
                }
            }
        }
    }

    /// Links of the reports that may move, with one another and with wholes.
    fn link_reports(&mut self) {
        for item in 0..self.scene.items.len() as u32 {
            if self.scene.wholes[item as usize].is_some() {
                continue;
            }
            let place = self.scene.places[item as usize];
            let Some(live) = self.stories.live(place) else { continue };
            for pair in &live.links {
                let Some(slot) = self.slot(pair.place) else { continue };
                let other = self.roles[slot];
                if other != GUEST && other != ABSENT {
                    self.note(other, pair, 1.0);
                }
            }
            self.close(item);
        }
    }

    /// Links of wholes with one another and with the reports that may move.
    fn link_wholes(&mut self) {
        let stories = self.stories;
        let wholes: Vec<(StoryKey, u32)> =
            self.scene.whole_items.iter().map(|(key, item)| (*key, *item)).collect();
        for (key, item) in wholes {
            let members = &stories.state.stories[&key].members;
            let size = self.scene.items[item as usize].size as f32;
            let spoken_for = size / size.clamp(1.0, SPEAKERS as f32);
            let staying =
                members.iter().rev().filter_map(|place| stories.live(*place).zip(Some(*place)));
            let speakers: Vec<&Live> = staying
                .filter(|(live, place)| live.pinned || *place < self.scene.from)
                .map(|(live, _)| live)
                .take(SPEAKERS)
                .collect();
            for pair in speakers.iter().flat_map(|live| &live.links) {
                let Some(slot) = self.slot(pair.place) else { continue };
                let other = match self.roles[slot] {
                    GUEST => {
                        let key = stories.state.reports[slot].story;
                        self.scene.whole_items.get(&key).copied().unwrap_or(ABSENT)
                    }
                    other => other,
                };
                if other != ABSENT && other != item {
                    self.note(other, pair, spoken_for);
                }
            }
            self.close(item);
        }
    }

    fn push(&mut self, place: u32, whole: Option<StoryKey>, size: u32) -> u32 {
        self.scene.items.push(Item { size, held: None });
        self.scene.places.push(place);
        self.scene.wholes.push(whole);
        self.sums.push(Link::default());
        self.scene.items.len() as u32 - 1
    }

    /// The item of a story whose older or pinned reports stay together.
    fn whole(&mut self, key: StoryKey) -> u32 {
        if let Some(item) = self.scene.whole_items.get(&key) {
            return *item;
        }
        let item = self.push(0, Some(key), 0);
        self.scene.whole_items.insert(key, item);
        let stories = self.stories;
        for &place in &stories.state.stories[&key].members {
            let Some(slot) = self.slot(place) else { continue };
            let is_pinned = stories.state.reports[slot].pinned;
            let whole = &mut self.scene.items[item as usize];
            if is_pinned {
                whole.held = Some(key);
            }
            if is_pinned || place < self.scene.from {
                whole.size += 1;
            }
            if self.roles[slot] == ABSENT {
                self.roles[slot] = item;
            }
        }
        item
    }

    fn note(&mut self, other: u32, pair: &Pair, spoken_for: f32) {
        let sum = &mut self.sums[other as usize];
        if sum.n == 0.0 {
            self.touched.push(other);
        }
        sum.add(Link::of(pair.score, pair.drawn_for * spoken_for));
    }

    /// The links of the item are all noted.
    fn close(&mut self, item: u32) {
        for other in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.sums[other as usize]);
            if other != item {
                self.scene.links.push((item, other, sum));
            }
        }
    }
}
