//! An answer about a quotation, and a checked draft, made readable.
//!
//! The words asked are foreign text as much as a report's: both are escaped where they are printed.

mod address;
mod check_html;
mod check_json;
mod check_text;
mod json;
mod sarif;
mod text;

pub use check_html::check_html;
pub use check_json::check_json;
pub use check_text::check_text;
pub use json::verification_json;
pub use sarif::sarif;
pub use text::verification_text;

use std::borrow::Cow;
use variorum_model::{Annotated, CheckedQuotation, LinkRole, Match, Notice, Span, Verification};

/// An answer with what it is about.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    /// The words asked, as given; a change's `asked` counts in them.
    pub asked: &'a str,
    /// The answer.
    pub answer: &'a Verification,
    /// The reports, by the number that a match gives.
    pub reports: &'a dyn Reports,
    /// Ids of reports that hold the same words and were not read on.
    pub also_in: &'a [String],
    /// What the run has to say.
    pub notices: &'a [Notice],
}

/// A draft with what was found about it.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    /// Where the draft was read from.
    pub path: &'a str,
    /// The draft.
    pub draft: &'a Annotated,
    /// What was found.
    pub check: &'a variorum_model::Check,
    /// The reports, by the number that a match gives.
    pub reports: &'a dyn Reports,
    /// What the run has to say.
    pub notices: &'a [Notice],
}

/// Reports by number.
pub trait Reports {
    /// The report; `None` where none has the number.
    fn report(&self, number: usize) -> Option<&Annotated>;
}

/// The words of a match, its stretches with a dash of omission between.
pub fn found_words(found: &Match, report: &Annotated) -> String {
    let text = &report.report.text;
    let words: Vec<Cow<str>> =
        found.spans.iter().map(|span| crate::visible::one_line(span.of(text))).collect();
    words.join(" / ")
}

/// "Ida Moe ← a statement ← Fjord News ← marn-herald": the speaker, what stands between, the report.
fn chain(found: &Match, report: &Annotated) -> String {
    let speaker = found.speaker.as_ref().map_or("nobody named", |speaker| speaker.name.as_str());
    let links = found.chain.iter().filter(|link| {
        !matches!(link.role, LinkRole::Speaker | LinkRole::Outlet) && link.name != speaker
    });
    let mut out = vec![speaker];
    out.extend(links.map(|link| link.name.as_str()));
    out.push(report.report.outlet.as_deref().unwrap_or(&report.report.id));
    crate::visible::one_line(&out.join(" ← ")).into_owned()
}

/// Some words, and whether a change takes them in.
type Part = (bool, String);

/// The words in parts.
fn parts(text: &str, within: &[Span], changed: &[Span]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut push = |changed: bool, span: Span| {
        let words = crate::visible::one_line(span.of(text)).into_owned();
        if !words.is_empty() {
            out.push((changed, words));
        }
    };
    for &span in within {
        let mut at = span.start;
        for change in changed.iter().filter(|c| span.overlaps(**c) && !c.is_empty()) {
            if change.start > at {
                push(false, Span::new(at, change.start));
            }
            let start = change.start.max(at);
            if start < change.end.min(span.end) {
                push(true, Span::new(start, change.end.min(span.end)));
            }
            at = at.max(change.end.min(span.end));
        }
        if at < span.end {
            push(false, Span::new(at, span.end));
        }
    }
    out
}

/// The words asked and the words found, in parts.
fn sides(asked: &str, spans: &[Span], found: &Match, report: &Annotated) -> (Vec<Part>, Vec<Part>) {
    let mut a: Vec<Span> = found.changes.iter().map(|change| change.asked).collect();
    a.sort();
    let mut f: Vec<Span> =
        found.changes.iter().map(|change| change.found).filter(|span| !span.is_empty()).collect();
    f.sort();
    // what was left out stands between the stretches of the match
    let mut within: Vec<Span> = found.spans.iter().chain(&f).copied().collect();
    within.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in within {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    (parts(asked, spans, &a), parts(&report.report.text, &merged, &f))
}

/// Quotations that do not pass, in words: "3 verbatim, 1 altered".
fn summary(quotations: &[CheckedQuotation]) -> Vec<(&'static str, usize)> {
    let mut out: Vec<(&'static str, usize)> = variorum_model::Wording::ALL
        .iter()
        .map(|wording| {
            let is = |q: &&CheckedQuotation| q.accepted.is_none() && q.answer.wording == *wording;
            (wording.name(), quotations.iter().filter(is).count())
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    let accepted = quotations.iter().filter(|q| q.accepted.is_some()).count();
    if accepted > 0 {
        out.push(("accepted", accepted));
    }
    out
}
