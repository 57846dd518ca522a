//! Each line: a report's day ("" for none), a sentence, and the times found in it as `words=value`.

use super::*;
use crate::prose::Prose;
use variorum_model::{Block, DateOrigin, DateRole, Precision, ReportDate};

fn report(day: &str, text: &str) -> Report {
    let dates = match day.split_once(' ') {
        Some(("extractor", value)) => {
            vec![ReportDate {
                role: DateRole::Extractor,
                value: value.to_owned(),
                span: None,
                time: None,
                origin: DateOrigin::Text,
            }]
        }
        _ if day.is_empty() => Vec::new(),
        _ => vec![ReportDate {
            role: DateRole::Page,
            value: day.to_owned(),
            span: None,
            time: None,
            origin: DateOrigin::Text,
        }],
    };
    let whole = Span::new(0, text.len());
    Report {
        text: text.to_owned(),
        dates,
        blocks: vec![
            Block { span: Span::new(0, 0), role: BlockRole::Body },
            Block { span: whole, role: BlockRole::Body },
        ],
        ..Report::default()
    }
}

fn shown(day: &str, text: &str) -> String {
    let report = report(day, text);
    let prose = Prose::whole(text);
    let block = Span::new(0, text.len());
    let tokens = prose.tokens(prose.range(block));
    let sentences = variorum_text::sentences(text, block, tokens, &quoted(text, block));
    let lines: Vec<Line> = sentences.into_iter().map(|sentence| prose.line(sentence)).collect();
    let found: Vec<String> = times(&report, &lines)
        .iter()
        .map(|time| format!("{} = {}", time.span.of(text), time.value.as_deref().unwrap_or("?")))
        .collect();
    found.join("; ")
}

/// The rows of `tests/suite/times.md`, each with the day it is read on.
fn rows(page: &str) -> Vec<(String, String, String)> {
    let (mut day, mut out) = (String::new(), Vec::new());
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("Day: ") {
            day = name.replace("none", "");
        }
        let cells = line.strip_prefix("| ").and_then(|line| line.strip_suffix('|'));
        if let Some((sentence, times)) = cells.and_then(|cells| cells.split_once(" |"))
            && sentence != "sentence"
        {
            out.push((day.clone(), sentence.to_owned(), times.trim().to_owned()));
        }
    }
    out
}

#[test]
fn phrases_mean_what_the_page_says() {
    let rows = rows(include_str!("../../../../tests/suite/times.md"));
    assert!(rows.len() >= 200, "only {} rows", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .map(|(day, text, expected)| (text, expected, shown(day, text)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| format!("{text}\n  wants {expected}\n   gets {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_extractors_date_anchors_nothing() {
    assert_eq!(shown("extractor 2031-03-12", "The mayor spoke on Tuesday."), "Tuesday = ?");
}

#[test]
fn the_lead_may_tell_of_the_next_day() {
    let text = "The minister landed in Orr on Thursday.";
    let mut report = report("2031-03-12", text);
    report.blocks.remove(0);
    let found = times(&report, &[Prose::whole(text).as_line()]);
    assert_eq!(found[0].value.as_deref(), Some("2031-03-13"));
    assert_eq!((found[0].weekday, found[0].anchored_on.as_deref()), (Some(4), Some("page")));
}

#[test]
fn relations_are_kept() {
    for (text, relation) in [
        ("Nothing since 2000.", TimeRelation::Since),
        ("It ends before March 2029.", TimeRelation::Before),
        ("After 2011 it rose.", TimeRelation::After),
        ("It rose in 2011.", TimeRelation::On),
    ] {
        assert_eq!(
            times(&report("", text), &[Prose::whole(text).as_line()])[0].relation,
            relation,
            "{text}"
        );
    }
}

#[test]
fn no_text_panics() {
    for text in [
        "",
        "2024-13-99 March 99 0000",
        "“May ’ 5 of of May",
        "Tue, , ,",
        "9999999999999999999999 years ago",
        "٣ years ago",
    ] {
        let _ = shown("2031-03-12", text);
    }
}

proptest::proptest! {
    #[test]
    fn spans_are_words_and_values_are_dates(text in "(May|June|Tuesday|in|since|last|year|[0-9]{1,5}|ago|,|-|\\.| |é|’){0,30}") {
        for time in times(&report("2031-03-12", &text), &[Prose::whole(&text).as_line()]) {
            proptest::prop_assert!(!time.span.of(&text).is_empty());
            if time.precision == Precision::Day && let Some(value) = &time.value {
                proptest::prop_assert!(value.parse::<Date>().is_ok(), "{}", value);
            }
        }
    }
}
