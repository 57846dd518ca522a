//! Words set off without marks: a paragraph behind a colon.

use super::{Lead, Pass, source_spans, span_of};
use crate::document::{ItemKind, Paragraph};
use crate::draft::Draft;
use crate::reporting::{self, CueKind, Reporting};
use crate::speaker::{Resolved, SpeakerKind};
use variorum_model::{Mode, Stance};
use variorum_text::{fold_word, tokens};

/// Words of somebody who speaks for himself.
pub(super) const OWN_VOICE: [&str; 12] =
    ["i", "we", "my", "our", "me", "us", "you", "your", "i'm", "we're", "i've", "we've"];

impl Pass<'_> {
    /// A paragraph without marks that the paragraph before announces: the source's own words, set off.
    pub(super) fn block(&mut self, index: usize, paragraph: &Paragraph) -> bool {
        let Some(lead) = self.lead.clone().filter(|lead| lead.paragraph + 1 == index && lead.colon)
        else {
            return false;
        };
        let words = self.document.of(paragraph.span);
        let set_off = self.document.is_set_off(paragraph.span);
        // without a cue only the first person, or the page's own form, tells the source's own voice
        let own_voice = tokens(self.document.text, paragraph.span).iter().any(|token| {
            OWN_VOICE.contains(&fold_word(token.span.of(self.document.text)).as_str())
        });
        if lead.cue.is_empty() && !own_voice && !set_off {
            return false;
        }
        if words.split_whitespace().count() < 4
            || words.trim_end().ends_with(':')
            || words.starts_with(['-', '•', '*', '–'])
        {
            return false;
        }
        let seen = self.forget(&[paragraph.span]);
        // the next paragraph of a quotation that the page sets off goes on with it
        let goes_on =
            set_off
                && self.document.paragraphs.get(index + 1).is_some_and(|next| {
                    next.quoted.is_empty() && self.document.is_set_off(next.span)
                });
        self.lead = goes_on.then(|| Lead {
            paragraph: index,
            block: Some(lead.block.unwrap_or(self.drafts.len())),
            ..lead.clone()
        });
        if set_off {
            self.learned.settle(paragraph.span);
        }
        if let Some(begun) = lead.block.and_then(|at| self.drafts.get_mut(at)) {
            begun.hold(paragraph.span);
            begun.utterances[0].spans.push(paragraph.span);
            return true;
        }
        let verbless = lead.verbless;
        let mut draft = Draft {
            cue: lead.cue,
            source: lead.source,
            quoted: Vec::new(),
            stance: lead.stance,
            chain: lead.chain,
            ..self.plain(index, paragraph.span, lead.speaker, Mode::Block, 0.85)
        };
        // what the engine has seen there too is sure
        draft.by_layout = set_off || verbless || seen;
        self.inherit(&mut draft);
        self.keep(draft, index);
        true
    }

    /// What the end of a paragraph announces for the next one.
    pub(super) fn open_lead(&mut self, index: usize, paragraph: &Paragraph) {
        self.lead = None;
        let Some(sentence) = paragraph.sentences.last() else { return };
        let items = &sentence.items;
        let colon = items.last().is_some_and(|item| item.kind == ItemKind::Colon);
        let found = self.reportings(sentence);
        let told = |r: &Reporting| r.clause && r.kind == CueKind::Verb && !r.source.is_empty();
        let plain = reporting::reportings(sentence, self.models);
        if !plain.iter().any(told)
            && let Some((speaker, source)) = self.verbless(index, paragraph)
        {
            self.lead = Some(Lead {
                speaker: Some(speaker),
                cue: Vec::new(),
                source: vec![source],
                stance: Stance::default(),
                chain: self.chains.announcing(sentence),
                paragraph: index,
                colon,
                verbless: true,
                block: None,
            });
            return;
        }
        if !colon {
            return;
        }
        let announces = |r: &&Reporting| {
            (r.kind == CueKind::Verb || !self.names_medium(sentence, r)) && !r.source.is_empty()
        };
        let cue = found
            .iter()
            .rev()
            .find(|r| announces(r) && r.clause && !r.weak && !r.beside_marks)
            .or_else(|| found.iter().rev().find(announces));
        let speaker = cue
            .and_then(|r| self.resolve(sentence, r, index))
            .filter(|s| s.kind != SpeakerKind::Medium);
        let subject = reporting::head_subject(items, items.len(), self.models);
        let speaker = speaker.or_else(|| {
            self.speakers
                .resolve(sentence, &subject, index)
                .filter(|s| s.kind == SpeakerKind::Person)
        });
        let speaker = speaker
            .or_else(|| self.speakers.subject_here(sentence, sentence.span.end))
            .or_else(|| self.speakers.recent(index, 2).map(|s| Resolved { sure: false, ..s }));
        self.lead = Some(Lead {
            speaker,
            cue: cue.map(|r| span_of(items, &r.cue)).into_iter().collect(),
            source: cue.map_or_else(
                || if subject.is_empty() { Vec::new() } else { vec![span_of(items, &subject)] },
                |r| source_spans(items, r),
            ),
            stance: cue.map(|r| r.stance).unwrap_or_default(),
            chain: self.chains.announcing(sentence),
            paragraph: index,
            colon,
            verbless: false,
            block: None,
        });
    }
}
