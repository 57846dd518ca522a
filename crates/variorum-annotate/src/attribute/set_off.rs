//! Words set off without marks: a paragraph behind a colon, a labelled turn of a transcript.

use super::{Lead, Pass, source_spans, span_of};
use crate::document::{Document, ItemKind, Paragraph};
use crate::draft::Draft;
use crate::reporting::{self, CueKind, Reporting, reportings};
use crate::speaker::{Resolved, SpeakerKind};
use std::collections::BTreeMap;
use variorum_model::{Mode, Span};
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
        // without a cue only the first person tells the source's own voice
        let own_voice = tokens(self.document.text, paragraph.span).iter().any(|token| {
            OWN_VOICE.contains(&fold_word(token.span.of(self.document.text)).as_str())
        });
        if lead.cue.is_empty() && !own_voice {
            return false;
        }
        if words.split_whitespace().count() < 4
            || words.trim_end().ends_with(':')
            || words.starts_with(['-', '•', '*', '–'])
        {
            return false;
        }
        let mut draft = Draft {
            cue: lead.cue,
            source: lead.source,
            quoted: Vec::new(),
            stance: lead.stance,
            chain: lead.chain,
            ..self.plain(index, paragraph.span, lead.speaker, Mode::Block, 0.85)
        };
        self.inherit(&mut draft);
        self.keep(draft, index);
        self.lead = None;
        true
    }

    /// "FALK: I never counted.": a transcript, where a name and a colon open the paragraph.
    pub(super) fn labelled(&mut self, index: usize, paragraph: &Paragraph) -> bool {
        let Some(label) = label(paragraph) else { return false };
        let items = &paragraph.sentences[0].items;
        let name = self.document.of(span_of(items, &(0..label)));
        let known = self.speakers.entities.by_label(name);
        let others = self.labels.get(name).copied().unwrap_or_default();
        let all: usize = self.labels.values().sum();
        if all < 2 || (known.is_none() && others < 2) {
            return false;
        }
        let source = span_of(items, &(0..label));
        let content = Span::new(items[label].span.end, paragraph.span.end).trim(self.document.text);
        if content.is_empty() {
            return false;
        }
        let speaker = known.map_or_else(
            || Resolved {
                speaker: variorum_model::Speaker { entity: None, name: name.to_owned() },
                kind: SpeakerKind::Person,
                sure: true,
            },
            |id| self.speakers.entity(id),
        );
        let marked =
            paragraph.quoted.iter().find(|q| q.depth == 0 && q.span.start == content.start);
        let mut draft = self.plain(
            index,
            content,
            Some(speaker),
            if marked.is_some() { Mode::Direct } else { Mode::Block },
            0.9,
        );
        if marked.is_none() {
            draft.quoted.clear();
        }
        draft.source = vec![source];
        self.keep(draft, index);
        true
    }

    /// What the end of a paragraph announces for the next one.
    pub(super) fn open_lead(&mut self, index: usize, paragraph: &Paragraph) {
        self.lead = None;
        let Some(sentence) = paragraph.sentences.last() else { return };
        let items = &sentence.items;
        let colon = items.last().is_some_and(|item| item.kind == ItemKind::Colon);
        if !colon {
            return;
        }
        let found = reportings(sentence, self.models);
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
            .or_else(|| self.speakers.recent(index, 2).map(|s| Resolved { sure: false, ..s }));
        self.lead = Some(Lead {
            speaker,
            cue: cue.map(|r| span_of(items, &r.cue)).into_iter().collect(),
            source: cue.map_or_else(
                || if subject.is_empty() { Vec::new() } else { vec![span_of(items, &subject)] },
                |r| source_spans(items, r),
            ),
            stance: cue.map(|r| r.stance).unwrap_or_default(),
            chain: self.chains.links(sentence, &[]),
            paragraph: index,
            colon,
        });
    }
}

/// Item index of the colon behind a label of one to four capitalised words; `None` for other paragraphs.
pub(super) fn label(paragraph: &Paragraph) -> Option<usize> {
    let items = &paragraph.sentences.first()?.items;
    let colon = items.iter().take(5).position(|item| item.kind == ItemKind::Colon)?;
    (colon > 0 && items[..colon].iter().all(|item| item.is_word() && item.capital)).then_some(colon)
}

/// How often each label stands in the report.
pub(super) fn labels<'a>(document: &Document<'a>) -> BTreeMap<&'a str, usize> {
    let mut out = BTreeMap::new();
    for name in document.paragraphs.iter().filter_map(|paragraph| label_words(document, paragraph))
    {
        *out.entry(name).or_default() += 1;
    }
    out
}

fn label_words<'a>(document: &Document<'a>, paragraph: &Paragraph) -> Option<&'a str> {
    let colon = label(paragraph)?;
    Some(document.of(span_of(&paragraph.sentences[0].items, &(0..colon))))
}
