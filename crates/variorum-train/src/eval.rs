//! `variorum-train eval`: the tables in the order of the page.
//! A table whose gold is not there is one line that says so; the run goes on.

use crate::attributions::{self, Article};
use crate::calibrate;
use crate::cli::{self, Part};
use crate::coreference;
use crate::edition::{self, Score};
use crate::engine::{self, Engine};
use crate::gold::{self, Record};
use crate::peers::Peers;
use crate::publishers;
use crate::reliability;
use crate::speed;
use crate::table::Table;
use anyhow::Result;
use std::fmt::Display;
use std::io::{self, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};
use variorum_annotate::Models;

/// What the peers' rows and ours call the half that engines are chosen on.
const DEV: &str = "PolNeAR dev";

/// The example that ships with the project, from the repository's root.
const EXAMPLE: &str = "examples/harbour-strike";

/// An engine, or a network from a file.
struct Ready {
    name: String,
    /// `None` for a file: the product has no flag for it.
    engine: Option<Engine>,
    models: Models,
}

/// What each engine finds in PolNeAR's dev half.
type Found = Vec<(String, Vec<Article>)>;

/// Where the tables go, as they are made.
struct Page {
    out: StdoutLock<'static>,
    peers: Peers,
}

/// Prints what was asked for.
///
/// # Errors
/// Where standard output or a named file cannot be used.
pub(crate) fn run(arguments: &cli::Eval) -> Result<()> {
    let parts = if arguments.only.is_empty() { &Part::ALL[..] } else { &arguments.only };
    let mut page = Page { out: io::stdout().lock(), peers: Peers::embedded() };
    let dev = arguments.data.join("polnear/dev.jsonl");
    if let Some(predictions) = &arguments.predictions {
        let gold = arguments.gold.as_deref().unwrap_or(&dev);
        let articles = attributions::articles(&gold::read(gold)?, &gold::read(predictions)?);
        return page.attributed(&vec![(name(predictions), articles)], &name(gold), parts);
    }
    let ready = Page::ready(arguments)?;
    if parts.contains(&Part::Editions) {
        page.editions(&arguments.data, &ready)?;
    }
    let of_dev = [Part::Attributions, Part::Publishers, Part::Reliability];
    if of_dev.iter().any(|part| parts.contains(part)) && page.finds(&dev)? {
        let found = found(&ready, &dev, &gold::read(&dev)?)?;
        page.attributed(&found, DEV, parts)?;
    }
    if parts.contains(&Part::Speed) && page.finds(&dev)? {
        page.speeds(arguments.binary.as_deref(), &ready, &dev)?;
    }
    if parts.contains(&Part::Coreference) {
        page.coreferences(&arguments.data.join("ud"), &ready)?;
    }
    if parts.contains(&Part::Attributions) {
        let sources = page.peers.sources();
        page.section("Where the peers' figures are from", sources)?;
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// On standard error, and only for someone who waits.
fn progress(what: &str, engine: &str) {
    if io::stderr().is_terminal() {
        eprintln!("variorum-train: {what}, {engine}");
    }
}

fn found(ready: &[Ready], dev: &Path, gold: &[Record]) -> Result<Found> {
    let of = |ready: &Ready| {
        progress("attributions", &ready.name);
        let predictions = gold::predict(dev, &ready.models)?;
        Ok((ready.name.clone(), attributions::articles(gold, &predictions)))
    };
    ready.iter().map(of).collect()
}

/// The articles that no calibration was fitted on.
fn unfitted(all: &[Article]) -> Vec<Article> {
    let unseen = all.iter().enumerate().filter(|(index, _)| !calibrate::is_fitted(*index));
    unseen.map(|(_, article)| article.clone()).collect()
}

impl Page {
    fn print(&mut self, text: impl Display) -> Result<()> {
        writeln!(self.out, "{text}")?;
        Ok(self.out.flush()?)
    }

    fn section(&mut self, title: &str, text: impl Display) -> Result<()> {
        self.print(format_args!("## {title}\n\n{text}"))
    }

    fn skipped(&mut self, why: impl Display) -> Result<()> {
        self.print(format_args!("Skipped: {why}.\n"))
    }

    /// True where the path is there; else a line says that it is not.
    fn finds(&mut self, path: &Path) -> Result<bool> {
        let is_there = path.exists();
        if !is_there {
            self.skipped(format_args!("`{}` is not there", path.display()))?;
        }
        Ok(is_there)
    }

    /// What the engines asked for need; a file stands for an engine of its name.
    fn ready(arguments: &cli::Eval) -> Result<Vec<Ready>> {
        if let Some(path) = &arguments.model {
            let models = engine::from_file(path)?;
            return Ok(vec![Ready { name: name(path), engine: None, models }]);
        }
        let engines = arguments.engine.engines().iter();
        Ok(engines
            .map(|&engine| {
                let name = engine.name().to_owned();
                Ready { name, engine: Some(engine), models: engine.models() }
            })
            .collect())
    }

    /// The tables that rest on gold and predicted attributions.
    fn attributed(&mut self, found: &Found, split: &str, parts: &[Part]) -> Result<()> {
        if parts.contains(&Part::Attributions) {
            let counts: Vec<_> = found
                .iter()
                .map(|(name, articles)| (name.clone(), attributions::counts(articles)))
                .collect();
            let table = attributions::table(&counts, split, &self.peers);
            self.section("Attributions", table)?;
            self.print(attributions::detail_table(&counts))?;
            let table = attributions::exact_table(&counts, split, &self.peers);
            self.print(table)?;
        }
        if parts.contains(&Part::Publishers) {
            self.section("By publisher", publishers::table(found))?;
        }
        if parts.contains(&Part::Reliability) {
            let unseen: Found =
                found.iter().map(|(name, all)| (name.clone(), unfitted(all))).collect();
            self.section("Confidence", reliability::table(&unseen))?;
            self.print(reliability::thresholds(&unseen))?;
        }
        Ok(())
    }

    fn editions(&mut self, data: &Path, ready: &[Ready]) -> Result<()> {
        self.print("## Editions\n")?;
        let mut sets: Vec<(String, Vec<PathBuf>)> = Vec::new();
        let alone = |path: &Path| vec![path.to_owned()];
        let (op_ed, stories) = (data.join("op-ed"), data.join("stories"));
        if self.finds(&op_ed)? {
            sets.push(("op-ed".to_owned(), alone(&op_ed)));
        }
        if self.finds(&stories)? {
            let folders = edition::stories(&stories);
            sets.push((format!("{} stories", folders.len()), folders));
        }
        if self.finds(Path::new(EXAMPLE))? {
            sets.push(("harbour strike".to_owned(), alone(Path::new(EXAMPLE))));
        }
        for ready in ready {
            progress("editions", &ready.name);
            let table = edition_table(ready, &sets)?;
            self.print(table)?;
        }
        let table = self.peers.edition_table();
        self.print(table)
    }

    fn speeds(&mut self, binary: Option<&Path>, ready: &[Ready], dev: &Path) -> Result<()> {
        self.print("## Speed\n")?;
        let Some(product) = binary.map(Path::to_owned).or_else(speed::beside) else {
            return self
                .skipped("the product is not built; run `cargo build --release` or give --binary");
        };
        let mut measured = Vec::new();
        for engine in ready.iter().filter_map(|ready| ready.engine) {
            progress("speed", engine.name());
            match speed::measure(&product, engine, dev) {
                Ok(usage) => measured.push((engine, usage)),
                Err(error) => {
                    self.skipped(format_args!("engine `{}`: {error:#}", engine.name()))?;
                }
            }
        }
        let table = speed::table(&measured, &gold::read(dev)?, &self.peers);
        self.print(table)
    }

    fn coreferences(&mut self, folder: &Path, ready: &[Ready]) -> Result<()> {
        self.print("## Names and pronouns\n")?;
        let mut counted = Vec::new();
        for (file, half) in [("gum-dev.conllu", "GUM dev"), ("gum-train.conllu", "GUM train")] {
            let path = folder.join(file);
            if !self.finds(&path)? {
                continue;
            }
            for Ready { name, models, .. } in ready {
                progress(half, name);
                let sets = coreference::count(&path, half, models)?;
                counted.extend(sets.map(|set| (name.clone(), set)));
            }
        }
        self.print(coreference::names_table(&counted))?;
        self.print(coreference::resolved_table(&counted))
    }
}

/// One column for each set of stories, one row for each figure.
fn edition_table(ready: &Ready, sets: &[(String, Vec<PathBuf>)]) -> Result<Table> {
    let mut columns = Vec::new();
    for (_, folders) in sets {
        let mut total = Score::default();
        for folder in folders {
            total += edition::score_folder(folder, &ready.models)?;
        }
        columns.push(total.cells());
    }
    let head = std::iter::once(&ready.name).chain(sets.iter().map(|(name, _)| name));
    let mut table = Table::new(head);
    for (at, figure) in edition::FIGURES.iter().enumerate() {
        let cells = columns.iter().map(|cells| cells[at].clone());
        table.row(std::iter::once((*figure).to_owned()).chain(cells));
    }
    Ok(table)
}
