//! Sets as `stream_input.py` prepares them.

use std::collections::BTreeMap;
use variorum_group::{Incoming, Signature};

/// Each report's id and signature.
pub fn signatures(lines: &str) -> Result<Vec<(String, Signature)>, serde_json::Error> {
    lines.lines().map(signature).collect()
}

fn signature(line: &str) -> Result<(String, Signature), serde_json::Error> {
    let report: serde_json::Value = serde_json::from_str(line)?;
    let part = |name: &str| report[name].as_str().unwrap_or_default();
    let signature = Signature::of(&Incoming {
        id: part("id"),
        title: part("title"),
        text: part("text"),
        published: seconds(part("published")),
        language: None,
    });
    Ok((part("id").to_owned(), signature))
}

/// Story by report.
pub fn key(lines: &str) -> BTreeMap<&str, &str> {
    let fields = lines.lines().map(|line| line.split('\t'));
    fields.filter_map(|mut fields| Some((fields.next()?, fields.next()?))).collect()
}

/// Seconds since 1970 of `2026-02-12` or `2026-02-12T06:25:04…`; zones are left out of account.
fn seconds(date: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| date.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let shifted = if month > 2 { year } else { year - 1 };
    let leap_days = shifted / 4 - shifted / 100 + shifted / 400;
    let month_days = (153 * ((month + 9) % 12) + 2) / 5;
    let days = 365 * shifted + leap_days + month_days + day - 719_469;
    let clock = match (number(11..13), number(14..16), number(17..19)) {
        (Some(hour), Some(minute), Some(second)) => hour * 3600 + minute * 60 + second,
        _ => 43_200,
    };
    Some(days * 86_400 + clock)
}
