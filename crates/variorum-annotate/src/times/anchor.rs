//! The day a report is read from, and the arithmetic of days.
//!
//! Only the report's own dates anchor; a date that an extractor put there never does.

use super::tense::Tense;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use variorum_model::{DateRole, Report};

/// The day of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) day: Date,
    pub(super) role: DateRole,
}

impl Anchor {
    /// The report's most trusted day; `None` where it has none.
    pub(super) fn of(report: &Report) -> Option<Self> {
        [DateRole::Dateline, DateRole::Published, DateRole::Page, DateRole::Updated]
            .into_iter()
            .flat_map(|role| report.dates.iter().filter(move |date| date.role == role))
            .find_map(|date| Some(Self { day: date.value.parse().ok()?, role: date.role }))
    }

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

    pub(super) fn plus(self, days: i32) -> Option<Date> {
        self.day.checked_add(days.days()).ok()
    }

    /// First day of the month that lies `months` from the report's own.
    pub(super) fn plus_months(self, months: i32) -> Option<Date> {
        self.day.first_of_month().checked_add(months.months()).ok()
    }

    /// The year in which a month without a year lies; `None` where a past verb governs a month that is
    /// much nearer ahead: "he said the vote in November" may look forward.
    pub(super) fn year_of_month(self, month: i8, tense: Tense) -> Option<i16> {
        let own = self.day.month();
        let back = (own - month).rem_euclid(12);
        match tense {
            _ if month == own => Some(self.day.year()),
            Tense::Past if back > 7 => None,
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
