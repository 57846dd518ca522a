//! A statement with its readings, traditions and apparatus.

use super::edition::Measured;
use super::id::Id;
use serde::Serialize;
use variorum_model::{Entry, Reading, Span, Statement, Tradition};

type CodeSpan = [usize; 2];

#[derive(Serialize)]
pub(super) struct StatementJson<'a> {
    id: Id,
    speaker: Option<NameJson<'a>>,
    label: &'a str,
    /// The quotation that the others are shown against.
    base: Option<Id>,
    readings: Vec<ReadingJson>,
    traditions: Vec<TraditionJson<'a>>,
    apparatus: Vec<EntryJson<'a>>,
    /// The findings on numbers, dates and names in which its readings differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differs: Vec<Id>,
}

/// A speaker across reports: entities are numbered within a report, so only the name holds.
#[derive(Serialize)]
struct NameJson<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct ReadingJson {
    quotation: Id,
    spans: Vec<CodeSpan>,
    tradition: Option<Id>,
}

#[derive(Serialize)]
struct TraditionJson<'a> {
    id: Id,
    label: &'a str,
    reports: Vec<&'a str>,
    evidence: &'a [String],
}

#[derive(Serialize)]
struct EntryJson<'a> {
    lemma: PlaceJson<'a>,
    substantive: bool,
    variants: Vec<VariantJson<'a>>,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    report: &'a str,
    /// Tells apart two readings of one report.
    quotation: Id,
    span: CodeSpan,
}

#[derive(Serialize)]
struct VariantJson<'a> {
    #[serde(flatten)]
    place: PlaceJson<'a>,
    kind: &'static str,
}

impl<'a> StatementJson<'a> {
    pub(super) fn new(index: usize, statement: &'a Statement, measured: &Measured<'a>) -> Self {
        let reading = |reading: &Reading| ReadingJson {
            quotation: Id('q', reading.quotation),
            spans: measured.spans(witness(reading, measured), &reading.spans),
            tradition: reading.tradition.map(|index| Id('t', index)),
        };
        let tradition = |(index, tradition): (usize, &'a Tradition)| TraditionJson {
            id: Id('t', index),
            label: &tradition.label,
            reports: tradition.witnesses.iter().map(|&at| measured.id(at)).collect(),
            evidence: &tradition.evidence,
        };
        let entries = statement.apparatus.iter();
        Self {
            id: Id('s', index),
            speaker: statement.speaker.as_ref().map(|speaker| NameJson { name: &speaker.name }),
            label: &statement.label,
            base: statement.base.map(|base| Id('q', statement.readings[base].quotation)),
            readings: statement.readings.iter().map(reading).collect(),
            traditions: statement.traditions.iter().enumerate().map(tradition).collect(),
            apparatus: entries.map(|entry| EntryJson::new(entry, statement, measured)).collect(),
            differs: statement.differs.iter().map(|&index| Id('f', index)).collect(),
        }
    }
}

impl<'a> EntryJson<'a> {
    fn new(entry: &Entry, statement: &Statement, measured: &Measured<'a>) -> Self {
        let place = |reading: usize, span: Span| {
            let reading = &statement.readings[reading];
            let witness = witness(reading, measured);
            PlaceJson {
                report: measured.id(witness),
                quotation: Id('q', reading.quotation),
                span: measured.span(witness, span),
            }
        };
        let variants = entry.variants.iter().map(|variant| VariantJson {
            place: place(variant.reading, variant.span),
            kind: variant.kind.name(),
        });
        Self {
            lemma: place(entry.lemma_reading, entry.lemma),
            substantive: entry.substantive,
            variants: variants.collect(),
        }
    }
}

fn witness(reading: &Reading, measured: &Measured<'_>) -> usize {
    measured.edition.quotations[reading.quotation].witness
}
