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
    /// Earlier reports that this one was compared with, where the score was not near 0; sorted by report.
    pub links: Vec<Pair>,
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

/// A compared report.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pair {
    pub place: u32,
    pub score: f32,
    /// Reports of its story for which it was drawn; 1 where all were compared.
    pub drawn_for: f32,
}

/// Reports that tell one story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Story {
    pub name: String,
    /// Its reports in the window, oldest first.
    pub members: std::collections::VecDeque<u32>,
}

impl Story {
    /// At most `most` members: one from each of as many equal stretches, drawn by `seed`.
    ///
    /// At even steps instead of drawn, neighbours in the stream would meet the same few members and large stories
    /// would fall into stretches.
    pub(crate) fn sample(&self, most: usize, seed: u32) -> impl Iterator<Item = u32> + '_ {
        let n = self.members.len();
        let taken = n.min(most);
        (0..taken).map(move |i| {
            let (start, end) = (i * n / taken, (i + 1) * n / taken);
            let dice = (u64::from(seed) << 32 | i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
            self.members[start + dice as usize % (end - start)]
        })
    }
}
