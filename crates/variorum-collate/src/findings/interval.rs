//! "The first in 24 years" and "the first since 2000": one fact in two forms, where a report's own date
//! gives the year to count from.

use super::keys::{Keys, shared};
use super::scene::Scene;
use std::collections::BTreeSet;
use variorum_model::{
    Finding, FindingKind, FindingReading, Precision, Span, TimeRelation, Verdict,
};
use variorum_text::{fold_word, tokens};

/// Bytes on either side that tell what the interval is about.
const REACH: usize = 90;

struct Interval {
    witness: usize,
    span: Span,
    /// The year it began.
    year: i32,
    /// As written: a length, or a year.
    is_length: bool,
    keys: Keys,
}

/// One finding for each event whose last time is given both as a length and as a year.
pub(super) fn find(scene: &Scene) -> Vec<Finding> {
    let Some(day) = scene.day else { return Vec::new() };
    let this_year = i32::from(day.year());
    let mut groups: Vec<Vec<Interval>> = Vec::new();
    for interval in intervals(scene, this_year) {
        match groups.iter_mut().find(|group| is_same(&group[0], &interval)) {
            Some(group) => group.push(interval),
            None => groups.push(vec![interval]),
        }
    }
    groups.into_iter().filter_map(|group| finding(scene, this_year, &group)).collect()
}

fn is_same(a: &Interval, b: &Interval) -> bool {
    let common = shared(&a.keys, &b.keys);
    // an event's birthday may lie between: one year's difference is the same interval
    (a.year - b.year).abs() <= 1
        && common.iter().any(|key| key.starts_with('~'))
        && common.len() >= 2
}

fn intervals(scene: &Scene, this_year: i32) -> Vec<Interval> {
    let mut out = Vec::new();
    for (witness, side) in scene.sides.iter().enumerate() {
        let mut own = Vec::new();
        for quantity in &side.annotated.quantities {
            let length = quantity.unit.as_deref() == Some("year")
                && quantity.upper.is_none()
                && quantity.qualifier.is_none()
                && quantity.of.is_none();
            let around = side.around(quantity.span, REACH);
            let before = Span::new(around.start, quantity.span.start);
            if length
                && quantity.value < 500.0
                && ends_with(side.text, before, "in")
                && is_recurrence(side.text, around)
            {
                // a whole number below 500 fits
                own.push((quantity.span, this_year - quantity.value as i32, true));
            }
        }
        for time in &side.annotated.times {
            let around = side.around(time.span, REACH);
            let since = time.relation == TimeRelation::Since
                || says_last(side.text, Span::new(around.start, time.span.start));
            let year = time
                .value
                .as_deref()
                .filter(|_| time.precision == Precision::Year)
                .and_then(|value| value.parse().ok());
            if let Some(year) = year.filter(|_| since && is_recurrence(side.text, around)) {
                own.push((time.span, year, false));
            }
        }
        own.sort_unstable();
        out.extend(own.into_iter().map(|(span, year, is_length)| Interval {
            witness,
            span,
            year,
            is_length,
            keys: side.keys(side.around(span, REACH)),
        }));
    }
    out
}

/// "first" or "last" near by: an event that came back.
fn is_recurrence(text: &str, around: Span) -> bool {
    words(text, around).iter().any(|word| word == "first" || word == "last")
}

fn says_last(text: &str, before: Span) -> bool {
    let words = words(text, before);
    words.iter().any(|word| word == "last") && words.last().is_some_and(|word| word == "in")
}

fn ends_with(text: &str, before: Span, expected: &str) -> bool {
    words(text, before).last().is_some_and(|word| word == expected)
}

fn words(text: &str, span: Span) -> Vec<String> {
    tokens(text, span)
        .into_iter()
        .filter(|token| token.is_wordlike())
        .map(|token| fold_word(token.span.of(text)))
        .collect()
}

fn finding(scene: &Scene, this_year: i32, group: &[Interval]) -> Option<Finding> {
    let mut seen = BTreeSet::new();
    let mut readings = Vec::new();
    for interval in group.iter().filter(|interval| seen.insert(interval.witness)) {
        let value = if interval.is_length {
            format!("{} years", this_year - interval.year)
        } else {
            interval.year.to_string()
        };
        readings.push(FindingReading {
            witness: interval.witness,
            span: interval.span,
            value,
            claimant: None,
        });
    }
    let length = group.iter().find(|interval| interval.is_length)?;
    let since = group.iter().find(|interval| !interval.is_length)?;
    let words = |interval: &Interval| interval.span.of(scene.sides[interval.witness].text);
    let away = if length.year == since.year { "is" } else { "is, to the year," };
    (seen.len() >= 2).then(|| Finding {
        kind: FindingKind::Date,
        verdict: Verdict::Equivalent,
        about: format!("“{}” and “since {}”: one interval in two forms", words(length), since.year),
        why: format!(
            "{} before the reports’ year {this_year} {away} {}.",
            words(length),
            since.year
        ),
        readings,
        confidence: 0.9,
    })
}
