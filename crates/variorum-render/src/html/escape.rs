//! Words of a report on their way into the page.
//! Markup is escaped; a character without a shape is shown by its number, apart from the words.

use crate::visible::{is_hidden, shown};
use maud::{Markup, PreEscaped};

/// The words as text of an element. White space stays as it is.
pub(crate) fn escaped(words: &str) -> Markup {
    let mut out = String::with_capacity(words.len() + words.len() / 8);
    push_escaped(&mut out, words);
    PreEscaped(out)
}

/// Appends the words as text of an element.
pub(crate) fn push_escaped(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // CR and form feed are white space, but not all of them are to every parser.
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            c if is_hidden(c) => out.extend(["<i class=\"cc\">", &shown(c), "</i>"]),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_hidden_characters_do_nothing() {
        assert_eq!(escaped("<b>&\"").0, "&lt;b&gt;&amp;&quot;");
        assert_eq!(escaped("a\u{202e}b").0, "a<i class=\"cc\">⟨U+202E⟩</i>b");
        assert_eq!(escaped("\0").0, "<i class=\"cc\">⟨U+0000⟩</i>");
    }
}
