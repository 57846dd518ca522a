//! What the learned engine found, joined to what the rules see.
//!
//! The engine says which words attribute, to whom, and how far the reported words reach; the rules say what follows:
//! who that is, what stands between, which marked stretches are one utterance. Where both name a source, the rules'
//! shorter phrase is resolved and the engine's is shown.

use super::quoted::is_clause_initial;
use super::{Pass, paragraph_ends, span_of};
use crate::document::{Document, Item, ItemKind, Sentence};
use crate::draft::{Draft, Utterance};
use crate::engine::Found;
use crate::govern::Governor;
use crate::indirect;
use crate::lexicon::{Form, Models};
use crate::reporting::{CueKind, Reporting, head_subject, is_citing, is_naming, is_speech};
use crate::speaker::Resolved;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use variorum_model::{Mode, Span, Stance};

/// From here on the engine overrules the rules where both have an answer; below it the rules' answer stands.
/// Chosen on the stories in ../shared/data (0, 0.9 and 2 were tried).
const SURE: f32 = 0.9;

/// The engine's attributions of one report.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// False where only rules run: then nothing is held against what the engine does not support.
    pub(super) ran: bool,
    all: Vec<Found>,
    /// (start of the cue, index), in order.
    cues: Vec<(usize, usize)>,
    /// (content stretch, index), in order.
    contents: Vec<(Span, usize)>,
    used: Vec<bool>,
}

impl Learned {
    pub(super) fn new(found: Option<Vec<Found>>, document: &Document, models: &Models) -> Self {
        let ran = found.is_some();
        let mut all = found.unwrap_or_default();
        paragraph_ends::cut(&mut all, document);
        let mut all = cited(all, document, models);
        all.retain(|found| !names_only(found, document));
        for span in all.iter_mut().filter_map(|found| found.content.last_mut()) {
            complete(span, document, models);
        }
        let mut cues: Vec<(usize, usize)> = all
            .iter()
            .enumerate()
            .filter_map(|(index, found)| found.cue.map(|cue| (cue.start, index)))
            .collect();
        let mut contents: Vec<(Span, usize)> = all
            .iter()
            .enumerate()
            .flat_map(|(index, found)| found.content.iter().map(move |span| (*span, index)))
            .collect();
        cues.sort_unstable();
        contents.sort_unstable();
        Self { ran, used: vec![false; all.len()], all, cues, contents }
    }

    fn cued_in(&self, span: Span) -> impl Iterator<Item = usize> {
        let from = self.cues.partition_point(|(start, _)| *start < span.start);
        self.cues[from..]
            .iter()
            .take_while(move |(start, _)| *start < span.end)
            .map(|(_, index)| *index)
    }

    /// The attribution whose content holds more than half of the stretch.
    fn holding(&self, span: Span) -> Option<usize> {
        // contents of one engine do not overlap: the one that begins last before the end is the last that can
        let to = self.contents.partition_point(|(content, _)| content.start < span.end);
        self.contents[..to]
            .iter()
            .rev()
            .take(2)
            .find(|(content, _)| 2 * shared(*content, span) > span.len())
            .map(|(_, index)| *index)
    }
}

impl Learned {
    /// The rules have read this stretch to its end: nothing of the engine's is added there.
    pub(super) fn settle(&mut self, span: Span) {
        let from = self.contents.partition_point(|(content, _)| content.end <= span.start);
        for (content, index) in &self.contents[from..] {
            if content.start >= span.end {
                break;
            }
            if 2 * shared(*content, span) > content.len() {
                self.used[*index] = true;
            }
        }
    }
}

impl Pass<'_> {
    /// The reporting clauses of a sentence: the rules', corrected and completed by the engine.
    pub(super) fn reportings<'s>(&self, sentence: &'s Sentence) -> Cow<'s, [Reporting]> {
        let rules = crate::reporting::reportings(sentence, self.models);
        if self.learned.cued_in(sentence.span).next().is_none() {
            debug_assert!(rules.is_sorted_by_key(|r| r.cue.start), "found in order");
            return Cow::Borrowed(rules);
        }
        let mut out = rules.to_vec();
        for index in self.learned.cued_in(sentence.span) {
            let found = &self.learned.all[index];
            let Some(cue) = found.cue.and_then(|cue| words(&sentence.items, cue)) else { continue };
            let source = found.source.and_then(|source| words(&sentence.items, source));
            let known = out.iter_mut().find(|r| r.cue.start < cue.end && cue.start < r.cue.end);
            match known {
                Some(known) => {
                    known.found = Some(index);
                    known.weak = false;
                    known.beside_marks = false;
                    if let Some(source) = source {
                        let agree =
                            known.source.start < source.end && source.start < known.source.end;
                        let sure = known.source.is_empty() || found.source_confidence >= SURE;
                        // "a keeper on the site Harbour’s Watch": the rules see the last words alone
                        let cut = is_cut(&sentence.items, &known.source, &source);
                        // the rules name who is cited, the engine who cites
                        if (!agree || cut) && sure && !is_citing(&sentence.items[known.cue.start]) {
                            known.source = named(&sentence.items, source);
                            known.inverted = known.source.start >= known.cue.end;
                        }
                    }
                }
                None => out.push(reporting(&sentence.items, cue, source, index, self.models)),
            }
        }
        out.sort_by_key(|r| r.cue.start);
        Cow::Owned(out)
    }

    /// The clause of this sentence under which the engine puts the quotation. Where that names a medium and the rules
    /// see somebody else's words, the medium only relays them.
    pub(super) fn governor(
        &self,
        sentence: &Sentence,
        at: usize,
        found: &[Reporting],
        rules: Governor,
    ) -> Option<Governor> {
        let index = self.learned.holding(sentence.items[at].span)?;
        let r = found.iter().position(|r| r.found == Some(index))?;
        let sure =
            self.learned.all[index].cue_confidence * self.learned.all[index].content_confidence;
        let ruled = match rules {
            Governor::After(k) | Governor::Before(k) => {
                k != r && !self.names_medium(sentence, &found[k])
            }
            _ => false,
        };
        if ruled && sure < SURE {
            return None;
        }
        let other = match rules {
            Governor::After(other) | Governor::Before(other) => {
                !self.names_medium(sentence, &found[other])
            }
            Governor::Noun(_) => true,
            Governor::Announced | Governor::Alone | Governor::Nothing => false,
        };
        if other && self.names_medium(sentence, &found[r]) {
            return None;
        }
        Some(if found[r].cue.start > at { Governor::After(r) } else { Governor::Before(r) })
    }

    /// A quotation that the engine puts under a cue or source of another sentence; false where it does not.
    pub(super) fn elsewhere(&mut self, index: usize, sentence: &Sentence, item: usize) -> bool {
        let quote = sentence.items[item].span;
        let Some(k) = self.learned.holding(quote) else { return false };
        // “…,” Oye said, Coast Radio reports. “…”: under the medium's words stands the clause that goes on
        let content = &self.learned.all[k].content;
        let inner = |cue: &Span| content.iter().any(|span| span.contains(*cue));
        let goes_on = |draft: &Draft| draft.found != Some(k) && draft.cue.iter().any(inner);
        if self.drafts.iter().rev().take(NEAR).any(goes_on) {
            return false;
        }
        if let Some(draft) = self.drafts.iter_mut().rev().take(NEAR).find(|d| d.found == Some(k)) {
            // what one medium reports of several has a speaker each: the rules look into the words
            if draft.relayed {
                return false;
            }
            draft.add(quote, is_clause_initial(&sentence.items, item));
            return true;
        }
        let found = &self.learned.all[k];
        let source = found.source.filter(|source| !sentence.span.contains(*source));
        let Some(speaker) = source.and_then(|source| self.at(source)) else { return false };
        let mode =
            if is_clause_initial(&sentence.items, item) { Mode::Direct } else { Mode::Mixed };
        let mut draft = self.plain(index, quote, Some(speaker), mode, 0.5);
        draft.chain = self.chains.links(sentence, &[quote]);
        let cue = self.learned.all[k].cue.map(|cue| cue.start);
        let document = self.document;
        if let Some(clause) = cue.and_then(|cue| document.sentence_at(cue)) {
            draft.chain.extend(self.chains.announcing(clause));
            draft.chain.dedup();
        }
        self.inherit(&mut draft);
        self.take(&mut draft, Some(k));
        self.keep(draft, index);
        true
    }

    /// Who the words at a place name.
    fn at(&mut self, source: Span) -> Option<Resolved> {
        let document = self.document;
        let index = document.paragraphs.partition_point(|p| p.span.end <= source.start);
        let sentence = document.sentence_at(source.start)?;
        let source = words(&sentence.items, source)?;
        self.speakers.resolve(sentence, &named(&sentence.items, source), index)
    }

    /// The engine's content for a clause.
    pub(super) fn learned_content(&self, reporting: &Reporting) -> Option<Vec<Span>> {
        Some(self.learned.all[reporting.found?].content.clone())
    }

    /// Whoever the engine's words for the source name, where the rules saw others.
    pub(super) fn learned_source(&mut self, reporting: &Reporting) -> Option<Resolved> {
        let source = self.learned.all[reporting.found?].source?;
        let named = |id: usize| self.speakers.entities.all[id].is_person();
        let resolved = self.at(source)?;
        resolved.speaker.entity.is_some_and(named).then_some(resolved)
    }

    /// Reported words without marks that the engine found under the clause.
    pub(super) fn learned_indirect(
        &mut self,
        index: usize,
        sentence: &Sentence,
        found: &[Reporting],
        r: usize,
    ) {
        let reporting = &found[r];
        let Some(content) = self.learned_content(reporting) else { return };
        let cites = is_citing(&sentence.items[reporting.cue.start]);
        let source = reporting.found.and_then(|found| self.learned.all[found].source);
        let who = match source.filter(|_| cites) {
            Some(source) => self.at(source),
            None => self.resolve(sentence, reporting, index),
        };
        let speaker = who.or_else(|| {
            // "Mayor Denies Plan, Can't Say Who Paid": the headline has one subject
            let title = self.document.paragraphs[index].is_title() && reporting.source.is_empty();
            let subject = head_subject(&sentence.items, reporting.cue.start, self.models);
            title.then(|| self.speakers.resolve(sentence, &subject, index)).flatten()
        });
        // the clause behind a sentence of nothing but marked words: “Is it?” “It is,” she said
        let marked = self.drafts.iter().rposition(|draft| draft.found == reporting.found);
        if let Some(marked) = marked {
            let draft = &mut self.drafts[marked];
            draft.stance = reporting.stance;
            draft.speaker = speaker.or(draft.speaker.take());
            return;
        }
        let way = self.chains.without_way(&sentence.items, content.clone());
        let mut chain = self.chains.of_clause(sentence, reporting, &way);
        let speaker = self.through_media(sentence, found, r, speaker, &mut chain, index);
        // marked words in it are utterances of their own, under a cue that the rules chose
        let marked = sentence.items.iter().any(|item| {
            item.quote().is_some() && content.iter().any(|span| span.contains(item.span))
        });
        let speech = !marked
            && !cites
            && (reporting.speech || indirect::content(sentence, found, r, self.models).is_some());
        let mut draft = Draft {
            cue: vec![span_of(&sentence.items, &reporting.cue)],
            source: super::source_spans(&sentence.items, reporting),
            stance: reporting.stance,
            chain,
            ..self.unmarked(index, &content, speaker, speech)
        };
        self.inherit(&mut draft);
        self.take(&mut draft, reporting.found);
        self.keep(draft, index);
    }

    /// What the engine found and no clause of the rules took up: cues inside marks, titles, contents without a cue.
    pub(super) fn learned_rest(&mut self) {
        self.adopt();
        let mut taken: Vec<Span> =
            self.drafts.iter().flat_map(|draft| draft.content.iter().copied()).collect();
        taken.sort_unstable();
        for k in 0..self.learned.all.len() {
            if self.learned.used[k] {
                continue;
            }
            let found = self.learned.all[k].clone();
            let at = found.content[0].start;
            let index = self.document.paragraphs.partition_point(|p| p.span.end <= at);
            let inside = self.document.paragraphs.get(index).is_some_and(|p| p.span.start <= at);
            if !inside || is_taken(&found, &taken) {
                continue;
            }
            let speaker = found.source.and_then(|source| self.at(source));
            let mut draft = self.unmarked(index, &found.content, speaker, false);
            self.take(&mut draft, Some(k));
            self.drafts.push(draft);
        }
    }

    /// Gives the rules' quotations the engine's bounds where the engine has the same words; those that it puts into
    /// another attribution become part of that one.
    fn adopt(&mut self) {
        let mut by_found = BTreeMap::new();
        for (at, draft) in self.drafts.iter().enumerate() {
            if let Some(k) = draft.found {
                by_found.entry(k).or_insert(at);
            }
        }
        let mut gone = Vec::new();
        for at in 0..self.drafts.len() {
            let draft = &self.drafts[at];
            let loose = draft.found.is_none() && draft.inside.is_none() && draft.source.is_empty();
            let Some(k) = draft
                .quoted
                .first()
                .filter(|_| draft.found.is_none() && draft.inside.is_none() && !draft.by_layout)
                .and_then(|quote| self.learned.holding(*quote))
            else {
                continue;
            };
            if let Some(&other) = by_found.get(&k) {
                let same = draft.speaker.as_ref().map(|s| &s.speaker)
                    == self.drafts[other].speaker.as_ref().map(|s| &s.speaker);
                if (loose || same) && !self.drafts[other].relayed {
                    let utterances = std::mem::take(&mut self.drafts[at].utterances);
                    let quoted = std::mem::take(&mut self.drafts[at].quoted);
                    self.drafts[other].utterances.extend(utterances);
                    self.drafts[other].quoted.extend(quoted);
                    gone.push(at);
                }
            } else if !self.learned.used[k] {
                let mut draft = self.drafts[at].clone();
                let speaker = self.learned.all[k].source.and_then(|source| self.at(source));
                if draft.speaker.as_ref().is_none_or(|known| !known.sure) && speaker.is_some() {
                    draft.speaker = speaker;
                }
                self.take(&mut draft, Some(k));
                self.drafts[at] = draft;
                by_found.insert(k, at);
            }
        }
        for at in gone.into_iter().rev() {
            self.drafts.remove(at);
        }
    }

    /// Gives a draft the engine's bounds.
    pub(super) fn take(&mut self, draft: &mut Draft, found: Option<usize>) {
        let Some(index) = found else { return };
        self.learned.used[index] = true;
        let found = &self.learned.all[index];
        draft.found = Some(index);
        let mut content = found.content.clone();
        let beyond = draft.quoted.iter().filter(|quote| {
            self.learned.holding(**quote).is_none()
                && !found.content.iter().any(|span| span.overlaps(**quote))
        });
        content.extend(beyond);
        draft.content = content;
        draft.cue = found.cue.into_iter().collect();
        if let Some(source) = found.source {
            draft.source = vec![source];
        }
        draft.confidence =
            found.content_confidence * found.cue_confidence * found.source_confidence;
    }

    /// An attribution without marks; only speech is an utterance that other reports may render.
    fn unmarked(
        &self,
        index: usize,
        content: &[Span],
        speaker: Option<Resolved>,
        speech: bool,
    ) -> Draft {
        let utterances = if speech {
            vec![Utterance { spans: content.to_vec(), mode: Mode::Indirect }]
        } else {
            Vec::new()
        };
        Draft {
            quoted: Vec::new(),
            utterances,
            ..self.plain(index, content[0], speaker, Mode::Indirect, 0.5)
        }
    }
}

/// "Coast Radio reported, citing Ms. Oye, that …": the engine gives the words to "citing", with the name of who is cited;
/// they are what was reported, and the rules see whom they come from.
fn cited(mut all: Vec<Found>, document: &Document, models: &Models) -> Vec<Found> {
    for at in 0..all.len() {
        let Some(cue) = all[at].cue else { continue };
        let Some(sentence) = document.sentence_at(cue.start) else { continue };
        let items = &sentence.items;
        let last = words(items, cue).map(|range| range.end - 1);
        let Some(citing) = last.filter(|&last| is_citing(&items[last])) else { continue };
        let mut reach = (citing + 2)..items.len().min(citing + 2 + LONGEST_CITED);
        let that = reach.find(|&k| items[k].is("that") && items[k - 1].kind == ItemKind::Comma);
        let Some(that) = that.map(|k| items[k].span) else { continue };
        let content = &mut all[at].content;
        let Some(said) = content.iter().position(|span| span.contains(that)) else { continue };
        content.drain(..said);
        content[0].start = that.start;
        // what stands before the clause, "In February", is no content of its own
        let clause = all.iter().position(|other| {
            other.source == all[at].source
                && other.cue.is_some_and(|c| sentence.span.contains(c) && c.end <= cue.start)
                && other.content.iter().all(|span| other.cue.is_some_and(|c| span.end <= c.start))
        });
        if let Some(clause) = clause {
            all[at].cue = all[clause].cue;
            all[clause].content.clear();
        } else if let Some(verb) =
            items[..citing].iter().rfind(|item| models.cues.contains_key(&item.low))
        {
            all[at].cue = Some(verb.span);
        }
    }
    all.retain(|found| !found.content.is_empty());
    all
}

/// Items between "citing" and "that".
const LONGEST_CITED: usize = 24;

/// True where the cue only tells what somebody is called.
fn names_only(found: &Found, document: &Document) -> bool {
    let at = found.cue.and_then(|cue| {
        let sentence = document.sentence_at(cue.start)?;
        Some((sentence, words(&sentence.items, cue)?.start))
    });
    at.is_some_and(|(sentence, cue)| is_naming(&sentence.items, cue))
}

/// A stretch that ends in a name goes on to the name's end, one that ends in a small word to the end of the phrase which
/// that opens: "after Per | Lund", "…, despite | the rain".
fn complete(span: &mut Span, document: &Document, models: &Models) {
    const OPENING: [&str; 18] = [
        "after", "before", "of", "in", "at", "by", "for", "with", "from", "over", "amid",
        "against", "about", "during", "into", "under", "despite", "than",
    ];
    let Some(sentence) = document.sentence_at(span.end.saturating_sub(1)) else { return };
    let items = &sentence.items;
    let mut next = items.partition_point(|item| item.span.end <= span.end);
    let in_name = |item: &Item| item.capital && item.is_word();
    while next > 0
        && items[next - 1].span.end == span.end
        && in_name(&items[next - 1])
        && items.get(next).is_some_and(in_name)
    {
        span.end = items[next].span.end;
        next += 1;
    }
    let opens = next
        .checked_sub(1)
        .is_some_and(|last| items[last].span.end == span.end && items[last].is_any(&OPENING));
    let phrase = crate::phrase::right(items, next, items.len(), models);
    if opens && !phrase.is_empty() && !models.cues.contains_key(&items[phrase.end - 1].low) {
        span.end = items[phrase.end - 1].span.end;
    }
}

/// True where known contents, in order, hold most of this one already.
fn is_taken(found: &Found, known: &[Span]) -> bool {
    let held = |span: &Span| -> usize {
        let to = known.partition_point(|known| known.start < span.end);
        let near = known[..to].iter().rev().take(NEAR);
        near.map(|known| shared(*known, *span)).max().unwrap_or(0)
    };
    let all: usize = found.content.iter().map(|span| span.len()).sum();
    2 * found.content.iter().map(held).sum::<usize>() > all
}

/// How many contents before a place can reach beyond it: nested ones, a few deep.
const NEAR: usize = 16;

/// The bytes that two spans share.
fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The items that the span covers, whole quotations aside; `None` where there are none.
fn words(items: &[Item], span: Span) -> Option<Range<usize>> {
    let from = items.partition_point(|item| item.span.end <= span.start);
    let to = items.partition_point(|item| item.span.start < span.end);
    let mut range = from..to;
    while range.start < range.end && items[range.start].quote().is_some() {
        range.start += 1;
    }
    let end = items[range.clone()].iter().position(|item| item.quote().is_some());
    let range = range.start..end.map_or(range.end, |end| range.start + end);
    items[range.clone()]
        .iter()
        .any(|item| item.is_word() || item.kind == ItemKind::Number)
        .then_some(range)
}

/// True where the rules' source begins inside the engine's, behind a possessive or a preposition.
fn is_cut(items: &[Item], rules: &Range<usize>, engine: &Range<usize>) -> bool {
    rules.start > engine.start
        && rules.end <= engine.end
        && (items[rules.start - 1].kind == ItemKind::Possessive
            || items[rules.start - 1].is_any(&["of", "for", "on", "at", "from", "with", "near"]))
}

/// The part of a source that names who speaks: without an apposition, unless only that holds the name.
fn named(items: &[Item], source: Range<usize>) -> Range<usize> {
    let cut = items[source.clone()]
        .iter()
        .position(|item| {
            matches!(item.kind, ItemKind::Comma | ItemKind::Dash | ItemKind::Open)
                || item.is_any(&["who", "which", "whose"])
        })
        .map(|k| source.start + k);
    // "the senator, speaking in a low voice"
    let doing = |cut: usize| {
        items[cut].kind == ItemKind::Comma
            && items.get(cut + 1).is_some_and(|next| next.low.ends_with("ing") && !next.capital)
    };
    match cut {
        Some(cut)
            if cut > source.start
                && (doing(cut)
                    || items[source.start..cut].iter().any(|item| {
                        item.capital && item.is_word() && !crate::phrase::is_determiner(item)
                    })) =>
        {
            source.start..cut
        }
        _ => source,
    }
}

fn reporting(
    items: &[Item],
    cue: Range<usize>,
    source: Option<Range<usize>>,
    index: usize,
    models: &Models,
) -> Reporting {
    let verb = items[cue.clone()].iter().rev().find_map(|item| models.cues.get(&item.low));
    let noun = items[cue.clone()].iter().find_map(|item| models.cue_nouns.get(&item.low));
    let prepositional =
        items[cue.start].is_any(&["according", "per"]) || is_citing(&items[cue.start]);
    let source = source.map_or(cue.start..cue.start, |source| named(items, source));
    Reporting {
        inverted: source.start >= cue.end,
        cue,
        source,
        kind: if prepositional { CueKind::Prepositional } else { CueKind::Verb },
        stance: verb.map(|verb| verb.stance).or(noun.copied()).unwrap_or(Stance::Say),
        clause: true,
        weak: false,
        beside_marks: false,
        form: verb.map_or(Form::Past, |verb| verb.form),
        found: Some(index),
        speech: prepositional || verb.is_some_and(|verb| is_speech(*verb)),
    }
}
