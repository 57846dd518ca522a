//! The invariants of collation, on reports written for the purpose.
#![allow(missing_docs)]

#[path = "loader/simple.rs"]
mod simple;

use proptest::prelude::*;
use simple::report;
use variorum_collate::{Base, Options, collate};
use variorum_model::{
    Annotated, Coverage, Edition, FindingKind, Link, LinkRole, Quantity, QuantityKind, Span,
    VariantKind, Verdict,
};

/// True where quotations of both reports stand in one statement.
fn joined(edition: &Edition, a: &str, b: &str) -> bool {
    edition.statements.iter().any(|statement| {
        let has = |id: &str| {
            statement.readings.iter().any(|r| {
                let witness = edition.quotations[r.quotation].witness;
                edition.witnesses[witness].annotated.report.id == id
            })
        };
        has(a) && has(b)
    })
}

fn pair(a: Annotated, b: Annotated) -> Edition {
    collate(vec![a, b], &Options::default())
}

const HARBOUR: &str = "The harbour council of Vikholm met on the ferry terminal budget.\n";

fn moe(id: &str, words: &str) -> Annotated {
    report(id, "Ida Moe", &format!("{HARBOUR}{words}"))
}

#[test]
fn cuts_and_copies_share_a_statement() {
    let edition = pair(
        moe("a", "“We will rebuild the ferry terminal before the winter storms,” she said."),
        moe("b", "She vowed to “rebuild the ferry terminal” in time."),
    );
    assert!(joined(&edition, "a", "b"));
}

#[test]
fn a_negation_stays_apart() {
    let edition = pair(
        moe("a", "“We will rebuild the ferry terminal,” she said."),
        moe("b", "“We will not rebuild the ferry terminal,” she said."),
    );
    assert!(!joined(&edition, "a", "b"));
}

#[test]
fn people_named_by_both_are_no_utterance() {
    let edition = pair(
        moe("a", "She wished “good health to Captain Orm Kvist” at dinner."),
        moe("b", "She vowed “to deepen the harbour before meeting Orm Kvist” again."),
    );
    assert!(!joined(&edition, "a", "b"));
}

#[test]
fn like_words_the_other_way_round_stay_apart() {
    let edition = pair(
        moe("a", "“In Vikholm we trust” is the motto, she said."),
        moe("b", "“I trust in Vikholm, but Vikholm needs ferries and sailors,” she said."),
    );
    assert!(!joined(&edition, "a", "b"));
}

#[test]
fn a_sure_sentence_stands_for_its_neighbour() {
    let edition = pair(
        moe(
            "a",
            "“Nobody shall lose a day’s wage over the ferry terminal. The quay belongs to everyone who lives by it.”",
        ),
        moe(
            "b",
            "“Nobody shall forfeit a day’s pay over the ferry terminal. The quay is the property of all who make their living there.”",
        ),
    );
    let shared = edition.statements.iter().filter(|s| s.readings.len() == 2).count();
    assert_eq!(shared, 2, "{:?}", edition.statements);
}

#[test]
fn a_report_with_both_wordings_is_no_variant() {
    let edition = pair(
        moe("a", "“The engineers cannot believe what they are finding in the terminal,” she said."),
        moe(
            "b",
            "“The engineers cannot believe what they are hearing in the terminal,” she said. “The engineers cannot believe what they are finding in the terminal,” she said again.",
        ),
    );
    assert!(
        edition.findings.iter().all(|f| f.verdict != Verdict::Wording),
        "{:?}",
        edition.findings
    );
}

#[test]
fn small_words_rank_behind_others() {
    let edition = pair(
        moe(
            "a",
            "“The terminal that stands on rotten piles will sink before the winter storms,” she said.",
        ),
        moe(
            "b",
            "“The terminal which stands on rotten piles will close before the winter storms,” she said.",
        ),
    );
    let told: Vec<f32> = edition.findings.iter().map(|f| f.confidence).collect();
    assert!(told.len() == 2 && told[0] > told[1], "{:?}", edition.findings);
}

#[test]
fn two_speakers_stay_apart() {
    let lund = report(
        "b",
        "Per Lund",
        &format!("{HARBOUR}“We will rebuild the ferry terminal,” he said."),
    );
    let edition = pair(moe("a", "“We will rebuild the ferry terminal,” she said."), lund);
    assert!(!joined(&edition, "a", "b"));
}

#[test]
fn a_body_of_two_names_is_one_where_so_many_words_are_the_same() {
    let words = "“We will rebuild the ferry terminal on new piles before the first winter storms reach our fishermen,” they said.";
    let by = |id: &str, who: &str| report(id, who, &format!("{HARBOUR}{words}"));
    let pairs = [
        ("the dockers", "Halmar Harbour Board", true),
        ("Ida Moe’s attorney", "Per Lund", true),
        ("Per Lund", "the dockers", false),
        ("Per Lund", "Bo Vik", false),
    ];
    for (one, other, expected) in pairs {
        let edition = pair(by("a", one), by("b", other));
        assert_eq!(joined(&edition, "a", "b"), expected, "{one} / {other}");
    }
    let short = |id: &str, who: &str| {
        report(id, who, &format!("{HARBOUR}“We will rebuild the ferry terminal,” they said."))
    };
    let edition = pair(short("a", "the dockers"), short("b", "Halmar Harbour Board"));
    assert!(!joined(&edition, "a", "b"));
}

#[test]
fn two_occasions_stay_apart() {
    let through = |id: &str, medium: &str| {
        let mut annotated = moe(id, "“We will rebuild the ferry terminal,” she said.");
        annotated.attributions[0].chain =
            vec![Link { name: medium.to_owned(), role: LinkRole::Medium, span: None }];
        annotated
    };
    assert!(!joined(&pair(through("a", "Radio Vik"), through("b", "Channel Nine")), "a", "b"));
    assert!(joined(&pair(through("a", "Radio Vik"), through("b", "Radio Vik")), "a", "b"));
}

#[test]
fn other_sentences_of_one_speech_stay_apart() {
    let edition = pair(
        moe("a", "“Our fishermen deserve a safe quay,” she said."),
        moe("b", "“Ticket prices rise in March,” she said."),
    );
    assert!(!joined(&edition, "a", "b"));
}

#[test]
fn words_that_differ_in_marks_are_a_finding() {
    let edition = pair(
        moe("a", "“The terminal is a dangerous ruin and must close at once,” she said."),
        moe("b", "“The terminal is a crumbling ruin and must close at once,” she said."),
    );
    let finding = edition.findings.iter().find(|f| f.verdict == Verdict::Wording).expect("one");
    let values: Vec<&str> = finding.readings.iter().map(|r| r.value.as_str()).collect();
    assert_eq!(values, ["a dangerous ruin", "a crumbling ruin"]);
    let entry = &edition.statements[0].apparatus[0];
    assert!(entry.substantive && entry.variants[0].kind == VariantKind::Substitution);
}

#[test]
fn the_base_can_be_chosen() {
    let reports = || {
        vec![
            moe("a", "“The old terminal must close at once before winter,” she said."),
            moe("b", "“The old terminal must close at once,” she said."),
        ]
    };
    let base = |base: Base| {
        let edition = collate(reports(), &Options { base, ..Options::default() });
        let statement = edition.statements[0].clone();
        statement.base.map(|at| edition.quotations[statement.readings[at].quotation].witness)
    };
    assert_eq!(base(Base::Rule), Some(0));
    assert_eq!(base(Base::Report("b".to_owned())), Some(1));
    assert_eq!(base(Base::None), None);
}

#[test]
fn borrowed_words_are_seen() {
    let edition = pair(
        moe(
            "a",
            "“The old terminal endangers every passenger who boards the night ferry,” she said.",
        ),
        moe(
            "b",
            "The old terminal endangers every passenger who boards the night ferry. “No,” she said.",
        ),
    );
    let cells: Vec<Coverage> = edition
        .statements
        .iter()
        .find(|s| s.label.starts_with("The old"))
        .map(|s| s.coverage.clone())
        .expect("a statement");
    assert_eq!(cells, [Coverage::Direct, Coverage::Dequoted]);
}

#[test]
fn a_primary_text_is_a_witness() {
    let speech = moe("speech", "“We will rebuild the ferry terminal before the winter storms.”");
    let options = Options { primaries: vec![speech], ..Options::default() };
    let edition =
        collate(vec![moe("z", "She vowed to “rebuild the ferry terminal” soon.")], &options);
    assert!(joined(&edition, "speech", "z"));
    assert!(edition.witnesses[1].primary && !edition.witnesses[0].primary);
}

#[test]
fn a_long_line_is_collated() {
    let long = "the ferry terminal sinks and nobody cares about the quay, ".repeat(3500);
    let edition = pair(moe("a", &format!("“{long}”")), moe("b", &format!("“Well, {long}”")));
    assert_eq!(edition.witnesses.len(), 2);
}

/// What a speaker counts: words around the number, unit, kind.
const COUNTED: [(&str, &str, &str, Option<QuantityKind>); 4] = [
    ("The ferry fire killed ", " people before the storms", "person", Some(QuantityKind::Dead)),
    ("We lost ", " crates of herring to the harbour rats", "crate", None),
    ("The terminal will cost us ", " crowns before the winter", "crown", None),
    ("We waited ", " days for the rotten ferry to sail", "day", None),
];

/// Ida Moe counts something in marks.
fn counts(id: &str, counted: usize, value: u32) -> Annotated {
    let (before, after, unit, kind) = COUNTED[counted];
    let mut out = moe(id, &format!("“{before}{value}{after},” she said."));
    let noun = after.split(' ').nth(1).unwrap_or_default();
    let words = format!("{value} {noun}");
    let start = out.report.text.find(&words).expect("the number stands in the text");
    out.quantities.push(Quantity {
        span: Span::new(start, start + words.len()),
        value: f64::from(value),
        unit: Some(unit.to_owned()),
        kind,
        ..Quantity::default()
    });
    out
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "ferry", "terminal", "not", "the", "“", "”", "\"", ",", ".", "…", "[", "]", "Vikholm",
        "rebuild", "rebuilt", "& ", "never", "1999", "é", "\u{a0}", "—", "\n", "quay", "storm",
        "‘", "’",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// False corroboration: two numbers of one thing in one statement are never passed over in silence.
    #[test]
    fn two_numbers_in_one_statement_are_a_finding(counted in 0..COUNTED.len(), a in 2..100_000_u32, b in 2..100_000_u32) {
        let edition = pair(counts("a", counted, a), counts("b", counted, b));
        for statement in edition.statements.iter().filter(|statement| statement.readings.len() > 1) {
            prop_assert_eq!(statement.differs.is_empty(), a == b, "{:?}", statement);
            for &at in &statement.differs {
                prop_assert_eq!(edition.findings[at].kind, FindingKind::Quantity);
                prop_assert_eq!(edition.findings[at].readings.len(), 2);
            }
            let number = |span: Span, witness: usize| edition.text(witness).get(span.start..span.end).is_some_and(|w| w.contains(|c: char| c.is_ascii_digit()));
            let small = statement.apparatus.iter().filter(|entry| !entry.substantive);
            prop_assert!(small.flat_map(|entry| &entry.variants).all(|v| !number(v.span, edition.quotations[statement.readings[v.reading].quotation].witness)));
        }
        prop_assert!(edition.statements.iter().any(|statement| statement.readings.len() > 1), "the two must be compared: {:?}", edition.statements);
    }

    #[test]
    fn the_order_of_reports_does_not_matter(texts in prop::collection::vec(words(), 1..5)) {
        let reports: Vec<Annotated> =
            texts.iter().enumerate().map(|(at, text)| moe(&format!("r{at}"), text)).collect();
        let mut reversed = reports.clone();
        reversed.reverse();
        let options = Options::default();
        prop_assert_eq!(collate(reports, &options), collate(reversed, &options));
    }

    #[test]
    fn spans_are_of_their_texts(texts in prop::collection::vec(words(), 1..5)) {
        let reports = texts.iter().enumerate().map(|(at, text)| moe(&format!("r{at}"), text)).collect();
        let edition = collate(reports, &Options::default());
        for statement in &edition.statements {
            prop_assert_eq!(statement.coverage.len(), edition.witnesses.len());
            let text = |reading: usize| edition.text(edition.quotations[statement.readings[reading].quotation].witness);
            for (at, reading) in statement.readings.iter().enumerate() {
                prop_assert!(reading.spans.iter().all(|span| text(at).get(span.start..span.end).is_some()));
            }
            for entry in &statement.apparatus {
                prop_assert!(text(entry.lemma_reading).get(entry.lemma.start..entry.lemma.end).is_some());
                for variant in &entry.variants {
                    prop_assert!(text(variant.reading).get(variant.span.start..variant.span.end).is_some());
                }
            }
        }
        for finding in &edition.findings {
            for reading in &finding.readings {
                prop_assert!(edition.text(reading.witness).get(reading.span.start..reading.span.end).is_some());
            }
        }
    }

    #[test]
    fn any_text_is_collated(texts in prop::collection::vec("\\PC{0,200}", 0..4)) {
        let reports = texts.iter().enumerate().map(|(at, text)| report(&format!("r{at}"), "X", text)).collect();
        collate(reports, &Options::default());
    }
}
