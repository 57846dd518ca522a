//! JSON lines: one object a line, `{"id"?, "url"?, "outlet"?, "title"?, "published"?, "language"?, "text" | "html"}`.
//! A file that is one object or one array of objects is read too. Unknown fields are ignored,
//! a field of another type than expected counts as absent, a line that cannot be read is a notice.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use variorum_model::{DateOrigin, DateRole, Notice, ReportDate};

use crate::capture::{Draft, Part, id_of_path, remark};
use crate::date;
use crate::page::{Known, report_of};

/// True where the text is JSON: by its first line or as a whole, or by name where it should be.
pub(crate) fn looks_like(path: &str, head: &str) -> bool {
    let named = [".json", ".jsonl", ".ndjson"]
        .iter()
        .any(|extension| path.to_lowercase().ends_with(extension));
    let opens = |bracket, next: &[char]| {
        head.strip_prefix(bracket).is_some_and(|rest| rest.trim_start().starts_with(next))
    };
    // A text may begin with a bracket ("[Updated]"), hardly with an object's or an array of objects' first two marks.
    named || opens('{', &['"', '}']) || opens('[', &['{'])
}

/// The reports of a JSON file, in order of their lines.
pub(crate) fn read(path: &str, text: &str) -> Part {
    let mut part = Part::default();
    let records = records(path, text, &mut part.notices);
    let alone = records.len() == 1;
    for (place, record) in records.iter().enumerate() {
        let at =
            if alone { format!("`{path}`") } else { format!("record {} of `{path}`", place + 1) };
        match draft(path, place, record, &at) {
            Ok(draft) => part.drafts.push(draft),
            Err(notice) => part.notices.push(notice),
        }
    }
    shorten(path, &mut part.notices);
    if part.drafts.is_empty() && part.notices.is_empty() {
        part.notices
            .push(remark("no-text", format!("`{path}` has no record with a text; left out")));
    }
    part
}

/// More remarks of one rule on one file are counted, not listed.
const MOST_REMARKS: usize = 10;

fn shorten(path: &str, notices: &mut Vec<Notice>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    notices.retain(|notice| {
        let count = counts.entry(notice.rule.clone()).or_default();
        *count += 1;
        *count <= MOST_REMARKS
    });
    for (rule, count) in counts.into_iter().filter(|(_, count)| *count > MOST_REMARKS) {
        let more = count - MOST_REMARKS;
        notices
            .push(remark(&rule, format!("{more} more of `{path}` for the same reason; left out")));
    }
}

/// The file as one value where it is one, otherwise a value a line.
fn records(path: &str, text: &str, notices: &mut Vec<Notice>) -> Vec<Value> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    let is_lines = lines.next().is_none()
        || serde_json::from_str::<Value>(first).is_ok_and(|value| value.is_object());
    if !is_lines {
        match serde_json::from_str::<Value>(text) {
            Ok(Value::Array(values)) => return values,
            Ok(value) => return vec![value],
            Err(_) => {}
        }
    }
    let mut values = Vec::new();
    for (line_idx, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if let Some(record) = known_fields(line) {
            values.push(record);
            continue;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Array(several)) => values.extend(several),
            Ok(value) => values.push(value),
            Err(error) => notices.push(bad_line(path, line_idx + 1, &error)),
        }
    }
    values
}

/// The fields that are read; the others are passed over, since a corpus may carry more annotation than text.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    url: Option<Value>,
    outlet: Option<Value>,
    title: Option<Value>,
    published: Option<Value>,
    language: Option<Value>,
    text: Option<Value>,
    html: Option<Value>,
}

/// The known fields of a line that is one object; `None` for a line to be looked at again.
fn known_fields(line: &str) -> Option<Value> {
    if !line.trim_start().starts_with('{') {
        return None;
    }
    let record: Record = serde_json::from_str(line).ok()?;
    let fields = [
        ("id", record.id),
        ("url", record.url),
        ("outlet", record.outlet),
        ("title", record.title),
        ("published", record.published),
        ("language", record.language),
        ("text", record.text),
        ("html", record.html),
    ];
    let known = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Some(Value::Object(known.collect()))
}

fn bad_line(path: &str, line: usize, error: &serde_json::Error) -> Notice {
    // The parser's own "at line 1 column N" counts from the start of this line.
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default();
    remark("bad-json-line", format!("line {line} of `{path}` is not JSON ({why}); left out"))
}

/// The report of one record; `at` names it for a person.
fn draft(path: &str, place: usize, record: &Value, at: &str) -> Result<Draft, Notice> {
    let Some(text) = string(record, "text").filter(|text| !text.trim().is_empty()) else {
        return Err(if string(record, "html").is_some() {
            let message =
                format!("{at} has only HTML, which this version does not read; give its text");
            remark("html-not-read-yet", message)
        } else {
            remark("no-text", format!("{at} has no text; left out"))
        });
    };
    if text.contains('\0') {
        return Err(remark("binary", format!("{at} is not text; left out")));
    }
    let known = Known {
        url: name(record, "url"),
        outlet: name(record, "outlet"),
        title: name(record, "title"),
        language: name(record, "language"),
        dates: published(record).into_iter().collect(),
        ..Known::default()
    };
    let mut report = report_of(text.to_owned(), known);
    let id = name(record, "id").or_else(|| record.get("id")?.as_i64().map(|id| id.to_string()));
    let id_given = id.is_some();
    report.id = id.unwrap_or_else(|| id_of_path(path));
    Ok(Draft { report, id_given, path: path.to_owned(), place })
}

fn string<'a>(record: &'a Value, field: &str) -> Option<&'a str> {
    record.get(field)?.as_str()
}

/// A field that names something: trimmed, `None` where blank.
fn name(record: &Value, field: &str) -> Option<String> {
    string(record, field).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// RFC 3339, RFC 2822, an ISO date or any date the date lines of a page may have; seconds since 1970.
fn published(record: &Value) -> Option<ReportDate> {
    let value = match record.get("published")? {
        Value::String(text) => date::first_in(text)?.iso()?,
        Value::Number(seconds) => date::of_seconds(seconds.as_i64()?)?,
        _ => return None,
    };
    Some(ReportDate {
        role: DateRole::Published,
        value,
        span: None,
        time: None,
        origin: DateOrigin::Field,
    })
}

#[cfg(test)]
mod tests {
    use variorum_model::Report;

    use crate::{Intake, read_bytes};

    fn read(text: &str) -> Intake {
        read_bytes("wire.jsonl", text.as_bytes())
    }

    fn one(text: &str) -> Report {
        read(text).reports.into_iter().next().expect("a report")
    }

    #[test]
    fn a_field_that_is_not_read_spoils_no_record() {
        // a lone surrogate and a number beyond all floats are JSON, though no text and no value
        let found = read(r#"{"text":"The ferry stopped.","note":"\ud800","weight":1e999}"#);
        assert_eq!((found.reports.len(), found.notices.len()), (1, 0));
    }

    #[test]
    fn of_a_field_given_twice_the_last_counts() {
        assert_eq!(one(r#"{"id":"a","text":"The ferry stopped.","id":"b"}"#).id, "b");
    }

    #[test]
    fn fields_go_where_they_belong() {
        let report = one(
            r#"{"id":"h1","url":"https://example.org/h","outlet":"The Harbour","title":"Ferry stops","published":"Tue, 04 Jun 2024 23:10:00 -0500","language":"en-GB","text":"Ferry stops\n\nThe ferry stopped on Monday, the mayor said."}"#,
        );
        assert_eq!((report.id.as_str(), report.outlet.as_deref()), ("h1", Some("The Harbour")));
        assert_eq!(report.title_span.expect("found in the text").of(&report.text), "Ferry stops");
        assert_eq!(report.dates[0].value, "2024-06-04");
        assert_eq!(report.language.as_deref(), Some("en"));
    }

    #[test]
    fn published_is_read_leniently() {
        for (given, value) in [
            (r#""2024-06-18T10:30:00Z""#, Some("2024-06-18")),
            (r#""2024-06-18""#, Some("2024-06-18")),
            (r#""2024-06""#, Some("2024-06")),
            (r#""June 18, 2024""#, Some("2024-06-18")),
            ("1718668800", Some("2024-06-18")),
            (r#""2024-02-31""#, None),
            (r#""soon""#, None),
            ("null", None),
        ] {
            let report = one(&format!(r#"{{"text":"A text.","published":{given}}}"#));
            assert_eq!(report.dates.first().map(|date| date.value.as_str()), value, "{given}");
        }
    }

    #[test]
    fn a_bad_line_leaves_the_others() {
        let intake = read(
            "{\"text\":\"One.\"}\nnot json\n{\"text\":\"Two.\"}\n{\"html\":\"<p>\"}\n{\"text\":7}",
        );
        assert_eq!(intake.reports.len(), 2);
        let rules: Vec<_> = intake.notices.iter().map(|notice| notice.rule.as_str()).collect();
        assert_eq!(rules, ["bad-json-line", "html-not-read-yet", "no-text"]);
    }

    #[test]
    fn many_bad_lines_are_counted() {
        let intake = read(&"{\"text\": 1}\n".repeat(500));
        assert_eq!(intake.notices.len(), 11);
        assert!(intake.notices.iter().any(|notice| notice.message.starts_with("490 more")));
    }

    #[test]
    fn one_object_over_many_lines_and_arrays_are_read() {
        assert_eq!(one("{\n \"id\": \"x\",\n \"text\": \"One.\"\n}").id, "x");
        assert_eq!(read("[\n{\"text\":\"One.\"},\n{\"text\":\"Two.\"}\n]").reports.len(), 2);
    }
}
