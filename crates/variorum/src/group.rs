//! `variorum group`: copies and stories, as the reports come in.
//!
//! Reports are read on one thread, prepared on all, and grouped on one. A line is printed when its story is final, in the order of
//! the stream: when the report leaves the window, or at the end.

use crate::annotate::{options, remark, threads};
use crate::batches::{BATCH_REPORTS, each_batch};
use crate::cli::{self, Lines};
use crate::listing::{Listing, Told};
use crate::output;
use crate::progress::{Progress, last_record};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::panic::resume_unwind;
use std::path::Path;
use std::thread::ScopedJoinHandle;
use variorum_group::{Copy, CopyKind, Direction, Grouper, Incoming, Prepared, StoryOptions};
use variorum_model::{DateRole, Report};
use variorum_read::{Copies, Inputs, Options, published_at};
use variorum_render::CodePoints;

/// Reports back to which the original of a copy is known by name: the window of copies.
const NAMED: usize = 200_000;

pub(crate) fn run(arguments: &cli::Group) -> Result<()> {
    let mut run = match &arguments.state {
        Some(file) => load(file)?,
        None => Run::new(),
    };
    let mut results = Results::of(arguments)?;
    let mut events = arguments.events.as_deref().map(writer).transpose()?;
    each_report(&arguments.reading, |batch| {
        for (report, prepared) in batch.iter().zip(prepare(&batch)) {
            run.add(report, prepared);
            run.write_settled(&mut results)?;
            run.write_events(events.as_mut())?;
        }
        Ok(())
    })?;
    run.choose(arguments)?;
    if let Some(file) = &arguments.state {
        save(&run, file)?;
    }
    run.grouper.finish();
    run.write_events(events.as_mut())?;
    run.write_rest(&mut results)?;
    results.finish(arguments.output.as_deref())?;
    events.map_or(Ok(()), |mut events| Ok(events.flush()?))
}

/// Hands over the reports in batches, in the order of the stream.
pub(crate) fn each_report(
    reading: &cli::Reading,
    mut take: impl FnMut(Vec<Report>) -> Result<()>,
) -> Result<()> {
    let options = Options { copies: Copies::Keep, titles: true, ..options(reading) };
    let mut inputs = Inputs::find(&reading.paths, &options)?;
    if reading.paths.len() == 1 && inputs.are_archives() {
        let mut progress = Progress::of_inputs(&reading.paths);
        return each_batch(inputs, None, |batch| {
            let (n_reports, last) = (batch.len(), last_record(&batch));
            take(batch)?;
            progress.done(n_reports, last.as_ref());
            Ok(())
        });
    }
    let reports = sorted(inputs)?;
    let mut progress = Progress::of_reports(reports.len());
    let mut reports = reports.into_iter().peekable();
    while reports.peek().is_some() {
        let batch: Vec<Report> = reports.by_ref().take(BATCH_REPORTS).collect();
        let n_reports = batch.len();
        take(batch)?;
        progress.more(n_reports);
    }
    Ok(())
}

/// Where the stories of the reports go.
enum Results {
    /// A line a report, as soon as its story is final.
    Lines { output: Box<dyn Write>, n_reports: usize },
    /// A list for a person, once all is read.
    Listing(Listing),
}

impl Results {
    /// The list is for a terminal, or for whoever asks for it.
    fn of(arguments: &cli::Group) -> Result<Self> {
        let to_terminal = arguments.output.is_none() && output::is_terminal();
        let lines = if to_terminal { Lines::Text } else { Lines::Jsonl };
        if arguments.format.unwrap_or(lines) == Lines::Text {
            return Ok(Self::Listing(Listing::default()));
        }
        let output: Box<dyn Write> = match &arguments.output {
            Some(file) => writer(file)?,
            None => Box::new(BufWriter::new(io::stdout().lock())),
        };
        Ok(Self::Lines { output, n_reports: 0 })
    }

    fn take(&mut self, row: &Row, story: &str) -> Result<()> {
        match self {
            Self::Lines { output, n_reports } => {
                *n_reports += 1;
                write_line(row, story, output)
            }
            Self::Listing(listing) => {
                listing.add(story, &row.told, row.copy_of.is_some());
                Ok(())
            }
        }
    }

    fn finish(self, file: Option<&Path>) -> Result<()> {
        match self {
            Self::Lines { mut output, n_reports } => {
                output.flush()?;
                if let Some(file) = file {
                    output::wrote(file, &output::counted(n_reports, "report", "reports"));
                }
                Ok(())
            }
            Self::Listing(listing) => {
                output::write(&listing.print(output::width()), file)?;
                if let Some(file) = file {
                    output::wrote(file, &output::counted(listing.len(), "story", "stories"));
                }
                Ok(())
            }
        }
    }
}

/// The reports by date, then id; those without a date come first, since nothing says when they came.
fn sorted(inputs: Inputs) -> Result<Vec<Report>> {
    let mut intake = inputs.read_all()?;
    remark(&intake.notices);
    intake.reports.sort_by_cached_key(|report| (published_at(report), report.id.clone()));
    Ok(intake.reports)
}

/// What grouping needs of each report, in their order.
pub(crate) fn prepare(reports: &[Report]) -> Vec<Prepared> {
    let each = |reports: &[Report]| reports.iter().map(prepare_one).collect::<Vec<_>>();
    let share = reports.len().div_ceil(threads()).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            reports.chunks(share).map(|reports| scope.spawn(move || each(reports))).collect();
        let done = workers.into_iter().map(ScopedJoinHandle::join);
        done.flat_map(|share| share.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

fn prepare_one(report: &Report) -> Prepared {
    Prepared::of(&Incoming {
        id: &report.id,
        title: report.title.as_deref().unwrap_or_default(),
        text: &report.text,
        published: published_at(report),
        language: report.language.as_deref(),
    })
}

/// A run as far as it has come: what a state file holds.
#[derive(Serialize, Deserialize)]
struct Run {
    grouper: Grouper,
    /// Reports that are not printed yet, in order of the stream.
    rows: VecDeque<Row>,
    /// Place of the first of them.
    first: usize,
    /// Ids of the latest reports.
    ids: VecDeque<String>,
    /// Place of the first of those.
    first_id: usize,
}

/// A report on its way to the output.
#[derive(Serialize, Deserialize)]
struct Row {
    id: String,
    copy_of: Option<String>,
    copy: Option<CopyJson>,
    #[serde(default)]
    told: Told,
}

/// How a report relates to the one that it is a near-copy of.
#[derive(Serialize, Deserialize)]
struct CopyJson {
    kind: CopyKind,
    direction: Direction,
    of_own: f32,
    of_other: f32,
    /// In code points of the text.
    shared: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    story: &'a str,
    copy_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy: Option<&'a CopyJson>,
}

impl Run {
    fn new() -> Self {
        Self {
            grouper: Grouper::new(StoryOptions::default()),
            rows: VecDeque::new(),
            first: 0,
            ids: VecDeque::new(),
            first_id: 0,
        }
    }

    fn add(&mut self, report: &Report, prepared: Prepared) {
        let copy = self.grouper.add_prepared(prepared);
        // an original whose name is forgotten is none
        let copy = copy.and_then(|copy| Some((self.name(copy.of)?, copy)));
        let (copy_of, copy) = copy.map(|(of, copy)| (of, copy_json(&copy, &report.text))).unzip();
        self.rows.push_back(Row { id: report.id.clone(), copy_of, copy, told: told(report) });
        self.ids.push_back(report.id.clone());
        if self.ids.len() > NAMED {
            self.ids.pop_front();
            self.first_id += 1;
        }
    }

    /// Id of the report at that place of the stream.
    fn name(&self, place: usize) -> Option<String> {
        self.ids.get(place.checked_sub(self.first_id)?).cloned()
    }

    fn write_settled(&mut self, results: &mut Results) -> Result<()> {
        for settled in self.grouper.drain_settled() {
            let Some(row) = self.rows.pop_front() else { continue };
            self.first += 1;
            results.take(&row, &settled.story)?;
        }
        Ok(())
    }

    /// The reports that are still in the window; they stay there for a later run.
    fn write_rest(&self, results: &mut Results) -> Result<()> {
        for (row, place) in self.rows.iter().zip(self.first..) {
            results.take(row, self.grouper.story_of(place).unwrap_or_default())?;
        }
        Ok(())
    }

    fn write_events(&mut self, events: Option<&mut Box<dyn Write>>) -> Result<()> {
        let happened = self.grouper.drain_events();
        let Some(output) = events else { return Ok(()) };
        for event in happened {
            serde_json::to_writer(&mut *output, &event)?;
            output.write_all(b"\n")?;
        }
        Ok(())
    }

    /// What the user decides.
    fn choose(&mut self, arguments: &cli::Group) -> Result<()> {
        let stories = self.grouper.stories();
        for choice in &arguments.merge {
            let (a, b) = pair(choice)?;
            if !stories.merge(a, b) {
                bail!("cannot merge `{choice}`: name two stories of the window");
            }
        }
        for choice in &arguments.split {
            let (story, reports) = pair(choice)?;
            let reports: Vec<&str> = reports.split(',').collect();
            if stories.split(story, &reports).is_none() {
                bail!("cannot split `{choice}`: name a story of the window and reports of it");
            }
        }
        for choice in &arguments.pin {
            let (report, story) = pair(choice)?;
            if !stories.pin(report, Some(story)) {
                bail!("cannot pin `{choice}`: name a report and a story of the window");
            }
        }
        Ok(())
    }
}

fn told(report: &Report) -> Told {
    let title = report.title.as_deref().filter(|title| !title.trim().is_empty());
    Told { title: title.unwrap_or(&report.id).to_owned(), day: day(report) }
}

/// The day on which the report was published, or what stands for it, as [`published_at`] looks for it.
fn day(report: &Report) -> Option<String> {
    let roles = [DateRole::Published, DateRole::Page, DateRole::Dateline, DateRole::Updated];
    let whole = |role| {
        report.dates.iter().find(|date| date.role == role && date.value.len() == "2031-03-04".len())
    };
    roles.into_iter().find_map(whole).map(|date| date.value.clone())
}

fn pair(choice: &str) -> Result<(&str, &str)> {
    choice
        .rsplit_once('=')
        .with_context(|| format!("`{choice}` lacks the sign `=` between its two sides"))
}

fn write_line(row: &Row, story: &str, output: &mut impl Write) -> Result<()> {
    let line =
        Line { id: &row.id, story, copy_of: row.copy_of.as_deref(), copy: row.copy.as_ref() };
    serde_json::to_writer(&mut *output, &line)?;
    Ok(output.write_all(b"\n")?)
}

fn copy_json(copy: &Copy, text: &str) -> CopyJson {
    let share = |share: f32| (share * 1000.0).round() / 1000.0;
    CopyJson {
        kind: copy.kind,
        direction: copy.direction,
        of_own: share(copy.of_own),
        of_other: share(copy.of_other),
        shared: CodePoints::new(text).spans(&copy.shared),
    }
}

fn writer(path: &Path) -> Result<Box<dyn Write>> {
    let file = File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(Box::new(BufWriter::new(file)))
}

fn load(path: &Path) -> Result<Run> {
    match File::open(path) {
        Ok(file) => serde_json::from_reader(BufReader::new(file)).with_context(|| {
            format!("`{}` holds no state of this version; name another file", path.display())
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Run::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    }
}

/// Writes beside the file first, so that a run that is cut off leaves the old state.
fn save(run: &Run, path: &Path) -> Result<()> {
    let named = || format!("cannot write `{}`", path.display());
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let mut file = BufWriter::new(File::create(&beside).with_context(named)?);
    serde_json::to_writer(&mut file, run)?;
    file.flush().with_context(named)?;
    std::fs::rename(&beside, path).with_context(named)
}
