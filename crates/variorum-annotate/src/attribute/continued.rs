//! Quotations that stand alone in their sentence: continued, split by a reporting clause, or announced before.

use super::Pass;
use crate::document::{Paragraph, Sentence};
use crate::draft::{Draft, Utterance};
use crate::govern::{Governor, govern};
use crate::speaker::Resolved;
use variorum_model::Mode;

impl Pass<'_> {
    /// A sentence of nothing but quotations.
    pub(super) fn alone(
        &mut self,
        index: usize,
        sentence: &Sentence,
        item: usize,
        ahead: Option<&Sentence>,
        continues: bool,
    ) {
        let quote = sentence.items[item].span;
        let before = self
            .drafts
            .iter()
            .rposition(|draft| !draft.quoted.is_empty())
            .filter(|&k| self.drafts[k].paragraph == index || continues);
        if let Some(k) = before
            && self.drafts[k].relayed
            && let Some(inner) = self.inner_speaker(sentence, sentence.items.len())
        {
            let mut draft = self.plain(index, quote, Some(inner), Mode::Direct, 0.85);
            draft.chain.clone_from(&self.drafts[k].chain);
            draft.relayed = true;
            self.keep(draft, index);
            return;
        }
        if let Some(draft) = before.map(|k| &mut self.drafts[k]) {
            draft.content.push(quote);
            draft.quoted.push(quote);
            let adjacent = draft.utterances.last_mut().filter(|u| matches!(u.mode, Mode::Direct));
            match adjacent {
                Some(utterance) => utterance.spans.push(quote),
                None => draft.utterances.push(Utterance { spans: vec![quote], mode: Mode::Direct }),
            }
            return;
        }
        let lead = self.lead.clone().filter(|lead| lead.paragraph + 1 == index);
        let by_next = ahead.filter(|_| lead.is_none()).and_then(|next| {
            let found = self.reportings(next);
            let governed = govern(next, &found, self.models, &|_| false);
            governed.iter().find_map(|(_, g)| match g {
                Governor::After(r) => Some(found[*r].clone()),
                _ => None,
            })
        });
        let speaker = match (&lead, by_next) {
            (Some(lead), _) => lead.speaker.clone(),
            (None, Some(r)) => ahead.and_then(|next| self.speakers.resolve(next, &r.source, index)),
            (None, None) => self
                .speakers
                .introduced_last(index, quote.start)
                .or_else(|| self.speakers.recent(index, 2))
                .map(|s| Resolved { sure: false, ..s }),
        };
        let confidence = if lead.is_some() { 0.85 } else { 0.6 };
        let mut draft = self.plain(index, quote, speaker, Mode::Direct, confidence);
        if let Some(lead) = lead {
            draft.cue = lead.cue;
            draft.source = lead.source;
            draft.stance = lead.stance;
            draft.chain = lead.chain;
        }
        if draft.source.is_empty()
            && draft.speaker.is_some()
            && let Some(last) = self.drafts.iter().rev().find(|last| last.speaker == draft.speaker)
        {
            draft.source.clone_from(&last.source);
            draft.cue.clone_from(&last.cue);
        }
        self.inherit(&mut draft);
        if continues && self.join_last(&draft, index) {
            return;
        }
        self.keep(draft, index);
    }

    /// True where the last quotation was left open and this paragraph takes it up.
    pub(super) fn continued(&self, index: usize, paragraph: &Paragraph) -> bool {
        let Some(before) = index.checked_sub(1).map(|k| &self.document.paragraphs[k]) else {
            return false;
        };
        let open = before
            .quoted
            .iter()
            .any(|q| q.depth == 0 && !q.closed && q.span.end >= before.span.end);
        open && paragraph
            .quoted
            .first()
            .is_some_and(|q| q.depth == 0 && q.span.start == paragraph.span.start)
    }

    /// Adds a continued quotation to the one before; false where there is none.
    pub(super) fn join_last(&mut self, draft: &Draft, index: usize) -> bool {
        let Some(last) = self.drafts.last_mut().filter(|last| last.mode() != Mode::Indirect) else {
            return false;
        };
        last.content.extend(&draft.content);
        last.quoted.extend(&draft.quoted);
        let spans = draft.utterances.iter().flat_map(|u| u.spans.clone());
        if let Some(utterance) = last.utterances.last_mut() {
            utterance.spans.extend(spans);
        }
        last.paragraph = index;
        if last.chain.is_empty() {
            last.chain.clone_from(&draft.chain);
            last.fresh.clone_from(&draft.fresh);
        }
        if last.speaker.as_ref().is_none_or(|s| !s.sure)
            && draft.speaker.as_ref().is_some_and(|s| s.sure)
        {
            last.speaker.clone_from(&draft.speaker);
        }
        if let Some(speaker) = &last.speaker {
            let speaker = speaker.clone();
            self.speakers.spoke(&speaker, draft.start(), index);
        }
        true
    }
}
