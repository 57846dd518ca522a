//! Denials: "X denied Z", "a claim X has denied", "X rejected the allegations", "X said it did not Z".

use super::Scene;
use super::phrase::{Phrase, clause_end, is_preposition, subject_end, subjects};
use super::words::WORDS;
use crate::times::Line;
use variorum_model::{Act, ActKind, Span};

/// The denial whose verb stands at `at`.
pub(super) fn denial(scene: &Scene, at: usize) -> Option<Act> {
    let word = scene.line.word(at);
    if WORDS.deny.contains(word) {
        denied(scene, at, true)
    } else if WORDS.reject.contains(word) {
        denied(scene, at, false)
    } else if matches!(word, "said" | "says") {
        said_not(scene, at)
    } else {
        None
    }
}

/// `plain`: a verb that denies whatever its object is.
fn denied(scene: &Scene, at: usize, plain: bool) -> Option<Act> {
    let line = scene.line;
    if scene.is_unreal(at) {
        return None;
    }
    let end = subject_end(line, at);
    let actors = subjects(line, end);
    let first = actors.first()?.start;
    if let Some(claim) = antecedent(line, first) {
        let matter = Some(line.span(claim.start, claim.end));
        let target = None;
        return Some(scene.act(
            ActKind::Denial,
            line.span(claim.start, at + 1),
            &actors,
            target,
            matter,
        ));
    }
    let object = object_start(line, at + 1);
    // "benefits denied to them"
    if line.word(object) == "to" {
        return None;
    }
    let stop = clause_end(line, object, 40);
    if stop <= object || is_other_sense(line, object, stop, plain) {
        return None;
    }
    let matter = line.span(object, stop);
    Some(scene.act(ActKind::Denial, shortest(line, first, at, stop), &actors, None, Some(matter)))
}

/// Subject to end of the matter; where that is long, subject and verb, or verb and matter.
fn shortest(line: &Line, first: usize, verb: usize, stop: usize) -> Span {
    let spans = [line.span(first, stop), line.span(first, verb + 1), line.span(verb, stop)];
    spans
        .into_iter()
        .find(|span| span.len() <= super::LONGEST_SPAN)
        .unwrap_or(line.span(verb, verb + 1))
}

/// "denied on Wednesday that …": past the time to the object.
fn object_start(line: &Line, at: usize) -> usize {
    let days = matches!(line.word(at), "on" | "late" | "early") && line.is_capital(at + 1);
    at + if days { 2 } else { 0 }
}

/// The claim before a relative clause: "a claim Y has denied", "charges that Y denies".
fn antecedent(line: &Line, first: usize) -> Option<Phrase> {
    let relative = usize::from(matches!(line.before(first, 1), "that" | "which"));
    let noun = first.checked_sub(1 + relative)?;
    let noun = if line.word(noun) == "," { noun.checked_sub(1)? } else { noun };
    if !WORDS.claims.contains(line.word(noun)) && relative == 0 {
        return None;
    }
    let known = WORDS.claims.contains(line.word(noun));
    let article = usize::from(known && WORDS.determiners.contains(line.before(noun, 1)));
    let which = relative == 1 && line.before(first, 1) == "which";
    (known || which).then(|| noun - article..noun + 1)
}

/// "denied entry", "denied him the chance", "rejected an offer": nothing is said to be untrue.
fn is_other_sense(line: &Line, object: usize, stop: usize, plain: bool) -> bool {
    let head_end = (object..stop)
        .find(|&place| place > object && is_preposition(line.word(place)))
        .unwrap_or(stop);
    let first_words = object..head_end;
    if !plain {
        return !first_words.clone().any(|place| WORDS.claims.contains(line.word(place)));
    }
    let withheld = first_words.clone().any(|place| WORDS.withheld.contains(line.word(place)));
    let person = matches!(line.word(object), "him" | "her" | "them" | "me" | "us" | "you")
        && line.is_word(object + 1);
    (withheld && !first_words.clone().any(|place| WORDS.claims.contains(line.word(place))))
        || person
}

/// "X said it did not Z", "X has said that it does not Z": the subject speaks of itself and denies.
fn said_not(scene: &Scene, at: usize) -> Option<Act> {
    let line = scene.line;
    let that = at + 1 + usize::from(line.word(at + 1) == "that");
    if !matches!(line.word(that), "it" | "they" | "he" | "she") {
        return None;
    }
    let verb = match (line.word(that + 1), line.word(that + 2)) {
        (
            "did" | "does" | "do" | "was" | "is" | "were" | "had" | "has" | "have",
            "not" | "never",
        ) => that + 3,
        (
            "didn't" | "doesn't" | "don't" | "wasn't" | "isn't" | "weren't" | "hadn't" | "hasn't",
            _,
        ) => that + 2,
        ("never", _) => that + 2,
        _ => return None,
    };
    let verb = verb + usize::from(line.word(verb).ends_with("ly"));
    // of a person's many "he does not", only what he did not do is a denial
    let person = matches!(line.word(that), "he" | "she");
    let of_deed = matches!(
        line.word(that + 1),
        "did" | "didn't" | "had" | "hadn't" | "has" | "hasn't" | "never"
    );
    if person && !of_deed {
        return None;
    }
    if WORDS.minds.contains(line.word(verb)) || scene.is_unreal(at) || !line.is_word(verb) {
        return None;
    }
    let actors = subjects(line, subject_end(line, at));
    let first = actors.first()?.start;
    // "Lund said it didn't go far": a name may be a person, and "it" then something else
    let of_name = line.is_capital(actors[0].end - 1);
    let of_now = matches!(
        line.word(that + 1),
        "does" | "doesn't" | "has" | "hasn't" | "is" | "isn't" | "never"
    );
    if line.word(that) == "it" && of_name && !of_now {
        return None;
    }
    let stop = clause_end(line, that, 40);
    Some(scene.act(
        ActKind::Denial,
        shortest(line, first, at, stop),
        &actors,
        None,
        Some(line.span(that, stop)),
    ))
}
