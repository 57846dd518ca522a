//! `variorum annotate`, and the reading that every command begins with.

use crate::cli;
use crate::output;
use anyhow::Result;
use std::path::PathBuf;
use variorum_annotate::{Engine, Models, annotate};
use variorum_model::{Annotated, Notice};
use variorum_read::Options;

pub(crate) fn run(arguments: &cli::Annotate) -> Result<()> {
    let models = models(&arguments.input);
    let (reports, notices) = reports(&arguments.input.paths, &models, arguments.input.max_chars)?;
    remark(&notices);
    let lines: String = reports
        .iter()
        .map(|annotated| variorum_render::annotation_json(annotated) + "\n")
        .collect();
    output::write(&lines, arguments.output.as_deref())
}

/// The lists and the engine that the flags ask for.
pub(crate) fn models(input: &cli::Input) -> Models {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Models::of(Engine::from(input.engine)).threads(threads)
}

/// The annotated reports under the paths, in order of id, and the notices on the run.
pub(crate) fn reports(
    paths: &[PathBuf],
    models: &Models,
    max_chars: usize,
) -> Result<(Vec<Annotated>, Vec<Notice>)> {
    let intake = variorum_read::read_paths(paths, &Options::default())?;
    let reports =
        intake.reports.into_iter().map(|report| annotate(report, models, max_chars)).collect();
    Ok((reports, intake.notices))
}

/// Notices on the run go to standard error; those on a report stand with the report.
fn remark(notices: &[Notice]) {
    for notice in notices {
        eprintln!("variorum: {}", notice.message);
    }
}
