//! The forms of time expressions: which tokens name a time, and which time.

use super::clock::clock;
use super::line::Line;
use super::named::{Found, Named, Shift, found};
use super::range::{is_day_pair, range};
use super::relative::{counted, relative};
use super::words::WORDS;
use super::year::{coarse, year, year_number, years};

/// The expression that begins at `at`, the longest first. `counts`: whether the line holds an "ago", "earlier" or
/// the like at all.
pub(super) fn expression(line: &Line, at: usize, counts: bool) -> Option<Found> {
    if is_part_of_name(line, at) {
        return None;
    }
    let counted = || counts.then(|| counted(line, at)).flatten();
    if line.raw(at).starts_with(|c: char| c.is_ascii_digit()) {
        return iso(line, at)
            .or_else(|| clock(line, at))
            .or_else(|| range(line, at))
            .or_else(|| day_month(line, at))
            .or_else(counted)
            .or_else(|| years(line, at))
            .or_else(|| year(line, at));
    }
    let named = line.is_capital(at).then(|| named(line, at)).flatten();
    named.or_else(|| coarse(line, at)).or_else(|| relative(line, at)).or_else(counted)
}

/// An expression that begins with the name of a weekday, a month or a holiday.
fn named(line: &Line, at: usize) -> Option<Found> {
    range(line, at)
        .or_else(|| weekday_and_date(line, at))
        .or_else(|| month_date(line, at))
        .or_else(|| weekday(line, at))
        .or_else(|| month(line, at))
        .or_else(|| holiday(line, at))
}

/// True where the numeral that begins at `at` belongs to a date, a clock time or a year.
pub(crate) fn is_time(line: &Line, at: usize) -> bool {
    let of_month = at > 0
        && line.is_capital(at - 1)
        && WORDS.month(line.before(at, 1)).is_some()
        && (day_number(line, at).is_some() || is_day_pair(line.raw(at)));
    let after_month_day =
        line.before(at, 1) == "," && at >= 3 && WORDS.month(line.before(at, 3)).is_some();
    of_month
        || (after_month_day && year_number(line, at).is_some())
        || iso(line, at).is_some()
        || clock(line, at).is_some()
        || range(line, at).is_some()
        || day_month(line, at).is_some()
        || years(line, at).is_some()
        || year(line, at).is_some()
}

/// "#", "@" or a hyphenated name around the token.
fn is_part_of_name(line: &Line, at: usize) -> bool {
    matches!(line.before(at, 1), "#" | "@" | "_") && line.touches_next(at - 1)
}

fn iso(line: &Line, at: usize) -> Option<Found> {
    let raw = line.raw(at);
    let bytes = raw.as_bytes();
    let is_iso = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
    let date: jiff::civil::Date = is_iso.then(|| raw.parse().ok()).flatten()?;
    Some(found(
        Named::Day { year: Some(date.year()), month: date.month(), day: date.day() },
        at + 1,
    ))
}

/// A capitalised month that is not the first part of a name ("May", "March" need more around them).
pub(super) fn month_name(line: &Line, at: usize) -> Option<i8> {
    let (month, _) = WORDS.month(line.word(at))?;
    line.is_capital(at).then_some(month as i8)
}

pub(super) fn day_number(line: &Line, at: usize) -> Option<i8> {
    day_of(line.raw(at))
}

/// The day that a numeral writes, with or without its ending: "3", "3rd".
pub(super) fn day_of(raw: &str) -> Option<i8> {
    let digits =
        ["st", "nd", "rd", "th"].iter().find_map(|end| raw.strip_suffix(end)).unwrap_or(raw);
    let short = digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    short.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// Skips one comma.
pub(super) fn past_comma(line: &Line, at: usize) -> usize {
    at + usize::from(line.word(at) == ",")
}

/// A full stop that the tokens left outside an abbreviated month.
pub(super) fn past_stop(line: &Line, at: usize) -> usize {
    at + usize::from(
        line.word(at) == "." && WORDS.month(line.before(at, 1)).is_some_and(|(_, full)| !full),
    )
}

/// "Tuesday, June 18, 2024", "Tue Jun 18 2024".
fn weekday_and_date(line: &Line, at: usize) -> Option<Found> {
    let (weekday, _) = WORDS.weekday(line.word(at)).filter(|_| line.is_capital(at))?;
    let next = past_comma(line, at + 1);
    let date = month_date(line, next).or_else(|| day_month(line, next))?;
    Some(Found { weekday: Some(weekday), ..date })
}

/// "June 18, 2024", "June 18", "Oct. 3rd".
pub(super) fn month_date(line: &Line, at: usize) -> Option<Found> {
    let month = month_name(line, at)?;
    let at_day = past_stop(line, at + 1);
    let day = day_number(line, at_day)?;
    // "the June 18 of them", "May 10 people come": a count follows the name
    let counts = line.is_word(at_day + 1)
        && line.raw(at_day).bytes().all(|b| b.is_ascii_digit())
        && matches!(month, 3 | 5)
        && !WORDS.month_before.contains(line.before(at, 1))
        && matches!(line.word(at_day + 1), "people" | "men" | "women" | "percent" | "million");
    let at_year = past_comma(line, at_day + 1);
    let year = year_number(line, at_year);
    (!counts).then(|| {
        found(
            Named::Day { year, month, day },
            if year.is_some() { at_year + 1 } else { at_day + 1 },
        )
    })
}

/// "18 June 2024", "the 18th of June", "18 June".
pub(super) fn day_month(line: &Line, at: usize) -> Option<Found> {
    let day = day_number(line, at)?;
    let at_month = at + 1 + usize::from(line.word(at + 1) == "of");
    let month = month_name(line, at_month)?;
    let at_year = past_comma(line, past_stop(line, at_month + 1));
    // "10 March 3" and "2 May fly": a bare day before "May" or "March" needs a year or an ordinal
    let year = year_number(line, at_year);
    let doubtful = year.is_none()
        && matches!(month, 3 | 5)
        && line.raw(at).bytes().all(|b| b.is_ascii_digit());
    let ends = !line.is_word(at_month + 1) || !line.is_capital(at_month + 1);
    (!doubtful || ends).then(|| {
        found(
            Named::Day { year, month, day },
            if year.is_some() { at_year + 1 } else { at_month + 1 },
        )
    })
}

/// "last", "this past", "next" right before the token.
fn shift(line: &Line, at: usize) -> Option<Shift> {
    match line.before(at, 1) {
        "last" => Some(Shift::Last),
        "past" => Some(Shift::Past),
        "this" => Some(Shift::This),
        "coming" | "upcoming" => Some(Shift::Coming),
        "next" => Some(Shift::Next),
        _ => None,
    }
}

fn weekday(line: &Line, at: usize) -> Option<Found> {
    let (number, full) = WORDS.weekday(line.word(at))?;
    if !full || !line.is_capital(at) || is_name(line, at) {
        return None;
    }
    let (previous, next) = (line.before(at, 1), line.word(at + 1));
    let week = |word| match word {
        "last" => Some(-1),
        "this" => Some(0),
        "next" => Some(1),
        _ => None,
    };
    let named = match previous {
        "every" | "each" | "any" | "most" | "some" | "ago" | "one" => Named::Vague,
        "a" if line.before(at, 2) == "on" => Named::Vague,
        "from" if matches!(line.before(at, 2), "week" | "weeks" | "days" | "months") => {
            Named::Vague
        }
        "previous" | "preceding" => Named::WeekdayFromLast(number, false),
        "following" => Named::WeekdayFromLast(number, true),
        "next" if line.before(at, 2) == "the" => Named::WeekdayFromLast(number, true),
        // "the last Friday of the month", "the second Tuesday", "that Monday", "the Friday before"
        "last" if line.before(at, 2) == "the" => Named::Vague,
        "first" | "second" | "third" | "fourth" | "final" | "that" | "another" | "same" => {
            Named::Vague
        }
        "the" if matches!(next, "before" | "after" | "following" | "preceding") => Named::Vague,
        _ if next == "week" || (next == "the" && line.word(at + 2) == "13th") => Named::Vague,
        _ if next == "of" && line.word(at + 3) == "week" => match week(line.word(at + 2)) {
            Some(weeks) => Named::WeekdayOf(number, weeks),
            None => Named::Vague,
        },
        _ if next == "of" || (next == "in" && WORDS.month(line.word(at + 2)).is_some()) => {
            Named::Vague
        }
        _ => Named::Weekday(number, shift(line, at)),
    };
    Some(found(named, at + 1))
}

/// "Black Friday", "The Sunday Times", "Wednesday Addams".
fn is_name(line: &Line, at: usize) -> bool {
    let (previous, next) = (line.before(at, 1), line.word(at + 1));
    if at > 0 && line.is_capital(at - 1) && WORDS.feast_before.contains(previous) {
        return true;
    }
    if !line.is_capital(at + 1) {
        return false;
    }
    let no_verb_before = at == 0
        || matches!(
            previous,
            "the" | "a" | "an" | "as" | "of" | "and" | "with" | "'s" | "\"" | "'"
        );
    WORDS.title_after.contains(next)
        || (no_verb_before && WORDS.month(next).is_none() && WORDS.weekday(next).is_none())
}

/// "in February", "February 2024", "last May".
fn month(line: &Line, at: usize) -> Option<Found> {
    let month = month_name(line, at)?;
    let next = past_stop(line, at + 1);
    let at_year = past_comma(line, next + usize::from(line.word(next) == "of"));
    if let Some(year) = year_number(line, at_year) {
        return Some(found(Named::Month { year: Some(year), month, shift: None }, at_year + 1));
    }
    let (_, full) = WORDS.month(line.word(at))?;
    let shift = shift(line, at);
    let placed = WORDS.month_before.contains(line.before(at, 1)) || shift.is_some();
    // "from May, who"; "after March Madness": a name follows or the word is a name
    let named = line.is_capital(at + 1)
        || (month == 5 && matches!(line.before(at, 1), "of" | "from" | "by" | "after" | "before"));
    (full && placed && !named).then(|| found(Named::Month { year: None, month, shift }, at + 1))
}

/// "Christmas Day", "New Year's Eve 2019"; as the name of what happened ("the Christmas Day raid") it has no year.
fn holiday(line: &Line, at: usize) -> Option<Found> {
    if !WORDS.holiday_heads.contains(line.word(at)) {
        return None;
    }
    let mut name = String::new();
    for end in at..line.len().min(at + 5) {
        let glued = line.word(end).starts_with('\'');
        name += if name.is_empty() || glued { "" } else { " " };
        name += line.word(end);
        if !line.is_capital(end) && !glued {
            return None;
        }
        let Some(&(month, day)) = WORDS.holidays.get(&name) else { continue };
        let at_year = past_comma(line, end + 1);
        if let Some(year) = year_number(line, at_year) {
            return Some(found(Named::Day { year: Some(year), month, day }, at_year + 1));
        }
        let of_event =
            line.before(at, 1) == "the" || (line.is_word(end + 1) && line.is_capital(end + 1));
        let named = if of_event { Named::Vague } else { Named::Day { year: None, month, day } };
        return Some(found(named, end + 1));
    }
    None
}
