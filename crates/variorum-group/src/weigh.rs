//! The words of a report that are compared, with their weights.
//!
//! Weights are whole numbers; sums run in the order of the hashes. So two machines agree to the last bit.

use crate::features::{LEAD, NAME, NUMBER, TITLE};
use serde::{Deserialize, Serialize};

/// Words of one report that are compared, at most.
pub(crate) const TERMS: usize = 128;
/// Words of one report by which it is found.
const KEYS: usize = 28;

/// Weight of a word that stands once, twice, … in a text: `1 + ln n`.
static COUNT_WEIGHT: [f32; 16] =
    [0.0, 1.00, 1.69, 2.10, 2.39, 2.61, 2.79, 2.95, 3.08, 3.20, 3.30, 3.40, 3.48, 3.56, 3.64, 3.71];

/// A word that a report holds, and how it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Term {
    pub hash: u32,
    pub count: u8,
    pub flags: u8,
}

/// What a word weighs in a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub flags: u8,
    /// Sixteenths of a doubling.
    pub rarity: u8,
    /// Times that the word stands in the report; 15 for more.
    count: u8,
}

impl Mark {
    fn new(term: Term, rarity: u32) -> Self {
        Self {
            flags: term.flags,
            rarity: rarity.min(255) as u8,
            count: term.count.min(COUNT_WEIGHT.len() as u8 - 1),
        }
    }

    pub(crate) fn rarity(self) -> f32 {
        f32::from(self.rarity) / 16.0
    }

    pub(crate) fn weight(self) -> f32 {
        COUNT_WEIGHT[usize::from(self.count & 15)] * self.rarity()
    }

    /// Higher for heavier; words of the title and the lead before those of the body.
    fn rank(self) -> u32 {
        let place = match (self.flags & TITLE != 0, self.flags & LEAD != 0) {
            (true, _) => 4,
            (_, true) => 3,
            _ => 2,
        };
        let hundredths = (COUNT_WEIGHT[usize::from(self.count & 15)] * 100.0 + 0.5) as u32;
        hundredths * u32::from(self.rarity) * place
    }
}

/// Squared lengths by field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Norms {
    pub all: f32,
    pub title: f32,
    pub lead: f32,
    pub name: f32,
    pub number: f32,
}

/// A report as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Weighed {
    /// In order, each once; at most [`TERMS`].
    pub hashes: Box<[u32]>,
    /// Of the word with the hash at the same place.
    pub marks: Box<[Mark]>,
    /// Places of the words by which the report is found, heaviest first; at most [`KEYS`].
    keys: Box<[u8]>,
    pub norms: Norms,
    pub published: Option<i64>,
    /// Foreign texts known when the weights were made; 0 where they are the background's.
    pub learned_from: u32,
}

impl Weighed {
    /// The heaviest of `terms`, which come in the order of their hashes, each with the rarity at the same place.
    pub(crate) fn new(
        terms: &[Term],
        rarities: &[u32],
        published: Option<i64>,
        learned_from: u32,
    ) -> Self {
        let marks = terms.iter().zip(rarities);
        let mut marked: Vec<(u32, Mark)> =
            marks.map(|(term, rarity)| (term.hash, Mark::new(*term, *rarity))).collect();
        if marked.len() > TERMS {
            marked.select_nth_unstable_by_key(TERMS, by_rank);
            marked.truncate(TERMS);
            marked.sort_unstable_by_key(|(hash, _)| *hash);
        }
        let (hashes, marks): (Vec<u32>, Vec<Mark>) = marked.into_iter().unzip();
        let mut weighed = Self {
            hashes: hashes.into(),
            marks: marks.into(),
            keys: Box::default(),
            norms: Norms::default(),
            published,
            learned_from,
        };
        weighed.measure();
        weighed
    }

    /// A sum over a word of each stretch of memory that the report takes.
    pub(crate) fn glance(&self) -> usize {
        let hashes = self.hashes.iter().step_by(64).map(|hash| *hash as usize);
        let marks = self.marks.iter().step_by(64).map(|mark| usize::from(mark.rarity));
        hashes.sum::<usize>() ^ marks.sum::<usize>()
    }

    /// The weights again, by what has been learned since.
    pub(crate) fn reweigh(&mut self, rarity: impl Fn(u32, u8) -> u32, learned_from: u32) {
        for (hash, mark) in self.hashes.iter().zip(&mut self.marks) {
            mark.rarity = rarity(*hash, mark.flags).min(255) as u8;
        }
        self.learned_from = learned_from;
        self.measure();
    }

    /// The word's mark; `None` where the report does not hold it among its heaviest.
    pub(crate) fn mark(&self, hash: u32) -> Option<Mark> {
        self.hashes.binary_search(&hash).ok().map(|at| self.marks[at])
    }

    fn measure(&mut self) {
        let mut norms = Norms::default();
        for mark in &self.marks {
            let square = mark.rarity() * mark.rarity();
            norms.all += mark.weight() * mark.weight();
            for (flag, norm) in [
                (TITLE, &mut norms.title),
                (LEAD, &mut norms.lead),
                (NAME, &mut norms.name),
                (NUMBER, &mut norms.number),
            ] {
                if mark.flags & flag != 0 {
                    *norm += square;
                }
            }
        }
        self.norms = norms;
        self.keys = self.heaviest_places();
    }

    fn heaviest_places(&self) -> Box<[u8]> {
        let words = self.hashes.iter().copied().zip(self.marks.iter().copied());
        let mut ranks: Vec<(u64, u8)> =
            words.zip(0..).map(|(word, at)| (by_rank(&word), at)).collect();
        if ranks.len() > KEYS {
            ranks.select_nth_unstable(KEYS);
            ranks.truncate(KEYS);
        }
        ranks.sort_unstable();
        ranks.into_iter().map(|(_, at)| at).collect()
    }

    /// The words by which the report is found, heaviest first, with their weights.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (u32, f32)> {
        let places = self.keys.iter().map(|at| usize::from(*at));
        places.map(|at| (self.hashes[at], self.marks[at].weight()))
    }
}

/// Heaviest first; of equals the lower hash.
fn by_rank((hash, mark): &(u32, Mark)) -> u64 {
    u64::from(!mark.rank()) << 32 | u64::from(*hash)
}
