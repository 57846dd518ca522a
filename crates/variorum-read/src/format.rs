//! The function that reads each format: from an opened input to records and remarks.
//! A new format is one more variant in `tell` and one more line here.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;

use variorum_model::{Notice, Rule};

use crate::capture::remark;
use crate::decode::{Decoded, decode, decode_page};
use crate::page::Known;
use crate::record::{Body, Emit, Item, Record};
use crate::tell::Format;
use crate::unpack::Opened;
use crate::{arc, feed, foreign, json, mail, markdown, news_xml, opml, subtitles, warc, zipped};

/// An input of a known format.
pub(crate) struct Input {
    /// Its path or address, for a person.
    pub path: String,
    /// Address it was fetched from.
    pub url: Option<String>,
    pub format: Format,
    pub opened: Opened,
    /// Bytes that an earlier run has read; the record that begins there comes first.
    pub skip: u64,
    /// The file itself, for a format that is read back and forth.
    pub file: Option<File>,
}

/// Emits what the input holds. `longest`: most bytes of an input that is read as a whole.
/// An input that breaks off keeps what came before, with a notice.
pub(crate) fn read(input: Input, longest: u64, emit: Emit) {
    let Input { path, format, opened, skip, file, .. } = input;
    let done = match (format, file) {
        (Format::Warc, _) => {
            // `Break` is the wish of whoever takes the items, who knows it
            let _end = warc::read(&path, opened.reader, skip, emit);
            Ok(())
        }
        (Format::Arc, _) => arc::read(&path, opened.reader, emit),
        (Format::Zip, Some(file)) => {
            let _end = zipped::read(&path, file, emit);
            Ok(())
        }
        (Format::Foreign(kind), _) => {
            let notice = foreign::refusal(&format!("`{path}`"), kind);
            let _end = emit(Item::Notice(notice));
            Ok(())
        }
        (Format::Json, _) if !is_utf16(&opened.head) => {
            json::read(&path, opened.reader, skip, emit)
        }
        _ => read_whole(&path, format, opened, longest, emit),
    };
    if let Err(error) = done {
        let message = format!("`{path}` breaks off ({}); what came before is read", reason(&error));
        let _end = emit(Item::Notice(remark(Rule::Damaged, message)));
    }
}

/// One lower-case line, the same on every system where the kind is known.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string().to_lowercase(),
    }
}

fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff])
}

fn read_whole(
    path: &str,
    format: Format,
    opened: Opened,
    longest: u64,
    emit: Emit,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells an input that is too long from one that just fits.
    let read = opened.reader.take(longest.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > longest {
        let message = format!("`{path}` is longer than {longest} bytes; left out");
        let _end = emit(Item::Notice(remark(Rule::TooLong, message)));
        return Ok(());
    }
    if bytes.is_empty() {
        read.as_ref().map_err(|error| io::Error::new(error.kind(), error.to_string()))?;
    }
    let _end = emit_whole(path, format, bytes, emit);
    read.map(|_| ())
}

fn emit_whole(path: &str, format: Format, bytes: Vec<u8>, emit: Emit) -> ControlFlow<()> {
    match format {
        Format::Zip => return zipped::read(path, Cursor::new(bytes), emit),
        Format::Mail => return mail::read(path, &bytes, emit),
        Format::Pdf => return emit(record(Body::Pdf(bytes), Known::default(), Vec::new())),
        Format::Html => {
            let decoded = decode_page(&bytes, None);
            let notices = encoding_remark(path, &decoded);
            return emit(record(Body::Html(decoded.text), Known::default(), notices));
        }
        _ => {}
    }
    let Some(decoded) = decode(&bytes) else {
        return emit(Item::Notice(remark(Rule::Binary, format!("`{path}` is not text; left out"))));
    };
    drop(bytes);
    if decoded.text.trim().is_empty() {
        return emit(Item::Notice(remark(Rule::Empty, format!("`{path}` is empty; left out"))));
    }
    let notices = encoding_remark(path, &decoded);
    let text = decoded.text;
    match format {
        Format::Opml => emit(Item::Notice(subscriptions(path, &text))),
        Format::Addresses => {
            let n_addresses = foreign::addresses(&text).map_or(0, |found| found.len());
            emit(Item::Notice(foreign::address_list(path, n_addresses)))
        }
        Format::Subtitles => {
            emit(record(Body::Text(subtitles::words(&text)), Known::default(), notices))
        }
        Format::Feed if text.trim_start().starts_with('{') => json_feed(path, &text, emit),
        Format::Feed => feed::read(path, &text, emit),
        Format::NewsXml => news_xml::read(path, &text, emit),
        Format::Json => {
            json::read(path, Box::new(Cursor::new(text.into_bytes())), 0, emit).unwrap_or(());
            ControlFlow::Continue(())
        }
        Format::Markdown => {
            let markdown::Markdown { marks, furniture, known } = markdown::marks(&text);
            emit(Item::Record(Box::new(Record {
                known,
                body: Body::Text(text),
                marks,
                furniture,
                notices,
                ..Record::default()
            })))
        }
        _ => emit(record(Body::Text(text), Known::default(), notices)),
    }
}

/// A list of feeds holds no report; whoever wants them names their addresses.
fn subscriptions(path: &str, text: &str) -> Notice {
    match opml::addresses(text) {
        Ok(feeds) => {
            let first: Vec<&str> = feeds.iter().take(3).map(|feed| feed.url.as_str()).collect();
            let more = if feeds.len() > first.len() { ", …" } else { "" };
            let message = format!(
                "`{path}` lists {} feeds, which are not fetched; name their addresses instead: {}{more}",
                feeds.len(),
                first.join(", ")
            );
            remark(Rule::FeedList, message)
        }
        Err(notice) => {
            Notice { message: format!("`{path}`: {}; left out", notice.message), ..notice }
        }
    }
}

fn json_feed(path: &str, text: &str, emit: Emit) -> ControlFlow<()> {
    match serde_json::from_str(text) {
        Ok(value) if feed::looks_like_json(&value) => feed::read_json(path, &value, emit),
        Ok(_) => {
            let message = format!("`{path}` is no JSON Feed; left out");
            emit(Item::Notice(remark(Rule::FeedBroken, message)))
        }
        Err(error) => {
            let message = format!("`{path}` is not JSON ({error}); left out");
            emit(Item::Notice(remark(Rule::FeedBroken, message)))
        }
    }
}

fn record(body: Body, known: Known, notices: Vec<Notice>) -> Item {
    Item::Record(Box::new(Record { body, known, notices, ..Record::default() }))
}

/// Says that the bytes were not UTF-8, and that letters were mended.
fn encoding_remark(path: &str, decoded: &Decoded) -> Vec<Notice> {
    let mended = mended_remark(decoded.n_mended);
    let Some(encoding) = decoded.other_encoding else { return mended.into_iter().collect() };
    let loss = if decoded.lossy { "; some bytes mean nothing in it and were replaced" } else { "" };
    let message = match encoding {
        "UTF-8" => format!("`{path}` is not wholly UTF-8; the broken bytes were replaced"),
        _ => format!("`{path}` is not UTF-8; read as {encoding}{loss}"),
    };
    mended.into_iter().chain([remark(Rule::NotUtf8, message)]).collect()
}

/// Says how many letters had been decoded wrongly before they came here; `None` for none.
pub(crate) fn mended_remark(n_mended: usize) -> Option<Notice> {
    let message = format!(
        "{n_mended} characters were UTF-8 that had been read as windows-1252 (`â€œ` for `“`); they are mended in `text`"
    );
    (n_mended > 0).then(|| remark(Rule::MendedLetters, message))
}
