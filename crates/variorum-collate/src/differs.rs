//! Which statements differ in a number, a date or a name: a reader who counts their witnesses must see it.
//!
//! Invariant: where a finding on a number, a date or a name points into the readings of two witnesses of one
//! statement, the statement names the finding, and none of its words stands among the small differences.

use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Edition, FindingKind, Span, Statement};

/// Fills `differs` of every statement, and makes substantive each entry of its apparatus that such a finding
/// points at.
pub(crate) fn mark(edition: &mut Edition) {
    let mut statements = std::mem::take(&mut edition.statements);
    let places = places(edition, &statements);
    // by statement and finding: the finding's own places in the statement
    let mut told: BTreeMap<(usize, usize), BTreeSet<(usize, Span)>> = BTreeMap::new();
    for (index, finding) in edition.findings.iter().enumerate().filter(|(_, f)| is_of_fact(f.kind))
    {
        for reading in &finding.readings {
            let of = places.get(reading.witness).into_iter().flatten();
            for (_, statement) in of.filter(|(span, _)| span.contains(reading.span)) {
                let at = (reading.witness, reading.span);
                told.entry((*statement, index)).or_default().insert(at);
            }
        }
    }
    for ((statement, finding), at) in told {
        if at.iter().map(|(witness, _)| witness).collect::<BTreeSet<_>>().len() > 1 {
            statements[statement].differs.push(finding);
            promote(edition, &mut statements[statement], &at);
        }
    }
    edition.statements = statements;
}

fn is_of_fact(kind: FindingKind) -> bool {
    matches!(
        kind,
        FindingKind::Quantity | FindingKind::Date | FindingKind::Person | FindingKind::Place
    )
}

/// By witness, every stretch of its readings with the index of the statement.
fn places(edition: &Edition, statements: &[Statement]) -> Vec<Vec<(Span, usize)>> {
    let mut out = vec![Vec::new(); edition.witnesses.len()];
    for (index, statement) in statements.iter().enumerate() {
        for reading in &statement.readings {
            let witness = edition.quotations[reading.quotation].witness;
            out[witness].extend(reading.spans.iter().map(|span| (*span, index)));
        }
    }
    out
}

/// Entries that hold such a word can change the sense, whatever their kind.
fn promote(edition: &Edition, statement: &mut Statement, told: &BTreeSet<(usize, Span)>) {
    let readings = &statement.readings;
    let witness = |reading: usize| edition.quotations[readings[reading].quotation].witness;
    let holds = |reading: usize, span: Span| {
        told.iter().any(|(at, told)| *at == witness(reading) && told.overlaps(span))
    };
    for entry in &mut statement.apparatus {
        let differs = holds(entry.lemma_reading, entry.lemma)
            || entry.variants.iter().any(|variant| holds(variant.reading, variant.span));
        entry.substantive = entry.substantive || differs;
    }
    statement
        .apparatus
        .sort_by_key(|entry| (!entry.substantive, entry.lemma.start, entry.lemma.end));
}
