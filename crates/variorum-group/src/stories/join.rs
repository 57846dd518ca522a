//! A new report: compared with the stories that share its words, and put into the likeliest or into one of its own.

use super::compare::Compared;
use super::link::{Link, SAMPLE};
use super::reason::reason;
use super::report::{Live, Pair, Story, StoryKey};
use super::{Event, EventKind, NOTED, Stories};
use std::collections::VecDeque;

/// Reports found by their words that a new report looks at.
pub(super) const HITS: usize = 48;
/// Stories that a new report is compared with.
const STORIES: usize = 10;
/// A report that shares less of its heaviest words with another, by weight, is not compared with its story.
const LEAST_SHARED: f32 = 0.05;
/// Members of a large story that are compared first…
const SOUNDED: usize = 4;
/// …and alone, where each of them scores less.
const STRANGER: f32 = 0.1;
/// Score of a copy and its original.
const COPY: f32 = 0.97;

/// A story as a new report sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    story: StoryKey,
    nearest: u32,
    mean: f32,
}

/// Members of the story that are compared at first.
fn first_sample(story: &Story) -> usize {
    if story.members.len() > 2 * SOUNDED { SOUNDED } else { SAMPLE }
}

impl Stories {
    /// Scores of the report with the stories that share its words, best first; notes its links.
    pub(super) fn compare_with_stories(&mut self, live: &mut Live) -> Vec<Tally> {
        let (first, n_reports) = (self.state.first, self.state.reports.len());
        let hits = self.index.search(live.weighed.keys(), first, n_reports, HITS);
        let least = LEAST_SHARED * live.weighed.keys().map(|(_, weight)| weight).sum::<f32>();
        let mut tallies: Vec<Tally> = Vec::with_capacity(STORIES);
        for (hit, _) in hits.into_iter().take_while(|(_, shared)| *shared >= least) {
            let Some(found) = self.live(hit) else { continue };
            let known = tallies.iter().any(|tally| tally.story == found.story);
            if !known {
                tallies.push(Tally { story: found.story, nearest: hit, mean: 0.0 });
            }
            if tallies.len() == STORIES {
                break;
            }
        }
        let mut links = Vec::new();
        let compared = Compared::new(&live.weighed);
        self.look_up(&tallies);
        for tally in &mut tallies {
            self.compare_with_story(&compared, live.copy_of, tally, &mut links);
        }
        links.sort_unstable_by_key(|pair| pair.place);
        live.links = links.into();
        tallies.sort_by(|a, b| b.mean.total_cmp(&a.mean).then(a.story.cmp(&b.story)));
        tallies
    }

    /// Reads a little of every report that will be compared, and does nothing with it.
    ///
    /// They lie all over a window too large for the processor's caches. Asked for one by one each would be waited
    /// for; asked for together they come at once: the comparisons take half the time.
    fn look_up(&self, tallies: &[Tally]) {
        let seed = self.next_place();
        let stories = tallies.iter().map(|tally| &self.state.stories[&tally.story]);
        let places = stories.flat_map(|story| story.sample(first_sample(story), seed));
        let reports: Vec<&Live> = places.filter_map(|place| self.live(place)).collect();
        std::hint::black_box(reports.iter().map(|live| live.weighed.hashes.len()).sum::<usize>());
        std::hint::black_box(reports.iter().map(|live| live.weighed.glance()).sum::<usize>());
    }

    fn compare_with_story(
        &self,
        compared: &Compared<'_>,
        copy_of: Option<u32>,
        tally: &mut Tally,
        links: &mut Vec<Pair>,
    ) {
        let story = &self.state.stories[&tally.story];
        let pair = |place: u32| {
            let member = self.live(place)?;
            let is_original = copy_of == Some(place);
            let score =
                if is_original { COPY } else { self.model.score(&compared.with(&member.weighed)) };
            Some(Pair { place, score, drawn_for: 1.0 })
        };
        let sample = |most| story.sample(most, self.next_place()).filter_map(pair);
        let n_members = story.members.len();
        let n_first = first_sample(story);
        let mut pairs: Vec<Pair> = Vec::with_capacity(SAMPLE);
        pairs.extend(sample(n_first));
        if n_first < SAMPLE && pairs.iter().any(|pair| pair.score >= STRANGER) {
            pairs.clear();
            pairs.extend(sample(SAMPLE));
        }
        let drawn_for = n_members as f32 / pairs.len().max(1) as f32;
        let mut link = Link::default();
        let mut best = 0.0;
        for pair in pairs {
            link.add(Link::of(pair.score, drawn_for));
            if pair.score >= NOTED {
                links.push(Pair { drawn_for, ..pair });
            }
            if pair.score > best {
                (best, tally.nearest) = (pair.score, pair.place);
            }
        }
        tally.mean = link.mean(1, n_members as u32);
    }

    /// Puts the report into the story of its original, else into the likeliest, else into one of its own.
    pub(super) fn place_report(&mut self, place: u32, mut live: Live, tallies: &[Tally]) {
        let original = live.copy_of.and_then(|place| Some((place, self.live(place)?.story)));
        let likeliest = tallies.first().filter(|tally| tally.mean >= self.model.join);
        let joined = original.or(likeliest.map(|tally| (tally.nearest, tally.story)));
        if let Some((original, _)) = original {
            live.note_link(Pair { place: original, score: COPY, drawn_for: 1.0 });
        }
        let key = match joined {
            Some((_, key)) => key,
            None => self.new_story(live.found()),
        };
        live.story = key;
        if !self.state.options.silent {
            let near = joined.and_then(|(nearest, _)| self.live(nearest));
            let why = match near {
                Some(other) if original.is_some() => {
                    let copy = format!("near-copy of {}", other.id);
                    [vec![copy], reason(other, &live)].concat()
                }
                Some(other) => reason(other, &live),
                None => vec!["no story of the window is like it".to_owned()],
            };
            self.state.events.push(Event {
                kind: if joined.is_some() { EventKind::Joined } else { EventKind::Founded },
                report: live.id.to_string(),
                from: None,
                to: self.state.stories[&key].name.clone(),
                reason: why,
            });
        }
        self.state.reports.push_back(live);
        self.story_mut(key).members.push_back(place);
    }

    pub(super) fn new_story(&mut self, name: String) -> StoryKey {
        let key = self.state.next_story;
        self.state.next_story += 1;
        self.state.stories.insert(key, Story { name, members: VecDeque::new() });
        key
    }
}
