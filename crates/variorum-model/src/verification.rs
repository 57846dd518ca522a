//! Is a quotation right? The answer and its evidence.

use crate::{Link, Span, Speaker};

/// What is to be said of words that somebody quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wording {
    /// Every word, in order, typography aside, by the speaker asked for.
    Verbatim,
    /// Words added in square brackets.
    Glossed,
    /// Words left out, with an ellipsis.
    Cut,
    /// The same words in other grammatical forms.
    Inflected,
    /// Words left out of one utterance without a sign.
    CutUnmarked,
    /// Two stretches that stand apart, given as one.
    Joined,
    /// The words are there, somebody else's.
    Misattributed,
    /// The words stand without marks only.
    Dequoted,
    /// A word replaced by one of near sense, or by one that judges.
    Spun,
    /// Words of two places run together inside one clause.
    Fused,
    /// A word, a name, a number or a negation changed.
    Altered,
    /// The same utterance in other words, as another translation has it.
    OtherTranslation,
    /// Nothing near.
    NotFound,
}

impl Wording {
    /// Every verdict, the nearest to the words first.
    pub const ALL: [Self; 13] = [
        Self::Verbatim,
        Self::Glossed,
        Self::Cut,
        Self::Inflected,
        Self::CutUnmarked,
        Self::Joined,
        Self::Misattributed,
        Self::Dequoted,
        Self::Spun,
        Self::Fused,
        Self::Altered,
        Self::OtherTranslation,
        Self::NotFound,
    ];

    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Glossed => "glossed",
            Self::Cut => "cut",
            Self::Inflected => "inflected",
            Self::CutUnmarked => "cut_unmarked",
            Self::Joined => "joined",
            Self::Misattributed => "misattributed",
            Self::Dequoted => "dequoted",
            Self::Spun => "spun",
            Self::Altered => "altered",
            Self::Fused => "fused",
            Self::OtherTranslation => "other_translation",
            Self::NotFound => "not_found",
        }
    }

    /// True for what may be printed as it stands: verbatim, a declared cut or gloss.
    pub const fn passes(self) -> bool {
        matches!(self, Self::Verbatim | Self::Cut | Self::Glossed)
    }
}

/// Whose voice a passage is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageVoice {
    /// In marks, or set off.
    Quoted,
    /// Reported without marks.
    Indirect,
    /// The report's own.
    Narrator,
}

impl PassageVoice {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Indirect => "indirect",
            Self::Narrator => "narrator",
        }
    }
}

/// How the words asked and the words found differ in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Left out with an ellipsis.
    Cut,
    /// Left out without a sign.
    Omission,
    /// Not in the report.
    Addition,
    /// Other words.
    Substitution,
    /// Another form of the word.
    Inflection,
    /// In square brackets.
    Gloss,
    /// A negation more or less.
    Negation,
    /// Another number.
    Number,
    /// Another name.
    Name,
    /// A word of near sense, or one that judges.
    Spin,
    /// Where words of two places meet.
    Join,
    /// Words that stand outside the marks.
    OutsideMarks,
}

impl ChangeKind {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::Omission => "omission",
            Self::Addition => "addition",
            Self::Substitution => "substitution",
            Self::Inflection => "inflection",
            Self::Gloss => "gloss",
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Name => "name",
            Self::Spin => "spin",
            Self::Join => "join",
            Self::OutsideMarks => "outside_marks",
        }
    }
}

/// One place where the words differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// In the words asked; empty where they lack something.
    pub asked: Span,
    /// In the report; empty where it lacks something.
    pub found: Span,
    /// What kind.
    pub kind: ChangeKind,
}

/// A passage of one report that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Index of the report among those searched.
    pub report: usize,
    /// What this passage alone would say.
    pub wording: Wording,
    /// The words found, in order.
    pub spans: Vec<Span>,
    /// Whom the report credits; `None` where nothing says.
    pub speaker: Option<Speaker>,
    /// What stands between the speaker and the report.
    pub chain: Vec<Link>,
    /// Whose voice they are in.
    pub voice: PassageVoice,
    /// Where the words differ, in order of the words asked.
    pub changes: Vec<Change>,
    /// Share of the words asked that the passage has, 0 to 1.
    pub score: f32,
}

/// The answer about one quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    /// The verdict of the best match.
    pub wording: Wording,
    /// Whom the asker credits.
    pub by: Option<String>,
    /// The best match of each report, the best first; where nothing was found, the closest passage.
    pub matches: Vec<Match>,
}
