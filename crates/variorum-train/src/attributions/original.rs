//! The port beside its original: every figure of `score_attributions.py`, equal to a hundredth of a per cent.
//! `cargo test -p variorum-train -- --ignored`; skipped where Python or the data is not there.

use super::*;
use crate::engine::Engine;
use crate::gold;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const METRICS: [(&str, Metric); 10] = [
    ("content_exact", Metric::ContentExact),
    ("content_exact_spans", Metric::ContentExactSpans),
    ("content_tokens", Metric::ContentTokens),
    ("content_partial", Metric::ContentPartial),
    ("content_soft", Metric::ContentSoft),
    ("cue", Metric::Cue),
    ("cue_head", Metric::CueHead),
    ("attribution", Metric::Attribution),
    ("attribution_exact", Metric::AttributionExact),
    ("attribution_tok", Metric::AttributionTokens),
];
const NAMES: [&str; 4] = ["all", "direct", "mixed", "indirect"];

/// What the original prints for the two files; `None` where it cannot run.
fn original(gold: &Path, predictions: &Path) -> Option<Value> {
    let script =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval/score_attributions.py");
    let out = scratch("original.json");
    let done = Command::new("python3")
        .arg(&script)
        .args([gold, predictions])
        .arg("--json")
        .arg(&out)
        .output();
    if !done.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let figures = std::fs::read_to_string(&out).expect("the original wrote it");
    std::fs::remove_file(&out).expect("it is there");
    Some(serde_json::from_str(&figures).expect("JSON"))
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("variorum-train-{}-{name}", std::process::id()))
}

fn near(ours: f64, theirs: &Value, what: &str) {
    // it rounds to two decimals, and says null for a share of nothing
    let theirs = theirs.as_f64().unwrap_or(0.0);
    assert!((100.0 * ours - theirs).abs() < 0.0051, "{what}: {} and {theirs}", 100.0 * ours);
}

fn same(gold: &[Record], predictions: &[Record], original: &Value) {
    let articles = counts(&articles(gold, predictions));
    let total = total(&articles);
    for (name, metric) in METRICS {
        for (class_name, class) in NAMES.iter().zip(CLASSES) {
            let what = format!("{name}/{class_name}");
            let tally = total.of(metric, class);
            for (at, ours) in
                [tally.precision(), tally.recall(), tally.f1()].into_iter().enumerate()
            {
                near(ours, &original[&what][at], &what);
            }
        }
    }
    for (class_name, class) in NAMES.iter().zip(CLASSES) {
        let sources = total.sources(class);
        for (name, part) in [("acc", sources.n_shared), ("exact", sources.n_equal)] {
            let what = format!("source_given {name}/{class_name}");
            near(share(part, sources.n_given), &original[&what][0], &what);
        }
    }
    for (name, metric) in METRICS.iter().filter(|(name, _)| original["ci"].get(name).is_some()) {
        let bounds = interval::interval(&articles, *metric).expect("articles");
        for (at, ours) in bounds.into_iter().enumerate() {
            let theirs = original["ci"][name][at].as_f64().expect("a bound");
            assert!((ours - theirs).abs() < 1e-9, "interval of {name}: {ours} and {theirs}");
        }
    }
}

fn lines(records: &[Record]) -> String {
    let line = |record: &Record| {
        let all: Vec<Value> = record
            .attributions
            .iter()
            .map(|a| json!({"source": a.source, "cue": a.cue, "content": a.content}))
            .collect();
        json!({"id": record.id, "attributions": all}).to_string() + "\n"
    };
    records.iter().map(line).collect()
}

#[test]
#[ignore = "runs the Python scorer over PolNeAR's dev half"]
fn every_figure_is_the_originals() {
    let dev = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/polnear/dev.jsonl");
    if !dev.exists() {
        println!("skipped: `{}` is not there", dev.display());
        return;
    }
    let gold = gold::read(&dev).expect("readable");
    let Some(figures) = original(&dev, &dev) else {
        println!("skipped: the Python scorer does not run here");
        return;
    };
    same(&gold, &gold, &figures);
    let models = Engine::Rules.models();
    let predictions = gold::predict(&dev, &models).expect("readable");
    let file = scratch("rules.jsonl");
    std::fs::write(&file, lines(&predictions)).expect("writable");
    let figures = original(&dev, &file).expect("it ran before");
    std::fs::remove_file(&file).expect("it is there");
    same(&gold, &predictions, &figures);
}
