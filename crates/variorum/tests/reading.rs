//! What a desk has, from bytes to annotated lines: pages, feeds, archives, packed or not; and a run that goes on
//! where an earlier one was cut off.
#![allow(clippy::disallowed_methods, reason = "tests write their inputs to files")]

mod process;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use process::{Folder, Ran, json, variorum};
use serde_json::Value;

/// A page about the harbour, with what pages have around their article.
fn page(name: &str, day: u32) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{name} ships wait – The Courier</title>\
        <meta property=\"og:site_name\" content=\"The Courier\">\
        <link rel=\"canonical\" href=\"https://courier.example/{name}\">\
        <meta property=\"article:published_time\" content=\"2031-03-{day:02}T08:15:00+01:00\"></head>\
        <body><nav><a href=\"/\">Home</a> <a href=\"/sport\">Sport</a></nav><main><article><h1>{name} ships wait</h1>\
        <p class=\"byline\">By Ida Renn</p>\
        <p>HALMAR — The harbour stayed shut on Tuesday as {name} ships waited outside the breakwater for pilots.</p>\
        <p>“We will wait no longer than Friday,” Teodor Vask, the harbour master, told reporters on the quay.</p>\
        <blockquote><p>The pilots have kept every promise that they made to this town.</p></blockquote>\
        <p>The ministry said in a statement that talks with the pilots’ union would go on through the night, and that \
        nobody had been asked to leave the port.</p></article></main>\
        <footer>© The Courier. All rights reserved.</footer></body></html>"
    )
}

fn warc(pages: &[String]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (k, page) in pages.iter().enumerate() {
        let http =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        archive.extend(
            format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{k:012}>\r\n\
                WARC-Target-URI: https://courier.example/{k}\r\nWARC-Date: 2031-03-09T00:00:00Z\r\n\
                Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
                http.len()
            )
            .into_bytes(),
        );
    }
    archive
}

fn annotate(arguments: &[&str]) -> Ran {
    variorum(&[&["annotate", "--engine", "fast"], arguments].concat())
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(json).collect()
}

#[test]
fn a_page_says_who_when_and_where() {
    let folder = Folder::new("reading-page");
    let file = folder.write("courier.html", page("Forty", 5));
    let ran = annotate(&[&file]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let report = &lines(&ran.stdout)[0];
    let text = report["text"].as_str().expect("text");
    assert!(text.contains("“We will wait no longer than Friday,”"), "{text}");
    assert!(!text.contains("Sport") && !text.contains("All rights"), "{text}");
    assert_eq!(report["title"], "Forty ships wait");
    assert_eq!(report["outlet"], "The Courier");
    assert_eq!(report["byline"], "Ida Renn");
    assert_eq!(report["url"], "https://courier.example/Forty");
    let published = &report["dates"][0];
    assert_eq!(
        (&published["role"], &published["value"], &published["time"], &published["origin"]),
        (
            &Value::from("published"),
            &Value::from("2031-03-05"),
            &Value::from("2031-03-05T08:15:00+01:00"),
            &Value::from("opengraph")
        )
    );
    let marks: Vec<&str> = report["marks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|m| m["kind"].as_str())
        .collect();
    assert!(marks.contains(&"blockquote"), "{marks:?}");
    let paths: Vec<&str> = report["paragraphs"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|p| p["path"].as_str())
        .collect();
    assert!(paths.iter().any(|path| path.contains("article/p[")), "{paths:?}");
    let speakers: Vec<&str> = report["attributions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|a| a["speaker"]["name"].as_str())
        .collect();
    assert!(speakers.contains(&"Teodor Vask"), "{speakers:?}");
}

#[test]
fn a_feed_gives_a_report_an_entry() {
    let folder = Folder::new("reading-feed");
    let entry = |k: u32| {
        format!(
            "<item><title>Ships wait {k}</title><link>https://wire.example/{k}</link><guid>wire-{k}</guid>\
            <pubDate>Wed, 05 Mar 2031 10:0{k}:00 GMT</pubDate><description>&lt;p&gt;Ship {k} waited outside the \
            breakwater on Tuesday, the harbour master said.&lt;/p&gt;</description></item>"
        )
    };
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Northern Wire</title>{}{}</channel></rss>",
        entry(1),
        entry(2)
    );
    let ran = annotate(&[&folder.write("feed.txt", feed)]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let reports = lines(&ran.stdout);
    assert_eq!(
        reports.iter().map(|r| r["id"].as_str().expect("id")).collect::<Vec<_>>(),
        ["wire-1", "wire-2"]
    );
    assert_eq!(reports[0]["outlet"], "Northern Wire");
    assert_eq!(reports[0]["dates"][0]["value"], "2031-03-05");
}

#[test]
fn an_archive_is_read_record_by_record_and_goes_on_where_it_was_cut_off() {
    let folder = Folder::new("reading-archive");
    let names = ["Two", "Three", "Four", "Five", "Six"];
    let pages: Vec<String> = names.iter().zip(1..).map(|(name, day)| page(name, day)).collect();
    let archive = folder.write("news.warc", warc(&pages));
    let whole = annotate(&[&archive]);
    assert_eq!(whole.status, 0, "{}", whole.stderr);
    let reports = lines(&whole.stdout);
    assert_eq!(reports.len(), names.len());
    assert_eq!(reports[0]["id"], "00000000-0000-4000-8000-000000000000");
    assert_eq!(reports[1]["url"], "https://courier.example/1");

    // three lines and a piece of the fourth are there already
    let out = folder.path("out.jsonl");
    let mut kept: String = whole.stdout.lines().take(3).map(|line| format!("{line}\n")).collect();
    kept.push_str("{\"schema\": \"variorum.anno");
    std::fs::write(&out, kept).expect("the folder can be written");
    let resumed = annotate(&[&archive, "-o", &out, "--resume"]);
    assert_eq!(resumed.status, 0, "{}", resumed.stderr);
    assert_eq!(std::fs::read_to_string(&out).expect("written"), whole.stdout);
    // a run that was done has nothing to add
    assert_eq!(annotate(&[&archive, "-o", &out, "--resume"]).status, 0);
    assert_eq!(std::fs::read_to_string(&out).expect("written"), whole.stdout);
    // another archive is another run
    let other = folder.write("other.warc", warc(&pages[..1]));
    let refused = annotate(&[&other, "-o", &out, "--resume"]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("news.warc"), "{}", refused.stderr);
    assert_eq!(std::fs::read_to_string(&out).expect("untouched"), whole.stdout);
}

#[test]
fn json_lines_go_on_where_they_were_cut_off() {
    let folder = Folder::new("reading-lines");
    let line = |k: u32| {
        format!(
            "{{\"id\": \"r{k}\", \"text\": \"Ship {k} waited on Tuesday, the master said.\"}}\n"
        )
    };
    let file = folder.write("news.jsonl", (1..=70).map(line).collect::<String>());
    let whole = annotate(&[&file]).stdout;
    assert_eq!(whole.lines().count(), 70);
    let out = folder.path("out.jsonl");
    let kept: String = whole.lines().take(33).map(|line| format!("{line}\n")).collect();
    std::fs::write(&out, kept).expect("the folder can be written");
    assert_eq!(annotate(&[&file, "-o", &out, "--resume"]).status, 0);
    assert_eq!(std::fs::read_to_string(&out).expect("written"), whole);
}

#[test]
fn one_bad_record_is_a_notice() {
    let folder = Folder::new("reading-bad-record");
    let mut archive = warc(&[page("Two", 1), page("Three", 2), page("Four", 3)]);
    // the length of the second record is a lie
    let text = String::from_utf8_lossy(&archive).into_owned();
    let second = text.match_indices("Content-Length: ").nth(1).expect("three records").0;
    archive.splice(second + 16..second + 18, *b"99");
    let ran = annotate(&[&folder.write("news.warc", archive)]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let urls: Vec<String> =
        lines(&ran.stdout).iter().map(|r| r["url"].as_str().expect("url").to_owned()).collect();
    assert!(urls.contains(&"https://courier.example/0".to_owned()), "{urls:?}");
    assert!(urls.contains(&"https://courier.example/2".to_owned()), "{urls:?}");
    assert!(!ran.stderr.is_empty());
}

#[test]
fn a_private_address_is_refused() {
    let ran = annotate(&["http://127.0.0.1:9/"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("private address"), "{}", ran.stderr);
}

#[test]
fn a_list_of_feeds_is_not_fetched() {
    let folder = Folder::new("reading-opml");
    let list = "<opml version=\"2.0\"><body><outline type=\"rss\" xmlUrl=\"https://wire.example/rss\"/></body></opml>";
    let ran = annotate(&[&folder.write("list.opml", list)]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("https://wire.example/rss"), "{}", ran.stderr);
}

/// The hostile pages that lie beside the checkout, with more patience than a release build needs.
#[test]
fn hostile_pages_end() {
    let script =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval/hostile_pages.py");
    if !script.exists() || Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: {} or python3 is absent", script.display());
        return;
    }
    let folder = Folder::new("reading-hostile");
    let pages = folder.path("pages");
    let made = Command::new("python3").arg(script).arg(&pages).status().expect("python3 starts");
    assert!(made.success());
    for entry in std::fs::read_dir(&pages).expect("made") {
        let path = entry.expect("listed").path().to_string_lossy().into_owned();
        let start = Instant::now();
        let ran = annotate(&[&path]);
        assert!(matches!(ran.status, 0..=2), "{path}: {}", ran.stderr);
        assert!(start.elapsed() < Duration::from_secs(60), "{path}: {:?}", start.elapsed());
    }
}

#[test]
fn a_block_that_the_page_sets_off_is_one_quotation() {
    let folder = Folder::new("reading-blockquote");
    let page = "<!doctype html><html><body><article><h1>Pilots answer</h1>\
        <p>The pilots of Halmar answered the harbour master on Tuesday evening, after a meeting that went on for three hours.</p>\
        <p>Their spokeswoman, Runa Belk, wrote to the members of the council:</p>\
        <blockquote><p>The pilots have kept every promise that was made to this town.</p>\
        <p>The harbour will open again on the day on which the council keeps its own.</p></blockquote>\
        <p>The council is to meet again on Thursday morning, and the ships will have to wait outside until then.</p>\
        </article></body></html>";
    let ran = annotate(&[&folder.write("pilots.html", page)]);
    let report = &lines(&ran.stdout)[0];
    let block = report["attributions"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|a| a["mode"] == "block")
        .expect("a block quotation");
    assert_eq!(block["speaker"]["name"], "Runa Belk");
    assert_eq!(block["content"].as_array().map(Vec::len), Some(2));
}
