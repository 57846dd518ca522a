//! From the words that name a source to the one who speaks.
//!
//! A name leads to its entity; a pronoun or "the congressman" to the likeliest one before it; "a White House
//! official" stays as described, and "the official" takes it up again; a document speaks for its author where the
//! report says whose it is. `None` only where no word names anyone.

use crate::authors::{author, family, is_document};
use crate::document::{Document, Item, ItemKind, Sentence, span};
use crate::entities::{Entities, Known, Mention, ranked};
use crate::lexicon::{Gender, Models};
use crate::phrase::is_determiner;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use variorum_model::{EntityKind, Link, LinkRole, Span, Speaker};
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
    /// Where each sentence begins.
    sentences: Vec<usize>,
    /// Speakers known by description, the latest last: (head noun, byte offset, speaker).
    described: Vec<(String, usize, Resolved)>,
    /// The latest document of each kind, as [`family`] names it, that the report tells of.
    carriers: BTreeMap<String, Carrier>,
    /// The latest author of a document.
    writer: Option<Resolved>,
    /// The people that head the latest sentence, and in which paragraph: "about thirty farmers".
    crowd: Option<(Resolved, usize)>,
    /// The document that heads the latest sentence, and in which paragraph: "it" takes it up.
    topic: Option<(Topic, usize)>,
}

/// Bodies that one plural can take up.
const MOST_LISTED: usize = 6;

/// Documents of one sentence that are looked at.
const MOST_DOCUMENTS: usize = 16;

/// Mentions back to which a description is followed.
const FARTHEST: usize = 2000;

/// A document that heads a sentence, and whose words it holds.
#[derive(Debug)]
struct Topic {
    noun: Span,
    voice: Resolved,
}

/// A document that the report tells of.
#[derive(Debug)]
struct Carrier {
    /// As introduced: "a letter".
    phrase: Span,
    /// `None` where the report does not say whose it is.
    author: Option<Resolved>,
}

/// Documents that are their speaker's own by their kind: a nearby speaker's where nothing else is said.
const PERSONAL: [&str; 10] = [
    "statement",
    "declaration",
    "tweet",
    "post",
    "message",
    "op-ed",
    "article",
    "essay",
    "column",
    "commentary",
];

/// Things that bear words, and how many items a relative clause may stand behind them.
const BEARERS: [&str; 16] = [
    "banner",
    "sign",
    "poster",
    "placard",
    "billboard",
    "shirt",
    "t-shirt",
    "sweatshirt",
    "hat",
    "cap",
    "button",
    "sticker",
    "flag",
    "plaque",
    "note",
    "flyer",
];
const BEARER_REACH: usize = 8;

/// Offices that one who holds another is not called by.
const OFFICES: [&str; 20] = [
    "president",
    "minister",
    "secretary",
    "governor",
    "gov.",
    "mayor",
    "senator",
    "sen.",
    "congressman",
    "congresswoman",
    "representative",
    "rep.",
    "judge",
    "sheriff",
    "ambassador",
    "bishop",
    "pope",
    "chancellor",
    "spokesman",
    "spokeswoman",
];

/// Nouns that take up whoever wrote a document.
const WRITERS: [&str; 8] =
    ["writers", "authors", "signatories", "signers", "writer", "author", "signatory", "signer"];

impl<'a> Speakers<'a> {
    pub(crate) fn new(models: &'a Models, entities: &'a Entities, document: &Document<'a>) -> Self {
        let starts = document.paragraphs.iter().map(|paragraph| paragraph.span.start).collect();
        Self {
            models,
            entities,
            text: document.text,
            last: None,
            starts,
            sentences: document
                .paragraphs
                .iter()
                .flat_map(|p| p.sentences.iter().map(|s| s.span.start))
                .collect(),
            described: Vec::new(),
            carriers: BTreeMap::new(),
            writer: None,
            crowd: None,
            topic: None,
        }
    }

    /// Remembers the people that head the sentence: "they" takes them up in the next one.
    pub(crate) fn note_crowd(&mut self, sentence: &Sentence, paragraph: usize) {
        let subject =
            crate::reporting::head_subject(&sentence.items, sentence.items.len(), self.models);
        let crowd = sentence.items.get(subject.clone()).filter(|items| !items.is_empty()).and_then(
            |items| {
                let named = self.entities.in_span(span(items)).next().is_some();
                if named {
                    return self.pair(items);
                }
                let head = self.head(items)?;
                let described = self.described_as(&items[..=head], head)?;
                (described.kind == SpeakerKind::Group).then_some(described)
            },
        );
        self.note_topic(sentence, &subject, paragraph);
        match crowd {
            Some(crowd) => self.crowd = Some((crowd, paragraph)),
            None if self.crowd.as_ref().is_some_and(|(_, at)| *at < paragraph) => self.crowd = None,
            None => {}
        }
    }

    /// "Ola Moe and Kari Lund": people whom "they" takes up.
    fn pair(&self, items: &[Item]) -> Option<Resolved> {
        let mut ids: Vec<usize> = self.entities.in_span(span(items)).map(|(_, id)| id).collect();
        ids.dedup();
        let joined = items.iter().any(|item| item.is("and"))
            && !items.iter().any(|item| item.is_any(&["of", "for", "with", "between"]));
        let people = |id: &usize| self.entities.all[*id].is_person() || self.may_be_person(*id);
        (joined && (2..=MOST_LISTED).contains(&ids.len()) && ids.iter().all(people)).then(|| {
            let names: Vec<&str> =
                ids.iter().map(|&id| self.entities.all[id].name.as_str()).collect();
            Resolved {
                speaker: Speaker { entity: None, name: list(&names) },
                kind: SpeakerKind::Group,
                sure: true,
            }
        })
    }

    /// Remembers the document that heads the sentence.
    fn note_topic(&mut self, sentence: &Sentence, subject: &Range<usize>, paragraph: usize) {
        let Some(items) = sentence.items.get(subject.clone()).filter(|items| !items.is_empty())
        else {
            return;
        };
        let head = self
            .head(items)
            .filter(|&head| is_document(&sentence.items, subject.start + head, self.models));
        let Some(head) = head.filter(|_| is_determiner(&items[0]) || items.len() > 1) else {
            return;
        };
        if let Some(voice) = self.document(sentence, subject, head, paragraph) {
            self.topic = Some((Topic { noun: items[head].span, voice }, paragraph));
        }
    }

    /// The document that a sentence of this paragraph or the one before is about, where nobody has spoken since.
    fn topic(&self, paragraph: usize) -> Option<&Topic> {
        let spoke = self.last.as_ref().map_or(0, |(_, at, _)| *at);
        let (topic, at) = self.topic.as_ref()?;
        (topic.noun.start > spoke && paragraph <= at + 1).then_some(topic)
    }

    /// Remembers whose documents the sentence tells of.
    pub(crate) fn note_documents(&mut self, sentence: &Sentence, paragraph: usize) {
        let documents = (0..sentence.items.len())
            .filter(|&at| is_document(&sentence.items, at, self.models))
            .take(MOST_DOCUMENTS);
        for at in documents {
            let range = author(sentence, at, self.models);
            let author = range.and_then(|range| self.author(sentence, &range, paragraph));
            let family = family(&sentence.items[at].low).to_owned();
            let again = sentence.items[..at]
                .iter()
                .rev()
                .take(3)
                .find(|item| is_determiner(item))
                .is_some_and(|item| item.is_any(&["the", "this", "that"]));
            if author.is_some() || !again {
                let start = (0..at)
                    .rev()
                    .take(4)
                    .take_while(|&k| sentence.items[k].is_word())
                    .find(|&k| is_determiner(&sentence.items[k]))
                    .unwrap_or(at);
                let phrase =
                    Span::new(sentence.items[start].span.start, sentence.items[at].span.end);
                if author.is_some() {
                    self.writer.clone_from(&author);
                }
                self.carriers.insert(family, Carrier { phrase, author });
            }
        }
    }

    /// The document that the source names, as a link, where somebody else is its author.
    pub(crate) fn carried(&self, sentence: &Sentence, source: &Range<usize>) -> Option<Link> {
        let source = &before_relative(&sentence.items, source);
        let items = sentence.items.get(source.clone()).filter(|items| !items.is_empty())?;
        if let ([only], Some((topic, _))) = (items, &self.topic)
            && only.is("it")
        {
            let near = self.sentence_of(topic.noun.start) + 1 == self.sentence_of(only.span.start);
            return near.then(|| Link {
                name: topic.noun.of(self.text).to_owned(),
                role: LinkRole::Document,
                span: Some(topic.noun),
            });
        }
        let head = self
            .head(items)
            .filter(|&head| is_document(&sentence.items, source.start + head, self.models))?;
        let known = self.carriers.get(family(&items[head].low));
        let definite = items[0].is_any(&["the", "this", "that"]);
        let span = Span::new(items[head].span.start, items[head].span.end);
        let name = known.filter(|_| definite).map_or(span, |known| known.phrase).of(self.text);
        let name = without_article(name);
        Some(Link {
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            role: LinkRole::Document,
            span: Some(span),
        })
    }

    /// The latest recording that the report tells of, as a link.
    pub(crate) fn recording(&self) -> Option<Link> {
        const RECORDINGS: [&str; 6] = ["video", "clip", "footage", "recording", "tape", "audio"];
        let recorded = |carrier: &&Carrier| {
            let noun = carrier.phrase.of(self.text).rsplit(' ').next().unwrap_or_default();
            RECORDINGS.contains(&noun)
        };
        let latest = self.carriers.values().filter(recorded).max_by_key(|it| it.phrase.start)?;
        Some(Link {
            name: without_article(latest.phrase.of(self.text))
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            role: LinkRole::Document,
            span: Some(latest.phrase),
        })
    }

    /// Who the words naming a document's author mean; `None` for a crowd that has no name: then the document speaks.
    fn author(
        &self,
        sentence: &Sentence,
        range: &Range<usize>,
        paragraph: usize,
    ) -> Option<Resolved> {
        let items = sentence.items.get(range.clone()).filter(|items| !items.is_empty())?;
        if let [only] = items
            && is_pronoun(only)
        {
            return self.pronoun(only, sentence, paragraph);
        }
        let head = self.head(items);
        if head.is_some_and(|head| is_document(items, head, self.models)) {
            return None;
        }
        // "slides from an internal Acme presentation" are not Acme's by these words
        let headed = self.entities.in_span(span(items)).all(|(mention, _)| {
            let next = items.iter().find(|item| item.span.start >= mention.end);
            next.is_none_or(|next| {
                next.capital
                    || !next.is_word()
                    || crate::phrase::closes(next)
                    || self.models.roles.is_speaker(&next.low)
            })
        });
        if !headed {
            return None;
        }
        let named = self.name(items, head).filter(|resolved| {
            resolved.speaker.entity.is_none_or(|id| {
                let entity = &self.entities.all[id];
                entity.kind != EntityKind::Place
                    && !self.models.media.platforms.contains(&crate::lexicon::bare(&entity.name))
            })
        });
        if named.is_some() {
            return named;
        }
        let head = head?;
        let open = items[0].is_any(&["a", "an", "some", "several", "many", "nearly", "about"])
            || items[0].kind == ItemKind::Number;
        let noun = items[head].low.as_str();
        let again = items[0].is("the") && items.len() == 2;
        if again && let Some(resolved) = self.again(items, noun, items[0].span.start, paragraph) {
            return Some(resolved);
        }
        (!open).then(|| self.described_as(items, head)).flatten()
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
        let source = &before_relative(&sentence.items, source);
        if let Some(described) = self.told_apart(sentence, source) {
            return Some(described);
        }
        let items = sentence.items.get(source.clone()).filter(|items| !items.is_empty())?;
        if let [only] = items
            && is_pronoun(only)
        {
            return self.pronoun(only, sentence, paragraph);
        }
        if let Some(id) = self.behind_office(items) {
            return Some(self.entity(id));
        }
        if let Some(part) = self.part_of(sentence, source) {
            return Some(part);
        }
        // "the League, a farmers' group, which": the body in front
        if let [only] = items
            && only.is("which")
        {
            let before = crate::reporting::antecedent(&sentence.items, source.start, self.models);
            let whole = before.start > source.start || before.end <= source.start;
            if whole && let Some(resolved) = self.resolve(sentence, &before, paragraph) {
                return Some(resolved);
            }
        }
        let front = self.behind_place(sentence, source).or_else(|| self.in_front(sentence, source));
        if let Some(id) = front {
            return Some(self.entity(id));
        }
        if let Some(holder) = self.seat_of(sentence, source) {
            return self.resolve(sentence, &holder, paragraph).map(|mut resolved| {
                if resolved.speaker.entity.is_none() {
                    let end = items[items.len() - 1].span.end;
                    let seat = Span::new(sentence.items[holder.end].span.start, end);
                    resolved.speaker.name.push_str(seat.of(self.text));
                }
                resolved
            });
        }
        if let [only] = items
            && only.is_any(&["that", "which"])
            && let Some(bearer) = self.bearer(sentence, source.start)
        {
            return Some(bearer);
        }
        let head = self.head(items);
        if let Some(id) = head.and_then(|head| self.set_off(sentence, source, head)) {
            return Some(self.entity(id));
        }
        if let Some(both) = self.joined(sentence, source, paragraph) {
            return Some(both);
        }
        if let Some(id) = head.and_then(|head| self.named_behind(sentence, source, head)) {
            return Some(self.entity(id));
        }
        // "the union and its members"
        let retinue = items
            .windows(2)
            .any(|two| two[0].is("and") && two[1].is_any(&["its", "his", "her", "their"]));
        if let (true, Some(head)) = (retinue, head) {
            return self.described_as(items, head);
        }
        if let Some(head) = head
            && (is_document(&sentence.items, source.start + head, self.models)
                // a garment elsewhere
                || items[head].is("suit") && self.carriers.contains_key("lawsuit"))
        {
            return self.document(sentence, source, head, paragraph);
        }
        let named = self.name(items, head);
        if let Some(resolved) = named {
            return Some(resolved);
        }
        let head = head?;
        if let Some(id) = self.apposed(sentence, source, head) {
            return Some(self.entity(id));
        }
        let noun = items[head].low;
        let one = self.models.roles.persons.contains(&noun) || noun.ends_with("-year-old");
        let definite = !items[0].is_any(&[
            "a", "an", "some", "several", "one", "another", "many", "two", "three", "other",
        ]) && one
            || items[0].is_any(&["the", "this", "that", "these", "those"]);
        // "the Acme board" is none of the boards met before
        let own_name = items.iter().any(|item| item.kind == ItemKind::Possessive)
            || self.entities.in_span(span(items)).any(|(_, id)| {
                let entity = &self.entities.all[id];
                !one && entity.kind != EntityKind::Place || entity.is_person()
            });
        // "his chief aide" is somebody new, unless the report has named his aide
        let own = items[0].is_any(&["his", "her"]);
        if own && items.len() > 1 {
            let known = self
                .by_role(items, sentence.span.start, paragraph)
                .and_then(|resolved| resolved.speaker.entity)
                .filter(|&id| self.fits_role(&noun, &self.entities.all[id]));
            if let Some(id) = known {
                return Some(self.entity(id));
            }
            if let Some(resolved) = self.of_whom(items, head, sentence, paragraph) {
                self.described.push((noun.to_string(), items[0].span.start, resolved.clone()));
                return Some(resolved);
            }
        }
        let resolved = if definite && !own_name && !own && items.len() <= 6 {
            self.again(items, &noun, sentence.span.start, paragraph)
        } else {
            None
        };
        let resolved = resolved.or_else(|| self.described_as(items, head))?;
        if resolved.speaker.entity.is_none() {
            self.described.push((noun.as_str().to_owned(), items[0].span.start, resolved.clone()));
        }
        Some(resolved)
    }

    /// "The man who filmed the clip": not the man met before, since the clause tells him from others.
    fn told_apart(&mut self, sentence: &Sentence, source: &Range<usize>) -> Option<Resolved> {
        const LONGEST: usize = 8;
        let items = &sentence.items;
        let [the, noun] = items.get(source.clone())? else { return None };
        let described =
            the.is("the") && self.models.roles.persons.contains(&noun.low) && !noun.capital;
        if !described || !items.get(source.end)?.is("who") {
            return None;
        }
        let ends = |item: &Item| {
            !item.is_word()
                || item.is_any(&["can", "could", "is", "was", "has", "had", "later", "also"])
                || self.models.cues.contains_key(&item.low)
        };
        let clause = &items[source.end..];
        let length = 2 + clause.get(2..)?.iter().position(ends)?;
        let clause = clause.get(..length).filter(|clause| clause.len() <= LONGEST)?;
        let name = Span::new(noun.span.start, clause.last()?.span.end).of(self.text);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let resolved = Resolved {
            speaker: Speaker { entity: None, name },
            kind: SpeakerKind::Person,
            sure: true,
        };
        self.described.push((noun.low.as_str().to_owned(), the.span.start, resolved.clone()));
        Some(resolved)
    }

    /// "Coastal papers protest, with some saying …", "A dozen guards stood by; one said …": of those who head the
    /// sentence.
    fn part_of(&self, sentence: &Sentence, source: &Range<usize>) -> Option<Resolved> {
        let items = &sentence.items;
        let [only] = items.get(source.clone())? else { return None };
        let only = only.is_any(&["one", "some", "many", "most", "several"]).then_some(only.low)?;
        let subject = crate::reporting::head_subject(items, source.start, self.models);
        let words = items.get(subject.clone()).filter(|words| words.len() > 1)?;
        let head = self.head(words)?;
        let noun = words[head].low.as_str();
        let several = noun.ends_with('s') && !noun.ends_with("ss");
        let named = self
            .entities
            .in_span(span(words))
            .any(|(mention, _)| mention.contains(words[head].span));
        if !several || named || subject.end > source.start {
            return None;
        }
        let whole = span(&words[..=head]).of(self.text);
        let mut letters = whole.chars();
        let first = letters.next()?.to_lowercase();
        let of = if only.as_str() == "one" || is_determiner(&words[0]) {
            format!("{} of ", only.as_str())
        } else {
            format!("{} ", only.as_str())
        };
        let name = format!("{of}{first}{}", letters.as_str());
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = if of.starts_with("one") { SpeakerKind::Person } else { SpeakerKind::Group };
        Some(Resolved { speaker: Speaker { entity: None, name }, kind, sure: true })
    }

    /// "The Union of Dockers President Ola Moe", "a board member from Marn Ola Moe": a person right behind an office with
    /// a body's name in front, or behind a place that only says where somebody is from.
    fn behind_office(&self, items: &[Item]) -> Option<usize> {
        let (mention, id) = self.entities.in_span(span(items)).last()?;
        let ends = items.last()?.span.end == mention.end && self.entities.all[id].is_person();
        let at = items.iter().position(|item| item.span.start == mention.start)?;
        (ends && (self.is_office(&items[..at]) || self.is_from_place(&items[..at]))).then_some(id)
    }

    /// "The Union of Dockers President"
    fn is_office(&self, items: &[Item]) -> bool {
        let named = |item: &Item| {
            item.is_word() && (item.capital || item.is_any(&["the", "of", "for", "on"]))
        };
        let [front @ .., body, title] = items else { return false };
        title.capital
            && self.models.roles.titles.contains(&title.low)
            && body.capital
            && !is_determiner(body)
            && front.iter().all(named)
    }

    /// "a board member from Marn"
    fn is_from_place(&self, items: &[Item]) -> bool {
        let Some(from) = items.iter().rposition(|item| !item.capital) else { return false };
        let (front, place) = (&items[..from], &items[from + 1..]);
        let [first, ..] = place else { return false };
        let places = &self.models.places;
        let words = span(place).of(self.text);
        items[from].is_any(&["from", "of", "in"])
            && front.iter().any(|item| self.models.roles.persons.contains(&item.low))
            && (places.is_place(words)
                || places.is_region(words)
                || places.is_place(first.span.of(self.text)))
    }

    /// "Another candidate, Ola Moe of Marn, said": the person whose name stands behind the description.
    fn named_behind(
        &self,
        sentence: &Sentence,
        source: &Range<usize>,
        head: usize,
    ) -> Option<usize> {
        let items = &sentence.items;
        let own = &items[source.clone()];
        let noun = own[head].low.as_str();
        let comma = items.get(source.end).filter(|item| item.kind == ItemKind::Comma)?;
        let first = items.get(source.end + 1).filter(|item| item.capital)?;
        let person = self.models.roles.persons.contains(noun) && !own[head].capital;
        let (mention, id) = self.entities.in_span(Span::new(comma.span.end, usize::MAX)).next()?;
        let begins = mention.start <= first.span.start || {
            // "Mr. Moe": the title is no part of the mention
            let before = Span::new(first.span.start, mention.start).of(self.text);
            before.split_whitespace().count() <= 1
        };
        let next = items.iter().find(|item| item.span.start >= mention.end)?;
        let closed = next.kind == ItemKind::Comma || next.is_any(&["of", "from"]);
        let named = self.entities.all[id].is_person() || self.may_be_person(id);
        let already = self
            .entities
            .in_span(span(&own[head..]))
            .any(|(_, id)| self.entities.all[id].is_person() && !own.iter().any(|i| i.is("for")));
        (person && begins && closed && named && !already).then_some(id)
    }

    /// "the union and the Harbour Party": two who speak, each by a phrase of its own.
    fn joined(
        &mut self,
        sentence: &Sentence,
        source: &Range<usize>,
        paragraph: usize,
    ) -> Option<Resolved> {
        let items = &sentence.items[source.clone()];
        let and = items.iter().position(|item| item.is("and"))?;
        let opened = items[0].is("the") && items.get(and + 1).is_some_and(|item| item.is("the"));
        let plain = |part: &[Item]| {
            part.iter().all(|item| item.is_word() && !item.is_any(&["of", "for", "from", "in"]))
        };
        if !opened || !plain(&items[..and]) || !plain(&items[and + 1..]) {
            return None;
        }
        // "the governor and the mayor said" are two, "the poet and the painter Ola Moe" is one
        let (front, behind) = (&items[..and], &items[and + 1..]);
        let body = |part: &[Item]| {
            part.last().is_some_and(|last| {
                self.models.roles.speaking_bodies.contains(&last.low)
                    || last.capital && self.entities.in_span(span(part)).next().is_some()
            })
        };
        if !body(front) || !body(behind) {
            return None;
        }
        let first = self.resolve(sentence, &(source.start..source.start + and), paragraph)?;
        let second = self.resolve(sentence, &(source.start + and + 1..source.end), paragraph)?;
        (first.speaker != second.speaker).then(|| Resolved {
            speaker: Speaker {
                entity: None,
                name: list(&[&first.speaker.name, &second.speaker.name]),
            },
            kind: SpeakerKind::Body,
            sure: first.sure && second.sure,
        })
    }

    /// "Ola Moe, deputy harbour adviser, said": the person in front of a description set off by commas.
    fn set_off(&self, sentence: &Sentence, source: &Range<usize>, head: usize) -> Option<usize> {
        let items = &sentence.items;
        let comma = source.start.checked_sub(1).filter(|&k| items[k].kind == ItemKind::Comma)?;
        let closed = items.get(source.end).is_some_and(|item| item.kind == ItemKind::Comma);
        let noun = &items[source.start + head];
        let own = self.entities.in_span(span(&items[source.clone()]));
        let names_person = own.into_iter().any(|(_, id)| self.entities.all[id].is_person());
        if !closed || names_person || noun.capital || !self.models.roles.persons.contains(&noun.low)
        {
            return None;
        }
        let end = items[comma.checked_sub(1)?].span.end;
        self.entities
            .before(end)
            .next()
            .filter(|(mention, id)| {
                mention.span.end == end
                    && matches!(self.entities.all[*id].kind, EntityKind::Person | EntityKind::Other)
            })
            .map(|(_, id)| id)
    }

    /// "the mayor of Halmar, Ohio, said": where only the state was taken for the source, the words for its mayor.
    fn seat_of(&self, sentence: &Sentence, source: &Range<usize>) -> Option<Range<usize>> {
        let items = &sentence.items;
        let words = span(&items[source.clone()]).of(self.text);
        let letters = words.trim_end_matches('.');
        let state = self.models.places.is_region(words)
            || self.models.places.is_place(words)
            || words.ends_with('.') && letters.len() <= 5
            || letters.len() == 2 && letters.chars().all(char::is_uppercase);
        let comma = source.start.checked_sub(1).filter(|&k| items[k].kind == ItemKind::Comma)?;
        let town = comma.checked_sub(1).filter(|&k| items[k].is_word() && items[k].capital)?;
        if !state {
            return None;
        }
        let holder = crate::phrase::left(items, 0, town + 1, self.models);
        let head = self.head(items.get(holder.clone())?)?;
        let noun = &items[holder.start + head].low;
        let behind = items.get(holder.start + head + 1..town)?;
        let of = behind.iter().any(|item| item.is_any(&["of", "from", "in"]));
        let speaks = self.models.roles.is_speaker(noun);
        (of && speaks).then_some(holder)
    }

    /// "Ola Moe, wearing two campaign pins, said", "Ola Moe, a keeper from Halmar, Ohio, said": the person in front of
    /// an insertion whose last words were taken for the source.
    fn in_front(&self, sentence: &Sentence, source: &Range<usize>) -> Option<usize> {
        const FARTHEST_ITEMS: usize = 14;
        let items = &sentence.items;
        if items.get(source.end).is_none_or(|item| item.kind != ItemKind::Comma) {
            return None;
        }
        let from = source.start.saturating_sub(FARTHEST_ITEMS);
        let commas = (from..source.start).rev().filter(|&k| items[k].kind == ItemKind::Comma);
        for comma in commas {
            let Some(end) = comma.checked_sub(1).map(|k| items[k].span.end) else { continue };
            let Some((mention, id)) = self.entities.before(end).next() else { continue };
            if mention.span.end != end || !self.entities.all[id].is_person() {
                continue;
            }
            let next = &items[comma + 1];
            let participle = next.low.ends_with("ing")
                || next.is_any(&["dressed", "clad", "surrounded", "flanked"]);
            let apposed = next.is_any(&["a", "an", "the"]);
            let whole = span(&items[source.clone()]).of(self.text);
            let place = self.models.places.is_region(whole) || self.models.places.is_place(whole);
            return (participle && comma + 1 < source.start || apposed && place).then_some(id);
        }
        None
    }

    /// "T-shirts … that said": the thing that bears the words.
    fn bearer(&self, sentence: &Sentence, relative: usize) -> Option<Resolved> {
        let items = &sentence.items;
        let at = (relative.saturating_sub(BEARER_REACH)..relative).rev().find(|&k| {
            let low = items[k].low.as_str();
            items[k].is_word()
                && (BEARERS.contains(&low) || BEARERS.contains(&singular(low).as_ref()))
        })?;
        let first = (0..at)
            .rev()
            .take(4)
            .take_while(|&k| items[k].is_word() && !crate::phrase::closes(&items[k]))
            .last()
            .unwrap_or(at);
        let whole = Span::new(items[first].span.start, items[at].span.end).of(self.text);
        Some(Resolved {
            speaker: Speaker {
                entity: None,
                name: whole.split_whitespace().collect::<Vec<_>>().join(" "),
            },
            kind: SpeakerKind::Document,
            sure: true,
        })
    }

    /// "his chief aide" of somebody who is known by name: "Ola Moe's chief aide".
    fn of_whom(
        &self,
        items: &[Item],
        head: usize,
        sentence: &Sentence,
        paragraph: usize,
    ) -> Option<Resolved> {
        if items.iter().any(|item| item.kind == ItemKind::Possessive) {
            return None;
        }
        let owner = self
            .owner_of(&items[head], sentence)
            .or_else(|| self.pronoun(&items[0], sentence, paragraph))
            .filter(|owner| owner.sure)?;
        let entity = &self.entities.all[owner.speaker.entity?];
        let described = self.described_as(items, head)?;
        let items = without_verb(items, head);
        let rest = Span::new(items[1].span.start, items[items.len() - 1].span.end).of(self.text);
        let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = format!("{}\u{2019}s {rest}", entity.name);
        Some(Resolved { speaker: Speaker { entity: None, name }, ..described })
    }

    /// "Ola Moe's campaign …, according to his campaign": whose the sentence has said the same thing to be.
    fn owner_of(&self, noun: &Item, sentence: &Sentence) -> Option<Resolved> {
        let items = &sentence.items;
        let mark = items.windows(2).position(|two| {
            two[0].kind == ItemKind::Possessive
                && two[1].low == noun.low
                && two[1].span.start < noun.span.start
        })?;
        self.entities
            .before(items[mark].span.end)
            .next()
            .filter(|(mention, id)| {
                mention.span.end == items[mark].span.start && self.entities.all[*id].is_person()
            })
            .map(|(_, id)| self.entity(id))
    }

    /// "Bishop Cosmo Dell, of Marn, Ill., said": the person in front of a place set off by commas.
    fn behind_place(&self, sentence: &Sentence, source: &Range<usize>) -> Option<usize> {
        let items = &sentence.items;
        let place = items[source.clone()].iter().all(|item| item.capital && item.is_word());
        let comma = source.start.checked_sub(1).filter(|&k| items[k].kind == ItemKind::Comma)?;
        let whole = span(&items[source.clone()]);
        let known = self
            .entities
            .in_span(whole)
            .any(|(_, id)| self.entities.all[id].kind != EntityKind::Place);
        let state = whole.of(self.text).ends_with('.') && source.len() <= 2;
        if !place || known || !(state || self.models.places.is_place(whole.of(self.text))) {
            return None;
        }
        // back over ", of Marn" or ", Marn"
        let mut at = comma;
        while at > 0 && comma - at < 5 && items[at - 1].capital {
            at -= 1;
        }
        let link = at > 0 && items[at - 1].is_any(&["of", "from", "in"]);
        let end = at.checked_sub(usize::from(link))?;
        let end = if end > 0 && items[end - 1].kind == ItemKind::Comma { end - 1 } else { end };
        let before = items.get(end.checked_sub(1)?)?.span.end;
        self.entities
            .before(before)
            .next()
            .filter(|(mention, id)| {
                mention.span.end == before && self.entities.all[*id].is_person()
            })
            .map(|(_, id)| id)
    }

    /// "the Marsh League, a farmers' group, which said": the body in front of what describes it.
    fn apposed(&self, sentence: &Sentence, source: &Range<usize>, head: usize) -> Option<usize> {
        let items = &sentence.items;
        let noun = &items[source.start + head].low;
        let body = self.models.roles.speaking_bodies.contains(noun);
        let comma = source.start.checked_sub(2)?;
        let set_off = items[comma + 1].kind == ItemKind::Comma
            && items.get(source.end).is_some_and(|after| {
                after.kind == ItemKind::Comma || after.is_any(&["which", "that", "who"])
            });
        if !body || !set_off || !items[source.start].is_any(&["a", "an", "the"]) {
            return None;
        }
        let before = items[comma].span.end;
        self.entities
            .before(before)
            .next()
            .filter(|(mention, id)| {
                mention.span.end == before
                    && matches!(
                        self.entities.all[*id].kind,
                        EntityKind::Organisation | EntityKind::Other
                    )
            })
            .map(|(_, id)| id)
    }

    /// Whose words the document carries that the source names; the document itself where nothing says whose.
    fn document(
        &mut self,
        sentence: &Sentence,
        source: &Range<usize>,
        head: usize,
        paragraph: usize,
    ) -> Option<Resolved> {
        let items = &sentence.items[source.clone()];
        if items[0].is_any(&["his", "her", "their", "its"]) {
            return self
                .pronoun(&items[0], sentence, paragraph)
                .or_else(|| self.described_as(items, head));
        }
        let own = author(sentence, source.start + head, self.models);
        if let Some(resolved) = own.and_then(|range| self.author(sentence, &range, paragraph)) {
            return Some(resolved);
        }
        let noun = items[head].low.as_str();
        let definite = items[0].is_any(&["the", "this", "that"]) || head == 0;
        if definite {
            if let Some(known) = self.carriers.get(family(noun)) {
                let author = known.author.clone();
                return author.or_else(|| self.described_as(items, head));
            }
            // "the DOJ document" is a source of its own; "the statement" is somebody's just named
            if items.len() <= 2 && PERSONAL.contains(&noun) {
                let near = self.recent(paragraph, 2).or_else(|| {
                    self.subject_before(sentence.span.start, None)
                        .map(|id| Resolved { sure: false, ..self.entity(id) })
                });
                if near.is_some() {
                    return near;
                }
            }
        }
        self.described_as(items, head)
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
                    || self.models.media.documents.contains(&singular(low)) && !item.capital
                    || (roles.persons.contains(&singular(low)) || low == "faculty")
                        && !item.capital
                    || low.ends_with("-year-old"))
        };
        let end = items
            .iter()
            .position(|item| item.is_any(&["of", "for", "at", "from", "to", "with", "in", "on"]))
            .unwrap_or(items.len());
        // "his aide rallied supporters": the verb ends the phrase
        let verb = (1..end)
            .find(|&k| roles.persons.contains(&items[k - 1].low) && is_past_verb(&items[k]));
        let end = verb.unwrap_or(end);
        // "an advertising campaign"
        if end > 0 && is_document(items, end - 1, self.models) {
            return Some(end - 1);
        }
        (0..end)
            .rev()
            .find(|&k| is_head(&items[k]))
            .or_else(|| (0..items.len()).find(|&k| is_head(&items[k])))
            .or_else(|| self.unknown_head(items))
    }

    /// "the Falk camp": a noun that no list holds, behind a name with an article.
    fn unknown_head(&self, items: &[Item]) -> Option<usize> {
        let last = items.last()?;
        let noun = last.is_word()
            && !last.capital
            && !last.low.ends_with("ly")
            && !crate::phrase::is_between(last)
            && !crate::phrase::closes(last);
        let article = items[0].is_any(&["the", "a", "an", "another"]);
        let (mention, id) = self.entities.in_span(span(items)).last()?;
        let right_before = items.iter().rev().nth(1)?.span.end == mention.end;
        (noun && article && right_before && self.entities.all[id].is_person())
            .then(|| items.len() - 1)
    }

    /// The entity named, unless the name only qualifies the head ("a spokesman for Ms. Oye", "Oye's office").
    fn name(&self, items: &[Item], head: Option<usize>) -> Option<Resolved> {
        let mentions: Vec<(Span, usize)> = self.entities.in_span(span(items)).collect();
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
                    || !self.entities.all[last].is_person()
                    || self.only_qualifies(items, head, last_span);
                if own && noun.span.start > last_span.end {
                    return None;
                }
            }
            if linked && noun.span.end < mentions[0].0.start {
                return self.titled(items, head, mentions[0]);
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
        // the first person: what follows "of" or "from" only qualifies, behind a name of unknown kind too
        let unknown = || {
            let (mention, id) = mentions[0];
            let entity = &self.entities.all[id];
            let next = items.iter().find(|item| item.span.start >= mention.end)?;
            let linked = next.is_any(&["of", "from", "with", "at"]);
            (linked && entity.kind == EntityKind::Other && entity.words.len() > 1).then_some(id)
        };
        let id = persons
            .first()
            .copied()
            .or_else(unknown)
            .or_else(|| {
                mentions
                    .iter()
                    .map(|&(_, id)| id)
                    .find(|&id| self.entities.all[id].kind == EntityKind::Organisation)
            })
            .unwrap_or(last);
        Some(self.entity(id))
    }

    /// "Secretary of State Ada Moe": the person whose name follows an office of several words.
    fn titled(&self, items: &[Item], head: usize, mention: (Span, usize)) -> Option<Resolved> {
        let (name, id) = mention;
        let between: Vec<&Item> =
            items[head + 1..].iter().take_while(|item| item.span.end <= name.start).collect();
        let office = items[head].capital
            && between.len() >= 2
            && between[0].is("of")
            && between[1..].iter().all(|item| item.is_word() && (item.capital || item.is("the")));
        let last = items.last()?.span.end == name.end;
        (office && last && self.entities.all[id].is_person()).then(|| self.entity(id))
    }

    /// "a Falk campaign aide", "the Falk ally": the name right before the noun, without a comma, is not who speaks.
    fn only_qualifies(&self, items: &[Item], head: usize, name: Span) -> bool {
        let between = items[..head].iter().filter(|item| item.span.start >= name.end);
        let plain = |item: &Item| {
            item.is_word() && !item.is_any(&["and", "or"]) || item.kind == ItemKind::Number
        };
        !items[head].capital && between.into_iter().all(plain)
    }

    pub(crate) fn entity(&self, id: usize) -> Resolved {
        Self::named(self.models, self.entities, id)
    }

    /// An entity as a speaker.
    pub(crate) fn named(models: &Models, entities: &Entities, id: usize) -> Resolved {
        let entity = &entities.all[id];
        let kind = if entity.is_person() {
            SpeakerKind::Person
        } else if is_medium(models, entities, &entity.name) {
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

    /// "The congressman", "the company", "the scholars": the one of the kind met before.
    fn again(
        &self,
        items: &[Item],
        noun: &str,
        offset: usize,
        paragraph: usize,
    ) -> Option<Resolved> {
        let roles = &self.models.roles;
        if WRITERS.contains(&noun)
            && let Some(writer) = &self.writer
        {
            return Some(writer.clone());
        }
        // "the official" can be one of "two officials"
        let described = self.described.iter().rev().find(|(head, _, known)| {
            // "the men" are not "one of the men"
            let many = noun.ends_with('s') || matches!(noun, "men" | "women" | "people");
            if many && is_one_of(&known.speaker.name) {
                return false;
            }
            // "the governor" is none of "governors of both parties" where one is named
            if OFFICES.contains(&noun) && head != noun {
                return false;
            }
            head == noun
                    || head.ends_with('s') && singular(head) == noun
                    // "the task force panel"
                    || items.iter().any(|item| item.is(head))
        });
        let named = self.named_like(noun, offset);
        match (described, named) {
            (Some((_, at, resolved)), Some((named_at, _))) if *at >= named_at => {
                return Some(resolved.clone());
            }
            (_, Some((_, id))) => return Some(self.entity(id)),
            (Some((.., resolved)), None) if !roles.speaking_bodies.contains(noun) => {
                return Some(resolved.clone());
            }
            _ => {}
        }
        if roles.outlet_again.contains(noun) {
            // "the agency" can be a body that has just spoken
            let spoke = self.recent(paragraph, 1).filter(|resolved| {
                roles.speaking_bodies.contains(noun) && resolved.kind == SpeakerKind::Body
            });
            let spoke =
                spoke.filter(|r| r.speaker.entity.is_some_and(|id| self.may_be_called(id, noun)));
            return spoke.or_else(|| self.latest(offset, |kind| kind == SpeakerKind::Medium));
        }
        if self.models.media.occasions.contains(noun) {
            if items.len() > 2 {
                return None;
            }
            // whose speech it is: the last speaker's, or the one the sentences before are about
            return self.recent(paragraph, 2).or_else(|| {
                self.subject_before(offset, None)
                    .map(|id| Resolved { sure: false, ..self.entity(id) })
            });
        }
        if !roles.speaking_bodies.contains(noun) && roles.speaking_bodies.contains(&singular(noun))
        {
            return self.bodies_again(offset);
        }
        // "the harbour department" is no body that merely stands near
        let particular = items.len() > 2
            && ["department", "court", "ministry", "agency", "committee", "university", "police"]
                .contains(&noun);
        if roles.speaking_bodies.contains(noun) && !particular {
            return self.body_again(noun, offset, paragraph).or_else(|| {
                let (.., resolved) = described?;
                Some(resolved.clone())
            });
        }
        if !roles.persons.contains(noun) && !noun.ends_with("-year-old") {
            return None;
        }
        let by_role = self.by_role(items, offset, paragraph);
        let gender = noun_gender(noun);
        let fits =
            |resolved: &Resolved| resolved.speaker.entity.is_none_or(|id| self.may_be(id, gender));
        let by_role = by_role.filter(|r| fits(r));
        let by_role = by_role.or_else(|| self.holder(noun, offset));
        // "the secretary of the harbour" says too much for whoever is near
        let of_body = self
            .entities
            .in_span(span(items))
            .any(|(_, id)| self.entities.all[id].kind == EntityKind::Organisation);
        if by_role.is_some() || of_body || items.iter().any(|item| item.is_any(&["of", "for"])) {
            return by_role;
        }
        let free = |id: usize| !self.holds_another(noun, id);
        self.in_paragraph(paragraph, offset, gender)
            .filter(|&id| free(id) && OFFICES.contains(&noun))
            .map(|id| Resolved { sure: false, ..self.entity(id) })
            .or_else(|| {
                self.recent(paragraph, 1)
                    .filter(|r| fits(r) && r.speaker.entity.is_none_or(free))
                    .filter(|r| r.kind == SpeakerKind::Person)
                    .map(|r| Resolved { sure: false, ..r })
            })
            .or_else(|| {
                self.subject_before(offset, gender)
                    .filter(|&id| gender.is_none() || self.entities.all[id].gender == gender)
                    .filter(|&id| free(id))
                    .map(|id| Resolved { sure: false, ..self.entity(id) })
            })
    }

    /// True for an office where the person is known to hold another: no senator is "the governor".
    fn holds_another(&self, noun: &str, id: usize) -> bool {
        let entity = &self.entities.all[id];
        OFFICES.contains(&noun)
            && entity.roles.iter().any(|role| OFFICES.contains(&role.as_str()))
            && !self.fits_role(noun, entity)
    }

    /// "the union" is the Dockers' Union before it is any other body, "the bishops" their conference: where it was
    /// named last, and which it is.
    fn named_like(&self, noun: &str, offset: usize) -> Option<(usize, usize)> {
        let entity = |id: usize| &self.entities.all[id];
        self.entities
            .before(offset)
            .take(FARTHEST)
            .find(|&(_, id)| {
                !entity(id).is_person()
                    && entity(id).words.len() > 1
                    && entity(id).words.last().is_some_and(|last| fold_word(last) == noun)
            })
            .map(|(mention, id)| (mention.span.start, id))
    }

    /// "the group", "the company", "the government": the last body of the kind, one that spoke or heads a sentence
    /// before one that is only mentioned.
    fn body_again(&self, noun: &str, offset: usize, paragraph: usize) -> Option<Resolved> {
        let fits = |id: usize| self.may_be_called(id, noun);
        let spoke = self.recent(paragraph, 1).filter(|resolved| {
            matches!(resolved.kind, SpeakerKind::Body | SpeakerKind::Group)
                && resolved.speaker.entity.is_some_and(fits)
        });
        let called = |id: usize| fits(id) && self.entities.all[id].roles.contains(noun);
        let spoke_as = spoke.clone().filter(|r| r.speaker.entity.is_some_and(called));
        if spoke_as.is_some() {
            return spoke_as;
        }
        let introduced = || self.entities.before(offset).take(FARTHEST).find(|(_, id)| called(*id));
        let around = self.starts.get(paragraph.saturating_sub(2)).copied().unwrap_or_default();
        if let Some((_, id)) = introduced().filter(|(mention, _)| mention.span.start >= around) {
            return Some(self.entity(id));
        }
        if let Some(id) = self.only_named(noun) {
            return Some(self.entity(id));
        }
        if spoke.is_some() {
            return spoke;
        }
        let from = self.starts.get(paragraph.saturating_sub(1)).copied().unwrap_or_default();
        let near = || {
            self.entities
                .before(offset)
                .take_while(|(mention, _)| mention.span.start >= from)
                .filter(|(_, id)| fits(*id))
        };
        let id = near()
            .find(|(mention, _)| mention.subject)
            .or_else(|| near().find(|(mention, _)| !mention.qualifies))
            .or_else(introduced)
            .or_else(|| {
                let mut before = self.entities.before(offset).take(FARTHEST);
                before.find(|(mention, id)| !mention.qualifies && fits(*id))
            })
            .map(|(_, id)| id)?;
        Some(self.entity(id))
    }

    /// "the union" where the report names one body so: the Dockers' Union.
    fn only_named(&self, noun: &str) -> Option<usize> {
        let named = |entity: &Known| {
            entity.words.len() > 1 && entity.low.last().is_some_and(|last| last == noun)
        };
        let all = self.entities.all.iter().enumerate();
        let mut bodies = all.filter(|(_, entity)| entity.is_body() && named(entity));
        let (id, _) = bodies.next()?;
        bodies.next().is_none().then_some(id)
    }

    /// "those firms", "the agencies": the bodies that the sentence before lists.
    fn bodies_again(&self, offset: usize) -> Option<Resolved> {
        let here = self.sentences.partition_point(|&start| start < offset);
        let before = Span::new(*self.sentences.get(here.checked_sub(1)?)?, offset);
        let mut names: Vec<&str> = Vec::new();
        for (_, id) in self.entities.in_span(before) {
            let entity = &self.entities.all[id];
            let body = matches!(entity.kind, EntityKind::Organisation | EntityKind::Other);
            if body && !names.contains(&entity.name.as_str()) {
                names.push(&entity.name);
            }
        }
        (2..=MOST_LISTED).contains(&names.len()).then(|| Resolved {
            speaker: Speaker { entity: None, name: list(&names) },
            kind: SpeakerKind::Body,
            sure: false,
        })
    }

    /// True where the entity is a body that the noun can take up.
    fn may_be_called(&self, id: usize, noun: &str) -> bool {
        const STATE: [&str; 8] = [
            "government",
            "country",
            "nation",
            "state",
            "regime",
            "side",
            "administration",
            "military",
        ];
        const NAMED: [&str; 7] =
            ["union", "party", "league", "council", "committee", "commission", "court"];
        // nouns of one kind of body: an association is no panel
        const PARTICULAR: [&str; 18] = [
            "panel",
            "force",
            "jury",
            "committee",
            "council",
            "commission",
            "court",
            "board",
            "school",
            "university",
            "church",
            "senate",
            "house",
            "army",
            "navy",
            "police",
            "ministry",
            "embassy",
        ];
        const OFFICIAL: [&str; 14] = [
            "department",
            "court",
            "ministry",
            "government",
            "police",
            "army",
            "university",
            "house",
            "senate",
            "congress",
            "agency",
            "bureau",
            "administration",
            "parliament",
        ];
        const PRIVATE: [&str; 11] = [
            "group",
            "organization",
            "organisation",
            "association",
            "union",
            "coalition",
            "company",
            "firm",
            "club",
            "league",
            "foundation",
        ];
        let entity = &self.entities.all[id];
        let platform = self.models.media.platforms.contains(&crate::lexicon::bare(&entity.name));
        let medium = is_medium(self.models, self.entities, &entity.name);
        if medium && !platform && !entity.roles.contains(noun) {
            return false;
        }
        let another = entity.words.len() > 1
            && entity.low.iter().any(|word| self.models.roles.bodies.contains(word.as_str()))
            && !entity.low.iter().any(|word| word == noun)
            && !entity.roles.contains(noun);
        if another && PARTICULAR.contains(&noun) {
            return false;
        }
        let official = self.models.places.is_metonym(&entity.name)
            || entity.words.last().is_some_and(|last| OFFICIAL.contains(&fold_word(last).as_str()));
        match entity.kind {
            EntityKind::Place => STATE.contains(&noun),
            EntityKind::Organisation => !(official && PRIVATE.contains(&noun)),
            // a body of this kind bears the noun in its name, or goes by initials
            EntityKind::Other if NAMED.contains(&noun) => {
                entity.words.len() > 1 || entity.name.chars().all(|c| !c.is_lowercase())
            }
            // "in Averley. The police said": whatever stands near is no police by that
            EntityKind::Other if PARTICULAR.contains(&noun) => {
                entity.low.iter().any(|word| word == noun)
                    || entity.roles.contains(noun)
                    || entity.name.chars().all(|c| !c.is_lowercase())
            }
            EntityKind::Other => entity.words.len() > 1 || !STATE.contains(&noun),
            _ => false,
        }
    }

    /// The person whom most words of the description fit; then one named nearby, then the most prominent.
    fn by_role(&self, items: &[Item], offset: usize, paragraph: usize) -> Option<Resolved> {
        let words: Vec<&str> = items
            .iter()
            .filter(|item| !is_determiner(item) && item.kind != ItemKind::Possessive)
            .map(|item| item.low.as_str())
            .collect();
        let words = ranked(words.into_iter());
        let near = self.starts.get(paragraph.saturating_sub(1)).copied().unwrap_or_default();
        let mut best = None;
        for (id, entity) in self.entities.all.iter().enumerate().filter(|(_, e)| e.is_person()) {
            // "former" alone tells nobody from another
            let tells = |word: &&String| {
                !matches!(word.as_str(), "former" | "then" | "ex" | "late" | "senior")
            };
            let fits =
                words.iter().filter(tells).filter(|word| self.fits_role(word, entity)).count();
            let noun = words.last().is_some_and(|noun| self.fits_role(noun, entity));
            let before = entity.mentions.partition_point(|m| m.span.start < offset);
            let Some(lately) = before.checked_sub(1).map(|k| entity.mentions[k].span.start) else {
                continue;
            };
            let past = |role: &str| matches!(role, "former" | "then" | "ex" | "late");
            let living =
                !entity.roles.iter().any(|role| past(role)) || words.iter().any(|word| past(word));
            let close = if lately >= near { lately } else { 0 };
            let rank = (noun, fits, living, close, entity.mentions.len(), lately);
            if fits > 0 && best.is_none_or(|(known, _)| rank > known) {
                best = Some((rank, id));
            }
        }
        best.map(|(_, id)| self.entity(id))
    }

    /// "the president", where nobody was given the title: the person of whom the report speaks most and who holds no
    /// other office.
    fn holder(&self, noun: &str, offset: usize) -> Option<Resolved> {
        const SOLE: [&str; 4] = ["president", "premier", "chancellor", "pope"];
        if !SOLE.contains(&noun) {
            return None;
        }
        let free = |entity: &Known| {
            entity.roles.iter().all(|role| {
                matches!(role.as_str(), "mr." | "mr" | "ms." | "ms" | "mrs." | "mrs")
                    || !self.models.roles.titles.contains(role) && !role.contains('-')
            })
        };
        let known = |entity: &Known| entity.mentions.iter().any(|m| m.span.start < offset);
        let (id, entity) = self
            .entities
            .all
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.is_person() && free(entity) && known(entity))
            .max_by_key(|(id, entity)| (entity.mentions.len(), usize::MAX - id))?;
        (entity.mentions.len() >= 3).then(|| Resolved { sure: false, ..self.entity(id) })
    }

    fn fits_role(&self, word: &str, entity: &Known) -> bool {
        let roles = &entity.roles;
        let place = self.models.places.of_adjective(word).map(fold_word);
        let synonyms = self.models.roles.synonyms.get(word);
        roles.contains(word)
            || place.is_some_and(|place| roles.contains(&place))
            || synonyms.is_some_and(|others| others.iter().any(|other| roles.contains(other)))
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
        let items = without_verb(items, head);
        let low = items[head].low.as_str();
        let models = self.models;
        let kind = if models.roles.persons.contains(low) || low.ends_with("-year-old") {
            SpeakerKind::Person
        } else if models.roles.groups.contains(low) || models.roles.persons.contains(&singular(low))
        {
            SpeakerKind::Group
        } else if models.media.occasions.contains(low)
            || models.media.documents.contains(low)
            || models.media.documents.contains(&singular(low))
        {
            SpeakerKind::Document
        } else {
            SpeakerKind::Body
        };
        let kind = if kind == SpeakerKind::Group && items[0].is_any(&["one", "another"]) {
            SpeakerKind::Person
        } else {
            kind
        };
        // a document is one thing, whether it is told of for the first time or again
        let article = items[0].is_any(&["the", "this", "that", "these", "those", "both"])
            || kind == SpeakerKind::Document && items[0].is_any(&["a", "an"]);
        let from = usize::from(article && items.len() > 1);
        let span = Span::new(items[from].span.start, items[items.len() - 1].span.end);
        let mut name = span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        // "Oye's office", "an aide to Ms. Oye of Marn": the person by the full name, without titles and seat
        let person = self.entities.in_span(span).find(|(_, id)| self.entities.all[*id].is_person());
        if let Some((mention, id)) = person {
            let starts = mention.start == span.start;
            let behind = items[..]
                .iter()
                .rposition(|item| {
                    item.span.end <= mention.start && item.is_any(&["of", "for", "to"])
                })
                .filter(|_| mention.start > items[head].span.start);
            let join = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
            let full = &self.entities.all[id].name;
            if starts {
                name = format!("{full}{}", Span::new(mention.end, span.end).of(self.text));
            } else if let Some(link) = behind {
                let front = Span::new(span.start, items[link].span.end);
                let rest = items.iter().find(|item| item.span.start >= mention.end);
                let more = match rest {
                    Some(next) if next.kind == ItemKind::Possessive => {
                        Span::new(mention.end, span.end).of(self.text)
                    }
                    _ => "",
                };
                name = format!("{} {full}{more}", join(front.of(self.text)));
            }
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
        if item.is_any(&["it", "its"]) {
            let body = |kind| {
                matches!(kind, SpeakerKind::Body | SpeakerKind::Medium | SpeakerKind::Document)
            };
            // "The letter was sent on Friday. “…,” it said."
            let topic = self.topic(paragraph).map(|topic| topic.voice.clone());
            return self
                .subject_body(sentence, offset)
                .or_else(|| self.body_here(sentence, item, paragraph))
                .or(topic)
                .or_else(|| self.recent(paragraph, 1).filter(|resolved| body(resolved.kind)))
                .or_else(|| {
                    self.latest(offset, |kind| {
                        kind != SpeakerKind::Person && kind != SpeakerKind::Group
                    })
                })
                .or_else(|| self.recent(paragraph, 1));
        }
        if item.is_any(&["they", "their"]) {
            let crowd = self.crowd.as_ref().filter(|(crowd, at)| {
                *at == paragraph || crowd.speaker.name.contains(" and ") && paragraph == at + 1
            });
            let spoke = self.last.as_ref().filter(|(_, _, at)| *at == paragraph);
            if let (Some((crowd, _)), None) = (crowd, spoke) {
                return Some(crowd.clone());
            }
            return self
                .recent(paragraph, 2)
                .filter(|r| r.kind != SpeakerKind::Person)
                .or_else(|| self.latest(offset, |kind| kind == SpeakerKind::Body))
                .or_else(|| self.recent(paragraph, 2));
        }
        if item.is_any(&["we", "i", "you"]) {
            return None;
        }
        // a subject of the same sentence, then the latest of: last speaker, subject of a sentence before
        // “A. B. was told,” he said: whom the words name is not who says them
        let marked: Vec<Span> =
            sentence.items.iter().filter(|i| i.quote().is_some()).map(|i| i.span).collect();
        let in_marks = |span: Span| marked.iter().any(|words| words.contains(span));
        let here = || {
            self.entities
                .before(offset)
                .take_while(|(m, _)| m.span.start >= sentence.span.start)
                .filter(|(m, id)| self.may_be(*id, gender) && !in_marks(m.span))
        };
        let inserted = is_inserted(sentence, item);
        let subjects = here().filter(|(m, _)| m.subject && !inserted);
        if let Some((_, id)) = subjects.last() {
            return Some(self.entity(id));
        }
        // "When the draft was sent to Ms. Oye, she …": the only one whom the clause in front names
        if opens_with_clause(sentence)
            && let Some((_, id)) = here().next()
            && here().all(|(_, other)| other == id)
            && (self.entities.all[id].gender == gender || !self.entities.all[id].roles.is_empty())
        {
            return Some(self.entity(id));
        }
        if gender.is_some()
            && let Some(id) = self.owner_here(sentence, offset, gender)
        {
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
                && resolved
                    .speaker
                    .entity
                    .is_none_or(|id| self.may_be(id, gender) || self.may_be_person(id))
        });
        if let Some((_, spoken, at)) = &self.last
            && *at < paragraph
            && let Some(id) = self.introduced_since(*spoken, sentence.span.start, gender)
        {
            return Some(self.entity(id));
        }
        match (last, subject_at) {
            // "“…,” said Ms. Moe, who likes Ms. Lund, and …": the speaker before others of the sentence
            (Some((resolved, offset, _)), Some(at))
                if *offset + 1 > at || self.sentence_of(*offset) == self.sentence_of(at) =>
            {
                Some(resolved.clone())
            }
            (Some((resolved, ..)), None) => Some(resolved.clone()),
            (_, Some(_)) => subject.map(|id| self.entity(id)),
            (None, None) => {
                let before = || self.entities.before(offset).take(FARTHEST);
                // "Tamura has many friends. … he met the director A. B. Verlane.": the name that heads a sentence
                // before one that is only mentioned
                let heads = |&(mention, id): &(Mention, usize)| {
                    mention.subject
                        && self.entities.all[id].kind == EntityKind::Other
                        && self.entities.all[id].words.len() == 1
                        && self.entities.all[id].roles.is_empty()
                        && self.told_of_person(Span::new(mention.span.end, sentence.span.start))
                };
                let from = self.starts.get(paragraph.saturating_sub(1)).copied();
                let near = before()
                    .take_while(|(mention, _)| from.is_some_and(|from| mention.span.start >= from));
                let any = near
                    .filter(heads)
                    .last()
                    .or_else(|| before().find(|&(_, id)| self.may_be(id, gender)))
                    // a name that nothing tells from a body's
                    .or_else(|| {
                        before().find(|&(mention, id)| {
                            mention.subject
                                && self.entities.all[id].kind == EntityKind::Other
                                && self.entities.all[id].words.len() <= 3
                        })
                    });
                any.map(|(_, id)| Resolved { sure: false, ..self.entity(id) })
            }
        }
    }

    /// True where the words take up one person: "himself", "her", "The game designer".
    fn told_of_person(&self, span: Span) -> bool {
        const OWN: [&str; 6] = ["himself", "herself", "he", "she", "his", "her"];
        let words: Vec<&str> = span.of(self.text).split_whitespace().collect();
        (0..words.len()).any(|at| {
            let taken_up = words[at] == "The"
                && words[at + 1..]
                    .iter()
                    .take(3)
                    .any(|word| self.models.roles.persons.contains(word));
            taken_up || OWN.contains(&words[at].trim_end_matches(['.', ',', ';']))
        })
    }

    /// Which sentence the offset stands in.
    fn sentence_of(&self, offset: usize) -> usize {
        self.sentences.partition_point(|&start| start <= offset)
    }

    /// The only person named between the latest speech and the offset, introduced there with what he is.
    fn introduced_since(&self, from: usize, to: usize, gender: Option<Gender>) -> Option<usize> {
        let mut near = self
            .entities
            .before(to)
            .take_while(|(mention, _)| mention.span.start > from)
            .filter(|(mention, id)| !mention.qualifies && self.may_be(*id, gender));
        let (_, id) = near.next()?;
        let entity = &self.entities.all[id];
        let new = entity.mentions.first().is_some_and(|first| first.span.start > from);
        (new && !entity.roles.is_empty() && near.all(|(_, other)| other == id)).then_some(id)
    }

    /// "Ms. Oye's fate is unclear, but she …": whose thing heads the sentence, where it is no person's aide or kin.
    fn owner_here(
        &self,
        sentence: &Sentence,
        offset: usize,
        gender: Option<Gender>,
    ) -> Option<usize> {
        let items = &sentence.items;
        let mark = items.iter().take(8).position(|item| item.kind == ItemKind::Possessive)?;
        let (mention, id) = self.entities.before(items[mark].span.end).next()?;
        let heads = mention.span.end == items[mark].span.start
            && items[..mark].iter().all(|item| item.is_word() && (item.capital || item.is("but")))
            && items[mark].span.end < offset;
        let thing = items[mark + 1..]
            .iter()
            .take(3)
            .take_while(|item| item.is_word())
            .all(|item| !self.models.roles.is_speaker(&item.low));
        (heads && thing && self.may_be(id, gender)).then_some(id)
    }

    /// "The panel recommended a course, and it …": the body without a name that heads the sentence.
    fn body_here(&self, sentence: &Sentence, pronoun: &Item, paragraph: usize) -> Option<Resolved> {
        let items = &sentence.items;
        let at = items.iter().position(|item| item.span == pronoun.span)?;
        let subject = crate::reporting::head_subject(items, at, self.models);
        let subject = items.get(subject).filter(|subject| !subject.is_empty())?;
        let head = self.head(subject).filter(|_| is_determiner(&subject[0]))?;
        let noun = subject[head].low.as_str();
        if subject[head].span.start > pronoun.span.start
            || !self.models.roles.speaking_bodies.contains(noun)
            || self.models.media.documents.contains(noun)
        {
            return None;
        }
        let known = subject[0]
            .is("the")
            .then(|| self.again(subject, noun, subject[0].span.start, paragraph));
        known.flatten().or_else(|| self.described_as(subject, head))
    }

    /// The body that heads the sentence before the offset.
    fn subject_body(&self, sentence: &Sentence, offset: usize) -> Option<Resolved> {
        self.entities
            .before(offset)
            .take_while(|(mention, _)| mention.span.start >= sentence.span.start)
            .find(|(mention, id)| mention.subject && !self.entities.all[*id].is_person())
            .map(|(_, id)| self.entity(id))
            .filter(|resolved| resolved.kind != SpeakerKind::Person)
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

    /// A name of two or three words that nothing tells from a person's and that is called no kind of body.
    fn may_be_person(&self, id: usize) -> bool {
        let entity = &self.entities.all[id];
        entity.kind == EntityKind::Other
            && entity.roles.is_empty()
            && (2..=3).contains(&entity.words.len())
            && entity
                .words
                .iter()
                .all(|word| word.chars().filter(|c| c.is_uppercase()).count() == 1)
    }

    fn may_be(&self, id: usize, gender: Option<Gender>) -> bool {
        let entity = &self.entities.all[id];
        entity.is_person()
            && (gender.is_none() || entity.gender.is_none() || entity.gender == gender)
    }

    /// Who heads the sentence before the offset, by name: the likeliest source where the words found name nobody.
    pub(crate) fn subject_here(&self, sentence: &Sentence, offset: usize) -> Option<Resolved> {
        self.entities
            .before(offset)
            .take_while(|(mention, _)| mention.span.start >= sentence.span.start)
            .filter(|(mention, id)| {
                mention.subject && self.entities.all[*id].kind != EntityKind::Place
            })
            .last()
            .map(|(_, id)| Resolved { sure: false, ..self.entity(id) })
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
        // a place that a sentence only mentions says nothing
        let may_speak = |&(mention, id): &(Mention, usize)| {
            !mention.qualifies
                && (mention.subject || self.entities.all[id].kind != EntityKind::Place)
        };
        let before = self.entities.before(offset).filter(may_speak);
        before.map(|(_, id)| self.entity(id)).find(|resolved| {
            resolved.speaker.entity.is_some()
                && !self.models.places.is_region(&resolved.speaker.name)
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

/// A source without the clause that describes it: "The lawsuit, which was brought by Ola Moe", "a user who lives here".
fn before_relative(items: &[Item], source: &Range<usize>) -> Range<usize> {
    let relative = (source.start + 1..source.end.min(items.len()))
        .find(|&k| items[k].is_any(&["who", "which", "whose"]));
    let Some(at) = relative else { return source.clone() };
    let comma = items[at - 1].kind == ItemKind::Comma;
    let end = at - usize::from(comma);
    // "one of whom", "both of which"
    if end > source.start && !items[end - 1].is_any(&["of", "for", "to", "with"]) {
        source.start..end
    } else {
        source.clone()
    }
}

/// "The mayor’s plan, he said, was late": words of the speaker stand before the pronoun, which name other people.
fn is_inserted(sentence: &Sentence, pronoun: &Item) -> bool {
    let items = &sentence.items;
    let Some(at) = items.iter().position(|item| item.span == pronoun.span) else { return false };
    let comma = |k: usize| items.get(k).is_some_and(|item| item.kind == ItemKind::Comma);
    let verb = items.get(at + 1).is_some_and(Item::is_word);
    let led = items[0].is_any(&[
        "when", "after", "as", "while", "before", "since", "in", "at", "during", "on", "if",
        "because", "although", "though", "once", "with", "for", "by",
    ]);
    at > 1 && comma(at - 1) && verb && comma(at + 2) && !led
}

/// "When the draft was sent to …,": a clause with a subject of its own stands in front.
fn opens_with_clause(sentence: &Sentence) -> bool {
    let items = &sentence.items;
    let first = items.iter().position(|item| !item.is_any(&["but", "and", "so", "yet"]));
    first.is_some_and(|k| {
        items[k].is_any(&["when", "after", "as", "once", "because", "since", "before"])
            && items.get(k + 1).is_some_and(|next| {
                (is_determiner(next) || next.capital) && !next.low.ends_with("ing")
            })
    })
}

/// A description without the verb that the phrase ran into: "the keeper of the lock issued", "his aide doubled down".
fn without_verb<'s, 't>(items: &'s [Item<'t>], head: usize) -> &'s [Item<'t>] {
    let from = (head + 1).max(items.len().saturating_sub(2));
    let verb = (from..items.len()).find(|&k| {
        let detailing = !items[k].capital
            && items[k].low.ends_with("ing")
            && k == head + 1
            && k + 1 == items.len();
        is_past_verb(&items[k]) || detailing || items[k].is_any(&["went", "began", "goes"])
    });
    let mut end = verb.unwrap_or(items.len());
    // "senior officials significantly"
    while end > head + 1 && crate::phrase::is_between(&items[end - 1]) {
        end -= 1;
    }
    &items[..end]
}

/// A past tense in "-ed" that is no participle of those that describe people and bodies.
fn is_past_verb(item: &Item) -> bool {
    const PART: [&str; 8] =
        ["called", "named", "known", "based", "united", "concerned", "unidentified", "retired"];
    item.is_word() && !item.capital && item.low.ends_with("ed") && !item.is_any(&PART)
}

/// "letter" of "a letter".
fn without_article(phrase: &str) -> &str {
    let articles = ["The ", "the ", "A ", "a ", "An ", "an "];
    articles.iter().find_map(|article| phrase.strip_prefix(article)).unwrap_or(phrase)
}

/// "One of the men", "another person".
fn is_one_of(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "one" | "another")
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
        || entities.media.contains(key.as_ref())
        || media.outlets.contains(&key)
        || media.agencies.contains(&key)
        || media.platforms.contains(&key)
        || media.media_nouns.iter().any(|noun| key.ends_with(noun.as_str()))
}

fn is_pronoun(item: &Item) -> bool {
    crate::phrase::PRONOUNS.contains(&item.low.as_str()) || item.is_any(&["his", "their", "its"])
}

pub(crate) fn singular(low: &str) -> Cow<'_, str> {
    if let Some(stem) = low.strip_suffix("ies") {
        return Cow::Owned(format!("{stem}y"));
    }
    let one = low.strip_suffix('s').filter(|s| s.len() > 2 && !s.ends_with('s'));
    Cow::Borrowed(one.unwrap_or(low))
}
