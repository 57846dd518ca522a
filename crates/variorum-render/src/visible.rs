//! Characters that a reader cannot see, made visible.
//! A report may hold characters that turn the line around, hide words or drive the terminal.
//! They are shown as `⟨U+202E⟩` and never passed through.

use std::borrow::Cow;
use std::fmt::Write;

/// Ranges of code points without a shape of their own: Cc, the bidirectional controls and
/// Default_Ignorable_Code_Point of Unicode 16 (DerivedCoreProperties.txt), white space left out.
const HIDDEN: &[(char, char)] = &[
    ('\u{0}', '\u{8}'),
    ('\u{e}', '\u{1f}'),
    ('\u{7f}', '\u{84}'),
    ('\u{86}', '\u{9f}'),
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// True for a character that is shown by its number.
pub(crate) fn is_hidden(c: char) -> bool {
    // Most text is ASCII.
    !(' '..='~').contains(&c) && HIDDEN.iter().any(|&(first, last)| first <= c && c <= last)
}

/// The character's number in angle brackets: `⟨U+202E⟩`.
pub(crate) fn shown(c: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(c))
}

/// The words on one line: hidden characters shown, every run of white space one space.
pub(crate) fn one_line(words: &str) -> Cow<'_, str> {
    let clean = !words.starts_with(' ')
        && !words.ends_with(' ')
        && !words.contains("  ")
        && !words.chars().any(|c| c != ' ' && (c.is_whitespace() || is_hidden(c)));
    if clean {
        return Cow::Borrowed(words);
    }
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if is_hidden(c) {
                write!(line, "{}", shown(c)).expect("a String takes every write");
            } else {
                line.push(c);
            }
        }
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown() {
        assert_eq!(one_line("a\u{202e}b\u{200b}c"), "a⟨U+202E⟩b⟨U+200B⟩c");
        assert_eq!(one_line("\u{1b}[31mred"), "⟨U+001B⟩[31mred");
        assert_eq!(one_line("tag\u{e0041}\u{feff}"), "tag⟨U+E0041⟩⟨U+FEFF⟩");
    }

    #[test]
    fn white_space_becomes_one_space() {
        assert_eq!(one_line(" a\u{a0}\n\n b\u{2028}c\t"), "a b c");
        assert!(matches!(one_line("plain words"), Cow::Borrowed(_)));
    }
}
