//! Words set off without marks: a paragraph behind a colon, a labelled turn of a transcript.

use super::{Lead, Pass, source_spans, span_of};
use crate::document::{Document, ItemKind, Paragraph};
use crate::draft::Draft;
use crate::reporting::{self, CueKind, Reporting};
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
            begun.content.push(paragraph.span);
            begun.utterances[0].spans.push(paragraph.span);
            return true;
        }
        let mut draft = Draft {
            cue: lead.cue,
            source: lead.source,
            quoted: Vec::new(),
            stance: lead.stance,
            chain: lead.chain,
            ..self.plain(index, paragraph.span, lead.speaker, Mode::Block, 0.85)
        };
        draft.by_layout = set_off;
        self.inherit(&mut draft);
        self.keep(draft, index);
        true
    }

    /// "FALK: I never counted.": a transcript, where a name and a colon open the paragraph, in marks or not.
    pub(super) fn labelled(&mut self, index: usize, paragraph: &Paragraph) -> bool {
        let Some((label, content)) = label(self.document, paragraph) else {
            return self.same_turn(index, paragraph);
        };
        let name = self.document.of(label);
        let known = self.speakers.entities.by_label(name);
        let others = self.labels.get(name).copied().unwrap_or_default();
        let all: usize = self.labels.values().sum();
        if all < 2 || (known.is_none() && others < 2) {
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
        let marked = paragraph.quoted.iter().any(|q| q.depth == 0 && q.span.start <= content.start);
        let mut draft = self.plain(
            index,
            content,
            Some(speaker),
            if marked { Mode::Direct } else { Mode::Block },
            0.9,
        );
        if !marked {
            draft.quoted.clear();
        }
        draft.source = vec![label];
        draft.by_layout = true;
        self.learned.settle(paragraph.span);
        self.turn = Some((self.drafts.len(), index));
        self.keep(draft, index);
        true
    }

    /// “I counted them.” — Hanna Falk: a quotation whose paragraph ends in a dash and a name.
    pub(super) fn signed(&mut self, index: usize, paragraph: &Paragraph) -> bool {
        let Some(signature) = signature(self.document, paragraph) else { return false };
        let name = self.document.of(signature);
        let speaker = self.speakers.entities.by_label(name).map_or_else(
            || Resolved {
                speaker: variorum_model::Speaker { entity: None, name: name.to_owned() },
                kind: SpeakerKind::Person,
                sure: true,
            },
            |id| self.speakers.entity(id),
        );
        let quotes: Vec<Span> =
            paragraph.quoted.iter().filter(|q| q.depth == 0).map(|q| q.span).collect();
        let mut draft = self.plain(index, quotes[0], Some(speaker), Mode::Direct, 0.9);
        draft.content.clone_from(&quotes);
        draft.utterances[0].spans.clone_from(&quotes);
        draft.quoted = quotes;
        draft.source = vec![signature];
        draft.by_layout = true;
        self.learned.settle(paragraph.span);
        self.keep(draft, index);
        true
    }

    /// A paragraph of nothing but marked words behind a turn: the same voice goes on.
    fn same_turn(&mut self, index: usize, paragraph: &Paragraph) -> bool {
        let Some((turn, _)) = self.turn.filter(|(_, last)| last + 1 == index) else { return false };
        let whole = paragraph.quoted.iter().any(|q| q.depth == 0 && q.span == paragraph.span);
        if !whole {
            return false;
        }
        let Some(draft) = self.drafts.get_mut(turn).filter(|draft| !draft.quoted.is_empty()) else {
            return false;
        };
        draft.content.push(paragraph.span);
        draft.quoted.push(paragraph.span);
        if let Some(utterance) = draft.utterances.last_mut() {
            utterance.spans.push(paragraph.span);
        }
        self.learned.settle(paragraph.span);
        self.turn = Some((turn, index));
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
        let found = self.reportings(sentence);
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
            block: None,
        });
    }
}

/// The label of one to four capitalised words before a colon, and what follows it; `None` for other paragraphs.
fn label(document: &Document, paragraph: &Paragraph) -> Option<(Span, Span)> {
    let text = document.of(paragraph.span);
    let opened = text.trim_start_matches(['"', '“', '«']);
    let colon = opened.find(':').filter(|&colon| colon <= LONGEST_LABEL)?;
    let words = &opened[..colon];
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\''))
    };
    if words.split(' ').count() > 4 || !words.split(' ').all(capital) {
        return None;
    }
    let start = paragraph.span.start + text.len() - opened.len();
    let label = Span::new(start, start + colon);
    let content = Span::new(label.end + 1, paragraph.span.end).trim(document.text);
    (!content.is_empty()).then_some((label, content))
}

/// The name behind the dash that ends a paragraph of quotations; `None` for other paragraphs.
fn signature(document: &Document, paragraph: &Paragraph) -> Option<Span> {
    let mut quotes = paragraph.quoted.iter().filter(|q| q.depth == 0);
    let first = quotes.next().filter(|q| q.span.start == paragraph.span.start)?;
    let last = quotes.next_back().unwrap_or(first);
    let rest = Span::new(last.span.end, paragraph.span.end).trim(document.text);
    let words = document.of(rest);
    let name = words.trim_start_matches(['—', '–', '―', '-']);
    let dashed = name.len() < words.len() && name.len() <= LONGEST_LABEL;
    let bare = name.trim().trim_end_matches(['.', ',']);
    let person = bare.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && (2..=5).contains(&bare.split_whitespace().count());
    let start = rest.end - name.trim_start().len();
    (dashed && person).then(|| Span::new(start, start + bare.len()))
}

/// Bytes that a label may take.
const LONGEST_LABEL: usize = 40;

/// How often each label stands in the report.
pub(super) fn labels<'a>(document: &Document<'a>) -> BTreeMap<&'a str, usize> {
    let mut out = BTreeMap::new();
    for (label, _) in document.paragraphs.iter().filter_map(|paragraph| label(document, paragraph))
    {
        *out.entry(document.of(label)).or_default() += 1;
    }
    out
}
