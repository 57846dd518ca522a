//! Stories as a stream: a report joins the story that it resembles on average, or founds one;
//! a repair looks again at recent reports and puts them where they fit by now.
//!
//! Invariant: every report of the window has one story, and every story of the window has a report there.
//! The same reports in the same order give the same stories, also across a saved and reloaded state.

mod choice;
mod claim;
mod compare;
mod event;
mod index;
mod join;
mod learned;
mod link;
mod model;
mod options;
mod reason;
mod relearn;
mod repair;
mod report;
mod resettle;
mod scene;
mod window;

pub use compare::MEASURES;
pub use event::{Event, EventKind};
pub use model::Model;
pub use options::Options;
pub use window::Settled;

use crate::Incoming;
use crate::features::{Signature, Words};
use compare::Compared;
use index::Index;
use learned::Learned;
use report::{Live, Story, StoryKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, VecDeque};

/// Pairs that score less are as good as strangers.
const NOTED: f32 = 0.02;

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
    /// Foreign texts known when all of the window were last weighed again.
    relearned_from: u32,
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
            relearned_from: 0,
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
        if let Words::Foreign(terms) = &signature.words {
            self.state.learned.add(terms);
        }
        let copy_of = copy_of.and_then(|place| u32::try_from(place).ok());
        let mut live = Live::new(signature, &self.state.learned, copy_of);
        let place = self.next_place();
        let tallies = self.compare_with_stories(&mut live);
        self.index.insert(place, live.keys());
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
            let compared = Compared::new(&live.weighed);
            live.links.iter().filter_map(move |pair| {
                let measures = compared.with(&self.live(pair.place)?.weighed);
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

    fn story_mut(&mut self, key: StoryKey) -> &mut Story {
        self.state.stories.get_mut(&key).expect("every report of the window has a story")
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
            index.insert(place, live.keys());
        }
        Ok(Self { state, index, model: Model::shipped().clone() })
    }
}
