//! The authors' line: "By Jane Roe, Associated Press", "Jane Roe | Reuters", "Reporting by …".

use variorum_model::{DateRole, Span};

use crate::date_line::{LineDate, date_line};
use crate::lexicon::{FURNITURE, is_medium, month};
use crate::line::{all_upper, ends_sentence, has_at_most_words, n_words, starts_upper};

/// The names of a line that opens with "By"; `None` where it is something else.
pub(crate) fn byline(line: &str) -> Option<&str> {
    let line = line.trim_matches(['*', '_', '|', '-', '–', '—', ' ']);
    let list = &FURNITURE.byline;
    let names = list.openings.after(line)?.trim_start_matches([':', ' ', '\u{a0}']).trim_end();
    let longest = if ends_sentence(names) { 4 } else { 14 };
    let is_names =
        has_at_most_words(names, longest) && names_only(names) && !begins_with_a_time(names);
    is_names.then_some(names)
}

/// The names of a line that says who without "By": names, a mark, a known outlet.
pub(crate) fn unopened_byline(line: &str) -> Option<&str> {
    let mut parts = line.split([',', '|', '/', '–', '—', '•']).map(str::trim);
    let person = parts.next()?;
    // the cheapest first: most lines are prose
    let is_name = has_at_most_words(person, 8) && n_words(person) >= 2 && names_only(person);
    if !is_name || ends_sentence(line) {
        return None;
    }
    let rest: Vec<&str> = parts.collect();
    let named = !rest.is_empty()
        && rest.iter().any(|part| is_medium(part))
        && rest.iter().all(|part| names_only(part))
        && !is_medium(person);
    named.then_some(line)
}

/// A byline with the date behind it: "By Jane Roe, 9 April 2031", "Jane Roe | Updated 3 May 2031, 10:15".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DatedByline<'a> {
    /// `None` where what stands before the date may be no person.
    pub names: Option<&'a str>,
    /// Their spans within the line. A date without a label beside the author is when the piece was published.
    pub dates: Vec<LineDate>,
}

/// Where such a line parts.
const SEPARATORS: [char; 10] = [',', '|', '·', '•', '–', '—', '-', ';', '/', '('];

/// Names and dates of a line that holds both and nothing else; `None` for any other.
pub(crate) fn dated_byline(line: &str) -> Option<DatedByline<'_>> {
    if line.len() > LONGEST || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let places = line.char_indices().filter(|(_, c)| SEPARATORS.contains(c) || c.is_whitespace());
    let (head, mut dates, start) = places.take(30).find_map(|(at, _)| {
        let head =
            line[..at].trim_end_matches(|c: char| SEPARATORS.contains(&c) || c.is_whitespace());
        let tail = &line[at..];
        let dates =
            date_line(tail).filter(|dates| dates.iter().any(|date| date.date.iso().is_some()))?;
        (!head.is_empty()).then_some((head, dates, at))
    })?;
    let is_opened = FURNITURE.byline.openings.after(head.trim_start()).is_some();
    let names = if is_opened { byline(head) } else { person(head) };
    if names.is_none() && (is_opened || !names_only(head) || n_words(head) > 4) {
        return None;
    }
    for date in &mut dates {
        date.span = Span::new(date.span.start + start, date.span.end + start);
        if date.role == DateRole::Page {
            date.role = DateRole::Published;
        }
    }
    Some(DatedByline { names, dates })
}

/// Longest line of names and dates, in bytes.
const LONGEST: usize = 200;

/// A person's name as it stands alone: two to four words, none of them of an outlet or a place.
fn person(head: &str) -> Option<&str> {
    let list = &FURNITURE.byline.no_person;
    let words = || head.split_whitespace().map(crate::line::bare);
    let is_person = (2..=4).contains(&n_words(head))
        && names_only(head)
        && !head.contains([',', '|', '/'])
        && !is_medium(head)
        && !FURNITURE.dateline.places.has(head)
        && !words().any(|word| list.has(word) || month(word).is_some())
        && words().filter(|word| starts_upper(word)).count() >= 2;
    is_person.then_some(head)
}

/// "Reporting by … in Oslo; editing by …": who had a hand in it, at the foot of the page.
pub(crate) fn is_hands(line: &str) -> bool {
    let line = line.trim_matches(['(', ')', '*', '_', '[', ']', ' ']);
    let list = &FURNITURE.byline;
    list.hands.after(line).is_some_and(|rest| has_at_most_words(rest, 40) && names_only(rest))
}

/// Every word a name, or a word that stands between names.
fn names_only(words: &str) -> bool {
    if words.contains(['?', '!']) || words.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let lower = &FURNITURE.byline.lower;
    let mut n_names = 0;
    for word in words.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '|' | '/'))
    {
        let bare = crate::line::bare(word);
        if bare.is_empty() {
            continue;
        }
        let connects = lower.has(bare);
        if !connects && !starts_upper(bare) && !bare.contains('@') {
            return false;
        }
        n_names += usize::from(starts_upper(bare) || all_upper(bare) || connects && bare.len() > 3);
    }
    n_names > 0
}

/// "By Wednesday", "By June": a time, not a name.
fn begins_with_a_time(names: &str) -> bool {
    let first = names.split_whitespace().next().map(crate::line::bare).unwrap_or_default();
    FURNITURE.date_line.weekdays.has(first) || month(first).is_some()
}

#[cfg(test)]
mod tests {
    use super::{byline, dated_byline, is_hands, unopened_byline};

    #[test]
    fn names_and_a_date_in_one_line() {
        for (line, expected) in [
            ("By Jane Roe, 9 April 2031", Some((Some("Jane Roe"), "published 9 April 2031"))),
            (
                "By Jane Roe · 5 November 2031, 22:40",
                Some((Some("Jane Roe"), "published 5 November 2031")),
            ),
            ("Jane Roe, 9 April 2031", Some((Some("Jane Roe"), "published 9 April 2031"))),
            (
                "By Jane Roe and John Doe | Updated: April 9, 2031",
                Some((Some("Jane Roe and John Doe"), "updated April 9, 2031")),
            ),
            ("By Jane Roe April 9, 2031", Some((Some("Jane Roe"), "published April 9, 2031"))),
            ("Harbour Post, 6 Nov 2031", Some((None, "published 6 Nov 2031"))),
            ("By Jane Roe", None),
            ("9 April 2031", None),
            ("Ferry stops on 9 April 2031", None),
            ("By Wednesday, 9 April 2031", None),
            ("Jane Roe died on Monday, 9 April 2031", None),
            ("“No,” said Jane Roe, 9 April 2031", None),
        ] {
            let found = dated_byline(line).map(|found| {
                let date = &found.dates[0];
                (found.names, format!("{} {}", date.role.name(), date.span.of(line)))
            });
            let expected = expected.map(|(names, date)| (names, date.to_owned()));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn bylines() {
        for (line, names) in [
            ("By Staff, Agencies", Some("Staff, Agencies")),
            ("By Jane Roe, Associated Press", Some("Jane Roe, Associated Press")),
            ("By JANE ROE and JOHN DOE", Some("JANE ROE and JOHN DOE")),
            ("by Jane Roe", Some("Jane Roe")),
            ("*By Jane van der Roe in Oslo*", Some("Jane van der Roe in Oslo")),
            ("Written by: Jane Roe", Some("Jane Roe")),
            ("By The Associated Press", Some("The Associated Press")),
            ("By staff reporter", Some("staff reporter")),
            ("By Wednesday the river had risen", None),
            ("By Wednesday", None),
            ("By then it was over.", None),
            ("By 2030 all of it is gone", None),
            ("By Sunday Morning The Army Had Left", None),
            ("By and large", None),
            ("Byron Roe", None),
        ] {
            assert_eq!(byline(line), names, "{line}");
        }
    }

    #[test]
    fn bylines_without_by() {
        assert!(unopened_byline("Jane Roe, Associated Press").is_some());
        assert!(unopened_byline("Jane Roe and John Doe | Reuters").is_some());
        assert!(unopened_byline("Jane Roe, mayor of Elmstead").is_none());
        assert!(unopened_byline("Reuters, AFP").is_none());
    }

    #[test]
    fn hands() {
        assert!(is_hands("(Reporting by Jane Roe in Oslo; Editing by John Doe)"));
        assert!(!is_hands("Reporting by the paper showed that the dam was never safe."));
    }
}
