//! What several reports tell: sentences that share a proposition, narrated or quoted.
//! Reports are named by their index in the edition's witnesses.

use crate::Span;

/// Sentences of two reports or more that tell the same thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parallel {
    /// The shortest telling sentence, for lists.
    pub about: String,
    /// In order of witness, then place; a sentence may stand in several parallels.
    pub members: Vec<Member>,
    /// One per witness, in the order of the witnesses.
    pub coverage: Vec<Told>,
    /// Indices of the edition's findings of which two reports' words stand in the members.
    pub findings: Vec<usize>,
    /// Between 0 and 1.
    pub confidence: f32,
}

/// A sentence of one report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Index of the witness.
    pub witness: usize,
    /// The sentence.
    pub span: Span,
    /// Whose words the greater part of it is.
    pub voice: Voice,
}

/// Whose words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// The outlet's own.
    Narrator,
    /// Somebody's, in marks or set off.
    Quoted,
    /// Somebody's, as indirect speech.
    Attributed,
}

impl Voice {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Narrator => "narrator",
            Self::Quoted => "quoted",
            Self::Attributed => "attributed",
        }
    }
}

/// How a witness has what a parallel tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Told {
    /// In its own voice.
    Told,
    /// Only in somebody's marked words.
    Quoted,
    /// Only as somebody's words in indirect speech.
    Attributed,
    /// Not found in it.
    Lacking,
    /// Not found in it, and it was published on an earlier day than all that have it.
    NotAvailable,
}

impl Told {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Quoted => "quoted",
            Self::Attributed => "attributed",
            Self::Lacking => "lacking",
            Self::NotAvailable => "not_available",
        }
    }

    /// True where the witness has it.
    pub const fn carries(self) -> bool {
        matches!(self, Self::Told | Self::Quoted | Self::Attributed)
    }
}
