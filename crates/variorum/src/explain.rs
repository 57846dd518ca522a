//! `variorum explain`: what a notice means.

use crate::cli;
use crate::output;
use anyhow::{Result, anyhow};
use variorum_model::Rule;

pub(crate) fn run(arguments: &cli::Explain) -> Result<()> {
    let Some(name) = &arguments.rule else {
        let width = Rule::ALL.iter().map(|rule| rule.name().len()).max().unwrap_or(0);
        let line = |rule: &Rule| format!("{:width$}  {}\n", rule.name(), rule.explanation());
        return output::write(&Rule::ALL.iter().map(line).collect::<String>(), None);
    };
    let rule: Rule = name.parse().map_err(|error| {
        anyhow!("{error}: `{name}`; `variorum explain` without a name lists them all")
    })?;
    output::write(&format!("{rule}: {}\n", rule.explanation()), None)
}
