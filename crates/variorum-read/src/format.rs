//! Which format a capture is in, and the function that reads it.
//! Told by content; the name only decides where the content allows two readings.
//! A new format is one more variant and one more function from a capture to its part.

use crate::capture::{Capture, Part};
use crate::decode::{Decoded, decode};
use crate::{json, plain};

/// What a capture turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Empty,
    Plain,
    Json,
    Html,
    Feed,
    Warc,
    Gzip,
}

/// The drafts and notices of one capture.
pub(crate) fn read_capture(capture: &Capture) -> Part {
    let path = &capture.path;
    if capture.bytes.starts_with(&[0x1f, 0x8b]) {
        return not_read_yet(path, Format::Gzip);
    }
    if capture.bytes.starts_with(b"WARC/") {
        return not_read_yet(path, Format::Warc);
    }
    let Some(decoded) = decode(&capture.bytes) else {
        return Part::remark("binary", format!("`{path}` is not text; left out"));
    };
    match tell(path, &decoded.text) {
        Format::Empty => Part::remark("empty", format!("`{path}` is empty; left out")),
        Format::Plain => with_encoding(plain::read(path, &decoded), path, &decoded),
        Format::Json => with_encoding(json::read(path, &decoded.text), path, &decoded),
        format => not_read_yet(path, format),
    }
}

/// The format of decoded text.
fn tell(path: &str, text: &str) -> Format {
    let head = text.trim_start();
    let Some(first) = head.chars().next() else { return Format::Empty };
    match first {
        '<' => tell_markup(head),
        '{' | '[' if json::looks_like(path, head) => Format::Json,
        _ => Format::Plain,
    }
}

/// A page or a feed; a text may begin with an angle bracket too.
fn tell_markup(head: &str) -> Format {
    let opening: String = head.chars().take(512).collect::<String>().to_ascii_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| opening.contains(word));
    if holds(&["<rss", "<feed", "<rdf:rdf", "<opml"]) {
        Format::Feed
    } else if holds(&[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<div",
        "<meta",
        "<p>",
    ]) {
        Format::Html
    } else {
        Format::Plain
    }
}

fn not_read_yet(path: &str, format: Format) -> Part {
    let (rule, what, advice) = match format {
        Format::Html => ("html-not-read-yet", "an HTML page", "save its text as .txt"),
        Format::Feed => ("feed-not-read-yet", "a feed", "save its articles as .txt"),
        Format::Warc => ("warc-not-read-yet", "a web archive", "save its pages' text as .txt"),
        _ => ("gzip-not-read-yet", "compressed", "unpack it first"),
    };
    Part::remark(rule, format!("`{path}` is {what}, which this version does not read; {advice}"))
}

/// Says on each report that its bytes were not UTF-8.
fn with_encoding(mut part: Part, path: &str, decoded: &Decoded) -> Part {
    let Some(encoding) = decoded.other_encoding else { return part };
    let loss = if decoded.lossy { "; some bytes mean nothing in it and were replaced" } else { "" };
    let message = match encoding {
        "UTF-8" => format!("`{path}` is not wholly UTF-8; the broken bytes were replaced"),
        _ => format!("`{path}` is not UTF-8; read as {encoding}{loss}"),
    };
    for draft in &mut part.drafts {
        draft.report.notices.push(crate::capture::remark("not-utf8", message.clone()));
    }
    part
}

#[cfg(test)]
mod tests {
    use crate::read_bytes;

    fn rules(name: &str, bytes: &[u8]) -> Vec<String> {
        let intake = read_bytes(name, bytes);
        let own = intake.reports.iter().flat_map(|report| report.notices.clone());
        intake.notices.iter().cloned().chain(own).map(|notice| notice.rule).collect()
    }

    #[test]
    fn formats_are_told_by_content() {
        assert_eq!(rules("a.txt", b"<!DOCTYPE html><html>"), ["html-not-read-yet"]);
        assert_eq!(
            rules("a.txt", b"<?xml version='1.0'?><rss version='2.0'>"),
            ["feed-not-read-yet"]
        );
        assert_eq!(rules("a.txt", b"WARC/1.0\r\n"), ["warc-not-read-yet"]);
        assert_eq!(rules("a.txt", b"\x1f\x8b\x08"), ["gzip-not-read-yet"]);
        assert_eq!(rules("a.txt", b" \r\n "), ["empty"]);
        assert_eq!(rules("a.txt", b""), ["empty"]);
        assert_eq!(rules("a.txt", b"\0\x01\x02"), ["binary"]);
        assert_eq!(rules("a.txt", b"caf\xe9 owners"), ["not-utf8"]);
        assert_eq!(rules("gold.json", b"{\n \"quotations\": []\n}"), ["no-text"]);
        assert_eq!(rules("a.txt", b"<b>Not</b> a page"), Vec::<String>::new());
        assert_eq!(rules("a.txt", b"[Updated] The dam held"), Vec::<String>::new());
        assert_eq!(rules("a.html", b"A plain text all the same."), Vec::<String>::new());
    }
}
