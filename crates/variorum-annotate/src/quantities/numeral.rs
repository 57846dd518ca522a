//! Numerals: digits and words to a value.
//!
//! A vague plural ("dozens", "millions") has no value and is no numeral.

use super::words::WORDS;
use crate::times::Line;
use variorum_text::TokenKind;

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    pub(super) value: f64,
    /// Upper end of a range.
    pub(super) upper: Option<f64>,
    /// One past its last token.
    pub(super) end: usize,
    /// Written in digits, at least in part.
    pub(super) digits: bool,
    /// A magnitude word or a fraction: a number even without a unit.
    pub(super) is_full: bool,
}

impl Numeral {
    fn plain(value: f64, end: usize, digits: bool) -> Self {
        Self { value, upper: None, end, digits, is_full: false }
    }
}

/// The whole number that begins at `at` and one past its last token.
pub(crate) fn whole_number(line: &Line, at: usize) -> Option<(i64, usize)> {
    let number = single(line, at)?;
    // 1e15 is far below the precision of f64
    (number.value.fract() == 0.0 && number.value < 1e15)
        .then_some((number.value as i64, number.end))
}

/// The number or range that begins at `at`.
pub(super) fn numeral(line: &Line, at: usize) -> Option<Numeral> {
    if !begins(line.word(at)) && !begins(line.raw(at)) {
        return None;
    }
    let first =
        fraction(line, at).or_else(|| glued_range(line, at)).or_else(|| single(line, at))?;
    if first.upper.is_some() || matches!(line.before(at, 1), "from" | "vote" | "score") {
        return Some(first);
    }
    Some(range(line, at, first).unwrap_or(first))
}

/// True for a word that a number can begin with; most words cannot.
fn begins(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(word, "a" | "an" | "half")
        || WORDS.numbers.contains_key(word)
        || word.contains('-')
}

/// "three to five", "three or four", "between 10 and 15", "10–15".
fn range(line: &Line, at: usize, first: Numeral) -> Option<Numeral> {
    let joins = match line.word(first.end) {
        "to" | "or" => true,
        "and" => line.before(at, 1) == "between",
        "-" => line.kind(first.end) == Some(TokenKind::Dash) && line.touches_next(first.end),
        _ => false,
    };
    let second = if joins { single(line, first.end + 1)? } else { return None };
    // "one or two", and "five to six million": the magnitude counts for both
    let scale = if second.is_full && !first.is_full && first.value < 1000.0 {
        magnitude_before(line, second.end)
    } else {
        1.0
    };
    let low = first.value * scale;
    (low < second.value && second.value <= low * 20.0).then_some(Numeral {
        value: low,
        upper: Some(second.value),
        ..second
    })
}

fn magnitude_before(line: &Line, end: usize) -> f64 {
    WORDS.magnitudes.get(line.before(end, 1)).copied().unwrap_or(1.0)
}

/// "10-15" in one token; only small numbers, so that no telephone or year passes.
fn glued_range(line: &Line, at: usize) -> Option<Numeral> {
    let (low, high) = line.word(at).split_once('-')?;
    let short = |part: &str| (part.len() <= 3).then(|| digits(part)).flatten();
    let (low, high) = (short(low)?, short(high)?);
    let scaled = magnified(line, 1.0, at + 1, true);
    (low < high).then_some(Numeral {
        value: low * scaled.value,
        upper: Some(high * scaled.value),
        ..scaled
    })
}

/// "two-thirds of", "half of", "a quarter of", "half a million".
fn fraction(line: &Line, at: usize) -> Option<Numeral> {
    let full = |value: f64, end: usize| {
        Some(Numeral { is_full: true, ..Numeral::plain(value, end, false) })
    };
    let word = line.word(at);
    if word == "half" && matches!(line.word(at + 1), "a" | "an") {
        let magnitude = WORDS.magnitudes.get(line.word(at + 2))?;
        return full(magnitude / 2.0, at + 3);
    }
    if let Some((upper, lower)) = word.split_once('-')
        && let (Some(upper), Some(lower)) = (small(upper), WORDS.denominators.get(lower))
    {
        return full(upper / lower, at + 1);
    }
    let (upper, at_lower) = match word {
        "a" | "one" => (1.0, at + 1),
        "half" => (1.0, at),
        "two" | "three" => (small(word)?, at + 1),
        _ => return None,
    };
    let lower = WORDS.denominators.get(line.word(at_lower))?;
    (line.word(at_lower + 1) == "of").then(|| full(upper / lower, at_lower + 1)).flatten()
}

/// One number with its magnitude words.
fn single(line: &Line, at: usize) -> Option<Numeral> {
    let word = line.word(at);
    if let Some((value, end)) = spaced(line, at) {
        return Some(magnified(line, value, end, true));
    }
    if let Some(value) = digits(line.raw(at)) {
        return Some(magnified(line, value, at + 1, true));
    }
    if let Some(number) = suffixed(word) {
        return Some(Numeral { is_full: true, ..Numeral::plain(number, at + 1, true) });
    }
    if matches!(word, "a" | "an") {
        let magnitude = WORDS.magnitudes.get(line.word(at + 1))?;
        let is_word = line.word(at + 1).len() > 2;
        return is_word
            .then(|| magnified(line, *magnitude, at + 2, false))
            .map(|number| Numeral { is_full: *magnitude > 12.0, ..number });
    }
    spelled(line, at)
}

/// "816 000", as much of the world groups its digits: a short number and groups of three, one space between.
/// A line break or a second space parts two numbers; so does a plain space behind a name or a month, "August 12 200 fled".
fn spaced(line: &Line, at: usize) -> Option<(f64, usize)> {
    let plain = |at: usize| {
        let raw = line.raw(at);
        (!raw.is_empty() && raw.bytes().all(|b| b.is_ascii_digit())).then_some(raw)
    };
    let first = plain(at).filter(|raw| raw.len() <= 3 && !raw.starts_with('0'))?;
    let named = at > 0 && line.is_word(at - 1) && line.is_capital(at - 1) && at > 1;
    let near =
        |at: usize| match &line.text[line.tokens[at - 1].span.end..line.tokens[at].span.start] {
            "\u{a0}" | "\u{202f}" | "\u{2009}" => true,
            " " => !named,
            _ => false,
        };
    let group = |at: &usize| plain(*at).is_some_and(|raw| raw.len() == 3) && near(*at);
    let end = (at + 1..line.len()).take_while(group).last()? + 1;
    let joined: String = std::iter::once(first).chain((at + 1..end).filter_map(plain)).collect();
    joined.parse().ok().map(|value| (value, end))
}

/// "two hundred and five", "twenty-one", "three million".
fn spelled(line: &Line, at: usize) -> Option<Numeral> {
    let mut total = 0.0;
    let mut group = small(line.word(at))?;
    let mut end = at + 1;
    let mut is_full = false;
    loop {
        let joined = usize::from(line.word(end) == "and" && is_full);
        let word = line.word(end + joined);
        if let Some(&magnitude) = WORDS.magnitudes.get(word).filter(|_| joined == 0) {
            if magnitude <= 100.0 {
                group *= magnitude;
            } else {
                total += group * magnitude;
                group = 0.0;
            }
            is_full = is_full || magnitude > 12.0;
        } else if let Some(next) =
            small(word).filter(|_| is_full && (group == 0.0 || group >= 100.0))
        {
            group += next;
        } else {
            break;
        }
        end += 1 + joined;
    }
    Some(Numeral { is_full, ..Numeral::plain(total + group, end, false) })
}

fn magnified(line: &Line, value: f64, mut end: usize, digits: bool) -> Numeral {
    let mut value = value;
    let mut is_full = false;
    while let Some(magnitude) = WORDS.magnitudes.get(line.word(end)) {
        value *= magnitude;
        is_full = true;
        end += 1;
    }
    Numeral { is_full, ..Numeral::plain(value, end, digits) }
}

/// "seven", "twenty-one".
pub(super) fn small(word: &str) -> Option<f64> {
    if let Some(&value) = WORDS.numbers.get(word) {
        return Some(value);
    }
    let (tens, ones) = word.split_once('-')?;
    let (tens, ones) = (WORDS.numbers.get(tens)?, WORDS.numbers.get(ones)?);
    (*tens >= 20.0 && tens % 10.0 == 0.0 && (1.0..10.0).contains(ones)).then_some(tens + ones)
}

/// "9,000", "6.5", "48"; `None` for "007", "1,2" and anything else.
pub(super) fn digits(raw: &str) -> Option<f64> {
    if !raw.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, part) =
        raw.split_once('.').map_or((raw, None), |(whole, part)| (whole, Some(part)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if raw.len() > 20 || !part.is_none_or(all_digits) {
        return None;
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    let padded = whole.len() > 1 && whole.starts_with('0');
    (grouped && !padded && groups.iter().all(|group| all_digits(group)))
        .then(|| raw.replace(',', "").parse().ok())
        .flatten()
}

/// "48bn", "1.2m".
fn suffixed(word: &str) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let split = word.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, suffix) = word.split_at(split);
    Some(digits(number)? * WORDS.suffixes.get(suffix)?)
}
