//! Gold stories as if the annotator had made them, and an edition as the scorer reads it.
#![allow(clippy::disallowed_methods, missing_docs, dead_code)]

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use variorum_model::{
    Annotated, Attribution, Block, BlockRole, Edition, Link, LinkRole, Mode, Quotation, Report,
    Span, Speaker, Stance,
};
use variorum_text::{quoted, sentences, tokens};

/// A story with its gold.
pub struct Story {
    /// Name of the folder.
    pub name: String,
    /// One for each report.
    pub reports: Vec<Annotated>,
    /// Gold id by (report, index of quotation).
    pub ids: BTreeMap<(String, usize), String>,
    /// Gold statements as sets of gold ids.
    pub statements: Vec<BTreeSet<String>>,
}

/// Reads a folder of reports with its `gold.json`.
pub fn load(folder: &Path) -> Story {
    let gold: Value = serde_json::from_str(
        &std::fs::read_to_string(folder.join("gold.json")).expect("gold.json"),
    )
    .expect("valid JSON");
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    let mut texts: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .map(|path| {
            let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (id, std::fs::read_to_string(&path).expect("readable"))
        })
        .collect();
    texts.sort();
    let mut ids = BTreeMap::new();
    let reports = texts.into_iter().map(|(id, text)| report(&gold, id, text, &mut ids)).collect();
    let statements = array(&gold["statements"])
        .iter()
        .map(|s| array(&s["readings"]).iter().map(string).collect())
        .collect();
    Story { name, reports, ids, statements }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn report(
    gold: &Value,
    id: String,
    text: String,
    ids: &mut BTreeMap<(String, usize), String>,
) -> Annotated {
    let mut out = Annotated::default();
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut title = None;
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len()).trim(&text);
        at += line.len() + 1;
        if span.is_empty() {
            continue;
        }
        let role = if title.is_none() { BlockRole::Title } else { BlockRole::Body };
        title.get_or_insert(span);
        out.report.blocks.push(Block { span, role });
        let words = tokens(&text, span);
        out.sentences.extend(sentences(&text, span, &words, &quoted(&text, span)));
    }
    let mut nested: Vec<Option<String>> = Vec::new();
    for q in array(&gold["quotations"]).iter().filter(|q| q["report"] == id.as_str()) {
        let content: Vec<Span> = array(&q["content"])
            .iter()
            .map(|span| {
                let point = |k: usize| starts[span[k].as_u64().expect("an offset") as usize];
                Span::new(point(0), point(1))
            })
            .collect();
        let speaker = match &q["speaker"] {
            Value::String(name) => Some(name.clone()),
            Value::Array(names) => Some(names.iter().map(string).collect::<Vec<_>>().join(" and ")),
            _ => None,
        };
        let speaker = speaker.map(|name| Speaker { entity: None, name });
        let mode = match q["mode"].as_str() {
            Some("direct") => Mode::Direct,
            Some("mixed") => Mode::Mixed,
            Some("block") => Mode::Block,
            _ => Mode::Indirect,
        };
        let chain = array(&q["via"]).iter().map(|v| link(&string(v))).collect();
        out.attributions.push(Attribution {
            content: content.clone(),
            cue: Vec::new(),
            source: Vec::new(),
            quoted: Vec::new(),
            mode,
            speaker: speaker.clone(),
            stance: Stance::Say,
            chain,
            nested_in: None,
            confidence: 1.0,
            offered: true,
        });
        let attribution = out.quotations.len();
        ids.insert((id.clone(), attribution), string(&q["id"]));
        nested.push(q["nested_in"].as_str().map(str::to_owned));
        out.quotations.push(Quotation {
            attribution,
            content,
            mode,
            speaker,
            nested_in: None,
            confidence: 1.0,
        });
    }
    for (at, parent) in nested.into_iter().enumerate() {
        if let Some(parent) = parent {
            let outer = ids.iter().find(|((r, _), i)| *r == id && **i == parent);
            out.quotations[at].nested_in = outer.map(|((_, index), _)| *index);
        }
    }
    out.report =
        Report { id, text, title_span: title, blocks: out.report.blocks, ..Report::default() };
    out
}

/// The role that a gold `via` plays, by its words.
fn link(name: &str) -> Link {
    let low = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| low.contains(w));
    let role = if has(&["statement", "letter", "op-ed", "email", "e-mail", "article"]) {
        LinkRole::Document
    } else if has(&["interview", "hearing", "speech", "convention", "conference", "fund-raiser"]) {
        LinkRole::Occasion
    } else if has(&["reuters", "associated press", "kcna"]) {
        LinkRole::Agency
    } else {
        LinkRole::Medium
    };
    Link { name: name.to_owned(), role, span: None }
}

/// The edition's JSON as far as the scorer reads it.
pub fn edition_json(edition: &Edition) -> Value {
    let points = |witness: usize, span: &Span| {
        let text = edition.text(witness);
        let point = |at: usize| text[..at].chars().count();
        json!([point(span.start), point(span.end)])
    };
    let id = |witness: usize| edition.witnesses[witness].annotated.report.id.clone();
    let quotations: Vec<Value> = (0..edition.quotations.len())
        .map(|at| {
            let (q, witness) = (edition.quotation(at), edition.quotations[at].witness);
            let content: Vec<Value> = q.content.iter().map(|s| points(witness, s)).collect();
            let nested = q.nested_in.map(|n| {
                edition.quotations.iter().position(|r| r.witness == witness && r.quotation == n)
            });
            json!({"id": format!("q{at}"), "report": id(witness), "content": content,
                "mode": q.mode.name(), "speaker": q.speaker.as_ref().map(|s| json!({"name": s.name})),
                "nested_in": nested.flatten().map(|n| format!("q{n}"))})
        })
        .collect();
    let statements: Vec<Value> = edition
        .statements
        .iter()
        .enumerate()
        .map(|(at, s)| {
            let readings: Vec<Value> = s
                .readings
                .iter()
                .map(|r| json!({"quotation": format!("q{}", r.quotation)}))
                .collect();
            json!({"id": format!("s{at}"), "label": s.label, "readings": readings})
        })
        .collect();
    let findings: Vec<Value> = edition
        .findings
        .iter()
        .map(|f| {
            let readings: Vec<Value> = f
                .readings
                .iter()
                .map(|r| json!({"report": id(r.witness), "span": points(r.witness, &r.span), "value": r.value}))
                .collect();
            json!({"kind": f.kind.name(), "verdict": f.verdict.name(), "about": f.about, "why": f.why, "readings": readings})
        })
        .collect();
    json!({"quotations": quotations, "statements": statements, "findings": findings, "sources": []})
}
