//! The readers of formats by themselves, for the benches and the soak; no part of the interface.

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use variorum_model::Span;

use crate::record::{Body, Item, Record};
use crate::{
    arc, feed, html, json, mail, markdown, news_xml, ninjs, opml, pdf, subtitles, warc, zipped,
};

/// Names that [`probe`] takes.
pub const FORMATS: &[&str] = &[
    "warc",
    "arc",
    "wacz",
    "mail",
    "pdf",
    "subtitles",
    "feed",
    "json-feed",
    "opml",
    "news-xml",
    "ninjs",
    "markdown",
    "page",
    "json-lines",
];

/// What a reader gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Probed {
    /// Records.
    pub n_records: usize,
    /// Notices.
    pub n_notices: usize,
    /// Bytes of the records' bodies.
    pub n_bytes: usize,
}

/// Reads the input with one format's reader, whatever it looks like; `None` for a name that is no format.
///
/// # Panics
///
/// Where a reader breaks a promise: a span outside its text, a record without its end.
pub fn probe(format: &str, mut input: impl Read + Send) -> Option<Probed> {
    let mut probed = Probed::default();
    let mut emit = |item| {
        probed.take(item);
        ControlFlow::Continue(())
    };
    if format == "warc" {
        let _ = warc::read("probe", Box::new(input), 0, &mut emit);
        return Some(probed);
    }
    if format == "arc" {
        // as above
        let _ = arc::read("probe", Box::new(input), &mut emit);
        return Some(probed);
    }
    if format == "json-lines" {
        // what came before a fault of the input is what there is
        let _ = json::read("probe", Box::new(input), 0, &mut emit);
        return Some(probed);
    }
    let mut bytes = Vec::new();
    // what could be read is what there is
    let _ = input.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let json = || serde_json::from_slice(&bytes).unwrap_or_default();
    let _ = match format {
        "wacz" => zipped::read("probe", Cursor::new(&bytes), &mut emit),
        "mail" => mail::read("probe", &bytes, &mut emit),
        "pdf" => {
            probed.n_bytes = pdf::pages(&bytes).text.len();
            ControlFlow::Continue(())
        }
        "subtitles" => {
            probed.n_bytes = subtitles::words(&text).len();
            ControlFlow::Continue(())
        }
        "feed" => feed::read("probe", &text, &mut emit),
        "json-feed" => feed::read_json("probe", &json(), &mut emit),
        "news-xml" => news_xml::read("probe", &text, &mut emit),
        "ninjs" => {
            let value = json();
            ninjs::looks_like(&value);
            emit(Item::Record(Box::new(ninjs::record(&value))))
        }
        "opml" => {
            probed.n_records = opml::addresses(&text).map_or(0, |found| found.len());
            ControlFlow::Continue(())
        }
        "page" => {
            probe_page(&text);
            probed.n_bytes = bytes.len();
            ControlFlow::Continue(())
        }
        "markdown" => {
            probe_markdown(&text);
            probed.n_bytes = bytes.len();
            ControlFlow::Continue(())
        }
        _ => return None,
    };
    Some(probed)
}

fn probe_page(html: &str) {
    for extract in [html::extract(html, None), html::extract_flat(html)] {
        let paragraphs: Vec<Span> = extract.paragraphs.iter().map(|p| p.span).collect();
        assert!(paragraphs.windows(2).all(|pair| pair[0].end <= pair[1].start), "they overlap");
        for span in paragraphs.into_iter().chain(extract.marks.iter().map(|mark| mark.span)) {
            assert!(!span.of(&extract.text).is_empty(), "{span:?} is no stretch of the text");
        }
    }
}

fn probe_markdown(text: &str) {
    let markdown = markdown::marks(text);
    markdown::is_markdown("probe", text);
    let marks = markdown.marks.iter().map(|mark| mark.span);
    for span in marks.chain(markdown.furniture.iter().copied()) {
        assert!(text.get(span.start..span.end).is_some(), "{span:?}");
    }
}

impl Probed {
    fn take(&mut self, item: Item) {
        match item {
            Item::Record(record) => {
                self.n_records += 1;
                self.n_bytes += n_bytes(&record);
            }
            Item::Notice(_) => self.n_notices += 1,
        }
    }
}

fn n_bytes(record: &Record) -> usize {
    match &record.body {
        Body::Bytes { bytes, .. } | Body::Pdf(bytes) => bytes.len(),
        Body::Html(html) => html.len(),
        Body::Text(text) => {
            for mark in &record.marks {
                assert!(text.get(mark.span.start..mark.span.end).is_some(), "{mark:?}");
            }
            text.len()
        }
    }
}
