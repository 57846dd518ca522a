//! Documents and occasions as phrases: "an open letter to Coast Radio", "a two-hour briefing", "the advertisement says".
//!
//! A phrase ends in a noun of the lists and does not reach across a verb, a comma or a preposition. Its name is the
//! words of the report without the article, at most six of them.

use crate::attribute::span_of;
use crate::chain::{Chains, link, medium_role};
use crate::document::{Item, ItemKind};
use crate::lexicon::{Media, bare};
use crate::phrase::{self, is_determiner};
use crate::speaker::{is_medium, singular};
use std::ops::Range;
use variorum_model::{Link, LinkRole, Span};

/// What a noun is, as a link of a chain; `None` for others.
fn role_of(media: &Media, low: &str) -> Option<LinkRole> {
    let one = singular(low);
    if media.documents.contains(low) || media.documents.contains(&one) {
        Some(LinkRole::Document)
    } else if media.occasions.contains(low)
        || media.settings.contains(low)
        || media.settings.contains(&one)
    {
        Some(LinkRole::Occasion)
    } else {
        None
    }
}

/// The role of the noun at `at`, with the word before it where both make one ("town hall", "ad campaign").
fn role_at(media: &Media, items: &[Item], at: usize) -> Option<LinkRole> {
    let item = items.get(at).filter(|item| item.is_word())?;
    let pair = at
        .checked_sub(1)
        .filter(|&k| items[k].is_word())
        .and_then(|k| role_of(media, &format!("{} {}", items[k].low, item.low)));
    pair.or_else(|| role_of(media, &item.low))
}

impl Chains<'_> {
    /// "a statement", "an op-ed published by X", "a telephone interview with X", "the Democratic National Convention":
    /// the links of the phrase at `at`, and where to read on.
    pub(crate) fn document_or_occasion(
        self,
        items: &[Item],
        at: usize,
    ) -> Option<(Vec<Link>, usize)> {
        let first = items.get(at)?;
        let (phrase, role) = self.phrase(items, at)?;
        let setting = !self.models.media.occasions.contains(&items[phrase.end - 1].low)
            && role == LinkRole::Occasion;
        // "at a meeting", but not "to use Monday's meeting": a setting of the words is new to the reader
        if setting && !first.is_any(&["a", "an", "one", "another", "his", "her", "their"]) {
            return None;
        }
        let opened = is_determiner(first)
            || first.capital
            || first.is_any(&["separate", "joint", "remarks", "prepared", "written"])
            || phrase.len() == 1 && first.is_any(&["remarks", "testimony"]);
        // "down in the polls", "in the event that": figures of speech
        let idiom = items[phrase.end - 1].is("polls")
            || self.is_figure(items, &phrase)
            || phrase.len() == 2
                && first.is("the")
                && items[at + 1].is("event")
                && items.get(at + 2).is_some_and(|next| next.is_any(&["that", "of"]));
        if !opened || idiom {
            return None;
        }
        let noun = &items[phrase.end - 1];
        let span = Span::new(items[phrase.start].span.start, noun.span.end);
        // "in her tweets": the platform
        if let Some(platform) = self.models.media.platform_verbs.get(&noun.low)
            && !self.models.media.documents.contains(platform)
        {
            return Some((vec![link(platform.clone(), LinkRole::Medium, span)], phrase.end));
        }
        let mut name = shorten(span.of(self.text));
        let mut next = phrase.end;
        let mut covered = span;
        let document = role == LinkRole::Document;
        if let Some((carrier, carrier_span, verb, end)) = self.carrier(items, phrase.end, document)
        {
            name = format!("{} {verb} {carrier}", noun.span.of(self.text));
            covered = covered.cover(carrier_span);
            next = end;
        }
        if let Some((joint, partner, end)) = self.partner(items, next, role, noun) {
            name =
                shorten(&format!("{} {joint} {}", noun.span.of(self.text), partner.of(self.text)));
            covered = covered.cover(partner);
            next = end;
        }
        Some((vec![self.by_inner_medium(link(name, role, covered), span)], next))
    }

    /// "in a show of force", "on a personal note", "problems in the program": nouns that are no occasion here.
    fn is_figure(self, items: &[Item], phrase: &Range<usize>) -> bool {
        let noun = &items[phrase.end - 1];
        let next = |words: &[&str]| items.get(phrase.end).is_some_and(|item| item.is_any(words));
        let behind = |word: &str| phrase.start > 0 && items[phrase.start - 1].is(word);
        match noun.low.as_str() {
            "show" => next(&["of"]),
            "call" => next(&["for", "to"]),
            "debate" | "discussion" | "conversation" => {
                items[phrase.start].is_any(&["the", "this"]) && next(&["over", "about"])
            }
            "note" => behind("on"),
            // "a video of the crowd", but "a video of her remarks"
            "video" | "clip" | "footage" | "tape" | "recording" => {
                let words = items.get(phrase.end + 1..).unwrap_or_default().iter().take(3);
                next(&["of", "showing"]) && !words.into_iter().any(|item| item.is_any(&SPOKEN))
            }
            "post" => behind("at"),
            "program" | "programs" => !items[phrase.clone()].iter().any(|item| {
                item.is_any(&["radio", "television", "tv", "talk", "news", "cable", "his", "her"])
                    || item.quote().is_some()
            }),
            _ => false,
        }
    }

    /// "in court papers", "in a series of tweets", "issued identical statements": plurals that need no article.
    pub(crate) fn several(self, items: &[Item], at: usize) -> Option<(Vec<Link>, usize)> {
        let media = &self.models.media;
        let of = (at..items.len().min(at + HEAP_REACH))
            .take_while(|&k| items[k].is_word())
            .filter(|&k| items[k].is("of"))
            .last()
            .filter(|&of| items[at..of].iter().any(|item| media.heaps.contains(&item.low)));
        let start = of.map_or(at, |of| of + 1);
        let first = items.get(start)?;
        let (phrase, role) = self.phrase(items, start)?;
        let noun = &items[phrase.end - 1];
        let plural = media.plurals.contains(&noun.low) && phrase.len() <= 3;
        let kinds = items[start..phrase.end - 1]
            .iter()
            .all(|item| item.capital || media.plural_kinds.contains(&item.low));
        let posts = media.platform_verbs.contains_key(&noun.low);
        if !plural || !kinds && !posts || of.is_none() && is_determiner(first) {
            return None;
        }
        let span = span_of(items, &phrase);
        if let Some(platform) = media.platform_verbs.get(&noun.low) {
            return Some((vec![link(platform.clone(), LinkRole::Medium, span)], phrase.end));
        }
        let found = link(shorten(span.of(self.text)), role, span);
        Some((vec![self.by_inner_medium(found, span)], phrase.end))
    }

    /// "in remarks at the Harbour Club", "in prepared remarks": remarks by whom or where they were made.
    pub(crate) fn remarks(self, items: &[Item], at: usize) -> Option<(Vec<Link>, usize)> {
        let noun = (at..items.len().min(at + 4))
            .take_while(|&k| items[k].is_word() && !phrase::closes(&items[k]))
            .take_while(|&k| !phrase::is_day(&items[k]))
            .find(|&k| items[k].is_any(&["remarks", "comments"]))?;
        let formal = items[at..noun].iter().any(|item| {
            item.is_any(&[
                "prepared",
                "televised",
                "recorded",
                "written",
                "public",
                "brief",
                "opening",
                "closing",
                "introductory",
                "impromptu",
            ])
        });
        let partner = items
            .get(noun + 1)
            .filter(|joint| joint.is_any(&["at", "to", "before"]))
            .map(|_| phrase::right(items, noun + 2, items.len(), self.models))
            .filter(|range| items[range.clone()].iter().any(|item| item.capital));
        let end = partner.as_ref().map_or(noun + 1, |range| range.end);
        let medium = partner.as_ref().is_some_and(|range| {
            is_medium(self.models, self.entities, span_of(items, range).of(self.text))
        });
        if !formal && partner.is_none() || medium {
            return None;
        }
        let span = span_of(items, &(at..end));
        Some((vec![link(shorten(span.of(self.text)), LinkRole::Occasion, span)], end))
    }

    /// "on the Senate floor", "told the Harbour Committee": where somebody spoke, or who heard it.
    pub(crate) fn place_of_speech(self, items: &[Item], at: usize) -> Option<(Vec<Link>, usize)> {
        let media = &self.models.media;
        let item = &items[at];
        let start = at + 1 + usize::from(items.get(at + 1).is_some_and(is_determiner));
        if item.is_any(&["in", "on", "from", "inside"]) {
            for end in (start + 1..=(start + 4).min(items.len())).rev() {
                let words: Vec<&str> =
                    items[start..end].iter().map(|item| item.low.as_str()).collect();
                if media.venues.contains(&words.join(" ")) {
                    let span = span_of(items, &(start..end));
                    let name = span.of(self.text).to_owned();
                    return Some((vec![link(name, LinkRole::Venue, span)], end));
                }
            }
        }
        let told = item.is_any(&["told", "tells", "telling"])
            || item.is_any(&["before", "to"])
                && items[at.saturating_sub(3)..at].iter().any(|item| {
                    item.is_any(&["testified", "testifying", "testimony", "spoke", "speaking"])
                });
        if !told {
            return None;
        }
        let range = phrase::right(items, start, items.len(), self.models);
        let head =
            items[range.clone()].iter().rposition(|item| media.hearing.contains(&item.low))?;
        let named = items[range.start].capital
            && items
                .get(range.start + head + 1)
                .is_none_or(|next| next.kind != ItemKind::Possessive);
        if !named {
            return None;
        }
        let span = span_of(items, &(range.start..range.start + head + 1));
        let found = link(shorten(span.of(self.text)), LinkRole::Venue, span);
        Some((vec![found], range.start + head + 1))
    }

    /// "told the court", "told a party rally": who heard it, by the fullest name before where an article takes it up.
    pub(crate) fn hearers(self, items: &[Item], at: usize) -> Option<(Vec<Link>, usize)> {
        let media = &self.models.media;
        let article = items.get(at).filter(|item| item.is_any(&["the", "a", "an"]))?;
        let hears = |k: &usize| {
            let item = &items[*k];
            HEARERS.contains(&item.low.as_str())
                || media.hearing.contains(&item.low)
                || media.occasions.contains(&item.low) && !article.is("the")
        };
        let noun = (at + 1..items.len().min(at + 6))
            .take_while(|&k| items[k].is_word() && !phrase::closes(&items[k]))
            .filter(hears)
            .last()?;
        let heads = items.get(noun + 1).is_none_or(|next| {
            !next.is_word() && next.kind != ItemKind::Possessive
                || phrase::closes(next)
                || phrase::is_day(next)
                || phrase::is_month(next)
                || phrase::PRONOUNS.contains(&next.low.as_str())
                || is_determiner(next)
                || next.capital
                || next.is_any(&["last", "late", "early", "earlier"])
        });
        if !heads || items[noun].capital {
            return None;
        }
        // "the chamber", "the council": one that the report has named, or it says nothing
        let vague = article.is("the") && !HEARERS.contains(&items[noun].low.as_str());
        let span = span_of(items, &(at + 1..noun + 1));
        let low = items[noun].low;
        let again = |id: usize| {
            let entity = &self.entities.all[id];
            !entity.is_person()
                && entity.words.len() > 1
                && entity.low.last().is_some_and(|last| *last == low)
        };
        let named = (article.is("the") && noun == at + 1)
            .then(|| self.entities.before(span.start).map(|(_, id)| id).find(|&id| again(id)))
            .flatten();
        if vague && named.is_none() && noun == at + 1 {
            return None;
        }
        let name = named
            .map_or_else(|| shorten(span.of(self.text)), |id| self.entities.all[id].name.clone());
        let role =
            if media.occasions.contains(&low) { LinkRole::Occasion } else { LinkRole::Venue };
        Some((vec![link(name, role, span)], noun + 1))
    }

    /// The phrase from `at` to its noun, and what the noun is.
    fn phrase(self, items: &[Item], at: usize) -> Option<(Range<usize>, LinkRole)> {
        let media = &self.models.media;
        let phrase = phrase_until(items, at, |k| role_at(media, items, k).is_some())?;
        let role = role_at(media, items, phrase.end - 1)?;
        Some((phrase, role))
    }

    /// "an interview with X", "his speech at the Y": the occasion by its partner or place; "a letter to X".
    fn partner<'b>(
        self,
        items: &'b [Item],
        at: usize,
        role: LinkRole,
        noun: &Item,
    ) -> Option<(&'b str, Span, usize)> {
        // "an interview this month on the Coast Network"
        let at = at + dated(items.get(at..).unwrap_or_default());
        let joint = items.get(at)?;
        let wanted: &[&str] = match role {
            LinkRole::Occasion => &["with", "at", "before", "in"],
            _ if noun.is_any(&["letter", "letters", "e-mail", "email", "memo", "message"]) => {
                &["to"]
            }
            _ => return None,
        };
        if !joint.is_any(wanted) {
            return None;
        }
        let range = phrase::right(items, at + 1, items.len(), self.models);
        // "an interview in October" tells when, not where
        if items.get(range.start).is_some_and(|first| phrase::is_month(first) && first.capital) {
            return None;
        }
        // "an e-mail to Coast Radio": the medium is a link of its own
        if role == LinkRole::Document
            && !noun.is_any(&["letter", "letters"])
            && !range.is_empty()
            && is_medium(self.models, self.entities, span_of(items, &range).of(self.text))
        {
            return None;
        }
        let mut range = range;
        // "an interview with the radio program “Morning Tide”"
        let show = items.get(range.end).filter(|show| {
            let mut words = show.span.of(self.text).split_whitespace();
            show.quote().is_some()
                && (!range.is_empty() || joint.is("with"))
                && words.all(|word| word.len() <= 4 || word.contains(char::is_uppercase))
        });
        if range.is_empty() {
            range = at + 1..at + 1;
        }
        let shown = role == LinkRole::Occasion && show.is_some();
        if shown {
            range.end += 1;
        }
        let named = shown || items[range.clone()].iter().any(|item| item.capital && item.is_word());
        // "a speech in a hall where Ms. Oye once spoke": the place is what is named
        let short = role == LinkRole::Occasion || range.len() <= 5;
        (named && short && !range.is_empty())
            .then(|| (joint.low.as_str(), span_of(items, &range), range.end))
    }

    /// "a CNN interview": the medium stands inside the phrase.
    fn by_inner_medium(self, found: Link, phrase: Span) -> Link {
        let inner = self
            .entities
            .in_span(phrase)
            .find(|(inner, _)| is_medium(self.models, self.entities, inner.of(self.text)));
        let Some((inner, _)) = inner else { return found };
        let name = inner.of(self.text);
        if self.models.media.platforms.contains(&bare(name)) {
            return link(shorten(phrase.of(self.text)), LinkRole::Medium, phrase);
        }
        link(name.to_owned(), medium_role(self.models, name), inner)
    }

    /// The document that a reporting clause names as what speaks ("the letter says"), or that its sentence is about
    /// ("this ad ends with Ms. Oye claiming").
    pub(crate) fn subject_document(
        self,
        items: &[Item],
        source: &Range<usize>,
        participle: bool,
    ) -> Option<Link> {
        if let Some(found) = self.document_in(items, source) {
            return Some(found);
        }
        let start = items.iter().take_while(|item| !item.is_word()).count();
        let (phrase, role) = self.phrase(items, start)?;
        let verb = items.get(phrase.end)?;
        let media = &self.models.media;
        let holds = media.holding.contains(&verb.low);
        // "the letter released Tuesday by the guild took her to task, saying": a participle goes on with its subject
        let goes_on = participle && !verb.is_any(&["is", "was", "are", "were", "has", "will"]);
        let opened = is_determiner(&items[start]) || items[start].capital;
        (role == LinkRole::Document
            && opened
            && (holds || goes_on)
            && self.is_personal(&items[phrase.end - 1]))
        .then(|| self.named(items, &phrase, role))
    }

    /// A document that is somebody's own words: no study or court filing, and no form of a verb ("the mayor notes").
    fn is_personal(self, noun: &Item) -> bool {
        let verb = noun.low.ends_with('s') && self.models.cues.contains_key(&noun.low);
        !verb && !self.models.media.impersonal.contains(&noun.low)
    }

    /// A source phrase whose noun is a document: "The advertisement", "says the letter".
    fn document_in(self, items: &[Item], source: &Range<usize>) -> Option<Link> {
        if source.is_empty() {
            return None;
        }
        let media = &self.models.media;
        // "launching a campaign attacking …": the source next to a participle is only the noun
        let start = if source.len() == 1 && !items[source.start].capital {
            phrase::left(items, 0, source.end, self.models).start.min(source.start)
        } else {
            source.start
        };
        let (phrase, role) = self.phrase(&items[..source.end], start)?;
        let tail = items.get(phrase.end).filter(|_| phrase.end < source.end);
        let heads = tail.is_none_or(|next| {
            next.is_any(&["of", "by", "from", "to", "on", "in", "for", "about"])
                || media.putting.contains(&next.low)
        });
        let opened = is_determiner(&items[start]) || items[start].capital;
        let noun = &items[phrase.end - 1];
        let told = role == LinkRole::Document || noun.is_any(&ADDRESSES);
        (told && heads && opened && !noun.capital && self.is_personal(noun))
            .then(|| self.named(items, &phrase, role))
    }

    fn named(self, items: &[Item], phrase: &Range<usize>, role: LinkRole) -> Link {
        let span = span_of(items, phrase);
        let behind = phrase.end
            + usize::from(items.get(phrase.end).is_some_and(|next| next.kind == ItemKind::Comma));
        if items.get(behind).is_some_and(|next| next.is_any(&["published", "printed", "carried"]))
            && let Some((carrier, carried, how, _)) = self.carrier(items, behind, true)
        {
            let noun = items[phrase.end - 1].span.of(self.text);
            return link(
                format!("{noun} {how} {carrier}"),
                LinkRole::Document,
                span.cover(carried),
            );
        }
        link(shorten(span.of(self.text)), role, span)
    }

    /// "a memorandum, in which Ms. Oye has directed": the document or occasion right before "in which".
    pub(crate) fn in_which(self, items: &[Item], at: usize) -> Option<Link> {
        let floor = at.saturating_sub(RELATIVE_REACH);
        (floor..at).rev().find_map(|k| {
            let first = &items[k];
            if !is_determiner(first) || items[k..at].iter().any(|item| item.quote().is_some()) {
                return None;
            }
            let (phrase, role) = self.phrase(items, k)?;
            (phrase.end <= at && !items[phrase.end - 1].is_any(&UNSPOKEN))
                .then(|| self.named(items, &phrase, role))
        })
    }

    /// "published an English text of the speech": the speech, by whoever published the copy.
    pub(crate) fn copy_of(self, items: &[Item], at: usize) -> Option<(Vec<Link>, usize)> {
        let copies = &self.models.media.copies;
        let of = (at..items.len().min(at + 6))
            .take_while(|&k| items[k].is_word())
            .find(|&k| items[k].is("of") && k > at && copies.contains(&items[k - 1].low))?;
        let (mut links, next) = self.document_or_occasion(items, of + 1)?;
        let verb = at.checked_sub(1)?;
        let subject = phrase::left(items, 0, verb, self.models);
        let named = items[subject.clone()].iter().any(|item| item.capital && item.is_word());
        if let [found] = links.as_mut_slice()
            && named
            && items[verb].is_any(&["published", "released", "posted", "printed", "issued"])
        {
            let by = shorten(span_of(items, &subject).of(self.text));
            found.name = format!("{} published by {by}", found.name);
            found.role = LinkRole::Document;
        }
        Some((links, next))
    }

    /// "sent Mr. Moe a letter": the document behind whom it is sent to.
    pub(crate) fn sent_to(self, items: &[Item], at: usize) -> Option<(Vec<Link>, usize)> {
        for k in at..items.len().min(at + RECIPIENT_REACH) {
            let item = &items[k];
            if item.quote().is_some()
                || matches!(item.kind, ItemKind::Semicolon | ItemKind::Stop)
                || item.is_any(&["to", "that", "on", "in", "with", "by", "saying"])
            {
                return None;
            }
            if item.is_any(&["a", "an", "another", "the", "several", "two"])
                && let Some(found) = self.document_or_occasion(items, k)
                && found.0.iter().all(|link| link.role == LinkRole::Document)
            {
                return Some(found);
            }
        }
        None
    }

    /// "published by X", "in X", "for X" behind a document: (X, its span, how, where to read on).
    pub(crate) fn carrier(
        self,
        items: &[Item],
        at: usize,
        document: bool,
    ) -> Option<(String, Span, &'static str, usize)> {
        // "first posted online by X"
        let at = at + usize::from(items.get(at).is_some_and(|item| item.is("first")));
        let verb = items.get(at)?;
        let (how, start) = match verb.low.as_str() {
            "published" | "printed" | "posted" | "carried" | "released"
                if items
                    .get(at + 1 + dated(&items[at + 1..]))
                    .is_some_and(|i| i.is_any(&["by", "in", "on"])) =>
            {
                // "published in English by X", "published Monday in X"
                let by = (at + 1..items.len().min(at + 5))
                    .find(|&k| items[k].is("by"))
                    .unwrap_or(at + 1 + dated(&items[at + 1..]));
                ("published by", by + 1)
            }
            "in" | "for" if document => ("in", at + 1),
            _ => return None,
        };
        let mut range = phrase::right(items, start, items.len(), self.models);
        // "the leading daily, the Nordland Post": the name after the comma is the shorter one
        if items.get(range.end).is_some_and(|i| i.kind == ItemKind::Comma)
            && items.get(range.end + 1).is_some_and(|i| i.capital)
            && !items[range.clone()]
                .iter()
                .any(|i| i.capital && is_medium(self.models, self.entities, i.span.of(self.text)))
        {
            let name = phrase::right(items, range.end + 1, items.len(), self.models);
            if !name.is_empty()
                && is_medium(
                    self.models,
                    self.entities,
                    Span::new(items[name.start].span.start, items[name.end - 1].span.end)
                        .of(self.text),
                )
            {
                range = name;
            }
        }
        if range.is_empty() {
            return None;
        }
        let span = Span::new(items[range.start].span.start, items[range.end - 1].span.end);
        let named = items[range.clone()].iter().any(|item| item.capital)
            || self
                .models
                .media
                .media_nouns
                .iter()
                .any(|noun| span.of(self.text).to_lowercase().contains(noun.as_str()));
        named.then(|| (shorten(span.of(self.text)), span, how, range.end))
    }
}

/// How many words tell a time before a partner or carrier: "this month", "on Monday".
fn dated(items: &[Item]) -> usize {
    let on =
        items.first().is_some_and(|item| item.is("on")) && items.get(1).is_some_and(phrase::is_day);
    let time = |item: &&Item| {
        phrase::is_day(item)
            || item.is_any(&[
                "this",
                "last",
                "late",
                "early",
                "month",
                "week",
                "night",
                "morning",
                "afternoon",
                "evening",
                "online",
            ])
    };
    usize::from(on) + items[usize::from(on)..].iter().take(3).take_while(time).count()
}

/// Who is told something as a body, beside those that the list of hearing bodies holds.
const HEARERS: [&str; 4] = ["court", "panel", "jury", "hearing"];

/// What a recording of somebody's words holds.
const SPOKEN: [&str; 8] = [
    "remarks",
    "speech",
    "comments",
    "address",
    "interview",
    "statement",
    "exchange",
    "conversation",
];

/// How many words can stand before the noun of "one of a long series of tweets".
const HEAP_REACH: usize = 7;

/// Occasions that are one speaker's own words.
const ADDRESSES: [&str; 8] =
    ["speech", "address", "sermon", "homily", "lecture", "eulogy", "testimony", "keynote"];

/// Occasions that go on without anybody's words: "a voucher program, in which …".
const UNSPOKEN: [&str; 5] = ["program", "show", "event", "call", "book"];

/// How many words before "in which" can name what it takes up.
const RELATIVE_REACH: usize = 12;

/// How many words can name whom a document is sent to.
const RECIPIENT_REACH: usize = 8;

/// The first six words, without the article.
pub(crate) fn shorten(words: &str) -> String {
    let mut words: Vec<&str> = words.split_whitespace().collect();
    let article =
        |word: &&str| ["the", "a", "an", "this", "that"].contains(&word.to_lowercase().as_str());
    if words.len() > 1 && words.first().is_some_and(article) {
        words.remove(0);
    }
    words.truncate(6);
    words.join(" ")
}

/// From `at` to the last noun that `wanted` knows, within seven words and before any verb, comma or preposition.
fn phrase_until(items: &[Item], at: usize, wanted: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let mut found = None;
    for (k, item) in items.iter().enumerate().skip(at).take(7) {
        let inside = item.is_word() || matches!(item.kind, ItemKind::Possessive | ItemKind::Number);
        let stops = item.is_any(&[
            "of", "in", "on", "at", "by", "with", "to", "for", "that", "who", "which", "and", "as",
            "was", "is", "were", "are", "has", "had", "said", "says", "saying", "about", "from",
            "after", "before", "during",
        ]);
        // "in that interview"
        let stops = stops && !(k == at && item.is("that"));
        if !inside || stops || item.is_word() && k > at && is_determiner(item) {
            break;
        }
        if item.is_word() && wanted(k) {
            found = Some(at..k + 1);
        }
    }
    found
}
