//! Doubtful quotations that another report confirms: it gives the same words, in marks and for certain, to the same
//! speaker.

use crate::group::Group;
use crate::likeness::longest_run;
use crate::segment::Segments;
use std::collections::BTreeSet;
use variorum_model::{Edition, Mode};

/// Words on end that two reports do not share by chance.
const WORDS: usize = 6;
/// Confirming readings of one group that are looked at.
const MOST: usize = 8;

/// The doubtful quotations that a group confirms, by index.
pub(crate) fn corroborated(
    edition: &Edition,
    segments: &Segments,
    groups: &[Group],
) -> BTreeSet<usize> {
    let quotation = |at: usize| segments.segments[at].quotation;
    let witness = |at: usize| edition.quotations[quotation(at)].witness;
    let mut out = BTreeSet::new();
    for group in groups {
        let marked: BTreeSet<usize> = group
            .iter()
            .map(|(at, _)| *at)
            .filter(|at| edition.quotation(quotation(*at)).mode != Mode::Indirect)
            .collect();
        let (doubtful, sure): (Vec<usize>, Vec<usize>) =
            marked.into_iter().partition(|at| edition.is_doubtful(quotation(*at)));
        let confirmed = doubtful.into_iter().filter(|&at| {
            sure.iter().filter(|&&other| witness(other) != witness(at)).take(MOST).any(|&other| {
                let [a, b] = [at, other].map(|at| &segments.segments[at]);
                longest_run(a, b, segments).words >= WORDS
            })
        });
        out.extend(confirmed.map(quotation));
    }
    out
}
