//! `evaluate [--model FILE] FOLDER`: stories of prepared sets against their keys.
//!
//! The folder holds `SET.jsonl` and `SET.key` as `stream_input.py` writes them. Prints B³ and pairwise F1 of each set
//! and the macro average over the six sets of the target.
#![allow(clippy::disallowed_methods)] // an example touches files and the clock

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::path::Path;
use std::time::Instant;
use variorum_group::stories::{Model, Options, Stories};

mod prepared;

const SETS: [&str; 6] =
    ["basil", "neus_lrc", "ecbplus", "groundnews2025", "opengroundnews2026", "fnc1_test"];
const OTHERS: [&str; 7] = [
    "vnmds200",
    "googlenews_t",
    "uci_sample1k",
    "allsides2021",
    "groundnews2022",
    "newswcl50",
    "bizenergy100",
];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut model = Model::shipped().clone();
    let mut folder = String::new();
    let mut only = None;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--model" => {
                model = Model::parse(&read_to_string(args.next().ok_or("which model?")?)?)?;
            }
            "--join" => model.join = args.next().ok_or("how much?")?.parse()?,
            "--link" => model.link = args.next().ok_or("how much?")?.parse()?,
            "--set" => only = args.next(),
            _ => folder = arg,
        }
    }
    let mut macro_scores = Vec::new();
    for set in SETS.iter().chain(&OTHERS) {
        if only.as_deref().is_some_and(|only| only != *set) {
            continue;
        }
        let path = Path::new(&folder).join(format!("{set}.jsonl"));
        let Ok(lines) = read_to_string(&path) else {
            println!("{set:20} absent");
            continue;
        };
        let key = read_to_string(path.with_extension("key"))?;
        let scores = evaluate(set, &lines, &key, &model)?;
        if SETS.contains(set) {
            macro_scores.push(scores);
        }
    }
    let n = macro_scores.len().max(1) as f64;
    let mean = |part: fn(&(f64, f64)) -> f64| macro_scores.iter().map(part).sum::<f64>() / n;
    println!("macro B3 {:.4} pairwise {:.4}", mean(|s| s.0), mean(|s| s.1));
    Ok(())
}

fn evaluate(set: &str, lines: &str, key: &str, model: &Model) -> Result<(f64, f64), Failure> {
    let mut ids = Vec::new();
    let mut signatures = Vec::new();
    let start = Instant::now();
    for (id, signature) in prepared::signatures(lines)? {
        ids.push(id);
        signatures.push(signature);
    }
    let read_s = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let options = Options { silent: true, ..Options::default() };
    let mut stories = Stories::with_model(options, model.clone());
    for signature in signatures {
        stories.add_signature(signature, None);
    }
    stories.finish();
    let group_s = start.elapsed().as_secs_f64();
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    for settled in stories.drain_settled() {
        told.insert(ids[settled.place].clone(), settled.story);
    }
    for (place, id) in ids.iter().enumerate() {
        if let Some(story) = stories.story_of(place) {
            told.insert(id.clone(), story.to_owned());
        }
    }
    let gold = prepared::key(key);
    let scores = Scores::of(&gold, &told);
    println!(
        "{set:20} n {:6}  B3 {:.4} ({:.3} {:.3})  pairwise {:.4} ({:.3} {:.3})  stories {} of {}  {:.0}/s read {:.0}/s grouped",
        gold.len(),
        f1(scores.b3),
        scores.b3.0,
        scores.b3.1,
        f1(scores.pairs),
        scores.pairs.0,
        scores.pairs.1,
        scores.n_told,
        scores.n_gold,
        gold.len() as f64 / read_s,
        gold.len() as f64 / group_s,
    );
    Ok((f1(scores.b3), f1(scores.pairs)))
}

/// Precision and recall.
type Pr = (f64, f64);

fn f1((precision, recall): Pr) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

struct Scores {
    b3: Pr,
    pairs: Pr,
    n_told: usize,
    n_gold: usize,
}

impl Scores {
    fn of(gold: &BTreeMap<&str, &str>, told: &BTreeMap<String, String>) -> Self {
        let mut both: BTreeMap<(&str, &str), f64> = BTreeMap::new();
        let mut by_gold: BTreeMap<&str, f64> = BTreeMap::new();
        let mut by_told: BTreeMap<&str, f64> = BTreeMap::new();
        for (id, story) in gold {
            let given = told.get(*id).map_or(*id, String::as_str);
            *both.entry((story, given)).or_default() += 1.0;
            *by_gold.entry(story).or_default() += 1.0;
            *by_told.entry(given).or_default() += 1.0;
        }
        let n = gold.len() as f64;
        let precision = both.iter().map(|((_, t), c)| c * c / by_told[t]).sum::<f64>() / n;
        let recall = both.iter().map(|((g, _), c)| c * c / by_gold[g]).sum::<f64>() / n;
        let pairs = |counts: &mut dyn Iterator<Item = f64>| {
            counts.map(|c| c * (c - 1.0) / 2.0).sum::<f64>()
        };
        let right = pairs(&mut both.values().copied());
        let (all_told, all_gold) =
            (pairs(&mut by_told.values().copied()), pairs(&mut by_gold.values().copied()));
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
        Self {
            b3: (precision, recall),
            pairs: (share(right, all_told), share(right, all_gold)),
            n_told: by_told.len(),
            n_gold: by_gold.len(),
        }
    }
}
