//! Quotations that a reporting clause, a noun or a comma governs.

use super::{Pass, source_spans, span_of};
use crate::authors::is_document;
use crate::chain::medium_role;
use crate::document::{Item, ItemKind, Sentence};
use crate::draft::{Draft, Utterance};
use crate::indirect;
use crate::lexicon::Models;
use crate::phrase::{self, is_determiner};
use crate::reporting::{self, Reporting};
use crate::speaker::{Resolved, SpeakerKind};
use std::ops::Range;
use variorum_model::{Link, LinkRole, Mode, Span};

impl Pass<'_> {
    /// Quotations governed by one reporting clause.
    pub(super) fn quoted(
        &mut self,
        index: usize,
        sentence: &Sentence,
        found: &[Reporting],
        r: usize,
        quotes: &[(usize, bool)],
        continues: Option<usize>,
    ) {
        let reporting = &found[r];
        let items = &sentence.items;
        let speaker = self.who_says(index, sentence, reporting);
        let content = content(items, reporting, quotes, found, self.models);
        let content = self.chains.without_way(items, content);
        // what the engine counts among the reported words tells of no way
        let said =
            self.chains.without_way(items, self.learned_content(reporting).unwrap_or_default());
        let said: Vec<Span> = content.iter().copied().chain(said).collect();
        let mut chain = self.chains.of_clause(sentence, reporting, &said);
        self.add_document(sentence, &reporting.source, speaker.as_ref(), &mut chain);
        // "can be heard saying"
        let near = reporting.cue.start.saturating_sub(2)..reporting.cue.end;
        let heard = items[near].iter().any(|item| item.is("heard"));
        chain.extend(self.speakers.recording().filter(|_| heard && chain.is_empty()));
        let first = quotes.iter().map(|(q, _)| *q).min().unwrap_or(0);
        let speaker = if self.document.paragraphs[index].is_title() {
            self.by_body(items, quotes, speaker)
        } else {
            speaker
        };
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
            confidence: if sure && !reporting.weak {
                0.95
            } else if sure {
                0.85
            } else {
                0.7
            },
            utterances,
            paragraph: index,
            inside: None,
            relayed,
            by_layout: false,
            offered: true,
            found: None,
            fresh: Vec::new(),
        };
        self.inherit(&mut draft);
        // of these words alone: what she says next is not the report's
        if let Some(inner) = inner_document(items, reporting.cue.end..first, self.models) {
            self.add_document(sentence, &inner, draft.speaker.as_ref(), &mut draft.chain);
        }
        self.take(&mut draft, reporting.found);
        if let Some(open) = continues.filter(|_| first <= 1)
            && self.join_open(&draft, index, open)
        {
            return;
        }
        self.keep(draft, index);
    }

    /// Whom the clause names; else whoever stands behind its cue, heads the sentence or has spoken last.
    fn who_says(
        &mut self,
        index: usize,
        sentence: &Sentence,
        reporting: &Reporting,
    ) -> Option<Resolved> {
        let items = &sentence.items;
        let named = self.resolve(sentence, reporting, index);
        let named = named.or_else(|| self.learned_source(reporting));
        if named.is_some() {
            return named;
        }
        let inverted = reporting.inverted && reporting.clause;
        let behind =
            inverted.then(|| self.speakers.behind_cue(sentence, &reporting.source)).flatten();
        // "Asked whether …": whoever asks is not named
        let unnamed = reporting.source.is_empty()
            && items[reporting.cue.clone()].iter().any(|item| item.is("asked"));
        if behind.is_some() || unnamed {
            return behind;
        }
        let cue = items[reporting.cue.start].span.start;
        let alone = matches!(&items[reporting.source.clone()], [it] if it.is_any(&["he", "she"]));
        self.speakers.subject_here(sentence, cue).or_else(|| {
            let recent = self.speakers.recent(index, 1);
            let recent = recent.filter(|s| !alone || s.kind != SpeakerKind::Group);
            recent.map(|s| Resolved { sure: false, ..s })
        })
    }

    /// "The ad says": the ad as a link where somebody is known to speak by it.
    pub(super) fn add_document(
        &self,
        sentence: &Sentence,
        source: &Range<usize>,
        speaker: Option<&Resolved>,
        chain: &mut Vec<Link>,
    ) {
        let carries =
            speaker.is_some_and(|s| !matches!(s.kind, SpeakerKind::Document | SpeakerKind::Medium));
        if carries && let Some(link) = self.speakers.carried(sentence, source) {
            // a noun of the lists is a link already
            if !chain.iter().any(|known| known.role == LinkRole::Document) {
                chain.push(link);
            }
        }
    }

    /// A quotation announced by a noun: "messages such as “…”", "a rant about “…”".
    pub(super) fn by_noun(&mut self, index: usize, sentence: &Sentence, item: usize, noun: usize) {
        let items = &sentence.items;
        let carrier = ["banner", "sign", "poster", "placard", "billboard", "slogan", "chant"];
        let shown = items[..item].iter().rposition(|i| {
            i.is_any(&carrier) || i.low.strip_suffix('s').is_some_and(|one| carrier.contains(&one))
        });
        let source = shown.map_or_else(|| noun_source(items, noun, self.models), |at| at..at + 1);
        let mut speaker = self.speakers.resolve(sentence, &source, index);
        if let Some(at) = shown {
            let span = carrier_phrase(items, at);
            let name = self.document.of(span).to_owned();
            speaker = Some(Resolved {
                speaker: variorum_model::Speaker { entity: None, name },
                kind: SpeakerKind::Document,
                sure: true,
            });
        }
        let speaker = speaker
            .or_else(|| self.speakers.recent(index, 1).map(|s| Resolved { sure: false, ..s }));
        let found = self.reportings(sentence);
        let mut chain = self.chains.links(sentence, &[]);
        if let Some(media) = found.iter().find(|r| self.names_medium(sentence, r))
            && let Some(resolved) = self.resolve(sentence, media, index)
        {
            chain.push(Link {
                role: medium_role(self.models, &resolved.speaker.name),
                name: resolved.speaker.name,
                span: Some(span_of(items, &media.source)),
            });
        }
        let quote = items[item].span;
        let mut draft = Draft {
            cue: vec![items[noun].span],
            source: if source.is_empty() { Vec::new() } else { vec![span_of(items, &source)] },
            stance: self.models.cue_nouns.get(&items[noun].low).copied().unwrap_or_default(),
            chain,
            ..self.plain(index, quote, speaker, Mode::Mixed, 0.7)
        };
        self.inherit(&mut draft);
        self.keep(draft, index);
    }

    /// A quotation behind a comma or colon that no cue announces: the subject of the sentence speaks.
    pub(super) fn announced(&mut self, index: usize, sentence: &Sentence, item: usize) {
        let subject = reporting::clause_subject(&sentence.items, item, self.models);
        let speaker = self
            .speakers
            .resolve(sentence, &subject, index)
            .or_else(|| self.speakers.recent(index, 1).map(|s| Resolved { sure: false, ..s }));
        let quote = sentence.items[item].span;
        let source =
            if subject.is_empty() { Vec::new() } else { vec![span_of(&sentence.items, &subject)] };
        let mut draft = self.plain(index, quote, speaker, Mode::Direct, 0.7);
        draft.source = source;
        draft.chain = self.chains.links(sentence, &[quote]);
        self.inherit(&mut draft);
        self.keep(draft, index);
    }

    /// A fragment without a cue: the words of the sentence's subject where that one is quoted in the same sentence;
    /// a whole clause stands without a speaker; less is left for [`Self::credit_repeated`].
    pub(super) fn fragment(
        &mut self,
        index: usize,
        sentence: &Sentence,
        item: usize,
        beside: Option<&Reporting>,
    ) {
        let quote = sentence.items[item].span;
        let subject = reporting::head_subject(&sentence.items, item, self.models);
        let subject = self.speakers.resolve(sentence, &subject, index);
        let spoken = beside
            .is_some()
            .then(|| self.drafts.last())
            .flatten()
            .and_then(|draft| draft.speaker.clone());
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
}

/// Everything reported under the cue: the clause before it, or behind it to the end of the clause.
pub(super) fn content(
    items: &[Item],
    reporting: &Reporting,
    quotes: &[(usize, bool)],
    found: &[Reporting],
    models: &Models,
) -> Vec<Span> {
    let before: Vec<usize> = quotes
        .iter()
        .filter(|(_, after)| *after)
        .map(|(q, _)| *q)
        .filter(|q| *q < reporting.start())
        .collect();
    let behind: Vec<usize> =
        quotes.iter().map(|(q, _)| *q).filter(|q| *q >= reporting.cue.end).collect();
    let mut out = Vec::new();
    if let Some(&last) = before.iter().max() {
        // an introduction with a cue of its own ("Asked if …,") is not content
        let floor = found
            .iter()
            .filter(|r| r.end() <= before[0] && r.cue != reporting.cue)
            .map(Reporting::end)
            .max()
            .unwrap_or(0);
        let direct = is_clause_initial(items, before[0]);
        let start = if direct || floor > 0 { before[0] } else { floor };
        let end = (last + 1).max(start + 1);
        out.push(span_of(items, &(start..end)));
    }
    if let Some(&last) = behind.iter().max() {
        let first = behind[0];
        let direct =
            is_announced(items, first) || reporting.end() > reporting.cue.end && !before.is_empty();
        let start =
            if direct { first } else { indirect::after_cue(items, reporting, models).min(first) };
        let end = if direct { last + 1 } else { indirect::clause_end(items, last + 1, found) };
        out.push(span_of(items, &(start..end.max(last + 1))));
    }
    out
}

/// True where the quotation begins the sentence or a clause of it.
pub(super) fn is_clause_initial(items: &[Item], at: usize) -> bool {
    items[..at].iter().all(|item| !item.is_word()) || matches!(items[at - 1].kind, ItemKind::Colon)
}

/// True where a comma, colon or the cue itself stands right before the quotation.
pub(super) fn is_announced(items: &[Item], at: usize) -> bool {
    // said on “Morning Tide,” “…”: the comma stands inside the marks of the show
    let show = at > 1
        && items[at - 1].quote().is_some()
        && (items[at - 2].kind == ItemKind::Possessive || items[at - 2].is("on"));
    at > 0 && (show || matches!(items[at - 1].kind, ItemKind::Comma | ItemKind::Colon))
}

/// The quotations that the governed stretches make: a split utterance is one, fragments stand alone.
pub(super) fn utterances(
    text: &str,
    items: &[Item],
    quotes: &[(usize, bool)],
    reporting: &Reporting,
) -> Vec<Utterance> {
    let mut out: Vec<(usize, Utterance)> = Vec::new();
    for &(at, after) in quotes {
        let item = &items[at];
        let initial = is_clause_initial(items, at);
        let split = at > reporting.start()
            && out
                .last()
                .is_some_and(|(last, u)| *last < reporting.start() && u.mode == Mode::Direct);
        if split && is_announced(items, at) {
            if let Some((_, utterance)) = out.last_mut() {
                utterance.spans.push(item.span);
            }
            continue;
        }
        let direct = if after && at < reporting.start() {
            initial
        } else {
            is_announced(items, at) || is_whole(text, items, at, reporting)
        };
        out.push((
            at,
            Utterance {
                spans: vec![item.span],
                mode: if direct { Mode::Direct } else { Mode::Mixed },
            },
        ));
    }
    out.into_iter().map(|(_, utterance)| utterance).collect()
}

/// True where the quotation stands right behind a speech verb and is a sentence of its own.
pub(super) fn is_whole(text: &str, items: &[Item], at: usize, reporting: &Reporting) -> bool {
    let words = items[at]
        .span
        .of(text)
        .trim_matches(|c: char| matches!(c, '“' | '”' | '"' | '‘' | '’' | '«' | '»'));
    reporting.clause
        && reporting.cue.end == at
        && words.starts_with(char::is_uppercase)
        && words.ends_with(['.', '!', '?', ','])
        && words.split_whitespace().count() >= 3
}

/// "banners in Pyongyang": the noun with the place that follows.
pub(super) fn carrier_phrase(items: &[Item], at: usize) -> Span {
    let mut end = at + 1;
    if items.get(end).is_some_and(|i| i.is("in")) && items.get(end + 1).is_some_and(|i| i.capital) {
        end += 2;
    }
    span_of(items, &(at..end))
}

/// Whose words the noun names: "Oye's claim that", "his rant"; else the subject of the clause.
pub(super) fn noun_source(items: &[Item], noun: usize, models: &Models) -> std::ops::Range<usize> {
    let mut at = noun;
    while at > 0
        && items[at - 1].is_word()
        && !items[at - 1].is_any(&["his", "her", "their", "the", "a", "of", "in"])
        && noun - at < 4
        && items[at - 1].kind != ItemKind::Possessive
    {
        at -= 1;
    }
    match at.checked_sub(1).map(|k| &items[k]) {
        Some(item) if item.kind == ItemKind::Possessive => phrase::left(items, 0, at - 1, models),
        Some(item) if item.is_any(&["his", "her", "their"]) => at - 1..at,
        _ => reporting::clause_subject(items, noun, models),
    }
}

/// "She said the report found that “…”": the words for the document, in the clause right before the quotation.
fn inner_document(items: &[Item], between: Range<usize>, models: &Models) -> Option<Range<usize>> {
    let clause = items.get(between.clone()).filter(|items| items.iter().all(Item::is_word))?;
    let noun = between.start
        + clause
            .iter()
            .rposition(|item| {
                item.is_any(&FINDING) || models.cues.get(&item.low).is_some_and(|verb| verb.clause)
            })?
            .checked_sub(1)?;
    let start = noun.checked_sub(1).filter(|&k| k >= between.start && is_determiner(&items[k]))?;
    is_document(items, noun, models).then_some(start..noun + 1)
}

/// What documents do beside saying.
const FINDING: [&str; 6] = ["found", "finds", "showed", "shows", "read", "reads"];
