//! The built binary as a user meets it: exit status, messages, streams, and the JSON that others rely on.
#![allow(clippy::disallowed_methods, reason = "tests write their reports to files")]

mod process;

use process::{Folder, Ran, example, json, variorum};
use serde_json::Value;
use std::process::Stdio;

fn collate(arguments: &[&str]) -> Ran {
    let mut all = vec!["collate"];
    all.extend(arguments);
    variorum(&all)
}

/// The file names of the example, by full path.
fn example_files() -> Vec<String> {
    let names = ["beacon", "courier", "meridian", "northern-wire", "tidewater"];
    names.iter().map(|name| format!("{}/{name}.txt", example())).collect()
}

#[test]
fn an_edition_ends_with_0_and_a_quiet_standard_error() {
    let ran = collate(&[&example()]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("STATEMENTS"), "{}", ran.stdout);
}

#[test]
fn errors_are_one_lower_case_line_that_names_the_file() {
    let folder = Folder::new("errors");
    let empty = folder.write("empty.txt", "");
    let bare = folder.path("bare");
    std::fs::create_dir(&bare).expect("a new folder");
    for path in [empty.as_str(), bare.as_str(), "no/such/place.txt"] {
        for command in ["collate", "annotate"] {
            let ran = variorum(&[command, path]);
            assert_eq!(ran.status, 2, "{path}");
            assert_eq!(ran.stdout, "", "{path}");
            assert_eq!(ran.stderr.trim_end().lines().count(), 1, "{}", ran.stderr);
            let message = ran.stderr.strip_prefix("variorum: ").expect("the program is named");
            assert!(
                message.starts_with(char::is_lowercase) && !message.trim_end().ends_with('.'),
                "{message}"
            );
            assert!(message.contains(path), "{message}");
        }
    }
}

#[test]
fn usage_errors_end_with_2() {
    for arguments in [&["collate"][..], &["collate", "--format", "papyrus", "x"], &["bind"], &[]] {
        assert_eq!(variorum(arguments).status, 2, "{arguments:?}");
    }
}

#[test]
fn help_shows_an_example() {
    for command in ["collate", "annotate"] {
        let ran = variorum(&[command, "--help"]);
        assert_eq!(ran.status, 0);
        assert!(
            ran.stdout.contains("Example") && ran.stdout.contains(&format!("variorum {command} ")),
            "{}",
            ran.stdout
        );
    }
}

#[test]
fn the_order_of_arguments_does_not_matter() {
    let files = example_files();
    for format in ["text", "json", "html"] {
        let run = |order: &[usize]| {
            let mut arguments = vec!["--format", format];
            arguments.extend(order.iter().map(|&at| files[at].as_str()));
            collate(&arguments).stdout
        };
        let first = run(&[0, 1, 2, 3, 4]);
        assert!(!first.is_empty());
        assert!(first == run(&[4, 3, 2, 1, 0]) && first == run(&[2, 4, 0, 3, 1]), "{format}");
    }
}

#[test]
fn spans_are_code_points_of_the_text() {
    let edition = json(&collate(&[&example(), "--format", "json"]).stdout);
    let texts = process::texts(&edition);
    let mut n_spans = 0;
    process::each_span(&edition, &texts, &mut |text: &[char], start, end, at: &Value| {
        assert!(start <= end && end <= text.len(), "{start}..{end} of {}: {at}", text.len());
        n_spans += 1;
        let Some(words) = at.get("text").and_then(Value::as_str) else { return };
        if at.get("span").is_some() {
            assert_eq!(text[start..end].iter().collect::<String>(), words);
        }
    });
    assert!(n_spans > 300, "{n_spans}");
    for report in edition["reports"].as_array().expect("reports") {
        let file = format!("{}/{}.txt", example(), report["id"].as_str().expect("an id"));
        assert_eq!(
            report["text"],
            Value::String(std::fs::read_to_string(file).expect("the report"))
        );
    }
}

#[test]
fn quotations_in_marks_show_their_marks() {
    let edition = json(&collate(&[&example(), "--format", "json"]).stdout);
    let texts = process::texts(&edition);
    let mut n_quotations = 0;
    for quotation in edition["quotations"].as_array().expect("quotations") {
        let text = &texts[quotation["report"].as_str().expect("a report")];
        if quotation["mode"] != "direct" {
            continue;
        }
        let (start, _) = process::span(&quotation["content"][0]).expect("a span");
        let around: String = text[start.saturating_sub(1)..=start].iter().collect();
        assert!(around.contains(['“', '"', '‘', '\'']), "{quotation}: {around}");
        n_quotations += 1;
    }
    assert!(n_quotations > 10, "{n_quotations}");
}

#[test]
fn what_is_not_sure_is_marked_as_doubtful() {
    let with = |sure: &str, format: &str| {
        collate(&[&example(), "--sure", sure, "--format", format]).stdout
    };
    for (sure, all) in [("0", false), ("1", true)] {
        let edition = json(&with(sure, "json"));
        let quotations = edition["quotations"].as_array().expect("quotations");
        assert!(quotations.iter().all(|quotation| quotation["doubtful"] == all), "{sure}");
        for format in ["text", "html"] {
            assert_eq!(with(sure, format).contains("doubtful"), all, "{sure}, {format}");
        }
    }
}

#[test]
fn either_engine_finds_attributions() {
    let found = |engine: &str| variorum(&["annotate", &example(), "--engine", engine]).stdout;
    let (careful, fast) = (found("careful"), found("fast"));
    assert_ne!(careful, fast);
    for lines in [careful, fast] {
        let n = |line| json(line)["attributions"].as_array().map_or(0, Vec::len);
        assert!(lines.lines().all(|line| n(line) > 3), "{lines}");
    }
}

#[test]
fn words_that_a_medium_has_from_somebody_are_that_ones() {
    let folder = Folder::new("cli-citing");
    let text = "Navy sends boats north\n\nIn February, Coast Radio reported, citing Defence \
        Minister Ida Moe, that the navy had sent about 40 boats north after Per Lund held a summit \
        with Bo Vik in May.\n";
    let file = folder.write("citing.txt", text);
    for engine in ["careful", "fast"] {
        let line = json(&variorum(&["annotate", &file, "--engine", engine]).stdout);
        let attributions = line["attributions"].as_array().expect("a list");
        let [only] = attributions.as_slice() else { panic!("{engine}: {attributions:#?}") };
        assert_eq!(only["speaker"]["name"], "Ida Moe", "{engine}");
        let links = only["chain"].as_array().expect("a list");
        assert!(links.iter().any(|link| link["name"] == "Coast Radio"), "{engine}: {links:?}");
    }
}

#[test]
fn a_library_is_no_story() {
    let lines: String = (0..2_001)
        .map(|k| format!("{{\"id\": \"r{k}\", \"text\": \"The ferry {k} sank.\"}}\n"))
        .collect();
    let ran = process::with_input(&["collate", "-"], lines.as_bytes());
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("variorum group"), "{}", ran.stderr);
}

#[test]
fn annotate_prints_a_line_for_each_report() {
    let ran = variorum(&["annotate", &example()]);
    let ids: Vec<String> = ran
        .stdout
        .lines()
        .map(|line| json(line)["id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(ids, ["beacon", "courier", "meridian", "northern-wire", "tidewater"]);
}

#[test]
fn standard_input_takes_json_lines() {
    let lines = concat!(
        r#"{"id":"ferry","text":"The ferry sank.\n\n“Nobody was on board,” said Ida Moe, the harbour master.","extra":1}"#,
        "\n",
        r#"{"id":"quay","outlet":"Quay Post","text":"The ferry sank at night.\n\nHarbour master Ida Moe said, “Nobody was on board.”"}"#,
        "\n"
    );
    let ran = process::with_input(&["collate", "-", "--format", "json"], lines.as_bytes());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let edition = json(&ran.stdout);
    let ids: Vec<&str> = edition["reports"]
        .as_array()
        .expect("reports")
        .iter()
        .filter_map(|r| r["id"].as_str())
        .collect();
    assert_eq!(ids, ["ferry", "quay"]);
    let shared = |s: &&Value| s["readings"].as_array().is_some_and(|readings| readings.len() == 2);
    assert!(
        edition["statements"].as_array().expect("statements").iter().any(|s| shared(&s)),
        "{edition}"
    );
}

#[test]
fn the_base_is_a_report_or_none() {
    let unknown = collate(&[&example(), "--base", "gazette"]);
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.stderr.contains("`gazette`") && unknown.stderr.contains("northern-wire"),
        "{}",
        unknown.stderr
    );
    for base in ["none", "tidewater"] {
        assert_eq!(collate(&[&example(), "--base", base]).status, 0, "{base}");
    }
    let with = |base: &str| collate(&[&example(), "--base", base]).stdout;
    assert_eq!(with("Cou"), with("courier"), "a siglum names its report");
    assert_ne!(with("Cou"), with("none"));
    assert!(unknown.stderr.contains("(Cou)"), "{}", unknown.stderr);
}

#[test]
fn a_primary_text_is_a_witness_and_no_report() {
    let folder = Folder::new("primary");
    let speech = folder.write(
        "speech.txt",
        "No docker shall forfeit a single day’s wages on account of the strike, and no family shall be driven from its house.\n",
    );
    let ran = collate(&[&example(), "--primary", &speech, "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("\"speech\""), "the primary text is named");
    assert_eq!(collate(&[&example(), "--primary", "no/such/speech.txt"]).status, 2);
}

#[test]
fn output_goes_to_a_file_where_one_is_named() {
    let folder = Folder::new("output");
    let file = folder.path("edition.json");
    let ran = collate(&[&example(), "--format", "json", "-o", &file]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    let said = format!("variorum: wrote `{file}`: 5 reports, ");
    assert!(ran.stderr.starts_with(&said) && ran.stderr.lines().count() == 1, "{}", ran.stderr);
    let printed = collate(&[&example(), "--format", "json"]).stdout;
    assert_eq!(std::fs::read_to_string(&file).expect("written"), printed);
    let refused = collate(&[&example(), "-o", &folder.path("no/such/edition.txt")]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("edition.txt"), "{}", refused.stderr);
}

#[test]
fn an_edition_in_which_nothing_is_shared_or_found_ends_with_1() {
    let folder = Folder::new("nothing");
    let bakers = folder.write(
        "bakers.txt",
        "Bakers win prize\n\nThe bakery won the bread prize. “The rye did it,” said Orla Finch.\n",
    );
    let dam = folder.write(
        "dam.txt",
        "Dam inspected\n\nEngineers found cracks. “We lower the lake,” said Ivo Brandt, who won nothing.\n",
    );
    for paths in [vec![bakers.as_str()], vec![bakers.as_str(), dam.as_str()]] {
        let ran = collate(&paths);
        assert_eq!(ran.status, 1, "{}", ran.stdout);
        assert!(ran.stdout.contains("WITNESSES"), "the edition is written all the same");
    }
}

#[test]
fn sure_lies_between_0_and_1() {
    for sure in ["1.5", "-0.1", "NaN", "much"] {
        let ran = collate(&[&example(), &format!("--sure={sure}")]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{sure}");
        assert!(ran.stderr.contains("--sure"), "{}", ran.stderr);
    }
}

#[test]
fn what_is_counted_can_be_shown() {
    let counted = collate(&[&example()]).stdout;
    assert!(counted.contains("small difference"), "{counted}");
    let shown = collate(&[&example(), "--all"]).stdout;
    let new: Vec<&str> = shown.lines().filter(|line| !counted.contains(line)).collect();
    assert!(new.len() > 2 && new.iter().any(|line| line.contains(" ] ")), "{new:#?}");
}

#[test]
#[cfg(target_os = "linux")]
fn an_edition_is_opened_in_a_browser() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("open");
    let shown = folder.path("shown");
    // what a desktop has under this name
    let opener = folder.write(
        "xdg-open",
        format!("#!/bin/sh\necho \"$1\" > {shown}.new && mv {shown}.new {shown}\n"),
    );
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).expect("ours");
    let page = folder.path("edition.html");
    let path = format!("{}:/usr/bin:/bin", folder.path(""));
    let ran = process::with_environment(
        &["collate", &example(), "--open", "-o", &page],
        &[("PATH", path.as_str())],
    );
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(std::fs::read_to_string(&page).expect("written").starts_with("<!DOCTYPE html>"));
    let opened = (0..100).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        std::fs::read_to_string(&shown).ok()
    });
    assert_eq!(opened.as_deref().map(str::trim), Some(page.as_str()));
    let refused = collate(&[&example(), "--open", "--format", "json"]);
    assert_eq!(refused.status, 2);
}

#[test]
fn shells_and_man_get_every_command() {
    let folder = Folder::new("man");
    let pages = folder.path("man1");
    assert_eq!(variorum(&["man-pages", &pages]).status, 0);
    for shell in ["bash", "zsh", "fish"] {
        let script = variorum(&["completions", shell]).stdout;
        for command in ["collate", "annotate", "group", "explain"] {
            assert!(script.contains(command), "{shell}: {command}");
            let page = std::fs::read_to_string(format!("{pages}/variorum-{command}.1"));
            assert!(page.expect("a page").contains(".SH"), "{command}");
        }
    }
}

/// Progress is for who watches: a terminal on standard error, and nothing else.
#[test]
#[cfg(target_os = "linux")]
fn progress_is_shown_on_a_terminal_only() {
    use std::io::Read;
    let lines = std::fs::read_to_string(format!("{}/courier.txt", example())).expect("there");
    let lines: String = (0..80)
        .map(|n| format!("{}\n", serde_json::json!({"id": format!("r{n}"), "text": lines})))
        .collect();
    let folder = Folder::new("progress");
    let file = folder.write("news.jsonl", lines);
    let commands = [
        vec!["annotate", &file, "--engine", "fast"],
        vec!["group", &file, "--format", "jsonl"],
        vec!["collate", &file, "--engine", "fast"],
    ];
    for arguments in commands {
        let quiet = variorum(&arguments);
        assert!(!quiet.stderr.contains("left"), "{}", quiet.stderr);
        let terminal = nix::pty::openpty(None, None).expect("a terminal");
        let mut child = process::command(&arguments)
            .env("TERM", "xterm")
            .stdout(Stdio::null())
            .stderr(Stdio::from(terminal.slave))
            .spawn()
            .expect("the binary starts");
        let mut shown = Vec::new();
        // the master reports an error once the last writer is gone
        let _gone = std::fs::File::from(terminal.master).read_to_end(&mut shown);
        child.wait().expect("it ends");
        let shown = String::from_utf8_lossy(&shown).into_owned();
        assert!(shown.contains("reports, ") && shown.contains("left"), "{arguments:?}: {shown:?}");
    }
}

#[test]
fn no_colour_where_there_is_no_terminal_or_none_is_wanted() {
    for value in ["", "1"] {
        let ran = process::with_environment(
            &["collate", &example()],
            &[("NO_COLOR", value), ("TERM", "xterm")],
        );
        assert!(!ran.stdout.contains('\u{1b}'));
    }
}

#[test]
fn a_broken_pipe_is_no_error() {
    let mut child = process::command(&["collate", &example(), "--format", "html"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
        (Some(0), "")
    );
}

#[test]
fn a_narrow_terminal_gets_narrow_lines() {
    let ran = process::with_environment(&["collate", &example()], &[("COLUMNS", "40")]);
    let wide = |line: &&str| line.chars().count() > 40;
    // a word that is longer than the line cannot be broken
    let breakable = |line: &&str| line.split_whitespace().all(|word| word.chars().count() <= 30);
    let offenders: Vec<&str> = ran.stdout.lines().filter(wide).filter(breakable).collect();
    assert!(offenders.is_empty(), "{offenders:#?}");
}
