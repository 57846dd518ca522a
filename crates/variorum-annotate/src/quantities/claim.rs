//! Numbers that a sentence gives side by side, each with its claimant: "200 according to the council, 450 by the
//! police, more than 600 by the organisers".
//!
//! Only the first of them has a noun as a rule; the others count what it counts.

use super::kind::{is_crowd, puts};
use super::numeral::{Numeral, numeral};
use super::words::WORDS;
use super::{is_something_else, qualifier};
use crate::times::Line;
use variorum_model::{Quantity, QuantityKind, Span};

/// Words of the longest claimant.
const LONGEST: usize = 7;

/// Sets the claimants of the quantities of a sentence, and adds the numbers that only their claimants mark.
pub(super) fn claims(line: &Line, found: &mut Vec<Quantity>) {
    for quantity in found.iter_mut() {
        if quantity.kind.is_none_or(QuantityKind::counts_people) {
            // who "said" it the attributions tell
            quantity.claimant = beside(line, quantity.span, true);
        }
    }
    let bare = bare(line, found);
    let crowd = (0..line.len()).any(|at| is_crowd(line.word(at)));
    let listed =
        found.iter().filter(|quantity| quantity.claimant.is_some()).count() + bare.len() > 1;
    let crowd = crowd || found.iter().any(|other| other.kind == Some(QuantityKind::Present));
    if bare.is_empty() || !(crowd || listed) {
        return;
    }
    for mut quantity in bare {
        let counted = |other: &&Quantity| other.kind.is_none_or(QuantityKind::counts_people);
        let before =
            found.iter().rfind(|other| other.span.end <= quantity.span.start && counted(other));
        match before {
            Some(before) => {
                quantity.kind = before.kind;
                quantity.unit.clone_from(&before.unit);
            }
            None if crowd => quantity.kind = Some(QuantityKind::Present),
            None => {}
        }
        let at = found.partition_point(|other| other.span.start < quantity.span.start);
        found.insert(at, quantity);
    }
}

/// Numbers without a noun that a claimant follows or precedes.
fn bare(line: &Line, found: &[Quantity]) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let number = numeral(line, at).filter(|number| is_plain(line, at, number, found));
        let Some(number) = number else {
            at += 1;
            continue;
        };
        let (words, first) = qualifier(line, at, number.value);
        let span = line.span(first, number.end);
        if let Some(claimant) = beside(line, span, false) {
            out.push(Quantity {
                span,
                value: number.value,
                upper: number.upper,
                qualifier: words,
                claimant: Some(claimant),
                ..Quantity::default()
            });
        }
        at = number.end;
    }
    out
}

/// A number of some size that is nothing else and no quantity yet.
fn is_plain(line: &Line, at: usize, number: &Numeral, found: &[Quantity]) -> bool {
    let span = line.span(at, number.end);
    let ends = !line.is_word(number.end) || WORDS.is_stop(line.word(number.end));
    ends && number.value >= 10.0
        && number.value.fract() == 0.0
        && !found.iter().any(|other| other.span.overlaps(span))
        && !is_something_else(line, at, number)
}

/// The claimant of a number; with `listed`, only where it stands in a list of such: behind it, "according to the council", "by the police"; or before it, "the police put
/// it at", "organisers said".
fn beside(line: &Line, span: Span, listed: bool) -> Option<Span> {
    let first = line.tokens.partition_point(|token| token.span.end <= span.start);
    let end = line.tokens.partition_point(|token| token.span.start < span.end);
    let joined = matches!(line.before(first, 1), "at" | "as");
    behind(line, end).or_else(|| before(line, first).filter(|_| joined || !listed))
}

fn behind(line: &Line, end: usize) -> Option<Span> {
    let start = match (line.word(end), line.word(end + 1)) {
        ("according", "to") => end + 2,
        ("by" | "per", "the") => end + 1,
        _ => return None,
    };
    let named = |at: &usize| {
        line.is_word(*at)
            && (*at == start && line.word(*at) == "the"
                || line.word(*at) == "of"
                || !WORDS.is_stop(line.word(*at)))
    };
    let last = (start..line.len().min(start + LONGEST)).take_while(named).last()?;
    (line.word(last) != "the").then(|| line.span(start, last + 1))
}

fn before(line: &Line, first: usize) -> Option<Span> {
    let joins = line.before(first, 1);
    // "the police put the crowd at", "organisers said"; in "the police 450" the verb is left out
    let verb = if joins == "at" || joins == "as" {
        let from = first.saturating_sub(LONGEST);
        (from..first.saturating_sub(1))
            .rev()
            .take_while(|at| line.is_word(*at))
            .find(|at| puts(line.word(*at)))
    } else {
        first.checked_sub(1).filter(|at| puts(line.word(*at)))
    };
    let end = match verb {
        Some(verb) => verb,
        None if joins == "at" => first - 1,
        None => return None,
    };
    let start = (end.saturating_sub(LONGEST)..end)
        .rev()
        .take_while(|at| {
            line.is_word(*at)
                && (matches!(line.word(*at), "the" | "of") || !WORDS.is_stop(line.word(*at)))
        })
        .last()?;
    // without a verb only a body with its article is told from "the crowd at 450"
    let told = verb.is_some()
        || (line.word(start) == "the"
            && end - start >= 2
            && start > 0
            && matches!(line.before(start, 1), "," | "and" | ";")
            && !is_crowd(line.before(end, 1)));
    told.then(|| line.span(start, end))
}
