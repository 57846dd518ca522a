//! A record to a draft: its words cut into a report, a page's by way of the extractor.

use variorum_model::{Notice, RecordAt};

use crate::capture::{Draft, id_of_path, remark};
use crate::decode::{decode, decode_page};
use crate::extractor::Extractor;
use crate::html_report::report_of_extract;
use crate::page::report_of;
use crate::record::{Body, Record};

/// The draft of a record, the `place`th of its input, or why there is none.
pub(crate) fn draft(
    path: &str,
    place: usize,
    record: Record,
    extractor: &mut Extractor,
) -> Result<Draft, Notice> {
    let Record { offset, id, known, body, notices } = record;
    let at = match &id {
        Some(id) => format!("`{id}` of `{path}`"),
        None if offset.is_some() => format!("record {} of `{path}`", place + 1),
        None => format!("`{path}`"),
    };
    let mut report = match body {
        Body::Text(text) if text.trim().is_empty() => {
            return Err(remark("no-text", format!("{at} has no text; left out")));
        }
        Body::Text(text) => report_of(text, known),
        Body::Html(html) => page(&html, known, extractor, &at)?,
        Body::Bytes { bytes, label } => match crate::tell::payload(&bytes) {
            crate::tell::Payload::Page => {
                page(&decode_page(&bytes, label).text, known, extractor, &at)?
            }
            crate::tell::Payload::Text => match decode(&bytes) {
                Some(decoded) if !decoded.text.trim().is_empty() => report_of(decoded.text, known),
                Some(_) => return Err(remark("no-text", format!("{at} has no text; left out"))),
                None => return Err(remark("binary", format!("{at} is not text; left out"))),
            },
        },
    };
    report.notices.extend(notices);
    let id_given = id.is_some();
    report.id = id.unwrap_or_else(|| id_of_path(path));
    report.record = offset.map(|offset| RecordAt { input: path.to_owned(), offset });
    Ok(Draft { report, id_given, path: path.to_owned(), place })
}

fn page(
    html: &str,
    known: crate::page::Known,
    extractor: &mut Extractor,
    at: &str,
) -> Result<variorum_model::Report, Notice> {
    let extract = extractor.extract(html, known.url.as_deref());
    if extract.text.trim().is_empty() {
        let why = extract
            .notices
            .first()
            .map_or(String::new(), |remark| format!(" ({})", remark.message));
        let message = format!("{at} has no article that can be told from the page{why}; left out");
        return Err(remark("no-article", message));
    }
    Ok(report_of_extract(extract, known))
}
