//! What a command used: a hidden command of its own, since the system keeps the peak of all children together
//! and a child begins with its parent's peak. This parent is a few megabytes large.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::process::Command;
use std::time::Instant;

/// What a process used from its start to its end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// User and system time.
    pub(crate) cpu_s: f64,
    pub(crate) wall_s: f64,
    pub(crate) peak_bytes: u64,
}

/// Runs the command and prints its usage as one line of JSON.
///
/// # Errors
/// Where it cannot be started or fails.
pub(crate) fn run(command: &[String]) -> Result<()> {
    println!("{}", serde_json::to_string(&children(command)?)?);
    Ok(())
}

/// Runs the command through this program, so that nothing else is counted.
///
/// # Errors
/// Where it cannot be started or fails.
pub(crate) fn of(command: &[String]) -> Result<Usage> {
    let this = std::env::current_exe().context("this program has no path")?;
    let output = Command::new(this).arg("usage").arg("--").args(command).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{}", said.trim().lines().next_back().unwrap_or("it failed without a word"));
    }
    serde_json::from_slice(&output.stdout).context("not a usage")
}

#[cfg(unix)]
fn children(command: &[String]) -> Result<Usage> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let (program, arguments) = command.split_first().context("no command")?;
    let started = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .stdout(std::process::Stdio::null())
        .status()
        .with_context(|| format!("cannot start `{program}`"))?;
    let wall_s = started.elapsed().as_secs_f64();
    if !status.success() {
        bail!("`{program}` ended with {status}");
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let peak = u64::try_from(usage.max_rss()).unwrap_or_default();
    // kilobytes, but bytes on macOS
    let peak_bytes = if cfg!(target_os = "macos") { peak } else { peak * 1024 };
    Ok(Usage { cpu_s: micros as f64 / 1e6, wall_s, peak_bytes })
}

#[cfg(not(unix))]
fn children(_: &[String]) -> Result<Usage> {
    bail!("only Unix says what a child used")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_command_uses_something() {
        let usage = children(&["true".to_owned()]).expect("every Unix has it");
        assert!(usage.peak_bytes > 0 && usage.wall_s > 0.0);
    }

    #[test]
    fn a_failure_is_an_error() {
        assert!(children(&["false".to_owned()]).is_err());
        assert!(children(&["/nowhere/at/all".to_owned()]).is_err());
    }
}
