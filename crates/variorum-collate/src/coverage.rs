//! How each witness has each statement: as a reading, as words without marks, or not at all.

use crate::collation::Collation;
use crate::frequency::CONTENT;
use crate::word::{Lexicon, Word};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use variorum_model::{Coverage, Edition, Mode, Span};

/// Consecutive words that are borrowed, not met by chance.
const RUN: usize = 6;
/// Content words among them.
const TELLING: usize = 3;

/// For each statement, one cell a witness.
pub(crate) fn coverage(
    edition: &Edition,
    collations: &[Collation],
    lexicon: &mut Lexicon,
) -> Vec<Vec<Coverage>> {
    let dequoted = dequoted(edition, collations, lexicon);
    let speakers: Vec<BTreeSet<&str>> = edition
        .witnesses
        .iter()
        .map(|w| {
            w.annotated
                .quotations
                .iter()
                .filter_map(|q| q.speaker.as_ref())
                .map(|s| last_word(&s.name))
                .collect()
        })
        .collect();
    edition
        .statements
        .iter()
        .enumerate()
        .map(|(at, statement)| {
            let collation = &collations[at];
            let mut best: BTreeMap<usize, Coverage> = BTreeMap::new();
            for (witness, mode) in collation.witnesses.iter().zip(&collation.modes) {
                let cell = best.entry(*witness).or_insert(Coverage::Indirect);
                *cell = (*cell).min(cover(*mode));
            }
            let speaker = statement.speaker.as_ref().map(|s| last_word(&s.name));
            (0..edition.witnesses.len())
                .map(|witness| {
                    if let Some(cell) = best.get(&witness) {
                        *cell
                    } else if dequoted[at].contains(&witness) {
                        Coverage::Dequoted
                    } else if speaker.is_some_and(|name| speakers[witness].contains(name)) {
                        Coverage::Omitted
                    } else {
                        Coverage::NotAvailable
                    }
                })
                .collect()
        })
        .collect()
}

/// In the order of the cells: whole marked clauses say most.
fn cover(mode: Mode) -> Coverage {
    match mode {
        Mode::Direct => Coverage::Direct,
        Mode::Mixed => Coverage::Mixed,
        Mode::Block => Coverage::Block,
        Mode::Indirect => Coverage::Indirect,
    }
}

fn last_word(name: &str) -> &str {
    name.split_whitespace().last().unwrap_or(name)
}

/// For each statement, the witnesses whose own prose holds a run of its words.
fn dequoted(
    edition: &Edition,
    collations: &[Collation],
    lexicon: &mut Lexicon,
) -> Vec<BTreeSet<usize>> {
    let mut index: HashMap<Vec<u32>, BTreeSet<usize>> = HashMap::new();
    for (statement, collation) in collations.iter().enumerate() {
        for words in &collation.words {
            for run in runs(words) {
                index.entry(run).or_default().insert(statement);
            }
        }
    }
    let mut out = vec![BTreeSet::new(); collations.len()];
    for (witness, w) in edition.witnesses.iter().enumerate() {
        let annotated = &w.annotated;
        let prose = narration(annotated);
        for words in prose.iter().map(|span| lexicon.words(&annotated.report.text, &[*span])) {
            for run in runs(&words) {
                for statement in index.get(&run).into_iter().flatten() {
                    out[*statement].insert(witness);
                }
            }
        }
    }
    out
}

/// The sentences' stretches outside all quotations.
fn narration(annotated: &variorum_model::Annotated) -> Vec<Span> {
    let mut quoted: Vec<Span> =
        annotated.quotations.iter().flat_map(|q| q.content.iter().copied()).collect();
    quoted.sort_unstable();
    let mut out = Vec::new();
    for sentence in &annotated.sentences {
        let mut start = sentence.start;
        let from = quoted.partition_point(|span| span.end <= sentence.start);
        for span in quoted[from..].iter().take_while(|span| span.start < sentence.end) {
            if span.start > start {
                out.push(Span::new(start, span.start));
            }
            start = start.max(span.end);
        }
        if start < sentence.end {
            out.push(Span::new(start, sentence.end));
        }
    }
    out
}

fn runs(words: &[Word]) -> Vec<Vec<u32>> {
    let spoken: Vec<&Word> = words.iter().filter(|word| word.is_spoken()).collect();
    spoken
        .windows(RUN)
        .filter(|run| run.iter().filter(|word| word.weight >= CONTENT).count() >= TELLING)
        .map(|run| run.iter().map(|word| word.form).collect())
        .collect()
}
