//! Names: whether the entities of a report gather the names that GUM gathers.
//! A name is a mention with a proper noun among its heads.

use super::conllu::{Document, Mention};
use crate::attributions::share;
use std::collections::BTreeSet;
use std::ops::AddAssign;
use variorum_model::{Annotated, Span};

/// A gold name with the entity of ours that covers it.
pub(super) struct Name<'a> {
    pub(super) gold: &'a Mention,
    /// Proper nouns among its heads.
    n_words: usize,
    /// Index of our entity, and of the mention in it; `None` where we found no name there.
    ours: Option<(usize, usize)>,
}

/// B³ over gold names. A name that was not found counts nothing for recall and is left out of precision.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Names {
    pub(super) n_gold: f64,
    pub(super) n_found: f64,
    precision: f64,
    recall: f64,
}

/// Later short names of persons, by what they were joined with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) right: usize,
    pub(super) wrong: usize,
    pub(super) unresolved: usize,
}

/// The gold names of a document, in order of place.
pub(super) fn names<'a>(document: &'a Document, annotated: &Annotated) -> Vec<Name<'a>> {
    let mut names: Vec<Name> = document
        .mentions
        .iter()
        .filter_map(|gold| {
            let words = proper(document, gold);
            let n_words = words.len();
            (n_words > 0).then(|| Name { gold, n_words, ours: ours(annotated, &words) })
        })
        .collect();
    names.sort_by_key(|name| (name.gold.span.start, name.gold.span.end));
    names
}

/// Places of the proper nouns among the heads.
fn proper(document: &Document, gold: &Mention) -> Vec<Span> {
    let heads = gold.heads.iter().map(|&head| &document.tokens[head]);
    heads.filter(|token| token.xpos.starts_with("NNP")).map(|token| token.span).collect()
}

/// The mention of ours that overlaps most of the words, the first of equals.
fn ours(annotated: &Annotated, words: &[Span]) -> Option<(usize, usize)> {
    let mut best = None;
    for (id, entity) in annotated.entities.iter().enumerate() {
        for (at, mention) in entity.mentions.iter().enumerate() {
            let n = words.iter().filter(|word| word.overlaps(*mention)).count();
            if n > best.map_or(0, |(most, _)| most) {
                best = Some((n, (id, at)));
            }
        }
    }
    best.map(|(_, place)| place)
}

impl Names {
    /// Counts the names of the kind; of every kind for `None`.
    pub(super) fn of(names: &[Name], kind: Option<&str>) -> Self {
        let names: Vec<&Name> =
            names.iter().filter(|name| kind.is_none_or(|kind| name.gold.kind == kind)).collect();
        let found: Vec<&&Name> = names.iter().filter(|name| name.ours.is_some()).collect();
        let entity = |name: &Name| name.ours.map(|(id, _)| id);
        let mut out =
            Self { n_gold: names.len() as f64, n_found: found.len() as f64, ..Self::default() };
        for name in &found {
            let together = found.iter().filter(|other| entity(other) == entity(name));
            let n_together = together.clone().count() as f64;
            let n_right =
                together.filter(|other| other.gold.entity == name.gold.entity).count() as f64;
            let n_gold = names.iter().filter(|other| other.gold.entity == name.gold.entity).count();
            out.precision += n_right / n_together;
            out.recall += n_right / n_gold as f64;
        }
        out
    }

    /// Between 0 and 1.
    pub(super) fn precision(self) -> f64 {
        share(self.precision, self.n_found)
    }

    /// Between 0 and 1.
    pub(super) fn recall(self) -> f64 {
        share(self.recall, self.n_gold)
    }
}

impl AddAssign for Names {
    fn add_assign(&mut self, other: Self) {
        self.n_gold += other.n_gold;
        self.n_found += other.n_found;
        self.precision += other.precision;
        self.recall += other.recall;
    }
}

/// Persons' names of one word that come after a longer one of the same person: is the entity of ours that covers
/// such a name one of that person only? Unresolved where it has no earlier name, or where there is none; wrong where
/// it has another's as well.
pub(super) fn short_names(names: &[Name]) -> Outcome {
    let mut out = Outcome::default();
    for (at, name) in names.iter().enumerate() {
        let same = |other: &&Name| other.gold.entity == name.gold.entity;
        let longer = names[..at].iter().any(|other| same(&other) && other.n_words > 1);
        if name.gold.kind != "person" || name.n_words > 1 || !longer {
            continue;
        }
        let earlier: BTreeSet<bool> = match name.ours {
            None => BTreeSet::new(),
            Some((id, _)) => names[..at]
                .iter()
                .filter(|other| other.ours.is_some_and(|(other, _)| other == id))
                .map(|other| same(&other))
                .collect(),
        };
        match (earlier.contains(&true), earlier.contains(&false)) {
            (true, false) => out.right += 1,
            (_, true) => out.wrong += 1,
            (false, false) => out.unresolved += 1,
        }
    }
    out
}

impl AddAssign for Outcome {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.unresolved += other.unresolved;
    }
}

#[cfg(test)]
mod tests {
    use super::super::conllu::{parse, tests::SMALL};
    use super::*;
    use variorum_model::{Entity, EntityKind};

    fn annotated(mentions: &[&[Span]]) -> Annotated {
        let entity = |mentions: &&[Span]| Entity {
            kind: EntityKind::Person,
            name: "Oye".into(),
            mentions: mentions.to_vec(),
        };
        Annotated { entities: mentions.iter().map(entity).collect(), ..Annotated::default() }
    }

    const FULL: Span = Span::new(0, 9);
    const SHORT: Span = Span::new(35, 38);

    #[test]
    fn one_entity_of_both_names_is_right() {
        let documents = parse(SMALL);
        let annotated = annotated(&[&[FULL, SHORT]]);
        let names = names(&documents[0], &annotated);
        let all = Names::of(&names, Some("person"));
        assert_eq!((all.n_gold, all.precision(), all.recall()), (2.0, 1.0, 1.0));
        assert_eq!(short_names(&names), Outcome { right: 1, ..Outcome::default() });
    }

    #[test]
    fn two_entities_leave_the_short_name_unresolved() {
        let documents = parse(SMALL);
        let annotated = annotated(&[&[FULL], &[SHORT]]);
        let names = names(&documents[0], &annotated);
        assert_eq!(Names::of(&names, None).recall(), 0.5);
        assert_eq!(short_names(&names), Outcome { unresolved: 1, ..Outcome::default() });
    }

    #[test]
    fn a_name_not_found_is_no_recall_and_no_error() {
        let documents = parse(SMALL);
        let annotated = annotated(&[&[FULL]]);
        let names = names(&documents[0], &annotated);
        let all = Names::of(&names, None);
        assert_eq!((all.precision(), all.recall(), all.n_found), (1.0, 0.25 + 0.0, 1.0));
    }
}
