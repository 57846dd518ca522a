//! Input that is broken, foreign, empty or made to hurt: a notice or a clear error, and the rest of the edition.
//!
//! Sizes are smaller here than what was measured by hand in release builds (docs/evaluation.md): the tests run
//! unoptimised, so the 50 MB line is 5 MB.
#![allow(clippy::disallowed_methods, reason = "tests write their reports to files")]

mod process;

use process::{Folder, Ran, example, json, variorum};
use serde_json::Value;
use std::time::{Duration, Instant};

/// Only a hang takes longer: the slowest input needs a minute unoptimised, several on a machine that builds beside it.
const PATIENCE: Duration = Duration::from_secs(900);

/// The speakers and labels of the example's statements that two reports or more carry.
fn shared(edition: &Value) -> Vec<String> {
    let of_example = |reading: &&Value| {
        let quotation = edition["quotations"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|q| q["id"] == reading["quotation"]);
        quotation.is_some_and(|q| EXAMPLE.iter().any(|id| q["report"] == **id))
    };
    let statements = edition["statements"].as_array().expect("statements");
    let carried = |s: &&Value| {
        s["readings"].as_array().expect("readings").iter().filter(of_example).count() > 1
    };
    statements
        .iter()
        .filter(carried)
        .map(|s| s["speaker"]["name"].as_str().unwrap_or("?").to_owned())
        .collect()
}

const EXAMPLE: [&str; 5] = ["beacon", "courier", "meridian", "northern-wire", "tidewater"];

/// The rules of all notices of an edition, those of its reports included.
fn rules(edition: &Value) -> Vec<String> {
    let of = |holder: &Value| -> Vec<String> {
        let notices = holder["notices"].as_array().into_iter().flatten();
        notices.filter_map(|notice| notice["rule"].as_str()).map(str::to_owned).collect()
    };
    let reports = edition["reports"].as_array().expect("reports");
    [of(edition), reports.iter().flat_map(of).collect()].concat()
}

fn timed(arguments: &[&str]) -> Ran {
    let start = Instant::now();
    let ran = variorum(arguments);
    let taken = start.elapsed();
    assert!(taken < PATIENCE, "{arguments:?} took {taken:?}");
    ran
}

/// Runs a file alone and among the example's reports; the rules of the second run, the first run with its status.
fn among(name: &str, bytes: impl AsRef<[u8]>) -> (Ran, Vec<String>) {
    let folder = Folder::new(&format!("hostile-{name}"));
    let file = folder.write(name, bytes);
    let alone = timed(&["collate", &file, "--format", "json"]);
    assert!(matches!(alone.status, 0..=2), "{name}: {}", alone.stderr);
    if alone.status == 2 {
        assert!(
            alone.stderr.contains(name) && alone.stderr.trim_end().lines().count() == 1,
            "{}",
            alone.stderr
        );
    }
    // alone with the careful engine, among others with the fast one
    let fast = ["collate", &example(), "--engine", "fast"];
    let mixed = timed(&[&fast[..], &[&file, "--format", "json"]].concat());
    assert_eq!(mixed.status, 0, "{name}: {}", mixed.stderr);
    let edition = json(&mixed.stdout);
    let clean = json(&variorum(&[&fast[..], &["--format", "json"]].concat()).stdout);
    let (wanted, found) = (shared(&clean), shared(&edition));
    assert!(!wanted.is_empty() && found.len() >= wanted.len(), "{name}: {found:?} of {wanted:?}");
    for format in ["text", "html"] {
        let shown = timed(&[&fast[..], &[&file, "--format", format]].concat());
        assert_eq!(shown.status, 0, "{name}");
    }
    let spans = process::texts(&edition);
    process::each_span(&edition, &spans, &mut |text: &[char], start, end, at: &Value| {
        assert!(start <= end && end <= text.len(), "{name}: {at}");
    });
    (alone, rules(&edition))
}

/// A file that gives no report: an error alone, a notice among others.
fn refused(name: &str, bytes: impl AsRef<[u8]>, rule: &str) {
    let (alone, rules) = among(name, bytes);
    assert_eq!(alone.status, 2, "{name}");
    assert!(rules.iter().any(|found| found == rule), "{name}: {rules:?}");
}

/// A file that is read: an edition alone, with the notice.
fn noticed(name: &str, bytes: impl AsRef<[u8]>, rule: &str) {
    let (alone, rules) = among(name, bytes);
    // with nothing to compare it with, nothing is found
    assert_eq!(alone.status, 1, "{name}: {}", alone.stderr);
    assert!(rules.iter().any(|found| found == rule), "{name}: {rules:?}");
}

fn courier() -> String {
    std::fs::read_to_string(format!("{}/courier.txt", example())).expect("the example")
}

#[test]
fn nothing_to_read() {
    refused("empty.txt", "", "empty");
    refused("newlines.txt", "\n".repeat(1_000_000), "empty");
    refused(
        "nul.txt",
        b"Vask said \x00 \xe2\x80\x9cwe were\x00 slow\xe2\x80\x9d to listen.\x00",
        "binary",
    );
    refused(
        "nested.html",
        "<!DOCTYPE html><html><body>".to_owned() + &"<div>".repeat(100_000),
        "no-article",
    );
}

#[test]
fn a_page_of_nested_tags() {
    let page =
        format!("<!DOCTYPE html><html><body>{}<p>{}</p>", "<div>".repeat(100_000), courier());
    noticed("deep.html", page, "deep-nesting");
}

#[test]
fn a_folder_without_reports() {
    let folder = Folder::new("hostile-folder");
    let bare = folder.path("bare");
    std::fs::create_dir(&bare).expect("a new folder");
    let alone = variorum(&["collate", &bare]);
    assert_eq!(alone.status, 2);
    assert!(alone.stderr.contains("bare"), "{}", alone.stderr);
    assert_eq!(variorum(&["collate", &bare, &example()]).status, 0);
}

#[test]
fn a_lone_report() {
    let (alone, _) = among("lone.txt", courier().replace("forty ships", "fifty ships"));
    assert!(rules(&json(&alone.stdout)).contains(&"lone-report".to_owned()));
}

#[test]
fn one_report_twice() {
    let folder = Folder::new("hostile-twice");
    let (one, two) = (folder.write("one.txt", courier()), folder.write("two.txt", courier()));
    for paths in [[&one, &one], [&one, &two], [&two, &one]] {
        let ran = variorum(&["collate", paths[0], paths[1], "--format", "json"]);
        let edition = json(&ran.stdout);
        assert_eq!(edition["reports"].as_array().map(Vec::len), Some(1));
        assert_eq!(edition["reports"][0]["id"], "one");
        assert!(rules(&edition).contains(&"duplicate-report".to_owned()));
    }
}

#[test]
fn broken_encoding() {
    let mut bytes = courier().into_bytes();
    bytes.extend(b"\xff\xfe\x80 and more \xc3\x28");
    let (alone, rules) = among("broken.txt", bytes);
    assert!(rules.contains(&"not-utf8".to_owned()), "{rules:?}");
    assert!(
        alone.stdout.contains("Vask’s") || alone.stdout.contains("Halmar’s"),
        "the letters that are whole stay"
    );
}

#[test]
fn reports_that_do_not_belong() {
    let korean = "항구 파업이 아흐레 만에 끝났다.\n\n대통령은 화요일 의회에서 “어떤 노동자도 하루치 임금을 잃지 않을 것”이라고 말했다.\n\n\
        노동조합은 “이제 한 줄 한 줄 읽어 보겠다”고 밝혔다. 노동부는 월요일 현재 약 2,900명이 참가했다고 전했다.\n";
    noticed("korean.txt", korean, "other-language");
    let bakery = "Bakers of Elm Hollow win a prize for rye\n\nThe Elm Hollow bakery won the valley bread prize on Sunday.\n\n\
        “Rye needs patience and a cool cellar,” said Orla Finch, the baker. “My grandmother never owned a clock.”\n";
    noticed("bakery.txt", bakery, "unrelated");
}

/// Marks of every kind and words in a fixed disorder.
fn marks(n: usize) -> String {
    let pieces = [
        "“",
        "”",
        "\"",
        "‘",
        "’",
        "'",
        "«",
        "»",
        "„",
        "harbour",
        "said",
        "Belk",
        "the strike",
        ".",
    ];
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        pieces[(state >> 16) as usize % pieces.len()]
    };
    (0..n).map(|_| format!("{} ", next())).collect()
}

#[test]
fn marks_without_partners() {
    among("marks.txt", marks(10_000));
    among("only-marks.txt", "“”\"“”‘’'\"'".repeat(2_000));
    among("only-open.txt", "“ ‘".repeat(5_000));
    let open = courier().replace(['”', '’'], "");
    noticed("open.txt", open, "unbalanced-quotation-mark");
    among("paragraphs.txt", "“Said so\n\n".repeat(5_000));
}

#[test]
fn a_long_line() {
    let line = "“We were slow to listen,” Vask said at the harbour on Tuesday. The union counted 4,200 dockers. ";
    noticed("line.txt", line.repeat(5_000_000 / line.len()), "text-cut");
    noticed(
        "flat.txt",
        format!(
            "Halmar strike\n\n{}",
            "the harbour strike went on and the dockers told nobody ".repeat(18_000)
        ),
        "text-cut",
    );
}

#[test]
fn unusual_letters() {
    let text = courier();
    among("capitals.txt", text.to_uppercase());
    among("crlf.txt", text.replace('\n', "\r\n"));
    let (alone, _) = among(
        "hidden.txt",
        text.replace(" the ", " \u{202e}the\u{202c} ")
            .replace("port", "po\u{200b}rt")
            .replace("said", "\u{2066}said"),
    );
    let html = json(&alone.stdout);
    assert!(
        html["reports"][0]["text"].as_str().expect("a text").contains('\u{202e}'),
        "JSON keeps the text as it is"
    );
    let folder = Folder::new("hostile-hidden");
    let file = folder.write("hidden.txt", text.replace("said", "sa\u{202e}id\u{200b}"));
    for format in ["text", "html"] {
        let shown = variorum(&["collate", &file, "--format", format]).stdout;
        assert!(!shown.contains(['\u{202e}', '\u{200b}']), "{format}: shown, not obeyed");
    }
}

/// Text that no engine was made for: whoever is named as a speaker stands there word by word.
#[test]
fn nobody_is_invented() {
    let text = courier();
    let no_marks: String =
        text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    let mangled: Vec<String> = text.split(' ').map(|word| word.chars().rev().collect()).collect();
    let texts = [
        ("capitals", text.to_uppercase()),
        ("small", text.to_lowercase()),
        ("unpunctuated", no_marks),
        ("mangled", mangled.join(" ")),
        ("korean", "항만 노조는 화요일 파업을 끝내겠다고 밝혔다. “우리는 늦게 들었다”고 바스크가 말했다.\n\n".repeat(8)),
        ("german", "Die Hafenarbeiter, sagte Vask am Dienstag, „werden keinen Lohn verlieren“.\n\n".repeat(8)),
    ];
    let folder = Folder::new("hostile-invented");
    for (name, text) in texts {
        let file = folder.write(&format!("{name}.txt"), &text);
        let all = text.to_lowercase();
        for engine in ["careful", "fast"] {
            let ran = timed(&["annotate", &file, "--engine", engine]);
            assert!(matches!(ran.status, 0 | 1), "{name}: {}", ran.stderr);
            for attribution in json(&ran.stdout)["attributions"].as_array().expect("attributions") {
                let speaker =
                    attribution["speaker"]["name"].as_str().unwrap_or_default().to_lowercase();
                let words = speaker.split(|c: char| !c.is_alphanumeric());
                let invented: Vec<&str> = words.filter(|word| !all.contains(word)).collect();
                assert!(invented.is_empty(), "{engine}, {name}: {invented:?} of {speaker}");
            }
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let folder = Folder::new("hostile-mark");
    let file = folder.write("marked.txt", format!("\u{feff}{}", courier()));
    let edition = json(&variorum(&["collate", &file, "--format", "json"]).stdout);
    assert_eq!(edition["reports"][0]["text"].as_str(), Some(courier().as_str()));
}

#[test]
fn time_grows_with_the_text() {
    let folder = Folder::new("hostile-time");
    let taken = |n: usize| {
        let file = folder.write(&format!("marks-{n}.txt"), marks(n).replace(" . ", ".\n\n"));
        let start = Instant::now();
        let arguments = ["annotate", &file, "--engine", "fast", "--max-chars", "10000000"];
        assert_eq!(variorum(&arguments).status, 0);
        start.elapsed()
    };
    let (once, twice) = (taken(20_000), taken(40_000));
    // printed, not asserted: a busy machine would fail it
    println!(
        "marks: {once:?}, twice as many: {twice:?}, ratio {:.2}",
        twice.as_secs_f64() / once.as_secs_f64()
    );
}
