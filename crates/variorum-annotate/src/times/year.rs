//! Years, decades, quarters and business years.

use super::grammar::{month_name, past_comma};
use super::line::Line;
use super::named::{Found, Named, found};
use super::words::WORDS;
use variorum_text::TokenKind;

pub(super) fn year_number(line: &Line, at: usize) -> Option<i16> {
    year_of(line.raw(at))
}

fn year_of(raw: &str) -> Option<i16> {
    (raw.len() == 4 && raw.bytes().all(|b| b.is_ascii_digit()))
        .then(|| raw.parse().ok())
        .flatten()
        .filter(|year| (1500..=2100).contains(year))
}

/// "from 2010 to 2015", "2010-2015", "the 2023-24 season".
pub(super) fn years(line: &Line, at: usize) -> Option<Found> {
    let previous = line.before(at, 1);
    let range = |first: i16, last: i16, end: usize| {
        (first < last && last - first <= 200).then(|| {
            found(Named::Range(Box::new(Named::Year(first)), Box::new(Named::Year(last))), end)
        })
    };
    if let Some((first, last)) = line.raw(at).split_once('-') {
        let first = year_of(first)?;
        let placed = WORDS.year_before.contains(previous) || matches!(previous, "the" | "(" | "a");
        let short = || {
            let short: i16 = (last.len() == 2).then(|| last.parse().ok()).flatten()?;
            ((first + 1) % 100 == short).then_some(first + 1)
        };
        let last = year_of(last).or_else(short)?;
        let counts = is_plural(line.word(at + 1)) && line.word(at + 1) != "series";
        return (placed && !counts).then(|| range(first, last, at + 1)).flatten();
    }
    let first = year_number(line, at)?;
    let joined = match line.word(at + 1) {
        "to" | "through" | "until" => previous == "from" || previous == "between",
        "and" => previous == "between",
        "-" => line.touches_next(at) && line.touches_next(at + 1),
        _ => false,
    };
    let last = joined.then(|| year_number(line, at + 2)).flatten()?;
    let counts =
        line.is_word(at + 3) && (is_plural(line.word(at + 3)) || is_unit(line.word(at + 3)));
    (!counts && !changes(line, at)).then(|| range(first, last, at + 3)).flatten()
}

/// A bare year: never a count, a sum or a part of a name.
pub(super) fn year(line: &Line, at: usize) -> Option<Found> {
    if let Some(first) = decade(line.raw(at)) {
        return Some(found(first.map_or(Named::Vague, Named::Decade), at + 1));
    }
    let year = year_number(line, at)?;
    let previous = line.before(at, 1);
    let next = line.word(at + 1);
    let counts = line.is_word(at + 1)
        && !line.is_capital(at + 1)
        && is_plural(next)
        && (year % 100 == 0 || WORDS.year_before.contains(previous));
    let of_sum = is_unit(next)
        || matches!(
            previous,
            "$" | "€"
                | "£"
                | "no"
                | "no."
                | "section"
                | "page"
                | "route"
                | "about"
                | "some"
                | "nearly"
                | "over"
                | "than"
        );
    let plausible = (1900..=2099).contains(&year);
    let placed = WORDS.year_before.contains(previous)
        || (plausible
            && matches!(
                previous,
                "the" | "a" | "an" | "(" | "his" | "her" | "its" | "their" | "'s"
            ))
        || (plausible && WORDS.month(previous).is_some());
    let bracketed = previous == "("
        && line.word(at + 1) != ")"
        && !matches!(line.word(at + 1), "-" | "–" | ",");
    // "from 1500 to 2000 boxes", "rose to 2000": numbers
    let numbers = (matches!(next, "to" | "and" | "or")
        && line.word(at + 2).starts_with(|c: char| c.is_ascii_digit())
        && (is_plural(line.word(at + 3)) || is_unit(line.word(at + 3)) || previous == "from"))
        || changes(line, at);
    (placed
        && !counts
        && !of_sum
        && !bracketed
        && !numbers
        && line.kind(at) == Some(TokenKind::Number))
    .then(|| found(Named::Year(year), at + 1))
}

/// "1990s": its first year, or `None` inside where "the 1900s" may be a century.
fn decade(raw: &str) -> Option<Option<i16>> {
    let digits = raw.strip_suffix('s').map(|raw| raw.trim_end_matches(['\'', '’']))?;
    let first = year_of(digits).filter(|year| year % 10 == 0)?;
    Some((first % 100 != 0).then_some(first))
}

/// "rose to 2000", "cut from 1900", "rose to 2000 from 1900".
fn changes(line: &Line, at: usize) -> bool {
    let linked = |at: usize| matches!(line.before(at, 1), "to" | "from" | "by");
    let first = at.saturating_sub(2);
    linked(at)
        && (WORDS.changes.contains(line.before(at, 2))
            || (line.before(at, 2).starts_with(|c: char| c.is_ascii_digit())
                && linked(first)
                && WORDS.changes.contains(line.before(first, 2))))
}

/// What a number that looks like a year counts.
fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "%" | "percent"
            | "per"
            | "million"
            | "billion"
            | "pounds"
            | "dollars"
            | "euros"
            | "-"
            | "–"
            | "hours"
            | "bc"
            | "bce"
            | "km"
            | "kg"
            | "m"
            | "feet"
            | "metres"
            | "meters"
    ) || WORDS.zones.contains_key(word)
}

pub(super) fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "troops" | "miles")
        || (word.ends_with('s')
            && word.len() > 3
            && !matches!(word, "was" | "this" | "has" | "does" | "thus" | "plus" | "versus"))
}

/// Parts of a year and business years: "the second quarter of 2024", "Q2 2024", "fiscal 2024", "mid-June".
pub(super) fn coarse(line: &Line, at: usize) -> Option<Found> {
    let word = line.word(at);
    match word {
        "fiscal" | "financial" => {
            let next = at + 1 + usize::from(line.word(at + 1) == "year");
            return year_number(line, next).map(|_| found(Named::Vague, next + 1));
        }
        "fy" => return year_number(line, at + 1).map(|_| found(Named::Vague, at + 2)),
        "first" | "second" | "third" | "fourth" | "last" | "final" => {
            return part_of_year(line, at);
        }
        _ => {}
    }
    if word.len() > 2 && word.starts_with("fy") && word[2..].bytes().all(|b| b.is_ascii_digit()) {
        return Some(found(Named::Vague, at + 1));
    }
    let quarter = word.strip_prefix('q').and_then(|n| n.parse::<i8>().ok());
    if let Some(quarter) = quarter.filter(|n| (1..=4).contains(n)) {
        return in_year(line, at + 1, quarter * 3 - 2, quarter * 3);
    }
    let inside = ["mid-", "early-", "late-"].iter().find_map(|head| word.strip_prefix(head))?;
    if let Some(year) = year_of(inside) {
        return Some(found(Named::Year(year), at + 1));
    }
    let (month, full) = WORDS.month(inside)?;
    let capital =
        line.raw(at).split('-').nth(1).is_some_and(|part| part.starts_with(char::is_uppercase));
    let month = month as i8;
    let at_year = past_comma(line, at + 1);
    let year = year_number(line, at_year);
    let end = if year.is_some() { at_year + 1 } else { at + 1 };
    (full && capital).then(|| found(Named::Month { year, month, shift: None }, end))
}

/// "the second quarter of 2024", "the first half of 2024"; without a year it is anybody's quarter.
fn part_of_year(line: &Line, at: usize) -> Option<Found> {
    let place = match line.word(at) {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" | "last" | "final" => 4,
        _ => return None,
    };
    match (line.word(at + 1), place) {
        ("quarter", _) => in_year(line, at + 2, place * 3 - 2, place * 3),
        ("half", 1 | 2) => in_year(line, at + 2, place * 6 - 5, place * 6),
        _ => None,
    }
}

/// The months of the year that follows, perhaps after "of"; a company's quarters need not be the calendar's.
fn in_year(line: &Line, at: usize, first: i8, last: i8) -> Option<Found> {
    let at_year = at + usize::from(line.word(at) == "of");
    if matches!(line.word(at_year), "fiscal" | "financial")
        && year_number(line, at_year + 1).is_some()
    {
        return Some(found(Named::Vague, at_year + 2));
    }
    let year = year_number(line, at_year)?;
    let business = line.holds("fiscal") || line.holds("financial");
    let named = if business { Named::Vague } else { Named::Months { year, first, last } };
    Some(found(named, at_year + 1))
}

/// The month that stands at `at` written in full, for ranges.
pub(super) fn full_month(line: &Line, at: usize) -> Option<i8> {
    WORDS.month(line.word(at)).filter(|(_, full)| *full)?;
    month_name(line, at)
}
