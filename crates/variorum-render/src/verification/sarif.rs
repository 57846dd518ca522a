//! SARIF 2.1.0, so that an editor or a run of tests can show what is wrong in its place
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use super::Checked;
use super::text::explained;
use crate::codepoints::CodePoints;
use serde_json::{Value, json};
use variorum_model::{CheckedQuotation, FigureVerdict, Span, Wording};

/// The checked draft as a SARIF log; `version` is the program's own.
pub fn sarif(checked: &Checked, version: &str) -> String {
    let text = &checked.draft.report.text;
    let place = Place { points: CodePoints::new(text), text, path: checked.path };
    let mut results: Vec<Value> = checked
        .check
        .quotations
        .iter()
        .filter(|quotation| !quotation.answer.wording.passes())
        .map(|quotation| of_quotation(quotation, &place))
        .collect();
    let differs = checked.check.figures.iter().filter(|f| f.verdict == FigureVerdict::Differs);
    results.extend(differs.map(|figure| {
        let found = figure.matches.first();
        let value = found.map(|found| found.value).unwrap_or_default();
        let message = format!("the reports have {value} from {}", figure.claimant);
        result("figure", "error", &message, &place.of(figure.span))
    }));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "variorum", "version": version, "rules": rules() } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    log.to_string()
}

fn rules() -> Vec<Value> {
    let rule = |id: &str, text: &str| json!({ "id": id, "shortDescription": { "text": text } });
    let wordings = Wording::ALL.iter().filter(|wording| !wording.passes());
    let mut out: Vec<Value> = wordings.map(|w| rule(w.name(), explained(*w))).collect();
    out.push(rule("figure", "the reports have another figure from the same claimant"));
    out
}

fn of_quotation(quotation: &CheckedQuotation, place: &Place) -> Value {
    let wording = quotation.answer.wording;
    let level = match wording {
        Wording::Inflected | Wording::CutUnmarked | Wording::OtherTranslation => "warning",
        _ => "error",
    };
    let message = match &quotation.suggestion {
        Some(suggestion) => format!("{}; {suggestion}", explained(wording)),
        None => explained(wording).to_owned(),
    };
    let span = quotation.content.first().copied().unwrap_or_default();
    let mut out = result(wording.name(), level, &message, &place.of(span));
    out["partialFingerprints"] = json!({ "words/v1": quotation.hash });
    if let Some(accepted) = &quotation.accepted {
        let why = format!("{}: {}", accepted.who, accepted.why);
        out["suppressions"] = json!([{ "kind": "external", "justification": why }]);
    }
    out
}

fn result(rule: &str, level: &str, message: &str, location: &Value) -> Value {
    json!({
        "ruleId": rule,
        "level": level,
        "message": { "text": message },
        "locations": [location],
    })
}

struct Place<'a> {
    points: CodePoints<'a>,
    text: &'a str,
    path: &'a str,
}

impl Place<'_> {
    fn of(&self, span: Span) -> Value {
        let [start, end] = self.points.span(span);
        let (line, column) = self.line(span.start);
        let (end_line, end_column) = self.line(span.end);
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri(self.path) },
            "region": {
                "startLine": line, "startColumn": column,
                "endLine": end_line, "endColumn": end_column,
                "charOffset": start, "charLength": end - start,
            },
        } })
    }

    /// Line and column, both from 1.
    fn line(&self, byte: usize) -> (usize, usize) {
        let before = &self.text[..byte.min(self.text.len())];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (1 + before.matches('\n').count(), 1 + before[start..].chars().count())
    }
}

/// The path as a relative URI.
fn uri(path: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"/._-~:".contains(&b);
    path.bytes()
        .map(|b| if keep(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
