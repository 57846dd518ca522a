//! What a format's reader gives, one at a time: reports-to-be and remarks.
//! A reader holds no more than one record in memory; whoever takes the items may stop it at any of them.

use std::ops::ControlFlow;

use encoding_rs::Encoding;
use variorum_model::{Mark, Notice, Span};

use crate::page::Known;

/// One report-to-be: its words, and what its input says of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// Byte at which it begins in its input: of the file as stored for a web archive, of the unpacked content
    /// for lines; `None` where the input is not read record by record.
    pub offset: Option<u64>,
    /// The id that the input gives it.
    pub id: Option<String>,
    /// What stands beside its words.
    pub known: Known,
    /// Its words.
    pub body: Body,
    /// What its input sets off inside a [`Body::Text`], in order of its beginning.
    pub marks: Vec<Mark>,
    /// What its input knows to be no prose inside a [`Body::Text`], in order, without overlap.
    pub furniture: Vec<Span>,
    /// Remarks on this record alone.
    pub notices: Vec<Notice>,
    /// Path inside the container that holds it; `None` where the input is no container.
    pub inside: Option<String>,
}

/// The words of a record, as far as they have been read.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// The text itself.
    Text(String),
    /// A page or a fragment of one, decoded.
    Html(String),
    /// The payload of a capture, its kind to be told by content.
    Bytes {
        /// Without transfer and content encoding.
        bytes: Vec<u8>,
        /// What the server said of its encoding.
        label: Option<&'static Encoding>,
    },
    /// A PDF file.
    Pdf(Vec<u8>),
}

impl Body {
    /// Length in bytes.
    pub fn n_bytes(&self) -> usize {
        match self {
            Self::Text(text) | Self::Html(text) => text.len(),
            Self::Bytes { bytes, .. } | Self::Pdf(bytes) => bytes.len(),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// What a reader hands over.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A report-to-be.
    Record(Box<Record>),
    /// A remark on what was left out; never the end.
    Notice(Notice),
}

/// Takes the items in order; `Break` ends the reading.
pub(crate) type Emit<'a> = &'a mut dyn FnMut(Item) -> ControlFlow<()>;
