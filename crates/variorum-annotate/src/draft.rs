//! An attribution while it is being put together.

use crate::speaker::Resolved;
use variorum_model::{Attribution, Link, Mode, Quotation, Span, Speaker, Stance};

/// An attribution and the quotations that its content falls into.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) content: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) source: Vec<Span>,
    pub(crate) quoted: Vec<Span>,
    pub(crate) speaker: Option<Resolved>,
    pub(crate) stance: Stance,
    pub(crate) chain: Vec<Link>,
    pub(crate) confidence: f32,
    pub(crate) utterances: Vec<Utterance>,
    /// Paragraph of the first word.
    pub(crate) paragraph: usize,
    /// Span of the attribution's content that this one is part of.
    pub(crate) inside: Option<Span>,
    /// The words are one medium's report of another's words.
    pub(crate) relayed: bool,
    /// The layout alone says who speaks: a label, a signature.
    pub(crate) by_layout: bool,
    /// Supported enough to stand among the report's attributions.
    pub(crate) offered: bool,
    /// Index of the engine's attribution that it was made of or that supports it.
    pub(crate) found: Option<usize>,
    /// The links that the words around it name, without inherited ones.
    pub(crate) fresh: Vec<Link>,
}

/// One quotation of the draft.
#[derive(Clone, Debug)]
pub(crate) struct Utterance {
    pub(crate) spans: Vec<Span>,
    pub(crate) mode: Mode,
}

impl Draft {
    pub(crate) fn start(&self) -> usize {
        self.content.first().map_or(0, |span| span.start)
    }

    /// Adds a stretch to the content; what the content holds already stands there once.
    pub(crate) fn hold(&mut self, span: Span) {
        if !self.content.iter().any(|known| known.contains(span)) {
            self.content.push(span);
        }
    }

    /// Adds a stretch in marks that goes on with what was said.
    pub(crate) fn add(&mut self, quote: Span, whole: bool) {
        self.hold(quote);
        self.quoted.push(quote);
        match self.utterances.last_mut().filter(|u| whole && u.mode == Mode::Direct) {
            Some(utterance) => utterance.spans.push(quote),
            None => {
                let mode = if whole { Mode::Direct } else { Mode::Mixed };
                self.utterances.retain(|u| u.mode != Mode::Indirect);
                self.utterances.push(Utterance { spans: vec![quote], mode });
            }
        }
    }

    pub(crate) fn mode(&self) -> Mode {
        let modes = || self.utterances.iter().map(|u| u.mode);
        if modes().all(|mode| mode == Mode::Indirect) {
            Mode::Indirect
        } else if modes().any(|mode| mode == Mode::Block) {
            Mode::Block
        } else if modes().all(|mode| mode == Mode::Direct) {
            Mode::Direct
        } else {
            Mode::Mixed
        }
    }
}

/// Sorts the drafts and gives them their final form; `refused` says of each utterance of each draft whether it is
/// nobody's words, and so no quotation.
pub(crate) fn finish(
    all: Vec<Draft>,
    refused: Vec<Vec<bool>>,
) -> (Vec<Attribution>, Vec<Quotation>) {
    let mut drafts: Vec<(Draft, Mode)> = Vec::with_capacity(all.len());
    for (mut draft, refused) in all.into_iter().zip(refused) {
        let mode = draft.mode();
        let mut refused = refused.into_iter();
        draft.utterances.retain(|_| !refused.next().unwrap_or(false));
        disjoin(&mut draft.content);
        disjoin(&mut draft.quoted);
        for utterance in &mut draft.utterances {
            disjoin(&mut utterance.spans);
        }
        draft.utterances.sort_by_key(|u| u.spans.first().copied());
        drafts.push((draft, mode));
    }
    drafts.sort_by_key(|(draft, _)| {
        (draft.start(), std::cmp::Reverse(draft.content.last().map(|s| s.end)))
    });
    let mut attributions: Vec<Attribution> = Vec::with_capacity(drafts.len());
    let mut quotations = Vec::new();
    for (index, (draft, mode)) in drafts.iter().enumerate() {
        // drafts come in order of their start: the outer one stands before, not far away
        let nested_in = draft.inside.and_then(|inside| {
            let outer =
                |other: &usize| drafts[*other].0.content.iter().any(|span| span.contains(inside));
            (0..drafts.len().min(index + NEAR))
                .rev()
                .take(2 * NEAR)
                .filter(|other| *other != index)
                .find(outer)
        });
        let speaker = draft.speaker.as_ref().map(|resolved| resolved.speaker.clone());
        attributions.push(Attribution {
            content: draft.content.clone(),
            cue: draft.cue.clone(),
            source: draft.source.clone(),
            quoted: draft.quoted.clone(),
            mode: *mode,
            speaker: speaker.clone(),
            stance: draft.stance,
            chain: draft.chain.clone(),
            nested_in,
            confidence: draft.confidence,
            offered: draft.offered,
        });
        quotations.extend(
            draft
                .utterances
                .iter()
                .map(|utterance| quotation(index, utterance, speaker.clone(), draft.confidence)),
        );
    }
    quotations.sort_by(|a, b| (&a.content, a.attribution).cmp(&(&b.content, b.attribution)));
    nest(&attributions, &mut quotations);
    (attributions, quotations)
}

/// Puts spans in order and makes one of those that share words: none is listed twice.
fn disjoin(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup_by(|next, before| {
        let shared = next.overlaps(*before);
        if shared {
            *before = before.cover(*next);
        }
        shared
    });
}

fn quotation(
    attribution: usize,
    utterance: &Utterance,
    speaker: Option<Speaker>,
    confidence: f32,
) -> Quotation {
    Quotation {
        attribution,
        content: utterance.spans.clone(),
        mode: utterance.mode,
        speaker,
        nested_in: None,
        confidence,
    }
}

/// How many neighbours are looked at for what holds a nested one.
const NEAR: usize = 50;

/// A quotation inside another one's words is nested in it.
fn nest(attributions: &[Attribution], quotations: &mut [Quotation]) {
    let spans: Vec<Vec<Span>> = quotations.iter().map(|q| q.content.clone()).collect();
    for (index, quotation) in quotations.iter_mut().enumerate() {
        if attributions[quotation.attribution].nested_in.is_none() {
            continue;
        }
        let Some(&first) = quotation.content.first() else { continue };
        let holds =
            |other: &usize| spans[*other].iter().any(|span| span.contains(first) && *span != first);
        quotation.nested_in = (0..spans.len().min(index + NEAR))
            .rev()
            .take(2 * NEAR)
            .filter(|other| *other != index)
            .find(holds);
    }
}
