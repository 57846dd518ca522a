//! Quotations that stand alone in their sentence: continued, split by a reporting clause, or announced before.

use super::Pass;
use crate::document::{Paragraph, Sentence};
use crate::draft::{Draft, Utterance};
use crate::govern::{Governor, govern};
use crate::speaker::Resolved;
use variorum_model::{Mode, Span};
use variorum_text::Quoted;

/// Captions that can stand between two paragraphs of one quotation, and the words of the longest.
const CAPTIONS: usize = 4;
const CAPTION: usize = 25;

impl Pass<'_> {
    /// A sentence of nothing but quotations.
    pub(super) fn alone(
        &mut self,
        index: usize,
        sentence: &Sentence,
        item: usize,
        ahead: Option<&Sentence>,
        continues: Option<usize>,
    ) {
        let quote = sentence.items[item].span;
        let before = continues.and_then(|open| self.left_open(open)).or_else(|| {
            let last = self.drafts.iter().rposition(|draft| !draft.quoted.is_empty());
            last.filter(|&k| self.drafts[k].paragraph == index || continues.is_some())
        });
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
            draft.hold(quote);
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
            draft.by_layout = lead.verbless;
            if lead.verbless {
                self.learned.settle(quote);
            }
        }
        if draft.source.is_empty()
            && draft.speaker.is_some()
            && let Some(last) = self.drafts.iter().rev().find(|last| last.speaker == draft.speaker)
        {
            draft.source.clone_from(&last.source);
            draft.cue.clone_from(&last.cue);
        }
        self.inherit(&mut draft);
        if let Some(open) = continues
            && self.join_open(&draft, index, open)
        {
            return;
        }
        self.keep(draft, index);
    }

    /// The paragraph that left a quotation open which this one takes up: the one before, or one before the captions of
    /// pictures.
    pub(super) fn continued(&self, index: usize, paragraph: &Paragraph) -> Option<usize> {
        let goes_on = paragraph
            .quoted
            .first()
            .is_some_and(|q| q.depth == 0 && q.span.start == paragraph.span.start);
        if !goes_on {
            return None;
        }
        let is_open = |before: &Paragraph| {
            let ends = |q: &Quoted| q.depth == 0 && !q.closed && q.span.end >= before.span.end;
            before.quoted.iter().any(ends)
        };
        let is_caption = |k: usize| {
            let words = self.document.of(self.document.paragraphs[k].span).trim_end();
            !words.ends_with(['.', '?', '!', ':', '"', '”']) && words.split(' ').count() <= CAPTION
        };
        (0..index)
            .rev()
            .take(1 + CAPTIONS)
            .find(|&k| is_open(&self.document.paragraphs[k]) || !is_caption(k))
            .filter(|&k| is_open(&self.document.paragraphs[k]))
    }

    /// The draft whose quotation the paragraph left open.
    fn left_open(&self, paragraph: usize) -> Option<usize> {
        let span = self.document.paragraphs[paragraph].span;
        let open = |quote: &Span| span.contains(*quote) && quote.end >= span.end;
        self.drafts.iter().rposition(|draft| draft.quoted.iter().any(open))
    }

    /// Adds a continued quotation to the one that the paragraph left open; false where there is none.
    pub(super) fn join_open(&mut self, draft: &Draft, index: usize, open: usize) -> bool {
        let at = self.left_open(open).or_else(|| self.drafts.len().checked_sub(1));
        let last = at.map(|at| &mut self.drafts[at]).filter(|last| last.mode() != Mode::Indirect);
        let Some(last) = last else { return false };
        draft.content.iter().for_each(|span| last.hold(*span));
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
