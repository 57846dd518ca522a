//! Who carries what, and how: statements down, witnesses across, a letter a cell.

use super::page::{Page, Run, cut, faint, plain, strong};
use super::siglum_width;
use crate::outline::covered;
use crate::visible::one_line;
use crate::words::{COVERAGE, coverage, letter};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;
use variorum_model::{Coverage, Edition};

/// Columns of the label beside the cells, at least.
const LABEL: usize = 14;

pub(super) fn matrix(page: &mut Page, edition: &Edition) {
    let rows = covered(edition);
    if rows.is_empty() {
        return;
    }
    page.heading("COVERAGE", "statements in two reports or more");
    let cell = siglum_width(edition) + 1;
    let number = edition.statements.len().to_string().len() + 3;
    let room = page.width().saturating_sub(number + LABEL);
    let at_once = (room / cell).max(1);
    let witnesses = edition.witnesses.len();
    for from in (0..witnesses).step_by(at_once) {
        let columns = from..witnesses.min(from + at_once);
        let label = page.width().saturating_sub(number + cell * columns.len());
        head(page, edition, &columns, number + label, cell);
        for &row in &rows {
            line(page, edition, row, &columns, (number, label, cell));
        }
    }
    legend(page, edition, &rows);
}

fn head(page: &mut Page, edition: &Edition, columns: &Range<usize>, left: usize, cell: usize) {
    let mut runs = vec![plain(" ".repeat(left))];
    for witness in &edition.witnesses[columns.clone()] {
        let siglum = &witness.siglum;
        runs.push(strong(" ".repeat(cell - siglum.width()) + siglum));
    }
    page.line(&runs);
}

fn line(
    page: &mut Page,
    edition: &Edition,
    row: usize,
    columns: &Range<usize>,
    (number, label, cell): (usize, usize, usize),
) {
    let statement = &edition.statements[row];
    let words = one_line(&statement.label);
    let words = cut(&words, label.saturating_sub(1));
    let id = format!("s{}", row + 1);
    let mut runs: Vec<Run> = vec![
        strong(format!("{id:number$}")),
        plain(format!("{words}{}", " ".repeat(label.saturating_sub(words.width())))),
    ];
    for witness in columns.clone() {
        let how = statement.coverage.get(witness).copied();
        let letter = how.map_or(" ", letter);
        let letter = " ".repeat(cell - 1) + letter;
        let silent = matches!(how, Some(Coverage::Omitted | Coverage::NotAvailable));
        runs.push(if silent { faint(letter) } else { plain(letter) });
    }
    page.line(&runs);
}

/// The letters that occur, and what they stand for.
fn legend(page: &mut Page, edition: &Edition, rows: &[usize]) {
    let cells = || rows.iter().flat_map(|&row| &edition.statements[row].coverage);
    let mut runs: Vec<Run> = Vec::new();
    for how in COVERAGE.into_iter().filter(|how| cells().any(|cell| cell == how)) {
        if !runs.is_empty() {
            runs.push(faint("; "));
        }
        runs.extend([plain(letter(how)), faint(" "), faint(coverage(how))]);
    }
    page.para(0, 0, &runs);
}
