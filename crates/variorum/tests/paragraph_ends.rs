//! No attribution holds words of another line: a headline, a masthead, a date or a label never runs into the next
//! sentence, and no paragraph is listed twice. On both engines that ship.
#![allow(clippy::disallowed_methods, reason = "tests read the example from files")]

use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;
use variorum_annotate::{Engine, Models, annotate};
use variorum_model::{Annotated, Span};

static CAREFUL: LazyLock<Models> = LazyLock::new(|| Models::of(Engine::Careful));
static FAST: LazyLock<Models> = LazyLock::new(|| Models::of(Engine::Fast));

/// A line without a stop, or a paragraph of prose.
fn line() -> impl Strategy<Value = String> {
    let lines = select(vec![
        "The Marn Messenger",
        "Tuesday, May 3, 2031",
        "Officials say the gates will open",
        "Mayor denies plan to close bay",
        "What the pilots say",
        "MARN, May 3",
        "By Ida Moe",
        "Ida Moe, harbor master:",
    ]);
    let prose = select(vec![
        "“We had no choice,” Oduya said. “The water was at the top.",
        "“Until now we have kept one lane free.",
        "“I ask you to stay ashore.”",
        "“Nobody should sail alone,” said Piet Odell, the chief pilot.",
        "The ice will reach the gate within a week, the guild said on Monday.",
        "Ida Moe told reporters that two boats were lost, and that a third was found.",
        "In a letter to the council the pilots wrote:",
        "We will not sail before the wind has turned.",
        "\"It depends on all of us,\" she said.",
    ]);
    prop_oneof![lines, prose].prop_map(str::to_owned)
}

fn read(text: &str, models: &Models) -> Vec<Annotated> {
    let reports = variorum_read::read_bytes("lines.txt", text.as_bytes()).reports;
    reports.into_iter().map(|report| annotate(report, models, 200_000)).collect()
}

/// What is wrong with the spans of one list, if anything.
fn fault(annotated: &Annotated, spans: &[Span]) -> Option<String> {
    let report = &annotated.report;
    let words: Vec<&str> = spans.iter().map(|span| span.of(&report.text)).collect();
    if !spans.is_sorted_by(|a, b| a.end <= b.start) {
        return Some(format!("listed twice, or out of order: {words:?}"));
    }
    let of = |span: &Span| report.prose().find(|block| block.span.contains(*span));
    if spans.iter().any(|span| of(span).is_none()) {
        return Some(format!("of several lines, or of none that is prose: {words:?}"));
    }
    None
}

fn faults(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for models in [&*CAREFUL, &*FAST] {
        for annotated in read(text, models) {
            let attributed = annotated
                .attributions
                .iter()
                .flat_map(|a| [&a.content, &a.quoted, &a.cue, &a.source].map(Vec::as_slice));
            let said = annotated.quotations.iter().map(|q| q.content.as_slice());
            out.extend(attributed.chain(said).filter_map(|spans| fault(&annotated, spans)));
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn words_stand_in_their_paragraph(lines in prop::collection::vec(line(), 1..9)) {
        let text = lines.join("\n\n");
        let faults = faults(&text);
        prop_assert!(faults.is_empty(), "{:?} of {:?}", faults, text);
    }
}

/// The story that ships, which once listed continued paragraphs twice.
#[test]
fn the_example_lists_no_paragraph_twice() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbour-strike");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the example is part of the repository") {
        let path = entry.expect("readable").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = std::fs::read_to_string(&path).expect("a text file");
            assert_eq!(faults(&text), Vec::<String>::new(), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 2, "only {seen} reports were found");
}
