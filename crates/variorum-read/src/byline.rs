//! The authors' line: "By Jane Roe, Associated Press", "Jane Roe | Reuters", "Reporting by …".

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
    use super::{byline, is_hands, unopened_byline};

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
