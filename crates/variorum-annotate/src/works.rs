//! Marks that are nobody's words: titles of works, nicknames, scare quotes; and words credited elsewhere.

use crate::document::{ItemKind, Sentence};
use crate::govern::Governor;
use crate::lexicon::Models;
use crate::times::Line;
use variorum_model::Span;
use variorum_text::{TokenKind, stem, tokens};

/// Words that introduce the title of a work.
const INTRODUCTIONS: [&str; 41] = [
    "titled",
    "title",
    "entitled",
    "headlined",
    "book",
    "film",
    "movie",
    "song",
    "show",
    "series",
    "album",
    "novel",
    "play",
    "program",
    "programme",
    "article",
    "essay",
    "documentary",
    "sitcom",
    "magazine",
    "podcast",
    "memoir",
    "episode",
    "musical",
    "opera",
    "column",
    "blog",
    "drama",
    "comedy",
    "hit",
    "single",
    "poem",
    "painting",
    "exhibition",
    "theme",
    "hymn",
    "anthem",
    "sketch",
    "segment",
    "novella",
    "game",
];

/// Nouns that a quoted name qualifies.
const THINGS: [&str; 16] = [
    "treaty",
    "agreement",
    "deal",
    "pact",
    "accord",
    "partnership",
    "law",
    "act",
    "bill",
    "doctrine",
    "initiative",
    "strategy",
    "policy",
    "project",
    "program",
    "principle",
];

/// True where the stretch names a work, a broadcast or a nickname rather than repeats words.
pub(crate) fn is_title_of_work(
    text: &str,
    sentence: &Sentence,
    item: usize,
    governor: Governor,
    headline: bool,
    models: &Models,
) -> bool {
    if headline {
        return false;
    }
    let items = &sentence.items;
    let words = items[item].span.of(text);
    let before = item.checked_sub(1).map(|k| &items[k]);
    let introduced =
        items[item.saturating_sub(3)..item].iter().any(|i| INTRODUCTIONS.contains(&i.low.as_str()))
            || items.get(item + 1).is_some_and(|i| {
                INTRODUCTIONS.contains(&i.low.as_str())
                    || i.is_any(&["star", "host", "author", "actor", "actress", "theme"])
            });
    let capitalised = is_title_case(words);
    // a person's nickname stands between two names: Dwayne “The Rock” Johnson
    let nickname = capitalised
        && before.is_some_and(|b| b.capital && b.is_word())
        && items.get(item + 1).is_some_and(|i| i.capital && i.is_word())
        && !matches!(governor, Governor::Before(_) | Governor::After(_))
        || capitalised
            && before.is_some_and(|b| b.capital && models.names.is_given(b.span.of(text)))
            && items.get(item + 1).is_some_and(|i| i.capital);
    let on_air = before.is_some_and(|b| b.is_any(&["on", "of"]) || b.kind == ItemKind::Possessive)
        && capitalised
        && words.split_whitespace().count() >= 2;
    let speech = matches!(governor, Governor::After(_)) && item == 0
        || before.is_some_and(|b| {
            matches!(b.kind, ItemKind::Colon)
                || b.kind == ItemKind::Comma && matches!(governor, Governor::Before(_))
        });
    // the name of a thing: a “gold standard” treaty
    let names_thing = items.get(item + 1).is_some_and(|i| THINGS.contains(&i.low.as_str()))
        && words.split_whitespace().count() <= 3;
    // “The Long Road”: with an article and capitals, a name unless it is set off as speech
    let article = capitalised
        && words.split_whitespace().count() >= 2
        && words.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with("The ")
        && !words.contains(['!', '?']);
    nickname
        || (article && !speech && !matches!(governor, Governor::After(_)))
        || (names_thing && !speech)
        || (on_air && !speech)
        || (capitalised && introduced && !speech)
        || (introduced
            && before.is_some_and(|b| b.is_any(&["titled", "title", "entitled", "headlined"])))
}

/// True where every longer word begins with a capital.
fn is_title_case(words: &str) -> bool {
    let found: Vec<&str> = tokens(words, Span::new(0, words.len()))
        .iter()
        .filter(|t| t.kind == TokenKind::Word)
        .map(|t| t.span.of(words))
        .collect();
    let long = || {
        found.iter().filter(|word| {
            word.chars().count() >= 4 || word.chars().next().is_some_and(char::is_uppercase)
        })
    };
    !found.is_empty()
        && long().count() > 0
        && long()
            .all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()))
        && found[0].chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// Stems of the words that carry sense.
pub(crate) fn content_words(line: &Line) -> Vec<String> {
    words_of_sense(line).map(stem).collect()
}

/// The words that carry sense.
pub(crate) fn words_of_sense<'a>(line: &Line<'a>) -> impl Iterator<Item = &'a str> {
    const EMPTY: [&str; 28] = [
        "the", "a", "an", "of", "in", "on", "to", "for", "and", "or", "but", "is", "are", "was",
        "be", "that", "this", "it", "its", "by", "at", "as", "with", "from", "his", "her", "their",
        "not",
    ];
    let words = (0..line.len()).filter(|&at| line.is_word(at)).map(|at| line.word(at));
    words.filter(|word| !EMPTY.contains(word))
}

/// True where the passage holds all of the words, in order.
pub(crate) fn holds(passage: &[String], words: &[String]) -> bool {
    let mut rest = passage.iter();
    !words.is_empty() && words.iter().all(|word| rest.any(|other| other == word))
}
