//! One story, collated and ready to show.
//! Reports are named by their index in `witnesses`, quotations by their index in `quotations`.

use crate::{Annotated, Notice, Parallel, Quotation, SourceRole, Span, Speaker};
use std::collections::BTreeSet;

/// The critical edition of one story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edition {
    /// The headline of the witness that reads most statements; `None` where no report has one.
    pub title: Option<String>,
    /// The reports in order of their ids, then primary texts.
    pub witnesses: Vec<Witness>,
    /// Every quotation of every witness, in order of witness, then place.
    pub quotations: Vec<QuotationRef>,
    /// The utterances, the most widely reported first; those of which every reading is doubtful last.
    pub statements: Vec<Statement>,
    /// Sentences of two reports or more that tell the same thing, those of most reports first.
    pub parallels: Vec<Parallel>,
    /// Where the reports part or seem to, the most serious first.
    pub findings: Vec<Finding>,
    /// Whom the reports rely on, in order of witness, then place.
    pub sources: Vec<Source>,
    /// Remarks on the run: what was set aside and why. Those on one report stand with the report.
    pub notices: Vec<Notice>,
    /// Quotations with less confidence are doubtful; between 0 and 1.
    pub sure: f32,
    /// Quotations whose words another report gives to the same speaker for certain, by index.
    pub corroborated: BTreeSet<usize>,
}

impl Edition {
    /// The quotation itself.
    pub fn quotation(&self, index: usize) -> &Quotation {
        let at = self.quotations[index];
        &self.witnesses[at.witness].annotated.quotations[at.quotation]
    }

    /// True where a reader should check who said it, or that it was said, before relying on it.
    pub fn is_doubtful(&self, quotation: usize) -> bool {
        self.quotation(quotation).confidence < self.sure && !self.corroborated.contains(&quotation)
    }

    /// The raw text of a witness.
    pub fn text(&self, witness: usize) -> &str {
        &self.witnesses[witness].annotated.report.text
    }
}

/// A report as carrier of readings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Witness {
    /// Its short label, unique in the edition.
    pub siglum: String,
    /// The report and what was found in it.
    pub annotated: Annotated,
    /// True for a primary text: a witness that is not a report.
    pub primary: bool,
}

/// A quotation of the edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuotationRef {
    /// Index of the witness.
    pub witness: usize,
    /// Index among the quotations of that witness.
    pub quotation: usize,
}

/// One utterance across reports, with every rendering of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    /// Who said it.
    pub speaker: Option<Speaker>,
    /// Its fullest short wording, for lists.
    pub label: String,
    /// At least one; in order of witness, then place.
    pub readings: Vec<Reading>,
    /// Groups of readings that share a wording against the others.
    pub traditions: Vec<Tradition>,
    /// Index in `readings` of the base reading; `None` with `--base none`.
    pub base: Option<usize>,
    /// Differences, substantive first.
    pub apparatus: Vec<Entry>,
    /// One per witness, in the order of the witnesses.
    pub coverage: Vec<Coverage>,
    /// Indices of the findings on numbers, dates or names in which its readings differ.
    pub differs: Vec<usize>,
}

/// The wording of a statement in one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Index in the edition's quotations.
    pub quotation: usize,
    /// The part of the quotation that renders this statement.
    pub spans: Vec<Span>,
    /// Index in the statement's traditions.
    pub tradition: Option<usize>,
}

/// Readings that share a translation or a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tradition {
    /// A short name: its first witness's siglum and the words that mark it.
    pub label: String,
    /// Indices of the witnesses.
    pub witnesses: Vec<usize>,
    /// Why they belong together, one line each.
    pub evidence: Vec<String>,
}

/// One line of the apparatus: a place where readings differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Index in the statement's readings of the reading shown first.
    pub lemma_reading: usize,
    /// Its words; empty where the others add.
    pub lemma: Span,
    /// True where the difference can change the sense.
    pub substantive: bool,
    /// The other readings at this place, in order of reading.
    pub variants: Vec<Variant>,
}

/// One reading's difference from the lemma.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Index in the statement's readings.
    pub reading: usize,
    /// Its words; empty where it omits.
    pub span: Span,
    /// What kind of difference.
    pub kind: VariantKind,
}

/// What kind of difference a variant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VariantKind {
    /// Other words.
    Substitution,
    /// Words left out inside the reading.
    Omission,
    /// Words the lemma lacks.
    Addition,
    /// The same words in another order.
    Order,
    /// Another form of the same word.
    Inflection,
    /// Marks, case or spelling only.
    Punctuation,
    /// An editor's words in brackets.
    Gloss,
    /// A declared cut (… or [...]), or a reading that begins later or ends earlier.
    Cut,
    /// Words of two places run together.
    Fusion,
    /// The same words, but outside the quotation marks.
    OutsideMarks,
}

impl VariantKind {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Substitution => "substitution",
            Self::Omission => "omission",
            Self::Addition => "addition",
            Self::Order => "order",
            Self::Inflection => "inflection",
            Self::Punctuation => "punctuation",
            Self::Gloss => "gloss",
            Self::Cut => "cut",
            Self::Fusion => "fusion",
            Self::OutsideMarks => "outside_marks",
        }
    }
}

/// How a witness has a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coverage {
    /// In marks, whole clauses.
    Direct,
    /// In marks, inside its own sentence.
    Mixed,
    /// Set off without marks.
    Block,
    /// Indirect speech.
    Indirect,
    /// The words without marks and without a speaker.
    Dequoted,
    /// Told in the outlet's own voice.
    Narrator,
    /// Silent, though it reports the same speaker.
    Omitted,
    /// Silent, and nothing shows that it had the utterance at hand.
    NotAvailable,
}

impl Coverage {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Block => "block",
            Self::Indirect => "indirect",
            Self::Dequoted => "dequoted",
            Self::Narrator => "narrator",
            Self::Omitted => "omitted",
            Self::NotAvailable => "not_available",
        }
    }
}

/// A place where the reports part, or seem to and do not.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// What it amounts to.
    pub verdict: Verdict,
    /// One line: what is compared.
    pub about: String,
    /// One line: why this verdict.
    pub why: String,
    /// The words of each report, in order of witness, then place.
    pub readings: Vec<FindingReading>,
    /// Between 0 and 1.
    pub confidence: f32,
}

/// One report's words in a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingReading {
    /// Index of the witness.
    pub witness: usize,
    /// The smallest words that carry the value.
    pub span: Span,
    /// The value, normalised: ">11000", "2024-06-18", "denied by Russia".
    pub value: String,
    /// Who claims it; `None` for the outlet itself.
    pub claimant: Option<String>,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// Numbers.
    Quantity,
    /// Days and years.
    Date,
    /// Who it was.
    Person,
    /// Where it was, or which body.
    Place,
    /// Who denies what.
    Denial,
    /// Who accuses whom of what.
    Accusation,
    /// Words of one utterance.
    Wording,
    /// Like words, other speaker.
    Attribution,
    /// A date of the page that does not fit.
    Dateline,
    /// Someone's words without marks.
    Dequoted,
    /// The scar of a cut or join.
    Splice,
}

impl FindingKind {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Date => "date",
            Self::Person => "person",
            Self::Place => "place",
            Self::Denial => "denial",
            Self::Accusation => "accusation",
            Self::Wording => "wording",
            Self::Attribution => "attribution",
            Self::Dateline => "dateline",
            Self::Dequoted => "dequoted",
            Self::Splice => "splice",
        }
    }
}

/// What a finding amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They cannot both hold.
    Contradiction,
    /// Another set of people, things or places.
    Scope,
    /// True at different times.
    AsOf,
    /// The same instant in two zones.
    TimeZone,
    /// The same number, rounded.
    Rounding,
    /// Other claimant, other measure or other day: no comparison is possible.
    NotComparable,
    /// Two wordings of one utterance in quotation marks.
    Wording,
    /// Words of two places run together.
    Fused,
    /// The outlet never said it.
    NotTheOutletsWord,
    /// Different forms of one fact.
    Equivalent,
}

impl Verdict {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Scope => "scope",
            Self::AsOf => "as_of",
            Self::TimeZone => "time_zone",
            Self::Rounding => "rounding",
            Self::NotComparable => "not_comparable",
            Self::Wording => "wording",
            Self::Fused => "fused",
            Self::NotTheOutletsWord => "not_the_outlets_word",
            Self::Equivalent => "equivalent",
        }
    }
}

/// Whom a report relies on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Index of the witness.
    pub witness: usize,
    /// Whom it relies on.
    pub relies_on: String,
    /// What that is.
    pub role: SourceRole,
    /// The words that say so.
    pub evidence: Vec<Span>,
    /// False where it was inferred.
    pub declared: bool,
}
