//! Pages: HTML to the article's text and what the page says of it.
//!
//! [`extract`] takes one decoded page and gives an [`Extract`]; it never fails, and what it left out stands in the notices.
//! [`guard`] caps what costs time and memory before anything is parsed; the tree is built once. Which words are the
//! article is decided by an extractor behind [`article::ArticleText`]; [`walk`] gives the blocks of the same tree with
//! the page's own characters, and [`align`] finds the extractor's words among them. So the text is the page's, and each
//! paragraph knows its place. [`facts`] holds what the page says of itself outside its prose.
//!
//! [`extract_flat`] reads without a tree: for pages that the guard refuses, and where the full extraction was stopped.
//!
//! Pure: the same page gives the same extract.

mod align;
mod article;
mod block;
mod compose;
mod encoding;
mod extract;
mod facts;
mod flat;
mod guard;
mod near;
mod read;
mod refine;
mod scan;
mod set_off;
#[cfg(test)]
mod tests;
mod walk;
mod witness;

pub(crate) use encoding::declared_encoding;
pub(crate) use extract::{Extract, Paragraph, ParagraphKind, Remark};
pub(crate) use read::{extract, extract_flat};

/// The extract as one JSON object: for the examples, the comparison with peers and the fuzz targets, which see no more
/// of this crate than its public functions.
pub fn extract_json(html: &str, url: Option<&str>) -> String {
    json(&extract(html, url))
}

/// [`extract_json`] for the reading without a tree.
pub fn extract_flat_json(html: &str) -> String {
    json(&extract_flat(html))
}

fn json(extract: &Extract) -> String {
    serde_json::to_string(extract).expect("strings, numbers and names are always JSON")
}
