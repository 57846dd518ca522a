//! The edition as the findings look at it: what each stretch of a report talks about, who claims it, and
//! the day of the story.
//!
//! Two stretches are compared by their keys: stems that carry content, kinds of events and things, and
//! the entities they name. Witnesses come sorted by id, so that no result depends on the order of reports.

use super::lists::LISTS;
use crate::frequency;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Annotated, DateRole, Edition, EntityKind, Span};
use variorum_text::{fold_word, stem, tokens};

/// What a stretch of text talks about.
pub(super) type Keys = BTreeSet<String>;

pub(super) struct Scene<'a> {
    pub(super) sides: Vec<Side<'a>>,
    /// The day of the story, where the reports' own dates lie within three days.
    pub(super) day: Option<Date>,
    /// In how many sentences of the edition each key stands.
    spread: BTreeMap<String, u32>,
    n_sentences: u32,
}

/// One report.
pub(super) struct Side<'a> {
    pub(super) annotated: &'a Annotated,
    pub(super) text: &'a str,
    /// In order.
    mentions: Vec<Mention>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    span: Span,
    /// The key of its entity.
    key: String,
    person: bool,
}

impl<'a> Scene<'a> {
    pub(super) fn new(edition: &'a Edition) -> Self {
        let sides: Vec<Side> =
            edition.witnesses.iter().map(|witness| Side::new(&witness.annotated)).collect();
        let mut spread: BTreeMap<String, u32> = BTreeMap::new();
        let mut n_sentences = 0;
        for side in &sides {
            for &sentence in &side.annotated.sentences {
                n_sentences += 1;
                for key in side.keys(sentence) {
                    *spread.entry(key).or_default() += 1;
                }
            }
        }
        Self { sides, day: day(edition), spread, n_sentences }
    }

    /// How much the keys single out inside this edition: 1 for a key of one sentence only, 0 for one that
    /// every sentence names.
    pub(super) fn telling(&self, keys: &Keys) -> f32 {
        let all = self.n_sentences.max(3) as f32;
        let rarity = |key: &String| {
            (all / self.spread.get(key).copied().unwrap_or(1).max(1) as f32).ln().max(0.0)
        };
        keys.iter().map(rarity).sum::<f32>() / all.ln()
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
        let mut mentions: Vec<Mention> = annotated
            .entities
            .iter()
            .flat_map(|entity| {
                let key = entity_key(entity.kind, &entity.name);
                let person = entity.kind == EntityKind::Person;
                entity.mentions.iter().map(move |span| Mention {
                    span: *span,
                    key: key.clone(),
                    person,
                })
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
        let mut out: Keys = tokens(self.text, span)
            .into_iter()
            .filter(|token| token.is_wordlike())
            .filter_map(|token| key(token.span.of(self.text)))
            .collect();
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let inside =
            self.mentions[first..].iter().take_while(|mention| mention.span.start < span.end);
        out.extend(inside.map(|mention| mention.key.clone()));
        out
    }

    /// The people that the sentence around the span names, the claimant aside.
    pub(super) fn people(&self, span: Span, claimant: Option<&Claimant>) -> Keys {
        let sentence = self.sentence(span);
        let first = self.mentions.partition_point(|mention| mention.span.start < sentence.start);
        let claims = |name: &str| {
            claimant.is_some_and(|claimant| {
                same_name(&claimant.name, name)
                    || claimant.via.iter().any(|link| same_name(link, name))
            })
        };
        self.mentions[first..]
            .iter()
            .take_while(|mention| mention.span.start < sentence.end)
            .filter(|mention| mention.person && !claims(mention.key.trim_start_matches('=')))
            .map(|mention| mention.key.clone())
            .collect()
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

/// True where one name's words, titles aside, all stand in the other: "Mr. Lund" is "Mara Lund".
pub(super) fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (name_words(a), name_words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

fn name_words(name: &str) -> Vec<String> {
    let folded = fold_word(name);
    let all: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let bare: Vec<&str> = all.iter().copied().filter(|word| !is_title(word)).collect();
    // "the president" is all title
    let kept = if bare.is_empty() { all } else { bare };
    kept.into_iter().map(str::to_owned).collect()
}

fn is_title(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "mr"
            | "mrs"
            | "ms"
            | "dr"
            | "president"
            | "sen"
            | "senator"
            | "rep"
            | "representative"
            | "gov"
            | "governor"
            | "minister"
            | "justice"
    )
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
/// A name counts though the background be full of it: in a story on Obama, "Obama" still tells something.
fn key(word: &str) -> Option<String> {
    let folded = fold_word(word);
    let stem = stem(&folded);
    if let Some(kind) = LISTS.event(&stem).or_else(|| LISTS.thing(&stem)) {
        return Some(format!("~{kind}"));
    }
    let weight = frequency::weight(&stem);
    let least = if word.starts_with(char::is_uppercase) { NAME } else { WORD };
    let tells = weight >= least && !folded.starts_with(|c: char| c.is_numeric());
    (tells && folded.len() > 2 && !is_time_word(&folded)).then_some(stem)
}

/// From these weights on a word is a key.
const WORD: f32 = 1.2;
const NAME: f32 = 0.6;

/// Times and number words say when and how much, not what.
fn is_time_word(word: &str) -> bool {
    word.ends_with("day")
        || matches!(
            word,
            "week"
                | "month"
                | "year"
                | "years"
                | "yesterday"
                | "hour"
                | "first"
                | "last"
                | "two"
                | "three"
                | "four"
                | "five"
                | "dozen"
                | "million"
                | "billion"
                | "percent"
        )
}

/// What two stretches share; the words of a shared entity's name count once.
pub(super) fn shared(a: &Keys, b: &Keys) -> Keys {
    let common: Keys = a.intersection(b).cloned().collect();
    let names: BTreeSet<String> = common
        .iter()
        .filter_map(|key| key.strip_prefix('='))
        .flat_map(|name| name.split(' '))
        .map(stem)
        .collect();
    common.into_iter().filter(|key| !names.contains(key.as_str())).collect()
}

/// True where both name people and none of them twice.
pub(super) fn other_people(a: &Keys, b: &Keys) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// How much the keys tell together; an entity or a kind counts like a rare word.
pub(super) fn weight(keys: &Keys) -> f32 {
    keys.iter()
        .map(|key| if key.starts_with(['=', '~']) { 2.5 } else { frequency::weight(key).min(5.0) })
        .sum()
}
