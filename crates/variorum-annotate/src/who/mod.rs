//! Who speaks, and whether anybody does: two learned heads over what the rules have drafted.
//!
//! The rules and the network say which words attribute and give a first answer to who speaks. From that answer and the
//! other names and descriptions of the report, one head ranks who it is (`candidate`, `features`); the other one
//! says which quotations a reader would refuse (`refuse`): acts, plans, fragments of headlines, doublets. Both are
//! boosted trees in small text files beside the networks (`trees`). What is measured is written here once: training
//! reads it through [`example`].
//!
//! A refused quotation stays among the attributions; it only is no quotation of the edition.

mod candidate;
pub mod example;
mod features;
mod refuse;
mod scene;
mod trees;

use crate::document::Document;
use crate::draft::Draft;
use crate::entities::Entities;
use crate::lexicon::Models;
use crate::speaker::Resolved;
use scene::Scene;
use trees::Trees;

/// The two heads.
#[derive(Clone, Debug)]
pub(crate) struct Heads {
    speaker: Trees,
    refuse: Trees,
}

impl Heads {
    /// The heads that ship with the program.
    ///
    /// # Panics
    /// Never with the shipped files: a test reads them.
    pub(crate) fn embedded() -> Self {
        let read = |file, names: &[&str]| Trees::read(file, names).expect("a shipped model file");
        Self {
            speaker: read(include_str!("../../models/speaker.trees"), &features::NAMES),
            refuse: read(include_str!("../../models/refuse.trees"), &refuse::NAMES),
        }
    }
}

/// Gives each draft the likeliest speaker; says of each utterance of each draft whether it is nobody's words.
pub(crate) fn decide(
    document: &Document,
    entities: &Entities,
    models: &Models,
    drafts: &mut [Draft],
) -> Vec<Vec<bool>> {
    let Some(heads) = &models.heads else {
        return drafts.iter().map(|draft| vec![false; draft.utterances.len()]).collect();
    };
    let scene = Scene::of(document, entities, models, drafts);
    let speakers: Vec<Option<Resolved>> =
        (0..drafts.len()).map(|at| speaker(&scene, at, &heads.speaker)).collect();
    let refused = (0..drafts.len())
        .map(|at| {
            let utterances = 0..scene.drafts[at].utterances.len();
            utterances.map(|u| is_refused(&scene, at, u, &heads.refuse)).collect()
        })
        .collect();
    for (draft, speaker) in drafts.iter_mut().zip(speakers) {
        draft.speaker = speaker.or(draft.speaker.take());
    }
    refused
}

/// Another speaker than the rules', `None` where theirs stands: it stands unless another one is clearly likelier.
fn speaker(scene: &Scene, at: usize, trees: &Trees) -> Option<Resolved> {
    let candidates = candidate::candidates(scene, at);
    let scores: Vec<f32> =
        features::all(scene, at, &candidates).iter().map(|row| trees.score(row, &[])).collect();
    let best = (0..scores.len()).reduce(|a, b| if scores[b] > scores[a] { b } else { a })?;
    let ruled = candidates.iter().position(|candidate| candidate.ruled)?;
    (scores[best] > scores[ruled] + trees.threshold).then(|| candidates[best].resolved.clone())
}

fn is_refused(scene: &Scene, at: usize, utterance: usize, trees: &Trees) -> bool {
    let draft = &scene.drafts[at];
    if draft.inside.is_some() {
        return false;
    }
    let measured = refuse::measure(scene, at, utterance);
    let words: Vec<(&str, &str)> =
        refuse::WORDS.iter().copied().zip(measured.words.iter().map(String::as_str)).collect();
    trees.score(&measured.row, &words) < trees.threshold
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Prose;
    use crate::{attribute, draft};

    const TEXT: &str =
        "Mayor Ada Moe met Bo Lund. “The lock is safe,” Moe said. Lund said that the lock leaks.";

    /// Heads of one tree each: the score of a candidate is 9 where it is the rules' answer or else 9 times `other`, that
    /// of an utterance is 1 in marks and -1 without.
    fn heads(other: f32) -> Heads {
        let features =
            |names: &[&str]| names.iter().map(|n| format!("feature {n}\n")).collect::<String>();
        let speaker = format!(
            "variorum-trees 1\nthreshold 1\nbias 0\n{}tree\nsplit 0 0.5 1 2\nleaf {}\nleaf 9\n",
            features(&features::NAMES),
            9.0 * other
        );
        let refuse = format!(
            "variorum-trees 1\nthreshold 0\nbias 0\n{}tree\nsplit 0 2.5 1 2\nleaf 1\nleaf -1\n",
            features(&refuse::NAMES)
        );
        Heads {
            speaker: Trees::read(&speaker, &features::NAMES).expect("a model file"),
            refuse: Trees::read(&refuse, &refuse::NAMES).expect("a model file"),
        }
    }

    /// (speaker of the quotation, number of attributions, number of quotations)
    fn decided(heads: Option<Heads>) -> (String, usize, usize) {
        let models = Models { heads, ..Models::embedded() };
        let prose = Prose::whole(TEXT);
        let document = Document::new(&prose, &models);
        let entities = Entities::of(&document, &[], &models);
        let mut drafts = attribute::attribute(&document, &entities, &models, None);
        let refused = decide(&document, &entities, &models, &mut drafts);
        let (attributions, quotations) = draft::finish(drafts, refused);
        let speaker = attributions[0].speaker.as_ref().map_or("", |speaker| &speaker.name);
        (speaker.to_owned(), attributions.len(), quotations.len())
    }

    #[test]
    fn a_refused_quotation_stays_an_attribution() {
        assert_eq!(decided(None), ("Ada Moe".into(), 2, 2));
        assert_eq!(decided(Some(heads(0.0))), ("Ada Moe".into(), 2, 1));
    }

    #[test]
    fn the_rules_stand_unless_another_is_clearly_likelier() {
        assert_eq!(decided(Some(heads(1.0))).0, "Ada Moe", "within the margin");
        assert_ne!(decided(Some(heads(2.0))).0, "Ada Moe", "beyond it");
    }
}
