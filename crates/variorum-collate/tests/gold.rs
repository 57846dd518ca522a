//! Statements on gold annotations of real stories, where they are at hand.
// the gold lies outside the project and is read at run time
#![allow(missing_docs, clippy::disallowed_methods)]

mod loader;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use variorum_collate::{Options, collate};

/// The folders of gold stories; none where the data is absent.
fn folders() -> Vec<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let stories = std::fs::read_dir(data.join("stories")).into_iter().flatten();
    let mut out: Vec<PathBuf> = stories.filter_map(|e| Some(e.ok()?.path())).collect();
    out.push(data.join("op-ed"));
    out.retain(|folder| folder.join("gold.json").exists());
    out.sort();
    out
}

/// Pairs of gold quotations of two reports that a statement holds.
fn pairs(statements: &[BTreeSet<(usize, String)>]) -> BTreeSet<[String; 2]> {
    let mut out = BTreeSet::new();
    for statement in statements {
        for (w, a) in statement {
            out.extend(
                statement.iter().filter(|(v, _)| w < v).map(|(_, b)| [a.clone(), b.clone()]),
            );
        }
    }
    out
}

#[test]
fn statements_are_precise() {
    let folders = folders();
    if folders.is_empty() {
        println!("skipped: ../shared/data is absent");
        return;
    }
    let (mut right, mut said, mut gold) = (0, 0, 0);
    for folder in folders {
        let story = loader::load(&folder);
        let edition = collate(story.reports.clone(), &Options::default());
        let id = |quotation: usize| {
            let at = edition.quotations[quotation];
            let report = &edition.witnesses[at.witness].annotated.report.id;
            (at.witness, story.ids[&(report.clone(), at.quotation)].clone())
        };
        let found: Vec<BTreeSet<(usize, String)>> = edition
            .statements
            .iter()
            .map(|s| s.readings.iter().map(|r| id(r.quotation)).collect())
            .collect();
        let all: BTreeSet<(usize, String)> = (0..edition.quotations.len())
            .filter(|at| edition.quotation(*at).nested_in.is_none())
            .map(id)
            .collect();
        let expected: Vec<BTreeSet<(usize, String)>> = story
            .statements
            .iter()
            .map(|s| all.iter().filter(|(_, id)| s.contains(id)).cloned().collect())
            .collect();
        let (found, expected) = (pairs(&found), pairs(&expected));
        right += found.intersection(&expected).count();
        said += found.len();
        gold += expected.len();
    }
    println!("{right} of {said} pairs right, {gold} in the gold");
    assert!(right * 100 >= said * 95, "precision {right}/{said}");
    assert!(right * 100 >= gold * 70, "recall {right}/{gold}");
}
