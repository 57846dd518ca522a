//! What a user may set; the defaults are what the figures are measured with.

use serde::{Deserialize, Serialize};

/// Limits of the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Days after which a dated report is settled: it changes story no more and no report joins it.
    pub window_days: u32,
    /// Reports after which the oldest is settled, dated or not.
    pub window_reports: usize,
    /// Reports between two repairs; 0 repairs only when asked.
    pub repair_every: usize,
    /// Newest reports that a repair may move.
    pub repair_reports: usize,
    /// Keep no events.
    pub silent: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            window_days: 30,
            window_reports: 20_000,
            repair_every: 256,
            repair_reports: 512,
            silent: false,
        }
    }
}
