//! What the pages in `docs/` promise is what the program does.
#![allow(clippy::disallowed_methods, reason = "tests read the pages and the sources")]

mod process;

use process::variorum;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use variorum_model::Rule;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `UPDATE=1` writes the page anew.
#[test]
fn the_page_of_notices_lists_every_rule() {
    let mut page = "# Notices\n\nWhat went wrong or was left out, without an error.\n\
        A notice names its rule (`[rule]` behind its words, `rule` in JSON); `variorum explain RULE` prints the line below.\n\n\
        | rule | means |\n|---|---|\n"
        .to_owned();
    for rule in Rule::ALL {
        let _ = writeln!(page, "| `{rule}` | {} |", rule.explanation());
    }
    let path = root().join("docs/notices.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).expect("docs/ can be written");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("docs/notices.md"), page);
}

#[test]
fn every_rule_is_named_by_some_phase() {
    let mut sources = String::new();
    let mut waiting = vec![root().join("crates")];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("readable").path();
            let name = path.file_name().unwrap_or_default();
            if path.is_dir() && name != "tests" && name != "target" {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && name != "rule.rs"
            {
                sources += &std::fs::read_to_string(&path).expect("a source file");
            }
        }
    }
    let unused = |rule: &&Rule| !sources.contains(&format!("Rule::{rule:?}"));
    let unused: Vec<_> = Rule::ALL.iter().filter(unused).collect();
    assert!(unused.is_empty(), "no phase gives {unused:?}");
}

#[test]
fn explain_says_what_a_rule_means() {
    for rule in Rule::ALL {
        let ran = variorum(&["explain", rule.name()]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        assert_eq!(ran.stdout, format!("{rule}: {}\n", rule.explanation()));
    }
    assert_eq!(variorum(&["explain"]).stdout.lines().count(), Rule::ALL.len());
    let unknown = variorum(&["explain", "no-such-rule"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("`no-such-rule`"), "{}", unknown.stderr);
}
