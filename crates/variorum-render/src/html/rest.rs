//! What is there for looking up: what one report alone has, sources, notices, the reports.

use super::pane::pane;
use super::words::language;
use super::{Page, apart, opening};
use crate::outline;
use crate::words::{carries, count, coverage};
use maud::{Markup, PreEscaped, html};
use variorum_model::Notice;

/// What each report alone has.
pub(super) fn alone(page: &Page) -> Markup {
    let by_witness = outline::alone(page.edition);
    if by_witness.is_empty() {
        return html! {};
    }
    html! {
        section #alone aria-labelledby="alone-h" {
            h2 #alone-h { "Alone" }
            p.note { "Statements that one report has and the others do not quote." }
            @for (witness, statements) in by_witness {
                details open {
                    summary {
                        b { (apart(&page.edition.witnesses[witness].siglum)) }
                        " " (count(statements.len(), "statement", "statements"))
                    }
                    ul.single {
                        @for index in statements {
                            li #{ "s" (index + 1) } { (single(page, index, witness)) }
                        }
                    }
                }
            }
        }
    }
}

fn single(page: &Page, index: usize, witness: usize) -> Markup {
    let statement = &page.edition.statements[index];
    let elsewhere = statement.coverage.iter().enumerate();
    let elsewhere = elsewhere.filter(|&(at, &how)| at != witness && carries(how));
    html! {
        span.speaker {
            @match &statement.speaker {
                Some(speaker) => (apart(&speaker.name)),
                None => "Speaker not named",
            }
        }
        " "
        @for reading in &statement.readings {
            @for &span in &reading.spans { (page.quoted(witness, span)) " " }
            @if page.edition.is_doubtful(reading.quotation) { span.aside { "doubtful" } " " }
        }
        @for (at, &how) in elsewhere {
            span.aside { (coverage(how)) " in " (page.siglum(at)) }
        }
    }
}

/// Whom each report relies on.
pub(super) fn sources(page: &Page) -> Markup {
    if page.edition.sources.is_empty() {
        return html! {};
    }
    html! {
        section #sources aria-labelledby="sources-h" {
            h2 #sources-h { "Sources" }
            table.sources {
                thead {
                    tr {
                        th scope="col" { "Report" }
                        th scope="col" { "relies on" }
                        th scope="col" { "in the words" }
                    }
                }
                tbody {
                    @for outline::Reliance { source, evidence } in outline::reliances(page.edition) {
                        tr {
                            th scope="row" { (page.siglum(source.witness)) }
                            td {
                                (apart(&source.relies_on))
                                " " span.kind { (source.role.name()) }
                                @if !source.declared { " " span.kind { "inferred" } }
                            }
                            td {
                                @for (nth, &span) in evidence.iter().enumerate() {
                                    @if nth > 0 { span.aside { " · " } }
                                    (page.quoted(source.witness, span))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Remarks on the run, then those on each report.
pub(super) fn notices(page: &Page) -> Markup {
    let of_reports = page.edition.witnesses.iter().enumerate().flat_map(|(at, witness)| {
        let annotated = &witness.annotated;
        let notices = annotated.report.notices.iter().chain(&annotated.notices);
        notices.map(move |notice| (Some(at), notice))
    });
    let of_run = page.edition.notices.iter().map(|notice| (None, notice));
    let notices: Vec<(Option<usize>, &Notice)> = of_run.chain(of_reports).collect();
    if notices.is_empty() {
        return html! {};
    }
    html! {
        section #notices aria-labelledby="notices-h" {
            h2 #notices-h { "Notices" }
            ul.notices {
                @for (witness, notice) in notices { li { (remark(page, witness, notice)) } }
            }
        }
    }
}

fn remark(page: &Page, witness: Option<usize>, notice: &Notice) -> Markup {
    html! {
        @match (witness, &notice.report) {
            (Some(witness), _) => { (page.siglum(witness)) " " },
            (None, Some(report)) => { b { (apart(report)) } " " },
            (None, None) => {},
        }
        (apart(&notice.message))
        @if let Some((witness, span)) = witness.zip(notice.span) {
            " " a.words href=(page.anchors.href(witness, span)) {
                @if span.is_empty() { "here" } @else { (page.short_words(witness, span)) }
            }
        }
    }
}

impl Page<'_> {
    /// The first words under the span.
    fn short_words(&self, witness: usize, span: variorum_model::Span) -> Markup {
        let words = span.of(self.edition.text(witness));
        let mut first: String = words.chars().take(60).collect();
        if first.len() < words.len() {
            first.push('…');
        }
        apart(&first)
    }
}

/// The wording of every report.
pub(super) fn reports(page: &Page) -> Markup {
    html! {
        section.reports #reports aria-labelledby="reports-h" tabindex="0" {
            h2 #reports-h { "Reports" }
            @for (at, witness) in page.edition.witnesses.iter().enumerate() {
                @let report = &witness.annotated.report;
                article.report #{ "r" (at + 1) } aria-labelledby={ "r" (at + 1) "-h" } {
                    h3 #{ "r" (at + 1) "-h" } {
                        span.siglum { (apart(&witness.siglum)) }
                        " " (apart(report.outlet.as_deref().unwrap_or(&report.id)))
                    }
                    p.meta { (opening::described(page, at)) }
                    div.text lang=[language(report.language.as_deref())] {
                        (PreEscaped(pane(&page.anchors, at, report)))
                    }
                }
            }
        }
    }
}
