//! The edition as a whole: quotations, findings, sources, coverage.

use super::id::Id;
use super::parallel::{ParallelJson, ToldJson, told};
use super::report::{LinkJson, NoticeJson, ReportJson, SpeakerJson, chain};
use super::statement::StatementJson;
use super::timeline::{MomentJson, timeline};
use crate::codepoints::CodePoints;
use serde::Serialize;
use variorum_model::{Edition, Finding, FindingReading, Notice, Source, Span, Statement};

pub(super) type CodeSpan = [usize; 2];

/// An edition with the code points of each of its witnesses.
pub(super) struct Measured<'a> {
    pub(super) edition: &'a Edition,
    points: Vec<CodePoints<'a>>,
}

impl<'a> Measured<'a> {
    fn new(edition: &'a Edition) -> Self {
        let texts = edition.witnesses.iter().map(|witness| &witness.annotated.report.text);
        Self { edition, points: texts.map(|text| CodePoints::new(text)).collect() }
    }

    /// The id of the witness's report.
    pub(super) fn id(&self, witness: usize) -> &'a str {
        &self.edition.witnesses[witness].annotated.report.id
    }

    pub(super) fn span(&self, witness: usize, span: Span) -> CodeSpan {
        self.points[witness].span(span)
    }

    pub(super) fn spans(&self, witness: usize, spans: &[Span]) -> Vec<CodeSpan> {
        self.points[witness].spans(spans)
    }

    /// The code points of the report with this id; `None` where it is no witness.
    fn of_report(&self, id: &str) -> Option<&CodePoints<'a>> {
        let at = (0..self.points.len()).find(|&witness| self.id(witness) == id)?;
        Some(&self.points[at])
    }
}

#[derive(Serialize)]
pub(super) struct EditionJson<'a> {
    schema: &'static str,
    variorum: &'a str,
    title: Option<&'a str>,
    reports: Vec<ReportJson<'a>>,
    quotations: Vec<QuotationJson<'a>>,
    statements: Vec<StatementJson<'a>>,
    parallels: Vec<ParallelJson<'a>>,
    findings: Vec<FindingJson<'a>>,
    sources: Vec<SourceJson<'a>>,
    coverage: Vec<Row<'a>>,
    timeline: Vec<MomentJson<'a>>,
    notices: Vec<NoticeJson<'a>>,
}

impl<'a> EditionJson<'a> {
    pub(super) fn new(edition: &'a Edition, version: &'a str) -> Self {
        let measured = Measured::new(edition);
        let reports = edition.witnesses.iter().zip(&measured.points).map(|(witness, points)| {
            ReportJson::new(&witness.annotated, points).witness(&witness.siglum, witness.primary)
        });
        let statements = edition.statements.iter().enumerate();
        let parallels = edition.parallels.iter().enumerate();
        let findings = edition.findings.iter().enumerate();
        let notice = |notice: &'a Notice| {
            let report = notice.report.as_deref().and_then(|id| measured.of_report(id));
            NoticeJson::of_run(notice, report)
        };
        Self {
            schema: "variorum.edition/1",
            variorum: version,
            title: edition.title.as_deref(),
            reports: reports.collect(),
            quotations: quotations(&measured),
            statements: statements
                .clone()
                .map(|(index, statement)| StatementJson::new(index, statement, &measured))
                .collect(),
            parallels: parallels
                .map(|(index, parallel)| ParallelJson::new(index, parallel, &measured))
                .collect(),
            findings: findings.map(|(index, f)| FindingJson::new(index, f, &measured)).collect(),
            sources: edition.sources.iter().map(|s| SourceJson::new(s, &measured)).collect(),
            coverage: statements
                .map(|(index, statement)| CoverageJson::new(index, statement, &measured))
                .map(Row::Statement)
                .chain(told(edition, &measured).into_iter().map(Row::Parallel))
                .collect(),
            timeline: timeline(&measured),
            notices: edition.notices.iter().map(notice).collect(),
        }
    }
}

#[derive(Serialize)]
struct QuotationJson<'a> {
    id: Id,
    report: &'a str,
    attribution: Id,
    content: Vec<CodeSpan>,
    mode: &'static str,
    cue: Vec<CodeSpan>,
    source: Vec<CodeSpan>,
    speaker: Option<SpeakerJson<'a>>,
    chain: Vec<LinkJson<'a>>,
    nested_in: Option<Id>,
    confidence: f32,
    doubtful: bool,
}

/// Every quotation with what its attribution says of it.
fn quotations<'a>(measured: &Measured<'a>) -> Vec<QuotationJson<'a>> {
    let edition = measured.edition;
    // A quotation names its host by its place in the report; the edition numbers them through.
    let mut numbers: Vec<Vec<Option<usize>>> =
        edition.witnesses.iter().map(|w| vec![None; w.annotated.quotations.len()]).collect();
    for (number, at) in edition.quotations.iter().enumerate() {
        numbers[at.witness][at.quotation] = Some(number);
    }
    let quotation = |(number, at): (usize, &variorum_model::QuotationRef)| {
        let quotation = edition.quotation(number);
        let annotated = &edition.witnesses[at.witness].annotated;
        let attribution = annotated.attributions.get(quotation.attribution);
        let spans = |spans: &[Span]| measured.spans(at.witness, spans);
        let host = quotation.nested_in.and_then(|host| *numbers[at.witness].get(host)?);
        QuotationJson {
            id: Id('q', number),
            report: measured.id(at.witness),
            attribution: Id('a', quotation.attribution),
            content: spans(&quotation.content),
            mode: quotation.mode.name(),
            cue: attribution.map_or_else(Vec::new, |a| spans(&a.cue)),
            source: attribution.map_or_else(Vec::new, |a| spans(&a.source)),
            speaker: quotation.speaker.as_ref().map(SpeakerJson::new),
            chain: attribution
                .map_or_else(Vec::new, |a| chain(&a.chain, &measured.points[at.witness])),
            nested_in: host.map(|number| Id('q', number)),
            confidence: quotation.confidence,
            doubtful: edition.is_doubtful(number),
        }
    };
    edition.quotations.iter().enumerate().map(quotation).collect()
}

#[derive(Serialize)]
struct FindingJson<'a> {
    id: Id,
    kind: &'static str,
    verdict: &'static str,
    about: &'a str,
    why: &'a str,
    readings: Vec<FindingReadingJson<'a>>,
    confidence: f32,
}

#[derive(Serialize)]
struct FindingReadingJson<'a> {
    report: &'a str,
    span: CodeSpan,
    value: &'a str,
    claimant: Option<&'a str>,
}

impl<'a> FindingJson<'a> {
    fn new(index: usize, finding: &'a Finding, measured: &Measured<'a>) -> Self {
        let reading = |reading: &'a FindingReading| FindingReadingJson {
            report: measured.id(reading.witness),
            span: measured.span(reading.witness, reading.span),
            value: &reading.value,
            claimant: reading.claimant.as_deref(),
        };
        Self {
            id: Id('f', index),
            kind: finding.kind.name(),
            verdict: finding.verdict.name(),
            about: &finding.about,
            why: &finding.why,
            readings: finding.readings.iter().map(reading).collect(),
            confidence: finding.confidence,
        }
    }
}

#[derive(Serialize)]
struct SourceJson<'a> {
    report: &'a str,
    relies_on: &'a str,
    role: &'static str,
    evidence: Vec<CodeSpan>,
    declared: bool,
}

impl<'a> SourceJson<'a> {
    fn new(source: &'a Source, measured: &Measured<'a>) -> Self {
        Self {
            report: measured.id(source.witness),
            relies_on: &source.relies_on,
            role: source.role.name(),
            evidence: measured.spans(source.witness, &source.evidence),
            declared: source.declared,
        }
    }
}

/// How each report has a statement or a parallel.
#[derive(Serialize)]
#[serde(untagged)]
enum Row<'a> {
    Statement(CoverageJson<'a>),
    Parallel(ToldJson<'a>),
}

#[derive(Serialize)]
struct CoverageJson<'a> {
    statement: Id,
    cells: Vec<CellJson<'a>>,
}

#[derive(Serialize)]
pub(super) struct CellJson<'a> {
    pub(super) report: &'a str,
    pub(super) how: &'static str,
}

impl<'a> CoverageJson<'a> {
    fn new(index: usize, statement: &Statement, measured: &Measured<'a>) -> Self {
        let witnesses = 0..measured.edition.witnesses.len();
        let cells = witnesses
            .zip(&statement.coverage)
            .map(|(witness, how)| CellJson { report: measured.id(witness), how: how.name() });
        Self { statement: Id('s', index), cells: cells.collect() }
    }
}
