//! What two numbers for one thing amount to.
//!
//! That is a matter of who claims them, of when they hold, and of what exactly is counted; only one claimant can
//! contradict itself.

use super::claimant::same_name;
use super::count::{Count, is_measure, is_money};
use super::keys::shared;
use super::number::{Bound, agreement, bound, equal};
use super::scene::Scene;
use variorum_model::{QuantityKind, Verdict};
use variorum_text::{fold_word, stem};

/// What the words around two numbers must single out together before they are called contradictory.
const CONTRADICT: f32 = 2.3;

/// Numbers further apart than these ratios count different things.
const APART: f64 = 0.3;
const CONFLICT: f64 = 0.6;
/// Crowds are counted with a wider range.
const CROWDS_APART: f64 = 0.1;

/// Two measurements nearer than this are one measurement.
const CLOSE: f64 = 0.95;

/// The verdict on two numbers that stand in one utterance: what they count is the same, so they never pass in
/// silence.
pub(super) fn in_one_utterance(a: &Count, b: &Count) -> Verdict {
    let moved = a.is_developing() && a.moment.apart(&b.moment);
    if equal(a.quantity, b.quantity) {
        return Verdict::Equivalent;
    }
    // a week later it is another count, not another form of the first
    if let Some(verdict) = agreement(a.quantity, b.quantity).verdict().filter(|_| !moved) {
        return verdict;
    }
    let named =
        |a: &Count, b: &Count| !a.modifiers.is_empty() && a.modifiers.is_disjoint(&b.modifiers);
    if a.part != b.part || (named(a, b) && named(b, a)) {
        return Verdict::Scope;
    }
    if other_claimants(a, b) || !same_of(a, b) {
        return Verdict::NotComparable;
    }
    let inexact = bound(a.quantity) != Bound::Exact || bound(b.quantity) != Bound::Exact;
    if a.moment.apart(&b.moment) || (a.goes_on || b.goes_on) && inexact {
        return Verdict::AsOf;
    }
    Verdict::Contradiction
}

/// Both name a claimant, and not the same.
pub(super) fn other_claimants(a: &Count, b: &Count) -> bool {
    matches!((&a.claimant, &b.claimant), (Some(a), Some(b)) if !same_name(&a.name, &b.name))
}

/// The verdict on two numbers of two places of the story. `None` where the two need not be the same thing.
pub(super) fn between_reports(scene: &Scene, a: &Count, b: &Count) -> Option<Verdict> {
    if a.counts_people() {
        return between_tolls(a, b);
    }
    if let Some(verdict) = agreement(a.quantity, b.quantity).verdict() {
        return Some(verdict);
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
    match (strong && comparable, a.moment.apart(&b.moment)) {
        (true, false) if exact => Some(Verdict::Contradiction),
        (true, true) => Some(Verdict::AsOf),
        _ => None,
    }
}

/// Two tolls, or two crowds, of one event.
fn between_tolls(a: &Count, b: &Count) -> Option<Verdict> {
    let moved = a.moment.apart(&b.moment);
    if let Some(verdict) = agreement(a.quantity, b.quantity).verdict().filter(|_| !moved) {
        return Some(verdict);
    }
    if equal(a.quantity, b.quantity) {
        return None;
    }
    let (low, high) =
        (a.quantity.value.min(b.quantity.value), a.quantity.value.max(b.quantity.value));
    let alike = a.modifiers.is_subset(&b.modifiers) || b.modifiers.is_subset(&a.modifiers);
    let apart = if a.quantity.kind == Some(QuantityKind::Present) { CROWDS_APART } else { APART };
    // "6,500 of their members" are a part of the dead
    let parts = a.quantity.of.is_some() != b.quantity.of.is_some() || !same_of(a, b);
    if low < high * apart || !alike || parts {
        return None;
    }
    if other_claimants(a, b) {
        return Some(Verdict::NotComparable);
    }
    let one_claimant = matches!((&a.claimant, &b.claimant), (Some(_), Some(_)) | (None, None));
    let exact = bound(a.quantity) == Bound::Exact && bound(b.quantity) == Bound::Exact;
    match (moved, one_claimant && exact) {
        (true, _) => Some(Verdict::AsOf),
        (false, true) => Some(Verdict::Contradiction),
        (false, false) => Some(Verdict::NotComparable),
    }
}

pub(super) fn same_of(a: &Count, b: &Count) -> bool {
    match (&a.quantity.of, &b.quantity.of) {
        (Some(a), Some(b)) => stem(&fold_word(a)) == stem(&fold_word(b)),
        _ => true,
    }
}
