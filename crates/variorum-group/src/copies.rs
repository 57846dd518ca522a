//! Near-copies: verbatim, lightly edited, cut short, or set into a longer report.
//!
//! Two reports are compared by the share of the shorter one's shingles that the longer one has (containment;
//! Broder 1997), over a sample of the shingles chosen by their hashes, so that the samples of two reports agree.
//! Candidates come from an inverted index. What is a copy posts only the shingles that its original has not, so
//! the postings of a shingle count independent reports: one that many of them have is boilerplate and counts for
//! nothing.

use std::collections::{BTreeMap, VecDeque};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use variorum_model::Span;

use crate::Incoming;
use crate::shingle::{SHINGLE_WORDS, Shingle, Word, shingles, words};

/// Up to so many shingles a report is kept whole; of a longer one a sample is.
const WHOLE_SHINGLES: usize = 4096;
/// One shingle in so many is in the sample.
const SAMPLE: u32 = 4;
/// A report of so many shingles is short: one in [`SHORT_POSTED`] is posted.
const SHORT_SHINGLES: usize = 256;
/// Of a longer report one in so many is.
const POSTED: u32 = 8;
const SHORT_POSTED: u32 = 2;
/// A shingle of more independent reports than these is boilerplate.
const BOILERPLATE: usize = 16;
/// Candidates that are compared in full, those with the most shared postings first.
const CANDIDATES: usize = 12;
/// A candidate shares one posting at least for so many shingles of the shorter report: a quarter of what half of
/// them would give.
const FEWEST: usize = 64;
/// Copies of a candidate that are compared beside it.
const KNOWN_COPIES: usize = 4;
/// Share of the shorter report that makes a copy.
const CONTAINMENT: f32 = 0.5;
/// Fewer shingles than these tell little: then [`SHORT_CONTAINMENT`] is asked for.
const FEW_SHINGLES: usize = 30;
const SHORT_CONTAINMENT: f32 = 0.8;
/// Shared shingles, at least; a sampled one stands for [`SAMPLE`].
const LEAST_SHARED: usize = 8;

/// What an index of copies keeps, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyOptions {
    /// Reports that are looked back through.
    pub window: usize,
}

impl Default for CopyOptions {
    fn default() -> Self {
        Self { window: 100_000 }
    }
}

/// How a copy relates to its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// All but the same words.
    Verbatim,
    /// A part of the other, and hardly anything else.
    Cut,
    /// The other is a part of it.
    Embedded,
    /// Much the same words.
    Edited,
}

/// Which of the two was there first, as far as their dates say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The other was published earlier.
    FromOther,
    /// It was published earlier than the other, though it came in later.
    ToOther,
    /// The dates are the same, or missing.
    Unknown,
}

/// That a report is a near-copy of an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    /// Place of the earlier report in the stream, from 0.
    pub of: usize,
    /// How it relates to it.
    pub kind: CopyKind,
    /// Which was there first.
    pub direction: Direction,
    /// Share of its own shingles that the other has.
    pub of_own: f32,
    /// Share of the other's shingles that it has.
    pub of_other: f32,
    /// The shared stretches of its text, in bytes; those of the title are left out.
    pub shared: Vec<Span>,
}

/// The reports that were seen, by their shingles.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Copies {
    options: CopyOptions,
    sketches: VecDeque<Sketch>,
    /// Place of the first sketch in the stream.
    first: usize,
    /// By shingle: the reports that brought it, in order.
    postings: FxHashMap<u32, Vec<u32>>,
    /// Reports that have left the window since the postings were last swept.
    n_left: usize,
}

/// What is kept of a report.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Sketch {
    /// Hashes in order, each once.
    hashes: Box<[u32]>,
    is_whole: bool,
    /// One of so many is posted.
    every: u32,
    /// The first of its group of copies, where it is not the first itself.
    original: Option<usize>,
    /// Some of its copies that differ from it: what they share with it they have not posted.
    copies: Vec<u32>,
    published: Option<i64>,
}

impl Copies {
    /// An index without reports.
    pub fn new(options: CopyOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// Takes in the next report of the stream; what it is a copy of, where it is one.
    pub fn add(&mut self, incoming: &Incoming) -> Option<Copy> {
        self.add_read(&Read::of(incoming))
    }

    pub(crate) fn add_read(&mut self, read: &Read) -> Option<Copy> {
        let sketch = read.sketch(|hash| self.is_boilerplate(hash));
        let best = self.best(&sketch);
        let copy = best.and_then(|(shares, at)| {
            let other = self.sketch(at)?;
            Some(Copy {
                of: at,
                kind: shares.kind(),
                direction: direction(sketch.published, other.published),
                of_own: shares.of_own,
                of_other: shares.of_other,
                shared: read.shared(other, sketch.is_whole && other.is_whole),
            })
        });
        self.post(&sketch, copy.as_ref().map(|copy| copy.of));
        let mut sketch = sketch;
        if let Some(copy) = &copy {
            sketch.original = self.sketch(copy.of).map(|other| other.original.unwrap_or(copy.of));
            if let Some(original) = sketch.original.filter(|_| copy.kind != CopyKind::Verbatim) {
                self.note_copy(original);
            }
        }
        self.sketches.push_back(sketch);
        if self.sketches.len() > self.options.window {
            self.sketches.pop_front();
            self.first += 1;
            self.n_left += 1;
            self.sweep();
        }
        copy
    }

    fn sketch(&self, at: usize) -> Option<&Sketch> {
        self.sketches.get(at.checked_sub(self.first)?)
    }

    /// The candidate that shares most, of a group of copies most of whose compared members it is a copy of:
    /// a report between two others makes the two no copies of each other.
    fn best(&self, sketch: &Sketch) -> Option<(Shares, usize)> {
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for at in self.candidates(sketch) {
            let Some(other) = self.sketch(at) else { continue };
            let group = groups.entry(other.original.unwrap_or(at)).or_default();
            group.n_compared += 1;
            let Some(shares) = compare(sketch, other) else { continue };
            group.n_alike += 1;
            let is_better =
                group.best.is_none_or(|(best, _)| shares.resemblance() > best.resemblance());
            if is_better {
                group.best = Some((shares, at));
            }
        }
        groups
            .into_values()
            .filter(|group| 2 * group.n_alike >= group.n_compared)
            .filter_map(|group| group.best)
            .max_by(|(a, at), (b, bt)| a.resemblance().total_cmp(&b.resemblance()).then(bt.cmp(at)))
    }

    /// The next report is a copy of that one.
    fn note_copy(&mut self, of: usize) {
        let next = self.first + self.sketches.len();
        let original = of.checked_sub(self.first).and_then(|of| self.sketches.get_mut(of));
        if let (Some(original), Ok(next)) = (original, u32::try_from(next))
            && original.copies.len() < KNOWN_COPIES
        {
            original.copies.push(next);
        }
    }

    fn is_boilerplate(&self, hash: u32) -> bool {
        self.postings.get(&hash).is_some_and(|list| list.len() > BOILERPLATE)
    }

    /// The earlier reports that share most postings, best first.
    fn candidates(&self, sketch: &Sketch) -> Vec<usize> {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for hash in sketch.posted() {
            let list = self.postings.get(&hash).filter(|list| list.len() <= BOILERPLATE);
            for at in list.into_iter().flatten() {
                *counts.entry(*at).or_default() += 1;
            }
        }
        // far fewer shared postings than half of the shorter one would give are chance
        let is_likely = |(at, count): &(u32, usize)| {
            self.sketch(*at as usize)
                .is_some_and(|other| count * FEWEST >= sketch.hashes.len().min(other.hashes.len()))
        };
        let mut found: Vec<(usize, u32)> =
            counts.into_iter().filter(is_likely).map(|(at, count)| (count, at)).collect();
        found.sort_unstable_by_key(|(count, at)| (std::cmp::Reverse(*count), *at));
        found.truncate(CANDIDATES);
        let mut all: Vec<usize> = found.iter().map(|(_, at)| *at as usize).collect();
        for at in 0..all.len() {
            let original =
                self.sketch(all[at]).and_then(|sketch| sketch.original).unwrap_or(all[at]);
            let copies = self.sketch(original).map_or(&[][..], |sketch| &sketch.copies);
            all.extend(copies.iter().map(|at| *at as usize).chain([original]));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Posts what the original has not, and what nobody has posted for half a window: an original that is
    /// copied on and on would leave the window before its copies end.
    fn post(&mut self, sketch: &Sketch, original: Option<usize>) {
        let at = self.first + self.sketches.len();
        let Ok(number) = u32::try_from(at) else { return };
        let recent = u32::try_from(at.saturating_sub(self.options.window / 2)).unwrap_or(0);
        let known: &[u32] = match original.and_then(|at| at.checked_sub(self.first)) {
            Some(original) => self.sketches.get(original).map_or(&[], |sketch| &sketch.hashes),
            None => &[],
        };
        for hash in sketch.posted() {
            let list = self.postings.entry(hash).or_default();
            let is_fresh = list.last().is_none_or(|last| *last < recent)
                || known.binary_search(&hash).is_err();
            if is_fresh && list.len() <= BOILERPLATE {
                list.push(number);
            }
        }
    }

    /// Forgets the postings of reports outside the window, once they are as many as those inside.
    fn sweep(&mut self) {
        if self.n_left < self.options.window / 4 + 1 {
            return;
        }
        self.n_left = 0;
        let first = self.first;
        self.postings.retain(|_, list| {
            list.retain(|at| *at as usize >= first);
            list.shrink_to_fit();
            !list.is_empty()
        });
    }
}

impl Sketch {
    /// The hashes that are posted and looked up.
    fn posted(&self) -> impl Iterator<Item = u32> + '_ {
        self.hashes.iter().copied().filter(|hash| hash % self.every == 0)
    }
}

fn posted_every(n_shingles: usize) -> u32 {
    if n_shingles <= SHORT_SHINGLES { SHORT_POSTED } else { POSTED }
}

/// Copies of one original, as a new report sees them.
#[derive(Default)]
struct Group {
    n_compared: usize,
    n_alike: usize,
    best: Option<(Shares, usize)>,
}

/// A report's words and shingles, as long as its text is at hand.
#[derive(Debug)]
pub(crate) struct Read {
    words: Vec<Word>,
    shingles: Vec<Shingle>,
    /// Words that are of the title.
    n_title: usize,
    published: Option<i64>,
}

impl Read {
    pub(crate) fn of(incoming: &Incoming) -> Self {
        let mut found = Vec::with_capacity(incoming.text.len() / 5);
        words(incoming.title, 0, &mut found);
        let n_title = found.len();
        words(incoming.text, 0, &mut found);
        let shingles = shingles(&found).collect();
        Self { words: found, shingles, n_title, published: incoming.published }
    }

    /// Without boilerplate: what stands behind a posted shingle that is some, up to the next that is none.
    fn sketch(&self, boilerplate: impl Fn(u32) -> bool) -> Sketch {
        let is_whole = self.shingles.len() <= WHOLE_SHINGLES;
        let mut hashes = Vec::with_capacity(self.shingles.len().min(WHOLE_SHINGLES));
        let every = posted_every(self.shingles.len());
        let mut is_boilerplate = false;
        for hash in self.shingles.iter().map(|shingle| shingle.hash) {
            if hash % every == 0 {
                is_boilerplate = boilerplate(hash);
            }
            if !is_boilerplate && (is_whole || hash % SAMPLE == 0) {
                hashes.push(hash);
            }
        }
        hashes.sort_unstable();
        hashes.dedup();
        Sketch {
            hashes: hashes.into_boxed_slice(),
            is_whole,
            every,
            original: None,
            copies: Vec::new(),
            published: self.published,
        }
    }

    /// The stretches of the text whose shingles the other has; a stretch goes on over shingles that are in no
    /// sample.
    fn shared(&self, other: &Sketch, whole: bool) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut is_open = false;
        let sampled = self.shingles.iter().filter(|s| whole || s.hash % SAMPLE == 0);
        for shingle in sampled {
            let first = shingle.first as usize;
            if other.hashes.binary_search(&shingle.hash).is_err() {
                is_open = false;
                continue;
            }
            let last = first + SHINGLE_WORDS - 1;
            if last < self.n_title {
                continue;
            }
            let begin = self.words[first.max(self.n_title)].span.start;
            let end = self.words[last].span.end;
            match spans.last_mut() {
                Some(span) if is_open || begin <= span.end => span.end = span.end.max(end),
                _ => spans.push(Span::new(begin, end)),
            }
            is_open = true;
        }
        spans
    }
}

/// What two reports share.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shares {
    of_own: f32,
    of_other: f32,
}

impl Shares {
    /// Shared shingles among those of both (Jaccard).
    fn resemblance(self) -> f32 {
        1.0 / (1.0 / self.of_own + 1.0 / self.of_other - 1.0)
    }

    fn kind(self) -> CopyKind {
        let whole = |share: f32| share >= 0.9;
        match (whole(self.of_own), whole(self.of_other)) {
            (true, true) => CopyKind::Verbatim,
            (true, false) => CopyKind::Cut,
            (false, true) => CopyKind::Embedded,
            (false, false) => CopyKind::Edited,
        }
    }
}

/// What the two share; `None` where that makes no copy.
fn compare(own: &Sketch, other: &Sketch) -> Option<Shares> {
    let whole = own.is_whole && other.is_whole;
    let counts = |hash: &u32| whole || hash.is_multiple_of(SAMPLE);
    let (mut n_own, mut n_other, mut n_shared) = (0_usize, 0_usize, 0_usize);
    let mut theirs = other.hashes.iter().copied().filter(counts).peekable();
    for hash in own.hashes.iter().copied().filter(counts) {
        n_own += 1;
        while theirs.next_if(|other| *other < hash).is_some() {
            n_other += 1;
        }
        if theirs.next_if_eq(&hash).is_some() {
            n_other += 1;
            n_shared += 1;
        }
    }
    n_other += theirs.count();
    let least = n_own.min(n_other);
    let scale = if whole { 1 } else { SAMPLE as usize };
    let share = |of: usize| n_shared as f32 / of.max(1) as f32;
    let asked = if least * scale < FEW_SHINGLES { SHORT_CONTAINMENT } else { CONTAINMENT };
    (n_shared * scale >= LEAST_SHARED && share(least) >= asked)
        .then(|| Shares { of_own: share(n_own), of_other: share(n_other) })
}

fn direction(own: Option<i64>, other: Option<i64>) -> Direction {
    match (own, other) {
        (Some(own), Some(other)) if other < own => Direction::FromOther,
        (Some(own), Some(other)) if own < other => Direction::ToOther,
        _ => Direction::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_assert, proptest};

    use super::{Copies, Copy, CopyKind, CopyOptions, Direction};
    use crate::Incoming;

    /// Words of a vocabulary in an order that the seed fixes.
    fn text(seed: u64, n_words: usize) -> String {
        let mut state = seed.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(3_037_000_493);
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 40) % 5_000
        };
        (0..n_words).map(|_| format!("w{} ", next())).collect()
    }

    fn incoming<'a>(id: &'a str, text: &'a str, published: Option<i64>) -> Incoming<'a> {
        Incoming { id, text, published, ..Incoming::default() }
    }

    fn second(first: &str, second: &str) -> Option<Copy> {
        let mut copies = Copies::default();
        assert_eq!(copies.add(&incoming("a", first, Some(10))), None);
        copies.add(&incoming("b", second, Some(20)))
    }

    #[test]
    fn copies_of_every_kind() {
        for n_words in [60, 200, 900] {
            let (one, other) = (text(1, n_words), text(2, n_words));
            let kind = |b: &str| second(&one, b).map(|copy| (copy.of, copy.kind));
            assert_eq!(kind(&one.to_uppercase()), Some((0, CopyKind::Verbatim)), "{n_words}");
            assert_eq!(kind(&one[..one.len() * 2 / 3]), Some((0, CopyKind::Cut)), "{n_words}");
            assert_eq!(kind(&format!("{other}{one}")), Some((0, CopyKind::Embedded)), "{n_words}");
            let edited = format!("{}{}", &one[..one.len() * 3 / 4], &other[..other.len() / 4]);
            assert_eq!(kind(&edited), Some((0, CopyKind::Edited)), "{n_words}");
            assert_eq!(kind(&other), None, "{n_words}");
            let fifth = format!("{}{}", &one[..one.len() / 5], &other[..other.len() * 4 / 5]);
            assert_eq!(kind(&fifth), None, "{n_words}");
        }
    }

    #[test]
    fn the_shared_part_is_shown() {
        let (one, other) = (text(1, 400), text(2, 300));
        let both = format!("{other}{one}");
        let copy = second(&one, &both).expect("a copy");
        let shown: usize = copy.shared.iter().map(|span| span.len()).sum();
        assert!(shown * 10 >= one.len() * 9 && shown <= one.len() + 5, "{:?}", copy.shared);
        assert!(copy.shared[0].start + 60 >= other.len());
    }

    #[test]
    fn dates_give_the_direction() {
        let one = text(1, 100);
        let direction = |first, next| {
            let mut copies = Copies::default();
            copies.add(&incoming("a", &one, first));
            copies.add(&incoming("b", &one, next)).expect("a copy").direction
        };
        assert_eq!(direction(Some(1), Some(2)), Direction::FromOther);
        assert_eq!(direction(Some(2), Some(1)), Direction::ToOther);
        assert_eq!(direction(None, Some(1)), Direction::Unknown);
    }

    #[test]
    fn boilerplate_joins_no_strangers() {
        let boilerplate = text(99, 80);
        let mut copies = Copies::default();
        let mut joined = |k, n_own| {
            let own = format!("{}{boilerplate}", text(k, n_own));
            copies.add(&incoming("x", &own, None)).is_some()
        };
        for k in 0..20 {
            assert!(!joined(k, 150), "{k}");
        }
        for k in 20..60 {
            assert!(!joined(k, 60), "{k}");
        }
    }

    #[test]
    fn a_million_of_one_kind_cost_what_one_costs() {
        let one = text(1, 50);
        let mut copies = Copies::new(CopyOptions { window: 1_000 });
        for k in 0..20_000 {
            let copy = copies.add(&incoming("x", &one, None));
            assert_eq!(copy.is_some(), k > 0);
        }
        assert!(
            copies.postings.values().all(|list| list.len() <= 30),
            "each is posted once a window"
        );
    }

    #[test]
    fn what_left_the_window_is_forgotten() {
        let mut copies = Copies::new(CopyOptions { window: 10 });
        for k in 0..200 {
            copies.add(&incoming("x", &text(k, 100), None));
        }
        assert!(copies.add(&incoming("x", &text(3, 100), None)).is_none());
        assert_eq!(
            copies.add(&incoming("x", &text(199, 100), None)).map(|copy| copy.of),
            Some(199)
        );
        assert!(copies.postings.len() < 20 * 60);
    }

    proptest! {
        #[test]
        fn a_state_goes_on_as_if_never_saved(texts in prop::collection::vec("[ab]{1,2}( [ab]{1,2}){0,60}", 1..20), cut in any::<prop::sample::Index>()) {
            let cut = cut.index(texts.len());
            let mut whole = Copies::default();
            let mut part = Copies::default();
            for (k, text) in texts.iter().enumerate() {
                if k == cut {
                    let saved = serde_json::to_string(&part).expect("written");
                    part = serde_json::from_str(&saved).expect("read back");
                }
                let (a, b) = (whole.add(&incoming("x", text, None)), part.add(&incoming("x", text, None)));
                prop_assert!(a == b);
                for span in a.into_iter().flat_map(|copy| copy.shared) {
                    prop_assert!(text.get(span.start..span.end).is_some());
                }
            }
        }
    }
}
