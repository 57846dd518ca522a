//! Reporting clauses of a sentence: each cue with the words that name its source.

use crate::document::{Item, ItemKind, Sentence};
use crate::lexicon::{Form, Models, Verb};
use crate::phrase::{self, PRONOUNS, is_between, is_determiner};
use std::ops::Range;
use variorum_model::Stance;

/// A cue and its source, as item ranges of one sentence.
#[derive(Clone, Debug)]
pub(crate) struct Reporting {
    /// The cue phrase.
    pub(crate) cue: Range<usize>,
    /// The words that name the source; empty where none do.
    pub(crate) source: Range<usize>,
    pub(crate) kind: CueKind,
    pub(crate) stance: Stance,
    /// May take a clause or a whole quotation.
    pub(crate) clause: bool,
    pub(crate) weak: bool,
    /// Attributes only beside quotation marks.
    pub(crate) beside_marks: bool,
    pub(crate) form: Form,
    /// The source stands behind the cue ("said Ms. Oye").
    pub(crate) inverted: bool,
    /// A cue of speech, not of thought, and none that mostly means something else.
    pub(crate) speech: bool,
    /// Index of the engine's attribution with the same cue.
    pub(crate) found: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueKind {
    Verb,
    /// "according to X", "per X"
    Prepositional,
}

impl Reporting {
    /// First item of cue and source together.
    pub(crate) fn start(&self) -> usize {
        if self.source.is_empty() { self.cue.start } else { self.cue.start.min(self.source.start) }
    }

    /// One past the last item of cue and source together.
    pub(crate) fn end(&self) -> usize {
        if self.source.is_empty() { self.cue.end } else { self.cue.end.max(self.source.end) }
    }
}

/// The reporting clauses of a sentence, in order of their cues; found once.
pub(crate) fn reportings<'s>(sentence: &'s Sentence, models: &Models) -> &'s [Reporting] {
    sentence.reportings.get_or_init(|| find(&sentence.items, models))
}

fn find(items: &[Item], models: &Models) -> Vec<Reporting> {
    let mut out: Vec<Reporting> = Vec::new();
    for at in 0..items.len() {
        if out.last().is_some_and(|last| at < last.cue.end) {
            continue;
        }
        if let Some(found) = prepositional(items, at, models) {
            out.push(found);
        } else if let Some(verb) = verb_at(items, at, models).filter(|_| !is_naming(items, at)) {
            out.push(verbal(items, at, verb, models));
        }
    }
    out
}

/// ", called harbour guards,": tells what somebody is called, and nobody's words.
pub(crate) fn is_naming(items: &[Item], cue: usize) -> bool {
    let comma = |k: usize| items.get(k).is_some_and(|item| item.kind == ItemKind::Comma);
    let named = items[cue].is_any(&["called", "dubbed", "nicknamed", "named", "known"]);
    let closes = |k: &usize| comma(*k) || items[*k].quote().is_some();
    named
        && cue > 0
        && comma(cue - 1)
        && (cue + 2..items.len().min(cue + LONGEST_NAMING)).find(closes).is_some_and(comma)
}

/// Items behind "called" among which the comma is looked for that ends what somebody is called.
const LONGEST_NAMING: usize = 8;

fn prepositional(items: &[Item], at: usize, models: &Models) -> Option<Reporting> {
    let len = match items[at].low.as_str() {
        "according" if items.get(at + 1).is_some_and(|next| next.is("to")) => 2,
        "per" if items.get(at + 1).is_some_and(|next| next.capital || next.is("the")) => 1,
        "citing" | "quoting" => 1,
        _ => return None,
    };
    let source = phrase::right(items, at + len, items.len(), models);
    let source = with_name_after_comma(items, source, false, models);
    (!source.is_empty()).then(|| Reporting {
        cue: at..at + len,
        source,
        kind: CueKind::Prepositional,
        stance: Stance::Say,
        clause: true,
        weak: false,
        beside_marks: false,
        form: Form::Past,
        inverted: true,
        speech: true,
        found: None,
    })
}

/// "according to the company's chief, Ola Moe": the name after the comma belongs to the source.
fn with_name_after_comma(
    items: &[Item],
    source: Range<usize>,
    behind_cue: bool,
    models: &Models,
) -> Range<usize> {
    let after = source.end;
    let role = source
        .end
        .checked_sub(1)
        .is_some_and(|k| k >= source.start && models.roles.persons.contains(&items[k].low));
    // behind "said" any description takes its name after a comma
    let role = role
        || behind_cue
            && is_determiner(&items[source.start])
            && items[source.clone()].iter().all(|item| !item.capital);
    if role
        && items.get(after).is_some_and(|i| i.kind == ItemKind::Comma)
        && items.get(after + 1).is_some_and(|i| i.capital && i.is_word())
    {
        let name = phrase::right(items, after + 1, items.len(), models);
        return source.start..name.end;
    }
    source
}

/// The reporting verb at `at`, unless the word is a noun or an adjective there.
fn verb_at(items: &[Item], at: usize, models: &Models) -> Option<Verb> {
    let item = &items[at];
    if !item.is_word() {
        return None;
    }
    let before = at.checked_sub(1).map(|k| &items[k]);
    let after = items.get(at + 1);
    let phrasal = models.phrasal.get(&item.low).zip(after).and_then(|(particles, after)| {
        particles.iter().find(|(particle, _)| after.is(particle)).map(|(_, verb)| verb)
    });
    if let Some(verb) = phrasal
        && !before.is_some_and(|b| is_determiner(b) || b.kind == ItemKind::Possessive)
    {
        return Some(*verb);
    }
    let verb = *models.cues.get(&item.low)?;
    // "fired warning shots": a participle between a verb and its object is an adjective
    let adjoined = verb.form == Form::Participle
        && before.is_some_and(|b| b.is_word() && !b.capital && b.low.ends_with("ed"))
        && after.is_some_and(|a| a.is_word() && !a.is("that") && !is_determiner(a));
    if adjoined {
        return None;
    }
    let noun = before.is_some_and(|b| {
        is_determiner(b) && !b.is_any(&["that", "those", "some", "many", "both"])
            || b.kind == ItemKind::Possessive
    }) && verb.form != Form::Participle;
    // "her sharp remarks": a weak form with an article or possessive before its adjectives
    let announces =
        after.is_some_and(|after| after.quote().is_some() || after.kind == ItemKind::Colon);
    let described = verb.weak && verb.form == Form::Present && !announces && {
        // without an -s the form is no verb of a singular subject, whatever stands between ("a Facebook post")
        let plural = item.low.ends_with('s');
        let mut back = items[..at].iter().rev().take(4).skip_while(|b| {
            b.is_word()
                && (!plural || !b.capital)
                && !is_determiner(b)
                && !is_between(b)
                && !PRONOUNS.contains(&b.low.as_str())
        });
        back.next().is_some_and(|b| {
            is_determiner(b) && !b.is_any(&["that", "those", "both", "some", "many"])
                || b.kind == ItemKind::Possessive
        })
    };
    // "the alleged plot", "his stated aim"
    let adjective = noun || before.is_some_and(is_determiner) && verb.form == Form::Past;
    let preposition = before.is_some_and(|b| {
        b.is_any(&["of", "in", "with", "for", "on", "at", "from", "under", "no", "any", "more"])
    });
    let noun_use = verb.form == Form::Present && preposition;
    let noun_before_of = verb.form == Form::Present
        && verb.weak
        && after.is_some_and(|a| a.is_any(&["of", "by", "from"]));
    let name =
        item.capital && at > 0 && before.is_some_and(|b| b.capital && b.is_word()) && verb.weak;
    // "said to be", "expected to", "believed to": passives of the weak verbs say nothing of a source
    let passive = verb.weak
        && before.is_some_and(|b| b.is_any(&["be", "been", "is", "was", "were", "are"]))
        && verb.form == Form::Past;
    (!(described || adjective || noun_use || noun_before_of || name || passive)).then_some(verb)
}

fn verbal(items: &[Item], at: usize, verb: Verb, models: &Models) -> Reporting {
    let end = cue_end(items, at);
    let (source, inverted) = source(items, at, end, verb, models);
    let mut stance = verb.stance;
    if at > 0 && negates(items, at) {
        stance = if stance == Stance::Deny { Stance::Say } else { stance };
    }
    Reporting {
        cue: cue_start(items, at)..end,
        source,
        kind: CueKind::Verb,
        stance,
        clause: verb.clause,
        // "would praise": nobody has said it yet
        weak: verb.weak
            || items[..at].iter().rev().take_while(|item| is_between(item)).any(|item| {
                item.is_any(&["would", "could", "should", "might", "may", "must", "can"])
            }),
        beside_marks: verb.beside_marks,
        form: verb.form,
        inverted,
        speech: is_speech(verb),
        found: None,
    }
}

/// True for verbs that tell of words, not of thoughts.
pub(crate) fn is_speech(verb: Verb) -> bool {
    verb.clause && !verb.weak && verb.stance != Stance::Think
}

fn negates(items: &[Item], at: usize) -> bool {
    items[..at]
        .iter()
        .rev()
        .take_while(|item| is_between(item))
        .any(|item| item.is_any(&["not", "never"]))
}

/// The cue takes its auxiliaries with it.
fn cue_start(items: &[Item], at: usize) -> usize {
    let mut start = at;
    while start > 0
        && items[start - 1].is_any(&[
            "has", "have", "had", "is", "was", "were", "been", "be", "not", "also", "later",
            "again",
        ])
    {
        start -= 1;
    }
    start
}

/// "called for", "pointed out", "chimed in": the particle belongs to the cue.
fn cue_end(items: &[Item], at: usize) -> usize {
    let particle = match items[at].low.as_str() {
        "called" | "calls" | "calling" | "call" => ["for", "on", "upon"].as_slice(),
        "pointed" | "points" | "pointing" => &["out", "to"],
        "chimed" => &["in"],
        "lashed" | "lash" | "lashes" | "lashing" => &["out"],
        "went" => &["on"],
        "referred" | "refers" | "referring" | "refer" => &["to"],
        _ => &[],
    };
    if items.get(at + 1).is_some_and(|next| next.is_any(particle)) { at + 2 } else { at + 1 }
}

fn source(
    items: &[Item],
    at: usize,
    end: usize,
    verb: Verb,
    models: &Models,
) -> (Range<usize>, bool) {
    if let Some(range) = by_phrase(items, at, end, verb, models) {
        return (range, true);
    }
    if let Some(range) = inverted(items, at, end, verb, models) {
        return (range, true);
    }
    (subject(items, at, verb.form, models), false)
}

/// "was described by X as": the source of a passive.
fn by_phrase(
    items: &[Item],
    at: usize,
    end: usize,
    verb: Verb,
    models: &Models,
) -> Option<Range<usize>> {
    let passive = at > 0
        && (items[at - 1].is_any(&["was", "were", "is", "are", "been", "be", "being"])
            || !items[at - 1].is_word());
    // "was first reported in the Coast Post"
    let printed = items[at].is_any(&["reported", "revealed", "disclosed"])
        && items[..at]
            .iter()
            .rev()
            .take_while(|item| is_between(item))
            .any(|item| item.is_any(&["was", "were", "been"]))
        && items.get(end).is_some_and(|item| item.is("in"))
        && items.get(end + 1).is_some_and(|item| item.capital || item.is("the"));
    (verb.form == Form::Past && (passive && items.get(end).is_some_and(|i| i.is("by")) || printed))
        .then(|| phrase::right(items, end + 1, items.len(), models))
        .filter(|r| !r.is_empty())
}

/// "…," said Ms. Oye: the cue right after a quotation or a comma, a name or role right after the cue.
fn inverted(
    items: &[Item],
    at: usize,
    end: usize,
    verb: Verb,
    models: &Models,
) -> Option<Range<usize>> {
    if !verb.clause || verb.form == Form::Participle {
        return None;
    }
    let before = items[..at].iter().rev().find(|item| !is_between(item));
    let opens = before.is_none_or(|b| {
        b.quote().is_some()
            || matches!(b.kind, ItemKind::Comma | ItemKind::Stop) && follows_quote(items, at)
    });
    let next = items.get(end)?;
    // "said baker Orla Finch": any noun right before a name
    let role = next.is_word()
        && !next.is_any(&[
            "that", "on", "in", "at", "by", "to", "of", "with", "for", "as", "and", "but",
        ])
        && items
            .get(end + 1)
            .is_some_and(|name| name.capital && name.is_word() && !phrase::is_day(name));
    let nominal = role
        || next.is_word()
            && (next.capital
                || is_determiner(next) && !next.is("that")
                || models.roles.persons.contains(&next.low)
                || models.roles.groups.contains(&next.low)
                || next.is_any(&["he", "she", "they"]));
    (opens && nominal && !phrase::is_day(next))
        .then(|| phrase::right(items, end, items.len(), models))
        .filter(|range| !range.is_empty())
        .map(|range| with_name_after_comma(items, range, true, models))
}

fn follows_quote(items: &[Item], at: usize) -> bool {
    at >= 2 && items[at - 2].quote().is_some()
}

/// The subject to the left of the verb at `at`; empty where none is found.
pub(crate) fn subject(items: &[Item], at: usize, form: Form, models: &Models) -> Range<usize> {
    let mut end = at;
    while end > 0
        && (is_between(&items[end - 1])
            || items[end - 1].is_any(&["as", "quoted", "cited", "reported"])
                && quoted_as(items, end - 1))
    {
        end -= 1;
    }
    if end == 0 {
        return at..at;
    }
    let before = &items[end - 1];
    if let Some(earlier) = before_time(items, end, models) {
        return subject(items, earlier, form, models);
    }
    match before.kind {
        ItemKind::Word if before.is("who") || before.is("which") => {
            antecedent(items, end - 1, models)
        }
        ItemKind::Word if PRONOUNS.contains(&before.low.as_str()) && form != Form::Participle => {
            end - 1..end
        }
        ItemKind::Word
            if before.is_any(&[
                "to", "and", "or", "but", "by", "after", "before", "while", "in", "for", "of",
                "without", "from", "then", "when", "with", "on",
            ]) =>
        {
            clause_subject(items, end - 1, models)
        }
        ItemKind::Word | ItemKind::Possessive | ItemKind::Close | ItemKind::Number
            if form == Form::Participle =>
        {
            // "the pact binding them", "banners calling": the noun right before; else the clause's subject
            let near = phrase::left(items, 0, end, models);
            let governed = near.start > 0
                && items[near.start - 1]
                    .is_any(&["on", "in", "at", "to", "with", "by", "from", "into"]);
            if near.is_empty() || governed || !heads_clause(items, &near, models) {
                clause_subject(items, end, models)
            } else {
                near
            }
        }
        ItemKind::Word | ItemKind::Possessive | ItemKind::Close | ItemKind::Number => {
            let near = phrase::left(items, 0, end, models);
            let near = with_list(items, without_introduction(items, near), models);
            if near.is_empty() {
                clause_subject(items, end, models)
            } else {
                over_apposition(items, near, models)
            }
        }
        ItemKind::Comma | ItemKind::Dash if form == Form::Participle => {
            clause_subject(items, end - 1, models)
        }
        ItemKind::Comma | ItemKind::Dash => across_comma(items, end - 1, models),
        ItemKind::Quote(_) => {
            // “Comrade” Kim said / the “dean” of the house said
            clause_subject(items, end - 1, models)
        }
        _ => clause_subject(items, end, models),
    }
}

/// "The senator over the weekend joked", "Acme at the time said": where the phrase of time before the verb begins.
fn before_time(items: &[Item], end: usize, models: &Models) -> Option<usize> {
    const TIMES: [&str; 16] = [
        "weekend",
        "week",
        "month",
        "year",
        "morning",
        "afternoon",
        "evening",
        "night",
        "time",
        "past",
        "day",
        "hour",
        "yesterday",
        "today",
        "summer",
        "spring",
    ];
    let last = &items[end - 1];
    if phrase::is_day(last) || last.is("tomorrow") {
        let start = if end >= 2 && items[end - 2].is_any(&["on", "late", "early", "last", "this"]) {
            end - 2
        } else {
            end - 1
        };
        return (start > 0).then_some(start);
    }
    if !last.is_any(&TIMES) {
        return None;
    }
    let near = phrase::left(items, 0, end, models);
    let start = if near.is_empty() { end - 1 } else { near.start };
    let introduced = start > 0
        && items[start - 1]
            .is_any(&["over", "in", "at", "on", "during", "earlier", "last", "this"]);
    let start = if introduced { start - 1 } else { start };
    (start > 0 && (introduced || near.is_empty() || items[near.start].is_any(&["this", "last"])))
        .then_some(start)
}

/// "Ms. Oye, the union and its members said": every part of a list of names speaks.
fn with_list(items: &[Item], near: Range<usize>, models: &Models) -> Range<usize> {
    let mut start = near.start;
    let mut joined = false;
    loop {
        let conjunction = start > 0 && items[start - 1].is("and");
        let mut end = if conjunction { start - 1 } else { start };
        let comma = end > 0 && items[end - 1].kind == ItemKind::Comma;
        end -= usize::from(comma);
        if !(conjunction || joined && comma) {
            break;
        }
        let part = phrase::left(items, 0, end, models);
        let names = !part.is_empty()
            && items[part.clone()].iter().any(|item| item.capital && item.is_word())
            && is_pure_name(items, &with_article(items, &part), models);
        // "The union and the Harbour Party said", at the head of the sentence
        let body = part.start == 0
            && part.len() == 2
            && is_determiner(&items[0])
            && models.roles.speaking_bodies.contains(&items[1].low)
            && is_determiner(&items[near.start]);
        if !names && !body {
            break;
        }
        start = part.start;
        joined = true;
    }
    start..near.end
}

/// The phrase behind its article.
fn with_article(items: &[Item], part: &Range<usize>) -> Range<usize> {
    part.start + usize::from(is_determiner(&items[part.start]) && part.len() > 1)..part.end
}

/// "In a letter to the board Ms. Oye writes": the name behind an introduction that no comma closes.
fn without_introduction(items: &[Item], near: Range<usize>) -> Range<usize> {
    let introduced =
        near.start == 1 && items[0].is_any(&["in", "on", "at", "during", "after", "with"]);
    let names =
        items[near.clone()].iter().rev().take_while(|item| item.capital && item.is_word()).count();
    if introduced && names > 0 && names < near.len() { near.end - names..near.end } else { near }
}

/// "X was quoted as saying"
fn quoted_as(items: &[Item], at: usize) -> bool {
    items[at.saturating_sub(1)..=at].iter().any(|item| item.is_any(&["quoted", "cited"]))
}

/// A noun phrase that a participle right behind it can belong to: a body, a document, a person, a name.
fn heads_clause(items: &[Item], range: &Range<usize>, models: &Models) -> bool {
    let last = &items[range.end - 1];
    let low = last.low.as_str();
    let document = items[range.clone()].iter().any(|item| {
        let low = item.low.as_str();
        !item.capital
            && (models.media.documents.contains(low)
                || models.media.documents.contains(low.strip_suffix('s').unwrap_or(low)))
    });
    let person = models.roles.persons.contains(low)
        || models.roles.groups.contains(low)
        || models.roles.speaking_bodies.contains(low);
    // "a statement saying": its issuer speaks; "declarations defining": they do
    if document { !is_issued(items, range, models) } else { person || last.capital }
}

/// True where somebody issues the document in the same clause.
fn is_issued(items: &[Item], range: &Range<usize>, _models: &Models) -> bool {
    items[..range.start].iter().rev().take(3).any(|item| {
        item.is_any(&[
            "issued",
            "issue",
            "issues",
            "issuing",
            "sent",
            "send",
            "released",
            "posted",
            "wrote",
            "published",
            "writing",
            "tweeted",
            "gave",
            "sending",
            "releasing",
            "adopted",
            "passed",
            "approved",
            "out",
        ])
    })
}

/// The noun phrase before ", who" or "who".
pub(crate) fn antecedent(items: &[Item], who: usize, models: &Models) -> Range<usize> {
    let end = if who > 0 && items[who - 1].kind == ItemKind::Comma { who - 1 } else { who };
    let near = phrase::left(items, 0, end, models);
    // "Sen. Oye, D-Marn, who …": the name stands before the party
    if near.len() == 1 && is_party(&items[near.start]) {
        return across_comma(items, end, models);
    }
    let names = items[near.clone()].iter().any(|item| {
        item.capital
            || models.roles.persons.contains(&item.low)
            || models.roles.groups.contains(&item.low)
            || models.roles.speaking_bodies.contains(&item.low)
    });
    let range = if near.is_empty() || !names {
        across_comma(items, end, models)
    } else {
        over_apposition(items, near, models)
    };
    if range.is_empty() { who..who + 1 } else { range }
}

/// "Kai Moe, a spokesman for the port, …": from the phrase after the comma to the name before it.
fn over_apposition(items: &[Item], near: Range<usize>, models: &Models) -> Range<usize> {
    // "engineer Ola Moe": a role right before a name is part of the name
    let run =
        items[near.clone()].iter().rev().take_while(|item| item.capital && item.is_word()).count();
    let named = run > 0
        && run < near.len()
        && models.roles.persons.contains(&items[near.end - run - 1].low);
    let description = !named
        && (is_determiner(&items[near.start])
            || models.roles.persons.contains(&items[near.start].low));
    if !description
        || near.start < 2
        || !matches!(items[near.start - 1].kind, ItemKind::Comma | ItemKind::Dash)
    {
        return near;
    }
    let before = phrase::left(items, 0, near.start - 1, models);
    if !before.is_empty()
        && items[before.clone()].iter().any(|item| item.capital && item.is_word())
        && is_pure_name(items, &with_article(items, &before), models)
    {
        before
    } else {
        near
    }
}

fn is_pure_name(items: &[Item], range: &Range<usize>, models: &Models) -> bool {
    items[range.clone()].iter().all(|item| {
        item.capital
            || item.kind == ItemKind::Possessive
            || item.kind == ItemKind::Other
            || item.is("of")
            || models.roles.titles.contains(&item.low)
            || models.roles.persons.contains(&item.low)
            || models.roles.modifiers.contains(&item.low)
    }) && !items[range.start].is_any(&["republican", "democrat", "republicans", "independent"])
        && !(range.len() == 1 && is_party(&items[range.start]))
}

/// "D-Marn": a party and where its member sits.
fn is_party(item: &Item) -> bool {
    item.low.len() <= 9 && item.low.as_bytes().get(1) == Some(&b'-')
}

/// The comma right before the verb closes a parenthesis: the subject stands before it, or is the last part.
fn across_comma(items: &[Item], comma: usize, models: &Models) -> Range<usize> {
    let floor = clause_floor(items, comma);
    // "The lawsuit, which was brought by Ola Moe, …", "A user who lives near Marn, N.Y., …": what the clause describes
    let relative = (floor + 1..comma).find(|&k| items[k].is_any(&["which", "who"]));
    let end = relative.map(|k| k - usize::from(items[k - 1].kind == ItemKind::Comma));
    if let Some(described) = end.map(|end| phrase::left(items, floor, end, models))
        && !described.is_empty()
        && described.start == floor
        && items[described.clone()].iter().any(|item| models.roles.is_speaker(&item.low))
    {
        return described;
    }
    let mut ends: Vec<usize> = (floor..=comma)
        .filter(|&k| matches!(items[k].kind, ItemKind::Comma | ItemKind::Dash | ItemKind::Open))
        .collect();
    ends.reverse();
    let mut fallback = None;
    for end in ends {
        let range = phrase::left(items, floor, end, models);
        if range.is_empty() {
            continue;
        }
        let introduced = range.start > 0
            && items[range.start - 1].is_any(&[
                "in", "on", "at", "for", "with", "to", "by", "of", "from", "after", "about",
                "since",
            ]);
        if introduced {
            continue;
        }
        if is_pure_name(items, &range, models)
            && items[range.clone()].iter().any(|item| item.capital)
        {
            return range;
        }
        let person_head = items[range.clone()].iter().any(|item| {
            models.roles.persons.contains(&item.low)
                || models.roles.groups.contains(&item.low)
                || models.roles.speaking_bodies.contains(&item.low)
        });
        if person_head || PRONOUNS.contains(&items[range.end - 1].low.as_str()) {
            fallback = Some(range);
        }
    }
    fallback.unwrap_or_else(|| clause_subject(items, comma, models))
}

/// Where the clause of `at` can begin at the earliest: after the last quotation or stop before it.
fn clause_floor(items: &[Item], at: usize) -> usize {
    items[..at]
        .iter()
        .rposition(|item| {
            item.quote().is_some()
                || matches!(item.kind, ItemKind::Stop | ItemKind::Semicolon | ItemKind::Colon)
        })
        .map_or(0, |k| k + 1)
}

/// The subject of the clause before `at`: the nearest "he", "she", "they", "who" to the left, or the phrase that
/// heads the sentence once its introductions are passed over.
pub(crate) fn clause_subject(items: &[Item], at: usize, models: &Models) -> Range<usize> {
    for k in (0..at).rev() {
        let item = &items[k];
        if matches!(item.kind, ItemKind::Stop | ItemKind::Semicolon) {
            break;
        }
        if item.is_any(&["he", "she", "they"]) {
            return k..k + 1;
        }
        if item.is("who") && k > 0 {
            return antecedent(items, k, models);
        }
    }
    head_subject(items, at, models)
}

/// "citing" somebody or something says whom another clause relies on, and is no speech itself.
pub(crate) fn is_citing(cue: &Item) -> bool {
    cue.is_any(&["citing", "quoting"])
}

/// The phrase that heads the sentence once introductions ("On Monday, …", "Speaking in Oslo, …") are passed over.
pub(crate) fn head_subject(items: &[Item], at: usize, models: &Models) -> Range<usize> {
    const INTRODUCTIONS: [&str; 34] = [
        "in",
        "on",
        "at",
        "after",
        "before",
        "as",
        "while",
        "when",
        "if",
        "although",
        "though",
        "because",
        "since",
        "ahead",
        "during",
        "despite",
        "with",
        "for",
        "from",
        "to",
        "by",
        "amid",
        "under",
        "of",
        "last",
        "earlier",
        "asked",
        "within",
        "hours",
        "minutes",
        "days",
        "weeks",
        "among",
        "following",
    ];
    let mut start = 0;
    while start < at {
        let item = &items[start];
        let skip = item.quote().is_some()
            || !(item.is_word() || item.kind == ItemKind::Number)
            || item.is_any(&[
                "and",
                "but",
                "so",
                "then",
                "meanwhile",
                "indeed",
                "yet",
                "still",
                "instead",
                "also",
                "now",
                "however",
                "even",
            ]);
        if skip {
            start += 1;
            continue;
        }
        if item.is("about") && items.get(start + 1).is_some_and(|n| n.kind == ItemKind::Number) {
            start += 1;
            continue;
        }
        let dated = (item.is("a")
            || item.kind == ItemKind::Number
            || item.is_any(&["two", "three", "several"]))
            && items
                .get(start + 2)
                .is_some_and(|next| next.is_any(&["after", "before", "ago", "later"]));
        if dated || item.is_any(&INTRODUCTIONS) || (item.low.ends_with("ing") && !item.is("king")) {
            match items[start..at].iter().position(closes_introduction) {
                Some(k) => start += k + 1,
                // "As Ms. Oye continues to …": a clause with a subject of its own
                None if item.is_any(&[
                    "as", "while", "when", "if", "although", "though", "because", "since", "after",
                    "before",
                ]) && items[start + 1..at]
                    .first()
                    .is_some_and(|next| !next.low.ends_with("ing")) =>
                {
                    return phrase::right(items, start + 1, at, models);
                }
                // the introduction is all there is on the left: the subject stands behind its comma
                None => return main_subject(items, at, models),
            }
            continue;
        }
        break;
    }
    if start >= at {
        return at..at;
    }
    phrase::right(items, start, at, models)
}

/// A comma, or a quotation that holds the comma inside its marks (“Morning Desk,”).
fn closes_introduction(item: &Item) -> bool {
    item.kind == ItemKind::Comma || item.quote().is_some()
}

/// "A day after telling reporters …, Ms. Oye left": the phrase behind the introduction's comma.
fn main_subject(items: &[Item], at: usize, models: &Models) -> Range<usize> {
    let Some(comma) = (at..items.len()).find(|&k| closes_introduction(&items[k])) else {
        return at..at;
    };
    let range = phrase::right(items, comma + 1, items.len(), models);
    if range.is_empty() { at..at } else { range }
}
