//! Reported speech without marks.

use super::{Pass, source_spans, span_of};
use crate::document::Sentence;
use crate::draft::{Draft, Utterance};
use crate::indirect;
use crate::reporting::{CueKind, Reporting};
use std::collections::BTreeMap;
use variorum_model::Mode;

impl Pass<'_> {
    /// A reporting clause without marks.
    pub(super) fn indirect(
        &mut self,
        index: usize,
        sentence: &Sentence,
        found: &[Reporting],
        r: usize,
        groups: &BTreeMap<usize, Vec<(usize, bool)>>,
    ) {
        let reporting = &found[r];
        if reporting.found.is_some() {
            self.learned_indirect(index, sentence, found, r);
            return;
        }
        let quotes_of = |k: usize| groups.get(&k).map_or(&[][..], Vec::as_slice);
        if self.names_medium(sentence, reporting)
            && (reporting.kind == CueKind::Prepositional || !quotes_of(r).is_empty())
            && !groups.is_empty()
        {
            return;
        }
        let Some(range) = indirect::content(sentence, found, r, self.models) else { return };
        // "…, Ms. Oye told X on Monday, Y reported": Y only relays what Ms. Oye's clause reports
        let relays = self.names_medium(sentence, reporting)
            && (0..r).any(|k| {
                indirect::content(sentence, found, k, self.models).is_some_and(|inner| {
                    range.start <= inner.start && found[k].end() <= range.end && !found[k].weak
                })
            });
        if relays {
            return;
        }
        let items = &sentence.items;
        // content that another cue's quotation stands in belongs to that cue
        if items[range.clone()].iter().any(|item| item.quote().is_some()) {
            return;
        }
        let span = span_of(items, &range);
        let Some(speaker) = self.resolve(sentence, reporting, index) else { return };
        let mut chain = self.chains.of_clause(sentence, reporting, &[span]);
        self.add_document(sentence, &reporting.source, Some(&speaker), &mut chain);
        let Some(speaker) =
            self.through_media(sentence, found, r, Some(speaker), &mut chain, index)
        else {
            return;
        };
        let outer = found[..r]
            .iter()
            .enumerate()
            .filter_map(|(k, _)| indirect::content(sentence, found, k, self.models))
            .find(|outer| outer.start <= range.start && range.end <= outer.end && outer != &range);
        let mut draft = Draft {
            content: vec![span],
            cue: vec![span_of(items, &reporting.cue)],
            source: source_spans(items, reporting),
            quoted: Vec::new(),
            confidence: if speaker.sure && !reporting.weak { 0.85 } else { 0.6 },
            speaker: Some(speaker),
            stance: reporting.stance,
            chain,
            utterances: vec![Utterance { spans: vec![span], mode: Mode::Indirect }],
            paragraph: index,
            inside: outer.map(|range| span_of(items, &range)),
            relayed: false,
            by_layout: false,
            offered: true,
            found: None,
            fresh: Vec::new(),
        };
        self.inherit(&mut draft);
        self.keep(draft, index);
    }
}
