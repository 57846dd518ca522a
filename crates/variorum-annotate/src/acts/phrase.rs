//! Noun phrases around a verb: who does it, and to whom.
//!
//! A phrase ends where the words no longer can belong to a name or to a noun with its article; it is
//! better to find no subject than half of one.

use super::words::WORDS;
use crate::times::{Line, is_calendar_word};
use variorum_text::TokenKind;

/// Token range of one noun phrase.
pub(super) type Phrase = std::ops::Range<usize>;

/// Words of a phrase without an article before its noun.
const LONGEST: usize = 8;

/// The coordinated noun phrases that end before token `end`, in order: "South Korea, the US, and Ukraine".
pub(super) fn subjects(line: &Line, end: usize) -> Vec<Phrase> {
    let mut out = Vec::new();
    let mut at = end;
    let mut coordinated = false;
    while let Some(phrase) = phrase_before(line, at) {
        at = phrase.start;
        out.push(phrase);
        let comma = usize::from(line.before(at, 1) == "and" && line.before(at, 2) == ",");
        if line.before(at, 1) == "and" {
            coordinated = true;
            at -= 1 + comma;
        } else if coordinated && line.before(at, 1) == "," {
            at -= 1;
        } else {
            break;
        }
    }
    out.reverse();
    out
}

/// Where the subject's last word ends, for a verb at `verb`: auxiliaries and adverbs stand between, and
/// an apposition or an inserted clause in commas is stepped over.
pub(super) fn subject_end(line: &Line, verb: usize) -> usize {
    let mut at = verb;
    while at > 0 {
        // "Lund on Friday accused", "a jury this month accused"
        at = if is_between(line, at - 1) {
            at - 1
        } else if is_day(line.word(at - 1)) {
            at - 1 - usize::from(matches!(line.before(at, 2), "on" | "late" | "early"))
        } else if is_stretch(line.before(at, 1)) && matches!(line.before(at, 2), "this" | "last") {
            at - 2
        } else {
            break;
        };
    }
    // the subject of a participle behind a comma stands anywhere before
    if at == 0 || line.word(at - 1) != "," || line.word(verb).ends_with("ing") {
        return at;
    }
    // "Mara Lund, the minister, denied": back to the first comma whose left side is a name at the start
    let first = (0..at - 1).find(|&place| line.word(place) == ",");
    match first {
        Some(first)
            if first > 0
                && (0..first).all(|place| is_name_part(line, place))
                && !is_calendar_word(line.word(first - 1)) =>
        {
            first
        }
        _ => at,
    }
}

fn is_between(line: &Line, at: usize) -> bool {
    let word = line.word(at);
    WORDS.auxiliaries.contains(word)
        || (word.ends_with("ly") && !line.is_capital(at) && word.len() > 3)
}

fn is_day(word: &str) -> bool {
    (word.ends_with("day") && is_calendar_word(word)) || matches!(word, "today" | "yesterday")
}

fn is_stretch(word: &str) -> bool {
    matches!(word, "week" | "month" | "year" | "weekend")
}

fn is_name_part(line: &Line, at: usize) -> bool {
    line.is_capital(at)
        || line.kind(at) == Some(TokenKind::Stop)
        || WORDS.titles.contains(line.word(at))
        || line.word(at) == "the"
}

/// The noun phrase whose last word stands right before `end`.
fn phrase_before(line: &Line, end: usize) -> Option<Phrase> {
    let head = end.checked_sub(1)?;
    if WORDS.pronouns.contains(line.word(head)) {
        return Some(head..end);
    }
    if line.kind(head) != Some(TokenKind::Word) {
        return None;
    }
    if line.is_capital(head) { name_before(line, end) } else { common_before(line, end) }
}

/// "the United States", "President Mara Lund", "Bank of Orr".
fn name_before(line: &Line, end: usize) -> Option<Phrase> {
    let mut start = end - 1;
    while start > 0 {
        let word = line.word(start - 1);
        let inside =
            (line.is_capital(start - 1) && line.is_word(start - 1) && !is_opener(line, start - 1))
                || (word == "of"
                    && start >= 2
                    && line.is_capital(start - 2)
                    && !is_opener(line, start - 2))
                || WORDS.titles.contains(word);
        if !inside {
            break;
        }
        start -= 1;
    }
    if WORDS.determiners.contains(line.before(start, 1)) {
        start -= 1;
    }
    Some(start..end)
}

/// A capital that only the start of the sentence gives: "Both", "But", "Later".
fn is_opener(line: &Line, at: usize) -> bool {
    let word = line.word(at);
    at == 0
        && (WORDS.determiners.contains(word)
            || WORDS.ends_clause.contains(word)
            || WORDS.auxiliaries.contains(word)
            || matches!(word, "in" | "on" | "at"))
}

/// "its allies", "the company", "those firms", "officials".
fn common_before(line: &Line, end: usize) -> Option<Phrase> {
    let plain = |at: usize| {
        line.kind(at) == Some(TokenKind::Word) || line.kind(at) == Some(TokenKind::Possessive)
    };
    if line.word(end - 1).ends_with("ed") || WORDS.ends_clause.contains(line.word(end - 1)) {
        return None;
    }
    let mut start = end - 1;
    for steps in 0..LONGEST {
        let Some(at) = (end - 1).checked_sub(steps) else { break };
        if steps > 0 && WORDS.determiners.contains(line.word(at)) {
            return Some(at..end);
        }
        if !plain(at) || WORDS.ends_clause.contains(line.word(at)) || is_preposition(line.word(at))
        {
            break;
        }
        start = at;
    }
    // a bare plural: "lawmakers denied", with no more than two words before it
    let head = line.word(end - 1);
    let bare = head.ends_with('s') && end - start <= 3 && !WORDS.claims.contains(head);
    bare.then_some(start..end)
}

/// True where a noun phrase is over: a relative or a preposition follows.
pub(super) fn ends_noun(word: &str) -> bool {
    (is_preposition(word) && !matches!(word, "of" | "than"))
        || WORDS.ends_clause.contains(word) && word != "and"
        || word == "along"
}

pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "of"
            | "for"
            | "from"
            | "by"
            | "with"
            | "to"
            | "about"
            | "that"
            | "into"
            | "over"
            | "under"
            | "against"
            | "during"
            | "or"
            | "than"
    )
}

/// One past the last token of the clause that begins at `start`: up to punctuation or a new clause.
pub(super) fn clause_end(line: &Line, start: usize, limit: usize) -> usize {
    let mut at = start;
    let mut open_marks = 0_i32;
    while at < line.len().min(start + limit) {
        match line.kind(at) {
            Some(TokenKind::Mark) => open_marks = 1 - open_marks,
            Some(TokenKind::Stop | TokenKind::Ellipsis) => break,
            Some(TokenKind::Dash) if open_marks == 0 && !line.touches_next(at) => break,
            Some(TokenKind::Dash) if line.raw(at).starts_with('—') || line.raw(at).len() > 1 => {
                break;
            }
            // a comma right before a closing mark ends what was said
            Some(TokenKind::Other)
                if matches!(line.word(at), "," | ";" | ":")
                    && (open_marks == 0 || line.kind(at + 1) == Some(TokenKind::Mark)) =>
            {
                break;
            }
            _ if open_marks == 0
                && at > start
                && WORDS.ends_clause.contains(line.word(at))
                && !joins_nouns(line, at) =>
            {
                break;
            }
            _ => {}
        }
        at += 1;
    }
    if at > start && line.kind(at - 1) == Some(TokenKind::Mark) && open_marks == 1 {
        at - 1
    } else {
        at
    }
}

/// "and" between two objects stays inside: no verb form follows it.
fn joins_nouns(line: &Line, at: usize) -> bool {
    let next = line.word(at + 1);
    line.word(at) == "and"
        && !matches!(
            next,
            "have"
                | "has"
                | "had"
                | "said"
                | "says"
                | "is"
                | "are"
                | "was"
                | "were"
                | "that"
                | "he"
                | "she"
                | "they"
                | "it"
        )
        && !next.ends_with("ed")
}
