//! The flags of every command, each with an example.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The critical edition of a news story: who said what, in which words, on whose authority, and where the reports part.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the edition of one story from its reports
    Collate(Collate),
    /// Print one JSON line per report: attributions, entities, times, quantities
    Annotate(Annotate),
    /// Extract the pages that the parent process sends: started by the program itself
    #[command(hide = true)]
    ExtractPages,
}

/// Reads the reports of one story and prints their critical edition.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  variorum collate examples/harbour-strike
  variorum collate a.txt b.txt --primary speech.txt --format html -o edition.html")]
pub(crate) struct Collate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Form of the edition
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// A primary text, such as the speech itself: a witness that is not a report
    #[arg(long, value_name = "FILE")]
    pub(crate) primary: Vec<PathBuf>,
    /// The report whose readings the others are shown against, by its id; or `none`
    #[arg(long, value_name = "REPORT|none")]
    pub(crate) base: Option<String>,
    /// Quotations with less confidence are marked as doubtful (0 to 1)
    #[arg(long, value_name = "SHARE", default_value_t = 0.6)]
    pub(crate) sure: f32,
}

/// Reads reports and prints what is in each, one JSON line per report. Where every input is an archive (WARC, WACZ)
/// or JSON lines, the reports are read one by one, in the order of the input.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  variorum annotate examples/harbour-strike | head -1
  variorum annotate news.warc.gz --engine fast -o news.jsonl --resume")]
pub(crate) struct Annotate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Go on behind the last record that is in FILE already
    #[arg(long, requires = "output")]
    pub(crate) resume: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Files, folders, addresses of the web, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Annotate at most this many characters of each report
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    pub(crate) max_chars: usize,
    /// What finds the attributions
    #[arg(long, value_enum, default_value_t = Engine::Careful)]
    pub(crate) engine: Engine,
    /// Let addresses of this machine and its network be fetched
    #[arg(long)]
    pub(crate) allow_private: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Engine {
    /// The larger network, for stories
    Careful,
    /// The smaller network, for archives
    Fast,
}

impl From<Engine> for variorum_annotate::Engine {
    fn from(engine: Engine) -> Self {
        match engine {
            Engine::Careful => Self::Careful,
            Engine::Fast => Self::Fast,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// One self-contained page
    Html,
}
