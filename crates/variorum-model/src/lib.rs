//! The nouns of Variorum: what a phase takes and gives.
//!
//! Nothing comes in and nothing goes out; every other crate speaks in these types.
//! It refuses to know of files, clocks and formats, and it depends on nothing.
//!
//! Annotations are stand-off: they hold [`Span`]s into a report's raw text and never change it.

mod annotated;
mod attribution;
mod check;
mod edition;
mod notice;
mod parallel;
mod report;
mod rule;
mod span;
mod verification;

pub use annotated::{
    Act, ActKind, Annotated, Entity, EntityKind, Precision, Quantity, QuantityKind, TimeExpression,
    TimeRelation,
};
pub use attribution::{
    Attribution, DeclaredSource, Link, LinkRole, Mode, Quotation, SourceRole, Speaker, Stance,
};
pub use check::{Accepted, Check, CheckedFigure, CheckedQuotation, FigureMatch, FigureVerdict};
pub use edition::{
    Coverage, Edition, Entry, Finding, FindingKind, FindingReading, QuotationRef, Reading, Source,
    Statement, Tradition, Variant, VariantKind, Verdict, Witness,
};
pub use notice::Notice;
pub use parallel::{Member, Parallel, Told, Voice};
pub use report::{
    Block, BlockRole, DateOrigin, DateRole, Mark, MarkKind, Place, Platform, RecordAt, Report,
    ReportDate,
};
pub use rule::{Rule, UnknownRule};
pub use span::{Span, cover};
pub use verification::{Change, ChangeKind, Match, PassageVoice, Verification, Wording};
