//! Findings: the verdict in plain words, why, and each report's exact words.

use super::escape::escaped;
use super::{Page, apart};
use crate::context::in_context;
use crate::words;
use maud::{Markup, html};
use variorum_model::{Finding, FindingKind, FindingReading, Verdict};

/// Bytes of the sentence shown on either side of the words.
const REACH: usize = 48;

pub(super) fn findings(page: &Page) -> Markup {
    let numbered = || page.edition.findings.iter().enumerate();
    let equivalent: Vec<_> =
        numbered().filter(|(_, finding)| finding.verdict == Verdict::Equivalent).collect();
    if page.edition.findings.is_empty() {
        return html! {};
    }
    html! {
        section #findings aria-labelledby="findings-h" {
            h2 #findings-h { "Findings" }
            @for (index, finding) in numbered().filter(|(_, f)| f.verdict != Verdict::Equivalent) {
                (full(page, index, finding))
            }
            @if !equivalent.is_empty() {
                h3.minor { "Same fact in other words" }
                ul.equivalent {
                    @for (index, finding) in equivalent { (short(page, index, finding)) }
                }
            }
        }
    }
}

fn full(page: &Page, index: usize, finding: &Finding) -> Markup {
    let number = index + 1;
    let class = format!("finding {}", finding.verdict.name());
    html! {
        article #{ "f" (number) } class=(class) aria-labelledby={ "f" (number) "-h" } {
            h3 #{ "f" (number) "-h" } {
                a.num href={ "#f" (number) } { "f" (number) }
                " " span.verdict { (words::verdict(finding.verdict)) }
                " " span.about { (apart(&finding.about)) }
            }
            p.why { span.kind { (words::kind(finding.kind)) } " " (apart(&finding.why)) }
            ul.witnessed {
                @for reading in &finding.readings { li { (witnessed(page, finding, reading)) } }
            }
        }
    }
}

fn witnessed(page: &Page, finding: &Finding, reading: &FindingReading) -> Markup {
    let witness = reading.witness;
    let annotated = &page.edition.witnesses[witness].annotated;
    let found = in_context(annotated, reading.span, REACH);
    html! {
        (page.siglum(witness))
        span {
            bdi.around lang=[page.language(witness)] {
                (escaped(&found.before))
                (page.quoted(witness, reading.span))
                (escaped(&found.after))
            }
            (aside(finding, reading))
        }
    }
}

/// The value and who claims it, where that adds to the words.
fn aside(finding: &Finding, reading: &FindingReading) -> Markup {
    let counts = matches!(finding.kind, FindingKind::Quantity | FindingKind::Date);
    let value = Some(&reading.value).filter(|value| counts && !value.is_empty());
    let claimant = match &reading.claimant {
        Some(_) if words::one_claimant(finding) => None,
        Some(claimant) => Some(html! { "according to " (apart(claimant)) }),
        None if finding.kind == FindingKind::Quantity
            && finding.readings.iter().any(|other| other.claimant.is_some()) =>
        {
            Some(html! { "in its own voice" })
        }
        None => None,
    };
    if value.is_none() && claimant.is_none() {
        return html! {};
    }
    html! {
        span.aside {
            @if let Some(value) = value { span.value { (apart(value)) } }
            @if value.is_some() && claimant.is_some() { ", " }
            @if let Some(claimant) = claimant { (claimant) }
        }
    }
}

fn short(page: &Page, index: usize, finding: &Finding) -> Markup {
    let number = index + 1;
    html! {
        li #{ "f" (number) } {
            a.num href={ "#f" (number) } { "f" (number) }
            " " (apart(&finding.about)) ": "
            @for (nth, reading) in finding.readings.iter().enumerate() {
                @if nth > 0 { " = " }
                (page.quoted(reading.witness, reading.span)) " " (page.siglum(reading.witness))
            }
            @if !finding.why.is_empty() { span.aside { (apart(&finding.why)) } }
        }
    }
}
