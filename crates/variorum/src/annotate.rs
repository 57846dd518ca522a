//! `variorum annotate`, and the reading that every command begins with.

use crate::cli;
use crate::output;
use crate::stream;
use anyhow::{Result, bail};
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use variorum_annotate::{Engine, Models, annotate};
use variorum_model::{Annotated, Notice, Report, Rule};
use variorum_read::{Extraction, Inputs, Options, Reach};

pub(crate) fn run(arguments: &cli::Annotate) -> Result<()> {
    let input = &arguments.input;
    let mut inputs = Inputs::find(&input.reading.paths, &options(&input.reading))?;
    if arguments.resume || inputs.are_archives() {
        return stream::run(arguments, inputs);
    }
    let models = models(input);
    let intake = inputs.read_all()?;
    remark(&intake.notices);
    let lines: String = intake
        .reports
        .into_iter()
        .filter_map(|report| annotated(report, &models, input.max_chars).map_err(said).ok())
        .map(|annotated| variorum_render::annotation_json(&annotated) + "\n")
        .collect();
    output::write(&lines, arguments.output.as_deref())
}

/// How the flags want the input read: pages in a process of their own, which this program starts from itself.
pub(crate) fn options(reading: &cli::Reading) -> Options {
    let extraction = std::env::current_exe().map_or(Extraction::Here, |program| {
        Extraction::Child { program, arguments: vec![OsString::from("extract-pages")] }
    });
    let reach = if reading.allow_private { Reach::Private } else { Reach::Public };
    Options { extraction, reach, ..Options::default() }
}

/// The lists and the engine that the flags ask for.
pub(crate) fn models(input: &cli::Input) -> Models {
    Models::of(Engine::from(input.engine)).threads(threads())
}

/// Processors that the machine lends us.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Reports that are taken for one story's. Each is compared with each other in the end: three thousand that have nothing
/// to do with one another take minutes, and ten thousand more memory than there is.
const MOST_REPORTS: usize = 2_000;

/// The annotated reports under the paths, in order of id, and the notices on the run.
///
/// # Errors
/// Where nothing can be read, or where there are more reports than a story has.
pub(crate) fn reports(
    paths: &[PathBuf],
    models: &Models,
    options: &Options,
    max_chars: usize,
) -> Result<(Vec<Annotated>, Vec<Notice>)> {
    let intake = variorum_read::read_paths(paths, options)?;
    let n_reports = intake.reports.len();
    if n_reports > MOST_REPORTS {
        bail!(
            "cannot collate {n_reports} reports: a story has up to {MOST_REPORTS}; \
             `variorum group` says which of them tell one"
        );
    }
    let mut notices = intake.notices;
    let reports = intake
        .reports
        .into_iter()
        .filter_map(|report| {
            annotated(report, models, max_chars).map_err(|notice| notices.push(notice)).ok()
        })
        .collect();
    Ok((reports, notices))
}

/// A fault of ours in one report must not cost the others: that one is left out, with a notice.
pub(crate) fn annotated(
    report: Report,
    models: &Models,
    max_chars: usize,
) -> Result<Annotated, Notice> {
    let id = report.id.clone();
    // what the panic may have left behind is dropped with the report
    let run = AssertUnwindSafe(|| annotate(report, models, max_chars));
    catch_unwind(run).map_err(|_| Notice {
        rule: Rule::Fault,
        message: format!("`{id}` is left out: a fault in Variorum, please report it"),
        report: None,
        span: None,
    })
}

/// Says a notice at once, where no edition will carry it.
pub(crate) fn said(notice: Notice) {
    remark(&[notice]);
}

/// Notices on the run go to standard error; those on a report stand with the report.
pub(crate) fn remark(notices: &[Notice]) {
    for notice in notices {
        eprintln!("variorum: {}", notice.message);
    }
}
