//! Groups as the edition tells them: members, what they are about, which report has them.

use super::passage::{Passage, Passages, Place};
use super::{Judges, groups};
use variorum_model::{
    Annotated, DateRole, Edition, Finding, Member, Parallel, ReportDate, Told, Voice,
};

/// Letters of the longest label.
const LABEL: usize = 110;
/// Words of a label that tells enough.
const TELLING: usize = 6;

/// The parallels of an edition, those of most reports first.
pub(crate) fn parallels(edition: &Edition, judges: &Judges) -> Vec<Parallel> {
    let reports: Vec<&Annotated> = edition.witnesses.iter().map(|w| &w.annotated).collect();
    let (passages, groups) = judges.groups(&reports);
    let mut out: Vec<Parallel> =
        groups.iter().map(|group| parallel(edition, &passages, group)).collect();
    let witnesses = |parallel: &Parallel| parallel.coverage.iter().filter(|t| t.carries()).count();
    out.sort_by_cached_key(|parallel| {
        let places: Vec<_> = parallel.members.iter().map(|m| (m.witness, m.span)).collect();
        (std::cmp::Reverse((witnesses(parallel), places.len())), places)
    });
    out
}

fn parallel(edition: &Edition, passages: &Passages, group: &groups::Group) -> Parallel {
    let members: Vec<&Passage> = group.passages.iter().map(|at| &passages.all[*at]).collect();
    let mut places: Vec<Place> = members.iter().flat_map(|p| p.places.iter().copied()).collect();
    places.sort_unstable();
    let telling =
        |passage: &&&Passage| (passage.length < TELLING, passage.length, passage.places[0]);
    let about = members.iter().min_by_key(telling).map_or_else(String::new, |passage| {
        let place = passage.places[0];
        label(place.span.of(edition.text(place.witness)))
    });
    let coverage = (0..edition.witnesses.len()).map(|at| told(edition, &places, at)).collect();
    let member =
        |place: Place| Member { witness: place.witness, span: place.span, voice: place.voice };
    Parallel {
        about,
        members: places.into_iter().map(member).collect(),
        coverage,
        findings: Vec::new(),
        confidence: group.sure,
    }
}

/// The sentence in one line, cut at a word.
fn label(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut out = String::new();
    for word in words {
        if !out.is_empty() && out.chars().count() + word.chars().count() >= LABEL {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// How a witness has it: in its own voice before all.
fn told(edition: &Edition, places: &[Place], witness: usize) -> Told {
    let own = places.iter().filter(|place| place.witness == witness).map(|place| place.voice);
    match own.min() {
        Some(Voice::Narrator) => Told::Told,
        Some(Voice::Quoted) => Told::Quoted,
        Some(Voice::Attributed) => Told::Attributed,
        None if earlier(edition, places, witness) => Told::NotAvailable,
        None => Told::Lacking,
    }
}

/// True where the witness was published on a day before every report that has it.
fn earlier(edition: &Edition, places: &[Place], witness: usize) -> bool {
    let Some(own) = published(&edition.witnesses[witness].annotated.report.dates) else {
        return false;
    };
    let day = |place: &Place| published(&edition.witnesses[place.witness].annotated.report.dates);
    places.iter().all(|place| day(place).is_some_and(|day| own < day))
}

/// The day of publication: 2024-06-18; `None` where nothing states it to the day.
fn published(dates: &[ReportDate]) -> Option<&str> {
    let roles = [DateRole::Published, DateRole::Page, DateRole::Dateline];
    let of = |role: DateRole| dates.iter().find(|date| date.role == role);
    roles.into_iter().find_map(of).map(|date| date.value.as_str()).filter(|day| day.len() == 10)
}

/// Names in each parallel the findings of which two reports' words stand in its members.
pub(crate) fn findings(parallels: &mut [Parallel], findings: &[Finding]) {
    for parallel in parallels {
        let inside = |finding: &Finding| {
            let mut witnesses: Vec<usize> = finding
                .readings
                .iter()
                .filter(|reading| {
                    let holds =
                        |m: &Member| m.witness == reading.witness && m.span.overlaps(reading.span);
                    parallel.members.iter().any(holds)
                })
                .map(|reading| reading.witness)
                .collect();
            witnesses.dedup();
            witnesses.len() > 1
        };
        let found = findings.iter().enumerate().filter(|(_, finding)| inside(finding));
        parallel.findings = found.map(|(at, _)| at).collect();
    }
}
