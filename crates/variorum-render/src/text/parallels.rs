//! What two reports or more tell, a line each: the sentences themselves stand in the page and the JSON.

use super::page::{Page, cut, faint, plain, strong};
use super::sigla;
use crate::visible::one_line;
use crate::words::count;
use std::collections::BTreeSet;
use variorum_model::Edition;

/// Lines that a reader looks through.
const MOST: usize = 12;

/// The parallels of most reports.
pub(super) fn parallels(page: &mut Page, edition: &Edition) {
    if edition.parallels.is_empty() {
        return;
    }
    page.heading("TOLD BY TWO OR MORE", "what they tell alike, in the shortest sentence");
    // groups that overlap may have their shortest sentence in common: one line stands for them
    let mut seen = BTreeSet::new();
    let lines = edition.parallels.iter().enumerate().filter(|(_, p)| seen.insert(&p.about));
    let lines: Vec<_> = lines.take(MOST).collect();
    let rest = edition.parallels.len() - lines.len();
    for (index, parallel) in lines {
        let room = page.width().saturating_mul(2).saturating_sub(28).max(24);
        let about = one_line(&parallel.about);
        let mut runs = vec![
            strong(sigla(edition, parallel.members.iter().map(|member| member.witness))),
            plain(" "),
            plain(cut(&about, room).into_owned()),
        ];
        if !parallel.findings.is_empty() {
            let numbers: Vec<String> =
                parallel.findings.iter().map(|at| format!("f{}", at + 1)).collect();
            runs.push(faint(format!(" → {}", numbers.join(" "))));
        }
        page.item(0, &format!("p{}", index + 1), 5, &runs);
    }
    if rest > 0 {
        let more = format!("and {} in the page and the JSON", count(rest, "other", "others"));
        page.para(5, 5, &[faint(more)]);
    }
}
