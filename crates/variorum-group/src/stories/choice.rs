//! What the user decides: it stands until the user decides otherwise.

use super::report::StoryKey;
use super::{Event, EventKind, Stories};

impl Stories {
    /// Puts a report into a story for good; `None` for a story of its own. False where either is not in the window.
    pub fn pin(&mut self, report: &str, story: Option<&str>) -> bool {
        let Some(place) = self.place_of(report) else { return false };
        let key = match story {
            Some(name) => match self.key_of(name) {
                Some(key) => key,
                None => return false,
            },
            None => self.story_founded_by(place),
        };
        self.put(place, key);
        true
    }

    /// Makes the two stories one for good, under the name of the older. False where either is not in the window.
    pub fn merge(&mut self, a: &str, b: &str) -> bool {
        let (Some(a), Some(b)) = (self.key_of(a), self.key_of(b)) else { return false };
        if a == b {
            return true;
        }
        let (into, from) = (a.min(b), a.max(b));
        self.tell_choice(EventKind::Merged, String::new(), Some(from), into);
        let members = std::mem::take(&mut self.story_mut(from).members);
        for &place in &members {
            if let Some(live) = self.live_mut(place) {
                live.story = into;
            }
        }
        self.state.stories.remove(&from);
        self.story_mut(into).members.extend(members);
        self.story_mut(into).members.make_contiguous().sort_unstable();
        self.hold(into);
        true
    }

    /// Takes reports out of a story into one of their own; both stay apart for good.
    /// The new story's name; `None` where the story or one of its reports is not in the window.
    pub fn split(&mut self, story: &str, reports: &[&str]) -> Option<String> {
        let key = self.key_of(story)?;
        let mut places = Vec::new();
        for report in reports {
            let place = self.place_of(report)?;
            if self.live(place)?.story != key {
                return None;
            }
            places.push(place);
        }
        places.sort_unstable();
        self.hold(key);
        let new = self.story_founded_by(*places.first()?);
        for place in places {
            self.put(place, new);
        }
        Some(self.state.stories.get(&new)?.name.clone())
    }

    /// All reports of the story stay in it.
    fn hold(&mut self, key: StoryKey) {
        for place in self.story_mut(key).members.clone() {
            if let Some(live) = self.live_mut(place) {
                live.pinned = true;
            }
        }
    }

    fn put(&mut self, place: u32, key: StoryKey) {
        let Some(live) = self.live_mut(place) else { return };
        live.pinned = true;
        let id = live.id.to_string();
        let from = std::mem::replace(&mut live.story, key);
        if from == key {
            return;
        }
        self.tell_choice(EventKind::Moved, id, Some(from), key);
        let members = &mut self.story_mut(from).members;
        if let Ok(at) = members.binary_search(&place) {
            members.remove(at);
        }
        if members.is_empty() {
            self.state.stories.remove(&from);
        }
        let members = &mut self.story_mut(key).members;
        if let Err(at) = members.binary_search(&place) {
            members.insert(at, place);
        }
    }

    fn tell_choice(
        &mut self,
        kind: EventKind,
        report: String,
        from: Option<StoryKey>,
        to: StoryKey,
    ) {
        if self.state.options.silent {
            return;
        }
        let name = |key: StoryKey| self.state.stories.get(&key).map(|story| story.name.clone());
        let event = Event {
            kind,
            report,
            from: from.and_then(name),
            to: name(to).unwrap_or_default(),
            reason: vec!["chosen by the user".to_owned()],
        };
        self.state.events.push(event);
    }

    /// The user chose all of its reports: they stand for the story. Otherwise a pinned report is a guest,
    /// which stays but draws no others.
    pub(super) fn is_all_pinned(&self, key: StoryKey) -> bool {
        let members = &self.state.stories[&key].members;
        members.iter().all(|place| self.live(*place).is_some_and(|live| live.pinned))
    }

    pub(super) fn story_founded_by(&mut self, place: u32) -> StoryKey {
        let live = self.live_mut(place).expect("the caller found it in the window");
        let name = live.found();
        self.new_story(name)
    }

    fn place_of(&self, report: &str) -> Option<u32> {
        let slot = self.state.reports.iter().rposition(|live| &*live.id == report)?;
        Some(self.state.first + slot as u32)
    }

    fn key_of(&self, name: &str) -> Option<StoryKey> {
        let mut stories = self.state.stories.iter();
        stories.find(|(_, story)| story.name == name).map(|(key, _)| *key)
    }
}
