//! Gold and predictions as JSON lines: one report each, offsets in code points.
//! The same shape reads PolNeAR's lines and those of `variorum annotate`.

use anyhow::{Context, Result};
use serde::{Deserialize, Deserializer};
use std::fs;
use std::path::Path;
use variorum_annotate::{Models, annotate};
use variorum_model::Annotated;

/// Half-open, in code points.
pub(crate) type CodeSpan = [usize; 2];

/// Characters of one report that are annotated at most, as the product's default.
const MAX_CHARS: usize = 200_000;

/// One report with its attributions.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    /// Empty in a file of predictions.
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) publisher: Option<String>,
    #[serde(default)]
    pub(crate) attributions: Vec<Marked>,
}

/// The three roles of one attribution.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Marked {
    #[serde(default)]
    pub(crate) source: Option<Vec<CodeSpan>>,
    #[serde(default)]
    pub(crate) cue: Option<Vec<CodeSpan>>,
    #[serde(default)]
    pub(crate) content: Option<Vec<CodeSpan>>,
    /// `None` where the line states none.
    #[serde(default, deserialize_with = "least")]
    pub(crate) confidence: Option<f64>,
}

/// One confidence, or one for each role: then the least counts.
fn least<'de, D: Deserializer<'de>>(input: D) -> Result<Option<f64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stated {
        One(f64),
        Each(Vec<f64>),
    }
    Ok(match Option::<Stated>::deserialize(input)? {
        Some(Stated::One(confidence)) => Some(confidence),
        Some(Stated::Each(roles)) => roles.into_iter().min_by(f64::total_cmp),
        None => None,
    })
}

/// The records of a file of JSON lines.
///
/// # Errors
/// Where the file cannot be read, or a line is not such a record.
pub(crate) fn read(path: &Path) -> Result<Vec<Record>> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("`{}`, line {}", path.display(), at + 1))
        })
        .collect()
}

/// The reports of a path, annotated as the product annotates them.
///
/// # Errors
/// Where not one report was read.
pub(crate) fn annotated(path: &Path, models: &Models) -> Result<Vec<Annotated>> {
    let intake = variorum_read::read_paths(&[path.to_owned()], &variorum_read::Options::default())?;
    Ok(intake.reports.into_iter().map(|report| annotate(report, models, MAX_CHARS)).collect())
}

/// What the engine finds in the reports of a file, through the same JSON that the product writes.
///
/// # Errors
/// Where not one report was read.
pub(crate) fn predict(path: &Path, models: &Models) -> Result<Vec<Record>> {
    let parse = |annotated: &Annotated| {
        serde_json::from_str(&variorum_render::annotation_json(annotated))
            .context("an annotation is not in the form that the contract fixes")
    };
    annotated(path, models)?.iter().map(parse).collect()
}

/// The annotations of one text under a name.
pub(crate) fn annotate_text(name: &str, text: &str, models: &Models) -> Option<Annotated> {
    let intake = variorum_read::read_bytes(name, text.as_bytes());
    let report = intake.reports.into_iter().next()?;
    Some(annotate(report, models, MAX_CHARS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_lack_everything_but_its_id() {
        let record: Record =
            serde_json::from_str(r#"{"id":"a","attributions":[{"content":[[0,4]]}]}"#)
                .expect("a record");
        assert_eq!(record.attributions[0].content, Some(vec![[0, 4]]));
        assert_eq!(record.attributions[0].source, None);
        assert_eq!(record.attributions[0].confidence, None);
    }

    #[test]
    fn the_least_confidence_of_an_attribution_counts() {
        let marked: Marked = serde_json::from_str(r#"{"confidence":[0.9,0.5,1]}"#).expect("roles");
        assert_eq!(marked.confidence, Some(0.5));
        let marked: Marked = serde_json::from_str(r#"{"confidence":1}"#).expect("a number");
        assert_eq!(marked.confidence, Some(1.0));
    }
}
