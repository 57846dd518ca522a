//! The port beside its original: every figure of `score_edition.py`, equal.
//! `cargo test -p variorum-train -- --ignored`; skipped where Python or the data is not there.

use super::score::f1;
use super::*;
use crate::engine::Engine;
use serde_json::{Value, json};
use std::process::Command;

/// What the original prints for the stories and their editions; `None` where it cannot run.
fn original(pairs: &[(PathBuf, PathBuf)]) -> Option<Value> {
    let script =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval/score_edition.py");
    let files = pairs.iter().flat_map(|(gold, edition)| [gold, edition]);
    let done = Command::new("python3").arg(&script).args(files).arg("--json").output().ok()?;
    done.status.success().then(|| serde_json::from_slice(&done.stdout).expect("JSON"))
}

fn figures(score: &Score) -> Value {
    let three = |both: [score::Of; 2]| [both[0].share(), both[1].share(), f1(both)];
    let [qp, qr, qf] = three(score.quotations);
    let [sp, sr, sf] = three(score.statements);
    json!({
        "quotations": {"p": qp, "r": qr, "f1": qf, "gold": score.quotations[1].whole, "predicted": score.quotations[0].whole},
        "speaker_accuracy": score.speaker.share(), "speaker_n": score.speaker.whole,
        "chain": {"p": score.chain[0].share(), "r": score.chain[1].share(), "gold": score.chain[1].whole, "predicted": score.chain[0].whole},
        "statements": {"p": sp, "r": sr, "f1": sf, "gold_pairs": score.statements[1].whole, "predicted_pairs": score.statements[0].whole},
        "false_merges": [score.false_merges.part, score.false_merges.whole],
        "disagreement_recall": score.disagreements.share(), "disagreements": score.disagreements.whole,
        "verdict_accuracy": score.verdicts.share(), "verdicts": score.verdicts.whole,
        "false_alarms": [score.false_alarms.part, score.false_alarms.whole],
        "findings_predicted": score.n_findings,
        "source_recall": score.sources[1].share(), "source_precision": score.sources[0].share(), "sources": score.sources[1].whole,
    })
}

fn near(ours: &Value, theirs: &Value, what: &str) {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            assert_eq!(ours.len(), theirs.len(), "{what}");
            for (key, value) in ours {
                near(value, &theirs[key], &format!("{what} {key}"));
            }
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            assert_eq!(ours.len(), theirs.len(), "{what}");
            ours.iter().zip(theirs).for_each(|(a, b)| near(a, b, what));
        }
        _ => {
            let both = ours.as_f64().zip(theirs.as_f64());
            assert!(both.is_some_and(|(a, b)| (a - b).abs() < 1e-9), "{what}: {ours} and {theirs}");
        }
    }
}

#[test]
#[ignore = "runs the Python scorer over the gold stories"]
fn every_figure_is_the_originals() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let mut folders = stories(&data.join("stories"));
    folders.extend(stories(&data).into_iter().filter(|folder| folder.ends_with("op-ed")));
    if folders.is_empty() {
        println!("skipped: `{}` is not there", data.display());
        return;
    }
    let models = Engine::Rules.models();
    let scratch = std::env::temp_dir().join(format!("variorum-train-{}", std::process::id()));
    fs::create_dir_all(&scratch).expect("writable");
    let mut total = Score::default();
    let mut pairs = Vec::new();
    for (at, folder) in folders.iter().enumerate() {
        let file = scratch.join(format!("{at}.json"));
        fs::write(&file, edition_json(folder, &models).expect("readable")).expect("writable");
        let pair = (folder.join("gold.json"), file);
        let alone = score_folder(folder, &models).expect("readable");
        if let Some(theirs) = original(std::slice::from_ref(&pair)) {
            near(&figures(&alone), &theirs, &folder.display().to_string());
        }
        total += alone;
        pairs.push(pair);
    }
    match original(&pairs) {
        Some(theirs) => near(&figures(&total), &theirs, "all"),
        None => println!("skipped: the Python scorer does not run here"),
    }
    fs::remove_dir_all(&scratch).expect("it is there");
}
