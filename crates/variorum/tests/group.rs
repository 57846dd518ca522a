//! `variorum group`: copies and stories of a stream, by hand and over several runs.
#![allow(clippy::disallowed_methods, reason = "tests write their inputs to files")]

mod process;

use process::{Folder, example, json, variorum, with_input};
use serde_json::Value;

/// Three stories of four reports each, told in turn; the fourth report of a story is a copy of its first.
fn stream() -> String {
    let stories = [
        (
            "Halmar harbour pilots strike",
            "The harbour pilots of Halmar walked out on Monday over night shifts, Teodor Vask, the harbour master, said",
            "Forty ships wait outside the Halmar breakwater while pilots and the port authority talk",
        ),
        (
            "Elm Hollow bakery wins rye prize",
            "The Elm Hollow bakery won the valley bread prize for its rye loaf, Orla Finch, the baker, told guests on Sunday",
            "Judges of the valley bread prize praised the Elm Hollow rye for its crust and its patience",
        ),
        (
            "Lake Sorrel dam inspected after flood",
            "Engineers inspected the Lake Sorrel dam after the flood and found cracks in two sluices, Ivo Brandt of the water board said",
            "The water board lowered Lake Sorrel by two metres so that the cracked sluices of the dam can be mended",
        ),
    ];
    let mut lines = String::new();
    for round in 0..4 {
        for (k, (title, first, second)) in stories.iter().enumerate() {
            let text = match round {
                0 | 3 => format!(
                    "{first}. {second}. Nobody was hurt, and more is expected on the following day, according to people who were there all along."
                ),
                1 => format!("{second}. {first}."),
                _ => format!(
                    "{first}, and added that the matter was far from over. {second}, it was said later."
                ),
            };
            let line = serde_json::json!({"id": format!("r{round}{k}"), "title": format!("{title}, report {round}"), "text": text, "published": format!("2031-03-0{}", round + 1)});
            lines += &format!("{line}\n");
        }
    }
    lines
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(json).collect()
}

#[test]
fn a_line_for_each_report_in_its_own_order() {
    let folder = Folder::new("group-stream");
    let file = folder.write("news.jsonl", stream());
    let ran = variorum(&["group", &file]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let rows = rows(&ran.stdout);
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().expect("id")).collect();
    assert_eq!(ids[..4], ["r00", "r01", "r02", "r10"]);
    for row in &rows {
        let id = row["id"].as_str().expect("id");
        let founder =
            rows.iter().find(|other| other["id"] == format!("r0{}", &id[2..])).expect("founder");
        assert_eq!(row["story"], founder["story"], "{id}");
        if let Some(story) = id.strip_prefix("r3") {
            assert_eq!(row["copy_of"], format!("r0{story}"));
            assert_eq!(row["copy"]["direction"], "from_other");
            assert!(row["copy"]["shared"][0][1].as_u64().expect("a span") > 100);
        }
    }
    assert_ne!(rows[0]["story"], rows[1]["story"]);
    // the same from standard input
    assert_eq!(with_input(&["group", "-"], stream().as_bytes()).stdout, ran.stdout);
}

#[test]
fn a_saved_state_goes_on_as_if_it_had_never_stopped() {
    let folder = Folder::new("group-state");
    let all = stream();
    let whole = folder.write("all.jsonl", &all);
    let lines: Vec<&str> = all.split_inclusive('\n').collect();
    let state = folder.path("week.state");
    let first = folder.write("first.jsonl", lines[..5].concat());
    let second = folder.write("second.jsonl", lines[5..].concat());
    assert_eq!(variorum(&["group", &first, "--state", &state]).status, 0);
    let resumed = variorum(&["group", &second, "--state", &state]);
    assert_eq!(resumed.status, 0, "{}", resumed.stderr);
    assert_eq!(resumed.stdout, variorum(&["group", &whole]).stdout);
    let broken = variorum(&["group", &first, "--state", &first]);
    assert_eq!(broken.status, 2);
    assert!(broken.stderr.contains("holds no state"), "{}", broken.stderr);
}

#[test]
fn what_the_user_decides_stays() {
    let folder = Folder::new("group-choice");
    let file = folder.write("news.jsonl", stream());
    let state = folder.path("state");
    let before = rows(&variorum(&["group", &file, "--state", &state]).stdout);
    let story = |rows: &[Value], id: &str| {
        rows.iter().find(|row| row["id"] == id).expect("there")["story"]
            .as_str()
            .expect("story")
            .to_owned()
    };
    let (a, b) = (story(&before, "r00"), story(&before, "r01"));
    let more = folder.write(
        "more.jsonl",
        "{\"id\": \"late\", \"text\": \"Something else happened far away.\"}\n",
    );
    let merged = variorum(&["group", &more, "--state", &state, "--merge", &format!("{a}={b}")]);
    assert_eq!(merged.status, 0, "{}", merged.stderr);
    let merged = rows(&merged.stdout);
    assert_eq!(story(&merged, "r00"), story(&merged, "r31"));
    let unknown = variorum(&["group", &more, "--merge", "x=y"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("x=y"), "{}", unknown.stderr);
}

#[test]
fn stories_are_listed_for_a_person() {
    let folder = Folder::new("group-text");
    let file = folder.write("news.jsonl", stream());
    let ran = variorum(&["group", &file, "--format", "text"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.starts_with("12 reports in 3 stories"), "{}", ran.stdout);
    assert!(ran.stdout.contains("Elm Hollow bakery wins rye prize, report 0"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("4 reports, 3 copies · 2031-03-01 to 2031-03-04"),
        "{}",
        ran.stdout
    );
    // programs get lines, also in a file
    let lines = variorum(&["group", &file]).stdout;
    let out = folder.path("out.jsonl");
    let ran = variorum(&["group", &file, "-o", &out]);
    assert!(ran.stderr.contains("12 reports"), "{}", ran.stderr);
    assert_eq!(std::fs::read_to_string(out).expect("written"), lines);
}

#[test]
fn one_story_of_many_is_collated() {
    let folder = Folder::new("group-story");
    let file = folder.write("news.jsonl", stream());
    let groups = folder.path("groups.jsonl");
    assert_eq!(variorum(&["group", &file, "-o", &groups]).status, 0);
    let rows = rows(&std::fs::read_to_string(&groups).expect("written"));
    let story = rows[1]["story"].as_str().expect("a story");
    let wanted: Vec<&str> = rows
        .iter()
        .filter(|row| row["story"] == story)
        .map(|row| row["id"].as_str().expect("an id"))
        .collect();
    let collate = |more: &[&str]| {
        let arguments = [&["collate", "--engine", "fast", "--format", "json", "--story"], more];
        variorum(&arguments.concat())
    };
    let whole = collate(&[story, &file]);
    let edition = json(&whole.stdout);
    let ids: Vec<&str> = edition["reports"]
        .as_array()
        .expect("reports")
        .iter()
        .map(|report| report["id"].as_str().expect("an id"))
        .collect();
    // the last report repeats the first word for word
    assert_eq!(ids, wanted[..3], "{}", whole.stderr);
    assert_eq!(collate(&[story, &file, "--groups", &groups]).stdout, whole.stdout);
    for more in [vec!["s-none", file.as_str()], vec!["s-none", &file, "--groups", &groups]] {
        let unknown = collate(&more);
        assert_eq!(unknown.status, 2);
        assert!(unknown.stderr.contains(story), "{}", unknown.stderr);
    }
}

#[test]
fn events_give_their_reasons() {
    let folder = Folder::new("group-events");
    let file = folder.write("news.jsonl", stream());
    let events = folder.path("events.jsonl");
    assert_eq!(variorum(&["group", &file, "--events", &events]).status, 0);
    let events = rows(&std::fs::read_to_string(events).expect("written"));
    let joined = events.iter().find(|event| event["kind"] == "joined").expect("one joined");
    assert!(joined["reason"].as_array().is_some_and(|reason| !reason.is_empty()), "{joined}");
}

#[test]
fn bad_input_is_left_out_and_the_rest_is_grouped() {
    let folder = Folder::new("group-bad");
    let bad = "{\"id\": \"headline\", \"title\": \"Pilots of Halmar strike\"}\nnot json\n{\"id\": \"one\", \"text\": \"Word\"}\n{\"id\": \"future\", \"text\": \"The dam held.\", \"published\": \"2190-01-01\"}\n\n";
    let file = folder.write("bad.jsonl", format!("{bad}{}", stream()));
    let ran = variorum(&["group", &file]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), 15);
    assert!(ran.stderr.contains("not JSON"), "{}", ran.stderr);
    assert_eq!(variorum(&["group", &folder.write("empty.jsonl", "")]).status, 2);
}

#[test]
fn files_are_taken_by_date_and_id() {
    let ran = variorum(&["group", &example()]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let rows = rows(&ran.stdout);
    assert_eq!(rows.len(), 5);
    let reversed = variorum(&[
        "group",
        &format!("{}/northern-wire.txt", example()),
        &format!("{}/beacon.txt", example()),
    ]);
    let forward = variorum(&[
        "group",
        &format!("{}/beacon.txt", example()),
        &format!("{}/northern-wire.txt", example()),
    ]);
    assert_eq!(reversed.stdout, forward.stdout);
}
