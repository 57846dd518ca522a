//! A record to a draft: its words cut into a report, a page's by way of the extractor.

use variorum_model::{BlockRole, DateRole, Mark, Notice, RecordAt, Report, Rule, Span};

use crate::capture::{Draft, id_of_path, remark};
use crate::decode::{decode, decode_page};
use crate::extractor::Extractor;
use crate::foreign::refusal;
use crate::format::mended_remark;
use crate::html_report::report_of_extract;
use crate::mend::mend;
use crate::page::{Known, report_of};
use crate::pdf::Fault;
use crate::record::{Body, Record};
use crate::tell::{self, Payload};
use crate::wayback;

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
    let Record { id, known, body, marks, furniture, mut notices, .. } = record;
    let known = at_its_own_address(known);
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
            let text = mended(text, &marks, &furniture, &mut notices);
            let mut report = report_of(text, known);
            report.marks = marks;
            set_furniture(&mut report, &furniture);
            report
        }
        Body::Html(html) => {
            let html = mended(html, &marks, &furniture, &mut notices);
            page(&html, known, extractor, &at)?
        }
        Body::Pdf(bytes) => pdf(&bytes, known, extractor, &at, &mut notices)?,
        Body::Bytes { bytes, label } => match tell::payload(&bytes) {
            Payload::Foreign(kind) => return Err(refusal(&at(), kind)),
            Payload::Pdf => pdf(&bytes, known, extractor, &at, &mut notices)?,
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

/// A report that an archive replays, at the address where it stood; the moment of the capture is a date of its own.
fn at_its_own_address(known: Known) -> Known {
    let replayed = known.url.as_deref().and_then(wayback::replayed);
    let Some(replayed) = replayed else { return known };
    let mut dates = known.dates;
    if !dates.iter().any(|date| date.role == DateRole::Captured) {
        dates.extend(replayed.captured());
    }
    let outlet = known.outlet.filter(|name| !wayback::is_archive_name(name));
    Known { url: Some(replayed.original), outlet, dates, ..known }
}

/// Words of a record whose letters had been decoded wrongly. Where spans are known, whoever decoded it has mended it.
fn mended(text: String, marks: &[Mark], furniture: &[Span], notices: &mut Vec<Notice>) -> String {
    if !marks.is_empty() || !furniture.is_empty() {
        return text;
    }
    let (text, n_mended) = mend(text);
    notices.extend(mended_remark(n_mended));
    text
}

fn pdf(
    bytes: &[u8],
    known: Known,
    extractor: &mut Extractor,
    at: &dyn Fn() -> String,
    notices: &mut Vec<Notice>,
) -> Result<Report, Notice> {
    let left_out = |why: &str| Err(remark(Rule::PdfUnread, format!("{} {why}; left out", at())));
    let Some(pages) = extractor.pages(bytes) else {
        return left_out("is a PDF file that takes too much time or memory to read");
    };
    match pages.fault {
        Some(Fault::Encrypted) => {
            left_out("is an encrypted PDF file; save it without its password")
        }
        Some(Fault::Broken) => {
            left_out("is a PDF file that is cut off or damaged; open it and save it again")
        }
        Some(Fault::Pictures) => left_out(
            "is a PDF file of pictures, without letters; have its words recognised (OCR) and save them as text",
        ),
        Some(Fault::Unmapped) => left_out(
            "is a PDF file whose fonts do not say which letters they show; copy its words into a text file",
        ),
        fault => {
            if fault.is_some() {
                let message =
                    format!("{} is a PDF file of very many pages; its beginning is read", at());
                notices.push(remark(Rule::PdfCut, message));
            }
            Ok(report_of(pages.text, known))
        }
    }
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
    let html = &wayback::without_bar(html);
    let known = at_its_own_address(from_page(html, known));
    let saved_from = wayback::saved_from(html);
    let extract = extractor.extract(html, known.url.as_deref().or(saved_from));
    if extract.text.trim().is_empty() {
        let why = extract
            .notices
            .first()
            .map_or(String::new(), |remark| format!(" ({})", remark.message));
        let message =
            format!("{} has no article that can be told from the page{why}; left out", at());
        return Err(remark(Rule::NoArticle, message));
    }
    let mut report = report_of_extract(extract, known);
    report.url = report.url.or_else(|| saved_from.map(str::to_owned));
    Ok(report)
}

/// Where the page stood and when an archive captured it, as the archive's own script says.
fn from_page(html: &str, known: Known) -> Known {
    let saved = || wayback::saved_from(html).and_then(wayback::replayed);
    let Some(replayed) = wayback::of_page(html).or_else(saved) else { return known };
    let is_captured = known.dates.iter().any(|date| date.role == DateRole::Captured);
    let captured = replayed.captured().filter(|_| !is_captured);
    let dates = known.dates.into_iter().chain(captured).collect();
    let outlet = known.outlet.filter(|name| !wayback::is_archive_name(name));
    Known { url: Some(replayed.original), outlet, dates, ..known }
}
