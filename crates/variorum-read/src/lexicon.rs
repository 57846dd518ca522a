//! The word lists of `data/furniture.toml` and `data/outlets.toml`, parsed once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

type Words = BTreeSet<String>;

#[derive(Deserialize)]
pub(crate) struct Furniture {
    pub share: Share,
    pub section: Section,
    pub other: Other,
    pub correction: Openings,
    pub byline: Byline,
    pub credit: Credit,
    pub source: Source,
    pub dateline: Dateline,
    pub months: BTreeMap<String, i8>,
    pub date_line: DateLine,
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
    pub prefixes: Vec<String>,
    pub openings: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Openings {
    pub openings: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Byline {
    pub openings: Vec<String>,
    pub hands: Vec<String>,
    pub lower: Words,
}

#[derive(Deserialize)]
pub(crate) struct Credit {
    pub openings: Vec<String>,
    pub captions: Vec<String>,
    pub agencies: Words,
}

#[derive(Deserialize)]
pub(crate) struct Source {
    pub openings: Vec<String>,
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
    OUTLETS.agencies.contains(plain_name(name).as_str())
}

/// True for a news agency or an outlet, with or without "the".
pub(crate) fn is_medium(name: &str) -> bool {
    let name = plain_name(name);
    OUTLETS.agencies.contains(&name) || OUTLETS.outlets.contains(&name)
}

/// True for who supplies pictures.
pub(crate) fn is_picture_agency(name: &str) -> bool {
    FURNITURE.credit.agencies.contains(&plain_name(name)) || is_medium(name)
}

fn plain_name(name: &str) -> String {
    let name = name.trim().trim_end_matches('.').to_lowercase();
    name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{FURNITURE, is_agency, is_medium, is_picture_agency};

    #[test]
    fn the_lists_load_and_are_lower_case() {
        let lists = [&FURNITURE.share.strong, &FURNITURE.section.words, &FURNITURE.dateline.places];
        for word in lists.into_iter().flatten() {
            assert_eq!(*word, word.to_lowercase());
        }
        assert!(
            is_agency("The Associated Press") && is_medium("BBC") && is_picture_agency("Getty")
        );
        assert!(!is_medium("Harbour Post"));
    }
}
