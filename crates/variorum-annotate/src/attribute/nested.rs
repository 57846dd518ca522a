//! Quotations inside quotations.

use super::quoted::is_announced;
use super::{Pass, span_of};
use crate::document::{Item, Paragraph};
use crate::draft::Draft;
use crate::govern::{Governor, govern};
use crate::phrase;
use crate::prose::Prose;
use crate::reporting::reportings;
use crate::speaker::{Resolved, SpeakerKind};
use variorum_model::{Mode, Span};

/// The drafts' stretches in marks in order of their start, each with its draft and the furthest end so far.
struct Stretches(Vec<(Span, usize, usize)>);

impl Stretches {
    fn of(drafts: &[Draft]) -> Self {
        let spans = drafts.iter().enumerate();
        let mut out: Vec<(Span, usize, usize)> = spans
            .flat_map(|(at, draft)| draft.quoted.iter().map(move |span| (*span, at, span.end)))
            .collect();
        out.sort_unstable();
        let mut furthest = 0;
        for (_, _, end) in &mut out {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(out)
    }

    /// The first draft with a stretch that holds the span.
    fn draft(&self, span: Span) -> Option<usize> {
        let behind = self.0.partition_point(|(stretch, ..)| stretch.start <= span.start);
        self.0[..behind]
            .iter()
            .rev()
            .take_while(|(_, _, furthest)| *furthest >= span.end)
            .filter(|(stretch, ..)| stretch.contains(span))
            .map(|(_, draft, _)| *draft)
            .min()
    }
}

impl Pass<'_> {
    /// Quotations inside quotations, where the outer words name who speaks.
    pub(super) fn all_nested(&mut self) {
        let stretches = Stretches::of(&self.drafts);
        for (index, paragraph) in self.document.paragraphs.iter().enumerate() {
            self.nested(index, paragraph, &stretches);
        }
    }

    fn nested(&mut self, index: usize, paragraph: &Paragraph, stretches: &Stretches) {
        for outer in paragraph.quoted.iter().filter(|q| q.depth == 0) {
            let from = paragraph.quoted.partition_point(|q| q.span.start < outer.span.start);
            let mut inside =
                paragraph.quoted[from..].iter().take_while(|q| q.span.start < outer.span.end);
            if !inside.any(|q| q.depth > 0 && outer.span.contains(q.span)) {
                continue;
            }
            let said_by =
                stretches.draft(outer.span).and_then(|draft| self.drafts[draft].speaker.clone());
            let prose = Prose::inside(self.document.text, outer.inner);
            for sentence in prose.inner_sentences() {
                let found = reportings(&sentence, self.models);
                for (item, governor) in govern(&sentence, found, self.models, &|_| false) {
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
