//! Gold stories and editions as JSON, as far as they are scored. Offsets are code points.

use crate::gold::CodeSpan;
use serde::Deserialize;

/// One value or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    pub(super) fn all(&self) -> &[T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// What people marked in the reports of a story.
#[derive(Debug, Deserialize)]
pub(super) struct Gold {
    pub(super) quotations: Vec<GoldQuotation>,
    pub(super) statements: Vec<GoldStatement>,
    /// Two ids, then a reason.
    #[serde(default)]
    pub(super) not_the_same: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) disagreements: Vec<GoldItem>,
    #[serde(default)]
    pub(super) agreements: Vec<GoldItem>,
    #[serde(default)]
    pub(super) sources: Vec<GoldSource>,
}

#[derive(Debug, Deserialize)]
pub(super) struct GoldQuotation {
    pub(super) id: String,
    pub(super) report: String,
    pub(super) content: Vec<CodeSpan>,
    pub(super) mode: String,
    #[serde(default)]
    pub(super) speaker: Option<OneOrMany<String>>,
    #[serde(default)]
    pub(super) via: Option<Vec<String>>,
    #[serde(default)]
    pub(super) nested_in: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct GoldStatement {
    pub(super) readings: Vec<String>,
}

/// A disagreement or an agreement.
#[derive(Debug, Deserialize)]
pub(super) struct GoldItem {
    pub(super) readings: Vec<GoldReading>,
    #[serde(default)]
    pub(super) verdict: Option<OneOrMany<String>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct GoldReading {
    pub(super) report: String,
    #[serde(default)]
    pub(super) span: Option<CodeSpan>,
    #[serde(default)]
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct GoldSource {
    pub(super) report: String,
    pub(super) relies_on: String,
    #[serde(default)]
    pub(super) span: Option<CodeSpan>,
    #[serde(default)]
    pub(super) evidence: String,
}

/// What `variorum collate --format json` writes.
#[derive(Debug, Deserialize)]
pub(super) struct Edition {
    #[serde(default)]
    pub(super) quotations: Vec<Quotation>,
    #[serde(default)]
    pub(super) statements: Vec<Statement>,
    #[serde(default)]
    pub(super) findings: Vec<Finding>,
    #[serde(default)]
    pub(super) sources: Vec<Source>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Quotation {
    pub(super) id: String,
    pub(super) report: String,
    pub(super) content: Vec<CodeSpan>,
    pub(super) mode: String,
    #[serde(default)]
    pub(super) speaker: Option<Named>,
    #[serde(default)]
    pub(super) chain: Vec<Link>,
    #[serde(default)]
    pub(super) nested_in: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Link {
    pub(super) name: String,
    pub(super) role: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Statement {
    pub(super) id: String,
    pub(super) readings: Vec<Reading>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Reading {
    pub(super) quotation: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Finding {
    pub(super) verdict: String,
    pub(super) readings: Vec<FindingReading>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FindingReading {
    pub(super) report: String,
    pub(super) span: OneOrMany<CodeSpan>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) report: String,
    pub(super) relies_on: String,
    #[serde(default)]
    pub(super) evidence: Vec<CodeSpan>,
}
