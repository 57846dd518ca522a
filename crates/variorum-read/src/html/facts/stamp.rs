//! Dates of metadata, with their hour and zone where they have one.

use crate::date;

/// A date as metadata gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::html) struct Stamp {
    /// `2024`, `2024-06` or `2024-06-18`, in the zone that it is written in.
    pub value: String,
    /// RFC 3339 where there is an hour; without an offset where no zone is named.
    pub time: Option<String>,
}

/// The date of a metadata field: ISO 8601, RFC 2822, seconds or milliseconds since 1970, or any date that the date
/// lines of a page may have.
pub(in crate::html) fn stamp(text: &str) -> Option<Stamp> {
    let text = crate::line::beginning(text.trim(), 100);
    if let Some(stamp) = since_1970(text) {
        return Some(stamp);
    }
    let value = date::first_in(text)?.iso()?;
    let time = (value.len() == "2024-06-18".len()).then(|| clock(text)).flatten();
    Some(Stamp { time: time.map(|time| format!("{value}T{time}")), value })
}

fn since_1970(text: &str) -> Option<Stamp> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = match text.len() {
        9 | 10 => text.parse().ok()?,
        12 | 13 => text.parse::<i64>().ok()? / 1_000,
        // "20240618"
        8 => {
            let value =
                date::first_in(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))?.iso()?;
            return Some(Stamp { value, time: None });
        }
        _ => return None,
    };
    let value = date::of_seconds(seconds)?;
    let time = jiff::Timestamp::from_second(seconds).ok()?.to_string();
    Some(Stamp { value, time: Some(time) })
}

/// `10:30:00Z` of the first "10:30", "10:30:00.000+0200" or "10:30 pm GMT" in the text.
fn clock(text: &str) -> Option<String> {
    let colon = text.match_indices(':').map(|(at, _)| at).find(|at| {
        let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        *at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2)
    })?;
    let hours = text[..colon]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let hour: u8 = text[hours..colon].parse().ok()?;
    let minute: u8 = text[colon + 1..colon + 3].parse().ok()?;
    let mut rest = &text[colon + 3..];
    let mut second = 0;
    if let Some(seconds) = rest.strip_prefix(':').and_then(|rest| rest.get(..2)) {
        second = seconds.parse().ok()?;
        rest = &rest[3..];
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let (hour, rest) = twelve_hours(hour, rest.trim_start())?;
    let time =
        jiff::civil::Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second, 0).ok()?;
    Some(format!("{}{}", time.strftime("%H:%M:%S"), zone(rest)))
}

/// The hour of 24, and what follows "am" or "pm".
fn twelve_hours(hour: u8, rest: &str) -> Option<(u8, &str)> {
    let lower = rest.to_ascii_lowercase();
    let word: String = lower.chars().filter(|c| *c != '.').take(2).collect();
    if word != "am" && word != "pm" {
        return Some((hour, rest));
    }
    let taken = if lower.starts_with("a.") || lower.starts_with("p.") { 4 } else { 2 };
    let rest = rest.get(taken..).unwrap_or_default().trim_start();
    match (hour, word.as_str()) {
        (12, "am") => Some((0, rest)),
        (12, _) | (1..=11, "am") => Some((hour, rest)),
        (1..=11, _) => Some((hour + 12, rest)),
        _ => None,
    }
}

/// `Z`, `+02:00`, or nothing where no zone is named that has one offset only.
fn zone(rest: &str) -> String {
    let rest = rest.trim_start();
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    match word.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" => return "Z".to_owned(),
        _ => {}
    }
    let sign = if rest.starts_with('+') {
        '+'
    } else if rest.starts_with(['-', '−']) {
        '-'
    } else {
        return String::new();
    };
    let digits: String = rest
        .chars()
        .skip(1)
        .filter(|c| *c != ':')
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "00"),
        4 => digits.split_at(2),
        _ => return String::new(),
    };
    let valid = hours.parse::<u8>().is_ok_and(|hours| hours <= 15)
        && minutes.parse::<u8>().is_ok_and(|minutes| minutes < 60);
    if valid { format!("{sign}{hours}:{minutes}") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::stamp;

    #[test]
    fn forms() {
        for (text, value, time) in [
            ("2024-06-18T10:30:00Z", "2024-06-18", Some("2024-06-18T10:30:00Z")),
            ("2024-06-18T23:30:00.123-0500", "2024-06-18", Some("2024-06-18T23:30:00-05:00")),
            ("2024-06-18T10:30+02:00", "2024-06-18", Some("2024-06-18T10:30:00+02:00")),
            ("2024-06-18 10:30:00", "2024-06-18", Some("2024-06-18T10:30:00")),
            ("Tue, 18 Jun 2024 10:30:00 GMT", "2024-06-18", Some("2024-06-18T10:30:00Z")),
            ("June 18, 2024 10:30 p.m. EDT", "2024-06-18", Some("2024-06-18T22:30:00")),
            ("June 18, 2024, 12:05 AM", "2024-06-18", Some("2024-06-18T00:05:00")),
            ("2024-06-18", "2024-06-18", None),
            ("20240618", "2024-06-18", None),
            ("2024-06", "2024-06", None),
            ("1718706600", "2024-06-18", Some("2024-06-18T10:30:00Z")),
            ("1718706600000", "2024-06-18", Some("2024-06-18T10:30:00Z")),
            ("2024-06-18T99:99:00Z", "2024-06-18", None),
        ] {
            let stamp = stamp(text).expect(text);
            assert_eq!((stamp.value.as_str(), stamp.time.as_deref()), (value, time), "{text}");
        }
        for text in ["", "today", "04/05/2024", "2024-13-45", "99999999999999999999", "é:1é", "1:é"]
        {
            assert_eq!(stamp(text), None, "{text}");
        }
    }
}
