//! Words that one medium reports of another: the speaker is the other, the medium a link of the chain.

use super::{Pass, span_of};
use crate::chain::{Chains, is_aside, medium_role};
use crate::document::{ItemKind, Sentence, span};
use crate::lexicon::bare;
use crate::phrase;
use crate::prose::Prose;
use crate::reporting::{CueKind, Reporting, is_citing, reportings};
use crate::speaker::{Resolved, SpeakerKind, is_medium};
use variorum_model::{Link, Span};

/// Reporting clauses on either side that can bear on one clause.
const NEIGHBOURS: usize = 4;

impl Pass<'_> {
    pub(super) fn names_medium(&self, sentence: &Sentence, r: &Reporting) -> bool {
        if r.source.is_empty() {
            return false;
        }
        let items = &sentence.items[r.source.clone()];
        let span = span(items);
        let words = self.document.of(span);
        if self
            .speakers
            .entities
            .in_span(span)
            .any(|(_, id)| self.speakers.entities.all[id].is_person())
        {
            return false;
        }
        is_medium(self.models, self.speakers.entities, words)
            || items.last().is_some_and(|last| self.models.roles.outlet_again.contains(&last.low))
    }

    /// What a trailing "…, Reuters reports" or "…, citing Ms. Oye" does to speaker and chain.
    pub(super) fn through_media(
        &mut self,
        sentence: &Sentence,
        found: &[Reporting],
        r: usize,
        speaker: Option<Resolved>,
        chain: &mut Vec<Link>,
        index: usize,
    ) -> Option<Resolved> {
        let mut speaker = speaker;
        for (k, other) in found.iter().enumerate() {
            if k == r
                || k.abs_diff(r) > NEIGHBOURS
                || other.source.is_empty()
                || is_aside(&sentence.items, other.cue.start, &found[r])
            {
                continue;
            }
            let medium = self.names_medium(sentence, other);
            let cites =
                other.kind == CueKind::Prepositional && is_citing(&sentence.items[other.cue.start]);
            if medium && let Some(resolved) = self.resolve(sentence, other, index) {
                let name = resolved.speaker.name;
                // "the news media reported": whoever that is taken for is no medium
                let known = is_medium(self.models, self.speakers.entities, &name)
                    && !["media", "news media", "social media"].contains(&bare(&name).as_ref());
                if known
                    && speaker.as_ref().is_none_or(|s| s.speaker.name != name)
                    && !chain.iter().any(|l| l.name == name)
                {
                    chain.push(Link {
                        role: medium_role(self.models, &name),
                        name,
                        span: Some(span_of(&sentence.items, &other.source)),
                    });
                }
            } else if cites && speaker.as_ref().is_some_and(|s| s.kind == SpeakerKind::Medium) {
                let Some(cited) = self.resolve(sentence, other, index) else { continue };
                let medium = speaker.take().map(|s| s.speaker.name).unwrap_or_default();
                if !chain.iter().any(|l| l.name == medium) {
                    chain.push(Link {
                        role: medium_role(self.models, &medium),
                        name: medium,
                        span: super::source_spans(&sentence.items, &found[r]).pop(),
                    });
                }
                speaker = Some(cited);
            }
        }
        // “The ministry said on Monday …,” Reuters reports: the words' own subject speaks
        if speaker.as_ref().is_some_and(|s| s.kind == SpeakerKind::Medium)
            && found[r].start() > 0
            && let Some(inner) = self.inner_speaker(sentence, found[r].start())
        {
            let medium = speaker.take().map(|s| s.speaker.name).unwrap_or_default();
            chain.retain(|l| l.name != medium);
            chain.push(Link {
                role: medium_role(self.models, &medium),
                name: medium,
                span: super::source_spans(&sentence.items, &found[r]).pop(),
            });
            return Some(inner);
        }
        speaker
    }

    /// The source that a quotation's own first sentence names, where a medium is quoted as reporting it.
    pub(super) fn inner_speaker(&self, sentence: &Sentence, end: usize) -> Option<Resolved> {
        let quote = sentence.items[..end].iter().rev().find(|item| item.quote().is_some())?;
        let words = self.document.of(quote.span);
        let bare = words.trim_matches(|c: char| matches!(c, '“' | '”' | '"' | '«' | '»'));
        let start = quote.span.start + words.find(bare).unwrap_or(0);
        let inner = Span::new(start, start + bare.len());
        let prose = Prose::inside(self.document.text, inner);
        let nested = prose.inner_sentences().into_iter().next()?;
        let found = reportings(&nested, self.models);
        let first = found
            .iter()
            .find(|r| r.clause && !r.weak && !r.source.is_empty() && r.source.start == 0)?;
        // "The findings bolster claims of Acme's alleged …": no source ends so
        if nested.items[first.source.clone()].last()?.kind == ItemKind::Possessive {
            return None;
        }
        let span = span_of(&nested.items, &first.source);
        let name = self.document.of(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name
            .strip_prefix("The ")
            .or_else(|| name.strip_prefix("the "))
            .unwrap_or(&name)
            .to_owned();
        let pronoun = phrase::PRONOUNS.contains(&name.to_lowercase().as_str());
        (!pronoun).then_some(Resolved {
            speaker: variorum_model::Speaker { entity: None, name },
            kind: SpeakerKind::Body,
            sure: true,
        })
    }

    /// "DW reported the information": a link of every chain of the report.
    pub(super) fn note_whole_source(&mut self, sentence: &Sentence) {
        if let Some(link) = whole_source(sentence, self.chains) {
            self.channels.entry(String::new()).or_default().push(link);
        }
    }

    pub(super) fn whole_report(&mut self) {
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
}

/// The medium of "DW reported the information", where a whole sentence says no more.
pub(crate) fn whole_source(sentence: &Sentence, chains: Chains) -> Option<Link> {
    let items = &sentence.items;
    let verb = items
        .iter()
        .position(|item| item.is_any(&["reported", "reports", "published", "broke", "carried"]))?;
    let object = items.get(verb + 1)?.is_any(&["the", "this"])
        && items.get(verb + 2)?.is_any(&["information", "news", "story", "report", "article"]);
    let short = items.iter().filter(|item| item.is_word()).count() <= 8;
    let subject = Span::new(items.first()?.span.start, items[verb.checked_sub(1)?].span.end);
    let name = subject.of(chains.text);
    (object && short && is_medium(chains.models, chains.entities, name)).then(|| Link {
        name: name.to_owned(),
        role: medium_role(chains.models, name),
        span: Some(subject),
    })
}
