//! The attribution pass: one walk through the prose that finds who said what, in which words.
//!
//! The body is read first, in order, so that pronouns and continued quotations lean on what came before; the
//! headline last, because its quotations repeat words of the body. Every quotation is decided once: governed by a
//! cue, continued from the one before, announced by a colon, repeated from elsewhere, or left as a scare quote.

mod continued;
mod credited;
mod indirect_speech;
mod inherited;
mod label;
mod learned;
mod nested;
mod paragraph_ends;
mod quoted;
mod relayed;
mod set_off;
mod settled;
mod signature;
mod signed;
mod signs;
mod transcript;
mod trimmed;
mod verbless;

pub(crate) use relayed::whole_source;

use crate::chain::Chains;
use crate::document::{Document, Item, Paragraph, Sentence, span};
use crate::draft::{Draft, Utterance};
use crate::engine::Found;
use crate::entities::Entities;
use crate::govern::{Governor, govern};
use crate::lexicon::Models;
use crate::reporting::Reporting;
use crate::speaker::{Resolved, Speakers};
use crate::works;
use learned::Learned;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Link, Mode, Span, Stance};
use variorum_text::Level;

/// Words of sense from which a fragment that nobody is credited with counts as a quotation.
const LONG_FRAGMENT: usize = 5;

/// What is left of the rules' own confidence where the engine sees no attribution.
const UNSUPPORTED: f32 = 0.3;
/// The most for words without marks where nothing says whose they are: of those that the careful engine is surest of,
/// 6 in 10 are right on the development half of PolNeAR.
const UNNAMED: f32 = 0.55;
/// Confidence below which marked words are scare quotes or titles rather than an attribution; on the development half
/// of PolNeAR the F1 of direct and mixed ones is highest around it.
const LEAST_MARKED: f32 = 0.25;
/// The same for what the engine found, lower: a doubtful clause mostly has the right words in it. An engine's table may
/// ask more.
const LEAST_FOUND: f32 = 0.03;

/// Finds the attributions of a document; `found` is what the engine makes of it, `None` for rules alone.
pub(crate) fn attribute(
    document: &Document,
    entities: &Entities,
    models: &Models,
    found: Option<Vec<Found>>,
) -> Vec<Draft> {
    let opening = document.paragraphs.iter().find(|paragraph| !paragraph.is_title());
    let speakers = Speakers::new(models, entities, document);
    let mut pass = Pass {
        document,
        models,
        chains: Chains { models, entities, text: document.text },
        turns: transcript::turns(document, &speakers),
        signed: signs::signed(document, &speakers),
        speakers,
        drafts: Vec::new(),
        channels: BTreeMap::new(),
        introduced: Vec::new(),
        several: BTreeSet::new(),
        apart: BTreeSet::new(),
        asides: BTreeSet::new(),
        passage: None,
        uncredited: Vec::new(),
        lead: None,
        passages: credited::Passages::default(),
        today: inherited::days(
            opening.into_iter().flat_map(|p| &p.sentences).flat_map(|s| &s.items),
        ),
        turn: None,
        learned: Learned::new(found, document, models),
    };
    for titles in [false, true] {
        if titles {
            let marked =
                document.paragraphs.iter().filter(|p| p.is_title()).flat_map(|p| &p.quoted);
            pass.index_passages(&marked.map(|quoted| quoted.span).collect::<Vec<_>>());
        }
        for (index, paragraph) in document.paragraphs.iter().enumerate() {
            if paragraph.is_title() == titles {
                pass.paragraph(index, paragraph);
            }
        }
        pass.lead = None;
    }
    pass.drop_pull_quotes();
    let fragments: Vec<Span> = pass.uncredited.iter().map(|(_, span)| *span).collect();
    pass.index_passages(&fragments);
    pass.credit_repeated();
    pass.all_nested();
    pass.learned_rest();
    pass.trim();
    pass.settle();
    pass.whole_report();
    if pass.learned.ran {
        for draft in pass.drafts.iter_mut().filter(|draft| !draft.by_layout) {
            if draft.found.is_none() {
                draft.confidence *= UNSUPPORTED;
            }
            let marked = !draft.quoted.is_empty();
            let table = models.calibration.as_ref();
            let least = match (marked, draft.found) {
                (true, None) => LEAST_MARKED,
                (true, Some(_)) => table.map_or(LEAST_FOUND, |table| table.least_marked),
                (false, Some(_)) => table.map_or(LEAST_FOUND, |table| table.least_unmarked),
                (false, None) => f32::INFINITY,
            };
            draft.offered = draft.confidence >= least;
            if let Some(calibration) = table {
                draft.confidence = calibration.share(marked, draft.confidence);
            }
            if !marked && draft.source.is_empty() {
                draft.confidence = draft.confidence.min(UNNAMED);
            }
        }
    }
    pass.drafts
}

struct Pass<'a> {
    document: &'a Document<'a>,
    models: &'a Models,
    chains: Chains<'a>,
    speakers: Speakers<'a>,
    drafts: Vec<Draft>,
    /// By speaker: the document or occasion that later words come by.
    channels: BTreeMap<String, Vec<Link>>,
    /// Documents, occasions and media that a sentence named, in order of place: what "the letter" takes up.
    introduced: Vec<inherited::Introduced>,
    /// Speakers whose words came in more than one way.
    several: BTreeSet<String>,
    /// Where drafts begin that their sentence sets on an occasion without a name ("told reporters").
    apart: BTreeSet<usize>,
    /// Those of them that leave the passage as it was ("has often said").
    asides: BTreeSet<usize>,
    /// Speaker, links and paragraph of the latest quotation: what was told to one outlet in one passage.
    passage: Option<(String, Vec<Link>, usize)>,
    /// Quotations that nothing governs: (paragraph, stretch).
    uncredited: Vec<(usize, Span)>,
    /// What the paragraph before announced with a colon or left open: (speaker, cue, chain, paragraph).
    lead: Option<Lead>,
    /// What has been credited in the body, for headlines and fragments.
    passages: credited::Passages,
    /// The paragraphs of a transcript.
    turns: BTreeMap<usize, transcript::Turn>,
    /// Words with a signature behind them, by their first paragraph.
    signed: BTreeMap<usize, signs::Signed>,
    /// The days and months that the report's first paragraph names.
    today: Vec<&'a str>,
    /// The latest labelled turn of a transcript: its draft and paragraph.
    turn: Option<(usize, usize)>,
    learned: Learned,
}

#[derive(Clone)]
struct Lead {
    speaker: Option<Resolved>,
    cue: Vec<Span>,
    source: Vec<Span>,
    stance: Stance,
    chain: Vec<Link>,
    paragraph: usize,
    /// Ends in a colon: what follows is set off.
    colon: bool,
    /// The line has no verb: its place alone says that it announces.
    verbless: bool,
    /// The draft that the paragraph before was taken into, where its quotation goes on.
    block: Option<usize>,
}

pub(crate) fn span_of(items: &[Item], range: &std::ops::Range<usize>) -> Span {
    span(&items[range.clone()])
}

fn source_spans(items: &[Item], reporting: &Reporting) -> Vec<Span> {
    if reporting.source.is_empty() { Vec::new() } else { vec![span_of(items, &reporting.source)] }
}

impl Pass<'_> {
    pub(super) fn paragraph(&mut self, index: usize, paragraph: &Paragraph) {
        if !paragraph.is_title() && (self.labelled(index, paragraph) || self.signed(index)) {
            return;
        }
        let unmarked = paragraph
            .quoted
            .iter()
            .all(|q| q.level == Level::Single && q.span.start > paragraph.span.start);
        if unmarked && !paragraph.is_title() && self.block(index, paragraph) {
            return;
        }
        let continues = self.continued(index, paragraph);
        for (k, sentence) in paragraph.sentences.iter().enumerate() {
            let ahead = paragraph.sentences.get(k + 1);
            self.sentence(index, paragraph, sentence, ahead, continues.filter(|_| k == 0));
        }
        self.open_lead(index, paragraph);
    }

    pub(super) fn sentence(
        &mut self,
        index: usize,
        paragraph: &Paragraph,
        sentence: &Sentence,
        ahead: Option<&Sentence>,
        continues: Option<usize>,
    ) {
        let reportings = self.reportings(sentence);
        let found = reportings.as_ref();
        self.note_whole_source(sentence);
        let governed = govern(sentence, found, self.models, &|r| self.names_medium(sentence, r));
        let mut used = vec![false; found.len()];
        let mut nothing = Vec::new();
        let mut groups: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
        for &(item, governor) in &governed {
            if works::is_title_of_work(
                self.document.text,
                sentence,
                item,
                governor,
                paragraph.is_title(),
                self.models,
            ) {
                continue;
            }
            let learned = self.governor(sentence, item, found, governor);
            // a paragraph that takes up an open quotation is its speaker's, whatever the engine sees
            let here =
                !matches!(governor, Governor::Alone | Governor::Nothing) || continues.is_some();
            let announced = |lead: &Lead| lead.verbless && lead.paragraph + 1 == index;
            let here = here || item == 0 && self.lead.as_ref().is_some_and(announced);
            if learned.is_none() && !here && self.elsewhere(index, sentence, item) {
                continue;
            }
            match learned.unwrap_or(governor) {
                Governor::After(r) => groups.entry(r).or_default().push((item, true)),
                Governor::Before(r) => groups.entry(r).or_default().push((item, false)),
                Governor::Noun(noun) => self.by_noun(index, sentence, item, noun),
                Governor::Alone => self.alone(index, sentence, item, ahead, continues),
                Governor::Announced => self.announced(index, sentence, item),
                Governor::Nothing => nothing.push(item),
            }
        }
        for (r, items) in &groups {
            used[*r] = true;
            self.quoted(index, sentence, found, *r, items, continues);
        }
        for item in nothing {
            self.fragment(index, sentence, item, groups.keys().next().map(|r| &found[*r]));
        }
        if !paragraph.is_title() || found.iter().any(|r| r.found.is_some()) {
            for (r, used) in used.iter().enumerate() {
                if !used {
                    self.indirect(index, sentence, found, r, &groups);
                }
            }
        }
        self.set_channel(index, sentence);
        self.speakers.note_documents(sentence, index);
        self.speakers.note_crowd(sentence, index);
    }

    pub(super) fn resolve(
        &mut self,
        sentence: &Sentence,
        r: &Reporting,
        paragraph: usize,
    ) -> Option<Resolved> {
        self.speakers.resolve(sentence, &r.source, paragraph)
    }

    /// An attribution of one quotation without a cue.
    pub(super) fn plain(
        &self,
        index: usize,
        quote: Span,
        speaker: Option<Resolved>,
        mode: Mode,
        confidence: f32,
    ) -> Draft {
        Draft {
            content: vec![quote],
            cue: Vec::new(),
            source: Vec::new(),
            quoted: vec![quote],
            speaker,
            stance: Stance::Say,
            chain: Vec::new(),
            confidence,
            utterances: vec![Utterance { spans: vec![quote], mode }],
            paragraph: index,
            inside: None,
            relayed: false,
            by_layout: false,
            offered: true,
            found: None,
            fresh: Vec::new(),
        }
    }

    /// Takes the draft in, joining a split utterance: “A,” he said. / “B.” is done by `alone`.
    pub(super) fn keep(&mut self, draft: Draft, index: usize) {
        if let Some(speaker) = &draft.speaker {
            let offset =
                draft.source.first().or(draft.content.first()).map_or(0, |span| span.start);
            if !self.document.paragraphs[index].is_title() {
                self.speakers.spoke(speaker, offset, index);
            }
            if !self.document.paragraphs[index].is_title() && !self.asides.contains(&draft.start())
            {
                self.passage = Some((speaker.speaker.name.clone(), draft.chain.clone(), index));
            }
        }
        self.drafts.push(draft);
    }
}
