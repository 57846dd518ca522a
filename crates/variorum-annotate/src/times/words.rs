//! The words of time, from `data/times.toml`.

use crate::word_list::{WordMap, WordSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

#[derive(serde::Deserialize)]
struct File {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    feast_before: WordSet,
    title_after: WordSet,
    year_before: WordSet,
    month_before: WordSet,
    name_days: WordSet,
    future_heads: WordSet,
    future_words: WordSet,
    past: WordSet,
    not_past: WordSet,
    set_for: WordSet,
    promised: WordSet,
    asked: WordSet,
    vague_counts: WordSet,
    about: WordSet,
    changes: WordSet,
    holidays: BTreeMap<String, (i8, i8)>,
    zones: WordMap<i32>,
}

pub(super) struct Words {
    /// Name or abbreviation to number, January = 1; true for a full name.
    months: WordMap<(u8, bool)>,
    /// Name or abbreviation to number, Monday = 1; true for a full name.
    weekdays: WordMap<(u8, bool)>,
    pub(super) feast_before: WordSet,
    pub(super) title_after: WordSet,
    pub(super) year_before: WordSet,
    pub(super) month_before: WordSet,
    pub(super) name_days: WordSet,
    pub(super) future_heads: WordSet,
    pub(super) future_words: WordSet,
    past: WordSet,
    not_past: WordSet,
    pub(super) set_for: WordSet,
    pub(super) promised: WordSet,
    pub(super) asked: WordSet,
    pub(super) vague_counts: WordSet,
    pub(super) about: WordSet,
    pub(super) changes: WordSet,
    /// Folded words of a holiday to its month and day.
    pub(super) holidays: BTreeMap<String, (i8, i8)>,
    /// First words of the holidays.
    pub(super) holiday_heads: BTreeSet<String>,
    /// Folded name of a zone to its offset in minutes.
    pub(super) zones: WordMap<i32>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../../data/times.toml"))
        .expect("data/times.toml is read by the tests");
    Words {
        months: numbered(&file.months),
        weekdays: numbered(&file.weekdays),
        feast_before: file.feast_before,
        title_after: file.title_after,
        year_before: file.year_before,
        month_before: file.month_before,
        name_days: file.name_days,
        future_heads: file.future_heads,
        future_words: file.future_words,
        past: file.past,
        not_past: file.not_past,
        set_for: file.set_for,
        promised: file.promised,
        asked: file.asked,
        vague_counts: file.vague_counts,
        about: file.about,
        changes: file.changes,
        holiday_heads: file
            .holidays
            .keys()
            .filter_map(|name| name.split(' ').next())
            .map(str::to_owned)
            .collect(),
        holidays: file.holidays,
        zones: file.zones,
    }
});

fn numbered<N: From<u8> + Copy>(lists: &[Vec<String>]) -> WordMap<(N, bool)> {
    let mut out = WordMap::default();
    for (number, list) in (1u8..).zip(lists) {
        for (place, name) in list.iter().enumerate() {
            out.insert(name.clone(), (N::from(number), place == 0));
        }
    }
    out
}

impl Words {
    /// Number of the month, and whether the name is written out; the word may keep its full stop.
    pub(super) fn month(&self, word: &str) -> Option<(u8, bool)> {
        self.months.get(word.trim_end_matches('.')).copied()
    }

    /// Number of the weekday, and whether the name is written out.
    pub(super) fn weekday(&self, word: &str) -> Option<(u8, bool)> {
        self.weekdays.get(word.trim_end_matches('.')).copied()
    }

    /// True for a past form.
    pub(super) fn is_past(&self, word: &str) -> bool {
        self.past.contains(word)
            || (word.len() > 3 && word.ends_with("ed") && !self.not_past.contains(word))
    }
}
