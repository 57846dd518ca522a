//! The names in an author's field or line of a page, where the page sets other things beside them: "By JANE ROE Staff
//! Writer", "Jane Roe, Nov 18, 2019 • 2 min read", "Jane Roe and John Doe | The Post", "@janeroe".
//!
//! A name is never made up or put in other letters: what is given is words of the field, in their order, without the
//! rest. A news agency beside the names stays, since it tells whose copy it is.

use crate::date::{date_at, tokens};
use crate::lexicon::{FURNITURE, is_agency, is_medium};
use crate::line::{bare, has_at_most_words, n_words, starts_upper};

/// Words of the longest name; more are a sentence about the author.
const LONGEST_NAME: usize = 7;
/// Longest name of a news agency, in words.
const LONGEST_AGENCY: usize = 3;

/// The names, and agencies, of one field or line, each once; empty where it names nobody. `outlet`: whose page it is.
pub(crate) fn authors(line: &str, outlet: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (nth, segment) in without_rest(line).split(['|', '•', '·']).enumerate() {
        for part in segment.split([',', ';', '\n']) {
            for name in split_role(part, outlet) {
                let is_known = names.iter().any(|known| known.eq_ignore_ascii_case(name));
                // behind a bar stands whom they write for
                if !is_known && (nth == 0 || names.is_empty() || is_agency(name)) {
                    names.push(name.to_owned());
                }
            }
        }
    }
    names
}

/// The line without "By", and up to the date or the page's own words behind the names.
fn without_rest(line: &str) -> &str {
    let line = without_opening(line);
    let end = date(line).map(|(start, _)| start).into_iter().chain(label(line)).min();
    let Some(end) = end else { return line };
    let names = trim(&line[..end]);
    if names.chars().any(char::is_alphabetic) {
        return names;
    }
    // "Nov 18, 2019 by Jane Roe"
    let behind = date(line).and_then(|(_, end)| line[end..].find("by ").map(|at| end + at));
    behind.map_or("", |at| {
        let names = without_opening(&line[at..]);
        label(names).map_or(names, |end| &names[..end])
    })
}

fn without_opening(line: &str) -> &str {
    let line = trim(line);
    match FURNITURE.byline.openings.after(line) {
        Some(rest) if !rest.trim().is_empty() => trim(rest),
        _ => line,
    }
}

fn trim(part: &str) -> &str {
    part.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | ',' | ';' | '|' | '-' | '–' | '—' | '•' | '·' | '*')
    })
}

/// Where the first date stands that has more than a day: "Nov 18, 2019", with a word such as "Published" before it.
fn date(line: &str) -> Option<(usize, usize)> {
    let tokens = tokens(line);
    let (at, length) = (0..tokens.len()).find_map(|at| {
        let (date, length) = date_at(&tokens[at..])?;
        (date.month.is_some() && (date.day.is_some() || date.year.is_some()))
            .then_some((at, length))
    })?;
    let list = &FURNITURE.date_line;
    let is_before = |word: &str| {
        [&list.published, &list.updated, &list.weekdays].iter().any(|words| words.has(word))
            || ["on", "at", "last", ",", "."].iter().any(|own| word.eq_ignore_ascii_case(own))
    };
    let n_before = tokens[..at].iter().rev().take_while(|token| is_before(token.text)).count();
    Some((tokens[at - n_before].span.start, tokens[at + length - 1].span.end))
}

/// Where words begin that a page sets beside its authors: "View Comments", "2 min read".
fn label(line: &str) -> Option<usize> {
    let starts = line
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && !line[..*at].ends_with(char::is_alphanumeric));
    let mut starts = starts.map(|(at, _)| at);
    starts.find(|at| {
        let rest = &line[*at..];
        // "2 min read", "3 hours ago", "10:43"
        rest.starts_with(|c: char| c.is_ascii_digit())
            && !rest.starts_with(|c: char| c.is_alphabetic())
            || FURNITURE.byline.labels.after(rest).is_some()
    })
}

/// A part as a name, an agency, or both; nothing where it is an address, an account or a role.
fn split_role<'a>(part: &'a str, outlet: Option<&str>) -> Vec<&'a str> {
    let part = without_addresses(part);
    let is_outlet = |name: &str| outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(name));
    if is_agency(part) || is_outlet(part) {
        return vec![part];
    }
    if part.is_empty() || is_domain(part) || FURNITURE.byline.accounts.has(part) {
        return Vec::new();
    }
    let (name, role) = role_at_end(part);
    if name.is_empty() {
        // "AP Auto Writer": a role, of an agency perhaps
        return agency_at_start(role).into_iter().collect();
    }
    let name = without_employer(name);
    let (name, agency) = agency_at_end(name);
    let is_sentence = !has_at_most_words(name, LONGEST_NAME) || name.contains(['!', '?']);
    let n_lower = name.split_whitespace().filter(|word| !starts_upper(word)).count();
    if is_sentence && n_lower > 1 {
        return agency.into_iter().collect();
    }
    let is_name = name.chars().any(char::is_alphabetic);
    is_name.then_some(name).into_iter().chain(agency).collect()
}

/// Without handles, mail addresses and links.
fn without_addresses(part: &str) -> &str {
    let is_address =
        |word: &str| word.contains('@') || word.contains("://") || word.starts_with("www.");
    let mut part = trim(part);
    while let Some(last) = part.split_whitespace().next_back().filter(|word| is_address(word)) {
        part = trim(&part[..part.len() - last.len()]);
    }
    while let Some(first) = part.split_whitespace().next().filter(|word| is_address(word)) {
        part = trim(&part[first.len()..]);
    }
    part.trim_matches(['(', ')', '[', ']', '<', '>', ' '])
}

/// `harbourpost.example`, `NJ.com`: no white space, and a last label in lower case.
fn is_domain(part: &str) -> bool {
    let Some((name, last)) = part.rsplit_once('.') else { return false };
    !name.is_empty()
        && (2..=6).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

/// The part before and from the role at its end: "JANE ROE" and "Staff Writer". The name is empty where the part
/// is a role alone, and whole where it ends in none.
fn role_at_end(part: &str) -> (&str, &str) {
    let list = &FURNITURE.byline;
    let words: Vec<&str> = part.split_whitespace().collect();
    let Some(last) = words.last().filter(|word| list.roles.has(bare(word))) else {
        return (part, "");
    };
    let mut start = words.len() - 1;
    while start > 0
        && (list.ranks.has(bare(words[start - 1])) || list.roles.has(bare(words[start - 1])))
    {
        start -= 1;
    }
    // "Staff", "Editors": who signs when nobody is named
    if words.len() == 1 {
        return (part, "");
    }
    let is_of_agency = agency_at_start(part).is_some();
    if start < 2 || is_of_agency {
        // "Auto Writer" behind a name's comma; "Desk Reporter"
        return ("", part);
    }
    let head = &part[..part.len() - last.len()];
    let at = words[start..words.len() - 1]
        .iter()
        .rev()
        .fold(head.trim_end(), |head, word| head.strip_suffix(word).unwrap_or(head).trim_end());
    (trim(at), &part[at.len()..])
}

fn agency_at_start(part: &str) -> Option<&str> {
    words_of(part, LONGEST_AGENCY).into_iter().rev().find(|head| is_agency(head))
}

/// The name, and the agency that stands behind it without a mark.
fn agency_at_end(name: &str) -> (&str, Option<&str>) {
    let starts = name.char_indices().filter(|(at, _)| name[..*at].ends_with(' ')).map(|(at, _)| at);
    let found = starts.filter(|at| n_words(&name[..*at]) >= 2).find(|at| is_agency(&name[*at..]));
    found.map_or((name, None), |at| (trim(&name[..at]), Some(&name[at..])))
}

/// The first word, the first two, … of a part.
fn words_of(part: &str, most: usize) -> Vec<&str> {
    let ends = part.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    ends.chain([part.len()]).take(most).map(|end| &part[..end]).collect()
}

/// "Jane Roe for The Harbour Post", "Jane Roe of Northern Wire".
fn without_employer(name: &str) -> &str {
    for mark in [" for ", " of The ", " of the "] {
        if let Some((who, whom)) = name.split_once(mark)
            && n_words(who) >= 2
            && (starts_upper(whom) || is_medium(whom))
        {
            return who;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::authors;

    fn check(line: &str, expected: &[&str]) {
        assert_eq!(authors(line, Some("The Harbour Post")), expected, "{line}");
    }

    #[test]
    fn names_alone() {
        check("Jane Roe", &["Jane Roe"]);
        check("By Jane Roe and John Doe", &["Jane Roe and John Doe"]);
        check("by\u{a0}Jane van der Roe", &["Jane van der Roe"]);
        check("Jane Roe, John Doe, JANE ROE", &["Jane Roe", "John Doe"]);
        check("Jane Roe, MD", &["Jane Roe", "MD"]);
        check("Byron Roe", &["Byron Roe"]);
        check("May Roe", &["May Roe"]);
        check("Harbour Post Staff", &["Harbour Post Staff"]);
        check("Staff", &["Staff"]);
        check("The Harbour Post", &["The Harbour Post"]);
        check("홍길동", &["홍길동"]);
    }

    #[test]
    fn a_date_ends_the_names() {
        check("Jane Roe, Nov 18, 2019 • 2 min read", &["Jane Roe"]);
        check("Jane Roe @janeroe Nov 18, 2019 at 9:24 pm ET • 2 min read", &["Jane Roe"]);
        check("Jane Roe | November 18, 2019 12:01 PM Print this article", &["Jane Roe"]);
        check("Jane Roe Published on Monday, 18 November 2019", &["Jane Roe"]);
        check("HARBOUR STAFF NOVEMBER 20, 2019 10:43", &["HARBOUR STAFF"]);
        check("2 November 2019 by Jane Roe", &["Jane Roe"]);
        check("November 18, 2019", &[]);
    }

    #[test]
    fn the_pages_own_words_end_them_too() {
        check("Jane Roe View Comments", &["Jane Roe"]);
        check("Jane Roe 3 hours ago", &["Jane Roe"]);
        check("Jane Roe Follow @janeroe", &["Jane Roe"]);
        check("View Comments", &[]);
    }

    #[test]
    fn roles_are_no_names() {
        check("By JANE ROE Staff Writer", &["JANE ROE"]);
        check("Jane Roe, Senior Political Correspondent", &["Jane Roe"]);
        check("Jane Roe, Harbour Editor", &["Jane Roe"]);
        check("JANE ROE, AP Auto Writer", &["JANE ROE", "AP"]);
        check("Jane Roe Associated Press", &["Jane Roe", "Associated Press"]);
    }

    #[test]
    fn whom_they_write_for() {
        check("Jane Roe and John Doe | The Post", &["Jane Roe and John Doe"]);
        check("Jane Roe | Island Media for island.example", &["Jane Roe"]);
        check("Jane Roe | Reuters", &["Jane Roe", "Reuters"]);
        check("Jane Roe for The Elm Review", &["Jane Roe"]);
        check("Jane Roe, Harbourpost.com", &["Jane Roe"]);
        check("Reuters", &["Reuters"]);
    }

    #[test]
    fn addresses_and_accounts() {
        for line in
            ["@janeroe", "jane@example.org", "https://example.org/jane", "Admin", "guest", " ", ""]
        {
            check(line, &[]);
        }
        check("Jane Roe (jane@example.org)", &["Jane Roe"]);
        check("We are a blog of the best of the islands and more!", &[]);
    }

    proptest! {
        #[test]
        fn names_are_words_of_the_line(line in any::<String>()) {
            prop_assert!(authors(&line, None).iter().all(|name| !name.is_empty() && line.contains(name)));
        }

        #[test]
        fn names_are_words_of_a_byline(line in "(By |Jane|Roe| and |, |\\|| Staff| Writer| AP| 2019| May| 4|@x| for |é|—){0,12}") {
            prop_assert!(authors(&line, None).iter().all(|name| !name.is_empty() && line.contains(name)));
        }
    }
}
