//! Lines without a verb that say whose words stand below: "And from Chairwoman Orme:", "From the desk of Jens Falk,
//! keeper.", "Statement by the Dockers’ Union:", "Hanna Falk, on Facebook:".

use super::{Pass, span_of};
use crate::document::{Item, ItemKind, Paragraph, Sentence};
use crate::phrase;
use crate::speaker::{Resolved, SpeakerKind};
use std::ops::Range;
use variorum_model::Span;

/// Items of the longest line.
const LONGEST: usize = 26;

/// Places of somebody's that words come from.
const DESKS: [&str; 6] = ["desk", "office", "pen", "account", "page", "inbox"];

impl Pass<'_> {
    /// Whom the line before the words names; `None` where it announces none, or has a verb.
    pub(super) fn verbless(
        &mut self,
        index: usize,
        paragraph: &Paragraph,
    ) -> Option<(Resolved, Span)> {
        let sentence = paragraph.sentences.last()?;
        let items = &sentence.items;
        let colon = items.last()?.kind == ItemKind::Colon;
        let next = self.document.paragraphs.get(index + 1).filter(|next| !next.is_title())?;
        let marked = next.quoted.first().is_some_and(|q| q.span.start == next.span.start);
        let alone = paragraph.sentences.len() == 1 && paragraph.quoted.is_empty();
        if items.len() > LONGEST || !(colon || alone && marked) {
            return None;
        }
        let (named, announced) = self.named(sentence)?;
        let whole = named.start == 0;
        if !colon && !announced || whole && !alone || !self.is_description(&items[named.end..]) {
            return None;
        }
        let speaker = self.speakers.resolve(sentence, &named, index)?;
        let speaks =
            matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Body | SpeakerKind::Group);
        let capital = items[named.clone()].iter().any(|item| item.capital && item.is_word());
        // one who is known, or is named here
        (speaks && (speaker.speaker.entity.is_some() || capital && announced))
            .then(|| (speaker, span_of(items, &named)))
    }

    /// The words that name who speaks, and whether others announce that name.
    fn named(&self, sentence: &Sentence) -> Option<(Range<usize>, bool)> {
        let items = &sentence.items;
        let first = items.iter().position(|item| {
            item.is_word() && !self.models.labels.joining.contains(&item.low)
                || item.kind == ItemKind::Number
        })?;
        let behind = |at: usize| {
            let desk = (at + 1..items.len().min(at + 4)).find(|&k| items[k].is_any(&DESKS));
            let of = desk.filter(|&k| items.get(k + 1).is_some_and(|next| next.is("of")));
            phrase::right(items, of.map_or(at + 1, |k| k + 2), items.len(), self.models)
        };
        let opens = |k: &usize| items[*k].is_any(&["from", "by", "of", "to"]);
        let range = match (first..items.len().min(first + 6)).find(opens) {
            Some(at) if at == first && items[at].is_any(&["from", "by"]) => behind(at),
            Some(at)
                if at > 0
                    && self.models.labels.sayings.contains(&items[at - 1].low)
                    && !items[at].is("to") =>
            {
                behind(at)
            }
            Some(at) if at > 0 && items[at - 1].is_any(&["attributable", "attributed"]) => {
                behind(at)
            }
            _ => {
                let own = phrase::right(items, first, items.len(), self.models);
                return (first == 0 && !own.is_empty()).then_some((own, false));
            }
        };
        (!range.is_empty()).then_some((range, true))
    }

    /// True for the rest of a line that only describes or places who was named: ", VP Analyst, Westmark.", "on Twitter:".
    fn is_description(&self, rest: &[Item]) -> bool {
        let opens = rest.first().is_none_or(|item| {
            matches!(item.kind, ItemKind::Comma | ItemKind::Colon | ItemKind::Stop | ItemKind::Open)
                || item.is_any(&["on", "in", "via", "of", "at"])
                || item.kind == ItemKind::Other
        });
        let verb = |item: &Item| {
            self.models.cues.contains_key(&item.low) && !item.capital
                || item.is_any(&["is", "are", "was", "were", "has", "have", "had", "will", "that"])
        };
        opens && !rest.iter().any(verb)
    }
}
