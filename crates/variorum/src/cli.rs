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
    /// Say which reports are copies and which tell the same story, one JSON line per report
    Group(Group),
    /// Say what a notice means
    Explain(Explain),
    /// Print the completions of a shell
    Completions(Completions),
    /// Write the pages for `man` into a folder
    ManPages(ManPages),
    /// Say whether a quotation stands in reports, in these words, by this speaker
    Verify(Verify),
    /// Hold every quotation and every attributed figure of a draft against reports
    Check(Check),
    /// Extract the pages that the parent process sends: started by the program itself
    #[command(hide = true)]
    ExtractPages,
}

/// Reads the reports of one story and prints their critical edition.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  variorum collate examples/harbour-strike
  variorum collate a.txt b.txt --primary speech.txt --format html -o edition.html
  variorum collate --story s-17 news.jsonl --open")]
pub(crate) struct Collate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Form of the edition [default: text; with --open: html]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// A primary text, such as the speech itself: a witness that is not a report
    #[arg(long, value_name = "FILE")]
    pub(crate) primary: Vec<PathBuf>,
    /// Collate one story of many, by the id that `variorum group` gives it
    #[arg(long, value_name = "ID")]
    pub(crate) story: Option<String>,
    /// What `variorum group` printed of the same input, so that it is not grouped again
    #[arg(long, value_name = "FILE", requires = "story")]
    pub(crate) groups: Option<PathBuf>,
    /// The report whose readings the others are shown against, by its id or siglum; or `none`
    #[arg(long, value_name = "REPORT|none")]
    pub(crate) base: Option<String>,
    /// Quotations with less confidence are marked as doubtful (0 to 1)
    #[arg(long, value_name = "SHARE", default_value_t = 0.6, value_parser = share)]
    pub(crate) sure: f32,
    /// Show small differences one by one, which are only counted otherwise (text)
    #[arg(long)]
    pub(crate) all: bool,
    /// Open the edition in a browser; without -o it is written to the folder for temporary files
    #[arg(long)]
    pub(crate) open: bool,
}

/// A number from 0 to 1.
fn share(text: &str) -> Result<f32, String> {
    let share: f32 = text.parse().map_err(|_| "a number from 0 to 1 is wanted".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("it lies outside 0 to 1".to_owned()) }
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

/// Reads reports as they come and says of each which earlier one it is a near-copy of, and which story it tells.
/// A stream (`-`, one file of JSON lines, archives) is taken in its own order; other files by date and id.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  variorum group examples/harbour-strike
  variorum group news.jsonl --events events.jsonl --state week.state -o stories.jsonl")]
pub(crate) struct Group {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Form of the result [default: text on a terminal, else jsonl]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Lines>,
    /// Write what happened on the way to FILE, one JSON line each, with its reason
    #[arg(long, value_name = "FILE")]
    pub(crate) events: Option<PathBuf>,
    /// Go on from the state in FILE, if there is one, and leave the new state there
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Put a report into a story for good, once all is read
    #[arg(long, value_name = "REPORT=STORY")]
    pub(crate) pin: Vec<String>,
    /// Make two stories one for good
    #[arg(long, value_name = "STORY=STORY")]
    pub(crate) merge: Vec<String>,
    /// Take reports out of a story into one of their own for good
    #[arg(long, value_name = "STORY=REPORT,REPORT…")]
    pub(crate) split: Vec<String>,
}

/// Says what a notice's rule means and what to do about it; all rules where none is named.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  variorum explain unbalanced-quotation-mark
  variorum explain")]
pub(crate) struct Explain {
    /// The name that stands in brackets behind the notice, or as `rule` in JSON
    #[arg(value_name = "RULE")]
    pub(crate) rule: Option<String>,
}

/// Prints a script for the shell that completes commands and flags.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  variorum completions bash > ~/.local/share/bash-completion/completions/variorum
  variorum completions zsh > ~/.zfunc/_variorum
  variorum completions fish > ~/.config/fish/completions/variorum.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Writes a page for the program and one for each command.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  variorum man-pages ~/.local/share/man/man1 && man variorum-collate")]
pub(crate) struct ManPages {
    /// The folder; it is made where there is none
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

/// Looks for the words of a quotation in reports and says what they are: verbatim, cut, glossed, altered, somebody
/// else's, without marks, or not there. Ends with status 1 unless they are verbatim, or a cut or gloss is declared.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  variorum verify \"the harbour stays shut\" --by Moe examples/harbour-strike
  variorum verify --batch quotations.csv examples/harbour-strike > answers.csv
  pbpaste | variorum verify - reports/ --format json")]
pub(crate) struct Verify {
    /// The words (`-` reads them from standard input), then files, folders or addresses; with --batch, paths alone
    #[arg(required = true, value_name = "WORDS PATH")]
    pub(crate) words_and_paths: Vec<PathBuf>,
    /// Who is said to have spoken: a name, a title or a body, with `via` whoever carried the words
    #[arg(long, value_name = "WHO", conflicts_with = "batch")]
    pub(crate) by: Option<String>,
    /// A table with the columns words and by: a row of answers for each of its rows
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) batch: Option<PathBuf>,
    /// Read every report that has the words, not only until one has them as asked
    #[arg(long)]
    pub(crate) all: bool,
    /// Form of the answer; `text` is a table of comma-separated values with --batch
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
    /// A primary text, such as the speech itself
    #[arg(long, value_name = "FILE")]
    pub(crate) primary: Vec<PathBuf>,
    /// Your own names of people, bodies and outlets
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) aliases: Option<PathBuf>,
    /// Let addresses of this machine and its network be fetched
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Annotate at most this many characters of each report
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    pub(crate) max_chars: usize,
    /// What finds the attributions
    #[arg(long, value_enum, default_value_t = Engine::Careful)]
    pub(crate) engine: Engine,
}

impl Verify {
    /// The flags as the other commands have them.
    pub(crate) fn input(&self, paths: &[PathBuf]) -> Input {
        Input {
            reading: Reading { paths: paths.to_vec(), allow_private: self.allow_private },
            max_chars: self.max_chars,
            engine: self.engine,
        }
    }
}

/// Finds the quotations and attributed figures of a draft and says what the reports have. Ends with status 1 where one
/// is neither verbatim nor a declared cut or gloss, or where a figure differs. `DRAFT.accepted.toml` beside the draft
/// silences known cases.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  variorum check draft.md examples/harbour-strike
  variorum check draft.md reports/ --format sarif -o draft.sarif")]
pub(crate) struct Check {
    /// The text to check: plain text, Markdown or HTML
    #[arg(value_name = "DRAFT")]
    pub(crate) draft: PathBuf,
    #[command(flatten)]
    pub(crate) input: Input,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// A primary text, such as the speech itself
    #[arg(long, value_name = "FILE")]
    pub(crate) primary: Vec<PathBuf>,
    /// Your own names of people, bodies and outlets
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) aliases: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For a terminal
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// One self-contained page
    Html,
    /// For editors and runs of tests: SARIF 2.1
    Sarif,
}

#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Files, folders, addresses of the web, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Let addresses of this machine and its network be fetched
    #[arg(long)]
    pub(crate) allow_private: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Input {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Annotate at most this many characters of each report
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    pub(crate) max_chars: usize,
    /// What finds the attributions
    #[arg(long, value_enum, default_value_t = Engine::Careful)]
    pub(crate) engine: Engine,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lines {
    /// The stories for a person, the largest first, each with its headline and size
    Text,
    /// One line a report, for programs
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// One self-contained page
    Html,
}
