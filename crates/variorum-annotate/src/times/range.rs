//! Ranges of days and months: "June 18-19", "between 3 and 5 May", "from Monday to Thursday".

use super::grammar::{
    day_month, day_number, day_of, month_date, month_name, past_comma, past_stop,
};
use super::line::Line;
use super::named::{Found, Named, found};
use super::words::WORDS;
use super::year::{full_month, is_plural, year_number};

/// The range that begins at `at`.
pub(super) fn range(line: &Line, at: usize) -> Option<Found> {
    if line.raw(at).starts_with(|c: char| c.is_ascii_digit()) {
        return days_before_month(line, at);
    }
    weekdays(line, at).or_else(|| days_after_month(line, at)).or_else(|| months(line, at))
}

/// "18-19" as one token.
pub(super) fn is_day_pair(raw: &str) -> bool {
    day_pair(raw).is_some()
}

fn day_pair(raw: &str) -> Option<(i8, i8)> {
    let (first, last) = raw.split_once('-')?;
    let (first, last) = (day_of(first)?, day_of(last)?);
    (first < last).then_some((first, last))
}

/// Where the second half begins, after a word or dash that joins; `start` is where the first one begins.
fn joined(line: &Line, start: usize, at: usize) -> Option<usize> {
    let joins = match line.word(at) {
        "to" | "through" | "thru" => true,
        "until" | "till" => line.before(start, 1) == "from",
        "and" => line.before(start, 1) == "between",
        "-" => true,
        _ => false,
    };
    joins.then_some(at + 1)
}

/// "moved from Monday to Thursday": two days, not the days between them.
fn moves(line: &Line, start: usize) -> bool {
    const MOVES: [&str; 11] = [
        "moved",
        "postponed",
        "delayed",
        "pushed",
        "changed",
        "shifted",
        "rescheduled",
        "advanced",
        "brought",
        "move",
        "postpone",
    ];
    line.before(start, 1) == "from"
        && (2..=7).any(|steps| MOVES.contains(&line.before(start, steps)))
}

fn of(first: Named, last: Named, line: &Line, start: usize, end: usize) -> Found {
    let named = if moves(line, start) {
        Named::Vague
    } else {
        Named::Range(Box::new(first), Box::new(last))
    };
    found(named, end)
}

fn weekdays(line: &Line, at: usize) -> Option<Found> {
    let full = |word: &str| WORDS.weekday(word).filter(|(_, full)| *full).map(|(number, _)| number);
    if !line.is_capital(at) {
        return None;
    }
    let (first, last, end) = match line.word(at).split_once('-') {
        Some((first, last)) => (full(first)?, full(last)?, at + 1),
        None => {
            let first = full(line.word(at))?;
            let next = joined(line, at, at + 1)?;
            (first, full(line.word(next)).filter(|_| line.is_capital(next))?, next + 1)
        }
    };
    // "Monday through Friday" is said of any week
    if first == 1 && last >= 5 {
        return Some(found(Named::Vague, end));
    }
    Some(of(Named::Weekday(first, None), Named::Weekday(last, None), line, at, end))
}

/// "June 18-19", "June 18 to 20, 2024", "June 30 to July 2".
fn days_after_month(line: &Line, at: usize) -> Option<Found> {
    let month = month_name(line, at)?;
    let at_day = past_stop(line, at + 1);
    if let Some((first, last)) = day_pair(line.raw(at_day)) {
        return Some(days(line, at, month, first, last, at_day + 1));
    }
    let first = day_number(line, at_day)?;
    let after_day = at_day + 1;
    if let Some(year) = year_number(line, past_comma(line, after_day)) {
        // each end with its own year
        let next = joined(line, at, past_comma(line, after_day) + 1)?;
        let end = month_date(line, next)?;
        return Some(of(
            Named::Day { year: Some(year), month, day: first },
            end.named,
            line,
            at,
            end.end,
        ));
    }
    let next = joined(line, at, after_day)?;
    if let Some(last) = month_date(line, next) {
        return across(line, at, month, first, last);
    }
    let last = day_number(line, next).filter(|last| first < *last)?;
    let counts = line.is_word(next + 1) && is_plural(line.word(next + 1));
    (!counts).then(|| days(line, at, month, first, last, next + 1))
}

/// "3-5 May", "between 3 and 5 May 2024", "30 April to 2 May".
fn days_before_month(line: &Line, at: usize) -> Option<Found> {
    if let Some((first, last)) = day_pair(line.raw(at)) {
        let month = month_name(line, at + 1)?;
        return Some(days(line, at, month, first, last, at + 2));
    }
    if let Some(first) = day_month(line, at) {
        let Named::Day { year: None, month, day } = first.named else { return None };
        let next = joined(line, at, first.end)?;
        return across(line, at, month, day, day_month(line, next)?);
    }
    let first = day_number(line, at)?;
    let next = joined(line, at, at + 1)?;
    let last = day_number(line, next).filter(|last| first < *last)?;
    let at_month = next + 1 + usize::from(line.word(next + 1) == "of");
    let month = month_name(line, at_month)?;
    Some(days(line, at, month, first, last, at_month + 1))
}

/// Two days of one month, perhaps with its year behind.
fn days(line: &Line, start: usize, month: i8, first: i8, last: i8, end: usize) -> Found {
    let at_year = past_comma(line, end);
    let year = year_number(line, at_year);
    let end = if year.is_some() { at_year + 1 } else { end };
    of(
        Named::Day { year, month, day: first },
        Named::Day { year, month, day: last },
        line,
        start,
        end,
    )
}

/// Two days of two months: the year behind the second is the first one's too, or the one after it.
fn across(line: &Line, start: usize, month: i8, day: i8, last: Found) -> Option<Found> {
    let Named::Day { year, month: other, .. } = last.named else { return None };
    let year = year.map(|year| year - i16::from(other < month));
    Some(of(Named::Day { year, month, day }, last.named, line, start, last.end))
}

/// "from May to July", "between March and June 2024".
fn months(line: &Line, at: usize) -> Option<Found> {
    let first = full_month(line, at)?;
    if !matches!(line.before(at, 1), "from" | "between") {
        return None;
    }
    let next = joined(line, at, at + 1)?;
    let last = full_month(line, next)?;
    let at_year = past_comma(line, next + 1);
    let year = year_number(line, at_year);
    let end = if year.is_some() { at_year + 1 } else { next + 1 };
    let before = year.map(|year| year - i16::from(last < first));
    Some(of(
        Named::Month { year: before, month: first, shift: None },
        Named::Month { year, month: last, shift: None },
        line,
        at,
        end,
    ))
}
