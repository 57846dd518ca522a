//! A report with everything found in it, before it meets the others.

use crate::{Attribution, DeclaredSource, Notice, Quotation, Report, Span};

/// One report and its stand-off annotations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotated {
    /// The report itself.
    pub report: Report,
    /// The reporter's sentences of the prose, in order: a quotation in marks is one piece of the sentence it stands in.
    pub sentences: Vec<Span>,
    /// Every sentence of the text, in order: a speaker's inside his quotation one by one, and those of furniture
    /// lines as well.
    pub every_sentence: Vec<Span>,
    /// Attributions in order of their content.
    pub attributions: Vec<Attribution>,
    /// Quotations in order of their content.
    pub quotations: Vec<Quotation>,
    /// People, bodies and places.
    pub entities: Vec<Entity>,
    /// Time expressions, in order.
    pub times: Vec<TimeExpression>,
    /// Numbers with what they count, in order.
    pub quantities: Vec<Quantity>,
    /// Accusations and denials, in order.
    pub acts: Vec<Act>,
    /// Declared sources, in order of their evidence.
    pub sources: Vec<DeclaredSource>,
    /// What the annotation left out or found odd (the reader's notices stay in the report).
    pub notices: Vec<Notice>,
}

/// What mentions share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name the report gives.
    pub name: String,
    /// Every naming, in order; pronouns are none.
    pub mentions: Vec<Span>,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body, company, outlet or agency.
    Organisation,
    /// A country, city or region; also where it stands for its government.
    Place,
    /// A name whose kind is not known.
    Other,
}

impl EntityKind {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Other => "other",
        }
    }
}

/// A time expression of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// ISO 8601: `2024`, `2024-06`, `2024-W25`, `2024-06-18`, `2024-06-18T10:00-05:00` (without the offset where the
    /// zone is not known), and `2024-06-18/2024-06-19` for an interval of years, months or days, both ends included;
    /// `None` where nothing anchors it.
    pub value: Option<String>,
    /// Day of the week it names, Monday = 1; kept even where the value is unknown.
    pub weekday: Option<u8>,
    /// How fine the value is.
    pub precision: Precision,
    /// How it bears on the event.
    pub relation: TimeRelation,
    /// The date of the report it was resolved from: a role's name, or `sibling`.
    pub anchored_on: Option<String>,
}

/// How fine a time value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A time of day.
    Hour,
    /// A day.
    Day,
    /// A week of the calendar, from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Between two ends, both included: a range, or the days, months or years in which it fell.
    Interval,
    /// Anything coarser or unknown.
    Unknown,
}

impl Precision {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Interval => "interval",
            Self::Unknown => "unknown",
        }
    }
}

/// How a time bears on the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeRelation {
    /// It happened then.
    On,
    /// From then until now: "since 2000".
    Since,
    /// Before then.
    Before,
    /// After then.
    After,
}

/// A number of the prose with what it counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quantity {
    /// Number, qualifier, unit and noun: "over 11,000 containers".
    pub span: Span,
    /// The number; the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// "over", "about", "at least", "nearly", as written.
    pub qualifier: Option<String>,
    /// What is counted or measured in, singular and lower case: "container", "year", "$", "%".
    pub unit: Option<String>,
    /// What the units are of: "munitions".
    pub of: Option<String>,
    /// What happened to those counted, or what is measured; also where the number has no noun ("34 dead").
    pub kind: Option<QuantityKind>,
    /// Index of the attribution whose content holds it: its claimant.
    pub attribution: Option<usize>,
    /// The words beside the number that name its claimant: "the council" in "200 according to the council".
    pub claimant: Option<Span>,
    /// Index in the report's times of the time that it holds for: "as of August 10".
    pub as_of: Option<usize>,
}

/// What a number says of those it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityKind {
    /// Lost their lives.
    Dead,
    /// Were hurt.
    Injured,
    /// Are missing.
    Missing,
    /// Were arrested or are held.
    Arrested,
    /// Left their homes or were moved.
    Displaced,
    /// Were brought to safety.
    Rescued,
    /// Came, marched, attended.
    Present,
    /// A sum.
    Money,
    /// A part of a whole, in percent.
    Share,
}

impl QuantityKind {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dead => "dead",
            Self::Injured => "injured",
            Self::Missing => "missing",
            Self::Arrested => "arrested",
            Self::Displaced => "displaced",
            Self::Rescued => "rescued",
            Self::Present => "present",
            Self::Money => "money",
            Self::Share => "share",
        }
    }

    /// True where it counts people (or other living beings).
    pub const fn counts_people(self) -> bool {
        !matches!(self, Self::Money | Self::Share)
    }
}

/// An accusation or a denial: who against whom, of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Which of the two.
    pub kind: ActKind,
    /// The smallest clause that says so.
    pub span: Span,
    /// Who accuses or denies, canonical names, sorted.
    pub actors: Vec<String>,
    /// The words that name them.
    pub actor_spans: Vec<Span>,
    /// Who is accused.
    pub target: Option<String>,
    /// The words for what is alleged or denied; may be a back-reference ("these claims").
    pub matter: Option<Span>,
}

/// Accusation or denial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActKind {
    /// Accuses.
    Accusation,
    /// Denies.
    Denial,
}
