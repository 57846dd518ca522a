//! The page holds together: ids, links, nesting, and nothing of a report becomes markup.

#![allow(clippy::unwrap_used, reason = "a test stops where its page is not as it says")]

mod fixture;

use proptest::prelude::*;
use std::collections::BTreeSet;
use variorum_model::{Edition, Finding, FindingKind, FindingReading, Span, Verdict};
use variorum_render::html;

/// The values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let lead = format!(" {attribute}=\"");
    page.split(lead.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// Ids unique, links inside the page resolved, elements nested and closed.
fn check(page: &str) {
    let ids = values(page, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for href in values(page, "href") {
        let target = href.strip_prefix('#').expect("a page links to itself only");
        assert!(unique.contains(target), "no element {href}");
    }
    for names in values(page, "aria-labelledby") {
        assert!(unique.contains(names), "no label {names}");
    }
    let mut open: Vec<&str> = Vec::new();
    let body = &page[page.find("<body").unwrap()..page.find("<script").unwrap()];
    for tag in body.split('<').skip(1) {
        let name = tag.split(['>', ' ']).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "closed before {tag}"),
            None => open.push(name),
        }
    }
    assert_eq!(open, ["body"], "left open");
}

/// The words of each report's pane, without the links back and without the numbers of hidden
/// characters.
fn panes(page: &str) -> Vec<String> {
    let pane =
        |rest: &str| {
            let rest = rest.split("</div>").next().unwrap();
            let mut words = String::new();
            for (nth, part) in rest.split("<a class=\"ref\"").enumerate() {
                words.push_str(if nth == 0 { part } else { part.split_once("</a>").unwrap().1 });
            }
            let text =
                words.split_once('>').unwrap().1.split('<').enumerate().map(|(nth, part)| {
                    if nth == 0 { part } else { part.split_once('>').unwrap().1 }
                });
            text.collect::<String>()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
        };
    page.split("<div class=\"text\"").skip(1).map(pane).collect()
}

#[test]
fn the_page_holds_together() {
    check(&html(&fixture::edition()));
    check(&html(&fixture::many(3)));
    check(&html(&Edition::default()));
}

#[test]
fn words_of_a_report_are_never_markup() {
    let page = html(&fixture::edition());
    assert_eq!(page.matches("<script").count(), 1, "the page's own");
    assert!(page.contains("&lt;script&gt;alert("));
    assert!(page.contains("⟨U+202E⟩") && !page.contains('\u{202e}'));
    assert!(!page.contains(" style=") && !page.contains(" onclick="));
    assert!(!values(&page, "src").iter().any(|src| !src.is_empty()));
}

#[test]
fn every_report_is_there_whole() {
    let edition = fixture::edition();
    let shown = panes(&html(&edition));
    for (at, shown) in shown.iter().enumerate() {
        let text = edition.text(at).replace('\u{202e}', "⟨U+202E⟩").replace('\u{202c}', "⟨U+202C⟩");
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(squeeze(shown), squeeze(&text));
    }
}

#[test]
fn statements_mark_their_words() {
    let page = html(&fixture::edition());
    let marks = values(&page, "data-s").into_iter();
    let first = marks.filter(|statements| statements.split(' ').any(|s| s == "s1")).count();
    assert_eq!(first, 6, "five readings, one of them in two spans");
    assert!(page.contains(" lang=\"de\""));
}

proptest! {
    /// Spans that nest, cross, touch, lie outside the text or inside a letter.
    #[test]
    fn any_spans_make_a_page(spans in prop::collection::vec((0_usize..900, 0_usize..400), 0..40)) {
        let mut edition = fixture::edition();
        edition.findings.push(Finding {
            kind: FindingKind::Wording,
            verdict: Verdict::Wording,
            about: String::new(),
            why: String::new(),
            confidence: 0.0,
            readings: spans
                .into_iter()
                .enumerate()
                .map(|(nth, (start, length))| FindingReading {
                    witness: nth % 5,
                    span: Span::new(start, start + length),
                    value: String::new(),
                    claimant: None,
                })
                .collect(),
        });
        let page = html(&edition);
        check(&page);
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(squeeze(&panes(&page)[1]), squeeze(edition.text(1)));
    }
}
