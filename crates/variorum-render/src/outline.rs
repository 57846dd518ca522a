//! What the terminal and the page both show, before either decides how it looks: which statements
//! are shared, by which route the words came, which readings are the same words, which variants
//! say the same.

use crate::visible::one_line;
use crate::words::carries;
use std::collections::BTreeMap;
use variorum_model::{
    Edition, Entry, Link, LinkRole, Mode, Source, Span, Statement, Tradition, VariantKind,
};

/// The witness of one of the statement's readings.
pub(crate) fn witness(edition: &Edition, statement: &Statement, reading: usize) -> usize {
    edition.quotations[statement.readings[reading].quotation].witness
}

/// The witnesses with a reading, each once, in order.
fn witnesses(edition: &Edition, statement: &Statement) -> Vec<usize> {
    let readings = 0..statement.readings.len();
    let mut found: Vec<usize> = readings.map(|at| witness(edition, statement, at)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The statements that two witnesses or more render, in the order of the edition.
pub(crate) fn shared(edition: &Edition) -> Vec<usize> {
    let statements = edition.statements.iter().enumerate();
    let shared = statements.filter(|(_, statement)| witnesses(edition, statement).len() > 1);
    shared.map(|(index, _)| index).collect()
}

/// The statements that two witnesses or more carry in any form, their own voice included.
pub(crate) fn covered(edition: &Edition) -> Vec<usize> {
    let is_covered = |statement: &Statement| {
        statement.coverage.iter().filter(|&&how| carries(how)).count() > 1
            || witnesses(edition, statement).len() > 1
    };
    let statements = edition.statements.iter().enumerate();
    statements.filter(|(_, statement)| is_covered(statement)).map(|(index, _)| index).collect()
}

/// The statements that one witness alone renders, by witness.
pub(crate) fn alone(edition: &Edition) -> Vec<(usize, Vec<usize>)> {
    let mut by_witness: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, statement) in edition.statements.iter().enumerate() {
        if let [only] = witnesses(edition, statement)[..] {
            by_witness.entry(only).or_default().push(index);
        }
    }
    by_witness.into_iter().collect()
}

/// The way the words came: the same links to all of `witnesses`.
pub(crate) struct Route<'e> {
    /// From the speaker towards the reports, as the first witness names them.
    pub(crate) links: Vec<&'e Link>,
    pub(crate) witnesses: Vec<usize>,
}

/// The routes of a statement, in order of their first witness.
pub(crate) fn routes<'e>(edition: &'e Edition, statement: &'e Statement) -> Vec<Route<'e>> {
    let speaker = statement.speaker.as_ref().map_or("", |speaker| &speaker.name);
    let mut routes: Vec<Route<'e>> = Vec::new();
    let mut known: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for reading in &statement.readings {
        let at = edition.quotations[reading.quotation];
        let annotated = &edition.witnesses[at.witness].annotated;
        let quotation = edition.quotation(reading.quotation);
        let chain = annotated.attributions.get(quotation.attribution).map(|a| a.chain.as_slice());
        // The siglum stands for the outlet, the statement's speaker for the speaker.
        let links = chain.unwrap_or_default().iter().filter(|link| match link.role {
            LinkRole::Outlet => false,
            LinkRole::Speaker => link.name != speaker,
            _ => true,
        });
        let links: Vec<&Link> = links.collect();
        let names = links.iter().map(|link| link.name.as_str()).collect();
        let route = *known.entry(names).or_insert_with(|| {
            routes.push(Route { links, witnesses: Vec::new() });
            routes.len() - 1
        });
        if !routes[route].witnesses.contains(&at.witness) {
            routes[route].witnesses.push(at.witness);
        }
    }
    routes
}

/// Readings of a tradition that two witnesses or more share; `tradition` is `None` for the others.
pub(crate) struct Group<'e> {
    pub(crate) tradition: Option<&'e Tradition>,
    pub(crate) renderings: Vec<Rendering>,
}

/// Readings in the same words and the same mode.
pub(crate) struct Rendering {
    /// The stretches of the utterance, each on one line.
    pub(crate) words: Vec<String>,
    pub(crate) mode: Mode,
    /// Indices in the statement's readings.
    pub(crate) readings: Vec<usize>,
}

impl Rendering {
    /// True where every report's reading is in doubt.
    pub(crate) fn is_doubtful(&self, edition: &Edition, statement: &Statement) -> bool {
        self.readings.iter().all(|&at| edition.is_doubtful(statement.readings[at].quotation))
    }
}

/// The readings of a statement by shared tradition, in order of their first reading; those of no
/// shared tradition come last.
pub(crate) fn groups<'e>(edition: &'e Edition, statement: &'e Statement) -> Vec<Group<'e>> {
    let mut groups: Vec<Group<'e>> = Vec::new();
    let mut group_of: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    let mut rendering_of: BTreeMap<(usize, Mode, Vec<String>), usize> = BTreeMap::new();
    for (at, reading) in statement.readings.iter().enumerate() {
        // A witness that words it alone needs no tradition named: its words stand below.
        let tradition = reading.tradition.filter(|&at| is_shared(statement, at));
        let group = *group_of.entry(tradition).or_insert_with(|| {
            let tradition = tradition.map(|at| &statement.traditions[at]);
            groups.push(Group { tradition, renderings: Vec::new() });
            groups.len() - 1
        });
        let text = edition.text(witness(edition, statement, at));
        let words: Vec<String> =
            reading.spans.iter().map(|span| one_line(span.of(text)).into_owned()).collect();
        let mode = edition.quotation(reading.quotation).mode;
        let renderings = &mut groups[group].renderings;
        let same = *rendering_of.entry((group, mode, words.clone())).or_insert_with(|| {
            renderings.push(Rendering { words, mode, readings: Vec::new() });
            renderings.len() - 1
        });
        renderings[same].readings.push(at);
    }
    groups.sort_by_key(|group| group.tradition.is_none());
    groups
}

fn is_shared(statement: &Statement, tradition: usize) -> bool {
    statement.traditions.get(tradition).is_some_and(|tradition| tradition.witnesses.len() > 1)
}

/// Sources of one report under one name: the places that declare them together.
pub(crate) struct Reliance<'e> {
    /// The first of them.
    pub(crate) source: &'e Source,
    /// The words of all.
    pub(crate) evidence: Vec<Span>,
}

/// The sources of an edition, each once a report, in order of their first place.
pub(crate) fn reliances(edition: &Edition) -> Vec<Reliance<'_>> {
    let mut found: Vec<Reliance> = Vec::new();
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for source in &edition.sources {
        let key = (source.witness, &source.relies_on, source.role, source.declared);
        let at = *known.entry(key).or_insert_with(|| {
            found.push(Reliance { source, evidence: Vec::new() });
            found.len() - 1
        });
        found[at].evidence.extend(&source.evidence);
    }
    found
}

/// Variants of one entry that do the same in the same words.
pub(crate) struct Alternative {
    pub(crate) kind: VariantKind,
    /// On one line; empty where nothing stands in the lemma's place.
    pub(crate) words: String,
    /// Readings and the places of their words.
    pub(crate) places: Vec<(usize, Span)>,
}

/// The variants of an entry, in order of their first reading.
pub(crate) fn alternatives(
    edition: &Edition,
    statement: &Statement,
    entry: &Entry,
) -> Vec<Alternative> {
    let mut found: Vec<Alternative> = Vec::new();
    let mut known: BTreeMap<(VariantKind, String), usize> = BTreeMap::new();
    for variant in &entry.variants {
        let text = edition.text(witness(edition, statement, variant.reading));
        let words = one_line(variant.span.of(text)).into_owned();
        let kind = variant.kind;
        let at = *known.entry((kind, words.clone())).or_insert_with(|| {
            found.push(Alternative { kind, words, places: Vec::new() });
            found.len() - 1
        });
        found[at].places.push((variant.reading, variant.span));
    }
    found
}

/// The word before an empty lemma, after which the others add; empty at the head of the text.
pub(crate) fn anchor<'e>(edition: &'e Edition, statement: &Statement, entry: &Entry) -> &'e str {
    let text = edition.text(witness(edition, statement, entry.lemma_reading));
    let before = text.get(..entry.lemma.start).unwrap_or_default();
    before.split_whitespace().next_back().unwrap_or_default()
}

/// How often each kind occurs among the entries that do not change the sense, in order of kind.
pub(crate) fn minor(statement: &Statement) -> Vec<(VariantKind, usize)> {
    let mut counts: BTreeMap<VariantKind, usize> = BTreeMap::new();
    for entry in statement.apparatus.iter().filter(|entry| !entry.substantive) {
        let mut kinds: Vec<VariantKind> = entry.variants.iter().map(|v| v.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            *counts.entry(kind).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}
