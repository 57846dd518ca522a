//! Labelled turns, as transcripts set them: "FALK: I never counted.", "INDRA HALE, LIVES HERE (via phone): Well, …".
//!
//! The whole report decides what is a label: one that no name and no second turn bears out is none. A turn goes on
//! through unlabelled paragraphs only in a text that is a transcript throughout, between two labels.

use super::Pass;
use super::label::{Label, label};
use crate::document::{Document, Paragraph};
use crate::speaker::{Resolved, SpeakerKind, Speakers};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{EntityKind, Mode, Span, Speaker};
use variorum_text::fold_word;

/// What a paragraph is in a transcript.
#[derive(Clone, Debug)]
pub(super) enum Turn {
    /// Somebody begins to speak: the label and the words.
    Begins(Option<Resolved>, Span, Span),
    /// The words of the turn before go on.
    GoesOn,
    /// A label, whose words stand in the next paragraph.
    Label,
}

/// Labels from which one that nothing else bears out counts.
const MANY: usize = 3;
/// Labels from which a text may be a transcript throughout.
const THROUGHOUT: usize = 4;

/// The turns of a report, by paragraph.
pub(super) fn turns(document: &Document, speakers: &Speakers) -> BTreeMap<usize, Turn> {
    let paragraphs = document.paragraphs.iter().enumerate().filter(|(_, p)| !p.is_title());
    let labels: BTreeMap<usize, Label> = paragraphs
        .filter_map(|(k, paragraph)| Some((k, label(document, paragraph, speakers.models)?)))
        .collect();
    let labelled = Labelled::of(document, speakers, &labels);
    let mut out = BTreeMap::new();
    for (&k, label) in labels.iter().filter(|(_, label)| labelled.is_sure(label)) {
        let speaker = labelled.speaker(label);
        if !label.content.is_empty() {
            out.insert(k, Turn::Begins(speaker, label.name, label.content));
            continue;
        }
        let next = document.paragraphs.get(k + 1).filter(|next| !next.is_title());
        if let Some(next) = next.filter(|_| !labels.contains_key(&(k + 1))) {
            out.insert(k, Turn::Label);
            out.insert(k + 1, Turn::Begins(speaker, label.name, next.span));
        }
    }
    go_on(document, &labels, &mut out);
    out
}

/// Adds the unlabelled paragraphs of a text that is a transcript throughout.
fn go_on(document: &Document, labels: &BTreeMap<usize, Label>, turns: &mut BTreeMap<usize, Turn>) {
    let strong = labels.iter().filter(|(k, label)| label.strong && turns.contains_key(k));
    let names: BTreeSet<String> = strong.clone().map(|(_, l)| last(document.of(l.name))).collect();
    let spoken = document.paragraphs.iter().filter(|p| !p.is_title() && !is_direction(document, p));
    let throughout = strong.clone().count() >= THROUGHOUT
        && names.len() > 1
        && 2 * strong.count() >= spoken.count();
    let Some(&end) = turns.keys().next_back().filter(|_| throughout) else { return };
    for k in 1..end {
        let paragraph = &document.paragraphs[k];
        let words = document.of(paragraph.span);
        let spoken = words.ends_with(['.', '?', '!', '…', '-', '—', '"', '”'])
            && words.chars().any(char::is_lowercase)
            && !words.starts_with("Q ");
        let follows = matches!(turns.get(&(k - 1)), Some(Turn::Begins(..) | Turn::GoesOn));
        if follows
            && spoken
            && !turns.contains_key(&k)
            && !paragraph.is_title()
            && !is_direction(document, paragraph)
        {
            turns.insert(k, Turn::GoesOn);
        }
    }
}

/// "(COMMERCIAL BREAK)": nobody's words.
fn is_direction(document: &Document, paragraph: &Paragraph) -> bool {
    let words = document.of(paragraph.span);
    words.starts_with(['(', '[']) && words.ends_with([')', ']'])
}

fn last(name: &str) -> String {
    fold_word(name.split_whitespace().next_back().unwrap_or_default())
}

/// The labels of a report, and who bears them.
struct Labelled<'a, 's> {
    document: &'a Document<'a>,
    speakers: &'a Speakers<'s>,
    /// The names of all labels, in order.
    all: Vec<Span>,
    /// By last word: how often, and the fullest name; `None` where two differ.
    names: BTreeMap<String, (usize, Option<Span>)>,
}

impl<'a, 's> Labelled<'a, 's> {
    fn of(
        document: &'a Document<'a>,
        speakers: &'a Speakers<'s>,
        labels: &BTreeMap<usize, Label>,
    ) -> Self {
        let mut names: BTreeMap<String, (usize, Option<Span>)> = BTreeMap::new();
        for label in labels.values() {
            let words = |span: Span| {
                let words: Vec<String> =
                    document.of(span).split_whitespace().map(fold_word).collect();
                words
            };
            let (count, fullest) =
                names.entry(last(document.of(label.name))).or_insert((0, Some(label.name)));
            *count += 1;
            if let Some(known) = *fullest {
                let (own, known_words) = (words(label.name), words(known));
                *fullest = if own.iter().all(|word| known_words.contains(word)) {
                    Some(known)
                } else {
                    known_words.iter().all(|word| own.contains(word)).then_some(label.name)
                };
            }
        }
        let all = labels.values().map(|label| label.name).collect();
        Self { document, speakers, all, names }
    }

    fn entity(&self, name: Span) -> Option<usize> {
        let models = self.speakers.models;
        self.speakers.entities.by_label(self.document.of(name), |word| models.names.is_given(word))
    }

    /// The fullest name that stands for the label's.
    fn fullest(&self, label: &Label) -> Span {
        let (_, fullest) = self.names[&last(self.document.of(label.name))];
        fullest.unwrap_or(label.name)
    }

    /// True where a name, a second turn or the label's own form bears it out.
    fn is_sure(&self, label: &Label) -> bool {
        let (same, _) = self.names[&last(self.document.of(label.name))];
        let known = self.entity(label.name).is_some_and(|id| self.is_met(id));
        if self.all.len() < 2 || self.is_place(label) {
            return false;
        }
        if label.loose {
            return known && same > 1;
        }
        known
            || same > 1
            || label.asks
            || label.strong && (label.described || self.all.len() >= MANY)
    }

    /// True where the report names the entity in a sentence too: crossheads with a colon make names of their own.
    fn is_met(&self, id: usize) -> bool {
        self.speakers.entities.all[id].mentions.iter().any(|mention| {
            let to = self.all.partition_point(|name| name.start <= mention.span.start);
            to.checked_sub(1).is_none_or(|at| !self.all[at].contains(mention.span))
        })
    }

    /// "LONDON: …": a dateline.
    fn is_place(&self, label: &Label) -> bool {
        let entities = self.speakers.entities;
        let name = self.document.of(label.name);
        let whole = entities.in_span(label.name).find(|(mention, _)| *mention == label.name);
        whole.is_some_and(|(_, id)| entities.all[id].kind == EntityKind::Place)
            || self.speakers.models.places.is_place(name)
    }

    fn speaker(&self, label: &Label) -> Option<Resolved> {
        if label.asks {
            return None;
        }
        let name = self.fullest(label);
        let entity = self.entity(name).or_else(|| self.entity(label.name));
        Some(entity.map_or_else(
            || Resolved {
                speaker: Speaker { entity: None, name: self.document.of(name).to_owned() },
                kind: SpeakerKind::Person,
                sure: true,
            },
            |id| self.speakers.entity(id),
        ))
    }
}

impl Pass<'_> {
    /// A paragraph of a transcript, in marks or not; false for any other.
    pub(super) fn labelled(&mut self, index: usize, paragraph: &Paragraph) -> bool {
        match self.turns.get(&index).cloned() {
            Some(Turn::Begins(speaker, source, content)) => {
                self.begin_turn(index, paragraph, speaker, source, content);
            }
            Some(Turn::GoesOn) if self.turn.is_some_and(|(_, last)| last + 1 == index) => {
                let Some((at, _)) = self.turn else { return false };
                let draft = &mut self.drafts[at];
                draft.hold(paragraph.span);
                draft.utterances[0].spans.push(paragraph.span);
                self.turn = Some((at, index));
            }
            Some(Turn::Label) => {}
            Some(Turn::GoesOn) | None => return self.same_turn(index, paragraph),
        }
        self.learned.settle(paragraph.span);
        true
    }

    fn begin_turn(
        &mut self,
        index: usize,
        paragraph: &Paragraph,
        speaker: Option<Resolved>,
        source: Span,
        content: Span,
    ) {
        let opens = |span: Span| span.start <= content.start && span.end > content.start;
        let marked = paragraph.quoted.iter().any(|q| q.depth == 0 && opens(q.span));
        let mode = if marked { Mode::Direct } else { Mode::Block };
        let mut draft = self.plain(index, content, speaker, mode, 0.9);
        if !marked {
            draft.quoted.clear();
        }
        draft.source = vec![source];
        draft.by_layout = true;
        self.turn = Some((self.drafts.len(), index));
        self.keep(draft, index);
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
        draft.hold(paragraph.span);
        draft.quoted.push(paragraph.span);
        if let Some(utterance) = draft.utterances.last_mut() {
            utterance.spans.push(paragraph.span);
        }
        self.learned.settle(paragraph.span);
        self.turn = Some((turn, index));
        true
    }
}
