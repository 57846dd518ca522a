//! Feeds (RSS, Atom, JSON Feed): one record an entry.
//!
//! `feed-rs` reads the well-formed ones. It panics on some feeds and gives up at the first fault of the markup;
//! then [`lenient`] takes what entries it can find. (The crates `rss` and `atom_syndication` were the retry
//! before; they give up at the same faults, and bring a second version of the XML parser.)
//! Nothing of a feed is fetched: media, enclosures and linked content are passed over.

mod json;
mod lenient;
mod strict;

use std::ops::ControlFlow;

use quick_xml::escape::{resolve_html5_entity, unescape_with};
use variorum_model::{DateRole, Mark, ReportDate, Rule};

use crate::capture::remark;
use crate::page::Known;
use crate::record::{Body, Emit, Item, Record};
use crate::xml::without_declaration;

pub(crate) use json::{looks_like_json, read_json};

/// A summary of more bytes is taken for the text: RSS has one field for both.
const LONGEST_SUMMARY_BYTES: usize = 1_500;

/// A feed, whatever its format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Feed {
    title: Option<String>,
    language: Option<String>,
    entries: Vec<Entry>,
}

/// One entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    id: Option<String>,
    url: Option<String>,
    title: Option<String>,
    authors: Vec<String>,
    language: Option<String>,
    section: Option<String>,
    dates: Vec<ReportDate>,
    full: Option<Words>,
    summary: Option<Words>,
}

/// The words of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Words {
    /// As the feed holds them, marked up or not.
    Raw(String),
    /// Read from elements of the feed itself.
    Marked(String, Vec<Mark>),
}

/// Reads the entries of an XML feed.
pub(crate) fn read(name: &str, text: &str, emit: Emit<'_>) -> ControlFlow<()> {
    let text = without_declaration(text);
    let strict = strict::parse(text).filter(|feed| !feed.entries.is_empty());
    let feed = match strict {
        Some(feed) => feed,
        None => {
            let (feed, broken) = lenient::parse(text);
            if broken {
                let n = feed.entries.len();
                let message = format!("`{name}` is no well-formed feed; {n} entries were made out");
                emit(Item::Notice(remark(Rule::FeedBroken, message)))?;
            }
            feed
        }
    };
    hand_over(name, feed, emit)
}

fn hand_over(name: &str, feed: Feed, emit: Emit<'_>) -> ControlFlow<()> {
    let n_entries = feed.entries.len();
    if n_entries == 0 {
        let message = format!("the feed `{name}` has no entry");
        return emit(Item::Notice(remark(Rule::FeedEmpty, message)));
    }
    let (mut n_summaries, mut n_wordless) = (0_usize, 0_usize);
    for entry in feed.entries {
        let is_summary = entry.full.is_none();
        let Some(words) = entry.full.or(entry.summary) else {
            n_wordless += 1;
            continue;
        };
        n_summaries += usize::from(is_summary && words.len() <= LONGEST_SUMMARY_BYTES);
        let (body, marks) = words.body();
        let authors: Vec<&str> = entry.authors.iter().filter_map(|author| person(author)).collect();
        let known = Known {
            url: entry.url,
            outlet: feed.title.clone(),
            title: entry.title,
            byline: (!authors.is_empty()).then(|| authors.join(", ")),
            language: entry.language.or_else(|| feed.language.clone()),
            section: entry.section,
            dates: without_echo(entry.dates),
            ..Known::default()
        };
        let record = Record { id: entry.id, known, body, marks, ..Record::default() };
        emit(Item::Record(Box::new(record)))?;
    }
    if n_summaries > 0 {
        let message = format!(
            "`{name}`: {n_summaries} of {n_entries} entries hold only a summary of the article"
        );
        emit(Item::Notice(remark(Rule::SummaryOnly, message)))?;
    }
    if n_wordless > 0 {
        let message =
            format!("`{name}`: {n_wordless} of {n_entries} entries hold no words; left out");
        emit(Item::Notice(remark(Rule::FeedEntryEmpty, message)))?;
    }
    ControlFlow::Continue(())
}

impl Words {
    /// `None` where there are none.
    fn raw(words: &str) -> Option<Self> {
        let words = words.trim();
        (!words.is_empty()).then(|| Self::Raw(words.to_owned()))
    }

    fn len(&self) -> usize {
        match self {
            Self::Raw(words) | Self::Marked(words, _) => words.len(),
        }
    }

    /// Feeds often do not say truly whether they hold markup, so it is told by looking.
    fn body(self) -> (Body, Vec<Mark>) {
        match self {
            Self::Marked(text, marks) => (Body::Text(text), marks),
            Self::Raw(words) if is_markup(&words) => (Body::Html(words), Vec::new()),
            Self::Raw(words) => (Body::Text(words), Vec::new()),
        }
    }
}

/// The dates, but for a change at the moment of publication: some readers fill one field from the other.
fn without_echo(mut dates: Vec<ReportDate>) -> Vec<ReportDate> {
    let published = dates.iter().find(|date| date.role == DateRole::Published).cloned();
    let is_echo = |date: &ReportDate| {
        let same = |other: &ReportDate| (&other.value, &other.time) == (&date.value, &date.time);
        date.role == DateRole::Updated && published.as_ref().is_some_and(same)
    };
    dates.retain(|date| !is_echo(date));
    dates
}

/// True where a tag or a reference stands in the words.
fn is_markup(words: &str) -> bool {
    let bytes = words.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).any(|at| match (bytes[at], bytes.get(at + 1)) {
        (b'<', Some(next)) => next.is_ascii_alphabetic() || matches!(next, b'/' | b'!'),
        (b'&', Some(next)) if next.is_ascii_alphabetic() || *next == b'#' => {
            bytes[at + 1..].iter().take(32).any(|byte| *byte == b';')
        }
        _ => false,
    })
}

/// A line of words without tags and references; `None` where it is blank.
fn line(words: &str) -> Option<String> {
    let mut words = words.to_owned();
    if is_markup(&words) {
        words = without_tags(&words);
        // an ampersand of its own makes the whole unreadable as references; then it stays as it is
        if let Ok(resolved) = unescape_with(&words, resolve_html5_entity) {
            words = resolved.into_owned();
        }
    }
    let line = words.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

fn without_tags(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        rest = match after.split_once('>').filter(|_| is_tag) {
            Some((_, rest)) => rest,
            None => {
                text.push('<');
                after
            }
        };
    }
    text + rest
}

/// The name in an author's field: not the address in `desk@wire.example (Jane Roe)`, not a leading "By".
fn person(author: &str) -> Option<&str> {
    let author = author.trim();
    let name = match author.split_once('(') {
        Some((before, after)) if before.contains('@') => after.trim_end_matches(')'),
        _ if author.contains('@') => author.split_once('<').map_or("", |(name, _)| name),
        _ => author.trim_start_matches('(').trim_end_matches(')'),
    };
    let name = name.trim();
    let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(name).trim();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests;
