//! `variorum-train heads`: what the heads for speakers and refusals see, a JSON line a report, to train them.
//!
//! The numbers are those that the product itself measures (`variorum_annotate::who::example`), so that training and
//! product cannot differ. Offsets are code points. No text of the reports is printed but names and single words.

use crate::engine::Engine;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use variorum_annotate::Models;
use variorum_annotate::who::example::{
    Example, examples, refuse_names, refuse_words, speaker_names,
};
use variorum_model::{Report, Span};

/// Prints the examples of every story in the folder; the first line names the numbers.
///
/// # Errors
/// Where the folder or a story cannot be read, or the output cannot be written.
pub(crate) fn run(engine: Engine, stories: &Path) -> Result<()> {
    let models = engine.undecided();
    let mut out = std::io::stdout().lock();
    let names =
        json!({"speaker": speaker_names(), "refuse": refuse_names(), "words": refuse_words()});
    writeln!(out, "{names}")?;
    for story in folders(stories)? {
        let intake = variorum_read::read_paths(
            std::slice::from_ref(&story),
            &variorum_read::Options::default(),
        )?;
        let name = story.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for report in &intake.reports {
            writeln!(out, "{}", line(&name, report, &models))?;
        }
    }
    Ok(())
}

fn folders(stories: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read the folder `{}`", stories.display());
    let mut out = Vec::new();
    for entry in std::fs::read_dir(stories).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.is_dir() {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

fn line(story: &str, report: &Report, models: &Models) -> Value {
    let points = Points::of(&report.text);
    let all: Vec<Value> =
        examples(report, models).iter().map(|example| value(example, &points)).collect();
    json!({"story": story, "report": report.id, "drafts": all})
}

fn value(example: &Example, points: &Points) -> Value {
    let candidates: Vec<Value> = example
        .candidates
        .iter()
        .map(|candidate| json!({"name": candidate.name, "row": candidate.row}))
        .collect();
    let utterances: Vec<Value> = example
        .utterances
        .iter()
        .map(|words| {
            let content: Vec<[usize; 2]> =
                words.spans.iter().map(|span| points.at(*span)).collect();
            json!({"content": content, "mode": words.mode, "row": words.row, "words": words.words})
        })
        .collect();
    json!({"nested": example.nested, "candidates": candidates, "utterances": utterances})
}

/// Where each code point of a text begins.
struct Points(Vec<usize>);

impl Points {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(at, _)| at).collect())
    }

    fn at(&self, span: Span) -> [usize; 2] {
        [span.start, span.end].map(|byte| self.0.partition_point(|at| *at < byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_to_code_points() {
        let points = Points::of("“Hé” ok");
        assert_eq!(points.at(Span::new(3, 6)), [1, 3]);
        assert_eq!(points.at(Span::new(10, 12)), [5, 7]);
    }
}
