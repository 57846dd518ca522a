//! Any page is read without a panic, and every span of its extract lies in its text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|html: &str| {
    check(&variorum_read::extract_json(html, Some("https://example.org/2024/06/18/page")));
    check(&variorum_read::extract_flat_json(html));
});

fn check(json: &str) {
    let extract: Value = serde_json::from_str(json).expect("an extract is JSON");
    let text = extract["text"].as_str().expect("an extract has a text");
    let mut end = 0;
    for paragraph in spans(&extract["paragraphs"]) {
        assert!(text.get(paragraph.0..paragraph.1).is_some_and(|words| !words.trim().is_empty()));
        assert!(paragraph.0 >= end, "paragraphs overlap");
        end = paragraph.1;
    }
    for mark in spans(&extract["marks"]) {
        assert!(text.get(mark.0..mark.1).is_some_and(|words| !words.is_empty()));
    }
}

fn spans(list: &Value) -> impl Iterator<Item = (usize, usize)> {
    let bound = |span: &Value, name: &str| {
        span[name].as_u64().and_then(|at| usize::try_from(at).ok()).expect("a span has bounds")
    };
    let items = list.as_array().expect("a list").iter();
    items.map(move |item| (bound(&item["span"], "start"), bound(&item["span"], "end")))
}
