//! Which passages are compared: those that share telling words, the likeliest of each other report.
//!
//! An index from stem to passages gives them; a stem of very many passages is passed over, and what a passage is
//! compared with is bounded, so that the cost grows with the reports and not with their pairs.

use super::passage::{Passage, Passages};
use crate::meaning::dot;
use std::collections::{BTreeMap, BTreeSet};

/// Passages of one stem that are looked at; a stem of more is common in the story.
const LONGEST_POSTING: usize = 240;
/// Likeliest passages of one other report.
const OF_A_REPORT: usize = 8;
/// Likeliest passages of all other reports together.
const OF_ALL: usize = 32;
/// What the likeness in sense weighs beside shared words.
const SENSE: f32 = 0.5;

/// Pairs of passages that stand in two reports, each once, the smaller index first, in order.
pub(crate) fn candidates(passages: &Passages) -> Vec<(usize, usize)> {
    let index = index(&passages.all);
    let lengths: Vec<f32> = passages.all.iter().map(length).collect();
    let mut out = BTreeSet::new();
    let mut sums = vec![0.0_f32; passages.all.len()];
    for (at, passage) in passages.all.iter().enumerate() {
        let mut touched = Vec::new();
        for term in &passage.terms {
            for &other in index.get(&term.stem).into_iter().flatten() {
                if sums[other] <= 0.0 {
                    touched.push(other);
                }
                sums[other] += term.rare * term.rare;
            }
        }
        touched.sort_unstable();
        let mut ranked = Vec::new();
        for other in touched {
            let shared = std::mem::take(&mut sums[other]);
            let far = &passages.all[other];
            if other != at && apart(passage, far) {
                let words = shared / (lengths[at] * lengths[other]).max(f32::MIN_POSITIVE);
                ranked.push((SENSE.mul_add(dot(&passage.meaning, &far.meaning), words), other));
            }
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut of: BTreeMap<usize, usize> = BTreeMap::new();
        let mut kept = 0;
        for (_, other) in ranked {
            let count = of.entry(passages.all[other].places[0].witness).or_default();
            if *count < OF_A_REPORT && kept < OF_ALL {
                (*count, kept) = (*count + 1, kept + 1);
                out.insert((at.min(other), at.max(other)));
            }
        }
    }
    out.into_iter().collect()
}

/// True where two places of them stand in two reports.
fn apart(a: &Passage, b: &Passage) -> bool {
    let witness = a.places[0].witness;
    a.places.iter().chain(&b.places).any(|place| place.witness != witness)
}

fn length(passage: &Passage) -> f32 {
    passage.terms.iter().map(|term| term.rare * term.rare).sum::<f32>().sqrt()
}

/// For each stem the passages that have it; without those of very many.
fn index(passages: &[Passage]) -> BTreeMap<u32, Vec<usize>> {
    let mut out: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, passage) in passages.iter().enumerate() {
        for term in &passage.terms {
            out.entry(term.stem).or_default().push(at);
        }
    }
    out.retain(|_, posting| posting.len() <= LONGEST_POSTING);
    out
}
