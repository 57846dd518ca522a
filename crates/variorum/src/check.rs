//! `variorum check`: every quotation and every attributed figure of a draft against the reports.

use crate::accepted::{self, hash};
use crate::annotate::{annotated, options};
use crate::cli::{self, CheckFormat};
use crate::desk::Desk;
use crate::output;
use anyhow::{Result, bail};
use variorum_model::{Annotated, Check, CheckedQuotation, Notice, Rule};
use variorum_render::{
    Checked, Reports, TextStyle, check_html, check_json, check_text, found_words, sarif,
};
use variorum_verify::{Drafted, figures, quotations, suggestion};

pub(crate) fn run(arguments: &cli::Check) -> Result<u8> {
    let aliases = arguments.aliases.as_deref();
    let mut desk = Desk::new(&arguments.input, &arguments.primary, aliases)?;
    let (draft, mut notices) = draft(arguments, &desk)?;
    let n_aside = desk.set_aside(&draft.report.text_sha256);
    if n_aside > 0 {
        notices.push(notice(
            Rule::DraftAmongReports,
            "the draft is among its own sources; that proves nothing, so it was left out of them",
        ));
    }
    let accepted = accepted::read(&arguments.draft)?;
    let drafted = quotations(&draft);
    let check = Check {
        quotations: drafted
            .iter()
            .map(|drafted| checked(drafted, &draft, &mut desk, &accepted))
            .collect(),
        figures: figures(&draft)
            .unwrap_or_default()
            .iter()
            .map(|figure| desk.figure(&draft, figure))
            .collect(),
    };
    if check.quotations.is_empty() {
        notices
            .push(notice(Rule::QuotesNobody, "the draft quotes nobody: there is nothing to check"));
    }
    notices.append(&mut desk.notices);
    let path = arguments.draft.display().to_string();
    let done =
        Checked { path: &path, draft: &draft, check: &check, reports: &desk, notices: &notices };
    let result = match arguments.format {
        CheckFormat::Text => check_text(
            &done,
            TextStyle {
                width: output::width(),
                colour: arguments.output.is_none() && output::colour(),
                all: false,
            },
        ),
        CheckFormat::Json => check_json(&done) + "\n",
        CheckFormat::Html => check_html(&done),
        CheckFormat::Sarif => sarif(&done, env!("CARGO_PKG_VERSION")) + "\n",
    };
    output::write(&result, arguments.output.as_deref())?;
    Ok(u8::from(!check.passes()))
}

/// The draft, read and annotated as a report is.
fn draft(arguments: &cli::Check, desk: &Desk) -> Result<(Annotated, Vec<Notice>)> {
    let input = &arguments.input;
    let intake = variorum_read::read_paths(
        std::slice::from_ref(&arguments.draft),
        &options(&input.reading),
    )?;
    let notices = intake.notices;
    let mut reports = intake.reports.into_iter();
    match (reports.next(), reports.next()) {
        (Some(draft), None) => {
            let annotated = annotated(draft, desk.models(), input.max_chars)
                .map_err(|notice| anyhow::anyhow!(notice.message))?;
            Ok((annotated, notices))
        }
        (Some(_), Some(_)) => {
            bail!("`{}` holds several texts; a draft is one", arguments.draft.display())
        }
        (None, _) => bail!("`{}` holds no text to check", arguments.draft.display()),
    }
}

fn checked(
    drafted: &Drafted,
    draft: &Annotated,
    desk: &mut Desk,
    accepted: &accepted::List,
) -> CheckedQuotation {
    let answer = desk.ask(&drafted.query, false).verification;
    let best = answer.matches.first();
    let report = best.and_then(|found| desk.report(found.report));
    let found = best.zip(report).map(|(found, report)| found_words(found, report));
    let hash = hash(&drafted.words);
    let text = &draft.report.text;
    let words: Vec<&str> = drafted.content.iter().map(|span| span.of(text).trim()).collect();
    CheckedQuotation {
        content: drafted.content.clone(),
        text: words.join(" "),
        credited_to: drafted.query.by.clone(),
        suggestion: suggestion(&answer, found.as_deref()),
        accepted: accepted.get(&hash).filter(|_| !answer.wording.passes()).cloned(),
        answer,
        hash,
    }
}

fn notice(rule: Rule, message: &str) -> Notice {
    Notice { rule, report: None, span: None, message: message.to_owned() }
}
