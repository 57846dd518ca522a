//! What two passages have in common, measured: the first look, at the two and at what stands around them.
//!
//! Every measure is the same whichever passage comes first: what differs by direction is given as the lesser and the
//! greater of the two. The learned trees read them by their place in [`NAMES`].

use super::passage::{Passage, Passages, Term};
use crate::meaning::{Meaning, dot};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The names of the measures, in order.
pub const NAMES: [&str; 58] = [
    "held_least",
    "held_most",
    "cosine",
    "rare_held_least",
    "rare_held_most",
    "rare_cosine",
    "sense_cosine",
    "sense_held_least",
    "sense_held_most",
    "plain_held_least",
    "plain_held_most",
    "plain_sense_least",
    "plain_sense_most",
    "shared",
    "shared_plain",
    "rarest_shared",
    "rarest_missing_least",
    "rarest_missing_most",
    "run",
    "pairs_least",
    "pairs_most",
    "names_shared",
    "names_held_least",
    "names_held_most",
    "named_shared",
    "named_held_least",
    "named_held_most",
    "figures_shared",
    "figures_missing",
    "figures_held_least",
    "times_shared",
    "times_missing",
    "marked_least",
    "marked_most",
    "marked_shared",
    "marked_held",
    "same_speaker",
    "other_speaker",
    "negation",
    "negates_one",
    "length_least",
    "length_most",
    "length_ratio",
    "titles",
    "place_least",
    "place_most",
    "place_apart",
    "index_least",
    "index_most",
    "central_least",
    "central_most",
    "headline_least",
    "headline_most",
    "around_cosine",
    "around_sense",
    "reports_cosine",
    "reports",
    "passages",
];

/// How many measures there are.
pub const COUNT: usize = NAMES.len();

/// Words nearer than this in sense stand for one another in part.
const NEAR: f32 = 0.35;
/// What a neighbour's words weigh.
const NEIGHBOUR: f32 = 0.5;

/// What the measures need of the story as a whole.
pub(crate) struct Scene<'a> {
    passages: &'a Passages,
    words: Vec<Vec<(u32, f32)>>,
    /// Words of each passage and, by half, of its neighbours.
    around: Vec<Vec<(u32, f32)>>,
    /// The same in sense.
    around_sense: Vec<Vec<f32>>,
    /// Likeness to the story's middle, and to the nearest headline of another report.
    central: Vec<f32>,
    headline: Vec<f32>,
    /// Words of each report.
    reports: Vec<Vec<(u32, f32)>>,
}

impl<'a> Scene<'a> {
    pub fn of(passages: &'a Passages) -> Self {
        let words: Vec<Vec<(u32, f32)>> =
            passages.all.iter().map(|p| unit(p.terms.iter().map(|t| (t.stem, t.rare)))).collect();
        let mut around = Vec::new();
        let mut around_sense = Vec::new();
        for passage in &passages.all {
            let own = &passages.of[passage.places[0].witness];
            let from = passage.index.saturating_sub(1);
            let until = (passage.index + 2).min(own.len());
            let near = &own[from..until];
            let here = own.get(passage.index);
            let part = |at: &usize| if Some(at) == here { 1.0 } else { NEIGHBOUR };
            around.push(sum(near.iter().map(|at| (&words[*at], part(at)))));
            let mut sense = vec![0.0; passage.meaning.len()];
            for at in near {
                for (value, add) in sense.iter_mut().zip(&passages.all[*at].meaning) {
                    *value += part(at) * add;
                }
            }
            around_sense.push(sense);
        }
        let reports: Vec<_> =
            passages.of.iter().map(|own| sum(own.iter().map(|at| (&words[*at], 1.0)))).collect();
        let whole = sum(reports.iter().map(|report| (report, 1.0)));
        let titles: Vec<usize> =
            (0..passages.all.len()).filter(|at| passages.all[*at].title).take(40).collect();
        let headline = |(at, passage): (usize, &Passage)| {
            let witness = passage.places[0].witness;
            let others = titles.iter().filter(|t| passages.all[**t].places[0].witness != witness);
            others.map(|t| cosine(&words[*t], &words[at])).fold(0.0, f32::max)
        };
        Self {
            passages,
            around,
            around_sense,
            central: words.iter().map(|own| cosine(own, &whole)).collect(),
            headline: passages.all.iter().enumerate().map(headline).collect(),
            reports,
            words,
        }
    }

    /// The cosine of two passages over their words, by rarity.
    pub fn alike(&self, a: usize, b: usize) -> f32 {
        cosine(&self.words[a], &self.words[b])
    }

    /// The measures of a pair, in the order of [`NAMES`].
    pub fn measure(&self, first: usize, second: usize) -> [f32; COUNT] {
        let (a, b) = (&self.passages.all[first], &self.passages.all[second]);
        let mut out = Row::default();
        words(&mut out, a, b);
        names(&mut out, a, b);
        figures(&mut out, a, b);
        marks(&mut out, a, b);
        shape(&mut out, a, b);
        out.both(self.central[first], self.central[second]);
        out.both(self.headline[first], self.headline[second]);
        out.push(cosine(&self.around[first], &self.around[second]));
        let (x, y) = (&self.around_sense[first], &self.around_sense[second]);
        out.push(dot(x, y) / (dot(x, x) * dot(y, y)).sqrt().max(f32::MIN_POSITIVE));
        let report = |passage: &Passage| &self.reports[passage.places[0].witness];
        out.push(cosine(report(a), report(b)));
        out.push(self.passages.of.len().min(12) as f32);
        out.push((self.passages.all.len() as f32).ln());
        out.values
    }
}

/// Values as they are measured, in order.
struct Row {
    values: [f32; COUNT],
    at: usize,
}

impl Default for Row {
    fn default() -> Self {
        Self { values: [0.0; COUNT], at: 0 }
    }
}

impl Row {
    fn push(&mut self, value: f32) {
        self.values[self.at] = value;
        self.at += 1;
    }

    /// The lesser, then the greater.
    fn both(&mut self, a: f32, b: f32) {
        self.push(a.min(b));
        self.push(a.max(b));
    }

    fn flag(&mut self, value: bool) {
        self.push(f32::from(u8::from(value)));
    }
}

/// `part` of `whole`; 0 of nothing.
fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn words(out: &mut Row, a: &Passage, b: &Passage) {
    let shared = shared(&a.terms, &b.terms);
    let of = |terms: &[Term], weight: fn(&Term) -> f32| terms.iter().map(weight).sum::<f32>();
    let common = |weight: fn(&Term) -> f32| shared.iter().map(|(x, _)| weight(x)).sum::<f32>();
    let background: fn(&Term) -> f32 = |term| term.weight;
    let rare: fn(&Term) -> f32 = |term| term.rare;
    let plain: fn(&Term) -> f32 = |term| if term.name { 0.0 } else { term.rare };
    let square: fn(&Term) -> f32 = |term| term.weight * term.weight;
    let rare_square: fn(&Term) -> f32 = |term| term.rare * term.rare;
    for (weight, squared) in [(background, square), (rare, rare_square)] {
        let whole = common(weight);
        out.both(share(whole, of(&a.terms, weight)), share(whole, of(&b.terms, weight)));
        let lengths = (of(&a.terms, squared) * of(&b.terms, squared)).sqrt();
        out.push(share(common(squared), lengths));
    }
    out.push(dot(&a.meaning, &b.meaning));
    let (forth, back) = (aligned(&a.terms, &b.terms), aligned(&b.terms, &a.terms));
    out.both(forth.0, back.0);
    out.both(share(common(plain), of(&a.terms, plain)), share(common(plain), of(&b.terms, plain)));
    out.both(forth.1, back.1);
    out.push(shared.len() as f32);
    out.push(shared.iter().filter(|(x, _)| !x.name).count() as f32);
    out.push(shared.iter().map(|(x, _)| x.rare).fold(0.0, f32::max));
    out.both(missing(&a.terms, &b.terms), missing(&b.terms, &a.terms));
    out.push(longest_run(&a.run, &b.run));
    let (x, y) = (neighbours(&a.run), neighbours(&b.run));
    let both = common_count(&x, &y) as f32;
    out.both(share(both, x.len() as f32), share(both, y.len() as f32));
}

/// Terms of both, in order of stem.
fn shared<'t>(a: &'t [Term], b: &'t [Term]) -> Vec<(&'t Term, &'t Term)> {
    let mut out = Vec::new();
    let (mut x, mut y) = (0, 0);
    while let (Some(first), Some(second)) = (a.get(x), b.get(y)) {
        match first.stem.cmp(&second.stem) {
            Ordering::Less => x += 1,
            Ordering::Greater => y += 1,
            Ordering::Equal => {
                out.push((first, second));
                (x, y) = (x + 1, y + 1);
            }
        }
    }
    out
}

/// How much of `a` has the same or a near word in `b`, by weight: of all words, and of those that are no names.
fn aligned(a: &[Term], b: &[Term]) -> (f32, f32) {
    let meaning = Meaning::shipped();
    let (mut held, mut whole, mut plain_held, mut plain) = (0.0, 0.0, 0.0, 0.0);
    for term in a {
        let near = if b.binary_search_by_key(&term.stem, |other| other.stem).is_ok() {
            1.0
        } else {
            let own = |other: &Term| match (term.meaning, other.meaning) {
                (Some(x), Some(y)) => meaning.near(x, y),
                _ => 0.0,
            };
            let best = b.iter().map(own).fold(0.0, f32::max);
            if best >= NEAR { best } else { 0.0 }
        };
        held += near * term.rare;
        whole += term.rare;
        if !term.name {
            plain_held += near * term.rare;
            plain += term.rare;
        }
    }
    (share(held, whole), share(plain_held, plain))
}

/// The rarity of the rarest word of `a` that `b` lacks.
fn missing(a: &[Term], b: &[Term]) -> f32 {
    let lacks = |term: &&Term| b.binary_search_by_key(&term.stem, |other| other.stem).is_err();
    a.iter().filter(lacks).map(|term| term.rare).fold(0.0, f32::max)
}

/// Content words in a row that both have, the most.
fn longest_run(a: &[u32], b: &[u32]) -> f32 {
    let mut best = 0;
    let mut row = vec![0_u16; b.len() + 1];
    for x in a {
        for at in (0..b.len()).rev() {
            row[at + 1] = if *x == b[at] { row[at] + 1 } else { 0 };
            best = best.max(row[at + 1]);
        }
    }
    f32::from(best)
}

/// Pairs of words that follow one another, sorted, each once.
fn neighbours(run: &[u32]) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = run.windows(2).map(|pair| (pair[0], pair[1])).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn common_count<T: Ord>(a: &[T], b: &[T]) -> usize {
    a.iter().filter(|item| b.binary_search(item).is_ok()).count()
}

fn names(out: &mut Row, a: &Passage, b: &Passage) {
    let own = |passage: &Passage| -> Vec<u32> {
        passage.terms.iter().filter(|t| t.name).map(|t| t.stem).collect()
    };
    for (x, y) in [(own(a), own(b)), (a.named.clone(), b.named.clone())] {
        let both = common_count(&x, &y) as f32;
        out.push(both);
        out.both(share(both, x.len() as f32), share(both, y.len() as f32));
    }
}

fn figures(out: &mut Row, a: &Passage, b: &Passage) {
    let both = common_count(&a.figures, &b.figures) as f32;
    let (x, y) = (a.figures.len() as f32, b.figures.len() as f32);
    out.push(both);
    out.push(x.min(y) - both);
    out.push(share(both, x).min(share(both, y)));
    let times = common_count(&a.times, &b.times);
    out.push(times as f32);
    out.push((a.times.len().min(b.times.len()) - times) as f32);
}

fn marks(out: &mut Row, a: &Passage, b: &Passage) {
    out.both(a.marked, b.marked);
    let shared = shared(&a.terms, &b.terms);
    let both = shared.iter().filter(|(x, y)| x.marked && y.marked);
    let both: f32 = both.map(|(x, _)| x.rare).sum();
    let inside = |p: &Passage| -> f32 { p.terms.iter().filter(|t| t.marked).map(|t| t.rare).sum() };
    out.push(both);
    out.push(share(both, inside(a).min(inside(b))));
    let same = common_count(&a.speakers, &b.speakers) > 0;
    out.flag(same);
    out.flag(!same && !a.speakers.is_empty() && !b.speakers.is_empty());
    out.push(shared.iter().filter(|(x, y)| x.negated != y.negated).count() as f32);
    out.flag(a.negates != b.negates);
}

fn shape(out: &mut Row, a: &Passage, b: &Passage) {
    let (x, y) = (a.terms.len() as f32, b.terms.len() as f32);
    out.both(x, y);
    out.push(share(x.min(y), x.max(y)));
    out.push(f32::from(u8::from(a.title)) + f32::from(u8::from(b.title)));
    let place = |p: &Passage| p.index as f32 / p.of.max(1) as f32;
    out.both(place(a), place(b));
    out.push((place(a) - place(b)).abs());
    out.both(a.index.min(20) as f32, b.index.min(20) as f32);
}

/// Sparse values in order of stem, brought to length 1.
fn unit(values: impl Iterator<Item = (u32, f32)>) -> Vec<(u32, f32)> {
    let mut out: Vec<(u32, f32)> = values.collect();
    let length = out.iter().map(|(_, v)| v * v).sum::<f32>().sqrt();
    for (_, value) in &mut out {
        *value /= length.max(f32::MIN_POSITIVE);
    }
    out
}

fn sum<'v>(parts: impl Iterator<Item = (&'v Vec<(u32, f32)>, f32)>) -> Vec<(u32, f32)> {
    let mut out: BTreeMap<u32, f32> = BTreeMap::new();
    for (values, part) in parts {
        for (stem, value) in values {
            *out.entry(*stem).or_default() += part * value;
        }
    }
    unit(out.into_iter())
}

/// Of two that are sorted by stem and of length 1.
fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let find =
        |stem: &u32| long.binary_search_by_key(stem, |(s, _)| *s).map_or(0.0, |at| long[at].1);
    short.iter().map(|(stem, value)| value * find(stem)).sum()
}
