//! A report of the window.

use super::weigh::Weighed;
use crate::features::Signature;
use serde::{Deserialize, Serialize};

/// Number of a story in the order of founding.
pub(crate) type StoryKey = u64;

/// A report that may still change its story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Live {
    pub id: Box<str>,
    pub weighed: Weighed,
    pub keys: Vec<(u32, f32)>,
    pub written: Vec<(u32, Box<str>)>,
    /// Earlier reports that this one was compared with, and the scores that were not near 0.
    pub links: Vec<(u32, f32)>,
    pub story: StoryKey,
    pub copy_of: Option<u32>,
    /// The user chose the story.
    pub pinned: bool,
    /// Stories named after this report so far.
    pub n_founded: u32,
}

impl Live {
    pub(crate) fn new(signature: Signature, weighed: Weighed, copy_of: Option<u32>) -> Self {
        Self {
            id: signature.id,
            keys: weighed.keys(),
            weighed,
            written: signature.written,
            links: Vec::new(),
            story: 0,
            copy_of,
            pinned: false,
            n_founded: 0,
        }
    }

    /// The name of a story that this report founds; never the same twice.
    pub(crate) fn found(&mut self) -> String {
        self.n_founded += 1;
        match self.n_founded {
            1 => format!("s-{}", self.id),
            n => format!("s-{}-{n}", self.id),
        }
    }
}

/// Reports that tell one story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Story {
    pub name: String,
    /// Its reports in the window, oldest first.
    pub members: std::collections::VecDeque<u32>,
}

impl Story {
    /// At most `most` members, spread evenly, the newest among them.
    pub(crate) fn sample(&self, most: usize) -> impl Iterator<Item = u32> + '_ {
        let n = self.members.len();
        let taken = n.min(most);
        (1..=taken).map(move |i| self.members[i * n / taken - 1])
    }
}
