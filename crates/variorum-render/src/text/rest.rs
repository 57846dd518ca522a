//! What is there for looking up: what one report alone has, sources, notices.

use super::page::{Page, Run, cut, faint, plain, strong};
use super::siglum_width;
use crate::outline::{Reliance, alone as only_in, reliances, witness};
use crate::visible::one_line;
use crate::words::{carries, coverage};
use std::collections::BTreeSet;
use variorum_model::{Edition, Mode, Notice, Reading, Statement};

/// What each report alone has, a line a statement, under the name of who speaks.
pub(super) fn alone(page: &mut Page, edition: &Edition) {
    let by_witness = only_in(edition);
    if by_witness.is_empty() {
        return;
    }
    page.heading("ALONE", "statements that one report has; the speaker’s own words in marks");
    let margin = siglum_width(edition) + 2;
    for (witness, statements) in by_witness {
        let mut lead = edition.witnesses[witness].siglum.as_str();
        let mut last = None;
        for index in told_once(edition, &statements) {
            let statement = &edition.statements[index];
            let speaker = speaker(statement);
            let named = (last != Some(speaker)).then_some(speaker);
            let runs = short(page, edition, statement, margin, named);
            let indent = if named.is_some() { margin } else { margin + 2 };
            // The siglum stands on its first line only.
            match lead {
                "" => page.para(indent, margin + 2, &runs),
                siglum => page.item(0, siglum, margin, &runs),
            }
            (lead, last) = ("", Some(speaker));
        }
    }
}

/// Without what stands in another of the statements and adds only who told it, and without repetitions.
fn told_once(edition: &Edition, statements: &[usize]) -> Vec<usize> {
    let spans = |index: usize| edition.statements[index].readings.iter().flat_map(|r| &r.spans);
    let length = |index: usize| spans(index).map(|span| span.len()).sum::<usize>();
    let indirect = |index: usize| {
        let mut readings = edition.statements[index].readings.iter();
        readings.all(|r| edition.quotation(r.quotation).mode == Mode::Indirect)
    };
    let wraps = |outer: usize, inner: usize| {
        outer != inner
            && indirect(outer)
            && length(inner) < length(outer)
            && length(inner) * 2 >= length(outer)
            && spans(inner).all(|span| spans(outer).any(|whole| whole.contains(*span)))
    };
    let mut seen = BTreeSet::new();
    let mut kept = statements.to_vec();
    kept.retain(|&index| {
        let statement = &edition.statements[index];
        !statements.iter().any(|&inner| wraps(index, inner))
            && seen.insert((speaker(statement), &statement.label))
    });
    kept
}

fn speaker(statement: &Statement) -> &str {
    statement.speaker.as_ref().map_or("Speaker not named", |s| s.name.as_str())
}

/// "Ilse Varga: she would not resign", cut to two lines; the name only where it is `named`.
fn short<'e>(
    page: &Page,
    edition: &'e Edition,
    statement: &'e Statement,
    margin: usize,
    named: Option<&'e str>,
) -> Vec<Run<'e>> {
    let room = (page.width().saturating_sub(margin) * 2).saturating_sub(14);
    let label = one_line(&statement.label);
    let label = cut(&label, room.saturating_sub(named.map_or(0, str::len)).max(24)).into_owned();
    let indirect = |r: &Reading| edition.quotation(r.quotation).mode == Mode::Indirect;
    let label =
        if statement.readings.iter().all(indirect) { label } else { format!("“{label}”") };
    let mut runs = Vec::new();
    if let Some(name) = named {
        runs.extend([faint(one_line(name)), faint(": ")]);
    }
    runs.push(plain(label));
    if statement.readings.iter().all(|r| edition.is_doubtful(r.quotation)) {
        runs.push(faint(" (doubtful)"));
    }
    let own = witness(edition, statement, 0);
    for (at, &how) in statement.coverage.iter().enumerate() {
        if at != own && carries(how) {
            runs.push(faint(format!(" — {} in ", coverage(how))));
            runs.push(strong(edition.witnesses[at].siglum.as_str()));
        }
    }
    runs
}

/// Whom each report relies on, with the words that say so.
pub(super) fn sources(page: &mut Page, edition: &Edition) {
    if edition.sources.is_empty() {
        return;
    }
    page.heading("SOURCES", "whom each report relies on, and the words that say so");
    let margin = siglum_width(edition) + 2;
    let mut last = None;
    for Reliance { source, evidence } in reliances(edition) {
        let mut runs = vec![
            faint("← "),
            plain(one_line(&source.relies_on)),
            faint(format!(" · {}", source.role.name())),
        ];
        if !source.declared {
            runs.push(faint(" · inferred"));
        }
        let mut seen = BTreeSet::new();
        for span in evidence {
            let words = one_line(span.of(edition.text(source.witness)));
            if !seen.insert(words.to_lowercase()) {
                continue;
            }
            runs.extend([faint(" · "), plain(format!("‹{words}›"))]);
        }
        // The siglum stands on its first line only.
        if last == Some(source.witness) {
            page.para(margin, margin + 2, &runs);
        } else {
            page.item(0, &edition.witnesses[source.witness].siglum, margin, &runs);
        }
        last = Some(source.witness);
    }
}

/// Remarks on the run, then those on each report.
pub(super) fn notices(page: &mut Page, edition: &Edition) {
    let of_reports = edition.witnesses.iter().flat_map(|witness| {
        let annotated = &witness.annotated;
        let notices = annotated.report.notices.iter().chain(&annotated.notices);
        notices.map(move |notice| (Some(witness), notice))
    });
    let of_run = edition.notices.iter().map(|notice| (None, notice));
    let mut notices = of_run.chain(of_reports).peekable();
    if notices.peek().is_none() {
        return;
    }
    page.heading("NOTICES", "what was left out or looks odd");
    let margin = siglum_width(edition) + 2;
    for (witness, notice) in notices {
        let siglum = witness.map_or("–", |witness| witness.siglum.as_str());
        let text = witness.map_or("", |witness| witness.annotated.report.text.as_str());
        page.item(0, siglum, margin, &remark(notice, text));
    }
}

fn remark<'e>(notice: &'e Notice, text: &'e str) -> Vec<Run<'e>> {
    let mut runs = Vec::new();
    if let Some(report) = notice.report.as_deref().filter(|_| text.is_empty()) {
        runs.extend([strong(one_line(report)), plain(": ")]);
    }
    runs.push(plain(one_line(&notice.message)));
    let words = notice.span.map(|span| one_line(span.of(text)).into_owned()).unwrap_or_default();
    if !words.is_empty() {
        runs.push(plain(format!(" ‹{}›", cut(&words, 40))));
    }
    runs.push(faint(format!(" [{}]", one_line(notice.rule.name()))));
    runs
}
