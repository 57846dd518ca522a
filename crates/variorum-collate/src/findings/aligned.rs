//! Numbers and names that stand in each other's place in the apparatus of one utterance: "Article 4" for "Article 5",
//! "Karim" for "Salim".
//!
//! Only places of few words count, with words before and after that both readings share; in a longer one the two
//! need not answer each other.

use super::claimant::same_name;
use super::lists::LISTS;
use super::scene::{Scene, Side};
use variorum_model::{
    Edition, Entry, Finding, FindingKind, FindingReading, Span, Statement, Variant, VariantKind,
    Verdict,
};
use variorum_text::{Token, TokenKind, fold_word, tokens};

/// Words of the longest place.
const LONGEST: usize = 4;

/// A place of the apparatus in one witness.
#[derive(Clone, Copy)]
struct Place {
    witness: usize,
    span: Span,
}

/// The findings on numbers and names of each statement that no unit or kind brought together.
pub(super) fn find(scene: &Scene, edition: &Edition) -> Vec<Finding> {
    let mut out = Vec::new();
    for statement in &edition.statements {
        for (a, b) in pairs(edition, statement) {
            if a.witness != b.witness {
                out.extend(number(scene, statement, a, b).or_else(|| name(scene, statement, a, b)));
            }
        }
    }
    out
}

/// The lemma and each variant that stands in its place.
fn pairs(edition: &Edition, statement: &Statement) -> Vec<(Place, Place)> {
    let witness =
        |reading: usize| edition.quotations[statement.readings[reading].quotation].witness;
    let of = |entry: &Entry| {
        let lemma = Place { witness: witness(entry.lemma_reading), span: entry.lemma };
        let place =
            |variant: &Variant| Place { witness: witness(variant.reading), span: variant.span };
        let substituted = |variant: &&Variant| variant.kind == VariantKind::Substitution;
        let found: Vec<(Place, Place)> = entry
            .variants
            .iter()
            .filter(substituted)
            .map(|variant| (lemma, place(variant)))
            .collect();
        found
    };
    statement.apparatus.iter().flat_map(of).collect()
}

fn words(side: &Side, span: Span) -> Vec<Token> {
    tokens(side.text, span).into_iter().filter(|token| token.is_wordlike()).collect()
}

/// Two lone numbers of which neither is part of a quantity, a date or a line of the page.
fn number(scene: &Scene, statement: &Statement, a: Place, b: Place) -> Option<Finding> {
    let (x, y) = (lone_number(scene, a)?, lone_number(scene, b)?);
    let text = |place: Place, span: Span| span.of(scene.sides[place.witness].text).to_owned();
    if (x.1 - y.1).abs() < 1e-9 {
        return None;
    }
    let (left, right) = (text(a, x.0), text(b, y.0));
    let about = format!("number in one utterance: “{left}” against “{right}”");
    let why = format!(
        "Two reports give one utterance, with “{left}” in the one and “{right}” in the other; both cannot have been said."
    );
    let readings =
        [(a, x), (b, y)].map(|(place, (span, value))| (place.witness, span, format!("{value}")));
    Some(finding(statement, FindingKind::Quantity, Verdict::Contradiction, about, why, readings))
}

/// The only number among the few words of a place, and its value.
fn lone_number(scene: &Scene, place: Place) -> Option<(Span, f64)> {
    let side = &scene.sides[place.witness];
    let words = words(side, place.span);
    let mut numbers = words.iter().filter_map(|token| Some((token.span, value(token, side.text)?)));
    let found = numbers.next().filter(|_| words.len() <= LONGEST)?;
    let annotated = side.annotated;
    let report = &annotated.report;
    let known = annotated.quantities.iter().any(|quantity| quantity.span.overlaps(found.0))
        || annotated.times.iter().any(|time| time.span.overlaps(found.0))
        || report.dates.iter().filter_map(|date| date.span).any(|span| span.overlaps(found.0))
        || report.furniture().any(|span| span.overlaps(found.0));
    (numbers.next().is_none() && !known).then_some(found)
}

fn value(token: &Token, text: &str) -> Option<f64> {
    let word = fold_word(token.span.of(text));
    match token.kind {
        TokenKind::Number => word.replace(',', "").parse().ok(),
        // "one" is as often a pronoun
        _ if word == "one" => None,
        _ => LISTS.numbers.get(&word).copied(),
    }
}

/// Two names of one kind that share no word: another person, body or place in the same role.
fn name(scene: &Scene, statement: &Statement, a: Place, b: Place) -> Option<Finding> {
    let (x, y) = (lone_name(scene, a)?, lone_name(scene, b)?);
    let related = same_name(x.name, y.name)
        || x.name
            .split_whitespace()
            .any(|word| y.name.split_whitespace().any(|other| word == other));
    if x.person != y.person || related || is_abbreviation(x.name, y.name) {
        return None;
    }
    let kind = if x.person { FindingKind::Person } else { FindingKind::Place };
    let text = |place: Place| place.span.of(scene.sides[place.witness].text).to_owned();
    let (left, right) = (text(a), text(b));
    let spelled = is_spelling(x.name, y.name);
    let verdict = if spelled { Verdict::Equivalent } else { Verdict::Contradiction };
    let about = format!("name in one utterance: “{left}” against “{right}”");
    let why = if spelled {
        format!("“{left}” and “{right}” look like two spellings of one name.")
    } else {
        format!(
            "Two reports give one utterance, with “{left}” in the one and “{right}” in the other."
        )
    };
    let readings = [(a, x.name), (b, y.name)]
        .map(|(place, name)| (place.witness, place.span, name.to_owned()));
    Some(finding(statement, kind, verdict, about, why, readings))
}

#[derive(Clone, Copy)]
struct Name<'a> {
    name: &'a str,
    person: bool,
}

/// The only name of a place that holds nothing else.
fn lone_name<'a>(scene: &'a Scene, place: Place) -> Option<Name<'a>> {
    let side = &scene.sides[place.witness];
    let words = words(side, place.span);
    let covered = |span: Span| {
        words.iter().all(|token| span.contains(token.span) || is_title(token, side.text))
    };
    let (name, person) = side.name_in(place.span)?;
    (words.len() <= LONGEST && covered(name.1)).then_some(Name { name: name.0, person })
}

fn is_title(token: &Token, text: &str) -> bool {
    LISTS.titles.contains(fold_word(token.span.of(text)).trim_end_matches('.'))
}

/// "UN" and "United Nations".
fn is_abbreviation(a: &str, b: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|c| c.is_uppercase()).collect::<String>();
    let short =
        |a: &str, b: &str| !a.contains(' ') && letters(a) == letters(b) && letters(a).len() > 1;
    short(a, b) || short(b, a)
}

/// Names of one length or nearly, most of whose letters stand in the same order.
fn is_spelling(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) =
        (fold_word(a).chars().collect(), fold_word(b).chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let same = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = same.min(row[j] + 1).min(before + 1);
        }
    }
    row[b.len()] * 3 <= a.len().max(b.len())
}

fn finding(
    statement: &Statement,
    kind: FindingKind,
    verdict: Verdict,
    about: String,
    why: String,
    readings: [(usize, Span, String); 2],
) -> Finding {
    let claimant = statement.speaker.as_ref().map(|speaker| speaker.name.clone());
    let readings = readings
        .into_iter()
        .map(|(witness, span, value)| FindingReading {
            witness,
            span,
            value,
            claimant: claimant.clone(),
        })
        .collect();
    Finding { kind, verdict, about, why, readings, confidence: 0.6 }
}
