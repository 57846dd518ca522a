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
    agents: BTreeSet<String>,
    offices: BTreeSet<String>,
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
        agents: words(&table, "agents"),
        offices: words(&table, "offices"),
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
    /// Without a capital: "scholars", "the dockers".
    described: bool,
    /// Looks like a person's own name: capitals, no office, no body, nobody's attorney.
    own: bool,
    /// One person under the name of what he does: "the mayor's attorney", "the chairman".
    office: bool,
    /// Speaks for another: "the mayor's spokesman".
    proxy: bool,
    /// Letters of a body's short name: "nra".
    short: Option<String>,
}

/// Who holds which office, as any report of the story says: "the Harbour League chairman" is Ida Moe where one of them
/// calls her so.
#[derive(Debug, Default)]
pub(crate) struct Offices {
    /// The words of one naming with its office, the person's own name words.
    held: Vec<(BTreeSet<String>, Vec<String>)>,
    by_word: BTreeMap<String, Vec<usize>>,
}

/// Characters before a name that are looked at.
const REACH_CHARS: usize = 120;

/// Words around a name that can tell an office.
const OFFICE_REACH: usize = 6;

impl Offices {
    /// The offices that the reports give to persons with a full name.
    pub fn of(reports: &[&Annotated]) -> Self {
        let mut held = Vec::new();
        for annotated in reports {
            let text = &annotated.report.text;
            for entity in annotated.entities.iter().filter(|e| e.kind == EntityKind::Person) {
                let name = fold_words(&entity.name);
                if name.len() < 2 {
                    continue;
                }
                for mention in &entity.mentions {
                    let before = text.get(..mention.start).map_or("", last_words);
                    let behind = text.get(mention.end..).map_or("", apposition);
                    for words in [before, behind].map(office_words) {
                        if !words.is_empty() {
                            held.push((words, name.clone()));
                        }
                    }
                }
            }
        }
        Self::new(held)
    }

    fn new(mut held: Vec<(BTreeSet<String>, Vec<String>)>) -> Self {
        held.sort();
        held.dedup();
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (words, _)) in held.iter().enumerate() {
            for word in words {
                by_word.entry(word.clone()).or_default().push(at);
            }
        }
        Self { held, by_word }
    }

    /// True where a report calls the person by these words: "the mayor" where it has "Mayor Ida Moe". A name is no office.
    pub fn is_held_by(&self, office: &str, name: &str) -> bool {
        let words = office_words(office);
        let name = fold_words(name);
        let Some(last) = name.last() else { return false };
        words.iter().any(|word| LISTS.offices.contains(word))
            && self.held.iter().any(|(held, who)| who.last() == Some(last) && words.is_subset(held))
    }

    /// The one person to whom a definite description of at least two words fits; `None` where several or none do.
    fn holder(&self, description: &str) -> Option<&[String]> {
        let unnamed = description.starts_with(|c: char| c.is_numeric())
            || matches!(
                description.split(' ').next(),
                Some("a" | "an" | "one" | "some" | "several")
            );
        let words = office_words(description);
        if unnamed || words.len() < 2 || !words.iter().any(|word| LISTS.offices.contains(word)) {
            return None;
        }
        let rarest = words
            .iter()
            .map(|word| self.by_word.get(word).map_or(&[][..], Vec::as_slice))
            .min_by_key(|at| at.len())?;
        let mut fits = rarest
            .iter()
            .map(|&at| &self.held[at])
            .filter(|(held, _)| words.is_subset(held))
            .map(|(_, who)| who);
        let first = fits.next()?;
        fits.all(|other| other.last() == first.last() && other.first() == first.first())
            .then_some(first.as_slice())
    }
}

/// The words right before a name, in its clause.
fn last_words(before: &str) -> &str {
    let near = || before.char_indices().rev().take(REACH_CHARS);
    let start = near()
        .find(|&(at, c)| {
            matches!(c, '\n' | ',' | ';' | ':' | '“' | '”' | '"' | '(' | ')')
                || c.is_whitespace() && before[at..].split_whitespace().count() >= OFFICE_REACH
        })
        .map(|(at, c)| at + c.len_utf8())
        .or_else(|| near().last().map(|(at, _)| at))
        .unwrap_or(0);
    &before[start..]
}

/// What stands between the comma behind a name and the next one: ", the chairman of the league,".
fn apposition(behind: &str) -> &str {
    let Some(rest) = behind.strip_prefix(", ") else { return "" };
    let end = rest.find([',', '\n', ';', ':', '.', '“', '”', '"']).unwrap_or(rest.len());
    let phrase = &rest[..end];
    if phrase.split_whitespace().count() <= 2 * OFFICE_REACH { phrase } else { "" }
}

/// The folded words that tell an office, small ones left out, a party by one of its names.
fn office_words(phrase: &str) -> BTreeSet<String> {
    const SMALL: [&str; 10] = ["a", "an", "the", "of", "for", "in", "at", "to", "from", "and"];
    fold_words(phrase)
        .into_iter()
        .filter(|word| !SMALL.contains(&word.as_str()))
        .map(|word| if word == "gop" { "republican".to_owned() } else { word })
        .collect()
}

impl Voice {
    /// The voice of a quotation.
    pub fn of(annotated: &Annotated, quotation: &Quotation, offices: &Offices) -> Self {
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
        let holder = if kind.is_none() { offices.holder(&speaker.name) } else { None };
        let names = match holder {
            Some(words) => vec![Name::of(&words.join(" "), Some(EntityKind::Person))],
            None => split_list(&speaker.name).iter().map(|name| Name::of(name, kind)).collect(),
        };
        Self { names, source }
    }

    /// The voice of somebody whom a person names, outside any report.
    pub fn named(name: &str, offices: &Offices) -> Self {
        let names = match offices.holder(name) {
            Some(words) => vec![Name::of(&words.join(" "), Some(EntityKind::Person))],
            None => split_list(name).iter().map(|name| Name::of(name, None)).collect(),
        };
        Self { names, source: fold_words(name).into_iter().collect() }
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

    /// True where the same words can stand under both namings. A body has many names, "the mayor's attorney" may have
    /// his own, and first names are misspelt; but two persons with two last names are two, and one member of a body who
    /// repeats its words is not the body.
    pub fn may_be_renamed(&self, other: &Self) -> bool {
        let may = |a: &Name, b: &Name| match (a.own, b.own) {
            (true, true) => a.words.last() == b.words.last(),
            (true, false) => b.office,
            (false, true) => a.office,
            (false, false) => true,
        };
        self.names.iter().all(|a| other.names.iter().all(|b| may(a, b)))
    }

    /// True where no body is called by its name: "officials", "the scholars", "the mayor's attorney".
    pub fn is_described(&self) -> bool {
        self.names.iter().all(|name| name.described || name.office)
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
        let bare = name.trim_start_matches("the ").trim_start_matches("The ");
        let letters: String = bare.chars().filter(|c| *c != '.').collect();
        let short = ((2..=6).contains(&letters.chars().count())
            && letters.chars().all(char::is_uppercase))
        .then(|| letters.to_lowercase());
        let described = !bare.contains(char::is_uppercase);
        let own = person && !is_body && !proxy && short.is_none() && is_own(bare, &folded);
        let office =
            folded.last().is_some_and(|w| lists.offices.contains(w) || lists.agents.contains(w));
        Self { words, body, person, unnamed, described, own, office, proxy, short }
    }

    /// True where one is the initials of the other, and no person's.
    fn abbreviates(&self, other: &Self) -> bool {
        let initials = |name: &Self| -> String {
            name.words.iter().filter_map(|word| word.chars().next()).collect()
        };
        self.short.as_ref().is_some_and(|short| {
            !other.person && other.words.len() > 1 && *short == initials(other)
        })
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
        if self.body.is_some() && self.body == other.body
            || self.abbreviates(other)
            || other.abbreviates(self)
        {
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

/// Words of a person's name at most, titles left out.
const OWN_WORDS: usize = 4;

fn is_own(name: &str, folded: &[String]) -> bool {
    let lists = &*LISTS;
    let told = folded.iter().filter(|w| !lists.titles.contains(*w));
    told.clone().count() <= OWN_WORDS
        && !told.clone().any(|w| lists.offices.contains(w))
        && !["'s ", "’s ", " of "].iter().any(|part| name.contains(part))
        && name.split_whitespace().next_back().is_some_and(|w| w.starts_with(char::is_uppercase))
        && name.starts_with(char::is_uppercase)
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

/// True for a folded word that heads the name of a body: "coalition", "ministry".
pub(crate) fn is_body(word: &str) -> bool {
    LISTS.bodies.contains(word)
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
    fn an_office_belongs_to_one_person() {
        let held = |phrase: &str, name: &str| (office_words(phrase), fold_words(name));
        let offices = Offices::new(vec![
            held("Harbour League chairwoman", "Ida Moe"),
            held("the mayor of Marn", "Per Lund"),
            held("the former mayor of Marn", "Bo Vik"),
        ]);
        let who = |phrase: &str| offices.holder(phrase).map(|words| words.join(" "));
        assert_eq!(who("Harbour League chairwoman"), Some("ida moe".to_owned()));
        assert_eq!(who("League chairwoman"), Some("ida moe".to_owned()));
        // two mayors of one town: nobody
        assert_eq!(who("mayor of Marn"), None);
        assert_eq!(who("a League chairwoman"), None);
        assert_eq!(who("chairwoman"), None);
    }

    #[test]
    fn an_office_stands_before_or_behind_a_name() {
        assert_eq!(last_words("On Monday, the League chairwoman "), " the League chairwoman ");
        assert_eq!(apposition(", the mayor of Marn, said"), "the mayor of Marn");
        assert_eq!(apposition(" said"), "");
    }

    #[test]
    fn a_body_may_have_another_name() {
        let voice = |name: &str| Voice {
            names: split_list(name).iter().map(|n| Name::of(n, None)).collect(),
            source: BTreeSet::new(),
        };
        let renamed = |a: &str, b: &str| voice(a).may_be_renamed(&voice(b));
        assert!(renamed("scholars", "Halmar University"));
        assert!(renamed("the Moe campaign", "Harbour Party"));
        assert!(renamed("Ida Moe’s attorney", "Per Lund"));
        assert!(!renamed("Ida Moe", "Harbour Party"));
        assert!(!renamed("Ida Moe", "the scholars"));
        assert!(renamed("Edda Moe", "Ida Moe"));
        assert!(!renamed("Ida Moe", "Per Lund"));
        assert!(!renamed("Sen. Ida Moe", "Gov. Per Lund"));
        assert!(voice("the dockers").is_described());
        assert!(!voice("the Dockers’ Union").is_described());
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
        check("NDU", "Northern Dockers Union", true);
        check("NDU", "Nordland Dairy Board", false);
    }
}
