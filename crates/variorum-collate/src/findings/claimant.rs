//! Who stands for what a stretch of a report says.

use super::lists::LISTS;
use super::scene::Side;
use variorum_model::{Quantity, Span};
use variorum_text::{fold_word, tokens};

impl Side<'_> {
    /// Who claims a number: whom the words beside it name, else who claims what holds it.
    pub(super) fn counting(&self, quantity: &Quantity) -> Option<Claimant> {
        let beside = quantity.claimant.map(|span| {
            let words = span.of(self.text);
            let name = ["the ", "The "].iter().find_map(|the| words.strip_prefix(the));
            Claimant { name: name.unwrap_or(words).to_owned(), via: Vec::new() }
        });
        beside.or_else(|| self.claimant(quantity.span))
    }

    /// Who claims what the span says: who accuses with it, or the speaker of the innermost attribution
    /// around it, with the agency or medium that passed it on, or who is cited. `None` for the report itself.
    pub(super) fn claimant(&self, span: Span) -> Option<Claimant> {
        let accuser = self
            .annotated
            .acts
            .iter()
            .find(|act| act.matter.is_some_and(|matter| matter.contains(span)));
        let attribution = self
            .annotated
            .attributions
            .iter()
            .filter(|attribution| attribution.content.iter().any(|content| content.contains(span)))
            .min_by_key(|attribution| {
                attribution.content.iter().map(|content| content.len()).sum::<usize>()
            });
        let speaker = attribution
            .and_then(|attribution| attribution.speaker.as_ref())
            .map(|speaker| speaker.name.clone());
        let mut via: Vec<String> = attribution
            .into_iter()
            .flat_map(|attribution| &attribution.chain)
            .map(|link| link.name.clone())
            .collect();
        let name = match (accuser, speaker) {
            (Some(act), speaker) => {
                let is_accuser = |name: &String| {
                    act.actor_spans.iter().any(|span| same_name(span.of(self.text), name))
                };
                via.extend(speaker.filter(|name| !is_accuser(name)));
                listed(&act.actors)
            }
            (None, Some(speaker)) => speaker,
            (None, None) => return self.cited(span),
        };
        via.retain(|link| !same_name(link, &name));
        via.dedup();
        Some(Claimant { name, via })
    }

    /// "Orr Wire reported, citing Mara Lund, that …": the one cited before the span, in its sentence.
    fn cited(&self, span: Span) -> Option<Claimant> {
        let sentence = self.sentence(span);
        let all = tokens(self.text, Span::new(sentence.start, span.start.max(sentence.start)));
        let word = |at: usize| all.get(at).map_or("", |token| token.span.of(self.text));
        let cite = all.iter().rposition(|token| token.span.of(self.text) == "citing")?;
        let end = (cite + 1..all.len()).find(|&at| !all[at].is_wordlike() || word(at) == "that")?;
        let words =
            Span::new(all.get(cite + 1)?.span.start, all.get(end.checked_sub(1)?)?.span.end);
        let name = self
            .people_in(words)
            .last()
            .map_or_else(|| words.of(self.text).to_owned(), |(_, name)| name.to_owned());
        // who reported: the capitalised words before "reported" or "said"
        let verb = (0..cite)
            .rev()
            .find(|&at| matches!(word(at), "reported" | "said" | "wrote" | "says" | "reports"));
        let via = verb.and_then(|verb| {
            let capital = |at: &usize| word(*at).starts_with(char::is_uppercase);
            let first = (0..verb).rev().take_while(capital).last()?;
            Some(Span::new(all[first].span.start, all[verb - 1].span.end).of(self.text).to_owned())
        });
        (!words.is_empty()).then(|| Claimant { name, via: via.into_iter().collect() })
    }
}

/// Who stands for a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claimant {
    pub(super) name: String,
    /// Who passed it on.
    pub(super) via: Vec<String>,
}

impl Claimant {
    /// "Mara Lund (via Orr Wire)".
    pub(super) fn shown(&self) -> String {
        if self.via.is_empty() {
            self.name.clone()
        } else {
            format!("{} (via {})", self.name, self.via.join(", "))
        }
    }
}

/// "A, B and C".
pub(super) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            format!(
                "{} and {}",
                rest.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "),
                last.as_ref()
            )
        }
    }
}

/// "A, B, C and 7 more".
pub(super) fn listed_some<S: AsRef<str>>(names: &[S]) -> String {
    const SHOWN: usize = 3;
    let mut shown: Vec<String> =
        names.iter().take(SHOWN).map(|name| name.as_ref().to_owned()).collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    listed(&shown)
}

/// True where one name's words, titles aside, all stand in the other: "Mr. Lund" is "Mara Lund".
pub(super) fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (name_words(a), name_words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

pub(super) fn name_words(name: &str) -> Vec<String> {
    let folded = fold_word(name);
    let all: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let bare: Vec<&str> =
        all.iter().copied().filter(|word| !LISTS.titles.contains(*word)).collect();
    // "the president" is all title
    let kept = if bare.is_empty() { all } else { bare };
    kept.into_iter().map(str::to_owned).collect()
}
