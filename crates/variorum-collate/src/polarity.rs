//! Negation: which words of a segment a negator governs.
//!
//! A sentence and its negation never share a statement.

use crate::word::{Lexicon, Word};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use variorum_text::TokenKind;

struct Lists {
    negators: BTreeSet<String>,
    idioms: BTreeSet<(String, String)>,
    /// Words that begin a clause which a negator before them does not reach.
    bounds: BTreeSet<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../../data/negation.toml")
        .parse()
        .expect("data/negation.toml is valid, a unit test says so");
    let list =
        |key: &str| table.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let text = |value: &toml::Value| value.as_str().unwrap_or_default().to_owned();
    Lists {
        bounds: list("bounds").iter().map(text).collect(),
        negators: list("negators").iter().map(text).collect(),
        idioms: list("idioms")
            .iter()
            .filter_map(|pair| {
                let pair = pair.as_array()?;
                Some((text(pair.first()?), text(pair.get(1)?)))
            })
            .collect(),
    }
});

/// A negator governs the first content word after it, at most this many words on.
const REACH: usize = 5;

/// A word of at least this weight is what a negator negates: below are "do", "will", "going".
const GOVERNED: f32 = 1.0;

/// True for a folded negating word.
pub fn is_negator(word: &str) -> bool {
    word.ends_with("n't") || LISTS.negators.contains(word)
}

/// What a segment negates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Negation {
    /// The clause: "will not sign".
    Clause,
    /// A contrast after a comma: "respect, not fear".
    Contrast,
}

/// For each word, how it is negated. `lead` is the reporter's words right before the segment.
pub(crate) fn negations(words: &[Word], lead: &[Word], lexicon: &Lexicon) -> Vec<Option<Negation>> {
    let all: Vec<Word> = lead.iter().chain(words).copied().collect();
    let mut out = vec![None; all.len()];
    // how it is negated, words left until it no longer reaches
    let mut open = None;
    for (at, word) in all.iter().enumerate() {
        if !word.is_spoken() {
            if matches!(word.kind, TokenKind::Stop | TokenKind::Other | TokenKind::Dash) {
                open = None;
            }
            continue;
        }
        if LISTS.bounds.contains(lexicon.text(word.form)) {
            open = None;
        }
        if is_negator(lexicon.text(word.form)) && !is_idiom(&all, at, lexicon) {
            let after_comma = at > 0 && all[at - 1].kind == TokenKind::Other;
            open = Some((if after_comma { Negation::Contrast } else { Negation::Clause }, REACH));
            continue;
        }
        let Some((negation, left)) = open else { continue };
        if word.weight >= GOVERNED || left == 0 {
            out[at] = (left > 0).then_some(negation);
            open = None;
        } else {
            open = Some((negation, left - 1));
        }
    }
    out.split_off(lead.len())
}

fn is_idiom(words: &[Word], at: usize, lexicon: &Lexicon) -> bool {
    words[at + 1..].iter().find(|word| word.is_spoken()).is_some_and(|next| {
        let pair = (lexicon.text(words[at].form).to_owned(), lexicon.text(next.form).to_owned());
        LISTS.idioms.contains(&pair)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_model::Span;

    fn check(text: &str, lead: &str, expected: &[&str]) {
        let mut lexicon = Lexicon::default();
        let words = lexicon.words(text, &[Span::new(0, text.len())]);
        let lead = lexicon.words(lead, &[Span::new(0, lead.len())]);
        let found: Vec<&str> = negations(&words, &lead, &lexicon)
            .iter()
            .zip(&words)
            .filter(|(negation, _)| negation.is_some())
            .map(|(_, word)| word.span.of(text))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_first_content_word_is_negated() {
        check("We will not sign the treaty", "", &["sign"]);
        check("We can’t sign it", "", &["sign"]);
        check("It is nothing more than theft", "", &[]);
        check("took bribes", "he denied he", &["took"]);
        check("respect, not fear", "", &["fear"]);
    }
}
