//! Fragments that nothing governs, credited by the same words elsewhere in the report.

use super::{LONG_FRAGMENT, Pass};
use crate::document::{Document, Item};
use crate::draft::Draft;
use crate::speaker::Resolved;
use crate::works;
use std::collections::{HashMap, HashSet};
use variorum_model::{Mode, Span};
use variorum_text::stem;

/// Quoted and set-off passages with those of their words that are asked for, found by any such word.
#[derive(Default)]
pub(super) struct Passages {
    all: Vec<Passage>,
    by_word: HashMap<String, Vec<usize>>,
}

struct Passage {
    span: Span,
    draft: usize,
    words: Vec<String>,
}

impl Passages {
    fn of(document: &Document, drafts: &[Draft], asked: &HashSet<String>) -> Self {
        let mut out = Self::default();
        // a stem begins as its word does: most words need no stem
        let initials: HashSet<u8> = asked.iter().filter_map(|word| word.bytes().next()).collect();
        let may_be_asked = |word: &&str| word.bytes().next().is_some_and(|b| initials.contains(&b));
        for (draft, found) in drafts.iter().enumerate() {
            let spans = if found.mode() == Mode::Block { &found.content } else { &found.quoted };
            for &span in spans {
                let line = document.prose.line(span);
                let words: Vec<String> = works::words_of_sense(&line)
                    .filter(may_be_asked)
                    .map(stem)
                    .filter(|word| asked.contains(word))
                    .collect();
                let index = out.all.len();
                for word in &words {
                    let at = out.by_word.entry(word.clone()).or_default();
                    if at.last() != Some(&index) {
                        at.push(index);
                    }
                }
                out.all.push(Passage { span, draft, words });
            }
        }
        out
    }

    /// The draft of the first passage that holds the words in order, looked up by the rarest of them.
    fn find(&self, span: Span, words: &[String]) -> Option<usize> {
        self.first(words, |passage| !passage.span.overlaps(span))
    }

    /// The first draft that `fits` and has a passage which holds the words in order.
    pub(super) fn holding(&self, words: &[String], fits: impl Fn(usize) -> bool) -> Option<usize> {
        self.first(words, |passage| fits(passage.draft))
    }

    fn first(&self, words: &[String], fits: impl Fn(&Passage) -> bool) -> Option<usize> {
        let rarest = words
            .iter()
            .map(|word| self.by_word.get(word).map_or(&[][..], Vec::as_slice))
            .min_by_key(|at| at.len())?;
        rarest
            .iter()
            .take(MOST_PASSAGES)
            .map(|&at| &self.all[at])
            .find(|passage| fits(passage) && works::holds(&passage.words, words))
            .map(|passage| passage.draft)
    }
}

/// A word that stands in more passages says nothing; bounds the cost of a text of ten thousand like quotations.
const MOST_PASSAGES: usize = 64;

impl Pass<'_> {
    /// A headline's speaker that no entity stands for: the body credits the same words.
    pub(super) fn by_body(
        &self,
        items: &[Item],
        quotes: &[(usize, bool)],
        speaker: Option<Resolved>,
    ) -> Option<Resolved> {
        if speaker.as_ref().is_some_and(|s| s.speaker.entity.is_some()) {
            return speaker;
        }
        quotes
            .iter()
            .find_map(|(q, _)| self.credited(items[*q].span))
            .and_then(|draft| draft.speaker.clone())
            .or(speaker)
    }

    /// The attribution that credits the same words elsewhere in the report.
    pub(super) fn credited(&self, span: Span) -> Option<&Draft> {
        self.holding(span, &self.words(span))
    }

    /// The words that carry sense, stemmed.
    pub(super) fn words(&self, span: Span) -> Vec<String> {
        works::content_words(&self.document.prose.line(span))
    }

    fn holding(&self, span: Span, words: &[String]) -> Option<&Draft> {
        self.passages.find(span, words).map(|draft| &self.drafts[draft])
    }

    /// Indexes what is credited so far, for the words of these stretches; what was indexed before may be gone.
    pub(super) fn index_passages(&mut self, asked: &[Span]) {
        let asked: HashSet<String> = asked.iter().flat_map(|span| self.words(*span)).collect();
        self.passages = Passages::of(self.document, &self.drafts, &asked);
    }

    /// Quotations that nothing governed: somebody's words where the same report credits them elsewhere.
    pub(super) fn credit_repeated(&mut self) {
        for (paragraph, span) in std::mem::take(&mut self.uncredited) {
            let words = self.words(span);
            let draft = match self.holding(span, &words) {
                Some(hit) => {
                    let initial = span.start == self.document.paragraphs[paragraph].span.start
                        && words.len() >= 3;
                    let mode = if initial { Mode::Direct } else { Mode::Mixed };
                    Draft {
                        stance: hit.stance,
                        chain: hit.chain.clone(),
                        ..self.plain(paragraph, span, hit.speaker.clone(), mode, 0.7)
                    }
                }
                // a whole clause in marks is somebody's words, though nobody is credited with them
                None if words.len() >= LONG_FRAGMENT => {
                    self.plain(paragraph, span, None, Mode::Mixed, 0.5)
                }
                None => continue,
            };
            self.drafts.push(draft);
        }
    }
}
