//! Who said what: the noun at the heart of the product.

use crate::Span;

/// Source + cue + content: everything attributed under one cue, marked and unmarked words alike
/// (as in PolNeAR, Newell et al. 2018, "An Attribution Relations Corpus for Political News").
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The reported clause or clauses.
    pub content: Vec<Span>,
    /// The verb or phrase that attributes; empty where the layout alone does.
    pub cue: Vec<Span>,
    /// The words that name who.
    pub source: Vec<Span>,
    /// The marked stretches of the content, marks included.
    pub quoted: Vec<Span>,
    /// How the content is given.
    pub mode: Mode,
    /// Who speaks; `None` only where nothing in the report describes who does.
    pub speaker: Option<Speaker>,
    /// What the cue says of the act.
    pub stance: Stance,
    /// What stands between the speaker and this report.
    pub chain: Vec<Link>,
    /// Index of the attribution that this one is quoted in.
    pub nested_in: Option<usize>,
    /// Between 0 and 1.
    pub confidence: f32,
    /// False for words in marks that may be a title or a scare quote, and for clauses that only a rule takes for
    /// speech: they serve collation, but are not told as attributions.
    pub offered: bool,
}

/// One uninterrupted utterance of an attribution in marks, or set off as a block, or indirect.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// Index of its attribution in the same report.
    pub attribution: usize,
    /// The words, marks included: two spans where the reporting clause splits the utterance.
    pub content: Vec<Span>,
    /// How it is given.
    pub mode: Mode,
    /// Who speaks. Mostly the attribution's speaker; kept here because one cue may join several.
    pub speaker: Option<Speaker>,
    /// Index of the quotation that this one stands in.
    pub nested_in: Option<usize>,
    /// Between 0 and 1.
    pub confidence: f32,
}

/// How words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Whole clauses in quotation marks.
    Direct,
    /// Quoted words inside the reporter's own sentence.
    Mixed,
    /// A verbatim passage set off without marks.
    Block,
    /// No marks.
    Indirect,
}

impl Mode {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Block => "block",
            Self::Indirect => "indirect",
        }
    }
}

/// The entity that a source names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Index into the report's entities; `None` for a speaker known only by description.
    pub entity: Option<usize>,
    /// The fullest name the report gives, or the description as it stands ("a White House official").
    pub name: String,
}

/// What the cue says of the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stance {
    /// Neutral: say, tell, write.
    #[default]
    Say,
    /// Asserted, with distance: claim, allege.
    Claim,
    /// Accuse, blame.
    Accuse,
    /// Deny, reject.
    Deny,
    /// Admit, acknowledge.
    Admit,
    /// Promise, pledge, vow.
    Promise,
    /// Urge, demand, call for.
    Urge,
    /// Praise, thank.
    Praise,
    /// Criticise, condemn.
    Criticise,
    /// Ask.
    Ask,
    /// Warn.
    Warn,
    /// Believe, hope, fear.
    Think,
}

impl Stance {
    /// The name in JSON and in `data/cues.toml`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Claim => "claim",
            Self::Accuse => "accuse",
            Self::Deny => "deny",
            Self::Admit => "admit",
            Self::Promise => "promise",
            Self::Urge => "urge",
            Self::Praise => "praise",
            Self::Criticise => "criticise",
            Self::Ask => "ask",
            Self::Warn => "warn",
            Self::Think => "think",
        }
    }
}

/// One link of the chain between the speaker and the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As the report names it.
    pub name: String,
    /// What it is.
    pub role: LinkRole,
    /// The words that say so.
    pub span: Option<Span>,
}

/// What a link of the chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkRole {
    /// The speaker, where the chain spells it out.
    Speaker,
    /// An op-ed, a statement, court papers.
    Document,
    /// Who printed or carried the document.
    Carrier,
    /// A news agency.
    Agency,
    /// Another outlet, a broadcaster, a platform.
    Medium,
    /// Where it was said: a congress, a building.
    Venue,
    /// When it was said: a hearing, an interview, a speech.
    Occasion,
    /// This report's own outlet.
    Outlet,
}

impl LinkRole {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Document => "document",
            Self::Carrier => "carrier",
            Self::Agency => "agency",
            Self::Medium => "medium",
            Self::Venue => "venue",
            Self::Occasion => "occasion",
            Self::Outlet => "outlet",
        }
    }
}

/// A source that the report declares, with the words that declare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredSource {
    /// Whom the report relies on.
    pub relies_on: String,
    /// What it is.
    pub role: SourceRole,
    /// The smallest words that say so.
    pub evidence: Vec<Span>,
}

/// What a declared source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceRole {
    /// News agency.
    Agency,
    /// Another outlet, a broadcaster, a platform.
    Outlet,
    /// Papers, a statement, a post.
    Document,
    /// A named or unnamed person, or a body speaking through one.
    Official,
    /// An interview or other occasion of speech.
    Occasion,
}

impl SourceRole {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Outlet => "outlet",
            Self::Document => "document",
            Self::Official => "official",
            Self::Occasion => "occasion",
        }
    }
}
