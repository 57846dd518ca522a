//! `variorum.check/1`.

use super::json::{MatchJson, matches};
use super::{Checked, summary};
use crate::codepoints::CodePoints;
use crate::json::id::{Id, Number};
use crate::json::report::{CodeSpan, NoticeJson};
use serde::Serialize;
use std::collections::BTreeMap;
use variorum_model::{CheckedFigure, CheckedQuotation};

/// The checked draft as one JSON object, without a line end.
pub fn check_json(checked: &Checked) -> String {
    let points = CodePoints::new(&checked.draft.report.text);
    let quotations = checked.check.quotations.iter().enumerate();
    crate::json::write(&CheckJson {
        schema: "variorum.check/1",
        draft: checked.path,
        text_sha256: &checked.draft.report.text_sha256,
        quotations: quotations.map(|(at, q)| QuotationJson::new(at, q, &points, checked)).collect(),
        figures: checked
            .check
            .figures
            .iter()
            .map(|figure| FigureJson::new(figure, &points, checked))
            .collect(),
        summary: summary(&checked.check.quotations).into_iter().collect(),
        notices: checked.notices.iter().map(|n| NoticeJson::of_run(n, None)).collect(),
    })
}

#[derive(Serialize)]
struct CheckJson<'a> {
    schema: &'static str,
    draft: &'a str,
    text_sha256: &'a str,
    quotations: Vec<QuotationJson<'a>>,
    figures: Vec<FigureJson<'a>>,
    summary: BTreeMap<&'static str, usize>,
    notices: Vec<NoticeJson<'a>>,
}

#[derive(Serialize)]
struct QuotationJson<'a> {
    id: Id,
    content: Vec<CodeSpan>,
    text: &'a str,
    credited_to: Option<&'a str>,
    verdict: &'static str,
    matches: Vec<MatchJson<'a>>,
    suggestion: Option<&'a str>,
    hash: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<AcceptedJson<'a>>,
}

#[derive(Serialize)]
struct AcceptedJson<'a> {
    who: &'a str,
    why: &'a str,
}

impl<'a> QuotationJson<'a> {
    fn new(at: usize, q: &'a CheckedQuotation, points: &CodePoints, checked: &Checked<'a>) -> Self {
        Self {
            id: Id('q', at),
            content: points.spans(&q.content),
            text: &q.text,
            credited_to: q.credited_to.as_deref(),
            verdict: q.answer.wording.name(),
            matches: matches(&checked.draft.report.text, &q.answer, checked.reports),
            suggestion: q.suggestion.as_deref(),
            hash: &q.hash,
            accepted: q
                .accepted
                .as_ref()
                .map(|accepted| AcceptedJson { who: &accepted.who, why: &accepted.why }),
        }
    }
}

#[derive(Serialize)]
struct FigureJson<'a> {
    span: CodeSpan,
    text: &'a str,
    claimant: &'a str,
    verdict: &'static str,
    matches: Vec<FigureMatchJson<'a>>,
}

#[derive(Serialize)]
struct FigureMatchJson<'a> {
    report: &'a str,
    span: CodeSpan,
    value: Number,
    text: &'a str,
    claimant: &'a str,
}

impl<'a> FigureJson<'a> {
    fn new(figure: &'a CheckedFigure, points: &CodePoints, checked: &Checked<'a>) -> Self {
        let matched = |found: &'a variorum_model::FigureMatch| {
            let report = &checked.reports.report(found.report)?.report;
            Some(FigureMatchJson {
                report: &report.id,
                span: CodePoints::new(&report.text).span(found.span),
                value: Number(found.value),
                text: found.span.of(&report.text),
                claimant: &found.claimant,
            })
        };
        Self {
            span: points.span(figure.span),
            text: figure.span.of(&checked.draft.report.text),
            claimant: &figure.claimant,
            verdict: figure.verdict.name(),
            matches: figure.matches.iter().filter_map(matched).collect(),
        }
    }
}
