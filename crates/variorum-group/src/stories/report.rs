//! A report of the window.

use super::learned::Learned;
use crate::features::{Signature, Words, Written};
use crate::weigh::Weighed;
use serde::{Deserialize, Serialize};

/// Number of a story in the order of founding.
pub(crate) type StoryKey = u64;

/// A report that may still change its story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Live {
    pub id: Box<str>,
    pub weighed: Weighed,
    pub written: Written,
    /// Earlier reports that this one was compared with, where the score was not near 0; sorted by report.
    pub links: Box<[Pair]>,
    pub story: StoryKey,
    pub copy_of: Option<u32>,
    /// The user chose the story.
    pub pinned: bool,
    /// Stories named after this report so far.
    pub n_founded: u32,
}

impl Live {
    pub(crate) fn new(signature: Signature, learned: &Learned, copy_of: Option<u32>) -> Self {
        let published = signature.published;
        let weighed = match signature.words {
            Words::Known(weighed) => weighed,
            Words::Foreign(terms) => {
                let rarities: Vec<u32> =
                    terms.iter().map(|term| learned.rarity(term.hash, term.flags)).collect();
                Weighed::new(&terms, &rarities, published, learned.n_texts)
            }
        };
        Self {
            id: signature.id,
            weighed,
            written: signature.written,
            links: Box::default(),
            story: 0,
            copy_of,
            pinned: false,
            n_founded: 0,
        }
    }

    /// Hashes of the words by which it is found.
    pub(crate) fn keys(&self) -> impl Iterator<Item = u32> {
        self.weighed.keys().map(|(hash, _)| hash)
    }

    /// Adds a link, unless there is one with that report.
    pub(crate) fn note_link(&mut self, pair: Pair) {
        if let Err(at) = self.links.binary_search_by_key(&pair.place, |pair| pair.place) {
            let mut links = std::mem::take(&mut self.links).into_vec();
            links.insert(at, pair);
            self.links = links.into();
        }
    }

    /// Its score with an earlier report; `None` where the two were not compared, or are strangers.
    pub(crate) fn link(&self, place: u32) -> Option<f32> {
        let at = self.links.binary_search_by_key(&place, |pair| pair.place).ok()?;
        Some(self.links[at].score)
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
