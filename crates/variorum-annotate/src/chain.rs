//! What stands between a speaker and the report: documents, carriers, agencies, media, occasions.
//!
//! Links are read from the reporting clause only; what a speaker was once said to have written or held (an op-ed,
//! a speech) is inherited by that speaker's later words, what one outlet was told only within the passage.

use crate::attribute::span_of;
use crate::document::{Item, ItemKind, Sentence};
use crate::entities::Entities;
use crate::lexicon::{Form, Models};
use crate::phrase::{self, is_determiner};
use crate::reporting::Reporting;
use crate::speaker::{is_medium, singular};
use std::ops::Range;
use variorum_model::{Link, LinkRole, Span};

/// Reads the links out of sentences.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chains<'a> {
    pub(crate) models: &'a Models,
    pub(crate) entities: &'a Entities,
    pub(crate) text: &'a str,
}

impl Chains<'_> {
    /// The links that the items outside quotations name, leaving out those inside `content`.
    pub(crate) fn links(self, sentence: &Sentence, content: &[Span]) -> Vec<Link> {
        self.among(sentence, content, &|_| true)
    }

    /// The links of one reporting clause: around its cue, or in the introduction of the sentence.
    pub(crate) fn of_clause(
        self,
        sentence: &Sentence,
        reporting: &Reporting,
        content: &[Span],
    ) -> Vec<Link> {
        let items = &sentence.items;
        let introduction = introduction(items).min(reporting.start());
        let participle = reporting.form == Form::Participle;
        let reach = if participle { REACH } else { 6 };
        let first = reporting.cue.start.saturating_sub(reach).max(if participle {
            reporting.source.end
        } else {
            0
        });
        // words between source and cue describe the source ("Ms. Oye, who writes for X, said"), but for an occasion
        // set off by commas ("Ms. Oye, in an interview with X, said")
        let between = reporting.source.end..reporting.cue.start;
        let occasion = items
            .get(between.start + 1)
            .is_some_and(|item| item.is_any(&["in", "on", "at", "during", "speaking", "writing"]));
        let apposed = !participle && !occasion && between.len() > 3;
        let end = items[reporting.end()..]
            .iter()
            .position(|item| item.kind == ItemKind::Semicolon)
            .map_or(items.len(), |k| reporting.end() + k);
        let first = if occasion { first.min(between.start) } else { first };
        let mut out = self.among(sentence, content, &|at| {
            at < introduction || (at >= first && at < end && !(apposed && between.contains(&at)))
        });
        // "told X in an interview": the interview is X's
        if out.iter().any(|link| matches!(link.role, LinkRole::Medium | LinkRole::Agency)) {
            out.retain(|link| {
                !(matches!(link.role, LinkRole::Occasion | LinkRole::Document)
                    && BARE.contains(&link.name.as_str()))
            });
        }
        out
    }

    fn among(
        self,
        sentence: &Sentence,
        content: &[Span],
        wanted: &dyn Fn(usize) -> bool,
    ) -> Vec<Link> {
        let items = &sentence.items;
        let mut out: Vec<Link> = Vec::new();
        let mut at = 0;
        while at < items.len() {
            let show = items[at].quote().is_some();
            if show || !wanted(at) || content.iter().any(|span| span.overlaps(items[at].span)) {
                at += 1;
                continue;
            }
            let (found, next) = self.at(items, at);
            for link in found {
                let same = |known: &Link| {
                    known.name == link.name
                        || known.span.zip(link.span).is_some_and(|(a, b)| a.overlaps(b))
                };
                if !out.iter().any(same) {
                    out.push(link);
                }
            }
            at = next.max(at + 1);
        }
        out
    }

    /// Links that begin at the item, and where to read on.
    fn at(self, items: &[Item], at: usize) -> (Vec<Link>, usize) {
        let item = &items[at];
        if let Some(platform) = self.models.media.platform_verbs.get(&item.low) {
            return (vec![link(platform.clone(), LinkRole::Medium, item.span)], at + 1);
        }
        if item.is_any(&[
            "told", "tells", "telling", "tell", "to", "with", "on", "via", "by", "for", "in",
            "from", "used", "using",
        ]) && let Some((links, next)) =
            self.medium(items, at + 1, item.is("on") || item.is("in") || item.is("via"))
        {
            // "by" and "for" name a carrier only behind a document; alone they name an actor
            let addressed = !item.is("to")
                || at > 0
                    && items[at - 1].is_any(&[
                        "spoke",
                        "speaking",
                        "interview",
                        "comments",
                        "remarks",
                        "statement",
                        "confirmed",
                        "posted",
                        "took",
                        "talking",
                        "according",
                        "turned",
                        "email",
                        "message",
                    ]);
            let carried = addressed && !item.is_any(&["by", "for", "from", "in", "with"])
                || at > 0
                    && items[at - 1].is_any(&[
                        "carried",
                        "published",
                        "printed",
                        "aired",
                        "broadcast",
                        "distributed",
                        "released",
                        "reported",
                        "interview",
                        "quoted",
                        "cited",
                    ]);
            if carried {
                return (links, next);
            }
        }
        if item.is_any(&["in", "at", "during", "on", "via", "through"]) {
            if let Some((links, next)) = self.document_or_occasion(items, at + 1) {
                return (links, next);
            }
        } else if item.is_any(&[
            "issued",
            "released",
            "posted",
            "wrote",
            "written",
            "penned",
            "published",
            "sent",
            "delivered",
            "writing",
            "gave",
            "issuing",
            "releasing",
            "posting",
            "publishing",
            "signed",
        ]) && let Some((links, next)) = self.document_or_occasion(items, at + 1)
        {
            return (links, next);
        }
        // "the speech, published in English by X": a document by its carrier
        let noun = self.models.media.documents.contains(&item.low)
            || self.models.media.occasions.contains(&item.low);
        if noun && !item.capital && at > 0 && is_determiner(&items[at - 1]) {
            let behind = at
                + 1
                + usize::from(items.get(at + 1).is_some_and(|next| next.kind == ItemKind::Comma));
            if items
                .get(behind)
                .is_some_and(|next| next.is_any(&["published", "printed", "carried", "released"]))
                && let Some((carrier, span, how, next)) = self.carrier(items, behind, true)
            {
                return (
                    vec![link(
                        format!("{} {how} {carrier}", item.low),
                        LinkRole::Document,
                        item.span.cover(span),
                    )],
                    next,
                );
            }
        }
        (Vec::new(), at + 1)
    }

    /// A medium named right at `at` ("CNN", "the New York Daily News", "MSNBC's Luke Russert", "“Fox News Sunday”").
    fn medium(self, items: &[Item], at: usize, shows: bool) -> Option<(Vec<Link>, usize)> {
        let article = items.get(at)?;
        let start = at + usize::from(article.is_any(&["the", "his", "her", "its", "their", "a"]));
        let first = items.get(start)?;
        if article.is("the") && self.models.roles.outlet_again.contains(&first.low) {
            return self.again(first).map(|link| (vec![link], start + 1));
        }
        if shows && let ItemKind::Quote(_) = first.kind {
            let name =
                first.span.of(self.text).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            let title = name
                .split_whitespace()
                .all(|word| word.chars().next().is_some_and(char::is_uppercase) || word.len() <= 3);
            return (title && !name.is_empty())
                .then(|| (vec![link(name, LinkRole::Medium, first.span)], start + 1));
        }
        let (span, id) = self
            .entities
            .in_span(Span::new(first.span.start, usize::MAX))
            .next()
            .filter(|(span, _)| span.start == first.span.start)?;
        let mut next = start;
        while next < items.len() && items[next].span.start < span.end {
            next += 1;
        }
        if !is_medium(self.models, self.entities, &self.entities.all[id].name)
            && !is_medium(self.models, self.entities, span.of(self.text))
        {
            return None;
        }
        let (name, span) = self.with_acronym(items, next, span);
        let mut links =
            vec![link(name, medium_role(self.models, &self.entities.all[id].name), span)];
        if items.get(next).is_some_and(|item| item.kind == ItemKind::Possessive) {
            match items.get(next + 1) {
                Some(show) if show.quote().is_some() => {
                    let name = show.span.of(self.text).trim_matches(|c: char| !c.is_alphanumeric());
                    links = vec![link(
                        format!("{} {name}", span.of(self.text)),
                        LinkRole::Medium,
                        span.cover(show.span),
                    )];
                    next += 2;
                }
                Some(person) => {
                    if let Some((who, _)) = self
                        .entities
                        .in_span(Span::new(person.span.start, usize::MAX))
                        .next()
                        .filter(|(who, id)| {
                            who.start == person.span.start && self.entities.all[*id].is_person()
                        })
                    {
                        links.push(link(who.of(self.text).to_owned(), LinkRole::Medium, who));
                    }
                }
                None => {}
            }
        }
        Some((links, next))
    }

    /// "told the outlet": the medium named last before.
    fn again(self, noun: &Item) -> Option<Link> {
        let media = || {
            self.entities
                .before(noun.span.start)
                .map(|(_, id)| id)
                .filter(|&id| is_medium(self.models, self.entities, &self.entities.all[id].name))
        };
        let agency =
            |id: &usize| medium_role(self.models, &self.entities.all[*id].name) == LinkRole::Agency;
        let kind = if noun.is("agency") {
            Some(true)
        } else if noun.is_any(&["outlet", "site", "website"]) {
            None
        } else {
            Some(false)
        };
        let id = media()
            .find(|id| kind.is_none_or(|kind| agency(id) == kind))
            .or_else(|| media().next())?;
        let name = &self.entities.all[id].name;
        Some(link(name.clone(), medium_role(self.models, name), noun.span))
    }

    /// "the Northern News Agency (NNA)": the short name belongs to the long one.
    fn with_acronym(self, items: &[Item], next: usize, span: Span) -> (String, Span) {
        let bracketed = items.get(next).is_some_and(|item| item.kind == ItemKind::Open)
            && items.get(next + 2).is_some_and(|item| item.kind == ItemKind::Close);
        let acronym =
            bracketed && items[next + 1].span.of(self.text).chars().all(char::is_uppercase);
        let span = if acronym { span.cover(items[next + 2].span) } else { span };
        (span.of(self.text).to_owned(), span)
    }

    /// Lets "the essay" take up the op-ed that the speaker is known to have written.
    pub(crate) fn take_up(self, link: &mut Link, known: &[Link]) {
        let words = |name: &str| {
            name.split(' ').map(|word| singular(&word.to_lowercase())).collect::<Vec<_>>()
        };
        let mine = words(&link.name);
        let opinion =
            |words: &[String]| words.iter().any(|word| self.models.media.opinion.contains(word));
        let same = known.iter().find(|other| {
            let theirs = words(&other.name);
            other.role == link.role
                && (mine.last().is_some_and(|noun| theirs.contains(noun))
                    || mine.len() == 1 && opinion(&mine) && opinion(&theirs))
        });
        if let Some(other) = same.filter(|other| other.name.len() > link.name.len()) {
            link.name.clone_from(&other.name);
        }
    }

    /// "a statement", "an op-ed published by X", "a telephone interview with X", "the Democratic National Convention".
    fn document_or_occasion(self, items: &[Item], at: usize) -> Option<(Vec<Link>, usize)> {
        let media = &self.models.media;
        let first = items.get(at)?;
        let phrase = phrase_until_noun(items, at, |low| {
            media.documents.contains(low)
                || media.occasions.contains(low)
                || media.documents.contains(&singular(low))
        })?;
        let opened = is_determiner(first)
            || first.capital
            || first.is_any(&["separate", "joint", "remarks"])
            || phrase.len() == 1 && items[phrase.start].is_any(&["remarks", "testimony"]);
        if !opened {
            return None;
        }
        let noun = &items[phrase.end - 1];
        let document =
            media.documents.contains(&noun.low) || media.documents.contains(&singular(&noun.low));
        let role = if document { LinkRole::Document } else { LinkRole::Occasion };
        let start = phrase.start
            + usize::from(
                is_determiner(first)
                    && !first.is_any(&["his", "her", "their"])
                    && phrase.len() > 1
                    && first.is("the"),
            );
        let span = Span::new(items[start].span.start, noun.span.end);
        let mut name = shorten(span.of(self.text));
        let mut links = Vec::new();
        let mut next = phrase.end;
        let mut covered = span;
        if let Some((carrier, carrier_span, verb, end)) = self.carrier(items, phrase.end, document)
        {
            let short = noun.span.of(self.text);
            name = format!("{short} {verb} {carrier}");
            covered = covered.cover(carrier_span);
            next = end;
        }
        // "an interview with X", "his speech at the Y": the occasion by its partner or place
        if role == LinkRole::Occasion
            && let Some(joint) =
                items.get(next).filter(|item| item.is_any(&["with", "at", "before", "in"]))
        {
            let range = phrase::right(items, next + 1, items.len(), self.models);
            if items[range.clone()].iter().any(|item| item.capital && item.is_word()) {
                let partner = span_of(items, &range);
                name = shorten(&format!(
                    "{} {} {}",
                    noun.span.of(self.text),
                    joint.low,
                    partner.of(self.text)
                ));
                covered = covered.cover(partner);
                next = range.end;
            }
        }
        links.push(link(name, role, covered));
        // "a CNN interview": the medium stands inside the phrase
        let inner = self
            .entities
            .in_span(span)
            .find(|(inner, _)| is_medium(self.models, self.entities, inner.of(self.text)));
        if let Some((inner, _)) = inner {
            links[0] = link(
                inner.of(self.text).to_owned(),
                medium_role(self.models, inner.of(self.text)),
                inner,
            );
            if self.models.media.platforms.contains(&crate::lexicon::bare(inner.of(self.text))) {
                links[0] = link(shorten(span.of(self.text)), LinkRole::Medium, span);
            }
        }
        Some((links, next))
    }

    /// "published by X", "in X", "for X" behind a document: (X, its span, how, where to read on).
    fn carrier(
        self,
        items: &[Item],
        at: usize,
        document: bool,
    ) -> Option<(String, Span, &'static str, usize)> {
        let verb = items.get(at)?;
        let (how, start) = match verb.low.as_str() {
            "published" | "printed" | "posted" | "carried" | "released"
                if items.get(at + 1).is_some_and(|i| i.is_any(&["by", "in", "on"])) =>
            {
                // "published in English by X"
                let by = (at + 1..items.len().min(at + 5))
                    .find(|&k| items[k].is("by"))
                    .unwrap_or(at + 1);
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

fn link(name: String, role: LinkRole, span: Span) -> Link {
    Link { name, role, span: Some(span) }
}

pub(crate) fn medium_role(models: &Models, name: &str) -> LinkRole {
    if models.media.agencies.contains(&crate::lexicon::bare(name)) {
        LinkRole::Agency
    } else {
        LinkRole::Medium
    }
}

/// The first six words, without the article.
fn shorten(words: &str) -> String {
    let mut words: Vec<&str> = words.split_whitespace().collect();
    if words.first().is_some_and(|word| word.eq_ignore_ascii_case("the")) {
        words.remove(0);
    }
    words.truncate(6);
    words.join(" ")
}

/// How many words before a participle can name the way of the words ("wrote an open letter on …, saying").
const REACH: usize = 16;

/// Documents and occasions that say nothing beside the medium they belong to.
const BARE: [&str; 5] =
    ["an interview", "interview", "an article", "article", "a separate interview"];

/// One past the introduction of the sentence: "In an op-ed, carried by the agency, …".
fn introduction(items: &[Item]) -> usize {
    let start = items.iter().take_while(|item| item.is_any(&["but", "and", "so"])).count();
    if !items.get(start).is_some_and(|item| {
        item.is_any(&["in", "on", "at", "during", "speaking", "writing", "asked", "using"])
    }) {
        return 0;
    }
    let comma = |from: usize| {
        (from..items.len())
            .find(|&k| items[k].kind == ItemKind::Comma || items[k].quote().is_some())
    };
    let Some(end) = comma(start) else { return 0 };
    let carried = items.get(end + 1).is_some_and(|item| {
        item.is_any(&[
            "carried",
            "published",
            "printed",
            "broadcast",
            "aired",
            "posted",
            "released",
        ])
    });
    if carried { comma(end + 1).unwrap_or(end) } else { end }
}

/// From `at` to the first noun that `wanted` knows, within seven words and before any verb, comma or preposition.
fn phrase_until_noun(
    items: &[Item],
    at: usize,
    wanted: impl Fn(&str) -> bool,
) -> Option<Range<usize>> {
    let mut found = None;
    for (k, item) in items.iter().enumerate().skip(at).take(7) {
        let inside = item.is_word() || matches!(item.kind, ItemKind::Possessive | ItemKind::Number);
        if !inside
            || item.is_any(&[
                "of", "in", "on", "at", "by", "with", "to", "for", "that", "who", "and", "as",
                "was", "is", "were", "said", "saying", "about", "from",
            ])
        {
            break;
        }
        if item.is_word() && wanted(&item.low) {
            found = Some(at..k + 1);
        }
    }
    found
}

/// The platform was read off a verb: its span holds another word.
fn verb_span(link: &Link) -> bool {
    link.name == "Twitter" && link.span.is_some_and(|span| span.len() != link.name.len())
}

/// True where later words of the same speaker come by the same way.
pub(crate) fn persists(link: &Link, models: &Models) -> bool {
    let low = link.name.to_lowercase();
    match link.role {
        LinkRole::Document => !["statement", "email", "e-mail", "message", "letter"]
            .iter()
            .any(|noun| low.contains(noun)),
        LinkRole::Occasion | LinkRole::Venue => {
            ["speech", "convention", "address", "rally", "sermon", "lecture", "summit"]
                .iter()
                .any(|noun| low.contains(noun))
        }
        // "tweeted" is one post; "on Twitter" and "her Facebook page" are where someone speaks
        LinkRole::Medium => {
            link.span.is_some_and(|span| span.len() >= link.name.len())
                && models.media.platforms.iter().any(|platform| low.contains(platform.as_str()))
                && !verb_span(link)
        }
        _ => false,
    }
}
