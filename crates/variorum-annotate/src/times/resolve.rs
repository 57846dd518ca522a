//! What an expression means on a report's day: a value in ISO 8601, or none.
//!
//! A doubtful value is no value: what two readers could date differently stays unknown.

use super::anchor::Anchor;
use super::named::{Clock, Named, Shift};
use super::tense::Tense;
use super::words::WORDS;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use variorum_model::Precision;

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) tense: Tense,
    pub(super) in_lead: bool,
    pub(super) in_marks: bool,
    /// It opens its sentence, perhaps behind a preposition.
    pub(super) at_head: bool,
    /// The day that the report named last, in this paragraph.
    pub(super) named: Option<Date>,
}

/// A value and what it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) value: Option<String>,
    /// The value, where it is one day.
    pub(super) day: Option<Date>,
    pub(super) precision: Precision,
    /// True where the report's own day was needed.
    pub(super) anchored: bool,
}

impl Answer {
    fn of(value: Option<String>, precision: Precision, anchored: bool) -> Self {
        Self { value, day: None, precision, anchored }
    }

    fn day(day: Option<Date>, anchored: bool) -> Self {
        let value = day.map(|day| day.to_string());
        Self { value, day, precision: Precision::Day, anchored }
    }

    fn month(date: Option<Date>, anchored: bool) -> Self {
        Self::of(date.map(month), Precision::Month, anchored)
    }

    fn interval(ends: Option<(String, String)>, anchored: bool) -> Self {
        let ends = ends.filter(|(first, last)| first.len() == last.len() && first < last);
        Self::of(ends.map(|(first, last)| format!("{first}/{last}")), Precision::Interval, anchored)
    }

    fn unknown() -> Self {
        Self::of(None, Precision::Unknown, false)
    }
}

/// The meaning of what is named, read from the anchor; words in someone's mouth are read from no day.
pub(super) fn resolve(named: &Named, anchor: Option<Anchor>, place: Place) -> Answer {
    let own = anchor.filter(|_| !place.in_marks);
    let tense = place.tense;
    match *named {
        Named::Day { year: Some(year), month, day } => {
            Answer::day(Date::new(year, month, day).ok(), false)
        }
        Named::Day { year: None, month, day } => {
            let has_name = WORDS.name_days.contains(&format!("{month:02}-{day:02}"));
            let own = own.filter(|_| !has_name);
            Answer::day(own.and_then(|anchor| anchor.nearest_day(month, day, tense)), true)
        }
        Named::Month { year: Some(year), month, .. } => {
            Answer::month(Date::new(year, month, 1).ok(), false)
        }
        Named::Month { year: None, month, shift } => {
            let year = own.and_then(|anchor| month_year(anchor, month, shift, place));
            Answer::month(year.and_then(|year| Date::new(year, month, 1).ok()), true)
        }
        Named::Year(year) => Answer::of(Some(format!("{year:04}")), Precision::Year, false),
        Named::Decade(first) => {
            Answer::interval(Some((format!("{first:04}"), format!("{:04}", first + 9))), false)
        }
        Named::Months { year, first, last } => {
            let ends = (format!("{year:04}-{first:02}"), format!("{year:04}-{last:02}"));
            Answer::interval(Some(ends), false)
        }
        Named::Weekday(number, shift) => {
            Answer::day(own.and_then(|anchor| weekday(anchor, number, shift, place)), true)
        }
        Named::WeekdayOf(number, weeks) => Answer::day(
            own.and_then(|anchor| anchor.monday(weeks))
                .and_then(|monday| plus(monday, i32::from(number) - 1)),
            true,
        ),
        Named::Today => {
            Answer::day(own.filter(|_| tense != Tense::Unknown).map(|anchor| anchor.day), true)
        }
        Named::DaysFrom(days) => Answer::day(own.and_then(|anchor| anchor.plus(days)), true),
        Named::Week(weeks) => Answer::of(
            own.and_then(|anchor| anchor.monday(weeks)).map(|monday| {
                let week = monday.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }),
            Precision::Week,
            true,
        ),
        Named::WeeksAgo(weeks) => {
            let around = own.and_then(|anchor| anchor.plus(-7 * weeks));
            Answer::interval(around.and_then(|day| days(plus(day, -3), plus(day, 3))), true)
        }
        Named::MonthFrom(months) => {
            Answer::month(own.and_then(|anchor| anchor.plus_months(months)), true)
        }
        Named::MonthsAgo(months) => {
            let ends = own.and_then(|anchor| {
                Some((month(anchor.plus_months(-months - 1)?), month(anchor.plus_months(-months)?)))
            });
            Answer::interval(ends, true)
        }
        Named::YearFrom(years) => {
            let year = own.map(|anchor| i32::from(anchor.day.year()) + years);
            let year = year.filter(|year| *year > 0);
            Answer::of(year.map(|year| format!("{year:04}")), Precision::Year, true)
        }
        Named::YearsAgo(years) => {
            let last = own.map(|anchor| i32::from(anchor.day.year()) - years);
            let ends = last.filter(|last| *last > 1);
            Answer::interval(
                ends.map(|last| (format!("{:04}", last - 1), format!("{last:04}"))),
                true,
            )
        }
        Named::Weekend(shift) => {
            let saturday = own.and_then(|anchor| anchor.saturday(shift, tense));
            Answer::interval(
                saturday.and_then(|saturday| days(Some(saturday), plus(saturday, 1))),
                true,
            )
        }
        Named::DaysFromLast(shift) => {
            let named = place.named.filter(|_| !place.in_marks);
            Answer::day(named.and_then(|day| plus(day, shift)), false)
        }
        Named::WeekdayFromLast(number, following) => {
            let named = place.named.filter(|_| !place.in_marks);
            let day = named.and_then(|day| {
                day.nth_weekday(if following { 1 } else { -1 }, number_weekday(number)?).ok()
            });
            Answer::day(day, false)
        }
        Named::Eve(ref inner) => {
            let inner = resolve(inner, anchor, place);
            Answer::day(inner.day.and_then(|day| plus(day, -1)), inner.anchored)
        }
        Named::Range(ref first, ref last) => range(first, last, own, place),
        Named::Clock(_) => Answer::of(None, Precision::Hour, false),
        Named::Vague => Answer::unknown(),
    }
}

/// A time of day on a day: with its offset only where the zone is known.
pub(super) fn at(clock: Clock, day: Date) -> String {
    let zone = clock.zone.map_or(String::new(), |minutes| {
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    });
    format!("{day}T{:02}:{:02}{zone}", clock.hour, clock.minute)
}

fn plus(day: Date, days: i32) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

fn month(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

fn days(first: Option<Date>, last: Option<Date>) -> Option<(String, String)> {
    Some((first?.to_string(), last?.to_string()))
}

fn number_weekday(number: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()
}

/// The year of a month without one. "Last June" is last year's where this year's has not come; where it has, either
/// may be meant.
fn month_year(anchor: Anchor, month: i8, shift: Option<Shift>, place: Place) -> Option<i16> {
    let (year, own) = (anchor.day.year(), anchor.day.month());
    match shift {
        Some(Shift::Last) => (month >= own).then_some(year - 1),
        Some(Shift::Next) => (month <= own).then_some(year + 1),
        Some(Shift::Past) => Some(year - i16::from(month >= own)),
        Some(Shift::Coming) => Some(year + i16::from(month <= own)),
        Some(Shift::This) => (month.abs_diff(own) <= 9).then_some(year),
        None => anchor.year_of_month(month, place.tense, place.at_head),
    }
}

/// "Last Friday" is a day of last week and "next Friday" one of next week; nearer than that, either may be meant.
fn weekday(anchor: Anchor, number: u8, shift: Option<Shift>, place: Place) -> Option<Date> {
    match shift {
        Some(Shift::Past) => anchor.strict_weekday(number, false),
        Some(Shift::Coming) => anchor.strict_weekday(number, true),
        Some(Shift::Last) => {
            anchor.strict_weekday(number, false).filter(|day| Some(*day) < anchor.monday(0))
        }
        Some(Shift::Next) => {
            anchor.strict_weekday(number, true).filter(|day| Some(*day) >= anchor.monday(1))
        }
        Some(Shift::This) => {
            let day = anchor.monday(0).and_then(|monday| plus(monday, i32::from(number) - 1))?;
            match place.tense {
                Tense::Past => (day <= anchor.day).then_some(day),
                Tense::Future | Tense::Unknown => (day >= anchor.day).then_some(day),
            }
        }
        None => anchor.weekday(number, place.tense, place.in_lead),
    }
}

fn range(first: &Named, last: &Named, own: Option<Anchor>, place: Place) -> Answer {
    if let (Named::Weekday(from, _), Named::Weekday(to, _)) = (first, last) {
        let length = (i32::from(*to) - i32::from(*from)).rem_euclid(7);
        let ends = own.filter(|_| length > 0).and_then(|anchor| match place.tense {
            Tense::Past => {
                let last = anchor.weekday(*to, Tense::Past, false)?;
                days(plus(last, -length), Some(last))
            }
            Tense::Future => {
                let first = anchor.weekday(*from, Tense::Future, false)?;
                days(Some(first), plus(first, length))
            }
            Tense::Unknown => None,
        });
        return Answer::interval(ends, true);
    }
    let (first, last) = (resolve(first, own, place), resolve(last, own, place));
    let near = match (first.day, last.day) {
        (Some(first), Some(last)) => (last - first).get_days() < 366 * 5,
        _ => true,
    };
    let anchored = first.anchored || last.anchored;
    Answer::interval(first.value.zip(last.value).filter(|_| near), anchored)
}
