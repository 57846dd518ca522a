//! `variorum collate --story ID`: the reports of one story among those of many.

use crate::cli;
use crate::group;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use variorum_group::{Grouper, StoryOptions};
use variorum_model::{Notice, Report, Rule};

/// Stories that an error names.
const NAMED: usize = 5;

/// The reports of the story, in the order of the stream. `groups`: what `variorum group` said of the same input;
/// where it is absent the input is grouped first.
pub(crate) fn reports(
    reading: &cli::Reading,
    story: &str,
    groups: Option<&Path>,
) -> Result<(Vec<Report>, Vec<Notice>)> {
    let reports = match groups {
        Some(file) => named(reading, story, file)?,
        None => grouped(reading, story)?,
    };
    Ok(each_text_once(reports))
}

/// One line of what `variorum group` prints.
#[derive(Deserialize)]
struct Line {
    id: String,
    story: String,
}

/// The reports that the file puts into the story.
fn named(reading: &cli::Reading, story: &str, file: &Path) -> Result<Vec<Report>> {
    let cannot = || format!("cannot read `{}`", file.display());
    let mut ids = HashSet::new();
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for line in BufReader::new(File::open(file).with_context(cannot)?).lines() {
        let line = line.with_context(cannot)?;
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(&line).with_context(|| {
            format!("`{}` is no output of `variorum group --format jsonl`", file.display())
        })?;
        *sizes.entry(line.story.clone()).or_default() += 1;
        if line.story == story {
            ids.insert(line.id);
        }
    }
    if ids.is_empty() {
        return unknown(story, &sizes);
    }
    let mut reports = Vec::new();
    group::each_report(reading, |batch| {
        reports.extend(batch.into_iter().filter(|report| ids.contains(&report.id)));
        Ok(())
    })?;
    if reports.is_empty() {
        bail!(
            "`{}` names no report of the input; give it the input that was grouped",
            file.display()
        );
    }
    Ok(reports)
}

/// The reports that grouping puts into the story.
fn grouped(reading: &cli::Reading, story: &str) -> Result<Vec<Report>> {
    let mut grouper = Grouper::new(StoryOptions::default());
    let mut reports: Vec<Report> = Vec::new();
    let mut stories: Vec<String> = Vec::new();
    group::each_report(reading, |batch| {
        for prepared in group::prepare(&batch) {
            grouper.add_prepared(prepared);
        }
        // a story is settled in the order of the stream, so its place is the report's
        stories.extend(grouper.drain_settled().into_iter().map(|settled| settled.story));
        reports.extend(batch);
        Ok(())
    })?;
    grouper.finish();
    let rest = stories.len()..reports.len();
    stories.extend(rest.map(|place| grouper.story_of(place).unwrap_or_default().to_owned()));
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for story in &stories {
        *sizes.entry(story.clone()).or_default() += 1;
    }
    if !sizes.contains_key(story) {
        return unknown(story, &sizes);
    }
    let told = reports.into_iter().zip(stories).filter(|(_, of)| of == story);
    Ok(told.map(|(report, _)| report).collect())
}

fn unknown(story: &str, sizes: &BTreeMap<String, usize>) -> Result<Vec<Report>> {
    let mut largest: Vec<(&String, &usize)> = sizes.iter().collect();
    largest.sort_by_key(|(name, size)| (std::cmp::Reverse(**size), *name));
    let largest: Vec<String> =
        largest.iter().take(NAMED).map(|(name, size)| format!("{name} ({size})")).collect();
    bail!(
        "no story has the id `{story}`; `variorum group` lists them, the largest are {}",
        largest.join(", ")
    )
}

/// A text that stands twice is read once, as where no story is asked for; a headline alone is no report.
fn each_text_once(mut reports: Vec<Report>) -> (Vec<Report>, Vec<Notice>) {
    let mut seen = BTreeSet::new();
    let mut notices = Vec::new();
    reports.retain(|report| {
        let is_new = seen.insert(report.text_sha256.clone());
        if !is_new {
            let message = format!("`{}` repeats another report word for word; left out", report.id);
            notices.push(Notice { rule: Rule::DuplicateReport, report: None, span: None, message });
        }
        is_new && !report.text.trim().is_empty()
    });
    (reports, notices)
}
