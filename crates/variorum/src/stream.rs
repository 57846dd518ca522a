//! `variorum annotate` over archives: reports are read, annotated and written in batches, so that memory does not
//! grow with the archive, and a run that was cut off goes on where it stopped.

use crate::annotate::{annotated, said, threads};
use crate::batches::each_batch;
use crate::cli;
use crate::output;
use crate::progress::{Progress, last_record};
use crate::resume::{self, Written};
use anyhow::{Context, Result};
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::thread::ScopedJoinHandle;
use variorum_annotate::{Engine, Models};
use variorum_model::Report;
use variorum_read::Inputs;

pub(crate) fn run(arguments: &cli::Annotate, inputs: Inputs) -> Result<()> {
    let written = match &arguments.output {
        Some(file) if arguments.resume => resume::written(file)?,
        _ => Written::default(),
    };
    let mut output = BufWriter::new(destination(arguments, &written)?);
    let models = Models::of(Engine::from(arguments.input.engine));
    let mut progress = Progress::of_inputs(&arguments.input.reading.paths);
    let mut n_written = 0;
    each_batch(inputs, written.last.as_ref(), |batch| {
        let (n_reports, last) = (batch.len(), last_record(&batch));
        write(batch, &models, arguments.input.max_chars, &mut output)?;
        n_written += n_reports;
        progress.done(n_reports, last.as_ref());
        Ok(())
    })?;
    drop(progress);
    if let Some(file) = &arguments.output {
        output::wrote(file, &output::counted(n_written, "report", "reports"));
    }
    Ok(())
}

/// Standard output, or the file: cut behind its last whole line where the run is continued.
fn destination(arguments: &cli::Annotate, written: &Written) -> Result<Box<dyn Write>> {
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

/// Annotates the batch, one report a thread, and writes it in order.
fn write(
    batch: Vec<Report>,
    models: &Models,
    max_chars: usize,
    output: &mut impl Write,
) -> Result<()> {
    let next = Mutex::new(batch.into_iter().enumerate());
    let work = || {
        let mut lines = Vec::new();
        loop {
            // held for the taking alone, so no thread can leave it poisoned
            let taken = next.lock().ok().and_then(|mut next| next.next());
            let Some((index, report)) = taken else { return lines };
            match annotated(report, models, max_chars) {
                Ok(annotated) => {
                    lines.push((index, variorum_render::annotation_json(&annotated)));
                }
                Err(fault) => said(fault),
            }
        }
    };
    let mut lines: Vec<(usize, String)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads()).map(|_| scope.spawn(work)).collect();
        let found = workers.into_iter().map(ScopedJoinHandle::join);
        found.flat_map(|lines| lines.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    lines.sort_unstable_by_key(|(index, _)| *index);
    for (_, line) in &lines {
        output.write_all(line.as_bytes())?;
        output.write_all(b"\n")?;
    }
    Ok(output.flush()?)
}
