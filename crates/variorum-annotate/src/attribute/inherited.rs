//! Links that the words around a quotation do not repeat: the speaker's op-ed, speech or interview.

use super::Pass;
use crate::chain::{introduction, is_talk_with_medium, persists};
use crate::document::{Item, ItemKind, Sentence};
use crate::draft::Draft;
use crate::phrase::{is_day, is_month};
use crate::reporting;
use crate::speaker::{Resolved, SpeakerKind, singular};
use variorum_model::{Link, LinkRole, Span};

impl Pass<'_> {
    /// Links that the words around do not repeat: the speaker's document, or the outlet of the same passage.
    pub(super) fn inherit(&mut self, draft: &mut Draft) {
        let Some(speaker) = &draft.speaker else {
            draft.fresh.clone_from(&draft.chain);
            return;
        };
        let name = speaker.speaker.name.clone();
        if draft.chain.is_empty() && speaks(speaker) {
            draft.chain = self.said_in_sentence(draft, &name);
        }
        if draft.chain.is_empty() {
            draft.chain = self.in_it(draft);
        }
        let name = self.by_owner(draft).unwrap_or(name);
        let written = draft.speaker.as_ref().is_some_and(|s| s.kind == SpeakerKind::Document);
        let mut chain = std::mem::take(&mut draft.chain);
        chain.retain(|link| {
            let noun = link.name.split(" to ").next().and_then(|name| name.split(' ').next_back());
            let authored =
                noun.is_some_and(|noun| self.models.media.authored.contains(&noun.to_lowercase()));
            let spoken = written && authored && link.role == LinkRole::Document;
            (spoken || link.name != name && !speaker_is(link, &name))
                && !self.is_of_another(link, &name)
        });
        self.take_up(&mut chain, &name);
        draft.chain = chain;
        draft.fresh.clone_from(&draft.chain);
        // "in one exchange": an occasion of its own, which later words are not of
        if !draft.chain.is_empty() && draft.chain.iter().all(|link| link.name.starts_with("one ")) {
            self.asides.insert(draft.start());
            return;
        }
        if !draft.chain.is_empty() {
            let chain = draft.chain.clone();
            self.hold(&name, &chain);
            return;
        }
        // a headline has no place in the order of the report: its words came as they came in the body
        if self.document.paragraphs[draft.paragraph].is_title() {
            draft.chain = self.of_body(draft, &name);
            return;
        }
        if self.is_aside(draft) {
            self.apart.insert(draft.start());
            self.asides.insert(draft.start());
            return;
        }
        if self.is_elsewhere(draft) {
            self.apart.insert(draft.start());
            return;
        }
        draft.chain = self.inherited(draft, &name);
    }

    /// "what he wrote in Ms. Oye's speech": words of another person.
    fn is_of_another(&self, link: &Link, speaker: &str) -> bool {
        let own = link.role == LinkRole::Document
            || ["speech", "address", "testimony", "interview"]
                .iter()
                .any(|noun| link.name.ends_with(noun));
        let Some(span) = link.span.filter(|_| own) else { return false };
        let entities = self.speakers.entities;
        entities.in_span(span).any(|(owner, id)| {
            let behind = &self.document.text[owner.end..span.end.max(owner.end)];
            let name = &entities.all[id].name;
            entities.all[id].is_person()
                && name != speaker
                && (behind.starts_with("'s") || behind.starts_with('’'))
        })
    }

    /// The chain of the body's quotation of the same words by the same speaker.
    fn of_body(&self, draft: &Draft, speaker: &str) -> Vec<Link> {
        draft
            .quoted
            .iter()
            .find_map(|span| self.credited(*span))
            .filter(|other| other.speaker.as_ref().is_some_and(|s| s.speaker.name == speaker))
            .map(|other| other.chain.clone())
            .unwrap_or_default()
    }

    /// True where the clause tells what its speaker has said at other times, without leaving the occasion at hand:
    /// "has called it “a farce”", "once said".
    fn is_aside(&self, draft: &Draft) -> bool {
        let Some(cue) = draft.cue.first() else { return false };
        let Some(sentence) = self.document.sentence_at(cue.start) else { return false };
        let items = &sentence.items;
        let Some(at) = items.iter().position(|item| item.span.end > cue.start) else {
            return false;
        };
        let verb = items[at..].iter().take_while(|item| item.span.start < cue.end);
        verb.chain(items[..at].iter().rev().take(2).take_while(|item| item.is_word()))
            .any(|item| item.is_any(&["has", "have", "once", "often"]))
    }

    /// True where both sentences name a day or month, and no common one: not one occasion.
    fn is_other_day(&self, draft: &Draft, links: &[Link]) -> bool {
        let at = draft.cue.first().map_or(draft.start(), |span| span.start);
        let Some(sentence) = self.document.sentence_at(at) else { return false };
        let items = &sentence.items;
        let cue = items.iter().position(|item| item.span.end > at).unwrap_or(0);
        let told = introduction(items);
        let said = |k: usize| self.models.cues.contains_key(&items[k].low);
        let beside = |k: usize| {
            k < told
                || k + BESIDE >= cue && k <= cue + BESIDE
                || k < cue && (k.saturating_sub(2)..k).any(said)
        };
        let mine = days(items.iter().enumerate().filter(|(k, _)| beside(*k)).map(|(_, item)| item));
        !mine.is_empty() && links.iter().any(|link| self.is_apart(link, &mine))
    }

    /// True where the sentence that names the link names days too, and none of these.
    fn is_apart(&self, link: &Link, known: &[&str]) -> bool {
        let Some(sentence) = link.span.and_then(|span| self.document.sentence_at(span.start))
        else {
            return false;
        };
        let theirs = days(sentence.items.iter());
        !theirs.is_empty() && !theirs.iter().any(|day| known.contains(day))
    }

    /// What the same sentence names for the same speaker before the clause: "declaring at a rally that …, a fight he
    /// called “…”".
    fn said_in_sentence(&mut self, draft: &Draft, speaker: &str) -> Vec<Link> {
        let Some(cue) = draft.cue.first().copied() else { return Vec::new() };
        let Some(sentence) = self.document.sentence_at(cue.start) else { return Vec::new() };
        let end = sentence.items.iter().position(|item| item.span.end > cue.start);
        let mut links = self.chains.before(sentence, end.unwrap_or(0));
        links.retain(|link| {
            let Some(at) = link
                .span
                .and_then(|span| sentence.items.iter().position(|item| item.span.end > span.start))
            else {
                return false;
            };
            let subject = reporting::clause_subject(&sentence.items, at, self.models);
            self.speakers
                .resolve(sentence, &subject, draft.paragraph)
                .is_some_and(|resolved| resolved.speaker.name == speaker)
        });
        links
    }

    /// "In it she promises …": the document or occasion of the sentence before.
    fn in_it(&self, draft: &Draft) -> Vec<Link> {
        let Some(cue) = draft.cue.first() else { return Vec::new() };
        let sentence = self.document.sentence_at(cue.start);
        let taken = sentence.is_some_and(|sentence| {
            sentence.items.first().is_some_and(|item| item.is("in"))
                && sentence.items.get(1).is_some_and(|item| item.is("it"))
        });
        let near =
            self.introduced.last().filter(|last| taken && draft.paragraph <= last.paragraph + 1);
        let documents = |link: &&Link| matches!(link.role, LinkRole::Document | LinkRole::Occasion);
        near.map(|last| last.links.iter().filter(documents).cloned().collect()).unwrap_or_default()
    }

    /// A document that speaks is its owner's voice: "the ad says" after "the mayor answered with an ad of her own".
    /// The owner's name, where the draft takes it.
    fn by_owner(&mut self, draft: &mut Draft) -> Option<String> {
        let source = draft.source.first().copied()?;
        let speaks = |link: &&Link| {
            link.role == LinkRole::Document && link.span.is_some_and(|span| source.contains(span))
        };
        let link = draft.chain.iter().find(speaks)?;
        let known = self.introduced.iter().rev().find_map(|known| {
            known.links.iter().any(|other| is_same_thing(link, other)).then(|| known.owner.clone())
        });
        let owner = self.possessor(draft, source).or_else(|| known.flatten())?;
        let unsure =
            draft.speaker.as_ref().is_none_or(|s| s.kind == SpeakerKind::Document || !s.sure);
        if !unsure {
            return None;
        }
        let name = owner.speaker.name.clone();
        draft.speaker = Some(Resolved { sure: false, ..owner });
        Some(name)
    }

    /// Whose the document is by its own words: "Ms. Oye's letter", "the group's first ad".
    fn possessor(&mut self, draft: &Draft, source: Span) -> Option<Resolved> {
        let sentence = self.document.sentence_at(source.start)?;
        let items = &sentence.items;
        let start = items.iter().position(|item| item.span.start >= source.start)?;
        let mark = items[start..]
            .iter()
            .take_while(|item| item.span.end <= source.end)
            .position(|item| item.kind == ItemKind::Possessive)?;
        self.speakers.resolve(sentence, &(start..start + mark), draft.paragraph).filter(speaks)
    }

    /// Notes what a speaker's later words come by.
    fn hold(&mut self, speaker: &str, links: &[Link]) {
        let other = |known: &Vec<Link>| {
            !known.iter().any(|link| links.iter().any(|new| new.name == link.name))
        };
        if self.channels.get(speaker).is_some_and(other) {
            self.several.insert(speaker.to_owned());
        }
        // an occasion of another day is background: it holds for its passage only
        let held = || {
            links.iter().filter(|link| {
                !is_passed_on(self.document.text, link)
                    && (link.role != LinkRole::Occasion
                        || self.today.is_empty()
                        || !self.is_apart(link, &self.today))
            })
        };
        let mut lasting: Vec<Link> =
            held().filter(|link| persists(link, self.models)).cloned().collect();
        if lasting.is_empty() && !self.several.contains(speaker) {
            lasting = held().cloned().collect();
        }
        if !lasting.is_empty() {
            self.channels.insert(speaker.to_owned(), lasting);
        }
    }

    /// "The letter", "that interview", "the essay": the fullest naming of what was introduced before.
    fn take_up(&self, chain: &mut Vec<Link>, speaker: &str) {
        let mut out: Vec<Link> = Vec::new();
        for mut link in chain.drain(..) {
            let definite = link.span.is_some_and(|span| is_definite(self.document.text, span));
            if let Some(known) = self.channels.get(speaker) {
                self.chains.take_up(&mut link, known);
            }
            let known = self.introduced.iter().rev().find(|group| {
                definite && group.links.iter().any(|other| is_same_thing(&link, other))
            });
            match known {
                // the interview was one with a medium: the medium says what it was
                Some(group) if is_talk_with_medium(&link) => {
                    let media = |other: &&Link| {
                        matches!(other.role, LinkRole::Medium | LinkRole::Agency)
                            || other.name.contains(" with ")
                    };
                    let mut named: Vec<Link> = group.links.iter().filter(media).cloned().collect();
                    if named.is_empty() {
                        named.push(link);
                    }
                    for other in &mut named {
                        other.span = None;
                    }
                    out.extend(named);
                }
                Some(group) => {
                    let fullest = group.links.iter().find(|other| is_same_thing(&link, other));
                    if let Some(other) = fullest.filter(|other| other.name.len() > link.name.len())
                    {
                        link.name.clone_from(&other.name);
                    }
                    out.push(link);
                }
                // "told Coast Radio …": "the interview" was with the medium told
                None if (definite || self.was_shown(&link)) && is_talk_with_medium(&link) => {
                    match self.told(speaker) {
                        media if media.is_empty() => out.push(link),
                        media => out.extend(media),
                    }
                }
                None => out.push(link),
            }
        }
        out.dedup_by(|a, b| a.name == b.name);
        *chain = out;
    }

    /// "in an interview that aired on Wednesday": one that a medium showed, which the passage may have named.
    fn was_shown(&self, link: &Link) -> bool {
        link.span.is_some_and(|span| {
            let mut behind = self.document.text[span.end..].split_whitespace().take(3);
            behind.any(|word| {
                matches!(
                    word.trim_end_matches(|c: char| !c.is_alphanumeric()),
                    "aired" | "airing" | "broadcast" | "broadcasting"
                )
            })
        })
    }

    /// The media that the speaker's words just before were told.
    fn told(&self, speaker: &str) -> Vec<Link> {
        let medium = |link: &&Link| matches!(link.role, LinkRole::Medium | LinkRole::Agency);
        self.passage
            .as_ref()
            .filter(|(last, _, _)| last == speaker)
            .map(|(_, links, _)| links.iter().find(medium).cloned().into_iter().collect())
            .unwrap_or_default()
    }

    /// True where the sentence sets its words on another occasion, which it does not name: "told reporters", "at the
    /// time", "after the speech".
    fn is_elsewhere(&self, draft: &Draft) -> bool {
        let at = draft.cue.first().map_or(draft.start(), |span| span.start);
        let Some(sentence) = self.document.sentence_at(at) else { return false };
        let items = &sentence.items;
        let cue = items.iter().position(|item| item.span.start == at);
        let told = cue.is_some_and(|cue| {
            let audience = &self.models.media.audiences;
            items[cue].is_any(&["told", "telling", "tells"])
                && items[cue + 1..]
                    .iter()
                    .take(4)
                    .take_while(|item| item.is_word() && !item.is("that"))
                    .any(|item| audience.contains(&item.low))
        });
        let asked = items.windows(2).any(|two| {
            two[0].is_any(&["asked", "questioned"]) && two[1].is_any(&["by", "later", "afterward"])
        });
        let clause = cue.map_or(items.len(), |cue| (cue + CLAUSE).min(items.len()));
        let past = items[..clause].iter().enumerate().any(|(k, item)| {
            let next =
                |n: usize, words: &[&str]| items.get(k + n).is_some_and(|item| item.is_any(words));
            item.is("at") && next(1, &["the", "that"]) && next(2, &["time"])
                || item.is("in") && next(1, &["the"]) && next(2, &["past"])
                || item.is_any(&["previously", "separately"])
        });
        let later = cue.is_some_and(|cue| {
            let words = &items[cue.saturating_sub(1)..(cue + 3).min(items.len())];
            let said = |item: &Item| item.is_any(&["said", "told", "called", "says", "explained"]);
            words.windows(2).any(|two| {
                two[0].is_any(&["later", "earlier"]) && said(&two[1])
                    || said(&two[0]) && two[1].is_any(&["later", "earlier", "afterward"])
            })
        });
        let campaign = items[..clause]
            .windows(3)
            .any(|three| three[0].is("during") && three[1].is("the") && three[2].is("campaign"));
        told || asked || past || later || campaign || self.is_afterwards(sentence)
    }

    /// True where the sentence sets its words at a time of their own ("In March, …"): another occasion.
    pub(super) fn is_dated(&self, draft: &Draft) -> bool {
        let at = draft.cue.first().map_or(draft.start(), |span| span.start);
        self.document.sentence_at(at).is_some_and(|sentence| {
            let cue = sentence.items.iter().position(|item| item.span.end > at).unwrap_or(0);
            let clause = (cue + CLAUSE).min(sentence.items.len());
            sentence.items[..clause].iter().enumerate().any(|(k, item)| {
                let month = item.capital && is_month(item);
                let year = item.kind == ItemKind::Number
                    && item.low.len() == 4
                    && k > 0
                    && sentence.items[k - 1].is("in");
                let past = item.is_any(&["last", "previous"])
                    && sentence.items.get(k + 1).is_some_and(|next| {
                        next.is_any(&[
                            "month", "week", "year", "summer", "winter", "spring", "fall",
                        ])
                    });
                month || year || past
            })
        })
    }

    /// The links of the passage, else of the document or occasion that the speaker's words come by.
    pub(super) fn inherited(&self, draft: &Draft, name: &str) -> Vec<Link> {
        let passage = self
            .passage
            .as_ref()
            .filter(|(last, _, at)| last == name && draft.paragraph <= at + PASSAGE);
        if let Some((_, links, _)) = passage {
            return if self.is_other_day(draft, links) { Vec::new() } else { links.clone() };
        }
        if self.is_dated(draft) {
            return Vec::new();
        }
        let mut links = self.channels.get(name).cloned().unwrap_or_default();
        if self.several.contains(name) {
            links.retain(|link| persists(link, self.models));
        }
        if self.is_other_day(draft, &links) {
            links.clear();
        }
        links
    }

    /// "X has written an article published by Y", "her speech at Z": what X's later words come by.
    pub(super) fn set_channel(&mut self, index: usize, sentence: &Sentence) {
        // what somebody says that another did ("saying she had taken questions at …") is no way of his words
        let told: Vec<Span> = self
            .drafts
            .iter()
            .rev()
            .take(LATEST)
            .filter(|draft| draft.cue.iter().any(|cue| sentence.span.contains(*cue)))
            .filter(|draft| draft.quoted.is_empty())
            .flat_map(|draft| draft.content.iter().copied())
            .collect();
        let outside = |link: &Link| {
            !link.span.is_some_and(|span| told.iter().any(|content| content.contains(span)))
        };
        let mut named = self.chains.links(sentence, &[]);
        named.retain(outside);
        let mut links = self.chains.before(sentence, sentence.items.len());
        links.retain(outside);
        let Some(at) = named.iter().filter_map(|link| link.span).map(|span| span.start).min()
        else {
            self.leave(index, sentence);
            return;
        };
        let quoted_so = self
            .drafts
            .iter()
            .rev()
            .take(LATEST)
            .find(|draft| {
                draft
                    .fresh
                    .iter()
                    .any(|link| link.span.is_some_and(|span| sentence.span.contains(span)))
            })
            .and_then(|draft| draft.speaker.clone())
            .filter(speaks);
        let items = &sentence.items;
        let start = items.iter().position(|item| item.span.end > at).unwrap_or(items.len());
        // "a prop that she uses on her show": what a relative clause tells is no way of these words
        let told_beside = items[..start.min(items.len())]
            .iter()
            .rev()
            .take_while(|item| item.is_word())
            .any(|item| item.is_any(&["that", "which", "where"]));
        let own = !told_beside
            && items.get(start).is_some_and(|item| item.is_any(&["his", "her", "their"]));
        let carried = links
            .iter()
            .any(|link| link.role == LinkRole::Document && link.name.contains(" published by "));
        let put = items[..(start + 1).min(items.len())].iter().enumerate().any(|(k, item)| {
            self.chains.puts(items, k)
                || self.models.media.platform_verbs.contains_key(&item.low)
                || item.is_any(&HOLDING_FORTH)
        });
        let put = put || start < introduction(items) || speaks_there(items, start, &named);
        let subject = if own {
            start..start + 1
        } else if start < introduction(items) {
            reporting::head_subject(items, items.len(), self.models)
        } else {
            reporting::clause_subject(items, start, self.models)
        };
        let resolved = quoted_so.clone().or_else(|| {
            self.speakers
                .resolve(sentence, &subject, index)
                .filter(speaks)
                .filter(|_| !carried)
                .or_else(|| self.speakers.recent(index, 0))
                .or_else(|| {
                    self.speakers.subject_of_before(sentence.span.start).filter(|_| carried)
                })
        });
        let name = resolved.as_ref().map(|resolved| resolved.speaker.name.clone());
        if let Some(name) = &name {
            self.take_up(&mut links, name);
        }
        self.introduced.push(Introduced { links: named, owner: resolved, paragraph: index });
        if quoted_so.is_some() || !own && !put && !carried {
            return;
        }
        let Some(name) = name else { return };
        let links: Vec<Link> = links
            .into_iter()
            .filter(|link| !speaker_is(link, &name) && link.name != name)
            .filter(|link| !self.is_of_another(link, &name))
            .collect();
        if links.is_empty() {
            return;
        }
        self.hold(&name, &links);
        self.passage = Some((name, links, index));
    }

    /// "Asked about it after the speech, she …": what follows of the same speaker is no longer the speech.
    fn leave(&mut self, index: usize, sentence: &Sentence) {
        if !self.is_afterwards(sentence) {
            return;
        }
        let subject = reporting::head_subject(&sentence.items, sentence.items.len(), self.models);
        if let Some(resolved) = self.speakers.resolve(sentence, &subject, index).filter(speaks) {
            self.passage = Some((resolved.speaker.name, Vec::new(), index));
        }
    }

    /// "after his speech", "after the hearing".
    fn is_afterwards(&self, sentence: &Sentence) -> bool {
        let media = &self.models.media;
        sentence.items.windows(3).any(|three| {
            three[0].is("after")
                && three[1].is_any(&["the", "his", "her", "their"])
                && media.occasions.contains(&three[2].low)
        })
    }
}

/// "She backed him in an interview": whoever does anything in an interview or speech of his own speaks there.
fn speaks_there(items: &[Item], start: usize, links: &[Link]) -> bool {
    const TALKS: [&str; 6] =
        ["interview", "speech", "statement", "news conference", "press conference", "op-ed"];
    let talk = links.iter().any(|link| {
        link.span.is_some_and(|span| items.get(start).is_some_and(|i| span.contains(i.span)))
            && TALKS.iter().any(|noun| link.name.to_lowercase().contains(noun))
    });
    let led = start > 0 && items[start - 1].is_any(&["in", "during", "at"]);
    let new = items.get(start).is_some_and(|item| item.is_any(&["a", "an", "his", "her"]));
    let passive = items[..start.min(items.len())]
        .iter()
        .any(|item| item.is_any(&["was", "were", "been", "be", "being", "that", "which", "who"]));
    talk && led && new && !passive
}

/// What a sentence named.
#[derive(Debug)]
pub(super) struct Introduced {
    links: Vec<Link>,
    /// Whose it is, where the sentence says so.
    owner: Option<Resolved>,
    paragraph: usize,
}

/// Drafts looked back at for those of one sentence.
const LATEST: usize = 8;

/// Words that set their subject on an occasion without putting anything out.
const HOLDING_FORTH: [&str; 12] = [
    "came",
    "made",
    "addressed",
    "used",
    "using",
    "appeared",
    "appearing",
    "spoke",
    "speaking",
    "testified",
    "testifying",
    "campaigning",
];

/// How many words from the cue on belong to its clause, for the time and occasion they tell.
const CLAUSE: usize = 6;

/// How far from the cue a day belongs to it: "said late Tuesday".
const BESIDE: usize = 3;

/// The weekdays and months that the words outside quotations name.
pub(super) fn days<'b>(items: impl Iterator<Item = &'b Item<'b>>) -> Vec<&'b str> {
    items
        .filter(|item| item.capital && (is_day(item) || is_month(item)))
        .map(|item| item.low.as_str())
        .collect()
}

fn speaks(resolved: &Resolved) -> bool {
    matches!(resolved.kind, SpeakerKind::Person | SpeakerKind::Body | SpeakerKind::Group)
}

/// "via Coast Radio": who passed the words on, not where they were spoken.
pub(super) fn is_passed_on(text: &str, link: &Link) -> bool {
    link.span.is_some_and(|span| {
        text[..span.start].split_whitespace().next_back().is_some_and(|word| word == "via")
    })
}

/// Paragraphs over which a speaker whom nobody interrupts goes on in the same way.
const PASSAGE: usize = 2;

/// True where the words before or at the start of the naming make it one already known.
fn is_definite(text: &str, span: Span) -> bool {
    const DEFINITE: [&str; 9] =
        ["the", "this", "that", "his", "her", "their", "its", "these", "those"];
    let own = span.of(text).split_whitespace().next().unwrap_or_default().to_lowercase();
    let before = text[..span.start].split_whitespace().next_back().unwrap_or_default();
    DEFINITE.contains(&own.as_str()) || DEFINITE.contains(&before.to_lowercase().as_str())
}

/// True where both name one kind of document or occasion: "the letter" and "an open letter to Coast Radio".
fn is_same_thing(link: &Link, other: &Link) -> bool {
    let words = |name: &str| {
        name.split(' ').map(|word| singular(&word.to_lowercase()).into_owned()).collect::<Vec<_>>()
    };
    let mine = words(&link.name);
    let theirs = words(&other.name);
    // "during the event" takes up whatever was held
    let event = link.role == LinkRole::Occasion && mine.last().is_some_and(|noun| noun == "event");
    link.role == other.role
        && mine.last().is_some_and(|noun| {
            theirs.contains(noun)
                || event
                || ADVERTISING.contains(&noun.as_str())
                    && theirs.iter().any(|word| ADVERTISING.contains(&word.as_str()))
        })
}

/// Names for one piece of advertising.
const ADVERTISING: [&str; 4] = ["ad", "ads", "advertisement", "commercial"];

pub(super) fn speaker_is(link: &Link, speaker: &str) -> bool {
    let Some(front) = speaker.strip_suffix(&link.name) else { return false };
    // "a blogger on the site Harbour Watch" is not the site
    let writes = ["site", "website", "blog"].iter().any(|noun| front.trim_end().ends_with(noun));
    link.role != LinkRole::Document && !writes
}
