//! Quotations inside quotations.

use super::quoted::is_announced;
use super::{Pass, span_of};
use crate::document::{Document, Item, Paragraph};
use crate::govern::{Governor, govern};
use crate::phrase;
use crate::reporting::reportings;
use crate::speaker::{Resolved, SpeakerKind};
use variorum_model::Mode;

impl Pass<'_> {
    /// Quotations inside quotations, where the outer words name who speaks.
    pub(super) fn nested(&mut self, index: usize, paragraph: &Paragraph) {
        for outer in paragraph.quoted.iter().filter(|q| q.depth == 0) {
            if !paragraph.quoted.iter().any(|q| q.depth > 0 && outer.span.contains(q.span)) {
                continue;
            }
            let said_by = self
                .drafts
                .iter()
                .find(|draft| draft.quoted.iter().any(|span| span.contains(outer.span)))
                .and_then(|draft| draft.speaker.clone());
            for sentence in Document::inner_sentences(self.document.text, outer.inner) {
                let found = reportings(&sentence, self.models);
                for (item, governor) in govern(&sentence, &found, self.models, &|_| false) {
                    let (Governor::After(r) | Governor::Before(r)) = governor else { continue };
                    let span = sentence.items[item].span;
                    let source = &found[r].source;
                    let Some(speaker) =
                        self.inner_source(&sentence.items, source, said_by.as_ref())
                    else {
                        continue;
                    };
                    let mut draft = self.plain(
                        index,
                        span,
                        Some(speaker),
                        if is_announced(&sentence.items, item) {
                            Mode::Direct
                        } else {
                            Mode::Mixed
                        },
                        0.7,
                    );
                    draft.cue = vec![span_of(&sentence.items, &found[r].cue)];
                    draft.source = vec![span_of(&sentence.items, source)];
                    draft.inside = Some(outer.inner);
                    self.drafts.push(draft);
                }
            }
        }
    }

    /// Whom the words inside a quotation name: a name or description as it stands, "I" for the one quoted.
    pub(super) fn inner_source(
        &self,
        items: &[Item],
        source: &std::ops::Range<usize>,
        said_by: Option<&Resolved>,
    ) -> Option<Resolved> {
        let words = items.get(source.clone()).filter(|words| !words.is_empty())?;
        if let [only] = words
            && phrase::PRONOUNS.contains(&only.low.as_str())
        {
            return only.is("i").then(|| said_by.cloned()).flatten();
        }
        let name = self
            .document
            .of(span_of(items, source))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        Some(Resolved {
            speaker: variorum_model::Speaker { entity: None, name },
            kind: SpeakerKind::Person,
            sure: true,
        })
    }
}
