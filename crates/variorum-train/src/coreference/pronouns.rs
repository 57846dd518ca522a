//! Pronouns that speak: where an attribution's source is "he", "she" or "they" of one person, is the speaker the
//! one that GUM's entity names? Others cannot be measured from outside: the annotation resolves speakers only.

use super::conllu::{Document, Mention};
use super::names::Outcome;
use std::collections::BTreeSet;
use variorum_model::{Annotated, Span};
use variorum_text::fold_word;

/// Counts the sources of one document.
pub(super) fn pronouns(document: &Document, annotated: &Annotated) -> Outcome {
    let mut out = Outcome::default();
    let mut seen = BTreeSet::new();
    for attribution in &annotated.attributions {
        let [source] = attribution.source[..] else { continue };
        // "he said … and added": one pronoun, two attributions
        if !seen.insert(source) {
            continue;
        }
        let Some(names) = names_of(document, source) else { continue };
        let spoken = attribution.speaker.as_ref().map(|speaker| words(&speaker.name));
        match spoken {
            Some(spoken) if !spoken.is_disjoint(&names) => out.right += 1,
            Some(spoken) if !spoken.iter().all(|word| is_pronoun(word)) => out.wrong += 1,
            _ => out.unresolved += 1,
        }
    }
    out
}

/// Head words of the other mentions of the person that the pronoun means; `None` where the words are no pronoun of
/// one person, or where no mention has a noun.
fn names_of(document: &Document, source: Span) -> Option<BTreeSet<String>> {
    let pronoun = source.of(&document.text).to_lowercase();
    if !matches!(pronoun.as_str(), "he" | "she" | "they") {
        return None;
    }
    let gold = document.mentions.iter().find(|mention| mention.span == source)?;
    let same: Vec<&Mention> =
        document.mentions.iter().filter(|mention| mention.entity == gold.entity).collect();
    let word = |span: Span| span.of(&document.text).to_lowercase();
    // "they" of several people is not one speaker
    let one = pronoun != "they"
        || same.iter().any(|mention| matches!(word(mention.span).as_str(), "he" | "she"));
    if gold.kind != "person" || !one {
        return None;
    }
    let heads = same.iter().flat_map(|mention| &mention.heads).map(|&head| &document.tokens[head]);
    let nouns = heads.filter(|token| token.xpos.starts_with("NN"));
    let names: BTreeSet<String> =
        nouns.map(|token| fold_word(token.span.of(&document.text))).collect();
    (!names.is_empty()).then_some(names)
}

fn words(name: &str) -> BTreeSet<String> {
    name.split_whitespace().map(fold_word).collect()
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they")
}

#[cfg(test)]
mod tests {
    use super::super::conllu::{parse, tests::SMALL};
    use super::*;
    use variorum_model::{Attribution, Mode, Speaker, Stance};

    fn outcome(speaker: Option<&str>) -> Outcome {
        let attribution = Attribution {
            content: vec![Span::new(27, 32)],
            cue: Vec::new(),
            source: vec![Span::new(23, 26)],
            quoted: Vec::new(),
            mode: Mode::Indirect,
            speaker: speaker.map(|name| Speaker { entity: None, name: name.into() }),
            stance: Stance::Say,
            chain: Vec::new(),
            nested_in: None,
            confidence: 1.0,
            offered: true,
        };
        let annotated = Annotated {
            attributions: vec![attribution.clone(), attribution],
            ..Annotated::default()
        };
        pronouns(&parse(SMALL)[0], &annotated)
    }

    #[test]
    fn a_pronoun_is_right_wrong_or_unresolved() {
        assert_eq!(outcome(Some("Vedra Oye")), Outcome { right: 1, ..Outcome::default() });
        assert_eq!(outcome(Some("Karl Moe")), Outcome { wrong: 1, ..Outcome::default() });
        assert_eq!(outcome(Some("She")), Outcome { unresolved: 1, ..Outcome::default() });
        assert_eq!(outcome(None), Outcome { unresolved: 1, ..Outcome::default() });
    }
}
