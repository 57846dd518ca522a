//! Whose words a document carries: "a letter from the union", "the union's letter", "the union hit back with an ad".
//!
//! What is found is the stretch of items that names the author; who that is, [`crate::speaker`] says. A document that
//! somebody only received, read or disputed is nobody's here.

use crate::document::{Item, ItemKind, Sentence};
use crate::lexicon::Models;
use crate::phrase::{self, is_determiner};
use crate::reporting;
use std::ops::Range;

/// Words between a document and the "by" of its author.
const BEFORE_BY: [&str; 14] = [
    "was", "were", "is", "being", "been", "last", "this", "week", "month", "on", "for", "jointly",
    "paid", "put",
];

/// Items that an author may stand away from the document.
const REACH: usize = 10;

/// True for a noun that names a document: "letter", "ads", "an advertising campaign".
pub(crate) fn is_document(items: &[Item], at: usize, models: &Models) -> bool {
    let item = &items[at];
    if !item.is_word() || item.capital {
        return false;
    }
    let advertising = || {
        at > 0 && items[at - 1].is_any(&["advertising", "ad", "advertisement", "tv", "television"])
    };
    let low = item.low.as_str();
    models.media.documents.contains(low)
        || models.media.documents.contains(&crate::speaker::singular(low))
        || item.is("campaign") && advertising()
}

/// The name under which the kinds of one document meet: an ad is a commercial.
pub(crate) fn family(noun: &str) -> &str {
    match noun {
        "ad" | "ads" | "advertisement" | "advertisements" | "commercial" | "commercials"
        | "video" | "campaign" => "ad",
        "lawsuit" | "suit" | "complaint" | "filing" => "lawsuit",
        "study" | "report" | "survey" | "analysis" => "study",
        "email" | "e-mail" | "message" => "message",
        "letter" | "letters" => "letter",
        "op-ed" | "article" | "essay" | "column" | "piece" | "commentary" | "editorial" => {
            "article"
        }
        "tweet" | "tweets" | "post" | "posts" => "post",
        other => other.strip_suffix('s').unwrap_or(other),
    }
}

/// The items that name the author of the document whose noun stands at `at`; `None` where the sentence names none.
pub(crate) fn author(sentence: &Sentence, at: usize, models: &Models) -> Option<Range<usize>> {
    let items = &sentence.items;
    let first = first_of(items, at, models);
    behind(items, at, models)
        .or_else(|| before(items, first, at, models))
        .or_else(|| publisher(items, first, models))
        .filter(|range| !range.is_empty() && !range.contains(&at))
}

/// The first item of the phrase that the noun closes: its determiner, else the first of its adjectives and names.
fn first_of(items: &[Item], at: usize, models: &Models) -> usize {
    let mut first = at;
    while first > 0 && at - first < 6 {
        let item = &items[first - 1];
        if is_determiner(item) {
            return first - 1;
        }
        if !item.is_word() || phrase::closes(item) || models.media.authoring.contains(&item.low) {
            break;
        }
        first -= 1;
    }
    first
}

/// "a letter from X", "an ad released on Tuesday by X", "the letter, which X sent".
fn behind(items: &[Item], at: usize, models: &Models) -> Option<Range<usize>> {
    let next = items.get(at + 1)?;
    if next.is("from") {
        return Some(phrase::right(items, at + 2, items.len(), models));
    }
    for k in at + 1..items.len().min(at + 1 + REACH) {
        let item = &items[k];
        if item.is("by") {
            return Some(phrase::right(items, k + 1, items.len(), models));
        }
        let relative = item.is_any(&["which", "that"]);
        if relative {
            let noun = phrase::right(items, k + 1, items.len(), models);
            let published = |at: &usize| {
                items.get(*at).is_some_and(|verb| models.media.authoring.contains(&verb.low))
            };
            let verb = (noun.start..noun.end + 1).find(published)?;
            return Some(noun.start..verb);
        }
        let between = models.media.authoring.contains(&item.low)
            || BEFORE_BY.contains(&item.low.as_str())
            || phrase::is_day(item)
            || phrase::is_month(item)
            || item.kind == ItemKind::Number
            || item.kind == ItemKind::Comma && k == at + 1;
        if !between {
            return None;
        }
    }
    None
}

/// "X's letter", "the X letter", "a letter of X's own" by the words between `first` and the noun.
fn before(items: &[Item], first: usize, at: usize, models: &Models) -> Option<Range<usize>> {
    if first > 0 && items[first - 1].kind == ItemKind::Possessive {
        return Some(phrase::left(items, 0, first - 1, models));
    }
    let named = (first..at).find(|&k| items[k].capital && !is_determiner(&items[k]))?;
    let end = (named..at).find(|&k| !items[k].capital).unwrap_or(at);
    Some(named..end)
}

/// "X sent the members a letter", "X hit back with an ad", "X said in a statement".
fn publisher(items: &[Item], first: usize, models: &Models) -> Option<Range<usize>> {
    let open = items
        .get(first)?
        .is_any(&["a", "an", "another", "its", "his", "her", "their", "two", "several"]);
    if !open || first == 0 {
        return None;
    }
    let verb = (first.saturating_sub(REACH)..first)
        .rev()
        .take_while(|&k| {
            !matches!(items[k].kind, ItemKind::Stop | ItemKind::Semicolon | ItemKind::Quote(_))
                && !items[k].is_any(&["who", "which", "that", "after", "because", "when"])
        })
        .find(|&k| {
            let low = items[k].low.as_str();
            models.media.authoring.contains(low)
                || items[k].is("with") && k + 1 == first
                || items[first - 1].is_any(&["in", "on", "via", "through"])
                    && models.cues.get(low).is_some_and(|verb| verb.clause && !verb.weak)
        })?;
    Some(reporting::clause_subject(items, verb, models))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::span;
    use crate::prose::Prose;

    fn check(text: &str, noun: &str, expected: Option<&str>) {
        let models = Models::embedded();
        let prose = Prose::whole(text);
        let sentence = prose.inner_sentences().remove(0);
        let at = sentence.items.iter().position(|item| item.is(noun)).expect("the noun is there");
        let found =
            author(&sentence, at, &models).map(|range| span(&sentence.items[range]).of(text));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_author_stands_before_or_behind() {
        check("A letter from the Dockers' Union arrived.", "letter", Some("the Dockers' Union"));
        check(
            "The letter released Tuesday by the faculty at Marn took aim.",
            "letter",
            Some("the faculty at Marn"),
        );
        check("The union’s first ad called it a shame.", "ad", Some("The union"));
        check("The Marn University letter argues otherwise.", "letter", Some("Marn University"));
        check("The port sent Mr. Falk a letter.", "letter", Some("The port"));
        check("The Falk campaign retorted with an ad of its own.", "ad", Some("The Falk campaign"));
        check(
            "The letter, which the teachers sent to Ms. Oye, was long.",
            "letter",
            Some("the teachers"),
        );
        check("Ms. Oye received a letter.", "letter", None);
        check("The letter says otherwise.", "letter", None);
    }
}
