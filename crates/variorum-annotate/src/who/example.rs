//! What the heads see of a report, for training them: the features of every candidate and of every utterance.

use super::scene::Scene;
use super::{candidate, features, refuse};
use crate::document::Document;
use crate::entities::Entities;
use crate::lexicon::Models;
use crate::prose::Prose;
use crate::{attribute, engine, sources};
use variorum_model::{Report, Span};

/// A draft with the numbers that the heads decide on.
#[derive(Clone, Debug)]
pub struct Example {
    /// True for words inside another draft's.
    pub nested: bool,
    /// Who may have spoken.
    pub candidates: Vec<Named>,
    /// The quotations it falls into.
    pub utterances: Vec<Words>,
}

/// A candidate.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Its numbers, in the order of [`speaker_names`].
    pub row: Vec<f32>,
}

/// An utterance.
#[derive(Clone, Debug)]
pub struct Words {
    /// Where it stands.
    pub spans: Vec<Span>,
    /// How it is given, as in JSON.
    pub mode: &'static str,
    /// Its numbers, in the order of [`refuse_names`].
    pub row: Vec<f32>,
    /// Its words, in the order of [`refuse_words`].
    pub words: [String; 4],
}

/// The names of a candidate's numbers.
pub fn speaker_names() -> &'static [&'static str] {
    &features::NAMES
}

/// The names of an utterance's numbers.
pub fn refuse_names() -> &'static [&'static str] {
    &refuse::NAMES
}

/// The names of an utterance's words.
pub fn refuse_words() -> &'static [&'static str] {
    &refuse::WORDS
}

/// The drafts of a report, as the heads meet them, in order of their first word.
pub fn examples(report: &Report, models: &Models) -> Vec<Example> {
    let prose = Prose::of(report, report.text.len());
    let document = Document::new(&prose, models);
    let credited = sources::credited(report, models);
    let entities = Entities::of(&document, &credited, models);
    let found = models.network.as_ref().map(|network| engine::find(&report.text, network));
    let drafts = attribute::attribute(&document, &entities, models, found);
    let scene = Scene::of(&document, &entities, models, &drafts);
    scene.order.iter().map(|&at| example(&scene, at)).collect()
}

fn example(scene: &Scene, at: usize) -> Example {
    let draft = &scene.drafts[at];
    let candidates = candidate::candidates(scene, at);
    let rows = features::all(scene, at, &candidates);
    let utterances = draft.utterances.iter().enumerate().map(|(number, utterance)| {
        let measured = refuse::measure(scene, at, number);
        Words {
            spans: utterance.spans.clone(),
            mode: utterance.mode.name(),
            row: measured.row,
            words: measured.words,
        }
    });
    Example {
        nested: draft.inside.is_some(),
        utterances: utterances.collect(),
        candidates: candidates
            .into_iter()
            .zip(rows)
            .map(|(candidate, row)| Named { name: candidate.resolved.speaker.name, row })
            .collect(),
    }
}
