//! The checked draft for a terminal.

use super::text::{ink, matched, title};
use super::{Checked, summary};
use crate::TextStyle;
use crate::text::page::{Ink, Page, faint, plain, strong};
use crate::visible::one_line;
use variorum_model::FigureVerdict;

/// The checked draft as lines for a terminal: what does not pass with its evidence, what passes in a line.
pub fn check_text(checked: &Checked, style: TextStyle) -> String {
    let mut page = Page::new(style.width, style.colour);
    let text = &checked.draft.report.text;
    page.para(0, 2, &[strong(one_line(checked.path).into_owned()), plain(counts(checked))]);
    for quotation in &checked.check.quotations {
        page.blank();
        let wording = quotation.answer.wording;
        let line = quotation.content.first().map_or(1, |span| line_of(text, span.start));
        let who = quotation.credited_to.as_deref().unwrap_or("nobody named");
        page.para(
            0,
            2,
            &[
                faint(format!("{line}: ")),
                (ink(wording), title(wording).into()),
                plain(format!("  credited to {}", one_line(who))),
            ],
        );
        if let Some(accepted) = &quotation.accepted {
            let by = format!("accepted by {}: {}", accepted.who, accepted.why);
            page.para(2, 4, &[faint(one_line(&by).into_owned())]);
            continue;
        }
        if wording.passes() {
            page.para(2, 4, &[plain(one_line(&quotation.text).into_owned())]);
            continue;
        }
        if quotation.answer.matches.is_empty() {
            page.item(4, "asked", 13, &[plain(one_line(&quotation.text).into_owned())]);
        }
        for found in quotation.answer.matches.iter().take(2) {
            if let Some(report) = checked.reports.report(found.report) {
                matched(&mut page, text, &quotation.content, found, report);
            }
        }
        if let Some(suggestion) = &quotation.suggestion {
            page.item(4, "change", 13, &[plain(one_line(suggestion).into_owned())]);
        }
        page.item(4, "hash", 13, &[faint(quotation.hash.clone())]);
    }
    figures(&mut page, checked);
    for notice in checked.notices {
        page.para(0, 2, &[faint(format!("notice: {}", one_line(&notice.message)))]);
    }
    page.finish()
}

fn figures(page: &mut Page, checked: &Checked) {
    let text = &checked.draft.report.text;
    for figure in &checked.check.figures {
        page.blank();
        let differs = figure.verdict == FigureVerdict::Differs;
        let words = one_line(figure.span.of(text)).into_owned();
        page.para(
            0,
            2,
            &[
                faint(format!("{}: ", line_of(text, figure.span.start))),
                (
                    if differs { Ink::Alarm } else { Ink::Plain },
                    format!("FIGURE {}", figure.verdict.name().replace('_', " ").to_uppercase())
                        .into(),
                ),
                plain(format!("  {words}, credited to {}", one_line(&figure.claimant))),
            ],
        );
        for found in &figure.matches {
            if let Some(report) = checked.reports.report(found.report) {
                let words = found.span.of(&report.report.text);
                let line = format!("{}: {words} ({})", report.report.id, found.claimant);
                page.para(4, 6, &[plain(one_line(&line).into_owned())]);
            }
        }
    }
}

fn counts(checked: &Checked) -> String {
    let counts: Vec<String> = summary(&checked.check.quotations)
        .into_iter()
        .map(|(name, count)| format!("{count} {}", name.replace('_', " ")))
        .collect();
    if counts.is_empty() {
        "  quotes nobody".to_owned()
    } else {
        format!("  {}", counts.join(", "))
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    1 + text.as_bytes()[..byte.min(text.len())].iter().filter(|b| **b == b'\n').count()
}
