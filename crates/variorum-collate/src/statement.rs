//! Groups of clauses to statements with readings, and a statement for what stands alone.

use crate::group::Group;
use crate::segment::Segments;
use crate::small::is_small;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Edition, Mode, Reading, Span, Speaker, Statement};

/// Letters of the longest label.
const LABEL: usize = 110;
/// A sentence that no other report has becomes a statement of its own from this many content words on.
const TELLING_WORDS: usize = 3;

/// The statements of the edition, the most widely reported first and those with doubtful readings only last, without
/// their apparatus.
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
    // what may not have been said leads no list
    let doubtful = |statement: &Statement| {
        statement.readings.iter().all(|reading| edition.is_doubtful(reading.quotation))
    };
    out.sort_by_cached_key(|statement| {
        let first = statement.readings.first().map(|r| (r.quotation, r.spans.clone()));
        (doubtful(statement), Reverse(witnesses(statement)), first)
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
        let mut spans = run_together(text, content, &spans);
        // a mark that closes the part before is no part of the reading
        let told = |span: &Span| span.of(text).contains(char::is_alphanumeric);
        if spans.iter().any(told) {
            spans.retain(told);
        }
        Reading { quotation, spans, tradition: None }
    };
    spans.into_iter().map(join).collect()
}

/// Joins spans of one part of the content with nothing but space between them.
fn run_together(text: &str, content: &[Span], spans: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last)
                if part_of(content, *last).is_some_and(|part| part.contains(last.cover(*span)))
                    && Span::new(last.end, span.start).of(text).trim().is_empty() =>
            {
                *last = last.cover(*span);
            }
            _ => out.push(*span),
        }
    }
    out
}

/// The part of the content that a span begins in; the parts are in order.
fn part_of(content: &[Span], span: Span) -> Option<Span> {
    let behind = content.partition_point(|part| part.start <= span.start);
    behind.checked_sub(1).map(|at| content[at])
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

/// The fullest wording in the speaker's own words: the longest quotation that fits, else the shortest one
/// cut where a clause ends. Indirect speech stands for a statement only where nobody quotes it.
fn label(edition: &Edition, readings: &[Reading]) -> String {
    let rank = |reading: &Reading| match edition.quotation(reading.quotation).mode {
        Mode::Direct | Mode::Block => 2,
        Mode::Mixed => 1,
        Mode::Indirect => 0,
    };
    let best = readings.iter().map(rank).max().unwrap_or_default();
    let all: Vec<String> =
        readings.iter().filter(|r| rank(r) == best).map(|r| wording(edition, r)).collect();
    let fitting = all.iter().filter(|label| length(label) <= LABEL);
    if let Some(longest) = fitting.max_by_key(|label| (length(label), Reverse(*label))) {
        return longest.clone();
    }
    all.iter().min_by_key(|label| (length(label), *label)).map(|l| cut(l)).unwrap_or_default()
}

fn length(label: &str) -> usize {
    label.chars().count()
}

/// A reading on one line without its outer marks; what a reporting clause parts is joined again.
fn wording(edition: &Edition, reading: &Reading) -> String {
    let text = edition.text(edition.quotations[reading.quotation].witness);
    let parts: Vec<&str> =
        reading.spans.iter().map(|span| span.of(text).trim_matches(is_mark)).collect();
    let joined = parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined.trim_matches(is_edge);
    let bare = strip_half(bare);
    match cue(edition, reading) {
        Some(cue) => format!("{cue} {bare}"),
        None => bare.to_owned(),
    }
}

/// Without a single mark at one end whose partner is not in the words.
fn strip_half(words: &str) -> &str {
    let inner = |c: char| matches!(c, '\'' | '‘' | '’');
    let opens = words.starts_with(inner);
    let closes = words
        .char_indices()
        .skip(1)
        .any(|(at, c)| inner(c) && !words[at + c.len_utf8()..].starts_with(char::is_alphanumeric));
    match (opens, closes) {
        (true, false) => words.trim_start_matches(inner).trim_start(),
        _ => words,
    }
}

/// The verb before indirect words that are no clause without it: "accused", "called for".
fn cue<'e>(edition: &'e Edition, reading: &Reading) -> Option<&'e str> {
    let at = edition.quotations[reading.quotation];
    let annotated = &edition.witnesses[at.witness].annotated;
    let quotation = &annotated.quotations[at.quotation];
    let attribution = annotated.attributions.get(quotation.attribution)?;
    let text = &annotated.report.text;
    let (start, first) = (reading.spans.first()?.start, quotation.content.first()?.start);
    if quotation.mode != Mode::Indirect || start != first {
        return None;
    }
    let before = |span: &&Span| {
        span.end <= start && text.get(span.end..start).is_some_and(|gap| gap.trim().is_empty())
    };
    let cue = attribution.cue.iter().find(before)?.of(text);
    // "have accused", "also praised", "repeatedly said": the verb alone
    let lead = |cue: &&str| {
        cue.split_once(' ').is_some_and(|(word, _)| {
            is_small(&word.to_lowercase()) || word.ends_with("ly") && word.len() > 4
        })
    };
    let cue = std::iter::successors(Some(cue), |cue| {
        Some(*cue).filter(lead).and_then(|cue| cue.split_once(' ')).map(|(_, rest)| rest.trim())
    });
    let cue = cue.last()?;
    let head = cue.split_whitespace().next().unwrap_or_default().to_lowercase();
    let stands_alone = PLAIN.contains(&head.as_str()) || cue.contains('\n');
    (!stands_alone).then_some(cue)
}

/// Verbs whose content is a clause that reads without them.
const PLAIN: [&str; 14] = [
    "said",
    "says",
    "say",
    "saying",
    "told",
    "tells",
    "added",
    "adds",
    "wrote",
    "writes",
    "stated",
    "reported",
    "reports",
    "according",
];

/// Cut behind the last clause that fits, else behind the last word.
fn cut(words: &str) -> String {
    let end = words.char_indices().nth(LABEL).map_or(words.len(), |(at, _)| at);
    let head = &words[..end];
    let clause = head.rfind([',', ';', ':', '—', '–']).filter(|at| *at >= CLAUSE);
    let at = clause.or_else(|| head.rfind(' ')).unwrap_or(end);
    let mut kept = head[..at].trim_end_matches(is_edge).trim_end();
    // "the operations of …" hangs; "the operations …" does not
    while let Some((before, last)) = kept.rsplit_once(' ') {
        if !is_small(&last.to_lowercase()) {
            break;
        }
        kept = before.trim_end_matches(is_edge).trim_end();
    }
    format!("{kept} …")
}

/// Bytes of the shortest clause that can stand for a statement.
const CLAUSE: usize = 70;

fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '“' | '”' | '"' | '«' | '»' | '„')
}

fn is_edge(c: char) -> bool {
    is_mark(c) || matches!(c, ',' | ';' | '–' | '—')
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
