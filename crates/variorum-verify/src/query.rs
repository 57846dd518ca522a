//! The words that somebody asks about.

use crate::word::{Lexicon, Word};
use variorum_model::Span;
use variorum_text::{Level, quoted};

/// Words of the longest quotation that is looked for.
pub const MOST_WORDS: usize = 2_000;
/// Bytes that are read for them.
const MOST_BYTES: usize = 40_000;

/// A quotation as somebody gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The words, marks and all.
    pub text: String,
    /// The stretches of `text` that are quoted.
    pub spans: Vec<Span>,
    /// Whom the asker credits.
    pub by: Option<String>,
}

/// Why words cannot be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unaskable {
    /// There is no word among them.
    Empty,
    /// There are more than [`MOST_WORDS`].
    TooLong,
}

impl Query {
    /// The words as one quotation; `“A,” he said. “B.”` is its marked stretches.
    pub fn new(text: &str, by: Option<&str>) -> Result<Self, Unaskable> {
        let whole = Span::new(0, text.len()).trim(text);
        if whole.len() > MOST_BYTES {
            return Err(Unaskable::TooLong);
        }
        let marked: Vec<Span> = quoted(text, whole)
            .iter()
            .filter(|q| q.level == Level::Double && q.depth == 0 && q.opened && q.closed)
            .map(|q| q.inner)
            .collect();
        let opens = whole.of(text).starts_with(['“', '"', '«', '„']);
        let spans = if opens && marked.len() > 1 { marked } else { vec![whole] };
        Self::of(text, spans, by)
    }

    /// The stretches of a draft that make one quotation.
    pub fn of(text: &str, spans: Vec<Span>, by: Option<&str>) -> Result<Self, Unaskable> {
        let by = by.map(str::trim).filter(|by| !by.is_empty()).map(str::to_owned);
        let query = Self { text: text.to_owned(), spans, by };
        let words = query.words(&mut Lexicon::default());
        match words.len() {
            0 => Err(Unaskable::Empty),
            n if n > MOST_WORDS => Err(Unaskable::TooLong),
            _ => Ok(query),
        }
    }

    pub(crate) fn words(&self, lexicon: &mut Lexicon) -> Vec<Word> {
        let mut words = lexicon.words(&self.text, &self.spans);
        // a cut before the first word leaves nothing out of what follows
        if let Some(first) = words.first_mut() {
            first.after_ellipsis = false;
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_needed() {
        assert_eq!(Query::new("“ … ”", None), Err(Unaskable::Empty));
        assert_eq!(Query::new(&"word ".repeat(20_000), None), Err(Unaskable::TooLong));
        assert!(Query::new("No (.*) [a-z]+?", None).is_ok());
    }

    #[test]
    fn what_interrupts_the_words_is_not_asked() {
        let query = Query::new("“We will sign,” she said. “It is time.”", None).expect("has words");
        let words: Vec<&str> = query.spans.iter().map(|span| span.of(&query.text)).collect();
        assert_eq!(words, ["We will sign,", "It is time."]);
    }
}
