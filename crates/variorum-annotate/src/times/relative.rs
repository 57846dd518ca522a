//! Times that are counted from another: from the report's day ("last month", "two weeks ago") or from the day that
//! the report named last ("the previous day", "two days later").

use super::grammar::expression;
use super::line::Line;
use super::named::{Found, Named, Shift, found};
use super::words::WORDS;
use variorum_text::TokenKind;

/// "yesterday", "last month", "the previous day", "over the weekend".
pub(super) fn relative(line: &Line, at: usize) -> Option<Found> {
    let first = line.word(at);
    let known = matches!(
        first,
        "today"
            | "tonight"
            | "yesterday"
            | "tomorrow"
            | "last"
            | "this"
            | "next"
            | "the"
            | "that"
            | "hours"
            | "minutes"
            | "days"
            | "weeks"
            | "months"
            | "years"
    );
    // "USA Today", "This Week": names
    if !known || (line.is_capital(at) && !begins_clause(line, at)) {
        return None;
    }
    match first {
        "the" | "that" => return after_article(line, at),
        "hours" | "minutes" | "days" | "weeks" | "months" | "years" => {
            let tail =
                matches!(line.word(at + 1), "before" | "after" | "later" | "earlier" | "ago");
            return tail.then(|| found(Named::Vague, at + 2));
        }
        _ => {}
    }
    let second = line.word(at + 1);
    let possessive = line.kind(at + 1) == Some(TokenKind::Possessive);
    let (named, words) = match (first, second) {
        ("today", "show" | "programme" | "program") => return None,
        // "today's youth", "tomorrow's leaders"
        ("today" | "tomorrow", _) if possessive => (Named::Vague, 1),
        ("today", _) => (Named::Today, 1),
        ("tonight", _) => (Named::DaysFrom(0), 1),
        ("yesterday", _) => (Named::DaysFrom(-1), 1),
        ("tomorrow", _) => (Named::DaysFrom(1), 1),
        ("last", "night" | "evening") => (Named::DaysFrom(-1), 2),
        ("this", "morning" | "afternoon" | "evening") => (Named::DaysFrom(0), 2),
        ("last", "week") => (Named::Week(-1), 2),
        ("this", "week") => (Named::Week(0), 2),
        ("next", "week") => (Named::Week(1), 2),
        ("last", "weekend") => (Named::Weekend(Some(Shift::Last)), 2),
        ("this", "weekend") => (Named::Weekend(Some(Shift::This)), 2),
        ("next", "weekend") => (Named::Weekend(Some(Shift::Next)), 2),
        ("last", "month") => (Named::MonthFrom(-1), 2),
        ("this", "month") => (Named::MonthFrom(0), 2),
        ("next", "month") => (Named::MonthFrom(1), 2),
        ("last", "year") => (Named::YearFrom(-1), 2),
        ("this", "year") => (Named::YearFrom(0), 2),
        ("next", "year") => (Named::YearFrom(1), 2),
        (
            "last" | "this" | "next",
            "summer" | "winter" | "spring" | "fall" | "autumn" | "quarter" | "decade" | "century",
        ) => (Named::Vague, 2),
        _ => return None,
    };
    // "over the last year" is a stretch, not a year
    let stretch = words == 2 && matches!(line.before(at, 1), "the" | "over" | "past");
    // "This Week" is a show
    let title = words == 2 && line.is_capital(at + 1);
    (!stretch && !title).then(|| found(named, at + words))
}

/// True at the head of the line or right behind punctuation, where any word has a capital.
fn begins_clause(line: &Line, at: usize) -> bool {
    at == 0 || !line.is_word(at - 1) && line.kind(at - 1) != Some(TokenKind::Possessive)
}

/// "the day before yesterday", "the next day", "the eve of …", "the weekend", "that day".
fn after_article(line: &Line, at: usize) -> Option<Found> {
    let [second, third] = [line.word(at + 1), line.word(at + 2)];
    let day = |word| matches!(word, "day" | "night" | "morning" | "evening" | "afternoon");
    if line.word(at) == "that" {
        let placed = matches!(line.before(at, 1), "later" | "earlier") || ends(line, at + 2);
        return (second == "day" && placed).then(|| found(Named::DaysFromLast(0), at + 2));
    }
    let named = match (second, third) {
        ("day", "before") if line.word(at + 3) == "yesterday" => {
            return Some(found(Named::DaysFrom(-2), at + 4));
        }
        ("day", "after") if line.word(at + 3) == "tomorrow" => {
            return Some(found(Named::DaysFrom(2), at + 4));
        }
        ("previous" | "preceding", third) if day(third) => Named::DaysFromLast(-1),
        ("next" | "following", third) if day(third) => Named::DaysFromLast(1),
        ("same", "day") => Named::DaysFromLast(0),
        (second, "before") if day(second) => {
            if ends(line, at + 3) {
                Named::DaysFromLast(-1)
            } else {
                Named::Vague
            }
        }
        (second, "after") if day(second) => {
            if ends(line, at + 3) {
                Named::DaysFromLast(1)
            } else {
                Named::Vague
            }
        }
        ("eve", "of") => return Some(eve(line, at)),
        ("turn", "of") if line.word(at + 3) == "the" => {
            let unit =
                matches!(line.word(at + 4), "year" | "century" | "month" | "millennium" | "decade");
            return unit.then(|| found(Named::Vague, at + 5));
        }
        ("weekend", _) if matches!(line.before(at, 1), "over" | "at" | "during") => {
            return Some(found(Named::Weekend(None), at + 2));
        }
        _ => return None,
    };
    Some(found(named, at + 3))
}

/// "the eve of June 3"; of anything but a day it stays unknown.
fn eve(line: &Line, at: usize) -> Found {
    match expression(line, at + 3, false) {
        Some(day) if matches!(day.named, Named::Day { .. } | Named::Weekday(..)) => {
            found(Named::Eve(Box::new(day.named)), day.end)
        }
        _ => found(Named::Vague, at + 3),
    }
}

/// True where no word follows that the phrase could lead to: "the day before." against "the day before the vote".
fn ends(line: &Line, at: usize) -> bool {
    !line.is_word(at)
        || matches!(
            line.word(at),
            "when" | "and" | "but" | "that" | "at" | "in" | "by" | "as" | "on"
        )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
    Other,
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "decade" | "decades" | "hour" | "hours" | "minute" | "minutes" | "century"
        | "centuries" => Unit::Other,
        _ => return None,
    })
}

/// "24 years ago", "a day earlier", "two days later", "three weeks before the vote".
pub(super) fn counted(line: &Line, at: usize) -> Option<Found> {
    let (count, at_unit) = count(line, at)?;
    let unit = unit(line.word(at_unit))?;
    let tail = at_unit + 1;
    let end = tail + 1;
    let from_named = |days: i32| match (count, unit) {
        (Some(n), Unit::Day) => Named::DaysFromLast(days * n),
        _ => Named::Vague,
    };
    let named = match line.word(tail) {
        "ago" => return Some(found(ago(count, unit), end)),
        "from" if line.word(end) == "now" => match (count, unit) {
            (Some(n), Unit::Day) => return Some(found(Named::DaysFrom(n), end + 1)),
            _ => return Some(found(Named::Vague, end + 1)),
        },
        "earlier" => from_named(-1),
        "later" => from_named(1),
        "before" if ends(line, end) => from_named(-1),
        "after" if ends(line, end) => from_named(1),
        "before" | "after" => Named::Vague,
        _ => return None,
    };
    Some(found(named, end))
}

/// The number that begins at `at`, `None` inside where it is not exact, and one past its last token.
fn count(line: &Line, at: usize) -> Option<(Option<i32>, usize)> {
    let exact = !WORDS.about.contains(line.before(at, 1));
    let word = line.word(at);
    if matches!(word, "a" | "an" | "one") && unit(line.word(at + 1)).is_some() {
        return Some((Some(1).filter(|_| exact), at + 1));
    }
    if word == "a" && WORDS.vague_counts.contains(line.word(at + 1)) {
        let of = usize::from(line.word(at + 2) == "of");
        return Some((None, at + 2 + of));
    }
    if WORDS.vague_counts.contains(word) && unit(line.word(at + 1)).is_some() {
        return Some((None, at + 1));
    }
    let (value, end) = crate::quantities::whole_number(line, at)?;
    let value = i32::try_from(value).ok().filter(|count| (0..5000).contains(count));
    // the second number of "two or three days ago"
    let between = matches!(line.before(at, 1), "or" | "to");
    Some((value.filter(|_| exact && !between), end))
}

/// A round number of many days or years is seldom exact.
fn ago(count: Option<i32>, unit: Unit) -> Named {
    match (count, unit) {
        (Some(n), Unit::Day) if n < 10 => Named::DaysFrom(-n),
        (Some(n), Unit::Week) if n <= 8 => Named::WeeksAgo(n),
        (Some(n), Unit::Month) if n < 24 => Named::MonthsAgo(n),
        (Some(n), Unit::Year) if n < 20 || n % 5 != 0 => Named::YearsAgo(n),
        _ => Named::Vague,
    }
}
