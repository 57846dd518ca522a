//! Prints the quotations, attributions and sources of reports as the part of an edition that the scorers read.
//! `cargo run -p variorum-annotate --example quotations -- PATH…`; `--attributions` for one line per report.

#![allow(clippy::disallowed_methods)]

mod points;

use points::Points;
use serde_json::{Value, json};
use variorum_annotate::{Models, annotate};
use variorum_model::{Annotated, Span, Speaker};

fn main() {
    let mut paths: Vec<std::path::PathBuf> = std::env::args().skip(1).map(Into::into).collect();
    let lines = paths
        .iter()
        .position(|path| path.as_os_str() == "--attributions")
        .map(|at| paths.remove(at));
    let model = paths.iter().position(|path| path.as_os_str() == "--model").map(|at| {
        paths.remove(at);
        std::fs::read(paths.remove(at)).expect("a model file")
    });
    let models = Models::embedded();
    let models = match model {
        Some(file) => models.with(variorum_annotate::engine::Network::read(file).expect("a model")),
        None => models,
    };
    let intake = variorum_read::read_paths(&paths, &variorum_read::Options::default())
        .expect("readable reports");
    let reports: Vec<Annotated> =
        intake.reports.into_iter().map(|report| annotate(report, &models, 200_000)).collect();
    if lines.is_some() {
        for annotated in &reports {
            println!("{}", attributions(annotated));
        }
        return;
    }
    let quotations: Vec<Value> = reports.iter().flat_map(quotations).collect();
    let sources: Vec<Value> = reports.iter().flat_map(sources).collect();
    println!("{}", json!({"quotations": quotations, "sources": sources}));
}

fn words(annotated: &Annotated, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(&annotated.report.text)).collect::<Vec<_>>().join(" || ")
}

fn name(speaker: Option<&Speaker>) -> Value {
    speaker.map_or(Value::Null, |s| json!({"name": s.name}))
}

fn quotations(annotated: &Annotated) -> Vec<Value> {
    let points = Points::of(&annotated.report.text);
    let id = &annotated.report.id;
    let all = annotated.quotations.iter().enumerate();
    all.map(|(k, q)| {
        let a = &annotated.attributions[q.attribution];
        let chain: Vec<Value> = a.chain.iter().map(|l| json!({"name": l.name, "role": l.role.name()})).collect();
        json!({"id": format!("{id}-{k}"), "report": id, "content": points.all(&q.content), "mode": q.mode.name(),
            "speaker": name(q.speaker.as_ref()), "chain": chain, "nested_in": q.nested_in, "words": words(annotated, &q.content),
            "cue": words(annotated, &a.cue), "source": words(annotated, &a.source)})
    })
    .collect()
}

fn sources(annotated: &Annotated) -> Vec<Value> {
    let points = Points::of(&annotated.report.text);
    annotated
        .sources
        .iter()
        .map(|s| json!({"report": annotated.report.id, "relies_on": s.relies_on, "role": s.role.name(), "evidence": points.all(&s.evidence), "words": words(annotated, &s.evidence)}))
        .collect()
}

fn attributions(annotated: &Annotated) -> Value {
    let points = Points::of(&annotated.report.text);
    let all: Vec<Value> = annotated
        .attributions
        .iter()
        .filter(|a| a.offered)
        .map(|a| json!({"source": points.all(&a.source), "cue": points.all(&a.cue), "content": points.all(&a.content), "confidence": a.confidence}))
        .collect();
    json!({"id": annotated.report.id, "attributions": all})
}
