//! What a number says of those it counts: dead, injured, present, …; also where no noun follows it.
//!
//! The words beside the number decide, by fixed patterns; a number that none of them fits has no kind.

use super::numeral::Numeral;
use super::unit::Unit;
use super::words::WORDS;
use crate::times::Line;
use crate::word_list::{WordMap, WordSet};
use std::sync::LazyLock;
use variorum_model::QuantityKind;
use variorum_text::TokenKind;

/// Words between those counted and their state.
const BETWEEN: usize = 6;
/// Words between "toll" and its number.
const TOLL: usize = 12;
/// Of these, words that say where and of what.
const OTHERS: usize = 3;

#[derive(serde::Deserialize)]
struct Table {
    dead: Kind,
    injured: Kind,
    missing: Kind,
    arrested: Kind,
    displaced: Kind,
    rescued: Kind,
    present: Kind,
    words: Sets,
}

#[derive(serde::Deserialize)]
struct Kind {
    states: Vec<String>,
    takes: Vec<String>,
    does: Vec<String>,
    nouns: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Sets {
    between: WordSet,
    toll_steps: WordSet,
    tolls: WordSet,
    crowds: WordSet,
    lives: WordSet,
    lose: WordSet,
    puts: WordSet,
}

/// The words of `data/tolls.toml`, each with its kind.
struct Tolls {
    states: WordMap<QuantityKind>,
    takes: WordMap<QuantityKind>,
    does: WordMap<QuantityKind>,
    nouns: WordMap<QuantityKind>,
    words: Sets,
}

static TOLLS: LazyLock<Tolls> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("../../../../data/tolls.toml"))
        .expect("data/tolls.toml is read by the tests");
    let kinds = [
        (QuantityKind::Dead, table.dead),
        (QuantityKind::Injured, table.injured),
        (QuantityKind::Missing, table.missing),
        (QuantityKind::Arrested, table.arrested),
        (QuantityKind::Displaced, table.displaced),
        (QuantityKind::Rescued, table.rescued),
        (QuantityKind::Present, table.present),
    ];
    let map = |words: fn(&Kind) -> &Vec<String>| {
        let of = |(kind, list): &(QuantityKind, Kind)| {
            words(list).iter().map(|word| (word.clone(), *kind)).collect::<Vec<_>>()
        };
        kinds.iter().flat_map(of).collect::<WordMap<QuantityKind>>()
    };
    Tolls {
        states: map(|kind| &kind.states),
        takes: map(|kind| &kind.takes),
        does: map(|kind| &kind.does),
        nouns: map(|kind| &kind.nouns),
        words: table.words,
    }
});

/// True for what a crowd is called.
pub(super) fn is_crowd(word: &str) -> bool {
    TOLLS.words.crowds.contains(word)
}

/// True for the verb between a claimant and his number.
pub(super) fn puts(word: &str) -> bool {
    TOLLS.words.puts.contains(word)
}

/// The kind of a number whose words, qualifier included, begin at `first`, and one past the last token that the
/// quantity takes up. `None` where nothing beside the number tells.
pub(super) fn kind(
    line: &Line,
    first: usize,
    number: &Numeral,
    unit: Option<&Unit>,
) -> Option<(QuantityKind, usize)> {
    let end = unit.map_or(number.end, |unit| unit.end);
    let name = unit.map_or("", |unit| unit.name.as_str());
    if WORDS.is_measure(name) || name.starts_with(['$', '€', '£', '¥', '₹', '₽', '₩', '%'])
    {
        return None;
    }
    if let Some(kind) = TOLLS.nouns.get(name) {
        return Some((*kind, end));
    }
    if TOLLS.words.lives.contains(name) && TOLLS.words.lose.contains(line.before(first, 1)) {
        return Some((QuantityKind::Dead, end));
    }
    let inside = (number.end..end).find_map(|place| TOLLS.states.get(line.word(place)));
    if let Some(kind) = inside {
        return Some((*kind, end));
    }
    // a number without a noun is followed by none of another kind: "killed 12 in", but not "killed 12 horse"
    let bare = unit.is_none();
    let stands_alone = !bare || ends_group(line, end);
    taken(line, first)
        .filter(|_| stands_alone)
        .or_else(|| toll(line, first))
        .map(|kind| (kind, end))
        .or_else(|| state(line, first, end, bare))
}

/// True where no noun follows; a name is none ("12 dead Monday").
fn ends_group(line: &Line, at: usize) -> bool {
    !line.is_word(at) || WORDS.is_stop(line.word(at)) || line.is_capital(at)
}

/// "killing at least 12".
fn taken(line: &Line, first: usize) -> Option<QuantityKind> {
    let verb = line.before(first, 1);
    // "12 people were killed 200 metres away" has its own unit; "the killed 12" is nobody's verb
    TOLLS
        .takes
        .get(verb)
        .filter(|_| !matches!(line.before(first, 2), "the" | "were" | "was"))
        .copied()
}

/// "the toll rose to 34", "a crowd of 200", "the number of injured stood at 120".
fn toll(line: &Line, first: usize) -> Option<QuantityKind> {
    let joins = line.before(first, 1);
    // what a toll rose from is an older one
    if joins == "from" || !TOLLS.words.toll_steps.contains(joins) || joins == "the" {
        return None;
    }
    let mut others = 0;
    for steps in 1..=TOLL {
        let at = first.checked_sub(steps)?;
        let word = line.word(at);
        if TOLLS.words.crowds.contains(word) {
            return Some(QuantityKind::Present);
        }
        if TOLLS.words.tolls.contains(word) && steps > 1 {
            return is_count(line, at).then_some(QuantityKind::Dead);
        }
        if let Some(kind) = TOLLS.states.get(word).filter(|_| is_number_of(line, at)) {
            return Some(*kind);
        }
        let passes = TOLLS.words.toll_steps.contains(word)
            || WORDS.qualifiers.contains(word)
            || line.kind(at) == Some(TokenKind::Number);
        // "in the Sarraz earthquake" between the toll and its verb
        others += usize::from(!passes);
        if !line.is_word(at) || others > OTHERS {
            return None;
        }
    }
    None
}

/// "the toll", "the number of deaths"; "the dead at 12 Elm Road" is no count.
fn is_count(line: &Line, at: usize) -> bool {
    line.word(at) == "toll" || is_number_of(line, at)
}

fn is_number_of(line: &Line, at: usize) -> bool {
    let back = usize::from(line.before(at, 1) == "the");
    line.before(at, 1 + back) == "of"
        && matches!(line.before(at, 2 + back), "number" | "count" | "tally")
}

/// "34 dead", "12 people have been killed", "200 marched".
fn state(line: &Line, first: usize, end: usize, bare: bool) -> Option<(QuantityKind, usize)> {
    let last = end + BETWEEN;
    let mut at = end;
    while at < last && TOLLS.words.between.contains(line.word(at)) {
        at += 1;
    }
    let word = line.word(at);
    let passed = at > end;
    // "none of the 40 boys was hurt", "two of the 40 were": the whole of whom a part was
    if passed && line.before(first, 1) == "the" && line.before(first, 2) == "of" {
        return None;
    }
    if let Some(kind) = TOLLS.states.get(word) {
        // "12 killed" and "12 people killed"; "12 killed a man" has an object
        let object = !passed
            && matches!(
                line.word(at + 1),
                "a" | "an" | "the" | "his" | "her" | "their" | "himself"
            );
        let noun = bare && !passed && !ends_group(line, at + 1);
        return (!object && !noun).then_some((*kind, if passed { end } else { at + 1 }));
    }
    TOLLS.does.get(word).map(|kind| (*kind, end))
}
