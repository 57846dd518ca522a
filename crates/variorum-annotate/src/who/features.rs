//! What tells the speaker among the candidates: where the name stands beside the words, how it agrees with the pronoun,
//! how it looks, who spoke before.

use super::candidate::{Candidate, fold_words};
use super::scene::{Scene, SourceKind};
use crate::document::Sentence;
use crate::entities::Mention;
use crate::lexicon::Gender;
use crate::speaker::{SpeakerKind, is_medium};
use variorum_model::{EntityKind, Span};

/// The names of the numbers of a row, in its order.
pub(super) const NAMES: [&str; 58] = [
    // the candidate
    "ruled",
    "ruled-surely",
    "as-it-stands",
    "kind",
    "entity-kind",
    "is-medium",
    "n-words",
    "begins-small",
    "all-capitals",
    "ends-small",
    "n-mentions",
    "n-roles",
    "gender",
    "first-mention",
    "in-headline",
    "is-outlet",
    "has-cue-inside",
    "has-place",
    // the candidate beside the source
    "in-source",
    "source-share",
    "ends-source",
    "begins-source",
    "qualifies-in-source",
    "shared-words",
    "same-last-word",
    "role-in-source",
    "gender-agrees",
    "number-agrees",
    // the candidate beside the words
    "before-sentences",
    "before-bytes",
    "before-subject",
    "before-qualifies",
    "behind-bytes",
    "same-sentence-before",
    "same-sentence-behind",
    "same-paragraph",
    "in-content",
    "names-between",
    "fits-between",
    "heads-sentence",
    "subject-of-sentence-before",
    // the candidate among the speakers
    "spoke-last",
    "drafts-since",
    "paragraphs-since",
    "speaks-next",
    "n-spoken",
    "in-chain",
    // the draft
    "rules-silent",
    "rules-kind",
    "source-kind",
    "mode",
    "stance",
    "confidence",
    "found",
    "has-cue",
    "source-behind",
    "in-title",
    "n-candidates",
];

/// Distances beyond this many are alike.
const FAR: f32 = 99.0;

/// Drafts back to which a speaker is remembered.
const LONGEST_MEMORY: usize = 60;

/// A row of numbers for each candidate of a draft.
pub(super) fn all(scene: &Scene, at: usize, candidates: &[Candidate]) -> Vec<Vec<f32>> {
    let view = View::of(scene, at);
    candidates.iter().map(|candidate| row(&view, candidate, candidates)).collect()
}

/// A draft, and what all its candidates are held against.
struct View<'a> {
    scene: &'a Scene<'a>,
    at: usize,
    anchor: usize,
    source: Option<Span>,
    source_kind: SourceKind,
    source_words: Vec<&'a str>,
    sentence: Option<&'a Sentence<'a>>,
}

impl<'a> View<'a> {
    fn of(scene: &'a Scene<'a>, at: usize) -> Self {
        let source = scene.drafts[at].source.first().copied();
        let anchor = scene.anchor(at);
        Self {
            scene,
            at,
            anchor,
            source,
            source_kind: scene.source_kind(at),
            source_words: source.map(|span| scene.words(span)).unwrap_or_default(),
            sentence: scene.sentence_at(anchor),
        }
    }

    fn in_content(&self, span: Span) -> bool {
        self.scene.drafts[self.at].content.iter().any(|content| content.contains(span))
    }
}

fn row(view: &View, candidate: &Candidate, all: &[Candidate]) -> Vec<f32> {
    let mut row = Vec::with_capacity(NAMES.len());
    own(view, candidate, &mut row);
    beside_source(view, candidate, &mut row);
    beside_words(view, candidate, &mut row);
    among_speakers(view, candidate, &mut row);
    of_draft(view, all, &mut row);
    debug_assert_eq!(row.len(), NAMES.len(), "a number for each name");
    row
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn count(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

/// Bytes on a scale on which a word and ten paragraphs can be told.
fn far(bytes: usize) -> f32 {
    count(bytes.min(60_000)).ln_1p()
}

fn kind(kind: SpeakerKind) -> f32 {
    match kind {
        SpeakerKind::Person => 0.0,
        SpeakerKind::Group => 1.0,
        SpeakerKind::Body => 2.0,
        SpeakerKind::Medium => 3.0,
        SpeakerKind::Document => 4.0,
    }
}

fn entity_kind(kind: EntityKind) -> f32 {
    match kind {
        EntityKind::Person => 0.0,
        EntityKind::Organisation => 1.0,
        EntityKind::Place => 2.0,
        _ => 3.0,
    }
}

fn gender(gender: Option<Gender>) -> f32 {
    match gender {
        Some(Gender::Man) => 1.0,
        Some(Gender::Woman) => -1.0,
        None => 0.0,
    }
}

fn own(view: &View, candidate: &Candidate, row: &mut Vec<f32>) {
    let Scene { entities, models, drafts, .. } = view.scene;
    let name = &candidate.resolved.speaker.name;
    let entity = candidate.resolved.speaker.entity.map(|id| view.scene.known(id));
    let sure = drafts[view.at].speaker.as_ref().is_some_and(|speaker| speaker.sure);
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let first = entity.and_then(|entity| entity.mentions.iter().map(|m| m.span.start).min());
    let length = view.scene.document.text.len().max(1);
    let words = &candidate.words;
    row.extend([
        flag(candidate.ruled),
        flag(candidate.ruled && sure),
        flag(candidate.as_it_stands),
        kind(candidate.resolved.kind),
        entity.map_or(4.0, |entity| entity_kind(entity.kind)),
        flag(is_medium(models, entities, name)),
        count(words.len()),
        flag(!capital(name)),
        flag(name.split_whitespace().all(capital)),
        flag(name.split_whitespace().last().is_some_and(|word| !capital(word))),
        entity.map_or(0.0, |entity| far(entity.mentions.len())),
        entity.map_or(0.0, |entity| count(entity.roles.len())),
        entity.map_or(0.0, |entity| gender(entity.gender)),
        first.map_or(-1.0, |first| count(100 * first / length)),
        flag(entity.is_some_and(|entity| {
            entity.mentions.iter().any(|m| view.scene.in_title(m.span.start))
        })),
        flag(entities.media.contains(crate::lexicon::bare(name).as_ref())),
        flag(words.iter().any(|word| models.cues.get(word).is_some_and(|cue| !cue.weak))),
        flag(models.places.is_place(name)),
    ]);
}

fn beside_source(view: &View, candidate: &Candidate, row: &mut Vec<f32>) {
    let entity = candidate.resolved.speaker.entity.map(|id| view.scene.known(id));
    let within = |mention: &&Mention| view.source.is_some_and(|s| s.contains(mention.span));
    let mention = entity.and_then(|entity| entity.mentions.iter().rfind(within));
    let source = view.source.unwrap_or_default();
    let shared =
        candidate.words.iter().filter(|word| view.source_words.contains(&word.as_str())).count();
    let last = candidate.words.last().map(String::as_str);
    let role = entity
        .is_some_and(|entity| view.source_words.iter().any(|word| entity.roles.contains(*word)));
    let called = entity.and_then(|entity| entity.gender).map_or(0.0, |g| gender(Some(g)));
    let agrees = match view.source_kind {
        SourceKind::He => called,
        SourceKind::She => -called,
        _ => 0.0,
    };
    let one = matches!(candidate.resolved.kind, SpeakerKind::Person);
    let number = match view.source_kind {
        SourceKind::He | SourceKind::She => flag(one),
        SourceKind::They | SourceKind::It => flag(!one),
        _ => 2.0,
    };
    row.extend([
        flag(mention.is_some()),
        mention.map_or(0.0, |m| count(m.span.len()) / count(source.len().max(1))),
        flag(mention.is_some_and(|m| m.span.end == source.end)),
        flag(mention.is_some_and(|m| m.span.start == source.start)),
        flag(mention.is_some_and(|m| m.qualifies)),
        count(shared) / count(view.source_words.len().max(1)),
        flag(last.is_some() && last == view.source_words.last().copied()),
        flag(role),
        agrees,
        number,
    ]);
}

fn beside_words(view: &View, candidate: &Candidate, row: &mut Vec<f32>) {
    let scene = view.scene;
    let id = candidate.resolved.speaker.entity;
    let mentions = id.map_or(&[][..], |id| scene.known(id).mentions.as_slice());
    let outside = || mentions.iter().filter(|m| !view.in_content(m.span));
    let before = outside().filter(|m| m.span.start < view.anchor).max_by_key(|m| m.span.start);
    let behind = outside().filter(|m| m.span.start >= view.anchor).min_by_key(|m| m.span.start);
    let here = |m: &&Mention| view.sentence.is_some_and(|s| s.span.contains(m.span));
    let now = scene.sentence(view.anchor);
    let sentences = before.map_or(FAR, |m| count(now - scene.sentence(m.span.start)).min(FAR));
    let paragraph = scene.paragraph(view.anchor);
    let (names, fits) = between(view, before.map_or(0, |m| m.span.end));
    let heads = view
        .sentence
        .is_some_and(|sentence| outside().any(|m| m.subject && sentence.span.contains(m.span)));
    let subject_before = outside().any(|m| {
        m.subject && m.span.start < view.anchor && scene.sentence(m.span.start) + 1 == now
    });
    row.extend([
        sentences,
        before.map_or(FAR, |m| far(view.anchor - m.span.start)),
        flag(before.is_some_and(|m| m.subject)),
        flag(before.is_some_and(|m| m.qualifies)),
        behind.map_or(FAR, |m| far(m.span.start - view.anchor)),
        flag(before.as_ref().is_some_and(here)),
        flag(behind.as_ref().is_some_and(here)),
        flag(before.is_some_and(|m| scene.paragraph(m.span.start) == paragraph)),
        flag(mentions.iter().any(|m| view.in_content(m.span))),
        if id.is_some() { names } else { -1.0 },
        if id.is_some() { fits } else { -1.0 },
        flag(heads),
        flag(subject_before),
    ]);
}

/// How many other mentions, and how many of people that the pronoun fits, stand between a place and the draft.
fn between(view: &View, from: usize) -> (f32, f32) {
    const MOST: usize = 30;
    let near = || {
        view.scene
            .entities
            .before(view.anchor)
            .take_while(|(mention, _)| mention.span.start >= from)
            .filter(|(mention, _)| !view.in_content(mention.span))
            .take(MOST)
    };
    let wanted = match view.source_kind {
        SourceKind::He => Some(Gender::Man),
        SourceKind::She => Some(Gender::Woman),
        _ => None,
    };
    let fits = near().filter(|&(mention, id)| {
        let entity = view.scene.known(id);
        let gender = wanted.is_none() || entity.gender.is_none() || entity.gender == wanted;
        entity.is_person() && gender && !mention.qualifies
    });
    (count(near().count()), count(fits.count()))
}

fn among_speakers(view: &View, candidate: &Candidate, row: &mut Vec<f32>) {
    let Scene { drafts, order, rank, .. } = view.scene;
    let place = rank[view.at];
    let same = |&at: &usize| {
        drafts[at].speaker.as_ref().is_some_and(|known| {
            let (a, b) = (&known.speaker, &candidate.resolved.speaker);
            a.entity.is_some() && a.entity == b.entity || a.name == b.name
        })
    };
    let since = order[..place].iter().rev().take(LONGEST_MEMORY).position(same);
    let last = since.map(|since| &drafts[order[place - 1 - since]]);
    let paragraph = drafts[view.at].paragraph;
    let chain = drafts[view.at].chain.iter().any(|link| {
        fold_words(&link.name).iter().any(|word| word.len() > 3 && candidate.words.contains(word))
    });
    let spoken = view.scene.spoken.get(candidate.resolved.speaker.name.as_str()).copied();
    let spoken = spoken.unwrap_or_default().saturating_sub(usize::from(same(&view.at)));
    row.extend([
        flag(since == Some(0)),
        since.map_or(FAR, |since| count(since).min(FAR)),
        last.map_or(FAR, |last| count(paragraph.abs_diff(last.paragraph)).min(FAR)),
        flag(order.get(place + 1).is_some_and(same)),
        count(spoken),
        flag(chain),
    ]);
}

fn of_draft(view: &View, all: &[Candidate], row: &mut Vec<f32>) {
    let draft = &view.scene.drafts[view.at];
    let behind = match (draft.source.first(), draft.cue.first()) {
        (Some(source), Some(cue)) => source.start > cue.start,
        _ => false,
    };
    row.extend([
        flag(draft.speaker.is_none()),
        draft.speaker.as_ref().map_or(5.0, |speaker| kind(speaker.kind)),
        count(view.source_kind as usize),
        count(draft.mode() as usize),
        count(draft.stance as usize),
        draft.confidence,
        flag(draft.found.is_some()),
        flag(!draft.cue.is_empty()),
        flag(behind),
        flag(view.scene.in_title(draft.start())),
        count(all.len()),
    ]);
}
