//! What tells somebody's words from acts, plans, titles, fragments and doublets.

use super::scene::Scene;
use crate::draft::Draft;
use crate::lexicon::Form;
use crate::speaker::SpeakerKind;
use std::collections::BTreeMap;
use variorum_model::{Mode, Span};

/// The names of the numbers of a row, in its order.
pub(super) const NAMES: [&str; 53] = [
    // the draft
    "mode",
    "draft-mode",
    "n-utterances",
    "stance",
    "confidence",
    "found",
    "offered",
    "by-layout",
    "relayed",
    "n-links",
    // its cue
    "n-cue-words",
    "cue-form",
    "cue-clause",
    "cue-object",
    "cue-weak",
    "cue-beside-marks",
    "cue-distance",
    "cue-behind",
    "cue-passive",
    "cue-modal",
    "cue-perfect",
    "cue-to",
    "cue-negated",
    // its source and speaker
    "source-kind",
    "n-source-words",
    "source-behind-cue",
    "source-share-capitals",
    "speaker-kind",
    "speaker-named",
    "speaker-sure",
    "n-speaker-words",
    "n-spoken",
    // the words
    "n-words",
    "n-content-words",
    "n-stretches",
    "share-capitals",
    "begins-small",
    "ends-sentence",
    "asks",
    "has-number",
    "has-own",
    "has-finite",
    "double-marks",
    "inner-marks",
    // the place
    "in-title",
    "place",
    "share-of-sentence",
    "share-of-paragraph",
    "n-drafts-in-sentence",
    // other drafts
    "held-by-other",
    "holds-other",
    "repeated",
    "repeats-title",
];

/// The fields of words: the cue's last word, the words around it, and the first words of the content.
pub(super) const WORDS: [&str; 4] = ["cue", "before-cue", "first", "second"];

/// What is known of an utterance.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub(super) row: Vec<f32>,
    /// A word for each of [`WORDS`], empty where there is none.
    pub(super) words: [String; 4],
}

pub(super) fn measure(scene: &Scene, at: usize, utterance: usize) -> Measured {
    let draft = &scene.drafts[at];
    let spans = &draft.utterances[utterance].spans;
    let words: Vec<&str> = spans.iter().flat_map(|span| scene.words(*span)).collect();
    let cue: Vec<&str> = draft.cue.iter().flat_map(|span| scene.words(*span)).collect();
    let head = head(scene, &cue);
    let before = draft.cue.first().map_or("", |cue| scene.word_before(cue.start));
    let mut row = Vec::with_capacity(NAMES.len());
    of_draft(draft, draft.utterances[utterance].mode, &mut row);
    of_cue(scene, draft, &cue, head, before, &mut row);
    of_source(scene, at, &mut row);
    of_words(scene, spans, &words, draft, &mut row);
    of_place(scene, at, spans, &mut row);
    of_others(scene, at, spans, &words, &mut row);
    debug_assert_eq!(row.len(), NAMES.len(), "a number for each name");
    let nth = |n: usize| words.get(n).copied().unwrap_or_default().to_owned();
    Measured { row, words: [head.to_owned(), before.to_owned(), nth(0), nth(1)] }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn count(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

fn share(part: usize, whole: usize) -> f32 {
    count(part) / count(whole.max(1))
}

/// The word of the cue that the lists know as one, the last of them; else its last word.
fn head<'a>(scene: &Scene, cue: &[&'a str]) -> &'a str {
    let known = |word: &&&str| scene.models.cues.contains_key(word);
    cue.iter().rfind(known).or(cue.last()).copied().unwrap_or_default()
}

fn of_draft(draft: &Draft, mode: Mode, row: &mut Vec<f32>) {
    row.extend([
        count(mode as usize),
        count(draft.mode() as usize),
        count(draft.utterances.len()),
        count(draft.stance as usize),
        draft.confidence,
        flag(draft.found.is_some()),
        flag(draft.offered),
        flag(draft.by_layout),
        flag(draft.relayed),
        count(draft.chain.len()),
    ]);
}

fn of_cue(
    scene: &Scene,
    draft: &Draft,
    cue: &[&str],
    head: &str,
    before: &str,
    row: &mut Vec<f32>,
) {
    let verb = scene.models.cues.get(head);
    let form = verb.map_or(0.0, |verb| match verb.form {
        Form::Present => 1.0,
        Form::Past => 2.0,
        Form::Participle => 3.0,
    });
    let start = draft.start();
    let place = draft.cue.first().map_or(start, |span| span.start);
    let mut near = cue.to_vec();
    near.push(before);
    let any = |words: &[&str]| flag(near.iter().any(|word| words.contains(word)));
    row.extend([
        count(cue.len()),
        form,
        flag(verb.is_some_and(|verb| verb.clause)),
        flag(verb.is_some_and(|verb| verb.object)),
        flag(verb.is_some_and(|verb| verb.weak)),
        flag(verb.is_some_and(|verb| verb.beside_marks)),
        count(place.abs_diff(start)).ln_1p(),
        flag(place > start),
        any(&["is", "are", "was", "were", "be", "been", "being"]),
        any(&["will", "would", "can", "could", "may", "might", "should", "must"]),
        any(&["has", "have", "had", "having"]),
        any(&["to"]),
        any(&["not", "never", "no", "didn't", "doesn't", "don't", "won't"]),
    ]);
}

fn of_source(scene: &Scene, at: usize, row: &mut Vec<f32>) {
    let draft = &scene.drafts[at];
    let source = draft.source.first().copied();
    let words = source.map(|span| scene.words(span)).unwrap_or_default();
    let behind = match (source, draft.cue.first()) {
        (Some(source), Some(cue)) => source.start > cue.start,
        _ => false,
    };
    let text = source.unwrap_or_default().of(scene.document.text);
    let speaker = draft.speaker.as_ref();
    let spoken = speaker.and_then(|known| scene.spoken.get(known.speaker.name.as_str()));
    row.extend([
        count(scene.source_kind(at) as usize),
        count(words.len()),
        flag(behind),
        capitals(text),
        speaker.map_or(5.0, |speaker| match speaker.kind {
            SpeakerKind::Person => 0.0,
            SpeakerKind::Group => 1.0,
            SpeakerKind::Body => 2.0,
            SpeakerKind::Medium => 3.0,
            SpeakerKind::Document => 4.0,
        }),
        flag(speaker.is_some_and(|speaker| speaker.speaker.entity.is_some())),
        flag(speaker.is_some_and(|speaker| speaker.sure)),
        speaker.map_or(0.0, |s| count(s.speaker.name.split_whitespace().count())),
        count(spoken.copied().unwrap_or_default()),
    ]);
}

/// The share of words with a capital.
fn capitals(text: &str) -> f32 {
    let words =
        || text.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    share(words().filter(|c| c.is_uppercase()).count(), words().count())
}

fn of_words(scene: &Scene, spans: &[Span], words: &[&str], draft: &Draft, row: &mut Vec<f32>) {
    const OWN: [&str; 9] = ["i", "we", "my", "our", "me", "us", "i'm", "we're", "you"];
    const FINITE: [&str; 24] = [
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could",
        "should", "may", "might", "must", "do", "does", "did", "am", "it's", "i'm", "that's",
        "don't", "we're",
    ];
    let text = scene.document.text;
    let first = spans.first().copied().unwrap_or_default().of(text);
    let last = spans.last().copied().unwrap_or_default().of(text);
    let bare = |text: &str| {
        text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?'))
            .to_owned()
    };
    let all: String = spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
    let letter = first.chars().find(|c| c.is_alphabetic());
    let content = draft.content.iter().map(|span| scene.words(*span).len()).sum();
    let inner = all.trim_matches(['"', '“', '”']).contains(['"', '“', '”']);
    row.extend([
        count(words.len()),
        count(content),
        count(spans.len()),
        capitals(&all),
        flag(letter.is_some_and(char::is_lowercase)),
        flag(bare(last).ends_with(['.', '!', '?'])),
        flag(bare(last).ends_with('?')),
        flag(all.contains(|c: char| c.is_ascii_digit())),
        flag(words.iter().any(|word| OWN.contains(word))),
        flag(words.iter().any(|word| FINITE.contains(word))),
        flag(first.starts_with(['"', '“'])),
        flag(inner),
    ]);
}

fn of_place(scene: &Scene, at: usize, spans: &[Span], row: &mut Vec<f32>) {
    let start = spans.first().map_or(0, |span| span.start);
    let length: usize = spans.iter().map(|span| span.len()).sum();
    let sentence = scene.sentence_at(start).map_or(0, |sentence| sentence.span.len());
    let paragraph = scene.document.paragraphs.get(scene.paragraph(start));
    let number = scene.sentence(start);
    let here = |other: &usize| scene.sentence(scene.drafts[*other].start()) == number;
    let beside = scene.around(at).filter(here);
    row.extend([
        flag(scene.in_title(start)),
        share(100 * start, scene.document.text.len()),
        share(length, sentence).min(9.0),
        share(length, paragraph.map_or(0, |p| p.span.len())).min(9.0),
        count(beside.count()),
    ]);
}

fn of_others(scene: &Scene, at: usize, spans: &[Span], words: &[&str], row: &mut Vec<f32>) {
    let within = |inner: &[Span], outer: &[Span]| {
        inner.iter().all(|span| outer.iter().any(|other| other.contains(*span)))
    };
    let contents = |other: usize| scene.drafts[other].content.as_slice();
    let held = scene.around(at).any(|other| within(spans, contents(other)));
    let holds = scene.around(at).any(|other| within(contents(other), spans));
    let (shared, n_rare) = shared(scene, words);
    let (mut repeated, mut title) = (0.0_f32, 0.0_f32);
    let mine = scene.in_title(spans.first().map_or(0, |span| span.start));
    for (other, common) in shared {
        let near = spans.iter().any(|span| contents(other).iter().any(|c| c.overlaps(*span)));
        if near || other == at {
            continue;
        }
        repeated = repeated.max(share(common, n_rare));
        if scene.in_title(scene.drafts[other].start()) && !mine {
            title = title.max(share(common, scene.contents[other].len()));
        }
    }
    row.extend([flag(held), flag(holds), repeated, title]);
}

/// How many of the words that few drafts hold each draft has in common with these, and how many such words there are.
fn shared(scene: &Scene, words: &[&str]) -> (BTreeMap<usize, usize>, usize) {
    const FEW: usize = 12;
    let mut out = BTreeMap::new();
    let mut n_rare = 0;
    for word in words {
        let holders = scene.holders.get(word).map_or(&[][..], Vec::as_slice);
        if holders.len() <= FEW {
            n_rare += 1;
            for &holder in holders {
                *out.entry(holder).or_insert(0) += 1;
            }
        }
    }
    (out, n_rare)
}
