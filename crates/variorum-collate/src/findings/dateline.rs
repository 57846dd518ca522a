//! A date that an extractor put before a report: never the outlet's word, shown where it misleads.

use super::claimant::listed_some;
use super::scene::{Scene, own_days};
use jiff::civil::Date;
use variorum_model::{
    DateRole, Finding, FindingKind, FindingReading, Precision, TimeRelation, Verdict,
};

/// Days between an extractor's date and the others from which on it misleads.
const FAR: i32 = 3;

/// One finding for each extractor's date that no other date of the edition bears out.
pub(super) fn find(scene: &Scene) -> Vec<Finding> {
    let known = known_days(scene);
    let mut out = Vec::new();
    for (witness, side) in scene.sides.iter().enumerate() {
        for date in
            side.annotated.report.dates.iter().filter(|date| date.role == DateRole::Extractor)
        {
            let (Some(span), Ok(day)) = (date.span, date.value.parse::<Date>()) else { continue };
            if known.iter().any(|(other, ..)| (*other - day).get_days().abs() <= FAR) {
                continue;
            }
            let id = side.siglum;
            let why = match known.first() {
                Some((other, place)) => format!(
                    "{} was put before the text by whoever extracted it; it lies {} days from the {} date of {}, {other}, and anchors nothing.",
                    date.value,
                    (*other - day).get_days().abs(),
                    place.role,
                    listed_some(&place.reports),
                ),
                None => format!(
                    "{} was put before the text by whoever extracted it; no date of any report bears it out, and it anchors nothing.",
                    date.value
                ),
            };
            out.push(Finding {
                kind: FindingKind::Dateline,
                verdict: Verdict::NotTheOutletsWord,
                about: format!("the date {} at the head of {id}", date.value),
                why,
                readings: vec![FindingReading {
                    witness,
                    span,
                    value: date.value.clone(),
                    claimant: None,
                }],
                confidence: 0.9,
            });
        }
    }
    out
}

struct Known {
    role: &'static str,
    reports: Vec<String>,
}

/// The days of the other dates on the pages, else those written out in the prose as the time of an event.
fn known_days(scene: &Scene) -> Vec<(Date, Known)> {
    let mut days: Vec<(Date, Known)> = Vec::new();
    for side in &scene.sides {
        let id = side.siglum.to_owned();
        for day in own_days(side.annotated) {
            match days.iter_mut().find(|(known, _)| *known == day) {
                Some((_, known)) => known.reports.push(id.clone()),
                None => days.push((day, Known { role: "page", reports: vec![id.clone()] })),
            }
        }
    }
    if days.is_empty() {
        for side in &scene.sides {
            let written = side
                .annotated
                .times
                .iter()
                .filter(|time| time.relation == TimeRelation::On && time.anchored_on.is_none())
                .filter(|time| time.precision == Precision::Day);
            for day in written.filter_map(|time| time.value.as_deref()?.parse().ok()) {
                days.push((
                    day,
                    Known { role: "latest written", reports: vec![side.siglum.to_owned()] },
                ));
            }
        }
    }
    // the latest day is nearest to the reports: older ones are background
    days.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.reports.cmp(&y.reports)));
    days
}
