//! A feed with faults, or of a version that nobody else reads: every `item` or `entry` that can be made out.

use std::ops::ControlFlow;

use variorum_model::{DateOrigin, DateRole, ReportDate};

use super::{Entry, Feed, Words, line};
use crate::field_date;
use crate::markup;
use crate::xml::{self, Broken, Element, Node};

/// The feed, and true where it could not be read to its end.
pub(super) fn parse(text: &str) -> (Feed, bool) {
    let mut feed = Feed::default();
    let mut rest = text;
    let mut is_broken = false;
    // an entry that a fault of the markup or the end cuts off is lost; reading goes on at the next one
    while let Err(broken) = part(rest, &mut feed) {
        is_broken = true;
        let Broken::Syntax(at) = broken else { break };
        let at = usize::try_from(at).unwrap_or(usize::MAX).max(1);
        let Some(next) = next_entry(rest, at) else { break };
        rest = &rest[next..];
    }
    (feed, is_broken)
}

fn part(text: &str, feed: &mut Feed) -> Result<(), Broken> {
    let wanted = |name: &str| {
        matches!(name, "item" | "entry" | "title" | "language" | "image" | "textInput")
    };
    xml::elements(text, wanted, |element| {
        match element.name.as_str() {
            "title" if feed.title.is_none() => feed.title = words(&element),
            "language" if feed.language.is_none() => feed.language = element.words(),
            "item" | "entry" => feed.entries.push(entry(&element)),
            _ => {}
        }
        ControlFlow::Continue(())
    })
}

/// Where the next entry begins, at byte `from` or after.
fn next_entry(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let starts = |rest: &[u8]| rest.starts_with(b"<item") || rest.starts_with(b"<entry");
    memchr::memchr_iter(b'<', bytes.get(from..)?)
        .map(|at| from + at)
        .find(|at| starts(&bytes[*at..]))
}

fn entry(element: &Element) -> Entry {
    let mut entry =
        Entry { language: element.attribute("lang").map(str::to_owned), ..Entry::default() };
    let mut guid = None;
    for field in element.elements() {
        match field.name.as_str() {
            "title" if entry.title.is_none() => entry.title = words(field),
            "link" if entry.url.is_none() => entry.url = link(field),
            "guid" | "id" if guid.is_none() => guid = field.words(),
            "author" | "creator" => {
                entry.authors.extend(field.child("name").unwrap_or(field).words());
            }
            "category" | "subject" if entry.section.is_none() => {
                let named = field.attribute("label").or_else(|| field.attribute("term"));
                entry.section = named.map(str::to_owned).or_else(|| words(field));
            }
            "pubDate" | "published" | "issued" | "date" | "created" => {
                entry.dates.extend(date(DateRole::Published, field, &entry.dates));
            }
            "updated" | "modified" => {
                entry.dates.extend(date(DateRole::Updated, field, &entry.dates));
            }
            "encoded" | "content" => entry.full = content(field).or(entry.full),
            "description" | "summary" => entry.summary = content(field).or(entry.summary),
            _ => {}
        }
    }
    entry.dates.sort_by_key(|date| date.role);
    entry.url = entry.url.or_else(|| guid.clone().filter(|guid| guid.starts_with("http")));
    Entry { id: guid, ..entry }
}

fn words(field: &Element) -> Option<String> {
    line(&field.words()?)
}

fn link(field: &Element) -> Option<String> {
    let is_page = field.attribute("rel").is_none_or(|rel| rel == "alternate");
    let address = field.attribute("href").map(str::to_owned).or_else(|| field.words());
    address.filter(|_| is_page)
}

/// `None` where the role has a date already.
fn date(role: DateRole, field: &Element, known: &[ReportDate]) -> Option<ReportDate> {
    let taken = known.iter().any(|date| date.role == role);
    if taken { None } else { field_date::of(role, DateOrigin::Field, &field.words()?) }
}

/// The words of a field that holds markup as text, or as elements.
fn content(field: &Element) -> Option<Words> {
    // media:content and the like: an address, no words
    if field.attribute("url").is_some() || field.attribute("src").is_some() {
        return None;
    }
    if let [Node::Text(text)] = field.children.as_slice() {
        return Words::raw(text);
    }
    let marked = markup::text_of(field);
    (!marked.text.is_empty()).then_some(Words::Marked(marked.text, marked.marks))
}
