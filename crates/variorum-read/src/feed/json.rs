//! JSON Feed 1.0 and 1.1.

use std::ops::ControlFlow;

use serde_json::Value;
use variorum_model::{DateOrigin, DateRole};

use super::{Entry, Feed, Words, hand_over, line};
use crate::field_date;
use crate::record::Emit;

/// True for a value that says it is a JSON Feed.
pub(crate) fn looks_like_json(value: &Value) -> bool {
    let version = value.get("version").and_then(Value::as_str).unwrap_or_default();
    version.contains("jsonfeed.org/version/") && value.get("items").is_some_and(Value::is_array)
}

/// Reads the items of a JSON Feed.
pub(crate) fn read_json(name: &str, value: &Value, emit: Emit<'_>) -> ControlFlow<()> {
    let items = value.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let feed_authors = authors(value);
    let entries = items.iter().map(|item| {
        let entry = entry(item);
        let authors = if entry.authors.is_empty() { feed_authors.clone() } else { entry.authors };
        Entry { authors, ..entry }
    });
    let feed = Feed {
        title: text(value, "title"),
        language: text(value, "language"),
        entries: entries.collect(),
    };
    hand_over(name, feed, emit)
}

fn entry(item: &Value) -> Entry {
    let date = |role, field| field_date::of(role, DateOrigin::Field, item.get(field)?.as_str()?);
    let words = |field| Words::raw(item.get(field)?.as_str()?);
    let dates =
        [date(DateRole::Published, "date_published"), date(DateRole::Updated, "date_modified")];
    let tags = item.get("tags").and_then(Value::as_array);
    Entry {
        id: text(item, "id").or_else(|| item.get("id")?.as_i64().map(|id| id.to_string())),
        url: text(item, "url").or_else(|| text(item, "external_url")),
        title: text(item, "title"),
        authors: authors(item),
        language: text(item, "language"),
        section: tags.and_then(|tags| tags.iter().filter_map(Value::as_str).find_map(line)),
        dates: dates.into_iter().flatten().collect(),
        full: words("content_html").or_else(|| words("content_text")),
        summary: words("summary"),
    }
}

/// `authors` of version 1.1, else `author` of version 1.0.
fn authors(value: &Value) -> Vec<String> {
    let many =
        value.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let named: Vec<String> = many.iter().filter_map(|author| text(author, "name")).collect();
    if named.is_empty() {
        value.get("author").and_then(|author| text(author, "name")).into_iter().collect()
    } else {
        named
    }
}

fn text(value: &Value, field: &str) -> Option<String> {
    line(value.get(field)?.as_str()?)
}
