//! Where sentences end, against the news documents of GUM: what `sentences.py` of the gold data counts.
#![allow(clippy::disallowed_methods, reason = "reads gold data")]

use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use variorum_annotate::{Models, annotate};

/// F1 of the ends below which something broke; docs/evaluation.md has the figure.
const LEAST: f64 = 0.985;

/// A document as running text, with the bytes at which its sentences end.
#[derive(Default)]
struct Gold {
    id: String,
    text: String,
    ends: BTreeSet<usize>,
}

/// The news documents of a CoNLL-U file: sentences joined by a space, paragraphs by an empty line.
fn news(file: &str) -> Vec<Gold> {
    let (mut out, mut paragraph) = (Vec::<Gold>::new(), false);
    for line in file.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            out.push(Gold { id: id.trim().to_owned(), ..Gold::default() });
        }
        let Some(document) = out.last_mut() else { continue };
        paragraph |= line.starts_with("# newpar");
        let Some(sentence) = line.strip_prefix("# text = ") else { continue };
        if !document.text.is_empty() {
            document.text += if paragraph { "\n\n" } else { " " };
        }
        document.text += sentence.trim();
        document.ends.insert(document.text.len());
        paragraph = false;
    }
    out.retain(|document| document.id.contains("_news_"));
    out
}

/// The last end is the text's own and no decision.
fn inner(mut ends: BTreeSet<usize>, text: &str) -> BTreeSet<usize> {
    ends.remove(&text.len());
    ends
}

fn found(document: &Gold, models: &Models) -> BTreeSet<usize> {
    let record = json!({"id": document.id, "text": document.text}).to_string();
    let mut reports = variorum_read::read_bytes("gum.jsonl", record.as_bytes()).reports;
    let annotated = annotate(reports.remove(0), models, 200_000);
    assert_eq!(annotated.report.text, document.text);
    inner(annotated.every_sentence.iter().map(|sentence| sentence.end).collect(), &document.text)
}

#[test]
fn sentences_end_where_readers_end_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ud");
    if !folder.exists() {
        println!("skipped: {} is absent", folder.display());
        return;
    }
    let models = Models::embedded();
    let (mut right, mut n_found, mut n_gold) = (0, 0, 0);
    for name in ["gum-train.conllu", "gum-dev.conllu"] {
        let file = std::fs::read_to_string(folder.join(name)).expect("a readable treebank");
        for document in news(&file) {
            let found = found(&document, &models);
            let gold = inner(document.ends, &document.text);
            right += gold.intersection(&found).count();
            n_found += found.len();
            n_gold += gold.len();
        }
    }
    let f1 = 2.0 * right as f64 / (n_found + n_gold) as f64;
    println!("{n_gold} ends, {n_found} found, {right} right: F1 {f1:.4}");
    assert!(n_gold > 500 && f1 >= LEAST, "F1 {f1:.4} of {n_gold} ends");
}
