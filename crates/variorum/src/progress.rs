//! How far a run has come, with its rate and the time that is left: on standard error, and only on a terminal.

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::{Path, PathBuf};
use variorum_model::{RecordAt, Report};

/// Often enough to show that something happens, seldom enough to cost nothing.
const DRAWS_PER_S: u8 = 4;

/// A line that is drawn anew; nothing where standard error is no terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    n_reports: u64,
    /// Where the bar counts bytes: the input that is read, and the bytes of those before it.
    input: Option<(String, u64)>,
}

impl Progress {
    /// Of a known number of reports.
    pub(crate) fn of_reports(n_reports: usize) -> Self {
        let bar = bar(Some(n_reports as u64));
        bar.set_style(style("{bar:24} {human_pos}/{human_len} reports, {per_sec}, {eta} left"));
        Self { bar, n_reports: 0, input: None }
    }

    /// Of inputs that are read one report at a time. How much there is in all is known where each is a file.
    pub(crate) fn of_inputs(paths: &[PathBuf]) -> Self {
        let n_bytes: Option<u64> = paths.iter().map(|path| n_bytes(path)).sum();
        let bar = bar(n_bytes);
        bar.set_style(match n_bytes {
            Some(_) => style("{bar:24} {bytes}/{total_bytes}, {msg}, {eta} left"),
            None => style("{spinner} {msg}"),
        });
        Self { bar, n_reports: 0, input: n_bytes.map(|_| (String::new(), 0)) }
    }

    /// So many reports more of a known number.
    pub(crate) fn more(&mut self, n_reports: usize) {
        self.bar.inc(n_reports as u64);
    }

    /// Reports that are done; where they stand in their input says how much is left.
    pub(crate) fn done(&mut self, n_reports: usize, last: Option<&RecordAt>) {
        self.n_reports += n_reports as u64;
        if self.bar.is_hidden() {
            return;
        }
        let rate = self.n_reports as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        let n_reports = HumanCount(self.n_reports);
        self.bar.set_message(format!("{n_reports} reports, {rate:.1}/s"));
        if let (Some((input, before)), Some(at)) = (&mut self.input, last) {
            // a path inside a container follows the container's own
            let name = at.input.split('#').next().unwrap_or_default();
            if name != input {
                *before += n_bytes(Path::new(input)).unwrap_or(0);
                name.clone_into(input);
            }
            self.bar.set_position(*before + at.offset);
        }
        self.bar.tick();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Where the last of the reports stands.
pub(crate) fn last_record(reports: &[Report]) -> Option<RecordAt> {
    reports.last().and_then(|report| report.record.clone())
}

fn bar(length: Option<u64>) -> ProgressBar {
    ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(DRAWS_PER_S))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Bytes of the file; `None` where it is none.
fn n_bytes(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|file| file.len())
}
