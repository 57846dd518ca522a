//! A draft held against reports: each of its quotations and figures with what the reports say.

use crate::{Span, Verification};

/// A draft, checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check {
    /// In order of the draft.
    pub quotations: Vec<CheckedQuotation>,
    /// In order of the draft.
    pub figures: Vec<CheckedFigure>,
}

/// One quotation of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedQuotation {
    /// Where it stands in the draft, marks included.
    pub content: Vec<Span>,
    /// The words alone.
    pub text: String,
    /// Whom the draft credits.
    pub credited_to: Option<String>,
    /// What the reports say.
    pub answer: Verification,
    /// What tells these words from others in a list of accepted ones.
    pub hash: String,
    /// Who accepted it as it is, and why.
    pub accepted: Option<Accepted>,
    /// What to change; `None` where nothing needs it.
    pub suggestion: Option<String>,
}

/// A known case that somebody answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Who.
    pub who: String,
    /// Why.
    pub why: String,
}

/// A figure that a draft attributes to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedFigure {
    /// Where it stands in the draft.
    pub span: Span,
    /// To whom.
    pub claimant: String,
    /// What the reports say.
    pub verdict: FigureVerdict,
    /// Their figures for the same.
    pub matches: Vec<FigureMatch>,
}

/// What the reports say to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureVerdict {
    /// The same value from the same claimant.
    Same,
    /// Another value for the same from the same claimant.
    Differs,
    /// Nothing comparable.
    NotFound,
}

impl FigureVerdict {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs => "differs",
            Self::NotFound => "not_found",
        }
    }
}

/// A report's figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureMatch {
    /// Index of the report among those searched.
    pub report: usize,
    /// Where it stands.
    pub span: Span,
    /// Its value.
    pub value: f64,
    /// Who says so.
    pub claimant: String,
}

impl CheckedQuotation {
    /// True where it may be printed as it stands, or somebody answers for it.
    pub fn passes(&self) -> bool {
        self.answer.wording.passes() || self.accepted.is_some()
    }
}

impl Check {
    /// True where every quotation passes and no figure differs.
    pub fn passes(&self) -> bool {
        self.quotations.iter().all(CheckedQuotation::passes)
            && self.figures.iter().all(|figure| figure.verdict != FigureVerdict::Differs)
    }
}
