//! Any bytes are read without a panic, and every span of the reports lies in their text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_model::{Report, Span};

fuzz_target!(|bytes: &[u8]| {
    let intake = variorum_read::read_bytes("fuzz.txt", bytes);
    intake.reports.iter().for_each(check);
});

fn check(report: &Report) {
    let holds = |span: Span| assert!(report.text.get(span.start..span.end).is_some(), "{span:?}");
    report.title_span.into_iter().for_each(holds);
    report.dates.iter().filter_map(|date| date.span).for_each(holds);
    report.notices.iter().filter_map(|notice| notice.span).for_each(holds);
    let blocks: Vec<Span> = report.blocks.iter().map(|block| block.span).collect();
    blocks.iter().copied().for_each(holds);
    assert!(blocks.windows(2).all(|pair| pair[0].end <= pair[1].start), "blocks overlap");
}
