//! Findings and declared sources: whether they point at the words that the gold points at.

use super::form::{Edition, Finding, Gold, GoldItem};
use super::name::{n_words, substance, words};
use super::score::Score;
use crate::gold::CodeSpan;
use std::collections::{BTreeMap, BTreeSet};

/// A span longer than this many characters points at nothing.
const LONGEST: usize = 200;

/// A source's name with more words than this names nothing.
const LONGEST_NAME: usize = 8;

/// Text of each report by id.
pub(super) type Texts = BTreeMap<String, String>;

/// Counts disagreements found, their verdicts, and agreements taken for disagreements.
pub(super) fn score(gold: &Gold, edition: &Edition, texts: &Texts, score: &mut Score) {
    score.n_findings += edition.findings.len();
    for item in &gold.disagreements {
        let hits = hits(item, edition, texts);
        score.disagreements.one(!hits.is_empty());
        let verdicts = item.verdict.as_ref().map(super::form::OneOrMany::all).unwrap_or_default();
        if let Some(tightest) = hits.first()
            && !verdicts.is_empty()
        {
            score.verdicts.one(verdicts.contains(&tightest.verdict));
        }
    }
    for item in &gold.agreements {
        score.false_alarms.one(!hits(item, edition, texts).is_empty());
    }
}

/// The findings, equivalents aside, that point at two readings of the item (or its only one), the tightest first.
fn hits<'a>(item: &GoldItem, edition: &'a Edition, texts: &Texts) -> Vec<&'a Finding> {
    let evidence: Vec<(&str, CodeSpan)> = item
        .readings
        .iter()
        .filter_map(|reading| {
            let span = reading.span.or_else(|| locate(texts, &reading.report, &reading.text));
            Some((reading.report.as_str(), span?))
        })
        .collect();
    let n_needed = evidence.len().min(2);
    if n_needed == 0 {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (at, finding) in edition.findings.iter().enumerate() {
        let (met, n_points) = meets(finding, &evidence);
        if met.len() >= n_needed && finding.verdict != "equivalent" {
            out.push((n_points, at, finding));
        }
    }
    out.sort_by_key(|&(n_points, at, _)| (n_points, at));
    out.into_iter().map(|(_, _, finding)| finding).collect()
}

/// The pieces of evidence that the finding overlaps, and the characters of its spans that do.
fn meets(finding: &Finding, evidence: &[(&str, CodeSpan)]) -> (BTreeSet<usize>, usize) {
    let (mut met, mut n_points) = (BTreeSet::new(), 0);
    for reading in &finding.readings {
        for &span in reading.span.all().iter().filter(|span| is_short(**span)) {
            for (at, &(report, place)) in evidence.iter().enumerate() {
                if report == reading.report && overlap(place, span) {
                    met.insert(at);
                    n_points += span[1] - span[0];
                }
            }
        }
    }
    (met, n_points)
}

/// Counts gold sources that an edge answers, and edges that answer one.
pub(super) fn score_sources(gold: &Gold, edition: &Edition, texts: &Texts, score: &mut Score) {
    let mut answering = BTreeSet::new();
    for source in &gold.sources {
        let place = source.span.or_else(|| locate(texts, &source.report, &source.evidence));
        let Some(place) = place else { continue };
        let mut wanted = substance(&source.relies_on);
        if wanted.is_empty() {
            wanted = words(&source.relies_on);
        }
        let mut found = false;
        for (at, edge) in edition.sources.iter().enumerate() {
            let points = edge.evidence.iter().any(|&span| is_short(span) && overlap(place, span));
            if edge.report == source.report
                && points
                && n_words(&edge.relies_on) <= LONGEST_NAME
                && !wanted.is_disjoint(&words(&edge.relies_on))
            {
                answering.insert(at);
                found = true;
            }
        }
        score.sources[1].one(found);
    }
    score.sources[0].part += answering.len();
    score.sources[0].whole += edition.sources.len();
}

fn is_short([start, end]: CodeSpan) -> bool {
    end <= start + LONGEST
}

fn overlap(a: CodeSpan, b: CodeSpan) -> bool {
    a[0] < b[1] && b[0] < a[1]
}

/// Where the words first stand in the report, no-break spaces as spaces.
fn locate(texts: &Texts, report: &str, words: &str) -> Option<CodeSpan> {
    let text = texts.get(report)?.replace('\u{a0}', " ");
    let before = &text[..text.find(&words.replace('\u{a0}', " "))?];
    let start = before.chars().count();
    Some([start, start + words.chars().count()])
}
