//! Each line: a sentence, and its acts as `kind actors > target: matter`.

use super::*;
use crate::lexicon::Models;
use crate::prose::Prose;

static MODELS: std::sync::LazyLock<Models> = std::sync::LazyLock::new(Models::embedded);

fn shown(text: &str) -> String {
    let models = &*MODELS;
    let found = acts(&[Prose::whole(text).as_line()], &models.places, &|_| None);
    let lines: Vec<String> = found
        .iter()
        .map(|act| {
            let kind = if act.kind == ActKind::Accusation { "accuse" } else { "deny" };
            let matter = act.matter.map(|matter| matter.of(text)).unwrap_or_default();
            format!(
                "{kind} {} > {}: {matter}",
                act.actors.join("+"),
                act.target.as_deref().unwrap_or("-")
            )
        })
        .collect();
    lines.join("; ")
}

#[test]
fn accusations() {
    let cases = [
        ("Peru accused Chile of moving the border.", "accuse Peru > Chile: moving the border"),
        (
            "The United States and its allies have accused Peru of arming Chile.",
            "accuse United States+allies of United States > Peru: arming Chile",
        ),
        (
            "Peru, the US, and Ghana have accused Chile of theft.",
            "accuse Ghana+Peru+United States > Chile: theft",
        ),
        (
            "It comes on the heels of the U.S. accusing Lima of theft.",
            "accuse United States > Peru: theft",
        ),
        ("The union blamed Lund for the strike, which ended.", "accuse union > Lund: the strike"),
        ("Lund on Friday accused Chile of theft.", "accuse Lund > Chile: theft"),
        (
            "A grand jury this month accused more than 300 guards of theft.",
            "accuse grand jury > more than 300 guards: theft",
        ),
        ("A paper released Friday accusing Chile of theft.", ""),
        ("Lund was accused of theft.", ""),
        ("Peru did not accuse Chile of theft.", ""),
        ("The officers accused of theft fled.", ""),
        ("In July, the group released a film, accusing Chile of theft.", ""),
        ("Peru accused a man who had met Lund of theft.", "accuse Peru > man: theft"),
        ("Peru accused some guards on Tuesday of theft.", "accuse Peru > some guards: theft"),
        ("Peru could accuse Chile of theft.", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn denials() {
    let cases = [
        ("Lima has denied the sale but vowed more.", "deny Peru > -: the sale"),
        (
            "Moscow and Lima have denied arms sales but have met.",
            "deny Peru+Russia > -: arms sales",
        ),
        (
            "Both Peru and Chile have denied these claims, calling them false.",
            "deny Chile+Peru > -: these claims",
        ),
        ("They sent shells—a claim Peru has denied.", "deny Peru > -: a claim"),
        ("It made threats, which Chile denies.", "deny Chile > -: threats"),
        ("Mara Lund denied on Monday that she had left.", "deny Mara Lund > -: that she had left"),
        ("Mara Lund, the minister, denied the report.", "deny Mara Lund > -: the report"),
        ("Those firms have denied they open a door.", "deny Those firms > -: they open a door"),
        ("Lund rejected the allegations.", "deny Lund > -: the allegations"),
        ("Lund rejected the offer.", ""),
        (
            "Orrphone has said that it does not sell data.",
            "deny Orrphone > -: it does not sell data",
        ),
        ("Lund said he did not know her.", ""),
        ("Lund said he does not plan to go and she was not leaving.", ""),
        ("Lund said he had never met her.", "deny Lund > -: he had never met her"),
        ("Lund said it didn't go far enough.", ""),
        ("The company said it did not sell data.", "deny company > -: it did not sell data"),
        ("They won rights long denied to them.", ""),
        ("Lund did not deny it.", ""),
        ("Lund declined to comment.", ""),
        ("Lund was denied entry.", ""),
        ("Chile denied entry to Lund.", ""),
        ("Lund would deny the report.", ""),
        ("The court denied his request for a stay.", ""),
        ("Lund Denies Leak", "deny Lund > -: Leak"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn an_entity_names_the_actor() {
    let text = "He denied the leak.";
    let models = &*MODELS;
    let canonical = |span: Span| (span == Span::new(0, 2)).then(|| "Mara Lund".to_owned());
    let found = acts(&[Prose::whole(text).as_line()], &models.places, &canonical);
    assert_eq!(found[0].actors, ["Mara Lund"]);
    assert_eq!(found[0].span.of(text), "He denied the leak");
}

#[test]
fn a_name_inside_a_phrase_does_not_act() {
    let text = "Officers along Orr’s borders denied the leak.";
    let models = &*MODELS;
    let canonical = |span: Span| span.of(text).contains("Orr").then(|| "Orr".to_owned());
    let found = acts(&[Prose::whole(text).as_line()], &models.places, &canonical);
    assert!(found.iter().all(|act| act.actors != ["Orr"]), "{found:?}");
}

#[test]
fn no_text_panics() {
    for text in [
        "",
        "denied",
        "denied.",
        ", denied of",
        "accused of",
        "and accused the of",
        "said it did not",
        "“ deny ” , — of",
    ] {
        let _ = shown(text);
    }
}

proptest::proptest! {
    #[test]
    fn spans_are_words_of_the_text(text in "([A-Z][a-z]{0,3}|accused|denied|said|it|did|not|of|the|claim|and|“|”|,|—| |é){0,30}") {
        let models = &*MODELS;
        for act in acts(&[Prose::whole(&text).as_line()], &models.places, &|_| None) {
            proptest::prop_assert!(!act.actors.is_empty() && !act.span.of(&text).is_empty());
            proptest::prop_assert!(act.actor_spans.iter().chain(&act.matter).all(|span| !span.of(&text).is_empty()));
        }
    }
}
