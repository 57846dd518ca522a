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

/// The sources below the folder that end in `.rs`, without their unit tests.
fn sources(folder: &Path) -> String {
    let mut out = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            out += &sources(&path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            out += text.split("#[cfg(test)]").next().unwrap_or_default();
        }
    }
    out
}

fn phases(names: &[&str]) -> String {
    let of = |name: &&str| sources(&root().join("crates").join(name).join("src"));
    names.iter().map(of).collect()
}

#[test]
fn every_rule_is_named_by_some_phase() {
    let crates = ["variorum-read", "variorum-annotate", "variorum-collate", "variorum"];
    let sources = phases(&crates);
    let unused = |rule: &&Rule| !sources.contains(&format!("Rule::{rule:?}"));
    let unused: Vec<_> = Rule::ALL.iter().filter(unused).collect();
    assert!(unused.is_empty(), "no phase gives {unused:?}");
}

/// The values of a type of the model: variant and name in JSON.
fn values(model: &str, name: &str) -> Vec<(String, String)> {
    let start = model.find(&format!("\nimpl {name} {{")).expect("a type of the model");
    let body = model[start..].split("\n}").next().unwrap_or_default();
    let value = |line: &str| {
        let (variant, name) = line.trim().strip_prefix("Self::")?.split_once(" => \"")?;
        Some((variant.to_owned(), name.split('"').next()?.to_owned()))
    };
    body.lines().filter_map(value).collect()
}

/// True where the value is made, not only matched.
fn is_made(sources: &str, value: &str) -> bool {
    sources.match_indices(value).any(|(at, _)| {
        let rest = &sources[at + value.len()..];
        let is_whole = !rest.starts_with(|c: char| c.is_alphanumeric());
        let next = rest.trim_start();
        is_whole && !next.starts_with("=>") && !next.starts_with('|')
    })
}

/// What formats.md lists is what the phases give, no more and no less.
#[test]
fn formats_lists_the_values_that_are_given() {
    let page = std::fs::read_to_string(root().join("docs/formats.md")).expect("docs/formats.md");
    let model = phases(&["variorum-model"]);
    let sources = phases(&["variorum-read", "variorum-annotate", "variorum-collate"]);
    let fields = [
        ("mode", "Mode"),
        ("stance", "Stance"),
        ("chain[].role", "LinkRole"),
        ("entities[].kind", "EntityKind"),
        ("dates[].role", "DateRole"),
        ("dates[].origin", "DateOrigin"),
        ("variants[].kind", "VariantKind"),
        ("findings[].kind", "FindingKind"),
        ("findings[].verdict", "Verdict"),
        ("sources[].role", "SourceRole"),
        ("cells[].how", "Coverage"),
    ];
    for (field, name) in fields {
        let row = page.lines().find_map(|line| line.strip_prefix(&format!("| `{field}` | ")));
        let row = row.unwrap_or_else(|| panic!("no row for {field}"));
        // a remark on one of them may follow
        let row = row.split("; an ").next().unwrap_or_default();
        let mut listed: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let all = values(&model, name);
        let made = all.iter().filter(|(v, _)| is_made(&sources, &format!("{name}::{v}")));
        let mut made: Vec<&str> = made.map(|(_, name)| name.as_str()).collect();
        listed.sort_unstable();
        made.sort_unstable();
        assert!(all.len() > 1, "{name}");
        assert_eq!(listed, made, "{field}");
    }
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
