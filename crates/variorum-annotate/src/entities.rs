//! People, bodies and places of one report: which names, titles and roles mean the same one.
//!
//! A person is known by the last word of the name, by a first name where the report uses it so, and by the
//! roles the report gives. A description ("the congressman") that fits no known role belongs to nobody here.

use crate::document::{Document, Item, ItemKind, Sentence};
use crate::lexicon::{Gender, Models, bare};
use crate::names::{Name, is_title_word, names};
use std::collections::{BTreeSet, HashMap, HashSet};
use variorum_model::{EntityKind, Span};
use variorum_text::fold_word;

/// An entity with what the report tells of it.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) kind: EntityKind,
    /// The fullest name given.
    pub(crate) name: String,
    pub(crate) words: Vec<String>,
    /// Folded role nouns and adjectives: "president", "russian", "democrat".
    pub(crate) roles: BTreeSet<String>,
    pub(crate) gender: Option<Gender>,
    /// Known only as one of a family ("Ada and Bo Moe"): a title with the last name means somebody else.
    pub(crate) joint: bool,
    pub(crate) mentions: Vec<Mention>,
}

/// One naming of an entity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    /// True where it heads its sentence or clause: the likeliest subject.
    pub(crate) subject: bool,
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
        for titles in [false, true] {
            for paragraph in document.paragraphs.iter().filter(|p| p.is_title() == titles) {
                for sentence in &paragraph.sentences {
                    out.read(document, sentence, models, titles, &lower);
                    // names inside quotations: for the record, not for the reporter's grammar
                }
            }
        }
        out.settle();
        out.media = introduced_media(document, &out, models);
        out.media.extend(credited.iter().map(|name| bare(name)));
        out
    }

    fn read(
        &mut self,
        document: &Document,
        sentence: &Sentence,
        models: &Models,
        title: bool,
        lower: &HashSet<String>,
    ) {
        let found =
            names(document.text, sentence, models, title, &|word| self.by_word.contains_key(word));
        for name in found {
            // in a headline every word has a capital: only what the body knows is a name there
            let is_known = self.find(&name).is_some();
            if title && name.guessed && !is_known {
                continue;
            }
            if name.guessed
                && name.words.len() == 1
                && !is_known
                && lower.contains(&fold_word(&name.words[0]))
            {
                continue;
            }
            self.add(document, sentence, &name, models);
        }
        if !title {
            self.share_last_names(document, sentence, models);
        }
    }

    /// The entity that a name means.
    pub(crate) fn find(&self, name: &Name) -> Option<usize> {
        let key = bare(&name.words.join(" "));
        // "Bloomberg" can be a body's name and, in the same report, a person's
        let same_kind = |id: &usize| {
            name.kind != EntityKind::Person
                || !matches!(self.all[*id].kind, EntityKind::Organisation)
        };
        if let Some(&id) = self.by_name.get(&key).filter(|id| same_kind(id)) {
            return Some(id);
        }
        if name.kind != EntityKind::Person && !name.guessed {
            return None;
        }
        let last = fold_word(name.words.last()?);
        let candidates = self.by_word.get(&last)?;
        let mut fits: Vec<usize> =
            candidates.iter().copied().filter(|&id| self.all[id].fits(name)).collect();
        // the one named most often, the living before the past ("then-leader"), the latest
        fits.sort_by_key(|&id| {
            let entity = &self.all[id];
            let past = entity.roles.iter().any(|role| role.starts_with("then") || role == "late");
            (!past, entity.mentions.len(), entity.mentions.last().map(|m| m.span.start))
        });
        fits.pop()
    }

    fn add(&mut self, document: &Document, sentence: &Sentence, name: &Name, models: &Models) {
        let id = self.find(name).unwrap_or_else(|| self.found(name, models));
        let entity = &mut self.all[id];
        if name.words.len() > entity.words.len() && name.kind == EntityKind::Person {
            entity.words.clone_from(&name.words);
            entity.name = document.of(name.span).to_owned();
            for word in &name.words {
                let ids = self.by_word.entry(fold_word(word)).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        self.by_name.entry(bare(&name.words.join(" "))).or_insert(id);
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
        if entity.kind == EntityKind::Other && name.words.len() > 1 && (who || !roles.is_empty()) {
            entity.kind = EntityKind::Person;
        }
        entity.roles.extend(roles);
        let possessive = sentence
            .items
            .get(name.items.end)
            .is_some_and(|item| item.kind == ItemKind::Possessive);
        let asked = sentence.items.last().is_some_and(|item| item.is("?"));
        let subject = !possessive && !asked && is_subject(sentence, name.items.start);
        entity.mentions.push(Mention { span: name.span, subject });
    }

    fn found(&mut self, name: &Name, models: &Models) -> usize {
        let id = self.all.len();
        self.all.push(Known {
            kind: name.kind,
            name: models
                .places
                .canonical(&name.words.join(" "))
                .map_or_else(|| name.words.join(" "), str::to_owned),
            words: name.words.clone(),
            roles: BTreeSet::new(),
            gender: None,
            joint: false,
            mentions: Vec::new(),
        });
        if name.kind == EntityKind::Person || name.guessed {
            for word in &name.words {
                self.by_word.entry(fold_word(word)).or_default().push(id);
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
            let second = bare(&format!("{second} {last}"));
            if let Some(&id) = self.by_name.get(&second) {
                self.all[id].joint = true;
            }
            let key = bare(first);
            if let Some(&id) = self.by_name.get(&key)
                && self.all[id].words.len() == 1
            {
                self.all[id].words.push(last.to_owned());
                self.all[id].name = format!("{first} {last}");
                self.all[id].joint = true;
                self.by_name.insert(bare(&format!("{first} {last}")), id);
            }
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

    /// The person whom a transcript's label means: by the last name, in any case.
    pub(crate) fn by_label(&self, label: &str) -> Option<usize> {
        let last = fold_word(label.split_whitespace().next_back()?);
        let ids = self.by_word.get(&last)?;
        ids.iter()
            .copied()
            .find(|&id| self.all[id].words.last().is_some_and(|word| fold_word(word) == last))
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

impl Known {
    pub(crate) fn is_person(&self) -> bool {
        self.kind == EntityKind::Person
    }

    /// True where the shorter name can be this entity's: no first name contradicts.
    fn fits(&self, name: &Name) -> bool {
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
        let mine: Vec<String> = self.words.iter().map(|w| fold_word(w)).collect();
        let theirs: Vec<String> = name.words.iter().map(|w| fold_word(w)).collect();
        if theirs.len() == 1 {
            // a single word: the last name, the first, or the family name that stands first
            return mine.last() == theirs.first() || mine.first() == theirs.first();
        }
        if mine.len() == 1 {
            return theirs.last() == mine.last();
        }
        let initials = |a: &str, b: &str| {
            a.chars().next() == b.chars().next()
                && (a.trim_end_matches('.').len() == 1 || b.trim_end_matches('.').len() == 1)
        };
        mine.last() == theirs.last()
            && (mine[0] == theirs[0]
                || initials(&mine[0], &theirs[0])
                || mine[0].starts_with(&theirs[0])
                || theirs[0].starts_with(&mine[0]))
    }

    fn learn(&mut self, name: &Name, models: &Models) {
        for title in &name.titles {
            self.roles.insert(title.clone());
            if let Some(place) = models.places.of_adjective(title) {
                self.roles.insert(fold_word(place));
            }
        }
        self.gender = title_gender(&name.titles).or(self.gender);
        if self.gender.is_none() && name.kind == EntityKind::Person && name.words.len() > 1 {
            self.gender = models.names.gender(&name.words[0]);
        }
    }
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
    if phrase.len() > 9 || !phrase.first().is_some_and(crate::phrase::is_determiner) {
        return Vec::new();
    }
    phrase
        .iter()
        .filter(|item| models.roles.persons.contains(&item.low))
        .map(|item| item.low.clone())
        .take(1)
        .collect()
}

/// Roles that stand after a name: ", the chairman of X", ", R-Ariz.", "(D-N.Y.)", ", 46".
fn appositive_roles(sentence: &Sentence, name: &Name, models: &Models) -> Vec<String> {
    let mut out = Vec::new();
    let rest = &sentence.items[name.items.end.min(sentence.items.len())..];
    let Some(first) = rest.first() else { return out };
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
    out
}

/// True where the item heads the sentence, but for an introduction, or stands right before the verb.
fn is_subject(sentence: &Sentence, at: usize) -> bool {
    let before = &sentence.items[..at];
    let introduced = before
        .iter()
        .rposition(|item| item.kind == ItemKind::Comma || item.quote().is_some())
        .map_or(0, |k| k + 1);
    before[introduced..].iter().all(|item| {
        item.is_any(&["the", "and", "but", "both", "while", "as", "when", "a"])
            || item.capital && item.is_word()
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
            if entity.is_person() || models.places.is_place(&entity.name) {
                continue;
            }
            let Some(first) = items.iter().position(|item| item.span.start == span.start) else {
                continue;
            };
            let next =
                items.iter().position(|item| item.span.start >= span.end).unwrap_or(items.len());
            let introduced = first > 0
                && KINDS.contains(&items[first - 1].low.as_str())
                && !items[first - 1].capital;
            let named = items
                .get(next)
                .is_some_and(|item| KINDS.contains(&item.low.as_str()) && !item.capital);
            // a body of unknown kind that ends a sentence as its reporter
            let reports = entity.kind == EntityKind::Other
                && first > 0
                && matches!(items[first - 1].kind, ItemKind::Comma | ItemKind::Quote(_))
                && items.get(next).is_some_and(|item| item.is_any(&["reported", "reports"]));
            if introduced || named || reports {
                out.insert(bare(span.of(document.text)));
            }
        }
    }
    out
}

/// Every word that stands in lower case somewhere in the report.
fn lower_words(document: &Document) -> HashSet<String> {
    let items = document.paragraphs.iter().flat_map(|p| &p.sentences).flat_map(|s| &s.items);
    items
        .filter(|item: &&Item| item.is_word() && !item.capital)
        .map(|item| item.low.clone())
        .collect()
}
