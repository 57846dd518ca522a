//! Invariants of reading, on any bytes and on real files.

// The tests write the files that they read.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use variorum_model::{BlockRole, Report};
use variorum_read::{Capture, Options, ReadError, read_bytes, read_captures, read_paths};

fn check_blocks(report: &Report) {
    let mut end = 0;
    for block in &report.blocks {
        assert!(block.span.start >= end, "{:?} overlaps what precedes it", block.span);
        assert!(!block.span.is_empty());
        let words =
            report.text.get(block.span.start..block.span.end).expect("on character boundaries");
        assert_eq!(words, words.trim());
        end = block.span.end;
    }
    for span in report.dates.iter().filter_map(|date| date.span).chain(report.title_span) {
        assert!(report.text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
    }
}

/// Every character that is not white space lies in a block, but for Markdown's heading marks.
fn check_nothing_is_lost(report: &Report) {
    let mut end = 0;
    let ends = report.blocks.iter().map(|block| (block.span.start, block.span.end));
    for (start, next_end) in ends.chain([(report.text.len(), report.text.len())]) {
        let between = &report.text[end..start];
        assert!(between.chars().all(|c| !c.is_alphanumeric()), "{between:?} is in no block");
        end = next_end;
    }
}

/// Lines that the rules look at, in any combination.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        Just("By Jane Roe, Associated Press".to_owned()),
        Just("KYIV, June 31 (Reuters) - The ferry stopped.".to_owned()),
        Just("(CNN)The ferry".to_owned()),
        Just("MOSCOW, June 18. /TASS/.".to_owned()),
        Just("Updated: 31/12/2024 | 10:30".to_owned()),
        Just("date 2024-10-16 Ferry".to_owned()),
        Just("Source: Harbour".to_owned()),
        Just("Photo: é / AP".to_owned()),
        Just("# Ferry stops".to_owned()),
        Just("-".to_owned()),
        Just("“No,” she said.".to_owned()),
        Just(String::new()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read_or_remarked_on(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let intake = read_bytes("any.txt", &bytes);
        prop_assert!(!intake.reports.is_empty() || !intake.notices.is_empty());
        intake.reports.iter().for_each(check_blocks);
    }

    #[test]
    fn any_lines_are_cut_into_blocks(lines in prop::collection::vec(line(), 0..14), end in "\n|\r\n|\r|\n\n") {
        let text = lines.join(&end);
        for report in read_bytes("any.md", text.as_bytes()).reports {
            prop_assert_eq!(&report.text, &text);
            check_blocks(&report);
            check_nothing_is_lost(&report);
        }
    }

    #[test]
    fn json_of_any_shape_is_read_or_remarked_on(text in "[{\\[\\]}:,\"a-z0-9\\\\ \n]{0,80}", title in "\\PC{0,12}") {
        read_bytes("any.json", text.as_bytes());
        let record = serde_json::json!({ "title": title, "text": format!("{title} {text}") });
        for report in read_bytes("any.jsonl", record.to_string().as_bytes()).reports {
            check_blocks(&report);
        }
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(
        texts in prop::collection::vec(("[ab]", "(One|Two|Three)\\.", any::<bool>()), 1..8),
        rotate in 0usize..8,
    ) {
        let capture = |(idx, (name, text, json)): (usize, (String, String, bool))| {
            let path = format!("{idx}/{name}.txt");
            let bytes = if json { format!(r#"{{"id":"{name}","text":"{text}"}}"#) } else { text };
            Capture { path, bytes: bytes.into_bytes() }
        };
        let captures: Vec<Capture> = texts.into_iter().enumerate().map(capture).collect();
        let mut turned = captures.clone();
        turned.rotate_left(rotate % captures.len());
        turned.reverse();
        let options = Options::default();
        let intake = read_captures(&captures, &options);
        prop_assert_eq!(&intake, &read_captures(&turned, &options));
        let mut ids: Vec<_> = intake.reports.iter().map(|report| &report.id).collect();
        ids.dedup();
        prop_assert_eq!(ids.len(), intake.reports.len());
    }
}

/// A folder of its own for each test, below the build's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("inner/empty")).expect("a folder");
    folder
}

fn rules(intake: &variorum_read::Intake) -> Vec<&str> {
    intake.notices.iter().map(|notice| notice.rule.name()).collect()
}

#[test]
fn folders_are_read_whole_and_files_once() {
    let folder = folder("whole");
    fs::write(folder.join("b.txt"), "The ferry stopped.").expect("written");
    fs::write(folder.join("inner/a.md"), "The ferry sailed.").expect("written");
    fs::write(folder.join("inner/.hidden"), "Nobody reads this.").expect("written");
    fs::write(folder.join("gold.json"), "{\"quotations\": []}").expect("written");
    fs::write(folder.join("copy.txt"), "The ferry sailed.").expect("written");
    let again = folder.join("inner/../b.txt");
    let paths = [folder.clone(), again.clone(), folder.join("nothing.txt")];
    let intake = read_paths(&paths, &Options::default()).expect("readable");
    let ids: Vec<_> = intake.reports.iter().map(|report| report.id.as_str()).collect();
    assert_eq!(ids, ["b", "copy"]);
    assert_eq!(rules(&intake), ["duplicate-report", "duplicate-report", "no-text", "unreadable"]);
    let reversed: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    assert_eq!(read_paths(&reversed, &Options::default()).expect("readable"), intake);
}

#[test]
fn nothing_to_read_is_an_error_of_one_line() {
    let folder = folder("nothing");
    let message = |paths: &[PathBuf]| {
        let error = read_paths(paths, &Options::default()).expect_err("nothing there");
        let message = error.to_string();
        assert!(!message.contains('\n') && !message.ends_with('.'), "{message}");
        message
    };
    assert!(message(std::slice::from_ref(&folder)).starts_with("no report in"));
    assert!(message(&[folder.join("gone.txt")]).contains("no such file or folder"));
    fs::write(folder.join("empty.txt"), "").expect("written");
    assert!(message(&[folder.join("empty.txt")]).contains("is empty"));
    assert!(matches!(read_paths(&[], &Options::default()), Err(ReadError::NoInput)));
}

#[test]
fn a_long_file_is_a_notice() {
    let folder = folder("long");
    fs::write(folder.join("a.txt"), "The ferry stopped.").expect("written");
    fs::write(folder.join("b.txt"), "The ferry sailed on and on.").expect("written");
    let options = Options { max_bytes: 20, ..Options::default() };
    let intake = read_paths(&[folder], &options).expect("readable");
    assert_eq!((intake.reports.len(), rules(&intake)), (1, vec!["too-long"]));
}

#[test]
fn one_line_of_any_length_is_read() {
    let text = "The ferry “sailed” on, and on. ".repeat(100_000);
    let intake = read_bytes("line.txt", text.as_bytes());
    assert_eq!(intake.reports[0].blocks.len(), 1);
    assert_eq!(intake.reports[0].blocks[0].role, BlockRole::Body);
}

/// Real reports: nothing with a quotation mark in it may be taken for furniture.
#[test]
fn no_quotation_of_the_real_reports_is_furniture() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !shared.exists() {
        println!("skipped: {} is absent", shared.display());
        return;
    }
    let paths = [shared.join("op-ed"), shared.join("stories")];
    for report in read_paths(&paths, &Options::default()).expect("readable").reports {
        check_blocks(&report);
        check_nothing_is_lost(&report);
        for block in report.blocks.iter().filter(|block| block.role.is_furniture()) {
            let words = block.span.of(&report.text);
            assert!(
                block.role == BlockRole::RepeatedTitle || !words.contains(['“', '”', '"']),
                "{words}"
            );
        }
    }
}
