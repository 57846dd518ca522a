//! People, bodies and places of one report: which names, titles and roles mean the same one.
//!
//! A person is known by the last word of the name, by a first name where the report uses it so, and by the
//! roles the report gives. A description ("the congressman") that fits no known role belongs to nobody here.

use crate::document::{Document, Item, ItemKind, Sentence};
use crate::lexicon::{Gender, Models, bare};
use crate::names::{Name, is_title_word, names};
use crate::phrase::{is_day, is_month};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Deref;
use variorum_model::{EntityKind, Span};
use variorum_text::fold_word;

/// An entity with what the report tells of it.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) kind: EntityKind,
    /// The fullest name given.
    pub(crate) name: String,
    pub(crate) words: Vec<String>,
    /// The words, folded.
    pub(crate) low: Vec<String>,
    /// Folded role nouns and adjectives: "president", "russian", "democrat".
    pub(crate) roles: BTreeSet<String>,
    pub(crate) gender: Option<Gender>,
    /// Known only as one of a family ("Ada and Bo Moe"): a title with the last name means somebody else.
    pub(crate) joint: bool,
    /// Came in by way of another: "Per Moe, whose son, Bo Moe, …".
    pub(crate) kin: bool,
    pub(crate) mentions: Vec<Mention>,
}

/// One naming of an entity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    /// True where it heads its sentence or clause: the likeliest subject.
    pub(crate) subject: bool,
    /// True where it only qualifies a noun: "Oye's lawyer", "the Oye campaign".
    pub(crate) qualifies: bool,
}

/// The entities of a report and every mention of them.
#[derive(Debug, Default)]
pub(crate) struct Entities {
    pub(crate) all: Vec<Known>,
    /// (start of the mention, entity, index of the mention), in order of the text.
    pub(crate) order: Vec<(usize, usize, usize)>,
    /// Folded names of media that the report introduces as such.
    pub(crate) media: HashSet<String>,
    by_word: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, usize>,
}

impl Entities {
    /// Reads the body first, so that headlines, where every word has a capital, meet known names.
    pub(crate) fn of(document: &Document, credited: &[String], models: &Models) -> Self {
        let mut out = Self::default();
        let lower = lower_words(document);
        let capitals = inner_capitals(document, &lower);
        for titles in [false, true] {
            for paragraph in document.paragraphs.iter().filter(|p| p.is_title() == titles) {
                for sentence in &paragraph.sentences {
                    out.read(document, sentence, models, titles, &lower, &capitals);
                    // names inside quotations: for the record, not for the reporter's grammar
                }
            }
        }
        out.join_short_names(document);
        out.drop_suffixes();
        out.settle();
        out.learn_from_pronouns(document);
        out.media = introduced_media(document, &out, models);
        out.media.extend(credited.iter().map(|name| bare(name).into_owned()));
        out
    }

    fn read(
        &mut self,
        document: &Document<'_>,
        sentence: &Sentence,
        models: &Models,
        title: bool,
        lower: &HashSet<&str>,
        capitals: &HashSet<&str>,
    ) {
        let seen = |word: &str| self.by_word.contains_key(word) || capitals.contains(word);
        let known = |word: &str| self.is_known(word);
        let found = names(document.text, sentence, models, title, &seen, &known);
        for name in found {
            // in a headline every word has a capital: only what the body knows is a name there
            let known = self.find(&name, models);
            if title && name.guessed && known.is_none() {
                continue;
            }
            if name.guessed
                && name.words.len() == 1
                && known.is_none()
                && lower.contains(name.low[0].as_str())
            {
                continue;
            }
            self.add(document, sentence, &name, known, models);
        }
        if !title {
            self.share_last_names(document, sentence, models);
        }
    }

    /// True for a word of a person's name, or the last one of a longer name that nothing tells from a person's.
    fn is_known(&self, word: &str) -> bool {
        let ids = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        ids.iter().map(|&id| &self.all[id]).any(|entity| {
            let last = || entity.low.last().is_some_and(|last| last == word);
            entity.is_person() || entity.kind == EntityKind::Other && entity.low.len() > 1 && last()
        })
    }

    /// The entity that a name means.
    pub(crate) fn find(&self, name: &Name, models: &Models) -> Option<usize> {
        // "Bloomberg" can be a body's name and, in the same report, a person's
        let same_kind = |id: &usize| {
            name.kind != EntityKind::Person
                || !matches!(self.all[*id].kind, EntityKind::Organisation)
        };
        if let Some(&id) = self.by_name.get(&name.key).filter(|id| same_kind(id)) {
            return Some(id);
        }
        if name.kind != EntityKind::Person && !name.guessed {
            return None;
        }
        let last = without_suffix(&name.low).last()?;
        let candidates = self.by_word.get(last.as_str())?;
        let fits = candidates.iter().copied().filter(|&id| self.all[id].fits(name, models));
        // the one named most often, the living before the past ("then-leader"), the latest
        fits.max_by_key(|&id| {
            let entity = &self.all[id];
            let past = entity.roles.iter().any(|role| role.starts_with("then") || role == "late");
            // "Rodriguez" is Bo Rodriguez before he is Per Rodríguez
            let spelt =
                name.words.last().is_some_and(|last| entity.words.iter().any(|w| w == last));
            // nor somebody who came in as another's son before that one
            let named = entity.mentions.len().saturating_sub(if entity.kin { KIN } else { 0 });
            (!past, spelt, named, !entity.kin, entity.mentions.last().map(|m| m.span.start))
        })
    }

    fn add(
        &mut self,
        document: &Document,
        sentence: &Sentence,
        name: &Name,
        known: Option<usize>,
        models: &Models,
    ) {
        let id = known.unwrap_or_else(|| self.found(name, models));
        let entity = &mut self.all[id];
        entity.kin |= known.is_none() && is_kin(sentence, name, models);
        if name.words.len() > entity.words.len() && name.kind == EntityKind::Person {
            entity.words = owned(&name.words);
            entity.low = owned(&name.low);
            entity.name = plain(document.of(name.span));
            for word in &name.low {
                let ids = self.by_word.entry(word.as_str().to_owned()).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        self.by_name.entry(name.key.clone()).or_insert(id);
        let entity = &mut self.all[id];
        if entity.kind == EntityKind::Other && !name.guessed {
            entity.kind = name.kind;
        }
        entity.learn(name, models);
        let mut roles = appositive_roles(sentence, name, models);
        roles.extend(roles_before(sentence, name, models));
        // a name with a role, or with "who" behind it, is a person's
        let rest = &sentence.items[name.items.end.min(sentence.items.len())..];
        let who = rest
            .iter()
            .take(2)
            .find(|item| item.kind != ItemKind::Comma)
            .is_some_and(|item| item.is("who"));
        // "Ada Moe of Marsh Watch, who …": somebody in front is meant
        let behind_of = name.items.start > 0
            && sentence.items[name.items.start - 1].is_any(&["of", "from", "with", "at", "for"]);
        let who = who && !behind_of;
        // "his wife, Ada, …": one given name is enough behind a noun for a person
        let given = || models.names.is_given(name.words[0]);
        let whole = name.words.len() > 1 || given();
        // "human rights chief Volker Moe"; "developer Acme Games" can be a body
        let called = name.words.len() > 1
            && name.titles.last().is_some_and(|title| {
                models.roles.persons.contains(title) && !TRADES.contains(&title.as_str())
            });
        if entity.kind == EntityKind::Other && whole && (who || called || !roles.is_empty()) {
            entity.kind = EntityKind::Person;
            entity.gender = entity.gender.or_else(|| models.names.gender(name.words[0]));
        }
        entity.roles.extend(roles);
        if !entity.is_person() {
            entity.roles.extend(kinds_of_body(sentence, name, models));
        }
        let possessive = sentence
            .items
            .get(name.items.end)
            .is_some_and(|item| item.kind == ItemKind::Possessive);
        let asked = sentence.items.last().is_some_and(|item| item.is("?"));
        let qualifies = possessive || qualifies(sentence, name, models);
        // ", and Ms. Moe." ends a list
        let last =
            sentence.items.get(name.items.end).is_none_or(|item| item.kind == ItemKind::Stop);
        let subject =
            !qualifies && !asked && !last && is_subject(sentence, name.items.start, models);
        entity.mentions.push(Mention { span: name.span, subject, qualifies });
    }

    fn found(&mut self, name: &Name, models: &Models) -> usize {
        let id = self.all.len();
        let whole = plain(&name.words.join(" "));
        self.all.push(Known {
            kind: name.kind,
            name: [models.places.canonical(&whole), models.roles.known_as(&whole)]
                .into_iter()
                .flatten()
                .next()
                .map_or_else(|| whole.clone(), str::to_owned),
            words: owned(&name.words),
            low: owned(&name.low),
            roles: BTreeSet::new(),
            gender: None,
            joint: false,
            kin: false,
            mentions: Vec::new(),
        });
        if name.kind == EntityKind::Person || name.guessed {
            for word in &name.low {
                self.by_word.entry(word.as_str().to_owned()).or_default().push(id);
            }
        }
        id
    }

    /// "Malia and Sasha Obama": the first takes the second's last name.
    fn share_last_names(&mut self, document: &Document, sentence: &Sentence, models: &Models) {
        let items = &sentence.items;
        for at in 1..items.len().saturating_sub(2) {
            if !items[at].is("and")
                || !items[at - 1].capital
                || !items[at + 1].capital
                || !items[at + 2].capital
            {
                continue;
            }
            let [first, second] =
                [document.of(items[at - 1].span), document.of(items[at + 1].span)];
            if !models.names.is_given(first) || !models.names.is_given(second) {
                continue;
            }
            let last = document.of(items[at + 2].span);
            let second = format!("{second} {last}");
            if let Some(&id) = self.by_name.get(bare(&second).as_ref()) {
                self.all[id].joint = true;
            }
            let key = bare(first);
            if let Some(&id) = self.by_name.get(key.as_ref())
                && self.all[id].words.len() == 1
            {
                self.all[id].words.push(last.to_owned());
                self.all[id].low.push(fold_word(last));
                self.all[id].name = format!("{first} {last}");
                self.all[id].joint = true;
                self.by_name.insert(bare(&format!("{first} {last}")).into_owned(), id);
            }
        }
    }

    /// "Byk said she …": the pronouns behind a subject that stands alone in its sentence tell a person from a body,
    /// and where they agree, a woman from a man.
    fn learn_from_pronouns(&mut self, document: &Document) {
        let mut counts: BTreeMap<usize, [usize; 3]> = BTreeMap::new();
        for paragraph in document.paragraphs.iter().filter(|p| !p.is_title()) {
            for (at, sentence) in paragraph.sentences.iter().enumerate() {
                let mut named = self
                    .in_span(sentence.span)
                    .filter(|&(_, id)| self.all[id].kind != EntityKind::Place);
                let Some((span, id)) = named.next() else { continue };
                let subject = self.all[id].mentions.iter().any(|m| m.span == span && m.subject);
                if !subject || named.any(|(_, other)| other != id) {
                    continue;
                }
                let next = paragraph.sentences.get(at + 1).and_then(|next| next.items.first());
                let behind = sentence.items.iter().filter(|item| item.span.start >= span.end);
                for item in behind.chain(next) {
                    let kind = match item.low.as_str() {
                        "he" | "his" | "him" | "himself" => 0,
                        "she" | "her" | "hers" | "herself" => 1,
                        "it" | "its" | "itself" => 2,
                        _ => continue,
                    };
                    counts.entry(id).or_default()[kind] += 1;
                }
            }
        }
        for (id, [he, she, it]) in counts {
            let entity = &mut self.all[id];
            if entity.kind == EntityKind::Other && he + she > it {
                entity.kind = EntityKind::Person;
            }
            if entity.is_person() && entity.gender.is_none() && he.max(she) >= 2 && he.min(she) == 0
            {
                entity.gender = Some(if he > 0 { Gender::Man } else { Gender::Woman });
            }
        }
    }

    /// "NRA" is the body whose initials it is, or behind which it stands in brackets; "GOP" the party it is short for.
    fn join_short_names(&mut self, document: &Document) {
        let mut into: Vec<usize> = (0..self.all.len()).collect();
        let mut by_initials: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<Cow<str>, usize> = HashMap::new();
        let mut by_end: HashMap<usize, usize> = HashMap::new();
        for (id, entity) in self.all.iter().enumerate().filter(|(_, entity)| entity.is_body()) {
            let name = bare(&entity.name);
            if let Some(&first) = by_name.get(&name) {
                into[id] = first;
                continue;
            }
            by_name.insert(name, id);
            if entity.words.len() > 1 {
                by_end.extend(entity.mentions.iter().map(|mention| (mention.span.end, id)));
                by_initials.entry(initials(&entity.words)).or_default().push(id);
            }
        }
        for (id, entity) in self.all.iter().enumerate().filter(|(_, entity)| entity.is_body()) {
            let [short] = entity.words.as_slice() else { continue };
            let Some(letters) = letters(short) else { continue };
            let bracketed = entity.mentions.iter().find_map(|mention| {
                let before = document.text[..mention.span.start].strip_suffix('(')?.trim_end();
                by_end
                    .get(&before.len())
                    .copied()
                    .filter(|&long| is_within(&letters, &initials(&self.all[long].words)))
            });
            let alone = by_initials.get(&letters).filter(|ids| ids.len() == 1).map(|ids| ids[0]);
            if let Some(long) = bracketed.or(alone).filter(|&long| long != id) {
                into[id] = long;
            }
        }
        self.join(&into);
    }

    /// Gives the mentions of each entity to the one it is short for, and drops it.
    fn join(&mut self, into: &[usize]) {
        if into.iter().enumerate().all(|(id, &long)| id == long) {
            return;
        }
        let root = |mut id: usize| {
            for _ in 0..4 {
                id = into[id];
            }
            id
        };
        for id in 0..into.len() {
            let long = root(id);
            if long == id {
                continue;
            }
            let mentions = std::mem::take(&mut self.all[id].mentions);
            let roles = std::mem::take(&mut self.all[id].roles);
            let named = self.all[id].kind;
            let entity = &mut self.all[long];
            entity.mentions.extend(mentions);
            entity.roles.extend(roles);
            if entity.kind == EntityKind::Other {
                entity.kind = named;
            }
        }
        let mut kept = vec![0; into.len()];
        let mut next = 0;
        for (id, kept) in kept.iter_mut().enumerate() {
            *kept = next;
            next += usize::from(root(id) == id);
        }
        let renumber = |id: usize| kept[root(id)];
        let mut id = 0;
        self.all.retain(|_| {
            id += 1;
            root(id - 1) == id - 1
        });
        for ids in self.by_word.values_mut() {
            for id in ids.iter_mut() {
                *id = renumber(*id);
            }
            ids.dedup();
        }
        for id in self.by_name.values_mut() {
            *id = renumber(*id);
        }
    }

    /// "Per Moe Jr." is Per Moe where the report knows no other one.
    fn drop_suffixes(&mut self) {
        let mut counts: HashMap<&[String], usize> = HashMap::new();
        let people = || self.all.iter().enumerate().filter(|(_, entity)| entity.is_person());
        for (_, entity) in people() {
            *counts.entry(without_suffix(&entity.low)).or_default() += 1;
        }
        let alone = people()
            .filter(|(_, entity)| suffix(&entity.low).is_some())
            .filter(|(_, entity)| counts[without_suffix(&entity.low)] == 1);
        let alone: Vec<usize> = alone.map(|(id, _)| id).collect();
        for id in alone {
            let name = &mut self.all[id].name;
            name.truncate(name.trim_end().rfind(char::is_whitespace).unwrap_or(name.len()));
            name.truncate(name.trim_end_matches([',', ' ']).len());
        }
    }

    fn settle(&mut self) {
        for entity in &mut self.all {
            entity.mentions.sort_by_key(|mention| mention.span);
        }
        self.order = self
            .all
            .iter()
            .enumerate()
            .flat_map(|(id, entity)| {
                entity.mentions.iter().enumerate().map(move |(k, m)| (m.span.start, id, k))
            })
            .collect();
        self.order.sort_unstable();
    }

    /// Whom a label means: one of the same last name, in any case, and of no other first name.
    pub(crate) fn by_label(&self, label: &str, is_given: impl Fn(&str) -> bool) -> Option<usize> {
        let words: Vec<String> = label.split_whitespace().map(fold_word).collect();
        let (last, front) = words.split_last()?;
        let ids = self.by_word.get(last)?;
        let is_last = |id: &usize| {
            self.all[*id].low.last() == Some(last) && self.all[*id].kind != EntityKind::Place
        };
        let named = || ids.iter().copied().filter(is_last);
        let holds = |id: &usize| {
            let low = &self.all[*id].low;
            low.iter().all(|word| words.contains(word))
                || words.iter().all(|word| low.contains(word))
        };
        // "ANNA HALE" is not Tom Hale, "SENATOR HALE" may be
        let other = front.last().is_some_and(|word| is_given(word));
        named().find(holds).or_else(|| named().next().filter(|_| !other))
    }

    /// The entity named inside `span`, the last person first, then the last of any kind.
    pub(crate) fn named_in(&self, span: Span) -> Option<usize> {
        self.in_span(span)
            .filter(|&(_, id)| self.all[id].kind == EntityKind::Person)
            .last()
            .or_else(|| self.in_span(span).last())
            .map(|(_, id)| id)
    }

    /// (mention's span, entity) inside `span`, in order.
    pub(crate) fn in_span(&self, span: Span) -> impl Iterator<Item = (Span, usize)> + '_ {
        let from = self.order.partition_point(|&(start, _, _)| start < span.start);
        self.order[from..]
            .iter()
            .take_while(move |&&(start, _, _)| start < span.end)
            .map(|&(_, id, k)| (self.all[id].mentions[k].span, id))
            .filter(move |(mention, _)| span.contains(*mention))
    }

    /// Mentions before the offset, the nearest first.
    pub(crate) fn before(&self, offset: usize) -> impl Iterator<Item = (Mention, usize)> + '_ {
        let to = self.order.partition_point(|&(start, _, _)| start < offset);
        self.order[..to].iter().rev().map(|&(_, id, k)| (self.all[id].mentions[k], id))
    }
}

fn owned(words: &[impl Deref<Target = str>]) -> Vec<String> {
    words.iter().map(|word| (**word).to_owned()).collect()
}

impl Known {
    pub(crate) fn is_person(&self) -> bool {
        self.kind == EntityKind::Person
    }

    pub(crate) fn is_body(&self) -> bool {
        matches!(self.kind, EntityKind::Organisation | EntityKind::Other)
    }

    /// True where the shorter name can be this entity's: no first name contradicts.
    fn fits(&self, name: &Name, models: &Models) -> bool {
        if self.kind != EntityKind::Person
            && name.kind == EntityKind::Person
            && self.kind != EntityKind::Other
        {
            return false;
        }
        let titled = |words: usize, titles: usize| words == 1 && titles > 0;
        if self.joint && titled(name.words.len(), name.titles.len())
            || name.joint && titled(self.words.len(), self.roles.len())
        {
            return false;
        }
        if self.gender.zip(title_gender(&name.titles)).is_some_and(|(mine, theirs)| mine != theirs)
        {
            return false;
        }
        // father and son
        if suffix(&self.low).zip(suffix(&name.low)).is_some_and(|(mine, theirs)| mine != theirs) {
            return false;
        }
        let [first, .., last] = without_suffix(&self.low) else {
            return self.low.first().map(String::as_str)
                == without_suffix(&name.low).last().map(|word| word.as_str());
        };
        let [their_first, .., their_last] = without_suffix(&name.low) else {
            // a single word: the last name, the first, or the family name that stands first
            return name.low.first().is_some_and(|word| last == word || first == word);
        };
        let initials = |a: &str, b: &str| {
            a.chars().next() == b.chars().next()
                && (a.trim_end_matches('.').len() == 1 || b.trim_end_matches('.').len() == 1)
        };
        let (mine, theirs) = (without_suffix(&self.low), without_suffix(&name.low));
        // "Aung Thin Mar" and "Thin Mar": the longer name ends in the shorter
        let n = mine.len().min(theirs.len());
        let longest = mine.len().max(theirs.len());
        let mut tails = mine.iter().rev().zip(theirs.iter().rev());
        if longest > n && longest <= 4 && tails.all(|(a, b)| a.as_str() == b.as_str()) {
            return true;
        }
        // Ada B. Moe is not Ada C. D. Moe
        if middle_initial(mine).zip(middle_initial(theirs)).is_some_and(|(a, b)| a != b) {
            return false;
        }
        last == their_last
            && (models.names.same_given(first, their_first)
                || initials(first, their_first)
                || first.starts_with(their_first.as_str())
                || their_first.starts_with(first.as_str()))
    }

    fn learn(&mut self, name: &Name, models: &Models) {
        for title in ranked(name.titles.iter().map(String::as_str)) {
            self.roles.insert(title);
        }
        for title in &name.titles {
            if let Some(place) = models.places.of_adjective(title) {
                self.roles.insert(fold_word(place));
            }
        }
        self.gender = title_gender(&name.titles).or(self.gender);
        if self.gender.is_none() && name.kind == EntityKind::Person && name.words.len() > 1 {
            self.gender = models.names.gender(name.words[0]);
        }
    }
}

/// A name without the hyphens that only show where a line may break.
fn plain(name: &str) -> String {
    name.replace('\u{ad}', "").replace(" ’ ", "’ ").replace(" ' ", "' ")
}

/// Words before an office that make it another one.
const LESSER: [&str; 6] = ["vice", "deputy", "assistant", "associate", "under", "shadow"];

/// The words of an office, those of a lesser one joined: the vice president is no president.
pub(crate) fn ranked<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut lesser: Option<&str> = None;
    let mut out = Vec::new();
    for word in words {
        if LESSER.contains(&word) {
            lesser = Some(word);
        } else if let Some(prefix) = lesser {
            out.push(format!("{prefix}-{word}"));
        } else {
            out.push(word.to_owned());
        }
    }
    out
}

/// The letters of an acronym ("NRA", "N.R.A."), `None` for other words.
fn letters(word: &str) -> Option<String> {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    let short = (2..=7).contains(&letters.chars().count());
    (short && letters.chars().all(char::is_uppercase)).then_some(letters)
}

/// The initials of a name's words; an acronym inside the name gives all its letters.
fn initials(words: &[String]) -> String {
    let mut out = String::new();
    for word in words {
        if let Some(inner) = letters(word) {
            out.push_str(&inner);
            continue;
        }
        for part in word.split('-') {
            out.extend(part.chars().next().filter(|c| c.is_uppercase()));
        }
    }
    out
}

/// True where the letters stand in the other word in order, the first one first.
fn is_within(letters: &str, word: &str) -> bool {
    let mut rest = word.chars();
    letters.chars().next() == word.chars().next() && letters.chars().all(|c| rest.any(|r| r == c))
}

/// "Jr.", "Sr." at the end of the folded words of a name, at least two.
fn suffix(low: &[impl Deref<Target = str>]) -> Option<&str> {
    let bare = low.get(1..)?.last()?.trim_end_matches('.');
    matches!(bare, "jr" | "sr").then_some(bare)
}

/// The first letter of a second name that is an initial.
fn middle_initial<W: Deref<Target = str>>(low: &[W]) -> Option<char> {
    let [_, inner, .., _] = low else { return None };
    inner.chars().next().filter(|_| inner.len() == 1 || inner.contains('.'))
}

/// The folded words of a person's name without "Jr." and the like.
fn without_suffix<W: Deref<Target = str>>(low: &[W]) -> &[W] {
    &low[..low.len() - usize::from(suffix(low).is_some())]
}

/// Roles that bodies have as well.
const TRADES: [&str; 13] = [
    "developer",
    "publisher",
    "producer",
    "owner",
    "investor",
    "employer",
    "member",
    "user",
    "host",
    "designer",
    "source",
    "contributor",
    "opponent",
];

/// Mentions by which somebody's kin must outdo another of the name to be meant by it.
const KIN: usize = 2;

/// "Per Moe, whose 6-year-old son, Bo Moe, …": somebody who comes in by way of another of the name.
fn is_kin(sentence: &Sentence, name: &Name, models: &Models) -> bool {
    let items = &sentence.items[..name.items.start];
    let noun = items.iter().rposition(|item| item.kind != ItemKind::Comma);
    noun.filter(|&k| models.roles.kin.contains(&items[k].low)).is_some_and(|k| {
        items[k.saturating_sub(4)..k].iter().any(|item| {
            item.is_any(&["whose", "his", "her", "their"]) || item.kind == ItemKind::Possessive
        })
    })
}

/// True where a name stands before a noun that it only qualifies: "the Oye campaign", "Oye supporters".
fn qualifies(sentence: &Sentence, name: &Name, models: &Models) -> bool {
    let items = &sentence.items;
    let Some(next) = items.get(name.items.end).filter(|next| next.is_word() && !next.capital)
    else {
        return false;
    };
    let low = next.low.as_str();
    let noun = models.roles.is_speaker(low) || models.media.documents.contains(low);
    let article = name.items.start > 0
        && items[name.items.start - 1].is_any(&["the", "a", "an", "another", "every"]);
    // a name with an article is no person's own: "the Oye camp", but not "the comedian Ada Oye"
    let verb = models.cues.contains_key(low)
        || crate::phrase::is_between(next)
        || crate::phrase::closes(next)
        || low.ends_with("ed");
    noun || article && name.kind == EntityKind::Person && name.titles.is_empty() && !verb
}

/// What the titles tell of gender.
fn title_gender(titles: &[String]) -> Option<Gender> {
    titles.iter().find_map(|title| match title.as_str() {
        "mr." | "mr" | "congressman" | "sir" | "king" | "prince" | "spokesman" | "chairman" => {
            Some(Gender::Man)
        }
        "ms." | "ms" | "mrs." | "mrs" | "miss" | "congresswoman" | "queen" | "princess"
        | "spokeswoman" | "chairwoman" => Some(Gender::Woman),
        _ => None,
    })
}

/// Roles before a name set off by commas: "The bishop of Marn, Cosmo Dell, …".
fn roles_before(sentence: &Sentence, name: &Name, models: &Models) -> Vec<String> {
    let before = &sentence.items[..name.items.start];
    let Some((comma, phrase)) = before.split_last() else { return Vec::new() };
    if comma.kind != ItemKind::Comma || name.kind == EntityKind::Place {
        return Vec::new();
    }
    let start = phrase
        .iter()
        .rposition(|item| !item.is_word() && item.kind != ItemKind::Possessive)
        .map_or(0, |k| k + 1);
    let phrase = &phrase[start..];
    // "the bishop of Marn", "Mr. Moe's wife"
    let begins = phrase.first().is_some_and(crate::phrase::is_determiner)
        || phrase.iter().any(|item| item.kind == ItemKind::Possessive);
    if phrase.len() > 9 || !begins {
        return Vec::new();
    }
    phrase
        .iter()
        .filter(|item| models.roles.persons.contains(&item.low))
        .map(|item| item.low.as_str().to_owned())
        .take(1)
        .collect()
}

/// What kind of body a name is called: "the lobby group Marsh Watch", "Marsh Watch, a lobby group".
fn kinds_of_body(sentence: &Sentence, name: &Name, models: &Models) -> Vec<String> {
    let items = &sentence.items;
    let is_kind = |item: &Item| {
        item.is_word() && !item.capital && models.roles.speaking_bodies.contains(&item.low)
    };
    let before = name.items.start.checked_sub(1).map(|k| &items[k]).filter(|item| is_kind(item));
    let rest = &items[name.items.end.min(items.len())..];
    let described = rest.first().is_some_and(|item| item.kind == ItemKind::Comma)
        && rest.get(1).is_some_and(|item| item.is_any(&["a", "an", "the"]));
    let behind = rest
        .iter()
        .skip(2)
        .take(6)
        .take_while(|item| item.is_word() && !crate::phrase::closes(item))
        .filter(|item| described && is_kind(item))
        .last();
    before.into_iter().chain(behind).map(|item| item.low.to_string()).collect()
}

/// Roles that stand after a name: ", the chairman of X", ", R-Ariz.", "(D-N.Y.)", ", 46".
fn appositive_roles(sentence: &Sentence, name: &Name, models: &Models) -> Vec<String> {
    let mut out = Vec::new();
    let rest = &sentence.items[name.items.end.min(sentence.items.len())..];
    let Some(first) = rest.first() else { return out };
    // ", 46,"
    if first.kind == ItemKind::Comma
        && let Some(age) = rest.get(1).filter(|age| age.kind == ItemKind::Number)
        && age.low.len() <= 3
        && rest.get(2).is_none_or(|after| matches!(after.kind, ItemKind::Comma | ItemKind::Stop))
    {
        out.push(format!("{}-year-old", age.low));
    }
    if !matches!(first.kind, ItemKind::Comma | ItemKind::Open | ItemKind::Dash) {
        return out;
    }
    for item in rest.iter().skip(1).take(14) {
        if matches!(
            item.kind,
            ItemKind::Comma | ItemKind::Close | ItemKind::Stop | ItemKind::Quote(_)
        ) || item.is_any(&["who", "which", "whose"])
        {
            break;
        }
        let low = item.low.as_str();
        match low.split('-').next() {
            Some("d") if low.contains('-') => out.push("democrat".to_owned()),
            Some("r") if low.contains('-') => out.push("republican".to_owned()),
            _ => {}
        }
        if models.roles.persons.contains(low) || is_title_word(low, models) {
            out.push(low.to_owned());
        }
        if item.capital
            && let Some(place) = models.places.stands_for(low)
        {
            out.push(fold_word(place));
        }
    }
    ranked(out.iter().map(String::as_str))
}

/// True where the item heads the sentence, but for an introduction, or stands right before the verb.
fn is_subject(sentence: &Sentence, at: usize, models: &Models) -> bool {
    let before = &sentence.items[..at];
    let introduced = before
        .iter()
        .rposition(|item| item.kind == ItemKind::Comma || item.quote().is_some())
        .map_or(0, |k| k + 1);
    // "He looked for his brother, Bo Moe": what a comma adds to another subject's clause
    let added = introduced > 1
        && before[introduced - 1].kind == ItemKind::Comma
        && introduced == before.len()
        && (before[0].is_any(&["he", "she", "they", "we", "i"])
            || before[introduced.saturating_sub(4)..introduced]
                .iter()
                .any(|item| item.is_any(&["his", "her", "their"])));
    !added
        && before[introduced..].iter().all(|item| {
            item.is_any(&["the", "and", "but", "both", "while", "as", "when", "a"])
                || item.capital && item.is_word()
                || item.low.starts_with("then-")
                || models.roles.modifiers.contains(&item.low)
                || models.roles.persons.contains(&item.low)
        })
}

/// "the broadcaster Halmar One", "Halmar One television", "…, the Nordland Wire reported": names that no list holds.
fn introduced_media(document: &Document, entities: &Entities, models: &Models) -> HashSet<String> {
    const KINDS: [&str; 16] = [
        "broadcaster",
        "newspaper",
        "daily",
        "weekly",
        "magazine",
        "website",
        "channel",
        "station",
        "network",
        "outlet",
        "agency",
        "tabloid",
        "paper",
        "newswire",
        "portal",
        "site",
    ];
    let mut out = HashSet::new();
    for sentence in document.paragraphs.iter().filter(|p| !p.is_title()).flat_map(|p| &p.sentences)
    {
        let items = &sentence.items;
        for (span, id) in entities.in_span(sentence.span) {
            let entity = &entities.all[id];
            if entity.is_person() {
                continue;
            }
            let Some(first) = items.iter().position(|item| item.span.start == span.start) else {
                continue;
            };
            let next =
                items.iter().position(|item| item.span.start >= span.end).unwrap_or(items.len());
            let introduced = first > 0
                && KINDS.contains(&items[first - 1].low.as_str())
                && !items[first - 1].capital
                // "the daily White House briefing"
                && !items.get(next).is_some_and(|item| models.media.occasions.contains(&item.low));
            let named = items
                .get(next)
                .is_some_and(|item| KINDS.contains(&item.low.as_str()) && !item.capital);
            // a body of unknown kind that ends a sentence as its reporter
            let reports = entity.kind == EntityKind::Other
                && first > 0
                && matches!(items[first - 1].kind, ItemKind::Comma | ItemKind::Quote(_))
                && items.get(next).is_some_and(|item| item.is_any(&["reported", "reports"]));
            if (introduced || named || reports) && !models.places.is_place(&entity.name) {
                out.insert(bare(span.of(document.text)).into_owned());
            }
        }
    }
    out
}

/// Words of some length that stand inside a sentence in capitals and nowhere without: they are names at its head too.
fn inner_capitals<'a>(document: &Document<'a>, lower: &HashSet<&str>) -> HashSet<&'a str> {
    const SHORTEST: usize = 4;
    let body = document.paragraphs.iter().filter(|p| !p.is_title());
    let pairs = body.flat_map(|p| &p.sentences).flat_map(|s| s.items.windows(2));
    // behind a small word, a comma or marked words
    let inner = pairs.filter(|two| {
        let before = two[0].is_word() && !two[0].capital
            || two[0].kind == ItemKind::Comma
            || two[0].quote().is_some();
        before && two[1].is_word() && two[1].capital && !is_month(&two[1]) && !is_day(&two[1])
    });
    // "@Tamuro_Jon": the parts of an account's name
    let body = document.paragraphs.iter().filter(|p| !p.is_title());
    let pairs = body.flat_map(|p| &p.sentences).flat_map(|s| s.items.windows(2));
    let accounts = pairs.filter(|two| document.of(two[0].span) == "@" && two[1].capital);
    inner
        .map(|two| two[1].low.as_str())
        .chain(accounts.flat_map(|two| two[1].low.as_str().split('_')))
        .filter(|word| word.len() >= SHORTEST && !lower.contains(word))
        .collect()
}

/// Every word that stands in lower case somewhere in the report.
fn lower_words<'a>(document: &Document<'a>) -> HashSet<&'a str> {
    let items = document.paragraphs.iter().flat_map(|p| &p.sentences).flat_map(|s| &s.items);
    // large enough at once: growing would hash every word again
    let mut out = HashSet::with_capacity(document.text.len() / 12);
    out.extend(
        items.filter(|item| item.is_word() && !item.capital).map(|item: &Item| item.low.as_str()),
    );
    out
}
