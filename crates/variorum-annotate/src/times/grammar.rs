//! The forms of time expressions: which tokens name a time, and which time.

use super::line::Line;
use super::words::WORDS;
use variorum_text::TokenKind;

/// What an expression names, before the report's day fills it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A day of a month, perhaps with its year.
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    /// A month, perhaps with its year or "last", "next".
    Month {
        year: Option<i16>,
        month: i8,
        shift: Option<Shift>,
    },
    Year(i16),
    /// A weekday, perhaps "last" or "next"; Monday = 1.
    Weekday(u8, Option<Shift>),
    /// "yesterday", "three days ago".
    Days(i32),
    Months(i32),
    Years(i32),
    /// A time too coarse for a value: "last week", "the 1990s".
    Vague,
}

/// "last", "this", "next".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    Last,
    This,
    Next,
}

/// An expression found at some token.
pub(super) struct Found {
    pub(super) named: Named,
    /// One past its last token.
    pub(super) end: usize,
    /// A weekday that stands before a full date.
    pub(super) weekday: Option<u8>,
}

/// The expression that begins at `at`, the longest first. `has_ago`: whether the line holds an "ago" at all.
pub(super) fn expression(line: &Line, at: usize, has_ago: bool) -> Option<Found> {
    if is_part_of_name(line, at) {
        return None;
    }
    if line.raw(at).starts_with(|c: char| c.is_ascii_digit()) {
        return iso(line, at)
            .or_else(|| day_month(line, at))
            .or_else(|| has_ago.then(|| ago(line, at)).flatten())
            .or_else(|| year(line, at));
    }
    let named = line.is_capital(at).then(|| named(line, at)).flatten();
    named.or_else(|| relative(line, at)).or_else(|| has_ago.then(|| ago(line, at)).flatten())
}

/// An expression that begins with the name of a weekday or a month.
fn named(line: &Line, at: usize) -> Option<Found> {
    weekday_and_date(line, at)
        .or_else(|| month_date(line, at))
        .or_else(|| weekday(line, at))
        .or_else(|| month(line, at))
}

/// True where the numeral that begins at `at` belongs to a date, a clock time or a year.
pub(crate) fn is_time(line: &Line, at: usize) -> bool {
    let of_month = at > 0
        && line.is_capital(at - 1)
        && WORDS.month(line.before(at, 1)).is_some()
        && day_number(line, at).is_some();
    let after_month_day =
        line.before(at, 1) == "," && at >= 3 && WORDS.month(line.before(at, 3)).is_some();
    of_month
        || (after_month_day && year_number(line, at).is_some())
        || iso(line, at).is_some()
        || day_month(line, at).is_some()
        || year(line, at).is_some()
}

fn found(named: Named, end: usize) -> Found {
    Found { named, end, weekday: None }
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
fn month_name(line: &Line, at: usize) -> Option<i8> {
    let (month, _) = WORDS.month(line.word(at))?;
    line.is_capital(at).then_some(month as i8)
}

fn day_number(line: &Line, at: usize) -> Option<i8> {
    let raw = line.raw(at);
    let digits =
        ["st", "nd", "rd", "th"].iter().find_map(|end| raw.strip_suffix(end)).unwrap_or(raw);
    let short = digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    short.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

fn year_number(line: &Line, at: usize) -> Option<i16> {
    let four = line.raw(at).len() == 4;
    four.then(|| line.integer(at))
        .flatten()
        .filter(|y| (1500..=2100).contains(y))
        .and_then(|y| i16::try_from(y).ok())
}

/// Skips one comma.
fn past_comma(line: &Line, at: usize) -> usize {
    at + usize::from(line.word(at) == ",")
}

/// A full stop that the tokens left outside an abbreviated month.
fn past_stop(line: &Line, at: usize) -> usize {
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
fn month_date(line: &Line, at: usize) -> Option<Found> {
    let month = month_name(line, at)?;
    let at_day = past_stop(line, at + 1);
    let day = day_number(line, at_day)?;
    let at_year = past_comma(line, at_day + 1);
    let year = year_number(line, at_year);
    Some(found(
        Named::Day { year, month, day },
        if year.is_some() { at_year + 1 } else { at_day + 1 },
    ))
}

/// "18 June 2024", "the 18th of June", "18 June".
fn day_month(line: &Line, at: usize) -> Option<Found> {
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

fn shift(word: &str) -> Option<Shift> {
    match word {
        "last" | "past" => Some(Shift::Last),
        "this" => Some(Shift::This),
        "next" => Some(Shift::Next),
        _ => None,
    }
}

fn weekday(line: &Line, at: usize) -> Option<Found> {
    let (number, full) = WORDS.weekday(line.word(at))?;
    let named =
        (at > 0 && line.is_capital(at - 1) && WORDS.feast_before.contains(line.before(at, 1)))
            || (line.is_capital(at + 1) && WORDS.title_after.contains(line.word(at + 1)));
    (full && line.is_capital(at) && !named)
        .then(|| found(Named::Weekday(number, shift(line.before(at, 1))), at + 1))
}

/// "in February", "February 2024", "last May".
fn month(line: &Line, at: usize) -> Option<Found> {
    let month = month_name(line, at)?;
    let next = past_stop(line, at + 1);
    let at_year = past_comma(line, next);
    if let Some(year) = year_number(line, at_year) {
        return Some(found(Named::Month { year: Some(year), month, shift: None }, at_year + 1));
    }
    let (_, full) = WORDS.month(line.word(at))?;
    let placed = WORDS.month_before.contains(line.before(at, 1));
    // "from May, who"; "after March Madness": a name follows or the word is a name
    let named = line.is_capital(at + 1)
        || (month == 5 && matches!(line.before(at, 1), "of" | "from" | "by" | "after" | "before"));
    (full && placed && !named).then(|| {
        found(Named::Month { year: None, month, shift: shift(line.before(at, 1)) }, at + 1)
    })
}

fn relative(line: &Line, at: usize) -> Option<Found> {
    let (named, words) = match (line.word(at), line.word(at + 1)) {
        ("yesterday", _) => (Named::Days(-1), 1),
        ("tomorrow", _) => (Named::Days(1), 1),
        ("last", "night") => (Named::Days(-1), 2),
        ("last", "month") => (Named::Months(-1), 2),
        ("this", "month") => (Named::Months(0), 2),
        ("next", "month") => (Named::Months(1), 2),
        ("last", "year") => (Named::Years(-1), 2),
        ("this", "year") => (Named::Years(0), 2),
        ("next", "year") => (Named::Years(1), 2),
        (
            "last" | "this" | "next",
            "week" | "weekend" | "summer" | "winter" | "spring" | "fall" | "autumn",
        ) => (Named::Vague, 2),
        _ => return None,
    };
    // "over the last year" is a stretch, not a year
    let stretch = words == 2 && matches!(line.before(at, 1), "the" | "over" | "past");
    // "This Week" is a show
    let title = words == 2 && line.is_capital(at + 1);
    (!stretch && !title).then(|| found(named, at + words))
}

/// "24 years ago", "two months earlier" is left out: "earlier" than what is not known.
fn ago(line: &Line, at: usize) -> Option<Found> {
    let (value, end) = crate::quantities::whole_number(line, at)?;
    if line.word(end + 1) != "ago" {
        return None;
    }
    let count = i32::try_from(value).ok().filter(|count| *count < 5000)?;
    let named = match line.word(end) {
        "day" | "days" => Named::Days(-count),
        "month" | "months" => Named::Months(-count),
        "year" | "years" => Named::Years(-count),
        "week" | "weeks" | "decade" | "decades" | "hour" | "hours" | "minutes" => Named::Vague,
        _ => return None,
    };
    Some(found(named, end + 2))
}

/// A bare year: never a count, a sum or a part of a name.
fn year(line: &Line, at: usize) -> Option<Found> {
    let decade = line.raw(at).strip_suffix('s').is_some_and(|digits| {
        digits.len() == 4 && digits.ends_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    });
    if decade {
        return Some(found(Named::Vague, at + 1));
    }
    let year = year_number(line, at)?;
    let previous = line.before(at, 1);
    let next = line.word(at + 1);
    let counts = line.is_word(at + 1)
        && !line.is_capital(at + 1)
        && is_plural(next)
        && (year % 100 == 0 || WORDS.year_before.contains(previous));
    let of_sum = matches!(
        next,
        "%" | "percent"
            | "per"
            | "million"
            | "billion"
            | "pounds"
            | "dollars"
            | "euros"
            | "-"
            | "–"
    ) || matches!(
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
    (placed && !counts && !of_sum && !bracketed && line.kind(at) == Some(TokenKind::Number))
        .then(|| found(Named::Year(year), at + 1))
}

fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "troops" | "miles")
        || (word.ends_with('s')
            && word.len() > 3
            && !matches!(word, "was" | "this" | "has" | "does" | "thus" | "plus" | "versus"))
}
