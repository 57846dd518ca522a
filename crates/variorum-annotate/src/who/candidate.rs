//! Who may have spoken: the rules' answer, names near the words and much named ones, speakers before and after, and
//! the words of the source as they stand.

use super::scene::{Scene, SourceKind};
use crate::speaker::{Resolved, SpeakerKind, Speakers};
use std::collections::BTreeSet;
use variorum_model::{Span, Speaker};
use variorum_text::fold_word;

/// Names before the words that are looked at.
const BEFORE: usize = 8;
/// Names behind them.
const BEHIND: usize = 3;
/// Names that stand most often in the report.
const MOST_NAMED: usize = 3;
/// Mentions that are passed on the way to other names.
const FARTHEST: usize = 200;
/// Speakers of the drafts before.
const SPEAKERS: usize = 3;
/// Words of a description at most.
const LONGEST: usize = 12;

/// One who may have spoken.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) resolved: Resolved,
    /// Folded words of the name.
    pub(super) words: Vec<String>,
    /// The rules' answer.
    pub(super) ruled: bool,
    /// The words of the source as they stand.
    pub(super) as_it_stands: bool,
}

/// The candidates of a draft, each name once, the rules' answer first.
pub(super) fn candidates(scene: &Scene, at: usize) -> Vec<Candidate> {
    let mut found = Found { all: Vec::new(), seen: BTreeSet::new() };
    let draft = &scene.drafts[at];
    if let Some(resolved) = &draft.speaker {
        found.add(resolved.clone(), true, false);
    }
    for id in names(scene, at) {
        found.add(entity(scene, id), false, false);
    }
    for resolved in speakers_around(scene, at) {
        found.add(resolved, false, false);
    }
    if let Some(resolved) = as_it_stands(scene, at) {
        found.add(resolved, false, true);
    }
    found.all
}

struct Found {
    all: Vec<Candidate>,
    seen: BTreeSet<Vec<String>>,
}

impl Found {
    fn add(&mut self, resolved: Resolved, ruled: bool, as_it_stands: bool) {
        let words: Vec<String> = fold_words(&resolved.speaker.name);
        if words.is_empty() {
            return;
        }
        if self.seen.insert(words.clone()) {
            self.all.push(Candidate { resolved, words, ruled, as_it_stands });
        } else if as_it_stands {
            let same = self.all.iter_mut().find(|candidate| candidate.words == words);
            if let Some(same) = same {
                same.as_it_stands = true;
            }
        }
    }
}

pub(super) fn fold_words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(fold_word).collect()
}

fn entity(scene: &Scene, id: usize) -> Resolved {
    Speakers::named(scene.models, scene.entities, id)
}

/// Names in the sentences of the draft, near it, and the most frequent ones, each once.
fn names(scene: &Scene, at: usize) -> Vec<usize> {
    let draft = &scene.drafts[at];
    let anchor = scene.anchor(at);
    let mut out = Vec::new();
    let spans = draft.content.iter().chain(&draft.cue).chain(&draft.source);
    for sentence in spans.filter_map(|span| scene.sentence_at(span.start)) {
        out.extend(scene.entities.in_span(sentence.span).map(|(_, id)| id));
    }
    let mut before: Vec<usize> = Vec::new();
    for (_, id) in scene.entities.before(anchor).take(FARTHEST) {
        if !before.contains(&id) {
            before.push(id);
        }
        if before.len() == BEFORE {
            break;
        }
    }
    out.append(&mut before);
    let from = scene.entities.order.partition_point(|&(start, _, _)| start < anchor);
    let behind = scene.entities.order[from..].iter().map(|&(_, id, _)| id);
    out.extend(behind.take(2 * BEHIND));
    out.extend(scene.often.iter().take(MOST_NAMED));
    let mut seen = BTreeSet::new();
    out.retain(|id| seen.insert(*id));
    out
}

/// Speakers of the drafts before and of the next one, as the rules have them.
fn speakers_around(scene: &Scene, at: usize) -> Vec<Resolved> {
    let rank = scene.rank[at];
    let speaker = |&at: &usize| scene.drafts[at].speaker.clone();
    let before = scene.order[..rank].iter().rev().take(SPEAKERS).filter_map(speaker);
    let behind = scene.order[rank + 1..].iter().take(1).filter_map(speaker);
    before.chain(behind).collect()
}

/// The source without its article and the clause behind it: "a keeper of the lock" of "a keeper of the lock, who".
fn as_it_stands(scene: &Scene, at: usize) -> Option<Resolved> {
    let source = scene.drafts[at].source.first()?;
    if !matches!(scene.source_kind(at), SourceKind::Name | SourceKind::Described) {
        return None;
    }
    let whole = source.of(scene.document.text);
    let ends = [",", " who ", " which ", " that ", " — ", " – ", ";", " (", "\n"];
    let end = ends.iter().filter_map(|end| whole.find(end)).min().unwrap_or(whole.len());
    let mut words: Vec<&str> = whole[..end].split_whitespace().collect();
    if words.first().is_some_and(|first| {
        matches!(fold_word(first).as_str(), "the" | "this" | "these" | "those" | "that")
    }) {
        words.remove(0);
    }
    let name = words.join(" ");
    let name = name.trim_end_matches("’s").trim_end_matches("'s").trim_end_matches(['’', '\'']);
    let names = scene.entities.in_span(Span::new(source.start, source.start + end)).next();
    let kind = if names.is_some() { SpeakerKind::Body } else { SpeakerKind::Group };
    (!name.is_empty() && words.len() <= LONGEST).then(|| Resolved {
        speaker: Speaker { entity: None, name: name.to_owned() },
        kind,
        sure: false,
    })
}
