//! Times of day: "10 a.m. EST", "0400 GMT", "at 14:30".

use super::line::Line;
use super::named::{Clock, Found, Named, found};
use super::words::WORDS;

/// The time of day that begins at `at`. A bare number is one only with a zone, a half of the day, or "at" before it.
pub(super) fn clock(line: &Line, at: usize) -> Option<Found> {
    let (mut hour, minute, mut end, mut sure) = digits(line, at)?;
    let half = half(line.raw(at)).or_else(|| half(line.raw(end - 1)));
    let (half, after) = match half {
        Some(half) => (Some(half), end),
        None => {
            let next = word_half(line.word(end));
            (next, end + usize::from(next.is_some()))
        }
    };
    if let Some(afternoon) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        sure = true;
    }
    end = after;
    let zone = WORDS.zones.get(line.word(end)).copied().filter(|_| line.is_capital(end));
    let named_zone = zone.is_some();
    end += usize::from(named_zone);
    if line.word(end) == "local" && line.word(end + 1) == "time" {
        end += 2;
        sure = true;
    } else if line.word(end) == "hours" && line.raw(at).len() == 4 && half.is_none() {
        end += 1;
        sure = true;
    }
    let loose =
        matches!(line.before(at, 1), "(" | "about" | "around" | "nearly" | "roughly" | "circa")
            || matches!(line.before(at, 2), "shortly" | "just" | "soon");
    (sure || named_zone).then(|| found(Named::Clock(Clock { hour, minute, zone, loose }), end))
}

/// Hour, minute, one past the last token, and whether the form alone makes it a time.
fn digits(line: &Line, at: usize) -> Option<(i8, i8, usize, bool)> {
    let raw = line.raw(at);
    let plain = raw.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let short = |text: &str| (text.len() <= 2).then(|| text.parse::<i8>().ok()).flatten();
    let valid = |hour: i8, minute: i8| (0..24).contains(&hour) && (0..60).contains(&minute);
    // 10:30
    if line.word(at + 1) == ":"
        && line.touches_next(at)
        && line.touches_next(at + 1)
        && plain == raw
    {
        let minutes = line.raw(at + 2);
        let minutes = minutes.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        let (hour, minute) = (short(raw)?, short(minutes).filter(|_| minutes.len() == 2)?);
        let longer = line.word(at + 3) == ":" && line.touches_next(at + 2);
        let clear = line.before(at, 1) == "at" || line.before(at, 1) == "until";
        return (valid(hour, minute) && !longer).then_some((hour, minute, at + 3, clear));
    }
    // 10.30am
    if let Some((hour, minutes)) = plain.split_once('.') {
        let (hour, minute) = (short(hour)?, short(minutes).filter(|_| minutes.len() == 2)?);
        return valid(hour, minute).then_some((hour, minute, at + 1, false));
    }
    // 0400 needs its zone or "hours"
    if plain.len() == 4 && plain == raw && plain.bytes().all(|b| b.is_ascii_digit()) {
        let (hour, minute) = (plain[..2].parse().ok()?, plain[2..].parse().ok()?);
        return valid(hour, minute).then_some((hour, minute, at + 1, false));
    }
    let hour = short(plain)?;
    let zoned = WORDS.zones.contains_key(line.word(at + 1));
    (valid(hour, 0) && (plain != raw || word_half(line.word(at + 1)).is_some() || zoned))
        .then_some((hour, 0, at + 1, false))
}

/// The half of the day that ends a token: "10am"; true for the afternoon.
fn half(raw: &str) -> Option<bool> {
    let letters = raw.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if letters.len() == raw.len() { None } else { word_half(&letters.to_ascii_lowercase()) }
}

fn word_half(word: &str) -> Option<bool> {
    match word.trim_end_matches('.') {
        "am" | "a.m" => Some(false),
        "pm" | "p.m" => Some(true),
        _ => None,
    }
}
