//! The dated sentences of all reports, in order of their dates.
//! A date alone does not say what happened on it; the sentence it stands in does, so `what` is that
//! sentence, and only equal sentences share a line.

use super::edition::Measured;
use crate::visible::one_line;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use variorum_model::{Annotated, Span};

#[derive(Serialize)]
pub(super) struct MomentJson<'a> {
    value: &'a str,
    what: Cow<'a, str>,
    readings: Vec<PlaceJson<'a>>,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    report: &'a str,
    span: [usize; 2],
}

/// Every time expression whose value is known.
pub(super) fn timeline<'a>(measured: &Measured<'a>) -> Vec<MomentJson<'a>> {
    let mut moments: BTreeMap<(&'a str, Cow<'a, str>), Vec<PlaceJson<'a>>> = BTreeMap::new();
    for (witness, at) in measured.edition.witnesses.iter().enumerate() {
        for time in &at.annotated.times {
            let Some(value) = time.value.as_deref() else { continue };
            let what = one_line(sentence(&at.annotated, time.span));
            let span = measured.span(witness, time.span);
            let place = PlaceJson { report: measured.id(witness), span };
            moments.entry((value, what)).or_default().push(place);
        }
    }
    let moment = |((value, what), readings)| MomentJson { value, what, readings };
    moments.into_iter().map(moment).collect()
}

/// The words of the sentence around the span; the span's own words where no sentence holds it.
fn sentence(annotated: &Annotated, span: Span) -> &str {
    let at = annotated.sentences.partition_point(|sentence| sentence.end <= span.start);
    let sentence = annotated.sentences.get(at).filter(|sentence| sentence.contains(span));
    sentence.copied().unwrap_or(span).of(&annotated.report.text)
}
