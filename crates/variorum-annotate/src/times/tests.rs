//! Each line: a report's day ("" for none), a sentence, and the times found in it as `words=value`.

use super::*;
use crate::prose::Prose;
use variorum_model::{Block, DateOrigin, DateRole, ReportDate};

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
    let found = times(&report, &[Prose::whole(text).as_line()]);
    let lines: Vec<String> = found
        .iter()
        .map(|time| format!("{}={}", time.span.of(text), time.value.as_deref().unwrap_or("?")))
        .collect();
    lines.join("; ")
}

#[test]
fn dates_weekdays_and_years() {
    // 2031-03-12 is a Wednesday
    let day = "2031-03-12";
    let cases = [
        (day, "The dam broke on March 3, 2029.", "March 3, 2029=2029-03-03"),
        (day, "It opened 18 June 2024 in Orr.", "18 June 2024=2024-06-18"),
        (day, "The file is dated 2024-06-18.", "2024-06-18=2024-06-18"),
        (day, "She wrote on Oct. 19, 2011, and left.", "Oct. 19, 2011=2011-10-19"),
        (day, "It fell on Friday, March 7, 2031.", "Friday, March 7, 2031=2031-03-07"),
        (day, "They met on March 3.", "March 3=2031-03-03"),
        (day, "They met on Nov. 20.", "Nov. 20=2030-11-20"),
        (day, "They will meet on 5 May.", "5 May=2031-05-05"),
        (day, "The mayor spoke on Tuesday.", "Tuesday=2031-03-11"),
        (day, "The mayor spoke Wednesday.", "Wednesday=2031-03-12"),
        (day, "The mayor will speak on Friday.", "Friday=2031-03-14"),
        (day, "The mayor is to visit Orr on Friday.", "Friday=2031-03-14"),
        (day, "She left late Monday.", "Monday=2031-03-10"),
        (day, "She left last Wednesday.", "Wednesday=2031-03-05"),
        (day, "She left on Thursday.", "Thursday=?"),
        (day, "Monday’s session in Orr.", "Monday=?"),
        ("", "The mayor spoke on Tuesday.", "Tuesday=?"),
        ("extractor 2031-03-12", "The mayor spoke on Tuesday.", "Tuesday=?"),
        (day, "“We left on Monday,” he said.", "Monday=?"),
        (day, "It was the first since 2000.", "2000=2000"),
        (day, "In 2006 the bank failed.", "2006=2006"),
        (day, "He lost a 2005 bid for mayor.", "2005=2005"),
        (day, "It drew 2000 people.", ""),
        (day, "It drew 2,000 people and cost $2000.", ""),
        (day, "A crowd of 1900 people came.", ""),
        (day, "In February, the wire reported it.", "February=2031-02"),
        (day, "She said the vote in June mattered.", "June=?"),
        (day, "They met on June 3.", "June 3=?"),
        (day, "In October it rained and she left.", "October=2030-10"),
        (day, "It began in April 2019.", "April 2019=2019-04"),
        (day, "She may march in summer.", ""),
        (day, "They met last month.", "last month=2031-02"),
        (day, "They met last year and last week.", "last year=2030; last week=?"),
        (day, "It burned yesterday.", "yesterday=2031-03-11"),
        (day, "The bridge fell 24 years ago.", "24 years ago=2007"),
        (day, "It broke three days ago.", "three days ago=2031-03-09"),
        (day, "The 1990s were quiet.", "1990s=?"),
        (day, "The Sunday Times and Black Friday.", ""),
        (day, "Section 2011 of the code.", ""),
    ];
    for (day, text, expected) in cases {
        assert_eq!(shown(day, text), expected, "{day} {text}");
    }
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
