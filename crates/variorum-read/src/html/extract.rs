//! What is drawn from a page. It crosses a pipe between two processes, so all of it can be written and read back.
//! Spans are bytes of `text` on character boundaries; paragraphs come in order and do not overlap.

use serde::{Deserialize, Serialize};
use variorum_model::{DateOrigin, DateRole, MarkKind, Platform, Rule, Span};

/// The article of a page and what the page says of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Extract {
    /// The article's paragraphs, a blank line between them; without its title.
    pub text: String,
    /// Headline, without the outlet's name behind it.
    pub title: Option<String>,
    /// The authors' names, without "By".
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The address that the page gives itself, absolute.
    pub canonical: Option<String>,
    /// Language tag as the page writes it, such as `en-GB`.
    pub language: Option<String>,
    /// The section it stands in.
    pub section: Option<String>,
    /// The agency that the page credits with the copy.
    pub agency: Option<String>,
    /// Most trusted first of each role.
    pub dates: Vec<PageDate>,
    /// The paragraphs of `text`.
    pub paragraphs: Vec<Paragraph>,
    /// What the page sets off inside `text`, in order of beginning.
    pub marks: Vec<PageMark>,
    /// What was left out, and what looked odd.
    pub notices: Vec<Remark>,
}

/// A date that the page gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PageDate {
    #[serde(with = "RoleOnWire")]
    pub role: DateRole,
    #[serde(with = "OriginOnWire")]
    pub origin: DateOrigin,
    /// `2024`, `2024-06` or `2024-06-18`, in the zone that the page uses.
    pub value: String,
    /// RFC 3339 where an hour is given; without an offset where the page names no zone.
    pub time: Option<String>,
}

/// A paragraph of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paragraph {
    #[serde(with = "SpanOnWire")]
    pub span: Span,
    /// Its element, from the root down, such as `html/body/main/article/div[2]/p[5]`; empty where it is not of the page's
    /// tree; `json-ld` where the linked data gave it; `(//p)[12]` where the page was read without a tree.
    pub path: String,
    pub kind: ParagraphKind,
}

/// What the page makes of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ParagraphKind {
    #[default]
    Paragraph,
    Heading,
    Blockquote,
    ListItem,
    /// A picture's or a table's caption.
    Caption,
    TableCell,
    /// `<pre>`: its line ends and spaces are kept.
    Preformatted,
}

#[cfg(test)]
impl ParagraphKind {
    /// The name that tests show.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::Blockquote => "blockquote",
            Self::ListItem => "list-item",
            Self::Caption => "caption",
            Self::TableCell => "table-cell",
            Self::Preformatted => "preformatted",
        }
    }
}

/// A stretch that the page sets off by an element of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PageMark {
    #[serde(with = "SpanOnWire")]
    pub span: Span,
    #[serde(with = "MarkOnWire")]
    pub kind: MarkKind,
}

/// A notice before its report has a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Remark {
    /// By its name on the pipe.
    #[serde(with = "rule_on_wire")]
    pub rule: Rule,
    /// One lower-case line for a person.
    pub message: String,
}

impl Remark {
    pub fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, message: message.into() }
    }
}

/// A rule by its name.
mod rule_on_wire {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use std::borrow::Cow;
    use variorum_model::Rule;

    pub fn serialize<S: Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(rule.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Rule, D::Error> {
        Cow::<str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// The model knows no file format, so its types are described here for the pipe.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Span")]
struct SpanOnWire {
    start: usize,
    end: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "MarkKind")]
enum MarkOnWire {
    Blockquote,
    Quote,
    Italic,
    Heading,
    Signature,
    Post(#[serde(with = "PlatformOnWire")] Platform),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Platform")]
enum PlatformOnWire {
    Twitter,
    Bluesky,
    Facebook,
    Instagram,
    TikTok,
    Threads,
    Mastodon,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "DateRole")]
enum RoleOnWire {
    Published,
    Updated,
    Dateline,
    Page,
    Extractor,
    Captured,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "DateOrigin")]
enum OriginOnWire {
    Text,
    Field,
    JsonLd,
    OpenGraph,
    Meta,
    TimeElement,
    Address,
    Guess,
}
