//! What an input is, told by its first bytes; its name only decides where they allow two readings.

use crate::decode::decode_head;
use crate::foreign::{Kind, addresses, foreign_bytes, foreign_text};
use crate::unpack::Packing;
use crate::{arc, json, mail, markdown, news_xml, pdf, subtitles};

/// What an input turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Empty,
    Plain,
    Markdown,
    Json,
    Html,
    Feed,
    Opml,
    NewsXml,
    Warc,
    Arc,
    /// Whatever a zip file holds.
    Zip,
    /// A mail, a mailbox, or a page saved as one file.
    Mail,
    Pdf,
    Subtitles,
    /// Nothing but addresses of the web.
    Addresses,
    /// Nothing that is read.
    Foreign(Kind),
}

impl Format {
    /// True for an input of many records that is read one by one, however long it is.
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Json | Self::Warc | Self::Arc | Self::Zip)
    }
}

/// The format of an input that begins with these bytes; a web archive may still be packed.
pub(crate) fn tell(path: &str, head: &[u8]) -> Format {
    if head.starts_with(b"WARC/") || Packing::of(head).is_some() {
        return Format::Warc;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Format::Zip;
    }
    if arc::looks_like(head) {
        return Format::Arc;
    }
    if pdf::looks_like(head) {
        return Format::Pdf;
    }
    if let Some(kind) = foreign_bytes(head) {
        return Format::Foreign(kind);
    }
    let head = decode_head(head);
    let text = head.trim_start();
    let name = path.to_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    match text.chars().next() {
        None => Format::Empty,
        Some('<') => tell_markup(name, text),
        Some('{') if is_json_feed(text) => Format::Feed,
        Some('{' | '[') if json::looks_like(path, text) => Format::Json,
        // a first line that is damaged
        _ if is_named_lines(name) && text.lines().any(|line| line.starts_with('{')) => Format::Json,
        _ if mail::looks_like(name, text) => Format::Mail,
        _ if subtitles::looks_like(text) => Format::Subtitles,
        _ if addresses(text).is_some() => Format::Addresses,
        _ if markdown::is_markdown(name, text) => Format::Markdown,
        _ => foreign_text(name, text).map_or(Format::Plain, Format::Foreign),
    }
}

fn is_named_lines(name: &str) -> bool {
    [".jsonl", ".ndjson"].iter().any(|end| name.ends_with(end))
}

/// What the payload of a capture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    Page,
    Feed,
    Text,
    /// A PDF file that the server called something else.
    Pdf,
    /// Nothing that is read.
    Foreign(Kind),
}

/// A page, a feed or a text: a payload that the server called one of them.
pub(crate) fn payload(bytes: &[u8]) -> Payload {
    let head = &bytes[..bytes.len().min(1 << 12)];
    match tell("", head) {
        Format::Feed => Payload::Feed,
        Format::Pdf => Payload::Pdf,
        Format::Foreign(kind) => Payload::Foreign(kind),
        _ if decode_head(head).trim_start().starts_with('<') => Payload::Page,
        _ => Payload::Text,
    }
}

/// Elements that begin a page or a piece of one.
const PAGE: [&str; 16] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<article",
    "<main",
    "<section",
    "<div",
    "<meta",
    "<title",
    "<link",
    "<script",
    "<style",
    "<table",
    "<p>",
    "<p ",
];

fn tell_markup(name: &str, text: &str) -> Format {
    let opening: String = text.chars().take(2048).collect::<String>().to_ascii_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| opening.contains(word));
    let root = root(&opening);
    match root {
        "rss" | "feed" | "rdf:rdf" => Format::Feed,
        "opml" => Format::Opml,
        _ if news_xml::looks_like(text) => Format::NewsXml,
        _ if holds(&["<rss", "<feed ", "<rdf:rdf"]) && !holds(&["<html"]) => Format::Feed,
        _ if holds(&PAGE) => Format::Html,
        _ if [".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end)) => Format::Html,
        _ => Format::Plain,
    }
}

/// Name of the first element, without the prefix of its namespace where that is of news.
fn root(opening: &str) -> &str {
    let mut rest = opening;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
        } else if !rest.starts_with(['?', '!']) {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
            let name = &rest[..end.unwrap_or(rest.len())];
            return match name.split_once(':') {
                Some((prefix, local)) if prefix != "rdf" => local,
                _ => name,
            };
        }
    }
    ""
}

/// JSON Feed names its version among the first fields (<https://www.jsonfeed.org/version/1.1/>).
fn is_json_feed(text: &str) -> bool {
    let opening: String = text.chars().take(1024).collect();
    opening.contains("jsonfeed.org/version")
}

#[cfg(test)]
mod tests {
    use super::{Format, tell};

    #[test]
    fn formats_are_told_by_content() {
        for (name, head, format) in [
            ("a.txt", "<!DOCTYPE html><html>", Format::Html),
            ("a.txt", "\u{feff}\n<!-- saved --><html lang=en>", Format::Html),
            ("a.txt", "<?xml version='1.0'?><rss version='2.0'>", Format::Feed),
            (
                "a.txt",
                "<?xml version='1.0'?><!-- x --><feed xmlns='http://www.w3.org/2005/Atom'>",
                Format::Feed,
            ),
            ("a.xml", "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", Format::Feed),
            ("a.txt", "<opml version=\"2.0\">", Format::Opml),
            ("a.txt", "<nitf>", Format::NewsXml),
            (
                "a.xml",
                "<?xml version=\"1.0\"?>\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\">",
                Format::NewsXml,
            ),
            ("a.txt", "{\"version\": \"https://jsonfeed.org/version/1.1\",", Format::Feed),
            ("a.txt", "{\"text\": \"The ferry stopped.\"}", Format::Json),
            ("a.json", "[1, 2]", Format::Json),
            ("a.jsonl", "cut off\"}\n{\"text\": \"The ferry stopped.\"}", Format::Json),
            ("a.jsonl", "A plain text all the same.", Format::Plain),
            ("a.txt", "WARC/1.1\r\n", Format::Warc),
            ("a.txt", "PK\u{3}\u{4}", Format::Zip),
            ("a.txt", "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 75", Format::Arc),
            ("a.txt", "%PDF-1.4\n", Format::Pdf),
            ("a.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nWe wait.", Format::Subtitles),
            ("a.txt", "MIME-Version: 1.0\nSubject: Ferry\n\nWords.", Format::Mail),
            ("a.txt", "https://a.example/1\nhttps://a.example/2", Format::Addresses),
            ("a.txt", "<NewsML Version='1.2'>", Format::NewsXml),
            ("a.txt", " \r\n ", Format::Empty),
            ("a.txt", "", Format::Empty),
            ("a.txt", "<b>Not</b> a page", Format::Plain),
            ("a.html", "<b>Bold</b> as its name says", Format::Html),
            ("a.txt", "[Updated] The dam held", Format::Plain),
            ("a.html", "A plain text all the same.", Format::Plain),
            ("a.md", "A plain text all the same.", Format::Markdown),
            ("a.txt", "---\ntitle: Ferry stops\n---\nThe ferry", Format::Markdown),
            ("a.txt", "---\nThe ferry stopped: twice\n---", Format::Plain),
        ] {
            assert_eq!(tell(name, head.as_bytes()), format, "{head}");
        }
    }
}
