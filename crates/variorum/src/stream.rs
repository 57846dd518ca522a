//! `variorum annotate` over archives: reports are read, annotated and written in batches, so that memory does not
//! grow with the archive, and a run that was cut off goes on where it stopped.

use crate::annotate::{remark, threads};
use crate::cli;
use crate::resume::{self, Written};
use anyhow::{Context, Result};
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use variorum_annotate::{Engine, Models, annotate};
use variorum_model::Report;
use variorum_read::{Inputs, Streamed};

/// Reports that are annotated side by side before they are written.
const BATCH_REPORTS: usize = 64;
/// A batch ends earlier where its texts are this long together, in bytes.
const BATCH_BYTES: usize = 4 << 20;

pub(crate) fn run(arguments: &cli::Annotate, inputs: Inputs) -> Result<()> {
    let written = match &arguments.output {
        Some(file) if arguments.resume => resume::written(file)?,
        _ => Written::default(),
    };
    let output = output(arguments, &written)?;
    let engine = Engine::from(arguments.input.engine);
    let mut batch = Batch {
        models: Models::of(engine),
        max_chars: arguments.input.max_chars,
        reports: Vec::new(),
        n_bytes: 0,
        output: BufWriter::new(output),
    };
    let mut done = Ok(());
    inputs.read_each(written.last.as_ref(), &mut |streamed| {
        done = match streamed {
            Streamed::Report(report) => batch.add(*report),
            Streamed::Notice(notice) => {
                remark(&[notice]);
                Ok(())
            }
        };
        if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    done?;
    batch.write()?;
    Ok(())
}

/// Standard output, or the file: cut behind its last whole line where the run is continued.
fn output(arguments: &cli::Annotate, written: &Written) -> Result<Box<dyn Write>> {
    let Some(path) = &arguments.output else { return Ok(Box::new(io::stdout().lock())) };
    let named = || format!("cannot write `{}`", path.display());
    let mut file = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(!arguments.resume)
        .open(path)
        .with_context(named)?;
    file.set_len(written.length).with_context(named)?;
    file.seek(SeekFrom::End(0)).with_context(named)?;
    Ok(Box::new(file))
}

/// Reports on their way to the output.
struct Batch {
    models: Models,
    max_chars: usize,
    reports: Vec<Report>,
    n_bytes: usize,
    output: BufWriter<Box<dyn Write>>,
}

impl Batch {
    fn add(&mut self, report: Report) -> Result<()> {
        self.n_bytes += report.text.len();
        self.reports.push(report);
        if self.reports.len() >= BATCH_REPORTS || self.n_bytes >= BATCH_BYTES {
            self.write()?;
        }
        Ok(())
    }

    /// Annotates the batch, one report a thread, and writes it in order.
    fn write(&mut self) -> Result<()> {
        self.n_bytes = 0;
        let reports = std::mem::take(&mut self.reports);
        let (models, max_chars) = (&self.models, self.max_chars);
        let next = std::sync::Mutex::new(reports.into_iter().enumerate());
        let work = || {
            let mut lines = Vec::new();
            loop {
                // held for the taking alone, so no thread can leave it poisoned
                let taken = next.lock().ok().and_then(|mut next| next.next());
                let Some((index, report)) = taken else { return lines };
                let annotated = annotate(report, models, max_chars);
                lines.push((index, variorum_render::annotation_json(&annotated)));
            }
        };
        let mut lines: Vec<(usize, String)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads()).map(|_| scope.spawn(work)).collect();
            workers
                .into_iter()
                .flat_map(|worker| {
                    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                })
                .collect()
        });
        lines.sort_unstable_by_key(|(index, _)| *index);
        for (_, line) in &lines {
            self.output.write_all(line.as_bytes())?;
            self.output.write_all(b"\n")?;
        }
        self.output.flush()?;
        Ok(())
    }
}
