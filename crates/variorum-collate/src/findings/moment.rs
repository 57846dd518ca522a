//! When a number holds: the time its sentence gives, else the day of its report.

use super::scene::{Side, own_days};
use jiff::civil::Date;
use variorum_model::{Quantity, Span};
use variorum_text::fold_word;

/// Days between a stated day and the day of a report that states none, from which on they are two times.
const FAR: i32 = 2;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Moment {
    /// As the sentence gives it.
    pub(super) words: Option<String>,
    /// ISO 8601, of any precision.
    value: Option<String>,
    weekday: Option<u8>,
    /// The last day of the report's own dates.
    report: Option<Date>,
}

impl Moment {
    pub(super) fn of(side: &Side, quantity: &Quantity) -> Self {
        let time = quantity.as_of.and_then(|index| side.annotated.times.get(index));
        let words = |span: Span| fold_spaces(span.of(side.text));
        Self {
            words: time.map(|time| words(time.span)),
            value: time.and_then(|time| time.value.clone()),
            weekday: time.and_then(|time| time.weekday),
            report: own_days(side.annotated).max(),
        }
    }

    /// True where the two are known to be different times.
    pub(super) fn apart(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Some(a), Some(b)) => !a.starts_with(b.as_str()) && !b.starts_with(a.as_str()),
            (Some(value), None) if other.words.is_none() => far(value, other.report),
            (None, Some(value)) if self.words.is_none() => far(value, self.report),
            _ => match (self.weekday, other.weekday) {
                (Some(a), Some(b)) => a != b,
                _ => self.reported_apart(other),
            },
        }
    }

    /// True where the two reports are of different days.
    fn reported_apart(&self, other: &Self) -> bool {
        matches!((self.report, other.report), (Some(a), Some(b)) if a != b)
    }

    /// True where this is known to be the later one.
    pub(super) fn is_after(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Some(a), Some(b)) => self.apart(other) && a > b,
            _ => false,
        }
    }

    /// The year, where the sentence gives one.
    pub(super) fn year(&self) -> Option<&str> {
        self.value.as_deref().and_then(|value| value.get(..4))
    }

    /// "August 3", or the day of the report.
    pub(super) fn shown(&self) -> String {
        match (&self.words, self.report) {
            (Some(words), _) => words.clone(),
            (None, Some(day)) => format!("report of {day}"),
            (None, None) => "undated".to_owned(),
        }
    }

    /// True where the sentence names no other time than the other's does.
    pub(super) fn same_words(&self, other: &Self) -> bool {
        self.words.as_deref().map(fold_word) == other.words.as_deref().map(fold_word)
    }
}

fn far(value: &str, report: Option<Date>) -> bool {
    match (value.get(..10).and_then(|day| day.parse::<Date>().ok()), report) {
        (Some(day), Some(report)) => (report - day).get_days().abs() >= FAR,
        _ => false,
    }
}

fn fold_spaces(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
