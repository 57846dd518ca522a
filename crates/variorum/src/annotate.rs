//! `variorum annotate`, and the reading that every command begins with.

use crate::cli;
use crate::output;
use crate::progress::Progress;
use crate::stream;
use anyhow::{Result, bail};
use std::ffi::OsString;
use std::io::IsTerminal;
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
    let mut progress = Progress::of_reports(intake.reports.len());
    let (mut lines, mut n_reports) = (String::new(), 0);
    for report in intake.reports {
        match annotated(report, &models, input.max_chars) {
            Ok(annotated) => {
                lines += &variorum_render::annotation_json(&annotated);
                lines.push('\n');
                n_reports += 1;
            }
            Err(fault) => said(fault),
        }
        progress.more(1);
    }
    drop(progress);
    output::write(&lines, arguments.output.as_deref())?;
    if let Some(file) = &arguments.output {
        output::wrote(file, &output::counted(n_reports, "report", "reports"));
    }
    Ok(())
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

/// The reports under the paths, in order of id, and the notices on the run.
///
/// # Errors
/// Where nothing can be read.
pub(crate) fn read(paths: &[PathBuf], options: &Options) -> Result<(Vec<Report>, Vec<Notice>)> {
    let intake = variorum_read::read_paths(paths, options)?;
    Ok((intake.reports, intake.notices))
}

/// The reports of one story, annotated.
///
/// # Errors
/// Where there are more of them than a story has.
pub(crate) fn annotate_all(
    reports: Vec<Report>,
    models: &Models,
    max_chars: usize,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Annotated>> {
    let n_reports = reports.len();
    if n_reports > MOST_REPORTS {
        bail!(
            "cannot collate {n_reports} reports: a story has up to {MOST_REPORTS}; \
             `variorum group` says which of them tell one"
        );
    }
    let mut progress = Progress::of_reports(n_reports);
    let one = |report| {
        let done = annotated(report, models, max_chars);
        progress.more(1);
        done.map_err(|fault| notices.push(fault)).ok()
    };
    Ok(reports.into_iter().filter_map(one).collect())
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
    // on a terminal the line may hold how far the run has come
    let clear = if std::io::stderr().is_terminal() { "\r\u{1b}[2K" } else { "" };
    for notice in notices {
        eprintln!("{clear}variorum: {}", notice.message);
    }
}
