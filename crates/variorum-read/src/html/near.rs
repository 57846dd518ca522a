//! What stands around the title without being the article: a date line, the authors' line. And, where no field and no line
//! gives a date, the extractor's guess, flagged as one.

use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options};
use variorum_model::{DateOrigin, DateRole};

use super::extract::{Extract, PageDate};
use super::facts::agency_in;
use super::walk::Walked;
use crate::authors::authors;
use crate::byline::{byline, dated_byline};
use crate::date_line::date_line;
use crate::field_date;

/// Blocks before and behind the title that are looked at.
const BEFORE: usize = 3;
const BEHIND: usize = 10;
/// Bytes of the longest line that is a date or a byline.
const LONGEST: usize = 200;

/// Adds the dates and the byline that stand near the title.
pub(super) fn near_title(walked: &Walked, title_at: Option<usize>, extract: &mut Extract) {
    let Some(title_at) = title_at else { return };
    let blocks = walked.blocks.iter().take(title_at + BEHIND).skip(title_at.saturating_sub(BEFORE));
    for line in blocks.map(|block| block.text.as_str()).filter(|line| line.len() <= LONGEST) {
        if extract.byline.is_none() {
            let names = authors_line(line).map(|line| authors(line, extract.outlet.as_deref()));
            extract.byline = names.map(|names| names.join(", ")).filter(|names| !names.is_empty());
            let agency = extract
                .byline
                .as_deref()
                .and_then(|names| agency_in(names, extract.outlet.as_deref()));
            extract.agency = extract.agency.take().or(agency);
        }
        let dated = dated_byline(line);
        if let Some(names) =
            dated.as_ref().and_then(|dated| dated.names).filter(|_| extract.byline.is_none())
        {
            let names = authors(names, extract.outlet.as_deref()).join(", ");
            extract.byline = Some(names).filter(|names| !names.is_empty());
        }
        let dates = date_line(line).or_else(|| dated.map(|dated| dated.dates));
        for found in dates.unwrap_or_default() {
            let known = (found.role, DateOrigin::Text);
            let Some(value) = found.date.iso() else { continue };
            if extract.dates.iter().any(|date| (date.role, date.origin) == known) {
                continue;
            }
            let read = field_date::read(&line[found.span.start..]);
            let time = read.filter(|date| date.value == value).and_then(|date| date.time);
            extract.dates.push(PageDate {
                role: found.role,
                origin: DateOrigin::Text,
                value,
                time,
            });
        }
    }
}

/// A line of authors; the date and the page's own words may follow the names.
fn authors_line(line: &str) -> Option<&str> {
    let line = line.split(['|', '•', '·', '\n']).next().unwrap_or_default().trim();
    byline(line).map(|_| line)
}

/// What the extractor takes for the date, from anywhere in the page.
pub(super) fn guessed_date(page: &Document) -> Option<PageDate> {
    let options = Options::default().with_html_date_mode(HtmlDateMode::Default);
    let date = trafilatura::metadata::extract_metadata(page, &options).date?;
    // it fills up a bare year with New Year's Day, and "since 2019" is no date of a page
    let value = crate::date::first_in(&date.to_string())?.iso()?;
    if value.ends_with("-01-01") {
        return None;
    }
    Some(PageDate { role: DateRole::Extractor, origin: DateOrigin::Guess, value, time: None })
}
