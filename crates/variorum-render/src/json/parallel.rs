//! What several reports tell, and how each has it.

use super::edition::{CellJson, CodeSpan, Measured};
use super::id::Id;
use serde::Serialize;
use variorum_model::{Edition, Parallel};

#[derive(Serialize)]
pub(super) struct ParallelJson<'a> {
    id: Id,
    about: &'a str,
    members: Vec<MemberJson<'a>>,
    findings: Vec<Id>,
    confidence: f32,
}

#[derive(Serialize)]
struct MemberJson<'a> {
    report: &'a str,
    span: CodeSpan,
    voice: &'static str,
}

impl<'a> ParallelJson<'a> {
    pub(super) fn new(index: usize, parallel: &'a Parallel, measured: &Measured<'a>) -> Self {
        let member = |member: &variorum_model::Member| MemberJson {
            report: measured.id(member.witness),
            span: measured.span(member.witness, member.span),
            voice: member.voice.name(),
        };
        Self {
            id: Id('p', index),
            about: &parallel.about,
            members: parallel.members.iter().map(member).collect(),
            findings: parallel.findings.iter().map(|at| Id('f', *at)).collect(),
            confidence: parallel.confidence,
        }
    }
}

/// A row of the coverage: how each witness has the parallel.
#[derive(Serialize)]
pub(super) struct ToldJson<'a> {
    parallel: Id,
    cells: Vec<CellJson<'a>>,
}

/// A row for each parallel.
pub(super) fn told<'a>(edition: &'a Edition, measured: &Measured<'a>) -> Vec<ToldJson<'a>> {
    let row = |(index, parallel): (usize, &Parallel)| {
        let cells = parallel.coverage.iter().enumerate();
        let cell = |(witness, how): (usize, &variorum_model::Told)| CellJson {
            report: measured.id(witness),
            how: how.name(),
        };
        ToldJson { parallel: Id('p', index), cells: cells.map(cell).collect() }
    };
    edition.parallels.iter().enumerate().map(row).collect()
}
