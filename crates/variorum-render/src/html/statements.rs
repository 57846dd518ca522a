//! The utterances that two reports or more carry: routes, readings by tradition, apparatus.

use super::{Page, apart};
use crate::outline::{
    Alternative, Group, Rendering, Route, alternatives, anchor, groups, minor, routes, shared,
    witness,
};
use crate::words;
use maud::{Markup, html};
use variorum_model::{Entry, Statement, VariantKind};

pub(super) fn statements(page: &Page) -> Markup {
    let shared = shared(page.edition);
    html! {
        section #statements aria-labelledby="statements-h" {
            h2 #statements-h { "Statements" }
            @if shared.is_empty() {
                p.note { "No statement is carried by two reports." }
            } @else {
                p.note { "Each utterance that two reports or more carry, in every wording." }
            }
            @for index in shared { (statement(page, index, &page.edition.statements[index])) }
        }
    }
}

fn statement(page: &Page, index: usize, statement: &Statement) -> Markup {
    let number = index + 1;
    html! {
        article.statement #{ "s" (number) } aria-labelledby={ "s" (number) "-h" } {
            h3 #{ "s" (number) "-h" } {
                a.num href={ "#s" (number) } { "s" (number) }
                " " (apart(&statement.label))
            }
            button.pick type="button" hidden aria-pressed="false" data-statement={ "s" (number) } {
                "Mark in the reports"
            }
            ul.routes {
                @for route in routes(page.edition, statement) {
                    li { (came_by(page, statement, &route)) }
                }
            }
            (differs(page, statement))
            (readings(page, statement))
            (apparatus(page, statement))
        }
    }
}

/// That the readings differ in a number, a date or a name, with links to the findings.
fn differs(page: &Page, statement: &Statement) -> Markup {
    html! {
        @if let Some(differs) = words::differs(page.edition, statement) {
            p.differs {
                strong { (differs.lead) } ": "
                @for (nth, number) in differs.numbers.iter().enumerate() {
                    @if nth > 0 { ", " }
                    a href={ "#f" (number) } { "f" (number) }
                }
            }
        }
    }
}

/// "Ilse Varga ← essay ← the Lantern ← A C".
fn came_by(page: &Page, statement: &Statement, route: &Route) -> Markup {
    let arrow = html! { span.arrow { " ← " } };
    html! {
        span.speaker {
            @match &statement.speaker {
                Some(speaker) => (apart(&speaker.name)),
                None => "Speaker not named",
            }
        }
        @for link in &route.links {
            (arrow)
            @match (link.span, route.witnesses.first()) {
                (Some(span), Some(&witness)) => {
                    a.words href=(page.anchors.href(witness, span)) { (apart(&link.name)) }
                }
                _ => (apart(&link.name)),
            }
        }
        (arrow)
        (page.sigla(route.witnesses.iter().copied()))
    }
}

fn readings(page: &Page, statement: &Statement) -> Markup {
    let groups = groups(page.edition, statement);
    html! {
        @for group in &groups {
            @if groups.len() > 1 { (tradition(group)) }
            ul.witnessed {
                @for rendering in &group.renderings { li { (reading(page, statement, rendering)) } }
            }
        }
    }
}

/// What the readings below share, or that they share nothing.
fn tradition(group: &Group) -> Markup {
    html! {
        p.wording {
            @if let Some(tradition) = group.tradition {
                span.kind { "wording" } " " (apart(&tradition.label))
                @for line in &tradition.evidence { span.aside { (apart(line)) } }
            } @else { span.kind { "each in its own wording" } }
        }
    }
}

/// Each witness of the same words links to its own place: the sigla carry the links of the others.
fn reading(page: &Page, statement: &Statement, rendering: &Rendering) -> Markup {
    let at = |reading: usize| witness(page.edition, statement, reading);
    let Some((&first, others)) = rendering.readings.split_first() else { return html! {} };
    html! {
        span.sigla {
            (page.siglum(at(first)))
            @for &other in others {
                @if let Some(&span) = statement.readings[other].spans.first() {
                    " "
                    a.siglum href=(page.anchors.href(at(other), span)) {
                        (apart(&page.edition.witnesses[at(other)].siglum))
                    }
                }
            }
        }
        span {
            @for (nth, &span) in statement.readings[first].spans.iter().enumerate() {
                @if nth > 0 { span.aside.break title="the reporter’s words stand between" { " ¦ " } }
                (page.quoted(at(first), span))
            }
            @let doubtful = rendering.is_doubtful(page.edition, statement);
            @if let Some(manner) = words::manner(rendering.mode, doubtful) { span.aside { (manner) } }
        }
    }
}

fn apparatus(page: &Page, statement: &Statement) -> Markup {
    let of = |substantive: bool| {
        statement.apparatus.iter().filter(move |entry| entry.substantive == substantive)
    };
    let kinds = minor(statement).into_iter();
    let kinds: Vec<String> = kinds.map(|(kind, n)| format!("{n} {}", words::minor(kind))).collect();
    html! {
        @if of(true).next().is_some() {
            table.apparatus {
                caption { "Where the wordings differ" }
                (head())
                tbody { @for entry in of(true) { (row(page, statement, entry)) } }
            }
        }
        @if of(false).next().is_some() {
            details {
                summary {
                    (words::count(of(false).count(), "small difference", "small differences"))
                    ": " (kinds.join(", "))
                }
                table.apparatus {
                    caption.vh { "Small differences" }
                    (head())
                    tbody { @for entry in of(false) { (row(page, statement, entry)) } }
                }
            }
        }
    }
}

fn head() -> Markup {
    html! { thead.vh { tr { th scope="col" { "Lemma" } th scope="col" { "Variants" } } } }
}

fn row(page: &Page, statement: &Statement, entry: &Entry) -> Markup {
    let at = witness(page.edition, statement, entry.lemma_reading);
    html! {
        tr {
            th scope="row" {
                @if entry.lemma.is_empty() {
                    span.kind { "after" } " "
                    a.words href=(page.anchors.href(at, entry.lemma)) {
                        (apart(anchor(page.edition, statement, entry)))
                    }
                } @else { (page.quoted(at, entry.lemma)) }
                " " (page.siglum(at)) " ]"
            }
            td {
                @for (nth, alternative) in
                    alternatives(page.edition, statement, entry).iter().enumerate()
                {
                    @if nth > 0 { span.aside { " · " } }
                    (variant(page, statement, alternative))
                }
            }
        }
    }
}

fn variant(page: &Page, statement: &Statement, alternative: &Alternative) -> Markup {
    let Alternative { kind, words, places } = alternative;
    let at = |reading: usize| witness(page.edition, statement, reading);
    let Some(&(first, span)) = places.first() else { return html! {} };
    let done = words::variant(*kind);
    html! {
        span.variant {
            @if words.is_empty() {
                a.kind href=(page.anchors.href(at(first), span)) {
                    @if *kind == VariantKind::Gloss { "no gloss" } @else { (done.unwrap_or("omitted")) }
                }
            } @else {
                @if let Some(done) = done { span.kind { (done) } " " }
                (page.quoted(at(first), span))
            }
            @for &(reading, span) in places {
                " "
                a.siglum href=(page.anchors.href(at(reading), span)) {
                    (apart(&page.edition.witnesses[at(reading)].siglum))
                }
            }
        }
    }
}
