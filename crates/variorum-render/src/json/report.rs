//! A report and what was found in it.

use super::id::{Id, Number};
use crate::codepoints::CodePoints;
use serde::Serialize;
use variorum_model::{
    Annotated, Attribution, Entity, Link, Notice, Quantity, QuantityKind, ReportDate, Speaker,
    TimeExpression, TimeRelation,
};

pub(crate) type CodeSpan = [usize; 2];

/// One line of `variorum annotate`.
#[derive(Serialize)]
pub(crate) struct AnnotationJson<'a> {
    schema: &'static str,
    #[serde(flatten)]
    report: ReportJson<'a>,
    attributions: Vec<AttributionJson<'a>>,
}

impl<'a> AnnotationJson<'a> {
    pub(crate) fn new(annotated: &'a Annotated, points: &CodePoints) -> Self {
        let attributions = annotated.attributions.iter().enumerate().filter(|(_, a)| a.offered);
        Self {
            schema: "variorum.annotation/1",
            report: ReportJson::new(annotated, points),
            attributions: attributions
                .map(|(index, attribution)| AttributionJson::new(index, attribution, points))
                .collect(),
        }
    }
}

/// A report without its attributions.
#[derive(Serialize)]
pub(crate) struct ReportJson<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    siglum: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    primary: bool,
    text: &'a str,
    text_sha256: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    language: Option<&'a str>,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    title_span: Option<CodeSpan>,
    byline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<RecordJson<'a>>,
    dates: Vec<DateJson<'a>>,
    furniture: Vec<CodeSpan>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<MarkJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    paragraphs: Vec<PlaceJson<'a>>,
    sentences: Vec<CodeSpan>,
    entities: Vec<EntityJson<'a>>,
    times: Vec<TimeJson<'a>>,
    quantities: Vec<QuantityJson<'a>>,
    notices: Vec<NoticeJson<'a>>,
}

impl<'a> ReportJson<'a> {
    pub(crate) fn new(annotated: &'a Annotated, points: &CodePoints) -> Self {
        let report = &annotated.report;
        let notices = report.notices.iter().chain(&annotated.notices);
        let entities = annotated.entities.iter().enumerate();
        let times = annotated.times.iter();
        Self {
            id: &report.id,
            siglum: None,
            primary: false,
            text: &report.text,
            text_sha256: &report.text_sha256,
            url: report.url.as_deref(),
            language: report.language.as_deref(),
            outlet: report.outlet.as_deref(),
            title: report.title.as_deref(),
            title_span: report.title_span.map(|span| points.span(span)),
            byline: report.byline.as_deref(),
            section: report.section.as_deref(),
            agency: report.agency.as_deref(),
            record: report
                .record
                .as_ref()
                .map(|at| RecordJson { input: &at.input, offset: at.offset }),
            dates: report.dates.iter().map(|date| DateJson::new(date, points)).collect(),
            furniture: report.furniture().map(|span| points.span(span)).collect(),
            marks: report
                .marks
                .iter()
                .map(|mark| MarkJson { span: points.span(mark.span), kind: mark.kind.name() })
                .collect(),
            paragraphs: report
                .places
                .iter()
                .map(|place| PlaceJson { span: points.span(place.span), path: &place.path })
                .collect(),
            sentences: points.spans(&annotated.every_sentence),
            entities: entities
                .map(|(index, entity)| EntityJson::new(index, entity, points))
                .collect(),
            times: times.map(|time| TimeJson::new(time, &report.text, points)).collect(),
            quantities: quantities(annotated, points),
            notices: notices.map(|notice| NoticeJson::of_report(notice, points)).collect(),
        }
    }

    /// The report as a witness of an edition.
    pub(crate) fn witness(mut self, siglum: &'a str, primary: bool) -> Self {
        self.siglum = Some(siglum);
        self.primary = primary;
        self
    }
}

/// Where the report stood in an input of many.
#[derive(Serialize)]
struct RecordJson<'a> {
    input: &'a str,
    offset: u64,
}

#[derive(Serialize)]
struct MarkJson {
    span: CodeSpan,
    kind: &'static str,
}

/// Where a paragraph stood in its page.
#[derive(Serialize)]
struct PlaceJson<'a> {
    span: CodeSpan,
    path: &'a str,
}

#[derive(Serialize)]
struct DateJson<'a> {
    role: &'static str,
    value: &'a str,
    precision: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    origin: &'static str,
    span: Option<CodeSpan>,
}

impl<'a> DateJson<'a> {
    fn new(date: &'a ReportDate, points: &CodePoints) -> Self {
        let precision = match date.value.len() {
            4 => "year",
            7 => "month",
            10 => "day",
            _ => "unknown",
        };
        let span = date.span.map(|span| points.span(span));
        Self {
            role: date.role.name(),
            value: &date.value,
            precision,
            time: date.time.as_deref(),
            origin: date.origin.name(),
            span,
        }
    }
}

#[derive(Serialize)]
struct AttributionJson<'a> {
    id: Id,
    content: Vec<CodeSpan>,
    cue: Vec<CodeSpan>,
    source: Vec<CodeSpan>,
    quoted: Vec<CodeSpan>,
    mode: &'static str,
    speaker: Option<SpeakerJson<'a>>,
    stance: &'static str,
    chain: Vec<LinkJson<'a>>,
    nested_in: Option<Id>,
    confidence: f32,
}

impl<'a> AttributionJson<'a> {
    fn new(index: usize, attribution: &'a Attribution, points: &CodePoints) -> Self {
        Self {
            id: Id('a', index),
            content: points.spans(&attribution.content),
            cue: points.spans(&attribution.cue),
            source: points.spans(&attribution.source),
            quoted: points.spans(&attribution.quoted),
            mode: attribution.mode.name(),
            speaker: attribution.speaker.as_ref().map(SpeakerJson::new),
            stance: attribution.stance.name(),
            chain: chain(&attribution.chain, points),
            nested_in: attribution.nested_in.map(|index| Id('a', index)),
            confidence: attribution.confidence,
        }
    }
}

/// Who speaks; `id` is the entity of the report at hand.
#[derive(Serialize)]
pub(crate) struct SpeakerJson<'a> {
    id: Option<Id>,
    name: &'a str,
}

impl<'a> SpeakerJson<'a> {
    pub(crate) fn new(speaker: &'a Speaker) -> Self {
        Self { id: speaker.entity.map(|index| Id('e', index)), name: &speaker.name }
    }
}

#[derive(Serialize)]
pub(crate) struct LinkJson<'a> {
    name: &'a str,
    role: &'static str,
    span: Option<CodeSpan>,
}

/// The links of a chain, from the speaker towards the report.
pub(crate) fn chain<'a>(links: &'a [Link], points: &CodePoints) -> Vec<LinkJson<'a>> {
    let link = |link: &'a Link| LinkJson {
        name: &link.name,
        role: link.role.name(),
        span: link.span.map(|span| points.span(span)),
    };
    links.iter().map(link).collect()
}

#[derive(Serialize)]
struct EntityJson<'a> {
    id: Id,
    kind: &'static str,
    name: &'a str,
    mentions: Vec<CodeSpan>,
}

impl<'a> EntityJson<'a> {
    fn new(index: usize, entity: &'a Entity, points: &CodePoints) -> Self {
        Self {
            id: Id('e', index),
            kind: entity.kind.name(),
            name: &entity.name,
            mentions: points.spans(&entity.mentions),
        }
    }
}

#[derive(Serialize)]
struct TimeJson<'a> {
    span: CodeSpan,
    text: &'a str,
    value: Option<&'a str>,
    precision: &'static str,
    anchored_on: Option<&'a str>,
    /// Absent for the plain case, a time on which something happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<&'static str>,
    /// Monday = 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    weekday: Option<u8>,
}

impl<'a> TimeJson<'a> {
    fn new(time: &'a TimeExpression, text: &'a str, points: &CodePoints) -> Self {
        let relation = match time.relation {
            TimeRelation::On => None,
            TimeRelation::Since => Some("since"),
            TimeRelation::Before => Some("before"),
            TimeRelation::After => Some("after"),
        };
        Self {
            span: points.span(time.span),
            text: time.span.of(text),
            value: time.value.as_deref(),
            precision: time.precision.name(),
            anchored_on: time.anchored_on.as_deref(),
            relation,
            weekday: time.weekday,
        }
    }
}

#[derive(Serialize)]
struct QuantityJson<'a> {
    span: CodeSpan,
    value: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<Number>,
    qualifier: Option<&'a str>,
    unit: Option<&'a str>,
    of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribution: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claimant: Option<CodeSpan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
}

fn quantities<'a>(annotated: &'a Annotated, points: &CodePoints) -> Vec<QuantityJson<'a>> {
    let times = &annotated.times;
    annotated.quantities.iter().map(|q| QuantityJson::new(q, times, points)).collect()
}

impl<'a> QuantityJson<'a> {
    fn new(quantity: &'a Quantity, times: &'a [TimeExpression], points: &CodePoints) -> Self {
        Self {
            span: points.span(quantity.span),
            value: Number(quantity.value),
            upper: quantity.upper.map(Number),
            qualifier: quantity.qualifier.as_deref(),
            unit: quantity.unit.as_deref(),
            of: quantity.of.as_deref(),
            kind: quantity.kind.map(QuantityKind::name),
            attribution: quantity.attribution.map(|index| Id('a', index)),
            claimant: quantity.claimant.map(|span| points.span(span)),
            as_of: quantity.as_of.and_then(|index| times.get(index)?.value.as_deref()),
        }
    }
}

/// A remark; `report` stands only where the notice is not inside a report's own list.
#[derive(Serialize)]
pub(crate) struct NoticeJson<'a> {
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a str>,
    span: Option<CodeSpan>,
    message: &'a str,
}

impl<'a> NoticeJson<'a> {
    fn of_report(notice: &'a Notice, points: &CodePoints) -> Self {
        let span = notice.span.map(|span| points.span(span));
        Self { rule: notice.rule.name(), report: None, span, message: &notice.message }
    }

    /// A notice on the run; `points` are those of the report it names, if that is a witness.
    pub(crate) fn of_run(notice: &'a Notice, points: Option<&CodePoints>) -> Self {
        let span = notice.span.zip(points).map(|(span, points)| points.span(span));
        let report = notice.report.as_deref();
        Self { rule: notice.rule.name(), report, span, message: &notice.message }
    }
}
