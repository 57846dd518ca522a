//! Numbers of two reports that answer one question: the words around them tell the same thing, each is the other's
//! nearest, and neither report has the other's number elsewhere.
//!
//! A number that both reports have is no rival of any other: "25 percent on steel, 10 percent on aluminium" in two
//! reports are two agreements.

use super::count::Count;
use super::keys::{Keys, other_people, shared};
use super::number::{Agreement, agreement, bound, equal};
use super::scene::Scene;
use super::verdict::{other_claimants, same_of};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::Verdict;

/// What the words around two numbers must tell together, for two values and for two forms of one.
const TWO_VALUES: f32 = 14.0;
const TWO_FORMS: f32 = 11.0;
/// How much the likeness of the sentences counts beside the words near the number.
const SENTENCE: f32 = 10.0;
/// Values further apart than this ratio answer two questions.
const APART: f64 = 0.45;
/// Numbers of one unit that are compared with each other at most.
const MOST: usize = 64;

/// Two numbers or more with what they amount to, and how much the words around them tell together.
pub(super) struct Rivals<'b, 'a> {
    pub(super) counts: Vec<&'b Count<'a>>,
    pub(super) verdict: Verdict,
    pub(super) score: f32,
}

/// The rivals of the edition, by what they count, then place.
pub(super) fn rivals<'b, 'a>(scene: &Scene, counts: &'b [Count<'a>]) -> Vec<Rivals<'b, 'a>> {
    let mut by_thing: BTreeMap<&str, Vec<&Count>> = BTreeMap::new();
    for count in counts.iter().filter(|count| !count.is_addition && !count.counts_people()) {
        by_thing.entry(count.thing.as_deref().unwrap_or_default()).or_default().push(count);
    }
    by_thing.into_values().flat_map(|counts| merged(of_thing(scene, &exemplars(&counts)))).collect()
}

/// Pairs of one verdict that share a number are one finding.
fn merged<'b, 'a>(pairs: Vec<Rivals<'b, 'a>>) -> Vec<Rivals<'b, 'a>> {
    let mut out: Vec<Rivals> = Vec::new();
    for pair in pairs {
        let shares = |known: &&mut Rivals| {
            let meets = |a: &&Count| pair.counts.iter().any(|b| std::ptr::eq(*a, *b));
            known.verdict == pair.verdict && known.counts.iter().any(meets)
        };
        match out.iter_mut().find(shares) {
            Some(known) => {
                for count in pair.counts {
                    if !known.counts.iter().any(|other| std::ptr::eq(*other, count)) {
                        known.counts.push(count);
                    }
                }
                known.score = known.score.max(pair.score);
            }
            None => out.push(pair),
        }
    }
    for rivals in &mut out {
        rivals.counts.sort_by_key(|count| (count.witness, count.quantity.span));
    }
    out
}

/// Without the numbers of copies: one of each sentence and value.
fn exemplars<'b, 'a>(counts: &[&'b Count<'a>]) -> Vec<&'b Count<'a>> {
    let mut known: BTreeSet<(u64, &Keys)> = BTreeSet::new();
    let mut out = Vec::new();
    for &count in counts.iter().take(MOST * MOST) {
        if out.len() < MOST && known.insert((count.quantity.value.to_bits(), &count.sentence)) {
            out.push(count);
        }
    }
    out
}

fn of_thing<'b, 'a>(scene: &Scene, counts: &[&'b Count<'a>]) -> Vec<Rivals<'b, 'a>> {
    let scores: Vec<Vec<f32>> =
        counts.iter().map(|a| counts.iter().map(|b| score(scene, a, b)).collect()).collect();
    // the best partner of a number in a witness
    let best = |at: usize, witness: usize| {
        let of = (0..counts.len()).filter(|b| counts[*b].witness == witness);
        of.max_by(|x, y| scores[at][*x].total_cmp(&scores[at][*y]).then(y.cmp(x)))
    };
    let mut out = Vec::new();
    for (place, a) in counts.iter().enumerate() {
        for (other, b) in counts.iter().enumerate().skip(place + 1) {
            let mutual =
                || best(place, b.witness) == Some(other) && best(other, a.witness) == Some(place);
            if a.witness == b.witness || scores[place][other] < TWO_FORMS || !mutual() {
                continue;
            }
            let verdict = verdict(counts, a, b, scores[place][other]);
            out.extend(verdict.map(|verdict| Rivals {
                counts: vec![a, b],
                verdict,
                score: scores[place][other],
            }));
        }
    }
    out
}

/// What the two amount to; `None` where they agree in form and value, or need not be the same thing.
fn verdict(all: &[&Count], a: &Count, b: &Count, score: f32) -> Option<Verdict> {
    if equal(a.quantity, b.quantity) {
        return (bound(a.quantity) != bound(b.quantity)).then_some(Verdict::Equivalent);
    }
    if let Some(verdict) = agreement(a.quantity, b.quantity).verdict() {
        return Some(verdict);
    }
    let (low, high) =
        (a.quantity.value.min(b.quantity.value), a.quantity.value.max(b.quantity.value));
    let answered = |x: &Count, y: &Count| {
        all.iter().any(|other| {
            other.witness == y.witness
                && (equal(other.quantity, x.quantity)
                    || agreement(other.quantity, x.quantity) != Agreement::Apart)
        })
    };
    let meets =
        a.modifiers.is_empty() || b.modifiers.is_empty() || !a.modifiers.is_disjoint(&b.modifiers);
    if score < TWO_VALUES || low < high * APART || !meets || answered(a, b) || answered(b, a) {
        return None;
    }
    if other_claimants(a, b) || !same_of(a, b) {
        return Some(Verdict::NotComparable);
    }
    // a birthday may lie between two ages
    let birthday = a.is_age() && high - low <= 1.0;
    Some(if birthday || a.moment.apart(&b.moment) { Verdict::AsOf } else { Verdict::Contradiction })
}

/// How much the words near the two tell together, and how alike their sentences are.
fn score(scene: &Scene, a: &Count, b: &Count) -> f32 {
    if a.witness == b.witness || other_people(&a.people, &b.people) {
        return 0.0;
    }
    let near = scene.bearing(&shared(&a.keys, &b.keys));
    let common = scene.bearing(&shared(&a.sentence, &b.sentence));
    let whole = (scene.bearing(&a.sentence) * scene.bearing(&b.sentence)).sqrt();
    near + SENTENCE * if whole > 0.0 { common / whole } else { 0.0 }
}
