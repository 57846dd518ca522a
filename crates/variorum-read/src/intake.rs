//! One input to drafts and remarks, in the order in which it holds them.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;

use variorum_model::{Notice, RecordAt, Rule};

use crate::capture::{Capture, Draft, Options, Part, remark};
use crate::decode::decode_page;
use crate::draft::{draft, place_of};
use crate::extractor::Extractor;
use crate::feed;
use crate::format::{self, Input};
use crate::lanes::Lanes;
use crate::record::{Body, Emit, Item, Record};
use crate::tell::{Payload, payload, tell};
use crate::unpack::{Opened, unpack};

/// More remarks of one rule on one input are counted, not listed.
const MOST_REMARKS: usize = 10;

/// Takes drafts and remarks in order; `Break` ends the reading.
pub(crate) type Take<'a> = &'a mut dyn FnMut(Result<Box<Draft>, Notice>) -> ControlFlow<()>;

/// What goes through the lanes.
enum Piece {
    /// With its place among the records of the input.
    Record(usize, Box<Record>),
    Notice(Notice),
}

/// Unpacks and tells an input.
pub(crate) fn open(path: &str, opened: Opened, skip: u64) -> io::Result<Input> {
    let opened = unpack(opened)?;
    let format = tell(path, &opened.head);
    Ok(Input { path: path.to_owned(), url: None, format, opened, skip, file: None })
}

/// Hands over what the input holds, in its order, a few records in memory at a time; they are cut into reports on
/// all cores.
/// `after`: the last record of an earlier run; what comes behind it is handed over, and where it is not found,
/// nothing and a remark.
pub(crate) fn drafts(
    input: Input,
    after: Option<&RecordAt>,
    options: &Options,
    extractor: &mut Extractor,
    take: Take,
) {
    let path = input.path.clone();
    let url = input.url.clone();
    let mut n_records = 0;
    let mut waiting = after.is_some();
    let mut remarks: BTreeMap<Rule, usize> = BTreeMap::new();
    let mut end = ControlFlow::Continue(());
    let lanes = Lanes {
        n_threads: options.n_threads(),
        state: &|| Extractor::new(options.extraction.clone()),
        work: &|extractor: &mut Extractor, piece| match piece {
            Piece::Record(place, record) => {
                draft(&path, place, *record, extractor, options.titles).map(Box::new)
            }
            Piece::Notice(notice) => Err(notice),
        },
    };
    let mut take_in_order = |made: Result<Box<Draft>, Notice>| {
        if let Err(notice) = &made {
            let count = remarks.entry(notice.rule).or_default();
            *count += 1;
            if *count > MOST_REMARKS {
                return ControlFlow::Continue(());
            }
        }
        end = take(made);
        end
    };
    lanes.run(extractor, &mut take_in_order, |add| {
        each_record(input, options.max_bytes, &mut |item| match item {
            Item::Record(record) if waiting => {
                waiting = place_of(&path, &record).as_ref() != after;
                ControlFlow::Continue(())
            }
            Item::Notice(_) if waiting => ControlFlow::Continue(()),
            Item::Notice(notice) => add(Piece::Notice(notice), 0),
            Item::Record(mut record) => {
                record.known.url = record.known.url.or_else(|| url.clone());
                n_records += 1;
                let n_bytes = record.body.n_bytes();
                add(Piece::Record(n_records - 1, record), n_bytes)
            }
        });
    });
    if waiting {
        let message =
            format!("`{path}` has changed since the earlier run: the record it stopped at is gone");
        end = take(Err(remark(Rule::NotResumable, message)));
    }
    for (rule, count) in remarks.into_iter().filter(|(_, count)| *count > MOST_REMARKS) {
        if end.is_break() {
            return;
        }
        let more = count - MOST_REMARKS;
        let message = format!("{more} more of `{path}` for the same reason; left out");
        end = take(Err(remark(rule, message)));
    }
}

/// Emits the records; a feed that a web archive captured is taken apart.
fn each_record(input: Input, longest: u64, emit: Emit) {
    let path = input.path.clone();
    format::read(input, longest, &mut |item| {
        let Item::Record(record) = item else { return emit(item) };
        match &record.body {
            Body::Bytes { bytes, label } if payload(bytes) == Payload::Feed => {
                let text = decode_page(bytes, *label).text;
                let name = record.known.url.as_deref().unwrap_or(&path);
                feed::read(name, &text, &mut |item| match item {
                    Item::Record(entry) => emit(Item::Record(Box::new(Record {
                        offset: record.offset,
                        inside: record.inside.clone(),
                        ..*entry
                    }))),
                    notice => emit(notice),
                })
            }
            _ => emit(Item::Record(record)),
        }
    });
}

/// All that an input holds.
pub(crate) fn part(input: Input, options: &Options, extractor: &mut Extractor) -> Part {
    let mut part = Part::default();
    drafts(input, None, options, extractor, &mut |made| {
        match made {
            Ok(draft) => part.drafts.push(*draft),
            Err(notice) => part.notices.push(notice),
        }
        ControlFlow::Continue(())
    });
    part
}

/// All that a capture holds.
pub(crate) fn part_of_capture(
    capture: &Capture,
    options: &Options,
    extractor: &mut Extractor,
) -> Part {
    let bytes = io::Cursor::new(capture.bytes.clone());
    match Opened::new(Box::new(bytes)).and_then(|opened| open(&capture.path, opened, 0)) {
        Ok(input) => part(input, options, extractor),
        Err(error) => {
            let why = format::reason(&error);
            let message = format!("cannot read `{}`: {why}; left out", capture.path);
            Part { drafts: Vec::new(), notices: vec![remark(Rule::Unreadable, message)] }
        }
    }
}
