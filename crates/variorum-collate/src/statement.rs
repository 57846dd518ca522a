//! Groups of clauses to statements with readings, and a statement for what stands alone.

use crate::group::Group;
use crate::segment::Segments;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Edition, Reading, Span, Speaker, Statement};

/// Letters of the longest label.
const LABEL: usize = 90;
/// A sentence that no other report has becomes a statement of its own from this many content words on.
const TELLING_WORDS: usize = 3;

/// The statements of the edition, the most widely reported first, without their apparatus.
pub(crate) fn statements(
    edition: &Edition,
    segments: &Segments,
    groups: &[Group],
) -> Vec<Statement> {
    let mut out: Vec<Statement> =
        groups.iter().map(|group| statement(edition, segments, group)).collect();
    out.extend(alone(edition, segments, groups).iter().map(|g| statement(edition, segments, g)));
    let witnesses = |statement: &Statement| -> usize {
        let of = |reading: &Reading| edition.quotations[reading.quotation].witness;
        statement.readings.iter().map(of).collect::<BTreeSet<_>>().len()
    };
    out.sort_by_cached_key(|statement| {
        let first = statement.readings.first().map(|r| (r.quotation, r.spans.clone()));
        (std::cmp::Reverse(witnesses(statement)), first)
    });
    out
}

fn statement(edition: &Edition, segments: &Segments, group: &Group) -> Statement {
    let readings = readings(edition, segments, group);
    Statement {
        speaker: speaker(edition, &readings),
        label: label(edition, &readings),
        readings,
        ..Statement::default()
    }
}

/// One reading for each quotation; neighbouring clauses run together.
fn readings(edition: &Edition, segments: &Segments, group: &Group) -> Vec<Reading> {
    let mut spans: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for &(at, clause) in group {
        let segment = &segments.segments[at];
        let content = &edition.quotation(segment.quotation).content;
        let range = segment.clauses[clause].clone();
        spans.entry(segment.quotation).or_default().extend(segment.spans(range, content));
    }
    let join = |(quotation, mut spans): (usize, Vec<Span>)| {
        let text = edition.text(edition.quotations[quotation].witness);
        let content = &edition.quotation(quotation).content;
        spans.sort_unstable();
        Reading { quotation, spans: run_together(text, content, &spans), tradition: None }
    };
    spans.into_iter().map(join).collect()
}

/// Joins spans of one part of the content with nothing but space between them.
fn run_together(text: &str, content: &[Span], spans: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last)
                if content.iter().any(|part| part.contains(last.cover(*span)))
                    && Span::new(last.end, span.start).of(text).trim().is_empty() =>
            {
                *last = last.cover(*span);
            }
            _ => out.push(*span),
        }
    }
    out
}

/// The name that most readings give, the fuller first.
fn speaker(edition: &Edition, readings: &[Reading]) -> Option<Speaker> {
    let mut counts: BTreeMap<&str, (usize, &Speaker)> = BTreeMap::new();
    for reading in readings {
        if let Some(speaker) = &edition.quotation(reading.quotation).speaker {
            counts.entry(&speaker.name).or_insert((0, speaker)).0 += 1;
        }
    }
    let best = counts
        .iter()
        .max_by_key(|(name, (count, _))| (*count, name.len(), std::cmp::Reverse(**name)));
    // an entity index is of one report and means nothing in the edition
    best.map(|(_, (_, speaker))| Speaker { entity: None, name: speaker.name.clone() })
}

/// The longest reading that fits, without its marks, else the longest one cut at a word.
fn label(edition: &Edition, readings: &[Reading]) -> String {
    let words = |reading: &Reading| -> String {
        let text = edition.text(edition.quotations[reading.quotation].witness);
        let parts: Vec<&str> = reading.spans.iter().map(|span| span.of(text)).collect();
        let joined = parts.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ");
        joined.trim_matches(is_edge).to_owned()
    };
    let all: Vec<String> = readings.iter().map(words).collect();
    let length = |label: &str| label.chars().count();
    let fitting = all.iter().filter(|label| length(label) <= LABEL);
    if let Some(best) = fitting.max_by_key(|label| (length(label), std::cmp::Reverse(*label))) {
        return best.clone();
    }
    let shortest =
        all.iter().min_by_key(|label| (length(label), *label)).cloned().unwrap_or_default();
    let mut out = String::new();
    for word in shortest.split(' ') {
        if !out.is_empty() && length(&out) + length(word) >= LABEL {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().take(LABEL));
    }
    out.push('…');
    out
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '“' | '”' | '"' | '‘' | '’' | '\'' | ',' | '«' | '»' | '„')
}

/// What no group holds: whole quotations, and telling sentences of quotations that others share in part.
fn alone(edition: &Edition, segments: &Segments, groups: &[Group]) -> Vec<Group> {
    let mut shared_clauses: BTreeSet<usize> = BTreeSet::new();
    let mut shared: BTreeSet<usize> = BTreeSet::new();
    for (segment, _) in groups.iter().flatten() {
        shared_clauses.insert(*segment);
        shared.insert(segments.segments[*segment].quotation);
    }
    let mut out: Vec<Group> = Vec::new();
    let mut before = None;
    for (at, segment) in segments.segments.iter().enumerate() {
        if shared_clauses.contains(&at) {
            continue;
        }
        let content = segment.words.iter().filter(|word| word.is_content()).count();
        if shared.contains(&segment.quotation) && content < TELLING_WORDS {
            continue;
        }
        let clauses = (0..segment.clauses.len()).map(|clause| (at, clause));
        let follows = before == Some((segment.quotation, at.wrapping_sub(1)));
        match out.last_mut() {
            Some(group) if follows => group.extend(clauses),
            _ => out.push(clauses.collect()),
        }
        before = Some((segment.quotation, at));
    }
    debug_assert!(
        out.iter()
            .flatten()
            .all(|(s, _)| segments.segments[*s].quotation < edition.quotations.len())
    );
    out
}
