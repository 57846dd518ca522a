//! Can two namings be one speaker?
//!
//! Two persons whose names contradict never are: a shared last name with two first names keeps them apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use variorum_model::{Annotated, EntityKind, Quotation};
use variorum_text::fold_word;

struct Lists {
    titles: BTreeSet<String>,
    proxies: BTreeSet<String>,
    bodies: BTreeSet<String>,
    same_body: BTreeMap<String, usize>,
    nicknames: BTreeMap<String, usize>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../../data/speakers.toml")
        .parse()
        .expect("data/speakers.toml is valid, a unit test says so");
    Lists {
        titles: words(&table, "titles"),
        proxies: words(&table, "proxies"),
        bodies: words(&table, "bodies"),
        same_body: groups(&table, "same_body"),
        nicknames: groups(&table, "nicknames"),
    }
});

fn words(table: &toml::Table, key: &str) -> BTreeSet<String> {
    let list = table.get(key).and_then(toml::Value::as_array);
    list.into_iter().flatten().filter_map(toml::Value::as_str).map(str::to_owned).collect()
}

fn groups(table: &toml::Table, key: &str) -> BTreeMap<String, usize> {
    let list = table.get(key).and_then(toml::Value::as_array);
    let mut out = BTreeMap::new();
    for (group, line) in list.into_iter().flatten().enumerate() {
        for name in line.as_array().into_iter().flatten().filter_map(toml::Value::as_str) {
            out.insert(name.to_owned(), group);
        }
    }
    out
}

/// What a quotation says of who speaks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Voice {
    /// The names; several where a list speaks; none where nobody is described.
    names: Vec<Name>,
    /// The words that stand for the speaker near the quotation, folded.
    source: BTreeSet<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Name {
    /// Folded words without titles.
    words: Vec<String>,
    /// Number of the body it names.
    body: Option<usize>,
    /// A person's own name.
    person: bool,
    /// "an official", "a neighbour".
    unnamed: bool,
    /// Speaks for another: "the mayor's spokesman".
    proxy: bool,
}

impl Voice {
    /// The voice of a quotation.
    pub fn of(annotated: &Annotated, quotation: &Quotation) -> Self {
        let Some(speaker) = &quotation.speaker else { return Self::default() };
        let kind = speaker.entity.and_then(|at| annotated.entities.get(at)).map(|e| e.kind);
        let text = &annotated.report.text;
        let source = annotated
            .attributions
            .get(quotation.attribution)
            .into_iter()
            .flat_map(|attribution| &attribution.source)
            .flat_map(|span| fold_words(span.of(text)))
            .collect();
        let names = split_list(&speaker.name).iter().map(|name| Name::of(name, kind)).collect();
        Self { names, source }
    }

    /// True where nothing says who speaks.
    pub fn is_unknown(&self) -> bool {
        self.names.is_empty()
    }

    /// How well two voices can be one: 1 the same name, .5 perhaps, `None` never.
    pub fn agree(&self, other: &Self) -> Option<f32> {
        if self.is_unknown() || other.is_unknown() {
            return Some(0.3);
        }
        let pairs = self.names.iter().flat_map(|a| other.names.iter().map(move |b| (a, b)));
        let best = pairs.filter_map(|(a, b)| a.agree(b)).reduce(f32::max);
        let listed = if self.names.len() == other.names.len() { 1.0 } else { 0.9 };
        best.map(|score| score * listed).or_else(|| self.agree_by_source(other))
    }

    /// "Bank spokeswoman Ida Moe said" agrees with "the bank said".
    fn agree_by_source(&self, other: &Self) -> Option<f32> {
        let stands_in = |a: &Self, b: &Self| {
            a.names.iter().any(|name| {
                !name.person
                    && !name.words.is_empty()
                    && name.words.iter().all(|w| b.source.contains(w))
            })
        };
        (stands_in(self, other) || stands_in(other, self)).then_some(0.5)
    }
}

impl Name {
    fn of(name: &str, kind: Option<EntityKind>) -> Self {
        let folded = fold_words(name);
        let lists = &*LISTS;
        let unnamed =
            matches!(name.split(' ').next(), Some("a" | "an" | "one" | "some" | "several"));
        let proxy = folded.iter().any(|w| lists.proxies.contains(w));
        let body = body(&folded);
        let words: Vec<String> = folded
            .iter()
            .filter(|w| !lists.titles.contains(*w) && !lists.proxies.contains(*w))
            .cloned()
            .collect();
        let words = if words.is_empty() { folded.clone() } else { words };
        let is_body = body.is_some() || folded.iter().any(|w| lists.bodies.contains(w));
        let person = match kind {
            Some(EntityKind::Person) => true,
            Some(EntityKind::Organisation | EntityKind::Place) => false,
            _ => !is_body && !unnamed && words.len() > 1,
        };
        Self { words, body, person, unnamed, proxy }
    }

    fn agree(&self, other: &Self) -> Option<f32> {
        if self.proxy != other.proxy && (self.person && !self.proxy || other.person && !other.proxy)
        {
            return None;
        }
        if self.unnamed && other.unnamed {
            return (self.words == other.words).then_some(0.8);
        }
        // a body speaks through its spokesman; an official is not yet the body
        let certain = match (self.unnamed || other.unnamed, self.proxy != other.proxy) {
            (_, true) => 0.8,
            (true, false) => 0.5,
            (false, false) => 1.0,
        };
        if self.words == other.words {
            return Some(certain);
        }
        if self.body.is_some() && self.body == other.body {
            return Some(certain * 0.8);
        }
        let (short, long) =
            if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        if short.words.iter().all(|w| long.words.contains(w)) {
            return Some(certain * if short.words.last() == long.words.last() { 1.0 } else { 0.6 });
        }
        (self.same_person(other)).then_some(certain)
    }

    /// The same last name, and first names that can be one.
    fn same_person(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.words.first(), other.words.first()) else { return false };
        let several = self.words.len() > 1 && other.words.len() > 1;
        let initial = |w: &str| w.trim_end_matches('.').chars().count() == 1;
        let nickname = |w: &str| LISTS.nicknames.get(w).copied();
        several
            && self.words.last() == other.words.last()
            && (a == b
                || nickname(a).is_some() && nickname(a) == nickname(b)
                || (initial(a) || initial(b)) && a.chars().next() == b.chars().next())
    }
}

/// Number of the body that a name as a whole stands for.
fn body(folded: &[String]) -> Option<usize> {
    let lists = &*LISTS;
    let kept: Vec<&str> = folded
        .iter()
        .map(String::as_str)
        .filter(|w| {
            *w != "the" && !lists.proxies.contains(*w) && !matches!(*w, "a" | "an" | "for" | "of")
        })
        .collect();
    lists.same_body.get(&kept.join(" ")).copied()
}

/// Folded words without possessive endings and commas.
fn fold_words(name: &str) -> Vec<String> {
    fold_word(name)
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '"'))
        .map(|w| w.strip_suffix("'s").unwrap_or(w).trim_matches('\'').to_owned())
        .filter(|w| !w.is_empty())
        .collect()
}

fn split_list(name: &str) -> Vec<String> {
    let list = name.replace(" and ", ", ").replace(" & ", ", ");
    list.split(", ").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: bool) {
        let voice = |name: &str| Voice {
            names: split_list(name).iter().map(|n| Name::of(n, None)).collect(),
            source: BTreeSet::new(),
        };
        assert_eq!(voice(a).agree(&voice(b)).is_some(), expected, "{a} / {b}");
    }

    #[test]
    fn names_meet() {
        check("Ida Moe", "Moe", true);
        check("Sen. Ida Moe", "Ida Moe", true);
        check("Bill Lund", "William Lund", true);
        check("Ida Moe", "Per Moe", false);
        check("Ida Moe", "Ida Lund", false);
        check("the Kremlin", "Russian government", true);
        check("a bank spokesman", "bank", true);
        check("Ida Moe’s spokesman", "Ida Moe", false);
        check("Ida Moe’s spokesman", "Ida Moe’s office", true);
        check("Acme, Bolt and Crux", "a Bolt spokesman", true);
        check("a union official", "a neighbour", false);
    }
}
