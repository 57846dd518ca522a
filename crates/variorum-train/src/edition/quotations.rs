//! Quotations, their speakers and their chains: which predicted one is which of the gold.

use super::form::{Edition, Gold, GoldQuotation, Link, Quotation};
use super::name::{n_words, same_name, substance};
use super::score::Score;
use crate::gold::CodeSpan;
use std::collections::{BTreeMap, BTreeSet};

/// Predicted quotation by gold id.
pub(super) type Matches<'a> = BTreeMap<&'a str, &'a Quotation>;

/// A chain link with more words than this names nothing.
const LONGEST_NAME: usize = 8;

fn is_marked(mode: &str) -> bool {
    matches!(mode, "direct" | "mixed" | "block")
}

/// Counts quotations in marks, their speakers and chains; gives the pairs of the edition's and the gold's.
pub(super) fn score<'a>(gold: &'a Gold, edition: &'a Edition, score: &mut Score) -> Matches<'a> {
    let theirs: Vec<&GoldQuotation> = gold
        .quotations
        .iter()
        .filter(|q| is_marked(&q.mode) && is_free(q.nested_in.as_deref()))
        .collect();
    let ours: Vec<&Quotation> = edition
        .quotations
        .iter()
        .filter(|q| is_marked(&q.mode) && is_free(q.nested_in.as_deref()))
        .collect();
    let matches = best(&theirs, &ours);
    score.quotations[0].part += matches.len();
    score.quotations[0].whole += ours.len();
    score.quotations[1].part += matches.len();
    score.quotations[1].whole += theirs.len();
    for mine in theirs {
        if let Some(found) = matches.get(mine.id.as_str()) {
            speaker(mine, found, score);
            chain(mine, found, score);
        }
    }
    matches
}

pub(super) fn is_free(nested_in: Option<&str>) -> bool {
    nested_in.is_none_or(str::is_empty)
}

fn speaker(gold: &GoldQuotation, found: &Quotation, score: &mut Score) {
    let names: Vec<&String> = gold
        .speaker
        .iter()
        .flat_map(super::form::OneOrMany::all)
        .filter(|name| !name.is_empty())
        .collect();
    if !names.is_empty() {
        let ours = found.speaker.as_ref().map(|speaker| speaker.name.as_str());
        score.speaker.one(names.iter().any(|name| same_name(ours, Some(name))));
    }
}

/// A predicted link answers one gold one at most, the first that shares a word of substance with it.
fn chain(gold: &GoldQuotation, found: &Quotation, score: &mut Score) {
    let links = found.chain.iter().filter(|link| {
        link.role != "speaker" && link.role != "outlet" && n_words(&link.name) <= LONGEST_NAME
    });
    let mut free: Vec<&Link> = links.collect();
    let (n_links, via) = (free.len(), gold.via.as_deref().unwrap_or_default());
    for name in via {
        let words = substance(name);
        let answer = |link: &&Link| !words.is_disjoint(&substance(&link.name));
        if let Some(at) = free.iter().position(answer) {
            free.remove(at);
        }
    }
    let n_hits = n_links - free.len();
    score.chain[0].part += n_hits;
    score.chain[0].whole += n_links;
    score.chain[1].part += n_hits;
    score.chain[1].whole += via.len();
}

/// One to one, decreasing Jaccard of the characters, at least a half; ties by id.
fn best<'a>(gold: &[&'a GoldQuotation], predicted: &[&'a Quotation]) -> Matches<'a> {
    let points: Vec<BTreeSet<usize>> = predicted.iter().map(|q| points(&q.content)).collect();
    let mut candidates = Vec::new();
    for mine in gold {
        let wanted = self::points(&mine.content);
        for (theirs, points) in predicted.iter().zip(&points) {
            let n_shared = if theirs.report == mine.report { shared(&wanted, points) } else { 0 };
            let jaccard = n_shared as f64 / (wanted.len() + points.len() - n_shared).max(1) as f64;
            if jaccard >= 0.5 {
                candidates.push((jaccard, mine.id.as_str(), *theirs));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, &a.2.id).cmp(&(b.1, &b.2.id))));
    let mut used = BTreeSet::new();
    let mut matches = BTreeMap::new();
    for (_, id, quotation) in candidates {
        if !matches.contains_key(id) && used.insert(quotation.id.as_str()) {
            matches.insert(id, quotation);
        }
    }
    matches
}

/// The predicted quotation that holds each gold one, in marks or not: a report may cut a passage otherwise.
pub(super) fn inside<'a>(gold: &'a Gold, edition: &'a Edition) -> Matches<'a> {
    let points: Vec<BTreeSet<usize>> =
        edition.quotations.iter().map(|q| points(&q.content)).collect();
    let mut out = BTreeMap::new();
    for mine in &gold.quotations {
        let wanted = self::points(&mine.content);
        let mut best = 0;
        for (theirs, points) in edition.quotations.iter().zip(&points) {
            if theirs.report != mine.report {
                continue;
            }
            let n_shared = shared(&wanted, points);
            let shorter = wanted.len().min(points.len());
            if n_shared > best && n_shared as f64 / shorter as f64 >= 0.6 {
                best = n_shared;
                out.insert(mine.id.as_str(), theirs);
            }
        }
    }
    out
}

fn points(spans: &[CodeSpan]) -> BTreeSet<usize> {
    spans.iter().flat_map(|&[start, end]| start..end).collect()
}

fn shared(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> usize {
    a.intersection(b).count()
}
