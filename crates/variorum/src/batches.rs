//! Archives read on one thread while another works on what was read before.

use crate::annotate::remark;
use anyhow::Result;
use std::ops::ControlFlow;
use std::sync::mpsc::{SyncSender, sync_channel};
use variorum_model::{RecordAt, Report};
use variorum_read::{Inputs, Streamed};

/// Reports that are handed over at once, and how many such batches wait.
pub(crate) const BATCH_REPORTS: usize = 64;
const WAITING: usize = 4;
/// A batch ends earlier where its texts are this long together, in bytes.
const BATCH_BYTES: usize = 4 << 20;

/// Hands over the reports in batches, in the order of the input; those behind `after`, where it is given.
pub(crate) fn each_batch(
    inputs: Inputs,
    after: Option<&RecordAt>,
    mut take: impl FnMut(Vec<Report>) -> Result<()>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let (sender, batches) = sync_channel(WAITING);
        let reading = scope.spawn(move || send(inputs, after, &sender));
        // where it fails the receiver is dropped, and that ends the reading
        let taken = batches.into_iter().try_for_each(&mut take);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken.and(read)
    })
}

fn send(inputs: Inputs, after: Option<&RecordAt>, sender: &SyncSender<Vec<Report>>) -> Result<()> {
    let (mut batch, mut n_bytes, mut is_open) = (Vec::new(), 0, true);
    inputs.read_each(after, &mut |streamed| {
        match streamed {
            Streamed::Report(report) => {
                n_bytes += report.text.len();
                batch.push(*report);
            }
            Streamed::Notice(notice) => remark(&[notice]),
        }
        if batch.len() >= BATCH_REPORTS || n_bytes >= BATCH_BYTES {
            n_bytes = 0;
            is_open = sender.send(std::mem::take(&mut batch)).is_ok();
        }
        if is_open { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    // a receiver that hung up has its own reason
    let _hung_up = sender.send(batch);
    Ok(())
}
