//! What a reader knows of one report before anything is attributed.

use crate::{Notice, Span};

/// One outlet's article: its text as received and what was found around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Unique among the reports of a run.
    pub id: String,
    /// The decoded text without a byte-order mark; nothing folded, trimmed or re-spaced.
    pub text: String,
    /// SHA-256 of `text` in UTF-8, lower-case hexadecimal.
    pub text_sha256: String,
    /// Address it was published at.
    pub url: Option<String>,
    /// Who published it, where the input says so.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Where the headline stands in the text.
    pub title_span: Option<Span>,
    /// The authors' line, without "By".
    pub byline: Option<String>,
    /// ISO 639-1 code of the language, `None` where the text is too short to tell.
    pub language: Option<String>,
    /// Section of the outlet, as its page or feed names it.
    pub section: Option<String>,
    /// Agency whose copy the input says this is, as it names it.
    pub agency: Option<String>,
    /// Dates on and around the page, each with its role.
    pub dates: Vec<ReportDate>,
    /// The text cut into blocks, in order, without overlap; white space between them is left out.
    pub blocks: Vec<Block>,
    /// What the page or the Markdown set off inside the text: quotations, italics, headings; in order of their beginning.
    pub marks: Vec<Mark>,
    /// Where the paragraphs stood in the page, in order; empty where the input is no page.
    pub places: Vec<Place>,
    /// Where the report stood in an input of many records; `None` for a file of its own.
    pub record: Option<RecordAt>,
    /// What was left out or looked odd.
    pub notices: Vec<Notice>,
}

/// A stretch that the page sets off by an element of its own, not by marks of punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The stretch, inside one paragraph or over whole ones.
    pub span: Span,
    /// How it is set off.
    pub kind: MarkKind,
}

/// How a stretch is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// `<blockquote>`, or a Markdown line that begins with `>`.
    Blockquote,
    /// `<q>`.
    Quote,
    /// `<em>`, `<i>`, `<cite>`, or Markdown's `*`.
    Italic,
    /// `<h1>` to `<h6>`, or Markdown's `#`.
    Heading,
    /// Who is named behind a quotation that the page sets off: `<cite>`, `<footer>`, a figure's caption.
    Signature,
    /// A post of a platform, embedded.
    Post(Platform),
}

/// A platform whose posts pages embed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Platform {
    /// Twitter, or X.
    Twitter,
    /// Bluesky.
    Bluesky,
    /// Facebook.
    Facebook,
    /// Instagram.
    Instagram,
    /// TikTok.
    TikTok,
    /// Threads.
    Threads,
    /// Mastodon.
    Mastodon,
}

impl Platform {
    /// Its name in print.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Twitter => "Twitter",
            Self::Bluesky => "Bluesky",
            Self::Facebook => "Facebook",
            Self::Instagram => "Instagram",
            Self::TikTok => "TikTok",
            Self::Threads => "Threads",
            Self::Mastodon => "Mastodon",
        }
    }
}

impl MarkKind {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Blockquote => "blockquote",
            Self::Quote => "quote",
            Self::Italic => "italic",
            Self::Heading => "heading",
            Self::Signature => "signature",
            Self::Post(Platform::Twitter) => "twitter-post",
            Self::Post(Platform::Bluesky) => "bluesky-post",
            Self::Post(Platform::Facebook) => "facebook-post",
            Self::Post(Platform::Instagram) => "instagram-post",
            Self::Post(Platform::TikTok) => "tiktok-post",
            Self::Post(Platform::Threads) => "threads-post",
            Self::Post(Platform::Mastodon) => "mastodon-post",
        }
    }
}

/// Where a paragraph of the text stood in its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The paragraph.
    pub span: Span,
    /// Its element, from the root down: `html/body/main/article/p[5]`.
    pub path: String,
}

/// Where a report stood in an archive, a feed or a file of JSON lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordAt {
    /// Path of the input.
    pub input: String,
    /// Byte at which the record begins: of a web archive as stored, else of the unpacked content.
    pub offset: u64,
}

impl Report {
    /// Spans that are not the outlet's prose: credits, share icons, section labels, datelines.
    pub fn furniture(&self) -> impl Iterator<Item = Span> + '_ {
        self.blocks.iter().filter(|block| block.role.is_furniture()).map(|block| block.span)
    }

    /// Spans of the title and of the prose, in order: what is read for attributions.
    pub fn prose(&self) -> impl Iterator<Item = &Block> + '_ {
        self.blocks.iter().filter(|block| !block.role.is_furniture())
    }
}

/// A line or paragraph of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its words, without surrounding white space.
    pub span: Span,
    /// What part it plays.
    pub role: BlockRole,
}

/// The part a block plays on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockRole {
    /// The headline, once.
    Title,
    /// A line under the headline, before the body: a subtitle or summary.
    Standfirst,
    /// A paragraph of prose.
    Body,
    /// A heading inside the body.
    Heading,
    /// The headline again.
    RepeatedTitle,
    /// "By …".
    Byline,
    /// A photographer's or agency's credit line.
    Credit,
    /// "MOSCOW:", "WASHINGTON —", "LONDON (AP) —" at the head of a paragraph.
    Dateline,
    /// A line that is only a date.
    Date,
    /// A date glued to the text by an extractor, such as ` date 2024-10-16`.
    ExtractorPrefix,
    /// "World News /", "news".
    Section,
    /// Share buttons.
    Share,
    /// "Source: X".
    SourceLine,
    /// "For corrections please email …".
    Correction,
    /// Any other line that is not prose: lone dashes, tags, "Read more".
    Other,
}

impl BlockRole {
    /// True for everything but title, standfirst, headings and prose.
    pub const fn is_furniture(self) -> bool {
        !matches!(self, Self::Title | Self::Standfirst | Self::Body | Self::Heading)
    }
}

/// A date of the report as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDate {
    /// What the date says of the report.
    pub role: DateRole,
    /// ISO 8601: `2024`, `2024-06` or `2024-06-18`.
    pub value: String,
    /// Where it stands in the text; `None` for a field of the input.
    pub span: Option<Span>,
    /// The whole of it where the input gives an hour: RFC 3339, with its zone where it names one.
    pub time: Option<String>,
    /// What gave it.
    pub origin: DateOrigin,
}

/// What gave a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateOrigin {
    /// The words of the text.
    #[default]
    Text,
    /// A field of the record, the feed or the news message.
    Field,
    /// Linked data of the page (JSON-LD).
    JsonLd,
    /// OpenGraph properties of the page.
    OpenGraph,
    /// Another `<meta>` of the page.
    Meta,
    /// A `<time>` element.
    TimeElement,
    /// The page's address.
    Address,
    /// An extractor's guess from the page as a whole.
    Guess,
}

impl DateOrigin {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Field => "field",
            Self::JsonLd => "json-ld",
            Self::OpenGraph => "opengraph",
            Self::Meta => "meta",
            Self::TimeElement => "time-element",
            Self::Address => "address",
            Self::Guess => "guess",
        }
    }
}

/// What a date of the report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateRole {
    /// Field of the input or metadata: the day of publication.
    Published,
    /// Field of the input or metadata: the day of the last change.
    Updated,
    /// On the dateline.
    Dateline,
    /// A date line on the page.
    Page,
    /// Put there by whoever extracted the text: never the outlet's word.
    Extractor,
    /// When an archive's crawler fetched the page: no word on when it was published.
    Captured,
}

impl DateRole {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Updated => "updated",
            Self::Dateline => "dateline",
            Self::Page => "page",
            Self::Extractor => "extractor",
            Self::Captured => "captured",
        }
    }
}
