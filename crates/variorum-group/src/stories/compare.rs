//! What two reports share, measured by field.
//!
//! A new report is compared with dozens: its words are laid out once as a table, and each of the others runs its
//! own words through it. (A merge of two sorted lists takes three times as long: which of two hashes is the smaller
//! cannot be foreseen.)

use crate::weigh::{Mark, TERMS, Weighed};

/// Names of what `Compared::with` measures, in its order.
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

/// Bits of a hash that choose its slot; the upper ones, so that words in order meet slots in order.
const SLOT_BITS: u32 = 12;

/// A report laid out for comparing it with many.
pub(crate) struct Compared<'a> {
    report: &'a Weighed,
    /// Of each slot the first word plus 1; 0 where none has such a hash.
    slots: Box<[u8; 1 << SLOT_BITS]>,
    /// Of each word the next one of its slot plus 1, or 0.
    next: [u8; TERMS],
}

impl<'a> Compared<'a> {
    pub(crate) fn new(report: &'a Weighed) -> Self {
        let mut slots = Box::new([0; 1 << SLOT_BITS]);
        let mut next = [0; TERMS];
        for (at, hash) in report.hashes.iter().enumerate().take(TERMS).rev() {
            let slot = &mut slots[slot(*hash)];
            next[at] = *slot;
            *slot = at as u8 + 1;
        }
        Self { report, slots, next }
    }

    /// What it shares with the other, by field; which of the two is laid out does not matter.
    pub(crate) fn with(&self, other: &Weighed) -> [f32; MEASURES.len()] {
        let shared = self.shared(other);
        let cosine =
            |dot: f32, x: f32, y: f32| if x * y > 0.0 { dot / (x * y).sqrt() } else { 0.0 };
        let part = |found: f32, whole: f32| if whole > 0.0 { found / whole } else { 0.0 };
        let (x, y) = (&other.norms, &self.report.norms);
        let title_a = part(shared.of_other[0], x.title);
        let title_b = part(shared.of_own[0], y.title);
        let lead_a = part(shared.of_other[1], x.lead);
        let lead_b = part(shared.of_own[1], y.lead);
        let [title, lead, name, number] = shared.both;
        let (dated, days) = match (other.published, self.report.published) {
            (Some(a), Some(b)) => (1.0, a.abs_diff(b) as f32 / 86_400.0),
            _ => (0.0, 0.0),
        };
        let sizes = (other.hashes.len() as f32, self.report.hashes.len() as f32);
        [
            cosine(shared.all, x.all, y.all),
            cosine(title, x.title, y.title),
            cosine(lead, x.lead, y.lead),
            cosine(name, x.name, y.name),
            cosine(number, x.number, y.number),
            title_a.min(title_b),
            title_a.max(title_b),
            lead_a.min(lead_b),
            lead_a.max(lead_b),
            // saturating: the tenth shared name says less than the first
            name / (name + 400.0),
            f32::from(shared.rarest) / 16.0 / 14.0,
            dated,
            days / (days + 2.0),
            sizes.0.min(sizes.1) / 128.0,
            sizes.0.max(sizes.1) / 128.0,
            f32::from(u8::from(x.title > 0.0) + u8::from(y.title > 0.0)) / 2.0,
        ]
    }

    fn shared(&self, other: &Weighed) -> Shared {
        // first all words whose slot is taken, without a jump: most are not, and which cannot be foreseen
        let mut found = [(0_u8, 0_u8); TERMS];
        let mut n_found = 0;
        for (at, hash) in other.hashes.iter().enumerate().take(TERMS) {
            let first = self.slots[slot(*hash)];
            found[n_found & (TERMS - 1)] = (at as u8, first);
            n_found += usize::from(first != 0);
        }
        let mut shared = Shared::default();
        for &(at, first) in &found[..n_found.min(TERMS)] {
            let hash = other.hashes[usize::from(at)];
            let mut own = usize::from(first);
            while own > 0 && self.report.hashes[own - 1] != hash {
                own = usize::from(self.next[own - 1]);
            }
            if own > 0 {
                shared.add(other.marks[usize::from(at)], self.report.marks[own - 1]);
            }
        }
        shared
    }
}

fn slot(hash: u32) -> usize {
    (hash >> (32 - SLOT_BITS)) as usize
}

/// 1 for each flag that is set: title, lead, name, number.
static FIELDS: [[f32; 4]; 16] = {
    let mut fields = [[0.0; 4]; 16];
    let mut flags = 0;
    while flags < 16 {
        let mut field = 0;
        while field < 4 {
            if flags & (1 << field) != 0 {
                fields[flags][field] = 1.0;
            }
            field += 1;
        }
        flags += 1;
    }
    fields
};

/// Sums over the words that both reports hold.
#[derive(Default)]
struct Shared {
    all: f32,
    /// Of words that stand in the same field of both.
    both: [f32; 4],
    /// Of words of that field of the other, wherever they stand in the report itself.
    of_other: [f32; 4],
    of_own: [f32; 4],
    rarest: u8,
}

impl Shared {
    fn add(&mut self, x: Mark, y: Mark) {
        let product = x.rarity() * y.rarity();
        self.all += x.weight() * y.weight();
        let fields = |flags: u8| &FIELDS[usize::from(flags & 15)];
        for (sums, fields) in [
            (&mut self.both, fields(x.flags & y.flags)),
            (&mut self.of_other, fields(x.flags)),
            (&mut self.of_own, fields(y.flags)),
        ] {
            for (sum, field) in sums.iter_mut().zip(fields) {
                *sum += product * field;
            }
        }
        self.rarest = self.rarest.max(x.rarity.min(y.rarity));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::Term;
    use proptest::prelude::*;

    fn report(words: &[(u32, u8, u8)]) -> Weighed {
        let mut terms: Vec<Term> =
            words.iter().map(|&(hash, count, flags)| Term { hash, count, flags }).collect();
        terms.sort_unstable_by_key(|term| term.hash);
        terms.dedup_by_key(|term| term.hash);
        let rarities: Vec<u32> = terms.iter().map(|term| term.hash % 200).collect();
        Weighed::new(&terms, &rarities, None, 0)
    }

    /// Many words of few slots, so that a slot holds several.
    fn words() -> impl Strategy<Value = Vec<(u32, u8, u8)>> {
        let hash = (0..6_u32, 0..40_u32).prop_map(|(slot, word)| slot << 29 | word);
        prop::collection::vec((hash, 1..9_u8, 0..16_u8), 0..200)
    }

    proptest! {
        #[test]
        fn either_may_be_laid_out(a in words(), b in words()) {
            let (a, b) = (report(&a), report(&b));
            prop_assert_eq!(Compared::new(&a).with(&b), Compared::new(&b).with(&a));
            let n_shared = a.hashes.iter().filter(|hash| b.hashes.contains(hash)).count();
            let shared = Compared::new(&a).shared(&b);
            prop_assert_eq!(shared.rarest > 0, n_shared > 0 && shared.all > 0.0);
        }
    }
}
