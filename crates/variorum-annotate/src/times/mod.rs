//! Time expressions of the prose, resolved where the report's own dates allow it.
//!
//! A weekday means the nearest such day that the tense of its clause allows; where no date of the
//! report anchors it, or the words stand in someone's mouth, its value stays unknown.
//! No result depends on the day the program runs.

mod anchor;
mod clock;
mod grammar;
mod line;
mod named;
mod range;
mod relative;
mod resolve;
mod tense;
mod words;
mod year;

use anchor::{Anchors, own_dates};
use grammar::expression;
use jiff::civil::Date;
use named::{Found, Named};
use resolve::{Answer, Place, at, resolve};
use tense::tense;
use variorum_model::{Annotated, BlockRole, Report, Span, TimeExpression, TimeRelation};
use variorum_text::{Level, quoted};
use words::WORDS;

pub(crate) use grammar::is_time;
pub(crate) use line::Line;

/// True for the name of a month or a weekday, folded.
pub(crate) fn is_calendar_word(word: &str) -> bool {
    WORDS.month(word).is_some() || WORDS.weekday(word).is_some()
}

/// The time expressions of the sentences, in order.
pub(crate) fn times(report: &Report, lines: &[Line]) -> Vec<TimeExpression> {
    read(report, lines, &Anchors::of(report))
}

/// Days between the first and the last sibling up to which they date a story.
const FAR: i32 = 3;

/// Reads the times of reports that give no date of their own from the dates of the others, where these lie within
/// three days. A value is kept only where it is the same on each of their days and on the day before and after.
pub fn anchor_on_siblings(reports: &mut [Annotated]) {
    let dates = |annotated: &Annotated| -> Vec<Date> {
        own_dates(&annotated.report).map(|(_, day)| day).collect()
    };
    let mut days: Vec<Date> = reports.iter().flat_map(dates).collect();
    days.sort_unstable();
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return };
    if (last - first).get_days() > FAR {
        return;
    }
    let anchors = Anchors::of_siblings(first, last);
    for annotated in reports.iter_mut().filter(|annotated| dates(annotated).is_empty()) {
        let end = annotated.sentences.last().map_or(0, |sentence| sentence.end);
        let prose = crate::prose::Prose::of(&annotated.report, end);
        let lines: Vec<Line> = annotated.sentences.iter().map(|span| prose.line(*span)).collect();
        annotated.times = read(&annotated.report, &lines, &anchors);
    }
}

/// An expression in its sentence.
struct Seen {
    start: usize,
    found: Found,
    answer: Answer,
}

fn read(report: &Report, lines: &[Line], anchors: &Anchors) -> Vec<TimeExpression> {
    let quoted = marked(report);
    let lead = report
        .blocks
        .iter()
        .find(|block| block.role == BlockRole::Body)
        .map_or(0, |block| block.span.end);
    let mut out = Vec::new();
    let mut named = None;
    let mut last_end = 0;
    for line in lines.iter().filter(|line| line.len() > 0) {
        let span = line.span(0, line.len());
        // another paragraph tells of another day
        if report.text.get(last_end..span.start).is_none_or(|between| between.contains('\n')) {
            named = None;
        }
        last_end = span.end;
        let mut seen = Vec::new();
        let counts = ["ago", "earlier", "later", "before", "after", "from"]
            .iter()
            .any(|word| line.holds(word));
        let mut at = 0;
        while at < line.len() {
            let Some(found) = expression(line, at, counts) else {
                at += 1;
                continue;
            };
            let span = line.span(at, found.end);
            let place = Place {
                tense: tense(line, at, found.end),
                in_lead: span.end <= lead,
                in_marks: stand_in(&quoted, span),
                at_head: at <= 1,
                named,
            };
            let answer = agreed(&found.named, anchors, place);
            if !place.in_marks && !matches!(found.named, Named::Clock(_)) {
                named = answer.day.filter(|_| relation(line, at) == TimeRelation::On);
            }
            let start = at;
            at = found.end;
            seen.push(Seen { start, found, answer });
        }
        join_clocks(line, &mut seen);
        out.extend(seen.into_iter().map(|seen| expressed(line, seen, anchors.name)));
    }
    out
}

/// The answer that all days agree on: of the last day, without its value where another day's differs.
fn agreed(named: &Named, anchors: &Anchors, place: Place) -> Answer {
    let mut days = anchors.days.iter().map(|anchor| resolve(named, Some(*anchor), place));
    let Some(mut first) = days.next() else { return resolve(named, None, place) };
    if days.any(|other| other != first) {
        first.value = None;
        first.day = None;
    }
    first
}

/// Gives times of day the day that stands right beside them: "at 10 a.m. on Monday", "Monday at 10 a.m.".
fn join_clocks(line: &Line, seen: &mut [Seen]) {
    let gap = |from: usize, to: usize| {
        (from..to).all(|at| {
            matches!(
                line.word(at),
                "at" | "on" | "," | "by" | "after" | "before" | "from" | "until"
            )
        }) && to.saturating_sub(from) <= 2
    };
    for index in 0..seen.len() {
        let Named::Clock(clock) = seen[index].found.named else { continue };
        let (start, end) = (seen[index].start, seen[index].found.end);
        let before = index.checked_sub(1).map(|before| &seen[before]);
        let before = before.filter(|before| gap(before.found.end, start));
        let behind = seen.get(index + 1).filter(|behind| gap(end, behind.start));
        let Some(day) = before.or(behind).filter(|_| !clock.loose) else { continue };
        let (value, anchored) = (day.answer.day.map(|day| at(clock, day)), day.answer.anchored);
        seen[index].answer.value = value;
        seen[index].answer.anchored = anchored;
    }
}

fn expressed(line: &Line, seen: Seen, name: &str) -> TimeExpression {
    let Seen { start, found, answer } = seen;
    let weekday = match found.named {
        Named::Weekday(number, _)
        | Named::WeekdayOf(number, _)
        | Named::WeekdayFromLast(number, _) => Some(number),
        _ => found.weekday,
    };
    TimeExpression {
        span: line.span(start, found.end),
        anchored_on: answer.value.as_ref().filter(|_| answer.anchored).map(|_| name.to_owned()),
        value: answer.value,
        weekday,
        precision: answer.precision,
        relation: relation(line, start),
    }
}

/// Stretches in double marks, each reaching to the end of the longest so far: what "yesterday" means there is the
/// speaker's.
fn marked(report: &Report) -> Vec<Span> {
    let mut end = 0;
    let stretches = report.prose().flat_map(|block| quoted(&report.text, block.span));
    stretches
        .filter(|stretch| stretch.level == Level::Double)
        .map(|stretch| {
            end = end.max(stretch.span.end);
            Span::new(stretch.span.start, end)
        })
        .collect()
}

/// True where one of the stretches, which come in order, holds the span.
fn stand_in(marked: &[Span], span: Span) -> bool {
    let behind = marked.partition_point(|stretch| stretch.start <= span.start);
    behind.checked_sub(1).is_some_and(|last| marked[last].end >= span.end)
}

fn relation(line: &Line, at: usize) -> TimeRelation {
    let skipped =
        |word: &str| matches!(word, "the" | "about" | "around" | "early" | "late" | "last" | "mid");
    let back = (1..=3).find(|steps| !skipped(line.before(at, *steps))).unwrap_or(1);
    match line.before(at, back) {
        "since" => TimeRelation::Since,
        "before" | "until" | "till" | "by" => TimeRelation::Before,
        "after" => TimeRelation::After,
        _ => TimeRelation::On,
    }
}

#[cfg(test)]
mod tests;
