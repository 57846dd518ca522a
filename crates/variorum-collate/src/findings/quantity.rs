//! Numbers: the same thing counted with different values, or the same value in different forms.
//!
//! Two numbers meet where their units and the words around them do. Whether they part is a matter of
//! who claims them, of when, and of what exactly is counted; only one claimant can contradict itself.

use super::lists::LISTS;
use super::number::{bound, can_agree, equal, shown, Bound};
use super::scene::{Claimant, Keys, Scene, listed, same_name, shared};
use crate::frequency;
use std::collections::BTreeMap;
use variorum_model::{Finding, FindingKind, FindingReading, Precision, Quantity, Span, Verdict};
use variorum_text::{fold_word, stem};

/// Bytes on either side that tell what a number is about.
const REACH: usize = 110;

/// A number and what it is about.
struct Count<'a> {
    witness: usize,
    quantity: &'a Quantity,
    keys: Keys,
    words: &'a str,
    claimant: Option<Claimant>,
    /// The month, year or day that the sentence gives, as written.
    as_of: Option<String>,
}

/// The findings on numbers.
pub(super) fn find(scene: &Scene) -> Vec<Finding> {
    let mut by_unit: BTreeMap<String, Vec<Count>> = BTreeMap::new();
    for (witness, side) in scene.sides.iter().enumerate() {
        for quantity in &side.annotated.quantities {
            let Some(unit) = quantity.unit.as_deref().filter(|unit| !is_measure_of_time(unit)) else { continue };
            let mut keys = side.keys(side.around(quantity.span, REACH));
            let unit_stem = stem(&fold_word(unit));
            let kind = LISTS.thing(&unit_stem).map(|kind| format!("~{kind}"));
            keys.retain(|key| *key != unit_stem && Some(key) != kind.as_ref());
            by_unit.entry(kind.unwrap_or(unit_stem)).or_default().push(Count {
                witness,
                quantity,
                keys,
                words: quantity.span.of(side.text),
                claimant: side.claimant(quantity.span),
                as_of: as_of(scene, witness, quantity.span),
            });
        }
    }
    by_unit.into_values().flat_map(cluster).filter_map(|group| finding(&group)).collect()
}

/// A length of time says how long, not how many; intervals are compared by the years they lead to.
fn is_measure_of_time(unit: &str) -> bool {
    matches!(unit, "year" | "month" | "week" | "day" | "hour" | "minute" | "second" | "decade" | "century" | "time")
}

/// The first time in the sentence that is coarser than a weekday's news.
fn as_of(scene: &Scene, witness: usize, span: Span) -> Option<String> {
    let side = &scene.sides[witness];
    let sentence = side.sentence(span);
    let times = &side.annotated.times;
    let first = times.partition_point(|time| time.span.start < sentence.start);
    times[first..]
        .iter()
        .take_while(|time| time.span.start < sentence.end)
        .find(|time| matches!(time.precision, Precision::Month | Precision::Year | Precision::Day))
        .map(|time| time.span.of(side.text).to_owned())
}

/// Groups the numbers of one unit around the first of each kind: linear in the numbers for a fixed number of things.
fn cluster(counts: Vec<Count>) -> Vec<Vec<Count>> {
    let mut groups: Vec<Vec<Count>> = Vec::new();
    for count in counts {
        match groups.iter_mut().find(|group| is_same_thing(&group[0], &count)) {
            Some(group) => group.push(count),
            None => groups.push(vec![count]),
        }
    }
    groups
}

fn is_same_thing(a: &Count, b: &Count) -> bool {
    let common = shared(&a.keys, &b.keys);
    let weight: f32 = common.iter().map(|key| weigh(key)).sum();
    let sums = matches!(a.quantity.unit.as_deref(), Some("$" | "€" | "£" | "¥" | "%" | "percentage point" | "person"));
    let (least, heavy) = if sums { (3, 11.0) } else { (2, 6.0) };
    common.len() >= least && weight >= heavy
}

/// An entity or a kind counts like a telling word.
fn weigh(key: &str) -> f32 {
    if key.starts_with(['=', '~']) { 3.5 } else { frequency::weight(key).min(5.0) }
}

fn finding(group: &[Count]) -> Option<Finding> {
    let first: Vec<&Count> = first_of_each_witness(group);
    if first.len() < 2 {
        return None;
    }
    let mut worst: Option<(Verdict, &Count, &Count)> = None;
    for (place, a) in first.iter().enumerate() {
        // one partner of each value is enough: the others say the same
        for b in first[place + 1..].iter().filter(|b| !equal(a.quantity, b.quantity)).take(4) {
            if let Some(verdict) = verdict(a, b)
                && worst.is_none_or(|(known, ..)| super::rank(verdict) < super::rank(known))
            {
                worst = Some((verdict, a, b));
            }
        }
    }
    let (verdict, a, b) = match worst {
        Some(worst) => worst,
        None => {
            let b = first.iter().find(|b| differs_in_form(first[0], b))?;
            (Verdict::Equivalent, first[0], *b)
        }
    };
    let readings = first.iter().map(|count| reading(count)).collect();
    let unit = a.quantity.unit.as_deref().unwrap_or_default();
    let about = match verdict {
        Verdict::Equivalent => format!("“{}” and “{}”: one number in two forms", a.words, b.words),
        _ => format!("{}: “{}” against “{}”", named(unit), a.words, b.words),
    };
    let confidence = if verdict == Verdict::NotComparable { 0.8 } else { 0.7 };
    Some(Finding { kind: FindingKind::Quantity, verdict, about, why: why(verdict, a, b), readings, confidence })
}

fn named(unit: &str) -> String {
    match unit {
        "$" | "€" | "£" | "¥" => "sum of money".to_owned(),
        "%" | "percentage point" => "share".to_owned(),
        "person" => "number of people".to_owned(),
        unit => format!("number of {unit}s"),
    }
}

/// One number of each witness, preferring one that parts from the others.
fn first_of_each_witness<'a, 'b>(group: &'b [Count<'a>]) -> Vec<&'b Count<'a>> {
    let mut out: Vec<&Count> = Vec::new();
    for count in group {
        if out.last().is_none_or(|last| last.witness != count.witness) {
            out.push(count);
        }
    }
    // a report that has both values tells of the difference itself
    let has_both = |a: &Count| group.iter().any(|b| a.witness == b.witness && !equal(a.quantity, b.quantity));
    if out.iter().any(|count| has_both(count)) {
        out.retain(|count| !has_both(count));
    }
    out
}

fn verdict(a: &Count, b: &Count) -> Option<Verdict> {
    if can_agree(a.quantity, b.quantity) {
        return Some(Verdict::Rounding);
    }
    let same_claimant = match (&a.claimant, &b.claimant) {
        (Some(a), Some(b)) => same_name(&a.name, &b.name),
        (None, None) => true,
        _ => false,
    };
    if !same_claimant || a.as_of != b.as_of || !same_of(a, b) {
        return Some(Verdict::NotComparable);
    }
    // two outlets in their own voice must tell of the very same thing
    let strong = shared(&a.keys, &b.keys).len() >= 4;
    let exact = bound(a.quantity) == Bound::Exact && bound(b.quantity) == Bound::Exact;
    (strong && exact).then_some(Verdict::Contradiction)
}

fn same_of(a: &Count, b: &Count) -> bool {
    match (&a.quantity.of, &b.quantity.of) {
        (Some(a), Some(b)) => stem(&fold_word(a)) == stem(&fold_word(b)),
        _ => true,
    }
}

/// "a dozen" and "12"; small numbers in words and digits are house style.
fn differs_in_form(a: &Count, b: &Count) -> bool {
    let digits = |count: &Count| count.words.bytes().any(|b| b.is_ascii_digit());
    a.witness != b.witness && a.quantity.value >= 12.0 && digits(a) != digits(b) && equal(a.quantity, b.quantity)
}

fn reading(count: &Count) -> FindingReading {
    FindingReading {
        witness: count.witness,
        span: count.quantity.span,
        value: shown(count.quantity),
        claimant: count.claimant.as_ref().map(Claimant::shown),
    }
}

fn why(verdict: Verdict, a: &Count, b: &Count) -> String {
    let who = |count: &Count| count.claimant.as_ref().map_or_else(|| "the report itself".to_owned(), Claimant::shown);
    match verdict {
        Verdict::Rounding => {
            format!("“{}” and “{}” can both describe one number: one is round or gives only a bound.", a.words, b.words)
        }
        Verdict::Equivalent => format!("“{}” and “{}” are the same number, {}.", a.words, b.words, a.quantity.value),
        Verdict::Contradiction => format!(
            "“{}” and “{}” are exact numbers for the same thing, both given by {}; they cannot both hold.",
            a.words,
            b.words,
            if a.claimant.is_some() { who(a) } else { "the reports in their own voice".to_owned() }
        ),
        _ => {
            let mut reasons = Vec::new();
            if who(a) != who(b) {
                reasons.push(format!("“{}” is claimed by {}, “{}” by {}", a.words, who(a), b.words, who(b)));
            }
            if a.as_of != b.as_of {
                let dated = [a, b].into_iter().filter_map(|count| count.as_of.as_ref().map(|as_of| format!("“{}” is dated “{as_of}”", count.words)));
                reasons.push(listed(&dated.collect::<Vec<_>>()));
            }
            if let (false, Some(x), Some(y)) = (same_of(a, b), &a.quantity.of, &b.quantity.of) {
                reasons.push(format!("one counts {x}, the other {y}"));
            }
            format!("No comparison is possible: {}.", reasons.join("; "))
        }
    }
}
