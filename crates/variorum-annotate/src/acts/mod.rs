//! Accusations and denials: who against whom, of what.
//!
//! Only what a report says was done counts: a passive without its doer, a negation, a condition and a
//! refusal to comment are no act. Actors are canonical names: an entity's, then a place's.

mod denial;
mod phrase;
mod words;

use crate::lexicon::Places;
use crate::times::Line;
use phrase::{Phrase, clause_end, subject_end, subjects};
use variorum_model::{Act, ActKind, Span};
use variorum_text::TokenKind;
use words::WORDS;

/// The acts of the sentences, in order.
/// `canonical` gives the name of the entity that a span mentions; a place's capital or government
/// stands for the place.
pub(crate) fn acts(
    lines: &[Line],
    places: &Places,
    canonical: &dyn Fn(Span) -> Option<String>,
) -> Vec<Act> {
    let mut out = Vec::new();
    for line in lines {
        let scene = Scene { line, places, canonical };
        for at in (0..line.len()).filter(|&at| WORDS.is_verb(line.word(at))) {
            out.extend(scene.accusation(at).or_else(|| denial::denial(&scene, at)));
        }
    }
    out
}

/// Bytes of the words that say what was done; past it the subject's words are left out.
const LONGEST_SPAN: usize = 160;

/// A sentence and the ways to name who stands in it.
struct Scene<'a> {
    line: &'a Line<'a>,
    places: &'a Places,
    canonical: &'a dyn Fn(Span) -> Option<String>,
}

impl Scene<'_> {
    /// "X accused Y of Z", "X blamed Y for Z" with its verb at `at`.
    fn accusation(&self, at: usize) -> Option<Act> {
        let line = self.line;
        let link = match line.word(at) {
            word if WORDS.accuse.contains(word) => "of",
            word if WORDS.blame.contains(word) => "for",
            _ => return None,
        };
        if self.is_unreal(at) {
            return None;
        }
        let object = at + 1;
        let joint =
            (object..line.len().min(object + 14)).find(|&place| line.word(place) == link)?;
        // no object between verb and "of" is a passive; a comma or a verb is another clause
        let clean = joint > object
            && (object..joint).all(|place| {
                line.is_word(place) || line.kind(place) == Some(TokenKind::Possessive)
            });
        if !clean {
            return None;
        }
        let actors = subjects(line, subject_end(line, at));
        if actors.is_empty() {
            return None;
        }
        let end = clause_end(line, joint + 1, 40);
        let matter = (end > joint + 1).then(|| line.span(joint + 1, end));
        // "a woman who had met Lund": the name inside is not the one accused
        let target = object
            ..(object + 1..joint)
                .find(|&place| phrase::ends_noun(line.word(place)))
                .unwrap_or(joint);
        let whole = line.span(actors[0].start, target.end);
        let span = if whole.len() <= LONGEST_SPAN { whole } else { line.span(at, target.end) };
        let target = Some(self.name(&target));
        Some(self.act(ActKind::Accusation, span, &actors, target, matter))
    }

    fn act(
        &self,
        kind: ActKind,
        span: Span,
        actors: &[Phrase],
        target: Option<String>,
        matter: Option<Span>,
    ) -> Act {
        let mut names: Vec<String> = actors.iter().map(|phrase| self.name(phrase)).collect();
        // "the United States and its allies": whose allies they are
        if names.len() > 1 {
            let first = names[0].clone();
            for (name, phrase) in names.iter_mut().zip(actors).skip(1) {
                if matches!(self.line.word(phrase.start), "its" | "their" | "his" | "her") {
                    *name = format!(
                        "{} of {first}",
                        self.line.span(phrase.start + 1, phrase.end).of(self.line.text)
                    );
                }
            }
        }
        names.sort();
        names.dedup();
        let actor_spans =
            actors.iter().map(|phrase| self.line.span(phrase.start, phrase.end)).collect();
        Act { kind, span, actors: names, actor_spans, target, matter }
    }

    /// The entity's name, else the words without their article; a place for its capital or government.
    fn name(&self, phrase: &Phrase) -> String {
        let article =
            phrase.len() > 1 && matches!(self.line.word(phrase.start), "the" | "a" | "an" | "both");
        let bare = self.line.span(phrase.start + usize::from(article), phrase.end);
        let whole = self.line.span(phrase.start, phrase.end);
        let words = bare.of(self.line.text);
        // the entity inside "officers along Orr's border" is not who acts
        let plain = |place: usize| !self.line.is_capital(place) && !is_light(self.line.word(place));
        let named = (phrase.start..phrase.end).any(plain)
            || self.line.kind(phrase.end - 1) == Some(TokenKind::Possessive);
        let entity = if named && phrase.len() > 1 {
            None
        } else {
            (self.canonical)(bare).or_else(|| (self.canonical)(whole))
        };
        let name = entity.unwrap_or_else(|| words.to_owned());
        self.places.stands_for(&name).map_or(name, str::to_owned)
    }

    /// True where the verb at `at` is passive, negated, a condition or an infinitive.
    fn is_unreal(&self, at: usize) -> bool {
        let line = self.line;
        let word = line.word(at);
        let participle = word.ends_with("ing");
        (1..=4)
            .take_while(|&steps| at >= steps && line.is_word(at - steps))
            .take_while(|&steps| steps == 1 || phrase_is_verbal(line.before(at, steps - 1)))
            .any(|steps| {
                let before = line.before(at, steps);
                WORDS.hypothetical.contains(before)
                    || before.ends_with("n't")
                    || (!participle && WORDS.passives.contains(before))
                    || (steps == 1 && before == "the")
            })
    }
}

/// Words that may stand in a name.
fn is_light(word: &str) -> bool {
    WORDS.determiners.contains(word)
        || WORDS.titles.contains(word)
        || matches!(word, "of" | "." | "former" | "and")
}

/// Words that stand between an auxiliary and its verb.
fn phrase_is_verbal(word: &str) -> bool {
    WORDS.auxiliaries.contains(word)
        || WORDS.passives.contains(word)
        || WORDS.hypothetical.contains(word)
        || word.ends_with("ly")
}

#[cfg(test)]
mod tests;
