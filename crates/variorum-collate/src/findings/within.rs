//! Numbers inside one utterance: its readings say the same, so a number that one has and another lacks, beside one
//! that the other has and the first lacks, is a difference.

use super::count::Count;
use super::number::equal;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Edition, Span, Statement};

/// Witnesses with other numbers that are compared with each other at most.
const MOST: usize = 32;

/// The counts that part in a statement, a group for each thing counted, in order of witness.
pub(super) fn groups<'b, 'a>(
    edition: &Edition,
    counts: &'b [Count<'a>],
) -> Vec<Vec<&'b Count<'a>>> {
    edition
        .statements
        .iter()
        .flat_map(|statement| of_statement(edition, statement, counts))
        .collect()
}

fn of_statement<'b, 'a>(
    edition: &Edition,
    statement: &Statement,
    counts: &'b [Count<'a>],
) -> Vec<Vec<&'b Count<'a>>> {
    let mut by_thing: BTreeMap<&str, BTreeMap<usize, Vec<&Count>>> = BTreeMap::new();
    for (witness, span) in places(edition, statement) {
        let first =
            counts.partition_point(|c| (c.witness, c.quantity.span.start) < (witness, span.start));
        let inside = counts[first..]
            .iter()
            .take_while(|c| c.witness == witness && c.quantity.span.start < span.end)
            .filter(|c| c.quantity.span.end <= span.end);
        for count in inside {
            let thing = count.thing.as_deref().unwrap_or("#");
            by_thing.entry(thing).or_default().entry(witness).or_default().push(count);
        }
    }
    by_thing.values().filter(|of| of.len() > 1).filter_map(parting).collect()
}

/// The stretches of the readings, each once, in order of witness.
pub(super) fn places(edition: &Edition, statement: &Statement) -> BTreeSet<(usize, Span)> {
    let of = |reading: &variorum_model::Reading| {
        let witness = edition.quotations[reading.quotation].witness;
        reading.spans.iter().map(move |span| (witness, *span)).collect::<Vec<_>>()
    };
    statement.readings.iter().flat_map(of).collect()
}

/// The counts of two witnesses that neither finds in the other; `None` where all agree or one merely has more.
/// Witnesses with the same numbers are compared once.
fn parting<'b, 'a>(of: &BTreeMap<usize, Vec<&'b Count<'a>>>) -> Option<Vec<&'b Count<'a>>> {
    let mut alike: BTreeMap<Vec<(u64, Option<u64>)>, Vec<usize>> = BTreeMap::new();
    for (witness, counts) in of {
        let value = |count: &&Count| {
            (count.quantity.value.to_bits(), count.quantity.upper.map(f64::to_bits))
        };
        alike.entry(counts.iter().map(value).collect()).or_default().push(*witness);
    }
    let mut exemplars: Vec<&Vec<usize>> = alike.values().collect();
    exemplars.sort_unstable();
    let mut parted: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (place, a) in exemplars.iter().enumerate().take(MOST) {
        for (other, b) in exemplars.iter().enumerate().skip(place + 1).take(MOST) {
            for (x, y) in unmatched(&of[&a[0]], &of[&b[0]]) {
                parted.extend([(place, x), (other, y)]);
            }
        }
    }
    let mut out: Vec<&Count> = parted
        .iter()
        .flat_map(|(place, at)| exemplars[*place].iter().map(move |witness| of[witness][*at]))
        .collect();
    out.sort_by_key(|count| (count.witness, count.quantity.span));
    (!out.is_empty()).then_some(out)
}

/// Pairs of indices: a count that the other side lacks, and what it has in its stead, of the same part first.
fn unmatched(mine: &[&Count], theirs: &[&Count]) -> Vec<(usize, usize)> {
    let lacking = |some: &[&Count], others: &[&Count]| -> Vec<usize> {
        let lacks = |at: &usize| !others.iter().any(|other| same(some[*at], other));
        (0..some.len()).filter(lacks).collect()
    };
    let right = lacking(theirs, mine);
    lacking(mine, theirs)
        .into_iter()
        .filter_map(|x| {
            let part = right.iter().find(|y| mine[x].part == theirs[**y].part);
            part.or(right.first()).map(|y| (x, *y))
        })
        .collect()
}

fn same(a: &Count, b: &Count) -> bool {
    equal(a.quantity, b.quantity)
}
