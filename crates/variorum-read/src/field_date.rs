//! Dates of fields that hold nothing else: of feeds, news messages, archives.
//! The day is the one of the zone that the field names, never shifted to another.

use jiff::civil::DateTime;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;
use variorum_model::{DateOrigin, DateRole, ReportDate};

use crate::date;

/// The date of a field: RFC 3339, ISO 8601, RFC 2822, or as the date lines of a page have it.
/// `None` where no day, month or year can be made out.
pub(crate) fn of(role: DateRole, origin: DateOrigin, text: &str) -> Option<ReportDate> {
    let text = text.trim();
    let text = &text[..text.floor_char_boundary(100)];
    let dated = |value, time| Some(ReportDate { role, value, span: None, time, origin });
    match iso(text).or_else(|| mail(text)) {
        Some((moment, offset)) if (1700..2200).contains(&moment.year()) => {
            dated(moment.date().to_string(), Some(written(moment, offset)))
        }
        _ => dated(day(text).or_else(|| date::first_in(text)?.iso())?, None),
    }
}

/// The hour that the text gives with its day, RFC 3339; without a zone where the text names none.
pub(crate) fn time_of(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    }
    iso(text).map(|(moment, offset)| written(moment, offset))
}

/// `20310304`; a day with marks between its numbers is read as any line's.
fn day(text: &str) -> Option<String> {
    let date = Pieces::parse(text).ok()?.date();
    (1700..2200).contains(&date.year()).then(|| date.to_string())
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
    use variorum_model::{DateOrigin, DateRole};

    fn check(text: &str, value: &str, time: Option<&str>) {
        let date = super::of(DateRole::Published, DateOrigin::Field, text).expect("a date");
        assert_eq!((date.value.as_str(), date.time.as_deref()), (value, time), "{text}");
    }

    #[test]
    fn the_day_is_that_of_the_zone_named() {
        check("2031-03-04T23:30:00-07:00", "2031-03-04", Some("2031-03-04T23:30:00-07:00"));
        check("20310304T233000+0100", "2031-03-04", Some("2031-03-04T23:30:00+01:00"));
        check("20310304T233000Z", "2031-03-04", Some("2031-03-04T23:30:00Z"));
        check("2031-03-04T10:00:00.123Z", "2031-03-04", Some("2031-03-04T10:00:00Z"));
        check("2031-03-04 10:00", "2031-03-04", Some("2031-03-04T10:00:00"));
        check("Tue, 04 Mar 2031 23:30:00 -0700", "2031-03-04", Some("2031-03-04T23:30:00-07:00"));
        check("Fri, 4 Mar 2031 10:00:00 GMT", "2031-03-04", Some("2031-03-04T10:00:00Z"));
        check("Tue, 04 Mar 2031 10:00:00 EST", "2031-03-04", Some("2031-03-04T10:00:00-05:00"));
        check("Tue, 04 Mar 2031 10:00 UTC", "2031-03-04", Some("2031-03-04T10:00:00Z"));
    }

    #[test]
    fn a_day_or_less_has_no_hour() {
        check("2031-03-04", "2031-03-04", None);
        check("2031-03", "2031-03", None);
        check("20310304", "2031-03-04", None);
        check("March 4, 2031 at ten", "2031-03-04", None);
        let none = |text| super::of(DateRole::Published, DateOrigin::Field, text).is_none();
        assert!(none("") && none("yesterday") && none("0000-00-00"));
    }

    #[test]
    fn an_hour_is_kept_with_its_zone() {
        for (text, time) in [
            ("2024-06-18T10:30:00Z", Some("2024-06-18T10:30:00Z")),
            ("2024-06-18 10:30:05.25+05:30", Some("2024-06-18T10:30:05+05:30")),
            ("2024-06-18T10:30", Some("2024-06-18T10:30:00")),
            ("Tue, 04 Jun 2024 23:10:00 -0500", Some("2024-06-04T23:10:00-05:00")),
            ("2024-06-18", None),
            ("June 18, 2024", None),
            ("soon", None),
        ] {
            assert_eq!(super::time_of(text).as_deref(), time, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let date = super::of(DateRole::Published, DateOrigin::Field, &text);
            prop_assert!(date.is_none_or(|date| date.value.len() >= 4));
        }
    }
}
