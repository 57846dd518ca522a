//! Keys: what a stretch of text talks about.
//!
//! Stems that carry content, kinds of events and things (`~weapon`), and the entities that are named
//! (`=norland`). Two stretches are compared by what they share.

use super::claimant::name_words;
use super::lists::LISTS;
use crate::frequency;
use std::collections::BTreeSet;
use variorum_model::EntityKind;
use variorum_text::{fold_word, stem};

/// What a stretch of text talks about.
pub(super) type Keys = BTreeSet<String>;

/// A person by the last name, everything else by the whole name.
pub(super) fn entity_key(kind: EntityKind, name: &str) -> String {
    let words = name_words(name);
    match kind {
        EntityKind::Person => format!("={}", words.last().cloned().unwrap_or_default()),
        _ => format!("={}", words.join(" ")),
    }
}

/// The key of a word; `None` where it tells nothing.
/// A name counts even where the background is full of it: in a story on a president, the name still tells something.
pub(super) fn key(word: &str) -> Option<String> {
    let folded = fold_word(word);
    let stem = stem(&folded);
    if let Some(kind) = LISTS.event(&stem).or_else(|| LISTS.thing(&stem)) {
        return Some(format!("~{kind}"));
    }
    let weight = frequency::weight(&stem);
    let least = if word.starts_with(char::is_uppercase) { NAME } else { WORD };
    let tells = weight >= least && !folded.starts_with(|c: char| c.is_numeric());
    (tells && folded.len() > 2 && !is_time_word(&folded)).then_some(stem)
}

/// From these weights on a word is a key.
const WORD: f32 = 1.2;
const NAME: f32 = 0.6;

/// Times and number words say when and how much, not what.
fn is_time_word(word: &str) -> bool {
    word.ends_with("day") || LISTS.times.contains(word) || LISTS.number_words.contains(word)
}

/// What two stretches share; the words of a shared entity's name count once.
pub(super) fn shared(a: &Keys, b: &Keys) -> Keys {
    let common: Keys = a.intersection(b).cloned().collect();
    let names: BTreeSet<String> = common
        .iter()
        .filter_map(|key| key.strip_prefix('='))
        .flat_map(|name| name.split(' '))
        .map(stem)
        .collect();
    common.into_iter().filter(|key| !names.contains(key.as_str())).collect()
}

/// True where both name people and none of them twice.
pub(super) fn other_people(a: &Keys, b: &Keys) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// How much the keys tell together.
pub(super) fn weight(keys: &Keys) -> f32 {
    keys.iter().map(|key| weight_of(key)).sum()
}

/// How much a key tells; an entity or a kind counts like a rare word.
pub(super) fn weight_of(key: &str) -> f32 {
    if key.starts_with(['=', '~']) { 2.5 } else { frequency::weight(key).min(5.0) }
}
