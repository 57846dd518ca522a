//! Numbers of the prose with what they count.
//!
//! Years, clock times, dates, labels, scores and parts of names are no quantities; a number without
//! a unit is one only where it is money, a share, written with a magnitude, or where the words beside it tell what
//! happened to those it counts or who claims it.

mod as_of;
mod claim;
mod kind;
mod numeral;
mod unit;
mod words;

use crate::times::{Line, is_time};
use numeral::{Numeral, numeral, small};
use unit::{of, unit};
use variorum_model::{Quantity, QuantityKind};
use words::WORDS;

pub(crate) use as_of::date;
pub(crate) use numeral::whole_number;

/// The quantities of the sentences, in order; their claimants are not known here.
pub(crate) fn quantities(lines: &[Line]) -> Vec<Quantity> {
    let mut out = Vec::new();
    for line in lines {
        let mut found = Vec::new();
        let mut at = 0;
        while at < line.len() {
            match quantity(line, at) {
                Some((quantity, end)) => {
                    found.push(quantity);
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
        claim::claims(line, &mut found);
        out.append(&mut found);
    }
    out
}

/// The quantity whose number begins at `at`, and one past its last token.
fn quantity(line: &Line, at: usize) -> Option<(Quantity, usize)> {
    if let Some(found) = hyphenated(line, at) {
        return Some(found);
    }
    let sign = currency(line, at);
    let start = at + usize::from(sign.is_some());
    let number = numeral(line, start)?;
    if sign.is_none() && is_something_else(line, start, &number) {
        return None;
    }
    if let Some(age) = age(line, start, &number) {
        return Some(age);
    }
    let unit = if sign.is_some() { None } else { unit(line, number.end) };
    let end = unit.as_ref().map_or(number.end, |unit| unit.end);
    let (qualifier, first) = qualifier(line, at, number.value);
    let of_people =
        if sign.is_some() { None } else { kind::kind(line, first, &number, unit.as_ref()) };
    let name = sign.or_else(|| unit.map(|unit| unit.name));
    let share_of = of(line, end);
    let counts = match &name {
        _ if of_people.is_some() => number.value.fract() == 0.0,
        Some(name) => number.value != 1.0 || number.digits || WORDS.is_measure(name),
        None => number.is_full && (number.value >= 100.0 || share_of.is_some()),
    };
    // a range needs a noun, or it is a score
    let counts = counts && (number.upper.is_none() || name.is_some() || of_people.is_some());
    let elapsed = line.word(end) == "ago";
    (counts && !elapsed).then(|| {
        let kind = of_people.map(|(kind, _)| kind).or_else(|| measured(name.as_deref()?));
        let end = of_people.map_or(end, |(_, end)| end);
        let found = build(line, first, end, &number, qualifier, name, share_of);
        (Quantity { kind, ..found }, end)
    })
}

/// Money and shares are told by their unit.
fn measured(unit: &str) -> Option<QuantityKind> {
    let is_code = unit.len() == 3 && unit.chars().all(char::is_uppercase);
    match unit {
        "%" => Some(QuantityKind::Share),
        _ if is_code || unit.ends_with(['$', '€', '£', '¥', '₹', '₽', '₩']) => {
            Some(QuantityKind::Money)
        }
        _ => None,
    }
}

fn build(
    line: &Line,
    start: usize,
    end: usize,
    number: &Numeral,
    qualifier: Option<String>,
    unit: Option<String>,
    of: Option<String>,
) -> Quantity {
    Quantity {
        span: line.span(start, end),
        value: number.value,
        upper: number.upper,
        qualifier,
        unit,
        of,
        ..Quantity::default()
    }
}

/// The currency right before a number: its sign, or a code.
fn currency(line: &Line, at: usize) -> Option<String> {
    if line.word(at + 1).starts_with(|c: char| c.is_ascii_digit())
        && let Some(sign) = WORDS.codes.get(line.raw(at))
    {
        return Some(sign.clone());
    }
    let sign = line.raw(at);
    let known = matches!(sign, "$" | "€" | "£" | "¥" | "₹" | "₽" | "₩") && line.touches_next(at);
    // "A$", "HK$" are not the dollar of the United States
    let country = at
        .checked_sub(1)
        .filter(|&before| line.touches_next(before))
        .map_or("", |before| line.raw(before));
    let foreign = matches!(country, "A" | "C" | "HK" | "NZ" | "S" | "R" | "NT" | "AU" | "CA");
    known.then(|| if foreign { format!("{country}{sign}") } else { sign.to_owned() })
}

/// The longest qualifier right before the number, as written, and its first token.
/// Before a small number "about", "over" and their like are prepositions.
fn qualifier(line: &Line, at: usize, value: f64) -> (Option<String>, usize) {
    for words in [3, 2, 1] {
        let Some(start) = at.checked_sub(words) else { continue };
        let phrase: Vec<&str> = (start..at).map(|place| line.word(place)).collect();
        let preposition = words == 1 && value < 10.0 && WORDS.is_stop(phrase[0]);
        if !preposition && WORDS.qualifiers.contains(&phrase.join(" ")) {
            return (Some(line.span(start, at).of(line.text).to_owned()), start);
        }
    }
    (None, at)
}

/// Dates, years, clock times, labels, addresses, scores, notes, parts of names.
fn is_something_else(line: &Line, at: usize, number: &Numeral) -> bool {
    let previous = line.before(at, 1);
    let next = line.word(number.end);
    let glued = |mark: &str| matches!(mark, "/" | "#" | "@" | "_" | ":" | "º" | "=" | "+");
    let touches_before = at > 0 && line.touches_next(at - 1);
    if (touches_before && glued(previous)) || (line.touches_next(number.end - 1) && glued(next)) {
        return true;
    }
    // "one in seven"
    if previous == "in" && line.before(at, 2) == "one" {
        return true;
    }
    // a note, "[3]", or a number in brackets; folding made the brackets round
    if previous == "(" && next == ")" {
        return true;
    }
    if WORDS.is_clock(next) || (WORDS.is_street(next) && line.is_capital(number.end)) {
        return true;
    }
    let named = at > 1
        && line.is_capital(at - 1)
        && line.is_word(at - 1)
        && !WORDS.is_stop(previous)
        && !WORDS.qualifiers.contains(previous)
        && !previous.ends_with("day");
    let label = WORDS.is_label(previous);
    number.digits && (is_time(line, at) || named || label)
}

/// "21-year-old", "two-day", "a three-year".
fn hyphenated(line: &Line, at: usize) -> Option<(Quantity, usize)> {
    if !line.word(at).contains('-') {
        return None;
    }
    let mut parts: Vec<&str> = line.word(at).split('-').collect();
    if parts.len() < 2 || parts.len() > 4 {
        return None;
    }
    let is_age = parts.len() > 2 && parts.last() == Some(&"old");
    if is_age {
        parts.pop();
    }
    let unit = parts.pop()?;
    let joined = parts.join("-");
    let value = small(&joined).or_else(|| numeral::digits(&joined))?;
    if !WORDS.is_measure(unit) && !is_counted_modifier(unit) {
        return None;
    }
    let number = Numeral { value, upper: None, end: at + 1, digits: true, is_full: false };
    let of = if is_age { Some("age".to_owned()) } else { following_noun(line, at + 1) };
    let (qualifier, start) = qualifier(line, at, value);
    Some((build(line, start, at + 1, &number, qualifier, Some(unit.to_owned()), of), at + 1))
}

/// "a nine-member panel", "a 30-page report".
fn is_counted_modifier(unit: &str) -> bool {
    matches!(
        unit,
        "member"
            | "page"
            | "story"
            | "person"
            | "seat"
            | "nation"
            | "state"
            | "point"
            | "man"
            | "woman"
    )
}

fn following_noun(line: &Line, at: usize) -> Option<String> {
    (line.is_word(at) && !line.is_capital(at) && !WORDS.is_stop(line.word(at)))
        .then(|| line.word(at).to_owned())
}

/// "Mara, 16, said", "aged 16 and 13", "46 years old".
fn age(line: &Line, at: usize, number: &Numeral) -> Option<(Quantity, usize)> {
    if number.value > 120.0 || number.value.fract() != 0.0 || number.upper.is_some() {
        return None;
    }
    let end = number.end;
    let after_name = number.digits
        && line.before(at, 1) == ","
        && at >= 2
        && line.is_capital(at - 2)
        && line.is_word(at - 2)
        && matches!(line.word(end), "," | "." | ")" | "");
    let aged = line.before(at, 1) == "aged"
        || (line.before(at, 1) == "and" && at >= 3 && line.before(at, 3) == "aged");
    let old = matches!(line.word(end), "year" | "years") && line.word(end + 1) == "old";
    let end = if old { end + 2 } else { end };
    (after_name || aged || old).then(|| {
        (build(line, at, end, number, None, Some("year".to_owned()), Some("age".to_owned())), end)
    })
}

#[cfg(test)]
mod tests;
