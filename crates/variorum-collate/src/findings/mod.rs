//! Findings: where the reports part, or seem to and do not.
//!
//! Few and true: a finding names its claimants, values and days, and its spans are the smallest words
//! that carry the value. Numbers of two claimants are never called a contradiction.

mod claimant;
mod comment;
mod contest;
mod count;
mod dateline;
mod event;
mod interval;
mod keys;
mod lists;
mod number;
mod quantity;
mod scene;

use scene::Scene;
use variorum_model::{Edition, Finding, Verdict};

/// The findings on numbers, days, denials and accusations, the most serious first.
pub fn find(edition: &Edition) -> Vec<Finding> {
    let scene = Scene::new(edition);
    let mut out = Vec::new();
    out.extend(quantity::find(&scene));
    out.extend(event::find(&scene));
    out.extend(contest::find(&scene));
    out.extend(comment::find(&scene));
    out.extend(dateline::find(&scene));
    out.extend(interval::find(&scene));
    for finding in &mut out {
        finding.readings.sort_by_key(|reading| (reading.witness, reading.span));
    }
    out.sort_by(|a, b| {
        let place = |finding: &Finding| {
            (
                rank(finding.verdict),
                finding.kind,
                finding.readings.first().map(|first| (first.witness, first.span)),
            )
        };
        place(a).cmp(&place(b)).then_with(|| a.about.cmp(&b.about))
    });
    out.dedup();
    out
}

/// How serious a verdict is, 0 first.
const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Contradiction => 0,
        Verdict::Fused => 1,
        Verdict::NotTheOutletsWord => 2,
        Verdict::Scope => 3,
        Verdict::AsOf | Verdict::TimeZone => 4,
        Verdict::NotComparable => 5,
        Verdict::Wording => 6,
        Verdict::Rounding => 7,
        Verdict::Equivalent => 8,
    }
}

#[cfg(test)]
mod tests;
