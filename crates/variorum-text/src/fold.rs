//! The folded view: what a reader takes for the same, folded to the same, with a way back.
//!
//! Folding maps no-break spaces to spaces, curly marks to straight ones, every dash to `-`, square
//! brackets to round ones, full-width forms to plain ones, and letters to lower case without accents.
//! The map gives, for each folded byte, the raw byte it came from.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text and the way back to the raw one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the raw byte offset of the character it came from; one more for the end.
    pub raw: Vec<usize>,
}

impl Folded {
    /// The raw span of a folded byte range.
    pub fn raw_span(&self, start: usize, end: usize) -> variorum_model::Span {
        variorum_model::Span::new(self.raw[start], self.raw[end])
    }
}

/// Folds a text; runs of white space become one space.
pub fn fold(text: &str) -> Folded {
    let mut out =
        Folded { text: String::with_capacity(text.len()), raw: Vec::with_capacity(text.len() + 1) };
    let mut was_space = false;
    for (offset, c) in text.char_indices() {
        let before = out.text.len();
        if is_space(c) {
            if !was_space {
                out.text.push(' ');
            }
            was_space = true;
        } else {
            fold_char(c, &mut out.text);
            was_space &= out.text.len() == before;
        }
        out.raw.resize(out.text.len(), offset);
    }
    out.raw.push(text.len());
    out
}

/// Folds one word: as [`fold`], without a map.
pub fn fold_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_word_into(word, &mut out);
    out
}

/// Appends the folded word: as [`fold_word`], for many words in one string.
pub fn fold_word_into(word: &str, out: &mut String) {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        fold_char(c, out);
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

fn fold_char(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' | ' ' | '.' | ',' | '-' | '\'' | '"' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | '‹' | '›' => out.push('\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => out.push('"'),
        '‐'..='―' | '−' | '﹘' | '－' => out.push('-'),
        '[' => out.push('('),
        ']' => out.push(')'),
        '…' => out.push_str("..."),
        // soft hyphen and zero-width characters carry no reading
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => {}
        _ if c.is_ascii() => out.push(c),
        _ => out.extend(c.nfkd().filter(|d| !is_combining_mark(*d)).flat_map(char::to_lowercase)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_dashes_and_spaces_fold() {
        assert_eq!(fold("“Don’t” —\u{a0}[he]  SAID…").text, "\"don't\" - (he) said...");
        assert_eq!(fold_word("Élysée"), "elysee");
    }

    #[test]
    fn the_map_leads_back() {
        let raw = "a\u{a0}“É” b";
        let folded = fold(raw);
        let at = folded.text.find("e").expect("folded");
        assert_eq!(folded.raw_span(at, at + 1).of(raw), "É");
    }

    proptest::proptest! {
        #[test]
        fn every_folded_byte_maps_to_a_boundary(text in "\\PC*") {
            let folded = fold(&text);
            proptest::prop_assert_eq!(folded.raw.len(), folded.text.len() + 1);
            proptest::prop_assert!(folded.raw.iter().all(|&at| text.is_char_boundary(at)));
            proptest::prop_assert!(folded.raw.is_sorted());
        }
    }
}
