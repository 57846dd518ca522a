//! One input to drafts and remarks, in the order in which it holds them.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;

use variorum_model::Notice;

use crate::capture::{Capture, Draft, Part, remark};
use crate::draft::draft;
use crate::extractor::Extractor;
use crate::format::{self, Input};
use crate::record::Item;
use crate::tell::tell;
use crate::unpack::{Opened, unpack};

/// More remarks of one rule on one input are counted, not listed.
const MOST_REMARKS: usize = 10;

/// Takes drafts and remarks in order; `Break` ends the reading.
pub(crate) type Take<'a> = &'a mut dyn FnMut(Result<Box<Draft>, Notice>) -> ControlFlow<()>;

/// Unpacks and tells an input.
pub(crate) fn open(path: &str, opened: Opened, skip: u64) -> io::Result<Input> {
    let opened = unpack(opened)?;
    let format = tell(path, &opened.head);
    Ok(Input { path: path.to_owned(), url: None, format, opened, skip })
}

/// Hands over what the input holds, one record in memory at a time.
pub(crate) fn drafts(input: Input, longest: u64, extractor: &mut Extractor, take: Take) {
    let path = input.path.clone();
    let url = input.url.clone();
    let mut place = 0;
    let mut remarks: BTreeMap<String, usize> = BTreeMap::new();
    let mut end = ControlFlow::Continue(());
    format::read(input, longest, &mut |item| {
        let made = match item {
            Item::Notice(notice) => Err(notice),
            Item::Record(mut record) => {
                record.known.url = record.known.url.or_else(|| url.clone());
                place += 1;
                draft(&path, place - 1, *record, extractor).map(Box::new)
            }
        };
        if let Err(notice) = &made {
            let count = remarks.entry(notice.rule.clone()).or_default();
            *count += 1;
            if *count > MOST_REMARKS {
                return ControlFlow::Continue(());
            }
        }
        end = take(made);
        end
    });
    for (rule, count) in remarks.into_iter().filter(|(_, count)| *count > MOST_REMARKS) {
        if end.is_break() {
            return;
        }
        let more = count - MOST_REMARKS;
        let message = format!("{more} more of `{path}` for the same reason; left out");
        end = take(Err(remark(&rule, message)));
    }
}

/// All that an input holds.
pub(crate) fn part(input: Input, longest: u64, extractor: &mut Extractor) -> Part {
    let mut part = Part::default();
    drafts(input, longest, extractor, &mut |made| {
        match made {
            Ok(draft) => part.drafts.push(*draft),
            Err(notice) => part.notices.push(notice),
        }
        ControlFlow::Continue(())
    });
    part
}

/// All that a capture holds.
pub(crate) fn part_of_capture(capture: &Capture, longest: u64, extractor: &mut Extractor) -> Part {
    let bytes = io::Cursor::new(capture.bytes.clone());
    match Opened::new(Box::new(bytes)).and_then(|opened| open(&capture.path, opened, 0)) {
        Ok(input) => part(input, longest, extractor),
        Err(error) => {
            let why = format::reason(&error);
            let message = format!("cannot read `{}`: {why}; left out", capture.path);
            Part { drafts: Vec::new(), notices: vec![remark("unreadable", message)] }
        }
    }
}
