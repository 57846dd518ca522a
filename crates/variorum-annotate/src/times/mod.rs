//! Time expressions of the prose, resolved where the report's own dates allow it.
//!
//! A weekday means the nearest such day that the tense of its clause allows; where no date of the
//! report anchors it, or the words stand in someone's mouth, its value stays unknown.
//! No result depends on the day the program runs.

mod anchor;
mod grammar;
mod line;
mod tense;
mod words;

use anchor::Anchor;
use grammar::{Found, Named, Shift, expression};
use jiff::civil::Date;
use tense::{Tense, tense};
use variorum_model::{BlockRole, Precision, Report, Span, TimeExpression, TimeRelation};
use variorum_text::{Level, quoted};
use words::WORDS;

pub(crate) use grammar::is_time;
pub(crate) use line::Line;

/// True for the name of a month or a weekday, folded.
pub(crate) fn is_calendar_word(word: &str) -> bool {
    WORDS.month(word).is_some() || WORDS.weekday(word).is_some()
}

/// The time expressions of the sentences, in order.
pub(crate) fn times(report: &Report, lines: &[Line]) -> Vec<TimeExpression> {
    let anchor = Anchor::of(report);
    let quoted = marked(report);
    let lead = report
        .blocks
        .iter()
        .find(|block| block.role == BlockRole::Body)
        .map_or(0, |block| block.span.end);
    let mut out = Vec::new();
    for line in lines {
        let ago = line.holds("ago");
        let mut at = 0;
        while at < line.len() {
            let Some(found) = expression(line, at, ago) else {
                at += 1;
                continue;
            };
            let span = line.span(at, found.end);
            let place = Place {
                tense: tense(line, at, found.end),
                in_lead: span.end <= lead,
                in_marks: stand_in(&quoted, span),
            };
            let (value, precision, anchored) = resolve(&found, anchor, place);
            let anchored_on = anchor
                .filter(|_| anchored && value.is_some())
                .map(|anchor| anchor.role.name().to_owned());
            let weekday = match found.named {
                Named::Weekday(number, _) => Some(number),
                _ => found.weekday,
            };
            out.push(TimeExpression {
                span,
                value,
                weekday,
                precision,
                relation: relation(line, at),
                anchored_on,
            });
            at = found.end;
        }
    }
    out
}

/// Stretches in double marks, each reaching to the end of the longest so far: what "yesterday" means there is the
/// speaker's.
fn marked(report: &Report) -> Vec<Span> {
    let mut end = 0;
    let stretches = report.prose().flat_map(|block| quoted(&report.text, block.span));
    stretches
        .filter(|stretch| stretch.level == Level::Double)
        .map(|stretch| {
            end = end.max(stretch.span.end);
            Span::new(stretch.span.start, end)
        })
        .collect()
}

/// True where one of the stretches, which come in order, holds the span.
fn stand_in(marked: &[Span], span: Span) -> bool {
    let behind = marked.partition_point(|stretch| stretch.start <= span.start);
    behind.checked_sub(1).is_some_and(|last| marked[last].end >= span.end)
}

#[derive(Clone, Copy)]
struct Place {
    tense: Tense,
    in_lead: bool,
    in_marks: bool,
}

/// Value, precision, and whether the report's day was needed.
fn resolve(
    found: &Found,
    anchor: Option<Anchor>,
    place: Place,
) -> (Option<String>, Precision, bool) {
    let anchor = anchor.filter(|_| !place.in_marks);
    let day = |date: Option<Date>| (date.map(|date| date.to_string()), Precision::Day, true);
    match found.named {
        Named::Day { year: Some(year), month, day } => {
            (Date::new(year, month, day).ok().map(|date| date.to_string()), Precision::Day, false)
        }
        Named::Day { year: None, month, day: number } => {
            let has_name = WORDS.name_days.contains(&format!("{month:02}-{number:02}"));
            day(anchor
                .filter(|_| !has_name)
                .and_then(|anchor| anchor.nearest_day(month, number, place.tense)))
        }
        Named::Month { year: Some(year), month, .. } => {
            (Some(format!("{year:04}-{month:02}")), Precision::Month, false)
        }
        Named::Month { year: None, month, shift } => {
            let tense = match shift {
                Some(Shift::Last) => Tense::Past,
                Some(Shift::Next) => Tense::Future,
                _ => place.tense,
            };
            let year = anchor.and_then(|anchor| anchor.year_of_month(month, tense));
            (year.map(|year| format!("{year:04}-{month:02}")), Precision::Month, true)
        }
        Named::Year(year) => (Some(format!("{year:04}")), Precision::Year, false),
        Named::Weekday(number, shift) => day(anchor.and_then(|anchor| match shift {
            Some(Shift::Last) => anchor.strict_weekday(number, false),
            Some(Shift::Next) => anchor.strict_weekday(number, true),
            _ => anchor.weekday(number, place.tense, place.in_lead),
        })),
        Named::Days(days) => day(anchor.and_then(|anchor| anchor.plus(days))),
        Named::Months(months) => {
            let month = anchor.and_then(|anchor| anchor.plus_months(months));
            (
                month.map(|date| format!("{:04}-{:02}", date.year(), date.month())),
                Precision::Month,
                true,
            )
        }
        Named::Years(years) => {
            let year =
                anchor.map(|anchor| i32::from(anchor.day.year()) + years).filter(|year| *year > 0);
            (year.map(|year| format!("{year:04}")), Precision::Year, true)
        }
        Named::Vague => (None, Precision::Unknown, false),
    }
}

fn relation(line: &Line, at: usize) -> TimeRelation {
    let skipped =
        |word: &str| matches!(word, "the" | "about" | "around" | "early" | "late" | "last" | "mid");
    let back = (1..=3).find(|steps| !skipped(line.before(at, *steps))).unwrap_or(1);
    match line.before(at, back) {
        "since" => TimeRelation::Since,
        "before" | "until" | "till" | "by" => TimeRelation::Before,
        "after" => TimeRelation::After,
        _ => TimeRelation::On,
    }
}

#[cfg(test)]
mod tests;
