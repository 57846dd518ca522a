//! `variorum collate`: the main job.

use crate::annotate::{annotate_all, models, options, read};
use crate::cli::{self, Format};
use crate::{output, story};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use variorum_annotate::anchor_on_siblings;
use variorum_collate::{Base, Options, collate};
use variorum_model::Edition;
use variorum_render::{TextStyle, html, json, text};

/// False where no two reports share a statement and nothing was found; the edition is written all the same.
pub(crate) fn run(arguments: &cli::Collate) -> Result<bool> {
    let format = format(arguments)?;
    let edition = edition(arguments)?;
    let result = match format {
        Format::Text => text(
            &edition,
            TextStyle {
                width: output::width(),
                colour: arguments.output.is_none() && output::colour(),
                all: arguments.all,
            },
        ),
        Format::Json => json(&edition, env!("CARGO_PKG_VERSION")) + "\n",
        Format::Html => html(&edition),
    };
    let file = match &arguments.output {
        None if arguments.open => Some(temporary()),
        file => file.clone(),
    };
    output::write(&result, file.as_deref())?;
    if let Some(file) = &file {
        output::wrote(file, &size(&edition));
        if arguments.open {
            open(file)?;
        }
    }
    Ok(!edition.findings.is_empty() || edition.statements.iter().any(|s| is_shared(&edition, s)))
}

fn edition(arguments: &cli::Collate) -> Result<Edition> {
    let input = &arguments.input;
    let models = models(input);
    let reading = options(&input.reading);
    let (reports, mut notices) = match &arguments.story {
        Some(id) => story::reports(&input.reading, id, arguments.groups.as_deref())?,
        None => read(&input.reading.paths, &reading)?,
    };
    let mut annotated = annotate_all(reports, &models, input.max_chars, &mut notices)?;
    anchor_on_siblings(&mut annotated);
    let mut primaries = Vec::new();
    if !arguments.primary.is_empty() {
        let (reports, more) = read(&arguments.primary, &reading)?;
        notices.extend(more);
        primaries = annotate_all(reports, &models, input.max_chars, &mut notices)?;
    }
    let base = match arguments.base.as_deref() {
        None => Base::Rule,
        Some("none") => Base::None,
        Some(name) => Base::Report(name.to_owned()),
    };
    let ids: Vec<String> =
        annotated.iter().chain(&primaries).map(|a| a.report.id.clone()).collect();
    let options = Options { primaries, base, sure: arguments.sure, judges: None };
    let mut edition = collate(annotated, &options);
    if let Base::Report(name) = &options.base
        && !ids.contains(name)
        && !edition.witnesses.iter().any(|witness| witness.siglum == *name)
    {
        let named =
            edition.witnesses.iter().map(|w| format!("{} ({})", w.annotated.report.id, w.siglum));
        let named: Vec<String> = named.collect();
        bail!(
            "no report has the id or siglum `{name}`; --base takes one of: {}, none",
            named.join(", ")
        );
    }
    edition.notices.splice(0..0, notices);
    Ok(edition)
}

fn format(arguments: &cli::Collate) -> Result<Format> {
    match arguments.format {
        None if arguments.open => Ok(Format::Html),
        Some(Format::Text | Format::Json) if arguments.open => {
            bail!("--open shows an edition in a browser; it takes --format html, or none")
        }
        format => Ok(format.unwrap_or(Format::Text)),
    }
}

fn is_shared(edition: &Edition, statement: &variorum_model::Statement) -> bool {
    let mut witnesses = statement.readings.iter().map(|r| edition.quotations[r.quotation].witness);
    let first = witnesses.next();
    witnesses.any(|witness| Some(witness) != first)
}

/// "5 reports, 33 statements, 4 findings".
fn size(edition: &Edition) -> String {
    let n_reports = edition.witnesses.iter().filter(|witness| !witness.primary).count();
    [
        output::counted(n_reports, "report", "reports"),
        output::counted(edition.statements.len(), "statement", "statements"),
        output::counted(edition.findings.len(), "finding", "findings"),
    ]
    .join(", ")
}

/// Where an edition goes that is only looked at; each run has its own, so that no other's page is shown.
fn temporary() -> PathBuf {
    std::env::temp_dir().join(format!("variorum-{}.html", std::process::id()))
}

fn open(file: &Path) -> Result<()> {
    open::that_detached(file).with_context(|| {
        format!("no program was found that opens `{}`; open it by hand", file.display())
    })
}
