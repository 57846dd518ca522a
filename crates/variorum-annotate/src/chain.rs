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
use crate::settings::shorten;
use crate::speaker::{is_medium, singular};
use std::ops::Range;
use variorum_model::{EntityKind, Link, LinkRole, Span};

/// Reads the links out of sentences.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chains<'a> {
    pub(crate) models: &'a Models,
    pub(crate) entities: &'a Entities,
    pub(crate) text: &'a str,
}

/// How many words can tell the way at the end of a sentence.
const LONGEST_WAY: usize = 12;

/// Ways that end a sentence whose words came by them, whatever those are about.
const ENDING_WAYS: [&str; 8] = [
    "interview",
    "statement",
    "email",
    "e-mail",
    "news conference",
    "press conference",
    "conference call",
    "briefing",
];

/// Words that open a phrase telling how words came.
const WAYS: [&str; 6] = ["in", "at", "during", "on", "via", "through"];

impl<'a> Chains<'a> {
    /// The links that the items outside quotations name, leaving out those inside `content`.
    pub(crate) fn links(self, sentence: &Sentence, content: &[Span]) -> Vec<Link> {
        let all = || self.among(sentence, content, &|_| true);
        // asked for more than once a sentence
        if content.is_empty() { sentence.links.get_or_init(all).clone() } else { all() }
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
        // "said “…”, and tweeted “…”": the platform of another clause
        let others_post = |at: usize| {
            at >= reporting.cue.end
                && items[at].low.ends_with("ed")
                && self.models.media.platform_verbs.contains_key(&items[at].low)
        };
        let mut out = self.among(sentence, content, &|at| {
            !others_post(at)
                && (at < introduction
                    || (at >= first && at < end && !(apposed && between.contains(&at))))
                && !is_aside(items, at, reporting)
        });
        if let Some(spoken) = self.subject_document(items, &reporting.source, participle)
            && !out.iter().any(|known| known.name == spoken.name)
        {
            out.push(spoken);
        }
        let place = self
            .platform_of_user(items, &reporting.source)
            .or_else(|| self.site_of_source(items, &reporting.source));
        out.extend(place.filter(|place| !out.iter().any(|known| known.name == place.name)));
        keep_media(&mut out, self.text);
        out
    }

    /// The links of a sentence that announces words of the next: "One Facebook user posted this note:".
    pub(crate) fn announcing(self, sentence: &Sentence) -> Vec<Link> {
        let mut out = self.links(sentence, &[]);
        out.extend(self.platform_of_user(&sentence.items, &(0..sentence.items.len())));
        out
    }

    /// Content without what tells of the way behind its last marks: "the plan was “a farce” | in a statement".
    pub(crate) fn without_way(self, items: &[Item], content: Vec<Span>) -> Vec<Span> {
        let cut = |mut span: Span| {
            let last =
                items.iter().rposition(|item| item.quote().is_some() && span.contains(item.span));
            if let Some(last) = last
                && items.get(last + 1).is_some_and(|item| item.is_any(&WAYS))
                && let (links, next) = self.at(items, last + 1)
                && !links.is_empty()
                // "“very calm” on Twitter as mayor": a state, and not where it was said
                && !items.get(next).is_some_and(|item| item.is("as"))
            {
                span.end = items[last].span.end;
            } else if let Some(way) = self.way_at_end(items, span) {
                span.end = way;
            }
            span
        };
        content.into_iter().map(cut).collect()
    }

    /// "said that … will close in an interview on Coast Radio": the byte where the words for the way begin that end the
    /// sentence.
    fn way_at_end(self, items: &[Item], content: Span) -> Option<usize> {
        let stop = items.iter().rposition(|item| item.is_word() || item.quote().is_some())?;
        let last = items.iter().rposition(|item| content.contains(item.span) && item.is_word())?;
        if last + 2 * usize::from(items[stop].quote().is_some()) < stop {
            return None;
        }
        let from = items.partition_point(|item| item.span.start < content.start);
        let near = stop.saturating_sub(LONGEST_WAY).max(from + 3);
        (near..stop).find_map(|k| {
            let (links, next) = self.at(items, k);
            let talk = links.iter().any(|link| {
                let noun = link.name.to_lowercase();
                matches!(link.role, LinkRole::Document | LinkRole::Occasion)
                    && ENDING_WAYS.iter().any(|way| noun.contains(way))
            });
            let medium = items[k].is_any(&["on", "to"])
                && links.iter().any(|link| link.role == LinkRole::Medium);
            let opened = items[k].is_any(&WAYS)
                && (medium || items.get(k + 1).is_some_and(|item| item.is_any(&["a", "an"])));
            let put = self.puts(items, k - 1)
                || items[k - 1].is_any(&[
                    "made",
                    "announced",
                    "said",
                    "appeared",
                    "speak",
                    "appear",
                ])
                || items[k - 1].low.ends_with("ed");
            (talk && opened && !put && self.only_ways(items, next, stop))
                .then(|| items[k].span.start)
        })
    }

    /// True where nothing but times and further ways stands from `at` to `stop`.
    fn only_ways(self, items: &[Item], mut at: usize, stop: usize) -> bool {
        while at <= stop {
            let (links, next) = self.at(items, at);
            let time = tells_time(&items[at]) || items[at].is("on") && at < stop;
            if links.is_empty() && !time {
                return false;
            }
            at = next.max(at + 1);
        }
        true
    }

    /// The links that the words of the sentence before the item name.
    pub(crate) fn before(self, sentence: &Sentence, end: usize) -> Vec<Link> {
        let mut out = if end < sentence.items.len() {
            self.among(sentence, &[], &|at| at < end)
        } else {
            self.links(sentence, &[])
        };
        keep_media(&mut out, self.text);
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
        // "Also on Coast Radio: …": a pointer to another text
        let pointer = item.is("on")
            && at > 0
            && (items[at - 1].is_any(&["also", "more"])
                || items[at - 1].is_any(&["comments", "remarks", "appearance"])
                    && items[at.saturating_sub(4)..at].iter().any(|item| {
                        item.is_any(&[
                            "referencing",
                            "referring",
                            "recalling",
                            "defending",
                            "clarifying",
                            "about",
                            "criticizing",
                            "over",
                            "after",
                        ])
                    }));
        if pointer || self.is_others_post(items, at) {
            return (Vec::new(), at + 1);
        }
        if let Some(platform) = self.models.media.platform_verbs.get(&item.low) {
            let role = if self.models.media.documents.contains(platform) {
                LinkRole::Document
            } else {
                LinkRole::Medium
            };
            return (vec![link(platform.clone(), role, item.span)], at + 1);
        }
        let told = item.is_any(&["told", "tells", "telling", "tell"]);
        if (told
            || item
                .is_any(&["to", "with", "on", "via", "by", "for", "in", "from", "used", "using"]))
            && let Some((links, next)) =
                self.medium(items, at + 1, item.is("on") || item.is("in") || item.is("via"))
        {
            // "by" and "for" name a carrier only behind a document; alone they name an actor
            let addressed = !item.is("to")
                || is_said_to(items, at)
                || self.is_sent(items, at)
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
                        "e-mail",
                        "emails",
                        "memo",
                        "message",
                    ]);
            // "wrote last week in the Nordland Journal"
            let written = item.is_any(&["in", "for"])
                && items[at.saturating_sub(3)..at].iter().any(|item| {
                    item.is_any(&["wrote", "writes", "writing", "written", "argued", "blogging"])
                });
            let carried = written
                || addressed && !item.is_any(&["by", "for", "from", "in", "with"])
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
        if told && let Some(found) = self.hearers(items, at + 1) {
            return found;
        }
        if item.is_any(&WAYS) {
            let found = self
                .document_or_occasion(items, at + 1)
                .filter(|(links, _)| !(item.is("on") && links.iter().any(is_matter)))
                .or_else(|| self.several(items, at + 1))
                .or_else(|| self.remarks(items, at + 1));
            if let Some((links, next)) = found {
                return (links, next);
            }
        } else if item.is("using") || item.is("with") {
            if let Some((links, next)) = self.document_or_occasion(items, at + 1)
                && items
                    .get(at + 1)
                    .is_some_and(|next| item.is("using") || next.is_any(&["a", "an"]))
                && (item.is("using") || links.iter().all(|link| link.role == LinkRole::Document))
            {
                return (links, next);
            }
        } else if self.puts(items, at) && !items.get(at + 1).is_some_and(|next| next.is("that")) {
            if let Some((links, next)) = self.document_or_occasion(items, at + 1) {
                return (links, next);
            }
            if let Some((links, next)) = self.copy_of(items, at + 1) {
                return (links, next);
            }
            if let Some((links, next)) = self.sent_to(items, at + 1) {
                return (links, next);
            }
            if let Some((links, next)) = self.several(items, at + 1) {
                return (links, next);
            }
        }
        if let Some(found) = self.place_of_speech(items, at) {
            return found;
        }
        if item.is("by")
            && let Some(way) = items
                .get(at + 1)
                .filter(|way| way.is_any(&["email", "e-mail", "letter", "phone", "telephone"]))
        {
            return (vec![link(way.low.as_str().to_owned(), LinkRole::Document, way.span)], at + 2);
        }
        if item.is("which")
            && at > 0
            && items[at - 1].is_any(&["in", "during", "at"])
            && let Some(found) = self.in_which(items, at - 1)
        {
            return (vec![found], at + 1);
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

    /// "a statement sent to Coast Radio": a document goes to the medium.
    fn is_sent(self, items: &[Item], to: usize) -> bool {
        let Some(verb) = to.checked_sub(1) else { return false };
        let sent = items[verb].is_any(&[
            "sent",
            "provided",
            "given",
            "emailed",
            "e-mailed",
            "released",
            "issued",
            "delivered",
            "forwarded",
        ]);
        sent && verb > 0 && self.models.media.documents.contains(&items[verb - 1].low)
    }

    /// "One Facebook user", "a post of a Twitter user": the platform that the words for the source name.
    fn platform_of_user(self, items: &[Item], source: &Range<usize>) -> Option<Link> {
        let user = items.get(source.clone())?.windows(2).find(|two| {
            two[0].capital
                && self.models.media.platforms.contains(&two[0].low)
                && two[1].is_any(&["user", "users", "follower", "followers", "page", "account"])
        })?;
        let span = user[0].span;
        Some(link(span.of(self.text).to_owned(), LinkRole::Medium, span))
    }

    /// "A blogger on the Web site Harbour Watch": where the source writes.
    fn site_of_source(self, items: &[Item], source: &Range<usize>) -> Option<Link> {
        let on = source.clone().find(|&k| items[k].is("on"))?;
        self.introduced_medium(items, on + 1).map(|(link, _)| link)
    }

    /// True for a verb of putting words into the world: "issued", "put out".
    pub(crate) fn puts(self, items: &[Item], at: usize) -> bool {
        self.models.media.putting.contains(&items[at].low)
            || items[at].is("out") && at > 0 && items[at - 1].is_any(&["put", "puts", "putting"])
    }

    /// "lied about her tweets", "responded to a tweet": a post that words are about.
    fn is_others_post(self, items: &[Item], at: usize) -> bool {
        let noun = items[at].is_any(&["tweet", "tweets"]);
        noun && items[at.saturating_sub(4)..at]
            .iter()
            .rev()
            .take_while(|item| item.is_word() || item.kind == ItemKind::Possessive)
            .any(|item| {
                item.is_any(&[
                    "about",
                    "after",
                    "over",
                    "before",
                    "following",
                    "to",
                    "from",
                    "regarding",
                    "despite",
                    "against",
                    "for",
                ])
            })
    }

    /// A medium named right at `at` ("CNN", "the New York Daily News", "MSNBC's Luke Russert", "“Fox News Sunday”").
    fn medium(self, items: &[Item], at: usize, shows: bool) -> Option<(Vec<Link>, usize)> {
        let article = items.get(at)?;
        let start = at + usize::from(article.is_any(&["the", "his", "her", "its", "their", "a"]));
        // "on her personal Facebook page", "to the conservative Daily Caller"
        let start = start
            + items[start.min(items.len())..]
                .iter()
                .take(2)
                .take_while(|item| item.is_any(&MODIFIERS))
                .count();
        let first = items.get(start)?;
        if article.is("the")
            && !first.capital
            && self.models.roles.outlet_again.contains(&first.low)
        {
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
        if let Some((found, next)) = self.introduced_medium(items, at) {
            return Some((vec![found], next));
        }
        // the platform of one letter
        let x = shows && first.span.of(self.text) == "X" && start == at;
        if x && items.get(start + 1).is_none_or(|next| !next.capital || !next.is_word()) {
            return Some((vec![link("X".to_owned(), LinkRole::Medium, first.span)], start + 1));
        }
        if let Some(end) = call_sign(items, start, self.text) {
            let span = span_of(items, &(start..end));
            return Some((vec![link(span.of(self.text).to_owned(), LinkRole::Medium, span)], end));
        }
        // "LBC radio", "Coast television"
        let kind = items.get(start + 1).is_some_and(|next| {
            !next.capital
                && next.is_any(&["radio", "television", "tv", "news", "magazine", "newspaper"])
        });
        if first.capital && first.is_word() && kind && !phrase::is_day(first) {
            let span = span_of(items, &(start..start + 2));
            return Some((
                vec![link(span.of(self.text).to_owned(), LinkRole::Medium, span)],
                start + 2,
            ));
        }
        if let Some(found) = self.presenter(items, start) {
            return Some(found);
        }
        if let Some(name) = self.plain_medium(first) {
            let found = link(name.to_owned(), medium_role(self.models, name), first.span);
            return Some((vec![found], start + 1));
        }
        if article.is("the")
            && let Some(full) = self.short_for(first)
            && !items.get(start + 1).is_some_and(|next| next.capital)
        {
            let found = link(full.to_owned(), medium_role(self.models, full), first.span);
            return Some((vec![found], start + 1));
        }
        if first.capital && first.is("journal") && items.get(start + 1).is_some_and(|i| i.is("of"))
        {
            let range = phrase::right(items, start, items.len(), self.models);
            let span = span_of(items, &range);
            return Some((
                vec![link(shorten(span.of(self.text)), LinkRole::Medium, span)],
                range.end,
            ));
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
            // "told Ola Moe of Coast Radio": one who works there
            let person = self.entities.all[id].is_person();
            let of = items.get(next).is_some_and(|item| item.is_any(&["of", "from", "at"]));
            let person = person || self.entities.all[id].kind == EntityKind::Other;
            let (mut links, end) = self.medium(items, next + 1, false).filter(|_| person && of)?;
            links.push(link(span.of(self.text).to_owned(), LinkRole::Medium, span));
            return Some((links, end));
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

    /// "told radio host Ola Moe": one whose calling is to be told.
    fn presenter(self, items: &[Item], start: usize) -> Option<(Vec<Link>, usize)> {
        const CALLINGS: [&str; 9] = [
            "host",
            "presenter",
            "anchor",
            "interviewer",
            "podcaster",
            "broadcaster",
            "journalist",
            "columnist",
            "moderator",
        ];
        let calling = (start..items.len().min(start + 4))
            .take_while(|&k| items[k].is_word() && !items[k].capital)
            .find(|&k| CALLINGS.contains(&items[k].low.as_str()))?;
        let first = items.get(calling + 1).filter(|item| item.capital)?;
        let (who, id) = self.entities.in_span(Span::new(first.span.start, usize::MAX)).next()?;
        if who.start != first.span.start || !self.entities.all[id].is_person() {
            return None;
        }
        let next = items.iter().position(|item| item.span.start >= who.end).unwrap_or(items.len());
        Some((vec![link(who.of(self.text).to_owned(), LinkRole::Medium, who)], next))
    }

    /// "told the Nordland television channel NTV", "told local station Coast One": a medium by its kind.
    fn introduced_medium(self, items: &[Item], at: usize) -> Option<(Link, usize)> {
        const KINDS: [&str; 16] = [
            "site",
            "affiliate",
            "podcast",
            "blog",
            "newspaper",
            "channel",
            "station",
            "broadcaster",
            "agency",
            "magazine",
            "network",
            "website",
            "daily",
            "weekly",
            "tabloid",
            "outlet",
        ];
        let kind = (at..items.len().min(at + 6))
            .take_while(|&k| {
                items[k].is_word()
                    && !items[k].is_any(&[
                        "that", "of", "in", "at", "on", "to", "he", "she", "they", "and", "it",
                    ])
                    && (k == at || !is_determiner(&items[k]))
            })
            .find(|&k| KINDS.contains(&items[k].low.as_str()) && !items[k].capital)?;
        // "the news site the Coast Dispatch"
        let name = kind + 1 + usize::from(items.get(kind + 1).is_some_and(|item| item.is("the")));
        let capital = |k: usize| items.get(k).is_some_and(|item| item.capital && item.is_word());
        let end = (name..items.len().min(name + 4))
            .take_while(|&k| {
                let item = &items[k];
                // "the Web site Keeper’s Watch"
                let inside = item.kind == ItemKind::Possessive && capital(k + 1);
                inside || capital(k) && !phrase::is_day(item) && !phrase::is_month(item)
            })
            .last()?
            + 1;
        let span = span_of(items, &(name..end));
        let words = span.of(self.text);
        let person =
            self.entities.in_span(Span::new(span.start, usize::MAX)).next().is_some_and(
                |(who, id)| who.start == span.start && self.entities.all[id].is_person(),
            );
        // "told the newspaper Ms. Oye had left" names no newspaper
        let described = kind > at + 1 || kind == at && !items[at].capital && !person;
        let known = is_medium(self.models, self.entities, words);
        (known || described && !person)
            .then(|| (link(words.to_owned(), medium_role(self.models, words), span), end))
    }

    /// "told The Journal": the medium of the report whose name ends so.
    fn short_for(self, item: &Item) -> Option<&'a str> {
        if !item.capital || !self.models.media.heads.contains(&item.low) {
            return None;
        }
        let ends = |name: &str| {
            name.rsplit_once(' ').is_some_and(|(_, last)| last.to_lowercase() == item.low)
        };
        self.entities
            .all
            .iter()
            .filter(|entity| !entity.is_person())
            .map(|entity| entity.name.as_str())
            .find(|name| ends(name) && is_medium(self.models, self.entities, name))
    }

    /// A medium of one word that needs no entity: a web address, or listed capitals ("told CBC Ms. Oye had left")
    /// that run into the name behind them.
    fn plain_medium(self, item: &Item) -> Option<&'a str> {
        let word = item.span.of(self.text);
        let address =
            [".com", ".org", ".net", ".tv", ".co.uk"].iter().any(|end| item.low.ends_with(end));
        let listed = word.len() > 2 && word.chars().all(char::is_uppercase) && {
            let media = &self.models.media;
            media.outlets.contains(&item.low) || media.agencies.contains(&item.low)
        };
        let joined =
            self.entities.in_span(Span::new(item.span.start, usize::MAX)).next().is_some_and(
                |(span, id)| {
                    span.contains(item.span)
                        && span.len() > item.span.len()
                        && !is_medium(self.models, self.entities, &self.entities.all[id].name)
                },
            );
        (address || listed && joined).then_some(word)
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
            name.split(' ')
                .map(|word| singular(&word.to_lowercase()).into_owned())
                .collect::<Vec<_>>()
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
}

/// "the plan, which was first reported in X": in a relative clause that the cue is no part of.
pub(crate) fn is_aside(items: &[Item], at: usize, reporting: &Reporting) -> bool {
    let relative = items[..at]
        .iter()
        .rposition(|item| {
            matches!(item.kind, ItemKind::Comma | ItemKind::Semicolon | ItemKind::Dash)
                || item.quote().is_some()
                || item.is("which")
        })
        .filter(|&k| items[k].is("which") && k > 0 && items[k - 1].kind == ItemKind::Comma);
    let verb = |k: usize| items[k + 1..at].iter().any(|item| item.is_any(&["was", "were", "had"]));
    relative.is_some_and(|k| verb(k) && !(k..at).contains(&reporting.cue.start))
}

/// Words that may stand before the name of a medium or platform.
const MODIFIERS: [&str; 14] = [
    "personal",
    "official",
    "public",
    "private",
    "verified",
    "own",
    "campaign",
    "conservative",
    "liberal",
    "popular",
    "influential",
    "now-deleted",
    "local",
    "rival",
];

/// “…,” said Ms. Oye, the keeper, to Coast Radio: somebody said it, and what stands between only describes who.
fn is_said_to(items: &[Item], to: usize) -> bool {
    const SAID: [&str; 12] = [
        "said",
        "says",
        "explained",
        "explains",
        "complained",
        "confirmed",
        "remarked",
        "noted",
        "added",
        "insisted",
        "wrote",
        "admitted",
    ];
    let behind = to.checked_sub(1).is_some_and(|k| {
        items[k].capital
            || items[k].is_any(&SAID)
            || matches!(items[k].kind, ItemKind::Comma | ItemKind::Close)
    });
    let clause = items[..to].iter().rev().take(FARTHEST_CUE);
    behind
        && clause
            .take_while(|item| !matches!(item.kind, ItemKind::Stop | ItemKind::Semicolon))
            .zip(items[..to].iter().rev().skip(1))
            .any(|(item, before)| {
                item.is_any(&SAID)
                    && (before.quote().is_some()
                        || before.capital && before.is_word()
                        || before.is_any(&["he", "she", "they"]))
            })
}

/// How many words can stand between "said" and "to Coast Radio".
const FARTHEST_CUE: usize = 24;

/// One past "KDVR-TV" or "KTRS radio" where a station's call sign begins at `at`.
fn call_sign(items: &[Item], at: usize, text: &str) -> Option<usize> {
    let word = items.get(at)?.span.of(text);
    let (letters, suffix) = word.split_once('-').unwrap_or((word, ""));
    let sign = (3..=4).contains(&letters.len())
        && letters.starts_with(['K', 'W'])
        && letters.bytes().all(|b| b.is_ascii_uppercase());
    let kind = items
        .get(at + 1)
        .is_some_and(|next| next.is_any(&["radio", "television", "tv", "news", "am", "fm"]));
    if !sign || !(kind || ["TV", "AM", "FM"].contains(&suffix)) {
        return None;
    }
    Some(at + 1 + usize::from(kind))
}

/// "pushed back on a report", "comment on the letter": a text that words are about, where "on" stands before it.
fn is_matter(link: &Link) -> bool {
    const SURFACES: [&str; 16] = [
        "video",
        "tape",
        "recording",
        "blog",
        "banner",
        "banners",
        "poster",
        "posters",
        "placard",
        "placards",
        "billboard",
        "clip",
        "transcript",
        "newsletter",
        "voicemail",
        "thread",
    ];
    link.role == LinkRole::Document
        && !link.name.split(' ').any(|word| SURFACES.contains(&word.to_lowercase().as_str()))
}

pub(crate) fn link(name: String, role: LinkRole, span: Span) -> Link {
    Link { name, role, span: Some(span) }
}

pub(crate) fn medium_role(models: &Models, name: &str) -> LinkRole {
    if models.media.agencies.contains(&crate::lexicon::bare(name)) {
        LinkRole::Agency
    } else {
        LinkRole::Medium
    }
}

/// How many words before a participle can name the way of the words ("wrote an open letter on …, saying").
const REACH: usize = 16;

/// "told X in an interview", "in an interview on X": the interview is X's, and says nothing beside it.
fn keep_media(links: &mut Vec<Link>, text: &str) {
    let media: Vec<Span> = links
        .iter()
        .filter(|link| matches!(link.role, LinkRole::Medium | LinkRole::Agency))
        .filter_map(|link| link.span)
        .collect();
    // "said in the interview, according to X": X reports of an interview with somebody else
    let of = |talk: Span| {
        media.iter().any(|medium| {
            medium.start <= talk.start || !text[talk.end..medium.start.max(talk.end)].contains(',')
        })
    };
    links.retain(|link| !(is_talk_with_medium(link) && link.span.is_some_and(of)));
}

/// A bare interview or article: no partner or place of its own in the name.
pub(crate) fn is_talk_with_medium(link: &Link) -> bool {
    let partner = [" with ", " in ", " at ", " by "].iter().any(|joint| link.name.contains(joint));
    let noun = link.name.rsplit(' ').next().unwrap_or_default();
    matches!(link.role, LinkRole::Occasion | LinkRole::Document)
        && !partner
        && ["interview", "interviews", "article", "conversation"].contains(&noun)
}

/// One past the introduction of the sentence: "In an op-ed, carried by the agency, …".
pub(crate) fn introduction(items: &[Item]) -> usize {
    let start = items.iter().take_while(|item| item.is_any(&["but", "and", "so"])).count();
    // "Two days later in an interview with Coast Radio, …"
    let time = items[start..].iter().take(TIME).take_while(|item| tells_time(item)).count();
    let start = start + time;
    if !items.get(start).is_some_and(|item| {
        item.is_any(&["in", "on", "at", "during", "speaking", "writing"])
            || time == 0 && item.is_any(&["asked", "using"])
            // "When asked about it in an interview with Coast Radio, …"
            || item.is("when")
                && items.get(start + 1).is_some_and(|next| next.is_any(&["asked", "pressed"]))
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

/// How many words of time can open an introduction.
const TIME: usize = 5;

fn tells_time(item: &Item) -> bool {
    item.kind == ItemKind::Number
        || phrase::is_day(item)
        || item.is_any(&[
            "later",
            "earlier",
            "days",
            "weeks",
            "hours",
            "minutes",
            "day",
            "week",
            "month",
            "two",
            "three",
            "four",
            "few",
            "a",
            "last",
            "this",
            "that",
            "the",
            "next",
            "then",
            "morning",
            "evening",
            "afternoon",
            "night",
            "same",
        ])
}

/// The platform was read off a verb: its span holds another word.
fn verb_span(link: &Link) -> bool {
    link.name == "Twitter" && link.span.is_some_and(|span| span.len() != link.name.len())
}

/// True where later words of the same speaker come by the same way, whoever else speaks in between.
pub(crate) fn persists(link: &Link, models: &Models) -> bool {
    let low = link.name.to_lowercase();
    match link.role {
        // of one time, or no way of speaking at all
        LinkRole::Document => ![
            "statement",
            "email",
            "e-mail",
            "message",
            "letter",
            "resolution",
            "lawsuit",
            "complaint",
            "filing",
            "petition",
            "motion",
        ]
        .iter()
        .any(|noun| low.contains(noun)),
        LinkRole::Occasion | LinkRole::Venue => true,
        // "tweeted" is one post; "on Twitter" and "her Facebook page" are where someone speaks
        LinkRole::Medium => {
            link.span.is_some_and(|span| span.len() >= link.name.len())
                && models.media.platforms.iter().any(|platform| low.contains(platform.as_str()))
                && !verb_span(link)
        }
        _ => false,
    }
}
