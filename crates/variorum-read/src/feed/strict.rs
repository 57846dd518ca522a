//! A well-formed feed, by `feed-rs`.

use std::sync::{Arc, Mutex};

use feed_rs::model;
use feed_rs::parser::Builder;
use variorum_model::{DateOrigin, DateRole, ReportDate};

use super::{Entry, Feed, Words, line};
use crate::field_date;
use crate::quiet::quietly;
use crate::xml::is_deep;

/// The texts of the dates, in the order in which they were met.
type Texts = Arc<Mutex<Vec<String>>>;

/// The feed; `None` where the library cannot read it, or panics.
pub(super) fn parse(text: &str) -> Option<Feed> {
    if is_deep(text) {
        return None;
    }
    let texts = Texts::default();
    let kept = Arc::clone(&texts);
    let feed = quietly(|| {
        let parser = Builder::new()
            // the library would make up a random id
            .id_generator(|_, _, _| String::new())
            // it would shift the dates to UTC; so each one becomes the number of its text
            .timestamp_parser(move |text| {
                let mut texts = kept.lock().ok()?;
                texts.push(text.to_owned());
                chrono::DateTime::from_timestamp(i64::try_from(texts.len()).ok()? - 1, 0)
            })
            .build();
        parser.parse(text.as_bytes()).ok()
    })??;
    let texts = texts.lock().ok()?;
    let language = feed.language.as_deref();
    Some(Feed {
        title: feed.title.and_then(|title| line(&title.content)),
        language: language.map(str::to_owned),
        entries: feed.entries.into_iter().map(|own| entry(own, &texts)).collect(),
    })
}

fn entry(own: model::Entry, texts: &[String]) -> Entry {
    let date = |role, date: Option<chrono::DateTime<chrono::Utc>>| -> Option<ReportDate> {
        let text = texts.get(usize::try_from(date?.timestamp()).ok()?)?;
        field_date::of(role, DateOrigin::Field, text)
    };
    let dates = [date(DateRole::Published, own.published), date(DateRole::Updated, own.updated)];
    let id = Some(own.id.trim().to_owned()).filter(|id| !id.is_empty());
    let is_page = |link: &&model::Link| {
        link.rel.as_deref().is_none_or(|rel| rel == "alternate")
            && link.target.is_none()
            && !link.href.trim().is_empty()
    };
    let link = own.links.iter().find(is_page).map(|link| link.href.trim().to_owned());
    let full = own.content.and_then(|content| content.body);
    Entry {
        url: link.or_else(|| id.clone().filter(|id| id.starts_with("http"))),
        id,
        title: own.title.and_then(|title| line(&title.content)),
        authors: own.authors.into_iter().filter_map(|author| author.name).collect(),
        language: own.language,
        section: own
            .categories
            .into_iter()
            .find_map(|section| line(section.label.as_deref().unwrap_or(&section.term))),
        dates: dates.into_iter().flatten().collect(),
        full: full.and_then(|full| Words::raw(&full)),
        summary: own.summary.and_then(|summary| Words::raw(&summary.content)),
    }
}
