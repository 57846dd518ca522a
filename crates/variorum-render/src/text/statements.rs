//! The utterances that two reports or more carry: who said it, by which way it came, and every
//! wording.

use super::page::{Ink, Page, Run, cut, faint, plain, strong};
use super::{apparatus, sigla, siglum_width};
use crate::outline::{Group, Rendering, groups, routes, shared, witness};
use crate::visible::one_line;
use crate::words;
use std::collections::BTreeSet;
use variorum_model::{Edition, Statement};

/// Stands where the reporter's words part one utterance: “A” ¦ “B”.
const BREAK: &str = " ¦ ";

/// `all`: small differences too are shown one by one.
pub(super) fn statements(page: &mut Page, edition: &Edition, all: bool) {
    let shared = shared(edition);
    if shared.is_empty() {
        page.heading("STATEMENTS", "none is carried by two reports");
        return;
    }
    page.heading("STATEMENTS", "in two reports or more, each wording with its witnesses");
    let mut told = BTreeSet::new();
    for (nth, &index) in shared.iter().enumerate() {
        if nth > 0 {
            page.blank();
        }
        statement(page, edition, index, all, &mut told);
    }
}

/// `told` holds the evidence for traditions that statements before have given.
fn statement<'e>(
    page: &mut Page,
    edition: &'e Edition,
    index: usize,
    all: bool,
    told: &mut BTreeSet<&'e str>,
) {
    let statement = &edition.statements[index];
    let lead = format!("s{}", index + 1);
    let margin = edition.statements.len().to_string().len() + 3;
    let label = one_line(&statement.label);
    let label = cut(&label, page.width().saturating_sub(margin));
    page.item(0, &lead, margin, &[strong(label)]);
    for runs in came_by(edition, statement) {
        page.para(margin, margin + 2, &runs);
    }
    if let Some(differs) = words::differs(edition, statement) {
        let numbers: Vec<String> = differs.numbers.iter().map(|at| format!("f{at}")).collect();
        let said = format!("{}: {}", differs.lead, numbers.join(", "));
        page.para(margin, margin + 2, &[(Ink::Caution, said.into())]);
    }
    let groups = groups(edition, statement);
    for group in &groups {
        if groups.len() > 1 {
            tradition(page, margin, group, told);
        }
        for rendering in &group.renderings {
            reading(page, edition, statement, margin, rendering);
        }
    }
    apparatus::apparatus(page, edition, statement, margin, all);
}

/// One line for each route: "Ilse Varga ← essay ← the Lantern ← A C".
fn came_by<'e>(edition: &'e Edition, statement: &'e Statement) -> Vec<Vec<Run<'e>>> {
    let speaker = statement.speaker.as_ref().map_or("Speaker not named", |s| s.name.as_str());
    let line = |route: &crate::outline::Route<'e>| {
        let mut runs = vec![plain(one_line(speaker))];
        for link in &route.links {
            runs.extend([faint(" ← "), plain(one_line(&link.name))]);
        }
        runs.extend([faint(" ← "), strong(sigla(edition, route.witnesses.iter().copied()))]);
        runs
    };
    routes(edition, statement).iter().map(line).collect()
}

/// What the readings below share, or that they share nothing; evidence stands once on the page.
fn tradition<'e>(page: &mut Page, margin: usize, group: &Group<'e>, told: &mut BTreeSet<&'e str>) {
    let Some(tradition) = group.tradition else {
        page.para(margin, margin + 2, &[faint("each in its own wording")]);
        return;
    };
    let new = tradition.evidence.iter().filter(|line| told.insert(line.as_str()));
    let evidence: Vec<_> = new.map(|line| one_line(line)).collect();
    let mut runs = vec![faint("wording "), plain(one_line(&tradition.label))];
    if !evidence.is_empty() {
        runs.push(faint(format!(" ({})", evidence.join("; "))));
    }
    page.para(margin, margin + 2, &runs);
}

fn reading(
    page: &mut Page,
    edition: &Edition,
    statement: &Statement,
    margin: usize,
    rendering: &Rendering,
) {
    let readings = rendering.readings.iter();
    let sigla = sigla(edition, readings.map(|&at| witness(edition, statement, at)));
    let mut runs = vec![plain(rendering.words.join(BREAK))];
    let doubtful = rendering.is_doubtful(edition, statement);
    if let Some(manner) = words::manner(rendering.mode, doubtful) {
        runs.push(faint(format!(" ({manner})")));
    }
    page.item(margin + 2, &sigla, margin + siglum_width(edition) + 4, &runs);
}
