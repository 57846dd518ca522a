//! Editions against gold stories, as `score_edition.py` counts them.
//! The edition is what the product would write: read, annotated, collated, and rendered as JSON.

mod findings;
mod form;
mod name;
#[cfg(test)]
mod original;
mod quotations;
mod score;
mod statements;
#[cfg(test)]
mod tests;

pub(crate) use score::{FIGURES, Score};

use crate::gold;
use anyhow::{Context, Result};
use findings::Texts;
use form::{Edition, Gold};
use std::fs;
use std::path::{Path, PathBuf};
use variorum_annotate::Models;
use variorum_collate::{Options, collate};

/// The edition of a folder of reports, as JSON.
///
/// # Errors
/// Where not one report was read.
pub(crate) fn edition_json(folder: &Path, models: &Models) -> Result<String> {
    let edition = collate(gold::annotated(folder, models)?, &Options::default());
    Ok(variorum_render::json(&edition, env!("CARGO_PKG_VERSION")))
}

/// Scores one story: a folder with reports and `gold.json`.
///
/// # Errors
/// Where the gold or the reports cannot be read.
pub(crate) fn score_folder(folder: &Path, models: &Models) -> Result<Score> {
    let path = folder.join("gold.json");
    let gold =
        fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    score(&gold, &edition_json(folder, models)?, &texts(folder)?)
        .with_context(|| format!("`{}`", folder.display()))
}

/// Scores an edition's JSON against a gold's.
fn score(gold: &str, edition: &str, texts: &Texts) -> Result<Score> {
    let gold: Gold = serde_json::from_str(gold).context("not a gold story")?;
    let edition: Edition = serde_json::from_str(edition).context("not an edition")?;
    let mut out = Score::default();
    let matches = quotations::score(&gold, &edition, &mut out);
    let mut held = quotations::inside(&gold, &edition);
    held.extend(matches);
    statements::score(&gold, &edition, &held, &mut out);
    findings::score(&gold, &edition, texts, &mut out);
    findings::score_sources(&gold, &edition, texts, &mut out);
    Ok(out)
}

/// The `.txt` files of a folder by report id, line ends as Python reads them.
fn texts(folder: &Path) -> Result<Texts> {
    let mut out = Texts::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt")
            && let Some(id) = path.file_stem()
        {
            let text = fs::read_to_string(&path)?.replace("\r\n", "\n").replace('\r', "\n");
            out.insert(id.to_string_lossy().into_owned(), text);
        }
    }
    Ok(out)
}

/// The folders with a `gold.json` in a folder, in order of name.
pub(crate) fn stories(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut stories: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.join("gold.json").is_file()).collect();
    stories.sort();
    stories
}
