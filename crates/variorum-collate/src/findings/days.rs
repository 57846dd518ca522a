//! Days and years inside one utterance: its readings say the same, so a day that one has and another lacks, beside
//! one that the other has and the first lacks, is a difference.
//!
//! Where both could be one day (a weekday that nothing dates beside a date) nothing is said.

use super::scene::{Scene, Side};
use super::within::places;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Edition, Finding, FindingKind, FindingReading, Precision, Statement, TimeExpression,
    TimeRelation, Verdict,
};

/// A time of a reading.
type Told<'a> = (usize, &'a TimeExpression);

/// The findings on days, months and years of each statement.
pub(super) fn find(scene: &Scene, edition: &Edition) -> Vec<Finding> {
    edition
        .statements
        .iter()
        .filter_map(|statement| of_statement(scene, edition, statement))
        .collect()
}

fn of_statement(scene: &Scene, edition: &Edition, statement: &Statement) -> Option<Finding> {
    let mut by_witness: BTreeMap<usize, Vec<&TimeExpression>> = BTreeMap::new();
    for (witness, span) in places(edition, statement) {
        let side = &scene.sides[witness];
        let inside = side.annotated.times.iter().enumerate().filter(|(index, time)| {
            span.contains(time.span)
                && is_told(time)
                && !is_furniture(side, time)
                && !dates_a_number(side, *index)
        });
        by_witness.entry(witness).or_default().extend(inside.map(|(_, time)| time));
    }
    // witnesses with the same times are compared once
    let mut known: BTreeSet<Vec<(Option<&str>, Option<u8>)>> = BTreeSet::new();
    by_witness.retain(|_, times| {
        known.insert(times.iter().map(|time| (time.value.as_deref(), time.weekday)).collect())
    });
    let all: Vec<Told> =
        by_witness.iter().flat_map(|(at, times)| times.iter().map(|time| (*at, *time))).collect();
    let (a, b) = parting(&all)?;
    Some(finding(scene, a, b))
}

fn is_told(time: &TimeExpression) -> bool {
    matches!(time.precision, Precision::Day | Precision::Month | Precision::Year)
        && matches!(time.relation, TimeRelation::On | TimeRelation::Since)
        && (time.value.is_some() || time.weekday.is_some())
}

/// A date of the page, not of the prose.
fn is_furniture(side: &Side, time: &TimeExpression) -> bool {
    let report = &side.annotated.report;
    report.dates.iter().filter_map(|date| date.span).any(|span| span.overlaps(time.span))
        || report.furniture().any(|span| span.overlaps(time.span))
}

/// True for the time of a toll or another number: where it differs, the numbers do, and their finding tells it.
fn dates_a_number(side: &Side, index: usize) -> bool {
    side.annotated.quantities.iter().any(|quantity| quantity.as_of == Some(index))
}

/// The first two times of two witnesses of which neither witness has the other's, and each has only the one.
fn parting<'a>(all: &[Told<'a>]) -> Option<(Told<'a>, Told<'a>)> {
    let alone = |(witness, time): Told<'a>, other: usize| {
        !all.iter().any(|(at, theirs)| *at == other && may_be_one(time, theirs))
            && !all.iter().any(|(at, mine)| {
                *at == witness && mine.precision == time.precision && !may_be_one(time, mine)
            })
    };
    for (place, &a) in all.iter().enumerate() {
        let partner = all[place + 1..].iter().copied().find(|&b| {
            b.0 != a.0
                && a.1.precision == b.1.precision
                && a.1.relation == b.1.relation
                && alone(a, b.0)
                && alone(b, a.0)
        });
        if let Some(b) = partner {
            return Some((a, b));
        }
    }
    None
}

/// True unless the two are known to be different times.
fn may_be_one(a: &TimeExpression, b: &TimeExpression) -> bool {
    match (&a.value, &b.value) {
        (Some(a), Some(b)) => a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
        _ => match (a.weekday, b.weekday) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        },
    }
}

fn finding(scene: &Scene, a: Told, b: Told) -> Finding {
    let words = |(witness, time): Told| time.span.of(scene.sides[witness].text).to_owned();
    let reading = |(witness, time): Told| FindingReading {
        witness,
        span: time.span,
        value: time.value.clone().unwrap_or_else(|| words((witness, time))),
        claimant: None,
    };
    Finding {
        kind: FindingKind::Date,
        verdict: Verdict::Contradiction,
        about: format!("the time in one utterance: “{}” against “{}”", words(a), words(b)),
        why: format!(
            "Two reports give one utterance, with “{}” in the one and “{}” in the other; both cannot have been said.",
            words(a),
            words(b)
        ),
        readings: vec![reading(a), reading(b)],
        confidence: 0.6,
    }
}
