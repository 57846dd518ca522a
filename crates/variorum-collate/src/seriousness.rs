//! Findings in order: what cannot both hold first, what only looks different last.

use variorum_model::{Finding, Verdict};

/// A wording finding below this confidence differs only in small words or forms.
pub(crate) const SLIGHT: f32 = 0.7;

/// Sorts by rank, then confidence, then place.
pub(crate) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then(b.confidence.total_cmp(&a.confidence))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| (a.kind, &a.about).cmp(&(b.kind, &b.about)))
    });
}

fn place(finding: &Finding) -> Option<(usize, usize)> {
    finding.readings.first().map(|reading| (reading.witness, reading.span.start))
}

fn rank(finding: &Finding) -> u8 {
    match finding.verdict {
        Verdict::Wording if finding.confidence < SLIGHT => of(Verdict::Equivalent) - 1,
        verdict => of(verdict),
    }
}

/// How serious a verdict is, 0 first.
pub(crate) const fn of(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Contradiction => 0,
        Verdict::Fused => 1,
        Verdict::Wording => 2,
        Verdict::Scope => 3,
        Verdict::AsOf => 4,
        Verdict::NotComparable => 5,
        Verdict::TimeZone => 6,
        Verdict::Rounding => 7,
        Verdict::NotTheOutletsWord => 8,
        Verdict::Equivalent => 10,
    }
}
