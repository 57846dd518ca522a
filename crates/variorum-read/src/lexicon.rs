//! The word lists of `data/furniture.toml` and `data/outlets.toml`, parsed once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::words::{Openings, Words, with_lower};

#[derive(Deserialize)]
pub(crate) struct Furniture {
    pub share: Share,
    pub section: Section,
    pub other: Other,
    pub correction: Correction,
    pub byline: Byline,
    pub credit: Credit,
    pub source: Source,
    pub dateline: Dateline,
    pub months: FxHashMap<String, i8>,
    pub date_line: DateLine,
    pub saved_page: SavedPage,
}

#[derive(Deserialize)]
pub(crate) struct SavedPage {
    /// As they are written, longest first.
    pub folders: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Share {
    pub strong: Words,
    pub filler: Words,
}

#[derive(Deserialize)]
pub(crate) struct Section {
    pub words: Words,
}

#[derive(Deserialize)]
pub(crate) struct Other {
    pub labels: Words,
    pub prefixes: Openings,
    pub openings: Openings,
}

#[derive(Deserialize)]
pub(crate) struct Correction {
    pub openings: Openings,
}

#[derive(Deserialize)]
pub(crate) struct Byline {
    pub openings: Openings,
    pub hands: Openings,
    pub lower: Words,
    pub no_person: Words,
    pub labels: Openings,
    pub roles: Words,
    pub ranks: Words,
    pub accounts: Words,
}

#[derive(Deserialize)]
pub(crate) struct Credit {
    pub openings: Openings,
    pub captions: Openings,
    pub agencies: Words,
}

#[derive(Deserialize)]
pub(crate) struct Source {
    pub openings: Openings,
    pub generic: Words,
}

#[derive(Deserialize)]
pub(crate) struct Dateline {
    pub places: Words,
    pub not_places: Words,
}

#[derive(Deserialize)]
pub(crate) struct DateLine {
    pub weekdays: Words,
    pub published: Words,
    pub updated: Words,
    pub filler: Words,
}

#[derive(Deserialize)]
pub(crate) struct Outlets {
    pub agencies: Words,
    pub outlets: Words,
}

pub(crate) static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/furniture.toml"))
        .expect("the embedded list is well formed")
});

pub(crate) static OUTLETS: LazyLock<Outlets> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/outlets.toml"))
        .expect("the embedded list is well formed")
});

/// True for a news agency, with or without "the".
pub(crate) fn is_agency(name: &str) -> bool {
    is_in(name, &[&OUTLETS.agencies])
}

/// True for a news agency or an outlet, with or without "the".
pub(crate) fn is_medium(name: &str) -> bool {
    is_in(name, &[&OUTLETS.agencies, &OUTLETS.outlets])
}

/// True for who supplies pictures.
pub(crate) fn is_picture_agency(name: &str) -> bool {
    is_in(name, &[&FURNITURE.credit.agencies, &OUTLETS.agencies, &OUTLETS.outlets])
}

/// The number of the month that the word names.
pub(crate) fn month(word: &str) -> Option<i8> {
    with_lower(word, |word| FURNITURE.months.get(word).copied())
}

/// Bytes of the longest name in any spelling, with room for "the".
const LONGEST_NAME: usize = 200;

fn is_in(name: &str, lists: &[&Words]) -> bool {
    let name = name.trim().trim_end_matches('.');
    name.len() <= LONGEST_NAME
        && with_lower(name, |name| {
            let name = name.strip_prefix("the ").unwrap_or(name);
            lists.iter().any(|list| list.contains(name))
        })
}

#[cfg(test)]
mod tests {
    use super::{FURNITURE, is_agency, is_medium, is_picture_agency};

    #[test]
    fn the_lists_load_and_are_lower_case() {
        let lists = [&FURNITURE.share.strong, &FURNITURE.section.words, &FURNITURE.dateline.places];
        for word in lists.into_iter().flat_map(super::Words::iter) {
            assert_eq!(word, word.to_lowercase());
        }
        assert!(
            is_agency("The Associated Press") && is_medium("BBC") && is_picture_agency("Getty")
        );
        assert!(!is_medium("Harbour Post"));
    }
}
