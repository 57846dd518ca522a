//! The edition as the findings look at it: what each stretch of a report talks about, and the day of the
//! story.
//!
//! Witnesses come sorted by id, so that no result depends on the order of reports.

use super::claimant::{Claimant, same_name};
use super::keys::{Keys, entity_key, key, weight_of};
use jiff::civil::Date;
use std::collections::BTreeMap;
use variorum_model::{Annotated, DateRole, Edition, EntityKind, Span};
use variorum_text::tokens;

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
    /// Its short name on the page.
    pub(super) siglum: &'a str,
    /// In order.
    mentions: Vec<Mention>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    span: Span,
    /// The key of its entity.
    key: String,
    person: bool,
    name: String,
}

impl<'a> Scene<'a> {
    pub(super) fn new(edition: &'a Edition) -> Self {
        let sides: Vec<Side> =
            edition.witnesses.iter().map(|w| Side::new(&w.annotated, &w.siglum)).collect();
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

    /// How much the keys single out inside this edition: about 1 for a key of one sentence a report, 0 for
    /// one that every sentence names. Copies of the reports change nothing.
    pub(super) fn telling(&self, keys: &Keys) -> f32 {
        let all = self.n_sentences.max(1) as f32;
        let rarity = |key: &String| {
            (all / self.spread.get(key).copied().unwrap_or(1).max(1) as f32).ln().max(0.0)
        };
        // three reports of this length are the measure
        let usual = 3.0 * all / self.sides.len().max(1) as f32;
        keys.iter().map(rarity).sum::<f32>() / usual.max(3.0).ln()
    }
}

impl Scene<'_> {
    /// How much the keys tell, in the language at large and inside this edition alike.
    pub(super) fn bearing(&self, keys: &Keys) -> f32 {
        let all = self.n_sentences as f32 + 1.0;
        let local = |key: &String| {
            (all / (0.5 + self.spread.get(key).copied().unwrap_or(0) as f32)).ln().max(0.0)
        };
        keys.iter().map(|key| 0.5 * (local(key) + weight_of(key))).sum()
    }
}

/// The dates of the reports themselves; never an extractor's or an archive's.
pub(super) fn own_days(annotated: &Annotated) -> impl Iterator<Item = Date> + '_ {
    annotated
        .report
        .dates
        .iter()
        .filter(|date| !matches!(date.role, DateRole::Extractor | DateRole::Captured))
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
    fn new(annotated: &'a Annotated, siglum: &'a str) -> Self {
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
                    name: entity.name.clone(),
                })
            })
            .collect();
        mentions.sort();
        Self { annotated, text: &annotated.report.text, siglum, mentions }
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

    /// The names of the people that the span mentions, in order.
    pub(super) fn people_in(&self, span: Span) -> impl Iterator<Item = (Span, &str)> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.start < span.end)
            .filter(|mention| mention.person)
            .map(|mention| (mention.span, mention.name.as_str()))
    }

    /// The only name that the span mentions, with its words' place, and whether it is a person's.
    pub(super) fn name_in(&self, span: Span) -> Option<((&str, Span), bool)> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let mut inside =
            self.mentions[first..].iter().take_while(|mention| mention.span.start < span.end);
        let mention = inside.next().filter(|mention| mention.span.end <= span.end)?;
        let is_name =
            !mention.name.is_empty() && mention.span.of(self.text).starts_with(char::is_uppercase);
        (inside.next().is_none() && is_name)
            .then_some(((mention.name.as_str(), mention.span), mention.person))
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
            .filter(|mention| mention.person && !claims(&mention.name))
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
}
