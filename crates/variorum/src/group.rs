//! `variorum group`: copies and stories, as the reports come in.
//!
//! Reports are read on one thread, prepared on all, and grouped on one. A line is printed when its story is final, in the order of
//! the stream: when the report leaves the window, or at the end.

use crate::annotate::{options, remark, threads};
use crate::batches::{BATCH_REPORTS, each_batch};
use crate::cli;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::panic::resume_unwind;
use std::path::Path;
use std::thread::ScopedJoinHandle;
use variorum_group::{Copy, CopyKind, Direction, Grouper, Incoming, Prepared, StoryOptions};
use variorum_model::Report;
use variorum_read::{Copies, Inputs, Options, published_at};
use variorum_render::CodePoints;

/// Reports back to which the original of a copy is known by name: the window of copies.
const NAMED: usize = 200_000;

pub(crate) fn run(arguments: &cli::Group) -> Result<()> {
    let mut run = match &arguments.state {
        Some(file) => load(file)?,
        None => Run::new(),
    };
    let mut output: Box<dyn Write> = match &arguments.output {
        Some(file) => writer(file)?,
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let mut events = arguments.events.as_deref().map(writer).transpose()?;
    let options = Options { copies: Copies::Keep, titles: true, ..options(&arguments.reading) };
    let mut inputs = Inputs::find(&arguments.reading.paths, &options)?;
    let mut take = |batch: Vec<Report>| {
        for (report, prepared) in batch.iter().zip(prepare(&batch)) {
            run.add(report, prepared);
            run.write_settled(&mut output)?;
            run.write_events(events.as_mut())?;
        }
        Ok(())
    };
    if arguments.reading.paths.len() == 1 && inputs.are_archives() {
        each_batch(inputs, None, take)?;
    } else {
        let mut reports = sorted(inputs)?.into_iter().peekable();
        while reports.peek().is_some() {
            take(reports.by_ref().take(BATCH_REPORTS).collect())?;
        }
    }
    run.choose(arguments)?;
    if let Some(file) = &arguments.state {
        save(&run, file)?;
    }
    run.grouper.finish();
    run.write_events(events.as_mut())?;
    run.write_rest(&mut output)?;
    output.flush()?;
    events.map_or(Ok(()), |mut events| Ok(events.flush()?))
}

/// The reports by date, then id; those without a date come first, since nothing says when they came.
fn sorted(inputs: Inputs) -> Result<Vec<Report>> {
    let mut intake = inputs.read_all()?;
    remark(&intake.notices);
    intake.reports.sort_by_cached_key(|report| (published_at(report), report.id.clone()));
    Ok(intake.reports)
}

/// What grouping needs of each report, in their order.
fn prepare(reports: &[Report]) -> Vec<Prepared> {
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
        self.rows.push_back(Row { id: report.id.clone(), copy_of, copy });
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

    fn write_settled(&mut self, output: &mut impl Write) -> Result<()> {
        for settled in self.grouper.drain_settled() {
            let Some(row) = self.rows.pop_front() else { continue };
            self.first += 1;
            write_line(&row, &settled.story, output)?;
        }
        Ok(())
    }

    /// The reports that are still in the window; they stay there for a later run.
    fn write_rest(&self, output: &mut impl Write) -> Result<()> {
        for (row, place) in self.rows.iter().zip(self.first..) {
            write_line(row, self.grouper.story_of(place).unwrap_or_default(), output)?;
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
