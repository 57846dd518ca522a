//! Articles per CPU-second and peak memory of the product: `variorum annotate` over PolNeAR's dev half, start-up
//! and output included. User and system time are summed, so threads do not make it look faster.

use crate::engine::Engine;
use crate::gold::Record;
use crate::peers::Peers;
use crate::table::Table;
use crate::usage::{self, Usage};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The figure counts articles of this many words, whatever the length of those measured.
const WORDS_OF_AN_ARTICLE: f64 = 700.0;

/// Runs of which the median is taken.
const N_RUNS: usize = 3;

/// The product built beside this program.
pub(crate) fn beside() -> Option<PathBuf> {
    let product = std::env::current_exe()
        .ok()?
        .with_file_name(format!("variorum{}", std::env::consts::EXE_SUFFIX));
    product.is_file().then_some(product)
}

/// The run with the median CPU time.
///
/// # Errors
/// Where the product has no such engine, or fails.
pub(crate) fn measure(product: &Path, engine: Engine, file: &Path) -> Result<Usage> {
    let flag = flag(&help(product)?, engine)
        .with_context(|| format!("`{}` does not offer it", product.display()))?;
    let out = std::env::temp_dir().join(format!("variorum-train-{}.jsonl", std::process::id()));
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let mut command = vec![path(product), "annotate".to_owned()];
    command.extend(flag);
    command.extend([path(file), "-o".to_owned(), path(&out)]);
    let runs: Result<Vec<Usage>> = (0..N_RUNS).map(|_| usage::of(&command)).collect();
    // nothing was written where the run failed
    let _ = std::fs::remove_file(&out);
    let mut runs = runs?;
    runs.sort_by(|a, b| a.cpu_s.total_cmp(&b.cpu_s));
    runs.get(N_RUNS / 2).copied().context("no run")
}

fn help(product: &Path) -> Result<String> {
    let help = Command::new(product)
        .args(["annotate", "--help"])
        .output()
        .with_context(|| format!("cannot start `{}`", product.display()))?;
    Ok(String::from_utf8_lossy(&help.stdout).into_owned())
}

/// The arguments that choose the engine, by what the help says; `None` where it cannot be chosen.
fn flag(help: &str, engine: Engine) -> Option<Vec<String>> {
    match help.split_once("--engine") {
        // a product without the flag has nothing but the rules
        None => (engine == Engine::Rules).then(Vec::new),
        Some((_, values)) => values
            .split(|c: char| !c.is_alphabetic())
            .any(|word| word == engine.name())
            .then(|| vec!["--engine".to_owned(), engine.name().to_owned()]),
    }
}

/// One row for each engine, then the peers'.
pub(crate) fn table(ours: &[(Engine, Usage)], articles: &[Record], peers: &Peers) -> Table {
    let n_words: usize = articles.iter().map(|record| record.text.split_whitespace().count()).sum();
    let mut table = Table::new([
        "".to_owned(),
        "articles of 700 words per CPU-second".to_owned(),
        "articles per CPU-second".to_owned(),
        format!("CPU time for {} articles", articles.len()),
        "wall time".to_owned(),
        "peak memory".to_owned(),
    ]);
    for (engine, usage) in ours {
        table.row([
            format!("**{}**", engine.name()),
            rate(n_words as f64 / WORDS_OF_AN_ARTICLE / usage.cpu_s),
            rate(articles.len() as f64 / usage.cpu_s),
            format!("{:.2} s", usage.cpu_s),
            format!("{:.2} s", usage.wall_s),
            format!("{:.0} MB", usage.peak_bytes as f64 / 1e6),
        ]);
    }
    for peer in &peers.speed {
        let memory = peer.memory.clone().unwrap_or_else(|| "–".to_owned());
        let dash = || "–".to_owned();
        table.row([peer.name.clone(), dash(), peer.articles.clone(), dash(), dash(), memory]);
    }
    table
}

fn rate(per_s: f64) -> String {
    if per_s < 20.0 { format!("{per_s:.1}") } else { format!("{per_s:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_says_which_engines_there_are() {
        let help = "--engine <ENGINE>\n  Possible values:\n  - careful: the larger\n  - fast: x";
        let chosen = |engine| flag(help, engine).map(|flag| flag.join(" "));
        assert_eq!(chosen(Engine::Fast).as_deref(), Some("--engine fast"));
        assert_eq!(chosen(Engine::Rules), None);
        assert_eq!(flag("Usage: annotate", Engine::Rules), Some(Vec::new()));
        assert_eq!(flag("Usage: annotate", Engine::Careful), None);
    }

    #[test]
    fn the_rate_is_in_articles_of_one_length() {
        let usage = Usage { cpu_s: 2.0, wall_s: 1.0, peak_bytes: 9_000_000 };
        let article = Record { text: "word ".repeat(1400), ..Record::default() };
        let printed = table(&[(Engine::Rules, usage)], &[article], &Peers::embedded()).to_string();
        assert!(
            printed.contains("| **rules** | 1.0 | 0.5 | 2.00 s | 1.00 s | 9 MB |"),
            "{printed}"
        );
    }
}
