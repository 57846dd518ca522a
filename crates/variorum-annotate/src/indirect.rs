//! The content of reported speech without marks: how far the reported clause reaches.

use crate::document::{Item, ItemKind, Sentence};
use crate::lexicon::Models;
use crate::phrase::{self, is_between, is_day};
use crate::reporting::{CueKind, Reporting, is_citing};
use std::ops::Range;
use variorum_model::Stance;

/// The items that the clause reports, `None` where nothing long enough is reported.
pub(crate) fn content(
    sentence: &Sentence,
    found: &[Reporting],
    r: usize,
    models: &Models,
) -> Option<Range<usize>> {
    let items = &sentence.items;
    let reporting = &found[r];
    // "citing X" says whom another clause relies on
    if is_citing(&items[reporting.cue.start]) {
        return None;
    }
    let range = if is_trailing(items, reporting) {
        before(items, reporting)?
    } else {
        behind(items, reporting, found, models)?
    };
    let words = items[range.clone()].iter().filter(|item| item.is_word()).count();
    (words >= 3).then_some(range)
}

/// True where the clause ends its sentence after a comma: ", Ms. Oye said on Monday".
fn is_trailing(items: &[Item], reporting: &Reporting) -> bool {
    let start = reporting.start();
    let cites = items.get(reporting.end() + 1).is_some_and(is_citing);
    let set_off = start > 2 && items[start - 1].kind == ItemKind::Comma && !cites;
    let rest = items[reporting.end()..]
        .iter()
        .take_while(|item| item.kind != ItemKind::Comma)
        .filter(|item| item.is_word())
        .count();
    let recipient = |item: &Item| {
        item.capital
            || item.is_any(&["the", "a", "reporters", "his", "her", "their", "journalists"])
    };
    let closed = reporting.kind == CueKind::Prepositional
        || items.get(reporting.end()).is_none_or(|item| {
            !item.is_word()
                || item.is_any(&["on", "in", "at", "to", "during"])
                || is_day(item)
                || tells(items, reporting) && recipient(item)
        });
    set_off
        && (rest <= 6 || reporting.kind == CueKind::Prepositional && rest <= 16)
        && closed
        && reporting.form != crate::lexicon::Form::Participle
        && !reporting.source.is_empty()
}

fn before(items: &[Item], reporting: &Reporting) -> Option<Range<usize>> {
    let end = reporting.start() - 1;
    let start = items[..end]
        .iter()
        .rposition(|item| matches!(item.kind, ItemKind::Semicolon))
        .map_or(0, |k| k + 1);
    let start = start
        + items[start..end]
            .iter()
            .take_while(|item| {
                item.is_any(&["but", "and"]) || !item.is_word() && item.quote().is_none()
            })
            .count();
    (start < end).then_some(start..end)
}

fn behind(
    items: &[Item],
    reporting: &Reporting,
    found: &[Reporting],
    models: &Models,
) -> Option<Range<usize>> {
    if reporting.kind == CueKind::Prepositional {
        // "According to X, …"
        let comma = reporting.end();
        let heads = reporting.start() == 0
            && items.get(comma).is_some_and(|item| item.kind == ItemKind::Comma);
        let end = clause_end(items, comma + 1, found);
        return (heads && comma + 1 < end).then_some(comma + 1..end);
    }
    let start = after_cue(items, reporting, models);
    let first = items.get(start)?;
    let that = start > 0 && items[..start].last().is_some_and(|item| item.is("that"));
    let object = matches!(
        reporting.stance,
        Stance::Accuse
            | Stance::Deny
            | Stance::Praise
            | Stance::Criticise
            | Stance::Urge
            | Stance::Promise
    ) || !reporting.clause;
    if reporting.weak && !that {
        return None;
    }
    // only some verbs take a clause without "that": "wrote a letter" reports nothing
    let bare =
        items[reporting.cue.clone()].iter().any(|item| models.bare_clause.contains(&item.low));
    let asked = first.is_any(&["whether", "if", "how", "why", "what"]);
    if !that && !object && !bare && !asked {
        return None;
    }
    // "said in a statement on Friday." reports nothing behind it; "asked if", "said how" and infinitives do
    let adjunct = first
        .is_any(&["in", "on", "at", "during", "after", "by", "from", "with", "when", "as"])
        || !first.is_word() && first.kind != ItemKind::Number
        || is_day(first);
    let nominal = first.is_word() || first.kind == ItemKind::Number;
    if (adjunct && !that && !object) || !nominal {
        return None;
    }
    if reporting.inverted && reporting.end() > reporting.cue.end {
        return None;
    }
    let end = clause_end(items, start + 1, found);
    Some(start..end)
}

/// The first item behind the cue, its recipient ("told reporters on Monday") and "that".
pub(crate) fn after_cue(items: &[Item], reporting: &Reporting, models: &Models) -> usize {
    let mut at = reporting.end().max(reporting.cue.end);
    // "X reported, citing Ms. Oye, that …"
    if items.get(at).is_some_and(|item| item.kind == ItemKind::Comma)
        && items.get(at + 1).is_some_and(is_citing)
        && let Some(that) = (at + 2..items.len().min(at + 24)).find(|&k| items[k].is("that"))
    {
        return that + 1;
    }
    // a "that" within the next words opens the content, where no comma or verb comes before it
    let window = items[at.min(items.len())..].iter().take(9).take_while(|item| {
        item.is_word() || item.kind == ItemKind::Possessive || item.kind == ItemKind::Number
    });
    let that = window.enumerate().find(|(_, item)| item.is("that")).map(|(k, _)| at + k);
    // "said she left and that she regretted it": a second clause, not the first
    if let Some(that) = that.filter(|&that| !items[that - 1].is("and")) {
        return that + 1;
    }
    while items.get(at).is_some_and(|item| is_between(item) || is_day(item)) {
        at += 1;
    }
    // "said on Radio Nord she would": the place of speech is not what was said
    if reporting.clause
        && items.get(at).is_some_and(|item| item.is_any(&["on", "in", "at", "during", "via"]))
    {
        let adjunct = phrase::right(items, at + 1, items.len().min(at + 10), models);
        let adjunct = if adjunct.is_empty() && items.get(at + 1).is_some_and(is_day) {
            at + 1..at + 2
        } else {
            adjunct
        };
        if !adjunct.is_empty()
            && items
                .get(adjunct.end)
                .is_some_and(|item| item.is_word() || item.kind == ItemKind::Comma)
        {
            at = adjunct.end;
            while items.get(at).is_some_and(is_day) {
                at += 1;
            }
        }
    }
    if tells(items, reporting) {
        while items.get(at).is_some_and(|item| {
            item.is_word()
                && (item.capital
                    || item.is_any(&[
                        "reporters",
                        "the",
                        "a",
                        "him",
                        "her",
                        "them",
                        "us",
                        "journalists",
                        "lawmakers",
                        "on",
                    ])
                    || is_day(item))
        }) {
            at += 1;
        }
    }
    at
}

/// True for cues that take a recipient: "told the paper".
fn tells(items: &[Item], reporting: &Reporting) -> bool {
    reporting.cue.end > 0
        && items[reporting.cue.end - 1]
            .is_any(&["told", "tells", "telling", "tell", "informed", "assured", "reminded"])
}

/// Where the clause that holds item `from` ends: a stop, a semicolon, a dash, a conjunction after a comma, or the
/// trailing clause of another source.
pub(crate) fn clause_end(items: &[Item], from: usize, found: &[Reporting]) -> usize {
    let mut at = from;
    while at < items.len() {
        let item = &items[at];
        if matches!(item.kind, ItemKind::Semicolon | ItemKind::Dash)
            || (item.kind == ItemKind::Stop && at + 1 == items.len())
        {
            break;
        }
        if item.kind == ItemKind::Comma {
            let next = items.get(at + 1);
            let conjunction = next.is_some_and(|n| {
                n.is_any(&[
                    "but",
                    "while",
                    "though",
                    "although",
                    "according",
                    "whereas",
                    "citing",
                    "adding",
                    "saying",
                    "noting",
                    "calling",
                    "per",
                ])
            });
            let another = found.iter().any(|r| {
                (r.start() == at + 1
                    || r.start() == at + 2 && items[at + 1].is_any(&["and", "then"]))
                    && !r.source.is_empty()
                    && r.clause
                    && !r.weak
            });
            if conjunction || another {
                break;
            }
        }
        at += 1;
    }
    while at > from
        && matches!(items[at - 1].kind, ItemKind::Comma | ItemKind::Stop | ItemKind::Colon)
    {
        at -= 1;
    }
    at
}
