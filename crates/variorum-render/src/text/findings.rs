//! Findings: the verdict in plain words, why, and each report's exact words in their sentence.

use super::page::{Ink, Page, Run, faint, plain, strong};
use super::{sigla, siglum_width};
use crate::context::in_context;
use crate::visible::one_line;
use crate::words;
use std::borrow::Cow;
use variorum_model::{Edition, Finding, FindingKind, FindingReading, Verdict};

pub(super) fn findings(page: &mut Page, edition: &Edition) {
    let numbered = || edition.findings.iter().enumerate();
    if edition.findings.is_empty() {
        return;
    }
    page.heading("FINDINGS", "‹ › holds the report’s exact words");
    let grave = |f: &Finding| f.verdict != Verdict::Equivalent && !words::is_slight(f);
    let mut before = None;
    for (index, finding) in numbered().filter(|(_, f)| grave(f)) {
        let same = |last: &Finding| last.verdict == finding.verdict && last.about == finding.about;
        full(page, edition, index, finding, before.is_some_and(same));
        before = Some(finding);
    }
    let mut slight = numbered().filter(|(_, f)| words::is_slight(f)).peekable();
    if slight.peek().is_some() {
        let lead = (Ink::Calm, "Small words or forms differ".into());
        page.para(0, 2, &[lead, faint(" — inside quotation marks")]);
    }
    for (index, finding) in slight {
        short(page, edition, index, finding, " · ");
    }
    let mut equivalent = numbered().filter(|(_, f)| f.verdict == Verdict::Equivalent).peekable();
    if equivalent.peek().is_some() {
        page.para(
            0,
            2,
            &[(Ink::Calm, "Same fact in other words".into()), faint(" — no disagreement")],
        );
    }
    for (index, finding) in equivalent {
        short(page, edition, index, finding, " = ");
    }
}

/// The verdict and what it is about, why, and each report's words; the first two once for places of `same`
/// utterance.
fn full(page: &mut Page, edition: &Edition, index: usize, finding: &Finding, same: bool) {
    let margin = lead_width(edition);
    let verdict = words::verdict(finding.verdict).to_uppercase();
    let ink = if finding.verdict == Verdict::Contradiction { Ink::Alarm } else { Ink::Caution };
    let kind = match finding.kind {
        FindingKind::Wording => " · ".to_owned(),
        kind => format!(" · {}: ", words::kind(kind)),
    };
    let about = if same { "the same utterance".into() } else { one_line(&finding.about) };
    page.item(
        0,
        &format!("f{}", index + 1),
        margin,
        &[(ink, verdict.into()), faint(kind), plain(about)],
    );
    if !finding.why.is_empty() {
        page.para(margin, margin, &[plain(one_line(&finding.why))]);
    }
    let hanging = margin + siglum_width(edition) + 2;
    for reading in &finding.readings {
        let siglum = &edition.witnesses[reading.witness].siglum;
        page.item(margin, siglum, hanging, &quoted(page, edition, finding, reading));
    }
}

/// The exact words in their sentence, their value, and who claims it.
fn quoted<'e>(
    page: &Page,
    edition: &'e Edition,
    finding: &Finding,
    reading: &'e FindingReading,
) -> Vec<Run<'e>> {
    let annotated = &edition.witnesses[reading.witness].annotated;
    let found = in_context(annotated, reading.span, page.width() / 4);
    let mut aside: Vec<String> = Vec::new();
    if let Some(value) = value(finding.kind, reading, &found.words) {
        aside.push(value.into_owned());
    }
    match &reading.claimant {
        Some(_) if words::one_claimant(finding) => {}
        Some(claimant) => aside.push(format!("according to {}", one_line(claimant))),
        None if finding.kind == FindingKind::Quantity
            && finding.readings.iter().any(|other| other.claimant.is_some()) =>
        {
            aside.push("in its own voice".to_owned());
        }
        None => {}
    }
    let mut runs =
        vec![faint(found.before), plain("‹"), strong(found.words), plain("›"), faint(found.after)];
    if !aside.is_empty() {
        runs.push(plain(format!(" — {}", aside.join(", "))));
    }
    runs
}

/// The number or day, where the words themselves do not show it.
fn value<'e>(kind: FindingKind, reading: &'e FindingReading, words: &str) -> Option<Cow<'e, str>> {
    if !matches!(kind, FindingKind::Quantity | FindingKind::Date) {
        return None;
    }
    let bare = |text: &str| text.replace([',', ' ', '\u{a0}', '<', '>', '~', '≥', '≤'], "");
    let shown = bare(words).contains(&bare(&reading.value));
    (!reading.value.is_empty() && !shown).then(|| one_line(&reading.value))
}

/// One line: what it is about, and the words of each.
fn short(
    page: &mut Page,
    edition: &Edition,
    index: usize,
    finding: &Finding,
    between: &'static str,
) {
    let mut runs = vec![plain(one_line(&finding.about)), plain(": ")];
    for (at, reading) in finding.readings.iter().enumerate() {
        if at > 0 {
            runs.push(plain(between));
        }
        let words = one_line(reading.span.of(edition.text(reading.witness)));
        runs.extend([plain("‹"), plain(words), plain("› ")]);
        runs.push(strong(sigla(edition, [reading.witness])));
    }
    page.item(0, &format!("f{}", index + 1), lead_width(edition), &runs);
}

/// Columns of the widest number and its gap.
fn lead_width(edition: &Edition) -> usize {
    edition.findings.len().to_string().len() + 3
}
