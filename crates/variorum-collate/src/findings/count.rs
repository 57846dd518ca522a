//! Counts: the numbers of the reports, each with what it counts, who claims it and when it holds.

use super::claimant::Claimant;
use super::keys::{Keys, key};
use super::lists::LISTS;
use super::moment::Moment;
use super::scene::{Scene, Side};
use variorum_model::{Quantity, QuantityKind, Span};
use variorum_text::{Token, fold_word, stem, tokens};

/// Bytes on either side that tell what a number is about.
const REACH: usize = 60;

/// A number and what it is about.
pub(super) struct Count<'a> {
    pub(super) witness: usize,
    pub(super) quantity: &'a Quantity,
    /// What is counted, told apart from all else: "~dead", "crate", "$"; `None` for a bare magnitude.
    pub(super) thing: Option<String>,
    /// Of those counted by what happened to them, the part that the noun names: "soldier"; `None` for people at large.
    pub(super) part: Option<String>,
    pub(super) keys: Keys,
    /// What the whole sentence talks about, the kind of the number aside.
    pub(super) sentence: Keys,
    pub(super) words: &'a str,
    /// Stems between number and noun: "Russian", "intelligence".
    pub(super) modifiers: Keys,
    pub(super) people: Keys,
    /// True where the sentence begins with a pronoun: whom it tells of is not known here.
    pub(super) of_someone: bool,
    /// "another 200", "four others": more of something, not all of it.
    pub(super) is_addition: bool,
    /// "have joined", "so far": a count that goes on.
    pub(super) goes_on: bool,
    pub(super) claimant: Option<Claimant>,
    /// When it holds.
    pub(super) moment: Moment,
}

impl<'a> Count<'a> {
    fn new(witness: usize, side: &Side<'a>, quantity: &'a Quantity) -> Self {
        let words = quantity.span.of(side.text);
        let claimant = side.counting(quantity);
        let people_kind = quantity.kind.filter(|kind| kind.counts_people());
        let unit_stem = quantity.unit.as_deref().map(|unit| stem(&fold_word(unit)));
        let kind = unit_stem.as_deref().and_then(|unit| LISTS.thing(unit)).map(|k| format!("~{k}"));
        let mut keys = side.keys(side.around(quantity.span, REACH));
        keys.retain(|key| Some(key) != unit_stem.as_ref() && Some(key) != kind.as_ref());
        let mut sentence = side.keys(side.sentence(quantity.span));
        let own = words.split_whitespace().filter_map(key).collect::<Keys>();
        sentence.retain(|key| !own.contains(key) && Some(key) != unit_stem.as_ref());
        Self {
            witness,
            quantity,
            thing: people_kind
                .map(|kind| format!("~{}", kind.name()))
                .or(kind)
                .or_else(|| unit_stem.clone()),
            part: people_kind.and_then(|kind| part(kind, quantity.unit.as_deref()?)),
            keys,
            sentence,
            words,
            modifiers: modifiers(side.text, quantity),
            people: side.people(quantity.span, claimant.as_ref()),
            of_someone: begins_with_pronoun(side, quantity.span),
            is_addition: is_addition(words),
            goes_on: goes_on(side, quantity.span),
            claimant,
            moment: Moment::of(side, quantity),
        }
    }

    /// True for a sum or a measure: many of them stand in one story.
    pub(super) fn is_measured(&self) -> bool {
        self.quantity.unit.as_deref().is_some_and(is_measure)
    }

    /// True where it counts people by what happened to them.
    pub(super) fn counts_people(&self) -> bool {
        self.quantity.kind.is_some_and(QuantityKind::counts_people)
    }

    /// True for one of the numbers that a sentence lists side by side with their claimants.
    pub(super) fn is_disputed(&self) -> bool {
        self.counts_people() && self.quantity.claimant.is_some()
    }

    /// True for the years of a person.
    pub(super) fn is_age(&self) -> bool {
        self.quantity.of.as_deref() == Some("age")
    }

    /// True for a length of time: how long, not how many.
    pub(super) fn is_time(&self) -> bool {
        self.quantity.unit.as_deref().is_some_and(|unit| LISTS.of_time.contains(unit))
    }

    /// True where a later report may well give more: a toll, a turnout, what "have joined".
    pub(super) fn is_developing(&self) -> bool {
        self.counts_people() || self.goes_on
    }
}

/// The counts of the edition, in order of witness, then place.
pub(super) fn counts<'a>(scene: &Scene<'a>) -> Vec<Count<'a>> {
    let of = |(witness, side): (usize, &Side<'a>)| {
        let quantities = side.annotated.quantities.iter();
        quantities.map(|quantity| Count::new(witness, side, quantity)).collect::<Vec<_>>()
    };
    scene.sides.iter().enumerate().flat_map(of).collect()
}

/// The noun of those counted, where it names a part of them.
fn part(kind: QuantityKind, unit: &str) -> Option<String> {
    let at_large = LISTS.people.contains(unit) || unit == kind.name();
    // who marched is counted as people, supporters or protesters alike
    (!at_large && kind != QuantityKind::Present).then(|| stem(&fold_word(unit)))
}

/// "another 200 yards", "four other judges": more of something, not all of it.
fn is_addition(words: &str) -> bool {
    let adds = |word: &str| LISTS.additions.contains(&fold_word(word));
    words.split_whitespace().any(adds) && !words.to_lowercase().contains("more than")
}

/// "300 nurses have joined", "so far", "to date".
fn goes_on(side: &Side, span: Span) -> bool {
    let sentence = side.sentence(span);
    let after = Span::new(span.end.min(sentence.end), sentence.end).of(side.text);
    let mut words = after.split_whitespace().map(fold_word);
    let perfect = matches!(words.next().as_deref(), Some("have" | "has"));
    let said = sentence.of(side.text).to_lowercase();
    perfect || LISTS.so_far.iter().any(|phrase| said.contains(phrase.as_str()))
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
