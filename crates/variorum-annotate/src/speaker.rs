//! From the words that name a source to the one who speaks.
//!
//! A name leads to its entity; a pronoun or "the congressman" to the likeliest one before it; "a White House
//! official" stays as described, and "the official" takes it up again. `None` only where no word names anyone.

use crate::document::{Document, Item, ItemKind, Sentence};
use crate::entities::Entities;
use crate::lexicon::{Gender, Models};
use crate::phrase::is_determiner;
use std::ops::Range;
use variorum_model::{EntityKind, Span, Speaker};
use variorum_text::fold_word;

/// A speaker and what kind of thing speaks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resolved {
    pub(crate) speaker: Speaker,
    pub(crate) kind: SpeakerKind,
    /// False where only nearness decided.
    pub(crate) sure: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpeakerKind {
    Person,
    Group,
    Body,
    /// Outlet, agency, platform.
    Medium,
    Document,
}

/// What has been said by whom so far: the memory that pronouns and descriptions lean on.
#[derive(Debug)]
pub(crate) struct Speakers<'a> {
    pub(crate) models: &'a Models,
    pub(crate) entities: &'a Entities,
    pub(crate) text: &'a str,
    /// The latest speaker, where, and in which paragraph.
    pub(crate) last: Option<(Resolved, usize, usize)>,
    /// Where each paragraph begins.
    starts: Vec<usize>,
    /// Speakers known by description, the latest last: (head noun, speaker).
    described: Vec<(String, Resolved)>,
}

impl<'a> Speakers<'a> {
    pub(crate) fn new(models: &'a Models, entities: &'a Entities, document: &Document<'a>) -> Self {
        let starts = document.paragraphs.iter().map(|paragraph| paragraph.span.start).collect();
        Self { models, entities, text: document.text, last: None, starts, described: Vec::new() }
    }

    /// Remembers who spoke at the byte offset.
    pub(crate) fn spoke(&mut self, resolved: &Resolved, offset: usize, paragraph: usize) {
        self.last = Some((resolved.clone(), offset, paragraph));
    }

    /// The speaker that the items name, `None` where they name nobody.
    pub(crate) fn resolve(
        &mut self,
        sentence: &Sentence,
        source: &Range<usize>,
        paragraph: usize,
    ) -> Option<Resolved> {
        let items = sentence.items.get(source.clone()).filter(|items| !items.is_empty())?;
        if let [only] = items
            && is_pronoun(only)
        {
            return self.pronoun(only, sentence, paragraph);
        }
        let head = self.head(items);
        // "the union and its members"
        let retinue = items
            .windows(2)
            .any(|two| two[0].is("and") && two[1].is_any(&["its", "his", "her", "their"]));
        if let (true, Some(head)) = (retinue, head) {
            return self.described_as(items, head);
        }
        let named = self.name(items, head);
        if let Some(resolved) = named {
            return Some(resolved);
        }
        let head = head?;
        let noun = singular(&items[head].low);
        let definite = !items[0]
            .is_any(&["a", "an", "some", "several", "one", "another", "many", "two", "three"])
            && noun == items[head].low
            && self.models.roles.persons.contains(&noun)
            || items[0].is_any(&["the", "this", "that", "these", "those"]);
        let resolved = if definite && items.len() <= 6 {
            self.again(items, &noun, sentence.span.start, paragraph)
        } else {
            None
        };
        let resolved = resolved.or_else(|| self.described_as(items, head))?;
        if resolved.speaker.entity.is_none() {
            self.described.push((noun, resolved.clone()));
        }
        Some(resolved)
    }

    /// Index of the noun that says what kind of speaker it is; `None` for bare names.
    fn head(&self, items: &[Item]) -> Option<usize> {
        let roles = &self.models.roles;
        let is_head = |item: &Item| {
            let low = item.low.as_str();
            item.is_word()
                && (roles.persons.contains(low)
                    || roles.groups.contains(low)
                    || roles.speaking_bodies.contains(low)
                    || roles.bodies.contains(low) && !item.capital
                    || (self.models.media.documents.contains(low)
                        || self.models.media.occasions.contains(low))
                        && !item.capital
                    || roles.speaking_bodies.contains(&singular(low)) && !item.capital
                    || self.models.media.documents.contains(&singular(low)) && !item.capital)
        };
        let end = items
            .iter()
            .position(|item| item.is_any(&["of", "for", "at", "from", "to", "with", "in"]))
            .unwrap_or(items.len());
        (0..end)
            .rev()
            .find(|&k| is_head(&items[k]))
            .or_else(|| (0..items.len()).find(|&k| is_head(&items[k])))
    }

    /// The entity named, unless the name only qualifies the head ("a spokesman for Ms. Oye", "Oye's office").
    fn name(&self, items: &[Item], head: Option<usize>) -> Option<Resolved> {
        let span = Span::new(items[0].span.start, items[items.len() - 1].span.end);
        let mentions: Vec<(Span, usize)> = self.entities.in_span(span).collect();
        let &(last_span, last) = mentions.last()?;
        if let Some(head) = head {
            let noun = &items[head];
            let linked = items[head + 1..].iter().find(|item| item.is_word()).is_some_and(|next| {
                next.is_any(&["of", "for", "to", "at", "from", "with", "in", "on"])
            });
            let person_after = mentions.iter().find(|(span, id)| {
                span.start > noun.span.start && self.entities.all[*id].is_person()
            });
            if let Some(&(_, id)) = person_after
                && !linked
            {
                return Some(self.entity(id));
            }
            // "Minister Ola Moe of Nordland": the person stands before "of"
            if !linked || last_span.start < noun.span.start {
                let own = items[..head].iter().any(|item| item.kind == ItemKind::Possessive)
                    || !self.entities.all[last].is_person();
                if own && noun.span.start > last_span.end {
                    return None;
                }
            }
            if linked && noun.span.end < mentions[0].0.start {
                return None;
            }
        }
        let persons: Vec<usize> = mentions
            .iter()
            .map(|&(_, id)| id)
            .filter(|&id| self.entities.all[id].is_person())
            .collect();
        let several = items.iter().any(|item| item.is("and"))
            && mentions.len() > 1
            && mentions.iter().all(|&(_, id)| id != last || mentions[0].1 != last);
        if several && (persons.len() == mentions.len() || persons.is_empty()) {
            let mut names: Vec<&str> =
                mentions.iter().map(|&(_, id)| self.entities.all[id].name.as_str()).collect();
            names.dedup();
            let kind = if persons.is_empty() { SpeakerKind::Body } else { SpeakerKind::Group };
            return Some(Resolved {
                speaker: Speaker { entity: None, name: list(&names) },
                kind,
                sure: true,
            });
        }
        // the first person: what follows "of" or "from" only qualifies
        let id = persons
            .first()
            .copied()
            .or_else(|| {
                mentions
                    .iter()
                    .map(|&(_, id)| id)
                    .find(|&id| self.entities.all[id].kind == EntityKind::Organisation)
            })
            .unwrap_or(last);
        Some(self.entity(id))
    }

    pub(crate) fn entity(&self, id: usize) -> Resolved {
        let entity = &self.entities.all[id];
        let kind = if entity.is_person() {
            SpeakerKind::Person
        } else if is_medium(self.models, self.entities, &entity.name) {
            SpeakerKind::Medium
        } else if entity.kind == EntityKind::Other {
            SpeakerKind::Person
        } else {
            SpeakerKind::Body
        };
        Resolved {
            speaker: Speaker { entity: Some(id), name: entity.name.clone() },
            kind,
            sure: true,
        }
    }

    /// "The congressman", "the company", "the statement": the one of the kind met before.
    fn again(
        &self,
        items: &[Item],
        noun: &str,
        offset: usize,
        paragraph: usize,
    ) -> Option<Resolved> {
        if let Some((_, resolved)) = self.described.iter().rev().find(|(head, _)| head == noun) {
            return Some(resolved.clone());
        }
        let roles = &self.models.roles;
        if roles.outlet_again.contains(noun) {
            return self.latest(offset, |kind| kind == SpeakerKind::Medium);
        }
        if self.models.media.documents.contains(noun) || self.models.media.occasions.contains(noun)
        {
            // "the DOJ document" is a source of its own; "the statement" is somebody's just named
            if items.len() > 2 {
                return None;
            }
            // whose speech it is: the last speaker's, or the one the sentences before are about
            return self.recent(paragraph, 2).or_else(|| {
                self.subject_before(offset, None)
                    .map(|id| Resolved { sure: false, ..self.entity(id) })
            });
        }
        if roles.speaking_bodies.contains(noun) {
            // "the union" is the Dockers' Union before it is any other body
            let named = self.entities.before(offset).map(|(_, id)| id).find(|&id| {
                let entity = &self.entities.all[id];
                !entity.is_person()
                    && entity.words.last().is_some_and(|last| fold_word(last) == noun)
            });
            if let Some(id) = named {
                return Some(self.entity(id));
            }
            return self
                .latest(offset, |kind| matches!(kind, SpeakerKind::Body | SpeakerKind::Medium));
        }
        if !roles.persons.contains(noun) {
            return None;
        }
        let by_role = self.by_role(items, offset);
        let gender = noun_gender(noun);
        let fits =
            |resolved: &Resolved| resolved.speaker.entity.is_none_or(|id| self.may_be(id, gender));
        let by_role = by_role.filter(|r| fits(r));
        by_role
            .or_else(|| {
                self.recent(paragraph, 1)
                    .filter(|r| fits(r))
                    .filter(|r| r.kind == SpeakerKind::Person)
                    .map(|r| Resolved { sure: false, ..r })
            })
            .or_else(|| {
                self.subject_before(offset, gender)
                    .filter(|&id| gender.is_none() || self.entities.all[id].gender == gender)
                    .map(|id| Resolved { sure: false, ..self.entity(id) })
            })
    }

    /// The person whom most words of the description fit; ties go to the one named most lately.
    fn by_role(&self, items: &[Item], offset: usize) -> Option<Resolved> {
        let mut best: Option<(usize, usize, usize)> = None;
        for (id, entity) in self.entities.all.iter().enumerate().filter(|(_, e)| e.is_person()) {
            let fits = items
                .iter()
                .filter(|item| item.is_word() && !is_determiner(item))
                .filter(|item| self.fits_role(&item.low, &entity.roles))
                .count();
            let Some(lately) =
                entity.mentions.iter().map(|m| m.span.start).filter(|&at| at < offset).max()
            else {
                continue;
            };
            if fits > 0 && best.is_none_or(|(f, l, _)| (fits, lately) > (f, l)) {
                best = Some((fits, lately, id));
            }
        }
        best.map(|(_, _, id)| self.entity(id))
    }

    fn fits_role(&self, word: &str, roles: &std::collections::BTreeSet<String>) -> bool {
        let place = self.models.places.of_adjective(word).map(fold_word);
        roles.contains(word)
            || place.is_some_and(|place| roles.contains(&place))
            || self
                .models
                .roles
                .synonyms
                .get(word)
                .is_some_and(|others| others.iter().any(|other| roles.contains(other)))
    }

    /// “…,” said the tower keeper: whoever stands behind the cue speaks, though no list holds the noun.
    pub(crate) fn behind_cue(
        &self,
        sentence: &Sentence,
        source: &Range<usize>,
    ) -> Option<Resolved> {
        let items = sentence.items.get(source.clone())?;
        let described = (2..=6).contains(&items.len())
            && is_determiner(&items[0])
            && items.iter().all(Item::is_word);
        if !described {
            return None;
        }
        let span = Span::new(
            items[usize::from(items[0].is("the"))].span.start,
            items[items.len() - 1].span.end,
        );
        let name = span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Resolved {
            speaker: Speaker { entity: None, name },
            kind: SpeakerKind::Person,
            sure: false,
        })
    }

    fn described_as(&self, items: &[Item], head: usize) -> Option<Resolved> {
        let low = items[head].low.as_str();
        let models = self.models;
        let kind = if models.roles.persons.contains(low) {
            SpeakerKind::Person
        } else if models.roles.groups.contains(low) {
            SpeakerKind::Group
        } else if models.media.occasions.contains(low)
            || models.media.documents.contains(low)
            || models.media.documents.contains(&singular(low))
        {
            SpeakerKind::Document
        } else {
            SpeakerKind::Body
        };
        let from = usize::from(
            items[0].is_any(&["the", "this", "that", "these", "those", "both"]) && items.len() > 1,
        );
        let span = Span::new(items[from].span.start, items[items.len() - 1].span.end);
        let mut name = span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        // "Oye's office": the office of the person by the full name
        if let Some((mention, id)) = self.entities.in_span(span).next()
            && mention.start == span.start
            && self.entities.all[id].is_person()
        {
            name = format!(
                "{}{}",
                self.entities.all[id].name,
                Span::new(mention.end, span.end).of(self.text)
            );
        }
        let medium = kind == SpeakerKind::Body
            && models
                .media
                .media_nouns
                .iter()
                .any(|noun| name.to_lowercase().ends_with(noun.as_str()));
        Some(Resolved {
            speaker: Speaker { entity: None, name },
            kind: if medium { SpeakerKind::Medium } else { kind },
            sure: true,
        })
    }

    /// "he", "she", "they", "it", "who".
    fn pronoun(&self, item: &Item, sentence: &Sentence, paragraph: usize) -> Option<Resolved> {
        let gender = match item.low.as_str() {
            "he" | "him" | "his" => Some(Gender::Man),
            "she" | "her" => Some(Gender::Woman),
            _ => None,
        };
        let offset = item.span.start;
        if item.is("it") {
            return self
                .latest(offset, |kind| kind != SpeakerKind::Person && kind != SpeakerKind::Group)
                .or_else(|| self.recent(paragraph, 1));
        }
        if item.is("they") {
            return self
                .recent(paragraph, 2)
                .filter(|r| r.kind != SpeakerKind::Person)
                .or_else(|| self.latest(offset, |kind| kind == SpeakerKind::Body))
                .or_else(|| self.recent(paragraph, 2));
        }
        if item.is_any(&["we", "i", "you"]) {
            return None;
        }
        if item.is_any(&["his", "their"]) && gender.is_none() {
            return self.recent(paragraph, 1);
        }
        // a subject of the same sentence, then the latest of: last speaker, subject of a sentence before
        let in_sentence = self
            .entities
            .in_span(Span::new(sentence.span.start, offset))
            .map(|(_, id)| id)
            .find(|&id| self.may_be(id, gender));
        if let Some(id) = in_sentence {
            return Some(self.entity(id));
        }
        if let Some(id) = self.in_paragraph(paragraph, sentence.span.start, gender) {
            return Some(self.entity(id));
        }
        let subject = self.subject_before(sentence.span.start, gender);
        let subject_at = subject.and_then(|id| {
            self.entities.all[id]
                .mentions
                .iter()
                .filter(|m| m.subject && m.span.start < sentence.span.start)
                .map(|m| m.span.start)
                .max()
        });
        let last = self.last.as_ref().filter(|(resolved, _, at)| {
            resolved.kind == SpeakerKind::Person
                && paragraph <= at + 3
                && resolved.speaker.entity.is_none_or(|id| self.may_be(id, gender))
        });
        match (last, subject_at) {
            (Some((resolved, offset, _)), Some(at)) if *offset + 1 > at => Some(resolved.clone()),
            (Some((resolved, ..)), None) => Some(resolved.clone()),
            (_, Some(_)) => subject.map(|id| self.entity(id)),
            (None, None) => {
                let any = self
                    .entities
                    .before(offset)
                    .map(|(_, id)| id)
                    .find(|&id| self.entities.all[id].is_person() && self.may_be(id, gender));
                any.map(|id| Resolved { sure: false, ..self.entity(id) })
            }
        }
    }

    /// The person that the paragraph has named before the offset: its last speaker, the one that heads a sentence,
    /// or the only one.
    fn in_paragraph(
        &self,
        paragraph: usize,
        offset: usize,
        gender: Option<Gender>,
    ) -> Option<usize> {
        let start = self.starts.get(paragraph).copied()?;
        let near = || {
            self.entities
                .before(offset)
                .take_while(|(mention, _)| mention.span.start >= start)
                .filter(|(_, id)| self.may_be(*id, gender))
        };
        let last = self
            .last
            .as_ref()
            .filter(|(_, at, p)| *p == paragraph && *at >= start)
            .and_then(|(resolved, at, _)| resolved.speaker.entity.map(|id| (id, *at)));
        let subject = near().find(|(mention, _)| mention.subject);
        if let Some((id, at)) = last
            && self.may_be(id, gender)
            && subject.is_none_or(|(mention, _)| mention.span.start <= at)
        {
            return Some(id);
        }
        if let Some((_, id)) = subject {
            return Some(id);
        }
        // a name followed by "?" only asks after somebody
        let named: Vec<usize> = near()
            .filter(|(mention, _)| !self.text[mention.span.end..].starts_with('?'))
            .map(|(_, id)| id)
            .collect();
        named.first().copied().filter(|first| named.iter().all(|id| id == first))
    }

    fn may_be(&self, id: usize, gender: Option<Gender>) -> bool {
        let entity = &self.entities.all[id];
        entity.is_person()
            && (gender.is_none() || entity.gender.is_none() || entity.gender == gender)
    }

    /// The person that the sentences before are about.
    pub(crate) fn subject_of_before(&self, offset: usize) -> Option<Resolved> {
        self.subject_before(offset, None).map(|id| self.entity(id))
    }

    /// The person that heads the paragraph before, where nobody has spoken since.
    pub(crate) fn introduced_last(&self, paragraph: usize, offset: usize) -> Option<Resolved> {
        let before = *self.starts.get(paragraph.checked_sub(1)?)?;
        let spoken = self.last.as_ref().map_or(0, |(_, at, _)| *at);
        let mut near = self
            .entities
            .before(offset)
            .take_while(|(mention, _)| mention.span.start >= before.max(spoken));
        near.find(|(mention, id)| mention.subject && self.entities.all[*id].is_person())
            .map(|(_, id)| self.entity(id))
    }

    /// The nearest person before the offset that heads a sentence; known gender first.
    fn subject_before(&self, offset: usize, gender: Option<Gender>) -> Option<usize> {
        let near = || {
            self.entities
                .before(offset)
                .take(40)
                .filter(|(mention, id)| mention.subject && self.may_be(*id, gender))
        };
        let known =
            near().find(|(_, id)| gender.is_none() || self.entities.all[*id].gender == gender);
        known.or_else(|| near().next()).map(|(_, id)| id)
    }

    /// The latest entity of a kind before the offset.
    fn latest(&self, offset: usize, wanted: impl Fn(SpeakerKind) -> bool) -> Option<Resolved> {
        self.entities.before(offset).map(|(_, id)| self.entity(id)).find(|resolved| {
            resolved.speaker.entity.is_some()
                && resolved.kind != SpeakerKind::Person
                && wanted(resolved.kind)
        })
    }

    /// The last speaker, if at most `within` paragraphs back.
    pub(crate) fn recent(&self, paragraph: usize, within: usize) -> Option<Resolved> {
        self.last
            .as_ref()
            .filter(|(_, _, at)| paragraph <= at + within)
            .map(|(resolved, _, _)| resolved.clone())
    }
}

/// "A", "A and B", "A, B and C".
fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What a noun tells of gender.
fn noun_gender(noun: &str) -> Option<Gender> {
    match noun {
        "woman" | "mother" | "wife" | "daughter" | "sister" | "actress" | "spokeswoman"
        | "congresswoman" | "chairwoman" | "businesswoman" | "queen" | "princess" => {
            Some(Gender::Woman)
        }
        "man" | "father" | "husband" | "son" | "brother" | "actor" | "spokesman"
        | "congressman" | "chairman" | "businessman" | "king" | "prince" => Some(Gender::Man),
        _ => None,
    }
}

/// True for names of media, agencies and platforms, listed or introduced as such by the report.
pub(crate) fn is_medium(models: &Models, entities: &Entities, name: &str) -> bool {
    let key = crate::lexicon::bare(name);
    let media = &models.media;
    let headed = key.rsplit_once(' ').is_some_and(|(_, last)| media.heads.contains(last));
    headed
        || entities.media.contains(&key)
        || media.outlets.contains(&key)
        || media.agencies.contains(&key)
        || media.platforms.contains(&key)
        || media.media_nouns.iter().any(|noun| key.ends_with(noun.as_str()))
}

fn is_pronoun(item: &Item) -> bool {
    crate::phrase::PRONOUNS.contains(&item.low.as_str()) || item.is_any(&["his", "their"])
}

pub(crate) fn singular(low: &str) -> String {
    low.strip_suffix("ies")
        .map(|stem| format!("{stem}y"))
        .or_else(|| {
            low.strip_suffix('s').filter(|s| s.len() > 2 && !s.ends_with('s')).map(str::to_owned)
        })
        .unwrap_or_else(|| low.to_owned())
}
