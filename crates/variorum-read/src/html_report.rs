//! A page's extract to a report: the page says which paragraphs are headings and captions and what it knows of
//! itself; the rules for texts say the rest.

use variorum_model::{BlockRole, DateRole, Mark, Notice, Place, Report, ReportDate, Span};

use crate::capture::remark;
use crate::html::{Extract, Paragraph, ParagraphKind};
use crate::language;
use crate::page::{Known, report_of_paragraphs};

/// The report of a page; what the input says beside it comes before what the page says of itself.
pub(crate) fn report_of_extract(extract: Extract, known: Known) -> Report {
    let dates = extract.dates.iter().map(|date| ReportDate {
        role: date.role,
        value: date.value.clone(),
        span: None,
        time: date.time.clone(),
        origin: date.origin,
    });
    // an archive's address says when it captured the page, and so may what the page says of itself
    let is_captured = known.dates.iter().any(|date| date.role == DateRole::Captured);
    let dates = dates.filter(|date| !(is_captured && date.role == DateRole::Captured));
    let declared = known.language.clone();
    let known = Known {
        url: known.url.or(extract.canonical),
        outlet: known.outlet.or(extract.outlet),
        title: known.title.or(extract.title),
        byline: known.byline.or(extract.byline),
        // many a page in another language declares English: its words come first
        language: declared,
        section: known.section.or(extract.section),
        agency: known.agency.or(extract.agency),
        dates: known.dates.clone().into_iter().chain(dates).collect(),
    };
    // a preformatted paragraph is cut as any text: its lines may be paragraphs
    let is_one = |paragraph: &&Paragraph| paragraph.kind != ParagraphKind::Preformatted;
    let whole: Vec<Span> = extract.paragraphs.iter().filter(is_one).map(|one| one.span).collect();
    let mut report = report_of_paragraphs(extract.text, &whole, known);
    report.language =
        report.language.or_else(|| extract.language.as_deref().and_then(language::of_tag));
    for paragraph in &extract.paragraphs {
        let role = match paragraph.kind {
            ParagraphKind::Heading => BlockRole::Heading,
            ParagraphKind::Caption => BlockRole::Other,
            // a short post or a name between two paragraphs is no heading
            ParagraphKind::Blockquote => BlockRole::Body,
            _ => continue,
        };
        set_role(&mut report, paragraph.span, role);
    }
    report.marks =
        extract.marks.iter().map(|mark| Mark { span: mark.span, kind: mark.kind }).collect();
    let places = extract.paragraphs.into_iter().filter(|paragraph| !paragraph.path.is_empty());
    report.places = places.map(|p| Place { span: p.span, path: p.path }).collect();
    let notices = extract.notices.into_iter();
    report.notices.extend(notices.map(|found| Notice { ..remark(found.rule, found.message) }));
    report
}

/// A paragraph that the rules took for prose is what the page says it is.
fn set_role(report: &mut Report, paragraph: Span, role: BlockRole) {
    let first = report.blocks.partition_point(|block| block.span.end <= paragraph.start);
    for block in &mut report.blocks[first..] {
        if block.span.start >= paragraph.end {
            break;
        }
        if matches!(block.role, BlockRole::Body | BlockRole::Standfirst | BlockRole::Heading) {
            block.role = role;
        }
    }
}
