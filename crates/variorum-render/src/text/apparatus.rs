//! The apparatus as printed editions set it: `lemma ] variant B · omitted C`.
//! Differences that can change the sense have their own lines; the others are counted, or shown where all are wanted.

use super::page::{Page, Run, faint, plain, strong};
use super::sigla;
use crate::outline::{Alternative, alternatives, anchor, minor, witness};
use crate::visible::one_line;
use crate::words;
use std::borrow::Cow;
use variorum_model::{Edition, Entry, Statement, VariantKind};

/// Words of a lemma or variant that are shown before it is cut in the middle.
const LONG: usize = 12;

/// `all`: the small ones have their own lines too.
pub(super) fn apparatus(
    page: &mut Page,
    edition: &Edition,
    statement: &Statement,
    margin: usize,
    all: bool,
) {
    let substantive = || statement.apparatus.iter().filter(|entry| entry.substantive);
    if substantive().next().is_some() {
        page.para(margin, margin, &[faint("where they differ")]);
    }
    for entry in substantive() {
        page.para(margin + 2, margin + 6, &line(edition, statement, entry));
    }
    let small = minor(statement);
    if !small.is_empty() {
        let total = statement.apparatus.iter().filter(|entry| !entry.substantive).count();
        let kinds = small.iter().map(|&(kind, n)| format!("{n} {}", words::minor(kind)));
        let kinds: Vec<String> = kinds.collect();
        let total = words::count(total, "small difference", "small differences");
        page.para(margin + 2, margin + 6, &[faint(format!("{total}: {}", kinds.join(", ")))]);
        for entry in statement.apparatus.iter().filter(|entry| all && !entry.substantive) {
            page.para(margin + 4, margin + 8, &line(edition, statement, entry));
        }
    }
}

fn line<'e>(edition: &'e Edition, statement: &'e Statement, entry: &'e Entry) -> Vec<Run<'e>> {
    let at = witness(edition, statement, entry.lemma_reading);
    let lemma = one_line(entry.lemma.of(edition.text(at)));
    let mut runs = if lemma.is_empty() {
        let anchor = one_line(anchor(edition, statement, entry));
        vec![faint("after "), plain(anchor)]
    } else {
        vec![plain(shortened(lemma))]
    };
    runs.extend([plain(" "), strong(edition.witnesses[at].siglum.as_str()), strong(" ]")]);
    for (nth, alternative) in alternatives(edition, statement, entry).into_iter().enumerate() {
        runs.push(plain(if nth > 0 { " · " } else { " " }));
        let witnesses = alternative.places.iter().map(|&(at, _)| witness(edition, statement, at));
        let witnesses = sigla(edition, witnesses);
        runs.extend(variant(alternative));
        runs.push(strong(witnesses));
    }
    runs
}

/// What stands in the lemma's place, and what was done where the words alone do not say it.
fn variant<'e>(alternative: Alternative) -> Vec<Run<'e>> {
    let Alternative { kind, words, .. } = alternative;
    let said = words::variant(kind);
    if words.is_empty() {
        let done = if kind == VariantKind::Gloss { "no gloss" } else { said.unwrap_or("omitted") };
        return vec![faint(done), plain(" ")];
    }
    match said {
        Some(done) if kind == VariantKind::Addition => {
            vec![faint(done), plain(" "), plain(shortened(words.into())), plain(" ")]
        }
        Some(done) => {
            vec![plain(shortened(words.into())), faint(format!(" ({done}) "))]
        }
        None => vec![plain(shortened(words.into())), plain(" ")],
    }
}

/// A long stretch by its ends, as editions print it: "we will not … north quay".
fn shortened(words: Cow<'_, str>) -> Cow<'_, str> {
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= LONG {
        return words;
    }
    let (head, tail) = (&all[..5], &all[all.len() - 3..]);
    Cow::Owned(format!("{} … {}", head.join(" "), tail.join(" ")))
}
