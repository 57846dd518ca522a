//! Segments to statements: clauses of different reports that render one utterance.
//!
//! Two segments that match join the clauses that the match covers, not the whole sentences: one sentence may
//! stand in two statements. The surest matches join first, and two groups that hold a vetoed pair
//! (other speakers, a negation, other occasions) never join through a third.

use crate::likeness::{Likeness, TELLING, compare};
use crate::occasion::Occasion;
use crate::segment::Segments;
use crate::twin::exemplars;
use crate::word::Lexicon;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use variorum_model::Mode;

/// From this probability on two segments are one utterance. A false join is worse than a miss.
const JOIN: f32 = 0.5;
/// Two segments are compared where their common rare stems tell at least this much.
const CANDIDATE: f32 = 1.6;
/// What a sure pair right before or behind says for a pair, in log odds.
const BESIDE: f32 = 2.0;
/// How often a pair that was found beside another stands for its own neighbours.
const ROUNDS: usize = 2;
/// How far from a sure pair its neighbours stand: one of the reports may leave a sentence out.
const STEPS: [[usize; 2]; 3] = [[1, 1], [1, 2], [2, 1]];
/// Neighbours have one speaker for certain.
const SURE_VOICE: f32 = 0.9;
/// A stem of more exemplars than this proposes no candidates.
const COMMON: usize = 400;

/// The clauses of segments that render one utterance: (segment, clause), sorted.
pub(crate) type Group = Vec<(usize, usize)>;

/// A pair of exemplars that was compared.
pub(crate) struct Pair {
    /// Indices of the two segments.
    pub segments: [usize; 2],
    /// What the comparison found.
    pub likeness: Likeness,
}

/// The groups of at least two witnesses; a clause stands in at most one.
pub(crate) fn group(segments: &Segments, lexicon: &Lexicon) -> Vec<Group> {
    let exemplars = exemplars(segments, lexicon);
    let twins = twins(&exemplars);
    let mut pairs = pairs(segments, lexicon, &twins, false);
    part_occasions(segments, &mut pairs);
    let known = |is: fn(&Likeness) -> bool| -> HashSet<[usize; 2]> {
        pairs.iter().filter(|pair| is(&pair.likeness)).map(|pair| pair.segments).collect()
    };
    let apart = Apart { vetoes: known(|it| it.veto), renamed: known(|it| it.renamed) };
    pairs.retain(|pair| pair.likeness.probability() >= JOIN);
    pairs.sort_by(|a, b| {
        b.likeness
            .probability()
            .total_cmp(&a.likeness.probability())
            .then(a.segments.cmp(&b.segments))
    });
    let mut forest = Forest::new(segments);
    for (&exemplar, followers) in &twins {
        if followers.len() > 1 {
            forest.join_whole(segments, exemplar);
        }
    }
    for pair in &pairs {
        forest.join_pair(segments, pair, &apart);
    }
    for _ in 0..ROUNDS {
        let beside = neighbours(segments, lexicon, &twins, &pairs);
        for pair in &beside {
            forest.join_pair(segments, pair, &apart);
        }
        pairs.extend(beside);
    }
    let groups = forest.groups();
    groups
        .into_iter()
        .map(|group| with_twins(segments, &group, &twins))
        .filter(|group| witnesses(segments, group).len() > 1)
        .collect()
}

/// Pairs beside a sure one, in the same order in both reports: two translations of one speech share few
/// words, but what stands between them is known to be one.
fn neighbours(
    segments: &Segments,
    lexicon: &Lexicon,
    twins: &BTreeMap<usize, Vec<usize>>,
    sure: &[Pair],
) -> Vec<Pair> {
    let marked = |at: &usize| {
        let utterance = segments.utterance(&segments.segments[*at]);
        utterance.mode != Mode::Indirect && !utterance.in_title
    };
    let order: Vec<usize> = twins.keys().copied().filter(marked).collect();
    let places: HashMap<usize, usize> = order.iter().enumerate().map(|(i, at)| (*at, i)).collect();
    let of = |at: usize| segments.utterance(&segments.segments[at]).witness;
    // one sentence is rendered by one: (segment, witness) that a sure pair takes
    let taken: HashSet<(usize, usize)> = sure
        .iter()
        .flat_map(|p| [(p.segments[0], of(p.segments[1])), (p.segments[1], of(p.segments[0]))])
        .collect();
    // by pair: beside a sure one before it, behind it
    let mut beside: BTreeMap<[usize; 2], [bool; 2]> = BTreeMap::new();
    for pair in sure {
        let [Some(&i), Some(&j)] = pair.segments.map(|at| places.get(&at)) else { continue };
        for [di, dj] in STEPS {
            for back in [false, true] {
                let step = |at: usize, by: usize| {
                    if back { at.checked_sub(by) } else { Some(at + by) }
                };
                let (Some(i), Some(j)) = (step(i, di), step(j, dj)) else { continue };
                let (Some(a), Some(b)) = (order.get(i).copied(), order.get(j).copied()) else {
                    continue;
                };
                let stays = of(a) == of(pair.segments[0]) && of(b) == of(pair.segments[1]);
                if stays && !taken.contains(&(a, of(b))) && !taken.contains(&(b, of(a))) {
                    beside.entry([a.min(b), a.max(b)]).or_default()[usize::from(back)] = true;
                }
            }
        }
    }
    let join = |([a, b], sides): ([usize; 2], [bool; 2])| {
        let voice = |s: usize| &segments.utterance(&segments.segments[s]).voice;
        if voice(a).agree(voice(b)).is_none_or(|score| score < SURE_VOICE) {
            return None;
        }
        let likeness = compare(&segments.segments[a], &segments.segments[b], segments, lexicon)?;
        let bonus = BESIDE * sides.iter().filter(|side| **side).count() as f32;
        let apart = likeness.named_apart && !likeness.long;
        let probability = likeness.probability_with(bonus);
        (probability >= JOIN && !apart)
            .then_some((probability, Pair { segments: [a, b], likeness }))
    };
    let mut out: Vec<(f32, Pair)> = beside.into_iter().filter_map(join).collect();
    out.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.segments.cmp(&b.1.segments)));
    let mut used = HashSet::new();
    out.into_iter()
        .map(|(_, pair)| pair)
        .filter(|p| {
            let [a, b] = p.segments;
            let ends = [(a, of(b)), (b, of(a))];
            let is_free = ends.iter().all(|end| !used.contains(end));
            used.extend(ends.into_iter().filter(|_| is_free));
            is_free
        })
        .collect()
}

/// Puts a veto on pairs whose media or events are named apart, unless the two reports are seen to name one
/// occasion by two names: they share a long run of the same words under these names.
fn part_occasions(segments: &Segments, pairs: &mut [Pair]) {
    let of = |segment: usize| segments.utterance(&segments.segments[segment]);
    let ordered = |pair: &Pair| {
        let [a, b] = pair.segments.map(of);
        if a.witness <= b.witness { [a, b] } else { [b, a] }
    };
    let mut one: BTreeMap<[usize; 2], Vec<[&Occasion; 2]>> = BTreeMap::new();
    for pair in pairs.iter().filter(|p| p.likeness.named_apart) {
        if pair.likeness.long && !pair.likeness.veto {
            let sides = ordered(pair);
            one.entry(sides.map(|u| u.witness)).or_default().push(sides.map(|u| &u.occasion));
        }
    }
    for pair in pairs.iter_mut().filter(|p| p.likeness.named_apart && !p.likeness.long) {
        let sides = ordered(pair);
        let known = one.get(&sides.map(|u| u.witness)).is_some_and(|names| {
            names.iter().any(|[x, y]| x.shares(&sides[0].occasion) && y.shares(&sides[1].occasion))
        });
        pair.likeness.veto |= !known;
    }
}

fn witnesses(segments: &Segments, group: &Group) -> BTreeSet<usize> {
    group.iter().map(|(s, _)| segments.utterance(&segments.segments[*s]).witness).collect()
}

/// By exemplar, all that follow it, itself first.
fn twins(exemplars: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, exemplar) in exemplars.iter().enumerate() {
        out.entry(*exemplar).or_default().push(at);
    }
    out
}

/// Compares the exemplars that share a telling stem and stand in two witnesses; with `all`, also those of
/// one witness and of speakers that cannot be one, as examples of what must not join.
pub(crate) fn pairs(
    segments: &Segments,
    lexicon: &Lexicon,
    twins: &BTreeMap<usize, Vec<usize>>,
    all: bool,
) -> Vec<Pair> {
    let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut out = Vec::new();
    for (&at, followers) in twins {
        let segment = &segments.segments[at];
        let witness = segments.utterance(segment).witness;
        let mut stems: Vec<u32> = segment.stems.iter().map(|s| s.0).collect();
        stems.dedup();
        let mut shared: BTreeMap<usize, f32> = BTreeMap::new();
        for stem in stems {
            let told = segments.telling.get(stem as usize).copied().unwrap_or(0.0);
            if told < 0.5 {
                continue;
            }
            let others = index.entry(stem).or_default();
            if others.len() <= COMMON {
                for &other in others.iter() {
                    *shared.entry(other).or_default() += told;
                }
            }
            others.push(at);
        }
        for (other, told) in shared {
            let same_witness = segments.utterance(&segments.segments[other]).witness == witness;
            let lone = followers.len() == 1 && twins[&other].len() == 1;
            let least = if voices_agree(segments, other, at) {
                CANDIDATE
            } else if may_be_renamed(segments, other, at) {
                TELLING
            } else {
                f32::INFINITY
            };
            if !all && ((same_witness && lone) || told < least) || told < CANDIDATE {
                continue;
            }
            let found = compare(&segments.segments[other], segment, segments, lexicon);
            if let Some(likeness) = found {
                out.push(Pair { segments: [other, at], likeness });
            }
        }
    }
    out
}

/// What keeps two segments from one group.
struct Apart {
    /// Pairs that must not be joined.
    vetoes: HashSet<[usize; 2]>,
    /// Pairs whose speakers' names do not meet and are one all the same.
    renamed: HashSet<[usize; 2]>,
}

impl Apart {
    fn parts(&self, segments: &Segments, a: usize, b: usize) -> bool {
        let pair = [a.min(b), a.max(b)];
        let one_voice = voices_agree(segments, a, b) || self.renamed.contains(&pair);
        self.vetoes.contains(&pair) || !one_voice
    }
}

/// Union-find over clauses.
struct Forest {
    /// First node of each segment.
    starts: Vec<usize>,
    parents: Vec<usize>,
    /// Segments under each root.
    members: Vec<BTreeSet<usize>>,
    /// Nodes that some pair touched.
    touched: BTreeSet<usize>,
}

impl Forest {
    fn new(segments: &Segments) -> Self {
        let mut starts = Vec::with_capacity(segments.segments.len());
        let mut members = Vec::new();
        for (at, segment) in segments.segments.iter().enumerate() {
            starts.push(members.len());
            members.extend(segment.clauses.iter().map(|_| BTreeSet::from([at])));
        }
        Self { starts, parents: (0..members.len()).collect(), members, touched: BTreeSet::new() }
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.parents[node] != node {
            self.parents[node] = self.parents[self.parents[node]];
            node = self.parents[node];
        }
        node
    }

    /// Joins all clauses of a segment: others render it whole.
    fn join_whole(&mut self, segments: &Segments, segment: usize) {
        let start = self.starts[segment];
        let nodes = start..start + segments.segments[segment].clauses.len();
        for node in nodes.clone() {
            self.parents[node] = start;
        }
        self.touched.extend(nodes);
    }

    /// Joins the clauses that the pair covers, unless that would join a vetoed pair.
    fn join_pair(&mut self, segments: &Segments, pair: &Pair, apart: &Apart) {
        let mut nodes = Vec::new();
        for (side, &segment) in pair.segments.iter().enumerate() {
            let clauses = &segments.segments[segment].clauses;
            for clause in covered(clauses, &pair.likeness.hull[side]) {
                nodes.push(self.starts[segment] + clause);
            }
        }
        let roots: BTreeSet<usize> = nodes.iter().map(|node| self.root(*node)).collect();
        if !self.may_join(segments, &roots, apart) {
            return;
        }
        self.touched.extend(nodes);
        let mut roots = roots.into_iter();
        let Some(first) = roots.next() else { return };
        for root in roots {
            self.parents[root] = first;
            let members = std::mem::take(&mut self.members[root]);
            self.members[first].extend(members);
        }
    }

    fn may_join(&self, segments: &Segments, roots: &BTreeSet<usize>, apart: &Apart) -> bool {
        let roots: Vec<usize> = roots.iter().copied().collect();
        roots.iter().enumerate().all(|(at, x)| {
            roots[at + 1..].iter().all(|y| {
                self.members[*x].iter().all(|a| {
                    self.members[*y].iter().all(|b| a == b || !apart.parts(segments, *a, *b))
                })
            })
        })
    }

    fn groups(&mut self) -> Vec<Group> {
        let touched: Vec<usize> = self.touched.iter().copied().collect();
        let mut by_root: BTreeMap<usize, Group> = BTreeMap::new();
        for node in touched {
            let segment = self.starts.partition_point(|start| *start <= node) - 1;
            let clause = node - self.starts[segment];
            let root = self.root(node);
            by_root.entry(root).or_default().push((segment, clause));
        }
        by_root.into_values().collect()
    }
}

fn voices_agree(segments: &Segments, a: usize, b: usize) -> bool {
    let voice = |s: usize| &segments.utterance(&segments.segments[s]).voice;
    voice(a).agree(voice(b)).is_some()
}

fn may_be_renamed(segments: &Segments, a: usize, b: usize) -> bool {
    let voice = |s: usize| &segments.utterance(&segments.segments[s]).voice;
    voice(a).may_be_renamed(voice(b))
}

/// Clauses that share a word with the range.
fn covered(clauses: &[Range<usize>], range: &Range<usize>) -> Vec<usize> {
    let overlaps = |clause: &Range<usize>| clause.start < range.end && range.start < clause.end;
    (0..clauses.len()).filter(|at| overlaps(&clauses[*at])).collect()
}

/// Adds what follows the exemplars: the same clauses, or all where the clauses are cut otherwise.
fn with_twins(segments: &Segments, group: &Group, twins: &BTreeMap<usize, Vec<usize>>) -> Group {
    let mut out = BTreeSet::new();
    for &(segment, clause) in group {
        let count = segments.segments[segment].clauses.len();
        for &twin in &twins[&segment] {
            let clauses = segments.segments[twin].clauses.len();
            if clauses == count {
                out.insert((twin, clause));
            } else {
                out.extend((0..clauses).map(|clause| (twin, clause)));
            }
        }
    }
    out.into_iter().collect()
}
