//! Web archives in the form before WARC (ARC 1 and 2): a line of fields, the bytes that it counts, the next line.
//!
//! One record is held at a time. A line that is no record's head, or a length that is wrong, costs what stands
//! before the next line that is one, with a notice.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use variorum_model::{DateOrigin, DateRole, Rule};

use crate::field_date;
use crate::page::Known;
use crate::record::{Body, Emit, Item, Record};
use crate::warc::{Tally, header_end, http, other_kind};

/// How an archive begins: a record on itself.
const FIRST_WORDS: &str = "filedesc://";
/// Longest head of a record, in bytes.
const LONGEST_LINE: u64 = 16 << 10;
/// Longest body that is read, in bytes.
const LONGEST: u64 = 32 << 20;
const TOO_LONG: &str = "longer than 32 MB";

/// True for the first bytes of an archive.
pub(crate) fn looks_like(head: &[u8]) -> bool {
    head.starts_with(FIRST_WORDS.as_bytes())
}

/// What a record's line says.
#[derive(Debug, PartialEq, Eq)]
struct Head<'a> {
    url: &'a str,
    date: &'a str,
    media_type: &'a str,
    length: u64,
}

/// The fields of a line; `None` where it is none. The first version has five, the second ten: address, IP, date and
/// content type come first, the length last.
fn head(line: &str) -> Option<Head<'_>> {
    let fields: Vec<&str> = line.split(' ').collect();
    let (url, date, media_type) = (*fields.first()?, *fields.get(2)?, *fields.get(3)?);
    let is_date = (8..=14).contains(&date.len()) && date.bytes().all(|byte| byte.is_ascii_digit());
    let is_head = matches!(fields.len(), 5 | 10) && url.contains(':') && is_date;
    let length = fields.last()?.parse().ok()?;
    is_head.then_some(Head { url, date, media_type, length })
}

/// Emits the pages and texts of an archive.
pub(crate) fn read<'a>(path: &str, input: Box<dyn Read + Send + 'a>, emit: Emit) -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 18, input);
    let mut tally = Tally::default();
    let (mut line, mut n_lost) = (Vec::new(), 0_usize);
    loop {
        line.clear();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let words = text.trim_end();
        let Some(head) = head(words) else {
            n_lost += usize::from(!words.is_empty());
            continue;
        };
        if n_lost > 0 {
            let message =
                format!("`{path}`: {n_lost} lines between two records are neither; left out");
            n_lost = 0;
            if let Some(notice) = tally.fault(Rule::ArcBrokenRecord, message)
                && emit(Item::Notice(notice)).is_break()
            {
                return Ok(());
            }
        }
        if record(path, &head, &mut input, &mut tally, emit)?.is_break() {
            return Ok(());
        }
    }
    for notice in tally.notices(path) {
        if emit(Item::Notice(notice)).is_break() {
            return Ok(());
        }
    }
    Ok(())
}

fn record(
    path: &str,
    head: &Head,
    input: &mut impl BufRead,
    tally: &mut Tally,
    emit: Emit,
) -> io::Result<ControlFlow<()>> {
    let next = ControlFlow::Continue(());
    let mut block = input.take(head.length);
    let kind = other_kind(&http::media_type(head.media_type))
        .or((head.length > LONGEST).then_some(TOO_LONG));
    let is_page = ["http:", "https:"].iter().any(|scheme| head.url.starts_with(scheme));
    if kind.is_some() || !is_page || head.url.ends_with("/robots.txt") {
        if let Some(kind) = kind.filter(|_| is_page) {
            tally.count(kind);
        }
        io::copy(&mut block, &mut io::sink())?;
        return Ok(next);
    }
    let mut bytes = Vec::new();
    block.read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < head.length {
        let message = format!("`{path}`: the record of {} is cut off; left out", head.url);
        let notice = tally.fault(Rule::ArcBrokenRecord, message);
        return Ok(notice.map_or(next, |notice| emit(Item::Notice(notice))));
    }
    let found = match answer(bytes) {
        Ok(found) => found,
        Err(kind) => {
            tally.count(kind);
            return Ok(next);
        }
    };
    let captured = field_date::of(DateRole::Captured, DateOrigin::Field, head.date);
    let known = Known {
        url: Some(head.url.to_owned()),
        dates: captured.into_iter().collect(),
        ..Known::default()
    };
    let body = Body::Bytes { bytes: found.0, label: found.1 };
    Ok(emit(Item::Record(Box::new(Record { known, body, ..Record::default() }))))
}

type Answer = (Vec<u8>, Option<&'static encoding_rs::Encoding>);

/// The body of a server's answer; else what it is left out as.
fn answer(bytes: Vec<u8>) -> Result<Answer, &'static str> {
    if !bytes.starts_with(b"HTTP/") {
        return Ok((bytes, None));
    }
    let end = header_end(&bytes).ok_or("answers without an end to their head")?;
    let head = http::head(&bytes[..end]).ok_or("answers without a readable head")?;
    if head.status != 200 {
        return Err("answers other than 200");
    }
    let media_type = head.content_type.as_deref().map(http::media_type).unwrap_or_default();
    if let Some(kind) = other_kind(&media_type) {
        return Err(kind);
    }
    let label = head.content_type.as_deref().and_then(http::label);
    match http::body(&head, bytes[end..].to_vec(), LONGEST as usize) {
        Ok(body) if body.trim_ascii().is_empty() => Err("empty pages"),
        Ok(body) => Ok((body, label)),
        Err(http::Unreadable::TooLong) => Err(TOO_LONG),
        Err(http::Unreadable::Damaged) => Err("bodies that do not decode"),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::io::Write as _;

    use proptest::prelude::{any, proptest};

    use variorum_model::Rule;

    use crate::{Intake, read_bytes};

    fn archive(records: &[(&str, &str, &str)]) -> String {
        let mut all =
            "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 21\n1 0 Crawler\nURL IP-a\n\n"
                .to_owned();
        for (url, kind, block) in records {
            let line = format!("{url} 10.0.0.1 20140216050221 {kind} {}", block.len());
            writeln!(all, "{line}\n{block}").expect("memory");
        }
        all
    }

    fn page(words: &str) -> String {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><h1>Ferry</h1><p>{words}</p></article></body></html>"
        )
    }

    fn show(intake: &Intake) -> Vec<String> {
        let reports =
            intake.reports.iter().map(|report| format!("{:?} {}", report.url, report.text));
        reports.chain(intake.notices.iter().map(|notice| notice.message.clone())).collect()
    }

    #[test]
    fn pages_are_read_and_the_rest_counted() {
        let words = "The ferry stopped on Monday, the mayor of the town said in a statement.";
        let missing = page("Gone.").replace("200 OK", "404 Not Found");
        let all = archive(&[
            ("http://a.example/", "text/html", &page(words)),
            ("http://a.example/b.png", "image/png", "HTTP/1.1 200 OK\r\n\r\nPNG"),
            ("http://a.example/c", "text/html", &missing),
            ("dns:a.example", "text/dns", "10.0.0.1"),
        ]);
        let expected = [
            format!("Some(\"http://a.example/\") {words}"),
            "`a.arc`: left out, answers other than 200: 1".to_owned(),
            "`a.arc`: left out, images: 1".to_owned(),
        ];
        assert_eq!(show(&read_bytes("a.arc", all.as_bytes())), expected);
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(all.as_bytes()).expect("memory");
        let intake = read_bytes("a.arc", &packed.finish().expect("memory"));
        assert_eq!(show(&intake), expected);
        assert_eq!(
            (intake.reports[0].dates[0].role.name(), intake.reports[0].dates[0].value.as_str()),
            ("captured", "2014-02-16")
        );
    }

    #[test]
    fn a_wrong_length_costs_its_record() {
        let words = "The ferry stopped on Monday, the mayor of the town said in a statement.";
        let all = archive(&[
            ("http://a.example/1", "text/html", &page(words)),
            ("http://a.example/2", "text/html", &page(words)),
        ]);
        let broken = all.replacen(&format!(" {}\n", page(words).len()), " 20\n", 1);
        let intake = read_bytes("a.arc", broken.as_bytes());
        assert!(
            intake.reports.iter().any(|report| report.url.as_deref() == Some("http://a.example/2"))
        );
        assert!(intake.notices.iter().any(|notice| notice.rule == Rule::ArcBrokenRecord));
        let cut = &all[..all.len() - 30];
        assert_eq!(read_bytes("a.arc", cut.as_bytes()).notices[0].rule, Rule::ArcBrokenRecord);
    }

    proptest! {
        #[test]
        fn any_archive_is_read(at in 0_usize..600, byte in any::<u8>()) {
            let mut bytes = archive(&[("http://a.example/", "text/html", &page("The ferry stopped."))]).into_bytes();
            let at = at % bytes.len();
            bytes[at] = byte;
            read_bytes("a.arc", &bytes);
        }
    }
}
