//! The few words around an exact wording.
//! A number or a date alone says little; its neighbours in the sentence say what it counts.

use crate::visible::one_line;
use variorum_model::{Annotated, Span};

/// Words longer than this stand for themselves, in bytes.
const LONG: usize = 64;

/// A wording with its neighbours, each on one line; the outer two end in `…` where they were cut.
pub(crate) struct InContext {
    pub(crate) before: String,
    pub(crate) words: String,
    pub(crate) after: String,
}

/// The words of `span` and up to `reach` bytes on either side, inside its sentence.
pub(crate) fn in_context(annotated: &Annotated, span: Span, reach: usize) -> InContext {
    let text = &annotated.report.text;
    let words = one_line(span.of(text)).into_owned();
    let sentence = annotated.sentences.partition_point(|sentence| sentence.end <= span.start);
    let sentence = annotated.sentences.get(sentence).filter(|sentence| sentence.contains(span));
    let Some(&sentence) = sentence.filter(|_| !span.is_empty() && words.len() <= LONG) else {
        return InContext { before: String::new(), words, after: String::new() };
    };
    let before = tail(Span::new(sentence.start, span.start).of(text), reach);
    let after = head(Span::new(span.end, sentence.end).of(text), reach);
    InContext { before, words, after }
}

/// The last whole words within `reach` bytes. White space next to the wording is kept.
fn tail(text: &str, reach: usize) -> String {
    let from = text.ceil_char_boundary(text.len().saturating_sub(reach));
    let kept = &text[from..];
    let kept = if from == 0 {
        kept.trim_start()
    } else {
        kept.find(char::is_whitespace).map_or("", |at| &kept[at..])
    };
    let gap = if text.ends_with(char::is_whitespace) { " " } else { "" };
    let cut = if text.trim_start().len() > kept.trim_start().len() { "…" } else { "" };
    format!("{cut}{}{gap}", one_line(kept.trim()))
}

/// The first whole words within `reach` bytes. White space next to the wording is kept.
fn head(text: &str, reach: usize) -> String {
    let to = text.floor_char_boundary(reach.min(text.len()));
    let kept = &text[..to];
    let kept = if to == text.len() {
        kept
    } else {
        kept.rfind(char::is_whitespace).map_or("", |at| &kept[..at])
    };
    let gap = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let cut = if text.trim_end().len() > kept.trim_end().len() { "…" } else { "" };
    format!("{gap}{}{cut}", one_line(kept.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_model::Report;

    fn check(text: &str, words: &str, reach: usize, expected: &str) {
        let start = text.find(words).expect("words of the text");
        let annotated = Annotated {
            report: Report { text: text.to_owned(), ..Report::default() },
            sentences: vec![Span::new(0, text.len())],
            ..Annotated::default()
        };
        let found = in_context(&annotated, Span::new(start, start + words.len()), reach);
        assert_eq!(format!("{}‹{}›{}", found.before, found.words, found.after), expected);
    }

    #[test]
    fn neighbours_stop_at_whole_words() {
        let text = "The union counted twelve injured dockers on the quay.";
        check(text, "twelve", 12, "…counted ‹twelve› injured…");
        check(text, "twelve", 99, "The union counted ‹twelve› injured dockers on the quay.");
        check("(“twelve”)", "twelve", 9, "(“‹twelve›”)");
    }
}
