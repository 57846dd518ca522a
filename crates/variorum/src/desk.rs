//! The reports that questions are put to: searched as text, annotated only where the words asked call for it.

use crate::annotate::{annotated, models, options, said, threads};
use crate::cli;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use variorum_annotate::Models;
use variorum_model::{Annotated, Notice, Report, Rule, Verification, Wording};
use variorum_render::Reports;
use variorum_verify::{Aliases, Hit, Needle, Query, Shelf};

/// A report with this share of the words holds something like them.
const LIKE: f32 = 0.45;
/// A report with this share of them holds most of them.
const MOST: f32 = 0.8;
/// Reports that hold most of the words, and others, that are annotated for one question.
const READ_MOST: usize = 24;
const READ_OTHERS: usize = 5;
/// Where no report holds them, the nearest few are read, if they share this much.
const FAINT: f32 = 0.2;
const READ_FAINT: usize = 2;

/// Reports on the desk, and the shelf of those that were annotated.
pub(crate) struct Desk {
    /// Reports first, then primary texts; one that was annotated is on the shelf.
    reports: Vec<Option<Report>>,
    n_reports: usize,
    ids: Vec<String>,
    shelf: Shelf,
    models: Models,
    max_chars: usize,
    /// Faults met on the way.
    pub(crate) notices: Vec<Notice>,
}

/// An answer, and the ids of reports that hold the same words and were not read.
pub(crate) struct Answer {
    pub(crate) verification: Verification,
    pub(crate) also_in: Vec<String>,
}

impl Desk {
    /// Reads the reports and primary texts.
    pub fn new(input: &cli::Input, primary: &[PathBuf], aliases: Option<&Path>) -> Result<Self> {
        let aliases = aliases.map(read_aliases).transpose()?.unwrap_or_default();
        let reading = options(&input.reading);
        let intake = variorum_read::read_paths(&input.reading.paths, &reading)?;
        let (mut reports, mut notices) = (intake.reports, intake.notices);
        if reports.is_empty() {
            bail!("no report can be read under the paths given");
        }
        let n_reports = reports.len();
        if !primary.is_empty() {
            let intake = variorum_read::read_paths(primary, &reading)?;
            reports.extend(intake.reports);
            notices.extend(intake.notices);
        }
        foreign(&reports, &mut notices);
        Ok(Self {
            ids: reports.iter().map(|report| report.id.clone()).collect(),
            reports: reports.into_iter().map(Some).collect(),
            n_reports,
            shelf: Shelf::new(aliases),
            models: models(input),
            max_chars: input.max_chars,
            notices,
        })
    }

    /// Takes out the reports that are the text itself; gives how many there were.
    pub fn set_aside(&mut self, text_sha256: &str) -> usize {
        let mut n_aside = 0;
        for report in &mut self.reports {
            if report.as_ref().is_some_and(|r| r.text_sha256 == text_sha256) {
                *report = None;
                n_aside += 1;
            }
        }
        n_aside
    }

    /// The lists and the engine.
    pub fn models(&self) -> &Models {
        &self.models
    }

    /// How near each report comes, the nearest first.
    fn ranked(&self, needle: &Needle) -> Vec<(Hit, usize)> {
        let size = self.reports.len().div_ceil(threads()).max(1);
        let search = |first: usize, part: &[Option<Report>]| -> Vec<(Hit, usize)> {
            let numbered = part.iter().enumerate().map(|(at, report)| (first + at, report));
            numbered
                .filter_map(|(number, report)| {
                    let text = match report {
                        Some(report) => &report.text,
                        None => &self.shelf.get(number)?.report.text,
                    };
                    let read = text.char_indices().nth(self.max_chars).map_or(text.len(), |c| c.0);
                    Some((needle.search(&text[..read]), number))
                })
                .collect()
        };
        let mut hits: Vec<(Hit, usize)> = std::thread::scope(|scope| {
            let parts: Vec<_> = self
                .reports
                .chunks(size)
                .enumerate()
                .map(|(at, part)| scope.spawn(move || search(at * size, part)))
                .collect();
            parts
                .into_iter()
                .flat_map(|part| part.join().unwrap_or_else(|p| std::panic::resume_unwind(p)))
                .collect()
        });
        hits.sort_by(|(a, m), (b, n)| {
            b.share.total_cmp(&a.share).then(b.run.cmp(&a.run)).then(m.cmp(n))
        });
        hits
    }

    /// The reports that are worth reading for the words, the nearest first.
    fn candidates(hits: &[(Hit, usize)]) -> Vec<usize> {
        let most = hits.iter().filter(|(hit, _)| hit.share >= MOST).take(READ_MOST);
        let others =
            hits.iter().filter(|(hit, _)| (LIKE..MOST).contains(&hit.share)).take(READ_OTHERS);
        let mut out: Vec<usize> = most.chain(others).map(|(_, number)| *number).collect();
        if out.is_empty() {
            let faint = hits.iter().filter(|(hit, _)| hit.share >= FAINT).take(READ_FAINT);
            out = faint.map(|(_, number)| *number).collect();
        }
        out
    }

    /// Annotates a report, where it is not yet.
    fn open(&mut self, number: usize) {
        let Some(report) = self.reports[number].take() else { return };
        match annotated(report, &self.models, self.max_chars) {
            Ok(annotated) if number >= self.n_reports => {
                self.shelf.open_primary(number, annotated);
            }
            Ok(annotated) => self.shelf.open(number, annotated),
            Err(notice) => {
                self.notices.push(notice);
            }
        }
    }

    /// What the reports answer. Without `all`, reading ends with the first report that has the words as asked.
    pub fn ask(&mut self, query: &Query, all: bool) -> Answer {
        let needle = Needle::new(query);
        let hits = self.ranked(&needle);
        let candidates = Self::candidates(&hits);
        let mut read = 0;
        for &number in &candidates {
            self.open(number);
            read += 1;
            if !all && self.shelf.verify(query, &[number]).wording == Wording::Verbatim {
                break;
            }
        }
        let verification = self.shelf.verify(query, &candidates[..read]);
        let whole = |(hit, _): &&(Hit, usize)| hit.run >= needle.n_words();
        let unread = hits.iter().filter(whole).filter(|(_, n)| !candidates[..read].contains(n));
        let mut also_in: Vec<String> = unread.map(|(_, n)| self.ids[*n].clone()).collect();
        also_in.sort();
        Answer { verification, also_in }
    }

    /// What the reports say to a figure of a draft.
    pub fn figure(
        &mut self,
        draft: &Annotated,
        figure: &variorum_verify::DraftedFigure,
    ) -> variorum_model::CheckedFigure {
        const READ: usize = 6;
        let hits = self.ranked(&Needle::new(&figure.sentence));
        let near = hits.iter().filter(|(hit, _)| hit.share >= FAINT).take(READ);
        let near: Vec<usize> = near.map(|(_, number)| *number).collect();
        for &number in &near {
            self.open(number);
        }
        self.shelf.figure(draft, figure, &near)
    }

    /// Says what was met while reading.
    pub fn remark(&self) {
        for notice in &self.notices {
            said(notice.clone());
        }
    }
}

impl Reports for Desk {
    fn report(&self, number: usize) -> Option<&Annotated> {
        self.shelf.get(number)
    }
}

fn read_aliases(path: &Path) -> Result<Aliases> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    Aliases::parse(&text).map_err(|error| anyhow::anyhow!("`{}`: {error}", path.display()))
}

/// A notice where reports are in a language that the annotation does not read.
fn foreign(reports: &[Report], notices: &mut Vec<Notice>) {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for language in reports.iter().filter_map(|report| report.language.as_deref()) {
        *languages.entry(language).or_default() += usize::from(language != "en");
    }
    for (language, count) in languages.into_iter().filter(|(_, count)| *count > 0) {
        notices.push(Notice {
            rule: Rule::ForeignReports,
            report: None,
            span: None,
            message: format!(
                "{count} of the reports are in another language ({language}): their words are compared as they \
                 stand, and who speaks in them is not known well"
            ),
        });
    }
}
