//! Which cue governs which quotation of a sentence.
//!
//! In order: the reporting clause right behind it ("…," she said), the nearest cue before it, the reporting clause
//! that ends the sentence, a noun that announces it. A quotation that none governs is left to the paragraph.

use crate::document::{Item, ItemKind, Sentence};
use crate::lexicon::Models;
use crate::phrase::{PRONOUNS, is_between, is_day, is_determiner};
use crate::reporting::{CueKind, Reporting};

/// Quotations of one sentence that are read; no writer sets more, and the cost stays linear.
pub(crate) const MOST_QUOTATIONS: usize = 200;

/// What governs a quotation of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Governor {
    /// Index of the reporting clause, which stands behind the quotation.
    After(usize),
    /// Index of the reporting clause, which stands before it.
    Before(usize),
    /// Item of the noun that announces it ("messages such as “…”").
    Noun(usize),
    /// A comma or colon announces it, without a cue ("with a shrug: “…”").
    Announced,
    /// Nothing in the sentence but quotations.
    Alone,
    /// A fragment of the reporter's sentence without a cue.
    Nothing,
}

/// The item indices of the sentence's quotations, each with its governor.
pub(crate) fn govern(
    sentence: &Sentence,
    reportings: &[Reporting],
    models: &Models,
    is_medium: &dyn Fn(&Reporting) -> bool,
) -> Vec<(usize, Governor)> {
    let items = &sentence.items;
    let quotes: Vec<usize> =
        (0..items.len()).filter(|&k| items[k].quote().is_some()).take(MOST_QUOTATIONS).collect();
    let trailing = trailing(items, reportings);
    let alone = items.iter().all(|item| item.quote().is_some() || !item.is_word());
    quotes
        .iter()
        .map(|&at| {
            if alone {
                return (at, Governor::Alone);
            }
            let right = right(items, at, reportings);
            let left = left(items, at, reportings, models);
            // a cue that takes the fragment as its object comes before a noun on the way to it
            let takes = |l: usize| {
                !reportings[l].weak
                    && !items[reportings[l].cue.end..at]
                        .iter()
                        .any(|item| item.kind == ItemKind::Comma)
            };
            let noun = noun(items, at, models).filter(|&n| {
                left.is_none_or(|l| {
                    !takes(l) || reportings[l].cue.start > n || is_close(items, n, at)
                })
            });
            let governor = match (right, left) {
                // "Asked, “…?” he replied, “…”": the second clause announces what follows it
                (Some(r), Some(l))
                    if announces(items, &reportings[r]) && adjacent(items, &reportings[l], at) =>
                {
                    Governor::Before(l)
                }
                (Some(r), Some(l)) if is_medium(&reportings[r]) && !is_medium(&reportings[l]) => {
                    Governor::Before(l)
                }
                (Some(r), _) => Governor::After(r),
                (None, _)
                    if noun.is_some_and(|n| {
                        left.is_none_or(|l| {
                            reportings[l].cue.end <= n && !(reportings[l].clause && takes(l))
                        })
                    }) =>
                {
                    Governor::Noun(noun.unwrap_or(at))
                }
                (None, Some(l)) => match trailing {
                    Some(t)
                        if t != l
                            && reportings[t].start() > at
                            && (reportings[l].weak || reportings[l].source.is_empty())
                            && !is_medium(&reportings[t]) =>
                    {
                        Governor::After(t)
                    }
                    _ => Governor::Before(l),
                },
                (None, None) => match trailing {
                    Some(t) if reportings[t].start() > at => Governor::After(t),
                    _ => noun
                        .or_else(|| issued(items, at, models))
                        .map_or_else(|| announced(items, at), Governor::Noun),
                },
            };
            (at, governor)
        })
        .collect()
}

/// True where the noun announces the words at once: "messages such as", "the claim that".
fn is_close(items: &[Item], noun: usize, at: usize) -> bool {
    noun + 1 < at
        && (items[noun + 1].is("that")
            || items[noun + 1..at].iter().all(|item| {
                item.is_any(&["such", "as", "that", "reading", "saying"]) || !item.is_word()
            }))
}

/// A noun that somebody put into the world before ("issued a plea to … and “…”").
fn issued(items: &[Item], at: usize, models: &Models) -> Option<usize> {
    (1..at).rev().find(|&k| {
        let noun = models.cue_nouns.contains_key(&items[k].low) && items[k].is_word();
        noun && items[k.saturating_sub(4)..k].iter().any(|item| models.issuing.contains(&item.low))
    })
}

fn announced(items: &[Item], at: usize) -> Governor {
    let mark = at > 0 && matches!(items[at - 1].kind, ItemKind::Comma | ItemKind::Colon);
    if mark
        && items[at + 1..].iter().all(|item| !item.is_word())
        && items[..at].iter().any(Item::is_word)
    {
        Governor::Announced
    } else {
        Governor::Nothing
    }
}

/// The reporting clause that begins right behind the quotation.
fn right(items: &[Item], at: usize, reportings: &[Reporting]) -> Option<usize> {
    let mut next = at + 1;
    while items.get(next).is_some_and(|item| matches!(item.kind, ItemKind::Comma | ItemKind::Dash))
    {
        next += 1;
    }
    let inner_ends = |index: usize| {
        reportings[index].start() == next
            || (next..reportings[index].start())
                .all(|k| is_between(&items[k]) || items[k].is("the"))
    };
    let index = reportings.iter().position(|r| r.start() >= next && r.start() <= next + 2)?;
    let reporting = &reportings[index];
    let quoted_clause =
        reporting.clause && !(reporting.source.is_empty() && reporting.kind == CueKind::Verb);
    // "“X” said he": the quotation can be the subject of a clause of its own: "“X” is what he said"
    (inner_ends(index) && quoted_clause && (!reporting.weak || is_final(items, reporting)))
        .then_some(index)
}

/// True where nothing but adjuncts follows the clause: it reports what stands before it.
fn is_final(items: &[Item], reporting: &Reporting) -> bool {
    let rest = &items[reporting.end()..];
    rest.len() <= 4
        || rest.first().is_some_and(|item| {
            !item.is_word()
                || item.is_any(&[
                    "on", "in", "at", "of", "to", "with", "during", "when", "as", "after",
                ])
                || is_day(item)
        })
}

/// True where a quotation follows the clause after a comma or colon.
fn announces(items: &[Item], reporting: &Reporting) -> bool {
    let mut next = reporting.end();
    while items.get(next).is_some_and(|item| matches!(item.kind, ItemKind::Comma | ItemKind::Colon))
    {
        next += 1;
    }
    next > reporting.end() && items.get(next).is_some_and(|item| item.quote().is_some())
}

fn adjacent(items: &[Item], reporting: &Reporting, at: usize) -> bool {
    items[reporting.end()..at]
        .iter()
        .all(|item| !item.is_word() || is_between(item) || item.low == "point-blank")
}

/// The nearest cue before the quotation that can reach it.
fn left(items: &[Item], at: usize, reportings: &[Reporting], models: &Models) -> Option<usize> {
    (0..reportings.len()).rev().find(|&index| {
        let reporting = &reportings[index];
        if reporting.cue.end > at || reporting.end() > at {
            return false;
        }
        // what names no speaker cannot take the words as its object
        let speaks = |item: &Item| {
            item.capital || PRONOUNS.contains(&item.low.as_str()) || is_role(item, models)
        };
        if !reporting.clause
            && !reporting.source.is_empty()
            && !items[reporting.source.clone()].iter().any(speaks)
        {
            return false;
        }
        let between = &items[reporting.end()..at];
        let broken =
            between.iter().any(|item| matches!(item.kind, ItemKind::Semicolon | ItemKind::Stop));
        // the clause behind an earlier quotation reports that one: “A,” he said, … “B”
        let spent = reporting.start() > 0
            && follows_quote(items, reporting)
            && !between.iter().any(|item| item.is("that"))
            && !between.is_empty()
            && between.iter().all(|item| !item.is_word());
        let beside = between.is_empty()
            || between
                .iter()
                .all(|item| !item.is_word() || is_between(item) || item.is_any(&["on", "in"]))
                && !reporting.weak
            || between.iter().any(|item| item.is("that"));
        let near = between.len() <= 6 && !between.iter().any(|item| item.kind == ItemKind::Comma)
            || between.iter().any(|item| item.is("that"));
        !broken
            && (!reporting.beside_marks || beside)
            && (spent
                || !reporting.weak
                || near
                || between.last().is_some_and(|item| item.kind == ItemKind::Colon))
    })
}

fn is_role(item: &Item, models: &Models) -> bool {
    let low = item.low.as_str();
    models.roles.persons.contains(low)
        || models.roles.groups.contains(low)
        || models.roles.speaking_bodies.contains(low)
        || models.media.documents.contains(low)
        || low.strip_suffix('s').is_some_and(|one| models.media.documents.contains(one))
}

fn follows_quote(items: &[Item], reporting: &Reporting) -> bool {
    let mut before = reporting.start();
    while before > 0
        && (items[before - 1].kind == ItemKind::Comma || is_between(&items[before - 1]))
    {
        before -= 1;
    }
    before > 0 && items[before - 1].quote().is_some()
}

/// The clause that ends the sentence: ", Ms. Oye noted on Monday."
fn trailing(items: &[Item], reportings: &[Reporting]) -> Option<usize> {
    let index = reportings.len().checked_sub(1)?;
    (0..=index).rev().find(|&index| {
        let reporting = &reportings[index];
        let start = reporting.start();
        let set_off =
            start > 0 && matches!(items[start - 1].kind, ItemKind::Comma | ItemKind::Quote(_));
        let no_quote_after = items[reporting.end()..].iter().all(|item| item.quote().is_none());
        let ends = items[reporting.end()..].iter().filter(|item| item.is_word()).count() <= 8;
        set_off
            && no_quote_after
            && ends
            && reporting.clause
            && !reporting.weak
            && reporting.form != crate::lexicon::Form::Participle
            && !reporting.source.is_empty()
    })
}

/// A noun for somebody's words just before the quotation ("messages such as", "his claim that", "a rant about") or
/// right behind it ("her “hurtful” words").
fn noun(items: &[Item], at: usize, models: &Models) -> Option<usize> {
    let is_noun = |k: usize| {
        items[k].is_word()
            && models.cue_nouns.contains_key(&items[k].low)
            && (items[k].low.len() > 3)
    };
    let before = (at.saturating_sub(5)..at)
        .rev()
        .take_while(|&k| {
            !matches!(items[k].kind, ItemKind::Stop | ItemKind::Semicolon | ItemKind::Quote(_))
        })
        .find(|&k| is_noun(k));
    let close = before.filter(|&k| {
        let between = &items[k + 1..at];
        between.is_empty()
            || between.iter().all(|item| {
                !item.is_word()
                    || is_determiner(item)
                    || item.is_any(&[
                        "such", "as", "that", "of", "about", "reading", "saying", "for", "is",
                        "was", "were", "are", "read", "being", "not", "like", "with",
                    ])
                    || item.capital
            })
    });
    close.or_else(|| {
        let next = at + 1;
        (next < items.len()
            && is_noun(next)
            && at > 0
            && (items[at - 1].is_any(&["his", "her", "their"])
                || items[at - 1].kind == ItemKind::Possessive))
            .then_some(next)
    })
}
