//! `variorum.verdict/1`.

use super::address::address;
use super::{Answered, Reports, found_words};
use crate::codepoints::CodePoints;
use crate::json::report::{CodeSpan, LinkJson, NoticeJson, SpeakerJson, chain};
use serde::Serialize;
use variorum_model::{Match, Verification};

/// The answer as one JSON object, without a line end.
pub fn verification_json(answered: &Answered) -> String {
    crate::json::write(&VerdictJson::new(answered))
}

#[derive(Serialize)]
struct VerdictJson<'a> {
    schema: &'static str,
    verdict: &'static str,
    by_asked: Option<&'a str>,
    asked: &'a str,
    matches: Vec<MatchJson<'a>>,
    also_in: &'a [String],
    notices: Vec<NoticeJson<'a>>,
}

impl<'a> VerdictJson<'a> {
    fn new(answered: &Answered<'a>) -> Self {
        Self {
            schema: "variorum.verdict/1",
            verdict: answered.answer.wording.name(),
            by_asked: answered.answer.by.as_deref(),
            asked: answered.asked,
            matches: matches(answered.asked, answered.answer, answered.reports),
            also_in: answered.also_in,
            notices: answered.notices.iter().map(|n| NoticeJson::of_run(n, None)).collect(),
        }
    }
}

/// The matches of an answer.
pub(super) fn matches<'a>(
    asked: &str,
    answer: &'a Verification,
    reports: &'a dyn Reports,
) -> Vec<MatchJson<'a>> {
    let points = CodePoints::new(asked);
    answer.matches.iter().filter_map(|found| MatchJson::new(found, &points, reports)).collect()
}

#[derive(Serialize)]
pub(super) struct MatchJson<'a> {
    report: &'a str,
    verdict: &'static str,
    spans: Vec<CodeSpan>,
    text: String,
    speaker: Option<SpeakerJson<'a>>,
    chain: Vec<LinkJson<'a>>,
    voice: &'static str,
    address: Option<String>,
    differences: Vec<ChangeJson>,
    score: f32,
}

#[derive(Serialize)]
struct ChangeJson {
    asked: CodeSpan,
    found: CodeSpan,
    kind: &'static str,
}

impl<'a> MatchJson<'a> {
    fn new(found: &'a Match, asked: &CodePoints, reports: &'a dyn Reports) -> Option<Self> {
        let annotated = reports.report(found.report)?;
        let points = CodePoints::new(&annotated.report.text);
        let change = |change: &variorum_model::Change| ChangeJson {
            asked: asked.span(change.asked),
            found: points.span(change.found),
            kind: change.kind.name(),
        };
        Some(Self {
            report: &annotated.report.id,
            verdict: found.wording.name(),
            spans: points.spans(&found.spans),
            text: found_words(found, annotated),
            speaker: found.speaker.as_ref().map(SpeakerJson::new),
            chain: chain(&found.chain, &points),
            voice: found.voice.name(),
            address: address(found, &annotated.report),
            differences: found.changes.iter().map(change).collect(),
            score: (found.score * 1000.0).round() / 1000.0,
        })
    }
}
