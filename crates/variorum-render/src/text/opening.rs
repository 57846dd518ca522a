//! The title, the size of the edition, and the witnesses with their sigla.

use super::page::{Page, Run, faint, plain, strong};
use super::siglum_width;
use crate::outline::shared;
use crate::visible::one_line;
use crate::words::{self, count};
use variorum_model::{Edition, Verdict, Witness};

pub(super) fn opening(page: &mut Page, edition: &Edition) {
    let title = edition.title.as_deref().unwrap_or("An edition without a title");
    page.para(0, 0, &[strong(one_line(title))]);
    page.para(0, 0, &[plain(size(edition))]);
    if edition.witnesses.is_empty() {
        return;
    }
    page.heading("WITNESSES", "");
    let margin = siglum_width(edition) + 2;
    for witness in &edition.witnesses {
        page.item(0, &witness.siglum, margin, &described(witness));
    }
}

/// "4 reports, 812 words · 9 statements, 3 of them in two reports or more · 5 findings".
fn size(edition: &Edition) -> String {
    let reports = edition.witnesses.iter().filter(|witness| !witness.primary).count();
    let primary = edition.witnesses.len() - reports;
    let texts = edition.witnesses.iter().filter(|witness| !witness.primary);
    let length = texts.map(|witness| words::length(&witness.annotated.report.text)).sum();
    let mut parts =
        vec![count(reports, "report", "reports") + ", " + &count(length, "word", "words")];
    if primary > 0 {
        parts.push(count(primary, "primary text", "primary texts"));
    }
    let statements = count(edition.statements.len(), "statement", "statements");
    parts.push(format!("{statements}, {} in two reports or more", shared(edition).len()));
    parts.push(findings(edition));
    parts.join(" · ")
}

/// "6 findings, 1 contradiction", what is the same fact left out.
fn findings(edition: &Edition) -> String {
    let of = |is: fn(Verdict) -> bool| edition.findings.iter().filter(|f| is(f.verdict)).count();
    let all = count(of(|verdict| verdict != Verdict::Equivalent), "finding", "findings");
    match of(|verdict| verdict == Verdict::Contradiction) {
        0 => all,
        n => format!("{all}, {}", count(n, "contradiction", "contradictions")),
    }
}

fn described(witness: &Witness) -> Vec<Run<'_>> {
    let report = &witness.annotated.report;
    let mut runs = vec![plain(one_line(report.outlet.as_deref().unwrap_or(&report.id)))];
    if witness.primary {
        runs.push(strong(" · primary text"));
    }
    for date in words::dates(report) {
        let role = words::date(date);
        runs.push(faint(format!(" · {} {role}", one_line(&date.value))));
    }
    if report.dates.is_empty() && !witness.primary {
        runs.push(faint(" · undated"));
    }
    runs.push(faint(format!(" · {}", count(words::length(&report.text), "word", "words"))));
    if let Some(language) = report.language.as_deref().filter(|&language| language != "en") {
        runs.push(faint(format!(" · in {}", one_line(language))));
    }
    runs
}
