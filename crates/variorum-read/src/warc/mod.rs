//! Web archives (WARC 1.0 and 1.1): plain, gzip or zstd; one record at a time, as a stream.
//!
//! No more than one record is held. A broken record is a notice, and reading goes on at the next one: in a
//! packed archive at the next member, else at the next line that begins with a record's first words.
//! Answers with status 200, resources and conversions give records; what else there is, is counted.
//!
//! Own code, since `fastwarc` 2.0 wants an input that can seek and be sent (no pipe, no zip entry, no socket),
//! ends at the first damaged member, undoes content codings without a limit, and brings the abandoned
//! `encoding` crate and three compressors in C or unused.

mod content;
mod header;
pub(crate) mod http;
mod raw;
mod tally;

use std::io::Read;
use std::ops::ControlFlow;

use memchr::memmem;
use variorum_model::{DateOrigin, DateRole, ReportDate, Rule};

use self::content::{Content, Fault, HOLD_BYTES};
use self::header::Header;
pub(crate) use self::header::end as header_end;
use self::raw::Raw;
pub(crate) use self::tally::{Tally, other_kind};
use crate::capture::remark;
use crate::field_date;
use crate::page::Known;
use crate::record::{Body, Emit, Item, Record};

/// How every record begins.
const FIRST_WORDS: &[u8] = b"WARC/1.";
/// How a line begins that begins a record.
const LINE: &[u8] = b"\nWARC/1.";
/// Longest block of a record that is read, and longest body when its codings are undone.
const MAX_BLOCK_BYTES: u64 = 32 << 20;
/// A length beyond this is taken for an error of the header.
const MAX_LENGTH_BYTES: u64 = 1 << 34;
/// Bytes that are read again because a length reached into the next record.
const REREAD_BYTES: usize = 256 << 20;

/// Reads the records of an archive from where `input` stands, which is byte `start` of the stored file.
///
/// An offset is a byte of the stored file: reading can begin there with a file that was moved to it.
/// It is `None` for records inside a packed member, as in an archive that was packed as a whole.
pub(crate) fn read<'a>(
    name: &'a str,
    input: Box<dyn Read + 'a>,
    start: u64,
    emit: Emit<'a>,
) -> ControlFlow<()> {
    let content = match Content::open(Raw::new(input, start)) {
        Ok(content) => content,
        Err(error) => return emit(unreadable(name, &error)),
    };
    let reread_left = REREAD_BYTES;
    let mut archive = Archive { name, content, tally: Tally::default(), reread_left, emit };
    archive.records()?;
    for notice in archive.tally.notices(name) {
        (archive.emit)(Item::Notice(notice))?;
    }
    ControlFlow::Continue(())
}

fn unreadable(name: &str, error: &std::io::Error) -> Item {
    let message = format!("`{name}` cannot be read on: {error}");
    Item::Notice(remark(Rule::Unreadable, message))
}

/// What went wrong with one record.
enum Trouble {
    /// The stored bytes.
    Fault(Fault),
    /// The record, in words; the bytes after it can be read.
    Record(String),
    /// Whoever takes the items has enough.
    Enough,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

struct Archive<'a> {
    name: &'a str,
    content: Content<'a>,
    tally: Tally,
    reread_left: usize,
    emit: Emit<'a>,
}

impl Archive<'_> {
    fn records(&mut self) -> ControlFlow<()> {
        loop {
            let next = match self.next_record() {
                Ok(more) => Ok(more),
                Err(Trouble::Enough) => return ControlFlow::Break(()),
                Err(Trouble::Record(message)) => {
                    self.tell(&message)?;
                    Ok(true)
                }
                Err(Trouble::Fault(fault)) => self.recover(fault)?,
            };
            match next {
                Ok(true) => {}
                Ok(false) => return ControlFlow::Continue(()),
                Err(Fault::Io(error)) => return (self.emit)(unreadable(self.name, &error)),
                // a search for the next member that ends in a broken one: nothing is left
                Err(_) => return ControlFlow::Continue(()),
            }
        }
    }

    /// Says what broke and goes on at the next member.
    fn recover(&mut self, fault: Fault) -> ControlFlow<(), Result<bool, Fault>> {
        let message = match &fault {
            Fault::Broken(Some(member)) => {
                format!("the packed record at byte {member} is damaged or cut off")
            }
            Fault::Broken(None) => "bytes between two packed records are neither".to_owned(),
            Fault::Bomb(member) => {
                format!("the packed record at byte {member} unpacks to far more than a page")
            }
            Fault::Io(_) => return ControlFlow::Continue(Err(fault)),
        };
        self.tell(&message)?;
        ControlFlow::Continue(self.content.next_member())
    }

    fn tell(&mut self, message: &str) -> ControlFlow<()> {
        let message = format!("`{}`: {message}; left out", self.name);
        match self.tally.fault(Rule::WarcBrokenRecord, message) {
            Some(notice) => (self.emit)(Item::Notice(notice)),
            None => ControlFlow::Continue(()),
        }
    }

    /// Reads one record; false at the end of the archive.
    fn next_record(&mut self) -> Result<bool, Trouble> {
        if !self.skip_line_ends()? {
            return Ok(false);
        }
        let place = self.content.place();
        if !self.content.want(FIRST_WORDS.len())?.starts_with(FIRST_WORDS) {
            self.skip_to_first_words()?;
            return Err(Trouble::Record(format!("no record begins {}", at(place))));
        }
        let header = self.header(place)?;
        self.block(place, &header)?;
        Ok(true)
    }

    /// False at the end of the archive.
    fn skip_line_ends(&mut self) -> Result<bool, Fault> {
        loop {
            let bytes = self.content.fill()?;
            if bytes.is_empty() {
                return Ok(false);
            }
            let n = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let found = n < bytes.len();
            self.content.consume(n);
            if found {
                return Ok(true);
            }
        }
    }

    /// Moves to the next line that begins as a record does.
    fn skip_to_first_words(&mut self) -> Result<(), Fault> {
        if self.content.want(FIRST_WORDS.len())?.starts_with(FIRST_WORDS) {
            return Ok(());
        }
        loop {
            let bytes = self.content.want(HOLD_BYTES)?;
            if let Some(found) = memmem::find(bytes, LINE) {
                self.content.consume(found + 1);
                return Ok(());
            }
            let n = bytes.len();
            // the words may lie over the edge
            let kept = if n < HOLD_BYTES { 0 } else { LINE.len() - 1 };
            self.content.consume(n - kept);
            if n < HOLD_BYTES && self.content.fill()?.is_empty() {
                return Ok(());
            }
        }
    }

    fn header(&mut self, place: Option<u64>) -> Result<Header, Trouble> {
        let mut wanted = 2048;
        loop {
            let bytes = self.content.want(wanted)?;
            let n = bytes.len();
            if let Some(end) = header::end(&bytes[..n.min(HOLD_BYTES)]) {
                let parsed = header::parse(&bytes[..end]);
                self.content.consume(end);
                if let Some(header) = parsed.filter(|header| header.length <= MAX_LENGTH_BYTES) {
                    return Ok(header);
                }
                self.skip_to_first_words()?;
                let message = format!("the record {} has a broken header", at(place));
                return Err(Trouble::Record(message));
            }
            if n < wanted || wanted == HOLD_BYTES {
                self.content.consume(FIRST_WORDS.len());
                self.skip_to_first_words()?;
                let what = if n < wanted {
                    "is cut off in its header"
                } else {
                    "has no end to its header"
                };
                return Err(Trouble::Record(format!("the record {} {what}", at(place))));
            }
            wanted = (wanted * 4).min(HOLD_BYTES);
        }
    }

    /// Reads the block of a record and hands over what it holds.
    fn block(&mut self, place: Option<u64>, header: &Header) -> Result<(), Trouble> {
        let is_answer = match header.kind.as_str() {
            "response" => true,
            "resource" | "conversion" => false,
            kind => {
                if let Some(kind) = uncommon(kind) {
                    self.tally.count(kind);
                }
                return self.skip(place, header.length);
            }
        };
        let (mut length, mut head) = (header.length, http::Head::default());
        let is_http = header
            .content_type
            .as_deref()
            .is_none_or(|content_type| http::media_type(content_type) == "application/http");
        if is_answer && is_http {
            let wanted = usize::try_from(length).unwrap_or(usize::MAX).min(HOLD_BYTES);
            let bytes = self.content.want(wanted)?;
            let bytes = &bytes[..bytes.len().min(wanted)];
            let end = header::end(bytes).unwrap_or(0);
            let Some(parsed) = http::head(&bytes[..end]) else {
                self.skip(place, length)?;
                let message = format!("the record {} has no readable HTTP head", at(place));
                return Err(Trouble::Record(message));
            };
            self.content.consume(end);
            length -= end as u64;
            head = parsed;
        } else {
            head.status = 200;
            head.content_type.clone_from(&header.content_type);
        }
        if let Some(kind) = not_read(header, &head, length) {
            self.tally.count(kind);
            return self.skip(place, length);
        }
        let bytes = self.take(place, length)?;
        self.align(place, &bytes)?;
        self.hand_over(place, header, &head, bytes)
    }

    fn hand_over(
        &mut self,
        place: Option<u64>,
        header: &Header,
        head: &http::Head,
        bytes: Vec<u8>,
    ) -> Result<(), Trouble> {
        let bytes = match http::body(head, bytes, MAX_BLOCK_BYTES as usize) {
            Ok(bytes) if bytes.trim_ascii().is_empty() => {
                self.tally.count("empty pages");
                return Ok(());
            }
            Ok(bytes) => bytes,
            Err(http::Unreadable::TooLong) => {
                self.tally.count(TOO_LONG);
                return Ok(());
            }
            Err(http::Unreadable::Damaged) => {
                let message = format!("the record {} has a body that does not decode", at(place));
                return Err(Trouble::Record(message));
            }
        };
        if header.truncated {
            self.tally.count("cut short by the crawler, yet read");
        }
        let label = head.content_type.as_deref().and_then(http::label);
        let captured = header.date.as_deref().and_then(captured);
        let known = Known {
            url: header.target.clone(),
            dates: captured.into_iter().collect(),
            ..Known::default()
        };
        let body = Body::Bytes { bytes, label };
        let record =
            Record { offset: place, id: header.id.clone(), known, body, ..Record::default() };
        match (self.emit)(Item::Record(Box::new(record))) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Trouble::Enough),
        }
    }

    /// Takes the rest of a block.
    fn take(&mut self, place: Option<u64>, length: u64) -> Result<Vec<u8>, Trouble> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let mut block = Vec::with_capacity(length.min(1 << 20));
        while block.len() < length {
            let n_missing = length - block.len();
            let bytes = self.block_bytes(place)?;
            if bytes.is_empty() {
                self.reread(&block);
                return Err(cut_off(place));
            }
            let n = bytes.len().min(n_missing);
            block.extend_from_slice(&bytes[..n]);
            self.content.consume(n);
        }
        Ok(block)
    }

    /// Passes over the rest of a block; what it holds is not kept.
    fn skip(&mut self, place: Option<u64>, length: u64) -> Result<(), Trouble> {
        let mut left = length;
        while left > 0 {
            let bytes = self.block_bytes(place)?;
            if bytes.is_empty() {
                return Err(cut_off(place));
            }
            let n = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            left -= n as u64;
            self.content.consume(n);
        }
        Ok(())
    }

    /// More bytes of a block; none where the archive ends, or where a packed record ended too early
    /// and the next one begins.
    fn block_bytes(&mut self, place: Option<u64>) -> Result<&[u8], Trouble> {
        let own_member = self.content.is_packed() && place.is_some();
        self.content.fill()?;
        let begins = own_member && self.content.place().is_some_and(|next| Some(next) != place);
        if begins && self.content.want(FIRST_WORDS.len())?.starts_with(FIRST_WORDS) {
            return Ok(&[]);
        }
        Ok(self.content.fill()?)
    }

    /// After a block: the archive must end or a record begin. Where it does not, the block's length is wrong.
    fn align(&mut self, place: Option<u64>, block: &[u8]) -> Result<(), Trouble> {
        let after = match self.content.want(FIRST_WORDS.len() + 8) {
            Ok(after) => after,
            // the fault of the next member, unless this record's own checksum is wrong
            Err(Fault::Broken(member)) if member.is_none() || member != place => {
                self.content.postpone(Fault::Broken(member));
                return Ok(());
            }
            Err(fault) => return Err(fault.into()),
        };
        let line_ends = after.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let next = &after[line_ends..];
        let n = next.len().min(FIRST_WORDS.len());
        if next[..n] == FIRST_WORDS[..n] {
            if self.content.is_damaged(place) {
                // a checksum that is wrong; the words before it may be so too
                let n_left = self.content.fill()?.len();
                self.content.consume(n_left);
                self.content.fill()?;
            }
            return Ok(());
        }
        self.reread(block);
        self.skip_to_first_words()?;
        Err(Trouble::Record(format!("the record {} is not as long as its header says", at(place))))
    }

    /// Gives back the end of a block in which another record begins, within the budget for that.
    fn reread(&mut self, block: &[u8]) {
        let Some(found) = memmem::find(block, LINE) else { return };
        let rest = &block[found + 1..];
        if rest.len() <= self.reread_left {
            self.reread_left -= rest.len();
            self.content.unread(rest);
        }
    }
}

const TOO_LONG: &str = "longer than 32 MB";

fn cut_off(place: Option<u64>) -> Trouble {
    Trouble::Record(format!("the record {} is cut off", at(place)))
}

fn at(place: Option<u64>) -> String {
    place.map_or_else(|| "inside a packed member".to_owned(), |place| format!("at byte {place}"))
}

/// Kinds of records that are worth a word; requests and the crawler's notes are not.
fn uncommon(kind: &str) -> Option<&'static str> {
    match kind {
        "warcinfo" | "request" | "metadata" => None,
        "revisit" => Some("revisits, whose words another record holds"),
        "continuation" => Some("parts of records cut into segments"),
        _ => Some("records of an unknown type"),
    }
}

/// What a record is left out as; `None` for one that is read.
fn not_read(header: &Header, head: &http::Head, length: u64) -> Option<&'static str> {
    let target = header.target.as_deref().unwrap_or_default();
    if head.status != 200 {
        return Some("answers other than 200");
    }
    if ["urn:", "metadata:", "dns:"].iter().any(|scheme| target.starts_with(scheme)) {
        return Some("the crawler's own notes");
    }
    if target.ends_with("/robots.txt") {
        return Some("robots.txt");
    }
    let media_type = head.content_type.as_deref().map(http::media_type).unwrap_or_default();
    other_kind(&media_type).or_else(|| (length > MAX_BLOCK_BYTES).then_some(TOO_LONG))
}

/// The day of the capture: no word on when the page was published.
fn captured(date: &str) -> Option<ReportDate> {
    field_date::of(DateRole::Captured, DateOrigin::Field, date)
}

#[cfg(test)]
mod tests;
