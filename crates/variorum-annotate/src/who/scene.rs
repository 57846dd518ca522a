//! What both heads look at: the drafts of a report in order of the text, and where everything stands.

use crate::document::{Document, Sentence};
use crate::draft::Draft;
use crate::entities::{Entities, Known};
use crate::lexicon::Models;
use std::collections::HashMap;
use variorum_model::Span;
use variorum_text::TokenKind;

/// One report as the heads see it.
pub(super) struct Scene<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) entities: &'a Entities,
    pub(super) models: &'a Models,
    pub(super) drafts: &'a [Draft],
    /// Indices of the drafts in order of their first word.
    pub(super) order: Vec<usize>,
    /// Where each draft stands in that order.
    pub(super) rank: Vec<usize>,
    /// The entities, the most named first.
    pub(super) often: Vec<usize>,
    /// Drafts by the name of their speaker.
    pub(super) spoken: HashMap<&'a str, usize>,
    /// The words of each draft's content.
    pub(super) contents: Vec<Vec<&'a str>>,
    /// The drafts that hold a word, each once.
    pub(super) holders: HashMap<&'a str, Vec<usize>>,
    /// Where each sentence begins, in order of the text.
    starts: Vec<usize>,
}

impl<'a> Scene<'a> {
    pub(super) fn of(
        document: &'a Document<'a>,
        entities: &'a Entities,
        models: &'a Models,
        drafts: &'a [Draft],
    ) -> Self {
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&at| (drafts[at].start(), at));
        let mut rank = vec![0; drafts.len()];
        for (place, &at) in order.iter().enumerate() {
            rank[at] = place;
        }
        let mut often: Vec<usize> = (0..entities.all.len()).collect();
        often.sort_by_key(|&id| (std::cmp::Reverse(entities.all[id].mentions.len()), id));
        let starts = document
            .paragraphs
            .iter()
            .flat_map(|p| p.sentences.iter().map(|sentence| sentence.span.start))
            .collect();
        let mut spoken = HashMap::new();
        for speaker in drafts.iter().filter_map(|draft| draft.speaker.as_ref()) {
            *spoken.entry(speaker.speaker.name.as_str()).or_default() += 1;
        }
        let (contents, holders) = (Vec::new(), HashMap::new());
        let mut out = Self {
            document,
            entities,
            models,
            drafts,
            order,
            rank,
            often,
            spoken,
            contents,
            holders,
            starts,
        };
        out.read_contents();
        out
    }

    fn read_contents(&mut self) {
        for (at, draft) in self.drafts.iter().enumerate() {
            let words: Vec<&str> =
                draft.content.iter().flat_map(|span| self.words(*span)).collect();
            for word in &words {
                let holders = self.holders.entry(*word).or_default();
                if holders.last() != Some(&at) {
                    holders.push(at);
                }
            }
            self.contents.push(words);
        }
    }

    /// The drafts around one, itself aside.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        const NEAR: usize = 25;
        let place = self.rank[at];
        let from = place.saturating_sub(NEAR);
        self.order[from..].iter().take(2 * NEAR).copied().filter(move |other| *other != at)
    }

    /// Number of the sentence that holds the byte, or of the one before it.
    pub(super) fn sentence(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at)
    }

    /// Number of the paragraph that holds the byte, or of the next one.
    pub(super) fn paragraph(&self, at: usize) -> usize {
        self.document.paragraphs.partition_point(|paragraph| paragraph.span.end <= at)
    }

    pub(super) fn in_title(&self, at: usize) -> bool {
        self.document
            .paragraphs
            .get(self.paragraph(at))
            .is_some_and(super::super::document::Paragraph::is_title)
    }

    pub(super) fn sentence_at(&self, at: usize) -> Option<&'a Sentence<'a>> {
        self.document.sentence_at(at)
    }

    /// The words under a span, folded, in order.
    pub(super) fn words(&self, span: Span) -> Vec<&'a str> {
        let range = self.document.prose.range(span);
        let tokens = self.document.prose.tokens(range.clone()).iter().zip(range);
        tokens
            .filter(|(token, _)| matches!(token.kind, TokenKind::Word | TokenKind::Number))
            .map(|(_, at)| self.document.prose.low(at).as_str())
            .collect()
    }

    /// The word right before a byte, folded; empty at the beginning of the text.
    pub(super) fn word_before(&self, at: usize) -> &'a str {
        let range = self.document.prose.range(Span::new(0, at));
        let last = range.end.checked_sub(1);
        last.map_or("", |last| self.document.prose.low(last).as_str())
    }

    pub(super) fn known(&self, id: usize) -> &'a Known {
        &self.entities.all[id]
    }

    /// Where the draft's speaker is looked for: its source, else its cue, else its first word.
    pub(super) fn anchor(&self, at: usize) -> usize {
        let draft = &self.drafts[at];
        let place = draft.source.first().or(draft.cue.first());
        place.map_or_else(|| draft.start(), |span| span.start)
    }
}

/// What the words of a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceKind {
    Nothing,
    He,
    She,
    They,
    It,
    Who,
    Own,
    Name,
    Described,
}

impl Scene<'_> {
    pub(super) fn source_kind(&self, at: usize) -> SourceKind {
        let Some(span) = self.drafts[at].source.first() else { return SourceKind::Nothing };
        let words = self.words(*span);
        match words.as_slice() {
            ["he" | "him" | "his"] => SourceKind::He,
            ["she" | "her"] => SourceKind::She,
            ["they" | "them" | "some" | "many" | "others"] => SourceKind::They,
            ["it" | "this"] => SourceKind::It,
            ["who" | "which" | "that"] => SourceKind::Who,
            ["i" | "we" | "you"] => SourceKind::Own,
            _ if self.entities.in_span(*span).next().is_some() => SourceKind::Name,
            _ => SourceKind::Described,
        }
    }
}
