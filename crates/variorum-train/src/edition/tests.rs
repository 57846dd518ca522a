//! A story of two reports, small enough to count by hand.

use super::findings::Texts;
use super::score::Of;
use super::{Score, score};

const GOLD: &str = r#"{
  "quotations": [
    {"id": "g1", "report": "a", "content": [[0, 10]], "mode": "direct", "speaker": "Vedra Oye", "via": ["Halmar Radio"]},
    {"id": "g2", "report": "b", "content": [[0, 10]], "mode": "mixed", "speaker": ["Vedra Oye"]},
    {"id": "g3", "report": "b", "content": [[20, 30]], "mode": "indirect"},
    {"id": "g4", "report": "b", "content": [[2, 6]], "mode": "direct", "nested_in": "g2"}
  ],
  "statements": [{"readings": ["g1", "g2", "g4"]}, {"readings": ["g1", "g3"]}],
  "not_the_same": [["g1", "g3", "another day"]],
  "disagreements": [{"readings": [{"report": "a", "text": "nine"}, {"report": "b", "text": "ten"}], "verdict": ["scope"]}],
  "agreements": [{"readings": [{"report": "a", "span": [0, 4]}]}],
  "sources": [{"report": "a", "relies_on": "the Halmar Radio", "evidence": "Halmar"}]
}"#;

fn texts() -> Texts {
    [("a", "Oh my nine ships, Halmar says"), ("b", "all\u{a0}ten")]
        .map(|(id, text)| (id.to_owned(), text.to_owned()))
        .into()
}

fn scored(edition: &str) -> Score {
    score(GOLD, edition, &texts()).expect("well formed")
}

#[test]
fn an_empty_edition_finds_nothing() {
    let score = scored("{}");
    assert_eq!(score.quotations, [Of { part: 0, whole: 0 }, Of { part: 0, whole: 2 }]);
    assert_eq!(score.speaker, Of::default());
    assert_eq!(score.statements[1], Of { part: 0, whole: 2 });
    assert_eq!(score.disagreements, Of { part: 0, whole: 1 });
    assert_eq!(score.sources[1], Of { part: 0, whole: 1 });
}

#[test]
fn an_edition_is_counted() {
    let score = scored(
        r#"{
  "quotations": [
    {"id": "q1", "report": "a", "content": [[0, 8]], "mode": "direct", "speaker": {"name": "Oye"},
     "chain": [{"name": "Radio", "role": "medium"}, {"name": "Oye", "role": "speaker"}, {"name": "a letter", "role": "document"}]},
    {"id": "q2", "report": "b", "content": [[0, 10]], "mode": "mixed", "speaker": null},
    {"id": "q3", "report": "b", "content": [[18, 30]], "mode": "indirect"}
  ],
  "statements": [{"id": "s1", "readings": [{"quotation": "q1"}, {"quotation": "q2"}, {"quotation": "q3"}]}],
  "findings": [{"verdict": "scope", "readings": [{"report": "a", "span": [6, 10]}, {"report": "b", "span": [4, 7]}]}],
  "sources": [{"report": "a", "relies_on": "Halmar Radio", "evidence": [[18, 24]]}, {"report": "b", "relies_on": "x"}]
}"#,
    );
    assert_eq!(score.quotations, [Of { part: 2, whole: 2 }; 2]);
    assert_eq!(score.speaker, Of { part: 1, whole: 2 });
    assert_eq!(score.chain, [Of { part: 1, whole: 2 }, Of { part: 1, whole: 1 }]);
    assert_eq!(score.statements, [Of { part: 2, whole: 2 }; 2]);
    assert_eq!(score.false_merges, Of { part: 1, whole: 1 });
    assert_eq!(score.disagreements, Of { part: 1, whole: 1 });
    assert_eq!(score.verdicts, Of { part: 1, whole: 1 });
    assert_eq!(score.false_alarms, Of { part: 0, whole: 1 });
    assert_eq!(score.sources, [Of { part: 1, whole: 2 }, Of { part: 1, whole: 1 }]);
}
