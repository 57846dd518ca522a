//! A line that is only a date: "Tue Jun 18 2024", "Published: June 18, 2024 10:30 am | Updated …".
//! One word that belongs to no date makes the line prose.

use std::sync::LazyLock;

use variorum_model::{DateRole, Span};

use crate::date::{PartialDate, Token, date_at, tokens};
use crate::lexicon::FURNITURE;
use crate::words::Words;

/// A date of a date line, its span within the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineDate {
    pub role: DateRole,
    pub date: PartialDate,
    pub span: Span,
}

/// Longest date line, in bytes.
const LONGEST: usize = 240;

/// The dates of the line; `None` where it says more than when.
pub(crate) fn date_line(line: &str) -> Option<Vec<LineDate>> {
    if line.len() > LONGEST {
        return None;
    }
    if !may_be(line) {
        return None;
    }
    let tokens = tokens(line);
    if tokens.len() > 48 {
        return None;
    }
    let list = &FURNITURE.date_line;
    let mut dates = Vec::new();
    let mut role = DateRole::Page;
    let (mut labelled, mut numbered) = (false, false);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some((date, length)) = date_at(&tokens[at..]) {
            let span = token.span.cover(tokens[at + length - 1].span);
            dates.push(LineDate { role, date, span });
            at += length;
            continue;
        }
        let word = token.text.to_lowercase();
        if list.published.contains(&word) {
            (role, labelled) = (DateRole::Published, true);
        } else if list.updated.contains(&word) {
            (role, labelled) = (DateRole::Updated, true);
        } else if !is_filler(token, &word) {
            return None;
        }
        numbered |= token.is_digits() || word == "ago";
        at += 1;
    }
    let clock = tokens.windows(3).any(|w| w[0].is_digits() && w[1].text == ":" && w[2].is_digits());
    // "7 years ago", "3 min read": when or how long, without a date.
    let relative =
        numbered && tokens.iter().any(|token| matches!(token.text, "ago" | "read" | "min"));
    (!dates.is_empty() || clock || relative || (labelled && numbered)).then_some(dates)
}

/// Every word that a date line may hold.
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let list = &FURNITURE.date_line;
    let lists = [&list.published, &list.updated, &list.filler, &list.weekdays];
    lists
        .into_iter()
        .flat_map(Words::iter)
        .chain(FURNITURE.months.keys().map(String::as_str))
        .chain(UNITS)
        .chain(["년", "월", "일", "年", "月", "日"])
        .collect()
});

const UNITS: [&str; 8] = ["day", "days", "week", "weeks", "month", "months", "year", "years"];

/// False for a line with a word that no date line holds: nearly all lines, told by their first words.
fn may_be(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    !line.is_empty() && words.all(|word| WORDS.has(word))
}

fn is_filler(token: &Token, word: &str) -> bool {
    let list = &FURNITURE.date_line;
    let known = list.filler.contains(word) || list.weekdays.contains(word) || UNITS.contains(&word);
    let mark = matches!(
        token.text,
        "," | "."
            | ":"
            | "|"
            | "·"
            | "•"
            | "-"
            | "–"
            | "—"
            | "/"
            | "("
            | ")"
            | "+"
            | "*"
            | "["
            | "]"
    );
    known
        || mark
        || (token.is_digits() && token.text.len() <= 4)
        || (!token.is_word() && word == "_")
}

#[cfg(test)]
mod tests {
    use super::date_line;

    fn check(line: &str, expected: Option<&[&str]>) {
        let found = date_line(line).map(|dates| {
            let show = |date: &super::LineDate| {
                format!(
                    "{} {} {}",
                    date.role.name(),
                    date.date.iso().unwrap_or_default(),
                    date.span.of(line)
                )
            };
            dates.iter().map(show).collect::<Vec<_>>()
        });
        assert_eq!(
            found,
            expected.map(|dates| dates.iter().map(|date| (*date).to_owned()).collect()),
            "{line}"
        );
    }

    #[test]
    fn date_lines() {
        check("Tue Jun 18 2024", Some(&["page 2024-06-18 Jun 18 2024"]));
        check("June 18, 2024 10:30 am", Some(&["page 2024-06-18 June 18, 2024"]));
        check(
            "Published: 18 June 2024, 10:30 GMT | Last updated on June 19, 2024",
            Some(&["published 2024-06-18 18 June 2024", "updated 2024-06-19 June 19, 2024"]),
        );
        check("2024-06-18T10:30:00Z", Some(&["page 2024-06-18 2024-06-18"]));
        check("Updated 3 hours ago", Some(&[]));
        check("3 min read", Some(&[]));
        check("10:30 am", Some(&[]));
        check("Saturday, June 31, 2024", Some(&["page  June 31, 2024"]));
    }

    #[test]
    fn prose_is_no_date_line() {
        check("June 18, 2024 was a Tuesday", None);
        check("Monday", None);
        check("The read", None);
        check("May", None);
        check("2024", None);
        check("", None);
        check("Published", None);
    }
}
