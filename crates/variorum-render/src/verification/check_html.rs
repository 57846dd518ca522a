//! The checked draft as one self-contained page without a script.

use super::address::address;
use super::text::explained;
use super::{Checked, Part, chain, sides, summary};
use crate::html::escape::escaped;
use crate::html::policy::policy;
use crate::visible::one_line;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use variorum_model::{CheckedFigure, CheckedQuotation, Match};

const STYLE: &str = include_str!("check.css");

/// The checked draft as one HTML file.
pub fn check_html(checked: &Checked) -> String {
    let counts = summary(&checked.check.quotations);
    let document = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(STYLE, ""));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (one_line(checked.path)) " · checked" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { bdi { (escaped(checked.path)) } }
                    @if counts.is_empty() { p { "The draft quotes nobody." } }
                    ul.counts {
                        @for (name, count) in &counts { li { (count) " " (name.replace('_', " ")) } }
                    }
                    @for quotation in &checked.check.quotations { (quoted(checked, quotation)) }
                    @if !checked.check.figures.is_empty() {
                        h2 { "Figures" }
                        ul { @for figure in &checked.check.figures { (counted(checked, figure)) } }
                    }
                    @if !checked.notices.is_empty() {
                        h2 { "Notices" }
                        ul { @for notice in checked.notices { li { (escaped(&notice.message)) } } }
                    }
                }
            }
        }
    };
    document.into_string()
}

fn quoted(checked: &Checked, quotation: &CheckedQuotation) -> Markup {
    let wording = quotation.answer.wording;
    let class = if quotation.passes() { "passes" } else { "fails" };
    markup! {
        section class=(class) {
            h2 { (wording.name().replace('_', " ")) }
            p.means { (explained(wording)) }
            p { "Credited to " bdi { (escaped(quotation.credited_to.as_deref().unwrap_or("nobody named"))) } }
            @if let Some(accepted) = &quotation.accepted {
                p { "Accepted by " bdi { (escaped(&accepted.who)) } ": " bdi { (escaped(&accepted.why)) } }
            }
            @if quotation.answer.matches.is_empty() { blockquote { (escaped(&quotation.text)) } }
            @for found in &quotation.answer.matches { (side_by_side(checked, quotation, found)) }
            @if let Some(suggestion) = &quotation.suggestion { p.change { "Change: " (escaped(suggestion)) } }
        }
    }
}

fn side_by_side(checked: &Checked, quotation: &CheckedQuotation, found: &Match) -> Markup {
    let Some(report) = checked.reports.report(found.report) else { return markup! {} };
    let (asked, words) = sides(&checked.draft.report.text, &quotation.content, found, report);
    let marked = |parts: &[Part]| {
        markup! {
            @for (changed, words) in parts {
                @if *changed { mark { (escaped(words)) } } @else { (escaped(words)) }
                " "
            }
        }
    };
    markup! {
        table {
            caption { bdi { (escaped(&report.report.id)) } ": " bdi { (escaped(&chain(found, report))) } }
            tr { th scope="row" { "draft" } td dir="auto" { (marked(&asked)) } }
            tr { th scope="row" { "report" } td dir="auto" { (marked(&words)) } }
        }
        @if let Some(address) = address(found, &report.report).filter(|a| a.starts_with("http")) {
            p { a href=(address) rel="noreferrer" { "Open the report" } }
        }
    }
}

fn counted(checked: &Checked, figure: &CheckedFigure) -> Markup {
    markup! {
        li {
            bdi { (escaped(figure.span.of(&checked.draft.report.text))) }
            ", " bdi { (escaped(&figure.claimant)) } ": " (figure.verdict.name().replace('_', " "))
            @for found in &figure.matches {
                @if let Some(report) = checked.reports.report(found.report) {
                    "; " bdi { (escaped(&report.report.id)) } " has "
                    bdi { (escaped(found.span.of(&report.report.text))) }
                }
            }
        }
    }
}
