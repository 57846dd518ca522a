//! Average link: groups merge, best first, while the mean score of the pairs between them stays high enough.
//!
//! Pairs that were never compared count as 0. Where a sample of a large story was compared, each compared pair counts
//! for those that it was drawn from, so the sums are right on average and a large story does not fall apart.
//! Ties fall by number, so the result depends on the links alone.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Members of a story that a report is compared with.
pub(crate) const SAMPLE: usize = 16;

/// A report, or a group that stays whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub size: u32,
    /// Items held by different labels never meet.
    pub held: Option<u64>,
}

/// Sum of the scores of compared pairs, and for how many pairs they count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Link {
    pub sum: f32,
    pub n: f32,
}

impl Link {
    /// A pair that counts for `n` pairs.
    pub(crate) fn of(score: f32, n: f32) -> Self {
        Self { sum: score * n, n }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.sum += other.sum;
        self.n += other.n;
    }

    /// Mean over all pairs between groups of these sizes.
    pub(crate) fn mean(self, size_a: u32, size_b: u32) -> f32 {
        let all = size_a as f32 * size_b as f32;
        self.sum / self.n.max(all).max(1.0)
    }
}

/// The group of each item, named by its lowest item; `links` in any order, a pair's are added.
pub(crate) fn average_link(items: &[Item], links: &[(u32, u32, Link)], least: f32) -> Vec<u32> {
    let mut groups = Groups::new(items, links);
    groups.merge_while(least);
    groups.roots()
}

#[derive(Clone, Copy, Debug)]
struct Offer {
    mean: f32,
    a: u32,
    b: u32,
    /// Of the two groups when the offer was made.
    versions: (u32, u32),
}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean
            .total_cmp(&other.mean)
            .then(other.a.min(other.b).cmp(&self.a.min(self.b)))
            .then(other.a.max(other.b).cmp(&self.a.max(self.b)))
            .then(other.a.cmp(&self.a))
            .then(self.versions.cmp(&other.versions))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Offer {}

struct Groups {
    items: Vec<Item>,
    parent: Vec<u32>,
    /// Grows with each change of a group: older offers are void.
    version: Vec<u32>,
    /// Sorted by neighbour.
    links: Vec<Vec<(u32, Link)>>,
}

impl Groups {
    fn new(items: &[Item], links: &[(u32, u32, Link)]) -> Self {
        let mut by_item: Vec<Vec<(u32, Link)>> = vec![Vec::new(); items.len()];
        for &(a, b, link) in links {
            by_item[a as usize].push((b, link));
            by_item[b as usize].push((a, link));
        }
        for links in &mut by_item {
            // stable, so that sums do not depend on how the sort goes about it
            links.sort_by_key(|(other, _)| *other);
            links.dedup_by(|next, link| {
                let same = next.0 == link.0;
                if same {
                    link.1.add(next.1);
                }
                same
            });
        }
        Self {
            items: items.to_vec(),
            parent: (0..items.len() as u32).collect(),
            version: vec![0; items.len()],
            links: by_item,
        }
    }

    fn merge_while(&mut self, least: f32) {
        let mut heap: BinaryHeap<Offer> =
            (0..self.items.len() as u32).filter_map(|a| self.best(a, least)).collect();
        while let Some(offer) = heap.pop() {
            let alive = |group: u32| self.parent[group as usize] == group;
            if !alive(offer.a) || offer.versions.0 != self.version[offer.a as usize] {
                continue;
            }
            if !alive(offer.b) || offer.versions.1 != self.version[offer.b as usize] {
                heap.extend(self.best(offer.a, least));
                continue;
            }
            let (into, from) = (offer.a.min(offer.b), offer.a.max(offer.b));
            self.merge(into, from);
            heap.extend(self.best(into, least));
        }
    }

    /// The group that `a` would merge with. Only this one is queued: the best pair of all is the best of both its
    /// groups, and whichever changed last has queued it; so a group of thousands costs one offer a merge.
    fn best(&self, a: u32, least: f32) -> Option<Offer> {
        let item = self.items[a as usize];
        let offers = self.links[a as usize].iter().filter_map(|&(b, link)| {
            let other = self.items[b as usize];
            let mean = link.mean(item.size, other.size);
            let apart = item.held.is_some() && other.held.is_some() && item.held != other.held;
            let versions = (self.version[a as usize], self.version[b as usize]);
            (mean >= least && !apart).then_some(Offer { mean, a, b, versions })
        });
        offers.max()
    }

    /// `b` goes into `a`.
    fn merge(&mut self, a: u32, b: u32) {
        let from = std::mem::take(&mut self.links[b as usize]);
        for &(other, link) in &from {
            if other == a {
                continue;
            }
            let links = &mut self.links[other as usize];
            if let Ok(at) = links.binary_search_by_key(&b, |(name, _)| *name) {
                links.remove(at);
            }
            match links.binary_search_by_key(&a, |(name, _)| *name) {
                Ok(at) => links[at].1.add(link),
                Err(at) => links.insert(at, (a, link)),
            }
        }
        let into = std::mem::take(&mut self.links[a as usize]);
        self.links[a as usize] = union(&into, &from, a, b);
        let other = self.items[b as usize];
        let item = &mut self.items[a as usize];
        item.size += other.size;
        item.held = item.held.or(other.held);
        self.parent[b as usize] = a;
        self.version[a as usize] += 1;
    }

    fn roots(&self) -> Vec<u32> {
        (0..self.parent.len() as u32)
            .map(|mut at| {
                while self.parent[at as usize] != at {
                    at = self.parent[at as usize];
                }
                at
            })
            .collect()
    }
}

/// Both lists in one, without the two groups themselves.
fn union(x: &[(u32, Link)], y: &[(u32, Link)], a: u32, b: u32) -> Vec<(u32, Link)> {
    let mut all: Vec<(u32, Link)> = Vec::with_capacity(x.len() + y.len());
    let (mut x, mut y) = (x.iter().peekable(), y.iter().peekable());
    loop {
        let next = match (x.peek(), y.peek()) {
            (Some(left), Some(right)) if left.0 <= right.0 => x.next(),
            (_, Some(_)) => y.next(),
            (Some(_), None) => x.next(),
            (None, None) => break,
        };
        let Some(&(name, link)) = next else { break };
        if name == a || name == b {
            continue;
        }
        match all.last_mut() {
            Some(last) if last.0 == name => last.1.add(link),
            _ => all.push((name, link)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(n: usize) -> Vec<Item> {
        vec![Item { size: 1, held: None }; n]
    }

    fn link(a: u32, b: u32, sum: f32) -> (u32, u32, Link) {
        (a, b, Link::of(sum, 1.0))
    }

    #[test]
    fn a_bridge_does_not_join_two_stories() {
        let links = [link(0, 1, 0.9), link(2, 3, 0.9), link(1, 2, 0.6)];
        assert_eq!(average_link(&items(4), &links, 0.4), [0, 0, 2, 2]);
    }

    #[test]
    fn labels_keep_apart() {
        let mut held = items(2);
        held[0].held = Some(1);
        held[1].held = Some(2);
        assert_eq!(average_link(&held, &[link(0, 1, 1.0)], 0.4), [0, 1]);
    }
}
