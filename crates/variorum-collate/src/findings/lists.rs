//! Kinds of events and things, from `data/events.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use variorum_text::{fold_word, stem};

pub(super) struct Lists {
    events: BTreeMap<String, String>,
    things: BTreeMap<String, String>,
    pub(super) ahead: BTreeSet<String>,
    pub(super) infinitive_heads: BTreeSet<String>,
    pub(super) breaks: BTreeSet<String>,
    pub(super) silent: Vec<String>,
    pub(super) spoke: BTreeSet<String>,
    pub(super) measures: BTreeSet<String>,
    pub(super) of_time: BTreeSet<String>,
    pub(super) additions: BTreeSet<String>,
    /// Nouns for people at large.
    pub(super) people: BTreeSet<String>,
    /// Phrases of a count that goes on.
    pub(super) so_far: Vec<String>,
    /// Number words with their values.
    pub(super) numbers: BTreeMap<String, f64>,
    pub(super) number_words: BTreeSet<String>,
    pub(super) groups: BTreeSet<String>,
    pub(super) titles: BTreeSet<String>,
    pub(super) times: BTreeSet<String>,
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../../../data/events.toml")
        .parse()
        .expect("data/events.toml is valid, a unit test says so");
    let list =
        |section: &str, key: &str| words(table.get(section).and_then(|section| section.get(key)));
    let set = |section: &str, key: &str| list(section, key).into_iter().collect::<BTreeSet<_>>();
    Lists {
        events: by_stem(table.get("events")),
        things: by_stem(table.get("things")),
        ahead: set("plans", "ahead"),
        infinitive_heads: set("plans", "infinitive_heads"),
        breaks: set("breaks", "words"),
        silent: list("comment", "silent"),
        spoke: set("comment", "spoke"),
        measures: set("counts", "measures"),
        of_time: set("counts", "of_time"),
        additions: set("counts", "additions"),
        people: set("counts", "people"),
        so_far: list("counts", "so_far"),
        numbers: numbers(),
        number_words: set("counts", "number_words"),
        groups: set("counts", "groups"),
        titles: set("names", "titles"),
        times: set("names", "times"),
    }
});

fn words(value: Option<&toml::Value>) -> Vec<String> {
    let array = value.and_then(toml::Value::as_array);
    array.into_iter().flatten().filter_map(toml::Value::as_str).map(str::to_owned).collect()
}

/// "twelve" is 12, "dozen" too; from the list that the annotation reads.
fn numbers() -> BTreeMap<String, f64> {
    let table: toml::Table = include_str!("../../../../data/units.toml")
        .parse()
        .expect("data/units.toml is valid, a unit test says so");
    let of =
        |section: &str| table.get(section).and_then(toml::Value::as_table).into_iter().flatten();
    let value = |value: &toml::Value| value.as_integer().map(|value| value as f64);
    let words = of("numbers").chain(of("magnitudes"));
    words.filter_map(|(word, number)| Some((word.clone(), value(number)?))).collect()
}

/// Stem to the name of its kind.
fn by_stem(section: Option<&toml::Value>) -> BTreeMap<String, String> {
    let kinds = section.and_then(toml::Value::as_table);
    kinds
        .into_iter()
        .flatten()
        .flat_map(|(kind, list)| {
            words(Some(list)).into_iter().map(move |word| (stem(&fold_word(&word)), kind.clone()))
        })
        .collect()
}

impl Lists {
    /// The kind of event that a stem names.
    pub(super) fn event(&self, stem: &str) -> Option<&str> {
        self.events.get(stem).map(String::as_str)
    }

    /// The kind of thing that a stem names.
    pub(super) fn thing(&self, stem: &str) -> Option<&str> {
        self.things.get(stem).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_stem() {
        assert_eq!(LISTS.event(&stem("visited")), Some("arrive"));
        assert_eq!(LISTS.event(&stem("apologized")), Some("apologise"));
        assert_eq!(LISTS.thing(&stem("munitions")), Some("weapon"));
        assert!(
            LISTS.measures.contains("mile")
                && LISTS.titles.contains("mr")
                && LISTS.times.contains("year")
        );
        assert!(!LISTS.silent.is_empty() && LISTS.spoke.contains("told"));
    }
}
