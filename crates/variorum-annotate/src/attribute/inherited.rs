//! Links that the words around a quotation do not repeat: the speaker's op-ed, speech or interview.

use super::Pass;
use crate::chain::persists;
use crate::document::{ItemKind, Sentence};
use crate::draft::Draft;
use crate::phrase::is_month;
use crate::reporting;
use crate::speaker::SpeakerKind;
use variorum_model::{Link, LinkRole};

/// Verbs of putting words into the world.
pub(super) const PUBLISHING: [&str; 14] = [
    "wrote",
    "written",
    "writes",
    "writing",
    "penned",
    "published",
    "posted",
    "delivered",
    "gave",
    "made",
    "came",
    "issued",
    "addressed",
    "used",
];

/// Cues that go on with what was said before.
pub(super) const GOING_ON: [&str; 5] = ["added", "continued", "reiterated", "went on", "repeated"];

impl Pass<'_> {
    /// Links that the words around do not repeat: the speaker's document, or the outlet of the same passage.
    pub(super) fn inherit(&mut self, draft: &mut Draft) {
        let Some(speaker) = &draft.speaker else { return };
        let name = &speaker.speaker.name;
        draft.chain.retain(|link| &link.name != name && !speaker_is(link, name));
        // "in the interview": the one just told of
        let again = |link: &Link| link.role == LinkRole::Occasion && !link.name.contains(' ');
        if draft.chain.iter().any(again)
            && let Some((_, links, _)) = self.passage.as_ref().filter(|(last, links, at)| {
                last == name && !links.is_empty() && draft.paragraph <= at + 1
            })
        {
            draft.chain.retain(|link| !again(link));
            let more: Vec<Link> = links
                .iter()
                .filter(|link| !draft.chain.iter().any(|known| known.name == link.name))
                .cloned()
                .collect();
            draft.chain.extend(more);
        }
        if let Some(known) = self.channels.get(name) {
            for link in &mut draft.chain {
                self.chains.take_up(link, known);
            }
        }
        draft.fresh.clone_from(&draft.chain);
        if draft.chain.is_empty() {
            draft.chain = self.inherited(draft, name);
            return;
        }
        let lasting: Vec<Link> =
            draft.chain.iter().filter(|link| persists(link, self.models)).cloned().collect();
        if !lasting.is_empty() {
            self.channels.insert(name.clone(), lasting);
        }
    }

    /// True where the sentence sets its words at a time of their own ("In March, …"): another occasion.
    pub(super) fn is_dated(&self, draft: &Draft) -> bool {
        let at = draft.start();
        let sentence = self.document.paragraphs[draft.paragraph]
            .sentences
            .iter()
            .find(|sentence| sentence.span.start <= at && at < sentence.span.end);
        sentence.is_some_and(|sentence| {
            sentence.items.iter().enumerate().any(|(k, item)| {
                let month = item.capital && is_month(item);
                let year = item.kind == ItemKind::Number
                    && item.low.len() == 4
                    && k > 0
                    && sentence.items[k - 1].is("in");
                let past = item.is_any(&["last", "previous"])
                    && sentence.items.get(k + 1).is_some_and(|next| {
                        next.is_any(&[
                            "month", "week", "year", "summer", "winter", "spring", "fall",
                        ])
                    });
                month || year || past
            })
        })
    }

    /// The links of the passage, else of the document or occasion that the speaker's words come by.
    pub(super) fn inherited(&self, draft: &Draft, name: &str) -> Vec<Link> {
        let passage =
            self.passage.as_ref().filter(|(last, _, at)| last == name && draft.paragraph <= at + 1);
        if let Some((_, links, at)) = passage
            && !links.is_empty()
        {
            let named = draft.source.iter().any(|span| {
                self.document.of(*span).starts_with(char::is_uppercase)
                    && span.len() > 4
                    && !self.document.of(*span).starts_with("The ")
            });
            let goes_on = draft
                .cue
                .iter()
                .any(|span| GOING_ON.iter().any(|word| self.document.of(*span).contains(word)));
            let document = links.iter().any(|link| link.role == LinkRole::Document);
            if *at == draft.paragraph || document || !named || goes_on {
                return links.clone();
            }
        }
        if self.is_dated(draft) {
            return Vec::new();
        }
        self.channels.get(name).cloned().unwrap_or_default()
    }

    /// "X has written an article published by Y", "her speech at Z": what X's later words come by.
    pub(super) fn set_channel(&mut self, index: usize, sentence: &Sentence) {
        let links = self.chains.links(sentence, &[]);
        let Some(at) = links.iter().filter_map(|link| link.span).map(|span| span.start).min()
        else {
            return;
        };
        let items = &sentence.items;
        let start = items.iter().position(|item| item.span.end > at).unwrap_or(items.len());
        let own = items.get(start).is_some_and(|item| item.is_any(&["his", "her", "their"]));
        let carried = links
            .iter()
            .any(|link| link.role == LinkRole::Document && link.name.contains(" published by "));
        let put = items[..start].iter().any(|item| item.is_any(&PUBLISHING));
        if !own && !put && !carried {
            return;
        }
        let subject = if own {
            start..start + 1
        } else {
            reporting::clause_subject(items, start, self.models)
        };
        let resolved = self
            .speakers
            .resolve(sentence, &subject, index)
            .filter(|s| s.kind == SpeakerKind::Person)
            .or_else(|| self.speakers.recent(index, 0))
            .or_else(|| self.speakers.subject_of_before(sentence.span.start).filter(|_| carried));
        let Some(name) = resolved.map(|resolved| resolved.speaker.name) else { return };
        // one post or statement is of its passage; an op-ed, a speech or an interview lasts
        let lasting: Vec<Link> = links
            .iter()
            .filter(|link| persists(link, self.models) || link.role == LinkRole::Occasion)
            .cloned()
            .collect();
        if lasting.is_empty() {
            self.passage = Some((name, links, index));
        } else {
            self.channels.insert(name, lasting);
        }
    }
}

pub(super) fn speaker_is(link: &Link, speaker: &str) -> bool {
    speaker.ends_with(&link.name) && link.role != LinkRole::Document
}
