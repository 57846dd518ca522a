//! Runs the literate golden cases of `tests/suite/*.md` (their format: `tests/suite/README.md`).
#![allow(clippy::disallowed_methods, reason = "tests read their cases from files")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use variorum_annotate::{Models, annotate};

/// A case: reports by id, and the quotations an editor wants.
#[derive(Default)]
struct Case {
    name: String,
    reports: BTreeMap<String, String>,
    wanted: Vec<Line>,
}

/// One quotation as the suite writes it.
#[derive(Clone, Debug)]
struct Line {
    report: String,
    mode: String,
    speaker: String,
    words: String,
    via: Option<String>,
}

impl Line {
    fn parse(line: &str) -> Self {
        let mut parts = line.split(" | ").map(|part| part.trim().to_owned());
        let mut next = || parts.next().unwrap_or_default();
        let (report, mode, speaker, words) = (next(), next(), next(), next());
        let via = next().strip_prefix("via:").map(|links| links.trim().to_owned());
        Self { report, mode, speaker, words, via }
    }

    fn is(&self, found: &Self) -> bool {
        self.report == found.report
            && self.mode == found.mode
            && self.words == found.words
            && same_name(&self.speaker, &found.speaker)
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} | {} | {} | {}", self.report, self.mode, self.speaker, self.words)?;
        self.via.as_ref().map_or(Ok(()), |via| write!(f, " | via: {via}"))
    }
}

/// One name's words, articles and case aside, contain the other's.
fn same_name(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.to_lowercase()
            .replace('’', "'")
            .split_whitespace()
            .filter(|word| !matches!(*word, "the" | "a" | "an"))
            .map(str::to_owned)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    a.iter().all(|word| b.contains(word)) || b.iter().all(|word| a.contains(word))
}

fn cases(text: &str) -> Vec<Case> {
    let mut out = vec![Case::default()];
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            out.push(Case { name: name.to_owned(), ..Case::default() });
        }
        let case = out.last_mut().expect("there is always a case");
        if let Some(id) = line.strip_prefix("```report ") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            case.reports.insert(id.to_owned(), body.join("\n"));
        } else if line == "```quotations" {
            case.wanted.extend(lines.by_ref().take_while(|line| *line != "```").map(Line::parse));
        }
    }
    out.retain(|case| !case.reports.is_empty());
    out
}

fn found(case: &Case, models: &Models) -> Vec<Line> {
    let mut out = Vec::new();
    for (id, text) in &case.reports {
        for report in variorum_read::read_bytes(&format!("{id}.txt"), text.as_bytes()).reports {
            let annotated = annotate(report, models, 200_000);
            out.extend(annotated.quotations.iter().map(|quotation| {
                let words: Vec<&str> =
                    quotation.content.iter().map(|span| span.of(&annotated.report.text)).collect();
                let links: Vec<&str> = annotated.attributions[quotation.attribution]
                    .chain
                    .iter()
                    .map(|link| link.name.as_str())
                    .collect();
                Line {
                    report: id.clone(),
                    mode: quotation.mode.name().to_owned(),
                    speaker: quotation
                        .speaker
                        .as_ref()
                        .map_or("-", |speaker| &speaker.name)
                        .to_owned(),
                    words: words.join(" // "),
                    via: Some(links.join("; ")),
                }
            }));
        }
    }
    out
}

/// What the case wants and does not get, and what it gets and does not want.
fn complaints(case: &Case, models: &Models) -> String {
    let found = found(case, models);
    let mut out = String::new();
    for wanted in &case.wanted {
        let hit = found.iter().find(|line| wanted.is(line));
        let missing = |links: &str| {
            let got = hit.and_then(|line| line.via.clone()).unwrap_or_default().to_lowercase();
            if links == "-" {
                return !got.is_empty();
            }
            links.split("; ").any(|link| {
                let link = link.to_lowercase();
                let named = got.split("; ").any(|name| name == link);
                let telling = link.split(' ').any(|word| word.len() > 3 && got.contains(word));
                !named && !telling
            })
        };
        if hit.is_none() || wanted.via.as_deref().is_some_and(missing) {
            let _ = writeln!(out, "   wants {wanted}");
            if let Some(hit) = hit {
                let _ = writeln!(out, "    gets {hit}");
            }
        }
    }
    for line in found
        .iter()
        .filter(|line| line.mode != "indirect" && !case.wanted.iter().any(|wanted| wanted.is(line)))
    {
        let _ = writeln!(out, "    gets {line}");
    }
    out
}

/// The cases of all files, each with the name of its file, in order.
fn all_cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("tests/suite is part of the repository")
        .map(|entry| entry.expect("readable").path())
        .collect();
    files.sort();
    let of = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).expect("a text file");
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        cases(&text).into_iter().map(move |case| (name.clone(), case))
    };
    files.iter().flat_map(of).collect()
}

/// Every paragraph of the cases, cut behind each of its words: an extractor may end a text anywhere.
#[test]
fn a_paragraph_may_end_anywhere() {
    let models = Models::embedded();
    let cases = all_cases();
    let reports = cases.iter().flat_map(|(_, case)| case.reports.values());
    for paragraph in reports.flat_map(|text| text.split("\n\n")) {
        let ends = paragraph.match_indices(' ').map(|(at, _)| at);
        for end in ends.chain([paragraph.len()]) {
            let cut = format!("The strike\n\n{}", &paragraph[..end]);
            for report in variorum_read::read_bytes("cut.txt", cut.as_bytes()).reports {
                annotate(report, &models, 200_000);
            }
        }
    }
}

#[test]
fn golden_cases() {
    let models = Models::embedded();
    let cases = all_cases();
    let mut failed = String::new();
    for (file, case) in &cases {
        let complaints = complaints(case, &models);
        if !complaints.is_empty() {
            let _ = writeln!(failed, "{file}: {}\n{complaints}", case.name);
        }
    }
    assert!(cases.len() > 20, "only {} cases were found", cases.len());
    assert!(failed.is_empty(), "{failed}");
}
