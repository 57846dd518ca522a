//! Segments that say nothing new: copies and near-copies of another, which follow it everywhere.
//!
//! Only one of a set of twins is compared with the rest, so that five hundred copies of a report cost five
//! hundred look-ups and not a quarter of a million comparisons.

use crate::polarity::negations;
use crate::segment::{Segment, Segments};
use crate::word::Lexicon;
use std::collections::HashMap;

/// Twins share this part of their words, and their contexts do.
const ALIKE: f32 = 0.9;
/// Segments of fewer content words are twins only with equal words.
const LONG: usize = 4;
/// Rare stems that a segment is looked up by.
const KEYS: usize = 4;
/// Candidates that a segment is compared with at most.
const MOST: usize = 32;

/// For each segment, the segment it follows; itself where it is an exemplar.
pub(crate) fn exemplars(segments: &Segments, lexicon: &Lexicon) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::with_capacity(segments.segments.len());
    let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut negated: Vec<Vec<u32>> = Vec::with_capacity(segments.segments.len());
    for (at, segment) in segments.segments.iter().enumerate() {
        negated.push(negated_stems(segment, segments, lexicon));
        let keys = keys(segment, segments);
        let found = keys
            .iter()
            .flat_map(|key| index.get(key).into_iter().flatten().rev().take(MOST))
            .copied()
            .filter(|&other| {
                negated[other] == negated[at]
                    && are_twins(&segments.segments[other], segment, segments)
            })
            .min();
        out.push(found.unwrap_or(at));
        if found.is_none() {
            for key in keys {
                index.entry(key).or_default().push(at);
            }
        }
    }
    out
}

fn negated_stems(segment: &Segment, segments: &Segments, lexicon: &Lexicon) -> Vec<u32> {
    let lead = &segments.utterance(segment).lead;
    let negations = negations(&segment.words, lead, lexicon);
    let mut out: Vec<u32> = segment
        .words
        .iter()
        .zip(negations)
        .filter(|(_, negation)| negation.is_some())
        .map(|(word, _)| word.stem)
        .collect();
    out.sort_unstable();
    out
}

/// The stems that tell most, ties by number.
fn keys(segment: &Segment, segments: &Segments) -> Vec<u32> {
    let mut stems: Vec<u32> = segment.stems.iter().map(|s| s.0).collect();
    stems.dedup();
    stems.sort_by(|a, b| {
        let told = |stem: &u32| segments.telling.get(*stem as usize).copied().unwrap_or(0.0);
        told(b).total_cmp(&told(a)).then(a.cmp(b))
    });
    stems.truncate(KEYS);
    stems
}

fn are_twins(a: &Segment, b: &Segment, segments: &Segments) -> bool {
    let (one, other) = (segments.utterance(a), segments.utterance(b));
    if one.voice.agree(&other.voice).is_none_or(|score| score < 0.9)
        || one.mode != other.mode
        || one.occasion.conflict(&other.occasion) > 0.0
        || one.occasion.times_apart(&other.occasion) > 0.0
    {
        return false;
    }
    let content = a.words.iter().filter(|word| word.is_content()).count();
    let stems = |s: &Segment| s.stems.iter().map(|s| s.0).collect::<Vec<_>>();
    let words = shared(&stems(a), &stems(b));
    let context = shared(&one.context, &other.context);
    if content < LONG { words >= 1.0 && context >= ALIKE } else { words >= ALIKE }
}

/// Twice what is common over the sum; 1 for two empty lists. Both come sorted.
fn shared(a: &[u32], b: &[u32]) -> f32 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
        }
    }
    2.0 * common as f32 / (a.len() + b.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_counts_repeats() {
        assert!((shared(&[1, 1, 2], &[1, 2, 2]) - 2.0 * 2.0 / 6.0).abs() < 1e-6);
        assert!((shared(&[], &[]) - 1.0).abs() < 1e-6);
    }
}
