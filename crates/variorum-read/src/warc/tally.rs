//! What an archive holds beside articles: counted, and named once a kind at the end.

use std::collections::BTreeMap;

use variorum_model::{Notice, Rule};

use crate::capture::remark;

/// Faults that are told one by one; the rest are counted.
const MAX_TOLD: usize = 100;

/// Counts of what was left out.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    left_out: BTreeMap<&'static str, u64>,
    n_faults: usize,
}

impl Tally {
    pub fn count(&mut self, kind: &'static str) {
        *self.left_out.entry(kind).or_default() += 1;
    }

    /// The notice of a fault; `None` once there were too many to tell.
    pub fn fault(&mut self, rule: Rule, message: String) -> Option<Notice> {
        self.n_faults += 1;
        (self.n_faults <= MAX_TOLD).then(|| remark(rule, message))
    }

    /// One notice a kind, and one on the faults that were not told.
    pub fn notices(&self, name: &str) -> Vec<Notice> {
        let untold = self.n_faults.saturating_sub(MAX_TOLD);
        let faults = (untold > 0).then(|| {
            let message = format!("`{name}`: {untold} more broken records left out");
            remark(Rule::WarcBrokenRecord, message)
        });
        let kinds = self
            .left_out
            .iter()
            .map(|(kind, n)| remark(Rule::WarcLeftOut, format!("`{name}`: left out, {kind}: {n}")));
        faults.into_iter().chain(kinds).collect()
    }
}

/// The kind of content that is no article, as a notice names it; `None` for what may be one.
pub(crate) fn other_kind(media_type: &str) -> Option<&'static str> {
    let (top, sub) = media_type.split_once('/').unwrap_or((media_type, ""));
    match (top, sub) {
        ("" | "text", "html" | "plain" | "xml" | "markdown" | "x-markdown" | "") => None,
        ("application", "xhtml+xml" | "xml" | "rdf+xml" | "feed+json") => None,
        (_, sub) if sub.ends_with("rss+xml") || sub.ends_with("atom+xml") => None,
        ("image", _) => Some("images"),
        ("audio" | "video", _) => Some("sound and film"),
        ("font", _) => Some("fonts"),
        ("text", "css") => Some("style sheets"),
        ("application", "pdf") => Some("PDF files"),
        (_, sub) if sub.contains("javascript") || sub.contains("ecmascript") => Some("scripts"),
        (_, sub) if sub.contains("json") => Some("JSON data"),
        (_, sub) if sub.contains("font") => Some("fonts"),
        _ => Some("other content"),
    }
}
