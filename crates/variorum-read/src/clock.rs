//! The hour that a line or field gives beside its day: "10:30", "10:30:00.000+0200", "10:30 p.m. GMT".

/// `10:30:00Z` of the first hour in the text; without a zone where it names none that has one offset only.
pub(crate) fn clock(text: &str) -> Option<String> {
    let colon = text.match_indices(':').map(|(at, _)| at).find(|at| {
        let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        *at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2)
    })?;
    let hours = text[..colon]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    // "2024-06-18+02:00" is a day and a zone
    if text[..hours].ends_with(['+', '-', '−']) {
        return None;
    }
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
    use super::clock;

    #[test]
    fn hours() {
        for (text, hour) in [
            ("2024-06-18 10:30", Some("10:30:00")),
            ("10:30:05.123-0500", Some("10:30:05-05:00")),
            ("at 9:05 a.m. GMT", Some("09:05:00Z")),
            ("12:05 AM", Some("00:05:00")),
            ("10:30 pm EDT", Some("22:30:00")),
            ("10:30 +02", Some("10:30:00+02:00")),
            ("13:30 pm", None),
            ("2024-06-18+02:00", None),
            ("99:99", None),
            ("1:é", None),
            ("Psalm 3:1", None),
        ] {
            assert_eq!(clock(text).as_deref(), hour, "{text}");
        }
    }
}
