//! Whom a report says it relies on, with the smallest words that say so.
//!
//! Counted: media and agencies that are said to report, to be told, or to carry; documents and occasions that words
//! come from; bodies and unnamed or introduced people who speak. Not counted: a person the story is about, speaking.

use crate::attribute::{span_of, whole_source};
use crate::chain::Chains;
use crate::document::{Document, Item, Sentence};
use crate::draft::Draft;
use crate::entities::Entities;
use crate::lexicon::{Form, Models, bare};
use crate::reporting::{CueKind, Reporting, reportings};
use crate::speaker::{Resolved, SpeakerKind, is_medium};
use std::collections::BTreeSet;
use variorum_model::{BlockRole, DeclaredSource, LinkRole, Report, SourceRole, Span, Stance};

/// The declared sources, in order of their evidence; each name once per sentence.
pub(crate) fn sources(
    document: &Document,
    report: &Report,
    entities: &Entities,
    models: &Models,
    drafts: &[Draft],
) -> Vec<DeclaredSource> {
    let chains = Chains { models, entities, text: document.text };
    let mut out = from_furniture(report, models);
    let mut seen = BTreeSet::new();
    let by_place = ByPlace::new(drafts);
    for paragraph in document.paragraphs.iter().filter(|p| !p.is_title()) {
        for sentence in &paragraph.sentences {
            let found = reportings(sentence, models);
            let mut here = Vec::new();
            for draft in by_place.within(sentence.span) {
                from_draft(draft, document, models, &mut here);
                let reporting =
                    found.iter().find(|r| draft.cue.contains(&span_of(&sentence.items, &r.cue)));
                let spoken = reporting
                    .and_then(|r| from_speaker(draft, r, &sentence.items, document, models));
                // a person once: later words add no new source
                here.extend(spoken.filter(|source| {
                    let unnamed =
                        draft.speaker.as_ref().is_some_and(|s| s.speaker.entity.is_none());
                    source.role != SourceRole::Official
                        || seen.insert(source.relies_on.clone())
                        || unnamed
                }));
            }
            for reporting in found {
                here.extend(
                    from_words(reporting, sentence, document, entities, &by_place)
                        .filter(|source| !seen.contains(&source.relies_on)),
                );
            }
            from_media(sentence, document, entities, models, &mut here);
            from_publishing(sentence, chains, &mut here);
            if let Some(link) = whole_source(sentence, chains) {
                here.push(DeclaredSource {
                    role: role_of_medium(models, &link.name),
                    relies_on: link.name,
                    evidence: vec![sentence.span.trim(document.text)],
                });
            }
            out.extend(distinct(here));
        }
    }
    out.sort_by(|a, b| (&a.evidence, &a.relies_on).cmp(&(&b.evidence, &b.relies_on)));
    out
}

/// Drafts in order of their cue, or of their content where they have none.
struct ByPlace<'a>(Vec<(usize, &'a Draft)>);

impl<'a> ByPlace<'a> {
    fn new(drafts: &'a [Draft]) -> Self {
        let place =
            |draft: &Draft| draft.cue.iter().chain(&draft.content).next().map(|span| span.start);
        let mut out: Vec<_> =
            drafts.iter().filter_map(|draft| Some((place(draft)?, draft))).collect();
        out.sort_by_key(|(at, _)| *at);
        Self(out)
    }

    /// The drafts that begin inside the span.
    fn within(&self, span: Span) -> impl Iterator<Item = &'a Draft> + '_ {
        let from = self.0.partition_point(|(at, _)| *at < span.start);
        self.0[from..].iter().take_while(move |(at, _)| *at < span.end).map(|(_, draft)| *draft)
    }
}

/// One entry per name and sentence; the first words win. A name that says more takes up one of the same words:
/// "statement", "statement by Mara Lund".
fn distinct(found: Vec<DeclaredSource>) -> Vec<DeclaredSource> {
    let mut out: Vec<DeclaredSource> = Vec::new();
    for source in found {
        match out.iter_mut().find(|known| same_name(known, &source) || says_more(known, &source)) {
            Some(known) if same_name(known, &source) => {}
            Some(known) => {
                known.evidence.extend(source.evidence);
                known.evidence.sort_unstable();
                known.evidence.dedup();
                if source.relies_on.len() > known.relies_on.len() {
                    known.relies_on = source.relies_on;
                }
            }
            None => out.push(source),
        }
    }
    out
}

fn same_name(a: &DeclaredSource, b: &DeclaredSource) -> bool {
    let name = |source: &DeclaredSource| {
        bare(source.relies_on.split(" (").next().unwrap_or_default()).into_owned()
    };
    name(a) == name(b)
}

/// True where two entries of one kind point at the same words and the name of one holds the other's.
fn says_more(a: &DeclaredSource, b: &DeclaredSource) -> bool {
    let (short, long) = if a.relies_on.len() <= b.relies_on.len() { (a, b) } else { (b, a) };
    let words: BTreeSet<&str> = long.relies_on.split(' ').collect();
    let meet = a.evidence.iter().any(|span| b.evidence.iter().any(|other| span.overlaps(*other)));
    a.role == b.role && meet && short.relies_on.split(' ').all(|word| words.contains(word))
}

/// Agencies that byline, dateline and source line credit: listed ones, and names beside "staff" or in a dateline's
/// brackets.
pub(crate) fn credited(report: &Report, models: &Models) -> Vec<String> {
    credits(report, models).map(|(name, _)| name).collect()
}

fn credits<'a>(
    report: &'a Report,
    models: &'a Models,
) -> impl Iterator<Item = (String, Span)> + 'a {
    let lines = report.blocks.iter().filter(|block| {
        matches!(block.role, BlockRole::Byline | BlockRole::Dateline | BlockRole::SourceLine)
    });
    lines.flat_map(move |block| {
        let words = block.span.of(&report.text);
        let own = report.outlet.as_deref().unwrap_or_default();
        let staff =
            words.to_lowercase().contains("staff") || words.to_lowercase().contains("agencies");
        let parts = words
            .split([',', '(', ')', '/', ':'])
            .flat_map(|part| part.split(" and "))
            .map(|part| part.trim().trim_start_matches("By ").to_owned());
        parts
            .enumerate()
            .filter(move |(k, part)| {
                let listed = models.media.agencies.contains(&bare(part));
                let words: Vec<&str> = part.split_whitespace().collect();
                let name = !words.is_empty()
                    && words.len() <= 4
                    && words.iter().all(|word| word.starts_with(char::is_uppercase))
                    && !models.names.is_given(words[0]);
                let beside_staff = block.role == BlockRole::Byline
                    && staff
                    && *k > 0
                    && name
                    && !part.to_lowercase().contains("staff");
                let bracketed = block.role == BlockRole::Dateline
                    && name
                    && block.span.of(&report.text).contains(&format!("({part})"));
                part != own && (listed || beside_staff || bracketed)
            })
            .map(move |(_, part)| (part, block.span))
            .collect::<Vec<_>>()
    })
}

/// "By Staff, Agencies", "(AP)" in a dateline.
fn from_furniture(report: &Report, models: &Models) -> Vec<DeclaredSource> {
    let credits = credits(report, models);
    credits
        .map(|(relies_on, span)| DeclaredSource {
            relies_on,
            role: SourceRole::Agency,
            evidence: vec![span],
        })
        .collect()
}

/// Media, documents and occasions that somebody's words came by, the speaker's name with a document or a post.
fn from_draft(draft: &Draft, document: &Document, models: &Models, out: &mut Vec<DeclaredSource>) {
    for link in &draft.fresh {
        let Some(span) = link.span else { continue };
        let role = match link.role {
            LinkRole::Agency => SourceRole::Agency,
            LinkRole::Document | LinkRole::Carrier => SourceRole::Document,
            LinkRole::Occasion | LinkRole::Venue => SourceRole::Occasion,
            _ => SourceRole::Outlet,
        };
        let evidence = near(draft.source.iter().chain(&draft.cue).copied(), span, document);
        let own = draft
            .speaker
            .as_ref()
            .filter(|s| s.kind == SpeakerKind::Person && s.speaker.entity.is_some())
            .map(|s| s.speaker.name.as_str());
        let platform = models.media.platforms.contains(&bare(&link.name));
        let relies_on = match own {
            Some(name) if platform => format!("{name} on {}", link.name),
            Some(name) if !whose(&link.name) => match role {
                SourceRole::Document => format!("{} by {name}", noun_phrase(&link.name)),
                SourceRole::Occasion => format!("{} of {name}", noun_phrase(&link.name)),
                _ => link.name.clone(),
            },
            _ => link.name.clone(),
        };
        out.push(DeclaredSource { relies_on, role, evidence: vec![evidence] });
    }
}

/// True where the name tells by itself whose words or which occasion it is.
fn whose(name: &str) -> bool {
    [" published by ", " in ", " with ", " by "].iter().any(|joint| name.contains(joint))
}

/// The name without what points at its owner: "his latest letter" is "latest letter".
fn noun_phrase(name: &str) -> &str {
    ["his ", "her ", "their ", "its ", "one ", "another "]
        .iter()
        .find_map(|word| name.strip_prefix(word))
        .unwrap_or(name)
}

/// The smallest span over the link and the nearest words of source and cue, where that stays short.
fn near(words: impl Iterator<Item = Span>, link: Span, document: &Document) -> Span {
    const SHORT: usize = 120;
    let all = words.fold(link, |covered, word| {
        let wider = covered.cover(word);
        if wider.len() <= SHORT { wider } else { covered }
    });
    all.trim(document.text)
}

fn role_of_medium(models: &Models, name: &str) -> SourceRole {
    if models.media.agencies.contains(&bare(name)) {
        SourceRole::Agency
    } else {
        SourceRole::Outlet
    }
}

/// The speaker itself: a medium, a body that states, an unnamed person, a named one whose role is given.
fn from_speaker(
    draft: &Draft,
    reporting: &Reporting,
    items: &[Item],
    document: &Document,
    models: &Models,
) -> Option<DeclaredSource> {
    let resolved = draft.speaker.as_ref().filter(|_| !draft.relayed)?;
    if says_nothing(items, reporting) {
        return None;
    }
    let evidence = near(draft.cue.iter().copied(), *draft.source.first()?, document);
    let source = |relies_on: String, role| {
        Some(DeclaredSource { relies_on, role, evidence: vec![evidence] })
    };
    let name = resolved.speaker.name.clone();
    if reporting.source.is_empty() {
        return None;
    }
    let words = span_of(items, &reporting.source).of(document.text);
    let words = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words);
    let short = words.split_whitespace().count() <= MOST_WORDS;
    let states = draft.stance == Stance::Say && !reporting.weak && reporting.clause
        || reporting.kind == CueKind::Prepositional;
    // "the Moe campaign", "a Moe spokesman": what speaks is not Moe
    let last = &items[reporting.source.end - 1];
    let stands_for = !last.capital
        && (models.roles.speaking_bodies.contains(&last.low) || last.is_any(&PROXIES));
    if resolved.kind == SpeakerKind::Person
        && resolved.speaker.entity.is_some()
        && stands_for
        && states
        && short
        && words.contains(char::is_uppercase)
    {
        return source(words.to_owned(), SourceRole::Official);
    }
    match resolved.kind {
        SpeakerKind::Medium => source(name.clone(), role_of_medium(models, &name)),
        SpeakerKind::Document => source(name, SourceRole::Document),
        SpeakerKind::Person | SpeakerKind::Group
            if proxy(items, reporting)
                || states
                    && (reporting.kind == CueKind::Prepositional
                        || described(resolved)
                        || is_introduced(
                            items,
                            reporting,
                            resolved.speaker.entity.is_some(),
                            models,
                        )) =>
        {
            source(name, SourceRole::Official)
        }
        SpeakerKind::Body if states => source(name, SourceRole::Official),
        _ => None,
    }
}

/// "according to X", "citing X", "the Kremlin announced": sources of clauses that report nothing this pass could cut out.
fn from_words(
    reporting: &Reporting,
    sentence: &Sentence,
    document: &Document,
    entities: &Entities,
    by_place: &ByPlace,
) -> Option<DeclaredSource> {
    let items = &sentence.items;
    let cue = span_of(items, &reporting.cue);
    if reporting.source.is_empty()
        || by_place.within(sentence.span).any(|draft| draft.cue.contains(&cue))
    {
        return None;
    }
    if says_nothing(items, reporting) {
        return None;
    }
    let source = span_of(items, &reporting.source);
    let named = entities.named_in(source);
    let body = named.is_some_and(|id| !entities.all[id].is_person())
        && items[reporting.source.end - 1].capital;
    let states = body
        && !sentence.items[reporting.cue.clone()].iter().any(|item| item.low.starts_with("sum"))
        && reporting.clause
        && !reporting.weak
        && reporting.stance == Stance::Say
        && !reporting.inverted;
    let again = items[reporting.source.end - 1].is_any(&[
        "outlet",
        "paper",
        "newspaper",
        "agency",
        "network",
    ]);
    let cited = reporting.kind == CueKind::Prepositional && !again;
    if reporting.beside_marks || !cited && !states {
        return None;
    }
    let words = document.of(source).split_whitespace().take(8).collect::<Vec<_>>().join(" ");
    let person =
        named.filter(|&id| entities.all[id].is_person()).map(|id| entities.all[id].name.clone());
    Some(DeclaredSource {
        relies_on: person.unwrap_or(words),
        role: SourceRole::Official,
        evidence: vec![source.cover(cue)],
    })
}

/// "a BuzzFeed article titled", "first reported by the Nordland Post": a medium beside its own text or verb.
fn from_media(
    sentence: &Sentence,
    document: &Document,
    entities: &Entities,
    models: &Models,
    out: &mut Vec<DeclaredSource>,
) {
    let items = &sentence.items;
    for (span, id) in entities.in_span(sentence.span) {
        let entity = &entities.all[id];
        if entity.is_person()
            || !is_medium(models, entities, span.of(document.text))
            || models.media.platforms.contains(&bare(&entity.name))
        {
            continue;
        }
        let Some(first) = items.iter().position(|item| item.span.start == span.start) else {
            continue;
        };
        let next = items.iter().position(|item| item.span.start >= span.end).unwrap_or(items.len());
        let behind = items.get(next).is_some_and(|item| {
            models.media.documents.contains(&item.low)
                || item.is_any(&["reported", "reports", "revealed", "estimated", "investigation"])
        }) || items
            .get(next)
            .is_some_and(|item| item.is_any(&["newspaper", "magazine", "first"]))
            && items.get(next + 1).is_some_and(|item| {
                models.media.documents.contains(&item.low)
                    || models.cues.contains_key(&item.low)
                    || item.is("estimated")
            });
        let before = items[first.saturating_sub(6)..first]
            .iter()
            .any(|item| item.is_any(&["reported", "published", "carried", "aired", "obtained"]))
            && items[first.saturating_sub(2)..first].iter().any(|item| item.is("by"));
        let spoken = items[first.saturating_sub(2)..first]
            .iter()
            .any(|item| item.is_any(&["to", "with", "told"]))
            && items[first.saturating_sub(4)..first].iter().any(|item| {
                item.is_any(&["comments", "interview", "told", "confirmed", "remarks", "spoke"])
            });
        if behind || before || spoken {
            let end = items.get(next).filter(|_| behind).map_or(span.end, |item| item.span.end);
            let start =
                items[first.saturating_sub(if before || spoken { 2 } else { 0 })].span.start;
            out.push(DeclaredSource {
                relies_on: entity.name.clone(),
                role: role_of_medium(models, &entity.name),
                evidence: vec![Span::new(start, end)],
            });
        }
    }
}

/// Documents that the report says were published, whoever is quoted from them.
fn from_publishing(sentence: &Sentence, chains: Chains, out: &mut Vec<DeclaredSource>) {
    for link in chains.links(sentence, &[]) {
        let Some(span) = link.span else { continue };
        let items = &sentence.items;
        let Some(first) = items.iter().position(|item| item.span.end > span.start) else {
            continue;
        };
        let putting = &chains.models.media.putting;
        let issued = items[first.saturating_sub(3)..first]
            .iter()
            .any(|item| putting.contains(&item.low))
            // "a memorandum released by the ministry"
            || items.iter().position(|item| item.span.start >= span.end).is_some_and(|next| {
                putting.contains(&items[next].low)
                    && items.get(next + 1).is_some_and(|item| item.is("by"))
            })
            // "used that line in a video": new to the reader
            || first > 0
                && items[first - 1].is("in")
                && items[first].is_any(&["a", "an", "another", "several", "one"]);
        let carried = link.name.contains(" published by ")
            || link.name.contains(" in ") && link.role == LinkRole::Document;
        let agency = link.role == LinkRole::Agency
            && items[first.saturating_sub(3)..first].iter().any(|item| item.is("by"));
        // "also published on the Kremlin's official website": the site itself
        let site = items
            .iter()
            .skip(first + 1)
            .take(12)
            .position(|item| item.is_any(&["website", "site", "webpage"]))
            .map(|k| first + 1 + k);
        if let Some(site) = site
            && let Some(on) = (first..site).rev().find(|&k| items[k].is("on"))
            && items[on..site].iter().any(|item| item.capital)
        {
            let span = Span::new(items[on.saturating_sub(1)].span.start, items[site].span.end);
            let name = Span::new(items[on + 1].span.start, items[site].span.end).of(chains.text);
            out.push(DeclaredSource {
                relies_on: name.strip_prefix("the ").unwrap_or(name).to_owned(),
                role: SourceRole::Document,
                evidence: vec![span],
            });
        }
        if !(carried || issued && link.role == LinkRole::Document || agency) {
            continue;
        }
        let start = if issued {
            items[first.saturating_sub(2)].span.start
        } else {
            items[first.saturating_sub(1)].span.start
        };
        let role = if agency { SourceRole::Agency } else { SourceRole::Document };
        out.push(DeclaredSource {
            relies_on: link.name,
            role,
            evidence: vec![Span::new(start, span.end)],
        });
    }
}

/// "did not respond", "hopes to win by pointing out": nothing that the report could rely on.
fn says_nothing(items: &[Item], reporting: &Reporting) -> bool {
    let cue = reporting.cue.start;
    let negated = items[reporting.source.end.min(cue)..cue].iter().any(|item| item.is("not"));
    let means = reporting.form == Form::Participle && cue > 0 && items[cue - 1].is("by");
    let reply = items[reporting.cue.clone()].iter().any(|item| {
        item.is_any(&[
            "respond",
            "reply",
            "comment",
            "say",
            "answer",
            "return",
            "specify",
            "elaborate",
        ])
    });
    let cue = &items[reporting.cue.clone()];
    let passive = reporting.form == Form::Past
        && !reporting.inverted
        && cue.len() > 1
        && cue.iter().any(|item| item.is_any(&["was", "were", "be", "been", "is", "are"]))
        && !cue.iter().any(|item| item.is_any(&["quoted", "cited"]));
    negated && reply || means || passive
}

/// Those who speak for another.
const PROXIES: [&str; 8] = [
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokesmen",
    "spokespeople",
    "spokespersons",
    "aide",
    "aides",
];

/// The longest name taken from the words themselves.
const MOST_WORDS: usize = 6;

/// "the official added": one described before, whom nobody names.
fn described(resolved: &Resolved) -> bool {
    resolved.speaker.entity.is_none()
        && ["A ", "An ", "a ", "an "].iter().any(|word| resolved.speaker.name.starts_with(word))
}

/// True where somebody speaks for another, whatever the verb: "the mayor's spokeswoman described".
fn proxy(items: &[Item], reporting: &Reporting) -> bool {
    items[reporting.source.clone()].iter().any(|item| item.is_any(&PROXIES))
}

/// True where the words give the speaker's role: "a spokesman", "Ola Moe, the port's director".
fn is_introduced(items: &[Item], reporting: &Reporting, named: bool, models: &Models) -> bool {
    let first = &items[reporting.source.start];
    // "officials", "harbour officials and union leaders": nobody of them is named
    let definite = first.is_any(&["the", "these", "those", "his", "her", "their", "its"]);
    let group = items[reporting.source.clone()]
        .iter()
        .any(|item| !item.capital && models.roles.groups.contains(&item.low));
    let indefinite = first.is_any(&["a", "an"]) || !named && !definite && group;
    let role =
        |item: &Item| item.is_word() && !item.capital && (models.roles.persons.contains(&item.low));
    let inside = !named
        && items[reporting.source.clone()].iter().any(role)
        && !items[reporting.source.start].is("the");
    let after = items[reporting.end().min(items.len())..]
        .iter()
        .take(8)
        .take_while(|item| item.quote().is_none() && !item.is("who"))
        .any(role)
        && items.get(reporting.end()).is_some_and(|item| !item.is_word());
    let between = reporting.source.end < reporting.cue.start
        && items[reporting.source.end..reporting.cue.start].iter().any(role);
    indefinite || inside || after || between
}
