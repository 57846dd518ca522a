//! Two reports that give two numbers for one thing do not corroborate each other (issue 13).
#![allow(clippy::disallowed_methods)]

mod process;

use process::{json, with_input};
use serde_json::Value;

/// The edition of two reports, each with its day.
fn edition(engine: &str, reports: [(&str, &str); 2]) -> Value {
    let line = |(id, (day, text)): (&str, (&str, &str))| {
        let report = serde_json::json!({"id": id, "published": day, "text": text});
        format!("{report}\n")
    };
    let input: String = ["a", "b"].into_iter().zip(reports).map(line).collect();
    let ran =
        with_input(&["collate", "-", "--format", "json", "--engine", engine], input.as_bytes());
    json(&ran.stdout)
}

/// Verdict and values of each finding on a number.
fn numbers(edition: &Value) -> Vec<(String, Vec<String>)> {
    let shown = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = edition["findings"].as_array().into_iter().flatten();
    findings
        .filter(|finding| finding["kind"] == "quantity")
        .map(|finding| {
            let readings = finding["readings"].as_array().into_iter().flatten();
            (shown(&finding["verdict"]), readings.map(|reading| shown(&reading["value"])).collect())
        })
        .collect()
}

fn check(reports: [(&str, &str); 2], expected: &[(&str, &[&str])]) {
    for engine in ["fast", "careful"] {
        let edition = edition(engine, reports);
        let found = numbers(&edition);
        let found: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|(verdict, values)| {
                (verdict.as_str(), values.iter().map(String::as_str).collect())
            })
            .collect();
        let expected: Vec<(&str, Vec<&str>)> =
            expected.iter().map(|(verdict, values)| (*verdict, values.to_vec())).collect();
        assert_eq!(found, expected, "{engine}: {reports:?}");
        // a statement of both must say that they differ
        for statement in edition["statements"].as_array().into_iter().flatten() {
            let readings = statement["readings"].as_array().map_or(0, Vec::len);
            assert!(readings < 2 || statement["differs"].is_array(), "{engine}: {statement}");
        }
    }
}

#[test]
fn two_tolls_are_a_finding_whether_or_not_a_statement_holds_them() {
    let day = "2031-03-05";
    check(
        [
            (day, "The ferry fire in Vikholm killed 12 people, police said."),
            (day, "Police said that 19 people had died in the ferry fire in Vikholm."),
        ],
        &[("contradiction", &["12", "19"])],
    );
    check(
        [
            (day, "The flood in Orr left at least 34 dead, the relief board said."),
            (
                "2031-03-12",
                "The toll of the flood in Orr rose to 51, the relief board said on Wednesday.",
            ),
        ],
        &[("as_of", &[">34", "51"])],
    );
}

#[test]
fn a_bound_of_the_same_day_agrees_and_one_of_another_week_does_not() {
    let first = "The Sarvan quake killed 6,125 people, the relief board said.";
    let second = "The Sarvan quake killed more than 6,000 people, the relief board said.";
    check([("2031-03-05", first), ("2031-03-05", second)], &[("equivalent", &["6125", ">6000"])]);
    check([("2031-03-05", first), ("2031-03-12", second)], &[("as_of", &["6125", ">6000"])]);
}

#[test]
fn a_crowd_has_its_claimants() {
    let day = "2031-03-05";
    check(
        [
            (
                day,
                "The march through Halmar drew 200 people according to the council, 450 by the police.",
            ),
            (day, "More than 600 people marched through Halmar, the organisers said."),
        ],
        &[("not_comparable", &["200", "450", ">600"])],
    );
}
