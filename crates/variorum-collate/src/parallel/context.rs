//! The second look: what the first said of the pairs around a pair.
//!
//! Two sentences that tell one thing are each other's best, stand beside others that do, and are met by a third report.

use super::measure::Scene;
use super::passage::Passages;
use std::collections::{BTreeMap, HashMap};

/// The names of the measures, in order; they follow those of the first look.
pub const NAMES: [&str; 20] = [
    "first",
    "rank_least",
    "rank_most",
    "margin_least",
    "margin_most",
    "best_least",
    "best_most",
    "sum_least",
    "sum_most",
    "before",
    "after",
    "beside_least",
    "beside_most",
    "third",
    "third_sum",
    "sibling_least",
    "sibling_most",
    "density",
    "own_best_least",
    "own_best_most",
];

/// How many there are.
pub const COUNT: usize = NAMES.len();

/// What the first look says of every pair.
pub(crate) struct Links<'a> {
    passages: &'a Passages,
    scene: &'a Scene<'a>,
    /// For each passage its partners, in order.
    of: Vec<Vec<(usize, f32)>>,
    known: HashMap<(usize, usize), f32>,
    /// Sum over the pairs of two reports, by the sentences of the shorter.
    density: BTreeMap<(usize, usize), f32>,
}

impl<'a> Links<'a> {
    pub fn of(
        passages: &'a Passages,
        scene: &'a Scene<'a>,
        pairs: &[(usize, usize)],
        first: &[f32],
    ) -> Self {
        let mut of = vec![Vec::new(); passages.all.len()];
        let mut known = HashMap::new();
        let mut density: BTreeMap<(usize, usize), f32> = BTreeMap::new();
        for (&(a, b), &sure) in pairs.iter().zip(first) {
            of[a].push((b, sure));
            of[b].push((a, sure));
            known.insert((a, b), sure);
            let (x, y) = (witness(passages, a), witness(passages, b));
            *density.entry((x.min(y), x.max(y))).or_default() += sure;
        }
        for partners in &mut of {
            partners.sort_by_key(|(other, _)| *other);
        }
        for ((x, y), sum) in &mut density {
            *sum /= passages.of[*x].len().min(passages.of[*y].len()).max(1) as f32;
        }
        Self { passages, scene, of, known, density }
    }

    /// What the first look says of two; 0 of what it did not look at.
    pub fn sure(&self, a: usize, b: usize) -> f32 {
        self.known.get(&(a.min(b), a.max(b))).copied().unwrap_or_default()
    }

    /// The measures of a pair, in the order of [`NAMES`].
    pub fn measure(&self, a: usize, b: usize) -> [f32; COUNT] {
        let sure = self.sure(a, b);
        let (x, y) = (self.side(a, b, sure), self.side(b, a, sure));
        let (third, third_sum) = self.third(a, b);
        let step = |by: isize| match (self.beside(a, by), self.beside(b, by)) {
            (Some(c), Some(d)) => self.sure(c, d),
            _ => 0.0,
        };
        let reports = (witness(self.passages, a), witness(self.passages, b));
        let density = (reports.0.min(reports.1), reports.0.max(reports.1));
        let both = |of: fn(&Side) -> f32| [of(&x).min(of(&y)), of(&x).max(of(&y))];
        let [rank_least, rank_most] = both(|side| side.rank);
        let [margin_least, margin_most] = both(|side| side.margin);
        let [best_least, best_most] = both(|side| side.best);
        let [sum_least, sum_most] = both(|side| side.sum);
        let [beside_least, beside_most] = both(|side| side.beside);
        let [sibling_least, sibling_most] = both(|side| side.sibling);
        let [own_best_least, own_best_most] = both(|side| side.own_best);
        [
            sure,
            rank_least,
            rank_most,
            margin_least,
            margin_most,
            best_least,
            best_most,
            sum_least,
            sum_most,
            step(-1),
            step(1),
            beside_least,
            beside_most,
            third,
            third_sum,
            sibling_least,
            sibling_most,
            self.density.get(&density).copied().unwrap_or_default(),
            own_best_least,
            own_best_most,
        ]
    }

    /// How `a` stands to the report of `b`, and to all others.
    fn side(&self, a: usize, b: usize, sure: f32) -> Side {
        let report = witness(self.passages, b);
        let mut out = Side::default();
        for &(other, other_sure) in self.of[a].iter().filter(|(other, _)| *other != b) {
            out.sum += other_sure;
            if witness(self.passages, other) == report {
                out.rank += f32::from(u8::from(other_sure > sure));
                out.own_best = out.own_best.max(other_sure);
                let like = self.scene.alike(other, b);
                out.sibling = out.sibling.max(other_sure * like);
            } else {
                out.best = out.best.max(other_sure);
            }
        }
        out.margin = sure - out.own_best;
        let near = [self.beside(b, -1), self.beside(b, 1)];
        out.beside = near.into_iter().flatten().map(|c| self.sure(a, c)).fold(0.0, f32::max);
        out
    }

    /// How well the best passage of a third report meets both, and all of them together.
    fn third(&self, a: usize, b: usize) -> (f32, f32) {
        let reports = [witness(self.passages, a), witness(self.passages, b)];
        let mut best: BTreeMap<usize, f32> = BTreeMap::new();
        for &(other, sure) in &self.of[a] {
            let report = witness(self.passages, other);
            if !reports.contains(&report) {
                let both = sure.min(self.sure(b, other));
                let known = best.entry(report).or_default();
                *known = known.max(both);
            }
        }
        (best.values().copied().fold(0.0, f32::max), best.values().sum())
    }

    /// The passage before or behind in the same report.
    fn beside(&self, at: usize, by: isize) -> Option<usize> {
        let passage = &self.passages.all[at];
        let index = passage.index.checked_add_signed(by)?;
        self.passages.of[passage.places[0].witness].get(index).copied()
    }
}

#[derive(Default)]
struct Side {
    rank: f32,
    margin: f32,
    best: f32,
    sum: f32,
    beside: f32,
    sibling: f32,
    own_best: f32,
}

fn witness(passages: &Passages, at: usize) -> usize {
    passages.all[at].places[0].witness
}
