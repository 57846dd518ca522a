//! The dateline at the head of a paragraph: "MOSCOW:", "LONDON (AP) —", "KYIV, June 3 (Reuters) -".
//! A wrong one costs a paragraph its first words, so each form has to be plain by itself or name a known city.

use memchr::memchr;
use variorum_model::Span;

use crate::date::{PartialDate, date_at, tokens};
use crate::lexicon::{FURNITURE, is_agency, is_medium};
use crate::line::{all_upper, beginning, has_at_most_words, starts_upper};

/// A dateline at the head of a paragraph, spans within the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// With the mark that ends it.
    pub span: Span,
    /// The date it holds.
    pub date: Option<(PartialDate, Span)>,
}

/// Marks that end a dateline, longest first; white space decides for the short ones.
const ENDS: [&str; 8] = [" — ", " – ", " ― ", " -- ", " - ", "—", ": ", " "];
/// No dateline is longer, in bytes.
const LONGEST_BYTES: usize = 140;

/// The dateline of a paragraph; `None` where it begins with its prose.
pub(crate) fn dateline(paragraph: &str) -> Option<Dateline> {
    if begins_as_prose(paragraph) {
        return None;
    }
    let head = beginning(paragraph, LONGEST_BYTES);
    let end = slashed(head)
        .or_else(|| candidates(head).into_iter().find(|end| is_dateline(head, *end)))?;
    let rest = paragraph[end.past..].trim_start();
    // Alone on its line it stands before the next paragraph.
    let alone = rest.is_empty() && end.mark != " ";
    let begins = rest.chars().next();
    let upper =
        begins.is_some_and(|c| !c.is_lowercase() && (c.is_alphanumeric() || is_opening_mark(c)));
    if !alone && (!upper || rest.split_whitespace().take(3).count() < 3) {
        return None;
    }
    let words = &head[..end.words];
    let date = tokens(words);
    let date = (0..date.len()).find_map(|at| {
        let (found, length) = date_at(&date[at..])?;
        Some((found, date[at].span.cover(date[at + length - 1].span)))
    });
    Some(Dateline { span: Span::new(0, head[..end.past].trim_end().len()), date })
}

/// True for two plain words, the second in lower case ("The mayor …"): no place's name is so, and nothing ends a
/// dateline before them. Most paragraphs are told by that.
fn begins_as_prose(paragraph: &str) -> bool {
    let mut words = paragraph.splitn(3, ' ');
    let (Some(first), Some(second), Some(_)) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let plain =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    plain(first) && plain(second) && !starts_upper(second) && !is_small(second)
}

fn is_opening_mark(c: char) -> bool {
    crate::line::has_quote(c.encode_utf8(&mut [0; 4])) || c == '\'' || c == '$'
}

/// Where a dateline might end.
#[derive(Clone, Copy)]
struct End {
    /// End of its words.
    words: usize,
    /// End of the mark after them.
    past: usize,
    mark: &'static str,
}

/// The first place of each kind of ending mark, in order of place.
fn candidates(head: &str) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    for (mark, at) in ENDS.into_iter().zip(first_places(head)) {
        let Some(at) = at else { continue };
        if mark == " " && head[at + 1..].starts_with(['-', '–', '—', '―']) {
            continue;
        }
        if !ends.iter().any(|end| end.words <= at && at < end.past) {
            ends.push(End { words: at, past: at + mark.len(), mark });
        }
    }
    if let Some(at) = head.find(')').filter(|at| head[at + 1..].starts_with(char::is_alphanumeric))
    {
        ends.push(End { words: at + 1, past: at + 1, mark: " " });
    }
    ends.sort_by_key(|end| (end.words, std::cmp::Reverse(end.past)));
    ends
}

/// Where each of [`ENDS`] first stands; in one pass, since every paragraph at the head of a report is asked.
fn first_places(head: &str) -> [Option<usize>; ENDS.len()] {
    const DASH: usize = 5;
    const COLON: usize = 6;
    const SPACE: usize = 7;
    let bytes = head.as_bytes();
    let mut places = [None; ENDS.len()];
    for (at, byte) in bytes.iter().enumerate() {
        let rest = &bytes[at..];
        match (byte, rest.get(1)) {
            (b' ', Some(b'-' | 0xe2)) => {
                for (place, mark) in places.iter_mut().zip(ENDS).take(DASH) {
                    if place.is_none() && rest.starts_with(mark.as_bytes()) {
                        *place = Some(at);
                    }
                }
            }
            (0xe2, _) if rest.starts_with(ENDS[DASH].as_bytes()) => {
                places[DASH].get_or_insert(at);
            }
            (b':', Some(b' ')) => {
                places[COLON].get_or_insert(at);
            }
            // White space alone ends a dateline only behind a bracket: "(CNN) The".
            (b')', Some(b' ')) => {
                places[SPACE].get_or_insert(at + 1);
            }
            _ => {}
        }
    }
    places
}

/// TASS sets its name between slashes: "MOSCOW, June 18. /TASS/. ".
fn slashed(head: &str) -> Option<End> {
    memchr(b'/', head.as_bytes())?;
    let open = head.find(" /")?;
    let close = open + 2 + head[open + 2..].find('/')?;
    if !is_agency(&head[open + 2..close]) || !all_upper(head[..open].split([',', '.']).next()?) {
        return None;
    }
    let past = close + 1 + usize::from(head[close + 1..].starts_with('.'));
    Some(End { words: open, past, mark: "/" })
}

fn is_dateline(head: &str, end: End) -> bool {
    let words = head[..end.words].trim();
    let (before, agency) = match words.strip_suffix(')').and_then(|words| words.rsplit_once('(')) {
        Some((before, inside)) => (before.trim().trim_end_matches(','), Some(inside)),
        None => (words, None),
    };
    let by_agency = agency.is_some_and(|inside| inside.split('/').all(is_agency));
    // "PORT SEVRIN, March 4 (Northern Wire) —": no list holds every agency
    let unlisted = agency.is_some_and(|inside| is_name(inside, 4)) && end.mark != " ";
    let agency = agency.map(is_carrier);
    if before.is_empty() {
        return agency == Some(true);
    }
    let Some(place) = place(before) else { return false };
    if agency == Some(false) {
        return unlisted && place.capitals && (place.dated || place.known);
    }
    match (agency, end.mark) {
        // A broadcaster in brackets may follow a person's name; an agency hardly does.
        (Some(true), _) => {
            by_agency || place.capitals || place.known || place.dated || place.first_of_many
        }
        (_, " ") => false,
        (_, ": ") => place.known || (place.dated && place.capitals),
        _ => place.known || place.capitals || (place.dated && place.first_of_many),
    }
}

/// Agencies in brackets, perhaps two: "(AP)", "(Reuters/AFP)", "(CNN Business)".
fn is_carrier(inside: &str) -> bool {
    inside.split(['/', ',', '&']).all(is_medium)
}

/// What the words before the mark say of the place.
struct Place {
    /// Written in capitals, and not a known word that is no place.
    capitals: bool,
    /// In the list of cities.
    known: bool,
    /// A date stands behind it.
    dated: bool,
    /// More names follow the first: "Springfield, Ohio".
    first_of_many: bool,
}

/// `None` where the words are not of the form "Place, Region, June 3".
fn place(words: &str) -> Option<Place> {
    let mut parts = words.split(',').map(str::trim);
    let first = parts.next()?;
    if !is_name(first, 4) {
        return None;
    }
    let mut place = Place { capitals: false, known: false, dated: false, first_of_many: false };
    for part in parts {
        let tokens = tokens(part);
        let date = date_at(&tokens)
            .is_some_and(|(_, length)| tokens[length..].iter().all(|token| token.text == "."));
        let year = part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let weekday = FURNITURE.date_line.weekdays.has(part);
        if date || weekday || (year && place.dated) {
            place.dated = true;
        } else if is_name(part, 3) && !place.dated {
            place.first_of_many = true;
        } else {
            return None;
        }
    }
    let list = &FURNITURE.dateline;
    place.known = list.places.has(first);
    let n_letters = first.chars().filter(|c| c.is_alphabetic()).count();
    place.capitals =
        first.split_whitespace().all(all_upper) && n_letters >= 4 && !list.not_places.has(first);
    Some(place)
}

/// One to `most` words of letters, each with a capital first.
fn is_name(part: &str, most: usize) -> bool {
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '/');
    has_at_most_words(part, most)
        && !part.trim().is_empty()
        && part.chars().all(plain)
        && part.split_whitespace().all(|word| starts_upper(word) || is_small(word))
}

/// Words in lower case that stand in names of places.
fn is_small(word: &str) -> bool {
    matches!(word, "de" | "la" | "el" | "al" | "of" | "the" | "au" | "do" | "du")
}

#[cfg(test)]
mod tests {
    use super::dateline;

    fn check(paragraph: &str, expected: Option<&str>) {
        assert_eq!(
            dateline(paragraph).map(|found| found.span.of(paragraph)),
            expected,
            "{paragraph}"
        );
    }

    #[test]
    fn plain_forms() {
        check("MOSCOW: The minister arrived late.", Some("MOSCOW:"));
        check("WASHINGTON — The minister arrived late.", Some("WASHINGTON —"));
        check("WASHINGTON -- The minister arrived late.", Some("WASHINGTON --"));
        check("LONDON (AP) — “We will not go,” she said.", Some("LONDON (AP) —"));
        check("London (AFP) - The minister arrived late.", Some("London (AFP) -"));
        check(
            "SEOUL, South Korea (Reuters) - The minister arrived.",
            Some("SEOUL, South Korea (Reuters) -"),
        );
        check("ELMSTEAD HEIGHTS, N.J. — The mayor resigned.", Some("ELMSTEAD HEIGHTS, N.J. —"));
        check("KYIV, June 3 (Reuters) - The minister arrived.", Some("KYIV, June 3 (Reuters) -"));
        check(
            "MOSCOW, June 18. /TASS/. The minister arrived late.",
            Some("MOSCOW, June 18. /TASS/."),
        );
        check(
            "PORT ELM, May 4 (Eastern Wire) — The minister arrived late.",
            Some("PORT ELM, May 4 (Eastern Wire) —"),
        );
        check("(CNN) The minister arrived late.", Some("(CNN)"));
        check("(CNN)The minister arrived late.", Some("(CNN)"));
        check("(Reuters) — The minister arrived late.", Some("(Reuters) —"));
        check("Washington: The minister arrived late.", Some("Washington:"));
        check(
            "Port-au-Prince, Haiti — The minister arrived late.",
            Some("Port-au-Prince, Haiti —"),
        );
        check("Elmstead, Ohio (CNN) The minister arrived late.", Some("Elmstead, Ohio (CNN)"));
        check("Elmstead (AP) — The minister arrived late.", Some("Elmstead (AP) —"));
        check("OSLO (AP) —", Some("OSLO (AP) —"));
        check("WASHINGTON—The minister arrived late.", Some("WASHINGTON—"));
    }

    #[test]
    fn prose_stays_whole() {
        check("NATO — the alliance — said so.", None);
        check("ROE: I never said that, sir.", None);
        check("WATCH: The minister arrives late.", None);
        check("EXCLUSIVE — The minister arrives late.", None);
        check("The minister — tired — arrived late.", None);
        check("Jane Roe (D-Ohio) said it again today.", None);
        check("Elmstead: what we know so far", None);
        check("Mr. Roe - The mayor - resigned.", None);
        check("“Moscow: The city” is a film.", None);
        check("Elmstead (AP) the mayor said", None);
        check("Jane Roe (D) — The mayor resigned.", None);
        check("FILE - The mayor in an earlier year.", None);
        check("", None);
    }

    #[test]
    fn the_date_is_found() {
        let found =
            dateline("KYIV, June 3, 2024 (Reuters) - The minister arrived.").expect("a dateline");
        assert_eq!(found.date.expect("a date").0.iso().as_deref(), Some("2024-06-03"));
        let bare = dateline("KYIV, June 3 (Reuters) - The minister arrived.").expect("a dateline");
        assert_eq!(bare.date.expect("a date").0.iso(), None);
    }
}
