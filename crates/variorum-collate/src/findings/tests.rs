//! Small stories with the annotations that a finding needs; each test shows one verdict, or silence.

use super::*;
use variorum_model::{
    Act, ActKind, Annotated, Attribution, DateOrigin, DateRole, Mode, Precision, Quantity,
    QuantityKind, Report, ReportDate, Span, Speaker, Stance, TimeExpression, TimeRelation, Witness,
};
use variorum_text::{quoted, sentences, tokens};

/// A report under construction; every annotation is named by its words.
struct Draft(Annotated);

impl Draft {
    fn new(id: &str, text: &str) -> Self {
        let block = Span::new(0, text.len());
        let sentences = sentences(text, block, &tokens(text, block), &quoted(text, block));
        let report = Report { id: id.to_owned(), text: text.to_owned(), ..Report::default() };
        Self(Annotated { report, sentences, ..Annotated::default() })
    }

    fn span(&self, words: &str) -> Span {
        let start = self.0.report.text.find(words).expect("the test's words stand in its text");
        Span::new(start, start + words.len())
    }

    fn dated(mut self, role: DateRole, value: &str, words: Option<&str>) -> Self {
        let span = words.map(|words| self.span(words));
        self.0.report.dates.push(ReportDate {
            role,
            value: value.to_owned(),
            span,
            time: None,
            origin: DateOrigin::Text,
        });
        self
    }

    fn count(mut self, words: &str, value: f64, qualifier: &str, unit: &str, of: &str) -> Self {
        let part = |part: &str| (!part.is_empty()).then(|| part.to_owned());
        let span = self.span(words);
        self.0.quantities.push(Quantity {
            span,
            value,
            qualifier: part(qualifier),
            unit: part(unit),
            of: part(of),
            ..Quantity::default()
        });
        self
    }

    fn claimed(mut self, name: &str, words: &str) -> Self {
        let attribution = Attribution {
            content: vec![self.span(words)],
            cue: Vec::new(),
            source: Vec::new(),
            quoted: Vec::new(),
            mode: Mode::Indirect,
            speaker: Some(Speaker { entity: None, name: name.to_owned() }),
            stance: Stance::Say,
            chain: Vec::new(),
            nested_in: None,
            confidence: 1.0,
            offered: true,
        };
        self.0.attributions.push(attribution);
        self
    }

    fn weekday(self, words: &str, weekday: u8) -> Self {
        self.time(words, None, Some(weekday), Precision::Day, TimeRelation::On)
    }

    fn since(self, words: &str) -> Self {
        self.time(words, Some(words), None, Precision::Year, TimeRelation::Since)
    }

    fn time(
        mut self,
        words: &str,
        value: Option<&str>,
        weekday: Option<u8>,
        precision: Precision,
        relation: TimeRelation,
    ) -> Self {
        let span = self.span(words);
        self.0.times.push(TimeExpression {
            span,
            value: value.map(str::to_owned),
            weekday,
            precision,
            relation,
            anchored_on: None,
        });
        self
    }

    fn act(
        mut self,
        kind: ActKind,
        words: &str,
        actors: &[&str],
        target: Option<&str>,
        matter: &str,
    ) -> Self {
        let (span, matter) = (self.span(words), Some(self.span(matter)));
        let actors = actors.iter().map(|&actor| actor.to_owned()).collect();
        self.0.acts.push(Act {
            kind,
            span,
            actors,
            actor_spans: Vec::new(),
            target: target.map(str::to_owned),
            matter,
        });
        self
    }
}

fn edition(drafts: Vec<Draft>) -> Edition {
    let witnesses = drafts
        .into_iter()
        .map(|draft| Witness {
            siglum: draft.0.report.id.clone(),
            annotated: draft.0,
            primary: false,
        })
        .collect();
    Edition { witnesses, ..Edition::default() }
}

fn check(drafts: Vec<Draft>, expected: &[(&str, &str)]) -> Vec<Finding> {
    let found = find(&edition(drafts));
    let shown: Vec<(&str, &str)> =
        found.iter().map(|finding| (finding.kind.name(), finding.verdict.name())).collect();
    assert_eq!(shown, expected);
    found
}

/// Other sentences of the story, so that its words differ in how much they tell.
const REST: &str = " The harbour was quiet. Ships waited outside. The mayor slept. Prices rose a little. Nobody else was seen at the gate. It rained all night.";

fn crates(id: &str, words: &str, value: f64) -> Draft {
    Draft::new(id, &format!("Norland shipped {words} of shells to the rebels by rail.{REST}"))
        .count(words, value, "", "crate", "shells")
}

#[test]
fn two_claimants_cannot_be_compared() {
    let a =
        crates("a", "9,000 crates", 9000.0).claimed("Mara Lund", "Norland shipped 9,000 crates");
    let b = crates("b", "6,500 crates", 6500.0).claimed("Orr Wire", "Norland shipped 6,500 crates");
    let found = check(vec![a, b], &[("quantity", "not_comparable")]);
    assert!(
        found[0].why.contains("Mara Lund") && found[0].why.contains("Orr Wire"),
        "{}",
        found[0].why
    );
    assert_eq!(found[0].readings[0].value, "9000");
}

#[test]
fn one_voice_contradicts_itself_and_rounds_itself() {
    check(
        vec![crates("a", "9,000 crates", 9000.0), crates("b", "7,421 crates", 7421.0)],
        &[("quantity", "contradiction")],
    );
    check(
        vec![crates("a", "7,400 crates", 7400.0), crates("b", "7,421 crates", 7421.0)],
        &[("quantity", "rounding")],
    );
    check(vec![crates("a", "9,000 crates", 9000.0), crates("b", "9,000 crates", 9000.0)], &[]);
    // ten times as many are other crates
    check(vec![crates("a", "9,000 crates", 9000.0), crates("b", "12 crates", 12.0)], &[]);
}

#[test]
fn a_dozen_is_twelve() {
    check(
        vec![crates("a", "a dozen crates", 12.0), crates("b", "12 crates", 12.0)],
        &[("quantity", "equivalent")],
    );
    check(vec![crates("a", "twelve crates", 12.0), crates("b", "12 crates", 12.0)], &[]);
}

#[test]
fn like_numbers_of_other_things_stay_apart() {
    let other =
        Draft::new("b", &format!("Farmers burned 7,421 crates of pears in the south.{REST}"))
            .count("7,421 crates", 7421.0, "", "crate", "pears");
    check(vec![crates("a", "9,000 crates", 9000.0), other], &[]);
}

#[test]
fn two_days_of_one_past_event_contradict() {
    let day = |id: &str, words: &str, weekday| {
        Draft::new(
            id,
            &format!("The aide apologised {words} for a post on the harbour gate.{REST}"),
        )
        .weekday(words, weekday)
    };
    let found =
        check(vec![day("a", "Saturday", 6), day("b", "Friday", 5)], &[("date", "contradiction")]);
    assert_eq!(
        (found[0].readings[0].value.as_str(), found[0].readings[1].value.as_str()),
        ("Saturday", "Friday")
    );
    check(vec![day("a", "Saturday", 6), day("b", "Saturday", 6)], &[]);
}

#[test]
fn a_plan_and_its_outcome_are_told_at_different_times() {
    let plan =
        Draft::new("a", &format!("Lund is to visit Port Orr on Tuesday aboard the Heron.{REST}"))
            .weekday("Tuesday", 2);
    let done =
        Draft::new("b", &format!("Lund landed in Port Orr on Wednesday aboard the Heron.{REST}"))
            .weekday("Wednesday", 3)
            .dated(DateRole::Page, "2031-03-12", None);
    let found = check(vec![plan, done], &[("date", "as_of")]);
    // the sibling's date resolves the other's weekday
    assert_eq!(found[0].readings[0].value, "2031-03-11");
}

#[test]
fn sayings_have_many_days() {
    let say = |id: &str, words: &str, weekday| {
        Draft::new(id, &format!("Lund said {words} that the harbour gate was shut.{REST}"))
            .weekday(words, weekday)
    };
    check(vec![say("a", "Monday", 1), say("b", "Friday", 5)], &[]);
}

#[test]
fn an_interval_is_one_fact_in_two_forms() {
    let page = |draft: Draft| draft.dated(DateRole::Page, "2031-03-12", None);
    let a = page(Draft::new("a", "It is his first visit to the rocky island in 24 years."))
        .count("24 years", 24.0, "", "year", "");
    let b =
        || Draft::new("b", "It is the first visit to the rocky island since 2007.").since("2007");
    check(vec![a, b()], &[("date", "equivalent")]);
    // an extractor's date gives no year to count from
    let a = Draft::new("a", "20310312 It is his first visit to the rocky island in 24 years.")
        .count("24 years", 24.0, "", "year", "")
        .dated(DateRole::Extractor, "2031-03-12", None);
    check(vec![a, b()], &[]);
}

#[test]
fn an_extractors_date_is_not_the_outlets_word() {
    let a = || {
        Draft::new("a", "date 2031-10-16 The ship sank.").dated(
            DateRole::Extractor,
            "2031-10-16",
            Some("2031-10-16"),
        )
    };
    let b = |day| Draft::new("b", "The ship sank.").dated(DateRole::Page, day, None);
    check(vec![a(), b("2031-03-12")], &[("dateline", "not_the_outlets_word")]);
    check(vec![a(), b("2031-10-15")], &[]);
    check(vec![a()], &[("dateline", "not_the_outlets_word")]);
}

#[test]
fn parties_to_one_accusation_and_one_denial_differ_in_scope() {
    let a = Draft::new("a", "Peru and Ghana accused Norland of shipping shells to the rebels.")
        .act(
            ActKind::Accusation,
            "Peru and Ghana accused Norland",
            &["Ghana", "Peru"],
            Some("Norland"),
            "shipping shells to the rebels",
        );
    let b = || {
        Draft::new("b", "Peru accused Norland of sending shells across the border.").act(
            ActKind::Accusation,
            "Peru accused Norland",
            &["Peru"],
            Some("Norland"),
            "sending shells across the border",
        )
    };
    check(vec![a, b()], &[("accusation", "scope")]);
    check(
        vec![b(), Draft(Annotated { report: Report { id: "c".into(), ..b().0.report }, ..b().0 })],
        &[],
    );
    let deny = |id: &str, text: &str, words: &str, actors: &[&str], matter: &str| {
        Draft::new(id, text).act(ActKind::Denial, words, actors, None, matter)
    };
    let c = deny(
        "c",
        "Norland and Orr denied arms transfers.",
        "Norland and Orr denied arms transfers",
        &["Norland", "Orr"],
        "arms transfers",
    );
    let d = deny(
        "d",
        "It shipped weapons, a claim Norland denied.",
        "a claim Norland denied",
        &["Norland"],
        "a claim",
    );
    check(vec![c, d], &[("denial", "scope")]);
}

#[test]
fn a_silence_and_later_words_hold_each_at_its_time() {
    let a = Draft::new("a", "Neither the Harbour Board nor the mayor made any comment Saturday.")
        .weekday("Saturday", 6);
    let b = Draft::new(
        "b",
        "Lund, speaking for the Harbour Board, told reporters on Monday that it rained.",
    )
    .weekday("Monday", 1);
    let found = check(vec![a, b], &[("denial", "as_of")]);
    assert_eq!(found[0].about, "whether the Harbour Board commented");
}

/// A report that counts people by what happened to them.
fn toll(
    id: &str,
    text: &str,
    words: &str,
    value: f64,
    qualifier: &str,
    kind: QuantityKind,
) -> Draft {
    let mut draft =
        Draft::new(id, &format!("{text}{REST}")).count(words, value, qualifier, "person", "");
    if let Some(quantity) = draft.0.quantities.last_mut() {
        quantity.kind = Some(kind);
    }
    draft
}

const QUAKE: [&str; 2] = [
    "The Sarvan earthquake killed 12 people in the valley, police said.",
    "Police said that 19 people had died in the earthquake in the Sarvan valley.",
];

fn quake(id: &str, which: usize, words: &str, value: f64, qualifier: &str) -> Draft {
    let dead = QuantityKind::Dead;
    let said = if which == 0 { "killed 12 people in the valley" } else { "19 people had died" };
    toll(id, QUAKE[which], words, value, qualifier, dead).claimed("police", said)
}

#[test]
fn two_tolls_of_one_event_are_compared() {
    let pair = || (quake("a", 0, "12 people", 12.0, ""), quake("b", 1, "19 people", 19.0, ""));
    let (a, b) = pair();
    let found = check(vec![a, b], &[("quantity", "contradiction")]);
    assert_eq!(found[0].about, "number of dead: “12 people” against “19 people”");
    // a week later the toll has risen
    let (a, b) = pair();
    let (a, b) =
        (a.dated(DateRole::Page, "2031-03-05", None), b.dated(DateRole::Page, "2031-03-12", None));
    check(vec![a, b], &[("quantity", "as_of")]);
    // the injured are not the dead
    let (a, mut b) = pair();
    b.0.quantities[0].kind = Some(QuantityKind::Injured);
    check(vec![a, b], &[]);
}

#[test]
fn a_bound_of_another_week_is_no_other_form() {
    let dated =
        |day: &str| quake("b", 1, "19 people", 11.0, "more than").dated(DateRole::Page, day, None);
    let a = || quake("a", 0, "12 people", 12.0, "").dated(DateRole::Page, "2031-03-05", None);
    check(vec![a(), dated("2031-03-05")], &[("quantity", "equivalent")]);
    check(vec![a(), dated("2031-03-12")], &[("quantity", "as_of")]);
}

#[test]
fn a_disputed_crowd_is_a_finding_in_one_report_too() {
    let text = "The march in Orr drew 200 people according to the council, 450 by the police.";
    let mut a = toll("a", text, "200 people", 200.0, "", QuantityKind::Present)
        .count("450", 450.0, "", "person", "");
    let (council, police) = (a.span("the council"), a.span("the police"));
    a.0.quantities[0].claimant = Some(council);
    a.0.quantities[1].claimant = Some(police);
    a.0.quantities[1].kind = Some(QuantityKind::Present);
    let found = check(vec![a, Draft::new("b", REST)], &[("quantity", "not_comparable")]);
    let claimants: Vec<_> =
        found[0].readings.iter().filter_map(|r| r.claimant.as_deref()).collect();
    assert_eq!(claimants, ["council", "police"]);
}

#[test]
fn findings_survive_odd_annotations() {
    let mut odd = Draft::new("a", "é 5 “").count("5", f64::NAN, "", "crate", "").weekday("é", 250);
    odd.0.acts.push(Act {
        kind: ActKind::Denial,
        span: Span::new(90, 99),
        actors: Vec::new(),
        actor_spans: vec![Span::new(90, 99)],
        target: None,
        matter: Some(Span::new(90, 99)),
    });
    let _ = find(&edition(vec![odd, Draft::new("b", "")]));
    assert!(find(&Edition::default()).is_empty());
}
