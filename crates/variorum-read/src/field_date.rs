//! Dates of fields that hold nothing else: of records, feeds, messages, archives, and of a page's metadata.
//! All formats read them here, so one field means one day wherever it stands.
//!
//! | form | example |
//! |---|---|
//! | ISO 8601 and RFC 3339, extended or basic | `2031-03-04T10:00:00.5+01:00`, `2031-03-04 10:00`, `20310304T100000Z`, `2031-03-04` |
//! | a month, a year | `2031-03`, `2031` |
//! | mail and RSS (RFC 2822), weekday and named zone as they may be | `Tue, 04 Mar 2031 10:00:00 EST` |
//! | digits alone: day, archive's moment (UTC), seconds or milliseconds since 1970 | `20310304`, `20310304101500`, `1930471200`, `1930471200000` |
//! | as the date lines of a page have it, first date of the words | `March 4, 2031, 10:15 p.m.`, `4 Mar 2031`, `2031/3/4`, `04.03.2031`, `2031年3月4日` |
//!
//! The day is the one of the zone that the field names, never shifted to another; where it names none the hour has none.
//! No day is guessed: `04/05/2031` is none, and no week or day of the year (`2031-W10`, `2031-063`) is read.

use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;
use variorum_model::{DateOrigin, DateRole, ReportDate};

use crate::clock::clock;
use crate::date;
use crate::line::beginning;

/// What a field says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldDate {
    /// `2031`, `2031-03` or `2031-03-04`, in the zone that the field names.
    pub value: String,
    /// RFC 3339 where the field gives an hour; without an offset where it names no zone.
    pub time: Option<String>,
}

/// Bytes of a field that are looked at.
const LONGEST: usize = 100;

/// The date of a field, in any form of the table above; `None` where no year can be made out.
pub(crate) fn read(text: &str) -> Option<FieldDate> {
    let text = beginning(text.trim(), LONGEST);
    if text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(text);
    }
    let moment = iso(text).or_else(|| mail(text));
    if let Some((moment, offset)) = moment.filter(|(moment, _)| is_near(moment.date())) {
        let value = moment.date().to_string();
        return Some(FieldDate { value, time: Some(written(moment, offset)) });
    }
    let value = date::first_in(text)?.iso()?;
    let is_day = value.len() == "2031-03-04".len();
    let time = clock(text).filter(|_| is_day).map(|clock| format!("{value}T{clock}"));
    Some(FieldDate { value, time })
}

/// [`read`] as the date of a report.
pub(crate) fn of(role: DateRole, origin: DateOrigin, text: &str) -> Option<ReportDate> {
    let FieldDate { value, time } = read(text)?;
    Some(ReportDate { role, value, span: None, time, origin })
}

/// Years that news is of: beyond them a number is something else.
fn is_near(date: Date) -> bool {
    (1700..2200).contains(&date.year())
}

/// What a run of digits stands for is told by how many they are.
fn digits(text: &str) -> Option<FieldDate> {
    match text.len() {
        8 => {
            let date = Date::strptime("%Y%m%d", text).ok().filter(|date| is_near(*date))?;
            Some(FieldDate { value: date.to_string(), time: None })
        }
        9 | 10 => of_seconds(text.parse().ok()?),
        12 | 13 => of_seconds(text.parse::<i64>().ok()? / 1_000),
        14 => {
            let moment = DateTime::strptime("%Y%m%d%H%M%S", text).ok()?;
            is_near(moment.date()).then(|| FieldDate {
                value: moment.date().to_string(),
                time: Some(written(moment, Some(Offset::UTC))),
            })
        }
        _ => None,
    }
}

/// Seconds since 1970, in UTC.
fn of_seconds(seconds: i64) -> Option<FieldDate> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    let moment = Offset::UTC.to_datetime(moment);
    is_near(moment.date()).then(|| FieldDate {
        value: moment.date().to_string(),
        time: Some(written(moment, Some(Offset::UTC))),
    })
}

/// A moment with the zone that stands beside it, if any.
type Moment = (DateTime, Option<Offset>);

/// `2031-03-04T10:00:00Z`, `20310304T100000+0100`, `2031-03-04 10:00`.
fn iso(text: &str) -> Option<Moment> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = pieces.offset().map(|offset| match offset {
        PiecesOffset::Numeric(offset) => offset.offset(),
        _ => Offset::UTC,
    });
    Some((pieces.date().to_datetime(pieces.time()?), offset))
}

/// `Tue, 04 Mar 2031 10:00:00 +0100`, as mail and RSS write it; a wrong weekday is passed over.
fn mail(text: &str) -> Option<Moment> {
    let text = match text.split_once(',') {
        Some((day, rest)) if day.chars().all(char::is_alphabetic) => rest.trim_start(),
        _ => text,
    };
    let text =
        text.strip_suffix("UTC").map_or_else(|| text.to_owned(), |text| format!("{text}GMT"));
    let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let zoned = parser.parse_zoned(&text).ok()?;
    Some((zoned.datetime(), Some(zoned.offset())))
}

fn written(moment: DateTime, offset: Option<Offset>) -> String {
    let seconds = offset.map(Offset::seconds);
    let zone = match seconds {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(seconds) => {
            let minutes = seconds.abs() / 60;
            let sign = if seconds < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    format!("{}{zone}", moment.strftime("%Y-%m-%dT%H:%M:%S"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    fn check(text: &str, value: &str, time: Option<&str>) {
        let date = super::read(text).unwrap_or_else(|| panic!("{text} is a date"));
        assert_eq!((date.value.as_str(), date.time.as_deref()), (value, time), "{text}");
    }

    #[test]
    fn the_day_is_that_of_the_zone_named() {
        check("2031-03-04T23:30:00-07:00", "2031-03-04", Some("2031-03-04T23:30:00-07:00"));
        check("2031-03-04T23:30:00.123-0500", "2031-03-04", Some("2031-03-04T23:30:00-05:00"));
        check("2031-03-04T10:30+02:00", "2031-03-04", Some("2031-03-04T10:30:00+02:00"));
        check("20310304T233000+0100", "2031-03-04", Some("2031-03-04T23:30:00+01:00"));
        check("20310304T233000Z", "2031-03-04", Some("2031-03-04T23:30:00Z"));
        check("2031-03-04T10:00:00.123Z", "2031-03-04", Some("2031-03-04T10:00:00Z"));
        check("2031-03-04 10:00", "2031-03-04", Some("2031-03-04T10:00:00"));
        check("2031-03-04 10:00:05.25+05:30", "2031-03-04", Some("2031-03-04T10:00:05+05:30"));
        check("Tue, 04 Mar 2031 23:30:00 -0700", "2031-03-04", Some("2031-03-04T23:30:00-07:00"));
        check("Fri, 4 Mar 2031 10:00:00 GMT", "2031-03-04", Some("2031-03-04T10:00:00Z"));
        check("Tue, 04 Mar 2031 10:00:00 EST", "2031-03-04", Some("2031-03-04T10:00:00-05:00"));
        check("Tue, 04 Mar 2031 10:00 UTC", "2031-03-04", Some("2031-03-04T10:00:00Z"));
    }

    #[test]
    fn a_day_or_less_has_no_hour() {
        check("2031-03-04", "2031-03-04", None);
        check("2031-03", "2031-03", None);
        check("2031", "2031", None);
        check("March 4, 2031 at ten", "2031-03-04", None);
        check("2031-03-04T99:99:00Z", "2031-03-04", None);
        check("04.03.2031", "2031-03-04", None);
        for text in ["", "yesterday", "0000-00-00", "04/05/2031", "2031-13-45", "é:1é", "1:é"] {
            assert_eq!(super::read(text), None, "{text}");
        }
    }

    #[test]
    fn digits_are_told_by_how_many_they_are() {
        check("20310304", "2031-03-04", None);
        check("20310304101500", "2031-03-04", Some("2031-03-04T10:15:00Z"));
        check("1930471200", "2031-03-05", Some("2031-03-05T10:00:00Z"));
        check("1930471200000", "2031-03-05", Some("2031-03-05T10:00:00Z"));
        for text in ["20311304", "20310304251500", "203103041", "99999999999999999999", "12345"] {
            let value = super::read(text).map(|date| date.value);
            assert!(value.is_none_or(|value| value == "1976-06-08"), "{text}");
        }
    }

    #[test]
    fn hours_beside_a_written_out_day() {
        check("March 4, 2031 10:30 p.m. EDT", "2031-03-04", Some("2031-03-04T22:30:00"));
        check("March 4, 2031, 12:05 AM", "2031-03-04", Some("2031-03-04T00:05:00"));
        check("4 Mar 2031 at 18:05 GMT", "2031-03-04", Some("2031-03-04T18:05:00Z"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            prop_assert!(super::read(&text).is_none_or(|date| date.value.len() >= 4));
        }
    }
}
