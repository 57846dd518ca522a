//! `variorum collate`: the main job.

use crate::annotate::{models, options, reports};
use crate::cli::{self, Format};
use crate::output;
use anyhow::{Result, bail};
use variorum_annotate::anchor_on_siblings;
use variorum_collate::{Base, Options, collate};
use variorum_render::{TextStyle, html, json, text};

pub(crate) fn run(arguments: &cli::Collate) -> Result<()> {
    let max_chars = arguments.input.max_chars;
    let models = models(&arguments.input);
    let reading = options(&arguments.input.reading);
    let (mut annotated, notices) =
        reports(&arguments.input.reading.paths, &models, &reading, max_chars)?;
    anchor_on_siblings(&mut annotated);
    let (primaries, primary_notices) = if arguments.primary.is_empty() {
        Default::default()
    } else {
        reports(&arguments.primary, &models, &reading, max_chars)?
    };
    let base = base(arguments.base.as_deref());
    if let Base::Report(id) = &base
        && !annotated.iter().chain(&primaries).any(|a| &a.report.id == id)
    {
        let ids: Vec<&str> = annotated.iter().map(|a| a.report.id.as_str()).collect();
        bail!("no report has the id `{id}`; --base takes one of: {}, none", ids.join(", "));
    }
    let mut edition = collate(annotated, &Options { primaries, base, sure: arguments.sure });
    edition.notices.splice(0..0, notices.into_iter().chain(primary_notices));
    let result = match arguments.format {
        Format::Text => text(
            &edition,
            TextStyle {
                width: output::width(),
                colour: arguments.output.is_none() && output::colour(),
            },
        ),
        Format::Json => json(&edition, env!("CARGO_PKG_VERSION")) + "\n",
        Format::Html => html(&edition),
    };
    output::write(&result, arguments.output.as_deref())
}

fn base(named: Option<&str>) -> Base {
    match named {
        None => Base::Rule,
        Some("none") => Base::None,
        Some(id) => Base::Report(id.to_owned()),
    }
}
