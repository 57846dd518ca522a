//! DESIGN's invariants over the whole chain, on small reports made of what reports are made of.
//! Invariant 4 (like words that must stay apart) stands in variorum-collate's tests.

mod process;

use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;
use variorum_annotate::{Models, annotate};
use variorum_collate::{Base, Options, collate};
use variorum_model::{Annotated, Edition};
use variorum_read::{Capture, read_captures};
use variorum_render::{TextStyle, annotation_json, html, json, text};

static MODELS: LazyLock<Models> = LazyLock::new(Models::embedded);

/// Characters that a page must not obey.
const HIDDEN: [char; 6] = ['\u{202e}', '\u{2066}', '\u{200b}', '\u{200f}', '\u{1b}', '\u{7}'];

fn annotated(captures: &[Capture]) -> Vec<Annotated> {
    let reports = read_captures(captures, &variorum_read::Options::default()).reports;
    reports.into_iter().map(|report| annotate(report, &MODELS, 200_000)).collect()
}

fn edition(captures: &[Capture]) -> Edition {
    collate(annotated(captures), &Options::default())
}

fn printed(captures: &[Capture]) -> String {
    json(&edition(captures), "0")
}

/// A sentence of a report, or what breaks one.
fn sentence() -> impl Strategy<Value = String> {
    let who = select(vec![
        "Ida Moe",
        "Mr. Moe",
        "the harbour master",
        "President Per Lund",
        "she",
        "Northern Wire",
        "the ministry",
        "a union official",
    ]);
    let cue = select(vec![
        "said",
        "told reporters",
        "denied",
        "warned",
        "accused",
        "wrote",
        "added",
        "claims",
    ]);
    let words = select(vec![
        "we will rebuild the ferry terminal before the winter storms",
        "we will not rebuild the ferry terminal",
        "the quay is [a] dangerous ruin … and must close",
        "4,200 people stopped work on Tuesday",
        "about 2,900 men left the café on 3 March 2031",
        "nobody was “on board” that night",
        "the ship <b>sank</b> & nobody saw it",
        "어떤 노동자도 없었다",
        "po\u{200b}rt of \u{202e}Vikholm\u{202c}\u{1b}[31m",
    ]);
    let shape = 0..9_usize;
    (who, cue, words, shape).prop_map(|(who, cue, words, shape)| match shape {
        0 => format!("“{words},” {who} {cue}."),
        1 => format!("{who} {cue} that {words}."),
        2 => format!("\"{words},\" {cue} {who}. \"{words}.\""),
        3 => format!("According to {who}, {words}."),
        4 => format!("{who} {cue}:\n\n{words}. {words}."),
        5 => format!("“{words}"),
        6 => format!("{words}” ‘ {cue} « {who}"),
        7 => format!("{who} {cue} “{words}” and ‘{words}’, Northern Wire reported."),
        _ => format!("{words}. VIKHOLM, March 3 (Northern Wire) —"),
    })
}

fn report() -> impl Strategy<Value = String> {
    let gap = select(vec![" ", "\n", "\n\n", "\r\n\r\n", "\u{a0}", ""]);
    prop::collection::vec((sentence(), gap), 0..7).prop_map(|parts| {
        let body: String = parts.into_iter().map(|(sentence, gap)| sentence + gap).collect();
        format!("The ferry terminal of Vikholm\n\n{body}")
    })
}

/// Reports under names that are their own.
fn reports() -> impl Strategy<Value = Vec<Capture>> {
    prop::collection::vec(report(), 1..5).prop_map(|texts| {
        let capture = |(at, text): (usize, String)| Capture {
            path: format!("r{at}.txt"),
            bytes: text.into_bytes(),
        };
        texts.into_iter().enumerate().map(capture).collect()
    })
}

fn shuffled() -> impl Strategy<Value = (Vec<Capture>, Vec<Capture>)> {
    reports().prop_flat_map(|captures| (Just(captures.clone()), Just(captures).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// 1 and 3: the same bytes in any order of the reports.
    #[test]
    fn the_order_of_reports_does_not_show((captures, other) in shuffled()) {
        prop_assert_eq!(printed(&captures), printed(&other));
        let (annotated, mut reversed) = (annotated(&captures), annotated(&captures));
        reversed.reverse();
        for base in [Base::None, Base::Report("r0".to_owned())] {
            let options = Options { base, ..Options::default() };
            prop_assert_eq!(json(&collate(annotated.clone(), &options), "0"), json(&collate(reversed.clone(), &options), "0"));
        }
    }

    /// 2: every span of the annotation lies on boundaries of the raw text.
    #[test]
    fn annotations_lie_on_boundaries(captures in reports()) {
        for annotated in annotated(&captures) {
            let text = &annotated.report.text;
            let attributed = annotated.attributions.iter().flat_map(|a| [&a.content, &a.cue, &a.source, &a.quoted]).flatten();
            let spans = attributed
                .chain(annotated.sentences.iter())
                .chain(annotated.every_sentence.iter())
                .chain(annotated.quotations.iter().flat_map(|q| &q.content))
                .chain(annotated.entities.iter().flat_map(|e| &e.mentions))
                .chain(annotated.times.iter().map(|t| &t.span))
                .chain(annotated.quantities.iter().map(|q| &q.span))
                .chain(annotated.sources.iter().flat_map(|s| &s.evidence));
            for span in spans {
                prop_assert!(text.get(span.start..span.end).is_some(), "{:?} of {:?}", span, text);
            }
        }
    }

    /// 2, at the edge: every span of the JSON is of its text, in code points, and shown words are its words.
    #[test]
    fn printed_spans_are_of_their_texts(captures in reports()) {
        let edition = process::json(&printed(&captures));
        let texts = process::texts(&edition);
        let mut wrong = Vec::new();
        process::each_span(&edition, &texts, &mut |text: &[char], start, end, at: &serde_json::Value| {
            let words = at.get("text").and_then(serde_json::Value::as_str).filter(|_| at.get("span").is_some());
            let fits = start <= end && end <= text.len();
            if !fits || words.is_some_and(|words| words.chars().ne(text[start..end].iter().copied())) {
                wrong.push(at.clone());
            }
        });
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
    }

    /// 3: each report has one cell for each statement, and a reading stands once in its statement.
    #[test]
    fn each_reading_stands_once(captures in reports()) {
        let edition = edition(&captures);
        for statement in &edition.statements {
            prop_assert_eq!(statement.coverage.len(), edition.witnesses.len());
            let mut quotations: Vec<usize> = statement.readings.iter().map(|reading| reading.quotation).collect();
            quotations.dedup();
            prop_assert_eq!(quotations.len(), statement.readings.len());
        }
    }

    /// 5: a report of anything becomes notices, and the others still collate.
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300), captures in reports()) {
        let mut with = captures.clone();
        with.push(Capture { path: "zz.txt".to_owned(), bytes });
        let (before, after) = (edition(&captures), edition(&with));
        prop_assert!(after.witnesses.len() + after.notices.len() >= before.witnesses.len());
    }

    /// 5: a text of any letters too, in every format.
    #[test]
    fn any_letters_are_survived(texts in prop::collection::vec("\\PC{0,160}", 1..4)) {
        let capture = |(at, text): (usize, &String)| Capture { path: format!("r{at}.txt"), bytes: text.clone().into_bytes() };
        let captures: Vec<Capture> = texts.iter().enumerate().map(capture).collect();
        let edition = edition(&captures);
        json(&edition, "0");
        html(&edition);
        text(&edition, TextStyle { width: 40, colour: false, all: false });
    }

    /// 6: what a report holds is not obeyed where it is printed.
    #[test]
    fn nothing_of_a_report_is_obeyed(captures in reports()) {
        let edition = edition(&captures);
        let (page, terminal) = (html(&edition), text(&edition, TextStyle { width: 60, colour: false, all: false }));
        for hidden in HIDDEN {
            prop_assert!(!page.contains(hidden) && !terminal.contains(hidden), "{:?}", hidden);
        }
        prop_assert!(!page.contains("<b>sank"));
        for annotated in annotated(&captures) {
            prop_assert_eq!(annotation_json(&annotated).lines().count(), 1);
        }
    }
}
