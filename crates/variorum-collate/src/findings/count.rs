//! Counts: the numbers of the reports, grouped by the thing they count.
//!
//! Two numbers count one thing where their units, what stands between number and noun, and the telling
//! words around them meet, and their sentences do not name other people.

use super::claimant::Claimant;
use super::keys::{Keys, other_people, shared};
use super::lists::LISTS;
use super::scene::{Scene, Side};
use std::collections::BTreeMap;
use variorum_model::{Precision, Quantity, Span};
use variorum_text::{Token, fold_word, stem, tokens};

/// Bytes on either side that tell what a number is about.
const REACH: usize = 60;

/// What the words around two counts, or two sums, must single out together.
const SAME_THING: f32 = 1.15;
const SAME_SUM: f32 = 2.0;
/// The same for two counts that each have a claimant of their own.
const CLAIMED_THING: f32 = 0.3;

/// A number and what it is about.
pub(super) struct Count<'a> {
    pub(super) witness: usize,
    pub(super) quantity: &'a Quantity,
    pub(super) keys: Keys,
    pub(super) words: &'a str,
    /// Stems between number and noun: "Russian", "intelligence".
    pub(super) modifiers: Keys,
    pub(super) people: Keys,
    /// True where the sentence begins with a pronoun: whom it tells of is not known here.
    pub(super) of_someone: bool,
    pub(super) claimant: Option<Claimant>,
    /// The month, year or day that the sentence gives, as written.
    pub(super) as_of: Option<String>,
}

/// The counts of the edition by what they count, each group about one thing, in order of witness.
pub(super) fn groups<'a>(scene: &'a Scene) -> Vec<Vec<Count<'a>>> {
    let mut by_unit: BTreeMap<String, Vec<Count>> = BTreeMap::new();
    for (witness, side) in scene.sides.iter().enumerate() {
        for quantity in &side.annotated.quantities {
            let (words, unit) = (quantity.span.of(side.text), quantity.unit.as_deref());
            let Some(unit) =
                unit.filter(|unit| !LISTS.of_time.contains(*unit) && !is_addition(words))
            else {
                continue;
            };
            let claimant = side.claimant(quantity.span);
            let mut keys = side.keys(side.around(quantity.span, REACH));
            let unit_stem = stem(&fold_word(unit));
            let kind = LISTS.thing(&unit_stem).map(|kind| format!("~{kind}"));
            keys.retain(|key| *key != unit_stem && Some(key) != kind.as_ref());
            let count = Count {
                witness,
                quantity,
                keys,
                words,
                modifiers: modifiers(side.text, quantity),
                people: side.people(quantity.span, claimant.as_ref()),
                of_someone: begins_with_pronoun(side, quantity.span),
                claimant,
                as_of: as_of(side, quantity.span),
            };
            by_unit.entry(kind.unwrap_or(unit_stem)).or_default().push(count);
        }
    }
    by_unit.into_values().flat_map(|counts| cluster(scene, counts)).collect()
}

/// "another 200 yards", "four other judges": more of something, not all of it.
fn is_addition(words: &str) -> bool {
    let adds = |word: &str| LISTS.additions.contains(&fold_word(word));
    words.split_whitespace().any(adds) && !words.to_lowercase().contains("more than")
}

/// Units of a sum or a measure: many of them stand in one story, so more must be shared.
pub(super) fn is_measure(unit: &str) -> bool {
    is_money(unit) || LISTS.measures.contains(unit)
}

/// A sign or a code: "$", "A$", "CHF".
pub(super) fn is_money(unit: &str) -> bool {
    unit.ends_with(['$', '€', '£', '¥', '₹', '₽', '₩'])
        || (unit.len() == 3 && unit.chars().all(char::is_uppercase))
}

fn begins_with_pronoun(side: &Side, span: Span) -> bool {
    let words = side.sentence(span).of(side.text);
    let first = words.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    matches!(first, Some("He" | "She" | "It" | "They" | "His" | "Her" | "Its" | "Their"))
}

/// The first day, month, year or interval that the sentence gives, as written.
fn as_of(side: &Side, span: Span) -> Option<String> {
    let sentence = side.sentence(span);
    let times = &side.annotated.times;
    let first = times.partition_point(|time| time.span.start < sentence.start);
    times[first..]
        .iter()
        .take_while(|time| time.span.start < sentence.end)
        .find(|time| {
            matches!(
                time.precision,
                Precision::Month | Precision::Year | Precision::Day | Precision::Interval
            )
        })
        .map(|time| time.span.of(side.text).to_owned())
}

/// Groups the numbers of one unit around the first of each kind: linear in the numbers for a fixed number of things.
fn cluster<'a>(scene: &Scene, counts: Vec<Count<'a>>) -> Vec<Vec<Count<'a>>> {
    let mut groups: Vec<Vec<Count>> = Vec::new();
    for count in counts {
        match groups.iter_mut().find(|group| is_same_thing(scene, &group[0], &count)) {
            Some(group) => group.push(count),
            None => groups.push(vec![count]),
        }
    }
    groups
}

fn is_same_thing(scene: &Scene, a: &Count, b: &Count) -> bool {
    let common = shared(&a.keys, &b.keys);
    let sums = a.quantity.unit.as_deref().is_some_and(is_measure);
    let meets =
        a.modifiers.is_empty() || b.modifiers.is_empty() || !a.modifiers.is_disjoint(&b.modifiers);
    // two named claimants who count the same noun in one story speak of one thing sooner than two narrators do
    let claimed = !sums && a.claimant.is_some() && b.claimant.is_some();
    let least = if sums { 3 } else { 1 + usize::from(!claimed) };
    let same_thing = if claimed { CLAIMED_THING } else { SAME_THING };
    meets
        && !other_people(&a.people, &b.people)
        && common.len() >= least
        && scene.telling(&common) >= if sums { SAME_SUM } else { same_thing }
}

/// The words between the number and its noun.
fn modifiers(text: &str, quantity: &Quantity) -> Keys {
    let words: Vec<Token> = tokens(text, quantity.span);
    let number = words
        .iter()
        .rposition(|token| is_number_word(&fold_word(token.span.of(text))))
        .map_or(0, |at| at + 1);
    let inner = words.get(number..words.len().saturating_sub(1)).unwrap_or_default();
    inner
        .iter()
        .filter(|token| token.is_wordlike())
        .map(|token| stem(&fold_word(token.span.of(text))))
        .collect()
}

fn is_number_word(word: &str) -> bool {
    let first = word.split('-').next().unwrap_or_default();
    word.starts_with(|c: char| c.is_numeric())
        || LISTS.number_words.contains(first)
        || LISTS.additions.contains(word)
        || word == "fewer"
}
