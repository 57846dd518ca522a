//! Annotated reports to their edition: statements, apparatus, traditions, coverage, parallels, findings.
//!
//! In: reports with their attributions, and perhaps primary texts. Out: one [`Edition`].
//! It refuses to know how an edition is shown, and it never says which reading is true.
//!
//! [`collate`] is pure: the same reports in any order give the same edition. What is compared is bounded
//! (copies follow one exemplar, candidates come from an index), so the cost grows with the reports and not
//! with their pairs.

mod align;
mod apparatus;
mod aside;
mod collation;
mod corroborated;
mod coverage;
mod credit;
mod difference;
mod differs;
mod findings;
mod findings_wording;
mod frequency;
mod group;
mod likeness;
mod meaning;
mod occasion;
mod parallel;
mod polarity;
mod segment;
mod seriousness;
mod sigla;
mod small;
mod speaker;
mod statement;
mod synonym;
mod tradition;
mod twin;
mod word;

use variorum_model::{Annotated, Edition, QuotationRef, Source, Witness};

pub use credit::Credits;
pub use difference::american;
pub use frequency::weight;
pub use likeness::{MEASURES, NAMES};
pub use parallel::{
    At, FIRST_NAMES, Forest, Judges, MeasuredSentences, SECOND_NAMES, found as parallels,
    measured_sentences,
};
pub use polarity::is_negator;
pub use small::{is_small, written_out};
pub use synonym::near;

/// Which reading the others are shown against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// The longest marked reading of the largest tradition, ties by the report's id.
    #[default]
    Rule,
    /// The reading of the report with this id or siglum, where it has one; else by the rule.
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
    /// Quotations with less confidence are doubtful; between 0 and 1.
    pub sure: f32,
    /// Who judges whether two sentences tell the same thing; what ships where `None`.
    pub judges: Option<Judges>,
}

/// Collates the reports of one story.
pub fn collate(mut reports: Vec<Annotated>, options: &Options) -> Edition {
    reports.sort_by(|a, b| key(a).cmp(&key(b)));
    let (reports, mut notices) = aside::set_aside(reports);
    if let [lone] = reports.as_slice()
        && options.primaries.is_empty()
    {
        notices.push(aside::lone(lone));
    }
    let mut primaries = options.primaries.clone();
    primaries.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut edition = Edition {
        witnesses: witnesses(reports, primaries),
        notices,
        sure: options.sure,
        ..Edition::default()
    };
    let base = edition_base(&edition, &options.base);
    edition.quotations = quotations(&edition);
    edition.sources = sources(&edition);

    let mut lexicon = word::Lexicon::default();
    let all: Vec<&Annotated> = edition.witnesses.iter().map(|w| &w.annotated).collect();
    let segments = segment::Segments::cut(&all, &mut lexicon);
    let groups = group::group(&segments, &lexicon);
    edition.corroborated = corroborated::corroborated(&edition, &segments, &groups);
    edition.statements = statement::statements(&edition, &segments, &groups);
    edition.title = title(&edition);

    let collations: Vec<collation::Collation> = edition
        .statements
        .iter()
        .map(|statement| collation::Collation::of(&edition, statement, &mut lexicon))
        .collect();
    let wordings = tradition::Wordings::of(&edition, &collations);
    let mut statements = std::mem::take(&mut edition.statements);
    let mut findings = Vec::new();
    for (at, (statement, collation)) in statements.iter_mut().zip(&collations).enumerate() {
        apparatus::edit(&edition, statement, collation, &wordings, &base, &mut lexicon);
        findings.extend(findings_wording::find(
            &edition,
            statement,
            &collations,
            at,
            &segments,
            &wordings,
            &lexicon,
        ));
    }
    edition.statements = statements;
    let coverage = coverage::coverage(&edition, &collations, &mut lexicon);
    for (statement, cells) in edition.statements.iter_mut().zip(coverage) {
        statement.coverage = cells;
    }
    findings.extend(findings::find(&edition));
    seriousness::sort(&mut findings);
    edition.findings = findings;
    differs::mark(&mut edition);
    let judges = options.judges.as_ref().unwrap_or_else(|| Judges::shipped());
    edition.parallels = parallel::parallels(&edition, judges);
    parallel::findings(&mut edition.parallels, &edition.findings);
    edition
}

/// The base by id, where it was named by siglum. An id goes before a siglum.
fn edition_base(edition: &Edition, base: &Base) -> Base {
    let Base::Report(name) = base else { return base.clone() };
    let witnesses = || edition.witnesses.iter();
    if witnesses().any(|witness| witness.annotated.report.id == *name) {
        return base.clone();
    }
    let by_siglum = witnesses().find(|witness| witness.siglum == *name);
    by_siglum.map_or_else(|| base.clone(), |w| Base::Report(w.annotated.report.id.clone()))
}

fn witnesses(reports: Vec<Annotated>, primaries: Vec<Annotated>) -> Vec<Witness> {
    let all: Vec<_> = reports.iter().chain(&primaries).map(|a| &a.report).collect();
    let sigla = sigla::sigla(&all);
    let count = reports.len();
    reports
        .into_iter()
        .chain(primaries)
        .zip(sigla)
        .enumerate()
        .map(|(at, (annotated, siglum))| Witness { siglum, annotated, primary: at >= count })
        .collect()
}

/// The headline of the report that reads most statements, the first of equals.
fn title(edition: &Edition) -> Option<String> {
    let mut counts = vec![0_usize; edition.witnesses.len()];
    for statement in &edition.statements {
        for reading in &statement.readings {
            counts[edition.quotations[reading.quotation].witness] += 1;
        }
    }
    let titled = |at: &usize| {
        let witness = &edition.witnesses[*at];
        !witness.primary && witness.annotated.report.title.is_some()
    };
    let best =
        (0..counts.len()).filter(titled).max_by_key(|at| (counts[*at], std::cmp::Reverse(*at)));
    best.and_then(|at| edition.witnesses[at].annotated.report.title.clone())
}

/// What the reports declare, as they declare it.
fn sources(edition: &Edition) -> Vec<Source> {
    let of = |(witness, w): (usize, &Witness)| {
        let declared = w.annotated.sources.iter().map(move |source| Source {
            witness,
            relies_on: source.relies_on.clone(),
            role: source.role,
            evidence: source.evidence.clone(),
            declared: true,
        });
        declared.collect::<Vec<_>>()
    };
    edition.witnesses.iter().enumerate().flat_map(of).collect()
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
            veto: pair.likeness.veto
                || pair.likeness.thin
                || (pair.likeness.named_apart && !pair.likeness.long),
        })
        .collect()
}
