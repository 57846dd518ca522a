//! What an extractor glued to the beginning of a text: ` date 2024-10-16 Title …`.
//! Its date is never the outlet's word.

use variorum_model::Span;

use crate::date::{PartialDate, date_at, tokens};
use crate::line::beginning;

/// An extractor's prefix, spans within the first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Prefix {
    pub span: Span,
    pub date: PartialDate,
    /// The day alone.
    pub date_span: Span,
}

/// Field names that extractors leave before the value.
const FIELDS: [&str; 6] =
    ["date", "pubdate", "published", "publish_date", "published_at", "timestamp"];

/// The prefix of a text's first line: a field name and an ISO date, or an ISO date before other words.
pub(crate) fn prefix(line: &str) -> Option<Prefix> {
    let head = beginning(line, 80);
    let field = FIELDS
        .iter()
        .filter(|field| head.get(..field.len()).is_some_and(|h| h.eq_ignore_ascii_case(field)));
    let field = field.max_by_key(|field| field.len()).map_or("", |field| &head[..field.len()]);
    let mut at = field.len();
    at += head[at..].len()
        - head[at..].trim_start_matches([' ', '\t', ':', '=', '[', '"', '\'']).len();
    if !field.is_empty() && at == field.len() {
        return None;
    }
    if !head[at..].trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(&head[at..]);
    let (date, length) = date_at(&tokens)?;
    let iso = tokens[0].text.len() == 4 && tokens[0].is_digits() && tokens.get(1)?.text == "-";
    if !iso || date.day.is_none() {
        return None;
    }
    let day_end = at + tokens[length - 1].span.end;
    let end = day_end + after_day(&line[day_end..]);
    let rest = line[end..].trim();
    // Alone on its line an ISO date without a field name is the page's own date line.
    let glued = !rest.is_empty()
        && rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let labelled = field.eq_ignore_ascii_case("date") && !head[..at].contains(':');
    if !(glued || (rest.is_empty() && labelled)) {
        return None;
    }
    Some(Prefix { span: Span::new(0, end), date, date_span: Span::new(at, day_end) })
}

/// A time of day and closing marks behind the day.
fn after_day(rest: &str) -> usize {
    let time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z');
    let mut end = 0;
    let clock = rest.strip_prefix('T').or_else(|| rest.strip_prefix(' ')).filter(|clock| {
        let bytes = clock.as_bytes();
        bytes.len() >= 5
            && bytes[0].is_ascii_digit()
            && bytes[1].is_ascii_digit()
            && bytes[2] == b':'
    });
    if let Some(clock) = clock {
        end = 1 + clock.find(|c| !time(c)).unwrap_or(clock.len());
    }
    end + (rest[end..].len()
        - rest[end..].trim_start_matches([']', '"', '\'', ':', '|', ',']).len())
}

#[cfg(test)]
mod tests {
    use super::prefix;

    fn check(line: &str, expected: Option<(&str, &str)>) {
        let found = prefix(line).map(|found| (found.span.of(line), found.date_span.of(line)));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn prefixes() {
        check("date 2024-10-16 Ferry Stops", Some(("date 2024-10-16", "2024-10-16")));
        check("2024-10-16 Ferry Stops", Some(("2024-10-16", "2024-10-16")));
        check("[2024-10-16] Ferry Stops", Some(("[2024-10-16]", "2024-10-16")));
        check(
            "date: 2024-10-16T08:00:00Z Ferry Stops",
            Some(("date: 2024-10-16T08:00:00Z", "2024-10-16")),
        );
        check("date 2024-10-16", Some(("date 2024-10-16", "2024-10-16")));
        check("date 2024-13-45 Ferry Stops", Some(("date 2024-13-45", "2024-13-45")));
    }

    #[test]
    fn other_beginnings() {
        check("2024-10-16", None);
        check("2024-10-16 was a Wednesday", None);
        check("Date palms are dying", None);
        check("Dated 2024-10-16 The letter", None);
        check("16 October 2024 Ferry Stops", None);
        check("", None);
    }
}
