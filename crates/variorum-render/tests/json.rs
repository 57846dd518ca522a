//! The JSON of an edition and of one report, in the shape of the contract.

#![allow(clippy::unwrap_used, reason = "a test stops where its page is not as it says")]

mod fixture;

use expect_test::expect_file;
use serde_json::Value;
use variorum_render::{annotation_json, json};

/// One field a line, so that a person can read the difference.
fn pretty(line: &str) -> String {
    let value: Value = serde_json::from_str(line).unwrap();
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

#[test]
fn edition() {
    expect_file!["ref/edition.json"].assert_eq(&pretty(&json(&fixture::edition(), "0.1.0")));
}

#[test]
fn annotation() {
    let line = annotation_json(&fixture::report());
    assert!(!line.contains('\n'));
    expect_file!["ref/annotation.json"].assert_eq(&pretty(&line));
}

#[test]
fn the_fields_are_those_of_the_contract() {
    let edition: Value = serde_json::from_str(&json(&fixture::edition(), "0.1.0")).unwrap();
    let mut fields: Vec<&str> = edition.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(
        fields.join(" "),
        "coverage findings notices parallels quotations reports schema sources statements timeline title variorum"
    );
}

/// Every quotation's code points give the words that its bytes give.
#[test]
fn code_points_give_the_words() {
    let edition = fixture::edition();
    let parsed: Value = serde_json::from_str(&json(&edition, "0.1.0")).unwrap();
    for (number, quotation) in parsed["quotations"].as_array().unwrap().iter().enumerate() {
        let at = edition.quotations[number];
        let text = edition.text(at.witness);
        let spans = &edition.quotation(number).content;
        for (span, points) in spans.iter().zip(quotation["content"].as_array().unwrap()) {
            let point = |at: usize| usize::try_from(points[at].as_u64().unwrap()).unwrap();
            let words: String = text.chars().skip(point(0)).take(point(1) - point(0)).collect();
            assert_eq!(words, span.of(text));
        }
    }
}

#[test]
fn omissions_are_empty_spans() {
    let parsed: Value = serde_json::from_str(&json(&fixture::edition(), "0.1.0")).unwrap();
    let variants = parsed["statements"][0]["apparatus"].as_array().unwrap().iter();
    let variants = variants.flat_map(|entry| entry["variants"].as_array().unwrap());
    let omitted: Vec<&Value> = variants.filter(|v| v["kind"] == "omission").collect();
    assert_eq!(omitted.len(), 2);
    assert!(omitted.iter().all(|v| v["span"][0] == v["span"][1]));
}
