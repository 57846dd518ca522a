//! Statements: pairs of quotations from two reports that stand together.

use super::form::{Edition, Gold};
use super::quotations::{Matches, is_free};
use super::score::Score;
use std::collections::{BTreeMap, BTreeSet};

/// Counts pairs and false merges over the gold quotations that the edition holds.
pub(super) fn score(gold: &Gold, edition: &Edition, held: &Matches, score: &mut Score) {
    let report: BTreeMap<&str, &str> =
        gold.quotations.iter().map(|q| (q.id.as_str(), q.report.as_str())).collect();
    let nested: BTreeSet<&str> = gold
        .quotations
        .iter()
        .filter(|q| !is_free(q.nested_in.as_deref()))
        .map(|q| q.id.as_str())
        .collect();
    let free = |id: &&str| !nested.contains(id);
    let mut wanted = BTreeSet::new();
    for statement in &gold.statements {
        let readings: BTreeSet<&str> =
            statement.readings.iter().map(String::as_str).filter(free).collect();
        wanted.extend(pairs(&readings).filter(|(a, b)| report.get(a) != report.get(b)));
    }
    let together = Together::of(edition, held);
    let found: BTreeSet<&str> =
        report.keys().copied().filter(|id| held.contains_key(id)).filter(free).collect();
    let made: BTreeSet<(&str, &str)> =
        pairs(&found).filter(|(a, b)| report[a] != report[b] && together.holds(a, b)).collect();
    let n_right = wanted.intersection(&made).count();
    score.statements[0].part += n_right;
    score.statements[0].whole += made.len();
    score.statements[1].part += n_right;
    score.statements[1].whole += wanted.len();
    for apart in &gold.not_the_same {
        if let [a, b, ..] = apart.as_slice() {
            score.false_merges.one(together.holds(a, b));
        }
    }
}

/// Every two of the ids, the lesser first.
fn pairs<'a>(ids: &BTreeSet<&'a str>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let ids: Vec<&str> = ids.iter().copied().collect();
    (0..ids.len()).flat_map(move |a| {
        let rest = ids[a + 1..].to_vec();
        let first = ids[a];
        rest.into_iter().map(move |second| (first, second))
    })
}

/// The statements that each gold quotation stands in.
struct Together<'a>(BTreeMap<&'a str, BTreeSet<&'a str>>);

impl<'a> Together<'a> {
    fn of(edition: &'a Edition, held: &Matches<'a>) -> Self {
        let mut of_quotation: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for statement in &edition.statements {
            for reading in &statement.readings {
                of_quotation.entry(&reading.quotation).or_default().insert(&statement.id);
            }
        }
        let statements = |id: &str| of_quotation.get(id).cloned().unwrap_or_default();
        Self(held.iter().map(|(gold, quotation)| (*gold, statements(&quotation.id))).collect())
    }

    /// True where one statement holds both.
    fn holds(&self, a: &str, b: &str) -> bool {
        let both = self.0.get(a).zip(self.0.get(b));
        both.is_some_and(|(a, b)| !a.is_disjoint(b))
    }
}
