//! The words of a report with their weights, and what two reports share.
//!
//! Weights are whole numbers; sums run in the order of the hashes. So two machines agree to the last bit.

use crate::background::{Background, rarity};
use crate::features::{LEAD, NAME, NUMBER, Signature, TITLE};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Words of one report that are compared.
const TERMS: usize = 128;
/// Words of one report by which it is found.
pub(crate) const KEYS: usize = 28;

/// Weights of a word that stands once, twice, … in a text: `1 + ln n`, hundredths.
static COUNT_WEIGHT: [u16; 16] =
    [0, 100, 169, 210, 239, 261, 279, 295, 308, 320, 330, 340, 348, 356, 364, 371];

/// A word of a report with its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Weighted {
    pub hash: u32,
    pub count: u8,
    pub flags: u8,
    /// Sixteenths of a doubling.
    pub rarity: u8,
}

impl Weighted {
    fn rarity(self) -> f32 {
        f32::from(self.rarity) / 16.0
    }

    fn weight(self) -> f32 {
        let count = COUNT_WEIGHT[usize::from(self.count).min(COUNT_WEIGHT.len() - 1)];
        f32::from(count) / 100.0 * self.rarity()
    }
}

/// Squared lengths by field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Norms {
    all: f32,
    title: f32,
    lead: f32,
    name: f32,
    number: f32,
}

/// A report as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Weighed {
    /// Sorted by hash.
    pub terms: Vec<Weighted>,
    pub norms: Norms,
    pub published: Option<i64>,
    /// Foreign texts known when the weights were made; 0 where they are the background's.
    pub learned_from: u32,
}

impl Weighed {
    pub(crate) fn new(signature: &Signature, learned: &Learned) -> Self {
        let background = Background::shipped();
        let rarity = |hash| match signature.foreign {
            true => learned.rarity(hash),
            false => background.rarity(background.n_with(hash)),
        };
        let mut terms: Vec<Weighted> = signature
            .terms
            .iter()
            .map(|term| Weighted {
                hash: term.hash,
                count: term.count,
                flags: term.flags,
                rarity: rarity(term.hash).min(255) as u8,
            })
            .collect();
        if terms.len() > TERMS {
            terms.select_nth_unstable_by_key(TERMS, |term| rank(*term));
            terms.truncate(TERMS);
            terms.sort_unstable_by_key(|term| term.hash);
        }
        let learned_from = if signature.foreign { learned.n_texts } else { 0 };
        let mut weighed =
            Self { terms, norms: Norms::default(), published: signature.published, learned_from };
        weighed.measure();
        weighed
    }

    /// The weights again, by what has been learned since.
    pub(crate) fn reweigh(&mut self, learned: &Learned) {
        for term in &mut self.terms {
            term.rarity = learned.rarity(term.hash).min(255) as u8;
        }
        self.learned_from = learned.n_texts;
        self.measure();
    }

    fn measure(&mut self) {
        let mut norms = Norms::default();
        for term in &self.terms {
            let square = term.rarity() * term.rarity();
            norms.all += term.weight() * term.weight();
            for (flag, norm) in [
                (TITLE, &mut norms.title),
                (LEAD, &mut norms.lead),
                (NAME, &mut norms.name),
                (NUMBER, &mut norms.number),
            ] {
                if term.flags & flag != 0 {
                    *norm += square;
                }
            }
        }
        self.norms = norms;
    }

    /// The words by which the report is found, heaviest first, with their weights.
    pub(crate) fn keys(&self) -> Vec<(u32, f32)> {
        let mut terms: Vec<Weighted> = self.terms.clone();
        if terms.len() > KEYS {
            terms.select_nth_unstable_by_key(KEYS, |term| rank(*term));
            terms.truncate(KEYS);
        }
        terms.sort_unstable_by_key(|term| rank(*term));
        terms.iter().map(|term| (term.hash, term.weight())).collect()
    }
}

/// Heaviest first; words of the title and the lead before those of the body.
fn rank(term: Weighted) -> (std::cmp::Reverse<u32>, u32) {
    let count = COUNT_WEIGHT[usize::from(term.count).min(COUNT_WEIGHT.len() - 1)];
    let place = match (term.flags & TITLE != 0, term.flags & LEAD != 0) {
        (true, _) => 4,
        (_, true) => 3,
        _ => 2,
    };
    let weight = u32::from(count) * u32::from(term.rarity) * place;
    (std::cmp::Reverse(weight), term.hash)
}

/// In how many texts of other languages a word stands, learned from the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Learned {
    pub n_texts: u32,
    #[serde(with = "sorted_map")]
    n_with: FxHashMap<u32, u32>,
}

/// Words learned at most; then the counts are halved.
const LEARNED_WORDS: usize = 1 << 20;

impl Learned {
    pub(crate) fn add(&mut self, signature: &Signature) {
        self.n_texts += 1;
        for term in &signature.terms {
            *self.n_with.entry(term.hash).or_insert(0) += 1;
        }
        if self.n_with.len() > LEARNED_WORDS {
            self.n_texts /= 2;
            self.n_with.retain(|_, n_with| {
                *n_with /= 2;
                *n_with > 0
            });
        }
    }

    fn rarity(&self, hash: u32) -> u32 {
        rarity(self.n_texts, self.n_with.get(&hash).copied().unwrap_or(0))
    }
}

/// A map written in the order of its keys.
mod sorted_map {
    use rustc_hash::FxHashMap;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(
        map: &FxHashMap<u32, u32>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut pairs: Vec<(u32, u32)> = map.iter().map(|(&key, &value)| (key, value)).collect();
        pairs.sort_unstable();
        pairs.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<FxHashMap<u32, u32>, D::Error> {
        let pairs: Vec<(u32, u32)> = Vec::deserialize(deserializer)?;
        Ok(pairs.into_iter().collect())
    }
}

/// Names of what [`compare`] measures, in its order.
pub const MEASURES: [&str; 16] = [
    "all",
    "title",
    "lead",
    "name",
    "number",
    "title_found_least",
    "title_found_most",
    "lead_found_least",
    "lead_found_most",
    "shared_names",
    "rarest_shared",
    "dated",
    "days_apart",
    "shorter",
    "longer",
    "titles",
];

/// What two reports share, by field; the order of the two does not matter.
pub(crate) fn compare(a: &Weighed, b: &Weighed) -> [f32; MEASURES.len()] {
    let shared = Shared::of(a, b);
    let cosine = |dot: f32, x: f32, y: f32| if x * y > 0.0 { dot / (x * y).sqrt() } else { 0.0 };
    let part = |found: f32, whole: f32| if whole > 0.0 { found / whole } else { 0.0 };
    let (x, y) = (&a.norms, &b.norms);
    let title_a = part(shared.title_a, x.title);
    let title_b = part(shared.title_b, y.title);
    let lead_a = part(shared.lead_a, x.lead);
    let lead_b = part(shared.lead_b, y.lead);
    let (dated, days) = match (a.published, b.published) {
        (Some(a), Some(b)) => (1.0, a.abs_diff(b) as f32 / 86_400.0),
        _ => (0.0, 0.0),
    };
    let sizes = (a.terms.len() as f32, b.terms.len() as f32);
    [
        cosine(shared.all, x.all, y.all),
        cosine(shared.title, x.title, y.title),
        cosine(shared.lead, x.lead, y.lead),
        cosine(shared.name, x.name, y.name),
        cosine(shared.number, x.number, y.number),
        title_a.min(title_b),
        title_a.max(title_b),
        lead_a.min(lead_b),
        lead_a.max(lead_b),
        // saturating: the tenth shared name says less than the first
        shared.name_sum / (shared.name_sum + 400.0),
        shared.rarest / 14.0,
        dated,
        days / (days + 2.0),
        sizes.0.min(sizes.1) / 128.0,
        sizes.0.max(sizes.1) / 128.0,
        f32::from(u8::from(x.title > 0.0) + u8::from(y.title > 0.0)) / 2.0,
    ]
}

/// Sums over the words that both reports hold.
#[derive(Default)]
struct Shared {
    all: f32,
    title: f32,
    lead: f32,
    name: f32,
    number: f32,
    title_a: f32,
    title_b: f32,
    lead_a: f32,
    lead_b: f32,
    name_sum: f32,
    rarest: f32,
}

impl Shared {
    fn of(a: &Weighed, b: &Weighed) -> Self {
        let mut shared = Self::default();
        let (mut i, mut j) = (0, 0);
        // both steps are sums, not jumps: which hash is the smaller cannot be foreseen
        while i < a.terms.len() && j < b.terms.len() {
            let (x, y) = (a.terms[i], b.terms[j]);
            if x.hash == y.hash {
                shared.add(x, y);
            }
            i += usize::from(x.hash <= y.hash);
            j += usize::from(y.hash <= x.hash);
        }
        shared
    }

    fn add(&mut self, x: Weighted, y: Weighted) {
        let product = x.rarity() * y.rarity();
        self.all += x.weight() * y.weight();
        let both = x.flags & y.flags;
        let count = |flag: u8, sum: &mut f32| {
            if both & flag != 0 {
                *sum += product;
            }
        };
        count(TITLE, &mut self.title);
        count(LEAD, &mut self.lead);
        count(NUMBER, &mut self.number);
        count(NAME, &mut self.name);
        count(NAME, &mut self.name_sum);
        if x.flags & TITLE != 0 {
            self.title_a += product;
        }
        if y.flags & TITLE != 0 {
            self.title_b += product;
        }
        if x.flags & LEAD != 0 {
            self.lead_a += product;
        }
        if y.flags & LEAD != 0 {
            self.lead_b += product;
        }
        self.rarest = self.rarest.max(x.rarity().min(y.rarity()));
    }
}
