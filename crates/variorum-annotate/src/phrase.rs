//! Noun phrases without a parser: how far a subject reaches to the left of its verb, or a source to the right
//! of its cue. Closed word classes bound the phrase; what is unknown is taken for a noun or an adjective.

use crate::document::{Item, ItemKind};
use crate::lexicon::Models;
use std::ops::Range;

pub(crate) const PRONOUNS: [&str; 11] =
    ["he", "she", "they", "it", "we", "i", "you", "who", "him", "her", "them"];

const DETERMINERS: [&str; 22] = [
    "the", "a", "an", "his", "her", "their", "its", "our", "my", "your", "this", "that", "these",
    "those", "some", "many", "several", "both", "one", "another", "two", "three",
];

/// Words that no noun phrase reaches across.
const BOUNDARIES: [&str; 59] = [
    "that",
    "which",
    "who",
    "whom",
    "whose",
    "while",
    "because",
    "if",
    "when",
    "after",
    "before",
    "as",
    "although",
    "though",
    "but",
    "or",
    "nor",
    "than",
    "then",
    "where",
    "why",
    "how",
    "what",
    "whether",
    "until",
    "since",
    "so",
    "yet",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "will",
    "would",
    "could",
    "should",
    "may",
    "might",
    "can",
    "must",
    "do",
    "does",
    "did",
    "not",
    "by",
    "into",
    "against",
    "about",
    "over",
    "including",
    "during",
    "via",
    "amid",
];

const LINKS: [&str; 13] = [
    "of", "for", "at", "from", "in", "to", "with", "across", "outside", "near", "along", "above",
    "behind",
];

const DAYS: [&str; 10] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "tomorrow",
];

/// Adverbs and auxiliaries that stand between a subject and its verb.
pub(crate) fn is_between(item: &Item) -> bool {
    const WORDS: [&str; 43] = [
        "has",
        "have",
        "had",
        "is",
        "was",
        "were",
        "are",
        "been",
        "be",
        "being",
        "will",
        "would",
        "could",
        "can",
        "may",
        "might",
        "should",
        "did",
        "does",
        "do",
        "also",
        "later",
        "then",
        "once",
        "again",
        "just",
        "even",
        "still",
        "already",
        "first",
        "recently",
        "never",
        "not",
        "only",
        "himself",
        "herself",
        "themselves",
        "itself",
        "now",
        "earlier",
        "further",
        "often",
        "soon",
    ];
    // nouns that end like adverbs
    const NOUNS: [&str; 14] = [
        "daily", "weekly", "monthly", "family", "ally", "assembly", "reply", "supply", "rally",
        "italy", "july", "bully", "monopoly", "anomaly",
    ];
    item.is_word()
        && !item.capital
        && !NOUNS.contains(&item.low.as_str())
        && (WORDS.contains(&item.low.as_str()) || (item.low.ends_with("ly") && item.low.len() > 4))
}

/// True for the small words that end a noun phrase or link it to the next.
pub(crate) fn closes(item: &Item) -> bool {
    item.is_any(&BOUNDARIES) || item.is_any(&LINKS) || item.is_any(&["and", "on", "with", "by"])
}

pub(crate) fn is_determiner(item: &Item) -> bool {
    item.is_word() && DETERMINERS.contains(&item.low.as_str())
}

/// "June", "Sept."
pub(crate) fn is_month(item: &Item) -> bool {
    const MONTHS: [&str; 19] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan.",
        "feb.",
        "aug.",
        "sept.",
        "oct.",
        "nov.",
        "dec.",
    ];
    MONTHS.contains(&item.low.as_str())
}

pub(crate) fn is_day(item: &Item) -> bool {
    DAYS.contains(&item.low.as_str())
}

/// The noun phrase that ends right before `end`, not reaching before `floor`; empty where none does.
pub(crate) fn left(items: &[Item], floor: usize, end: usize, models: &Models) -> Range<usize> {
    let mut at = end;
    while at > floor {
        let item = &items[at - 1];
        let collected = at < end;
        let step = match item.kind {
            ItemKind::Possessive | ItemKind::Number => 1,
            ItemKind::Close => bracket(items, floor, at - 1),
            ItemKind::Word if is_day(item) => 0,
            ItemKind::Word if PRONOUNS.contains(&item.low.as_str()) => 0,
            ItemKind::Word
                if is_determiner(item) && (!item.is("that") || collected && at - 1 == floor) =>
            {
                at -= 1;
                if at >= floor + 2
                    && (items[at - 1].is_any(&LINKS) || items[at - 1].is("on"))
                    && is_nominal(&items[at - 2], models)
                {
                    at -= 1;
                    continue;
                }
                break;
            }
            ItemKind::Word if item.is_any(&BOUNDARIES) => 0,
            ItemKind::Word if item.is_any(&LINKS) || item.is("on") => {
                let linked = collected && at >= floor + 2 && is_nominal(&items[at - 2], models);
                usize::from(linked)
            }
            ItemKind::Word if item.is("and") => usize::from(
                collected
                    && at >= floor + 2
                    && items[at - 2].is_word()
                    && is_nominal(&items[at - 2], models),
            ),
            ItemKind::Word if item.capital => 1,
            // "he signed two pacts": a past tense behind its subject is no adjective
            ItemKind::Word
                if item.low.ends_with("ed")
                    && collected
                    && at >= floor + 2
                    && is_subject_like(&items[at - 2]) =>
            {
                0
            }
            // a lower-case verb form ends the phrase; an unknown word is its noun or adjective
            ItemKind::Word => usize::from(!is_verbal(item, models)),
            ItemKind::Other if item.low == "&" || item.low == "-" || item.low == "." => {
                usize::from(collected)
            }
            _ => 0,
        };
        if step == 0 {
            break;
        }
        at -= step;
    }
    while at < end
        && (items[at].is_any(&LINKS)
            || items[at].is("and")
            || items[at].kind == ItemKind::Possessive
            || is_between(&items[at]))
    {
        at += 1;
    }
    at..end
}

/// Number of items of the bracket that closes at `close`; 0 where it does not open after `floor`.
fn bracket(items: &[Item], floor: usize, close: usize) -> usize {
    let open = (floor..close).rev().take(10).find(|&k| items[k].kind == ItemKind::Open);
    open.map_or(0, |k| close - k + 1)
}

/// True where "of …" may hang on the word: a name, or a noun for people and bodies.
fn is_nominal(item: &Item, models: &Models) -> bool {
    let low = item.low.as_str();
    item.kind == ItemKind::Close
        || item.is_word()
            && ((item.capital && !is_determiner(item))
                || models.roles.persons.contains(low)
                || models.roles.groups.contains(low)
                || models.roles.bodies.contains(low)
                || models.roles.speaking_bodies.contains(low)
                || models.media.documents.contains(low)
                || models.media.occasions.contains(low)
                || low == "number"
                || low == "majority"
                || low == "dozens"
                || low == "scores")
}

fn is_subject_like(item: &Item) -> bool {
    PRONOUNS.contains(&item.low.as_str())
        || is_between(item)
        || item.capital && !is_determiner(item)
}

fn is_verbal(item: &Item, models: &Models) -> bool {
    let low = item.low.as_str();
    let noun = models.roles.persons.contains(low)
        || models.roles.groups.contains(low)
        || models.roles.speaking_bodies.contains(low);
    !noun
        && (models.cues.get(low).is_some_and(|verb| !verb.weak)
            || (low.ends_with("ing") && low.len() > 5))
}

/// "Acme executive", "Nordland state media": within three words a noun for people or bodies.
fn closes_in_role(items: &[Item], at: usize, limit: usize, models: &Models) -> bool {
    items[at..limit.min(at + 3)]
        .iter()
        .take_while(|item| item.is_word() && !item.low.ends_with("ed"))
        .any(|item| {
            let low = item.low.as_str();
            models.roles.persons.contains(low)
                || models.roles.groups.contains(low)
                || models.roles.speaking_bodies.contains(low)
                || item.is_any(&["of", "for", "at"])
        })
}

/// "the largest and oldest unions": an "and" between two adjectives of one noun.
fn joins_adjectives(items: &[Item], at: usize, limit: usize, models: &Models) -> bool {
    let plain = |item: &Item| item.is_word() && !item.capital && !is_verbal(item, models);
    let before = at.checked_sub(1).map(|k| &items[k]);
    before.is_some_and(|before| plain(before) && !is_nominal(before, models) && !closes(before))
        && items.get(at + 1).is_some_and(|next| plain(next) && !closes(next))
        && items[at - 1].low.ends_with("est") == items[at + 1].low.ends_with("est")
        && items[at + 1..limit.min(at + 6)].iter().take_while(|item| plain(item)).any(|item| {
            let low = item.low.as_str();
            models.roles.groups.contains(low)
                || models.roles.persons.contains(low)
                || models.roles.speaking_bodies.contains(low)
                || models.roles.speaking_bodies.contains(&crate::speaker::singular(low))
        })
}

/// The noun phrase that begins at `start`, ending before `limit`.
pub(crate) fn right(items: &[Item], start: usize, limit: usize, models: &Models) -> Range<usize> {
    let mut at = start;
    while at < limit {
        let item = &items[at];
        let goes_on = match item.kind {
            ItemKind::Possessive | ItemKind::Number => true,
            ItemKind::Word if is_day(item) => false,
            ItemKind::Word if PRONOUNS.contains(&item.low.as_str()) && !item.is("her") => {
                if at == start {
                    at += 1;
                }
                false
            }
            ItemKind::Word
                if at > start
                    && is_determiner(item)
                    && !items[at - 1].is_any(&[
                        "of", "for", "to", "at", "and", "from", "with", "both", "by",
                    ]) =>
            {
                false
            }
            ItemKind::Word
                if item.is_any(&BOUNDARIES)
                    || item.is_any(&["on", "in"])
                        && !is_nominal(&items[at.saturating_sub(1).max(start)], models) =>
            {
                false
            }
            ItemKind::Word if item.is("and") => {
                items.get(at + 1).is_some_and(|next| next.capital || is_determiner(next))
                    || joins_adjectives(items, at, limit, models)
            }
            ItemKind::Word if item.capital => true,
            // "the president notes": behind a noun for a person a form of a reporting verb is one
            ItemKind::Word
                if at > start
                    && models.roles.persons.contains(&items[at - 1].low)
                    && models.cues.contains_key(&item.low)
                    && !models.roles.persons.contains(&item.low) =>
            {
                false
            }
            // behind a name comes its verb, unless a noun for people or bodies closes the phrase
            ItemKind::Word
                if at > start
                    && items[at - 1].capital
                    && items[at - 1].is_word()
                    && !is_determiner(&items[at - 1]) =>
            {
                closes_in_role(items, at, limit, models)
            }
            ItemKind::Word => {
                !(is_verbal(item, models) && at > start && !is_determiner(&items[at - 1]))
            }
            ItemKind::Other => item.low == "&",
            ItemKind::Open | ItemKind::Close => {
                items[at.saturating_sub(1)].capital || item.kind == ItemKind::Close
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        at += 1;
    }
    while at > start
        && (items[at - 1].is_any(&LINKS)
            || items[at - 1].is_any(&["and", "on", "by"])
            || items[at - 1].kind == ItemKind::Open
            || is_between(&items[at - 1]))
    {
        at -= 1;
    }
    start..at
}
