//! The head of the page: title, size, contents, and the witnesses with their sigla.

use super::escape::escaped;
use super::{Page, apart};
use crate::outline::{alone, covered, shared};
use crate::words::{self, count};
use maud::{Markup, html};
use variorum_model::Verdict;

pub(super) fn opening(page: &Page, title: &str) -> Markup {
    html! {
        header.head {
            p.kicker { "A variorum edition" }
            h1 { (apart(title)) }
            p.size { (size(page)) }
            nav aria-label="Contents" { ul { (contents(page)) } }
        }
    }
}

fn size(page: &Page) -> String {
    let witnesses = &page.edition.witnesses;
    let reports = || witnesses.iter().filter(|witness| !witness.primary);
    let length = reports().map(|witness| words::length(&witness.annotated.report.text)).sum();
    let differences =
        page.edition.findings.iter().filter(|f| f.verdict != Verdict::Equivalent).count();
    let mut parts = vec![
        count(reports().count(), "report", "reports"),
        count(length, "word", "words"),
        count(page.edition.statements.len(), "statement", "statements"),
        format!("{} in two reports or more", shared(page.edition).len()),
        count(differences, "finding", "findings"),
    ];
    let primary = witnesses.len() - reports().count();
    if primary > 0 {
        parts.insert(1, count(primary, "primary text", "primary texts"));
    }
    parts.join(" · ")
}

/// The sections that the page has.
fn contents(page: &Page) -> Markup {
    let edition = page.edition;
    let notices = edition.notices.len()
        + edition
            .witnesses
            .iter()
            .map(|w| w.annotated.report.notices.len() + w.annotated.notices.len())
            .sum::<usize>();
    let sections = [
        ("witnesses", "Witnesses", !edition.witnesses.is_empty()),
        ("findings", "Findings", !edition.findings.is_empty()),
        ("statements", "Statements", true),
        ("coverage", "Coverage", !covered(edition).is_empty()),
        ("alone", "Alone", !alone(edition).is_empty()),
        ("sources", "Sources", !edition.sources.is_empty()),
        ("notices", "Notices", notices > 0),
        ("reports", "Reports", !edition.witnesses.is_empty()),
    ];
    html! {
        @for (id, name, _) in sections.into_iter().filter(|section| section.2) {
            li { a href={ "#" (id) } { (name) } }
        }
    }
}

pub(super) fn witnesses(page: &Page) -> Markup {
    if page.edition.witnesses.is_empty() {
        return html! {};
    }
    html! {
        section #witnesses aria-labelledby="witnesses-h" {
            h2 #witnesses-h { "Witnesses" }
            table.witnesses {
                thead.vh {
                    tr { th scope="col" { "Siglum" } th scope="col" { "Report" } th scope="col" { "Words" } }
                }
                tbody {
                    @for at in 0..page.edition.witnesses.len() { (witness(page, at)) }
                }
            }
        }
    }
}

fn witness(page: &Page, at: usize) -> Markup {
    let report = &page.edition.witnesses[at].annotated.report;
    html! {
        tr {
            th scope="row" { (page.siglum(at)) }
            td {
                b { (apart(report.outlet.as_deref().unwrap_or(&report.id))) }
                @if let Some(title) = &report.title {
                    " " bdi.work lang=[page.language(at)] { (escaped(title)) }
                }
                (described(page, at))
            }
            td.number { (words::thousands(words::length(&report.text))) }
        }
    }
}

/// Dates with their roles, author, and what is out of the common.
pub(super) fn described(page: &Page, at: usize) -> Markup {
    let witness = &page.edition.witnesses[at];
    let report = &witness.annotated.report;
    let mut parts: Vec<Markup> = Vec::new();
    if witness.primary {
        parts.push(html! { strong { "primary text" } });
    }
    if let Some(byline) = &report.byline {
        parts.push(html! { "by " (apart(byline)) });
    }
    for date in words::dates(report) {
        let role = words::date(date);
        parts.push(html! {
            @if let Some(span) = date.span {
                (page.quoted_date(at, span, &date.value))
            } @else { (escaped(&date.value)) }
            " " (role)
        });
    }
    if report.dates.is_empty() && !witness.primary {
        parts.push(html! { "undated" });
    }
    if let Some(language) = page.language(at) {
        parts.push(html! { "in " (language) });
    }
    html! {
        span.aside {
            @for (nth, part) in parts.iter().enumerate() {
                @if nth > 0 { " · " }
                (part)
            }
        }
    }
}

impl Page<'_> {
    /// A date of the page, linked to the words that give it.
    fn quoted_date(&self, witness: usize, span: variorum_model::Span, value: &str) -> Markup {
        html! { a.words href=(self.anchors.href(witness, span)) { (escaped(value)) } }
    }
}
