//! The terminal edition, at the usual width and at a narrow one.

mod fixture;

use expect_test::expect_file;
use variorum_model::Edition;
use variorum_render::{TextStyle, text};

#[test]
fn eighty_columns() {
    let shown = text(&fixture::edition(), TextStyle::default());
    expect_file!["ref/width-80.txt"].assert_eq(&shown);
}

#[test]
fn forty_columns() {
    let shown = text(&fixture::edition(), TextStyle { width: 40, colour: false, all: false });
    assert!(shown.lines().all(|line| line.chars().count() <= 40));
    expect_file!["ref/width-40.txt"].assert_eq(&shown);
}

#[test]
fn colour_adds_escapes_only() {
    let style = TextStyle { width: 80, colour: true, all: false };
    let coloured = text(&fixture::edition(), style);
    assert!(coloured.contains("\u{1b}[1;31mCANNOT"));
    let bare = without_escapes(&coloured);
    let plain = text(&fixture::edition(), TextStyle::default());
    let trim = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(trim(&bare), trim(&plain));
}

/// A reader who counts the witnesses of a statement sees that they do not agree, and where it is told.
#[test]
fn a_statement_says_that_its_readings_differ() {
    let mut edition = fixture::edition();
    let quantity =
        |finding: &variorum_model::Finding| finding.kind == variorum_model::FindingKind::Quantity;
    let at = edition.findings.iter().position(quantity).expect("the fixture has such a finding");
    let line = format!("not the same number in all: f{}", at + 1);
    assert!(!text(&edition, TextStyle::default()).contains(&line));
    edition.statements[0].differs = vec![at];
    assert!(text(&edition, TextStyle::default()).contains(&line));
    let page = variorum_render::html(&edition);
    assert!(page.contains(&format!(
        "<strong>not the same number in all</strong>: <a href=\"#f{0}\">f{0}</a>",
        at + 1
    )));
    let json = variorum_render::json(&edition, "0.1.0");
    assert!(json.contains(&format!("\"differs\":[\"f{}\"]", at + 1)));
}

#[test]
fn nothing_of_a_report_drives_the_terminal() {
    let shown = text(&fixture::edition(), TextStyle::default());
    assert!(shown.contains("⟨U+202E⟩"));
    assert!(!shown.chars().any(|c| c == '\u{202e}' || (c.is_control() && c != '\n')));
}

/// Small differences are counted, and each has its line where all are wanted.
#[test]
fn small_differences_are_shown_where_all_are_wanted() {
    let edition = fixture::edition();
    let small = edition.statements.iter().flat_map(|s| &s.apparatus).filter(|e| !e.substantive);
    assert!(small.count() > 0, "the fixture has small differences");
    let counted = text(&edition, TextStyle { width: 160, colour: false, all: false });
    let shown = text(&edition, TextStyle { width: 160, colour: false, all: true });
    let new: Vec<&str> = shown.lines().filter(|line| !counted.contains(line)).collect();
    assert!(!new.is_empty() && new.iter().all(|line| line.contains(" ] ")), "{new:#?}");
    assert!(counted.lines().all(|line| shown.contains(line)));
}

#[test]
fn empty_and_wide_editions_are_shown() {
    let style = TextStyle { width: 0, colour: false, all: false };
    assert!(text(&Edition::default(), style).contains("0 reports"));
    let shown = text(&fixture::many(30), TextStyle { width: 40, colour: false, all: false });
    assert!(shown.lines().all(|line| line.chars().count() <= 40));
}

fn without_escapes(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('\u{1b}');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(part.split_once('m').map_or("", |(_, words)| words));
    }
    out
}
