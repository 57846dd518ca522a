//! When and where something was said, as far as a report tells: media, occasions, documents, days.
//!
//! One occasion reported twice names them alike or not at all; two that are named apart are kept apart
//! unless the words are nearly the same for a long stretch.

use std::collections::BTreeSet;
use variorum_model::{Annotated, LinkRole, Quotation, Span};
use variorum_text::{TokenKind, fold_word, stem, tokens};

/// The clues to one quotation's occasion.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Occasion {
    media: BTreeSet<String>,
    events: BTreeSet<String>,
    documents: BTreeSet<String>,
    weekdays: BTreeSet<String>,
    months: BTreeSet<String>,
    years: BTreeSet<String>,
    /// "the previous month": told as before the event.
    past: bool,
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 11] = [
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Words of a link that tell nothing of which occasion it was.
const EMPTY: [&str; 24] = [
    "a", "an", "the", "in", "on", "at", "of", "to", "for", "by", "with", "his", "her", "its",
    "their", "s", "new", "times", "news", "post", "and", "publish", "media", "state",
];

impl Occasion {
    /// The clues in the chain, and in `context`, the reporter's own words around the quotation.
    pub fn of(annotated: &Annotated, quotation: &Quotation, context: &[Span]) -> Self {
        let mut out = Self::default();
        let chain = annotated.attributions.get(quotation.attribution).map(|a| &a.chain);
        for link in chain.into_iter().flatten() {
            let place = match link.role {
                LinkRole::Medium => &mut out.media,
                LinkRole::Occasion | LinkRole::Venue => &mut out.events,
                LinkRole::Document => &mut out.documents,
                _ => continue,
            };
            place.extend(link_words(&link.name));
        }
        for span in context {
            out.read_times(&annotated.report.text, *span);
        }
        out
    }

    fn read_times(&mut self, text: &str, span: Span) {
        for token in tokens(text, span) {
            let word = fold_word(token.span.of(text));
            if WEEKDAYS.contains(&word.as_str()) {
                self.weekdays.insert(word);
            } else if MONTHS.contains(&word.as_str()) {
                self.months.insert(word);
            } else if token.kind == TokenKind::Number && is_year(&word) {
                self.years.insert(word);
            } else if matches!(word.as_str(), "previous" | "previously") {
                self.past = true;
            }
        }
    }

    /// How far two quotations seem to be of two occasions: 0 not at all, 1 by their media or events.
    pub fn conflict(&self, other: &Self) -> f32 {
        let apart = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
        };
        if self.shares(other) {
            return 0.0;
        }
        if apart(&self.media, &other.media) || apart(&self.events, &other.events) {
            return 1.0;
        }
        let own = self.links();
        let others = other.links();
        if apart(&own, &others) { 0.5 } else { 0.0 }
    }

    /// True where no medium, event or document is named.
    pub fn is_unnamed(&self) -> bool {
        self.links().is_empty()
    }

    /// True where the two name one medium, event or document.
    pub fn shares(&self, other: &Self) -> bool {
        !self.links().is_disjoint(&other.links())
    }

    /// How far the two are told of two times: 1 for two years, months or weekdays.
    pub fn times_apart(&self, other: &Self) -> f32 {
        let apart = |a: &BTreeSet<String>, b: &BTreeSet<String>| -> f32 {
            if a.is_empty() && b.is_empty() {
                return 0.0;
            }
            if !a.is_disjoint(b) {
                return -1.0;
            }
            if a.is_empty() || b.is_empty() { 0.5 } else { 1.0 }
        };
        let years = apart(&self.years, &other.years);
        let months = apart(&self.months, &other.months);
        // a weekday named by one alone says nothing: reports of a week name the day or not
        let weekdays = apart(&self.weekdays, &other.weekdays);
        let weekdays = if weekdays == 0.5 { 0.0 } else { weekdays };
        let past: f32 = if self.past == other.past { 0.0 } else { 0.5 };
        if years < 0.0 || weekdays < 0.0 {
            return 0.0;
        }
        years.max(months).max(weekdays).max(past)
    }

    fn links(&self) -> BTreeSet<String> {
        self.media.iter().chain(&self.events).chain(&self.documents).cloned().collect()
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

fn link_words(name: &str) -> impl Iterator<Item = String> {
    fold_word(name)
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| match word {
            // one piece of writing has several names
            "op" | "ed" | "essay" | "column" | "oped" | "editorial" => "article".to_owned(),
            "tweet" | "tweets" | "tweeted" => "twitter".to_owned(),
            _ => stem(word),
        })
        .map(|word| if word == "articl" { "article".to_owned() } else { word })
        .filter(|word| !word.is_empty() && !EMPTY.contains(&word.as_str()))
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_media_are_two_occasions() {
        let of = |name: &str| Occasion { media: link_words(name).collect(), ..Occasion::default() };
        assert_eq!(of("Channel Nine").conflict(&of("Radio Vik")), 1.0);
        assert_eq!(of("Channel Nine").conflict(&of("Channel Nine’s morning show")), 0.0);
        assert_eq!(of("Channel Nine").conflict(&Occasion::default()), 0.0);
    }

    #[test]
    fn a_year_that_one_names_counts_half() {
        let at = |text: &str| {
            let mut out = Occasion::default();
            out.read_times(text, Span::new(0, text.len()));
            out
        };
        assert_eq!(at("in 1999").times_apart(&at("today")), 0.5);
        assert_eq!(at("on Monday").times_apart(&at("on Friday")), 1.0);
        assert_eq!(at("on Monday").times_apart(&at("today")), 0.0);
    }
}
