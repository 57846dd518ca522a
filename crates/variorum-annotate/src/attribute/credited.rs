//! Fragments that nothing governs, credited by the same words elsewhere in the report.

use super::{LONG_FRAGMENT, Pass};
use crate::document::Item;
use crate::draft::Draft;
use crate::speaker::Resolved;
use crate::works;
use variorum_model::{Mode, Span};

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
        let words = works::content_words(self.document.of(span));
        let holds = |quoted: &Span| {
            !quoted.overlaps(span) && works::holds(self.document.of(*quoted), &words)
        };
        self.drafts.iter().find(|draft| {
            draft.quoted.iter().any(holds)
                || draft.mode() == Mode::Block && draft.content.iter().any(holds)
        })
    }

    /// Quotations that nothing governed: somebody's words where the same report credits them elsewhere.
    pub(super) fn credit_repeated(&mut self) {
        for (paragraph, span) in std::mem::take(&mut self.uncredited) {
            let words = works::content_words(self.document.of(span));
            let draft = match self.credited(span) {
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
