//! Words stand in one attribution: what one takes of words in marks that another clause, the paragraph before or the
//! layout already gives goes, and of two unmarked ones with the same words the surer stays.

use super::Pass;
use crate::draft::Draft;
use std::collections::BTreeMap;
use variorum_model::Span;

impl Pass<'_> {
    /// Takes from attributions the words that stand in another one's marks, then drops copies.
    pub(super) fn trim(&mut self) {
        self.leave_to_layout();
        let own = |draft: &&Draft| draft.inside.is_none();
        let mut marked: Vec<Span> =
            self.drafts.iter().filter(own).flat_map(|draft| draft.quoted.clone()).collect();
        marked.sort_unstable();
        let is_marked = |span: &Span| {
            let before = marked.partition_point(|quote| quote.start <= span.start);
            before.checked_sub(1).is_some_and(|at| marked[at].contains(*span))
        };
        for draft in self.drafts.iter_mut().filter(|d| d.inside.is_none() && d.quoted.is_empty()) {
            // all of it in marks: an attribution of its own inside the other
            if !draft.content.iter().all(is_marked) {
                draft.content.retain(|span| !is_marked(span));
                for utterance in &mut draft.utterances {
                    utterance.spans.retain(|span| !is_marked(span));
                }
                draft.utterances.retain(|utterance| !utterance.spans.is_empty());
            }
        }
        // what the engine counts to one clause, and the open paragraph before gives to another speaker
        for draft in self.drafts.iter_mut().filter(|d| d.inside.is_none() && !d.quoted.is_empty()) {
            let own = draft.quoted.clone();
            let is_own = |span: &Span| own.iter().any(|quote| quote.overlaps(*span));
            draft.content.retain(|span| is_own(span) || !is_marked(span));
            // and what it leaves out of its own marks
            let content = draft.content.clone();
            let left = |quote: &&Span| !content.iter().any(|span| span.overlaps(**quote));
            draft.content.extend(own.iter().filter(left));
        }
        self.drop_copies();
    }

    /// Takes from attributions the words that the layout gives: a turn, a signed quotation, a block.
    fn leave_to_layout(&mut self) {
        let mut given: Vec<Span> = self
            .drafts
            .iter()
            .filter(|draft| draft.by_layout)
            .flat_map(|draft| draft.content.iter().copied())
            .collect();
        given.sort_unstable();
        let free = |span: &Span| {
            let to = given.partition_point(|known| known.start <= span.start);
            to.checked_sub(1).is_none_or(|at| !given[at].contains(*span))
        };
        for draft in self.drafts.iter_mut().filter(|d| !d.by_layout && d.inside.is_none()) {
            draft.content.retain(free);
            draft.quoted.retain(free);
            for utterance in &mut draft.utterances {
                utterance.spans.retain(free);
            }
            draft.utterances.retain(|utterance| !utterance.spans.is_empty());
        }
        self.drafts.retain(|draft| !draft.content.is_empty());
    }

    /// Of unmarked attributions with the same content only the surest is kept.
    fn drop_copies(&mut self) {
        let mut surest: BTreeMap<Vec<Span>, usize> = BTreeMap::new();
        let mut gone = vec![false; self.drafts.len()];
        for (at, draft) in self.drafts.iter().enumerate().filter(|(_, d)| d.quoted.is_empty()) {
            let Some(known) = surest.insert(draft.content.clone(), at) else { continue };
            let stays = self.drafts[known].confidence >= draft.confidence;
            gone[if stays { at } else { known }] = true;
            if stays {
                surest.insert(draft.content.clone(), known);
            }
        }
        let mut gone = gone.into_iter();
        self.drafts.retain(|_| !gone.next().unwrap_or_default());
    }
}
