//! How alike two segments are, and whether they render one utterance.
//!
//! A handful of measures and a logistic regression over them; the weights are fitted on gold stories by
//! `examples/gold.rs` and `examples/fit.py`, which print the leave-one-story-out figures.
//! What must never be joined (other speakers, a negation, other occasions) is a veto, not a weight.

use crate::occasion::Occasion;
use crate::polarity::{Negation, negations};
use crate::segment::{Segment, Segments, Utterance};
use crate::synonym::near;
use crate::word::{Lexicon, Word};
use std::collections::HashMap;
use std::ops::Range;
use variorum_model::Mode;

/// Number of measures.
pub const MEASURES: usize = 9;

/// Their names, for the fitting script.
pub const NAMES: [&str; MEASURES] = [
    "share_of_shorter",
    "share_of_longer",
    "mass",
    "run",
    "run_share",
    "context",
    "occasion_apart",
    "occasion_shared",
    "order",
];

/// Two segments compared.
#[derive(Clone, Debug)]
pub(crate) struct Likeness {
    /// In the order of [`NAMES`].
    pub measures: [f32; MEASURES],
    /// How surely the speakers are one, 0 to 1.
    pub voice: f32,
    /// Words of the first that the second renders, from the first matched to the last.
    pub hull: [Range<usize>; 2],
    /// True where they must not be joined.
    pub veto: bool,
    /// True where their media or events are named apart.
    pub named_apart: bool,
    /// True where so long a run is the same that it was said once.
    pub long: bool,
    /// True where one common word is all they share, and nothing places it.
    pub thin: bool,
    /// True where the names of the speakers do not meet, but the same marked words say that they are one.
    pub renamed: bool,
}

impl Likeness {
    /// Probability that both render one utterance; 0 under a veto or on thin ground.
    pub fn probability(&self) -> f32 {
        self.probability_with(0.0)
    }

    /// The same with what speaks for it from outside, in log odds.
    pub fn probability_with(&self, bonus: f32) -> f32 {
        if self.veto || self.thin {
            return 0.0;
        }
        let sum: f32 = self.measures.iter().zip(WEIGHTS).map(|(m, w)| m * w).sum();
        let doubt = VOICE * (1.0 - self.voice);
        1.0 / (1.0 + (-(sum + BIAS - doubt + bonus)).exp())
    }
}

/// What an unsure speaker takes away; set by hand, the gold stories have too few such pairs.
const VOICE: f32 = 2.0;
const BIAS: f32 = -8.64;
const WEIGHTS: [f32; MEASURES] = [
    3.32,  // share_of_shorter
    1.81,  // share_of_longer
    1.18,  // mass
    0.20,  // run
    1.75,  // run_share
    0.88,  // context
    -0.90, // occasion_apart
    1.06,  // occasion_shared
    1.53,  // order
];

/// Places of `context` and `occasion_apart`.
const CONTEXT: usize = 5;
const OCCASION: usize = 6;
/// A word that so few news articles have that it marks an utterance alone.
const RARE: f32 = 7.0;
/// From here on the reporters' words around two quotations meet.
const NEAR: f32 = 0.2;
/// A quotation of one telling word must be matched in all it tells.
const WHOLE: f32 = 0.9;
/// Two media or events named apart are one utterance only where a run of the same words tells this much.
const LONG_RUN: f32 = 25.0;
/// Or where it is of this many words.
const LONG_RUN_WORDS: usize = 12;

/// A run of the same words that tells this much is one utterance whatever the two bodies are called: more than the set
/// phrases of diplomacy tell, "violation of sovereignty and territorial integrity" has 20.
const NAMED_RUN: f32 = 32.0;
/// Where the whole of one quotation stands in the other and tells this much, a speaker who is described in one may be
/// the one who is named in the other.
pub(crate) const TELLING: f32 = 20.0;
/// How surely two are one speaker whose names do not meet but whose words are the same.
const RENAMED: f32 = 0.5;

/// A word of one segment and its match in the other.
struct Match {
    at: [usize; 2],
    weight: f32,
}

/// Compares two segments; `None` where they share no word. Speakers that cannot be one are a veto.
pub(crate) fn compare(
    a: &Segment,
    b: &Segment,
    segments: &Segments,
    lexicon: &Lexicon,
) -> Option<Likeness> {
    let (one, other) = (segments.utterance(a), segments.utterance(b));
    let matches = matches(a, b, segments, lexicon);
    let mass: f32 = matches.iter().map(|m| m.weight).sum();
    if mass <= 0.0 {
        return None;
    }
    let masses = [total(a, segments), total(b, segments)];
    // where nearly all is shared, so are the small words before and behind
    let whole = mass / masses[0].max(masses[1]).max(0.1) >= WHOLE;
    let hull = if whole {
        [0..a.words.len(), 0..b.words.len()]
    } else {
        [hull(a, &matches, 0), hull(b, &matches, 1)]
    };
    let run = longest_run(a, b, segments);
    let shorter = masses[0].min(masses[1]).max(0.1);
    let measures = [
        mass / shorter,
        mass / masses[0].max(masses[1]).max(0.1),
        mass.ln_1p(),
        run.told.ln_1p(),
        run.told / shorter,
        context(a, b, segments),
        one.occasion.conflict(&other.occasion),
        f32::from(u8::from(one.occasion.shares(&other.occasion))),
        in_order(&matches).iter().map(|m| m.weight).sum::<f32>() / mass,
    ];
    let named_apart = measures[OCCASION] >= 1.0;
    let long = run.told >= LONG_RUN || run.words >= LONG_RUN_WORDS;
    let agreed = one.voice.agree(&other.voice);
    let same_words = whole || run.told >= WHOLE * shorter;
    let renamed = agreed.is_none()
        && [one, other].iter().all(|utterance| utterance.mode != Mode::Indirect)
        && one.voice.may_be_renamed(&other.voice)
        && (run.words >= LONG_RUN_WORDS
            || run.told >= NAMED_RUN
            || is_described([one, other]) && (long || same_words && mass >= TELLING));
    let voice = agreed.or(renamed.then_some(RENAMED));
    let veto = voice.is_none()
        || negated_apart(a, b, one, other, &matches, lexicon)
        || (measures[1] < WHOLLY && denies_alone([a, b], [one, other], &hull, lexicon));
    let thin = lone_word(a, &matches, run).is_some_and(|weight| {
        measures[0] < WHOLE || !is_placed(&one.occasion, &other.occasion, measures[CONTEXT], weight)
    }) || only_names(a, b, &matches)
        || is_jumbled(a, &matches, run);
    let voice = voice.unwrap_or(0.0);
    Some(Likeness { measures, voice, hull, veto, thin, named_apart, long, renamed })
}

/// True where not both are called by their names: two bodies condemn in the same set phrases.
fn is_described(utterances: [&Utterance; 2]) -> bool {
    utterances.iter().any(|utterance| utterance.voice.is_described())
}

/// What the one word tells that is all two segments share; `None` where they share more.
fn lone_word(a: &Segment, matches: &[Match], run: Run) -> Option<f32> {
    let mut content = matches.iter().map(|m| a.words[m.at[0]]).filter(Word::is_content);
    let first = content.next();
    (run.words <= 1 && content.next().is_none()).then(|| first.map_or(0.0, |word| word.weight))
}

/// True where something beside one shared word says that two quotations are of one occasion.
fn is_placed(one: &Occasion, other: &Occasion, context: f32, weight: f32) -> bool {
    let unnamed = one.is_unnamed() && other.is_unnamed();
    let near = weight >= RARE || context >= NEAR;
    near && one.times_apart(other) == 0.0 && (one.shares(other) || unnamed)
}

/// True where both speak of the same people and share nothing that is said of them.
fn only_names(a: &Segment, b: &Segment, matches: &[Match]) -> bool {
    let mut told = matches.iter().filter(|m| a.words[m.at[0]].weight >= SAID).peekable();
    told.peek().is_some() && told.all(|m| a.named[m.at[0]] && b.named[m.at[1]])
}

/// True where the only two telling words stand in the other order: "the bridge and the hope", "hope of a bridge".
fn is_jumbled(a: &Segment, matches: &[Match], run: Run) -> bool {
    let content: Vec<&Match> = matches.iter().filter(|m| a.words[m.at[0]].is_content()).collect();
    let mut sorted = content.clone();
    sorted.sort_by_key(|m| m.at);
    let falls = sorted.windows(2).all(|pair| pair[1].at[1] < pair[0].at[1]);
    content.len() == 2 && falls && run.words <= JUMBLED_RUN
}

/// True where one side's clause is negated, the other's is not, and the words that tell do not meet.
fn denies_alone(
    segments: [&Segment; 2],
    utterances: [&Utterance; 2],
    hulls: &[Range<usize>; 2],
    lexicon: &Lexicon,
) -> bool {
    let negated = |side: usize| {
        let (segment, utterance) = (segments[side], utterances[side]);
        let lead: &[Word] =
            if utterance.mode == Mode::Direct { &[] } else { utterance.lead.as_slice() };
        let all = negations(&segment.words, lead, lexicon);
        let inside = all[hulls[side].clone()].iter().any(Option::is_some);
        (inside, all.iter().any(Option::is_some))
    };
    let indirect = utterances.iter().any(|u| u.mode == Mode::Indirect);
    let (x, y) = (negated(0), negated(1));
    indirect && ((x.0 && !y.1) || (y.0 && !x.1))
}

/// Below this share of the longer, a negation on one side alone parts two renderings.
const WHOLLY: f32 = 0.6;
/// From this weight on a word says something of those who are named.
const SAID: f32 = 0.8;
/// Words of a run that may be the same by chance.
const JUMBLED_RUN: usize = 2;

/// The matches in the same order in both that tell most: the heaviest increasing run.
fn in_order(matches: &[Match]) -> Vec<&Match> {
    let mut sorted: Vec<&Match> = matches.iter().collect();
    sorted.sort_by_key(|m| m.at);
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(sorted.len());
    for (i, m) in sorted.iter().enumerate() {
        let before = (0..i)
            .filter(|j| sorted[*j].at[1] < m.at[1])
            .max_by(|j, k| best[*j].0.total_cmp(&best[*k].0).then(k.cmp(j)));
        best.push((m.weight + before.map_or(0.0, |j| best[j].0), before));
    }
    let mut at = (0..best.len()).max_by(|j, k| best[*j].0.total_cmp(&best[*k].0).then(k.cmp(j)));
    let mut out = Vec::new();
    while let Some(here) = at {
        out.push(sorted[here]);
        at = best[here].1;
    }
    out
}

fn told(stem: u32, segments: &Segments) -> f32 {
    segments.telling.get(stem as usize).copied().unwrap_or(0.0)
}

fn total(segment: &Segment, segments: &Segments) -> f32 {
    segment.stems.iter().map(|(stem, _)| told(*stem, segments)).sum()
}

/// Equal stems first, in order; then words that are near one another.
fn matches(a: &Segment, b: &Segment, segments: &Segments, lexicon: &Lexicon) -> Vec<Match> {
    let mut out = Vec::new();
    let mut free = [Vec::new(), Vec::new()];
    let (mut i, mut j) = (0, 0);
    while i < a.stems.len() || j < b.stems.len() {
        let left = a.stems.get(i).map(|s| s.0);
        let right = b.stems.get(j).map(|s| s.0);
        match (left, right) {
            (Some(x), Some(y)) if x == y => {
                let at = [a.stems[i].1 as usize, b.stems[j].1 as usize];
                out.push(Match { at, weight: told(x, segments) });
                i += 1;
                j += 1;
            }
            (Some(x), y) if y.is_none_or(|y| x < y) => {
                free[0].push(a.stems[i]);
                i += 1;
            }
            _ => {
                free[1].push(b.stems[j]);
                j += 1;
            }
        }
    }
    for free in &mut free {
        free.retain(|(stem, _)| told(*stem, segments) >= 1.5);
        free.truncate(60);
    }
    let mut taken = vec![false; free[1].len()];
    for &(x, at) in &free[0] {
        let best = free[1]
            .iter()
            .enumerate()
            .filter(|(k, _)| !taken[*k])
            .map(|(k, &(y, to))| (near(lexicon.text(x), lexicon.text(y)), k, y, to))
            .filter(|(nearness, ..)| *nearness > 0.0)
            .max_by(|p, q| p.0.total_cmp(&q.0).then(q.1.cmp(&p.1)));
        if let Some((nearness, k, y, to)) = best {
            taken[k] = true;
            let weight = nearness * told(x, segments).min(told(y, segments));
            out.push(Match { at: [at as usize, to as usize], weight });
        }
    }
    out
}

/// From the first matched content word to the last.
fn hull(segment: &Segment, matches: &[Match], side: usize) -> Range<usize> {
    let ends = |content: bool| {
        matches
            .iter()
            .map(|m| m.at[side])
            .filter(|at| !content || segment.words[*at].is_content())
            .fold(None, |range: Option<(usize, usize)>, at| {
                Some(range.map_or((at, at), |(from, to)| (from.min(at), to.max(at))))
            })
    };
    ends(true).or_else(|| ends(false)).map_or(0..0, |(from, to)| from..to + 1)
}

/// A stretch of the same spoken forms.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Run {
    told: f32,
    /// How many words it has.
    pub(crate) words: usize,
}

/// The stretch that tells most.
pub(crate) fn longest_run(a: &Segment, b: &Segment, segments: &Segments) -> Run {
    let spoken = |s: &Segment| -> Vec<(u32, f32)> {
        let words = s.words.iter().filter(|w| w.is_spoken());
        words.map(|w| (w.form, told(w.stem, segments).max(0.2))).collect()
    };
    let (a, b) = (spoken(a), spoken(b));
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, (form, _)) in b.iter().enumerate() {
        places.entry(*form).or_default().push(at);
    }
    let mut best = Run::default();
    let mut before: HashMap<usize, Run> = HashMap::new();
    for (form, weight) in &a {
        let mut now = HashMap::new();
        for &at in places.get(form).into_iter().flatten() {
            let last = at.checked_sub(1).and_then(|b| before.get(&b)).copied().unwrap_or_default();
            let run = Run { told: last.told + weight, words: last.words + 1 };
            if run.told > best.told {
                best = run;
            }
            now.insert(at, run);
        }
        before = now;
    }
    best
}

/// How far the reporters' words around the two meet the other's words: 0 to 1.
fn context(a: &Segment, b: &Segment, segments: &Segments) -> f32 {
    let (one, other) = (segments.utterance(a), segments.utterance(b));
    let side = |from: &Utterance, to: &Utterance, segment: &Segment| -> (f32, f32) {
        let mut found = (0.0, 0.0);
        for &stem in &from.context {
            let weight = told(stem, segments);
            if weight < 1.5 {
                continue;
            }
            found.1 += weight;
            let has = to.context.binary_search(&stem).is_ok()
                || segment.stems.binary_search_by_key(&stem, |s| s.0).is_ok();
            if has {
                found.0 += weight;
            }
        }
        found
    };
    let (x, y) = (side(one, other, b), side(other, one, a));
    (2.0 * x.0.max(y.0) / (x.1 + y.1).max(12.0)).min(1.0)
}

/// True where a matched word is negated in one only.
fn negated_apart(
    a: &Segment,
    b: &Segment,
    one: &Utterance,
    other: &Utterance,
    matches: &[Match],
    lexicon: &Lexicon,
) -> bool {
    let of = |s: &Segment, u: &Utterance| {
        let lead = if u.mode == Mode::Direct { &[] } else { u.lead.as_slice() };
        negations(&s.words, lead, lexicon)
    };
    let (x, y) = (of(a, one), of(b, other));
    // a word that stands at another place of the sentence is not the one that is negated
    in_order(matches).into_iter().filter(|m| m.weight > 0.0).any(|m| {
        match (x[m.at[0]], y[m.at[1]]) {
            (Some(Negation::Contrast), None) => other.mode != Mode::Mixed,
            (None, Some(Negation::Contrast)) => one.mode != Mode::Mixed,
            (p, q) => p.is_some() != q.is_some(),
        }
    })
}
