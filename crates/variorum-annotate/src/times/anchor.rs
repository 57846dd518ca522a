//! The day a report is read from, and the arithmetic of days.
//!
//! Only the report's own dates anchor; a date that an extractor put there never does.

use super::named::Shift;
use super::tense::Tense;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use variorum_model::{DateOrigin, DateRole, Report, ReportDate};

/// The day that a report is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) day: Date,
}

/// The days that a report may be read from, and the name of what gave them: one day of its own, or the days around
/// its siblings', on each of which a value has to be the same.
pub(super) struct Anchors {
    pub(super) days: Vec<Anchor>,
    pub(super) name: &'static str,
}

impl Anchors {
    /// The report's most trusted day; no days where it has none.
    pub(super) fn of(report: &Report) -> Self {
        let own = [DateRole::Dateline, DateRole::Published, DateRole::Page, DateRole::Updated]
            .into_iter()
            .flat_map(|role| own_dates(report).filter(move |(date, _)| date.role == role))
            .next();
        match own {
            Some((date, day)) => Self { days: vec![Anchor { day }], name: date.role.name() },
            None => Self { days: Vec::new(), name: "" },
        }
    }

    /// The days from the first sibling's to the last one's and one more on either side.
    pub(super) fn of_siblings(first: Date, last: Date) -> Self {
        let from = first.checked_sub(1.days()).unwrap_or(first);
        let to = last.checked_add(1.days()).unwrap_or(last);
        let days = from.series(1.days()).take_while(|day| *day <= to).map(|day| Anchor { day });
        Self { days: days.collect(), name: "sibling" }
    }
}

/// The dates that the report gives itself, with their days; never an extractor's.
pub(super) fn own_dates(report: &Report) -> impl Iterator<Item = (&ReportDate, Date)> {
    report
        .dates
        .iter()
        .filter(|date| date.role != DateRole::Extractor && date.origin != DateOrigin::Guess)
        .filter_map(|date| Some((date, date.value.parse().ok()?)))
}

impl Anchor {
    /// The weekday that a clause of this tense means.
    /// `in_lead`: the lead may tell of the day after the page's date, whose zone is not known.
    pub(super) fn weekday(self, number: u8, tense: Tense, in_lead: bool) -> Option<Date> {
        let weekday = Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()?;
        let ahead = i32::from(self.day.weekday().until(weekday));
        let days = match (tense, ahead) {
            (_, 0) => 0,
            (Tense::Past, 1) if in_lead => 1,
            (Tense::Past, 1) | (Tense::Unknown, _) => return None,
            (Tense::Past, ahead) => ahead - 7,
            (Tense::Future, ahead) => ahead,
        };
        self.plus(days)
    }

    /// "last Tuesday" (before the day) or "next Tuesday" (after it).
    pub(super) fn strict_weekday(self, number: u8, next: bool) -> Option<Date> {
        let weekday = Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()?;
        self.day.nth_weekday(if next { 1 } else { -1 }, weekday).ok()
    }

    /// Monday of the week that lies `weeks` from the report's own. `None` on a Sunday: whether it ends a week or
    /// begins one differs by country.
    pub(super) fn monday(self, weeks: i32) -> Option<Date> {
        let ahead = i32::from(self.day.weekday().to_monday_zero_offset());
        if ahead == 6 { None } else { self.plus(7 * weeks - ahead) }
    }

    /// Saturday of the weekend that a clause of this tense means; `None` where two could be meant.
    pub(super) fn saturday(self, shift: Option<Shift>, tense: Tense) -> Option<Date> {
        let number = i32::from(self.day.weekday().to_monday_one_offset());
        let coming = 6 - number;
        let days = match (shift, tense) {
            // on the weekend itself it is not clear which is meant
            _ if number == 6 => return None,
            (None, Tense::Past) => coming - if number == 7 { 0 } else { 7 },
            (Some(Shift::Last), _) if number <= 5 => coming - 7,
            (None | Some(Shift::This), Tense::Future) if number <= 5 => coming,
            (Some(Shift::This), Tense::Past) if number == 1 => coming - 7,
            _ => return None,
        };
        self.plus(days)
    }

    pub(super) fn plus(self, days: i32) -> Option<Date> {
        self.day.checked_add(days.days()).ok()
    }

    /// First day of the month that lies `months` from the report's own.
    pub(super) fn plus_months(self, months: i32) -> Option<Date> {
        self.day.first_of_month().checked_add(months.months()).ok()
    }

    /// The year in which a month without a year lies; `None` where a past verb governs a month that is
    /// much nearer ahead: "he said the vote in November" may look forward.
    /// `at_head`: the month opens its sentence, so that the past verb is surely its own.
    pub(super) fn year_of_month(self, month: i8, tense: Tense, at_head: bool) -> Option<i16> {
        let own = self.day.month();
        let back = (own - month).rem_euclid(12);
        match tense {
            _ if month == own => Some(self.day.year()),
            Tense::Past if back > 7 => None,
            // in April, "had a chance of losing in November" looks ahead
            Tense::Past if month > own && back > 4 && !at_head => None,
            Tense::Past => Some(self.day.year() - i16::from(month > own)),
            Tense::Future => Some(self.day.year() + i16::from(month < own)),
            Tense::Unknown => None,
        }
    }

    /// The day of that month and day nearest to the report, on the side the tense asks for;
    /// `None` where it would lie more than seven months away, or five with an unknown tense.
    pub(super) fn nearest_day(self, month: i8, day: i8, tense: Tense) -> Option<Date> {
        let distance = |date: Date| (date - self.day).get_days();
        (-1..=1)
            .filter_map(|shift| Date::new(self.day.year() + shift, month, day).ok())
            .filter(|&date| match tense {
                Tense::Past => (-210..=1).contains(&distance(date)),
                Tense::Future => (-1..=210).contains(&distance(date)),
                Tense::Unknown => distance(date).abs() <= 150,
            })
            .min_by_key(|&date| distance(date).abs())
    }
}
