//! The attribution pass: one walk through the prose that finds who said what, in which words.
//!
//! The body is read first, in order, so that pronouns and continued quotations lean on what came before; the
//! headline last, because its quotations repeat words of the body. Every quotation is decided once: governed by a
//! cue, continued from the one before, announced by a colon, repeated from elsewhere, or left as a scare quote.

use crate::chain::{Chains, medium_role, persists};
use crate::document::{Document, Item, ItemKind, Paragraph, Sentence};
use crate::draft::{Draft, Utterance};
use crate::entities::Entities;
use crate::govern::{Governor, govern};
use crate::indirect;
use crate::lexicon::Models;
use crate::phrase;
use crate::reporting::{self, CueKind, Reporting, reportings};
use crate::speaker::{Resolved, SpeakerKind, Speakers, is_medium};
use crate::works;
use std::collections::BTreeMap;
use variorum_text::{Level, fold_word, tokens};
use variorum_model::{Link, LinkRole, Mode, Span, Stance};

/// Words of sense from which a fragment that nobody is credited with counts as a quotation.
const LONG_FRAGMENT: usize = 5;

const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
];

/// Verbs of putting words into the world.
const PUBLISHING: [&str; 14] = [
    "wrote", "written", "writes", "writing", "penned", "published", "posted", "delivered", "gave", "made", "came", "issued",
    "addressed", "used",
];

/// Item index of the colon behind a label of one to four capitalised words; `None` for other paragraphs.
fn label(paragraph: &Paragraph) -> Option<usize> {
    let items = &paragraph.sentences.first()?.items;
    let colon = items.iter().take(5).position(|item| item.kind == ItemKind::Colon)?;
    (colon > 0 && items[..colon].iter().all(|item| item.is_word() && item.capital)).then_some(colon)
}

fn label_words<'a>(document: &Document<'a>, paragraph: &Paragraph) -> Option<&'a str> {
    let colon = label(paragraph)?;
    Some(document.of(span_of(&paragraph.sentences[0].items, &(0..colon))))
}

/// Words of somebody who speaks for himself.
const OWN_VOICE: [&str; 12] = ["i", "we", "my", "our", "me", "us", "you", "your", "i'm", "we're", "i've", "we've"];

/// Cues that go on with what was said before.
const GOING_ON: [&str; 5] = ["added", "continued", "reiterated", "went on", "repeated"];

/// Finds the attributions of a document.
pub(crate) fn attribute(document: &Document, entities: &Entities, models: &Models) -> Vec<Draft> {
    let mut pass = Pass {
        document,
        models,
        chains: Chains { models, entities, text: document.text },
        speakers: Speakers::new(models, entities, document),
        drafts: Vec::new(),
        channels: BTreeMap::new(),
        passage: None,
        uncredited: Vec::new(),
        lead: None,
    };
    for titles in [false, true] {
        for (index, paragraph) in document.paragraphs.iter().enumerate() {
            if paragraph.is_title() == titles {
                pass.paragraph(index, paragraph);
            }
        }
        pass.lead = None;
    }
    pass.credit_repeated();
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        pass.nested(index, paragraph);
    }
    pass.whole_report();
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
    /// Speaker, links and paragraph of the latest quotation: what was told to one outlet in one passage.
    passage: Option<(String, Vec<Link>, usize)>,
    /// Quotations that nothing governs: (paragraph, stretch).
    uncredited: Vec<(usize, Span)>,
    /// What the paragraph before announced with a colon or left open: (speaker, cue, chain, paragraph).
    lead: Option<Lead>,
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
}

impl Pass<'_> {
    fn paragraph(&mut self, index: usize, paragraph: &Paragraph) {
        if !paragraph.is_title() && self.labelled(index, paragraph) {
            return;
        }
        let unmarked = paragraph.quoted.iter().all(|q| q.level == Level::Single && q.span.start > paragraph.span.start);
        if unmarked && !paragraph.is_title() && self.block(index, paragraph) {
            return;
        }
        let continues = self.continued(index, paragraph);
        for (k, sentence) in paragraph.sentences.iter().enumerate() {
            let ahead = paragraph.sentences.get(k + 1);
            self.sentence(index, paragraph, sentence, ahead, continues && k == 0);
        }
        self.open_lead(index, paragraph);
    }

    fn sentence(&mut self, index: usize, paragraph: &Paragraph, sentence: &Sentence, ahead: Option<&Sentence>, continues: bool) {
        let found = reportings(sentence, self.models);
        self.note_whole_source(sentence);
        let governed = govern(sentence, &found, self.models, &|r| self.names_medium(sentence, r));
        let mut used = vec![false; found.len()];
        let mut nothing = Vec::new();
        let mut groups: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
        for &(item, governor) in &governed {
            if works::is_title_of_work(self.document.text, sentence, item, governor, paragraph.is_title(), self.models) {
                continue;
            }
            match governor {
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
            self.quoted(index, sentence, &found, *r, items, continues);
        }
        for item in nothing {
            self.fragment(index, sentence, item, groups.keys().next().map(|r| &found[*r]));
        }
        if !paragraph.is_title() {
            for r in 0..found.len() {
                if !used[r] {
                    self.indirect(index, sentence, &found, r, &groups);
                }
            }
        }
        self.set_channel(index, sentence);
    }

    fn names_medium(&self, sentence: &Sentence, r: &Reporting) -> bool {
        if r.source.is_empty() {
            return false;
        }
        let items = &sentence.items[r.source.clone()];
        let span = Span::new(items[0].span.start, items[items.len() - 1].span.end);
        let words = self.document.of(span);
        if self.speakers.entities.in_span(span).any(|(_, id)| self.speakers.entities.all[id].is_person()) {
            return false;
        }
        is_medium(self.models, self.speakers.entities, words) || items.last().is_some_and(|last| self.models.roles.outlet_again.contains(&last.low))
    }

    fn resolve(&mut self, sentence: &Sentence, r: &Reporting, paragraph: usize) -> Option<Resolved> {
        self.speakers.resolve(sentence, &r.source, paragraph)
    }

    /// Quotations governed by one reporting clause.
    fn quoted(&mut self, index: usize, sentence: &Sentence, found: &[Reporting], r: usize, quotes: &[(usize, bool)], continues: bool) {
        let reporting = &found[r];
        let items = &sentence.items;
        // "Asked whether …": whoever asks is not named
        let unnamed = reporting.source.is_empty() && items[reporting.cue.clone()].iter().any(|item| item.is("asked"));
        let speaker = self.resolve(sentence, reporting, index);
        let speaker = speaker.or_else(|| if unnamed { None } else { self.speakers.recent(index, 1).map(|s| Resolved { sure: false, ..s }) });
        let content = content(items, reporting, quotes, found, self.models);
        let mut chain = self.chains.of_clause(sentence, reporting, &content);
        let speaker = if self.document.paragraphs[index].is_title() { self.by_body(items, quotes, speaker) } else { speaker };
        let direct = speaker.as_ref().map(|s| s.speaker.clone());
        let speaker = self.through_media(sentence, found, r, speaker, &mut chain, index);
        let relayed = speaker.as_ref().map(|s| &s.speaker) != direct.as_ref();
        let utterances = utterances(self.document.text, items, quotes, reporting);
        let sure = speaker.as_ref().is_some_and(|s| s.sure);
        let mut draft = Draft {
            content,
            cue: vec![span_of(items, &reporting.cue)],
            source: source_spans(items, reporting),
            quoted: quotes.iter().map(|(q, _)| items[*q].span).collect(),
            speaker,
            stance: reporting.stance,
            chain,
            confidence: if sure && !reporting.weak { 0.95 } else if sure { 0.85 } else { 0.7 },
            utterances,
            paragraph: index,
            inside: None,
            relayed,
            fresh: Vec::new(),
        };
        self.inherit(&mut draft);
        let first = quotes.iter().map(|(q, _)| *q).min().unwrap_or(0);
        if (continues && first <= 1) && self.join_last(&draft, index) {
            return;
        }
        self.keep(draft, index);
    }

    /// A headline's speaker that no entity stands for: the body credits the same words.
    fn by_body(&self, items: &[Item], quotes: &[(usize, bool)], speaker: Option<Resolved>) -> Option<Resolved> {
        if speaker.as_ref().is_some_and(|s| s.speaker.entity.is_some()) {
            return speaker;
        }
        quotes.iter().find_map(|(q, _)| self.credited(items[*q].span)).and_then(|draft| draft.speaker.clone()).or(speaker)
    }

    /// The attribution that credits the same words elsewhere in the report.
    fn credited(&self, span: Span) -> Option<&Draft> {
        let words = works::content_words(self.document.of(span));
        self.drafts.iter().find(|draft| draft.quoted.iter().any(|quoted| !quoted.overlaps(span) && works::holds(self.document.of(*quoted), &words)))
    }

    /// What a trailing "…, Reuters reports" or "…, citing Ms. Oye" does to speaker and chain.
    fn through_media(&mut self, sentence: &Sentence, found: &[Reporting], r: usize, speaker: Option<Resolved>, chain: &mut Vec<Link>, index: usize) -> Option<Resolved> {
        let mut speaker = speaker;
        for (k, other) in found.iter().enumerate() {
            if k == r || other.source.is_empty() {
                continue;
            }
            let medium = self.names_medium(sentence, other);
            let cites = other.kind == CueKind::Prepositional && sentence.items[other.cue.start].is_any(&["citing", "quoting"]);
            if medium && let Some(resolved) = self.resolve(sentence, other, index) {
                let name = resolved.speaker.name;
                if speaker.as_ref().is_none_or(|s| s.speaker.name != name) && !chain.iter().any(|l| l.name == name) {
                    chain.push(Link { role: medium_role(self.models, &name), name, span: Some(span_of(&sentence.items, &other.source)) });
                }
            } else if cites && speaker.as_ref().is_some_and(|s| s.kind == SpeakerKind::Medium) {
                let Some(cited) = self.resolve(sentence, other, index) else { continue };
                let medium = speaker.take().map(|s| s.speaker.name).unwrap_or_default();
                if !chain.iter().any(|l| l.name == medium) {
                    chain.push(Link { role: medium_role(self.models, &medium), name: medium, span: Some(span_of(&sentence.items, &found[r].source)) });
                }
                speaker = Some(cited);
            }
        }
        // “The ministry said on Monday …,” Reuters reports: the words' own subject speaks
        if speaker.as_ref().is_some_and(|s| s.kind == SpeakerKind::Medium) && found[r].start() > 0
            && let Some(inner) = self.inner_speaker(sentence, found[r].start())
        {
            let medium = speaker.take().map(|s| s.speaker.name).unwrap_or_default();
            chain.retain(|l| l.name != medium);
            chain.push(Link { role: medium_role(self.models, &medium), name: medium, span: Some(span_of(&sentence.items, &found[r].source)) });
            return Some(inner);
        }
        speaker
    }

    /// The source that a quotation's own first sentence names, where a medium is quoted as reporting it.
    fn inner_speaker(&self, sentence: &Sentence, end: usize) -> Option<Resolved> {
        let quote = sentence.items[..end].iter().rev().find(|item| item.quote().is_some())?;
        let words = self.document.of(quote.span);
        let bare = words.trim_matches(|c: char| matches!(c, '“' | '”' | '"' | '«' | '»'));
        let start = quote.span.start + words.find(bare).unwrap_or(0);
        let inner = Span::new(start, start + bare.len());
        let nested = Document::inner_sentences(self.document.text, inner).into_iter().next()?;
        let found = reportings(&nested, self.models);
        let first = found.iter().find(|r| r.clause && !r.weak && !r.source.is_empty() && r.source.start == 0)?;
        let span = span_of(&nested.items, &first.source);
        let name = self.document.of(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(&name).to_owned();
        let pronoun = phrase::PRONOUNS.contains(&name.to_lowercase().as_str());
        (!pronoun).then_some(Resolved { speaker: variorum_model::Speaker { entity: None, name }, kind: SpeakerKind::Body, sure: true })
    }

    /// A quotation announced by a noun: "messages such as “…”", "a rant about “…”".
    fn by_noun(&mut self, index: usize, sentence: &Sentence, item: usize, noun: usize) {
        let items = &sentence.items;
        let carrier = ["banner", "sign", "poster", "placard", "billboard", "slogan", "chant"];
        let shown = items[..item].iter().rposition(|i| carrier.iter().any(|c| i.low == *c || i.low == format!("{c}s")));
        let source = shown.map_or_else(|| noun_source(items, noun, self.models), |at| at..at + 1);
        let mut speaker = self.speakers.resolve(sentence, &source, index);
        if let Some(at) = shown {
            let span = carrier_phrase(items, at);
            let name = self.document.of(span).to_owned();
            speaker = Some(Resolved { speaker: variorum_model::Speaker { entity: None, name }, kind: SpeakerKind::Document, sure: true });
        }
        let speaker = speaker.or_else(|| self.speakers.recent(index, 1).map(|s| Resolved { sure: false, ..s }));
        let found = reportings(sentence, self.models);
        let mut chain = self.chains.links(sentence, &[]);
        if let Some(media) = found.iter().find(|r| self.names_medium(sentence, r))
            && let Some(resolved) = self.resolve(sentence, media, index)
        {
            chain.push(Link { role: medium_role(self.models, &resolved.speaker.name), name: resolved.speaker.name, span: Some(span_of(items, &media.source)) });
        }
        let quote = items[item].span;
        let mut draft = Draft {
            content: vec![quote],
            cue: vec![items[noun].span],
            source: if source.is_empty() { Vec::new() } else { vec![span_of(items, &source)] },
            quoted: vec![quote],
            speaker,
            stance: self.models.cue_nouns.get(&items[noun].low).copied().unwrap_or_default(),
            chain,
            confidence: 0.7,
            utterances: vec![Utterance { spans: vec![quote], mode: Mode::Mixed }],
            paragraph: index,
            inside: None,
            relayed: false,
            fresh: Vec::new(),
        };
        self.inherit(&mut draft);
        self.keep(draft, index);
    }

    /// A quotation behind a comma or colon that no cue announces: the subject of the sentence speaks.
    fn announced(&mut self, index: usize, sentence: &Sentence, item: usize) {
        let subject = reporting::clause_subject(&sentence.items, item, self.models);
        let speaker = self.speakers.resolve(sentence, &subject, index).or_else(|| self.speakers.recent(index, 1).map(|s| Resolved { sure: false, ..s }));
        let quote = sentence.items[item].span;
        let source = if subject.is_empty() { Vec::new() } else { vec![span_of(&sentence.items, &subject)] };
        let mut draft = self.plain(index, quote, speaker, Mode::Direct, 0.7);
        draft.source = source;
        draft.chain = self.chains.links(sentence, &[quote]);
        self.inherit(&mut draft);
        self.keep(draft, index);
    }

    /// A fragment without a cue: the words of the sentence's subject where that one is quoted in the same sentence;
    /// a whole clause stands without a speaker; less is left for [`Self::credit_repeated`].
    fn fragment(&mut self, index: usize, sentence: &Sentence, item: usize, beside: Option<&Reporting>) {
        let quote = sentence.items[item].span;
        let subject = reporting::head_subject(&sentence.items, item, self.models);
        let subject = self.speakers.resolve(sentence, &subject, index);
        let spoken = beside.is_some().then(|| self.drafts.last()).flatten().and_then(|draft| draft.speaker.clone());
        if let (Some(subject), Some(spoken)) = (&subject, &spoken)
            && subject.speaker == spoken.speaker
        {
            let mut draft = self.plain(index, quote, Some(spoken.clone()), Mode::Mixed, 0.7);
            draft.chain = self.drafts.last().map(|draft| draft.chain.clone()).unwrap_or_default();
            self.drafts.push(draft);
            return;
        }
        self.uncredited.push((index, quote));
    }

    /// An attribution of one quotation without a cue.
    fn plain(&self, index: usize, quote: Span, speaker: Option<Resolved>, mode: Mode, confidence: f32) -> Draft {
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
            fresh: Vec::new(),
        }
    }

    /// A sentence of nothing but quotations.
    fn alone(&mut self, index: usize, sentence: &Sentence, item: usize, ahead: Option<&Sentence>, continues: bool) {
        let quote = sentence.items[item].span;
        let before = self.drafts.iter().rposition(|draft| !draft.quoted.is_empty()).filter(|&k| self.drafts[k].paragraph == index || continues);
        if let Some(k) = before
            && self.drafts[k].relayed
            && let Some(inner) = self.inner_speaker(sentence, sentence.items.len())
        {
            let mut draft = self.plain(index, quote, Some(inner), Mode::Direct, 0.85);
            draft.chain.clone_from(&self.drafts[k].chain);
            draft.relayed = true;
            self.keep(draft, index);
            return;
        }
        if let Some(draft) = before.map(|k| &mut self.drafts[k]) {
            draft.content.push(quote);
            draft.quoted.push(quote);
            let adjacent = draft.utterances.last_mut().filter(|u| matches!(u.mode, Mode::Direct));
            match adjacent {
                Some(utterance) => utterance.spans.push(quote),
                None => draft.utterances.push(Utterance { spans: vec![quote], mode: Mode::Direct }),
            }
            return;
        }
        let lead = self.lead.clone().filter(|lead| lead.paragraph + 1 == index);
        let by_next = ahead.filter(|_| lead.is_none()).and_then(|next| {
            let found = reportings(next, self.models);
            let governed = govern(next, &found, self.models, &|_| false);
            governed.iter().find_map(|(_, g)| match g {
                Governor::After(r) => Some(found[*r].clone()),
                _ => None,
            })
        });
        let speaker = match (&lead, by_next) {
            (Some(lead), _) => lead.speaker.clone(),
            (None, Some(r)) => ahead.and_then(|next| self.speakers.resolve(next, &r.source, index)),
            (None, None) => self.speakers.introduced_last(index, quote.start).or_else(|| self.speakers.recent(index, 2)).map(|s| Resolved { sure: false, ..s }),
        };
        let mut draft = Draft {
            content: vec![quote],
            cue: lead.as_ref().map(|l| l.cue.clone()).unwrap_or_default(),
            source: lead.as_ref().map(|l| l.source.clone()).unwrap_or_default(),
            quoted: vec![quote],
            speaker,
            stance: lead.as_ref().map(|l| l.stance).unwrap_or_default(),
            chain: lead.as_ref().map(|l| l.chain.clone()).unwrap_or_default(),
            confidence: if lead.is_some() { 0.85 } else { 0.6 },
            utterances: vec![Utterance { spans: vec![quote], mode: Mode::Direct }],
            paragraph: index,
            inside: None,
            relayed: false,
            fresh: Vec::new(),
        };
        if draft.source.is_empty()
            && let Some(last) = self.drafts.iter().rev().find(|last| last.speaker.is_some() && last.speaker == draft.speaker)
        {
            draft.source.clone_from(&last.source);
            draft.cue.clone_from(&last.cue);
        }
        self.inherit(&mut draft);
        if continues && self.join_last(&draft, index) {
            return;
        }
        self.keep(draft, index);
    }

    /// A reporting clause without marks.
    fn indirect(&mut self, index: usize, sentence: &Sentence, found: &[Reporting], r: usize, groups: &BTreeMap<usize, Vec<(usize, bool)>>) {
        let reporting = &found[r];
        let quotes_of = |k: usize| groups.get(&k).map_or(&[][..], Vec::as_slice);
        if self.names_medium(sentence, reporting) && (reporting.kind == CueKind::Prepositional || !quotes_of(r).is_empty()) && !groups.is_empty() {
            return;
        }
        let Some(range) = indirect::content(sentence, found, r, self.models) else { return };
        let items = &sentence.items;
        // content that another cue's quotation stands in belongs to that cue
        if items[range.clone()].iter().any(|item| item.quote().is_some()) {
            return;
        }
        let span = span_of(items, &range);
        let Some(speaker) = self.resolve(sentence, reporting, index) else { return };
        let mut chain = self.chains.of_clause(sentence, reporting, &[span]);
        let Some(speaker) = self.through_media(sentence, found, r, Some(speaker), &mut chain, index) else { return };
        let outer = found[..r].iter().enumerate().filter_map(|(k, _)| indirect::content(sentence, found, k, self.models)).find(|outer| outer.start <= range.start && range.end <= outer.end && outer != &range);
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
            fresh: Vec::new(),
        };
        self.inherit(&mut draft);
        self.keep(draft, index);
    }

    /// A paragraph without marks that the paragraph before announces: the source's own words, set off.
    fn block(&mut self, index: usize, paragraph: &Paragraph) -> bool {
        let Some(lead) = self.lead.clone().filter(|lead| lead.paragraph + 1 == index && lead.colon) else { return false };
        let words = self.document.of(paragraph.span);
        // without a cue only the first person tells the source's own voice
        let own_voice = tokens(self.document.text, paragraph.span).iter().any(|token| OWN_VOICE.contains(&fold_word(token.span.of(self.document.text)).as_str()));
        if lead.cue.is_empty() && !own_voice {
            return false;
        }
        if words.split_whitespace().count() < 4 || words.trim_end().ends_with(':') || words.starts_with(['-', '•', '*', '–']) {
            return false;
        }
        let mut draft = Draft {
            content: vec![paragraph.span],
            cue: lead.cue,
            source: lead.source,
            quoted: Vec::new(),
            speaker: lead.speaker,
            stance: lead.stance,
            chain: lead.chain,
            confidence: 0.85,
            utterances: vec![Utterance { spans: vec![paragraph.span], mode: Mode::Block }],
            paragraph: index,
            inside: None,
            relayed: false,
            fresh: Vec::new(),
        };
        self.inherit(&mut draft);
        self.keep(draft, index);
        self.lead = None;
        true
    }

    /// "FALK: I never counted.": a transcript, where a name and a colon open the paragraph.
    fn labelled(&mut self, index: usize, paragraph: &Paragraph) -> bool {
        let Some(label) = label(paragraph) else { return false };
        let items = &paragraph.sentences[0].items;
        let name = self.document.of(span_of(items, &(0..label)));
        let known = self.speakers.entities.by_label(name);
        let others = self.document.paragraphs.iter().filter(|other| label_words(self.document, other) == Some(name)).count();
        let all = self.document.paragraphs.iter().filter(|other| label_words(self.document, other).is_some()).count();
        if all < 2 || (known.is_none() && others < 2) {
            return false;
        }
        let source = span_of(items, &(0..label));
        let content = Span::new(items[label].span.end, paragraph.span.end).trim(self.document.text);
        if content.is_empty() {
            return false;
        }
        let speaker = known.map_or_else(
            || Resolved { speaker: variorum_model::Speaker { entity: None, name: name.to_owned() }, kind: SpeakerKind::Person, sure: true },
            |id| self.speakers.entity(id),
        );
        let marked = paragraph.quoted.iter().find(|q| q.depth == 0 && q.span.start == content.start);
        let mut draft = self.plain(index, content, Some(speaker), if marked.is_some() { Mode::Direct } else { Mode::Block }, 0.9);
        if marked.is_none() {
            draft.quoted.clear();
        }
        draft.source = vec![source];
        self.keep(draft, index);
        true
    }

    /// What the end of a paragraph announces for the next one.
    fn open_lead(&mut self, index: usize, paragraph: &Paragraph) {
        self.lead = None;
        let Some(sentence) = paragraph.sentences.last() else { return };
        let items = &sentence.items;
        let colon = items.last().is_some_and(|item| item.kind == ItemKind::Colon);
        if !colon {
            return;
        }
        let found = reportings(sentence, self.models);
        let announces = |r: &&Reporting| (r.kind == CueKind::Verb || !self.names_medium(sentence, r)) && !r.source.is_empty();
        let cue = found.iter().rev().find(|r| announces(r) && r.clause && !r.weak && !r.beside_marks).or_else(|| found.iter().rev().find(announces));
        let speaker = cue.and_then(|r| self.resolve(sentence, r, index)).filter(|s| s.kind != SpeakerKind::Medium);
        let subject = reporting::head_subject(items, items.len(), self.models);
        let speaker = speaker.or_else(|| {
            self.speakers.resolve(sentence, &subject, index).filter(|s| s.kind == SpeakerKind::Person)
        });
        let speaker = speaker.or_else(|| self.speakers.recent(index, 2).map(|s| Resolved { sure: false, ..s }));
        self.lead = Some(Lead {
            speaker,
            cue: cue.map(|r| span_of(items, &r.cue)).into_iter().collect(),
            source: cue.map(|r| source_spans(items, r)).unwrap_or_else(|| if subject.is_empty() { Vec::new() } else { vec![span_of(items, &subject)] }),
            stance: cue.map(|r| r.stance).unwrap_or_default(),
            chain: self.chains.links(sentence, &[]),
            paragraph: index,
            colon,
        });
    }

    /// True where the last quotation was left open and this paragraph takes it up.
    fn continued(&self, index: usize, paragraph: &Paragraph) -> bool {
        let Some(before) = index.checked_sub(1).map(|k| &self.document.paragraphs[k]) else { return false };
        let open = before.quoted.iter().any(|q| q.depth == 0 && !q.closed && q.span.end >= before.span.end);
        open && paragraph.quoted.first().is_some_and(|q| q.depth == 0 && q.span.start == paragraph.span.start)
    }

    /// Adds a continued quotation to the one before; false where there is none.
    fn join_last(&mut self, draft: &Draft, index: usize) -> bool {
        let Some(last) = self.drafts.last_mut().filter(|last| last.mode() != Mode::Indirect) else { return false };
        last.content.extend(&draft.content);
        last.quoted.extend(&draft.quoted);
        let spans = draft.utterances.iter().flat_map(|u| u.spans.clone());
        if let Some(utterance) = last.utterances.last_mut() {
            utterance.spans.extend(spans);
        }
        last.paragraph = index;
        if last.speaker.as_ref().is_none_or(|s| !s.sure) && draft.speaker.as_ref().is_some_and(|s| s.sure) {
            last.speaker.clone_from(&draft.speaker);
        }
        if let Some(speaker) = &last.speaker {
            let speaker = speaker.clone();
            self.speakers.spoke(&speaker, draft.start(), index);
        }
        true
    }

    /// Takes the draft in, joining a split utterance: “A,” he said. / “B.” is done by `alone`.
    fn keep(&mut self, draft: Draft, index: usize) {
        if let Some(speaker) = &draft.speaker {
            let offset = draft.source.first().or(draft.content.first()).map_or(0, |span| span.start);
            if !self.document.paragraphs[index].is_title() {
                self.speakers.spoke(speaker, offset, index);
                self.passage = Some((speaker.speaker.name.clone(), draft.chain.clone(), index));
            }
        }
        self.drafts.push(draft);
    }

    /// Links that the words around do not repeat: the speaker's document, or the outlet of the same passage.
    fn inherit(&mut self, draft: &mut Draft) {
        let Some(speaker) = &draft.speaker else { return };
        let name = &speaker.speaker.name;
        draft.chain.retain(|link| &link.name != name && !speaker_is(link, name));
        // "in the interview": the one just told of
        let again = |link: &Link| link.role == LinkRole::Occasion && !link.name.contains(' ');
        if draft.chain.iter().any(again)
            && let Some((_, links, _)) = self.passage.as_ref().filter(|(last, links, at)| last == name && !links.is_empty() && draft.paragraph <= at + 1)
        {
            draft.chain.retain(|link| !again(link));
            let more: Vec<Link> = links.iter().filter(|link| !draft.chain.iter().any(|known| known.name == link.name)).cloned().collect();
            draft.chain.extend(more);
        }
        if let Some(known) = self.channels.get(name) {
            for link in &mut draft.chain {
                self.chains.take_up(link, known);
            }
        }
        draft.fresh.clone_from(&draft.chain);
        if draft.chain.is_empty() {
            draft.chain = self.inherited(draft, name);
            return;
        }
        let lasting: Vec<Link> = draft.chain.iter().filter(|link| persists(link, self.models)).cloned().collect();
        if !lasting.is_empty() {
            self.channels.insert(name.clone(), lasting);
        }
    }

    /// True where the sentence sets its words at a time of their own ("In March, …"): another occasion.
    fn is_dated(&self, draft: &Draft) -> bool {
        let at = draft.start();
        let sentence = self.document.paragraphs[draft.paragraph].sentences.iter().find(|sentence| sentence.span.start <= at && at < sentence.span.end);
        sentence.is_some_and(|sentence| sentence.items.iter().enumerate().any(|(k, item)| {
            let month = item.capital && MONTHS.contains(&item.low.as_str());
            let year = item.kind == ItemKind::Number && item.low.len() == 4 && k > 0 && sentence.items[k - 1].is("in");
            let past = item.is_any(&["last", "previous"]) && sentence.items.get(k + 1).is_some_and(|next| next.is_any(&["month", "week", "year", "summer", "winter", "spring", "fall"]));
            month || year || past
        }))
    }

    /// The links of the passage, else of the document or occasion that the speaker's words come by.
    fn inherited(&self, draft: &Draft, name: &str) -> Vec<Link> {
        let passage = self.passage.as_ref().filter(|(last, _, at)| last == name && draft.paragraph <= at + 1);
        if let Some((_, links, at)) = passage
            && !links.is_empty()
        {
            let named = draft.source.iter().any(|span| self.document.of(*span).starts_with(char::is_uppercase) && span.len() > 4 && !self.document.of(*span).starts_with("The "));
            let goes_on = draft.cue.iter().any(|span| GOING_ON.iter().any(|word| self.document.of(*span).contains(word)));
            let document = links.iter().any(|link| link.role == LinkRole::Document);
            if *at == draft.paragraph || document || !named || goes_on {
                return links.clone();
            }
        }
        if self.is_dated(draft) {
            return Vec::new();
        }
        self.channels.get(name).cloned().unwrap_or_default()
    }

    /// "X has written an article published by Y", "her speech at Z": what X's later words come by.
    fn set_channel(&mut self, index: usize, sentence: &Sentence) {
        let links = self.chains.links(sentence, &[]);
        let Some(at) = links.iter().filter_map(|link| link.span).map(|span| span.start).min() else { return };
        let items = &sentence.items;
        let start = items.iter().position(|item| item.span.end > at).unwrap_or(items.len());
        let own = items.get(start).is_some_and(|item| item.is_any(&["his", "her", "their"]));
        let carried = links.iter().any(|link| link.role == LinkRole::Document && link.name.contains(" published by "));
        let put = items[..start].iter().any(|item| item.is_any(&PUBLISHING));
        if !own && !put && !carried {
            return;
        }
        let subject = if own { start..start + 1 } else { reporting::clause_subject(items, start, self.models) };
        let resolved = self.speakers.resolve(sentence, &subject, index).filter(|s| s.kind == SpeakerKind::Person).or_else(|| self.speakers.recent(index, 0)).or_else(|| self.speakers.subject_of_before(sentence.span.start).filter(|_| carried));
        let Some(name) = resolved.map(|resolved| resolved.speaker.name) else { return };
        // one post or statement is of its passage; an op-ed, a speech or an interview lasts
        let lasting: Vec<Link> = links.iter().filter(|link| persists(link, self.models) || link.role == LinkRole::Occasion).cloned().collect();
        if lasting.is_empty() {
            self.passage = Some((name, links, index));
        } else {
            self.channels.insert(name, lasting);
        }
    }

    /// "DW reported the information": a link of every chain of the report.
    fn note_whole_source(&mut self, sentence: &Sentence) {
        if let Some(link) = whole_source(sentence, self.chains) {
            self.channels.entry(String::new()).or_default().push(link);
        }
    }

    fn whole_report(&mut self) {
        let Some(links) = self.channels.get("") else { return };
        for draft in &mut self.drafts {
            for link in links {
                let speaks = draft.speaker.as_ref().is_some_and(|s| s.speaker.name == link.name);
                if !speaks && !draft.chain.iter().any(|l| l.name == link.name) {
                    draft.chain.push(link.clone());
                }
            }
        }
    }

    /// Quotations inside quotations, where the outer words name who speaks.
    fn nested(&mut self, index: usize, paragraph: &Paragraph) {
        for outer in paragraph.quoted.iter().filter(|q| q.depth == 0) {
            if !paragraph.quoted.iter().any(|q| q.depth > 0 && outer.span.contains(q.span)) {
                continue;
            }
            let said_by = self.drafts.iter().find(|draft| draft.quoted.iter().any(|span| span.contains(outer.span))).and_then(|draft| draft.speaker.clone());
            for sentence in Document::inner_sentences(self.document.text, outer.inner) {
                let found = reportings(&sentence, self.models);
                for (item, governor) in govern(&sentence, &found, self.models, &|_| false) {
                    let (Governor::After(r) | Governor::Before(r)) = governor else { continue };
                    let span = sentence.items[item].span;
                    let source = &found[r].source;
                    let Some(speaker) = self.inner_source(&sentence.items, source, said_by.as_ref()) else { continue };
                    let mut draft = self.plain(index, span, Some(speaker), if is_announced(&sentence.items, item) { Mode::Direct } else { Mode::Mixed }, 0.7);
                    draft.cue = vec![span_of(&sentence.items, &found[r].cue)];
                    draft.source = vec![span_of(&sentence.items, source)];
                    draft.inside = Some(outer.inner);
                    self.drafts.push(draft);
                }
            }
        }
    }

    /// Whom the words inside a quotation name: a name or description as it stands, "I" for the one quoted.
    fn inner_source(&self, items: &[Item], source: &std::ops::Range<usize>, said_by: Option<&Resolved>) -> Option<Resolved> {
        let words = items.get(source.clone()).filter(|words| !words.is_empty())?;
        if let [only] = words
            && phrase::PRONOUNS.contains(&only.low.as_str())
        {
            return only.is("i").then(|| said_by.cloned()).flatten();
        }
        let name = self.document.of(span_of(items, source)).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Resolved { speaker: variorum_model::Speaker { entity: None, name }, kind: SpeakerKind::Person, sure: true })
    }

    /// Quotations that nothing governed: somebody's words where the same report credits them elsewhere.
    fn credit_repeated(&mut self) {
        for (paragraph, span) in std::mem::take(&mut self.uncredited) {
            let words = works::content_words(self.document.of(span));
            let draft = match self.credited(span) {
                Some(hit) => Draft { stance: hit.stance, chain: hit.chain.clone(), ..self.plain(paragraph, span, hit.speaker.clone(), Mode::Mixed, 0.7) },
                // a whole clause in marks is somebody's words, though nobody is credited with them
                None if words.len() >= LONG_FRAGMENT => self.plain(paragraph, span, None, Mode::Mixed, 0.5),
                None => continue,
            };
            self.drafts.push(draft);
        }
    }
}

fn speaker_is(link: &Link, speaker: &str) -> bool {
    speaker.ends_with(&link.name) && link.role != LinkRole::Document
}

/// The medium of "DW reported the information", where a whole sentence says no more.
pub(crate) fn whole_source(sentence: &Sentence, chains: Chains) -> Option<Link> {
    let items = &sentence.items;
    let verb = items.iter().position(|item| item.is_any(&["reported", "reports", "published", "broke", "carried"]))?;
    let object = items.get(verb + 1)?.is_any(&["the", "this"]) && items.get(verb + 2)?.is_any(&["information", "news", "story", "report", "article"]);
    let short = items.iter().filter(|item| item.is_word()).count() <= 8;
    let subject = Span::new(items.first()?.span.start, items[verb.checked_sub(1)?].span.end);
    let name = subject.of(chains.text);
    (object && short && is_medium(chains.models, chains.entities, name)).then(|| Link { name: name.to_owned(), role: medium_role(chains.models, name), span: Some(subject) })
}

pub(crate) fn span_of(items: &[Item], range: &std::ops::Range<usize>) -> Span {
    Span::new(items[range.start].span.start, items[range.end - 1].span.end)
}

fn source_spans(items: &[Item], reporting: &Reporting) -> Vec<Span> {
    if reporting.source.is_empty() { Vec::new() } else { vec![span_of(items, &reporting.source)] }
}

/// Everything reported under the cue: the clause before it, or behind it to the end of the clause.
fn content(items: &[Item], reporting: &Reporting, quotes: &[(usize, bool)], found: &[Reporting], models: &Models) -> Vec<Span> {
    let before: Vec<usize> = quotes.iter().filter(|(_, after)| *after).map(|(q, _)| *q).filter(|q| *q < reporting.start()).collect();
    let behind: Vec<usize> = quotes.iter().map(|(q, _)| *q).filter(|q| *q >= reporting.cue.end).collect();
    let mut out = Vec::new();
    if let Some(&last) = before.iter().max() {
        // an introduction with a cue of its own ("Asked if …,") is not content
        let floor = found.iter().filter(|r| r.end() <= before[0] && r.cue != reporting.cue).map(Reporting::end).max().unwrap_or(0);
        let direct = is_clause_initial(items, before[0]);
        let start = if direct || floor > 0 { before[0] } else { floor };
        let end = (last + 1).max(start + 1);
        out.push(span_of(items, &(start..end)));
    }
    if let Some(&last) = behind.iter().max() {
        let first = behind[0];
        let direct = is_announced(items, first) || reporting.end() > reporting.cue.end && !before.is_empty();
        let start = if direct { first } else { indirect::after_cue(items, reporting, models).min(first) };
        let end = if direct { last + 1 } else { indirect::clause_end(items, last + 1, found) };
        out.push(span_of(items, &(start..end.max(last + 1))));
    }
    out
}

/// True where the quotation begins the sentence or a clause of it.
fn is_clause_initial(items: &[Item], at: usize) -> bool {
    items[..at].iter().all(|item| !item.is_word()) || matches!(items[at - 1].kind, ItemKind::Colon)
}

/// True where a comma, colon or the cue itself stands right before the quotation.
fn is_announced(items: &[Item], at: usize) -> bool {
    at > 0 && matches!(items[at - 1].kind, ItemKind::Comma | ItemKind::Colon)
}

/// The quotations that the governed stretches make: a split utterance is one, fragments stand alone.
fn utterances(text: &str, items: &[Item], quotes: &[(usize, bool)], reporting: &Reporting) -> Vec<Utterance> {
    let mut out: Vec<(usize, Utterance)> = Vec::new();
    for &(at, after) in quotes {
        let item = &items[at];
        let initial = is_clause_initial(items, at);
        let split = at > reporting.start() && out.last().is_some_and(|(last, u)| *last < reporting.start() && u.mode == Mode::Direct);
        if split && is_announced(items, at) {
            if let Some((_, utterance)) = out.last_mut() {
                utterance.spans.push(item.span);
            }
            continue;
        }
        let direct = if after && at < reporting.start() { initial } else { is_announced(items, at) || is_whole(text, items, at, reporting) };
        out.push((at, Utterance { spans: vec![item.span], mode: if direct { Mode::Direct } else { Mode::Mixed } }));
    }
    out.into_iter().map(|(_, utterance)| utterance).collect()
}

/// True where the quotation stands right behind a speech verb and is a sentence of its own.
fn is_whole(text: &str, items: &[Item], at: usize, reporting: &Reporting) -> bool {
    let words = items[at].span.of(text).trim_matches(|c: char| matches!(c, '“' | '”' | '"' | '‘' | '’' | '«' | '»'));
    reporting.clause && reporting.cue.end == at && words.starts_with(char::is_uppercase) && words.ends_with(['.', '!', '?', ',']) && words.split_whitespace().count() >= 3
}

/// "banners in Pyongyang": the noun with the place that follows.
fn carrier_phrase(items: &[Item], at: usize) -> Span {
    let mut end = at + 1;
    if items.get(end).is_some_and(|i| i.is("in")) && items.get(end + 1).is_some_and(|i| i.capital) {
        end += 2;
    }
    span_of(items, &(at..end))
}

/// Whose words the noun names: "Oye's claim that", "his rant"; else the subject of the clause.
fn noun_source(items: &[Item], noun: usize, models: &Models) -> std::ops::Range<usize> {
    let mut at = noun;
    while at > 0 && items[at - 1].is_word() && !items[at - 1].is_any(&["his", "her", "their", "the", "a", "of", "in"]) && noun - at < 4 && items[at - 1].kind != ItemKind::Possessive {
        at -= 1;
    }
    match at.checked_sub(1).map(|k| &items[k]) {
        Some(item) if item.kind == ItemKind::Possessive => phrase::left(items, 0, at - 1, models),
        Some(item) if item.is_any(&["his", "her", "their"]) => at - 1..at,
        _ => reporting::clause_subject(items, noun, models),
    }
}

