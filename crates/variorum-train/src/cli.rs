//! The flags of every command, each with an example.

use crate::engine::{Choice, Learned};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Measures the engines of Variorum against gold data.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the tables of docs/evaluation.md
    Eval(Eval),
    /// Print what the confidences of an engine come to, the file beside its model
    Calibrate(Calibrate),
    /// Print what the heads for speakers and refusals see of annotated stories, to train them
    Heads(Heads),
    /// Run a command and print what it used, as JSON: a process of its own, so that the peak is the command's
    #[command(hide = true)]
    Usage(Usage),
}

/// Prints the tables of docs/evaluation.md as Markdown; gold data that is not there is skipped.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  variorum-train eval --engine all
  variorum-train eval --only attributions,reliability --engine fast
  variorum-train eval --predictions fold.jsonl --gold ../shared/data/polnear/dev.jsonl")]
pub(crate) struct Eval {
    /// Folder with polnear/, op-ed/, stories/ and ud/
    #[arg(long, value_name = "FOLDER", default_value = "../shared/data")]
    pub(crate) data: PathBuf,
    /// The engine to measure
    #[arg(long, value_enum, default_value_t = Choice::All)]
    pub(crate) engine: Choice,
    /// Measure this network beside the rules, instead of the engines that this build holds
    #[arg(long, value_name = "FILE", conflicts_with_all = ["engine", "predictions"])]
    pub(crate) model: Option<PathBuf>,
    /// Only these tables
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) only: Vec<Part>,
    /// Score this file of JSON lines (`id`, `attributions`) instead of an engine
    #[arg(long, value_name = "FILE")]
    pub(crate) predictions: Option<PathBuf>,
    /// Gold of the predictions; PolNeAR's dev half where absent
    #[arg(long, value_name = "FILE", requires = "predictions")]
    pub(crate) gold: Option<PathBuf>,
    /// The product, for speed and memory; the one built beside this program where absent
    #[arg(long, value_name = "FILE")]
    pub(crate) binary: Option<PathBuf>,
}

/// Prints what the confidences of an engine come to: the file beside its model.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  variorum-train calibrate --engine fast --least-marked 0.03 --least-unmarked 0.2 > crates/variorum-annotate/models/fast.toml")]
pub(crate) struct Calibrate {
    /// PolNeAR's dev half, of which every second article is read
    #[arg(long, value_name = "FILE", default_value = "../shared/data/polnear/dev.jsonl")]
    pub(crate) gold: PathBuf,
    /// The engine
    #[arg(long, value_enum)]
    pub(crate) engine: Learned,
    /// Raw confidence from which marked words that the engine found are offered
    #[arg(long, value_name = "SHARE", default_value_t = 0.03)]
    pub(crate) least_marked: f64,
    /// Raw confidence from which indirect speech is offered, written into the file
    #[arg(long, value_name = "SHARE", default_value_t = 0.03)]
    pub(crate) least_unmarked: f64,
}

/// Prints what the heads see of every report of a folder of stories, a JSON line a report.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  variorum-train heads --engine careful > careful.jsonl")]
pub(crate) struct Heads {
    /// The engine
    #[arg(long, value_enum)]
    pub(crate) engine: Learned,
    /// Folder with a folder for each story
    #[arg(long, value_name = "FOLDER", default_value = "../shared/data/more-stories")]
    pub(crate) stories: PathBuf,
}

/// A group of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Editions of the gold stories
    Editions,
    /// Attributions on PolNeAR's dev half
    Attributions,
    /// The same by publisher
    Publishers,
    /// Confidence against precision
    Reliability,
    /// Articles per CPU-second and memory
    Speed,
    /// Names and pronouns on GUM
    Coreference,
}

impl Part {
    /// In the order of the page.
    pub(crate) const ALL: [Self; 6] = [
        Self::Editions,
        Self::Attributions,
        Self::Publishers,
        Self::Reliability,
        Self::Speed,
        Self::Coreference,
    ];
}

#[derive(Debug, Args)]
pub(crate) struct Usage {
    /// The command and its arguments
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) command: Vec<String>,
}
