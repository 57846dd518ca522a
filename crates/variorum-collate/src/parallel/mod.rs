//! Parallels: sentences of two reports or more that tell the same thing, narrated or quoted.
//!
//! Reports are cut into passages ([`passage`]), an index gives the pairs to compare ([`candidates`]), a forest of
//! learned trees looks at each pair and its surroundings ([`measure`]), a second one also at what the first said of the
//! pairs around it ([`context`]), and pairs become groups ([`groups`]).
//! In doubt two sentences stand apart.

mod candidates;
mod context;
mod edit;
mod groups;
mod measure;
mod passage;
mod trees;

use crate::word::Lexicon;
use measure::Scene;
use passage::Passages;
use std::sync::OnceLock;
use variorum_model::{Annotated, Span};

pub use trees::Forest;

pub(crate) use edit::{findings, parallels};

static FIRST: &[u8] = include_bytes!("../../models/first.trees");
static SECOND: &[u8] = include_bytes!("../../models/second.trees");

/// From this probability on two sentences tell the same thing.
const BOUND: f32 = 0.46;

/// Names of the measures of the first look.
pub const FIRST_NAMES: [&str; measure::COUNT] = measure::NAMES;
/// Names of the measures that the second look adds.
pub const SECOND_NAMES: [&str; context::COUNT] = context::NAMES;

/// The two looks and from which probability on a pair is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Judges {
    first: Forest,
    second: Forest,
    bound: f32,
}

impl Judges {
    /// What ships.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Judges> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Self::read(FIRST, SECOND, BOUND).expect("the shipped forests are whole, a test says so")
        })
    }

    /// The reports' passages, and the groups of them that tell one thing.
    fn groups(&self, reports: &[&Annotated]) -> (Passages, Vec<groups::Group>) {
        let judge = |_: &Passages, _: &[(usize, usize)], rows: &[[f32; measure::COUNT]]| {
            rows.iter().map(|row| self.first.judge(row)).collect()
        };
        let compared = Compared::of(reports, judge);
        let sure = compared.sure(self);
        let groups = groups::groups(&compared.passages, &compared.pairs, &sure, self.bound);
        (compared.passages, groups)
    }

    /// Reads two forests; `None` where one of them is not whole.
    pub fn read(first: &[u8], second: &[u8], bound: f32) -> Option<Self> {
        Some(Self {
            first: Forest::read(first, measure::COUNT)?,
            second: Forest::read(second, measure::COUNT + context::COUNT)?,
            bound,
        })
    }
}

/// A story cut into passages, with the pairs that are compared and what was measured of them.
struct Compared {
    passages: Passages,
    pairs: Vec<(usize, usize)>,
    first: Vec<[f32; measure::COUNT]>,
    second: Vec<[f32; context::COUNT]>,
}

impl Compared {
    /// `judge` gives the first look's probability for each pair, from its measures.
    fn of(
        reports: &[&Annotated],
        judge: impl FnOnce(&Passages, &[(usize, usize)], &[[f32; measure::COUNT]]) -> Vec<f32>,
    ) -> Self {
        let mut lexicon = Lexicon::default();
        let passages = Passages::cut(reports, &mut lexicon);
        let pairs = candidates::candidates(&passages);
        let scene = Scene::of(&passages);
        let first: Vec<_> = pairs.iter().map(|(a, b)| scene.measure(*a, *b)).collect();
        let sure = judge(&passages, &pairs, &first);
        let links = context::Links::of(&passages, &scene, &pairs, &sure);
        let second = pairs.iter().map(|(a, b)| links.measure(*a, *b)).collect();
        Self { passages, pairs, first, second }
    }

    /// The second look's probability of each pair.
    fn sure(&self, judges: &Judges) -> Vec<f32> {
        let rows = self.first.iter().zip(&self.second);
        rows.map(|(first, second)| judges.second.judge(&[first.as_slice(), second].concat()))
            .collect()
    }
}

/// Where a sentence stands: index of the report, and span.
pub type At = (usize, Span);

/// Two sentences that were compared, for training.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredSentences {
    /// Where the two stand: more than one place where a sentence is told again word for word.
    pub places: [Vec<At>; 2],
    /// What the first look sees, in the order of [`FIRST_NAMES`].
    pub first: Vec<f32>,
    /// What the second adds, in the order of [`SECOND_NAMES`].
    pub second: Vec<f32>,
}

/// The members of each group that these judges find in the reports.
pub fn found(reports: &[Annotated], judges: &Judges) -> Vec<Vec<At>> {
    let reports: Vec<&Annotated> = reports.iter().collect();
    let (passages, groups) = judges.groups(&reports);
    let places = |group: &groups::Group| {
        let members = group.passages.iter().flat_map(|at| &passages.all[*at].places);
        members.map(|place| (place.witness, place.span)).collect()
    };
    groups.iter().map(places).collect()
}

/// Every pair of sentences that [`collate`](crate::collate) would compare, in a fixed order; `sure` is what the first
/// look says of them in that order, or `None` where the shipped one shall say it.
pub fn measured_sentences(reports: &[Annotated], sure: Option<&[f32]>) -> Vec<MeasuredSentences> {
    let reports: Vec<&Annotated> = reports.iter().collect();
    let judge = |_: &Passages, pairs: &[(usize, usize)], rows: &[[f32; measure::COUNT]]| match sure
    {
        Some(sure) if sure.len() == pairs.len() => sure.to_vec(),
        _ => rows.iter().map(|row| Judges::shipped().first.judge(row)).collect(),
    };
    let compared = Compared::of(&reports, judge);
    let places = |at: usize| {
        compared.passages.all[at].places.iter().map(|place| (place.witness, place.span)).collect()
    };
    let rows = compared.pairs.iter().zip(&compared.first).zip(&compared.second);
    rows.map(|((&(a, b), first), second)| MeasuredSentences {
        places: [places(a), places(b)],
        first: first.to_vec(),
        second: second.to_vec(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_model::{Block, BlockRole, Report};

    const CLOSED: &str =
        "The council of Marbek voted on Tuesday to close the old bridge for two years.";
    const FERRY: &str = "A ferry will carry schoolchildren across the river, said Ilse Varga.";
    const HARVEST: &str = "Growers in the valley expect the poorest apple harvest since the flood.";

    fn report(id: &str, sentences: &[&str]) -> Annotated {
        let mut out = Annotated::default();
        let mut text = String::new();
        for sentence in sentences {
            let span = Span::new(text.len(), text.len() + sentence.len());
            text.push_str(sentence);
            text.push('\n');
            out.every_sentence.push(span);
            out.report.blocks.push(Block { span, role: BlockRole::Body });
        }
        out.report =
            Report { id: id.to_owned(), text, blocks: out.report.blocks, ..Report::default() };
        out
    }

    #[test]
    fn the_shipped_forests_are_whole() {
        assert!(Judges::read(FIRST, SECOND, BOUND).is_some());
        assert!(Judges::read(&FIRST[..FIRST.len() - 1], SECOND, BOUND).is_none());
        assert!(Judges::read(SECOND, FIRST, BOUND).is_none());
    }

    #[test]
    fn a_sentence_told_again_is_found_and_another_matter_is_not() {
        let reports = [report("a", &[CLOSED, HARVEST]), report("b", &[FERRY, CLOSED])];
        let told = found(&reports, Judges::shipped());
        let words = |at: &At| at.1.of(&reports[at.0].report.text);
        let told: Vec<Vec<&str>> =
            told.iter().map(|group| group.iter().map(words).collect()).collect();
        assert_eq!(told, [[CLOSED, CLOSED]]);
    }

    #[test]
    fn a_lone_report_has_no_parallels() {
        assert!(found(&[report("a", &[CLOSED, FERRY, CLOSED])], Judges::shipped()).is_empty());
    }

    #[test]
    fn measures_do_not_depend_on_which_comes_first() {
        let reports = [
            report("a", &[CLOSED, FERRY]),
            report("b", &["Marbek closes its bridge, the council said.", HARVEST]),
        ];
        let reports: Vec<&Annotated> = reports.iter().collect();
        let passages = Passages::cut(&reports, &mut Lexicon::default());
        let scene = Scene::of(&passages);
        for a in 0..passages.all.len() {
            for b in 0..passages.all.len() {
                let (forth, back) = (scene.measure(a, b), scene.measure(b, a));
                for ((name, x), y) in FIRST_NAMES.iter().zip(forth).zip(back) {
                    assert!((x - y).abs() < 1e-5, "{name} of {a} and {b}: {x}, {y}");
                }
            }
        }
    }
}
