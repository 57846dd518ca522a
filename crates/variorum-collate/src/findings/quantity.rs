//! Numbers: the same thing counted with different values, or the same value in different forms.
//!
//! Two numbers meet where their units and the words around them do. Whether they part is a matter of
//! who claims them, of when, and of what exactly is counted; only one claimant can contradict itself.

use super::lists::LISTS;
use super::number::{Bound, bound, can_agree, equal, shown};
use super::scene::{Claimant, Keys, Scene, listed, other_people, same_name, shared};
use std::collections::BTreeMap;
use variorum_model::{Finding, FindingKind, FindingReading, Precision, Quantity, Span, Verdict};
use variorum_text::{Token, fold_word, stem, tokens};

/// Bytes on either side that tell what a number is about.
const REACH: usize = 60;

/// What the words around two numbers must single out together: for two counts, for two sums, and before
/// two numbers are called contradictory.
const SAME_THING: f32 = 1.0;
const VERY_SAME: f32 = 1.8;
const CONTRADICT: f32 = 2.3;

/// Numbers further apart than these ratios count different things.
const APART: f64 = 0.3;
const CONFLICT: f64 = 0.6;

/// Two measurements nearer than this are one measurement.
const CLOSE: f64 = 0.95;

/// A number and what it is about.
struct Count<'a> {
    witness: usize,
    quantity: &'a Quantity,
    keys: Keys,
    words: &'a str,
    /// Stems between number and noun: "Russian", "intelligence".
    modifiers: Keys,
    people: Keys,
    claimant: Option<Claimant>,
    /// The month, year or day that the sentence gives, as written.
    as_of: Option<String>,
}

/// The findings on numbers.
pub(super) fn find(scene: &Scene) -> Vec<Finding> {
    let mut by_unit: BTreeMap<String, Vec<Count>> = BTreeMap::new();
    for (witness, side) in scene.sides.iter().enumerate() {
        for quantity in &side.annotated.quantities {
            let Some(unit) = quantity.unit.as_deref().filter(|unit| !is_measure_of_time(unit))
            else {
                continue;
            };
            let words = quantity.span.of(side.text);
            if is_addition(words) {
                continue;
            }
            let claimant = side.claimant(quantity.span);
            let mut keys = side.keys(side.around(quantity.span, REACH));
            let unit_stem = stem(&fold_word(unit));
            let kind = LISTS.thing(&unit_stem).map(|kind| format!("~{kind}"));
            keys.retain(|key| *key != unit_stem && Some(key) != kind.as_ref());
            by_unit.entry(kind.unwrap_or(unit_stem)).or_default().push(Count {
                witness,
                quantity,
                keys,
                words,
                modifiers: modifiers(side.text, quantity),
                people: side.people(quantity.span, claimant.as_ref()),
                claimant,
                as_of: as_of(scene, witness, quantity.span),
            });
        }
    }
    by_unit
        .into_values()
        .flat_map(|counts| cluster(scene, counts))
        .filter_map(|group| finding(scene, &group))
        .collect()
}

/// "another 200 yards", "four other judges": more of something, not all of it.
fn is_addition(words: &str) -> bool {
    words.split_whitespace().any(|word| {
        matches!(
            fold_word(word).as_str(),
            "another" | "additional" | "further" | "other" | "more" | "extra"
        )
    }) && !words.to_lowercase().contains("more than")
}

/// Units of a sum or a measure: many of them stand in one story, so more must be shared.
fn is_measure(unit: &str) -> bool {
    is_money(unit)
        || matches!(
            unit,
            "%" | "percentage point"
                | "mile"
                | "kilometer"
                | "kilometre"
                | "meter"
                | "metre"
                | "foot"
                | "inch"
                | "yard"
                | "degree"
                | "ton"
                | "tonne"
                | "pound"
                | "kilogram"
                | "acre"
                | "hectare"
                | "point"
                | "share"
        )
}

/// A sign or a code: "$", "A$", "CHF".
fn is_money(unit: &str) -> bool {
    unit.ends_with(['$', '€', '£', '¥', '₹', '₽', '₩'])
        || (unit.len() == 3 && unit.chars().all(char::is_uppercase))
}

/// A length of time says how long, not how many; intervals are compared by the years they lead to.
fn is_measure_of_time(unit: &str) -> bool {
    matches!(
        unit,
        "year"
            | "month"
            | "week"
            | "day"
            | "hour"
            | "minute"
            | "second"
            | "decade"
            | "century"
            | "time"
    )
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
fn cluster<'a>(scene: &Scene, counts: Vec<Count<'a>>) -> Vec<Vec<Count<'a>>> {
    let mut groups: Vec<Vec<Count>> = Vec::new();
    for count in counts {
        match groups.iter_mut().find(|group| is_same_thing(scene, &group[0], &count)) {
            Some(group) => group.push(count),
            None => groups.push(vec![count]),
        }
    }
    groups
}

fn is_same_thing(scene: &Scene, a: &Count, b: &Count) -> bool {
    let common = shared(&a.keys, &b.keys);
    let sums = a.quantity.unit.as_deref().is_some_and(is_measure);
    let meets =
        a.modifiers.is_empty() || b.modifiers.is_empty() || !a.modifiers.is_disjoint(&b.modifiers);
    let least = if sums { 3 } else { 2 };
    meets
        && !other_people(&a.people, &b.people)
        && common.len() >= least
        && scene.telling(&common) >= if sums { VERY_SAME } else { SAME_THING }
}

/// The words between the number and its noun.
fn modifiers(text: &str, quantity: &Quantity) -> Keys {
    let words: Vec<Token> = tokens(text, quantity.span);
    let number = words
        .iter()
        .rposition(|token| is_number_word(&fold_word(token.span.of(text))))
        .map_or(0, |at| at + 1);
    let inner = words.get(number..words.len().saturating_sub(1)).unwrap_or_default();
    inner
        .iter()
        .filter(|token| token.is_wordlike())
        .map(|token| stem(&fold_word(token.span.of(text))))
        .collect()
}

fn is_number_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_numeric())
        || matches!(
            word,
            "one"
                | "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "seven"
                | "eight"
                | "nine"
                | "ten"
                | "eleven"
                | "twelve"
                | "dozen"
                | "hundred"
                | "thousand"
                | "million"
                | "billion"
                | "trillion"
                | "other"
                | "more"
                | "fewer"
        )
        || word.ends_with("teen")
        || (word.ends_with("ty") && word.len() <= 7)
}

fn finding(scene: &Scene, group: &[Count]) -> Option<Finding> {
    let first: Vec<&Count> = first_of_each_witness(group);
    if first.len() < 2 {
        return None;
    }
    let mut worst: Option<(Verdict, &Count, &Count)> = None;
    for (place, a) in first.iter().enumerate() {
        // one partner of each value is enough: the others say the same
        for b in first[place + 1..].iter().filter(|b| !equal(a.quantity, b.quantity)).take(4) {
            if let Some(verdict) = verdict(scene, a, b)
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
    let readings = first.iter().map(|count| reading(count, verdict)).collect();
    let about = match verdict {
        Verdict::Equivalent => format!("“{}” and “{}”: one number in two forms", a.words, b.words),
        _ => format!("{}: “{}” against “{}”", counted(a), a.words, b.words),
    };
    let confidence = if verdict == Verdict::NotComparable { 0.8 } else { 0.7 };
    Some(Finding {
        kind: FindingKind::Quantity,
        verdict,
        about,
        why: why(scene, verdict, a, b),
        readings,
        confidence,
    })
}

/// What is counted, in the report's own noun.
fn counted(count: &Count) -> String {
    match count.quantity.unit.as_deref() {
        Some(unit) if is_money(unit) => "sum of money".to_owned(),
        Some("%" | "percentage point") => "share".to_owned(),
        _ => format!(
            "number of {}",
            count.words.rsplit(char::is_whitespace).next().unwrap_or_default()
        ),
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
    let has_both =
        |a: &Count| group.iter().any(|b| a.witness == b.witness && !equal(a.quantity, b.quantity));
    if out.iter().any(|count| has_both(count)) {
        out.retain(|count| !has_both(count));
    }
    out
}

/// `None` where the two need not be the same thing.
fn verdict(scene: &Scene, a: &Count, b: &Count) -> Option<Verdict> {
    if can_agree(a.quantity, b.quantity) {
        return Some(Verdict::Rounding);
    }
    let (low, high) =
        (a.quantity.value.min(b.quantity.value), a.quantity.value.max(b.quantity.value));
    let alike = a.modifiers.is_subset(&b.modifiers) || b.modifiers.is_subset(&a.modifiers);
    let measure = a.quantity.unit.as_deref().is_some_and(is_measure);
    let sum = a.quantity.unit.as_deref().is_some_and(|unit| is_money(unit) || unit == "%");
    if measure && !sum && low >= high * CLOSE {
        return Some(Verdict::Rounding);
    }
    if low < high * if measure { CONFLICT } else { APART } || !alike {
        return None;
    }
    let same_claimant = match (&a.claimant, &b.claimant) {
        (Some(a), Some(b)) => same_name(&a.name, &b.name),
        (None, None) => true,
        _ => false,
    };
    if !same_claimant || !same_of(a, b) {
        return Some(Verdict::NotComparable);
    }
    // two outlets in their own voice must tell of the very same thing
    let strong = scene.telling(&shared(&a.keys, &b.keys)) >= CONTRADICT && low >= high * CONFLICT;
    let exact = bound(a.quantity) == Bound::Exact && bound(b.quantity) == Bound::Exact;
    // "$10 million" may be another country's dollars: only one claimant's own sums contradict
    let comparable = !measure || a.claimant.is_some();
    match (strong && comparable, a.as_of == b.as_of) {
        (true, true) if exact => Some(Verdict::Contradiction),
        (true, false) => Some(Verdict::AsOf),
        _ => None,
    }
}

fn same_of(a: &Count, b: &Count) -> bool {
    match (&a.quantity.of, &b.quantity.of) {
        (Some(a), Some(b)) => stem(&fold_word(a)) == stem(&fold_word(b)),
        _ => true,
    }
}

/// "a dozen" and "12"; "twenty" for "20" is only house style.
fn differs_in_form(a: &Count, b: &Count) -> bool {
    let digits = |count: &Count| count.words.bytes().any(|b| b.is_ascii_digit());
    let grouped = |count: &Count| {
        count.words.split_whitespace().any(|word| {
            matches!(
                fold_word(word).as_str(),
                "dozen" | "hundred" | "thousand" | "half" | "quarter"
            )
        })
    };
    let spelled = if digits(a) { b } else { a };
    a.witness != b.witness
        && digits(a) != digits(b)
        && grouped(spelled)
        && equal(a.quantity, b.quantity)
        && bound(a.quantity) == bound(b.quantity)
}

/// One number has no rival claimants where the finding is that all agree.
fn reading(count: &Count, verdict: Verdict) -> FindingReading {
    let disputed = verdict != Verdict::Equivalent;
    FindingReading {
        witness: count.witness,
        span: count.quantity.span,
        value: shown(count.quantity),
        claimant: count.claimant.as_ref().filter(|_| disputed).map(Claimant::shown),
    }
}

/// "given by Mara Lund (via Orr Wire)", or in whose own voice.
fn who(scene: &Scene, count: &Count) -> String {
    match &count.claimant {
        Some(claimant) => claimant.shown(),
        None => format!("{} in its own voice", scene.sides[count.witness].annotated.report.id),
    }
}

fn why(scene: &Scene, verdict: Verdict, a: &Count, b: &Count) -> String {
    let who = |count: &Count| who(scene, count);
    match verdict {
        Verdict::Rounding => {
            format!(
                "“{}” and “{}” can both describe one number: one is round or gives only a bound.",
                a.words, b.words
            )
        }
        Verdict::Equivalent => {
            format!("“{}” and “{}” are the same number, {}.", a.words, b.words, a.quantity.value)
        }
        Verdict::Contradiction => format!(
            "“{}” and “{}” are exact numbers for the same thing, both given by {}; they cannot both hold.",
            a.words,
            b.words,
            if a.claimant.is_some() { who(a) } else { "the reports in their own voice".to_owned() }
        ),
        Verdict::AsOf => format!(
            "“{}” and “{}” are given for different times ({}): each can hold at its own.",
            a.words,
            b.words,
            [a, b]
                .map(|count| count.as_of.clone().unwrap_or_else(|| "undated".to_owned()))
                .join(", "),
        ),
        _ => {
            let mut reasons = Vec::new();
            if who(a) != who(b) {
                reasons.push(format!(
                    "“{}” is given by {}, “{}” by {}",
                    a.words,
                    who(a),
                    b.words,
                    who(b)
                ));
            }
            if a.as_of != b.as_of {
                let dated = [a, b].into_iter().filter_map(|count| {
                    count
                        .as_of
                        .as_ref()
                        .map(|as_of| format!("“{}” is dated “{as_of}”", count.words))
                });
                reasons.push(listed(&dated.collect::<Vec<_>>()));
            }
            if let (false, Some(x), Some(y)) = (same_of(a, b), &a.quantity.of, &b.quantity.of) {
                reasons.push(format!("one counts {x}, the other {y}"));
            }
            format!("No comparison is possible: {}.", reasons.join("; "))
        }
    }
}
