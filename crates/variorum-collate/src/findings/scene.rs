//! The edition as the findings look at it: what each stretch of a report talks about, who claims it, and
//! the day of the story.
//!
//! Two stretches are compared by their keys: stems that carry content, kinds of events and things, and
//! the entities they name. Witnesses come sorted by id, so that no result depends on the order of reports.

use super::lists::LISTS;
use crate::frequency;
use jiff::civil::Date;
use std::collections::BTreeSet;
use variorum_model::{Annotated, DateRole, Edition, EntityKind, Span};
use variorum_text::{fold_word, stem, tokens};

/// What a stretch of text talks about.
pub(super) type Keys = BTreeSet<String>;

pub(super) struct Scene<'a> {
    pub(super) sides: Vec<Side<'a>>,
    /// The day of the story, where the reports' own dates lie within three days.
    pub(super) day: Option<Date>,
}

/// One report.
pub(super) struct Side<'a> {
    pub(super) annotated: &'a Annotated,
    pub(super) text: &'a str,
    /// Mentions in order, with the key of their entity.
    mentions: Vec<(Span, String)>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(edition: &'a Edition) -> Self {
        let sides = edition.witnesses.iter().map(|witness| Side::new(&witness.annotated)).collect();
        Self { sides, day: day(edition) }
    }
}

/// The dates of the reports themselves; never an extractor's.
pub(super) fn own_days(annotated: &Annotated) -> impl Iterator<Item = Date> + '_ {
    annotated
        .report
        .dates
        .iter()
        .filter(|date| date.role != DateRole::Extractor)
        .filter_map(|date| date.value.parse().ok())
}

fn day(edition: &Edition) -> Option<Date> {
    let mut days: Vec<Date> =
        edition.witnesses.iter().flat_map(|witness| own_days(&witness.annotated)).collect();
    days.sort_unstable();
    let (first, last) = (*days.first()?, *days.last()?);
    ((last - first).get_days() <= 3).then(|| days[days.len() / 2])
}

impl<'a> Side<'a> {
    fn new(annotated: &'a Annotated) -> Self {
        let mut mentions: Vec<(Span, String)> = annotated
            .entities
            .iter()
            .flat_map(|entity| {
                let key = entity_key(entity.kind, &entity.name);
                entity.mentions.iter().map(move |span| (*span, key.clone()))
            })
            .collect();
        mentions.sort();
        Self { annotated, text: &annotated.report.text, mentions }
    }

    /// The sentence that holds the span, or the span itself.
    pub(super) fn sentence(&self, span: Span) -> Span {
        let sentences = &self.annotated.sentences;
        let at = sentences.partition_point(|sentence| sentence.end <= span.start);
        sentences.get(at).copied().filter(|sentence| sentence.overlaps(span)).unwrap_or(span)
    }

    /// The sentence before the one that holds the span.
    pub(super) fn sentence_before(&self, span: Span) -> Option<Span> {
        let sentences = &self.annotated.sentences;
        let at = sentences.partition_point(|sentence| sentence.end <= span.start);
        at.checked_sub(1).map(|at| sentences[at])
    }

    /// What the span talks about.
    pub(super) fn keys(&self, span: Span) -> Keys {
        let mut out: Keys =
            tokens(self.text, span).into_iter().filter(|token| token.is_wordlike()).filter_map(|token| key(token.span.of(self.text))).collect();
        let first = self.mentions.partition_point(|(mention, _)| mention.start < span.start);
        let inside = self.mentions[first..].iter().take_while(|(mention, _)| mention.start < span.end);
        out.extend(inside.map(|(_, key)| key.clone()));
        out
    }

    /// The names of the entities that the span mentions.
    pub(super) fn mentioned(&self, span: Span) -> impl Iterator<Item = &str> {
        let first = self.mentions.partition_point(|(mention, _)| mention.start < span.start);
        self.mentions[first..].iter().take_while(move |(mention, _)| mention.start < span.end).map(|(_, key)| key.as_str())
    }

    /// Words within `reach` bytes on either side, inside the sentence.
    pub(super) fn around(&self, span: Span, reach: usize) -> Span {
        let sentence = self.sentence(span);
        let mut start = span.start.saturating_sub(reach).max(sentence.start).min(span.start);
        let mut end = (span.end + reach).min(sentence.end).max(span.end);
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }

    /// Who claims what the span says: who accuses with it, or the speaker of the innermost attribution
    /// around it, with the agency or medium that passed it on. `None` for the report itself.
    pub(super) fn claimant(&self, span: Span) -> Option<Claimant> {
        let accuser = self.annotated.acts.iter().find(|act| act.matter.is_some_and(|matter| matter.contains(span)));
        let attribution = self
            .annotated
            .attributions
            .iter()
            .filter(|attribution| attribution.content.iter().any(|content| content.contains(span)))
            .min_by_key(|attribution| attribution.content.iter().map(|content| content.len()).sum::<usize>());
        let speaker = attribution.and_then(|attribution| attribution.speaker.as_ref()).map(|speaker| speaker.name.clone());
        let mut via: Vec<String> =
            attribution.into_iter().flat_map(|attribution| &attribution.chain).map(|link| link.name.clone()).collect();
        let name = match (accuser, speaker) {
            (Some(act), speaker) => {
                via.extend(speaker);
                listed(&act.actors)
            }
            (None, Some(speaker)) => speaker,
            (None, None) => return None,
        };
        via.retain(|link| !same_name(link, &name));
        via.dedup();
        Some(Claimant { name, via })
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
        if self.via.is_empty() { self.name.clone() } else { format!("{} (via {})", self.name, self.via.join(", ")) }
    }
}

/// "A, B and C".
pub(super) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            format!("{} and {}", rest.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref())
        }
    }
}

/// True where one name's words hold the other's last word, so that "Lund" is "Mara Lund".
pub(super) fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (name_words(a), name_words(b));
    let last_in = |x: &[String], y: &[String]| x.last().is_some_and(|last| y.contains(last));
    a == b || (last_in(&a, &b) && last_in(&b, &a))
}

fn name_words(name: &str) -> Vec<String> {
    fold_word(name).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "the").map(str::to_owned).collect()
}

/// A person by the last name, everything else by the whole name.
fn entity_key(kind: EntityKind, name: &str) -> String {
    let words = name_words(name);
    match kind {
        EntityKind::Person => format!("={}", words.last().cloned().unwrap_or_default()),
        _ => format!("={}", words.join(" ")),
    }
}

/// The key of a word; `None` where it tells nothing.
fn key(word: &str) -> Option<String> {
    let folded = fold_word(word);
    let stem = stem(&folded);
    if let Some(kind) = LISTS.event(&stem).or_else(|| LISTS.thing(&stem)) {
        return Some(format!("~{kind}"));
    }
    let tells = frequency::weight(&stem) >= frequency::CONTENT && !folded.starts_with(|c: char| c.is_numeric());
    (tells && folded.len() > 2 && !is_time_word(&folded)).then_some(stem)
}

/// Times and number words say when and how much, not what.
fn is_time_word(word: &str) -> bool {
    word.ends_with("day") || matches!(word, "week" | "month" | "year" | "yesterday" | "hour" | "first" | "two" | "three" | "dozen" | "million" | "billion" | "percent")
}

/// What two stretches share; the words of a shared entity's name count once.
pub(super) fn shared(a: &Keys, b: &Keys) -> Keys {
    let common: Keys = a.intersection(b).cloned().collect();
    let names: BTreeSet<String> =
        common.iter().filter_map(|key| key.strip_prefix('=')).flat_map(|name| name.split(' ')).map(stem).collect();
    common.into_iter().filter(|key| !names.contains(key.as_str())).collect()
}
