//! Pairs that tell one thing to groups.
//!
//! A group is a set of passages of which each tells what each of the other reports' tells: links are never followed
//! from one to the next. A passage may stand in several groups.

use super::passage::Passages;
use std::collections::{BTreeSet, HashMap};

/// Passages that tell one thing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// Indices of the passages, in order.
    pub passages: Vec<usize>,
    /// Mean of the pairs of two reports; 1 where all stand in one passage.
    pub sure: f32,
}

impl Group {
    /// True where all of the other group and more stands in this one.
    fn holds(&self, other: &Self) -> bool {
        let here = |at: &usize| self.passages.binary_search(at).is_ok();
        self.passages.len() > other.passages.len() && other.passages.iter().all(here)
    }
}

/// Every pair of the group with less than this share of the bound keeps a passage out.
const LEAST: f32 = 0.6;
/// Spoken words of the shortest sentence that is told again word for word.
const REPEATED: usize = 6;

/// The groups, the surest first.
pub(crate) fn groups(
    passages: &Passages,
    pairs: &[(usize, usize)],
    sure: &[f32],
    bound: f32,
) -> Vec<Group> {
    let known: HashMap<(usize, usize), f32> =
        pairs.iter().copied().zip(sure.iter().copied()).collect();
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); passages.all.len()];
    let mut links: Vec<(f32, usize, usize)> = Vec::new();
    for (&(a, b), &sure) in pairs.iter().zip(sure) {
        if sure >= bound {
            links.push((sure, a, b));
            of[a].push(b);
            of[b].push(a);
        }
    }
    links.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let weigh = Weigh { passages, known, bound };
    let mut covered: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut grouped: BTreeSet<usize> = BTreeSet::new();
    let mut out = Vec::new();
    for (_, a, b) in links {
        if covered.contains(&(a, b)) {
            continue;
        }
        let members = weigh.grow(vec![a, b], &of);
        for (at, x) in members.iter().enumerate() {
            covered.extend(members[at + 1..].iter().map(|y| (*x, *y)));
        }
        grouped.extend(&members);
        let sure = weigh.mean(&members);
        out.push(Group { passages: members, sure });
    }
    let all = out.clone();
    out.retain(|group| !all.iter().any(|other| other.holds(group)));
    for (at, passage) in passages.all.iter().enumerate() {
        let first = passage.places[0].witness;
        let repeated = passage.places.iter().any(|place| place.witness != first);
        if repeated && passage.length >= REPEATED && !grouped.contains(&at) {
            out.push(Group { passages: vec![at], sure: 1.0 });
        }
    }
    out
}

struct Weigh<'a> {
    passages: &'a Passages,
    known: HashMap<(usize, usize), f32>,
    bound: f32,
}

impl Weigh<'_> {
    /// Takes in passages, the best first, until none tells what all others tell; in order of index.
    fn grow(&self, mut members: Vec<usize>, of: &[Vec<usize>]) -> Vec<usize> {
        loop {
            let near: BTreeSet<usize> =
                members.iter().flat_map(|m| of[*m].iter().copied()).collect();
            let fit = |at: &usize| Some((self.fit(*at, &members)?, *at));
            let best = near
                .iter()
                .filter(|at| !members.contains(at))
                .filter_map(fit)
                .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
            let Some((_, best)) = best else { break };
            members.push(best);
        }
        members.sort_unstable();
        members
    }

    /// How sure it is of the members of other reports; `None` where it tells not what each of them tells.
    fn fit(&self, at: usize, members: &[usize]) -> Option<f32> {
        let (mut sum, mut count) = (0.0, 0.0);
        for &member in members.iter().filter(|member| self.apart(at, **member)) {
            let sure =
                self.known.get(&(at.min(member), at.max(member))).copied().unwrap_or_default();
            if sure < self.bound * LEAST {
                return None;
            }
            (sum, count) = (sum + sure, count + 1.0);
        }
        let mean = sum / count;
        (mean >= self.bound).then_some(mean)
    }

    fn apart(&self, a: usize, b: usize) -> bool {
        let witness = |at: usize| self.passages.all[at].places[0].witness;
        witness(a) != witness(b)
    }

    /// Mean over the pairs of two reports.
    fn mean(&self, members: &[usize]) -> f32 {
        let (mut sum, mut count) = (0.0, 0.0);
        for (at, &a) in members.iter().enumerate() {
            for &b in members[at + 1..].iter().filter(|b| self.apart(a, **b)) {
                sum += self.known.get(&(a, b)).copied().unwrap_or_default();
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 1.0 }
    }
}
