//! Traditions: witnesses that share a wording against the others.
//!
//! Witnesses are compared over all statements they share, for one short fragment proves nothing; each only
//! with the leaders of the traditions found so far, so that the cost grows with the witnesses.

use crate::collation::{Agreement, Collation};
use std::collections::BTreeMap;
use variorum_model::{Edition, Tradition};

/// Witnesses of one tradition share at least this part of their words.
const ALIKE: f32 = 0.85;
/// Fewer words in common prove nothing.
const FEWEST: f32 = 10.0;
/// In one statement, readings of at least [`FEWEST`] words that share less than this are two wordings.
const UNLIKE: f32 = 0.65;
/// Words quoted in a label.
const WORDS: usize = 4;

/// The number of each witness's tradition over the whole edition, and what binds it to its leader.
pub(crate) struct Wordings {
    /// By witness: the leader of its tradition.
    leaders: Vec<usize>,
    /// By witness: its agreement with its leader.
    bonds: Vec<Agreement>,
    /// By witness and statement: its readings.
    places: Vec<BTreeMap<usize, Vec<usize>>>,
}

impl Wordings {
    /// Sorts the witnesses by what they share.
    pub fn of(edition: &Edition, collations: &[Collation]) -> Self {
        let places = places(edition, collations);
        let count = edition.witnesses.len();
        let mut order: Vec<usize> = (0..count).collect();
        let weight = |witness: &usize| places[*witness].values().flatten().count();
        order.sort_by_key(|witness| (std::cmp::Reverse(weight(witness)), *witness));
        let mut leaders: Vec<usize> = (0..count).collect();
        let mut bonds = vec![Agreement::default(); count];
        let mut found: Vec<usize> = Vec::new();
        for witness in order {
            let best = found
                .iter()
                .map(|leader| (agreement(collations, &places, witness, *leader), *leader))
                .filter(|(bond, _)| bond.of >= FEWEST && bond.share() >= ALIKE)
                .max_by(|a, b| a.0.share().total_cmp(&b.0.share()).then(b.1.cmp(&a.1)));
            match best {
                Some((bond, leader)) => {
                    leaders[witness] = leader;
                    bonds[witness] = bond;
                }
                None => found.push(witness),
            }
        }
        Self { leaders, bonds, places }
    }

    /// True where two witnesses share a tradition.
    pub fn agree(&self, a: usize, b: usize) -> bool {
        self.leaders[a] == self.leaders[b]
    }

    /// True where two witnesses word the speaker otherwise throughout: two translations, not a slip.
    pub fn are_translations(&self, collations: &[Collation], a: usize, b: usize) -> bool {
        let shared = self.places[a].keys().filter(|at| self.places[b].contains_key(at)).count();
        if self.agree(a, b) || shared < 2 {
            return false;
        }
        let agreement = agreement(collations, &self.places, a, b);
        agreement.of >= 2.0 * FEWEST && agreement.share() < ALIKE
    }

    /// The traditions of one statement and each reading's place among them, the largest first.
    pub fn traditions(
        &self,
        edition: &Edition,
        collation: &Collation,
    ) -> (Vec<Tradition>, Vec<usize>) {
        // a group's first reading speaks for it
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for reading in 0..collation.words.len() {
            let home = groups.iter().position(|group| self.share(collation, group[0], reading));
            match home {
                Some(at) => groups[at].push(reading),
                None => groups.push(vec![reading]),
            }
        }
        let witnesses = |group: &[usize]| -> Vec<usize> {
            let mut out: Vec<usize> = group.iter().map(|r| collation.witnesses[*r]).collect();
            out.sort_unstable();
            out.dedup();
            out
        };
        groups.sort_by_key(|group| (std::cmp::Reverse(witnesses(group).len()), group[0]));
        let mut of = vec![0; collation.words.len()];
        for (at, group) in groups.iter().enumerate() {
            for &reading in group {
                of[reading] = at;
            }
        }
        let traditions = groups
            .iter()
            .map(|group| {
                let witnesses = witnesses(group);
                Tradition {
                    label: label(edition, collation, group),
                    evidence: self.evidence(edition, &witnesses),
                    witnesses,
                }
            })
            .collect();
        (traditions, of)
    }

    fn share(&self, collation: &Collation, a: usize, b: usize) -> bool {
        let (x, y) = (collation.witnesses[a], collation.witnesses[b]);
        if x == y {
            return true;
        }
        let here = collation.agreement(a, b);
        let same = here.of > 0.0 && here.share() >= 1.0 && here.of >= both(collation, a, b);
        same || self.agree(x, y) && (here.of < FEWEST || here.share() >= UNLIKE)
    }

    fn evidence(&self, edition: &Edition, witnesses: &[usize]) -> Vec<String> {
        let siglum = |witness: usize| edition.witnesses[witness].siglum.as_str();
        let bond = |witness: &usize| {
            let leader = self.leaders[*witness];
            (leader != *witness && witnesses.contains(&leader)).then(|| {
                let bond = self.bonds[*witness];
                // an agreement counts the words of both
                format!(
                    "{} gives {:.0} of {:.0} words as {} does, over every passage that both quote",
                    siglum(*witness),
                    (bond.shared / 2.0).round().max(1.0),
                    (bond.of / 2.0).round().max(1.0),
                    siglum(leader),
                )
            })
        };
        let out: Vec<String> = witnesses.iter().filter_map(bond).collect();
        match (out.is_empty(), witnesses) {
            (true, [lone]) => vec![format!("no other witness words it as {} does", siglum(*lone))],
            (true, several) => {
                let names: Vec<&str> = several.iter().map(|w| siglum(*w)).collect();
                vec![format!("{} share one wording of this speaker", names.join(" and "))]
            }
            _ => out,
        }
    }
}

/// Words of both readings.
fn both(collation: &Collation, a: usize, b: usize) -> f32 {
    (collation.length(a) + collation.length(b)) as f32
}

/// By witness and statement: its readings.
fn places(edition: &Edition, collations: &[Collation]) -> Vec<BTreeMap<usize, Vec<usize>>> {
    let mut out = vec![BTreeMap::new(); edition.witnesses.len()];
    for (statement, collation) in collations.iter().enumerate() {
        if collation.witnesses.iter().any(|witness| *witness != collation.witnesses[0]) {
            for (reading, witness) in collation.witnesses.iter().enumerate() {
                out[*witness].entry(statement).or_insert_with(Vec::new).push(reading);
            }
        }
    }
    out
}

fn agreement(
    collations: &[Collation],
    places: &[BTreeMap<usize, Vec<usize>>],
    a: usize,
    b: usize,
) -> Agreement {
    let mut out = Agreement::default();
    for (statement, readings) in &places[a] {
        let Some(others) = places[b].get(statement) else { continue };
        for reading in readings {
            // of several readings of one witness, the one that is nearest counts
            let best = others
                .iter()
                .map(|other| collations[*statement].agreement(*reading, *other))
                .max_by(|x, y| x.shared.total_cmp(&y.shared));
            out += best.unwrap_or_default();
        }
    }
    out
}

/// The siglum of the first witness and its first words.
fn label(edition: &Edition, collation: &Collation, group: &[usize]) -> String {
    let reading = group[0];
    let witness = collation.witnesses[reading];
    let text = edition.text(witness);
    let words: Vec<&str> = collation.words[reading]
        .iter()
        .filter(|word| word.is_spoken())
        .take(WORDS)
        .map(|word| word.span.of(text))
        .collect();
    let more = if collation.length(reading) > WORDS { " …" } else { "" };
    format!("{}: “{}{more}”", edition.witnesses[witness].siglum, words.join(" "))
}
