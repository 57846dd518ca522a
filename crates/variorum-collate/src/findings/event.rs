//! Days: one event told with different days.
//!
//! Two times meet where the same kind of event governs them and their sentences share what they talk
//! about. A plan and what came of it part by when they were written; two accounts of what happened on
//! different days cannot both hold.

use super::keys::{Keys, other_people, shared, weight};
use super::lists::LISTS;
use super::scene::{Scene, Side};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;
use variorum_model::{
    Finding, FindingKind, FindingReading, Precision, Span, TimeExpression, TimeRelation, Verdict,
};
use variorum_text::{TokenKind, fold_word, stem, tokens};

/// Tokens between an event and its time.
const REACH: usize = 9;

/// What two sentences must share beside the kind of event.
const LEAST: f32 = 4.0;

struct Event<'a> {
    witness: usize,
    /// From the event's word to the time, or the other way round.
    span: Span,
    words: &'a str,
    planned: bool,
    weekday: Option<u8>,
    day: Option<Date>,
    keys: Keys,
    people: Keys,
}

/// The findings on days.
pub(super) fn find(scene: &Scene) -> Vec<Finding> {
    let mut by_kind: BTreeMap<&str, Vec<Event>> = BTreeMap::new();
    for (witness, side) in scene.sides.iter().enumerate() {
        for time in side.annotated.times.iter().filter(|time| is_day(time)) {
            if let Some((kind, event)) = event(scene, witness, side, time) {
                by_kind.entry(kind).or_default().push(event);
            }
        }
    }
    by_kind
        .into_iter()
        .flat_map(|(kind, events)| cluster(kind, events))
        .filter_map(|group| finding(&group))
        .collect()
}

fn is_day(time: &TimeExpression) -> bool {
    time.precision == Precision::Day
        && time.relation == TimeRelation::On
        && (time.weekday.is_some() || time.value.is_some())
}

/// The event that governs a time: the nearest word for one before it, or right behind it.
fn event<'a>(
    scene: &Scene,
    witness: usize,
    side: &Side<'a>,
    time: &TimeExpression,
) -> Option<(&'static str, Event<'a>)> {
    let sentence = side.sentence(time.span);
    // what someone says of a day in his own words is no report of the day
    let quoted = side
        .annotated
        .attributions
        .iter()
        .flat_map(|attribution| &attribution.quoted)
        .any(|quoted| quoted.contains(time.span));
    if quoted {
        return None;
    }
    let tokens = tokens(side.text, sentence);
    let words: Vec<String> =
        tokens.iter().map(|token| fold_word(token.span.of(side.text))).collect();
    let first = tokens.partition_point(|token| token.span.end <= time.span.start);
    let last = tokens.partition_point(|token| token.span.start < time.span.end);
    let stops = |at: usize| {
        matches!(
            tokens[at].kind,
            TokenKind::Other
                | TokenKind::Dash
                | TokenKind::Mark
                | TokenKind::Ellipsis
                | TokenKind::Stop
        ) || LISTS.breaks.contains(&words[at])
    };
    let kind_at = |at: usize| {
        (tokens[at].kind == TokenKind::Word).then(|| LISTS.event(&stem(&words[at]))).flatten()
    };
    let before = (first.saturating_sub(REACH)..first)
        .rev()
        .take_while(|&at| !stops(at))
        .find(|&at| kind_at(at).is_some());
    let behind = || {
        (last..tokens.len().min(last + 3))
            .take_while(|&at| !stops(at))
            .find(|&at| kind_at(at).is_some())
    };
    let at = before.or_else(behind)?;
    let span = tokens[at].span.cover(time.span);
    let day = time
        .value
        .as_deref()
        .and_then(|value| value.parse().ok())
        .or_else(|| near(scene.day?, time.weekday?));
    let planned = is_planned(&words, at);
    let keys = side.keys(sentence);
    let weekday =
        time.weekday.or_else(|| day.map(|day| day.weekday().to_monday_one_offset().unsigned_abs()));
    Some((
        kind_at(at)?,
        Event {
            witness,
            span,
            words: span.of(side.text),
            planned,
            weekday,
            day,
            keys,
            people: side.people(time.span, None),
        },
    ))
}

/// The day of that weekday next to the story's day, at most three days away.
fn near(day: Date, weekday: u8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    let ahead = i32::from(day.weekday().until(weekday));
    day.checked_add((if ahead > 3 { ahead - 7 } else { ahead }).days()).ok()
}

/// "is to visit", "ahead of his visit", "the planned trip".
fn is_planned(words: &[String], at: usize) -> bool {
    let before = &words[at.saturating_sub(4)..at];
    let head = |word: &String| LISTS.infinitive_heads.contains(word);
    before.iter().any(|word| LISTS.ahead.contains(word))
        || before.windows(2).any(|pair| head(&pair[0]) && pair[1] == "to")
}

fn cluster<'a>(kind: &str, events: Vec<Event<'a>>) -> Vec<Vec<Event<'a>>> {
    let own = format!("~{kind}");
    let mut groups: Vec<Vec<Event>> = Vec::new();
    for event in events {
        match groups
            .iter_mut()
            .find(|group| group.iter().take(3).any(|other| is_same(&own, other, &event)))
        {
            Some(group) => group.push(event),
            None => groups.push(vec![event]),
        }
    }
    groups
}

fn is_same(own: &str, a: &Event, b: &Event) -> bool {
    let mut common = shared(&a.keys, &b.keys);
    common.remove(own);
    // more than three days apart it is another occasion; so is a date beside a weekday that nothing dates
    let near = match (a.day, b.day) {
        (Some(a), Some(b)) => (a - b).get_days().abs() <= 3,
        (None, None) => true,
        _ => false,
    };
    near && !other_people(&a.people, &b.people) && common.len() >= 2 && weight(&common) >= LEAST
}

fn finding(group: &[Event]) -> Option<Finding> {
    let mut first: Vec<&Event> = Vec::new();
    for event in group {
        if first.last().is_none_or(|last| last.witness != event.witness) {
            first.push(event);
        }
    }
    // a report that gives the event two days tells of several occasions
    let two_days = |witness: usize| {
        let mut days =
            group.iter().filter(|event| event.witness == witness).map(|event| event.weekday);
        let one = days.next();
        days.any(|day| Some(day) != one)
    };
    first.retain(|event| !two_days(event.witness));
    let a = *first.first()?;
    let b = *first.iter().find(|b| b.weekday != a.weekday)?;
    let verdict =
        if a.planned == b.planned && !a.planned { Verdict::Contradiction } else { Verdict::AsOf };
    let why = match (a.planned, b.planned) {
        (false, false) => format!(
            "Both tell of it as done, “{}” and “{}”; one event cannot fall on {} and on {}.",
            a.words,
            b.words,
            shown(a),
            shown(b)
        ),
        (true, true) => format!(
            "Both look ahead, to {} and to {}; the plan may have moved between them.",
            shown(a),
            shown(b)
        ),
        (planned, _) => {
            let (plan, done) = if planned { (a, b) } else { (b, a) };
            format!(
                "“{}” was written ahead of the event and “{}” after it; the day may have moved, or be {} and {} in two time zones.",
                plan.words,
                done.words,
                shown(plan),
                shown(done)
            )
        }
    };
    let readings = first
        .iter()
        .map(|event| FindingReading {
            witness: event.witness,
            span: event.span,
            value: shown(event),
            claimant: None,
        })
        .collect();
    let about = format!("day of one event: “{}” against “{}”", a.words, b.words);
    let confidence = if verdict == Verdict::Contradiction { 0.6 } else { 0.7 };
    Some(Finding { kind: FindingKind::Date, verdict, about, why, readings, confidence })
}

/// The date, or the weekday where no report dates it.
fn shown(event: &Event) -> String {
    const NAMES: [&str; 7] =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    match (event.day, event.weekday) {
        (Some(day), _) => day.to_string(),
        (None, Some(weekday)) => NAMES[usize::from(weekday - 1) % 7].to_owned(),
        (None, None) => "an unknown day".to_owned(),
    }
}
