//! What a number counts: the noun after it, skipping adjectives, and what the noun is of.

use super::words::WORDS;
use crate::times::Line;
use variorum_text::TokenKind;

/// Words looked at for the counted noun.
const REACH: usize = 6;

/// A unit found after a number.
pub(super) struct Unit {
    pub(super) name: String,
    /// One past its last token.
    pub(super) end: usize,
}

/// Percent, a currency in words, or the first plural noun of the group after the number.
pub(super) fn unit(line: &Line, at: usize) -> Option<Unit> {
    let some = |name: &str, end: usize| Some(Unit { name: name.to_owned(), end });
    match (line.word(at), line.word(at + 1)) {
        ("%", _) | ("percent" | "pct", _) => return some("%", at + 1),
        ("per", "cent") => return some("%", at + 2),
        ("percentage", "point" | "points") => return some("percentage point", at + 2),
        _ => {}
    }
    if let Some(sign) = WORDS.currencies.get(line.word(at)) {
        return some(sign, at + 1);
    }
    // "9,000 of the containers" has its noun behind "of", which `of` finds
    let last =
        (at..line.len().min(at + REACH)).take_while(|&place| continues(line, place)).last()?;
    let head = (at..=last).find(|&place| WORDS.singular(line.word(place)).is_some())?;
    let head =
        if head < last && WORDS.singular(line.word(head + 1)).is_some() { head + 1 } else { head };
    // a capitalised plural inside a name is no noun: "two United Nations staff"
    let inside_name = line.is_capital(head) && line.is_capital(head + 1);
    (!inside_name)
        .then(|| WORDS.singular(line.word(head)))
        .flatten()
        .map(|name| Unit { name, end: head + 1 })
}

fn continues(line: &Line, at: usize) -> bool {
    line.kind(at) == Some(TokenKind::Word) && !WORDS.is_stop(line.word(at))
}

/// The noun after "of": "containers of munitions"; where only a name follows, the name as written.
pub(super) fn of(line: &Line, at: usize) -> Option<String> {
    if line.word(at) != "of" {
        return None;
    }
    let article =
        matches!(line.word(at + 1), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "all");
    let start = at + 1 + usize::from(article);
    // "accused a dozen men of leaving"
    if line.word(start).ends_with("ing") {
        return None;
    }
    let verbal = |word: &str| word.ends_with("ed") || word.ends_with("ing");
    let last = (start..line.len().min(start + REACH))
        .take_while(|&place| {
            continues(line, place) && (place == start || !verbal(line.word(place)))
        })
        .last()?;
    if line.is_capital(last) && line.is_capital(start) {
        return Some(line.span(start, last + 1).of(line.text).to_owned());
    }
    (start..=last)
        .rev()
        .find(|&place| !line.is_capital(place))
        .map(|place| line.word(place).to_owned())
}
