//! Pairs of sentences of gold stories, measured as the product measures them, for `training/parallels/`.
//!
//! In: gold stories, and the edition of each as `variorum collate --format json` wrote it, STORY.json in one folder.
//! Out: `rows.f32` (a row of little-endian numbers for each pair) and `pairs.tsv` (story, fold, whether it is gold, how
//! many gold pairs the story has, where the two stand). Or, with judges for each fold, what they find: a JSON with
//! `parallels` for each story, as `score_edition.py` reads it.
//!
//! usage: sentences STORIES EDITIONS OUT [--first FILE | --judges FOLDER BOUND]
#![allow(clippy::disallowed_methods, reason = "reads gold data and writes what was measured")]

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use variorum_collate::{At, FIRST_NAMES, Judges, SECOND_NAMES, measured_sentences, parallels};
use variorum_model::{
    Annotated, Block, BlockRole, Entity, EntityKind, Mode, Precision, Quantity, Quotation, Report,
    Span, Speaker, TimeExpression, TimeRelation,
};

/// A gold sentence: report, and index in it.
type Sentence = (usize, usize);

/// How many numbers of the first look are given, and where the next story's begin.
struct First {
    numbers: Vec<f32>,
    at: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stories, editions, out, rest @ ..] = arguments.as_slice() else {
        return Err(
            "usage: sentences STORIES EDITIONS OUT [--first FILE | --judges FOLDER BOUND]".into()
        );
    };
    let mut first = None;
    if let [flag, path] = rest
        && flag == "--first"
    {
        first = Some(First { numbers: numbers(path)?, at: 0 });
    }
    let listed = read(&Path::new(stories).join("stories.json"))?;
    fs::create_dir_all(out)?;
    let (mut rows, mut pairs) = (Vec::new(), header());
    for (name, facts) in listed.as_object().into_iter().flatten() {
        let fold = facts["fold"].as_u64().unwrap_or_default();
        let edition = read(&Path::new(editions).join(format!("{name}.json")))?;
        let reports = annotated(&edition);
        if let [flag, folder, bound] = rest
            && flag == "--judges"
        {
            let judges = judges(folder, fold, bound.parse()?)?;
            fs::write(
                Path::new(out).join(format!("{name}.json")),
                told(&edition, &reports, &judges),
            )?;
            continue;
        }
        let gold = read(&Path::new(stories).join(name).join("gold.json"))?;
        measure(name, fold, &reports, &gold, &mut first, &mut rows, &mut pairs)?;
    }
    if first.is_some() || rest.is_empty() {
        fs::write(Path::new(out).join("rows.f32"), rows)?;
        fs::write(Path::new(out).join("pairs.tsv"), pairs)?;
    }
    Ok(())
}

/// Adds a story's pairs.
fn measure(
    name: &str,
    fold: u64,
    reports: &[Annotated],
    gold: &Value,
    first: &mut Option<First>,
    rows: &mut Vec<u8>,
    pairs: &mut String,
) -> Result<(), Box<dyn Error>> {
    let mut measured = measured_sentences(reports, None);
    if let Some(First { numbers, at }) = first {
        let sure = numbers.get(*at..*at + measured.len()).ok_or("fewer numbers than pairs")?;
        *at += measured.len();
        measured = measured_sentences(reports, Some(sure));
    }
    let sentences: Vec<Vec<Span>> =
        reports.iter().map(|report| gold_sentences(report, gold)).collect();
    let told = gold_pairs(reports, gold);
    for pair in &measured {
        let [a, b] = [0, 1].map(|side| under(&pair.places[side], &sentences));
        let same = a.iter().any(|x| b.iter().any(|y| told.contains(&(*x.min(y), *x.max(y)))));
        let [x, y] = [0, 1].map(|side| pair.places[side][0]);
        let (p, q) = (&reports[x.0].report.id, &reports[y.0].report.id);
        let (same, count) = (u8::from(same), told.len());
        let (s, t) = (x.1, y.1);
        writeln!(
            pairs,
            "{name}\t{fold}\t{same}\t{count}\t{p}\t{}\t{}\t{q}\t{}\t{}",
            s.start, s.end, t.start, t.end
        )?;
        rows.extend(pair.first.iter().chain(&pair.second).flat_map(|value| value.to_le_bytes()));
    }
    Ok(())
}

/// The names of the measures, behind a hash.
fn header() -> String {
    let names: Vec<&str> = FIRST_NAMES.into_iter().chain(SECOND_NAMES).collect();
    format!("# {} {}\n", FIRST_NAMES.len(), names.join(" "))
}

fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    let text =
        fs::read_to_string(path).map_err(|e| format!("cannot read `{}`: {e}", path.display()))?;
    Ok(serde_json::from_str(&text).map_err(|e| format!("`{}`: {e}", path.display()))?)
}

fn numbers(path: &str) -> Result<Vec<f32>, Box<dyn Error>> {
    let number = |four: &[u8]| f32::from_le_bytes([four[0], four[1], four[2], four[3]]);
    Ok(fs::read(path)?.chunks_exact(4).map(number).collect())
}

/// The judges that were trained without the fold.
fn judges(folder: &str, fold: u64, bound: f32) -> Result<Judges, Box<dyn Error>> {
    let read = |look: &str| fs::read(Path::new(folder).join(format!("{look}-{fold}.trees")));
    Judges::read(&read("first")?, &read("second")?, bound)
        .ok_or_else(|| format!("`{folder}` holds no judges of fold {fold}; run fit.py").into())
}

/// The edition with the parallels that the judges find.
fn told(edition: &Value, reports: &[Annotated], judges: &Judges) -> String {
    let mut out = edition.clone();
    let found = parallels(reports, judges).into_iter().map(|members| {
        let member = |(report, span): At| {
            let report = &reports[report].report;
            let point = |byte: usize| report.text[..byte].chars().count();
            json!({"report": report.id, "span": [point(span.start), point(span.end)]})
        };
        json!({"members": members.into_iter().map(member).collect::<Vec<_>>()})
    });
    out["parallels"] = found.collect();
    out.to_string()
}

/// Code points to bytes, for one text.
struct Bytes(Vec<usize>);

impl Bytes {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
    }

    fn span(&self, span: &Value) -> Option<Span> {
        let byte = |at: usize| self.0.get(usize::try_from(span[at].as_u64()?).ok()?).copied();
        Some(Span::new(byte(0)?, byte(1)?))
    }

    fn spans(&self, spans: &Value) -> Vec<Span> {
        list(spans).filter_map(|span| self.span(span)).collect()
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The reports of an edition with what their sentences are measured by.
fn annotated(edition: &Value) -> Vec<Annotated> {
    let report = |value: &Value| {
        let bytes = Bytes::of(value["text"].as_str().unwrap_or_default());
        let mut out = Annotated {
            report: Report {
                id: text(&value["id"]),
                text: text(&value["text"]),
                ..Report::default()
            },
            every_sentence: bytes.spans(&value["sentences"]),
            ..Annotated::default()
        };
        let furniture = bytes.spans(&value["furniture"]);
        let title = bytes.span(&value["title_span"]);
        let block = |span: &Span| {
            let role = if title == Some(*span) { BlockRole::Title } else { BlockRole::Body };
            Block { span: *span, role }
        };
        let prose =
            out.every_sentence.iter().filter(|s| !furniture.iter().any(|f| f.overlaps(**s)));
        out.report.blocks = prose.map(block).collect();
        out.entities = list(&value["entities"]).map(|value| entity(value, &bytes)).collect();
        out.times = list(&value["times"]).filter_map(|value| time(value, &bytes)).collect();
        out.quantities = list(&value["quantities"]).filter_map(|v| quantity(v, &bytes)).collect();
        let own = list(&edition["quotations"]).filter(|q| q["report"] == value["id"]);
        out.quotations = own.map(|value| quotation(value, &bytes)).collect();
        out
    };
    list(&edition["reports"]).map(report).collect()
}

fn entity(value: &Value, bytes: &Bytes) -> Entity {
    let kind = match value["kind"].as_str() {
        Some("person") => EntityKind::Person,
        Some("organisation") => EntityKind::Organisation,
        Some("place") => EntityKind::Place,
        _ => EntityKind::Other,
    };
    Entity { kind, name: text(&value["name"]), mentions: bytes.spans(&value["mentions"]) }
}

fn time(value: &Value, bytes: &Bytes) -> Option<TimeExpression> {
    Some(TimeExpression {
        span: bytes.span(&value["span"])?,
        value: value["value"].as_str().map(str::to_owned),
        weekday: None,
        precision: Precision::Unknown,
        relation: TimeRelation::On,
        anchored_on: None,
    })
}

fn quantity(value: &Value, bytes: &Bytes) -> Option<Quantity> {
    Some(Quantity {
        span: bytes.span(&value["span"])?,
        value: value["value"].as_f64()?,
        upper: None,
        qualifier: None,
        unit: None,
        of: None,
        kind: None,
        attribution: None,
        claimant: None,
        as_of: None,
    })
}

fn quotation(value: &Value, bytes: &Bytes) -> Quotation {
    let mode = match value["mode"].as_str() {
        Some("indirect") => Mode::Indirect,
        Some("block") => Mode::Block,
        Some("mixed") => Mode::Mixed,
        _ => Mode::Direct,
    };
    let name = value["speaker"]["name"].as_str();
    Quotation {
        attribution: 0,
        content: bytes.spans(&value["content"]),
        mode,
        speaker: name.map(|name| Speaker { entity: None, name: name.to_owned() }),
        nested_in: None,
        confidence: 1.0,
    }
}

/// The gold sentences of one report, in bytes.
fn gold_sentences(annotated: &Annotated, gold: &Value) -> Vec<Span> {
    Bytes::of(&annotated.report.text).spans(&gold["sentences"][&annotated.report.id])
}

/// Pairs of gold sentences of two reports that stand in one group, the lesser first.
fn gold_pairs(reports: &[Annotated], gold: &Value) -> BTreeSet<(Sentence, Sentence)> {
    let place = |member: &Value| {
        let report = reports.iter().position(|r| member["report"] == r.report.id.as_str())?;
        let at = list(&gold["sentences"][&reports[report].report.id])
            .position(|s| *s == member["span"])?;
        Some((report, at))
    };
    let mut out = BTreeSet::new();
    for group in list(&gold["parallels"]) {
        let members: Vec<Sentence> = list(&group["members"]).filter_map(place).collect();
        for (at, a) in members.iter().enumerate() {
            let others = members[at + 1..].iter().filter(|b| b.0 != a.0);
            out.extend(others.map(|b| (*a.min(b), *a.max(b))));
        }
    }
    out
}

/// The gold sentences that share half of the shorter with one of the places.
fn under(places: &[At], gold: &[Vec<Span>]) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (report, span) in places {
        for (at, sentence) in gold[*report].iter().enumerate() {
            let common = sentence.end.min(span.end).saturating_sub(sentence.start.max(span.start));
            if common > 0 && common * 2 >= sentence.len().min(span.len()) {
                out.push((*report, at));
            }
        }
    }
    out
}
