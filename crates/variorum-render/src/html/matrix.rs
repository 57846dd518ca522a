//! Who carries what, and how: a table with a letter a cell, each a link to the words.

use super::Page;
use super::escape::escaped;
use crate::outline::{covered, witness};
use crate::words::{COVERAGE, carries, coverage, letter};
use maud::{Markup, html};
use variorum_model::{Coverage, Statement};

pub(super) fn matrix(page: &Page) -> Markup {
    let rows = covered(page.edition);
    if rows.is_empty() {
        return html! {};
    }
    html! {
        section #coverage aria-labelledby="coverage-h" {
            h2 #coverage-h { "Coverage" }
            div.scroll role="region" aria-labelledby="coverage-h" tabindex="0" {
                table.matrix {
                    thead {
                        tr {
                            th scope="col" { "Statement" }
                            @for at in 0..page.edition.witnesses.len() {
                                th scope="col" { (page.siglum(at)) }
                            }
                        }
                    }
                    tbody { @for &row in &rows { (line(page, row)) } }
                }
            }
            (legend(page, &rows))
        }
    }
}

fn line(page: &Page, row: usize) -> Markup {
    let statement = &page.edition.statements[row];
    html! {
        tr {
            th scope="row" {
                a href={ "#s" (row + 1) } { "s" (row + 1) } " " bdi { (escaped(&statement.label)) }
            }
            @for (at, &how) in statement.coverage.iter().enumerate() {
                td class=(if carries(how) { "has" } else { "silent" }) {
                    (cell(page, statement, at, how))
                }
            }
        }
    }
}

fn cell(page: &Page, statement: &Statement, at: usize, how: Coverage) -> Markup {
    let readings = 0..statement.readings.len();
    let reading = readings.into_iter().find(|&r| witness(page.edition, statement, r) == at);
    let span = reading.and_then(|reading| statement.readings[reading].spans.first());
    let letter = html! {
        span aria-hidden="true" { (letter(how)) } span.vh { (coverage(how)) }
    };
    html! {
        @match span {
            Some(&span) => a href=(page.anchors.href(at, span)) title=(coverage(how)) { (letter) },
            None => span title=(coverage(how)) { (letter) },
        }
    }
}

/// The letters that occur, and what they stand for.
fn legend(page: &Page, rows: &[usize]) -> Markup {
    let cells = || rows.iter().flat_map(|&row| &page.edition.statements[row].coverage);
    html! {
        dl.legend {
            @for how in COVERAGE.into_iter().filter(|how| cells().any(|cell| cell == how)) {
                div { dt { (letter(how)) } dd { (coverage(how)) } }
            }
        }
    }
}
