//! Chains that only the whole report shows: words that a fuller quotation repeats, and a summary right before it.

use super::Pass;
use super::inherited::is_passed_on;
use crate::chain::introduction;
use crate::draft::Draft;
use crate::lexicon::bare;
use std::collections::BTreeSet;
use variorum_model::{Link, LinkRole, Mode, Span};

/// Quotations behind a fragment among which the whole one is looked for.
const FOLLOWING: usize = 12;

impl Pass<'_> {
    /// Gives quotations without a chain that of the same speaker's same words, or of the quotation that follows.
    pub(super) fn settle(&mut self) {
        self.index_lacking();
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        order.sort_by_key(|&k| self.drafts[k].start());
        let mut found: Vec<(usize, Vec<Link>)> = Vec::new();
        for (place, &k) in order.iter().enumerate() {
            let draft = &self.drafts[k];
            if !self.lacks(draft) {
                continue;
            }
            let chain = self.of_repeated(draft).or_else(|| self.of_next(&order[place..]));
            if let Some(chain) = chain {
                found.push((k, chain));
            }
        }
        for (k, chain) in found {
            self.drafts[k].chain = chain;
        }
    }

    /// Indexes the passages for the words of those quotations whose speaker has a chain elsewhere.
    fn index_lacking(&mut self) {
        let name = |draft: &Draft| draft.speaker.as_ref().map(|s| s.speaker.name.clone());
        let with_chain = self.drafts.iter().filter(|draft| !draft.chain.is_empty());
        let names: BTreeSet<Option<String>> = with_chain.map(name).collect();
        let lacking = self.drafts.iter().filter(|draft| {
            self.lacks(draft) && draft.mode() != Mode::Indirect && names.contains(&name(draft))
        });
        let asked: Vec<Span> = lacking.flat_map(|draft| draft.quoted.iter().copied()).collect();
        self.index_passages(&asked);
    }

    fn lacks(&self, draft: &Draft) -> bool {
        draft.chain.is_empty()
            && draft.speaker.is_some()
            && draft.inside.is_none()
            && !self.document.paragraphs[draft.paragraph].is_title()
            && !self.apart.contains(&draft.start())
    }

    /// The chain of another quotation of the speaker that holds the same words.
    fn of_repeated(&self, draft: &Draft) -> Option<Vec<Link>> {
        if draft.mode() == Mode::Indirect {
            return None;
        }
        let words: Vec<String> = draft.quoted.iter().flat_map(|span| self.words(*span)).collect();
        let text = self.document.text;
        let other = self.passages.holding(&words, |k| {
            let other = &self.drafts[k];
            other.start() != draft.start()
                && !other.chain.is_empty()
                && !other.chain.iter().any(|link| is_passed_on(text, link))
                && other.speaker.as_ref().map(|s| &s.speaker)
                    == draft.speaker.as_ref().map(|s| &s.speaker)
        })?;
        Some(self.drafts[other].chain.clone())
    }

    /// "At a hearing on Monday, she said …": the sentence turns to an occasion of its own.
    fn opens_occasion(&self, draft: &Draft) -> bool {
        draft.fresh.iter().filter_map(|link| link.span).any(|span| {
            self.document.sentence_at(span.start).is_some_and(|sentence| {
                let told = introduction(&sentence.items);
                sentence.items[..told].iter().any(|item| item.span.overlaps(span))
            })
        })
    }

    /// A fragment and, right behind it, the whole quotation of the same speaker: both came the same way.
    fn of_next(&self, from: &[usize]) -> Option<Vec<Link>> {
        let draft = &self.drafts[*from.first()?];
        let speaker = draft.speaker.as_ref().map(|s| &s.speaker.name);
        let same = |next: &&Draft| next.speaker.as_ref().map(|s| &s.speaker.name) == speaker;
        let next = from[1..]
            .iter()
            .take(FOLLOWING)
            .map(|&k| &self.drafts[k])
            .take_while(|next| same(next) && next.paragraph <= draft.paragraph + 1);
        // what an outlet was told belongs to its own quotation
        let platforms = &self.models.media.platforms;
        let own = |link: &Link| match link.role {
            LinkRole::Document | LinkRole::Occasion => true,
            _ => platforms.contains(&bare(&link.name)),
        };
        next.filter(|next| next.inside.is_none())
            .take_while(|next| !self.opens_occasion(next))
            .find(|next| !next.fresh.is_empty())
            .filter(|next| next.fresh.iter().all(own))
            .map(|next| next.fresh.clone())
    }
}
