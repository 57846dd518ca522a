//! JSON lines: one object a line, `{"id"?, "url"?, "outlet"?, "title"?, "published"?, "language"?, "text" | "html"}`.
//! A file that is one object or one array of objects is read too. Unknown fields are ignored,
//! a field of another type than expected counts as absent, a line that cannot be read is a notice.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use memchr::memchr;
use serde_json::Value;
use variorum_model::{DateOrigin, DateRole, ReportDate, Rule};

use crate::capture::remark;
use crate::decode::decode;
use crate::field_date;
use crate::json_record::{Field, JsonRecord, Several};
use crate::ninjs;
use crate::page::Known;
use crate::record::{Body, Emit, Item, Record};

/// Longest line that is read, and longest file that is one value, in bytes.
const LONGEST: u64 = 256 << 20;

/// True where the text is JSON: by its first line or as a whole, or by name where it should be.
pub(crate) fn looks_like(path: &str, head: &str) -> bool {
    let named = [".json", ".jsonl", ".ndjson"]
        .iter()
        .any(|extension| path.to_lowercase().trim_end_matches(".gz").ends_with(extension));
    let opens = |bracket, next: &[char]| {
        head.strip_prefix(bracket).is_some_and(|rest| rest.trim_start().starts_with(next))
    };
    // A text may begin with a bracket ("[Updated]"), hardly with an object's or an array of objects' first two marks.
    named || opens('{', &['"', '}']) || opens('[', &['{'])
}

/// Emits the records of a JSON file in order, one line in memory at a time.
/// `skip`: bytes of the content that were read in an earlier run; the first line after them comes first.
///
/// # Errors
/// Where the input itself cannot be read on; what came before has been emitted.
pub(crate) fn read(
    path: &str,
    input: Box<dyn Read + Send + '_>,
    skip: u64,
    emit: Emit,
) -> io::Result<()> {
    let mut lines = Lines::new(input);
    lines.skip(skip)?;
    let Some(first) = lines.next()? else {
        let message = format!("`{path}` has no record with a text; left out");
        let _end = emit(Item::Notice(remark(Rule::NoText, message)));
        return Ok(());
    };
    if skip == 0 && matches!(first, Line::Whole) && may_go_on(&lines.buffer) {
        return read_whole(path, &mut lines, emit);
    }
    let mut next = Some(first);
    while let Some(line) = next {
        let flow = match line {
            Line::Whole => read_line(path, &lines, emit),
            Line::TooLong => {
                let message = format!(
                    "line {} of `{path}` is longer than {LONGEST} bytes; left out",
                    lines.number
                );
                emit(Item::Notice(remark(Rule::TooLong, message)))
            }
        };
        if flow.is_break() {
            return Ok(());
        }
        next = lines.next()?;
    }
    Ok(())
}

/// True where the line may begin a value of many lines.
fn may_go_on(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let is_object = || serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    line.starts_with(b"[") || (line.starts_with(b"{") && !is_object())
}

/// A file that may be one value over many lines; lines all the same where it is none.
fn read_whole(path: &str, lines: &mut Lines, emit: Emit) -> io::Result<()> {
    let mut bytes = std::mem::take(&mut lines.buffer);
    lines.input.by_ref().take(LONGEST).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        let message = format!("`{path}` is one value of more than {LONGEST} bytes; left out");
        let _end = emit(Item::Notice(remark(Rule::TooLong, message)));
        return Ok(());
    }
    let text = text_of(&bytes);
    if let Ok(several) = serde_json::from_str::<Several>(&text) {
        let alone = several.0.len() == 1;
        for (index, record) in several.0.into_iter().enumerate() {
            let at = || match alone {
                true => format!("`{path}`"),
                false => format!("record {} of `{path}`", index + 1),
            };
            let whole = if alone { text.as_ref() } else { "" };
            if emit(item(record, None, &at, whole)).is_break() {
                break;
            }
        }
        return Ok(());
    }
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if emit_line(path, line, index + 1, None, emit).is_break() {
            break;
        }
    }
    Ok(())
}

fn read_line(path: &str, lines: &Lines, emit: Emit) -> ControlFlow<()> {
    let text = text_of(&lines.buffer);
    emit_line(path, &text, lines.number, Some(lines.start), emit)
}

fn emit_line(
    path: &str,
    line: &str,
    number: usize,
    offset: Option<u64>,
    emit: Emit,
) -> ControlFlow<()> {
    match serde_json::from_str::<Several>(line.trim()) {
        Ok(several) => {
            for record in several.0 {
                let at = || format!("line {number} of `{path}`");
                emit(item(record, offset, &at, line))?;
            }
            ControlFlow::Continue(())
        }
        Err(error) => {
            // The parser's own "at line 1 column N" counts from the start of this line.
            let why = error.to_string();
            let why = why.split(" at line ").next().unwrap_or_default();
            let message = format!("line {number} of `{path}` is not JSON ({why}); left out");
            emit(Item::Notice(remark(Rule::BadJsonLine, message)))
        }
    }
}

fn text_of(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).into(),
        Err(_) => decode(bytes).map(|decoded| decoded.text).unwrap_or_default().into(),
    }
}

/// The lines that hold something, one in memory at a time.
struct Lines<'a> {
    input: io::BufReader<Box<dyn Read + Send + 'a>>,
    buffer: Vec<u8>,
    /// Of the line in the buffer, from 1.
    number: usize,
    /// Byte at which it begins.
    start: u64,
    /// Byte at which the next one begins.
    end: u64,
}

enum Line {
    /// It stands in the buffer.
    Whole,
    TooLong,
}

impl<'a> Lines<'a> {
    fn new(input: Box<dyn Read + Send + 'a>) -> Self {
        let input = io::BufReader::with_capacity(1 << 18, input);
        Self { input, buffer: Vec::new(), number: 0, start: 0, end: 0 }
    }

    fn skip(&mut self, bytes: u64) -> io::Result<()> {
        self.end = io::copy(&mut self.input.by_ref().take(bytes), &mut io::sink())?;
        Ok(())
    }

    fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            self.buffer.clear();
            self.start = self.end;
            let n_read = self.input.by_ref().take(LONGEST).read_until(b'\n', &mut self.buffer)?;
            if n_read == 0 {
                return Ok(None);
            }
            self.number += 1;
            self.end += n_read as u64;
            if n_read as u64 == LONGEST && !self.buffer.ends_with(b"\n") {
                self.buffer.clear();
                self.end += self.input.skip_until(b'\n')? as u64;
                return Ok(Some(Line::TooLong));
            }
            if !self.buffer.trim_ascii().is_empty() {
                return Ok(Some(Line::Whole));
            }
        }
    }
}

/// What a record gives; `at` names it for a person, `whole` is its JSON for another dialect to be tried.
fn item(record: JsonRecord, offset: Option<u64>, at: &dyn Fn() -> String, whole: &str) -> Item {
    let left_out =
        |rule, why: &str| Item::Notice(remark(rule, format!("{} {why}; left out", at())));
    let words = |field: Option<Field>| match field {
        Some(Field::Text(text)) if !text.trim().is_empty() => Some(text.into_owned()),
        _ => None,
    };
    let body = match (words(record.text), words(record.html)) {
        (Some(text), _) if memchr(b'\0', text.as_bytes()).is_some() => {
            return left_out(Rule::Binary, "is not text");
        }
        (Some(text), _) => Body::Text(text),
        (None, Some(html)) => Body::Html(html),
        (None, None) => match other_dialect(whole) {
            Some(record) => return Item::Record(Box::new(Record { offset, ..record })),
            // whoever takes it decides whether a headline is enough
            None if name(&record.title).is_some() => Body::Text(String::new()),
            None => return left_out(Rule::NoText, "has no text"),
        },
    };
    let known = Known {
        url: name(&record.url),
        outlet: name(&record.outlet),
        title: name(&record.title),
        language: name(&record.language),
        dates: record.published.as_ref().and_then(published).into_iter().collect(),
        ..Known::default()
    };
    let id = match record.id {
        Some(Field::Number(number)) => Some(number.to_string()),
        id => name(&id),
    };
    Item::Record(Box::new(Record { offset, id, known, body, ..Record::default() }))
}

/// A news item in ninjs has its words elsewhere.
fn other_dialect(whole: &str) -> Option<Record> {
    let value: Value = serde_json::from_str(whole).ok()?;
    ninjs::looks_like(&value).then(|| ninjs::record(&value))
}

/// A field that names something: trimmed, `None` where blank.
fn name(field: &Option<Field>) -> Option<String> {
    match field {
        Some(Field::Text(text)) => {
            Some(text.trim()).filter(|name| !name.is_empty()).map(str::to_owned)
        }
        _ => None,
    }
}

/// The date of publication; a number is read as its digits are.
fn published(field: &Field) -> Option<ReportDate> {
    let of = |text: &str| field_date::of(DateRole::Published, DateOrigin::Field, text);
    match field {
        Field::Text(text) => of(text),
        Field::Number(number) => of(&number.to_string()),
        Field::Decimal(seconds) => of(&format!("{:.0}", seconds.trunc())),
        Field::Other => None,
    }
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
            ("1718668800.25", Some("2024-06-18")),
            ("20240618", Some("2024-06-18")),
            (r#""20240618""#, Some("2024-06-18")),
            (r#""20240618T101500Z""#, Some("2024-06-18")),
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
        let rules: Vec<_> = intake.notices.iter().map(|notice| notice.rule.name()).collect();
        assert_eq!(rules, ["bad-json-line", "no-article", "no-text"]);
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
