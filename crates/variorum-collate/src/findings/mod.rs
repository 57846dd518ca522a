//! Findings: where the reports part, or seem to and do not.
//!
//! Few and true: a finding names its claimants, values and days, and its spans are the smallest words
//! that carry the value. Numbers of two claimants are never called a contradiction.

mod aligned;
mod claimant;
mod comment;
mod contest;
mod count;
mod dateline;
mod days;
mod event;
mod group;
mod interval;
mod keys;
mod lists;
mod moment;
mod number;
mod quantity;
mod rivals;
mod scene;
mod verdict;
mod within;

use scene::Scene;
use variorum_model::{Edition, Finding};

/// The findings on numbers, days, denials and accusations, the most serious first.
pub fn find(edition: &Edition) -> Vec<Finding> {
    let scene = Scene::new(edition);
    let mut out = Vec::new();
    out.extend(quantity::find(&scene, edition));
    out.extend(aligned::find(&scene, edition));
    out.extend(days::find(&scene, edition));
    out.extend(event::find(&scene));
    out.extend(contest::find(&scene));
    out.extend(comment::find(&scene));
    out.extend(dateline::find(&scene));
    out.extend(interval::find(&scene));
    for finding in &mut out {
        finding.readings.sort_by_key(|reading| (reading.witness, reading.span));
    }
    crate::seriousness::sort(&mut out);
    out.dedup();
    out
}

#[cfg(test)]
mod tests;
