//! A record to a draft: its words cut into a report, a page's by way of the extractor.

use variorum_model::{BlockRole, Notice, RecordAt, Report, Rule, Span};

use crate::capture::{Draft, id_of_path, remark};
use crate::decode::{decode, decode_page};
use crate::extractor::Extractor;
use crate::html_report::report_of_extract;
use crate::page::{Known, report_of};
use crate::record::{Body, Record};
use crate::tell::{self, Payload};

/// The draft of a record, the `place`th of its input, or why there is none.
/// `titles`: a record with a title and no text gives a report of no words.
pub(crate) fn draft(
    path: &str,
    place: usize,
    record: Record,
    extractor: &mut Extractor,
    titles: bool,
) -> Result<Draft, Notice> {
    let at_record = place_of(path, &record);
    let Record { id, known, body, marks, furniture, notices, .. } = record;
    let at = || match &id {
        Some(id) => format!("`{id}` of `{path}`"),
        None if at_record.is_some() => format!("record {} of `{path}`", place + 1),
        None => format!("`{path}`"),
    };
    let mut report = match body {
        Body::Text(text) if text.trim().is_empty() && !(titles && known.title.is_some()) => {
            return Err(remark(Rule::NoText, format!("{} has no text; left out", at())));
        }
        Body::Text(text) => {
            let mut report = report_of(text, known);
            report.marks = marks;
            set_furniture(&mut report, &furniture);
            report
        }
        Body::Html(html) => page(&html, known, extractor, &at)?,
        Body::Bytes { bytes, label } => match tell::payload(&bytes) {
            Payload::Page => page(&decode_page(&bytes, label).text, known, extractor, &at)?,
            Payload::Text | Payload::Feed => match decode(&bytes) {
                Some(decoded) if !decoded.text.trim().is_empty() => report_of(decoded.text, known),
                Some(_) => {
                    return Err(remark(Rule::NoText, format!("{} has no text; left out", at())));
                }
                None => {
                    return Err(remark(Rule::Binary, format!("{} is not text; left out", at())));
                }
            },
        },
    };
    report.notices.extend(notices);
    let id_given = id.is_some();
    report.id = id.unwrap_or_else(|| id_of_path(path));
    report.record = at_record;
    Ok(Draft { report, id_given, path: path.to_owned(), place })
}

/// Where a record stands; a path inside a container follows the container's own behind a number sign.
pub(crate) fn place_of(path: &str, record: &Record) -> Option<RecordAt> {
    let input = match &record.inside {
        Some(inside) => format!("{path}#{inside}"),
        None => path.to_owned(),
    };
    record.offset.map(|offset| RecordAt { input, offset })
}

/// Blocks that the input knows to be no prose are none.
fn set_furniture(report: &mut Report, furniture: &[Span]) {
    for block in &mut report.blocks {
        let next = furniture.partition_point(|span| span.end <= block.span.start);
        let inside = furniture
            .get(next)
            .is_some_and(|span| span.start <= block.span.start && block.span.end <= span.end);
        if inside && !block.role.is_furniture() {
            block.role = BlockRole::Other;
        }
    }
}

fn page(
    html: &str,
    known: Known,
    extractor: &mut Extractor,
    at: &dyn Fn() -> String,
) -> Result<Report, Notice> {
    let extract = extractor.extract(html, known.url.as_deref());
    if extract.text.trim().is_empty() {
        let why = extract
            .notices
            .first()
            .map_or(String::new(), |remark| format!(" ({})", remark.message));
        let message =
            format!("{} has no article that can be told from the page{why}; left out", at());
        return Err(remark(Rule::NoArticle, message));
    }
    Ok(report_of_extract(extract, known))
}
