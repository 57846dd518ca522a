//! Stories as a stream: a report joins the story that it resembles on average, or founds one;
//! a repair looks again at recent reports and puts them where they fit by now.
//!
//! Invariant: every report of the window has one story, and every story of the window has a report there.
//! The same reports in the same order give the same stories, also across a saved and reloaded state.

mod choice;
mod event;
mod index;
mod link;
mod model;
mod options;
mod reason;
mod relearn;
mod repair;
mod report;
mod weigh;
mod window;

pub use event::{Event, EventKind};
pub use model::Model;
pub use options::Options;
pub use weigh::MEASURES;
pub use window::Settled;

use crate::Incoming;
use crate::features::Signature;
use index::Index;
use link::{Link, SAMPLE};
use reason::reason;
use report::{Live, Pair, Story, StoryKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, VecDeque};
use weigh::{Learned, Weighed, compare};

/// Reports found by their words that a new report looks at.
const HITS: usize = 48;
/// Stories that a new report is compared with.
const STORIES: usize = 10;
/// Pairs that score less are as good as strangers.
const NOTED: f32 = 0.02;
/// Score of a copy and its original.
const COPY: f32 = 0.97;

/// The stories of a stream.
#[derive(Debug)]
pub struct Stories {
    state: State,
    index: Index,
    model: Model,
}

/// All that a saved state holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct State {
    options: Options,
    /// Number in the stream of the oldest report in the window.
    first: u32,
    reports: VecDeque<Live>,
    stories: BTreeMap<StoryKey, Story>,
    next_story: StoryKey,
    learned: Learned,
    /// Dates of the last dated reports.
    dates: VecDeque<i64>,
    n_since_repair: usize,
    n_since_long_repair: usize,
    events: Vec<Event>,
    settled: Vec<Settled>,
}

impl Stories {
    /// An empty stream, scored with the shipped numbers.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self::with_model(options, Model::shipped().clone())
    }

    /// An empty stream, scored with other numbers: for fitting them.
    #[must_use]
    pub fn with_model(options: Options, model: Model) -> Self {
        let state = State {
            options,
            first: 0,
            reports: VecDeque::new(),
            stories: BTreeMap::new(),
            next_story: 0,
            learned: Learned::default(),
            dates: VecDeque::new(),
            n_since_repair: 0,
            n_since_long_repair: 0,
            events: Vec::new(),
            settled: Vec::new(),
        };
        Self { state, index: Index::default(), model }
    }

    /// Takes the next report of the stream; gives its number there.
    ///
    /// `copy_of`: number of an earlier report that this one is a near-copy of; it joins that one's story.
    pub fn add(&mut self, incoming: &Incoming<'_>, copy_of: Option<usize>) -> usize {
        self.add_signature(Signature::of(incoming), copy_of)
    }

    /// As [`Stories::add`], for a signature that was made before, perhaps on another thread.
    pub fn add_signature(&mut self, signature: Signature, copy_of: Option<usize>) -> usize {
        self.settle_old(signature.published);
        if signature.foreign {
            self.state.learned.add(&signature);
        }
        let weighed = Weighed::new(&signature, &self.state.learned);
        let copy_of = copy_of.and_then(|place| u32::try_from(place).ok());
        let mut live = Live::new(signature, weighed, copy_of);
        let place = self.next_place();
        let tallies = self.compare_with_stories(&mut live);
        self.index.insert(place, &live.keys);
        self.place_report(place, live, &tallies);
        self.repair_when_due();
        place as usize
    }

    /// Name of the story that the report tells; `None` for a report that has been settled or never came.
    #[must_use]
    pub fn story_of(&self, place: usize) -> Option<&str> {
        let live = self.live(u32::try_from(place).ok()?)?;
        Some(&self.state.stories[&live.story].name)
    }

    /// Reports that came in.
    #[must_use]
    pub fn len(&self) -> usize {
        self.next_place() as usize
    }

    /// No report came in yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What happened since the last call.
    pub fn drain_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.state.events)
    }

    /// Pairs of reports that were compared and are no strangers, with what [`MEASURES`] names: for fitting.
    pub fn compared(&self) -> impl Iterator<Item = (usize, usize, [f32; MEASURES.len()])> + '_ {
        let first = self.state.first;
        let pairs = (first..).zip(&self.state.reports);
        pairs.flat_map(move |(place, live)| {
            live.links.iter().filter_map(move |pair| {
                let measures = compare(&self.live(pair.place)?.weighed, &live.weighed);
                Some((pair.place as usize, place as usize, measures))
            })
        })
    }

    fn next_place(&self) -> u32 {
        self.state.first + self.state.reports.len() as u32
    }

    fn live(&self, place: u32) -> Option<&Live> {
        let slot = place.checked_sub(self.state.first)?;
        self.state.reports.get(slot as usize)
    }

    fn live_mut(&mut self, place: u32) -> Option<&mut Live> {
        let slot = place.checked_sub(self.state.first)?;
        self.state.reports.get_mut(slot as usize)
    }

    /// Scores of the report with the stories that share its words, best first; notes its links.
    fn compare_with_stories(&mut self, live: &mut Live) -> Vec<Tally> {
        let hits = self.index.search(&live.keys, self.state.first, HITS);
        let mut tallies: Vec<Tally> = Vec::new();
        for hit in hits {
            let Some(found) = self.live(hit) else { continue };
            let known = tallies.iter().any(|tally| tally.story == found.story);
            if !known && tallies.len() < STORIES {
                tallies.push(Tally::new(found.story, hit));
            }
        }
        for tally in &mut tallies {
            self.compare_with_story(live, tally);
        }
        live.links.sort_unstable_by_key(|pair| pair.place);
        tallies.sort_by(|a, b| b.mean.total_cmp(&a.mean).then(a.story.cmp(&b.story)));
        tallies
    }

    fn compare_with_story(&self, live: &mut Live, tally: &mut Tally) {
        let story = &self.state.stories[&tally.story];
        let mut link = Link::default();
        let mut best = 0.0;
        let n_members = story.members.len();
        let drawn_for = n_members as f32 / n_members.clamp(1, SAMPLE) as f32;
        for place in story.sample(SAMPLE, self.next_place()) {
            let Some(member) = self.live(place) else { continue };
            let measures = compare(&member.weighed, &live.weighed);
            let score = match live.copy_of {
                Some(original) if original == place => COPY,
                _ => self.model.score(&measures),
            };
            link.add(Link::of(score, drawn_for));
            if score >= NOTED {
                live.links.push(Pair { place, score, drawn_for });
            }
            if score > best {
                (best, tally.nearest) = (score, place);
            }
        }
        tally.mean = link.mean(1, n_members as u32);
    }

    fn place_report(&mut self, place: u32, mut live: Live, tallies: &[Tally]) {
        let original = live.copy_of.and_then(|place| Some((place, self.live(place)?.story)));
        let joined = match (original, tallies.first()) {
            (Some((place, story)), _) => Some((story, place)),
            (None, Some(tally)) if tally.mean >= self.model.join => {
                Some((tally.story, tally.nearest))
            }
            _ => None,
        };
        if let Some((original, _)) = original
            && let Err(at) = live.links.binary_search_by_key(&original, |pair| pair.place)
        {
            let pair = Pair { place: original, score: COPY, drawn_for: 1.0 };
            live.links.insert(at, pair);
        }
        let key = match joined {
            Some((key, _)) => key,
            None => self.new_story(live.found()),
        };
        live.story = key;
        let why = joined.and_then(|(_, nearest)| self.live(nearest));
        if !self.state.options.silent {
            let event = Event {
                kind: if joined.is_some() { EventKind::Joined } else { EventKind::Founded },
                report: live.id.to_string(),
                from: None,
                to: self.state.stories[&key].name.clone(),
                reason: why.map(|other| reason(other, &live)).unwrap_or_default(),
            };
            self.state.events.push(event);
        }
        self.state.reports.push_back(live);
        self.story_mut(key).members.push_back(place);
    }

    fn new_story(&mut self, name: String) -> StoryKey {
        let key = self.state.next_story;
        self.state.next_story += 1;
        let members = VecDeque::new();
        self.state.stories.insert(key, Story { name, members });
        key
    }

    fn story_mut(&mut self, key: StoryKey) -> &mut Story {
        self.state.stories.get_mut(&key).expect("every report of the window has a story")
    }
}

/// A story as a new report sees it.
#[derive(Clone, Copy, Debug)]
struct Tally {
    story: StoryKey,
    nearest: u32,
    mean: f32,
}

impl Tally {
    fn new(story: StoryKey, nearest: u32) -> Self {
        Self { story, nearest, mean: 0.0 }
    }
}

impl Serialize for Stories {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.state.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Stories {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let state = State::deserialize(deserializer)?;
        let mut index = Index::default();
        for (place, live) in (state.first..).zip(&state.reports) {
            index.insert(place, &live.keys);
        }
        Ok(Self { state, index, model: Model::shipped().clone() })
    }
}
