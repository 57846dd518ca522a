//! The word lists behind the rules, read once from `data/*.toml`.
//!
//! Everything that is a list of words stands in those files with its source; the code holds the grammar.

use crate::calibration::Calibration;
use crate::engine::{Engine, Network};
use crate::who::Heads;
use crate::word_list::{WordMap, WordSet};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use variorum_model::Stance;
use variorum_text::fold_word;

/// What the annotation knows before it sees a report.
#[derive(Debug)]
pub struct Models {
    pub(crate) cues: WordMap<Verb>,
    /// Verb forms that attribute only with the word after them: "lash" to "out".
    pub(crate) phrasal: WordMap<Vec<(String, Verb)>>,
    pub(crate) cue_nouns: WordMap<Stance>,
    /// Verbs that put a cue noun into the world: "issued a plea".
    pub(crate) issuing: WordSet,
    /// Verb forms that take a clause without "that".
    pub(crate) bare_clause: WordSet,
    pub(crate) names: Names,
    pub(crate) roles: Roles,
    pub(crate) media: Media,
    pub(crate) places: Places,
    pub(crate) labels: Labels,
    /// The learned engine; `None` for rules alone.
    pub(crate) network: Option<Network>,
    /// What its confidences come to; `None`: they stay as they are.
    pub(crate) calibration: Option<Calibration>,
    /// The heads that rank speakers and refuse quotations; `None`: what the rules say stands.
    pub(crate) heads: Option<Heads>,
}

impl Models {
    /// What the program annotates with: the lists, an engine's network, and what its confidences come to.
    ///
    /// # Panics
    /// Never with the shipped files: a test loads them.
    pub fn of(engine: Engine) -> Self {
        Self { heads: Some(Heads::embedded()), ..Self::undecided(engine) }
    }

    /// What an engine's heads are trained on: everything but them.
    ///
    /// # Panics
    /// Never with the shipped files: a test loads them.
    pub fn undecided(engine: Engine) -> Self {
        Self { calibration: Some(engine.calibration()), ..Self::embedded().with(engine.network()) }
    }

    /// Reads the windows of one report on so many threads; what is found is the same for any number.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { network: self.network.map(|network| network.threads(threads)), ..self }
    }

    /// These lists with a network beside the rules, its confidences as they come.
    #[must_use]
    pub fn with(self, network: Network) -> Self {
        Self { network: Some(network), ..self }
    }

    /// The lists that ship with the program.
    ///
    /// # Panics
    /// Never with the shipped lists: a test loads them.
    pub fn embedded() -> Self {
        let cues: CueFile = parse(include_str!("../../../data/cues.toml"), "cues.toml");
        let roles: RoleFile = parse(include_str!("../../../data/titles.toml"), "titles.toml");
        let names: NameFile =
            parse(include_str!("../../../data/first_names.toml"), "first_names.toml");
        let given_forms: NicknameFile =
            parse(include_str!("../../../data/speakers.toml"), "speakers.toml");
        let media: MediaFile = parse(include_str!("../../../data/media.toml"), "media.toml");
        let places: PlaceFile = parse(include_str!("../../../data/places.toml"), "places.toml");
        Self {
            cue_nouns: noun_forms(&cues),
            issuing: cues.issuing.forms.clone(),
            bare_clause: cues
                .bare_clause
                .lemmas
                .iter()
                .flat_map(|lemma| forms(lemma, &cues.irregular))
                .map(|(_, text)| text)
                .collect(),
            phrasal: phrasal_forms(&cues),
            cues: verb_forms(&cues),
            names: Names { forms: nicknames(given_forms), ..Names::from(&names) },
            roles: Roles::from(&roles),
            media: Media::from(&media),
            places: Places::from(&places),
            labels: parse(include_str!("../../../data/labels.toml"), "labels.toml"),
            network: None,
            calibration: None,
            heads: None,
        }
    }
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str, name: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("data/{name} is read by a test: {error}"))
}

/// What the line's first words tell of a label or a signature.
#[derive(Debug, Deserialize)]
pub(crate) struct Labels {
    /// Labels of somebody who asks and is not named.
    pub(crate) asking: WordSet,
    /// First words of lines that label or sign no words.
    pub(crate) not_speakers: WordSet,
    /// What may stand before "from" in a line that announces words.
    pub(crate) joining: WordSet,
    /// What one says, behind which "from" or "by" names who.
    pub(crate) sayings: WordSet,
    /// Particles inside names.
    pub(crate) particles: WordSet,
    /// What a platform writes before the holder's name.
    pub(crate) posted: Vec<String>,
}

/// A form of a reporting verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verb {
    pub(crate) stance: Stance,
    /// May take a clause or a whole quotation.
    pub(crate) clause: bool,
    /// May hold quoted words in its object.
    pub(crate) object: bool,
    /// Mostly something else: needs marks or a that-clause.
    pub(crate) weak: bool,
    /// Attributes only beside quotation marks.
    pub(crate) beside_marks: bool,
    pub(crate) form: Form,
}

/// How a verb form is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// "say", "says"
    Present,
    /// "said"
    Past,
    /// "saying"
    Participle,
}

#[derive(Deserialize)]
struct CueFile {
    verbs: Vec<VerbList>,
    irregular: HashMap<String, Vec<String>>,
    nouns: HashMap<String, Vec<String>>,
    weak: Forms,
    beside_marks: Forms,
    issuing: Forms,
    bare_clause: Lemmas,
}

#[derive(Deserialize)]
struct Lemmas {
    lemmas: Vec<String>,
}

#[derive(Deserialize)]
struct VerbList {
    stance: String,
    takes: String,
    lemmas: Vec<String>,
}

#[derive(Deserialize)]
struct Forms {
    forms: WordSet,
}

fn verb_forms(file: &CueFile) -> WordMap<Verb> {
    let mut out = WordMap::default();
    for list in &file.verbs {
        for lemma in list.lemmas.iter().filter(|lemma| !lemma.contains(' ')) {
            for (form, text) in forms(lemma, &file.irregular) {
                let verb = verb(list, file, &text, form);
                // a lemma of two lists takes what either takes; the first names the stance
                out.entry(text)
                    .and_modify(|known: &mut Verb| {
                        known.clause |= verb.clause;
                        known.object |= verb.object;
                    })
                    .or_insert(verb);
            }
        }
    }
    out
}

fn phrasal_forms(file: &CueFile) -> WordMap<Vec<(String, Verb)>> {
    let mut out: WordMap<Vec<(String, Verb)>> = WordMap::default();
    for list in &file.verbs {
        for (lemma, particle) in list.lemmas.iter().filter_map(|lemma| lemma.split_once(' ')) {
            for (form, text) in forms(lemma, &file.irregular) {
                let verb = Verb { weak: false, ..verb(list, file, &text, form) };
                let particles = out.entry(text).or_default();
                // of two lists the later one holds
                particles.retain(|(known, _)| known != particle);
                particles.push((particle.to_owned(), verb));
            }
        }
    }
    out
}

fn verb(list: &VerbList, file: &CueFile, text: &str, form: Form) -> Verb {
    Verb {
        stance: stance(&list.stance),
        clause: list.takes != "object",
        object: list.takes != "clause",
        weak: file.weak.forms.contains(text),
        beside_marks: file.beside_marks.forms.contains(text),
        form,
    }
}

/// The forms of a verb: irregular ones as listed, the others by the rules of English spelling.
fn forms(lemma: &str, irregular: &HashMap<String, Vec<String>>) -> Vec<(Form, String)> {
    let mut out = vec![(Form::Present, lemma.to_owned())];
    if let Some(listed) = irregular.get(lemma) {
        for text in listed {
            let form = if text.ends_with("ing") {
                Form::Participle
            } else if text.ends_with('s') && !lemma.ends_with('s') {
                Form::Present
            } else {
                Form::Past
            };
            if text != lemma {
                out.push((form, text.clone()));
            }
        }
        return out;
    }
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let consonant_y = lemma.ends_with('y')
        && !lemma.ends_with("ay")
        && !lemma.ends_with("ey")
        && !lemma.ends_with("oy");
    let (third, past) = if consonant_y {
        let root = &lemma[..lemma.len() - 1];
        (format!("{root}ies"), format!("{root}ied"))
    } else if ["s", "sh", "ch", "x", "z"].iter().any(|end| lemma.ends_with(end)) {
        (format!("{lemma}es"), format!("{stem}ed"))
    } else {
        (format!("{lemma}s"), format!("{stem}ed"))
    };
    out.push((Form::Present, third));
    out.push((Form::Past, past));
    out.push((
        Form::Participle,
        format!("{}ing", if lemma.ends_with("ee") { lemma } else { stem }),
    ));
    out
}

fn noun_forms(file: &CueFile) -> WordMap<Stance> {
    let mut out = WordMap::default();
    let mut lists: Vec<_> = file.nouns.iter().collect();
    lists.sort();
    for (name, nouns) in lists {
        for noun in nouns {
            out.insert(noun.clone(), stance(name));
            out.insert(format!("{noun}s"), stance(name));
        }
    }
    out
}

fn stance(name: &str) -> Stance {
    const ALL: [Stance; 12] = [
        Stance::Say,
        Stance::Claim,
        Stance::Accuse,
        Stance::Deny,
        Stance::Admit,
        Stance::Promise,
        Stance::Urge,
        Stance::Praise,
        Stance::Criticise,
        Stance::Ask,
        Stance::Warn,
        Stance::Think,
    ];
    ALL.into_iter()
        .find(|stance| stance.name() == name)
        .expect("cues.toml uses the names of Stance")
}

/// Given names and what they tell of gender.
#[derive(Debug)]
pub(crate) struct Names {
    men: WordSet,
    women: WordSet,
    either: WordSet,
    /// Forms of one first name ("bill", "william"), folded: number of the name.
    forms: WordMap<usize>,
}

/// What a name or title tells of gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Woman,
    Man,
}

#[derive(Deserialize)]
struct NameFile {
    men: String,
    women: String,
    either: String,
}

impl From<&NameFile> for Names {
    fn from(file: &NameFile) -> Self {
        let set = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        Self {
            men: set(&file.men),
            women: set(&file.women),
            either: set(&file.either),
            forms: WordMap::default(),
        }
    }
}

/// What `speakers.toml` tells of first names.
#[derive(Deserialize)]
struct NicknameFile {
    nicknames: Vec<Vec<String>>,
}

fn nicknames(file: NicknameFile) -> WordMap<usize> {
    let lines = file.nicknames.into_iter().enumerate();
    lines.flat_map(|(line, names)| names.into_iter().map(move |name| (name, line))).collect()
}

impl Names {
    pub(crate) fn is_given(&self, word: &str) -> bool {
        self.men.contains(word) || self.women.contains(word) || self.either.contains(word)
    }

    /// True for one folded name and for two forms of one: "bill", "william".
    pub(crate) fn same_given(&self, a: &str, b: &str) -> bool {
        a == b || self.forms.get(a).is_some_and(|form| self.forms.get(b) == Some(form))
    }

    /// `None` where both or neither bear it.
    pub(crate) fn gender(&self, word: &str) -> Option<Gender> {
        match (self.women.contains(word), self.men.contains(word), self.either.contains(word)) {
            (true, false, false) => Some(Gender::Woman),
            (false, true, false) => Some(Gender::Man),
            _ => None,
        }
    }
}

/// Titles, roles and kinds of body.
#[derive(Debug)]
pub(crate) struct Roles {
    pub(crate) titles: WordSet,
    pub(crate) modifiers: WordSet,
    pub(crate) persons: WordSet,
    pub(crate) groups: WordSet,
    pub(crate) bodies: WordSet,
    pub(crate) speaking_bodies: WordSet,
    /// Nouns for one's family.
    pub(crate) kin: WordSet,
    pub(crate) outlet_again: WordSet,
    /// Noun to the words that may have introduced the same person.
    pub(crate) synonyms: WordMap<Vec<String>>,
    /// Bodies by their folded short names: "gop".
    short: WordMap<String>,
}

impl Roles {
    /// The full name that a short one stands for.
    pub(crate) fn known_as(&self, name: &str) -> Option<&str> {
        self.short.get(&bare(name)).map(String::as_str)
    }

    /// True for a noun for a body: "union".
    pub(crate) fn is_body(&self, low: &str) -> bool {
        self.bodies.contains(low) || self.speaking_bodies.contains(low)
    }

    /// True for a noun, in singular or plural, for people or bodies that may speak.
    pub(crate) fn is_speaker(&self, low: &str) -> bool {
        self.persons.contains(low)
            || self.groups.contains(low)
            || self.bodies.contains(low)
            || self.speaking_bodies.contains(low)
            || self.persons.contains(&crate::speaker::singular(low))
    }
}

#[derive(Deserialize)]
struct RoleFile {
    titles: Vec<String>,
    modifiers: Vec<String>,
    persons: Vec<String>,
    groups: Vec<String>,
    bodies: Vec<String>,
    speaking_bodies: Vec<String>,
    kin: Vec<String>,
    again: Again,
    synonyms: WordMap<Vec<String>>,
    short: WordMap<String>,
}

#[derive(Deserialize)]
struct Again {
    outlet: Vec<String>,
}

impl From<&RoleFile> for Roles {
    fn from(file: &RoleFile) -> Self {
        let set = |list: &[String]| list.iter().cloned().collect();
        Self {
            // "Bishop Dell": a role in capitals before a name is a title
            titles: file.titles.iter().chain(&file.persons).cloned().collect(),
            modifiers: set(&file.modifiers),
            persons: set(&file.persons),
            groups: set(&file.groups),
            bodies: set(&file.bodies),
            speaking_bodies: set(&file.speaking_bodies),
            kin: set(&file.kin),
            outlet_again: set(&file.again.outlet),
            synonyms: file.synonyms.clone(),
            short: file.short.clone(),
        }
    }
}

/// Media, agencies and platforms by folded name, and the nouns for documents and occasions.
#[derive(Debug)]
pub(crate) struct Media {
    pub(crate) agencies: WordSet,
    pub(crate) outlets: WordSet,
    pub(crate) platforms: WordSet,
    pub(crate) platform_verbs: WordMap<String>,
    pub(crate) documents: WordSet,
    pub(crate) occasions: WordSet,
    /// Further occasions, read as such only where somebody speaks in them.
    pub(crate) settings: WordSet,
    /// Nouns for a copy of what was said: "transcript".
    pub(crate) copies: WordSet,
    /// Documents that are nobody's letter: "the study".
    pub(crate) impersonal: WordSet,
    /// Forms of verbs that put words into the world: "issued", "airing".
    pub(crate) putting: WordSet,
    /// Forms of verbs whose subject is a document's author: "sent".
    pub(crate) authoring: WordSet,
    /// Forms of verbs by which a document holds somebody's words: "ends", "features".
    pub(crate) holding: WordSet,
    /// Nouns for those who are told something: "reporters".
    pub(crate) audiences: WordSet,
    pub(crate) media_nouns: WordSet,
    /// Nouns for one text of opinion.
    pub(crate) opinion: WordSet,
    /// Last words of the names of media.
    pub(crate) heads: WordSet,
    /// Places of speech: "rose garden".
    pub(crate) venues: WordSet,
    /// Last words of the names of bodies that hear somebody: "committee".
    pub(crate) hearing: WordSet,
    /// Nouns whose plural tells the way of words without an article: "in court papers".
    pub(crate) plurals: WordSet,
    /// Words before such a plural: "court".
    pub(crate) plural_kinds: WordSet,
    /// Documents in somebody's first person: "letter".
    pub(crate) authored: WordSet,
    /// Nouns for several of a kind: "a series of".
    pub(crate) heaps: WordSet,
}

#[derive(Deserialize)]
struct MediaFile {
    agencies: Vec<String>,
    outlets: Vec<String>,
    platforms: Vec<String>,
    platform_verbs: WordMap<String>,
    nouns: MediaNouns,
    verbs: MediaVerbs,
    audiences: Audiences,
}

#[derive(Deserialize)]
struct MediaVerbs {
    putting: Vec<String>,
    authoring: Vec<String>,
    holding: Vec<String>,
}

#[derive(Deserialize)]
struct Audiences {
    nouns: Vec<String>,
}

#[derive(Deserialize)]
struct MediaNouns {
    document: Vec<String>,
    occasion: Vec<String>,
    setting: Vec<String>,
    copy: Vec<String>,
    impersonal: Vec<String>,
    medium: Vec<String>,
    opinion: Vec<String>,
    heads: Vec<String>,
    venue: Vec<String>,
    hearing: Vec<String>,
    plural: Vec<String>,
    plural_kind: Vec<String>,
    authored: Vec<String>,
    heap: Vec<String>,
}

impl From<&MediaFile> for Media {
    fn from(file: &MediaFile) -> Self {
        let folded = |list: &[String]| list.iter().map(|name| bare(name).into_owned()).collect();
        Self {
            agencies: folded(&file.agencies),
            outlets: folded(&file.outlets),
            platforms: folded(&file.platforms),
            platform_verbs: file.platform_verbs.clone(),
            documents: file.nouns.document.iter().cloned().collect(),
            occasions: file.nouns.occasion.iter().cloned().collect(),
            settings: file.nouns.setting.iter().cloned().collect(),
            copies: file.nouns.copy.iter().cloned().collect(),
            impersonal: file.nouns.impersonal.iter().cloned().collect(),
            putting: file.verbs.putting.iter().cloned().collect(),
            authoring: file.verbs.authoring.iter().cloned().collect(),
            holding: file.verbs.holding.iter().cloned().collect(),
            audiences: file.audiences.nouns.iter().cloned().collect(),
            media_nouns: file.nouns.medium.iter().cloned().collect(),
            opinion: file.nouns.opinion.iter().cloned().collect(),
            heads: file.nouns.heads.iter().cloned().collect(),
            venues: file.nouns.venue.iter().cloned().collect(),
            hearing: file.nouns.hearing.iter().cloned().collect(),
            plurals: file.nouns.plural.iter().cloned().collect(),
            plural_kinds: file.nouns.plural_kind.iter().cloned().collect(),
            authored: file.nouns.authored.iter().cloned().collect(),
            heaps: file.nouns.heap.iter().cloned().collect(),
        }
    }
}

/// A name folded and without its article.
pub(crate) fn bare(name: &str) -> Cow<'_, str> {
    const ARTICLE: &str = "the ";
    let name = name.trim();
    // most words that are asked for come folded
    if name.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b' ' | b'-' | b'.')) {
        return Cow::Borrowed(name.strip_prefix(ARTICLE).unwrap_or(name));
    }
    let mut folded = fold_word(name);
    if folded.starts_with(ARTICLE) {
        folded.drain(..ARTICLE.len());
    }
    Cow::Owned(folded)
}

/// Countries, their people, capitals and governments: any of these words to the canonical name.
#[derive(Debug)]
pub(crate) struct Places {
    canonical: WordMap<String>,
    /// Canonical name to the words that stand for it as an adjective.
    adjectives: WordMap<String>,
    metonyms: WordMap<String>,
    /// Other names of places, without their capitals.
    aliases: WordMap<String>,
    /// States, provinces and towns: places that no report takes for a speaker.
    regions: WordSet,
}

#[derive(Deserialize)]
struct PlaceFile {
    regions: Vec<String>,
    place: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    capitals: Vec<String>,
    #[serde(default)]
    metonyms: Vec<String>,
}

impl From<&PlaceFile> for Places {
    fn from(file: &PlaceFile) -> Self {
        let mut out = Self {
            canonical: WordMap::default(),
            adjectives: WordMap::default(),
            metonyms: WordMap::default(),
            aliases: WordMap::default(),
            regions: file.regions.iter().map(|name| bare(name).into_owned()).collect(),
        };
        for place in &file.place {
            for word in place.aliases.iter().chain([&place.name]).chain(&place.capitals) {
                out.canonical.insert(bare(word).into_owned(), place.name.clone());
            }
            for word in &place.aliases {
                out.aliases.insert(bare(word).into_owned(), place.name.clone());
            }
            for word in &place.adjectives {
                out.adjectives.insert(bare(word).into_owned(), place.name.clone());
            }
            for word in &place.metonyms {
                out.metonyms.insert(bare(word).into_owned(), place.name.clone());
            }
        }
        out
    }
}

impl Places {
    /// The place that a name, capital, demonym or metonym stands for.
    pub(crate) fn stands_for(&self, words: &str) -> Option<&str> {
        let key = bare(words);
        [&self.canonical, &self.adjectives, &self.metonyms]
            .into_iter()
            .find_map(|map| map.get(&key))
            .map(String::as_str)
    }

    /// The canonical name for another name of the same place ("U.S."); capitals stay as they are.
    pub(crate) fn canonical(&self, words: &str) -> Option<&str> {
        self.aliases.get(&bare(words)).map(String::as_str)
    }

    /// True for states, provinces and towns.
    pub(crate) fn is_region(&self, words: &str) -> bool {
        self.regions.contains(&bare(words))
    }

    /// True for names and capitals of places.
    pub(crate) fn is_place(&self, words: &str) -> bool {
        self.canonical.contains_key(&bare(words))
    }

    /// The place an adjective or a noun of people belongs to.
    pub(crate) fn of_adjective(&self, word: &str) -> Option<&str> {
        self.adjectives.get(&bare(word)).map(String::as_str)
    }

    /// True for "the Kremlin", "the White House".
    pub(crate) fn is_metonym(&self, words: &str) -> bool {
        self.metonyms.contains_key(&bare(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_lists_load_and_inflect() {
        let models = Models::embedded();
        for form in [
            "said", "tweeted", "replies", "replied", "accusing", "pledged", "denies", "blogged",
            "argued",
        ] {
            assert!(models.cues.contains_key(form), "{form}");
        }
        assert!(models.cues["see"].weak && !models.cues["said"].weak);
        assert_eq!(models.cues["denied"].stance, Stance::Deny);
        assert_eq!(models.names.gender("Ruth"), Some(Gender::Woman));
        assert_eq!(models.places.stands_for("Pyongyang"), Some("North Korea"));
    }
}
