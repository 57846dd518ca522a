//! Annotated reports to their edition: statements, apparatus, traditions, coverage, findings.
//!
//! In: reports with their attributions, and perhaps primary texts. Out: one [`Edition`].
//! It refuses to know how an edition is shown, and it never says which reading is true.
//!
//! [`collate`] is pure: the same reports in any order give the same edition. What is compared is bounded
//! (copies follow one exemplar, candidates come from an index), so the cost grows with the reports and not
//! with their pairs.

mod align;
mod difference;
mod frequency;
mod group;
mod likeness;
mod occasion;
mod polarity;
mod segment;
mod sigla;
mod speaker;
mod statement;
mod synonym;
mod twin;
mod word;

use variorum_model::{Annotated, Edition, QuotationRef, Witness};

pub use likeness::{MEASURES, NAMES};

/// Which reading the others are shown against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// The longest marked reading of the largest tradition, ties by the report's id.
    #[default]
    Rule,
    /// The reading of the report with this id, where it has one; else by the rule.
    Report(String),
    /// None.
    None,
}

/// How to collate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Primary texts: witnesses that are not reports.
    pub primaries: Vec<Annotated>,
    /// Which reading comes first.
    pub base: Base,
}

/// Collates the reports of one story.
pub fn collate(mut reports: Vec<Annotated>, options: &Options) -> Edition {
    reports.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut edition = Edition::default();
    let references: Vec<_> = reports.iter().map(|a| &a.report).collect();
    let sigla = sigla::sigla(&references);
    edition.witnesses = reports
        .into_iter()
        .zip(sigla)
        .map(|(annotated, siglum)| Witness { siglum, annotated, primary: false })
        .collect();
    edition.quotations = quotations(&edition);
    let mut lexicon = word::Lexicon::default();
    let all: Vec<&Annotated> = edition.witnesses.iter().map(|w| &w.annotated).collect();
    let segments = segment::Segments::cut(&all, &mut lexicon);
    let groups = group::group(&segments, &lexicon);
    edition.statements = statement::statements(&edition, &segments, &groups);
    let _ = options;
    edition
}

fn key(annotated: &Annotated) -> (&str, &str, &str) {
    (&annotated.report.id, &annotated.report.text_sha256, &annotated.report.text)
}

fn quotations(edition: &Edition) -> Vec<QuotationRef> {
    let of = |(witness, w): (usize, &Witness)| {
        (0..w.annotated.quotations.len())
            .map(move |quotation| QuotationRef { witness, quotation })
            .collect::<Vec<_>>()
    };
    edition.witnesses.iter().enumerate().flat_map(of).collect()
}

/// Two segments that were compared, for fitting the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredPair {
    /// (report id, index of the quotation in it) of the two.
    pub quotations: [(String, usize); 2],
    /// What was measured, in the order of [`NAMES`].
    pub measures: [f32; MEASURES],
    /// True where a rule forbids joining them.
    pub veto: bool,
}

/// Every pair of segments that [`collate`] would compare.
pub fn measured_pairs(reports: &[Annotated]) -> Vec<MeasuredPair> {
    let mut sorted: Vec<&Annotated> = reports.iter().collect();
    sorted.sort_by(|a, b| key(a).cmp(&key(b)));
    let quotations: Vec<(String, usize)> = sorted
        .iter()
        .flat_map(|a| (0..a.quotations.len()).map(|q| (a.report.id.clone(), q)))
        .collect();
    let mut lexicon = word::Lexicon::default();
    let segments = segment::Segments::cut(&sorted, &mut lexicon);
    let lone = (0..segments.segments.len()).map(|at| (at, vec![at])).collect();
    group::pairs(&segments, &lexicon, &lone, true)
        .into_iter()
        .map(|pair| MeasuredPair {
            quotations: pair.segments.map(|s| quotations[segments.segments[s].quotation].clone()),
            measures: pair.likeness.measures,
            veto: pair.likeness.veto || pair.likeness.thin,
        })
        .collect()
}
