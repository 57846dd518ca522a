//! Numbers: the same thing counted with different values, or the same value in different forms.
//!
//! Whether two numbers for one thing part is a matter of who claims them, of when, and of what exactly is
//! counted; only one claimant can contradict itself.

use super::claimant::{Claimant, listed, same_name};
use super::count::{Count, groups, is_measure, is_money};
use super::keys::shared;
use super::lists::LISTS;
use super::number::{Agreement, Bound, agreement, bound, equal, shown};
use super::scene::Scene;
use variorum_model::{Finding, FindingKind, FindingReading, Verdict};
use variorum_text::{fold_word, stem};

/// What the words around two numbers must single out together before they are called contradictory.
const CONTRADICT: f32 = 2.3;

/// Numbers further apart than these ratios count different things.
const APART: f64 = 0.3;
const CONFLICT: f64 = 0.6;

/// Two measurements nearer than this are one measurement.
const CLOSE: f64 = 0.95;

/// The findings on numbers.
pub(super) fn find(scene: &Scene) -> Vec<Finding> {
    groups(scene).iter().filter_map(|group| finding(scene, group)).collect()
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
                && worst.is_none_or(|(known, ..)| {
                    crate::seriousness::of(verdict) < crate::seriousness::of(known)
                })
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
        Verdict::Equivalent => format!("“{}” and “{}”: two forms of one number", a.words, b.words),
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
    match agreement(a.quantity, b.quantity) {
        Agreement::Compatible => return Some(Verdict::Equivalent),
        Agreement::Rounded => return Some(Verdict::Rounding),
        Agreement::Apart => {}
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
    // "USD 45 million" and "$60 million": the bare sign may be the reader's own currency
    let spelled = |count: &Count| count.words.starts_with(|c: char| c.is_ascii_uppercase());
    if a.quantity.unit.as_deref().is_some_and(is_money) && spelled(a) != spelled(b) {
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
    let comparable = (!measure || a.claimant.is_some()) && !a.of_someone && !b.of_someone;
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
        count.words.split_whitespace().any(|word| LISTS.groups.contains(&fold_word(word)))
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
        None => format!("{} in its own voice", scene.sides[count.witness].siglum),
    }
}

fn why(scene: &Scene, verdict: Verdict, a: &Count, b: &Count) -> String {
    let who = |count: &Count| who(scene, count);
    match verdict {
        Verdict::Rounding => {
            format!(
                "“{}” and “{}” can be one number: at least one of them is round, or only a bound.",
                a.words, b.words
            )
        }
        Verdict::Equivalent if equal(a.quantity, b.quantity) => {
            format!("“{}” and “{}” are the same number, {}.", a.words, b.words, a.quantity.value)
        }
        Verdict::Equivalent => format!(
            "“{}” and “{}” agree: one gives a bound, a range or an estimate that the other meets.",
            a.words, b.words
        ),
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
