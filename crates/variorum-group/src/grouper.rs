//! Copies and stories together: the next report of the stream, and what is settled.

use serde::{Deserialize, Serialize};

use crate::copies::Read;
use crate::stories::{Event, Options, Settled, Stories};
use crate::{Copies, Copy, CopyOptions, Incoming, Signature};

/// A report read for grouping: what can be done for each on a thread of its own.
#[derive(Debug)]
pub struct Prepared {
    read: Read,
    signature: Signature,
}

impl Prepared {
    /// One pass over the text for copies, one for stories.
    #[must_use]
    pub fn of(incoming: &Incoming) -> Self {
        Self { read: Read::of(incoming), signature: Signature::of(incoming) }
    }
}

/// A stream of reports, grouped as they come in. It can be saved (it is serialisable) and gone on with, with the
/// same results.
#[derive(Debug, Serialize, Deserialize)]
pub struct Grouper {
    copies: Copies,
    stories: Stories,
}

impl Grouper {
    /// An empty stream.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { copies: Copies::new(CopyOptions::default()), stories: Stories::new(options) }
    }

    /// Takes the next report; what it is a near-copy of.
    pub fn add(&mut self, incoming: &Incoming) -> Option<Copy> {
        self.add_prepared(Prepared::of(incoming))
    }

    /// As [`Grouper::add`], for a report that was prepared before.
    pub fn add_prepared(&mut self, prepared: Prepared) -> Option<Copy> {
        let Prepared { read, signature } = prepared;
        let copy = self.copies.add_read(&read);
        self.stories.add_signature(signature, copy.as_ref().map(|copy| copy.of));
        copy
    }

    /// The stories, to correct them by hand.
    pub fn stories(&mut self) -> &mut Stories {
        &mut self.stories
    }

    /// What happened since the last call.
    pub fn drain_events(&mut self) -> Vec<Event> {
        self.stories.drain_events()
    }

    /// Reports whose story is final, in order of the stream, since the last call.
    pub fn drain_settled(&mut self) -> Vec<Settled> {
        self.stories.drain_settled()
    }

    /// A last repair of all reports that are still in the window.
    pub fn finish(&mut self) {
        self.stories.finish();
    }

    /// Story of a report in the window; `None` for one that is settled or never came.
    #[must_use]
    pub fn story_of(&self, place: usize) -> Option<&str> {
        self.stories.story_of(place)
    }
}
